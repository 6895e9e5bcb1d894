"""The dates for the script that narrows the agenda: a few files of data, which it reads one by one.

`agenda/dates/index.json`:

    {"somme": "…", that of all that the files hold, which the page bears too: files and a page of two
                   builds must not be read together,
     "territoires": [["rural", "Rural"], …], "themes": [["sante", "Santé"], …],
     "departements": [["88", "Vosges", 1], …],     those where there are dates, in how many files
     "vides": [["04", "Alpes-de-Haute-Provence"], …],     the others
     "parties": [["2026-11-22", "2026-11-29"], …]}     the first day and the last of each part

`agenda/dates/1.json`, the first dates in the order of days, `2.json`, the next ones; and, for each
département of the index, `agenda/dates/d88-1.json` and so on, its own:

    {"somme": "…",
     "dates": [{"jour": "2026-12-05", "titre": "On goûte la carte", "detail": "18 h 30. Salle des fêtes.",
                "ou": "Mirecourt, Vosges", "territoire": "petite-ville", "themes": ["culture"],
                "genre": "Café participatif", "exemple": true, "annule": true,
                "page": "defis/cafe/#rendez-vous", "calendrier": "defis/cafe/date-a.ics"}, …]}

Addresses are from the site's root; what is empty or false is left out, and a date that was called off
has no `calendrier`. Titles are what people wrote: to be shown as text only.
A country of ten thousand groups has twenty thousand dates ahead, and one file of a défi may alone
have thousands: no file of dates is above sixty kilobytes once compressed, whatever is written there
(`PER_FILE`, `MOST_BYTES`), and none is left out. Each date is drawn once, for both of its files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

import orjson

from generator import addresses
from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.facets import By
from generator.outputs.agenda.agendas import announced
from generator.outputs.kit.output import Output
from generator.outputs.site.dates import detail_of, told_at
from generator.outputs.site.site import Site

INDEX = "index.json"

PER_FILE = 200
"""How many dates a file holds at most."""

MOST_BYTES = 75_000
"""How long they may be together: of signs that nothing repeats, compression spares a fifth at least."""


class _Drawn(NamedTuple):
    """A date, and how it stands in a file."""

    une: RendezVous
    json: bytes


_Part = Sequence[_Drawn]
"""The dates of one file."""


class _Files(NamedTuple):
    """What the files hold, but for the sum that each bears."""

    parts: Sequence[_Part]
    places: Mapping[str, Sequence[_Part]]
    """Those of each département, by its code."""
    choix: Mapping[str, object]
    """What there is to choose: what the index says."""


def build_sum(site: Site) -> str:
    """A short sum of what the files hold: where an hour, a place, a title or a name of the choices
    changed, their address is another.
    """
    files = site.once(_files)
    told = sha256(orjson.dumps(files.choix))
    for part in files.parts:
        told.update(b"".join(one.json for one in part))
    return told.hexdigest()[:12]


def draw_dates(site: Site) -> Iterator[Output]:
    """The index, the parts, the files of départements."""
    files = site.once(_files)
    yield _output(INDEX, {"somme": site.once(build_sum), **files.choix})
    for number, part in enumerate(files.parts, start=1):
        yield _dates(site, str(number), part)
    for code, parts in files.places.items():
        for number, part in enumerate(parts, start=1):
            yield _dates(site, f"d{code.lower()}-{number}", part)


def _files(site: Site) -> _Files:
    drawn = [_Drawn(one, _json(site, one)) for one in site.once(announced)]
    parts = list(_cut(drawn))
    places = {code: list(_cut(some)) for code, some in _by_departement(site, drawn).items()}
    return _Files(parts, places, _index(site, parts, places))


def _cut(drawn: Iterable[_Drawn]) -> Iterator[_Part]:
    """Some dates in parts that a telephone can read."""
    part: list[_Drawn] = []
    length = 0
    for one in drawn:
        if part and (len(part) == PER_FILE or length + len(one.json) > MOST_BYTES):
            yield part
            part, length = [], 0
        part.append(one)
        length += len(one.json)
    if part:
        yield part


def _by_departement(site: Site, drawn: Sequence[_Drawn]) -> Mapping[str, list[_Drawn]]:
    """The dates of the défis of each département, by its code, in the order of codes."""
    codes: dict[str, list[str]] = defaultdict(list)
    for facet in site.facets:
        if facet.by is By.DEPARTEMENT:
            for defi in facet.members:
                codes[defi.slug].append(facet.slug)
    found: dict[str, list[_Drawn]] = defaultdict(list)
    for one in drawn:
        for code in codes[one.une.defi.slug]:
            found[code].append(one)
    return dict(sorted(found.items()))


def _index(
    site: Site, parts: Sequence[_Part], places: Mapping[str, Sequence[_Part]]
) -> dict[str, object]:
    def named(by: By) -> list[tuple[str, str]]:
        return [(each.slug, each.nom) for each in site.facets if each.by is by]

    all_places = named(By.DEPARTEMENT)
    return {
        "territoires": named(By.TERRITORY),
        "themes": named(By.THEME),
        "departements": [
            (code, nom, len(places[code])) for code, nom in all_places if code in places
        ],
        "vides": [one for one in all_places if one[0] not in places],
        "parties": [(part[0].une.jour, part[-1].une.jour) for part in parts],
    }


def _json(site: Site, one: RendezVous) -> bytes:
    defi = one.defi
    told: dict[str, object] = {
        "jour": one.jour,
        "titre": one.titre,
        "ou": one.commune.label,
        "territoire": defi.territoire,
        "themes": defi.themes,
        "page": told_at(one),
    }
    if detail := detail_of(one):
        told["detail"] = detail
    if genre := site.kinds[defi.slug]:
        told["genre"] = genre
    if defi.exemple:
        told["exemple"] = True
    if one.is_cancelled:
        told["annule"] = True
    else:
        told["calendrier"] = addresses.date_calendar(defi.slug, one.nom)
    return orjson.dumps(told)


def _dates(site: Site, name: str, part: _Part) -> Output:
    dates = [orjson.Fragment(one.json) for one in part]
    return _output(f"{name}.json", {"somme": site.once(build_sum), "dates": dates})


def _output(name: str, document: Mapping[str, object]) -> Output:
    return Output(f"{addresses.AGENDA_DATES}{name}", orjson.dumps(document) + b"\n")
