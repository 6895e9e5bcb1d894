"""What says `exemple: true`: it stays alive on the pages, and never passes for real.

An example is written once, for a day that the settings say. Its days follow the day of the build,
week by week, on the pages and in the data; its file is never changed. Its words cannot follow, so
they say no date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, get_args, get_type_hints

from pydantic import StringConstraints

from generator.content.catalogue import MOST, Catalogue
from generator.content.fiches import FicheAnnonce
from generator.content.model import Defi, Group
from generator.text.errors import Finding, Location, finding
from generator.text.moments import moments_in
from generator.text.typography import nombre, pluriel

# --- Its days, which follow the day of the build -------------------------------------------------


def moved(catalogue: Catalogue, written_for: date | None, today: date) -> Catalogue:
    """The catalogue as pages and data show it `today`: every day of its examples is moved.

    By whole weeks, so that a Saturday stays one: as many as there are since the day that the
    examples were written for, if the settings say it. What is real is the very same value.
    """
    weeks = max(0, (today - written_for).days // 7) if written_for else 0
    if not weeks:
        return catalogue
    ahead = timedelta(weeks=weeks)
    return replace(
        catalogue,
        defis={
            slug: _moved(defi, ahead) if defi.exemple else defi
            for slug, defi in catalogue.defis.items()
        },
        annonces={
            slug: replace(one, fiche=_moved(one.fiche, ahead)) if one.fiche.exemple else one
            for slug, one in catalogue.annonces.items()
        },
    )


def _moved(value: Any, ahead: timedelta) -> Any:
    """The same value, every day in it later; what is worked out from them is worked out again."""
    if isinstance(value, date):
        return _later(value, ahead)
    if isinstance(value, Group):
        group: Any = value
        written = [each.name for each in fields(group) if each.init]
        later = {key: _moved(getattr(group, key), ahead) for key in written}
        if "revision" in later:  # whoever has the date in a calendar is told that it moved
            later["revision"] += ahead.days // 7
        return replace(group, **later)
    if type(value) is tuple:  # a commune is one too, of another class
        return tuple(_moved(item, ahead) for item in value)
    return value


def days_gone_too_soon(catalogue: Catalogue, written_for: date | None) -> Iterator[Finding]:
    """The days of examples that some pages show gone by, though they were to come: advice.

    All days stand still for up to six days, then move by seven: what comes one to five days after
    `written_for` is past until they do.
    """
    if written_for is None:
        return
    between = {written_for + timedelta(days=days) for days in range(1, 6)}
    values: dict[str, Any] = {"depuis": written_for, "propose": written_for + timedelta(days=6)}
    for path, fiche in _examples(catalogue):
        found = ((where, day) for where, day in _days_of(fiche) if day in between)
        for where, day in islice(found, MOST):
            yield finding(path, "exemple_depasse", where, lu=day, **values)


def _examples(catalogue: Catalogue) -> Iterator[tuple[str, Defi | FicheAnnonce]]:
    """What says that it is an example, with its file."""
    told: list[tuple[str, Defi | FicheAnnonce]] = [
        *((each.path, each) for each in catalogue.defis.values()),
        *((each.path, each.fiche) for each in catalogue.annonces.values()),
    ]
    return ((path, fiche) for path, fiche in told if fiche.exemple)


def _days_of(value: object, where: Location = ()) -> Iterator[tuple[Location, date]]:
    """Every day that some fields say, and where it stands."""
    if isinstance(value, date):
        yield where, value
    elif isinstance(value, Group):
        group: Any = value
        for each in fields(group):
            if each.init:
                yield from _days_of(getattr(group, each.name), (*where, each.name))
    elif type(value) is tuple:
        for rank, item in enumerate(value):
            yield from _days_of(item, (*where, rank))


def _later(day: date, ahead: timedelta) -> date:
    return day + ahead if day <= date.max - ahead else day  # the calendar has an end


# --- Said to be one, each time -------------------------------------------------------------------


def only_examples(catalogue: Catalogue) -> bool:
    """Whether the site only shows what it will be: it has défis, and none is real yet."""
    return bool(catalogue.defis) and all(defi.exemple for defi in catalogue.defis.values())


def lieu(said: str, defi: Defi) -> str:
    """A place of a défi as pages say it: « Salle des fêtes (exemple) » where nobody waits for you."""
    return f"{said.rstrip('.')} (exemple)" if said and defi.exemple else said


class Count(NamedTuple):
    """How many there are of some défis or annonces: the real ones, and those that are invented."""

    vrais: int
    exemples: int

    @property
    def total(self) -> int:
        return self.vrais + self.exemples

    @property
    def mots(self) -> str:
        """« 12 défis », « 6 exemples », « 2 défis et 4 exemples »: no invention counts for a défi."""
        return self._said("défi", "défis", "exemple", "exemples")

    @property
    def annonces(self) -> str:
        """« 3 annonces », « 1 annonce d’exemple », likewise."""
        return self._said("annonce", "annonces", "annonce d’exemple", "annonces d’exemple")

    @property
    def bref(self) -> str:
        """Beside a name: « 12 », « 6 exemples », « 12, dont 11 exemples »."""
        said = pluriel(self.exemples, "exemple", "exemples")
        if not self.exemples or not self.vrais:
            return said if self.exemples else nombre(self.vrais)
        return f"{nombre(self.total)}, dont {said}"

    def _said(self, one: str, many: str, example: str, examples: str) -> str:
        told = ((self.vrais, one, many), (self.exemples, example, examples))
        said = [pluriel(count, *words) for count, *words in told if count]
        return " et ".join(said) or pluriel(0, one, many)

    @property
    def les(self) -> str:
        """« les 12 défis », « l’exemple », « le défi et les 4 exemples »."""
        told = ((self.vrais, "le défi", "défis"), (self.exemples, "l’exemple", "exemples"))
        return " et ".join(
            one if count == 1 else f"les {pluriel(count, many, many)}"
            for count, one, many in told
            if count
        )


def count_of(some: Collection[Defi | FicheAnnonce]) -> Count:
    """How many some défis are, or some annonces."""
    invented = sum(one.exemple for one in some)
    return Count(len(some) - invented, invented)


# --- What its words must not say ----------------------------------------------------------------


def dates_said(catalogue: Catalogue) -> Iterator[Finding]:
    """Where the words of an example say a date, in the catalogue as it was read.

    That would be wrong a few weeks after it was written, since all the days beside it move. It is
    for who writes examples: advice, so that news sent about one from a form stops no build.
    """
    for path, fiche in _examples(catalogue):
        body = bytes(fiche.texte).decode() if isinstance(fiche, Defi) else ""
        yield from islice(_said_in(fiche, path, body), MOST)


def _said_in(fiche: Group, path: str, body: str) -> Iterator[Finding]:
    for where, text in _words_of(fiche):
        for said in moments_in(text):
            yield finding(path, "exemple_date", where, lu=said)
    for said in dict.fromkeys(moments_in(body)):
        yield finding(path, "exemple_date", lu=said, needle=said)


def _words_of(value: object, where: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text of some fields that people read as a sentence, and where it stands."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Group):
        kind: Any = type(value)  # mypy takes no class for a key of `cache`
        for key in _keys_of_words(kind):
            yield from _words_of(getattr(value, key), (*where, key))
    elif type(value) is tuple:  # a commune is one too, of another class
        for rank, item in enumerate(value):
            yield from _words_of(item, (*where, rank))


@cache
def _keys_of_words(group: Any) -> tuple[str, ...]:
    """The fields of a class that are sentences, or groups of fields; no name of a file, no address."""
    hints = get_type_hints(group, include_extras=True)
    return tuple(each.name for each in fields(group) if _has_words(hints[each.name]))


def _has_words(hint: Any) -> bool:
    if isinstance(hint, type) and issubclass(hint, Group):
        return True
    inside = (*get_args(hint), *getattr(hint, "__metadata__", ()))
    return isinstance(hint, StringConstraints) or any(map(_has_words, inside))
