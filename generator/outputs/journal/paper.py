"""One sheet of A4, its two sides: what stands on each, and in what size, by a budget of lines.

Paper does not scroll. A browser prints with whatever letters the machine has, so the budget is of
rather wide ones, and leaves some of each side free (`tests/test_journal.py` prints it); what there is
no room for is left out whole, and counted. A sheet that holds little is printed larger: it hangs on
a wall, and a wall shows one side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.outputs.journal.words import beyond


class Size(NamedTuple):
    """How large the letters are."""

    points: int
    """By what the style sheet knows it (`journal.css`)."""

    @property
    def signs(self) -> int:
        """How many signs a line of 186 mm holds, the space that words leave at its end among them."""
        return 78 * 12 // self.points

    @property
    def lines(self) -> float:
        """How many lines of 1.3 em a side of 273 mm holds, a twentieth of which stays free."""
        return 47 * 12 / self.points

    def of(self, text: str) -> int:
        """How many lines a text takes."""
        return -(-len(text) // self.signs)


SIZES = Size(20), Size(16), Size(14), Size(12)
"""From the largest; no sheet has smaller letters than the last."""

MOST = 19
"""How many entries of two lines a side holds: no block has more."""

FIRST = 2
"""How many entries each block of the back has before another has more."""

HEADING = 2.1
"""Lines of the heading of a block."""

DAY = 1.4
"""Those of a day above its dates."""

GAP = 0.25
"""The space under an entry."""

EXAMPLE = 3
"""What says that all is invented, on each side."""

TURNED = 1.2
"""What begins the back."""


class Entry(NamedTuple):
    """One thing of a block: what stands in bold, then the rest of it."""

    gras: str
    reste: str
    jour: str = ""
    """The day under which it stands: that of a date."""

    def cost(self, size: Size, before: str) -> float:
        """How many lines it takes after an entry of the day `before`."""
        day = DAY if self.jour != before else 0
        return day + size.of(self.gras) + size.of(self.reste) + GAP


class Block(NamedTuple):
    """A heading and some entries under it."""

    nom: str
    """By what the template knows it."""
    titre: str
    entrees: Sequence[Entry]
    """The first ones: no side holds more than `MOST`."""
    total: int
    """How many there are."""
    mots: tuple[str, str]
    """What it holds: one, many."""
    vide: str = ""
    """What is said where it holds nothing."""
    autres: str = ""
    """« Et 12 dates de plus, sur le site. »: what was left out."""
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
        before = ""
        total = HEADING + size.of(self.autres) + size.of(self.vide)
        for one in self.entrees:
            total += one.cost(size, before)
            before = one.jour
        return total

    def least(self, size: Size) -> float:
        """How many lines it takes if it only shows its first entries, and how many there are."""
        if self.is_whole or self.total <= FIRST:
            return self.cost(size)
        return HEADING + sum(one.cost(size, one.jour) for one in self.entrees[:FIRST]) + 1

    def within(self, room: float, size: Size) -> Block:
        """The same with as many whole entries as some lines hold, the first ones."""
        if self.is_short and self.cost(size) <= room:
            return self
        left, kept, before = room - HEADING - 1, 0, ""
        for one in self.entrees:
            left -= one.cost(size, before)
            if left < 0:
                break
            kept, before = kept + 1, one.jour
        left_out = beyond(self.total - kept, self.mots, kept)
        return self._replace(entrees=self.entrees[:kept], autres=left_out)


class Laid(NamedTuple):
    """A sheet as it is printed."""

    points: int
    faces: Sequence[Sequence[Block]]
    """The blocks of each side."""


class Frame(NamedTuple):
    """What stands on a sheet beside its blocks, in lines of a size."""

    head: float
    """What begins its front."""
    foot: float
    """What ends it: how to take part."""
    mark: float
    """What begins each side, beside that."""


def laid(blocks: Sequence[Block], frame_of: Callable[[Size], Frame]) -> Laid:
    """Some blocks on a sheet, the first of them always on its front.

    In the largest letters in which all stands on one side; else on two; else in the smallest, and
    what there is no room for is left out and counted.
    """
    sizes = SIZES if all(each.is_short for each in blocks) else SIZES[-1:]
    tried = [(size, _faces(blocks, frame_of(size), size)) for size in sizes]
    for sides in (1, 2):
        for size, faces in tried:
            if len(faces) == sides and _is_whole(faces, blocks):
                return Laid(size.points, faces)
    size, faces = tried[-1]
    return Laid(size.points, faces)


def _is_whole(faces: Sequence[Sequence[Block]], blocks: Sequence[Block]) -> bool:
    """Whether nothing was left out."""
    shown = [each for face in faces for each in face]
    return len(shown) == len(blocks) and not any(each.autres for each in shown)


def _faces(blocks: Sequence[Block], frame: Frame, size: Size) -> Sequence[Sequence[Block]]:
    """What stands on each side: whole blocks while there is room, the rest on the back."""
    room = size.lines - frame.head - frame.mark
    is_short = all(each.is_short for each in blocks)
    if is_short and sum(each.cost(size) for each in blocks) + frame.foot <= room:
        return [blocks]
    front = [blocks[0].within(room, size)]
    left, waiting = room - front[0].cost(size), list(blocks[1:])
    while waiting and waiting[0].is_short and waiting[0].cost(size) <= left:
        left -= waiting[0].cost(size)
        front.append(waiting.pop(0))
    return [front, _back(waiting, size.lines - frame.mark - TURNED - frame.foot, size)]


def _back(blocks: Sequence[Block], room: float, size: Size) -> Sequence[Block]:
    """Some blocks in so many lines: each has its least, then the first ones what is left.

    One for which nothing is left is not there.
    """
    chosen: list[tuple[Block, float]] = []
    for block in blocks:
        least = block.least(size)
        if least <= room:
            chosen.append((block, least))
            room -= least
    placed: list[Block] = []
    for block, least in chosen:
        shown = block.within(least + room, size)
        room -= shown.cost(size) - least
        placed.append(shown)
    return placed
