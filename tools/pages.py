"""What one looks at pages with: a page of each type, a server like the real one, a browser.

Tests, `make captures` and `tools/lighthouse.py` share it.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import functools
import gzip
import http.server
import io
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from playwright.sync_api import Browser, sync_playwright

from generator.outputs.features import FEATURES

ROOT = Path(__file__).resolve().parent.parent

PAGES = {name: address for feature in FEATURES for name, address in feature.visits.items()}
"""A page of each type, by what one would call it: what each family of pages says of itself."""

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is there: without a window to draw, a new page takes a third of the time."""
QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run")
"""Chromium asks nothing of anybody by itself, so that each request is the page's."""

TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".ics", ".csv", ".geojson")


@functools.lru_cache(maxsize=1024)
def compress(body: bytes) -> bytes:
    """Bytes as `gzip -9` sends them."""
    return gzip.compress(body, 9, mtime=0)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Sends text compressed, as the hosts of static sites do, over a connection that stays."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing: the output belongs to who serves."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if self.path.partition("?")[0].endswith("/") else path
        wants = "gzip" in self.headers.get("Accept-Encoding", "")
        if not wants or path.suffix not in TEXT or not path.is_file():
            return super().send_head()
        body = compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that leaves before the end of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a folder, served on this machine only."""
    handler = functools.partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        # It looks that often whether it is to end: who ends it waits as long.
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def find_chromium() -> str:
    """The Chromium of this machine; exits when there is none."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise SystemExit("Il manque Chromium : installez le paquet « chromium ».")
    return path


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium, driven by Playwright."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        yield started
        started.close()
