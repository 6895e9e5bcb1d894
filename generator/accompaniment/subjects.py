"""What the words of an annonce are about: which say the same thing, which say nothing of it.

Different pens have different words: « nounou », « garder », « baby-sitting » are one subject. The
words themselves are `words.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from unicodedata import normalize

from generator.accompaniment.words import ALONE, AS_SAID, BESIDE, EMPTY, EXPRESSIONS, FAINT
from generator.geography.spelling import spelling

ENOUGH = 4
"""How much two annonces have in common, at least, when they say the same thing."""

WORD, WEAK = 2, 1
"""What a word counts; what one counts that tells when, or who, rather than what."""

_ENDINGS = (
    "issement", "ateur", "atrice", "ement", "ation", "euse", "eur", "age", "ant", "ait", "ais",
    "ier", "ons", "ent", "er", "ee", "ez", "ir", "re", "e", "i", "a",
)  # fmt: skip
"""What words of one family differ by, without the mark of the plural: the longest first."""

_ROOT = 4
"""How many signs of a word are left at least, without its ending."""


def _stem(word: str) -> str:
    """`rouvr` of rouvrir, rouvrent: a word without what its family differs by."""
    word = word[:-1] if len(word) > _ROOT and word[-1] in "sx" else word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
            return word[: -len(ending)]
    return word


def _read(table: str) -> Iterator[tuple[str, str]]:
    """Each word of a table, and its subject: the name of its line, else its own family."""
    for line in filter(None, map(str.strip, table.splitlines())):
        name, named, words = line.partition(":")
        some = words.split() if named else line.split()
        yield from ((word, name if named else _stem(word)) for word in some)


_SUBJECT_OF = {word: one for table in (FAINT, BESIDE, ALONE) for word, one in _read(table)}
_NAMES = {
    line.partition(":")[0].strip() for line in (FAINT + BESIDE + ALONE).splitlines() if ":" in line
}
_IGNORED = frozenset(EMPTY.split()) - _SUBJECT_OF.keys()
_COMPILED = tuple((re.compile(pattern), meant) for pattern, meant in EXPRESSIONS)
_COMPILED_AS_SAID = tuple((re.compile(pattern), meant) for pattern, meant in AS_SAID)
_WEIGHTS = {one: WEAK for _, one in _read(FAINT)} | {one: ENOUGH for _, one in _read(ALONE)}
_TELLING = {one for one in _NAMES if _WEIGHTS.get(one, WORD) > WEAK}
_SHORTEST = 3


def subject_of(word: str) -> str:
    """What a word is about: the name of a subject, else what its family has in common."""
    return _SUBJECT_OF.get(word) or _stem(word)


AGAINST = "contre"
"""The subject of who is against, or sells, or was robbed: it is no name of what is in common."""

SETS_APART = frozenset({"animaux", "travail", AGAINST})
"""What changes all the rest: to keep a dog is not to keep a child, to look for a job in a canteen is
not to eat there."""

_MOST_NAMED = 4
"""A text that has more named subjects than this is about none of them."""


def subjects_of(text: str, names: Collection[str] = ()) -> Mapping[str, int]:
    """What a text is about, in its order: each subject, and how much it counts.

    `names` are words that name a place, as `spelling` writes them: they say nothing, unless they
    have a subject of their own, as « garde » has in La Garde.
    """
    subjects = dict.fromkeys(
        subject_of(word) for word in _words(text) if word in _SUBJECT_OF or word not in names
    )
    if sum(one in _TELLING for one in subjects) > _MOST_NAMED:
        return dict.fromkeys(subjects, WEAK)
    return {one: _WEIGHTS.get(one, WORD) for one in subjects}


def _words(text: str) -> Iterator[str]:
    """The words of a text that say something of what it is about."""
    said = normalize("NFC", text).lower()
    for pattern, meant in _COMPILED_AS_SAID:
        said = pattern.sub(meant, said)
    plain = " ".join(spelling(said))
    for pattern, meant in _COMPILED:
        plain = pattern.sub(meant, plain)
    for word in plain.split():
        if len(word) >= _SHORTEST and word not in _IGNORED and not word.isdecimal():
            yield word


def as_written(text: str) -> Mapping[str, str]:
    """How a text writes its subjects: « rouvrir » for `rouvr`; those that have a name keep it."""
    written: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]+", text):
        for plain in spelling(word):
            written.setdefault(subject_of(plain), word.lower())
    return {one: one if one in _NAMES else written.get(one, one) for one in subjects_of(text)}
