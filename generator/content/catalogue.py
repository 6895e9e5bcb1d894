"""Everything that was read, together: what each file needs of the others.

A catalogue is made by the reader and never changes. It does not read, and it draws nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from generator.addresses import defi_of
from generator.content.fiches import (
    FOLDERS,
    Document,
    FicheAide,
    FicheAnnonce,
    FicheGuide,
    FicheModele,
    FichePilote,
    FicheTheme,
)
from generator.content.images import ImageInfo
from generator.content.model import Defi
from generator.geography import NEAR_KM, Commune, distance_km
from generator.text.errors import Finding, Location, finding
from generator.text.typos import did_you_mean, meant, offer

MOST = 20
"""How many links and references of one file are told: each is compared with every name there is."""


@dataclass(frozen=True, slots=True)
class Areas:
    """The pilot territories by what they hold: a commune of its own goes before a département."""

    held: Mapping[tuple[str, str], str]
    """By the code of a commune or of a département, and the part of it that is, if only a part is."""
    invented: Collection[str] = ()
    """The slugs of those that are examples."""

    def pilote_at(self, place: Commune) -> str:
        """The slug of the pilot territory that holds a commune, or a part of one, or nothing."""
        return next(self._holders(place), "")

    def pilote_of(self, defi: Defi) -> str:
        """The slug of the pilot territory that accompanies a défi: the one it names, else its own.

        One that is an example accompanies no défi but examples: nobody is there.
        """
        if named := defi.accompagne_par:
            return named if defi.exemple or named not in self.invented else ""
        return self.pilote_of_said(defi.commune, exemple=defi.exemple)

    def pilote_of_said(self, place: Commune, *, exemple: bool) -> str:
        """The slug of the pilot territory in which something is said at a place, or nothing.

        What is real is never said in one that is an example: nobody is there to read it.
        """
        return next(
            (slug for slug in self._holders(place) if exemple or slug not in self.invented), ""
        )

    def _holders(self, place: Commune) -> Iterator[str]:
        """The territories that hold a place: the part of a commune, the commune, the département."""
        insee, around = place.insee, place.departement.code
        codes = dict.fromkeys(((insee, place.partie), (insee, ""), (around, "")))
        return (self.held[code] for code in codes if code in self.held)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content, each kind by slug and in the order of its slugs."""

    defis: Mapping[str, Defi] = field(default_factory=dict)
    annonces: Mapping[str, Document[FicheAnnonce]] = field(default_factory=dict)
    themes: Mapping[str, Document[FicheTheme]] = field(default_factory=dict)
    guides: Mapping[str, Document[FicheGuide]] = field(default_factory=dict)
    modeles: Mapping[str, Document[FicheModele]] = field(default_factory=dict)
    aides: Mapping[str, Document[FicheAide]] = field(default_factory=dict)
    pilotes: Mapping[str, Document[FichePilote]] = field(default_factory=dict)
    images: Mapping[str, ImageInfo] = field(default_factory=dict)
    icons: Mapping[str, str] = field(default_factory=dict)
    """The drawings (SVG) that themes ask for, by name; those that exist."""
    pages: Mapping[str, Document[Any]] = field(default_factory=dict)
    """Every editorial page, guides and themes among them, by its path: `content/demarche.md`."""

    def near(self, place: Commune, limit_km: float = NEAR_KM) -> list[tuple[float, Defi]]:
        """The défis within `limit_km` of a commune, with their distance, the nearest first.

        None for a commune whose point is not known; nor is a défi of such a commune near anything.
        """
        if place.point is None:
            return []
        found = [
            (distance, defi)
            for defi in self.defis.values()
            if defi.commune.point
            and (distance := distance_km(place.point, defi.commune.point)) <= limit_km
        ]
        return sorted(found, key=lambda one: (one[0], one[1].slug))

    def areas(self) -> Areas:
        """Which pilot territory holds which place."""
        held: dict[tuple[str, str], str] = {}
        for slug, pilote in self.pilotes.items():
            for _, place, _ in _held(pilote.fiche):
                held.setdefault(place, slug)
        invented = {slug for slug, one in self.pilotes.items() if one.fiche.exemple}
        return Areas(held, invented)

    def parts(self) -> dict[str, list[Defi]]:
        """The défis that are parts of another, by the slug of that other."""
        return self._by(lambda defi: (defi.partie_de,))

    def inspired(self) -> dict[str, list[Defi]]:
        """The défis inspired by another, by the slug of that other."""
        return self._by(lambda defi: (defi.inspire_de,))

    def taken_up(self) -> dict[str, list[Defi]]:
        """The défis that take up an annonce, by the slug of that annonce.

        One that has stopped takes up nothing any more, and an example nothing but examples: who
        said something real still waits for an answer.
        """
        return self._by(self._taken_up_by)

    def _taken_up_by(self, defi: Defi) -> Iterator[str]:
        if defi.etat == "arrete":
            return
        for slug in dict.fromkeys(defi.repond_a):
            if not defi.exemple or self.is_invented(slug):
                yield slug

    def is_invented(self, annonce: str) -> bool:
        """Whether an annonce is an example, by its slug; one that is not there is none."""
        known = self.annonces.get(annonce)
        return bool(known and known.fiche.exemple)

    def _by(self, named: Callable[[Defi], Iterable[str | None]]) -> dict[str, list[Defi]]:
        """The défis by the slug of each other file that is `named` by them."""
        groups: dict[str, list[Defi]] = defaultdict(list)
        for defi in self.defis.values():
            for slug in filter(None, named(defi)):
                groups[slug].append(defi)
        return dict(groups)


def check(catalogue: Catalogue, broken: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """What is wrong from one file to another.

    `broken` holds the paths of files that exist but could not be read: a reference to one of
    them is not a fault.
    """
    references = _References(catalogue, broken)
    for defi in catalogue.defis.values():
        yield from islice(references.check_defi(defi), MOST)
        yield from islice(_check_links(defi, catalogue, broken), MOST)
    for kind in ("guides", "annonces", "modeles", "aides"):
        for document in getattr(catalogue, kind).values():
            themes = references.check_themes(document.path, document.fiche.themes)
            yield from islice(themes, MOST)
    for annonce in catalogue.annonces.values():
        yield from references.check_annonce(annonce)
    for modele in catalogue.modeles.values():
        yield from islice(references.check_guides(modele.path, modele.fiche.guides), MOST)
    yield from _check_twins(catalogue)
    yield from _check_icons(catalogue)
    yield from _check_areas(catalogue)
    yield from _check_old_addresses(catalogue)
    yield from _check_loops(catalogue)


@dataclass(frozen=True, slots=True)
class _References:
    """Looks up what one file says of another."""

    catalogue: Catalogue
    broken: frozenset[str]

    def check_defi(self, defi: Defi) -> Iterator[Finding]:
        path = defi.path
        for key in ("inspire_de", "partie_de"):
            slug = getattr(defi, key)
            if slug == defi.slug:
                yield finding(path, "reference_a_soi", (key,))
            elif slug:
                yield from self.check_one(path, (key,), slug, "defis")
        if defi.modele and not self._is_there(defi.modele, "modeles"):
            proche = did_you_mean(defi.modele, self.catalogue.modeles)
            yield finding(path, "modele_inconnu", ("modele",), lu=defi.modele, proche=proche)
        if defi.accompagne_par:
            yield from self.check_one(path, ("accompagne_par",), defi.accompagne_par, "pilotes")
        yield from self._check_taken_up(defi)
        yield from self.check_themes(path, defi.themes)
        image, images = defi.image, self.catalogue.images
        if image and image not in images and f"defis/images/{image}" not in self.broken:
            proche = did_you_mean(image, images)
            yield finding(path, "image_inconnue", ("image",), lu=image, proche=proche)

    def _check_taken_up(self, defi: Defi) -> Iterator[Finding]:
        """The annonces that a défi takes up: each is there, is named once, and is of someone."""
        for index, slug in enumerate(defi.repond_a):
            where = "repond_a", index
            if slug in defi.repond_a[:index]:
                yield finding(defi.path, "annonce_redite", where, lu=slug)
            else:
                yield from self._check_answered(defi.path, where, slug, is_example=defi.exemple)

    def check_annonce(self, annonce: Document[FicheAnnonce]) -> Iterator[Finding]:
        """The annonce that this one answers: it is there, and another."""
        other = annonce.fiche.repond_a
        if other == annonce.slug:
            yield finding(annonce.path, "reference_a_soi", ("repond_a",))
        elif other:
            example = annonce.fiche.exemple
            yield from self._check_answered(annonce.path, ("repond_a",), other, is_example=example)

    def _check_answered(
        self, path: str, where: Location, slug: str, *, is_example: bool
    ) -> Iterator[Finding]:
        """The annonce that something answers: it is there, and somebody waits for an answer.

        What is real answers no invented one, as by a form.
        """
        yield from self.check_one(path, where, slug, "annonces")
        if self.catalogue.is_invented(slug) and not is_example:
            yield finding(path, "annonce_exemple", where, lu=slug)

    def check_one(self, path: str, where: Location, slug: str, kind: str) -> Iterator[Finding]:
        if not self._is_there(slug, kind):
            proche = did_you_mean(slug, getattr(self.catalogue, kind))
            values = {"lu": slug, "dossier": f"{FOLDERS[kind]}/", "proche": proche}
            yield finding(path, "reference_inconnue", where, **values)

    def check_themes(self, path: str, themes: Iterable[str]) -> Iterator[Finding]:
        for index, slug in enumerate(themes):
            if not self._is_there(slug, "themes"):
                proche = did_you_mean(slug, self.catalogue.themes)
                yield finding(path, "theme_inconnu", ("themes", index), lu=slug, proche=proche)

    def check_guides(self, path: str, guides: Iterable[str]) -> Iterator[Finding]:
        for index, slug in enumerate(guides):
            yield from self.check_one(path, ("guides", index), slug, "guides")

    def _is_there(self, slug: str, kind: str) -> bool:
        known = getattr(self.catalogue, kind)
        return slug in known or f"{FOLDERS[kind]}/{slug}.md" in self.broken


def _check_links(defi: Defi, catalogue: Catalogue, broken: frozenset[str]) -> Iterator[Finding]:
    """The links of a défi's text to other files of the repository."""
    for link in defi.corps.links:
        target, _, anchor = link.partition("#")
        other = defi if not target else catalogue.defis.get(defi_of(target))
        if target in broken:
            continue
        if target and target not in catalogue.pages and not (other and other.path == target):
            proche = offer(_file_meant(target, catalogue))
            needle = target.rsplit("/", 1)[-1]
            yield finding(defi.path, "lien_casse", lu=link, proche=proche, needle=needle)
        elif anchor and other and anchor not in other.corps.anchors:
            proche = did_you_mean(anchor, other.corps.anchors)
            yield finding(defi.path, "ancre_cassee", lu=link, proche=proche, needle=f"#{anchor}")


def _file_meant(target: str, catalogue: Catalogue) -> str:
    """Which file a link may have meant: one of the same folder, else one of that name in another.

    A folder is left out of the comparison, where it would make all its files alike.
    """
    folder, _, name = target.rpartition("/")
    paths = [*catalogue.pages, *(defi.path for defi in catalogue.defis.values())]
    split = (path.rpartition("/") for path in paths)
    beside = meant(name, [other for there, _, other in split if there == folder])
    return f"{folder}/{beside}" if beside else meant(name, paths)


def check_page_anchors(
    catalogue: Catalogue, anchors: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    """The links of défis to a part of an editorial page; `anchors` gives those of each page.

    Only who draws the pages knows their anchors: this is checked by a build, not before.
    """
    for defi in catalogue.defis.values():
        yield from islice(_check_anchors(defi, anchors), MOST)


def _check_anchors(defi: Defi, anchors: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    for link in defi.corps.links:
        target, _, anchor = link.partition("#")
        if anchor and anchor not in anchors.get(target, [anchor]):
            proche = did_you_mean(anchor, anchors[target])
            yield finding(defi.path, "ancre_cassee", lu=link, proche=proche, needle=anchor)


def _check_twins(catalogue: Catalogue) -> Iterator[Finding]:
    """Défis that say the same, whose names say it too: « lavoir-copie », « lavoir-2 » and « lavoir »."""
    by_text: dict[tuple[str, str], set[str]] = defaultdict(set)
    for slug, defi in catalogue.defis.items():
        by_text[defi.titre, defi.resume].add(slug)
    alike = (slugs for slugs in by_text.values() if len(slugs) > 1)
    for slug, other in sorted(twin for slugs in alike for twin in _twins(slugs)):
        yield finding(catalogue.defis[slug].path, "meme_texte", ("titre",), autre=other)


def _twins(slugs: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each name that is another one with more words, and that other."""
    for slug in slugs:
        words = slug.split("-")
        parts = ("-".join(part) for n in range(1, len(words)) for part in (words[:n], words[n:]))
        if other := next((part for part in parts if part in slugs), ""):
            yield slug, other


def _check_icons(catalogue: Catalogue) -> Iterator[Finding]:
    for theme in catalogue.themes.values():
        if theme.fiche.icone and theme.fiche.icone not in catalogue.icons:
            yield finding(theme.path, "icone_inconnue", ("icone",), lu=theme.fiche.icone)


def _check_areas(catalogue: Catalogue) -> Iterator[Finding]:
    """Two pilot territories that hold the same place: who accompanies must be one answer."""
    taken: dict[tuple[str, str], str] = {}
    for pilote in catalogue.pilotes.values():
        for where, place, name in _held(pilote.fiche):
            if taken.setdefault(place, pilote.path) != pilote.path:
                values = {"lu": name, "autre": taken[place]}
                yield finding(pilote.path, "pilote_double", where, **values)


def _held(pilote: FichePilote) -> Iterator[tuple[Location, tuple[str, str], str]]:
    """What a pilot territory holds: where its file says so, the code and the part, the name."""
    for rank, commune in enumerate(pilote.communes):
        yield ("communes", rank), (commune.insee, commune.partie), commune.written
    for rank, departement in enumerate(pilote.departements):
        yield ("departements", rank), (departement.code, ""), departement.nom


def _check_old_addresses(catalogue: Catalogue) -> Iterator[Finding]:
    taken = {slug: defi.path for slug, defi in catalogue.defis.items()}
    for defi in catalogue.defis.values():
        for index, slug in enumerate(defi.anciens_slugs):
            if slug in taken:
                where = ("anciens_slugs", index)
                yield finding(defi.path, "adresse_double", where, lu=slug, autre=taken[slug])
            taken.setdefault(slug, defi.path)


def _check_loops(catalogue: Catalogue) -> Iterator[Finding]:
    """Défis that are part of each other in a ring; told once, on the first of them."""
    met_from: dict[str, str] = {}
    for start in catalogue.defis:
        road: list[str] = []
        slug: str | None = start
        while slug and slug in catalogue.defis and slug not in met_from:
            met_from[slug] = start
            road.append(slug)
            slug = catalogue.defis[slug].partie_de
        if slug and met_from.get(slug) == start and slug != road[-1]:
            yield _loop(catalogue, road[road.index(slug) :])


def _loop(catalogue: Catalogue, ring: list[str]) -> Finding:
    first = ring.index(min(ring))
    turned = [*ring[first:], *ring[: first + 1]]
    path = catalogue.defis[turned[0]].path
    return finding(path, "boucle", ("partie_de",), lu=" → ".join(turned))
