"""Which défis may be the same: what the rule tells apart, and what it says."""

from __future__ import annotations

import pytest
import values
from values import theme

from generator.accompaniment import duplicates
from generator.accompaniment.duplicates import ALIKE, LIMIT_KM, likely, likeness, pairs
from generator.content.catalogue import Catalogue

SAME = [
    ("Un café associatif à Mirecourt", "Café associatif"),
    ("Un jardin partagé au pied des immeubles", "Jardins partagés du quartier"),
    ("Réparer au lieu de jeter", "Un atelier pour réparer plutôt que jeter"),
    ("Covoiturer pour aller au travail", "Le covoiturage vers le travail"),
    ("Une épicerie de village", "L’ÉPICERIE DU BOURG"),
    ("Un verger communal", "Planter un verger communal"),
    ("Un pédibus pour l’école", "Aller à l’école à pied : un pédibus"),
]
OTHERS = [
    ("Un café associatif", "Un jardin partagé"),
    ("Un jardin partagé", "Un logement partagé"),
    ("Une fête de quartier", "Un composteur de quartier"),
    ("L’école du village", "Un four à pain au village"),
    ("Un atelier vélo", "Un atelier de couture"),
    ("Une maison pour les anciens", "Une maison pour les jeunes"),
    ("Des concerts à la ferme", "Des légumes de la ferme"),
    ("Le", "La"),
    ("", ""),
]


def defi(slug, commune="Mirecourt (Vosges)", titre="Un café associatif", **more):
    return values.defi(slug, commune=commune, titre=titre, **more)


def catalogue(*defis):
    known = theme("convivialite", "Se retrouver")
    return Catalogue(defis={each.slug: each for each in defis}, themes={known.slug: known})


def found(one, *defis):
    return [each.defi.slug for each in likely(one, catalogue(one, *defis))]


def why(one, other):
    (only,) = likely(one, catalogue(one, other))
    return only.why


@pytest.mark.parametrize(("one", "other"), SAME)
def test_titles_that_say_the_same_are_near(one, other):
    assert likeness(one, other) >= ALIKE
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_titles_that_only_share_a_place_or_a_word_are_not(one, other):
    assert likeness(one, other) < ALIKE


def test_a_defi_is_not_its_own_duplicate():
    assert found(defi("cafe")) == []


def test_near_with_another_title_and_no_theme_in_common_is_another_defi():
    one = defi("cafe", themes=("convivialite",))
    assert found(one, defi("four", titre="Le four à pain", themes=("habitat",))) == []
    assert found(one, defi("four", titre="Le four à pain", themes=("convivialite",))) == ["four"]


def test_farther_than_ten_kilometres_nothing_is_the_same():
    one = defi("cafe")
    assert LIMIT_KM == 10
    assert found(one, defi("voisin", "Mattaincourt"), defi("loin", "Épinal")) == ["voisin"]


def test_the_nearest_comes_first_then_the_order_of_slugs():
    some = [defi("b"), defi("z", "Mattaincourt"), defi("a"), defi("y", "Juvaincourt")]
    assert found(defi("cafe"), *some) == ["a", "b", "z", "y"]


def test_where_no_point_is_known_nothing_is_near():
    lifou = "Lifou (Nouvelle-Calédonie)"
    assert found(defi("ici", lifou), defi("la", lifou)) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "Dans la même commune, avec un titre proche."),
        (
            {"themes": ("convivialite",)},
            "Dans la même commune, avec un titre proche et un thème en commun (Se retrouver).",
        ),
        (
            {"titre": "Un four", "themes": ("inconnu",)},
            "Dans la même commune, avec un thème en commun.",
        ),
        (
            {"titre": "Un four", "themes": ("convivialite", "inconnu")},
            "Dans la même commune, avec 2 thèmes en commun (Se retrouver).",
        ),
        ({"commune": "Mattaincourt"}, "À 2 km, avec un titre proche."),
        ({"etat": "en-pause"}, "Dans la même commune, avec un titre proche. Il fait une pause."),
        ({"etat": "abouti"}, "Dans la même commune, avec un titre proche. Il a abouti."),
        ({"etat": "arrete"}, "Dans la même commune, avec un titre proche. Il s’est arrêté."),
        ({"exemple": True}, "Dans la même commune, avec un titre proche. C’est un exemple."),
    ],
)
def test_the_reason_is_a_sentence(more, expected):
    assert why(defi("cafe", themes=("convivialite", "inconnu")), defi("autre", **more)) == expected


def test_the_reason_holds_nothing_that_someone_wrote():
    hostile = "Un café associatif <script>alert(1)</script> @tous"
    said = why(defi("cafe", titre=hostile), defi("autre", titre=hostile, porteur=hostile))
    assert said == "Dans la même commune, avec un titre proche."


def test_a_big_town_where_all_speak_of_gardens_is_not_compared_with_itself(monkeypatch):
    compared = []
    monkeypatch.setattr(duplicates, "_likeness", lambda *some: compared.append(some) or 0)
    many = [defi(f"d{rank:03}", "Paris", f"Un jardin {rank}") for rank in range(300)]
    assert list(pairs(many)) == []
    assert len(compared) < 300 * 60
    monkeypatch.undo()
    [found] = pairs([*many[:1], defi("x", "Mattaincourt"), defi("y")])
    assert (found.une.slug, found.autre.slug, round(found.km)) == ("x", "y", 2)
