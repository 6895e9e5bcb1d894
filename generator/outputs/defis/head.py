"""The head of the pages of a défi: what it is, where, by whom, how far."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from generator import addresses
from generator.content.model import Defi
from generator.content.vocabulary import PHASES, TERRITOIRES, Term, index
from generator.outputs.kit.blocks import Link

_PHASES = index(PHASES)
_TERRITOIRES = index(TERRITOIRES)

STATES = {
    "en-pause": "Ce défi fait une pause.",
    "abouti": "Ce défi a abouti.",
    "arrete": "Ce défi s’est arrêté.",
}
"""What is said of a défi that is not simply going on."""


class HeadView(NamedTuple):
    """The head of the page: what the défi is, where, by whom, how far."""

    fil: tuple[Link, ...]
    titre: str
    commune: str
    territoire: Term
    porteur: str
    phase: Term
    fini: bool
    etat: str
    """A sentence when the défi is not simply going on, else nothing."""


def head_view(defi: Defi, racine: str) -> HeadView:
    return HeadView(
        fil=trail(defi.phase, racine),
        titre=defi.titre,
        commune=defi.commune.label,
        territoire=_TERRITOIRES[defi.territoire],
        porteur=defi.porteur,
        phase=_PHASES[defi.phase],
        fini=defi.is_finished,
        etat=STATES.get(defi.etat, ""),
    )


@lru_cache(maxsize=64)
def trail(phase: str, racine: str) -> tuple[Link, ...]:
    return (
        ("Accueil", racine),
        ("Les défis", racine + addresses.DEFIS),
        (_PHASES[phase].label, racine + addresses.phase(phase)),
    )
