"""The pictures that a message shows beside a shared address (`og:image`).

One for each phase, one for each type of territory, one for the rest of the site, at the size that
https://developers.facebook.com/docs/sharing/webmasters/images asks for and others follow.
The template `partials/carte-sociale.svg` holds the composition; colours come from the tokens of the
style sheet, scenes from the drawings of the pages, letters from a font that is a dependency:
nothing of the machine shows in a card, and the same sources give the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, cast

from jinja2 import Environment
from markupsafe import Markup

from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.outputs.kit.assets import source
from generator.outputs.kit.disk_cache import DiskCache
from generator.outputs.kit.output import Output
from generator.outputs.kit.styles import declarations
from generator.text.typography import fr

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

GENERAL = "site"
"""The card of what is in no phase and of no type."""
WIDTH, HEIGHT = 1200, 630
COLOURS = 128
"""How many a card keeps, its most frequent ones."""

_FOLDER = "assets/social/"
_FAMILY = "Roboto Slab"
_WEIGHT = 700
_LONGEST = 200  # signs; what is longer is cut anyway, and is measured sign by sign
_SVG = re.compile(r'<svg\b[^>]*\bviewBox="([^"]+)"[^>]*>(.*?)</svg>', re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_VAR = re.compile(r"var\(--([\w-]+)\)")


@dataclass(frozen=True, slots=True)
class SocialView:
    """The words of a card."""

    nom: str
    titre: str = ""
    accroche: str = ""
    rang: int = 0
    """1, 2 or 3 for a phase, else 0."""
    territoire: bool = False


@dataclass(frozen=True, slots=True)
class SceneView:
    """A drawing of the pages: its viewBox, and what it holds."""

    cadre: str
    dessin: Markup


_CARDS = {
    card.nom: card
    for card in (
        *(
            SocialView(term.slug, term.label, term.meaning.partition(" :")[0], rang=rank)
            for rank, term in enumerate(PHASES, start=1)
        ),
        *(SocialView(term.slug, term.label, term.meaning, territoire=True) for term in TERRITOIRES),
        SocialView(GENERAL),
    )
}

CARDS = tuple(_CARDS)
"""The names of all cards: the words of the phases, those of the territories, `GENERAL`."""


def card_of(phase: str = "", territoire: str = "") -> str:
    """The name of the card of a page; a phase says more than a type."""
    return phase or territoire or GENERAL


def social_address(name: str) -> str:
    """The address of a card, from the site's root."""
    return f"{_FOLDER}{name}.png"


@cache
def social_alt(name: str) -> str:
    """What a card shows, for those who do not see it."""
    card = _CARDS[name]
    said = card.accroche[:1].lower() + card.accroche[1:]
    if card.rang:
        return fr(f"Dessin de l’étape {card.titre} : {said}.")
    if card.territoire:
        return fr(f"Dessin d’un territoire « {card.titre} » : {said}.")
    return "Dessin d’un chemin, du village aux tours de la ville."


def draw_social(
    environment: Environment, cache: DiskCache, site_name: str, name: str
) -> list[Output]:
    """One card of a site, as a PNG; `name` is one of `CARDS`."""
    svg = social_svg(environment, site_name, _CARDS[name])
    picture = cache.get(f"{_tools()}\n{svg}", partial(_png, svg))
    return [Output(social_address(name), picture)]


def social_svg(environment: Environment, site_name: str, card: SocialView) -> str:
    """A card as the template draws it: every colour, every line of text, is in it."""
    colours = dict(_TOKEN.findall(declarations(source(environment, "styles/tokens.css"))))
    style = _VAR.sub(lambda name: colours[name[1]], source(environment, "styles/drawings.css"))
    return environment.get_template("partials/carte-sociale.svg").render(
        carte=card,
        nom_du_site=_printable(site_name),
        scene=_scene(environment, card.nom),
        style=style,
        c=colours,
        lignes=_lines,
        largeur=_length,
    )


def _scene(environment: Environment, name: str) -> SceneView:
    folder = "partials/frise" if name == GENERAL else f"partials/dessins/vignettes/{name}"
    found = _SVG.search(environment.get_template(f"{folder}.html").render())
    assert found, f"no drawing for {name}"
    return SceneView(found[1], Markup(found[2]))  # noqa: S704 - one of our drawings


def _printable(text: str) -> str:
    """A text that may stand in XML, which refuses control signs."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text[:_LONGEST])
    return fr(" ".join(kept.split()))


def _lines(text: str, size: int, width: int, most: int) -> list[str]:
    """A text in at most `most` lines of `width` pixels, at `size` pixels; « … » when it is cut."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or _length(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    last = " ".join(lines[most - 1 :])
    return [_cut(line, size, width) for line in (*lines[: most - 1], last) if line]


def _cut(line: str, size: int, width: int) -> str:
    kept, end = line, ""
    while kept and _length(kept + end, size) > width:
        kept, end = kept[:-1].rstrip(), "…"
    return kept + end


def _length(text: str, size: int) -> float:
    """The width in pixels of a text set at `size` pixels in the font of cards."""
    return _font(size).getlength(text)


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.truetype(_font_file(), size)
    font.set_variation_by_axes([_WEIGHT])
    return font


def _font_file() -> str:
    return str(files("fontpkg_roboto_slab") / "files" / "RobotoSlab[wght].ttf")


@cache
def _tools() -> str:
    """What draws, and how: another version or another way may draw another picture."""
    names = ("resvg-py", "pillow", "fontpkg-roboto-slab")
    return ", ".join((f"{COLOURS} colours", *(f"{name} {version(name)}" for name in names)))


def _png(svg: str) -> bytes:
    """The picture of a card."""
    from PIL import Image
    from resvg_py import svg_to_bytes

    drawn = svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=[_font_file()],
        font_family=_FAMILY,
    )
    buffer = BytesIO()
    _with_palette(Image.open(BytesIO(drawn)).convert("RGB")).save(buffer, "PNG")
    return buffer.getvalue()


def _with_palette(picture: Image) -> Image:
    """The same picture in its own most frequent colours: less than half the bytes, for 10 ms.

    Pillow's other ways either mix the tints that lie near each other or take five times as long.
    """
    from PIL import Image

    counted = picture.getcolors(picture.width * picture.height)
    assert counted
    palette = Image.new("P", (1, 1))
    colours = [cast("tuple[int, int, int]", colour) for _, colour in sorted(counted)[-COLOURS:]]
    palette.putpalette([part for colour in colours for part in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)
