"""The files that hold photographs, taken apart before any decoder sees them.

A decoder believes what a file says: ten thousand passes over the same points, a drawing sheet of
a hundred million points in 34 bytes, a hundred thousand notes that each claim the whole file.
So the file is walked first, in one go, byte by byte, and one picture is taken out of it, alone:
its points, the tables to read them, its orientation and its colours. Comments, thumbnails, further
frames, and whatever follows the picture are left where they are, unopened. What would cost more
than its size is refused on what the file says, so that the same file meets the same answer on any
machine; the figures beside each limit are those of real files.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NoReturn

from generator.content.profiles import MOST_PROFILE, bare
from generator.text.typography import nombre

Format = Literal["jpeg", "png", "webp"]
RefusalKind = Literal[
    "image_illisible",
    "image_format",
    "image_trop_lourde",
    "image_trop_grande",
    "image_trop_haute",
    "image_trop_compliquee",
]

MOST_PIXELS: dict[Format, int] = {"jpeg": 64_000_000, "png": 40_000_000, "webp": 40_000_000}
"""What telephones take: 50 megapixels, panoramas of 63, in JPEG only."""

MOST_SIDE = 30_000
"""Points of one side: a telephone's panorama has 16,382."""

MOST_SCANS = 100
"""Passes of one JPEG: cjpeg, Photoshop and mozjpeg write 10 or so, libvips stops at 100 too."""

MOST_VISITS = 1_500_000_000
"""Coefficients that all passes of a JPEG look at: cjpeg's own ten take 580 million for 64
megapixels with all their colours."""

MOST_SEGMENTS = 2_000
"""Segments of one JPEG: a colour profile takes 255 at most, 5 MB of notes 80, 100 passes 800."""

MOST_CHUNKS = 10_000
"""Chunks of a PNG or a WebP: libpng cuts 5 MB in 640, a film of three minutes has 5,000 frames."""

_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4: a SHORT in the first directory
_PLACE = 0x8825  # Exif 2.32, 4.6.3: where the directory of the place (GPS) is


class ImageRefused(Exception):
    """A picture that will not be published: its kind, and a detail in French."""

    def __init__(self, kind: RefusalKind, detail: str) -> None:
        super().__init__(f"{kind} : {detail}")
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Still:
    """One picture, alone in its file."""

    data: bytes
    """A file of the same format that holds this picture and nothing else."""
    width: int
    height: int
    """Points, as they are stored: before the orientation is applied."""
    depth: int
    """Bytes of memory for each point that is decoded."""
    held: int
    """Bytes of memory that the decoder holds beside them."""
    orientation: int = 1
    """As Exif says it, 1 to 8."""
    profile: bytes | None = None
    """The colour profile, if there is one that serves, with what serves of it."""


def format_of(data: bytes) -> Format | None:
    """The format that the first bytes announce (signatures of the three standards)."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(_PNG):
        return "png"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def still(data: bytes, kind: Format) -> Still:
    """The first picture of a file of this format.

    Raises ImageRefused when the file is cut short, is of no known form, or would take more time
    to decode than a picture of its size does.
    """
    try:
        return _WALKS[kind](data)
    except (IndexError, struct.error):
        _cut_short()


def _cut_short() -> NoReturn:
    raise ImageRefused("image_illisible", "fichier abîmé ou incomplet")


def _check_size(width: int, height: int, kind: Format) -> None:
    if not (width and height):
        _cut_short()
    if width * height > MOST_PIXELS[kind]:
        most = MOST_PIXELS[kind] // 1_000_000
        detail = (
            f"{nombre(width * height // 1_000_000)} mégapixels ; {most} au plus en {kind.upper()}"
        )
        raise ImageRefused("image_trop_grande", detail)
    if max(width, height) > MOST_SIDE:
        detail = f"{nombre(max(width, height))} de côté ; {nombre(MOST_SIDE)} au plus"
        raise ImageRefused("image_trop_grande", detail)


def _too_many(what: str, most: int) -> NoReturn:
    raise ImageRefused("image_trop_compliquee", f"plus de {nombre(most)} {what}")


def _orientation(tiff: bytes) -> int:
    """The orientation that an Exif block gives, 1 when it gives none.

    A broken note gives none either: the picture is taken as it lies, like browsers do.
    """
    kind, value = _entry(tiff, _ORIENTATION)
    return value if kind == 3 and 1 <= value <= 8 else 1


def _entry(tiff: bytes, wanted: int) -> tuple[int, int]:
    """The kind and the value of one entry of an Exif block, zeros without it (TIFF 6.0, section 2).

    Nothing else of it is read: its other entries may each claim the whole block.
    """
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if not order or len(tiff) < 10:
        return 0, 0
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    try:
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for place in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, place)
            if tag == wanted:
                return kind, value
    except struct.error:
        pass
    return 0, 0


def says_where(data: bytes) -> bool:
    """Whether a picture says where it was taken: in its Exif, or as XMP does (exif:GPSLatitude)."""
    blocks = islice(_EXIF.finditer(data), _MOST_NOTES)
    return b"GPSLatitude" in data or any(
        _entry(data[found.end() : found.end() + _LONGEST_NOTE], _PLACE)[0] for found in blocks
    )


_EXIF = re.compile(rb"(?:Exif\0\0|eXIf|EXIF....)(?=II\*\0|MM\0\*)", re.DOTALL)
_MOST_NOTES, _LONGEST_NOTE = 8, 65_536


# JPEG: ITU-T T.81, annex B.

_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # no stuffing, no restart, no filling
_TABLES = (0xC4, 0xDB, 0xDD)  # DHT, DQT, DRI
_SHOWN = (0xC0, 0xC1, 0xC2)  # the frames that browsers decode: 8 bits, Huffman
_OTHER = frozenset({*range(0xC3, 0xCF)} - {0xC4, 0xC8})  # lossless, hierarchical, arithmetic
_SCAN, _END, _LINES = 0xDA, 0xD9, 0xDC
_BLOCK = 64
_DENSEST = 512  # points a byte: one bit for a block is the least that Huffman's codes take


@dataclass(slots=True)
class _Jpeg:
    """What is known of a JPEG as its segments go by."""

    kept: list[bytes] = field(default_factory=lambda: [b"\xff\xd8"])
    progressive: bool = False
    width: int = 0
    height: int = 0
    blocks: dict[int, int] = field(default_factory=dict)
    """How many blocks each component has, by its number."""
    scans: int = 0
    visits: int = 0
    whole: bool = False
    """Whether the decoder holds all coefficients at once."""
    exif: bytes = b""
    profile: dict[int, bytes] = field(default_factory=dict)
    seen: set[bytes] = field(default_factory=set)


def _still_jpeg(data: bytes) -> Still:
    jpeg = _Jpeg()
    for code, body, entropy in _segments(data):
        if code in _TABLES:
            jpeg.kept.append(_segment(code, body))
        elif code in _SHOWN:
            _take_frame(jpeg, code, body)
        elif code == _SCAN:
            _take_scan(jpeg, body, entropy)
        elif 0xE0 <= code <= 0xEF:
            _take_note(jpeg, code, body)
        elif code in _OTHER:
            raise ImageRefused(
                "image_illisible", "JPEG d’une sorte que les navigateurs n’affichent pas"
            )
        elif code not in (_LINES, 0xFE):  # DNL, and comments
            _cut_short()
    if not jpeg.scans or not jpeg.width or not jpeg.height:
        _cut_short()
    jpeg.kept.append(b"\xff\xd9")
    alone = b"".join(jpeg.kept)
    if jpeg.width * jpeg.height > _DENSEST * len(alone):
        _cut_short()
    held = 2 * _BLOCK * sum(jpeg.blocks.values()) if jpeg.whole else 0
    turned, profile = _orientation(jpeg.exif), _joined(jpeg.profile)
    return Still(alone, jpeg.width, jpeg.height, 4, held, turned, profile)


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each segment up to the end of the picture: its code, its content, the coded data after it."""
    place = 2
    for _ in range(MOST_SEGMENTS):
        found = _MARKER.search(data, place)
        if not found:
            _cut_short()
        code = data[found.end() - 1]
        if code == _END:
            return
        start = found.end() + 2
        place = start - 2 + struct.unpack_from(">H", data, start - 2)[0]
        if place < start or place > len(data):
            _cut_short()
        after = _MARKER.search(data, place) if code == _SCAN else None
        end = after.start() if after else place
        yield code, data[start:place], data[place:end]
        place = end
    _too_many("morceaux", MOST_SEGMENTS)


def _segment(code: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body


def _take_frame(jpeg: _Jpeg, code: int, body: bytes) -> None:
    if jpeg.blocks:
        _cut_short()  # two pictures in one
    jpeg.kept.append(_segment(code, body))
    jpeg.progressive = code == 0xC2
    _, jpeg.height, jpeg.width, count = struct.unpack_from(">BHHB", body)
    _check_size(jpeg.width, jpeg.height, "jpeg")
    parts = [(body[6 + 3 * i], *divmod(body[7 + 3 * i], 16)) for i in range(count)]
    across, down = (max((part[i] for part in parts), default=1) for i in (1, 2))
    if not all(1 <= h <= 4 and 1 <= v <= 4 for _, h, v in parts) or len(body) != 6 + 3 * count:
        _cut_short()
    for name, h, v in parts:
        columns = -(-jpeg.width * h // (8 * across))
        jpeg.blocks[name] = columns * -(-jpeg.height * v // (8 * down))
    if len(jpeg.blocks) != count:
        _cut_short()


def _take_scan(jpeg: _Jpeg, body: bytes, entropy: bytes) -> None:
    jpeg.scans += 1
    if jpeg.scans > MOST_SCANS:
        _too_many("passes", MOST_SCANS)
    count = body[0]
    if len(body) != 4 + 2 * count:
        _cut_short()
    names = body[1 : 1 + 2 * count : 2]
    if not count or not all(name in jpeg.blocks for name in names):
        _cut_short()
    first, last = body[-3], body[-2]
    # A block takes its time even where nothing of it is read: that of some twenty coefficients.
    band = max(20, last - first + 1) if jpeg.progressive else _BLOCK
    jpeg.visits += band * sum(jpeg.blocks[name] for name in names)
    if jpeg.visits > MOST_VISITS:
        millions = jpeg.width * jpeg.height // 1_000_000
        detail = f"passes trop nombreuses pour ses {millions} millions de points"
        raise ImageRefused("image_trop_compliquee", detail)
    jpeg.whole = jpeg.whole or jpeg.progressive or count < len(jpeg.blocks)
    jpeg.kept += (_segment(_SCAN, body), entropy)


def _take_note(jpeg: _Jpeg, code: int, body: bytes) -> None:
    """Of the notes, what says how colours are coded, which way is up, and the colour profile."""
    for name in (b"JFIF\0", b"Adobe"):
        if body.startswith(name) and name not in jpeg.seen:
            jpeg.seen.add(name)
            jpeg.kept.append(_segment(code, body))
    if code == 0xE1 and body.startswith(b"Exif\0\0") and not jpeg.exif:
        jpeg.exif = body[6:]
    if code == 0xE2 and body.startswith(b"ICC_PROFILE\0") and len(body) > 14:
        jpeg.profile.setdefault(body[12], body[14:])


def _joined(parts: dict[int, bytes]) -> bytes | None:
    """A colour profile in its parts, numbered from 1 (ICC.1:2022, B.4)."""
    if sorted(parts) != [*range(1, len(parts) + 1)]:
        return None
    return bare(b"".join(parts[number] for number in sorted(parts)))


# PNG: ISO/IEC 15948:2004 and the third edition (W3C, 2025).

_PNG = b"\x89PNG\r\n\x1a\n"
_BEFORE = (b"IHDR", b"PLTE", b"tRNS", b"iCCP")  # after the points they are too late to serve
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MOST_DEFLATED = 1032  # to one: deflate cannot pack more (RFC 1951: 258 bytes in two bits)
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))  # fmt: skip


def _still_png(data: bytes) -> Still:
    chunks: dict[bytes, bytes] = {}
    points: list[bytes] = []
    before = b""
    for kind, content in _png_chunks(data):
        if kind == b"IDAT" and (before == kind or not points):
            points.append(content)
        elif kind == b"eXIf" or (kind in _BEFORE and not points):
            chunks.setdefault(kind, content)
        before = kind
    header = chunks.get(b"IHDR", b"")
    width, height, bits, colours, _, _, laced = struct.unpack(">IIBBBBB", header)
    _check_size(width, height, "png")
    packed = b"".join(points)
    row = bits * _CHANNELS.get(colours, 4)
    if not packed or _raw_size(width, height, row, laced) > _MOST_DEFLATED * len(packed) + 64:
        _cut_short()
    tables = [(kind, chunks[kind]) for kind in (b"IHDR", b"PLTE", b"tRNS") if kind in chunks]
    parts = [*tables, (b"IDAT", packed), (b"IEND", b"")]
    alone = _PNG + b"".join(_png_chunk(*part) for part in parts)
    depth = 4 if colours in (2, 4, 6) else 2 if bits == 16 else 1
    turned = _orientation(chunks.get(b"eXIf", b""))
    profile = _inflated_profile(chunks.get(b"iCCP", b""))
    return Still(alone, width, height, depth, 2 * (row * width // 8 + 1), turned, profile)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    for _ in range(MOST_CHUNKS):
        if place >= len(data):
            return  # without its end: whether the points are all there, the decoder sees
        length, kind = struct.unpack_from(">I4s", data, place)
        content = data[place + 8 : place + 8 + length]
        (expected,) = struct.unpack_from(">I", data, place + 8 + length)
        if kind[:1].isupper() and zlib.crc32(content, zlib.crc32(kind)) != expected:
            _cut_short()
        if kind == b"IEND":
            return
        yield kind, content
        place += 12 + length
    _too_many("morceaux", MOST_CHUNKS)


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I4s", len(content), kind) + content + struct.pack(">I", crc)


def _raw_size(width: int, height: int, bits: int, laced: int) -> int:
    """How many bytes the points take before they are packed, each row with its filter."""
    passes = _ADAM7 if laced else ((0, 0, 1, 1),)
    sizes = ((-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in passes)
    return sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in sizes if columns > 0)


def _inflated_profile(content: bytes) -> bytes | None:
    """The colour profile of an iCCP chunk, unpacked no further than is allowed."""
    packed = content.partition(b"\0")[2][1:]
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(packed, MOST_PROFILE + 1)
    except zlib.error:
        return None
    return bare(profile)


# WebP: RFC 9649.

_ALWAYS = 4_000_000  # points that any file may hold: a screen of one colour takes 36 bytes
_FLATTEST = 10_000  # points a byte above them: a flat drawing on a large screen has some 4,000


def _still_webp(data: bytes) -> Still:
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    chunks: dict[bytes, bytes] = {}
    for kind, content in _riff_chunks(data, end):
        chunks.setdefault(kind, content)
    still = _moving(chunks) if b"ANMF" in chunks else _fixed(chunks)
    if not still:
        _cut_short()
    alone, width, height, lossy = still
    if width * height > _ALWAYS + _FLATTEST * len(alone):
        millions = width * height // 1_000_000
        detail = f"{millions} mégapixels dans {nombre(len(alone))} octets"
        raise ImageRefused("image_trop_grande", detail)
    exif = chunks.get(b"EXIF", b"").removeprefix(b"Exif\0\0")
    profile = bare(chunks.get(b"ICCP", b""))
    # Four bytes a point for the picture, its copy and two sheets; a lossless one has its own too.
    return Still(alone, width, height, 16 if lossy else 20, 0, _orientation(exif), profile)


def _riff_chunks(data: bytes, end: int) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    if end > len(data):
        _cut_short()
    for _ in range(MOST_CHUNKS):
        if place >= end - 1:
            return
        kind, length = struct.unpack_from("<4sI", data, place)
        if place + 8 + length > end:
            _cut_short()
        yield kind, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
    _too_many("morceaux", MOST_CHUNKS)


def _riff_chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _riff(*parts: bytes) -> bytes:
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


_Alone = tuple[bytes, int, int, bool]
"""A file, its width, its height, whether it is lossy: all that a decoder needs."""


def _fixed(chunks: dict[bytes, bytes]) -> _Alone | None:
    """The picture of a WebP that does not move."""
    kind = b"VP8L" if b"VP8L" in chunks else b"VP8 "
    content = chunks.get(kind, b"")
    width, height = _size_lossless(content) if kind == b"VP8L" else _size_lossy(content)
    _check_size(width, height, "webp")
    sheet = chunks.get(b"VP8X")
    if sheet and _sheet_size(sheet) != (width, height):
        return None
    picture = _riff_chunk(kind, content)
    if kind == b"VP8L" or b"ALPH" not in chunks:
        return _riff(picture), width, height, kind == b"VP8 "
    veil = _riff_chunk(b"ALPH", chunks[b"ALPH"])
    return _riff(_sheet(0x10, width, height), veil, picture), width, height, False


def _moving(chunks: dict[bytes, bytes]) -> _Alone | None:
    """The first frame of a film, on the sheet where it stands."""
    sheet = chunks.get(b"VP8X")
    if not sheet:
        return None
    width, height = _sheet_size(sheet)
    _check_size(width, height, "webp")
    film = _riff_chunk(b"ANIM", b"\0" * 6)
    frame = _riff_chunk(b"ANMF", chunks[b"ANMF"])
    return _riff(_sheet(0x12, width, height), film, frame), width, height, False


def _sheet(flags: int, width: int, height: int) -> bytes:
    sides = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
    return _riff_chunk(b"VP8X", struct.pack("<I", flags) + sides)


def _sheet_size(content: bytes) -> tuple[int, int]:
    if len(content) < 10:
        _cut_short()
    width, height = content[4:7], content[7:10]
    return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1


def _size_lossy(content: bytes) -> tuple[int, int]:
    """The size in the first ten bytes of a key frame (RFC 6386, 9.1)."""
    start, width, height = struct.unpack_from("<3sHH", content, 3)
    if start != b"\x9d\x01\x2a":
        _cut_short()
    return width & 0x3FFF, height & 0x3FFF


def _size_lossless(content: bytes) -> tuple[int, int]:
    """The size in the first five bytes (RFC 9649, 3.4)."""
    mark, bits = struct.unpack_from("<BI", content)
    if mark != 0x2F:
        _cut_short()
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


_WALKS = {"jpeg": _still_jpeg, "png": _still_png, "webp": _still_webp}
