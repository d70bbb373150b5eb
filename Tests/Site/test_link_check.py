"""Links of finished pages: whatever a theme, a page or the generator itself has wrong is found by a build and a check."""

import re

import pytest

from support import run, tree, write


def template(workspace, change):
    """Changes the theme's shell."""
    path = workspace / "themes/default/page.mustache"
    path.write_text(change(path.read_text()))


def found(result):
    return [(match["path"].removeprefix("./"), match["rule"], match["summary"]) for match in result.diagnostics]


def add_to_body(markup):
    return lambda text: text.replace("</body>", markup + "\n</body>")


@pytest.mark.parametrize("verb", ["build", "check"])
@pytest.mark.parametrize(
    "markup, rule, said",
    [
        ('<a href="{{{root}}}imprint.html">Imprint</a>', "broken-output-link", "'imprint.html'"),
        ("<a class=x href='{{{root}}}imprint.html'>Imprint</a>", "broken-output-link", "'imprint.html'"),
        ("<a href={{{root}}}imprint.html>Imprint</a>", "broken-output-link", "'imprint.html'"),
        ('<a href="{{{root}}}about.html#who">About</a>', "broken-output-link", "'#who'"),
        ('<a href="{{{root}}}about.html?x#who">About</a>', "broken-output-link", "'#who'"),
        ('<a href="#nowhere">Down</a>', "broken-output-link", "'#nowhere'"),
        ('<a href="/about.html">About</a>', "broken-output-link", "'/about.html'"),
        ('<a href="{{{root}}}../about.html">Out</a>', "broken-output-link", "'../about.html'"),
        ('<a href="{{{root}}}actors/">Actors</a>', "broken-output-link", "'actors/'"),
        ('<img alt="" src="{{{root}}}logo.svg">', "broken-output-link", "'logo.svg'"),
        (
            '<img alt="" src="{{{root}}}pages/dot.png" srcset="{{{root}}}pages/dot.png 1x, {{{root}}}large.png 2x">',
            "broken-output-link",
            "'large.png'",
        ),
        ('<script src="{{{root}}}assets/none.js" defer></script>', "broken-output-link", "'assets/none.js'"),
        ('<svg><use xlink:href="{{{root}}}icons.svg#a"/></svg>', "broken-output-link", "'icons.svg'"),
        ('<p id="twice">1</p><p id="twice">2</p>', "duplicate-anchor", "'twice'"),
    ],
)
def test_what_a_theme_has_wrong_is_told_once(workspace, verb, markup, rule, said):
    template(workspace, add_to_body(markup))
    before = tree(workspace)
    result = run(verb, cwd=workspace)
    assert result.code == 1
    # An anchor of the page itself is another one on every page.
    problems = found(result)
    if "#nowhere" not in markup:
        ((path, problem, summary),) = problems
        assert (path, problem) == ("themes/default/page.mustache", rule)
        assert said in summary and "others" in summary
    assert {(path, problem) for path, problem, _ in problems} == {("themes/default/page.mustache", rule)}
    assert all(said in summary for _, _, summary in problems)
    assert tree(workspace) == before


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="{{{root}}}about.html#why">Why</a>',
        '<a href="{{{root}}}about.html#w%68y">Why</a>',
        '<a href="{{{root}}}about.html?a=b&amp;c#why">Why</a>',
        '<a href="#">Up</a> <a href="#top">Up</a> <a href="?a=b">Here</a>',
        '<a href="{{{root}}}./actors/../about.html">About</a>',
        '<a href="https://example.org/none.html">Elsewhere</a> <a href="mailto:a@example.org">Mail</a>',
        '<a href="//example.org/none.html">Elsewhere</a> <img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<!-- <a href="none.html" id="main"> --><p title=\'<a href="none.html">\'>a</p>',
        '<p data-href="none.html" data-id="x">a</p><p data-id="x">b</p>',
    ],
)
def test_what_is_right_is_not_reported(workspace, markup):
    template(workspace, add_to_body(markup))
    result = run("--strict", cwd=workspace)
    assert (result.code, found(result)) == (0, [])


def test_a_template_of_some_pages(workspace):
    template(workspace, add_to_body('{{#kind}}<a href="{{{root}}}kinds.html">Kinds</a>{{/kind}}'))
    ((path, rule, summary),) = found(run("check", cwd=workspace))
    assert (path, rule) == ("themes/default/page.mustache", "broken-output-link")


def test_the_place_is_that_of_the_address(workspace):
    template(workspace, add_to_body('<a href="{{{root}}}imprint.html">Imprint</a>'))
    (problem,) = run("check", cwd=workspace).diagnostics
    line = (workspace / problem["path"]).read_text().split("\n")[int(problem["line"]) - 1]
    assert line[int(problem["column"]) - 1 :].startswith("imprint.html")


def test_what_prose_has_wrong_is_told_once_where_it_stands(workspace):
    write(
        workspace / "content",
        {"pages/index.md": "---\ntitle: Home\n---\n\n[a](about.md#no)\n\n<a href=\"about.md#neither\">b</a>\n"},
    )
    assert [(path, rule) for path, rule, _ in found(run("check", cwd=workspace))] == [
        ("content/pages/index.md", "broken-anchor")
    ] * 2


@pytest.mark.parametrize(
    "style, address",
    [
        ("body { background: url(none.png) }", "none.png"),
        ("body { background: url( 'none.png' ) }", "none.png"),
        ('@font-face { src: url("fonts/none.woff2") format("woff2") }', "fonts/none.woff2"),
        ('@import "none.css";', "none.css"),
        ("@import url(none.css);", "none.css"),
    ],
)
def test_what_styles_load(workspace, style, address):
    path = workspace / "themes/default/assets/own.css"
    path.write_text(f"/* url(comment.png) */\na {{ background: url(base.css#x) }}\n{style}\n")
    result = run("check", cwd=workspace)
    assert result.code == 1
    (problem,) = result.diagnostics
    assert (problem["path"].removeprefix("./"), problem["line"], problem["rule"]) == (
        "themes/default/assets/own.css",
        "3",
        "broken-output-link",
    )
    assert f"'{address}'" in problem["summary"]
    path.write_text(style.replace(address, "data:,"))
    assert run("check", cwd=workspace).code == 0


def test_the_page_for_missing_addresses_is_checked_at_its_host(workspace):
    template(workspace, add_to_body('<a href="{{{root}}}imprint.html">Imprint</a>'))
    ((_, _, summary),) = found(run("check", "--base-url", "https://example.org/tf/", cwd=workspace))
    # Of all pages, the first by its address has the link too.
    assert re.match(r"the page 404\.html and \d+ others lead to 'imprint\.html'", summary)
