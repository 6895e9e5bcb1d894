"""The pages that are a text of `content/` and nothing more; any other file there is one too."""

from __future__ import annotations

from generator import addresses
from generator.outputs.site.feature import Feature, Page

PLAIN = Page("main.html")

FEATURE = Feature(
    pages={"demarche.md": PLAIN, "entrepreneurs-du-bien-vivre.md": PLAIN},
    section="demarche",
    menu=[("demarche", addresses.DEMARCHE, "La démarche")],
    visits={
        "la démarche": "demarche/",
        "le métier": "entrepreneurs-du-bien-vivre/",
        "page absente": "404.html",
    },
)
