"""The world of the tests is right and shows everything, for what is looked at on its pages."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain

import pytest
from worlds import TODAY, WORLD

from generator.content.catalogue import Catalogue
from generator.content.reader import Reader
from generator.content.vocabulary import ETATS, GENRES_ANNONCE, PHASES, SUITES, TERRITOIRES, slugs
from generator.verification import verify


@pytest.fixture(scope="module")
def world() -> Catalogue:
    return Reader(WORLD).read().catalogue


def test_it_passes_the_check():
    """Its days stand still, since no setting moves them: its phrases may say a moment."""
    problems = verify(WORLD, today=TODAY, environ={})
    wrong = [each for each in problems if each.is_error]
    assert [str(each) for each in wrong] == []


def test_it_has_defis_of_each_phase_each_type_of_territory_and_each_state(world):
    defis = world.defis.values()
    assert {each.phase for each in defis} == set(slugs(PHASES))
    assert {each.territoire for each in defis} == set(slugs(TERRITOIRES))
    assert {each.etat for each in defis} == set(slugs(ETATS))


def test_its_finished_defis_say_what_was_learned(world):
    finished = [each for each in world.defis.values() if each.is_finished]
    assert all(each.bilan and each.bilan.appris and each.bilan.suite for each in finished)


def test_its_defis_are_tied_to_one_another_and_take_up_annonces(world):
    assert world.parts()
    assert world.inspired()
    assert world.taken_up()


def test_it_has_a_budget_that_balances_with_money_not_yet_there(world):
    def balanced(money):
        spent = sum((each.montant for each in money.depenses), Decimal(0))
        return spent and spent == sum((each.montant for each in money.recettes), Decimal(0))

    budgets = [each.financement for each in world.defis.values() if each.financement]
    assert any(
        balanced(money) and len({row.statut for row in money.recettes}) > 1 for money in budgets
    )


def test_it_has_trials_of_every_end_and_decisions(world):
    defis = world.defis.values()
    trials = chain.from_iterable(each.experiences for each in defis)
    assert {trial.suite for trial in trials if trial.suite} == set(slugs(SUITES))
    assert any(each.decisions for each in defis)


def test_it_has_annonces_of_every_genre(world):
    genres = {each.fiche.genre for each in world.annonces.values()}
    assert genres == set(slugs(GENRES_ANNONCE))


def test_it_has_a_pilot_territory_of_each_type_which_accompanies_a_defi(world):
    kinds = {each.fiche.territoire for each in world.pilotes.values()}
    assert kinds == set(slugs(TERRITOIRES))
    assert set(world.pilotes) <= {world.areas().pilote_of(defi) for defi in world.defis.values()}


def test_all_of_it_is_an_example_that_stands_on_a_map(world):
    told = [each.fiche for each in (*world.annonces.values(), *world.pilotes.values())]
    assert all(each.exemple for each in (*world.defis.values(), *told))
    places = [place for each in world.defis.values() for place in each.communes]
    places += [each.fiche.commune for each in world.annonces.values()]
    places += [place for each in world.pilotes.values() for place in each.fiche.communes]
    assert [place.label for place in places if place.point is None] == []
