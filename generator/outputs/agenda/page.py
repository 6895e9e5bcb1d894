"""The pages of an agenda: what they show, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.facets import PLACES, By
from generator.accompaniment.news import Moment, is_on_page
from generator.outputs.agenda.agendas import (
    Agenda,
    announced,
    is_past_cut,
    make_agendas,
    past_pages,
)
from generator.outputs.agenda.choices import Choice, choices, index_address
from generator.outputs.kit.blocks import AgirView, Link
from generator.outputs.kit.output import Output
from generator.outputs.kit.root_mark import ROOT, at_root
from generator.outputs.lists.list_page import PageLink, page_links
from generator.outputs.site.dates import date_row
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import MOIS, capital

SHEET = "agenda.css"

ELSEWHERE = 3
"""How many dates of the country an agenda shows that has none of its own."""

Months = Sequence[tuple[str, Markup]]
"""« Décembre 2026 », and the rows of the dates of that month."""


class PagesView(NamedTuple):
    """The other pages of an agenda, as `partials/pages.html` shows them."""

    pages: Sequence[PageLink]
    precedente: str
    suivante: str


class PastRow(NamedTuple):
    """A date gone by, in a list: whether it is to tell, and where it is told."""

    une: RendezVous
    page: str
    genre: str
    raconter: str
    """The gesture that tells it; nothing when that is done, or nobody was there to tell."""
    attend: bool
    """Whether nobody has said yet if it took place."""
    recit: str
    """Where its story is."""


class AgendaView(NamedTuple):
    """One page of an agenda."""

    agenda: Agenda
    fil: Sequence[Link]
    choix: Sequence[Choice]
    mois: Months
    pages: PagesView
    passees: Sequence[PastRow]
    donnees: str
    """What the script of the choices reads; nothing where there is none."""
    affiner: str
    """Where the same dates can be narrowed further, with a script; nothing where there are none."""
    lieux: str
    """What the page of places leads to: départements, and pilot territories where there are some."""
    calendrier: str
    """All these dates for a calendar; nothing where they are too many, or soon over."""
    contenu: str
    """What that calendar holds, whatever the page shows."""
    abonnement: str
    """The same, by an address that some telephones subscribe to; nothing where the site's is not known."""
    suivre: str
    """Where all ways to follow it are explained."""
    defis: str
    """Where the défis of the same facet are; nothing for an agenda of all of them."""
    journal: str
    """Where the sheet of a place is; nothing of what is none."""
    ailleurs: Markup
    """Of a place or a theme without any date: the next ones of the country."""
    plus_loin: Link
    """The way to the dates that come after those that are shown."""
    suivante_date: Link | None
    """Of an agenda of some days that is empty: where the next ones are."""
    agir: AgirView


def agenda_view(site: Site, one: Agenda, number: int = 1) -> AgendaView:
    """What the templates show of page `number` of an agenda."""
    address = addresses.page(one.address, number)
    root = addresses.root_from(address)
    first = number == 1
    calendar = _calendar(one)
    return AgendaView(
        agenda=one,
        fil=_trail(one, root),
        choix=choices(site, one, root),
        mois=_months(site, one.page(number), root),
        pages=_pages(one.address, number, one.page_count, root),
        passees=[past_row(site, each, root) for each in one.passees] if first and one.slug else (),
        donnees=index_address(site, root) if first and _is_whole(one) else "",
        affiner=_narrowed(one, root) if one.dates else "",
        lieux=places_of(site),
        calendrier=root + calendar if calendar else "",
        contenu=f" : {one.nom}" if one.slug else " de toute la France",
        abonnement=addresses.subscription(site.canonical(calendar)) if calendar else "",
        suivre=root + one.suivre,
        defis=f"{root}{_DEFIS_OF[one.by](one.slug)}" if one.slug else "",
        journal=root + addresses.journal(one.by, one.slug) if one.by in PLACES else "",
        ailleurs=_rows(site, () if one.dates else site.once(announced)[:ELSEWHERE], root),
        plus_loin=_beyond(one, root),
        suivante_date=_next_one(site, one, root) if one.quand and not one.dates else None,
        agir=closing(site, root),
    )


def _is_whole(one: Agenda) -> bool:
    return one.address == addresses.AGENDA


def _pages(address: str, number: int, last: int, root: str) -> PagesView:
    def to(page: int) -> str:
        return f"{root}{addresses.page(address, page)}" if 1 <= page <= last else ""

    return PagesView(page_links(address, number, last, root), to(number - 1), to(number + 1))


def _trail(one: Agenda, root: str) -> list[Link]:
    home, agenda = ("Accueil", root), ("L’agenda", root + addresses.AGENDA)
    if _is_whole(one):
        return [home, ("L’agenda", "")]
    return [home, agenda, (one.nom, "")]


_DEFIS_OF: dict[By, Callable[[str], str]] = {
    By.TERRITORY: addresses.territory,
    By.THEME: addresses.theme,
    By.DEPARTEMENT: addresses.departement,
    By.PILOTE: addresses.pilote,
}

IN_ADDRESS = {By.TERRITORY: "territoire", By.DEPARTEMENT: "departement", By.THEME: "theme"}
"""The facets as they stand in the address of an agenda that is narrowed by its script."""


def _narrowed(one: Agenda, root: str) -> str:
    """The agenda of everything, narrowed by its script to what another one shows; nothing of a
    pilot territory, which is none of the choices.
    """
    key = IN_ADDRESS.get(one.by)
    return f"{root}{addresses.AGENDA}?{key}={one.slug}" if key else ""


def _calendar(one: Agenda) -> str:
    """The address of the calendar of an agenda, from the site's root.

    That of all dates is offered while its pages show them all: more would drown a telephone.
    """
    if one.quand or not one.total or (_is_whole(one) and one.beyond):
        return ""
    return addresses.calendar(one.by.value if one.slug else "", one.slug)


def places_of(site: Site) -> str:
    """What the page of places leads to."""
    return "Par département ou territoire pilote" if site.catalogue.pilotes else "Par département"


def _beyond(one: Agenda, root: str) -> Link:
    """Of a place, its calendar; of what is wider, a place."""
    if one.by in {By.DEPARTEMENT, By.PILOTE}:
        return "mettez-les dans votre agenda", root + _calendar(one)
    return "choisissez votre département", root + addresses.AGENDA_DEPARTEMENTS


def _next_one(site: Site, one: Agenda, root: str) -> Link | None:
    following = site.once(announced)
    return ("Voir les dates d’après", root + addresses.AGENDA) if following else None


def closing(site: Site, root: str) -> AgirView:
    """What ends an agenda: the gesture that announces a date; no promise where nothing is sent."""
    said = "Réunion, chantier, fête : une fois dite, elle se lit ici."
    announce, propose = "Annoncer une date", "Proposer une idée"
    if site.has_no_door:
        said = "Préparez-en l’annonce ici, puis imprimez-la."
        announce, propose = "Préparer l’annonce", "Préparer une idée"
    doors = [
        (announce, f"{root}{addresses.geste('rencontre')}", False),
        (propose, f"{root}{addresses.PROPOSER}", True),
    ]
    return AgirView("Votre groupe a une date ?", said, doors)


# --- Rows ----------------------------------------------------------------------------------------


def _months(site: Site, some: Sequence[RendezVous], root: str) -> Months:
    """Some dates by month; the row of each is drawn once for all the agendas that show it."""
    return [(month, _rows(site, dates, root)) for month, dates in groupby(some, key=month_of)]


def _rows(site: Site, some: Iterable[RendezVous], root: str) -> Markup:
    html = "".join(_row(site, one) for one in some)
    return Markup(at_root(html, root))  # noqa: S704 - made by an escaping template


def month_of(one: RendezVous) -> str:
    """« Décembre 2026 »: a borne has no room for the year."""
    return f"{capital(MOIS[one.jour.month - 1])} {one.jour.year}"


def _row(site: Site, one: RendezVous) -> str:
    known = site.once(_no_rows)
    key = one.defi.slug, one.nom, one.jour.toordinal()
    if key not in known:
        known[key] = str(site.once(_row_macro)(date_row(site, one, ROOT)))
    return known[key]


def _no_rows(site: Site) -> dict[tuple[str, str, int], str]:
    return {}


def _row_macro(site: Site) -> Callable[..., str]:
    macro: Callable[..., str] = site.template("partials/rendez-vous.html").module.rendez_vous  # type: ignore[attr-defined]
    return macro


def past_row(site: Site, one: RendezVous, root: str) -> PastRow:
    """A date gone by as a row of a page at `root`.

    A meeting that was held is still to tell, until someone does; nobody was at that of an example.
    """
    defi = one.defi
    page = root + addresses.defi(defi.slug)
    waits = one.is_to_tell(site.today)
    is_untold = one.etat == "tenue" and not one.compte_rendu
    asked = (waits or is_untold) and not defi.exemple
    gesture = addresses.about(addresses.geste("tenue"), defi.slug)
    return PastRow(
        une=one,
        page=page,
        genre=site.kinds[defi.slug],
        raconter=root + gesture if asked else "",
        attend=waits,
        recit=root + _story(site, one) if one.compte_rendu else "",
    )


def _story(site: Site, one: RendezVous) -> str:
    """Where a meeting is told: on the page of its défi, or in its dossier, from the site's root."""
    told = Moment(one.jour, "compte-rendu", one.titre)
    page = addresses.defi if is_on_page(one.defi, told, site.today) else addresses.dossier
    return f"{page(one.defi.slug)}#recits"


# --- Pages ---------------------------------------------------------------------------------------


def main_view(site: Site, path: str) -> AgendaView:
    """The first page of the agenda of everything, which MkDocs draws."""
    return agenda_view(site, site.once(make_agendas)[addresses.AGENDA])


def agenda_pages(site: Site) -> Iterable[tuple[Agenda, int]]:
    """The pages that MkDocs does not draw: each agenda with the number of the page."""
    return (
        (one, number)
        for one in site.once(make_agendas).values()
        for number in range(2 if _is_whole(one) else 1, one.page_count + 1)
    )


def draw_agenda_page(site: Site, shell: Shell, one: Agenda, number: int) -> Iterator[Output]:
    """One page of an agenda."""
    view = agenda_view(site, one, number)
    yield _page(site, shell, one.address, number, one.titre, one.chapo, view, feed=one.flux)


class PastView(NamedTuple):
    """A page of the dates gone by."""

    chapo: str
    mois: Sequence[tuple[str, Sequence[PastRow]]]
    pages: PagesView
    plein: bool
    """Whether there are more, which no page shows."""
    agir: AgirView


def draw_past_page(site: Site, shell: Shell, number: int) -> Iterator[Output]:
    """Page `number` of the dates gone by, the latest first."""
    address = addresses.page(addresses.AGENDA_PASSES, number)
    root = addresses.root_from(address)
    pages = site.once(past_pages)
    rows = [past_row(site, one, root) for one in pages[number - 1]]
    chapo = PAST_CHAPO + (PAST_CALL if any(row.raconter for row in rows) else "")
    view = PastView(
        chapo=chapo,
        mois=[(m, list(some)) for m, some in groupby(rows, key=lambda row: month_of(row.une))],
        pages=_pages(addresses.AGENDA_PASSES, number, len(pages), root),
        plein=number == len(pages) and is_past_cut(site),
        agir=closing(site, root),
    )
    list_address = addresses.AGENDA_PASSES
    yield _page(
        site, shell, list_address, number, "Les dates passées", chapo, view, "agenda/passes.html"
    )


PAST_CHAPO = "Rencontres et grands jours, les plus récents d’abord."
PAST_CALL = " Vous y étiez ? Deux phrases suffisent."
"""Said where a row has the door to do it."""


def _page(
    site: Site,
    shell: Shell,
    address: str,
    number: int,
    titre: str,
    chapo: str,
    view: object,
    template: str = "agenda/page.html",
    feed: Link = ("", ""),
) -> Output:
    address = addresses.page(address, number)
    root = addresses.root_from(address)
    content = site.template(template).render(vue=view, racine=root)
    title = f"{titre}, page {number}" if number > 1 else titre
    page = shell.wrap(root, site.head(address, title, chapo, feed=feed), content)
    return Output(addresses.file_of(address), page.encode())
