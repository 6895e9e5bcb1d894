"""From what people write to a commune: a code, a name in any spelling, a name and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from re import Match
from typing import Any

from generator.geography.meant import (
    Meant,
    alike,
    by_population,
    choice,
    distinct,
    is_whole,
    largest_first,
    likeliest_first,
    plain,
)
from generator.geography.readings import (
    BRACKETS,
    CODE,
    RULES,
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
from generator.geography.spelling import ARTICLES, search_key, spelling
from generator.text.errors import excerpt

LONGEST = 120
"""No name with its département is longer than 83 signs; what is longer than this is no place."""

_ALIKE = 70
"""From how much of a hundred on a name is like another: less than that, and one is not helped."""

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
            return _of_code(bare(name), of_post=True)
        if key and not key.isdecimal():
            if called := _called(key):
                return _of_name(text, name, where, called)
            if (inside := BRACKETS.fullmatch(name)) and (part_of := _of_label(inside, where)):
                return part_of
            tried.append((key, where))
    return _of_no_name(text, tried)


def _of_label(cut: Match[str], where: Where) -> Meant | None:
    """« Arbignieu (Arboys-en-Bugey), Ain », as the pages name a part with its commune."""
    wholes = {meant.place.insee for meant in _called(key_of(cut[2]))}
    parts_there = [meant for meant in _called(key_of(cut[1])) if meant.place.insee in wholes]
    found = distinct(meant for meant in parts_there if _is_there(meant, where))
    return found[0] if len(found) == 1 else None


# --- What is said of what was understood ------------------------------------------------------


def understood(text: str) -> tuple[str, Mapping[str, Any]] | None:
    """What who wrote `text` has to know of how it was read: a kind of `kinds.KINDS`, and its values.

    It is that of a name that is short for another, of a name or of a code of another time, of a code that is also a postal code of other
    communes, of « Marseille 13 », whose arrondissement has the number of the département. None when
    there is nothing to say, or when `text` is refused.
    """
    found = _look_up(text) if len(text) <= LONGEST else None
    if not isinstance(found, Meant):
        return None
    written = found.place.written
    if others := other_meaning(text):
        return "commune_code_double", {"lu": excerpt(text), "nom": written, **choice(others)}
    if found.is_short:
        return "commune_nom_court", {"lu": excerpt(text), "ecrire": written}
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


def _of_code(code: str, *, of_post: bool = False) -> Meant | PlaceRefused:
    """The commune of an INSEE code, else of a postal code, else of the code of a former commune.

    « 75000 » is no code of the post: people mean Paris by it, and by « 69000 » Lyon. `of_post`:
    whether a code that is both may be meant as either, « Code postal : 88500 ».
    """
    found, postal = commune(code), of_postal_code(code)
    if found and (not of_post or found in postal or not postal):
        return _known(found)
    candidates = [_known(place) for place in postal]
    if found:
        values = choice(by_population(candidates))
        return PlaceRefused("commune_deux_codes", lu=code, nom=found.written, **values)
    if not candidates:
        of_old = [meant for row in table("parties.csv").find(code) if (meant := _of_part(row))]
        of_old = [meant for meant in of_old if not meant.is_former] or of_old
        candidates = [each._replace(name="") if each.is_former else each for each in of_old]
    if not candidates and code.endswith("000"):
        cities = (commune(insee) for insee in sorted(_divided()) if insee[:2] == code[:2])
        candidates = [_known(city) for city in cities if city]
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        return PlaceRefused("commune_code_postal", lu=code, **choice(by_population(candidates)))
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
    return sorted(of_postal_code(code), key=largest_first)


def _refused_number(code: str) -> PlaceRefused:
    """A number that is no code: most often, a spreadsheet removed the zero it began with."""
    whole = f"0{code}"
    official = [_known(place) for place in (commune(whole),) if place and len(code) == 4]
    postal = [_known(place) for place in of_postal_code(whole)]
    candidates = distinct([*official, *by_population(postal)])
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
    here = likeliest_first(_narrowed(called, name, where), name)
    if len(here) == 1:
        if not where and _has_another_article(here[0].name, name):
            return PlaceRefused("commune_inconnue", lambda: choice(here), lu=excerpt(text))
        found = _in_its_arrondissement(here[0], where)
        return (not where and _refused_departement(text, found)) or found
    read = excerpt(text)
    if here:
        return PlaceRefused("commune_ambigue", lu=read, nombre=len(here), **choice(here))
    begun = _begun(key_of(name), where)
    if len(begun) == 1:
        return begun[0]
    return PlaceRefused("commune_ailleurs", lambda: _elsewhere(text, called, name, where), lu=read)


def _of_no_name(text: str, tried: Sequence[tuple[str, Where]]) -> PlaceRefused | Meant:
    read = excerpt(text)
    cut = unknown_place(text)
    name_key = key_of(cut[0]) if cut else ""
    if not tried or (cut and not name_key):
        return _invalid(text)
    if _are_several(text):
        return PlaceRefused("commune_plusieurs", lu=read)
    if cut and ((called := _called(name_key)) or text.endswith(")")):
        named = by_population(_narrowed(called, cut[0], ()))
        values = {"lu": read, "departement": excerpt(cut[1])}
        near = named or similar_names(name_key)
        if near:
            return PlaceRefused("departement_inconnu", lambda: choice(near), **values)
    if refused := _refused_departement(text):
        return refused
    begun = [meant for key, where in tried for meant in _begun(key, where)]
    if len(begun := distinct(begun)) == 1:
        return begun[0]
    return _not_found(text, tried, begun)


def _not_found(
    text: str, tried: Sequence[tuple[str, Where]], begun: Sequence[Meant]
) -> PlaceRefused:
    """What is near a name that no place has: in it, there, or written so; else nothing is."""
    key, where = tried[-1]
    there = _of_codes(text)
    found = begun or _inside(tried[0][0], there) or by_population(there)
    if found and there:
        return PlaceRefused("commune_ailleurs", lambda: choice(found), lu=excerpt(text))
    near = found or similar_names(key, where)
    if not near:
        return _invalid(text)
    return PlaceRefused("commune_inconnue", lambda: choice(near[:_SIMILAR]), lu=excerpt(text))


def _has_another_article(name: str, typed: str) -> bool:
    """« Les Saintes » are not Saintes; « Rochelle » is La Rochelle, « le 18e de Paris » a rank."""
    if typed[:1] not in "lL":
        return False
    said, own = (spelling(one)[:1] for one in (typed, name))
    return said != own and said[0] in ARTICLES and key_of(typed) == search_key(typed)


def _begun(key: str, where: Where) -> list[Meant]:
    """The communes of one place whose names begin so: « 92130 Issy », « Saint-Dié (88) »."""
    if not _is_precise(where):
        return []
    codes = [code for row in table("noms.csv").starting(f"{key} ") for code in row[1].split()]
    found = [meant for code in codes if (meant := _of_index(code))]
    there = [meant for meant in found if is_whole(meant) and _is_there(meant, where)]
    return by_population(distinct(meant._replace(is_short=True) for meant in there))


_POSTAL = re.compile(r"(?<!\d)\d{5}(?!\d)")


def _of_codes(text: str) -> list[Meant]:
    """The communes of the postal codes that stand anywhere in a text."""
    return distinct(_known(each) for code in _POSTAL.findall(text) for each in of_postal_code(code))


_COMMON = frozenset(RULES["communs"].split())


def _inside(whole: str, there: Sequence[Meant]) -> list[Meant]:
    """The places whose whole names stand in a text, the longest: « quartier Saint-Roch, Nice ».

    `there`: those that are known to be where it is, when it says so; else any. A text that longer
    names hold is short for them: « Saint-Dié » is not Die.
    """
    if _longer(whole):
        return []
    words = [word for word in whole.split() if not word.isdecimal()]
    known = {meant.place.insee for meant in there}
    found: list[Meant] = []
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            one = " ".join(words[start : start + length])
            named = _called(one) if one not in _COMMON and len(one) > 2 else []
            inside = [m for m in named if not m.is_short and (not there or m.place.insee in known)]
            if inside:
                found += inside
                words[start : start + length] = [""] * length
    return by_population(distinct(found))


def _refused_departement(text: str, found: Meant | None = None) -> PlaceRefused | None:
    """A name alone that is that of a département or of a région; of a commune elsewhere too."""
    there = where_of(text)
    if not there or text[:1].isdigit() or (found and _is_there(found, there)):
        return None
    names = {plain(name) for each in departements().values() for name in (each.nom, each.region)}
    is_region = search_key(text) in RULES["regions"]
    if found and not is_region and plain(found.name) == plain(text) not in names:
        return None  # « Loiré » is not the Loire

    def meant() -> Mapping[str, str]:
        rows = (row for code in there[0] for row in table("communes.csv").starting(code))
        inside = [_known(place) for row in rows if (place := commune(row[0]))]
        largest = by_population(inside)[:_SIMILAR]
        return choice([found, *largest] if found else largest)

    return PlaceRefused("commune_departement", meant, lu=excerpt(text))


def _elsewhere(text: str, called: list[Meant], name: str, where: Where) -> Mapping[str, str]:
    """An arrondissement, those of a longer name there, then those of this name that are elsewhere."""
    longer = [meant for meant in _longer(key_of(name)) if _is_there(meant, where)]
    return choice(
        distinct([*_called(key_of(text)), *longer, *by_population(_narrowed(called, name, ()))])
    )


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
    precise = _is_precise(where)
    if precise:
        left = [meant for meant in left if plain(meant.name) == plain(name)] or left
    today = [each for each in left if is_whole(each)]
    if precise:
        return distinct(_written_so(today, name) or left)
    known = {meant.place.insee for meant in today}
    others = [each for each in left if not is_whole(each) and each.place.insee not in known]
    exact, same = ([m for m in some if alike(m.name) == alike(name)] for some in (today, others))
    short = [meant for meant in called if meant.is_short and not where]
    if exact or not today:
        return distinct([*exact, *(same or ([] if exact else others)), *short])
    return distinct([*today, *others, *short])


def _is_precise(where: Where) -> bool:
    """Whether it says one département, or a code of a commune."""
    return any(len(one) == 1 or any(len(code) == 5 for code in one) for one in where)


def _written_so(some: list[Meant], name: str) -> list[Meant]:
    """Those whose names are written just so, else with this article, else all."""
    same = [meant for meant in some if plain(meant.name) == plain(name)]
    return same or [meant for meant in some if spelling(meant.name) == spelling(name)] or some


def _is_there(meant: Meant, where: Where) -> bool:
    """Whether it is where it is said to be, or was before its commune went to another département."""
    place = meant.place
    there = {place.departement.code, place.insee, meant.code, departement_of(meant.code)}
    return all(one & there for one in where)


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
    found = [distinct(meant for name in some for meant in _called(name)) for some in (begin, names)]
    return distinct(meant for several in found for meant in by_population(several))


def similar_names(key: str, where: Where = ()) -> list[Meant]:
    """The places, three at most, whose names are most like `key`, those of where it is said to be first."""
    from rapidfuzz import fuzz, process

    longer = _longer(key)[:_SIMILAR]
    found = process.extract(key, _names(), scorer=fuzz.ratio, limit=60, score_cutoff=_ALIKE)
    scored = [(-score, meant) for name, score, _ in found for meant in _called(name)]
    ranked = sorted(
        scored,
        key=lambda one: (one[0] - 20 * (bool(where) and _is_there(one[1], where)), _order(one[1])),
    )
    first = [meant for meant in longer if _is_there(meant, where)]
    return distinct([*first, *(meant for _, meant in ranked), *longer])[:_SIMILAR]


def _order(meant: Meant) -> tuple[bool, str, str]:
    return not is_whole(meant), meant.place.insee, meant.name
