"""What takes long to draw and rarely changes, kept on disk from one build to the next.

Eight social cards take a second, and so do 35,000 communes; the compiled templates are kept beside
them for the same reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile


@dataclass(frozen=True, slots=True)
class DiskCache:
    """A folder of things drawn before, each under the sum of what it was drawn from."""

    folder: Path | None
    """Without one, nothing is kept."""

    def get(self, source: str, draw: Callable[[], bytes]) -> bytes:
        """What `draw` gives, now or in an earlier build; `source` is all that it depends on."""
        if self.folder is None:
            return draw()
        path = self.folder / sha256(source.encode()).hexdigest()
        try:
            return path.read_bytes()
        except FileNotFoundError:
            drawn = draw()
        self.folder.mkdir(parents=True, exist_ok=True)
        _write_whole(path, drawn)
        return drawn


NO_DISK_CACHE = DiskCache(None)


@cache
def digest_of(*paths: str | Path) -> str:
    """One sum of some files, of code or of data: what was drawn from them is drawn again when it changes."""
    total = sha256()
    for path in paths:
        total.update(Path(path).read_bytes())
    return total.hexdigest()


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that nobody ever sees half written."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
    os.replace(part.name, path)
