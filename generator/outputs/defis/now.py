"""« Et maintenant ? »: the next steps of a group, and how far it is on the whole road."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.journey import A_FAIRE, FAIT, INUTILE, Advance, Stage, what_now
from generator.content.model import Defi
from generator.content.vocabulary import PHASE
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext, Road
from generator.outputs.kit.blocks import CAPS, Link
from generator.text.typography import lower_first

STATE_WORDS = {FAIT: "Fait", A_FAIRE: "À faire", INUTILE: "Pas besoin"}
"""What is said of each state of a step."""


class AdvanceView(NamedTuple):
    """One of the next steps: what to do, why, where it is written, which guide helps."""

    titre: str
    pourquoi: str
    adresse: str
    guide: Link | None


class RoadPart(NamedTuple):
    """The steps of one phase: its name, its class, then « Fait », and what is done; and so on."""

    phase: str
    classe: str
    pas: tuple[tuple[str, str], ...]


class NowView(NamedTuple):
    """What the group can do now."""

    titre: str
    pas: list[AdvanceView]
    """Three at most, the first thing to do first."""
    aide: str
    """Where a group that is stuck asks for help; nothing once the défi is over."""
    compte: str
    """« 9 pas sur 22 »."""
    chemin: tuple[RoadPart, ...]


def now_view(defi: Defi, known: DefiContext, road: Road) -> NowView:
    """The next steps of `defi`, and its `road`."""
    over = defi.is_finished
    return NowView(
        titre="Vous étiez du groupe ?" if over else "Vous êtes du groupe ?",
        pas=[_advance(one, defi.slug) for one in what_now(defi, known.today, road, known.action)],
        aide="" if over else ROOT_OF_PAGE + addresses.about(addresses.AIDE, defi.slug),
        compte=count_of(road),
        chemin=road_parts(tuple((one.step.phase, one.etat, one.step.titre) for one in road)),
    )


def _advance(one: Advance, slug: str) -> AdvanceView:
    guide = one.guide
    return AdvanceView(
        titre=one.titre,
        pourquoi=" ".join(filter(None, (one.pourquoi, one.raison))),
        adresse=ROOT_OF_PAGE + addresses.about(addresses.geste(one.geste), slug),
        guide=(guide.titre, ROOT_OF_PAGE + addresses.guide(guide.slug)) if guide else None,
    )


def count_of(some: Sequence[Stage]) -> str:
    """« 9 pas sur 22 »: those that are done among those that are needed."""
    states = [one.etat for one in some]
    return f"{states.count(FAIT)} pas sur {len(states) - states.count(INUTILE)}"


@lru_cache(maxsize=4096)
def road_parts(some: tuple[tuple[str, str, str], ...]) -> tuple[RoadPart, ...]:
    """The road by phase, from the phase, the state and the title of each step: many défis share it."""
    parts = []
    for phase, steps in groupby(some, key=itemgetter(0)):
        by_state: dict[str, list[str]] = {}
        for _, state, title in steps:
            by_state.setdefault(state, []).append(lower_first(title))
        told = tuple(
            (word, ", ".join(by_state[state]))
            for state, word in STATE_WORDS.items()
            if state in by_state
        )
        parts.append(RoadPart(PHASE[phase].label, CAPS[phase], told))
    return tuple(parts)
