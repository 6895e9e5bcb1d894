"""What a friend would point out: advice, for which nothing is ever refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from generator import geography
from generator.accompaniment import agenda
from generator.accompaniment.examples import dates_said, days_gone_too_soon, moved
from generator.accompaniment.journey import STEP, STEPS, Gate, gates
from generator.accompaniment.next_action import next_action
from generator.content.catalogue import MOST, Catalogue
from generator.content.checks import MOST_TOLD, the_rest
from generator.content.fiches import Document, FicheGuide
from generator.content.model import Defi
from generator.content.vocabulary import PHASE, PHASES, TERRITOIRE, slugs
from generator.text.errors import Finding, finding
from generator.text.personal import mask
from generator.text.typography import jour_court
from generator.text.typos import did_you_mean

_ORDER = slugs(PHASES)


def advice(defi: Defi, today: date) -> Iterator[Finding]:
    """What a friend would point out in a défi."""
    yield from _advice_on_dates(defi, today)
    yield from _advice_on_returns(defi)
    yield from _advice_on_territory(defi)
    yield from _advice_on_road(defi)
    for gate in _gates_behind(defi):
        if not gate.passed:
            yield finding(defi.path, gate.slug, ("phase",), **_counts(defi, gate))


def _advice_on_dates(defi: Defi, today: date) -> Iterator[Finding]:
    if defi.depuis > today:
        yield finding(defi.path, "depuis_futur", ("depuis",), lu=defi.depuis)
    for name, rows in (("besoins", defi.besoins), ("offres", defi.offres)):
        for rank, row in enumerate(rows):
            if row.depuis and row.depuis > today:
                yield finding(defi.path, "dit_futur", (name, rank, "depuis"), lu=row.depuis)
    if defi.etat != "actif":
        return
    action = next_action(defi, today)
    if action.state == "absente":
        yield finding(defi.path, "action_absente", ("prochaine_action",))
    elif action.state == "passee":
        where = ("prochaine_action", "date")
        yield finding(defi.path, "action_passee", where, lu=action.date)


def _advice_on_returns(defi: Defi) -> Iterator[Finding]:
    """What comes back: whether it ever does, and whether the days that are left out are its days."""
    for rank, activity in enumerate(defi.activites):
        rule, where = activity.recurrence, ("activites", rank, "recurrence")
        if not rule:
            continue
        whole = replace(rule, sauf=())
        days = enumerate(rule.sauf)
        off = [(n, day) for n, day in days if not any(agenda.occurrences(whole, defi, day, day))]
        for index, day in off[:MOST_TOLD]:
            values = {"lu": jour_court(day), "retour": agenda.returning(rule.jour, rule.rang)}
            yield finding(defi.path, "sauf_hors", (*where, "sauf", index), **values)
        yield from the_rest(defi.path, [(*where, "sauf", index) for index, _ in off])
        if not any(agenda.occurrences(rule, defi, date.min, rule.jusqu_au)):
            fin = jour_court(rule.jusqu_au)
            yield finding(defi.path, "retour_vide", (*where, "jusqu_au"), fin=fin)


def _advice_on_names(defi: Defi, today: date) -> Iterator[Finding]:
    """The dates to come to which the file gives no name, or no first day, and what they have without."""
    for where, nom in agenda.names(defi).items():
        one = agenda.at(defi, where)
        title = agenda.title_of(one)  # of one that says too much, the error on it is enough
        if not one.id and agenda.is_ahead(defi, one, today) and mask(title) == title:
            yield finding(defi.path, "date_sans_id", where, ecrire=f"id: {nom}")
        rule = getattr(one, "recurrence", None)
        if rule and not rule.depuis and agenda.is_ahead(defi, one, today):
            line = f"depuis: {defi.depuis}"
            yield finding(defi.path, "retour_sans_depuis", (*where, "recurrence"), ecrire=line)


def _advice_on_territory(defi: Defi) -> Iterator[Finding]:
    """The group decides: a stranger's guess is only told when it differs."""
    guess = geography.suggest(defi.commune)
    if guess.territoire not in {"", defi.territoire}:
        values = {
            "lu": TERRITOIRE[defi.territoire].label,
            "commune": defi.commune.nom,
            "propose": TERRITOIRE[guess.territoire].label,
            "raison": guess.raison,
        }
        yield finding(defi.path, "territoire_surprenant", ("territoire",), **values)


def _advice_on_road(defi: Defi) -> Iterator[Finding]:
    road = [*(past_phase.phase for past_phase in defi.historique), defi.phase]
    for before, after in pairwise(road):
        if _ORDER.index(after) - _ORDER.index(before) > 1:
            labels = {"avant": PHASE[before].label, "apres": PHASE[after].label}
            yield finding(defi.path, "etape_sautee", ("historique",), **labels)


def _gates_behind(defi: Defi) -> list[Gate]:
    """The gates that the défi should have passed to be where it is."""
    left = _ORDER[: _ORDER.index(defi.phase)]
    behind = [gate for phase in left for gate in gates(defi, phase)]
    return behind + gates(defi, "activaction") if defi.is_finished else behind


def _counts(defi: Defi, gate: Gate) -> dict[str, Any]:
    if gate.slug == "porte_engagements" and defi.engagements:
        return {"nombre": defi.engagements.nombre, "seuil": defi.engagements.seuil}
    return {}


def all_advice(
    catalogue: Catalogue, today: date, written_for: date | None = None
) -> Iterator[Finding]:
    """The advice on everything that was read: on défis, on examples, on guides to be read again.

    `written_for` is the day that the examples were written for: they are judged as pages show them.
    """
    shown = moved(catalogue, written_for, today)
    for defi in shown.defis.values():
        yield from advice(defi, today)
    for annonce in shown.annonces.values():
        if (since := annonce.fiche.depuis) > today:
            yield finding(annonce.path, "dit_futur", ("depuis",), lu=since)
    for defi in catalogue.defis.values():  # as it is written: an example has no other day there
        yield from _advice_on_names(defi, (written_for or today) if defi.exemple else today)
    yield from dates_said(catalogue)
    yield from days_gone_too_soon(catalogue, written_for)
    for guide in catalogue.guides.values():
        due = guide.fiche.a_reverifier_avant
        if due < today:
            yield finding(guide.path, "guide_a_reverifier", ("a_reverifier_avant",), lu=due)
        yield from _advice_on_steps(guide)


def _advice_on_steps(guide: Document[FicheGuide]) -> Iterator[Finding]:
    """The steps that a guide says it helps, and that are none."""
    for index, slug in enumerate(guide.fiche.etapes[:MOST]):
        if slug not in STEP:
            own = [step.slug for step in STEPS if step.phase in guide.fiche.phases]
            values = {"proche": did_you_mean(slug, STEP), "possibles": ", ".join(own)}
            yield finding(guide.path, "pas_inconnu", ("etapes", index), lu=slug, **values)
