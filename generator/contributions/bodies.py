"""The body of an issue made by one of our forms: text to answers, and back.

GitHub writes each answer under a heading, its label. Whoever answers may write headings too, so
only the labels of the form, in its order, each once, outside of code, end an answer: parsers that
take any heading let one answer change another (docs/decisions.md, 2026-11-26).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Problem, problem
from generator.forms import AGREED, TO_CHOOSE, Form, Kind, Question, forms

BODY_LIMIT = 65_536
"""Longest body of an issue that GitHub takes, in signs."""

NO_ANSWER = "_No response_"
"""What GitHub writes under the label of a question left empty."""

_EMPTY = frozenset({"", NO_ANSWER, "None", TO_CHOOSE})
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_BOX = re.compile(r"- \[([ xX])\] .*")

Answers = Mapping[str, str]
"""What was answered, by the id of the question; a question left empty is not there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A label of the form, found in a body."""

    question: Question
    line: int
    """Its line, from 1."""


def form_of(body: str) -> Form | None:
    """The form that a body answers: the one whose first label comes first; nothing for another text."""
    first = {f"### {form.questions[0].label}": form for form in forms().values()}
    return next((first[line] for _, line in _open_lines(body) if line in first), None)


def parse(body: str, form: Form) -> tuple[Answers, list[Problem]]:
    """The answers that a body gives to the questions of a form, and what cannot be understood.

    With a problem, no answer is to be trusted.
    """
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > BODY_LIMIT:
        return {}, [problem("demande_trop_longue", "", limite=BODY_LIMIT)]
    headings = list(_headings(text, form))
    problems = [*_check_start(text, headings), *_check_order(headings, form), *_check_code(text)]
    if problems:
        return {}, problems
    lines = text.split("\n")
    ends = [*(heading.line - 1 for heading in headings), len(lines)][1:]
    answers = {
        heading.question.id: _answer(heading.question, lines[heading.line : end])
        for heading, end in zip(headings, ends, strict=True)
    }
    return {name: answer for name, answer in answers.items() if answer}, []


def line_of(body: str, form: Form, question: Question) -> int:
    """The line of the label of a question in a body; 1 when it is not there."""
    found = (h.line for h in _headings(body.replace("\r\n", "\n"), form) if h.question == question)
    return next(found, 1)


def render(form: Form, answers: Answers, *, whole: bool = True) -> str:
    """The body that these answers make; `parse` gives them back.

    `whole` keeps the label of each question, as GitHub does; otherwise those without an answer
    are left out. A line of an answer that is a label of the form is set one space apart: it no
    longer ends the answer.
    """
    labels = {f"### {question.label}" for question in form.questions}
    asked = [q for q in form.questions if whole or q.id in answers]
    return "\n".join(
        f"### {question.label}\n\n{_set_apart(answers.get(question.id, NO_ANSWER), labels)}\n"
        for question in asked
    )


def _set_apart(answer: str, labels: set[str]) -> str:
    lines = answer.split("\n")
    return "\n".join(f" {line}" if line.rstrip() in labels else line for line in lines)


def _open_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are outside of fenced code, with their numbers."""
    return ((number, line) for number, line, fence in _fenced_lines(text) if not fence)


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


def _headings(text: str, form: Form) -> Iterator[Heading]:
    labels = {f"### {question.label}": question for question in form.questions}
    for number, line in _open_lines(text):
        if line in labels:
            yield Heading(labels[line], number)


def _check_start(text: str, headings: list[Heading]) -> Iterator[Problem]:
    before = text.split("\n")[: headings[0].line - 1] if headings else text.split("\n")
    if any(line.strip() for line in before):
        yield problem("rubrique_avant", "", 1)


def _check_order(headings: list[Heading], form: Form) -> Iterator[Problem]:
    """Each label once, in the order of the form; one in an answer is told, never taken for another."""
    seen: dict[str, int] = {}
    last = 0
    for heading in headings:
        label, rank = heading.question.label, form.questions.index(heading.question)
        if label in seen:
            yield problem("rubrique_double", "", heading.line, label, autre=seen[label])
        elif rank < last:
            yield problem("rubrique_ordre", "", heading.line, label)
        seen.setdefault(label, heading.line)
        last = max(last, rank)


def _check_code(text: str) -> Iterator[Problem]:
    """Code that is never closed hides the labels that follow it."""
    *_, (_, _, opened) = _fenced_lines(text)
    if opened:
        yield problem("code_ouvert", "", opened)


def _answer(question: Question, lines: list[str]) -> str:
    if question.kind is Kind.CONSENT:
        return _consent(lines)
    answer = "\n".join(lines).strip("\n").rstrip()
    return "" if answer.strip() in _EMPTY else answer


def _consent(lines: list[str]) -> str:
    """« J’accepte » when every box is ticked, or when the text-only twin says so."""
    said = [line.strip() for line in lines if line.strip()]
    boxes = [match for line in said if (match := _BOX.fullmatch(line))]
    ticked = len(boxes) == len(said) and all(match[1] in "xX" for match in boxes)
    return AGREED if said and (ticked or said == [AGREED]) else ""
