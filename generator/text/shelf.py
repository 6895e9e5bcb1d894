"""Long texts that wait on the disk until a page asks for them.

Ten thousand bodies, as they are written and as they are drawn, and as many cards, weigh fifty
megabytes, and again as much in each copy of the process: each is asked for a few times at most.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import SupportsBytes

WORTH_IT = 400
"""Fewer texts than this weigh nothing that matters."""

Put = Callable[[bytes], SupportsBytes]
"""Where a long text is put, to be asked for again with `bytes`."""


@dataclass(frozen=True, slots=True, eq=False)
class Lying:
    """A text on a shelf: it equals the same text, wherever that is."""

    shelf: Shelf
    start: int
    size: int

    def __bytes__(self) -> bytes:
        """The text itself; raises OSError where the disk does not give it whole."""
        return self.shelf.take(self.start, self.size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lying | bytes) and bytes(self) == bytes(other)

    def __hash__(self) -> int:
        return hash(bytes(self))


class Shelf:
    """A file that has no name: it goes with the last process that holds it, even one that is killed."""

    def __init__(self) -> None:
        """Raises OSError where no file can be made."""
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the texts are asked for
        self._end = 0

    def __del__(self) -> None:
        if hasattr(self, "_file"):  # none could be made
            self._file.close()

    def put(self, content: bytes) -> SupportsBytes:
        """A text that lies here; itself, on a disk that does not take it whole."""
        try:
            written = self._file.write(content)
        except OSError:
            return content
        start, self._end = self._end, self._end + written
        return Lying(self, start, written) if written == len(content) else content

    def take(self, start: int, size: int) -> bytes:
        """The bytes of a place, which copies of this process ask for at the same time."""
        content = os.pread(self._file.fileno(), size, start)
        if len(content) != size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return content


def shelf_of(count: int) -> Put:
    """Where `count` texts are put: many on a shelf, where there can be one, else nowhere."""
    if count < WORTH_IT or not hasattr(os, "pread"):
        return as_it_is
    try:
        return Shelf().put
    except OSError:
        return as_it_is


def as_it_is(content: bytes) -> SupportsBytes:
    """Put nowhere: the text itself."""
    return content
