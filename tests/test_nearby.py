"""What is told around each département: everything near each of its communes can be found there."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date, time
from functools import cache
from random import Random

import pytest
from drawing import CACHE, site_of
from hypothesis import given
from hypothesis import strategies as st
from values import REQUIRED, annonce, defi, rencontre
from worlds import TODAY

from generator.content.model import Besoin
from generator.geography import NEAR_KM, Point, departements, distance_km, find_commune
from generator.geography.reference import commune, communes
from generator.outputs.kit.incremental import IncrementalWrites
from generator.outputs.near import by_departement as nearby
from generator.outputs.near import places
from generator.outputs.near.duplicates import departements_near

LIMIT = 15_000
VITTEL = find_commune("Vittel")
HOSTILE = '</script><img src=x onerror=alert(1)>"\\\u2028 é'


@cache
def boxes():
    return places.bounds(CACHE)


def drawn_of(site, code):
    (output,) = nearby.draw_departement(site, code)
    return output


def told(site, code):
    return json.loads(drawn_of(site, code).content)


def test_a_defi_is_told_with_what_one_can_come_to_bring_and_take():
    one = defi(
        "cafe",
        exemple=True,
        genre_de_projet="Café participatif",
        rencontres=(
            rencontre(date(2027, 1, 9), "Après", commune=VITTEL),
            rencontre(date(2026, 12, 5), "Avant", debut=time(9, 30)),
            rencontre(date(2026, 11, 1), "Passé"),
            rencontre(date(2026, 12, 6), "Annulé", statut="annulee"),
        ),
        besoins=(
            Besoin(quoi="Un four", nature="materiel"),
            Besoin(quoi="Un toit", nature="lieu", pourvu_le=TODAY),
        ),
        offres=(Besoin(quoi="Des bras", nature="temps"),),
    )
    assert told(site_of(one), "88")["defis"] == [
        {
            "slug": "cafe",
            "titre": "Un café à nous",
            "phase": "creaction",
            "territoire": "petite-ville",
            "lieu": ["88304", "Mirecourt, Vosges", 6.134, 48.302],
            "genre": "Café participatif",
            "resume": REQUIRED["resume"],
            "quand": "Samedi 5\u00a0décembre, 9\u00a0h\u00a030 : Avant",
            "exemple": True,
            "rendez_vous": [
                {"ics": "date-avant-2026-12-05.ics", "date": "2026-12-05", "jour": "samedi 5\u00a0décembre", "titre": "Avant", "detail": "9\u00a0h\u00a030. La halle (exemple)."},
                {"ics": "date-apres-2027-01-09.ics", "date": "2027-01-09", "jour": "samedi 9\u00a0janvier", "titre": "Après", "detail": "La halle (exemple).", "lieu": ["88516", "Vittel, Vosges", 5.943, 48.202]},
            ],
            "besoins": [["materiel", "Un four"]],
            "offres": [["temps", "Des bras"]],
        }
    ]  # fmt: skip


@pytest.mark.parametrize("etat", ["abouti", "arrete"])
def test_a_defi_that_is_finished_asks_for_nothing_and_invites_to_nothing(etat):
    one = defi(
        "cafe",
        etat=etat,
        rencontres=(rencontre(date(2026, 12, 5)),),
        besoins=(Besoin(quoi="Un four", nature="materiel"),),
    )
    (only,) = told(site_of(one), "88")["defis"]
    assert only["fini"]
    assert not {"rendez_vous", "besoins", "offres"} & set(only)


def test_a_defi_is_also_told_where_it_meets():
    one = defi("cafe", rencontres=(rencontre(date(2026, 12, 5), commune=find_commune("Toul")),))
    site = site_of(one)
    assert [each["slug"] for each in told(site, "54")["defis"]] == ["cafe"]
    assert nearby.make_by_departement(site).full == ["54", "88"]


def test_a_defi_of_several_communes_is_told_in_the_departement_of_each():
    site = site_of(defi("trajets", autres_communes=(find_commune("Toul"),)))
    for code in ("54", "88"):
        (only,) = told(site, code)["defis"]
        assert only["aussi"] == [["54528", "Toul, Meurthe-et-Moselle", 5.894, 48.676]]


def test_an_annonce_is_told_with_the_defis_that_take_it_up():
    one = annonce("chant", texte="Chanter", commune=VITTEL, nature="lieu", exemple=True)
    cafe = defi("cafe", repond_a=("chant",), genre_de_projet="Café participatif")
    site = site_of(cafe, annonces=[one])
    assert told(site, "88")["annonces"] == [
        {
            "slug": "chant",
            "genre": "envie",
            "nature": "lieu",
            "texte": "Chanter",
            "lieu": ["88516", "Vittel, Vosges", 5.943, 48.202],
            "exemple": True,
            "reprises": [["cafe", "Un café à nous", "Café participatif"]],
        }
    ]


def test_what_meets_a_need_or_an_offer_is_told_on_both_sides_while_it_is_open_and_near():
    habitat = ("habitat",)
    four, bancs = (
        Besoin(quoi="Un four", nature="materiel"),
        Besoin(quoi="Des bancs", nature="materiel"),
    )
    cafe = defi("cafe", besoins=(four,), themes=habitat)
    velo = defi("velo", offres=(bancs,), themes=habitat, commune=VITTEL, titre="Vélo")
    scie = annonce(
        "scie",
        texte="Je cherche une scie",
        genre="besoin",
        nature="materiel",
        themes=habitat,
        commune=VITTEL,
    )
    here = told(site_of(cafe, velo, annonces=[scie]), "88")
    by_name = {each["slug"]: each for each in here["defis"]}
    offered = ["Des bancs (Vélo)", "../defis/velo/"]
    assert by_name["cafe"]["besoins"] == [
        ["materiel", "Un four", ["Peut-être proposé à 18 km de là", *offered]]
    ]
    sought = [
        "Peut-être cherché dans la même commune",
        "Je cherche une scie",
        "../coups-de-main/annonces/scie/",
    ]
    assert by_name["velo"]["offres"] == [["materiel", "Des bancs", sought]]
    assert here["annonces"][0]["pres"] == ["Peut-être proposé dans la même commune", *offered]
    found = replace(four, pourvu_le=TODAY)
    for others in (
        [replace(velo, commune=find_commune("Langres"))],
        [replace(velo, offres=(replace(bancs, pourvu_le=TODAY),))],
        [replace(velo, exemple=True)],
        [],
    ):
        alone = told(site_of(cafe, *others), "88")["defis"]
        assert [each["besoins"] for each in alone if each["slug"] == "cafe"] == [
            [["materiel", "Un four"]]
        ]
    closed = told(site_of(replace(cafe, besoins=(found,)), velo), "88")["defis"]
    assert [each.get("offres") for each in closed] == [None, [["materiel", "Des bancs"]]]


def test_what_is_hostile_stays_a_text():
    site = site_of(defi("x", titre=HOSTILE), annonces=[annonce("a", texte=HOSTILE)])
    found = told(site, "88")
    assert (found["defis"][0]["titre"], found["annonces"][0]["texte"]) == (HOSTILE, HOSTILE)


def test_nothing_near_is_missed_across_borders_and_seas():
    """As the browser looks: the files of the départements whose rectangle is near a commune."""
    somewhere = [place for place in communes() if place.point]
    random = Random(1)
    chosen = random.sample(somewhere, 200)
    defis = [defi(f"d{n}", commune=place) for n, place in enumerate(random.sample(somewhere, 900))]
    found = nearby.make_by_departement(site_of(*defis)).defis
    for here in [*chosen, commune("75056"), commune("98735"), commune("97302")]:
        near = {d.slug for d in defis if distance_km(here.point, d.commune.point) <= NEAR_KM}
        codes = {here.departement.code, *departements_near(here, boxes(), NEAR_KM)}
        assert near <= {d.slug for code in codes for d in found.get(code, ())}, here.label


VOSGES = [place for place in communes() if place.departement.code == "88"][::20]


@given(st.sets(st.sampled_from([c for c in communes() if c.point][::97]), min_size=1))
def test_the_nearest_defi_of_any_commune_is_among_those_that_are_told(some):
    points = [place.point for place in some]
    kept = nearby.farther(boxes()["88"], tuple(points))
    for here in VOSGES:
        nearest = min(distance_km(here.point, point) for point in points)
        assert min(distance_km(here.point, point) for point in kept) == nearest


def test_the_answer_is_never_empty_while_there_is_a_defi():
    made = nearby.make_by_departement(
        site_of(defi("loin"), defi("fini", commune="Toul", etat="abouti"))
    )
    for code in boxes():
        assert [each.slug for each in made.loin[code]] == ["loin"]


def test_where_there_is_much_nothing_farther_is_told():
    many = [defi(f"d{n}") for n in range(nearby.FEW)]
    assert told(site_of(*many, defi("loin", commune="Paris")), "88")["loin"] == []
    assert len(told(site_of(*many), "973")["loin"]) == nearby.FEW


def test_where_nobody_does_anything_the_files_are_empty():
    site = site_of()
    for code in departements():
        (output,) = nearby.draw_departement(site, code)
        assert json.loads(output.content) == {"defis": [], "loin": [], "annonces": []}
        assert output.path == f"assets/proches/{code}-autour.json"


def test_a_defi_without_a_known_point_stays_in_its_departement():
    site = site_of(defi("ile", commune="Lifou (Nouvelle-Calédonie)"))
    (only,) = told(site, "988")["defis"]
    assert only["lieu"] == ["98814", "Lifou, Nouvelle-Calédonie", None, None]
    assert told(site, "88") == {"defis": [], "loin": [], "annonces": []}


def test_the_files_of_this_very_site_are_light(site):
    files = list((site.folder / "assets/proches").glob("*-autour.json"))
    assert len(files) == len(departements())
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in files}
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}


def test_a_hundred_defis_of_one_departement_are_light():
    """As many as each would have of ten thousand."""
    random = Random(1)
    names = [place.name for place in communes()]

    def words(count):
        return " ".join(random.sample(names, count))

    some = [
        defi(
            f"d{n}",
            commune=random.choice(VOSGES),
            titre=words(3),
            resume=words(6),
            rencontres=(rencontre(date(2026, 12, 5), words(2), lieu=words(2)),),
            besoins=(Besoin(quoi=words(3), nature="materiel"),),
        )
        for n in range(100)
    ]
    assert len(gzip.compress(drawn_of(site_of(*some), "88").content, 6)) <= LIMIT


def test_a_save_draws_only_the_files_that_changed():
    writes = IncrementalWrites()

    def served(*defis):
        writes.start(None)
        site = site_of(*defis, incremental=writes)
        files = (nearby.draw_departement(site, code) for code in departements())
        drawn = {output.path for some in files for output in some}
        writes.done()
        return drawn

    towns = ("Vittel", "Paris")
    many = [defi(f"{town}-{n}", commune=town) for town in towns for n in range(nearby.FEW)]
    assert len(served(*many)) == len(departements())
    assert served(*many) == set()
    changed = served(defi(many[0].slug, commune="Vittel", titre="Un four"), *many[1:])
    assert "assets/proches/88-autour.json" in changed
    assert "assets/proches/75-autour.json" not in changed


def test_points_are_longitude_then_latitude():
    assert nearby.farther((-1.0, 40.0, 1.0, 42.0), (Point(2, 41), Point(41, 2))) == [Point(2, 41)]
