"""The next dated thing of a défi."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.content.model import Defi, Evenement, Rencontre


@dataclass(frozen=True, slots=True)
class NextAction:
    """The next dated thing of a défi: `a-venir`, `passee` or `absente`."""

    state: str
    date: date | None = None
    quoi: str = ""


def next_action(defi: Defi, today: date) -> NextAction:
    """What happens next: the action that the group gave, else its next meeting or event."""
    action = defi.prochaine_action
    if action and action.date >= today:
        return NextAction("a-venir", action.date, action.quoi)
    dated: tuple[Rencontre | Evenement, ...] = (*defi.rencontres, *defi.evenements)
    coming = [(one.date, f"{one.titre}, {one.lieu}") for one in dated if one.is_coming(today)]
    if coming:
        return NextAction("a-venir", *min(coming))
    return NextAction("passee", action.date, action.quoi) if action else NextAction("absente")
