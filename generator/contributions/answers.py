"""What answers mean: from what people typed to a new file, or to what must be mended.

`bvm nouveau` and every form pass here, so that the same answers give the same bytes.
Only what the checks of a file cannot know is checked here: the rest is left to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.content.fiches import FicheAnnonce
from generator.content.fields import is_slug, slugify
from generator.content.lines import to_markdown
from generator.content.model import FicheDefi, Group
from generator.content.schema import key_order, read_fields
from generator.content.vocabulary import SLUG_LIMIT
from generator.contributions.activities import contradiction, without_rule
from generator.contributions.bodies import PATH, Answers
from generator.contributions.naming import new_name
from generator.forms.form import Form, Kind, Question
from generator.forms.news import ONE_DAY_OFF, TAKEN_OUT, WHICH_DAY, WHICH_OF_MONTH
from generator.forms.questions import forms
from generator.geography import search_key
from generator.geography.search import understood
from generator.text import amounts, days, guards, hours
from generator.text.errors import Problem, excerpt, problem
from generator.text.front_matter import FrontMatter, Value, dump
from generator.text.kinds import KINDS
from generator.text.said import Unclear
from generator.text.signs import one_line
from generator.text.typography import (
    ends_next_day,
    euros,
    heure,
    heure_de_fin,
    jour,
    jour_court,
    nombre,
)
from generator.text.typos import did_you_mean

_WORDS_OF_A_NAME = 6
"""How many words of an annonce name its file."""

_BETWEEN_WORDS = re.compile(r"[,;\n#]")


def value_of(question: Question, answer: str) -> Value:
    """What a file holds for an answer; an answer that means nothing is kept as it is."""
    match question.kind:
        case Kind.CHOICE:
            return question.word(answer) or one_line(answer)
        case Kind.CHOICES:
            return _alone([question.word(word) or word for word in _words(answer)])
        case Kind.THEMES:
            return _alone([_theme(word) for word in _words(answer)])
        case Kind.DATE | Kind.HOUR | Kind.NUMBER | Kind.AMOUNT:
            with suppress(Unclear):
                return _SAID[question.kind](question, answer, None)
        case Kind.ROWS:
            return [*rows_of(question, answer)]
        case Kind.ANNONCES:
            return _alone(lines_of(answer))
        case Kind.TEXT:
            return "\n".join(line.rstrip() for line in answer.strip().split("\n"))
    return one_line(answer)


def _words(answer: str) -> list[str]:
    """The words of a list, each once."""
    words = (one_line(word) for word in _BETWEEN_WORDS.split(answer))
    return list(dict.fromkeys(word for word in words if word))


def _alone(words: list[str]) -> Value:
    return words[0] if len(words) == 1 else list(dict.fromkeys(words))


def _theme(word: str) -> str:
    return word if is_slug(word) else search_key(word).replace(" ", "-") or word


def rows_of(question: Question, answer: str) -> Iterator[dict[str, Value]]:
    """The rows that the lines of an answer are; without its nature where a line does not say it."""
    for line in answer.split("\n"):
        text = one_line(_BULLET.sub("", line))
        ends = _IN_BRACKETS.fullmatch(text)
        nature = _nature(question, ends[2] or ends[3]) if question.terms and ends else None
        if ends and nature:
            yield {"quoi": ends[1], "nature": nature}
        elif text:
            yield {"quoi": text}


def lines_of(answer: str) -> list[str]:
    """The lines of an answer that is a list, each once, without what one puts before each."""
    lines = (one_line(_BULLET.sub("", line)) for line in answer.split("\n"))
    return list(dict.fromkeys(filter(None, lines)))


_BULLET = re.compile(r"^\s*(?:[-*•–☐]|\d{1,2}[.)])\s+")
_IN_BRACKETS = re.compile(
    r"(.+?)(?:\s*[(\[（［]([^()\[\]（）［］]+)[)\]）］]|\s[-–—]\s+([^-–—]+?))\.?"
)
"""A need, then its nature: in brackets, of whatever width, or after a dash."""


def _nature(question: Question, said: str) -> str | None:
    """The one word of a list that ends a line, in the singular or in the plural."""
    return question.word(said) or question.word(_PLURAL.sub("", search_key(said)))


_PLURAL = re.compile(r"(?<=\w\w)[sx]\b")


def said(question: Question, answers: Answers) -> str:
    """An answer that says a day, an hour, a number or an amount, in words; nothing where it says none."""
    value = str(value_of(question, answers[question.id]))
    if question.kind is Kind.DATE:
        return said_day(value)
    if question.kind is Kind.NUMBER:
        return nombre(int(value)) if is_count(value) else ""
    if question.kind is Kind.AMOUNT:
        return _said_amount(value)
    try:
        hour = time.fromisoformat(value)
    except ValueError:
        return ""
    if not _is_end(question):
        return heure(hour)
    began = answers.get(f"{question.id.removesuffix('fin')}debut", "")
    with suppress(Unclear):
        return heure_de_fin(hour, hours.read(began))
    return heure_de_fin(hour)


def _said_amount(value: str) -> str:
    """An amount of a file as people say it; nothing for what is none."""
    try:
        return euros(Decimal(value.replace(",", ".")))
    except InvalidOperation:
        return ""


# Days, hours, numbers and amounts, as files hold them. `today` is that of who answers.


def _day(question: Question, answer: str, today: date | None) -> str:
    return str(days.read(answer, today, past=question.id in _PAST))


_PAST = frozenset({
    *("tenue_date", "journal_date", "depuis", "decisions_date", "accompagnement_date"),
    *("besoins_pourvu_le", "offres_pourvu_le", "plan_fait_le"),
})  # fmt: skip
"""Asks for days that were: without a year, the last one is likely to be meant."""


def _hour(question: Question, answer: str, _today: date | None) -> str:
    return f"{hours.read(answer, end=_is_end(question)):%H:%M}"


def _is_end(question: Question) -> bool:
    return question.key.endswith(".fin")


def _number(question: Question, answer: str, _today: date | None) -> str:
    number = amounts.read_number(answer, days=question.key.endswith("_jours"))
    if not question.minimum <= number <= question.maximum:
        raise Unclear("nombre_invalide")
    return str(number)


def _amount(_question: Question, answer: str, _today: date | None) -> str:
    return amounts.written(amounts.read_amount(answer))


def is_count(value: str) -> bool:
    """Whether a value is a number as files hold it: what nobody counts to is none."""
    return value.isdecimal() and len(value) < 10


_SAID = {Kind.DATE: _day, Kind.HOUR: _hour, Kind.NUMBER: _number, Kind.AMOUNT: _amount}


def said_day(day: str) -> str:
    """A day of a file as people say it; nothing for what is none."""
    try:
        return jour(date.fromisoformat(day))
    except ValueError:
        return ""


def fields_of(form: Form, answers: Answers, fiche: type[Group]) -> dict[str, Value]:
    """The fields that answers fill, groups inside groups, in the order of the model."""
    fields: dict[str, Value] = {}
    for question in form.questions:
        if question.key and answers.get(question.id):
            *outer, name = question.key.split(".")
            group = fields
            for key in outer:
                group = group.setdefault(key, {})  # type: ignore[assignment]
            group[name] = value_of(question, answers[question.id])
    return in_order(fields, fiche)


def in_order(fields: Mapping[str, Value], fiche: type[Group], group: str = "") -> dict[str, Value]:
    """Some fields of a file, or of a `group` of it, in the order of the model."""
    ordered: dict[str, Value] = {}
    for key in key_order(fiche)[group]:
        if key in fields:
            value = fields[key]
            inner = f"{group}.{key}".lstrip(".")
            ordered[key] = in_order(value, fiche, inner) if isinstance(value, dict) else value
    return ordered


# The text and the name of a new file.


def draft_defi(answers: Answers, day: date) -> str:
    """The file of a new défi; its phase begins on `day` when nothing else is said."""
    fields: dict[str, Any] = fields_of(forms()["defi"], {"depuis": str(day), **answers}, FicheDefi)
    if action := fields.get("prochaine_action"):
        action |= {"id": new_name(action.get("quoi", ""), day), "dit_le": str(day)}
    for need in fields.get("besoins", ()):
        need["depuis"] = str(day)
    fields = in_order(fields, FicheDefi)
    return dump(fields, to_markdown(answers.get("texte", "")))


def draft_annonce(answers: Answers, day: date) -> str:
    """The file of a new annonce, made on `day`."""
    fields = fields_of(forms()["annonce"], answers, FicheAnnonce) | {"depuis": str(day)}
    return dump(in_order(fields, FicheAnnonce), "")


def name_of_defi(answers: Answers, number: int) -> str:
    """The name of the file of a défi that was asked for under a `number`."""
    return _numbered(slugify(answers.get("titre", "")), number)


def name_of_annonce(answers: Answers, number: int) -> str:
    """The name of the file of an annonce: what it is, its first words, its number."""
    genre = forms()["annonce"].question("genre").word(answers.get("genre", "")) or "annonce"
    words = one_line(answers.get("texte", "")).split(" ")[:_WORDS_OF_A_NAME]
    return _numbered(slugify(" ".join([genre, *words])), number)


def _numbered(slug: str, number: int) -> str:
    """A name that no other request has, and that the addresses of the site need for nothing."""
    room = SLUG_LIMIT - len(f"-{number}")
    if len(slug) > room:
        slug = slug[: room + 1].rpartition("-")[0] or slug[:room]
    return f"{slug}-{number}"


# What the checks of a file cannot know.


def check(form: Form, answers: Answers, today: date | None = None) -> list[Problem]:
    """What is missing, outside of a list, unclear, or must not be published; labels as fields.

    `today` is that of who answers: without it, no day is worked out from it.
    """
    problems: list[Problem] = []
    for question in form.questions:
        if answer := answers.get(question.id, ""):
            problems += _check_answer(question, answer, today)
            if question.kind is Kind.COMMUNE:
                problems += _check_code(question, answer)
        elif question.required:
            problems.append(missing(question))
        if _is_end(question) and "lendemain" in answer.lower():
            problems += _check_last(form, question, answers)
    if both := contradiction(answers):
        labels = {WHICH_OF_MONTH.label, WHICH_DAY.label}
        problems = [each for each in problems if each.field not in labels]
        lu, autre = map(excerpt, both)
        problems.append(refuse(WHICH_DAY, "retour_contraire", lu=lu, autre=autre))
    return problems


def _check_last(form: Form, end: Question, answers: Answers) -> Iterator[Problem]:
    """« 22 h, le lendemain » of what began at 18 h: more than a day, which no meeting lasts."""
    begins = form.question(f"{end.id.removesuffix('fin')}debut")
    if begins.id not in answers:  # of which a file cannot say that it ends the day after
        yield missing(begins)
        return
    with suppress(Unclear):
        began = hours.read(answers[begins.id])
        if not ends_next_day(began, hours.read(answers[end.id], end=True)):
            yield refuse(end, "fin_au_dela", lu=excerpt(answers[end.id]))


def refuse(question: Question, kind: str, **values: Any) -> Problem:
    """The problem of a `kind` with the answer to a question."""
    return problem(kind, PATH, field=question.label, **values)


def missing(question: Question) -> Problem:
    """A question that has no answer and needs one."""
    if question.kind is Kind.CONSENT:
        return refuse(question, "accord_absent")
    if question.terms:
        return refuse(question, "choix_absent", permis=_labels(question))
    return told_of(question, problem("champ_manquant", PATH, aide=question.help))


def _labels(question: Question) -> str:
    return ", ".join(term.label for term in question.terms)


def _check_answer(question: Question, answer: str, today: date | None) -> Iterator[Problem]:
    if question.kind in _SAID:
        yield from check_said(question, answer, today)
    elif question.kind is not Kind.PHOTO:
        as_written = bool(question.key) and question.kind in _AS_WRITTEN
        private = guarded(question, answer)
        yield from (each for each in private if each.is_error or not as_written)
    if question.kind is Kind.ROWS:
        yield from _without_nature(question, answer)
    elif question.terms:
        words = _words(answer) if question.kind is Kind.CHOICES else [one_line(answer)]
        yield from (_outside(question, word) for word in words if not question.word(word))
    if not (question.key or question.terms):
        yield from _check_free(question, answer)


def _without_nature(question: Question, answer: str) -> Iterator[Problem]:
    """The lines that do not say of which nature they are, where a list wants it."""
    for row in rows_of(question, answer) if question.terms else ():
        if "nature" not in row:
            lu, permis = excerpt(str(row["quoi"])), _labels(question)
            yield refuse(question, "ligne_sans_nature", lu=lu, permis=permis)


_AS_WRITTEN = frozenset({Kind.LINE, Kind.TEXT, Kind.COMMUNE, Kind.ROWS})
"""Answers that a file holds as they are: its checks give advice on them."""


def guarded(question: Question, answer: str) -> list[Problem]:
    """What must not be published in an answer, whatever a file would hold of it."""
    return [told_of(question, each) for each in guards.check(answer, PATH)]


def _check_code(question: Question, answer: str) -> Iterator[Problem]:
    """A code of INSEE that is one of the post elsewhere: who fills in a form knows that one."""
    kind, values = understood(one_line(answer)) or ("", {})
    if kind == "commune_code_double":
        yield refuse(question, "commune_deux_codes", **values)


def _outside(question: Question, word: str) -> Problem:
    """A word that is not in the list of a question."""
    if (label := TAKEN_OUT.get(question.id)) and _REFUSED.match(search_key(word)):
        return refuse(question, "choix_a_retirer", lu=excerpt(word), rubrique=label)
    if question in {WHICH_OF_MONTH, WHICH_DAY} and (comment := without_rule(word)):
        return refuse(question, "rythme_sans_regle", lu=excerpt(word), comment=comment)
    proche = did_you_mean(word, [term.label for term in question.terms])
    permis = _labels(question)
    return refuse(question, "choix_inconnu", lu=excerpt(word), proche=proche, permis=permis)


_REFUSED = re.compile(r"(?:.* )?(?:refus\w*|non|annule\w*|abandonne\w*)(?: .*)?")


def check_said(question: Question, answer: str, today: date | None) -> Iterator[Problem]:
    """A day, an hour, a number or an amount that nobody can read, or not alone.

    What must not be published is told alone: a telephone is no hour to mend.
    """
    private = guarded(question, answer)
    yield from private
    if any(each.is_error for each in private):
        return
    try:
        _SAID[question.kind](question, answer, today)
    except Unclear as unclear:
        bounds = {"minimum": question.minimum, "maximum": question.maximum}
        values = bounds | unclear.values
        kind = unclear.kind
        if kind == "date_plusieurs" and question.id == ONE_DAY_OFF:
            kind = "jours_un_a_un"
        if question.kind is Kind.NUMBER and not _within(question, values.get("ecrire")):
            kind = "nombre_invalide"
        yield told_of(question, problem(kind, PATH, lu=excerpt(answer), **values))


def _within(question: Question, number: int | None) -> bool:
    return number is not None and question.minimum <= number <= question.maximum


def _check_free(question: Question, answer: str) -> Iterator[Problem]:
    """An answer that no field of a file holds."""
    longueur, low, high = len(answer.strip()), question.minimum, question.maximum
    if high and longueur > high:
        yield refuse(question, "demande_trop_longue", limite=high)
    elif longueur < low:
        lu = excerpt(answer)
        yield refuse(question, "texte_trop_court", lu=lu, longueur=longueur, limite=low)


def told_of(question: Question, one: Problem) -> Problem:
    """A problem as it is told to who answered a question: its label, and no word of a file."""
    values = {
        key: jour_court(value) if isinstance(value, date) else value for key, value in one.values
    }
    message = KINDS[one.kind].asked.format(**values) or one.message
    return replace(one, path=PATH, line=0, field=question.label, message=message)


def check_alone(question: Question, answer: str, today: date | None = None) -> list[Problem]:
    """What is wrong with one answer, each once, where there is no whole file to check."""
    problems = list(_check_answer(question, answer, today))
    if not question.key or question.terms:
        return problems
    wrong = guards.check(answer, PATH)
    root, _, inner = question.key.partition(".")
    value = value_of(question, answer)
    fields: dict[str, Value] = {root: {inner: value} if inner else value}
    _, found = read_fields(FrontMatter(fields, "", 1, ""), FicheDefi, PATH)
    if question.kind not in _SAID:  # whose checks know more: the day of today
        wrong += [each for each in found if each.field.split("[")[0] == question.key]
    return list(dict.fromkeys([*problems, *(told_of(question, each) for each in wrong)]))
