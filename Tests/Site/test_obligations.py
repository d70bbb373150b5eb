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


NODES = [("ATNA", "secure-node"), ("ATNA", "secure-application")]

# Worked out by hand from the tables of groupings in the published chapters: what is required, with the transactions
# and the steps to it; who has a choice, and between what; what options bring.
BY_HAND = {
    "ITI/TF/Volume1/ch-18-initiating-gateway": (
        {("XCA", "initiating-gateway", 0): "ITI-18 O, ITI-38 R, ITI-39 R, ITI-43 O", ("CT", "time-client", 1): "ITI-1 R"},
        [("XCA", "initiating-gateway", NODES)],
        {},
    ),
    # Metadata by FHIR: what MHD asks comes along, and with an option what XDS.b asks.
    "ITI/TF/Volume1/ch-50-document-registry": (
        {
            ("MHDS", "document-registry", 0): "",
            ("CT", "time-client", 1): "ITI-1 R",
            ("MHD", "document-recipient", 1): "ITI-65 R, ITI-105 O, ITI-106 O",
            ("MHD", "document-responder", 1): "ITI-66 R, ITI-67 R, ITI-68 R",
            ("PMIR", "patient-identity-consumer", 1): "ITI-93 R",
        },
        [
            ("MHDS", "document-registry", NODES),
            ("XDS.b", "document-source", NODES),
            ("XDS.b", "document-consumer", NODES),
        ],
        {
            ("MHDS", "authorization"): [("IUA", "authorization-server"), ("IUA", "resource-server")],
            ("MHDS", "svcm-validation"): [("SVCM", "terminology-consumer")],
            ("MHDS", "uncontained-reference"): [("mCSD", "mcsd-query-client")],
            ("MHD", "xds-on-fhir"): [("XDS.b", "document-source"), ("XDS.b", "document-consumer")],
        },
    ),
    # Content travels as it is shared, exchanged or carried; each way has its own choice of a secured node.
    "ITI/TF/Volume1/ch-30-content-updater": (
        {("XDW", "content-updater", 0): ""},
        [
            (
                "XDW",
                "content-updater",
                [("XDS.b", "document-source"), ("XDR", "document-source"), ("XDM", "portable-media-creator")],
            ),
            (
                "XDW",
                "content-updater",
                [("XDS.b", "document-consumer"), ("XDR", "document-recipient"), ("XDM", "portable-media-importer")],
            ),
            ("XDS.b", "document-source", NODES),
            ("XDR", "document-source", NODES),
            ("XDM", "portable-media-creator", NODES),
            ("XDS.b", "document-consumer", NODES),
            ("XDR", "document-recipient", NODES),
            ("XDM", "portable-media-importer", NODES),
        ],
        {},
    ),
    "ITI/TF/Volume1/ch-9-secure-node": (
        {("ATNA", "secure-node", 0): "ITI-19 R, ITI-20 R", ("CT", "time-client", 1): "ITI-1 R"},
        [],
        {},
    ),
    "RAD/TF/Volume1/ch-3-acquisition-modality": (
        {("SWF", "acquisition-modality", 0): "RAD-5 R, RAD-6 R, RAD-7 R, RAD-8 R, RAD-10 R"},
        [],
        {},
    ),
    # The time comes with each of the ways, so it is said where they are.
    "ITI/TF/Volume1/ch-39-authorization-decisions-verifier": (
        {("SeR", "authorization-decisions-verifier", 0): "ITI-79 R"},
        [("SeR", "authorization-decisions-verifier", NODES)],
        {
            ("SeR", "ser-xua"): [("XUA", "x-service-provider")],
            ("SeR", "ser-iua"): [("IUA", "resource-server"), ("CT", "time-client")],
        },
    ),
}


@pytest.mark.parametrize("path", BY_HAND)
def test_what_an_actor_entails_is_what_a_person_works_out(site, path):
    said = data(site, site.pages[path + ".html"])
    required, choices, options = BY_HAND[path]

    def claim(entry):
        return entry["profile"], entry["actor"]

    assert {
        (*claim(entry), entry["step"]): ", ".join(f"{use['id']} {use['optionality']}" for use in entry["transactions"])
        for entry in said["required"]
    } == required
    assert [
        (*claim(choice["required-by"]), [claim(entry) for entry in choice["alternatives"]]) for choice in said["choices"]
    ] == choices
    brought = {}
    for option in said["options"]:
        if option["adds"]:
            brought.setdefault((option["of"]["profile"], option["option"]), []).extend(map(claim, option["adds"]))
    assert brought == options


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(site, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in ["ITI/TF/Volume1/ch-10-document-registry.html", "ITI/TF/Volume1/ch-33-document-recipient.html"]:
        page.goto((site.root / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
