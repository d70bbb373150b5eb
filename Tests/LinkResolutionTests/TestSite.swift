import ContentReading
import Diagnostics
import FrameworkModel

@testable import LinkResolution

/// A small site in memory.
struct TestSite {
    let framework: Framework
    let addresses: AddressBook
    let problems: [String]
    var resolver: LinkResolver { LinkResolver(framework, addresses: addresses) }

    init(_ more: [String: String] = [:]) {
        let namespace = "xmlns=\"urn:technical-framework:definitions\""
        var files = [
            "site.yml": "title: Test",
            "test.xml": """
            <definitions \(namespace)>
            <domain id="ITI"><name>IT Infrastructure</name></domain>
            <actor id="consumer" keyword="DOC_CONSUMER"><name>Document Consumer</name></actor>
            <actor id="registry"><name>Document Registry</name></actor>
            <term id="affinity-domain"><name>Affinity domain</name></term>
            <transaction id="ITI-18" domain="ITI"><name>Query</name><exchange initiator="consumer" responder="registry"/></transaction>
            <profile id="T1" domain="ITI"><name>Twin</name><actor ref="consumer"/></profile>
            <profile id="T2" domain="ITI" acronym="T1"><name>Twin</name><actor ref="consumer"/></profile>
            </definitions>
            """,
            "profiles/XDS.b.xml": """
            <profile \(namespace) id="XDS.b" domain="ITI" chapter="10"><name>Document Sharing</name>
            <actor ref="consumer"/><actor ref="registry"/></profile>
            """,
            "profiles/XDS.b.md": "Text", "pages/index.md": "---\ntitle: Home\n---\n",
            "pages/about.md": "---\ntitle: About\n---\n",
            "pages/contact.md": "---\ntitle: Contact\n---\n", "pictures/a b.png": "",
        ]
        files.merge(more) { _, new in new }
        let sources = ContentReader.read(files)
        let (framework, modelProblems) = ModelBuilder.build(sources)
        let (addresses, addressProblems) = AddressBook.assign(
            framework, assets: sources.assets, configuration: sources.configuration)
        self.framework = framework
        self.addresses = addresses
        problems = (sources.diagnostics + modelProblems + addressProblems).sorted().map {
            "\($0.location.path):\($0.location.line):\($0.location.column) \($0.summary) [\($0.rule.rawValue)]"
        }
    }
}
