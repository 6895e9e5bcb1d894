"""The accompaniment of a défi: what comes next, what is missing to go on, which guides help.

Everything here is advice: no défi is refused for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from generator import geography
from generator.content.catalogue import Catalogue
from generator.content.fiches import Document, FicheGuide
from generator.content.model import Defi, Evenement, Rencontre
from generator.content.vocabulary import PHASE, PHASES, TERRITOIRE, slugs
from generator.text.errors import Finding, finding

_ORDER = slugs(PHASES)


@dataclass(frozen=True, slots=True)
class NextAction:
    """The next dated thing of a défi: `a-venir`, `passee` or `absente`."""

    state: str
    date: date | None = None
    quoi: str = ""


def next_action(defi: Defi, today: date) -> NextAction:
    """What happens next: the action that the group gave, else its next meeting or event."""
    action = defi.prochaine_action
    if action and action.date >= today:
        return NextAction("a-venir", action.date, action.quoi)
    dated: tuple[Rencontre | Evenement, ...] = (*defi.rencontres, *defi.evenements)
    coming = [(one.date, f"{one.titre}, {one.lieu}") for one in dated if one.is_coming(today)]
    if coming:
        return NextAction("a-venir", *min(coming))
    return NextAction("passee", action.date, action.quoi) if action else NextAction("absente")


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition to leave a phase: said, never imposed."""

    slug: str
    """The kind of advice, in `kinds.KINDS`."""
    passed: bool
    sentence: str


def gates(defi: Defi, phase: str) -> list[Gate]:
    """The gates at the end of one phase, for this défi."""
    if phase == "informaction":
        return _gates_of_debate(defi)
    if phase == "creaction":
        return [
            Gate("porte_organisation", bool(defi.organisation), "S’accorder sur l’organisation"),
            Gate("porte_decision", bool(defi.decision), "Choisir comment on décide"),
        ]
    told = "Raconter ce qui s’est passé et ce qu’on a appris"
    return [Gate("porte_bilan", bool(defi.bilan), told)]


def _gates_of_debate(defi: Defi) -> list[Gate]:
    held = any(m.genre == "debat" and m.is_held for m in defi.rencontres)
    found = [Gate("porte_debat", held, "Tenir un premier débat")]
    engagements = defi.engagements
    if engagements and engagements.seuil:
        enough = engagements.nombre >= engagements.seuil
        found.append(Gate("porte_engagements", enough, f"Être {engagements.seuil} à s’engager"))
    return found


def current_gates(defi: Defi) -> list[Gate]:
    """The gates at the end of the phase that the défi is in."""
    return gates(defi, defi.phase)


def advice(defi: Defi, today: date) -> Iterator[Finding]:
    """What a friend would point out in a défi."""
    yield from _advice_on_dates(defi, today)
    yield from _advice_on_territory(defi)
    yield from _advice_on_road(defi)
    for gate in _gates_behind(defi):
        if not gate.passed:
            yield finding(defi.path, gate.slug, ("phase",), **_counts(defi, gate))


def _advice_on_dates(defi: Defi, today: date) -> Iterator[Finding]:
    if defi.depuis > today:
        yield finding(defi.path, "depuis_futur", ("depuis",), lu=defi.depuis)
    if defi.etat != "actif":
        return
    action = next_action(defi, today)
    if action.state == "absente":
        yield finding(defi.path, "action_absente", ("prochaine_action",))
    elif action.state == "passee":
        where = ("prochaine_action", "date")
        yield finding(defi.path, "action_passee", where, lu=action.date)


def _advice_on_territory(defi: Defi) -> Iterator[Finding]:
    """The group decides: a stranger's guess is only told when it differs."""
    guess = geography.suggest(defi.commune)
    if guess.territoire not in {"", defi.territoire}:
        values = {
            "lu": TERRITOIRE[defi.territoire].label,
            "commune": defi.commune.nom,
            "propose": TERRITOIRE[guess.territoire].label,
            "raison": guess.raison,
        }
        yield finding(defi.path, "territoire_surprenant", ("territoire",), **values)


def _advice_on_road(defi: Defi) -> Iterator[Finding]:
    road = [*(step.phase for step in defi.historique), defi.phase]
    for before, after in pairwise(road):
        if _ORDER.index(after) - _ORDER.index(before) > 1:
            labels = {"avant": PHASE[before].label, "apres": PHASE[after].label}
            yield finding(defi.path, "etape_sautee", ("historique",), **labels)


def _gates_behind(defi: Defi) -> list[Gate]:
    """The gates that the défi should have passed to be where it is."""
    left = _ORDER[: _ORDER.index(defi.phase)]
    behind = [gate for phase in left for gate in gates(defi, phase)]
    return behind + gates(defi, "activaction") if defi.is_finished else behind


def _counts(defi: Defi, gate: Gate) -> dict[str, Any]:
    if gate.slug == "porte_engagements" and defi.engagements:
        return {"nombre": defi.engagements.nombre, "seuil": defi.engagements.seuil}
    return {}


def all_advice(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    """The advice on everything that was read: on défis, on guides that are due to be read again."""
    for defi in catalogue.defis.values():
        yield from advice(defi, today)
    for guide in catalogue.guides.values():
        due = guide.fiche.a_reverifier_avant
        if due < today:
            yield finding(guide.path, "guide_a_reverifier", ("a_reverifier_avant",), lu=due)


def guides_for(defi: Defi, guides: Iterable[Document[FicheGuide]]) -> list[Document[FicheGuide]]:
    """The guides that fit this phase, this type of territory and these themes, nearest first."""
    fitting = (guide for guide in guides if _fits(defi, guide.fiche))
    return sorted(fitting, key=lambda guide: (_distance(guide.fiche), guide.slug))


def _fits(defi: Defi, guide: FicheGuide) -> bool:
    return (
        defi.phase in guide.phases
        and (not guide.territoires or defi.territoire in guide.territoires)
        and (not guide.themes or not set(guide.themes).isdisjoint(defi.themes))
    )


def _distance(guide: FicheGuide) -> int:
    """A guide made for these themes or this territory comes before a guide for all."""
    return (not guide.themes) + (not guide.territoires)


def last_change(defi: Defi, today: date) -> date:
    """The latest past date in the file, since which nothing changed; else its beginning."""
    dates = [defi.depuis, *(entry.date for entry in defi.journal)]
    dates += [step.depuis for step in defi.historique]
    dates += [decision.date for decision in defi.decisions]
    dates += [meeting.date for meeting in defi.rencontres]
    dates += [visit.date for visit in defi.accompagnement]
    dates += [e.date for e in defi.evenements]
    dates += [day for trial in defi.experiences for day in (trial.debut, trial.fin) if day]
    dates += [task.fait_le for task in defi.plan if task.fait_le]
    dates += [n.pourvu_le for n in (*defi.besoins, *defi.offres) if n.pourvu_le]
    return max((day for day in dates if day <= today), default=min(defi.depuis, today))
