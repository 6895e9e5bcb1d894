"""What changed lately: which things are news, and in what order."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from values import defi, rencontre
from worlds import TODAY

from generator.accompaniment.news import latest, road
from generator.content.model import Besoin, DecisionPrise, Entree, EtapePassee

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
        rencontre(date(2026, 11, 7), "Marché", statut="tenue"),
    ),
)


def told(*defis, today=TODAY, count=50):
    return [(one.slug, moment.genre, moment.texte) for one, moment in latest(defis, today, count)]


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
    phases = [moment.phase for _, moment in latest([RICH], TODAY, 50)]
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
    whole = latest(defis, TODAY, 1000)
    assert [moment.day for _, moment in whole] == sorted(
        (moment.day for _, moment in whole), reverse=True
    )
    mixed = random.sample(defis, len(defis))
    assert latest(mixed, TODAY, count) == whole[:count]
