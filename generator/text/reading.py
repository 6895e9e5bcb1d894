"""A text as its reader sees it: without its markup, its codes read, its signs made plain.

What must not be published is easily written so that a source does not show it: between tags, in
codes, in letters of fantasy, in words. A text is therefore given in several readings, each with the
place in the source of every sign, and `personal` looks through all of them.

The steps are data, in what Python and JavaScript (`RegExp` with the flags u and i) both understand:
the forms of the site take the same. Each step takes a time that grows with the text, no faster.
This is no parser of Markdown: of the body of a défi, `schema` has the HTML looked at too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import unescape
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote_to_bytes


class Reading(NamedTuple):
    """What is read of a text, and where in the text each of its signs stands."""

    text: str
    places: Sequence[int]
    """One more than there are signs: the last is the end of the text."""


class _Step(NamedTuple):
    """What a pattern finds is replaced: by what stands in its first group, if no function says."""

    sign: str
    """Without which no text has anything of the kind."""
    pattern: str
    by: Callable[[str], str] | None = None


# --- What JavaScript has too -----------------------------------------------------------------

_L = "A-Za-zÀ-ɏ"
_TEEN = "onze|douze|treize|quatorze|quinze|seize"
_UNIT = "une?|deux|trois|quatre|cinq|six|sept|huit|neuf"
_TEN = rf"dix(?:[ -](?:sept|huit|neuf)(?![{_L}]))?|{_TEEN}"
_TENS = (
    "vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|quatre[ -]vingts?"
)
_COMMA = rf"(?:[,;.](?= ?[{_L}0-9]))?"
"""What may follow a number in words, before another."""

LINK = (
    r"\[([^\[\]\n]{0,500})\](?:\((<[^<>\n]{0,500}>|[^()\s]{0,500}(?:\([^()\s]{0,200}\)[^()\s]{0,200}){0,4})"
    r"""(?:[ \n]{1,3}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|\([^()\n]{0,300}\)))?[ \n]?\)|\[[^\[\]\n]{0,200}\])"""
)
"""A link of Markdown: its words, its address."""

NOTE = r"\[\^[^\[\]\n]{1,40}\](?!:)"
"""Where a text calls a note."""

MARKUP: Mapping[str, tuple[str, ...]] = MappingProxyType({
    # Each is replaced by what stands in its group, if it has one. A comment that does not end goes
    # to the end: the source is read as well.
    "<": (
        r"<!--[\s\S]*?(?:-->|(?![\s\S]))",
        r"""<(?!(?:https?|mailto|tel):)[!/?A-Za-z](?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>""",
    ),
    # Of a link its words, of a picture in a link the alternative of the picture.
    "[": (NOTE, r"!(?=\[)", LINK, LINK, LINK),
})  # fmt: skip
"""What is not shown, by the sign without which a text has none of it."""

MARKS = (
    # Marks of emphasis and of code; a sign that a backslash keeps from being one.
    r"[*`~]+|\\(?=[!-/:-@\[-`{-~\n])",
    # Where a line begins: lists, quotations, headings. Cells of tables stay apart.
    r"(?<![^\n])[ \t]{0,12}(?:(?:>|[+-] |[0-9]{1,3}[.)] |#{1,6} )[ \t]{0,12}){1,8}",
)
"""What Markdown does not show either, and what `personal.gist` takes out by itself."""

CODES: Mapping[str, str] = MappingProxyType({
    "entite": r"&(?:#[0-9]{1,12}|#x[0-9a-f]{1,10}|[a-z][a-z0-9]{1,31});?",
    "pourcents": r"(?:%[0-9a-f]{2})+",
    "pourcent": r"%[0-7][0-9a-f]",
})  # fmt: skip

NUMBERS: Mapping[str, str] = MappingProxyType({
    # « O6 l2 E4 »: letters that pass for digits, in a word that has a true one.
    "lettres": rf"(?<![{_L}0-9])(?=[olisbze]{{0,2}}[0-9])(?![0-9olisbze]{{0,9}}[olisbze]{{3}})[0-9olisbze]{{0,11}}[0-9olisbz](?![{_L}0-9])",
    "dizaines": rf"(?<![{_L}])(?:{_TEN}|(?:{_TENS})(?:(?:[ -]et)?[ -](?:(?:{_TEN}|{_UNIT})(?![{_L}])))?)(?![{_L}]){_COMMA}",
    # « Un » counts before another number, or at the end: elsewhere it is an article.
    "unites": (
        rf"(?<![{_L}])(?:z[ée]ro|une?(?=[ ,.-]{{0,3}}(?:[0-9]|(?:z[ée]ro|{_UNIT})(?![{_L}])"
        rf"|[^{_L} ,.-]|(?![\s\S])))|{_UNIT[5:]})(?![{_L}]){_COMMA}"
    ),
    # « 06 (espace) 12 »
    "signes": r"(?<=[0-9]) ?[([]?(?:espace|tiret|point|slash|barre|virgule)[)\]]? ?(?=[0-9])",
})  # fmt: skip
"""Numbers that are written without digits. Of those in words only how many digits they have counts."""

UNITS = ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")

ONES = "\u2776\u2780\u278a\u24f5\u1369"
"""Circled digits from one to nine, that no normalisation makes plain."""

_ALIKE = (
    # Cyrillic, Greek, Armenian, small capitals: what passes for the Latin letter.
    ("аɑαᴀ", "a"), ("вʙβ", "b"), ("сϲᴄ", "c"), ("ԁᴅ", "d"), ("еєεᴇ", "e"), ("ꜰ", "f"), ("ɡցɢ", "g"),
    ("нһհʜη", "h"), ("іıιɪї", "i"), ("јϳᴊ", "j"), ("кκᴋ", "k"), ("ӏʟ", "l"), ("мᴍ", "m"), ("ոпɴ", "n"),
    ("оοσօᴏ", "o"), ("рρᴘ", "p"), ("ԛզ", "q"), ("гʀ", "r"), ("ѕꜱ", "s"), ("тτᴛ", "t"), ("սυᴜ", "u"),
    ("ѵνᴠ", "v"), ("ԝωᴡ", "w"), ("хχ", "x"), ("уγʏ", "y"), ("ᴢ", "z"), ("ⓐⒶ", "@"), ("。｡", "."),
    ("·•‧∙⋅・", "·"), ("⁄∕⧸／", "/"), ("¦∣｜", "|"), ("⠀", " "), ("⓿🄋🄌Ⲟ", "0"), ("‘ʼ", "'"),
)  # fmt: skip
ALIKE: Mapping[str, str] = MappingProxyType({
    **{sign: plain for signs, plain in _ALIKE for sign in signs},
    **{sign.upper(): plain for signs, plain in _ALIKE[:26] for sign in signs if len(sign.upper()) == 1},
})  # fmt: skip
"""Signs that pass for another, and the other; letters become small ones."""


# --- Signs -----------------------------------------------------------------------------------


class _Signs(dict[int, str]):
    """What each sign is read as, worked out once for each that is met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain(chr(code))
        return plain


def _plain(sign: str) -> str:
    """The sign that a reader takes it for; nothing for one that nobody sees."""
    if sign in ALIKE:
        return ALIKE[sign]
    for one in ONES:
        if 0 <= ord(sign) - ord(one) < 9:
            return str(ord(sign) - ord(one) + 1)
    if (digit := unicodedata.decimal(sign, None)) is not None:
        return str(digit)
    category = unicodedata.category(sign)
    if category in {"Mn", "Me", "Cf", "Cc", "Co", "Cn"} or "\ufe00" <= sign <= "\ufe0f":
        return ""
    if category[0] == "Z":
        return " "
    if category == "Pd" or sign == "\u2212":
        return "-"
    normal = unicodedata.normalize("NFKC", sign)
    if normal != sign:
        return normal.translate(_SIGNS) if not normal.isascii() else normal
    return "*" if category in {"So", "Sm", "Sk"} else sign


_SIGNS = _Signs({code: chr(code) for code in range(128)})
_STRANGE = r"[^\x00-\x7fÀ-ÖØ-öø-ÿŒœ«»’€…]+"
_BLANKS = r" {2,}|[ ]*\t[ \t]*"


def _folded(signs: str) -> str:
    return signs.translate(_SIGNS)


def for_browsers() -> dict[str, object]:
    """What the script of the forms reads a text with, as this module does."""
    return {
        "balises": [*(one for some in MARKUP.values() for one in some), *MARKS],
        "codes": CODES,
        "nombres": NUMBERS,
        "unites": UNITS,
        "uns": ONES,
        "pareils": [(plain, signs) for signs, plain in _ALIKE],
        "etranges": _STRANGE,
        "blancs": _BLANKS,
    }


# --- Steps -----------------------------------------------------------------------------------


def _entity(code: str) -> str:
    return unescape(code).replace("\n", " ")


def _percents(run: str) -> str:
    try:
        return unquote_to_bytes(run).decode()
    except UnicodeDecodeError:
        return run


def _percent(code: str) -> str:
    return chr(int(code[1:], 16))


def _letters(word: str) -> str:
    return word.translate(_LETTERS)


_LETTERS = str.maketrans("oOlLiIsSbBzZeE", "00111155882233")


def _unit(word: str) -> str:
    plain = word.lower().replace("é", "e").rstrip(",;.").removesuffix("e")
    return next((str(n) for n, each in enumerate(UNITS) if each.removesuffix("e") == plain), "0")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern of a step, made when a text needs it: most commands read none that does."""
    return re.compile(pattern, 0 if pattern == _STRANGE else re.IGNORECASE)


_MARKUP = [_Step(sign, one) for sign, some in MARKUP.items() for one in some]
_MARKS = [_Step("", one) for one in MARKS]
_CODES = [
    *[_Step("&", CODES["entite"], _entity)] * 2,
    *[
        _Step("%", CODES["pourcents"], _percents),
        _Step("%", CODES["pourcent"], _percent),
    ]
    * 3,
]
_FOLD = [_Step("", _STRANGE, _folded), _Step("", _BLANKS, lambda _: " ")]
_NUMBERS = [
    _Step("", NUMBERS["lettres"], _letters),
    _Step("", NUMBERS["dizaines"], lambda _: "10"),
    _Step("", NUMBERS["unites"], _unit),
    _Step("", NUMBERS["signes"], lambda _: " "),
]

_READINGS = (_FOLD, [*_MARKUP, *_MARKS, *_CODES, *_FOLD], [*_CODES, *_FOLD])
"""The source, what is shown of it, what its codes mean."""
_HURRIED = ([*_CODES, _FOLD[0]], [*_MARKUP, *_CODES, _FOLD[0]])


def _placed(reading: Reading, steps: Sequence[_Step]) -> Reading:
    """What `_plainly` gives, with the places."""
    for step in steps:
        if step.sign in reading.text:
            reading = _step(reading, step)
    return reading


def _step(reading: Reading, step: _Step) -> Reading:
    text, places = reading
    pieces: list[str] = []
    where: list[int] = []
    done = 0
    for found in _compiled(step.pattern).finditer(text):
        pieces.append(text[done : found.start()])
        where += places[done : found.start()]
        if step.by is not None:
            pieces.append(step.by(found[0]))
            where += [places[found.start()]] * len(pieces[-1])
        elif _compiled(step.pattern).groups:
            pieces.append(found[1])
            where += places[found.start(1) : found.end(1)]
        done = found.end()
    if not done:
        return reading
    where += places[done:]
    return Reading("".join([*pieces, text[done:]]), where)


# --- Readings --------------------------------------------------------------------------------


def texts(text: str) -> set[str]:
    """The readings of a text in a hurry: marks and blanks stay, `personal.gist` does without."""
    return {_plainly(text, steps) for steps in _HURRIED} - {text}


def _plainly(text: str, steps: Sequence[_Step]) -> str:
    for sign, source, by in steps:
        if sign not in text:
            continue
        pattern = _compiled(source)
        if by is None:
            text = pattern.sub(r"\1" if pattern.groups else "", text)
        else:
            text = pattern.sub(lambda found, by=by: by(found[0]), text)  # type: ignore[misc]
    return text


def readings(text: str) -> list[Reading]:
    """The readings of a text, with the places; those that say the same once."""
    source = Reading(text, range(len(text) + 1))
    return list({one.text: one for one in (_placed(source, steps) for steps in _READINGS)}.values())


def in_digits(reading: Reading) -> Reading:
    """The same reading, its numbers in digits: those in words, those with letters for digits."""
    return _placed(reading, _NUMBERS)
