"""The next action in words, and the message that brings a neighbour along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from urllib.parse import parse_qs, urlsplit

import pytest
from values import defi, rencontre
from worlds import TODAY

from generator.accompaniment.next_action import next_action
from generator.content.model import Evenement, ProchaineAction
from generator.geography import find_commune
from generator.outputs.defis.telling import how_one_comes, neighbour, when_and_where
from generator.text.typography import NARROW, NBSP

DAY = date(2026, 12, 5)
ACTION = ProchaineAction(
    date=DAY, quoi="On goûte la carte", debut=time(9, 30), fin=time(12), lieu="Halle, rue du Pont",
    venir="libre",
)  # fmt: skip
CAFE = defi(
    prochaine_action=ACTION,
    rencontres=(
        rencontre(
            DAY, lieu="Halle", accessibilite="plain-pied", commune=find_commune("Épinal (88)")
        ),
    ),
)
PAGE = "https://exemple.fr/d/defis/cafe/"


def message(one, url=PAGE):
    return neighbour(one, next_action(one, TODAY), url)


def letter(link):
    """The text of a letter that a link begins."""
    return parse_qs(urlsplit(link).query)["body"][0].replace("\r\n", "\n")


def plain(text):
    return text.replace(NBSP, " ").replace(NARROW, " ")


def test_the_page_says_the_hours_the_place_and_how_one_comes():
    action = next_action(CAFE, TODAY)
    assert (
        plain(when_and_where(CAFE, action)) == "9 h 30 – 12 h. Halle, rue du Pont, Épinal, Vosges."
    )
    assert how_one_comes(action) == "Plain-pied. On vient comme on est."
    untold = defi(prochaine_action=ProchaineAction(date=DAY, quoi="a"), exemple=True)
    bare = next_action(untold, TODAY)
    assert when_and_where(untold, bare) == how_one_comes(bare) == ""


def test_a_neighbour_reads_what_when_where_and_how_one_comes():
    assert plain(letter(message(CAFE))).split("\n") == [
        "Bonjour,",
        "",
        "Et si nous y allions ensemble ?",
        "",
        "On goûte la carte.",
        "Samedi 5 décembre 2026, 9 h 30 – 12 h.",
        "Halle, rue du Pont, Épinal.",
        "Plain-pied.",
        "On vient comme on est.",
        "",
        "Le projet : Un café à nous.",
        "Tout est dit ici :",
        PAGE,
    ]


def test_a_message_says_what_is_still_to_be_settled_and_no_address_that_nobody_knows():
    bare = replace(CAFE, prochaine_action=ProchaineAction(date=DAY, quoi="Fête !"), rencontres=())
    said = plain(letter(message(bare, "")))
    assert "\nFête !\nSamedi 5 décembre 2026, heure à préciser.\n" in said
    assert "\nMirecourt, lieu à préciser.\n" in said
    assert said.endswith("Le projet : Un café à nous.")


@pytest.mark.parametrize(
    ("lieu", "told"),
    [
        ("Place de la mairie, Mirecourt", "Place de la mairie, Mirecourt."),
        ("Salle des fêtes, Épinal", "Salle des fêtes, Épinal."),
        ("Salle des fêtes de Mirecourt", "Salle des fêtes de Mirecourt."),
        ("Le lavoir (Épinal)", "Le lavoir (Épinal)."),
        ("12 rue d’Épinal", "12 rue d’Épinal, Mirecourt."),
        ("La halle", "La halle, Mirecourt."),
    ],
)
def test_a_place_that_says_its_town_does_not_say_it_twice(lieu, told):
    one = defi(
        prochaine_action=replace(ACTION, lieu=lieu),
        autres_communes=(find_commune("Épinal (88)"),),
    )
    assert f"\n{told}\n" in plain(letter(message(one)))


@pytest.mark.parametrize(
    ("date_of", "told"),
    [
        (Evenement(date=DAY, titre="La fête", lieu="Place", debut=time(15), fin=time(1),
                   commune=find_commune("Épinal (88)")),
         ["La fête.", "Samedi 5 décembre 2026, 15 h – 1 h, le lendemain.", "Place, Épinal."]),
        (rencontre(DAY, "Débat", lieu="Case", debut=time(18), commune=find_commune("Cilaos (974)")),
         ["Débat.", "Samedi 5 décembre 2026, 18 h.", "Case, Cilaos."]),
    ],
)  # fmt: skip
def test_a_neighbour_is_told_of_a_great_day_and_of_what_happens_elsewhere(date_of, told):
    """The hours are those of the clocks there, as the page says them."""
    kind = "evenements" if isinstance(date_of, Evenement) else "rencontres"
    said = plain(letter(message(defi(**{kind: (date_of,)})))).split("\n")
    assert said[4:7] == told


def test_the_page_does_not_say_twice_the_town_of_a_meeting_held_elsewhere():
    there = rencontre(DAY, lieu="Halle, Épinal", commune=find_commune("Épinal (88)"))
    held = defi(rencontres=(there,))
    assert when_and_where(held, next_action(held, TODAY)) == "Halle, Épinal."


def test_the_kind_of_a_project_follows_its_name():
    said = letter(neighbour(CAFE, next_action(CAFE, TODAY), "", genre="Café participatif"))
    assert "Un café à nous (Café participatif)." in plain(said)


def test_an_invented_meeting_sends_nobody_anywhere():
    invented = message(replace(CAFE, exemple=True))
    assert "personne ne vous attend" in letter(invented)
    assert "\nHalle, rue du Pont (exemple), Épinal.\n" in plain(letter(invented))
    assert parse_qs(urlsplit(invented).query)["subject"][0].startswith("Exemple")


@pytest.mark.parametrize("quoi", ["On goûte & on vote, 50 % ?", "a\r\nBcc: x@y.fr\n\nb", "é#+=?"])
def test_the_letter_holds_the_same_words_and_nothing_but_its_subject_and_its_body(quoi):
    one = replace(CAFE, prochaine_action=replace(ACTION, quoi=quoi))
    told = message(one)
    assert told.startswith("mailto:?subject=")
    assert told.isascii()
    assert not set(told) & set(' +\r\n"<>')
    fields = parse_qs(urlsplit(told).query, strict_parsing=True)
    assert fields.keys() == {"subject", "body"}
    assert fields["body"][0].split("\r\n") == letter(told).split("\n")
    assert "\n" not in fields["subject"][0]
    assert plain(fields["subject"][0]).startswith("Samedi 5 décembre : ")
