"""The style sheets of the site, made from small readable sources.

Each source holds one thing a person could name (card, filters, print…): those that every family may
show stand in ``overrides/styles/``, the others beside the templates of their family.
Their order is declared here, because in CSS a later rule wins.
One sheet is for every page, and is kept small (8 KB gzip); a family has its own, which its pages load.
Nothing here reads or writes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import rcssmin

ORDER = (
    "styles/tokens.css",
    "styles/dark.css",
    "styles/pictograms.css",
    "styles/base.css",
    "styles/text.css",
    "styles/tables.css",
    "styles/admonitions.css",
    "styles/tabs.css",
    "styles/drawings.css",
    "styles/header.css",
    "styles/this-page.css",
    "styles/footer.css",
    "styles/buttons.css",
    "styles/marks.css",
    "styles/borne.css",
    "styles/card.css",
    "styles/boxes.css",
    "styles/lists.css",
    "styles/empty.css",
    "styles/journey.css",
    "styles/needs.css",
    "styles/puces.css",
    "styles/columns.css",
    "styles/banner.css",
    "styles/guide.css",
    "styles/agir.css",
    "styles/motion.css",
    "styles/forced-colors.css",
    "styles/print.css",
)
"""The sources of the sheet of every page: names first, then the page, then its components, then
special media."""

SHEETS: dict[str, Sequence[str]] = {"bvm.css": ORDER}
"""The sheet of every page; those of a family are told by its `Feature`."""

DARK = "styles/dark.css"

_DARK_SCREENS = """\
@media screen and (prefers-color-scheme: dark) {{
  :root:not([data-theme=clair]) {{{values}}}
}}
@media screen {{
  :root[data-theme=sombre] {{{values}}}
}}
"""


def bundle(order: Sequence[str], read: Callable[[str], str]) -> bytes:
    """A style sheet: the sources that `order` names, as `read` gives them, minified, in UTF-8."""
    css = "\n".join(_expanded(name, read(name)) for name in order)
    return str(rcssmin.cssmin(css)).encode()


def _expanded(name: str, text: str) -> str:
    """The text of a source as it enters the sheet: dark values are written for both ways to ask."""
    return _DARK_SCREENS.format(values=declarations(text)) if name == DARK else text


def declarations(text: str) -> str:
    """What stands between the braces of the only rule of a source.

    Raises ValueError when the source has not exactly one rule.
    """
    if text.count("{") != 1 or text.count("}") != 1:
        raise ValueError("one rule is expected")
    return text[text.index("{") + 1 : text.index("}")]
