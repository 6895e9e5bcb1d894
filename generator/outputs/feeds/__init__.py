"""Feeds (Atom): what happens in all défis, by kind, by place, by theme, and in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from generator import addresses
from generator.accompaniment.facets import By, followed
from generator.accompaniment.feed import KINDS, MOST, Newest, Told, placed, told_of
from generator.content.model import Defi
from generator.outputs.feeds.atom import FeedHead, Publisher, entries, feed
from generator.outputs.feeds.words import entry_of, known_of
from generator.outputs.kit.output import Job, Output
from generator.outputs.site.dates import dates, last_days
from generator.outputs.site.feature import Feature
from generator.outputs.site.site import Site

# --- Of each défi ------------------------------------------------------------------------------


def _jobs(site: Site) -> Iterable[Job]:
    site.once(last_days)  # here, so that no copy of this process does it again
    return ()


def _draw(site: Site, defi: Defi) -> Iterable[Output]:
    # The names of its themes stand in files of their own.
    themes = tuple(site.catalogue.themes.get(slug) for slug in defi.themes)
    draw = partial(_of_defi, site, defi)
    return site.incremental.keep(addresses.defi_feed(defi.slug), (defi, themes), draw)


def _of_defi(site: Site, defi: Defi) -> Iterator[Output]:
    """The feed of one défi, known by the name that it had at first; at its earlier addresses too."""
    told = _told(site, defi)[:MOST]
    head = FeedHead(
        identity=addresses.defi_feed(defi.first_slug),
        titre=f"Exemple : {defi.titre}" if defi.exemple else defi.titre,
        sous_titre=defi.resume,
        page=addresses.defi(defi.slug),
        address=addresses.defi_feed(defi.slug),
    )
    known = known_of(site, defi, told)
    drawn = entries([entry_of(known, one) for one in told])
    last = site.once(last_days)[defi.slug] if told else None
    content = _feed(site, head, told, last, drawn)
    for slug in (defi.slug, *defi.anciens_slugs):  # readers that follow it ask for it there
        yield Output(addresses.defi_feed(slug), content)


def _told(site: Site, defi: Defi) -> Sequence[Told]:
    """All that is told of a défi. It is found again for the feeds of many, not kept: ten thousand
    défis tell a hundred thousand things.
    """
    return told_of(defi, site.once(dates)[defi.slug], site.today)


# --- Of all of them, by kind, by place, by theme -----------------------------------------------


def _whole(site: Site) -> Iterator[Output]:
    """The feeds of several défis: each entry is drawn once, and its bytes stand in all of them."""
    newest = _newest(site)
    drawn = _drawn(site, newest.values())
    for head in _heads(site):
        kept = newest.get(head.address, Newest())
        some = [drawn[one.defi.slug, one.key] for one in kept.told]
        yield Output(head.address, _feed(site, head, kept.told, kept.last, some))


def _newest(site: Site) -> Mapping[str, Newest]:
    """What each feed tells, by its address."""
    newest: dict[str, Newest] = defaultdict(Newest)
    kinds = [(newest[addresses.feed_of_kind(kind.nom)], kind.genres) for kind in KINDS]
    own = _addresses_of(site)
    for slug, defi in site.catalogue.defis.items():
        told = list(placed(_told(site, defi)))
        if not told:
            continue  # it begins on a day to come
        last = site.once(last_days)[slug]
        for address in own[slug]:
            newest[address].add(told, last)
        for one, genres in kinds:
            one.add([each for each in told if each[-1].genre in genres], last)
    return newest


def _addresses_of(site: Site) -> Mapping[str, list[str]]:
    """The feeds in which each défi stands, by slug: that of all, and those of its facets."""
    found = {slug: [addresses.feed()] for slug in site.catalogue.defis}
    for facet in followed(site.facets):
        for defi in facet.members:
            found[defi.slug].append(addresses.feed(facet.by, facet.slug))
    return found


def _drawn(site: Site, newest: Iterable[Newest]) -> Mapping[tuple[str, str], str]:
    """Each entry that some feed tells, by the slug of its défi and by its key."""
    drawn: dict[tuple[str, str], str] = {}
    asked: dict[str, dict[str, Told]] = defaultdict(dict)
    for each in newest:
        for one in each.told:
            asked[one.defi.slug][one.key] = one
    for slug, some in asked.items():
        defi = site.catalogue.defis[slug]
        known = known_of(site, defi, _told(site, defi))
        written = entries([entry_of(known, one) for one in some.values()])
        drawn |= zip(((slug, key) for key in some), written, strict=True)
    return drawn


def _heads(site: Site) -> Iterator[FeedHead]:
    """What each of these feeds says of itself."""
    head = partial(_head, site.view.nom)
    yield head(addresses.feed(), "Toutes les nouvelles", site.view.description, addresses.SUIVI)
    for kind in KINDS:
        page = _SHOWN_AT.get(kind.nom, addresses.SUIVI)
        yield head(addresses.feed_of_kind(kind.nom), kind.titre, "Dans tous les défis.", page)
    for facet in followed(site.facets):
        address = addresses.feed(facet.by, facet.slug)
        page = addresses.facet(facet.by, facet.slug)
        yield head(address, site.name_of(facet), _SAID_OF[facet.by], page)


_SHOWN_AT = {
    "nouveaux-defis": addresses.DEFIS,
    "etapes": addresses.PHASES,
    "rendez-vous": addresses.AGENDA,
}
"""The page that shows the same to who reads, where it is not that of all news."""

_SAID_OF = {
    By.TERRITORY: "Les nouvelles des défis de ce type de territoire.",
    By.PILOTE: "Les nouvelles des défis de ce territoire pilote.",
    By.DEPARTEMENT: "Les nouvelles des défis de ce département.",
    By.THEME: "Les nouvelles des défis de ce thème.",
}


def _head(nom: str, address: str, titre: str, said: str, page: str) -> FeedHead:
    """A feed that no défi names is known by its own address, which does not change."""
    return FeedHead(address, f"{titre} – {nom}", said, page, address)


def _feed(
    site: Site, head: FeedHead, told: Sequence[Told], last: date | None, drawn: Iterable[str]
) -> bytes:
    """A feed is as recent as what it tells, and as the files that it is made of: `last`.

    Else it would be older than it was once its latest entry leaves it.
    """
    view = site.view
    by = Publisher(view.nom, site.url, view.licences)
    updated = max(last or NOTHING_YET, told[0].day if told else NOTHING_YET)
    return feed(head, by, updated, drawn)


NOTHING_YET = date(2000, 1, 1)
"""The day of a feed that tells nothing: RFC 4287 wants one (4.1.1), and today would be new each day."""


FEATURE = Feature(jobs=_jobs, of_defi=_draw, whole=_whole)
