"""The ways from an agenda to the others, in links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    leads to those of the other types, that of a place to none; « this week » is of everywhere, and
    stands where everywhere is shown.
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

    def choice(titre: str, some: Iterable[Agenda], *, folded: bool) -> Choice:
        chips = [
            Chip(each.nom, root + each.address, each.total, each.address == one.address)
            for each in some
        ]
        return Choice(titre, chips, folded)

    if one.by is By.NOTHING:
        days = [each for each in agendas.values() if each.quand]
        yield choice("Quand", [agendas[addresses.AGENDA], *days], folded=False)
    for titre, by in (("Type de territoire", By.TERRITORY), ("Thème", By.THEME)):
        some = [each for each in agendas.values() if each.by is by]
        if some and one.by in {By.NOTHING, by}:
            yield choice(titre, some, folded=True)


def index_address(site: Site, root: str) -> str:
    """Where the script of the choices finds what there is to choose."""
    return f"{root}{addresses.AGENDA_DATES}{INDEX}?{site.once(build_sum)}"
