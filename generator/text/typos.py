"""A word that nobody knows, and the known one that its author may have meant.

It is about letters, never about distances: `geography` says which places are near each other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

ALIKE = 0.7
"""From which a word is a known one, misspelt: of ten letters, three may be wrong, missing or added,
and two neighbours that changed places are one fault. Its test shows what it tells apart."""

_LONGEST = 80
"""How much of a word is looked at: nobody means a known one by a whole text."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question that offers the known word that was meant; nothing when there is none."""
    return offer(meant(word, known))


def offer(one: str) -> str:
    """« Vouliez-vous dire… », to be put after a sentence; nothing when there is nothing to offer."""
    return f" Vouliez-vous dire « {one} » ?" if one else ""


def meant(word: str, known: Iterable[str]) -> str:
    """The known word whose letters are nearest; else the only one that holds these words; or nothing.

    Neither capitals, nor accents, nor what stands between words are faults.
    """
    from rapidfuzz import process  # most builds have nothing to correct
    from rapidfuzz.distance import OSA
    from rapidfuzz.utils import default_process

    names = list(known)
    read = default_process(_bare(word[:_LONGEST]))
    plain = [default_process(_bare(name)) for name in names]
    best = process.extractOne(read, plain, scorer=OSA.normalized_similarity, score_cutoff=ALIKE)
    if best:
        return names[best[2]]
    holding = [name for name, text in zip(names, plain, strict=True) if f" {read} " in f" {text} "]
    return holding[0] if read and len(holding) == 1 else ""


def _bare(text: str) -> str:
    """A text without its accents."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(each for each in letters if not unicodedata.combining(each))
