"""The server of a preview: like the host of the published site, and safe."""

import re
import socket
import time

import pytest

from previews import eventually, make_framework, previewing
from support import SMALL, make_workspace, run, write

PAGE = "ITI/TF/Volume1/ch-10.html"


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    folder = make_framework(tmp_path_factory.mktemp("host") / "work")
    files = {"page.pdf": b"%PDF-1.7\n", "notes.txt": "0123456789", "data.csv": "a,b\n", "old.ZIP": "PK"}
    write(folder / "content", files)
    with previewing(folder) as preview:
        yield preview


# Files and folders


@pytest.mark.parametrize(
    "path, content_type",
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/base.css", "text/css; charset=utf-8"),
        ("assets/site.js", "text/javascript; charset=utf-8"),
        ("assets/favicon.svg", "image/svg+xml"),
        ("shared/dot.png", "image/png"),
        ("page.pdf", "application/pdf"),
        ("notes.txt", "text/plain; charset=utf-8"),
        ("ITI/TF/Volume1/ch-10.json", "application/json"),
        ("data.csv", "text/csv; charset=utf-8"),
        ("old.ZIP", "application/zip"),
    ],
)
def test_files_have_their_content_type_and_are_not_kept(preview, path, content_type):
    answer = preview.get(preview.asset(path) if path.startswith("assets/") else path)
    assert answer.status == 200 and answer.headers["Content-Type"] == content_type
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_folder_is_its_page_and_redirects_to_its_slash(preview):
    assert preview.get("ITI/").body == preview.get("ITI/index.html").body
    for target in ("/ITI", "/ITI?a=b"):
        answer = preview.request("GET", target)
        assert answer.status == 301 and answer.headers["Location"] == target.replace("/ITI", "/ITI/")
    # A path is no address of another host.
    location = preview.request("GET", "//ITI").headers["Location"]
    assert location is None or not location.startswith("//")


def test_what_is_not_there_gets_the_page_of_the_site_for_that(preview):
    answer = preview.get("no/such/page.html")
    assert answer.status == 404 and "Page not found" in answer.text
    # Wherever it is shown: what it loads is there.
    for address in re.findall(r'(?:href|src)="([^"#]+)"', answer.text):
        assert address.startswith("/") and preview.get(address[1:]).status == 200, address
    assert preview.get("-/preview/no-such-file.js").status == 404


def test_navigation_gets_the_client_and_programs_the_bytes_of_a_build(preview):
    plain = preview.get(PAGE).text
    page = preview.request("GET", "/" + PAGE, {"Accept": "text/html,*/*;q=0.8"}).text
    added = re.search(r'<script type="module" src="/-/preview/preview.js"[^>]*></script>\n*(?=\s*</head>)', page, re.S)
    assert f'data-page="{PAGE}"' in added[0] and re.search(r'data-hash="[0-9a-f]{16}"', added[0])
    assert page.replace(added[0], "") == plain
    assert "/-/preview/" not in plain
    assert "/-/preview/" not in preview.request("GET", "/" + preview.asset("assets/site.js"), {"Accept": "text/html"}).text


def test_head_is_get_without_the_body(preview):
    for path in ("index.html", preview.asset("assets/base.css"), "nowhere.html", "-/preview/state.json"):
        head, get = preview.request("HEAD", "/" + path), preview.get(path)
        assert head.status == get.status and head.body == b""
        assert head.headers["Content-Type"] == get.headers["Content-Type"]
        if path != "-/preview/state.json":
            assert head.headers["Content-Length"] == get.headers["Content-Length"] == str(len(get.body))


@pytest.mark.parametrize(
    "asked, status, got, body",
    [
        ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
        ("bytes=4-", 206, "bytes 4-9/10", b"456789"),
        ("bytes=-3", 206, "bytes 7-9/10", b"789"),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        ("bytes=-99", 206, "bytes 0-9/10", b"0123456789"),
        ("bytes=10-", 416, "bytes */10", None),
        ("bytes=5-2", 200, None, b"0123456789"),
        ("lines=1-2", 200, None, b"0123456789"),
        ("bytes=99999999999999999999-", 200, None, b"0123456789"),
    ],
)
def test_ranges(preview, asked, status, got, body):
    answer = preview.request("GET", "/notes.txt", {"Range": asked})
    assert (answer.status, answer.headers["Content-Range"]) == (status, got)
    assert body is None or answer.body == body
    assert status == 416 or answer.headers["Accept-Ranges"] == "bytes"


def test_other_methods_are_refused(preview):
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        answer = preview.request(method, "/index.html")
        assert answer.status == 405 and answer.headers["Allow"] == "GET, HEAD, POST"


def test_a_form_gets_a_page_that_shows_it(preview):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = preview.request("POST", "/send", form, b"name=%C3%9C+%26+x&text=%3Cscript%3E")
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/html")
    assert "Ü &amp; x" in answer.text and "&lt;script&gt;" in answer.text and "<script>" not in answer.text
    assert "/send" in answer.text
    foreign = preview.request("POST", "/-/preview/form?action=https%3A%2F%2Fexample.org%2Fa%3Fb", form, b"a=1")
    assert "https://example.org/a?b" in foreign.text
    assert preview.request("POST", "/send", {**form, "Origin": "https://example.org"}, b"a=1").status == 403


# What it refuses


@pytest.mark.parametrize(
    "target",
    [
        "/../content/site.yml", "/..%2fcontent/site.yml", "/%2e%2e/content/site.yml", "/%2E%2E%2Fcontent%2Fsite.yml",
        "/assets/../../content/site.yml", "/assets/%2e%2e/%2e%2e/content/site.yml", "/..%5ccontent%5csite.yml",
        "/%252e%252e/content/site.yml", "/....//content/site.yml", "/%c0%ae%c0%ae/content/site.yml", "//etc/passwd",
        "/site.yml%00.html", "/%2fetc/passwd", "/site.yml", "/content/site.yml", "/pages/about.md", "/.git/config",
        "/themes/default/page.mustache", "/page.mustache", "/-/preview/../../content/site.yml", "/%zz",
        "http://127.0.0.1:PORT/../content/site.yml",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_is_served(preview, target):
    answer = preview.request("GET", target.replace("PORT", str(preview.port)))
    assert answer.status in (400, 404)
    assert b"tagline" not in answer.body and b"root:" not in answer.body and b"{{" not in answer.body


@pytest.mark.parametrize(
    "host, status",
    [
        ("127.0.0.1:PORT", 200), ("localhost:PORT", 200), ("LOCALHOST:PORT", 200), ("[::1]:PORT", 200),
        ("example.org", 421), ("example.org:PORT", 421), ("127.0.0.1:1", 421), ("127.0.0.1", 421), ("", 421),
        ("localhost.example.org:PORT", 421), ("127.0.0.1:PORT@example.org", 421), ("192.0.2.1:PORT", 421), (None, 400),
    ],
)  # fmt: skip
def test_foreign_hosts_are_refused(preview, host, status):
    host = host and host.replace("PORT", str(preview.port))
    for path in ("/index.html", "/-/preview/state.json", "/-/preview/preview.js"):
        answer = preview.request("GET", path, {"Host": host})
        assert answer.status == status and (status == 200 or b"Example Framework" not in answer.body)
    assert status != 421 or preview.request("POST", "/send", {"Host": host}, b"a=1").status == 421


def raw(preview, data):
    """Sends bytes, and gives what comes until the server closes."""
    with socket.create_connection((preview.host, preview.port), timeout=20) as connection:
        received = b""
        try:
            connection.sendall(data)
            while part := connection.recv(65_536):
                received += part
        except ConnectionError:
            pass
        return received


def test_oversized_and_broken_requests_are_refused(preview):
    start = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n".encode()
    assert b" 431 " in raw(preview, start + b"X-Long: " + b"a" * 40_000 + b"\r\n\r\n")[:20]
    assert raw(preview, start + b"X-Many: a\r\n" * 4_000 + b"\r\n")[9:12] in (b"400", b"431")
    assert b" 431 " in raw(preview, b"GET /" + b"a" * 200_000)[:20]
    form = start.replace(b"GET", b"POST") + b"Content-Length: 99999\r\n\r\n" + b"a" * 99_999
    assert b" 413 " in raw(preview, form)[:20]
    assert raw(preview, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")[:12] in (b"", b"HTTP/1.1 400")
    twice = start + start.splitlines()[1] + b"\r\nConnection: close\r\n\r\n"
    assert raw(preview, twice)[:12] == b"HTTP/1.1 400"
    assert preview.get("index.html").status == 200


def test_a_client_that_never_ends_its_request_is_let_go(preview):
    """Sending a byte now and then does not help."""
    with socket.create_connection((preview.host, preview.port), timeout=1) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")

        def is_closed():
            try:
                connection.sendall(b"a")
                connection.settimeout(0.2)
                return connection.recv(100)[9:12] in (b"", b"408")
            except TimeoutError:
                return False
            except ConnectionError:
                return True

        start = time.monotonic()
        eventually(is_closed, "the end of the connection", patience=40)
        assert time.monotonic() - start > 2


# Drafts


DRAFT = {
    **SMALL,
    "pages/index.md": "---\ntitle: Home\n---\n\nSee the [writer](actor:).\n",
    "pages/about.md": "---\ntitle: About\ndraft: true\n---\n\n## Why\n\n![A dot](dot.png)\n",
}


def test_drafts_are_left_out_of_builds_but_not_of_previews(tmp_path):
    folder = make_workspace(tmp_path / "work", DRAFT)
    assert run("build", cwd=folder).code == 0
    assert (folder / "public/index.html").exists() and not (folder / "public/about.html").exists()
    assert run("build", "--drafts", cwd=folder).code == 0
    published = (folder / "public/about.html").read_bytes()
    with previewing(folder) as preview:
        assert preview.get("about.html").body == published
        assert [draft["path"] for draft in preview.state()["drafts"]] == ["about.html"]
        assert preview.state("about.html")["page"]["isDraft"] is True
        assert preview.state("index.html")["page"]["isDraft"] is False


def test_a_link_to_a_draft_is_an_error_that_says_so(tmp_path):
    folder = make_workspace(tmp_path / "work", {**DRAFT, "pages/index.md": SMALL["pages/index.md"]})
    result = run("build", cwd=folder)
    assert result.code == 1 and result.errors == ["content/pages/index.md:5:38 broken-link"]
    assert "is a draft" in result.diagnostics[0]["summary"]
    assert run("build", "--drafts", cwd=folder).code == 0
