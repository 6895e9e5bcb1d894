"""What a request makes: the new text of a file of the repository, or what must be mended first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.contributions.bodies import Answers
from generator.errors import Problem
from generator.forms import Form


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a request makes, when it can be understood."""

    form: Form
    answers: Answers
    slug: str
    """Of the défi or of the annonce; of `aide`, which stays an issue, the défi that it names, if any."""
    changes: Mapping[str, str]
    """The files that it writes: a path from the root and its new text."""
    keys: frozenset[str]
    """The fields that it sets: two updates of one file that set the same field collide.

    Lists to which it only adds are left out.
    """
    titre: str
    """The title of its pull request, in French, harmless."""
    advice: tuple[Problem, ...] = ()
    close: tuple[object, ...] = ()
    """The défis near it that may be the same (`generator.duplicates`)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What must be mended first, in French, each problem with the label of its question as field."""

    form: Form
    problems: tuple[Problem, ...]
    answers: Answers
