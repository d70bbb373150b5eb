"""Links to definitions show them in a panel, on hover and on focus."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import build, painted, served
from support import XMLNS, make_workspace
from test_readers import overflow, watch

PANEL = "#definition-panel"

GLOSSARY = {
    "site.yml": "title: Glossary\n",
    "shared.xml": f"""<definitions {XMLNS}>
  <domain id="ITI"><name>IT Infrastructure</name></domain>
  <actor id="reader"><name>Reader</name><definition>Reads what the [writer](actor:) wrote &amp; signed.</definition></actor>
  <actor id="writer"><name>Writer</name></actor>
  <option id="late"><name>Late</name><definition>Comes later.</definition></option>
  <term id="affinity"><name>Affinity domain</name><definition>Organizations that share.</definition></term>
  <transaction id="ITI-1" domain="ITI" status="final-text"><name>Read</name>
    <definition>Fetches a text.</definition><exchange initiator="reader" responder="writer"/></transaction>
  <profile id="P" domain="ITI" status="trial-implementation"><name>Reading and Writing</name>
    <definition>Texts for all.</definition>
    <actor ref="reader"><transaction ref="ITI-1" optionality="R"/><option ref="late"/></actor></profile>
</definitions>
""",
    "pages/index.md": "---\ntitle: Home\n---\n\nHome.\n",
    "pages/a/b/deep.md": """---
title: Deep
---

The [reader](actor:), the [writer](actor:), an [affinity domain](term:affinity), [ITI-1], [P](profile:), the
option [Late](option:), [nothing](https://example.org/ "Elsewhere").
""",
}


@pytest.fixture(scope="session")
def glossary(tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("glossary") / "work", GLOSSARY)
    return build(workspace / "public", "--content", workspace / "content")


@pytest.fixture(params=["http", "file"])
def address(request, glossary):
    """Where the small site is: on a server with a strict policy, and on disk."""
    if request.param == "file":
        yield glossary.root.as_uri() + "/"
    else:
        with served(glossary.root) as root:
            yield root


def shards(requests):
    return [url for url in requests if "/assets/data/" in url]


def link(page, text):
    return page.locator("main .body").get_by_role("link", name=text, exact=True)


def leave(page):
    page.mouse.move(5, 5)
    page.wait_for_selector(PANEL, state="detached")


@pytest.mark.parametrize(
    "name, said",
    [
        ("reader", ["Actor", "Reader", "Reads what the writer wrote & signed."]),
        ("affinity domain", ["Term", "Affinity domain", "Organizations that share."]),
        ("[ITI-1]", ["Transaction Final Text", "Read [ITI-1]", "Reader → to Writer", "Fetches a text."]),
        ("P", ["Integration profile Trial Implementation", "Reading and Writing (P)", "Texts for all."]),
        ("Late", ["Option", "Late", "Comes later."]),
    ],
)
def test_hover_shows_the_definition(address, page, name, said):
    complaints, requests = watch(page, address), []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + "a/b/deep.html")
    assert shards(requests) == []
    title = link(page, name).get_attribute("title")
    link(page, name).hover()
    panel = page.wait_for_selector(PANEL)
    assert [" ".join(part.split()) for part in panel.evaluate("e => [...e.children].map(c => c.textContent)")] == said
    assert link(page, name).get_attribute("aria-describedby") == "definition-panel"
    # The browser's own tip would lie over the panel.
    assert link(page, name).get_attribute("title") is None
    leave(page)
    assert link(page, name).get_attribute("aria-describedby") is None
    assert link(page, name).get_attribute("title") == title
    assert len(shards(requests)) == 1 and complaints == []


def test_the_pointer_moves_into_the_panel_and_follows_its_link(address, page):
    page.goto(address + "a/b/deep.html")
    link(page, "reader").hover()
    panel = page.wait_for_selector(PANEL)
    box = panel.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20, steps=5)
    page.wait_for_timeout(500)
    assert page.locator(PANEL).is_visible()
    page.locator(PANEL).get_by_role("link", name="Writer").click()
    page.wait_for_url(address + "actors/writer.html")


def test_a_passing_pointer_loads_nothing(address, page):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + "a/b/deep.html")
    link(page, "reader").hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert shards(requests) == [] and page.locator(PANEL).count() == 0


def test_focus_shows_the_definition_and_escape_takes_it_away(address, page):
    page.goto(address + "a/b/deep.html")
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    assert link(page, "reader").evaluate("e => e === document.activeElement")
    page.wait_for_selector(PANEL)
    # What a screen reader says of the link.
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    (focused,) = [
        node
        for node in nodes
        if node.get("role", {}).get("value") == "link"
        and any(p["name"] == "focused" and p["value"]["value"] for p in node.get("properties", []))
    ]
    assert focused["name"]["value"] == "reader" and "wrote & signed." in focused["description"]["value"]
    # The pointer that lies elsewhere does not take it away, nor does time.
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert page.locator(PANEL).is_visible()
    # The links of the panel come next, and from there Escape leads back.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#definition-panel') !== null")
    page.keyboard.press("Escape")
    assert page.locator(PANEL).count() == 0
    assert link(page, "reader").evaluate("e => e === document.activeElement")
    # There is no more to say of the writer than its name.
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert link(page, "writer").evaluate("e => e === document.activeElement") and page.locator(PANEL).count() == 0
    page.keyboard.press("Tab")
    assert "Organizations" in page.wait_for_selector(PANEL).inner_text()


def test_escape_takes_a_hovered_panel_away_until_the_pointer_has_left(address, page):
    page.goto(address + "a/b/deep.html")
    link(page, "[ITI-1]").hover()
    page.wait_for_selector(PANEL)
    page.keyboard.press("Escape")
    box = link(page, "[ITI-1]").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 3)
    page.wait_for_timeout(500)
    assert page.locator(PANEL).count() == 0
    page.mouse.move(5, 5)
    link(page, "[ITI-1]").hover()
    page.wait_for_selector(PANEL)


def test_no_panel_for_the_page_itself_and_for_other_links(address, page):
    page.goto(address + "actors/reader.html")
    here = '<p><a id="here" class="ref ref-actor" href="reader.html#roles">here</a></p>'
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", here)
    page.locator("#here").hover()
    page.wait_for_timeout(500)
    assert page.locator(PANEL).count() == 0
    page.goto(address + "a/b/deep.html")
    link(page, "nothing").hover()
    page.wait_for_timeout(500)
    assert page.locator(PANEL).count() == 0


def test_without_its_data_a_link_is_a_link(glossary, page):
    page.route("**/assets/data/*", lambda route: route.abort())
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((glossary.root / "a/b/deep.html").as_uri())
    link(page, "reader").hover()
    page.wait_for_timeout(600)
    assert page.locator(PANEL).count() == 0 and errors == []
    link(page, "reader").click()
    page.wait_for_url("**/actors/reader.html")


def test_a_finger_follows_the_link(glossary, browser):
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((glossary.root / "a/b/deep.html").as_uri())
    link(page, "reader").tap()
    page.wait_for_url("**/actors/reader.html")
    assert shards(requests) == []
    context.close()


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 320)])
def test_the_panel_is_for_everybody(site, browser, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto((site.root / "ITI/TF/Volume1/ch-10.html").as_uri())
    painted(page)
    for target in page.locator("main .body p a.ref-transaction, main table a.ref-actor").all()[:6]:
        target.scroll_into_view_if_needed()
        target.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        box = page.wait_for_selector(PANEL).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width and overflow(page) == ""
        beside = target.bounding_box()
        assert box["y"] + box["height"] <= beside["y"] + 1 or box["y"] + 1 >= beside["y"] + beside["height"]
    found = Axe().run(page)
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found.response["violations"]] == []
    page.close()


def hash_of(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def test_each_definition_stands_in_the_shard_of_its_address(site):
    (count,) = {
        int(number)
        for page in site.pages.values()
        for number in page.document.xpath("//script[contains(@src, 'assets/definitions.')]/@data-shards")
    }
    told, sizes = set(), []
    for number in range(count):
        text = site.files[f"assets/data/definitions-{number}.js"].read_text()
        data = json.loads(text[text.index("] = ") + 4 : text.rindex(";")])
        assert [path for path in data if path not in site.pages or hash_of(path) % count != number] == []
        told |= set(data)
        sizes.append(len(text.encode()))
    assert f"assets/data/definitions-{count}.js" not in site.files
    assert max(sizes) < 32_000 and sum(sizes) / count < 8_000
    with_text = {
        page.path
        for kind in ("profile", "actor", "transaction", "option", "content-module", "term")
        for page in site.of_kind(f"page-{kind}")
        if page.document.xpath("//div[@class='lead']")
    }
    assert with_text and with_text <= told
