"""Lists of a file changed by one row at a time: added, changed, closed, taken out.

Which list, what names its rows and which questions ask for them stand in `forms/rows.py`. A row is
found by what names it, written as it is or nearly, or by its day; where none is it, or several are,
what there is is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from generator import geography
from generator.content.fields import slugify
from generator.content.model import FicheDefi
from generator.contributions.answers import in_order, missing, said_day
from generator.contributions.meetings import announced
from generator.contributions.news import ALIKE, MOST_NAMED, Effect, News, likeness, other_year
from generator.forms.form import Kind
from generator.forms.rows import ROWS, Rows
from generator.geography import search_key
from generator.text import days
from generator.text.errors import Location, Problem, excerpt
from generator.text.front_matter import Value
from generator.text.rewriting import Add, Drop, Put
from generator.text.said import Unclear


def change_rows(news: News) -> Iterator[Effect]:
    """What is answered on the rows of each list."""
    for rows in ROWS:
        yield from _List(news, rows, _where(rows)).effects()


def key_of(edit: Put | Drop, written: Mapping[str, Value]) -> str:
    """What an edit sets, for another one to collide with: a field, or a row by what names it.

    Nothing for what is only added.
    """
    for rows in ROWS:
        where = _where(rows)
        if edit.where == where and isinstance(edit, Put):
            return ""
        if edit.where[: len(where)] == where:
            row = _at(written, edit.where[: len(where) + 1])
            day = row.get("date", "") if isinstance(row, dict) else ""
            return f"{rows.key}[{slugify(f'{_name(rows, row)} {day}')}]"
    return str(edit.where[0])


def _where(rows: Rows) -> tuple[str, ...]:
    return tuple(rows.key.split("."))


def _at(fields: Any, where: Location) -> Any:
    """What stands at a place of some fields; nothing where there is no such place."""
    for part in where:
        if isinstance(part, int) and isinstance(fields, list):
            fields = fields[part]
        else:
            fields = fields.get(part) if isinstance(fields, dict) else None
    return fields


def _name(rows: Rows, row: Value) -> str:
    named = row.get(rows.named_by, "") if isinstance(row, dict) else row
    return named if isinstance(named, str) else ""


@dataclass(frozen=True, slots=True)
class _List:
    """One list of the file, and what is answered on it."""

    news: News
    rows: Rows
    where: tuple[str, ...]

    def effects(self) -> Iterator[Effect]:
        asked = (self.rows.which, self.rows.closes, self.rows.takes_out)
        found = {name: self._find(name) for name in asked if name and self.news.said(name)}
        wrong = [each for each in found.values() if isinstance(each, Problem)]
        yield from wrong
        out = found.get(self.rows.takes_out)
        others = [rank for name, rank in found.items() if name != self.rows.takes_out]
        if out is not None and out in others:
            lu = excerpt(self.news.value(self.rows.takes_out))
            yield self.news.refuse("ligne_deux_fois", self.rows.takes_out, lu=lu)
        elif not wrong:
            ranks = {name: rank for name, rank in found.items() if isinstance(rank, int)}
            yield from self._change(ranks)

    def _change(self, found: Mapping[str, int]) -> Iterator[Effect]:
        """The edits, a row taken out last: it moves those after it."""
        given, closed_on = self._given(), ""
        if isinstance(given, dict) and self.rows.closes and self.rows.which not in found:
            closed_on = given.pop(self.rows.closed_by, "")
        if self.rows.which in found:
            yield from self._change_row(found[self.rows.which], given)
        elif given:
            yield from self._add(given)
        if self.rows.closes in found:
            yield from self._close(found[self.rows.closes], closed_on or str(self.news.day))
        elif closed_on:
            yield missing(self.news.form.question(self.rows.closes))
        if self.rows.takes_out in found:
            alone = isinstance(_at(self.news.written, self.where), str)
            yield Drop(self.where if alone else (*self.where, found[self.rows.takes_out]))

    def _given(self) -> Any:
        """What is answered of a row: a text, or its keys in a group of its own."""
        given = _at(self.news.fields, self.where)
        if self.rows.key != "rencontres":
            return dict(given) if isinstance(given, dict) else given
        told = {key: value for key, value in (given or {}).items() if key != "compte_rendu"}
        if self.news.said("rencontres_maintenue"):
            told["statut"] = self.news.value("rencontres_maintenue")
        return told

    @property
    def there(self) -> Sequence[Value]:
        """The rows of the file: a text alone is a list of one."""
        rows = _at(self.news.written, self.where) or []
        return rows if isinstance(rows, list) else [rows]

    # --- One row -----------------------------------------------------------------------------

    def _change_row(self, rank: int, given: Any) -> Iterator[Effect]:
        if not given:
            which, lu = self.rows.which, excerpt(self._named(rank))
            yield self.news.refuse("ligne_sans_rien", which, lu=lu, rubriques=self._labels())
            return
        if self.rows.key == "rencontres" and self.news.defi.rencontres[rank].is_planned:
            yield from other_year(self.news, "rencontres_date", "rencontre_passee")
        for key, value in in_order(given, FicheDefi, self.rows.key).items():
            yield Put((*self.where, rank, key), value)

    def _labels(self) -> str:
        """The questions on a row, as they are asked."""
        asked = (q for q in self.news.form.questions if q.key.startswith(f"{self.rows.key}."))
        return ", ".join(f"« {q.label} »" for q in asked if q.key != "rencontres.compte_rendu")

    def _add(self, given: Any) -> Iterator[Effect]:
        if isinstance(given, str):
            yield from self._add_word(given)
            return
        if given.keys() == {"statut"} and self.rows.key == "rencontres":
            yield missing(self.news.form.question(self.rows.which))
            return
        if self.rows.key == "journal":
            yield from other_year(self.news, "journal_date", "jour_a_venir")
        row = {self.rows.dated: str(self.news.day), **given} if self.rows.dated else dict(given)
        same = [each for each in self.there if self._is_same(each, row)]
        if any(row.items() <= each.items() for each in same if isinstance(each, dict)):
            return  # word for word
        if same and self.rows.named_by:
            label = self.news.form.question(self.rows.which).label
            lu = excerpt(_name(self.rows, row))
            yield self.news.refuse("ligne_deja_la", self._naming, lu=lu, rubrique=label)
            return
        if self.rows.key == "rencontres":
            yield from other_year(self.news, "rencontres_date", "rencontre_passee")
            row = announced(row, self.there)
        yield Add(self.where, in_order(row, FicheDefi, self.rows.key))

    @property
    def _naming(self) -> str:
        """The question that names a new row."""
        return "_".join((*self.where, self.rows.named_by))

    def _add_word(self, word: str) -> Iterator[Effect]:
        if self._spelt(word) in map(self._spelt, map(str, self.there)):
            return
        if isinstance(_at(self.news.written, self.where), str):  # which no item can be added to
            yield Put(self.where, [*self.there, word])
        else:
            yield Add(self.where, word)

    def _is_same(self, row: Value, given: Mapping[str, Any]) -> bool:
        """Whether a row that is still open is that one, by its name and by its day if it has one."""
        if not isinstance(row, dict) or self.rows.closed_by in row:
            return False
        same_day = row.get("date") == given.get("date")
        return same_day and search_key(_name(self.rows, row)) == search_key(
            _name(self.rows, dict(given))
        )

    def _close(self, rank: int, day: str) -> Iterator[Effect]:
        """The day since which a row is over. Of one that is already: since when."""
        row, closes = self.there[rank], self.rows.closes
        since = row.get(self.rows.closed_by) if isinstance(row, dict) else None
        if since and since != day:
            lu, depuis = excerpt(self._named(rank)), said_day(str(since)) or excerpt(str(since))
            yield self.news.refuse("ligne_deja_close", closes, lu=lu, depuis=depuis)
            return
        yield from other_year(self.news, f"{self.rows.key}_{self.rows.closed_by}", "jour_a_venir")
        yield Put((*self.where, rank, self.rows.closed_by), day)

    # --- Which row ---------------------------------------------------------------------------

    def _find(self, name: str) -> int | Problem:
        """The place in the file of the row that a question names."""
        said = self.news.value(name)
        ranks = range(len(self.there))
        found = [rank for rank in ranks if self._is_of_day(rank, said)] or self._alike(said)
        if len(found) > 1:
            open_ones = [rank for rank in found if self._is_open(rank)]
            found = open_ones if len(open_ones) == 1 else found
        if len(found) == 1:
            return found[0]
        left = found or [rank for rank in ranks if self._is_open(rank) or name != self.rows.closes]
        kind = "ligne_plusieurs" if found else "ligne_inconnue"
        return self.news.refuse(kind, name, lu=excerpt(said), connus=self._listed(left))

    def _alike(self, said: str) -> list[int]:
        """The rows whose names are the nearest to what was written, when they are near."""
        wanted = self._spelt(said)
        scores = [likeness(wanted, self._spelt(self._named(r))) for r in range(len(self.there))]
        best = max(scores, default=0)
        return [rank for rank, score in enumerate(scores) if score == best >= ALIKE]

    def _spelt(self, name: str) -> str:
        """A name in the one way in which two of them are compared: a commune is told by its own."""
        question = next((q for q in self.news.form.questions if q.key == self.rows.key), None)
        if question and question.kind is Kind.COMMUNE:
            with suppress(geography.PlaceRefused):
                return geography.find_commune(name).label
        return name

    def _is_of_day(self, rank: int, said: str) -> bool:
        row = self.there[rank]
        with suppress(Unclear):
            return isinstance(row, dict) and row.get("date") == str(days.read(said, self.news.day))
        return False

    def _is_open(self, rank: int) -> bool:
        """Whether nothing says that a row is over."""
        row = self.there[rank]
        over = isinstance(row, dict) and (
            self.rows.closed_by in row or row.get("statut") in {"tenue", "annulee"}
        )
        return not over

    def _named(self, rank: int) -> str:
        return _name(self.rows, self.there[rank])

    def _listed(self, ranks: Iterable[int]) -> str:
        """What there is, each row by its name, and by its day if it has one."""
        names = [f"« {excerpt(self._named(rank))} »{self._day(rank)}" for rank in ranks][
            :MOST_NAMED
        ]
        return f" Il y a : {', '.join(names)}." if names else " Il n’y a encore rien."

    def _day(self, rank: int) -> str:
        row = self.there[rank]
        day = said_day(str(row.get("date", ""))) if isinstance(row, dict) else ""
        return f" ({day})" if day else ""
