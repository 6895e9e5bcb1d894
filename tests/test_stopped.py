"""Whatever stops a build, the former site is whole and untouched, and the reason is said in French.

`python -m bench.kills` tries the same at random moments, with real disks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pages import ROOT
from worlds import EPOCH, make_project, write

from generator.outputs.kit.aside import make_aside

FORMER = {"index.html": "avant", "defis/a/index.html": "avant", ".htaccess": "Deny"}
STAYS = "Le site n’est pas construit ; celui d’avant, s’il y en a un, reste."

FILES = {"by a cache that is no folder": {".cache": "ici"}}
THERE = {"by a folder of something else": {"lettre.txt": "à garder", ".cle": "à garder"}}
SAID = {
    "by a full disk": (
        1,
        "/site : ce fichier serait plus gros que ce disque",
        "(ulimit -f)",
        STAYS,
    ),
    "by a kill": (-9,),
    "by a wrong date": (1, "SOURCE_DATE_EPOCH vaut « demain »", "git log -1", STAYS),
    "by a folder of something else": (1, "qui contient autre chose que lui", "l’option -d"),
    "by a cache that is no folder": (1, ".cache/gabarits : un fichier est là", STAYS),
}


class Stopped:
    """A build that was stopped: its code, what it said, and the site before and after."""

    def __init__(self, folder: Path, files, former) -> None:
        self.folder = folder
        self.project = make_project(folder / "projet", {})
        if ".cache" in files:
            (self.project / ".cache").unlink()
        write(self.project, files)
        self.site = write(folder / "site", former)
        self.before = self.stamps()
        self.code, self.said = 0, ""

    def stamps(self):
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes() + repr(os.stat(path)).encode()
            for path in self.site.rglob("*")
            if path.is_file()
        }


@pytest.fixture(scope="module")
def stopped(tmp_path_factory) -> dict[str, Stopped]:
    """Every build that something stops, by its reason."""
    folder = tmp_path_factory.mktemp("arrets")
    builds = {
        name: Stopped(folder / str(number), FILES.get(name, {}), THERE.get(name, FORMER))
        for number, name in enumerate(SAID)
    }
    asked = [f"{name}={build.project}" for name, build in builds.items()]
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "stopped.py"), *asked],
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "SITE_URL": ""},
        capture_output=True,
        timeout=120,
        check=True,
    )
    for name, (code, said) in json.loads(done.stdout).items():
        builds[name].code, builds[name].said = code, said
    return builds


@pytest.mark.parametrize("why", SAID)
def test_a_build_that_is_stopped_leaves_the_former_site_untouched_and_says_why(stopped, why):
    build = stopped[why]
    code, *words = SAID[why]
    assert build.code == code, build.said
    assert [each for each in words if each not in build.said] == [], build.said
    assert "Traceback" not in build.said
    assert build.stamps() == build.before


@pytest.mark.parametrize("why", SAID)
def test_nothing_that_a_stopped_build_left_outlives_the_next(stopped, why):
    build = stopped[why]
    left = {each.name for each in build.folder.iterdir()} - {"projet", "site"}
    assert len(left) == (why == "by a kill")
    make_aside(build.site).drop()
    assert {each.name for each in build.folder.iterdir()} == {"projet", "site"}
