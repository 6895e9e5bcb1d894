"""How to contribute: the page of the doors, and the texts beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator import addresses
from generator.outputs.kit.blocks import ContactView, Link, PiloteLink, contact_view, pilote_link
from generator.outputs.kit.doors import Doors, doors, reached
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.feature import Feature, Page
from generator.outputs.site.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributeView:
    """The doors; nothing here is invented when nobody has given an address."""

    portes: Sequence[Link]
    """The forms."""
    contact: ContactView | None
    """The site's own address."""
    pilotes: Sequence[PiloteLink]
    """The territories that one can write to, never an example."""
    exemples: bool
    """Whether some are shown that are examples."""
    ouvertes: Doors
    """By which ways what one writes here reaches somebody."""


def contribute_view(site: Site, path: str) -> ContributeView:
    """What the page holds beside its text."""
    root = addresses.root_from(addresses.CONTRIBUER)
    known = site.catalogue.pilotes.values()
    return ContributeView(
        portes=doors(root),
        contact=contact_view(site.view, None),
        pilotes=[pilote_link(one, root) for one in reached(known)],
        exemples=any(one.fiche.exemple for one in known),
        ouvertes=site.doors,
    )


def _footer(site: SiteView) -> list[Link]:
    return [("Comment contribuer", addresses.CONTRIBUER)]


FEATURE = Feature(
    pages={"contribuer/index.md": Page("contribute/contribuer.html", contribute_view)},
    section="contribuer",
    footer=_footer,
    visits={
        "comment contribuer": "contribuer/",
        "modifier un texte": "contribuer/modifier-un-texte/",
        "les champs": "contribuer/champs/",
        "des champs": "contribuer/champs/decider/",
    },
)
