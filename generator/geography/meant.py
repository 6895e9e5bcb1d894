"""The communes that a text may mean, and how they are told to who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.geography.reference import Commune

LISTED = 10
"""How many communes a refusal names at most."""


class Meant(NamedTuple):
    """A place as a text calls it: by its name, that of a part of it, a former or a short one."""

    place: Commune
    name: str
    code: str
    """Its own: that of the part, or the one it had."""
    is_former: bool = False
    is_short: bool = False
    """Whether it is called by the first words of its name, which are the name of others."""


def distinct(some: Iterable[Meant]) -> list[Meant]:
    """A part that bears the name of its commune, or that is known twice, is one place."""
    return list({(each.place.insee, each.place.partie): each for each in some}.values())


def by_population(some: Iterable[Meant]) -> list[Meant]:
    """The largest first; a part of a commune, of which one knows no number, after those."""
    return sorted(some, key=lambda m: (bool(m.place.partie), *largest_first(m.place)))


def largest_first(place: Commune) -> tuple[int, str]:
    """By what places are sorted: the people of their communes, then their codes."""
    return -(place.population or 0), place.insee


def likeliest_first(some: Sequence[Meant], name: str) -> list[Meant]:
    """The largest, then the communes that bear this very name, then the others."""
    if len(some) < 2:
        return list(some)
    ranked = by_population(some)
    ranked[1:] = sorted(
        ranked[1:], key=lambda m: not (is_whole(m) and alike(m.name) == alike(name))
    )
    return ranked


def is_whole(meant: Meant) -> bool:
    """Whether it is a commune of today by its own name."""
    return not (meant.place.partie or meant.is_former or meant.is_short)


def plain(name: str) -> str:
    """A name without what capitals and typewriters change."""
    return name.strip().lower().replace("'", "’")


def alike(name: str) -> str:
    """A name without its article: « Lamentin » and « Le Lamentin » may be meant by either."""
    return _ARTICLE.sub("", plain(name), count=1) if plain(name)[:1] == "l" else plain(name)


_ARTICLE = re.compile(r"^(?:les?[ -]|la[ -]|l’ ?)(?=.)")


def choice(candidates: Sequence[Meant | Commune]) -> Mapping[str, str]:
    """What a sentence says of the communes that may be meant, and what to write."""
    shown = ", ".join(map(_shown, candidates[:LISTED]))
    more = len(candidates) - LISTED
    rest = f" et {more} autre{'s' * (more > 1)}" if more > 0 else ""
    write = _place(candidates[0]).written
    alone = len(candidates) == 1
    invite = f"Si c’est bien elle, écrivez : {write}" if alone else f"{_COPY} {write}"
    return {"candidats": shown + rest, "ecrire": write, "invite": invite}


def _shown(one: Meant | Commune) -> str:
    """A commune as it is to be written; beside it, what it was called."""
    before = (
        f" (avant : {one.name})" if isinstance(one, Meant) and one.is_former and one.name else ""
    )
    return f"« {_place(one).written} »{before}"


def _place(one: Meant | Commune) -> Commune:
    return one.place if isinstance(one, Meant) else one


_COPY = "Recopiez la vôtre, par exemple :"
