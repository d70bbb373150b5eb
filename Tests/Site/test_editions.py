"""Print editions of the shipped site: as pages, printed by the browser, and as PDFs."""

import re
import subprocess
import sys

import lxml.etree
import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from conftest import BASE_URL
from support import REPOSITORY, run, tree
from test_readers import file, overflow

VOLUME = "ITI/TF/Volume1/print.html"
PROFILE = "ITI/TF/Volume1/ch-10-print.html"


@pytest.fixture(scope="session")
def editions(site):
    return site.of_kind("page-edition")


def levels(page):
    """The levels of all headings, also of those below the six of HTML."""
    for element in page.document.iter(lxml.etree.Element):
        if re.fullmatch("h[1-6]", element.tag):
            yield int(element.tag[1])
        elif element.get("role") == "heading":
            yield int(element.get("aria-level"))


# As pages: links, ids, titles and valid HTML are held by test_output.py


def test_volumes_and_profiles_have_editions_and_lead_to_them(site, editions):
    assert len(editions) > 150 and VOLUME in site.pages and PROFILE in site.pages
    leading = {path for page in site.pages.values() if page.kind != "page-edition" for path, _ in page.links}
    assert [page.path for page in editions if page.path not in leading] == []
    profiles = {page.path.removesuffix(".html") + "-print.html" for page in site.of_kind("page-profile")}
    assert profiles <= {page.path for page in editions}


def test_nothing_but_its_page_leads_to_an_edition(site, editions):
    paths = {page.path for page in editions}
    for page in site.pages.values():
        leads = {path for path, _ in page.links if path in paths} - {page.path}
        assert len(leads) == (page.kind in ("page-profile", "page-volume") and len(leads)) <= 1, page.path


def test_headings_are_in_order(editions):
    for page in editions:
        found = list(levels(page))
        assert found[0] == 1 and found.count(1) == 1, page.path
        assert [(a, b) for a, b in zip(found, found[1:]) if b > a + 1] == [], page.path


def test_the_ways_around_the_site_stay_out(editions):
    for page in editions:
        found = page.document.xpath(
            "//*[@class='side' or @class='menu' or @class='breadcrumb' or @class='pager' or @class='anchor' or "
            "@class='backlinks' or @class='used-by'] | //script"
        )
        assert found == [], page.path
        assert page.document.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_chapters_stand_in_the_order_of_the_document(site):
    numbers = [
        heading.text_content().split()[0] for heading in site.pages[VOLUME].document.xpath("//section/h2[@id]")
    ]
    assert numbers == sorted(numbers, key=int) and "10" in numbers
    ids = site.pages[PROFILE].document.xpath("//section/h2/@id")
    assert ids[0] == "XDS.b" and "ITI-18" in ids and "ITI-43" in ids


def test_a_profile_has_links_to_its_transactions_inside(site):
    inner = [value for _, value in site.pages[PROFILE].addresses if value.startswith("#")]
    assert "#ITI-18" in inner and any(value.startswith("#ITI-18/") for value in inner)
    assert not any(value.endswith("Volume2/ITI-18.html") for _, value in site.pages[PROFILE].addresses)


@pytest.mark.parametrize("width", [390, 1440])
def test_on_the_screen_it_fits_the_window(site, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file(site, PROFILE))
    assert overflow(page) == ""
    assert page.locator(".hint").is_visible()
    page.close()


def test_axe_finds_nothing(site, page):
    page.goto(file(site, PROFILE))
    found = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"][:150]) for v in found.response["violations"]] == []


# On paper


def test_the_browser_prints_it(site, page, tmp_path):
    page.goto(file(site, PROFILE))
    page.pdf(path=tmp_path / "edition.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "edition.pdf").pages
    assert len(pages) > 20
    assert "Print edition of a part" not in pages[0].extract_text()


def write_pdf(site, definition, pdf):
    subprocess.run(
        [sys.executable, REPOSITORY / "Print/pdf.py", site.root, definition, pdf], check=True, capture_output=True
    )
    return PdfReader(pdf)


@pytest.fixture(scope="session")
def pdf(site, tmp_path_factory):
    return write_pdf(site, "profile:XDS.b", tmp_path_factory.mktemp("pdf") / "XDS.b.pdf")


def texts(reader, first, last=None):
    return [page.extract_text() for page in reader.pages[first:last]]


def test_contents_have_the_numbers_of_pages(pdf):
    contents = "\n".join(texts(pdf, 1, 5))
    entries = re.findall(r"^(\d[\d.]*) +(.+?) *\.{3,} *(\d+)$", contents, re.M)
    assert len(entries) > 50
    for number, title, page in entries:
        text = " ".join(pdf.pages[int(page) - 1].extract_text().split())
        assert f"{number} {title}" in " ".join(text.split()), f"{number} {title} is not on page {page}"


def test_pages_say_their_number_and_chapter(pdf):
    first, *others = texts(pdf, 0)
    assert "IHE Technical Frameworks" in first and not re.search(r"^1$", first, re.M)
    for number, text in enumerate(others, 2):
        assert re.search(rf"^{number}$", text, re.M), number
        assert "Cross-Enterprise Document Sharing (XDS.b)" in text
    assert sum("3.18 Registry Stored Query [ITI-18]" in text for text in others) > 5


def links(reader):
    """Where links lead: addresses, and names of places in the document."""
    addresses, places = set(), set()
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            annotation = annotation.get_object()
            if "/A" in annotation and "/URI" in annotation["/A"]:
                addresses.add(annotation["/A"]["/URI"])
            elif "/Dest" in annotation:
                places.add(str(annotation["/Dest"]))
    return addresses, places


def test_links_lead_to_places_in_the_document(pdf):
    addresses, places = links(pdf)
    assert {"XDS.b", "ITI-18", "ITI-18/scope"} <= places
    assert places <= set(pdf.named_destinations)
    assert addresses and all(address.startswith("https://") for address in addresses)


def test_links_out_of_it_lead_to_where_the_site_is_published(published_site, tmp_path):
    addresses, _ = links(write_pdf(published_site, "profile:CT", tmp_path / "CT.pdf"))
    inside = [address.removeprefix(BASE_URL) for address in addresses if address.startswith(BASE_URL)]
    assert "actors/time-client.html" in inside
    assert [path for path in inside if path.split("#")[0] not in published_site.files] == []


def test_an_edition_that_is_not_there_is_reported(site, tmp_path):
    result = subprocess.run(
        [sys.executable, REPOSITORY / "Print/pdf.py", site.root, "volume:nobody", tmp_path / "x.pdf"],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1 and "no edition of volume:nobody" in result.stderr


# In a theme without a shell for paper


def test_a_theme_without_an_edition_uses_that_of_pages(workspace):
    (workspace / "themes/default/edition.mustache").unlink()
    (workspace / "content/P.xml").write_text(
        '<profile xmlns="urn:technical-framework:definitions" id="P" domain="ITI"><name>Profile</name>'
        '<actor ref="reader"/></profile>'
    )
    assert run(cwd=workspace).code == 0
    assert "public/ITI/profiles/P-print.html" in tree(workspace)
