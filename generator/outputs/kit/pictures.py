"""The pictures of défis and of editorial pages, made small and without their metadata."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.content import containers, images, profiles
from generator.content.catalogue import Catalogue
from generator.content.images import ImageInfo, variant_name
from generator.outputs.kit.disk_cache import NO_DISK_CACHE, DiskCache, digest_of
from generator.outputs.kit.output import Output

FOLDER = "defis/images/"


@dataclass(slots=True)
class Pictures:
    """Decodes each picture when it is read, and never again while its bytes stay the same."""

    read: Callable[[str], bytes]
    """Gives the bytes of a picture by its name."""
    disk_cache: DiskCache = NO_DISK_CACHE
    """Where the files of pictures wait for their page, and for the next build."""
    _held: dict[str, bytes] = field(default_factory=dict)
    """The files of pictures that no disk keeps, by what they were made from."""

    def look(self, name: str, data: bytes) -> ImageInfo:
        """What a page needs of a picture; its files are made with the same decoding.

        Raises ImageRefused for a picture that cannot be published, OSError when its files cannot
        be kept.
        """
        digest = images.digest(data)
        info, _ = _unpacked(name, digest, self._made(name, digest, lambda: data))
        return info

    def draw(self, info: ImageInfo) -> list[Output]:
        """The files of one picture; raises OSError when it changed since it was read."""
        named = zip(info.widths, self._files(info, lambda: self.read(info.name)), strict=True)
        return [Output(f"{FOLDER}{variant_name(info, width)}", each) for width, each in named]

    def publishable(self, info: ImageInfo, read: Callable[[], bytes]) -> bytes:
        """A picture of an editorial page as it is shown: its widest file, without metadata.

        `read` gives its bytes, if they are needed. Raises OSError when they changed since it was
        looked at.
        """
        return self._files(info, read)[-1]

    def _files(self, info: ImageInfo, read: Callable[[], bytes]) -> list[bytes]:
        packed = self._made(info.name, info.digest, lambda: _same(info, read()))
        return _unpacked(info.name, info.digest, packed)[1]

    def _made(self, name: str, digest: str, read: Callable[[], bytes]) -> bytes:
        """A picture and its files, as they were made earlier or as they are made now."""
        source = f"photo {_maker()} {name} {digest}"
        if self.disk_cache.folder:
            return self.disk_cache.get(source, lambda: _packed(*images.make(name, read())))
        if source not in self._held:
            self._held[source] = _packed(*images.make(name, read()))
        return self._held[source]


def _same(info: ImageInfo, data: bytes) -> bytes:
    if images.digest(data) != info.digest:
        raise OSError(f"{info.name} : cette image a changé pendant la construction.")
    return data


def _maker() -> str:
    """The version of what makes the files: with another one, they may have other bytes."""
    code = digest_of(containers.__file__, images.__file__, profiles.__file__, __file__)
    return f"{code} {images.maker()}"


def _packed(info: ImageInfo, files: dict[str, bytes]) -> bytes:
    """A picture and its files in one entry: a line that says what they are, then their bytes."""
    lengths = [len(files[variant_name(info, width)]) for width in info.widths]
    head = json.dumps([info.width, info.height, info.format, info.widths, lengths])
    return b"".join([head.encode(), b"\n", *files.values()])


def _unpacked(name: str, digest: str, packed: bytes) -> tuple[ImageInfo, list[bytes]]:
    head, _, rest = packed.partition(b"\n")
    width, height, kind, widths, lengths = json.loads(head)
    files = []
    for length in lengths:
        files.append(rest[:length])
        rest = rest[length:]
    return ImageInfo(name, width, height, kind, tuple(widths), digest), files


def _nowhere(name: str) -> bytes:
    raise FileNotFoundError(name)


NO_PICTURES = Pictures(_nowhere)


def used(catalogue: Catalogue) -> Iterator[ImageInfo]:
    """The pictures that some défi shows, in the order of their names."""
    shown = {name for defi in catalogue.defis.values() for name in defi.corps.images}
    shown |= {defi.image for defi in catalogue.defis.values() if defi.image}
    return (info for name, info in sorted(catalogue.images.items()) if name in shown)
