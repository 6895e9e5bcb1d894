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
(`PER_FILE`, `MOST_BYTES`), and none is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

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


_Part = Sequence[RendezVous]
"""The dates of one file."""


def build_sum(site: Site) -> str:
    """A short sum of what the files hold: where an hour, a place, a title or a name of the choices
    changed, their address is another.
    """
    told = sha256(orjson.dumps(_choices(site)))
    for one in site.once(announced):
        told.update(_json(site, one))
    return told.hexdigest()[:12]


def draw_dates(site: Site) -> Iterator[Output]:
    """The index, the parts, the files of départements."""
    days = []
    for number, (part, drawn) in enumerate(_cut(site, site.once(announced)), start=1):
        days.append((part[0].jour, part[-1].jour))
        yield _dates(site, str(number), drawn)
    counts = {}
    for code, some in _by_departement(site).items():
        for number, (_, drawn) in enumerate(_cut(site, some), start=1):
            yield _dates(site, f"d{code.lower()}-{number}", drawn)
            counts[code] = number
    choices = _choices(site)
    places = [(code, nom, counts[code]) for code, nom in choices["departements"] if code in counts]
    index = choices | {"departements": places, "parties": days}
    yield _output(INDEX, {"somme": site.once(build_sum), **index})


def _cut(site: Site, some: Iterable[RendezVous]) -> Iterator[tuple[_Part, Sequence[bytes]]]:
    """Some dates, as they are and as they stand in a file, in parts that a telephone can read."""
    part: list[RendezVous] = []
    drawn: list[bytes] = []
    length = 0
    for one in some:
        told = _json(site, one)
        if part and (len(part) == PER_FILE or length + len(told) > MOST_BYTES):
            yield part, drawn
            part, drawn, length = [], [], 0
        part.append(one)
        drawn.append(told)
        length += len(told)
    if part:
        yield part, drawn


def _by_departement(site: Site) -> Mapping[str, _Part]:
    """The dates of the défis of each département, by its code, in the order of codes."""
    codes: dict[str, list[str]] = defaultdict(list)
    for facet in site.facets:
        if facet.by is By.DEPARTEMENT:
            for defi in facet.members:
                codes[defi.slug].append(facet.slug)
    found: dict[str, list[RendezVous]] = defaultdict(list)
    for one in site.once(announced):
        for code in codes[one.defi.slug]:
            found[code].append(one)
    return dict(sorted(found.items()))


_Named = Sequence[tuple[str, str]]


def _choices(site: Site) -> dict[str, _Named]:
    """What there is to choose: each list of slugs and names, the départements without a date apart."""

    def named(by: By) -> _Named:
        return [(each.slug, each.nom) for each in site.facets if each.by is by]

    held = _by_departement(site)
    places = named(By.DEPARTEMENT)
    return {
        "territoires": named(By.TERRITORY),
        "themes": named(By.THEME),
        "departements": [one for one in places if one[0] in held],
        "vides": [one for one in places if one[0] not in held],
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


def _dates(site: Site, name: str, drawn: Sequence[bytes]) -> Output:
    dates = [orjson.Fragment(each) for each in drawn]
    return _output(f"{name}.json", {"somme": site.once(build_sum), "dates": dates})


def _output(name: str, document: Mapping[str, object]) -> Output:
    return Output(f"{addresses.AGENDA_DATES}{name}", orjson.dumps(document) + b"\n")
