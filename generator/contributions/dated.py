"""What the doors write of a date for calendars: its name, its moves, the day on which it was said.

Whoever has a date in a calendar is told that it moved by its name, which stays, and by its revision,
which grows (RFC 5545, 3.8.4.7 and 3.8.7.4); the day tells when. No question asks for them: they
follow from the other changes of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from generator import geography
from generator.accompaniment import agenda
from generator.content.fields import MOST_MOVES
from generator.content.model import Activite, Defi, FicheDefi
from generator.contributions.answers import in_order
from generator.contributions.naming import new_name
from generator.geography import search_key
from generator.text.errors import Location
from generator.text.front_matter import Value
from generator.text.rewriting import Add, Drop, Edit, Put

_TITLES = {"rencontres": "titre", "evenements": "titre", "activites": "quoi"}
"""The lists of dates, and what names their rows."""

_ACTION = ("prochaine_action",)

_MOVING = frozenset({"date", "debut", "fin", "recurrence"})
"""What a date moves by, however it is written; its words, or how one comes, are no move."""


def for_calendars(edits: Sequence[Edit], defi: Defi, day: date) -> list[Edit]:
    """Some edits of the file of a défi, told on a `day`, with what they make of its dates."""
    return list(_Calendar(defi, edits, day).edits())


@dataclass(frozen=True, slots=True)
class _Calendar:
    defi: Defi
    changes: Sequence[Edit]
    day: date
    taken: set[str] = field(default_factory=set)

    def edits(self) -> Iterator[Edit]:
        named, displaced = agenda.names(self.defi), self._displaced()
        self.taken.update(named.values(), _written(self.defi))
        last = {_place(edit): rank for rank, edit in enumerate(self.changes)}
        yield from self._first_days()  # before a row is taken out, which moves those after it
        for place in displaced:
            if place not in last:
                yield from self._moves(place, named[place])
        for rank, edit in enumerate(self.changes):
            yield self._announced(edit) if isinstance(edit, Add) else edit
            place = _place(edit)
            if place and last[place] == rank:
                mine = [each for each in self.changes if _place(each) == place]
                if place == _ACTION and self._is_another(mine):
                    yield from self._said(place, self._new(_put(mine, "quoi")))
                else:
                    moved = place in displaced
                    yield from self._followed(place, mine, named.get(place, ""), moved=moved)

    def _announced(self, edit: Add) -> Add:
        """A new row of a list of dates, named; an activity has dates only by its recurrence."""
        (key, *inner), row = edit.where, edit.item
        if inner or key not in _TITLES or not isinstance(row, dict):
            return edit
        if key == "activites" and "recurrence" not in row:
            return edit
        said = {"id": self._new(str(row.get(_TITLES[str(key)], ""))), "dit_le": str(self.day)}
        return replace(edit, item=in_order({**row, **said}, FicheDefi, str(key)))

    def _new(self, title: str) -> str:
        name = new_name(title, self.day, self.taken)
        self.taken.add(name)
        return name

    def _said(self, place: Location, name: str) -> Iterator[Edit]:
        """The name of a date that is announced, and the day on which it is."""
        yield Put((*place, "id"), name)
        yield Put((*place, "dit_le"), str(self.day))

    def _is_another(self, mine: Sequence[Edit]) -> bool:
        """Whether the next action is not the former one: it leaves its name behind."""
        return self.defi.prochaine_action is None or Drop((*_ACTION, "id")) in mine

    def _followed(
        self, place: Location, mine: Sequence[Edit], known_as: str, *, moved: bool
    ) -> Iterator[Edit]:
        """The name that a date had on the site until now, and one revision more if it moves."""
        one = _at(self.defi, place)
        ruled = any(_key(edit, place) == "recurrence" for edit in mine)
        if isinstance(one, Activite) and not one.recurrence:
            if ruled:
                yield from self._said(place, one.id or self._new(one.quoi))
            return
        changed = [edit for edit in mine if _differs(one, edit, place)]
        if moved or any(self._is_move(one, edit, place) for edit in changed):
            yield from self._moves(place, known_as)
        elif changed and not one.id:
            yield Put((*place, "id"), known_as or self._new(agenda.title_of(one)))

    def _moves(self, place: Location, known_as: str) -> Iterator[Edit]:
        """What is written of a date that is to be found elsewhere than it was said, or called off."""
        one = _at(self.defi, place)
        if not one.id:
            yield Put((*place, "id"), known_as or self._new(agenda.title_of(one)))
        # At the most that a file may say, the day alone tells: a refusal would help nobody.
        yield Put((*place, "revision"), str(min(one.revision + 1, MOST_MOVES)))
        yield Put((*place, "dit_le"), str(self.day))

    def _is_move(self, one: agenda.Named, edit: Edit, place: Location) -> bool:
        """Whether a change is one of the day, of the hours, of the place, or calls a meeting off."""
        key, value = _key(edit, place), edit.value if isinstance(edit, Put) else ""
        if key == "statut":
            return "annulee" in {getattr(one, key), value}
        if key == "lieu":
            return search_key(getattr(one, key) or "") != search_key(str(value))
        if key == "commune":
            before = getattr(one, key) or self.defi.commune
            return before.insee != _insee(str(value), self._home())
        return key in _MOVING

    def _home(self) -> str:
        """The INSEE code of the commune of the défi, as it will be."""
        puts = (each for each in self.changes if isinstance(each, Put))
        said = (str(each.value) for each in puts if each.where == ("commune",))
        return _insee(next(said, ""), self.defi.commune.insee)

    def _displaced(self) -> list[Location]:
        """The dates to come that go with the défi to another commune: they have none of their own."""
        if self._home() == self.defi.commune.insee:
            return []
        told = {edit.where for edit in self.changes}
        dated = ((where, agenda.at(self.defi, where)) for where in agenda.names(self.defi))
        return [
            where
            for where, one in dated
            if not getattr(one, "commune", None)
            and (*where, "commune") not in told
            and agenda.is_ahead(self.defi, one, self.day)
        ]

    def _first_days(self) -> Iterator[Edit]:
        """The first day of what comes back, where it is that of a phase which is no more this one."""
        puts = {each.where for each in self.changes if isinstance(each, Put)}
        if ("depuis",) not in puts:
            return
        for rank, one in enumerate(self.defi.activites):
            where = ("activites", rank, "recurrence", "depuis")
            if one.recurrence and not one.recurrence.depuis and where not in puts:
                yield Put(where, str(self.defi.depuis))


def _insee(said: str, otherwise: str) -> str:
    """The INSEE code of a commune that is said; `otherwise` where nothing, or none, is."""
    with suppress(geography.PlaceRefused):
        return geography.find_commune(said).insee if said else otherwise
    return otherwise


def _written(defi: Defi) -> Iterator[str]:
    """The names that the file itself gives."""
    dated = (defi.prochaine_action, *defi.rencontres, *defi.evenements, *defi.activites)
    return (one.id for one in dated if one and one.id)


def _place(edit: Edit) -> Location:
    """Where the date stands of which an edit changes something; nothing for all other edits."""
    where = edit.where
    if isinstance(edit, Add):
        return ()
    if where[:1] == _ACTION and len(where) > 1:
        return _ACTION
    return where[:2] if where[0] in _TITLES and len(where) > 2 else ()


def _key(edit: Edit, place: Location) -> str:
    """The key of a date that an edit changes."""
    return str(edit.where[len(place)])


def _put(edits: Sequence[Edit], key: str) -> str:
    """What some edits of the next action put under a key."""
    puts = (edit.value for edit in edits if isinstance(edit, Put) and edit.where[-1] == key)
    return str(next(puts, ""))


def _at(value: Any, where: Location) -> Any:
    """What stands at a place of a défi; nothing where there is none."""
    for part in where:
        if value is not None:
            value = value[part] if isinstance(part, int) else getattr(value, part)
    return value


def _differs(one: agenda.Named, edit: Edit, place: Location) -> bool:
    """Whether an edit says something else of a date than it said."""
    before = _as_written(_at(one, edit.where[len(place) :]))
    if isinstance(edit, Put):
        return edit.value not in before
    return "" not in before


def _as_written(value: Any) -> tuple[Value, ...]:
    """The ways in which a file may hold a value."""
    if value is None:
        return ("",)
    if isinstance(value, tuple) and not isinstance(value, geography.Commune):
        return ([str(each) for each in value],)
    if isinstance(value, geography.Commune):
        return (value.label, value.nom, value.insee)
    return (f"{value:%H:%M}",) if isinstance(value, time) else (str(value),)
