"""The ground of a run: one corpus, and beside it the two projects that build it.

Nothing here touches the checkout: both projects are copies in a temporary folder, and each build
goes into a folder that never existed. Nothing is deleted before the end, because on ext4 removing
a big tree slows the next writes for seconds.
"""

from __future__ import annotations

import calendar
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import TODAY, read_themes, write_annonces, write_corpus
from bench.measure import Command, command_line
from bench.places import read_catalogue, write_places
from generator.addresses import CARTES
from generator.geography.reference import outlines_geojson
from generator.outputs.maps.leaflet import OUTLINES

HUGO_SITE = Path(__file__).resolve().parent / "hugo"
AN_ANNONCE_EACH = 10
"""How many défis there are for each annonce: Hugo, which has no page for them, does not read them."""

LISTS = frozenset({"phases", "territoires", "themes"})
KINDS = (
    "pages de défi",
    "pages de liste",
    "listes par département",
    "territoires pilotes",
    "données",
    "calendriers",
    "flux",
    "autres fichiers",
)

_LINK_TO_DEFI = re.compile(r"(defis/)[a-z0-9-]+\.md(?:#[\w-]*)?")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `projet/` (ours, its défis are the corpus) and `hugo/`, which reads them."""

    folder: Path
    count: int

    @property
    def project(self) -> Path:
        return self.folder / "projet"

    @property
    def hugo(self) -> Path:
        return self.folder / "hugo"

    def log(self, name: str) -> Path:
        """Where the output of a command goes."""
        return self.folder / f"{name}.log"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a build wrote of one kind."""

    files: int
    size: int


def prepare(folder: Path, root: Path, count: int) -> Workspace:
    """Make the workspace of `count` défis in `folder`, from the project at `root`."""
    space = Workspace(folder, count)
    space.project.mkdir(parents=True)
    shutil.copy(root / "mkdocs.yml", space.project)
    for name in ("content", "overrides"):
        shutil.copytree(root / name, space.project / name)
    catalogue = read_catalogue(space.project)
    themes = read_themes(root / "content")
    write_corpus(space.project, count, themes=themes)
    write_annonces(space.project, count // AN_ANNONCE_EACH, themes=themes)
    _redirect_links(space.project)
    shutil.copytree(HUGO_SITE, space.hugo)
    outlines = space.hugo / "static" / CARTES
    outlines.mkdir(parents=True)
    (outlines / OUTLINES).write_bytes(outlines_geojson())
    write_places(space.project / "defis", catalogue, space.hugo / "data")
    return space


def _redirect_links(project: Path) -> None:
    # Editorial pages may link to the project's own défis, which the corpus replaces: those links
    # go to the first of the corpus, so that a strict build still finds them.
    first = min(path.name for path in (project / "defis").iterdir())
    for path in project.glob("content/**/*.md"):
        text = path.read_text(encoding="utf-8")
        changed = _LINK_TO_DEFI.sub(rf"\g<1>{first}", text)
        if changed != text:
            path.write_text(changed, encoding="utf-8")


def environment() -> dict[str, str]:
    """What both programs are told: the corpus's own day, one address, and no search index."""
    return {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "BVM_RECHERCHE": "false",
        "SITE_URL": "https://exemple.fr/",
        "SOURCE_DATE_EPOCH": str(calendar.timegm((*TODAY.timetuple()[:3], 12, 0, 0))),
    }


def hugo_command(space: Workspace, binary: Path) -> Command:
    """Hugo on its site; the module's cache stays in the workspace."""
    argv = (str(binary), "--noBuildLock", "--cacheDir", str(space.folder / "cache"))
    return Command("hugo", argv, space.hugo, environment())


def our_command(space: Workspace) -> Command:
    """The strict build of this project, as `make site` runs it, without the search index."""
    return Command(
        "mkdocs",
        command_line("-m", "mkdocs", "build", "--strict"),
        space.project,
        environment(),
    )


def count_outputs(output: Path) -> dict[str, Kept]:
    """How many files and bytes a build wrote, by kind; every kind is there."""
    totals = {kind: [0, 0] for kind in KINDS}
    for folder, _, names in os.walk(output):
        for name in names:
            path = Path(folder, name)
            total = totals[_kind(path.relative_to(output))]
            total[0] += 1
            total[1] += path.stat().st_size
    return {kind: Kept(files, size) for kind, (files, size) in totals.items()}


def _kind(path: Path) -> str:
    parts = path.parts
    if path.suffix in {".json", ".geojson", ".csv"}:
        return "données"
    if path.suffix == ".ics":
        return "calendriers"
    if path.suffix == ".xml" and path.name != "sitemap.xml":
        return "flux"
    if path.name != "index.html" or len(parts) == 1:
        return "autres fichiers"
    if parts[0] == "departements":
        return "listes par département"
    if parts[:2] == ("territoires", "pilotes"):
        return "territoires pilotes"
    if parts[0] in LISTS or parts == ("defis", "index.html") or parts[:2] == ("defis", "page"):
        return "pages de liste"
    return "pages de défi" if parts[0] == "defis" and len(parts) == 3 else "autres fichiers"
