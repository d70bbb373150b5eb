"""Bad input, one kind after the other: always a diagnostic at its place, and never more than that.

Every case is a small good site that one thing is done to. Whatever it is, the command ends by itself, publishes
nothing, and writes nothing anywhere.
"""

import os
import shutil
import socket
import subprocess
import unicodedata

import pytest

from support import PNG, THEME, XMLNS, run, tree, write

SECRET = "the-secret-of-another-folder"

# Enough for all that is small; what asks for more is on its way to take the machine down.
LIMITS = ("prlimit", "--as=4294967296", "--cpu=60")

PAGE = "---\ntitle: Bad\n---\n\n"


def actor(inside="<name>X</name>", attributes='id="x"'):
    return f"<actor {XMLNS} {attributes}>{inside}</actor>\n"


def several(*lines):
    return "\n".join([f"<definitions {XMLNS}>", *lines, "</definitions>", ""])


def refused(workspace, code=1):
    """Runs the command and checks all that holds for every bad input."""
    before = tree(workspace.parent)
    result = run(cwd=workspace, prefix=LIMITS)
    assert tree(workspace.parent) == before, "something was written"
    assert (result.code, result.out) == (code, b""), result.err.decode()
    assert result.summary.startswith("nothing published: ")
    assert SECRET.encode() not in result.err
    return result


def alias_bomb(use):
    """Twelve levels of ten aliases each: ten trillion values for whoever follows them all."""
    levels = ["b0: &b0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 12):
        levels.append(f"b{level}: &b{level} [{', '.join([f'*b{level - 1}'] * 10)}]")
    return "\n".join([*levels, use, ""])


# Each: the files that are bad, and every error that the run reports.
FILES = {
    # XML
    "malformed XML": (
        {"x.xml": f"<definitions {XMLNS}>\n  <actor id='x'><name>X</actor>\n"},
        ["x.xml:2:24 malformed-xml"],
    ),
    "an unclosed element": ({"x.xml": f"<definitions {XMLNS}>\n  <actor id='x'>\n"}, ["x.xml:2:3 malformed-xml"]),
    "text for XML": ({"x.xml": "hello\n"}, ["x.xml:1:1 malformed-xml"]),
    "two root elements": ({"x.xml": actor() + actor(attributes='id="y"')}, ["x.xml:2:1 malformed-xml"]),
    "an attribute twice": ({"x.xml": several('<actor id="x" id="y"/>')}, ["x.xml:2:15 malformed-xml"]),
    "an undefined entity": (
        {"x.xml": several("<actor id='x'><name>&nbsp;</name></actor>")},
        ["x.xml:2:21 malformed-xml"],
    ),
    "a forbidden character": (
        {"x.xml": several("<actor id='x'><name>&#1;</name></actor>")},
        ["x.xml:2:21 malformed-xml"],
    ),
    "a NUL in XML": ({"x.xml": several("<actor id='x'><name>\0</name></actor>")}, ["x.xml:2:21 malformed-xml"]),
    "deep XML": (
        {"x.xml": f"<definitions {XMLNS}>" + "<a>" * 100_000 + "</a>" * 100_000 + "</definitions>"},
        ["x.xml:1:826 malformed-xml"],
    ),
    "an unknown element": ({"x.xml": several("<actr id='x'/>")}, ["x.xml:2:1 schema-violation"]),
    "an unknown attribute": (
        {"x.xml": several("<actor id='x' nmae='y'><name>X</name></actor>")},
        ["x.xml:2:15 schema-violation"],
    ),
    "a missing element": ({"x.xml": several("<actor id='x'/>")}, ["x.xml:2:1 schema-violation"]),
    "a value of the wrong type": (
        {"x.xml": several("<source id='x' date='yesterday'><name>X</name></source>")},
        ["x.xml:2:22 schema-violation"],
    ),
    "a missing id": ({"x.xml": several("<actor><name>X</name></actor>")}, ["x.xml:2:1 schema-violation"]),
    "no namespace": ({"x.xml": "<actor id='x'><name>X</name></actor>\n"}, ["x.xml:1:1 schema-violation"]),
    "XML after a BOM with CRLF": (
        {"x.xml": "\ufeff" + several("<actr id='x'/>").replace("\n", "\r\n")},
        ["x.xml:2:1 schema-violation"],
    ),
    "another encoding": (
        {"x.xml": '<?xml version="1.0" encoding="ISO-8859-1"?>\n' + actor()},
        ["x.xml:1:31 xml-encoding"],
    ),
    "UTF-16": (
        {"x.xml": ('<?xml version="1.0" encoding="UTF-16"?>\n' + actor()).encode("utf-16")},
        ["x.xml:1:1 invalid-utf8"],
    ),
    # What would get in with XML
    "an entity bomb": (
        {
            "x.xml": '<!DOCTYPE actor [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
            + actor("<name>&b;</name>")
        },
        ["x.xml:1:1 document-type"],
    ),
    "an external entity": (
        {
            "x.xml": '<?xml version="1.0"?>\n<!DOCTYPE actor [<!ENTITY a SYSTEM "../../secret.txt">]>\n'
            + actor("<name>&a;</name>")
        },
        ["x.xml:2:1 document-type"],
    ),
    "an external DTD": (
        {"x.xml": '<!-- a comment -->\n<!DOCTYPE actor SYSTEM "../../secret.txt">\n' + actor()},
        ["x.xml:2:1 document-type"],
    ),
    "XInclude": (
        {
            "x.xml": several(
                '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../../secret.txt" parse="text"/>'
            )
        },
        ["x.xml:2:23 schema-violation"],
    ),
    "XInclude in prose": (
        {
            "x.xml": several(
                "<actor id='x'><name>X</name><definition>",
                '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" ' 'href="../../secret.txt" parse="text"/>',
                "</definition></actor>",
            )
        },
        ["x.xml:3:23 schema-violation"],
    ),
    # Identifiers
    **{
        f"the id {identifier!r}": (
            {"x.xml": several(f"<actor id='{identifier}'><name>X</name></actor>")},
            ["x.xml:2:12 schema-violation"],
        )
        for identifier in ["../../x", "..", ".", "a/b", "/etc/passwd", "C:\\x", "a\\b", "", " ", "a%2f", "ä", "x" * 101]
    },
    "an id twice": (
        {"x.xml": several('<actor id="x"><name>X</name></actor>', '<actor id="x"><name>Y</name></actor>')},
        ["x.xml:3:1 duplicate-id"],
    ),
    "an id twice in two files": ({"x.xml": actor(), "y.xml": actor("<name>Y</name>")}, ["y.xml:1:1 duplicate-id"]),
    "ids that differ in case": (
        {"x.xml": several('<actor id="x"><name>X</name></actor>', '<actor id="X"><name>Y</name></actor>')},
        ["x.xml:2:1 address-collision"],
    ),
    "an id that is a page's": ({"x.xml": actor(attributes='id="index"')}, ["x.xml:1:1 address-collision"]),
    # References
    "unknown ids": (
        {
            "x.xml": several(
                '<profile id="P" domain="ITTI"><name>P</name>',
                '<actor ref="reeder">',
                '<transaction ref="ITI-1" optionality="R"/>',
                "</actor></profile>",
            )
        },
        ["x.xml:2:25 unknown-id", "x.xml:3:13 unknown-id", "x.xml:4:19 unknown-id"],
    ),
    "unknown references": (
        {
            "pages/bad.md": PAGE
            + "[a](actor:reeder)\n\n[reeder](actor:)\n\n[x](nope.md)\n\n[x](about.md#nope)\n\n[ITI-2]\n\n![x](x.png)\n",
            "t.xml": f'<transaction {XMLNS} id="ITI-1" domain="ITI"><name>T</name>'
            '<exchange initiator="writer" responder="reader"/></transaction>\n',
        },
        [
            "pages/bad.md:5:5 unresolved-reference",
            "pages/bad.md:7:10 unresolved-reference",
            "pages/bad.md:9:5 broken-link",
            "pages/bad.md:11:13 broken-anchor",
            "pages/bad.md:13:2 unresolved-reference",
            "pages/bad.md:15:6 broken-link",
        ],
    ),
    "links that leave the content": (
        {
            "pages/bad.md": PAGE
            + "[x](../../secret.txt)\n\n[x](/secret.txt)\n\n![x](../../secret.png)\n\n[x](..%2f..%2fsecret.txt)\n"
        },
        [f"pages/bad.md:{place} broken-link" for place in ("5:5", "7:5", "9:6", "11:5")],
    ),
    "links that run script": (
        {
            "pages/bad.md": PAGE
            + "[x](javascript:alert(1))\n\n[x](JavaScript:alert(1))\n\n[x](data:text/html,x)\n\n<vbscript:x>\n"
        },
        [f"pages/bad.md:{place} unsafe-address" for place in ("5:5", "7:5", "9:5", "11:2")],
    ),
    # Markdown
    "front matter without an end": (
        {"pages/bad.md": "---\ntitle: Bad\n\nText\n"},
        ["pages/bad.md:1:1 unclosed-front-matter"],
    ),
    "front matter that is no YAML": (
        {"pages/bad.md": "---\ntitle: Bad\n\tdescription: x\n---\n"},
        ["pages/bad.md:3:1 malformed-yaml"],
    ),
    "front matter of wrong types": (
        {"pages/bad.md": "---\ntitle: Bad\ndescription: [a]\norder: first\n---\n\nText\n"},
        ["pages/bad.md:3:14 wrong-type", "pages/bad.md:4:8 wrong-type"],
    ),
    "Markdown after a BOM with CRLF": (
        {"pages/bad.md": "\ufeff" + (PAGE + "ä [x](actor:nope)\n").replace("\n", "\r\n")},
        ["pages/bad.md:5:7 unresolved-reference"],
    ),
    "prose that belongs to nothing": ({"pages/bad.md": "Text\n"}, ["pages/bad.md:1:1 prose-without-definition"]),
    "100,000 nested quotes": (
        {"pages/bad.md": PAGE + "> " * 100_000 + "[x](actor:nope)\n"},
        ["pages/bad.md:5:200005 unresolved-reference"],
    ),
    # YAML
    "malformed YAML": ({"site.yml": "title: T\n\tmenu: x\n"}, ["site.yml:2:1 malformed-yaml"]),
    "a quote without an end": ({"site.yml": 'title: "T\n'}, ["site.yml:2:1 malformed-yaml"]),
    "a key twice": ({"site.yml": "title: T\ntitle: T\n"}, ["site.yml:2:1 malformed-yaml"]),
    "two YAML documents": ({"site.yml": "title: T\n---\ntitle: T\n"}, ["site.yml:2:1 malformed-yaml"]),
    "a NUL in YAML": ({"site.yml": "title: a\0b\n"}, ["site.yml:1:9 malformed-yaml"]),
    "deep YAML": ({"site.yml": "title: " + "[" * 100_000 + "]" * 100_000 + "\n"}, ["site.yml:1:9 malformed-yaml"]),
    "a list for settings": ({"site.yml": "- a\n"}, ["site.yml:1:1 wrong-type"]),
    "text for settings": ({"site.yml": "hello\n"}, ["site.yml:1:1 wrong-type"]),
    "wrong types": (
        {"site.yml": "title: [a]\ntagline: {a: b}\nlanguage: ~\nmenu: x\npermalinks: [a]\nbase-url: ftp://x\n"},
        [f"site.yml:{place} wrong-type" for place in ("1:8", "2:10", "3:11", "4:7", "5:13", "6:11")],
    ),
    "a menu that leads nowhere": (
        {
            "site.yml": "title: T\nmenu:\n- {title: A, page: no.md}\n- {title: B, list: nos}\n"
            "- {title: C, page: ../../secret.txt}\n- {title: D}\n"
        },
        [
            "site.yml:3:20 broken-link",
            "site.yml:4:20 broken-link",
            "site.yml:5:20 broken-link",
            "site.yml:6:3 missing-key",
        ],
    ),
    "patterns of addresses that leave the output": (
        {
            "site.yml": "title: T\npermalinks:\n  actor: '../{id}.html'\n  term: '/{id}.html'\n"
            "  option: 'C:/{id}.html'\n  source: 'a/../../{id}.html'\n"
        },
        [f"site.yml:{place} invalid-address" for place in ("3:10", "4:9", "5:11", "6:11")],
    ),
    "no title": ({"site.yml": "tagline: T\n"}, ["site.yml:1:1 missing-key"]),
    "an alias bomb for a value": ({"site.yml": alias_bomb("title: *b11")}, ["site.yml:1:1 malformed-yaml"]),
    "an alias bomb in front matter": (
        {"pages/bad.md": "---\n" + alias_bomb("title: T\ndescription: *b11") + "---\n\nText\n"},
        ["pages/bad.md:2:1 malformed-yaml"],
    ),
    # Files
    "invalid UTF-8": (
        {"x.xml": b"<a>\n  \xff</a>", "pages/bad.md": b"---\ntitle: \xc3\x28\n---\n", "site.yml": b"title: \xa0\xa1\n"},
        ["pages/bad.md:2:8 invalid-utf8", "site.yml:1:8 invalid-utf8", "x.xml:2:3 invalid-utf8"],
    ),
    "empty files": (
        {"x.xml": "", "pages/bad.md": " \n\n", "site.yml": "\n"},
        ["pages/bad.md empty-file", "site.yml empty-file", "x.xml empty-file"],
    ),
    "folders with the names of files": (
        {"x.xml/y.md": PAGE, "pages/bad.md/x.xml": actor()},
        ["pages/bad.md not-a-file", "x.xml not-a-file"],
    ),
    "two pages in one place": ({"pages/bad.md": PAGE, "bad.md": PAGE}, ["pages/bad.md address-collision"]),
    "pages that differ in case": ({"pages/bad.md": PAGE, "pages/Bad.md": PAGE}, ["pages/bad.md address-collision"]),
    "a page in the place of a generated one": ({"pages/404.md": PAGE}, ["pages/404.md address-collision"]),
    "a folder in the place of a page": ({"about.html/x.png": PNG}, ["about.html/x.png address-collision"]),
    "a file in the place of the theme's": ({"assets/logo.png": PNG}, ["assets/logo.png address-collision"]),
}


@pytest.mark.parametrize("files, errors", FILES.values(), ids=FILES)
def test_bad_files(workspace, files, errors):
    (workspace / "secret.txt").write_text(SECRET)
    write(workspace / "themes/default/assets", {"logo.png": PNG})
    for path in files:
        # A folder may stand where the good site has a file.
        if (workspace / "content" / path.split("/")[0]).is_file():
            (workspace / "content" / path.split("/")[0]).unlink()
    write(workspace / "content", files)
    assert refused(workspace).errors == [f"content/{error}" for error in errors]


def test_an_alias_bomb_for_a_key(workspace):
    """Keys are compared with each other, and so followed to their ends."""
    write(workspace / "content", {"site.yml": alias_bomb("title: T\n? *b11\n: x")})
    errors = refused(workspace).errors
    assert errors and all(error.startswith("content/site.yml:") for error in errors)


# Long input. Whatever it says, it is read in the time and memory that its size asks for: LIMITS stops anything else.

LONG = {
    "a line of 1 MB": PAGE + "word " * 200_000,
    "a line of 1 MB of references": PAGE + "[x](actor:reader) " * 60_000,
    "a line of 1 MB of brackets": PAGE + "[" * 500_000 + "]" * 500_000,
    "a line of 1 MB of emphasis": PAGE + "*a **b " * 150_000,
    "nested quotes": PAGE + ">" * 100_000 + " a",
    "nested lists": PAGE + "- " * 100_000 + "a",
    "unclosed tags": PAGE + "\\<a " * 100_000,
    "code spans": PAGE + "".join("e" + "`" * count for count in range(1, 1_500)),
    "link definitions": PAGE + "".join(f"[{number}]: about.md\n" for number in range(50_000)) + "[a]" * 50_000,
    "NUL bytes and CRLF": (PAGE + "a\0b\n" * 10_000).replace("\n", "\r\n"),
    "a line of 50 MB": lambda: PAGE + "word " * 10_000_000,
    "a line of 50 MB without a space": lambda: PAGE + "x" * 50_000_000,
    "a row of 5 MB of pipes": lambda: PAGE + "| a | b |\n|---|---|\n" + "|" * 5_000_000,
    "a header of a million columns": lambda: PAGE + "|" * 1_000_000 + "\n" + "|-" * 1_000_000,
    "a table of 100,000 rows": lambda: PAGE + "| a | b |\n|---|---|\n" + "| c | d |\n" * 100_000,
    "unclosed brackets": PAGE + "[" * 100_000,
    "unclosed emphasis": PAGE + "**a" * 100_000,
    "unclosed insertions": PAGE + "++a " * 100_000,
    "unclosed divisions": PAGE + "<div>" * 100_000,
    "unclosed divisions in paragraphs": PAGE + "<div>\n\n" * 100_000,
    "references to a footnote": PAGE + "[^a]" * 250_000 + "\n\n[^a]: Text\n",
    "footnotes and link definitions": lambda: PAGE
    + "".join(f"[^{number}] " for number in range(20_000))
    + "\n\n"
    + "".join(f"[^{number}]: x [{number}]\n\n" for number in range(20_000))
    + "".join(f"[{number}]: about.md\n" for number in range(20_000)),
    "tables and link definitions": lambda: PAGE
    + "".join(f"| [{number}] |\n|---|\n\n" for number in range(10_000))
    + "".join(f"[{number}]: about.md\n" for number in range(10_000)),
    "requirements": PAGE + "".join(f"::: requirement {{#R-{number}}}\nx\n:::\n\n" for number in range(10_000)),
    "definitions": PAGE + "a\n: b\n\n" * 50_000,
    "code": PAGE + '```xml\n<a b="c"\n```\n\n' * 10_000,
    "code of unclosed tags": PAGE + "```xml\n" + "<a " * 300_000 + "\n```\n",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_pages_are_published(workspace, text):
    # The longest texts are made where they are needed: pytest would keep them all.
    write(workspace / "content", {"pages/long.md": (text() if callable(text) else text) + "\n"})
    result = run(cwd=workspace, prefix=LIMITS)
    assert (result.code, result.errors) == (0, [])
    assert (workspace / "public/long.html").is_file()


@pytest.mark.parametrize(
    "path, text, rule",
    [
        ("pages/bad.md", PAGE + "[x](actor:nope) " * 60_000, "unresolved-reference"),
        ("pages/bad.md", PAGE + "[x](actor:nope)\n\n" * 20_000, "unresolved-reference"),
        ("pages/bad.md", PAGE + "[^a]" * 250_000, "unresolved-reference"),
        (
            "pages/bad.md",
            PAGE + "[^a] " * 50_000 + "\n\n" + "".join(f"[^{number}]: x\n\n" for number in range(50_000)),
            "unresolved-reference",
        ),
        ("pages/bad.md", PAGE + "::: note\n\n" * 100_000, "unclosed-directive"),
        ("pages/bad.md", PAGE + "::: note\n\n" * 20_000 + "- a\n" * 20_000, "unclosed-directive"),
        (
            "pages/bad.md",
            PAGE + "".join(f"::: requirement {{#R-{number}}}\nx\n\n" for number in range(20_000)),
            "unclosed-directive",
        ),
        ("x.xml", several("".join('<actor id="x"><name>X</name></actor>' for _ in range(15_000))), "duplicate-id"),
        ("x.xml", several(*['<actor id="x"><name>X</name></actor>'] * 15_000), "duplicate-id"),
        ("x.xml", several("<actr/>" * 100_000), "schema-violation"),
        ("x.xml", f"<definitions {XMLNS}>" + "& " * 100_000, "malformed-xml"),
    ],
    ids=[
        "references in one line",
        "references in lines",
        "footnotes",
        "footnotes among others",
        "notes",
        "notes and a list",
        "requirements",
        "ids in one line",
        "ids in lines",
        "elements",
        "ampersands",
    ],
)
def test_thousands_of_problems(workspace, path, text, rule):
    write(workspace / "content", {path: text})
    errors = refused(workspace).errors
    assert len(errors) >= 50 and {error.split()[-1] for error in errors} == {rule}
    assert all(error.startswith(f"content/{path}") for error in errors)


# Bytes at the edges of what text is

PLAIN = """---
title: Plain
---

## Section

| a | b |
|---|---|
| c | d |

::: note
x[^f]
:::

term
: text

```xml
<a
  b="c"/>
```

[^f]: A footnote.

[x](actor:reader)
"""


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\r", 8),
        lambda text: "\ufeff" + text,
        lambda text: text.removesuffix("\n"),
        lambda text: text + "\n\n \t\n",
    ],
    ids=["CRLF", "CR", "CR and LF", "BOM", "no line break at the end", "white space at the end"],
)
def test_line_ends_and_marks_change_nothing(workspace, change):
    pages = []
    for text in (PLAIN, change(PLAIN)):
        write(workspace / "content", {"pages/plain.md": text.encode()})
        result = run(cwd=workspace)
        assert (result.code, result.diagnostics) == (0, [])
        pages.append((workspace / "public/plain.html").read_bytes())
    assert pages[0] == pages[1]
    # And a problem is found on its line.
    write(workspace / "content", {"pages/plain.md": change(PLAIN.replace("reader", "nope")).encode()})
    assert run(cwd=workspace).errors == ["content/pages/plain.md:25:5 unresolved-reference"]


@pytest.mark.parametrize("text", ["a\tb\n\n-\tc\n\n\td\n", "\ta\n\tb\n", "|\ta\t|\n|\t-\t|\n|\tb\t|\n"])
def test_tabs_are_published(workspace, text):
    write(workspace / "content", {"pages/tabs.md": PAGE + text})
    result = run(cwd=workspace)
    assert (result.code, result.diagnostics) == (0, [])


# What stands in the content folder in the place of files


def replaced(make):
    """Puts something else in the place of what stands at a path."""

    def replace(path):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        make(path)

    return replace


def link(target):
    return replaced(lambda path: path.symlink_to(target))


def local_socket(path):
    with socket.socket(socket.AF_UNIX) as server:
        folder = os.getcwd()
        # The address of a socket is limited to a hundred bytes.
        os.chdir(path.parent)
        server.bind(path.name)
        os.chdir(folder)


def doubling_links(path):
    """Thirty folders, each with two links to the next: a billion ways from the first to the last."""
    for level in range(31):
        (path / str(level)).mkdir(parents=True)
        for name in "ab" if level < 30 else "":
            (path / str(level) / name).symlink_to(f"../{level + 1}")


# Each: where, what, and the error that the run reports among its errors.
PLACES = {
    "no content folder": ("", shutil.rmtree, "content unreadable-file"),
    "a file for the content folder": ("", replaced(lambda path: path.write_text("x")), "content not-a-folder"),
    "a pipe for the content folder": ("", replaced(os.mkfifo), "content not-a-folder"),
    "no site.yml": ("site.yml", os.remove, "content/site.yml missing-key"),
    "a folder for site.yml": ("site.yml", replaced(os.mkdir), "content/site.yml not-a-file"),
    "a pipe for site.yml": ("site.yml", replaced(os.mkfifo), "content/site.yml not-a-file"),
    "a pipe for a page": ("pages/bad.md", os.mkfifo, "content/pages/bad.md not-a-file"),
    "a pipe for a picture": ("pages/bad.png", os.mkfifo, "content/pages/bad.png not-a-file"),
    "a socket": ("bad.xml", local_socket, "content/bad.xml not-a-file"),
    "a link to the folder above": ("pages/loop", link(".."), "content/pages/loop symbolic-link"),
    "a link to itself": ("loop.md", link("loop.md"), "content/loop.md symbolic-link"),
    "a link out of the content": ("pages/bad.md", link("../../secret.txt"), "content/pages/bad.md symbolic-link"),
    "a link out of the content, absolute": ("bad.xml", link("/etc/passwd"), "content/bad.xml symbolic-link"),
    "a link to a folder outside": ("bad", link("/etc"), "content/bad symbolic-link"),
    "a link to a device": ("bad.md", link("/dev/zero"), "content/bad.md symbolic-link"),
    "a link to a sibling whose name begins alike": (
        "bad.md",
        link("../content-secret/x.md"),
        "content/bad.md symbolic-link",
    ),
    "a dangling link": ("bad.md", link("nowhere.md"), "content/bad.md symbolic-link"),
    "a name that is not UTF-8": (
        "pages/bad-\udcff.md",
        lambda path: path.write_text(PAGE),
        "content/pages/bad-\N{REPLACEMENT CHARACTER}.md invalid-utf8",
    ),
}


@pytest.mark.parametrize("path, make, error", PLACES.values(), ids=PLACES)
def test_bad_places(workspace, path, make, error):
    write(workspace, {"secret.txt": SECRET, "content-secret/x.md": PAGE + SECRET})
    make(workspace / "content" / path)
    before = tree(workspace.parent)
    result = run(cwd=workspace, prefix=LIMITS)
    assert tree(workspace.parent) == before
    assert result.code in (1, 74) and SECRET.encode() not in result.err
    # Links to what is missing now may follow it.
    assert error in result.errors


def test_links_that_multiply(workspace):
    """Followed blindly, they would be read until the end of time."""
    doubling_links(workspace / "content/links")
    result = run(cwd=workspace, prefix=LIMITS)
    assert result.code in (0, 1)


@pytest.mark.parametrize("name", ["content/.hidden", "content/looks", "../elsewhere"])
def test_the_content_names_no_theme_outside_the_themes(workspace, name):
    """A theme brings script into pages, and its files are published: content must not choose one from anywhere."""
    folder = workspace / name
    shutil.copytree(THEME, folder)
    (workspace / "secret.txt").write_text(SECRET)
    (folder / "assets/leak.txt").symlink_to(workspace / "secret.txt")
    write(workspace / "content", {"site.yml": f"title: T\ntheme: {name}\n"})
    before = tree(workspace.parent)
    result = run(cwd=workspace)
    assert result.code in (1, 74)
    assert [error for error in result.errors if error.startswith("content/site.yml:2:8 ")]
    assert tree(workspace.parent) == before


# Rights. Root may read everything unless it gives up that power first.


@pytest.fixture
def without_privileges():
    if os.geteuid() != 0:
        return ()
    prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if subprocess.run([*prefix, "true"], capture_output=True).returncode != 0:
        pytest.skip("this machine lets root not give up its power to read everything")
    return prefix


@pytest.mark.parametrize("path", ["pages/about.md", "actors.xml", "site.yml", "pages/dot.png", "pages"])
def test_unreadable_files(workspace, without_privileges, path):
    target = workspace / "content" / path
    before = tree(workspace)
    target.chmod(0o000)
    try:
        result = run(cwd=workspace, prefix=without_privileges)
    finally:
        target.chmod(0o755)
    assert result.code == 74
    assert f"content/{path} unreadable-file" in result.errors
    assert "Permission denied" in result.err.decode()
    assert tree(workspace) == before


@pytest.mark.parametrize("has_site", [False, True])
def test_an_output_that_cannot_be_written(workspace, without_privileges, has_site):
    (workspace / "locked").mkdir()
    if has_site:
        assert run("--output", "locked/public", cwd=workspace).code == 0
    before = tree(workspace)
    (workspace / "locked").chmod(0o555)
    try:
        result = run("--output", "locked/public", cwd=workspace, prefix=without_privileges)
    finally:
        (workspace / "locked").chmod(0o755)
    assert (result.code, [error.split()[-1] for error in result.errors]) == (74, ["unwritable-output"])
    assert tree(workspace) == before


# What is let through, but never as it was written


def control_characters(text):
    return [character for character in text if unicodedata.category(character) == "Cc" and character != "\n"]


def test_markdown_brings_no_markup_of_its_own(workspace):
    hostile = """<script>alert(1)</script>

<b onclick="alert(1)" style="color:red">b</b> <img src=dot.png onerror=alert(1)> <!-- c --> <a href="javascript:x">x</a>

[x](about.md "\\"><script>alert(1)</script>") `<script>` ![&quot;><script>](dot.png) &lt;script&gt;

## <i onmouseover=x>&lt;script> "x" 'y'
"""
    # A requirement's text is shown a second time, in the list of requirements.
    hostile += "\n::: requirement {#R-1}\n" + hostile.replace("## ", "") + "\n[x](#R-1) <div>\n\n:::\n"
    write(workspace / "content", {"pages/bad.md": PAGE.replace("Bad", "'</title><script>alert(1)</script>'") + hostile})
    result = run(cwd=workspace)
    assert (result.code, result.errors) == (0, [])
    assert {found["rule"] for found in result.diagnostics} == {"raw-html"}
    for path in ("bad.html", "requirements/index.html"):
        page = (workspace / "public" / path).read_text()
        assert page.count("<script") == 4 and page.count("</script>") == 4
        for word in ("onclick=", "onerror=", "onmouseover=", "style=", "<!--", "javascript:"):
            assert word not in page.replace("<style", "")


@pytest.mark.parametrize(
    "files",
    [
        {"pages/bad.md": PAGE + "a\x01b &#27; &#x85; \x7f \x00\n\n## c\x02\n\n`d\x03`\n"},
        {
            "pages/bad.md": '---\ntitle: "a\\eb\\x7Fc\\N"\ndescription: "\\a"\n---\n\nText\n',
            "site.yml": 'title: "S\\a\\x80"\n',
        },
        {"pages/bad.md": PAGE, "x.xml": actor("<name>a&#x85;b&#x9F;c&#x7F;</name>")},
    ],
    ids=["Markdown", "YAML", "XML"],
)
def test_no_control_characters_reach_a_page(workspace, files):
    write(workspace / "content", files)
    result = run(cwd=workspace)
    if result.code == 0:
        for path in (workspace / "public").rglob("*.html"):
            assert control_characters(path.read_text()) == []


def test_control_characters_do_not_reach_the_terminal(workspace):
    write(
        workspace / "content",
        {"pages/a\x1b[31m.md": PAGE + "\x1b[2J [x](actor:no\x07pe)\n", "x.xml": actor(attributes='id="\x9b"')},
    )
    result = refused(workspace)
    assert control_characters(result.err.decode()) == []
