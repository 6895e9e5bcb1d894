"""What the road of each défi depends on: asked by its page and by the dashboard, made once for both."""

from __future__ import annotations

from generator.accompaniment.journey import Arounds, arounds
from generator.outputs.site.site import Site


def neighbourhoods(site: Site) -> Arounds:
    """What the road of each défi depends on, beside its own file: for `site.once`."""
    return arounds(site.catalogue, site.today)
