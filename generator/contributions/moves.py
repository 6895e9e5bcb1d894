"""What a proposal makes of the dates of a file: moved without a word to calendars, or named anew.

It is advice: a group that moves a meeting by hand is never stopped, since its page and the calendars
that are read again each day are right all the same. Who took the date alone would keep a false one.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

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


def beside(problems: Iterable[Problem], moves: Sequence[Problem]) -> list[Problem]:
    """What is said of all files, then of dates that moved: no two remedies of one date that disagree.

    The name to give back to a date is that of before; the one of today would make it another.
    """
    renamed = {(each.path, each.field) for each in moves if each.kind == "date_renommee"}
    kept = (p for p in problems if p.kind != "date_sans_id" or (p.path, p.field) not in renamed)
    return [*kept, *moves]


def compare(before: Defi, after: Defi, today: date) -> Iterator[Finding]:
    """The dates to come of a défi that calendars could no longer follow, and the défi itself."""
    yield from _first_address(before, after)
    old, new = _dates(before), _dates(after)
    for was, one in _pairs(old, new, today):
        if not was.is_awaited(today):
            continue
        moved = was.whereabouts != one.whereabouts
        line = {"ecrire": f"revision: {was.said.revision + moved}"}
        if was.nom != one.nom:
            known_as = {"lu": mask(was.nom), "ecrire": f"id: {was.nom}"}
            yield finding(after.path, "date_renommee", one.where, **known_as)
        if one.said.revision < was.said.revision:
            lu = str(was.said.revision)
            yield finding(after.path, "revision_baissee", one.where, lu=lu, **line)
        elif moved and one.said.revision == was.said.revision:
            yield finding(after.path, "date_deplacee", one.where, **line)


def _first_address(before: Defi, after: Defi) -> Iterator[Finding]:
    """Whether the oldest address of a défi is another: by it, calendars know all of its dates."""
    first, told = before.first_slug, after.anciens_slugs
    if not (told or before.anciens_slugs) or first == after.first_slug:
        return
    others = [each for each in told if each != first]
    line = f"anciens_slugs: [{', '.join([first, *others])}]"
    remede = f"Écrivez : {line}" if first != after.slug else "Retirez celle que vous avez ajoutée."
    yield finding(after.path, "premiere_adresse", ("anciens_slugs",), lu=first, remede=remede)


class _Date(NamedTuple):
    """One date of a file, as it is said there."""

    defi: Defi
    where: Location
    nom: str
    said: Named

    @property
    def title(self) -> str:
        return search_key(agenda.title_of(self.said))

    @property
    def day(self) -> date | None:
        return getattr(self.said, "date", None)

    @property
    def list(self) -> object:
        return self.where[0]

    @property
    def is_action(self) -> bool:
        return isinstance(self.said, ProchaineAction)

    def is_awaited(self, today: date) -> bool:
        """Whether one can still go to it; of a title that must not be said again, nothing is told."""
        title = agenda.title_of(self.said)
        return agenda.is_ahead(self.defi, self.said, today) and mask(title) == title

    @property
    def whereabouts(self) -> tuple[Any, ...]:
        """The day, the hours, the place, and whether it is called off: by these, a date moves."""
        one, place = self.said, search_key(self.said.lieu or "")
        commune = (getattr(one, "commune", None) or self.defi.commune).insee
        if isinstance(one, Activite):
            rule = one.recurrence
            begins = rule and replace(rule, depuis=rule.depuis or self.defi.depuis)
            return begins, place, commune
        called_off = getattr(one, "is_cancelled", False)
        return one.date, one.debut, one.fin, place, commune, called_off


def _dates(defi: Defi) -> list[_Date]:
    return [
        _Date(defi, where, nom, agenda.at(defi, where)) for where, nom in agenda.names(defi).items()
    ]


def _pairs(old: list[_Date], new: list[_Date], today: date) -> Iterator[tuple[_Date, _Date]]:
    """Each date of before beside what it became, by the surest sign first.

    A name that a file gives is sure; one that the site makes of a title and a day is not: moved by a
    week, the first of two meetings takes the name of the second.
    """
    for is_it in (_has_its_id, _is_untouched):
        yield from _matched(old, new, is_it)
    old[:] = [each for each in old if each.is_awaited(today)]
    yield from _in_their_order(old, new)
    for is_it in (
        _has_its_name,
        _has_its_title,
        _has_its_day,
        _has_its_title_elsewhere,
        _has_its_row,
    ):
        yield from _matched(old, new, is_it)


def _matched(
    old: list[_Date], new: list[_Date], is_it: Callable[[_Date, _Date], bool]
) -> Iterator[tuple[_Date, _Date]]:
    """The pairs of which something is true; they are taken out of both lists."""
    for was in [*old]:
        if found := next((one for one in new if is_it(was, one)), None):
            old.remove(was)
            new.remove(found)
            yield was, found


def _in_their_order(old: list[_Date], new: list[_Date]) -> Iterator[tuple[_Date, _Date]]:
    """Those of one list and of one title to which no file gives a name, as many now as before."""

    def alike(dates: list[_Date]) -> dict[tuple[object, str], list[_Date]]:
        groups: dict[tuple[object, str], list[_Date]] = {}
        for each in dates:
            if not each.said.id:
                groups.setdefault((each.list, each.title), []).append(each)
        return groups

    now = alike(new)
    for key, group in alike(old).items():
        if len(now.get(key, ())) == len(group):
            for was, one in zip(group, now[key], strict=True):
                old.remove(was)
                new.remove(one)
                yield was, one


def _has_its_id(was: _Date, one: _Date) -> bool:
    return was.nom == one.nom and bool(was.said.id or one.said.id)


def _is_untouched(was: _Date, one: _Date) -> bool:
    same = was.whereabouts == one.whereabouts and was.said.revision == one.said.revision
    return was.nom == one.nom and same


def _has_its_name(was: _Date, one: _Date) -> bool:
    return was.nom == one.nom


def _has_its_title(was: _Date, one: _Date) -> bool:
    """A next action of other words is another one; a meeting may only have another name."""
    return was.list == one.list and was.title == one.title


def _has_its_day(was: _Date, one: _Date) -> bool:
    return was.list == one.list and not was.is_action and was.day is not None and was.day == one.day


def _has_its_title_elsewhere(was: _Date, one: _Date) -> bool:
    """A meeting that is said to be a great day, or the reverse."""
    lists = {was.list, one.list}
    return lists == {"rencontres", "evenements"} and was.title == one.title


def _has_its_row(was: _Date, one: _Date) -> bool:
    """What lost its `id`, its title and its day at once, in its place of a list."""
    key = str(was.list)
    if was.is_action or was.where != one.where or one.said.id or not was.said.id:
        return False
    return len(getattr(was.defi, key)) == len(getattr(one.defi, key))
