"""The dates for the script that narrows the agenda: a few files of data, which it reads one by one.

`agenda/dates/index.json`:

    {"somme": "…", that of the build, which the page bears too: an index and a page of two builds
                   must not be read together,
     "territoires": [["rural", "Rural"], …], "themes": [["sante", "Santé"], …],
     "departements": [["88", "Vosges"], …],     those where there are dates
     "parties": [["2026-11-22", "2026-11-29"], …]}     the first day and the last of each part

`agenda/dates/1.json`, the first `PER_FILE` dates in the order of days, and so on; and, for each
département of the index, `agenda/dates/d88.json`, all of its own:

    {"somme": "…",
     "dates": [{"jour": "2026-12-05", "titre": "On goûte la carte", "detail": "18 h 30. Salle des fêtes.",
                "ou": "Mirecourt, Vosges", "territoire": "petite-ville", "themes": ["culture"],
                "genre": "Café participatif", "exemple": true, "annule": true,
                "page": "defis/cafe/#rendez-vous", "calendrier": "defis/cafe/date-a.ics"}, …]}

Addresses are from the site's root; what is empty or false is left out, and a date that was called off
has no `calendrier`. Titles are what people wrote: to be shown as text only.
A country of ten thousand groups has twenty thousand dates ahead: no file is more than sixty
kilobytes, and who has chosen a département reads one. Each date is drawn once, for both of its files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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

PER_FILE = 400


class _Drawn(NamedTuple):
    """A date, and how it stands in a file."""

    une: RendezVous
    json: orjson.Fragment


def build_sum(site: Site) -> str:
    """A short sum of all dates ahead."""
    told = (f"{one.jour} {one.defi.slug} {one.nom} {one.etat}" for one in site.once(announced))
    return sha256("\n".join(told).encode()).hexdigest()[:12]


def draw_dates(site: Site) -> Iterator[Output]:
    """The index, the parts, the files of départements."""
    drawn = [_Drawn(one, _fragment(site, one)) for one in site.once(announced)]
    parts = [drawn[at : at + PER_FILE] for at in range(0, len(drawn), PER_FILE)]
    places = _by_departement(site, drawn)
    yield _output(INDEX, {"somme": site.once(build_sum), **_index(site, parts, places)})
    for number, part in enumerate(parts, start=1):
        yield _dates(site, str(number), part)
    for code, some in places.items():
        yield _dates(site, f"d{code.lower()}", some)


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
    site: Site, parts: Sequence[Sequence[_Drawn]], places: Mapping[str, object]
) -> dict[str, object]:
    def named(by: By) -> list[tuple[str, str]]:
        return [(each.slug, each.nom) for each in site.facets if each.by is by]

    return {
        "territoires": named(By.TERRITORY),
        "themes": named(By.THEME),
        "departements": [each for each in named(By.DEPARTEMENT) if each[0] in places],
        "parties": [(part[0].une.jour, part[-1].une.jour) for part in parts],
    }


def _fragment(site: Site, one: RendezVous) -> orjson.Fragment:
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
    return orjson.Fragment(orjson.dumps(told))


def _dates(site: Site, name: str, some: Sequence[_Drawn]) -> Output:
    told = {"somme": site.once(build_sum), "dates": [one.json for one in some]}
    return _output(f"{name}.json", told)


def _output(name: str, document: Mapping[str, object]) -> Output:
    return Output(f"{addresses.AGENDA_DATES}{name}", orjson.dumps(document) + b"\n")
