"""The reference of places is whole, consistent, and holds nothing about persons."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from generator.geography.spelling import search_key
from generator.geography.sphere import Point, distance_km

DATA = Path(__file__).parent.parent / "generator" / "data"
COLUMNS = {
    "communes.csv": "insee;nom;codes_postaux;departement;population;km2;longitude;latitude;"
    "epci;population_10km;voisine;centre",
    "parties.csv": "code;nom;genre;commune;longitude;latitude",
    "epci.csv": "code;nom;type",
    "departements.csv": "code;nom;region;zone",
    "regions.csv": "code;nom;zone",
    "noms.csv": "cle;codes",
}
OUTLINES = {"departements.geojson": 220_000, "regions.geojson": 110_000}
"""The outlines, and the most bytes they may weigh."""

SEPARATED_IN_2025 = {"15031", "15035", "15047", "15171"}
WITHOUT_PERMANENT_INHABITANTS = {"98411", "98412", "98413", "98414", "98415"}
WITHOUT_A_TOWN_OF_ITS_NAME = {
    "97501",
    "98612",
    "98613",
    "98711",
    "98713",
    "98714",
    "98716",
    "98717",
    "98718",
    "98719",
    "98720",
    "98721",
    "98722",
    "98723",
    "98724",
    "98726",
    "98727",
    "98728",
    "98729",
    "98730",
    "98731",
    "98732",
    "98734",
    "98737",
    "98739",
    "98740",
    "98741",
    "98742",
    "98743",
    "98744",
    "98745",
    "98746",
    "98747",
    "98748",
    "98749",
    "98750",
    "98751",
    "98752",
    "98753",
    "98754",
    "98755",
    "98756",
    "98757",
    "98801",
    "98806",
    "98809",
    "98814",
    "98815",
    "98832",
    "98833",
}
STILL_HOLDS_THOSE_SEPARATED = {"15141"}
ONE_OF_TWO_LACKS_A_PART = {"02008", "02589", "08439", "08469", "25364", "25558", "26128", "26289"}
LACKS_ITS_OTHER_PARTS = {"25390"}
DESTROYED_IN_1916 = {"55039", "55050", "55139", "55189", "55239", "55307"}
CLIPPERTON = {"98901"}


@cache
def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", quoting=csv.QUOTE_NONE))


@cache
def communes():
    return {row["insee"]: row for row in rows("communes.csv")}


@cache
def points():
    return {
        code: Point(float(row["longitude"]), float(row["latitude"]))
        for code, row in communes().items()
        if row["longitude"]
    }


@cache
def people():
    return {code: int(row["population"] or 0) for code, row in communes().items()}


@cache
def features(name):
    return {f["properties"]["code"]: f for f in json.loads((DATA / name).read_text())["features"]}


def polygons(feature):
    geometry = feature["geometry"]
    assert geometry["type"] in {"Polygon", "MultiPolygon"}
    return (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )


def rings(name):
    return [ring for f in features(name).values() for polygon in polygons(f) for ring in polygon]


def edges(feature):
    """The sides of an outline, in the direction in which it is drawn."""
    for polygon in polygons(feature):
        for ring in polygon:
            yield from pairwise(map(tuple, ring))


def signed_area(ring):
    return sum(x * t - z * y for (x, y), (z, t) in pairwise(ring)) / 2


def codes_lacking(column):
    return {code for code, row in communes().items() if not row[column]}


# Tables


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_is_plain_text_with_the_columns_agreed(name):
    text = (DATA / name).read_bytes().decode()
    assert '"' not in text
    assert "\r" not in text
    assert text.endswith("\n")
    header, *lines = text.splitlines()
    assert header == COLUMNS[name]
    assert {line.count(";") for line in lines} == {header.count(";")}


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_sorted_as_bytes(name):
    firsts = [next(iter(row.values())).encode() for row in rows(name)]
    assert firsts == sorted(firsts)
    if name != "parties.csv":
        assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize("name", COLUMNS)
def test_values_have_no_blanks_around_them(name):
    assert [row for row in rows(name) for value in row.values() if value != value.strip()] == []


def test_there_are_the_communes_of_2026():
    assert len(communes()) == 34_969
    assert len(rows("departements.csv")) == 109
    assert len(rows("regions.csv")) == 26


def test_codes_are_well_formed():
    commune, departement = r"(\d\d|2[AB])\d{3}", r"\d\d|2[AB]|97[1-8]|98[46789]"
    assert all(re.fullmatch(commune, code) for code in communes())
    assert all(re.fullmatch(commune, row["code"]) for row in rows("parties.csv"))
    assert all(re.fullmatch(departement, row["code"]) for row in rows("departements.csv"))
    assert all(re.fullmatch(r"\d{9}", row["code"]) for row in rows("epci.csv"))


def test_postal_codes_have_five_digits():
    codes = [code for row in communes().values() for code in row["codes_postaux"].split(" ")]
    assert {code for code in codes if not re.fullmatch(r"\d{5}", code)} == {""}
    assert codes_lacking("codes_postaux") == WITHOUT_PERMANENT_INHABITANTS


def test_what_a_row_refers_to_exists():
    departements = {row["code"] for row in rows("departements.csv")}
    epci = {row["code"] for row in rows("epci.csv")}
    assert {row["departement"] for row in communes().values()} == departements
    assert {row["epci"] for row in communes().values()} - {""} == epci
    assert {row["region"] for row in rows("departements.csv")} == {
        row["code"] for row in rows("regions.csv")
    }
    assert {row["voisine"] for row in communes().values()} - {""} <= communes().keys()
    assert {row["commune"] for row in rows("parties.csv")} <= communes().keys()


def test_a_commune_has_the_code_of_its_departement():
    assert all(code.startswith(row["departement"]) for code, row in communes().items())


def test_the_codes_of_a_part_are_in_order_and_no_part_is_its_whole_commune():
    parts = [(row["code"], row["nom"]) for row in rows("parties.csv")]
    assert parts == sorted(parts)
    for row in rows("parties.csv"):
        whole = communes().get(row["code"])
        assert whole is None or whole["nom"] != row["nom"]
        # A name that covered several communes has the code of one of them.
        assert whole is None or whole["insee"] == row["commune"] or row["genre"] == "ancienne"


def test_a_short_name_begins_that_of_a_town_and_is_the_whole_name_of_smaller_communes():
    bearers = defaultdict(lambda: [0])
    for code, row in communes().items():
        bearers[search_key(row["nom"])].append(people().get(code, 0))
    short = [row for row in rows("parties.csv") if row["genre"] == "courte"]
    assert {"Chalon", "Aix", "Neuilly", "Le Puy", "Villefranche"} <= {row["nom"] for row in short}
    for row in short:
        assert communes()[row["commune"]]["nom"].startswith(row["nom"])
        assert people()[row["commune"]] >= max(2_000, 3 * max(bearers[search_key(row["nom"])]))


def test_only_former_codes_have_no_name_and_none_of_them_is_in_use():
    parts = rows("parties.csv")
    assert {row["genre"] for row in parts if row["nom"]} == {
        "arrondissement", "deleguee", "associee", "ancienne", "courte",
    }  # fmt: skip
    former = [row["code"] for row in parts if not row["nom"]]
    assert {row["genre"] for row in parts if not row["nom"]} == {"ancienne"}
    assert not set(former) & communes().keys()
    assert not set(former) & {row["code"] for row in parts if row["nom"]}


def test_a_former_name_is_borne_no_more_by_its_commune_of_today():
    former = [row for row in rows("parties.csv") if row["genre"] == "ancienne" and row["nom"]]
    assert len({(row["code"], row["nom"]) for row in former}) == len(
        {(row["code"], search_key(row["nom"])) for row in former}
    )
    for row in former:
        assert search_key(communes()[row["commune"]]["nom"]) != search_key(row["nom"])
        assert (row["longitude"], row["latitude"]) == ("", "")


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Évry", ["91228"]),  # merged and renamed in 2019, its code kept
        ("Olonne-sur-Mer", ["85194"]),  # merged in 2019
        ("Saint-Ouen", ["93070"]),  # renamed in 2018
        ("Saint-Étienne-en-Dévoluy", ["05139"]),  # déléguée, last in the list of 2021
        ("Louhans", ["71263"]),
        ("Pont-Farcy", ["50592"]),  # from the Calvados to the Manche in 2018
        ("Saline", ["14666", "14712"]),  # made in 2017, undone in 2020
    ],
)
def test_well_known_former_names_lead_where_their_people_live_today(former, today):
    found = {row["commune"] for row in rows("parties.csv")
             if row["nom"] == former and row["genre"] == "ancienne"}  # fmt: skip
    assert sorted(found) == today


# Names


@cache
def index():
    return {row["cle"]: row["codes"].split(" ") for row in rows("noms.csv")}


def keys(name):
    """A name, and the same without what it has in brackets."""
    return {search_key(name), search_key(re.sub(r" \(.*\)$", "", name))}


def test_every_place_stands_in_the_index_under_its_own_name_and_nothing_else_does():
    expected = defaultdict(list)
    for code, row in communes().items():
        for key in keys(row["nom"]):
            expected[key].append(code)
    for rank, row in enumerate(rows("parties.csv")):
        for key in keys(row["nom"]) if row["nom"] else ():
            expected[key].append(f"p{rank}")
    assert {key: codes for key, codes in index().items() if not key.isdecimal()} == expected


def test_every_commune_stands_in_the_index_under_its_postal_codes_or_its_arrondissements_do():
    parts = rows("parties.csv")
    found = {
        (key, code if code in communes() else parts[int(code[1:])]["commune"])
        for key, codes in index().items()
        for code in codes
        if key.isdecimal()
    }
    assert found == {
        (postal, code)
        for code, row in communes().items()
        for postal in row["codes_postaux"].split()
    }


def test_the_postal_code_of_an_arrondissement_is_its_own():
    parts = rows("parties.csv")
    named = {key: [parts[int(c[1:])] for c in codes] for key, codes in index().items()
             if key.isdecimal() and codes[0][0] == "p"}  # fmt: skip
    assert {part["genre"] for some in named.values() for part in some} == {"arrondissement"}
    assert [part["nom"] for part in named["75018"]] == ["Paris 18e Arrondissement"]
    assert len({part["code"] for some in named.values() for part in some}) == 45


# Points


def test_the_communes_without_a_point_are_those_that_are_known_to_have_none():
    assert codes_lacking("longitude") == codes_lacking("latitude")
    assert codes_lacking("longitude") == (
        SEPARATED_IN_2025 | WITHOUT_PERMANENT_INHABITANTS | WITHOUT_A_TOWN_OF_ITS_NAME
    )


def test_points_are_in_the_outline_of_their_departement():
    places = [(communes()[code]["departement"], code, point) for code, point in points().items()]
    places += [
        (communes()[row["commune"]]["departement"], row["code"], Point(*map(float, place)))
        for row in rows("parties.csv")
        if all(place := (row["longitude"], row["latitude"]))
    ]
    outside = []
    for departement, code, (x, y) in places:
        west, south, east, north = features("departements.geojson")[departement]["bbox"]
        if not (west - 0.1 <= x <= east + 0.1 and south - 0.1 <= y <= north + 0.1):
            outside.append(code)
    assert outside == []


@pytest.mark.parametrize(
    ("code", "place", "km"),
    [
        ("75056", Point(2.3522, 48.8566), 3),
        ("13055", Point(5.3698, 43.2965), 2),
        ("2A004", Point(8.7369, 41.9192), 2),
        ("97411", Point(55.4481, -20.8789), 3),
        ("97128", Point(-61.38, 16.23), 5),
        ("98818", Point(166.45, -22.27), 3),
    ],
    ids=["Paris", "Marseille", "Ajaccio", "Saint-Denis", "Sainte-Anne", "Nouméa"],
)
def test_well_known_towns_are_where_everyone_knows_them(code, place, km):
    assert distance_km(points()[code], place) < km


def test_coordinates_have_four_decimals():
    written = [
        row[column]
        for name in ("communes.csv", "parties.csv")
        for row in rows(name)
        for column in ("longitude", "latitude")
    ]
    assert all(re.fullmatch(r"|-?\d{1,3}\.\d{4}", value) for value in written)


# Numbers


def test_communes_without_inhabitants_are_explained():
    assert {c for c in communes() if communes()[c]["population"] == "0"} == DESTROYED_IN_1916
    assert codes_lacking("population") == WITHOUT_PERMANENT_INHABITANTS | CLIPPERTON
    assert min(people().values()) >= 0
    assert 68_000_000 < sum(people().values()) < 70_000_000


def test_communes_without_an_area_are_explained():
    overseas = {c for c, row in communes().items() if row["departement"] >= "975"} - {
        c for c, row in communes().items() if row["departement"] == "976"
    }
    assert codes_lacking("km2") == (
        overseas
        | SEPARATED_IN_2025
        | STILL_HOLDS_THOSE_SEPARATED
        | ONE_OF_TWO_LACKS_A_PART
        | LACKS_ITS_OTHER_PARTS
    )


def test_areas_add_up_to_about_that_of_metropolitan_france():
    areas = [float(r["km2"]) for c, r in communes().items() if r["km2"] and c < "97"]
    assert min(areas) > 0
    assert 540_000 < sum(areas) < 555_000


@pytest.mark.parametrize("code", ["01001", "75056", "29155", "97302", "98818", "66025"])
def test_the_surroundings_are_those_within_ten_km(code):
    near = [c for c, point in points().items() if distance_km(points()[code], point) <= 10]
    others = sorted((-people()[c], c) for c in near if c != code)
    assert int(communes()[code]["population_10km"]) == sum(people()[c] for c in near)
    assert communes()[code]["voisine"] == (others[0][1] if others else "")


def test_communes_with_a_point_have_surroundings_and_only_they():
    assert codes_lacking("population_10km") == codes_lacking("longitude")
    assert all(int(communes()[c]["population_10km"]) >= people()[c] for c in points())
    assert all(row["voisine"] != code for code, row in communes().items())


def test_each_intercommunality_has_one_centre_its_most_populated():
    members = defaultdict(list)
    for code, row in communes().items():
        members[row["epci"]].append((-people()[code], code))
    expected = {min(codes)[1] for epci, codes in members.items() if epci}
    assert {code for code, row in communes().items() if row["centre"] == "1"} == expected
    assert {row["centre"] for row in communes().values()} == {"", "1"}


# Outlines


@pytest.mark.parametrize("name", OUTLINES)
def test_each_zone_has_its_outline_on_a_line_of_its_own(name):
    text = (DATA / name).read_text(encoding="utf-8")
    zones = {row["code"]: row["nom"] for row in rows(name.replace("geojson", "csv"))}
    assert {c: f["properties"]["nom"] for c, f in features(name).items()} == zones
    assert list(features(name)) == sorted(zones)
    assert len(text.splitlines()) == len(zones) + 2
    assert len(text.encode()) <= OUTLINES[name]


@pytest.mark.parametrize("name", OUTLINES)
def test_rings_are_closed_in_range_and_have_four_decimals(name):
    for ring in rings(name):
        assert len(ring) >= 4
        assert ring[0] == ring[-1]
        assert len(set(map(tuple, ring))) == len(ring) - 1
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
        assert all(value == round(value, 4) for position in ring for value in position)


@pytest.mark.parametrize("name", OUTLINES)
def test_rings_turn_as_rfc_7946_wants_them(name):
    for feature in features(name).values():
        for exterior, *holes in polygons(feature):
            assert signed_area(exterior) > 0
            assert all(signed_area(hole) < 0 for hole in holes)


@pytest.mark.parametrize("name", OUTLINES)
def test_a_bbox_is_that_of_its_outline(name):
    for feature in features(name).values():
        xs, ys = zip(*(p for polygon in polygons(feature) for p in polygon[0]), strict=True)
        assert feature["bbox"] == [min(xs), min(ys), max(xs), max(ys)]


@pytest.mark.parametrize("name", OUTLINES)
def test_neighbours_share_one_border(name):
    directed = Counter(edge for feature in features(name).values() for edge in edges(feature))
    assert max(directed.values()) == 1
    shared = sum((end, start) in directed for start, end in directed)
    assert shared > len(directed) / (2 if name.startswith("dep") else 4)


def test_the_border_of_a_region_is_what_its_departements_do_not_share():
    drawn = defaultdict(set)
    for row in rows("departements.csv"):
        drawn[row["region"]].update(edges(features("departements.geojson")[row["code"]]))
    for code, feature in features("regions.geojson").items():
        outer = {(start, end) for start, end in drawn[code] if (end, start) not in drawn[code]}
        assert set(edges(feature)) == outer


def test_regions_have_no_holes_but_enclaves():
    # Of Deux-Sèvres, of Hautes-Pyrénées (two), of Spain, of Vaucluse.
    holes = {
        c: sum(len(p) - 1 for p in polygons(f)) for c, f in features("regions.geojson").items()
    }
    assert {c: n for c, n in holes.items() if n} == {"52": 1, "75": 2, "76": 1, "84": 1}


def test_llivia_is_not_in_france():
    x, y = 1.98, 42.465
    outline = features("departements.geojson")["66"]
    crossed = [
        (a, b) for a, b in edges(outline)
        if (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
    ]  # fmt: skip
    assert len(crossed) % 2 == 0


# Persons, and the README


@pytest.mark.parametrize("name", [*COLUMNS, *OUTLINES])
def test_nothing_in_the_reference_is_about_a_person(name):
    text = (DATA / name).read_text(encoding="utf-8")
    assert "@" not in text
    assert not re.search(r"\+33|\b0\d([ .-]\d\d){4}\b|mairie_|elus?_|https?:", text)


def test_there_is_no_other_file():
    assert {path.name for path in DATA.iterdir()} == {*COLUMNS, *OUTLINES, "README.md"}


def test_the_readme_names_what_is_missing_and_why():
    readme = (DATA / "README.md").read_text(encoding="utf-8").replace("’", "'")
    explained = codes_lacking("longitude") | codes_lacking("population") | DESTROYED_IN_1916
    explained |= {code for code in codes_lacking("km2") if communes()[code]["departement"] < "975"}
    assert [c for c in sorted(explained) if f"{c} {communes()[c]['nom']}" not in readme] == []


def test_the_readme_counts_what_is_there():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    vertices = sum(map(len, rings("departements.geojson")))
    for count in (
        len(rows("parties.csv")),
        len(rows("noms.csv")),
        *Counter(row["genre"] for row in rows("parties.csv")).values(),
        vertices,
        sum(people().values()),
        sum(people()[code] for code in codes_lacking("longitude")),
    ):
        assert f"{count:,}" in readme
    assert f"Without a point ({len(codes_lacking('longitude'))})" in readme
    assert f"Without an area ({len(codes_lacking('km2'))})" in readme
