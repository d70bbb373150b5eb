"""The page that adds up what several actors of profiles must do."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import build, served
from support import XMLNS, make_workspace
from test_readers import overflow, watch

PAGE = "what-must-my-system-do/index.html"

SHARING = {
    "site.yml": "title: Sharing\n",
    "shared.xml": f"""<definitions {XMLNS}>
  <domain id="ITI"><name>IT Infrastructure</name></domain>
  <actor id="consumer"><name>Document Consumer</name></actor>
  <actor id="registry"><name>Document Registry</name></actor>
  <actor id="node"><name>Secure Node</name></actor>
  <actor id="application"><name>Secure Application</name></actor>
  <actor id="repository"><name>Audit Record Repository</name></actor>
  <actor id="clock"><name>Time Client</name></actor>
  <actor id="server"><name>Time Server</name></actor>
  <actor id="finder"><name>Patient Finder</name></actor>
  <option id="late"><name>Late Documents</name></option>
  <option id="across"><name>Across Communities</name></option>
  <content-module id="summary" domain="ITI"><name>Summary</name></content-module>
  <transaction id="ITI-1" domain="ITI"><name>Maintain Time</name>
    <exchange initiator="clock" responder="server"/></transaction>
  <transaction id="ITI-18" domain="ITI"><name>Registry Stored Query</name>
    <exchange initiator="consumer" responder="registry"/></transaction>
  <transaction id="ITI-19" domain="ITI"><name>Authenticate Node</name>
    <exchange initiator="node" responder="node"/></transaction>
  <transaction id="ITI-20" domain="ITI"><name>Record Audit Event</name>
    <exchange initiator="consumer" responder="repository"/>
    <exchange initiator="node" responder="repository"/>
    <exchange initiator="application" responder="repository"/></transaction>
  <transaction id="ITI-55" domain="ITI"><name>Find Patients</name>
    <exchange initiator="finder" responder="finder"/></transaction>
  <profile id="CT" domain="ITI"><name>Consistent Time</name>
    <actor ref="clock"><transaction ref="ITI-1" optionality="R"/></actor></profile>
  <profile id="ATNA" domain="ITI"><name>Audit Trail and Node Authentication</name>
    <actor ref="node">
      <transaction ref="ITI-19" optionality="R"/><transaction ref="ITI-20" optionality="R"/>
      <grouping profile="CT" actor="clock"/></actor>
    <actor ref="application"><transaction ref="ITI-20" optionality="R"/></actor></profile>
  <profile id="XCPD" domain="ITI"><name>Cross-Community Patient Discovery</name>
    <actor ref="finder"><transaction ref="ITI-55" optionality="R"/></actor></profile>
  <profile id="XDS.b" domain="ITI"><name>Cross-Enterprise Document Sharing</name>
    <actor ref="consumer">
      <transaction ref="ITI-18" optionality="R"/>
      <transaction ref="ITI-20" optionality="O"><note>For debugging.</note></transaction>
      <content-module ref="summary" optionality="O"/>
      <option ref="late"/><option ref="across"/>
      <one-of><grouping profile="ATNA" actor="node"/><grouping profile="ATNA" actor="application"/></one-of>
      <grouping profile="XCPD" actor="finder" option="across"><condition>Where patients move.</condition></grouping>
    </actor>
    <actor ref="registry"><transaction ref="ITI-18" optionality="R"/></actor></profile>
</definitions>
""",
}

# Chains, choices within choices, circles and conditions.
TANGLED = {
    "site.yml": "title: Tangled\nchecks:\n  grouping-cycle: off\n",
    "shared.xml": f"""<definitions {XMLNS}>
  <domain id="D"><name>Domain</name></domain>
  <actor id="a"><name>A</name></actor><actor id="b"><name>B</name></actor><actor id="c"><name>C</name></actor>
  <option id="late"><name>Late</name></option><option id="more"><name>More</name></option>
  <transaction id="D-1" domain="D"><name>One</name><exchange initiator="a" responder="b"/></transaction>
  <transaction id="D-2" domain="D"><name>Two</name><exchange initiator="b" responder="c"/></transaction>
  <profile id="P1" domain="D"><name>P1</name>
    <actor ref="a"><transaction ref="D-1" optionality="R"/></actor>
    <actor ref="b"><transaction ref="D-1" optionality="O"/><grouping profile="P1" actor="a"/></actor>
    <actor ref="c"><transaction ref="D-2" optionality="C"/>
      <one-of><grouping profile="P1" actor="a"/><grouping profile="P2" actor="c"/></one-of></actor></profile>
  <profile id="P2" domain="D"><name>P2</name>
    <actor ref="a"><grouping profile="P1" actor="b"/><option ref="late"/>
      <grouping profile="P3" actor="a" option="more"/>
      <one-of><grouping profile="P1" actor="c"/><grouping profile="P1" actor="a"/></one-of></actor>
    <actor ref="b"><grouping profile="P2" actor="a"><condition>At night.</condition></grouping>
      <grouping profile="P1" actor="a"><condition>By day.</condition></grouping></actor>
    <actor ref="c"><transaction ref="D-2" optionality="R"/><grouping profile="P3" actor="b"/></actor></profile>
  <profile id="P3" domain="D"><name>P3</name>
    <actor ref="a"><grouping profile="P3" actor="b"/></actor>
    <actor ref="b"><grouping profile="P3" actor="a"/><option ref="late"/>
      <one-of><grouping profile="P2" actor="b" option="late"/><grouping profile="P1" actor="b" option="late"/></one-of>
      <one-of><grouping profile="P1" actor="c"/><grouping profile="P2" actor="c"/></one-of></actor></profile>
</definitions>
""",
}


@pytest.fixture(scope="session")
def sharing(tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("sharing") / "work", SHARING)
    return build(workspace / "public", "--content", workspace / "content")


@pytest.fixture(scope="session")
def tangled(tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("tangled") / "work", TANGLED)
    return build(workspace / "public", "--content", workspace / "content")


@pytest.fixture(params=["http", "file"])
def address(request, sharing):
    """Where the small site is: on a server with a strict policy, and on disk."""
    if request.param == "file":
        yield sharing.root.as_uri() + "/"
    else:
        with served(sharing.root) as root:
            yield root


def rows(page, section):
    """The text of each cell of the first table of a section, row by row."""
    table = page.locator(f"section:has(> #{section}) table").last
    lines = table.locator("tbody tr").all()
    return [[" ".join(cell.split()) for cell in line.locator("th, td").all_inner_texts()] for line in lines]


def add(page, words):
    page.locator("#add-actor").press_sequentially(words)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def choose_by_keyboard(page):
    """Document Consumer with an option, and Secure Node: without touching the mouse."""
    page.locator("#add-actor").focus()
    add(page, "xds consumer")
    add(page, "secure node")
    while not page.evaluate("document.activeElement.labels?.[0]?.textContent.startsWith('Across')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")


CHOICE = "?actor=XDS.b/consumer&option=XDS.b/consumer/across&actor=ATNA/node"
CONDITION = "Condition of the grouping with XCPD Patient Finder: Where patients move."
TRANSACTIONS = [
    ["Maintain Time [ITI-1]", "Initiator", "R", "ATNA Secure Node → CT Time Client"],
    ["Registry Stored Query [ITI-18]", "Initiator", "R", "XDS.b Document Consumer"],
    ["Authenticate Node [ITI-19]", "Initiator, Responder", "R", "ATNA Secure Node"],
    [
        "Record Audit Event [ITI-20]",
        "Initiator",
        "R",
        "ATNA Secure Node (required) XDS.b Document Consumer (optional) For debugging.",
    ],
    [
        "Find Patients [ITI-55]",
        "Initiator, Responder",
        "C",
        f"XDS.b Document Consumer → XCPD Patient Finder (required) {CONDITION}",
    ],
]


def check_sum(page):
    """The sum, as worked out by hand."""
    assert rows(page, "sum-transactions") == TRANSACTIONS
    assert rows(page, "sum-content-modules") == [["Summary", "O", "XDS.b Document Consumer"]]
    assert rows(page, "sum-groupings") == [
        ["CT Time Client", "ATNA Secure Node"],
        ["XCPD Patient Finder", "XDS.b Document Consumer Condition: Where patients move."],
    ]
    # The Secure Node that is chosen settles the choice of the Document Consumer.
    assert "ATNA Secure Node is required anyway" in page.locator("section:has(> #sum-choices)").inner_text()
    assert rows(page, "sum-statement") == [
        ["Audit Trail and Node Authentication (ATNA)", "Secure Node", "None"],
        ["Cross-Enterprise Document Sharing (XDS.b)", "Document Consumer", "Across Communities"],
        ["Consistent Time (CT)", "Time Client", "None"],
        ["Cross-Community Patient Discovery (XCPD)", f"Patient Finder {CONDITION}", "None"],
    ]
    statement = page.locator("section:has(> #sum-statement) table").first
    assert statement.locator("th").all_inner_texts() == ["Vendor", "Product Name", "Version", "Date"]
    assert page.locator(".sum-count").inner_text() == (
        "2 actors chosen · 2 grouped with them · 5 transactions (4 required, 1 conditional) · 1 content module"
    )


def test_actors_and_options_are_added_up(address, page):
    complaints = watch(page, address)
    page.goto(address + PAGE)
    assert page.locator(".sum-count").inner_text() == "" and page.locator(".adding-up-hint").count() == 0
    choose_by_keyboard(page)
    check_sum(page)
    assert page.url == address + PAGE + CHOICE
    assert complaints == []


def test_the_address_brings_the_choice_back(address, page):
    page.goto(address + PAGE + CHOICE)
    check_sum(page)
    assert page.locator("legend").all_inner_texts()[:2] == ["XDS.b Document Consumer", "ATNA Secure Node"]
    assert page.locator(".chosen input:checked").count() == 1
    page.get_by_label("Across Communities").uncheck()
    page.get_by_role("button", name="Remove ATNA Secure Node").click()
    assert page.url == address + PAGE + "?actor=XDS.b/consumer"
    assert page.evaluate("document.activeElement.id") == "add-actor"
    page.get_by_role("button", name="Start again").click()
    assert page.url == address + PAGE and page.locator(".sum section").count() == 0


def test_one_of_several_is_chosen_or_left_open(address, page):
    page.goto(address + PAGE + "?actor=XDS.b/consumer")
    choice = page.locator(".choices fieldset")
    assert choice.locator("legend").inner_text() == "XDS.b Document Consumer is grouped with one of these"
    assert choice.locator("label").all_inner_texts() == ["ATNA Secure Node", "ATNA Secure Application", "Left open"]
    assert "1 choice open" in page.locator(".sum-count").inner_text()
    assert rows(page, "sum-statement")[-1][1] == "One of: Secure Node Secure Application"
    page.locator(".choices input").nth(2).focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.labels[0].textContent") == "ATNA Secure Application"
    assert page.url.endswith("&choice=XDS.b/consumer/1/ATNA/application")
    assert rows(page, "sum-groupings") == [["ATNA Secure Application", "XDS.b Document Consumer"]]
    assert "open" not in page.locator(".sum-count").inner_text()
    page.reload()
    assert rows(page, "sum-groupings") == [["ATNA Secure Application", "XDS.b Document Consumer"]]
    page.get_by_label("Left open").check()
    assert page.url.endswith("?actor=XDS.b/consumer")


def test_what_the_site_does_not_have_is_told(address, page):
    page.goto(address + PAGE + "?actor=XDS.b/consumer&actor=XDS.b/nobody&option=XDS.b/consumer/none&choice=a/b/1/c/d")
    problem = page.locator(".sum-problem").inner_text()
    assert problem.endswith(": XDS.b/nobody, XDS.b/consumer/none, a/b/1/c/d")
    assert page.locator(".chosen legend").all_inner_texts() == ["XDS.b Document Consumer"]


def test_the_suggestions_obey_the_keyboard(address, page):
    page.goto(address + PAGE)
    field = page.get_by_role("combobox", name="Add an actor of a profile")
    field.press_sequentially("secure")
    entries = page.get_by_role("option")
    assert entries.count() == 2 and field.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("status").filter(has_text="2 found").count() == 1
    page.keyboard.press("ArrowUp")
    assert entries.nth(1).get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == entries.nth(1).get_attribute("id")
    page.keyboard.press("ArrowDown")
    assert entries.nth(0).get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false" and field.input_value() == "secure"
    page.keyboard.press("Escape")
    assert field.input_value() == ""
    field.press_sequentially("nothing like it")
    assert field.get_attribute("aria-expanded") == "false"
    assert page.get_by_role("status").filter(has_text="0 found").count() == 1


def test_the_sum_is_saved_as_json(address, page):
    page.goto(address + PAGE + CHOICE)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as JSON").click()
    assert download.value.suggested_filename == "what-my-system-must-do.json"
    said = json.loads(download.value.path().read_text())
    assert said["version"] == 1 and said["address"] == page.url
    assert said["claims"] == [
        {"profile": "XDS.b", "actor": "consumer", "options": ["across"]},
        {"profile": "ATNA", "actor": "node", "options": []},
    ]
    assert [(use["id"], use["optionality"], use["roles"]) for use in said["transactions"]] == [
        ("ITI-1", "R", ["initiator"]),
        ("ITI-18", "R", ["initiator"]),
        ("ITI-19", "R", ["initiator", "responder"]),
        ("ITI-20", "R", ["initiator"]),
        ("ITI-55", "C", ["initiator", "responder"]),
    ]
    assert said["transactions"][3]["because-of"] == [
        {"profile": "ATNA", "actor": "node", "optionality": "R"},
        {"profile": "XDS.b", "actor": "consumer", "optionality": "O", "notes": ["For debugging."]},
    ]
    finder = said["required"][-1]
    assert (finder["profile"], finder["step"], finder["is-conditional"]) == ("XCPD", 1, True)
    condition = {"profile": "XDS.b", "actor": "consumer", "condition": "Where patients move."}
    assert finder["required-by"] == [condition]
    assert [use["id"] for use in said["content-modules"]] == ["summary"] and said["open-choices"] == []


def test_a_single_page_leads_to_the_sum(address, page):
    page.goto(address + "ITI/profiles/XDS.b-consumer.html")
    page.get_by_role("link", name="Add up with other actors").click()
    page.wait_for_url("**/" + PAGE + "?actor=XDS.b/consumer")
    assert page.locator(".chosen legend").all_inner_texts() == ["XDS.b Document Consumer"]


def test_without_script_the_single_pages_are_there(sharing, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sharing.root / PAGE).as_uri())
    assert page.locator(".adding-up-hint").is_visible() and page.locator("input, .button").count() == 0
    page.locator("main").get_by_role("link", name="Secure Node").click()
    page.wait_for_url("**/ITI/profiles/ATNA-node.html")
    context.close()


def test_paper_holds_the_sum_alone(sharing, page):
    page.emulate_media(media="print")
    page.goto((sharing.root / PAGE).as_uri() + CHOICE)
    assert page.locator("#sum-transactions").is_visible() and page.locator(".sum-count").is_visible()
    for selector in (".chooser", ".actions", "#domain-ITI"):
        assert not page.locator(selector).is_visible(), selector


@pytest.mark.parametrize("scheme, width", [("light", 1440), ("dark", 320), ("light", 390)])
def test_the_sum_is_for_everybody(sharing, browser, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto((sharing.root / PAGE).as_uri() + "?actor=XDS.b/consumer&option=XDS.b/consumer/across")
    page.locator("#add-actor").press_sequentially("secure")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page)
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found.response["violations"]] == []
    assert overflow(page) == ""
    page.close()


# The sum of a single claim is what its own page says; so the script adds nothing of its own to what the generator says.

SUMS = """questions => {
  const data = siteData.claims;
  const name = ({ profile, actor }) => `${data.profiles[profile].id}/${data.actors[actor].id}`;
  const claims = new Map(data.claims.map((claim, index) => [name(claim), index]));
  const optionOf = (id) => data.options.findIndex((option) => option.id === id);
  return questions.map(({ actors, option, alternative }) => {
    const choice = { claims: new Map(actors.map((actor) => [claims.get(actor), new Set()])), alternatives: new Map() };
    if (option) choice.claims.get(claims.get(option.of)).add(optionOf(option.id));
    if (alternative) choice.alternatives.set(`${claims.get(alternative.of)}/${alternative.number}`, alternative.position);
    return addUp(data, choice).members.map(({ claim, step, isConditional }) =>
      [name(data.claims[claim]), step, isConditional]);
  });
}"""


def entries(list_):
    return {(f"{entry['profile']}/{entry['actor']}", entry["step"], entry["is-conditional"]) for entry in list_}


def names(found):
    return {entry[0] for entry in found}


def questions(said):
    """What is asked of the script about a single page, with the answer that the page's data gives."""
    claim, required = f"{said['profile']}/{said['actor']}", entries(said["required"])
    yield {"actors": [claim]}, required, False
    for option in said["options"]:
        owner = f"{option['of']['profile']}/{option['of']['actor']}"
        if owner in names(required):
            question = {"actors": sorted({claim, owner}), "option": {"of": owner, "id": option["option"]}}
            yield question, required | entries(option["adds"]), True
    counts = {}
    for choice in said["choices"]:
        owner = f"{choice['required-by']['profile']}/{choice['required-by']['actor']}"
        counts[owner] = counts.get(owner, 0) + 1
        if owner in names(required) and "option" not in choice:
            for position, alternative in enumerate(choice["alternatives"]):
                chosen = {"of": owner, "number": counts[owner], "position": position}
                yield {"actors": [claim], "alternative": chosen}, required | entries(alternative["adds"]), True


@pytest.mark.parametrize("name, least", [("site", 800), ("tangled", 20), ("sharing", 8)])
def test_a_single_claim_adds_up_to_its_own_page(request, page, name, least):
    site = request.getfixturevalue(name)
    asked = [
        question
        for single in site.of_kind("page-obligations")
        for question in questions(json.loads(site.files[single.path.replace(".html", ".json")].read_text()))
    ]
    assert len(asked) > least
    page.goto((site.root / PAGE).as_uri())
    found = page.evaluate(SUMS, [question for question, _, _ in asked])
    for (question, expected, by_name), answer in zip(asked, found):
        answer = {tuple(entry) for entry in answer}
        # Steps and conditions are counted from elsewhere, where a way leads through what was chosen.
        if by_name:
            assert names(answer) == names(expected), question
        else:
            assert answer == expected, question


def test_the_data_has_every_claim_once(site):
    text = site.files["assets/data/claims.js"].read_text()
    data = json.loads(text[text.index("] = ") + 4 : text.rindex(";")])
    pages = [claim["page"] for claim in data["claims"] if "page" in claim]
    assert sorted(pages) == sorted(page.path for page in site.of_kind("page-obligations"))
    for kind in ("profiles", "actors", "transactions", "content-modules", "options"):
        assert [entry["page"] for entry in data[kind] if entry["page"] not in site.pages] == []
    assert len(text) / len(pages) < 600
