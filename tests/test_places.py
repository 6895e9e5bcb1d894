"""What the web forms read of places: the communes to type, their types, the défis beside them."""

from __future__ import annotations

import gzip
import json
from functools import cache
from random import Random

import pytest
from drawing import CACHE, site_of
from grid import Grid
from values import defi

from generator.accompaniment import duplicates
from generator.geography import departements, find_commune, places_of, search_key, suggest
from generator.geography.reference import commune, communes
from generator.geography.search import of_postal_code
from generator.outputs.kit.aside import make_aside
from generator.outputs.kit.disk_cache import DiskCache
from generator.outputs.kit.incremental import IncrementalWrites
from generator.outputs.kit.output import write
from generator.outputs.near import duplicates as near
from generator.outputs.near import places

LIMIT = 15_000
"""Bytes of a file, gzipped as a host does it, not as well as one can."""

HOSTILE = '</script><img src=x onerror=alert(1)>"\\\u2028 é'


@cache
def published():
    """What is published of communes: a document by its name, `index`, `88`, `88-types`."""
    return {
        output.path.removeprefix("assets/communes/").removesuffix(".json"): output.content
        for output in places.draw_places(CACHE)
    }


@cache
def document(name):
    return json.loads(published()[name])


def rows(code):
    keys = ("noms", "codes", "postaux", "longitudes", "latitudes")
    return list(zip(*(document(code)[key] for key in keys), strict=True))


def all_rows():
    return [(code, *row) for code in departements() for row in rows(code)]


# The communes that one may type.


def test_each_file_is_light_enough_for_a_slow_phone():
    sizes = {name: len(gzip.compress(content, 6)) for name, content in published().items()}
    codes = {code[:2] for code in departements()} | {"20"}
    assert len(sizes) == 2 * len(departements()) + 1 + len(document("index")["debuts"]) + len(codes)
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}


def test_the_index_names_each_departement_in_the_order_of_codes():
    known = document("index")["departements"]
    assert known == [[each.code, each.nom, each.region] for each in departements().values()]
    names = {f"noms/{each}" for each in document("index")["debuts"]}
    names |= {f"codes/{code[:2]}" for code in (*departements(), "20")}
    assert set(published()) == {"index"}.union(names, *({c, f"{c}-types"} for c, *_ in known))
    assert "Licence Ouverte" in document("index")["sources"]


def names_of(beginning):
    """The names that begin so, and the département of each."""
    found = document(f"noms/{beginning}")
    return found["noms"], found["departements"]


def test_a_name_of_before_and_a_code_of_before_lead_to_what_is_written_today():
    noms = {code: nom for code, nom, _ in document("index")["departements"]}
    former = [
        each for d in document("index")["debuts"] for each in document(f"noms/{d}")["anciens"]
    ]
    assert ["Évry", "Évry-Courcouronnes", "91", "91228", True] in former
    assert len(former) > 700
    written = {f"{nom} ({noms[code]})" for code, nom, *_ in all_rows()}
    assert {f"{nom} ({noms[code]})" for _, nom, code, *_ in former} <= written
    codes = {code: place for name in published() if name.startswith("codes/")
             for code, place in document(name).items()}  # fmt: skip
    assert codes["75118"] == ["75", "Paris 18e"]
    assert {f"{nom} ({noms[code]})" for code, nom in codes.values()} <= written
    for code in [*codes][::40]:
        assert of_postal_code(code) or find_commune(code).name == codes[code][1]


def test_every_name_stands_under_its_two_first_letters_the_largest_commune_first():
    named = {
        (code, nom): each
        for each in document("index")["debuts"]
        for nom, code in zip(*names_of(each), strict=True)
    }
    assert set(named) == {(code, nom) for code, nom, *_ in all_rows()}
    assert all(each in places.beginnings(nom) for (_, nom), each in named.items())
    assert all("Île-de-Sein" in names_of(each)[0] for each in ("il", "se"))
    assert named["88", "Saint-Dié-des-Vosges"] == "di"
    assert document("noms/de")["noms"][0] == "Saint-Denis"
    assert all(each.isalnum() for each in document("index")["debuts"])


def test_every_commune_is_there_once_and_its_parts_after_it():
    wholes = []
    for code, nom, insee, *_ in all_rows():
        if not wholes or wholes[-1][1] != insee:
            wholes.append((code, insee, nom))
    expected = [(each.departement.code, each.insee, each.nom) for each in communes()]
    assert sorted(wholes) == sorted(expected)
    assert len(all_rows()) > len(expected) + 2500


def test_the_largest_commune_of_a_postal_code_is_offered_first():
    for code in departements():
        told = list(dict.fromkeys(document(code)["codes"]))
        people = [commune(insee).population or 0 for insee in told]
        assert people == sorted(people, reverse=True), code
    assert document("index")["postaux"]["05110"] == ["05", "04"]


def test_what_is_chosen_is_written_as_that_very_place():
    """From which it is read back, as test_geography tries of every place and this of some."""
    for departement in departements().values():
        found = sorted(rows(departement.code), key=lambda row: (row[1], row[0]))
        known = sorted(places_of(departement), key=lambda place: (place.insee, place.name))
        for number, (place, row) in enumerate(zip(known, found, strict=True)):
            nom, insee, postaux, *degrees = row
            chosen = f"{nom} ({document(departement.code)['departement']})"
            assert (chosen, insee) == (place.written, place.insee)
            assert number % 50 or find_commune(chosen) == place
            assert place.partie or all(place in of_postal_code(each) for each in postaux.split())
            assert is_point(degrees, place.point), chosen


def is_point(degrees, point):
    """Whether rounded degrees are those of a point, longitude first."""
    if point is None:
        return degrees == [None, None]
    return all(abs(told - known) < 0.00051 for told, known in zip(degrees, point, strict=True))


def test_the_postal_code_of_an_arrondissement_is_its_own():
    of = {nom: postaux for nom, _, postaux, *_ in rows("75")}
    assert (of["Paris"], of["Paris 18e"], of["Paris 16e"]) == ("", "75018", "75016 75116")


def where(postal):
    """As the index tells one to look: the longest beginning that is there."""
    told = document("index")["postaux"]
    return next((told[postal[:n]] for n in (5, 3, 2) if postal[:n] in told), [])


def test_each_postal_code_leads_to_the_departements_where_it_is():
    there = {}
    for code, _, _, postaux, *_ in all_rows():
        for postal in postaux.split():
            there.setdefault(postal, set()).add(code)
    assert len(there) > 6000
    assert {postal for postal, codes in there.items() if set(where(postal)) != codes} == set()
    assert where("01200") == ["01", "74"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("885", ["88"]), ("201", ["2A"]), ("206", ["2B"]), ("974", ["974"]), ("988", ["988"])],
)
def test_three_digits_are_enough_to_know_where_to_look(typed, expected):
    assert where(typed) == expected


def test_the_types_say_what_the_suggestion_says_of_every_commune():
    said = {}
    for code in departements():
        types = document(f"{code}-types")
        for insee, (rank, *values) in types["communes"].items():
            territoire, modele = types["raisons"][rank]
            assert modele.count("{}") == len(values)
            for value in values:
                modele = modele.replace("{}", value, 1)
            said[insee] = territoire, modele
    expected = {each.insee: (suggest(each).territoire, suggest(each).raison) for each in communes()}
    assert said == expected


def test_few_sentences_say_all_communes():
    reasons = {
        tuple(one) for code in departements() for one in document(f"{code}-types")["raisons"]
    }
    assert len(reasons) <= 12


def test_what_is_drawn_anew_is_the_same_and_is_kept(tmp_path, monkeypatch):
    kept = DiskCache(tmp_path)
    first = {output.path: output.content for output in places.draw_places(kept)}
    assert first == {f"assets/communes/{name}.json": one for name, one in published().items()}
    drawings = sorted(tmp_path.iterdir())
    monkeypatch.setattr(places, "_dump", lambda document: pytest.fail("it is drawn again"))
    second = {output.path: output.content for output in places.draw_places(kept)}
    assert second == first
    assert sorted(tmp_path.iterdir()) == drawings


def test_what_is_kept_is_drawn_again_when_what_it_was_drawn_from_changes(tmp_path, monkeypatch):
    """From the data and from the code, of which `digest_of` gives one sum."""
    kept = DiskCache(tmp_path)
    counts = []
    for summed in (b"1", b"1", b"2"):
        monkeypatch.setattr(
            places, "digest_of", lambda *paths, summed=summed: f"{len(paths)}{summed}"
        )
        assert len(list(places.draw_places(kept))) > 300
        counts.append(len(list(tmp_path.iterdir())))
    assert counts == [counts[0], counts[0], 2 * counts[0]]


# The défis beside a commune.


@cache
def boxes():
    return places.bounds(CACHE)


def near_of(*defis):
    return {
        output.path.removeprefix("assets/proches/").removesuffix(".json"): json.loads(
            output.content
        )
        for output in near.draw_candidates(site_of(*defis))
    }


def test_a_defi_is_told_in_its_departement_with_what_a_form_shows_of_it():
    found = near_of(defi("cafe", themes=("culture", "habitat"), etat="abouti", exemple=True))
    assert found["88"]["defis"] == [
        {
            "slug": "cafe",
            "titre": "Un café à nous",
            "phase": "creaction",
            "etat": "abouti",
            "themes": ["culture", "habitat"],
            "commune": "Mirecourt, Vosges",
            "longitude": 6.134,
            "latitude": 48.302,
            "exemple": True,
        }
    ]


def test_every_departement_has_a_file_even_where_there_is_no_defi():
    found = near_of()
    assert list(found) == [code for code, *_ in document("index")["departements"]]
    assert {json.dumps(one["defis"]) for one in found.values()} == {"[]"}


def test_no_defi_is_missing_where_a_place_is_less_than_ten_kilometres_away():
    somewhere = [place for place in communes() if place.point]
    grid = Grid(((place.point, place) for place in somewhere), 10)
    chosen = Random(1).sample(somewhere, 400)
    chosen += [find_commune("Paris 18e"), find_commune("Bonifacio"), find_commune("Papeete")]
    defis = [defi("d", commune=place) for place in chosen]
    found = near.candidates(defis, boxes())
    for one in defis:
        around = {place.departement.code for _, place in grid.near(one.commune.point)}
        told = {code for code, some in found.items() if any(each is one for each in some)}
        assert around <= told, one.commune.written
        assert len(told) < 12


def test_a_defi_whose_place_has_no_known_point_is_near_nothing():
    found = near_of(defi("ile", commune="Lifou (Nouvelle-Calédonie)"))
    assert not any(one["defis"] for one in found.values())


def test_the_order_is_that_of_the_catalogue_and_the_bytes_are_the_same():
    some = [defi(f"d{n}", commune=town) for n, town in enumerate(["Vittel", "Épinal", "Mirecourt"])]
    drawn = [list(near.draw_candidates(site_of(*some))) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert [one["slug"] for one in near_of(*some)["88"]["defis"]] == ["d0", "d1", "d2"]


def test_a_hostile_title_stays_a_text():
    assert near_of(defi("x", titre=HOSTILE))["88"]["defis"][0]["titre"] == HOSTILE


def test_three_hundred_defis_of_one_departement_are_light():
    random = Random(1)
    names = [place.name for place in communes()]
    some = [defi(f"d{n}", titre=" ".join(random.sample(names, 3))) for n in range(300)]
    (only,) = [
        o for o in near.draw_candidates(site_of(*some)) if o.path == "assets/proches/88.json"
    ]
    assert len(gzip.compress(only.content, 6)) <= LIMIT


def test_the_rule_that_is_published_is_the_one_of_python():
    assert near_of()["88"]["regle"] == {
        "km": duplicates.LIMIT_KM,
        "titre": duplicates.ALIKE,
        "mots_vides": list(duplicates.EMPTY_WORDS),
        "etats": duplicates.STATES,
    }
    assert all(search_key(word) in {word, "sur"} for word in duplicates.EMPTY_WORDS)


# While one serves.


def _served(writes, folder, *defis):
    """A build as `serve` does it; gives the paths that were written."""
    aside = make_aside(folder, inside=True)
    writes.start(None)
    site = site_of(*defis, incremental=writes)
    outputs = [*places.draw_places(CACHE, writes), *near.draw_candidates(site)]
    write(aside.folder, outputs)
    aside.show(writes.kept())
    writes.done()
    return {output.path for output in outputs}


def test_a_save_writes_only_the_files_of_the_departements_beside_it(tmp_path):
    writes = IncrementalWrites()
    everything = _served(writes, tmp_path, defi("cafe"))
    names = sum("/" in name for name in published())
    assert len(everything) == 3 * len(departements()) + 1 + names
    assert _served(writes, tmp_path, defi("cafe")) == set()
    changed = _served(writes, tmp_path, defi("cafe", titre="Un four"))
    assert changed == {"assets/proches/88.json", "assets/proches/54.json"}
    on_disk = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.json")}
    assert on_disk == everything
    assert b"Un four" in (tmp_path / "assets/proches/88.json").read_bytes()
    assert commune("88304").name.encode() in (tmp_path / "assets/communes/88.json").read_bytes()
