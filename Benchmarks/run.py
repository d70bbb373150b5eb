#!/usr/bin/env python3
"""Measures builds of scaled content against the floor: the same Markdown through libcmark and the same bytes to disk.

    run.py [N ...] [--jobs 1,2] [--runs R]

Builds and floor runs alternate, so that what else the machine does falls on both. Each writes to a folder of its own
that did not exist before. Prints medians, and the least and the most behind them.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import namedtuple

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MEMORY = "/dev/shm"

Run = namedtuple("Run", "wall cpu memory")
Result = namedtuple("Result", "pages jobs markdown output builds floors dialect")


def main():
    options = arguments()
    folder = tempfile.mkdtemp(prefix="benchmark-", dir=options.folder or memory_folder(max(options.pages)))
    try:
        floor = compile_floor(folder)
        results = [measure(pages, jobs, floor, os.path.join(folder, str(pages)), options)
                   for pages in options.pages for jobs in options.jobs]
    finally:
        if options.keep:
            print(f"kept {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder)
    print_table(results)
    for result in results:
        print(f"{result.pages} pages. {result.dialect}")
    print("Medians (least–most). All files in", "memory." if folder.startswith(MEMORY) else "a folder on disk.")


def memory_folder(pages):
    """Where files cost the least, if there is room. On a disk most of the time can go to the file system, the same for
    build and floor: that hides what the generator costs, and changes from run to run."""
    has_room = os.path.isdir(MEMORY) and shutil.disk_usage(MEMORY).free > pages * 100_000
    return MEMORY if has_room else None


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", type=int, nargs="*", help="sizes of sites in pages (default: 100 1000 10000)")
    parser.add_argument("--generator", default=os.path.join(ROOT, ".build", "release", "generate-site"))
    parser.add_argument("--measure-markdown", default=os.path.join(HERE, ".build", "release", "measure-markdown"))
    parser.add_argument("--content", default=os.path.join(ROOT, "content"), help="the content to scale")
    parser.add_argument("--jobs", default="", help="numbers of tasks to measure, such as 1,2 (default: the cores)")
    parser.add_argument("--runs", type=int, help="runs of each (default: 3 from 10000 pages on, 5 below)")
    parser.add_argument("--folder", help="where the temporary folder is made (default: in memory)")
    parser.add_argument("--keep", action="store_true", help="keep the temporary folder")
    options = parser.parse_args()
    options.pages = options.pages or [100, 1000, 10000]
    options.jobs = [int(jobs) for jobs in options.jobs.split(",") if jobs] or [None]
    if not os.access(options.generator, os.X_OK):
        sys.exit(f"there is no {options.generator}: build it with 'swift build -c release'")
    return options


def compile_floor(folder):
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libcmark"],
                           check=True, capture_output=True, text=True).stdout.split()
    program = os.path.join(folder, "floor")
    subprocess.run(["cc", "-O2", "-o", program, os.path.join(HERE, "floor.c"), *flags], check=True)
    return program


def measure(pages, jobs, floor, folder, options):
    content, site, floor_site = (os.path.join(folder, name) for name in ("content", "site", "floor"))
    build = [options.generator, "--content", content, "--output", site,
             "--theme", os.path.join(ROOT, "themes", "default")]
    if jobs:
        build += ["--jobs", str(jobs)]
    log = os.path.join(folder, "log")
    if not os.path.exists(content):
        # In a process of its own: a child's peak memory counts from what its parent had when it started it.
        scale = [sys.executable, os.path.join(HERE, "scale_content.py"), str(pages), content]
        os.makedirs(folder)
        if subprocess.run([*scale, "--content", options.content], stdout=subprocess.DEVNULL).returncode != 0:
            sys.exit(f"no content for {pages} pages")

    timed(build, log)
    files = files_below(site)
    markdown = [path for path, _ in files_below(content) if path.endswith(".md")]
    floor_list = os.path.join(folder, "list")
    write_list(floor_list, files, site, floor_site, markdown)
    floor_run = [floor, floor_list]
    timed(floor_run, log)

    builds, floors = [], []
    for _ in range(options.runs or (3 if pages >= 10_000 else 5)):
        for command, output, runs in ((build, site, builds), (floor_run, floor_site, floors)):
            shutil.rmtree(output, ignore_errors=True)
            runs.append(timed(command, log))
    if sum(size for _, size in files_below(floor_site)) != sum(size for _, size in files):
        sys.exit("the floor did not write what the generator writes")
    return Result(
        sum(path.endswith(".html") for path, _ in files), jobs or os.cpu_count(),
        sum(os.path.getsize(path) for path in markdown), sum(size for _, size in files), builds, floors,
        dialect_cost(options.measure_markdown, content))


def dialect_cost(program, content):
    """What the added passes of the Markdown dialect cost, in the words of the program that measures them."""
    if not os.access(program, os.X_OK):
        return f"Build {program} for the cost of the dialect."
    return subprocess.run([program, content], check=True, capture_output=True, text=True).stdout.strip()


def timed(command, log):
    """Runs a command; its wall and CPU seconds, and its peak memory in bytes."""
    with open(log, "wb") as output:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    # Popen need not know that the process is gone.
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        with open(log, encoding="utf-8", errors="replace") as output:
            sys.stderr.writelines(output.readlines()[-20:])
        sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def files_below(folder):
    return sorted((path, os.path.getsize(path)) for root, _, names in os.walk(folder)
                  for path in (os.path.join(root, name) for name in names))


def write_list(path, files, site, floor_site, markdown):
    """Every file of the site for the floor to write. The longest Markdown goes to the largest files, where it fits;
    which file gets which makes no difference to the work."""
    by_size = sorted((path for path, _ in files), key=dict(files).get, reverse=True)
    prose = dict(zip(by_size, sorted(markdown, key=os.path.getsize, reverse=True)))
    with open(path, "w", encoding="utf-8") as output:
        for path, size in files:
            target = os.path.join(floor_site, os.path.relpath(path, site))
            output.write(f"{size}\t{target}\t{prose.get(path, '-')}\n")


def print_table(results):
    rows = [("pages", "jobs", "Markdown MB", "output MB", "wall s", "CPU s", "peak MB", "floor wall s", "floor CPU s",
             "CPU ratio", "CPU ms/page")]
    for result in results:
        builds, floors = result.builds, result.floors
        cpu, floor_cpu = median(builds, "cpu"), median(floors, "cpu")
        rows.append((
            str(result.pages), str(result.jobs), f"{result.markdown / 1e6:.1f}", f"{result.output / 1e6:.1f}",
            spread(builds, "wall"), spread(builds, "cpu"), f"{median(builds, 'memory') / 1e6:.0f}",
            spread(floors, "wall"), spread(floors, "cpu"), f"{cpu / floor_cpu:.1f}", f"{cpu / result.pages * 1e3:.3f}"))
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths)))


def median(runs, field):
    return statistics.median(getattr(run, field) for run in runs)


def spread(runs, field):
    values = [getattr(run, field) for run in runs]
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


if __name__ == "__main__":
    main()
