"""The shipped site, built once for all tests, and the browser to read it with."""

import functools
import http.server
import os
import threading
from contextlib import contextmanager

import pytest

from hosting import header_rules, headers_of
from pages import Site
from support import COMMAND, CONTENT, THEME, make_workspace, run

BASE_URL = "https://example.org/some/path/"


def pytest_sessionstart():
    if not COMMAND.exists():
        pytest.exit(f"{COMMAND} is missing: run `make test`, which builds it", returncode=2)


def build(output, *arguments):
    result = run("--content", CONTENT, "--theme", THEME, "--output", output, *arguments, cwd=output.parent)
    assert result.code == 0, result.err.decode()
    return Site(output)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site of the shipped content."""
    return build(tmp_path_factory.mktemp("shipped") / "site")


@pytest.fixture(scope="session")
def published_site(tmp_path_factory):
    """The same, built for a host whose address is known."""
    return build(tmp_path_factory.mktemp("published") / "site", "--base-url", BASE_URL)


@pytest.fixture
def workspace(tmp_path):
    """A small content folder and a theme; the command is run beside them."""
    return make_workspace(tmp_path / "work")


@contextmanager
def served(folder, headers=()):
    """Serves a folder on this machine, with the headers that it is published with and some of one's own; gives its
    address."""
    rules = header_rules(folder)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self):
            for name, value in [*headers_of(rules, self.path.partition("?")[0]).items(), *headers]:
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_):
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def painted(page):
    """Waits until a page is drawn: what is typed before, the browser throws away, and `load` may come before."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # Debian's browser in the place of one that Playwright would download; its sandbox refuses to run as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": arguments}
