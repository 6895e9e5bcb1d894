"""What someone wrote, as the bot may repeat it: GitHub shows it, and does nothing with it."""

from __future__ import annotations

import re
import unicodedata

from generator.text.personal import mask
from generator.text.signs import one_line

_CODED = re.compile(r"&(?=\S)")
"""What may begin the code of a sign; « pain & vin » begins none."""
_KEPT_SIGNS = frozenset("& .,;:!?'’\"“”«»()–—-…/%€+=°·‑")
_HEX = re.compile(r"(?<![^\W_])(?=[a-f]*\d)[0-9a-fA-F]{7,40}(?![^\W_])")
_NUMBERED = re.compile(r"(?<=[A-Za-z])-(?=\d)")
_SHORTCODE = re.compile(r"(?<!\d):(?=\S)(?!//(?:\s|$))|(?<=\d):(?=[^\s\d])")
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
"""The tones of skin of a pictograph."""
_GONE = "(lien retiré)"


def harmless(text: str, limit: int = 120) -> str:
    """What someone wrote, on one line, so that GitHub shows it and does nothing with it.

    Only letters, digits and the signs of sentences stay: no mention, no number of an issue (« #12 »,
    « GH-12 »), no name of a commit, hence no closing word that closes, no link, HTML, Markdown,
    image, smiley or hidden comment. What reaches a person is masked first. Cut at `limit` signs.
    """
    plain = unicodedata.normalize("NFC", mask(one_line(text))[: 20 * limit])
    plain = _CODED.sub(" ", plain)
    kept = "".join(sign for c in plain for sign in _kept(c))
    words = (_GONE if _leads_away(word) else word for word in kept.split())
    said = _NUMBERED.sub("‑", _HEX.sub("…", _SHORTCODE.sub(": ", " ".join(words))))
    said = " ".join(said.split())
    return said if len(said) <= limit else f"{said[: limit - 1].rstrip()}…"


def _kept(sign: str) -> str:
    """A letter, a digit or a sign of sentences; a space for another sign; nothing for the unseen."""
    category = unicodedata.category(sign)
    if category[0] in "LN" or category == "So" or sign in _KEPT_SIGNS:
        return sign
    return "" if category in {"Cf", "Mn", "Me"} or sign in _TONES else " "


def _leads_away(word: str) -> bool:
    """Whether GitHub may make a link of a word; « https:// » alone is a word of our sentences."""
    low = word.lower()
    return (":/" in low and low != "https://") or "www." in low


def quoted(text: str) -> str:
    """The same between quotation marks, which are not put twice around it."""
    said = harmless(text)
    around = said.startswith("«") and said.endswith("»") and "«" not in said[1:]
    return said if around else f"« {said} »"
