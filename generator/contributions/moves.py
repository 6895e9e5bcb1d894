"""What a proposal makes of the dates of a file: moved without a word to calendars, or named anew.

It is advice: a group that moves a meeting by hand is never stopped, since its page and the calendars
that are read again each day are right all the same. Who took the date alone would keep a false one.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from generator.accompaniment import agenda
from generator.accompaniment.agenda import Named
from generator.addresses import defi_of
from generator.content.catalogue import Catalogue
from generator.content.model import Activite, Defi, ProchaineAction
from generator.content.reader import SIZE_LIMIT, locate
from generator.contributions.checking import read_defi
from generator.contributions.review import ChangedFile
from generator.geography import search_key
from generator.text.errors import Finding, Location, Problem, finding
from generator.text.personal import mask


def told(
    root: Path, base: str, catalogue: Catalogue, changes: Iterable[ChangedFile], today: date
) -> list[Problem]:
    """What there is to say of the dates of the files that differ from those of a commit, `base`."""
    found: list[Finding] = []
    for each in changes:
        after = catalogue.defis.get(defi_of(each.path))
        before = after and _as_it_was(root, base, each.before, catalogue)
        if after and before:
            found += compare(before, after, today)
    return locate(root, found)


def _as_it_was(root: Path, base: str, path: str, catalogue: Catalogue) -> Defi | None:
    """The défi of a file of a commit; nothing when there was none, or it cannot be read."""
    command = ("git", "show", "--end-of-options", f"{base}:{path}")
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603 - no shell
    if not defi_of(path) or done.returncode or len(done.stdout) > SIZE_LIMIT:
        return None
    return read_defi(done.stdout.decode("utf-8", "replace"), path, catalogue)[0]


def compare(before: Defi, after: Defi, today: date) -> Iterator[Finding]:
    """The dates to come of a défi that calendars could no longer follow."""
    old = {nom: (where, agenda.at(before, where)) for where, nom in agenda.names(before).items()}
    new = {nom: (where, agenda.at(after, where)) for where, nom in agenda.names(after).items()}
    awaited = {
        nom: place
        for nom, place in old.items()
        if agenda.is_ahead(before, place[1], today) and not _says_too_much(place[1])
    }
    lost = {nom: place for nom, place in awaited.items() if nom not in new}
    for nom, (where, one) in new.items():
        if nom in awaited:
            was = awaited[nom][1]
            if _moved(was, one) and one.revision <= was.revision:
                line = f"revision: {was.revision + 1}"
                yield finding(after.path, "date_deplacee", where, ecrire=line)
        elif nom not in old:
            known_as = next(
                (nom for nom, place in lost.items() if _are_one(place, (where, one))), ""
            )
            if known_as:
                was = lost.pop(known_as)[1]
                line = f"id: {known_as}" + f" et revision: {was.revision + 1}" * _moved(was, one)
                yield finding(after.path, "date_renommee", where, lu=mask(known_as), ecrire=line)


def _says_too_much(one: Named) -> bool:
    """Whether the title of a date, of which its name is made, must not be said again."""
    title = agenda.title_of(one)
    return mask(title) != title


def _are_one(was: tuple[Location, Named], one: tuple[Location, Named]) -> bool:
    """Whether a date that lost its name is that one: of one list, with the same title or the same day.

    A next action of other words is another one.
    """
    if was[0][0] != one[0][0]:
        return False
    same_title = search_key(agenda.title_of(was[1])) == search_key(agenda.title_of(one[1]))
    is_action = isinstance(one[1], ProchaineAction)
    same_day = getattr(was[1], "date", None) == getattr(one[1], "date", "") and not is_action
    return same_title or same_day


def _moved(was: Named, one: Named) -> bool:
    """Whether the day, the hours or the place differ, or a meeting is called off, or no longer."""
    return _whereabouts(was) != _whereabouts(one)


def _whereabouts(one: Named) -> tuple[Any, ...]:
    if isinstance(one, Activite):
        return one.recurrence, one.lieu
    place = getattr(one, "commune", None)
    called_off = getattr(one, "is_cancelled", False)
    return one.date, one.debut, one.fin, one.lieu, place and place.insee, called_off
