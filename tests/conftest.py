"""What several tests need: a scratch site, the built site, a server, a browser."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import extremes
import pages
import pytest
from playwright.sync_api import Browser
from reading import Written, read_site

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


TABLE = pytest.StashKey[list[str]]()
"""What the pages cost, a line each, printed when the tests are over."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = terminalreporter.config.stash.get(TABLE, [])
    if lines:
        terminalreporter.section("what the pages cost")
        terminalreporter.write("\n".join([*lines, ""]))


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
    _share(folder, "dessins")
    for page in (folder / "content").rglob("*.md"):  # the real défis are not there
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"\]\((?:\.\./)+defis/", "](https://example.org/", text), "utf-8")
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _share(folder: Path, kept: str) -> None:
    """Draw once for all projects what is the same in all: it is kept under the sum of its sources."""
    shared = ROOT / ".cache" / kept
    shared.mkdir(parents=True, exist_ok=True)
    (folder / ".cache").mkdir()
    (folder / ".cache" / kept).symlink_to(shared)


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


@pytest.fixture(scope="session")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site filled to the brim, published from a repository: its pages have all their links."""
    where = {"SITE_URL": "https://exemple.fr/", "GITHUB_REPOSITORY": "exemple/bien-vivre"}
    return _scratch(tmp_path_factory.mktemp("pleine"), extremes.files(), **where)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site on its first day: no défi, no annonce."""
    return _scratch(tmp_path_factory.mktemp("vide"), {})


def _scratch(folder: Path, files: Mapping[str, str | bytes], **environ: str) -> Built:
    built = run_build(make_project(folder / "projet", files), folder / "site", **environ)
    assert built.code == 0, built.said
    return built


@pytest.fixture(scope="session")
def written(site: Built, heavy: Built, bare: Built) -> dict[str, list[Written]]:
    """Every page of the three sites, read once."""
    sites = {"le site": site, "un site plein": heavy, "un site vide": bare}
    return {name: read_site(built.folder) for name, built in sites.items()}


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on this machine, as a host does; gives its address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(pages.serve(folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; a test that needs it fails without it."""
    with pages.open_browser() as started:
        yield started
