"""What becomes of a photograph: its metadata go, its widths are made, and fakes are refused."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from generator.content.images import (
    MOST_BYTES,
    ImageInfo,
    ImageRefused,
    height_at,
    probe,
    variant_name,
    variants,
)

ENDINGS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(width: int = 1200, height: int = 300, mode: str = "RGB") -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image if mode == "RGB" else image.convert(mode)


def saved(image: Image.Image, ending: str = "jpg", **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, format=ENDINGS[ending], **options)
    return buffer.getvalue()


def made(name: str, data: bytes) -> dict[str, Image.Image]:
    return {file: opened(done) for file, done in variants(probe(name, data), data)}


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def refused(name: str, data: bytes) -> ImageRefused:
    with pytest.raises(ImageRefused) as caught:
        probe(name, data)
    return caught.value


def is_near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    pixel = image.convert("RGB").getpixel(place)
    assert isinstance(pixel, tuple)
    return all(abs(got - wanted) < 12 for got, wanted in zip(pixel, colour, strict=True))


# --- What is made -----------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_format_is_made_in_its_own_format_at_both_widths(ending: str) -> None:
    data = saved(picture(), ending)
    done = made(f"potager.{ending}", data)
    assert list(done) == [f"potager-480.{ending}", f"potager-960.{ending}"]
    assert [image.size for image in done.values()] == [(480, 120), (960, 240)]
    assert {image.format for image in done.values()} == {ENDINGS[ending]}
    assert all(is_near(image, (10, 10), RED) for image in done.values())


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, (300,)), (480, (480,)), (700, (480, 700)), (960, (480, 960)), (4000, (480, 960))],
)
def test_no_width_is_larger_than_the_picture(width: int, widths: tuple[int, ...]) -> None:
    data = saved(picture(width, 10), "png")
    info = probe("a.png", data)
    assert info == ImageInfo("a.png", width, 10, "png", widths)
    assert [image.width for image in made("a.png", data).values()] == list(widths)


def test_the_height_that_the_page_announces_is_the_height_of_the_file() -> None:
    data = saved(picture(1001, 333))
    info = probe("a.jpg", data)
    for width in info.widths:
        assert made("a.jpg", data)[variant_name(info, width)].height == height_at(info, width)


def test_a_very_flat_picture_keeps_one_line() -> None:
    assert [image.height for image in made("a.png", saved(picture(3000, 1), "png")).values()] == [
        *(1, 1)
    ]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_stands_upright(orientation: int) -> None:
    """Whatever way the telephone was held, red is where the EXIF says that the top is."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = picture()
    to_stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = lying.transpose(to_stored[orientation]) if orientation in to_stored else lying
    data = saved(stored, exif=exif)
    info = probe("a.jpg", data)
    assert (info.width, info.height) == lying.size
    for image in made("a.jpg", data).values():
        assert image.width > image.height
        assert is_near(image, (image.width // 2, 5), RED)
        assert is_near(image, (image.width // 2, image.height - 5), BLUE)


@pytest.mark.parametrize(
    ("mode", "ending"),
    [
        *(("L", "jpg"), ("CMYK", "jpg"), ("L", "png"), ("P", "png"), ("1", "png")),
        *(("LA", "png"), ("RGBA", "png"), ("I;16", "png"), ("RGBA", "webp")),
    ],
)
def test_every_kind_of_colours_can_be_made_small(mode: str, ending: str) -> None:
    image = picture().convert("L").convert("I;16") if mode == "I;16" else picture(mode=mode)
    for done in made(f"a.{ending}", saved(image, ending)).values():
        assert done.mode in ("L", "RGB", "RGBA")


def test_sixteen_bits_of_grey_keep_their_light() -> None:
    grey = Image.new("I;16", (600, 10), 32768)
    (small, *_) = made("a.png", saved(grey, "png")).values()
    assert small.getpixel((5, 5)) == 128


def test_transparency_is_kept() -> None:
    glass = Image.new("RGBA", (600, 400), (10, 20, 30, 0))
    for ending in ("png", "webp"):
        (small, *_) = made(f"a.{ending}", saved(glass, ending)).values()
        pixel = small.getpixel((5, 5))
        assert isinstance(pixel, tuple)
        assert pixel[3] == 0


def test_an_animation_gives_its_first_frame_only() -> None:
    frames = [Image.new("RGB", (500, 500), colour) for colour in (RED, BLUE)]
    for ending in ("webp", "png"):
        data = saved(frames[0], ending, save_all=True, append_images=frames[1:])
        (small, *_) = made(f"a.{ending}", data).values()
        assert getattr(small, "n_frames", 1) == 1
        assert is_near(small, (5, 5), RED)


def test_the_same_picture_gives_the_same_bytes() -> None:
    for ending in ENDINGS:
        data = saved(picture(), ending)
        info = probe(f"a.{ending}", data)
        assert list(variants(info, data)) == list(variants(info, data))


# --- What goes --------------------------------------------------------------------------------

SECRET = b"Jeanne-Dupont-48.2N"


def wide_profile() -> bytes:
    """A colour profile that is not sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def with_metadata(ending: str) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()  # Artist
    exif.get_ifd(0x8825)[29] = SECRET.decode()  # GPSDateStamp
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, object] = {"exif": exif, "icc_profile": srgb + SECRET}
    if ending in ("jpg", "jpeg"):
        options |= {"comment": SECRET, "xmp": SECRET}
    if ending == "webp":
        options |= {"xmp": SECRET}
    if ending == "png":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", SECRET.decode())
        texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options |= {"pnginfo": texts}
    return saved(picture(), ending, **options)


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_of_the_metadata_is_left(ending: str) -> None:
    data = with_metadata(ending)
    assert SECRET in data
    info = probe(f"a.{ending}", data)
    for _, done in variants(info, data):
        assert SECRET not in done
        assert b"Exif" not in done
        assert b"ICC" not in done
        assert b"iCCP" not in done
        assert not opened(done).getexif()
        assert not {"icc_profile", "comment", "xmp", "exif"} & set(opened(done).info)


def test_a_colour_profile_that_does_not_fit_is_dropped() -> None:
    for profile in (b"not a profile", wide_profile()):
        for image in made("a.jpg", saved(picture(), icc_profile=profile)).values():
            assert is_near(image, (5, 5), RED)


# --- What is refused --------------------------------------------------------------------------

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


@pytest.mark.parametrize("name", ["a.jpg", "a.jpeg", "a.png", "a.webp"])
@pytest.mark.parametrize(
    "data",
    [GIF, SVG, HTML, b"%PDF-1.7", b"BM" + b"\0" * 60, b"\0" * 60, saved(picture(), "png")[1:]],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, data: bytes) -> None:
    assert refused(name, data).kind == "image_format"


@pytest.mark.parametrize(
    ("name", "ending"), [("a.jpg", "png"), ("a.png", "webp"), ("a.webp", "jpg")]
)
def test_one_format_under_the_name_of_another_is_refused(name: str, ending: str) -> None:
    assert refused(name, saved(picture(), ending)).kind == "image_format"


@pytest.mark.parametrize("name", ["a.gif", "a.svg", "a", "a.jpg.html", "a.avif"])
def test_any_other_ending_is_refused(name: str) -> None:
    assert refused(name, saved(picture())).kind == "image_format"


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.95])
def test_a_file_cut_short_is_refused(ending: str, part: float) -> None:
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    data = saved(noise, ending)
    assert refused(f"a.{ending}", data[: int(len(data) * part)]).kind == "image_illisible"


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_file_is_refused(ending: str) -> None:
    assert refused(f"a.{ending}", b"").kind == "image_illisible"


def test_more_than_5_mb_is_refused_without_being_decoded() -> None:
    refusal = refused("a.jpg", saved(picture()) + b"\0" * MOST_BYTES)
    assert (refusal.kind, refusal.detail) == ("image_trop_lourde", "5.0 Mo")


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png_bomb(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6400, 10_000, 20_000, 60_000])
def test_a_decompression_bomb_is_refused_before_it_bursts(side: int) -> None:
    assert refused("a.png", png_bomb(side, side)).kind == "image_trop_grande"


def test_a_text_bomb_in_a_png_is_refused() -> None:
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 20_000_000))
    data = saved(picture(), "png")
    assert refused("a.png", data[:33] + text + data[33:]).kind == "image_illisible"


def broken(data: bytes) -> Callable[[tuple[int, int]], bytes]:
    def change(where: tuple[int, int]) -> bytes:
        place, value = where
        return data[: place % len(data)] + bytes([value]) + data[place % len(data) + 1 :]

    return change


SMALL = {ending: saved(picture(60, 40), ending) for ending in ENDINGS}


@given(
    st.sampled_from(sorted(ENDINGS)),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=4),
)
@hypothesis_settings(max_examples=150)
def test_a_damaged_file_is_refused_or_made_but_never_breaks_the_build(
    ending: str, changes: list[tuple[int, int]]
) -> None:
    data = SMALL[ending]
    for where in changes:
        data = broken(data)(where)
    with suppress(ImageRefused):  # anything else that is raised fails the test
        assert list(variants(probe(f"a.{ending}", data), data))
