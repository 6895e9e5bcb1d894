"""How much work an editorial page may ask of Python-Markdown, which takes what it is given.

It looks from each opening bracket to the end of its paragraph, numbers the headings of one name
one by one, and calls itself for each thing that stands in another: a page of 16 KB can hold it for
minutes, or stop it. The limits stand far above our longest guides (9 KB, 26 links, 13 headings in
one page) and are counted on the text, so that a page meets the same answer on any machine. What
they do not foresee is drawn once under a watch, before MkDocs draws it without one.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from traceback import walk_stack
from typing import NamedTuple

from generator.text.typography import nombre

MOST_BYTES = 32 * 1024
"""Of one page: a text of half an hour."""

MOST_SECONDS = 10.0
"""Seconds of processor to draw one page. The other limits keep the slowest under one: this one is
for what none of them foresaw."""

_FRAMES = 500
"""Calls in one another: half of what Python allows, for MkDocs stands deeper when it draws."""

_COUNTED = (
    (re.compile(r"\["), 600, "crochets « [ »"),
    (re.compile("<"), 600, "chevrons « < »"),
    (re.compile(r"\{"), 600, "accolades « { »"),
    (re.compile(r"(?m)^[ \t>]*(?:[-*+][ \t]+)*#"), 300, "titres « # »"),
    (re.compile(r"(?m)^[ \t>]*[-=*_][-=*_ \t]*$"), 300, "traits"),
    (re.compile(r"(?m)^[ \t>]*(?:[-*+][ \t]+)*(?:```|~~~)"), 300, "barrières de code « ``` »"),
    (re.compile(r"[*_+=~^]"), 4000, "signes de mise en valeur"),
    (re.compile(r"\[TOC\]"), 5, "tables des matières « [TOC] »"),
)  # fmt: skip
_MOST_LOOKED_AT = 3_000_000
"""Signs that the brackets and the highlights of all paragraphs look at: the links of a list of a
hundred lines look at a million."""

_MOST_CELLS = 10_000
"""Cells of all tables, each row as long as the longest: a table of all communes has no place here."""

_MOST_STACKED = 20
_STACKED = re.compile(
    rf"(?m)^(?:[ \t]*(?:>|(?:[*+:-]|[0-9]{{1,9}}[.)])[ \t])){{{_MOST_STACKED + 1}}}"
)
"""Quotations and lists that one line begins. Rules are drawn so too: nobody needs one so long."""

_MANY_MARKS = 60
_DEEP = re.compile(r"(?m)^(?:[ \t]*(?:[>*+:-]|\d{1,9}[.)])){6}|^(?: {4}|\t){6}")


class TooMuch(Exception):
    """A page that asks too much work: what of it, in French, and on which of its lines."""

    def __init__(self, detail: str, line: int = 1) -> None:
        super().__init__(detail, line)
        self.detail = detail
        self.line = line


def check(text: str) -> None:
    """Count in the whole text of a page what takes more work than it takes room.

    Raises TooMuch.
    """
    size = len(text.encode())
    if size > MOST_BYTES:
        raise TooMuch(f"elle pèse {round(size / 1024)} Ko, et {MOST_BYTES // 1024} au plus")
    for sign, most, words in _COUNTED:
        if found := next(islice(sign.finditer(text), most, None), None):
            raise TooMuch(f"plus de {nombre(most)} {words}", _line(text, found.start()))
    if found := _STACKED.search(text):
        detail = f"plus de {_MOST_STACKED} citations ou listes les unes dans les autres"
        raise TooMuch(detail, _line(text, found.start()))
    looked_at = cells = 0
    for block in _blocks(text):
        looked_at += block.openings * block.size
        cells += block.columns * block.lines
        if looked_at > _MOST_LOOKED_AT:
            detail = "trop de crochets « [ » ou de signes « == » dans un long paragraphe"
            raise TooMuch(detail, block.line)
        if cells > _MOST_CELLS:
            raise TooMuch(f"plus de {nombre(_MOST_CELLS)} cases de tableau", block.line)


class _Block(NamedTuple):
    line: int
    size: int
    lines: int
    openings: int
    columns: int


def _blocks(text: str) -> Iterator[_Block]:
    """What stands between blank lines."""
    start, held = 1, list[str]()
    for line, each in enumerate([*text.split("\n"), ""], 1):
        if each.strip():
            start = start if held else line
            held.append(each)
        elif held:
            whole = "\n".join(held)
            columns = max(one.count("|") for one in held)
            openings = whole.count("[") + whole.count("==")
            yield _Block(start, len(whole), len(held), openings, columns)
            held = []


def is_dense(text: str) -> bool:
    """Whether things may stand so deep in one another that only drawing them tells."""
    if _DEEP.search(text):
        return True
    blocks = re.split(r"\n[ \t]*\n", text)
    return any(sum(map(block.count, "*_=+^~\n")) > _MANY_MARKS for block in blocks)


def watched(draw: Callable[[str], str], text: str) -> str:
    """What `draw` makes of a text. Raises TooMuch when it takes too long, or goes too deep."""
    with _few_frames(), _little_time():
        try:
            return draw(text)
        except RecursionError:
            raise TooMuch("trop de choses y sont les unes dans les autres") from None
        except _TimeIsUp:
            detail = f"l’afficher demande plus de {MOST_SECONDS:.0f} secondes de calcul"
            raise TooMuch(detail) from None


class _TimeIsUp(BaseException):
    """No Exception: an extension of Python-Markdown could take it for its own."""


@contextmanager
def _few_frames() -> Iterator[None]:
    before = sys.getrecursionlimit()
    here = sum(1 for _ in walk_stack(None))
    sys.setrecursionlimit(min(before, here + _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@contextmanager
def _little_time() -> Iterator[None]:
    """Only where signals are: the first thread of a program, and no Windows."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    def ring(*_: object) -> None:
        raise _TimeIsUp

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
