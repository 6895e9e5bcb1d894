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
from samples import photo

from generator.content.containers import says_where
from generator.content.images import (
    MOST_BYTES,
    ImageInfo,
    ImageRefused,
    height_at,
    lighten,
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


# --- What would cost more than its size -------------------------------------------------------


def marker(code: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body


def with_passes(count: int, width: int = 64, height: int = 64) -> bytes:
    """A progressive picture whose last pass stands there again and again, `count` passes in all."""
    data = saved(Image.new("L", (width, height), 90), progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * (count - data.count(b"\xff\xda")) + b"\xff\xd9"


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = (
        kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for kind, content in chunks
    )
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def sides(width: int, height: int) -> bytes:
    return (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")


def film(width: int, height: int, frames: int, frame: Image.Image) -> bytes:
    """A WebP of many frames, all the same."""
    still = (
        b"\0" * 6 + sides(*frame.size) + b"\x10\0\0\0" + saved(frame, "webp", lossless=True)[12:]
    )
    sheet = (b"VP8X", b"\x02\0\0\0" + sides(width, height))
    return riff(sheet, (b"ANIM", b"\0" * 6), *[(b"ANMF", still)] * frames)


@pytest.mark.parametrize("count", [101, 10_000])
def test_a_jpeg_of_more_than_a_hundred_passes_is_refused(count: int) -> None:
    refusal = refused("a.jpg", with_passes(count))
    assert (refusal.kind, refusal.detail) == ("image_trop_compliquee", "plus de 100 passes")


def test_a_jpeg_of_a_hundred_passes_is_taken() -> None:
    assert made("a.jpg", with_passes(100))


def test_passes_count_in_a_jpeg_that_is_not_progressive_too() -> None:
    data = saved(picture(), subsampling=0)
    again = marker(0xDA, b"\x01\x01\0\0\x3f\0") + b"\0"
    assert refused("a.jpg", data[:-2] + again * 100 + data[-2:]).kind == "image_trop_compliquee"


def jpeg_header(width: int, height: int, code: int = 0xC2, bits: int = 8) -> bytes:
    """The beginning of a grey JPEG that holds no point."""
    return b"\xff\xd8" + marker(code, struct.pack(">BHHB3B", bits, height, width, 1, 1, 0x11, 0))


def test_fewer_passes_are_allowed_over_more_points() -> None:
    one = marker(0xDA, b"\x01\x01\0\x01\x3f\0")
    refusal = refused("a.jpg", jpeg_header(8000, 8000) + one * 60 + b"\xff\xd9")
    assert refusal.kind == "image_trop_compliquee"
    assert refusal.detail == "passes trop nombreuses pour ses 64 millions de points"


@pytest.mark.parametrize(
    ("ending", "pieces"),
    [
        ("jpg", marker(0xE1, b"Exif\0\0" + b"a" * 14)),
        ("jpg", marker(0xFE, b"")),
        ("jpg", marker(0xDD, b"\0\x01")),
        ("png", chunk(b"aaAa", b"")),
        ("png", chunk(b"fcTL", b"\0" * 26)),
    ],
)
def test_a_file_of_ten_thousand_pieces_is_refused(ending: str, pieces: bytes) -> None:
    data = saved(picture(), ending)
    place = 2 if ending == "jpg" else 33
    refusal = refused(f"a.{ending}", data[:place] + pieces * 10_000 + data[place:])
    assert refusal.kind == "image_trop_compliquee"


def test_a_film_of_ten_thousand_frames_is_refused() -> None:
    assert refused("a.webp", film(9, 9, 10_000, picture(1, 1))).kind == "image_trop_compliquee"


def test_only_the_first_frame_of_a_film_is_decoded() -> None:
    """However many there are, and whatever the others hold."""
    one, many = (film(1000, 1000, count, picture(1000, 1000)) for count in (1, 1000))
    cut = film(1000, 1000, 1, picture(1000, 1000)) + b"\0" * 12
    assert made_bytes("a.webp", one) == made_bytes("a.webp", many) == made_bytes("a.webp", cut)


def made_bytes(name: str, data: bytes) -> list[bytes]:
    return [done for _, done in variants(probe(name, data), data)]


TEXT = b"a\0\0" + zlib.compress(b"x" * 20_000_000)


@pytest.mark.parametrize(
    "bomb",
    [chunk(b"zTXt", TEXT), chunk(b"iTXt", b"a\0\x01\0\0\0" + TEXT[3:]), chunk(b"iCCP", TEXT)],
)
def test_a_text_or_a_profile_that_unpacks_to_megabytes_is_left_packed(bomb: bytes) -> None:
    data = saved(picture(), "png")
    assert made_bytes("a.png", data[:33] + bomb + data[33:]) == made_bytes("a.png", data)


def test_what_follows_a_picture_is_not_opened_and_not_published() -> None:
    for ending in ENDINGS:
        data = saved(picture(), ending)
        after = data + b"<script>alert(1)</script>PK\x03\x04" + saved(picture(), "jpg")
        assert made_bytes(f"a.{ending}", after) == made_bytes(f"a.{ending}", data)


def test_a_note_whose_entries_each_claim_the_whole_file_still_gives_its_orientation() -> None:
    entries = [struct.pack("<HHII", 0x9000 + n, 7, 60_000, 8) for n in range(5000)]
    turned = struct.pack("<HHII", 0x0112, 3, 1, 6)
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 5001) + turned + b"".join(entries)
    data = saved(picture())
    info = probe("a.jpg", data[:2] + marker(0xE1, b"Exif\0\0" + tiff) + data[2:])
    assert (info.width, info.height) == (300, 1200)


def png_header(width: int, height: int, bits: int = 8, colours: int = 2) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    )


def webp_header(width: int, height: int) -> bytes:
    lossy = b"\x10\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)
    return riff((b"VP8 ", lossy + b"\0" * 5000))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", jpeg_header(8001, 8000)),
        ("a.jpg", jpeg_header(65_500, 600)),
        ("a.png", png_header(1, 40_000_000)),
        ("a.png", png_header(40_000_000, 1, 16, 6)),
        ("a.webp", webp_header(16_383, 2_000)),
        ("a.webp", saved(Image.new("1", (4096, 4000)).convert("RGB"), "webp", lossless=True)),
        ("a.webp", film(16_383, 16_383, 1, picture(1, 1))),
        ("a.webp", film(4000, 4000, 1, picture(1, 1))),
    ],
)
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(
    name: str, data: bytes
) -> None:
    assert refused(name, data).kind == "image_trop_grande"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", jpeg_header(8000, 8000) + marker(0xDA, b"\x01\x01\0\0\x3f\0") + b"\xff\xd9"),
        ("a.png", png_header(6400, 6250) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))),
        ("a.webp", riff((b"VP8X", b"\0" * 4 + sides(12_800, 12_800)))),
        ("a.webp", b"RIFF\x1a\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0" + sides(12_800, 12_800) + b"\0" * 4),
        ("a.jpg", jpeg_header(64, 0)),
        ("a.jpg", jpeg_header(0, 64) + marker(0xDA, b"\x01\x01\0\0\x3f\0") + b"\xff\xd9"),
        ("a.png", png_header(0, 64) + chunk(b"IDAT", zlib.compress(b"\0" * 64))),
        ("a.webp", webp_header(0, 64)),
        ("a.webp", webp_header(64, 0)),
        ("a.jpg", jpeg_header(64, 64, code=0xC9)),
        ("a.jpg", jpeg_header(64, 64, code=0xC3)),
        ("a.jpg", saved(picture())[:-2] + jpeg_header(9, 9)[2:] + b"\xff\xd9"),
    ],
)
def test_points_that_the_bytes_cannot_hold_and_coding_that_browsers_do_not_know_are_refused(
    name: str, data: bytes
) -> None:
    assert refused(name, data).kind == "image_illisible"


@pytest.mark.parametrize(
    ("name", "image", "options"),
    [
        ("a.png", Image.new("RGB", (2560, 1440), "white"), {}),  # a screen of one colour
        ("a.png", Image.new("P", (1080, 5_000), 3), {}),  # a captured page
        ("a.webp", Image.new("RGB", (1920, 1080), "white"), {"lossless": True}),
        ("a.jpg", Image.new("RGB", (3_628, 16_382), "grey"), {}),  # a telephone's panorama
        ("a.jpg", Image.new("L", (8064, 6048), 90), {}),  # 48 megapixels
        ("a.jpg", picture(2000, 1500), {"progressive": True, "subsampling": 0}),
    ],
)
def test_pictures_of_telephones_and_screens_are_taken(
    name: str, image: Image.Image, options: dict[str, object]
) -> None:
    assert probe(name, saved(image, name[2:], **options)).width == image.width


@pytest.mark.parametrize(
    ("width", "height", "told"),
    [
        (1080, 20_000, "à 960 points de large, 17 778 de haut ; 4 500 au plus"),
        (1919, 9_100, "à 960 points de large, 4 552 de haut ; 4 500 au plus"),
        (480, 9_001, "à 480 points de large, 9 001 de haut ; 9 000 au plus"),
        (400, 20_000, "à 400 points de large, 20 000 de haut ; 10 800 au plus"),
    ],
)
def test_no_more_is_published_of_a_very_tall_picture_than_a_page_can_show(
    width: int, height: int, told: str
) -> None:
    refusal = refused("a.png", saved(Image.new("1", (width, height)), "png"))
    assert refusal.kind == "image_trop_haute"
    assert refusal.detail.replace("\N{NARROW NO-BREAK SPACE}", " ") == told


def test_a_picture_that_takes_too_long_is_refused_by_the_time_of_the_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generator.content.images.MOST_SECONDS", -1.0)
    refusal = refused("a.jpg", saved(picture()))
    assert refusal.kind == "image_illisible"
    assert "secondes de calcul" in refusal.detail


# --- What is damaged --------------------------------------------------------------------------


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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_says_where_it_was_taken_is_known(kind: str) -> None:
    assert says_where(photo((8, 8), kind))
    assert not says_where(lighten(photo((8, 8), kind)))
    assert says_where(b"...<exif:GPSLatitude>48,18N</exif:GPSLatitude>...")
    assert not says_where(b"Exif\0\0II*\0" * 9000)
