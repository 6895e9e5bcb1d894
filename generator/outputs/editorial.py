"""What the pages that MkDocs draws need of the catalogue: their template and their view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from datetime import date, time
from itertools import pairwise
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.content.fields import slugify
from generator.content.model import Besoin, Defi, Document, FicheGuide, FichePilote, Rencontre
from generator.content.vocabulary import GENRES_ANNONCE, NATURES, PHASES, TERRITOIRES, Term, index
from generator.forms.questions import PAGES
from generator.geography import NEAR_KM, Departement, departements
from generator.outputs.data import page as data_page
from generator.outputs.defis.json_ld import linked_site
from generator.outputs.embed.page import embed_choices
from generator.outputs.forms import page as form_pages
from generator.outputs.kit.views import (
    CAPS,
    AgirView,
    ContributeView,
    DepartementDoor,
    DepartementsView,
    DoorView,
    EmbedChoices,
    GuideCard,
    GuideView,
    HomeView,
    LegalView,
    ListLink,
    MapPageView,
    NearView,
    PiloteDoor,
    PiloteLink,
    PilotesView,
    PiloteView,
    ResourcesView,
    TermView,
    ThemesView,
    besoin_card,
    contact_view,
    departement_links,
    guide_card,
    listed,
    partner_rows,
    pilote_link,
    rencontre_card,
    source_views,
)
from generator.outputs.legal import page as legal
from generator.outputs.lists.lists import BESIDE_A_MAP, Lists, list_view
from generator.outputs.lists.live_map import live_view
from generator.outputs.maps.drawn_maps import map_view
from generator.outputs.near.departements import make_nearby
from generator.outputs.site.site import Site

HOME_CARDS = 6
HOME_MEETINGS = 4
HOME_NEEDS = 4
GUIDE_CARDS = 3
OVERSEAS = "Outre-mer"

_PHASES = index(PHASES)
_TERRITOIRES = index(TERRITOIRES)

View = Callable[[Site, Lists, str], Any]
"""From the site, its lists and a page's path to what the template of that page shows."""


_PLAIN = "main.html"


def template_of(path: str, pages: Container[str]) -> str:
    """The template of the page that MkDocs makes of `content/….md`.

    A page that is not among `pages`, since its front matter is wrong, is drawn as plain text.
    """
    return _road(path)[0] if path in pages else _PLAIN


def context_of(site: Site, lists: Lists, path: str) -> dict[str, Any]:
    """What the template of an editorial page is given, beside MkDocs' own `page`."""
    address = addresses.of_editorial(path)
    place = {"racine": addresses.root_from(address), "section": _section(path)}
    document = site.catalogue.pages.get(path)
    if document is None:
        wrong = site.head(address, "Cette page attend une correction", "", source=path)
        return place | wrong._asdict()
    fiche = document.fiche
    view = _road(path)[1](site, lists, path)
    head = site.head(
        address,
        getattr(fiche, "titre", "") or fiche.nom,
        _described(fiche, view),
        source=path,
        about=lists.by_address.get(address),
    )
    return {
        **place,
        **head._asdict(),
        "exemple": getattr(fiche, "exemple", False),
        "vue": view,
    }


def _described(fiche: object, view: object) -> str:
    """One sentence about a page: its own summary, else that of its list."""
    return view.liste.chapo if isinstance(view, PiloteView) else getattr(fiche, "resume", "")


def _road(path: str) -> tuple[str, View]:
    """The template and the view of a page, by the folder it stands in."""
    folder, _, name = path.removeprefix("content/").rpartition("/")
    if _slug(path) not in _TERMS.get(folder, {_slug(path)}):
        return _PLAIN, _nothing
    return _INDEXES.get((folder, name)) or _FOLDERS.get(folder) or (_PLAIN, _nothing)


def _section(path: str) -> str:
    head = path.removeprefix("content/").split("/")[0].removesuffix(".md")
    return {
        "phases": "defis",
        "territoires": "defis",
        "themes": "defis",
        "territoires-pilotes": "defis",
        "departements": "defis",
        "pres-de-chez-moi": "pres",
        "carte": "defis",
        "entrepreneurs-du-bien-vivre": "demarche",
        "ressources": "guides",
        "demarche": "demarche",
        "contribuer": "contribuer",
        **dict.fromkeys(PAGES, "contribuer"),
    }.get(head, "")


def _slug(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _nothing(site: Site, lists: Lists, path: str) -> None:
    return None


def _phase(site: Site, lists: Lists, path: str) -> TermView:
    slug = _slug(path)
    address = addresses.phase(slug)
    root = addresses.root_from(address)
    later = [phase for before, phase in pairwise(PHASES) if before.slug == slug]
    return TermView(
        liste=list_view(site, lists, lists.by_address[address]),
        guides=_guides(site, root, lambda guide: slug in guide.phases),
        terme=_PHASES[slug],
        suivante=ListLink(later[0].label, f"{root}{addresses.phase(later[0].slug)}")
        if later
        else None,
    )


def _territory(site: Site, lists: Lists, path: str) -> TermView:
    slug = _slug(path)
    address = addresses.territory(slug)
    root = addresses.root_from(address)
    return TermView(
        liste=list_view(site, lists, lists.by_address[address]),
        guides=_guides(site, root, lambda g: not g.territoires or slug in g.territoires),
        terme=_TERRITOIRES[slug],
        pilotes=_pilotes_of(site, slug, root),
        vive=live_view(lists.somme, root, territoire=slug),
    )


def _pilotes_of(site: Site, territoire: str, root: str) -> list[PiloteLink]:
    """The pilot territories of one type."""
    pilotes = site.catalogue.pilotes.values()
    return [pilote_link(one, root) for one in pilotes if one.fiche.territoire == territoire]


def _area(fiche: FichePilote) -> str:
    """« Mirecourt, Vittel », « la Creuse »: what a pilot territory covers, in words."""
    return listed([*(d.nom for d in fiche.departements), *(c.name for c in fiche.communes)])


def _pilote(site: Site, lists: Lists, path: str) -> PiloteView:
    pilote = site.catalogue.pilotes[_slug(path)]
    fiche = pilote.fiche
    address = addresses.pilote(pilote.slug)
    root = addresses.root_from(address)
    partly = [each for each in fiche.touched if each not in fiche.departements]
    lines = (
        ("Les réseaux d’ici", fiche.reseaux),
        ("Les lieux qui accueillent", fiche.lieux),
        ("Ce dont on parle", fiche.enjeux),
    )
    contact = contact_view(site.view, pilote)
    said = [a for a in site.annonces if site.areas.pilote_at(a.fiche.commune) == pilote.slug]
    return PiloteView(
        liste=list_view(site, lists, lists.by_address[address]),
        territoire=_TERRITOIRES[fiche.territoire],
        communes=listed([place.name for place in fiche.communes]),
        entiers=departement_links(fiche.departements, root),
        departements=departement_links(sorted(partly), root),
        contact=contact,
        rubriques=[(title, texts) for title, texts in lines if texts],
        partenaires=partner_rows(fiche.partenaires),
        annonces=site.annonces_view(said, root, contact),
        vive=live_view(lists.somme, root, pilote=pilote.slug),
    )


def _map(site: Site, lists: Lists, path: str) -> MapPageView:
    """The beginning of the list of all défis, whose own page is as far from the root."""
    root = addresses.root_from(addresses.CARTE)
    everything = lists.by_address[addresses.DEFIS]
    liste = list_view(site, lists, replace(everything, first=BESIDE_A_MAP))
    beginning = replace(
        liste,
        pages=(),
        toute=f"{root}{addresses.DEFIS}" if liste.suivante else "",
        carte=map_view(site.maps.france, site.ordered, root, titre="Sur la carte de France"),
    )
    return MapPageView(beginning, live_view(lists.somme, root))


def _pilotes(site: Site, lists: Lists, path: str) -> PilotesView:
    root = addresses.root_from(addresses.PILOTES)
    return PilotesView(
        [
            PiloteDoor(
                url=f"{root}{addresses.pilote(slug)}",
                nom=pilote.fiche.nom,
                territoire=_TERRITOIRES[pilote.fiche.territoire],
                aire=_area(pilote.fiche),
                nombre=lists.count(addresses.pilote(slug)),
                exemple=pilote.fiche.exemple,
            )
            for slug, pilote in site.catalogue.pilotes.items()
        ]
    )


def _departements(site: Site, lists: Lists, path: str) -> DepartementsView:
    """Those where something happens."""
    regions = [
        (region, [door for door in doors if door.url])
        for region, doors in _by_region(lists, addresses.root_from(addresses.DEPARTEMENTS))
    ]
    return DepartementsView([(region, doors) for region, doors in regions if doors])


def _by_region(lists: Lists, root: str) -> list[tuple[str, list[DepartementDoor]]]:
    """By région in the order of the alphabet; those overseas, of one département each, together."""
    regions: dict[str, list[DepartementDoor]] = {}
    for departement in departements().values():
        region = OVERSEAS if departement.is_overseas else departement.region
        regions.setdefault(region, []).append(_departement_door(departement, lists, root))
    return sorted(regions.items(), key=lambda one: (one[0] == OVERSEAS, slugify(one[0])))


def _departement_door(departement: Departement, lists: Lists, root: str) -> DepartementDoor:
    one = lists.by_address.get(addresses.departement(departement.code))
    if one is None:
        return DepartementDoor("", departement.nom, 0, 0)
    return DepartementDoor(f"{root}{one.address}", departement.nom, len(one.members), len(one.said))


def _near(site: Site, lists: Lists, path: str) -> NearView:
    root = addresses.root_from(addresses.PRES_DE_CHEZ_MOI)
    rules = {
        "km": NEAR_KM,
        "communes": root + addresses.COMMUNES,
        "proches": root + addresses.PROCHES,
        "pleins": make_nearby(site).full,
        "defis": root + addresses.DEFIS,
        "departements": root + addresses.DEPARTEMENTS,
        "pages": [c for c in departements() if addresses.departement(c) in lists.by_address],
        "noms": {
            term.slug: term.label for term in (*PHASES, *TERRITOIRES, *NATURES, *GENRES_ANNONCE)
        },
        "caps": CAPS,
    }
    agir = AgirView(
        question="Et chez vous ?",
        texte="Un défi se lance à deux ou trois. Une envie, un besoin, une chose à offrir se dit seul.",
        boutons=[
            ("Proposer une idée", f"{root}{addresses.PROPOSER}", False),
            ("Passer une annonce", f"{root}{addresses.ANNONCER}", True),
        ],
    )
    return NearView(_by_region(lists, root), form_pages.embedded(rules), agir)


def _theme(site: Site, lists: Lists, path: str) -> TermView:
    slug = _slug(path)
    address = addresses.theme(slug)
    root = addresses.root_from(address)
    return TermView(
        liste=list_view(site, lists, lists.by_address[address]),
        guides=_guides(site, root, lambda guide: slug in guide.themes),
    )


def _guides(site: Site, root: str, fits: Callable[[FicheGuide], bool]) -> tuple[GuideCard, ...]:
    guides = site.catalogue.guides.values()
    return tuple(guide_card(guide, root) for guide in guides if fits(guide.fiche))


def _guide(site: Site, lists: Lists, path: str) -> GuideView:
    guide: Document[FicheGuide] = site.catalogue.guides[_slug(path)]
    fiche = guide.fiche
    root = addresses.root_from(addresses.guide(guide.slug))
    return GuideView(
        titre=fiche.titre,
        resume=fiche.resume,
        phases=tuple(_PHASES[slug] for slug in fiche.phases),
        territoires=tuple(_TERRITOIRES[slug] for slug in fiche.territoires),
        duree=fiche.duree or "",
        public=fiche.public or "",
        revu_le=fiche.revu_le,
        a_reverifier_avant=fiche.a_reverifier_avant,
        en_retard=fiche.a_reverifier_avant < site.today,
        en_cours=fiche.etat == "en-cours",
        sources=source_views(fiche.sources),
        defis=_cards(site, root, (d for d in site.ordered if d.phase in fiche.phases), GUIDE_CARDS),
        modifier=site.view.file_url(path),
    )


def _cards(site: Site, root: str, defis: Iterable[Defi], limit: int) -> Markup:
    living = [defi for defi in defis if not defi.is_finished]
    return site.cards_of(living[:limit], root)


def _resources(site: Site, lists: Lists, path: str) -> ResourcesView:
    root = addresses.root_from(addresses.GUIDES)
    return ResourcesView(
        tuple(
            (phase, _guides(site, root, lambda guide, slug=phase.slug: slug in guide.phases))  # type: ignore[misc]
            for phase in PHASES
        )
    )


def _themes(site: Site, lists: Lists, path: str) -> ThemesView:
    return ThemesView(_theme_doors(site, lists, addresses.root_from(addresses.THEMES)))


def _icon(site: Site, name: str | None) -> Markup:
    """A drawing beside a word that says the same: hidden from who listens."""
    svg = site.catalogue.icons.get(name or "", "")
    hidden = svg.replace(
        "<svg ",
        '<svg class="icone" width="24" height="24" aria-hidden="true" focusable="false" ',
        1,
    )
    return Markup(hidden)  # noqa: S704 - Material's own drawing


def _theme_doors(site: Site, lists: Lists, root: str) -> tuple[DoorView, ...]:
    return tuple(
        DoorView(
            url=f"{root}{addresses.theme(theme.slug)}",
            nombre=lists.count(addresses.theme(theme.slug)),
            titre=theme.fiche.titre,
            icone=_icon(site, theme.fiche.icone),
        )
        for theme in site.catalogue.themes.values()
    )


def _doors(
    terms: Iterable[Term], address_of: Callable[[str], str], lists: Lists, root: str
) -> tuple[DoorView, ...]:
    return tuple(
        DoorView(
            url=f"{root}{address_of(term.slug)}",
            nombre=lists.count(address_of(term.slug)),
            terme=term,
        )
        for term in terms
    )


def _home(site: Site, lists: Lists, path: str) -> HomeView:
    root = addresses.root_from(addresses.HOME)
    living = [defi for defi in site.ordered if not defi.is_finished]
    meetings = [
        (defi, meeting)
        for defi in living
        for meeting in defi.rencontres
        if meeting.statut == "prevue" and meeting.date >= site.today
    ]
    meetings.sort(key=_when)
    latest = sorted(living, key=lambda d: (-site.changes[d.slug].toordinal(), d.slug))
    needs = _in_turn((defi, n) for defi in living for n in defi.besoins if not n.pourvu_le)
    return HomeView(
        rendez_vous=tuple(
            rencontre_card(defi, meeting, root) for defi, meeting in meetings[:HOME_MEETINGS]
        ),
        besoins=tuple(besoin_card(defi, need, root) for defi, need in needs[:HOME_NEEDS]),
        derniers=_cards(site, root, latest, HOME_CARDS),
        phases=_doors(PHASES, addresses.phase, lists, root),
        territoires=_doors(TERRITOIRES, addresses.territory, lists, root),
        themes=_theme_doors(site, lists, root),
        liees=linked_site(site),
    )


def _when(pair: tuple[Defi, Rencontre]) -> tuple[date, time, str, str]:
    """The order of meetings of several défis: by day, then hour."""
    defi, meeting = pair
    return meeting.date, meeting.debut or time.min, defi.slug, meeting.titre


def _legal(site: Site, lists: Lists, path: str) -> LegalView:
    root = addresses.root_from(addresses.of_editorial(path))
    return legal.legal_view(_slug(path), site.view, site.today, root)


def _contribute(site: Site, lists: Lists, path: str) -> ContributeView:
    root = addresses.root_from(addresses.CONTRIBUER)
    known = site.catalogue.pilotes.values()
    return ContributeView(
        portes=form_pages.doors(site.view, root),
        contact=contact_view(site.view, None),
        pilotes=[pilote_link(one, root) for one in form_pages.reached(site)],
        exemples=any(one.fiche.exemple for one in known),
        agir=AgirView(
            question="Vous préférez d’abord regarder ?",
            texte="",
            boutons=[("Voir les défis", f"{root}{addresses.DEFIS}", False)],
        ),
    )


def _embed(site: Site, lists: Lists, path: str) -> EmbedChoices:
    return embed_choices(site, lists)


def _data(site: Site, lists: Lists, path: str) -> data_page.DataView:
    return data_page.data_view(site)


def _form(site: Site, lists: Lists, path: str) -> form_pages.FormView:
    return form_pages.form_view(site, _slug(path))


def _in_turn(needs: Iterable[tuple[Defi, Besoin]]) -> list[tuple[Defi, Besoin]]:
    """Open needs in the order of their défis, the first of each before the second of any."""
    ranks: Counter[str] = Counter()
    ranked = []
    for defi, need in needs:
        ranked.append((ranks[defi.slug], defi, need))
        ranks[defi.slug] += 1
    return [(defi, need) for _, defi, need in sorted(ranked, key=itemgetter(0))]


_INDEXES: dict[tuple[str, str], tuple[str, View]] = {
    ("", "index.md"): ("home/accueil.html", _home),
    ("ressources", "index.md"): ("guides/ressources.html", _resources),
    ("themes", "index.md"): ("lists/themes.html", _themes),
    ("territoires-pilotes", "index.md"): ("territories/pilotes.html", _pilotes),
    ("departements", "index.md"): ("territories/departements.html", _departements),
    ("", "pres-de-chez-moi.md"): ("near/pres.html", _near),
    ("contribuer", "index.md"): ("contribute/contribuer.html", _contribute),
    ("", "integrer.md"): ("embed/integrer.html", _embed),
    ("", "carte.md"): ("lists/carte.html", _map),
    ("", "donnees.md"): ("data/donnees.html", _data),
    **{("", f"{name}.md"): ("legal/legal.html", _legal) for name in legal.PAGES},
    **{("", f"{name}.md"): ("forms/formulaire.html", _form) for name in PAGES},
}
_TERMS: dict[str, Container[str]] = {"phases": _PHASES, "territoires": _TERRITOIRES}
"""Folders where each page is that of a word of the vocabulary; another page is plain."""

_FOLDERS: dict[str, tuple[str, View]] = {
    "phases": ("lists/phase.html", _phase),
    "territoires": ("territories/territoire.html", _territory),
    "themes": ("lists/theme.html", _theme),
    "ressources": ("guides/guide.html", _guide),
    "territoires-pilotes": ("territories/pilote.html", _pilote),
}
