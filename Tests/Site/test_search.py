"""The search as readers use it: the dialog on every page, and the page of its own."""

import re
import xml.etree.ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import BASE_URL, painted, served
from test_readers import overflow, watch

PAGE = "ITI/TF/Volume1/ch-10.html"
INDEX = "**/assets/data/search*"


@pytest.fixture(scope="module")
def host(site):
    with served(site.root) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def address(request, site):
    """The root of the site as a host serves it, and as it lies on a disk."""
    return request.getfixturevalue("host") if request.param == "http" else site.root.as_uri() + "/"


def dialog(page):
    return page.get_by_role("dialog", name="Search")


def field(page):
    return dialog(page).get_by_role("combobox", name="Search")


def hits(page):
    return dialog(page).locator(".hit")


def status(page):
    return dialog(page).get_by_role("status")


def press(page, key):
    painted(page)
    page.keyboard.press(key)


def ask(page, query, key="/"):
    press(page, key)
    expect(field(page)).to_be_focused()
    page.keyboard.type(query)
    expect(status(page)).to_have_text(re.compile(rf"^[\d,]+ results? for {re.escape(query)}$"))


# The dialog


@pytest.mark.parametrize(
    "query, leads_to, name",
    [
        ("iti18", "ITI/TF/Volume2/ITI-18.html", "3.18 Registry Stored Query [ITI-18]"),
        ("XDS.b", "ITI/TF/Volume1/ch-10.html", "Cross-Enterprise Document Sharing (XDS.b)"),
        ("affinty domain", "glossary/affinity-domain.html", "affinity domain"),
        ("GetRelatedDocuments", "ITI/TF/Volume2/ITI-18.html#3184123713-getrelateddocuments", "GetRelatedDocuments"),
    ],
)
def test_what_is_asked_for_is_found_by_keyboard_alone(address, page, query, leads_to, name):
    complaints = watch(page, address)
    page.goto(address + "about.html")
    ask(page, query)
    page.keyboard.press("ArrowDown")
    first = hits(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    assert field(page).get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert name in " ".join(first.inner_text().split())
    page.keyboard.press("Enter")
    page.wait_for_url(address + leads_to)
    assert complaints == []


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_open_the_dialog_and_escape_goes_back(site, page, key):
    page.goto((site.root / PAGE).as_uri())
    page.locator(".site-title").focus()
    page.keyboard.press(key)
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog(page)).not_to_be_visible()
    expect(page.locator(".site-title")).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(site, page):
    page.goto((site.root / "supplements/index.html").as_uri())
    words = page.locator(".filter input[name=words]")
    words.focus()
    page.keyboard.type("a/b")
    assert words.input_value() == "a/b" and page.locator("dialog").count() == 0


def test_the_button_opens_and_closing_gives_the_focus_back(site, page):
    page.goto((site.root / PAGE).as_uri())
    button = page.get_by_role("banner").get_by_role("button", name="Search")
    button.click()
    expect(field(page)).to_be_focused()
    dialog(page).get_by_role("button", name="Close").click()
    expect(button).to_be_focused()
    button.click()
    expect(field(page)).to_be_focused()
    # Beside the dialog.
    page.mouse.click(5, 5)
    expect(dialog(page)).not_to_be_visible()


def test_arrows_home_and_end_go_through_the_results(site, page):
    page.goto((site.root / PAGE).as_uri())
    ask(page, "document consumer")
    number = hits(page).count()
    assert number > 5 and field(page).get_attribute("aria-expanded") == "true"
    for key, selected in [
        ("ArrowUp", number - 1), ("ArrowDown", 0), ("ArrowDown", 1), ("End", number - 1), ("Home", 0), ("PageDown", 5),
    ]:
        page.keyboard.press(key)
        expect(dialog(page).locator("[aria-selected=true]")).to_have_count(1)
        expect(hits(page).nth(selected)).to_have_attribute("aria-selected", "true")
        expect(hits(page).nth(selected)).to_be_in_viewport()
    # What is typed goes into the field all the same.
    page.keyboard.type("s")
    assert field(page).input_value() == "document consumers"


def test_enter_opens_the_first_result_of_what_was_typed(site, page):
    page.goto((site.root / PAGE).as_uri())
    ask(page, "RAD-8")
    page.keyboard.press("Enter")
    page.wait_for_url("**/RAD/TF/Volume2/RAD-8.html")


def test_results_say_what_they_are_and_mark_the_words(site, page):
    page.goto((site.root / PAGE).as_uri())
    ask(page, "registry stored query")
    first = hits(page).first
    assert first.locator(".hit-kind").inner_text() == "Transaction"
    assert first.locator(".section-number").inner_text() == "3.18"
    assert first.locator(".badge").all_inner_texts() == ["ITI", "Final Text"]
    assert {"registry", "stored", "query"} <= {text.lower() for text in first.locator("mark").all_inner_texts()}
    # Results of one page stand together.
    pages = [href.split("#")[0] for href in hits(page).evaluate_all("all => all.map((hit) => hit.href)")]
    assert len(set(pages)) == 1 + sum(one != two for one, two in zip(pages, pages[1:]))


def test_facets_narrow_the_answer(site, page):
    page.goto((site.root / PAGE).as_uri())
    ask(page, "images")
    kind = dialog(page).get_by_role("combobox", name="Kind")
    offered = kind.locator("option").all_inner_texts()
    actors = next(text for text in offered if text.startswith("Actor ("))
    number = re.search(r"\d+", actors)[0]
    kind.focus()
    kind.select_option(label=actors)
    expect(dialog(page).locator(".search-count")).to_have_text(re.compile(rf"^{number} results?$"))
    assert set(dialog(page).locator(".hit-kind").all_inner_texts()) == {"Actor"}
    expect(dialog(page).get_by_role("combobox", name="Kind")).to_be_focused()
    dialog(page).get_by_role("link", name=re.compile("^All")).click()
    page.wait_for_url("**/search.html?q=images&kind=actor")
    expect(page.locator(".search-count")).to_have_text(re.compile(rf"^{number} results? for images$"))


def test_before_a_question_there_are_ways_to_go(address, page):
    page.goto(address + PAGE)
    press(page, "/")
    ways = dialog(page).get_by_role("group", name="Browse").get_by_role("option")
    expect(ways.first).to_have_text("Domains")
    assert "Index A–Z" in ways.all_inner_texts()
    example = dialog(page).get_by_role("group", name="For example").get_by_role("option").first
    query = example.inner_text()
    page.keyboard.press("ArrowDown")
    expect(example).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(query)
    expect(hits(page).first).to_be_visible()


def test_recent_queries_are_offered_and_can_be_cleared(host, page):
    page.goto(host + PAGE)
    ask(page, "iti18")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ITI-18.html")
    press(page, "/")
    recent = dialog(page).get_by_role("group", name="Recent searches").get_by_role("option")
    expect(recent).to_have_text(["iti18"])
    dialog(page).get_by_role("button", name="Clear recent searches").click()
    expect(recent).to_have_count(0)
    expect(field(page)).to_be_focused()
    assert page.evaluate("localStorage.getItem('searches')") is None


def test_what_is_not_there_gets_help(site, page):
    page.goto((site.root / PAGE).as_uri())
    press(page, "/")
    page.keyboard.type("zzqxv")
    expect(status(page)).to_have_text("Nothing found for zzqxv")
    assert hits(page).count() == 0 and field(page).get_attribute("aria-expanded") == "false"
    dialog(page).get_by_role("link", name="Index A–Z").click()
    page.wait_for_url("**/a-z/index.html")


@pytest.mark.parametrize("query", ['<img src=x onerror="alert(1)">', "]]>&amp;</script>", "__proto__", "constructor", "%E0%A4%A", "🩺", "a" * 500])
def test_whatever_is_typed_is_text(host, page, query):
    complaints = watch(page, host)
    page.goto(host + "about.html")
    press(page, "/")
    expect(field(page)).to_be_focused()
    field(page).fill(query)
    expect(status(page)).to_have_text(re.compile("(Nothing found|results?) for "))
    page.goto(host + "search.html")
    page.get_by_role("searchbox", name="Search").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert page.locator("main img").count() == 0 and complaints == []


# The network


def test_what_is_typed_while_the_search_loads_is_answered(host, page):
    page.route("**/assets/search-dialog.*.js", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.goto(host + PAGE)
    press(page, "/")
    page.keyboard.type("iti18")
    expect(hits(page).first).to_contain_text("Registry Stored Query")
    assert field(page).input_value() == "iti18"


def test_a_slow_answer_does_not_take_the_place_of_a_later_one(host, page):
    page.goto(host + PAGE)
    ask(page, "iti18")
    held = []
    held_back = True
    page.route(INDEX, lambda route: held.append(route) if held_back else route.continue_())
    field(page).fill("brachytherapy")
    page.wait_for_timeout(400)
    assert held, "nothing was loaded"
    expect(dialog(page)).to_have_class(re.compile("is-waiting"))
    field(page).fill("iti18")
    expect(hits(page).first).to_contain_text("Registry Stored Query")
    held_back = False
    for route in held:
        route.continue_()
    page.wait_for_timeout(400)
    expect(hits(page).first).to_contain_text("Registry Stored Query")
    expect(dialog(page)).not_to_have_class(re.compile("is-waiting"))


@pytest.mark.parametrize("missing", ["assets/search-view.*.js", "assets/search-engine.*.js", "assets/data/search*"])
def test_what_does_not_load_is_said_and_asked_for_again(host, page, missing):
    page.goto(host + PAGE)
    pattern = f"**/{missing}"
    page.route(pattern, lambda route: route.abort())
    press(page, "/")
    page.keyboard.type("iti18")
    expect(dialog(page).get_by_role("alert")).to_contain_text("could not be loaded")
    assert hits(page).count() == 0
    page.unroute(pattern)
    dialog(page).get_by_role("button", name="Try again").click()
    expect(hits(page).first).to_contain_text("Registry Stored Query")
    expect(dialog(page).get_by_role("alert")).to_have_count(0)


def test_one_missing_shard_is_asked_for_alone(host, page):
    page.goto(host + PAGE)
    ask(page, "iti18")
    failed = []
    page.route(INDEX, lambda route: (failed.append(route.request.url), route.abort()))
    field(page).fill("brachytherapy")
    expect(dialog(page).get_by_role("alert")).to_be_visible()
    page.unroute(INDEX)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    dialog(page).get_by_role("button", name="Try again").click()
    expect(hits(page).first).to_contain_text("brachytherapy")
    assert failed[0] in asked and not any("search-engine" in url for url in asked)


def test_a_page_loads_little_of_the_search(host, site, page):
    loaded = {}
    page.on("response", lambda response: loaded.update({response.url: len(response.body())}) if "search" in response.url else None)
    page.goto(host + PAGE, wait_until="networkidle")
    scripts = {url: size for url, size in loaded.items() if url.endswith(".js")}
    assert list(scripts) == [host + site.asset("assets/search-open.js")] and sum(scripts.values()) < 5_000


# The page


def test_the_query_and_the_facets_stand_in_the_address(host, page):
    page.goto(host + "search.html")
    box = page.get_by_role("searchbox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("storage commitment")
    page.wait_for_url("**/search.html?q=storage+commitment")
    page.get_by_role("checkbox", name=re.compile("^Transaction")).check()
    page.wait_for_url("**/search.html?q=storage+commitment&kind=transaction")
    page.get_by_role("checkbox", name=re.compile("^Radiology")).check()
    page.wait_for_url("**/search.html?q=storage+commitment&kind=transaction&domain=RAD")
    expect(page.get_by_role("checkbox", name=re.compile("^Radiology"))).to_be_focused()
    first = page.locator(".search-results .hit").first
    expect(first).to_contain_text("Storage Commitment [RAD-10]")
    assert set(page.locator(".hit-kind").all_inner_texts()) == {"Transaction"}
    assert page.title().startswith("storage commitment – Search")
    page.reload()
    expect(first).to_contain_text("Storage Commitment [RAD-10]")
    expect(page.get_by_role("checkbox", name=re.compile("^Transaction"))).to_be_checked()
    page.go_back()
    expect(page.get_by_role("checkbox", name=re.compile("^Radiology"))).not_to_be_checked()
    page.get_by_role("button", name="Remove the filters").click()
    page.wait_for_url("**/search.html?q=storage+commitment")


def test_a_bookmark_leads_to_its_answer(address, page):
    complaints = watch(page, address)
    page.goto(address + "search.html?q=affinity+domain&kind=term")
    expect(page.locator(".search-results a").first).to_have_text("affinity domain")
    page.locator(".search-results a").first.click()
    page.wait_for_url(address + "glossary/affinity-domain.html")
    assert complaints == []


def test_more_results_come_below(host, page):
    page.goto(host + "search.html?q=document")
    expect(page.locator(".search-results > li")).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".search-results > li")).to_have_count(40)
    expect(page.locator(".search-results > li").nth(20).get_by_role("link")).to_be_focused()


def test_on_its_page_the_keys_go_to_the_field(host, page):
    page.goto(host + "search.html?q=registry")
    expect(page.locator(".search-results > li").first).to_be_visible()
    page.locator(".site-title").focus()
    press(page, "/")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    assert page.locator("dialog").count() == 0


def test_the_page_says_what_does_not_load(host, page):
    page.route(INDEX, lambda route: route.abort())
    page.goto(host + "search.html?q=iti18")
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded")
    page.unroute(INDEX)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".search-results a").first).to_contain_text("ITI-18")


def test_without_script_the_search_leads_to_the_lists(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site.root / PAGE).as_uri())
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    page.wait_for_url("**/search.html")
    assert page.locator("noscript p").is_visible() and page.locator("main input").is_hidden()
    page.locator("main").get_by_role("link", name="Index A–Z").first.click()
    page.wait_for_url("**/a-z/index.html")
    context.close()


# For everybody


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("query", ["", "document consumer", "zzqxv"])
def test_axe_finds_nothing(host, browser, scheme, width, query):
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page.goto(host + PAGE)
    press(page, "/")
    expect(dialog(page).get_by_role("option").first).to_be_visible()
    if query:
        field(page).fill(query)
        expect(status(page)).to_have_text(re.compile(f"for {query}$"))
        page.keyboard.press("ArrowDown")
    # An animation in between has other colours.
    page.wait_for_timeout(300)
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    page.goto(host + f"search.html?q={query}")
    page.wait_for_timeout(800)
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_everything_fits_a_phone(site, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto((site.root / PAGE).as_uri())
    assert overflow(page) == ""
    ask(page, "what must a document consumer do")
    shape = page.evaluate("""() => {
          const dialog = document.querySelector("dialog"), box = dialog.getBoundingClientRect();
          const parts = [...dialog.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > box.right + 0.5);
          const scroll = dialog.querySelector(".search-list");
          return [box.left, box.right, box.top, box.bottom, parts.length, scroll.scrollWidth - scroll.clientWidth];
        }""")
    left, right, top, bottom, sticking_out, wider = shape
    assert sticking_out == 0 and wider == 0 and left >= 0 and right <= width
    assert width >= 640 or (left, top, bottom) == (0, 0, 700)
    page.goto((site.root / "search.html").as_uri() + "?q=what+must+a+document+consumer+do")
    expect(page.locator(".search-results > li").first).to_be_visible()
    assert overflow(page) == ""
    page.close()


def test_paper_holds_no_search(site, page):
    page.goto((site.root / PAGE).as_uri())
    ask(page, "iti18")
    page.emulate_media(media="print")
    assert page.locator("dialog").is_hidden() and page.locator(".site-search").is_hidden()


# For browsers


def test_browsers_learn_how_to_search_a_published_site(published_site):
    page = published_site.pages[PAGE]
    [link] = page.document.xpath("//link[@rel='search']")
    assert link.get("type") == "application/opensearchdescription+xml"
    assert page.resolve(link.get("href")) == ("opensearch.xml", "")
    description = ET.parse(published_site.root / "opensearch.xml").getroot()
    name = description.findtext("{*}ShortName")
    assert 0 < len(name) <= 16 and description.findtext("{*}Description")
    html = next(url for url in description.findall("{*}Url") if url.get("type") == "text/html")
    assert html.get("template") == BASE_URL + "search.html?q={searchTerms}"


def test_a_site_without_an_address_has_no_description(site):
    assert not (site.root / "opensearch.xml").exists()
    assert site.pages[PAGE].document.xpath("//link[@rel='search']") == []
