"""What no text of ours may repeat: ways to reach a person, their number, a key that opens something.

Git is public and keeps everything. This module finds such things; it never says them.
The patterns are data, in what Python and JavaScript (`RegExp` with the flag u) both understand,
so that the forms of the site look for the same things. In JavaScript, as here, they are given a
text through `plain_signs`: each full-width sign or letter of fantasy replaced by the plain one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

PersonalKind = Literal["adresse", "telephone", "securite_sociale", "secret"]


@dataclass(frozen=True, slots=True)
class Found:
    """Where something that must not be published stands in a text."""

    kind: PersonalKind
    start: int
    end: int


MASK = "…"
"""What is shown in its place."""

# --- The patterns ----------------------------------------------------------------------------

# Signs that Markdown hides: « jean**@exemple.fr** », « 06\.12… ».
_MARK = r"[*_~`\\]{0,3}"

_LETTER = r"""[^\s@<>()\[\]{}"'’,;:/=&|«»!?…]"""
_LOCAL = rf"(?<!{_LETTER}){_LETTER}+"
_AT = rf"{_MARK}(?:@|%40|&#0{{0,6}}64;?|&#[xX]0{{0,6}}40;?|&commat;){_MARK}"
_WORD_AT = r" ?(?:@|[aA][tT]|[aA]robase|AROBASE|[cC]hez|CHEZ) ?"
_BRACKETED_AT = rf"(?:[(\[]{_WORD_AT}[)\]]|[(\[][aàAÀ][)\]])"
_SPOKEN_AT = rf"(?:\s{{0,2}}{_BRACKETED_AT}\s{{0,2}}|\s(?:[aA]robase|AROBASE)\s)"
_LABEL = r"[A-Za-z0-9À-ɏ-]{1,63}"
_LAST = r"[A-Za-zÀ-ɏ](?:[A-Za-z0-9À-ɏ-]{1,23})"
_DOT = rf"{_MARK}(?:\.|%2[eE]|&#46;|&period;){_MARK}"
_SPOKEN_DOT = rf"(?:{_DOT}| \. ?| ?[(\[{{](?:\.|point|dot)[)\]}}] ?| (?:point|dot) )"
_USUAL_LAST = r"(?:be|bzh|ch|com|de|es|eu|fr|info|it|lu|net|org|re)(?![A-Za-z0-9À-ɏ-])"

# What people put between the digits of a number, emoji key caps included.
_SIGNS = r" \t·/*_~`\\\ufe0f\u20e3\u2010-\u2015\u2212-"
_BETWEEN = f"[.{_SIGNS}]"
_GAP = rf"(?:{_BETWEEN}{{0,3}}|[ \t]{{0,2}}\n[ \t]{{0,2}})"
"""What stands between two groups of digits; a line may end there, never a paragraph."""
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_DATE = rf"{_DAY}{_BETWEEN}{{1,3}}(?:0[1-9]|1[0-2]){_BETWEEN}{{1,3}}(?:19|20)[0-9]{{2}}(?![0-9])"
_NOT_INSIDE = r"(?<![0-9])(?<![0-9][ .,/_-])"
_NO_BOOK = r"(?<!ISBN )(?<!ISBN: )(?<!ISBN : )(?<!ISBN-10 )"
_ABROAD = rf"(?:(?:[()]|{_BETWEEN}){{0,4}}|[ \t]{{0,2}}\n[ \t]{{0,2}})"

_MONTH = r"(?:0[1-9]|1[0-2]|[2-9][0-9])"
_PLACE = r"(?:[0-9]{2}|2[AB])"
_BIRTHPLACE = r"(?:0[1-9]|[1-8][0-9]|9[0-57-9]|2[AB])"
_STEP = r"[ .-]{1,2}"
_STEP_OR_NOT = r"[ .-]{0,2}"

PATTERNS: Mapping[PersonalKind, tuple[str, ...]] = MappingProxyType({
    "secret": (
        r"gh[opusr]_[A-Za-z0-9]{20,255}",
        r"github_pat_[A-Za-z0-9_]{20,255}",
        r"glpat-[A-Za-z0-9_-]{16,255}",
        r"(?:AKIA|ASIA)[0-9A-Z]{16}",
        r"xox[abeoprs]-[A-Za-z0-9-]{10,255}",
        r"[prs]k_(?:live|test)_[A-Za-z0-9]{16,255}",
        r"AIza[0-9A-Za-z_-]{30,60}",
        r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^-]*"
        r"(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?",
    ),
    "adresse": (
        # Written as one reads it in a letter; « @ » or the dot may be an entity or a code.
        rf"{_LOCAL}{_AT}\s?(?:{_LABEL}{_DOT}){{1,8}}{_LAST}",
        # « jean [at] exemple . fr », « jean arobase exemple point fr ».
        rf"{_LOCAL}{_SPOKEN_AT}(?:{_LABEL}{_SPOKEN_DOT}){{1,5}}{_LAST}",
        # « jean @ exemple . fr »; only with usual endings: « sur Instagram @le.jardin » is a name.
        rf"{_LOCAL}\s{{0,2}}{_AT}\s{{0,2}}(?:{_LABEL}{_SPOKEN_DOT}){{1,5}}{_USUAL_LAST}",
    ),
    "telephone": (
        # Ten digits by any groups; ten digits that begin with a date are a date and an hour.
        rf"{_NOT_INSIDE}{_NO_BOOK}(?!{_DATE})"
        rf"0[{_SIGNS}]{{0,3}}[1-9](?:{_GAP}[0-9]){{8}}(?!{_GAP}[0-9])",
        # Five pairs, whatever stands before and after: « 06 12 34 56 78 / 07 … ».
        rf"(?<![0-9]){_NO_BOOK}0[1-9]({_GAP})[0-9]{{2}}(?:\1[0-9]{{2}}){{3}}(?![0-9])",
        # From abroad, nine digits or more (ITU-T E.164); « +1 200 000 000 € » is an amount.
        rf"\+ ?[1-9](?:{_ABROAD}[0-9]){{8,14}}(?![0-9])(?! ?€)",
        rf"{_NOT_INSIDE}00[ .-]?(?:262|508|59[046]|68[179]|3[0-9]|4[0-9])"
        rf"(?:{_ABROAD}[0-9]){{7,11}}(?![0-9])",
        rf"\(0\) ?[1-9](?:{_GAP}[0-9]){{8}}(?![0-9])",
        # A mobile as messaging services write it; a VAT number has its letters before.
        rf"(?<![0-9A-Za-z])(?<![A-Z] )33 ?[67]({_GAP})[0-9]{{2}}(?:\1[0-9]{{2}}){{3}}(?![0-9])",
    ),
    # Sex, year, month, département, commune, rank, and a key (décret 82-103, article 4).
    "securite_sociale": (
        # In its groups, with or without its key.
        rf"(?<![0-9])[12]{_STEP}[0-9]{{2}}{_STEP}{_MONTH}{_STEP}{_PLACE}{_STEP}[0-9]{{3}}{_STEP}"
        rf"[0-9]{{3}}(?:{_STEP}[0-9]{{2}})?(?![0-9])",
        # Its groups joined or not, with its key, which `is_real` checks.
        rf"(?<![0-9])[12]{_STEP_OR_NOT}[0-9]{{2}}{_STEP_OR_NOT}{_MONTH}{_STEP_OR_NOT}{_PLACE}"
        rf"{_STEP_OR_NOT}[0-9]{{3}}{_STEP_OR_NOT}[0-9]{{3}}{_STEP_OR_NOT}[0-9]{{2}}(?![0-9])",
        # In one piece and without its key: a true month only, as clocks give thirteen digits too.
        rf"(?<![0-9A-Za-z/=_.-])[12][0-9]{{2}}(?:0[1-9]|1[0-2]){_BIRTHPLACE}[0-9]{{6}}"
        r"(?![0-9A-Za-z])",
    ),
})  # fmt: skip
"""What to look for, by kind. Of the second pattern of `securite_sociale`, see `is_real`."""

_COMPILED: tuple[tuple[PersonalKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern)) for kind, patterns in PATTERNS.items() for pattern in patterns
)
_KEYED = _COMPILED[[kind for kind, _ in _COMPILED].index("securite_sociale") + 1][1]


def is_real(number: str) -> bool:
    """Whether the key of a social security number is right: 97 less the rest of the number by 97.

    « 2A » counts as 19 and « 2B » as 18 (Insee). The number fits in a JavaScript number.
    """
    signs = re.sub(r"[^0-9AB]", "", number).replace("2A", "19").replace("2B", "18")
    return 97 - int(signs[:13]) % 97 == int(signs[13:])


# --- Looking for them ------------------------------------------------------------------------

_FANTASY = re.compile("[\\uff01-\\uff5e\\U0001d400-\\U0001d7ff]")
_BLANK = re.compile("[\\u00a0\\u2000-\\u200a\\u202f\\u3000]")


def plain_signs(text: str) -> str:
    """The same text, as long, with plain letters, digits and spaces for those that only look so."""
    if text.isascii():
        return text
    plain = _FANTASY.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)
    return _BLANK.sub(" ", plain)


class Gist(NamedTuple):
    """What of a text tells, in microseconds, whether it is worth a real look."""

    data: bytes
    squeezed: bytes
    """Without what separates, one 0 for each digit: « À 12 h 30 » is `00h00`."""
    signs: str
    """Those of its signs that are not plain ASCII; none when they are all of French."""


_PLAIN = bytes([*b"\t\n", *range(32, 127)])
_FRENCH = re.compile("[À-ÿŒœŸ«»·°²–—‘’“”…€\u00a0\u202f]*+")
_TO_SQUEEZE = bytes.maketrans(
    b"123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"000000000abcdefghijklmnopqrstuvwxyz"
)
_SQUEEZED_OUT = bytes([*b" \t\n.,/*_~`\\+-()", *range(128, 256)])


def gist(text: str) -> Gist:
    """The gist of a text. Only `bytes` are this fast: ten thousand texts pass here."""
    data = text.encode("utf-8", "replace")
    squeezed = data.translate(_TO_SQUEEZE, _SQUEEZED_OUT)
    signs = data.translate(None, _PLAIN).decode()
    return Gist(data, squeezed, "" if _FRENCH.fullmatch(signs) else signs)


_BRACKETED_HINT = rb"(?= ?(?:[aA][tT]|[cC]hez|CHEZ) ?[)\]]|(?:[aA]|\xc3[\xa0\x80])[)\]])"

# Each begins with one sign, so that looking for it is looking for one byte.
_HINTS: tuple[tuple[tuple[PersonalKind, ...], re.Pattern[bytes]], ...] = (
    (("adresse",), re.compile(rb"[(]" + _BRACKETED_HINT)),
    (("adresse",), re.compile(rb"\[" + _BRACKETED_HINT)),
    (("adresse",), re.compile(rb"b(?<=rob)ase")),
    (("secret",), re.compile(rb"_(?:(?<=gh[opusr]_)|(?<=_pat_)|(?<=k_)(?:live|test)_)")),
    (("secret",), re.compile(rb"-(?:(?<=glpat-)|(?<=xox[abeoprs]-))")),
    (("secret",), re.compile(rb"J(?<=eyJ)")),
    (("secret", "securite_sociale"), re.compile(rb"A(?:KIA|SIA|Iza|(?<=2A))")),
    (
        ("adresse", "secret", "securite_sociale"),
        re.compile(rb"B(?:(?<=ROB)ASE|(?<=---B)EGIN|(?<=2B))"),
    ),
)
_CODED_AT = re.compile(rb"&(?:#|commat)")


def suspect(text: Gist) -> set[PersonalKind]:
    """The kinds worth looking for in a text: of the others, `find` would find nothing."""
    if text.signs and _FANTASY.search(text.signs):
        return set(PATTERNS)
    data = text.data
    kinds = {kind for some, hint in _HINTS if hint.search(data) for kind in some}
    coded = (b"%" in data and b"%40" in data) or (b"&" in data and _CODED_AT.search(data))
    if b"@" in data or coded:
        kinds.add("adresse")
    if b"000000000" in text.squeezed:
        kinds |= {"telephone", "securite_sociale"}
    return kinds


def may_hold(text: str) -> bool:
    """Whether a text is worth looking through."""
    return bool(suspect(gist(text)))


def find(text: str) -> list[Found]:
    """All that must not be published in `text`, in order, nothing told twice."""
    return look_for(suspect(gist(text)), text)


def look_for(kinds: Collection[PersonalKind], text: str) -> list[Found]:
    """What `find` gives, of some kinds only."""
    if not kinds:
        return []
    plain = plain_signs(text)
    matches = [
        Found(kind, *match.span())
        for kind, pattern in _COMPILED
        if kind in kinds
        for match in pattern.finditer(plain)
        if pattern is not _KEYED or is_real(match[0])
    ]
    found: list[Found] = []
    for each in sorted(matches, key=lambda one: (one.start, -one.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return found


def mask(text: str) -> str:
    """The same text, with « … » for all that must not be published."""
    shown: list[str] = []
    position = 0
    for each in find(text):
        shown += text[position : each.start], MASK
        position = each.end
    return "".join([*shown, text[position:]])
