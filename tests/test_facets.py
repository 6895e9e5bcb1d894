"""The ways to look at défis: which there are, and which défis stand in each."""

from __future__ import annotations

import pytest
from values import defi, pilote, theme
from worlds import WORLD

from generator.accompaniment.facets import By, facets
from generator.content.catalogue import Catalogue
from generator.content.reader import Reader
from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.geography import departements, find_commune, find_departement

CAFE = defi("cafe", themes=("culture",))
GARDEN = defi(
    "jardin",
    phase="informaction",
    territoire="rural",
    themes=("nature", "culture", "nature"),
    autres_communes=(find_commune("Nancy"), find_commune("Toul")),
)


@pytest.fixture(scope="module")
def found():
    """The facets of a small catalogue, by what its défis have in common and by name."""
    catalogue = Catalogue(
        defis={each.slug: each for each in (GARDEN, CAFE)},
        themes={slug: theme(slug) for slug in ("culture", "nature", "sante")},
        pilotes={"creuse": pilote("creuse", departements=(find_departement("88"),))},
    )
    return {(one.by, one.slug): one for one in facets(catalogue, catalogue.areas())}


@pytest.mark.parametrize(
    ("by", "slug", "members"),
    [
        (By.NOTHING, "", (GARDEN, CAFE)),
        (By.PHASE, "creaction", (CAFE,)),
        (By.PHASE, "activaction", ()),
        (By.BOTH, "informaction/rural", (GARDEN,)),
        (By.BOTH, "creaction/rural", ()),
        (By.TERRITORY, "rural", (GARDEN,)),
        (By.THEME, "culture", (GARDEN, CAFE)),
        (By.THEME, "nature", (GARDEN,)),
        (By.THEME, "sante", ()),
        (By.DEPARTEMENT, "88", (GARDEN, CAFE)),
        (By.DEPARTEMENT, "54", (GARDEN,)),
        (By.DEPARTEMENT, "2A", ()),
        (By.PILOTE, "creuse", (GARDEN, CAFE)),
    ],
)
def test_a_defi_stands_once_in_each_facet_that_is_its_own(found, by, slug, members):
    assert found[by, slug].members == members


def test_there_is_a_facet_for_each_word_and_each_place_that_has_none_too(found):
    names = [slug for by, slug in found if by is By.DEPARTEMENT]
    assert names == list(departements())
    assert len([1 for by, _ in found if by is By.BOTH]) == len(PHASES) * len(TERRITOIRES)


def test_a_facet_says_its_phase_and_its_type(found):
    both, phase = found[By.BOTH, "informaction/rural"], found[By.PHASE, "creaction"]
    assert (both.phase, both.territoire) == ("informaction", "rural")
    assert (phase.phase, phase.territoire) == ("creaction", "")
    assert {(one.phase, one.territoire) for one in found.values() if one.by is By.THEME} == {
        ("", "")
    }


def test_each_defi_stands_in_exactly_one_phase_and_one_territory():
    catalogue = Reader(WORLD).read().catalogue
    for by in (By.PHASE, By.TERRITORY, By.BOTH):
        some = [one for one in facets(catalogue, catalogue.areas()) if one.by is by]
        assert sorted(d.slug for one in some for d in one.members) == list(catalogue.defis)
