"""The dossier of a défi: the project as a partner reads it, when its page does not say it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from generator import addresses
from generator.content.model import (
    Decision,
    Defi,
    Experience,
    Financement,
    Organisation,
)
from generator.content.vocabulary import (
    FORMES,
    MODES_DECISION,
    PHASES,
    ROLES_ACTEUR,
    STATUTS_RECETTE,
    SUITES,
    TERRITOIRES,
    Term,
    index,
)
from generator.outputs.defis.context import DefiContext
from generator.outputs.defis.head import STATES, trail
from generator.outputs.defis.meetings import MeetingView, meetings
from generator.outputs.defis.road import RoadView, road
from generator.outputs.defis.work import TaskView, plan
from generator.outputs.kit.blocks import CAPS, Link, partner_rows
from generator.outputs.kit.output import Output
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import capital, euros, jour_court, pluriel, sentence

_PHASES = index(PHASES)
_TERRITOIRES = index(TERRITOIRES)
_FORMES = index(FORMES)
_MODES = index(MODES_DECISION)
_ROLES = index(ROLES_ACTEUR)
_STATUTS_RECETTE = index(STATUTS_RECETTE)
_SUITES = index(SUITES)

_ZERO = Decimal()


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


def draw_dossier(site: Site, shell: Shell, defi: Defi, known: DefiContext) -> Iterator[Output]:
    """The dossier of one défi, when it has more to say than its page."""
    if not known.dossier:
        return
    address = addresses.dossier(defi.slug)
    root = addresses.root_from(address)
    view = dossier_view(defi, known.today)
    content = site.template("defis/dossier.html").render(g=view, racine=root, section="defis")
    title = f"Le dossier : {defi.titre}, {defi.commune.label}"
    head = site.head(address, title, defi.resume, source=defi.path, about=defi)
    yield Output(addresses.file_of(address), shell.wrap(root, head, content).encode())


def dossier_view(defi: Defi, today: date) -> DossierView:
    """All that the dossier of `defi` says on a day."""
    racine = addresses.root_from(addresses.dossier(defi.slug))
    return DossierView(
        exemple=defi.exemple,
        fil=(*trail(defi.phase, racine), ("Le défi", "../")),
        titre=defi.titre,
        resume=defi.resume,
        fini=defi.is_finished,
        etat=STATES.get(defi.etat, ""),
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
        passes=meetings(defi, today)[1],
        plan=plan(defi),
        chemin=road(defi),
    )


def _trial(experience: Experience) -> TrialView:
    return TrialView(
        essai=experience.essai,
        hypothese=sentence(experience.hypothese),
        periode=_period(experience.debut, experience.fin),
        resultat=sentence(experience.resultat) if experience.resultat else "",
        suite=capital(_SUITES[experience.suite].label) if experience.suite else "",
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
        precision = f" {sentence(organisation.precision)}" if organisation.precision else ""
        yield "Comment nous sommes organisés", f"{_FORMES[organisation.forme].label}.{precision}"
    if decision:
        yield "Comment nous décidons", " ".join(_decision_sentences(decision))


def _decision_sentences(decision: Decision) -> Iterable[str]:
    mode = _MODES[decision.mode]
    yield f"{mode.label}. {mode.meaning}".rstrip()
    if decision.delai_jours == 0:
        yield "On se prononce le jour même."
    elif decision.delai_jours:
        yield f"{capital(pluriel(decision.delai_jours, 'jour', 'jours'))} pour se prononcer."
    if decision.quorum:
        yield sentence(f"Quorum : {decision.quorum}")
    if decision.blocage:
        yield sentence(f"Si l’on bloque : {decision.blocage}")


def _decided(defi: Defi, today: date) -> tuple[DecidedView, ...]:
    newest_first = sorted(defi.decisions, key=attrgetter("date"), reverse=True)
    return tuple(
        DecidedView(sentence(one.texte), one.date, _review(one.revoir_le, today))
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


def _visits(defi: Defi) -> tuple[tuple[str, str], ...]:
    newest_first = sorted(defi.accompagnement, key=attrgetter("date"), reverse=True)
    return tuple((jour_court(visit.date), visit.quoi) for visit in newest_first)
