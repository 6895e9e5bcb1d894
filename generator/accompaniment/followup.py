"""What waits for somebody who accompanies groups, and why: read from what the files say, nothing else.

Nothing here judges a group, and nothing is about a person. A défi waits for one thing at a time: the
first of these reasons that holds, and the next one shows once that is done. Neither what is
finished, nor what pauses, nor an example waits for anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from generator.accompaniment import agenda
from generator.accompaniment.gathering import Gathered
from generator.accompaniment.next_action import EVENT, NextAction, untold
from generator.content.catalogue import Catalogue
from generator.content.fiches import Document, FicheAnnonce, FicheGuide
from generator.content.model import Besoin, Defi
from generator.content.vocabulary import PHASES

QUIET = timedelta(days=60)
"""How long a défi goes without news before somebody asks for some."""

LONG = timedelta(days=180)
"""How long a défi stays in one phase before somebody looks at the step that holds it there."""

SOUGHT = timedelta(days=30)
"""How long a need is open before somebody passes it on."""

UNANSWERED = timedelta(days=7)
"""How long an annonce stands alone before somebody answers it."""

REREAD = timedelta(days=90)
"""How long a fact that is to be checked stands in a guide before it is looked at again."""

LAST_PHASE = PHASES[-1].slug
"""Where a défi lives on: to be there for long is no sign of anything."""


class Raison(StrEnum):
    """Why something waits, the most pressing first: what has a day, then who waits, then the rest."""

    PRECISER = "preciser"
    """A date of this week does not say its hour or its place."""
    RACONTER = "raconter"
    """A date went by, and nobody has told it."""
    ENSEMBLE = "ensemble"
    """Several people near each other say the same thing."""
    ANNONCE = "annonce"
    """Nobody has answered what someone said."""
    NOUVELLES = "nouvelles"
    """Nothing was told for `QUIET`."""
    DATE = "date"
    """No date is to come."""
    BESOIN = "besoin"
    """Something has been looked for since `SOUGHT`."""
    PAREILS = "pareils"
    """Two groups near each other may do the same thing."""
    PAS = "pas"
    """A phase has lasted for `LONG`."""
    GUIDE = "guide"
    """A text is to be read again, or a fact to be checked."""


class Attente(NamedTuple):
    """One thing that waits; what does not concern its reason is empty."""

    raison: Raison
    depuis: date
    """Since when; of a date, its day."""
    defi: Defi | None = None
    quoi: str = ""
    """The title of a date, or what a source is about."""
    geste: str = ""
    """The gesture that does it."""
    manque: tuple[str, ...] = ()
    """What a date does not say: `debut`, `lieu`; `date` of a défi without news that has none to come."""
    besoin: Besoin | None = None
    annonce: Document[FicheAnnonce] | None = None
    autre: Defi | None = None
    """The other of two défis that are alike."""
    km: float = 0
    ensemble: Gathered | None = None
    guide: Document[FicheGuide] | None = None


Attentes = Mapping[Raison, list[Attente]]
"""All that waits, by reason; each list in the order in which one takes it."""


def of_defis(
    defis: Iterable[Defi],
    today: date,
    actions: Mapping[str, NextAction],
    changes: Mapping[str, date],
) -> dict[Raison, list[Attente]]:
    """What some défis wait for, but needs: one thing each.

    `actions` and `changes` are what comes next and the day of the latest news of each, by slug. What
    has a day that went by, or has just gone quiet, comes before what did long ago: a call then
    counts most, and what nobody takes up leaves room.
    """
    found: dict[Raison, list[Attente]] = {raison: [] for raison in Raison}
    for defi in filter(_goes_on, defis):
        one = next(_of_defi(defi, today, actions[defi.slug], changes[defi.slug]), None)
        if one:
            found[one.raison].append(one)
    for raison, some in found.items():
        some.sort(key=_oldest_first if raison in _OLDEST_FIRST else _latest_first)
    return found


def _goes_on(defi: Defi) -> bool:
    return not (defi.exemple or defi.is_finished or defi.is_paused)


def _of_defi(defi: Defi, today: date, action: NextAction, change: date) -> Iterator[Attente]:
    """What one défi waits for, the most pressing first."""
    if action.date and action.missing and agenda.week(today).holds(action.date):
        geste = _CHANGES.get(action.genre, "rencontre-change")
        yield Attente(Raison.PRECISER, action.date, defi, action.quoi, geste, action.missing)
    if gone := _to_tell(defi, today):
        yield gone
    if action.date and untold(defi, action) == "recit":
        yield Attente(Raison.RACONTER, action.date, defi, action.quoi, "recit")
    has_none = not action.is_coming and not any(
        one.recurrence and agenda.is_ahead(defi, one, today) for one in defi.activites
    )
    if change <= today - QUIET:
        manque = ("date",) if has_none else ()
        yield Attente(Raison.NOUVELLES, change, defi, geste="recit", manque=manque)
    if has_none:
        yield Attente(Raison.DATE, action.date or change, defi, action.quoi, "date")
    if defi.phase != LAST_PHASE and defi.depuis <= today - LONG:
        yield Attente(Raison.PAS, defi.depuis, defi)


_CHANGES = {"": "date", EVENT: "grand-jour"}
"""The gesture that says more of what comes next, by its `genre`; that of a meeting for any other."""


def _to_tell(defi: Defi, today: date) -> Attente | None:
    """The latest meeting of a défi that nobody has told."""
    if not any(one.is_planned and one.date < today for one in defi.rencontres):
        return None  # most défis: no need to look at all their dates
    gone = [one for one in agenda.dates_of(defi, today) if one.is_to_tell(today)]
    last = max(gone, key=agenda.order, default=None)
    return last and Attente(Raison.RACONTER, last.jour, defi, last.titre, "tenue")


_OLDEST_FIRST = {Raison.PRECISER, Raison.PAS}


def _oldest_first(one: Attente) -> tuple[int, str, str]:
    """By day; the rest only makes the order total."""
    name = one.defi or one.annonce or one.guide
    return one.depuis.toordinal(), name.slug if name else "", one.quoi


def _latest_first(one: Attente) -> tuple[int, str, str]:
    day, name, what = _oldest_first(one)
    return -day, name, what


def of_needs(defis: Iterable[Defi], today: date) -> list[Attente]:
    """What some défis have been looking for since `SOUGHT`, the longest first.

    A need that does not say since when is not among them.
    """
    until = today - SOUGHT
    return sorted(
        (
            Attente(Raison.BESOIN, need.depuis, defi, need.quoi, "besoin", besoin=need)
            for defi in filter(_goes_on, defis)
            for need in defi.open_needs
            if need.depuis and need.depuis <= until
        ),
        key=_oldest_first,
    )


def answered(catalogue: Catalogue) -> Collection[str]:
    """The slugs of the annonces that another one answers, or that a défi takes up."""
    answers = {one.fiche.repond_a for one in catalogue.annonces.values() if one.fiche.repond_a}
    return answers | catalogue.taken_up().keys()


def of_annonces(
    annonces: Iterable[Document[FicheAnnonce]], answered: Collection[str], today: date
) -> list[Attente]:
    """Those of some annonces, which still hold, that nobody has answered: who waits longest first.

    An annonce that is itself an answer waits for none.
    """
    until = today - UNANSWERED
    return sorted(
        (
            Attente(Raison.ANNONCE, one.fiche.depuis, annonce=one)
            for one in annonces
            if not (one.fiche.exemple or one.fiche.repond_a or one.slug in answered)
            and one.fiche.depuis <= until
        ),
        key=_oldest_first,
    )


def of_gathered(groups: Iterable[Gathered]) -> list[Attente]:
    """The annonces that say the same thing, the group of the most first; examples call nobody."""
    real = [one for one in groups if not one.exemple]
    real.sort(key=lambda one: (-len(one.annonces), one.slugs))
    return [
        Attente(
            Raison.ENSEMBLE,
            min(each.fiche.depuis for each in one.annonces),
            quoi=one.phrase,
            ensemble=one,
        )
        for one in real
    ]


def of_guides(guides: Iterable[Document[FicheGuide]], today: date) -> list[Attente]:
    """The guides whose day to be read again is past, then those of which a fact is to be checked and
    that nobody has read for `REREAD`.
    """
    return sorted(_of_guides(guides, today), key=lambda one: (bool(one.quoi), _oldest_first(one)))


def _of_guides(guides: Iterable[Document[FicheGuide]], today: date) -> Iterator[Attente]:
    for guide in guides:
        fiche = guide.fiche
        unsure = next((source.titre for source in fiche.sources if source.a_verifier), "")
        if fiche.a_reverifier_avant < today:
            yield Attente(Raison.GUIDE, fiche.a_reverifier_avant, guide=guide)
        elif unsure and fiche.revu_le <= today - REREAD:
            yield Attente(Raison.GUIDE, fiche.revu_le, quoi=unsure, guide=guide)
