"""Types of territory, pilot territories, départements."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.content.vocabulary import TERRITOIRES
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.site_view import SiteView
from generator.outputs.lists.lists import SHEET
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site
from generator.outputs.territories.pages import (
    departements_view,
    pilote_view,
    pilotes_view,
    territories_view,
    territory_view,
)


def _sitemap(site: Site) -> Iterator[Row]:
    for address in (addresses.TERRITOIRES, addresses.DEPARTEMENTS, addresses.PILOTES):
        yield Row(address, site.latest_news(), is_editorial=True)


def _footer(site: SiteView) -> list[Link]:
    return [("Les territoires pilotes", addresses.PILOTES)]


FEATURE = Feature(
    pages={
        "territoires/index.md": Page("territories/territoires.html", territories_view),
        **{
            f"territoires/{kind.slug}.md": Page(
                "territories/territoire.html", territory_view, [SHEET]
            )
            for kind in TERRITOIRES
        },
        "territoires-pilotes/index.md": Page("territories/pilotes.html", pilotes_view),
        "territoires-pilotes/*.md": Page("territories/pilote.html", pilote_view, [SHEET]),
        "departements/index.md": Page("territories/departements.html", departements_view),
    },
    section="defis",
    footer=_footer,
    sitemap=_sitemap,
    visits={
        "les types de territoire": "territoires/",
        "un type de territoire": "territoires/petite-ville/",
        "les territoires pilotes": "territoires/pilotes/",
        "un territoire pilote": "territoires/pilotes/plaine-des-vosges/",
        "les départements": "departements/",
        "un département": "departements/35/",
    },
)
