"""GitHub's issue forms, made from the questions: for people who have an account there.

They ask all in text: an address can fill text fields, and one that names a list may empty the whole
form. News have a form for each group of subjects (`gestures.GROUPS`): GitHub lists all forms at once.
https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.forms.form import CONSENT, Form, Kind, Question
from generator.forms.gestures import group_forms
from generator.forms.news import UPDATE
from generator.forms.questions import AGREED, CONSENTS, forms
from generator.geography import search_key

FOLDER = ".github/ISSUE_TEMPLATE/"
LABELS = ".github/labels.yml"

WAITING = "en-attente"
"""The label of a request that waits for another one."""

WITHOUT_ACCOUNT = "sans-compte"
"""The label of a request that the relay brought: who wrote it cannot change it."""

LABEL_NAME = 50
"""How long the name of a label may be, in signs, for GitHub."""

MADE_BY = "# Écrit par « bvm generer »"
"""How each of these files begins."""

_MADE = f"{MADE_BY} : changez generator/forms/, puis relancez cette commande.\n"

_ANSWERED = (
    "Après l’envoi, un robot vous répond ici en français, en quelques minutes : il dit ce qu’il a compris, "
    "et ce qui manque s’il manque quelque chose. Une personne relit ensuite."
)
_READ = "Après l’envoi, une personne vous lit et vous répond ici."
_PUBLIC = (
    "**Ce que vous écrivez est public et le reste.** Aucun nom de personne, aucune adresse électronique, "
    "aucun téléphone, aucune adresse de domicile, rien sur la santé."
)

_COLOURS = {"form": "ffc629", "phase": "8e124d", "territoire": "06575f", "attente": "cad5c5"}
"""Those of the site: what to do now, a phase, a place, a rest."""


def files() -> dict[str, str]:
    """The text of each issue form, of what GitHub offers beside them, and of the labels."""
    made = {f"{FOLDER}config.yml": _dump({"blank_issues_enabled": False})}
    made |= {
        f"{FOLDER}{name}.yml": _dump(_issue_form(form)) for name, form in asked_there().items()
    }
    return made | {LABELS: _dump(labels())}


def asked_there() -> dict[str, Form]:
    """Each form that GitHub lists, by the name of its file: ten at most, where people get lost."""
    whole = {slug: form for slug, form in forms().items() if slug != UPDATE.slug}
    return {**whole, **group_forms()}


def labels() -> list[dict[str, str]]:
    """Every label that the project puts on an issue or a pull request: name, colour, meaning."""
    asked = [_label(form.slug, "form", form.titre) for form in forms().values()]
    steps = [_label(f"phase:{term.slug}", "phase", term.label) for term in PHASES]
    kinds = [_label(f"territoire:{term.slug}", "territoire", term.label) for term in TERRITOIRES]
    waiting = _label(WAITING, "attente", "Attend qu’une autre mise à jour soit acceptée ou refusée")
    relayed = _label(WITHOUT_ACCOUNT, "attente", "Venue par le relais, de qui n’a pas de compte")
    return [*asked, *steps, *kinds, waiting, relayed]


def label_of_pilote(slug: str) -> str:
    """The label of what a pilot territory accompanies."""
    return f"pilote:{slug}"[:LABEL_NAME]


def _label(name: str, kind: str, meaning: str) -> dict[str, str]:
    return {"name": name, "color": _COLOURS[kind], "description": meaning}


def _issue_form(form: Form) -> dict[str, Any]:
    told = _READ if form.by_a_person else _ANSWERED
    body = [_said(f"{form.resume}\n\n{told}\n\n{_PUBLIC}")]
    for part in form.parts:
        if part.titre != CONSENT.label:  # which says it itself
            body.append(_said(f"## {part.titre}"))
        body += map(_element, part.questions)
    return {
        "name": form.titre,
        "description": form.resume,
        "title": f"{form.titre} : ",
        "labels": [form.slug],
        "body": body,
    }


def _said(text: str) -> dict[str, Any]:
    """Words that are read in the form, and stand in no answer."""
    return {"type": "markdown", "attributes": {"value": text}}


def _element(question: Question) -> dict[str, Any]:
    """A question as GitHub asks it, in text whatever its kind: words are checked when they are read."""
    long = question.kind in {Kind.TEXT, Kind.PHOTO, Kind.ROWS, Kind.ANNONCES}
    return {
        "type": "textarea" if long else "input",
        "id": question.id,
        "attributes": {"label": question.label, **_help(question)},
        "validations": {"required": question.required},
    }


def _help(question: Question) -> dict[str, str]:
    return {"description": said} if (said := " ".join(_hints(question))) else {}


def _hints(question: Question) -> Iterator[str]:
    """What helps to answer: the help of the question where it says more than its label, an example."""
    if question.kind is Kind.CONSENT:
        yield f"Écrivez « {AGREED} » si ces deux phrases sont vraies. {' '.join(CONSENTS)}"
        return
    if search_key(question.help) != search_key(question.label):
        yield question.help
    if question.terms and question.kind is not Kind.ROWS:  # whose help has them
        yield f"Au choix : {', '.join(term.label for term in question.terms)}."
    if question.kind is Kind.DATE:
        yield "Par exemple : 5 décembre 2026."
    elif question.example and question.kind is not Kind.PHOTO:
        yield f"Par exemple : {question.example}"


def _dump(document: Any) -> str:
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)
    return _MADE + text
