"""The blocks of the sheet of a place, made of what its coming month holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.helping import CoupDeMain
from generator.accompaniment.month import Coming, Month, Story
from generator.content.model import Defi
from generator.outputs.journal.paper import (
    EXAMPLE,
    HEADING,
    MOST,
    SIZES,
    Block,
    Entry,
    Frame,
    Laid,
    Size,
    laid,
)
from generator.outputs.journal.words import (
    about_date,
    about_defi,
    cut,
    place_of,
    told_on,
    when_of,
    whose,
)
from generator.text.typography import capital, heures, jour_mois, sentence, sentences

STORY = 420
"""How many signs of a story the sheet holds: six or seven lines."""

SQUARE = 8
"""How many of the smallest lines the square for telephones takes: 40 mm."""

HAND = 2.3
"""How many lines one that is filled in by hand takes."""

FREE = 4
"""How many of those a sheet has that holds nothing."""

BESIDE = 0.7
"""What part of a line is left beside it."""

TITLE = 34
"""How many signs the title holds in a line: its letters are twice as large."""


class Part(NamedTuple):
    """How one takes part: sentences, addresses to write to, the page of the place on the site."""

    phrases: Sequence[str]
    adresses: Sequence[tuple[str, str]]
    """Who reads, and the address of mail."""
    page: str
    """The whole address of the page of the place; nothing where the site does not know its own."""
    a_la_main: bool
    """Whether the sheet leaves a line to be filled in by hand: nobody is known who answers."""

    def cost(self, size: Size) -> float:
        """How many lines it takes."""
        said = [*self.phrases, *(f"{who} : {address}" for who, address in self.adresses)]
        said.append(f"{ON_SITE} {self.page}" if self.page else ASK)
        text = sum(size.of(" " * int(len(each) / BESIDE)) + 0.3 for each in said)
        square = SQUARE * SIZES[-1].points / size.points if self.page else 0
        return HEADING + max(text + HAND * self.a_la_main, square)


ON_SITE = "Tout lire, à jour, sur le site :"
ASK = "Pour lire le site, demandez son adresse à qui a posé cette feuille."


def sheet_of(nom: str, month: Month, part: Part) -> Laid:
    """The sheet of a place: its blocks, those that hold something, and the dates whatever happens."""
    others = (
        _needs(month.besoins),
        _begun(month.debuts),
        _story(month.recit),
        _offers(month.offres),
    )
    blocks = [_dates(month), *(each for each in others if each.entrees)]

    def frame(size: Size) -> Frame:
        signs = TITLE * SIZES[-1].points // size.points
        head = 1.7 + 2 * -(-len(nom + TITLED) // signs)
        free = (HEADING + 2.3 + HAND * FREE) * month.is_empty
        return Frame(head, part.cost(size) + free, EXAMPLE * month.invente)

    return laid(blocks, frame)


TITLED = " : le journal du mois"


def _dates(month: Month) -> Block:
    some = month.dates
    vide = "" if some else NO_DATE
    entries = [_date(each) for each in some[:MOST]]
    return Block("dates", "Les dates", entries, len(some), ("date", "dates"), vide)


NO_DATE = (
    "Aucune date n’est annoncée pour ce mois. La première peut être la vôtre : une question, "
    "une salle, une heure, et quelques voisins invités de vive voix."
)


def _date(each: Coming) -> Entry:
    one = each.une
    hours = heures(one.debut, one.fin)
    off = "ANNULÉ. " if one.is_cancelled else ""
    gras = f"{off}{capital(hours)} : {one.titre}" if hours else f"{off}{one.titre}"
    return Entry(gras, about_date(each), capital(jour_mois(one.jour)))


def _needs(some: Sequence[CoupDeMain]) -> Block:
    titre, mots = "On cherche un coup de main", ("besoin", "besoins")
    return Block("besoins", titre, _things(some), len(some), mots)


def _offers(some: Sequence[CoupDeMain]) -> Block:
    return Block("offres", "On propose", _things(some), len(some), ("offre", "offres"))


def _things(some: Sequence[CoupDeMain]) -> Sequence[Entry]:
    return [Entry(sentence(one.quoi), whose(one)) for one in some[:MOST]]


def _begun(some: Sequence[Defi]) -> Block:
    entries = [Entry(defi.titre, about_defi(defi)) for defi in some[:MOST]]
    return Block("debuts", "Cela commence", entries, len(some), ("défi", "défis"))


def _story(story: Story | None) -> Block:
    told: list[Entry] = []
    if story:
        text, is_cut = cut(story.texte, STORY)
        rest = sentences(told_on(story), text, SEQUEL if is_cut else "")
        told = [Entry(story.defi.titre, rest)]
    mots = ("récit", "récits")
    return Block("recit", "Ils l’ont raconté", told, len(told), mots, is_whole=True)


SEQUEL = "La suite est sur la page du défi."


def where_to_come(one: RendezVous) -> str:
    """The sentence that invites to a date."""
    return f"Venez à la première date : {when_of(one)}, {place_of(one)}."
