"""One page with every construct of the Markdown dialect: as a file, as people read it, and its code copied.

Its text is the examples of docs/markdown.md, so that what the guide promises is what is tested, and what the guide
need not tell: wide tables, long lines of code, constructs within constructs.
"""

import base64
import re

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import build, served
from support import REPOSITORY, XMLNS, make_workspace
from test_output import invalid_html
from test_readers import WIDTHS, overflow, watch

PAGE = "dialect.html"

# Two boxes and an arrow: 240 pixels wide, so that the figure is seen.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAPAAAAA8AQAAAABwBArwAAAAZklEQVR42mP4jxcwDFvpDwwwUI8QhAF2QtKfYWL/ENL2MMbzUWkqSZ/HL/0cv/Rn"
    "/NI/8Uv/wS/9rx6/x+zxS8/HKl0AS2H85EgTMJxIpxHw2B+KAvUzRRF6fjSXDKw0ZYXmcK1LALSeZGi+nM2PAAAAAElFTkSuQmCC"
)

XML = '<AdhocQuery id="urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d" ' + "".join(
    f'slot{number}="value {number}" ' for number in range(1, 14)
)
XML = XML.ljust(298, "x") + "/>"

HL7 = r"""MSH|^~\&|HIS|HOSPITAL|RIS|RADIOLOGY|20240102030405||ORM^O01^ORM_O01|12345|P|2.5.1
PID|1||4711^^^HOSPITAL^PI||Doe^Jane^^^^^L||19700101|F
	OBR|1|100|200|RAD^Chest  X-ray"""

WIDE = "Table: A table that is wider than the page\n\n" + "\n".join(
    "| " + " | ".join(cells) + " |"
    for cells in [
        [f"Transaction {number}" for number in range(1, 13)],
        ["---"] * 12,
        *([f"Optionality {row}.{number}" for number in range(1, 13)] for row in range(1, 4)),
    ]
)

BEYOND = f"""
## Beyond the guide

### Wide

{WIDE}

```xml
{XML}
```

```hl7
{HL7}
```

### Within each other

1. A table in a list:

   | Attribute | Optionality |
   |-----------|:-----------:|
   | title     | R           |

2. Code in a list:

   ```json
   {{ "active": true }}
   ```

> A quotation with a table:
>
> | Attribute | Optionality |
> |-----------|:-----------:|
> | comments  | O           |
>
> and `code` at its end.

::: warning Be careful
A warning, and what is in it:

::: tip
The inner tip.

```http
GET /Patient?name=doe HTTP/1.1
Accept: application/fhir+json
```
:::

| Attribute | Optionality |
|-----------|:-----------:|
| title     | R           |

- the first
- the second
:::

### Other notes

::: open-issue Is this needed?
The committee asks for comments.
:::

::: closed-issue
It was needed.
:::

::: tip
Read [RFC 5424](https://www.rfc-editor.org/rfc/rfc5424)[^more].
:::

::: requirement {{#XDS-R2}}
The Registry SHOULD answer within a second[^more].
:::

[^more]: A footnote with `code`, and two ways back.

> A quotation in the words of another, long enough to need a second line where the window is as narrow as a phone.

- [x] A task with paragraphs

  of its own.

- [ ] Another

| A grid | Two |
|--------|-----|
| a      | b   |
| c      | d   |
{{: .grid .table-striped .compact}}

A note as the older guides write it.
{{: .stu-note}}

Press <kbd>Ctrl</kbd> to leave. A line<br>broken.

---

The end.
"""

LADDER = "### Three\n\n#### Four\n\n##### Five\n\n###### Six\n\n"


def dialect():
    """The guide's examples below its headings, each heading as it stands there."""
    guide = (REPOSITORY / "docs/markdown.md").read_text()
    parts = re.findall(r"^(## .*)\n|^````markdown\n([\s\S]*?)^````", guide, re.MULTILINE)
    examples = [example for _, example in parts if example]
    assert len(examples) > 15
    text = "\n".join(heading or example for heading, example in parts)
    deep = "####### Deep down\n"
    assert deep in text
    text = text.replace(deep, LADDER + deep + "\n######## Deeper still\n\nBelow it.\n")
    return "---\ntitle: Dialect\ndescription: Every construct.\n---\n\nAll of it.\n\n" + text + BEYOND


FILES = {
    "site.yml": "title: Small\n",
    "definitions.xml": f"""<definitions {XMLNS}>
  <domain id="ITI"><name>IT Infrastructure</name></domain>
  <actor id="consumer"><name>Consumer</name><alias>Document Consumer</alias></actor>
  <actor id="registry"><name>Registry</name></actor>
  <transaction id="ITI-18" domain="ITI"><name>Query</name>
    <exchange initiator="consumer" responder="registry"/>
  </transaction>
</definitions>
""",
    "pages/about.md": "---\ntitle: About\n---\n\n## Who\n\nPeople.\n",
    "pages/dialect.md": dialect(),
    "pages/c.png": PICTURE,
}


@pytest.fixture(scope="module")
def dialect_site(tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("dialect") / "work", FILES)
    return build(workspace / "public", "--content", workspace / "content")


@pytest.fixture(scope="module")
def server(dialect_site):
    with served(dialect_site.root) as address:
        yield address


@pytest.fixture
def from_disk(dialect_site):
    return (dialect_site.root / PAGE).as_uri()


# As a file


def test_the_page_is_valid(dialect_site):
    assert invalid_html(dialect_site.root) == ""
    assert dialect_site.broken_links() == []


def test_no_mark_of_the_dialect_is_left(dialect_site):
    body = dialect_site.pages[PAGE].document.find_class("body")[0]
    for code in body.xpath(".//pre"):
        code.drop_tree()
    text = lxml.html.tostring(body, method="text", encoding="unicode")
    assert re.findall(r"\|\s*:?-{2,}|:::|\{:|\{#|\[\^|\[[ x]\]|\[!|~~|\+\+|\*\*|`|#{2,}", text) == []


def test_the_list_of_requirements_leads_to_each(dialect_site, page):
    page.goto((dialect_site.root / "requirements/index.html").as_uri())
    for name in ("XDS-R1", "XDS-R2"):
        page.goto((dialect_site.root / "requirements/index.html").as_uri())
        page.locator("main a", has_text=name).click()
        page.wait_for_url(f"**/{PAGE}#{name}")
        box = page.locator(f".requirement[id='{name}']").bounding_box()
        assert 0 <= box["y"] < page.viewport_size["height"] - 50


# As people read it


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_no_wider_than_its_window(from_disk, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(from_disk)
    assert overflow(page) == ""
    # What is too wide is cut nowhere: every box that is wider than it shows can be scrolled.
    cut = page.evaluate("""() => [...document.querySelectorAll(".body *")].filter((e) => {
          const scrolls = (box) => /auto|scroll/.test(getComputedStyle(box).overflowX);
          for (let box = e; box !== document.body; box = box.parentElement) if (scrolls(box)) return false;
          return e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1;
        }).map((e) => e.outerHTML.slice(0, 80))""")
    assert cut == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(from_disk, browser, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(from_disk)
    found = Axe().run(page)
    page.close()
    assert [(violation["id"], violation["nodes"][0]["html"][:120]) for violation in found.response["violations"]] == []


@pytest.mark.parametrize(
    "selector", [".table-scroll[aria-label^='A table that']", "pre:has(.language-xml)", "pre:has(.language-hl7)"]
)
def test_what_is_wide_scrolls_by_keyboard(from_disk, browser, selector):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(from_disk)
    box = page.locator(selector)
    page.wait_for_function("(box) => box.scrollWidth > box.clientWidth && box.tabIndex === 0", arg=box.element_handle())
    for _ in range(300):
        page.keyboard.press("Tab")
        if box.evaluate("(box) => box === document.activeElement"):
            break
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert page.evaluate("scrollX") == 0
    page.close()


def test_a_footnote_leads_to_its_text_and_back(from_disk, page):
    page.goto(from_disk)

    def in_view(locator):
        box = locator.bounding_box()
        return 0 <= box["y"] and box["y"] + box["height"] <= page.viewport_size["height"]

    for reference in page.locator("[role='doc-noteref']").all():
        identifier = reference.get_attribute("id")
        reference.click()
        target = page.locator(":target")
        assert target.evaluate("(e) => e.matches('[role=doc-endnotes] li')")
        assert target.locator("p").text_content().startswith(("Coordinated", "A footnote"))
        assert in_view(target)
        target.locator(f"[role='doc-backlink'][href='#{identifier}']").click()
        assert page.evaluate("document.querySelector(':target').id") == identifier
        assert in_view(reference)


def test_headings_are_announced_in_order(from_disk, page):
    page.goto(from_disk)
    headings = page.evaluate("""() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, [role=heading])")]
          .map((e) => [Number(e.ariaLevel ?? e.tagName[1]), e.firstChild.textContent.trim()])""")
    assert [7, "Deep down"] in headings and [8, "Deeper still"] in headings
    levels = [level for level, _ in headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [pair for pair in zip(levels, levels[1:]) if pair[1] > pair[0] + 1] == []
    deep = page.get_by_role("heading", level=8)
    assert deep.count() == 1 and deep.is_visible()


def test_tasks_cannot_be_ticked(from_disk, page):
    page.goto(from_disk)
    boxes = page.locator(".body input")
    assert [box.is_checked() for box in boxes.all()] == [True, False] * 2
    assert all(box.is_disabled() for box in boxes.all())


# Copying code

CODES = [
    '{ "resourceType": "Patient", "active": true }',
    XML,
    HL7,
    '{ "active": true }',
    "GET /Patient?name=doe HTTP/1.1\nAccept: application/fhir+json",
]


def copied(page, index):
    """Presses the button of a block of code and waits until it says that it did its work."""
    button = page.get_by_role("button", name="Copy code").nth(index)
    button.click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    expect(button).to_have_attribute("data-result", "Copied")
    return page.evaluate("navigator.clipboard.readText()")


def test_code_is_copied_as_it_stands(server, browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints = watch(page, server)
    page.goto(server + PAGE)
    assert page.locator(".body pre").count() == page.get_by_role("button", name="Copy code").count() == len(CODES)
    assert [copied(page, index) for index in range(len(CODES))] == CODES
    expect(page.locator("[data-result]")).to_have_count(0)
    assert complaints == []
    context.close()


def test_code_is_copied_where_the_browser_withholds_its_clipboard(from_disk, browser):
    context = browser.new_context(permissions=["clipboard-read"])
    context.add_init_script("""
        const clipboard = navigator.clipboard;
        window.readClipboard = () => clipboard.readText();
        Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
    """)
    page = context.new_page()
    page.goto(from_disk)
    assert page.evaluate("navigator.clipboard === undefined")
    for index, code in enumerate(CODES):
        button = page.get_by_role("button", name="Copy code").nth(index)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Copied")
        assert button.evaluate("(button) => button === document.activeElement")
        assert page.evaluate("readClipboard()") == code
        assert page.locator("textarea").count() == 0
    context.close()


def test_a_button_that_fails_says_so(from_disk, browser):
    context = browser.new_context()
    context.add_init_script("""
        Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
        document.execCommand = () => false;
    """)
    page = context.new_page()
    page.goto(from_disk)
    page.get_by_role("button", name="Copy code").first.click()
    expect(page.get_by_role("status")).to_have_text("Not copied")
    context.close()


def test_buttons_show_when_they_are_wanted(from_disk, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(from_disk)
    button = page.locator(".copy").nth(1)

    def opacity(button):
        return button.evaluate(
            "(e) => Promise.all(e.getAnimations().map((a) => a.finished)).then(() => getComputedStyle(e).opacity)"
        )

    assert opacity(button) == "0"
    page.locator("pre").nth(1).hover()
    assert opacity(button) == "1"
    page.mouse.move(0, 0)
    assert opacity(button) == "0"
    page.locator("pre").nth(1).focus()
    page.keyboard.press("Tab")
    assert button.evaluate("(e) => e === document.activeElement") and opacity(button) == "1"
    # Scrolled to its end, a line ends before the button, and the button stays where it was.
    before = button.bounding_box()
    page.locator("pre").nth(1).evaluate("(pre) => { pre.scrollLeft = pre.scrollWidth; }")
    assert button.bounding_box() == before
    end = page.locator("pre code").nth(1).evaluate(
        "(code) => Math.max(...[...code.getClientRects()].map((box) => box.right))"
    )
    assert end <= before["x"]
    page.emulate_media(media="print")
    assert not any(button.is_visible() for button in page.locator(".copy").all())
    context.close()

    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(from_disk)
    for button, code in zip(page.locator(".copy").all(), page.locator(".body pre > code").all()):
        assert opacity(button) == "1"
        # What always stays must cover nothing.
        above = button.bounding_box()
        assert above["y"] + above["height"] <= code.bounding_box()["y"] + 2
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_buttons_move_nothing(from_disk, browser, width):
    boxes = {}
    for script in (False, True):
        context = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto(from_disk)
        boxes[script] = [element.bounding_box() for element in page.locator(".body pre").all()]
        # A dead button must not be offered.
        assert page.locator(".copy").count() == (len(CODES) if script else 0)
        context.close()
    for without, with_script in zip(boxes[False], boxes[True]):
        assert {key: without[key] for key in ("x", "width", "height")} == {
            key: with_script[key] for key in ("x", "width", "height")
        }
