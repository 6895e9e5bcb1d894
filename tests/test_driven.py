"""Each gesture in a browser, on a défi that has something everywhere: what leaves changes its keys alone."""

from __future__ import annotations

import pytest
from beside import drawn, show, site_around
from doors import tell
from moves import MOVES, SLUG, TEXT, catalogue, changed, keys_of, written
from playwright.sync_api import Page
from visits import opened
from worlds import TODAY

from generator.content.fields import slugify
from generator.contributions.answers import value_of
from generator.forms.form import Kind
from generator.forms.gestures import gestures
from generator.geography import search_key

DRIVEN = [move for move in MOVES if move[3] == TEXT and "image" not in move[1]]
"""All that a page can send: a photograph is dropped elsewhere."""

SAID_OTHERWISE = {"19 décembre 2026": "Qui tient le comptoir ?", "21 juin 2027": "Le bal d’été"}
"""The rows that a letter names by their day: a page names them by their title."""


@pytest.fixture(scope="module")
def page(browser, home):
    """A page where the défi stands as its file says."""
    known = catalogue(TEXT)
    site = site_around(known.defis[SLUG], known, TODAY)
    files = drawn(site, SLUG)
    with opened(browser) as (page, seen):
        show(page, lambda: files, home())
        yield page
        assert seen.errors == seen.strangers == []


def typed(page: Page, gesture: str, answers: dict[str, str]) -> dict[str, str]:
    """The same answers, as the fields of a page take them."""
    return {name: _typed(page, gesture, name, said) for name, said in answers.items()}


def _typed(page: Page, gesture: str, name: str, said: str) -> str:
    question = gestures()[gesture].form.question(name)
    if question.kind is Kind.ROW:
        return _row(page, name, SAID_OTHERWISE.get(said, said))
    if question.kind is Kind.CHOICE:
        word = question.word(said)
        return next(term.label for term in question.terms if term.slug == word)
    if question.kind in {Kind.DATE, Kind.HOUR, Kind.NUMBER}:
        return str(value_of(question, said))
    return said


def _row(page: Page, name: str, said: str) -> str:
    """The row that a list of choices offers under some words."""
    offered = page.locator(f"select#q-{name} option").all_inner_texts()
    words = {*search_key(said).split()}
    return next(one for one in offered if words - {"les", "le"} <= {*search_key(one).split()})


@pytest.mark.parametrize(
    "gesture", sorted({move[0] for move in DRIVEN}), ids=slugify
)
def test_a_gesture_driven_in_a_browser_changes_its_keys_alone(page, home, gesture):
    address = f"{home()}mettre-a-jour/{gesture}/?defi={SLUG}"
    for _, answers, keys, text in (move for move in DRIVEN if move[0] == gesture):
        page.goto(address)
        page.locator("p.quel").wait_for()
        sent = tell(page, home(), gesture, SLUG, typed(page, gesture, answers))
        del sent["defi"], sent["accord"]
        assert changed(text, written(sent, text)) == keys_of(keys), (answers, sent)
