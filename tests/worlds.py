"""The projects that tests build sites of, on a world of their own: `tests/world/`.

Nothing here reads the content of this repository, so that a town which rewrites it keeps its tests.
Its settings are read, with those of who publishes it replaced.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pages import ROOT

from generator import derived

WORLD = Path(__file__).parent / "world"
CITIZENS = ("defis", "annonces")
PILOTES = "content/territoires-pilotes"

TODAY = datetime.date(2026, 11, 22)
EPOCH = "1795348800"  # noon of that day, UTC

Files = Mapping[str, str | bytes]
"""What stands in a project, by path."""


def settings(**publisher: Any) -> str:
    """The settings of the site for a publisher: `adresse`, `depot`…; nobody by default.

    Templates are named by where they truly are, so that all projects share the compiled ones.
    """
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    text = re.sub(r"^extra:\n(?:[ #].*\n|\n)*", "", text, flags=re.MULTILINE)
    for pattern, own in (
        (r"^site_name:.*$", "site_name: Bien Vivre Maintenant"),
        (r"^  custom_dir:.*$", f"  custom_dir: {json.dumps(str(ROOT / 'overrides'))}"),
    ):
        text, found = re.subn(pattern, lambda _, own=own: own, text, count=1, flags=re.MULTILINE)
        assert found, f"mkdocs.yml has no line like {pattern}"
    return f"{text}\nextra:\n  bvm: {json.dumps(publisher, ensure_ascii=False)}\n"


def real_territory(slug: str) -> dict[str, str]:
    """A pilot territory of the world that is no example: those accompany no real défi."""
    path = f"{PILOTES}/{slug}.md"
    return {path: (WORLD / path).read_text("utf-8").replace("exemple: true\n", "")}


def citizens() -> dict[str, str]:
    """The défis and the annonces of the world, by path."""
    paths = (path for folder in CITIZENS for path in (WORLD / folder).glob("*.md"))
    return {path.relative_to(WORLD).as_posix(): path.read_text("utf-8") for path in sorted(paths)}


def make_project(folder: Path, files: Files, *, pilotes: bool = True, **publisher: Any) -> Path:
    """A project of the world's pages and of `files`; gives its folder, which is made.

    Without `pilotes`, no pilot territory of the world is there. `publisher`: see `settings`.
    """
    shutil.copytree(WORLD / "content", folder / "content")
    for page in (folder / PILOTES).glob("*.md"):
        if not pilotes and page.stem != "index":
            page.unlink()
    (folder / "defis" / "images").mkdir(parents=True)
    (folder / "overrides").symlink_to(ROOT / "overrides")
    _share_cache(folder)
    return write(folder, {"mkdocs.yml": settings(**publisher), **_reference(), **files})


@cache
def _reference() -> dict[str, str]:
    """The pages of `content/` that the schema gives: they are as new as it is."""
    return {path: text for path, text in derived.files().items() if path.startswith("content/")}


def write(folder: Path, files: Files) -> Path:
    """Write files under a folder; gives the folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _share_cache(folder: Path) -> None:
    """Draw once for all projects what is the same in all: it is kept under the sum of its sources."""
    shared = ROOT / ".cache"
    shared.mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(shared)


@dataclass(frozen=True)
class Built:
    """What a build gave: its exit code, what it said, the folder of the site, of what project."""

    code: int
    said: str
    folder: Path
    project: Path

    def page(self, address: str) -> str:
        return (self.folder / address / "index.html").read_text("utf-8")

    @property
    def files(self) -> list[str]:
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in paths)

    def checked(self) -> Built:
        """Itself; a build that failed fails the test."""
        assert self.code == 0, self.said
        return self


Once = Callable[[str, Callable[[Path], Built]], Built]
"""The fixture `once`: gives the site of a name, which `build_site` builds if nobody has."""


def run_build(
    project: Path, folder: Path, tool: str = "mkdocs", *, strict: bool = True, **environ: str
) -> Built:
    """Build `project` into `folder` as `make site` does, with a module or a script as `tool`.

    Nothing that GitHub says of this machine is heard, unless `environ` says it.
    """
    how = [tool] if tool.endswith(".py") else ["-m", tool]
    known = {
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
        "GITHUB_REPOSITORY": "",
        "SITE_URL": "",
    }
    done = subprocess.run(
        [sys.executable, *how, "build", *["--strict"] * strict, "--site-dir", str(folder)],
        cwd=project,
        env={**os.environ, **known, **environ},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Built(done.returncode, done.stdout + done.stderr, folder, project)


def build_site(
    folder: Path,
    files: Files,
    *,
    tool: str = "mkdocs",
    environ: Mapping[str, str] = MappingProxyType({}),
    **how: Any,
) -> Built:
    """The site of a project, both under `folder`; it must be right. `how`: see `make_project`."""
    project = make_project(folder / "projet", files, **how)
    return run_build(project, folder / "site", tool, **environ).checked()


def different(one: Built, other: Built) -> Iterator[str]:
    """The paths of two sites whose bytes are not the same, those of one site only among them."""
    yield from sorted({*one.files} ^ {*other.files})
    for path in sorted({*one.files} & {*other.files}):
        if (one.folder / path).read_bytes() != (other.folder / path).read_bytes():
            yield path
