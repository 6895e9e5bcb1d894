"""What a review says of dates that are changed by hand: what to paste, so that calendars follow."""

from __future__ import annotations

import re

import pytest
from moves import DEFI, SLUG
from requests_sent import read_defi
from worlds import TODAY

from generator.contributions import moves
from generator.text.errors import Problem, name
from generator.text.front_matter import dump
from generator.text.kinds import KINDS

FIRST = {"date": "2026-12-05", "titre": "Réunion", "genre": "reunion", "lieu": "La halle",
         "statut": "prevue"}  # fmt: skip
SECOND = FIRST | {"date": "2026-12-12", "lieu": "La cure"}
NAMED = FIRST | {"id": "premiere", "revision": "2"}
EVENT = {key: NAMED[key] for key in ("date", "titre", "lieu", "id", "revision")}
BACK = {"quoi": "Le repas", "rythme": "Chaque mercredi", "id": "repas",
        "recurrence": {"jour": "mercredi", "debut": "12:00", "jusqu_au": "2027-06-30"}}  # fmt: skip
BARE = {key: DEFI[key] for key in list(DEFI)[:8]}


def rencontres(*rows: dict[str, str]) -> dict[str, object]:
    return {"rencontres": list(rows)}


def told(before: dict[str, object], after: dict[str, object]) -> list[tuple[str, str]]:
    """The place and what to write there, for each thing that is told."""
    one, other = (read_defi(dump(BARE | each, ""), SLUG)[0] for each in (before, after))
    found = list(moves.compare(one, other, TODAY))
    sentences = [KINDS[each.kind].sentence.format(**dict(each.values)) for each in found]
    lines = [re.split(r"Écrivez : |deux fois\. ", each)[-1] for each in sentences]
    return [(name(each.where), line) for each, line in zip(found, lines, strict=True)]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        # Two of one title, to which no file gives a name, moved by a week: neither is the other.
        (rencontres(FIRST, SECOND), rencontres(FIRST | {"date": "2026-12-12"}, SECOND | {"date": "2026-12-19"}),
         [("rencontres[1]", "id: reunion-2026-12-05"), ("rencontres[1]", "revision: 1"),
          ("rencontres[2]", "id: reunion-2026-12-12"), ("rencontres[2]", "revision: 1")]),
        (rencontres(FIRST, FIRST | {"date": "2026-12-12"}),
         rencontres(FIRST | {"date": "2026-12-12", "revision": "1"}, FIRST | {"date": "2026-12-19", "revision": "1"}),
         [("rencontres[1]", "id: reunion-2026-12-05"), ("rencontres[2]", "id: reunion-2026-12-12")]),
        (rencontres(FIRST, SECOND), rencontres(SECOND), []),
        (rencontres(FIRST), rencontres(FIRST, SECOND), []),
        (rencontres(FIRST), rencontres(FIRST | {"lieu": "la  Halle."}), []),
        (rencontres(FIRST), rencontres(FIRST | {"commune": "Mirecourt"}), []),
        # What was silent.
        (rencontres(NAMED), rencontres(NAMED | {"revision": "1"}), [("rencontres[1]", "revision: 2")]),
        (rencontres(NAMED), rencontres(NAMED | {"revision": "0", "lieu": "Le pont"}), [("rencontres[1]", "revision: 3")]),
        (rencontres(NAMED), rencontres(SECOND | {"titre": "Assemblée", "revision": "3"}), [("rencontres[1]", "id: premiere")]),
        (rencontres(NAMED), {"evenements": [EVENT | {"id": "fete"}]}, [("evenements[1]", "id: premiere")]),
        ({"anciens_slugs": ["a-un", "a-deux"]}, {"anciens_slugs": ["a-deux", "a-un"]},
         [("anciens_slugs", "anciens_slugs: [a-un, a-deux]")]),
        ({"anciens_slugs": ["a-un"]}, {"anciens_slugs": ["a-zero", "a-un"]}, [("anciens_slugs", "anciens_slugs: [a-un, a-zero]")]),
        ({"anciens_slugs": ["a-un"]}, {"anciens_slugs": ["a-un", "a-deux"]}, []),
        ({}, {"anciens_slugs": ["a-un"]}, [("anciens_slugs", "Retirez celle que vous avez ajoutée.")]),
        (rencontres(NAMED, SECOND | {"id": "b", "commune": "Vittel (Vosges)"}),
         rencontres(NAMED, SECOND | {"id": "b", "commune": "Vittel (Vosges)"}) | {"commune": "Épinal (Vosges)"},
         [("rencontres[1]", "revision: 3")]),
        ({"activites": [BACK]}, {"activites": [BACK], "depuis": "2026-11-02"}, [("activites[1]", "revision: 1")]),
        # As the doors write it: nothing to say.
        (rencontres(FIRST), rencontres(FIRST | {"date": "2026-12-06", "id": "reunion-2026-12-05", "revision": "1"}), []),
    ],
)  # fmt: skip
def test_a_date_that_is_changed_by_hand_is_told_the_lines_to_paste(before, after, lines):
    assert told(before, after) == lines


def test_a_date_is_not_told_two_names_at_once():
    sans_id = Problem("defis/a.md", 3, "rencontres[1]", "date_sans_id", "", ())
    other = Problem("defis/a.md", 9, "rencontres[2]", "date_sans_id", "", ())
    renamed = Problem("defis/a.md", 3, "rencontres[1]", "date_renommee", "", ())
    assert moves.beside([sans_id, other], [renamed]) == [other, renamed]
