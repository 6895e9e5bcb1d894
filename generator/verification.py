"""Everything that `bvm verifier` says: what is wrong, what a friend would point out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.accompaniment import advice
from generator.content import identity
from generator.content.reader import Reader, check_folders, locate
from generator.processes import keep_to_the_end
from generator.text.errors import Problem, by_place


def verify(
    root: Path,
    *,
    today: date,
    environ: Mapping[str, str],
    publication: bool = False,
    processes: int = 1,
    last: bool = False,
) -> list[Problem]:
    """Every problem of every file under `root`, in the order of files and lines.

    `environ` may name the repository; `publication` asks for what publishing needs; `last` says
    that the program ends after this.
    """
    reading = Reader(root, processes).read()
    problems = [*reading.problems, *check_folders(root, reading.look)]
    written_for = _written_for(root, environ)
    problems += locate(root, advice.all_advice(reading.catalogue, today, written_for))
    if last:
        keep_to_the_end(reading)
    if (root / identity.PATH).exists() or (root / "overrides").is_dir():
        problems += verify_settings(root, environ, publication=publication)
        problems += identity.check_examples(root, written_for, today)
    return sorted(problems, key=by_place)


def _written_for(root: Path, environ: Mapping[str, str]) -> date | None:
    """The day that the examples were written for, if there are settings and they say it."""
    there = (root / identity.PATH).exists()
    return identity.read_identity(root, environ)[0].exemples_du if there else None


def verify_settings(
    root: Path, environ: Mapping[str, str], *, publication: bool = False
) -> list[Problem]:
    """Every problem of mkdocs.yml, which is read without MkDocs."""
    if problems := identity.check_settings(root):
        return problems
    who, problems = identity.read_identity(root, environ)
    if publication:
        site_url = identity.read_site_url(root, environ)
        problems += identity.check_publication(who, site_url)
    return problems
