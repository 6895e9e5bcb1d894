"""The défis as a table: one row each, one plain value in each column.

The CSV is this table; the properties of the GeoJSON are its columns too, since GDAL, QGIS and uMap
show texts, numbers and yes or no, where a list or a group would come out as a piece of JSON.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import orjson

from generator import addresses
from generator.content.model import Defi, FicheDefi
from generator.content.schema import field_help
from generator.outputs.site.site import Site

BETWEEN = " | "
"""Stands between the values of a column that holds several."""

Cell = str | int | float | bool | date | None


class Column(NamedTuple):
    """One column: its name, what it holds in words, and where that is found."""

    name: str
    meaning: str
    of: Callable[[Site, Defi], Cell]


_HELP = {row.key: row for row in field_help(FicheDefi)}


def _written(key: str, meaning: str = "") -> Column:
    """The column of a field as people write it, with the words that it may hold."""
    row = _HELP[key]
    words = ", ".join(term.slug for term in row.terms)
    choices = f" Au choix : {words}." if words else ""
    return Column(key, (meaning or row.description) + choices, lambda _, defi: getattr(defi, key))


COLUMNS = (
    Column("slug", "Le nom du défi dans les adresses : il ne change pas.", lambda _, d: d.slug),
    _written("titre"),
    _written("resume"),
    _written("genre_de_projet"),
    _written("phase"),
    _written("depuis"),
    _written("etat"),
    _written("territoire", "Le type de territoire, choisi par le groupe."),
    Column(
        "territoire_pilote",
        "Le territoire pilote qui accompagne, s’il y en a un.",
        lambda site, d: site.areas.pilote_of(d) or None,
    ),
    Column("commune", "Le nom de la commune.", lambda _, d: d.commune.name),
    Column(
        "commune_insee",
        "Le code officiel de la commune (INSEE). C’est un texte : il peut commencer par zéro.",
        lambda _, d: d.commune.insee,
    ),
    Column(
        "departement",
        "Le code du département. C’est un texte.",
        lambda _, d: d.commune.departement.code,
    ),
    Column(
        "departement_nom", "Le nom du département.", lambda _, d: d.commune.departement.nom
    ),
    Column("region", "Le nom de la région.", lambda _, d: d.commune.departement.region),
    Column(
        "autres_communes",
        "Les autres communes du défi.",
        lambda _, d: BETWEEN.join(place.label for place in d.autres_communes) or None,
    ),
    Column(
        "longitude",
        "En degrés (WGS 84), de la commune et jamais d’une adresse ; vide si elle n’est pas connue.",
        lambda _, d: d.commune.point.longitude if d.commune.point else None,
    ),
    Column(
        "latitude",
        "De même.",
        lambda _, d: d.commune.point.latitude if d.commune.point else None,
    ),
    _written("porteur", "Le nom du groupe."),
    Column("themes", "Les thèmes.", lambda _, d: BETWEEN.join(d.themes) or None),
    Column(
        "prochaine_action_date",
        "Le jour de la prochaine action, si le groupe en a dit une.",
        lambda _, d: d.prochaine_action.date if d.prochaine_action else None,
    ),
    Column(
        "prochaine_action",
        "Ce que l’on y fait.",
        lambda _, d: d.prochaine_action.quoi if d.prochaine_action else None,
    ),
    Column(
        "engagements",
        "Combien de personnes se sont engagées.",
        lambda _, d: d.engagements.nombre if d.engagements else None,
    ),
    Column(
        "modifie_le", "Le jour de la dernière nouvelle.", lambda site, d: site.changes[d.slug]
    ),
    _written("exemple", "Si c’est un exemple inventé pour montrer le site, et non un vrai défi."),
    Column(
        "page", "L’adresse de la page.", lambda site, d: f"{site.url}{addresses.defi(d.slug)}"
    ),
    Column(
        "donnees",
        "L’adresse du fichier qui dit tout du défi.",
        lambda site, d: f"{site.url}{addresses.defi_data(d.slug)}",
    ),
)  # fmt: skip

_NAMES = tuple(column.name for column in COLUMNS)
_DEGREES = frozenset({"longitude", "latitude"})
_BESIDE_THE_POINT = tuple(column for column in COLUMNS if column.name not in _DEGREES)


def properties(site: Site, defi: Defi) -> dict[str, Cell]:
    """The row of a défi by the names of its columns, without its point."""
    return {column.name: column.of(site, defi) for column in _BESIDE_THE_POINT}


_COMMA = b",\n"


def json_line(document: Any, default: Callable[[Any], Any] | None = None) -> bytes:
    """An object of a list, on its line, its comma after it.

    That comma makes a copy: orjson leaves what it writes in eight kilobytes, whatever its length.
    """
    return orjson.dumps(document, default=default) + _COMMA


def json_list(head: bytes, lines: Sequence[bytes]) -> bytes:
    """A JSON document that ends with a list, which its `head` opens, of objects as `json_line`."""
    last = [line.removesuffix(_COMMA) for line in lines[-1:]]
    return b"".join([head, b"\n", *lines[:-1], *last, b"\n]}\n"])


# --- CSV --------------------------------------------------------------------------------------

_TAKEN_FOR_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet would compute: OWASP, « CSV Injection »."""

_GUARD = "'"


def write_csv(site: Site, defis: Iterable[Defi]) -> bytes:
    """The table as French spreadsheets read it: UTF-8 with its mark, semicolons, CRLF (RFC 4180).

    Texts stand between quotes and numbers do not, so that a spreadsheet may be told to leave texts
    alone: 01004 stays 01004.
    """
    with io.BytesIO() as content, io.TextIOWrapper(content, "utf-8-sig", newline="") as text:
        writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(_NAMES)
        writer.writerows([_cell(column.of(site, defi)) for column in COLUMNS] for defi in defis)
        text.flush()
        return content.getvalue()


def _cell(value: Cell) -> str | int | float | None:
    """A value as a spreadsheet may have it: nothing that it would compute."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith((*_TAKEN_FOR_A_FORMULA, _GUARD)):
        return f"{_GUARD}{value}"  # an apostrophe too: to take one away always gives the text back
    return value
