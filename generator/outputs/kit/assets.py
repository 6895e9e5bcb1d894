"""The few files beside the pages: the style sheet, the scripts, the favicon."""

from __future__ import annotations

from collections.abc import Iterator

import rjsmin
from jinja2 import Environment

from generator.outputs.kit.output import Output
from generator.outputs.kit.sources import source
from generator.outputs.kit.styles import SHEETS, bundle

SCRIPTS = {
    "page.js": ("scripts/page.js",),
    "filtre.js": ("lists/carte.js", "scripts/noeuds.js", "lists/liste.js", "lists/filtre.js"),
    "formulaire.js": ("scripts/noeuds.js", "scripts/outils.js", "forms/formulaire.js"),
    "lieux.js": ("forms/lieux.js",),
    "communes.js": ("scripts/communes.js",),
    "pres.js": ("scripts/noeuds.js", "scripts/outils.js", "near/pres.js"),
    "integrer.js": ("embed/integrer.js",),
    "carte.js": ("lists/carte.js",),
    "carte-vive.js": ("scripts/noeuds.js", "lists/liste.js", "lists/carte-vive.js"),
}
"""Each script with the sources that it is made of: the comfort of every page, the filters of the list
of défis, the forms and their places, the communes that are offered, what is near, what a
town embeds, the button of the map (on the page of the filters too, for one request less) and what
it opens."""


def draw_assets(environment: Environment) -> Iterator[Output]:
    """The style sheets, made of their small sources, and the other files, from `overrides/`."""
    for sheet, order in SHEETS.items():
        sources = [(name, source(environment, name)) for name in order]
        yield Output(f"assets/{sheet}", bundle(sources, order))
    yield Output("assets/favicon.svg", source(environment, "assets/favicon.svg").encode())
    for name, parts in SCRIPTS.items():
        script = "\n".join(source(environment, part) for part in parts)
        yield Output(f"assets/{name}", str(rjsmin.jsmin(script)).encode())
