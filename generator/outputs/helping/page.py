"""The pages of boards: what they show, and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.facets import By
from generator.accompaniment.gathering import Gathered
from generator.accompaniment.helping import CoupDeMain
from generator.content.fiches import Document, FicheAnnonce
from generator.content.vocabulary import NATURES
from generator.geography import departements
from generator.outputs.helping.answers import answers_to
from generator.outputs.helping.boards import NATURE_SAID, QUOTED, Board, make_boards
from generator.outputs.helping.rows import rows_of
from generator.outputs.kit.blocks import AgirView, Link
from generator.outputs.kit.output import Output
from generator.outputs.lists.doors import PlaceDoor, PlacesView, by_region
from generator.outputs.lists.list_page import PageLink, page_links
from generator.outputs.site.annonces import holder_of, where_to_answer, where_to_end
from generator.outputs.site.head import feed_of
from generator.outputs.site.helping import Met, annonce_met
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import pluriel

SECTION, SHEET = "annonces", "coups-de-main.css"


class PagesView(NamedTuple):
    """The other pages of a board, as `partials/pages.html` shows them."""

    pages: Sequence[PageLink]
    precedente: str
    suivante: str


class Section(NamedTuple):
    """Some rows under a heading."""

    id: str
    titre: str
    rangees: Markup


class Quoted(NamedTuple):
    """An annonce of a group, quoted whole."""

    fiche: FicheAnnonce
    page: str
    repondre: str
    """Where it is answered; nothing where nobody would read it."""
    finie: str
    """Where one says that it holds no more, likewise."""
    reponses: int
    """How many answered it."""


class GroupView(NamedTuple):
    """Annonces that say the same thing, each quoted whole."""

    une: Gathered
    citees: Sequence[Quoted]
    offres: Sequence[Met]
    """What may answer one of them."""
    autres: str
    """How many are not quoted, and where they stand; nothing when all are."""
    defi: str
    """The form where they become a défi; of an example, nothing."""


class BoardView(NamedTuple):
    """One page of a board."""

    board: Board
    fil: Sequence[Link]
    natures: Sequence[tuple[str, str, bool]]
    """What one can look for alone: its name, its address, whether this page is about it."""
    groupes: Sequence[GroupView]
    autres_groupes: str
    """How many groups no page up to this one shows, and where they stand; nothing when all are."""
    sections: Sequence[Section]
    raccourci: bool
    """Whether what is offered is far below what is looked for."""
    lieux: Sequence[str]
    """The places that welcome in a pilot territory; on its first page."""
    pages: PagesView
    au_dela: Sequence[tuple[str, Link]]
    """On the last page, how many things none shows, each with the way to them."""
    lieu: Link | None
    """The page of the place."""
    sans_porte: bool
    """Whether nothing can be sent from the site: one prepares, prints, hands over."""
    sans_reponse: bool
    """Whether the page shows what a real person said, and no way to answer it from here."""
    annoncer: str
    vide: bool
    """Whether there is nothing at all."""
    agir: AgirView


def board_view(site: Site, board: Board, number: int = 1) -> BoardView:
    """What the templates show of page `number` of a board."""
    root = addresses.root_from(addresses.page(board.address, number))
    last = board.page_count
    groups = board.groups(number)
    sections = list(_sections(site, board, number, root))
    lieux = board.lieux if number == 1 else ()
    facet = board.facet
    return BoardView(
        board=board,
        fil=_trail(board, root),
        natures=_natures(board, root),
        groupes=[_group(site, board, one, root) for one in groups],
        autres_groupes=_other_groups(board, number),
        sections=sections,
        raccourci=_is_far_below(board, groups, sections),
        lieux=lieux,
        pages=_pages(board.address, number, last, root),
        au_dela=_beyond(board, root) if number == last else (),
        lieu=(facet.nom, root + addresses.facet(facet.by, facet.slug)) if facet else None,
        sans_porte=site.has_no_door,
        sans_reponse=any(_is_unanswered(site, one) for one in board.shown(number)),
        annoncer=root + addresses.ANNONCER,
        vide=not (sections or lieux or groups),
        agir=closing(site, root),
    )


def _is_far_below(board: Board, groups: Sequence[Gathered], sections: Sequence[Section]) -> bool:
    """Whether the offers of a page need a way from its top: of the country, or below groups."""
    names = [section.id for section in sections]
    return "propose" in names and (bool(groups) or (not board.facet and names[0] != "propose"))


def _is_unanswered(site: Site, one: CoupDeMain) -> bool:
    said = one.annonce
    return said is not None and not (
        one.exemple
        or said.slug in site.taken_up
        or where_to_answer(site, said, "", holder_of(site, said))
    )


def _trail(board: Board, root: str) -> list[Link]:
    home, top = ("Accueil", root), ("Coups de main", root + addresses.COUPS_DE_MAIN)
    return [home, ("Coups de main", "")] if board.is_whole else [home, top, (board.nom, "")]


def _natures(board: Board, root: str) -> list[tuple[str, str, bool]]:
    """Of the country, each nature alone; a place is small enough to be read whole."""
    if board.facet:
        return []
    named = ((term.slug, NATURE_SAID[term.slug]) for term in NATURES)
    return [
        (nom, root + addresses.coups_de_main(slug=slug), slug == board.nature)
        for slug, nom in named
    ]


def _other_groups(board: Board, number: int) -> str:
    """The groups that come after page `number`: on the next one, else where each is told."""
    count = board.groups_after(number)
    if not count:
        return ""
    if number < board.page_count:
        where = ", à la page suivante"
    elif board.is_whole:
        where = (
            ", dans les pages de son département"
            if count == 1
            else ", dans les pages de leur département"
        )
    else:
        where = " : la page de chaque annonce mène à celles qui disent la même chose"
    return f"Et {pluriel(count, 'autre groupe', 'autres groupes')} d’annonces{where}."


def _group(site: Site, board: Board, one: Gathered, root: str) -> GroupView:
    quoted = [_quoted(site, said, root) for said in one.annonces[:QUOTED]]
    form = "" if one.exemple else root + addresses.proposer_pour(one.slugs)
    offers = _offers(site, one, root)
    return GroupView(one, quoted, offers, _others(board, one), form)


def _others(board: Board, group: Gathered) -> str:
    """How many annonces of a group are not quoted, and which lists hold them."""
    count = len(group.annonces[QUOTED:])
    if not count:
        return ""
    listed = {one.annonce.slug for one in board.all_shown() if one.annonce}
    here = sum(slug in listed for slug in group.slugs[QUOTED:])
    said = f"Et {pluriel(count, 'autre', 'autres')}"
    if board.is_whole and here < count:
        return f"{said} : les listes de chaque département en montrent la suite."
    where = "plus bas" if board.page_count == 1 else "dans les listes de ces pages"
    if here < count:
        return f"{said}, dont {here} {where}." if here else f"{said}."
    return f"{said}, {where}."


def _quoted(site: Site, said: Document[FicheAnnonce], root: str) -> Quoted:
    holder = holder_of(site, said)
    return Quoted(
        said.fiche,
        root + addresses.annonce(said.slug),
        where_to_answer(site, said, root, holder),
        where_to_end(site, said, root, holder),
        len(answers_to(site, said.slug)),
    )


def _offers(site: Site, group: Gathered, root: str) -> Sequence[Met]:
    """What may answer one of a group, each told once: the first of each, `_OFFERS` at most."""
    found: dict[str, Met] = {}
    for said in group.annonces[:_COMPARED]:
        if len(found) < _OFFERS and (met := annonce_met(site, said, root)):
            found.setdefault(met.adresse, met)
    return list(found.values())


_OFFERS, _COMPARED = 2, 30
"""How many offers the box of a group tells, and for how many of its annonces one looks for some."""


def _sections(site: Site, board: Board, number: int, root: str) -> Iterator[Section]:
    shared = "Ce qui se partage ici" if board.facet else "On propose"
    sides = (
        ("cherche", "On cherche", "besoin", board.needs(number)),
        ("propose", shared, "offre", board.offers(number)),
        ("dit", "Des envies, des idées, des opinions", "", board.said(number)),
    )
    for name, titre, side, some in sides:
        if some:
            yield Section(name, titre, rows_of(site, some, root, side=side))


def _pages(address: str, number: int, last: int, root: str) -> PagesView:
    def to(page: int) -> str:
        return f"{root}{addresses.page(address, page)}" if 1 <= page <= last else ""

    return PagesView(page_links(address, number, last, root), to(number - 1), to(number + 1))


def _beyond(board: Board, root: str) -> Sequence[tuple[str, Link]]:
    """Of a place, its défis, each of which says all that it looks for, and the open data, which
    hold all annonces; else a place.
    """
    of_defis, of_people = board.beyond
    if board.facet is None:
        choose = "choisissez votre département", root + addresses.COUPS_DE_MAIN_DEPARTEMENTS
        ways = [(of_defis + of_people, "autre", "autres", choose)]
    else:
        there = root + addresses.facet(board.facet.by, board.facet.slug)
        ways = [
            (of_defis, "autre", "autres", ("sur la page de chaque défi", there)),
            (of_people, "autre annonce", "autres annonces",
             ("dans le fichier de toutes les annonces", root + addresses.DONNEES)),
        ]  # fmt: skip
    return [(f"Et {pluriel(count, one, many)} : ", way) for count, one, many, way in ways if count]


def closing(site: Site, root: str) -> AgirView:
    """What ends a board: say one's own; no promise where nothing is sent."""
    said = "Dites ce qu’il vous manque, ou ce que vous pouvez prêter, montrer, donner."
    announce, propose = "Passer une annonce", "Proposer un défi"
    if site.has_no_door:
        said += f" Écrivez-le ici, imprimez-le, parlez-en : {site.doors.rien}."
        announce, propose = "Préparer une annonce", "Préparer un défi"
    doors = [
        (announce, root + addresses.ANNONCER, False),
        (propose, root + addresses.PROPOSER, True),
    ]
    return AgirView("Et vous ?", said, doors)


# --- Pages ---------------------------------------------------------------------------------------


def main_view(site: Site, path: str) -> BoardView:
    """The board of everywhere, which MkDocs draws."""
    return board_view(site, site.once(make_boards)[addresses.COUPS_DE_MAIN])


def board_pages(site: Site) -> Iterable[tuple[Board, int]]:
    """The pages that MkDocs does not draw: each board with the number of the page."""
    return (
        (board, number)
        for board in site.once(make_boards).values()
        if not board.is_whole
        for number in range(1, board.page_count + 1)
    )


def draw_boards(site: Site) -> Iterator[Output]:
    """All these pages, and that of places."""
    shells = {own: site.shell(SECTION, exemple=own, sheets=[SHEET]) for own in (False, True)}
    for board, number in board_pages(site):
        yield _draw(site, shells[board.exemple], board, number)
    yield _draw_places(site, shells[False])


def _draw(site: Site, shell: Shell, board: Board, number: int) -> Output:
    address = addresses.page(board.address, number)
    root = addresses.root_from(address)
    content = site.template("helping/page.html").render(
        vue=board_view(site, board, number), racine=root, chapo=board.chapo
    )
    title = f"{board.titre}, page {number}" if number > 1 else board.titre
    feed = feed_of(board.facet) if board.facet else ("", "")
    page = shell.wrap(root, site.head(address, title, board.chapo, feed=feed), content)
    return Output(addresses.file_of(address), page.encode())


_PLACES = "Coups de main par département"
_PLACES_SAID = "Choisissez un département : ce que l’on y cherche, ce qui s’y partage."


def _draw_places(site: Site, shell: Shell) -> Output:
    address = addresses.COUPS_DE_MAIN_DEPARTEMENTS
    root = addresses.root_from(address)
    boards = site.once(make_boards)
    places = [
        (departement, PlaceDoor(root + there, departement.nom))
        for code, departement in departements().items()
        if (there := addresses.coups_de_main(By.DEPARTEMENT, code)) in boards
    ]
    pilotes = [
        PlaceDoor(
            root + addresses.coups_de_main(By.PILOTE, slug),
            pilote.fiche.nom,
            exemple=pilote.fiche.exemple,
        )
        for slug, pilote in site.catalogue.pilotes.items()
    ]
    view = PlacesView(by_region(places), pilotes, closing(site, root))
    content = site.template("helping/departements.html").render(
        vue=view, racine=root, titre=_PLACES, chapo=_PLACES_SAID
    )
    page = shell.wrap(root, site.head(address, _PLACES, _PLACES_SAID), content)
    return Output(addresses.file_of(address), page.encode())
