"""After whatever is saved, a preview serves what a build publishes, and tells what it tells."""

from collections import Counter

from preview_edits import RandomEdits
from previews import eventually, make_framework, previewing
from support import run, tree

EDITS = 220
BUILD = "build", "--drafts", "--content", "content", "--theme", "themes/default", "--output", "site"


def published(folder):
    """The files of a site, by path."""
    files = {path: data for path, (_, data) in tree(folder).items() if data is not None}
    del files[".generate-site"]
    return files


def told(result):
    return Counter(match[0] for match in result.diagnostics)


def shown(preview):
    return Counter(
        f"{place(problem)}: {problem['severity']}: {problem['summary']} [{problem['rule']}]"
        for problem in preview.state()["problems"]
    )


def place(problem):
    # Problems of a whole file have no position on a terminal.
    return f"{problem['path']}:{problem['line']}:{problem['column']}" if problem["line"] else problem["path"]


class Comparison:
    """What a preview serves, beside what the last build has published."""

    def __init__(self, preview):
        self.preview = preview
        self.files = {}
        self.gone = set()

    def take(self, files):
        self.gone = (self.gone | set(self.files)) - set(files)
        # What has changed comes first, since that is what is waited for.
        changed = [path for path in files if self.files.get(path) != files[path]]
        self.files = {path: files[path] for path in dict.fromkeys([*changed, *files])}

    def difference(self):
        """The first file that is served otherwise than published."""
        for path, data in self.files.items():
            answer = self.preview.get(path)
            if answer.status != 200 or answer.body != data:
                return f"{path} ({answer.status}): {difference(answer.body, data)}"
        return next((f"{path} is still there" for path in self.gone if self.preview.get(path).status != 404), None)


def difference(served, built):
    start = next((i for i, pair in enumerate(zip(served, built)) if pair[0] != pair[1]), min(len(served), len(built)))
    part = slice(max(0, start - 80), start + 120)
    return f"\nserved:    {served[part]!r}\npublished: {built[part]!r}"


def test_random_edits_give_the_site_of_a_build(tmp_path):
    edits = RandomEdits(tmp_path / "work", seed=20261127)
    good = 0
    with previewing(edits.folder) as preview:
        comparison = Comparison(preview)
        for number in range(1, EDITS + 1):
            what = edits.edit()
            result = run(*BUILD, cwd=edits.folder)
            expected = told(result)
            eventually(
                lambda: shown(preview) == expected,
                lambda: f"{number}: {what}\nshown: {shown(preview) - expected}\nbuilt: {expected - shown(preview)}",
            )
            if result.code == 0:
                good += 1
                comparison.take(published(edits.folder / "site"))
                eventually(
                    lambda: comparison.difference() is None, lambda: f"{number}: {what}\n{comparison.difference()}"
                )
            elif edits.random.random() < 0.4:
                edits.start_anew()
        assert preview.process.poll() is None
        assert preview.end() == 0
    # So much of it was more than errors.
    assert good > EDITS / 3


def test_a_broken_theme_does_not_change_what_is_told_of_the_content(tmp_path):
    folder = make_framework(tmp_path / "work")
    with previewing(folder) as preview:
        preview.replace("content/pages/about.md", "# Who", "# Whose")
        preview.replace("themes/default/page.mustache", "</body>", "{{#broken}}</body>")
        expected = told(run(*BUILD, cwd=folder))
        eventually(
            lambda: shown(preview) == expected,
            lambda: f"shown: {shown(preview) - expected}\nbuilt: {expected - shown(preview)}",
            patience=8,
        )
