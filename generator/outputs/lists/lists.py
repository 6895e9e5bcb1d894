"""The lists of défis: all of them, by phase, by type of territory, by theme.

Each is real pages of 24 cards, useful without a script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator import addresses
from generator.content.model import Defi, Document, FicheAnnonce, FichePilote
from generator.content.vocabulary import PHASES, TERRITOIRES, Term, index
from generator.geography import departements
from generator.outputs.kit.blocks import CAPS
from generator.outputs.lists.facets import FacetView, facet_views
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
    return Lists({each.address: each for each in lists})


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


def list_pages(lists: Lists) -> list[tuple[DefiList, int]]:
    """The pages that MkDocs does not draw: each list with the number of the page."""
    return [
        (one, number)
        for one in lists.by_address.values()
        for number in range(2 if one.editorial else 1, one.page_count + 1)
    ]
