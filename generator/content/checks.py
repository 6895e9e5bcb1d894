"""What a single field cannot know: one field of a file beside another.

The dates of a road in order, the hours of one meeting, an alternative beside an image: what
`schema.py` finds only once every field is typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from generator.content.fiches import FichePilote
from generator.content.fields import slugify
from generator.content.model import FicheDefi, Group
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
    if action and action.debut is not None and action.fin is not None:
        yield from _check_hours(action.debut, action.fin, ("prochaine_action", "fin"), path)


def _check_roles(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    """Counts only: whoever holds two roles is counted in one of them."""
    engaged = fiche.engagements
    held = sum(each.nombre for each in engaged.roles) if engaged else 0
    if engaged and held > engaged.nombre:
        where, said = ("engagements", "roles"), pluriel(held, "personne", "personnes")
        yield finding(path, "roles_de_trop", where, roles=said, nombre=engaged.nombre)


def _check_meetings(fiche: FicheDefi, path: str) -> Iterator[Finding]:
    seen: set[object] = set()
    for index, meeting in enumerate(fiche.rencontres):
        if meeting.debut is not None and meeting.fin is not None:
            yield from _check_hours(meeting.debut, meeting.fin, ("rencontres", index, "fin"), path)
        known_as = meeting.id or (meeting.date, meeting.titre)
        if known_as in seen:
            lu = meeting.id or f"{meeting.date}-{slugify(mask(meeting.titre))}"
            yield finding(path, "rencontre_double", ("rencontres", index), lu=lu)
        seen.add(known_as)


LONG_NIGHT = 12
"""What ends on the next day, after more hours than this, is asked about."""


def _check_hours(start: time, end: time, where: Location, path: str) -> Iterator[Finding]:
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
