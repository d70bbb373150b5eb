"""The search engine of the theme, asked in a browser: over HTTP and from disk, on the shipped site."""

import gzip
import re

import pytest

from conftest import build, served
from support import REPOSITORY, XMLNS, make_workspace

ASK = """async ([query, options]) => {
    const answer = await frameworkSearch.search(query, { finished: true, ...options });
    return { ...answer, results: answer.results.map((found) => ({ ...found,
        excerpt: found.excerpt.map(({ text, mark }) => mark ? `[${text}]` : text).join(""),
        titleRuns: found.titleRuns.map(({ text, mark }) => mark ? `[${text}]` : text).join("") })) };
}"""


class Engine:
    """The engine in a page of a site."""

    def __init__(self, page, root, site):
        self.page = page
        page.goto(root + "about.html")
        page.add_script_tag(url=root + site.asset("assets/search-engine.js"))

    def ask(self, query, **options):
        return self.page.evaluate(ASK, [query, options])

    def addresses(self, query, **options):
        return [found["address"] for found in self.ask(query, **options)["results"]]

    def first(self, query, **options):
        return self.addresses(query, **options)[0]


@pytest.fixture(params=["http", "file"])
def root(request, site):
    if request.param == "file":
        yield site.root.as_uri() + "/"
    else:
        with served(site.root) as address:
            yield address


@pytest.fixture
def engine(page, root, site):
    return Engine(page, root, site)


def test_names_and_identifiers_come_first(engine):
    for query in ("ITI-18", "iti18", "iti 18", "[ITI-18]", "Registry Stored Query", "registry stored queries"):
        assert engine.first(query) == "ITI/TF/Volume2/ITI-18.html", query
    for query in ("XDS.b", "xds", "xdsb", "cross-enterprise document sharing"):
        assert engine.first(query) == "ITI/TF/Volume1/ch-10.html", query
    assert engine.first("what must a Document Consumer do") == "actors/document-consumer.html"
    assert engine.first("what must a Document Consumer of XDS.b do") == "ITI/TF/Volume1/ch-10-document-consumer.html"
    assert engine.first("ITI-18-R3") == "ITI/TF/Volume2/ITI-18.html#ITI-18-R3"
    assert engine.first("ITI TF-1: 10") == "ITI/TF/Volume1/ch-10.html"
    assert engine.first("affinity domain") == "glossary/affinity-domain.html"


def test_parts_of_identifiers_find_them(engine):
    transactions = [found["address"] for found in engine.ask("18", kind="transaction", limit=20)["results"]]
    assert {"ITI/TF/Volume2/ITI-18.html", "RAD/TF/Volume2/RAD-18.html"} <= set(transactions)


def test_what_is_being_typed_is_a_beginning(engine):
    for query in ("registry stor", "registry stored q", "registry stored query"):
        assert engine.first(query, finished=False) == "ITI/TF/Volume2/ITI-18.html", query
    # Of the first letters, names are found that begin so.
    titles = [found["title"].lower() for found in engine.ask("d", finished=False)["results"]]
    assert len(titles) == 10 and all(re.search(r"\bd", title) for title in titles), titles
    assert engine.ask("registry stor")["results"] != engine.ask("registry stor", finished=False)["results"]


@pytest.mark.parametrize("wrong, right", [
    ("registery document", "actors/document-registry.html"), ("docment registry", "actors/document-registry.html"),
    ("affinty domain", "glossary/affinity-domain.html"), ("regsitry stored query", "ITI/TF/Volume2/ITI-18.html"),
    ("xonnectathon", "glossary/connectathon.html"), ("connectathom", "glossary/connectathon.html"),
])
def test_one_wrong_letter_is_forgiven(engine, wrong, right):
    answer = engine.ask(wrong)
    assert right in [found["address"] for found in answer["results"][:3]]
    assert [word["from"] for word in answer["corrected"]] == [wrong.split()[0]]
    # Readers are told a whole word.
    assert answer["words"][0] in ("registry", "document", "affinity", "connectathon", "documents")


def test_diacritics_and_forms_of_words_make_no_difference(engine):
    plain = engine.addresses("document registry")
    assert engine.addresses("Dócument Régistry") == plain
    assert engine.addresses("documents registries") == plain
    assert engine.addresses("DOCUMENT REGISTRY") == plain


def test_facets_count_and_narrow(engine):
    everything = engine.ask("document consumer")
    counts = everything["counts"]
    assert sum(counts["kind"].values()) == everything["total"] > 50
    actors = engine.ask("document consumer", kind="actor", limit=50)
    assert actors["total"] == counts["kind"]["actor"] == len(actors["results"])
    assert {found["kind"] for found in actors["results"]} == {"actor"}
    # A facet goes on to show what its own choice hides; the others count what is left.
    assert actors["counts"]["kind"] == counts["kind"]
    assert sum(actors["counts"]["domain"].values()) <= actors["total"]
    both = engine.ask("document consumer", kind=["section", "profile"], domain="RAD", status="final-text")
    assert both["total"] > 0
    assert {(found["domain"], found["status"]) for found in both["results"]} == {("RAD", "final-text")}
    labels = engine.page.evaluate("frameworkSearch.labels")
    assert labels["domain"]["RAD"] == "Radiology" and labels["kind"]["actor"] == "Actor"
    assert labels["status"]["final-text"] == "Final Text"


def test_results_come_in_parts(engine):
    ten = engine.addresses("document", limit=10)
    assert len(set(ten)) == 10
    assert not set(ten) & set(engine.addresses("document", limit=10, offset=10))


def test_a_result_shows_why(engine):
    found = engine.ask("registries")["results"]
    assert any("[" in result["titleRuns"] + result["excerpt"] for result in found[:3])
    found = engine.ask("children are hard to tell apart")["results"][0]
    assert found["address"] == "ITI/TF/Volume1/ch-5.html#pediatric-demographics-option"
    assert found["kind"] == "section" and found["domain"] == "ITI" and found["status"] == "final-text"
    assert found["page"] == "Patient Identifier Cross-referencing (PIX)" and found["number"]
    assert "[hard]" in found["excerpt"] and "[apart]" in found["excerpt"]


def test_nothing_and_stop_words_are_no_errors(engine):
    for query in ("", " ", "?!", "qqqqqqqq zzzzzzzz"):
        assert engine.ask(query)["results"] == [], query
    assert engine.ask("the")["total"] >= 0


def test_sections_exist(engine, site):
    for query in ("security considerations", "document registry", "message semantics"):
        for address in engine.addresses(query, limit=20):
            path, _, anchor = address.partition("#")
            assert path in site.files and (not anchor or anchor in site.pages[path].ids), address


def test_a_search_loads_little(page, site):
    with served(site.root) as root:
        loaded = []
        page.on("response", lambda response: loaded.append(response.url.removeprefix(root)))
        engine = Engine(page, root, site)
        loaded.clear()

        def size():
            sizes = [len(gzip.compress(site.files[path].read_bytes(), 9)) for path in loaded]
            loaded.clear()
            return sum(sizes)

        code = len(gzip.compress(site.files[site.asset("assets/search-engine.js")].read_bytes(), 9))
        engine.ask("how is a document registry found")
        assert code + size() < 60_000
        engine.ask("sharing of images between hospitals")
        assert size() < 40_000
        engine.ask("sharing of images between hospitals")
        assert loaded == []


def test_a_shard_that_does_not_load_is_named_and_tried_again(page, site):
    with served(site.root) as root:
        page.route("**/search-terms-*", lambda route: route.abort())
        engine = Engine(page, root, site)
        failed = page.evaluate("""async () => {
            try { await frameworkSearch.search("registry"); } catch (error) {
                self.failure = error;
                return [error.shard, error instanceof Error];
            }
        }""")
        assert re.fullmatch(r"assets/data/search-terms-\d+\.\w+\.js", failed[0]) and failed[1]
        page.unroute("**/search-terms-*")
        answer = page.evaluate("async () => (await failure.retry()).results[0].title")
        assert answer == "Document Registry" or "egistry" in answer


def test_a_search_ends_when_its_signal_says_so(page, site):
    with served(site.root) as root:
        engine = Engine(page, root, site)
        loaded = []
        page.on("request", lambda request: loaded.append(request.url))
        name = page.evaluate("""async () => {
            const stop = new AbortController();
            const search = frameworkSearch.search("registry", { signal: stop.signal });
            stop.abort();
            return search.then(() => "", (error) => error.name);
        }""")
        assert name == "AbortError" and not any("search-texts" in url for url in loaded)
        assert engine.ask("registry")["total"] > 0


def test_words_are_cut_as_in_the_index(page, site):
    """The browser's words and stems are those of SearchIndexing, whose tests have the same lists."""
    page.add_script_tag(path=str(site.root / site.asset("assets/search-words.js")))
    tests = REPOSITORY / "Tests/SearchIndexingTests"
    pairs = [line.split() for line in (tests / "Fixtures/stems.txt").read_text(encoding="utf-8").splitlines()]
    assert len(pairs) > 1000
    stems = page.evaluate("(words) => words.map((word) => searchWords.stem(word))", [word for word, _ in pairs])
    assert [(word, stem) for (word, right), stem in zip(pairs, stems) if stem != right] == []
    cases = [line.split("\t") for line in (tests / "Fixtures/words.txt").read_text(encoding="utf-8").splitlines()]
    assert len(cases) > 15
    for text, expected in cases:
        words = page.evaluate(
            """(text) => searchWords.words(text).map(({ whole, parts }) =>
                parts.length > 1 ? `${whole}=${parts.join("+")}` : whole).join(" ")""", text)
        assert words == expected, text
    source = (REPOSITORY / "Sources/SearchIndexing/StopWords.swift").read_text(encoding="utf-8")
    listed = re.search(r'"""\n(.*?)"""', source, re.S).group(1).replace("\\\n", " ").split()
    assert len(listed) > 50 and page.evaluate("(words) => words.filter((word) => !searchWords.isStopWord(word))", listed) == []


def test_every_build_has_the_same_index(workspace):
    first, second = (build(workspace / name, "--content", workspace / "content", "--jobs", jobs)
                     for name, jobs in (("one", "1"), ("two", "3")))
    names = [name for name in first.files if name.startswith("assets/data/search")]
    assert "assets/data/search.js" in names and len(names) > 3
    assert names == [name for name in second.files if name.startswith("assets/data/search")]
    assert all(first.files[name].read_bytes() == second.files[name].read_bytes() for name in names)


def test_a_draft_comes_behind_final_text(page, tmp_path):
    profile = """<profile id="{0}" domain="ITI" status="{1}"><name>Reading {0}</name>
        <definition>Reading of texts.</definition></profile>"""
    workspace = make_workspace(tmp_path / "work", {
        "site.yml": "title: Small\n",
        "all.xml": f"<definitions {XMLNS}><domain id=\"ITI\"><name>IT Infrastructure</name></domain>"
                   + profile.format("K", "trial-implementation") + profile.format("L", "final-text")
                   + profile.format("M", "retired") + "</definitions>\n",
        "pages/about.md": "---\ntitle: About\n---\n\nNothing.\n",
    })
    site = build(workspace / "public", "--content", workspace / "content")
    engine = Engine(page, site.root.as_uri() + "/", site)
    assert [address for address in engine.addresses("reading") if "profiles/" in address][:3] == [
        "ITI/profiles/L.html", "ITI/profiles/K.html", "ITI/profiles/M.html"]
