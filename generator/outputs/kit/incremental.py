"""What `serve` drew last, so that one changed file draws and writes one page, not a thousand.

MkDocs empties the site's folder before each build. Files that did not change are put aside
before that, and brought back after: to write them again would take most of a rebuild.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.outputs.kit.output import Output


@dataclass(slots=True)
class IncrementalWrites:
    """The files of each défi and of each place, kept while nothing that they show has changed."""

    folders: Sequence[str] = ()
    """The folders of the site that hold what is drawn here, and nothing of MkDocs' own."""
    is_on: bool = True
    """Off, everything is drawn each time."""
    _shared: Any = None
    _kept: dict[str, tuple[Any, tuple[str, ...]]] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    """What this build asked for: the files of anything else are gone at its end."""
    _paths: set[str] = field(default_factory=set)
    """Every file of this build, kept ones among them."""

    def put_aside(self, site: Path) -> None:
        """Before MkDocs empties the folder `site`: move what may be kept beside it."""
        for name in self.folders:
            if (site / name).is_dir():
                shutil.rmtree(_beside(site, name), ignore_errors=True)
                os.rename(site / name, _beside(site, name))

    def bring_back(self, site: Path) -> None:
        """Move back what was put aside; where that cannot be, everything is drawn again."""
        for name in self.folders:
            if _beside(site, name).is_dir() and not (site / name).exists():
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                os.rename(_beside(site, name), site / name)
            else:
                self._kept = {}

    def start(self, shared: object) -> None:
        """Begin a build; `shared` is all that every page shows: when it changes, all is drawn."""
        if shared != self._shared:
            self._shared, self._kept = shared, {}

    def keep(
        self, key: str, shown: object, draw: Callable[[], Iterable[Output]]
    ) -> Iterable[Output]:
        """The files known by `key` to write: none while all that they show, `shown`, is the same.

        A défi that was not read again is the very same value: to compare it costs nothing.
        """
        if not self.is_on:
            return draw()
        self._asked.add(key)
        known = self._kept.get(key)
        if known and known[0] == shown:
            self._paths.update(known[1])
            return ()
        files = list(draw())
        self._kept[key] = shown, tuple(output.path for output in files)
        return files

    def noting(self, outputs: Iterable[Output]) -> Iterator[Output]:
        """Pass `outputs` on, and remember which files this build holds."""
        for output in outputs:
            self._paths.add(output.path)
            yield output

    def sweep(self, site: Path) -> None:
        """End a build: remove the files that it no longer holds."""
        known = {f"{site}/{path}" for path in self._paths}
        for name in self.folders:
            for folder, _, names in os.walk(site / name):
                for path in (f"{folder}/{each}" for each in names):
                    if path.replace(os.sep, "/") not in known:
                        os.unlink(path)
        self._kept = {key: known for key, known in self._kept.items() if key in self._asked}
        self._asked, self._paths = set(), set()


WRITE_ALL = IncrementalWrites(is_on=False)


def _beside(site: Path, name: str) -> Path:
    return site.parent / f".{site.name}-{name.strip('/').replace('/', '-')}"
