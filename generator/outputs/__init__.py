"""From a catalogue to the files of the site; `jobs` is the list of all of them, read it first.

Each module draws one kind of output. None of them reads a file or knows MkDocs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from generator.content.model import Defi
from generator.geography import departements
from generator.outputs.data.json_files import draw_data, draw_defi_data
from generator.outputs.defis.page import (
    Titles,
    around,
    around_all,
    draw_defi,
    draw_dossier,
    make_titles,
)
from generator.outputs.defis.redirects import draw_redirects
from generator.outputs.embed.page import draw_embedded, embedded
from generator.outputs.kit.assets import draw_assets
from generator.outputs.kit.incremental import Drawn
from generator.outputs.kit.output import Output, write
from generator.outputs.kit.pictures import Pictures, used
from generator.outputs.kit.social_cards import CARDS, draw_social
from generator.outputs.lists.facets import draw_index
from generator.outputs.lists.lists import PER_PAGE, Lists, draw_list_page, draw_maps, list_pages
from generator.outputs.lists.live_map import draw_points
from generator.outputs.maps.leaflet import draw_leaflet
from generator.outputs.near.departements import draw_nearby, make_nearby
from generator.outputs.near.duplicates import draw_near
from generator.outputs.near.places import draw_places
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.processes import together

Job = Callable[[], Iterable[Output]]
"""Draws one or several files when it is called; any process may call it."""


def jobs(site: Site, lists: Lists, pictures: Pictures, drawn: Drawn | None = None) -> list[Job]:
    """Everything to draw beside MkDocs' pages; `drawn` spares the unchanged."""
    shell = site.shell("defis")
    editable = site.shell("defis", editable=True)
    titles = make_titles(site)
    if drawn:
        drawn.start(
            (editable, site.view, site.url, site.today, site.templates, around_all(site, titles))
        )
    draw = partial(_draw_defi, site, titles, editable, drawn)
    near = make_nearby(site)
    return [
        partial(draw_assets, site.environment),
        partial(draw_leaflet, site.environment),
        partial(draw_places, site.kept, drawn),
        partial(draw_maps, site, lists),
        *(partial(draw_list_page, site, lists, shell, *page) for page in list_pages(lists)),
        *(partial(draw_embedded, site, one) for one in embedded(lists)),
        *(partial(draw, defi) for defi in site.catalogue.defis.values()),
        *(partial(draw_nearby, site, near, code, drawn) for code in departements()),
        *(partial(pictures.draw, info) for info in used(site.catalogue)),
        *(
            partial(draw_social, site.environment, site.kept, site.view.nom, name)
            for name in CARDS
            if site.url
        ),
        # Last, where this process begins: it looks at every défi, and a copy would double them.
        partial(_draw_whole, site, drawn),
    ]


def _draw_defi(
    site: Site, titles: Titles, shell: Shell, drawn: Drawn | None, defi: Defi
) -> Iterable[Output]:
    """All the files of one défi: its page, its data, its earlier addresses."""

    def draw() -> Iterator[Output]:
        yield from draw_defi(site, titles, shell, defi)
        yield from draw_dossier(site, shell, defi)
        yield from draw_defi_data(site, defi)
        yield from draw_redirects(site, defi)

    return drawn.keep(defi.slug, (defi, around(site, titles, defi)), draw) if drawn else draw()


def build(
    folder: Path, site: Site, lists: Lists, pictures: Pictures, drawn: Drawn | None = None
) -> int:
    """Draw everything and write it under `folder`; gives the number of files written."""
    if drawn:
        drawn.bring_back(folder)
        work = jobs(site, lists, pictures, drawn)
        count = write(folder, drawn.noting(_outputs(work)))
        drawn.sweep(folder)
        return count
    work = jobs(site, lists, pictures)
    return sum(together(partial(_write, folder), work, site.processes))


def _draw_whole(site: Site, drawn: Drawn | None) -> Iterator[Output]:
    """What is made of all défis at once."""
    yield from draw_data(site)
    yield from draw_index(site, PER_PAGE)
    yield from draw_points(site)
    yield from draw_near(site, drawn)


def _write(folder: Path, some: Sequence[Job]) -> int:
    return write(folder, _outputs(some))


def _outputs(some: Sequence[Job]) -> Iterator[Output]:
    return (output for job in some for output in job())
