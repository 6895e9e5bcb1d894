"""Doors to lists: a phase, a type of territory, a theme, a département, each with its count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.examples import Count, count_of
from generator.content.fields import slugify
from generator.content.vocabulary import Term
from generator.geography import Departement, departements
from generator.outputs.kit.blocks import AgirView
from generator.outputs.lists.lists import Lists, make_lists
from generator.outputs.site.site import Site

T = TypeVar("T")

OVERSEAS = "Outre-mer"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorView:
    """A door to a list: a phase, a type of territory (`terme`) or a theme (`titre`, `icone`)."""

    url: str
    compte: Count
    vivants: Count
    """How many of them are not finished."""
    terme: Term | None = None
    titre: str = ""
    icone: Markup | str = ""


def doors_to(
    site: Site, terms: Iterable[Term], address_of: Callable[[str], str], root: str
) -> tuple[DoorView, ...]:
    """A door to the list of each word, at the address that `address_of` gives for its slug."""
    return tuple(_door_to(site, address_of(term.slug), root, terme=term) for term in terms)


def _door_to(site: Site, address: str, root: str, **more: Any) -> DoorView:
    one = site.once(make_lists)[address]
    return DoorView(url=f"{root}{address}", compte=one.compte, vivants=one.vivants, **more)


def theme_doors(site: Site, root: str) -> tuple[DoorView, ...]:
    """A door to each theme, with its drawing."""
    return tuple(
        _door_to(
            site,
            addresses.theme(theme.slug),
            root,
            titre=theme.fiche.titre,
            icone=_icon(site, theme.fiche.icone),
        )
        for theme in site.catalogue.themes.values()
    )


def _icon(site: Site, name: str | None) -> Markup:
    """A drawing beside a word that says the same: hidden from who listens."""
    svg = site.catalogue.icons.get(name or "", "")
    hidden = svg.replace(
        "<svg ",
        '<svg class="icone" width="24" height="24" aria-hidden="true" focusable="false" ',
        1,
    )
    return Markup(hidden)  # noqa: S704 - Material's own drawing


@dataclass(frozen=True, slots=True)
class DepartementDoor:
    """A département in a list; without `url`, one where nothing happens yet."""

    url: str
    nom: str
    compte: Count
    """How many défis it has."""
    dites: Count
    """How many annonces are told there."""

    @property
    def defis(self) -> int:
        return self.compte.total

    @property
    def annonces(self) -> int:
        return self.dites.total


Region = tuple[str, list[DepartementDoor]]
"""A région and its départements."""


def departement_doors(site: Site, root: str) -> list[Region]:
    """By région in the order of the alphabet; those overseas, of one département each, together."""
    lists = site.once(make_lists)
    return by_region(
        (departement, _departement_door(departement, lists, root))
        for departement in departements().values()
    )


def by_region(doors: Iterable[tuple[Departement, T]]) -> list[tuple[str, list[T]]]:
    """Doors to départements by région in the order of the alphabet; those overseas together, last."""
    regions: dict[str, list[T]] = {}
    for departement, door in doors:
        region = OVERSEAS if departement.is_overseas else departement.region
        regions.setdefault(region, []).append(door)
    return sorted(regions.items(), key=lambda one: (one[0] == OVERSEAS, slugify(one[0])))


def _departement_door(departement: Departement, lists: Lists, root: str) -> DepartementDoor:
    one = lists.get(addresses.departement(departement.code))
    if one is None:
        return DepartementDoor("", departement.nom, Count(0, 0), Count(0, 0))
    dites = count_of([annonce.fiche for annonce in one.said])
    return DepartementDoor(f"{root}{one.address}", departement.nom, one.compte, dites)


class PlaceDoor(NamedTuple):
    """A page about one subject in one place: its dates, its helping hands."""

    url: str
    nom: str
    nombre: int | None = None
    """How much of it there is, where that is counted."""
    exemple: bool = False


class PlacesView(NamedTuple):
    """All pages about one subject, place by place (`partials/lieux.html`)."""

    regions: Sequence[tuple[str, Sequence[PlaceDoor]]]
    """By région, those of départements."""
    pilotes: Sequence[PlaceDoor]
    agir: AgirView
