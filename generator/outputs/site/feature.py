"""A family of pages as one value: all that the rest of the site must know of it.

A family declares its own in its folder; `features.py` lists them, and what walks that list draws,
styles, names and visits their pages without knowing any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.content.model import Defi
from generator.outputs.kit.assets import Part
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.output import Job, Output
from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.site import Site

View = Callable[[Site, str], Any]
"""From the site and the path of a file of `content/` to what the template of its page shows."""


def _no_view(site: Site, path: str) -> None:
    return None


class Page(NamedTuple):
    """What draws a file of `content/`: a template, and the view that it shows as `vue`."""

    template: str
    view: View = _no_view
    sheets: Sequence[str] = ()
    """Those of its family that it loads, beside that of every page."""
    section: str = ""
    """The entry of the menu that it shows as current, when it is not that of its family."""


class Row(NamedTuple):
    """A page in the sitemap: its address from the root, the day of its latest news, if known."""

    address: str
    day: str
    is_editorial: bool = False
    """Whether MkDocs draws it, and lists it by itself."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _no_link(site: SiteView) -> Iterable[Link]:
    return ()


def _nothing(site: Site) -> Iterable[Any]:
    return ()


OfDefi = Callable[[Site, Defi], Iterable[Output]]
"""From the site and a défi to the files that are its own."""


class Feature(NamedTuple):
    """A family of pages; each part that it does without stays empty."""

    pages: Mapping[str, Page] = _NOTHING
    """By path under `content/`: `carte.md`, or `themes/*.md` for the other files of a folder."""
    section: str = ""
    """The entry of the menu that is shown as current on its pages."""
    menu: Sequence[tuple[str, str, str]] = ()
    """Its entries in the menu: section, address, label."""
    footer: Callable[[SiteView], Iterable[Link]] = _no_link
    """Its links at the foot of all pages: label, address from the root or whole; without an
    address, the link is not shown.
    """
    jobs: Callable[[Site], Iterable[Job]] = _nothing
    """The files that are drawn beside MkDocs' pages, each part by itself."""
    of_defi: OfDefi | None = None
    """Those of one défi: what all families draw of it is one piece of work, so that of two processes
    only one looks at it, and the other never copies it. What several défis share is made by `jobs`.
    """
    whole: Callable[[Site], Iterable[Output]] = _nothing
    """Those that are made of all défis at once: drawn in one process, last."""
    sheets: Mapping[str, Sequence[str]] = _NOTHING
    """Its style sheets, by name under `assets/`: their sources in `overrides/`, in order."""
    scripts: Mapping[str, Sequence[Part]] = _NOTHING
    """Its scripts, likewise; a function may write some of their lines."""
    sitemap: Callable[[Site], Iterable[Row]] = _nothing
    visits: Mapping[str, str] = _NOTHING
    """A page of each of its types, by what one would call it: what tests and `make captures`
    look at, on the site of the examples."""
