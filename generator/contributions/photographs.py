"""The pictures that people drop in a form: taken when three answers are there.

Each is found and taken out of what they wrote (`dropped`): one that GitHub keeps becomes a file of the
défi, lightened and without metadata, and of any other its author is told what to do. The text goes on
without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from generator.content.containers import ImageRefused
from generator.content.folders import IMAGES
from generator.content.images import ImageInfo, lighten, probe
from generator.contributions import dropped
from generator.contributions.answers import refuse, told_of
from generator.contributions.attachments import Missing, name_of
from generator.contributions.bodies import PATH, Answers, where_dropped
from generator.contributions.dropped import Dropped, Found, says_what
from generator.forms.form import Form, Question
from generator.forms.news import PHOTO_CONSENT
from generator.geography import search_key
from generator.text import guards
from generator.text.errors import Problem, excerpt
from generator.text.signs import one_line

Fetch = Callable[[str], bytes]
"""Gives what GitHub keeps at an address. Raises Missing."""

MOST = 6
"""How many pictures one request may bring."""

_READ = 400
"""How much of what is no picture is looked at, in signs, to say it again."""

IMAGE, ALT, CREDIT, LICENCE, STORY = "image", "image_alt", "image_credit", "image_licence", "texte"
"""The questions on a picture, and the one whose answer is a text with pictures in it."""


_ON_IT = (ALT, CREDIT, LICENCE)
"""What is said of the picture that a défi has, and mended without another one."""


@dataclass(frozen=True, slots=True)
class Place:
    """The défi that the pictures of a request are for."""

    slug: str
    has_image: bool
    """Whether it has one already: then all of them stand in its text."""
    text: str = ""
    """That of its file: what it shows already is not shown again."""


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
    agreed: frozenset[str] = frozenset()
    """Those that may be shown, come or not, by the digits that their files are named with."""


# --- What becomes of it -----------------------------------------------------------------------


def without(answers: Answers) -> Answers:
    """The answers without what was dropped in them."""
    return dropped.find(answers, IMAGE).without()


def take(form: Form, answers: Answers, place: Place | None, fetch: Fetch | None) -> Photos:
    """What comes of the pictures of a request: what is taken, and what its author is told.

    `place` is the défi that they are for, when it is known. Without `fetch`, nothing is asked for,
    and nothing told of what would have been.
    """
    if form.by_a_person:  # published nowhere: what was dropped stays where it is
        return Photos(answers)
    found = dropped.find(answers, IMAGE)
    if not form.takes_photos:
        told = (_of_no_place(form, one) for one in found.things)
        return Photos(found.without(), problems=tuple(told))
    return _Taker(form, found, found.without(), place, fetch).outcome()


def _of_no_place(form: Form, one: Dropped) -> Problem:
    kind = "document_depose" if one.is_document else "photo_sans_place"
    return refuse(form.question(where_dropped(form)), kind, lu=one.name)


@dataclass(frozen=True, slots=True)
class _Taker:
    """Where the pictures of one request are looked at."""

    form: Form
    found: Found
    rest: Answers
    """The answers without pictures."""
    place: Place | None
    fetch: Fetch | None

    def outcome(self) -> Photos:
        pictures = [one for one in self.found.things if not one.is_document]
        told = list(self._left_over(pictures))
        taken: dict[str, tuple[str, bytes, str]] = {}
        alts = described(self.rest.get(ALT, ""), pictures)
        agreed = []
        for one in self.found.things:
            problem = self._wrong(one, pictures, alts)
            if not problem:
                agreed.append(name_of(one.address))
                problem = self._take(one, alts[one.rank], taken)
            told += [problem] if problem else []
        return self._placed(taken, tuple(told), frozenset(agreed))

    def _left_over(self, pictures: Sequence[Dropped]) -> Iterator[Problem]:
        """What stands where a picture was asked for, and is none; answers on one that is not there."""
        said = one_line(self.rest.get(IMAGE, ""))[:_READ]
        has_image = self.place and self.place.has_image and not self._is_on_a_new_one
        is_described = any(self.rest.get(name) for name in _ON_IT)
        if said or (is_described and not pictures and not has_image):
            yield self._tell("photo_pas_arrivee", lu=f" (« {excerpt(said)} »)" if said else "")

    @property
    def _is_on_a_new_one(self) -> bool:
        """Whether the answers are on a picture that was to come: the old one needs no agreement."""
        said = any(self.rest.get(name) for name in (IMAGE, PHOTO_CONSENT))
        return said or bool(self.found.things)

    def _tell(self, kind: str, **values: object) -> Problem:
        return refuse(self.form.question(IMAGE), kind, **values)

    def _wrong(
        self, one: Dropped, pictures: Sequence[Dropped], alts: Mapping[int, str]
    ) -> Problem | None:
        """Why a picture is not even asked for."""
        if one.is_document:
            return self._tell("document_depose", lu=one.name)
        if not re.match("https?://", one.address, re.IGNORECASE):
            return self._tell("photo_pas_arrivee", lu=f" {one.name}")
        if not one.is_kept_by_github:
            return self._tell("photo_d_ailleurs", lu=one.name)
        if one not in [each for each in pictures if each.is_kept_by_github][:MOST]:
            return self._tell("photo_en_trop", lu=one.name, limite=MOST)
        alt = alts.get(one.rank, "")
        numbered = f"Photo {one.rank} : " if len(pictures) > 1 else ""
        if lacking := list(self._lacking(alt, numbered)):
            return self._tell("photo_sans_reponses", lu=one.name, manque=_listed(lacking))
        limit = self.form.question(CREDIT).maximum  # both are one line
        for name, said in ((ALT, alt), (CREDIT, one_line(self.rest[CREDIT]))):
            if len(said) > limit:
                label, longueur = self.form.question(name).label, len(said)
                values = {"rubrique": label, "longueur": longueur, "limite": limit}
                return self._tell("photo_trop_decrite", lu=one.name, **values)
        return None

    def _lacking(self, alt: str, numbered: str) -> Iterator[str]:
        """The questions of the three that are not answered, with what to write."""
        asked = self.form.question
        if not alt:
            yield _to_write(asked(ALT), numbered)
        if not _is_credit(self.rest.get(CREDIT, "")):
            yield _to_write(asked(CREDIT))
        if not _agreed(asked(PHOTO_CONSENT), self.rest.get(PHOTO_CONSENT, "")):
            yield _to_write(asked(PHOTO_CONSENT))

    def _take(
        self, one: Dropped, alt: str, taken: dict[str, tuple[str, bytes, str]]
    ) -> Problem | None:
        """Fetch a picture and make it a file; why not, if it cannot be."""
        if not self.fetch or not self.place:
            return None
        file = f"{self.place.slug}-{name_of(one.address)}.jpg"
        if file in self.place.text:
            return self._tell("photo_deja_la", lu=one.name)
        try:
            data = self.fetch(one.address)
            kept = lighten(data)
        except Missing as missing:
            return self._tell(missing.kind, lu=one.name, detail=missing.detail)
        except ImageRefused as refused:
            detail = _what(data) or refused.detail
            return self._tell("photo_refusee", lu=one.name, detail=detail)
        taken[one.address] = file, kept, alt
        return None

    def _placed(
        self,
        taken: Mapping[str, tuple[str, bytes, str]],
        told: tuple[Problem, ...],
        agreed: frozenset[str],
    ) -> Photos:
        """Each picture in its place: the first is that of the défi if it has none yet."""
        answers = {name: a for name, a in self.rest.items() if name not in {IMAGE, PHOTO_CONSENT}}
        credit = one_line(answers.get(CREDIT, ""))
        has_image = self.place is not None and self.place.has_image
        if self._is_on_a_new_one or not has_image:  # else they mend what is said of the one it has
            answers = {name: a for name, a in answers.items() if name not in _ON_IT}
        in_text = dict(taken)
        if taken and not has_image:
            file, _, alt = in_text.pop(next(iter(taken)))
            licence = {LICENCE: said} if (said := self.rest.get(LICENCE, "")) else {}
            answers |= {IMAGE: file, ALT: alt, CREDIT: credit, **licence}
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
            agreed=agreed,
        )

    def _unfit(self) -> Iterator[Problem]:
        """What reaches a person, or is a secret: public already, and refused as anywhere."""
        names = {IMAGE, PHOTO_CONSENT, *_ON_IT}
        for question in self.form.questions:
            said = self.rest.get(question.id, "") if question.id in names else ""
            found = guards.check(said, PATH)
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
        # Once each, where it first stands.
        text = self.found.showing(STORY, lambda one: left.pop(one.address, ""))
        after = "\n\n".join([*left.values(), f"Photo : {_escaped(credit)}"])
        has_story = any(question.id == STORY for question in self.form.questions)
        return ("\n\n".join(filter(None, (text, after))), "") if has_story else ("", after)


# --- What is said of them ---------------------------------------------------------------------

_ITEM = re.compile(r"^[-*•–]\s+")
_NUMBER = re.compile(
    r"(?:la\s)?(?:(?:photo|image)\s*)?(?:n\s?[°o]\s*)?(\d{1,2})\s?(?:(?:ère|er|ème|e|nde?)\b\s?)?"
    r"(?:photo|image)?\s?(?::\s*(?!\d)|[.)–—-]\s+)",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset({
    "idem", "pareil", "voir ci dessus", "voir ci dessous", "voir texte", "voir le texte", "voir la photo",
    "je ne sais pas", "je sais pas", "aucune idee",
})  # fmt: skip


def described(answer: str, pictures: Sequence[Dropped]) -> dict[int, str]:
    """What one sees on each picture, by its rank: a line each, in their order or by their numbers.

    Else what its author wrote with it. Where it is not clear which line is on which, nothing.
    """
    ours = [one for one in pictures if one.is_kept_by_github]
    told, loose = _lines(answer, [one.rank for one in pictures])
    if len(ours) == 1 and not (told or len(loose) == len(pictures)):
        loose = [one_line(" ".join(loose))] if loose else []
    for some in (pictures, ours, [one for one in ours if not one.alt]):
        left = [one.rank for one in some if one.rank not in told]
        if loose and len(left) == len(loose):
            told |= dict(zip(left, loose, strict=True))
            break
    return {one.rank: one.alt for one in ours} | told


def _lines(answer: str, ranks: Sequence[int]) -> tuple[dict[int, str], list[str]]:
    """The lines that say by a number which picture they are on, with those that go on, and the others."""
    told: dict[int, str] = {}
    loose: list[str] = []
    last = 0
    for each in answer.split("\n"):
        line = _ITEM.sub("", each.strip())
        found = _NUMBER.match(line)
        if found and int(found[1]) in ranks:
            last = int(found[1])
            line = line[found.end() :]
        if not says_what(line) or search_key(line) in _SAYS_NOTHING:
            continue
        if last:
            told[last] = f"{told.get(last, '')} {line}".strip()
        elif not line.endswith(":"):  # « Voici ce qu’on voit : »
            loose.append(line)
    return told, loose


_MARKUP = re.compile(r"([\\\[\]<>&*_`])")


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", text)


def _to_write(question: Question, before: str = "") -> str:
    """A question, and an answer that can be copied under it."""
    example = question.terms[0].label if question.terms else question.example
    return f"« {question.label} » (par exemple : {before}{example.rstrip('.')})"


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last


_YES = frozenset({
    "oui", "ok", "accord", "d accord", "oui d accord", "accord donne", "accord obtenu", "oui tous", "oui toutes",
    "tous d accord", "oui tous d accord", "toutes d accord", "ils sont d accord", "elles sont d accord",
    "tous sont d accord", "oui tous sont d accord", "tout le monde est d accord", "personnes sont d accord",
    "oui les personnes sont d accord", "parents sont d accord", "oui les parents sont d accord",
    "accord des parents", "aucune", "aucune personne", "aucun visage", "personne", "pas de personne",
    "pas de personnes", "pas de visage", "il n y a personne", "on ne voit personne", "on n y voit personne",
    "on ne reconnait personne", "on n y reconnait personne", "on ne voit aucun visage",
})  # fmt: skip
"""What people write where the form has only text, beside the two answers: whole sentences, never words
that a refusal holds too.
"""

_NOBODY = frozenset({
    "moi", "moi meme", "moi seul", "moi seule", "pas moi", "c est moi", "c est moi qui ai prise", "par moi",
    "nous", "nous memes", "c est nous", "ma fille", "mon fils", "ma femme", "mon mari", "un ami", "une amie",
    "internet", "web", "google", "google images", "facebook", "pinterest", "wikipedia", "trouvee sur internet",
    "inconnu", "inconnue", "anonyme", "je ne sais pas", "je sais pas", "je ne sais plus", "ne sais pas",
    "on ne sait pas", "aucune idee", "quelqu un",
})  # fmt: skip
"""Who took it, for who reads it there and then only; or nobody that one could ask."""

_A_PERSON = re.compile(
    r"(?:photos?(?: de| par)? )?(?:m|mr|mme|mlle|monsieur|madame|mademoiselle) (?!l[ae]? )\w.*"
    r"|c est moi .*|moi .*"
)
"""A person by name (« Madame la maire » is a role), or who writes."""


def _is_credit(said: str) -> bool:
    """Whether a group or a role took it, as far as words tell."""
    key = search_key(said)
    return says_what(said) and key not in _NOBODY and not _A_PERSON.fullmatch(key)


def _agreed(question: Question, answer: str) -> bool:
    """Whether nobody can be recognised, or those who can be agreed."""
    said = search_key(answer)
    return said in _YES or said in {search_key(term.label) for term in question.terms}


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
