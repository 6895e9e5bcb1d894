"""What a feed tells of a défi: what happened there, and the dates that are announced.

`/suivi/` tells what is done (`news`); a feed also says what is to come. Each thing has a day and an
identity that do not change from one build to the next: a reader shows it once.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from generator.accompaniment.agenda import RendezVous, apart, occurrences
from generator.accompaniment.news import begins, last_told, phases_of
from generator.content.model import Defi, name_of

NEW = "nouveau"
STEP = "etape"
JOURNAL = "journal"
DECISION = "decision"
DATE = "rendez-vous"
MINUTES = "compte-rendu"
NEED = "besoin"
FOUND = "trouve"
TRIAL = "essai"
LESSON = "lecon"


class Kind(NamedTuple):
    """A feed of one kind of news, for all défis."""

    nom: str
    """Its name in its address."""
    titre: str
    genres: frozenset[str]
    """What it tells."""


KINDS = (
    Kind("nouveaux-defis", "Les nouveaux défis", frozenset({NEW})),
    Kind("etapes", "Les étapes franchies", frozenset({STEP})),
    Kind("journal", "Ce que les groupes racontent", frozenset({JOURNAL, DECISION, MINUTES})),
    Kind("rendez-vous", "Les rendez-vous annoncés", frozenset({DATE})),
    Kind("besoins", "Ce que les groupes cherchent et trouvent", frozenset({NEED, FOUND})),
    Kind("lecons", "Ce que les groupes ont appris", frozenset({LESSON, TRIAL})),
)

BEFORE = timedelta(days=14)
"""How long before its day a date is announced: no file says when it was written, and two weeks are
enough to come. That day follows from the file and from the calendar, and is never one to come.
"""


class Told(NamedTuple):
    """One thing that a feed tells of a défi."""

    defi: Defi
    day: date
    """When it is told; of a date that moved or was called off, when that was said."""
    genre: str
    """One of the words above."""
    key: str
    """What tells it apart from all else that is told of this défi, whatever its words."""
    sujet: str
    """In a few words, when the group gave it a name."""
    texte: str
    """What the group wrote, or what we say of a phase."""
    phase: str
    """That in which the défi was, or which it began."""
    rendez_vous: RendezVous | None = None

    @property
    def published(self) -> date | None:
        """When it was first told; nothing where nobody kept that day: it would move.

        That is so of a date that changed, and of what was learned, whose day is that of other news.
        """
        is_changed = self.rendez_vous is not None and has_changed(self.rendez_vous)
        return None if is_changed or self.genre == LESSON else self.day


def has_changed(one: RendezVous) -> bool:
    """Whether a date is no longer as it was announced; an example moves each week, for nobody."""
    return one.is_cancelled or (one.revision > 0 and not one.defi.exemple)


def told_of(defi: Defi, dates: Sequence[RendezVous], today: date) -> list[Told]:
    """All that is told of a défi up to `today`, the newest first; `dates` are its own.

    Of one day, what comes last in the file is the newest.
    """
    begun = phases_of(defi)
    start = begun[0][0]
    seen: dict[tuple[str, str], int] = defaultdict(int)
    found = []
    for day, genre, name, sujet, texte, one in _everything(defi, dates, begun, today):
        known = genre, name or _day_of(defi, day, start)
        rank = seen[known]
        seen[known] += 1
        if day <= today:
            found.append((day, genre, f"{genre}/{known[1]}/{rank}", sujet, texte, one))
    found.sort(key=_DAY)
    found.reverse()
    phases = _phases_on((each[0] for each in found), begun)
    return [
        Told(defi, day, genre, key, sujet, texte, phase, one)
        for (day, genre, key, sujet, texte, one), phase in zip(found, phases, strict=True)
    ]


def identity(told: Told) -> str:
    """What tells it apart from all that is told of all défis: it stays when a défi changes address."""
    return f"{told.defi.first_slug}/{told.key}"


_Thing = tuple[date, str, str, str, str, RendezVous | None]
"""Day, genre, name if it has one that does not depend on its day, subject, text, date."""


_DAY = itemgetter(0)


def _everything(
    defi: Defi, dates: Sequence[RendezVous], begun: Sequence[tuple[date, str]], today: date
) -> Iterator[_Thing]:
    """All that a défi dates, those of one kind in the order of the file."""
    yield begun[0][0], NEW, "debut", "", defi.resume, None
    for (_, before), (day, after) in pairwise(begun):
        yield day, STEP, "", "", begins(after, before), None
    yield from _announced(defi, dates, begun[0][0], today)
    yield from _sought(defi, begun[0][0])
    for entry in defi.journal:
        yield entry.date, JOURNAL, "", "", entry.texte, None
    for taken in defi.decisions:
        yield taken.date, DECISION, "", "", taken.texte, None
    for one in dates:
        if one.compte_rendu and not one.is_cancelled:
            yield one.jour, MINUTES, _name_of(one), one.titre, one.compte_rendu, None
    yield from _learned(defi, begun)


def _announced(
    defi: Defi, dates: Iterable[RendezVous], start: date, today: date
) -> Iterator[_Thing]:
    """The dates that were announced, those called off among them; what was held is told otherwise."""
    for one in dates:
        if one.is_planned or one.is_cancelled:
            yield _said_on(one, start, today), DATE, _name_of(one), one.titre, "", one


def _said_on(one: RendezVous, start: date, today: date) -> date:
    """When a date was last said, in a défi that began at `start`.

    Where its file does not tell: when it is announced; once it changed, with the latest news of its
    défi, or who had read the former day would never know.
    """
    if one.dit_le:
        return one.dit_le
    announced = _announced_on(_first_day(one), start)
    if not has_changed(one):
        return announced
    told = last_told(one.defi, today)
    return max(told, announced) if announced <= today else told


def _name_of(one: RendezVous) -> str:
    """Its name in calendars; that of an example without its day, which moves each week."""
    return _WITHOUT_DAY.sub("", one.nom) if one.defi.exemple else one.nom


def _announced_on(day: date, start: date) -> date:
    """When a date is announced: `BEFORE` it, and not before its défi began."""
    return day - BEFORE if day - start > BEFORE else start


_WITHOUT_DAY = re.compile(r"-\d{4}-\d\d-\d\d(?=-|\Z)")
"""The day in the name of a date."""


def _sought(defi: Defi, start: date) -> Iterator[_Thing]:
    """Its needs, and which are found; known by their words, since one that is taken out moves others.

    What was needed on a day that nobody wrote was needed since the défi began, whose day stays.
    """
    named = zip(
        apart(name_of(one.quoi, None) or NEED for one in defi.besoins), defi.besoins, strict=True
    )
    for name, need in named:
        yield need.depuis or start, NEED, name, need.quoi, need.nature, None
        if need.pourvu_le:
            yield need.pourvu_le, FOUND, name, need.quoi, need.nature, None


def _learned(defi: Defi, begun: Sequence[tuple[date, str]]) -> Iterator[_Thing]:
    """What came of its trials, and what it learned in the end: on the day of its last news."""
    for trial in defi.experiences:
        if trial.resultat:
            yield trial.fin or trial.debut, TRIAL, "", trial.essai, trial.resultat, None
    if defi.bilan:
        days = [begun[-1][0], *(entry.date for entry in defi.journal)]
        days += [one.date for one in defi.rencontres if one.is_held]
        yield max(days), LESSON, "bilan", "", defi.bilan.appris, None


def _first_day(one: RendezVous) -> date:
    """The day of a date; of what comes back, the first: the next one is another each week."""
    rule = one.retour
    if rule is None:
        return one.jour
    begins_on = rule.depuis or one.defi.depuis
    return next(occurrences(rule, one.defi, begins_on, rule.jusqu_au), one.jour)


def _day_of(defi: Defi, day: date, start: date) -> str:
    """How a day stands in an identity: counted from the first of an example, whose days all move."""
    return str((day - start).days) if defi.exemple else day.isoformat()


def _phases_on(days: Iterable[date], begun: Sequence[tuple[date, str]]) -> Iterator[str]:
    """The phase of each of some days, the latest first: that which began last, or the first."""
    at = len(begun) - 1
    for day in days:
        while at and begun[at][0] > day:
            at -= 1
        yield begun[at][1]


MOST = 50
"""How many things a feed tells."""

Placed = tuple[bool, int, str, int, Told]
"""What is told, after what places it: real, newest, slug, rank of its day in its défi."""


class Newest:
    """The newest things that are told of some défis: the real ones, then those of examples."""

    def __init__(self) -> None:
        self._kept: list[Placed] = []
        self.last: date | None = None
        """The day of the latest thing that the files of these défis tell, whatever it is."""

    def add(self, some: Iterable[Placed], last: date) -> None:
        """Keep, of what is told of a défi, what is among them; the newest comes first.

        `last` is the day of the latest thing that its file tells.
        """
        kept = self._kept
        self.last = max(self.last or last, last)
        for one in some:
            if len(kept) >= MOST and one > kept[-1]:
                break  # what follows is older
            insort(kept, one)
            del kept[MOST:]

    @property
    def told(self) -> list[Told]:
        """What is kept, the newest first, whether real or not."""
        return [each[-1] for each in sorted(self._kept, key=lambda one: one[1:4])]


def placed(told: Sequence[Told]) -> Iterator[Placed]:
    """What is told of one défi, with what places it among all."""
    for rank, one in enumerate(told):
        yield one.defi.exemple, -one.day.toordinal(), one.defi.slug, rank, one
