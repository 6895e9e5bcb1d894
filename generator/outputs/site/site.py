"""What all outputs share: the content, the day, the templates, and what is made once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from jinja2 import Environment, Template
from markupsafe import Markup

from generator.accompaniment.facets import By, Facet, facets
from generator.accompaniment.kind import kind_of
from generator.accompaniment.news import last_change
from generator.accompaniment.next_action import NextAction, next_action
from generator.content.catalogue import Areas, Catalogue
from generator.content.fiches import Document, FicheAnnonce, FichePilote
from generator.content.model import Defi
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.disk_cache import NO_DISK_CACHE, DiskCache
from generator.outputs.kit.doors import Doors, reached
from generator.outputs.kit.incremental import WRITE_ALL, IncrementalWrites
from generator.outputs.kit.pictures import NO_PICTURES, Pictures
from generator.outputs.kit.site_view import SiteView
from generator.outputs.kit.social_cards import GENERAL, card_of
from generator.outputs.maps.drawn_maps import Maps
from generator.outputs.site.cards import Cards, draw_cards
from generator.outputs.site.head import Head, make_head
from generator.outputs.site.shell import Shell, make_shell

T = TypeVar("T")


class Classified(Protocol):
    """What stands in a phase and in a type of territory, or in neither: a défi, a list."""

    @property
    def phase(self) -> str: ...

    @property
    def territoire(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
    disk_cache: DiskCache
    """What is not drawn again at each build."""
    incremental: IncrementalWrites
    """What `serve` does not write again."""
    pictures: Pictures
    maps: Maps
    actions: Mapping[str, NextAction]
    """What happens next in each défi, by slug."""
    kinds: Mapping[str, str]
    """What kind of project each défi is, by slug."""
    changes: Mapping[str, date]
    """The day of the latest news of each défi, by slug."""
    shown: Catalogue
    """The same catalogue, its défis in the order of lists: the living before the finished, the real
    before the examples, the nearest date first, then the latest."""
    areas: Areas
    """Which pilot territory holds which place."""
    annonces: Sequence[Document[FicheAnnonce]]
    """The annonces that still hold today: the real ones, then the examples; the latest first."""
    taken_up: Mapping[str, Sequence[Defi]]
    """The défis that take up each annonce, by its slug."""
    cards: Cards
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict)

    def once(self, make: Callable[[Site], T]) -> T:
        """What `make` gives of this site: made for the first who asks, in this build."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @property
    def facets(self) -> Sequence[Facet]:
        """Every way to look at défis, each with its own, in the order of lists."""
        return self.once(_facets)

    @property
    def ordered(self) -> Sequence[Defi]:
        """All défis, in the order of lists."""
        return tuple(self.shown.defis.values())

    @property
    def living(self) -> Sequence[Defi]:
        """Those that are not finished, in the same order."""
        return [defi for defi in self.ordered if not defi.is_finished]

    @property
    def doors(self) -> Doors:
        """By which ways what one writes here reaches somebody."""
        return self.once(_doors)

    @property
    def has_no_door(self) -> bool:
        """Whether nothing can be sent from everywhere: one copies, prints, hands over."""
        return not self.view.recoit

    def template(self, name: str) -> Template:
        return self.environment.get_template(name)

    def shell(
        self,
        section: str,
        *,
        editable: bool = False,
        exemple: bool = False,
        sheets: Sequence[str] = (),
    ) -> Shell:
        """The shell of the pages whose menu shows `section` as current.

        `editable` pages are each written in a file of the repository; `exemple` ones say
        themselves, where they are invented, that they are; `sheets` are those that they load beside
        the common one.
        """
        without = {
            "canonique": not self.url,
            "image": not self.url,
            "modifier": not (editable and self.view.depot),
        }
        template = self.template("coquille.html")
        missing = [name for name, absent in without.items() if absent]
        return make_shell(
            template.render, without=missing, section=section, exemple=exemple, feuilles=sheets
        )

    def head(
        self,
        address: str,
        titre: str,
        description: str,
        *,
        source: str = "",
        about: Classified | None = None,
        feed: Link = ("", ""),
    ) -> Head:
        """The head of the page at `address`, written in the file `source` of the repository.

        `about` is the défi or the list that it shows, if it shows one; `feed`, what the feed of
        that tells, and where it is from the root, if it has its own.
        """
        return make_head(
            self.view,
            address,
            url=self.url,
            titre=titre,
            description=description,
            source=source,
            carte=card_of(about.phase, about.territoire) if about else GENERAL,
            feed=feed,
        )

    def canonical(self, address: str) -> str:
        return f"{self.url}{address}" if self.url else ""

    def name_of(self, facet: Facet) -> str:
        """The name of a facet; a pilot territory that is invented says so each time."""
        pilote = self.catalogue.pilotes.get(facet.slug) if facet.by is By.PILOTE else None
        return f"{facet.nom} (exemple)" if pilote and pilote.fiche.exemple else facet.nom

    def pilote_of(self, defi: Defi) -> Document[FichePilote] | None:
        """The pilot territory that accompanies a défi."""
        return self.catalogue.pilotes.get(self.areas.pilote_of(defi))

    def cards_of(self, defis: Sequence[Defi], root: str, *, said: Sequence[str] = ()) -> Markup:
        """The cards of some défis, for a page at `root`; `said` is what they need not repeat."""
        return self.cards.of(defis, root, said=said)

    def latest_news(self) -> str:
        """The day of the latest news of all défis; nothing without any."""
        latest = max(self.changes.values(), default=None)
        return latest.isoformat() if latest else ""


def make_site(
    catalogue: Catalogue,
    view: SiteView,
    *,
    url: str,
    today: date,
    environment: Environment,
    processes: int = 1,
    templates: object = None,
    disk_cache: DiskCache = NO_DISK_CACHE,
    incremental: IncrementalWrites = WRITE_ALL,
    pictures: Pictures = NO_PICTURES,
) -> Site:
    """Prepare what all outputs share: the next action of each défi, its place, its card."""
    defis = list(catalogue.defis.values())
    actions = {defi.slug: next_action(defi, today) for defi in defis}
    kinds = {defi.slug: kind_of(defi, catalogue) for defi in defis}
    changes = {defi.slug: last_change(defi, today) for defi in defis}
    card = environment.get_template("partials/carte-defi.html")
    return Site(
        catalogue=catalogue,
        view=view,
        url=url,
        today=today,
        environment=environment,
        processes=processes,
        templates=templates,
        disk_cache=disk_cache,
        incremental=incremental,
        pictures=pictures,
        maps=Maps(disk_cache),
        actions=actions,
        kinds=kinds,
        changes=changes,
        shown=replace(catalogue, defis=_ordered(defis, actions, changes)),
        areas=catalogue.areas(),
        annonces=_standing(catalogue.annonces.values(), today),
        taken_up=catalogue.taken_up(),
        cards=draw_cards(card.render, defis, actions, kinds, processes),
    )


def _doors(site: Site) -> Doors:
    view = site.view
    return Doors(
        lettre=bool(view.adresse),
        relais=bool(view.relais),
        depot=bool(view.depot),
        territoires=bool(reached(site.catalogue.pilotes.values())),
    )


def _facets(site: Site) -> Sequence[Facet]:
    return facets(site.shown, site.areas)


def _standing(
    annonces: Iterable[Document[FicheAnnonce]], today: date
) -> Sequence[Document[FicheAnnonce]]:
    standing = [a for a in annonces if a.fiche.jusqu_au is None or a.fiche.jusqu_au >= today]
    return sorted(standing, key=lambda a: (a.fiche.exemple, -a.fiche.depuis.toordinal(), a.slug))


def _ordered(
    defis: Iterable[Defi], actions: Mapping[str, NextAction], changes: Mapping[str, date]
) -> Mapping[str, Defi]:
    """Some défis in the order of lists, by slug."""
    ordered = sorted(defis, key=lambda d: _place(d, actions[d.slug], changes[d.slug]))
    return {defi.slug: defi for defi in ordered}


def _place(defi: Defi, action: NextAction, change: date) -> tuple[bool, bool, bool, int, str]:
    coming = action.date if action.state == "a-venir" else None
    when = coming.toordinal() if coming else -change.toordinal()
    return defi.is_finished, defi.exemple, coming is None, when, defi.slug
