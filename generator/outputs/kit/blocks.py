"""Small blocks that many pages show: links, whom to write to, what ends a page.

Values that templates are given are small and frozen, every choice already made: a template holds
the HTML and the words that never change, with `if` and `for`. Addresses are already relative to
the page, and text is as people typed it: the templates escape it and space it (see typography).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from generator import addresses
from generator.content.fiches import Document, FichePilote
from generator.content.vocabulary import PHASES
from generator.geography import Departement
from generator.outputs.kit.site_view import SiteView

Link = tuple[str, str]
"""A label and an address; without an address, words that are not a link."""

CAPS = {term.slug: f"p{rank}" for rank, term in enumerate(PHASES, start=1)}
"""The class of each phase in the style sheet, which gives its colour."""


@dataclass(frozen=True, slots=True)
class AgirView:
    """The yellow block at the foot of a page: a question, then (label, address, outlined)."""

    question: str
    texte: str
    boutons: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class ListLink:
    label: str
    url: str


class ContactView(NamedTuple):
    """Where to write: an address, and the link that opens a letter (none for an example)."""

    adresse: str
    lien: str
    exemple: bool


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


class PiloteLink(NamedTuple):
    """A pilot territory that another page names; one that is an example says so each time."""

    nom: str
    url: str
    exemple: bool


def pilote_link(pilote: Document[FichePilote], racine: str) -> PiloteLink:
    """The link to a pilot territory, on a page from which the root of the site is `racine`."""
    fiche = pilote.fiche
    return PiloteLink(fiche.nom, racine + addresses.pilote(pilote.slug), fiche.exemple)


def departement_links(some: Iterable[Departement], racine: str) -> tuple[Link, ...]:
    """The links to some départements, on a page from which the root of the site is `racine`."""
    return tuple((each.nom, racine + addresses.departement(each.code)) for each in some)
