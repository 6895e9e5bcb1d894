"""Colour profiles made by code, for the tests and for `fuzz.py` (sections of ICC.1:2022)."""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import struct
from collections.abc import Iterable

IDENTITY = struct.pack(">4s4xI", b"curv", 0)
"""A curve that changes nothing (10.6)."""


def profile(
    tags: Iterable[tuple[bytes, bytes]],
    space: bytes = b"RGB ",
    kind: bytes = b"mntr",
    middle: bytes = b"Lab ",
) -> bytes:
    """A profile of these pieces; those of the same bytes stand once, as in most profiles (7.3)."""
    tags = list(tags)
    places: dict[bytes, int] = {}
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, content in tags:
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, places[content], len(content))
    size = struct.pack(">I", start + len(body))
    head = size + b"test\x04\0\0\0" + kind + space + middle + bytes(12) + b"acsp"
    return head.ljust(128, b"\0") + table + body


def of_a_screen(red: bytes = b"r", green: bytes = b"g") -> list[tuple[bytes, bytes]]:
    """The colours and the curves of sRGB, with the names of its primaries (9.2)."""
    given = ((red, 0.436, 0.222, 0.014), (green, 0.385, 0.717, 0.097), (b"b", 0.143, 0.061, 0.714))
    colours = [
        (name + b"XYZ", struct.pack(">4s4x3i", b"XYZ ", *(round(v * 65536) for v in values)))
        for name, *values in given
    ]
    gamma = struct.pack(">4s4xIHxx", b"curv", 1, 0x0233)[:14]  # 2.2
    return colours + [(name + b"TRC", gamma) for name in (b"r", b"g", b"b")]


def grey_table(form: bytes, channels: int) -> bytes:
    """A table that makes the same grey of every colour: « mft1 », « mft2 » or « mAB » (10.10 to 12)."""
    head = struct.pack(">4s4xBB", form, channels, 3)
    matrix = (65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    count = 3 * 2**channels
    if form == b"mft1":
        curve = bytes(range(256))
        start = head + struct.pack(">Bx9i", 2, *matrix)
        return start + curve * channels + b"\x80" * count + curve * 3
    if form == b"mft2":
        curve, start = b"\0\0\xff\xff", head + struct.pack(">Bx9iHH", 2, *matrix, 2, 2)
        return start + curve * channels + b"\x80\0" * count + curve * 3
    points = (b"\x02" * channels).ljust(16, b"\0") + struct.pack(">B3x", 2) + b"\x80\x80" * count
    parts = (IDENTITY * 3, struct.pack(">12i", *matrix, 0, 0, 0), IDENTITY * 3, points)
    places = [32 + sum(map(len, parts[:number])) for number in range(5)]
    return head + struct.pack(">2x5I", *places) + b"".join(parts) + IDENTITY * channels
