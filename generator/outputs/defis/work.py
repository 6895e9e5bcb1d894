"""What there is to do in a défi: its needs, its plan, the gates of its phase."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from generator.accompaniment.journey import Gate
from generator.content.model import Besoin, Defi, Tache
from generator.content.vocabulary import NATURES, PHASES, index
from generator.text.typography import jour_court, sentence

_NATURES = index(NATURES)


class NeedView(NamedTuple):
    """A need or an offer; `trouve` once it is met, `geste` what a reader can answer before."""

    quoi: str
    nature: str
    genre: str
    """The slug of its nature, for its drawing."""
    trouve: str
    geste: str


class TaskView(NamedTuple):
    quoi: str
    faite: bool
    quand: str


_GESTURES = {
    "competence": "Je sais faire",
    "reseau": "Je connais quelqu’un",
    "experience": "Je l’ai vécu",
    "materiel": "J’en ai",
    "lieu": "J’ai un lieu",
    "temps": "J’ai du temps",
    "argent": "Je peux donner",
}
"""What a reader answers to an open need, by its nature."""


def needs(besoins: Sequence[Besoin], *, answered: bool, found: str) -> tuple[NeedView, ...]:
    """Open ones first; `answered` offers a gesture to each, `found` begins what closes one."""
    if not besoins:
        return ()
    views = [
        NeedView(
            quoi=sentence(besoin.quoi),
            nature=_NATURES[besoin.nature].label,
            genre=besoin.nature,
            trouve=f"{found} le {jour_court(besoin.pourvu_le)}" if besoin.pourvu_le else "",
            geste=_GESTURES[besoin.nature] if answered and besoin.is_open else "",
        )
        for besoin in besoins
    ]
    return tuple(sorted(views, key=_is_found))


def _is_found(need: NeedView) -> bool:
    return bool(need.trouve)


def plan(defi: Defi) -> tuple[TaskView, ...]:
    """What is to do in the order of its dates, then what was done, the latest first."""
    to_do = sorted((t for t in defi.plan if not t.fait_le), key=attrgetter("echeance"))
    done = sorted((t for t in defi.plan if t.fait_le), key=attrgetter("fait_le"), reverse=True)
    return tuple(map(_task, (*to_do, *done)))


def _task(tache: Tache) -> TaskView:
    if tache.fait_le:
        return TaskView(tache.quoi, True, f"Fait le {jour_court(tache.fait_le)}")
    return TaskView(tache.quoi, False, f"Pour le {jour_court(tache.echeance)}")


def gates_title(phase: str) -> str:
    """What stands over the gates of a phase."""
    last = phase == PHASES[-1].slug
    return "Pour finir ce défi" if last else "Pour passer à l’étape suivante"


def gates_summary(gates: Sequence[Gate]) -> str:
    """« 1 sur 2. Rien n’est obligatoire : c’est un pense-bête. »"""
    passed = sum(gate.passed for gate in gates)
    if passed == len(gates):
        return "Tout y est : passez à la suite quand vous voulez."
    return f"{passed} sur {len(gates)}. Rien n’est obligatoire : c’est un pense-bête."
