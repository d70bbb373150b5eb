"""Organisations, events, products and forms: of the shipped content, and bad data of each kind."""

import json
import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import build, served
from support import XMLNS, make_workspace, run

PAGES = [
    "organisations/index.html", "organisations/ihe-germany.html", "organisations/example-vendor-a.html",
    "events/index.html", "events/example-connectathon.html", "events/example-past-connectathon.html",
    "events/example-projectathon.html", "tools/index.html", "tools/example-simulator.html", "products/index.html",
    "products/example-archive.html", "memberships/index.html", "memberships/observer.html", "contact.html",
    "ITI/contact.html", "stay-up-to-date.html", "membership.html", "affiliates.html", "committees.html", "testing.html",
    "testing/connectathon.html", "testing/projectathon.html", "testing/gazelle.html", "testing/conformity-assessment.html",
    "testing/sharazone.html", "testing/integration-statements.html",
]  # fmt: skip

FORMS = "https://forms.example.org"
CSP = f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action {FORMS}"


def opened(browser, site, path, scheme="light", width=1280, **options):
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options).new_page()
    page.goto((site.root / path).as_uri())
    return page


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 320)])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_fit(site, browser, path, scheme, width):
    page = opened(browser, site, path, scheme, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


# MARK: Cross-links


def test_every_item_of_the_organisation_has_pages_with_links_both_ways(site):
    def leads(source, target):
        return target in {path for path, _ in site.pages[source].links}

    pairs = [
        ("RAD/index.html", "organisations/rsna.html"),
        ("organisations/ihe-germany.html", "ITI/TF/Volume4/ch-5.html"),
        ("organisations/ihe-europe.html", "events/connectathon-europe-2026.html"),
        ("events/projectathon-epsos-2011.html", "events/connectathon-europe-2011.html"),
        ("products/example-archive.html", "organisations/example-vendor-a.html"),
        ("products/example-archive.html", "ITI/TF/Volume1/ch-10.html"),
        ("products/example-archive.html", "actors/document-registry.html"),
        ("products/example-archive.html", "organisations/example-laboratory.html"),
        ("products/example-archive.html", "events/example-past-connectathon.html"),
        ("events/example-past-connectathon.html", "ITI/TF/Volume1/ch-10.html"),
        ("events/example-past-connectathon.html", "actors/document-registry.html"),
        ("events/example-past-connectathon.html", "organisations/example-vendor-b.html"),
        ("tools/example-simulator.html", "actors/document-registry.html"),
        ("tools/example-simulator.html", "ITI/TF/Volume2/ITI-18.html"),
        ("organisations/example-vendor-a.html", "memberships/organisational-member.html"),
    ]  # fmt: skip
    for source, target in pairs:
        assert leads(source, target), (source, target)
        assert leads(target, source), (target, source)


def test_made_up_data_says_so_everywhere(site):
    data = json.loads((site.root / "framework.json").read_text())
    entries = [entry for kind in data.values() if isinstance(kind, list) for entry in kind]
    examples = {entry["page"]: entry["name"] for entry in entries if entry.get("example")}
    assert len(examples) > 10
    assert all("xample" in name or path.startswith("memberships/") for path, name in examples.items())
    for path in examples:
        assert site.pages[path].document.xpath("//p[contains(@class, 'badges')]//*[contains(@class, 'badge-example')]")
        assert site.pages[path].document.xpath("//p[contains(@class, 'example-note')]")
    for list_page in ["organisations/index.html", "events/index.html", "products/index.html", "memberships/index.html"]:
        rows = site.pages[list_page].document.xpath("//main//tbody/tr | //main//ul[contains(@class, 'index')]/li")
        marked = [row for row in rows if row.xpath(".//*[contains(@class, 'badge-example')]")]
        assert marked, list_page
        for row in rows:
            first = row.xpath("(.//a)[1]/@href")[0]
            if site.pages[list_page].resolve(first)[0] in examples:
                assert row in marked, first


# MARK: Calendar


def test_the_calendar_is_one_that_programs_read(site):
    text = (site.root / "events/index.ics").read_bytes()
    lines = text.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines) and b"\n" not in text.replace(b"\r\n", b"")
    unfolded = text.decode().replace("\r\n ", "").split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR" and unfolded[-2:] == ["END:VCALENDAR", ""]
    uids = [line for line in unfolded if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == unfolded.count("BEGIN:VEVENT") > 5
    assert "UID:event-connectathon-europe-2026@ihe-technical-frameworks" in uids
    start = unfolded.index("UID:event-connectathon-europe-2026@ihe-technical-frameworks")
    event = unfolded[start : unfolded.index("END:VEVENT", start)]
    assert "DTSTART;VALUE=DATE:20260323" in event and "DTEND;VALUE=DATE:20260328" in event
    assert "LOCATION:The EGG\\, Brussels\\, Belgium" in event


def test_feeds_of_events_have_an_address(published_site):
    feed = (published_site.root / "events/index.atom").read_text()
    assert feed.count("<entry>") > 5 and "events/connectathon-europe-2026.html" in feed
    assert 'type="application/atom+xml"' in (published_site.root / "events/index.html").read_text()


def test_past_and_coming_are_told_by_the_content_and_by_the_browser(tmp_path, browser):
    today = date.today()
    days = {"gone": today - timedelta(days=3), "here": today, "next": today + timedelta(days=3)}
    events = "".join(
        f'<event id="{name}" kind="meeting" from="{day}"><name>{name.capitalize()}</name></event>' for name, day in days.items()
    )
    files = {
        "site.yml": f"title: Events\nas-of: {today - timedelta(days=9)}\n",
        "events.xml": f"<definitions {XMLNS}>{events}</definitions>",
    }
    workspace = make_workspace(tmp_path / "work", files)
    site = build(workspace / "public", "--content", workspace / "content")
    for script in [False, True]:
        page = opened(browser, site, "events/index.html", java_script_enabled=script)
        expect(page.get_by_role("heading", level=2)).to_have_text([re.compile("Coming")])
        states = page.locator(".deadline-state")
        assert states.all_inner_texts() == (["over", "now", "to come"] if script else [])
        page.context.close()


# MARK: Filters


def test_organisations_are_filtered_by_keyboard(site, browser):
    page = opened(browser, site, "organisations/index.html")
    status = page.locator(".filter [role=status]")
    total = page.locator("[data-row]").count()
    expect(status).to_have_text(f"{total} of {total} organizations shown")
    page.get_by_label("Country").focus()
    page.keyboard.type("Germ")
    expect(status).to_have_text(f"2 of {total} organizations shown")
    expect(page.get_by_role("heading", name="Austria")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("Vend")
    expect(status).to_have_text(f"1 of {total} organizations shown")
    page.get_by_role("button", name="Show all").press("Enter")
    expect(status).to_have_text(f"{total} of {total} organizations shown")
    page.get_by_label("Words").fill("nothing has this")
    expect(status).to_have_text("Nothing matches.")
    page.context.close()


def test_without_script_lists_are_whole_and_have_no_filter(site, browser):
    page = opened(browser, site, "organisations/index.html", java_script_enabled=False)
    expect(page.locator(".filter")).to_be_hidden()
    assert page.locator("[data-row]:visible").count() == page.locator("[data-row]").count() > 20
    expect(page.get_by_role("heading", name="United Kingdom")).to_be_visible()
    page.context.close()


def test_results_are_filtered(site, browser):
    page = opened(browser, site, "events/example-past-connectathon.html")
    total = page.locator("[data-row]").count()
    page.locator("select[name=actor]").select_option(label="Document Consumer")
    expect(page.locator(".filter [role=status]")).to_have_text(f"3 of {total} results shown")
    page.context.close()


# MARK: Forms


def fill(page):
    page.get_by_label("Your name").fill("A Reader")
    page.get_by_label("Your mail address").fill("reader@example.org")
    page.get_by_label("Message").fill("What does this mean?")


@pytest.mark.parametrize("script", [True, False])
def test_the_form_tells_what_is_wrong(site, browser, script):
    page = opened(browser, site, "contact.html", java_script_enabled=script)
    errors = page.locator(".field-error")
    assert all(not error.is_visible() for error in errors.all())
    page.get_by_label("Your name").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Enter")
    # The first field that is wrong has the focus, and its error stands below it.
    expect(page.get_by_label("Your name")).to_be_focused()
    expect(page.get_by_text("Write your name, so that the answer can use it.")).to_be_visible()
    mail = page.get_by_label("Your mail address")
    mail.fill("reader")
    mail.press("Tab")
    expect(page.get_by_text("Write a whole mail address, with an @.")).to_be_visible()
    if script:
        expect(mail).to_have_attribute("aria-invalid", "true")
        expect(mail).to_have_accessible_description(re.compile("name@example.org.*whole mail address"))
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    mail.fill("reader@example.org")
    expect(page.get_by_text("Write a whole mail address, with an @.")).to_be_hidden()
    page.context.close()


def test_the_form_is_sent_under_a_strict_policy(site, browser):
    with served(site.root, [("Content-Security-Policy", CSP)]) as address:
        page = browser.new_page()
        problems = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.route(f"{FORMS}/*", lambda route: route.fulfill(body="Thank you."))
        page.goto(address + "ITI/contact.html")
        # The page of a domain has the domain and the topic chosen.
        expect(page.get_by_label("Domain")).to_have_value("ITI")
        assert page.get_by_label("Topic").input_value() != ""
        fill(page)
        assert problems == []
        with page.expect_request(f"{FORMS}/contact") as sent:
            page.get_by_role("button", name="Send").click()
        fields = dict(pair.split("=") for pair in sent.value.post_data.split("&"))
        assert sent.value.method == "POST"
        assert fields["domain"] == "ITI" and fields["email"] == "reader%40example.org" and fields["website"] == ""
        page.close()


def test_the_trap_is_out_of_the_way(site, browser):
    page = opened(browser, site, "contact.html")
    trap = page.locator("[name=website]")
    assert trap.get_attribute("tabindex") == "-1"
    assert page.get_by_role("textbox", name="Leave this empty").count() == 0
    box = trap.locator("..").bounding_box()
    assert box["width"] <= 1 and box["height"] <= 1
    page.context.close()


def test_each_domain_leads_to_its_form(site):
    for domain in site.of_kind("page-domain"):
        form = domain.path.replace("index.html", "contact.html")
        assert form in {path for path, _ in domain.links}
        chosen = site.pages[form].document.xpath("//select[@name='domain']/option[@selected]/@value")
        assert chosen == [domain.path.split("/")[0]]


# MARK: Bad data

BAD = {
    "framework.xml": f"""<definitions {XMLNS}>
<domain id="ITI"><name>IT</name><sponsor organisation="nobody"/></domain>
<actor id="client"><name>Client</name></actor><actor id="server"><name>Server</name></actor>
<profile id="CT" domain="ITI"><name>Time</name><actor ref="client"><grouping profile="NTP" actor="server"/></actor></profile>
<profile id="NTP" domain="ITI"><name>Network</name><actor ref="server"/></profile>
<organisation id="vendor" kind="seller"><name>Vendor</name></organisation>
<organisation id="maker" kind="vendor" membership="gold"><name>Maker</name></organisation>
<event id="e" kind="connectathon" from="2026-02-30"><name>E</name></event>
<event id="f" kind="projectathon" from="2026-03-02" until="2026-03-01" during="g"><name>F</name>
<tests profile="CT" actor="server"/></event>
<product id="p" vendor="maker"><name>P</name>
<statement version="1" date="2026-01-01"><claim profile="CT" actor="client"/><claim profile="NTP" actor="client"/></statement>
<certificate version="1" laboratory="maker" from="2026-01-01"/></product>
<tool id="t" kind="simulator"><name>T</name><covers/></tool>
</definitions>
""",
    "site.yml": "title: Bad\ncontact:\n  endpoint: http://example.org/\n",
    "pages/index.md": "---\ntitle: Home\n---\n\n::: form newsletter\n:::\n\n::: list affilates\n:::\n",
}


def test_bad_data_is_reported_where_it_stands(tmp_path):
    workspace = make_workspace(tmp_path / "work", BAD)
    result = run("check", "--content", workspace / "content", cwd=workspace)
    assert result.code == 1
    told = [f"{match['line']} {match['rule']} {match['summary']}" for match in result.diagnostics]
    for expected in [
        "2 unknown-id there is no organisation 'nobody'", "7 unknown-id there is no membership 'gold'",
        "9 unknown-id there is no event 'g'", "9 impossible-date the event ends on 2026-03-01",
        "10 unknown-id the profile 'CT' has no actor 'server'", "12 unknown-id the profile 'NTP' has no actor 'client'",
        "12 missing-grouping the actor 'client' of 'CT' must be grouped with 'server' of 'NTP'",
        "3 wrong-type 'endpoint' takes an address that begins with https://", "5 missing-key nothing says where the form",
        "8 unknown-directive there is no list of 'affilates'",
    ]:  # fmt: skip
        assert any(line.startswith(expected) for line in told), (expected, told)
    for line in ["6", "8", "13", "14"]:
        assert any(match["line"] == line and match["rule"] == "schema-violation" for match in result.diagnostics), line


# MARK: Starting files


def test_new_starts_what_can_be_built(tmp_path):
    workspace = make_workspace(tmp_path / "work")
    for arguments in [("organisation", "maker"), ("event", "next-test"), ("transaction", "ITI-200"), ("page", "join")]:
        result = run("new", *arguments, cwd=workspace)
        assert result.code == 0, result.err
        assert result.lines[0].startswith("written: content/") and result.lines[-1].startswith("next: ")
    again = run("new", "event", "next-test", cwd=workspace)
    assert again.code == 1 and "is there already" in again.lines[0]
    assert run("new", "vent", "x", cwd=workspace).code == 64
    assert run("check", cwd=workspace).code == 0
