"""What all outputs share: the content, the day, the templates, and what is made once for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Protocol

from jinja2 import Environment, Template
from markupsafe import Markup

from generator import addresses
from generator.accompaniment.journey import NextAction, last_change, next_action
from generator.content.catalogue import Areas, Catalogue
from generator.content.model import Defi, Document, FicheAnnonce, FichePilote
from generator.outputs.kit.disk_cache import NOTHING_KEPT, Kept
from generator.outputs.kit.social_cards import GENERAL, card_of
from generator.outputs.kit.views import (
    AnnoncesView,
    ContactView,
    SiteView,
    annonce_card,
    card_view,
)
from generator.outputs.maps.drawn_maps import Maps
from generator.outputs.site.head import Head, make_head
from generator.outputs.site.shell import ROOT, Shell, make_shell
from generator.processes import share

SHOWN_ANNONCES = 8
"""How many annonces a place shows, the latest first."""

_EDGES = {"etape": "\1", "type": "\2", "fin": "\3"}
"""Stand around what a card leaves out where the page says it at its head."""

_EDGED = {name: re.compile(f"{mark}[^\1\2\3]*\3".encode()) for name, mark in _EDGES.items()}


class Placed(Protocol):
    """What stands in a phase and in a type of territory, or in neither: a défi, a list."""

    @property
    def phase(self) -> str: ...

    @property
    def territoire(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Site:
    """A catalogue on a given day, ready to be drawn."""

    catalogue: Catalogue
    view: SiteView
    url: str
    """Where the site will stand, with a slash at its end; empty when not known."""
    today: date
    environment: Environment
    processes: int
    templates: object
    """By what the templates are known unchanged."""
    kept: Kept
    """What is not drawn again at each build."""
    maps: Maps
    actions: Mapping[str, NextAction]
    """What happens next in each défi, by slug."""
    changes: Mapping[str, date]
    """The day of the latest news of each défi, by slug."""
    shown: Catalogue
    """The same catalogue, its défis in the order of lists: the living before the finished, the
    nearest date first, then the latest."""
    areas: Areas
    """Which pilot territory holds which place."""
    annonces: Sequence[Document[FicheAnnonce]]
    """The annonces that still hold today, the latest first."""
    taken_up: Mapping[str, Sequence[Defi]]
    """The défis that take up each annonce, by its slug."""
    cards: Mapping[str, bytes]
    """The card of each défi, by slug, with `ROOT` in its address and `_EDGES` around its phase and
    its type; in UTF-8, half the memory of a `str`."""

    @property
    def ordered(self) -> Sequence[Defi]:
        """All défis, in the order of lists."""
        return tuple(self.shown.defis.values())

    def template(self, name: str) -> Template:
        return self.environment.get_template(name)

    def shell(self, section: str, *, editable: bool = False) -> Shell:
        """The shell of the pages whose menu shows `section` as current.

        `editable` pages are each written in a file of the repository.
        """
        without = {
            "canonique": not self.url,
            "image": not self.url,
            "modifier": not (editable and self.view.depot),
        }
        template = self.template("coquille.html")
        missing = [name for name, absent in without.items() if absent]
        return make_shell(template.render, without=missing, section=section)

    def head(
        self,
        address: str,
        titre: str,
        description: str,
        *,
        source: str = "",
        about: Placed | None = None,
    ) -> Head:
        """The head of the page at `address`, written in the file `source` of the repository.

        `about` is the défi or the list that it shows, if it shows one.
        """
        return make_head(
            self.view,
            address,
            url=self.url,
            titre=titre,
            description=description,
            source=source,
            carte=card_of(about.phase, about.territoire) if about else GENERAL,
        )

    def canonical(self, address: str) -> str:
        return f"{self.url}{address}" if self.url else ""

    def pilote_of(self, defi: Defi) -> Document[FichePilote] | None:
        """The pilot territory that accompanies a défi."""
        return self.catalogue.pilotes.get(self.areas.pilote_of(defi))

    def annonces_view(
        self,
        annonces: Sequence[Document[FicheAnnonce]],
        root: str,
        contact: ContactView | None,
    ) -> AnnoncesView:
        """The first of some annonces, for a page at `root`, and whom to answer: `contact`."""
        shown = annonces[:SHOWN_ANNONCES]
        return AnnoncesView(
            cartes=[annonce_card(one, root, self.taken_up.get(one.slug, ())) for one in shown],
            autres=len(annonces) - len(shown),
            contact=contact,
            annoncer=root + addresses.ANNONCER,
        )

    def cards_of(self, defis: Sequence[Defi], root: str, *, said: Sequence[str] = ()) -> Markup:
        """The cards of some défis, for a page at `root` from the site's root.

        They leave out what is already `said` at the head of the page: « etape », « type ».
        """
        cards = b"".join([self.cards[defi.slug] for defi in defis])
        for name in said:
            cards = _EDGED[name].sub(b"", cards)
        text = cards.decode()
        for mark in _EDGES.values():
            text = text.replace(mark, "")
        return Markup(text.replace(ROOT, root))  # noqa: S704 - made by an escaping template


def make_site(
    catalogue: Catalogue,
    view: SiteView,
    *,
    url: str,
    today: date,
    environment: Environment,
    processes: int = 1,
    templates: object = None,
    kept: Kept = NOTHING_KEPT,
) -> Site:
    """Prepare what all outputs share: the next action of each défi, its place, its card."""
    defis = list(catalogue.defis.values())
    actions = {defi.slug: next_action(defi, today) for defi in defis}
    changes = {defi.slug: last_change(defi, today) for defi in defis}
    ordered = sorted(defis, key=lambda d: _place(d, actions[d.slug], changes[d.slug]))
    shown = replace(catalogue, defis={defi.slug: defi for defi in ordered})
    template = environment.get_template("partials/carte-defi.html")
    draw = partial(_draw_cards, template.render, actions)
    cards = {slug: card for part in share(draw, defis, processes) for slug, card in part.items()}
    return Site(
        catalogue,
        view,
        url,
        today,
        environment,
        processes,
        templates,
        kept,
        Maps(kept),
        actions,
        changes,
        shown,
        catalogue.areas(),
        _standing(catalogue.annonces.values(), today),
        catalogue.taken_up(),
        cards,
    )


def _standing(
    annonces: Iterable[Document[FicheAnnonce]], today: date
) -> Sequence[Document[FicheAnnonce]]:
    standing = [a for a in annonces if a.fiche.jusqu_au is None or a.fiche.jusqu_au >= today]
    return sorted(standing, key=lambda a: (-a.fiche.depuis.toordinal(), a.slug))


def _place(defi: Defi, action: NextAction, change: date) -> tuple[bool, bool, int, str]:
    coming = action.date if action.state == "a-venir" else None
    when = coming.toordinal() if coming else -change.toordinal()
    return defi.is_finished, coming is None, when, defi.slug


def _draw_cards(
    render: Callable[..., str], actions: Mapping[str, NextAction], defis: Sequence[Defi]
) -> dict[str, bytes]:
    return {
        defi.slug: render(carte=card_view(defi, ROOT, actions[defi.slug]), bords=_EDGES).encode()
        for defi in defis
    }
