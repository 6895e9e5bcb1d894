"""Colour profiles, taken apart before LittleCMS sees them.

A profile is a small program: it may hold tables under tables, curves of 65,535 pieces, and say a
hundred times where the same bytes are; LittleCMS builds each of them. 162 KB of one took 4 GB, and
85 KB took minutes. So a profile is written again with what brings a picture to sRGB alone: three
colours and three curves, or one table; whatever else it holds is left where it is, unread.

The worst that is left is a table of 4 MB: LittleCMS takes 0.05 s and 27 MB for it.
The sections are those of ICC.1:2022.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from math import prod

MOST_PROFILE = 4 * 1024 * 1024
"""Bytes of a colour profile: those of printers reach 3 MB. A larger one is left out."""

MOST_TAGS = 100
"""Pieces of a profile: colord's have 16, printers' 30, LittleCMS reads 100 at most."""

MOST_ENTRIES = 4096
"""Numbers of one curve: the most that a table may have (10.10), and that profiles do have."""

_CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")  # table 18: the others are no colours of a picture
_CHANNELS = {b"RGB ": 3, b"CMYK": 4}
_CONNECTED = (b"XYZ ", b"Lab ")
_MIDDLE = 3  # channels of either
_PARAMETERS = (1, 3, 4, 5, 7)  # of each function of a « para », table 68


class _UnfitError(Exception):
    """A profile that does not hold what it should."""


def bare(profile: bytes) -> bytes | None:
    """A profile that gives the same colours in sRGB, and holds nothing more.

    None for what is no profile of RGB or CMYK, or is of an unknown form: colours are then taken
    as if there were none.
    """
    if len(profile) > MOST_PROFILE:
        return None
    try:
        tags = _tags(profile)
        # A table is preferred to colours and curves, by LittleCMS as by 8.10.2.
        if b"A2B0" in tags:
            kept = {b"A2B0": _table(tags[b"A2B0"], _CHANNELS[profile[16:20]])}
        else:
            kept = {name: take(tags[name]) for name, take in _SIMPLE.items()}
    except (_UnfitError, LookupError, struct.error):
        return None
    return _built(profile[:128], kept)


def _tags(profile: bytes) -> dict[bytes, memoryview]:
    """The pieces that may serve, by their names (7.2 and 7.3)."""
    (size,) = struct.unpack_from(">I", profile)
    kind, space, middle = profile[12:16], profile[16:20], profile[20:24]
    if profile[36:40] != b"acsp" or kind not in _CLASSES or middle not in _CONNECTED:
        raise _UnfitError
    whole = memoryview(profile)[:size]
    (count,) = struct.unpack_from(">I", whole, 128)
    if count > MOST_TAGS or space not in _CHANNELS:
        raise _UnfitError
    tags: dict[bytes, memoryview] = {}
    for place in range(132, 132 + 12 * count, 12):
        name, start, length = struct.unpack_from(">4sII", whole, place)
        if name == b"A2B0" or name in _SIMPLE:
            if name in tags or start + length > len(whole):
                raise _UnfitError
            tags[name] = whole[start : start + length]
    return tags


def _taken(data: memoryview, size: int) -> bytes:
    if size > len(data):
        raise _UnfitError
    return bytes(data[:size])


def _colour(data: memoryview) -> bytes:
    """Where a primary colour is (10.31)."""
    if bytes(data[:4]) != b"XYZ ":
        raise _UnfitError
    return _taken(data, 20)


def _curve(data: memoryview) -> bytes:
    """A curve of numbers (10.6) or one of five functions (10.18)."""
    kind, count = struct.unpack_from(">4s4xI", data)
    if kind == b"curv" and count <= MOST_ENTRIES:
        return _taken(data, 12 + 2 * count)
    if kind == b"para":
        return _taken(data, 12 + 4 * _PARAMETERS[count >> 16])
    raise _UnfitError


_SIMPLE: dict[bytes, Callable[[memoryview], bytes]] = {
    **dict.fromkeys((b"rXYZ", b"gXYZ", b"bXYZ"), _colour),
    **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve),
}
"""What a profile of a screen or a camera is made of."""


def _table(data: memoryview, channels: int) -> bytes:
    """The table of a printer, of a scanner or of sRGB's fourth version, in one of three forms."""
    kind, given, made, points = struct.unpack_from(">4s4xBBB", data)
    if (given, made) != (channels, _MIDDLE):
        raise _UnfitError
    if kind == b"mAB ":
        return _table_in_parts(data, channels)
    if kind == b"mft1":  # 10.11
        start, width, before, after = 48, 1, 256, 256
    elif kind == b"mft2":  # 10.10
        start, width, before, after = 52, 2, *struct.unpack_from(">HH", data, 48)
    else:
        raise _UnfitError
    if max(before, after) > MOST_ENTRIES:
        raise _UnfitError
    numbers = channels * before + _MIDDLE * points**channels + _MIDDLE * after
    return _taken(data, start + width * numbers)


def _table_in_parts(data: memoryview, channels: int) -> bytes:
    """A table whose parts each stand where its head says (10.12): here one after the other."""
    parts: tuple[Callable[[memoryview], bytes], ...] = (
        lambda part: _curves(part, _MIDDLE),
        lambda part: _taken(part, 48),  # the matrix
        lambda part: _curves(part, _MIDDLE),
        lambda part: _points(part, channels),
        lambda part: _curves(part, channels),
    )
    places, body = [], b""
    for place, take in zip(struct.unpack_from(">5I", data, 12), parts, strict=True):
        places.append(32 + len(body) if place else 0)
        body += _padded(take(data[place:])) if place else b""
    return struct.pack(">4s4xBB2x5I", b"mAB ", channels, _MIDDLE, *places) + body


def _curves(data: memoryview, count: int) -> bytes:
    """Some curves, one after the other."""
    curves = b""
    for _ in range(count):
        curves += _padded(_curve(data[len(curves) :]))
    return curves


def _points(data: memoryview, channels: int) -> bytes:
    """The points of a table, of one byte or two, as many in each direction as it says."""
    width = data[16]
    if width not in (1, 2):
        raise _UnfitError
    return _taken(data, 20 + width * _MIDDLE * prod(data[:channels]))


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % 4)


def _built(header: bytes, kept: dict[bytes, bytes]) -> bytes:
    """A profile of these pieces."""
    start = 132 + 12 * len(kept)
    table, body = struct.pack(">I", len(kept)), b""
    for name, content in kept.items():
        table += struct.pack(">4sII", name, start + len(body), len(content))
        body += _padded(content)
    return struct.pack(">I", start + len(body)) + header[4:128] + table + body
