"""The addresses of the generated pages, for the sitemap."""

from __future__ import annotations

from collections.abc import Iterator

from generator.journey import last_change
from generator.outputs import addresses
from generator.outputs.lists import Lists, list_pages
from generator.outputs.site import Site
from generator.outputs.views import dossier_parts


def generated(site: Site, lists: Lists) -> Iterator[tuple[str, str]]:
    """Each page that MkDocs does not know: its whole address and the day it last changed.

    https://www.sitemaps.org/protocol.html asks for whole addresses: none without a `site_url`.
    """
    if not site.url:
        return
    for one, number in list_pages(lists):
        yield site.canonical(addresses.page(one.address, number)), ""
    for defi in site.catalogue.defis.values():
        day = last_change(defi, site.today).isoformat()
        yield site.canonical(addresses.defi(defi.slug)), day
        if dossier_parts(defi, site.today):
            yield site.canonical(addresses.dossier(defi.slug)), day
