"""What a group tells of its défi: its photograph, the beginning of its text, then the rest."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup

from generator.content.images import ImageInfo, height_at, variant_name
from generator.content.model import Defi
from generator.content.vocabulary import PHASES
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext
from generator.outputs.kit import pictures

ENOUGH = 250
"""How much HTML of a text is shown before the rest is folded, in signs: a short paragraph or two."""

_LITTLE = 400
"""A rest that is shorter is not worth a fold."""

_BLOCK = re.compile(r"<(/?)(?:p|h[3-6]|[uo]l|blockquote|pre|div)\b[^>]*>")
_HEADING = re.compile(r"\s*<h")


class ImageView(NamedTuple):
    """A photograph, its credit under it."""

    url: str
    srcset: str
    largeur: int
    hauteur: int
    alt: str
    legende: str


class StoryView(NamedTuple):
    """What the group tells."""

    image: ImageView | None
    debut: Markup
    suite: Markup
    """What is folded; nothing when the text is short."""


def story_view(defi: Defi, known: DefiContext) -> StoryView:
    html = defi.corps.html
    # Once a défi is open, what one can do there comes first: its page has no room for both.
    at_work = defi.phase == PHASES[-1].slug and not defi.is_finished
    debut, suite = ("", html) if at_work else parted(html)
    return StoryView(
        image=_image(defi, known.image) if known.image else None,
        debut=Markup(debut),  # noqa: S704 - made safe by generator.content.markdown
        suite=Markup(suite),  # noqa: S704 - likewise
    )


def parted(html: str) -> tuple[str, str]:
    """The beginning of a text and its rest, cut between two blocks: before a heading, or when
    enough was said. Both are whole HTML; the rest is empty when the text is short.
    """
    depth = 0
    for tag in _BLOCK.finditer(html):
        depth += -1 if tag[1] else 1
        if depth or tag[0].startswith("</h"):
            continue
        end = tag.end()
        if len(html) - end < _LITTLE:
            break
        if end >= ENOUGH or _HEADING.match(html, end):
            return html[:end], html[end:]
    return html, ""


def _image(defi: Defi, info: ImageInfo) -> ImageView:
    widest = info.widths[-1]
    files = {
        width: ROOT_OF_PAGE + pictures.FOLDER + variant_name(info, width) for width in info.widths
    }
    credit = f"Photo : {defi.image_credit}" if defi.image_credit else ""
    return ImageView(
        url=files[widest],
        srcset=", ".join(f"{file} {width}w" for width, file in files.items()),
        largeur=widest,
        hauteur=height_at(info, widest),
        alt=defi.image_alt or "",
        legende=", ".join(filter(None, (credit, defi.image_licence))),
    )
