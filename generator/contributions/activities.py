"""What comes back, as people say it: each week, or such a day of the month.

A recurrence is a rule: which day of the week, which one of the month, from what hour, until when.
What nobody is asked follows from it: its first day, and its rhythm in words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from generator.accompaniment.agenda import returning
from generator.content.vocabulary import JOURS, RANGS, slugs
from generator.contributions.bodies import Answers
from generator.forms.form import Question
from generator.forms.news import EACH_WEEK, WHICH_DAY, WHICH_OF_MONTH
from generator.text.said import LONGEST
from generator.text.signs import folded
from generator.text.typography import MIDNIGHT, NBSP, capital, heure


def ruled(given: Mapping[str, Any], row: Any, day: date) -> dict[str, Any]:
    """What is answered of an activity, with what follows from it, beside the `row` that it has.

    An empty text is a key to take out. A rule that is new begins on `day`.
    """
    said = dict(given.get("recurrence", {}))
    before = (row if isinstance(row, dict) else {}).get("recurrence") or {}
    if not said:
        return dict(given)
    if off := said.get("sauf"):
        said["sauf"] = sorted({*_list(before.get("sauf", [])), off})
    if said.get("rang") == EACH_WEEK:
        said["rang"] = ""
    after = {**before, **said}
    if not before:
        said.setdefault("depuis", str(day))
    own = row.get("rythme", "") if isinstance(row, dict) else ""
    if not own or own == in_words(before):  # the words of a group are its own
        # Of a rule that is refused, that alone is told.
        words = in_words(after) or ("" if row else _as_said(after))
        given = {**({"rythme": words} if words else {}), **given}
    kept = said if before else {key: value for key, value in said.items() if value}
    return {**given, "recurrence": kept}


def _as_said(rule: Mapping[str, Any]) -> str:
    return " ".join(rule[key] for key in ("rang", "jour") if rule.get(key)) or "…"


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def in_words(rule: Mapping[str, Any]) -> str:
    """The rhythm that a rule of a file makes: « Le premier dimanche du mois, de 10 h à 12 h ».

    Nothing where the rule is not whole, or says what no rule does.
    """
    day, rank = rule.get("jour", ""), rule.get("rang", "")
    if day not in slugs(JOURS) or (rank and rank not in slugs(RANGS)):
        return ""
    when = capital(returning(day, rank))
    return f"{when}, {hours}" if (hours := _hours(rule)) else ""


def _hours(rule: Mapping[str, Any]) -> str:
    try:
        begin = time.fromisoformat(rule.get("debut", ""))
        end = time.fromisoformat(rule["fin"]) if rule.get("fin") else None
    except ValueError:
        return ""
    if end is None:
        return f"à {heure(begin)}".replace(NBSP, " ")
    return f"de {heure(begin)} à {'minuit' if end == MIDNIGHT else heure(end)}".replace(NBSP, " ")


def told_apart(answers: Answers) -> Answers:
    """The answers, which of the month and which day put each under its own question.

    « Le 1er dimanche du mois », « tous les samedis », a day in the box of the other: where the two
    answers say two things, nothing is moved, and `contradiction` is told.
    """
    meant, is_contrary = _meant(answers)
    found = {question.id for question in meant}
    unread = {name for name in _BOXES if answers.get(name) and _read(answers[name]) is None}
    if is_contrary or found & unread or not meant:
        return answers
    kept = {name: each for name, each in answers.items() if name not in _BOXES or name in unread}
    as_said = {
        name: each for name, each in answers.items() if name in found and _is_alone(name, each)
    }
    return {**kept, **{question.id: word for question, word in meant.items()}, **as_said}


def contradiction(answers: Answers) -> tuple[str, str] | None:
    """The two answers, which of the month and which day, when they say two things."""
    both = [answers.get(name, "") for name in _BOXES]
    return (both[0], both[1]) if _meant(answers)[1] else None


def without_rule(said: str) -> str:
    """What to do of a rhythm that no rule holds: « un samedi sur deux », « le 2e et le 4e jeudi ».

    Nothing for what says no rhythm at all.
    """
    words = _words(said)
    if len({*re.findall(rf"\b(?:{_DAYS})", words)}) > 1 or len(_RANK_ALONE.findall(words)) > 1:
        return "Notez deux activités, chacune avec son nom et son jour."
    return _IN_WORDS if _RHYTHM.search(words) else ""


_BOXES = (WHICH_OF_MONTH.id, WHICH_DAY.id)

_IN_WORDS = (
    "Dites-le en mots dans « Ce qui continue », sous « À quel rythme » : la page le dira, et l’agenda n’en "
    "fera pas de dates."
)


def _meant(answers: Answers) -> tuple[dict[Question, str], bool]:
    """What the two answers say together, by question, and whether they say two things."""
    meant: dict[Question, str] = {}
    for name in _BOXES:
        for question, word in (_read(answers.get(name, "")) or {}).items():
            if meant.setdefault(question, word) != word:
                return {}, True
    return meant, False


def _is_alone(name: str, said: str) -> bool:
    """Whether an answer says what its own question asks, and no more."""
    read = _read(said) or {}
    return [question.id for question in read] == [name]


def _read(said: str) -> dict[Question, str] | None:
    """Which of the month and which day an answer says, in whichever box; None when it says none."""
    if each := _EACH.fullmatch(_words(said)):
        return {WHICH_OF_MONTH: _rank(each["rang"]), WHICH_DAY: each["jour"]}
    for question in (WHICH_DAY, WHICH_OF_MONTH):
        if word := question.word(said):
            return {question: word}
    return None


def _words(said: str) -> str:
    """The words of an answer, without case, accents or signs; nothing when it is too long to be one."""
    letters = unicodedata.normalize("NFKD", folded(said[: LONGEST + 1]).lower())
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.findall("[a-z0-9]+", plain)) if len(said) <= LONGEST else ""


_DAYS = "|".join(slugs(JOURS))
_RANKS = {
    "premier": ("premier", "1er"),
    "deuxieme": ("deuxieme", "second", "2eme", "2nd", "2e"),
    "troisieme": ("troisieme", "3eme", "3e"),
    "quatrieme": ("quatrieme", "4eme", "4e"),
    "dernier": ("dernier",),
}
_RANK = "|".join(each for said in _RANKS.values() for each in said)
_EACH = re.compile(
    rf"(?:(?:(?:tous les|les|chaque|le) )?(?P<rang>{_RANK})s? |(?:tous les|chaque|toutes les semaines|chaque semaine)"
    rf"(?: le)? )(?P<jour>{_DAYS})s?(?: (?:du|de chaque|de tous les) mois)?"
)
_RANK_ALONE = re.compile(rf"\b(?:{_RANK})s?\b")
_RHYTHM = re.compile(
    rf"\b(?:{_DAYS}|mois|mensuel|bimensuel|semaine|jour|quinzaine|ans?|annee|vacances)"
)


def _rank(said: str | None) -> str:
    return next((rank for rank, words in _RANKS.items() if said in words), EACH_WEEK)
