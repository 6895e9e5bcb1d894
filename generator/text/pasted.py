"""A front matter with the spaces and the dashes that were pasted with it, read as it looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from generator.text.errors import Location
from generator.text.signs import SPACES, folded

_SPACE = re.compile(f"[{SPACES}]")
_SPACED_KEY = re.compile(
    rf"[ {SPACES}]*+(?:-[ {SPACES}]++)*+(?:[\w-]++[ {SPACES}]*+:(?:[ {SPACES}]++|$))?+"
)
_INDENT = re.compile(rf"[ {SPACES}]*")
_BETWEEN_SIGNS = re.compile(rf"(?<=[\[{{,:])[ {SPACES}]+|[ {SPACES}]+(?=[\]}},:])")
_OPENS_BLOCK = re.compile(r"(?:^|[:\s-])[ ]*[|>][0-9+-]{0,2} *$")


def with_plain_spaces(head: str) -> str:
    """A front matter whose columns, dashes and keys have ordinary spaces around them.

    A telephone puts a no-break space before a colon, and a word processor after it: YAML takes it
    for a letter. Those inside of texts stay.
    """
    return "\n".join(_with_plain_spaces(head.split("\n"))) if _SPACE.search(head) else head


def _with_plain_spaces(lines: Iterable[str]) -> Iterator[str]:
    block: int | None = None
    """The column of the key whose text stands on the lines that follow it."""
    for line in lines:
        indent = len((_INDENT.match(line) or line)[0])
        if block is not None and (indent > block or not line.strip()):
            yield _SPACE.sub(" ", line[:indent]) + line[indent:]
            continue
        key = _SPACED_KEY.match(line)
        end = key.end() if key else 0
        value = line[end:]
        if value[:1] in {"[", "{"}:
            value = _BETWEEN_SIGNS.sub(lambda spaces: _SPACE.sub(" ", spaces[0]), value)
        block = indent if _OPENS_BLOCK.search(line) else None
        yield _SPACE.sub(" ", line[:end]) + value


def with_plain_signs(
    fields: Mapping[str, Any], places: Iterable[Location]
) -> dict[str, Any] | None:
    """The same fields, the texts at some places `folded`; nothing when they all are already.

    A pasted « petite‑ville » has a hyphen that no word of ours has, and looks the same.
    """
    plain: Any = deepcopy(dict(fields))
    for *outer, last in places:
        group: Any = plain
        for part in outer:
            inner: Any = group[part]
            if isinstance(inner, str):  # one word where a list of them may stand
                last = part  # noqa: PLW2901 - its place is the list
                break
            group = inner
        group[last] = folded(group[last])
    return plain if plain != fields else None
