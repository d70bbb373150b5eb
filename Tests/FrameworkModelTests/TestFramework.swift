import ContentReading
import Diagnostics

@testable import FrameworkModel

/// A model from definitions in memory, each without its namespace, and what was reported.
func model(_ definitions: String, files: [String: String] = [:]) -> (framework: Framework, problems: [String]) {
    var files = files
    files["site.yml"] = "title: Test"
    files["test.xml"] = "<definitions xmlns=\"urn:technical-framework:definitions\">\n\(definitions)\n</definitions>"
    let sources = ContentReader.read(files)
    let (framework, diagnostics) = ModelBuilder.build(sources)
    return (framework, (sources.diagnostics + diagnostics).sorted().map(brief))
}

/// A diagnostic in one line, for comparisons.
func brief(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.location.line):\(diagnostic.location.column) \(diagnostic.summary) [\(diagnostic.rule.rawValue)]"
}

/// A small framework that nothing is wrong with, for tests to add to.
let soundDefinitions = """
    <domain id="ITI"><name>IT Infrastructure</name></domain>
    <actor id="source"><name>Document Source</name></actor>
    <actor id="consumer"><name>Document Consumer</name></actor>
    <transaction id="ITI-1" domain="ITI"><name>Send</name><exchange initiator="source" responder="consumer"/></transaction>
    <profile id="XDS" domain="ITI"><name>Sharing</name>
    <actor ref="source"><transaction ref="ITI-1" optionality="R"/></actor>
    <actor ref="consumer"><transaction ref="ITI-1" optionality="O"/></actor>
    </profile>
    """
