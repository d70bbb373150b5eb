"""Pages of a preview in a browser: they follow what is saved."""

import re

import pytest
from playwright.sync_api import expect

from preview_edits import RandomEdits
from previews import MARKS, make_framework, opened, previewing, until
from support import PNG
from test_readers import watch
from test_search import ask, dialog, hits

CHAPTER = "ITI/TF/Volume1/ch-10.html"
LONG = "content/pages/long.md"

pytestmark = pytest.mark.usefixtures("complaints")


@pytest.fixture
def preview(tmp_path):
    folder = make_framework(tmp_path / "work")
    paragraphs = "\n\n".join(f"Paragraph {number} of the page." for number in range(1, 101))
    (folder / LONG).write_text(f"---\ntitle: Long\n---\n\n{paragraphs}\n\n![A dot](../shared/dot.png)\n")
    with previewing(folder) as preview:
        yield preview


@pytest.fixture
def complaints(preview, page):
    """What the pages of a test complain of; in the end that must be nothing."""
    page.add_init_script(MARKS)
    complaints = watch(page, preview.address)
    yield complaints
    assert complaints == []


def paragraph(page, number):
    return page.get_by_text(f"Paragraph {number} of the page", exact=False)


def keeps(page):
    """Leaves something in the page that is gone when it is loaded anew."""
    page.evaluate("window.isKept = true")


def save_style(preview, width):
    path = "themes/default/assets/base.css"
    text = (preview.folder / path).read_text()
    preview.write(path, f"{text}\nbody {{ border-top: {width}px solid red }}\n")


def has_border(width):
    # While a page is being loaded anew, it has no body.
    return f"document.body !== null && getComputedStyle(document.body).borderTopWidth === '{width}px'"


def test_a_saved_paragraph_is_shown_in_view_and_marked(preview, page):
    opened(page, preview, "long.html")
    page.evaluate("scrollTo(0, 100)")
    preview.replace(LONG, "Paragraph 80 of the page.", "Paragraph 80, corrected.")
    changed = page.get_by_text("Paragraph 80, corrected.")
    expect(changed).to_be_in_viewport()
    assert until(page, "window.marked") == ["Paragraph 80, corrected."]
    # The mark is gone after a while, and leaves nothing behind.
    until(page, "document.querySelector('main').getAnimations({ subtree: true }).length === 0")
    assert changed.evaluate("(element) => element.closest('p').attributes.length") == 0


def test_the_scroll_position_stays_where_the_change_is_in_view(preview, page):
    opened(page, preview, "long.html")
    paragraph(page, 50).evaluate("(element) => element.scrollIntoView({ block: 'center', behavior: 'instant' })")
    top = page.evaluate("scrollY")
    assert top > 500
    for text in ("Paragraph 50 once.", "Paragraph 50 twice."):
        old = re.search(r"^Paragraph 50 .*$", (preview.folder / LONG).read_text(), re.M)[0]
        preview.replace(LONG, old, text)
        until(page, f"window.marked?.includes('{text}')")
        assert page.evaluate("scrollY") == top


def test_a_removed_paragraph_marks_what_follows(preview, page):
    opened(page, preview, "long.html")
    preview.replace(LONG, "Paragraph 70 of the page.\n\n", "")
    assert until(page, "window.marked") == ["Paragraph 71 of the page."]
    expect(paragraph(page, 71)).to_be_in_viewport()
    expect(paragraph(page, 70)).to_have_count(0)


def test_a_name_in_a_definition_reaches_the_pages_that_use_it(preview, page):
    opened(page, preview, CHAPTER)
    preview.replace("content/shared/shared.xml", "<name>Document Registry</name>", "<name>Archive of Papers</name>")
    expect(page.locator("main")).to_contain_text("Archive of Papers")
    expect(page.locator("main")).not_to_contain_text("Document Registry")


def test_style_sheets_are_swapped_without_a_reload(preview, page):
    opened(page, preview, "long.html")
    keeps(page)
    sheets = page.evaluate("document.querySelectorAll('link[rel=stylesheet]').length")
    for width in (7, 9):
        # The page does not follow changes of other pages.
        preview.write("content/pages/about.md", f"---\ntitle: About\n---\n# Who\n\nWe {width}.\n")
        save_style(preview, width)
        until(page, has_border(width))
        until(page, f"document.querySelectorAll('link[rel=stylesheet]').length === {sheets}")
    assert page.evaluate("window.isKept === true")


def test_a_style_sheet_that_is_saved_while_the_page_loads_is_not_missed(preview, page):
    """Between the time when it was loaded and that when the page listens."""

    def listen(route):
        save_style(preview, 7)
        preview.built_after(1)
        route.continue_()

    page.route("**/-/preview/events?*", listen, times=1)
    page.goto(preview.address + "long.html", wait_until="load")
    until(page, has_border(7), patience=8)


def is_loaded_anew(preview, page):
    """Whether a page was loaded anew since `keeps`, when it has taken all that was saved."""
    save_style(preview, 7)
    until(page, has_border(7))
    return page.evaluate("window.isKept !== true")


def test_a_new_file_leaves_pages_alone_that_do_not_show_it(preview, page):
    # It is looked for what else is new; a picture that was saved a moment ago is as it was.
    preview.write("content/shared/dot.png", PNG + b"\0")
    preview.built_after(1)
    opened(page, preview, "long.html")
    keeps(page)
    number = preview.state()["number"]
    # Pages of another folder are not in the navigation of this one.
    preview.write("content/notes/new.md", "---\ntitle: New\n---\n\nSomething new.\n")
    preview.built_after(number)
    assert not is_loaded_anew(preview, page)


def test_a_broken_anchor_elsewhere_leaves_the_page_alone(preview, page):
    """Anchors are checked after a build, and told apart from it."""
    opened(page, preview, "long.html")
    keeps(page)
    preview.replace("content/pages/about.md", "# Who", "# Whose")
    expect(page.get_by_role("dialog", name="1 error")).to_be_visible()
    preview.replace("content/pages/about.md", "# Whose", "# Who")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not is_loaded_anew(preview, page)


def test_templates_scripts_and_pictures_load_the_page_anew(preview, page):
    opened(page, preview, "long.html")
    for path, text in [
        ("themes/default/partials/footer.mustache", "<p>A new footer</p>\n"),
        ("themes/default/assets/site.js", "// More.\n"),
        ("content/shared/dot.png", "\0"),
    ]:
        opened(page, preview, "long.html")
        keeps(page)
        file = preview.folder / path
        preview.write(path, file.read_bytes() + text.encode())
        until(page, "window.isKept !== true")
    expect(page.get_by_text("A new footer")).to_be_attached()


def test_a_page_that_is_removed_shows_that_and_comes_back(preview, page, complaints):
    opened(page, preview, "long.html")
    text = (preview.folder / LONG).read_text()
    (preview.folder / LONG).unlink()
    expect(paragraph(page, 1)).to_have_count(0)
    expect(page.locator("main")).to_contain_text(re.compile("not found|no page|no such page", re.I))
    preview.write(LONG, text.replace("Paragraph 1 of", "Paragraph 1 again of"))
    expect(page.get_by_text("Paragraph 1 again of the page.")).to_be_visible()
    # Browsers tell each answer of that kind.
    assert complaints
    complaints[:] = [complaint for complaint in complaints if "404" not in complaint]


def test_a_page_that_is_to_come_comes(preview, page, complaints):
    page.goto(preview.address + "coming.html")
    expect(page.locator("preview-root")).to_be_attached()
    preview.write("content/pages/coming.md", "---\ntitle: Coming\n---\n\nIt is here.\n")
    expect(page.get_by_text("It is here.")).to_be_visible()
    complaints[:] = [complaint for complaint in complaints if "404" not in complaint]


def test_a_burst_of_saves_ends_in_what_was_saved_last(preview, page):
    opened(page, preview, "long.html")
    loads = []
    page.on("load", lambda: loads.append(1))
    for number in range(30):
        text = (preview.folder / LONG).read_text()
        preview.write(LONG, re.sub(r"Paragraph 1 .*", f"Paragraph 1 for the {number}. time.", text, count=1))
    expect(page.get_by_text("Paragraph 1 for the 29. time.")).to_be_visible()
    page.wait_for_load_state()
    assert 1 <= len(loads) < 10


def test_the_page_follows_another_branch(tmp_path, page, complaints):
    edits = RandomEdits(tmp_path / "repository", seed=1)
    with previewing(edits.folder) as preview:
        page.goto(preview.address)
        expect(page).to_have_title(re.compile("Example Framework"))
        expect(page.locator("preview-root")).to_be_attached()
        edits.git("checkout", "-q", "amendments")
        expect(page).to_have_title(re.compile("Amendments"))
        edits.git("checkout", "-q", "whole-framework")
        expect(page).to_have_title(re.compile("Example Framework"))
        # This is another preview than that of the other tests.
        complaints[:] = [complaint for complaint in complaints if not complaint.startswith(preview.address)]


def test_the_site_and_its_search_work_as_published(preview, page):
    for path in ("", CHAPTER, "about.html", "ITI/", "search.html", "long.html#main"):
        page.goto(preview.address + path)
        expect(page.locator("main")).to_be_visible()
    page.goto(preview.address + "about.html")
    ask(page, "ITI-18")
    page.keyboard.press("ArrowDown")
    expect(hits(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ITI-18*")
    expect(dialog(page)).not_to_be_visible()
    # What was written meanwhile is found.
    preview.replace(LONG, "Paragraph 80 of the page.", "Paragraph 80 tells of zeppelins.")
    preview.built_after(1)
    page.goto(preview.address + "about.html")
    ask(page, "zeppelins")
    expect(hits(page).first).to_contain_text("Long")


@pytest.mark.parametrize("action", ["/send", "https://example.org/send"])
def test_a_form_shows_what_it_would_send(preview, page, action):
    fields = '<label>Name <input name="name"></label><button>Send it</button>'
    form = f'<form method="post" action="{action}">{fields}</form>'
    footer = preview.folder / "themes/default/partials/footer.mustache"
    preview.write("themes/default/partials/footer.mustache", f"{footer.read_text()}\n{form}\n")
    preview.built_after(1)
    opened(page, preview, "about.html")
    page.get_by_label("Name").fill("Ü & <x>")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="What the form would send")).to_be_visible()
    expect(page.locator("main")).to_contain_text(action)
    expect(page.locator("dd")).to_have_text("Ü & <x>")
    page.get_by_role("link", name="Back to the form").click()
    page.wait_for_url(preview.address + "about.html")


def test_the_end_of_the_preview_is_told_and_a_new_one_is_followed(preview, page, complaints):
    opened(page, preview, "long.html")
    preview.end()
    expect(page.locator(".preview-ended")).to_be_visible(timeout=20_000)
    preview.replace(LONG, "Paragraph 1 of the page.", "Written meanwhile.")
    with previewing(preview.folder, port=preview.port):
        expect(page.get_by_text("Written meanwhile.")).to_be_visible(timeout=20_000)
        expect(page.locator(".preview-ended")).to_be_hidden()
    complaints[:] = [complaint for complaint in complaints if "ERR_" not in complaint]
