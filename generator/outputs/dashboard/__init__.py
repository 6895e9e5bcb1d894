"""The dashboard of those who accompany groups: what waits, since when, and the link that does it."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.outputs.dashboard.page import SHEET, accompanied, dashboard_view, draw_dashboards
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site


def _sitemap(site: Site) -> Iterator[Row]:
    yield Row(addresses.TABLEAU_DE_BORD, site.today.isoformat(), is_editorial=True)
    for pilote in accompanied(site):
        yield Row(addresses.tableau(pilote.slug), site.today.isoformat())


FEATURE = Feature(
    pages={"tableau-de-bord.md": Page("dashboard/tableau.html", dashboard_view, [SHEET])},
    section="demarche",
    whole=draw_dashboards,
    sheets={SHEET: ["dashboard/dashboard.css"]},
    sitemap=_sitemap,
    visits={"le tableau de bord": addresses.TABLEAU_DE_BORD},
)
