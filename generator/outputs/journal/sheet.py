"""The blocks of the sheet of a place, made of what its coming month holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.helping import CoupDeMain
from generator.accompaniment.month import DAYS, Coming, Month, Story
from generator.content.model import Defi
from generator.outputs.journal.paper import (
    EXAMPLE,
    GAP,
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
    also_on,
    cut,
    of_defi,
    place_of,
    quoted,
    told_on,
    when_of,
    who_says,
    whose,
)
from generator.text.typography import capital, heures, jour_mois, lower_first, sentence, sentences

STORY = 420
"""How many signs of a story the sheet holds: six or seven lines."""

WORDS = 170
"""How many signs of what one person says: two lines."""

GROUPS = 2
"""How many groups of persons who say the same it tells."""

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

    venir: RendezVous | None
    """The first date to which one can come."""
    autres: Sequence[str]
    """What else one can do, in sentences."""
    adresses: Sequence[tuple[str, str]]
    """Who reads, and the address of mail."""
    page: str
    """The whole address of the page of the place; nothing where the site does not know its own."""
    a_la_main: bool
    """Whether the sheet leaves a line to be filled in by hand: nobody is known who answers."""

    @property
    def phrases(self) -> Sequence[str]:
        """All that is said of it on paper, before the addresses."""
        return [where_to_come(self.venir), *self.autres] if self.venir else self.autres

    def cost(self, size: Size) -> float:
        """How many lines it takes."""
        said = [*self.phrases, *(f"{who} :" for who, _ in self.adresses)]
        said.append(ON_SITE if self.page else ASK)
        shown = [*(address for _, address in self.adresses), *filter(None, [self.page])]
        text = GAP * len(said)
        text += sum(size.of(_beside(each)) for each in said)
        text += sum(size.both(_beside(each)) for each in shown)
        square = SQUARE * SIZES[-1].points / size.points if self.page else 0
        return HEADING + max(text + HAND * self.a_la_main, square)


def _beside(text: str) -> str:
    """What takes as much of a whole line as a text takes of one beside the square."""
    return text + "n" * int(len(text) * (1 / BESIDE - 1))


ON_SITE = "Tout lire, à jour, sur le site :"
ASK = "Pour lire le site, demandez son adresse à qui a posé cette feuille."


def sheet_of(nom: str, month: Month, part: Part) -> Laid:
    """The sheet of a place: its blocks, those that hold something, and the dates whatever happens."""
    others = [
        _needs(month),
        _begun(month.debuts),
        _story(month.recit),
        _offers(month.offres),
    ]
    others = [each for each in others if each.entrees]

    def frame(size: Size) -> Frame:
        signs = TITLE * SIZES[-1].points // size.points
        head = 1.7 + 2 * -(-len(nom + TITLED) // signs)
        free = (HEADING + 2.3 + HAND * FREE) * month.is_empty
        return Frame(head, part.cost(size) + free, EXAMPLE * month.invente)

    where = AT_END if part.page else ASK_FOR_IT
    for days in IN_FULL:
        found = laid([_dates(month, days), *others], frame, where)
        if not found.leaves_out("dates"):
            break
    return found


IN_FULL = DAYS, 7, 0
"""How many days are told in full: fewer where not all dates would hold."""

AT_END = "lisez la suite à l’adresse qui finit cette feuille."
ASK_FOR_IT = "demandez la suite à qui a posé cette feuille."


TITLED = " : le journal du mois"


def _dates(month: Month, days: int) -> Block:
    """The dates, those of the first `days` in full, the others in few words."""
    some = month.dates
    vide = "" if some else NO_DATE
    since = month.jours.debut + timedelta(days=days)
    entries = [_date(each) if each.une.jour < since else _short(each) for each in some[:MOST]]
    mots = ("date", "dates")
    return Block("dates", "Les dates", entries, len(some), mots, vide, is_before=True)


def _short(each: Coming) -> Entry:
    """« Samedi 5 décembre, 18 h 30 : Un débat. Salle des fêtes. »: no day above, no défi."""
    one = each.une
    off = "ANNULÉ. " if one.is_cancelled else ""
    when = ", ".join(filter(None, (jour_mois(one.jour), heures(one.debut, one.fin))))
    access = f"accès : {lower_first(one.accessibilite)}" if one.accessibilite else ""
    return Entry(
        sentence(f"{off}{capital(when)} : {one.titre}"),
        sentences(place_of(one), access, also_on(each.aussi)),
        is_run_in=True,
    )


NO_DATE = (
    "Aucune date n’est annoncée pour ce mois. La première peut être la vôtre : une question, "
    "une salle, une heure, et quelques voisins invités de vive voix."
)


def _date(each: Coming) -> Entry:
    one = each.une
    hours = heures(one.debut, one.fin)
    off = "ANNULÉ. " if one.is_cancelled else ""
    gras = f"{off}{capital(hours)} : {one.titre}" if hours else f"{off}{one.titre}"
    return Entry(gras, about_date(each, of_defi(one)), capital(jour_mois(one.jour)))


def _needs(month: Month) -> Block:
    """What is sought: first what several persons look for at once."""
    together = [Entry(one.phrase, "") for one in month.ensembles[:GROUPS]]
    entries = [*together, *_things(month.besoins)][:MOST]
    total = len(together) + len(month.besoins)
    return Block("besoins", "On cherche", entries, total, ("besoin", "besoins"))


def _offers(some: Sequence[CoupDeMain]) -> Block:
    return Block("offres", "On propose", _things(some), len(some), ("offre", "offres"))


def _things(some: Sequence[CoupDeMain]) -> Sequence[Entry]:
    return [_thing(one) for one in some[:MOST]]


def _thing(one: CoupDeMain) -> Entry:
    if one.annonce:
        return Entry(who_says(one.annonce.fiche), quoted(one.quoi, WORDS))
    return Entry(sentence(one.quoi), whose(one))


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


SEQUEL = "Demandez-leur la suite."


def where_to_come(one: RendezVous) -> str:
    """The sentence that invites to a date."""
    return f"Venez à la première date : {when_of(one)}, {place_of(one)}."
