"""The guides."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.outputs.guides.page import guide_view, resources_view
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site


def _sitemap(site: Site) -> Iterator[Row]:
    """A guide was read again on a day that it says."""
    for slug, guide in site.catalogue.guides.items():
        yield Row(addresses.guide(slug), guide.fiche.revu_le.isoformat(), is_editorial=True)


FEATURE = Feature(
    pages={
        "ressources/index.md": Page("guides/ressources.html", resources_view),
        "ressources/*.md": Page("guides/guide.html", guide_view),
    },
    section="guides",
    menu=[("guides", addresses.GUIDES, "Guides")],
    sitemap=_sitemap,
    visits={
        "les guides": "ressources/",
        "un guide": "ressources/choisir-un-mode-de-decision/",
    },
)
