"""The board of supplements and its feeds: of the shipped content, and one small enough to count."""

import re

import lxml.etree
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import BASE_URL, build
from support import XMLNS, make_workspace

BOARD = "supplements/index.html"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")

SUPPLEMENTS = f"""<definitions {XMLNS}>
  <domain id="ITI"><name>IT Infrastructure</name></domain>
  <domain id="RAD"><name>Radiology</name></domain>
  <supplement id="Late" domain="ITI" status="trial-use" revision="1.1" date="2025-05-05" href="https://example.org/late.pdf">
    <name>Late &amp; &lt;early&gt; documents</name>
    <definition>Says what is *late*.</definition>
  </supplement>
  <supplement id="Early" domain="ITI" status="TI" revision="1.2" date="2024-05-05" href="https://example.org/early.pdf">
    <name>Early documents</name>
  </supplement>
  <supplement id="Draft" domain="RAD" revision="1.0.0-comment" date="2026-03-01" href="https://example.org/draft">
    <name>Draft images</name>
    <public-comment from="2026-03-01" until="2026-04-15" href="mailto:rad@example.org?subject=Draft"/>
    <release version="1.0.0-comment" date="2026-03-01" href="https://example.org/draft"/>
  </supplement>
  <supplement id="Undated" domain="RAD" status="retired"><name>Old images</name></supplement>
</definitions>
"""


def small_site(folder, *arguments):
    workspace = make_workspace(folder / "work", {"site.yml": "title: Small & new\n", "all.xml": SUPPLEMENTS})
    return build(workspace / "public", "--content", workspace / "content", *arguments)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return small_site(tmp_path_factory.mktemp("board"), "--base-url", BASE_URL)


def names(page):
    return [head.text_content() for head in page.document.xpath("//tbody//th")]


def open_board(site, browser, path=BOARD, **options):
    page = browser.new_context(**options).new_page()
    page.goto((site.root / path).as_uri())
    return page


# The board


def test_the_board_goes_by_status_and_date(small):
    board = small.pages[BOARD]
    assert names(board) == ["Draft images", "Late & <early> documents", "Early documents", "Old images"]
    heads = [head.text_content() for head in board.document.xpath("//thead//th")]
    assert heads == ["Supplement", "Domain", "Status", "Revision", "Date", "Comments until", "Adds or changes"]


def test_each_status_has_a_page_of_its_own(small):
    expected = {
        "public-comment": ["Draft images"],
        "trial-implementation": ["Late & <early> documents", "Early documents"],
        "retired": ["Old images"],
    }
    for status, supplements in expected.items():
        page = small.pages[f"supplements/{status}.html"]
        assert names(page) == supplements
        (current,) = page.document.xpath("//nav[@class='filter-pages']//a[@aria-current='page']/@href")
        assert page.resolve(current)[0] == page.path
        (canonical,) = page.document.xpath("//link[@rel='canonical']/@href")
        assert canonical == BASE_URL + page.path
    assert not [path for path in small.pages if path.startswith("supplements/") and "final-text" in path]


def test_every_shipped_supplement_is_on_the_board(site):
    board = site.pages[BOARD]
    pages = {board.resolve(href)[0] for href in board.document.xpath("//tbody//th/a/@href")}
    assert pages == {page.path for page in site.of_kind("page-supplement")} and len(pages) > 190
    parts = [page for page in site.of_kind(board.kind) if page is not board]
    assert sum(len(names(page)) for page in parts) == len(pages)
    linked = {path for path, _ in board.links}
    assert {page.path for page in parts} <= linked


def test_the_page_of_a_supplement_says_how_to_comment(small):
    facts = small.pages["RAD/supplements/Draft.html"].document.xpath("//dl[@class='facts']")[0].text_content()
    assert "Public comment2026-03-01 to 2026-04-15" in facts and "How to commentrad@example.org" in facts


@pytest.mark.parametrize("day, state", [("2026-02-28", "not yet open"), ("2026-03-01", "open"), ("2026-04-15", "open"), ("2026-04-16", "closed")])
def test_the_browser_says_whether_a_period_is_over(small, browser, day, state):
    for path in (BOARD, "RAD/supplements/Draft.html"):
        page = browser.new_context().new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.goto((small.root / path).as_uri())
        expect(page.locator(".deadline-state")).to_have_text(state)
        page.context.close()
    assert "deadline-state" not in (small.root / BOARD).read_text()


def test_filters_work_with_script(small, browser):
    page = open_board(small, browser, viewport={"width": 1440, "height": 900})
    status, rows = page.get_by_role("status").first, page.locator("tbody tr:visible")
    expect(status).to_have_text("4 of 4 supplements shown")
    page.get_by_label("Domain").select_option("ITI")
    expect(status).to_have_text("2 of 4 supplements shown")
    page.get_by_label("Words").fill("LATE documents")
    assert rows.locator("th").all_text_contents() == ["Late & <early> documents"]
    page.get_by_label("Trial Implementation").uncheck()
    expect(status).to_have_text("Nothing matches.")
    page.get_by_role("button", name="Show all").click()
    expect(status).to_have_text("4 of 4 supplements shown")
    assert rows.count() == 4
    page.context.close()


def test_filters_work_without_script(small, browser):
    page = open_board(small, browser, java_script_enabled=False)
    assert not page.locator(".filter").is_visible()
    page.locator(".filter-pages a", has_text="Public Comment").click()
    page.wait_for_url("**/supplements/public-comment.html")
    assert page.locator("tbody tr:visible").count() == 1
    page.locator(".filter-pages a", has_text="All").click()
    page.wait_for_url("**/supplements/index.html")
    page.context.close()


@pytest.mark.parametrize("scheme, width", [("light", 1440), ("dark", 320)])
def test_the_board_is_for_everyone(site, browser, scheme, width):
    page = open_board(site, browser, viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


# Feeds


def feed(site, path="supplements/index.atom"):
    return lxml.etree.fromstring(site.files[path].read_bytes())


def texts(node, path):
    return [item if isinstance(item, str) else item.text for item in node.xpath(path, namespaces=ATOM)]


def check(root, address):
    """What RFC 4287 asks of a feed and its entries (sections 4.1.1 and 4.1.2)."""
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(f"atom:{name}", ATOM)) == 1
    assert texts(root, "atom:author/atom:name")[0]
    assert texts(root, "atom:link[@rel='self']/@href") == texts(root, "atom:id") == [address]
    entries = root.findall("atom:entry", ATOM)
    assert entries
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert len(entry.findall(f"atom:{name}", ATOM)) == 1 and texts(entry, f"atom:{name}")[0].strip()
        (page,) = texts(entry, "atom:link[@rel='alternate']/@href")
        assert page.startswith(BASE_URL)
    times = texts(root, "atom:entry/atom:updated")
    assert all(TIME.fullmatch(time) for time in times)
    # The latest first.
    assert times == sorted(times, reverse=True) and texts(root, "atom:updated") == times[:1]
    ids = texts(root, "atom:entry/atom:id")
    assert len(ids) == len(set(ids)) and all(id.startswith("https://") for id in ids)
    return entries


def test_feeds_are_as_the_standard_has_them(published_site):
    paths = [path for path in published_site.files if path.endswith(".atom")]
    assert {"supplements/index.atom", "ITI/index.atom", "RAD/index.atom"} <= set(paths)
    for path in paths:
        for entry in check(feed(published_site, path), BASE_URL + path):
            (page,) = texts(entry, "atom:link[@rel='alternate']/@href")
            assert page.removeprefix(BASE_URL) in published_site.pages
            (id,) = texts(entry, "atom:id")
            board, anchor = id.removeprefix(BASE_URL).split("#")
            assert anchor in published_site.pages[board].id_set


def test_a_feed_says_what_is_new(small):
    entries = check(feed(small), BASE_URL + "supplements/index.atom")
    titles = [texts(entry, "atom:title")[0] for entry in entries]
    # What has no date can't be new.
    assert titles == ["Draft images", "Late & <early> documents", "Early documents"]
    assert texts(entries[0], "atom:summary") == [
        "Public Comment, revision 1.0.0-comment, 2026-03-01, comments until 2026-04-15"
    ]
    assert texts(entries[1], "atom:summary") == [
        "Trial Implementation, revision 1.1, 2025-05-05. Says what is late."
    ]
    assert texts(entries[1], "atom:category/@term") == ["ITI", "Trial Implementation"]
    assert texts(feed(small, "RAD/index.atom"), "atom:entry/atom:title") == ["Draft images"]


def test_feeds_are_the_same_in_every_build(small, tmp_path):
    again = small_site(tmp_path, "--base-url", BASE_URL)
    for path in ("supplements/index.atom", "ITI/index.atom"):
        assert again.files[path].read_bytes() == small.files[path].read_bytes()


def test_an_entry_keeps_its_identifier_when_pages_move(small, tmp_path):
    files = {
        "site.yml": "title: Small & new\npermalinks:\n  supplement: 'new/{id}.html'\n",
        "all.xml": SUPPLEMENTS.replace("2024-05-05", "2026-05-05"),
    }
    workspace = make_workspace(tmp_path / "work", files)
    moved = build(workspace / "public", "--content", workspace / "content", "--base-url", BASE_URL)
    before, after = (set(texts(feed(site), "atom:entry/atom:id")) for site in (small, moved))
    assert before == after
    assert texts(feed(moved), "atom:entry/atom:title")[0] == "Early documents"


def test_pages_name_their_feed(published_site):
    expected = {
        "index.html": "supplements/index.atom",
        BOARD: "supplements/index.atom",
        "supplements/public-comment.html": "supplements/index.atom",
        "ITI/index.html": "ITI/index.atom",
    }
    for path, target in expected.items():
        page = published_site.pages[path]
        (link,) = page.document.xpath("//link[@rel='alternate'][@type='application/atom+xml']")
        assert page.resolve(link.get("href"))[0] == target and link.get("title")
    assert ("ITI/index.atom", "") in published_site.pages[BOARD].links
    assert ("ITI/index.atom", "") in published_site.pages["ITI/index.html"].links


def test_there_are_no_feeds_where_the_address_is_not_known(site):
    assert [path for path in site.files if path.endswith(".atom")] == []
    assert not [page.path for page in site.pages.values() if ".atom" in page.bytes.decode()]
