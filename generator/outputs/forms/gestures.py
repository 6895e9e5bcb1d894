"""What happened in a défi: the page that asks it first, and the form of each gesture.

The first one is a page of `content/`; each form is drawn here, as the pages of the other forms are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator import addresses
from generator.content.vocabulary import PHASE, PHASES
from generator.forms.gestures import ALWAYS, GESTURES, Gesture, gestures, template_of
from generator.outputs.forms.page import view_of
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Output
from generator.outputs.site.annonces import has_real_date
from generator.outputs.site.feature import Row
from generator.outputs.site.site import Site

SHEET = "formulaire.css"


class CardView(NamedTuple):
    """One gesture, as it is offered."""

    titre: str
    resume: str
    adresse: str
    moments: str
    """The phases and the states of a défi in which it is among the first, by their words."""


class NewsView(NamedTuple):
    """All gestures, under the moment of the life of a défi where most of them are done."""

    moments: list[tuple[str, list[CardView]]]
    defis: str
    donnees: str
    """Where the script finds what is known of a défi."""
    rien: str
    """That nothing can be sent from this site, where it is so."""
    rencontre: bool
    """Whether a real group can be met, somewhere, at a date to come."""


def news_view(site: Site, path: str) -> NewsView:
    """What `/mettre-a-jour/` shows."""
    root = addresses.root_from(addresses.METTRE_A_JOUR)
    moments = {slug: [g for g in GESTURES if _moment(g) == slug] for slug in _MOMENTS}
    return NewsView(
        moments=[
            (_MOMENTS[slug], [_card(g, root) for g in held]) for slug, held in moments.items()
        ],
        defis=root + addresses.DEFIS,
        donnees=f"{root}{addresses.API}{addresses.DEFIS}",
        rien=site.doors.rien,
        rencontre=site.once(has_real_date),
    )


_MOMENTS = {
    "": "À tout moment",
    PHASES[0].slug: f"On en parle ({PHASES[0].label})",
    PHASES[1].slug: f"On cherche, on essaie ({PHASES[1].label})",
    PHASES[2].slug: f"On y va ({PHASES[2].label})",
}


def _moment(gesture: Gesture) -> str:
    """The first phase in which one does it; nothing for what is done in all, or by those who help."""
    return gesture.phases[0] if gesture.phases and gesture.phases != ALWAYS else ""


def _card(gesture: Gesture, root: str) -> CardView:
    first = [moment for moment, shown in _shown_first().items() if gesture.slug in shown]
    address = root + addresses.geste(gesture.slug)
    return CardView(gesture.titre, gesture.resume, address, " ".join(first))


SHOWN = 14
"""How many gestures are offered first."""

_COMMON = (
    "date",
    "recit",
    "tenue",
    "besoin",
    "rencontre",
    "etape",
    "photo",
    "rencontre-change",
    "pause",
)
"""What every défi tells, the most common first."""

_AT_REST = {
    "en-pause": ("pause", "recit", "date", "rencontre", "offre", "question", "bilan"),
    "abouti": ("recit", "bilan", "suite", "offre", "photo", "lien", "famille"),
    "arrete": ("bilan", "offre", "recit", "pause", "lien", "famille"),
}
"""What a défi that is not going on may tell."""


def _shown_first() -> dict[str, tuple[str, ...]]:
    """The gestures offered first, by phase, then by state."""
    return {slug: _first_in(slug) for slug in PHASE} | _AT_REST


def _first_in(phase: str) -> tuple[str, ...]:
    """What is done in a phase rather than in others, then what is most common."""
    own = [g.slug for g in GESTURES if phase in g.phases and g.phases != ALWAYS]
    return (*own, *_COMMON)[:SHOWN]


_NEXT = {"pause": ("Une date est déjà choisie pour reprendre ?", "date")}
"""What else one may have to tell, by gesture: a question, and the gesture that answers it.

Both would be one form, were they of one form of the repository (`GROUPS`).
"""


def _next(gesture: Gesture, root: str) -> tuple[str, Link] | None:
    """What a page says at its end: a question, and the link that answers it."""
    if gesture.slug not in _NEXT:
        return None
    asked, slug = _NEXT[gesture.slug]
    return asked, (gestures()[slug].titre, root + addresses.geste(slug))


def draw_gesture(site: Site, gesture: Gesture) -> Iterator[Output]:
    """The page of one gesture."""
    address = addresses.geste(gesture.slug)
    root = addresses.root_from(address)
    page = site.template("forms/formulaire.html").render(
        **site.head(address, gesture.titre, gesture.resume)._asdict(),
        racine=root,
        section="contribuer",
        feuilles=[SHEET],
        suite=_next(gesture, root),
        vue=view_of(site, gesture.form, root, gabarit=template_of(gesture), dessin=""),
    )
    yield Output(addresses.file_of(address), page.encode())


def gesture_rows(site: Site) -> Iterator[Row]:
    """Their pages in the sitemap: nothing dates them."""
    return (Row(addresses.geste(gesture.slug), "") for gesture in GESTURES)
