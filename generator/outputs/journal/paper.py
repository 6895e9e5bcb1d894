"""One sheet of A4, its two sides: what stands on each, and in what size, by a budget of lines.

Paper does not scroll. A browser prints with whatever letters the machine has, made as wide as those of
the budget, which leaves a little of each side free (`tests/test_journal.py` prints it); what there
is no room for is left out whole, and counted. A sheet that holds little is printed larger: it hangs
on a wall, and a wall shows one side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from math import ceil
from typing import NamedTuple

from generator.outputs.journal.words import beyond


class Size(NamedTuple):
    """How large the letters are."""

    points: int
    """By what the style sheet knows it (`journal.css`)."""

    @property
    def lines(self) -> float:
        """How many lines of 1.3 em a side of 273 mm holds, one of which stays free."""
        return 48.5 * 12 / self.points

    def of(self, text: str) -> int:
        """How many lines a text takes."""
        return self.both("", text)

    def both(self, bold: str, text: str = "") -> int:
        """Likewise after some in bold, which is wider."""
        width = BOLD * _width(bold) + _width(text)
        line = LINE * SIZES[-1].points / self.points
        return 1 if 0 < width <= line else ceil(width / (line - BREAK))


LINE = 43.6
"""How wide a line of 186 mm is, in the smallest letters: as many times their size."""

BREAK = 1.6
"""What words leave free at the end of a line that is not the last."""

BOLD = 1.13
"""How much wider bold letters are."""

_WIDTHS = {
    sign: width
    for signs, width in (
        ("ijlI'", 0.25),
        (" .,:;!’\u00a0\u202f", 0.29),
        ("rtf()[]-/", 0.35),
        ("sczç", 0.48),
        ("mwMWœŒ%…—", 0.86),
        ("ABCDEFGHJKLNOPQRSTUVXYZÀÂÉÈÊÇÎÔ", 0.63),
    )
    for sign in signs
}
"""How wide signs are where a zero is 0.572: `journal.css` prints with letters of that width, whichever
they are, in all browsers of today. In older ones those of most machines are a little narrower.
"""

OTHERS = 0.56


@lru_cache(maxsize=1024)
def _width(text: str) -> float:
    return sum(_WIDTHS.get(sign, OTHERS) for sign in text)


SIZES = Size(20), Size(16), Size(14), Size(12)
"""From the largest; no sheet has smaller letters than the last."""

MOST = 38
"""How many entries of two lines both sides hold: no block has more."""

HEADING = 1.9
"""Lines of the heading of a block."""

DAY = 1.2
"""Those of a day above its dates."""

GAP = 0.24
"""The space under an entry."""

LEFT_OUT = 1 + GAP
"""The line that counts what was left out."""

EXAMPLE = 2.6
"""What says that all is invented, on each side."""

TURNED = 1.1
"""What begins the back."""


class Entry(NamedTuple):
    """One thing of a block: what stands in bold, then the rest of it."""

    gras: str
    reste: str
    jour: str = ""
    """The day under which it stands: that of a date."""
    is_run_in: bool = False
    """Whether the rest follows on the same line."""

    def cost(self, size: Size, before: str) -> float:
        """How many lines it takes after an entry of the day `before`."""
        day = DAY if self.jour != before else 0
        if self.is_run_in:
            return day + size.both(f"{self.gras} ", self.reste) + GAP
        return day + size.both(self.gras) + size.of(self.reste) + GAP


class Block(NamedTuple):
    """A heading and some entries under it."""

    nom: str
    """By what the template knows it."""
    titre: str
    entrees: Sequence[Entry]
    """The first ones: no sheet holds more than `MOST`."""
    total: int
    """How many there are."""
    mots: tuple[str, str]
    """What it holds: one, many."""
    vide: str = ""
    """What is said where it holds nothing."""
    autres: str = ""
    """« Et 12 dates de plus : … »: what was left out."""
    is_before: bool = False
    """Whether all of it stands there before more of the others does."""
    is_whole: bool = False
    """Whether it has no part: a story is there or is not."""

    @property
    def jours(self) -> Sequence[tuple[str, Sequence[Entry]]]:
        """Its entries under their days; under none where they have none."""
        return [
            (jour, list(some)) for jour, some in groupby(self.entrees, key=lambda one: one.jour)
        ]

    @property
    def is_short(self) -> bool:
        """Whether all that there is of it may hold on a sheet."""
        return self.total == len(self.entrees)

    def cost(self, size: Size) -> float:
        """How many lines it takes, with the entries that it has."""
        total = HEADING + size.of(self.vide)
        return total + sum(self.cost_of(rank, size) for rank in range(len(self.entrees)))

    def cost_of(self, rank: int, size: Size) -> float:
        """How many lines one of its entries takes after those that come before it."""
        before = self.entrees[rank - 1].jour if rank else ""
        return self.entrees[rank].cost(size, before)

    def first(self, count: int, where: str) -> Block:
        """The same with so many entries; `where` one reads the others."""
        left_out = beyond(self.total - count, self.mots, count, where)
        return self._replace(entrees=self.entrees[:count], autres=left_out)

    def turned(self, room: float, size: Size) -> tuple[Block | None, Block | None]:
        """What of it holds in some lines, and what is left for the back."""
        kept, left = 0, room - HEADING - size.of(self.vide)
        while kept < len(self.entrees) and (left := left - self.cost_of(kept, size)) >= 0:
            kept += 1
        if kept == self.total:
            return self, None
        if self.is_whole or not kept:
            return None, self
        back = self._replace(
            nom=f"{self.nom}-suite",
            titre=f"{self.titre}, suite",
            entrees=self.entrees[kept:],
            total=self.total - kept,
        )
        return self._replace(entrees=self.entrees[:kept], total=kept), back


class Laid(NamedTuple):
    """A sheet as it is printed."""

    points: int
    faces: Sequence[Sequence[Block]]
    """The blocks of each side."""

    def leaves_out(self, nom: str) -> bool:
        """Whether a block of that name is not there whole."""
        shown = [each for face in self.faces for each in face if each.nom.startswith(nom)]
        return not shown or any(each.autres for each in shown)


class Frame(NamedTuple):
    """What stands on a sheet beside its blocks, in lines of a size."""

    head: float
    """What begins its front."""
    foot: float
    """What ends it: how to take part."""
    mark: float
    """What begins each side, beside that."""


def laid(blocks: Sequence[Block], frame_of: Callable[[Size], Frame], where: str) -> Laid:
    """Some blocks on a sheet, in their order.

    In the largest letters in which all stands on one side; else on two; else in the smallest, and
    what there is no room for is left out and counted, with `where` one reads it.
    """
    is_short = all(each.is_short for each in blocks)
    sizes = SIZES if is_short else SIZES[-1:]
    for size in sizes:
        frame = frame_of(size)
        room = size.lines - frame.head - frame.mark - frame.foot
        if is_short and sum(each.cost(size) for each in blocks) <= room:
            return Laid(size.points, [blocks])
    total = sum(each.total for each in blocks)
    for size in sizes[:-1]:
        faces = _faces(blocks, frame_of(size), size, where)
        if sum(len(each.entrees) for face in faces for each in face) == total:
            return Laid(size.points, faces)
    return Laid(sizes[-1].points, _faces(blocks, frame_of(sizes[-1]), sizes[-1], where))


def _faces(
    blocks: Sequence[Block], frame: Frame, size: Size, where: str
) -> Sequence[Sequence[Block]]:
    """What stands on each side: all that holds on the front, then what holds of the rest."""
    front, waiting = _front(blocks, size.lines - frame.head - frame.mark, size)
    room = size.lines - frame.mark - TURNED - frame.foot
    return [front, _back(waiting, room, size, where)]


def _front(
    blocks: Sequence[Block], room: float, size: Size
) -> tuple[Sequence[Block], Sequence[Block]]:
    """What stands on the front, and what waits for the back: one block may begin here, end there."""
    front: list[Block] = []
    for rank, block in enumerate(blocks):
        here, left = block.turned(room, size)
        if here:
            front.append(here)
            room -= here.cost(size)
        if left:
            return front, [left, *blocks[rank + 1 :]]
    return front, []


def _back(blocks: Sequence[Block], room: float, size: Size, where: str) -> Sequence[Block]:
    """Some blocks in so many lines: each has its first entry; then all of what is before, then the rest.

    Of these the shortest grows first, so that what is left out is of the longest. A block whose first
    entry does not hold is not there.
    """
    counts: dict[int, int] = {}
    spent: dict[int, float] = {}
    for rank, block in enumerate(blocks):
        cost = _spent(block, 1, size)
        if cost <= room:
            counts[rank], spent[rank] = 1, cost
            room -= cost
    while grown := min(_growths(blocks, counts, spent, room, size), default=None):
        *_, rank, cost = grown
        counts[rank] += 1
        spent[rank] += cost
        room -= cost
    return [blocks[rank].first(count, where) for rank, count in counts.items()]


def _spent(block: Block, count: int, size: Size) -> float:
    """How many lines a block takes with its first entries, and the line that counts the others."""
    shown = block._replace(entrees=block.entrees[:count])
    return shown.cost(size) + (LEFT_OUT if count < block.total else 0)


def _growths(
    blocks: Sequence[Block],
    counts: Mapping[int, int],
    spent: Mapping[int, float],
    room: float,
    size: Size,
) -> Iterator[tuple[bool, float, int, float]]:
    """The blocks that have room for one entry more, and what it takes; the best is the least."""
    for rank, count in counts.items():
        block = blocks[rank]
        if count == len(block.entrees):
            continue
        cost = block.cost_of(count, size) - (LEFT_OUT if count + 1 == block.total else 0)
        if cost <= room:
            yield not block.is_before, spent[rank], rank, cost
