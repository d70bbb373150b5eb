"""What the tests share: running the command, and looking at what it leaves behind."""

import base64
import os
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = REPOSITORY / ".build/release/generate-site"
CONTENT = REPOSITORY / "content"
THEME = REPOSITORY / "themes/default"

XMLNS = 'xmlns="urn:technical-framework:definitions"'

# A picture of one dot.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")

# A site of three definitions, a page and a picture: enough for every kind of link.
SMALL = {
    "site.yml": "title: Small\n",
    "ITI.xml": f'<domain {XMLNS} id="ITI"><name>IT Infrastructure</name></domain>\n',
    "actors.xml": f"""<definitions {XMLNS}>
  <actor id="reader"><name>Reader</name></actor>
  <actor id="writer"><name>Writer</name><definition>Writes for the [reader](actor:).</definition></actor>
</definitions>
""",
    "pages/index.md": "---\ntitle: Home\n---\n\nSee the [writer](actor:) and [about](about.md#why).\n",
    "pages/about.md": "---\ntitle: About\n---\n\n## Why\n\n![A dot](dot.png)\n",
    "pages/dot.png": PNG,
}

DIAGNOSTIC = re.compile(
    r"(?P<path>[^\s].*?)(?::(?P<line>\d+):(?P<column>\d+))?: (?P<severity>error|warning): (?P<summary>.*) "
    r"\[(?P<rule>[a-z0-9-]+)\]"
)


@dataclass
class Run:
    """How a run of the command ended."""

    code: int
    out: bytes
    err: bytes

    @property
    def lines(self):
        return self.err.decode("utf-8").splitlines()

    @property
    def summary(self):
        """The last line."""
        return self.lines[-1]

    @property
    def diagnostics(self):
        """The problems, as matches of DIAGNOSTIC."""
        return [match for line in self.lines if (match := DIAGNOSTIC.fullmatch(line))]

    @property
    def errors(self):
        """The errors in short, such as `content/site.yml:1:1 wrong-type`."""
        return [place(match) + " " + match["rule"] for match in self.diagnostics if match["severity"] == "error"]


def place(match):
    return match["path"] + (f":{match['line']}:{match['column']}" if match["line"] else "")


# What a service sets that runs the tests; reports must not follow it unless a test says so.
SERVICE = {"GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"}


def run(*arguments, cwd, env=None, prefix=(), timeout=120, **options):
    """Runs the command, and fails if it hangs or dies of anything but its own will."""
    surroundings = {name: value for name, value in os.environ.items() if name not in SERVICE}
    finished = subprocess.run(
        [*prefix, COMMAND, *map(str, arguments)],
        cwd=cwd,
        env={**surroundings, **(env or {})},
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        **options,
    )
    result = Run(finished.returncode, finished.stdout, finished.stderr)
    assert result.code >= 0, f"ended by signal {-result.code}: {result.err[-2000:]!r}"
    assert b"Fatal error" not in result.err and b"Stack dump" not in result.err, result.err[-2000:]
    return result


def write(folder, files):
    """Writes files, given by their paths in the folder as text or bytes."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def make_workspace(folder, files=SMALL):
    """A folder as a committee has it: content and themes beside each other."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "content", files)
    shutil.copytree(THEME, folder / "themes/default")
    return folder


def tree(folder):
    """All that stands in a folder, by path: what it is, and its bytes. Two trees are the same if nothing changed."""
    entries = {}
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            path = Path(parent, name)
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                value = os.readlink(path)
            elif stat.S_ISREG(mode):
                value = path.read_bytes() if os.access(path, os.R_OK) else None
            else:
                value = None
            entries[str(path.relative_to(folder))] = (stat.S_IFMT(mode), value)
    return entries
