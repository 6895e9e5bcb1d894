"""« Et maintenant ? »: the next steps of a group, and how far it is on the whole road."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.journey import (
    A_FAIRE,
    FAIT,
    INUTILE,
    LAISSE,
    Advance,
    GuideFor,
    Stage,
    is_never_reached,
    what_now,
)
from generator.content.model import Defi
from generator.content.vocabulary import PHASE
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext, Road
from generator.outputs.kit.blocks import CAPS
from generator.text.typography import lower_first, pluriel

STATE_WORDS = {FAIT: "Fait", A_FAIRE: "À faire", INUTILE: "Pas besoin", LAISSE: "Pas fait"}
"""What is said of each state of a step."""

ENDED_BEFORE = {
    "abouti": "Le défi a abouti avant cette étape.",
    "arrete": "Le défi s’est arrêté avant cette étape.",
}
"""What is said of a phase that a défi never came to, by its state."""


class AdvanceView(NamedTuple):
    """One of the next steps: what to do, why, where it is written, which guide helps."""

    titre: str
    pourquoi: str
    adresse: str
    guide: tuple[str, str, str] | None
    """Title, address, why this one."""


class RoadPart(NamedTuple):
    """The steps of one phase: its name, its class, then « Fait », and what is done; and so on."""

    phase: str
    classe: str
    pas: tuple[tuple[str, str], ...]
    fin: str
    """That the défi ended before it, when it did and nothing else is to be said."""


class NowView(NamedTuple):
    """What the group can do now."""

    titre: str
    pas: list[AdvanceView]
    """Three at most, the first thing to do first."""
    aide: str
    """Where a group that is stuck asks for help; nothing once the défi is over."""
    compte: str
    """« 9 pas sur 22 »; of a défi that stopped, « 9 pas faits avant l’arrêt »."""
    chemin: tuple[RoadPart, ...]


def now_view(defi: Defi, known: DefiContext, road: Road) -> NowView:
    """The next steps of `defi`, and its `road`."""
    over = defi.is_finished
    return NowView(
        titre="Vous étiez du groupe ?" if over else "Vous êtes du groupe ?",
        pas=[_advance(one, defi.slug) for one in what_now(defi, known.today, road, known.action)],
        aide="" if over else ROOT_OF_PAGE + addresses.about(addresses.AIDE, defi.slug),
        compte=count_of(road, defi.etat),
        chemin=road_parts(
            tuple((one.phase, one.etat, one.step.titre) for one in walked(road, defi)),
            ENDED_BEFORE.get(defi.etat, ""),
        ),
    )


def _advance(one: Advance, slug: str) -> AdvanceView:
    guide = one.guide
    return AdvanceView(
        titre=one.titre,
        pourquoi=" ".join(filter(None, (one.pourquoi, one.raison))),
        adresse=ROOT_OF_PAGE + addresses.about(addresses.geste(one.geste), slug),
        guide=_guide(guide) if guide else None,
    )


def _guide(guide: GuideFor) -> tuple[str, str, str]:
    return guide.titre, ROOT_OF_PAGE + addresses.guide(guide.slug), lower_first(guide.raison)


def walked(road: Road, defi: Defi) -> list[Stage]:
    """A road as far as it was walked: nothing is told of what a défi left in a phase it never reached."""
    return [one for one in road if not is_never_reached(defi, one.phase)]


def count_of(some: Sequence[Stage], etat: str) -> str:
    """« 9 pas sur 22 »: those that are done among those that are needed.

    Of a défi that stopped, those that were done before: of what it left, nothing is needed any more.
    """
    states = [one.etat for one in some]
    done = states.count(FAIT)
    if etat == "arrete":
        done = sum(one.etat == FAIT and not one.apres for one in some)
        return pluriel(done, "pas fait avant l’arrêt", "pas faits avant l’arrêt")
    return f"{done} pas sur {done + states.count(A_FAIRE)}"


@lru_cache(maxsize=4096)
def road_parts(some: tuple[tuple[str, str, str], ...], ended: str) -> tuple[RoadPart, ...]:
    """The road by phase, from the phase, the state and the title of each step: many défis share it.

    `ended` is what is said of a phase without a step.
    """
    parts = []
    for phase in PHASE:
        by_state: dict[str, list[str]] = {}
        for state, title in ((state, title) for of, state, title in some if of == phase):
            by_state.setdefault(state, []).append(lower_first(title))
        told = tuple(
            (word, ", ".join(by_state[state]))
            for state, word in STATE_WORDS.items()
            if state in by_state
        )
        parts.append(RoadPart(PHASE[phase].label, CAPS[phase], told, "" if told else ended))
    return tuple(parts)
