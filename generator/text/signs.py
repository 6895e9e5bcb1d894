"""The signs that phones, word processors and web pages put into what people type.

A no-break space before a colon, a hyphen that only shows at the end of a line, an apostrophe of
another shape: nobody sees them, and a program that does not know them refuses a right answer. This
module alone knows them, and every reader reads through it. Of those that nobody sees, what carries
nothing is taken out; what can deceive is left for `guards` to refuse.
Sources: the Unicode Character Database 17 (Default_Ignorable_Code_Point, Bidi_Control, Zs).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

UNSEEN = (
    "\x02\x1f\u00ad"  # hyphens that PDF files and word processors keep for the end of a line
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e"  # joiners and fillers
    "\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufffc"  # word joiner, byte order mark…
)
"""What shows nothing and carries nothing in a French text, for a class of a pattern."""

LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
"""What only word processors take for the end of a line; no file of ours ends a line so."""

DECEIVING = (
    "\x00\x01\x03-\x08\x0e-\x1d\x7f-\x84\x86-\x9f"  # controls
    "\u061c\u200f\u202a-\u202e\u2065-\u2069"  # what turns the order of reading
    "\ufff0-\ufffb\U000e0000-\U000e0fff"  # annotations, tags and selectors, which can hide a text
)
"""What nobody sees, and can make a text read otherwise than it is."""

WORD_HYPHEN = "\x1e"
"""The hyphen at which a word processor does not cut: an ordinary one elsewhere."""

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
"""Spaces, but the ordinary one."""

APOSTROPHES = "'’‘ʼʹʻ′´`＇‛ꞌ"
"""What people type, or what is put for them, where French has an apostrophe."""

DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
"""Dashes and hyphens, but the ordinary one."""

BULLETS = "•·●○■□▪▫◦‣⁃∙➢➤►▸▶\uf0a7\uf0b7\uf0d8\uf0fc"
"""Bullets of word processors and telephones, the last four of Word's own fonts."""

# Pictographs (Extended_Pictographic, Unicode 17) that phones join into one: « 👩‍🌾 ».
_JOINED = (
    "\u2194\u2195\u2620\u2640\u2642\u2695\u2696\u26a7\u26d3\u26f9\u2708\u2744\u2764\u27a1\u2b1b"
    "\U0001f300-\U0001f321\U0001f324-\U0001f393\U0001f39e-\U0001f3f0\U0001f3f3-\U0001f3f5"
    "\U0001f3f7-\U0001f3fa\U0001f400-\U0001f4fd\U0001f4ff-\U0001f53d\U0001f573-\U0001f57a"
    "\U0001f5e8\U0001f5fa-\U0001f64f\U0001f680-\U0001f6c5\U0001f7e0-\U0001f7eb"
    "\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001f9ff\U0001fa70-\U0001faff"
)
_TONES = "\U0001f3fb-\U0001f3ff"
_JOINER = "\u200d"
"""Welcome between two pictographs, the first as it is, coloured or with a tone of skin (UTS 51)."""

_ODD = re.compile(f"[{UNSEEN}{LINE_ENDS}{WORD_HYPHEN}{_JOINER}]")
"""Fifty times as fast as what follows: only what it finds is really looked at."""
_TAKEN_OUT = re.compile(
    f"[{UNSEEN}{LINE_ENDS}{WORD_HYPHEN}]|{_JOINER}(?![{_JOINED}])"
    f"|(?<![{_JOINED}])(?<![{_JOINED}]\ufe0f)(?<![{_JOINED}][{_TONES}]){_JOINER}"
)
_DECEIVING = re.compile(f"[{DECEIVING}]")
_ANY_END = re.compile(f"\r\n|[{LINE_ENDS}]")
_BLANKS = re.compile(f"[ \t\r\n{LINE_ENDS}{SPACES}]+")
_CUT = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_TYPED = re.compile(r"[ \t\r\n]+")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_DASH = re.compile(f"[{DASHES}]")
_WORD_BEFORE = re.compile(r"[^\s«»\"()]{0,30}\Z")
_WORD_AFTER = re.compile(r"[^\s«»\"()]{0,30}")


class Sign(NamedTuple):
    """A sign that nobody sees, and where it stands."""

    line: int
    column: int
    """Both from 1."""
    sign: str
    word: str
    """What it stands in, without what nobody sees; empty when it stands alone."""


def cleaned(text: str) -> str:
    """A text without the signs that nobody sees and that carry nothing; it has as many lines.

    The spaces of French typography stay, and so does what joins pictographs.
    """
    return _TAKEN_OUT.sub(_less, text) if _ODD.search(text) else text


def _less(sign: re.Match[str]) -> str:
    return " " if sign[0] in LINE_ENDS else "-" if sign[0] == WORD_HYPHEN else ""


def hidden(text: str) -> Iterator[Sign]:
    """The first sign of each line that `cleaned` takes out."""
    return _first_of_lines(text, _ODD, _TAKEN_OUT)


def deceiving(text: str) -> Iterator[Sign]:
    """The first sign of each line that can make a text read otherwise than it is."""
    return _first_of_lines(text, _DECEIVING, _DECEIVING)


def _first_of_lines(text: str, perhaps: re.Pattern[str], really: re.Pattern[str]) -> Iterator[Sign]:
    if not perhaps.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if match := perhaps.search(line) and really.search(line):
            start, end = match.span()
            around = [*_WORD_BEFORE.findall(line[:start])[:1], *_WORD_AFTER.findall(line[end:])[:1]]
            word = _DECEIVING.sub("", cleaned("".join(around)))
            yield Sign(number, start + 1, match[0], word)


def typed(text: str) -> str:
    """What a person typed in a form or pasted there: `cleaned`, all ends of lines made line feeds."""
    return cleaned(_ANY_END.sub("\n", text))


def one_line(text: str) -> str:
    """A text on one line, without what nobody sees; the spaces of French typography stay.

    A word that a scanner or a printer cut at the end of a line keeps its hyphen, and no space.
    """
    return _TYPED.sub(" ", _CUT.sub("-", cleaned(text))).strip()


def folded(text: str) -> str:
    """A text as a reader of dates, numbers or names takes it: what differs only by signs is the same.

    On one line, with one kind of space, of apostrophe and of dash; letters keep their case and
    their accents, written in one way (NFC).
    """
    plain = _BLANKS.sub(" ", cleaned(text)).strip()
    if plain.isascii() and "`" not in plain:
        return plain
    return unicodedata.normalize("NFC", _DASH.sub("-", _APOSTROPHE.sub("'", plain)))


def nature(sign: str) -> str:
    """What a sign that nobody sees is called, in French."""
    if sign in _NAMES:
        return _NAMES[sign]
    if unicodedata.category(sign) == "Cc":
        return "caractère de commande"
    return "retourne le sens de lecture" if sign in _TURNING else "signe invisible"


_TURNING = "\u061c\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NAMES = {
    "\xad": "trait d’union conditionnel",
    "\x02": "trait d’union conditionnel",
    "\x1f": "trait d’union conditionnel",
    "\ufeff": "marque de début de fichier",
    "\u200b": "espace sans largeur",
    "\u2060": "espace sans largeur",
    "\u200c": "signe de liaison",
    "\u200d": "signe de liaison",
    "\u200e": "marque de sens de lecture",
    WORD_HYPHEN: "trait d’union d’un traitement de texte",
    **dict.fromkeys(LINE_ENDS, "fin de ligne d’un traitement de texte"),
}
"""What the best known of the signs that are taken out are called."""
