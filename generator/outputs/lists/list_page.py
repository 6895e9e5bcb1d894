"""A page of a list: what it shows, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.examples import Count
from generator.accompaniment.facets import PLACES
from generator.outputs.kit.blocks import AgirView, Link, PiloteLink, pilote_link
from generator.outputs.kit.cards import AnnoncesView
from generator.outputs.kit.output import Output
from generator.outputs.lists.filters import FacetView, FormView, facet_views, form_view, refined
from generator.outputs.lists.here import HereView, here_view
from generator.outputs.lists.lists import DefiList, PlaceContext, make_lists
from generator.outputs.maps.drawn_maps import MapView, map_view
from generator.outputs.maps.grounds import Ground, draw_grounds
from generator.outputs.site.annonces import annonces_view
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site


@dataclass(frozen=True, slots=True)
class PageLink:
    numero: int
    url: str
    courante: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContextView:
    """What else there is in a place, beside its défis."""

    pilotes: Sequence[PiloteLink]
    annonces: AnnoncesView


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One page of a list of défis; its cards are ready, since each stands in several lists."""

    titre: str
    chapo: str
    classe: str
    """« p1 », « t-rural » or nothing: what tints the head of the page."""
    fil: Sequence[Link]
    facettes: Sequence[FacetView]
    compte: Count
    """How many défis it holds, on all its pages."""
    vivants: Count
    """How many of them are not finished."""
    montres: int
    """How many of them this page shows."""
    cartes: Markup
    devenus: Markup
    pages: Sequence[PageLink]
    suivante: str
    precedente: str
    agir: AgirView
    sans_porte: bool
    """Whether nothing can be sent from the site: a list without défi asks to prepare one."""
    exemple: bool = False
    autour: PlaceContextView | None = None
    dessin: str = ""
    """The word whose drawing stands at the head of the page, if one does."""
    filtre: FormView | None = None
    """What makes a form of the filters; nothing where they stay links."""
    affiner: str = ""
    """Where the same list can be narrowed further, with a script."""
    toute: str = ""
    """Where the whole list is, when only its first défis are shown."""
    carte: MapView | None = None
    journal: str = ""
    """The sheet of paper of the place that it is about, on its first page."""
    ici: HereView | None = None
    """What happens in the place that it is about, on its first page."""


def list_view(site: Site, one: DefiList, number: int = 1) -> ListView:
    """What the templates show of page `number` of a list."""
    address = addresses.page(one.address, number)
    root = addresses.root_from(address)
    shown = one.page(number)
    last = one.page_count
    cards = partial(site.cards_of, root=root, said=one.said_at_its_head)
    return ListView(
        titre=one.titre,
        chapo=one.chapo,
        classe=one.classe,
        fil=[*((label, f"{root}{url}") for label, url in one.fil[:-1]), *one.fil[-1:]],
        facettes=_filters(site, one, root) if one.is_filtered else (),
        compte=one.compte,
        vivants=one.vivants,
        montres=len(shown),
        cartes=cards([defi for defi in shown if not defi.is_finished]),
        devenus=cards([defi for defi in shown if defi.is_finished]),
        pages=page_links(one.address, number, last, root),
        suivante=f"{root}{addresses.page(one.address, number + 1)}" if number < last else "",
        precedente=f"{root}{addresses.page(one.address, number - 1)}" if number > 1 else "",
        agir=_closing(site, one, root),
        sans_porte=site.has_no_door,
        exemple=one.exemple,
        autour=_place_context(site, one, one.context, root)
        if one.context and number == 1
        else None,
        dessin=one.territoire if one.phase else "",
        filtre=form_view(site, root) if one.is_whole else None,
        affiner=root + refined(one.phase, one.territoire)
        if one.is_filtered and not one.is_whole
        else "",
        carte=_map(site, one, root) if number == 1 else None,
        journal=root + addresses.journal(one.facet.by, one.facet.slug)
        if number == 1 and one.facet.by in PLACES
        else "",
        ici=here_view(site, one, root) if number == 1 else None,
    )


def _filters(site: Site, one: DefiList, root: str) -> tuple[FacetView, ...]:
    """The filters of a list, the same on each of its pages at one depth."""
    known = site.once(_no_filters)
    key = one.address, root
    if key not in known:
        known[key] = facet_views(site, site.once(make_lists), one, root)
    return known[key]


def _no_filters(site: Site) -> dict[tuple[str, str], tuple[FacetView, ...]]:
    return {}


def _map(site: Site, one: DefiList, root: str) -> MapView | None:
    """The map of the first page of a list."""
    if not one.carte:
        return None
    embed = f"{root}{addresses.INTEGRER}?quoi={one.address.rstrip('/')}"
    return map_view(ground_of(site, one), one.members, root, titre=one.carte, embed=embed)


def ground_of(site: Site, one: DefiList) -> Ground:
    """What the map of a list is drawn on."""
    return site.maps.ground(one.ou) if one.ou else site.maps.france


def draw_maps(site: Site) -> Iterator[Output]:
    """The grounds of all maps: those of lists, and those that show where each défi is."""
    grounds = [ground_of(site, one) for one in site.once(make_lists).values()]
    communes = {defi.commune.departement for defi in site.ordered}
    yield from draw_grounds(site.disk_cache, [*grounds, *map(site.maps.small, sorted(communes))])


def _place_context(site: Site, one: DefiList, context: PlaceContext, root: str) -> PlaceContextView:
    """Letters about annonces go to the pilot territory that holds them all, else to the site."""
    holders = {site.areas.pilote_at(said.fiche.commune) for said in context.annonces}
    alone = site.catalogue.pilotes.get(holders.pop()) if len(holders) == 1 else None
    return PlaceContextView(
        pilotes=[pilote_link(pilote, root) for pilote in context.pilotes.values()],
        annonces=annonces_view(site, context.annonces, root, pilote=alone, place=one.facet),
    )


def page_links(address: str, current: int, last: int, root: str) -> list[PageLink]:
    """The links from page `current` of a list to its others; none to a page that is alone."""
    if last == 1:
        return []
    return [
        PageLink(number, f"{root}{addresses.page(address, number)}", number == current)
        for number in _window(current, last)
    ]


def _window(current: int, last: int) -> Iterable[int]:
    """The pages worth a link: the first, the last, and those around this one."""
    near = range(max(1, current - 2), min(last, current + 2) + 1)
    return sorted({1, *near, last})


_CLOSING = {
    "informaction": (
        "Une question vous travaille ?",
        "Une soirée, une salle, une question : un premier débat suffit pour commencer.",
        ("Organiser un premier débat", "premier-debat"),
    ),
    "creaction": (
        "Votre groupe en est là ?",
        "Pour passer à l’étape 3, dites comment vous êtes organisés et comment vous décidez.",
        ("Choisir comment décider", "choisir-un-mode-de-decision"),
    ),
    "activaction": (
        "Votre projet est prêt ?",
        "Trouver l’argent, inviter tout le monde, puis raconter ce que vous avez appris.",
        ("Financer un défi", "financer-un-defi"),
    ),
}
"""The question, the sentence and the guide that end the lists of a phase."""
_START = "Et chez vous ?", "Une envie, un besoin ou une idée suffit pour commencer."


def _closing(site: Site, one: DefiList, root: str) -> AgirView:
    """What ends a list: the guide of its phase, where the site has it, and the way to propose."""
    propose = ("Proposer une idée", f"{root}{addresses.PROPOSER}")
    question, text, (label, guide) = _CLOSING.get(one.phase, (*_START, ("", "")))
    if guide not in site.catalogue.guides:
        return AgirView(*_START, [(*propose, False)])
    guided = (label, f"{root}{addresses.guide(guide)}", False)
    return AgirView(question, text, [guided, (*propose, True)])


def draw_list_page(site: Site, shell: Shell, one: DefiList, number: int) -> Iterator[Output]:
    """One page of a list."""
    address = addresses.page(one.address, number)
    root = addresses.root_from(address)
    view = list_view(site, one, number)
    content = site.template("lists/liste.html").render(liste=view, racine=root, section="defis")
    title = one.titre if number == 1 else f"{one.titre}, page {number}"
    head = site.head(address, title, one.chapo, about=one, feed=one.feed)
    page = shell.wrap(root, head, content)
    yield Output(addresses.file_of(address), page.encode())
