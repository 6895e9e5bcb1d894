"""The road of a défi: what is done, what comes next, what is missing to leave a phase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generator.accompaniment.around import Around, Arounds, GuideFor
from generator.accompaniment.next_action import NextAction, untold
from generator.accompaniment.particulars import family_of, particulars
from generator.accompaniment.readings import NO_EXPENSE, great_days_to_come
from generator.accompaniment.steps import STEP, STEPS, Step, gesture_for
from generator.content.catalogue import Catalogue
from generator.content.model import Defi, Rencontre
from generator.content.vocabulary import PHASES, slugs
from generator.text.typography import jour_court, lower_first

__all__ = [
    "STEP",
    "STEPS",
    "Advance",
    "Around",
    "Arounds",
    "Gate",
    "GuideFor",
    "Stage",
    "Step",
    "arounds",
    "current_gates",
    "furthest",
    "gates",
    "is_never_reached",
    "stages",
    "what_now",
]

FAIT, A_FAIRE, INUTILE, LAISSE = "fait", "a-faire", "inutile", "laisse"

MOST = 3
"""How many advances are told at most."""

_ORDER = slugs(PHASES)
_BY_PHASE = {phase: [step for step in STEPS if step.phase == phase] for phase in _ORDER}


class Stage(NamedTuple):
    """Where a défi is with one step."""

    step: Step
    etat: str
    """`fait`, `a-faire`, `inutile`, or `laisse`: the défi ended without it."""
    raison: str
    """Why it is not needed; when it is to do, the day that is waited for or what is missing, then
    what the kind, a theme or the place changes in it; else nothing."""
    guides: tuple[GuideFor, ...]
    geste: str
    """The gesture that does it, for this défi."""
    phase: str
    """That of the step; once the défi is over, the last that it came to, for what was done ahead or
    is told after the end."""
    attend: bool = False
    """Whether it is to do, and nothing but time is missing."""
    apres: bool = False
    """Whether it makes sense once the défi is over: it is no step that was taken before."""

    @property
    def is_open(self) -> bool:
        """Whether its gesture is offered: it is to do, or its reason asks to write a first expense."""
        return self.etat == A_FAIRE or (self.raison == NO_EXPENSE and self.geste == "depense")


class Advance(NamedTuple):
    """One line of « Et maintenant ? »."""

    titre: str
    pourquoi: str
    geste: str
    raison: str
    guide: GuideFor | None = None
    pas: str = ""
    """The slug of its step, when it is one."""


class Gate(NamedTuple):
    """One condition to leave a phase: said, never imposed."""

    slug: str
    """The kind of advice, in `kinds.KINDS`."""
    passed: bool
    sentence: str


def arounds(catalogue: Catalogue, today: date) -> Arounds:
    """What is around every défi of a catalogue: made once, then asked for each défi."""
    return Arounds(catalogue, today)


# --- The whole road ---------------------------------------------------------------------------


def stages(defi: Defi, today: date, around: Around) -> tuple[Stage, ...]:
    """Where a défi is with each step, the three phases in the order of life."""
    return tuple(_look(defi, today, around))


def _look(defi: Defi, today: date, around: Around) -> Iterator[Stage]:
    """Where a défi is with each step; what it comes after stands before it."""
    own, guides_of, near = _particulars(defi), around.guides, around.pres
    ended, after_the_end = _OVER.get(defi.etat, ""), _AFTER_THE_END.get(defi.etat, ())
    needless: dict[str, str] = {}
    for step in STEPS:
        slug, wait = step.slug, None
        if step.done(defi, today):
            etat, raison = FAIT, ""
        elif raison := (
            ("" if slug in after_the_end else ended)
            or needless.get(step.apres)
            or step.needless(defi, near)
        ):
            etat = LAISSE if raison == ended else INUTILE
            needless[slug] = raison
        else:
            etat, wait = A_FAIRE, step.waits(defi, today)
            missing = wait.words if wait else step.missing(defi, today)
            raison = f"{missing} {own.get(slug, '')}".strip()
        guides, geste = guides_of.get(slug, ()), gesture_for(step, defi)
        moved = etat != LAISSE and is_never_reached(defi, step.phase)
        phase = furthest(defi) if moved else step.phase
        after = slug in after_the_end
        yield Stage(step, etat, raison, guides, geste, phase, bool(wait), after)


def _particulars(defi: Defi) -> Mapping[str, str]:
    kind = family_of(defi.genre_de_projet or "") or family_of(defi.modele or "")
    return particulars(defi.territoire, defi.themes, kind)


_OVER = {
    "abouti": "Le défi a abouti sans ce pas.",
    "arrete": "Le défi s’est arrêté sans ce pas.",
}
_AFTER_THE_END = {"abouti": {"faire-durer", "tout-raconter"}, "arrete": {"tout-raconter"}}
"""The steps that still make sense once a défi has ended, by its state."""


def furthest(defi: Defi) -> str:
    """The furthest phase that a défi came to, be it back in an earlier one: the end of its road."""
    return max([defi.phase, *(past.phase for past in defi.historique)], key=_ORDER.index)


def is_never_reached(defi: Defi, phase: str) -> bool:
    """Whether a défi that is over ended before a phase: what it holds is not to come any more."""
    return defi.is_finished and _ORDER.index(phase) > _ORDER.index(furthest(defi))


# --- Gates ------------------------------------------------------------------------------------


def gates(defi: Defi, phase: str) -> list[Gate]:
    """The gates at the end of one phase, for this défi."""
    return [
        Gate(step.porte, step.done(defi, date.min), _sentence(step, defi))
        for step in _BY_PHASE[phase]
        if _is_gate(step, defi)
    ]


def current_gates(defi: Defi) -> list[Gate]:
    """The gates at the end of the phase that the défi is in."""
    return gates(defi, defi.phase)


def _is_gate(step: Step, defi: Defi) -> bool:
    """Counting who is in only holds back a group that said how many it takes to begin."""
    if step.slug == "se-compter":
        return bool(defi.engagements and defi.engagements.seuil)
    return bool(step.porte)


def _sentence(step: Step, defi: Defi) -> str:
    if step.slug == "se-compter" and defi.engagements:
        return f"Être {defi.engagements.seuil} à s’engager"
    return step.titre


# --- What now ---------------------------------------------------------------------------------


def what_now(
    defi: Defi, today: date, road: Sequence[Stage], action: NextAction
) -> tuple[Advance, ...]:
    """What the group can do now: three things at most, the most pressing first.

    `road` is the whole of it (`stages`), `action` what comes next (`next_action`), on that day.
    """
    if defi.is_finished:
        return tuple(_after_the_end(defi))
    if defi.is_paused:
        return _PAUSED
    found = _each_gesture_once([*_urgent(defi, today, action), *_steps_left(defi, road)])
    pass_on = _passing_on(defi, today)
    if pass_on and not found and _went_back(defi):
        found.append(_TELL_WHY)
    room = MOST - 1 if pass_on else MOST
    shown = found[:room]
    if not action.is_coming and not any(one.geste in _SETTING_A_DATE for one in shown):
        rank = min(sum(not one.pas for one in shown), room - 1)
        shown.insert(rank, _SET_A_DATE)
    shown = shown[:room]
    return (*shown, pass_on) if pass_on else tuple(shown)


def _each_gesture_once(advances: list[Advance]) -> list[Advance]:
    """The first of those that open the same form: what it leaves to do comes back after it."""
    found: dict[str, Advance] = {}
    for one in advances:
        found.setdefault(one.geste, one)
    return list(found.values())


_SETTING_A_DATE = frozenset({"date", "rencontre", "grand-jour"})
_SET_A_DATE = Advance(
    "Fixer une date",
    "Qui veut vous rejoindre cherche d’abord quand venir.",
    "date",
    "Aucune date à venir n’est annoncée.",
)
_TELL_WHY = Advance(
    "Raconter où vous en êtes",
    "Qui vous suit comprend pourquoi vous reprenez plus tôt.",
    "recit",
    "Vous êtes revenus à une étape d’avant.",
)
_PAUSED = (
    Advance(
        "Réveiller le défi",
        "Dites que le groupe reprend ; une date vient ensuite.",
        "pause",
        "Le défi fait une pause.",
    ),
    Advance(
        "Raconter où vous en êtes",
        "Ceux qui attendent savent si le défi reprendra, et ce qu’il manque pour cela.",
        "recit",
        "",
    ),
)


def _urgent(defi: Defi, today: date, action: NextAction) -> Iterator[Advance]:
    """What the days that are gone leave to tell."""
    gone = [one for one in defi.rencontres if one.is_planned and one.date < today]
    last: Rencontre | None = max(gone, key=lambda one: (one.date, one.titre), default=None)
    if last:
        yield Advance(
            f"Raconter la rencontre du {jour_court(last.date)}",
            "Deux lignes suffisent à ceux qui n’ont pas pu venir.",
            "tenue",
            f"« {last.titre} » : son jour est passé.",
        )
    if action.date and untold(defi, action) == "recit":
        yield Advance(
            f"Raconter ce qui s’est passé le {jour_court(action.date)}",
            "Chacun voit que le défi avance, même quand tout n’a pas marché.",
            "recit",
            f"« {action.quoi} » : ce jour est passé.",
        )


def _steps_left(defi: Defi, road: Sequence[Stage]) -> list[Advance]:
    """The steps that remain, what only waits last.

    Whoever comes by is asked first what the phase of today asks, then for a gate left behind.
    """
    to_do = {one.step.slug: one for one in road if one.etat == A_FAIRE}
    of_phase = [one for one in to_do.values() if one.step.phase == defi.phase]
    rank = _ORDER.index(defi.phase)
    behind = [
        one
        for one in to_do.values()
        if _is_gate(one.step, defi) and one.step.phase in _ORDER[:rank]
    ]
    ready = dict.fromkeys(_first_of(one, to_do) for one in of_phase)
    now = [one for one in ready if not one.attend]
    later = [one for one in (*ready, *behind) if one.attend]
    gates_left = [one for one in behind if not one.attend]
    return [_advance(one) for one in (*now[:1], *gates_left[:1], *now[1:], *gates_left[1:], *later)]


def _first_of(stage: Stage, to_do: Mapping[str, Stage]) -> Stage:
    """The step itself, or the one that it needs first."""
    while stage.step.apres in to_do:
        stage = to_do[stage.step.apres]
    return stage


def _advance(stage: Stage) -> Advance:
    step = stage.step
    guide = next((one for one in stage.guides if one.du_pas), None)
    return Advance(step.titre, step.pourquoi, stage.geste, stage.raison, guide, step.slug)


def _went_back(defi: Defi) -> bool:
    """Whether the défi was in a later phase before: to be sent back there at once is no advice."""
    ranks = [_ORDER.index(past.phase) for past in defi.historique]
    return max(ranks, default=0) > _ORDER.index(defi.phase)


def _passing_on(defi: Defi, today: date) -> Advance | None:
    """To go on to the next phase, or to the end, once the gates of this one are passed.

    Nobody ends a défi that has a great day to come.
    """
    if not all(gate.passed for gate in current_gates(defi)):
        return None
    rank = _ORDER.index(defi.phase) + 1
    if rank < len(_ORDER):
        return _TO_PHASE[_ORDER[rank]]
    return None if great_days_to_come(defi, today) else _TO_THE_END


_TO_THE_END = Advance(
    "Dire que le défi a abouti",
    "Il rejoint les défis dont chacun peut reprendre l’idée.",
    "bilan",
    "Votre bilan est écrit : le défi peut être dit abouti.",
)
_TO_PHASE = {
    term.slug: Advance(
        f"Passer à {term.label}",
        f"À l’étape d’après, {lower_first(term.meaning)}",
        "etape",
        "Rien d’essentiel ne manque à l’étape d’aujourd’hui.",
    )
    for term in PHASES[1:]
}


def _after_the_end(defi: Defi) -> Iterator[Advance]:
    """What a défi that has ended still gives."""
    told, lasting = STEP["tout-raconter"], STEP["faire-durer"]
    ended = _ENDED[defi.etat]
    if not defi.bilan:
        yield Advance(told.titre, told.pourquoi, told.geste, ended, pas=told.slug)
    if not any(offer.is_open for offer in defi.offres):
        yield Advance(
            "Dire ce que vous pouvez prêter ou apprendre à d’autres",
            "Ce qui vous a servi peut servir au prochain groupe.",
            "offre",
            ended,
        )
    if defi.etat == "abouti" and not defi.activites:
        yield Advance(
            "Dire ce qui continue", lasting.pourquoi, lasting.geste, ended, pas=lasting.slug
        )


_ENDED = {"abouti": "Le défi a abouti.", "arrete": "Le défi s’est arrêté."}
