"""The name of a date that a door announces: by it, calendars know it whatever becomes of it.

It is made once, of the title and the day of then, and written in the file: no door makes it again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import count

from generator.content.model import name_of
from generator.content.vocabulary import SLUG_LIMIT
from generator.text.personal import mask


def new_name(title: str, day: str = "", taken: Collection[str] = ()) -> str:
    """A name that no other date of the file has, of the names `taken`; `day` is as files hold it."""
    for rank in count(1):
        name = _cut(title, day, f"-{rank}" if rank > 1 else "")
        if name not in taken:
            return name
    raise AssertionError


def _cut(title: str, day: str, end: str) -> str:
    """The name that the site would give, with an `end`, in the room that a slug has."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = None
    base, said = name_of(mask(title), None), f"-{on}" if on else ""
    room = SLUG_LIMIT - len(said) - len(end)
    return f"{base[:room].strip('-')}{said}{end}".strip("-")
