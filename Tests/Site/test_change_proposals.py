"""Change proposals: at the sections that they change, in a list, and for programs."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import build
from support import XMLNS, make_workspace, run

FILES = {
    "site.yml": "title: Small\n",
    "all.xml": f"""<definitions {XMLNS}>
  <domain id="ITI" transaction-section="3"><name>IT Infrastructure</name></domain>
  <volume id="ITI-TF-2" domain="ITI" number="2"><name>Volume 2</name></volume>
  <actor id="reader"><name>Reader</name></actor>
  <actor id="writer"><name>Writer</name></actor>
  <profile id="P" domain="ITI"><name>P</name>
    <actor ref="reader"><transaction ref="ITI-18" optionality="R"/></actor>
    <actor ref="writer"><transaction ref="ITI-18" optionality="R"/></actor>
  </profile>
  <change-proposal id="CP-ITI-1" domain="ITI" status="ballot" date="2026-02-01">
    <name>Scope</name><definition>Says more of the scope.</definition>
    <changes section="ITI TF-2: 3.18.1"/>
  </change-proposal>
</definitions>
""",
    "ITI-18.xml": f"""<transaction {XMLNS} id="ITI-18" domain="ITI"><name>Query</name>
  <exchange initiator="reader" responder="writer"/></transaction>
""",
    "ITI-18.md": "## Scope\n\nAsks, see CP-ITI-1-02.\n\n## Messages\n\nOne.\n\n## Security Considerations\n\nNone.\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("proposals") / "work", FILES)
    return build(workspace / "public", "--content", workspace / "content")


@pytest.mark.parametrize("scheme, width", [("light", 1440), ("dark", 320)])
def test_the_note_leads_to_the_proposal_and_back(small, browser, scheme, width):
    page = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    page.goto((small.root / "ITI/transactions/ITI-18.html").as_uri())
    note = page.locator("h2:has-text('Scope') + .change-note")
    assert note.inner_text().startswith("Change proposal CP-ITI-1 Scope")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    note.get_by_role("link").click()
    page.wait_for_url("**/change-proposals/CP-ITI-1.html")
    page.get_by_role("link", name="ITI TF-2: 3.18.1").click()
    page.wait_for_url("**/ITI-18.html#3.18.1")
    page.context.close()


def test_programs_get_the_place_of_the_section(small):
    data = json.loads(small.files["ITI/change-proposals/CP-ITI-1.json"].read_text())
    assert data["status"] == "ballot" and data["date"] == "2026-02-01"
    assert data["sections"] == [
        {"citation": "ITI TF-2: 3.18.1", "page": "ITI/transactions/ITI-18.html", "anchor": "3.18.1"}
    ]


def test_no_link_is_broken(small):
    assert small.broken_links() == []


def test_a_section_that_there_is_not_is_reported_with_the_nearest(tmp_path):
    files = {**FILES, "all.xml": FILES["all.xml"].replace("3.18.1", "3.18.11")}
    workspace = make_workspace(tmp_path / "work", files)
    result = run("check", "--content", workspace / "content", cwd=workspace)
    (problem,) = [match for match in result.diagnostics if match["rule"] == "unresolved-citation"]
    assert problem["line"] == "12" and problem["summary"] == "ITI TF-2 has no section 3.18.11 here"
    assert "did you mean '3.18.1'" in result.err.decode()


def test_the_shipped_proposals_are_listed(site):
    page = site.pages["change-proposals/index.html"]
    listed = {page.resolve(href)[0] for href in page.document.xpath("//tbody//th/a/@href")}
    assert listed == {proposal.path for proposal in site.of_kind("page-change-proposal")} and listed
    assert "CP-ITI-1314" in site.pages["ITI/TF/Volume2/ITI-119.html"].document.text_content()
