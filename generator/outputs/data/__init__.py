"""Open data: JSON, CSV, GeoJSON, and the page that tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator import addresses
from generator.content.model import Defi
from generator.outputs.data.json_files import draw_data, draw_defi_data, picture_address
from generator.outputs.data.page import columns_view, data_view
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Output
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site


def _draw(site: Site, defi: Defi) -> Iterable[Output]:
    known = site.changes[defi.slug], site.areas.pilote_of(defi), picture_address(site, defi)
    draw = partial(draw_defi_data, site, defi)
    return site.incremental.keep(addresses.defi_data(defi.slug), (defi, known), draw)


def _sitemap(site: Site) -> Iterator[Row]:
    yield Row(addresses.DONNEES, site.latest_news(), is_editorial=True)


def _footer(site: SiteView) -> list[Link]:
    return [("Données ouvertes", addresses.DONNEES)]


FEATURE = Feature(
    pages={
        "donnees.md": Page("data/donnees.html", data_view),
        "donnees/colonnes.md": Page("data/colonnes.html", columns_view),
    },
    footer=_footer,
    of_defi=_draw,
    whole=draw_data,
    sitemap=_sitemap,
    visits={"les données": addresses.DONNEES, "les colonnes des données": addresses.COLONNES},
)
