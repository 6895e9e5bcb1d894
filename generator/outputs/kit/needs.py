"""What a défi still looks for, and what whoever reads it can answer."""

from __future__ import annotations

from generator import addresses
from generator.content.model import Besoin, Defi

Need = tuple[Besoin, str, str]
"""A need, what a reader can answer to it, and where."""

_ANSWERS = {
    "competence": "Je sais faire",
    "reseau": "Je connais quelqu’un",
    "experience": "Je l’ai vécu",
    "materiel": "J’en ai",
    "lieu": "J’ai un lieu",
    "temps": "J’ai du temps",
    "argent": "Je peux donner",
}
"""What a reader answers to an open need, by its nature."""


def open_needs(defi: Defi, root: str) -> list[Need]:
    """What a défi still looks for, for a page at `root`; once it is over, nothing answers it."""
    wanted = [need for need in defi.besoins if need.is_open]
    if defi.is_finished:
        return [(need, "", "") for need in wanted]
    return [
        (need, _ANSWERS[need.nature], root + addresses.answer(defi.slug, need.quoi))
        for need in wanted
    ]
