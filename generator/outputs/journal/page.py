"""The page of a sheet: its two sides, how one takes part, the letter of the week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.facets import PLACES, By
from generator.accompaniment.month import Month, month_of
from generator.content.fiches import Document, FicheAnnonce, FichePilote
from generator.outputs.journal.letter import Letter, letter_of
from generator.outputs.journal.paper import Laid
from generator.outputs.journal.sheet import Part, sheet_of
from generator.outputs.kit.blocks import AgirView, Link
from generator.outputs.kit.doors import reached
from generator.outputs.kit.output import Output
from generator.outputs.kit.qr import qr_code
from generator.outputs.lists.lists import DefiList, make_lists
from generator.outputs.site.annonces import said_in
from generator.outputs.site.dates import dates
from generator.outputs.site.helping import gatherings_among
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import jour, jour_mois

SHEET = "journal.css"

LETTER = "lettre.txt"
"""The letter as a file, beside its page."""

MOST_TERRITORIES = 2
"""How many pilot territories a département names: a sheet has no room for a directory."""


class JournalView(NamedTuple):
    """What the template shows of the sheet of a place."""

    nom: str
    fil: Sequence[Link]
    jours: str
    """« Du mardi 1er décembre au jeudi 31 décembre 2026 »."""
    exemple: bool
    """Whether all of it is invented: it says so in large letters, on each side."""
    feuille: Laid
    libre: bool
    """Whether it holds nothing: one writes on it."""
    part: Part
    qr: Markup
    """The page of the place, for a telephone; nothing where the site does not know its address."""
    lettre: Letter
    fichier: str
    agir: AgirView


def journals(site: Site) -> list[DefiList]:
    """The places that have a sheet: each pilot territory, each département that has a page."""
    return [one for one in site.once(make_lists).values() if one.facet.by in PLACES]


def address_of(one: DefiList) -> str:
    """Where the sheet of a place is, from the root of the site."""
    return addresses.journal(one.facet.by, one.facet.slug)


def draw_journal(site: Site, shells: Sequence[Shell], one: DefiList) -> Iterator[Output]:
    """The page of a place and its letter; `shells` are that of what is real and that of examples."""
    address = address_of(one)
    root = addresses.root_from(address)
    view = journal_view(site, one, root)
    content = site.template("journal/journal.html").render(vue=view, racine=root)
    head = site.head(address, f"{view.nom} : le journal du mois", _SAID.format(view.nom))
    page = shells[view.exemple].wrap(root, head, content)
    yield Output(addresses.file_of(address), page.encode())
    yield Output(address + LETTER, view.lettre.fichier)


_SAID = "{} : les dates, les besoins et les nouvelles du mois, sur une feuille à afficher."


def journal_view(site: Site, one: DefiList, root: str) -> JournalView:
    """The sheet of a place, for a page at `root`."""
    nom = site.name_of(one.facet)
    month = _month(site, one)
    part = _part(site, one, month)
    return JournalView(
        nom=nom,
        fil=[*((label, f"{root}{url}") for label, url in one.fil[:-1]),
             (one.titre, root + one.address), ("Le journal du mois", "")],
        jours=f"Du {jour_mois(month.jours.debut)} au {jour(month.jours.fin)}",
        exemple=month.invente,
        feuille=sheet_of(nom, month, part),
        libre=month.is_empty,
        part=part,
        qr=qr_code(part.page) if part.page else Markup(),
        lettre=letter_of(nom, month, part, site.view.nom),
        fichier=LETTER,
        agir=_closing(site, one, root),
    )  # fmt: skip


def _month(site: Site, one: DefiList) -> Month:
    said = _said(site, one)
    together = gatherings_among(site, said)
    month = month_of(one.members, said, together, site.once(dates), site.today)
    return month._replace(invente=month.invente or one.exemple)


def _said(site: Site, one: DefiList) -> Sequence[Document[FicheAnnonce]]:
    """The annonces of a place that still hold."""
    if one.facet.by is By.DEPARTEMENT:
        return one.said
    return said_in(site, one.facet.slug)


def _part(site: Site, one: DefiList, month: Month) -> Part:
    """How one takes part in a place; nothing is promised where nobody reads."""
    if month.invente:
        return Part(None, [EXAMPLE], (), site.canonical(one.address), a_la_main=False)
    written = _addresses(site, one)
    others = [BY_FORM] if site.doors.envoi and site.url else []
    page = site.canonical(one.address)
    return Part(month.next_date, others, written, page, a_la_main=not written)


BY_FORM = "Sur le site, un formulaire permet de répondre ou de proposer une idée."


EXAMPLE = "Ici, dans un vrai journal : où venir, à qui écrire, où lire la suite."


def _addresses(site: Site, one: DefiList) -> list[tuple[str, str]]:
    """Who reads what is written from a place, and at which address: the territory, then the site."""
    found = [
        (f"Écrivez au territoire pilote {each.fiche.nom}", each.fiche.adresse)
        for each in reached(_pilotes(site, one))[:MOST_TERRITORIES]
        if each.fiche.adresse
    ]
    if site.view.adresse and (not found or one.facet.by is By.DEPARTEMENT):
        found.append(("Écrivez au site", site.view.adresse))
    return found


def _pilotes(site: Site, one: DefiList) -> list[Document[FichePilote]]:
    """The pilot territory that a place is, or those that touch it."""
    if one.facet.by is By.PILOTE:
        return [site.catalogue.pilotes[one.facet.slug]]
    return list(one.context.pilotes.values()) if one.context else []


def _closing(site: Site, one: DefiList, root: str) -> AgirView:
    """What ends the page: the date that is not there yet, the page of the place."""
    said, announce = "Une fois dite, elle entre dans le journal du mois.", "Annoncer une date"
    if site.has_no_door:
        said, announce = "Préparez-en l’annonce ici, puis imprimez-la.", "Préparer l’annonce"
    ways = [
        (announce, f"{root}{addresses.geste('rencontre')}", False),
        (f"La page : {one.titre}", root + one.address, True),
    ]
    return AgirView("Votre groupe a une date ?", said, ways)
