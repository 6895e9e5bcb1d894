"""Lines and bullets as people type them, and the Markdown that shows them so.

Markdown joins the lines of a paragraph and knows « - » for a bullet; who fills in a form types one
line for each hour of a programme, and pastes « • » from a word processor. The doors write what was
meant (`to_markdown`); of a file, which is drawn as GitHub draws files, it is told (`check`).
What is a paragraph, GitHub's own parser says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from textwrap import dedent
from typing import NamedTuple

from generator.content.gfm import Paragraph, paragraphs
from generator.text.errors import MOST, Problem, excerpt, problem
from generator.text.front_matter import parse
from generator.text.signs import BULLETS, SPACES

_BULLET = re.compile(
    rf"(?:([{BULLETS}])[ \t{SPACES}]*"
    # Signs that begin other lines too: an aside, a temperature, a word in italics, a date.
    rf"|(–(?!\d)|-(?=[^\W\d_]|[{SPACES}])|\*(?=[^\W_][^*]*$)|o(?=\t))[ \t{SPACES}]*"
    # A date, a fraction, hours, degrees are no numbers of a list: « 5/12 », « 9 - 11 h », « 5°C ».
    rf"|(\d{{1,2}})(?:/[ \t]*(?!\d)|°[)/.-]?[ \t]*(?!\d|[CF]\b)|[.)](?:(?=[^\W\d_])|[{SPACES}]+)"
    r"|[ \t]?-[ \t]+(?!\d)))(?=[^\s\\])"
)
_BEFORE = re.compile(r"((?: {0,3}>[ \t]?)*)([ \t]*)")
_HARD = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_APART = re.compile(r"(?:://|www\.|@)\S*$|[*_~]$")
"""An address, which a sign put against it would become a part of; a mark, which it would move."""

_ALERT = re.compile(r"[ \t]*>[ \t]*\[!\w+\]")
"""What opens a box of GitHub, alone on its line."""
_SIGNS = re.compile(r"[ \t>]*(?:[-*+|:= \t]*|\d{1,9}[.)])")
"""A line without a word, which one more sign may make a list or a table of."""


class _Line(NamedTuple):
    """A line of a paragraph, taken apart."""

    quote: str
    """The marks of quotation before it."""
    width: int
    """How far it stands from the left, or from those marks."""
    said: str
    bullet: str = ""
    """A bullet that is none for Markdown: its sign, « 1 » for all numbers."""
    marker: str = ""
    """What Markdown writes instead."""


# --- From what was typed ----------------------------------------------------------------------


def to_markdown(text: str) -> str:
    """The Markdown of a text that was typed in a form: as many lines, lists for its bullets.

    What is Markdown already stays as it is, and a text given twice changes once. Lines that begin
    with four spaces are text: who sends code puts it between fences, as GitHub's button does.
    """
    text = _CUT.sub("-", text)
    lines = [line if line.strip() else "" for line in text.split("\n")]
    before: list[str] = []
    while lines != before:  # what stands under a first margin may have one of its own
        before = list(lines)
        for each in filter(_is_indented, paragraphs("\n".join(before))):
            there = slice(each.first, each.last + 1)
            lines[there] = dedent("\n".join(lines[there])).split("\n")
    if "```" not in text and "~~~" not in text:
        lines = _RULE.sub(r"\n\\\1", "\n".join(lines)).split("\n")
    for each in reversed(list(paragraphs("\n".join(lines)))):
        if not each.is_code:
            there = slice(each.first, each.last + 1)
            lines[there] = map(_measured, _written(lines[there], each))
    return "\n".join(lines)


_CUT = re.compile(r"(?<=[a-zà-ÿœ])-\n(?=[a-zà-ÿœ])")
"""A word that a page of paper cut at the end of a line: it keeps its hyphen, as `signs.one_line`."""
_RULE = re.compile(r"(?m)(?<=[^\n])\n(--?)[ \t]*$")
"""What a mailer puts before a signature, or a line to fill in: it would make a title of what is above."""
_TIMES = re.compile(r"(?<![^\s(])\d+(?:[.,]\d+)?(?:\*\d+(?:[.,]\d+)?)+")
"""« 80*120*75 »: two of its signs would be italics, and three numbers one."""


def _measured(line: str) -> str:
    return line if "`" in line else _TIMES.sub(lambda found: found[0].replace("*", "\\*"), line)


def _is_indented(place: Paragraph) -> bool:
    """Whether lines are drawn as code only for their margin; in a list, that is more of a choice."""
    return place.is_code and place.column <= _MARGIN


_MARGIN = 4


def _written(typed: Sequence[str], place: Paragraph) -> list[str]:
    """The lines of one paragraph, as Markdown keeps them apart."""
    lines = _taken_apart(typed, place)
    levels = _Levels(lines[0].width)
    written: list[str] = []
    before: _Line | None = None
    for text, line in zip(typed, lines, strict=True):
        if line.bullet:
            written.append(levels.item(line))
        elif before and before.bullet and levels.holds(line):
            written[-1:] = [_broken(written[-1]), levels.inside(line)]
        elif before and before.bullet:
            written += [line.quote.rstrip(), text]
            levels.clear()
        elif before:
            written[-1:] = [_broken(written[-1]), text]
        else:
            written.append(text)
        before = line
    return written


def _broken(line: str) -> str:
    """A line that the next one does not join; two spaces at its end, editors take away."""
    bare = line.rstrip(" \t")
    if _SIGNS.fullmatch(bare) or _ALERT.fullmatch(bare):
        return line
    if _HARD.search(bare):
        return line if bare == line else f"{bare} \\"
    return f"{bare} \\" if _APART.search(bare) else f"{bare}\\"


class _Levels:
    """Where the items of lists stand, which people tell by a margin or by another sign."""

    def __init__(self, column: int) -> None:
        self._column = column
        """Of the paragraph."""
        self._open: list[tuple[_Line, int]] = []
        """The lists that are open, by their last item, each with its column."""

    def clear(self) -> None:
        self._open.clear()

    def item(self, line: _Line) -> str:
        """A bullet as Markdown writes it."""
        while self._open and self._open[-1][0].width > line.width:
            self._open.pop()
        beside = [rank for rank, (item, _) in enumerate(self._open) if item.width == line.width]
        known = [rank for rank in beside if self._open[rank][0].bullet == line.bullet]
        if known:
            del self._open[known[0] + 1 :]
            column = self._open.pop()[1]
        elif self._open:
            column = self._inner()
        else:
            column = self._column if line.width >= self._column else 0
        self._open.append((line, column))
        return f"{line.quote}{' ' * column}{line.marker} {line.said}"

    def holds(self, line: _Line) -> bool:
        """Whether a line that has no bullet goes on with the last item."""
        return line.width > self._open[-1][0].width

    def inside(self, line: _Line) -> str:
        return f"{line.quote}{' ' * self._inner()}{line.said}"

    def _inner(self) -> int:
        item, column = self._open[-1]
        return column + len(item.marker) + 1


# --- Lines and bullets ------------------------------------------------------------------------


def _taken_apart(typed: Sequence[str], place: Paragraph) -> list[_Line]:
    """The lines of a paragraph, with those that a bullet begins."""
    head = typed[0].encode()[: place.column].decode()
    rest = typed[0][len(head) :]
    quote = _before(head)[0]
    lines = [_Line(quote, len(head) - len(quote), rest), *map(_line, typed[1:])]
    found = [_BULLET.match(line.said) for line in lines]
    if head.strip(" \t>"):
        found[0] = None  # it is an item of a list already
    signs = Counter(match[2] for match in found if match)
    numbers = [int(match[3]) for match in found if match and match[3]]
    counted = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    taken = list(lines)
    for rank, match in enumerate(found):
        several = counted if match and match[3] else signs[match[2] if match else None] > 1
        if match and (match[1] or several or (rank and _opens(taken[rank - 1], match))):
            taken[rank] = _item(lines[rank], match)
    return taken


def _opens(before: _Line, match: re.Match[str]) -> bool:
    """Whether the line before lets a list begin, or goes on with it: from 1, one by one."""
    if match[3]:
        first = match[3] == "1" and before.said.endswith(":")
        return first or before.marker == f"{int(match[3]) - 1}."
    return bool(before.bullet) or before.said.endswith(":")


def _item(line: _Line, match: re.Match[str]) -> _Line:
    marker = f"{match[3]}." if match[3] else "-"
    said = line.said[match.end() :]
    return line._replace(said=said, bullet=match[1] or match[2] or "1", marker=marker)


def _line(written: str) -> _Line:
    quote, margin = _before(written)
    return _Line(quote, len(margin.expandtabs(_MARGIN)), written[len(quote) + len(margin) :])


def _before(written: str) -> tuple[str, str]:
    """The marks of quotation and the margin of a line."""
    found = _BEFORE.match(written)
    return (found[1], found[2]) if found else ("", "")


# --- In a file --------------------------------------------------------------------------------

_PERHAPS = re.compile(
    rf"\n(?:[^\n]{{2,49}}+\n(?<=[^\n.!?…:»|\\ ]\n)[ \t>]*+[^\s#>|*+<`~=:{{-]"
    rf"|[ \t>]*+(?:[{BULLETS}–]|-[^\W\d_]|-[{SPACES}]|\*[^\W_]|o\t|\d{{1,2}}(?:[/°]|[.)][^\W\d_]|[.)][{SPACES}]|[ \t]?-[ \t]))"
    r"|\n(?: {4}|\t))"
)
"""A short line that another follows, a bullet at the head of a line, a margin of four spaces."""

_SHORT = 50
_USUAL = 60
"""Signs of a line: editors that cut lines cut none before the one, few before the other."""

_ENDED = (".", "!", "?", "…", ":", "»", "\\", "  ")
_GOING_ON = re.compile(
    r" (?:à|aux?|avec|ces?|cette|chez|comme|dans|de|des|du|en|entre|et|l[ae]s?|leur|mais|ne|nos|notre|on"
    r"|o[uù]|par|pas|pour|puis|que|qui|s[ai]|sans|ses|son|sous|sur|une?|vers|vos|votre)$"
)
"""How a line ends that its author cut in the middle of a sentence."""


def check(body: str, path: str, line: int) -> list[Problem]:
    """Advice on what people typed line by line, and Markdown joins, in a text that begins at `line`.

    What GitHub's preview shows is what the page shows: it only says how to write what was meant.
    """
    if not _PERHAPS.search(f"\n\n{body}"):
        return []
    lines = body.split("\n")
    return [
        problem(kind, path, line + rank, lu=excerpt(lines[rank]), ecrire=remedy)
        for each in paragraphs(body)
        for kind, rank, remedy in _advice(lines[each.first : each.last + 1], each)
    ]


def _advice(typed: Sequence[str], place: Paragraph) -> Iterator[tuple[str, int, str]]:
    """The first thing of a paragraph that is not shown as it was typed, with its line."""
    if _is_indented(place):
        yield "marge_en_code", place.first, typed[0].strip()
    if place.is_code:
        return
    lines = _taken_apart(typed, place)
    for rank, line in enumerate(lines):
        if line.bullet:
            yield "fausse_puce", place.first + rank, f"{line.marker} {line.said}"
            return
    usual = max(_USUAL, *(len(line.said) for line in lines))
    for rank, (one, following) in enumerate(pairwise(lines)):
        joined = len(one.said) + 1 + len(following.said.split(" ")[0])
        ended = one.said.endswith(_ENDED) or _GOING_ON.search(one.said) or one.said.startswith("[!")
        defined = following.said.startswith((":", "{"))  # a definition, attributes
        if len(one.said) < _SHORT and joined < usual - 8 and not ended and not defined:
            yield "lignes_jointes", place.first + rank, _broken(typed[rank]).strip()
            return


_BOX = re.compile(r"(?m)^[ \t]*(!!!|\?\?\?)\+? ?\w.*$")
_BOXES = {
    "!!!": "Écrivez > [!NOTE], dessous > **Un titre**, puis le texte, « > » devant chaque ligne.",
    "???": "Écrivez <details>, dessous <summary>Un titre</summary>, puis le texte entre deux lignes "
    "vides, et </details>.",
}
"""The boxes of Material, and those that GitHub draws too."""


def check_page(text: str, path: str) -> list[Problem]:
    """Advice on what GitHub's preview shows of an editorial page otherwise than it was meant."""
    boxes = [
        (text.count("\n", 0, box.start()) + 1, excerpt(box[0]), _BOXES[box[1]])
        for box in islice(_BOX.finditer(text), MOST)
    ]
    if boxes:
        return [
            problem("encadre_material", path, line, lu=lu, remede=remedy)
            for line, lu, remedy in boxes
        ]
    matter, _ = parse(text, path)
    return check(matter.body, path, matter.body_line) if matter else []
