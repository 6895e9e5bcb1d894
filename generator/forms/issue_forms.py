"""GitHub's issue forms, made from the questions: for people who have an account there.

Each form has a twin of text fields only, to which the forms of the site lead: an address can fill
text fields, and one that names a list may empty the whole form. Same labels, same reading.
https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.forms.form import CONSENT, Form, Kind, Question
from generator.forms.questions import AGREED, CONSENTS, TO_CHOOSE, forms
from generator.geography import search_key

FOLDER = ".github/ISSUE_TEMPLATE/"
LABELS = ".github/labels.yml"

WAITING = "en-attente"
"""The label of a request that waits for another one."""

WITHOUT_ACCOUNT = "sans-compte"
"""The label of a request that the relay brought: who wrote it cannot change it."""

_MADE = "# Écrit par « bvm generer » : changez generator/forms/questions.py, puis relancez cette commande.\n"

_ANSWERED = (
    "Après l’envoi, un robot vous répond ici en français, en quelques minutes : il dit ce qu’il a compris, "
    "et ce qui manque s’il manque quelque chose. Une personne relit ensuite."
)
_READ = "Après l’envoi, une personne vous lit et vous répond ici."
_PUBLIC = (
    "**Ce que vous écrivez est public et le reste.** Aucun nom de personne, aucune adresse électronique, "
    "aucun téléphone, aucune adresse de domicile, rien sur la santé."
)

_TWIN = "La suite des formulaires du site. Ici, choisissez plutôt l’autre."
"""What is said of the forms that are answered in text only."""

_COLOURS = {"form": "ffc629", "phase": "8e124d", "territoire": "06575f", "attente": "cad5c5"}
"""Those of the site: what to do now, a phase, a place, a rest."""


def files() -> dict[str, str]:
    """The text of each issue form, of what GitHub offers beside them, and of the labels."""
    made = {f"{FOLDER}config.yml": _dump({"blank_issues_enabled": False})}
    for form in forms().values():
        made[f"{FOLDER}{form.slug}.yml"] = _dump(
            _issue_form(form, form.titre, form.resume, _element)
        )
        name = f"{form.titre} (depuis le site)"
        made[f"{FOLDER}{form.slug}-site.yml"] = _dump(_issue_form(form, name, _TWIN, _text_element))
    return made | {LABELS: _dump(labels())}


def labels() -> list[dict[str, str]]:
    """Every label that the project puts on an issue or a pull request: name, colour, meaning."""
    asked = [_label(form.slug, "form", form.titre) for form in forms().values()]
    steps = [_label(f"phase:{term.slug}", "phase", term.label) for term in PHASES]
    kinds = [_label(f"territoire:{term.slug}", "territoire", term.label) for term in TERRITOIRES]
    waiting = _label(WAITING, "attente", "Attend qu’une autre mise à jour soit acceptée ou refusée")
    relayed = _label(WITHOUT_ACCOUNT, "attente", "Venue par le relais, de qui n’a pas de compte")
    return [*asked, *steps, *kinds, waiting, relayed]


def _label(name: str, kind: str, meaning: str) -> dict[str, str]:
    return {"name": name, "color": _COLOURS[kind], "description": meaning}


def _issue_form(
    form: Form, name: str, about: str, element: Callable[[Question], dict[str, Any]]
) -> dict[str, Any]:
    told = _READ if form.slug in {"aide", "correction"} else _ANSWERED
    body = [_said(f"{form.resume}\n\n{told}\n\n{_PUBLIC}")]
    for part in form.parts:
        if part.titre != CONSENT.label:  # which says it itself
            body.append(_said(f"## {part.titre}"))
        body += map(element, part.questions)
    return {
        "name": name,
        "description": about,
        "title": f"{form.titre} : ",
        "labels": [form.slug],
        "body": body,
    }


def _said(text: str) -> dict[str, Any]:
    """Words that are read in the form, and stand in no answer."""
    return {"type": "markdown", "attributes": {"value": text}}


def _element(question: Question) -> dict[str, Any]:
    """A question as GitHub asks it."""
    if question.kind is Kind.CONSENT:
        boxes = [{"label": consent, "required": True} for consent in CONSENTS]
        return _asked("checkboxes", question, options=boxes)
    if question.kind is Kind.CHOICES:
        options = [term.label for term in question.terms]
        return _asked("dropdown", question, multiple=True, options=options)
    if question.kind is Kind.CHOICE:
        options = [TO_CHOOSE, *(term.label for term in question.terms)]
        return _asked("dropdown", question, options=options)
    return _text_element(question)


def _text_element(question: Question) -> dict[str, Any]:
    """A question answered in text, whatever its kind: words are checked when they are read."""
    long = question.kind in {Kind.TEXT, Kind.PHOTO}
    return _asked("textarea" if long else "input", question)


def _asked(kind: str, question: Question, **more: Any) -> dict[str, Any]:
    attributes = {"label": question.label, **_help(kind, question), **more}
    element = {"type": kind, "id": question.id, "attributes": attributes}
    if kind != "checkboxes":
        element["validations"] = {"required": question.required}
    return element


def _help(kind: str, question: Question) -> dict[str, str]:
    return {"description": said} if (said := " ".join(_hints(kind, question))) else {}


def _hints(kind: str, question: Question) -> Iterator[str]:
    """What helps to answer: the help of the question where it says more than its label, an example."""
    if question.kind is Kind.CONSENT and kind != "checkboxes":
        yield f"Écrivez « {AGREED} » si ces deux phrases sont vraies. {' '.join(CONSENTS)}"
        return
    if search_key(question.help) != search_key(question.label):
        yield question.help
    if question.terms and kind not in {"dropdown", "checkboxes"}:
        yield f"Au choix : {', '.join(term.label for term in question.terms)}."
    if question.kind is Kind.DATE:
        yield "Par exemple : 5 décembre 2026."
    elif question.example and question.kind is not Kind.PHOTO:
        yield f"Par exemple : {question.example}"


def _dump(document: Any) -> str:
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)
    return _MADE + text
