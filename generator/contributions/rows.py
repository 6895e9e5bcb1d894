"""Lists of a file changed by one row at a time: added, changed, closed, taken out.

Which list, what names its rows and which questions ask for them stand in `forms/rows.py`. A row is
found by what names it, written as it is or nearly, or by its day; where none is it, or several are,
what there is is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator import geography
from generator.content.fields import slugify
from generator.content.model import FicheDefi
from generator.contributions.activities import ruled
from generator.contributions.answers import in_order, missing, said_day
from generator.contributions.meetings import action_follows, action_goes
from generator.contributions.news import (
    ALIKE,
    ARTICLES,
    MOST_NAMED,
    Effect,
    News,
    likeness,
    other_year,
)
from generator.forms.form import Kind, Question
from generator.forms.news import ONE_DAY_OFF
from generator.forms.rows import ROWS, Rows
from generator.geography import search_key
from generator.text import days
from generator.text.errors import Location, Problem, excerpt
from generator.text.front_matter import Value
from generator.text.rewriting import Add, Drop, Put
from generator.text.said import Unclear, plain
from generator.text.signs import one_line


def change_rows(news: News) -> Iterator[Effect]:
    """What is answered on the rows of each list."""
    for rows in ROWS:
        kind = _KINDS.get(rows.key, _List)
        yield from kind(news, rows, _where(rows)).effects()


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


_YEARS = {
    "rencontres": ("date", "rencontre_passee"),
    "evenements": ("date", "rencontre_passee"),
    "plan": ("echeance", "rencontre_passee"),
    "journal": ("date", "jour_a_venir"),
    "decisions": ("date", "jour_a_venir"),
    "accompagnement": ("date", "jour_a_venir"),
}
"""The day of the rows of a list that is to come, or was: the kind of problem of one that is not."""


def _dated(said: str, today: date) -> Iterator[tuple[str, date, bool]]:
    """What may be a name and a day after it: the name, the day, and whether its year is written."""
    words = one_line(said).replace("(", " ").replace(")", " ").replace(",", " ").split()
    for rank in range(max(0, len(words) - _DAY_WORDS), len(words)):
        name, written = " ".join(words[:rank]), " ".join(words[rank:])
        try:
            yield name, days.read(written, today), True
        except Unclear as unclear:
            if unclear.kind == "date_sans_annee":
                yield name, unclear.values["ecrire"], False


_DAY_WORDS = 6
"""The most words of a day: « du samedi 20 mars 2027 »."""


def _words(text: str) -> set[str]:
    """The words that tell a name from another, its numbers in digits."""
    return set(search_key(plain(text) or text).split()) - ARTICLES


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
        elif name := next((name for name, rank in found.items() if self._is_new(name, rank)), ""):
            yield self.news.refuse("ligne_deux_fois", name, lu=excerpt(self.news.value(name)))
        elif not wrong:
            ranks = {name: rank for name, rank in found.items() if isinstance(rank, int)}
            yield from self._change(ranks)

    def _is_new(self, name: str, rank: int | Problem) -> bool:
        """Whether the row that is over, or to take out, is answered as a new one beside."""
        if isinstance(rank, Problem) or name == self.rows.which or self.news.said(self.rows.which):
            return False
        given = self._given()
        said = _name(self.rows, given) if given else ""
        return bool(said) and search_key(said) == search_key(self._named(rank))

    def _change(self, found: Mapping[str, int]) -> Iterator[Effect]:
        """The edits, a row taken out last: it moves those after it."""
        given, closed_on = self._given(), ""
        is_closed = self.rows.closes in found or self.rows.which not in found
        if isinstance(given, dict) and self.rows.closes and is_closed:
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
            yield from self._taken_out(found[self.rows.takes_out])
            alone = isinstance(_at(self.news.written, self.where), str)
            yield Drop(self.where if alone else (*self.where, found[self.rows.takes_out]))

    def _given(self) -> Any:
        """What is answered of a row: a text, or its keys in a group of its own."""
        given = _at(self.news.fields, self.where)
        return dict(given) if isinstance(given, dict) else given

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
        row = self.there[rank]
        there = row if isinstance(row, dict) else {}
        if again := self._contrary(there, given) or self._taken(rank, {**there, **given}):
            yield again
            return
        yield from self._years(given, there)
        for keys, value in _leaves(in_order(given, FicheDefi, self.rows.key)):
            where: Location = (*self.where, rank, *keys)
            yield Put(where, value) if value else Drop(where)
        yield from self._followed(rank, given)

    def _contrary(self, row: Mapping[str, Any], given: Mapping[str, Any]) -> Problem | None:
        """Why what is answered of a row contradicts what another question says of it."""
        return None

    def _followed(self, rank: int, given: Mapping[str, Any]) -> Iterator[Effect]:
        """What a change of a row makes of the rest of the file."""
        yield from ()

    def _taken_out(self, rank: int) -> Iterator[Effect]:
        """What a row that is taken out makes of the rest of the file."""
        yield from ()

    def _taken(self, rank: int, after: Mapping[str, Any]) -> Problem | None:
        """Whether a row that changes would be named as another one is, and could not be found again."""
        if self._is_same(self.there[rank], after):
            return None
        others = (row for other, row in enumerate(self.there) if other != rank)
        if not self.rows.named_by or not any(self._is_same(row, after) for row in others):
            return None
        return self._already(after)

    def _already(self, row: Mapping[str, Any]) -> Problem:
        label = self.news.form.question(self.rows.which).label
        lu = excerpt(_name(self.rows, dict(row)))
        return self.news.refuse("ligne_deja_la", self._naming, lu=lu, rubrique=label)

    def _years(self, given: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[Effect]:
        """Advice on a day of another year than what is told of it."""
        key, kind = _YEARS.get(self.rows.key, ("", ""))
        if key in given:
            yield from other_year(self.news, f"{self.rows.key}_{key}", kind)
        begin = str({"date": self.news.day, **row, **given}["date"])
        again = str(given.get("revoir_le", ""))
        if said_day(begin) and said_day(again) and again < begin:
            values = {"lu": said_day(again), "jour": said_day(begin)}
            yield self.news.refuse("revoir_avant", "decisions_revoir_le", **values)

    def _labels(self) -> str:
        """The questions on a row, as they are asked."""
        asked = (q for q in self.news.form.questions if self._asks(q))
        return ", ".join(f"« {q.label} »" for q in asked)

    def _add(self, given: Any) -> Iterator[Effect]:
        if isinstance(given, str):
            yield from self._add_word(given)
            return
        if self._lacks_name(given):
            rubrique = self.news.form.question(self._naming).label
            connus = self._listed(
                sorted(range(len(self.there)), key=lambda r: not self._is_open(r))
            )
            values = {"rubrique": rubrique, "connus": connus}
            yield self.news.refuse("ligne_laquelle", self.rows.which, **values)
            return
        yield from self._years(given, {})
        row = {self.rows.dated: str(self.news.day), **given} if self.rows.dated else dict(given)
        same = [each for each in self.there if self._is_same(each, row)]
        if any(given.items() <= each.items() for each in same if isinstance(each, dict)):
            return  # word for word
        if same and self.rows.named_by:
            yield self._already(row)
            return
        yield Add(self.where, in_order(self._new(row), FicheDefi, self.rows.key))

    def _new(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row that is added, with what nobody is asked of it."""
        return row

    def _lacks_name(self, given: Mapping[str, Any]) -> bool:
        """Whether what is answered of a row says not which, where there are some to speak of."""
        named_by = self.rows.named_by
        return bool(self.rows.which and named_by and self.there) and named_by not in given

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
        found = self._exactly(said) or self._of_day(said) or self._alike(said) or self._copied(said)
        if len(found) > 1:
            open_ones = [rank for rank in found if self._is_open(rank)]
            found = open_ones if open_ones and self._is_any_of(open_ones, name) else found
        if len(found) == 1 or (found and self._is_any_of(found, name)):
            return found[0]
        lu = excerpt(said)
        if found:
            values = {"connus": self._listed(found), "comment": self._how(found)}
            return self.news.refuse("ligne_plusieurs", name, lu=lu, **values)
        left = [rank for rank in ranks if self._is_open(rank) or name != self.rows.closes]
        return self.news.refuse("ligne_inconnue", name, lu=lu, connus=self._listed(left))

    def _is_any_of(self, ranks: Sequence[int], name: str) -> bool:
        """Whether it is the same which of some rows is meant.

        Rows alike in all signs; or of one name, for a question that only closes or takes out.
        """
        rows = [self.there[rank] for rank in ranks]
        known = {(search_key(self._named(rank)), self._day(rank)) for rank in ranks}
        same = all(row == rows[0] for row in rows)
        return len(rows) == 1 or same or (name != self.rows.which and len(known) == 1)

    def _how(self, ranks: Sequence[int]) -> str:
        """How to say which of some rows."""
        if len({self._day(rank) for rank in ranks}) == len(ranks):
            return "Écrivez son jour, comme il est écrit ici."
        if self.rows.takes_out and len({search_key(self._named(rank)) for rank in ranks}) == 1:
            label = self.news.form.question(self.rows.takes_out).label
            return f"Ils ont le même nom : recopiez-le sous « {label} » pour en ôter un, puis notez-le de nouveau."
        return "Recopiez en entier ce dont vous parlez."

    def _exactly(self, said: str) -> list[int]:
        """The rows of that name, but for its spelling."""
        wanted = search_key(self._spelt(said))
        ranks = range(len(self.there))
        return [rank for rank in ranks if search_key(self._spelt(self._named(rank))) == wanted]

    def _of_day(self, said: str) -> list[int]:
        """The rows of a day that is written alone, or after their name."""
        for name, day, has_year in _dated(said, self.news.day):
            found = []
            for rank, row in enumerate(self.there):
                written = str(row.get("date", "")) if isinstance(row, dict) else ""
                same = written == str(day) if has_year else written[4:] == str(day)[4:]
                if same and (not name or likeness(name, self._named(rank)) >= ALIKE):
                    found.append(rank)
            if found:
                return found
        return []

    def _copied(self, said: str) -> list[int]:
        """The rows of which all words are in what was copied from a page, with nothing of another."""
        wanted, asked = _words(said), [q for q in self.news.form.questions if self._asks(q)]
        around = _words(" ".join(term.label for question in asked for term in question.terms))
        found = []
        for rank, row in enumerate(self.there):
            values = row.values() if isinstance(row, dict) else (row,)
            name = _words(self._named(rank))
            own = name | _words(" ".join(map(str, values)))
            if name and name <= wanted and wanted <= own | around:
                found.append(rank)
        return found

    def _asks(self, question: Question) -> bool:
        return question.key.startswith(f"{self.rows.key}.")

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


class _Meetings(_List):
    """The meetings: announced, moved, called off; those of the past are told in `meetings.py`."""

    __slots__ = ()

    def _given(self) -> Any:
        told = {key: value for key, value in (super()._given() or {}).items() if key != _MINUTES}
        if self.news.said("rencontres_maintenue"):
            told["statut"] = self.news.value("rencontres_maintenue")
        return told

    def _asks(self, question: Question) -> bool:
        return super()._asks(question) and not question.key.endswith(f".{_MINUTES}")

    def _add(self, given: Any) -> Iterator[Effect]:
        if given.keys() == {"statut"}:
            yield missing(self.news.form.question(self.rows.which))
        else:
            yield from super()._add(given)

    def _new(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"statut": "prevue", **row}

    def _years(self, given: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[Effect]:
        """Of a meeting that was held or called off, no day is to come."""
        if row.get("statut", "prevue") == "prevue":
            yield from super()._years(given, row)

    def _contrary(self, row: Mapping[str, Any], given: Mapping[str, Any]) -> Problem | None:
        """Said to be held and called off, both at once."""
        told = self.news.value("tenue_statut")
        is_told = bool(told) and row.get("date") == self.news.value("tenue_date")
        if not is_told or given.get("statut", told) == told:
            return None
        lu = excerpt(_name(self.rows, dict(row)))
        return self.news.refuse("ligne_deux_fois", "rencontres_maintenue", lu=lu)

    def _followed(self, rank: int, given: Mapping[str, Any]) -> Iterator[Effect]:
        """The next action goes with the meeting that it is."""
        yield from action_follows(self.news, self.news.defi.rencontres[rank], given)


class _Events(_List):
    """The great days, with which the next action goes when it is one."""

    __slots__ = ()

    def _followed(self, rank: int, given: Mapping[str, Any]) -> Iterator[Effect]:
        yield from action_follows(self.news, self.news.defi.evenements[rank], given)

    def _taken_out(self, rank: int) -> Iterator[Effect]:
        yield from action_goes(self.news, self.news.defi.evenements[rank])


_MINUTES = "compte_rendu"
"""What was said at a meeting: it is told of one that is past."""


class _Activities(_List):
    """The activities, whose recurrence is a group of its own."""

    __slots__ = ()

    def _change_row(self, rank: int, given: Any) -> Iterator[Effect]:
        row = self.there[rank]
        if self.news.said(ONE_DAY_OFF) and not (isinstance(row, dict) and "recurrence" in row):
            lu = excerpt(self._named(rank))
            yield self.news.refuse("retour_absent", ONE_DAY_OFF, lu=lu)
            return
        yield from super()._change_row(rank, ruled(given, row, self.news.day) if given else given)

    def _new(self, row: dict[str, Any]) -> dict[str, Any]:
        return ruled(row, {}, self.news.day)


_KINDS = {"rencontres": _Meetings, "evenements": _Events, "activites": _Activities}
"""The lists that have ways of their own."""


def _leaves(given: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Value]]:
    """Each value of a row, by its keys: one is inside a group of the row."""
    for key, value in given.items():
        if isinstance(value, dict):
            yield from (((key, *inner), one) for inner, one in _leaves(value))
        else:
            yield (key,), value
