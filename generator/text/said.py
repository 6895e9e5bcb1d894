"""What the readers of days, hours and numbers share: the text as it is said, and why it is refused.

People write « samedi 5 déc. », « 18 h et quart », « douze personnes », with the signs that their
telephone puts there. What can mean one thing only is read, and said back; the rest is refused with
what to write. Sources: Imprimerie nationale, « Lexique des règles typographiques » (dates, hours),
Académie française (numbers in words).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from generator.text.signs import folded

LONGEST = 120
"""No day, hour or number is said in more signs; what is longer is not looked into."""


class Unclear(ValueError):
    """A text that is no day, hour or number, or not one alone: a kind of `kinds.KINDS`, its values."""

    def __init__(self, kind: str, **values: Any) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values = values


def plain(text: str) -> str:
    """A text in small letters without accents, one kind of each sign, its numbers in digits.

    Nothing when it is too long to be a day, an hour or a number.
    """
    if len(text) > LONGEST:
        return ""
    signs = _SMALL.sub(" x ", folded(text).lower().replace("œ", "oe"))
    signs = unicodedata.normalize("NFKD", signs)
    letters = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return _SAID.sub(_in_digits, letters.replace("⁄", "/"))


def mended(said: str) -> str:
    """A plain text whose « O », « I » and « l » that stand among digits are digits."""
    return _MIXED.sub(lambda found: found[0].translate(_DIGITS), said)


def rest_of(said: str, found: Sequence[re.Match[str]]) -> list[str]:
    """The words, and the signs of doubt, that stand outside of what was found in a plain text."""
    for match in reversed(found):
        said = f"{said[: match.start()]} {said[match.end() :]}"
    return _WORD.findall(said)


_SMALL = re.compile("[²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞]")
"""A power, the call of a note, a fraction: NFKD would make a digit of the number before."""

DOUBT = frozenset({
    "~", "≈", "?", "+", "env", "environ", "vers", "autour", "alentours", "avant", "apres", "mi", "debut", "fin",
    "courant", "peu", "peut", "plutot", "presque", "quelque", "quelques", "max", "maximum", "minimum",
    "moins", "plus", "ou", "normalement",
})  # fmt: skip
"""What says that one does not know exactly."""


_WORD = re.compile(r"[a-z0-9']+|[~≈?+]")
_MIXED = re.compile(r"(?<![a-gi-z0-9])(?=[oil]*[0-9])[0-9oil]*[oil][0-9oil]*(?![a-gi-z0-9])")
_DIGITS = str.maketrans("oil", "011")

_UNITS = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_VALUES = {
    **{word: value for value, word in enumerate(_UNITS.split())},
    "une": 1, "premier": 1, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
NUMBER_WORD = f"(?:{'|'.join([*sorted(_VALUES, key=len, reverse=True), 'cents?', 'mille'])})"
_SAID = re.compile(rf"(?<![a-z0-9']){NUMBER_WORD}(?:(?:[ -]et)?[ -]{NUMBER_WORD})*(?![a-z0-9'])")
_ALONE = frozenset({"un", "une"})
"""Articles, as often as numbers."""
_AFTER_DAY = re.compile("[0-9](?:er)? ?$")
"""Where « sept » is September."""


def _in_digits(found: re.Match[str]) -> str:
    words = [word for word in re.split("[ -]", found[0]) if word != "et"]
    is_month = found[0] == "sept" and _AFTER_DAY.search(found.string[: found.start()])
    value = None if found[0] in _ALONE or is_month else _value(words)
    return found[0] if value is None else str(value)


def _value(words: list[str]) -> int | None:
    """The number that some words make together; nothing where they are several numbers."""
    total, group, last = 0, 0, 100
    for word in words:
        if word == "mille":
            total, group, last = total + (group or 1) * 1000, 0, 1000
        elif word.startswith("cent"):
            if group > 9:
                return None
            group, last = (group or 1) * 100, 100
        elif word.startswith("vingt") and group % 100 == 4:
            group, last = group + 76, 80
        elif _VALUES[word] < _room_after(last):
            group, last = group + _VALUES[word], _VALUES[word]
        else:
            return None
    return total + group


def _room_after(last: int) -> int:
    """What may follow a number in words is less than this: « soixante dix-sept », « vingt-deux »."""
    if last in {60, 80}:
        return 17
    return 100 if last >= 100 else 10 if last >= 10 and last not in range(11, 17) else 0
