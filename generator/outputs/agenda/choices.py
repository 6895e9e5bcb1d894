"""The ways from an agenda to the others, in links; and the page of all départements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.facets import By
from generator.outputs.agenda.agendas import Agenda, make_agendas
from generator.outputs.agenda.date_files import INDEX, build_sum
from generator.outputs.site.site import Site


class Chip(NamedTuple):
    label: str
    url: str
    nombre: int
    courante: bool


class Choice(NamedTuple):
    """One way to narrow an agenda: real pages, one for each choice."""

    titre: str
    puces: Sequence[Chip]
    repliee: bool
    """Whether it waits to be opened: dates are what one came for."""


def choices(site: Site, one: Agenda, root: str) -> tuple[Choice, ...]:
    """Those of an agenda: when; in what type of territory, on what theme.

    They do not cross each other, so that each is the address of a real page: the agenda of a type
    leads to those of the other types, that of a place to none.
    """
    known = site.once(_no_choices)
    key = one.address, root
    if key not in known:
        known[key] = tuple(_choices(site, one, root))
    return known[key]


def _no_choices(site: Site) -> dict[tuple[str, str], tuple[Choice, ...]]:
    return {}


def _choices(site: Site, one: Agenda, root: str) -> Iterator[Choice]:
    agendas = site.once(make_agendas)
    of = {by: [each for each in agendas.values() if each.by is by and each.slug] for by in By}
    whole = agendas[addresses.AGENDA]

    def choice(titre: str, some: Sequence[tuple[str, Agenda]], *, folded: bool) -> Choice:
        chips = [
            Chip(label, root + each.address, each.total, each.address == one.address)
            for label, each in some
        ]
        return Choice(titre, chips, folded)

    days = [("Toutes les dates", whole)]
    days += [(_DAYS[each.quand], each) for each in agendas.values() if each.quand]
    yield choice("Quand", days, folded=False)
    for titre, by in (("Territoire", By.TERRITORY), ("Thème", By.THEME)):
        named = [(each.titre.removeprefix("L’agenda : "), each) for each in of[by]]
        if named and one.by in {By.NOTHING, by}:
            yield choice(titre, named, folded=True)


_DAYS = {"semaine": "Cette semaine", "week-end": "Ce week-end"}


def index_address(site: Site, root: str) -> str:
    """Where the script of the choices finds what there is to choose."""
    return f"{root}{addresses.AGENDA_DATES}{INDEX}?{site.once(build_sum)}"
