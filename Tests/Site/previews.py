"""Previews that run while tests edit what they show: the command, what it says, and what it serves."""

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from pages import is_asset
from support import COMMAND, DIAGNOSTIC, REPOSITORY, THEME

GOLDEN = REPOSITORY / "Tests/SitePublishingTests/Golden"
ADDRESS = re.compile(r"the preview is at (http://(\S+):(\d+)/); Ctrl-C ends it")

# Far more than anything takes; only what never happens takes as long.
PATIENCE = 20


def eventually(condition, what, patience=PATIENCE):
    """Waits until a condition holds, and gives what it gave then."""
    end = time.monotonic() + patience
    while not (value := condition()):
        assert time.monotonic() < end, what() if callable(what) else f"it never came: {what}"
        time.sleep(0.01)
    return value


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def make_framework(folder, name="whole-framework"):
    """A folder with a small framework, which has one page of each kind, and the shipped theme."""
    shutil.copytree(GOLDEN / name / "content", folder / "content")
    shutil.copytree(THEME, folder / "themes/default")
    return folder


@dataclass
class Answer:
    """What came for a request."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")


class Preview:
    """A preview of `content` and `themes/default` in a folder."""

    def __init__(self, folder, *arguments, port=None):
        self.folder = folder
        self.lines = []
        self.connection = None
        port = [] if port is None else ["--port", str(port)]
        self.process = subprocess.Popen(
            [COMMAND, "preview", "--content", "content", "--theme", "themes/default", *port, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stderr:
            self.lines.append(line.decode("utf-8").rstrip("\n"))

    def started(self):
        """Waits until it serves."""
        address = eventually(
            lambda: next(filter(None, map(ADDRESS.fullmatch, self.lines)), None) or self.process.poll() is not None,
            lambda: f"it did not start: {self.lines}",
        )
        assert address is not True, self.lines
        self.address, self.host, self.port = address[1], address[2], int(address[3])
        return self

    def end(self, number=signal.SIGINT):
        """Ends it as Ctrl-C does, and gives its exit code."""
        if self.connection:
            self.connection.close()
        self.process.send_signal(number)
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.reader.join(10)

    @property
    def diagnostics(self):
        """The problems that it has told so far."""
        return [match[0] for line in list(self.lines) if (match := DIAGNOSTIC.fullmatch(line))]

    def request(self, method, target, headers=None, body=None):
        """Asks over a connection of its own, with the very target and headers."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        return self.exchange(connection, method, target, headers, body, is_last=True)

    def exchange(self, connection, method, target, headers=None, body=None, is_last=False):
        headers = {"Host": f"{self.host}:{self.port}", **(headers or {})}
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            if value is not None:
                connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        if is_last:
            connection.close()
        return answer

    def asset(self, name):
        """Where a file of the theme stands, which the home page loads."""
        addresses = re.findall(r'(?:href|src)="([^"]+)"', self.get("index.html").text)
        return next(address for address in addresses if is_asset(address, name))

    def get(self, path):
        """Asks for a file of the site as programs do: its very bytes come. The connection is kept."""
        for is_repeated in (False, True):
            self.connection = self.connection or http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
            try:
                return self.exchange(self.connection, "GET", "/" + quote(path))
            except (http.client.HTTPException, ConnectionError):
                # Connections that nobody uses are closed after a while.
                self.connection.close()
                self.connection = None
                if is_repeated:
                    raise

    def state(self, page=None):
        query = "" if page is None else f"?page={quote(page, safe='')}"
        answer = self.request("GET", f"/-/preview/state.json{query}")
        assert answer.status == 200
        return json.loads(answer.body)

    def built_after(self, number):
        """Waits for a build after one of a number, and gives the state."""
        return eventually(lambda: (state := self.state())["number"] > number and state, "another build")

    def write(self, path, text):
        """Saves a file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def replace(self, path, old, new):
        """Saves a file with a text in the place of another that it has."""
        text = (self.folder / path).read_text()
        assert old in text
        self.write(path, text.replace(old, new))


@contextmanager
def previewing(folder, *arguments, port=None):
    """A preview that has started, and ends with the test."""
    preview = Preview(folder, *arguments, port=port or free_port())
    try:
        yield preview.started()
    finally:
        preview.process.kill()
        preview.process.wait()
        preview.reader.join(10)


# Notes what is marked in a page: the words of each element that is animated.
MARKS = """
const animate = Element.prototype.animate;
Element.prototype.animate = function (...how) {
  if (this.closest("main")) (window.marked ??= []).push(this.textContent.replace(/\\s+/g, " ").trim());
  return animate.apply(this, how);
};
"""


def opened(page, preview, path=""):
    """Opens a page, and waits until it follows the preview and knows what it shows."""
    address = preview.address + path
    with (
        page.expect_response(lambda answer: "/-/preview/events?" in answer.url),
        page.expect_response(lambda answer: "/-/preview/state.json?" in answer.url),
        page.expect_response(lambda answer: answer.request.resource_type == "fetch" and answer.url == address) as own,
    ):
        page.goto(address)
    own.value.finished()
    # Its script reads what has come.
    page.evaluate("() => new Promise((resolve) => { setTimeout(() => requestIdleCallback(resolve), 50) })")


def until(page, expression, patience=PATIENCE):
    """Waits until an expression is true in a page, which may be loaded anew meanwhile, and gives its value."""
    end = time.monotonic() + patience
    value = None
    while time.monotonic() < end:
        try:
            if value := page.evaluate(expression):
                return value
        except Exception as error:
            if "context was destroyed" not in str(error):
                raise
        # Not by Playwright's own way to wait: the policy of the page forbids to evaluate text.
        page.wait_for_timeout(20)
    raise AssertionError(f"it never came: {expression}, but {value!r}")
