"""How to contribute: the page of the doors, and the texts beside it."""

from __future__ import annotations

from generator import addresses
from generator.outputs.contribute.page import contribute_view
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.feature import Feature, Page


def _footer(site: SiteView) -> list[Link]:
    return [("Comment contribuer", addresses.CONTRIBUER)]


FEATURE = Feature(
    pages={"contribuer/index.md": Page("contribute/contribuer.html", contribute_view)},
    section="contribuer",
    footer=_footer,
    visits={
        "comment contribuer": "contribuer/",
        "modifier un texte": "contribuer/modifier-un-texte/",
        "les champs": "contribuer/champs/",
        "des champs": "contribuer/champs/decider/",
    },
)
