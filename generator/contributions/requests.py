"""What one person asked through a form: an issue, or what a browser sent of a page of the site.

GitHub's JSON holds what its author typed, a file given to a command may hold anything, and bytes
come from anybody: every part is looked at before it is used. What the page of a form would not
have sent is refused, never guessed: a text that was left out in silence would be lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from generator.clock import PARIS
from generator.content.reader import TooLong, read_bytes
from generator.contributions.bodies import Answers, plain
from generator.forms.form import Form, Kind, Question
from generator.forms.gestures import templates_of
from generator.forms.questions import forms
from generator.text.signs import one_line


class UnreadableRequest(ValueError):
    """What was given is not the description of an issue; its message says in French what lacks."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one person asked: an issue, read from GitHub's event or API."""

    number: int
    body: str
    is_open: bool
    asked_on: date
    """The day of its creation, in Paris."""
    labels: frozenset[str] = frozenset()


EVENT_LIMIT = 25 * 1024 * 1024
"""The longest event that GitHub sends, in bytes.

https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap
"""


def read_event(file: Path, *about: str) -> Mapping[str, Any]:
    """The event of GitHub that a file holds; one thing that it is `about` is a mapping, at least.

    https://docs.github.com/webhooks/webhook-events-and-payloads
    Raises UnreadableRequest.
    """
    try:
        document: Any = json.loads(read_bytes(file, EVENT_LIMIT))
    except (OSError, TooLong) as error:
        raise UnreadableRequest("il ne peut pas être lu") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableRequest("ce n’est pas du JSON") from error
    if not isinstance(document, dict) or not any(isinstance(document.get(x), dict) for x in about):
        raise UnreadableRequest(f"il ne décrit rien de ce qui est attendu ({', '.join(about)})")
    return document


def read_issue(document: Mapping[str, Any]) -> Request:
    """The request that the JSON of an issue describes.

    https://docs.github.com/rest/issues/issues#get-an-issue
    Raises UnreadableRequest when a part is missing or is not what GitHub gives.
    """
    number = document.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise UnreadableRequest("le numéro de la demande (number) manque")
    state = document.get("state")
    if state not in {"open", "closed"}:
        raise UnreadableRequest("l’état de la demande (state) manque")
    return Request(
        number=number,
        body=_body(document),
        is_open=state == "open",
        asked_on=_day(document.get("created_at")),
        labels=frozenset(_names(document.get("labels"))),
    )


def _body(document: Mapping[str, Any]) -> str:
    """The text of an issue, empty where GitHub says that there is none."""
    value = document.get("body")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableRequest("le texte de la demande (body) n’en est pas un")
    return value


def _names(labels: object) -> Iterator[str]:
    """What labels are called; what is none is left out."""
    for label in labels if isinstance(labels, list) else ():
        name = label.get("name") if isinstance(label, dict) else label
        if isinstance(name, str):
            yield name


def _day(value: object) -> date:
    """The day in Paris of a moment such as 2026-11-26T08:24:21Z."""
    try:
        moment = datetime.fromisoformat(str(value))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(PARIS).date()
    except (ValueError, OverflowError):
        raise UnreadableRequest("la date de la demande (created_at) ne se lit pas") from None


# --- What a browser sends of a form ------------------------------------------------------------

SIZE_LIMIT = 64 * 1024
"""Largest sending that is read, in bytes: an é takes six of them."""

FIELDS_LIMIT = 200
"""How many fields are looked at: no form has more questions."""

FORM, TEMPLATE = "formulaire", "template"
"""The fields that answer no question: which form it is, and the one of the repository that asks the same."""


class SendingRefused(ValueError):
    """What was sent is not what the page of a form sends; the message says in French what to do."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A form, and what was typed in it; nothing of it is checked yet."""

    form: Form
    answers: Answers


def read_sending(data: bytes) -> Sending:
    """The form and the answers in some bytes. Raises SendingRefused, repeating nothing of them.

    https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#url-encoded-form-data
    """
    pairs = _pairs(data)
    given = dict(pairs)
    form = forms().get(given.pop(FORM, ""))
    # A person never sees `template`; robots that fill in everything write in it.
    template = given.pop(TEMPLATE, "")
    if not form or template not in {"", *templates_of(form)}:
        raise SendingRefused("Ceci ne vient pas d’un formulaire du site. " + _AGAIN)
    questions = {question.id: question for question in form.questions}
    several = {q.id for q in form.questions if q.kind in _SEVERAL}
    once = [name for name, _ in pairs if name not in several]
    if len({*once}) < len(once):
        raise SendingRefused("Une question a été répondue deux fois. " + _AGAIN)
    if not given.keys() <= questions.keys():
        raise SendingRefused("Ce formulaire a changé depuis que vous l’avez ouvert. " + _AGAIN)
    given |= {name: _together(name, pairs) for name in given.keys() & several}
    typed = {name: _typed(questions[name], answer) for name, answer in given.items()}
    return Sending(form, {name: answer for name, answer in typed.items() if answer})


_SEVERAL = frozenset({Kind.CHOICES, Kind.THEMES})
"""What has a box for each word: a browser sends each one that is ticked under the same name."""


def _together(name: str, pairs: list[tuple[str, str]]) -> str:
    """The words that were ticked under a name, and what was typed beside them, as one answer."""
    said = (answer.strip() for each, answer in pairs if each == name)
    return ", ".join(filter(None, said))


_AGAIN = "Copiez votre texte, rechargez la page du formulaire, et remplissez-la de nouveau."


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=FIELDS_LIMIT,
        )
    except UnicodeDecodeError:
        raise SendingRefused("Ce texte n’est pas écrit en UTF-8. " + _AGAIN) from None
    except ValueError:
        raise SendingRefused("Il y a trop de réponses pour un formulaire. " + _AGAIN) from None


def _typed(question: Question, answer: str) -> str:
    """An answer with the line ends of texts; where one line is asked for, on one line."""
    text = plain(answer)
    has_lines = question.kind in {Kind.TEXT, Kind.ROWS, Kind.ANNONCES}
    return text.strip("\n").rstrip() if has_lines else one_line(text)
