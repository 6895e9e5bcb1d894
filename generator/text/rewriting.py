"""Some values of a front matter changed in its text, every other sign of the file kept.

A file belongs to those who wrote it: their comments, their order, their quotes and their line ends
are not ours to tidy. What YAML allows and this module cannot change safely is refused, never
guessed: each new text is read again and must hold the wanted fields, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml

from generator.text.errors import Location
from generator.text.front_matter import (
    FrontMatter,
    Value,
    dump_fields,
    dump_item,
    parse,
    scalar,
    written,
)
from generator.text.marks import LOADER
from generator.text.plain_yaml import EMPTY
from generator.text.signs import cleaned

_BYTE_ORDER_MARK = "\ufeff"


class RewritingRefused(Exception):
    """The text cannot be changed safely."""


@dataclass(frozen=True, slots=True)
class Put:
    """Give a field a text, or some words: a key, a key of a group, a key of an item of a list."""

    where: Location
    value: Value


@dataclass(frozen=True, slots=True)
class Add:
    """Add one item at the end of a list, which may not be there yet."""

    where: Location
    item: Value


@dataclass(frozen=True, slots=True)
class Drop:
    """Take out one item of a list, or one key; what holds nothing any more goes with it.

    The remarks beside the others stay. A key that is not there is out already.
    """

    where: Location


Edit = Put | Add | Drop


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a text becomes between two of its signs."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> _Piece:
        return _Piece(self.start + by, self.end + by, self.text)


Order = Mapping[str, Sequence[str]]
"""The keys of each group in the order of the model, by its name without positions; "" is the file."""


def rewrite(text: str, edits: Iterable[Edit], order: Order) -> str:
    """The `text` of a file after some edits; a new key stands after those before it in `order`.

    Raises RewritingRefused when one of them cannot be made safely.
    """
    for edit in edits:
        try:
            text = _rewrite_one(text, edit, order)
        except RewritingRefused:
            # What nobody sees goes before a person must come.
            bare = "\r\n".join(map(cleaned, text.split("\r\n")))
            if bare == text or "\r" in text.replace("\r\n", ""):
                raise
            text = _rewrite_one(bare, edit, order)
    return text


def _rewrite_one(text: str, edit: Edit, order: Order) -> str:
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    bare = text.removeprefix(mark)
    plain = bare.replace("\r\n", "\n")
    before = _read(plain)
    wanted = deepcopy(before.fields)
    _apply(wanted, edit)
    if wanted == before.fields:
        return text
    piece = _find_piece(before.head, edit, order).moved(plain.index("\n"))
    after = _read(plain[: piece.start] + piece.text + plain[piece.end :])
    if after.fields != wanted or after.body != before.body:
        raise RewritingRefused
    return mark + _put_back(bare, plain, piece)


def _find_piece(head: str, edit: Edit, order: Order) -> _Piece:
    try:
        return _Writer(head, order).piece(edit)
    except yaml.YAMLError as error:  # signs that only the reading of front matter forgives
        raise RewritingRefused from error


def _read(plain: str) -> FrontMatter:
    matter, problems = parse(plain, "")
    if matter is None or any(each.is_error for each in problems) or "\r" in plain:
        raise RewritingRefused
    return matter


def _put_back(bare: str, plain: str, piece: _Piece) -> str:
    """The change of a text whose lines may end in CRLF, made where they do."""
    if bare == plain:
        return plain[: piece.start] + piece.text + plain[piece.end :]
    lines = bare.split("\n")
    marked = [line.endswith("\r") for line in lines]

    def place(offset: int) -> int:
        return offset + sum(marked[: plain.count("\n", 0, offset)])

    new = piece.text.replace("\n", "\r\n") if marked[0] else piece.text
    return bare[: place(piece.start)] + new + bare[place(piece.end) :]


def _apply(fields: Any, edit: Edit) -> None:
    """The same edit on the fields themselves."""
    if isinstance(edit, Drop):
        _take_out(fields, edit.where)
        return
    *outer, last = edit.where
    group = fields
    for part in outer:
        group = _inside(group, part)
    if isinstance(edit, Put):
        group[last] = deepcopy(edit.value)
        return
    items = group.setdefault(last, [])
    if not isinstance(items, list):
        raise RewritingRefused
    items.append(deepcopy(edit.item))


def _take_out(fields: Any, where: Location) -> None:
    *outer, last = where
    group = fields
    for part in outer:
        group = group.get(part) if isinstance(group, dict) else _inside(group, part)
        if group is None:
            return
    if isinstance(group, list) and isinstance(last, int) and last < len(group):
        del group[last]
    elif isinstance(group, dict) and isinstance(last, str):
        group.pop(last, None)
    else:
        raise RewritingRefused
    if outer and not group:
        _take_out(fields, tuple(outer))


def _inside(group: Any, part: str | int) -> Any:
    """What stands at one step of a location; a group that is not there yet is begun."""
    if isinstance(part, str) and isinstance(group, dict):
        inner = group.setdefault(part, {})
    elif isinstance(part, int) and isinstance(group, list) and part < len(group):
        inner = group[part]
    else:
        raise RewritingRefused
    if isinstance(inner, str):
        raise RewritingRefused
    return inner


class _Writer:
    """Finds where an edit belongs in a front matter, and what to write there.

    It takes any YAML that `front_matter` takes, by the marks that libyaml leaves on its nodes:
    a head that was read without a problem has no alias, and is not deep.
    """

    def __init__(self, head: str, order: Order) -> None:
        self._head, self._order = head, order

    def piece(self, edit: Edit) -> _Piece:
        """The one change of the head that makes an edit."""
        node: Any = yaml.compose(self._head, Loader=LOADER)
        if isinstance(edit, Drop):
            return self._without(self._outermost(node, edit.where))
        leaf: Value = edit.value if isinstance(edit, Put) else [edit.item]
        for depth, part in enumerate(edit.where):
            rest = edit.where[depth + 1 :]
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                node = node.value[part]
                continue
            if not isinstance(node, yaml.MappingNode):
                raise RewritingRefused
            key, inner = _pair(node, part)
            if key is None:
                known = self._order.get(_group(edit.where[:depth]), ())
                return self._insert(node, str(part), _nested(rest, leaf), known)
            if _is_empty(inner):
                return self._fill(node, key, inner, _nested(rest, leaf))
            if not rest:
                return self._change(node, key, inner, edit)
            node = inner
        raise RewritingRefused

    def _change(self, group: Any, key: Any, inner: Any, edit: Edit) -> _Piece:
        """Another text in the place of one, or one more item after those of a list."""
        if isinstance(edit, Put) and isinstance(inner, yaml.ScalarNode):
            return self._replace(group, key, inner, edit.value)
        if isinstance(edit, Put) and isinstance(inner, yaml.SequenceNode):
            return self._replace_words(inner, edit.value)
        if isinstance(edit, Add) and isinstance(inner, yaml.SequenceNode):
            last = self._end(inner)
            if inner.flow_style:
                after = self._end(inner.value[-1])
                return _Piece(after, after, f", {_on_one_line(edit.item)}")
            lines = "".join(dump_item(edit.item, inner.start_mark.column))
            return self._after_line(last, lines)
        raise RewritingRefused

    def _replace_words(self, inner: Any, value: Value) -> _Piece:
        """Other words in a list of words."""
        start, end = inner.start_mark.index, self._end(inner)
        if inner.flow_style or not isinstance(value, list):
            return _Piece(start, end, _on_one_line(value))
        lines = "".join(line for word in value for line in dump_item(word, inner.start_mark.column))
        return _Piece(self._line_start(start), self._head.index("\n", end) + 1, lines)

    def _replace(self, group: Any, key: Any, inner: Any, value: Value) -> _Piece:
        start, end = inner.start_mark.index, self._end(inner)
        if isinstance(value, str) and all(map(_NUMBER.fullmatch, (self._head[start:end], value))):
            return _Piece(start, end, value)  # a number that stands as one stays one
        alone = not self._head[end : self._head.index("\n", end)].strip()
        block = alone and not group.flow_style and isinstance(value, str)
        text = _on_one_line(value)
        if block:
            text = written(str(value), key.start_mark.column + 2)
        return _Piece(start, end, text)

    def _fill(self, group: Any, key: Any, inner: Any, value: Value) -> _Piece:
        """Give a value to a key that has none."""
        end = inner.end_mark.index
        start = len(self._head[: inner.start_mark.index].rstrip(" "))
        if group.flow_style or isinstance(value, str):
            return _Piece(start, end, f" {_on_one_line(value)}")
        line_end = self._head.index("\n", end)
        column = key.start_mark.column
        lines = "".join(dump_fields({"": value}, column)).partition("\n")[2]
        return _Piece(start, line_end + 1, f"{self._head[end:line_end]}\n{lines}")

    def _insert(self, group: Any, name: str, value: Value, known: Sequence[str]) -> _Piece:
        """A key that was not there, after those that come before it in the order of the model."""
        if not group.value:
            raise RewritingRefused
        ranks = [known.index(key.value) if key.value in known else -1 for key, _ in group.value]
        rank = known.index(name) if name in known else len(known)
        before = [index for index, other in enumerate(ranks) if other < rank]
        if group.flow_style:
            after = self._end(group.value[-1][1])
            return _Piece(after, after, f", {scalar(name)}: {_on_one_line(value)}")
        first = group.value[0][0].start_mark
        lines = "".join(dump_fields({name: value}, first.column))
        line_start = self._line_start(first.index)
        if not before and not self._head[line_start : first.index].strip():
            return _Piece(line_start, line_start, lines)
        nearest = max(before, key=lambda index: ranks[index], default=0)
        return self._after_line(self._end(group.value[nearest][1]), lines)

    # What is taken out.

    def _outermost(self, node: Any, where: Location) -> tuple[Any, int]:
        """What holds the part to take out, and its rank there: the outermost that it alone fills."""
        found: tuple[Any, int] | None = None
        for part in where:
            rank = _rank(node, part)
            if not found or any(_holds_more(node, rank)):
                found = node, rank
            item = node.value[rank]
            node = item[1] if isinstance(item, tuple) else item
        assert found
        return found

    def _without(self, place: tuple[Any, int]) -> _Piece:
        """Nothing in the place of one item of a list, or of one key and its value."""
        group, rank = place
        if len(group.value) == 1:
            raise RewritingRefused
        first, last = _ends(group.value[rank])
        start, end = first.start_mark.index, self._end(last)
        if group.flow_style:
            return self._without_between_commas(group, rank, start, end)
        start = self._line_start(start)
        if isinstance(group, yaml.SequenceNode):
            column = group.start_mark.column
            while start and self._head[start : start + column + 1].strip() != "-":
                start = self._line_start(start - 1)
        elif self._head[start : first.start_mark.index].strip():
            return self._without_first(group, first.start_mark.index, end)
        return _Piece(start, self._head.index("\n", end) + 1, "")

    def _without_first(self, group: Any, start: int, end: int) -> _Piece:
        """Nothing in the place of the key whose line begins what holds it: the next one takes its line."""
        after = group.value[1][0].start_mark.index
        if self._head[end:after].strip():
            raise RewritingRefused  # a remark stands between them
        return _Piece(start, after, "")

    def _without_between_commas(self, group: Any, rank: int, start: int, end: int) -> _Piece:
        if rank + 1 < len(group.value):
            after = self._head.index(",", end) + 1
            spaces = len(self._head[after:]) - len(self._head[after:].lstrip(" "))
            return _Piece(start, after + spaces, "")
        before = self._end(_ends(group.value[rank - 1])[1])
        # A comma may stand before the end; a remark between the two is not ours to take.
        return _Piece(start if "\n" in self._head[before:start] else before, end, "")

    def _line_start(self, offset: int) -> int:
        return self._head.rfind("\n", 0, offset) + 1

    def _after_line(self, offset: int, lines: str) -> _Piece:
        """Whole lines, after the line of an offset."""
        start = self._head.index("\n", offset) + 1
        return _Piece(start, start, lines)

    def _end(self, node: Any) -> int:
        """Where the last sign of a value stands: libyaml counts what follows a block as its own."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            return self._end_of_text(node)
        if node.flow_style or not node.value:
            return int(end)
        last = node.value[-1]
        return max(int(start), self._end(last[1] if isinstance(last, tuple) else last))

    def _end_of_text(self, node: Any) -> int:
        start, end = node.start_mark.index, node.end_mark.index
        if node.style not in {"|", ">"}:
            return int(end)
        block = self._head[start:end]
        keeps_its_blank_lines = "+" in block.partition("\n")[0]
        return int(end) - 1 if keeps_its_blank_lines else start + len(block.rstrip("\n "))


_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


def _pair(group: Any, part: object) -> tuple[Any, Any]:
    """The key and the value of a group, as nodes."""
    found = (pair for pair in group.value if pair[0].value == part)
    return next(found, (None, None))


def _rank(node: Any, part: object) -> int:
    """Where a part of a location stands in a node. Raises RewritingRefused."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return part
    if not isinstance(node, yaml.MappingNode):
        raise RewritingRefused
    found = (rank for rank, (key, _) in enumerate(node.value) if key.value == part)
    rank = next(found, None)
    if rank is None:
        raise RewritingRefused
    return rank


def _holds_more(node: Any, rank: int) -> Iterator[bool]:
    """Whether each other part of a node holds something."""
    for other, item in enumerate(node.value):
        if other != rank:
            yield not isinstance(item, tuple) or not _is_empty(item[1])


def _ends(item: Any) -> tuple[Any, Any]:
    """The first and the last node of an item of a list, or of a key and its value."""
    return item if isinstance(item, tuple) else (item, item)


def _is_empty(node: Any) -> bool:
    """Whether a key was left without a value, as `front_matter` sees it, or with an empty list."""
    if isinstance(node, yaml.ScalarNode):
        return node.value == "" or (not node.style and node.value in EMPTY)
    return not node.value


def _nested(keys: Location, leaf: Value) -> Value:
    """Groups inside groups, down to a value."""
    for key in reversed(keys):
        if not isinstance(key, str):
            raise RewritingRefused
        leaf = {key: leaf}
    return leaf


def _group(where: Location) -> str:
    return ".".join(part for part in where if isinstance(part, str))


def _on_one_line(value: Value) -> str:
    """A value that stands between brackets, or after a key."""
    if isinstance(value, str):
        return scalar(value, listed=True)
    if isinstance(value, list):
        return f"[{', '.join(map(_on_one_line, value))}]"
    return f"{{{', '.join(f'{scalar(key)}: {_on_one_line(v)}' for key, v in value.items())}}}"
