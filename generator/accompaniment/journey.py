"""The road of a défi: what is missing to go on, which guides help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.content.fiches import Document, FicheGuide
from generator.content.model import Defi


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
