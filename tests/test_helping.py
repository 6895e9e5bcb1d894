"""Which needs and offers meet: the same nature, a theme in common, near, still open, both real or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from values import annonce, defi

from generator.accompaniment import helping
from generator.accompaniment.helping import MOST, CoupDeMain, Matches, of_need, offered, sought
from generator.content.model import Besoin, Defi
from generator.geography import NEAR_KM, find_commune

TOOL = "materiel"
THEMES = ("habitat", "nature")
MIRECOURT, VITTEL, RENNES = "Mirecourt (Vosges)", "Vittel (Vosges)", "Rennes (Ille-et-Vilaine)"


def looking(slug: str = "cherche", quoi: str = "Une échelle", **more: Any) -> Defi:
    need = Besoin(quoi=quoi, nature=TOOL, pourvu_le=more.pop("pourvu_le", None))
    return defi(slug, besoins=(need,), **({"themes": THEMES} | more))


def lending(slug: str = "prete", quoi: str = "Notre échelle", **more: Any) -> Defi:
    offer = Besoin(
        quoi=quoi, nature=more.pop("nature", TOOL), pourvu_le=more.pop("pourvu_le", None)
    )
    return defi(slug, offres=(offer,), **({"themes": ("nature",), "commune": VITTEL} | more))


def met(*defis: Defi, annonces: Any = ()) -> list[tuple[str, str]]:
    """What meets, from both sides: they must tell the same."""
    needs, offers = list(sought(defis, annonces)), list(offered(defis, annonces))
    found = [(need.quoi, m.une.quoi) for need in needs for m in Matches(offers).of(need)]
    back = [(m.une.quoi, offer.quoi) for offer in offers for m in Matches(needs).of(offer)]
    assert sorted(found) == sorted(back)
    return found


def test_near_of_the_same_nature_and_theme_they_meet_on_both_sides():
    [need], [offer] = sought([looking()], ()), offered([lending()], ())
    [one] = Matches([offer]).of(need)
    assert (one.une, round(one.km)) == (offer, 18)
    [other] = Matches([need]).of(offer)
    assert (other.une, other.km) == (need, one.km)


@pytest.mark.parametrize(
    "more",
    [
        {"commune": RENNES},
        {"nature": "temps"},
        {"themes": ("sante",)},
        {"themes": ()},
        {"pourvu_le": date(2026, 11, 1)},
        {"etat": "abouti"},
        {"exemple": True},
    ],
    ids=["far", "other-nature", "other-theme", "no-theme", "taken", "finished", "invented"],
)
def test_what_differs_does_not_meet(more):
    assert met(looking(), lending()) == [("Une échelle", "Notre échelle")]
    assert met(looking(), lending(**more)) == []


def test_a_need_that_is_met_or_over_meets_nothing():
    assert met(looking(pourvu_le=date(2026, 11, 1)), lending()) == []
    assert met(looking(etat="arrete"), lending()) == []


def test_examples_meet_each_other():
    assert len(met(looking(exemple=True), lending(exemple=True))) == 1


def test_annonces_meet_what_defis_say_but_wishes_look_for_nothing():
    said = {"nature": TOOL, "themes": THEMES}
    some = [
        annonce("a", genre="offre", texte="Ma remorque", **said),
        annonce("b", genre="besoin", texte="Une remorque", **said),
        annonce("c", genre="envie", texte="Une envie", **said),
        annonce("d", genre="offre", texte="Sans nature", themes=THEMES),
    ]
    assert set(met(looking(), annonces=some)) == {
        ("Une échelle", "Ma remorque"),
        ("Une remorque", "Ma remorque"),
    }


def test_the_nearest_of_several_communes_tells_the_distance():
    towns = (find_commune(MIRECOURT),)
    many = looking(commune=RENNES, autres_communes=towns)
    [one] = Matches(offered([lending(commune=MIRECOURT)], ())).of(next(sought([many], ())))
    assert one.km == 0


def test_a_commune_without_a_known_place_meets_its_own_only():
    nowhere = find_commune(MIRECOURT)._replace(point=None)
    here, near = lending("ici", "Ici", commune=nowhere), lending("pres", "Près")
    assert met(looking(commune=nowhere), here, near) == [("Une échelle", "Ici")]


def test_a_group_never_meets_itself():
    need, offer = Besoin(quoi="Une scie", nature=TOOL), Besoin(quoi="Une scie", nature=TOOL)
    assert met(defi("seul", besoins=(need,), offres=(offer,), themes=THEMES)) == []


def test_of_as_many_words_the_nearest_come_first_and_a_few_are_told():
    towns = (RENNES, VITTEL, "Poussay (Vosges)", MIRECOURT, "Mattaincourt (Vosges)")
    offers = [lending(f"d{rank}", town, commune=town) for rank, town in enumerate(towns)]
    found = Matches(offered(offers, ())).of(next(sought([looking()], ())))
    assert len(found) == MOST
    assert found[0].une.quoi == MIRECOURT
    assert [m.km for m in found] == sorted(m.km for m in found)


def test_what_says_the_same_words_comes_first_then_the_nearest_then_the_latest_then_names():
    need = looking(quoi="Deux percolateurs, même anciens, le samedi")
    offers = [
        lending("a", "Deux percolateurs de trente tasses", commune="Épinal (Vosges)"),
        lending("b", "Une petite scène démontable, le samedi", commune="Poussay (Vosges)"),
    ]
    found = Matches(offered(offers, ())).of(next(sought([need], ())))
    assert [m.une.defi.slug for m in found if m.une.defi] == ["a", "b"]
    assert found[0].km > found[1].km
    said = {"nature": TOOL, "themes": THEMES, "genre": "offre"}
    days = {"a": date(2026, 9, 1), "b": date(2027, 5, 2), "c": date(2026, 10, 1)}
    some = [annonce(slug, depuis=day, texte=slug, **said) for slug, day in days.items()]
    late = lending("z", "z", commune=MIRECOURT)  # nobody said since when

    def order(today: date) -> list[str]:
        others = offered([late], some, today)
        return [m.une.quoi for m in Matches(others).of(next(sought([looking()], ())))]

    assert order(date(2026, 12, 1)) == ["b", "c", "a"]
    assert order(date(2026, 9, 15)) == ["b", "c", "a"], "what is told of the future was said today"


def test_what_is_said_in_the_future_counts_as_said_today():
    today = date(2026, 12, 1)
    slip = Besoin(quoi="Une échelle", nature=TOOL, depuis=date(2031, 1, 1))
    [one] = sought([defi(besoins=(slip,))], (), today)
    assert (one.depuis, one.besoin) == (today, slip)


def test_one_is_told_to_be_of_the_same_commune_whichever_is_named_first():
    towns = (find_commune("Paris 18e"), find_commune(VITTEL))
    need = looking(commune=RENNES, autres_communes=towns)
    offers = [lending("a", commune="Paris 19e"), lending("b"), lending("c", commune=MIRECOURT)]
    found = Matches(offered(offers, ())).of(next(sought([need], ())))
    assert {m.une.defi.slug: m.meme_commune for m in found if m.une.defi} == {
        "a": True,
        "b": True,
        "c": False,
    }


def test_a_big_town_is_not_looked_at_whole_for_each(monkeypatch):
    looked = []
    monkeypatch.setattr(helping, "_shared", lambda *texts: looked.append(texts) or 0)
    some = [lending(f"d{rank}", commune="Paris (75)") for rank in range(200)]
    [need] = sought([looking(commune="Paris (75)")], ())
    assert len(Matches(offered(some, ())).of(need)) == MOST
    assert len(looked) < len(some) / 2


def test_at_one_distance_names_give_the_order():
    offers = [lending(slug, slug, commune=MIRECOURT) for slug in ("b", "a", "c")]
    found = Matches(offered(offers, ())).of(next(sought([looking()], ())))
    assert [m.une.quoi for m in found] == ["a", "b", "c"]


PLACES = [find_commune(name) for name in (MIRECOURT, VITTEL, RENNES, "Épinal (Vosges)", "Paris")]
one_thing = st.builds(
    lambda slug, themes, places, nature, is_example: of_need(
        defi(
            slug, themes=themes, commune=places[0], autres_communes=places[1:], exemple=is_example
        ),
        Besoin(quoi=slug, nature=nature),
    ),
    st.uuids().map(str),
    st.lists(st.sampled_from(("habitat", "nature", "sante")), max_size=2).map(tuple),
    st.lists(st.sampled_from(PLACES), min_size=1, max_size=2, unique=True).map(tuple),
    st.sampled_from(("temps", TOOL)),
    st.booleans(),
)


@given(st.lists(one_thing, max_size=MOST), st.lists(one_thing, max_size=MOST))
def test_to_meet_goes_both_ways_and_never_far(needs: list[CoupDeMain], offers: list[CoupDeMain]):
    def pairs(some: list[CoupDeMain], others: list[CoupDeMain]) -> set[tuple[str, str, float]]:
        found = [(one, m) for one in some for m in Matches(others).of(one)]
        assert all(m.km <= NEAR_KM and m.une.exemple == one.exemple for one, m in found)
        return {(one.quoi, m.une.quoi, round(m.km, 6)) for one, m in found}

    back = {(other, one, km) for one, other, km in pairs(offers, needs)}
    assert pairs(needs, offers) == back
