"""The page of a défi."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.journey import Gate, NextAction, current_gates
from generator.content.model import Defi
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext
from generator.outputs.defis.head import HeadView, head_view
from generator.outputs.defis.joining import JoinView, join_view
from generator.outputs.defis.json_ld import linked_defi
from generator.outputs.defis.meetings import EventView, MeetingView, dated, events, meetings
from generator.outputs.defis.parts import SHOWN_PAST, SHOWN_PLAN, SHOWN_ROAD
from generator.outputs.defis.road import RoadView, road
from generator.outputs.defis.text import StoryView, TextView, story_view, text_view
from generator.outputs.defis.work import (
    NeedView,
    TaskView,
    gates_summary,
    gates_title,
    needs,
    plan,
)
from generator.outputs.kit.blocks import AgirView, Link
from generator.outputs.kit.output import Output
from generator.outputs.maps.drawn_maps import LocatorView
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import capital, heures, listed, lower_first, sentence

# Named tuples: ten thousand pages make each of these, and a frozen dataclass takes far longer.


class ActionView(NamedTuple):
    """The next action; `etat` is that of journey.NextAction."""

    etat: str
    quand: date | None
    quoi: str
    detail: str
    """The hours and the place, when it is a meeting."""


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
        exemple=defi.exemple,
        tete=head_view(defi, ROOT_OF_PAGE),
        action=_action(defi, known.action, known.today.year),
        rejoindre=join_view(defi, ROOT_OF_PAGE, known.site, known.pilote),
        situer=known.situer,
        texte=text_view(defi, known),
        bilan=story_view(defi.bilan) if defi.bilan else None,
        travail=_work(defi, known),
        chemin=road(defi)[:SHOWN_ROAD],
        famille=_family(defi, known),
        dossier=listed([lower_first(part) for part in known.dossier]),
        change_le=known.change,
        historique=known.site.history_url(defi.path),
        nouvelles=f"{ROOT_OF_PAGE}{addresses.METTRE_A_JOUR}?defi={defi.slug}",
        agir=_CLOSING,
    )


def _action(defi: Defi, action: NextAction, year: int) -> ActionView | None:
    """What happens next; a défi that is finished asks for nothing more."""
    if defi.is_finished and action.state != "a-venir":
        return None
    return ActionView(
        etat=action.state,
        quand=action.date,
        quoi=dated(action.date, year) + sentence(action.quoi) if action.quoi else "",
        detail=_where(defi, action.date),
    )


def _where(defi: Defi, day: date | None) -> str:
    """« 9 h 30 – 12 h 30, salle des fêtes. »: what is known of the only meeting of a day."""
    planned = [r for r in defi.rencontres if r.date == day and r.is_planned]
    if len(planned) != 1:
        return ""
    only = planned[0]
    return sentence(capital(". ".join(filter(None, (heures(only.debut, only.fin), only.lieu)))))


def _work(defi: Defi, known: DefiContext) -> WorkView:
    fini = defi.is_finished
    gates = current_gates(defi)
    coming, past = meetings(defi, known.today)
    return WorkView(
        a_venir=coming,
        passes=past[:SHOWN_PAST],
        titre_besoins="Ce qu’il nous manquait" if fini else "Ce qu’il nous manque",
        besoins=needs(defi.besoins, answered=not fini, found="Trouvé"),
        offres=needs(defi.offres, answered=False, found="Preneur trouvé"),
        plan=plan(defi)[:SHOWN_PLAN],
        evenements=events(defi, known.today),
        activites=tuple((activite.quoi, activite.rythme) for activite in defi.activites),
        titre_portes=gates_title(defi.phase),
        compte_portes="" if defi.is_paused else gates_summary(gates),
        portes=() if fini else tuple(gates),
        guides=() if fini else tuple(_linked(guide, addresses.guide) for guide in known.guides),
    )


def _linked(link: Link, address_of: Callable[[str], str]) -> Link:
    """The link to what a pair (words, slug) names; without a slug, words that are not a link."""
    words, slug = link
    return words, ROOT_OF_PAGE + address_of(slug) if slug else ""


def _family(defi: Defi, known: DefiContext) -> FamilyView | None:
    """The ties of a défi, or nothing: most have none."""
    ties = (known.inspire_de, known.partie_de, known.modele, known.descendance, defi.liens)
    if not any(ties):
        return None
    return FamilyView(
        inspire_de=known.inspire_de and _linked(known.inspire_de, addresses.defi),
        partie_de=known.partie_de and _linked(known.partie_de, addresses.defi),
        modele=known.modele,
        descendance=tuple(_linked(link, addresses.defi) for link in known.descendance),
        liens=tuple((lien.titre, lien.url) for lien in defi.liens),
    )


_CLOSING = AgirView(
    question="Et chez vous ?",
    texte="La même question se pose peut-être près de chez vous. L’idée est à qui la prend.",
    boutons=(("Lancer le même défi", ROOT_OF_PAGE + addresses.PROPOSER, False),),
)
