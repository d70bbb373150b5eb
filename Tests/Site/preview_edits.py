"""Random edits of a content folder and a theme, as editors, file managers and git make them."""

import random
import shutil
import subprocess

from previews import GOLDEN, make_framework
from support import PNG, write

SNIPPETS = [
    "A plain sentence.", "### Heading HERE", "#### Part HERE {#part-HERE}", "See [ITI-18] and [ITI-1].",
    "The [consumer](actor:document-consumer) of [XDS.b](profile:).", "As in ITI TF-1: 10.1.1 and ITI TF-1: 10.4.1.",
    "| A | B |\n|---|---|\n| 1 | HERE |", "See [above](#part-1) and [home](index.md).", "## Security considerations",
    "[about](about.md#who) and [sharing](profile:XDS.b#overview)", "::: list actors\n:::", "Nothing *at all* HERE.",
    "It **shall** HERE. {#req-HERE .requirement}", "Table 10.1-9: A caption HERE\n\n| A |\n|---|\n| 1 |",
    "a broken [link](nowhere.md)", "the the word", "<ins>new</ins>", "See [Registry](actor:) or [ITI-99].",
    "CP-ITI-1297 changes it.", "[A page](page-1.md)", "```xml\n<a>HERE</a>\n```", "Üñí 😀 HERE",
]  # fmt: skip
FRONT_MATTER = [
    "title: Title HERE", "draft: true", "draft: false", "order: HERE", "description: About HERE.", "title: [a",
]  # fmt: skip
XML = [
    ("<name>", "<name>New "), ("<name>New ", "<name>"), ("Consumer", "Buyer"), ("Registry", "Register"),
    ('section="3.1"', 'section="3.7"'), ('optionality="R"', 'optionality="O"'),
    ("</name>", "</name><alias>Also</alias>"),
    ("2.0", "2.1"), ('status="final-text"', 'status="trial-implementation"'), ('chapter="10"', 'chapter="11"'),
    ("<definition>", "<definition>New text. "), ("\n", "\n\n"), ('id="ITI-1"', 'id="ITI-2"'), ("</definitions>", ""),
    ("</definitions>", '<term id="term-HERE"><name>Term HERE</name></term></definitions>'),
]  # fmt: skip
SETTINGS = [
    "title: Site HERE\n", "title: Site HERE\nfooter: The end of HERE\n", "title: Site HERE\ntheme: nowhere\n",
    "title: [broken\n",
    "title: Site HERE\nmenu:\n  - title: Profiles\n    list: profiles\n", "",
    'title: Site HERE\npermalinks:\n  profile: ["{domain}/{id}-HERE.html"]\n',
]  # fmt: skip
THEME = [
    ("page.mustache", "<!-- HERE -->"), ("partials/footer.mustache", "<p>HERE</p>"), ("page.mustache", "{{#broken}}"),
    ("assets/base.css", "/* HERE */"), ("assets/site.js", "// HERE"), ("assets/new-HERE.css", "/* HERE */"),
]  # fmt: skip


class RandomEdits:
    """A folder under git with two branches, on each a framework of its own, and the edits that are made in it."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.content = folder / "content"
        self.random = random.Random(seed)
        self.count = 0
        self.broken = []
        make_framework(folder)
        write(folder, {".gitignore": "/site/\n"})
        self.git("init", "-q", "-b", "whole-framework")
        self.commit()
        self.git("tag", "first-whole-framework")
        self.git("checkout", "-q", "-b", "amendments")
        shutil.rmtree(self.content)
        shutil.copytree(GOLDEN / "amendments/content", self.content)
        self.commit()
        self.git("tag", "first-amendments")
        self.git("checkout", "-q", "whole-framework")

    def git(self, *arguments):
        identity = ["-c", "user.name=Committee", "-c", "user.email=committee@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=self.folder, check=True, capture_output=True)

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "As it is")

    def edit(self):
        """Makes an edit, or a burst of several, and tells what it was."""
        self.count += 1
        if self.count % 12 == 0:
            return self.switch_branch()
        number = self.random.randint(2, 6) if self.count % 5 == 0 else 1
        return "; ".join(self.edit_once() for _ in range(number))

    def edit_once(self):
        kinds = {
            self.change_text: 8, self.change_front_matter: 3, self.change_xml: 5, self.change_settings: 1,
            self.change_theme: 2, self.change_asset: 2, self.add_page: 2, self.rename: 1, self.remove: 1,
            self.break_file: 1, self.mend_file: 2,
        }  # fmt: skip
        return self.random.choices(list(kinds), list(kinds.values()))[0]()

    def start_anew(self):
        """Puts everything back as it was first on the branch."""
        branch = subprocess.check_output(["git", "branch", "--show-current"], cwd=self.folder, text=True).strip()
        self.git("reset", "-q", "--hard", f"first-{branch}")
        self.git("clean", "-fdq")
        self.broken = []
        return f"all anew on {branch}"

    def switch_branch(self):
        self.commit()
        self.git("checkout", "-q", "-")
        self.broken = []
        return "another branch"

    # Edits of one file

    def filled(self, text):
        return text.replace("HERE", str(self.count))

    def pick(self, ending=""):
        """A file of the content."""
        files = sorted(path for path in self.content.rglob("*" + ending) if path.is_file())
        return self.random.choice(files) if files else self.content / "site.yml"

    def save(self, path, data):
        """Saves as editors do: over the file, by renaming a new one, or after moving the old one out of the way."""
        data = data if isinstance(data, bytes) else data.encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        way = self.random.choice(("over", "rename", "vim")) if path.exists() else "over"
        if way == "over":
            path.write_bytes(data)
        elif way == "rename":
            new = path.with_name(f".{path.name}.tmp")
            new.write_bytes(data)
            new.replace(path)
        else:
            backup = path.with_name(path.name + "~")
            path.rename(backup)
            path.write_bytes(data)
            backup.unlink()
        return f"save {path.relative_to(self.folder)} ({way})"

    def change_text(self):
        path = self.pick(".md")
        lines = path.read_text(errors="replace").split("\n") if path.suffix == ".md" else []
        if not lines:
            return self.add_page()
        if self.random.random() < 0.3:
            what = repr(lines.pop(self.random.randrange(len(lines))))
        else:
            what = self.filled(self.random.choice(SNIPPETS))
            lines.insert(self.random.randrange(len(lines) + 1), f"\n{what}\n")
        return self.save(path, "\n".join(lines)) + f": {what}"

    def change_front_matter(self):
        path = self.pick(".md")
        line = self.filled(self.random.choice(FRONT_MATTER))
        key = line.partition(":")[0]
        if path.suffix != ".md":
            return self.add_page()
        text = path.read_text(errors="replace")
        head, body = text[4:].split("---\n", 1) if text.startswith("---\n") and "\n---\n" in text else ("", text)
        kept = [other for other in head.splitlines() if not other.startswith(key + ":")]
        return self.save(path, "\n".join(["---", line, *kept, "---", body])) + f": {line}"

    def change_xml(self):
        path = self.pick(".xml")
        old, new = self.random.choice(XML)
        text = path.read_text(errors="replace")
        place = text.find(old, self.random.randrange(len(text) + 1))
        place = place if place >= 0 else text.find(old)
        if place >= 0:
            text = text[:place] + self.filled(new) + text[place + len(old) :]
        return f"{self.save(path, text)}: {old!r} to {new!r}"

    def change_settings(self):
        return self.save(self.content / "site.yml", self.filled(self.random.choice(SETTINGS)))

    def change_theme(self):
        name, addition = self.random.choice(THEME)
        path = self.folder / "themes/default" / self.filled(name)
        text = path.read_text(errors="replace") if path.exists() else ""
        return self.save(path, f"{text}{self.filled(addition)}\n")

    def change_asset(self):
        name = f"file-{self.random.randrange(3)}.txt"
        choice = self.random.random()
        if choice < 0.2:
            return self.save(self.content / "shared/dot.png", PNG + bytes([self.count % 256]))
        return self.save(self.content / self.random.choice(("", "pages/deep/")) / name, str(self.count))

    def add_page(self):
        path = self.content / f"pages/page-{self.random.randrange(4)}.md"
        return self.save(path, f"---\ntitle: Page {self.count}\n---\n\n## Part 1\n\nSee [ITI-1].\n")

    def rename(self):
        path = self.pick()
        new = path.with_name(f"{path.stem}-{self.count}{path.suffix}")
        path.rename(new)
        return f"rename {path.relative_to(self.folder)} to {new.name}"

    def remove(self):
        path = self.pick()
        path.unlink()
        return f"remove {path.relative_to(self.folder)}"

    def break_file(self):
        path = self.pick(self.random.choice((".xml", ".md")))
        data = path.read_bytes()
        self.broken.append((path, data))
        return self.save(path, data[: len(data) // 2] + b"\xff<")

    def mend_file(self):
        if not self.broken:
            return self.add_page()
        return self.save(*self.broken.pop())
