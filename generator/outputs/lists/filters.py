"""The facets of a list of défis: phase, type of territory, theme.

Without a script each choice is a link to a real page. With one, the links of `/defis/` and of
`/carte/` become a form, whose script reads the index drawn here: of each défi only small numbers,
in the order of the list. The cards stay in the pages of the list. The state of a défi has no pages:
it is a choice of the form only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import orjson

from generator import addresses
from generator.accompaniment.examples import count_of
from generator.accompaniment.facets import By
from generator.content.model import Defi
from generator.content.vocabulary import ETATS, slugs
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Output
from generator.outputs.lists.lists import DefiList, Lists
from generator.outputs.site.site import Site

INDEX = "facettes.json"
"""The index, in the folder of the list of all défis."""

PHASE, TERRITOIRE, THEME, ETAT = "phase", "territoire", "theme", "etat"
"""The facets as they stand in the address of a filtered list: `?phase=creaction&theme=sante`."""


@dataclass(frozen=True, slots=True)
class PuceView:
    label: str
    url: str
    nombre: int
    courante: bool


@dataclass(frozen=True, slots=True)
class FormView:
    """What the script reads that makes a form of the filters of all défis."""

    index: str
    """Where the index is."""
    etats: Sequence[tuple[str, str, int]]
    """Each state in an address and in words, and how many défis are in it; first, all of them."""
    sans_porte: bool
    """Whether nothing can be sent from the site: where nothing is found, one prepares."""


@dataclass(frozen=True, slots=True)
class FacetView:
    """One way to narrow a list: real pages, one for each choice; `cle` is its name in addresses."""

    cle: str
    titre: str
    puces: Sequence[PuceView]


def facet_views(site: Site, lists: Lists, one: DefiList, root: str) -> tuple[FacetView, ...]:
    """The filters of a list of a phase, of a type of territory, of both or of neither.

    Each choice is the address of a real list, with its count; a theme does not cross the others
    there, so that themes are shown with the list of all défis only.
    """

    def facet(cle: str, titre: str, choices: Iterable[Link]) -> FacetView:
        puces = (
            PuceView(label, root + address, len(lists[address].members), address == one.address)
            for label, address in choices
        )
        return FacetView(cle, titre, tuple(puces))

    phase, territoire = one.phase, one.territoire
    phases = [(f.nom, _address(f.slug, territoire)) for f in site.facets if f.by is By.PHASE]
    kinds = [(f.nom, _address(phase, f.slug)) for f in site.facets if f.by is By.TERRITORY]
    themes = [(f.nom, addresses.theme(f.slug)) for f in site.facets if f.by is By.THEME]
    views = [
        facet(PHASE, "Étape", [("Toutes", _address("", territoire)), *phases]),
        facet(TERRITOIRE, "Territoire", [("Tous", _address(phase, "")), *kinds]),
    ]
    if one.is_whole and themes:
        views.append(facet(THEME, "Thème", [("Tous", addresses.DEFIS), *themes]))
    return tuple(views)


def form_view(site: Site, root: str) -> FormView:
    """The form of a page at `root`; states have no list of their own, so that they count here."""
    return FormView(
        index=f"{root}{addresses.DEFIS}{INDEX}?{site.once(build_sum)}",
        etats=site.once(_states),
        sans_porte=site.has_no_door,
    )


def _states(site: Site) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(defi.etat for defi in site.ordered)
    states = ((etat.slug, etat.label, counts[etat.slug]) for etat in ETATS)
    return ("", "Tous", len(site.ordered)), *states


def _address(phase: str, territoire: str) -> str:
    if phase:
        return addresses.phase(phase, territoire)
    return addresses.territory(territoire) if territoire else addresses.DEFIS


def refined(phase: str, territoire: str) -> str:
    """The address at which the script shows the same list, ready to be narrowed further."""
    chosen = {PHASE: phase, TERRITOIRE: territoire}
    return f"{addresses.DEFIS}?{urlencode({key: word for key, word in chosen.items() if word})}"


def build_sum(site: Site) -> str:
    """A short sum of the order of all défis: a card is found by its rank in that order.

    An index and a page of two builds do not agree on it, and must not be read together.
    """
    slugs_in_order = "\n".join(defi.slug for defi in site.ordered)
    return sha256(slugs_in_order.encode()).hexdigest()[:12]


def draw_index(site: Site, per_page: int) -> Iterator[Output]:
    """The index of the list of all défis, which is shown in pages of `per_page`.

    `somme` is that of the build, which the pages of the list bear too. `mots` are the words of
    each facet; `defis` says for each défi which of them are its own, by their rank. The first
    `vivants` défis are those that are not finished; `exemples` is the rank of the first example
    among these, and among the others: the real ones stand before.
    """
    vivants = len(site.living)
    finis = [defi for defi in site.ordered if defi.is_finished]
    words = {
        PHASE: _words(site, By.PHASE),
        TERRITOIRE: _words(site, By.TERRITORY),
        THEME: _words(site, By.THEME),
        ETAT: slugs(ETATS),
    }
    document = {
        "somme": site.once(build_sum),
        "par_page": per_page,
        "vivants": vivants,
        "exemples": [count_of(site.living).vrais, vivants + count_of(finis).vrais],
        "mots": words,
        "defis": _ranks(site.ordered, words),
    }
    yield Output(addresses.DEFIS + INDEX, orjson.dumps(document) + b"\n")


def _words(site: Site, by: By) -> tuple[str, ...]:
    return tuple(facet.slug for facet in site.facets if facet.by is by)


def _ranks(defis: Sequence[Defi], words: dict[str, tuple[str, ...]]) -> dict[str, list[Any]]:
    """For each facet, the rank of the word of each défi, or the ranks of its words."""
    phases, kinds, themes, states = (
        {word: n for n, word in enumerate(known)} for known in words.values()
    )
    return {
        PHASE: [phases[defi.phase] for defi in defis],
        TERRITOIRE: [kinds[defi.territoire] for defi in defis],
        THEME: [
            [themes[each] for each in dict.fromkeys(defi.themes) if each in themes]
            for defi in defis
        ],
        ETAT: [states[defi.etat] for defi in defis],
    }
