"""The same in, the same out: the same bytes on every machine, whoever builds, wherever and whenever."""

import os
import shutil

import pytest

from support import CONTENT, THEME, make_workspace, run, tree
from test_command import PROBLEMS


def copied_backwards(source, target):
    """Copies a folder so that its files come into being in another order: most file systems list them by that."""
    for parent, folders, files in os.walk(source):
        folders.sort(reverse=True)
        folder = target / os.path.relpath(parent, source)
        folder.mkdir(parents=True, exist_ok=True)
        for name in sorted(files, reverse=True):
            shutil.copyfile(os.path.join(parent, name), folder / name)
    return target


def surroundings(content, folder):
    """Ways to build the same content: the arguments, and what the run is given besides."""
    long = folder / "a path with spaces, ünïcödé and a good many letters" / ("deep/" * 8)
    copy = copied_backwards(content, long / "content")
    shutil.copytree(THEME.parent, long / "themes")
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    here = ["--content", content, "--theme", THEME]
    turkish = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr", "TZ": "Pacific/Kiritimati"}
    german = {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE", "TZ": "America/St_Johns", "SOURCE_DATE_EPOCH": "1"}
    plain = {"LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent", "SOURCE_DATE_EPOCH": "4102444800"}
    bare = ("env", "-i", f"PATH={os.environ['PATH']}")
    return {
        "one job": ([*here, "--jobs", 1], {"cwd": folder}),
        "two jobs": ([*here, "--jobs", 2], {"cwd": folder}),
        "seven jobs": ([*here, "--jobs", 7], {"cwd": folder}),
        "Turkish": (here, {"cwd": folder, "env": turkish}),
        "German": (here, {"cwd": folder, "env": german}),
        "C": (here, {"cwd": elsewhere, "env": plain}),
        "nothing in the environment": (here, {"cwd": "/", "prefix": bare}),
        "in years": (here, {"cwd": folder, "prefix": ("faketime", "2043-12-31 23:59:59")}),
        "years ago": (here, {"cwd": folder, "prefix": ("faketime", "1999-02-28 00:00:00")}),
        "other permissions": (here, {"cwd": folder, "umask": 0o077}),
        "another folder": (["--content", copy, "--theme", long / "themes/default"], {"cwd": long}),
        "another folder, by another name": ([], {"cwd": long}),
    }


@pytest.mark.parametrize("content", [CONTENT, None], ids=["shipped", "with problems"])
def test_the_same_bytes_whatever_the_surroundings(workspace, content):
    folder = workspace.parent / "surroundings"
    folder.mkdir()
    if content is None:
        content = make_workspace(workspace.parent / "broken").joinpath("content")
        for path, text in PROBLEMS.items():
            (content / path).write_text(text)
    first = None
    for name, (arguments, options) in surroundings(content, folder).items():
        output = folder / "site"
        result = run(*arguments, "--output", output, **options)
        # The last line has the name of the output and the seconds, and each problem the path of its file.
        problems = [(found["line"], found["column"], found["summary"], found["rule"]) for found in result.diagnostics]
        outcome = (result.code, problems, tree(output))
        first = first or outcome
        assert outcome[:2] == first[:2], name
        different = [path for path in {**first[2], **outcome[2]} if first[2].get(path) != outcome[2].get(path)]
        assert different == [], name
        shutil.rmtree(output, ignore_errors=True)
    assert first[0] == (0 if content == CONTENT else 1)


def test_a_site_that_was_there_before_makes_no_difference(workspace):
    """What is taken over from the last site is what would be written."""
    trees = []
    for change in ("Once.", "Twice.", "Once."):
        index = workspace / "content/pages/index.md"
        index.write_text(f"---\ntitle: Home\n---\n\n{change}\n")
        assert run(cwd=workspace).code == 0
        assert run("--output", "fresh", cwd=workspace).code == 0
        shutil.move(workspace / "fresh", workspace.parent / f"fresh-{len(trees)}")
        trees.append(tree(workspace / "public"))
        assert trees[-1] == tree(workspace.parent / f"fresh-{len(trees) - 1}")
    assert trees[0] == trees[2] != trees[1]


def test_the_content_may_be_named_in_any_way(workspace):
    trees = []
    for index, (folder, content) in enumerate(
        [
            (workspace, "content"),
            (workspace, "./content/"),
            (workspace / "content", "."),
            (workspace.parent, workspace / "content"),
        ]
    ):
        output = workspace.parent / f"site-{index}"
        result = run("--content", content, "--theme", THEME, "--output", output, cwd=folder)
        assert result.code == 0, result.err.decode()
        trees.append(tree(output))
    assert all(other == trees[0] for other in trees)
