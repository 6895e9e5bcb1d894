"""From what people write to a commune: a code, a name in any spelling, a name and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import islice
from typing import Any

from generator.geography.reference import (
    Commune,
    Departement,
    commune,
    departements,
    part,
    parts,
    table,
)
from generator.geography.spelling import ARTICLES, search_key, spelling
from generator.text.errors import excerpt

LONGEST = 120
"""No name with its département is longer than 83 signs; what is longer than this is no place."""

LISTED = 10
"""How many communes a refusal names at most."""

_SIMILAR = 3
"""How many are named of those that are only written alike."""

_CODE = re.compile(r"\d{5}|\d[A-Z]\d{3}")
_ORDINAL = r"(\d{1,2})\s*(?:er?|[eè]me)"
_ORDINAL_ALONE = re.compile(_ORDINAL, re.IGNORECASE)
_ORDINAL_FIRST = re.compile(
    rf"{_ORDINAL}\s+(?:arrondissement\s+)?(?:de\s+|d[’'])?(.+)", re.IGNORECASE
)
_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")
_POSTAL_FIRST = re.compile(r"(\d{5})\s+(\D.*)")
_POSTAL_LAST = re.compile(r"(\D.*?)[\s,]+(\d{5})")


class PlaceRefused(Exception):
    """A text that names no commune, or several: a kind of `kinds.KINDS` and its values.

    `meant` gives those of the communes that may be meant. It takes the time of a page, so it is
    asked once, and only when the values are.
    """

    def __init__(
        self, kind: str, meant: Callable[[], Mapping[str, Any]] = dict, /, **values: Any
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self._meant = meant
        self._values = values

    @cached_property
    def values(self) -> dict[str, Any]:
        return {**self._values, **self._meant()}


def find_commune(text: str) -> Commune:
    """The commune that a text names: a code, a name, `Nom (88)`, `Nom (Vosges)`, `Paris 18e`.

    Raises PlaceRefused when it names none, or several.
    """
    found = _look_up(text) if len(text) <= LONGEST else _invalid(text)
    if isinstance(found, PlaceRefused):
        raise PlaceRefused(found.kind, lambda: found.values)
    return found


def _invalid(text: str) -> PlaceRefused:
    return PlaceRefused("commune_invalide", lu=excerpt(text))


@lru_cache(maxsize=16384)
def _look_up(text: str) -> Commune | PlaceRefused:
    """A refusal is remembered too: finding similar names is slow."""
    text = " ".join(text.split())
    code = _bare(text)
    if _CODE.fullmatch(code):
        return _of_code(code)
    if code.isdecimal():
        return _refused_number(code)
    name, where, wrong = _taken_apart(text)
    if wrong and search_key(name):
        return _unknown_departement(text, name, wrong)
    return _of_name(text, name, where)


# --- Codes ------------------------------------------------------------------------------------


def _of_code(code: str) -> Commune | PlaceRefused:
    """The commune of an INSEE code, else of a postal code, else of the code of a former commune."""
    if found := commune(code):
        return found
    of_old = (place for row in table("parties.csv").find(code) if (place := part(row)))
    candidates = of_postal_code(code) or list(islice(of_old, 1))
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        return PlaceRefused("commune_code_postal", lu=code, **choice(_by_population(candidates)))
    return PlaceRefused("commune_code_inconnu", lu=code)


def of_postal_code(code: str) -> list[Commune]:
    """The communes that have a postal code, or the arrondissement."""
    return _called(code)


def postal_codes(place: Commune) -> tuple[str, ...]:
    """Those that mean this place: the codes of arrondissements are theirs, not their commune's."""
    if place.insee not in _divided():
        return place.codes_postaux
    return tuple(code for code in place.codes_postaux if place in of_postal_code(code))


@cache
def _divided() -> frozenset[str]:
    """The codes of the communes that have arrondissements."""
    return frozenset(insee for _, _, genre, insee, *_ in parts() if genre == "arrondissement")


def other_meaning(text: str) -> list[Commune]:
    """The communes that `text` names if, read as an INSEE code, it was meant as a postal code."""
    code = _bare(text)
    meant = commune(code) if _CODE.fullmatch(code) else None
    if meant is None or code in meant.codes_postaux:
        return []
    return _by_population(of_postal_code(code))


def _bare(text: str) -> str:
    """A code without the spaces that group its digits: « 88 500 », « 2a 004 »."""
    return "".join(text.split()).upper()


def _refused_number(code: str) -> PlaceRefused:
    """A number that is no code: most often, a spreadsheet removed the zero it began with."""
    whole = f"0{code}"
    official = [place for place in (commune(whole),) if place and len(code) == 4]
    candidates = _distinct([*official, *_by_population(of_postal_code(whole))])
    if candidates:
        return PlaceRefused("commune_zero", lu=code, code=whole, **choice(candidates))
    return PlaceRefused("commune_code_inconnu", lu=excerpt(code))


# --- Names ------------------------------------------------------------------------------------


def _taken_apart(text: str) -> tuple[str, str, str]:
    """A name, where it is (the code of a département, or of a commune), and what no place is."""
    if match := _POSTAL_FIRST.fullmatch(text):
        return match[2], match[1], ""
    if match := _POSTAL_LAST.fullmatch(text):
        return match[1], match[2], ""
    if match := _BRACKETS.fullmatch(text):
        return _with_brackets(match[1], match[2].strip())
    name, _, last = text.rpartition(",")
    if name and (where := _departement_codes().get(_departement_key(last))):
        return _ranked(name), where, ""
    return _ranked(text), "", ""


def _with_brackets(name: str, inside: str) -> tuple[str, str, str]:
    """What stands between brackets: an article, an arrondissement, a code, a département."""
    if search_key(inside) in ARTICLES:
        return f"{inside} {name}", "", ""
    if _ORDINAL_ALONE.fullmatch(inside):
        return f"{name} {inside}", "", ""
    if _CODE.fullmatch(inside.upper()):
        return _ranked(name), inside.upper(), ""
    where = _departement_codes().get(_departement_key(inside), "")
    return _ranked(name), where, "" if where else inside


def _ranked(name: str) -> str:
    """« 18e arrondissement de Paris » as « Paris 18 »."""
    match = _ORDINAL_FIRST.fullmatch(name.strip())
    return f"{match[2]} {match[1]}" if match else name


def _departement_key(text: str) -> str:
    """A code as it is, a name as `search_key` has it; `1` is `01`."""
    bare = text.strip()
    return bare.zfill(2).upper() if bare[:1].isdigit() else search_key(bare)


def find_departement(text: str) -> Departement | None:
    """The département of a number or of a name, in any spelling."""
    code = _departement_codes().get(_departement_key(text))
    return departements()[code] if code else None


@cache
def _departement_codes() -> dict[str, str]:
    known = departements().values()
    return {key: each.code for each in known for key in (each.code, search_key(each.nom))}


def _unknown_departement(text: str, name: str, wrong: str) -> PlaceRefused:
    def meant() -> Mapping[str, str]:
        called = _by_population(_narrowed(_called(search_key(name)), name, ""))
        return choice(called or similar_names(search_key(name)))

    values = {"lu": excerpt(text), "departement": excerpt(wrong)}
    return PlaceRefused("departement_inconnu", meant, **values)


def _of_name(text: str, name: str, where: str) -> Commune | PlaceRefused:
    key = search_key(name)
    if _CODE.fullmatch(_bare(name)):
        return _of_code(_bare(name))
    if not key or key.isdecimal():
        return _invalid(text)
    called = _called(key)
    if not called and not where and (shorter := _without_departement(name)):
        return _of_name(text, *shorter)
    here = _by_population(_narrowed(called, name, where))
    if len(here) == 1:
        return _in_its_arrondissement(here[0], where)
    read = excerpt(text)
    if here:
        return PlaceRefused("commune_ambigue", lu=read, nombre=len(here), **choice(here))
    if called:
        return PlaceRefused("commune_ailleurs", lambda: _elsewhere(called, name, where), lu=read)
    if _are_several(text):
        return PlaceRefused("commune_plusieurs", lu=read)
    return PlaceRefused("commune_inconnue", lambda: choice(similar_names(key, where)), lu=read)


def _elsewhere(called: list[Commune], name: str, where: str) -> Mapping[str, str]:
    """Those of a longer name there, then those of this name that are elsewhere."""
    longer = [place for place in _longer(search_key(name)) if _is_there(place, where)]
    return choice([*longer, *_by_population(_narrowed(called, name, ""))])


def _are_several(text: str) -> bool:
    """Whether a text is several communes on one line."""
    pieces = text.split(",")
    return len(pieces) > 1 and all(isinstance(_look_up(one), Commune) for one in pieces)


def _in_its_arrondissement(place: Commune, postal: str) -> Commune:
    """« 75018 Paris » is Paris 18e: a postal code of its own says which arrondissement."""
    parts_there = of_postal_code(postal) if not place.partie else []
    inside = [each for each in parts_there if each.insee == place.insee and each.partie]
    return inside[0] if len(inside) == 1 else place


def _without_departement(name: str) -> tuple[str, str] | None:
    """« Mirecourt Vosges » and « Mirecourt 88 » as a name and the code of its département."""
    words = name.split()
    for cut in range(1, len(words)):
        where = _departement_codes().get(_departement_key(" ".join(words[cut:])))
        if where and _called(search_key(" ".join(words[:cut]))):
            return " ".join(words[:cut]), where
    return None


def _called(key: str) -> list[Commune]:
    """The communes and the parts of communes that stand under a key of the index."""
    codes = [code for row in table("noms.csv").find(key) for code in row[1].split()]
    places = (part(parts()[int(c[1:])]) if c[0] == "p" else commune(c) for c in codes)
    return [place for place in places if place]


def _narrowed(called: Sequence[Commune], name: str, where: str) -> list[Commune]:
    """Those of `called` that are meant: in a place that is told, those of today are preferred.

    Alone, a name that a former commune had elsewhere may mean either: « Vire » is a part of Vire
    Normandie, and Viré is in Burgundy.
    """
    left = [place for place in called if not where or _is_there(place, where)]
    if where:
        left = [place for place in left if _plain(place.name) == _plain(name)] or left
    today = _written_so([place for place in left if not place.partie], name)
    if where:
        return _distinct(today or left)
    known = {place.insee for place in today}
    former = [place for place in left if place.partie and place.insee not in known]
    same = [place for place in former if _plain(place.partie) == _plain(name)]
    return _distinct([*today, *(same if today else same or former)])


def _written_so(some: list[Commune], name: str) -> list[Commune]:
    """Those whose names are written just so, else with this article, else all."""
    same = [place for place in some if _plain(place.name) == _plain(name)]
    return same or [place for place in some if spelling(place.name) == spelling(name)] or some


def _plain(name: str) -> str:
    return name.strip().lower().replace("'", "’")


def _is_there(place: Commune, where: str) -> bool:
    return where in {place.departement.code, place.insee, *place.codes_postaux}


def _distinct(some: Iterable[Commune]) -> list[Commune]:
    """A part that bears the name of its commune, or that is known twice, is one place."""
    return list({(place.insee, place.partie): place for place in some}.values())


def _by_population(some: Iterable[Commune]) -> list[Commune]:
    return sorted(some, key=lambda place: (-(place.population or 0), place.insee))


@cache
def _names() -> list[str]:
    """Every key of the index that is a name: loaded only when one is not found."""
    return [row[0] for row in table("noms.csv").rows() if not row[0].isdecimal()]


def _longer(key: str) -> list[Commune]:
    """The communes with `key` in their names: those that begin with it, then the most populated.

    « Saint-Dié » is short for Saint-Dié-des-Vosges.
    """
    names = [name for name in _names() if f" {key} " in f" {name} " and name != key]
    begin = [name for name in names if name.startswith(f"{key} ")]
    found = [
        _distinct(place for name in some for place in _called(name)) for some in (begin, names)
    ]
    return _distinct(place for places in found for place in _by_population(places))


def similar_names(key: str, where: str = "") -> list[Commune]:
    """The three places whose names are most like `key`, those of a département first."""
    from rapidfuzz import fuzz, process

    longer = _longer(key)[:_SIMILAR]
    found = process.extract(key, _names(), scorer=fuzz.ratio, limit=60)
    scored = [(-score, place) for name, score, _ in found for place in _called(name)]
    ranked = sorted(
        scored, key=lambda one: (one[0] - 20 * _is_there(one[1], where), _order(one[1]))
    )
    first = [place for place in longer if not where or _is_there(place, where)]
    return _distinct([*first, *(place for _, place in ranked), *longer])[:_SIMILAR]


def _order(place: Commune) -> tuple[bool, str, str]:
    return bool(place.partie), place.insee, place.partie


def choice(candidates: Sequence[Commune]) -> Mapping[str, str]:
    """What a sentence says of the communes that may be meant, and what to write."""
    shown = ", ".join(f"« {place.written} »" for place in candidates[:LISTED])
    more = len(candidates) - LISTED
    rest = f" et {more} autre{'s' * (more > 1)}" if more > 0 else ""
    write = candidates[0].written
    alone = len(candidates) == 1
    invite = f"Si c’est bien elle, écrivez : {write}" if alone else f"{_COPY} {write}"
    return {"candidats": shown + rest, "ecrire": write, "invite": invite}


_COPY = "Recopiez la vôtre, par exemple :"
