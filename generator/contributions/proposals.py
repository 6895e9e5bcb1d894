"""What a request makes: the new text of a file of the repository, or what must be mended first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.accompaniment.duplicates import LikelyDuplicate
from generator.addresses import slug_of
from generator.content.catalogue import Catalogue
from generator.content.decoding import spoilt
from generator.content.fields import is_slug
from generator.content.model import Defi
from generator.contributions import bodies, photographs
from generator.contributions.activities import told_apart
from generator.contributions.answers import (
    check,
    check_alone,
    draft_annonce,
    draft_defi,
    name_of_annonce,
    name_of_defi,
    refuse,
)
from generator.contributions.bodies import Answers
from generator.contributions.checking import GATES, check_text, tell
from generator.contributions.joining import raise_counts, read_commitment
from generator.contributions.named import defi_called, slug_said, with_slugs
from generator.contributions.photographs import Photos
from generator.contributions.requests import Request
from generator.contributions.updating import update_defi
from generator.forms.form import Form
from generator.forms.news import WHICH_OF_MONTH
from generator.forms.questions import ENGAGEMENT
from generator.text.errors import Problem, excerpt
from generator.text.rewriting import RewritingRefused
from generator.text.typos import did_you_mean

Read = Callable[[str], str | None]
"""Gives the text of a file of the repository by its path from the root, or nothing."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a request makes, when it can be understood."""

    form: Form
    answers: Answers
    slug: str
    """Of the défi or of the annonce; of `aide`, which stays an issue, the défi that it names, if any."""
    changes: Mapping[str, str | bytes]
    """The files that it writes: a path from the root and its new text, or the bytes of a picture."""
    keys: frozenset[str]
    """The fields that it sets: two updates of one file that set the same field collide.

    Lists to which it only adds are left out.
    """
    titre: str
    """The title of its pull request, in French, harmless."""
    advice: tuple[Problem, ...] = ()
    duplicates: tuple[LikelyDuplicate, ...] = ()
    """The défis near it that may be the same (`generator.accompaniment.duplicates`)."""
    photos: tuple[str, ...] = ()
    """What one sees on each picture that it adds."""
    left: tuple[Problem, ...] = ()
    """Why other pictures are not taken, and what to do; in French."""
    agreed: frozenset[str] = frozenset()
    """The pictures that may be shown (`Photos.agreed`)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What must be mended first, in French, each problem with the label of its question as field."""

    form: Form
    problems: tuple[Problem, ...]
    answers: Answers
    slug: str = ""
    """Of no défi: it is not looked for."""
    left: tuple[Problem, ...] = ()
    """Why pictures will not be taken once this is mended."""
    agreed: frozenset[str] | None = None
    """The pictures that may be shown (`Photos.agreed`); None where the answers cannot be told apart."""


def propose(
    request: Request,
    catalogue: Catalogue,
    read: Read,
    today: date,
    fetch: photographs.Fetch | None = None,
) -> Proposal | Refusal | None:
    """What a request makes of the repository, or nothing when it answers none of our forms.

    `read` gives the text of a file of the repository by its path, `fetch` what was dropped in the
    form: without it, no picture is taken. Of an engagement, it gives the file with this one
    counted; `commitments` counts them together.
    """
    form = bodies.form_of(request.body)
    if form is None:
        return None
    answers, problems = bodies.parse(request.body, form)
    if problems:
        return Refusal(form, tuple(problems), {})
    answers = told_apart(answers)
    return _Desk(request, form, answers, catalogue, read, today).with_photos(fetch).outcome()


def defi_of(request: Request, catalogue: Catalogue, read: Read, today: date) -> str:
    """The slug of the défi that a request is about, whatever else it says; nothing when there is none."""
    form = bodies.form_of(request.body)
    answers, problems = bodies.parse(request.body, form) if form else ({}, [])
    if form is None or problems or "defi" not in {question.id for question in form.questions}:
        return ""
    desk = _Desk(request, form, photographs.without(answers), catalogue, read, today)
    defi = desk.defi()[0]
    return defi.slug if defi else ""


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of the answers, right or not."""

    slug: str = ""
    path: str = ""
    text: str = ""
    before: str = ""
    """The text of the file until now."""
    keys: frozenset[str] = frozenset()
    titre: str = ""
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where one request is looked at, with all that it takes."""

    request: Request
    form: Form
    answers: Answers
    catalogue: Catalogue
    read: Read
    today: date
    photos: Photos = field(default_factory=lambda: Photos({}))

    def with_photos(self, fetch: photographs.Fetch | None) -> _Desk:
        """The same, with the pictures taken out of the answers, and into the content."""
        bare = replace(self, answers=photographs.without(self.answers))
        photos = photographs.take(self.form, self.answers, bare.place(), fetch)
        images = {**self.catalogue.images, **photos.images}
        catalogue = replace(self.catalogue, images=images) if photos.images else self.catalogue
        return replace(self, answers=photos.answers, catalogue=catalogue, photos=photos)

    def place(self) -> photographs.Place | None:
        """The défi that pictures are for."""
        if self.form.slug == "defi":
            return photographs.Place(name_of_defi(self.answers, self.request.number), False)
        defi, text, _ = self.defi() if self.form.slug == "mise-a-jour" else (None, "", [])
        return photographs.Place(defi.slug, bool(defi.image), text) if defi else None

    def outcome(self) -> Proposal | Refusal:
        made = self.stays() if self.form.by_a_person else _MAKERS[self.form.slug](self)
        day = self.request.asked_on
        checked = check(self.form, self.answers, day)
        problems = [*checked, *self.photos.errors, *made.problems]
        known = {each.field for each in problems}
        if any(each.kind == "retour_contraire" for each in checked):  # which speaks of both
            known.add(WHICH_OF_MONTH.label)
        found = tell(self._found(made), self.form) if made.path else []
        problems += [each for each in found if each.field not in known or not each.is_error]
        placed = self._placed(problems)
        if errors := tuple(each for each in placed if each.is_error):
            left, agreed = self.photos.problems, self.photos.agreed
            return Refusal(self.form, errors, self.answers, left=left, agreed=agreed)
        return Proposal(
            self.form,
            self.answers,
            slug=made.slug,
            changes={made.path: made.text, **self.photos.files} if made.path else {},
            keys=made.keys,
            titre=made.titre,
            advice=tuple(placed),
            photos=self.photos.alts,
            left=self.photos.problems,
            agreed=self.photos.agreed,
        )

    def _found(self, made: _Made) -> list[Problem]:
        """What the checks of the new text find; of a file that was there, what they find anew."""
        after = self._checked(made.text, made.path)
        if not made.before:
            return after
        before = self._checked(made.before, made.path)
        old = {(each.kind, each.field, each.message) for each in before}
        return [
            each
            for each in after
            if each.kind in GATES or (each.kind, each.field, each.message) not in old
        ]

    def _checked(self, text: str, path: str) -> list[Problem]:
        """What the checks of a file say of a text, letters that an encoding spoilt among it."""
        return [*spoilt(text, path), *check_text(text, path, self.catalogue, self.today)]

    def _placed(self, problems: Sequence[Problem]) -> list[Problem]:
        """Each problem on the line of its label, in the order of the form, each once."""
        lines = bodies.lines_of(self.request.body, self.form)
        placed = (replace(each, line=lines.get(each.field, 1)) for each in problems)
        return sorted(dict.fromkeys(placed), key=lambda each: each.line)

    def defi(self) -> tuple[Defi | None, str, list[Problem]]:
        """The défi that the request names, the text of its file, and why it is not found."""
        question = self.form.question("defi")
        if question.id not in self.answers:
            return None, "", []
        slug = slug_said(self.answers[question.id])
        if defi := defi_called(slug, self.catalogue):
            text = self.read(defi.path)
            return (None, "", []) if text is None else (defi, text, [])
        if is_slug(slug) and self.read(f"defis/{slug}.md") is not None:
            return None, "", [refuse(question, "defi_illisible", lu=slug)]
        proche = did_you_mean(slug, self.catalogue.defis)
        return None, "", [refuse(question, "defi_inconnu", lu=excerpt(slug), proche=proche)]

    def new_defi(self) -> _Made:
        slug = name_of_defi(self.answers, self.request.number)
        answers, problems = with_slugs(self.form, self.answers, None, self.catalogue)
        text = draft_defi(answers, self.request.asked_on)
        made = self._new_file(f"defis/{slug}.md", text, f"Nouveau défi : {slug}", "titre")
        return replace(made, problems=(*problems, *made.problems))

    def new_annonce(self) -> _Made:
        answers, problems = with_slugs(self.form, self.answers, None, self.catalogue)
        slug = name_of_annonce(answers, self.request.number)
        text = draft_annonce(answers, self.request.asked_on)
        made = self._new_file(f"annonces/{slug}.md", text, f"Nouvelle annonce : {slug}", "texte")
        return replace(made, problems=[*problems, *made.problems])

    def _new_file(self, path: str, text: str, titre: str, named_by: str) -> _Made:
        """A file that no other may already be; the same one, asked for again, is not another."""
        slug = slug_of(path)
        there = self.read(path)
        taken = [refuse(self.form.question(named_by), "defi_deja_la", lu=slug)]
        is_taken = (there is not None and there != text) or self._had_another(path, slug)
        return _Made(slug, path, text, titre=titre, problems=taken if is_taken else ())

    def _had_another(self, path: str, slug: str) -> bool:
        """Whether the address would be the earlier one of another défi."""
        old = (each.anciens_slugs for each in self.catalogue.defis.values())
        return path.startswith("defis/") and any(slug in slugs for slugs in old)

    def update(self) -> _Made:
        defi, text, problems = self.defi()
        if defi is None:
            return _Made(problems=problems)
        day, after = self.request.asked_on, self.photos.after
        update = update_defi(text, defi, self.answers, day, self.catalogue, after)
        titre = f"Nouvelles du défi {defi.slug}"
        return _Made(defi.slug, defi.path, update.text, text, update.keys, titre, update.problems)

    def commitment(self) -> _Made:
        defi, text, problems = self.defi()
        if defi is None:
            return _Made(problems=problems)
        titre = f"Des personnes rejoignent le défi {defi.slug}"
        try:
            after = raise_counts(text, defi, [read_commitment(self.answers)])
        except RewritingRefused:
            return _Made(problems=[refuse(self.form.question("defi"), "ecriture_inconnue")])
        return _Made(defi.slug, defi.path, after, text, titre=titre)

    def stays(self) -> _Made:
        """A request that a person answers: nothing is written, all is checked."""
        named = "defi" in {question.id for question in self.form.questions}
        defi, _, problems = self.defi() if named else (None, "", [])
        for question in self.form.questions:
            if question.key and question.id in self.answers:
                problems += check_alone(question, self.answers[question.id])
        return _Made(defi.slug if defi else "", titre=self.form.titre, problems=problems)


_MAKERS = {
    "defi": _Desk.new_defi,
    "mise-a-jour": _Desk.update,
    "annonce": _Desk.new_annonce,
    ENGAGEMENT: _Desk.commitment,
}
"""How the answers of each form that fills a file are written."""
