"""What must be known beside a défi to see its road: who else is near, its kind, which guides help."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generator.accompaniment.steps import STEPS
from generator.content.catalogue import Catalogue
from generator.content.fiches import Document, FicheGuide, FicheModele
from generator.content.model import Defi
from generator.content.vocabulary import PHASE
from generator.geography import NEAR_KM, Commune, distance_km
from generator.geography.sphere import KM_OF_A_DEGREE
from generator.text.typography import lower_first, words_of

GUIDES_OF_A_STEP = 3
"""How many guides a step shows at most, the nearest first."""


class GuideFor(NamedTuple):
    """A guide, and why it is shown to this défi."""

    titre: str
    slug: str
    raison: str
    du_pas: bool = False
    """Whether it names the step beside which it stands."""


class Around(NamedTuple):
    """What other files say of the road of one défi."""

    pres: bool = False
    """Whether someone near may ask the same question: in the same département, or within 30 km."""
    guides: Mapping[str, tuple[GuideFor, ...]] = {}
    """Those that help each step, by its slug; a step that no guide helps is not there."""


class Arounds:
    """What is around each défi of a catalogue; what several share is worked out once."""

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        self._catalogue = catalogue
        self._near = _Near(catalogue, today)
        self._guides = list(catalogue.guides.values())
        self._themes = {theme for guide in self._guides for theme in guide.fiche.themes}
        self._chosen: dict[_Profile, Mapping[str, tuple[GuideFor, ...]]] = {}

    def of(self, defi: Defi) -> Around:
        """What is around one défi."""
        modele = self._catalogue.modeles.get(defi.modele) if defi.modele else None
        guides = self._guides_of_steps(self._profile(defi, modele))
        return Around(self._near.has_others(defi), guides)

    def _profile(self, defi: Defi, modele: Document[FicheModele] | None) -> _Profile:
        themes = tuple(theme for theme in defi.themes if theme in self._themes)
        named = modele.fiche.guides if modele else ()
        return _Profile(defi.territoire, themes, modele.fiche.titre if modele else "", named)

    def _guides_of_steps(self, profile: _Profile) -> Mapping[str, tuple[GuideFor, ...]]:
        if profile not in self._chosen:
            self._chosen[profile] = dict(self._by_step(profile))
        return self._chosen[profile]

    def _by_step(self, profile: _Profile) -> Iterator[tuple[str, tuple[GuideFor, ...]]]:
        fitting = [guide for guide in self._guides if _fits(profile, guide)]
        for step in STEPS:
            named = [guide for guide in fitting if step.slug in guide.fiche.etapes]
            # A guide that names other steps has nothing to say of this one.
            general = [
                guide
                for guide in fitting
                if step.phase in guide.fiche.phases and not guide.fiche.etapes
            ]
            found = [self._for_step(profile, guide) for guide in _nearest(profile, named)]
            found += self._for_phase(profile, general, step.phase)
            if found:
                yield step.slug, tuple(found[:GUIDES_OF_A_STEP])

    def _for_step(self, profile: _Profile, guide: Document[FicheGuide]) -> GuideFor:
        why = self._reason(profile, guide)
        raison = f"Pour ce pas et {lower_first(why)}" if why else "Pour ce pas"
        return GuideFor(guide.fiche.titre, guide.slug, raison, du_pas=True)

    def _for_phase(
        self, profile: _Profile, guides: Iterable[Document[FicheGuide]], phase: str
    ) -> list[GuideFor]:
        otherwise = f"Pour l’étape {PHASE[phase].label}"
        return [
            GuideFor(guide.fiche.titre, guide.slug, self._reason(profile, guide) or otherwise)
            for guide in _nearest(profile, guides)
        ]

    def _reason(self, profile: _Profile, guide: Document[FicheGuide]) -> str:
        """Why a guide is for this défi and not for any; nothing when it is for all."""
        if guide.slug in profile.named:
            return f"Pour un projet comme le vôtre : {profile.modele}"
        themes = [theme for theme in profile.themes if theme in guide.fiche.themes]
        if themes:
            known = self._catalogue.themes.get(themes[0])
            return f"Pour le thème {known.fiche.titre if known else words_of(themes[0])}"
        if guide.fiche.territoires:
            return f"Parce que vous êtes {_PLACES[profile.territoire]}"
        return ""


_PLACES = {
    "rural": "en milieu rural",
    "pavillonnaire": "dans un quartier de maisons",
    "petite-ville": "dans une petite ville",
    "metropole": "dans une métropole",
}
"""Where one is, in each type of territory."""


class _Profile(NamedTuple):
    """All that chooses the guides of a défi, but its phase."""

    territoire: str
    themes: tuple[str, ...]
    modele: str
    named: tuple[str, ...]
    """The guides that its model names."""


def _fits(profile: _Profile, guide: Document[FicheGuide]) -> bool:
    fiche = guide.fiche
    if guide.slug in profile.named:
        return True
    return (not fiche.territoires or profile.territoire in fiche.territoires) and (
        not fiche.themes or not set(fiche.themes).isdisjoint(profile.themes)
    )


def _nearest(
    profile: _Profile, guides: Iterable[Document[FicheGuide]]
) -> list[Document[FicheGuide]]:
    return sorted(guides, key=lambda guide: (_distance(profile, guide), guide.slug))


def _distance(profile: _Profile, guide: Document[FicheGuide]) -> int:
    """A guide of the model first, then one made for these themes or this territory, then one for all."""
    if guide.slug in profile.named:
        return -1
    return (not guide.fiche.themes) + (not guide.fiche.territoires)


class _Place(NamedTuple):
    """Where something is asked, and about what."""

    commune: Commune
    themes: frozenset[str]


class _Near:
    """Whether someone near may ask the same question: a theme in common, or one that is not said."""

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        places = [_Place(one.commune, frozenset(one.themes)) for one in catalogue.defis.values()]
        for annonce in catalogue.annonces.values():
            until = annonce.fiche.jusqu_au
            if until is None or until >= today:
                places.append(_Place(annonce.fiche.commune, frozenset(annonce.fiche.themes)))
        self._places = Counter(places)
        self._around: dict[str, list[_Place]] = defaultdict(list)
        for place in self._places:
            self._around[place.commune.departement.code].append(place)
        self._known: dict[_Place, bool] = {}

    def has_others(self, defi: Defi) -> bool:
        here = _Place(defi.commune, frozenset(defi.themes))
        if here not in self._known:
            self._known[here] = self._look(here)
        return self._known[here]

    def _look(self, here: _Place) -> bool:
        if self._places[here] > 1:
            return True
        beside = self._around[here.commune.departement.code]
        if any(_alike(here, other) for other in beside if other != here):
            return True
        return any(_alike(here, other) and _close(here, other) for other in self._places)


def _alike(here: _Place, other: _Place) -> bool:
    if not here.themes or not other.themes:
        return True
    return not here.themes.isdisjoint(other.themes)


def _close(here: _Place, other: _Place) -> bool:
    point, there = here.commune.point, other.commune.point
    if point is None or there is None or here == other:
        return False
    if abs(point.latitude - there.latitude) * KM_OF_A_DEGREE > NEAR_KM:
        return False
    return distance_km(point, there) <= NEAR_KM
