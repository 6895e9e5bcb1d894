"""Photographs of défis: checked, stripped of their metadata, made small.

A telephone writes into a photograph where and when it was taken, and sometimes by whom.
Nothing of that may reach a public page, and a village connection cannot carry 5 MB:
so each picture is decoded, turned upright, and written again at the widths the pages use.
These functions work on bytes; they read and write no file.
Pillow is imported inside them: it is slow to import, and most builds have no picture to make.
"""

from __future__ import annotations

import posixpath
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile

Format = Literal["jpeg", "png", "webp"]
RefusalKind = Literal["image_illisible", "image_format", "image_trop_lourde", "image_trop_grande"]

WIDTHS = (480, 960)  # pixels: a telephone, then the 42 rem column on a dense screen
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000

FORMATS: dict[str, Format] = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}
_SIDEWAYS = (5, 6, 7, 8)  # values of the EXIF orientation that swap width and height
_ORIENTATION = 0x0112
_SAVE: dict[Format, dict[str, int | bool]] = {
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
    "png": {"optimize": True},
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


class ImageRefused(Exception):
    """A picture that will not be published: its kind, and a detail in French."""

    def __init__(self, kind: RefusalKind, detail: str) -> None:
        super().__init__(f"{kind} : {detail}")
        self.kind = kind
        self.detail = detail


def probe(name: str, data: bytes) -> ImageInfo:
    """Check a picture by decoding it once, and say what variants() will make of it.

    name is the file name (its ending says the format), data the whole file.
    Raises ImageRefused, and nothing else, for whatever cannot be published.
    """
    expected = _expected_format(name, data)
    with _opened(data) as image:
        sideways = image.getexif().get(_ORIENTATION) in _SIDEWAYS
        width, height = reversed(image.size) if sideways else image.size
        # An eighth of the size still reads the file to its end: enough to find it cut short.
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
    return ImageInfo(name, width, height, expected, tuple(sorted({min(w, width) for w in WIDTHS})))


def variants(info: ImageInfo, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) for each width of info: upright, in sRGB, without metadata.

    An animated picture gives its first frame. Same data, same bytes.
    Raises ImageRefused when data is not the picture that probe() saw.
    """
    with _opened(data) as image:
        upright = _upright(image, info)
    for width in info.widths:
        yield variant_name(info, width), _written(upright, info, width)


def variant_name(info: ImageInfo, width: int) -> str:
    """The file name of one width: « potager.jpg » at 960 is « potager-960.jpg »."""
    stem, ending = posixpath.splitext(info.name)
    return f"{stem}-{width}{ending}"


def height_at(info: ImageInfo, width: int) -> int:
    """The height in pixels of the picture made `width` pixels wide."""
    return max(1, round(info.height * width / info.width))


def _expected_format(name: str, data: bytes) -> Format:
    expected = FORMATS.get(posixpath.splitext(name)[1].lower())
    if expected is None:
        raise ImageRefused("image_format", "nom sans .jpg, .jpeg, .png ni .webp")
    if len(data) > MOST_BYTES:
        raise ImageRefused("image_trop_lourde", f"{len(data) / 1024 / 1024:.1f} Mo")
    if not data:
        raise ImageRefused("image_illisible", "fichier vide")
    if _format_of(data) != expected:
        raise ImageRefused("image_format", f"le contenu n’est pas du {expected.upper()}")
    return expected


def _format_of(data: bytes) -> Format | None:
    """The format that the first bytes announce (signatures of the three standards)."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        detail = f"{width * height / 1_000_000:.0f} mégapixels"
        raise ImageRefused("image_trop_grande", detail)


@contextmanager
def _opened(data: bytes) -> Iterator[Image]:
    """A picture to decode: whatever its decoder raises becomes ImageRefused, its warnings silent."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
                _check_size(*image.size)
                yield image
        except ImageRefused:
            raise
        except Image.DecompressionBombError:
            raise ImageRefused("image_trop_grande", "dimensions démesurées") from None
        # Decoders raise nearly every kind of exception on broken files (OSError, SyntaxError,
        # ValueError, struct.error…): all of them mean the same thing here.
        except Exception as error:
            raise ImageRefused("image_illisible", "fichier abîmé ou incomplet") from error


def _upright(image: Image, info: ImageInfo) -> Image:
    """The first frame, turned as its EXIF says, in sRGB, in a mode that its format can write."""
    from PIL import ImageOps

    if info.format == "jpeg":
        # Twice the width that is wanted keeps the quality; sides are swapped when sideways.
        image.draft(None, (2 * max(info.widths), 2 * max(info.widths)))
    image.load()
    profile = image.info.get("icc_profile")
    return _in_srgb(_plain(ImageOps.exif_transpose(image)), profile)


def _plain(image: Image) -> Image:
    """Any mode brought to L, RGB or RGBA (CMYK is left for its colour profile)."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """Apply a colour profile that fits; one that does not is dropped."""
    from PIL import ImageCms

    if profile and image.mode != "L":
        try:
            return _converted(image, ImageCms.ImageCmsProfile(BytesIO(profile)))
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the colours are taken as sRGB, like browsers do
    return image.convert("RGB") if image.mode == "CMYK" else image


def _converted(image: Image, profile: ImageCmsProfile) -> Image:
    from PIL import ImageCms

    colours = image.convert("RGB") if image.mode == "RGBA" else image
    srgb = ImageCms.createProfile("sRGB")
    done = ImageCms.profileToProfile(colours, profile, srgb, outputMode="RGB")
    if done is None:  # only when it works in place, which is not asked for
        return image
    if image.mode == "RGBA":
        done.putalpha(image.getchannel("A"))
    return done


def _written(image: Image, info: ImageInfo, width: int) -> bytes:
    from PIL.Image import Resampling

    small = image.resize((width, height_at(info, width)), Resampling.LANCZOS)
    small.info.clear()  # Pillow writes comments, XMP and profiles that it finds there
    buffer = BytesIO()
    small.save(buffer, format=info.format.upper(), **_SAVE[info.format])
    return buffer.getvalue()
