"""Earlier addresses of défis: a small page at each that leads to the new one."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.content.model import Defi
from generator.outputs.kit.output import Output
from generator.outputs.site.site import Site


def draw_redirects(site: Site, defi: Defi) -> Iterator[Output]:
    """One page for each earlier address of a défi."""
    for slug in defi.anciens_slugs:
        address = addresses.defi(slug)
        url = f"{addresses.root_from(address)}{addresses.defi(defi.slug)}"
        page = site.template("defis/redirection.html").render(
            url=url, titre=defi.titre, canonique=site.canonical(addresses.defi(defi.slug))
        )
        yield Output(addresses.file_of(address), page.encode())
