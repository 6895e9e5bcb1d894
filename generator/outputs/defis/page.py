"""The page of a défi: its head, what to do now, then what its phase puts first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.journey import furthest
from generator.accompaniment.news import SHOWN_ROAD, Moment
from generator.accompaniment.news import road as past
from generator.content.model import Defi, Visite
from generator.content.vocabulary import CONCERNES
from generator.geography import Commune
from generator.outputs.defis.action import ActionView, action_view, met
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext, Road
from generator.outputs.defis.joining import JoinView, join_view
from generator.outputs.defis.json_ld import linked_defi
from generator.outputs.defis.now import NowView, now_view
from generator.outputs.defis.shared import STATES, feed_of, trail
from generator.outputs.defis.story import StoryView, story_view
from generator.outputs.defis.work import WorkView, work_view
from generator.outputs.kit.blocks import Link, PiloteLink, departement_links, pilote_link
from generator.outputs.kit.output import Output
from generator.outputs.maps.drawn_maps import LocatorView
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import listed, sentence

# Named tuples: ten thousand pages make each of these, and a frozen dataclass takes far longer.


class PeopleView(NamedTuple):
    """Who shares the question, where, and who accompanies."""

    repond_a: tuple[str, ...]
    """What people said before, that this défi answers."""
    concerne: str
    """In the words of the group where it has some, else in those of the vocabulary."""
    autres_communes: str
    departements: tuple[Link, ...]
    themes: list[Link]
    situer: LocatorView | None
    pilote: PiloteLink | None
    """The territory that accompanies the défi."""
    visite: Visite | None
    """The latest visit of who accompanies."""


class FamilyView(NamedTuple):
    """Which others the défi is tied to, where to read more."""

    inspire_de: list[Link]
    partie_de: list[Link]
    modele: str
    descendance: list[Link]


class DefiView(NamedTuple):
    """What the page shows beside what stands in the file of the défi, as it is."""

    defi: Defi
    fil: tuple[Link, ...]
    genre: str
    """Its kind in plain words, or nothing."""
    etat: str
    """A sentence when the défi is not simply going on, else nothing."""
    loin: str
    """The furthest phase that it came to."""
    action: ActionView | None
    maintenant: NowView
    rejoindre: JoinView
    recit: StoryView
    travail: WorkView
    gens: PeopleView
    chemin: list[Moment]
    """The latest first, `SHOWN_ROAD` at most: the others are in the dossier."""
    famille: FamilyView | None
    dossier: bool
    """Whether it has a dossier."""
    change_le: date
    historique: str
    nouvelles: str
    """Where its group tells what has changed."""
    meme: str
    """Where others launch the same: the form that proposes a défi, filled in with this one."""
    agenda: str
    """The calendar of all its dates, when there is one to come."""
    abonnement: str
    """The same, followed as it changes; nothing where the address of the site is not known."""


def draw_page(
    site: Site, shell: Shell, defi: Defi, known: DefiContext, road: Road
) -> Iterator[Output]:
    """The page of one défi."""
    address = addresses.defi(defi.slug)
    content = site.template("defis/defi.html").render(
        d=defi_view(defi, known, road),
        liees=linked_defi(defi, known),
        racine=ROOT_OF_PAGE,
        section="defis",
    )
    title = f"{defi.titre}, {defi.commune.label}"
    head = site.head(address, title, defi.resume, source=defi.path, about=defi, feed=feed_of(defi))
    yield Output(addresses.file_of(address), shell.wrap(ROOT_OF_PAGE, head, content).encode())


def defi_view(defi: Defi, known: DefiContext, road: Road) -> DefiView:
    """All that the page of `defi` shows, with its `road` and what is `known` around it."""
    calendar = addresses.defi_calendar(defi.slug)
    return DefiView(
        defi=defi,
        fil=trail(defi.phase, ROOT_OF_PAGE),
        genre=known.genre,
        etat=STATES.get(defi.etat, ""),
        loin=furthest(defi),
        action=action_view(defi, known),
        maintenant=now_view(defi, known, road),
        rejoindre=join_view(defi, known.action, known.today, known.site, known.pilote),
        recit=story_view(defi, known),
        travail=work_view(defi, known, met(defi, known.action)),
        gens=_people(defi, known),
        chemin=past(defi)[:SHOWN_ROAD],
        famille=_family(defi, known),
        dossier=bool(known.dossier),
        change_le=known.change,
        historique=known.site.history_url(defi.path),
        nouvelles=ROOT_OF_PAGE + addresses.about(addresses.METTRE_A_JOUR, defi.slug),
        meme=ROOT_OF_PAGE + addresses.proposer_comme(defi.slug),
        agenda=ROOT_OF_PAGE + calendar if known.coming else "",
        abonnement=addresses.subscription(known.url and known.url + calendar),
    )


def _people(defi: Defi, known: DefiContext) -> PeopleView:
    return PeopleView(
        repond_a=known.annonces,
        concerne=_concerned(defi.concerne, defi.concerne_precision),
        autres_communes=listed([place.label for place in defi.autres_communes]),
        departements=_departements(defi.communes, located=known.situer is not None),
        themes=_linked(known.themes, addresses.theme),
        situer=known.situer,
        pilote=pilote_link(known.pilote, ROOT_OF_PAGE) if known.pilote else None,
        visite=max(defi.accompagnement, key=attrgetter("date"), default=None),
    )


def _linked(links: Sequence[Link], address_of: Callable[[str], str]) -> list[Link]:
    """The links to what pairs (words, slug) name; without a slug, words that are not a link."""
    return [(words, ROOT_OF_PAGE + address_of(slug) if slug else "") for words, slug in links]


def _family(defi: Defi, known: DefiContext) -> FamilyView | None:
    """The ties of a défi, or nothing: most have none."""
    ties = (known.inspire_de, known.partie_de, known.modele, known.descendance, defi.liens)
    if not any(ties):
        return None
    return FamilyView(
        inspire_de=_linked(known.inspire_de, addresses.defi),
        partie_de=_linked(known.partie_de, addresses.defi),
        modele=known.modele,
        descendance=_linked(known.descendance, addresses.defi),
    )


@lru_cache(maxsize=4096)
def _departements(communes: tuple[Commune, ...], *, located: bool) -> tuple[Link, ...]:
    """Those of all communes, but for the one of the first where the map leads there."""
    touched = dict.fromkeys(place.departement for place in communes)
    return departement_links(list(touched)[located:], ROOT_OF_PAGE)


@lru_cache(maxsize=256)
def _concerned(concerne: tuple[str, ...], precision: str | None) -> str:
    """What the group says of it; else the vocabulary, where « d’autres personnes » comes last."""
    if precision:
        return sentence(precision)
    labels = [term.label for term in CONCERNES if term.slug in concerne]
    return f"Cette question touche {listed(labels)}."
