#!/usr/bin/env python3
"""Scales the shipped content to a folder that builds into about N pages.

    scale_content.py N OUT [--content content] [--seed 1]

The folder is a number of copies of the shipped definitions and part of one more. Within a copy everything
refers to the same copy, so that relations grow in proportion to the pages and nothing becomes a hub. Every profile
and transaction gets a chapter of about 8 KB, put together from sections of the shipped prose whose references are
led to definitions of the copy. The same arguments give the same bytes.
"""

import argparse
import collections
import os
import posixpath
import random
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

NAMESPACE = "urn:technical-framework:definitions"
SCHEMA = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "Sources", "ContentReading", "Schema", "framework.rng")
CHAPTER_BYTES = 8192
# Fewer definitions than this make no copy in which references find something to refer to.
SMALLEST_PART = 40
# Which attributes name definitions, and of which kind; `ref` names what its element is called.
REFERENCES = {
    "domain": "domain", "profile": "profile", "actor": "actor", "option": "option", "transaction": "transaction",
    "content-module": "content-module", "volume": "volume", "initiator": "actor", "responder": "actor",
    "organisation": "organisation"}
MARKDOWN_ELEMENTS = {"definition", "description", "condition", "note", "revision", "role", "namespace"}
# The sections that chapters have to have.
TEMPLATES = {
    "profile": ["Actors, Transactions, and Content Modules", "Actor Options", "Required Actor Groupings", "Overview",
                "Security Considerations", "Cross-Profile Considerations"],
    "transaction": ["Scope", "Actor Roles", "Referenced Standards", "Messages", "Security Considerations"]}

KINDS = ("domain|volume|chapter|profile|actor|transaction|option|content-module|supplement|change-proposal|publication|term|standard"
         "|source|organisation|membership|event|tool|product")
# What stands around the framework, and is there once however large that is.
SURROUNDINGS = {"organisation", "membership", "event", "tool", "product"}
REFERENCE = re.compile(
    rf"\[(?P<text>[^\]]*)\]\((?P<kind>{KINDS}):(?P<name>[^)#\s]*)\)"
    r"|\[(?P<bracket>[A-Z][A-Z0-9]*-[A-Z0-9]+)\](?![(\[])"
    r"|\[(?P<label>[^\]]*)\]\((?P<file>[^):#\s]+\.(?:md|xml))(?P<anchor>#[^)\s]*)?\)"
    r"|(?P<citation>\b[A-Z]+ TF-\d: \d[\d.]*\d)")


def local(element):
    return element.tag.rpartition("}")[2]


def folded(name):
    return " ".join(name.lower().split())


class Definition:
    """A shipped definition: its element, and the file that holds it."""

    def __init__(self, element, path, shares_file):
        self.element, self.path, self.shares_file = element, path, shares_file
        self.kind, self.id, self.domain = local(element), element.get("id"), element.get("domain")
        self.name = element.find(f"{{{NAMESPACE}}}name").text.strip()
        self.acronym = element.get("acronym")
        self.key = (self.kind, self.id)

    def references(self):
        """(element, attribute, key) of everything that the definition names, apart from sources."""
        for element in self.element.iter():
            for attribute in element.attrib:
                if attribute == "ref":
                    yield element, attribute, (local(element), element.get("ref"))
                # The volume of a content module is a number.
                elif attribute == "volume" and local(element) == "content-module":
                    continue
                elif attribute in REFERENCES and not (element is self.element and attribute == "id"):
                    yield element, attribute, (REFERENCES[attribute], element.get(attribute))


class Shipped:
    """The shipped content: definitions, the prose of domains, plain pages, and sections to make chapters of."""

    def __init__(self, folder):
        self.folder = folder
        self.definitions, self.by_key, self.names = [], {}, collections.defaultdict(dict)
        self.domain_prose, self.pages, self.sections = {}, {}, []
        paths = sorted(
            posixpath.relpath(posixpath.join(root, name), folder) for root, _, names in os.walk(folder)
            for name in names if not name.startswith("."))
        for path in paths:
            if path.endswith(".xml"):
                root = ET.parse(posixpath.join(folder, path)).getroot()
                several = local(root) == "definitions"
                for element in list(root) if several else [root]:
                    self.add(Definition(element, path, several))
        for definition in self.definitions:
            if definition.kind == "chapter":
                definition.domain = self.by_key["volume", definition.element.get("volume")].domain
        count = collections.Counter((d.kind, folded(d.name)) for d in self.definitions)
        self.shared_names = {name for name, number in count.items() if number > 1}
        fill_gaps(self.definitions)
        for path in paths:
            if path.endswith(".md"):
                with open(posixpath.join(folder, path), encoding="utf-8") as file:
                    self.read_prose(path, file.read())
        plain = [d.name for d in self.definitions if d.kind == "actor" and " " in d.name]
        plain += [d.id for d in self.definitions if d.kind == "profile" and len(d.id) > 2]
        self.mentioned = {d.name if d.kind == "actor" else d.id: d.kind for d in self.definitions
                          if d.kind in ("actor", "profile")}
        # Longer names first, so that none is cut in two.
        self.mention = re.compile(
            r"(?<![\w.\-\[])(?:" + "|".join(map(re.escape, sorted(plain, key=lambda n: (-len(n), n)))) + r")(?![\w\]])")

    def add(self, definition):
        self.definitions.append(definition)
        self.by_key[definition.key] = definition
        names = [definition.id, definition.acronym, definition.element.get("keyword"), definition.name]
        names += [alias.text for alias in definition.element.findall(f"{{{NAMESPACE}}}alias")]
        for position, name in enumerate(names):
            if name:
                self.names[definition.kind].setdefault(folded(name), (definition, position < 3))

    def find(self, kind, name):
        """The definition with a name, and whether the name is an identifier."""
        if (kind, name) in self.by_key:
            return self.by_key[kind, name], True
        return self.names[kind].get(folded(name), (None, False))

    def read_prose(self, path, text):
        beside = [d for d in self.definitions if d.path == path[:-3] + ".xml"]
        # Part of a copy may have nothing of a kind, and so no list of it.
        text = re.sub(r"\[([^\]]*)\]\(list:[^)]*\)", r"\1", text)
        if path.startswith("pages/"):
            self.pages[path] = text
            text = text.split("---\n", 2)[2]
        elif beside and beside[0].kind == "domain":
            self.domain_prose[beside[0].id] = text
        if "::: amendment" in text:
            # What amendments change is not in the copies.
            return
        for section in re.split(r"(?m)^(?=## )", text):
            # Introductions get the heading that they go without.
            section = section.strip()
            # A requirement's identifier is unique, and a list of all definitions would dwarf the chapter.
            section = re.sub(r"(?m)^::: requirement .*$", "::: note", section)
            # Sections move, and the anchors that links name with them.
            section = re.sub(r"\[([^\]]*)\]\(#[^)]*\)", r"\1", section)
            section = re.sub(rf"\]\(({KINDS}):([^)#\s]*)#[^)]*\)", r"](\1:\2)", section)
            # Appendices are copied without their prose, and so without sections.
            section = re.sub(r"(Appendix [A-Z])(?:\.\d+)+", r"\1", section)
            if section and "::: list" not in section:
                self.sections.append(section if section.startswith("## ") else "## Background\n\n" + section)


def children(element, name):
    return element.findall(f"{{{NAMESPACE}}}{name}")


def fill_gaps(definitions):
    """Gives profiles without actors and transactions without roles those of another of their domain, and each actor of
    a profile a role. Gaps are reported as warnings, whose number would grow with the copies."""
    profiles, transactions = ([d for d in definitions if d.kind == kind] for kind in ("profile", "transaction"))
    fill_missing(transactions, "exchange")
    fill_missing(profiles, "actor")
    fill_roles(profiles, {d.id: d.element for d in transactions})


def fill_missing(definitions, part):
    """Definitions without a part that they should have borrow from one that has it, of their domain where possible."""
    donors = [d for d in definitions if children(d.element, part)]
    for definition in definitions:
        if children(definition.element, part) or not donors:
            continue
        chance = random.Random(f"gaps/{definition.id}")
        donor = chance.choice([d for d in donors if d.domain == definition.domain] or donors)
        behind = ("role", "standard", "namespace")
        position = len(definition.element) - sum(len(children(definition.element, name)) for name in behind)
        for borrowed in children(donor.element, part)[:3]:
            borrowed = ET.fromstring(ET.tostring(borrowed))
            for unwanted in children(borrowed, "grouping") + children(borrowed, "one-of"):
                borrowed.remove(unwanted)
            definition.element.insert(position, borrowed)
            position += 1


def fill_roles(profiles, transactions):
    """Adds exchanges to transactions for the actors of profiles that have no role in them."""
    for profile in profiles:
        for actor in children(profile.element, "actor"):
            for use in children(actor, "transaction"):
                transaction = transactions.get(use.get("ref"))
                exchanges = children(transaction, "exchange") if transaction is not None else []
                sides = {exchange.get(side) for exchange in exchanges for side in ("initiator", "responder")}
                if exchanges and actor.get("ref") not in sides:
                    added = ET.fromstring(ET.tostring(exchanges[-1]))
                    added.set("initiator", actor.get("ref"))
                    transaction.insert(list(transaction).index(exchanges[-1]) + 1, added)


def is_copied(definition, number):
    """Whether the copy of a number has a definition."""
    if definition.kind in SURROUNDINGS:
        return number == 1
    # The General Introduction has one fixed address, so that there can be only one.
    return number == 1 or definition.domain or definition.kind not in ("volume", "chapter")


class Copy:
    """One copy of the shipped definitions, or of some of them."""

    def __init__(self, shipped, number, seed, chosen=None):
        self.shipped, self.number, self.seed = shipped, number, seed
        self.definitions = [d for d in shipped.definitions if (d.key in chosen if chosen else is_copied(d, number))]
        volumes = {d.id for d in self.definitions if d.kind == "volume"}
        self.definitions = [d for d in self.definitions
                            if d.kind != "chapter" or d.element.get("volume") in volumes]
        self.present = {d.key for d in self.definitions}
        self.pools = collections.defaultdict(list)
        for definition in self.definitions:
            self.pools[definition.kind].append(definition)
        self.chaptered = self.pools["profile"] + self.pools["transaction"]
        self.plans = {}

    # Names in the copy

    def identifier(self, kind, id):
        if self.number == 1:
            return id
        if kind == "domain":
            return f"{id}{self.number}"
        if kind == "transaction" and "-" in id:
            # A reference in brackets is known by what stands before its last hyphen.
            prefix, _, number = id.rpartition("-")
            return f"{prefix}{self.number}-{number}"
        return f"{id}-{self.number}"

    def called(self, name):
        return name if self.number == 1 else f"{name} {self.number}"

    def path(self, definition):
        """Where the definition's file is; one file each for profiles and transactions, as shipped."""
        folder, name = posixpath.split(definition.path)
        if self.number == 1:
            return definition.path
        parts = folder.split("/") if folder else []
        domain = parts[1] if len(parts) > 1 and parts[0] == "domains" else None
        if domain:
            parts[1] = self.identifier("domain", domain)
        else:
            parts.append(str(self.number))
        if not definition.shares_file:
            name = self.identifier(definition.kind, definition.id) + ".xml"
        return posixpath.join(*parts, name)

    # References in Markdown

    def rewritten(self, text, path, chooser, plain=False):
        """Markdown with its references led to the definitions that a function chooses."""
        pieces, position = [], 0
        for match in REFERENCE.finditer(text):
            pieces.append(self.mentions(text[position:match.start()], chooser, plain))
            pieces.append(self.reference(match, path, chooser))
            position = match.end()
        pieces.append(self.mentions(text[position:], chooser, plain))
        return "".join(pieces)

    def mentions(self, text, chooser, plain):
        """Names in running text: where the prose moves to another definition, they move along."""
        if not plain:
            return text

        def replace(match):
            target = chooser(self.shipped.mentioned[match[0]], None)
            if target is None:
                return match[0]
            return self.called(target.name) if target.kind == "actor" else self.identifier("profile", target.id)

        return self.shipped.mention.sub(replace, text)

    def reference(self, match, path, chooser):
        if match["bracket"]:
            if ("transaction", match["bracket"]) not in self.shipped.by_key:
                return match[0]
            target = chooser("transaction", self.shipped.by_key["transaction", match["bracket"]])
            return f"[{self.identifier('transaction', target.id)}]" if target else match["bracket"]
        if match["kind"]:
            return self.definition_link(match, chooser)
        if match["citation"]:
            return self.citation(match["citation"], chooser)
        return self.file_link(match, path, chooser)

    def definition_link(self, match, chooser):
        kind, text = match["kind"], match["text"]
        wanted, by_identifier = self.shipped.find(kind, match["name"] or text)
        target = chooser(kind, wanted)
        if target is None:
            return text
        id = self.identifier(kind, target.id)
        if match["name"]:
            return f"[{text}]({kind}:{id})"
        if by_identifier:
            return f"[{id}]({kind}:)"
        if (kind, folded(target.name)) in self.shipped.shared_names or "[" in target.name:
            return f"[{text}]({kind}:{id})"
        return f"[{self.called(target.name)}]({kind}:)"

    def citation(self, text, chooser):
        domain, section = text.split()[0], text.split()[-1]
        cited = [d for d in self.shipped.definitions
                 if d.kind == "transaction" and d.domain == domain and d.element.get("section") == section]
        target = chooser("transaction", cited[0] if cited else None)
        if target is None or not target.element.get("section"):
            return "the framework"
        return f"{self.identifier('domain', target.domain)} TF-2: {target.element.get('section')}"

    def file_link(self, match, path, chooser):
        """A relative link leads to another chapter, to one of its sections where it led to one before."""
        target = chooser("profile", None)
        if target is None:
            return match["label"]
        link = posixpath.relpath(self.path(target)[:-4] + ".md", posixpath.dirname(path))
        if match["anchor"]:
            link += "#" + self.anchor(target)
        return f"[{match['label']}]({link})"

    # Choosing what references lead to

    def faithful(self, path):
        """Leads references to the same definition of this copy, or to another where the copy is a part only."""
        chance = random.Random(f"{self.seed}/{self.number}/faithful/{path}")

        def choose(kind, wanted):
            if wanted is not None and wanted.key in self.present:
                return wanted
            return chance.choice(self.pools[kind]) if self.pools[kind] else None

        return choose

    def related(self, definition):
        """Leads references to what the definition names, half of the time, else to anything of the copy."""
        chance = random.Random(f"{self.seed}/{self.number}/related/{definition.id}")
        own = collections.defaultdict(list)
        for _, _, key in definition.references():
            if key in self.present:
                own[key[0]].append(self.shipped.by_key[key])

        def choose(kind, _):
            pool = own[kind] if own[kind] and chance.random() < 0.5 else self.pools[kind]
            return chance.choice(pool) if pool else None

        return choose

    # Chapters

    def plan(self, definition):
        """Which sections a chapter has, at which level: known before any is written, since links name anchors."""
        if definition.key not in self.plans:
            chance = random.Random(f"{self.seed}/{self.number}/plan/{definition.id}")
            sections, size = [], 0
            order = chance.sample(self.shipped.sections, len(self.shipped.sections))
            while size < CHAPTER_BYTES - 300 and order:
                section = order.pop()
                # Every third or so stands a level deeper, as sections of a specification do.
                if sections and chance.random() < 0.35:
                    section = "#" + section
                sections.append(section)
                size += len(section.encode()) + 2
            self.plans[definition.key] = by_template(sections, TEMPLATES[definition.kind])
        return self.plans[definition.key]

    def anchor(self, definition):
        """An anchor of a chapter, by the rule that headings get theirs."""
        heading = self.plan(definition)[0].split("\n", 1)[0].lstrip("# ").lower()
        return re.sub(r"[^\w\- ]", "", heading).replace(" ", "-")

    def chapter(self, definition):
        path, chooser = self.path(definition), self.related(definition)
        sections = [self.rewritten(section, path, chooser, plain=True) for section in self.plan(definition)]
        # The shipped prose has no code yet; specifications have.
        if definition.kind == "transaction":
            sections.insert(1, self.example(definition))
        return "\n\n".join(sections) + "\n"

    def example(self, definition):
        id = self.identifier("transaction", definition.id)
        lines = [f'  <exchange initiator="{e.get("initiator")}" responder="{e.get("responder")}"/>'
                 for e in children(definition.element, "exchange")[:3]]
        return "\n".join([
            "### Example", "", f"The definition of `{id}`, in short:", "",
            "```xml", f'<transaction id="{id}">', *lines, "</transaction>", "```"])

    # Definitions

    def element(self, definition):
        """The definition's element for this copy. References that a partial copy lacks are left out with the
        element that holds them."""
        copy = Definition(ET.fromstring(ET.tostring(definition.element)), definition.path, definition.shares_file)
        element = copy.element
        lacking = {id(e) for e, _, key in copy.references() if key not in self.present}
        remove_elements(element, lacking)
        for part, attribute, key in list(copy.references()):
            part.set(attribute, self.identifier(*key))
        self.rename(element, definition)
        path, chooser = self.path(definition), self.faithful(definition.path + definition.id)
        for part in element.iter():
            if local(part) in MARKDOWN_ELEMENTS and part.text:
                part.text = self.rewritten(part.text, path, chooser)
        return element

    def rename(self, element, definition):
        element.set("id", self.identifier(definition.kind, definition.id))
        sources = [id for id in element.get("sources", "").split() if ("source", id) in self.present]
        element.attrib.pop("sources", None)
        if sources:
            element.set("sources", " ".join(self.identifier("source", id) for id in sources))
        for attribute in ("keyword", "acronym"):
            if element.get(attribute) and self.number > 1:
                element.set(attribute, f"{element.get(attribute)}-{self.number}")
        for name in children(element, "name") + children(element, "alias"):
            name.text = self.called(name.text.strip())

    def write(self, out):
        files = collections.defaultdict(list)
        for definition in self.definitions:
            files[self.path(definition), definition.shares_file].append(self.element(definition))
        # A part of a copy has gaps again where references were left out.
        fill_gaps([Definition(element, "", False) for elements in files.values() for element in elements])
        for (path, shares_file), elements in files.items():
            write_file(out, path, xml_text(elements, shares_file))
        for definition in self.chaptered:
            write_file(out, self.path(definition)[:-4] + ".md", self.chapter(definition))
        for definition in self.pools["domain"]:
            if definition.id in self.shipped.domain_prose:
                path = self.path(definition)
                text = self.rewritten(self.shipped.domain_prose[definition.id], path, self.faithful(path))
                write_file(out, path[:-4] + ".md", text)

    def write_pages(self, out):
        """The plain pages, which a site has once. Links between them stay as they are."""
        for path, text in self.shipped.pages.items():
            rewritten, position, chooser = [], 0, self.faithful(path)
            for match in REFERENCE.finditer(text):
                rewritten.append(text[position:match.start()])
                keep = match["file"] or match["citation"]
                rewritten.append(match[0] if keep else self.reference(match, path, chooser))
                position = match.end()
            write_file(out, path, "".join(rewritten) + text[position:])


def by_template(sections, titles):
    """Sections under the titles that a chapter has to have; what is left over keeps its own."""
    titles, named = list(titles), []
    for section in sections:
        heading, _, body = section.partition("\n")
        if not heading.startswith("### ") and titles:
            title = titles.pop(0)
            if title == "Messages":
                # A section below would be taken for a message.
                body = re.sub(r"(?m)^#+ (.*)$", r"**\1**", body)
            section = f"## {title}\n{body}"
        elif named and named[-1].startswith("## Messages"):
            section = section.removeprefix("#")
        named.append(section)
    return named + [f"## {title}\n\nNot applicable." for title in titles]


def remove_elements(element, unwanted):
    for child in list(element):
        if id(child) in unwanted:
            element.remove(child)
        else:
            remove_elements(child, unwanted)
            if local(child) == "one-of" and len(child) == 0:
                element.remove(child)


def part_of(shipped, budget, seed, number):
    """A part of the definitions, in the proportions of the whole, of few domains, so that most references stay."""
    chance = random.Random(f"{seed}/{number}/part")
    everything = [d for d in shipped.definitions if is_copied(d, number) and d.kind not in SURROUNDINGS]
    count = collections.Counter(d.kind for d in everything)
    quota = {kind: max(1, round(budget * number_of / len(everything))) for kind, number_of in count.items()}
    domains, enough = set(), lambda kind: sum(
        1 for d in everything if d.kind == kind and d.domain in domains) >= quota[kind]
    names = sorted(d.id for d in everything if d.kind == "domain")
    chance.shuffle(names)
    while names and not (len(domains) >= quota["domain"] and enough("profile") and enough("transaction")):
        domains.add(names.pop())
    candidates = [d for d in everything if d.domain in domains or (d.kind == "domain" and d.id in domains)
                  or (d.domain is None and d.kind != "domain")]
    chance.shuffle(candidates)

    chosen, use = {("domain", id) for id in domains}, collections.Counter()

    def take(kind):
        of_kind = sorted((d for d in candidates if d.kind == kind), key=lambda d: -use[d.key])
        for definition in of_kind[:quota[kind]]:
            chosen.add(definition.key)
            use.update(key for _, _, key in definition.references())
            use.update(("source", id) for id in definition.element.get("sources", "").split())

    for kind in ("profile", "transaction", "actor", "option", "content-module", "standard", "supplement", "volume",
                 "change-proposal", "publication", "term", "source"):
        take(kind)
    for definition in candidates:
        if len(chosen) < budget:
            chosen.add(definition.key)
    for definition in candidates:
        if len(chosen) > budget and definition.kind in ("term", "option", "publication"):
            chosen.discard(definition.key)
    return chosen


def xml_text(elements, shares_file):
    ET.register_namespace("", NAMESPACE)
    if shares_file:
        root = ET.Element(f"{{{NAMESPACE}}}definitions")
        root.extend(elements)
    else:
        root = elements[0]
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def write_file(out, path, text):
    path = os.path.join(out, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def validate(out):
    """Validates all definition files where xmllint is installed."""
    if not shutil.which("xmllint"):
        return
    files = sorted(os.path.join(root, name) for root, _, names in os.walk(out) for name in names
                   if name.endswith(".xml"))
    for start in range(0, len(files), 500):
        result = subprocess.run(["xmllint", "--noout", "--relaxng", SCHEMA, *files[start:start + 500]],
                                capture_output=True, text=True)
        if result.returncode != 0:
            problems = [line for line in result.stderr.splitlines() if not line.endswith(" validates")]
            sys.exit("the scaled definitions are not valid:\n" + "\n".join(problems[:20]))


def scale(shipped, pages, out, seed):
    """Writes the content for a number of pages and returns the number expected."""
    kinds = {d.kind for d in shipped.definitions}
    if not kinds:
        sys.exit(f"{shipped.folder} holds no definitions")
    # Plain pages (of which one is the home page), a list for each kind, the page for missing addresses.
    others = len(shipped.pages) + len(kinds) + 1
    budget, number, copies = pages - others, 0, []
    if budget < SMALLEST_PART:
        sys.exit(f"a site has {others} pages besides definitions; ask for at least {others + SMALLEST_PART}")
    while budget > 0:
        number += 1
        full = Copy(shipped, number, seed)
        if len(full.definitions) <= budget:
            copies.append(full)
        elif number == 1 or budget >= SMALLEST_PART:
            copies.append(Copy(shipped, number, seed, part_of(shipped, budget, seed, number)))
        else:
            break
        budget -= len(full.definitions)
    for copy in copies:
        copy.write(out)
    copies[0].write_pages(out)
    write_configuration(shipped, out)
    return others + sum(len(copy.definitions) for copy in copies)


# What copies can't have right: their texts name the originals, cite sections of domains that are not copied, and so on.
UNFIT_CHECKS = [
    "duplicate-number", "foreign-address", "impossible-date", "misleading-link", "missing-address", "misspelled-name",
    "other-name", "unresolved-citation", "unused-actor",
]


def write_configuration(shipped, out):
    with open(os.path.join(shipped.folder, "site.yml"), encoding="utf-8") as file:
        settings = file.read()
    with open(os.path.join(out, "site.yml"), "w", encoding="utf-8") as file:
        file.write(settings + "checks:\n" + "".join(f"  {rule}: off\n" for rule in UNFIT_CHECKS))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("pages", type=int)
    arguments.add_argument("out")
    arguments.add_argument("--content", default="content")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    if os.path.exists(options.out) and os.listdir(options.out):
        sys.exit(f"{options.out} is not empty")
    os.makedirs(options.out, exist_ok=True)
    expected = scale(Shipped(options.content.rstrip("/")), options.pages, options.out, options.seed)
    validate(options.out)
    print(f"{options.out}: content for {expected} pages")


if __name__ == "__main__":
    main()
