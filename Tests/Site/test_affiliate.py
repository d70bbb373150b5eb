"""The site of an affiliate: made against the framework beside it, with links into it and a look of its own."""

import json
import posixpath
import re
import shutil
import subprocess
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import served
from pages import Site
from previews import make_framework, opened, previewing, until
from support import COMMAND, REPOSITORY, THEME, run, write

PAGES = ["index.html", "about.html", "volume-4/ch-X.html", "projects.html", "join.html", "contact.html", "search.html"]
WIDTHS = {"light": 1280, "dark": 320}


@pytest.fixture(scope="session")
def workshop(site, tmp_path_factory):
    """The affiliate's folder as it lies in the repository, beside the published framework; and what `make` says of it."""
    folder = tmp_path_factory.mktemp("affiliate")
    left_out = shutil.ignore_patterns("public", "public.staging", "inventories")
    shutil.copytree(REPOSITORY / "affiliates", folder / "affiliates", ignore=left_out)
    shutil.copytree(THEME, folder / "themes/default")
    shutil.copy(REPOSITORY / "Makefile", folder)
    write(folder, {"public/inventory.json": (site.root / "inventory.json").read_bytes()})
    made = subprocess.run(
        ["make", "affiliates", f"GENERATE_SITE={COMMAND} --strict"], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert made.returncode == 0, made.stderr
    return folder, made.stderr


@pytest.fixture(scope="session")
def affiliate(workshop):
    return Site(workshop[0] / "affiliates/ihe-uk/public")


def test_it_is_made_without_a_warning(workshop, affiliate):
    assert " 0 errors, 0 warnings " in workshop[1].splitlines()[-1]
    assert set(PAGES) <= set(affiliate.pages)


def links(affiliate):
    """Where its links lead, as paths in the folder that holds both sites, with the anchor or nothing."""
    for page in affiliate.pages.values():
        for _, address in page.addresses:
            parts = urlsplit(address)
            if not parts.scheme:
                own = posixpath.join("affiliates/ihe-uk/public", page.path)
                path = posixpath.join(posixpath.dirname(own), unquote(parts.path)) if parts.path else own
                yield posixpath.normpath(path), unquote(parts.fragment)


def test_links_lead_somewhere(affiliate):
    folder = "affiliates/ihe-uk/public/"
    inside = {(path.removeprefix(folder), anchor) for path, anchor in links(affiliate) if path.startswith(folder)}
    assert len(inside) > 40
    for path, anchor in inside:
        assert path in affiliate.files, path
        assert not anchor or anchor in affiliate.pages[path].id_set, (path, anchor)


def test_links_lead_into_the_framework(site, affiliate):
    abroad = {(path.removeprefix("public/"), anchor) for path, anchor in links(affiliate) if path.startswith("public/")}
    for path, anchor in abroad:
        assert path in site.pages, path
        assert not anchor or anchor in site.pages[path].id_set, (path, anchor)
    kinds = {site.pages[path].kind for path, _ in abroad}
    assert {f"page-{kind}" for kind in ("actor", "transaction", "profile", "chapter", "domain", "event")} <= kinds
    assert ("ITI/TF/Volume2/ITI-78.html", "3.78.4.1.2") in abroad and len(abroad) > 25


def test_examples_say_so(affiliate):
    data = json.loads((affiliate.root / "framework.json").read_text())
    made_up = {entry["name"]: entry.get("example", False) for kind in ("organisations", "events") for entry in data[kind]}
    assert {name for name, is_example in made_up.items() if not is_example} == {"HL7 UK", "IHE-UK", "NHS England"}
    chapter = affiliate.pages["volume-4/ch-X.html"]
    assert "example" in chapter.heading and chapter.document.xpath("//*[contains(@class, 'admonition-warning')]")


# MARK: The look


def colours(browser, site, scheme):
    """What the head of a home page looks like."""
    page = browser.new_page(color_scheme=scheme)
    page.goto((site.root / "index.html").as_uri())
    found = page.evaluate("""() => {
        const style = (selector) => getComputedStyle(document.querySelector(selector));
        return [style(".site-header").backgroundColor, style("body").backgroundColor, style("main a").color, style("h1").fontFamily];
    }""")
    page.close()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_look_is_its_own(site, affiliate, browser, scheme):
    pairs = list(zip(colours(browser, site, scheme), colours(browser, affiliate, scheme), strict=True))
    assert all(theirs != own for theirs, own in pairs), pairs


def test_it_has_its_own_files_and_all_others_of_the_theme(site, affiliate):
    home = affiliate.pages["index.html"].document
    assert affiliate.asset("assets/mark.svg") == home.xpath("//img[@class='site-mark']/@src")[0]
    sheets = home.xpath("//link[@rel='stylesheet']/@href")
    assert sheets[-2:] == [affiliate.asset("assets/ihe-uk.css"), affiliate.asset("assets/print.css")]
    assert affiliate.asset("assets/favicon.svg") != site.asset("assets/favicon.svg")
    # The same under the same name: what is the theme's has the same hash.
    theirs = {path for path in site.files if re.fullmatch(r"assets/[^/]+", path)} - {site.asset("assets/favicon.svg")}
    assert theirs <= set(affiliate.files)


@pytest.mark.parametrize("scheme", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_fit(affiliate, browser, path, scheme):
    width = WIDTHS[scheme]
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto((affiliate.root / path).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_on_paper_the_head_is_ink_on_paper(affiliate, browser):
    page = browser.new_page(color_scheme="dark")
    page.emulate_media(media="print")
    page.goto((affiliate.root / "index.html").as_uri())
    ground = page.locator(".site-header").evaluate("(head) => getComputedStyle(head).backgroundColor")
    name = page.locator(".site-name").evaluate("(name) => getComputedStyle(name).color")
    assert (ground, name) == ("rgb(255, 255, 255)", "rgb(29, 36, 32)")
    page.close()


def test_the_form_is_sent(affiliate, browser):
    with served(affiliate.root, [("Content-Security-Policy", "form-action https://forms.example.org")]) as address:
        page = browser.new_page()
        page.route("https://forms.example.org/*", lambda route: route.fulfill(body="Thank you."))
        page.goto(address + "contact.html")
        page.get_by_label("Your name").fill("A Reader")
        page.get_by_label("Your mail address").fill("reader@example.org")
        page.get_by_label("Topic").select_option("Joining IHE-UK")
        page.get_by_label("Message").fill("How can we take part?")
        # There is no domain to choose from.
        expect(page.get_by_label("Domain")).to_have_count(0)
        with page.expect_request("https://forms.example.org/ihe-uk") as sent:
            page.get_by_role("button", name="Send").click()
        assert sent.value.method == "POST" and "topic=Joining+IHE-UK" in sent.value.post_data
        page.close()


# MARK: Themes that are based on another


def test_a_missing_base_is_reported_where_it_is_named(workspace):
    write(workspace / "themes", {"own/theme.yml": "# A look of our own\nbase: defualt\n"})
    result = run("--theme", "own", cwd=workspace)
    assert result.code == 74 and not (workspace / "public").exists()
    assert result.errors == ["./themes/own/theme.yml:2:7 missing-theme"]
    assert "  help: did you mean 'default'?" in result.lines


def test_a_key_that_nothing_reads_is_warned_of(workspace):
    write(workspace / "themes", {"own/theme.yml": "base: default\ncolour: red\n"})
    result = run("check", "--theme", "own", cwd=workspace)
    assert result.code == 0
    assert [f"{match['path']}:{match['line']} {match['rule']}" for match in result.diagnostics] == [
        "./themes/own/theme.yml:2 unknown-key"
    ]


def test_a_base_is_no_place_to_publish_to(workspace):
    write(workspace / "themes", {"own/theme.yml": "base: default\n"})
    result = run("--theme", "own", "--output", "themes/default/site", cwd=workspace)
    assert result.code == 74 and result.errors == ["themes/default/site foreign-output"]


def test_a_preview_follows_the_files_of_a_base(tmp_path, page):
    folder = make_framework(tmp_path / "work")
    (folder / "themes/default").rename(folder / "themes/base")
    shutil.copytree(folder / "themes/base", folder / "themes/other")
    write(folder, {"themes/default/theme.yml": "base: base\n"})

    def border(width, theme, style="assets/base.css"):
        text = (folder / "themes" / theme / style).read_text()
        preview.write(f"themes/{theme}/{style}", f"{text}\nbody {{ border-top: {width}px solid red }}\n")
        until(page, f"document.body !== null && getComputedStyle(document.body).borderTopWidth === '{width}px'")

    with previewing(folder) as preview:
        opened(page, preview)
        page.evaluate("window.isKept = true")
        border(5, "base")
        assert page.evaluate("window.isKept === true")
        footer = (folder / "themes/base/partials/footer.mustache").read_text()
        preview.write("themes/base/partials/footer.mustache", f"{footer}<p>A footer of the base</p>\n")
        expect(page.get_by_text("A footer of the base")).to_be_attached()
        preview.write("themes/default/partials/footer.mustache", f"{footer}<p>A footer of its own</p>\n")
        expect(page.get_by_text("A footer of its own")).to_be_attached()
        # Another base is followed as the first was.
        preview.write("themes/default/theme.yml", "base: other\n")
        until(page, "document.body !== null && getComputedStyle(document.body).borderTopWidth === '0px'")
        expect(page.get_by_text("A footer of its own")).to_be_attached()
        border(7, "other")
