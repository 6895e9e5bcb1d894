"""What several tests need: a scratch site, the built site, a server, a browser."""

from __future__ import annotations

import datetime
import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 22)
EPOCH = "1795348800"  # noon of that day, UTC

MINIMAL = """---
titre: {titre}
resume: Le dernier café a fermé. Et si nous en ouvrions un, à tour de rôle ?
phase: creaction
depuis: 2026-09-12
territoire: petite-ville
commune: Mirecourt (Vosges)
porteur: Les voisins du Val
concerne: quartier
---

{texte}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what comes out, then read the diff"
    )


def defi(texte: str = "Racontons.", titre: str = "Un café à nous") -> str:
    """The smallest file of a défi."""
    return MINIMAL.format(titre=titre, texte=texte)


@dataclass(frozen=True)
class Built:
    """What a build gave: its exit code, what it said, and the folder of the site."""

    code: int
    said: str
    folder: Path

    def page(self, address: str) -> str:
        return (self.folder / address / "index.html").read_text("utf-8")

    @property
    def files(self) -> list[str]:
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in paths)


def run_build(project: Path, folder: Path, tool: str = "mkdocs", **environ: str) -> Built:
    """Build `project` into `folder` as `make site` does, with a module or a script as `tool`."""
    how = [tool] if tool.endswith(".py") else ["-m", tool]
    known = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, *how, "build", "--strict", "--site-dir", str(folder)],
        cwd=project,
        env={**os.environ, **known, **environ},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Built(done.returncode, done.stdout + done.stderr, folder)


def make_project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A copy of this project whose défis are `files`; other files are added or replaced."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "overrides").symlink_to(ROOT / "overrides")
    (folder / "defis" / "images").mkdir(parents=True)
    for page in (folder / "content").rglob("*.md"):  # the real défis are not there
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"\]\((?:\.\./)+defis/", "](https://example.org/", text), "utf-8")
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Built]:
    """Build a scratch site from `{path: content}`."""

    def run(files: Mapping[str, str | bytes], **environ: str) -> Built:
        return run_build(make_project(tmp_path / "projet", files), tmp_path / "site", **environ)

    return run


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This very project, built once for all tests."""
    built = run_build(ROOT, tmp_path_factory.mktemp("site"))
    assert built.code == 0, built.said
    return built


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing: the output of tests is theirs."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on this machine; gives its address."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; a test that needs it fails without it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    assert path, "Il manque Chromium : installez le paquet « chromium »."
    quiet = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=quiet)
        yield started
        started.close()
