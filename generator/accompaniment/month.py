"""What stands in the coming month of a place: its dates, its needs, what begins there, its latest story.

What is invented stands there alone or not at all: a paper that mixed both would send people to doors
where nobody waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, zip_longest
from typing import NamedTuple

from generator.accompaniment.agenda import RendezVous, Span, occurrences, order
from generator.accompaniment.gathering import Gathered
from generator.accompaniment.helping import CoupDeMain, of_annonce, offered, sought
from generator.accompaniment.news import phases_of
from generator.content.fiches import Document, FicheAnnonce
from generator.content.model import Defi

DAYS = 31
"""How many days the coming month has, today among them; how far behind us something is still new."""


class Coming(NamedTuple):
    """A date of the month; what comes back stands there once, by its first time."""

    une: RendezVous
    aussi: tuple[date, ...] = ()
    """The other days of the month on which it comes back."""


class Story(NamedTuple):
    """The latest thing that a group told: an entry of its journal, or what was said at a meeting."""

    defi: Defi
    jour: date
    titre: str
    """That of the meeting; an entry has none."""
    texte: str


class Month(NamedTuple):
    """The coming month of a place, each part in the order in which one reads it."""

    jours: Span
    dates: Sequence[Coming]
    """Those that were called off among them: whoever meant to come must read it."""
    ensembles: Sequence[Gathered]
    """The needs of persons that say the same, the largest groups first."""
    besoins: Sequence[CoupDeMain]
    """Those of défis and those of persons in turn; none that stands in a group."""
    offres: Sequence[CoupDeMain]
    debuts: Sequence[Defi]
    """The défis that began in the month gone by, the latest first."""
    recit: Story | None
    invente: bool
    """Whether all of it is invented."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there at all."""
        needs = self.ensembles or self.besoins
        return not (self.dates or needs or self.offres or self.debuts or self.recit)

    @property
    def next_date(self) -> RendezVous | None:
        """The first date to which one can go, of a group that does not pause."""
        planned = (each.une for each in self.dates if each.une.is_planned)
        return next((one for one in planned if not one.defi.is_paused), None)


def month_of(
    defis: Iterable[Defi],
    annonces: Iterable[Document[FicheAnnonce]],
    ensembles: Iterable[Gathered],
    dates: Mapping[str, Sequence[RendezVous]],
    today: date,
) -> Month:
    """The coming month of the place of some défis and annonces.

    `annonces` are those that still hold; `ensembles`, the groups in which some of them stand, others
    near them too; `dates` has every date of each défi, by slug. As soon as one of them is real, what
    is invented is left out.
    """
    some, said = list(defis), list(annonces)
    real = [one for one in some if not one.exemple]
    real_said = [one for one in said if not one.fiche.exemple]
    invente = not (real or real_said) and bool(some or said)
    if not invente:
        some, said = real, real_said
    jours = Span(today, today + timedelta(days=DAYS - 1))
    together = [one for one in ensembles if one.exemple == invente]
    found = (one for defi in some for one in _within(dates[defi.slug], jours))
    return Month(
        jours=jours,
        dates=sorted(found, key=lambda each: order(each.une)),
        ensembles=together,
        besoins=_in_turn(_sought(some, said, together)),
        offres=_in_turn(offered(some, said)),
        debuts=_begun(some, today),
        recit=_latest_story(some, today),
        invente=invente,
    )


def _within(dates: Iterable[RendezVous], jours: Span) -> Iterator[Coming]:
    """The dates of a défi that fall on some days; what comes back waits while its group pauses."""
    for one in dates:
        if not jours.holds(one.jour) or one.defi.is_finished:
            continue
        if one.retour is None:
            if one.is_planned or one.is_cancelled:
                yield Coming(one)
        elif not one.defi.is_paused:
            times = occurrences(one.retour, one.defi, one.jour + timedelta(days=1), jours.fin)
            yield Coming(one, tuple(times))


def _sought(
    defis: Iterable[Defi],
    annonces: Sequence[Document[FicheAnnonce]],
    together: Iterable[Gathered],
) -> Iterator[CoupDeMain]:
    """What défis and single persons look for, the wishes of these among it."""
    told = {slug for group in together for slug in group.slugs}
    alone = [one for one in annonces if one.slug not in told]
    yield from sought(defis, alone)
    yield from (of_annonce(one) for one in alone if one.fiche.genre == "envie")


def _in_turn(some: Iterable[CoupDeMain]) -> Sequence[CoupDeMain]:
    """One of a défi, one of a person, while there are both; the first of each défi before the second
    of any: who asks for ten things hides nobody.
    """
    ranks: Counter[str] = Counter()
    ranked: list[tuple[int, CoupDeMain]] = []
    persons: list[CoupDeMain] = []
    for one in some:
        if one.defi is None:
            persons.append(one)
            continue
        ranked.append((ranks[one.defi.slug], one))
        ranks[one.defi.slug] += 1
    groups = (one for _, one in sorted(ranked, key=lambda each: each[0]))
    return [one for one in chain.from_iterable(zip_longest(groups, persons)) if one]


def _begun(defis: Iterable[Defi], today: date) -> Sequence[Defi]:
    """Those that began in the month gone by and go on."""
    since = today - timedelta(days=DAYS)
    first = ((phases_of(defi)[0][0], defi) for defi in defis if not defi.is_finished)
    found = [(day, defi) for day, defi in first if since < day <= today]
    return [
        defi for _, defi in sorted(found, key=lambda each: (-each[0].toordinal(), each[1].slug))
    ]


def _latest_story(defis: Iterable[Defi], today: date) -> Story | None:
    """The latest that some groups told, up to today; of one day, the last of all in a total order."""
    latest, found = date.min, list[Story]()
    for defi in defis:
        for day, story in _told(defi):
            if latest <= day <= today:
                if day > latest:
                    latest, found = day, []
                found.append(Story(defi, day, *story))
    return max(found, key=lambda one: (bool(one.titre), one.defi.slug, one.texte), default=None)


def _told(defi: Defi) -> Iterator[tuple[date, tuple[str, str]]]:
    """All that a group told, by day: the title of a meeting, if it is one, and the words."""
    for entry in defi.journal:
        yield entry.date, ("", entry.texte)
    for one in defi.rencontres:
        if one.compte_rendu and not one.is_cancelled:
            yield one.date, (one.titre, one.compte_rendu)
