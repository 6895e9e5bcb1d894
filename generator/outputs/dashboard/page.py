"""The page `/tableau-de-bord/`, and that of each pilot territory where somebody accompanies groups.

What is an example waits for nobody: it is on none of them. A territory that is one has no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from generator import addresses
from generator.accompaniment import followup
from generator.accompaniment.agenda import RendezVous
from generator.accompaniment.duplicates import pairs
from generator.accompaniment.facets import By, Facet
from generator.accompaniment.followup import Attente, Attentes, Raison
from generator.content.fiches import Document, FicheAnnonce, FichePilote
from generator.content.model import Defi
from generator.outputs.dashboard.arriving import Arriving, arriving
from generator.outputs.dashboard.rows import Ligne, about, row
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Output
from generator.outputs.site.annonces import answered, said_in
from generator.outputs.site.dates import placed, this_week, told_at
from generator.outputs.site.helping import annonce_met, gatherings_among
from generator.outputs.site.site import Site
from generator.text.typography import capital, heure, jour_mois

SHEET = "tableau.css"

FIRST = 7
"""How many things stand at the head of the page: one screen of a computer, two of a telephone."""

DATES = 5
"""How many dates of this week are shown; the agenda has all of them."""

ROWS, OF_A_SECTION = 32, 8
"""How many rows stand under them in all, and of one reason: a page stays under 350 elements."""

PAIRS = 30
"""How many of the défis that are alike are looked for: whoever has that many begins with these."""


NAMES = 20
"""How many things more are called by their names alone; beyond, one is led to where they are."""


LOOKED_AT = 60
"""Of how many annonces, those that wait longest, one looks for what may answer them: far more than
the page shows, and a thousand would take long."""


class DayRow(NamedTuple):
    """A date of this week, on one line."""

    quand: str
    """« Vendredi 27, 18 h »."""
    titre: str
    page: str
    ou: str


class Section(NamedTuple):
    """What else waits for one reason, below what is first."""

    nom: str
    titre: str
    aide: str
    """What to do, in one sentence."""
    lignes: Sequence[Ligne]
    autres: int
    """How many more there are."""
    noms: Sequence[Link]
    """All of these, where the page has room for them."""
    ailleurs: Link
    """Else where they are, among others."""


class DashboardView(NamedTuple):
    """One dashboard: of the whole country, or of a pilot territory."""

    nom: str
    """That of the territory; nothing for the whole country."""
    fil: Sequence[Link]
    sans_defi: bool
    """Whether there is no real défi yet: then the page says what will stand there."""
    premiers: Sequence[Ligne]
    semaine: Sequence[DayRow]
    agenda: str
    """Where all dates are."""
    arrive: Arriving
    sections: Sequence[Section]
    visite: str
    """Where one notes a visit."""
    territoires: Sequence[Link]
    """The other dashboards."""


class _Looked(NamedTuple):
    """What one dashboard looks at: real défis in the order of lists, annonces that hold."""

    defis: Sequence[Defi]
    annonces: Sequence[Document[FicheAnnonce]]
    pilote: Document[FichePilote] | None = None


def dashboard_view(site: Site, path: str) -> DashboardView:
    """The dashboard of the whole country, with the guides, which are of no territory."""
    root = addresses.root_from(addresses.TABLEAU_DE_BORD)
    real = [defi for defi in site.ordered if not defi.exemple]
    found = _waiting(site, _Looked(real, site.annonces))
    found[Raison.GUIDE] = followup.of_guides(site.catalogue.guides.values(), site.today)
    return _view(site, root, _Looked(real, site.annonces), found)


def accompanied(site: Site) -> list[Document[FichePilote]]:
    """The pilot territories that have a dashboard: where somebody accompanies real défis."""
    return [one for one in site.catalogue.pilotes.values() if not one.fiche.exemple]


def draw_dashboards(site: Site) -> Iterator[Output]:
    """The page of each of them."""
    of_places = {each.slug: each for each in site.facets if each.by is By.PILOTE}
    shell = site.shell("demarche", sheets=[SHEET])
    for pilote in accompanied(site):
        address = addresses.tableau(pilote.slug)
        root = addresses.root_from(address)
        looked = _of_territory(site, of_places[pilote.slug], pilote)
        view = _view(site, root, looked, _waiting(site, looked))
        content = site.template("dashboard/page.html").render(vue=view, racine=root)
        head = site.head(address, f"Le tableau de bord : {pilote.fiche.nom}", _DESCRIPTION)
        yield Output(addresses.file_of(address), shell.wrap(root, head, content).encode())


_DESCRIPTION = "Ce qui attend dans ce territoire pilote, depuis quand, et le geste qui y répond."


def _of_territory(site: Site, facet: Facet, pilote: Document[FichePilote]) -> _Looked:
    real = [defi for defi in facet.members if not defi.exemple]
    return _Looked(real, said_in(site, pilote.slug), pilote)


def _waiting(site: Site, looked: _Looked) -> dict[Raison, list[Attente]]:
    """All that waits there, by reason, the most pressing reason first.

    One more reason is a word of `Raison`, a line here and one in `_SECTIONS`.
    """
    defis = looked.defis
    found = followup.of_defis(defis, site.today, site.actions, site.changes)
    groups = gatherings_among(site, looked.annonces)
    told = {slug for one in groups for slug in one.slugs}
    alone = [one for one in looked.annonces if one.slug not in told]
    waiting = followup.of_annonces(alone, site.once(answered), site.today)
    first = sorted(waiting[:LOOKED_AT], key=lambda one: not _is_met(site, one))
    found[Raison.ANNONCE] = first + waiting[LOOKED_AT:]
    found[Raison.ENSEMBLE] = followup.of_gathered(groups)
    found[Raison.BESOIN] = followup.of_needs(defis, site.today)
    alike = pairs(defi for defi in defis if not defi.is_finished)
    found[Raison.PAREILS] = [
        Attente(
            Raison.PAREILS, max(une.depuis, autre.depuis), une, geste="famille", autre=autre, km=km
        )
        for une, autre, km in islice(alike, PAIRS)
    ]
    return found


def _is_met(site: Site, one: Attente) -> bool:
    """Whether something near may answer an annonce: then there is somebody to present."""
    return one.annonce is not None and annonce_met(site, one.annonce, "") is not None


def _view(site: Site, root: str, looked: _Looked, found: Attentes) -> DashboardView:
    first = _first(found)
    told = set(map(id, first))
    left = {raison: [one for one in some if id(one) not in told] for raison, some in found.items()}
    pilote = looked.pilote
    nom = pilote.fiche.nom if pilote else ""
    places = _places(root, pilote)
    here = [("Le tableau de bord", f"{root}{addresses.TABLEAU_DE_BORD}" if pilote else "")]
    return DashboardView(
        nom=nom,
        fil=[("Accueil", root), *here, *([(nom, "")] if pilote else [])],
        sans_defi=not looked.defis,
        premiers=[row(site, one, root) for one in first],
        semaine=[_day_row(one, root) for one in islice(this_week(site, looked.defis), DATES)],
        agenda=places[Raison.PRECISER][1],
        arrive=arriving(site, pilote),
        sections=list(_sections(site, root, left, places)),
        visite=root + addresses.geste("visite"),
        territoires=_others(site, root) if pilote is None else [],
    )


def _first(found: Attentes) -> list[Attente]:
    """The first things to do: one of each reason in turn, the most pressing reason first, one a défi.

    A fact to be checked in a guide can wait: only a guide whose day is past is among them.
    """
    first: list[Attente] = []
    told: set[str] = set()
    for turn in zip_longest(*(found[raison] for raison in Raison)):
        for one in turn:
            slug = one.defi.slug if one and one.defi else ""
            can_wait = one is None or (one.raison is Raison.GUIDE and one.quoi)
            if one and not can_wait and slug not in told and len(first) < FIRST:
                first.append(one)
                told |= {slug} - {""}
        if len(first) == FIRST:
            break
    return sorted(first, key=lambda one: _ORDER.index(one.raison))


_ORDER = tuple(Raison)


def _day_row(one: RendezVous, root: str) -> DayRow:
    """A date of this week: its month is known."""
    day = " ".join(jour_mois(one.jour).split()[:2])
    hour = "annulé" if one.is_cancelled else heure(one.debut) if one.debut else ""
    where = placed(one.lieu.rstrip("."), one.commune.name, one.commune.name)
    return DayRow(
        capital(", ".join(filter(None, (day, hour)))), one.titre, root + told_at(one), where
    )


def _places(root: str, pilote: Document[FichePilote] | None) -> Mapping[Raison, Link]:
    """Where all is that waits for one reason, among others."""
    at = (By.PILOTE, pilote.slug) if pilote else ()
    agenda = addresses.agenda(*at) if pilote else addresses.AGENDA_SEMAINE
    defis = addresses.pilote(pilote.slug) if pilote else addresses.DEFIS
    hands = "les coups de main", root + addresses.coups_de_main(*at)
    groups = "les défis", root + defis
    return {
        **dict.fromkeys((Raison.ENSEMBLE, Raison.ANNONCE, Raison.BESOIN), hands),
        **dict.fromkeys((Raison.NOUVELLES, Raison.DATE, Raison.PAREILS, Raison.PAS), groups),
        Raison.PRECISER: ("l’agenda", root + agenda),
        Raison.RACONTER: ("les dates passées", root + addresses.AGENDA_PASSES),
        Raison.GUIDE: ("les guides", root + addresses.GUIDES),
    }


def _sections(
    site: Site, root: str, left: Attentes, places: Mapping[Raison, Link]
) -> Iterator[Section]:
    """What else waits, by reason; when there is much of everything, less of each is shown."""
    names = NAMES
    room = next(
        count
        for count in range(OF_A_SECTION, 0, -1)
        if count == 1 or sum(min(count, len(some)) for some in left.values()) <= ROWS
    )
    for raison in Raison:
        some = left[raison]
        if not some:
            continue
        shown, rest = [row(site, one, root) for one in some[:room]], some[room:]
        told = [about(one, root) for one in rest] if len(rest) <= names else []
        names -= len(told)
        yield Section(raison.value, *_SECTIONS[raison], shown, len(rest), told, places[raison])


_SECTIONS: Mapping[Raison, Link] = {
    Raison.PRECISER: (
        "Cette semaine, sans heure ou sans lieu",
        "Demandez-les au groupe, puis écrivez-les : qui veut venir les cherche.",
    ),
    Raison.RACONTER: (
        "Des dates à raconter",
        "Demandez comment cela s’est passé : deux lignes suffisent.",
    ),
    Raison.ANNONCE: (
        "Des annonces sans réponse",
        "Répondez, ou présentez-la à un groupe qui cherche la même chose.",
    ),
    Raison.ENSEMBLE: (
        "Des annonces qui disent la même chose",
        "Réunissez ces personnes autour d’une table : seul, chacun attend ; ensemble, c’est un défi.",
    ),
    Raison.NOUVELLES: (
        f"Sans nouvelle depuis {followup.QUIET.days} jours",
        "Appelez, ou passez les voir : tout va peut-être bien.",
    ),
    Raison.DATE: (
        "Sans date à venir",
        "Aidez le groupe à en fixer une : on vient quand on sait quel jour.",
    ),
    Raison.BESOIN: (
        "Ce que l’on cherche depuis longtemps",
        "Parlez-en autour de vous ; si une offre y répond, présentez les deux.",
    ),
    Raison.PAREILS: (
        "Deux défis qui se ressemblent",
        "Mettez les deux groupes en relation. S’ils se rejoignent, dites ce qui les lie.",
    ),
    Raison.PAS: (
        "Une étape qui dure",
        "Regardez avec le groupe ce qui le retient : une étape longue n’est pas un échec.",
    ),
    Raison.GUIDE: (
        "Des guides à relire",
        "Lisez la source, puis corrigez le texte, ou demandez qu’il le soit.",
    ),
}
"""The title of each section, and what to do there."""


def _others(site: Site, root: str) -> list[Link]:
    return [(one.fiche.nom, root + addresses.tableau(one.slug)) for one in accompanied(site)]
