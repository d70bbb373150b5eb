"""What an actor of a profile must do, on its page and as JSON beside it."""

import json

import pytest


def obligations(site):
    return site.of_kind("page-obligations")


def data(site, page):
    """The JSON beside a page."""
    (address,) = page.document.xpath("//link[@rel='alternate']/@href")
    path, _ = page.resolve(address)
    return json.loads(site.files[path].read_text())


def listed(page):
    """The transactions of the first table: identifier and optionality of each row."""
    (table,) = page.document.xpath("//section[h2[@id='transactions']]//table") or [None]
    if table is None:
        return []
    return [
        (row.xpath("string(th//span[@class='id'])").strip("[]"), row.xpath("string(.//abbr)"))
        for row in table.xpath("tbody/tr")
    ]


def test_every_actor_of_every_profile_has_its_page(site):
    assert len(obligations(site)) > 400
    for page in site.of_kind("page-profile"):
        rows = page.document.xpath("//table[caption[contains(., 'Actors and Transactions')]]/tbody/tr/th")
        links = page.document.xpath("//p[@class='obligation-links']/a")
        assert [row.text_content() for row in rows] == [link.text_content() for link in links], page.path


def test_the_data_says_what_the_page_says(site):
    for page in obligations(site):
        said = data(site, page)
        assert said["version"] == 1 and said["page"] == page.path
        uses = [(use["id"], use["optionality"]) for entry in said["required"] for use in entry["transactions"]]
        assert uses == listed(page), page.path
        assert said["required"][0]["profile"] == said["profile"] and said["required"][0]["step"] == 0


def test_the_paths_in_the_data_lead_to_pages(site):
    def paths(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from [inner] if key == "page" else paths(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from paths(inner)

    for page in obligations(site):
        assert [path for path in paths(data(site, page)) if path not in site.pages] == []


def test_a_registry_keeps_time(site):
    page = site.pages["ITI/TF/Volume1/ch-10-document-registry.html"]
    said = data(site, page)
    (clock,) = [entry for entry in said["required"] if entry["profile"] == "CT"]
    assert [use["id"] for use in clock["transactions"]] == ["ITI-1"]
    assert clock["required-by"] == {"profile": "XDS.b", "actor": "document-registry"}
    (row,) = page.document.xpath("//section[h2[@id='transactions']]//tr[contains(th, 'ITI-1]')]")
    assert "CT Time Client" in row.text_content()
    nodes = [alternative["profile"] for choice in said["choices"] for alternative in choice["alternatives"]]
    assert nodes == ["ATNA", "ATNA"]


def test_what_an_option_brings_is_not_required(site):
    said = data(site, site.pages["ITI/TF/Volume1/ch-33-document-recipient.html"])
    assert {entry["profile"] for entry in said["required"]} == {"MHD"}
    (option,) = [option for option in said["options"] if option["option"] == "xds-on-fhir"]
    assert [entry["profile"] for entry in option["adds"]] == ["XDS.b", "CT"]
    # The choice that the grouped actor has comes with the option.
    assert option["adds-choices"] == [{"number": 1}]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(site, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in ["ITI/TF/Volume1/ch-10-document-registry.html", "ITI/TF/Volume1/ch-33-document-recipient.html"]:
        page.goto((site.root / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
