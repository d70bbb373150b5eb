"""The output folder: whatever happens to a run, what stands there is a whole site, the old one or the new one."""

import os
import random
import resource
import shutil
import subprocess
import threading
import time

import pytest

from support import COMMAND, make_workspace, run, tree, write

# Enough pages that a run can be hit in the midst of each of its steps, few enough for hundreds of runs.
PAGES = 40
NOBODY = 65534


def version(number):
    """A content folder; of two versions, nearly all pages differ, some stay, some come and go."""
    files = {"pages/index.md": f"---\ntitle: Home\n---\n\nVersion {number}.\n"}
    for page in range(PAGES):
        text = "The same." if page % 4 == 0 else f"Version {number}."
        files[f"pages/p{page}.md"] = f"---\ntitle: Page {page}\n---\n\n{text}\n"
    files[f"pages/only-{number}.md"] = f"---\ntitle: Only {number}\n---\n\nHere.\n"
    files[f"pages/only-{number}/deep.png"] = bytes([number]) * 5_000
    return files


@pytest.fixture
def versions(tmp_path):
    """A workspace with two content folders, and the two sites that come of them."""
    work = make_workspace(tmp_path / "work")
    sites = []
    for number in (1, 2):
        write(work / f"content-{number}", {"site.yml": "title: Small\n", **version(number)})
        result = run("--content", f"content-{number}", "--output", f"expected-{number}", cwd=work)
        assert result.code == 0, result.err.decode()
        sites.append(tree(work / f"expected-{number}"))
    assert sites[0] != sites[1]
    return work, sites


def start(work, number, **options):
    return subprocess.Popen(
        [COMMAND, "--content", f"content-{number}", "--output", "public"],
        cwd=work,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        **options,
    )


def duration(work):
    """How long a run takes here and now."""
    times = []
    for number in (1, 2, 1):
        begin = time.monotonic()
        process = start(work, number)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        times.append(time.monotonic() - begin)
    return max(times)


def test_a_run_that_is_killed_at_any_moment_leaves_a_whole_site(versions):
    work, sites = versions
    longest = duration(work)
    chance = random.Random(7)
    shown = set()
    attempt = killed = 0
    # Some have ended before.
    while killed < 200:
        attempt += 1
        assert attempt < 2000, killed
        process = start(work, 1 + attempt % 2)
        # Half of the moments lie where a run swaps the folders and cleans up.
        begin = 0.5 * longest if attempt % 4 >= 2 else 0
        time.sleep(chance.uniform(begin, longest))
        process.kill()
        process.communicate(timeout=60)
        killed += process.returncode != 0
        found = tree(work / "public")
        assert found in sites, f"attempt {attempt}"
        shown.add(sites.index(found))
    assert shown == {0, 1}
    # The next run cleans up after all of them.
    assert run("--content", "content-1", cwd=work).code == 0
    assert tree(work / "public") == sites[0]
    assert sorted(name for name in os.listdir(work) if name.startswith("public")) == ["public"]


def test_a_reader_never_finds_the_site_missing(versions):
    work, _ = versions
    for number in (1, 2):
        assert run("--content", f"content-{number}", cwd=work).code == 0
    folder = work / "public"
    faults, reads, is_over = [], 0, threading.Event()
    homes = {(work / f"expected-{number}/index.html").read_bytes() for number in (1, 2)}

    def read():
        nonlocal reads
        while not is_over.is_set():
            try:
                home = (folder / "index.html").read_bytes()
                if home not in homes:
                    faults.append("a file that is neither")
                reads += 1
            except FileNotFoundError as error:
                faults.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for attempt in range(20):
        assert run("--content", f"content-{1 + attempt % 2}", cwd=work).code == 0
    is_over.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert reads > 100


def test_two_builds_at_once(versions):
    work, sites = versions
    for attempt in range(5):
        processes = [start(work, number) for number in (1, 2, 1, 2)]
        for process in processes:
            _, errors = process.communicate(timeout=120)
            assert process.returncode == 0, errors
        assert tree(work / "public") in sites, f"attempt {attempt}"
    assert sorted(name for name in os.listdir(work) if name.startswith("public")) == ["public"]


def test_only_changed_files_are_written_again(workspace):
    first = run(cwd=workspace)
    files = len([path for path in (workspace / "public").rglob("*") if path.is_file()])
    assert f" {files} files changed," in first.summary

    def identities():
        return {
            str(path.relative_to(workspace / "public")): (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in (workspace / "public").rglob("*")
            if path.is_file()
        }

    before = identities()
    again = run(cwd=workspace)
    assert " 0 files changed," in again.summary
    assert identities() == before
    about = workspace / "content/pages/about.md"
    about.write_text(about.read_text() + "\nMore.\n")
    (workspace / "content/pages/dot.png").write_bytes(b"\x89PNG other")
    run(cwd=workspace)
    after = identities()
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {"about.html", "pages/dot.png"} <= changed
    assert "index.html" not in changed and not any(path.endswith(".css") for path in changed)
    # What somebody edited in the site is mended.
    (workspace / "public/about.html").write_text("scribble")
    assert " 1 file changed," in run(cwd=workspace).summary
    assert (workspace / "public/about.html").read_text() != "scribble"


def test_a_full_disk_leaves_the_site(versions):
    """A limit on the size of files stands for the disk, at every size at which a file of the site can fail."""
    work, sites = versions
    assert run("--content", "content-1", cwd=work).code == 0
    before = tree(work)
    for limit in (0, 100, 1_000, 2_000, 4_000):
        result = run(
            "--content",
            "content-2",
            cwd=work,
            restore_signals=False,
            preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        assert (result.code, [error.split()[-1] for error in result.errors]) == (74, ["unwritable-output"]), limit
        assert tree(work) == before, limit
    assert run("--content", "content-2", cwd=work).code == 0
    assert tree(work / "public") == sites[1]


def as_somebody(work):
    """Makes the command run by a user whom permissions bind."""
    if os.geteuid() != 0:
        return ()
    for parent, folders, files in os.walk(work):
        for name in [*folders, *files]:
            os.chown(os.path.join(parent, name), NOBODY, NOBODY)
    os.chown(work, NOBODY, NOBODY)
    return ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")


@pytest.fixture
def of_somebody(versions):
    work, sites = versions
    assert run("--content", "content-1", cwd=work).code == 0
    prefix = as_somebody(work)
    # The folders above, which pytest keeps to the user who runs it.
    above = []
    if prefix:
        for folder in work.parents:
            if not folder.stat().st_mode & 0o001:
                above.append((folder, folder.stat().st_mode))
                folder.chmod(folder.stat().st_mode | 0o011)
    try:
        check = subprocess.run([*prefix, COMMAND, "--version"], cwd=work, capture_output=True)
        assert check.returncode == 0, f"another user can't run {COMMAND}: {check.stderr}"
        yield work, sites, prefix
    finally:
        for folder, mode in above:
            folder.chmod(mode)


def test_a_folder_that_may_not_be_changed(of_somebody):
    work, sites, prefix = of_somebody
    shutil.copytree(work / "content-2", work / "content-3")
    write(work / "content-3", {"bad.md": "---\ntitle: Bad\n---\n\n[x](actor:nobody)\n"})
    work.chmod(0o555)
    try:
        result = run("--content", "content-2", cwd=work, prefix=prefix)
        assert (result.code, [error.split()[-1] for error in result.errors]) == (74, ["unwritable-output"])
        assert "Permission denied" in result.err.decode()
        # What is wrong with the content is told in the same run.
        result = run("--content", "content-3", cwd=work, prefix=prefix)
        assert (result.code, {error.split()[-1] for error in result.errors}) == (74, {"unwritable-output", "unresolved-reference"})
        assert tree(work / "public") == sites[0]
    finally:
        work.chmod(0o755)
    assert run("--content", "content-2", cwd=work, prefix=prefix).code == 0
    assert tree(work / "public") == sites[1]


def test_a_site_that_may_not_be_read_is_replaced_all_the_same(of_somebody):
    """Files without permissions can't be compared, so they are written again."""
    work, sites, prefix = of_somebody
    for path in (work / "public").glob("p*.html"):
        path.chmod(0)
    assert run("--content", "content-2", cwd=work, prefix=prefix).code == 0
    assert tree(work / "public") == sites[1]


def test_permissions_taken_away_in_the_midst(of_somebody):
    work, sites, prefix = of_somebody
    for attempt in range(10):
        number = 1 + attempt % 2
        process = subprocess.Popen(
            [*prefix, COMMAND, "--content", f"content-{number}", "--output", "public"],
            cwd=work,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        time.sleep(0.01 * attempt)
        work.chmod(0o555)
        try:
            _, errors = process.communicate(timeout=60)
        finally:
            work.chmod(0o755)
        assert process.returncode in (0, 74), errors
        assert tree(work / "public") in sites
    assert run("--content", "content-1", cwd=work, prefix=prefix).code == 0
    assert tree(work / "public") == sites[0]
    assert sorted(name for name in os.listdir(work) if name.startswith("public")) == ["public"]


def test_a_folder_where_sites_are_put_together_that_is_not_the_generators(workspace):
    write(workspace, {"public.staging/site/thesis.txt": "the only copy"})
    before = tree(workspace)
    result = run(cwd=workspace)
    assert (result.code, result.errors) == (74, ["public.staging foreign-output"])
    assert tree(workspace) == before


def test_a_link_to_the_output_folder(workspace):
    (workspace / "releases/1").mkdir(parents=True)
    (workspace / "public").symlink_to("releases/1")
    for _ in range(2):
        assert run(cwd=workspace).code == 0
    assert (workspace / "public").is_symlink()
    assert (workspace / "releases/1/index.html").is_file()
    assert os.listdir(workspace / "releases") == ["1"]


def test_the_permissions_of_the_output_folder_stay(workspace):
    (workspace / "public").mkdir(mode=0o750)
    (workspace / "public").chmod(0o2750)
    assert run(cwd=workspace).code == 0
    assert (workspace / "public").stat().st_mode & 0o7777 == 0o2750


def can_mount():
    check = subprocess.run(["unshare", "--mount", "true"], capture_output=True)
    return check.returncode == 0


@pytest.mark.skipif(not can_mount(), reason="this user may not mount file systems")
@pytest.mark.parametrize("mount", ["mount -t tmpfs none public", "mount --bind volume public"])
def test_a_mounted_folder_can_not_be_replaced(workspace, mount):
    """As the volume of a container: the run says so, and what to do."""
    (workspace / "public").mkdir()
    (workspace / "volume").mkdir()
    prefix = ("unshare", "--mount", "sh", "-c", f'{mount} && exec "$@"', "sh")
    result = run(cwd=workspace, prefix=prefix)
    assert (result.code, result.errors) == (74, ["public unwritable-output"])
    assert "--output public/site" in result.err.decode()
    assert run("--output", "public/site", cwd=workspace, prefix=prefix).code == 0
    assert os.listdir(workspace / "public") == []
    assert not (workspace / "public.staging").exists()
    shutil.rmtree(workspace / "volume")


@pytest.mark.skipif(not can_mount(), reason="this user may not mount file systems")
def test_a_disk_that_is_full(versions):
    """A disk that runs full in the midst of a run, as many times as there are sizes of it."""
    work, sites = versions
    script = """
        mount -t tmpfs -o size=$1k none disk && cd disk && shift
        "$1" --content ../content-1 --theme ../themes/default --output public 2>../first.txt; first=$?
        "$1" --content ../content-2 --theme ../themes/default --output public 2>../second.txt; second=$?
        cp -a public ../copy 2>/dev/null
        echo $first $second $(ls)
    """
    needed = sum(len(value or b"") for _, value in sites[0].values()) // 1024
    seen = set()
    for size in (needed // 2, needed * 5 // 4, needed * 3 // 2, needed * 7 // 4, needed * 4):
        (work / "disk").mkdir()
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", script, "sh", str(size), COMMAND], cwd=work, capture_output=True, text=True
        )
        first, second, *left = done.stdout.split()
        seen.add((first, second))
        if first == "0":
            assert left == ["public"]
            assert tree(work / "copy") == sites[1 if second == "0" else 0]
            shutil.rmtree(work / "copy")
        else:
            assert left == [] or left == ["public"] and second == "0"
            shutil.rmtree(work / "copy", ignore_errors=True)
        assert {first, second} <= {"0", "74"}
        (work / "disk").rmdir()
    assert ("0", "74") in seen and ("0", "0") in seen and ("74", "74") in seen
