"""What is near each département, for the page that answers « what is near me? ».

`assets/proches/88-autour.json`, for every département of `assets/communes/index.json`:

    {"defis": [{"slug": "cafe-de-la-place", "titre": "Un café à nous", "phase": "creaction",
                "territoire": "petite-ville", "lieu": ["88304", "Mirecourt, Vosges", 6.134, 48.302],
                "aussi": [["88292", "Mattaincourt, Vosges", 6.128, 48.281], …],
                "genre": "Café participatif", "resume": "Un café à nous, tenu à tour de rôle.",
                "quand": "Samedi 5 décembre, 18 h 30 : On goûte la carte",
                "fini": true, "exemple": true,
                "rendez_vous": [{"ics": "date-qui-tient-le-bar.ics", "date": "2026-12-05",
                                 "jour": "samedi 5 décembre", "titre": "Qui tient le bar ?",
                                 "detail": "18 h 30 – 20 h 30. Salle des fêtes (exemple).",
                                 "lieu": ["88516", "Vittel, Vosges", 5.964, 48.204]}, …],
                "besoins": [["materiel", "Un percolateur",
                             ["Peut-être proposé à 12 km de là", "Des tasses (On prête)", "../defis/on-prete/"]], …],
                "offres": [["lieu", "Une grange sèche"], …]}, …],
     "loin": [],
     "annonces": [{"slug": "chanter", "genre": "envie", "nature": "lieu", "texte": "J’aimerais…",
                   "lieu": ["88304", "Mirecourt, Vosges", 6.134, 48.302], "exemple": true,
                   "reprises": [["cafe-de-la-place", "Un café à nous", "Café participatif"]],
                   "pres": ["Peut-être cherché dans la même commune", "Un lieu clair (L’atelier)", "../defis/l-atelier/"]}, …]}

    `lieu`: the code of INSEE, the name that is shown, longitude, latitude; both `null` where no point
    is known. That of a date is left out where it is that of its défi; `aussi` are the other
    communes of the défi, which is near when one of them is. A need or an offer may end on the
    nearest that meets it (`pres` of an annonce): how far from it, what it is, its address from the
    page; two rows of a défi a side at most. `quand` is the foot of the card of the défi, `jour` and `detail`
    are ready to be shown; all other text is what people wrote: to be shown as text only. `fini`, `exemple` and empty lists are left out. `rendez_vous` are all
    the dates to come (meetings, great days, the next action, the next time of what comes back), by
    day; `ics` is the file that puts one in a calendar, from the page of its défi, `geste` what is
    said of it where that file holds more (« Chaque samedi, dans mon agenda »), `ancre` where that page tells it, when it is not under `rendez-vous`. What is found or taken is left out; a défi that is `fini` has none of the three.

In the file of a département: the défis of which a commune is there, or a date to come, and the
annonces of its communes. From a commune, everything that is near stands in the
files of the départements whose rectangle (`assets/communes/index.json`), widened by
`geography.NEAR_KM`, holds it; the page names those where there is something. The browser computes the
distances. So each défi is drawn once or hardly more, however many départements are near it.

`loin` holds more défis of the same shape: where fewer than `FEW` living ones are that near, those
that may be the nearest to one of the places of the département, `FEW` at most, so that the answer is
never empty while there is a défi somewhere.

This is more than the forms need of a défi: they have a lighter file (`duplicates.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

import orjson

from generator import addresses
from generator.accompaniment.agenda import RendezVous
from generator.content.fiches import Document, FicheAnnonce
from generator.content.model import Besoin, Defi
from generator.geography import NEAR_KM, Commune, Point, distance_km
from generator.outputs.kit.cards import foot_of_card
from generator.outputs.kit.output import Output
from generator.outputs.near.duplicates import departements_near
from generator.outputs.near.places import Bounds, bounds, rounded
from generator.outputs.site.dates import MEETINGS, ahead, anchor_of, detail_of, in_calendar
from generator.outputs.site.helping import Meetings, Met, annonce_met, needs_met, offers_met
from generator.outputs.site.site import Site
from generator.text.typography import jour_mois

FAR_KM = 100
"""An hour and a half by road: one still goes there and back in a day, to see how others do. What is
farther is no neighbour: it is said in a sentence, never shown as what is near."""

FEW = 24
"""With fewer living défis than this around it, a département is also told of farther ones."""


@dataclass(frozen=True, slots=True)
class NearByDepartement:
    """What stands in the file of each département, by its code."""

    defis: Mapping[str, Sequence[Defi]]
    loin: Mapping[str, Sequence[Defi]]
    annonces: Mapping[str, Sequence[Document[FicheAnnonce]]]

    @property
    def full(self) -> list[str]:
        """The codes of the départements where there is something."""
        return sorted({*self.defis, *self.annonces})


def make_by_departement(site: Site) -> NearByDepartement:
    """Sort everything by département, in the order of the catalogue; annonces the latest first."""
    defis: dict[str, list[Defi]] = defaultdict(list)
    annonces: dict[str, list[Document[FicheAnnonce]]] = defaultdict(list)
    for defi in site.catalogue.defis.values():
        coming = (one.commune_dite for one in ahead(site, defi) if one.commune_dite)
        places = [*defi.communes, *coming]
        for code in {place.departement.code: None for place in places}:
            defis[code].append(defi)
    for annonce in site.annonces:
        annonces[annonce.fiche.commune.departement.code].append(annonce)
    return NearByDepartement(defis, _far(site, bounds(site.disk_cache)), annonces)


def _far(site: Site, known: Mapping[str, Bounds]) -> Mapping[str, Sequence[Defi]]:
    living: dict[Point, list[Defi]] = defaultdict(list)
    count: Counter[str] = Counter()
    codes = cache(partial(departements_near, known=known, km=NEAR_KM))
    for defi in site.catalogue.defis.values():
        if not defi.is_finished:
            for place in defi.communes:
                if place.point:
                    living[place.point].append(defi)
            count.update({code for place in defi.communes for code in codes(place)})
    points = tuple(living)
    return {
        code: _first(defi for point in farther(box, points) for defi in living[point])
        for code, box in known.items()
        if points and count[code] < FEW
    }


def _first(defis: Iterable[Defi]) -> Sequence[Defi]:
    """`FEW` défis at most, each once."""
    return tuple({defi.slug: defi for defi in defis}.values())[:FEW]


@lru_cache(maxsize=128)
def farther(box: Bounds, points: Sequence[Point]) -> list[Point]:
    """Of some points, those that may be the nearest to a place of a rectangle, nearest first.

    Of a place at most r from the middle, the nearest point is at most 2 r farther from the middle
    than the one that is the nearest to it (the triangle inequality, twice).
    """
    west, south, east, north = box
    middle = Point((west + east) / 2, (south + north) / 2)
    radius = max(distance_km(middle, Point(x, y)) for x in (west, east) for y in (south, north))
    told = sorted((distance_km(middle, point), point) for point in points)
    return [point for far, point in told if far <= told[0][0] + 2 * radius]


def draw_departement(site: Site, code: str) -> Iterable[Output]:
    """The file of a département."""
    nearby = site.once(make_by_departement)
    defis = nearby.defis.get(code, ())
    loin = [defi for defi in nearby.loin.get(code, ()) if defi not in defis]  # each told once
    annonces = [(each, site.taken_up.get(each.slug, ())) for each in nearby.annonces.get(code, ())]
    path = f"{addresses.PROCHES}{code}-autour"

    def draw() -> Iterator[Output]:
        document = {
            "defis": [_defi(site, defi, met[defi.slug]) for defi in defis],
            "loin": [_defi(site, defi, met[defi.slug]) for defi in loin],
            "annonces": [_annonce(site, *each) for each in zip(annonces, answers, strict=True)],
        }
        yield Output(f"{path}.json", orjson.dumps(document) + b"\n")

    named = [*defis, *loin, *(defi for _, taken_up in annonces for defi in taken_up)]
    kinds = tuple(site.kinds[defi.slug] for defi in named)
    met = {
        defi.slug: (needs_met(site, defi, _ROOT), offers_met(site, defi, _ROOT))
        for defi in (*defis, *loin)
    }
    answers = [annonce_met(site, annonce, _ROOT) for annonce, _ in annonces]
    shown = defis, loin, annonces, kinds, met, answers
    return site.incremental.keep(path, shown, draw)


def _defi(site: Site, defi: Defi, met: tuple[Meetings, Meetings]) -> dict[str, Any]:
    return _told(
        slug=defi.slug,
        titre=defi.titre,
        genre=site.kinds[defi.slug],
        resume=defi.resume,
        phase=defi.phase,
        territoire=defi.territoire,
        lieu=_lieu(defi.commune),
        aussi=[_lieu(place) for place in defi.autres_communes],
        quand=foot_of_card(defi, site.actions[defi.slug]),
        fini=defi.is_finished,
        exemple=defi.exemple,
        rendez_vous=[_date(one) for one in ahead(site, defi)],
        besoins=_written(defi.open_needs, met[0], _OFFERED),
        offres=_written(defi.open_offers, met[1], _SOUGHT),
    )


def _told(**values: Any) -> dict[str, Any]:
    """What there is to tell: what is empty or false is left out."""
    return {key: value for key, value in values.items() if value}


_ROOT = addresses.root_from(addresses.PRES_DE_CHEZ_MOI)
_OFFERED, _SOUGHT = "Peut-être proposé", "Peut-être cherché"


def _written(rows: Iterable[Besoin], met: Meetings, said: str) -> list[tuple[Any, ...]]:
    """Each row, and what meets it where something does."""
    return [
        (row.nature, row.quoi, *((_met(met[row], said),) if row in met else ())) for row in rows
    ]


def _met(one: Met, said: str) -> tuple[str, str, str]:
    """« Peut-être proposé à 12 km de là », what it is, where one reads it."""
    there = "" if one.la else " de là"
    return f"{said} {one.ou}{there}", one.quoi, one.adresse


def _date(one: RendezVous) -> dict[str, Any]:
    return _told(
        ics=addresses.date_file(one.nom),
        date=one.jour,
        jour=jour_mois(one.jour),
        titre=one.titre,
        detail=detail_of(one),
        geste=in_calendar(one) if one.retour else "",
        ancre="" if (anchor := anchor_of(one)) == MEETINGS else anchor,
        lieu=one.commune_dite and _lieu(one.commune_dite),
    )


def _annonce(
    site: Site, said: tuple[Document[FicheAnnonce], Sequence[Defi]], met: Met | None
) -> dict[str, Any]:
    annonce, taken_up = said
    fiche = annonce.fiche
    return _told(
        slug=annonce.slug,
        genre=fiche.genre,
        nature=fiche.nature,
        texte=fiche.texte,
        lieu=_lieu(fiche.commune),
        exemple=fiche.exemple,
        reprises=[(defi.slug, defi.titre, site.kinds[defi.slug]) for defi in taken_up],
        pres=met and _met(met, _SOUGHT if fiche.genre == "offre" else _OFFERED),
    )


@lru_cache(maxsize=1024)
def _lieu(place: Commune) -> tuple[str, str, float | None, float | None]:
    longitude, latitude = place.point or (None, None)
    return place.insee, place.label, rounded(longitude), rounded(latitude)
