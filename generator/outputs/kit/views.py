"""What templates are given: small frozen values, every choice already made.

A template holds the HTML and the words that never change, with `if` and `for`; what depends on
a date, a count or a state is decided here, where it is tested. Addresses are already relative
to the page, links are pairs (label, address), and text is as people typed it: the templates
escape it and space it (see typography).
Nothing here reads a file or renders HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.journey import Gate, NextAction, last_change
from generator.content.identity import NOBODY, NOT_CONFORMING, Identity
from generator.content.images import ImageInfo, height_at, variant_name
from generator.content.model import (
    Besoin,
    Bilan,
    Decision,
    Defi,
    Document,
    Engagements,
    Evenement,
    Experience,
    FicheAnnonce,
    FicheGuide,
    FichePilote,
    Financement,
    Organisation,
    Partenaire,
    Rencontre,
    Source,
    Tache,
)
from generator.content.vocabulary import (
    CONCERNES,
    ETATS,
    FORMES,
    GENRES_ANNONCE,
    GENRES_RENCONTRE,
    MODES_DECISION,
    NATURES,
    PHASES,
    ROLES_ACTEUR,
    STATUTS_PARTENAIRE,
    STATUTS_RECETTE,
    SUITES,
    TERRITOIRES,
    Term,
    index,
)
from generator.geography import Commune, Departement
from generator.outputs.kit import pictures
from generator.text.typography import (
    euros,
    heure,
    jour,
    jour_court,
    nombre,
    pluriel,
)

Link = tuple[str, str]
"""A label and an address; without an address, words that are not a link."""

_PHASES = index(PHASES)
CAPS = {term.slug: f"p{rank}" for rank, term in enumerate(PHASES, start=1)}
"""The class of each phase in the style sheet, which gives its colour."""
_TERRITOIRES = index(TERRITOIRES)
_ETATS = index(ETATS)
_FORMES = index(FORMES)
_GENRES = index(GENRES_RENCONTRE)
_GENRES_ANNONCE = index(GENRES_ANNONCE)
_MODES = index(MODES_DECISION)
_NATURES = index(NATURES)
_ROLES = index(ROLES_ACTEUR)
_STATUTS_PARTENAIRE = index(STATUTS_PARTENAIRE)
_STATUTS_RECETTE = index(STATUTS_RECETTE)
_SUITES = index(SUITES)

SHOWN_PAST = 2
"""How many past meetings the page of a défi shows; its dossier shows all."""

SHOWN_ROAD = 5
"""How many moments of its road, likewise."""

SHOWN_PLAN = 5
"""How many tasks of its plan, likewise: those to do, then the latest done."""

_ZERO = Decimal()
_NONE: Mapping[str, str] = MappingProxyType({})
_NO_IMAGES: Mapping[str, ImageInfo] = MappingProxyType({})


# --- The site and its lists -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page knows of the site."""

    nom: str
    description: str
    depot: str = ""
    """Address of the Git repository in https, or nothing."""
    relais: str = ""
    """Where the forms may be sent without an account, or nothing."""
    organisation: str = ""
    adresse: str = ""
    """The role address of the site."""
    licences: str = ""
    modifie_le: date | None = None
    accessibilite: str = NOT_CONFORMING
    """What the site says of its accessibility, in the words of the law."""
    identite: Identity = NOBODY
    """All that the settings say of who publishes, for the legal pages."""
    css: str = "assets/bvm.css"

    def file_url(self, path: str) -> str:
        """Where the repository shows one of its files, with the door to change it."""
        return f"{self.depot}/blob/HEAD/{path}" if self.depot else ""

    def history_url(self, path: str) -> str:
        """Where the repository lists what changed in one of its files."""
        return f"{self.depot}/commits/HEAD/{path}" if self.depot else ""

    def form_url(self, slug: str) -> str:
        """Where the repository opens a form whose answers are all text, so that an address can
        fill them in: `&defi=…` is put after it (see forms.py).
        """
        return f"{self.depot}/issues/new?template={slug}-site.yml" if self.depot else ""


@dataclass(frozen=True, slots=True)
class AgirView:
    """The yellow block at the foot of a page: a question, then (label, address, outlined)."""

    question: str
    texte: str
    boutons: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class PuceView:
    label: str
    url: str
    nombre: int
    courante: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """One way to narrow a list: real pages, one for each choice; `cle` is its name in addresses."""

    cle: str
    titre: str
    puces: Sequence[PuceView]


@dataclass(frozen=True, slots=True)
class PageLink:
    numero: int
    url: str
    courante: bool


@dataclass(frozen=True, slots=True)
class ListLink:
    label: str
    url: str


class ContactView(NamedTuple):
    """Where to write: an address, and the link that opens a letter (none for an example)."""

    adresse: str
    lien: str
    exemple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributeView:
    """The doors; nothing here is invented when nobody has given an address."""

    portes: Sequence[Link]
    """The forms."""
    contact: ContactView | None
    """The site's own address."""
    pilotes: Sequence[PiloteLink]
    """The territories that one can write to, never an example."""
    exemples: bool
    """Whether some are shown that are examples."""
    agir: AgirView


class FactView(NamedTuple):
    """A line of a legal page; without `valeur`, `cle` is the setting still to be filled in."""

    label: str
    valeur: str
    cle: str = ""
    lien: str = ""


class FactsView(NamedTuple):
    """Facts under one heading, named as an entry of a table of contents is."""

    id: str
    title: str
    faits: Sequence[FactView]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalView:
    """What the settings add to the text of a legal page."""

    blocs: Sequence[FactsView]
    manques: int
    """How many facts are still to be filled in."""
    agir: AgirView


class PiloteLink(NamedTuple):
    """A pilot territory that another page names; one that is an example says so each time."""

    nom: str
    url: str
    exemple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnonceCard:
    """What one person said, without a name; `reprises` are the défis that take it up."""

    genre: Term
    nature: str
    texte: str
    commune: str
    depuis: date
    exemple: bool
    reprises: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoncesView:
    """The annonces of a place, and how to answer them."""

    cartes: Sequence[AnnonceCard]
    autres: int
    """How many older ones are not shown."""
    contact: ContactView | None
    annoncer: str
    """Where one says one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundView:
    """What else there is in a place, beside its défis."""

    pilotes: Sequence[PiloteLink]
    annonces: AnnoncesView


class MarkView(NamedTuple):
    """A mark on a map: a link at a place, in the units of its ground."""

    x: int
    y: int
    url: str
    nom: str
    nombre: int
    """How many défis it stands for; 0 for a mark that is one défi, and shows only its shape."""
    formes: Sequence[str]
    """« p1 », « p2 », « p3 »: the phases in which they are."""
    taille: float
    """How many times larger than the smallest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A map that is drawn with its page."""

    titre: str
    fond: str
    """The file of its ground."""
    largeur: int
    hauteur: int
    bornes: Sequence[MarkView]
    cartouches: Sequence[tuple[float, float, str, str]]
    """The insets: their upper left corner, what is written there, and what that means if it is a
    code."""
    bilan: str
    france: bool
    """Whether it is all of France, where a mark is a département."""
    dense: bool
    """Whether it has so many marks that they must be small."""
    integrer: str = ""
    """Where a town learns how to show it on its own site."""


class LocatorView(NamedTuple):
    """Where a défi is, very small, with the door to its département; lengths are in `rem`."""

    fond: str
    largeur: float
    hauteur: float
    gauche: float
    haut: float
    departement: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One page of a list of défis; its cards are ready, since each stands in several lists."""

    titre: str
    chapo: str
    classe: str
    """« p1 », « t-rural » or nothing: what tints the head of the page."""
    fil: Sequence[Link]
    facettes: Sequence[FacetView]
    total: int
    cartes: Markup
    devenus: Markup
    pages: Sequence[PageLink]
    suivante: str
    precedente: str
    agir: AgirView
    exemple: bool = False
    autour: AroundView | None = None
    dessin: str = ""
    """The word whose drawing stands at the head of the page, if one does."""
    filtre: str = ""
    """What the script of the filters reads to make a form of them; nothing where they stay links."""
    affiner: str = ""
    """Where the same list can be narrowed further, with a script."""
    toute: str = ""
    """Where the whole list is, when only its first défis are shown."""
    carte: MapView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveView:
    """The map that moves."""

    reglages: str
    """What its script is told, in JSON."""
    hotes: str
    """The other hosts that it may ask for images, once someone chose to."""
    affiner: str
    """Where the same map can be narrowed with filters; nothing where it already can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A défi in a list."""

    url: str
    titre: str
    resume: str
    phase: Term
    territoire: Term
    commune: str
    quand: str
    exemple: bool
    cap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """A bare list or a bare map, which another site shows in a frame."""

    titre: str
    total: int
    est_carte: bool
    cartes: Markup
    carte: MapView | None
    """Nothing for a list, and for a map of nothing."""
    url: str
    """The whole list, on our site."""
    canonique: str
    proposer: str


class EmbedChoices(NamedTuple):
    """What one may embed."""

    groupes: Sequence[tuple[str, Sequence[Link]]]
    """A heading, then (label, address) of lists."""
    base: str
    """The whole address of `/integrer/`, where the site's own is known."""


# --- The pages of MkDocs ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideCard:
    """A guide in a list."""

    url: str
    titre: str
    resume: str
    duree: str
    revu_le: date
    phases: Sequence[Term]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A text that a guide leans on; without `verifie_le`, one that is still to be read."""

    numero: int
    titre: str
    url: str
    verifie_le: date | None
    copie: bool
    a_verifier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RencontreCard:
    """A coming meeting, shown outside its défi."""

    date: date
    debut: time | None
    fin: time | None
    titre: str
    lieu: str
    commune: str
    territoire: Term
    url: str
    exemple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BesoinCard:
    """Something that a défi lacks, shown outside it."""

    quoi: str
    nature: Term
    commune: str
    territoire: Term
    url: str
    exemple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorView:
    """A door to a list: a phase, a type of territory (`terme`) or a theme (`titre`, `icone`)."""

    url: str
    nombre: int
    terme: Term | None = None
    titre: str = ""
    icone: Markup | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    rendez_vous: Sequence[RencontreCard]
    besoins: Sequence[BesoinCard]
    derniers: Markup
    phases: Sequence[DoorView]
    territoires: Sequence[DoorView]
    themes: Sequence[DoorView]
    liees: Markup
    """What the page says of the site to search engines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """What stands around the text of a phase, a type of territory or a theme."""

    liste: ListView
    guides: Sequence[GuideCard]
    terme: Term | None = None
    suivante: ListLink | None = None
    pilotes: Sequence[PiloteLink] = ()
    vive: LiveView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PiloteView:
    """What stands around the text of a pilot territory."""

    liste: ListView
    territoire: Term
    communes: str
    """Those that it covers one by one, in words."""
    entiers: Sequence[Link]
    """The départements that it covers whole."""
    departements: Sequence[Link]
    """The other départements that it touches."""
    contact: ContactView | None
    rubriques: Sequence[tuple[str, Sequence[str]]]
    """Networks, places, issues: a heading, then lines."""
    partenaires: Sequence[tuple[str, str, str]]
    annonces: AnnoncesView
    vive: LiveView


@dataclass(frozen=True, slots=True)
class MapPageView:
    """The page of the map: the list of all défis, and where they are."""

    liste: ListView
    vive: LiveView


@dataclass(frozen=True, slots=True, kw_only=True)
class PiloteDoor:
    """A pilot territory in the list of all of them."""

    url: str
    nom: str
    territoire: Term
    aire: str
    nombre: int
    exemple: bool


@dataclass(frozen=True, slots=True)
class PilotesView:
    pilotes: Sequence[PiloteDoor]


@dataclass(frozen=True, slots=True)
class DepartementDoor:
    """A département in a list; without `url`, one where nothing happens yet."""

    url: str
    nom: str
    defis: int
    annonces: int


@dataclass(frozen=True, slots=True)
class DepartementsView:
    """The départements where something happens, by région."""

    regions: Sequence[tuple[str, Sequence[DepartementDoor]]]


@dataclass(frozen=True, slots=True)
class NearView:
    """All départements, by région, and what the script needs to say what is near."""

    regions: Sequence[tuple[str, Sequence[DepartementDoor]]]
    regles: Markup
    agir: AgirView


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """What stands around the text of a guide."""

    titre: str
    resume: str
    phases: Sequence[Term]
    territoires: Sequence[Term]
    duree: str
    public: str
    revu_le: date
    a_reverifier_avant: date
    en_retard: bool
    en_cours: bool
    sources: Sequence[SourceView]
    defis: Markup
    modifier: str


@dataclass(frozen=True, slots=True)
class ResourcesView:
    groupes: Sequence[tuple[Term, Sequence[GuideCard]]]


@dataclass(frozen=True, slots=True)
class ThemesView:
    themes: Sequence[DoorView]


# --- The page of a défi -----------------------------------------------------------------------
# Named tuples: ten thousand pages make each of these, and a frozen dataclass takes far longer.


class ImageView(NamedTuple):
    """A photograph, its credit under it."""

    url: str
    srcset: str
    largeur: int
    hauteur: int
    alt: str
    legende: str


class ActionView(NamedTuple):
    """The next action; `etat` is that of journey.NextAction."""

    etat: str
    quand: date | None
    quoi: str
    detail: str
    """The hours and the place, when it is a meeting."""


class JoinView(NamedTuple):
    """How many have joined, in words, and where to write."""

    titre: str
    compte: str
    reste: str
    part: int
    """Share of the threshold that is reached, from 0 to 100; -1 without a threshold."""
    roles: tuple[tuple[str, str], ...]
    page: str
    contact: ContactView | None
    pilote: PiloteLink | None
    """The territory that accompanies the défi."""
    manque: int
    """How many needs are still open."""
    engager: str
    """Opens what counts one in, in the repository, else in a letter; nothing without either."""
    aider: str
    """Opens what asks for help, likewise."""
    avec_compte: bool
    """Whether those two ask for an account."""


class MeetingView(NamedTuple):
    """A meeting; `note` says what is particular about it: cancelled, or gone by untold."""

    titre: str
    quand: date
    passe: bool
    detail: str
    question: str
    acces: str
    note: str
    recit: tuple[str, ...]


class EventView(NamedTuple):
    titre: str
    quand: date
    passe: bool
    detail: str


class NeedView(NamedTuple):
    """A need or an offer; `trouve` once it is met, `geste` what a reader can answer before."""

    quoi: str
    nature: str
    genre: str
    """The slug of its nature, for its drawing."""
    trouve: str
    geste: str


class TaskView(NamedTuple):
    quoi: str
    faite: bool
    quand: str


class TrialView(NamedTuple):
    essai: str
    hypothese: str
    periode: str
    resultat: str
    suite: str


class DecidedView(NamedTuple):
    texte: str
    le: date
    revoir: str


class BudgetView(NamedTuple):
    """Two tables, each with its total; an empty one is not shown."""

    depenses: tuple[tuple[str, str], ...]
    total_depenses: str
    recettes: tuple[tuple[str, str, str], ...]
    """Source, state, amount."""
    total_recettes: str


class RoadView(NamedTuple):
    """One moment of the road, in the colour of the phase (`cap`) in which it was lived."""

    cap: str
    le: date
    texte: str


class StoryView(NamedTuple):
    resultats: tuple[str, ...]
    appris: tuple[str, ...]
    suite: tuple[str, ...]


class HeadView(NamedTuple):
    """The head of the page: what the défi is, where, by whom, how far."""

    fil: tuple[Link, ...]
    titre: str
    commune: str
    territoire: Term
    porteur: str
    phase: Term
    fini: bool
    etat: str
    """A sentence when the défi is not simply going on, else nothing."""


class TextView(NamedTuple):
    """What the group tells: its question, its text, who is concerned."""

    question: str
    resume: str
    repond_a: tuple[str, ...]
    image: ImageView | None
    corps: Markup
    bien_vivre: tuple[str, ...]
    concerne: str
    concerne_precision: str
    autres_communes: str
    departements: tuple[Link, ...]
    themes: tuple[Link, ...]


class WorkView(NamedTuple):
    """What there is to do: meetings, needs, plan, great days, gates and the guides that help."""

    a_venir: tuple[MeetingView, ...]
    """The nearest first."""
    passes: tuple[MeetingView, ...]
    """The latest first, `SHOWN_PAST` at most: the others are in the dossier."""
    titre_besoins: str
    besoins: tuple[NeedView, ...]
    offres: tuple[NeedView, ...]
    plan: tuple[TaskView, ...]
    evenements: tuple[tuple[str, tuple[EventView, ...]], ...]
    """« À venir », then « Déjà passés »; a group is never empty."""
    activites: tuple[tuple[str, str], ...]
    titre_portes: str
    compte_portes: str
    portes: tuple[Gate, ...]
    guides: tuple[Link, ...]


class DossierView(NamedTuple):
    """The project as a partner reads it: how the group goes about it, with whom, at what cost."""

    exemple: bool
    fil: tuple[Link, ...]
    titre: str
    resume: str
    fini: bool
    etat: str
    """A sentence when the défi is not simply going on, else nothing."""
    bilan: bool
    """Whether its page tells how it ended."""
    phase: Term
    cap: str
    territoire: Term
    commune: str
    porteur: str
    pistes: tuple[tuple[str, str, str], ...]
    experiences: tuple[TrialView, ...]
    facons: tuple[tuple[str, str], ...]
    """How the group is organised and decides: a heading, then sentences."""
    decisions: tuple[DecidedView, ...]
    partenaires: tuple[tuple[str, str, str], ...]
    acteurs: tuple[tuple[str, str], ...]
    parrains: tuple[str, ...]
    visites: tuple[tuple[str, str], ...]
    """What who accompanies did: day in words, what; newest first."""
    budget: BudgetView | None
    reperes: tuple[tuple[str, str], ...]
    passes: tuple[MeetingView, ...]
    plan: tuple[TaskView, ...]
    chemin: tuple[RoadView, ...]


class FamilyView(NamedTuple):
    """Which others the défi is tied to, where to read more."""

    inspire_de: Link | None
    partie_de: Link | None
    modele: str
    descendance: tuple[Link, ...]
    liens: tuple[Link, ...]


class DefiView(NamedTuple):
    """All that the page of a défi shows, in the order in which it shows it."""

    exemple: bool
    tete: HeadView
    action: ActionView | None
    rejoindre: JoinView
    situer: LocatorView | None
    texte: TextView
    bilan: StoryView | None
    travail: WorkView
    chemin: tuple[RoadView, ...]
    """The latest first, `SHOWN_ROAD` at most: the others are in the dossier."""
    famille: FamilyView | None
    dossier: str
    """What its dossier holds, in words; nothing when there is no dossier."""
    change_le: date
    historique: str
    nouvelles: str
    """Where its group tells what has changed."""
    agir: AgirView


# --- Small words ------------------------------------------------------------------------------


def _sentence(text: str) -> str:
    """`text` with a full stop, unless it already ends as a sentence does."""
    return text if text.endswith((".", "!", "?", "…", "»", ":")) else f"{text}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraphs(text: str | None) -> tuple[str, ...]:
    """The lines of a text that people wrote on several; nothing gives nothing."""
    if not text:
        return ()
    return tuple(filter(None, map(str.strip, text.split("\n")))) if "\n" in text else (text,)


def listed(words: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return " et ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _words(slug: str) -> str:
    """What to show of a slug whose file says nothing better."""
    return _capital(slug.replace("-", " "))


# --- Cards ------------------------------------------------------------------------------------


def card_view(defi: Defi, racine: str, action: NextAction) -> CardView:
    """The card of `defi` on a page from which the root of the site is `racine`."""
    return CardView(
        url=racine + addresses.defi(defi.slug),
        titre=defi.titre,
        resume=defi.resume,
        phase=_PHASES[defi.phase],
        territoire=_TERRITOIRES[defi.territoire],
        commune=defi.commune.label,
        quand=_when(defi, action),
        exemple=defi.exemple,
        cap=CAPS[defi.phase],
    )


def _when(defi: Defi, action: NextAction) -> str:
    """The foot of a card: the next date, else where the défi stands."""
    if defi.is_finished:
        return _ETATS[defi.etat].label
    if action.state == "a-venir" and action.date:
        return f"{_day_of_card(action.date)} : {action.quoi}"
    return "En pause" if defi.etat == "en-pause" else "Date à fixer"


@lru_cache(maxsize=4096)
def _day_of_card(day: date) -> str:
    return _capital(jour(day).rpartition(" ")[0])


def guide_card(guide: Document[FicheGuide], racine: str) -> GuideCard:
    """A guide in a list, on a page from which the root of the site is `racine`."""
    fiche = guide.fiche
    return GuideCard(
        url=racine + addresses.guide(guide.slug),
        titre=fiche.titre,
        resume=fiche.resume,
        duree=fiche.duree or "",
        revu_le=fiche.revu_le,
        phases=tuple(_PHASES[phase] for phase in fiche.phases),
    )


def source_views(sources: Iterable[Source]) -> tuple[SourceView, ...]:
    """The sources of a guide, numbered as its notes call them."""
    return tuple(
        SourceView(
            numero=numero,
            titre=source.titre,
            url=source.url or "",
            verifie_le=source.verifie_le,
            copie=source.copie,
            a_verifier=source.a_verifier,
        )
        for numero, source in enumerate(sources, start=1)
    )


def rencontre_card(defi: Defi, rencontre: Rencontre, racine: str) -> RencontreCard:
    """A meeting of `defi`, on a page from which the root of the site is `racine`."""
    return RencontreCard(
        date=rencontre.date,
        debut=rencontre.debut,
        fin=rencontre.fin,
        titre=rencontre.titre,
        lieu=rencontre.lieu,
        commune=(rencontre.commune or defi.commune).label,
        territoire=_TERRITOIRES[defi.territoire],
        url=f"{racine}{addresses.defi(defi.slug)}#rendez-vous",
        exemple=defi.exemple,
    )


def pilote_link(pilote: Document[FichePilote], racine: str) -> PiloteLink:
    """The link to a pilot territory, on a page from which the root of the site is `racine`."""
    fiche = pilote.fiche
    return PiloteLink(fiche.nom, racine + addresses.pilote(pilote.slug), fiche.exemple)


def departement_links(some: Iterable[Departement], racine: str) -> tuple[Link, ...]:
    """The links to some départements, on a page from which the root of the site is `racine`."""
    return tuple((each.nom, racine + addresses.departement(each.code)) for each in some)


def annonce_card(
    annonce: Document[FicheAnnonce], racine: str, taken_up: Iterable[Defi]
) -> AnnonceCard:
    """What one person said, on a page at `racine`, with the défis that take it up."""
    fiche = annonce.fiche
    return AnnonceCard(
        genre=_GENRES_ANNONCE[fiche.genre],
        nature=_NATURES[fiche.nature].label if fiche.nature else "",
        texte=fiche.texte,
        commune=fiche.commune.label,
        depuis=fiche.depuis,
        exemple=fiche.exemple,
        reprises=tuple((defi.titre, racine + addresses.defi(defi.slug)) for defi in taken_up),
    )


def besoin_card(defi: Defi, besoin: Besoin, racine: str) -> BesoinCard:
    """A need of `defi`, on a page from which the root of the site is `racine`."""
    return BesoinCard(
        quoi=besoin.quoi,
        nature=_NATURES[besoin.nature],
        commune=defi.commune.label,
        territoire=_TERRITOIRES[defi.territoire],
        url=f"{racine}{addresses.defi(defi.slug)}#besoins",
        exemple=defi.exemple,
    )


# --- A défi -----------------------------------------------------------------------------------


def defi_view(
    defi: Defi,
    *,
    racine: str,
    action: NextAction,
    gates: Sequence[Gate],
    guides: Sequence[Document[FicheGuide]],
    titles: Mapping[str, str],
    theme_titles: Mapping[str, str],
    today: date,
    site: SiteView,
    annonces: Mapping[str, str] = _NONE,
    children: Sequence[Link] = (),
    images: Mapping[str, ImageInfo] = _NO_IMAGES,
    pilote: Document[FichePilote] | None = None,
    modeles: Mapping[str, str] = _NONE,
    situer: LocatorView | None = None,
) -> DefiView:
    """All that the page of `defi` shows, on a page from which the root of the site is `racine`.

    `gates` are those of its present phase and `guides` those that help it, in order.
    `titles`, `theme_titles` and `modeles` give a title for a slug, `annonces` a text; a slug that
    they lack is shown in words, without a link. `children` are the (slug, title) of the défis that
    are part of this one or inspired by it, `pilote` the territory that accompanies it, `situer`
    where it is on a small map. Raises nothing.
    """
    return DefiView(
        exemple=defi.exemple,
        tete=_head(defi, racine),
        action=_action(defi, action, today.year),
        rejoindre=_join(defi, racine, site, pilote),
        situer=situer,
        texte=_text(defi, racine, theme_titles, annonces, images, located=situer is not None),
        bilan=_story(defi.bilan) if defi.bilan else None,
        travail=_work(defi, racine, gates, guides, today),
        chemin=_road(defi)[:SHOWN_ROAD],
        famille=_family(defi, racine, titles, children, modeles),
        dossier=listed([part[:1].lower() + part[1:] for part in dossier_parts(defi, today)]),
        change_le=last_change(defi, today),
        historique=site.history_url(defi.path),
        nouvelles=f"{racine}{addresses.METTRE_A_JOUR}?defi={defi.slug}",
        agir=_closing(racine),
    )


_STATES = {
    "en-pause": "Ce défi fait une pause.",
    "abouti": "Ce défi a abouti.",
    "arrete": "Ce défi s’est arrêté.",
}


@lru_cache(maxsize=64)
def _trail(phase: str, racine: str) -> tuple[Link, ...]:
    return (
        ("Accueil", racine),
        ("Les défis", racine + addresses.DEFIS),
        (_PHASES[phase].label, racine + addresses.phase(phase)),
    )


def _head(defi: Defi, racine: str) -> HeadView:
    return HeadView(
        fil=_trail(defi.phase, racine),
        titre=defi.titre,
        commune=defi.commune.label,
        territoire=_TERRITOIRES[defi.territoire],
        porteur=defi.porteur,
        phase=_PHASES[defi.phase],
        fini=defi.is_finished,
        etat=_STATES.get(defi.etat, ""),
    )


def _action(defi: Defi, action: NextAction, year: int) -> ActionView | None:
    """What happens next; a défi that is finished asks for nothing more."""
    if defi.is_finished and action.state != "a-venir":
        return None
    return ActionView(
        etat=action.state,
        quand=action.date,
        quoi=_dated(action.date, year) + _sentence(action.quoi) if action.quoi else "",
        detail=_where(defi, action.date),
    )


def _where(defi: Defi, day: date | None) -> str:
    """« 9 h 30 – 12 h 30, salle des fêtes. »: what is known of the only meeting of a day."""
    meetings = [r for r in defi.rencontres if r.date == day and r.statut == "prevue"]
    if len(meetings) != 1:
        return ""
    return _sentence(_capital(". ".join(filter(None, (hours_of(meetings[0]), meetings[0].lieu)))))


def hours_of(rencontre: Rencontre) -> str:
    """« 9 h 30 – 12 h 30 », or nothing where none is known."""
    return _hours(rencontre.debut, rencontre.fin).removeprefix(", ")


def contact_view(
    site: SiteView, pilote: Document[FichePilote] | None, subject: str = ""
) -> ContactView | None:
    """Whom to write to about `subject`: the pilot territory, else the site, else nobody."""
    own = pilote.fiche.adresse if pilote else None
    address = own or site.adresse
    if not address:
        return None
    example = bool(own and pilote and pilote.fiche.exemple)
    about = f"?subject={quote(' '.join(subject.split()))}" if subject else ""
    return ContactView(address, "" if example else f"mailto:{address}{about}", example)


def _join(
    defi: Defi, racine: str, site: SiteView, pilote: Document[FichePilote] | None
) -> JoinView:
    engagements = defi.engagements
    contact = None if defi.contact else contact_view(site, pilote, defi.titre)
    return JoinView(
        titre="Retrouver le groupe" if defi.is_finished else "Rejoindre",
        compte=_committed(engagements) if engagements else "",
        reste=_missing(engagements) if engagements else "",
        part=_share(engagements) if engagements else -1,
        roles=tuple(
            (role.role, pluriel(role.nombre, "personne", "personnes")) for role in engagements.roles
        )
        if engagements
        else (),
        page=defi.contact or "",
        contact=contact,
        pilote=pilote_link(pilote, racine) if pilote else None,
        manque=0 if defi.is_finished else sum(not besoin.pourvu_le for besoin in defi.besoins),
        engager="" if defi.is_finished else _door(site, "engagement", defi, contact),
        aider="" if defi.is_finished else _door(site, "aide", defi, contact),
        avec_compte=bool(site.depot),
    )


_LETTERS = {
    "engagement": (
        "Je m’engage",
        "Nous serons combien (un nombre, jamais de nom) :\n\nPour quoi faire :",
    ),
    "aide": ("Demande d’aide", "Ce qu’il nous faut, où nous en sommes, ce qui bloque :"),
}
"""The letter that stands for a form of the repository: its subject, what it is begun with."""

_BEGUN = {
    slug: (quote(f"{subject} : "), quote(f"Bonjour,\n\n{body}\n\n".replace("\n", "\r\n"), safe=""))
    for slug, (subject, body) in _LETTERS.items()
}


def _door(site: SiteView, form: str, defi: Defi, contact: ContactView | None) -> str:
    """The address that opens a form about a défi: ten thousand pages put pieces together here."""
    if site.depot:
        return f"{site.form_url(form)}&defi={defi.slug}"
    if not contact or not contact.lien:
        return ""
    subject, body = _BEGUN[form]
    head, mark, titre = contact.lien.partition("?subject=")
    return f"{head}{mark}{subject}{titre}&body={body}"


def _committed(engagements: Engagements) -> str:
    count = engagements.nombre
    if not count:
        return "Personne ne s’est encore engagé"
    return pluriel(count, "personne engagée", "personnes engagées")


def _missing(engagements: Engagements) -> str:
    """What follows the count: the threshold, in words."""
    threshold = engagements.seuil
    if not threshold:
        return "."
    if engagements.nombre >= threshold:
        return f" : il en fallait {nombre(threshold)}, c’est gagné."
    return f", il en faut {nombre(threshold)}."


def _share(engagements: Engagements) -> int:
    threshold = engagements.seuil
    return min(100, 100 * engagements.nombre // threshold) if threshold else -1


def _text(
    defi: Defi,
    racine: str,
    theme_titles: Mapping[str, str],
    annonces: Mapping[str, str],
    images: Mapping[str, ImageInfo],
    *,
    located: bool,
) -> TextView:
    """What the défi is about; where it is `located` on a map, that leads to its département."""
    precision = defi.concerne_precision
    return TextView(
        question=defi.question or "",
        resume=defi.resume,
        repond_a=tuple(annonces[slug] for slug in defi.repond_a if slug in annonces),
        image=_image(defi, racine, images),
        corps=Markup(defi.corps.html),  # noqa: S704 - made safe by generator.content.markdown
        bien_vivre=_paragraphs(defi.notre_bien_vivre),
        concerne=_concerned(defi.concerne),
        concerne_precision=_sentence(precision) if precision else "",
        autres_communes=listed([place.label for place in defi.autres_communes]),
        departements=_departements(defi.communes, racine, located=located),
        themes=tuple(_theme(theme, theme_titles, racine) for theme in defi.themes),
    )


@lru_cache(maxsize=4096)
def _departements(communes: tuple[Commune, ...], racine: str, *, located: bool) -> tuple[Link, ...]:
    """Those of all communes, but for the one of the first where the map leads there."""
    touched = dict.fromkeys(place.departement for place in communes)
    return departement_links(list(touched)[located:], racine)


def _image(defi: Defi, racine: str, images: Mapping[str, ImageInfo]) -> ImageView | None:
    """The photograph of the défi, when it is one of `images`."""
    info = images.get(defi.image) if defi.image else None
    if not info:
        return None
    widest = info.widths[-1]
    files = {width: racine + pictures.FOLDER + variant_name(info, width) for width in info.widths}
    credit = f"Photo : {defi.image_credit}" if defi.image_credit else ""
    return ImageView(
        url=files[widest],
        srcset=", ".join(f"{file} {width}w" for width, file in files.items()),
        largeur=widest,
        hauteur=height_at(info, widest),
        alt=defi.image_alt or "",
        legende=", ".join(filter(None, (credit, defi.image_licence))),
    )


def _story(bilan: Bilan) -> StoryView:
    return StoryView(
        resultats=_paragraphs(bilan.resultats),
        appris=_paragraphs(bilan.appris),
        suite=_paragraphs(bilan.suite),
    )


@lru_cache(maxsize=256)
def _concerned(concerne: tuple[str, ...]) -> str:
    """In the order of the vocabulary, where « d’autres personnes » comes last."""
    labels = [term.label for term in CONCERNES if term.slug in concerne]
    return f"Cette question touche {listed(labels)}."


def _theme(slug: str, titles: Mapping[str, str], racine: str) -> Link:
    if slug in titles:
        return titles[slug], racine + addresses.theme(slug)
    return _words(slug), ""


def _name(slug: str | None, names: Mapping[str, str]) -> str:
    return names.get(slug) or _words(slug) if slug else ""


def _defi_link(slug: str | None, titles: Mapping[str, str], racine: str) -> Link | None:
    if not slug:
        return None
    return (titles[slug], racine + addresses.defi(slug)) if slug in titles else (_words(slug), "")


def _guide_link(guide: Document[FicheGuide], racine: str) -> Link:
    return guide.fiche.titre, racine + addresses.guide(guide.slug)


def _work(
    defi: Defi,
    racine: str,
    gates: Sequence[Gate],
    guides: Sequence[Document[FicheGuide]],
    today: date,
) -> WorkView:
    fini = defi.is_finished
    coming, past = _meetings(defi, today)
    return WorkView(
        a_venir=coming,
        passes=past[:SHOWN_PAST],
        titre_besoins="Ce qu’il nous manquait" if fini else "Ce qu’il nous manque",
        besoins=_needs(defi.besoins, answered=not fini, found="Trouvé"),
        offres=_needs(defi.offres, answered=False, found="Preneur trouvé"),
        plan=_plan(defi)[:SHOWN_PLAN],
        evenements=_by_time([_event(event, today) for event in defi.evenements]),
        activites=tuple((activite.quoi, activite.rythme) for activite in defi.activites),
        titre_portes=_gates_title(defi.phase, gates),
        compte_portes="" if defi.etat == "en-pause" else _gates_summary(gates),
        portes=() if fini else tuple(gates),
        guides=() if fini else tuple(_guide_link(guide, racine) for guide in guides),
    )


# --- Meetings and events ----------------------------------------------------------------------


V = TypeVar("V", "MeetingView", "EventView")


def _parted(views: list[V]) -> tuple[tuple[V, ...], tuple[V, ...]]:
    """Those to come, the nearest first, and the others, the latest first.

    Those of one day keep the order of the file.
    """
    coming = [view for view in views if not view.passe]
    past = [view for view in views if view.passe]
    coming.sort(key=attrgetter("quand"))
    past.sort(key=attrgetter("quand"), reverse=True)
    return tuple(coming), tuple(past)


def _by_time(views: list[V]) -> tuple[tuple[str, tuple[V, ...]], ...]:
    """The same, each with its heading; an empty group is left out."""
    if not views:
        return ()
    groups = zip(("À venir", "Déjà passés"), _parted(views), strict=True)
    return tuple(group for group in groups if group[1])


def _is_past(rencontre: Rencontre, today: date) -> bool:
    return rencontre.statut == "tenue" or rencontre.date < today


def _is_gone(rencontre: Rencontre, today: date) -> bool:
    """Cancelled, and its day is behind us: nobody has anything to learn from it."""
    return rencontre.statut == "annulee" and rencontre.date < today


def _meetings(defi: Defi, today: date) -> tuple[tuple[MeetingView, ...], tuple[MeetingView, ...]]:
    """The meetings to come and the past ones, those that are gone left out."""
    return _parted([_meeting(r, today) for r in defi.rencontres if not _is_gone(r, today)])


def _meeting(rencontre: Rencontre, today: date) -> MeetingView:
    passe = _is_past(rencontre, today)
    return MeetingView(
        titre=rencontre.titre,
        quand=rencontre.date,
        passe=passe,
        detail=_place_and_hours(rencontre, today.year),
        question=rencontre.question or "",
        acces=_sentence(rencontre.accessibilite) if rencontre.accessibilite else "",
        note=_note(rencontre, passe),
        recit=_paragraphs(rencontre.compte_rendu),
    )


def _place_and_hours(rencontre: Rencontre, year: int) -> str:
    """« Débat, 18 h 30 – 20 h 30. Salle des fêtes, Épinal (88). »"""
    commune = f", {rencontre.commune.label}" if rencontre.commune else ""
    genre = _GENRES[rencontre.genre].label
    if rencontre.date.year != year:  # a borne has no room for the year
        genre = f"{genre} du {jour_court(rencontre.date)}"
    hours = _hours(rencontre.debut, rencontre.fin)
    return f"{genre}{hours}. {_sentence(rencontre.lieu + commune)}"


@lru_cache(maxsize=4096)
def _hours(start: time | None, end: time | None) -> str:
    if start and end:
        return f", {heure(start)} – {heure(end)}"
    if start:
        return f", {heure(start)}"
    return f", jusqu’à {heure(end)}" if end else ""


def _dated(day: date | None, year: int) -> str:
    """The whole date, when the year is not the one in which the page is read."""
    return "" if day is None or day.year == year else f"Le {jour_court(day)} : "


def _note(rencontre: Rencontre, passe: bool) -> str:
    if rencontre.statut == "annulee":
        return "Cette rencontre est annulée."
    if rencontre.statut == "prevue" and passe:
        return "La date est passée. Vous y étiez ?"
    return ""


def _event(event: Evenement, today: date) -> EventView:
    commune = f", {event.commune.label}" if event.commune else ""
    return EventView(
        titre=event.titre,
        quand=event.date,
        passe=event.date < today,
        detail=_dated(event.date, today.year) + _sentence(event.lieu + commune),
    )


# --- Needs, plan, gates -----------------------------------------------------------------------

_GESTURES = {
    "competence": "Je sais faire",
    "reseau": "Je connais quelqu’un",
    "experience": "Je l’ai vécu",
    "materiel": "J’en ai",
    "lieu": "J’ai un lieu",
    "temps": "J’ai du temps",
    "argent": "Je peux donner",
}
"""What a reader answers to an open need, by its nature."""


def _needs(besoins: Sequence[Besoin], *, answered: bool, found: str) -> tuple[NeedView, ...]:
    """Open ones first; `answered` offers a gesture to each, `found` begins what closes one."""
    if not besoins:
        return ()
    views = [
        NeedView(
            quoi=_sentence(besoin.quoi),
            nature=_NATURES[besoin.nature].label,
            genre=besoin.nature,
            trouve=f"{found} le {jour_court(besoin.pourvu_le)}" if besoin.pourvu_le else "",
            geste=_GESTURES[besoin.nature] if answered and not besoin.pourvu_le else "",
        )
        for besoin in besoins
    ]
    return tuple(sorted(views, key=_is_found))


def _is_found(need: NeedView) -> bool:
    return bool(need.trouve)


def _plan(defi: Defi) -> tuple[TaskView, ...]:
    """What is to do in the order of its dates, then what was done, the latest first."""
    to_do = sorted((t for t in defi.plan if not t.fait_le), key=attrgetter("echeance"))
    done = sorted((t for t in defi.plan if t.fait_le), key=attrgetter("fait_le"), reverse=True)
    return tuple(map(_task, (*to_do, *done)))


def _task(tache: Tache) -> TaskView:
    if tache.fait_le:
        return TaskView(tache.quoi, True, f"Fait le {jour_court(tache.fait_le)}")
    return TaskView(tache.quoi, False, f"Pour le {jour_court(tache.echeance)}")


def _gates_title(phase: str, gates: Sequence[Gate]) -> str:
    if not gates:
        return "Pour vous aider"
    last = phase == PHASES[-1].slug
    return "Pour finir ce défi" if last else "Pour passer à l’étape suivante"


def _gates_summary(gates: Sequence[Gate]) -> str:
    """« 1 sur 2. Rien n’est obligatoire : c’est un pense-bête. »"""
    passed = sum(gate.passed for gate in gates)
    if passed == len(gates):
        return "Tout y est : passez à la suite quand vous voulez."
    return f"{passed} sur {len(gates)}. Rien n’est obligatoire : c’est un pense-bête."


# --- Trials, ways, decisions, money -----------------------------------------------------------


def dossier_view(defi: Defi, *, racine: str, today: date) -> DossierView:
    """The dossier of `defi`, on a page from which the root of the site is `racine`."""
    return DossierView(
        exemple=defi.exemple,
        fil=(*_trail(defi.phase, racine), ("Le défi", "../")),
        titre=defi.titre,
        resume=defi.resume,
        fini=defi.is_finished,
        etat=_STATES.get(defi.etat, ""),
        bilan=defi.bilan is not None,
        phase=_PHASES[defi.phase],
        cap=CAPS[defi.phase],
        territoire=_TERRITOIRES[defi.territoire],
        commune=defi.commune.label,
        porteur=defi.porteur,
        pistes=tuple((piste.titre, piste.pour, piste.contre) for piste in defi.pistes),
        experiences=tuple(map(_trial, defi.experiences)),
        facons=tuple(_ways(defi.organisation, defi.decision)),
        decisions=_decided(defi, today) if defi.decisions else (),
        partenaires=partner_rows(defi.partenaires),
        acteurs=tuple((acteur.nom, _ROLES[acteur.role].label) for acteur in defi.acteurs),
        parrains=defi.parrains,
        visites=_visits(defi) if defi.accompagnement else (),
        budget=_budget(defi.financement) if defi.financement else None,
        reperes=tuple((repere.quoi, repere.valeur) for repere in defi.reperes),
        passes=_meetings(defi, today)[1],
        plan=_plan(defi),
        chemin=_road(defi),
    )


def dossier_parts(defi: Defi, today: date) -> tuple[str, ...]:
    """What the dossier of `defi` holds beside what its page shows, in the words of its headings.

    Nothing when its page says it all: there is then no dossier.
    """
    held = sum(_is_past(r, today) for r in defi.rencontres if not _is_gone(r, today))
    money = defi.financement
    parts = (
        ("Notre façon de faire", defi.organisation or defi.decision),
        ("Ce que nous avons décidé", defi.decisions),
        ("Le budget", money and (money.depenses or money.recettes)),
        ("Avec qui", defi.partenaires or defi.acteurs or defi.parrains),
        ("Qui accompagne", defi.accompagnement),
        ("Les pistes", defi.pistes),
        ("Ce que nous avons essayé", defi.experiences),
        ("Nos repères", defi.reperes),
        ("Ce qui est prévu", len(defi.plan) > SHOWN_PLAN),
        ("Tous les rendez-vous passés", held > SHOWN_PAST),
        ("Le chemin parcouru", 1 + len(defi.historique) + len(defi.journal) > SHOWN_ROAD),
    )
    return tuple(name for name, has in parts if has)


def partner_rows(partenaires: Iterable[Partenaire]) -> tuple[tuple[str, str, str], ...]:
    """Partners as (name, what it brings, where one stands with it)."""
    return tuple((p.nom, p.role, _STATUTS_PARTENAIRE[p.statut].label) for p in partenaires)


def _trial(experience: Experience) -> TrialView:
    return TrialView(
        essai=experience.essai,
        hypothese=_sentence(experience.hypothese),
        periode=_period(experience.debut, experience.fin),
        resultat=_sentence(experience.resultat) if experience.resultat else "",
        suite=_capital(_SUITES[experience.suite].label) if experience.suite else "",
    )


def _period(start: date, end: date | None) -> str:
    if end is None:
        return f"Depuis le {jour_court(start)}"
    if end == start:
        return f"Le {jour_court(start)}"
    return f"Du {jour_court(start)} au {jour_court(end)}"


def _ways(
    organisation: Organisation | None, decision: Decision | None
) -> Iterable[tuple[str, str]]:
    if organisation:
        precision = f" {_sentence(organisation.precision)}" if organisation.precision else ""
        yield "Comment nous sommes organisés", f"{_FORMES[organisation.forme].label}.{precision}"
    if decision:
        yield "Comment nous décidons", " ".join(_decision_sentences(decision))


def _decision_sentences(decision: Decision) -> Iterable[str]:
    mode = _MODES[decision.mode]
    yield f"{mode.label}. {mode.meaning}".rstrip()
    if decision.delai_jours == 0:
        yield "On se prononce le jour même."
    elif decision.delai_jours:
        yield f"{_capital(pluriel(decision.delai_jours, 'jour', 'jours'))} pour se prononcer."
    if decision.quorum:
        yield _sentence(f"Quorum : {decision.quorum}")
    if decision.blocage:
        yield _sentence(f"Si l’on bloque : {decision.blocage}")


def _decided(defi: Defi, today: date) -> tuple[DecidedView, ...]:
    newest_first = sorted(defi.decisions, key=attrgetter("date"), reverse=True)
    return tuple(
        DecidedView(_sentence(one.texte), one.date, _review(one.revoir_le, today))
        for one in newest_first
    )


def _review(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"{'À revoir depuis' if day < today else 'On en reparle'} le {jour_court(day)}."


def _budget(financement: Financement) -> BudgetView | None:
    depenses, recettes = financement.depenses, financement.recettes
    if not depenses and not recettes:
        return None
    return BudgetView(
        depenses=tuple((depense.poste, euros(depense.montant)) for depense in depenses),
        total_depenses=euros(sum((d.montant for d in depenses), start=_ZERO)),
        recettes=tuple(
            (recette.source, _STATUTS_RECETTE[recette.statut].label, euros(recette.montant))
            for recette in recettes
        ),
        total_recettes=euros(sum((r.montant for r in recettes), start=_ZERO)),
    )


# --- The road and the family ------------------------------------------------------------------


def _road(defi: Defi) -> tuple[RoadView, ...]:
    """The phases and the journal as one road, newest first."""
    steps = [(step.depuis, step.phase, "") for step in defi.historique]
    steps.append((defi.depuis, defi.phase, ""))
    entries = [(entry.date, "", entry.texte) for entry in defi.journal]
    # A phase begins before what happened in it on the same day: the sort is stable.
    moments = sorted(chain(steps, entries), key=itemgetter(0))
    views, before = [], ""
    phase = steps[0][1]
    for day, entered, texte in moments:
        if entered:
            phase, before, said = entered, entered, _step(entered, before)
        else:
            said = texte
        views.append(RoadView(CAPS[phase], day, said))
    return tuple(reversed(views))


@lru_cache(maxsize=64)
def _step(phase: str, before: str) -> str:
    """What the road says when a phase begins, after the phase `before` if there was one."""
    label = _PHASES[phase].label
    if not before:
        return f"le défi commence, en {label}."
    return f"retour en {label}." if CAPS[phase] < CAPS[before] else f"passage en {label}."


def _family(
    defi: Defi,
    racine: str,
    titles: Mapping[str, str],
    children: Sequence[Link],
    modeles: Mapping[str, str],
) -> FamilyView | None:
    """The ties of a défi, or nothing: most have none."""
    if not (defi.inspire_de or defi.partie_de or defi.modele or children or defi.liens):
        return None
    return FamilyView(
        inspire_de=_defi_link(defi.inspire_de, titles, racine),
        partie_de=_defi_link(defi.partie_de, titles, racine),
        modele=_name(defi.modele, modeles),
        descendance=tuple((title, racine + addresses.defi(slug)) for slug, title in children),
        liens=tuple((lien.titre, lien.url) for lien in defi.liens),
    )


def _visits(defi: Defi) -> tuple[tuple[str, str], ...]:
    newest_first = sorted(defi.accompagnement, key=attrgetter("date"), reverse=True)
    return tuple((jour_court(visit.date), visit.quoi) for visit in newest_first)


@lru_cache(maxsize=8)
def _closing(racine: str) -> AgirView:
    return AgirView(
        question="Et chez vous ?",
        texte="La même question se pose peut-être près de chez vous. L’idée est à qui la prend.",
        boutons=(("Lancer le même défi", racine + addresses.PROPOSER, False),),
    )
