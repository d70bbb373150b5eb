#!/usr/bin/env python3
"""Measures whether hostile input costs more than its size: each family of it at a size, at twice and at four times that.

    hostile.py [--size MB] [--only PART] [--limit S]

A family is one file of what parsers like least. Prints what a build takes in CPU time and memory for each MB of it, beyond what
a build of the same site takes without it, and by what factor a doubling multiplies that: 2 is linear, 4 is the square.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import namedtuple

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MEMORY = "/dev/shm"

PAGE = "---\ntitle: Long\n---\n\n"
OPEN = '<definitions xmlns="urn:technical-framework:definitions">\n'
SMALL = {
    "site.yml": "title: Small\n",
    "ITI.xml": OPEN + '<domain id="ITI"><name>IT Infrastructure</name></domain>\n<actor id="reader"><name>Reader</name></actor>\n'
    "</definitions>\n",
    "pages/about.md": "---\ntitle: About\n---\n\nText\n",
}

Run = namedtuple("Run", "cpu memory code")


def repeated(text):
    """A text as often as fits."""
    return lambda size: text * (size // len(text))


def nested(opening, middle, closing):
    return lambda size: opening * (size // (len(opening) + len(closing))) + middle + closing * (
        size // (len(opening) + len(closing)))


def numbered(pattern):
    """A pattern with numbers that are all different."""

    def text(size):
        length = len(pattern.format(number=100_000))
        return "".join(pattern.format(number=100_000 + number) for number in range(size // length))

    return text


def both(first, second):
    return lambda size: first(size // 2) + second(size // 2)


# Prose: what comes after the front matter of a page.
PROSE = {
    "words": repeated("word "),
    "one word": repeated("x"),
    "references": repeated("[x](actor:reader) "),
    "references that lead nowhere": repeated("[x](actor:nobody) "),
    "open brackets": repeated("["),
    "brackets in brackets": nested("[", "a", "]"),
    "pictures in pictures": nested("![", "a", "](x)"),
    "links without an end": repeated("[a](<b"),
    "opening emphasis": repeated("*a **b "),
    "emphasis in emphasis": nested("*a _", "b", "_ c*"),
    "stars": repeated("*"),
    "opening insertions": repeated("++a "),
    "opening deletions": repeated("~~a "),
    "code spans of all lengths": lambda size: "".join("e" + "`" * count for count in range(1, int((2 * size) ** 0.5))),
    "quotes in quotes": repeated("> "),
    "lists in lists": repeated("- "),
    "lists in lists by indentation": lambda size: "".join("  " * level + "- a\n" for level in range(int(size ** 0.5))),
    "pipes": lambda size: "| a | b |\n|---|---|\n" + "|" * size,
    "columns": lambda size: "|" * (size // 3) + "\n" + "|-" * (size // 3),
    "rows": lambda size: "| a | b |\n|---|---|\n" + "| c | d |\n" * (size // 10),
    "tables": repeated("| a |\n|---|\n| b |\n\n"),
    "link definitions": both(numbered("[{number}]: about.md\n"), repeated("[a]")),
    "footnotes": both(numbered("[^{number}] "), numbered("\n\n[^{number}]: x\n")),
    "one footnote": lambda size: "[^a]" * (size // 4) + "\n\n[^a]: Text\n",
    "headings": repeated("## a\n\n"),
    "headings with anchors": numbered("## a {{#x{number}}}\n\n"),
    "requirements": numbered("::: requirement {{#R-{number}}}\nx\n:::\n\n"),
    "directives": nested("::: note\n", "x\n", ":::\n"),
    "directives without an end": repeated("::: note\n\n"),
    "lists of actors": repeated("::: list actors\n:::\n\n"),
    "terms": repeated("a\n: b\n\n"),
    "tags": repeated("<b>"),
    "tags in tags": nested("<div>", "x", "</div>"),
    "tags without an end": repeated("<a "),
    "wrong end tags": repeated("<b></i>"),
    "comments": repeated("<!-- a "),
    "attributes": lambda size: "<p " + repeated("a=b ")(size) + ">",
    "scripts": repeated("<script>"),
    "entities": repeated("&amp;"),
    "no entities": repeated("&a"),
    "autolinks": repeated("https://a.b/("),
    "at signs": repeated("a@"),
    "citations": repeated("ITI TF-1: 10.1, "),
    "links by number": both(
        numbered("## Section {number}\n\n"), numbered("[ITI TF-1: {number}.1](#section-{number})\n\n")),
    "links by number on one line": numbered("[ITI TF-1: {number}.1](#a) "),
    "citations without an end": repeated("ITI TF-"),
    "numbers": repeated("1."),
    "code": repeated("```xml\n<a b='c'>\n```\n\n"),
    "code of tags": lambda size: "```xml\n" + "<a " * (size // 3) + "\n```\n",
    "code of braces": lambda size: "```json\n" + "{[" * (size // 2) + "\n```\n",
    "messages of a diagram": lambda size: "```plantuml\n" + "A -> B : x\n" * min(size // 11, 100_000) + "```\n",
    "participants of a diagram": lambda size: "```plantuml\n" + numbered("participant P{number}\n")(size) + "```\n",
    "attribute lists": repeated("x\n{: .wide}\n\n"),
    "amendments": repeated("::: amendment delete ITI TF-1: 10.1\n:::\n\n"),
    "amendments with headings": repeated("::: amendment add-after ITI TF-1: 10.1\n## a\n:::\n\n"),
    "names": repeated("Reader "),
    "repeated words": repeated("the the "),
    "null characters": repeated("a\0"),
    "carriage returns": repeated("a\r"),
}

# Definitions: the file as a whole.
XML = {
    "definitions": lambda size: OPEN + numbered('<actor id="a{number}"><name>N{number}</name></actor>\n')(size) + "</definitions>",
    "elements in elements": nested("<a>", "", "</a>"),
    "unknown elements": lambda size: OPEN + "<zebra/>" * (size // 8) + "</definitions>",
    "the same id": lambda size: OPEN + '<actor id="x"><name>X</name></actor>' * (size // 36) + "</definitions>",
    "XML attributes": lambda size: "<a " + numbered("a{number}='' ")(size) + "/>",
    "a long attribute": lambda size: f"<a b='{'x' * size}'/>",
    "a long name": lambda size: OPEN + f'<actor id="x"><name>{"x" * size}</name></actor></definitions>',
    "a comment": lambda size: f"<!--{'x' * size}-->" + OPEN + '<actor id="x"><name>X</name></actor></definitions>',
    "character references": lambda size: OPEN + f'<actor id="x"><name>{"&#65;" * (size // 5)}</name></actor></definitions>',
    "ampersands": lambda size: OPEN + "& " * (size // 2),
    "a document type": lambda size: "<!DOCTYPE a [" + numbered('<!ENTITY e{number} "x">')(size) + "]><a/>",
    "a definition of prose": lambda size: OPEN
    + f'<actor id="x"><name>X</name><definition>{"[" * size}</definition></actor></definitions>',
    "name spaces": lambda size: "<a " + numbered("xmlns:a{number}='x' ")(size) + "/>",
}

# Front matter: what stands between the fences.
YAML = {
    "keys": numbered("k{number}: v\n"),
    "lists in YAML": lambda size: "title: " + "[" * (size // 2) + "]" * (size // 2) + "\n",
    "a long value": lambda size: "title: " + "x " * (size // 2) + "\n",
    "anchors": numbered("k{number}: &a{number} v\n"),
    "aliases": lambda size: "a: &a x\n" + numbered("k{number}: *a\n")(size),
    "quotes": lambda size: 'title: "' + "\\n" * (size // 2) + '"\n',
}


def main():
    options = arguments()
    folder = tempfile.mkdtemp(prefix="hostile-", dir=MEMORY if os.path.isdir(MEMORY) else None)
    families = [("pages/long.md", name, lambda size, make=make: PAGE + make(size) + "\n") for name, make in PROSE.items()]
    families += [("long.xml", name, make) for name, make in XML.items()]
    families += [("pages/long.md", name, lambda size, make=make: f"---\n{make(size)}---\n\nText\n") for name, make in YAML.items()]
    try:
        base = build(options, folder, {})
        print(f"Without hostile input: {base.cpu:.2f} s, {base.memory:.0f} MB. Load: {os.getloadavg()[0]:.1f}")
        print(f"\n{'family':<34} {'exit':>4} {'s/MB':>7} {'MB/MB':>7} {'time ×2':>8} {'memory ×2':>9}")
        worst = [measure(options, folder, base, *family) for family in families if options.only in family[1]]
    finally:
        shutil.rmtree(folder)
    print(f"\nAt most {max(cpu for cpu, _, _ in worst):.2f} s of CPU time and {max(memory for _, memory, _ in worst):.0f} MB for each MB; "
          f"a doubling takes at most {max(growth for _, _, growth in worst):.1f} times as long.")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=float, default=1, help="the smallest size in MB (default: 1)")
    parser.add_argument("--only", default="", help="only families with this in their name")
    parser.add_argument("--limit", type=float, default=300, help="seconds of CPU time after which a build is stopped")
    parser.add_argument("--generator", default=os.path.join(ROOT, ".build", "release", "generate-site"))
    options = parser.parse_args()
    if not os.access(options.generator, os.X_OK):
        sys.exit(f"there is no {options.generator}: build it with 'swift build -c release'")
    return options


def measure(options, folder, base, path, name, make):
    """Prints a family's row; returns seconds and MB for each MB at the largest size, and the growth of time."""
    runs = []
    for factor in (1, 2, 4):
        text = make(int(options.size * factor * 1_000_000))
        run = build(options, folder, {path: text})
        runs.append((len(text) / 1_000_000, max(run.cpu - base.cpu, 0.001), max(run.memory - base.memory, 0.1), run.code))
    (_, cpu, memory, _), _, (size, most_cpu, most_memory, code) = runs
    growth = (most_cpu / cpu) ** 0.5
    # What takes no time to speak of tells nothing about growth.
    if most_cpu < 0.2:
        growth = 2
    print(f"{name:<34} {code:>4} {most_cpu / size:>7.2f} {most_memory / size:>7.0f} {growth:>8.1f} "
          f"{(most_memory / memory) ** 0.5:>9.1f}", flush=True)
    return most_cpu / size, most_memory / size, growth


def build(options, folder, files):
    """Builds the small site with more files, and says what it took."""
    work = os.path.join(folder, "work")
    shutil.rmtree(work, ignore_errors=True)
    for path, text in {**SMALL, **files}.items():
        target = os.path.join(work, "content", path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    command = ["prlimit", f"--cpu={options.limit:.0f}", "--as=17179869184", options.generator, "--output", "site", "--theme",
               os.path.join(ROOT, "themes", "default")]
    process = subprocess.Popen(command, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


if __name__ == "__main__":
    main()
