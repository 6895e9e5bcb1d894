"""The names that communes had in the last ten years, out of earlier versions of the same package.

A name is kept with the commune of today that its code leads to; after a merger that was undone, with
each of those that it covered. What no version says is listed by `make data`, never guessed.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from sources import Reading

from generator.geography.spelling import search_key

SINCE = "2016-01-01"
"""Ten years before the list of communes of today: what ended earlier is no news to anybody."""

_PLACES = {"COM", "COMD", "COMA"}
"""Communes, déléguées and associées, in the history of communes."""


class Former(NamedTuple):
    """A name that is borne no more: the code it had, and the communes of today that it covered."""

    code: str
    nom: str
    communes: frozenset[str]


def read_former(reading: Reading) -> tuple[list[Former], list[tuple[str, str]]]:
    """The former names, the latest spelling of each; then the codes and names that lead nowhere.

    A name that is still borne there is none, but for a commune that went to another département.
    """
    today = _communes_of_today(reading)
    borne = _keys_of_today(reading)
    found, lost = {}, []
    for code, nom, members in _names(reading):
        communes = frozenset(insee for each in {code, *members} for insee in today.get(each, ()))
        key = search_key(nom)
        if not communes:
            lost.append((code, nom))
        elif not any(key in borne[insee] and insee[:2] == code[:2] for insee in communes):
            found[key, code[:2], communes] = Former(code, nom, communes)
    return sorted(found.values()), sorted(set(lost))


def _communes_of_today(reading: Reading) -> Mapping[str, AbstractSet[str]]:
    """Where each code leads: its commune, that which it is a part of, that which took it in."""
    found = defaultdict(set)
    for commune in reading.communes:
        for code in (commune["code"], *commune.get("anciensCodes", ())):
            found[code].add(commune["code"])
    for part in reading.parts:
        found[part["code"]].add(part.get("commune") or part["chefLieu"])
    return found


def _keys_of_today(reading: Reading) -> Mapping[str, AbstractSet[str]]:
    """What is said of each commune already: its name, and those of its parts."""
    keys = {commune["code"]: {search_key(commune["nom"])} for commune in reading.communes}
    for part in reading.parts:
        keys[part.get("commune") or part["chefLieu"]].add(search_key(part["nom"]))
    return keys


def _names(reading: Reading) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Each code with the name it had and the codes of what it covered, the oldest first."""
    for row in reading.history:
        if row["type"] in _PLACES and row.get("dateFin", SINCE) >= SINCE:
            # An identifier is « COMD-91228@2019-01-01 ».
            members = [each.partition("-")[2].partition("@")[0] for each in row.get("membres", ())]
            yield row["code"], row["nom"], members
    for divisions in reading.earlier:
        yield from _names_of_a_year(divisions)


def _names_of_a_year(divisions: Sequence[Any]) -> Iterator[tuple[str, str, Iterable[str]]]:
    members = defaultdict(list)
    for each in divisions:
        if each["type"] in {"commune-deleguee", "commune-associee"}:
            members[each["chefLieu"]].append(each["code"])
    for each in divisions:
        whole = each["type"] == "commune-actuelle"
        yield each["code"], each["nom"], members[each["code"]] if whole else ()
