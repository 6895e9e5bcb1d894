"""A table of the open data: its columns, where its rows come from, and its CSV.

One plain value stands in each cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Generic, TypeVar

from generator import addresses
from generator.outputs.site.site import Site

Row = TypeVar("Row")

BETWEEN = " | "
"""Stands between the values of a column that holds several."""

Cell = str | int | float | bool | date | time | None


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its name, what it holds in words, and where that is found."""

    name: str
    meaning: str
    of: Callable[[Site, Row], Cell]


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A file of rows."""

    nom: str
    """That of its file, without its end."""
    titre: str
    pour: str
    """What one takes it for."""
    colonnes: Sequence[Column[Row]]
    lignes: Callable[[Site], Iterable[Row]]
    """Its rows, made one by one."""

    @property
    def adresse(self) -> str:
        """Where its CSV is."""
        return addresses.table(self.nom)

    def count(self, site: Site) -> int:
        """How many rows it has."""
        return sum(1 for _ in self.lignes(site))


_TAKEN_FOR_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""The signs by which a text begins that a spreadsheet would compute: OWASP, « CSV Injection »."""

_GUARD = "'"
_GUARDED = _TAKEN_FOR_A_FORMULA | {_GUARD}


def write_csv(table: Table[Any], site: Site) -> bytes:
    """The table as French spreadsheets read it: UTF-8 with its mark, semicolons, CRLF (RFC 4180).

    Each row becomes bytes before the next one is made. Texts stand between quotes and numbers do
    not, so that a spreadsheet may be told to leave texts alone: 01004 stays 01004.
    """
    with io.BytesIO() as content, io.TextIOWrapper(content, "utf-8-sig", newline="") as text:
        writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([column.name for column in table.colonnes])
        ways = [column.of for column in table.colonnes]
        writer.writerows([_cell(of(site, row)) for of in ways] for row in table.lignes(site))
        text.flush()
        return content.getvalue()


def _cell(value: Cell) -> str | int | float | None:
    """A value as a spreadsheet may have it: nothing that it would compute."""
    if isinstance(value, str):  # first: nearly all are
        # An apostrophe before an apostrophe too: to take one away always gives the text back.
        return f"{_GUARD}{value}" if value[:1] in _GUARDED else value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value
