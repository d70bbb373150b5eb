"""What a preview tells of problems in a browser: over the page, in a badge, and in the list of pages by state."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from previews import make_framework, opened, previewing, until
from test_readers import background, overflow, watch

CHAPTER = "ITI/TF/Volume1/ch-10.html"
PROFILE = "content/domains/ITI/profiles/XDS.b.md"
ABOUT = "content/pages/about.md"
PICTURE = "[picture](../shared/dot.png)"
BROKEN = "[picture](nowhere.md)"
PLACE = f"{ABOUT}:7:38"
DRAFT = "---\ntitle: Ideas\ndraft: true\n---\n\nNot yet.\n"

pytestmark = pytest.mark.usefixtures("complaints")


@pytest.fixture
def preview(tmp_path):
    with previewing(make_framework(tmp_path / "work"), "--editor", "vscode") as preview:
        yield preview


@pytest.fixture
def complaints(preview, page):
    """What the pages of a test complain of; in the end that must be nothing."""
    complaints = watch(page, preview.address)
    yield complaints
    assert complaints == []


def overlay(page, errors=1):
    return page.get_by_role("dialog", name="1 error" if errors == 1 else f"{errors} errors", exact=True)


def badge(page, name):
    return page.get_by_role("button", name=name, exact=True)


def panel(page):
    return page.get_by_role("region", name="Problems")


def break_about(preview):
    preview.replace(ABOUT, PICTURE, BROKEN)


# Over the page


def test_an_error_is_shown_over_the_last_good_page_until_it_is_mended(preview, page):
    opened(page, preview, "about.html")
    preview.replace(ABOUT, f"*We*, see [ITI-18] and the {PICTURE}", f"*They*, see [ITI-18] and the {BROKEN}")
    error = overlay(page)
    expect(error).to_be_visible()
    expect(error).to_contain_text("there is no file 'pages/nowhere.md' in the content folder")
    expect(error).to_contain_text("broken-link")
    expect(error.locator("mark")).to_have_text("nowhere.md")
    expect(error.locator("pre")).to_contain_text(f"*They*, see [ITI-18] and the {BROKEN}:")
    expect(error).to_contain_text("Help")
    editor = error.get_by_role("link", name=f"{ABOUT}:7:40")
    expect(editor).to_have_attribute("href", f"vscode://file{preview.folder}/{ABOUT}:7:40")
    # The page as it was before.
    expect(error).to_contain_text("This is the page as it was before.")
    assert page.locator("main").text_content().count("We, see") == 1
    preview.replace(ABOUT, BROKEN, PICTURE)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("They, see")


def test_escape_closes_it_and_gives_the_focus_back(preview, page):
    opened(page, preview, "about.html")
    page.locator(".site-title").focus()
    break_about(preview)
    expect(overlay(page)).to_be_visible()
    expect(overlay(page).get_by_role("heading", name="1 error")).to_be_focused()
    # Keys of the site stay below it.
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(overlay(page)).not_to_be_visible()
    expect(page.locator(".site-title")).to_be_focused()
    # It is still told, and is not shown again for another save that leaves it.
    expect(badge(page, "1 error")).to_be_visible()
    number = preview.state()["number"]
    preview.replace("content/pages/index.md", "Start at", "Begin at")
    preview.built_after(number)
    expect(badge(page, "1 error")).to_be_visible()
    expect(overlay(page)).not_to_be_visible()
    # Mended and broken again it is new.
    preview.replace(ABOUT, BROKEN, PICTURE)
    expect(badge(page, "1 error")).not_to_be_visible()
    break_about(preview)
    expect(overlay(page)).to_be_visible()


def test_the_tab_key_stays_in_it_and_its_button_closes_it(preview, page):
    opened(page, preview, "about.html")
    break_about(preview)
    expect(overlay(page)).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("[document.body, document.querySelector('preview-root')].includes(document.activeElement)")
    overlay(page).get_by_role("button", name="Close").click()
    expect(overlay(page)).not_to_be_visible()


def test_errors_of_other_files_are_shown_when_they_come_up(preview, page):
    opened(page, preview)
    break_about(preview)
    expect(overlay(page)).to_contain_text(PLACE)
    preview.write("content/shared/more.xml", "<definitions>\n")
    expect(overlay(page, 2)).to_contain_text("content/shared/more.xml:")
    page.keyboard.press("Escape")
    # Pages that are opened then have them in the badge only.
    page.goto(preview.address + CHAPTER)
    expect(badge(page, "2 errors elsewhere, 1 warning")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    (preview.folder / "content/shared/more.xml").unlink()
    expect(badge(page, "1 error elsewhere, 1 warning")).to_be_visible()


def test_a_broken_anchor_and_broken_xml_are_shown_too(preview, page):
    opened(page, preview)
    preview.replace("content/pages/index.md", "about.md#who", "about.md#whose")
    expect(overlay(page)).to_contain_text("the page about.html has no section '#whose'")
    preview.replace("content/pages/index.md", "about.md#whose", "about.md#who")
    expect(page.get_by_role("dialog")).to_have_count(0)
    preview.replace("content/domains/ITI/ITI.xml", "</domain>", "")
    expect(overlay(page)).to_contain_text("content/domains/ITI/ITI.xml:")
    file = preview.folder / "content/domains/ITI/ITI.xml"
    preview.write("content/domains/ITI/ITI.xml", file.read_text() + "</domain>\n")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_broken_template_is_shown_and_pages_stay(preview, page):
    opened(page, preview, "about.html")
    template = "themes/default/page.mustache"
    text = (preview.folder / template).read_text()
    preview.write(template, text + "{{#broken}}\n")
    expect(overlay(page)).to_contain_text(template)
    expect(page.locator("main")).to_contain_text("We, see")
    preview.write(template, text)
    expect(page.get_by_role("dialog")).to_have_count(0)


# The badge


def test_the_badge_opens_and_closes(preview, page):
    opened(page, preview, CHAPTER)
    button = badge(page, "1 warning")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("has no section '10.6 Cross-Profile Considerations'")
    expect(panel(page).get_by_role("link", name=f"{PROFILE}:1:1")).to_have_attribute("href", re.compile("^vscode:"))
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(panel(page)).not_to_be_visible()
    expect(button).to_be_focused()
    page.get_by_label("Preview").get_by_role("button", name="Close").click()
    expect(button).not_to_be_visible()
    # It stays closed on the way through the site.
    opened(page, preview, CHAPTER)
    expect(button).not_to_be_visible()


def test_the_badge_follows(preview, page):
    opened(page, preview, CHAPTER)
    expect(badge(page, "1 warning")).to_be_visible()
    text = (preview.folder / PROFILE).read_text()
    preview.write(PROFILE, text + "\n## Cross-Profile Considerations\n\nNot applicable.\n")
    expect(badge(page, "1 warning")).not_to_be_visible()
    preview.write(PROFILE, text)
    expect(badge(page, "1 warning")).to_be_visible()


def test_drafts_are_marked(preview, page):
    preview.write("content/pages/ideas.md", DRAFT)
    preview.built_after(1)
    opened(page, preview, "ideas.html")
    badge(page, "Draft").click()
    expect(panel(page)).to_contain_text("This page is a draft.")
    preview.write("content/pages/ideas.md", DRAFT.replace("draft: true\n", ""))
    expect(badge(page, "Draft")).not_to_be_visible()


def test_pages_without_problems_show_nothing(preview, page):
    opened(page, preview, "about.html")
    expect(page.locator("preview-root")).to_be_attached()
    for part in page.locator("preview-root aside, preview-root dialog").all():
        expect(part).not_to_be_visible()


# The list of pages by state


def section(page, name):
    return page.get_by_role("region", name=name)


def test_pages_are_listed_by_state(preview, page):
    preview.write("content/pages/ideas.md", DRAFT)
    break_about(preview)
    page.goto(preview.address + "-/preview/")
    expect(section(page, "Errors 1")).to_contain_text("there is no file 'pages/nowhere.md'")
    expect(section(page, "Errors 1").get_by_role("link", name="7:38")).to_have_attribute(
        "href", re.compile(f"^vscode://.*{re.escape(PLACE)}$")
    )
    expect(section(page, "Warnings 1")).to_contain_text(PROFILE)
    draft = section(page, "Drafts 1").get_by_role("link", name="Ideas", exact=True)
    expect(draft).to_have_attribute("href", "/ideas.html")
    expect(section(page, "Unlinked").get_by_role("link", name="Sharing at large")).to_be_visible()
    expect(section(page, "Unlinked").get_by_role("link", name="Ideas", exact=True)).to_be_visible()
    # It follows.
    preview.replace(ABOUT, BROKEN, f"{PICTURE}, [ideas](ideas.md)")
    expect(section(page, "Errors 0")).to_contain_text("Nothing")
    expect(section(page, "Unlinked").get_by_role("link", name="Ideas", exact=True)).to_have_count(0)
    (preview.folder / "content/pages/ideas.md").unlink()
    expect(section(page, "Drafts 0")).to_contain_text("Nothing")
    expect(section(page, "Errors 1")).to_contain_text("ideas.md")
    # And filters.
    page.get_by_label("Filter").fill("no-such-rule")
    expect(section(page, "Errors 0 of 1")).to_contain_text("Nothing matches")
    page.get_by_label("Filter").fill("broken-link")
    expect(section(page, "Errors 1")).to_contain_text("ideas.md")
    section(page, "Errors 1").get_by_role("link", name="View the page").click()
    page.wait_for_url(preview.address + "about.html")


# For all readers


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_that_is_shown_is_for_all_readers(preview, page, complaints, scheme, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def check(what):
        until(page, "document.getAnimations().every((animation) => animation.playState !== 'running')")
        told = len(complaints)
        found = Axe().run(page).response["violations"]
        # It measures by inline styles, which the policy of the page forbids.
        del complaints[told:]
        problems = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
        assert (what, problems, overflow(page)) == (what, [], "")

    opened(page, preview, CHAPTER)
    expect(badge(page, "1 warning")).to_be_visible()
    check("badge")
    badge(page, "1 warning").click()
    check("panel")
    preview.replace(PROFILE, "Keep it safe", f"Keep [it]({'a-very-long-name-' * 8}.md) safe")
    expect(overlay(page)).to_be_visible()
    check("overlay")
    dialog = overlay(page).bounding_box()
    assert dialog["x"] >= 0 and dialog["x"] + dialog["width"] <= width
    page.goto(preview.address + "-/preview/")
    preview.write("content/pages/ideas.md", DRAFT)
    expect(section(page, "Drafts 1")).to_be_visible()
    assert (background(page) < 128) == (scheme == "dark")
    check("state")
