"""The bridge to the pages that MkDocs draws: the template and the view of each file of `content/`."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from generator import addresses
from generator.outputs.features import FEATURES
from generator.outputs.lists.lists import make_lists
from generator.outputs.site.feature import Page
from generator.outputs.site.site import Site
from generator.outputs.texts import PLAIN
from generator.text.typography import fr_html

_PAGES = {path: page for feature in FEATURES for path, page in feature.pages.items()}
_SECTIONS = {
    path.partition("/")[0].removesuffix(".md"): page.section or feature.section
    for feature in FEATURES
    for path, page in feature.pages.items()
} | {
    address.partition("/")[0]: section
    for feature in FEATURES
    for section, address, _ in feature.menu
}
"""The entry of the menu for what stands in each folder, or in each file beside them: that of its
family, unless it has its own.
"""


def template_of(path: str, pages: Container[str]) -> str:
    """The template of the page that MkDocs makes of `content/….md`.

    A page that is not among `pages`, since its front matter is wrong, is drawn as plain text.
    """
    return (_page_of(path) if path in pages else PLAIN).template


def context_of(site: Site, path: str) -> dict[str, Any]:
    """What the template of an editorial page is given, beside MkDocs' own `page`."""
    address = addresses.of_editorial(path)
    place = {
        "racine": addresses.root_from(address),
        "section": _section_of(path),
        "sans_porte": site.has_no_door,
    }
    document = site.catalogue.pages.get(path)
    if document is None:
        wrong = site.head(address, "Cette page attend une correction", "", source=path)
        return place | wrong._asdict()
    fiche = document.fiche
    page = _page_of(path)
    view = page.view(site, path)
    shown = site.once(make_lists).get(address)
    head = site.head(
        address,
        getattr(fiche, "titre", "") or fiche.nom,
        getattr(fiche, "resume", "") or getattr(view, "resume", ""),
        source=path,
        about=shown,
        feed=shown.feed if shown else ("", ""),
    )
    return {
        **place,
        **head._asdict(),
        "exemple": getattr(fiche, "exemple", False),
        "feuilles": page.sheets,
        "vue": view,
    }


_ALIGNED = re.compile(r'(<t[dh]\b[^<>]*) style="text-align: (left|center|right);"')


def dressed(html: str) -> str:
    """The HTML of an editorial text, as pages show it: French spaces, and no style in its tables.

    Python-Markdown tells the alignment of a column by an attribute `style`, which our policy does
    not let work, and the obsolete `align` is its other way: a word that the style sheet knows.
    """
    return _ALIGNED.sub(r'\1 data-cote="\2"', fr_html(html))


def _page_of(path: str) -> Page:
    """What draws a page: what a family says of its file, or of the files of its folder."""
    inner = path.removeprefix("content/")
    folder = inner.rpartition("/")[0]
    return _PAGES.get(inner) or _PAGES.get(f"{folder}/*.md") or PLAIN


def _section_of(path: str) -> str:
    head = path.removeprefix("content/").partition("/")[0]
    return _SECTIONS.get(head.removesuffix(".md"), "")
