"""What the page of a défi says in words of its own: who is concerned, who could help, and how."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from drawing import site_of
from values import defi

from generator.content.vocabulary import CONCERNES, NATURES, STATUTS_PARTENAIRE, slugs
from generator.outputs.defis.context import defi_context, road_of
from generator.outputs.defis.page import defi_view

ALL = [
    some
    for size in range(1, len(CONCERNES) + 1)
    for some in combinations(slugs(CONCERNES)[::-1], size)
]


@pytest.mark.parametrize("some", ALL, ids="+".join)
def test_who_is_concerned_is_one_sentence_the_others_last(some):
    one = defi(concerne=some)
    known = defi_context(site_of(one), one)
    view = defi_view(one, known, road_of(one, known))
    said = view.gens.concerne
    assert re.fullmatch(r"Cette question touche (des|d’|un|plusieurs) ?[^.]+\.", said)
    assert said.endswith("d’autres personnes.") == ("autre" in some)


def test_where_one_stands_with_a_partner_is_said_as_one_speaks():
    said = [term.label for term in STATUTS_PARTENAIRE]
    assert said == ["on y pense", "on lui a écrit", "c’est oui"]


def test_each_need_is_answered_in_the_first_person(town):
    page = town("nobody").page("defis/loin/")
    found = re.findall(
        r'picto n-(\w+)">.*?<a href="[^"]*rejoindre/[^"]*besoin=[^>]*>(.*?)</a>', page
    )
    said = dict(found)
    assert tuple(said) == slugs(NATURES)
    assert all(re.match(r"(Je |J’)", each) for each in said.values())
    assert (said["argent"], said["materiel"]) == ("Je peux donner", "J’en ai")
