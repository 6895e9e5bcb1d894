"""The few files beside the pages: the style sheet, the scripts, the favicon."""

from __future__ import annotations

from collections.abc import Iterator

import rjsmin
from jinja2 import Environment

from generator.outputs.kit.output import Output
from generator.outputs.kit.sources import source
from generator.outputs.kit.styles import SHEETS, bundle

STYLES = "styles/"
SCRIPTS = {
    "page.js": ("page.js",),
    "filtre.js": ("carte.js", "noeuds.js", "liste.js", "filtre.js"),
    "formulaire.js": ("noeuds.js", "outils.js", "formulaire.js"),
    "lieux.js": ("lieux.js",),
    "communes.js": ("communes.js",),
    "pres.js": ("noeuds.js", "outils.js", "pres.js"),
    "integrer.js": ("integrer.js",),
    "carte.js": ("carte.js",),
    "carte-vive.js": ("noeuds.js", "liste.js", "carte-vive.js"),
}
"""Each script with the sources that it is made of: the comfort of every page, the filters of the list
of défis, the forms and their places, the communes that are offered, what is near, what a
town embeds, the button of the map (on the page of the filters too, for one request less) and what
it opens."""


def draw_assets(environment: Environment) -> Iterator[Output]:
    """The style sheets, made of their small sources, and the other files, from `overrides/`."""
    for sheet, order in SHEETS.items():
        sources = [(name, source(environment, f"{STYLES}{name}")) for name in order]
        yield Output(f"assets/{sheet}", bundle(sources, order))
    yield Output("assets/favicon.svg", source(environment, "assets/favicon.svg").encode())
    for name, parts in SCRIPTS.items():
        script = "\n".join(source(environment, f"scripts/{part}") for part in parts)
        yield Output(f"assets/{name}", str(rjsmin.jsmin(script)).encode())
