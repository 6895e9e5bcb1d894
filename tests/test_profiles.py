"""What is left of a colour profile: what brings a picture to sRGB, and nothing that costs more."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from icc import IDENTITY, grey_table, of_a_screen, profile
from PIL import Image

from generator.content.images import make
from generator.content.profiles import MOST_PROFILE, bare

RED, GREEN, GREY = (200, 30, 30), (30, 200, 30), (119, 119, 119)
SWAPPED = of_a_screen(b"g", b"r")
"""Red and green change places: no picture is wider than that."""


def shown(given: bytes, ending: str = "png", mode: str = "RGB") -> tuple[int, ...]:
    """What is published of a red picture of this profile."""
    ways = {"jpg": {"quality": 95}, "png": {}, "webp": {"lossless": True}}[ending]
    file = BytesIO()
    image = Image.new("RGB", (16, 16), RED).convert(mode)
    image.save(file, {"jpg": "JPEG"}.get(ending, ending), icc_profile=given, **ways)
    (made,) = make(f"a.{ending}", file.getvalue())[1].values()
    with Image.open(BytesIO(made)) as small:
        return small.convert("RGB").getpixel((8, 8))


def near(got: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 10 for one, other in zip(got, wanted, strict=True))


@pytest.mark.parametrize(
    ("ending", "mode"),
    [("jpg", "RGB"), ("png", "RGB"), ("png", "RGBA"), ("webp", "RGBA")],
)
def test_a_picture_of_other_colours_is_brought_to_srgb(ending, mode):
    assert near(shown(profile(SWAPPED, middle=b"XYZ "), ending, mode), GREEN)


@pytest.mark.parametrize("form", [b"mft1", b"mft2", b"mAB "])
@pytest.mark.parametrize("space", [b"RGB ", b"CMYK"])
def test_the_table_of_a_printer_is_followed(form, space):
    mode = space.decode().strip()
    given = profile([(b"A2B0", grey_table(form, len(mode)))], space, b"prtr")
    assert near(shown(given, "jpg", mode), GREY)


@pytest.mark.parametrize("name", [b"D2B0", b"D2B1", b"B2D0", b"A2B1", b"B2A0", b"gamt", b"ncl2"])
def test_what_serves_for_nothing_is_not_read(name):
    """Not even when it is broken, nor when it claims every byte."""
    given = profile([*SWAPPED, (name, b"mpet" + b"\xff" * 60)], middle=b"XYZ ")
    assert bare(given) == bare(profile(SWAPPED, middle=b"XYZ "))
    assert near(shown(given), GREEN)


def claiming(pieces: int, elements: int) -> bytes:
    """A tag of a few bytes whose elements and curves all stand in the same place (10.16)."""
    ends = b"".join(struct.pack(">f", 2 + number / pieces) for number in range(pieces - 1))
    piece = struct.pack(">4s4x4x4f", b"parf", 1, 1, 0, 0)
    curve = struct.pack(">4s4xHxx", b"curf", pieces) + ends + piece * pieces
    three = struct.pack(">4s4xHH", b"cvst", 3, 3) + struct.pack(">II", 36, len(curve)) * 3 + curve
    table = struct.pack(">II", 16 + 8 * elements, len(three)) * elements
    return struct.pack(">4s4xHHI", b"mpet", 3, 3, elements) + table + three


def test_a_profile_of_curves_under_curves_gives_nothing_to_build():
    """With 60,000 pieces it asked for gigabytes; the colours are taken as those of sRGB."""
    given = profile([(b"D2B0", claiming(500, 60))])
    assert bare(given) is None
    assert near(shown(given), RED)


def test_a_bare_profile_is_no_larger_than_what_serves_and_stays_as_it_is():
    once = bare(profile([*SWAPPED, (b"desc", b"x" * 9000)], middle=b"XYZ "))
    assert once is not None
    assert len(once) < 400
    assert bare(once) == once


def changed(form: bytes, at: int, value: bytes, channels: int = 3) -> bytes:
    """A profile of a table that has these bytes in this place."""
    table = bytearray(grey_table(form, channels))
    table[at : at + len(value)] = value
    return profile([(b"A2B0", bytes(table))], kind=b"prtr")


def of_curves(curve: bytes) -> bytes:
    return profile(SWAPPED[:3] + [(name + b"TRC", curve) for name in (b"r", b"g", b"b")])


GOOD = profile(SWAPPED)
FAR = b"\x7f\xff\xff\xff"
UNFIT = {
    "nothing": b"",
    "its head only": GOOD[:128],
    "cut in its table": GOOD[:150],
    "cut in its pieces": GOOD[:-8],
    "too large": GOOD + bytes(MOST_PROFILE),
    "no mark": GOOD.replace(b"acsp", b"acsq"),
    "of two pictures": profile(SWAPPED, kind=b"link"),
    "of named colours": profile(SWAPPED, kind=b"nmcl"),
    "of grey": profile(SWAPPED, space=b"GRAY"),
    "of fifteen inks": profile(SWAPPED, space=b"FCLR"),
    "to no middle": profile(SWAPPED, middle=b"RGB "),
    "a hundred and one pieces": profile(SWAPPED + [(b"x%03d" % n, b"....") for n in range(95)]),
    "more pieces than bytes": GOOD[:128] + FAR + GOOD[132:],
    "a piece twice": profile([*SWAPPED, SWAPPED[0]]),
    "a piece outside": GOOD[:136] + FAR + GOOD[140:],
    "a piece that ends outside": GOOD[:140] + FAR + GOOD[144:],
    "without its blue": profile(SWAPPED[:2] + SWAPPED[3:]),
    "a colour that is none": profile([(SWAPPED[0][0], IDENTITY), *SWAPPED[1:]]),
    "a curve of many numbers": of_curves(struct.pack(">4s4xI", b"curv", 4097) + bytes(9000)),
    "a curve of more than it holds": of_curves(struct.pack(">4s4xI", b"curv", 4000)),
    "a curve of no known function": of_curves(struct.pack(">4s4xI", b"para", 5 << 16) + bytes(40)),
    "a curve of pieces": of_curves(claiming(5, 1)),
    "a table of curves under curves": profile([(b"A2B0", claiming(5, 1))]),
    "a table for four colours": profile([(b"A2B0", grey_table(b"mft2", 4))]),
    "a table to four colours": changed(b"mft2", 9, b"\x04"),
    "a table of 255 points a side": changed(b"mft1", 10, b"\xff"),
    "a table of wider points": changed(b"mft2", 10, b"\x03"),
    "curves of many numbers before it": changed(b"mft2", 48, b"\x10\x01"),
    "curves of many numbers after it": changed(b"mft2", 50, b"\x7f\xff"),
    "curves that stand outside": changed(b"mAB ", 12, FAR),
    "a matrix that stands outside": changed(b"mAB ", 16, FAR),
    "points that stand outside": changed(b"mAB ", 24, FAR),
    "points of 255 a side": changed(b"mAB ", 152, b"\xff\xff\xff"),
    "points of four bytes": changed(b"mAB ", 168, b"\x04"),
}


@pytest.mark.parametrize("unfit", UNFIT)
def test_a_profile_that_does_not_fit_is_left_out(unfit):
    assert bare(UNFIT[unfit]) is None


def test_a_profile_of_a_hundred_pieces_is_followed():
    assert bare(profile(SWAPPED + [(b"x%03d" % n, b"....") for n in range(94)]))


def test_parts_of_a_table_that_stand_in_the_same_place_are_written_one_after_the_other():
    table = bytearray(grey_table(b"mAB ", 3))
    table[20:24] = table[12:16]  # the curves in its middle are those of its end
    given = bare(profile([(b"A2B0", bytes(table))], kind=b"prtr"))
    assert given == bare(profile([(b"A2B0", grey_table(b"mAB ", 3))], kind=b"prtr"))
