"""`make serve`: a change shows, a broken file is told and its last good page stays."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from samples import defi
from worlds import make_project

from generator.text.policy import hash_source


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_MKDOCS = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("mkdocs", run_name="__main__")
"""
"""MkDocs, which hears Ctrl-C: a shell that runs the tests in the background lets nobody hear it."""


def _eventually(found: Callable[[], bool], what: str, seconds: float = 25) -> None:
    limit = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < limit, what
        time.sleep(0.1)


class Serving:
    """A running `mkdocs serve` on a scratch project."""

    def __init__(self, folder) -> None:
        self.project = make_project(folder / "projet", {"defis/cafe.md": defi("Premier texte.")})
        (self.project / "annonces").mkdir()
        self._log = folder / "serve.log"
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}/"
        self._writer = self._log.open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _MKDOCS, "serve", "-a", f"127.0.0.1:{port}"],
            cwd=self.project,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder)},
            stdout=self._writer,
            stderr=subprocess.STDOUT,
        )

    def page(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            return f"{error}"

    def said(self) -> str:
        return self._log.read_text("utf-8")

    def write(self, text: str) -> None:
        (self.project / "defis/cafe.md").write_text(text, "utf-8")

    def stop(self) -> None:
        """As Ctrl-C does."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(10)
        self._writer.close()


@pytest.fixture
def serving(tmp_path) -> Iterator[Serving]:
    started = Serving(tmp_path)
    yield started
    started.stop()
    assert [path.name for path in tmp_path.glob("mkdocs_*")] == [], "it leaves nothing behind"


def test_serve_shows_changes_and_survives_a_broken_file(serving):
    cafe = "defis/cafe/"
    _eventually(lambda: "Premier texte." in serving.page(cafe), "the page is served")
    page = serving.page(cafe)
    last = page.rpartition("<script>")[2].partition("</script>")[0]
    assert "livereload" in last
    assert f"script-src {hash_source(last)} 'self'" in page, "it may load itself again"

    serving.write(defi("Second texte."))
    _eventually(lambda: "Second texte." in serving.page(cafe), "the change shows")

    serving.write(defi("Troisième texte.").replace("creaction", "creation"))
    _eventually(lambda: "defis/cafe.md:4: phase" in serving.said(), "the problem is told")
    _eventually(lambda: "Second texte." in serving.page(cafe), "the last good page stays")
    assert "Un café à nous" in serving.page("defis/")

    settings = serving.project / "mkdocs.yml"
    right = settings.read_text("utf-8")
    settings.write_text(right.replace("docs_dir: content", "docs_dir: rien"), "utf-8")
    _eventually(lambda: "Les pages d’avant restent" in serving.said(), "a build that fails is told")
    assert "Second texte." in serving.page(cafe)
    settings.write_text(right, "utf-8")

    serving.write(defi("Quatrième texte."))
    _eventually(lambda: "Quatrième texte." in serving.page(cafe), "the repair shows")

    (serving.project / "defis/jardin.md").write_text(defi(titre="Un jardin à nous"), "utf-8")
    _eventually(lambda: "Un jardin à nous" in serving.page("defis/"), "a new file shows")

    (serving.project / "defis/jardin.md").unlink()
    _eventually(lambda: "Un jardin à nous" not in serving.page("defis/"), "a removed file goes")
    assert '"Mirecourt"' in serving.page("assets/communes/88.json")
    assert '"cafe"' in serving.page("assets/proches/88.json")
    assert "Traceback" not in serving.said()
