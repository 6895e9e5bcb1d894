"""The home page."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.outputs.home.page import home_view
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site


def _sitemap(site: Site) -> Iterator[Row]:
    yield Row(addresses.HOME, site.latest_news(), is_editorial=True)


FEATURE = Feature(
    pages={"index.md": Page("home/accueil.html", home_view, ["accueil.css"])},
    sheets={"accueil.css": ["home/home.css", "home/frieze.css"]},
    sitemap=_sitemap,
    visits={"accueil": ""},
)
