"""How to follow: calendars and feeds explained, of all défis and of each place and theme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator import addresses
from generator.accompaniment.facets import followed
from generator.outputs.follow.page import draw_followed, follow_view
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Job
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site


def _jobs(site: Site) -> Iterator[Job]:
    shell = site.shell("")
    for facet in followed(site.facets):
        yield partial(draw_followed, site, shell, facet)


def _sitemap(site: Site) -> Iterator[Row]:
    yield Row(addresses.SUIVRE, "", is_editorial=True)
    for facet in followed(site.facets):
        yield Row(addresses.follow(facet.by, facet.slug), "")


def _footer(site: SiteView) -> list[Link]:
    return [("Suivre", addresses.SUIVRE)]


FEATURE = Feature(
    pages={"suivre.md": Page("follow/suivre.html", follow_view)},
    footer=_footer,
    jobs=_jobs,
    scripts={"suivre.js": ["follow/suivre.js"]},
    sitemap=_sitemap,
    visits={"suivre": "suivre/", "suivre un département": "suivre/departements/35/"},
)
