"""The card of each défi, drawn once for all the lists that show it.

A list of one phase does not repeat it on each card: what a card may leave out stands between two
signs that no text holds, which are put there and taken away in this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import SupportsBytes

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.next_action import NextAction
from generator.content.model import Defi
from generator.outputs.kit.cards import foot_of_card
from generator.outputs.kit.root_mark import ROOT, at_root
from generator.processes import share
from generator.text.shelf import shelf_of
from generator.text.typography import sentence

_EDGES = {"etape": "\1", "type": "\2", "fin": "\3"}
"""Stand around what a card leaves out where the page says it at its head."""

_EDGED = {name: re.compile(f"{mark}[^\1\2\3]*\3".encode()) for name, mark in _EDGES.items()}


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards by the slug of their défi; in UTF-8, half the memory of a `str`, and many on a shelf."""

    _drawn: Mapping[str, SupportsBytes]

    def of(self, defis: Sequence[Defi], root: str, *, said: Sequence[str] = ()) -> Markup:
        """The cards of some défis, for a page at `root` from the site's root.

        They leave out what is already `said` at the head of the page: « etape », « type ».
        """
        cards = b"".join([bytes(self._drawn[defi.slug]) for defi in defis])
        for name in said:
            cards = _EDGED[name].sub(b"", cards)
        text = cards.decode()
        for mark in _EDGES.values():
            text = text.replace(mark, "")
        return Markup(at_root(text, root))  # noqa: S704 - made by an escaping template


def draw_cards(
    render: Callable[..., str],
    defis: Sequence[Defi],
    actions: Mapping[str, NextAction],
    kinds: Mapping[str, str],
    processes: int,
) -> Cards:
    """The cards of all défis, drawn by `render`, the template of one."""
    draw = partial(_draw, render, actions, kinds)
    parts = share(draw, defis, processes)
    put = shelf_of(len(defis))
    return Cards({slug: put(card) for part in parts for slug, card in part.items()})


@lru_cache(maxsize=1024)
def _labelled(kind: str) -> str:
    """The kind of a project as it stands before its summary: few défis are of a kind of their own."""
    return sentence(kind) if kind else ""


def _draw(
    render: Callable[..., str],
    actions: Mapping[str, NextAction],
    kinds: Mapping[str, str],
    defis: Sequence[Defi],
) -> dict[str, bytes]:
    return {
        defi.slug: render(
            defi=defi,
            url=ROOT + addresses.defi(defi.slug),
            genre=_labelled(kinds[defi.slug]),
            quand=foot_of_card(defi, actions[defi.slug]),
            bords=_EDGES,
        ).encode()
        for defi in defis
    }
