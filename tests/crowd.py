"""Sixty défis of all kinds in a few places, to be filtered; and what a choice must show of them.

What a page shows is compared with what is counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samples import defi
from worlds import Built, Once, build_site, real_territory

PHASES = ("informaction", "creaction", "activaction")
KINDS = ("rural", "pavillonnaire", "petite-ville", "metropole")
THEMES = ("culture", "habitat", "mobilite")
STATES = ("actif", "en-pause", "abouti", "arrete")
FACETS = {"phase": PHASES, "territoire": KINDS, "theme": THEMES, "etat": STATES}
NOT_CHOSEN = "travail"
"""A theme that no défi has."""

WITHOUT_POINT = "Celles (Cantal)"
PLACES = (
    "Mirecourt (Vosges)",
    "Lyon (Rhône)",
    "Mirecourt (Vosges)",
    "Vittel (Vosges)",
    "Cilaos (La Réunion)",
    "Nouméa (Nouvelle-Calédonie)",
    WITHOUT_POINT,
    "Brest (Finistère)",
)

ATTACKED = "d41"
ATTACK = 'Un défi <b>d41</b> "><img src=x onerror=window.struck=1>'
"""The title of that défi; those of the others say their slug."""

Chosen = dict[str, tuple[str, ...]]
"""The words that are chosen of each facet; none chosen is all of them."""


@dataclass(frozen=True)
class Member:
    """A défi as it is filtered."""

    slug: str
    phase: str
    territoire: str
    theme: tuple[str, ...]
    etat: str
    commune: str

    def words(self, facet: str) -> tuple[str, ...]:
        found = getattr(self, facet)
        return found if isinstance(found, tuple) else (found,)

    def fits(self, chosen: Chosen, but: str = "") -> bool:
        """Whether a choice shows it, when what is chosen of the facet `but` does not count."""
        return all(
            not words or facet == but or set(words) & set(self.words(facet))
            for facet, words in chosen.items()
        )

    @property
    def is_on_a_map(self) -> bool:
        return self.commune != WITHOUT_POINT


def _member(number: int) -> Member:
    """In no order; some without a theme, some finished."""
    themes = tuple(theme for bit, theme in enumerate(THEMES) if number * 5 >> bit & 1)
    kind = KINDS[number * 7 % 11 % 4]
    etat = ("actif", "en-pause", "actif", "abouti", "actif", "arrete", "actif")[number % 7]
    phase, commune = PHASES[number % 5 % 3], PLACES[number % len(PLACES)]
    return Member(f"d{number:02}", phase, kind, themes, etat, commune)


MEMBERS = [_member(number) for number in range(60)]


def found(chosen: Chosen) -> list[Member]:
    """Those that a choice shows, in no order."""
    return [one for one in MEMBERS if one.fits(chosen)]


def query(chosen: Chosen) -> str:
    """A choice as the end of an address."""
    return "&".join(f"{facet}={word}" for facet, words in chosen.items() for word in words)


def crowded_site(once: Once) -> Built:
    """The site of all of them, built once for all who ask; `once` is the fixture of that name."""
    return once("foule", _build)


def _build(folder: Path) -> Built:
    files = {f"defis/{one.slug}.md": _written(one) for one in MEMBERS}
    return build_site(folder, {**real_territory("plaine-des-vosges"), **files})


def _written(one: Member) -> str:
    return defi(
        titre=ATTACK if one.slug == ATTACKED else f"Le défi {one.slug}",
        phase=one.phase,
        depuis=f"2026-{int(one.slug[1:]) % 9 + 1:02}-12",
        territoire=one.territoire,
        commune=one.commune,
        themes=list(one.theme),
        etat=one.etat,
        bilan={"resultats": "Fait.", "appris": "Beaucoup.", "suite": "Rien."},
    )
