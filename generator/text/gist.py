"""What of a text tells, in microseconds, whether it is worth a real look.

Ten thousand texts pass here in a build, and hardly any holds what must not be published. A text is
brought down to plain ASCII, then one automaton goes through it once for all hints together. A hint
stands wherever a pattern of `personal` finds something, and in some texts where none does.

The automaton is Rust's `regex`, which pydantic has for its own patterns: no other engine that the
project has goes through a text once whatever it looks for. It knows no lookaround.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Literal, NamedTuple

from pydantic_core import SchemaValidator, core_schema

from generator.text import contacts
from generator.text.reading import LINK, NOTE, UNITS

PersonalKind = Literal[
    "adresse",
    "compte",
    "telephone",
    "securite_sociale",
    "secret",
    "messagerie",
    "formulaire",
    "raccourci",
]
LINKS: tuple[PersonalKind, ...] = ("messagerie", "formulaire", "raccourci")
"""Of which another kind that stands there is told rather."""


class Gist(NamedTuple):
    """A text brought down to what the hints need."""

    shown: str
    """What is shown of it, then where it leads: in small letters, all brackets round, no marks of
    emphasis, « ! » for each byte of a sign that is not ASCII."""
    squeezed: str
    """The same without what separates, one 0 for each digit: « À 12 h 30 » is `00h00`."""
    signs: str
    """Those of its signs that are not plain ASCII; none when they are all of French."""
    is_coded: bool
    """Whether its signs, its tags or its codes may hide what the gist does not see."""
    has_hint: bool


_PLAIN = bytes([*b"\t\n", *range(32, 127)])
_FRENCH = re.compile("[À-ÿŒœŸ«»·°–—‘’“”…€\u00a0\u202f]*+")
_BIG, _SMALL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"
_TO_SQUEEZE = bytes.maketrans(b"123456789" + _BIG, b"000000000" + _SMALL)
_TO_SHOW = bytes.maketrans(
    _BIG + b"[{<]}>" + bytes(range(128, 256)), _SMALL + b"((()))" + b"!" * 128
)
_MARKS = b"*`\\~"
_SQUEEZED_OUT = bytes([*b" \t\n.,;/*_~`\\+-()[]{}<>|'\"=^#!&%?", *range(128, 256)])
_CODED = re.compile(rb"%[0-9A-Fa-f]{2}")
_LINKED = re.compile(rb"\](?=[(\[])")


def gist(text: str) -> Gist:
    """The gist of a text. Only `bytes` are brought down this fast."""
    data = text.encode("utf-8", "replace")
    signs = data.translate(None, _PLAIN).decode()
    strange = "" if _FRENCH.fullmatch(signs) else signs
    is_coded = bool(strange) or b"<" in data or b"&" in data
    is_coded = is_coded or (b"%" in data and bool(_CODED.search(data)))
    if b"[^" in data:
        data = _compiled(NOTE).sub(b"", data)
    if _LINKED.search(data):
        data = _unlinked(data)
    shown = data.translate(_TO_SHOW, _MARKS).decode()
    squeezed = data.translate(_TO_SQUEEZE, _SQUEEZED_OUT).decode()
    hints = _automata()
    has_hint = hints.in_shown(shown) or hints.in_squeezed(squeezed)
    return Gist(shown, squeezed, strange, is_coded, has_hint)


@cache
def _compiled(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode())


def _unlinked(data: bytes) -> bytes:
    """A text with the words of its links in their places, the rest of them at its end."""
    addresses: list[bytes] = []

    def words(link: re.Match[bytes]) -> bytes:
        addresses.append(link[0][len(link[1]) + 1 :])
        return link[1]

    for _ in range(3):  # a link in a link, as `reading` takes them out
        data = _compiled(LINK).sub(words, data)
        if not _LINKED.search(data):
            break
    return b"\n".join([data, *addresses])


# --- Hints -----------------------------------------------------------------------------------

_NUMBER = (
    rf"(?:une?|{'|'.join(UNITS[2:])}|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante)"
)
_STREETS = (
    "(?:r[dlu0]|route|rte|av(?:[^eroa]|e[^c]|r[^i]|a[^n]|o[^i]|$)|boul|bd|bld|blv|che|imp|all|quai|venelle"
    "|fau|fbg?|pl(?:[^u]|$)|cours|sq|pas|lot|ham|rsi|cit|villa|sent)"
)
_STREET = rf"0(?:bis|ter|quater|[abcd])?(?:d(?:e(?:la|[ls])?|u)?)?{_STREETS}"

_CUT = r"""(?:[ "'(](?:0[ .]?[1-9]|\+[1-9])[0-9. ]{0,11}|@)["']? ?\n"""
"""What a line ends with whose number or address the next field may go on with."""

_IN_SHOWN: tuple[tuple[tuple[PersonalKind, ...], str], ...] = (
    (
        ("secret",),
        "gh[opusr]_|_pat_|k_live_|k_test_|glpat-|xox[abeoprs]-|eyj|akia|asia|aiza|----begin",
    ),
    (("adresse", "messagerie"), "@"),
    # « Point fr », « jean at exemple.fr », « jean (at) exemple (.) fr ».
    (("adresse",), r"(?:point|dot)[^a-z0-9]{1,8}(?:bzh|com|coop|fr|net|org)(?:[^a-z0-9-]|$)"),
    (("adresse",), r"""[ \t"']at[ \t"']"""),
    (("adresse", *LINKS), r"\( ?(?:(?:signe )?(?:at?|chez)|!!) ?\)|\((?:\.|point|dot)\)"),
    (("messagerie",), rf"(?:{'|'.join(contacts.SCHEMES)}):[^ \n]|\.t\.me|/signup_user_complete/"),
    (("formulaire",), r"/apps/forms/|index\.php|limesurvey\.|\?newtest=|\?lang="),
    (("telephone", "adresse"), _CUT),
    (LINKS, rf"(?:{'|'.join(map(re.escape, contacts.NAMES))})\.?(?::[0-9]{{0,5}})?[/?#]"),
)
"""What to look for where each stands in what is shown."""

_IN_SQUEEZED: tuple[tuple[tuple[PersonalKind, ...], str], ...] = (
    (
        ("telephone", "securite_sociale"),
        # Digits; letters that pass for digits among them; the same with signs and words between.
        r"0{9}|[olisbze]0{8}[olisbze]|0:00:00:|00:0{8}|0{6}[ab]0{6}|0[olisbze]{1,4}0"
        r"|0(?:espace|tiret|point|slash|barre|virgule)0|(?:00[a-z]{1,8}){4}00"
        rf"|0{_NUMBER}(?:{_NUMBER}|0)|0000{_NUMBER}",
    ),
    (
        ("telephone", "adresse", "messagerie"),
        rf"ze?ro(?:{_NUMBER}|0)|chez{contacts.ALL_MAILERS}|gmail|hotmail|roba[sz]|a?commercial"
        r"|(?:telegram|signal|messenger)[a-z]*:|(?:skype|snap|snapchat|discord|insta|instagram|facebook|fb|tiktok):",
    ),
)
"""What to look for once it is squeezed."""


class _Automata(NamedTuple):
    in_shown: Callable[[str], bool]
    in_squeezed: Callable[[str], bool]


@cache
def _automata() -> _Automata:
    """Those of all hints: most texts have none."""
    shown = [pattern for _, pattern in _IN_SHOWN]
    squeezed = [_STREET, *(pattern for _, pattern in _IN_SQUEEZED)]
    return _Automata(_automaton("|".join(shown)), _automaton("|".join(squeezed)))


@cache
def _automaton(pattern: str) -> Callable[[str], bool]:
    """What says whether a text has something of a pattern."""
    text = core_schema.str_schema(pattern=pattern, regex_engine="rust-regex")
    return SchemaValidator(text).isinstance_python


def may_be_in_street(text: Gist) -> bool:
    """Whether a number in a street may stand there, for `guards`."""
    return text.has_hint and _automaton(_STREET)(text.squeezed)


def may_be_cut(text: Gist) -> bool:
    """Whether a field may end where a number or an address does not, for `guards`."""
    return text.has_hint and _automaton(_CUT)(text.shown)


def suspect(text: Gist) -> set[PersonalKind]:
    """The kinds worth looking for in what is read of a text: no pattern finds one of the others."""
    if not text.has_hint:
        return set()
    return {*_hinted(text.shown, _IN_SHOWN), *_hinted(text.squeezed, _IN_SQUEEZED)}


def _hinted(
    text: str, hints: Iterable[tuple[tuple[PersonalKind, ...], str]]
) -> Iterable[PersonalKind]:
    for kinds, pattern in hints:
        if _automaton(pattern)(text):
            yield from kinds
