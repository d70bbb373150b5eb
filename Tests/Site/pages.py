"""The pages of a site, parsed, with the questions that tests ask of them."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html

# The attributes that hold addresses.
ADDRESSES = ("href", "src", "poster", "data", "action", "formaction", "srcset")


@dataclass
class Page:
    path: str
    bytes: bytes
    document: object = field(repr=False)

    @cached_property
    def title(self):
        return self.document.findtext(".//title") or ""

    @cached_property
    def ids(self):
        return self.document.xpath("//@id")

    @cached_property
    def id_set(self):
        return set(self.ids)

    @cached_property
    def kind(self):
        """What the page is about, as the theme's styles tell it: `page-profile` and so on."""
        return self.document.body.get("class", "")

    @cached_property
    def heading(self):
        return " ".join(self.document.find(".//h1").text_content().split())

    @cached_property
    def addresses(self):
        """Every address that the page names, with the element that names it."""
        return [
            (element, value)
            for element in self.document.iter(lxml.etree.Element)
            for name, value in element.items()
            if name in ADDRESSES
        ]

    @cached_property
    def links(self):
        """The paths of the site's files that the page links to or loads, with the fragment or nothing."""
        return [self.resolve(value) for _, value in self.addresses if not is_external(value)]

    def resolve(self, address):
        """The path in the site that a relative address leads to, and the fragment."""
        parts = urlsplit(address)
        folder = [] if "/" not in self.path else self.path.split("/")[:-1]
        names = folder
        if parts.path:
            for name in parts.path.split("/"):
                if name == "..":
                    assert names, f"{self.path}: {address} leaves the site"
                    names = names[:-1]
                elif name != ".":
                    names = [*names, unquote(name, errors="strict")]
        else:
            names = self.path.split("/")
        return "/".join(names), unquote(parts.fragment, errors="strict")


def is_asset(path, name):
    """Whether a path is that of a file of the theme."""
    stem, _, kind = name.rpartition(".")
    return re.fullmatch(rf"{re.escape(stem)}\.[0-9a-f]{{8}}\.{kind}", path) is not None


def is_external(address):
    return bool(urlsplit(address).scheme)


class Site:
    """A folder that the generator published."""

    def __init__(self, root):
        self.root = Path(root)

    @cached_property
    def files(self):
        return {str(path.relative_to(self.root)): path for path in sorted(self.root.rglob("*")) if path.is_file()}

    @cached_property
    def pages(self):
        parser = lxml.html.HTMLParser(encoding="utf-8")
        return {
            name: Page(name, text := path.read_bytes(), lxml.html.document_fromstring(text, parser=parser))
            for name, path in self.files.items()
            if name.endswith(".html")
        }

    def asset(self, name):
        """Where a file of the theme stands, such as `assets/base.css`: its name on the site holds a hash."""
        (path,) = (path for path in self.files if is_asset(path, name))
        return path

    def of_kind(self, kind):
        return [page for page in self.pages.values() if page.kind == kind]

    def broken_links(self):
        """Every link to a file or anchor that the site does not have."""
        broken = []
        for page in self.pages.values():
            for path, fragment in page.links:
                if path not in self.files:
                    broken.append(f"{page.path}: {path}")
                elif fragment and path.endswith(".html") and fragment not in self.pages[path].id_set:
                    broken.append(f"{page.path}: {path}#{fragment}")
        return broken
