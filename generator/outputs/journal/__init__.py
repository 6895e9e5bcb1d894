"""The journal of the month of a place: one sheet of paper for a wall, and the letter of the week."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.outputs.journal.page import SHEET, address_of, draw_journal, journals
from generator.outputs.kit.output import Job
from generator.outputs.site.feature import Feature, Row
from generator.outputs.site.site import Site


def _jobs(site: Site) -> Iterator[Job]:
    shells = [site.shell("defis", exemple=own, sheets=[SHEET]) for own in (False, True)]
    for one in journals(site):
        yield partial(draw_journal, site, shells, one)


def _sitemap(site: Site) -> Iterator[Row]:
    for one in journals(site):
        latest = max((site.changes[defi.slug] for defi in one.members), default=None)
        yield Row(address_of(one), latest.isoformat() if latest else "")


FEATURE = Feature(
    section="defis",
    jobs=_jobs,
    sheets={SHEET: ["journal/journal.css"]},
    scripts={"journal.js": ["journal/journal.js"]},
    sitemap=_sitemap,
    visits={
        "le journal d’un département": "departements/35/journal/",
        "le journal d’un territoire pilote": "territoires/pilotes/plaine-des-vosges/journal/",
    },
)
