"""`make check`: what it runs, and what each step says of a copy of the project that is spoilt.

Style, types and imports are not run again here: `make test` has just done so.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from samples import defi
from worlds import ROOT, make_project, write

from generator import derived

NIGHT = ".github/workflows/chaque-nuit.yml"
DEPLOYS = ".github/workflows/publier.yml"

WORKFLOWS = "python tools/workflows.py"
DERIVED = "bvm generer --verifier"
CONTENT = "bvm verifier"
CODE = ("ruff check", "ruff format --check", "mypy", "lint-imports")


def run(folder, *command):
    """Whether a command passes, and what it prints; the code of the folder is what runs."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=env | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def recipe():
    """The commands of `make check`, as make writes them."""
    _, printed = run(ROOT, "make", "--dry-run", "check")
    return printed.splitlines()


@pytest.fixture
def step(recipe, copy):
    """Run a step of `make check` in the copy; tell whether it passes, and what it prints."""

    def pass_(command):
        assert f".venv/bin/{command}" in recipe
        name, *words = command.split()
        return run(copy, f".venv/bin/{name}", *words)

    return pass_


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The code of this project and what GitHub reads of it, on the world of the tests."""
    folder = tmp_path_factory.mktemp("projet") / "copie"
    make_project(folder, {"defis/un-defi.md": defi()})
    for name in ("generator", "tools", ".github"):
        shutil.copytree(ROOT / name, folder / name, ignore=lambda *_: ["__pycache__"])
    shutil.copy(ROOT / ".pre-commit-config.yaml", folder)
    write(folder, derived.files())
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


SPOILT = {
    "what GitHub runs and shows": (
        WORKFLOWS,
        [
            (
                NIGHT,
                "run: gh workflow run",
                "run: echo '${{ github.event.issue.title }}' && gh issue edit 1 --add-label urgent "
                "&& gh workflow run",
            ),
            (
                DEPLOYS,
                "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128  # v5.0.0",
                "actions/deploy-pages@v5",
            ),
            (".github/ISSUE_TEMPLATE/aide.yml", "- aide\n", "- pressant\n"),
        ],
        [
            f"✗ {NIGHT}:",
            "un script contient « ${{ … }} »",
            "« github.event.issue.title » n’est pas de ce qu’un workflow peut reprendre : quelqu’un a pu l’écrire.",
            "l’étiquette « urgent » n’existe pas.",
            f"✗ {DEPLOYS}:",
            "l’action « actions/deploy-pages@v5 » n’est pas fixée",
            "✗ .github/ISSUE_TEMPLATE/aide.yml:6 : l’étiquette « pressant » n’existe pas.",
        ],
    ),
    "a word, without its derived files": (
        DERIVED,
        [("generator/content/vocabulary.py", '"Petite ville"', '"Petite cité"')],
        [
            "✗ .github/ISSUE_TEMPLATE/defi.yml n’est plus à jour. Lancez : bvm generer",
            "✗ .github/labels.yml n’est plus à jour. Lancez : bvm generer",
        ],
    ),
    "a help, without its derived files": (
        DERIVED,
        [
            (
                "generator/content/model.py",
                "comme on le dirait au marché",
                "comme on le dit au marché",
            )
        ],
        [
            "✗ defis/schema.json n’est plus à jour. Lancez : bvm generer",
            "✗ content/contribuer/champs.md n’est plus à jour. Lancez : bvm generer",
        ],
    ),
    "a défi": (
        CONTENT,
        [("defis/un-defi.md", "phase: creaction", "phase: creations")],
        ["✗ defis/un-defi.md:4: phase : on lit « creations »", "1 erreur à corriger"],
    ),
}
"""The step that sees it, what is changed: a file, what is right in it, what is wrong; what is said."""


def test_it_looks_at_code_workflows_derived_files_and_content(recipe):
    asked = [f".venv/bin/{command}" for command in (*CODE, WORKFLOWS, DERIVED, CONTENT)]
    assert all(any(line.startswith(each) for line in recipe) for each in asked), recipe


@pytest.mark.parametrize("command", [WORKFLOWS, DERIVED, CONTENT])
def test_a_step_passes_on_what_is_in_order(step, command):
    passes, printed = step(command)
    assert passes, printed


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_step_fails_and_says_why_when_something_is_spoilt(copy, step, spoilt):
    command, changes, said = SPOILT[spoilt]
    kept = {path: (copy / path).read_text("utf-8") for path, *_ in changes}
    for path, right, wrong in changes:
        assert right in kept[path]
        write(copy, {path: kept[path].replace(right, wrong, 1)})
    try:
        passes, printed = step(command)
    finally:
        write(copy, kept)
    assert not passes
    assert all(each in printed for each in said), printed
