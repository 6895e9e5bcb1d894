"""The words of a citizen's text that its page would not show, though nothing refuses them.

GitHub's parser drops them as it should: a comment, the cells of a row that are one too many, the
address of a link that nothing calls, what follows the fence of a code. Who wrote them is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import pairwise
from urllib.parse import unquote

from generator.text.errors import MOST, Problem, excerpt, problem

_TITLE = re.compile(r"\]\([^()\s]+ +[\"'(]")
"""The words of a link that only a mouse finds."""

_AFTER_WORDS = re.compile(r"\](?::|\([^()\s]+ +[\"'(])")
"""Those, and an address that something may call."""

_REMEDIES = (
    (
        re.compile(r"<!--|-->"),
        "C’est un commentaire : pour qu’il se lise, retirez les signes <!-- et -->.",
    ),
    (
        re.compile(r"^[ >]*\[[^\]]*\]:"),
        "Rien n’appelle cette adresse : écrivez le lien dans une phrase, [les mots à toucher](https://…).",
    ),
    (re.compile(r"^[ >]*(?:```|~~~)"), "Rien ne se voit après cette barre : passez à la ligne."),
    (re.compile(r"<[A-Za-z/?!]"), "Du code le cache : retirez ce qui est entre < et >."),
    (_TITLE, "Le titre d’un lien ne se voit pas : écrivez-le dans la phrase."),
    (
        re.compile(r"\|"),
        "Cette ligne du tableau a plus de cases que la première : ajoutez-en une à la première, ou "
        "retirez-en une ici.",
    ),
)
"""What to do, by the sign that a line has."""

_OTHERWISE = "Un signe le cache : écrivez-le autrement."
_NUMBER = re.compile(r"(?m)^([ >]*)(\d{1,9})[.)] ")
_ANY_NUMBER = re.compile(r"\n[ >]*(\d{1,9})[.)] ")
_NOT_WORDS = re.compile(
    r"[*`~_]|\\(?=[!-/:-@\[-`{-~])|\[[xX]\](?= )|</[A-Za-z][^<>]*>|\.md\b"
    r"|(?<=\])\[[^\]]*\]|^[ >]*\[[^\]]*\](?=:)"
)
"""Marks, boxes to tick, how files end, how links are called, and elements, of which `markdown` tells."""

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(r'(?:href|src|alt)="([^"]*)"')


def check(body: str, html: bytes, path: str, line: int, told: Mapping[int, str]) -> list[Problem]:
    """Advice on each line of a body, which begins at `line`, that its HTML does not show whole.

    Nothing is said again of lines that are `told` already, by what is said of the code on them.
    """
    lost = [*_renumbered(body)] if b"<ol" in html and not _counts(body) else []
    signs = "<" in body or "`" in body or "~" in body or ("]" in body and _AFTER_WORDS.search(body))
    if signs or _has_more_cells(body):
        lost += _missing(body, html.decode())
    return [
        problem("mots_caches", path, line + rank, lu=excerpt(said), remede=remedy)
        for rank, said, remedy in sorted(lost)[:MOST]
        if line + rank not in told or _is_more(said, told[line + rank])
    ]


def _is_more(said: str, told: str) -> bool:
    """Whether what is said of the code of a line names only a part of the words that go with it."""
    return bool(told.strip()) and not set(_WORD.findall(said)) <= set(_WORD.findall(told))


def _counts(body: str) -> bool:
    """Whether all the numbers that begin lines follow one another, each list from 1."""
    numbers = map(int, _ANY_NUMBER.findall(body))
    return all(two in (1, one + 1) for one, two in pairwise([0, *numbers]))


def _has_more_cells(body: str) -> bool:
    """Whether a row of a table may have more cells than the first one."""
    start = body.find("|")
    tables = body[body.rfind("\n", 0, start) + 1 : body.rfind("|") + 1] if start >= 0 else ""
    first = 0
    for line in tables.split("\n"):
        cells = line.count("|")
        if cells > first > 0:
            return True
        first = cells and (first or cells)
    return False


def _missing(body: str, html: str) -> Iterator[tuple[int, str, str]]:
    """The lines that have words which the page has not, with those words and what to do."""
    lines = [_NOT_WORDS.sub("", unescape(line)) for line in _NUMBER.sub(r"\1", body).split("\n")]
    missing = Counter(_WORD.findall("\n".join(lines)))
    missing.subtract(_WORD.findall(_shown(html)))
    if not (missing := +missing):
        return
    written = body.split("\n")
    known = [next((said for sign, said in _REMEDIES if sign.search(each)), "") for each in written]
    for rank, line in enumerate(lines):
        if known[rank] and (said := _taken(line, missing)):
            yield rank, said, known[rank]
    for rank, line in enumerate(lines):  # what goes on with a comment
        words = Counter(_WORD.findall(line))
        if words and words <= missing:
            remedy = next(filter(None, reversed(known[:rank])), _OTHERWISE)
            yield rank, _taken(line, missing), remedy


def _shown(html: str) -> str:
    """The words of a page, and those of its addresses and alternatives."""
    values = " ".join(_VALUE.findall(html))
    return unescape(f"{_TAG.sub('', html)} {values} {unquote(values)}").replace("_", "")


def _taken(line: str, missing: Counter[str]) -> str:
    """The piece of a line that holds its missing words, which are counted off."""
    places: list[int] = []
    for word in _WORD.finditer(line):
        if missing[word[0]] > 0:
            missing[word[0]] -= 1
            places += word.span()
    return line[min(places) : max(places)] if places else ""


def _renumbered(body: str) -> Iterator[tuple[int, str, str]]:
    """The numbers that a list does not show: it counts from its first one (CommonMark 0.31, 5.3)."""
    numbers: list[int] = []
    margin = ""
    for rank, line in enumerate(body.split("\n")):
        item = _NUMBER.match(line)
        if item and (not numbers or item[1] == margin):
            margin = item[1]
            numbers.append(int(item[2]))
            shown = numbers[0] + len(numbers) - 1
            if numbers[-1] != shown and len(set(numbers)) > 1:
                yield rank, item[0].strip(), f"Une liste compte d’elle-même : on lirait {shown}."
        elif line.strip() and not line.startswith((f"{margin} ", f"{margin}\t")):
            numbers = []
