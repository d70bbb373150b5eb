"""Matrices: of the shipped content with their data, and one of 30 by 60 as people read it."""

import csv
import io
import json
import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import build
from support import XMLNS, make_workspace

WHOLE = "ITI/matrix-actors-transactions.html"
ACTORS, TRANSACTIONS = 30, 60


def definitions():
    """30 actors by 60 transactions in three profiles: each cell where the sum of both numbers divides by 7 is filled."""
    yield f'<definitions {XMLNS}><domain id="ITI"><name>IT Infrastructure</name></domain>'
    for actor in range(ACTORS):
        yield f'<actor id="a{actor}"><name>Cross-Enterprise Document Actor {actor:02}</name></actor>'
    for number in range(TRANSACTIONS):
        yield f"""<transaction id="ITI-{number}" domain="ITI"><name>Provide and Register Documents {number}</name>
            <exchange initiator="a0" responder="a1"/></transaction>"""
    for profile, status in enumerate(["final-text", "trial-implementation", "trial-implementation"]):
        yield f'<profile id="P{profile}" domain="ITI" status="{status}"><name>Profile {profile}</name>'
        for actor in range(profile, ACTORS, 2):
            yield f'<actor ref="a{actor}">'
            for number in range(TRANSACTIONS):
                if (actor + number) % 7 == 0:
                    yield f'<transaction ref="ITI-{number}" optionality="{"ROC"[(number + profile) % 3]}"/>'
            yield "</actor>"
        yield "</profile>"
    yield "</definitions>"


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A site whose domain has a matrix of 60 rows and 30 columns."""
    files = {"site.yml": "title: Large\n", "all.xml": "\n".join(definitions())}
    workspace = make_workspace(tmp_path_factory.mktemp("large") / "work", files)
    return build(workspace / "public", "--content", workspace / "content")


def open_large(site, browser, path=WHOLE, **options):
    page = browser.new_context(**options).new_page()
    page.goto((site.root / path).as_uri())
    return page


def matrices(site):
    return site.of_kind("page-matrix")


def data(site, page):
    """The files beside a page by their types."""
    return {
        link.get("type"): site.files[page.resolve(link.get("href"))[0]].read_bytes()
        for link in page.document.xpath("//link[@rel='alternate']")
    }


def cells(page):
    """The filled cells as (row, column) with their letter or number, by the places of row and column."""
    (table,) = page.document.xpath("//table")
    return {
        (row, column): cell.xpath("string(.//abbr)") or cell.text_content()
        for row, line in enumerate(table.xpath("tbody/tr"))
        for column, cell in enumerate(line.xpath("td"))
        if len(cell)
    }


# What the shipped content says


def test_profiles_and_domains_have_matrices_and_lead_to_them(site):
    paths = {page.path for page in matrices(site)}
    assert {f"{domain}/matrix-actors-transactions.html" for domain in ("ITI", "RAD", "CARD", "QRPH")} < paths
    assert {"ITI/TF/Volume1/ch-10-matrix.html", "ITI/matrix-profiles-actors.html"} < paths
    wholes = [page for page in matrices(site) if page.document.xpath("//link[@rel='alternate']")]
    linked = {path for page in site.of_kind("page-profile") + site.of_kind("page-domain") for path, _ in page.links}
    # Parts of a long matrix stand side by side.
    linked |= {path for page in wholes if page.path in linked for path, _ in page.links}
    assert [page.path for page in wholes if page.path not in linked] == []


def test_the_data_says_what_the_matrix_says(site):
    for page in matrices(site):
        files = data(site, page)
        if not files:
            assert re.search("(final-text|implementation|comment|preview|published|deprecated|retired|required).html", page.path)
            continue
        said, shown = json.loads(files["application/json"]), cells(page)
        rows, columns = ([entry["id"] for entry in said[side]] for side in ("rows", "columns"))
        assert said["version"] == 1 and said["page"] == page.path
        assert {entry["page"] for side in ("rows", "columns") for entry in said[side]} <= set(site.pages)
        told = {(rows.index(cell["row"]), columns.index(cell["column"])): cell for cell in said["cells"]}
        assert told.keys() == shown.keys()
        table = list(csv.reader(io.StringIO(files["text/csv"].decode(), newline="")))
        assert [line[0] for line in table[1:]] == rows and len(table[0]) == len(columns) + 2
        for place, cell in told.items():
            assert cell["uses"] and {use["page"] for use in cell["uses"]} <= set(site.pages)
            assert table[place[0] + 1][place[1] + 2] == shown[place]
            assert cell.get("optionality", shown[place]) == shown[place]


def test_no_row_or_column_is_empty_and_the_longer_side_goes_down(site):
    for page in matrices(site):
        filled = cells(page)
        rows, columns = len({row for row, _ in filled}), len({column for _, column in filled})
        assert len(page.document.xpath("//tbody/tr")) == rows
        assert len(page.document.xpath("//thead//th")) == columns + 1
        assert page.document.xpath("//link[@rel='alternate']") == [] or rows >= columns


def test_a_cell_leads_to_what_the_actor_must_do(site):
    page = site.pages["ITI/matrix-profiles-actors.html"]
    links = [page.resolve(address)[0] for address in page.document.xpath("//td/a/@href")]
    assert len(links) > 50 and {site.pages[path].kind for path in links} == {"page-obligations"}


def test_a_filter_is_a_page_and_differs_from_the_whole(site, published_site):
    whole, filtered = site.pages[WHOLE], site.pages["ITI/matrix-actors-transactions-final-text.html"]
    assert set(cells(site.pages["ITI/matrix-actors-transactions-required.html"]).values()) == {"R"}
    assert 0 < len(cells(filtered)) < len(cells(whole))
    for page in (whole, filtered):
        (current,) = page.document.xpath("//nav[@class='filter-pages']//a[@aria-current='page']/@href")
        assert page.resolve(current)[0] == page.path
    (canonical,) = published_site.pages[filtered.path].document.xpath("//link[@rel='canonical']/@href")
    assert urlsplit(canonical).path.endswith("/" + WHOLE)


def test_only_pages_with_a_matrix_load_its_script(site):
    script = site.asset("assets/matrix.js")
    loading = {page.path for page in site.pages.values() if script in {path for path, _ in page.links}}
    assert loading == {page.path for page in matrices(site)}


# 30 by 60, as people read it


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width, height", [(1440, 900), (390, 844)])
def test_the_headers_stay_in_view(large, browser, width, height, script):
    page = open_large(large, browser, viewport={"width": width, "height": height}, java_script_enabled=script)
    box = page.locator(".table-scroll")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box.evaluate("""box => {
      box.scrollIntoView();
      box.scrollLeft = 400;
      box.scrollTop = box.querySelector("tbody tr:nth-child(40)").offsetTop - 300;
    }""")
    place = box.bounding_box()
    # The box itself is in view as a whole.
    assert place["y"] >= 0 and place["y"] + place["height"] <= height
    head, column, row = (
        page.locator(selector).bounding_box()
        for selector in ("thead th:first-child", "thead th:nth-child(25)", "tbody tr:nth-child(40) > th")
    )
    for header in (head, row):
        assert header["x"] == pytest.approx(place["x"] + 1, abs=1) and header["width"] < place["width"] / 2
    for header in (head, column):
        assert header["y"] == pytest.approx(place["y"] + 1, abs=1) and header["height"] < place["height"] / 2
    assert head["y"] + head["height"] <= row["y"] < place["y"] + place["height"]
    page.context.close()


def shown(page):
    return page.locator("tbody tr:visible").count(), page.locator("thead th:visible").count() - 1


def test_filters_work_with_script(large, browser):
    page = open_large(large, browser, viewport={"width": 1440, "height": 900})
    status = page.get_by_role("status").first
    assert shown(page) == (TRANSACTIONS, ACTORS)
    expect(status).to_have_text("60 of 60 rows and 30 of 30 columns shown")
    page.get_by_label("Trial Implementation").uncheck()
    expect(status).to_have_text(re.compile("of 60 rows and 15 of 30 columns shown"))
    # What is left is what the page of the filter shows.
    filtered = large.pages["ITI/matrix-actors-transactions-final-text.html"]
    letters = page.locator("td:visible abbr:visible").all_text_contents()
    assert letters == [cells(filtered)[place] for place in sorted(cells(filtered))]
    page.get_by_label("Optional").uncheck()
    page.get_by_label("Conditional").uncheck()
    assert set(page.locator("abbr:visible").all_text_contents()) == {"R"}
    page.get_by_label("Name or number").fill("nothing is called so")
    expect(status).to_have_text("Nothing matches.")
    page.get_by_role("button", name="Show all").click()
    expect(status).to_have_text("60 of 60 rows and 30 of 30 columns shown")
    page.get_by_label("Name or number").fill("ACTOR 07")
    assert shown(page)[1] == 1 and 5 < shown(page)[0] < 15
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.context.close()


def test_a_cell_says_the_most_of_what_is_left(large, browser):
    """ITI-1 is optional to actor 6 in the first profile, required in the third."""
    page = open_large(large, browser)
    cell = page.locator("tbody tr", has_text="[ITI-1]").locator("td").nth(6)
    assert [cell.locator(part).inner_text() for part in ("abbr", ".times")] == ["R", "2"]
    page.get_by_label("Trial Implementation").uncheck()
    expect(cell.locator("abbr")).to_have_text("O")
    expect(cell.locator("abbr")).to_have_attribute("title", "Optional")
    expect(cell.locator(".times")).to_be_hidden()
    page.get_by_role("button", name="Show all").click()
    expect(cell.locator("abbr")).to_have_text("R")
    expect(cell.locator(".times")).to_have_text("2")
    page.context.close()


def test_filters_work_without_script(large, browser):
    page = open_large(large, browser, java_script_enabled=False)
    assert not page.locator(".filter").is_visible()
    page.locator(".filter-pages a", has_text="Final Text").click()
    page.wait_for_url("**/matrix-actors-transactions-final-text.html")
    assert shown(page)[1] == 15
    assert page.locator(".filter-pages [aria-current='page']").inner_text() == "Final Text"
    page.locator(".filter-pages a", has_text="All").click()
    page.wait_for_url("**/matrix-actors-transactions.html")
    page.context.close()


def test_row_and_column_of_the_pointer_and_of_the_focus_are_marked(large, browser):
    page = open_large(large, browser, viewport={"width": 1440, "height": 900})
    box, cell = page.locator(".table-scroll"), page.locator("td:has(a)").first
    size = "[document.querySelector('.table-scroll').scrollHeight, document.querySelector('.table-scroll').scrollWidth]"
    before = page.evaluate(size)
    marks = "e => [getComputedStyle(e, '::after').content, getComputedStyle(e.parentElement.cells[0]).backgroundImage]"
    assert cell.evaluate(marks) == ["none", "none"]
    for mark in (cell.hover, cell.locator("a").focus):
        mark()
        content, row = cell.evaluate(marks)
        assert content == '""' and "gradient" in row
        assert page.evaluate(size) == before
        page.mouse.move(0, 0)
    assert box.get_attribute("tabindex") == "0" and box.get_attribute("role") == "region"
    page.context.close()


@pytest.mark.parametrize("scheme, width", [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing(large, browser, scheme, width):
    page = open_large(large, browser, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.get_by_label("Final Text").uncheck()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


def test_a_matrix_fits_on_paper(large, browser):
    page = open_large(large, browser, viewport={"width": 1032, "height": 700})
    page.emulate_media(media="print")
    assert not page.locator(".filter").is_visible() and not page.locator(".filter-pages").is_visible()
    # 273 mm: A4 on its side between its margins.
    assert page.locator(".matrix").bounding_box()["width"] <= 1032
    page.context.close()
