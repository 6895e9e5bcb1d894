"""What is near a commune: the places that are offered, the défis that may be the same, all that is around."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator import addresses
from generator.geography import departements
from generator.outputs.kit.output import Job
from generator.outputs.near.by_departement import draw_departement, make_by_departement
from generator.outputs.near.duplicates import draw_candidates
from generator.outputs.near.page import near_view
from generator.outputs.near.places import draw_places
from generator.outputs.site.feature import Feature, Page
from generator.outputs.site.site import Site


def _jobs(site: Site) -> Iterator[Job]:
    site.once(make_by_departement)  # here, so that no copy of this process does it again
    yield partial(draw_places, site.disk_cache, site.incremental)
    for code in departements():
        yield partial(draw_departement, site, code)


FEATURE = Feature(
    pages={"pres-de-chez-moi.md": Page("near/pres.html", near_view, ["pres.css"])},
    section="pres",
    menu=[("pres", addresses.PRES_DE_CHEZ_MOI, "Près de chez moi")],
    jobs=_jobs,
    whole=draw_candidates,
    sheets={"pres.css": ["styles/fields.css", "near/pres.css"]},
    scripts={
        "communes.js": ["scripts/communes.js"],
        "lecteur.js": ["scripts/lecteur.js"],
        "supposer.js": ["near/supposer.js"],
        "pres.js": ["scripts/noeuds.js", "scripts/outils.js", "near/pres.js"],
    },
    visits={"près de chez moi": "pres-de-chez-moi/"},
)
