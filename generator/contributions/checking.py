"""A text that is not in the repository yet, checked as if it stood there.

The checks are those of `bvm verifier`, one by one. What they find is told to who answered a form:
under the label of a question instead of the name of a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from generator.accompaniment import advice
from generator.addresses import defi_of, slug_of
from generator.content import catalogue as whole
from generator.content.catalogue import Catalogue
from generator.content.decoding import as_read
from generator.content.fiches import FicheAnnonce
from generator.content.model import Defi
from generator.content.reader import SIZE_LIMIT
from generator.content.schema import parse_document, prepare_defi, type_defi
from generator.contributions.answers import told_of
from generator.forms.form import Form, Question
from generator.text.errors import Finding, Problem, problem
from generator.text.kinds import KINDS


def check_text(text: str, path: str, catalogue: Catalogue, today: date) -> list[Problem]:
    """Every problem of the file that would stand at `path` with this `text`.

    Its lines are not looked for: who answers a form sees no file.
    """
    size = len(text.encode())
    if size > SIZE_LIMIT:
        taille, limite = round(size / 1024), SIZE_LIMIT // 1024
        return [problem("fichier_trop_lourd", path, taille=taille, limite=limite)]
    findings: list[Finding] = []
    if defi_of(path):
        defi, problems = read_defi(text, path, catalogue)
        if defi:
            findings += whole.check(with_defis(catalogue, [defi]))
            if not any(each.is_error for each in problems):
                findings += advice.advice(defi, today)
    else:
        slug = slug_of(path)
        annonce, problems = parse_document(as_read(text), FicheAnnonce, slug, path)
        if annonce:
            annonces = {**catalogue.annonces, slug: annonce}
            findings += whole.check(replace(catalogue, annonces=dict(sorted(annonces.items()))))
    return [*problems, *(each.at(0) for each in findings if each.path == path)]


def read_defi(text: str, path: str, catalogue: Catalogue) -> tuple[Defi | None, list[Problem]]:
    """The défi that would stand at `path` with this `text`, and its problems."""
    prepared = prepare_defi(as_read(text), path, catalogue.images)
    return type_defi(prepared, defi_of(path), path)


def with_defis(catalogue: Catalogue, defis: Iterable[Defi]) -> Catalogue:
    """The same content with some more défis, or with another state of them."""
    known = {**catalogue.defis, **{defi.slug: defi for defi in defis}}
    return replace(catalogue, defis=dict(sorted(known.items())))


# From fields to labels.

_ABOUT = {
    "porte_debat": "tenue_statut",
    "porte_organisation": "organisation_forme",
    "porte_decision": "decision_mode",
    "porte_bilan": "bilan_resultats",
    "etape_sautee": "phase",
}
"""The question that mends a kind of problem, whatever the field at fault."""

GATES = frozenset(kind for kind in KINDS if kind.startswith("porte_"))
"""Advice on what is missing to go on: told each time, until it is done."""

_ASKED_AS = {
    "historique.depuis": "depuis",
    "rencontres.statut": "tenue_statut",
}
"""The question that fills a field without being its own."""


def tell(problems: Iterable[Problem], form: Form) -> list[Problem]:
    """The problems of a file as they are told to who answered `form`, each once.

    Advice on what the form does not ask is left to the page of the défi.
    """
    told = []
    for each in problems:
        question = _question(each, form)
        if question or each.is_error:
            told.append(told_of(question or form.questions[0], each))
    return list(dict.fromkeys(told))


def _question(one: Problem, form: Form) -> Question | None:
    """The question whose answer a problem is about."""
    questions = {question.id: question for question in form.questions}
    if (mending := _ABOUT.get(one.kind)) in questions:
        return questions[mending]
    field = re.sub(r"\[\d+\]", "", one.field)
    if not field:
        return questions.get("texte")
    if (asked := _ASKED_AS.get(field)) in questions:
        return questions[asked]
    by_key = [question for question in form.questions if question.key]
    exact = (question for question in by_key if question.key == field)
    inside = (question for question in by_key if question.key.startswith(f"{field}."))
    of_rows = (question for question in by_key if field.startswith(f"{question.key}."))
    return next(exact, None) or next(inside, None) or next(of_rows, None)
