"""Links to other sites: `generate-site check-links` against servers of this machine."""

import http.server
import json
import shutil
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest

from support import run, write

QUICK = ("--delay", 0, "--timeout", 2, "--retries", 1)


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self):
        server = self.server
        server.asked.append((self.command, self.path, time.monotonic()))
        path = self.path
        if path.startswith("/good"):
            self.answer(200)
        elif path == "/get-only":
            self.answer(200 if self.command == "GET" else 405)
        elif path == "/gone":
            self.answer(410)
        elif path == "/closed":
            self.answer(403)
        elif path == "/moved":
            self.answer(301, [("Location", "/moved-again")])
        elif path == "/moved-again":
            self.answer(308, [("Location", "/good-new")])
        elif path == "/elsewhere-today":
            self.answer(302, [("Location", "/good")])
        elif path == "/circle":
            self.answer(302, [("Location", "/circle")])
        elif path == "/to-file":
            self.answer(302, [("Location", "file:///etc/passwd")])
        elif path == "/moved-to-nothing":
            self.answer(301, [("Location", "/none")])
        elif path == "/busy":
            times = sum(1 for _, asked, _ in server.asked if asked == "/busy")
            self.answer(200) if times > 1 else self.answer(503, [("Retry-After", "0")])
        elif path == "/busy-for-ever":
            self.answer(503, [("Retry-After", "0")])
        elif path == "/slow":
            time.sleep(4)
        else:
            self.answer(404)

    do_GET = do_HEAD


@contextmanager
def server(certificate=None):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.asked = []
        listening.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            listening.socket = context.wrap_socket(listening.socket, server_side=True)
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


def check(workspace, links, *arguments, settings="", private=True, **options):
    text = "".join(f"[{index}]({link})\n\n" for index, link in enumerate(links))
    write(workspace / "content", {"pages/index.md": f"---\ntitle: Home\n---\n\n{text}"})
    write(workspace / "content", {"site.yml": f"title: Small\n{settings}"})
    allow = ["--allow-private"] if private else []
    return run("check-links", *QUICK, *allow, *arguments, cwd=workspace, **options)


def found(result, base=""):
    return [
        (int(match["line"]), match["rule"], match["summary"].replace(base, "")) for match in result.diagnostics
    ]


@pytest.fixture
def site(workspace):
    with server() as listening:
        yield workspace, listening, f"http://127.0.0.1:{listening.server_port}"


def test_tells_what_is_wrong_with_each_link(site):
    workspace, listening, base = site
    paths = (
        "good get-only gone none moved elsewhere-today circle to-file moved-to-nothing busy busy-for-ever closed slow"
    ).split()
    result = check(workspace, [f"{base}/{path}" for path in paths])
    assert result.code == 0
    lines = {path: 5 + 2 * index for index, path in enumerate(paths)}
    assert found(result, base) == [
        (lines["gone"], "dead-link", "'/gone': answers 410"),
        (lines["none"], "dead-link", "'/none': answers 404"),
        (lines["moved"], "moved-link", "'/moved': has moved"),
        (lines["circle"], "dead-link", "'/circle': redirects more than 10 times"),
        (lines["to-file"], "dead-link", "'/to-file': is no address that can be asked for"),
        (lines["moved-to-nothing"], "dead-link", "'/moved-to-nothing': answers 404"),
        (lines["busy-for-ever"], "unreachable-link", "'/busy-for-ever': answers 503"),
        (lines["slow"], "unreachable-link", "'/slow': does not answer in time"),
    ]
    assert f"help: link to '{base}/good-new'" in result.err.decode()
    assert result.summary == "13 links to other sites, 13 asked for, 1 not open to programs: 8 problems"
    assert {path for command, path, _ in listening.asked if command == "GET"} >= {"/get-only", "/none"}
    assert ("GET", "/good") not in [(command, path) for command, path, _ in listening.asked]


def test_asks_once_for_what_stands_in_many_places(site):
    workspace, listening, base = site
    links = [f"{base}/none", f"{base}/none#part", f"{base}/none"]
    result = check(workspace, links)
    assert [(line, rule) for line, rule, _ in found(result)] == [(5, "dead-link"), (7, "dead-link"), (9, "dead-link")]
    assert [command for command, path, _ in listening.asked if path == "/none"] == ["HEAD", "GET"]


def test_answers_are_kept(site):
    workspace, listening, base = site
    links = [f"{base}/good", f"{base}/none", f"{base}/busy-for-ever"]
    first = check(workspace, links)
    asked = len(listening.asked)
    second = check(workspace, links)
    assert found(second) == found(first)
    # Only what may be over by now is asked for again.
    assert {path for _, path, _ in listening.asked[asked:]} == {"/busy-for-ever"}
    assert "3 links to other sites, 1 asked for" in second.summary
    cache = workspace / ".link-cache.json"
    kept = json.loads(cache.read_text())
    for answer in kept.values():
        answer["checked"] -= 2 * 86_400
    cache.write_text(json.dumps(kept))
    asked = len(listening.asked)
    check(workspace, links)
    # A good answer is good for a week, a bad one for a day.
    assert {path for _, path, _ in listening.asked[asked:]} == {"/none", "/busy-for-ever"}
    cache.write_text("scribble")
    assert found(check(workspace, links)) == found(first)
    assert json.loads(cache.read_text()).keys() == set(links)


def test_the_cache_may_stand_elsewhere(site):
    workspace, _, base = site
    assert check(workspace, [f"{base}/good"], "--cache", "deep/links.json").code == 0
    assert (workspace / "deep/links.json").is_file() and not (workspace / ".link-cache.json").exists()


def test_one_host_is_asked_one_question_at_a_time(site):
    workspace, listening, base = site
    check(workspace, [f"{base}/good{index}" for index in range(4)], "--delay", 0.3)
    times = [moment for _, _, moment in listening.asked]
    assert len(times) == 4
    assert all(later - earlier >= 0.3 for earlier, later in zip(times, times[1:]))


def test_strict_takes_problems_for_errors(site):
    workspace, _, base = site
    assert check(workspace, [f"{base}/none"], "--strict").code == 1
    assert check(workspace, [f"{base}/good"], "--strict").code == 0


def test_a_site_may_leave_links_unchecked(site):
    workspace, listening, base = site
    links = [f"{base}/none/a", f"{base}/none/b?x", f"{base}/gone"]
    settings = f'unchecked-links:\n  - "{base}/none/*"\n  - "*/gone"\n'
    result = check(workspace, links, settings=settings)
    assert (result.code, found(result), listening.asked) == (0, [], [])


def test_a_rule_can_be_off(site):
    workspace, _, base = site
    result = check(workspace, [f"{base}/none", f"{base}/moved"], settings="checks:\n  moved-link: off\n")
    assert [rule for _, rule, _ in found(result)] == ["dead-link"]


def test_a_host_that_nobody_has(workspace):
    result = check(workspace, ["https://no-such-host.invalid/a"])
    ((line, rule, summary),) = found(result)
    assert (line, rule) == (5, "dead-link")
    assert "no such host" in summary


def test_nobody_listens(workspace):
    with server() as listening:
        port = listening.server_port
    ((_, rule, summary),) = found(check(workspace, [f"http://127.0.0.1:{port}/a"]))
    assert (rule, summary.split(": ")[-1]) == ("unreachable-link", "lets nobody connect")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate")
def test_a_certificate_that_nobody_vouches_for(workspace, tmp_path):
    certificate = tmp_path / "own.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout {certificate} -out {certificate}.x"
        f" && cat {certificate}.x >> {certificate}",
        shell=True,
        check=True,
        capture_output=True,
    )
    with server(certificate) as listening:
        ((_, rule, summary),) = found(check(workspace, [f"https://127.0.0.1:{listening.server_port}/good"]))
    assert rule == "dead-link" and "certificate" in summary


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "127.1", "0.0.0.0", "[::ffff:127.0.0.1]", "10.0.0.1"]
    + ["169.254.169.254", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"],
)
def test_this_machine_and_its_network_are_not_asked(site, host):
    """A link in content from an untrusted branch must not make the machine that checks it ask its neighbours."""
    workspace, listening, _ = site
    result = check(workspace, [f"http://{host}:{listening.server_port}/good"], private=False, env={"no_proxy": "*"})
    assert [rule for _, rule, _ in found(result)] == ["dead-link"]
    assert listening.asked == []


def test_content_with_errors_is_not_checked(site):
    workspace, listening, base = site
    result = check(workspace, [f"{base}/none", "none.md"])
    assert (result.code, [error.split()[-1] for error in result.errors]) == (1, ["broken-link"])
    assert listening.asked == []


def test_without_curl(workspace):
    bare = workspace / "bin"
    bare.mkdir()
    (bare / "env").symlink_to("/usr/bin/env")
    result = check(workspace, ["https://example.org/"], env={"PATH": str(bare)})
    assert result.code == 74
    assert "apt-get install curl" in result.err.decode()


def test_a_build_asks_nobody(site):
    workspace, listening, base = site
    check(workspace, [])
    write(workspace / "content", {"pages/index.md": f"---\ntitle: Home\n---\n\n[a]({base}/none)\n"})
    asked = len(listening.asked)
    for verb in ("build", "check"):
        assert run(verb, "--strict", cwd=workspace).code == 0
    assert len(listening.asked) == asked


@pytest.mark.parametrize(
    "arguments", [["--timeout", "0"], ["--retries", "-1"], ["--delay", "x"], ["--hosts", "0"], ["--cache", ""]]
)
def test_wrong_usage(workspace, arguments):
    result = run("check-links", *arguments, cwd=workspace)
    assert result.code == 64 and arguments[0] in result.err.decode()
