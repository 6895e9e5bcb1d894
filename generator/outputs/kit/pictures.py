"""The pictures of défis, made small and without their metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.content.catalogue import Catalogue
from generator.content.images import ImageInfo, variants
from generator.outputs.kit.output import Output

FOLDER = "defis/images/"


@dataclass(slots=True)
class Pictures:
    """Makes the files of each picture once, even when `serve` builds again and again."""

    read: Callable[[str], bytes]
    """Gives the bytes of a picture by its name."""
    _made: dict[ImageInfo, tuple[bytes, list[Output]]] = field(default_factory=dict)

    def draw(self, info: ImageInfo) -> list[Output]:
        """The files of one picture."""
        data = self.read(info.name)
        if info not in self._made or self._made[info][0] != data:
            files = [Output(f"{FOLDER}{name}", content) for name, content in variants(info, data)]
            self._made[info] = (data, files)
        return self._made[info][1]


def publishable(info: ImageInfo, data: bytes) -> bytes:
    """A picture of an editorial page as it is shown: its widest file, without metadata."""
    *_, (_, content) = variants(info, data)
    return content


def _nowhere(name: str) -> bytes:
    raise FileNotFoundError(name)


NO_PICTURES = Pictures(_nowhere)


def used(catalogue: Catalogue) -> Iterator[ImageInfo]:
    """The pictures that some défi shows, in the order of their names."""
    shown = {name for defi in catalogue.defis.values() for name in defi.corps.images}
    shown |= {defi.image for defi in catalogue.defis.values() if defi.image}
    return (info for name, info in sorted(catalogue.images.items()) if name in shown)
