"""What is looked for and offered on the site, and which meets which: made once for all pages."""

from __future__ import annotations

from collections.abc import Sequence

from generator.accompaniment.gathering import Gathered, gathered
from generator.accompaniment.helping import CoupDeMain, Matches, offered, sought
from generator.outputs.site.site import Site


def needs(site: Site) -> Sequence[CoupDeMain]:
    """All that is looked for: défis in the order of lists, then annonces. For `site.once`."""
    return tuple(sought(site.ordered, site.annonces))


def offers(site: Site) -> Sequence[CoupDeMain]:
    """All that is offered, likewise. For `site.once`."""
    return tuple(offered(site.ordered, site.annonces))


def among_needs(site: Site) -> Matches:
    """Where one looks for the needs that an offer meets. For `site.once`."""
    return Matches(site.once(needs))


def among_offers(site: Site) -> Matches:
    """Where one looks for the offers that a need meets. For `site.once`."""
    return Matches(site.once(offers))


def gatherings(site: Site) -> Sequence[Gathered]:
    """The annonces that say the same thing near each other, and that no défi takes up. For
    `site.once`.
    """
    return gathered(site.annonces, site.taken_up)
