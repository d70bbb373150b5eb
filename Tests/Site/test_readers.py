"""The shipped site as people read it: on a phone, by keyboard, in the dark, without script, from disk, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import served
from hosting import policy
from test_output import KINDS

WIDTHS = (320, 390, 768, 1440)
PROFILE = "ITI/TF/Volume1/ch-10.html"


@pytest.fixture(scope="session")
def one_of_each(site):
    """One page of each kind, the longest, which has the most to go wrong; of print editions see test_editions.py."""
    longest = {}
    for page in sorted(site.pages.values(), key=lambda page: len(page.bytes)):
        if page.kind != "page-edition":
            longest[page.kind] = page.path
    assert {f"page-{kind}" for kind in (*KINDS, "home", "plain", "not-found")} < set(longest)
    return sorted(longest.values())


@pytest.fixture(scope="session")
def server(site):
    with served(site.root) as address:
        yield address


def file(site, path):
    return (site.root / path).as_uri()


def overflow(page):
    """By how much the page is wider than its window, and what reaches out of it."""
    return page.evaluate("""() => {
          const root = document.documentElement;
          const hidden = [root, document.body].some((e) => /hidden|clip/.test(getComputedStyle(e).overflowX));
          const wider = root.scrollWidth - root.clientWidth;
          return hidden ? "hidden" : wider > 0 ? `${wider}px` : "";
        }""")


def background(page):
    """How bright the page's background is, from 0 to 255."""
    return page.evaluate("""() => {
          const colors = [document.body, document.documentElement].map((e) => getComputedStyle(e).backgroundColor);
          const [r, g, b] = colors.find((color) => color !== "rgba(0, 0, 0, 0)")?.match(/\\d+/g) ?? [255, 255, 255];
          return (+r + +g + +b) / 3;
        }""")


def left(request):
    """Whether a request failed only because the browser had gone on to another page."""
    return request.failure == "net::ERR_ABORTED"


def watch(page, address):
    """Collects what a page complains of, and what it asks for elsewhere."""
    complaints = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: complaints.append(f"{request.failure}: {request.url}") if not left(request) else None,
    )
    page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(address) else None)
    return complaints


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(site, one_of_each, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = {}
    for path in one_of_each:
        page.goto(file(site, path))
        if found := overflow(page):
            wide[path] = found
    page.close()
    assert wide == {}


@pytest.mark.parametrize("scheme, width", [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing(site, one_of_each, browser, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    violations = {}
    for path in one_of_each:
        page.goto(file(site, path))
        found = Axe().run(page)
        if found.violations_count:
            violations[path] = [
                (violation["id"], violation["nodes"][0]["html"][:120]) for violation in found.response["violations"]
            ]
    page.close()
    assert violations == {}


# By keyboard


def test_the_first_stop_skips_to_the_content(site, page):
    page.goto(file(site, PROFILE))
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.text_content() == "Skip to content"
    box = link.bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0 and box["width"] > 50 and box["height"] > 10
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [390, 1440])
def test_each_stop_is_seen(site, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file(site, PROFILE))
    unseen = []
    for _ in range(100):
        page.keyboard.press("Tab")
        problem = page.evaluate("""() => {
              const e = document.activeElement;
              if (e === document.body) return null;
              const style = getComputedStyle(e), box = e.getBoundingClientRect();
              const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
              const marked = outlined || style.boxShadow !== "none";
              const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
                && box.right > 0 && box.left < innerWidth && style.visibility === "visible";
              return marked && inside ? null : `${e.outerHTML.slice(0, 100)} marked: ${marked} inside: ${inside}`;
            }""")
        if problem:
            unseen.append(problem)
    page.close()
    assert unseen == []


def test_a_wide_table_scrolls_by_keyboard(site, browser):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(file(site, PROFILE))
    page.wait_for_selector(".table-scroll.scrolls")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.table-scroll')"):
            break
    region = page.locator(":focus")
    assert region.get_attribute("role") == "region" and region.get_attribute("aria-label")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.close()


# Ways around the site


@pytest.mark.parametrize("width", [960, 1200, 1439, 1440, 1700])
def test_no_entry_of_the_menu_is_cut_off(site, browser, width):
    """Where they have a row of their own, the header is higher, and what is jumped to still stands below it."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((site.root / "ITI/TF/Volume1/ch-10.html").as_uri() + "#10.4")
    menu = page.locator(".menu").bounding_box()
    for entry in page.locator(".menu a").all():
        box = entry.bounding_box()
        assert box["x"] >= menu["x"] and box["x"] + box["width"] <= menu["x"] + menu["width"] + 0.5, entry.text_content()
    header = page.locator(".site-header").bounding_box()
    target = page.locator("[id='10.4']").bounding_box()
    assert header["y"] == 0 and header["height"] <= target["y"] < 400
    page.close()


# Without script


@pytest.mark.parametrize("width", WIDTHS)
def test_navigation_works_without_script(site, browser, width):
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(file(site, PROFILE))
    assert page.locator(".menu a", has_text="Profiles").is_visible()
    # A button that only script can serve must not be offered.
    assert not page.locator(".theme-toggle").is_visible()
    link = page.locator(".side a", has_text="Radiology").first
    if not link.is_visible():
        page.locator(".side summary").click()
    assert link.is_visible()
    link.click()
    page.wait_for_url("**/RAD/index.html")
    assert page.locator("h1").text_content() == "Radiology"
    context.close()


# Light and dark


def test_dark_is_dark(site, browser):
    brightness = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(file(site, PROFILE))
        brightness[scheme] = background(page)
        page.close()
    assert brightness["light"] > 200 and brightness["dark"] < 60


def test_a_chosen_scheme_lasts(server, browser):
    page = browser.new_page(color_scheme="light")
    page.goto(server + PROFILE)
    toggle = page.locator(".theme-toggle")
    bright = background(page)
    while background(page) > 60:
        before = toggle.text_content()
        toggle.click()
        # The button says what is chosen; three states at most lie before dark.
        assert toggle.text_content() != before
    chosen = toggle.text_content()
    page.locator(".menu a", has_text="Actors").click()
    page.wait_for_url("**/actors/index.html")
    assert background(page) < 60 < bright and toggle.text_content() == chosen
    page.reload()
    assert background(page) < 60
    page.close()


# From disk, and under a strict policy


def test_pages_are_read_from_disk(site, one_of_each, page):
    complaints = watch(page, site.root.as_uri())
    for path in one_of_each:
        page.goto(file(site, path))
        assert page.evaluate("document.styleSheets.length") >= 5
    page.goto(file(site, "index.html"))
    page.locator("main a", has_text="Radiology").first.click()
    page.wait_for_url("**/RAD/index.html")
    assert complaints == []


def test_pages_obey_a_strict_policy(server, site, one_of_each, page):
    complaints = watch(page, server)
    for path in one_of_each:
        response = page.goto(server + path)
        assert response.headers["content-security-policy"] == policy(site)
        assert page.locator(".theme-toggle").count() == 1
    page.locator(".theme-toggle").click()
    assert complaints == []


def test_the_check_of_the_policy_can_fail(site, tmp_path, page):
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><p style='color:red' onclick='x()'>x")
    with served(tmp_path, [("Content-Security-Policy", policy(site))]) as address:
        complaints = watch(page, address)
        page.goto(address)
        assert any("Content Security Policy" in complaint for complaint in complaints)


# On paper


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_holds_the_text_and_not_the_ways_around_the_site(site, one_of_each, browser, scheme):
    page = browser.new_page(color_scheme=scheme)
    for path in one_of_each:
        page.emulate_media(media="print", color_scheme=scheme)
        page.goto(file(site, path))
        for selector in (".side", ".menu", ".contents", ".theme-toggle", ".skip-link", ".pager"):
            assert not any(element.is_visible() for element in page.locator(selector).all()), f"{path}: {selector}"
        assert page.locator("h1").is_visible() and page.locator(".body").is_visible()
        assert background(page) > 200
    page.close()
