"""Each gesture in a browser, on a défi that has something everywhere: what leaves changes its keys alone."""

from __future__ import annotations

import pytest
from beside import drawn, known, show, site_around
from doors import tell
from moves import DEFI, MOVES, SLUG, TEXT, catalogue, changed, keys_of, leaves, written
from visits import opened
from worlds import TODAY

from generator.contributions.answers import value_of
from generator.forms.form import Kind, Question
from generator.forms.gestures import gestures
from generator.geography import search_key

WHOLE = {"besoin", "partenaire", "recette", "rencontre-change", "grand-jour", "decision"}
"""The gestures of which every move is driven: rows added, changed, closed, taken out.

The others change their rows by the same code, which `test_gestures` holds for each of them.
"""

SENT = [move for move in MOVES if move[3] == TEXT and "image" not in move[1]]
"""All that a page can send: a photograph is dropped elsewhere."""

DRIVEN = {
    gesture: [move for move in SENT if move[0] == gesture][: None if gesture in WHOLE else 1]
    for gesture in gestures()
}


@pytest.fixture(scope="module")
def page(browser, home):
    """A page where the défi stands as its file says."""
    beside = catalogue(TEXT)
    site = site_around(beside.defis[SLUG], beside, TODAY)
    files = {**known(site), **drawn(site, SLUG)}
    with opened(browser) as (page, seen):
        show(page, lambda: files, home())
        yield page
        assert seen.faults == seen.strangers == []  # a title is looked for as a name first


SAID_BY_DAY = {"19 décembre 2026": "Qui tient le comptoir ?", "21 juin 2027": "Le bal d’été"}
"""The rows that a letter names by their day: a page names them by their title."""


def typed(gesture: str, answers: dict[str, str]) -> dict[str, str]:
    """The same answers, as the fields of a page take them."""
    asked = gestures()[gesture].form
    return {name: _typed(asked.question(name), said) for name, said in answers.items()}


def _typed(question: Question, said: str) -> str:
    if question.kind is Kind.ROW:
        return _row(SAID_BY_DAY.get(said, said))
    if question.kind is Kind.CHOICE:
        word = question.word(said)
        return next(term.label for term in question.terms if term.slug == word)
    if question.kind in {Kind.DATE, Kind.HOUR, Kind.NUMBER}:
        return str(value_of(question, said))
    return said


def _row(said: str) -> str:
    """The text of the file that some words name."""
    words = {*search_key(said).split()} - {"les", "le"}
    return next(text for _, text in leaves(DEFI) if words <= {*search_key(text).split()})


@pytest.mark.parametrize("gesture", gestures())
def test_a_gesture_driven_in_a_browser_changes_its_keys_alone(page, home, gesture):
    rows = [q.id for q in gestures()[gesture].form.questions if q.kind is Kind.ROW]
    for _, answers, keys, text in DRIVEN[gesture]:
        sent = tell(page, home(), gesture, SLUG, typed(gesture, answers))
        assert [name for name in rows if page.locator(f"select#q-{name}").count() != 1] == []
        del sent["defi"], sent["accord"]
        assert changed(text, written(sent, text)) == keys_of(keys), (answers, sent)
