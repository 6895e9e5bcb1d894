"""What a browser sends of a form of the site: bytes to a form and what was answered.

The bytes come from anybody. What the page of a form would not have sent is refused, never guessed:
a text that was left out in silence would be lost.
https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#url-encoded-form-data
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from generator.contributions.answers import one_line
from generator.contributions.bodies import Answers, plain
from generator.forms.form import Form, Kind, Question
from generator.forms.questions import PAGES, forms

SIZE_LIMIT = 64 * 1024
"""Largest sending that is read, in bytes: an é takes six of them."""

FIELDS_LIMIT = 200
"""How many fields are looked at; the longest form has some forty."""

FORM, TEMPLATE = "formulaire", "template"
"""The fields that answer no question: which form it is, and its twin on GitHub."""


class SendingRefused(ValueError):
    """What was sent is not what the page of a form sends; the message says in French what to do."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A form, and what was typed in it; nothing of it is checked yet."""

    form: Form
    answers: Answers


def read_sending(data: bytes) -> Sending:
    """The form and the answers in some bytes. Raises SendingRefused, repeating nothing of them."""
    pairs = _pairs(data)
    given = dict(pairs)
    if len(given) < len(pairs):
        raise SendingRefused("Une question a été répondue deux fois. " + _AGAIN)
    form = forms().get(given.pop(FORM, ""))
    # A person never sees `template`; robots that fill in everything write in it.
    if form is None or form.slug not in PAGES.values() or not _is_ours(form, given):
        raise SendingRefused("Ceci ne vient pas d’un formulaire du site. " + _AGAIN)
    questions = {question.id: question for question in form.questions}
    if not given.keys() <= questions.keys():
        raise SendingRefused("Ce formulaire a changé depuis que vous l’avez ouvert. " + _AGAIN)
    typed = {name: _typed(questions[name], answer) for name, answer in given.items()}
    return Sending(form, {name: answer for name, answer in typed.items() if answer})


_AGAIN = "Copiez votre texte, rechargez la page du formulaire, et remplissez-la de nouveau."


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=FIELDS_LIMIT,
        )
    except UnicodeDecodeError:
        raise SendingRefused("Ce texte n’est pas écrit en UTF-8. " + _AGAIN) from None
    except ValueError:
        raise SendingRefused("Il y a trop de réponses pour un formulaire. " + _AGAIN) from None


def _is_ours(form: Form, given: dict[str, str]) -> bool:
    return given.pop(TEMPLATE, "") in {"", f"{form.slug}-site.yml"}


def _typed(question: Question, answer: str) -> str:
    """An answer with the line ends of texts; where one line is asked for, on one line."""
    text = plain(answer)
    return text.strip("\n").rstrip() if question.kind is Kind.TEXT else one_line(text)
