"""What systems and programs do to the names of files, told from the names alone.

They leave files of their own beside those of people (`left_by`), keep the former state of a text or
a part of it (`backup_of`, `piece_of`), and mark the copies that they make, each in its way: the marks are those of Windows,
macOS, GNOME, browsers, and of what keeps folders alike (Dropbox, OneDrive, Nextcloud, Syncthing).
"""

from __future__ import annotations

import os
import re
import unicodedata
from typing import NamedTuple

from generator.content.images import FORMATS

_LEFT = (
    (r"(?:eh)?thumbs(?:_vista)?\.db|desktop\.ini|\$recycle\.bin|system volume information", "Windows"),
    (r"icon\r|\.apdisk", "macOS"),
    (r"~\$.*|~wr[a-z]\d+\.tmp|\.~lock\..*#", "un traitement de texte"),
    (r".*\.sw[op]", "un éditeur de texte"),
)  # fmt: skip
_LEFT_BY = tuple((re.compile(pattern, re.IGNORECASE), who) for pattern, who in _LEFT)


def left_by(name: str) -> str:
    """Which system or program leaves files of this name, in French; nothing for another name."""
    return next((who for pattern, who in _LEFT_BY if pattern.fullmatch(name)), "")


_KEPT = re.compile(
    r"\#(?P<emacs>.+)\#|(?P<editor>.+)~|(?P<other>.+)\.(?:bak|backup|old|orig|save)", re.IGNORECASE
)
_CUT = re.compile(
    r"(?P<other>.+)\.(?:part|partial|download|crdownload|opdownload|tmp|rej)", re.IGNORECASE
)


def backup_of(name: str) -> str:
    """The file of which a program kept the former state under this name, or nothing."""
    found = _KEPT.fullmatch(name)
    return next(filter(None, found.groups()), "") if found else ""


def piece_of(name: str) -> str:
    """The file of which this name holds a part: its download was cut, a change was not made."""
    found = _CUT.fullmatch(name)
    return found["other"] if found else ""


class NameParts(NamedTuple):
    """How a file would be called had no program touched its name."""

    stem: str
    """Without its types."""
    suffix: str
    """Its last type, in lower case: what the file is, whatever stands before."""
    inner: str
    """The type before that, when there is one: « .md » of lavoir.md.txt, as Windows writes it while
    it hides types."""
    original: str
    """The stem of what it would be a copy of; `stem` when it bears no mark of a copy."""
    is_copy: bool
    """Whether that mark is one that nobody types: « lavoir 2 » may be a name."""


TEXTS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdwn", ".mmd", ".txt", ".text"})
"""How the names of plain texts end."""

SHORTCUTS = frozenset({".lnk", ".url", ".webloc", ".desktop"})
"""How the names end of files that only lead to another."""

_KNOWN = TEXTS | FORMATS.keys()


def meant(name: str) -> NameParts:
    """What a name says once signs that do not show, second types and the mark of a copy are apart."""
    text = visible(unicodedata.normalize("NFC", name))
    text = backup_of(text) or piece_of(text) or text
    stem, suffix = os.path.splitext(text) if text.lower() not in _KNOWN else ("", text)
    inner = ""
    while (cut := os.path.splitext(stem))[1].lower() in _KNOWN:
        stem, inner = cut[0], cut[1].lower()
    stem = stem.strip()
    return NameParts(stem, suffix.lower().rstrip("."), inner, *_without_mark(stem))


def visible(name: str) -> str:
    """A name without the spaces around it, and without signs that do not show."""
    return "".join(c for c in name if c.isprintable() or c.isspace()).strip()


_WORD = r"(?:copie|copy)"
_MARKS = re.compile(
    rf"^{_WORD}(?: ?\(?\d+\)?)? (?:de |d['’]|of )"  # Copie de lavoir, Copie (2) de lavoir
    rf"|[ _-]+{_WORD}(?:[ _-]*\(?\d+\)?)?$"  # lavoir - Copie (2), lavoir copie 2, lavoir_copie
    rf"| ?\((?:[^()]{{1,12}} )?{_WORD}(?: \d+)?\)$"  # lavoir (copie), (autre copie), (3e copie)
    r"| ?\(\d{1,3}\)$"  # lavoir (1)
    r"| ?\([^()]*(?:conflit|conflict)[^()]*\)$"  # lavoir (copie en conflit de Poste 2026-01-01)
    r"|[._ -](?:sync-)?conflict[-_ ][\w-]+$",  # lavoir.sync-conflict-20260101-101010-ABCDEFG
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r" \d{1,2}$|[ _-]+v(?:ersion)?[ .]?\d{1,2}$| ?\(version \d{1,2}\)$"
    r"|-(?:[A-Z0-9]+-)*(?:PC|DESKTOP|LAPTOP|MACBOOK)(?:-[A-Z0-9]+)*$"
)


def _without_mark(stem: str) -> tuple[str, bool]:
    """A name without the mark of a copy, and whether it is surely one."""
    bare = _MARKS.sub("", stem)
    while bare not in {"", stem}:  # the copy of a copy
        stem, further = bare, _MARKS.sub("", bare)
        if further in {"", bare}:
            return bare, True
        bare = further
    return _PERHAPS.sub("", stem) or stem, False


def same_on_a_disk(name: str) -> str:
    """What is alike of two names that Windows or macOS takes for the same: case, forms of accents."""
    return unicodedata.normalize("NFC", name).casefold()
