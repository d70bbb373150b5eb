#!/usr/bin/env python3
"""Measures the search of the shipped site, and Pagefind and lunr.js on the same pages in the same run.

    run.py [--engines ours,pagefind,lunr] [--sizes 1000,10000] [--misses] [--site SITE]

Prints how often the right answer is first and among the first five, what a browser fetches for an answer, and how long
an answer takes.
"""

import argparse
import collections
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

from engines import LIMIT, Lunr, Ours, Pagefind, served
from queries import Judge, read_queries

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ENGINES = {"ours": Ours, "pagefind": Pagefind, "lunr": Lunr}
# A new browser takes time: what a first query fetches is measured for every so many queries.
FIRST_QUERY_STEP = 8

Cost = collections.namedtuple("Cost", "engine pages index seconds first later typed answer")


def main():
    options = arguments()
    queries = read_queries("queries.tsv")
    held_out = read_queries("held-out.tsv")
    folder = tempfile.mkdtemp(prefix="search-benchmark-")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            run(browser, queries, held_out, folder, options)
    finally:
        shutil.rmtree(folder)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--engines", default="ours,pagefind,lunr", help="which engines (default: all three)")
    parser.add_argument("--sizes", default="1000,10000", help="scaled sites on which the cost is measured too; '' for none")
    parser.add_argument("--site", help="a built site of the shipped content (default: it is built)")
    parser.add_argument("--misses", action="store_true", help="print the queries whose answer is not the first result")
    parser.add_argument("--generator", default=os.path.join(ROOT, ".build", "release", "generate-site"))
    options = parser.parse_args()
    options.engines = options.engines.split(",")
    options.sizes = [int(size) for size in options.sizes.split(",") if size]
    return options


def run(browser, queries, held_out, folder, options):
    site = options.site or build(os.path.join(ROOT, "content"), os.path.join(folder, "site"), options)
    judge = Judge(site)
    judge.check(queries + held_out)
    costs, answers = [], {}
    for name in options.engines:
        with prepared(ENGINES[name], site, os.path.join(folder, name), browser) as (engine, server):
            answers[engine.name] = ranks(engine, server, browser, queries + held_out, judge)
            costs.append(cost(engine, server, browser, queries, count_pages(site)))
    print_answers(answers, queries, held_out)
    if options.misses:
        print_misses(answers, queries + held_out)
    for size in options.sizes:
        costs += scaled_costs(browser, queries, size, os.path.join(folder, str(size)), options)
    print_costs(costs)


def scaled_costs(browser, queries, size, folder, options):
    """Nobody else indexes 10,000 pages within the memory and the patience at hand: there, ours stands alone."""
    content = os.path.join(folder, "content")
    subprocess.run([sys.executable, os.path.join(HERE, "..", "scale_content.py"), str(size), content,
                    "--content", os.path.join(ROOT, "content")], check=True, stdout=subprocess.DEVNULL)
    site = build(content, os.path.join(folder, "site"), options)
    costs = []
    for name in options.engines:
        if size > 2000 and name != "ours":
            continue
        with prepared(ENGINES[name], site, os.path.join(folder, name), browser) as (engine, server):
            costs.append(cost(engine, server, browser, queries, count_pages(site)))
    shutil.rmtree(folder)
    return costs


def build(content, site, options):
    subprocess.run([options.generator, "--content", content, "--theme", os.path.join(ROOT, "themes", "default"),
                    "--output", site], check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return site


def count_pages(site):
    return sum(name.endswith(".html") for _, _, files in os.walk(site) for name in files)


class prepared:
    """An engine whose index is made, and the server of its files."""

    def __init__(self, engine, site, folder, browser):
        os.makedirs(folder)
        self.engine, self.browser = engine(site, folder), browser

    def __enter__(self):
        self.serving = served(self.engine.prepare())
        server = self.serving.__enter__()
        if isinstance(self.engine, Lunr):
            page = opened(self.engine, server, self.browser)
            self.engine.build(page)
            page.context.close()
        return self.engine, server

    def __exit__(self, *error):
        self.serving.__exit__(*error)


def opened(engine, server, browser):
    page = browser.new_context().new_page()
    page.set_default_timeout(300_000)
    page.goto(server.url + engine.page)
    return page


def ranks(engine, server, browser, queries, judge):
    page = opened(engine, server, browser)
    page.evaluate(engine.load)
    found = [judge.rank(page.evaluate(engine.ask, asked(query)), query) for query in queries]
    page.context.close()
    return found


def cost(engine, server, browser, queries, pages):
    sample = queries[::FIRST_QUERY_STEP]
    first, later, typed = [], [], []
    for number, query in enumerate(sample):
        server.take()
        page = opened(engine, server, browser)
        page.evaluate(engine.load)
        page.evaluate(engine.ask, asked(query))
        first.append(fetched(engine, server))
        page.evaluate(engine.ask, asked(sample[number - 1]))
        later.append(fetched(engine, server))
        page.context.close()
        page = opened(engine, server, browser)
        page.evaluate(engine.load)
        for length in range(1, len(query.text)):
            page.evaluate(engine.ask, [query.text[:length], True])
        page.evaluate(engine.ask, asked(query))
        typed.append(fetched(engine, server))
        page.context.close()
    times = answer_times(engine, server, browser, queries)
    return Cost(engine.name, pages, engine.index_bytes, engine.seconds, first, later, typed, times)


def asked(query):
    return [query.text, query.kind == "prefix"]


def fetched(engine, server):
    return sum(size for address, size in server.take() if engine.belongs(address))


def answer_times(engine, server, browser, queries):
    """Milliseconds for each query, asked once before so that all it needs is there."""
    page = opened(engine, server, browser)
    page.evaluate(engine.load)
    timed = f"""async (query) => {{
        const ask = {engine.ask};
        await ask(query);
        const begin = performance.now();
        await ask(query);
        return performance.now() - begin;
    }}"""
    times = [page.evaluate(timed, asked(query)) for query in queries]
    page.context.close()
    return times


def print_answers(answers, queries, held_out):
    print(f"{len(queries)} queries, and {len(held_out)} that ranking was not adjusted by; the first {LIMIT} results\n")
    print(f"{'':<14}{'success@1':>10}{'success@5':>11}{'MRR':>8}   held out:{'success@1':>10}{'success@5':>11}{'MRR':>8}")
    for name, found in answers.items():
        print(f"{name:<14}{row(found[:len(queries)])}   {'':>9}{row(found[len(queries):])}")
    kinds = list(dict.fromkeys(query.kind for query in queries))
    print(f"\nsuccess@1 / success@5 by kind\n{'':<14}{'queries':>8}" + "".join(f"{name:>16}" for name in answers))
    for kind in kinds:
        places = [number for number, query in enumerate(queries) if query.kind == kind]
        cells = [[found[number] for number in places] for found in answers.values()]
        print(f"{kind:<14}{len(places):>8}" + "".join(f"{success(cell, 1):>9.2f} / {success(cell, 5):.2f}" for cell in cells))


def row(found):
    reciprocal = statistics.mean(1 / rank if rank else 0 for rank in found)
    return f"{success(found, 1):>10.3f}{success(found, 5):>11.3f}{reciprocal:>8.3f}"


def success(found, limit):
    return statistics.mean(bool(rank and rank <= limit) for rank in found)


def print_misses(answers, queries):
    for name, found in answers.items():
        print(f"\nNot first with {name}:")
        for rank, query in zip(found, queries):
            if rank != 1:
                print(f"  {rank or '-':>2}  {query.kind:<12} {query.text}  ({query.answers[0]})")


def print_costs(costs):
    print("\nCost. KB are thousands of bytes, compressed by gzip as a host sends them; code and metadata included.\n")
    print(f"{'':<10}{'pages':>7}{'index MB':>10}{'made in s':>11}{'first query KB':>18}{'later query KB':>18}"
          f"{'typed KB':>18}{'answer ms':>18}")
    for each in costs:
        seconds = f"{each.seconds:.1f}" if each.seconds else "with site"
        print(f"{each.engine:<10}{each.pages:>7}{each.index / 1e6:>10.1f}{seconds:>11}{spread(each.first, 1000):>18}"
              f"{spread(each.later, 1000):>18}{spread(each.typed, 1000):>18}{spread(each.answer, 1):>18}")
    print("Medians (the most in parentheses). Typed: a first query, asked anew at each of its letters.")


def spread(values, unit):
    return f"{statistics.median(values) / unit:.1f} ({max(values) / unit:.1f})"


if __name__ == "__main__":
    main()
