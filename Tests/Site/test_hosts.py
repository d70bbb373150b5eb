"""What a site has for hosts and search engines: sitemap, robots, redirects, headers, names that may be kept, metadata."""

import json
import re
from collections import Counter

import lxml.etree
import pytest

from conftest import BASE_URL, build, served
from hosting import header_rules, headers_of
from support import SMALL, make_workspace, run
from test_output import invalid_html
from test_readers import watch

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HASHED = re.compile(r"\.[0-9a-f]{8}\.[a-z0-9]+$")
MOVED = {
    **SMALL,
    "site.yml": "title: Small\nhosts: [{hosts}]\nredirects:\n  old/a b.html: actor:writer\n"
    "  gone.html: pages/about.md#why\n  away.html: https://other.example.org/?a=$b\n",
}


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    """Builds a small site with redirects for hosts; gives it."""

    def build_for(hosts, *arguments):
        files = {**MOVED, "site.yml": MOVED["site.yml"].format(hosts=hosts)}
        workspace = make_workspace(tmp_path_factory.mktemp("hosted") / "work", files)
        return build(workspace / "site", "--content", workspace / "content", *arguments)

    return build_for


def text(site, path):
    return site.files[path].read_text(encoding="utf-8")


# Search engines


def test_the_sitemap_is_one_of_pages_that_there_are(published_site):
    root = lxml.etree.fromstring(published_site.files["sitemap.xml"].read_bytes())
    assert root.tag == SITEMAP + "urlset"
    locations = [url.findtext(SITEMAP + "loc") for url in root]
    assert len(locations) > 300 and len(set(locations)) == len(locations) < 50_000
    assert published_site.files["sitemap.xml"].stat().st_size < 50 * 2**20
    paths = [location.removeprefix(BASE_URL) for location in locations]
    assert [path for path in paths if path not in published_site.pages] == []
    for path in paths:
        # What is listed is what counts.
        assert published_site.pages[path].document.xpath("//link[@rel='canonical']/@href") == [BASE_URL + path]
        assert not published_site.pages[path].document.xpath("//meta[@name='robots']")
    assert {"index.html", "ITI/TF/Volume1/ch-10.html"} < set(paths)
    assert not {"404.html", "search.html"} & set(paths) and not any(path.endswith("print.html") for path in paths)
    dates = [date.text for date in root.iter(SITEMAP + "lastmod")]
    assert dates and all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) for date in dates)
    assert all({child.tag for child in url} <= {SITEMAP + "loc", SITEMAP + "lastmod"} for url in root)


def test_the_sitemap_has_the_dates_that_the_content_tells(tmp_path):
    files = {**SMALL, "pages/about.md": "---\ntitle: About\nupdated: 2026-01-15\n---\n\n## Why\n"}
    workspace = make_workspace(tmp_path / "work", files)
    site = build(workspace / "site", "--content", workspace / "content", "--base-url", BASE_URL)
    assert f"<url><loc>{BASE_URL}about.html</loc><lastmod>2026-01-15</lastmod></url>" in text(site, "sitemap.xml")
    assert f"<url><loc>{BASE_URL}index.html</loc></url>" in text(site, "sitemap.xml")


@pytest.mark.parametrize("date", ["yesterday", "2026-1-5", "2026-02-30", "2026-13-01", "2026-01-15x"])
def test_a_date_that_is_none_is_told(workspace, date):
    (workspace / "content/pages/about.md").write_text(f"---\ntitle: About\nupdated: {date}\n---\n\n## Why\n")
    assert run(cwd=workspace).errors == ["content/pages/about.md:3:10 wrong-type"]


def test_robots_may_go_everywhere(published_site, site):
    assert text(published_site, "robots.txt") == f"User-agent: *\nAllow: /\nSitemap: {BASE_URL}sitemap.xml\n"
    assert text(site, "robots.txt") == "User-agent: *\nAllow: /\n"
    assert "sitemap.xml" not in site.files


def test_the_own_robots_are_the_ones_that_count(workspace):
    (workspace / "content/robots.txt").write_text("User-agent: *\nDisallow: /\n")
    assert run(cwd=workspace).code == 0
    assert (workspace / "public/robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


# Names that may be kept


def test_files_of_the_theme_have_a_name_for_what_they_say(site):
    assets = [path for path in site.files if path.startswith("assets/") and not path.startswith("assets/data/")]
    assert len(assets) > 20 and [path for path in assets if not HASHED.search(path)] == []
    # Nothing names them otherwise, pages and scripts included: all that is loaded is there.
    assert site.broken_links() == []


def test_another_style_has_another_name_and_nothing_else(workspace):
    def build_site():
        assert run(cwd=workspace).code == 0
        return {path.name for path in (workspace / "public/assets").iterdir()}

    before = build_site()
    assert before == build_site()
    style = workspace / "themes/default/assets/base.css"
    style.write_text(style.read_text() + "/* More. */\n")
    assert {re.sub(HASHED, "", name) for name in before ^ build_site()} == {"base"}


def test_a_script_that_loads_another_has_another_name_with_it(workspace):
    assert run(cwd=workspace).code == 0
    before = {path.name for path in (workspace / "public/assets").iterdir()}
    script = workspace / "themes/default/assets/search-words.js"
    script.write_text(script.read_text() + "// More.\n")
    assert run(cwd=workspace).code == 0
    changed = before ^ {path.name for path in (workspace / "public/assets").iterdir()}
    assert {re.sub(HASHED, "", name) for name in changed} >= {"search-words", "search-engine", "search-open"}


# Headers


@pytest.mark.parametrize("build_of", ["site", "published_site"])
def test_headers_tell_what_may_be_kept(request, build_of):
    site = request.getfixturevalue(build_of)
    root = "/some/path/" if build_of == "published_site" else "/"
    rules = header_rules(site.root)
    for path in site.files:
        headers = headers_of(rules, root + path)
        assert headers["X-Content-Type-Options"] == "nosniff"
        is_kept = "immutable" in headers.get("Cache-Control", "")
        has_hash = bool(HASHED.search(path)) and not path.startswith("assets/data/")
        assert is_kept == (has_hash or path.startswith("assets/data/search-")), path
        assert headers.get("Cache-Control", "public, max-age=31536000, immutable").count("max-age") == 1


def test_the_policy_is_strict(site):
    headers = headers_of(header_rules(site.root), "/index.html")
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    # Where the forms of the site go, and nowhere else.
    assert policy["form-action"] == "'self' https://forms.example.org"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert {"Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"} < set(headers)


def test_pages_with_metadata_obey_the_policy(published_site, page):
    with served(published_site.root) as address:
        # The headers are those of the path where the site is published.
        headers = headers_of(header_rules(published_site.root), "/some/path/index.html")
        assert "script-src 'self'" in headers["Content-Security-Policy"]
    with served(published_site.root, headers.items()) as address:
        complaints = watch(page, address)
        for path in ("index.html", "ITI/TF/Volume1/ch-10.html", "actors/document-registry.html", "search.html"):
            answer = page.goto(address + path)
            assert answer.headers["content-security-policy"] == headers["Content-Security-Policy"]
            assert page.locator("script[type='application/ld+json']").count() == 1
        assert complaints == []


# Redirects


def test_plain_files_of_hosts(hosted):
    site = hosted("netlify, cloudflare-pages, github-pages")
    redirects = [
        "/old/a%20b.html /actors/writer.html 301",
        "/gone.html /about.html#why 301",
        "/away.html https://other.example.org/?a=$b 301",
    ]
    assert sorted(text(site, "_redirects").splitlines()) == sorted(redirects)
    assert text(site, ".nojekyll") == "" and not {"CNAME", ".htaccess", "nginx.conf"} & set(site.files)
    # Where a host knows nothing of redirects, pages lead on.
    assert "about.html#why" in text(site, "gone.html")


def test_each_host_has_its_own(hosted):
    site = hosted("netlify", "--base-url", "https://example.org/tf/")
    assert "/tf/gone.html /tf/about.html#why 301!" in text(site, "_redirects").splitlines()
    assert ".nojekyll" not in site.files
    assert text(hosted("github-pages", "--base-url", "https://example.org"), "CNAME") == "example.org\n"
    assert "CNAME" not in hosted("github-pages", "--base-url", "https://example.github.io/").files
    apache = text(hosted("apache", "--base-url", "https://example.org/tf/"), ".htaccess")
    assert 'Redirect 301 "/tf/old/a b.html" "/tf/actors/writer.html"' in apache
    assert "ErrorDocument 404 /tf/404.html" in apache
    nginx = text(hosted("nginx"), "nginx.conf")
    assert 'location = "/old/a b.html" { return 301 "/actors/writer.html"; }' in nginx
    assert "?a=%24b" in nginx and "error_page 404 /404.html;" in nginx
    none = hosted("")
    assert not {"_headers", "_redirects", ".nojekyll"} & set(none.files) and "gone.html" in none.files


def test_an_unknown_host_is_told(workspace):
    (workspace / "content/site.yml").write_text("title: Small\nhosts: [netlify, geocities]\n")
    assert run(cwd=workspace).errors == ["content/site.yml:2:18 wrong-type"]


# Metadata


def graph(page):
    (data,) = page.document.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(data)


def test_every_page_says_what_it_is(published_site):
    types = Counter()
    for page in published_site.pages.values():
        if not page.document.xpath("//script[@type='application/ld+json']"):
            assert page.path.endswith("print.html") or page.path == "404.html"
            continue
        canonical = page.document.xpath("//link[@rel='canonical']/@href")
        assert page.document.xpath("//meta[@property='og:url']/@content") == canonical
        data = graph(page)
        assert data["@context"] == "https://schema.org"
        if page.path == "index.html":
            assert data["@type"] == "WebSite" and data["url"] == BASE_URL
            assert data["potentialAction"]["target"]["urlTemplate"] == BASE_URL + "search.html?q={search_term_string}"
            continue
        subject, trail = data["@graph"]
        types[subject["@type"]] += 1
        assert subject["url"] == canonical[0]
        items = trail["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert items[0]["item"] == BASE_URL + "index.html" and items[-1]["item"] == canonical[0]
        assert all(item["item"].removeprefix(BASE_URL) in published_site.files for item in items)
    assert {"TechArticle", "DefinedTerm", "DefinedTermSet", "CollectionPage", "WebPage"} <= set(types)


def test_social_networks_learn_the_title(site):
    page = site.pages["ITI/TF/Volume1/ch-10.html"]

    def value(name):
        return page.document.xpath(f"//meta[@property='{name}']/@content")

    assert value("og:title")[0] in page.heading and value("og:type") == ["article"]
    assert value("og:site_name") == ["IHE Technical Frameworks"] and value("og:description")[0]
    # Without a base URL nothing has an address.
    assert value("og:url") == [] and not page.document.xpath("//script[@type='application/ld+json']")


def test_no_title_ends_the_data(tmp_path):
    files = {**SMALL, "pages/evil.md": '---\ntitle: "</script><script>alert(1)</script>"\n---\n\nText.\n'}
    workspace = make_workspace(tmp_path / "work", files)
    site = build(workspace / "site", "--content", workspace / "content", "--base-url", BASE_URL)
    page = site.pages["evil.html"]
    assert graph(page)["@graph"][0]["name"] == "</script><script>alert(1)</script>"
    assert not page.document.xpath("//script[normalize-space()][not(@type)]")
    assert invalid_html(workspace / "site") == ""
