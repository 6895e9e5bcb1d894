"""The pages of the forms."""

from __future__ import annotations

from generator import addresses
from generator.forms.questions import PAGES
from generator.outputs.forms.page import form_view, guards_for_script
from generator.outputs.site.feature import Feature, Page

FEATURE = Feature(
    pages={
        f"{name}.md": Page("forms/formulaire.html", form_view, ["formulaire.css"]) for name in PAGES
    },
    section="contribuer",
    menu=[("contribuer", addresses.PROPOSER, "Proposer une idée")],
    sheets={"formulaire.css": ["styles/fields.css", "styles/form.css", "forms/print.css"]},
    scripts={
        "formulaire.js": [
            "scripts/noeuds.js",
            "scripts/outils.js",
            guards_for_script,
            "forms/formulaire.js",
        ],
        "lieux.js": ["forms/lieux.js"],
    },
    visits={
        "proposer": "proposer/",
        "mettre à jour": "mettre-a-jour/",
        "annoncer": "annoncer/",
    },
)
