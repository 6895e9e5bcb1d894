"""Examples stay alive on the pages, their files untouched, and never pass for real."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, time, timedelta
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import orjson
import pytest
import samples
from values import MIRECOURT, annonce, defi
from worlds import settings, write

from generator.accompaniment.examples import moved
from generator.content.catalogue import Catalogue
from generator.content.fiches import FicheAnnonce
from generator.content.model import Defi, FicheDefi, Group
from generator.geography import Commune

WRITTEN = date(2026, 11, 22)
LATER = [date(2027, 5, 23), date(2029, 11, 25)]
"""Six months later, three years later; both on a day of the week on which they move."""

ISO = re.compile(r"\d{4}-\d\d-\d\d")


def days_in(value: object) -> list[str]:
    """Every day that a value holds, as the data of the site says it."""
    return ISO.findall(orjson.dumps(value, default=str).decode())


def catalogue_of(*defis: Defi, annonces: Any = ()) -> Catalogue:
    return Catalogue(
        defis={each.slug: each for each in defis}, annonces={each.slug: each for each in annonces}
    )


# --- Their days follow the day of the build -----------------------------------------------------


def filled(hint: Any, day: date) -> Any:
    """A value of a type of the model that says all it may: `day` wherever there is one."""
    if isinstance(hint, type) and issubclass(hint, Group):
        hints = get_type_hints(hint, include_extras=True)
        written: Any = [each.name for each in fields(hint) if each.init]  # type: ignore[arg-type]
        return hint(**{name: filled(hints[name], day) for name in written})
    match get_origin(hint), get_args(hint):
        case (origin, (inside, *_)) if origin in {Annotated, Union, UnionType}:
            return filled(inside, day)
        case (origin, (inside, *_)) if origin is tuple:
            return (filled(inside, day),)
    return {date: day, time: time(20), bool: True, Commune: MIRECOURT}.get(hint, "un mot")


@pytest.mark.parametrize(("kind", "at_least"), [(FicheDefi, 16), (FicheAnnonce, 2)])
def test_every_day_of_the_model_moves_by_the_same_whole_weeks(kind, at_least):
    """A key that is added to the model moves too: nothing names them."""
    before = filled(kind, date(2026, 12, 5))
    days = days_in(before)
    assert len(days) >= at_least
    if kind is FicheDefi:
        told = {each.name: getattr(before, each.name) for each in fields(kind)}
        after: Any = moved(catalogue_of(Defi(slug="cafe", **told)), WRITTEN, LATER[0])
        after = after.defis["cafe"]
    else:
        one = annonce(
            "une-envie", **{each.name: getattr(before, each.name) for each in fields(kind)}
        )
        after = moved(catalogue_of(annonces=[one]), WRITTEN, LATER[0]).annonces["une-envie"].fiche
    ahead = date(2026, 12, 5) + (LATER[0] - WRITTEN)
    assert days_in(after) == [str(ahead)] * len(days)


def test_they_move_by_weeks_never_back_and_only_they_move():
    invented = defi("cafe", exemple=True, depuis=date(2026, 11, 7))
    real = defi("lavoir", depuis=date(2026, 11, 7))
    known = catalogue_of(invented, real)

    def seen(today, written_for=WRITTEN):
        return moved(known, written_for, today).defis["cafe"].depuis

    assert seen(WRITTEN + timedelta(days=6)) == date(2026, 11, 7)
    assert seen(WRITTEN + timedelta(days=7)) == date(2026, 11, 14)
    assert seen(WRITTEN + timedelta(days=20)) == date(2026, 11, 21)
    assert seen(WRITTEN - timedelta(days=99)) == date(2026, 11, 7)
    assert moved(known, None, LATER[1]) is known
    assert moved(known, WRITTEN, LATER[1]).defis["lavoir"] is real
    last = catalogue_of(defi("cafe", exemple=True, depuis=date.max))
    assert moved(last, WRITTEN, LATER[1]).defis["cafe"].depuis == date.max


EXAMPLE = samples.faultless(
    exemple="true",
    rencontres=[
        {"date": "2026-11-07", "titre": "Un débat", "genre": "debat", "lieu": "La halle",
         "statut": "tenue", "compte_rendu": "Nous étions douze."},
        {"date": "2026-12-05", "titre": "La fête", "genre": "fete", "lieu": "La halle",
         "statut": "prevue", "debut": "18:30"},
    ],
    journal=[{"date": "2026-11-21", "texte": "On a compté les tasses."}],
)  # fmt: skip


def test_on_any_later_day_the_check_says_nothing_of_them(tmp_path, bvm, monkeypatch):
    write(tmp_path, {
        "mkdocs.yml": settings(exemples_du=str(WRITTEN)),
        "defis/cafe.md": EXAMPLE,
        "annonces/envie.md": samples.annonce("Chanter à plusieurs", exemple="true"),
        "content/index.md": "---\ntitre: Ici\nresume: Ici.\n---\n",
    })  # fmt: skip
    (tmp_path / "overrides").mkdir()
    for day in (*LATER, *(LATER[0] + timedelta(days=days) for days in range(1, 7))):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str((day - date(1970, 1, 1)).days * 86400 + 43200))
        assert "cafe.md" not in bvm("verifier").output, day
    write(tmp_path, {"mkdocs.yml": settings()})
    assert "cafe.md:11: prochaine_action.date" in bvm("verifier").output
    assert (tmp_path / "defis" / "cafe.md").read_text("utf-8") == EXAMPLE
