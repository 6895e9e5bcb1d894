"""What comes back, as people say it: each week, or such a day of the month.

A recurrence is a rule: which day of the week, which one of the month, from what hour, until when.
What nobody is asked follows from it: its first day, and its rhythm in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from generator.accompaniment.agenda import returning
from generator.content.vocabulary import JOURS, RANGS, slugs
from generator.contributions.bodies import Answers
from generator.forms.news import EACH_WEEK, WHICH_DAY, WHICH_OF_MONTH
from generator.text.said import plain
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
    if said.keys() & _SAID_IN_WORDS:
        # Of a rule that is refused, that alone is told.
        words = in_words(after) or ("" if row else _as_said(after))
        given = {**({"rythme": words} if words else {}), **given}
    kept = said if before else {key: value for key, value in said.items() if value}
    return {**given, "recurrence": kept}


def _as_said(rule: Mapping[str, Any]) -> str:
    return " ".join(rule[key] for key in ("rang", "jour") if rule.get(key))


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


_SAID_IN_WORDS = frozenset({"jour", "rang", "debut", "fin"})


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
    """The answers, what says both which of the month and which day put under its two questions.

    « Le 1er dimanche du mois », « tous les samedis »: where the other question says something
    else, nothing is moved, and the answer is refused.
    """
    found = dict(answers)
    for name in (WHICH_DAY.id, WHICH_OF_MONTH.id):
        meant = _EACH.fullmatch(plain(found.get(name, "")).strip(" ."))
        if not meant:
            continue
        both = {WHICH_OF_MONTH: _rank(meant["rang"]), WHICH_DAY: meant["jour"]}
        others = (question for question in both if question.id != name)
        if all(found.get(q.id, "") == "" or q.word(found[q.id]) == both[q] for q in others):
            found |= {question.id: word for question, word in both.items()}
    return found


_DAYS = "|".join(slugs(JOURS))
_RANKS = {
    "premier": ("premier", "1er"),
    "deuxieme": ("deuxieme", "second", "2eme", "2e", "2nd"),
    "troisieme": ("troisieme", "3eme", "3e"),
    "quatrieme": ("quatrieme", "4eme", "4e"),
    "dernier": ("dernier",),
}
_RANK = "|".join(each for said in _RANKS.values() for each in said)
_EACH = re.compile(
    rf"(?:(?:(?:tous les|les|chaque|le) )?(?P<rang>{_RANK})s? |(?:tous les|chaque|toutes les semaines|chaque semaine)"
    rf"(?: le)? )(?P<jour>{_DAYS})s?(?: (?:du|de chaque) mois)?"
)


def _rank(said: str | None) -> str:
    return next((rank for rank, words in _RANKS.items() if said in words), EACH_WEEK)
