"""The sitemap: the addresses that MkDocs does not know, and the day of the latest news of each page.

https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.features import FEATURES
from generator.outputs.site.feature import Row
from generator.outputs.site.site import Site


def generated(site: Site) -> Iterator[tuple[str, str]]:
    """Each page that MkDocs does not know: its whole address and the day it last changed.

    The protocol asks for whole addresses: none without a `site_url`.
    """
    if site.url:
        for row in _rows(site):
            if not row.is_editorial:
                yield site.canonical(row.address), row.day


def editorial(site: Site) -> dict[str, str]:
    """The day of the latest news of MkDocs' own pages, by address: those where one is known.

    A list is as recent as its défis; when a plain text changed, only Git knows.
    """
    return {row.address: row.day for row in _rows(site) if row.is_editorial}


def _rows(site: Site) -> Iterator[Row]:
    return (row for feature in FEATURES for row in feature.sitemap(site))
