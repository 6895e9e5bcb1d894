"""The road of a défi: its phases and its journal as one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from generator.content.model import Defi
from generator.content.vocabulary import PHASES, index
from generator.outputs.kit.blocks import CAPS

_PHASES = index(PHASES)


class RoadView(NamedTuple):
    """One moment of the road, in the colour of the phase (`cap`) in which it was lived."""

    cap: str
    le: date
    texte: str


def road(defi: Defi) -> tuple[RoadView, ...]:
    """The phases and the journal as one road, newest first."""
    steps = [(step.depuis, step.phase, "") for step in defi.historique]
    steps.append((defi.depuis, defi.phase, ""))
    entries = [(entry.date, "", entry.texte) for entry in defi.journal]
    # A phase begins before what happened in it on the same day: the sort is stable.
    moments = sorted(chain(steps, entries), key=itemgetter(0))
    views, before = [], ""
    phase = steps[0][1]
    for day, entered, texte in moments:
        if entered:
            phase, before, said = entered, entered, _step(entered, before)
        else:
            said = texte
        views.append(RoadView(CAPS[phase], day, said))
    return tuple(reversed(views))


@lru_cache(maxsize=64)
def _step(phase: str, before: str) -> str:
    """What the road says when a phase begins, after the phase `before` if there was one."""
    label = _PHASES[phase].label
    if not before:
        return f"le défi commence, en {label}."
    return f"retour en {label}." if CAPS[phase] < CAPS[before] else f"passage en {label}."
