"""What a form is: questions in parts, each with its kind, its rules and its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    DEFI = "defi"
    """A défi that exists, by its name in addresses or by the address of its page."""
    CONSENT = "accord"


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
    required: bool
    key: str = ""
    help: str = ""
    example: str = ""
    terms: Vocabulary = ()
    minimum: int = 0
    maximum: int = 0

    def word(self, answer: str) -> str | None:
        """The word of the vocabulary that an answer means, written as a label or as a word."""
        wanted = search_key(answer)
        found = (t.slug for t in self.terms if wanted in {search_key(t.slug), search_key(t.label)})
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong together, under one title."""

    titre: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked of who takes one of the doors."""

    slug: str
    """Its name: that of its issue form, and of the label that its issues bear."""
    titre: str
    resume: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for part in self.parts for question in part.questions)

    def question(self, name: str) -> Question:
        """The question of that id. Raises StopIteration when there is none: a fault of ours."""
        return next(question for question in self.questions if question.id == name)
