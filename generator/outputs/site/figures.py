"""What the défis of a site come to, in numbers: its page and the open data tell the same values."""

from __future__ import annotations

from collections.abc import Sequence

from generator.accompaniment.figures import Figure, figures
from generator.outputs.site.site import Site


def figures_of(site: Site) -> Sequence[Figure]:
    """Every figure of the real défis of a site, on its day; asked by `site.once`."""
    themes = {slug: theme.fiche.titre for slug, theme in site.catalogue.themes.items()}
    return figures(site.catalogue.defis.values(), themes, site.today)
