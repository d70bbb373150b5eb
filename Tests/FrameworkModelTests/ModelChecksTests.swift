import Testing

@testable import FrameworkModel

/// The positions are those of the file that `model` makes: its first definition stands in line 2.
@Suite struct ModelChecksTests {
    @Test func aSoundFrameworkHasNoProblems() {
        #expect(model(soundDefinitions).problems.isEmpty)
    }

    @Test func twoDefinitionsWithOneIdentifier() {
        let problems = model(soundDefinitions + "\n<actor id=\"source\"><name>Other</name></actor>").problems
        #expect(problems == ["10:1 there is another actor 'source' [duplicate-id]"])
    }

    @Test func definitionsOfTwoKindsMayShareAnIdentifier() {
        #expect(model(soundDefinitions + "\n<option id=\"source\"><name>Other</name></option>").problems.isEmpty)
    }

    @Test func aReferenceToNothingIsReportedAtTheAttribute() {
        let problems = model(
            soundDefinitions + """

                <profile id="B" domain="ITI"><name>B</name>
                <actor ref="sorce"><transaction ref="ITI-9" optionality="R"/><option ref="fast"/></actor></profile>
                <transaction id="ITI-2" domain="RAD"><name>C</name><exchange initiator="source" responder="who"/></transaction>
                <actor id="e" sources="gone"><name>E</name></actor>
                """
        ).problems
        #expect(
            problems == [
                "11:13 there is no actor 'sorce' [unknown-id]", "11:38 there is no transaction 'ITI-9' [unknown-id]",
                "11:75 there is no option 'fast' [unknown-id]", "12:33 there is no domain 'RAD' [unknown-id]",
                "12:92 there is no actor 'who' [unknown-id]", "13:1 no profile uses the actor 'e' [unused-actor]",
                "13:24 there is no source 'gone' [unknown-id]",
            ])
    }

    @Test func aGroupingWithAnActorThatTheProfileLacks() {
        let problems = model(
            soundDefinitions + """

                <actor id="other"><name>Other</name></actor>
                <profile id="B" domain="ITI"><name>B</name>
                <actor ref="source"><grouping profile="XDS" actor="other"/></actor></profile>
                """
        ).problems
        #expect(
            problems == [
                "10:1 no profile uses the actor 'other' [unused-actor]",
                "12:52 the profile 'XDS' has no actor 'other' [unknown-id]",
            ])
    }

    @Test func anActorWithoutARoleInItsTransaction() {
        let problems = model(
            soundDefinitions + """

                <actor id="other"><name>Other</name></actor>
                <profile id="B" domain="ITI"><name>B</name>
                <actor ref="other"><transaction ref="ITI-1" optionality="R"/></actor>
                <actor ref="source"><transaction ref="ITI-1" optionality="R" role="responder"/></actor></profile>
                """
        ).problems
        #expect(
            problems == [
                "12:38 Other has no role in ITI-1 [role-mismatch]",
                "13:39 Document Source is not a responder of ITI-1 [role-mismatch]",
            ])
    }

    @Test func whatIsListedTwice() {
        let problems = model(
            soundDefinitions + """

                <option id="o"><name>O</name></option>
                <profile id="B" domain="ITI"><name>B</name>
                <actor ref="source"><transaction ref="ITI-1" optionality="R"/><transaction ref="ITI-1" optionality="O"/>
                <option ref="o"/><option ref="o"/></actor>
                <actor ref="source"/></profile>
                """
        ).problems
        #expect(
            problems == [
                "12:81 the actor lists the transaction 'ITI-1' twice [duplicate-entry]",
                "13:31 the actor lists the option 'o' twice [duplicate-entry]",
                "14:13 the profile lists the actor 'source' twice [duplicate-entry]",
            ])
    }

    @Test func aRevisionThatAVolumeListsTwice() {
        let problems = model(
            """
            <volume id="V"><name>V</name>
            <revision number="2.0"/>
            <revision number="1.0"/><revision number="2.0">Again.</revision></volume>
            """
        ).problems
        #expect(problems == ["4:25 the volume lists revision 2.0 twice [duplicate-entry]"])
    }

    @Test func theHistoryOfAVolumeHoldsItsCurrentRevision() {
        let (framework, problems) = model(
            """
            <volume id="V" revision="10.0" date="2024-01-02" href="https://example.org/v"><name>V</name>
            <revision number="9.0" date="2020-01-02"/><revision number="10.0">Adds X.</revision></volume>
            """)
        let history = framework.volumes["V"]?.history ?? []
        #expect(problems == [])
        #expect(history.map(\.number) == ["10.0", "9.0"])
        #expect(history.map(\.date) == ["2024-01-02", "2020-01-02"])
        #expect(history.map(\.href) == ["https://example.org/v", nil])
        #expect(history.map { $0.change != nil } == [true, false])
    }

    @Test func aProfileWithoutActorsAndATransactionWithoutRoles() {
        let problems = model(
            soundDefinitions + """

                <profile id="B" domain="ITI"><name>B</name></profile>
                <transaction id="ITI-2" domain="ITI"><name>C</name></transaction>
                <profile id="OLD" domain="ITI" status="deprecated"><name>B</name></profile>
                <transaction id="ITI-3" domain="ITI" status="retired"><name>C</name></transaction>
                """
        ).problems
        #expect(
            problems == [
                "10:1 the profile 'B' has no actors [profile-without-actors]",
                "11:1 the transaction 'ITI-2' says of no actor that it takes part [transaction-without-roles]",
            ])
    }

    @Test func anActorThatNoProfileUses() {
        let problems = model(soundDefinitions + "\n<actor id=\"ether\"><name>Ether</name></actor>").problems
        #expect(problems == ["10:1 no profile uses the actor 'ether' [unused-actor]"])
        // Where nobody has written a profile yet, there is nothing to miss.
        #expect(model("<actor id=\"ether\"><name>Ether</name></actor>").problems.isEmpty)
    }

    @Test(arguments: [
        ("Document source", "Document Source"), ("Document-Sources", "Document Source"),
        ("Document Consummer", "Document Consumer"), ("Documnet Source", "Document Source"),
    ])
    func actorsThatAreCalledNearlyTheSame(name: String, other: String) {
        let problems = model(
            soundDefinitions + """

                <actor id="twin"><name>\(name)</name></actor>
                <profile id="B" domain="ITI"><name>B</name><actor ref="twin"/></profile>
                """
        ).problems
        #expect(problems == ["10:1 the actor '\(name)' is called nearly as '\(other)' is [similar-names]"])
    }

    @Test(arguments: [("Level 1 Reader", "Level 2 Reader"), ("Class", "Clas"), ("Payer", "Buyer")])
    func namesThatTellActorsApart(name: String, other: String) {
        let problems = model(
            soundDefinitions + """

                <actor id="a"><name>\(name)</name></actor><actor id="b"><name>\(other)</name></actor>
                <profile id="B" domain="ITI"><name>B</name><actor ref="a"/><actor ref="b"/></profile>
                """
        ).problems
        #expect(problems == [])
    }

    @Test func manyActorsWithOneNameTakeNoQuadraticTime() {
        let actors = (0..<3_000).map { "<actor id=\"a\($0)\"><name>The very same Actor</name></actor>" }
        let uses = (0..<3_000).map { "<actor ref=\"a\($0)\"/>" }
        let profile = "<profile id=\"B\" domain=\"ITI\"><name>B</name>\(uses.joined())</profile>"
        let problems = model(soundDefinitions + "\n" + actors.joined() + profile).problems
        #expect(problems.count == 2_999)
    }

    @Test(arguments: [
        ("ITI-18", "3.19", true), ("ITI-18", "3.18", false), ("ITI-18", "4.18", true), ("ITI-07", "3.7", false),
        ("ITI-18", "3.YY4", false), ("ITI-X", "3.4", false), ("ITI-18", "3.18.2", false), ("ITI-18", "3", false),
    ])
    func aTransactionInTheSectionOfAnother(id: String, section: String, isWrong: Bool) {
        let sound = soundDefinitions.replacing(
            "<domain id=\"ITI\">", with: "<domain id=\"ITI\" transaction-section=\"3\">")
        let problems = model(
            sound + """

                <transaction id="\(id)" domain="ITI" section="\(section)"><name>T</name>
                <exchange initiator="source" responder="consumer"/></transaction>
                """
        ).problems
        let problem = "10:\(42 + id.count) \(id) stands in section \(section), not 3.18 [number-mismatch]"
        #expect(problems == (isWrong ? [problem] : []))
    }

    @Test func aProfileThatIsFurtherThanItsSupplement() {
        func problems(_ status: String, _ name: String) -> [String] {
            model(
                soundDefinitions + """

                    <profile id="MHD" domain="ITI" status="final-text"><name>Mobile Health</name>
                    <actor ref="source"/></profile>
                    <supplement id="s" domain="ITI" status="\(status)" href="https://example.org/s"><name>\(name)</name>
                    <affects profile="MHD"/></supplement>
                    """
            ).problems
        }
        let problem =
            "10:1 the profile 'MHD' is in final text, but its supplement in Trial Implementation [status-mismatch]"
        #expect(problems("trial-implementation", "Mobile Health (MHD)") == [problem])
        #expect(problems("trial-implementation", "Mobile Health") == [problem])
        #expect(problems("final-text", "Mobile Health (MHD)") == [])
        // It adds to a profile that the volume has.
        #expect(problems("trial-implementation", "Mobile Health Extension") == [])
    }

    @Test func groupingsThatLeadInACircle() {
        let problems = model(
            soundDefinitions + """

                <profile id="A" domain="ITI"><name>A</name>
                <actor ref="source"><grouping profile="B" actor="source"/></actor></profile>
                <profile id="B" domain="ITI"><name>B</name>
                <actor ref="source"><one-of><grouping profile="XDS" actor="source"/>
                <grouping profile="A" actor="source"/></one-of></actor></profile>
                <profile id="C" domain="ITI"><name>C</name>
                <actor ref="source"><grouping profile="C" actor="source"/></actor></profile>
                """
        ).problems
        #expect(
            problems == [
                "14:30 these groupings lead in a circle: A source → B source → A source [grouping-cycle]",
                "16:50 these groupings lead in a circle: C source → C source [grouping-cycle]",
            ])
    }

    @Test func aLongChainOfGroupingsDoesNotExhaustTheStack() {
        let chain = (0..<20_000).map { index in
            "<profile id=\"P\(index)\" domain=\"ITI\"><name>P</name><actor ref=\"source\">"
                + "<grouping profile=\"P\((index + 1) % 20_000)\" actor=\"source\"/></actor></profile>"
        }
        let problems = model(soundDefinitions + "\n" + chain.joined(separator: "\n")).problems
        #expect(problems.count == 1)
        #expect(problems.first?.hasSuffix("[grouping-cycle]") == true)
    }
}

@Suite struct ProseAssignmentTests {
    private let profile = """
        <profile xmlns="urn:technical-framework:definitions" id="P" domain="ITI"><name>P</name><actor ref="source"/></profile>
        """

    @Test func proseBesideADefinitionBelongsToIt() {
        let (framework, problems) = model(
            soundDefinitions, files: ["profiles/P.xml": profile, "profiles/P.md": "Text"])
        #expect(problems.isEmpty)
        #expect(framework.prose[DefinitionKey(.profile, "P")]?.file.path == "profiles/P.md")
        #expect(framework.pages.isEmpty)
    }

    @Test func proseWithATitleIsAPage() {
        let (framework, problems) = model(soundDefinitions, files: ["pages/about.md": "---\ntitle: About\n---\nText"])
        #expect(problems.isEmpty)
        #expect(framework.pages.map(\.file.path) == ["pages/about.md"])
    }

    @Test(arguments: [
        (
            "profiles/Q.md",
            "1:1 this is neither a page, which has a title, nor the prose of a definition [prose-without-definition]"
        ),
        ("test.md", "1:1 this prose stands beside a file of several definitions [prose-without-definition]"),
    ])
    func otherProseIsReported(path: String, problem: String) {
        #expect(model(soundDefinitions, files: [path: "Text"]).problems == [problem])
    }
}

/// Checks of what is published as documents, and of names. The positions are those of the file that `model` makes.
@Suite struct DocumentChecksTests {
    private func problems(_ definitions: String) -> [String] {
        model(
            """
            <domain id="ITI"><name>IT Infrastructure</name></domain>
            <domain id="PCC"><name>Patient Care Coordination</name></domain>
            <source id="index" date="2023-03"><name>Index</name></source>
            \(definitions)
            """
        ).problems
    }

    private func supplement(_ attributes: String, _ content: String = "") -> String {
        "<supplement id=\"S\" domain=\"ITI\" \(attributes)><name>Sharing</name>\(content)</supplement>"
    }

    @Test func aDayThatNoCalendarHasIsRefused() {
        let problems = problems(supplement("date=\"2009-21-06\" href=\"https://example.org/S.pdf\""))
        #expect(problems == ["5:39 '2009-21-06' is not a date [schema-violation]"])
    }

    @Test func aDocumentThatIsNewerThanWhatSaysSo() {
        let address = "href=\"https://example.org/S.pdf\" sources=\"index\""
        #expect(
            problems(supplement("date=\"2023-04-01\" \(address)")) == [
                "5:39 2023-04-01 is later than the source 'index', of 2023-03 [impossible-date]"
            ])
        // Of the source only the month is known.
        #expect(problems(supplement("date=\"2023-03-31\" \(address)")).isEmpty)
    }

    @Test func versionsThatAreNotInTheOrderOfTheirDates() {
        let releases = """
            <release version="1.0.0" date="2021-01-02" href="https://example.org/1"/>
            <release version="1.10.0" date="2020-12-31" href="https://example.org/2"/>
            <release version="1.2.0" date="2020-11-11" date-precision="latest" href="https://example.org/3"/>
            """
        #expect(
            problems(supplement("", releases)) == [
                "6:1 version 1.10.0 is dated before version 1.0.0 [impossible-date]"
            ])
    }

    @Test func aDocumentThatReadersCannotGet() {
        #expect(problems(supplement("")) == ["5:1 the supplement 'S' has no address [missing-address]"])
        #expect(problems(supplement("status=\"retired\"")).isEmpty)
    }

    @Test func anAddressOfAnotherDomain() {
        #expect(
            problems(supplement("href=\"https://example.org/IHE_PCC_Suppl_S.pdf\"")) == [
                "5:39 a document of ITI has an address of PCC [foreign-address]"
            ])
        // Which is no domain here.
        #expect(problems(supplement("href=\"https://example.org/IHE_PCD_Suppl_S.pdf\"")).isEmpty)
    }

    @Test func aVersionThatStandsThereTwice() {
        let releases = #"""
            <release version="1.0.0" href="https://example.org/ITI/BALP"/>
            <release version="1.0.0" href="https://example.org/ITI\BALP"/>
            """#
        #expect(
            problems(supplement("", releases)).last == "6:1 the supplement lists version 1.0.0 twice [duplicate-entry]")
    }

    @Test func namesToComeAndWordsThatStandTwice() {
        let problems = problems(
            """
            <term id="a"><name>Coming soon</name></term>
            <term id="b"><name>Document Document Entry</name></term>
            <term id="c"><name>TBD</name></term>
            """)
        #expect(
            problems == [
                "5:1 the name of the term 'a' is still 'Coming soon' [placeholder-text]",
                "6:1 the name 'Document Document Entry' has 'Document' twice [repeated-word]",
                "7:1 the name of the term 'c' is still 'TBD' [placeholder-text]",
            ])
    }
}
