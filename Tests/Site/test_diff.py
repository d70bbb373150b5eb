"""Telling what changed between two content folders or revisions."""

import json
import os
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import served
from pages import is_asset
from support import SMALL, XMLNS, place, run, tree, write
from test_output import invalid_html

PROFILE = f"""<profile {XMLNS} id="P" domain="ITI" chapter="1">
  <name>Pairing</name>
  <actor ref="reader"><transaction ref="ITI-1" optionality="%s"/></actor>
  <actor ref="writer"><transaction ref="ITI-1" optionality="R"/></actor>
</profile>
"""
TRANSACTION = f"""<transaction {XMLNS} id="ITI-1" domain="ITI">
  <name>Hand over</name><exchange initiator="writer" responder="reader"/>
</transaction>
"""
OLD = {**SMALL, "P.xml": PROFILE % "O", "ITI-1.xml": TRANSACTION, "P.md": "## Overview\n\nOne two three.\n"}
NEW = {
    **OLD,
    "P.xml": PROFILE % "R",
    "P.md": "## Overview\n\nOne two\nfour <b>&amp;\x1b[2J.\n\n## Limits\n\nNew.\n",
    "terms.xml": f'<definitions {XMLNS}><term id="t"><name>T</name></term></definitions>',
}
TEXT = """From old to content: 1 added, 0 removed, 1 changed; obligations: 1 added, 0 removed

Obligations
  ! Pairing (P): Reader: Hand over [ITI-1]: O → R (obligation added)

Shared by all domains
  Glossary
    + T

IT Infrastructure (ITI)
  Integration profiles
    ~ Pairing (P)
      ! Reader: Hand over [ITI-1]: O → R (obligation added)
      Section Overview: changed
        One two [-three.-] {+four <b>&amp;\ufffd[2J.+}
      Section Limits: added
        {+New.+}
"""


@pytest.fixture
def versions(workspace):
    """A workspace with two versions: `old`, and `content` as the new one."""
    write(workspace / "content", NEW)
    write(workspace / "old", OLD)
    return workspace


def git(*arguments, cwd):
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=cwd, check=True, capture_output=True, env=environment)


@pytest.fixture
def repository(versions):
    """The same as revisions of a git repository: `v1`, and `HEAD`; `content` goes on."""
    git("init", "--initial-branch", "main", cwd=versions)
    new = versions / "new"
    (versions / "content").rename(new)
    (versions / "old").rename(versions / "content")
    git("add", "content", cwd=versions)
    git("commit", "--message", "Old", cwd=versions)
    git("tag", "v1", cwd=versions)
    (versions / "content").rename(versions / "old")
    new.rename(versions / "content")
    git("add", "--all", "content", cwd=versions)
    git("commit", "--message", "New", cwd=versions)
    return versions


def diff(*arguments, cwd):
    return run("diff", *arguments, cwd=cwd)


# Folders


def test_tells_what_changed_as_text(versions):
    before = tree(versions)
    result = diff("old", "content", cwd=versions)
    assert (result.code, result.err) == (0, b"")
    assert result.out.decode() == TEXT
    assert diff("old", cwd=versions).out == result.out, "the content folder is the new version without one"
    assert tree(versions) == before


def test_the_other_way_round_is_the_mirror(versions):
    there = json.loads(diff("old", "content", "--format", "json", cwd=versions).out)
    back = json.loads(diff("content", "old", "--format", "json", cwd=versions).out)
    pairs = [("old", "new"), ("deleted", "inserted"), ("added", "removed")]
    swapped = dict(pairs) | {second: first for first, second in pairs}

    def mirror(value):
        if isinstance(value, list):
            # What is deleted stands before what is inserted, whichever way.
            mirrored = [mirror(entry) for entry in value]
            for index in range(len(mirrored) - 1):
                if list(mirrored[index]) == ["inserted"] and list(mirrored[index + 1]) == ["deleted"]:
                    mirrored[index : index + 2] = reversed(mirrored[index : index + 2])
            return mirrored
        if isinstance(value, dict):
            mirrored = {swapped.get(key, key): mirror(entry) for key, entry in value.items()}
            for key in ("change", "obligation"):
                if key in mirrored:
                    mirrored[key] = swapped.get(mirrored[key], mirrored[key])
            return mirrored
        return value

    summary = there["summary"]
    assert there["version"] == 1
    assert summary == {"added": 1, "removed": 0, "changed": 1, "obligations-added": 1, "obligations-removed": 0}
    assert back["summary"] == {**summary, "added": 0, "removed": 1, "obligations-added": 0, "obligations-removed": 1}
    assert mirror(there["changes"]) == back["changes"]


def test_the_exit_code_tells_differences_where_asked(versions):
    assert diff("old", "content", "--exit-code", cwd=versions).code == 1
    same = diff("content", "content", "--exit-code", cwd=versions)
    assert (same.code, same.out) == (0, b"From content to content: 0 added, 0 removed, 0 changed\n")


def test_writes_a_file(versions):
    result = diff("old", "content", "--format", "json", "--output", "changes.json", cwd=versions)
    assert (result.code, result.out) == (0, b"")
    assert json.loads((versions / "changes.json").read_bytes())["new"] == "content"
    assert diff("old", "content", "--output", "missing/changes", cwd=versions).code == 74


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["old", "content", "content"],
        ["old", "--format", "html"],
        ["old", "--format", "xml"],
        ["old", "--jobs", "0"],
        ["--", "-x"],
        ["--", "old", "--output=x"],
        [""],
    ],
)
def test_wrong_usage(versions, arguments):
    result = diff(*arguments, cwd=versions)
    assert (result.code, result.out) == (64, b"")


def test_nothing_is_compared_where_a_version_has_errors(versions):
    write(versions / "old", {"P.xml": "<profile"})
    result = diff("old", "content", cwd=versions)
    assert (result.code, result.out) == (1, b"")
    assert result.errors[0].startswith("old/P.xml:1:")


def test_what_is_merely_wrong_is_told_as_a_warning(versions):
    write(versions / "old", {"terms.xml": f'<term {XMLNS} id="t" colour="red"><name>T</name></term>'})
    result = diff("old", "content", cwd=versions)
    assert (result.code, result.errors) == (0, [])
    assert [(place(problem), problem["severity"]) for problem in result.diagnostics] == [
        ("old/terms.xml:1:58", "warning")
    ]
    assert b"0 added, 0 removed, 1 changed" in result.out


# Revisions


def test_compares_revisions(repository):
    before = tree(repository)
    result = diff("v1", "main", cwd=repository)
    assert (result.code, result.err) == (0, b"")
    assert result.out.decode() == TEXT.replace("From old to content", "From v1 to main")
    assert diff("v1", cwd=repository).out.decode() == TEXT.replace("From old", "From v1")
    assert tree(repository) == before
    (repository / "below").mkdir()
    from_below = diff("HEAD~1", "HEAD", "--content", "../content", cwd=repository / "below")
    assert from_below.out.decode() == TEXT.replace("From old to content", "From HEAD~1 to HEAD")


def test_errors_of_a_revision_name_it(repository):
    write(repository / "content", {"terms.xml": "<terms"})
    git("commit", "--all", "--message", "Bad", cwd=repository)
    result = diff("v1", "main", cwd=repository)
    assert (result.code, result.out) == (1, b"")
    assert result.errors[0].startswith("main:content/terms.xml:1:")


@pytest.mark.parametrize(
    "revision", ["v2", "nowhere/here", "HEAD^9", "v1:content", "a b", "$(touch x)", "old/P.xml", "\n"]
)
def test_what_is_no_revision(repository, revision):
    before = tree(repository)
    result = diff(revision, "main", cwd=repository)
    assert (result.code, result.out, len(result.diagnostics)) == (74, b"", 1)
    assert tree(repository) == before


def test_without_a_repository_git_or_folder(repository, tmp_path):
    write(tmp_path / "alone/content", SMALL)
    assert diff("main", cwd=tmp_path / "alone").code == 74
    assert diff("v1", "main", "--content", "missing", cwd=repository).code == 74
    assert diff("v1", "main", "--content", "themes", cwd=repository).code == 74
    assert run("diff", "v1", "main", cwd=repository, env={"PATH": "/nowhere"}).code == 74


def test_symbolic_links_of_a_revision_are_refused(repository):
    (repository / "content/link.md").symlink_to("P.md")
    git("add", "content", cwd=repository)
    git("commit", "--message", "Link", cwd=repository)
    result = diff("v1", "main", cwd=repository)
    assert (result.code, result.errors) == (1, ["main:content/link.md symbolic-link"])


# The page


@pytest.fixture
def report(versions):
    result = diff("old", "content", "--format", "html", "--output", "changes", cwd=versions)
    assert (result.code, result.out, result.err) == (0, b"", b"")
    return versions / "changes"


def test_the_page_is_valid_and_the_same_each_time(report):
    assert invalid_html(report) == ""
    before = tree(report)
    assert diff("old", "content", "--format", "html", "--output", "changes", cwd=report.parent).code == 0
    assert tree(report) == before
    page = (report / "index.html").read_text()
    assert "four &lt;b&gt;&amp;amp;\ufffd[2J." in page
    assert json.loads((report / "index.json").read_bytes())["summary"]["obligations-added"] == 1
    assert ".generate-site" in before and any(is_asset(path, "assets/base.css") for path in before)


def test_the_page_replaces_only_what_the_generator_made(versions):
    write(versions / "mine", {"a.txt": "mine"})
    for output in ("mine", "content", "old/x", "themes/default/x"):
        before = tree(versions)
        assert diff("old", "content", "--format", "html", "--output", output, cwd=versions).code == 74
        assert tree(versions) == before


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read(report, browser, scheme, width):
    policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:"
    with served(report, [("Content-Security-Policy", policy)]) as address:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        page = context.new_page()
        problems = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address)
        assert page.locator(".obligation-added").count() == 2
        assert page.locator("del").all_inner_texts() == ["O", "three."]
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        root = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert root[0] <= root[1]
        assert problems == []
        context.close()


# Hostile input


def test_a_huge_section_takes_linear_time(versions):
    """A hundred thousand words, all of them changed, in one section and in as many."""
    words = [f"word{number * 7919 % 1009}" for number in range(100_000)]
    texts = {
        "one": (" ".join(words), " ".join(word + "x" if index % 2 else word[::-1] for index, word in enumerate(words))),
        "repeated": ("a b " * 50_000, "b c a " * 33_000),
        "sections": tuple("".join(f"## {mark}{n}\n\ntext {n % 5}\n\n" for n in range(20_000)) for mark in "ab"),
        "moved": tuple("".join(f"## s{n}\n\nt\n\n" for n in order) for order in (range(20_000), range(20_000, 0, -1))),
    }
    for name, (old, new) in texts.items():
        write(versions / "old", {f"{name}.md": f"---\ntitle: {name}\n---\n{old}\n"})
        write(versions / "content", {f"{name}.md": f"---\ntitle: {name}\n---\n{new}\n"})
    for form in ("json", "text"):
        assert run("diff", "old", "content", "--format", form, cwd=versions, timeout=30).code == 0
