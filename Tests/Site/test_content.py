"""The shipped content: its spelling, its examples of messages, and that nothing in it is left empty."""

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message
from lxml import etree

from support import CONTENT

NAMESPACE = "{urn:technical-framework:definitions}"
WORDS = Path(__file__).with_name("words.txt")

# Elements whose text a reader reads.
READ = {NAMESPACE + name for name in ("name", "alias", "definition", "description", "note", "condition", "role", "namespace")}
READ |= {NAMESPACE + name for name in ("activity", "right", "criterion", "committee", "label")}


# Spelling


def prose(path):
    """What is written in words in a file."""
    text = path.read_text()
    if path.suffix == ".xml":
        elements = etree.fromstring(text.encode()).iter(*READ)
        text = "\n".join("".join(element.itertext()) for element in elements)
    text = re.sub(r"(?ms)^ *(```|~~~).*?^ *\1", " ", text)
    text = re.sub(r"`[^`]*`|\]\([^)]*\)", " ", text)
    return re.sub(r"https?://\S+|<[^>]+>|\{[^}]*\}|urn:\S+", " ", text)


def test_spelling():
    places = {}
    for path in sorted(CONTENT.rglob("*")):
        if path.suffix in (".md", ".xml"):
            for word in re.findall(r"[^\W\d_](?:[^\W\d_]|['’])*(?![^\W_])", prose(path)):
                places.setdefault(re.sub("['’]s?$", "", word), path)
    # Words with a capital in them are identifiers.
    words = [word for word in places if len(word) > 3 and not re.search(r".[A-Z]", word)]
    assert len(words) > 4000
    found = subprocess.run(
        ["hunspell", "-d", "en_US", "-p", WORDS, "-l"], input="\n".join(words), capture_output=True, text=True, check=True
    ).stdout.split()
    wrong = {word: str(places[word].relative_to(CONTENT)) for word in sorted(set(found))}
    assert not wrong, "mend them, or add them to words.txt if they are right"


def test_the_word_list_has_no_word_that_the_content_has_not():
    text = " ".join(prose(path).lower() for path in CONTENT.rglob("*") if path.suffix in (".md", ".xml"))
    listed = WORDS.read_text().split()
    assert listed == sorted(set(listed), key=str.lower)
    assert [word for word in listed if word.lower() not in text] == []


# Examples of messages


def examples(language):
    """The blocks of code in a language, each with its place."""
    found = []
    for path in sorted(CONTENT.rglob("*.md")):
        text = path.read_text()
        for block in re.finditer(rf"(?ms)^( *)```{language}\b[^\n]*\n(.*?)^\1```", text):
            line = text.count("\n", 0, block.start()) + 1
            found.append(pytest.param(block[2], id=f"{path.relative_to(CONTENT)}:{line}"))
    return found


@pytest.mark.parametrize("code", examples("xml"))
def test_xml_is_well_formed(code):
    # An amendment adds elements beside each other to a definition.
    document = code if code.startswith("<?xml") else f"<content>{code}</content>"
    etree.fromstring(document.encode())


@pytest.mark.parametrize("code", examples("json"))
def test_json_is_json(code):
    # A dictionary takes the same key twice, JSON means it once.
    def unique(pairs):
        assert max(Counter(key for key, _ in pairs).values(), default=1) == 1
        return dict(pairs)

    json.loads(code, object_pairs_hook=unique)


@pytest.mark.parametrize("code", examples("hl7"))
def test_hl7_has_known_segments_in_their_places(code):
    segments = code.strip().splitlines()
    assert segments[0].startswith("MSH|^~\\&|")
    message = parse_message("\r".join(segments) + "\r", validation_level=VALIDATION_LEVEL.TOLERANT, find_groups=False)
    assert [child.name for child in message.children] == [segment[:3] for segment in segments]
    # What the version does not know comes out without a name of its own.
    for segment in message.children:
        for field in segment.children:
            # The parameters of a query are its own.
            is_free = segment.name == "QPD" or segment.name.startswith("Z")
            assert field.name and (is_free or field.long_name), f"{segment.name}: {field.name}"


REQUEST = re.compile(r"(GET|POST|PUT|PATCH|DELETE) \S+( HTTP/[\d.]+)?")
STATUS = re.compile(r"HTTP/[\d.]+ \d{3}( .*)?")


@pytest.mark.parametrize("code", examples("http"))
def test_http_has_a_first_line_headers_and_a_body(code):
    head, _, body = code.partition("\n\n")
    first, *headers = re.sub(r"\n[ \t]+", " ", head.strip()).splitlines()
    assert REQUEST.fullmatch(first) or STATUS.fullmatch(first), first
    assert all(re.fullmatch(r"[A-Za-z-]+: .+", header) for header in headers), headers
    if body.lstrip().startswith(("{", "[")):
        json.loads(body)
    elif body.lstrip().startswith("<"):
        etree.fromstring(body.strip().encode())


def test_there_are_examples_of_each_kind():
    counts = {language: len(examples(language)) for language in ("xml", "json", "hl7", "http")}
    assert all(count >= 15 for count in counts.values()), counts


# Definitions


def test_every_definition_says_what_it_is(site):
    """No page of a list has an entry without a definition, apart from options that no profile uses."""
    used = set()
    empty = []
    for path in sorted(CONTENT.rglob("*.xml")):
        root = etree.parse(path).getroot()
        used |= {element.get("ref") for element in root.iter(NAMESPACE + "option") if element.get("ref")}
        definitions = root if root.tag == NAMESPACE + "definitions" else [root]
        for element in definitions:
            if isinstance(element.tag, str) and element.find(NAMESPACE + "definition") is None:
                empty.append((element.tag.removeprefix(NAMESPACE), element.get("id")))
    assert [(kind, id) for kind, id in empty if kind != "option" or id in used] == []
