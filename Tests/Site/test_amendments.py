"""Supplements written as amendments: their pages, the chapters with their text in place, and how they are merged."""

import copy
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import BASE_URL
from pages import Site
from support import CONTENT, THEME, XMLNS, make_workspace, run, tree

AMENDED = ["ITI-Suppl-RESTful-ATNA", "ITI-Suppl-VHL", "ITI-Suppl-XCPD-HDL-PC"]
VIEWS = ["with-trial-implementation", "with-public-comment"]
ATNA, XCPD, VHL = "ITI/TF/Volume1/ch-9.html", "ITI/TF/Volume1/ch-27.html", "ITI/profiles/VHL.html"


def consolidated(site):
    return [path for path in site.pages if path.startswith(tuple(VIEWS)) and not path.endswith("/index.html")]


def plain_path(path):
    return path.split("/", 1)[1]


def chapter_text(page, accept=False):
    """The text of a chapter without white space; of a consolidated one as it is when all changes are accepted."""
    (prose,) = copy.deepcopy(page.document).xpath("//div[@class='prose']")
    if accept:
        for gone in prose.xpath(".//del | .//*[contains(concat(' ', @class, ' '), ' change-label ')]"):
            gone.drop_tree()
    # What leads on from final text, and what says that it will change, is no text of the chapter.
    for note in prose.xpath(".//*[@class='change-note' or contains(@class, 'obligation-links')]"):
        note.drop_tree()
    return "".join(prose.text_content().split())


# What readers see


def test_final_text_and_the_chapters_with_supplements_in_place(site):
    paths = consolidated(site)
    assert {f"with-trial-implementation/{ATNA}", f"with-public-comment/{XCPD}"} <= set(paths)
    for path in paths:
        page, plain = site.pages[path], site.pages[plain_path(path)]
        assert page.document.xpath("//ins[@cite]") and page.document.xpath("//*[contains(@class, 'change-label')]//a")
        leads = {target for target, _ in plain.links}
        assert path in leads, "the plain page leads to it"
        assert plain.path in {target for target, _ in page.links}, "and back"
        assert not plain.document.xpath("//div[@class='prose']//ins | //div[@class='prose']//del")
        marks = page.document.xpath("//*[self::ins or self::del][@cite]/@cite")
        assert {page.resolve(mark)[0].rsplit("/", 1)[1].removesuffix(".html") for mark in marks} <= set(AMENDED)
        listed = page.document.xpath("//ol[@class='changes']/li/a/@href")
        anchors = set(page.document.xpath("//@id"))
        assert listed and {href[1:] for href in listed} <= anchors


def test_each_view_is_found_on_the_board_and_lists_its_chapters(site):
    board = {target for target, _ in site.pages["supplements/index.html"].links}
    for view in VIEWS:
        assert f"{view}/index.html" in board
        listed = {target for target, _ in site.pages[f"{view}/index.html"].links}
        assert {path for path in consolidated(site) if path.startswith(view)} <= listed


def test_a_section_says_that_a_change_is_pending(site):
    (heading,) = site.pages[ATNA].document.xpath("//h3[span[@id='9.2.2']]")
    note = heading.getnext()
    assert note.get("class") == "change-note" and note.text_content().startswith("Addition pending: Add RESTful ATNA")


def test_search_engines_are_told_the_plain_page(published_site):
    for path in consolidated(published_site):
        (canonical,) = published_site.pages[path].document.xpath("//link[@rel='canonical']/@href")
        assert canonical == BASE_URL + plain_path(path)


def test_links_of_a_view_stay_in_it(site):
    for view in VIEWS:
        own = {plain_path(path) for path in consolidated(site) if path.startswith(view)}
        for path in own:
            page = site.pages[f"{view}/{path}"]
            (prose,) = page.document.xpath("//div[@class='prose']")
            leads = {page.resolve(href)[0] for href in prose.xpath(".//a[not(ancestor::del)]/@href") if "://" not in href}
            assert not leads & (own - {path})


def test_the_page_of_a_supplement_boxes_instructions_in_order(site):
    page = site.pages["ITI/supplements/ITI-Suppl-RESTful-ATNA.html"]
    boxes = page.document.xpath("//div[@class='amendment']")
    assert len(boxes) == 18
    assert [box.get("id") for box in boxes] == [f"amendment-{number}" for number in range(1, 19)]
    for box in boxes:
        (target,) = box.xpath(".//p[@class='amendment-target']")
        assert target.xpath("a") and "See it in place" in target.text_content()
        assert box.xpath("div[@class='amendment-instruction']/p[2]")


@pytest.mark.parametrize("script", [True, False])
def test_readers_choose_what_they_see(site, browser, script):
    page = browser.new_context(java_script_enabled=script).new_page()
    page.goto((site.root / XCPD).as_uri())
    notice = page.locator(".pending-changes")
    expect(notice).to_contain_text("Changes of this chapter are pending")
    expect(notice.locator("[aria-current]")).to_have_text("Final text")
    notice.get_by_role("link", name="With public comment").click()
    assert page.url.endswith(f"with-public-comment/{XCPD}")
    expect(page.locator("ins").filter(has_text="Health Data Locator").first).to_be_visible()
    page.locator("summary", has_text="changes").click()
    page.locator("ol.changes a").last.click()
    expect(page.locator(":target")).to_be_in_viewport()
    page.locator(".prose .change-label a").last.click()
    expect(page.locator("h1")).to_contain_text("Health Data Locator and Revoke Option")
    page.go_back()
    page.get_by_role("link", name="Final text").click()
    assert page.url.endswith(XCPD) and VIEWS[1] not in page.url
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [f"with-trial-implementation/{ATNA}", f"with-public-comment/{XCPD}", "ITI/supplements/ITI-Suppl-RESTful-ATNA.html", "with-public-comment/index.html"],
)
def test_axe_finds_nothing(site, browser, path, scheme):
    page = browser.new_context(color_scheme=scheme).new_page()
    page.goto((site.root / path).as_uri())
    results = Axe().run(page)
    page.context.close()
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("path", [f"with-trial-implementation/{ATNA}", f"with-public-comment/{XCPD}", "ITI/supplements/ITI-Suppl-VHL.html"])
def test_pages_fit_a_phone(site, browser, path):
    page = browser.new_context(viewport={"width": 320, "height": 700}).new_page()
    page.goto((site.root / path).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


# Merging


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """The site of the shipped content with the three supplements merged."""
    folder = tmp_path_factory.mktemp("merged")
    shutil.copytree(CONTENT, folder / "content")
    for supplement in AMENDED:
        result = run("supplement", "finalize", supplement, "--theme", THEME, cwd=folder)
        assert result.code == 0, result.err.decode()
        assert f"{supplement} is merged" in result.summary
    result = run("--theme", THEME, cwd=folder)
    assert result.code == 0, result.err.decode()
    return Site(folder / "public")


def test_what_is_merged_reads_as_what_was_shown_accepted(site, merged):
    compared = 0
    for path in consolidated(site):
        # What supplements in public comment change too is shown with these.
        other = f"with-public-comment/{plain_path(path)}"
        if path != other and other in site.pages:
            continue
        compared += 1
        assert chapter_text(site.pages[path], accept=True) == chapter_text(merged.pages[plain_path(path)]), path
        assert chapter_text(site.pages[path], accept=True) != chapter_text(site.pages[plain_path(path)])
    assert compared == 5
    assert chapter_text(site.pages[VHL]) == chapter_text(merged.pages[VHL])
    assert not consolidated(merged) and not (merged.root / VIEWS[0]).exists()


def test_what_is_merged_is_final_text(merged):
    board = merged.pages["supplements/final-text.html"]
    assert {board.resolve(href)[0] for href in board.document.xpath("//tbody//th/a/@href")} >= {
        f"ITI/supplements/{supplement}.html" for supplement in AMENDED
    }
    assert "Final Text" in merged.pages[VHL].document.xpath("string(//*[contains(@class, 'badge')])")


BAD = """::: amendment add-after ITI TF-1: 10.44
Text.
:::

::: amendment replace ITI TF-1: 10.4 {text="not there"}
Other.
:::

::: amendment delete profile:XDS {element="actor writr"}
:::

::: amendment add-in profile:XDS
```xml
<actor ref="nobody"/>
```
:::

::: amendment replace ITI TF-1: 10.4
## Overview

Other documents are here.
:::

::: amendment insert-text ITI TF-1: 10.4 {after="Documents"}
and more
:::
"""


@pytest.fixture
def drafts(tmp_path):
    return make_workspace(
        tmp_path / "work",
        {
            "site.yml": "title: Drafts\n",
            "all.xml": f"""<definitions {XMLNS}>
  <domain id="ITI"><name>IT Infrastructure</name></domain>
  <volume id="ITI-TF-1" domain="ITI" number="1" revision="2"><name>Volume 1</name></volume>
  <actor id="writer"><name>Writer</name></actor>
</definitions>
""",
            "XDS.xml": f'<profile {XMLNS} id="XDS" domain="ITI" chapter="10"><name>Sharing</name><actor ref="writer"/></profile>\n',
            "XDS.md": "## Overview\n\nDocuments are here.\n",
            "Draft/Draft.xml": f"""<supplement {XMLNS} id="Draft" domain="ITI" status="public-comment" href="https://example.org/draft">
  <name>Draft</name><affects volume="ITI-TF-1" revision="1"/>
</supplement>
""",
            "Draft/Draft.md": BAD,
        },
    )


def test_all_bad_amendments_are_reported_where_they_stand(drafts):
    result = run("check", cwd=drafts)
    assert result.code == 1
    assert result.errors == [
        "content/Draft/Draft.md:1:25 amendment-target",
        "content/Draft/Draft.md:5:23 amendment-target",
        "content/Draft/Draft.md:9:22 amendment-target",
        "content/Draft/Draft.md:14:1 unknown-id",
        "content/Draft/Draft.md:24:27 amendment-conflict",
    ]
    assert [problem["line"] for problem in result.diagnostics if problem["rule"] == "outdated-amendment"] == ["5", "9", "12", "18", "24"]


def test_what_can_not_be_merged_is_refused_and_nothing_changes(drafts):
    before = tree(drafts)
    result = run("supplement", "finalize", "Draft", cwd=drafts)
    assert result.code == 1 and result.summary == "Draft is not merged, and nothing was changed"
    assert len(result.errors) == 5
    assert tree(drafts) == before
    unknown = run("supplement", "finalize", "Drat", cwd=drafts)
    assert unknown.code == 1 and "did you mean 'Draft'?" in unknown.err.decode()
    assert tree(drafts) == before
