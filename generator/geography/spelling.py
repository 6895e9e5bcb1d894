"""What two spellings of one name have in common: the key by which a place is looked up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generator.text.signs import cleaned

ARTICLES = frozenset({"le", "la", "les", "l"})

_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_CEDEX = re.compile(r"\bcedex\b.*")
_WORD = re.compile(r"[a-z0-9]+")
_ORDINAL = re.compile(r"(\d{1,2})(?:e|er|ere|eme|ieme)")


def spelling(name: str) -> tuple[str, ...]:
    """The words of a name without what spellings differ by: case, accents, hyphens, « St », œ.

    « L’Haÿ-les-Roses » gives `l hay les roses`, « Paris 18e Arrondissement » gives `paris 18`.
    """
    decomposed = unicodedata.normalize("NFKD", cleaned(name).lower().translate(_LIGATURES))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = _WORD.findall(_CEDEX.sub("", plain))
    whole = (_ABBREVIATIONS.get(word, word) for word in words if word != "arrondissement")
    return tuple(_rank(word) if rank else word for rank, word in enumerate(whole))


def _rank(word: str) -> str:
    match = _ORDINAL.fullmatch(word)
    return match[1] if match else word


@lru_cache(maxsize=4096)
def search_key(name: str) -> str:
    """Under what a name stands in the index: its words, without the article that begins it."""
    words = spelling(name)
    return " ".join(words[1:] if words[1:] and words[0] in ARTICLES else words)
