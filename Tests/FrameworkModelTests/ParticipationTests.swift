import Testing

@testable import FrameworkModel

/// Who takes part in what: organisations, events with results, products with statements.
@Suite struct ParticipationTests {
    private let organisations = """
        <organisation id="a" kind="vendor" membership="full" country="France"><name>A</name></organisation>
        <organisation id="lab" kind="laboratory"><name>Laboratory</name></organisation>
        <membership id="full"><name>Full</name><right>Vote.</right></membership>
        """

    private func statement(_ claims: String) -> String {
        """
        <product id="p" vendor="a"><name>P</name><statement version="1" date="2026-01-01">
        \(claims)
        </statement></product>
        """
    }

    /// XDS, whose consumer must be grouped with the client of CT and one of two actors of ATNA.
    private let profiles = """
        <domain id="ITI"><name>IT</name></domain>
        <actor id="consumer"><name>Consumer</name></actor><actor id="client"><name>Client</name></actor>
        <actor id="node"><name>Node</name></actor><actor id="application"><name>Application</name></actor>
        <option id="folder"><name>Folder</name></option><option id="proof"><name>Proof</name></option>
        <option id="other"><name>Other</name></option>
        <profile id="XDS" domain="ITI"><name>Sharing</name><actor ref="consumer">
        <option ref="folder"/><option ref="proof"/>
        <grouping profile="CT" actor="client"/>
        <one-of><grouping profile="ATNA" actor="node"/><grouping profile="ATNA" actor="application"/></one-of>
        <grouping profile="XUA" actor="client" option="proof"/>
        <grouping profile="XUA" actor="node"><condition>Where it keeps users.</condition></grouping>
        </actor></profile>
        <profile id="CT" domain="ITI"><name>Time</name><actor ref="client"/></profile>
        <profile id="ATNA" domain="ITI"><name>Audit</name><actor ref="node"/><actor ref="application"/></profile>
        <profile id="XUA" domain="ITI"><name>Users</name><actor ref="client"/><actor ref="node"/></profile>
        """

    private func problems(_ claims: String) -> [String] {
        model(profiles + "\n" + organisations + "\n" + statement(claims)).problems.map { problem in
            String(problem.drop { $0 != " " }.dropFirst())
        }
    }

    @Test func aWholeStatementIsSound() {
        let claims = """
            <claim profile="XDS" actor="consumer" options="folder"/><claim profile="CT" actor="client"/>
            <claim profile="ATNA" actor="application"/>
            """
        #expect(problems(claims) == [])
    }

    @Test func missingGroupingsAreReported() {
        #expect(
            problems("<claim profile=\"XDS\" actor=\"consumer\"/>") == [
                "the actor 'consumer' of 'XDS' must be grouped with 'client' of 'CT' [missing-grouping]",
                "the actor 'consumer' of 'XDS' must be grouped with 'node' of 'ATNA' or 'application' of 'ATNA' "
                    + "[missing-grouping]",
            ])
    }

    @Test func aGroupingUnderAnOptionCountsWhereTheOptionIsClaimed() {
        let claims = """
            <claim profile="XDS" actor="consumer" options="proof"/><claim profile="CT" actor="client"/>
            <claim profile="ATNA" actor="node"/>
            """
        #expect(
            problems(claims)
                == ["the actor 'consumer' of 'XDS' must be grouped with 'client' of 'XUA' [missing-grouping]"])
    }

    @Test func positionsAreThoseOfTheClaim() {
        let text = """
            <product id="p" vendor="a"><name>P</name><statement version="1" date="2026-01-01">
            <claim profile="CT" actor="node"/>
            <claim profile="CT" actor="client" options="folder other"/>
            <claim profile="CT" actor="client"/>
              <claim profile="XDS" actor="consumer" options="other"/>
            </statement></product>
            """
        let first = profiles.split(separator: "\n").count + organisations.split(separator: "\n").count + 3
        let (_, problems) = model(profiles + "\n" + organisations + "\n" + text)
        #expect(problems.contains("\(first):28 the profile 'CT' has no actor 'node' [unknown-id]"))
        #expect(problems.contains("\(first + 1):45 the actor 'client' of 'CT' has no option 'folder' [unknown-id]"))
        #expect(
            problems.contains("\(first + 2):1 the statement claims the actor 'client' of 'CT' twice [duplicate-entry]"))
        #expect(problems.contains("\(first + 3):50 the actor 'consumer' of 'XDS' has no option 'other' [unknown-id]"))
        #expect(problems.contains { $0.hasPrefix("\(first + 3):3 ") && $0.hasSuffix("[missing-grouping]") })
    }

    @Test func resultsAndPlansAreHeldAgainstProfilesToo() {
        let event = """
            <event id="e" kind="connectathon" from="2026-02-03" until="2026-02-01"><name>E</name>
            <tests profile="CT" actor="node"/><tests profile="PDQ"/>
            <results><system organisation="b" name="S"><passed profile="CT" actor="client" options="folder"/></system></results>
            </event>
            """
        let (_, problems) = model(profiles + "\n" + organisations + "\n" + event)
        let told = problems.map { String($0.drop { $0 != " " }.dropFirst()) }
        #expect(
            told == [
                "the event ends on 2026-02-01, before it begins on 2026-02-03 [impossible-date]",
                "the profile 'CT' has no actor 'node' [unknown-id]",
                "there is no profile 'PDQ' [unknown-id]",
                "there is no organisation 'b' [unknown-id]",
                "the actor 'client' of 'CT' has no option 'folder' [unknown-id]",
            ])
    }

    @Test func aCertificateEndsAfterItBegins() {
        let product = """
            <product id="p" vendor="a"><name>P</name>
            <certificate version="1" laboratory="lab" from="2026-01-02" until="2026-01-01">
            <certified profile="CT" actor="client"/></certificate></product>
            """
        let (framework, problems) = model(profiles + "\n" + organisations + "\n" + product)
        #expect(problems.count == 1 && problems[0].hasSuffix("before it begins on 2026-01-02 [impossible-date]"))
        #expect(framework.participation.productsByLaboratory["lab"]?.map(\.id) == ["p"])
    }

    @Test func relationsGoBothWays() {
        let definitions = """
            <event id="old" kind="connectathon" from="2025-01-01" organisers="a"><name>Old</name>
            <results published="2025-03-01"><system organisation="a" name="S" product="p"><passed profile="CT" actor="client"/></system>
            </results></event>
            <event id="new" kind="projectathon" during="old" from="2026-05-01"><name>New</name><tests profile="CT"/>
            <results><system organisation="a" name="S"><passed profile="CT" actor="client"/></system></results></event>
            <tool id="t" kind="simulator"><name>T</name><covers profile="CT"/><covers actor="client"/></tool>
            """
        let claims = "<claim profile=\"CT\" actor=\"client\"/>"
        let (framework, problems) = model(
            profiles + "\n" + organisations + "\n" + definitions + "\n" + statement(claims))
        let participation = framework.participation
        #expect(problems == [])
        #expect(participation.membersByCategory["full"]?.map(\.id) == ["a"])
        #expect(participation.eventsDuring["old"]?.map(\.id) == ["new"])
        #expect(participation.eventsByProfile["CT"]?.map(\.id) == ["new", "old"])
        for key in [DefinitionKey(.profile, "CT"), DefinitionKey(.actor, "client"), DefinitionKey(.organisation, "a")] {
            #expect(participation.results(of: key).map(\.event) == ["new", "old"])
        }
        #expect(participation.results(of: DefinitionKey(.product, "p")).map(\.event) == ["old"])
        #expect(participation.toolsByTarget[DefinitionKey(.actor, "client")]?.map(\.id) == ["t"])
        #expect(participation.productsByKey[DefinitionKey(.profile, "CT")]?.map(\.id) == ["p"])
    }

    @Test func theDayOfTheContentDividesTheCalendar() {
        let definitions = """
            <source id="s" date="2026-03-10"><name>S</name></source><source id="m" date="2026-09"><name>M</name></source>
            <event id="past" kind="meeting" from="2026-03-08" until="2026-03-09"><name>Past</name></event>
            <event id="now" kind="meeting" from="2026-03-09" until="2026-03-10"><name>Now</name></event>
            <event id="later" kind="meeting" from="2026-04-01"><name>Later</name></event>
            <event id="some-day" kind="meeting"><name>Some day</name></event>
            """
        let (framework, _) = model(definitions)
        #expect(framework.newestDay == "2026-03-10")
        let calendar = framework.calendar(asOf: nil)
        #expect(calendar.coming.map(\.id) == ["now", "later"] && calendar.past.map(\.id) == ["past"])
        #expect(calendar.undated.map(\.id) == ["some-day"])
        #expect(framework.calendar(asOf: "2026-05-01").past.map(\.id) == ["later", "now", "past"])
    }

    @Test func whatWasPublishedIsListedWithTheLatestFirst() {
        let definitions = """
            <domain id="ITI"><name>IT</name></domain>
            <volume id="V" domain="ITI" revision="2.0" date="2024-05-01"><name>V</name></volume>
            <supplement id="S" domain="ITI" status="trial-implementation" revision="1.1" date="2025-05-01"><name>S</name></supplement>
            <event id="e" kind="connectathon"><name>E</name><results published="2025-06-01"/></event>
            """
        let (framework, _) = model(definitions)
        #expect(framework.publishings().map(\.key.id) == ["e", "S", "V"])
        #expect(framework.publishings(of: "ITI").map(\.what) == ["Trial Implementation, version 1.1", "Revision 2.0"])
    }
}
