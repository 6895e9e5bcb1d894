"""JSON documents that end with a long list: an object a line, made one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson

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
