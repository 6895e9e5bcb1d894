"""A misspelt word is answered with the one that was meant, another word with none."""

from __future__ import annotations

import time
from dataclasses import fields

import pytest

from generator.content import vocabulary
from generator.content.model import FicheDefi
from generator.geography import departements
from generator.text.typos import did_you_mean, meant

CHAMPS = [each.name for each in fields(FicheDefi)]
PHASES = vocabulary.slugs(vocabulary.PHASES)
TERRITOIRES = vocabulary.slugs(vocabulary.TERRITOIRES)
MODES = vocabulary.slugs(vocabulary.MODES_DECISION)
DEPARTEMENTS = [each.nom for each in departements().values()]
THEMES = [
    "alimentation", "convivialite", "culture", "democratie-locale", "education", "habitat",
    "mobilite", "nature", "sante", "travail",
]  # fmt: skip
DEFIS = [
    "atelier-velo-saint-etienne", "cafe-participatif-mirecourt", "fab-lab-langres",
    "jardin-partage-saint-etienne", "logements-pour-tous-le-havre", "plu-redon",
    "projet-urbain-le-havre",
]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "known", "right"),
    [
        # A letter too few, one too many, two that changed places.
        ("quesion", CHAMPS, "question"),
        ("tittre", CHAMPS, "titre"),
        ("imgae", CHAMPS, "image"),
        ("pavillonaire", TERRITOIRES, "pavillonnaire"),
        ("Mozelle", DEPARTEMENTS, "Moselle"),
        ("Finistaire", DEPARTEMENTS, "Finistère"),
        ("educaton", THEMES, "education"),
        ("cafe-participatif-mirecour", DEFIS, "cafe-participatif-mirecourt"),
        # One or several, a word that sounds the same, an English one.
        ("theme", CHAMPS, "themes"),
        ("resumer", CHAMPS, "resume"),
        ("historic", CHAMPS, "historique"),
        ("convivialites", THEMES, "convivialite"),
        ("concensus", MODES, "consensus"),
        ("information", PHASES, "informaction"),
        # Capitals, accents, what stands between words.
        ("Évènements", CHAMPS, "evenements"),
        ("prochaine action", CHAMPS, "prochaine_action"),
        ("cré’action", PHASES, "creaction"),
        ("Petite ville", TERRITOIRES, "petite-ville"),
        ("Bouche du Rhone", DEPARTEMENTS, "Bouches-du-Rhône"),
        ("VAL D'OISSE", DEPARTEMENTS, "Val-d’Oise"),
        ("fablab-langres", DEFIS, "fab-lab-langres"),
        ("œuvre", ["oeuvres", "ouvrir"], "oeuvres"),
        # A part of a name, when only one name has it.
        ("democratie", THEMES, "democratie-locale"),
        ("tirage", MODES, "tirage-au-sort"),
        ("Belfort", DEPARTEMENTS, "Territoire de Belfort"),
        ("cafe participatif", DEFIS, "cafe-participatif-mirecourt"),
    ],
)
def test_a_slip_is_answered_with_the_word_that_was_meant(word, known, right):
    assert meant(word, known) == right
    assert did_you_mean(word, known) == f" Vouliez-vous dire « {right} » ?"


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("description", CHAMPS),
        ("adresse", CHAMPS),
        ("statut", CHAMPS),
        ("budget", CHAMPS),
        ("date", CHAMPS),
        ("realisation", PHASES),
        ("action", PHASES),
        ("village", TERRITOIRES),
        ("campagne", TERRITOIRES),
        ("agriculture", THEMES),
        ("autre", THEMES),
        ("energie", THEMES),
        ("Bourgogne", DEPARTEMENTS),
        ("Aquitaine", DEPARTEMENTS),
        ("99", DEPARTEMENTS),
        ("piscine-redon", DEFIS),
        ("cafe-associatif-rennes", DEFIS),
        ("un-piano", ["une-salle"]),
        # A part of several names.
        ("Corse", DEPARTEMENTS),
        ("le havre", DEFIS),
        # No letter at all.
        ("", THEMES),
        ("’ — …", THEMES),
        ("culture", []),
    ],
)
def test_another_word_is_answered_with_none(word, known):
    assert meant(word, known) == ""
    assert did_you_mean(word, known) == ""


def test_of_two_that_are_alike_the_nearest_is_meant_and_the_first_when_both_are():
    assert meant("caffes", ["cafe", "caffe"]) == "caffe"
    assert meant("jardim", ["jardins", "jardin"]) == "jardin"


def test_a_whole_text_is_no_slip_however_long():
    assert meant("culture " * 100_000, THEMES) == ""


def test_a_word_is_looked_for_among_all_that_are_known_and_quickly():
    known = [f"jardin-{n}-de-la-rue-{n % 97}" for n in range(10_000)] + ["cafe-a-nous"]
    start = time.process_time()
    for _ in range(20):
        assert meant("cafe-a-vous", known) == "cafe-a-nous"
    assert time.process_time() - start < 1
