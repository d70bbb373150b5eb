import ContentReading
import Diagnostics
import FrameworkModel
import LinkResolution
import Testing

@testable import PageRendering

/// Pages of organisations and events, calendars and forms.
@Suite struct ParticipationPagesTests {
    private let definitions = """
        <definitions xmlns="urn:technical-framework:definitions">
        <domain id="ITI"><name>IT Infrastructure</name><sponsor organisation="society"/></domain>
        <actor id="client"><name>Time Client</name></actor>
        <profile id="CT" domain="ITI"><name>Time</name><actor ref="client"/></profile>
        <organisation id="society" kind="society"><name>Society</name></organisation>
        <organisation id="vendor" kind="vendor" example="yes" country="France"><name>Vendor</name></organisation>
        <event id="test" kind="connectathon" from="2026-02-27" until="2026-02-28"><name>Test</name>
        <results><system organisation="vendor" name="S" version="1"><passed profile="CT" actor="client"/></system></results></event>
        <tool id="tool" kind="simulator"><name>Tool</name><covers actor="client" href="https://example.org/client"/></tool>
        </definitions>
        """

    private func site(_ page: String = "", settings: String = "title: Test") async -> TestSite {
        await TestSite([
            "site.yml": settings, "all.xml": definitions, "page.md": "---\ntitle: Page\n---\n\n\(page)\n",
        ])
    }

    private func html(_ site: TestSite, _ key: PageKey) -> String {
        String(decoding: site.composer.page(key)?.body.bytes ?? [], as: UTF8.self)
    }

    @Test func whatWasTestedStandsOnAllPagesThatItIsAbout() async {
        let site = await site()
        for (kind, id) in [(DefinitionKind.profile, "CT"), (.actor, "client"), (.organisation, "vendor")] {
            let page = html(site, .definition(DefinitionKey(kind, id)))
            #expect(page.contains("id=\"tested-at\"") && page.contains("events/test.html"), "\(kind)")
        }
        let event = html(site, .definition(DefinitionKey(.event, "test")))
        #expect(event.contains("profiles/CT.html") && event.contains("organisations/vendor.html"))
        #expect(html(site, .definition(DefinitionKey(.organisation, "society"))).contains("ITI/index.html"))
        let actor = html(site, .definition(DefinitionKey(.actor, "client")))
        #expect(actor.contains("tools/tool.html") && actor.contains("href=\"https://example.org/client\""))
    }

    @Test func madeUpDataIsMarkedWhereverItStands() async {
        let site = await site("::: list connectathons\n:::")
        let badge = "<span class=\"badge badge-example\">Example</span>"
        let vendor = DefinitionKey(.organisation, "vendor")
        #expect(html(site, .definition(vendor)).contains("class=\"example-note\""))
        #expect(site.composer.page(.definition(vendor))?.badges.bytes.isEmpty == false)
        for page in [PageKey.list(.organisation), .definition(DefinitionKey(.event, "test"))] {
            #expect(html(site, page).contains(badge), "\(page)")
        }
        #expect(!html(site, .definition(DefinitionKey(.organisation, "society"))).contains("xample"))
        #expect(String(decoding: site.composer.dataOfFramework(), as: UTF8.self).contains("\"example\":true"))
    }

    @Test(arguments: ["test", ":::"]) func anUnknownFormIsReported(name: String) async {
        let site = await site("::: form \(name == ":::" ? "" : name)\n:::")
        #expect(site.diagnostics.contains { $0.rule == .unknownDirective && $0.summary.hasPrefix("there is no form") })
    }

    @Test func aFormThatGoesNowhereIsReportedAtItsPlace() async {
        let site = await site("Text.\n\n::: form contact\n:::")
        let problems = site.library.formProblems(site.configuration)
        #expect(problems.map(\.rule) == [.missingKey] && problems.first?.location.line == 7)
        #expect(html(site, .page("page.md")).contains("There is no form yet."))
    }

    @Test func aFormHasLabelsErrorsAndATrap() async {
        let endpoint = "title: Test\ncontact:\n  endpoint: https://forms.example.org/contact\n  topics: [A, B]"
        let site = await site("::: form contact\n:::\n\n::: form contact\n:::", settings: endpoint)
        let page = html(site, .page("page.md"))
        #expect(site.library.formProblems(site.configuration).isEmpty)
        #expect(page.contains("method=\"post\" action=\"https://forms.example.org/contact\""))
        for id in ["name", "email", "topic", "domain", "message"] {
            #expect(page.contains("<label for=\"contact-\(id)\">") && page.contains(" id=\"contact-\(id)\""))
            #expect(page.contains("<label for=\"contact-2-\(id)\">") && page.contains(" id=\"contact-2-\(id)\""))
        }
        #expect(page.contains("name=\"website\" tabindex=\"-1\""))
        let own = html(site, .contact("ITI"))
        #expect(own.contains("<option value=\"ITI\" selected>") && own.contains("<option value=\"A\" selected>"))
        #expect(html(site, .definition(DefinitionKey(.domain, "ITI"))).contains("ITI/contact.html"))
    }

    @Test func aMailboxNeedsNoHost() async {
        let site = await site(
            "::: form newsletter\n:::", settings: "title: Test\nnewsletter:\n  mail: news@example.org")
        let page = html(site, .page("page.md"))
        #expect(page.contains("action=\"mailto:news@example.org?subject=Test%3A%20newsletter\" enctype=\"text/plain\""))
        #expect(page.contains("<a href=\"mailto:news@example.org\">") && !page.contains("field-trap"))
    }

    // MARK: Calendars

    @Test func linesAreFoldedBetweenCharacters() {
        let entry = ICalendar.Entry(
            id: "event-a@b", stamp: "2024-01-31", from: "2024-02-28", until: "2024-02-29",
            title: String(repeating: "é", count: 80), place: "", description: "a;b,c\\d\ne", url: nil, categories: ["X"]
        )
        let lines = String(decoding: ICalendar(title: "T", entries: [entry]).bytes, as: UTF8.self)
            .components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(lines.contains("DTSTART;VALUE=DATE:20240228") && lines.contains("DTEND;VALUE=DATE:20240301"))
        #expect(lines.contains("DTSTAMP:20240131T000000Z"))
        #expect(lines.contains("DESCRIPTION:a\\;b\\,c\\\\d\\ne"))
        let unfolded = lines.joined(separator: "\n").replacing("\n ", with: "")
        #expect(unfolded.contains("SUMMARY:" + String(repeating: "é", count: 80)))
        #expect(lines.last == "" && lines.dropLast().last == "END:VCALENDAR")
    }

    @Test(arguments: [
        ("2026-12-31", "20270101"), ("2025-02-28", "20250301"), ("2000-02-28", "20000229"), ("1900-02-28", "19000301"),
        ("2026-04-30Z", "20260501"),
    ])
    func theDayAfterIsThatOfTheCalendar(day: String, next: String) {
        #expect(CalendarDay(day)?.next.text == next)
    }

    @Test(arguments: ["12026-01-01", "-0001-01-01", "2026-13-01", "2026-01", ""])
    func daysThatCalendarsCantHoldAreNone(day: String) {
        #expect(CalendarDay(day) == nil)
    }

    @Test func theCalendarHasAllThatHasADay() async {
        let site = await site()
        let page = site.composer.page(.list(.event))
        let text = String(decoding: page?.data[.calendar] ?? [], as: UTF8.self)
        #expect(text.contains("UID:event-test@test\r\n") && text.contains("DTEND;VALUE=DATE:20260301"))
        #expect(page?.data[.atom] == nil)
        // So has the page of the event; what has no day has no calendar.
        let own = PageKey.definition(DefinitionKey(.event, "test"))
        #expect(site.composer.page(own)?.dataFiles.map(\.format) == [.json, .calendar])
    }
}
