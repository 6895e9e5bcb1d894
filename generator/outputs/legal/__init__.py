"""The legal pages: what the settings add to their texts."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.site_view import SiteView
from generator.outputs.legal.page import PAGES, legal_view
from generator.outputs.site.feature import Feature, Page


def _footer(site: SiteView) -> Iterator[Link]:
    yield "Les textes et le code du site", site.depot
    yield (
        f"Accessibilité : {site.accessibilite}",
        addresses.of_editorial("content/accessibilite.md"),
    )
    yield "Mentions légales", addresses.of_editorial("content/mentions-legales.md")
    yield "Confidentialité", addresses.of_editorial("content/confidentialite.md")


FEATURE = Feature(
    pages={f"{name}.md": Page("legal/legal.html", legal_view) for name in PAGES},
    footer=_footer,
    visits={
        "l’accessibilité": addresses.of_editorial("content/accessibilite.md"),
        "les mentions légales": addresses.of_editorial("content/mentions-legales.md"),
        "la confidentialité": addresses.of_editorial("content/confidentialite.md"),
    },
)
