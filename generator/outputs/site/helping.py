"""What is looked for and offered on the site, which meets which, and how pages tell it beside a row.

What all pages share is made once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.gathering import Gathered, gathered
from generator.accompaniment.helping import (
    CoupDeMain,
    Match,
    Matches,
    of_annonce,
    of_need,
    offered,
    sought,
)
from generator.content.fiches import Document, FicheAnnonce
from generator.content.model import Besoin, Defi
from generator.outputs.site.site import Site
from generator.text.typography import few_words


def needs(site: Site) -> Sequence[CoupDeMain]:
    """All that is looked for: défis in the order of lists, then annonces. For `site.once`."""
    return tuple(sought(site.ordered, site.annonces, site.today))


def offers(site: Site) -> Sequence[CoupDeMain]:
    """All that is offered, likewise. For `site.once`."""
    return tuple(offered(site.ordered, site.annonces, site.today))


def among_needs(site: Site) -> Matches:
    """Where one looks for the needs that an offer meets: not those that a défi takes up already. For
    `site.once`.
    """
    return Matches(one for one in site.once(needs) if not is_taken_up(site, one))


def is_taken_up(site: Site, one: CoupDeMain) -> bool:
    """Whether a défi answers what one person said."""
    return one.annonce is not None and one.annonce.slug in site.taken_up


def among_offers(site: Site) -> Matches:
    """Where one looks for the offers that a need meets. For `site.once`."""
    return Matches(site.once(offers))


def gatherings(site: Site) -> Sequence[Gathered]:
    """The annonces that say the same thing near each other, and that no défi takes up. For
    `site.once`.
    """
    return gathered(site.annonces, site.taken_up)


def gatherings_among(site: Site, annonces: Iterable[Document[FicheAnnonce]]) -> list[Gathered]:
    """Those in which one at least of some annonces stands: the others may be said elsewhere, near."""
    names = {one.slug for one in annonces}
    return [one for one in site.once(gatherings) if not names.isdisjoint(one.slugs)]


# --- How pages tell it --------------------------------------------------------------------------

_FEW_WORDS = 60
"""How many signs of a thing, and of the title of its défi, tell it from others."""

_MOST_TOLD = 2
"""How many rows of a défi are told what meets them: a page has room for few links more."""


class Met(NamedTuple):
    """What may meet a need or an offer: how far it is, in words, what it is, where one reads it.

    Only its nature, its theme and its place are known to be right: pages say « peut-être ».
    """

    ou: str
    quoi: str
    adresse: str
    la: bool = False
    """Whether it is in the same commune."""


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
    """The first of each row that no row before it is told: rows of one nature often meet the same."""
    found: dict[Besoin, Met] = {}
    told: set[tuple[str, str]] = set()
    for row in rows:
        une = of_need(defi, row)
        for match in site.once(among).of(une):
            known = told_at(match.une), match.une.quoi
            if known not in told:
                told.add(known)
                found[row] = met_view(match, une, root)
                break
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
    return met_view(found[0], une, root) if found else None


def met_view(match: Match, met: CoupDeMain, root: str) -> Met:
    """What meets `met`, for a page at `root`."""
    une = match.une
    here = match.meme_commune
    return Met(_how_far(match.km, here=here), _words(une), root + told_at(une), here)


def told_at(une: CoupDeMain) -> str:
    """Where one thing is told: the page of its défi, else that of its annonce."""
    if une.defi:
        return addresses.defi(une.defi.slug)
    return addresses.annonce(une.annonce.slug) if une.annonce else addresses.COUPS_DE_MAIN


def _how_far(km: float, *, here: bool) -> str:
    """« à 12 km », « dans la même commune »."""
    if here:
        return "dans la même commune"
    return f"à {round(km)} km" if km >= 1 else "à moins de 1 km"


def _words(une: CoupDeMain) -> str:
    said = few_words(une.quoi, _FEW_WORDS)
    return f"{said.rstrip('.')} ({few_words(une.defi.titre, _FEW_WORDS)})" if une.defi else said
