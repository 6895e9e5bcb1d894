"""How one joins a défi: how many have, whom to write to, the doors of the forms."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from generator.content.fiches import Document, FichePilote
from generator.content.model import Defi, Engagements
from generator.outputs.kit.blocks import ContactView, PiloteLink, contact_view, pilote_link
from generator.outputs.kit.site_view import SiteView
from generator.text.typography import nombre, pluriel


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


def join_view(
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
        manque=len(defi.open_needs),
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
