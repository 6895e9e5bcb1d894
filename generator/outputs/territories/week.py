"""How the page of a pilot territory opens: the dates of this week, what is looked for, what is offered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.agenda import RendezVous, week
from generator.content.model import Besoin, Defi
from generator.outputs.lists.here import FEW, HereView, NeedHere
from generator.outputs.site.dates import DateRow, coming, date_row, real_first
from generator.outputs.site.site import Site

OFFERS = 2
"""How many offers are shown, when there are some: as many needs make room for them."""


class OfferHere(NamedTuple):
    """Something that a défi of the place offers."""

    defi: Defi
    offre: Besoin
    page: str
    """Where its page tells it."""


class WeekView(NamedTuple):
    """What stands at the head of a territory where some défi goes on."""

    titre: str
    """« Cette semaine » when something happens by Sunday, else what the next dates are called."""
    dates: Sequence[DateRow]
    besoins: Sequence[NeedHere]
    offres: Sequence[OfferHere]
    agenda: str
    suivre: str
    coups_de_main: str
    """All that is looked for and offered there."""


def week_view(
    site: Site, members: Sequence[Defi], here: HereView | None, root: str
) -> WeekView | None:
    """The dates from today to Sunday, else the next ones; needs and offers: real ones before examples.

    `here` is what pages of places tell; nothing where no défi goes on.
    """
    if here is None:
        return None
    soon = [date_row(site, one, root) for one in _this_week(site, members)]
    offers = _offers(members, root)
    return WeekView(
        titre="Cette semaine" if soon else "Les prochaines dates",
        dates=soon or here.dates,
        besoins=here.besoins[: FEW - len(offers)],
        offres=offers,
        agenda=here.agenda,
        suivre=here.suivre,
        coups_de_main=here.coups_de_main,
    )


def _this_week(site: Site, members: Sequence[Defi]) -> list[RendezVous]:
    last, slugs = week(site.today).fin, {defi.slug for defi in members}
    soon = takewhile(lambda one: one.jour <= last, site.once(coming))
    return sorted((one for one in soon if one.defi.slug in slugs), key=real_first)[:FEW]


def _offers(members: Sequence[Defi], root: str) -> list[OfferHere]:
    """The first offer of each défi, real ones before examples."""
    some = sorted((one for one in members if one.open_offers), key=lambda one: one.exemple)
    return [
        OfferHere(one, one.open_offers[0], f"{root}{addresses.defi(one.slug)}#offres")
        for one in some[:OFFERS]
    ]
