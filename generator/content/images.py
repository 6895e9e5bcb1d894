"""Photographs of défis: checked, stripped of their metadata, made small.

A telephone writes into a photograph where and when it was taken, and sometimes by whom.
Nothing of that may reach a public page, and a village connection cannot carry 5 MB:
so each picture is taken out of its file (`containers`), decoded, turned upright, and written
again at the widths the pages use.
These functions work on bytes; they read and write no file.
Pillow is imported inside them: it is slow to import, and most builds have no picture to make.
"""

from __future__ import annotations

import posixpath
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from math import isqrt
from typing import TYPE_CHECKING

from generator.content.containers import Format, ImageRefused, Still, format_of, still
from generator.text.typography import nombre

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

WIDTHS = (480, 960)  # pixels: a telephone, then the 42 rem column on a dense screen
MOST_BYTES = 5 * 1024 * 1024

MOST_MEMORY = 400_000_000
"""Bytes that decoding may take: 40 megapixels of PNG take 160, or 370 where they may be transparent
and are less than 3,840 wide; of progressive JPEG 280 at most, 25 of WebP 400. A whole build of ten
thousand défis may take as much."""

MOST_SECONDS = 60.0
"""Seconds of processor for one picture. The other limits keep the slowest under four: this one is
for what none of them foresaw."""

MOST_SHOWN = 4_320_000
"""Points of the widest file that is made: 960 by 4,500, a telephone's panorama upright. As PNG,
which packs noise in no way, both files take 22 MB together."""

FORMATS: dict[str, Format] = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}
_SIDEWAYS = (5, 6, 7, 8)  # values of the EXIF orientation that swap width and height
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
_ENOUGH = 2  # times the width that is wanted: more would not show
_STRIP = 2_000_000  # points that are converted together
_SAVE: dict[Format, dict[str, int | bool]] = {
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
    # Two colours sown by chance take zlib's level 9 eight times as long; a drawing gains 0.5 %.
    "png": {"compress_level": 7},
    "webp": {"quality": 80, "method": 4},
}


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """What a page needs to show a picture.

    width and height are pixels once the picture stands upright;
    widths are those of the files that variants() makes, in growing order.
    """

    name: str
    width: int
    height: int
    format: Format
    widths: tuple[int, ...]
    digest: str = field(default="", compare=False)
    """The sum of the file: two pictures of one size are the same for a page, not for its files."""


def probe(name: str, data: bytes) -> ImageInfo:
    """Check a picture by decoding it once, and say what variants() will make of it.

    name is the file name (its ending says the format), data the whole file.
    Raises ImageRefused, and nothing else, for whatever cannot be published.
    """
    alone, info = _taken_out(name, data)
    with _refusing():
        # An eighth of the size still reads the file to its end: enough to find it cut short.
        _decoded(alone, info, shrink=8)
    return info


def make(name: str, data: bytes) -> tuple[ImageInfo, dict[str, bytes]]:
    """What probe() and variants() give, for one decoding: a picture, and its files by their names.

    Raises as probe().
    """
    alone, info = _taken_out(name, data)
    with _refusing():
        near = _near(_decoded(alone, info, shrink=_shrink(alone, info)), alone, info)
        files = {variant_name(info, w): _written(near, alone, info, w) for w in info.widths}
    return info, files


def variants(info: ImageInfo, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) for each width of info: upright, in sRGB, without metadata.

    An animated picture gives its first frame. Same data, same bytes.
    Raises ImageRefused when data is not the picture that probe() saw.
    """
    yield from make(info.name, data)[1].items()


def lighten(data: bytes) -> bytes:
    """A photograph that somebody sent, as it is kept: upright, in sRGB, without metadata.

    Always a JPEG, which everybody opens, twice as wide as pages show it at most, on white where it
    is transparent. Same data, same bytes. Raises ImageRefused; `data` may be heavier than a file.
    """
    kind = format_of(data)
    if kind is None:
        raise ImageRefused("image_format", "ni JPEG, ni PNG, ni WebP")
    alone, info = _measured("", data, kind)
    # No more points than may be published, whatever its shape.
    fitting = isqrt(MOST_SHOWN * info.width // info.height)
    kept = replace(info, widths=(max(1, min(info.width, _ENOUGH * WIDTHS[-1], fitting)),))
    _check_memory(alone, kept)
    with _refusing():
        near = _near(_decoded(alone, kept, shrink=_shrink(alone, kept)), alone, kept)
        small = _small(near, alone, kept, kept.widths[0])
        return _saved(_on_white(small), "jpeg")


def _on_white(image: Image) -> Image:
    from PIL.Image import new

    if image.mode != "RGBA":
        return image
    white = new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def variant_name(info: ImageInfo, width: int) -> str:
    """The file name of one width: « potager.jpg » at 960 is « potager-960.jpg »."""
    stem, ending = posixpath.splitext(info.name)
    return f"{stem}-{width}{ending}"


def height_at(info: ImageInfo, width: int) -> int:
    """The height in pixels of the picture made `width` pixels wide."""
    return max(1, round(info.height * width / info.width))


def digest(data: bytes) -> str:
    """By what the bytes of a picture are known unchanged."""
    return sha256(data).hexdigest()


@cache
def maker() -> str:
    """The version of what decodes and writes pictures: with another one, other bytes."""
    from PIL import __version__, features

    return " ".join(
        [__version__, *(features.version(one) or "" for one in ("jpg", "webp", "zlib"))]
    )


def _expected_format(name: str, data: bytes) -> Format:
    expected = FORMATS.get(posixpath.splitext(name)[1].lower())
    if expected is None:
        raise ImageRefused("image_format", "nom sans .jpg, .jpeg, .png ni .webp")
    if len(data) > MOST_BYTES:
        raise ImageRefused("image_trop_lourde", f"{len(data) / 1024 / 1024:.1f} Mo")
    if not data:
        raise ImageRefused("image_illisible", "fichier vide")
    if format_of(data) != expected:
        raise ImageRefused("image_format", f"le contenu n’est pas du {expected.upper()}")
    return expected


def _taken_out(name: str, data: bytes) -> tuple[Still, ImageInfo]:
    """The picture alone, and what will be made of it, if it costs no more than it may."""
    return _measured(name, data, _expected_format(name, data))


def _measured(name: str, data: bytes, kind: Format) -> tuple[Still, ImageInfo]:
    alone = still(data, kind)
    sideways = alone.orientation in _SIDEWAYS
    width, height = (alone.height, alone.width) if sideways else (alone.width, alone.height)
    widths = tuple(sorted({min(w, width) for w in WIDTHS}))
    info = ImageInfo(name, width, height, kind, widths, digest(data))
    _check_height(info)
    _check_memory(alone, info)
    return alone, info


def _check_memory(alone: Still, info: ImageInfo) -> None:
    if _memory(alone, info) > MOST_MEMORY:
        pixels = info.width * info.height
        raise ImageRefused("image_trop_grande", f"{pixels / 1_000_000:.0f} mégapixels")


def _check_height(info: ImageInfo) -> None:
    """No more points may be published than a page can show: only a very tall picture has more."""
    widest = info.widths[-1]
    high, most = height_at(info, widest), MOST_SHOWN // widest
    if high > most:
        detail = f"à {widest} points de large, {nombre(high)} de haut ; {nombre(most)} au plus"
        raise ImageRefused("image_trop_haute", detail)


def _memory(alone: Still, info: ImageInfo) -> int:
    """About how many bytes it takes at most to decode a picture, then to make it small."""
    decoded = info.width * info.height // _shrink(alone, info) ** 2
    factor = _factor(info.width, info)
    widest = info.widths[-1]
    # A picture that may be transparent is copied before it is resized, once it is brought near;
    # one that is near as it is takes no third place.
    near = 0 if info.format == "jpeg" else 8 * (info.width * info.height // factor**2)
    large = 0 if near and factor == 1 else decoded * min(alone.depth, 4)
    # It is resized across, then down.
    small = 4 * widest * (info.height // factor) + 8 * widest * height_at(info, widest)
    return max(alone.held + decoded * alone.depth, large + near + small)


def _factor(width: int, info: ImageInfo) -> int:
    """By how much a picture of this width may be divided and still be large enough."""
    return max(1, width // (_ENOUGH * info.widths[-1]))


def _shrink(alone: Still, info: ImageInfo) -> int:
    """By how much a decoder may divide the sides and leave enough: only that of JPEG can."""
    if info.format != "jpeg":
        return 1
    return next(scale for scale in (8, 4, 2, 1) if scale <= _factor(info.width, info))


class _Clock(BytesIO):
    """A file that stops being read when its reader has worked too long; decoders read in pieces."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._end = time.thread_time() + MOST_SECONDS

    def read(self, size: int | None = -1, /) -> bytes:
        if time.thread_time() > self._end:
            detail = f"l’ouvrir demande plus de {MOST_SECONDS:.0f} secondes de calcul"
            raise ImageRefused("image_illisible", detail)
        return super().read(size)


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever a decoder raises becomes ImageRefused; its warnings are silent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except ImageRefused:
            raise
        # Decoders raise nearly every kind of exception on broken files (OSError, SyntaxError,
        # ValueError, struct.error…): all of them mean the same thing here.
        except Exception as error:
            raise ImageRefused("image_illisible", "fichier abîmé ou incomplet") from error


def _decoded(alone: Still, info: ImageInfo, *, shrink: int) -> Image:
    """The points of a picture, its sides divided by `shrink` where its format can."""
    from PIL import Image

    with Image.open(_Clock(alone.data), formats=(info.format.upper(),)) as image:
        if image.size != (alone.width, alone.height):
            raise ImageRefused("image_illisible", "deux tailles dans un seul fichier")
        if shrink > 1:
            image.draft(None, (max(1, alone.width // shrink), max(1, alone.height // shrink)))
        image.load()
        return image


@dataclass(frozen=True, slots=True)
class _Near:
    """A picture brought near the sizes that are wanted, in its own colours."""

    image: Image
    box: tuple[float, float, float, float]
    """What of it is the picture: its last row and column may be half empty."""
    to_srgb: ImageCmsTransform | None
    """What brings its colours to sRGB, if they are others."""


def _near(image: Image, alone: Still, info: ImageInfo) -> _Near:
    """A picture a few times as large as wanted.

    As it lies, and in its colours: it is turned and brought to sRGB once it is small.
    """
    across = image.height if alone.orientation in _SIDEWAYS else image.width
    factor = _factor(across, info)
    box = (0.0, 0.0, image.width / factor, image.height / factor)
    image = _plain(image) if factor == 1 else _reduced(image, factor)
    return _Near(image, box, _to_srgb(image, alone.profile))


def _reduced(image: Image, factor: int) -> Image:
    """The sides of a picture divided; by strips, for its conversions each take as much as it does."""
    rows = max(1, _STRIP // image.width // factor) * factor
    strips = [
        _plain(image.crop((0, top, image.width, min(top + rows, image.height)))).reduce(factor)
        for top in range(0, image.height, rows)
    ]
    whole = strips[0].resize((strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        whole.paste(strip, (0, number * rows // factor))
    return whole


def _plain(image: Image) -> Image:
    """Any mode brought to L, RGB or RGBA (CMYK is left for its colour profile)."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data and image.mode != "RGBA":
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def _to_srgb(image: Image, profile: bytes | None) -> ImageCmsTransform | None:
    """What a colour profile that fits makes of the colours; one that does not is dropped."""
    from PIL import ImageCms

    if not profile or image.mode == "L":
        return None
    mode = "RGB" if image.mode == "RGBA" else image.mode
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.buildTransform(given, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None  # a broken profile: the colours are taken as sRGB, like browsers do


def _in_srgb(image: Image, transform: ImageCmsTransform | None) -> Image:
    """A picture in sRGB, in a mode that its format can write."""
    if transform is None:
        return image.convert("RGB") if image.mode == "CMYK" else image
    done = transform.apply(image.convert("RGB") if image.mode == "RGBA" else image)
    if image.mode == "RGBA":
        done.putalpha(image.getchannel("A"))
    return done


def _written(near: _Near, alone: Still, info: ImageInfo, width: int) -> bytes:
    return _saved(_small(near, alone, info, width), info.format)


def _small(near: _Near, alone: Still, info: ImageInfo, width: int) -> Image:
    from PIL.Image import Resampling, Transpose

    size = (width, height_at(info, width))
    lying = size[::-1] if alone.orientation in _SIDEWAYS else size
    small = _in_srgb(near.image.resize(lying, Resampling.LANCZOS, box=near.box), near.to_srgb)
    if turn := _TURNS.get(alone.orientation):
        small = small.transpose(Transpose[turn])
    return small


def _saved(image: Image, kind: Format) -> bytes:
    image.info.clear()  # Pillow writes comments, XMP and profiles that it finds there
    buffer = BytesIO()
    image.save(buffer, format=kind.upper(), **_SAVE[kind])
    return buffer.getvalue()
