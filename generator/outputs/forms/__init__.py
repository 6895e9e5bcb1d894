"""The pages of the forms: one for each, one for each gesture, and the one that asks which gesture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from generator import addresses
from generator.forms.gestures import GESTURES
from generator.forms.questions import PAGES
from generator.outputs.forms.gestures import SHEET, draw_gesture, gesture_rows, news_view
from generator.outputs.forms.page import form_view
from generator.outputs.forms.rules import guards_for_script
from generator.outputs.kit.assets import Part
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Job
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.feature import Feature, Page
from generator.outputs.site.site import Site


def _jobs(site: Site) -> Iterator[Job]:
    for gesture in GESTURES:
        yield partial(draw_gesture, site, gesture)


def _footer(site: SiteView) -> list[Link]:
    return [("Passer une annonce", addresses.ANNONCER)]


_BEFORE: Sequence[Part] = ("scripts/noeuds.js", "scripts/outils.js")

_SECTION = {"annoncer": "annonces"}
"""The entry of the menu of a form that is not about a défi: where annonces are read."""

FEATURE = Feature(
    pages={
        "mettre-a-jour.md": Page("forms/nouvelles.html", news_view, ["nouvelles.css"]),
        **{
            f"{name}.md": Page("forms/formulaire.html", form_view, [SHEET], _SECTION.get(name, ""))
            for name in PAGES
        },
    },
    section="contribuer",
    menu=[("contribuer", addresses.PROPOSER, "Proposer une idée")],
    footer=_footer,
    jobs=_jobs,
    sheets={
        SHEET: ["styles/fields.css", "styles/form.css", "forms/print.css"],
        "nouvelles.css": ["forms/nouvelles.css"],
    },
    scripts={
        "formulaire.js": [*_BEFORE, "forms/projet.js", "forms/formulaire.js"],
        "gestes.js": [*_BEFORE, "forms/gestes.js", "forms/formulaire.js"],
        "gardes.js": [guards_for_script, "forms/gardes.js"],
        "lieux.js": ["forms/lieux.js"],
        "comme.js": ["forms/comme.js"],
        "annonces.js": ["forms/annonces.js"],
        "finie.js": ["forms/finie.js"],
        "nouvelles.js": ["scripts/noeuds.js", "forms/nouvelles.js"],
    },
    sitemap=gesture_rows,
    visits={
        "proposer": "proposer/",
        "mettre à jour": "mettre-a-jour/",
        "un geste": "mettre-a-jour/besoin/",
        "annoncer": "annoncer/",
        "rejoindre": "rejoindre/",
        "demander de l’aide": "demander-de-l-aide/",
        "signaler": "signaler/",
    },
)
