#!/usr/bin/env python3
"""Measures how long a preview takes from the write of a file to the changed page being served, over loopback.

    preview.py [N] [--edits E] [--renames R] [--rebuilds B]

The content is scaled as for run.py; 1,000 chapters get a link to one actor, so that to rename it touches 1,000 pages.
A browser is told of a build by an event and then fetches the page: so does this.
"""

import argparse
import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MEMORY = "/dev/shm"


def main():
    options = arguments()
    folder = tempfile.mkdtemp(prefix="benchmark-", dir=MEMORY if os.path.isdir(MEMORY) else None)
    try:
        measure(os.path.join(folder, "content"), options)
    finally:
        shutil.rmtree(folder)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("size", type=int, nargs="?", default=6500, help="the size for scale_content.py (6500 gives 10,000 pages)")
    parser.add_argument("--generator", default=os.path.join(ROOT, ".build", "release", "generate-site"))
    parser.add_argument("--edits", type=int, default=200, help="edits of prose")
    parser.add_argument("--renames", type=int, default=20, help="renames of the actor")
    parser.add_argument("--chapters", type=int, default=1000, help="chapters that link to the actor")
    parser.add_argument("--rebuilds", type=int, default=1000, help="builds after which memory is looked at again; 0 for none")
    return parser.parse_args()


def measure(content, options):
    subprocess.run([sys.executable, os.path.join(HERE, "scale_content.py"), str(options.size), content],
                   check=True, stdout=subprocess.DEVNULL)
    actors, actor, chapters = prepare(content, options.chapters)
    with Preview(options.generator, content) as preview:
        print(f"{preview.pages} pages. First build {preview.first} ms.")
        edits = [edit(preview, chapters[number % len(chapters)], number) for number in range(options.edits)]
        print(f"Edits of prose, {len(edits)}: {summary(edits)}")
        headings = [edit(preview, chapters[number % 50], number, "\n### Heading {}\n") for number in range(options.edits // 4)]
        print(f"Edits that add a section, {len(headings)}: {summary(headings)}")
        renames = [rename(preview, actors, actor, chapters, number) for number in range(options.renames)]
        if renames:
            print(f"Renames on {len(chapters)} pages, {len(renames)}: {summary([first for first, _ in renames])}")
            print(f"  until all of them had been fetched: {summary([last for _, last in renames])}")
        if options.rebuilds:
            print_memory(preview, chapters, options.rebuilds)


def prepare(content, count):
    """Links chapters to an actor: their files with the addresses of their pages."""
    actors = os.path.join(content, "domains", "ITI", "actors.xml")
    with open(actors, encoding="utf-8") as file:
        actor = re.search(r'<actor id="([^"]+)"[^>]*>\s*<name>([^<]+)</name>', file.read())
    name_by_identifier(content, actor[1], actor[2])
    chapters = []
    for folder, _, names in sorted(os.walk(os.path.join(content, "domains"))):
        for name in sorted(names):
            kind = os.path.basename(folder)
            if not name.endswith(".md") or kind not in ("profiles", "transactions") or len(chapters) == count:
                continue
            path = os.path.join(folder, name)
            with open(path[:-2] + "xml", encoding="utf-8") as file:
                head = file.read(4000)
            address = page_of(kind, head)
            if address:
                with open(path, "a", encoding="utf-8") as file:
                    file.write(f"\n\nSee also the [](actor:{actor[1]}).\n")
                chapters.append((path, address))
    return actors, actor[2], chapters


def name_by_identifier(content, identifier, name):
    """References by name would lead nowhere once the actor is renamed, and a page with an error stays as it was."""
    for folder, _, names in os.walk(content):
        for path in (os.path.join(folder, file) for file in names if file.endswith((".md", ".xml"))):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            if f"[{name}](actor:)" in text:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text.replace(f"[{name}](actor:)", f"[](actor:{identifier})"))


def page_of(kind, head):
    """Where the page of a definition stands, by the permalinks of the shipped site."""
    attribute = dict(re.findall(r'\b(id|domain|chapter)="([^"]*)"', re.search(r"<(?:profile|transaction)\b[^>]*>", head)[0]))
    if kind == "transactions":
        return f"{attribute['domain']}/TF/Volume2/{attribute['id']}.html"
    if "chapter" in attribute:
        return f"{attribute['domain']}/TF/Volume1/ch-{attribute['chapter']}.html"
    return f"{attribute['domain']}/profiles/{attribute['id']}.html"


class Preview:
    """A running preview, with a connection that is told of builds and one that fetches pages."""

    def __init__(self, generator, content):
        self.process = subprocess.Popen(
            [generator, "preview", "--content", content, "--theme", os.path.join(ROOT, "themes", "default")],
            stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if line.startswith("built: "):
                self.pages, self.first = re.match(r"built: (\d+) pages.* in (\d+) ms", line).groups()
            if line.startswith("the preview is at "):
                self.port = int(re.search(r":(\d+)/", line)[1])
                break
        # What is told later is read too, so that the pipe never fills.
        self.reader = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)

    def __enter__(self):
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.events = http.client.HTTPConnection("127.0.0.1", self.port)
        self.events.request("GET", "/-/preview/events?page=404.html&hash=0")
        self.stream = self.events.getresponse()
        self.wait()
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        self.reader.wait()

    def wait(self):
        """Waits for a build."""
        while not self.stream.readline().startswith(b"data: "):
            pass

    def page(self, path):
        self.connection.request("GET", "/" + path)
        return self.connection.getresponse().read()

    def until(self, path, text):
        """Waits until a page shows a text."""
        while text not in self.page(path):
            self.wait()

    @property
    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s*(\d+)", status.read())[1]) // 1024


def edit(preview, chapter, number, form="\nEdit {} of this chapter.\n"):
    path, page = chapter
    text = form.format(number)
    with open(path, encoding="utf-8") as file:
        old = file.read()
    start = time.perf_counter()
    with open(path, "w", encoding="utf-8") as file:
        file.write(old + text)
    preview.until(page, text.strip(" #\n").encode())
    elapsed = time.perf_counter() - start
    time.sleep(0.1)
    return elapsed * 1000


def rename(preview, actors, name, chapters, number):
    """Renames an actor: the time until a page shows the new name, and until all have been fetched with it."""
    new = f"Renamed Actor {number}"
    with open(actors, encoding="utf-8") as file:
        old = file.read()
    current = name if number == 0 else f"Renamed Actor {number - 1}"
    start = time.perf_counter()
    with open(actors, "w", encoding="utf-8") as file:
        file.write(old.replace(f"<name>{current}</name>", f"<name>{new}</name>", 1))
    preview.until(chapters[number * 37 % len(chapters)][1], new.encode())
    first = time.perf_counter() - start
    for _, page in chapters:
        assert new.encode() in preview.page(page), page
    last = time.perf_counter() - start
    time.sleep(0.3)
    return first * 1000, last * 1000


def print_memory(preview, chapters, rebuilds):
    figures = [preview.memory]
    for number in range(rebuilds):
        edit_without_pause(preview, chapters[number % 20], number)
        if (number + 1) % (rebuilds // 4) == 0:
            figures.append(preview.memory)
    print(f"Memory in MB over {rebuilds} builds: {', '.join(map(str, figures))}")


def edit_without_pause(preview, chapter, number):
    path, page = chapter
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"\nBuild \d+\.\n", "", file.read())
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text}\nBuild {number}.\n")
    preview.until(page, f"Build {number}.".encode())


def summary(milliseconds):
    ordered = sorted(milliseconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"median {statistics.median(ordered):.0f} ms, 95 % {p95:.0f} ms, most {ordered[-1]:.0f} ms"


if __name__ == "__main__":
    main()
