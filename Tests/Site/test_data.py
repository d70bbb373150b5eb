"""What the site says to programs: a file beside each definition's page, and all of them in one."""

import json
import re

import pytest

from support import REPOSITORY

LISTS = {
    "domains": "domain", "volumes": "volume", "chapters": "chapter", "profiles": "profile", "actors": "actor",
    "transactions": "transaction", "options": "option", "content-modules": "content-module",
    "supplements": "supplement", "change-proposals": "change-proposal", "publications": "publication",
    "organisations": "organisation", "memberships": "membership", "events": "event", "tools": "tool", "products": "product",
    "glossary": "term", "standards": "standard",
    "sources": "source",
}  # fmt: skip


@pytest.fixture(scope="module")
def framework(site):
    return json.loads((site.root / "framework.json").read_text())


def definitions(framework):
    return [entry for name in LISTS for entry in framework[name]]


def test_every_definition_stands_beside_its_page_as_in_the_whole(site, framework):
    entries = definitions(framework)
    assert len(entries) > 1500
    for entry in entries:
        page = site.root / entry["page"]
        data = json.loads(page.with_suffix(".json").read_text())
        assert data.pop("version") == framework["version"] == 1
        assert data == entry


def test_kinds_stand_in_their_lists_in_order(framework):
    for name, kind in LISTS.items():
        assert {entry["kind"] for entry in framework[name]} == {kind}
        ids = [entry["id"] for entry in framework[name]]
        assert len(ids) == len(set(ids)) > 1


def test_what_a_definition_names_is_there(framework):
    ids = {kind: {entry["id"] for entry in framework[name]} for name, kind in LISTS.items()}
    for entry in definitions(framework):
        assert set(entry["sources"]) <= ids["source"]
        assert entry.get("domain") is None or entry["domain"] in ids["domain"]
        assert set(entry.get("used-by", [])) <= ids["profile"]
    for profile in framework["profiles"]:
        for actor in profile["actors"]:
            assert actor["actor"] in ids["actor"]
            assert {use["id"] for use in actor["transactions"]} <= ids["transaction"]
            for grouping in actor["groupings"]:
                assert grouping["one-of"]
                assert {alternative["profile"] for alternative in grouping["one-of"]} <= ids["profile"]


def test_used_by_turns_the_profiles_around(framework):
    users = {}
    for profile in framework["profiles"]:
        for actor in profile["actors"]:
            for use in actor["transactions"]:
                users.setdefault(use["id"], set()).add(profile["id"])
    assert {entry["id"]: set(entry["used-by"]) for entry in framework["transactions"] if entry["used-by"]} == users


def test_every_key_is_documented(framework):
    documented = set(re.findall(r"`([a-z-]+)`", (REPOSITORY / "docs/data.md").read_text()))

    def keys(value):
        if isinstance(value, dict):
            yield from value
            for part in value.values():
                yield from keys(part)
        elif isinstance(value, list):
            for part in value:
                yield from keys(part)

    assert set(keys(framework)) <= documented


def test_a_page_names_its_data(site):
    html = (site.root / "ITI/TF/Volume2/ITI-18.html").read_text()
    assert re.search(r'<link rel="alternate" type="application/json" href="[^"]*ITI-18\.json">', html)
    assert re.search(r'<a href="[^"]*ITI-18\.json">as JSON</a>', html)
