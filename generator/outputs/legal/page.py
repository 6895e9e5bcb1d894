"""What the settings add to the legal pages: who publishes, who hosts, what state, or what is missing.

The texts are those of `content/`, where a town changes them; nothing is invented here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from generator import addresses
from generator.content.identity import Identity, counts
from generator.outputs.kit.blocks import AgirView, contact_view
from generator.outputs.site.site import Site
from generator.text.typography import jour


class FactView(NamedTuple):
    """A line of a legal page; without `valeur`, `cle` is the setting still to be filled in.

    No page shows that setting: `bvm verifier --publication` names it to who publishes.
    """

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


_ENDINGS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "accessibilite": (
            "Quelque chose vous arrête ?",
            "Dites-nous sur quelle page et avec quel appareil. Nous chercherons avec vous une "
            "autre façon de vous donner ce qu’il vous faut.",
            "Accessibilité du site",
        ),
        "mentions-legales": (
            "Une erreur, un contenu à retirer ?",
            "Donnez l’adresse de la page et la phrase, cela suffit.",
            "Une page du site à corriger",
        ),
        "confidentialite": (
            "Une question sur vos données ?",
            "Demandez à voir ce que nous avons, ou à le faire effacer. Quelques mots suffisent.",
            "Mes données",
        ),
    }
)
"""How each legal page ends: a question, what to do, the subject of the letter."""

PAGES = tuple(_ENDINGS)

_REFERENCE = "le référentiel général d’amélioration de l’accessibilité (RGAA)"

_TELEPHONE = re.compile("[+]?[0-9 .()\u00a0\u202f-]{3,30}")


def legal_view(site: Site, path: str) -> LegalView:
    """What is said around the text of one of `PAGES`."""
    name = addresses.slug_of(path)
    racine = addresses.root_from(addresses.of_editorial(path))
    blocs = _blocs(name, site.view.identite, site.today)
    missing = sum(bool(fact.cle) for bloc in blocs for fact in bloc.faits)
    return LegalView(blocs=blocs, manques=missing, agir=_closing(name, site, racine))


def _blocs(name: str, who: Identity, today: date) -> tuple[FactsView, ...]:
    if name == "accessibilite":
        return _state(who, today), _contact(who)
    if name == "mentions-legales":
        return _publisher(who), _host(who)
    return (_controller(who),)


def _fact(label: str, value: str | None, key: str, link: str = "") -> FactView:
    if value:
        return FactView(label, value, lien=link)
    return FactView(label, "", cle=f"extra.bvm.{key}")


def _telephone(label: str, number: str | None, key: str) -> FactView:
    """A telephone, which a phone can dial when it is written as a plain number."""
    plain = _TELEPHONE.fullmatch(number or "")
    digits = re.sub(r"\(0\)|[^0-9+]", "", plain[0]) if plain else ""
    return _fact(label, number, key, f"tel:{digits}" if digits.strip("+") else "")


def _mail(label: str, address: str | None, key: str) -> FactView:
    return _fact(label, address, key, f"mailto:{address}")


def _organisation(who: Identity, label: str) -> tuple[FactView, ...]:
    return (
        _fact(label, who.organisation, "organisation"),
        _fact("Adresse postale", who.siege, "siege"),
        _mail("Adresse électronique", who.adresse, "adresse"),
    )


def _publisher(who: Identity) -> FactsView:
    facts = (
        *_organisation(who, "Organisme"),
        _telephone("Téléphone", who.telephone, "telephone"),
        _fact("Numéro RNA, SIREN ou SIRET", who.immatriculation, "immatriculation"),
        _fact("Direction de la publication", who.directeur_publication, "directeur_publication"),
        _fact("Textes et code du site", who.depot, "depot", who.depot or ""),
    )
    return FactsView("fait-editeur", "Qui publie ce site", facts)


def _host(who: Identity) -> FactsView:
    host = who.hebergeur
    facts = (
        _fact("Nom de l’hébergeur", host.nom, "hebergeur.nom"),
        _fact("Adresse de l’hébergeur", host.adresse, "hebergeur.adresse"),
        _telephone("Téléphone de l’hébergeur", host.telephone, "hebergeur.telephone"),
    )
    return FactsView("fait-hebergeur", "Qui héberge ce site", facts)


_NO_OFFICER = {
    True: "Aucun n’est indiqué : écrivez à l’organisme.",
    False: "Aucun n’est indiqué.",
}
"""What is said without an officer; an organisation that has no address cannot be written to."""


def _controller(who: Identity) -> FactsView:
    officer = who.delegue_protection
    label = "Délégué à la protection des données"
    facts = (
        *_organisation(who, "Responsable des données"),
        _mail(label, officer, "delegue_protection")
        if officer
        else FactView(label, _NO_OFFICER[bool(who.adresse or who.siege)]),
        _fact("Les courriels sont gardés", who.conservation, "conservation"),
        _fact("Hébergeur du site", who.hebergeur.nom, "hebergeur.nom"),
    )
    return FactsView("fait-responsable", "Qui répond de vos données", facts)


def _contact(who: Identity) -> FactsView:
    facts = (*_organisation(who, "Organisme"), _telephone("Téléphone", who.telephone, "telephone"))
    return FactsView("fait-contact", "Retour d’information et contact", facts)


def _state(who: Identity, today: date) -> FactsView:
    facts = (
        FactView("Ce site est", f"{who.conformity(today)} avec {_REFERENCE}."),
        FactView("Audit", _audit(who, today)),
    )
    return FactsView("fait-etat", "État de conformité", facts)


def _audit(who: Identity, today: date) -> str:
    audit = who.audit
    if audit is None:
        return (
            "Aucun audit n’a été fait : c’est pourquoi ce site se dit non conforme, "
            "et n’annonce aucun pourcentage."
        )
    said = f"Le {jour(audit.date)}, par {audit.organisme} : {audit.taux} % des critères respectés."
    if counts(audit, today):
        return said
    return f"{said} Cet audit n’est pas de ces trois dernières années : il ne compte pas."


def _closing(name: str, site: Site, racine: str) -> AgirView:
    """Whom to write to; without an address, the form that can be sent, else that there is none."""
    question, text, subject = _ENDINGS[name]
    see = ("Voir les défis", racine + addresses.DEFIS)
    if contact := contact_view(site.view, None, subject):
        return AgirView(question, text, (("Nous écrire", contact.lien, False), (*see, True)))
    if site.has_no_door:
        return AgirView(question, _NOBODY, ((*see, False),))
    form = ("Signaler un problème", racine + addresses.SIGNALER, False)
    return AgirView(question, _BY_FORM, (form, (*see, True)))


_NOBODY = "Qui publie ce site n’a pas encore donné d’adresse où lui écrire."
_BY_FORM = (
    "Qui publie ce site n’a pas encore donné d’adresse : passez par le formulaire, sans y recopier "
    "aucune donnée personnelle."
)
