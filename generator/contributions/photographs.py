"""Pictures that people drop in a form: found in what they wrote, taken when three answers are there.

GitHub writes a dropped picture in the text, as Markdown or as HTML. It is taken out of it: a picture
that GitHub keeps becomes a file of the défi, lightened and without metadata, and of any other its
author is told what to do. The text goes on without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import islice

from generator.content.containers import ImageRefused
from generator.content.folders import IMAGES
from generator.content.images import ImageInfo, lighten, probe
from generator.contributions.answers import refuse, told_of
from generator.contributions.attachments import ADDRESS, Missing, is_attachment, name_of
from generator.contributions.bodies import PATH, Answers
from generator.forms.form import Form, Kind, Question
from generator.forms.questions import PHOTO_CONSENT
from generator.geography import search_key
from generator.text import guards
from generator.text.errors import Problem, excerpt
from generator.text.signs import one_line

Fetch = Callable[[str], bytes]
"""Gives what GitHub keeps at an address. Raises Missing."""

MOST = 6
"""How many pictures one request may bring."""

IMAGE, ALT, CREDIT, STORY = "image", "image_alt", "image_credit", "texte"
"""The questions on a picture, and the one whose answer is a text with pictures in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """The défi that the pictures of a request are for."""

    slug: str
    has_image: bool
    """Whether it has one already: then all of them stand in its text."""


@dataclass(frozen=True, slots=True)
class Photos:
    """What comes of the pictures of one request."""

    answers: Answers
    """The answers without what was dropped in them; `image` is the name of the new file."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    images: Mapping[str, ImageInfo] = field(default_factory=dict)
    """By the names of the files, what pages need."""
    alts: tuple[str, ...] = ()
    """What one sees on each that is taken."""
    after: str = ""
    """What is to be added at the end of the text of the défi."""
    problems: tuple[Problem, ...] = ()
    """Why some are not taken, and what to do."""
    errors: tuple[Problem, ...] = ()
    """What must not stand in the answers on them, taken or not."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """One picture of an answer."""

    rank: int
    address: str
    alt: str
    """What one sees, if its author said it; never the name that a camera gave."""
    name: str
    """How it is called when it is told of."""


# --- What was dropped -------------------------------------------------------------------------

_SIGNS = ("![", "<img", "<IMG", "user-attachments", "githubusercontent")
_ALT = r"(?:[^\[\]\n]|\[[^\[\]\n]*\])*"
_TARGET = r"(?:[^()\n]|\([^()\n]*\))*"
_DROPPED = re.compile(
    # Code is text; a code span or block is stepped over.
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}(?P=fence)|.*)|`[^`\n]+`"
    rf"|(?:(?P<link>\[)\s*)?!\[(?P<alt>{_ALT})\]\((?P<target>{_TARGET})\)(?(link)\s*\]\({_TARGET}\))"
    r"|(?:<a [^<>]*>\s*)?(?P<tag><img\b[^<>]*>)(?:\s*</a>)?"
    rf"|\[(?P<words>{_ALT})\]\((?P<linked>{ADDRESS})\)|<?(?<!\]: )(?P<bare>{ADDRESS})>?",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_TITLE = re.compile(r"^<?\s*(.*?)\s*>?(?:\s+[\"'(].*)?$", re.DOTALL)
_OURS = re.compile(r"(?:\.\./|\./)?(?:defis/)?images/[^\s/]+", re.IGNORECASE)
_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n){2,}")

_OF_CAMERAS = frozenset(
    [
        "image",
        "images",
        "img",
        "photo",
        "photos",
        "picture",
        "pic",
        "dsc",
        "dscn",
        "dscf",
        "pxl",
        "mvimg",
        "screenshot",
        "capture",
        "ecran",
        "whatsapp",
        "signal",
        "messenger",
        "fb",
        "received",
        "uploading",
        "copie",
        "copy",
        "edited",
        "portrait",
        "night",
        "sans",
        "titre",
        "untitled",
        "scan",
        "jpg",
        "jpeg",
        "png",
        "webp",
        "heic",
        "heif",
        "gif",
        "svg",
        "tif",
        "tiff",
        "bmp",
        "mov",
        "from",
        "le",
        "la",
        "un",
        "une",
        "de",
        "du",
        "d",
        "a",
        "at",
        "to",
        "et",
    ]
)
"""What cameras, telephones and their programs name pictures with, and what joins words."""


def _says_what(alt: str, least: int) -> bool:
    """Whether an alternative has so many words that no camera writes."""
    words = (word for word in search_key(alt).split() if word not in _OF_CAMERAS)
    return sum(len(word) > 1 and not any(map(str.isdigit, word)) for word in words) >= least


def _parts(found: re.Match[str]) -> tuple[str, str] | None:
    """The address and the alternative of what was found; None for code."""
    if tag := found["tag"]:
        given = {name.lower(): "".join(values) for name, *values in _ATTRIBUTE.findall(tag)}
        return unescape(given.get("src", "")).strip(), unescape(given.get("alt", ""))
    if found["target"] is not None:
        inside = _TITLE.match(found["target"].strip())
        return inside[1] if inside else found["target"], found["alt"]
    address = found["linked"] or found["bare"]
    return (address, found["words"] or "") if address else None


def _named(rank: int, address: str, alt: str) -> str:
    """What is said of a picture to who sent it: its place, and what it was called."""
    said = alt.strip()
    if re.match("https?://", address) and not is_attachment(address):
        host, _, path = address.partition("://")[2].partition("/")
        last = re.split("[?#]", path)[0].rpartition("/")[2]
        said = ", ".join(filter(None, (said or last, host.removeprefix("www."))))
    elif not said and not is_attachment(address):
        said = re.split(r"[\\/]", address)[-1] if not address.startswith("data:") else ""
    return f"n° {rank}" + (f" ({excerpt(said)})" if said else "")


@dataclass(slots=True)
class _Collector:
    """Goes through answers, and keeps each picture once."""

    pictures: dict[str, _Picture] = field(default_factory=dict)

    def take_out(self, text: str, put: Callable[[_Picture], str]) -> str:
        """A text, with what `put` says in the place of each picture."""
        if not any(sign in text for sign in _SIGNS):
            return text
        return _DROPPED.sub(lambda found: self._replaced(found, put), text)

    def _replaced(self, found: re.Match[str], put: Callable[[_Picture], str]) -> str:
        parts = _parts(found)
        if parts is None or _OURS.fullmatch(parts[0]):  # one of the site is checked as in a file
            return found[0]
        address, alt = parts
        if address not in self.pictures:
            rank = len(self.pictures) + 1
            told = one_line(alt) if _says_what(alt, 2) else ""
            self.pictures[address] = _Picture(rank, address, told, _named(rank, address, alt))
        return put(self.pictures[address])


def _find(answers: Answers) -> tuple[list[_Picture], Answers]:
    """The pictures of all answers, those of the question on them first; the answers without them."""
    collector = _Collector()
    first = [IMAGE] if IMAGE in answers else []
    rest = {
        name: _tidy(collector.take_out(answers[name], lambda _: ""), answers[name])
        for name in [*first, *(name for name in answers if name != IMAGE)]
    }
    pictures = list(collector.pictures.values())
    return pictures, {name: answer for name, answer in rest.items() if answer}


def _tidy(text: str, before: str) -> str:
    """A text without the empty lines that pictures leave."""
    return text if text == before else _BLANK_LINES.sub("\n\n", text).strip()


# --- What becomes of it -----------------------------------------------------------------------


def take(form: Form, answers: Answers, place: Place | None, fetch: Fetch | None) -> Photos:
    """What comes of the pictures of a request: what is taken, and what its author is told.

    `place` is the défi that they are for, when it is known. Without `fetch`, nothing is asked for,
    and nothing told of what would have been.
    """
    pictures, rest = _find(answers)
    if not any(question.kind is Kind.PHOTO for question in form.questions):
        return _not_asked(form, answers, rest, pictures)
    desk = _Desk(form, answers, rest, place, fetch)
    return desk.outcome(pictures)


def _not_asked(form: Form, answers: Answers, rest: Answers, pictures: Sequence[_Picture]) -> Photos:
    """Of a form that asks for none: one read by a person keeps all, another says so."""
    if form.slug != "annonce" or not pictures:
        return Photos(answers)
    question = form.question(STORY)
    told = (refuse(question, "photo_sans_place", lu=one.name) for one in pictures)
    return Photos(rest, problems=tuple(told))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the pictures of one request are looked at."""

    form: Form
    answers: Answers
    rest: Answers
    """The answers without pictures."""
    place: Place | None
    fetch: Fetch | None

    def outcome(self, pictures: Sequence[_Picture]) -> Photos:
        told = list(self._left_over(pictures))
        taken: dict[str, tuple[str, bytes, str]] = {}
        alts = self._alts(pictures)
        for one in pictures:
            problem = self._wrong(one, alts[one.address]) or self._take(one, alts, taken)
            told += [problem] if problem else []
        return self._placed(taken, tuple(told), touched=bool(pictures))

    def _left_over(self, pictures: Sequence[_Picture]) -> Iterator[Problem]:
        """What stands where a picture was asked for, and is none; answers on one that is not there."""
        said = one_line(self.rest.get(IMAGE, ""))
        described = not pictures and not (self.place and self.place.has_image)
        if said or (described and any(self.rest.get(name) for name in (ALT, CREDIT))):
            yield self._tell("photo_pas_arrivee", lu=f" (« {excerpt(said)} »)" if said else "")

    def _tell(self, kind: str, **values: object) -> Problem:
        return refuse(self.form.question(IMAGE), kind, **values)

    def _alts(self, pictures: Sequence[_Picture]) -> dict[str, str]:
        """What one sees on each: what its author wrote with it, else a line of the answer."""
        lines = [_ITEM.sub("", line).strip() for line in self.rest.get(ALT, "").split("\n")]
        lines = [line for line in lines if _says_what(line, 1)]
        if len(pictures) == 1:
            lines = [one_line(" ".join(lines))]
        left = iter(lines)
        return {one.address: one.alt or next(left, "") for one in pictures}

    def _wrong(self, one: _Picture, alt: str) -> Problem | None:
        """Why a picture is not even asked for."""
        if not re.match("https?://", one.address, re.IGNORECASE):
            return self._tell("photo_pas_arrivee", lu=f" {one.name}")
        if not is_attachment(one.address):
            return self._tell("photo_d_ailleurs", lu=one.name)
        if one.rank > MOST:
            return self._tell("photo_en_trop", lu=one.name, limite=MOST)
        if lacking := list(self._lacking(alt)):
            return self._tell("photo_sans_reponses", lu=one.name, manque=_listed(lacking))
        return None

    def _lacking(self, alt: str) -> Iterator[str]:
        """The questions of the three that are not answered, with what to write."""
        asked = self.form.question
        if not alt:
            yield _to_write(asked(ALT))
        credit = self.rest.get(CREDIT, "")
        if not _says_what(credit, 1) or search_key(credit) in _NOBODY:
            yield _to_write(asked(CREDIT))
        if not _agreed(asked(PHOTO_CONSENT), self.rest.get(PHOTO_CONSENT, "")):
            yield _to_write(asked(PHOTO_CONSENT))

    def _take(
        self, one: _Picture, alts: Mapping[str, str], taken: dict[str, tuple[str, bytes, str]]
    ) -> Problem | None:
        """Fetch a picture and make it a file; why not, if it cannot be."""
        if not self.fetch or not self.place:
            return None
        try:
            data = self.fetch(one.address)
            taken[one.address] = (self._file(one), lighten(data), alts[one.address])
        except Missing as missing:
            return self._tell(missing.kind, lu=one.name, detail=missing.detail)
        except ImageRefused as refused:
            detail = _what(data) or refused.detail
            return self._tell("photo_refusee", lu=one.name, detail=detail)
        return None

    def _file(self, one: _Picture) -> str:
        assert self.place
        return f"{self.place.slug}-{name_of(one.address)}.jpg"

    def _placed(
        self,
        taken: Mapping[str, tuple[str, bytes, str]],
        told: tuple[Problem, ...],
        *,
        touched: bool,
    ) -> Photos:
        """Each picture in its place: the first is that of the défi if it has none yet."""
        answers = {name: a for name, a in self.rest.items() if name not in {IMAGE, PHOTO_CONSENT}}
        credit = one_line(answers.get(CREDIT, ""))
        has_image = self.place is not None and self.place.has_image
        if touched or not has_image:  # else they mend what is said of the one that it has
            answers = {name: a for name, a in answers.items() if name not in {ALT, CREDIT}}
        in_text = dict(taken)
        if taken and not has_image:
            file, _, alt = in_text.pop(next(iter(taken)))
            answers |= {IMAGE: file, ALT: alt, CREDIT: credit}
        story, after = self._told_in_text(in_text, credit)
        if story:
            answers[STORY] = story
        return Photos(
            answers,
            files={f"{IMAGES}/{file}": data for file, data, _ in taken.values()},
            images={file: probe(file, data) for file, data, _ in taken.values()},
            alts=tuple(alt for _, _, alt in taken.values()),
            after=after,
            problems=told,
            errors=tuple(self._unfit()),
        )

    def _unfit(self) -> Iterator[Problem]:
        """What reaches a person, or is a secret: public already, and refused as anywhere."""
        for name in (IMAGE, ALT, CREDIT, PHOTO_CONSENT):
            question = self.form.question(name)
            found = guards.check(self.rest.get(name, ""), PATH)
            yield from (told_of(question, each) for each in found)

    def _told_in_text(
        self, pictures: Mapping[str, tuple[str, bytes, str]], credit: str
    ) -> tuple[str, str]:
        """The story with some pictures where they were dropped, and what is to come after a text.

        A form without a story adds to the text that is there.
        """
        shown: dict[str, str] = {
            address: f"![{_escaped(alt)}](images/{file})"
            for address, (file, _, alt) in pictures.items()
        }
        if not shown:
            return self.rest.get(STORY, ""), ""
        left = dict(shown)
        story = self.answers.get(STORY, "")
        put = lambda one: left.pop(one.address, "")  # noqa: E731 - once each, where it first stands
        text = _tidy(_Collector().take_out(story, put), story)
        after = "\n\n".join([*left.values(), f"Photo : {_escaped(credit)}"])
        has_story = any(question.id == STORY for question in self.form.questions)
        return ("\n\n".join(filter(None, (text, after))), "") if has_story else ("", after)


_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,2}\s?[.):])\s+")
_MARKUP = re.compile(r"([\\\[\]<>&*_`])")


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", text)


def _to_write(question: Question) -> str:
    """A question, and an answer that can be copied under it."""
    example = question.terms[0].label if question.terms else question.example
    return f"« {question.label} » (par exemple : {example.rstrip('.')})"


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last


_YES = frozenset({
    "oui", "ok", "oui d accord", "d accord", "accord", "tous d accord", "aucune", "aucune personne",
    "on ne reconnait personne",
})  # fmt: skip
"""What people write where the form has only text, beside the two answers themselves."""

_NOBODY = frozenset({"moi", "moi meme", "nous", "nous memes"})
"""Who took it, for who reads it there and then only."""


def _agreed(question: Question, answer: str) -> bool:
    """Whether nobody can be recognised, or those who can be agreed."""
    return question.word(answer) is not None or search_key(answer) in _YES


_KINDS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb".{4}ftyp(?:hei|hev|mif1|msf1|avi)", re.DOTALL), "une photo HEIC ; sur un iPhone : "
     "Réglages, Appareil photo, Formats, « Le plus compatible »"),
    (re.compile(rb".{4}ftyp|\x1aE\xdf\xa3", re.DOTALL), "une vidéo"),
    (re.compile(rb"GIF8"), "une image GIF"),
    (re.compile(rb"(?:II\*\0|MM\0\*)"), "une photo TIFF ou RAW"),
    (re.compile(rb"BM"), "une image BMP"),
    (re.compile(rb"%PDF"), "un document PDF"),
    (re.compile(rb"PK\x03\x04"), "un document, ou plusieurs choses dans un seul paquet"),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg",
                re.DOTALL | re.IGNORECASE), "un dessin SVG"),
    (re.compile(rb"\s*<(?:!doctype|html|head|\?xml)", re.IGNORECASE), "une page, pas une photo"),
)  # fmt: skip
"""What people drop that is no picture of ours, by its first bytes."""


def _what(data: bytes) -> str:
    """What some bytes are instead of a picture; nothing when nobody can tell."""
    start = data[:1024]
    return next(islice((what for looks, what in _KINDS if looks.match(start)), 1), "")
