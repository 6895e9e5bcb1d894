"""What one person asked through a form: an issue, read from what GitHub says of it.

GitHub's JSON holds what its author typed, and a file given to a command may hold anything: every
part is looked at before it is used. Nothing here knows what the forms ask.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from generator.clock import PARIS


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


def read_event(file: Path, *about: str) -> Mapping[str, Any]:
    """The event of GitHub that a file holds; one thing that it is `about` is a mapping, at least.

    https://docs.github.com/webhooks/webhook-events-and-payloads
    Raises UnreadableRequest.
    """
    try:
        document: Any = json.loads(file.read_bytes())
    except OSError as error:
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
