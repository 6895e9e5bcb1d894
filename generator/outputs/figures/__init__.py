"""The figures: what all real défis come to, each said, drawn and put in a table."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.outputs.figures.page import figures_view
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site

SHEET = "chiffres.css"


def _sitemap(site: Site) -> Iterator[Row]:
    yield Row(addresses.CHIFFRES, site.latest_news(), is_editorial=True)


FEATURE = Feature(
    pages={"chiffres.md": Page("figures/chiffres.html", figures_view, [SHEET])},
    section="demarche",
    sheets={SHEET: ["figures/figures.css"]},
    sitemap=_sitemap,
    visits={"les chiffres": addresses.CHIFFRES},
)
