"""From how a form is written down to the form: the rules of a field are read from the model.

A table names the fields that a form asks for, in their order and with its own words. What is
required, how long an answer may be and which words are allowed is said by the model alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.content.model import FicheDefi, Group
from generator.content.schema import FieldHelp, field_help, json_schema
from generator.forms.form import Form, Kind, Part, Question


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the model that is asked for; what is not given here is as the model says."""

    key: str
    """Such as `prochaine_action.date`."""
    label: str
    help: str = ""
    example: str = ""
    required: bool | None = None
    kind: Kind | None = None
    minimum: int = 0
    maximum: int = 0


@dataclass(frozen=True, slots=True)
class FormTable:
    """A form as it is written down; a question that fills no field is there as it is."""

    slug: str
    titre: str
    resume: str
    parts: Mapping[str, tuple[Field | Question, ...]]
    """What is asked, under the title of each part."""
    fiche: type[Group] = FicheDefi
    """Whose fields it asks for."""
    optional: bool = False
    """Whether none of its fields must be answered, whatever the model says."""


def build(table: FormTable, *end: Part) -> Form:
    """The form of a table, with the parts that end it."""
    parts = [
        Part(titre, tuple(_question(row, table) for row in rows))
        for titre, rows in table.parts.items()
    ]
    return Form(table.slug, table.titre, table.resume, (*parts, *end))


def _question(asked: Field | Question, table: FormTable) -> Question:
    if isinstance(asked, Question):
        return asked
    row, facts = _rules(table.fiche, asked.key)
    return Question(
        id=asked.key.replace(".", "_"),
        label=asked.label,
        kind=asked.kind or _kind(row, facts),
        required=_must_be_answered(asked, row, table),
        key=asked.key,
        help=asked.help or row.description,
        example=asked.example or (row.examples[0] if row.examples else ""),
        terms=row.terms,
        minimum=asked.minimum or facts.get("minLength", facts.get("minimum", 0)),
        maximum=asked.maximum or facts.get("maxLength", facts.get("maximum", 0)),
    )


def _must_be_answered(asked: Field, row: FieldHelp, table: FormTable) -> bool:
    if asked.required is None:
        return row.required and not table.optional
    return asked.required


def _rules(fiche: type[Group], key: str) -> tuple[FieldHelp, dict[str, Any]]:
    """What the model says of a field, and the facts of its JSON Schema."""
    *outer, name = key.split(".")
    for each in outer:
        inner = next(row.group for row in field_help(fiche) if row.key == each)
        assert inner
        fiche = inner
    row = next(row for row in field_help(fiche) if row.key == name)
    return row, _facts(json_schema(fiche)["properties"][name])


def _facts(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What a JSON Schema says of one value, of the items of a list too (`many`)."""
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            facts = _facts(choice)
            return facts | {"many": any(c.get("type") == "array" for c in schema["anyOf"])}
    items = schema.get("items")
    return {**(_facts(items) if items else dict(schema)), "many": items is not None}


def _kind(row: FieldHelp, facts: Mapping[str, Any]) -> Kind:
    if row.terms:
        return Kind.CHOICES if facts["many"] else Kind.CHOICE
    if row.key in {"commune", "themes"}:
        return Kind(row.key)
    if facts.get("format") == "date":
        return Kind.DATE
    if facts.get("type") == "integer":
        return Kind.NUMBER
    if row.key in {"debut", "fin"}:
        return Kind.HOUR
    return Kind.TEXT if facts.get("maxLength", 0) > 300 else Kind.LINE
