"""What changed lately: which things are news, in what order, and what a reader is told of them."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import escape

import pytest
from drawing import site_of
from hostile import RAW
from hypothesis import given
from hypothesis import strategies as st
from reading import plain
from values import defi, rencontre
from worlds import TODAY

from generator.accompaniment.news import last_change, latest, road
from generator.content.model import Besoin, DecisionPrise, Entree, EtapePassee
from generator.outputs.news import JSON, SHOWN, news_view
from generator.text.typography import jour_court

RICH = defi(
    "cafe",
    phase="creaction",
    depuis=date(2026, 10, 1),
    historique=(EtapePassee(phase="informaction", depuis=date(2026, 9, 1)),),
    journal=(Entree(date=date(2026, 9, 20), texte="Première soirée"),),
    decisions=(DecisionPrise(date=date(2026, 10, 9), texte="On ouvre à deux"),),
    besoins=(
        Besoin(quoi="Un percolateur", nature="materiel", pourvu_le=date(2026, 11, 3)),
        Besoin(quoi="Une salle", nature="lieu"),
    ),
    rencontres=(
        rencontre(date(2026, 11, 5), "Bal", statut="tenue", compte_rendu="On a dansé."),
        rencontre(date(2026, 11, 6), "Fête", statut="annulee", compte_rendu="Orage."),
        rencontre(date(2026, 11, 7), "Marché", statut="tenue"),
    ),
)


def newest(defis, today=TODAY, count=SHOWN):
    changes = {each.slug: last_change(each, today) for each in defis}
    return latest(defis, changes, today, count)


def told(*defis, today=TODAY, count=SHOWN):
    return [(one.slug, moment.genre, moment.texte) for one, moment in newest(defis, today, count)]


def test_a_step_a_line_of_the_journal_a_decision_a_find_and_minutes_are_news() -> None:
    assert told(RICH) == [
        ("cafe", "compte-rendu", "Bal"),
        ("cafe", "besoin", "Un percolateur"),
        ("cafe", "decision", "On ouvre à deux"),
        ("cafe", "etape", "passage en Cré’action."),
        ("cafe", "journal", "Première soirée"),
        ("cafe", "etape", "le défi commence, en Inform’action."),
    ]


def test_each_is_told_in_the_phase_of_its_day() -> None:
    phases = [moment.phase for _, moment in newest([RICH])]
    assert phases == ["creaction"] * 4 + ["informaction"] * 2


def test_what_is_dated_after_today_has_not_happened() -> None:
    later = defi("loin", depuis=TODAY + timedelta(days=1))
    assert told(later) == []
    assert told(RICH, today=date(2026, 9, 20))[0] == ("cafe", "journal", "Première soirée")


def test_the_road_of_a_defi_tells_its_steps_and_its_journal_only() -> None:
    assert {moment.genre for moment in road(RICH)} == {"etape", "journal"}


DAYS = st.integers(0, 40).map(lambda days: TODAY - timedelta(days=days))


@given(
    st.lists(st.tuples(DAYS, st.lists(DAYS, max_size=4)), max_size=6),
    st.integers(0, 30),
    st.randoms(),
)
def test_the_latest_come_first_whatever_the_order_of_the_files(groups, count, random) -> None:
    defis = [
        defi(f"d{n}", depuis=begun, journal=tuple(Entree(date=day, texte="x") for day in days))
        for n, (begun, days) in enumerate(groups)
    ]
    whole = newest(defis, count=1000)
    assert [moment.day for _, moment in whole] == sorted(
        (moment.day for _, moment in whole), reverse=True
    )
    mixed = random.sample(defis, len(defis))
    assert newest(mixed, count=count) == whole[:count]


def test_the_page_tells_them_by_month_with_where_and_by_whom() -> None:
    (november, first), (october, _), (september, _) = news_view(site_of(RICH), "").mois
    assert (november, october, september) == ("Novembre 2026", "Octobre 2026", "Septembre 2026")
    assert [(one.slug, moment.texte, address) for one, moment, address in first] == [
        ("cafe", "Bal", "../defis/cafe/dossier/#recits"),
        ("cafe", "Un percolateur", "../defis/cafe/#besoins"),
    ]


@pytest.fixture(scope="module")
def page(site):
    return plain(site.page("suivi/"))


def test_each_news_leads_to_where_it_is_told(site) -> None:
    """On the page of its défi, or in its dossier when the page tells only what is more recent."""
    told = json.loads((site.folder / JSON).read_bytes())["nouvelles"]
    assert len(told) == SHOWN
    for each in told:
        address, _, anchor = each["page"].partition("#")
        heading = site.page(address).partition(f'id="{anchor}"')[2].partition("<h2")[0]
        assert plain(escape(each["texte"], quote=False)) in plain(heading), each


def test_what_the_page_of_a_defi_no_longer_tells_is_told_in_its_dossier() -> None:
    days = [date(2026, 10, day) for day in range(1, 8)]
    busy = defi(
        "actif",
        journal=tuple(Entree(date=day, texte=f"J{day.day}") for day in days),
        rencontres=tuple(
            rencontre(day, f"R{day.day}", statut="tenue", compte_rendu="x") for day in days
        ),
    )
    ((_, told),) = [month for month in news_view(site_of(busy), "").mois if "Oct" in month[0]]
    where = {moment.texte: address.removeprefix("../defis/actif/") for _, moment, address in told}
    assert [where[f"J{day}"] for day in (7, 5, 4)] == ["#chemin", "#chemin", "dossier/#chemin"]
    assert [where[f"R{day}"] for day in (7, 6)] == ["#recits", "dossier/#recits"]


def test_the_page_and_the_file_say_the_same(site, page) -> None:
    document = json.loads((site.folder / JSON).read_bytes())
    assert document["date"] == str(TODAY)
    days = [plain(jour_court(date.fromisoformat(each["date"]))) for each in document["nouvelles"]]
    assert re.findall(r'<li class="p\d"><strong>([^<]+)</strong>', page) == days
    assert all(each["exemple"] for each in document["nouvelles"])
    assert re.search(r"</a> \([A-ZÉ][^)]+\), ", page), "the kind of project follows its title"
    assert f'href="../{JSON}"' in page


def test_home_and_every_foot_lead_to_it(site) -> None:
    assert site.page("").count('href="./suivi/"') == 2
    assert '<a href="../../suivi/">Ce qui a changé</a>' in site.page("defis/plu-redon/")


def test_without_news_one_is_asked_for_some(bare) -> None:
    page = plain(bare.page("suivi/"))
    assert "Rien n’a bougé pour l’instant." in page
    assert 'href="../mettre-a-jour/"' in page
    assert json.loads((bare.folder / JSON).read_bytes())["nouvelles"] == []


def test_hostile_words_are_text(hostile) -> None:
    page = hostile.page("suivi/")
    assert not [sign for sign in RAW if sign.decode() in page]
    assert page.count("&lt;img src=x") >= 6
