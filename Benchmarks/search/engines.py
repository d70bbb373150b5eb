"""The engines: what each makes of a built site, and how it is asked in a browser.

All of them see the same pages, and of a page the same part: its `main` without navigation and lists of links."""

import functools
import gzip
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

from queries import sections

LUNR = "/usr/share/javascript/lunr/lunr.min.js"
# How many results are looked at.
LIMIT = 10
LEFT_OUT = re.compile(r"(^|[-/])print\.html$|(^|[-/])matrix[^/]*$|^with-[a-z-]+/.+/|^(404|search)\.html$")
REDIRECT = b'http-equiv="refresh"'


def searched_pages(site):
    """What a reader may look for: no redirects, no print editions, matrices and chapters with supplements applied, which
    repeat other pages, not the pages of an error and of the search itself."""
    for folder, folders, files in os.walk(site):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            address = os.path.relpath(path, site)
            if not name.endswith(".html") or LEFT_OUT.search(address):
                continue
            with open(path, "rb") as file:
                html = file.read()
            if REDIRECT not in html[:2000]:
                yield address, html.decode("utf-8")


class Served:
    """A folder, served on this machine, and what was fetched from it: the address and the bytes of the body as gzip
    makes them, since that is how a host sends them."""

    def __init__(self, url):
        self.url = url
        self.fetched = []

    def take(self):
        fetched, self.fetched = self.fetched, []
        return fetched


@contextmanager
def served(folder):
    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            path = self.translate_path(self.path)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    body = file.read()
                # What is compressed already, no host compresses again.
                size = len(body) if body[:2] == b"\x1f\x8b" else len(gzip.compress(body, 6))
                record.fetched.append((self.path.split("?")[0].lstrip("/"), size))
            super().do_GET()

        def log_message(self, *_):
            pass

    Handler.extensions_map = {**Handler.extensions_map, ".wasm": "application/wasm", ".js": "text/javascript"}
    handler = functools.partial(Handler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        record = Served(f"http://127.0.0.1:{server.server_port}/")
        yield record
        server.shutdown()


def folder_bytes(folder, names=lambda _: True):
    return sum(os.path.getsize(os.path.join(parent, name)) for parent, _, files in os.walk(folder) for name in files
               if names(os.path.relpath(os.path.join(parent, name), folder)))


class Engine:
    """An engine over a site. `prepare` gives the folder to serve; `page` is opened there, then `load` and `ask` are run.
    `ask` gets a query, and whether the reader is still typing its last word."""

    name = ""
    page = "about.html"
    seconds = 0.0
    index_bytes = 0
    load = ""
    ask = ""

    def __init__(self, site, folder):
        self.site, self.folder = site, folder

    def prepare(self):
        return self.folder

    def belongs(self, address):
        """Whether a file is fetched for the search alone."""
        return True


class Ours(Engine):
    name = "ours"
    page = "contact.html"
    load = """async () => {
        await siteSearch.view();
        await siteSearch.load("search-dialog");
        await (await siteSearch.engine()).warm();
    }"""
    ask = f"""async ([query, isTyping]) => (await frameworkSearch.search(query, {{ limit: {LIMIT}, finished: !isTyping }}))
        .results.map((found) => [found.address])"""

    def prepare(self):
        self.index_bytes = folder_bytes(self.site, self.is_index)
        return self.site

    @staticmethod
    def is_index(address):
        return address.startswith("assets/data/search")

    def belongs(self, address):
        return address.startswith(("assets/search", "assets/elements.")) or self.is_index(address)


class Pagefind(Engine):
    """Results are pages, each with the three of its sections that match best, as Pagefind's own interface shows them."""

    name = "Pagefind"
    load = """async () => { self.pagefind = await import("/pagefind/pagefind.js"); await pagefind.init(); }"""
    ask = f"""async ([query]) => {{
        const {{ results }} = await pagefind.search(query);
        const pages = await Promise.all(results.slice(0, {LIMIT}).map((result) => result.data()));
        return pages.map((page) => [page.url, ...page.sub_results
            .sort((a, b) => b.locations.length - a.locations.length).slice(0, 3).map((part) => part.url)]
            .map((url) => url.replace(/^\\//, "")));
    }}"""

    def prepare(self):
        pages = os.path.join(self.folder, "pages")
        for address, html in searched_pages(self.site):
            path = os.path.join(pages, address)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(html)
        begin = time.monotonic()
        subprocess.run([sys.executable, "-m", "pagefind", "--site", pages, "--root-selector", "main", "--keep-index-url",
                        "--exclude-selectors", ".backlinks", "--quiet"], check=True, stdout=subprocess.DEVNULL)
        self.seconds = time.monotonic() - begin
        bundle = os.path.join(pages, "pagefind")
        self.index_bytes = folder_bytes(bundle, lambda name: "pagefind" not in os.path.basename(name) and "wasm" not in name)
        return pages

    def belongs(self, address):
        return address.startswith("pagefind/")


class Lunr(Engine):
    """Results are pages and sections, each a document of its own, as documentation sites that use lunr have them."""

    name = "lunr.js"
    page = "index.html"
    BUILD = """(documents) => {
        const index = lunr(function () {
            this.ref("address");
            this.field("heading", { boost: 10 });
            this.field("page", { boost: 4 });
            this.field("text");
            for (const each of documents) this.add(each);
        });
        return JSON.stringify(index);
    }"""
    load = """async () => { self.index = lunr.Index.load(await (await fetch("index.json")).json()); }"""
    # The word itself first, then words that it begins, then words with one letter changed: as lunr's guide has it.
    # At some half-typed words lunr fails by itself, which finds nothing.
    ask = f"""([query]) => {{
        try {{
            return index.query((each) => {{
                for (const word of lunr.tokenizer(query)) {{
                    const text = word.toString();
                    each.term(text, {{ boost: 100 }});
                    each.term(text, {{ boost: 10, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING }});
                    if (text.length > 3) each.term(text, {{ boost: 1, usePipeline: false, editDistance: 1 }});
                }}
            }}).slice(0, {LIMIT}).map((found) => [found.ref]);
        }} catch {{
            return [];
        }}
    }}"""

    def prepare(self):
        with open(os.path.join(self.folder, "index.html"), "w", encoding="utf-8") as file:
            file.write('<!doctype html><title>lunr</title><script src="lunr.js"></script>')
        shutil.copy(LUNR, os.path.join(self.folder, "lunr.js"))
        return self.folder

    def build(self, page):
        """The index is made by lunr.js itself, in the browser."""
        documents = []
        for address, html in searched_pages(self.site):
            parts = sections(html)
            for anchor, heading, text in parts:
                documents.append({"address": f"{address}#{anchor}" if anchor else address, "heading": heading,
                                  "page": parts[0][1], "text": text})
        begin = time.monotonic()
        index = page.evaluate(self.BUILD, documents)
        self.seconds = time.monotonic() - begin
        self.index_bytes = len(index.encode())
        with open(os.path.join(self.folder, "index.json"), "w", encoding="utf-8") as file:
            file.write(index)
