"""What the doors write of a date for calendars: the name it has, how many times it moved.

Whoever has a date in a calendar is told that it moved by its name, which stays, and by its revision,
which grows (RFC 5545, 3.8.4.7 and 3.8.7.4). No question asks for them: they follow from the other
changes of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from generator import geography
from generator.accompaniment import agenda
from generator.content.model import Activite, Defi, FicheDefi
from generator.contributions.answers import in_order
from generator.contributions.naming import new_name
from generator.text.errors import Location
from generator.text.front_matter import Value
from generator.text.rewriting import Add, Drop, Edit, Put

_TITLES = {"rencontres": "titre", "evenements": "titre", "activites": "quoi"}
"""The lists of dates, and what names their rows."""

_ACTION = ("prochaine_action",)

_MOVING = frozenset({"date", "debut", "fin", "lieu", "commune", "recurrence"})
"""What changes when a date moves; its words, or how one comes, are no move."""


def for_calendars(edits: Sequence[Edit], defi: Defi) -> list[Edit]:
    """Some edits of the file of a défi, with what they make of the names and of the revisions."""
    return list(_Calendar(defi, edits).edits())


@dataclass(frozen=True, slots=True)
class _Calendar:
    defi: Defi
    changes: Sequence[Edit]
    taken: set[str] = field(default_factory=set)

    def edits(self) -> Iterator[Edit]:
        named = agenda.names(self.defi)
        self.taken.update(named.values(), _written(self.defi))
        last = {_place(edit): rank for rank, edit in enumerate(self.changes)}
        for rank, edit in enumerate(self.changes):
            yield self._announced(edit) if isinstance(edit, Add) else edit
            place = _place(edit)
            if place and last[place] == rank:
                mine = [each for each in self.changes if _place(each) == place]
                if place == _ACTION and self._is_another(mine):
                    yield Put((*place, "id"), self._new(_put(mine, "quoi"), _put(mine, "date")))
                else:
                    yield from self._followed(place, mine, named.get(place, ""))

    def _announced(self, edit: Add) -> Add:
        """A new row of a list of dates, named; an activity has dates only by its recurrence."""
        (key, *inner), row = edit.where, edit.item
        if inner or key not in _TITLES or not isinstance(row, dict):
            return edit
        if key == "activites" and "recurrence" not in row:
            return edit
        name = self._new(str(row.get(_TITLES[str(key)], "")), str(row.get("date", "")))
        return replace(edit, item=in_order({**row, "id": name}, FicheDefi, str(key)))

    def _new(self, title: str, day: str) -> str:
        name = new_name(title, day, self.taken)
        self.taken.add(name)
        return name

    def _is_another(self, mine: Sequence[Edit]) -> bool:
        """Whether the next action is not the former one: it leaves its name behind."""
        return self.defi.prochaine_action is None or Drop((*_ACTION, "id")) in mine

    def _followed(self, place: Location, mine: Sequence[Edit], known_as: str) -> Iterator[Edit]:
        """The name that a date had on the site until now, and one revision more if it moves."""
        one = _at(self.defi, place)
        ruled = any(_key(edit, place) == "recurrence" for edit in mine)
        if isinstance(one, Activite) and not (one.recurrence or ruled):
            return
        changed = [edit for edit in mine if _differs(one, edit, place)]
        if changed and not one.id:
            yield Put((*place, "id"), known_as or self._new(*_said_of(one)))
        if any(_is_move(one, edit, place) for edit in changed):
            yield Put((*place, "revision"), str(one.revision + 1))


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


def _said_of(one: agenda.Named) -> tuple[str, str]:
    """The title and the day of a date, for its name."""
    return agenda.title_of(one), str(getattr(one, "date", ""))


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


def _is_move(one: agenda.Named, edit: Edit, place: Location) -> bool:
    """Whether a change is one of the day, of the hours, of the place, or calls a meeting off."""
    key = _key(edit, place)
    if key == "recurrence":  # of which nobody knew anything before it had one
        return getattr(one, "recurrence", None) is not None
    if key == "statut":
        return "annulee" in {getattr(one, key), edit.value if isinstance(edit, Put) else ""}
    return key in _MOVING
