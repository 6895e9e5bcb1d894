"""Lists of défis: what stands in which, in what order, cut into which pages; and their cards."""

from __future__ import annotations

import posixpath
import re
from datetime import date, timedelta

import pytest
from drawing import many, site_of
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import words
from values import MIRECOURT, defi, guide, pilote, theme
from worlds import TODAY

from generator import addresses
from generator.content.model import ProchaineAction
from generator.content.vocabulary import ETATS, PHASES, TERRITOIRES, slugs
from generator.geography import find_commune, find_departement
from generator.outputs.kit.site_view import SiteView
from generator.outputs.lists.list_page import draw_list_page, list_view
from generator.outputs.lists.lists import PER_PAGE, list_pages, make_lists


@pytest.mark.parametrize(
    ("count", "pages", "last"), [(0, 1, 0), (1, 1, 1), (24, 1, 24), (25, 2, 1), (49, 3, 1)]
)
def test_a_list_is_cut_into_pages_of_twenty_four(count, pages, last):
    site = site_of(*many(count))
    lists = site.once(make_lists)
    one = lists["defis/"]
    assert (PER_PAGE, one.page_count) == (24, pages)
    views = [list_view(site, one, number) for number in range(1, pages + 1)]
    shown = [re.findall(r"defis/(d\d+)/", view.cartes) for view in views]
    assert [slug for page in shown for slug in page] == [d.slug for d in site.ordered]
    assert len(shown[-1]) == last
    assert all(len(page) == 24 for page in shown[:-1])
    assert [view.compte.total for view in views] == [count] * pages


def test_the_pages_of_a_list_lead_to_one_another():
    site = site_of(*many(49))
    lists = site.once(make_lists)
    one = lists["defis/"]
    first, middle, last = (list_view(site, one, number) for number in (1, 2, 3))
    assert (first.precedente, first.suivante) == ("", "../defis/page/2/")
    assert (middle.precedente, middle.suivante) == ("../../../defis/", "../../../defis/page/3/")
    assert (last.precedente, last.suivante) == ("../../../defis/page/2/", "")
    assert [(link.numero, link.courante) for link in middle.pages] == [
        (1, False), (2, True), (3, False),
    ]  # fmt: skip
    assert middle.pages[0].url == "../../../defis/"


def test_a_list_of_one_page_shows_no_number():
    site = site_of(*many(24))
    lists = site.once(make_lists)
    assert list_view(site, lists["defis/"]).pages == []


@pytest.mark.parametrize(
    ("current", "shown"),
    [
        (1, [1, 2, 3, 12]),
        (2, [1, 2, 3, 4, 12]),
        (4, [1, 2, 3, 4, 5, 6, 12]),
        (6, [1, 4, 5, 6, 7, 8, 12]),
        (11, [1, 9, 10, 11, 12]),
        (12, [1, 10, 11, 12]),
    ],
)
def test_a_long_list_shows_its_first_page_its_last_and_those_around(current, shown):
    site = site_of(*many(12 * 24))
    lists = site.once(make_lists)
    view = list_view(site, lists["defis/"], current)
    assert [link.numero for link in view.pages] == shown


def test_an_empty_list_says_so_and_how_to_begin():
    site = site_of()
    lists = site.once(make_lists)
    view = list_view(site, lists["phases/creaction/"])
    assert (view.compte.total, view.cartes, view.devenus) == (0, "", "")
    assert view.agir.boutons


PLACES = [MIRECOURT, find_commune("Épinal"), find_commune("Ajaccio"), find_commune("88500 Poussay")]
PILOTES = {
    "vosges": pilote("vosges", departements=(find_departement("88"),)),
    "ailleurs": pilote("ailleurs", communes=(find_commune("Épinal"),)),
}


@st.composite
def catalogues(draw):
    return [
        defi(
            f"d{number}",
            phase=draw(st.sampled_from(slugs(PHASES))),
            territoire=draw(st.sampled_from(slugs(TERRITOIRES))),
            etat=draw(st.sampled_from(slugs(ETATS))),
            themes=tuple(draw(st.sets(st.sampled_from(["culture", "nature"])))),
            commune=draw(st.sampled_from(PLACES)),
            autres_communes=tuple(draw(st.lists(st.sampled_from(PLACES), max_size=2))),
            accompagne_par=draw(st.sampled_from([None, "vosges", "ailleurs"])),
            depuis=TODAY - timedelta(days=draw(st.integers(0, 3))),
        )
        for number in range(draw(st.integers(0, 30)))
    ]


@settings(max_examples=30)
@given(catalogues())
def test_each_defi_stands_once_in_each_list_that_is_its_own(defis):
    site = site_of(*defis, themes=[theme("culture"), theme("nature")], pilotes=PILOTES)
    lists = site.once(make_lists)
    for one in lists.values():
        found = []
        for number in range(1, one.page_count + 1):
            view = list_view(site, one, number)
            assert view.compte.total == len(lists[one.address].members) == len(one.members)
            found += re.findall(r"defis/(d\d+)/", view.cartes + view.devenus)
        assert sorted(found) == sorted(
            each.slug for each in defis if one.address in _lists_of(each)
        )


def _lists_of(one):
    return {
        "defis/", f"phases/{one.phase}/", f"territoires/{one.territoire}/",
        f"phases/{one.phase}/{one.territoire}/", *(f"themes/{slug}/" for slug in one.themes),
        *(f"departements/{place.insee[:2].lower()}/" for place in one.communes),
        *(f"territoires/pilotes/{slug}/" for slug in _pilote_of(one)),
    }  # fmt: skip


def _pilote_of(one):
    """The territory that a défi names; else that of its commune, before that of its département."""
    held = {"Épinal": "ailleurs", "Mirecourt": "vosges", "Poussay": "vosges"}
    return filter(None, [one.accompagne_par or held.get(one.commune.nom)])


@settings(max_examples=30)
@given(catalogues(), st.randoms())
def test_the_order_of_the_catalogue_does_not_change_that_of_the_lists(defis, random):
    shuffled = random.sample(defis, len(defis))
    assert site_of(*defis).ordered == site_of(*shuffled).ordered


def test_the_living_come_first_then_the_nearest_date_then_the_latest_change():
    def action(after):
        return ProchaineAction(date=TODAY + timedelta(days=after), quoi="a")

    defis = [
        defi("abouti", etat="abouti", prochaine_action=action(1)),
        defi("ancien", depuis=date(2026, 1, 1)),
        defi("recent", depuis=date(2026, 11, 1)),
        defi("passe", depuis=date(2026, 10, 1), prochaine_action=action(-1)),
        defi("plus-tard", prochaine_action=action(9)),
        defi("b-bientot", prochaine_action=action(2)),
        defi("a-bientot", prochaine_action=action(2)),
    ]
    assert [each.slug for each in site_of(*defis).ordered] == [
        "a-bientot", "b-bientot", "plus-tard", "recent", "passe", "ancien", "abouti",
    ]  # fmt: skip


def test_what_became_of_finished_ones_stands_apart():
    site = site_of(defi("vivant"), defi("pause", etat="en-pause"), defi("fini", etat="arrete"))
    lists = site.once(make_lists)
    view = list_view(site, lists["defis/"])
    assert re.findall(r"defis/(\w+)/", view.cartes) == ["pause", "vivant"]
    assert re.findall(r"defis/(\w+)/", view.devenus) == ["fini"]


def test_each_choice_of_a_list_is_a_list_with_its_count():
    site = site_of(*many(3), defi("champ", phase="informaction", territoire="rural"))
    lists = site.once(make_lists)
    for one in lists.values():
        for facet in list_view(site, one).facettes:
            assert sum(choice.courante for choice in facet.puces) == 1
            for choice in facet.puces:
                target = posixpath.normpath(f"/{one.address}{choice.url}").strip("/") + "/"
                assert choice.nombre == len(lists[target].members)


@pytest.mark.parametrize("titre", ["Culture", "Accueil", "Les thèmes"])
def test_the_way_down_to_a_list_ends_where_one_is(titre):
    site = site_of(themes=[theme("x", titre)])
    lists = site.once(make_lists)
    view = list_view(site, lists["themes/x/"])
    assert list(view.fil) == [
        ("Accueil", "../../"), ("Les thèmes", "../../themes/"), (titre, ""),
    ]  # fmt: skip


def test_mkdocs_draws_the_first_page_of_lists_that_have_a_text():
    site = site_of(*many(25), themes=[theme("culture")])
    lists = site.once(make_lists)
    drawn = {addresses.page(one.address, number) for one, number in list_pages(lists)}
    assert {"defis/", "defis/page/2/", "phases/creaction/page/2/"} <= drawn
    assert "phases/informaction/rural/" in drawn
    assert not drawn & {"phases/creaction/", "territoires/rural/", "themes/culture/"}


def test_a_page_of_a_list_is_a_whole_page_at_its_address():
    site = site_of(*many(25), url="https://exemple.fr/")
    lists = site.once(make_lists)
    one = lists["phases/creaction/"]
    (page,) = draw_list_page(site, site.shell("defis"), one, 2)
    assert page.path == "phases/creaction/page/2/index.html"
    html = page.content.decode()
    assert html.startswith("<!doctype html>")
    assert "<title>Cré’action, page 2 " in html
    assert '<link rel="canonical" href="https://exemple.fr/phases/creaction/page/2/">' in html
    assert 'href="../../../../defis/d024/"' in html
    assert '<a class="logo" href="../../../../">' in html


@pytest.mark.parametrize(
    ("adresse", "said"),
    [("mairie@exemple.fr", "Le vôtre peut être le premier."), ("", "Préparez le vôtre")],
)
def test_an_empty_list_asks_for_what_can_be_done_on_its_site(adresse, said):
    site = site_of(view=SiteView(nom="Bien Vivre", description="Ici", adresse=adresse))
    (page,) = draw_list_page(site, site.shell("defis"), site.once(make_lists)["defis/"], 1)
    main = page.content.decode().partition("<main")[2]
    asked = re.findall(r'(?:data-premier="|/proposer/">)([^<"]*)', main)[:2]
    assert [each.startswith(said) for each in asked] == [True, True]


# Cards.


def test_a_card_leads_to_its_defi_from_any_depth():
    site = site_of(defi("cafe"))
    assert 'href="./defis/cafe/"' in site.cards_of(site.ordered, "./")
    assert 'href="../../defis/cafe/"' in site.cards_of(site.ordered, "../../")


def test_a_list_does_not_repeat_on_each_card_what_its_head_says():
    site = site_of(defi("cafe"), defi("fete", titre="\1Fête\2"))
    whole, without_phase, bare = (
        words(site.cards_of(site.ordered, "./", said=said))
        for said in ([], ["etape"], ["etape", "type"])
    )
    assert whole.count("Cré’action") == whole.count("territoire petite ville") == 2
    assert "Cré’action" not in without_phase
    assert without_phase.count("territoire petite ville") == 2
    assert "territoire" not in bare
    assert bare.count("Mirecourt, Vosges") == 2
    assert not set("\1\2\3") & set(whole + bare)


@pytest.mark.parametrize("there", [True, False])
def test_the_list_of_a_phase_ends_on_its_guide_where_the_site_has_it(there):
    site = site_of(guides={"premier-debat": guide("premier-debat")} if there else {})
    lists = site.once(make_lists)
    view = list_view(site, lists["phases/informaction/"])
    addresses = [address for _, address, _ in view.agir.boutons]
    read = ["../../ressources/premier-debat/"] if there else []
    assert addresses == [*read, "../../proposer/"]
