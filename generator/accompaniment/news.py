"""What happened in défis, day by day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from generator.content.model import Defi
from generator.content.vocabulary import PHASES, index, slugs

_PHASES = index(PHASES)
_ORDER = slugs(PHASES)


class Moment(NamedTuple):
    """One thing that happened, on a day, in the phase in which the défi was."""

    day: date
    phase: str
    texte: str


def road(defi: Defi) -> list[Moment]:
    """The phases of a défi and its journal as one road, newest first.

    A phase begins before what happened in it on the same day: the sort is stable.
    """
    begun = [(step.depuis, step.phase) for step in defi.historique]
    begun = sorted([*begun, (defi.depuis, defi.phase)], key=itemgetter(0))
    befores = ["", *(phase for _, phase in begun)]
    steps = [
        Moment(day, phase, _begins(phase, before))
        for (day, phase), before in zip(begun, befores, strict=False)
    ]
    entries = [Moment(entry.date, "", entry.texte) for entry in defi.journal]
    moments, phase = [], begun[0][1]
    for moment in sorted((*steps, *entries), key=attrgetter("day")):
        phase = moment.phase or phase
        moments.append(moment._replace(phase=phase))
    return moments[::-1]


@lru_cache(maxsize=64)
def _begins(phase: str, before: str) -> str:
    """What is said when a phase begins, after the phase `before` if there was one."""
    label = _PHASES[phase].label
    if not before:
        return f"le défi commence, en {label}."
    back = _ORDER.index(phase) < _ORDER.index(before)
    return f"{'retour' if back else 'passage'} en {label}."
