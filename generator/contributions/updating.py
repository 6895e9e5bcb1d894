"""What news of a défi change in its file: the edits, or why there are none.

Only what is named changes. Lists are changed by their rows (`rows.py`), meetings of the past in
`meetings.py`; what names another page is found in `named.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.content.catalogue import Catalogue
from generator.content.model import Defi, FicheDefi, ProchaineAction
from generator.content.schema import key_order
from generator.content.vocabulary import PHASE
from generator.contributions.answers import fields_of, missing, value_of
from generator.contributions.bodies import Answers, open_fence
from generator.contributions.dated import for_calendars
from generator.contributions.meetings import meeting_follows, tell_of_meeting
from generator.contributions.named import with_slugs
from generator.contributions.news import ALIKE, Effect, News, likeness, other_year
from generator.contributions.rows import change_rows, key_of
from generator.forms.form import CONSENT, Kind
from generator.forms.news import LE_DEFI
from generator.forms.questions import forms
from generator.forms.rows import ROWS
from generator.geography import search_key
from generator.text.errors import Problem
from generator.text.front_matter import Value, parse
from generator.text.rewriting import Add, Drop, Edit, Put, RewritingRefused, rewrite

_FORM = "mise-a-jour"


@dataclass(frozen=True, slots=True)
class Update:
    """What news change in a file."""

    text: str
    keys: frozenset[str]
    """The fields that are set, such as `phase`, or rows: `besoins[deux-tables]`; not what is added."""
    problems: tuple[Problem, ...] = ()


def update_defi(
    text: str, defi: Defi, answers: Answers, day: date, catalogue: Catalogue, after: str = ""
) -> Update:
    """The file of `defi`, whose `text` is given, after the news of a `day`.

    `after` is what they add at its end.
    """
    form = forms()[_FORM]
    meant, problems = with_slugs(form, answers, defi, catalogue)
    matter, _ = parse(text.replace("\r\n", "\n"), "")
    written = matter.fields if matter else {}
    news = News(form, defi, meant, fields_of(form, meant, FicheDefi), day, written)
    effects = [effect for part in _PARTS for effect in part(news)]
    edits = for_calendars([each for each in effects if not isinstance(each, Problem)], defi, day)
    problems += [each for each in effects if isinstance(each, Problem)]
    if not (answers.keys() - _NO_NEWS or after):
        problems.append(news.refuse("mise_a_jour_vide", "defi"))
    keys = _keys(edits, written)
    try:
        changed = rewrite(text, edits, key_order(FicheDefi))
    except RewritingRefused:
        return Update(text, keys, (*problems, news.refuse("ecriture_inconnue", "defi")))
    changed = _add_at_the_end(changed, after, _closing(bytes(defi.texte).decode()))
    if changed == text and not problems:
        problems.append(news.refuse("deja_ecrit", "defi"))
    return Update(changed, keys, tuple(problems))


_NO_NEWS = frozenset({LE_DEFI.id, CONSENT.id})
"""What is answered without anything to tell."""


def _keys(edits: Iterable[Edit], written: Mapping[str, Value]) -> frozenset[str]:
    """What some edits set: two updates that set the same collide."""
    setting = (edit for edit in edits if not isinstance(edit, Add))
    return frozenset(key for edit in setting if (key := key_of(edit, written)))


def _add_at_the_end(text: str, after: str, closing: str) -> str:
    """A text with some lines more, written as its own are; once only."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = after.replace("\n", end)
    if lines in text:
        return text
    return end.join([text.rstrip(), *([closing] if closing else []), "", lines, ""])


def _closing(body: str) -> str:
    """What closes the code, or the comment, that a text leaves open: what follows would be part of it.

    https://spec.commonmark.org/0.31.2/#fenced-code-blocks, #html-blocks
    """
    if fence := open_fence(body):
        return fence
    return "-->" if _OPEN_COMMENT.search(body) else ""


_OPEN_COMMENT = re.compile(r"^ {0,3}<!--(?!.*-->)", re.MULTILINE | re.DOTALL)


# What stands once in a file.


def _put_action(news: News) -> Iterator[Effect]:
    """The next action. Another one comes with its day; the hours and the place of the former one go.

    The same one on another day keeps what is not answered.
    """
    action, known = news.fields.get("prochaine_action", {}), news.defi.prochaine_action
    is_other = known is not None and _is_another(known, action)
    if (is_other or (action and known is None)) and "date" not in action:
        yield missing(news.form.question("prochaine_action_date"))
    yield from other_year(news, "prochaine_action_date", "rencontre_passee")
    if is_other:
        for key in key_order(FicheDefi)["prochaine_action"]:
            if key not in action and key not in {"date", "quoi"}:
                yield Drop(("prochaine_action", key))
    elif action:
        yield from meeting_follows(news, action)


def _is_another(known: ProchaineAction, said: Mapping[str, str]) -> bool:
    """Whether what is said of the next action is of another one: on its day, a slip of the pen is none."""
    quoi = said.get("quoi", known.quoi)
    same_day = said.get("date", str(known.date)) == str(known.date)
    mended = same_day and likeness(quoi, known.quoi) >= ALIKE
    return not mended and search_key(quoi) != search_key(known.quoi)


def _put_fields(news: News) -> Iterator[Effect]:
    """Each field that stands once, alone or in its group, in the order of the form."""
    for question in news.form.questions:
        if not news.said(question.id) or not _stands_once(question.key):
            continue
        value = value_of(question, news.answers[question.id])
        if question.kind in {Kind.THEMES, Kind.CHOICES}:
            value = _as_there(value, news.written.get(question.key))
        yield Put(tuple(question.key.split(".")), value)


def _stands_once(key: str) -> bool:
    """Whether a question fills a field that no list repeats; a phase goes with the one before it."""
    lists = (rows.key for rows in ROWS)
    return bool(key) and not any(
        f"{key}.".startswith(f"{each}.") for each in (*lists, "phase", "depuis")
    )


def _as_there(value: Value, there: Value | None) -> Value:
    """One word or several, as a list where the file has one."""
    return [value] if isinstance(there, list) and isinstance(value, str) else value


def _change_phase(news: News) -> Iterator[Effect]:
    """Another phase, the one before into the past; or only the day when this one began."""
    since = news.value("depuis") or str(news.day)
    if not news.said("phase"):
        if news.said("depuis"):
            yield Put(("depuis",), since)
        return
    phase, before = news.value("phase"), news.defi.phase
    if phase == before:
        label = PHASE[before].label
        yield news.refuse("phase_deja", "phase", lu=label)
        return
    yield Add(("historique",), {"phase": before, "depuis": str(news.defi.depuis)})
    yield Put(("phase",), phase)
    yield Put(("depuis",), since)


_PARTS: tuple[Callable[[News], Iterator[Effect]], ...] = (
    _put_action,
    _put_fields,
    tell_of_meeting,
    change_rows,
    _change_phase,
)
