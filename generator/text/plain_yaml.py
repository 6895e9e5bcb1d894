"""The YAML that nearly every défi is written in, read line by line; the rest is left to libyaml.

libyaml makes an event and two marks of each word, which is half of the reading of ten thousand
défis. What this module reads, it reads as libyaml's events would be: a property test compares
them. At the first sign that it does not know, it says nothing.
"""

from __future__ import annotations

import re
from typing import Any

Fields = dict[str, Any]

_KEY = r"[a-z_]+"
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
"""How a plain text may begin: every sign of YAML is left out, even where it would be harmless."""

_PLAIN = rf"{_FIRST}[^:#\n]*+(?:(?::(?![ \n])|(?<! )#)[^:#\n]*+)*+"
_ITEM = rf"(?:\"[^\"\\\n]*+\"|'[^'\n]*+'|{_FIRST}[^,\[\]{{}}:#\n\"']*+)"
_LIST = rf"\[{_ITEM}(?:, *+{_ITEM})*+\]"
_GROUP = rf"\{{{_KEY}: ++{_ITEM}(?:, *+{_KEY}: ++{_ITEM})*+\}}"

_LINE = re.compile(
    rf"( *+)(- ++)?+(?:({_KEY}):(?: ++|(?=\n)))?+"
    rf"(?:({_PLAIN})|\"([^\"\\\n]*+)\"|('[^'\n]*+'|{_LIST}|{_GROUP}))?+ *+\n"
)
"""Column, dash, key, then a value: plain, in double quotes, or another that `_rare` reads."""

_ITEMS = re.compile(_ITEM)
_PAIRS = re.compile(rf"({_KEY}): ++({_ITEM})")

_KNOWN_SIGNS = re.compile("[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\uffef]*+")
"""The signs that libyaml takes for themselves: no tab, no other line end, nothing invisible."""

EMPTY = frozenset({"", "~", "null"})
"""How a value is written that is left empty."""

_DEPTH = 4
"""Deeper than this, the limits of `front_matter` have their say."""


def read_plain(head: str) -> Fields | None:
    """The fields of a front matter, every value a string; nothing when it is not that simple."""
    if not _KNOWN_SIGNS.fullmatch(head):
        return None
    text, position = head if head.endswith("\n") else f"{head}\n", 0
    blocks = _Blocks()
    while line := _LINE.match(text, position):
        position = line.end()
        spaces, dash, key, plain, quoted, rare = line.groups()
        value: Any = quoted
        if plain is not None:
            bare = plain.rstrip(" ")
            value = "" if bare in EMPTY else bare
        elif rare is not None and (value := _rare(rare)) is None:
            return None
        if not (dash or key):
            if value is not None:
                return None  # a text that goes on from the line before
        elif not blocks.take(len(spaces), dash, key, value):
            return None
    return blocks.fields() if position == len(text) else None


class _Blocks:
    """The groups and the lists that are open, each at its column."""

    __slots__ = ("_column", "_container", "_emptied", "_listing", "_root", "_stack", "_waiting")

    def __init__(self) -> None:
        self._root: Fields = {}
        self._stack: list[tuple[int, bool, Any]] = []
        """What holds the container being filled: column, whether it is a list, container."""
        self._column, self._listing = 0, False
        self._container: Any = self._root
        self._waiting: str | None = None
        """The last key, when its value may follow on the next lines."""
        self._emptied = False

    def take(self, column: int, dash: str | None, key: str | None, value: Any) -> bool:
        """Take one line; false when it is not understood."""
        listed = dash is not None
        elsewhere = self._waiting or column != self._column or listed is not self._listing
        if elsewhere and not self._move(column, listed):
            return False
        if key is None:
            self._container.append(value)
            return value is not None
        if dash:
            group: Fields = {}
            self._container.append(group)
            self._open(column + len(dash), False, group)
        if key in self._container:
            return False
        if value is None:
            self._waiting, value = key, ""
        elif value == "":
            self._emptied = True
        self._container[key] = value
        return len(self._stack) < _DEPTH

    def fields(self) -> Fields:
        """All that was taken, without the keys that were left empty."""
        emptied = self._emptied or self._waiting
        return without_empty(self._root) if emptied else self._root

    def _move(self, column: int, listed: bool) -> bool:
        """Go to the container of a line: the value that was waited for, or one already open."""
        key, self._waiting = self._waiting, None
        if key and (column > self._column or (listed and column == self._column)):
            value: Any = [] if listed else {}
            self._container[key] = value
            self._open(column, listed, value)
            return True
        self._emptied |= key is not None
        while self._stack and (column < self._column or (self._listing and not listed)):
            self._column, self._listing, self._container = self._stack.pop()
        return column == self._column and listed is self._listing

    def _open(self, column: int, listing: bool, container: Any) -> None:
        self._stack.append((self._column, self._listing, self._container))
        self._column, self._listing, self._container = column, listing, container


def _rare(written: str) -> Any:
    """A text in single quotes, a list or a group on one line; nothing when a key is there twice."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] == "[":
        return [_word(item) for item in _ITEMS.findall(written)]
    pairs = _PAIRS.findall(written)
    group = {key: word for key, item in pairs if (word := _word(item))}
    return group if len({key for key, _ in pairs}) == len(pairs) else None


def _word(written: str) -> str:
    if written[0] in "\"'":
        return written[1:-1]
    bare = written.rstrip(" ")
    return "" if bare in EMPTY else bare


def without_empty(value: Any) -> Any:
    """Some fields without the keys that were left empty, however deep."""
    if value.__class__ is dict:
        return {key: without_empty(inner) for key, inner in value.items() if inner != ""}
    return [without_empty(inner) for inner in value] if value.__class__ is list else value
