"""What hosts make of the files that a site has for them."""

import re
from pathlib import Path


def header_rules(folder):
    """The rules of a site's `_headers`, as Netlify and Cloudflare Pages read them: patterns of paths, and headers."""
    file = Path(folder) / "_headers"
    rules = []
    for line in file.read_text().splitlines() if file.exists() else []:
        if line.startswith(" "):
            name, value = line.strip().split(": ", 1)
            rules[-1][1].append((name, value))
        elif line:
            parts = re.split(r"(\*|:\w+)", line)
            pattern = "".join(
                ".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part) for part in parts
            )
            rules.append((re.compile(pattern), []))
    return rules


def headers_of(rules, path):
    """The headers of a path: all rules that match, the values of a header together."""
    headers = {}
    for pattern, entries in rules:
        if pattern.fullmatch(path):
            for name, value in entries:
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def policy(site):
    """The Content-Security-Policy that a site is published with."""
    return headers_of(header_rules(site.root), "/index.html")["Content-Security-Policy"]
