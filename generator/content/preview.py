"""Editorial pages drawn as GitHub's preview draws them: what a contributor looked at is the page.

Python-Markdown wants a blank line before a list, a table or a quotation, four spaces before what
stands in an item, and knows neither « 1) », nor a backslash that ends a line, nor `> [!NOTE]`. So a
text is written again as it wants it, from the blocks that GitHub's specification (GFM 0.29) sees in
it. `mkdocs.yml` names this module among its extensions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_TAB = 4
_ITEM = re.compile(r"([-*+]|([0-9]{1,9})[.)])( {1,4}(?=[^ ])|(?= {5}))(.*)")
_RULE = re.compile(r"([-*_]) *(?:\1 *){2,}")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_HEADING = re.compile(r"#{1,6}(?: |$)")
_DELIMITERS = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *")
_HTML = re.compile(
    r"</?(?:details|summary|div|section|article|aside|figure|table|p|[uod]l|pre|h[1-6])\b|<!--",
    re.IGNORECASE,
)
_STASHED = re.compile("\x02wzxhzdk:[0-9]+\x03")
"""What code between fences is once Python-Markdown has put it aside."""

_BOX = re.compile(r"(?:!!!|\?\?\?\+?) ?[\"\w]|===[!+]? ?\"|\[\^[^\]]+\]:|: {1,3}(?=[^ ])")
"""What opens a box, a tab, a note or a definition of Material: what follows stands further."""

_FOLDED = re.compile(
    r"<(?:details|div|section|article|aside|figure)\b(?![^>]*\bmarkdown\b)", re.IGNORECASE
)
_LOOKS = re.compile(r"^([0-9]*)([-*+](?= )|[.)](?<=[0-9].)(?= )|#|>)")
_ESCAPED = r"\1\\\2"
_HARD = re.compile(r"(?<!\\)((?:\\\\)*)\\$")
_CELL = re.compile(r"(?<!\\)\|")

_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *", re.IGNORECASE)
_ALERTS = {
    "note": ("note", "À savoir"),
    "tip": ("tip", "Conseil"),
    "important": ("info", "Important"),
    "warning": ("warning", "Attention"),
    "caution": ("danger", "Danger"),
}
"""What a box of GitHub is here: its class, and its name if no line in bold gives it one."""

_TITLE = re.compile(r"\*\*([^*]+)\*\* *")


class _Held(NamedTuple):
    """What holds the lines that stand at `column` or further: the page, an item, a box."""

    column: int
    target: int
    """Where Python-Markdown wants these lines."""
    sign: str = ""
    """The bullet of an item, or what follows its number; nothing for what is no item."""
    place: int = 0
    """How many lines were written before it."""


def as_github(lines: Sequence[str]) -> list[str]:
    """The lines of a text, or of a quotation, as Python-Markdown sees in them what GitHub does."""
    writer = _Writer(lines)
    while writer.rank < len(lines):
        writer.take()
    return writer.written


@dataclass(slots=True)
class _Writer:
    """One pass over some lines."""

    lines: Sequence[str]
    rank: int = 0
    """Of the line that comes next."""
    written: list[str] = field(default_factory=list)
    _held: list[_Held] = field(default_factory=lambda: [_Held(0, 0)])
    _left: _Held | None = None
    """The item that the line ended: the next one may be of its list."""
    _in_text: bool = False
    """Whether a paragraph is open."""
    _apart: bool = False
    """Whether the last block ends here for GitHub, and with the next blank line elsewhere."""

    def take(self) -> None:
        """Write the next line, or the block that it opens."""
        line = self.lines[self.rank]
        self.rank += 1
        text = line.lstrip(" ")
        if not text:
            self.written.append("")
            self._in_text = self._apart = False
            return
        column = len(line) - len(text)
        margin = column - max(held.column for held in self._held if held.column <= column)
        opener = self._opener(text, column) if margin < _TAB else None
        self._leave(column, starts=opener is not None)
        if opener:
            opener(self, text, column)
        elif margin < _TAB or self._in_text:
            self._text(text)
        else:
            self._code(" " * margin + text)

    def _leave(self, column: int, *, starts: bool) -> None:
        """Close what does not hold a line that stands at a column."""
        self._left = None
        lazy = self._in_text and not starts
        boxes = [held.column for held in self._held if not held.sign]
        while len(self._held) > 1 and column < self._held[-1].column:
            if lazy and column >= max(boxes):
                return
            self._left = self._held.pop()

    def _opener(self, text: str, column: int) -> Callable[[_Writer, str, int], None] | None:
        """What writes the block that a line opens; nothing when it is text."""
        if self._in_text and _UNDERLINE.fullmatch(text):
            return _Writer._underline
        if _RULE.fullmatch(text) or _HEADING.match(text) or _STASHED.fullmatch(text):
            return _Writer._alone
        if (item := _ITEM.fullmatch(text)) and self._may_open(item, column):
            return _Writer._item
        if text.startswith(">"):
            return _Writer._quote
        if _BOX.match(text):
            return _Writer._box
        if _HTML.match(text):
            return _Writer._html
        lazy = self._in_text and column < self._held[-1].column
        return _Writer._table if not lazy and self._is_table(text) else None

    def _may_open(self, item: re.Match[str], column: int) -> bool:
        """In a paragraph, « 2026. » is a number, if no list goes on there (GFM 5.3)."""
        inside = self._in_text and column >= self._held[-1].column
        return not inside or item[2] in (None, "1")

    def _is_table(self, text: str) -> bool:
        below = self.lines[self.rank].strip() if self.rank < len(self.lines) else ""
        return "|" in text and bool(_DELIMITERS.fullmatch(below)) and _cells(text) == _cells(below)

    def _put(self, text: str, *, gap: bool = False) -> None:
        """Write a line where it is held, after a blank one if there must be a `gap`."""
        if (gap or self._apart) and self.written and self.written[-1]:
            self.written.append("")
        self._apart = False
        self.written.append(" " * self._held[-1].target + text)

    def _code(self, text: str) -> None:
        if self._left and self._left.sign:  # else it would stand in the item
            self._put("<!-- -->", gap=True)
            self._apart = True
        self._put(text)

    def _text(self, text: str) -> None:
        if self._in_text:  # what looks like another block goes on with this one
            text = _LOOKS.sub(_ESCAPED, text)
        self._put(self._broken(text))
        self._in_text = True

    def _broken(self, text: str) -> str:
        """A line of text, the backslash that breaks it in the form that Python-Markdown knows."""
        following = self.lines[self.rank].strip() if self.rank < len(self.lines) else ""
        return _HARD.sub(r"\1  ", text) if following else text

    def _underline(self, text: str, _: int) -> None:
        self._put(text)
        self._in_text = False

    def _alone(self, text: str, _: int) -> None:
        self._put(text, gap=True)
        self._in_text, self._apart = False, True

    def _item(self, text: str, column: int) -> None:
        """An item, and those that it begins with: « - 1. a »."""
        left, held = self._left, self._held[-1]
        marks = ""
        while item := _ITEM.fullmatch(text):
            column += len(item[1]) + (len(item[3]) or 1)
            inner = self._held[-1].target + _TAB
            self._held.append(_Held(column, inner, item[1][-1], len(self.written)))
            marks += f"{item[2]}. " if item[2] else f"{item[1]} "
            text = item[4]
        sign = self._held[self._held.index(held) + 1].sign
        beside = left is not None and left.sign != ""
        if beside and left and left.sign != sign:  # another list
            self.written += ["", f"{' ' * held.target}<!-- -->", ""]
        since = left.place if beside and left else held.place
        gap = not (beside or held.sign) or "" in self.written[since:]
        if (gap or self._apart) and self.written and self.written[-1]:
            self.written.append("")
        self.written.append(" " * held.target + marks + self._broken(text))
        self._in_text, self._apart = not _HEADING.match(text), False

    def _quote(self, text: str, column: int) -> None:
        """A quotation with its lines, those that go on without its mark too."""
        inner = [_unquoted(text)]
        while self.rank < len(self.lines):
            line = self.lines[self.rank].lstrip(" ")
            margin = len(self.lines[self.rank]) - len(line)
            lazy = _is_text(inner[-1]) and line and (margin >= _TAB or not _begins(line))
            if not (line.startswith(">") or lazy):
                break
            inner.append(_unquoted(line) if line.startswith(">") else _lazy(line))
            self.rank += 1
        for rank, line in enumerate(as_github(_boxed(inner))):
            self._put(
                f"> {line}".rstrip(" ") if not line.endswith("  ") else f"> {line}", gap=not rank
            )
        self._in_text, self._apart = False, True

    def _box(self, text: str, column: int) -> None:
        is_definition = text.startswith(":")
        self._put(text, gap=not is_definition)
        inner = _Held(column + _TAB, self._held[-1].target + _TAB)
        self._held.append(inner)
        self._in_text = is_definition or text.startswith("[^")

    def _html(self, text: str, _: int) -> None:
        """Up to the next blank line, what a text shows as it is; what it folds is Markdown."""
        self._put(_FOLDED.sub(r'\g<0> markdown="1"', text), gap=True)
        while self.rank < len(self.lines) and self.lines[self.rank].strip():
            self._put(self.lines[self.rank])
            self.rank += 1
        self._in_text = False

    def _table(self, text: str, column: int) -> None:
        self._put(text, gap=True)
        self._put(self.lines[self.rank].strip())
        self.rank += 1
        while self.rank < len(self.lines):
            row = self.lines[self.rank].strip()
            if not row or _begins(row):
                break
            self._put(row)
            self.rank += 1
        self._in_text, self._apart = False, True


def _begins(text: str) -> bool:
    """Whether a line begins another block than a paragraph."""
    return text.startswith(">") or bool(_ITEM.fullmatch(text)) or not _is_text(text)


def _is_text(line: str) -> bool:
    """Whether a paragraph is open after a line of a quotation."""
    text = line.lstrip("> ")
    while item := _ITEM.fullmatch(text):
        text = item[4]
    alone = _HEADING.match(text) or _RULE.fullmatch(text) or _STASHED.fullmatch(text)
    return bool(text) and not alone and not _HTML.match(text)


def _lazy(line: str) -> str:
    """A line that goes on with the text of a quotation without its mark: no table begins there."""
    return _CELL.sub(r"\\|", _LOOKS.sub(_ESCAPED, line))


def _cells(row: str) -> int:
    return len(_CELL.split(row.strip().removeprefix("|").removesuffix("|")))


def _unquoted(line: str) -> str:
    return line.removeprefix(">").removeprefix(" ") if line.startswith(">") else line


def _boxed(lines: list[str]) -> list[str]:
    """The lines of a quotation; of a box of GitHub, with its name as pymdownx.quotes reads it."""
    if not (alert := _ALERT.fullmatch(lines[0])):
        return lines
    kind, name = _ALERTS[alert[1].lower()]
    rest = lines[1:]
    if rest and (title := _TITLE.fullmatch(rest[0])) and not "".join(rest[1:2]).strip():
        name, rest = title[1], rest[2:]
    return [f"[!{kind}] {name}", "", *rest]


# Python-Markdown has no types, and names of its own.
class _AsGitHub(Preprocessor):  # type: ignore[misc]
    def run(self, lines: list[str]) -> list[str]:
        return as_github(lines)


class _Extension(Extension):  # type: ignore[misc]
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Once code is put aside (25), before HTML is (20).
        md.preprocessors.register(_AsGitHub(md), "as_github", 22)


def makeExtension(**options: object) -> Extension:  # noqa: N802
    """What Python-Markdown calls by its name."""
    return _Extension(**options)
