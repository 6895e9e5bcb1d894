"""What news of a défi change in its file, and who joins it: the edits, or why there are none.

Only what is named changes. A question that refers to something of the file (a meeting, a need)
finds it here, or says what there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from generator.content.model import Defi, Engagements, FicheDefi, Rencontre
from generator.content.schema import key_order
from generator.content.vocabulary import PHASE
from generator.contributions.answers import (
    check_said,
    fields_of,
    in_order,
    is_count,
    missing,
    refuse,
    said_day,
    value_of,
)
from generator.contributions.bodies import Answers, open_fence
from generator.forms.form import Form
from generator.forms.questions import forms
from generator.geography import search_key
from generator.text.errors import Problem, excerpt, name
from generator.text.rewriting import Add, Edit, Put, RewritingRefused, rewrite
from generator.text.signs import one_line
from generator.text.typography import jour

_FORM = "mise-a-jour"

_ALIKE = 85
"""From which a need is the one that was meant, out of 100 (rapidfuzz's WRatio)."""

_SHOWN = 8
"""How many meetings or needs are named."""


@dataclass(frozen=True, slots=True)
class Update:
    """What news change in a file."""

    text: str
    keys: frozenset[str]
    """The fields that are set, such as `phase` or `rencontres[2]`; not the lists only added to."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _News:
    """What was answered of one défi, on one day."""

    form: Form
    defi: Defi
    answers: Answers
    fields: Mapping[str, Any]
    day: date

    def said(self, name: str) -> bool:
        return bool(self.answers.get(name))

    def value(self, name: str) -> str:
        """The value of a question, as a text."""
        return str(value_of(self.form.question(name), self.answers.get(name, "")))

    def refuse(self, kind: str, name: str, **values: Any) -> Problem:
        return refuse(self.form.question(name), kind, **values)


Step = Edit | Problem


def update_defi(text: str, defi: Defi, answers: Answers, day: date, after: str = "") -> Update:
    """The file of `defi`, whose `text` is given, after the news of a `day`.

    `after` is what they add at its end.
    """
    form = forms()[_FORM]
    news = _News(form, defi, answers, fields_of(form, answers, FicheDefi), day)
    steps = [step for part in _PARTS for step in part(news)]
    edits = [step for step in steps if not isinstance(step, Problem)]
    problems = [step for step in steps if isinstance(step, Problem)]
    if not steps and not after:
        problems.append(news.refuse("mise_a_jour_vide", "defi"))
    keys = frozenset(_key(edit) for edit in edits if isinstance(edit, Put))
    try:
        changed = rewrite(text, edits, key_order(FicheDefi))
    except RewritingRefused:
        return Update(text, keys, (*problems, news.refuse("ecriture_inconnue", "defi")))
    changed = _add_at_the_end(changed, after, _closing(defi.texte.decode()))
    if changed == text and not problems:
        problems.append(news.refuse("deja_ecrit", "defi"))
    return Update(changed, keys, tuple(problems))


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


def _key(edit: Put) -> str:
    """The field that an edit sets: a whole group, or one item of a list."""
    is_item = len(edit.where) > 1 and isinstance(edit.where[1], int)
    return name(edit.where[: 2 if is_item else 1])


# What each part of the form changes.


def _put_groups(news: _News) -> Iterator[Step]:
    """The groups of which only the keys that are named change; a next action comes with its day."""
    action, known = news.fields.get("prochaine_action", {}), news.defi.prochaine_action
    if action.get("quoi", known and known.quoi) != (known and known.quoi) and "date" not in action:
        yield missing(news.form.question("prochaine_action_date"))
    for key in ("prochaine_action", "organisation", "decision", "bilan"):
        for inner, value in news.fields.get(key, {}).items():
            yield Put((key, inner), value)
    for key in ("etat", "image", "image_alt", "image_credit"):
        if news.said(key):
            yield Put((key,), news.value(key))


def _announce_meeting(news: _News) -> Iterator[Step]:
    """A meeting to come. `compte_rendu` is of one that was held."""
    given = {k: v for k, v in news.fields.get("rencontres", {}).items() if k != "compte_rendu"}
    if not given:
        return
    day, title = given.get("date"), search_key(given.get("titre", ""))
    there = news.defi.rencontres
    if title and any(str(m.date) == day and search_key(m.titre) == title for m in there):
        yield news.refuse("rencontre_deja_la", "rencontres_titre")
        return
    meeting = in_order(given | {"statut": "prevue"}, FicheDefi, "rencontres")
    yield from _other_year(news, "rencontres_date", "rencontre_passee")
    yield Add(("rencontres",), meeting)


def _other_year(news: _News, name: str, kind: str) -> Iterator[Problem]:
    """Advice on a day that is of another year than it should be, as is often typed in December."""
    try:
        day = date.fromisoformat(news.value(name))
        years = range(1, 3) if day < news.day else range(-1, -3, -1)
        meant = [day.replace(year=day.year + each) for each in years]
    except ValueError:
        return
    is_past = kind == "rencontre_passee"
    if day != news.day and (day < news.day) is is_past:
        right = next((each for each in meant if (each >= news.day) is is_past), meant[0])
        yield news.refuse(kind, name, lu=jour(day), ecrire=jour(right))


def _tell_of_meeting(news: _News) -> Iterator[Step]:
    """A meeting of the past: whether it was held, and what was said."""
    asked = ("tenue_date", "tenue_titre", "tenue_statut", "rencontres_compte_rendu")
    if not any(news.said(each) for each in asked):
        return
    if not news.said("tenue_date"):
        yield missing(news.form.question("tenue_date"))
        return
    unclear = check_said(news.form.question("tenue_date"), news.answers["tenue_date"], news.day)
    if not_read := list(unclear):
        yield from not_read
        return
    found = _find_meeting(news)
    if isinstance(found, Problem):
        yield found
        return
    if news.said("tenue_statut"):
        yield Put(("rencontres", found, "statut"), news.value("tenue_statut"))
    elif news.defi.rencontres[found].is_planned:
        yield missing(news.form.question("tenue_statut"))
    if news.said("rencontres_compte_rendu"):
        told = news.value("rencontres_compte_rendu")
        yield Put(("rencontres", found, "compte_rendu"), told)


def _find_meeting(news: _News) -> int | Problem:
    """The place in the file of the meeting that was meant."""
    day, title = news.value("tenue_date"), search_key(news.value("tenue_titre"))
    meetings = list(enumerate(news.defi.rencontres))
    lu = said_day(day)
    found = [(rank, meeting) for rank, meeting in meetings if str(meeting.date) == day]
    if not found:
        days = sorted({meeting.date for _, meeting in meetings})
        listed = ", ".join(map(jour, days[-_SHOWN:]))
        connues = f"Jours notés : {listed}." if days else "Il n’y en a encore aucune."
        return news.refuse("rencontre_inconnue", "tenue_date", lu=lu, connues=connues)
    if len(found) > 1:
        found = [one for one in found if _is_meant(one[1], title)] or found
    if len(found) == 1 and (not title or _likeness(title, found[0][1].titre) >= _ALIKE):
        return found[0][0]
    connues = _quoted(meeting.titre for _, meeting in found)
    return news.refuse("rencontre_plusieurs", "tenue_titre", lu=lu, connues=connues)


def _is_meant(meeting: Rencontre, title: str) -> bool:
    """Among those of one day: the one of that title, else one whose outcome is not told yet."""
    return search_key(meeting.titre) == title if title else meeting.is_planned


def _quoted(texts: Iterator[str]) -> str:
    """Some texts of a file, cut and between quotes."""
    return ", ".join(f"« {excerpt(text)} »" for text in list(texts)[:_SHOWN])


def _add_to_lists(news: _News) -> Iterator[Step]:
    for key in ("besoins", "offres", "journal", "decisions"):
        if given := news.fields.get(key):
            day = {"date": str(news.day)} if key in {"journal", "decisions"} else {}
            if key == "journal":
                yield from _other_year(news, "journal_date", "jour_a_venir")
            yield Add((key,), {**day, **given})


def _meet_need(news: _News) -> Iterator[Step]:
    """A need that is met: the open one that reads like what was written."""
    if not news.said("pourvu"):
        return
    said = one_line(news.answers["pourvu"])
    needs = [(rank, need) for rank, need in enumerate(news.defi.besoins) if need.is_open]
    alike = [(_likeness(said, need.quoi), rank) for rank, need in needs]
    best = max((score for score, _ in alike), default=0)
    found = [rank for score, rank in alike if score == best]
    if best >= _ALIKE and len(found) == 1:
        yield Put(("besoins", found[0], "pourvu_le"), str(news.day))
        return
    kind = "besoin_plusieurs" if best >= _ALIKE else "besoin_inconnu"
    named = _quoted(need.quoi for _, need in needs)
    connus = f" Besoins ouverts : {named}." if named else ""
    yield news.refuse(kind, "pourvu", lu=excerpt(said), connus=connus)


def _likeness(said: str, need: str) -> float:
    """How much two texts are alike, out of 100; 101 when only their spelling differs.

    A part of a need is it when its words are of the need, one at least of some length, and no others.
    """
    one, other = search_key(said), search_key(need)
    words = set(one.split()) - _ARTICLES
    is_part = any(len(word) > 4 for word in words) and words <= set(other.split())
    return 101 if one == other else 90 if is_part else fuzz.ratio(one, other)


_ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "nos", "notre"})


def _change_phase(news: _News) -> Iterator[Step]:
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


_PARTS: tuple[Callable[[_News], Iterator[Step]], ...] = (
    _put_groups,
    _announce_meeting,
    _tell_of_meeting,
    _add_to_lists,
    _meet_need,
    _change_phase,
)


# Who joins: counts, never a name.


@dataclass(frozen=True, slots=True)
class Commitment:
    """Some people who join, and for what, when they said it."""

    nombre: int
    role: str


def read_commitment(answers: Answers) -> Commitment:
    """What one request says: one person, when no number is given."""
    asked = forms()["engagement"].question("engagements_nombre")
    number = str(value_of(asked, answers.get(asked.id, "1")))
    role = one_line(answers.get("engagements_roles_role", ""))
    return Commitment(int(number) if is_count(number) else 0, role)


def raise_counts(text: str, defi: Defi, joining: Iterable[Commitment]) -> str:
    """The file of `defi`, whose `text` is given, with those who join counted.

    A role that is there already counts up, however it is spelt; another is added.
    Raises RewritingRefused.
    """
    counted = list(joining)
    before = defi.engagements or Engagements(nombre=0)
    total = before.nombre + sum(one.nombre for one in counted)
    edits: list[Edit] = [Put(("engagements", "nombre"), str(total))]
    known = {_spelt(role.role): rank for rank, role in enumerate(before.roles)}
    for key, (role, number) in _by_role(counted).items():
        if key in known:
            rank = known[key]
            new = str(before.roles[rank].nombre + number)
            edits.append(Put(("engagements", "roles", rank, "nombre"), new))
        else:
            edits.append(Add(("engagements", "roles"), {"role": role, "nombre": str(number)}))
    return rewrite(text, edits, key_order(FicheDefi))


def _by_role(joining: Iterable[Commitment]) -> dict[str, tuple[str, int]]:
    """How many people join for each role, with the words of the first who named it."""
    roles: dict[str, tuple[str, int]] = {}
    for one in joining:
        if one.role:
            role, number = roles.get(_spelt(one.role), (one.role, 0))
            roles[_spelt(one.role)] = (role, number + one.nombre)
    return roles


def _spelt(role: str) -> str:
    """What two spellings of one role have in common."""
    return search_key(role) or role
