"""The name of a date that a door announces: by it, calendars know it whatever becomes of it.

It is made once, of the title and the day on which it is said, and written in the file: no door makes
it again. Not of the day of the date: what was given up and is announced again on another day is a
new date, which calendars must not take for the one that they struck out.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import count

from generator.content.model import name_of
from generator.content.vocabulary import SLUG_LIMIT
from generator.text.personal import mask


def new_name(title: str, day: date, taken: Collection[str] = ()) -> str:
    """A name that no other date of the file has, of the names `taken`, for what is said on a `day`."""
    for rank in count(1):
        name = _cut(title, day, f"-{rank}" if rank > 1 else "")
        if name not in taken:
            return name
    raise AssertionError


def _cut(title: str, day: date, end: str) -> str:
    """The name of a title and a day, with an `end`, in the room that a slug has."""
    base, said = name_of(mask(title), None), f"-{day}"
    room = SLUG_LIMIT - len(said) - len(end)
    return f"{base[:room].strip('-')}{said}{end}".strip("-")
