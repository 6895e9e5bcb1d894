"""What people drop in the answers of a form: found however it is written, and taken out of the text.

GitHub writes it where the cursor is, as Markdown, as HTML or as an address; telephones and people write
it otherwise. What held nothing but a picture (a paragraph, a title, an item of a list) goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape

from generator.contributions.attachments import (
    ADDRESS,
    DOCUMENT,
    canonical,
    is_attachment,
    is_document,
    name_of,
)
from generator.geography import search_key
from generator.text.errors import excerpt
from generator.text.signs import one_line


@dataclass(frozen=True, slots=True)
class Dropped:
    """One picture of some answers, or one document."""

    rank: int
    """Among the pictures, or among the documents, from 1."""
    address: str
    alt: str
    """What one sees, if its author said it; never the name of a file."""
    name: str
    """How it is called when it is told of."""

    @property
    def is_kept_by_github(self) -> bool:
        return is_attachment(self.address)

    @property
    def is_document(self) -> bool:
        return is_document(self.address)


# --- How it is written ------------------------------------------------------------------------

_SIGNS = ("![", "<img", "user-attachments", "githubusercontent", "/assets/", "upload")
_ALT = r"(?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]*\])*+"
_TARGET = r"(?:[^()\n]|\([^()\n]*\))*+"
_KEPT = rf"(?:{ADDRESS}|{DOCUMENT})"
_WRITTEN = re.compile(
    # Code is text; a code span or block is stepped over.
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}(?P=fence)|.*)|`[^`\n]+`"
    rf"|(?:(?P<link>\[)\s*)?\\?!\[(?P<alt>{_ALT})\](?:[ \t]{{1,3}}(?=\(<?https?:))?"
    rf"\((?P<target>{_TARGET})\)(?(link)\s*\]\({_TARGET}\))"
    rf"|\\?!\[(?P<shown>{_ALT})\](?:\[(?P<label>[^\[\]\n]*)\])?"
    r"|(?:<a [^<>]*>\s*)?(?P<tag><img\b[^<>]*>)(?:\s*</a>)?"
    rf"|(?:^! ?)?\[(?P<words>{_ALT})\][ \t]{{0,3}}\((?P<linked>{_KEPT})\)"
    rf"|^ {{0,3}}\[[^\[\]\n]+\]:[ \t]*<?(?P<defined>{_KEPT})>?[ \t]*(?:[\"'(][^\n]*)?$"
    r"|<!--\s*(?P<failed>(?:Failed to upload|Uploading)[^\n<>]*)-->"
    rf"|<?(?P<bare>{_KEPT})>?",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_TITLE = re.compile(r"\s[\"'(]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*<?([^\s<>]+)", re.MULTILINE)
_OURS = re.compile(r"(?:\.\./|\./)?(?:defis/)?images/[^\s/]+", re.IGNORECASE)
_LINK = re.compile(
    rf"\[(?P<words>{_ALT})\]\((?P<linked>https?://{_TARGET})\)|<?(?P<bare>(?:https?://|www\.)[^\s<>\0]+"
    r"|(?<![\w@./-])[\w-]+(?:\.[\w-]+)+/[^\s<>\0]+)>?",
    re.IGNORECASE,
)
"""An address where a picture is asked for: whatever it is, the picture is there."""

_MARKS = r"(\0[\0\d\s]*\0)"
_HOLDS_NOTHING_ELSE = re.compile(
    rf"^[ \t]*(?:\#{{1,6}}|>|[-*+]|\d{{1,2}}[.)])[ \t]+{_MARKS}[ \t#]*$"
    rf"|<(?P<tag>p|div|figure|picture|center|a|em|strong|b|i)\b[^<>]*>\s*(?:<source\b[^<>]*>\s*)*{_MARKS}\s*"
    rf"(?:<figcaption\b[^<>]*>(?P<caption>[^<>]*)</figcaption>\s*)?</(?P=tag)>"
    rf"|(?P<strong>[*_]{{1,3}}){_MARKS}(?P=strong)|\(\s*{_MARKS}\s*\)|<!--\s*{_MARKS}\s*-->",
    re.MULTILINE | re.IGNORECASE,
)
_MARK = re.compile(r"( ?)\0(\d+)\0( ?)")
_DEEPEST = 4
"""How many wrappings, one inside the other, are looked through."""
_BLANK_LINES = re.compile(r"(?<![ \t])[ \t]*+\n(?:[ \t]*+\n){2,}")

_OF_CAMERAS = frozenset({
    "image", "images", "img", "photo", "photos", "picture", "pic", "dsc", "dscn", "dscf", "pxl",
    "mvimg", "screenshot", "capture", "ecran", "whatsapp", "signal", "messenger", "fb",
    "received", "uploading", "copie", "copy", "edited", "portrait", "night", "sans", "titre",
    "untitled", "scan", "jpg", "jpeg", "png", "webp", "heic", "heif", "gif", "svg", "tif", "tiff",
    "bmp", "mov", "from", "le", "la", "un", "une", "de", "du", "d", "a", "at", "to", "et",
})  # fmt: skip
"""What cameras, telephones and their programs name pictures with, and what joins words."""


def _says_enough(text: str, least: int) -> bool:
    words = (word for word in search_key(text).split() if word not in _OF_CAMERAS)
    return sum(len(word) > 1 and not any(map(str.isdigit, word)) for word in words) >= least


def says_what(text: str) -> bool:
    """Whether a text has a word that no camera writes."""
    return _says_enough(text, 1)


def _parts(found: re.Match[str], defined: Mapping[str, str]) -> tuple[str, str] | None:
    """The address and the alternative of what was found; None for what is nothing dropped."""
    if tag := found["tag"]:
        given = {name.lower(): "".join(values) for name, *values in _ATTRIBUTE.findall(tag)}
        return unescape(given.get("src", "")).strip(), unescape(given.get("alt", ""))
    if found["target"] is not None:
        inside = _TITLE.split(found["target"].strip(), maxsplit=1)[0].strip()
        return inside.removeprefix("<").removesuffix(">").strip(), found["alt"]
    if found["shown"] is not None:
        address = defined.get(search_key(found["label"] or found["shown"]))
        return (address, found["shown"]) if address else None
    if found["failed"]:
        return "", found["failed"].strip()
    address = found["linked"] or found["defined"] or found["bare"]
    return (address, found["words"] or "") if address else None


def _link(found: re.Match[str]) -> tuple[str, str]:
    address = found["linked"] or found["bare"]
    is_whole = re.match("https?://", address, re.IGNORECASE)
    return address if is_whole else f"https://{address}", found["words"] or ""


def _named(rank: int, address: str, alt: str) -> str:
    """What is said of something to who sent it: its place, and what it was called."""
    said = alt.strip()
    last = re.split("[?#]", address)[0].rpartition("/")[2]
    if is_document(address):
        return f"« {excerpt(said or last)} »"
    if re.match("https?://", address) and not is_attachment(address):
        host = address.partition("://")[2].partition("/")[0].removeprefix("www.")
        said = ", ".join(filter(None, (said or last, host))) if host != last else host
    elif not said and not is_attachment(address):
        said = re.split(r"[\\/]", address)[-1] if not address.startswith("data:") else ""
    return f"n° {rank}" + (f" ({excerpt(said)})" if said else "")


# --- Found, and taken out ---------------------------------------------------------------------


@dataclass(slots=True)
class Found:
    """What was dropped in some answers, each thing once, and the texts that show where it was."""

    things: list[Dropped] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    """All that was taken out, as it was written."""
    _numbers: dict[str, int] = field(default_factory=dict)
    """The number of each thing, by what tells it from the others."""
    _marked: dict[str, str] = field(default_factory=dict)
    """The answers, a mark in the place of each: its number between two signs that no text has."""
    _documents: int = 0

    def look(self, name: str, text: str, *, any_link: bool) -> None:
        """Take what was dropped out of one answer."""
        low = text.lower()
        marked = text
        if any(sign in low for sign in _SIGNS):
            marked = self._marked_by(_WRITTEN, text.replace("\0", ""))
        if any_link and ("/" in low or "www." in low):
            marked = self._marked_by(_LINK, marked)
        self._marked[name] = marked

    def _marked_by(self, pattern: re.Pattern[str], text: str) -> str:
        pairs = _DEFINITION.findall(text) if "]:" in text else ()
        defined = {search_key(label): address for label, address in pairs}

        def mark(found: re.Match[str]) -> str:
            parts = _link(found) if pattern is _LINK else _parts(found, defined)
            if parts is None or _OURS.fullmatch(
                parts[0]
            ):  # one of the site is checked as in a file
                return found[0]
            self.written.append(found[0].strip())
            return f"\0{self._number(canonical(parts[0]), parts[1])}\0"

        return pattern.sub(mark, text)

    def _number(self, address: str, alt: str) -> int:
        key = (name_of(address) if is_attachment(address) else address) or alt
        if key not in self._numbers:
            is_other = is_document(address)
            self._documents += is_other
            rank = self._documents if is_other else len(self.things) + 1 - self._documents
            is_said = " " in alt.strip() and _says_enough(alt, 2)
            told = one_line(alt) if is_said else ""
            self._numbers[key] = len(self.things)
            self.things.append(Dropped(rank, address, told, _named(rank, address, alt)))
        return self._numbers[key]

    def without(self) -> dict[str, str]:
        """The answers without what was dropped; those that held nothing else are left out."""
        rest = {name: self.showing(name, lambda _: "") for name in self._marked}
        return {name: answer for name, answer in rest.items() if answer}

    def showing(self, name: str, show: Callable[[Dropped], str]) -> str:
        """An answer with what `show` gives in the place of each thing."""
        text = self._marked.get(name, "")
        if "\0" not in text:
            return text
        for _ in range(_DEEPEST):
            text, before = _HOLDS_NOTHING_ELSE.sub(_unwrapped, text), text
            if text == before:
                break
        text = _MARK.sub(lambda found: _put(found, show(self.things[int(found[2])])), text)
        return _BLANK_LINES.sub("\n\n", text).strip()


def _unwrapped(found: re.Match[str]) -> str:
    marks = next(each for each in found.groups() if each and each[0] == "\0")
    return f"{marks}\n\n{found['caption']}\n" if found["caption"] else marks


def _put(found: re.Match[str], text: str) -> str:
    """A text in the place of a mark; of nothing, no space is left that is too many."""
    left, _, right = found.groups()
    if text:
        return f"{left}{text}{right}"
    before, follows = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    is_between = left or (right and before not in {"", "\n"})
    return " " if is_between and follows not in {"", "\n", ".", ",", ")"} else ""


def find(answers: Mapping[str, str], asked: str = "") -> Found:
    """What was dropped in answers; first in the one to the question that asks for pictures, if any."""
    found = Found()
    for name in sorted(answers, key=lambda name: name != asked):
        found.look(name, answers[name], any_link=name == asked)
    return found


def lift(text: str) -> tuple[str, str]:
    """A text without what was dropped in it, and that alone, as it was written."""
    found = find({"": text})
    return found.without().get("", ""), "\n".join(found.written)
