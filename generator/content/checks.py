"""What a single field cannot know: one field of a file beside another.

The dates of a road in order, the hours of one meeting, an alternative beside an image: what
`schema.py` finds only once every field is typed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import time
from itertools import count

from generator.content.fiches import FichePilote
from generator.content.model import (
    Activite,
    Evenement,
    FicheDefi,
    Group,
    ProchaineAction,
    Rencontre,
    name_of,
)
from generator.content.vocabulary import SLUG_LIMIT
from generator.text.errors import Finding, Location, finding
from generator.text.personal import mask
from generator.text.typography import (
    MIDNIGHT,
    ends_next_day,
    heure,
    jour_court,
    minutes_of,
    pluriel,
)


def check_fields(value: Group, path: str) -> Iterator[Finding]:
    """The findings inside one file: dates in order, an alternative beside an image…"""
    if isinstance(value, FicheDefi):
        yield from _check_history(value, path)
        yield from _check_action(value, path)
        yield from _check_roles(value, path)
        yield from _check_meetings(value, path)
        yield from _check_events(value, path)
        yield from _check_returns(value, path)
        yield from _check_names(value, path)
        yield from _check_trials(value, path)
        if value.image and not value.image_alt:
            remedy = "Ajoutez un champ image_alt qui dit ce qu’on y voit."
            kind = "image_sans_alternative"
            yield finding(path, kind, ("image",), lu=value.image, remede=remedy)
    if isinstance(value, FichePilote) and not (value.communes or value.departements):
        yield finding(path, "pilote_sans_aire")
    for index, source in enumerate(getattr(value, "sources", ())):
        if (source.verifie_le is None) != source.a_verifier:
            yield finding(path, "source_incomplete", ("sources", index))
    start, end = getattr(value, "depuis", None), getattr(value, "jusqu_au", None)
    if start and end and end < start:
        yield finding(path, "dates_inversees", ("jusqu_au",), debut=start, fin=end)


def _check_history(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    before = None
    for index, past_phase in enumerate(fiche.historique):
        where = ("historique", index, "depuis")
        if past_phase.depuis >= fiche.depuis:
            yield finding(
                path, "historique_apres_depuis", where, lu=past_phase.depuis, depuis=fiche.depuis
            )
        elif before and past_phase.depuis <= before:
            yield finding(path, "historique_ordre", where, lu=past_phase.depuis, avant=before)
        before = past_phase.depuis


def _check_action(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    action = fiche.prochaine_action
    if action:
        yield from _check_hours(action.debut, action.fin, ("prochaine_action", "fin"), path)


def _check_roles(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    """Counts only: whoever holds two roles is counted in one of them."""
    engaged = fiche.engagements
    held = sum(each.nombre for each in engaged.roles) if engaged else 0
    if engaged and held > engaged.nombre:
        where, said = ("engagements", "roles"), pluriel(held, "personne", "personnes")
        yield finding(path, "roles_de_trop", where, roles=said, nombre=engaged.nombre)


def _check_meetings(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    for index, meeting in enumerate(fiche.rencontres):
        yield from _check_hours(meeting.debut, meeting.fin, ("rencontres", index, "fin"), path)


def _check_events(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    for index, event in enumerate(fiche.evenements):
        yield from _check_hours(event.debut, event.fin, ("evenements", index, "fin"), path)


def _check_returns(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    """What comes back: its hours, and its last day after the first."""
    for index, activity in enumerate(fiche.activites):
        rule, where = activity.recurrence, ("activites", index, "recurrence")
        if not rule:
            continue
        yield from _check_hours(rule.debut, rule.fin, (*where, "fin"), path)
        if rule.depuis and rule.jusqu_au < rule.depuis:
            values = {"debut": jour_court(rule.depuis), "fin": jour_court(rule.jusqu_au)}
            yield finding(path, "retour_inverse", (*where, "jusqu_au"), **values)


def _check_names(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    """Two dates that calendars would take for one. An action may be one of them, told again."""
    named = [*_named(fiche)]
    taken, seen, again = {one.nom for _, one in named}, set[str](), []
    for where, one in named:
        if one.nom in seen:
            again.append((where, one))
        seen.add(one.nom)
    for where, one in again[:MOST_TOLD]:
        title = getattr(one, "titre", "") or getattr(one, "quoi", "")
        name = mask(one.id) if one.id else name_of(mask(title), getattr(one, "date", None))
        other = _another(name, taken)
        taken.add(other)
        yield finding(path, "date_double", where, lu=name, ecrire=f"id: {other}")
    yield from the_rest(path, [where for where, _ in again])


MOST_TOLD = 5
"""How many findings of one sort are told of one list; the rest is counted."""


def the_rest(path: str, places: Sequence[Location]) -> Iterator[Finding]:
    """How many places there are beyond those that are told one by one."""
    if len(places) > MOST_TOLD:
        yield finding(path, "d_autres", places[MOST_TOLD], nombre=len(places) - MOST_TOLD)


def _named(
    fiche: FicheDefi,
) -> Iterator[tuple[Location, Rencontre | Evenement | Activite | ProchaineAction]]:
    """What calendars know by a name, and where it stands."""
    for index, meeting in enumerate(fiche.rencontres):
        yield ("rencontres", index), meeting
    for index, event in enumerate(fiche.evenements):
        yield ("evenements", index), event
    for index, activity in enumerate(fiche.activites):
        if activity.id or activity.recurrence:
            yield ("activites", index), activity
    if fiche.prochaine_action and fiche.prochaine_action.id:
        yield ("prochaine_action",), fiche.prochaine_action


def _another(name: str, taken: Container[str]) -> str:
    """A name near to one that is taken, and free."""
    ends = (f"-{rank}" for rank in count(2))
    return next(each for end in ends if (each := name[: SLUG_LIMIT - len(end)] + end) not in taken)


LONG_NIGHT = 12
"""What ends on the next day, after more hours than this, is asked about."""


def _check_hours(
    start: time | None, end: time | None, where: Location, path: str
) -> Iterator[Finding]:
    if start is None or end is None:
        return
    if start == end != MIDNIGHT:
        yield finding(path, "heures_egales", where, lu=f"{end:%H:%M}")
    elif ends_next_day(start, end):
        length = 24 * 60 + minutes_of(end) - minutes_of(start)
        if length > LONG_NIGHT * 60 and end != MIDNIGHT:
            yield finding(path, "fin_lendemain", where, debut=heure(start), fin=heure(end))


def _check_trials(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    for index, trial in enumerate(fiche.experiences):
        if trial.fin and trial.fin < trial.debut:
            where = ("experiences", index, "fin")
            yield finding(
                path,
                "essai_inverse",
                where,
                debut=jour_court(trial.debut),
                fin=jour_court(trial.fin),
            )
