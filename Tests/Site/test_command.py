"""The command as people and their scripts run it."""

import os
import re
import resource
import shutil
import subprocess

import lxml.etree
import pytest

from support import COMMAND, CONTENT, DIAGNOSTIC, REPOSITORY, THEME, XMLNS, place, run, tree, write

SUMMARY = re.compile(
    r"(published to \S+|checked): (\d+) pages?(?:, \d+ files? changed)?, (\d+) links?, (\d+) errors?, "
    r"(\d+) warnings? in \d+\.\d\d s"
)
FAILURE = re.compile(r"nothing published: (\d+) errors?, (\d+) warnings? in \d+\.\d\d s")

# Three problems in two files, one of them a warning, and each of another stage of the pipeline.
PROBLEMS = {
    "actors.xml": f"""<definitions {XMLNS}>
  <actor id="reader"><name>Reader</name></actor>
  <actor id="writer"><name>Writer</name><definition>Writes for the [reeder](actor:).</definition></actor>
\t<actor id="reader"><name>Again</name></actor>
</definitions>
""",
    "site.yml": "title: Small\nfootr: x\n",
}


@pytest.fixture
def published(workspace):
    """A workspace with a site that was published before."""
    assert run(cwd=workspace).code == 0
    return workspace


# Verbs and exit codes


@pytest.mark.parametrize("arguments", [[], ["build"], ["build", "--output", "public"], ["--content", "content/"]])
def test_builds_content_into_public(workspace, arguments):
    before = tree(workspace)
    result = run(*arguments, cwd=workspace)
    assert (result.code, result.out, len(result.lines)) == (0, b"", 1)
    assert SUMMARY.fullmatch(result.summary).groups() == ("published to public", "10", "3", "0", "0")
    after = tree(workspace)
    made = {path for path in after if path not in before}
    assert {path: after[path] for path in before} == before
    assert all(path == "public" or path.startswith("public/") for path in made)
    assert {"public/index.html", "public/404.html", "public/actors/writer.html", "public/pages/dot.png"} < made
    assert len([path for path in made if path.endswith(".html")]) == 10


def test_check_writes_nothing(workspace):
    before = tree(workspace)
    result = run("check", cwd=workspace)
    assert (result.code, result.out) == (0, b"")
    assert SUMMARY.fullmatch(result.summary)[1] == "checked"
    assert tree(workspace) == before


@pytest.mark.parametrize("verb", ["build", "check"])
def test_reports_all_problems_at_once(workspace, verb):
    write(workspace / "content", PROBLEMS)
    before = tree(workspace)
    result = run(verb, cwd=workspace)
    assert (result.code, result.out) == (1, b"")
    assert [(place(found), found["severity"], found["rule"]) for found in result.diagnostics] == [
        ("content/actors.xml:3:77", "error", "unresolved-reference"),
        ("content/actors.xml:4:2", "error", "duplicate-id"),
        ("content/site.yml:2:1", "warning", "unknown-key"),
    ]
    assert FAILURE.fullmatch(result.summary).groups() == ("2", "1")
    assert tree(workspace) == before


def test_shows_the_line_with_a_caret_below_the_very_place(workspace):
    write(workspace / "content", PROBLEMS)
    lines = run(cwd=workspace).lines
    for index, line in enumerate(lines):
        if found := DIAGNOSTIC.fullmatch(line):
            source = (workspace / found["path"]).read_text().split("\n")[int(found["line"]) - 1]
            assert lines[index + 1] == "  " + source
            # The caret's line repeats tabs, so that it stands right however wide a tab is.
            caret = lines[index + 2]
            assert caret.index("^") - 2 == int(found["column"]) - 1
            assert caret[2 : caret.index("^")] == re.sub(r"[^\t]", " ", source[: caret.index("^") - 2])
    text = "\n".join(lines)
    assert "help: did you mean 'reader'?" in text or "help: did you mean 'Reader'" in text
    assert "help: did you mean 'footer'?" in text
    assert "content/actors.xml:2:3: note: " in text


def test_sorts_diagnostics_by_file_and_position(workspace):
    page = "---\ntitle: X\n---\n\n" + "[a](actor:a) [b](actor:b)\n\n" * 12
    write(workspace / "content", {f"pages/{name}.md": page for name in ("b", "a", "a-b", "ab", "a.b", "Z", "ä")})
    found = [(d["path"], int(d["line"]), int(d["column"])) for d in run(cwd=workspace).diagnostics]
    assert len(found) == 7 * 24
    assert found == sorted(found)


def test_strict_takes_warnings_for_errors(published):
    write(published / "content", {"site.yml": "title: Small\nfootr: x\n"})
    assert run(cwd=published).code == 0
    before = tree(published)
    result = run("--strict", cwd=published)
    assert (result.code, result.errors) == (1, [])
    assert FAILURE.fullmatch(result.summary).groups() == ("0", "1")
    assert tree(published) == before


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["nonsense"], "nonsense"),
        (["--frob"], "--frob"),
        (["--jobs", "0"], "--jobs"),
        (["--jobs", "many"], "--jobs"),
        (["--base-url", "example.org"], "--base-url"),
        (["--base-url", "javascript:alert(1)"], "--base-url"),
        (["--content", ""], "--content"),
        (["--output", ""], "--output"),
        (["--theme", ""], "--theme"),
        (["check", "--output", "public"], "--output"),
        (["--output"], "--output"),
    ],
)
def test_wrong_usage(workspace, arguments, message):
    before = tree(workspace)
    result = run(*arguments, cwd=workspace)
    assert (result.code, result.out) == (64, b"")
    assert message in result.lines[0] and any("Usage: generate-site" in line for line in result.lines)
    assert tree(workspace) == before


def test_help_and_version(tmp_path):
    version = run("--version", cwd=tmp_path)
    assert version.code == 0 and re.fullmatch(rb"\d+\.\d+\.\d+\n", version.out)
    help = run("--help", cwd=tmp_path)
    assert help.code == 0 and help.err == b""
    for word in (b"build", b"check", b"schema", b"content/", b"public/", b"Exit codes"):
        assert word in help.out
    options = run("build", "--help", cwd=tmp_path).out
    for option in (b"--content", b"--output", b"--theme", b"--base-url", b"--strict", b"--jobs"):
        assert option in options
    assert tree(tmp_path) == {}


def test_schema_validates_what_is_shipped(tmp_path):
    result = run("schema", cwd=tmp_path)
    assert (result.code, result.err) == (0, b"")
    assert result.out == (REPOSITORY / "Sources/ContentReading/Schema/framework.rng").read_bytes()
    schema = lxml.etree.RelaxNG(lxml.etree.fromstring(result.out))
    paths = sorted(CONTENT.rglob("*.xml"))
    assert len(paths) > 100
    for path in paths:
        schema.assertValid(lxml.etree.parse(path))
    assert not schema.validate(lxml.etree.fromstring(f"<actor {XMLNS}><name>No id</name></actor>"))


def test_a_missing_theme_is_reported_beside_the_other_problems(workspace):
    write(workspace / "content", PROBLEMS)
    before = tree(workspace)
    result = run("--theme", "defualt", cwd=workspace)
    assert result.code == 74
    assert {error.split()[-1] for error in result.errors} == {"missing-theme", "duplicate-id", "unresolved-reference"}
    assert "did you mean 'default'?" in result.err.decode()
    assert tree(workspace) == before


# The output folder


def test_errors_leave_the_last_site_as_it_was(published):
    write(published / "content", PROBLEMS)
    before = tree(published)
    assert run(cwd=published).code == 1
    assert tree(published) == before


def test_a_new_site_replaces_the_last_one_whole(published):
    (published / "content/pages/about.md").unlink()
    (published / "content/pages/dot.png").unlink()
    write(published / "content", {"pages/index.md": "---\ntitle: Home\n---\n\nNew.\n"})
    assert run(cwd=published).code == 0
    shutil.rmtree(published.parent / "fresh", ignore_errors=True)
    assert run("--output", published.parent / "fresh", cwd=published).code == 0
    assert tree(published / "public") == tree(published.parent / "fresh")
    assert not (published / "public/about.html").exists()
    assert sorted(os.listdir(published)) == ["content", "public", "themes"]


def foreign_folder(work):
    write(work / "mine", {"thesis.txt": "the only copy", "sub/x": "y"})
    return "mine"


def a_file(work):
    write(work, {"mine": "the only copy"})
    return "mine"


def a_link(work):
    write(work.parent / "elsewhere", {"thesis.txt": "the only copy"})
    (work / "mine").symlink_to(work.parent / "elsewhere")
    return "mine"


def marked_content(work):
    """Even where the marker of the generator got into the content folder."""
    write(work / "content", {".generate-site": ""})
    return "content"


def marked_parent(work):
    write(work, {".generate-site": ""})
    return "."


def marked_theme(work):
    write(work / "themes", {".generate-site": "", "default/.generate-site": ""})
    return "themes/default"


@pytest.mark.parametrize(
    "prepare",
    [
        foreign_folder,
        a_file,
        a_link,
        marked_content,
        marked_parent,
        marked_theme,
        *[
            "content",
            ".",
            "..",
            "content/public",
            "content/pages",
            "themes",
            "./content/../content",
            "content/pages/..",
        ],
    ],
    ids=lambda prepare: prepare if isinstance(prepare, str) else prepare.__name__,
)
def test_a_folder_that_the_generator_did_not_make_is_untouched(workspace, prepare):
    output = prepare if isinstance(prepare, str) else prepare(workspace)
    before = tree(workspace.parent)
    result = run("--output", output, cwd=workspace)
    assert (result.code, result.out) == (74, b"")
    assert result.errors == [f"{output} foreign-output"]
    assert tree(workspace.parent) == before


@pytest.mark.parametrize("output", ["new", "new/", "new//", "./new", "deep/er/new", "../new", "empty", "ünï cödé"])
def test_the_output_folder_may_be_new_or_empty(workspace, output):
    (workspace / "empty").mkdir()
    for _ in range(2):
        result = run("--output", output, cwd=workspace)
        assert result.code == 0, result.err.decode()
        assert (workspace / output / "index.html").is_file()
    made = {name for name in os.listdir(workspace)} | {name for name in os.listdir(workspace.parent)}
    assert made <= {"content", "themes", "work", "empty", "new", "deep", "ünï cödé"}


def test_an_output_folder_below_a_file(workspace):
    write(workspace, {"file": "x"})
    before = tree(workspace)
    result = run("--output", "file/public", cwd=workspace)
    assert (result.code, [error.split()[-1] for error in result.errors]) == (74, ["unwritable-output"])
    assert tree(workspace) == before


@pytest.mark.parametrize("has_site", [False, True])
def test_a_full_disk_publishes_nothing(workspace, has_site):
    """A limit on the size of files stands for the disk: the system refuses to write in the middle of the run."""
    if has_site:
        assert run(cwd=workspace).code == 0
        # What has not changed is not written.
        write(workspace / "content", {"pages/about.md": "---\ntitle: About\n---\n\n## Why\n\nNew.\n"})
    before = tree(workspace)
    result = run(
        cwd=workspace,
        restore_signals=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
    )
    assert (result.code, [error.split()[-1] for error in result.errors]) == (74, ["unwritable-output"])
    assert tree(workspace) == before


def test_diagnostics_that_nobody_can_read_are_no_crash(workspace):
    with open("/dev/full", "wb") as full:
        finished = subprocess.run([COMMAND], cwd=workspace, stderr=full, timeout=60)
    assert finished.returncode >= 0


def test_the_source_is_left_as_it_was(tmp_path):
    """Building the shipped content changes neither it nor the theme, and leaves nothing beside the site."""
    shutil.copytree(CONTENT, tmp_path / "content")
    shutil.copytree(THEME.parent, tmp_path / "themes")
    before = tree(tmp_path)
    assert run(cwd=tmp_path).code == 0
    shutil.rmtree(tmp_path / "public")
    assert tree(tmp_path) == before
