"""The body of an issue made by one of our forms: text to answers, and back.

GitHub writes each answer under a heading, its label. Whoever answers may write headings too, so
only the labels of the form, in its order, each once, outside of code, end an answer: parsers that
take any heading let one answer change another (docs/decisions.md, 2026-11-26).
A label is known by its words: a telephone changes its apostrophes, a letter its marks. A heading
that looks like a label and is none is told, never left in the answer before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape

from generator.contributions import dropped
from generator.forms.form import CONSENT, Form, Kind, Question
from generator.forms.gestures import group_forms
from generator.forms.news import LE_DEFI, UPDATE
from generator.forms.questions import AGREED, CONSENTS, FORMER_CONSENTS, TO_CHOOSE, forms
from generator.geography import search_key
from generator.text.errors import Problem, excerpt, problem
from generator.text.signs import typed
from generator.text.typos import did_you_mean

PATH = "demande"
"""Where the problems of a request stand: it is no file."""

BODY_LIMIT = 65_536
"""Longest body of an issue that GitHub takes, in signs."""

NO_ANSWER = "_No response_"
"""What GitHub writes under the label of a question left empty."""

_EMPTY = frozenset({"no response", "none", "pas de reponse", search_key(TO_CHOOSE)})
_NONE = frozenset({
    *("neant", "rien", "aucun", "aucune", "ras", "n a", "na", "nc", "aucune reponse", "sans reponse"),
})  # fmt: skip
_NOTHING = re.compile(r"[-–—._/\\?!…*•·,; ]{1,12}")
"""What is put in a field that one would leave empty."""
_LABEL = re.compile(r"(#{1,6})[ \u00a0\u202f]*+(.*)|(?:\*\*|__)(.{1,80})(?:\*\*|__)[ :]*")
"""A line that may be a label: a heading, or words in bold."""
_MARKS = re.compile(r"^[ >＃#*_\\-]*|</?h[1-6]>", re.IGNORECASE)
"""What people and mailers put before the words of a label, or around them."""
_HEADED = re.compile(r"(?:> ?)*(?:[-*+] )?[#＃]{2,6}[ \u00a0\u202f]")
_COMMENT = re.compile(r" {0,3}<!--")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_BOX = re.compile(r"^(?:[-*+] )*(?:\[.{0,3}\]|[☐☑☒✅])(?!\()")
_TICKED = re.compile(r"^(?:[-*+] )*(?:\[ ?[xX✓✔] ?\](?!\()|[☑☒✅])")
_AGREED = frozenset({
    *(search_key(AGREED), f"oui {search_key(AGREED)}", "oui", "ok", "d accord", "oui d accord"),
    *("je suis d accord", "oui je suis d accord", "lu et accepte", "lu et approuve"),
})  # fmt: skip
_PARTING = re.compile(
    r"(?:envoye|sent|obtenir|get|telecharger|provenance|bien cordialement|cordialement|bien a vous|amicalement"
    r"|salutations|bonne (?:journee|soiree|reception)|a bientot)\b.*|.* (?:a ecrit|wrote)"
    r"|merci(?: d avance| a vous| beaucoup| par avance)?"
)
"""How what a mailer or a polite person puts under a text begins, as `search_key` writes it."""

_QUOTES = re.compile(r".* (?:a ecrit|wrote)|message d origine|original message")
_NAME = 12
"""How many words a line of a signature may have."""
_CONDITION = frozenset({
    *("mais", "sauf", "sans", "pas", "ne", "avant", "si", "seulement", "sous", "condition", "attendre"),
    *("attendez", "retirer", "retirez", "enlever", "enlevez", "accord", "publier", "publiez"),
})  # fmt: skip
"""What a condition holds, and no signature."""
_OF_MAILERS = frozenset({"virus", "imprimer", "destinataire", "confidentiel", "confidentiels"})
"""What mailers and offices put under all that they send."""

Answers = Mapping[str, str]
"""What was answered, by the id of the question; a question left empty is not there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A label of the form, found in a body."""

    question: Question
    line: int
    """Its line, from 1."""


def form_of(body: str) -> Form | None:
    """The form that a body answers, or nothing for another text.

    The one whose first label comes first; where somebody erased that label, the one that has most
    of the others.
    """
    said = [label for _, line in _open_lines(plain(body)) if (label := _words_of_label(line))]
    first = {search_key(form.questions[0].label): form for form in forms().values()}
    found = next((first[label] for label in said if label in first), None)
    return found or _most_likely(set(said))


def _most_likely(said: set[str]) -> Form | None:
    """The form that has more labels among some than any other, and two at least."""
    counts = [(len(said & _labels(form).keys()), form) for form in forms().values()]
    (most, form), (next_one, _) = sorted(counts, key=lambda one: one[0], reverse=True)[:2]
    return form if most > next_one and most > 1 else None


@cache
def _labels(form: Form) -> Mapping[str, Question]:
    """The questions of a form, by the words of their labels."""
    return {search_key(question.label): question for question in form.questions}


def _asked_with(form: Form, labels: Collection[str]) -> Mapping[str, Question]:
    """The questions of a form that were asked together with some, by their labels.

    Nobody is asked for all news at once: words in bold in a story would be labels of other subjects.
    Where the first label was changed on its way, the others may be too.
    """
    whole = _labels(form)
    if search_key(form.questions[0].label) not in labels:
        return whole
    ids = {whole[label].id for label in labels} - _EVERYWHERE
    groups = (each.questions for each in group_forms().values())
    asked = [ours for some in groups if ids & (ours := {q.id for q in some})]
    if form.slug != UPDATE.slug or not asked:
        return whole
    together = frozenset().union(*asked)
    return {label: question for label, question in whole.items() if question.id in together}


def _of_whole_groups(form: Form, said: Collection[str]) -> Collection[str]:
    """The labels that may be told among some: those of the groups that have all of theirs there.

    GitHub writes every label of the form that it shows: one of another, in a story, is no label.
    Where no group is whole, as in a letter, all may be.
    """
    whole = _labels(form)
    if form.slug != UPDATE.slug:
        return whole
    groups = (_labels(each).keys() - {search_key(CONSENT.label)} for each in group_forms().values())
    shown = [labels for labels in groups if labels <= set(said)]
    if not shown:
        return whole
    return {search_key(CONSENT.label)}.union(*shown)


_EVERYWHERE = frozenset({LE_DEFI.id, CONSENT.id})
"""What all news are asked with."""


def _words_of_label(line: str, marks: str = "") -> str:
    """The words of a line that may be a label, of any marks or of those; nothing of another line."""
    match = _LABEL.fullmatch(line)
    if not match or (marks and match[1] != marks):
        return ""
    return search_key(match[2] or match[3] or "")


def plain(body: str) -> str:
    """A body with the line ends that everything here counts, without what nobody sees."""
    return typed(body)


def parse(body: str, form: Form) -> tuple[Answers, list[Problem]]:
    """The answers that a body gives to the questions of a form, and what cannot be understood.

    With a problem, no answer is to be trusted.
    """
    text = plain(body)
    if len(text) > BODY_LIMIT:
        return {}, [problem("demande_trop_longue", PATH, limite=BODY_LIMIT)]
    headings = list(_headings(text, form))
    text, lifted = _lifted(text, headings, form)
    problems = [
        *_check_start(text, headings),
        *_check_order(headings, form),
        *_check_code(text, headings, form),
        *_check_comments(text, headings, form),
        *_check_unknown(text, headings, form),
        *_check_end(text, headings),
    ]
    if problems:
        return {}, problems
    lines = text.split("\n")
    ends = [*(heading.line - 1 for heading in headings), len(lines)][1:]
    answers = {
        heading.question.id: _answer(heading.question, lines[heading.line : end])
        for heading, end in zip(headings, ends, strict=True)
    }
    answers |= {name: f"{answers.get(name, '')}\n{more}".strip() for name, more in lifted.items()}
    return {name: answer for name, answer in answers.items() if answer}, []


def _lifted(text: str, headings: list[Heading], form: Form) -> tuple[str, dict[str, str]]:
    """A text without what was dropped above its first label or among its boxes, and whose it is.

    GitHub puts what is dropped where the cursor is.
    """
    if not headings:
        return text, {}
    lines, last = text.split("\n"), headings[-1]
    start = headings[0].line - 1
    end = last.line if last.question.kind is Kind.CONSENT else len(lines)
    above, first = dropped.lift("\n".join(lines[:start]))
    below, more = dropped.lift("\n".join(lines[end:]))
    if not (first or more):
        return text, {}
    apart = [*above.split("\n"), *[""] * start][:start]  # each label keeps its line
    text = "\n".join([*apart, *lines[start:end], below])
    return text, {where_dropped(form): "\n".join(filter(None, (first, more)))}


def where_dropped(form: Form) -> str:
    """The question that what is dropped beside all of them answers: that on pictures, else the first on a text."""
    kinds = (Kind.PHOTO, Kind.TEXT)
    found = (q.id for kind in kinds for q in form.questions if q.kind is kind)
    return next(found, form.questions[0].id)


def lines_of(body: str, form: Form) -> dict[str, int]:
    """The line of each label of a form that a body has, the first one of each."""
    headings = list(_headings(plain(body), form))
    return {heading.question.label: heading.line for heading in reversed(headings)}


def render(form: Form, answers: Answers, *, whole: bool = True) -> str:
    """The body that these answers make; `parse` gives them back.

    `whole` keeps the label of each question, as GitHub does; otherwise those without an answer
    are left out. A line of an answer that is, or could be, a label of the form is set one space apart:
    it no longer ends the answer.
    """
    labels = _labels(form)
    asked = [q for q in form.questions if whole or q.id in answers]
    return "\n".join(
        f"### {question.label}\n\n{_set_apart(answers.get(question.id, NO_ANSWER), labels)}\n"
        for question in asked
    )


def _set_apart(answer: str, labels: Collection[str]) -> str:
    lines = answer.split("\n")
    apart = (_is_heading(line) or _words_of_label(line) in labels for line in lines)
    return "\n".join(f" {line}" if each else line for line, each in zip(lines, apart, strict=True))


def _open_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are outside of fenced code and of comments, with their numbers."""
    hidden = {number for number, _ in _commented_lines(text)}
    lines = ((number, line) for number, line, fence in _fenced_lines(text) if not fence)
    return ((number, line) for number, line in lines if number not in hidden)


def _commented_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of the comments that are closed, with their numbers: GitHub shows none of them.

    https://spec.commonmark.org/0.31.2/#html-blocks
    """
    if "<!--" not in text:
        return
    lines = list(_fenced_lines(text))
    closing = [number for number, line, _ in lines if "-->" in line]
    end = 0
    for number, line, fence in lines:
        if number > end and not fence and _COMMENT.match(line):
            end = next((each for each in closing if each >= number), end)
        if number <= end:
            yield number, line


def _fenced_lines(text: str) -> Iterator[tuple[int, str, int]]:
    """Each line with its number and the number of the line that opened the code it is in, or 0.

    Code begins and ends as CommonMark 0.31 says (4.5), which is what GitHub shows.
    """
    fence, opened = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _FENCE.fullmatch(line)
        if not fence and match and not (match[1][0] == "`" and "`" in match[2]):
            fence, opened = match[1], number
        yield number, line.rstrip(), opened
        if opened < number and match and match[1].startswith(fence) and not match[2].strip():
            fence, opened = "", 0


def open_fence(text: str) -> str:
    """The marks that begin the code which a text leaves open, and would end it; else nothing."""
    *_, (_, _, opened) = _fenced_lines(f"{text}\n")
    match = _FENCE.fullmatch(text.split("\n")[opened - 1]) if opened else None
    return match[1] if match else ""


def _headings(text: str, form: Form) -> list[Heading]:
    """The labels of a form, as GitHub writes them; those that are missing, written otherwise too."""
    labels = _labels(form)
    lines = [(number, line) for number, line in _open_lines(text) if line[:1] in {"#", "*", "_"}]
    exact = {
        number: label for number, line in lines if (label := _words_of_label(line, "###")) in labels
    }
    asked = _of_whole_groups(form, exact.values())
    exact = {number: label for number, label in exact.items() if label in asked}
    missing = _asked_with(form, exact.values()).keys() - exact.values()
    other = {number: label for number, line in lines if (label := _words_of_label(line)) in missing}
    return [Heading(labels[label], number) for number, label in sorted({**other, **exact}.items())]


def _check_start(text: str, headings: list[Heading]) -> Iterator[Problem]:
    before = text.split("\n")[: headings[0].line - 1] if headings else text.split("\n")
    if any(line.strip() for line in before):
        yield problem("rubrique_avant", PATH, 1)


def _check_order(headings: list[Heading], form: Form) -> Iterator[Problem]:
    """Each label once, in the order of the form; one in an answer is told, never taken for another."""
    seen: dict[str, int] = {}
    last = 0
    for heading in headings:
        label, rank = heading.question.label, form.questions.index(heading.question)
        if label in seen:
            yield problem("rubrique_double", PATH, heading.line, label, autre=seen[label])
        elif rank < last:
            yield problem("rubrique_ordre", PATH, heading.line, label)
        seen.setdefault(label, heading.line)
        last = max(last, rank)


def _check_code(text: str, headings: list[Heading], form: Form) -> Iterator[Problem]:
    """Code that is never closed, or only by another answer, hides the labels that follow it."""
    found = {search_key(heading.question.label) for heading in headings}
    hidden = _asked_with(form, found).keys() - found
    lines = list(_fenced_lines(text))
    unclosed = lines[-1][2]
    swallowing = (opened for _, line, opened in lines if opened and _words_of_label(line) in hidden)
    if opened := unclosed or next(swallowing, 0):
        yield problem("code_ouvert", PATH, opened)


def _check_comments(text: str, headings: list[Heading], form: Form) -> Iterator[Problem]:
    """A label that only a comment holds: it is not shown, and nothing that is not shown changes a défi."""
    found = {search_key(heading.question.label) for heading in headings}
    missing = _asked_with(form, found).keys() - found
    for number, line in _commented_lines(text):
        if _words_of_label(line) in missing:
            lu = excerpt(_MARKS.sub("", line).strip("#*_: "))
            yield problem("rubrique_cachee", PATH, number, lu=lu)


def _check_unknown(text: str, headings: list[Heading], form: Form) -> Iterator[Problem]:
    """A heading that is no label, where no text of several parts is asked for, or near to a label."""
    known = {heading.line for heading in headings}
    found = {heading.question.id for heading in headings}
    asked = _asked_with(form, [search_key(heading.question.label) for heading in headings])
    missing = {label: q.label for label, q in asked.items() if q.id not in found}
    for number, line in _open_lines(text):
        before = [heading.question for heading in headings if heading.line < number]
        if number in known or not before:
            continue
        said = _MARKS.sub("", line).strip("#*_: ")
        proche = did_you_mean(said, missing.values()) if _is_heading(line) else ""
        if proche or (not _may_have_headings(before[-1]) and _is_titled(line, before[-1], missing)):
            values = {
                "lu": excerpt(said),
                "proche": proche or did_you_mean(said, missing.values()),
                "comment": "ôtez les # qui la commencent" if "#" in line else "changez-en un mot",
            }
            yield problem("rubrique_inconnue", PATH, number, before[-1].label, **values)


def _is_titled(line: str, question: Question, labels: Collection[str]) -> bool:
    """Whether a line of an answer that has no titles is one, or the words of some labels.

    What `render` sets apart is none.
    """
    if line[:1] == " " and question.kind in {Kind.TEXT, Kind.ROWS, Kind.ANNONCES}:
        return False
    words = search_key(_MARKS.sub("", line).partition(" : ")[0])
    return words in labels or bool(_HEADED.match(line))


def _is_heading(line: str) -> bool:
    """Whether a line has the marks of a label, no more and no fewer."""
    return line.startswith("###") and not line.startswith("####")


def _may_have_headings(question: Question) -> bool:
    """Whether an answer is a text that stands by itself, as the body of a défi does."""
    return question.kind is Kind.TEXT and not question.key


def _check_end(text: str, headings: list[Heading]) -> Iterator[Problem]:
    """What stands under the agreement and is neither part of it nor a signature: a condition, perhaps."""
    last = headings[-1] if headings else None
    if not last or last.question.kind is not Kind.CONSENT:
        return
    said = [line.strip() for line in text.split("\n")[last.line :]]
    if not _consent(said):
        return  # it is asked for, with how to give it
    rest = (
        line
        for line in said
        if line and not _is_box(line) and search_key(line) not in _AGREED | _EMPTY
    )
    lines = list(rest)
    if lines and not (_is_signature(lines[0]) and _says_no_more(lines)):
        yield problem("texte_sous_accord", PATH, last.line, last.question.label)


def _is_box(line: str) -> bool:
    """Whether a line is a box of the agreement, or « [x] J’accepte »."""
    if not _BOX.match(line):
        return False
    return _consent_of(line) is not None or search_key(_BOX.sub("", line)) in _AGREED


def _is_signature(line: str) -> bool:
    """Whether a line begins what a mailer puts under a text, or a former letter."""
    words = search_key(line)
    return not words or line[0] == ">" or bool(_PARTING.fullmatch(words))


def _says_no_more(lines: list[str]) -> bool:
    """Whether what begins as a signature sets no condition; what a mailer quotes is none of ours."""
    quoted = (n for n, line in enumerate(lines) if _QUOTES.fullmatch(search_key(line)))
    own = lines[: next(quoted, len(lines))]
    said = (set(search_key(line).split()) for line in own)
    return all(
        not _OF_MAILERS.isdisjoint(words) or (len(words) <= _NAME and _CONDITION.isdisjoint(words))
        for words in said
    )


def _answer(question: Question, lines: list[str]) -> str:
    if question.kind is Kind.CONSENT:
        return _consent(lines)
    answer = "\n".join(lines).strip("\n").rstrip()
    if question.key:  # a text that stands by itself is Markdown, which knows them
        answer = _ENTITY.sub(_decoded, _ENTITY.sub(_decoded, answer))
    return "" if _is_empty(question, answer.strip()) else answer


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]?);")
"""The code of a sign, as pages and mailers write it: copied twice, it is coded twice."""
_OF_ADDRESSES = re.compile(r"[@.:/\d]")
"""What nobody copies in codes from a page: it would hide a way to reach a person."""


def _decoded(code: re.Match[str]) -> str:
    sign = typed(unescape(code[0]))
    return code[0] if _OF_ADDRESSES.search(sign) else sign


def _is_empty(question: Question, answer: str) -> bool:
    if not answer or (len(answer) < 40 and search_key(answer) in _EMPTY):
        return True
    nothing = _NOTHING.fullmatch(answer) or (len(answer) < 40 and search_key(answer) in _NONE)
    return bool(nothing) and not question.required


def _consent(lines: list[str]) -> str:
    """« J’accepte » when both boxes are ticked as they stand, or when it is written as our forms ask."""
    said = [line.strip() for line in lines if line.strip()]
    ticked = {_consent_of(line) for line in said if _TICKED.match(line)} - {None}
    agreed = bool(said) and search_key(_TICKED.sub("", said[0])) in _AGREED
    return AGREED if agreed or len(ticked) == len(CONSENTS) else ""


def _consent_of(line: str) -> int | None:
    """Which consent a line of boxes is, by most of its words; none with a condition added to it."""
    words = set(search_key(_BOX.sub("", line)).split())
    former = ((len(CONSENTS) - 1, consent) for consent in FORMER_CONSENTS)
    for rank, consent in (*enumerate(CONSENTS), *former):
        wanted = set(search_key(consent).split())
        if len(words & wanted) * 2 > len(wanted) and _CONDITION.isdisjoint(words - wanted):
            return rank
    return None
