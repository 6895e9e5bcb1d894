"""From what people write to a commune: a code, a name in any spelling, a name and where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from generator.geography.readings import (
    CODE,
    Where,
    bare,
    departement_codes,
    departement_key,
    departement_of,
    key_of,
    readings,
    unknown_place,
    where_of,
)
from generator.geography.reference import (
    Commune,
    Departement,
    commune,
    departements,
    former_name,
    part,
    parts,
    short_name,
    table,
)
from generator.geography.spelling import spelling
from generator.text.errors import excerpt

LONGEST = 120
"""No name with its département is longer than 83 signs; what is longer than this is no place."""

LISTED = 10
"""How many communes a refusal names at most."""

_SIMILAR = 3
"""How many are named of those that are only written alike."""


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


class Meant(NamedTuple):
    """A place as a text calls it: by its name, that of a part of it, a former or a short one."""

    place: Commune
    name: str
    code: str
    """Its own: that of the part, or the one it had."""
    is_former: bool = False
    is_short: bool = False
    """Whether it is called by the first words of its name, which are the name of others."""


def find_commune(text: str) -> Commune:
    """The commune that a text names: a code, a name, `Nom (88)`, `Nom (Vosges)`, `Paris 18e`.

    Raises PlaceRefused when it names none, or several.
    """
    found = _look_up(text) if len(text) <= LONGEST else _invalid(text)
    if isinstance(found, PlaceRefused):
        raise PlaceRefused(found.kind, lambda: found.values)
    return found.place


def _invalid(text: str) -> PlaceRefused:
    return PlaceRefused("commune_invalide", lu=excerpt(text))


@lru_cache(maxsize=16384)
def _look_up(text: str) -> Meant | PlaceRefused:
    """A refusal is remembered too: finding similar names is slow."""
    text = " ".join(text.split())
    code = bare(text)
    if CODE.fullmatch(code):
        return _of_code(code)
    if code.isdecimal():
        return _refused_number(code)
    tried: list[tuple[str, Where]] = []
    for name, where in readings(text):
        key = key_of(name)
        if CODE.fullmatch(bare(name)):
            return _of_code(bare(name))
        if key and not key.isdecimal():
            if called := _called(key):
                return _of_name(text, name, where, called)
            tried.append((key, where))
    return _of_no_name(text, tried)


# --- What is said of what was understood ------------------------------------------------------


def understood(text: str) -> tuple[str, Mapping[str, Any]] | None:
    """What who wrote `text` has to know of how it was read: a kind of `kinds.KINDS`, and its values.

    It is that of a name or of a code of another time, of a code that is also a postal code of other
    communes, of « Marseille 13 », whose arrondissement has the number of the département. None when
    there is nothing to say, or when `text` is refused.
    """
    found = _look_up(text) if len(text) <= LONGEST else None
    if not isinstance(found, Meant):
        return None
    written = found.place.written
    if others := other_meaning(text):
        return "commune_code_double", {"lu": excerpt(text), "nom": written, **choice(others)}
    if found.is_former and found.name:
        return "commune_ancien_nom", {"nom": found.name, "ecrire": written}
    if found.is_former:
        return "commune_ancien_code", {"lu": excerpt(text), "ecrire": written}
    if found.code == _MARSEILLE_13 and "13" in text.replace(",", " ").split():
        whole = found.place._replace(partie="").written
        return "commune_arrondissement", {"lu": excerpt(text), "nom": written, "ecrire": whole}
    return None


_MARSEILLE_13 = "13213"


# --- Codes ------------------------------------------------------------------------------------


def _of_code(code: str) -> Meant | PlaceRefused:
    """The commune of an INSEE code, else of a postal code, else of the code of a former commune."""
    if found := commune(code):
        return _known(found)
    candidates = [_known(place) for place in of_postal_code(code)]
    if not candidates:
        of_old = [meant for row in table("parties.csv").find(code) if (meant := _of_part(row))]
        of_old = [meant for meant in of_old if not meant.is_former] or of_old
        candidates = [each._replace(name="") if each.is_former else each for each in of_old]
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        return PlaceRefused("commune_code_postal", lu=code, **choice(_by_population(candidates)))
    return PlaceRefused("commune_code_inconnu", lu=code)


def _known(place: Commune) -> Meant:
    return Meant(place, place.name, place.insee)


def _of_part(row: Sequence[str]) -> Meant | None:
    """A part of a commune; or the commune of today, by a name or a code of another time."""
    place = part(row)
    name = former_name(row) or short_name(row) or (place.name if place else "")
    return place and Meant(place, name, row[0], row[2] == "ancienne", row[2] == "courte")


def of_postal_code(code: str) -> list[Commune]:
    """The communes that have a postal code, or the arrondissement."""
    return [meant.place for meant in _called(code)]


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
    code = bare(text)
    meant = commune(code) if CODE.fullmatch(code) else None
    if meant is None or code in meant.codes_postaux:
        return []
    return sorted(of_postal_code(code), key=_largest_first)


def _refused_number(code: str) -> PlaceRefused:
    """A number that is no code: most often, a spreadsheet removed the zero it began with."""
    whole = f"0{code}"
    official = [_known(place) for place in (commune(whole),) if place and len(code) == 4]
    postal = [_known(place) for place in of_postal_code(whole)]
    candidates = _distinct([*official, *_by_population(postal)])
    if candidates:
        return PlaceRefused("commune_zero", lu=code, code=whole, **choice(candidates))
    return PlaceRefused("commune_code_inconnu", lu=excerpt(code))


# --- Names ------------------------------------------------------------------------------------


def find_departement(text: str) -> Departement | None:
    """The département of a number or of a name, in any spelling."""
    code = departement_codes().get(departement_key(text))
    return departements()[code] if code else None


def _of_name(text: str, name: str, where: Where, called: list[Meant]) -> Meant | PlaceRefused:
    """The one of `called` that a text means; else those that it may mean."""
    here = _by_population(_narrowed(called, name, where))
    if len(here) == 1:
        found = _in_its_arrondissement(here[0], where)
        return (not where and _refused_departement(text, found)) or found
    read = excerpt(text)
    if here:
        return PlaceRefused("commune_ambigue", lu=read, nombre=len(here), **choice(here))
    return PlaceRefused("commune_ailleurs", lambda: _elsewhere(called, name, where), lu=read)


def _of_no_name(text: str, tried: Sequence[tuple[str, Where]]) -> PlaceRefused:
    read = excerpt(text)
    cut = unknown_place(text)
    name_key = key_of(cut[0]) if cut else ""
    if not tried or (cut and not name_key):
        return _invalid(text)
    if _are_several(text):
        return PlaceRefused("commune_plusieurs", lu=read)
    if cut and ((called := _called(name_key)) or text.endswith(")")):
        named = _by_population(_narrowed(called, cut[0], ()))
        values = {"lu": read, "departement": excerpt(cut[1])}
        return PlaceRefused(
            "departement_inconnu", lambda: choice(named or similar_names(name_key)), **values
        )
    if refused := _refused_departement(text):
        return refused
    key, where = tried[-1]
    return PlaceRefused("commune_inconnue", lambda: choice(similar_names(key, where)), lu=read)


def _refused_departement(text: str, found: Meant | None = None) -> PlaceRefused | None:
    """A name alone that is that of a département or of a région; of a commune elsewhere too."""
    there = where_of(text)
    if not there or text[:1].isdigit() or (found and _is_there(found, there)):
        return None
    names = {_plain(name) for each in departements().values() for name in (each.nom, each.region)}
    if found and _plain(found.name) == _plain(text) not in names:
        return None  # « Loiré » is not the Loire

    def meant() -> Mapping[str, str]:
        rows = (row for code in there[0] for row in table("communes.csv").starting(code))
        inside = [_known(place) for row in rows if (place := commune(row[0]))]
        largest = _by_population(inside)[:_SIMILAR]
        return choice([found, *largest] if found else largest)

    return PlaceRefused("commune_departement", meant, lu=excerpt(text))


def _elsewhere(called: list[Meant], name: str, where: Where) -> Mapping[str, str]:
    """Those of a longer name there, then those of this name that are elsewhere."""
    longer = [meant for meant in _longer(key_of(name)) if _is_there(meant, where)]
    return choice([*longer, *_by_population(_narrowed(called, name, ()))])


def _are_several(text: str) -> bool:
    """Whether a text is several communes on one line."""
    pieces = text.split(",")
    return len(pieces) > 1 and all(isinstance(_look_up(one), Meant) for one in pieces)


def _in_its_arrondissement(found: Meant, where: Where) -> Meant:
    """« 75018 Paris » is Paris 18e: a code of its own says which arrondissement."""
    if found.place.partie or found.place.insee not in _divided():
        return found
    codes = [code for one in where for code in one if CODE.fullmatch(code)]
    rows = (row for code in codes for row in table("parties.csv").find(code))
    said = [meant for row in rows if (meant := _of_part(row))]
    said += [_known(place) for code in codes for place in of_postal_code(code)]
    inside = {each.place: each for each in said if each.place.partie}
    return next(iter(inside.values())) if len(inside) == 1 else found


def _called(key: str) -> list[Meant]:
    """The communes and the parts of communes that stand under a key of the index."""
    codes = [code for row in table("noms.csv").find(key) for code in row[1].split()]
    return [meant for code in codes if (meant := _of_index(code))]


def _of_index(code: str) -> Meant | None:
    if code[0] == "p":
        return _of_part(parts()[int(code[1:])])
    place = commune(code)
    return place and _known(place)


def _narrowed(called: Sequence[Meant], name: str, where: Where) -> list[Meant]:
    """Those of `called` that are meant: in a place that is told, those of today are preferred.

    Alone, or in a whole région, a name that a former commune had elsewhere may mean either: « Vire »
    is a part of Vire Normandie, and Viré is in Burgundy. Alone, « Chalon » may be Chalon-sur-Saône.
    """
    there = [meant for meant in called if _is_there(meant, where) and not meant.is_short]
    borne = {meant.place.insee for meant in there if not meant.is_former}
    left = [each for each in there if not each.is_former or each.place.insee not in borne]
    precise = any(len(one) == 1 or any(len(code) == 5 for code in one) for one in where)
    if precise:
        left = [meant for meant in left if _plain(meant.name) == _plain(name)] or left
    today = _written_so([each for each in left if _is_whole(each)], name)
    if precise:
        return _distinct(today or left)
    known = {meant.place.insee for meant in today}
    others = [each for each in left if not _is_whole(each) and each.place.insee not in known]
    same = [meant for meant in others if _plain(meant.name) == _plain(name)]
    if today and not any(_plain(meant.name) == _plain(name) for meant in today):
        same = [meant for meant in others if spelling(meant.name) == spelling(name)]
    short = [meant for meant in called if meant.is_short and not where]
    return _distinct([*today, *(same if today else same or others), *short])


def _is_whole(meant: Meant) -> bool:
    """Whether it is a commune of today by its own name."""
    return not (meant.place.partie or meant.is_former or meant.is_short)


def _written_so(some: list[Meant], name: str) -> list[Meant]:
    """Those whose names are written just so, else with this article, else all."""
    same = [meant for meant in some if _plain(meant.name) == _plain(name)]
    return same or [meant for meant in some if spelling(meant.name) == spelling(name)] or some


def _plain(name: str) -> str:
    return name.strip().lower().replace("'", "’")


def _is_there(meant: Meant, where: Where) -> bool:
    """Whether it is where it is said to be, or was before its commune went to another département."""
    place = meant.place
    there = {place.departement.code, place.insee, meant.code, departement_of(meant.code)}
    return all(one & there for one in where)


def _distinct(some: Iterable[Meant]) -> list[Meant]:
    """A part that bears the name of its commune, or that is known twice, is one place."""
    return list({(each.place.insee, each.place.partie): each for each in some}.values())


def _by_population(some: Iterable[Meant]) -> list[Meant]:
    return sorted(some, key=lambda meant: _largest_first(meant.place))


def _largest_first(place: Commune) -> tuple[int, str]:
    return -(place.population or 0), place.insee


@cache
def _names() -> list[str]:
    """Every key of the index that is a name: loaded only when one is not found."""
    return [row[0] for row in table("noms.csv").rows() if not row[0].isdecimal()]


def _longer(key: str) -> list[Meant]:
    """The communes with `key` in their names: those that begin with it, then the most populated.

    « Saint-Dié » is short for Saint-Dié-des-Vosges.
    """
    names = [name for name in _names() if f" {key} " in f" {name} " and name != key]
    begin = [name for name in names if name.startswith(f"{key} ")]
    found = [
        _distinct(meant for name in some for meant in _called(name)) for some in (begin, names)
    ]
    return _distinct(meant for several in found for meant in _by_population(several))


def similar_names(key: str, where: Where = ()) -> list[Meant]:
    """The three places whose names are most like `key`, those of where it is said to be first."""
    from rapidfuzz import fuzz, process

    longer = _longer(key)[:_SIMILAR]
    found = process.extract(key, _names(), scorer=fuzz.ratio, limit=60)
    scored = [(-score, meant) for name, score, _ in found for meant in _called(name)]
    ranked = sorted(
        scored,
        key=lambda one: (one[0] - 20 * (bool(where) and _is_there(one[1], where)), _order(one[1])),
    )
    first = [meant for meant in longer if _is_there(meant, where)]
    return _distinct([*first, *(meant for _, meant in ranked), *longer])[:_SIMILAR]


def _order(meant: Meant) -> tuple[bool, str, str]:
    return not _is_whole(meant), meant.place.insee, meant.name


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
