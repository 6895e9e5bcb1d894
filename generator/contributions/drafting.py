"""The text of a new file: what `bvm nouveau`, an issue and a form of the site all write.

One function for each kind of file, so that the same answers give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.content.fiches import FicheAnnonce
from generator.content.fields import slugify
from generator.content.model import FicheDefi
from generator.content.schema import field_help
from generator.content.vocabulary import SLUG_LIMIT
from generator.contributions.answers import fields_of, one_line
from generator.contributions.bodies import Answers
from generator.forms.questions import forms
from generator.text.front_matter import Value, dump

_WORDS_OF_A_NAME = 6
"""How many words of an annonce name its file."""


def draft_defi(answers: Answers, day: date) -> str:
    """The file of a new défi; its phase begins on `day` when nothing else is said."""
    fields = fields_of(forms()["defi"], {"depuis": str(day), **answers}, FicheDefi)
    return dump(fields, answers.get("texte", ""))


def draft_annonce(answers: Answers, day: date) -> str:
    """The file of a new annonce, made on `day`."""
    fields = fields_of(forms()["annonce"], answers, FicheAnnonce) | {"depuis": str(day)}
    return dump(_in_order(fields), "")


def _in_order(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {row.key: fields[row.key] for row in field_help(FicheAnnonce) if row.key in fields}


def name_of_defi(answers: Answers, number: int) -> str:
    """The name of the file of a défi that was asked for under a `number`."""
    return _numbered(slugify(answers.get("titre", "")), number)


def name_of_annonce(answers: Answers, number: int) -> str:
    """The name of the file of an annonce: what it is, its first words, its number."""
    genre = forms()["annonce"].question("genre").word(answers.get("genre", "")) or "annonce"
    words = one_line(answers.get("texte", "")).split(" ")[:_WORDS_OF_A_NAME]
    return _numbered(slugify(" ".join([genre, *words])), number)


def _numbered(slug: str, number: int) -> str:
    """A name that no other request has, and that the addresses of the site need for nothing."""
    room = SLUG_LIMIT - len(f"-{number}")
    if len(slug) > room:
        slug = slug[: room + 1].rpartition("-")[0] or slug[:room]
    return f"{slug}-{number}"
