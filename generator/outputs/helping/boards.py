"""The boards of helping hands: what is looked for and offered everywhere, of one nature, in one place.

Each shows first what is real, then what was said last. A country of ten thousand groups looks for
thirteen thousand things: a board has as many pages as its `Room` tells; what is beyond is counted,
with the way to it, which is a narrower board, else the page of each défi.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.facets import PLACES, By, Facet
from generator.accompaniment.gathering import Gathered
from generator.accompaniment.helping import CoupDeMain, of_annonce
from generator.content.vocabulary import NATURES
from generator.outputs.lists.lists import make_lists
from generator.outputs.site import helping
from generator.outputs.site.site import Site


class Room(NamedTuple):
    """How much a board shows: on each of its pages, and how many pages it has at most.

    With all that it shows, a page stays under 350 elements.
    """

    needs: int
    offers: int
    said: int
    pages: int


EVERYWHERE, NATURE, PLACE = Room(4, 4, 2, 1), Room(11, 6, 0, 5), Room(8, 6, 3, 4)

GROUPS, QUOTED = 2, 6
"""How many groups of annonces that say the same thing stand at the head of a board, and how many
annonces of each are quoted there; its lists hold the others.
"""


@dataclass(slots=True)
class _Part:
    """What a board holds of needs, of offers or of the rest: the first ones, how many there are."""

    room: int
    first: list[CoupDeMain] = field(default_factory=list)
    total: int = 0

    def add(self, one: CoupDeMain) -> None:
        self.total += 1
        if len(self.first) < self.room:
            self.first.append(one)

    @property
    def beyond(self) -> int:
        return self.total - len(self.first)


@dataclass(slots=True)
class _Share:
    """What a board holds."""

    room: Room
    needs: _Part = field(init=False)
    offers: _Part = field(init=False)
    said: _Part = field(init=False)
    groups: list[Gathered] = field(default_factory=list)
    quoted: set[str] = field(default_factory=set)
    """The annonces that stand at its head."""

    def __post_init__(self) -> None:
        sizes = (self.room.needs, self.room.offers, self.room.said)
        self.needs, self.offers, self.said = (_Part(size * self.room.pages) for size in sizes)

    def gather(self, group: Gathered) -> None:
        """Put a group at the head, as far as there is room."""
        if len(self.groups) < GROUPS:
            self.quoted.update(group.slugs[:QUOTED])
        self.groups.append(group)

    def lists(self, one: CoupDeMain) -> bool:
        """Whether one thing stands in its lists."""
        return one.annonce is None or one.annonce.slug not in self.quoted


@dataclass(slots=True, kw_only=True)
class Board:
    """One board: where it stands, its words, what it holds, which `make_boards` fills."""

    address: str
    nom: str
    titre: str
    chapo: str
    share: _Share
    facet: Facet | None = None
    """The place that it is about."""
    nature: str = ""
    """What all that it holds is, a word of vocabulary.NATURES."""
    lieux: Sequence[str] = ()
    """Of a pilot territory, the places that welcome."""
    exemple: bool = False
    """Whether the place that it is about is an example."""

    @property
    def is_whole(self) -> bool:
        return not (self.facet or self.nature)

    @property
    def page_count(self) -> int:
        room, share = self.share.room, self.share
        parts = (
            (share.needs, room.needs),
            (share.offers, room.offers),
            (share.said, room.said),
        )
        return max(1, *(-(-len(part.first) // size) for part, size in parts if size))

    @property
    def beyond(self) -> int:
        """How many things none of its pages shows."""
        share = self.share
        return share.needs.beyond + share.offers.beyond + share.said.beyond

    def needs(self, number: int) -> Sequence[CoupDeMain]:
        """What is looked for, on page `number`."""
        return _slice(self.share.needs.first, self.share.room.needs, number)

    def offers(self, number: int) -> Sequence[CoupDeMain]:
        """What is offered; in a place, by nature."""
        first = self.share.offers.first
        ordered = sorted(first, key=_by_nature) if self.facet else first
        return _slice(ordered, self.share.room.offers, number)

    def said(self, number: int) -> Sequence[CoupDeMain]:
        """What people said that is neither: a wish, an idea, an opinion."""
        return _slice(self.share.said.first, self.share.room.said, number)

    def shown(self, number: int) -> Iterator[CoupDeMain]:
        """Everything that page `number` shows."""
        yield from self.needs(number)
        yield from self.offers(number)
        yield from self.said(number)

    def all_shown(self) -> Iterator[CoupDeMain]:
        """Everything that its pages show."""
        yield from self.share.needs.first
        yield from self.share.offers.first
        yield from self.share.said.first


def _slice(some: Sequence[CoupDeMain], size: int, number: int) -> Sequence[CoupDeMain]:
    return some[(number - 1) * size : number * size]


_RANKS = {term.slug: rank for rank, term in enumerate(NATURES)}


def _by_nature(one: CoupDeMain) -> tuple[bool, int]:
    return one.exemple, _RANKS.get(one.nature, len(_RANKS))


Boards = Mapping[str, Board]
"""Every board of the site, by address."""


def make_boards(site: Site) -> Boards:
    """Of everything, of each nature, of each place; each thing is looked at once, for all of them.

    A place has one where its défis have a list, so that the way there is known without this.
    """
    boards = {one.address: one for one in (_everywhere(), *_of_natures(), *_of_places(site))}
    for group in site.once(helping.gatherings):
        for address in _places_of_group(site, group):
            if address in boards:
                boards[address].share.gather(group)
    said = (of_annonce(one) for one in site.annonces if one.fiche.genre not in _SIDES)
    sides: tuple[tuple[Iterable[CoupDeMain], Callable[[_Share], _Part]], ...] = (
        (site.once(helping.needs), lambda share: share.needs),
        (site.once(helping.offers), lambda share: share.offers),
        (said, lambda share: share.said),
    )
    for some, part_of in sides:
        for one in _newest_first(some):
            for share in _shares(site, boards, one):
                part_of(share).add(one)
    return boards


_SIDES, _NO_DAY = {"besoin", "offre"}, date.min


def _newest_first(some: Iterable[CoupDeMain]) -> list[CoupDeMain]:
    """What is real before what is invented, then the latest; that whose day nobody said comes last."""
    return sorted(some, key=lambda one: (one.exemple, -(one.depuis or _NO_DAY).toordinal()))


def _shares(site: Site, boards: Boards, one: CoupDeMain) -> Iterator[_Share]:
    """What all boards hold that hold one thing."""
    nature = addresses.coups_de_main(slug=one.nature)
    own = (addresses.COUPS_DE_MAIN, nature, *_places(site, one))
    shares = (boards[address].share for address in dict.fromkeys(own) if address in boards)
    return (share for share in shares if share.lists(one))


def _places(site: Site, one: CoupDeMain) -> Iterator[str]:
    """The boards of the places of one thing."""
    for place in one.communes:
        yield addresses.coups_de_main(By.DEPARTEMENT, place.departement.code)
    pilote = (
        site.areas.pilote_of(one.defi)
        if one.defi
        else site.areas.pilote_of_said(one.commune, exemple=one.exemple)
    )
    if pilote:
        yield addresses.coups_de_main(By.PILOTE, pilote)


def _places_of_group(site: Site, group: Gathered) -> Iterator[str]:
    """The boards of a group: everywhere, and each place where one of its annonces was told."""
    there = (place for one in group.annonces for place in _places(site, of_annonce(one)))
    return iter(dict.fromkeys((addresses.COUPS_DE_MAIN, *there)))


def _everywhere() -> Board:
    return Board(
        address=addresses.COUPS_DE_MAIN,
        nom="Partout",
        titre="Coups de main",
        chapo="",
        share=_Share(EVERYWHERE),
    )


NATURE_SAID = {
    "competence": "Un savoir-faire",
    "reseau": "Un contact",
    "experience": "Une expérience",
    "materiel": "Du matériel",
    "lieu": "Un lieu",
    "temps": "Du temps",
    "argent": "De l’argent",
}
"""Each nature as one says what one looks for, or brings."""


def _of_natures() -> Iterator[Board]:
    for term in NATURES:
        nom = NATURE_SAID[term.slug]
        yield Board(
            address=addresses.coups_de_main(slug=term.slug),
            nom=nom,
            titre=f"Coups de main : {nom[0].lower()}{nom[1:]}",
            chapo="Ce que l’on cherche, ce que l’on propose, partout en France.",
            share=_Share(NATURE),
            nature=term.slug,
        )


def _of_places(site: Site) -> Iterator[Board]:
    lists = site.once(make_lists)
    for facet in site.facets:
        if facet.by in PLACES and addresses.facet(facet.by, facet.slug) in lists:
            pilote = site.catalogue.pilotes.get(facet.slug) if facet.by is By.PILOTE else None
            yield Board(
                address=addresses.coups_de_main(facet.by, facet.slug),
                nom=facet.nom,
                titre=f"Coups de main : {facet.nom}",
                chapo="Ce que l’on cherche ici, ce qui se partage.",
                share=_Share(PLACE),
                facet=facet,
                lieux=pilote.fiche.lieux if pilote else (),
                exemple=bool(pilote and pilote.fiche.exemple),
            )
