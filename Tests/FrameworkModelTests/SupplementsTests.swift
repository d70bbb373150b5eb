import Testing

@testable import FrameworkModel

@Suite struct SupplementsTests {
    @Test(arguments: [
        ("ballot", Status.publicComment), ("comment", .publicComment), ("PC", .publicComment),
        ("trial-use", .trialImplementation),
        ("TI", .trialImplementation), ("FT", .finalText), ("retired", .retired),
    ])
    func wordsInTheWildStandForAStatus(word: String, status: Status) {
        let supplement =
            "<supplement id=\"S\" domain=\"ITI\" href=\"https://example.org/\" status=\"\(word)\"><name>S</name></supplement>"
        let (framework, problems) = model(soundDefinitions + supplement)
        #expect(problems.isEmpty)
        #expect(framework.supplements["S"]?.edition.status == status)
    }

    @Test func anotherWordIsNoStatus() {
        let supplement =
            "<supplement id=\"S\" domain=\"ITI\" href=\"https://example.org/\" status=\"drafty\"><name>S</name></supplement>"
        #expect(model(soundDefinitions + supplement).problems.contains { $0.contains("[schema-violation]") })
    }

    @Test(arguments: [
        ("1.0.0-comment", Status.publicComment), ("1.0.0-comment-2", .publicComment), ("2.1.0-ballot", .publicComment),
        ("1.0.0-trial-use", .trialImplementation), ("0.1.0-preview", .preview), ("1.0.0", nil), ("1.0.0-rc1", nil),
        ("1-2", nil), ("-", nil),
    ])
    func aVersionTellsTheStatus(version: String, status: Status?) {
        #expect(Status(version: version) == status)
    }

    @Test func aStatusThatIsGivenComesBeforeThatOfTheVersion() {
        let (framework, _) = model(
            soundDefinitions + """
                <supplement id="S" domain="ITI" href="https://example.org/" revision="1.0.0-comment"><name>S</name>
                <release version="1.0.0-comment"/><release version="1.1.0-comment" status="retired"/></supplement>
                """)
        #expect(framework.supplements["S"]?.edition.status == .publicComment)
        #expect(framework.supplements["S"]?.releases.map(\.status) == [.publicComment, .retired])
    }

    @Test func aPeriodOfPublicCommentEndsAfterItBegins() {
        func problems(_ from: String, _ until: String) -> [String] {
            let supplement = """

                <supplement id="S" domain="ITI" href="https://example.org/"><name>S</name>
                <public-comment from="\(from)" until="\(until)"/></supplement>
                """
            return model(soundDefinitions + supplement).problems
        }
        #expect(problems("2026-03-01", "2026-03-01").isEmpty)
        #expect(
            problems("2026-03-01", "2026-02-01") == [
                "11:42 public comment ends on 2026-02-01, before it begins on 2026-03-01 [impossible-date]"
            ])
    }

    @Test func theBoardGoesByTheLifecycleAndThenByDate() {
        func supplement(_ id: String, _ attributes: String) -> String {
            "<supplement id=\"\(id)\" domain=\"ITI\" href=\"https://example.org/\" \(attributes)><name>S</name></supplement>\n"
        }
        let (framework, _) = model(
            soundDefinitions + supplement("unknown", "date=\"2026-01-01\"")
                + supplement("old", "status=\"TI\" date=\"2020-01-01\"")
                + supplement("new", "status=\"TI\" date=\"2021-01-01\"") + supplement("undated", "status=\"TI\"")
                + supplement("gone", "status=\"retired\"") + supplement("draft", "status=\"PC\""))
        #expect(framework.board().map(\.id) == ["draft", "new", "old", "undated", "gone", "unknown"])
        #expect(framework.board(of: .trialImplementation).map(\.id) == ["new", "old", "undated"])
        #expect(framework.boardStatuses == [.publicComment, .trialImplementation, .retired])
    }

    @Test func aStatusThatAllHaveNeedsNoPage() {
        let (framework, _) = model(
            soundDefinitions
                + "<supplement id=\"S\" domain=\"ITI\" href=\"https://example.org/\" status=\"TI\"><name>S</name></supplement>"
        )
        #expect(framework.boardStatuses.isEmpty)
    }

    @Test func theLatestVersionIsThatOfTheNewestDate() {
        func latest(_ attributes: String) -> Supplement.Version? {
            let supplement = """
                <supplement id="S" domain="ITI" href="https://example.org/" \(attributes)><name>S</name>
                <release version="1.1" date="2021-01-01"/><release version="1.2" date="2021-02-01" date-precision="latest"/>
                <release version="2.0"/></supplement>
                """
            return model(soundDefinitions + supplement).framework.supplements["S"]?.latest
        }
        #expect(latest("revision=\"1.0\"")?.number == "1.2")
        #expect(latest("revision=\"1.0\"")?.isLatestDate == true)
        #expect(latest("revision=\"3.0\" date=\"2021-02-01\"")?.number == "3.0")
    }

    @Test(arguments: [
        ("public-comment", Status.trialImplementation), ("trial-use", .trialImplementation),
        ("deprecated", .deprecated),
    ])
    func theStatusIsThatOfTheLatestVersion(own: String, status: Status) {
        let supplement = """
            <supplement id="S" domain="ITI" href="https://example.org/" status="\(own)" date="2020-01-01"><name>S</name>
            <release version="1.0" status="TI" date="2021-01-01"/></supplement>
            """
        #expect(model(soundDefinitions + supplement).framework.supplements["S"]?.status == status)
    }
}
