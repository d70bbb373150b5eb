"""The command `preview` on a terminal: how it starts, what it tells, how it ends."""

import http.client
import signal
import socket
from contextlib import closing, nullcontext

import pytest

from previews import Preview, eventually, free_port, make_framework, previewing
from support import run

ABOUT = "content/pages/about.md"
PICTURE = "[picture](../shared/dot.png)"
BROKEN = "[picture](nowhere.md)"


@pytest.fixture
def folder(tmp_path):
    return make_framework(tmp_path / "work")


def listening(port):
    """A listener at a port; nothing where the port is in use or forbidden."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        return None
    listener.listen()
    return listener


def builds(preview):
    return sum(line.startswith("built: ") for line in list(preview.lines))


def test_the_address_is_told_when_the_site_is_there(folder):
    port = free_port()
    with previewing(folder, port=port) as preview:
        assert preview.address == f"http://127.0.0.1:{port}/"
        assert b"<title>Example Framework" in preview.get("index.html").body


def test_a_port_that_was_asked_for_and_is_taken_ends_it(folder):
    port = free_port()
    with closing(listening(port)):
        result = run("preview", "--content", "content", "--port", port, cwd=folder, timeout=20)
    assert result.code == 74 and len(result.lines) == 1
    assert result.summary.startswith("error: ") and str(port) in result.summary


def test_another_port_is_taken_where_the_usual_one_is_in_use(folder):
    # Where it can't be taken here, another program has it: all the same.
    with listening(4000) or nullcontext():
        preview = Preview(folder)
        try:
            preview.started()
            assert preview.host == "127.0.0.1" and preview.port != 4000
            assert preview.get("index.html").status == 200
        finally:
            preview.end()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "99999"],
        ["--port", "0"],
        ["--port", "http"],
        ["--editor", "abacus"],
        ["--host", ""],
        ["--output", "x"],
        ["x"],
    ],
)
def test_wrong_usage(folder, arguments):
    result = run("preview", *arguments, cwd=folder, timeout=20)
    assert result.code == 64 and b"Usage: generate-site preview" in result.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_at_once(folder, number):
    """Also while a page listens, and while a request is half sent; the port is free again then."""
    with previewing(folder) as preview:
        stream = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10)
        half = socket.create_connection(("127.0.0.1", preview.port), timeout=10)
        with closing(stream), closing(half):
            stream.request("GET", "/-/preview/events?page=index.html&hash=0")
            assert stream.getresponse().readline() == b"event: build\n"
            half.sendall(b"GET / HTTP/1.1\r\nHo")
            told = len(preview.lines)
            assert preview.end(number) == 0
            assert [line for line in preview.lines[told:] if line] == []
    with previewing(folder, port=preview.port) as again:
        assert again.get("index.html").status == 200


def test_problems_are_told_once_since_they_came_up(folder):
    with previewing(folder) as preview:
        first = preview.diagnostics
        assert [line for line in first if ": error: " in line] == []

        def after(change):
            """What is told of a save."""
            known, number = len(preview.diagnostics), builds(preview)
            change()
            eventually(lambda: builds(preview) > number, "another build")
            return preview.diagnostics[known:]

        def break_it():
            return after(lambda: preview.replace(ABOUT, PICTURE, BROKEN))

        def mend_it():
            return after(lambda: preview.replace(ABOUT, BROKEN, PICTURE))

        told = break_it()
        assert len(told) == 1 and told[0].startswith(f"{ABOUT}:7:38: error: ")
        assert told[0].endswith(" [broken-link]")
        # The excerpt and the way out stand below.
        start = preview.lines.index(told[0])
        assert BROKEN in preview.lines[start + 1] and "^" in preview.lines[start + 2]
        assert preview.lines[start + 3].startswith("  help: ")
        # It stays, and is not told again.
        assert after(lambda: preview.replace("content/pages/index.md", "Start at", "Begin at")) == []
        assert mend_it() == []
        assert break_it() == told


def test_builds_are_told_with_their_counts(folder):
    with previewing(folder) as preview:
        preview.replace(ABOUT, PICTURE, BROKEN)
        line = eventually(lambda: next((line for line in list(preview.lines) if "1 error" in line), None), "the build")
        assert line.startswith("built: 54 pages, 1 error, 1 warning in ") and line.endswith(" ms")


def test_a_preview_begins_without_content(tmp_path):
    """What is missing may come later."""
    folder = make_framework(tmp_path / "work")
    (folder / "content").rename(folder / "elsewhere")
    with previewing(folder) as preview:
        assert any(": error: " in line for line in preview.diagnostics)
        assert preview.get("index.html").status in (200, 404)
        (folder / "elsewhere").rename(folder / "content")
        eventually(lambda: preview.state()["errors"] == 0, lambda: f"{preview.lines}")
        assert b"<title>Example Framework" in preview.get("index.html").body
