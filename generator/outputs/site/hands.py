"""What meets a need or an offer, as pages tell it beside its row: the nearest, one at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import shorten
from types import MappingProxyType
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.helping import CoupDeMain, Match, Matches, of_annonce, of_need
from generator.content.fiches import Document, FicheAnnonce
from generator.content.model import Besoin, Defi
from generator.outputs.site.helping import among_needs, among_offers
from generator.outputs.site.site import Site

_FEW_WORDS = 60
"""How many signs of a thing, and of the title of its défi, tell it from others."""

_MOST_TOLD = 2
"""How many rows of a défi are told what meets them: a page has room for few links more."""

_ANNONCES = "bloc-annonces"
"""Where the page of a département has its annonces."""


class Met(NamedTuple):
    """What meets a need or an offer: how far it is, in words, what it is, where one reads it."""

    ou: str
    quoi: str
    adresse: str


Meetings = Mapping[Besoin, Met]
"""What meets each of some needs, or of some offers; nothing for most."""

NONE: Meetings = MappingProxyType({})


def needs_met(site: Site, defi: Defi, root: str) -> Meetings:
    """What is offered near a défi for what it still lacks, for a page at `root`."""
    return _met(site, defi, defi.open_needs, among_offers, root)


def offers_met(site: Site, defi: Defi, root: str) -> Meetings:
    """What is looked for near a défi among what it still offers, likewise."""
    return _met(site, defi, defi.open_offers, among_needs, root)


def _met(
    site: Site,
    defi: Defi,
    rows: Iterable[Besoin],
    among: Callable[[Site], Matches],
    root: str,
) -> Meetings:
    """The nearest first: the rows of one nature are met by the same things, each told once."""
    left: dict[str, Iterator[Match]] = {}
    found = {}
    for row in rows:
        une = of_need(defi, row)
        if row.nature not in left:
            left[row.nature] = iter(site.once(among).of(une))
        if match := next(left[row.nature], None):
            found[row] = _view(match, une, root)
        if len(found) == _MOST_TOLD:
            break
    return found or NONE


_OTHER_SIDE = {"besoin": among_offers, "offre": among_needs}
"""Where one looks for what meets an annonce, by its kind."""


def annonce_met(site: Site, annonce: Document[FicheAnnonce], root: str) -> Met | None:
    """What meets what one person looks for, or offers, for a page at `root`."""
    among = _OTHER_SIDE.get(annonce.fiche.genre)
    if among is None or not annonce.fiche.nature:
        return None
    une = of_annonce(annonce)
    found = site.once(among).of(une)
    return _view(found[0], une, root) if found else None


def _view(match: Match, met: CoupDeMain, root: str) -> Met:
    une = match.une
    return Met(_how_far(match, met), _words(une), root + _address(une))


def _how_far(match: Match, met: CoupDeMain) -> str:
    """« à 12 km », « dans la même commune »."""
    if met.commune in match.une.communes:
        return "dans la même commune"
    return f"à {round(match.km)} km" if match.km >= 1 else "à moins de 1 km"


def _words(une: CoupDeMain) -> str:
    said = _few_words(une.quoi)
    return f"{said} ({_few_words(une.defi.titre)})" if une.defi else said


def _few_words(said: str) -> str:
    """Most are short, and to cut thousands of them takes long."""
    return said if len(said) <= _FEW_WORDS else shorten(said, _FEW_WORDS, placeholder=" …")


def _address(une: CoupDeMain) -> str:
    """The page where it is said: that of its défi, else that of the département of an annonce."""
    if une.defi:
        return addresses.defi(une.defi.slug)
    return f"{addresses.departement(une.commune.departement.code)}#{_ANNONCES}"
