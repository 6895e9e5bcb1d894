"""What a form is: questions in parts, each with its kind, its rules and its words.

A form names the fields that it asks for, in their order and with its own words. What is required,
how long an answer may be and which words are allowed is said by the model alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from generator.content.model import FicheDefi, Group
from generator.content.schema import FieldHelp, field_help, json_schema
from generator.content.vocabulary import Vocabulary
from generator.geography import search_key


class Kind(StrEnum):
    """How a question is asked and its answer read."""

    LINE = "ligne"
    TEXT = "texte"
    CHOICE = "choix"
    CHOICES = "choix-multiples"
    DATE = "date"
    HOUR = "heure"
    NUMBER = "nombre"
    COMMUNE = "commune"
    THEMES = "themes"
    AMOUNT = "montant"
    """Euros."""
    ROW = "rang"
    """A row of a list of the file, by what names it; no field holds the answer."""
    ROWS = "rangs"
    """New rows of a list of the file, one a line; where each has a nature, it ends the line, in brackets."""
    ANNONCES = "annonces"
    """Some annonces of the site, one a line, each by its words, its address or the name of its file."""
    PAGE = "page"
    """A page of the site, by its address or the end of it."""
    DEFI = "defi"
    """A défi that exists, by its name in addresses or by the address of its page."""
    PHOTO = "photo"
    """What is dropped in a form of GitHub; no other door can take it, and says how to send it."""
    CONSENT = "accord"


MOST_ANNONCES = 30
"""How many annonces one answer names at most: each is compared with all those of the site.

A file has no such limit: what it names, it names by slug.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a form asks.

    `key` is the field that the answer fills (`prochaine_action.date`), empty for what no file
    holds; `minimum` and `maximum` count signs, or bound a number; 0 is no bound.
    """

    id: str
    """Its name in addresses and in issue forms: letters without accents, digits, underscores."""
    label: str
    """The heading of its answer; no other question of the form has it."""
    kind: Kind
    required: bool = False
    key: str = ""
    help: str = ""
    example: str = ""
    terms: Vocabulary = ()
    minimum: int = 0
    maximum: int = 0
    synonyms: Mapping[str, str] = field(default_factory=dict, hash=False, repr=False)
    """What else people answer, as `search_key` writes it, and the word that they mean."""

    def word(self, answer: str) -> str | None:
        """The word of the vocabulary that an answer means, written as a label or as a word.

        Or the one that is said with a few words around it: « Oui, tenue », « De l’argent ».
        """
        wanted = search_key(answer)
        keys = {search_key(name): t.slug for t in self.terms for name in (t.slug, t.label)}
        keys |= self.synonyms
        return keys.get(wanted) or _only_held(wanted, keys)


def _only_held(words: str, keys: Mapping[str, str]) -> str | None:
    """What the longest key among some words means; nothing where other words may change it."""
    held = (key for key in keys if f" {key} " in f" {words} ")
    longest = max(held, key=len, default="")
    beside = f" {words} ".replace(f" {longest} ", " ", 1).split()
    return keys[longest] if longest and BESIDE.issuperset(beside) else None


BESIDE = frozenset({
    "oui", "c", "est", "elle", "il", "on", "nous", "a", "ete", "eu", "sommes", "suis", "l", "la", "le", "les", "un", "une",
    "de", "d", "du", "des", "en", "plutot", "loi", "1901",
})  # fmt: skip
"""What may stand beside a choice without changing it."""


CONSENT = Question(
    "accord", "Avant d’envoyer", Kind.CONSENT, required=True, help="Deux choses à vérifier."
)
"""What every form ends with."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the model that is asked for; what is not given here is as the model says."""

    key: str
    """Such as `prochaine_action.date`."""
    label: str
    help: str | None = None
    """Empty where the label says it all."""
    example: str = ""
    required: bool | None = None
    kind: Kind | None = None
    minimum: int = 0
    maximum: int = 0
    synonyms: Mapping[str, str] = field(default_factory=dict, hash=False, repr=False)


LATER = "Le projet, si vous le voyez déjà"
"""The part of a new défi that most leave for later; who takes over another one finds it filled in."""


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong together, under one title."""

    titre: str
    questions: tuple[Question, ...]

    @property
    def is_for_later(self) -> bool:
        """Whether one may leave it for the days that follow: it is folded, or not asked."""
        return self.titre == LATER


@dataclass(frozen=True)
class Form:
    """What is asked of who takes one of the doors."""

    slug: str
    """Its name: that of its issue form, and of the label that its issues bear."""
    titre: str
    resume: str
    asked: Mapping[str, tuple[Field | Question, ...]] = field(hash=False, repr=False)
    """What is asked, under the title of each part; a question that fills no field is as it is."""
    fiche: type[Group] = FicheDefi
    """Whose fields it asks for."""
    optional: bool = False
    """Whether none of its fields must be answered, whatever the model says."""
    by_a_person: bool = False
    """Whether a person answers it: nothing is written of it, and nothing published."""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        parts = (
            Part(titre, tuple(map(self._question, asked))) for titre, asked in self.asked.items()
        )
        return (*parts, Part(CONSENT.label, (CONSENT,)))

    @cached_property
    def written(self) -> tuple[Part, ...]:
        """The parts that can be answered anywhere: a picture is dropped on GitHub only."""
        return tuple(
            part for part in self.parts if all(q.kind is not Kind.PHOTO for q in part.questions)
        )

    @property
    def takes_photos(self) -> bool:
        return len(self.written) < len(self.parts)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for part in self.parts for question in part.questions)

    def question(self, name: str) -> Question:
        """The question of that id. Raises StopIteration when there is none: a fault of ours."""
        return next(question for question in self.questions if question.id == name)

    def _question(self, asked: Field | Question) -> Question:
        if isinstance(asked, Question):
            return asked
        row, facts = _rules(self.fiche, asked.key)
        required = row.required and not self.optional
        return Question(
            id=asked.key.replace(".", "_"),
            label=asked.label,
            kind=asked.kind or _kind(row, facts),
            required=required if asked.required is None else asked.required,
            key=asked.key,
            help=row.description if asked.help is None else asked.help,
            example=asked.example or (row.examples[0] if row.examples else ""),
            terms=row.terms,
            minimum=asked.minimum or facts.get("minLength", facts.get("minimum", 0)),
            maximum=asked.maximum or facts.get("maxLength", facts.get("maximum", 0)),
            synonyms=asked.synonyms,
        )


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
    if row.key == "montant":
        return Kind.AMOUNT
    if row.key in {"debut", "fin"}:
        return Kind.HOUR
    return Kind.TEXT if facts.get("maxLength", 0) > 300 else Kind.LINE
