"""Coups de main: what is looked for, what is offered, what can be gathered; by nature, by place."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.outputs.helping.annonce import draw_annonces
from generator.outputs.helping.boards import Board, make_boards
from generator.outputs.helping.page import SECTION, SHEET, board_pages, draw_boards, main_view
from generator.outputs.kit.output import Output
from generator.outputs.site.feature import Feature, Page, Row
from generator.outputs.site.site import Site


def _sitemap(site: Site) -> Iterator[Row]:
    board = site.once(make_boards)[addresses.COUPS_DE_MAIN]
    yield Row(board.address, _day_of(board), is_editorial=True)
    yield Row(addresses.COUPS_DE_MAIN_DEPARTEMENTS, "")
    for board, number in board_pages(site):
        yield Row(addresses.page(board.address, number), _day_of(board))
    for one in site.annonces:
        if not one.fiche.exemple:
            yield Row(addresses.annonce(one.slug), one.fiche.depuis.isoformat())


def _draw(site: Site) -> Iterator[Output]:
    yield from draw_boards(site)
    yield from draw_annonces(site)


def _day_of(board: Board) -> str:
    """The day on which the latest thing of a board was said, if one is known."""
    days = (one.depuis for one in board.all_shown() if one.depuis)
    latest = max(days, default=None)
    return latest.isoformat() if latest else ""


FEATURE = Feature(
    pages={"coups-de-main.md": Page("helping/coups-de-main.html", main_view, [SHEET])},
    section=SECTION,
    menu=[(SECTION, addresses.COUPS_DE_MAIN, "Coups de main")],
    whole=_draw,
    sheets={SHEET: ["lists/pages.css", "helping/helping.css"]},
    sitemap=_sitemap,
    visits={
        "les coups de main": addresses.COUPS_DE_MAIN,
        "les coups de main d’une nature": "coups-de-main/materiel/",
        "les coups de main d’un département": "coups-de-main/departements/35/",
        "les coups de main d’un territoire pilote": "coups-de-main/pilotes/plaine-des-vosges/",
        "une annonce": addresses.annonce("besoin-machine-a-coudre"),
        "les coups de main par département": addresses.COUPS_DE_MAIN_DEPARTEMENTS,
    },
)
