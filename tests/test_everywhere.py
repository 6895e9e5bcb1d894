"""One list of places, read alike by a file and by the command; the pages have it in their own tests.

`test_near_page.py` and `test_form_places.py` try it in a browser.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from doors import ANSWERS, rendered
from everywhere import is_read, rows
from reading import plain
from samples import defi
from worlds import TODAY

from generator.content.model import FicheDefi
from generator.content.reader import Reader, read_as_written
from generator.content.schema import parse_document
from generator.contributions.answers import check
from generator.contributions.proposals import propose
from generator.contributions.reply import PublishedSite, ready
from generator.contributions.requests import Request
from generator.forms.questions import forms
from generator.geography import PlaceRefused, find_commune
from generator.text.kinds import KINDS

CLASSES = {"noms d’avant", "premiers mots", "parenthèses", "autour du nom", "où", "codes",
           "arrondissements", "département ou région"}  # fmt: skip


def test_the_list_has_several_of_each_class_read_and_refused():
    known = Counter(row["classe"] for row in rows())
    assert set(known) == CLASSES
    assert min(known.values()) >= 5
    assert len({row["ecrit"] for row in rows()}) == len(rows()) > 160
    assert sum(not is_read(row) for row in rows()) > 20


def test_a_file_and_the_command_take_a_text_for_the_same_commune_and_say_the_same(bvm):
    for row in rows():
        text = row["ecrit"]
        document, problems = parse_document(defi(commune=text), FicheDefi, "x", "defis/x.md")
        told = {each.kind for each in problems if each.kind.startswith(("commune", "departement"))}
        result = bvm("geographie", text)
        if is_read(row):
            place = document.fiche.commune
            assert (place.insee, place.written) == (row["attendu"], row["lu"]), text
            assert told == {row["dit"]} - {""}, text
            assert (result.exit_code, place.label) == (0, result.stdout.splitlines()[0]), text
            (advice,) = [each.message for each in problems if each.kind in told] or [""]
            assert advice in result.stdout
        else:
            assert (document, told, result.exit_code) == (None, {row["attendu"]}, 1), text
            with pytest.raises(PlaceRefused) as caught:
                find_commune(text)
            assert KINDS[row["attendu"]].sentence.format(**caught.value.values) in result.stderr


def test_who_answers_a_form_is_told_how_the_commune_was_read(tmp_path):
    answers = ANSWERS["annoncer"] | {"commune": "Mairie de Courcouronnes"}
    request = Request(12, rendered("annoncer", answers), is_open=True, asked_on=TODAY)
    made = propose(
        request, Reader(tmp_path).read().catalogue, partial(read_as_written, tmp_path), TODAY
    )
    said = plain(ready(made, PublishedSite(Reader(tmp_path).read().catalogue), 1))
    assert "Évry-Courcouronnes, Essonne" in said
    assert "« Courcouronnes » s’appelle aujourd’hui Évry-Courcouronnes (Essonne)" in said


def test_a_form_takes_a_code_for_one_of_the_post_and_lets_who_typed_it_choose():
    form = forms()["annonce"]
    for row in rows():
        told = check(form, {"commune": row["ecrit"]})
        kinds = {each.kind for each in told if each.field == "La commune"}
        assert kinds == {row["au_formulaire"]} - {""}, row["ecrit"]
    (told,) = [each for each in check(form, {"commune": "13008"}) if each.field == "La commune"]
    assert "le code postal de « Marseille 8e (Bouches-du-Rhône) »" in told.message
    assert "aussi le code INSEE d’une autre commune : Aurons" in told.message
