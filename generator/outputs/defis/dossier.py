"""The dossier of a défi: the project as a partner reads it, when its page does not say it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple, TypeVar

from generator import addresses
from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.news import Moment, road
from generator.content.model import Decision, DecisionPrise, Defi, Organisation, Tache, Visite
from generator.content.vocabulary import FORMES, MODES_DECISION, index
from generator.outputs.defis.context import DefiContext
from generator.outputs.defis.shared import (
    STATES,
    MeetingView,
    TrialView,
    feed_of,
    meetings,
    plan,
    trail,
    trials,
)
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Output
from generator.outputs.site.dates import hours_and_place
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import capital, heures, jour, jour_court, pluriel, sentence

_FORMES = index(FORMES)
_MODES = index(MODES_DECISION)


class DossierView(NamedTuple):
    """What the dossier says beside what stands in the file of the défi, as it is."""

    defi: Defi
    fil: tuple[Link, ...]
    etat: str
    """A sentence when the défi is not simply going on, else nothing."""
    experiences: list[TrialView]
    """The latest first."""
    facons: list[tuple[str, str]]
    """How the group is organised and decides: a heading, then sentences."""
    decisions: list[tuple[DecisionPrise, str]]
    """The latest first, each with the day on which one looks at it again, in words."""
    visites: list[Visite]
    """What who accompanies did, the latest first."""
    a_venir: list[tuple[str, str]]
    """The dates to which one can still go: a day and its hours, then what and where."""
    passes: list[MeetingView]
    plan: list[Tache]
    chemin: list[Moment]


def draw_dossier(site: Site, shell: Shell, defi: Defi, known: DefiContext) -> Iterator[Output]:
    """The dossier of one défi, when it has more to say than its page."""
    if not known.dossier:
        return
    address = addresses.dossier(defi.slug)
    root = addresses.root_from(address)
    view = dossier_view(defi, known.today, known.coming)
    content = site.template("defis/dossier.html").render(g=view, racine=root, section="defis")
    title = f"Le dossier : {defi.titre}, {defi.commune.label}"
    head = site.head(address, title, defi.resume, source=defi.path, about=defi, feed=feed_of(defi))
    yield Output(addresses.file_of(address), shell.wrap(root, head, content).encode())


def dossier_view(defi: Defi, today: date, coming: Iterable[RendezVous] = ()) -> DossierView:
    """All that the dossier of `defi` says on a day, its dates `coming` among it."""
    racine = addresses.root_from(addresses.dossier(defi.slug))
    return DossierView(
        defi=defi,
        fil=(*trail(defi.phase, racine), ("Le défi", "../")),
        etat=STATES.get(defi.etat, ""),
        experiences=trials(defi),
        facons=list(_ways(defi)),
        decisions=[(one, _review(one.revoir_le, today)) for one in _latest(defi.decisions)],
        visites=_latest(defi.accompagnement),
        a_venir=[(_when(one), _what_and_where(one)) for one in coming],
        passes=meetings(defi, today)[1],
        plan=plan(defi),
        chemin=road(defi),
    )


def _when(one: RendezVous) -> str:
    """« Samedi 5 décembre 2026, 14 h – 17 h »."""
    return ", ".join(filter(None, (capital(jour(one.jour)), heures(one.debut, one.fin))))


def _what_and_where(one: RendezVous) -> str:
    """« On goûte la carte. Salle des fêtes, Épinal, Vosges. »"""
    place = hours_and_place(one.defi, (None, None), one.lieu, one.commune_dite)
    return " ".join(filter(None, (sentence(one.titre), place)))


T = TypeVar("T", DecisionPrise, Visite)


def _latest(some: Iterable[T]) -> list[T]:
    return sorted(some, key=attrgetter("date"), reverse=True)


def _ways(defi: Defi) -> Iterable[tuple[str, str]]:
    if defi.organisation:
        yield "Comment nous sommes organisés", _organised(defi.organisation)
    if defi.decision:
        yield "Comment nous décidons", " ".join(_decision_sentences(defi.decision))
    if defi.engagements and defi.engagements.roles:
        told = (
            f"{one.role} : {pluriel(one.nombre, 'personne', 'personnes')}."
            for one in defi.engagements.roles
        )
        yield "Qui fait quoi", " ".join(told)


def _organised(organisation: Organisation) -> str:
    precision = f" {sentence(organisation.precision)}" if organisation.precision else ""
    return f"{_FORMES[organisation.forme].label}.{precision}"


def _decision_sentences(decision: Decision) -> Iterable[str]:
    mode = _MODES[decision.mode]
    yield f"{mode.label}. {mode.meaning}".rstrip()
    if decision.delai_jours == 0:
        yield "On se prononce le jour même."
    elif decision.delai_jours:
        yield f"{capital(pluriel(decision.delai_jours, 'jour', 'jours'))} pour se prononcer."
    if decision.quorum:
        yield sentence(f"Quorum : {decision.quorum}")
    if decision.blocage:
        yield sentence(f"Si l’on bloque : {decision.blocage}")


def _review(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"{'À revoir depuis' if day < today else 'On en reparle'} le {jour_court(day)}."
