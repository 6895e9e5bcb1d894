"""Ways of reading a page, and what is looked for in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page
from sight import COLOURS, axe, broken, moves, shapeless, spills

HEIGHT = 640


@dataclass(frozen=True)
class View:
    """How a page is read: on a small phone, in the light, unless it says otherwise.

    `css` is a style of the reader's own; `letters`: « Texte plus grand ».
    """

    width: int = 320
    dark: bool = False
    forced: bool = False
    css: str = ""
    letters: str = ""

    def show(self, page: Page, before: View) -> None:
        """Show the page that is open in this view, when it stands in the view `before`."""
        if self.width != before.width:
            page.set_viewport_size({"width": self.width, "height": HEIGHT})
        if (self.dark, self.forced) != (before.dark, before.forced):
            page.emulate_media(
                color_scheme="dark" if self.dark else "light",
                forced_colors="active" if self.forced else "none",
            )
        if (self.css, self.letters) != (before.css, before.letters):
            page.evaluate(_CHANGE, [self.css, self.letters])


_CHANGE = """([css, letters]) => {
  if (!document.adoptedStyleSheets.length) document.adoptedStyleSheets.push(new CSSStyleSheet());
  document.adoptedStyleSheets[0].replaceSync(css);
  if (letters) document.documentElement.dataset.lettres = letters;
  else delete document.documentElement.dataset.lettres;
}"""


@dataclass(frozen=True)
class Look:
    """What is looked for, and how the page is read meanwhile."""

    view: View
    find: Callable[[Page], list[str]]


ZOOMED = "html{font-size:225%!important}"
"""200 % of the text, as a reader sets it: the root goes from 18 to 36 px."""

SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
"""WCAG 2.2, 1.4.12, « text spacing »."""

PHONE, COMPUTER = View(), View(width=1280)

LAYOUT = {
    "nothing spills": Look(PHONE, spills),
    "nothing empty looks broken": Look(PHONE, broken),
    "nothing moves for who asked for less": Look(PHONE, moves),
    "nothing spills with larger letters": Look(View(letters="grandes"), spills),
    "nothing spills when spaced out": Look(View(css=SPACED), spills),
    "pictograms show in forced colours": Look(View(forced=True), shapeless),
    "nothing spills with text at 200 %": Look(View(width=640, css=ZOOMED), spills),
    "nothing spills on a computer": Look(COMPUTER, spills),
}


_COLOURS = partial(axe, rules=COLOURS)

BY_AXE = {
    "axe finds nothing": Look(PHONE, axe),
    "axe finds nothing on a computer": Look(COMPUTER, axe),
    "axe finds nothing in dark colours on a computer": Look(
        View(COMPUTER.width, dark=True), _COLOURS
    ),
    "axe finds nothing in dark colours": Look(View(dark=True), _COLOURS),
}


def look(page: Page, looks: Mapping[str, Look]) -> dict[str, list[str]]:
    """What is wrong with the page that is open, by look. It stands on a `PHONE`, and is left so.

    A view is shown once, in the order of `looks`: those of one width best follow one another.
    """
    found: dict[str, list[str]] = {}
    before = PHONE
    for view in dict.fromkeys(each.view for each in looks.values()):
        view.show(page, before)
        found |= {name: each.find(page) for name, each in looks.items() if each.view == view}
        before = view
    PHONE.show(page, before)
    return found
