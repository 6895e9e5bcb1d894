"""What a défi still looks for, and what whoever reads it can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

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
    return [(need, *answer_to(defi, need, root)) for need in wanted]


def needs_in_turn(defis: Iterable[Defi]) -> list[tuple[Defi, Besoin]]:
    """What some défis that go on look for, the first of each before the second of any.

    Défis keep their order; all those of real ones come before those of examples.
    """
    ranks: Counter[str] = Counter()
    ranked = []
    for defi in defis:
        for need in defi.open_needs:
            ranked.append(((defi.exemple, ranks[defi.slug]), defi, need))
            ranks[defi.slug] += 1
    return [(defi, need) for _, defi, need in sorted(ranked, key=itemgetter(0))]


def answer_to(defi: Defi, need: Besoin, root: str) -> tuple[str, str]:
    """What a reader can answer to an open need, and where, for a page at `root`."""
    return _ANSWERS[need.nature], root + addresses.answer(defi.slug, need.quoi)
