"""The lists of défis, one for each facet.

Each is real pages of 24 cards, useful without a script; a first page may show fewer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator import addresses
from generator.accompaniment.examples import Count, count_of
from generator.accompaniment.facets import By, Facet
from generator.content.fiches import Document, FicheAnnonce, FichePilote
from generator.content.model import Defi
from generator.content.vocabulary import PHASE, TERRITOIRE
from generator.outputs.kit.blocks import CAPS, Link
from generator.outputs.site.head import feed_of
from generator.outputs.site.site import Site

PER_PAGE = 24

SHEET = "listes.css"
"""The style sheet of the pages that show a list: its filters, its pages, its map."""

BESIDE_A_TERRITORY = 4
"""How many défis the page of a pilot territory shows, after its dates and beside all that it says of
the place."""
IN_A_DEPARTEMENT = 12
"""How many défis the page of a département shows, after its dates and what is looked for there."""
BESIDE_A_MAP = 20
"""How many défis `/carte/` shows beside its map."""
BEFORE_A_MAP = 2
"""How many of them stand unfolded on `/carte/`, whose map is then on the second screen of a phone."""


@dataclass(frozen=True)
class DefiList:
    """One list: its address, its words, and its défis in their order."""

    address: str
    titre: str
    chapo: str
    facet: Facet
    classe: str = ""
    fil: tuple[tuple[str, str], ...] = ()
    """The way down to this list: words and addresses from the site's root."""
    editorial: bool = False
    """Whether MkDocs draws its first page, from a text in `content/`."""
    exemple: bool = False
    """Whether the place that it is about is an example."""
    context: PlaceContext | None = None
    """What its first page shows beside the défis."""
    first: int = PER_PAGE
    """How many défis its first page shows."""
    carte: str = ""
    """The title of its map; without one, it has no map."""
    ou: tuple[str, ...] = ()
    """The codes of the départements that its map shows; all of France without any."""

    @property
    def members(self) -> tuple[Defi, ...]:
        return self.facet.members

    @cached_property
    def compte(self) -> Count:
        """How many défis it shows, those that are invented apart."""
        return count_of(self.members)

    @cached_property
    def vivants(self) -> Count:
        """How many of them are not finished: those of which one says that they are at a phase."""
        return count_of([defi for defi in self.members if not defi.is_finished])

    @property
    def phase(self) -> str:
        return self.facet.phase

    @property
    def territoire(self) -> str:
        return self.facet.territoire

    @property
    def said(self) -> Sequence[Document[FicheAnnonce]]:
        """The annonces of the place that this list is about."""
        return self.context.annonces if self.context else ()

    @property
    def is_whole(self) -> bool:
        """Whether it holds all défis."""
        return self.facet.by is By.NOTHING

    @property
    def is_filtered(self) -> bool:
        """Whether its pages show filters: that of all défis, of a phase, of a type of territory."""
        return bool(self.is_whole or self.phase or self.territoire)

    @property
    def feed(self) -> Link:
        """What the feed of its défis tells, and its address; nothing for one that has no feed.

        What stands in a phase and in a type of territory is followed with all of that type.
        """
        facet = self.facet
        if facet.by is By.BOTH:
            kind = TERRITOIRE[facet.territoire]
            return f"Les nouvelles : {kind.label}", addresses.feed(By.TERRITORY, kind.slug)
        return feed_of(facet)

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


Lists = Mapping[str, DefiList]
"""Every list of the site, by address."""


def make_lists(site: Site) -> Lists:
    """The list of each facet of the site, but for départements where nothing happens."""
    lists = (_OF[facet.by](site, facet) for facet in site.facets)
    return {each.address: each for each in lists if each}


_HOME = ("Accueil", addresses.HOME)
_PHASES = ("Les étapes", addresses.PHASES)


def _all(site: Site, facet: Facet) -> DefiList:
    return DefiList(
        addresses.DEFIS,
        "Les défis",
        "Des questions du quotidien que des habitants ont prises en main, ensemble.",
        facet,
        fil=(_HOME, ("Les défis", "")),
    )


def _of_phase(site: Site, facet: Facet) -> DefiList:
    return DefiList(
        addresses.phase(facet.slug),
        facet.nom,
        PHASE[facet.slug].meaning,
        facet,
        classe=CAPS[facet.slug],
        fil=(_HOME, _PHASES, (facet.nom, "")),
        editorial=True,
    )


_THERE = {
    "rural": "en territoire rural",
    "pavillonnaire": "en territoire pavillonnaire",
    "petite-ville": "dans une petite ville",
    "metropole": "dans une métropole",
}
"""Each type of territory as one says where something is."""


def _of_both(site: Site, facet: Facet) -> DefiList:
    phase, kind = PHASE[facet.phase], TERRITOIRE[facet.territoire]
    return DefiList(
        addresses.phase(phase.slug, kind.slug),
        f"{phase.label}, {_THERE[kind.slug]}",
        phase.meaning,
        facet,
        classe=CAPS[phase.slug],
        fil=(_HOME, _PHASES, (phase.label, addresses.phase(phase.slug)), (kind.label, "")),
    )


def _of_territory(site: Site, facet: Facet) -> DefiList:
    return DefiList(
        addresses.territory(facet.slug),
        facet.nom,
        TERRITOIRE[facet.slug].meaning,
        facet,
        classe=f"t-{facet.slug}",
        fil=(_HOME, ("Les territoires", addresses.TERRITOIRES), (facet.nom, "")),
        editorial=True,
        carte=f"Où sont ces défis, {_THERE[facet.slug]}",
    )


def _of_theme(site: Site, facet: Facet) -> DefiList:
    return DefiList(
        addresses.theme(facet.slug),
        facet.nom,
        site.catalogue.themes[facet.slug].fiche.resume,
        facet,
        fil=(_HOME, ("Les thèmes", addresses.THEMES), (facet.nom, "")),
        editorial=True,
    )


def _of_departement(site: Site, facet: Facet) -> DefiList | None:
    """Nothing where there is neither a défi, nor an annonce, nor a pilot territory."""
    context = site.once(place_contexts).get(facet.slug)
    if not facet.members and not context:
        return None
    return DefiList(
        addresses.departement(facet.slug),
        facet.nom,
        "Ce que des habitants y font ensemble, et ce qui s’y dit.",
        facet,
        fil=(_HOME, ("Par département", addresses.DEPARTEMENTS), (facet.nom, "")),
        context=context,
        first=IN_A_DEPARTEMENT,
        carte=f"Sur la carte : {facet.nom}",
        ou=(facet.slug,),
    )


_WHO_ACCOMPANIES = {
    False: "Quelqu’un y accompagne les défis.",
    True: "Un exemple : personne n’y accompagne encore de défi.",
}
"""What is said of a territory; of one that is an example, nothing that it does not hold."""


def _of_pilote(site: Site, facet: Facet) -> DefiList:
    fiche = site.catalogue.pilotes[facet.slug].fiche
    kind = TERRITOIRE[fiche.territoire]
    return DefiList(
        addresses.pilote(facet.slug),
        facet.nom,
        f"Territoire pilote, {kind.label.lower()}. {_WHO_ACCOMPANIES[fiche.exemple]}",
        facet,
        classe=f"t-{kind.slug}",
        fil=(_HOME, ("Les territoires pilotes", addresses.PILOTES), (facet.nom, "")),
        editorial=True,
        exemple=fiche.exemple,
        first=BESIDE_A_TERRITORY,
        carte=f"Sur la carte : {facet.nom}",
        ou=tuple(departement.code for departement in fiche.touched),
    )


_OF: Mapping[By, Callable[[Site, Facet], DefiList | None]] = {
    By.NOTHING: _all,
    By.PHASE: _of_phase,
    By.BOTH: _of_both,
    By.TERRITORY: _of_territory,
    By.THEME: _of_theme,
    By.DEPARTEMENT: _of_departement,
    By.PILOTE: _of_pilote,
}


@dataclass(slots=True)
class PlaceContext:
    """What there is in a département beside its défis."""

    pilotes: dict[str, Document[FichePilote]] = field(default_factory=dict)
    """The pilot territories that touch it, by slug."""
    annonces: list[Document[FicheAnnonce]] = field(default_factory=list)


def place_contexts(site: Site) -> dict[str, PlaceContext]:
    """By the code of a département, what is said there and who accompanies."""
    found: dict[str, PlaceContext] = defaultdict(PlaceContext)
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
        for one in lists.values()
        for number in range(2 if one.editorial else 1, one.page_count + 1)
    ]
