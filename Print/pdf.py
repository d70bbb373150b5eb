"""Writes print editions as PDFs: pdf.py SITE DEFINITION PDF, as in `pdf.py public volume:ITI-TF-1 pdf/ITI-TF-1.pdf`.

Links that leave the edition lead to where the site is published, if its settings say so, and else nowhere: the paths of
the machine that made the PDF are of use to nobody.
"""

import logging
import os
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import weasyprint


def find(site, definition):
    """The edition of a definition, such as `volume:ITI-TF-1`."""
    mark = f'data-edition="{definition}"'.encode()
    for page in sorted(site.rglob("*print.html")):
        if mark in page.read_bytes():
            return page
    sys.exit(f"{site} has no edition of {definition}: editions have volumes with chapters, and profiles")


def render(page):
    """The document, with links that hold on other machines."""
    source = weasyprint.HTML(page)
    canonical = source.etree_element.find(".//link[@rel='canonical']")
    document = source.render()
    for sheet in document.pages:
        sheet.links = [
            (kind, target, *rest)
            for kind, link, *rest in sheet.links
            if (target := published(link, page, canonical) if kind == "external" else link)
        ]
    return document


def published(link, page, canonical):
    """Where a link leads for readers; nothing where only this machine has what it leads to."""
    parts = urlsplit(link)
    if parts.scheme != "file":
        return link
    if canonical is None:
        return None
    path = os.path.relpath(unquote(parts.path), page.resolve().parent)
    return urljoin(canonical.get("href"), path) + (f"#{parts.fragment}" if parts.fragment else "")


def main(site, definition, pdf):
    # It tells of each rule for screens that it passes over.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    document = render(find(Path(site), definition))
    Path(pdf).parent.mkdir(parents=True, exist_ok=True)
    document.write_pdf(pdf)
    print(f"{pdf}: {len(document.pages)} pages")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
