"""What was answered of one défi, beside what its file holds: what all that news change is worked out from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from generator.content.model import Defi
from generator.contributions.answers import refuse, value_of
from generator.contributions.bodies import Answers
from generator.forms.form import Form
from generator.geography import search_key
from generator.text.errors import Problem, excerpt
from generator.text.front_matter import Value
from generator.text.rewriting import Edit
from generator.text.typography import jour

ALIKE = 85
"""From which a row is the one that was meant, out of 100 (`likeness`)."""

MOST_NAMED = 8
"""How many rows an answer names."""

Effect = Edit | Problem
"""What an answer makes: a change of the file, or something to say of it."""


@dataclass(frozen=True, slots=True)
class News:
    """What was answered of one défi, on one day."""

    form: Form
    defi: Defi
    answers: Answers
    fields: Mapping[str, Any]
    """What the answers fill, groups inside groups."""
    day: date
    written: Mapping[str, Value]
    """The fields of the file, as they are written."""

    def said(self, name: str) -> bool:
        return bool(self.answers.get(name))

    def value(self, name: str) -> str:
        """The value of a question, as a text."""
        return str(value_of(self.form.question(name), self.answers.get(name, "")))

    def refuse(self, kind: str, name: str, **values: Any) -> Problem:
        return refuse(self.form.question(name), kind, **values)


def quoted(texts: Iterable[str]) -> str:
    """Some texts of a file, cut and between quotes."""
    return ", ".join(f"« {excerpt(text)} »" for text in list(texts)[:MOST_NAMED])


def days_listed(days: Iterable[date]) -> str:
    """The last of some days, as people say them."""
    return ", ".join(map(jour, sorted(set(days))[-MOST_NAMED:]))


def likeness(said: str, row: str) -> float:
    """How much two texts are alike, out of 100; 101 when only their spelling differs.

    A part of a row is it when its words are of the row, one at least of some length, and no others.
    """
    one, other = search_key(said), search_key(row)
    words = set(one.split()) - _ARTICLES
    is_part = any(len(word) > 4 for word in words) and words <= set(other.split())
    return 101 if one == other else 90 if is_part else fuzz.ratio(one, other)


_ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "nos", "notre"})


def other_year(news: News, name: str, kind: str) -> Iterator[Problem]:
    """Advice on a day that is of another year than it should be, as is often typed in December."""
    try:
        day = date.fromisoformat(news.value(name))
        years = range(1, 3) if day < news.day else range(-1, -3, -1)
        meant = [day.replace(year=day.year + each) for each in years]
    except ValueError:
        return
    is_past = kind == "rencontre_passee"
    if day != news.day and (day < news.day) is is_past:
        right = next((each for each in meant if (each >= news.day) is is_past), meant[0])
        yield news.refuse(kind, name, lu=jour(day), ecrire=jour(right))
