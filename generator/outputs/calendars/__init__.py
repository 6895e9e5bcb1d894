"""Calendars (RFC 5545): of all dates, of those of a place or of a theme, of a défi, of one date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator import addresses
from generator.content.model import Defi
from generator.outputs.calendars.calendars import (
    draw_defi,
    draw_facet,
    drawn_of,
    facet_address,
    held,
)
from generator.outputs.kit.output import Output
from generator.outputs.site.feature import Feature
from generator.outputs.site.site import Site


def _of_defi(site: Site, defi: Defi) -> Iterable[Output]:
    some = drawn_of(site, defi)
    draw = partial(draw_defi, site, defi, some)
    return site.incremental.keep(addresses.defi_calendar(defi.slug), (defi, some), draw)


def _whole(site: Site) -> Iterator[Output]:
    for one in held(site):
        events = [each.event for each in one.dates]
        draw = partial(draw_facet, site, one)
        yield from site.incremental.keep(facet_address(one.facet), (one.facet.nom, events), draw)


FEATURE = Feature(of_defi=_of_defi, whole=_whole)
