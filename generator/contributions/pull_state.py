"""What the bot must know of a pull request later: it stands in its text, where nobody sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.content.fields import is_slug

_STATE = re.compile(r"<!-- bvm:demande (\{[^<>\n]*\}) -->")


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered of one pull request."""

    numbers: tuple[int, ...] = ()
    """The requests that it answers."""
    slug: str = ""
    keys: frozenset[str] = frozenset()
    page: str = ""
    """Where its page will be on the site."""
    closed: bool = False
    """Whether the bot closed it: it may then open it again."""

    def __str__(self) -> str:
        values = {
            "numeros": list(self.numbers),
            "defi": self.slug,
            "cles": sorted(self.keys),
            "page": self.page,
            "ferme": self.closed,
        }
        return f"<!-- bvm:demande {json.dumps(values, ensure_ascii=True)} -->"


def read_state(body: str) -> State:
    """The state in the text of a pull request; an empty one when it cannot be read."""
    found = _STATE.search(body)
    try:
        values = json.loads(found[1]) if found else {}
    except ValueError:
        return State()
    numbers, keys = _list(values, "numeros"), _list(values, "cles")
    slug, page = str(values.get("defi", "")), str(values.get("page", ""))
    return State(
        numbers=tuple(n for n in numbers if isinstance(n, int)),
        slug=slug if is_slug(slug) else "",
        keys=frozenset(key for key in keys if isinstance(key, str)),
        page=page if re.fullmatch(r"[a-z0-9/-]*", page) else "",
        closed=values.get("ferme") is True,
    )


def _list(values: Mapping[str, Any], key: str) -> list[Any]:
    value = values.get(key)
    return value if isinstance(value, list) else []


def with_state(body: str, state: State) -> str:
    """The same text of a pull request, with another state."""
    return f"{_STATE.sub('', body).rstrip()}\n\n{state}"
