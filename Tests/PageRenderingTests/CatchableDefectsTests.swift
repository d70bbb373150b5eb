import ContentReading
import Diagnostics
import FrameworkModel
import Testing

@testable import PageRendering

/// Defects that published frameworks have had for years, for want of somebody who reads every link and number.
@Suite struct CatchableDefectsTests {
    // MARK: In the sources of three real guides

    @Test func aNumberedLinkThatLeadsToAnotherSection() async throws {
        let problems = try await problems(
            of: guide("ITI.PDQm", "ITI-78.md"), beside: #"<transaction id="ITI-78" domain="ITI">\#(name)</transaction>"#
        )
        let wrong = problems.filter { $0.contains("[misleading-link]") }
        #expect(wrong.count == 7)
        #expect(wrong[0] == "107:142 the text says 3.78.4.1.2.4, but the link leads to 3.78.4.1.2.3 [misleading-link]")
    }

    @Test func anAcronymWithLettersThatHaveChangedPlaces() async throws {
        let problems = try await problems(
            of: guide("ITI.PDQm", "volume-1.md"),
            beside: #"<profile id="PDQm" domain="ITI" chapter="38">\#(name)</profile>"#)
        #expect(
            problems.filter { $0.contains("[misspelled-name]") } == ["23:20 'PQDm' is no name here [misspelled-name]"])
    }

    @Test func aTableWithTheNumberOfOneInAnotherChapter() async throws {
        let site = await TestSite([
            "shared.xml": shared(""),
            "ITI-65.xml": file(#"<transaction id="ITI-65" domain="ITI">\#(name)</transaction>"#),
            "ITI-65.md": try guide("ITI.MHD", "ITI-65.md"),
            "ITI-105.xml": file(#"<transaction id="ITI-105" domain="ITI">\#(name)</transaction>"#),
            "ITI-105.md": try guide("ITI.MHD", "ITI-105.md"),
        ])
        let repeated = site.diagnostics.filter { $0.rule == .duplicateNumber && $0.summary.hasSuffix("too") }
        #expect(repeated.map(brief) == ["94:1 chapter 3.65 has a Table 3.65.4.1.3-1 too [duplicate-number]"])
    }

    // MARK: On published pages

    @Test func aHeadingThatCallsATransactionByAnotherNumber() async {
        let problems = await problems(
            of: "## 3.124 Notify of Change [ITI-134]\n\n### 3.124.1 Scope\n",
            beside: #"<transaction id="ITI-124" domain="ITI">\#(name)</transaction>"#)
        #expect(
            problems.contains("1:1 section 3.124 is ITI-124, but its heading says [ITI-134] [number-mismatch]"))
    }

    @Test func textToCome() async {
        #expect(
            await problems(of: "Chapter 55: coming soon.") == [
                "1:13 'coming soon' stands for text to come [placeholder-text]"
            ])
    }

    @Test func aWordThatStandsTwice() async {
        #expect(
            await problems(of: "Revision 1.2, Published Published 2019.") == [
                "1:15 'Published' stands here twice [repeated-word]"
            ])
    }

    @Test func aLinkWithoutTheEndOfItsFileName() async {
        let problems = await problems(of: "See [chapter 30](other/ch-30).")
        #expect(problems == ["1:18 there is no file 'pages/other/ch-30' in the content folder [broken-link]"])
    }

    @Test func aLinkWithBackslashes() async {
        let problems = await problems(of: #"Back to the [contents](..\index.html)."#)
        #expect(problems == [#"1:24 there is no file 'pages/..\index.html' in the content folder [broken-link]"#])
    }

    @Test func anAnchorWithAFullStopAtItsEnd() async throws {
        let site = await TestSite([
            "shared.xml": shared(""), "pages/p.md": "---\ntitle: P\n---\nSee [below](#the-end.).\n\n## The end\n",
        ])
        let link = try #require(site.library.checkAnchors(site.anchors, addresses: site.addresses).first)
        #expect(link.rule == .brokenAnchor)
        #expect(link.help == "did you mean '#the-end'?")
    }

    @Test func aLinkThatNamesOneDomainAndLeadsToAnother() async {
        let problems = await problems(of: "The archive of [CARD](domain:ITI).")
        #expect(problems == ["1:17 the text names domain 'CARD', but the link leads to 'ITI' [misleading-link]"])
    }

    @Test func aLinkThatNamesOneTransactionAndLeadsToAnother() async {
        let definitions = #"""
            <transaction id="ITI-1" domain="ITI"><name>One</name></transaction>
            <transaction id="ITI-2" domain="ITI"><name>Two</name></transaction>
            """#
        let problems = await problems(of: "Send [ITI-1](transaction:ITI-2).", beside: definitions, onPage: true)
        #expect(problems == ["4:7 the text names transaction 'ITI-1', but the link leads to 'ITI-2' [misleading-link]"])
    }

    @Test func raggedHTML() async {
        let problems = await problems(of: "<h2>Title</h3>\n\n<a href=../index.html>Back</a>\n")
        #expect(problems.count == 2)
        #expect(problems.first?.contains("[raw-html]") == true)
        #expect(problems.last == "3:9 there is no file 'index.html' in the content folder [broken-link]")
    }

    // MARK: Names

    @Test func anActorThatALinkCallsByAnotherName() async {
        let problems = await problems(of: "The [Document Keeper](actor:registry), or [the registry](actor:registry).")
        #expect(problems == ["1:6 the actor is called 'Document Registry', not 'Document Keeper' [other-name]"])
    }

    @Test(arguments: [
        "[Document Registry](actor:registry)", "[XDS Document Registry](actor:registry)",
        "[Document Registries](actor:registry) of a community", "[Registry](actor:registry)",
        "[registrar of documents](actor:registry)", "[it](actor:registry)",
    ])
    func othersThatAreNoOtherName(link: String) async {
        #expect(await problems(of: link).isEmpty)
    }

    @Test(arguments: [
        ("The Document Registy answers.", "'Document Registy' is no actor"),
        ("A Patient Demographic Consumer asks.", "'Patient Demographic Consumer' is no actor"),
        ("The *Document Regsitry* answers.", "'Document Regsitry' is no actor"),
    ])
    func anActorWhoseNameIsMisspelled(text: String, summary: String) async {
        #expect(
            await problems(of: text).map { String($0.drop { $0 != " " }.dropFirst()) } == [
                summary + " [misspelled-name]"
            ])
    }

    @Test(arguments: [
        "Document Registries and Document Registrys.", "A document registy.", "`Document Registy`",
        "PDQM, PDQms and PDQV3.",
        "We know that that is right, as 10 10 is.", "It says \"TLS\". TLS is on.", "- one\n- one",
    ])
    func whatIsNoSlip(text: String) async {
        #expect(await problems(of: text).allSatisfy { $0.contains("Registrys") })
    }

    // MARK: Support

    private let name = "<name>Search</name>"

    private func guide(_ guide: String, _ file: String) throws -> String {
        let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures/ihe-ig/"
        return String(decoding: try FileSystem.read("\(folder)\(guide)/\(file)"), as: UTF8.self)
    }

    private func file(_ definition: String) -> String {
        let name = definition.dropFirst().prefix { $0 != " " }
        return "<\(name) xmlns=\"urn:technical-framework:definitions\"" + definition.dropFirst(1 + name.count)
    }

    private func shared(_ more: String) -> String {
        """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
        <domain id="CARD" transaction-section="3"><name>Cardiology</name></domain>
        <actor id="registry"><name>Document Registry</name></actor>
        <actor id="demographics"><name>Patient Demographics Consumer</name></actor>
        \(more)
        </definitions>
        """
    }

    /// What the text of a chapter or page makes the generator report, without what a chapter lacks.
    private func problems(of text: String, beside definition: String = "", onPage: Bool = false) async -> [String] {
        var files = ["shared.xml": shared(definition.isEmpty || onPage ? definition : "")]
        if definition.isEmpty || onPage {
            files["shared.xml"] = shared(definition)
            files["pages/p.md"] = "---\ntitle: P\n---\n" + text
        } else {
            files["chapter.xml"] = file(definition)
            files["chapter.md"] = text
        }
        let site = await TestSite(files)
        let expected: Set<Rule> = [.missingSection, .transactionWithoutRoles, .profileWithoutActors]
        let offset = definition.isEmpty ? 3 : 0
        return site.diagnostics.sorted().filter { !expected.contains($0.rule) && $0.location.path.hasSuffix(".md") }.map
        {
            "\($0.location.line - offset):\($0.location.column) \($0.summary) [\($0.rule.rawValue)]"
        }
    }

    private func brief(_ diagnostic: Diagnostic) -> String {
        "\(diagnostic.location.line):\(diagnostic.location.column) \(diagnostic.summary) [\(diagnostic.rule.rawValue)]"
    }
}
