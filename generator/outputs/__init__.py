"""From a catalogue to the files of the site: what each family of `features.py` declares, writes.

None of it reads the content or knows MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment

from generator.content.model import Defi
from generator.outputs.features import FEATURES
from generator.outputs.kit.assets import draw_assets
from generator.outputs.kit.disk_cache import NO_DISK_CACHE, DiskCache
from generator.outputs.kit.output import Job, Output, write
from generator.outputs.kit.site_view import SiteView
from generator.outputs.kit.social_cards import CARDS, draw_social
from generator.outputs.site import environment
from generator.outputs.site.site import Site
from generator.processes import together


def prepare(templates: Environment, view: SiteView, cache: DiskCache = NO_DISK_CACHE) -> None:
    """Make MkDocs' templates safe, and give them what all pages show: the menu, the footer."""
    menu = [entry for feature in FEATURES for entry in feature.menu]
    footer = [link for feature in FEATURES for link in feature.footer(view)]
    environment.prepare(templates, view, menu=menu, footer=footer, cache=cache)


def jobs(site: Site) -> list[Job]:
    """Everything to draw beside MkDocs' pages."""
    site.incremental.start((site.view, site.url, site.today, site.templates))
    return [
        partial(_draw_assets, site),
        *(job for feature in FEATURES for job in feature.jobs(site)),
        *(partial(_draw_defi, site, defi) for defi in site.catalogue.defis.values()),
        *(
            partial(draw_social, site.environment, site.disk_cache, site.view.nom, name)
            for name in CARDS
            if site.url
        ),
        # Last, where this process begins: it looks at every défi, and a copy would double them.
        partial(_draw_whole, site),
    ]


def build(folder: Path, site: Site) -> int:
    """Draw everything and write it under `folder`; gives the number of files written."""
    return sum(together(partial(_write, folder, site), jobs(site), site.processes))


def _draw_defi(site: Site, defi: Defi) -> Iterator[Output]:
    for feature in FEATURES:
        if feature.of_defi:
            yield from feature.of_defi(site, defi)


def _draw_assets(site: Site) -> Iterator[Output]:
    """What no family owns, and the sheets and scripts of each."""
    sheets = {name: order for feature in FEATURES for name, order in feature.sheets.items()}
    scripts = {name: parts for feature in FEATURES for name, parts in feature.scripts.items()}
    return draw_assets(site.environment, sheets, scripts)


def _draw_whole(site: Site) -> Iterator[Output]:
    """What is made of all défis at once."""
    return (output for feature in FEATURES for output in feature.whole(site))


def _write(folder: Path, site: Site, some: Sequence[Job]) -> int:
    return write(folder, site.incremental.changed(_outputs(some)))


def _outputs(some: Sequence[Job]) -> Iterator[Output]:
    return (output for job in some for output in job())
