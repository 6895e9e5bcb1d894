"""What happens in a place, before its défis: the next dates, what is looked for there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.facets import PLACES
from generator.content.model import Besoin, Defi
from generator.outputs.kit.needs import answer_to, needs_in_turn
from generator.outputs.lists.lists import DefiList
from generator.outputs.site.dates import DateRow, date_row, first_dates
from generator.outputs.site.site import Site

FEW = 4
"""How many dates, and how many needs, stand there at most."""


class NeedHere(NamedTuple):
    """Something that a défi of the place looks for."""

    defi: Defi
    besoin: Besoin
    page: str
    """The page of its défi."""
    verbe: str
    """What a reader can answer."""
    adresse: str
    """Where."""


class HereView(NamedTuple):
    """The first dates of a place and the first needs, real ones before examples."""

    dates: Sequence[DateRow]
    besoins: Sequence[NeedHere]
    agenda: str
    """Where all dates of the place are."""
    suivre: str
    """Where one chooses how to follow them."""
    coups_de_main: str
    """Where all is that is looked for and offered in the place."""


def here_view(site: Site, one: DefiList, root: str) -> HereView | None:
    """What happens in the place of a list; nothing where no défi goes on."""
    living = [defi for defi in one.members if not defi.is_finished]
    if one.facet.by not in PLACES or not living:
        return None
    return HereView(
        dates=[date_row(site, each, root) for each in first_dates(site, living, FEW)],
        besoins=[_need(defi, need, root) for defi, need in needs_in_turn(living)[:FEW]],
        agenda=root + addresses.agenda(one.facet.by.value, one.facet.slug),
        suivre=root + addresses.follow(one.facet.by.value, one.facet.slug),
        coups_de_main=root + addresses.coups_de_main(one.facet.by.value, one.facet.slug),
    )


def _need(defi: Defi, need: Besoin, root: str) -> NeedHere:
    page = root + addresses.defi(defi.slug)
    return NeedHere(defi, need, page, *answer_to(defi, need, root))
