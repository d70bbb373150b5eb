"""The queries, and what counts as a right answer."""

import collections
import os
import re
from html.parser import HTMLParser
from urllib.parse import unquote

HERE = os.path.dirname(os.path.abspath(__file__))
# Where a section may be led to by several anchors: those within its heading.
HEADING = re.compile(r'<(h[1-6]|div)\b[^>]*\bid="([^"]*)"[^>]*>(.*?)</\1>', re.S)
ANCHOR = re.compile(r'\bid="([^"]*)"')

Query = collections.namedtuple("Query", "kind text answers")


def read_queries(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return [Query(kind, text, answers.split()) for kind, text, answers in lines]


class Judge:
    """Tells whether an address is a right answer. A heading has a readable anchor and one with its number: both lead to
    the same place, as does the anchor of a page's own heading to the page."""

    def __init__(self, site):
        self.site = site
        self.pages = {}

    def check(self, queries):
        """All right answers have to be there; a slip in the file would count against every engine."""
        missing = [f"{query.text}: {answer}" for query in queries for answer in query.answers if not self.exists(answer)]
        if missing:
            raise SystemExit("answers that lead nowhere:\n" + "\n".join(missing))

    def exists(self, address):
        page, _, anchor = address.partition("#")
        return os.path.exists(os.path.join(self.site, page)) and (not anchor or anchor in self.anchors(page)[0])

    def anchors(self, page):
        """All anchors of a page, and for those in a heading the first one of it."""
        if page not in self.pages:
            with open(os.path.join(self.site, page), encoding="utf-8") as file:
                html = file.read()
            same = {}
            for _, first, inside in HEADING.findall(html):
                if inside.startswith('<span class="section-number"'):
                    same.update((anchor, first) for anchor in ANCHOR.findall(inside[:200]))
            self.pages[page] = set(ANCHOR.findall(html)), same
        return self.pages[page]

    def place(self, address):
        page, _, anchor = unquote(address).partition("#")
        if page.endswith("/") or page == "":
            page += "index.html"
        if not os.path.exists(os.path.join(self.site, page)):
            return page, anchor
        return page, self.anchors(page)[1].get(anchor, anchor)

    def is_right(self, address, query):
        page, anchor = self.place(address)
        return any(page == right_page and right_anchor in ("", anchor)
                   for right_page, right_anchor in map(self.place, query.answers))

    def rank(self, results, query):
        """The rank of the first right result, from 1; None where there is none. A result may be several addresses, as
        where an engine shows sections below a page."""
        for rank, addresses in enumerate(results, 1):
            if any(self.is_right(address, query) for address in addresses):
                return rank
        return None


class Sections(HTMLParser):
    """The text of a page's `main`, divided at its headings: (anchor, heading, text). The first one is the page's own."""

    SKIPPED = {"nav", "script", "style", "form", "template"}
    VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def __init__(self):
        super().__init__()
        self.depth = self.skipped = self.heading = self.aside = 0
        self.sections = [["", "", ""]]
        self.current = self.before = self.sections[0]

    def handle_starttag(self, tag, attributes):
        if tag in self.VOID:
            return
        attributes = dict(attributes)
        if tag == "main":
            self.depth = 1
        elif self.depth:
            self.depth += 1
        if not self.depth:
            return
        if self.skipped or tag in self.SKIPPED or "backlinks" in (attributes.get("class") or "").split():
            self.skipped += 1
        elif self.heading:
            self.heading += 1
        elif re.fullmatch("h[1-6]", tag) or attributes.get("role") == "heading":
            self.heading = 1
            if tag != "h1":
                self.begin(attributes.get("id") or self.current[0])
        elif attributes.get("class") == "requirement" and attributes.get("id"):
            self.before, self.aside = self.current, self.depth
            self.begin(attributes["id"])

    def begin(self, anchor):
        self.current = [anchor, "", ""]
        self.sections.append(self.current)

    def handle_endtag(self, tag):
        if tag in self.VOID or not self.depth:
            return
        # A requirement stands within a section, which goes on after it.
        if self.depth == self.aside:
            self.current, self.aside = self.before, 0
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        elif self.heading:
            self.heading -= 1

    def handle_data(self, data):
        if self.depth and not self.skipped:
            self.current[1 if self.heading else 2] += data


def sections(html):
    parser = Sections()
    parser.feed(html)
    return [(anchor, " ".join(heading.replace(" #", " ").split()).removesuffix("#").strip(), " ".join(text.split()))
            for anchor, heading, text in parser.sections]
