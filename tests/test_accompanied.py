"""Who accompanies a défi: the territory that it names, else that of its place; never two."""

from __future__ import annotations

import pytest
from samples import defi, pilote
from worlds import PILOTES, write

from generator.content.catalogue import Catalogue
from generator.content.reader import Reader

TOWN = pilote("La ville", communes=["Mirecourt (Vosges)"])
COUNTRY = pilote("Le département", departements=["88"])


def read(folder, files) -> Catalogue:
    reading = Reader(write(folder, files)).read()
    assert [str(each) for each in reading.errors] == []
    return reading.catalogue


def accompanied(folder, files) -> dict[str, list[str]]:
    """The défis that each territory accompanies."""
    catalogue = read(folder, files)
    areas, found = catalogue.areas(), {}
    for each in catalogue.defis.values():
        if who := areas.pilote_of(each):
            found.setdefault(who, []).append(each.slug)
    return found


def only_error(folder, files) -> str:
    (error,) = Reader(write(folder, files)).read().errors
    return str(error)


@pytest.mark.parametrize(("town", "country"), [("aaa", "zzz"), ("zzz", "aaa")])
@pytest.mark.parametrize(
    ("commune", "named", "who"),
    [
        ("Épinal (Vosges)", "", "country"),
        ("Mirecourt (Vosges)", "", "town"),
        ("88304", "", "town"),
        ("Mirecourt (Vosges)", "country", "country"),
        ("Épinal (Vosges)", "town", "town"),
        ("Ajaccio", "country", "country"),
        ("Ajaccio", "", ""),
    ],
    ids=[
        "its département", "its commune goes first", "its commune by code", "the one it names",
        "the one it names, elsewhere", "the one it names, from nowhere", "nobody",
    ],
)  # fmt: skip
def test_a_defi_is_accompanied_by_the_one_it_names_else_its_commune_else_its_departement(
    tmp_path, commune, named, who, town, country
):
    """Whatever the names of files, so whatever the order in which they are read."""
    names = {"town": town, "country": country, "": ""}
    more = {"accompagne_par": names[named]} if named else {}
    files = {
        f"{PILOTES}/{town}.md": TOWN,
        f"{PILOTES}/{country}.md": COUNTRY,
        "defis/cafe.md": defi(commune=commune, **more),
    }
    assert accompanied(tmp_path, files) == ({names[who]: ["cafe"]} if who else {})


INVENTED = pilote("La ville", communes=["Mirecourt (Vosges)"], exemple="true")


@pytest.mark.parametrize(
    ("files", "who"),
    [
        ({"defis/cafe.md": defi()}, {}),
        ({"defis/cafe.md": defi(exemple="true")}, {"ville": ["cafe"]}),
        ({"defis/cafe.md": defi(accompagne_par="ville")}, {}),
        ({"defis/cafe.md": defi(), f"{PILOTES}/vosges.md": COUNTRY}, {"vosges": ["cafe"]}),
    ],
    ids=["nobody", "an example", "even named", "the real one around"],
)
def test_a_territory_that_is_an_example_accompanies_examples_only(tmp_path, files, who):
    assert accompanied(tmp_path, {f"{PILOTES}/ville.md": INVENTED, **files}) == who


def test_the_other_communes_of_a_defi_do_not_choose_who_accompanies(tmp_path):
    files = {
        f"{PILOTES}/ville.md": TOWN,
        "defis/cafe.md": defi(commune="Ajaccio", autres_communes=["Mirecourt (Vosges)"]),
    }
    assert accompanied(tmp_path, files) == {}


@pytest.mark.parametrize(("first", "second"), [("aaa", "zzz"), ("zzz", "aaa")])
@pytest.mark.parametrize(
    ("area", "other", "said"),
    [
        ({"communes": ["Vittel", "Mirecourt (88)"]}, {"communes": ["88304"]}, "Mirecourt"),
        ({"departements": ["Vosges"]}, {"departements": ["54", "88"]}, "Vosges"),
    ],
    ids=["a commune", "a département"],
)
def test_two_territories_that_hold_one_place_are_an_error_that_names_both(
    tmp_path, area, other, said, first, second
):
    files = {
        f"{PILOTES}/{first}.md": pilote("Un", **area),
        f"{PILOTES}/{second}.md": pilote("Deux", **other),
    }
    told = only_error(tmp_path, files)
    assert f"{PILOTES}/aaa.md" in told
    assert f"{PILOTES}/zzz.md" in told
    assert said in told


def test_a_territory_of_a_commune_inside_that_of_a_departement_is_no_error(tmp_path):
    read(tmp_path, {f"{PILOTES}/a.md": TOWN, f"{PILOTES}/b.md": COUNTRY})


@pytest.mark.parametrize("holder", [None, {"communes": ["Paris"]}, {"departements": ["75"]}])
@pytest.mark.parametrize(("first", "second"), [("aaa", "zzz"), ("zzz", "aaa")])
def test_two_arrondissements_are_two_places_and_the_whole_town_a_third(
    tmp_path, first, second, holder
):
    """A part of a commune goes before the commune, which goes before its département."""
    files = {
        f"{PILOTES}/{first}.md": pilote("Montmartre", communes=["Paris 18e"]),
        f"{PILOTES}/{second}.md": pilote("La Villette", communes=["Paris 19e"]),
        "defis/dix-huit.md": defi(commune="Paris 18e"),
        "defis/dix-huit-par-code.md": defi(commune="75018"),
        "defis/dix-neuf.md": defi(commune="Paris 19e"),
        "defis/vingt.md": defi(commune="Paris 20e"),
        "defis/tout.md": defi(commune="Paris"),
    }
    if holder:
        files[f"{PILOTES}/mmm.md"] = pilote("Tout Paris", **holder)
    whole = {"mmm": ["tout", "vingt"]} if holder else {}
    parts = {first: ["dix-huit", "dix-huit-par-code"], second: ["dix-neuf"]}
    assert accompanied(tmp_path, files) == parts | whole


def test_one_arrondissement_in_two_territories_is_an_error_however_it_is_written(tmp_path):
    files = {
        f"{PILOTES}/aaa.md": pilote("Un", communes=["Paris 18e"]),
        f"{PILOTES}/zzz.md": pilote("Deux", communes=["Paris 19e", "75018"]),
    }
    told = only_error(tmp_path, files)
    assert "communes[2] : Paris 18e (Paris) est déjà dans" in told
