r"""The communes that a form offers while someone types, as small JSON files for a script.

A person types a name, alone or with where it is, or a postal code; the script loads what that asks.
All are under `assets/communes/`; paths below are from there. Names of keys are French.

`index.json` is loaded once, when someone comes to the field:

    {"sources": "INSEE, …",
     "departements": [["01", "Ain", "Auvergne-Rhône-Alpes"], …, ["88", "Vosges", "Grand Est"], …],
     "postaux": {"88": ["88"], "20": ["2B"], "201": ["2A"], "971": ["971"], "97133": ["977"],
                 "01200": ["01", "74"], …},
     "debuts": ["aa", "ab", …],
     "rectangles": {"01": [4.72, 45.61, 6.18, 46.52], …},
     "regles": {"devant": "…", …},
     "phrases": {"commune_ancien_nom": "« {nom} » s’appelle aujourd’hui {ecrire}…", …}}

    `departements` are in the order of their codes, with their région; each has the two files below.
    `regles` are those by which a text is taken apart, `geography.readings.RULES`; `phrases` say how it
    was read, `geography.search.understood`, or why it is refused, `find_commune`.
    `postaux` tells where a postal code is: the longest of its beginnings (5, 3, 2 digits) that is
    there, the one of its largest commune first. Ask it from three digits on. `debuts` are the files
    of names. `rectangles` hold the points of each département: west, south, east, north; by them one
    knows where to look for a position.

`noms/mi.json`, when a name is typed alone: every name that begins so, those of the largest communes
first, and the département of each. « Saint » and « Sainte » do not count: Saint-Dié is in `di`.
Île-de-Sein is in `il` and in `se`.

    {"noms": ["Miramas", "Mirecourt", …], "departements": ["13", "88", …], "entieres": 41,
     "anciens": [["Évry", "Évry-Courcouronnes", "91", "91228", true], …],
     "courts": [["Chalon", "Chalon-sur-Saône", "71"], …]}

    The first `entieres` are communes, the others parts. `anciens` are names of before: that of today,
    its département, the code of the former commune, and whether it is larger than any of this name.
    `courts` are the first words of the names of towns
    that are the whole names of others: alone, they may mean either. The largest town comes first.

`codes/75.json`, when a code is typed that is neither of a commune of today nor of the post: the codes
that begin so of arrondissements, former communes and of those that had another, with what to show.

    {"75101": ["75", "Paris 1er"], …, "75120": ["75", "Paris 20e"]}

`88.json`, once a département is known: its communes, the largest first, so that it is the first that
a postal code offers; and the former communes and arrondissements that have a name of their own (each
after its commune, with the code of that commune):

    {"departement": "Vosges",
     "noms": ["Épinal", "Saint-Dié-des-Vosges", …],  as they are shown
     "codes": ["88160", "88413", …],                 of INSEE; twice the same: the second is a part
     "postaux": ["88000", "88100", …],               separated by a space; "" for Paris as a whole
     "longitudes": [6.457, …], "latitudes": [48.178, …]}   or null where no point is known

    All lists have the same length. What is written in the field, and sent, is
    `${nom} (${departement})`, « Mirecourt (Vosges) »: for every row, Python reads back that place.
    A part is shown with its commune: « Arbignieu, aujourd’hui Arboys-en-Bugey ».

`88-types.json`, once a commune is chosen: the type that one would suggest, and why:

    {"raisons": [["rural", "{} habitants, {} au km² : de la place, et peu de monde."], …],
     "communes": {"88001": [0, "72", "16"], …}}

    The first number is the rank in `raisons`; the words after it take the places of `{}`, in order:
    `modele.replace(/\{\}/g, () => valeurs.shift())`. Nothing is composed in the browser. The type is
    a slug of `vocabulary.TERRITOIRES`, "" where too little is known.

How to search a name: by `cle`, in `overrides/scripts/outils.js`, which repeats
`geography.search_key`; what a whole text means, as `geography.find_commune` does, in
`overrides/scripts/lecteur.js`. `tests/communes_partout.csv` is tried on both.

    While someone types, a name fits when ` ${cle(nom)}` contains ` ${cle(typed)}`; those that begin
    with it come first, in the order of the file. The last word is not whole yet: try it as it is
    too (« s » is not « sur » before a space follows).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from math import ceil, floor
from typing import Any, NamedTuple

import orjson

from generator import addresses
from generator.geography import (
    SOURCES,
    Commune,
    Departement,
    departements,
    places_of,
    search_key,
    suggest,
)
from generator.geography.meant import largest_first
from generator.geography.readings import RULES
from generator.geography.reference import commune, files, former_name, part, parts, short_name
from generator.geography.search import of_postal_code, postal_codes
from generator.outputs.kit.disk_cache import DiskCache, digest_of
from generator.outputs.kit.incremental import WRITE_ALL, IncrementalWrites
from generator.outputs.kit.output import Output
from generator.text import kinds

_BEGINNINGS = (2, 3, 5)
"""How many digits of a postal code are looked at, in turn."""

_SAINT = re.compile(r"saint(?:e|s|es)? ")
"""What thousands of names begin with, which would make one file far heavier than the others."""

_ISLAND = re.compile(r"ile (?:de |d )?(?=.)")
"""What one does not say of an island; as `ile` in communes.js."""

_SAID = (
    "commune_ancien_nom", "commune_nom_court", "commune_ancien_code", "commune_arrondissement",
    "commune_inconnue", "commune_invalide", "commune_ambigue", "commune_ailleurs",
    "commune_code_postal", "commune_code_inconnu", "commune_deux_codes", "commune_departement",
)  # fmt: skip

Bounds = tuple[float, float, float, float]
"""West, south, east and north of a département, by its places."""


def draw_places(cache: DiskCache, writes: IncrementalWrites = WRITE_ALL) -> Iterator[Output]:
    """The index, the names, the two files of each département; the data and the code change them."""
    draw = partial(_draw, cache)
    yield from writes.keep(addresses.COMMUNES, None, draw)


def bounds(cache: DiskCache) -> dict[str, Bounds]:
    """The rectangle of each département that has a point, by its code."""
    found: dict[str, list[float]] = orjson.loads(
        _keep(cache, "rectangles", partial(_bounds, cache))
    )
    return {code: (west, south, east, north) for code, (west, south, east, north) in found.items()}


def _draw(cache: DiskCache) -> Iterator[Output]:
    def output(name: str, draw: Callable[[], bytes]) -> Output:
        return Output(f"{addresses.COMMUNES}{name}.json", _keep(cache, name, draw))

    yield output("index", partial(_index, cache))
    for beginning, document in _by_beginning(cache).items():
        yield Output(f"{addresses.COMMUNES}noms/{beginning}.json", document.encode())
    codes: dict[str, str] = orjson.loads(_keep(cache, "codes", _codes))
    for beginning, document in codes.items():
        yield Output(f"{addresses.COMMUNES}codes/{beginning}.json", document.encode())
    for departement in departements().values():
        yield output(departement.code, partial(_communes, departement))
        yield output(f"{departement.code}-types", partial(_types, departement))


def _keep(cache: DiskCache, name: str, draw: Callable[[], bytes]) -> bytes:
    return cache.get(f"{digest_of(*files(), __file__, kinds.__file__)} {name}", draw)


def _documents(cache: DiskCache) -> Iterator[tuple[Departement, dict[str, Any]]]:
    """Each département with what one may type there: quicker to read again than to make."""
    for each in departements().values():
        yield each, orjson.loads(_keep(cache, each.code, partial(_communes, each)))


def _bounds(cache: DiskCache) -> bytes:
    """To a hundredth of a degree, outwards: a telephone reads a quarter of a kilobyte less for it."""
    found = {}
    for departement, document in _documents(cache):
        sides = [
            [degrees for degrees in document[key] if degrees is not None]
            for key in ("longitudes", "latitudes")
        ]
        if all(sides):
            found[departement.code] = [
                *(floor(100 * min(side)) / 100 for side in sides),
                *(ceil(100 * max(side)) / 100 for side in sides),
            ]
    return _dump(found)


def _index(cache: DiskCache) -> bytes:
    """What tells which file to load."""
    document = {
        "sources": SOURCES,
        "departements": [[each.code, each.nom, each.region] for each in departements().values()],
        "postaux": _beginnings(_by_postal_code(cache)),
        "debuts": list(_by_beginning(cache)),
        "rectangles": bounds(cache),
        "regles": RULES,
        "phrases": {kind: kinds.KINDS[kind].asked or kinds.KINDS[kind].sentence for kind in _SAID},
    }
    return _dump(document)


def _by_beginning(cache: DiskCache) -> dict[str, str]:
    """Every name and its département, by what the name begins with.

    Each file is one text: seventy thousand small ones would weigh four times more in memory.
    """
    found: dict[str, str] = orjson.loads(_keep(cache, "noms", _names))
    return found


class _Named(NamedTuple):
    """All that the files of names tell of a place: forty thousand communes whole would weigh 30 MB."""

    name: str
    departement: str
    population: int
    is_part: bool


def _named() -> list[_Named]:
    """Every place, the communes before their parts, the largest first."""
    some = (place for each in departements().values() for place in places_of(each))
    places = [
        _Named(one.name, one.departement.code, one.population or 0, bool(one.partie))
        for one in some
    ]
    return sorted(places, key=lambda place: (place.is_part, -place.population))


def _names() -> bytes:
    places = _named()
    found: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"noms": [], "departements": [], "entieres": 0, "anciens": [], "courts": []}
    )
    for place in places:
        for name in beginnings(place.name):
            document = found[name]
            document["noms"].append(place.name)
            document["departements"].append(place.departement)
            document["entieres"] += not place.is_part
    wholes = (place for place in reversed(places) if not place.is_part)
    largest = {search_key(place.name): place.population for place in wholes}
    called = [(row, today) for row in parts() if (today := commune(row[3]))]
    for row, today in sorted(called, key=lambda one: -(one[1].population or 0)):
        if name := former_name(row):
            is_largest = (today.population or 0) > largest.get(search_key(name), 0)
            former = [name, today.nom, today.departement.code, row[0], is_largest]
            found[beginning(name)]["anciens"].append(former)
        if name := short_name(row):
            short = [name, today.nom, today.departement.code]
            found[beginning(name)]["courts"].append(short)
    return _dump({name: _dump(document).decode() for name, document in sorted(found.items())})


def _codes() -> bytes:
    """What the code of a part or of a former commune means, by the two signs it begins with."""
    beginnings = sorted({"20", *(code[:2] for code in departements())})
    found: dict[str, dict[str, list[str]]] = {each: {} for each in beginnings}
    for row in parts():
        place = part(row)
        # The name of a part comes before the one it had: a code says one place.
        if (
            place
            and not commune(row[0])
            and (row[2] != "ancienne" or row[0] not in found[row[0][:2]])
        ):
            found[row[0][:2]][row[0]] = [place.departement.code, place.name]
    return _dump({name: _dump(document).decode() for name, document in found.items()})


def beginning(name: str) -> str:
    """The two letters under which a name is looked for, whatever saint it is called after."""
    return _begins(search_key(name))


def beginnings(name: str) -> set[str]:
    """The same, and those under which an island is looked for: « Sein », of Île-de-Sein."""
    key = search_key(name)
    bare = _ISLAND.sub("", key, count=1)
    return {_begins(key)} if bare == key else {_begins(key), beginning(bare)}


def _begins(key: str) -> str:
    return _SAINT.sub("", key, count=1).replace(" ", "")[:2]


def _communes(departement: Departement) -> bytes:
    """What one may type in a département."""
    places = _largest_first(places_of(departement))
    points = [place.point or (None, None) for place in places]
    document = {
        "departement": departement.nom,
        "noms": [place.name for place in places],
        "codes": [place.insee for place in places],
        "postaux": [" ".join(postal_codes(place)) for place in places],
        "longitudes": [rounded(longitude) for longitude, _ in points],
        "latitudes": [rounded(latitude) for _, latitude in points],
    }
    return _dump(document)


def _largest_first(places: Iterable[Commune]) -> list[Commune]:
    """The communes by their population, each before its parts; else in the order that they have."""
    given = list(places)
    wholes = [place for place in given if not place.partie]
    ranks = {place.insee: n for n, place in enumerate(sorted(wholes, key=largest_first))}
    return sorted(given, key=lambda place: (ranks[place.insee], bool(place.partie)))


def _types(departement: Departement) -> bytes:
    """The type of territory that one would suggest for each of its communes, and why."""
    found = {place.insee: suggest(place) for place in places_of(departement) if not place.partie}
    reasons = sorted({(each.territoire, each.modele) for each in found.values()})
    document = {
        "raisons": reasons,
        "communes": {
            insee: [reasons.index((each.territoire, each.modele)), *each.valeurs]
            for insee, each in found.items()
        },
    }
    return _dump(document)


def rounded(degrees: float | None) -> float | None:
    """A hundred metres: enough to say what is within ten kilometres."""
    return None if degrees is None else round(degrees, 3)


def _by_postal_code(cache: DiskCache) -> dict[str, list[str]]:
    """The codes of the départements where each postal code is, that of its largest commune first."""
    found: dict[str, set[str]] = defaultdict(set)
    for departement, document in _documents(cache):
        for postal in " ".join(document["postaux"]).split():
            found[postal].add(departement.code)
    return {postal: _in_order(postal, codes) for postal, codes in sorted(found.items())}


def _in_order(postal: str, codes: set[str]) -> list[str]:
    if len(codes) == 1:
        return list(codes)
    places = sorted(of_postal_code(postal), key=largest_first)
    told = dict.fromkeys(place.departement.code for place in places)
    return [*(code for code in told if code in codes), *sorted(codes - told.keys())]


def _beginnings(known: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same with few rows: a beginning says where most of its codes are, a longer one differs."""
    told: dict[str, list[str]] = {}
    for length in _BEGINNINGS:
        counts: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        for postal, codes in known.items():
            counts[postal[:length]][tuple(codes)] += 1
        for beginning, count in counts.items():
            most = max(count, key=lambda codes: (count[codes], codes))
            if _where(beginning, told) != list(most):
                told[beginning] = list(most)
    return dict(sorted(told.items()))


def _where(postal: str, told: dict[str, list[str]]) -> list[str]:
    """The départements of a postal code, or of its first digits."""
    lengths = (length for length in reversed(_BEGINNINGS) if postal[:length] in told)
    return told[postal[: next(lengths)]] if postal[:2] in told else []


def _dump(document: Mapping[str, Any]) -> bytes:
    return orjson.dumps(document) + b"\n"
