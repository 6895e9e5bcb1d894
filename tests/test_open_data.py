"""The open data, read by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, time

import pyogrio
import pytest
from drawing import RICH, site_of
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reading import words
from values import defi, pilote, rencontre
from worlds import TODAY

from generator.content.model import Besoin, Engagements, ProchaineAction
from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.geography import departements, find_commune, find_departement
from generator.outputs.data.json_files import DATASETS, draw_data, schema
from generator.outputs.data.table import BETWEEN
from generator.outputs.data.tables import DEFIS, TABLES, properties

BELEP = find_commune("98801")
"""A commune whose point is not known."""

BELOW_ZERO = find_commune("Cilaos (974)")
LEADING_ZERO = find_commune("Ambérieu-en-Bugey (01)")
HOSTILE = ("=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "'été")


def drawn(*defis, **more):
    return {each.path: each.content for each in draw_data(site_of(*defis, **more))}


def read_csv(content):
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def said(value):
    """A value as a spreadsheet reads it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)


def unguarded(cell):
    """A text as it was written, from its cell: as the page of the data explains."""
    return cell.removeprefix("'")


# Schemas.


def published(built):
    """Each JSON file of the data with the schema that the index, or its folder, gives it."""
    folder = built.folder / "api/v1"
    index = json.loads((folder / "index.json").read_bytes())
    shapes = {each["adresse"]: each["schema"] for each in index["fichiers"] if each["schema"]}
    for address, shape in shapes.items():
        start = address.index("api/v1/")
        yield address[start:], shape[shape.index("api/v1/") :]
    for path in (folder / "defis").glob("*.json"):
        yield f"api/v1/defis/{path.name}", "api/v1/defi.schema.json"


@pytest.mark.parametrize("name", ["site", "heavy", "bare"])
def test_each_published_file_is_as_its_published_schema_says(name, request):
    built = request.getfixturevalue(name)
    found = list(published(built))
    assert len(found) == 3 + json.loads((built.folder / found[0][0]).read_bytes())["nombre"]
    validators = {}
    for path, shape in found:
        known = validators.setdefault(
            shape, Draft202012Validator(json.loads((built.folder / shape).read_bytes()))
        )
        held = json.loads((built.folder / path).read_bytes())
        assert [each.message for each in known.iter_errors(held)] == [], path


@pytest.mark.parametrize("kind", DATASETS, ids=lambda kind: kind.name)
def test_a_schema_is_one_and_refuses_a_key_that_is_not_in_it(kind):
    shape = schema(kind)
    Draft202012Validator.check_schema(shape)
    assert shape["additionalProperties"] is False
    told = shape["$defs"]["Objet"] if kind.key else shape
    assert set(told["required"]) == set(told["properties"])
    assert all(each.get("description") for each in told["properties"].values())


def test_the_address_of_each_picture_leads_to_one(heavy):
    told = [
        json.loads(each.read_bytes()) for each in (heavy.folder / "api/v1/defis").glob("*.json")
    ]
    assert [
        each["slug"] for each in told if bool(each["image"]) != bool(each["image_adresse"])
    ] == []
    found = [each["image_adresse"] for each in told if each["image_adresse"]]
    assert found
    assert all(
        (heavy.folder / each.removeprefix("https://exemple.fr/")).is_file() for each in found
    )


# The index.


def test_the_index_names_every_file_and_no_other(heavy):
    folder = heavy.folder / "api/v1"
    index = json.loads((folder / "index.json").read_bytes())
    told = {
        each["adresse"].removeprefix("https://exemple.fr/api/v1/") for each in index["fichiers"]
    }
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    of_one_defi = {path for path in there if path.startswith("defis/")}
    about = {path for path in there if path.endswith(".schema.json")} | {"index.json"}
    assert told == there - of_one_defi - about


# GeoJSON, by GDAL.


def test_gdal_reads_every_defi_in_every_file(site):
    folder = site.folder / "api/v1"
    index = json.loads((folder / "index.json").read_bytes())
    counts = {each["adresse"]: each["nombre"] for each in index["fichiers"]}
    maps = [address for address in counts if address.endswith(".geojson")]
    assert len(maps) > len(PHASES) + len(TERRITOIRES)
    for address in maps:
        about = pyogrio.read_info(site.folder / address)
        assert about["features"] == counts[address], address
        assert about["crs"] == "EPSG:4326"
        if counts[address]:
            assert about["geometry_type"] == "Point"


def test_gdal_reads_texts_numbers_days_and_yes_or_no(tmp_path):
    path = tmp_path / "defis.geojson"
    engaged = Engagements(nombre=12)
    path.write_bytes(drawn(defi("a", engagements=engaged, exemple=True))["api/v1/defis.geojson"])
    about = pyogrio.read_info(path)
    kinds = dict(zip(about["fields"], about["dtypes"], strict=True))
    assert kinds["titre"] == kinds["commune_insee"] == "object"
    assert kinds["depuis"].startswith("datetime64")
    assert kinds["engagements"] == "int32"
    assert kinds["exemple"] == "bool"
    assert "list" not in str(about).lower()


def test_gdal_finds_longitude_first(tmp_path):
    path = tmp_path / "defis.geojson"
    path.write_bytes(drawn(RICH, defi("ile", commune=BELOW_ZERO))["api/v1/defis.geojson"])
    west, south, east, north = pyogrio.read_info(path, force_total_bounds=True)["total_bounds"]
    assert (west, north) == tuple(RICH.commune.point)
    assert (east, south) == tuple(BELOW_ZERO.point)
    assert json.loads(path.read_bytes())["bbox"] == [west, south, east, north]


def test_a_defi_without_a_point_is_there_without_a_geometry(tmp_path):
    content = drawn(defi("ile", commune=BELEP), RICH)["api/v1/defis.geojson"]
    held = json.loads(content)
    features = {each["id"]: each for each in held["features"]}
    assert features["ile"]["geometry"] is None
    assert features["cafe"]["geometry"]["type"] == "Point"
    path = tmp_path / "defis.geojson"
    path.write_bytes(content)
    assert pyogrio.read_info(path)["features"] == 2


def test_a_file_without_a_point_has_no_bounds():
    held = json.loads(drawn()["api/v1/defis.geojson"])
    assert held == {"type": "FeatureCollection", "features": []}
    assert "bbox" not in json.loads(drawn(defi("ile", commune=BELEP))["api/v1/defis.geojson"])


def test_the_files_by_facet_hold_the_same_features_as_the_whole():
    files = drawn(RICH, defi("a", themes=("sante",)), defi("ile", commune=BELEP, phase="creaction"))
    whole = {each["id"]: each for each in json.loads(files["api/v1/defis.geojson"])["features"]}
    seen = {path: json.loads(content) for path, content in files.items() if path.count("/") == 3}
    for kind in ("phases", "territoires", "departements"):
        found = [
            each
            for path, held in seen.items()
            if path.startswith(f"api/v1/{kind}/")
            for each in held["features"]
        ]
        assert sorted(each["id"] for each in found) == sorted(whole)
        assert all(each == whole[each["id"]] for each in found)
    assert {path for path in seen if "departements" in path} == {
        "api/v1/departements/88.geojson", "api/v1/departements/988.geojson",
    }  # fmt: skip


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
PLACES = st.sampled_from([RICH.commune, BELEP, BELOW_ZERO, LEADING_ZERO])


@given(st.lists(st.tuples(TEXTS, PLACES), max_size=4))
def test_whatever_people_write_points_are_in_range_and_in_their_place(told):
    defis = [defi(f"d-{n}", titre=text, commune=place) for n, (text, place) in enumerate(told)]
    held = json.loads(drawn(*defis)["api/v1/defis.geojson"])
    assert len(held["features"]) == len(defis)
    for each, source in zip(held["features"], defis, strict=True):
        assert each["properties"]["titre"] == source.titre
        point = source.commune.point
        assert (each["geometry"] is None) == (point is None)
        if point:
            longitude, latitude = each["geometry"]["coordinates"]
            assert (longitude, latitude) == tuple(point)
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
            west, south, east, north = held["bbox"]
            assert west <= longitude <= east
            assert south <= latitude <= north


# Places.


def defis_of(files):
    return {each["slug"]: each for each in json.loads(files["api/v1/defis.json"])["defis"]}


def test_a_program_knows_where_each_defi_is(site):
    folder = site.folder / "api/v1"
    for each in json.loads((folder / "defis.json").read_bytes())["defis"]:
        whole = json.loads((folder / f"defis/{each['slug']}.json").read_bytes())
        assert whole["commune"] == each["commune"]
        for place in (each["commune"], *each["autres_communes"]):
            assert set(place) == {
                "insee", "nom", "departement", "longitude", "latitude", "partie",
            }  # fmt: skip
            assert place["departement"] in departements()
            assert place["insee"].startswith(place["departement"][:2])
            assert -180 <= place["longitude"] <= 180
            assert -90 <= place["latitude"] <= 90


def test_longitude_and_latitude_are_not_taken_for_each_other():
    found = defis_of(drawn(RICH, defi("ile", commune=BELOW_ZERO)))
    assert found["cafe"]["commune"] == {
        "insee": "88304", "nom": "Mirecourt", "departement": "88",
        "longitude": pytest.approx(6.13, abs=0.05), "latitude": pytest.approx(48.30, abs=0.05),
        "partie": None,
    }  # fmt: skip
    assert found["ile"]["commune"]["latitude"] == pytest.approx(-21.1, abs=0.2)


def test_a_commune_whose_point_is_not_known_gives_null():
    place = defis_of(drawn(defi("ile", commune=BELEP)))["ile"]["commune"]
    assert (place["longitude"], place["latitude"]) == (None, None)
    assert (place["insee"], place["departement"]) == ("98801", "988")


def test_a_program_knows_who_accompanies_and_where_else():
    vosges = pilote("vosges", departements=(find_departement("88"),))
    ville = pilote("ville", communes=(RICH.commune,))
    found = defis_of(
        drawn(
            RICH,
            defi("nomme", accompagne_par="vosges"),
            defi("ailleurs", commune="Brest (29)", autres_communes=(LEADING_ZERO, BELEP)),
            pilotes={"vosges": vosges, "ville": ville},
        )
    )
    who = {slug: each["territoire_pilote"] for slug, each in found.items()}
    assert who == {"cafe": "ville", "nomme": "vosges", "ailleurs": None}
    elsewhere = [place["nom"] for place in found["ailleurs"]["autres_communes"]]
    assert elsewhere == ["Ambérieu-en-Bugey", "Belep"]


# CSV.


def test_the_csv_holds_what_the_catalogue_holds():
    action = ProchaineAction(date=date(2026, 12, 5), quoi="On goûte ; « la carte »\nensemble")
    defis = [
        replace(RICH, prochaine_action=action, themes=("sante", "culture")),
        defi("ile", commune=BELEP, exemple=True),
        defi("ouest", commune=LEADING_ZERO, autres_communes=(RICH.commune, BELOW_ZERO)),
    ]
    site = site_of(*defis)
    rows = read_csv(drawn(*defis)["api/v1/defis.csv"])
    assert [row["slug"] for row in rows] == ["cafe", "ile", "ouest"]
    for row, source in zip(rows, defis, strict=True):
        assert list(row) == [column.name for column in DEFIS.colonnes]
        for name, value in properties(site, source).items():
            assert row[name] == said(value), name
    assert rows[0]["themes"] == f"sante{BETWEEN}culture"
    assert rows[2]["autres_communes"] == f"Mirecourt, Vosges{BETWEEN}Cilaos, La Réunion"
    assert rows[2]["commune_insee"] == "01004"
    assert (rows[1]["longitude"], rows[1]["latitude"]) == ("", "")
    assert (float(rows[0]["longitude"]), float(rows[0]["latitude"])) == tuple(RICH.commune.point)


def test_the_csv_is_as_french_spreadsheets_want_it():
    content = drawn(defi("a", titre="Été à l’œuvre, déjà"))["api/v1/defis.csv"]
    assert content.startswith("\ufeff".encode())
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines.pop() == ""
    assert len(lines) == 2
    assert lines[0].startswith('"slug";"titre";')
    assert '"Été à l’œuvre, déjà"' in lines[1]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_and_what_was_written_can_be_read_back(text):
    (row,) = read_csv(drawn(defi("a", titre=text, porteur=text))["api/v1/defis.csv"])
    assert row["titre"] == row["porteur"] == f"'{text}"


def test_a_longitude_below_zero_stays_a_number():
    west = find_commune("Brest (29)")
    (row,) = read_csv(drawn(defi("a", commune=west))["api/v1/defis.csv"])
    assert float(row["longitude"]) == west.point.longitude < 0


@given(TEXTS)
def test_any_text_comes_back_from_the_csv(text):
    (row,) = read_csv(drawn(defi("a", titre=text))["api/v1/defis.csv"])
    assert unguarded(row["titre"]) == text
    assert row["titre"][0] not in "=+-@\t\r"


def test_meetings_and_needs_are_there_with_whose_they_are_and_where():
    held = rencontre(TODAY, "=1+1", statut="tenue", question="+33", commune=LEADING_ZERO)
    told = rencontre(date(2026, 3, 1), compte_rendu="On a parlé.", debut=time(9, 5))
    called_off = rencontre(date(2026, 3, 2), statut="annulee", compte_rendu="Il a plu.")
    needs = (
        Besoin(quoi="@SUM(A1)", nature="lieu"),
        Besoin(quoi="b", nature="argent", depuis=TODAY, pourvu_le=TODAY),
    )
    defis = [
        defi("a", titre="-2", rencontres=(held, told, called_off), besoins=needs),
        defi("fini", etat="abouti", exemple=True, offres=(Besoin(quoi="c", nature="temps"),)),
    ]
    files = drawn(*defis)
    first, second, third = read_csv(files["api/v1/rencontres.csv"])
    assert (first["titre"], first["question"], first["defi_titre"]) == ("'=1+1", "'+33", "'-2")
    assert (first["commune_insee"], first["departement"], first["exemple"]) == (
        "01004",
        "01",
        "non",
    )
    assert (second["date"], second["debut"], second["commune"]) == (
        "2026-03-01",
        "09:05",
        "Mirecourt",
    )
    assert [row["a_eu_lieu"] for row in (first, second, third)] == ["oui", "oui", "non"]
    wanted = read_csv(files["api/v1/besoins.csv"])
    assert [(row["defi"], row["sens"], row["quoi"], row["ouvert"], row["exemple"]) for row in wanted] == [
        ("a", "besoin", "'@SUM(A1)", "oui", "non"),
        ("a", "besoin", "b", "non", "non"),
        ("fini", "offre", "c", "non", "oui"),
    ]  # fmt: skip
    assert (wanted[1]["depuis"], wanted[1]["pourvu_le"]) == (TODAY.isoformat(),) * 2
    index = {
        each["adresse"]: each["nombre"]
        for each in json.loads(files["api/v1/index.json"])["fichiers"]
    }
    assert (index["api/v1/rencontres.csv"], index["api/v1/besoins.csv"]) == (3, 3)


# Nobody is named.


def test_annonces_say_what_was_said_and_by_which_defis_it_was_heard(site):
    held = json.loads((site.folder / "api/v1/annonces.json").read_bytes())
    defis = json.loads((site.folder / "api/v1/defis.json").read_bytes())["defis"]
    known = {each["slug"] for each in defis}
    assert held["annonces"]
    for each in held["annonces"]:
        assert set(each["reprise_par"]) <= known
        assert set(each) == {
            "slug", "reprise_par", "genre", "texte", "commune", "depuis", "nature", "themes",
            "jusqu_au", "repond_a", "exemple",
        }  # fmt: skip


# The page.


def test_the_page_leads_to_every_kind_of_file_and_tells_every_column(site):
    page = site.page("donnees")
    links = set(re.findall(r'href="(\.\./api/v1/[^"]+)"', page))
    for link in links:
        assert (site.folder / "donnees" / link).is_file(), link
    index = json.loads((site.folder / "api/v1/index.json").read_bytes())
    told = {f"../{each['adresse']}" for each in index["fichiers"]}
    few = {each for each in told if "/pilotes/" not in each and "/departements/" not in each}
    assert few <= links
    for folder in ("pilotes", "departements"):
        assert any(f"/{folder}/" in link for link in links)
    assert {f"../api/v1/{kind.name}.schema.json" for kind in DATASETS} <= links
    columns = site.page("donnees/colonnes")
    for table in TABLES:
        assert (
            f'<a href="../donnees/colonnes/#{table.nom}">les colonnes de {table.nom}.csv</a>'
            in page
        )
        _, _, told = columns.partition(f'<h2 id="{table.nom}">')
        rows = re.findall(
            r'<tr><th scope="row">(\w+)</th><td>(.+?)</td></tr>', told.partition("</table>")[0]
        )
        header = (site.folder / table.adresse).read_text("utf-8-sig").partition("\n")[0]
        assert [name for name, _ in rows] == header.replace('"', "").split(";"), table.nom


def test_what_others_link_to_on_the_page_stays_there(site):
    ids = set(re.findall(r' id="([^"]+)"', site.page("donnees")))
    assert {
        "fichiers", "extraits", "dans-un-tableur", "sur-une-carte", "sans-nom-de-personne",
        "ce-qui-ne-changera-pas", "colonnes", "licence", "sources-des-lieux", "citer",
    } <= ids  # fmt: skip


def test_the_page_says_how_to_cite_and_how_many_are_examples(heavy, site):
    assert "https://exemple.fr/donnees/." in words(heavy.page("donnees"))
    assert "Licence Ouverte 2.0" in words(site.page("donnees"))
    told = [
        sum(each["exemple"] for each in json.loads((site.folder / f"api/v1/{name}.json").read_bytes())[key])
        for name, key in (
            ("defis", "defis"), ("annonces", "annonces"), ("territoires-pilotes", "territoires_pilotes")
        )
    ]  # fmt: skip
    defis, annonces, pilotes = told
    said = f"inventé pour montrer le site : {defis} défis, {annonces} annonces et {pilotes} territoires pilotes. "
    assert said in words(site.page("donnees"))


def test_the_page_of_an_empty_site_stands(bare):
    assert "inventé pour montrer le site : 5 territoires pilotes. " in words(bare.page("donnees"))
    assert "defis.csv" in bare.page("donnees")
