"""Chapters as documents: numbered, cited, indexed, and found at their old addresses."""

import re

import pytest
from lxml import etree

from conftest import served
from support import make_workspace, run, tree

PROFILE = "ITI/TF/Volume1/ch-10.html"
TRANSACTION = "ITI/TF/Volume2/ITI-18.html"


def text(element):
    return " ".join(element.text_content().split())


def headings(page):
    """The numbered headings of a page, in its order: number, title."""
    found = []
    for number in page.document.xpath("//main//*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
                                      " or @role='heading']/span[@class='section-number']"):
        title = text(number.getparent()).removeprefix(number.text).removesuffix("#").strip()
        found.append((number.text, title))
    return found


@pytest.fixture(scope="module")
def chapters(site):
    """All chapters but those with the text of supplements in place, whose numbers are marked where they change."""
    numbered = [page for page in site.pages.values() if page.document.xpath("//h1/span[@class='section-number']")]
    return [page for page in numbered if not page.path.startswith("with-")]


# Numbers


def test_the_sections_of_a_profile_are_those_of_the_template(site):
    upper = [entry for entry in headings(site.pages[PROFILE]) if entry[0].count(".") == 1]
    assert upper == [
        ("10.1", "Actors, Transactions, and Content Modules"), ("10.2", "Actor Options"),
        ("10.3", "Required Actor Groupings"), ("10.4", "Overview"), ("10.5", "Security Considerations"),
        ("10.6", "Cross-Profile Considerations"),
    ]


def test_the_messages_of_a_transaction_have_their_three_sections(site):
    entries = dict(headings(site.pages[TRANSACTION]))
    assert [entries[f"3.18.{n}"] for n in range(1, 6)] == [
        "Scope", "Actor Roles", "Referenced Standards", "Messages", "Security Considerations"]
    assert [entries[f"3.18.4.1.{n}"] for n in range(1, 4)] == ["Trigger Events", "Message Semantics", "Expected Actions"]


def test_numbers_count_on_from_the_chapter_and_rise(chapters):
    assert len(chapters) > 300
    for page in chapters:
        chapter = page.document.xpath("string(//h1/span[@class='section-number'])")
        numbers = [number for number, _ in headings(page)]
        assert len(numbers) == len(set(numbers)), page.path
        keys = [[int(part) for part in number.removeprefix(chapter + ".").split(".")] for number in numbers]
        assert all(number.startswith(chapter + ".") for number in numbers), page.path
        assert keys == sorted(keys), page.path


def test_every_number_is_an_anchor(chapters):
    for page in chapters:
        assert {number for number, _ in headings(page)} <= page.id_set, page.path


def test_tables_and_figures_of_chapters_are_numbered_by_their_section(chapters):
    seen = 0
    for page in chapters:
        numbers = {number for number, _ in headings(page)}
        labels = page.document.xpath("//main//*[@class='caption-number']")
        assert len({label.text for label in labels}) == len(labels), page.path
        for label in labels:
            section = re.fullmatch(r"(?:Table|Figure) (.*)-\d+[a-z]?", label.text)[1]
            assert section in numbers or section == page.document.xpath("string(//h1/span)"), f"{page.path}: {label.text}"
            seen += 1
    assert seen > 250


def test_what_is_cited_is_a_link_to_the_section_with_its_title(site):
    links = [link for page in site.pages.values() for link in page.document.xpath("//main//a[contains(@class,'ref-section')]")]
    assert len(links) > 300
    for link in links:
        assert link.get("title") or link.get("href").startswith("#"), etree.tostring(link)


# Volumes and registers


def test_a_volume_lists_its_chapters_in_their_order(site):
    page = site.pages["ITI/TF/Volume1/index.html"]
    numbers = [text(item) for item in page.document.xpath("//ol[@class='volume-contents']/li/span[@class='section-number']")]
    assert [int(number) for number in numbers] == sorted(int(number) for number in numbers)
    assert len(numbers) == len(set(numbers)) > 40


def test_each_domain_has_its_registers(site):
    for page in site.of_kind("page-domain"):
        domain = page.path.split("/")[0]
        assert f"{domain}/a-z.html" in site.pages
        targets = {path for path, _ in page.links}
        assert f"{domain}/a-z.html" in targets


def test_the_list_of_figures_and_tables_leads_to_each(site):
    page = site.pages["ITI/figures.html"]
    rows = page.document.xpath("//tbody//th/a")
    assert len(rows) > 100
    for link in rows:
        path, fragment = page.resolve(link.get("href"))
        label = site.pages[path].document.get_element_by_id(fragment)
        assert text(label) == text(link)


def test_the_shared_appendices_hold_every_definition(site):
    for appendix, kind in (("A", "actor"), ("B", "transaction"), ("D", "term")):
        page = site.pages[f"GeneralIntro/ch-{appendix}.html"]
        targets = {path for path, _ in page.links}
        assert {other.path for other in site.of_kind(f"page-{kind}")} <= targets


# Addresses


@pytest.mark.parametrize("address", [
    "ITI/TF/Volume1/ch-10.html", "ITI/TF/Volume2/ITI-18.html", "GeneralIntro/ch-A.html", "ITI/TF/Volume4/ch-4.html"])
def test_the_existing_site_has_the_same_addresses(site, address):
    assert address in site.pages


def test_an_old_address_leads_to_the_new_one(tmp_path, page):
    files = {
        "site.yml": "title: T\nredirects:\n  old/home.html: pages/index.md#why\n  spec.html: https://example.org/a\n",
        "pages/index.md": "---\ntitle: Home\n---\n## Why\n",
    }
    workspace = make_workspace(tmp_path / "w", files)
    assert run(cwd=workspace).code == 0
    assert 'url=https://example.org/a"' in (workspace / "public/spec.html").read_text()
    with served(workspace / "public") as address:
        page.goto(address + "old/home.html")
        page.wait_for_url("**/index.html#why")
        assert page.locator("h1").inner_text() == "Home"


@pytest.mark.parametrize("redirects, error", [
    ("  ../up.html: pages/index.md\n", "content/site.yml:3:3 invalid-address"),
    ("  a/b: pages/index.md\n", "content/site.yml:3:3 invalid-address"),
    ("  index.html: pages/index.md\n", "content/site.yml:3:3 address-collision"),
    ("  a.html: pages/nothing.md\n", "content/site.yml:3:11 broken-link"),
    ("  a.html: pages/index.md#nowhere\n", "content/site.yml:3:11 broken-anchor"),
    ("  a.html: profile:None\n", "content/site.yml:3:11 unresolved-reference"),
    ("  a.html: javascript:alert(1)\n", "content/site.yml:3:11 unsafe-address"),
])
def test_a_redirect_to_nowhere_is_an_error(tmp_path, redirects, error):
    files = {"site.yml": f"title: T\nredirects:\n{redirects}", "pages/index.md": "---\ntitle: Home\n---\nText\n"}
    workspace = make_workspace(tmp_path / "w", files)
    before = tree(workspace)
    result = run(cwd=workspace)
    assert (result.code, result.errors) == (1, [error])
    assert tree(workspace) == before


# In a browser


def test_a_section_shows_its_citation_and_copies_its_address(site, browser):
    with served(site.root) as address:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(address + PROFILE)
        anchor = page.locator("#overview > .anchor")
        anchor.hover()
        shown = "getComputedStyle(document.querySelector('#overview > .anchor'), '::after').content"
        assert page.evaluate(shown) == '"ITI TF-1: 10.4"'
        anchor.click()
        page.wait_for_function(f"{shown}.includes('Address copied')")
        assert page.evaluate("navigator.clipboard.readText()") == address + PROFILE + "#10.4"
        assert page.url.endswith("#10.4")
        context.close()


def test_an_address_by_number_shows_the_section(site, page):
    page.goto((site.root / TRANSACTION).as_uri() + "#3.18.4.1.2")
    box = page.locator("[id='3.18.4.1.2']").bounding_box()
    assert 0 <= box["y"] < 300
