"""Problems found in what people write, each with its place and its remedy in French.

The sentences stand in `kinds`. This module does not look for problems: the modules above it do.
It repeats what they read, and so it hides what must not be repeated (`personal`).
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from dataclasses import field as fact
from typing import Any

from generator.text.kinds import KINDS, Severity
from generator.text.personal import mask


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend or to know: its place, its kind and a French sentence."""

    path: str
    """Path from the root of the repository, with slashes."""
    line: int
    """Line in the file, from 1; 0 when the problem is the file itself."""
    field: str
    """Key of the front matter, such as `rencontres[2].date`; empty for the whole file."""
    kind: str
    message: str
    values: tuple[tuple[str, Any], ...] = fact(default=(), compare=False, repr=False)
    """What fills the sentence, nothing in it that must not be repeated."""

    @property
    def severity(self) -> Severity:
        return KINDS[self.kind].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        field = f" {self.field} :" if self.field else ""
        return f"{place}:{field} {self.message}"


MOST = 20
"""How many problems of one nature are told of one text."""

_EXCERPT = 60
"""How long an excerpt may be, in signs."""

Location = tuple[str | int, ...]
"""Where a value stands in a front matter: keys and positions, such as ("plan", 1, "quoi")."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem whose line is not known yet: looked for only when there is one to tell."""

    path: str
    kind: str
    where: Location
    """The field at fault; empty for the text."""
    values: tuple[tuple[str, object], ...] = ()
    needle: str = ""
    """A piece of the text at fault, by which its line is found."""

    def at(self, line: int) -> Problem:
        """The problem, now that its line is known."""
        return problem(self.kind, self.path, line, name(self.where), **dict(self.values))


def finding(
    path: str, kind: str, where: Location = (), *, needle: str = "", **values: Any
) -> Finding:
    """Note a problem of the file at `path`, its line to be looked for later."""
    return Finding(path, kind, where, tuple(values.items()), needle)


def name(where: Location) -> str:
    """A location as people read it: `rencontres[2].date`, positions counted from 1."""
    text = ""
    for part in where:
        dot = "." if text else ""
        text += f"[{part + 1}]" if isinstance(part, int) else f"{dot}{excerpt(part)}"
    return text


def problem(kind: str, path: str, line: int = 0, field: str = "", **values: Any) -> Problem:
    """Make the problem of a `kind`, its sentence filled with `values`.

    What must not be repeated is hidden in each value, whoever read it.
    Raises KeyError when the kind is unknown or the sentence lacks a value: a fault of ours.
    """
    shown = {key: mask(value) if isinstance(value, str) else value for key, value in values.items()}
    message = KINDS[kind].sentence.format(**shown)
    return Problem(path, line, field, kind, message, tuple(shown.items()))


def by_place(one: Problem) -> tuple[str, int, list[str | int], str, str]:
    """For an order in which `sauf[10]` comes after `sauf[2]`, where both stand on one line."""
    parts = re.split(r"(\d+)", one.field)
    ranked = [int(part) if rank % 2 else part for rank, part in enumerate(parts)]
    return one.path, one.line, ranked, one.kind, one.message


def excerpt(value: object) -> str:
    """What was read, on one line, cut, without control characters.

    Whatever would reach a person, or open something, is hidden: no message says it again.
    """
    read = mask(str(value))
    text = " ".join("".join(c if c.isprintable() else " " for c in read).split())
    if text != read:  # what stood on two lines may be one number
        text = mask(text)
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def without_values(error: Exception) -> str:
    """A fault of ours as a log may show it: where it is, not its message, which may quote people."""
    where = "".join(traceback.format_tb(error.__traceback__))
    return f"Une faute du programme, à signaler avec ces lignes ({type(error).__name__}) :\n{where}"
