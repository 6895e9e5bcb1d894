"""What whoever passes by can do for a défi: come, be one more, bring what is missing, write."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.next_action import NextAction
from generator.content.fiches import Document, FichePilote
from generator.content.model import Defi, Engagements
from generator.outputs.defis.context import ROOT_OF_PAGE
from generator.outputs.defis.work import needs
from generator.outputs.kit.blocks import ContactView, contact_view
from generator.outputs.kit.needs import Need
from generator.outputs.kit.site_view import SiteView
from generator.text.typography import jour, jour_mois, nombre, pluriel

NAMED_NEEDS = 2
"""How many needs are named beside the ways to join; all of them stand further down."""


class JoinView(NamedTuple):
    """How many have joined, in words, and the doors for one more."""

    titre: str
    compte: str
    reste: str
    part: int
    """Share of the threshold that is reached, below 100; -1 without a threshold, or once it is."""
    venir: str
    """The day on which one can come: its hours and its place stand beside it, in the next action."""
    besoins: list[Need]
    """The first that are still to be found, with the answer of a reader."""
    autres_besoins: int
    prets: int
    """How many things a défi that is over still lends or teaches."""
    demander: str
    """Where one asks for what a group lends, gives or teaches; nothing where nobody can be asked."""
    engager: str
    """Where one says « j’en suis »; nothing once the défi is over."""
    page: str
    contact: ContactView | None
    """Whom to write to, when the group is real and has no page."""
    sans_adresse: str
    """The one thing that can be done where there is nobody to write to."""


def join_view(
    defi: Defi,
    action: NextAction,
    today: date,
    site: SiteView,
    pilote: Document[FichePilote] | None,
) -> JoinView:
    """What whoever passes by can do on the day of `today`."""
    engagements = defi.engagements
    over = defi.is_finished
    asked = [] if over else needs(defi)
    coming = _coming(action, today)
    page = defi.contact or ""
    contact = None if page or defi.exemple else contact_view(site, pilote, defi.titre)
    lent = sum(offer.is_open for offer in defi.offres)
    return JoinView(
        titre=_title(over=over, found=bool(page or contact)),
        compte=_committed(engagements, stopped=defi.etat == "arrete") if engagements else "",
        reste=_missing(engagements, over=over) if engagements else "",
        part=_share(engagements) if engagements and not over else -1,
        venir=coming,
        besoins=asked[:NAMED_NEEDS],
        autres_besoins=len(asked[NAMED_NEEDS:]),
        prets=lent if over else 0,
        demander=_to_ask(defi, site, found=bool(page or contact)) if lent else "",
        engager="" if over else ROOT_OF_PAGE + addresses.about(addresses.REJOINDRE, defi.slug),
        page=page,
        contact=contact,
        sans_adresse=_without_address(defi, site, coming=bool(coming)),
    )


def _title(*, over: bool, found: bool) -> str:
    """What this part is about: who passes by, or the group of what is over, if it can be found again."""
    return "Retrouver le groupe" if over and found else "Vous passez par là ?"


def _to_ask(defi: Defi, site: SiteView, *, found: bool) -> str:
    """Where one asks for what a défi lends: the form already about it, where a real group left no address.

    Else, while it goes on, what the page says of how to reach it.
    """
    if not (found or defi.exemple) and (site.relais or site.depot):
        return ROOT_OF_PAGE + addresses.about(addresses.AIDE, defi.slug)
    return "" if defi.is_finished else "#rejoindre"


def _without_address(defi: Defi, site: SiteView, *, coming: bool) -> str:
    """What one can do where nobody can be written to: go there, else send or prepare an answer."""
    if defi.exemple:
        return "Ce groupe est inventé : il n’a pas d’adresse."
    if defi.is_finished:
        return "Le groupe n’a pas laissé d’adresse."
    if coming:
        return "Ce groupe n’a pas encore d’adresse : venez à sa prochaine date."
    if site.relais or site.depot:
        return "Ce groupe n’a pas encore d’adresse : dites « J’en suis », et il vous compte."
    return (
        "Ce groupe n’a pas encore d’adresse, ni de date : « J’en suis » prépare une feuille, à garder "
        "pour en parler."
    )


def _coming(action: NextAction, today: date) -> str:
    """« Venir samedi 5 décembre », or nothing."""
    if not action.date or not action.is_coming:
        return ""
    same_year = action.date.year == today.year
    day = jour_mois(action.date) if same_year else jour(action.date)
    return f"Venir {day}"


def _committed(engagements: Engagements, *, stopped: bool) -> str:
    count = engagements.nombre
    if not count:
        return "Personne ne s’était engagé" if stopped else "Personne ne s’est encore engagé"
    if stopped:
        return pluriel(count, "personne s’était engagée", "personnes s’étaient engagées")
    return pluriel(count, "personne engagée", "personnes engagées")


def _missing(engagements: Engagements, *, over: bool) -> str:
    """What follows the count: the threshold, in words; what is over counts no more."""
    threshold = engagements.seuil
    if not threshold or over:
        return "."
    if engagements.nombre >= threshold:
        return f" : il en fallait {nombre(threshold)}, c’est gagné."
    return f", il en faut {nombre(threshold)}."


def _share(engagements: Engagements) -> int:
    threshold = engagements.seuil
    if not threshold or engagements.nombre >= threshold:
        return -1
    return 100 * engagements.nombre // threshold
