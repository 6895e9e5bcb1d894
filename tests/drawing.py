"""A site as its outputs see it: values drawn with the templates of the site, without a build."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader
from values import defi
from worlds import ROOT, TODAY

from generator.content.catalogue import Catalogue
from generator.content.fiches import Document, FicheAnnonce, FicheTheme
from generator.content.model import (
    Defi,
    Depense,
    Evenement,
    Financement,
    ProchaineAction,
    Rencontre,
)
from generator.outputs import prepare
from generator.outputs.kit.disk_cache import DiskCache
from generator.outputs.kit.incremental import WRITE_ALL, IncrementalWrites
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.site import Site, make_site

CACHE = DiskCache(ROOT / ".cache" / "dessins")
"""What is the same in all sites is drawn once, in whichever test comes first."""

SAID = SiteView(nom="Bien Vivre", description="Ici")
"""What a site says of itself when a test does not mind."""

RICH = defi(
    "cafe",
    "Racontons **tout**.\n",
    prochaine_action=ProchaineAction(date=date(2026, 12, 5), quoi="On goûte"),
    rencontres=(
        Rencontre(date=date(2026, 12, 5), titre="a", genre="fete", lieu="b", statut="prevue",
                  debut=time(18, 30)),
    ),
    financement=Financement(
        depenses=(Depense(poste="Tasses", montant=Decimal("1200.50")),
                  Depense(poste="Table", montant=Decimal("800.00"))),
    ),
    evenements=(Evenement(date=date(2027, 1, 1), titre="a", lieu="b"),),
)  # fmt: skip
"""A défi with days to come and money to find."""


@cache
def templates(view: SiteView) -> Environment:
    """The templates of the site, ready for a site that says `view` of itself.

    They are compiled anew: those that were kept would hide a template that does not escape.
    """
    jinja = Environment(loader=FileSystemLoader(ROOT / "overrides"))
    prepare(jinja, view)
    return jinja


def site_of(
    *defis: Defi,
    url: str = "",
    today: date = TODAY,
    incremental: IncrementalWrites = WRITE_ALL,
    view: SiteView = SAID,
    themes: Iterable[Document[FicheTheme]] = (),
    annonces: Iterable[Document[FicheAnnonce]] = (),
    **more: Any,
) -> Site:
    """A site that says `view` of itself; `more` is what else its catalogue holds."""
    catalogue = Catalogue(
        defis={each.slug: each for each in defis},
        themes={each.slug: each for each in themes},
        annonces={each.slug: each for each in annonces},
        **more,
    )
    return make_site(
        catalogue,
        view,
        url=url,
        today=today,
        environment=templates(view),
        disk_cache=CACHE,
        incremental=incremental,
    )


def many(count: int, **more: Any) -> list[Defi]:
    """So many défis, each like the others but for its name."""
    return [defi(f"d{number:03}", **more) for number in range(count)]
