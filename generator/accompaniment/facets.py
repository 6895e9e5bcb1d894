"""The ways to look at défis: all of them, by phase, type of territory, both, theme, place.

They are enumerated here, once: the lists, their maps, what a town embeds and the files of the open
data all walk this enumeration, so that none of them can know a facet that another forgets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from generator.content.catalogue import Areas, Catalogue
from generator.content.model import Defi
from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.geography import departements


class By(StrEnum):
    """What the défis of a facet have in common; the values are folders of the open data."""

    NOTHING = "tous"
    PHASE = "phases"
    BOTH = "phases-et-territoires"
    """A phase and a type of territory."""
    TERRITORY = "territoires"
    THEME = "themes"
    DEPARTEMENT = "departements"
    PILOTE = "pilotes"
    """The pilot territory that accompanies them."""


class Facet(NamedTuple):
    """Some défis: what they have in common, how it is called, which they are, in their order."""

    by: By
    slug: str
    """Its name: a slug, the code of a département, nothing for all défis."""
    nom: str
    members: tuple[Defi, ...] = ()
    phase: str = ""
    territoire: str = ""


def facets(catalogue: Catalogue, areas: Areas) -> list[Facet]:
    """Every facet, those without a défi among them; each défi is looked at once.

    `areas` tell which pilot territory accompanies a défi. The members of a facet are in the order
    of `catalogue`.
    """
    found: dict[tuple[By, str], list[Defi]] = defaultdict(list)
    for defi in catalogue.defis.values():
        for place in _places_of(defi, areas):
            found[place].append(defi)
    empty = _each(catalogue)
    return [each._replace(members=tuple(found[each.by, each.slug])) for each in empty]


def _places_of(defi: Defi, areas: Areas) -> Iterable[tuple[By, str]]:
    """The facets to which a défi belongs, each once."""
    yield By.NOTHING, ""
    yield By.PHASE, defi.phase
    yield By.BOTH, f"{defi.phase}/{defi.territoire}"
    yield By.TERRITORY, defi.territoire
    for theme in dict.fromkeys(defi.themes):
        yield By.THEME, theme
    for code in dict.fromkeys(place.departement.code for place in defi.communes):
        yield By.DEPARTEMENT, code
    yield By.PILOTE, areas.pilote_of(defi)


def _each(catalogue: Catalogue) -> Iterator[Facet]:
    """Each facet that there is, in the order in which they are shown, its members still to find."""
    yield Facet(By.NOTHING, "", "Tous les défis")
    for phase in PHASES:
        yield Facet(By.PHASE, phase.slug, phase.label, phase=phase.slug)
    for phase in PHASES:
        for kind in TERRITOIRES:
            slug, nom = f"{phase.slug}/{kind.slug}", f"{phase.label}, {kind.label}"
            yield Facet(By.BOTH, slug, nom, phase=phase.slug, territoire=kind.slug)
    for kind in TERRITOIRES:
        yield Facet(By.TERRITORY, kind.slug, kind.label, territoire=kind.slug)
    for slug, theme in catalogue.themes.items():
        yield Facet(By.THEME, slug, theme.fiche.titre)
    for code, departement in departements().items():
        yield Facet(By.DEPARTEMENT, code, departement.nom)
    for slug, pilote in catalogue.pilotes.items():
        yield Facet(By.PILOTE, slug, pilote.fiche.nom)


PLACES = (By.DEPARTEMENT, By.PILOTE)
"""The facets that are a place: they have a board of helping hands, and a journal."""

FOLLOWED = (By.TERRITORY, By.PILOTE, By.DEPARTEMENT, By.THEME)
"""The facets whose news and dates one can follow, in the order in which they are offered."""


def is_followed(facet: Facet) -> bool:
    """Whether a facet has its feed: among départements, those with a défi."""
    return facet.by in FOLLOWED and bool(facet.members or facet.by is not By.DEPARTEMENT)


def followed(some: Iterable[Facet]) -> list[Facet]:
    """Those of some facets that one can follow."""
    return [facet for by in FOLLOWED for facet in some if facet.by is by and is_followed(facet)]
