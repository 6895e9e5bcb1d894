"""The lists of défis: all of them, by phase, by type of territory, by theme.

Each is real pages of 24 cards, useful without a script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator import addresses
from generator.content.model import Defi, Document, FicheAnnonce, FichePilote
from generator.content.vocabulary import PHASES, TERRITOIRES, Term, index
from generator.geography import departements
from generator.outputs.kit.output import Output
from generator.outputs.kit.views import (
    CAPS,
    AgirView,
    AroundView,
    FacetView,
    ListView,
    MapView,
    PageLink,
    contact_view,
    pilote_link,
)
from generator.outputs.lists.facets import INDEX, build_sum, facet_views, refined
from generator.outputs.maps.drawn_maps import map_view
from generator.outputs.maps.grounds import Ground, draw_grounds
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site

PER_PAGE = 24
BESIDE_A_TERRITORY = 12
"""How many défis the page of a pilot territory shows, beside all that it says of the place."""
BESIDE_A_MAP = 20
"""How many that of a département shows, beside its map and what is said there; and `/carte/`."""

_TERRITOIRE_OF = index(TERRITOIRES)


@dataclass(frozen=True, slots=True)
class DefiList:
    """One list: its address, its words, and its défis in their order."""

    address: str
    titre: str
    chapo: str
    members: tuple[Defi, ...]
    classe: str = ""
    fil: tuple[tuple[str, str], ...] = ()
    """The way down to this list: words and addresses from the site's root."""
    phase: str = ""
    territoire: str = ""
    editorial: bool = False
    """Whether MkDocs draws its first page, from a text in `content/`."""
    exemple: bool = False
    """Whether the place that it is about is an example."""
    around: Surroundings | None = None
    """What its first page shows beside the défis."""
    first: int = PER_PAGE
    """How many défis its first page shows."""
    carte: str = ""
    """The title of its map; without one, it has no map."""
    ou: tuple[str, ...] = ()
    """The codes of the départements that its map shows; all of France without any."""

    @property
    def said(self) -> Sequence[Document[FicheAnnonce]]:
        """The annonces of the place that this list is about."""
        return self.around.annonces if self.around else ()

    @property
    def is_whole(self) -> bool:
        """Whether it holds all défis."""
        return self.address == addresses.DEFIS

    @property
    def is_filtered(self) -> bool:
        """Whether its pages show filters: that of all défis, of a phase, of a type of territory."""
        return bool(self.is_whole or self.phase or self.territoire)

    @property
    def said_at_its_head(self) -> Sequence[str]:
        """What its cards need not repeat."""
        both = ("etape", self.phase), ("type", self.territoire)
        return [name for name, value in both if value]

    @property
    def page_count(self) -> int:
        later = max(0, len(self.members) - self.first)
        return 1 + -(-later // PER_PAGE)

    def page(self, number: int) -> Sequence[Defi]:
        """The défis of page `number`."""
        end = self.first + (number - 1) * PER_PAGE
        return self.members[max(0, end - PER_PAGE) if number > 1 else 0 : end]


@dataclass(frozen=True, slots=True)
class Lists:
    """Every list of the site, and the counts that its filters show."""

    by_address: dict[str, DefiList]
    somme: str
    """That of the build: what its pages and its indexes have in common."""
    _facets: dict[tuple[str, str], tuple[FacetView, ...]] = field(default_factory=dict)

    def facets(self, site: Site, one: DefiList, root: str) -> tuple[FacetView, ...]:
        """The filters of a list, the same on each of its pages at one depth."""
        if not one.is_filtered:
            return ()
        key = one.address, root
        if key not in self._facets:
            self._facets[key] = facet_views(
                site,
                self.count,
                here=one.address,
                phase=one.phase,
                territoire=one.territoire,
                root=root,
            )
        return self._facets[key]

    def count(self, address: str) -> int:
        return len(self.by_address[address].members)


def make_lists(site: Site) -> Lists:
    """Every list of the site; each défi is looked at once for each."""
    lists = [
        _all(site),
        *(_of_phase(site, phase) for phase in PHASES),
        *(_of_both(site, phase, kind) for phase in PHASES for kind in TERRITOIRES),
        *(_of_territory(site, kind) for kind in TERRITOIRES),
        *(_of_theme(site, slug) for slug in site.catalogue.themes),
        *_of_departements(site),
        *_of_pilotes(site),
    ]
    return Lists({each.address: each for each in lists}, build_sum(site))


_HOME = ("Accueil", addresses.HOME)
_DEFIS = ("Les défis", addresses.DEFIS)


def _all(site: Site) -> DefiList:
    return DefiList(
        addresses.DEFIS,
        "Les défis",
        "Des questions du quotidien que des habitants ont prises en main, ensemble.",
        tuple(site.ordered),
        fil=(_HOME, ("Les défis", "")),
    )


def _of_phase(site: Site, phase: Term) -> DefiList:
    return DefiList(
        addresses.phase(phase.slug),
        phase.label,
        phase.meaning,
        tuple(site.shown.in_phase(phase.slug)),
        classe=CAPS[phase.slug],
        fil=(_HOME, _DEFIS, (phase.label, "")),
        phase=phase.slug,
        editorial=True,
    )


_THERE = {
    "rural": "en territoire rural",
    "pavillonnaire": "en territoire pavillonnaire",
    "petite-ville": "dans une petite ville",
    "metropole": "dans une métropole",
}
"""Each type of territory as one says where something is."""


def _of_both(site: Site, phase: Term, kind: Term) -> DefiList:
    members = (d for d in site.shown.in_phase(phase.slug) if d.territoire == kind.slug)
    return DefiList(
        addresses.phase(phase.slug, kind.slug),
        f"{phase.label}, {_THERE[kind.slug]}",
        phase.meaning,
        tuple(members),
        classe=CAPS[phase.slug],
        fil=(_HOME, _DEFIS, (phase.label, addresses.phase(phase.slug)), (kind.label, "")),
        phase=phase.slug,
        territoire=kind.slug,
    )


def _of_territory(site: Site, kind: Term) -> DefiList:
    return DefiList(
        addresses.territory(kind.slug),
        kind.label,
        kind.meaning,
        tuple(site.shown.in_territory(kind.slug)),
        classe=f"t-{kind.slug}",
        fil=(_HOME, _DEFIS, (kind.label, "")),
        territoire=kind.slug,
        editorial=True,
        carte=f"Où sont ces défis, {_THERE[kind.slug]}",
    )


def _of_theme(site: Site, slug: str) -> DefiList:
    fiche = site.catalogue.themes[slug].fiche
    return DefiList(
        addresses.theme(slug),
        fiche.titre,
        fiche.resume,
        tuple(site.shown.in_theme(slug)),
        fil=(_HOME, ("Les thèmes", addresses.THEMES), (fiche.titre, "")),
        editorial=True,
    )


def _of_departements(site: Site) -> Iterator[DefiList]:
    """The départements where something happens, each with its défis."""
    groups = site.shown.by_departement()
    around = surroundings(site)
    for code, departement in departements().items():
        if code not in groups and code not in around:
            continue
        yield DefiList(
            addresses.departement(code),
            departement.nom,
            "Ce que des habitants y font ensemble, et ce qui s’y dit.",
            tuple(groups.get(code, ())),
            fil=(_HOME, ("Par département", addresses.DEPARTEMENTS), (departement.nom, "")),
            around=around.get(code),
            first=BESIDE_A_MAP,
            carte=f"Sur la carte : {departement.nom}",
            ou=(code,),
        )


def _of_pilotes(site: Site) -> Iterator[DefiList]:
    groups = site.shown.by_pilote()
    for slug, pilote in site.catalogue.pilotes.items():
        nom, kind = pilote.fiche.nom, _TERRITOIRE_OF[pilote.fiche.territoire]
        yield DefiList(
            addresses.pilote(slug),
            nom,
            f"Territoire pilote, {kind.label.lower()}. Quelqu’un y accompagne les défis.",
            tuple(groups.get(slug, ())),
            classe=f"t-{kind.slug}",
            fil=(_HOME, ("Les territoires pilotes", addresses.PILOTES), (nom, "")),
            editorial=True,
            exemple=pilote.fiche.exemple,
            first=BESIDE_A_TERRITORY,
            carte=f"Sur la carte : {nom}",
            ou=tuple(departement.code for departement in pilote.fiche.touched),
        )


@dataclass(slots=True)
class Surroundings:
    """What there is in a département beside its défis."""

    pilotes: dict[str, Document[FichePilote]] = field(default_factory=dict)
    """The pilot territories that touch it, by slug."""
    annonces: list[Document[FicheAnnonce]] = field(default_factory=list)


def surroundings(site: Site) -> dict[str, Surroundings]:
    """By the code of a département, what is said there and who accompanies."""
    found: dict[str, Surroundings] = defaultdict(Surroundings)
    for slug, pilote in site.catalogue.pilotes.items():
        for departement in pilote.fiche.touched:
            found[departement.code].pilotes[slug] = pilote
    for annonce in site.annonces:
        found[annonce.fiche.commune.departement.code].annonces.append(annonce)
    return dict(found)


def list_view(site: Site, lists: Lists, one: DefiList, number: int = 1) -> ListView:
    """What the templates show of page `number` of a list."""
    address = addresses.page(one.address, number)
    root = addresses.root_from(address)
    shown = one.page(number)
    last = one.page_count
    cards = partial(site.cards_of, root=root, said=one.said_at_its_head)
    return ListView(
        titre=one.titre,
        chapo=one.chapo,
        classe=one.classe,
        fil=[*((label, f"{root}{url}") for label, url in one.fil[:-1]), *one.fil[-1:]],
        facettes=lists.facets(site, one, root),
        total=len(one.members),
        cartes=cards([defi for defi in shown if not defi.is_finished]),
        devenus=cards([defi for defi in shown if defi.is_finished]),
        pages=[_link(one, n, number, root) for n in _window(number, last)] if last > 1 else [],
        suivante=f"{root}{addresses.page(one.address, number + 1)}" if number < last else "",
        precedente=f"{root}{addresses.page(one.address, number - 1)}" if number > 1 else "",
        agir=_closing(site, one, root),
        exemple=one.exemple,
        autour=_around(site, one.around, root) if one.around and number == 1 else None,
        dessin=one.territoire if one.phase else "",
        filtre=f"{root}{addresses.DEFIS}{INDEX}?{lists.somme}" if one.is_whole else "",
        affiner=root + refined(one.phase, one.territoire)
        if one.is_filtered and not one.is_whole
        else "",
        carte=_map(site, one, root) if number == 1 else None,
    )


def _map(site: Site, one: DefiList, root: str) -> MapView | None:
    """The map of the first page of a list."""
    if not one.carte:
        return None
    embed = f"{root}{addresses.INTEGRER}?quoi={one.address.rstrip('/')}"
    return map_view(ground_of(site, one), one.members, root, titre=one.carte, embed=embed)


def ground_of(site: Site, one: DefiList) -> Ground:
    """What the map of a list is drawn on."""
    return site.maps.ground(one.ou) if one.ou else site.maps.france


def draw_maps(site: Site, lists: Lists) -> Iterator[Output]:
    """The grounds of all maps: those of lists, and those that show where each défi is."""
    grounds = [ground_of(site, one) for one in lists.by_address.values()]
    communes = {defi.commune.departement for defi in site.ordered}
    yield from draw_grounds(site.kept, [*grounds, *map(site.maps.small, sorted(communes))])


def _around(site: Site, around: Surroundings, root: str) -> AroundView:
    """Letters about annonces go to the pilot territory that holds them all, else to the site."""
    holders = {site.areas.pilote_at(one.fiche.commune) for one in around.annonces}
    alone = site.catalogue.pilotes.get(holders.pop()) if len(holders) == 1 else None
    return AroundView(
        pilotes=[pilote_link(pilote, root) for pilote in around.pilotes.values()],
        annonces=site.annonces_view(around.annonces, root, contact_view(site.view, alone)),
    )


def _link(one: DefiList, number: int, current: int, root: str) -> PageLink:
    return PageLink(number, f"{root}{addresses.page(one.address, number)}", number == current)


def _window(current: int, last: int) -> Iterable[int]:
    """The pages worth a link: the first, the last, and those around this one."""
    near = range(max(1, current - 2), min(last, current + 2) + 1)
    return sorted({1, *near, last})


_CLOSING = {
    "informaction": (
        "Une question vous travaille ?",
        "Une soirée, une salle, une question : un premier débat suffit pour commencer.",
        ("Organiser un premier débat", "premier-debat"),
    ),
    "creaction": (
        "Votre groupe en est là ?",
        "Pour passer à l’étape 3, dites comment vous êtes organisés et comment vous décidez.",
        ("Choisir comment décider", "choisir-un-mode-de-decision"),
    ),
    "activaction": (
        "Votre projet est prêt ?",
        "Trouver l’argent, inviter tout le monde, puis raconter ce que vous avez appris.",
        ("Financer un défi", "financer-un-defi"),
    ),
}
"""The question, the sentence and the guide that end the lists of a phase."""
_START = "Et chez vous ?", "Une envie, un besoin ou une idée suffit pour commencer."


def _closing(site: Site, one: DefiList, root: str) -> AgirView:
    """What ends a list: the guide of its phase, where the site has it, and the way to propose."""
    propose = ("Proposer une idée", f"{root}{addresses.PROPOSER}")
    question, text, (label, guide) = _CLOSING.get(one.phase, (*_START, ("", "")))
    if guide not in site.catalogue.guides:
        return AgirView(*_START, [(*propose, False)])
    guided = (label, f"{root}{addresses.guide(guide)}", False)
    return AgirView(question, text, [guided, (*propose, True)])


def list_pages(lists: Lists) -> list[tuple[DefiList, int]]:
    """The pages that MkDocs does not draw: each list with the number of the page."""
    return [
        (one, number)
        for one in lists.by_address.values()
        for number in range(2 if one.editorial else 1, one.page_count + 1)
    ]


def draw_list_page(
    site: Site, lists: Lists, shell: Shell, one: DefiList, number: int
) -> Iterator[Output]:
    """One page of a list."""
    address = addresses.page(one.address, number)
    root = addresses.root_from(address)
    view = list_view(site, lists, one, number)
    content = site.template("lists/liste.html").render(liste=view, racine=root, section="defis")
    title = one.titre if number == 1 else f"{one.titre}, page {number}"
    head = site.head(address, title, one.chapo, about=one)
    page = shell.wrap(root, head, content)
    yield Output(addresses.file_of(address), page.encode())
