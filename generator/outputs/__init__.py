"""From a catalogue to the files of the site; `jobs` is the list of all of them, read it first.

Each module draws one kind of output. None of them reads a file or knows MkDocs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from generator.outputs.assets import draw_assets
from generator.outputs.data import draw_data, draw_defi_data
from generator.outputs.lists import Lists, draw_list_page, list_pages
from generator.outputs.output import Output, write
from generator.outputs.pages import draw_defi, make_titles
from generator.outputs.pictures import Pictures, used
from generator.outputs.redirects import draw_redirects
from generator.outputs.site import Site
from generator.processes import share

Job = Callable[[], Iterable[Output]]
"""Draws one or several files when it is called; any process may call it."""


def jobs(site: Site, lists: Lists, pictures: Pictures) -> list[Job]:
    """Everything to draw beside the pages of MkDocs."""
    shell = site.shell("defis")
    titles = make_titles(site)
    defis = site.catalogue.defis.values()
    return [
        partial(draw_assets, site.environment),
        partial(draw_data, site),
        *(partial(draw_list_page, site, lists, shell, *page) for page in list_pages(site, lists)),
        *(partial(draw_defi, site, titles, shell, defi) for defi in defis),
        *(partial(draw_defi_data, site, defi) for defi in defis),
        *(partial(draw_redirects, site, defi) for defi in defis if defi.anciens_slugs),
        *(partial(pictures.draw, info) for info in used(site.catalogue)),
    ]


def build(folder: Path, site: Site, lists: Lists, pictures: Pictures) -> int:
    """Draw everything and write it under `folder`; gives the number of files."""
    return sum(share(partial(_write, folder), jobs(site, lists, pictures), site.processes))


def _write(folder: Path, some: Sequence[Job]) -> int:
    return sum(write(folder, job()) for job in some)
