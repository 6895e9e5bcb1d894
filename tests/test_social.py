"""The cards that a message shows beside a shared address: what they hold, and that they hold."""

import re
import xml.etree.ElementTree as ET
from functools import cache
from importlib.resources import files
from io import BytesIO

import pytest
import resvg_py
from drawing import templates
from PIL import Image, ImageFont
from worlds import ROOT

from generator.content.vocabulary import PHASES, TERRITOIRES
from generator.outputs.kit.disk_cache import NO_DISK_CACHE, DiskCache
from generator.outputs.kit.site_view import SiteView
from generator.outputs.kit.social_cards import (
    CARDS,
    GENERAL,
    HEIGHT,
    WIDTH,
    card_of,
    draw_social,
    social_address,
    social_alt,
)

NAME = "Bien Vivre Maintenant"
HOSTILE = [
    '<script>alert("x")</script> &amp; ]]> &nbsp;',
    "Ici\x00et\x0blà\x1b[0m\ud800\ufffe",
    "Où ? Ici ; là ! « Œuvre »",
    "",
    "   ",
    "Les habitants de Saint-Quentin-en-Yvelines et de ses environs s’y mettent tous ensemble",
    "W" * 5000,
]
TOKENS = dict(
    re.findall(r"--([\w-]+): ([^;]+);", (ROOT / "overrides/styles/tokens.css").read_text("utf-8"))
)
FONT = files("fontpkg_roboto_slab") / "files" / "RobotoSlab[wght].ttf"


def picture(name, site_name=NAME, kept=NO_DISK_CACHE):
    """A card, drawn now unless it is kept."""
    environment = templates(SiteView(nom=NAME, description="Ici"))
    (output,) = draw_social(environment, kept, site_name, name)
    assert output.path == f"assets/social/{name}.png"
    return output.content


picture_of = cache(picture)
"""A card as it was drawn the first time."""


@pytest.fixture
def drawn(monkeypatch):
    """What is given to be drawn, in its order; nothing is truly drawn."""
    dot = BytesIO()
    Image.new("RGB", (1, 1)).save(dot, "PNG")
    given = []

    def svg_to_bytes(svg_string, **how):
        given.append(svg_string)
        return dot.getvalue()

    monkeypatch.setattr(resvg_py, "svg_to_bytes", svg_to_bytes)
    return given


@pytest.fixture
def svg_of(drawn):
    """The drawing of a card, before it is a picture."""

    def run(name, site_name=NAME):
        picture(name, site_name)
        return ET.fromstring(drawn[-1].encode())

    return run


def elements(svg, name):
    return svg.iter(f"{{http://www.w3.org/2000/svg}}{name}")


def texts(svg):
    return [element.text for element in elements(svg, "text")]


@cache
def font(size):
    found = ImageFont.truetype(str(FONT), size)
    found.set_variation_by_axes([700])
    return found


def test_each_phase_and_each_territory_has_its_card_and_the_rest_of_the_site_has_one():
    words = [term.slug for term in (*PHASES, *TERRITOIRES)]
    assert list(CARDS) == [*words, GENERAL]


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_a_light_picture_of_the_size_that_is_announced(name):
    content = picture_of(name)
    image = Image.open(BytesIO(content))
    assert image.format == "PNG"
    assert image.size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(content) <= 48 * 1024
    assert not image.text


def test_the_cards_are_drawn_when_the_address_of_the_site_is_known(heavy):
    cards = [path for path in heavy.files if path.startswith("assets/social/")]
    assert cards == sorted(f"assets/social/{name}.png" for name in CARDS)


def test_no_card_is_drawn_when_the_address_of_the_site_is_not_known(site):
    assert not [path for path in site.files if path.startswith("assets/social/")]


def test_the_same_card_has_the_same_bytes_each_time_it_is_drawn():
    assert picture(GENERAL) == picture(GENERAL)


def test_a_card_is_drawn_once_as_long_as_nothing_of_it_changes(drawn, tmp_path):
    kept = DiskCache(tmp_path / "cartes")
    first = picture("rural", kept=kept)
    assert picture("rural", kept=kept) == first
    assert len(drawn) == 1
    picture("rural", site_name="Ailleurs", kept=kept)
    picture("metropole", kept=kept)
    assert len(drawn) == 3


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_its_word_and_the_name_of_the_site(svg_of, name):
    shown = texts(svg_of(name))
    assert NAME in shown
    label = {term.slug: term.label for term in (*PHASES, *TERRITOIRES)}.get(name, NAME)
    assert label in shown


def test_the_letters_are_drawn_with_our_font_and_with_none_of_the_machine(monkeypatch):
    names = ["Bien vivre", "Mieux vivre"]
    one, other = (picture("rural", name) for name in names)
    assert one != other
    draw = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **how: draw(**{**how, "font_files": []}))
    one, other = (picture("rural", name) for name in names)
    assert one == other, "letters are drawn without our font"


def test_each_card_has_its_own_scene_and_every_class_in_it_has_its_colour(svg_of):
    scenes = set()
    for name in CARDS:
        svg = svg_of(name)
        style = next(elements(svg, "style")).text
        classes = {word for each in svg.iter() for word in each.get("class", "").split()}
        drawn = {word for word in classes if word.startswith("d-") or word == "dessin"}
        assert all(f".{word} {{" in style for word in drawn)
        assert {"d-trait", "d-surface", "d-pre", "dessin"} <= drawn
        scenes.add("".join(path.get("d") for path in elements(svg, "path")))
    assert len(scenes) == len(CARDS)


@pytest.mark.parametrize("name", CARDS)
def test_every_colour_of_a_card_is_a_light_one_of_the_style_sheet(drawn, name):
    picture(name)
    (text,) = drawn
    assert "var(" not in text
    used = set(re.findall(r"#[0-9a-f]{3,6}\b", text))
    assert used
    assert used <= set(TOKENS.values())


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_phase_has_a_cap_in_its_colour_over_its_tint(rank):
    image = Image.open(BytesIO(picture_of(PHASES[rank - 1].slug))).convert("RGB")
    cap, tint = image.getpixel((1190, 10)), image.getpixel((1190, 150))
    assert ["#{:02x}{:02x}{:02x}".format(*colour) for colour in (cap, tint)] == [
        TOKENS[f"p{rank}"],
        TOKENS[f"p{rank}f"],
    ]


@pytest.mark.parametrize("site_name", HOSTILE)
@pytest.mark.parametrize("name", ["creaction", "metropole", GENERAL])
def test_no_name_of_a_site_breaks_a_card_or_leaves_it(svg_of, name, site_name):
    svg = svg_of(name, site_name)
    assert not list(elements(svg, "script"))
    for line in elements(svg, "text"):
        size = int(line.get("font-size"))
        assert float(line.get("x")) + font(size).getlength(line.text) <= 1200 - 40
        assert size <= float(line.get("y")) <= 630


@pytest.mark.parametrize("site_name", HOSTILE)
def test_any_name_of_a_site_is_drawn(site_name):
    assert Image.open(BytesIO(picture(GENERAL, site_name))).size == (1200, 630)


def test_a_long_name_is_wrapped_where_there_is_room_and_shortened_where_there_is_none(svg_of):
    long = "Les habitants de Saint-Quentin-en-Yvelines s’y mettent"
    assert " ".join(texts(svg_of(GENERAL, long))[:2]) == long
    (short,) = [text for text in texts(svg_of("rural", 2 * long)) if "habitants" in text]
    assert short.endswith("…")
    assert long.startswith(short[:-1])


def test_a_page_shows_the_card_of_its_phase_then_of_its_territory_then_that_of_the_site():
    assert card_of("creaction", "rural") == "creaction"
    assert card_of(territoire="petite-ville") == "petite-ville"
    assert card_of() == GENERAL
    assert social_address("rural") == "assets/social/rural.png"


def test_what_a_card_shows_is_told_in_french():
    said = [social_alt(name) for name in CARDS]
    assert said[0] == "Dessin de l’étape Inform’action\N{NO-BREAK SPACE}: on en parle."
    assert len(set(said)) == len(CARDS)
    assert all(each.startswith("Dessin ") and each.endswith(".") for each in said)
