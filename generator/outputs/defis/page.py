"""The page of a défi."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.journey import Gate, current_gates
from generator.accompaniment.news import SHOWN_PAST, SHOWN_ROAD, Moment, road
from generator.accompaniment.next_action import NextAction
from generator.content.images import ImageInfo, height_at, variant_name
from generator.content.model import Besoin, Defi, Evenement, Tache
from generator.content.vocabulary import CONCERNES, PHASES
from generator.geography import Commune
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext
from generator.outputs.defis.joining import JoinView, join_view
from generator.outputs.defis.json_ld import linked_defi
from generator.outputs.defis.shared import SHOWN_PLAN, STATES, MeetingView, meetings, plan, trail
from generator.outputs.defis.telling import how_one_comes, when_and_where
from generator.outputs.kit import pictures
from generator.outputs.kit.blocks import Link, departement_links
from generator.outputs.kit.output import Output
from generator.outputs.maps.drawn_maps import LocatorView
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import jour_court, listed, lower_first, sentence

Need = tuple[Besoin, str]
"""A need or an offer, and what a reader can answer to it."""


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
    """The next action; `etat` is that of next_action.NextAction."""

    etat: str
    quand: date | None
    quoi: str
    detail: str
    """The hours, the place and how one comes, as far as they are known."""


class WorkView(NamedTuple):
    """What there is to do: meetings, needs, plan, great days, gates and the guides that help."""

    a_venir: list[MeetingView]
    """The nearest first."""
    passes: list[MeetingView]
    """The latest first, `SHOWN_PAST` at most: the others are in the dossier."""
    titre_besoins: str
    besoins: list[Need]
    offres: list[Need]
    plan: list[Tache]
    evenements: list[tuple[str, list[tuple[Evenement, str]]]]
    """« À venir », then « Déjà passés », each day with where it is; a group is never empty."""
    titre_portes: str
    compte_portes: str
    portes: list[Gate]
    guides: list[Link]


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
    action: ActionView | None
    rejoindre: JoinView
    situer: LocatorView | None
    repond_a: tuple[str, ...]
    image: ImageView | None
    corps: Markup
    concerne: str
    autres_communes: str
    departements: tuple[Link, ...]
    themes: list[Link]
    travail: WorkView
    chemin: list[Moment]
    """The latest first, `SHOWN_ROAD` at most: the others are in the dossier."""
    famille: FamilyView | None
    dossier: str
    """What its dossier holds, in words; nothing when there is no dossier."""
    change_le: date
    historique: str
    nouvelles: str
    """Where its group tells what has changed."""


def draw_page(site: Site, shell: Shell, defi: Defi, known: DefiContext) -> Iterator[Output]:
    """The page of one défi."""
    address = addresses.defi(defi.slug)
    content = site.template("defis/defi.html").render(
        d=defi_view(defi, known),
        liees=linked_defi(defi, known),
        racine=ROOT_OF_PAGE,
        section="defis",
    )
    title = f"{defi.titre}, {defi.commune.label}"
    head = site.head(address, title, defi.resume, source=defi.path, about=defi)
    yield Output(addresses.file_of(address), shell.wrap(ROOT_OF_PAGE, head, content).encode())


def defi_view(defi: Defi, known: DefiContext) -> DefiView:
    """All that the page of `defi` shows, with what is `known` around it."""
    return DefiView(
        defi=defi,
        fil=trail(defi.phase, ROOT_OF_PAGE),
        genre=known.genre,
        etat=STATES.get(defi.etat, ""),
        action=_action(defi, known.action, known.today.year),
        rejoindre=join_view(defi, ROOT_OF_PAGE, known.site, known.pilote),
        situer=known.situer,
        repond_a=known.annonces,
        image=_image(defi, known.image) if known.image else None,
        corps=Markup(defi.corps.html),  # noqa: S704 - made safe by generator.content.markdown
        concerne=_concerned(defi.concerne),
        autres_communes=listed([place.label for place in defi.autres_communes]),
        departements=_departements(defi.communes, located=known.situer is not None),
        themes=_linked(known.themes, addresses.theme),
        travail=_work(defi, known),
        chemin=road(defi)[:SHOWN_ROAD],
        famille=_family(defi, known),
        dossier=listed([lower_first(part) for part in known.dossier]),
        change_le=known.change,
        historique=known.site.history_url(defi.path),
        nouvelles=f"{ROOT_OF_PAGE}{addresses.METTRE_A_JOUR}?defi={defi.slug}",
    )


def _action(defi: Defi, action: NextAction, year: int) -> ActionView | None:
    """What happens next; a défi that is finished asks for nothing more."""
    if defi.is_finished and action.state != "a-venir":
        return None
    return ActionView(
        etat=action.state,
        quand=action.date,
        quoi=_dated(action.date, year) + sentence(action.quoi) if action.quoi else "",
        detail=f"{when_and_where(action)} {how_one_comes(action)}".strip(),
    )


def _dated(day: date | None, year: int) -> str:
    """The whole date, when the year is not the one in which the page is read."""
    return "" if day is None or day.year == year else f"Le {jour_court(day)} : "


def _work(defi: Defi, known: DefiContext) -> WorkView:
    fini = defi.is_finished
    gates = current_gates(defi)
    coming, past = meetings(defi, known.today)
    last = defi.phase == PHASES[-1].slug
    return WorkView(
        a_venir=coming,
        passes=past[:SHOWN_PAST],
        titre_besoins="Ce qu’il nous manquait" if fini else "Ce qu’il nous manque",
        besoins=_needs(defi.besoins, answered=not fini),
        offres=_needs(defi.offres, answered=False),
        plan=plan(defi)[:SHOWN_PLAN],
        evenements=list(_great_days(defi, known.today)),
        titre_portes="Pour finir ce défi" if last else "Pour passer à l’étape suivante",
        compte_portes="" if defi.is_paused else _gates_summary(gates),
        portes=[] if fini else gates,
        guides=[] if fini else _linked(_guides(known), addresses.guide),
    )


def _guides(known: DefiContext) -> list[Link]:
    return [(guide.titre, guide.slug) for guide in known.around.guides_of_phase]


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


def _needs(besoins: Sequence[Besoin], *, answered: bool) -> list[Need]:
    """Open ones first; `answered` offers a gesture to each of them."""
    return [
        (besoin, _GESTURES[besoin.nature] if answered and besoin.is_open else "")
        for besoin in sorted(besoins, key=lambda each: not each.is_open)
    ]


def _great_days(defi: Defi, today: date) -> Iterator[tuple[str, list[tuple[Evenement, str]]]]:
    """The great days to come, the nearest first, then the past ones, the latest first."""
    days = sorted(defi.evenements, key=attrgetter("date"))
    past = sorted(defi.evenements, key=attrgetter("date"), reverse=True)
    coming = [day for day in days if day.is_coming(today)]
    past = [day for day in past if not day.is_coming(today)]
    for titre, some in (("À venir", coming), ("Déjà passés", past)):
        if some:
            yield titre, [(day, _where_and_when(day, today.year)) for day in some]


def _where_and_when(day: Evenement, year: int) -> str:
    commune = f", {day.commune.label}" if day.commune else ""
    return _dated(day.date, year) + sentence(day.lieu + commune)


def _gates_summary(gates: Sequence[Gate]) -> str:
    """« 1 sur 2. Rien n’est obligatoire : c’est un pense-bête. »"""
    passed = sum(gate.passed for gate in gates)
    if passed == len(gates):
        return "Tout y est : passez à la suite quand vous voulez."
    return f"{passed} sur {len(gates)}. Rien n’est obligatoire : c’est un pense-bête."


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


def _image(defi: Defi, info: ImageInfo) -> ImageView:
    widest = info.widths[-1]
    files = {
        width: ROOT_OF_PAGE + pictures.FOLDER + variant_name(info, width) for width in info.widths
    }
    credit = f"Photo : {defi.image_credit}" if defi.image_credit else ""
    return ImageView(
        url=files[widest],
        srcset=", ".join(f"{file} {width}w" for width, file in files.items()),
        largeur=widest,
        hauteur=height_at(info, widest),
        alt=defi.image_alt or "",
        legende=", ".join(filter(None, (credit, defi.image_licence))),
    )


@lru_cache(maxsize=256)
def _concerned(concerne: tuple[str, ...]) -> str:
    """In the order of the vocabulary, where « d’autres personnes » comes last."""
    labels = [term.label for term in CONCERNES if term.slug in concerne]
    return f"Cette question touche {listed(labels)}."
