"""What the file of a défi tells of each step: done, needless, only to be waited for, or what is missing.

Each reading takes the défi and the day; those of « needless » are told whether someone near may ask
the same question.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from generator.content.model import Defi, Experience, Rencontre
from generator.text.typography import euros, jour, nombre


class Wait(NamedTuple):
    """Nothing but time is missing."""

    until: date
    words: str
    """What is said until then, and on the day."""


def _wait(until: date, today: date, said: str, on_the_day: str) -> Wait:
    """`{jour}` in `said` is the day."""
    return Wait(until, on_the_day if until == today else said.format(jour=jour(until)))


# --- The debate -------------------------------------------------------------------------------


def _debates(defi: Defi) -> list[Rencontre]:
    return [one for one in defi.rencontres if one.genre == "debat" and not one.is_cancelled]


def debate_held(defi: Defi, _today: date) -> bool:
    return any(one.is_held for one in _debates(defi))


def debate_set(defi: Defi, _today: date) -> bool:
    return bool(_debates(defi))


def debate_told(defi: Defi, _today: date) -> bool:
    return any(one.is_held and one.compte_rendu for one in _debates(defi))


def debate_to_come(defi: Defi, today: date) -> Wait | None:
    """Until the nearest debate, when none of those that are set is on the day or gone."""
    days = [one.date for one in _debates(defi) if one.is_planned]
    if not days or min(days) <= today:
        return None
    return _wait(min(days), today, "Le débat est prévu le {jour}.", "")


def debate_lacks(defi: Defi, today: date) -> str:
    """A group that went on without saying that it debated may well have done so."""
    if any(one.is_planned and one.date == today for one in _debates(defi)):
        return "Le débat, c’est aujourd’hui."
    behind = defi.phase != "informaction" and not _debates(defi)
    return "Vous avez déjà débattu ? Dites-le." if behind else ""


def invited(defi: Defi, today: date) -> bool:
    """Whether who reads knows when and where a debate is, or it is behind.

    A meeting always says its place, not always its hour: the action of its day may say it.
    """
    action = defi.prochaine_action
    told = action.date if action and action.debut and action.lieu else None
    return any(one.is_past(today) or one.debut or one.date == told for one in _debates(defi))


def hour_missing(defi: Defi, today: date) -> str:
    days = [one.date for one in _debates(defi) if one.is_coming(today)]
    return f"Dites à quelle heure commence le débat du {jour(min(days))}." if days else ""


# --- Others -----------------------------------------------------------------------------------


def found_others(defi: Defi, _today: date) -> bool:
    return bool(defi.repond_a or defi.inspire_de or defi.partie_de)


def nobody_to_look_for(defi: Defi, near: bool) -> str:
    if debate_held(defi, date.min):
        return "Un débat a déjà eu lieu chez vous."
    if defi.engagements and defi.engagements.nombre > 1:
        return "Vous êtes déjà plusieurs."
    return "" if near else "Personne, près de chez vous, n’a encore posé cette question ici."


def counted(defi: Defi, _today: date) -> bool:
    count = defi.engagements
    return count is not None and count.nombre > 0 and count.nombre >= (count.seuil or 0)


def too_few(defi: Defi, _today: date) -> str:
    count = defi.engagements
    if count is None or not count.seuil:
        return ""
    return f"Il en faut {nombre(count.seuil)} pour démarrer, et vous êtes {nombre(count.nombre)}."


def no_partner(defi: Defi, _near: bool) -> str:
    alone = defi.bilan and not defi.partenaires
    return "Le bilan est écrit : vous n’avez pas eu besoin de partenaire." if alone else ""


def spread(defi: Defi, _today: date) -> bool:
    return bool(defi.image or defi.liens or defi.contact)


# --- Trials -----------------------------------------------------------------------------------


def kept(defi: Defi, _near: bool) -> str:
    if any(trial.suite == "garder" for trial in defi.experiences):
        return "Vous avez déjà essayé une solution, et vous la gardez."
    return ""


def lived(defi: Defi, _near: bool) -> str:
    return "Une activité tourne déjà : vous n’en êtes plus à l’essai." if defi.activites else ""


def trials_told(defi: Defi, today: date) -> bool:
    """Whether one trial at least led to something, and none that is over waits for a word."""
    over = [one for one in defi.experiences if one.fin and one.fin < today]
    concluded = any(one.suite for one in defi.experiences)
    return concluded and all(one.suite for one in over)


def trial_goes_on(defi: Defi, today: date) -> Wait | None:
    """Until a trial begins or ends, when each one that waits for a word is still to do so."""
    waits = [_of_trial(one, today) for one in defi.experiences if not one.suite]
    known = [one for one in waits if one]
    return min(known) if known and len(known) == len(waits) else None


def _of_trial(trial: Experience, today: date) -> Wait | None:
    if trial.debut > today:
        return _wait(trial.debut, today, "L’essai commence le {jour}.", "")
    if trial.fin and trial.fin >= today:
        return _wait(trial.fin, today, "L’essai finit le {jour}.", "L’essai finit aujourd’hui.")
    return None


# --- Money ------------------------------------------------------------------------------------

ALL_INCOME: Final = ("espere", "demande", "promis", "acquis")
SURE_INCOME: Final = ("promis", "acquis")


NO_EXPENSE: Final = "Aucune dépense n’est notée. Si votre projet en a une, notez-la."


def spent(defi: Defi) -> bool:
    """Whether the budget of a défi has an expense."""
    return bool(defi.financement and defi.financement.depenses)


def lacks(defi: Defi, words: tuple[str, ...]) -> Decimal:
    """How many euros of expenses are paid by no income that is in one of these states."""
    money = defi.financement
    if money is None:
        return Decimal(0)
    income = [line.montant for line in money.recettes if line.statut in words]
    return sum([line.montant for line in money.depenses], Decimal(0)) - sum(income)


def says_lack(words: tuple[str, ...], sentence: str) -> Callable[[Defi, date], str]:
    """What says how much is missing of an income that is in one of these states."""

    def missing(defi: Defi, _today: date) -> str:
        return sentence.format(somme=euros(lacks(defi, words))) if spent(defi) else ""

    return missing


def no_expense(defi: Defi, _near: bool) -> str:
    return "" if spent(defi) or _handles_money(defi) else NO_EXPENSE


def _handles_money(defi: Defi) -> bool:
    """Whether the group looks for money, has some, or took a form that keeps accounts."""
    formal = defi.organisation is not None and defi.organisation.forme != "informel"
    earns = defi.financement is not None and bool(defi.financement.recettes)
    return formal or earns or any(need.nature == "argent" for need in defi.besoins)


# --- Great days -------------------------------------------------------------------------------


def _great_days(defi: Defi) -> list[date]:
    """The days of all events, and of the fêtes that are not called off."""
    fetes = [one for one in defi.rencontres if one.genre == "fete" and not one.is_cancelled]
    return [*(one.date for one in defi.evenements), *(one.date for one in fetes)]


def great_days_to_come(defi: Defi, today: date) -> list[date]:
    """Those that nobody has seen the end of yet, the nearest first."""
    held = {one.date for one in defi.rencontres if one.genre == "fete" and one.is_held}
    return sorted(day for day in _great_days(defi) if day >= today and day not in held)


def great_day_set(defi: Defi, _today: date) -> bool:
    return bool(_great_days(defi))


def great_day_told(defi: Defi, today: date) -> bool:
    """Whether the latest great day is behind, and something was written on it or since.

    One that is still to come in a défi that has ended is waited for by nobody.
    """
    to_come = great_days_to_come(defi, today)
    past = [day for day in _great_days(defi) if day not in to_come]
    if not past or (to_come and not defi.is_finished):
        return False
    told = [one.date for one in defi.rencontres if one.genre == "fete" and one.compte_rendu]
    return bool(defi.bilan) or max(
        [*told, *(one.date for one in defi.journal)], default=date.min
    ) >= max(past)


def great_day_gone(defi: Defi, today: date) -> str:
    past = [day for day in _great_days(defi) if day < today]
    return f"Il a eu lieu le {jour(max(past))}." if past else ""


_IS_TODAY: Final = "Le grand jour, c’est aujourd’hui."


def great_day_to_come(defi: Defi, today: date) -> Wait | None:
    """Until the nearest one."""
    days = great_days_to_come(defi, today)
    return _wait(days[0], today, "Le grand jour est le {jour}.", _IS_TODAY) if days else None


def great_days_to_end(defi: Defi, today: date) -> Wait | None:
    """Until the last one, nobody sums up a festival on its first evening; a défi that ended waits no more."""
    days = [] if defi.is_finished else great_days_to_come(defi, today)
    return _wait(days[-1], today, "Après le grand jour, le {jour}.", _IS_TODAY) if days else None


def no_great_day(defi: Defi, _near: bool) -> str:
    return "Le bilan est écrit : vous n’avez pas eu besoin de grand jour." if defi.bilan else ""
