"""What happens in a département, and the annonces that are told there."""

from __future__ import annotations

import html
import re

import pytest
from parts import cards, section
from reading import links, words
from territories import HOSTILE

from generator.content.vocabulary import GENRES_ANNONCE


def doors(built):
    """The départements that are listed, by région, as the page shows them."""
    page = built.page("departements")
    return {
        html.unescape(title): re.findall(r"departements/([a-z0-9]+)/", body)
        for title, body in re.findall(
            r'<h2 id="region-\d+">([^<]+)</h2>(.*?)</section>', page, re.DOTALL
        )
    }


def test_only_the_departements_where_something_happens_are_listed_by_region(country):
    """A défi, the other commune of a défi, an annonce that holds, a pilot territory."""
    found = doors(country)
    assert list(found.items()) == [
        ("Auvergne-Rhône-Alpes", ["42", "63"]),
        ("Bretagne", ["35"]),
        ("Corse", ["2a"]),
        ("Grand Est", ["51", "88"]),
        ("Nouvelle-Aquitaine", ["23", "40"]),
        ("Occitanie", ["46"]),
        ("Pays de la Loire", ["44"]),
        ("Outre-mer", ["974", "988"]),
    ]
    written = {path.split("/")[1] for path in country.files if path.startswith("departements/")}
    assert written - {"index.html"} == {code for codes in found.values() for code in codes}


def test_a_departement_with_nothing_left_is_not_listed_the_day_after(day_after):
    assert doors(day_after)["Nouvelle-Aquitaine"] == ["23"]
    assert "departements/40/index.html" not in day_after.files


def test_a_departement_says_how_many_defis_and_annonces_it_has(country):
    said = words(country.page("departements"))
    assert "Lot Pas encore de défi, 1 annonce" in said
    assert "Creuse 25 défis, 6 annonces et 1 annonce d’exemple" in said
    assert "Ille-et-Vilaine Pas encore de défi " in said


def test_the_door_to_departements_says_what_there_is_in_how_many(country, site):
    assert (
        "Des défis dans 8 départements, une annonce ou un territoire pilote dans 4 autres."
    ) in words(country.page("territoires"))
    assert (
        "Des exemples dans 11 départements, une annonce ou un territoire pilote dans 4 autres."
    ) in words(site.page("territoires"))


def test_an_address_of_corsica_is_in_lower_case(country):
    assert cards(country.page("departements/2a")) == ["ajaccio"]
    assert not [path for path in country.files if path.startswith("departements/2A")]
    assert "../../departements/2a/" in links(country.page("defis/ajaccio"))


def test_a_festival_of_two_departements_stands_once_in_each(country):
    assert cards(country.page("departements/63")) == ["fete"]
    assert cards(country.page("departements/42")) == ["fete"]
    page = country.page("defis/fete")
    assert links(section(page, "concernes")) == [
        "../../departements/42/",
        "../../departements/63/",
    ]
    assert '<a class="situer" href="../../departements/63/"' in page


def test_a_departement_shows_who_accompanies_there(country):
    around = section(country.page("departements/88"), "bloc-pilotes")
    assert links(around) == [
        "../../territoires/pilotes/ville/",
        "../../territoires/pilotes/vosges/",
    ]
    assert "bloc-pilotes" not in country.page("departements/51")


def test_a_commune_whose_point_is_not_known_has_its_place_all_the_same(country):
    assert "Belep, Nouvelle-Calédonie" in words(country.page("defis/ile"))
    assert cards(country.page("departements/988")) == ["ile"]


# Annonces.


def told(page):
    """The texts of the annonces that a page shows, in their order."""
    part = section(page, "bloc-annonces")
    return [words(each) for each in re.findall(r"</span>\s*<p>(.*?)</p>", part, re.DOTALL)]


@pytest.mark.parametrize("address", ["territoires/pilotes/creuse", "departements/23"])
def test_the_annonces_of_a_place_that_still_hold_are_told_the_real_ones_then_the_latest_first(
    country, day_after, address
):
    """`jusqu_au` is the last day on which one is shown."""
    held = ["Et si on marchait ?", "Finie ce soir", "Envie de chanter", HOSTILE,
            "Une remorque à prêter", "Il manque un puits", "Trop de bruit"]  # fmt: skip
    assert told(country.page(address)) == held
    assert told(day_after.page(address)) == [text for text in held if text != "Finie ce soir"]


def test_every_genre_of_annonce_is_named_with_its_nature_its_place_and_its_day(country):
    part = words(section(country.page("departements/23"), "bloc-annonces"))
    for genre in GENRES_ANNONCE:
        assert re.search(rf"\b{genre.label}\b", part)
    assert "Besoin, lieu Il manque un puits Guéret, Creuse, 13 novembre 2026" in part
    assert "Opinion Trop de bruit Exemple. Felletin, Creuse, 14 novembre 2026" in part


def test_an_annonce_leads_to_each_defi_that_takes_it_up(country):
    part = section(country.page("departements/23"), "bloc-annonces")
    taken = {
        words(text): [link for link in links(rest) if "/defis/" in link]
        for text, rest in re.findall(r"</span>\s*<p>(.*?)</p>(.*?)</li>", part, re.DOTALL)
    }
    assert taken["Et si on marchait ?"] == ["../../defis/cilaos/", "../../defis/repond/"]
    assert taken["Une remorque à prêter"] == ["../../defis/cilaos/"]
    assert taken["Envie de chanter"] == []


def test_a_hostile_annonce_is_a_text(country):
    for address in ("departements/23", "territoires/pilotes/creuse"):
        part = section(country.page(address), "bloc-annonces")
        assert HOSTILE in words(part)
        assert "<script" not in part
