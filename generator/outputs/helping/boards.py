"""The boards of helping hands: what is looked for and offered everywhere, of one nature, in one place.

Each shows first what is real, then what no défi takes up, then what was said last. A country of ten thousand groups looks for
thirteen thousand things: a board has as many pages as its `Room` tells; what is beyond is counted,
with the way to it, which is a narrower board, else the page of each défi and the open data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple, TypeVar

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
    """How many pages what défis say fills at most: each défi has its own page too."""
    most: int
    """How many there are at most with what persons say, which stands nowhere else by place."""


EVERYWHERE, NATURE, PLACE = Room(4, 4, 2, 1, 1), Room(11, 6, 0, 5, 5), Room(8, 6, 3, 4, 12)

GROUPS, QUOTED = 2, 6
"""How many groups of annonces that say the same thing stand at the head of each page of a board, and
how many annonces of each are quoted there; its lists hold the others.
"""


_Rank = tuple[bool, bool]
"""Whether a thing is invented, whether a défi takes it up: what is real and open comes first."""


@dataclass(slots=True)
class _Part:
    """What a board holds of needs, of offers or of the rest: the first ones, how many there are.

    It is told things by rank, the latest first. A défi and a person speak in turns, so that neither
    those who announce much nor those who give no day push the others off.
    """

    size: int
    room: Room
    first: list[CoupDeMain] = field(default_factory=list)
    """What it shows, once it is settled."""
    groups: int = 0
    people: int = 0
    """How many things défis say, and persons."""
    _kept: list[tuple[_Rank, int, bool, CoupDeMain]] = field(default_factory=list)
    _turns: Counter[tuple[_Rank, bool]] = field(default_factory=Counter)

    def add(self, one: CoupDeMain, rank: _Rank) -> None:
        is_person = one.defi is None
        if is_person:
            self.people += 1
        else:
            self.groups += 1
        told, pages = (self.people, self.room.most) if is_person else (self.groups, self.room.pages)
        if told <= self.size * pages:
            self._turns[rank, is_person] += 1
            self._kept.append((rank, self._turns[rank, is_person], is_person, one))

    def settle(self, *, by_nature: bool) -> None:
        """Choose what it shows; `by_nature`, what is of one nature stands together."""
        kept = sorted(self._kept, key=itemgetter(0, 1, 2))[: self.size * self.room.most]
        if by_nature:
            kept.sort(key=lambda row: (row[0], _RANKS.get(row[3].nature, len(_RANKS))))
        self.first = [one for *_, one in kept]
        self._kept.clear()

    @property
    def beyond(self) -> tuple[int, int]:
        """How many things it does not show: of défis, of persons."""
        people = sum(one.defi is None for one in self.first)
        return self.groups - (len(self.first) - people), self.people - people


@dataclass(slots=True)
class _Share:
    """What a board holds."""

    room: Room
    needs: _Part = field(init=False)
    offers: _Part = field(init=False)
    said: _Part = field(init=False)
    groups: list[Gathered] = field(default_factory=list)
    quoted: set[str] = field(default_factory=set)
    """The annonces that stand at the head of its pages."""

    def __post_init__(self) -> None:
        sizes = (self.room.needs, self.room.offers, self.room.said)
        self.needs, self.offers, self.said = (_Part(size, self.room) for size in sizes)

    def gather(self, group: Gathered) -> None:
        """Put a group at the head of a page, as far as there is room."""
        if len(self.groups) < GROUPS * self.room.most:
            self.quoted.update(group.slugs[:QUOTED])
        self.groups.append(group)

    @property
    def parts(self) -> tuple[_Part, _Part, _Part]:
        return self.needs, self.offers, self.said

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
        share = self.share
        filled = (-(-len(part.first) // part.size) for part in share.parts if part.size)
        with_groups = min(-(-len(share.groups) // GROUPS), share.room.most)
        return max(1, with_groups, *filled)

    @property
    def beyond(self) -> tuple[int, int]:
        """How many things none of its pages shows: of défis, of persons."""
        of_defis, of_people = zip(*(part.beyond for part in self.share.parts), strict=True)
        return sum(of_defis), sum(of_people)

    def groups(self, number: int) -> Sequence[Gathered]:
        """The groups of annonces at the head of page `number`."""
        return _slice(self.share.groups, GROUPS, number)

    def groups_after(self, number: int) -> int:
        """How many groups of annonces there are that neither page `number` nor one before shows."""
        return len(self.share.groups[number * GROUPS :])

    def needs(self, number: int) -> Sequence[CoupDeMain]:
        """What is looked for, on page `number`."""
        return _slice(self.share.needs.first, self.share.room.needs, number)

    def offers(self, number: int) -> Sequence[CoupDeMain]:
        """What is offered; in a place, by nature."""
        return _slice(self.share.offers.first, self.share.room.offers, number)

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
        for part in self.share.parts:
            yield from part.first


_T = TypeVar("_T")


def _slice(some: Sequence[_T], size: int, number: int) -> Sequence[_T]:
    return some[(number - 1) * size : number * size]


_RANKS = {term.slug: rank for rank, term in enumerate(NATURES)}


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
        for rank, one in _newest_first(site, some):
            for share in _shares(site, boards, one):
                part_of(share).add(one, rank)
    for board in boards.values():
        _settle(board)
    return boards


def _settle(board: Board) -> None:
    share = board.share
    for part in share.parts:
        part.settle(by_nature=part is share.offers and board.facet is not None)


_SIDES, _NO_DAY = {"besoin", "offre"}, date.min


def _newest_first(site: Site, some: Iterable[CoupDeMain]) -> list[tuple[_Rank, CoupDeMain]]:
    """Things by rank, then the latest; that whose day nobody said comes last."""
    ranked = [((one.exemple, helping.is_taken_up(site, one)), one) for one in some]
    return sorted(ranked, key=lambda row: (row[0], -(row[1].depuis or _NO_DAY).toordinal()))


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
