"""The pages of places: types of territory, pilot territories, départements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.examples import Count
from generator.content.fiches import FichePilote
from generator.content.model import Partenaire
from generator.content.vocabulary import TERRITOIRE, TERRITOIRES, Term
from generator.outputs.kit.blocks import (
    ContactView,
    Link,
    PiloteLink,
    contact_view,
    departement_links,
    pilote_link,
)
from generator.outputs.kit.cards import AnnoncesView, guide_cards
from generator.outputs.kit.doors import is_reached
from generator.outputs.lists.doors import DoorView, Region, departement_doors, doors_to
from generator.outputs.lists.editorial import TermView
from generator.outputs.lists.list_page import ListView, list_view
from generator.outputs.lists.lists import make_lists
from generator.outputs.lists.live_map import LiveView, live_view
from generator.outputs.site.annonces import annonces_view, next_date, said_in
from generator.outputs.site.site import Site
from generator.outputs.territories.week import WeekView, week_view
from generator.text.typography import capital, listed, pluriel


@dataclass(frozen=True, slots=True, kw_only=True)
class PiloteView:
    """What stands around the text of a pilot territory."""

    liste: ListView
    semaine: WeekView | None
    """What happens there now, before any text."""
    tableau: str
    """What waits there for those who accompany; nothing in an example, where nobody does."""
    territoire: Term
    communes: str
    """Those that it covers one by one, in words."""
    entiers: Sequence[Link]
    """The départements that it covers whole."""
    departements: Sequence[Link]
    """The other départements that it touches."""
    contact: ContactView | None
    lu: bool
    """Whether someone of the territory reads what is written to that address."""
    formulaire: bool
    """Whether one can write by a form."""
    rencontre: Link | None
    """The next date to which one can go there."""
    rubriques: Sequence[tuple[str, Sequence[str]]]
    """Networks, places, issues: a heading, then lines."""
    partenaires: Sequence[Partenaire]
    annonces: AnnoncesView
    vive: LiveView

    @property
    def resume(self) -> str:
        """One sentence about its page."""
        return self.liste.chapo


class PiloteDoor(NamedTuple):
    """A pilot territory in the list of all of them."""

    fiche: FichePilote
    url: str
    aire: str
    compte: Count


class TerritoriesView(NamedTuple):
    """The types of territory, and what there is to see in pilot territories and départements."""

    types: Sequence[DoorView]
    pilotes: int
    """The real ones."""
    exemples: int
    departements: str
    """« Des défis dans 2 départements, une annonce ou un territoire pilote dans 4 autres », or nothing."""


def territories_view(site: Site, path: str) -> TerritoriesView:
    """The four types of territory, and the other ways to look for a place."""
    pilotes = [one.fiche.exemple for one in site.catalogue.pilotes.values()]
    root = addresses.root_from(addresses.TERRITOIRES)
    return TerritoriesView(
        types=doors_to(site, TERRITOIRES, addresses.territory, root),
        pilotes=pilotes.count(False),
        exemples=pilotes.count(True),
        departements=_what_is_where(departements_view(site, path)),
    )


def _what_is_where(regions: Iterable[Region]) -> str:
    """In how many départements there are défis, only examples, or none of them."""
    doors = [door for _, some in regions for door in some]
    real = sum(door.compte.vrais > 0 for door in doors)
    invented = sum(door.defis > 0 for door in doors) - real
    told = [
        ("des défis dans", real),
        ("des exemples dans", invented),
        ("une annonce ou un territoire pilote dans", len(doors) - real - invented),
    ]
    said: list[str] = []
    for what, count in told:
        if count:
            words = ("autre", "autres") if said else ("département", "départements")
            said.append(f"{what} {pluriel(count, *words)}")
    return capital(", ".join(said))


def territory_view(site: Site, path: str) -> TermView:
    """A type of territory: its défis, its guides, its pilot territories, its map."""
    slug = addresses.slug_of(path)
    address = addresses.territory(slug)
    root = addresses.root_from(address)
    return TermView(
        liste=list_view(site, site.once(make_lists)[address]),
        guides=guide_cards(
            site.catalogue.guides.values(),
            root,
            lambda g: not g.territoires or slug in g.territoires,
        ),
        terme=TERRITOIRE[slug],
        pilotes=_pilotes_of(site, slug, root),
        vive=live_view(site, root, territoire=slug),
    )


def _pilotes_of(site: Site, territoire: str, root: str) -> list[PiloteLink]:
    """The pilot territories of one type."""
    pilotes = site.catalogue.pilotes.values()
    return [pilote_link(one, root) for one in pilotes if one.fiche.territoire == territoire]


def pilote_view(site: Site, path: str) -> PiloteView:
    """A pilot territory: its place, whom to write to, its défis, what is said there."""
    pilote = site.catalogue.pilotes[addresses.slug_of(path)]
    fiche = pilote.fiche
    address = addresses.pilote(pilote.slug)
    root = addresses.root_from(address)
    partly = [each for each in fiche.touched if each not in fiche.departements]
    lines = (
        ("Les réseaux d’ici", fiche.reseaux),
        ("Les lieux qui accueillent", fiche.lieux),
        ("Ce dont on parle", fiche.enjeux),
    )
    contact = contact_view(site.view, pilote)
    said = said_in(site, pilote.slug)
    one = site.once(make_lists)[address]
    members = one.members
    liste = list_view(site, one)
    holder = pilote if is_reached(pilote) else None
    semaine = week_view(site, one.facet, liste.ici, said, holder, root)
    return PiloteView(
        liste=liste,
        semaine=semaine,
        tableau="" if fiche.exemple else root + addresses.tableau(pilote.slug),
        territoire=TERRITOIRE[fiche.territoire],
        communes=listed([place.name for place in fiche.communes]),
        entiers=departement_links(fiche.departements, root),
        departements=departement_links(sorted(partly), root),
        contact=contact,
        lu=is_reached(pilote),
        formulaire=site.doors.envoi,
        rencontre=next_date(site, members, root),
        rubriques=[(title, texts) for title, texts in lines if texts],
        partenaires=fiche.partenaires,
        annonces=_not_told_twice(
            annonces_view(site, said, root, pilote=pilote, place=one.facet), semaine
        ),
        vive=live_view(site, root, pilote=pilote.slug),
    )


def _not_told_twice(annonces: AnnoncesView, semaine: WeekView | None) -> AnnoncesView:
    """The annonces of a place, without the group that the head of its page names already."""
    told = semaine.ensemble.phrase if semaine and semaine.ensemble else ""
    return replace(annonces, ensemble=[one for one in annonces.ensemble if one != told])


def pilotes_view(site: Site, path: str) -> list[PiloteDoor]:
    """All pilot territories, the real ones first."""
    lists = site.once(make_lists)
    root = addresses.root_from(addresses.PILOTES)
    return [
        PiloteDoor(
            fiche=pilote.fiche,
            url=f"{root}{addresses.pilote(slug)}",
            aire=_area(pilote.fiche),
            compte=lists[addresses.pilote(slug)].compte,
        )
        for slug, pilote in sorted(
            site.catalogue.pilotes.items(), key=lambda one: (one[1].fiche.exemple, one[0])
        )
    ]


def _area(fiche: FichePilote) -> str:
    """« Mirecourt, Vittel », « la Creuse »: what a pilot territory covers, in words."""
    return listed([*(d.nom for d in fiche.departements), *(c.name for c in fiche.communes)])


def departements_view(site: Site, path: str) -> list[Region]:
    """Those where something happens."""
    regions = [
        (region, [door for door in doors if door.url])
        for region, doors in departement_doors(site, addresses.root_from(addresses.DEPARTEMENTS))
    ]
    return [(region, doors) for region, doors in regions if doors]
