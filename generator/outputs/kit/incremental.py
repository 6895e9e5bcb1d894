"""What `serve` drew last, so that one changed file draws and writes one page, not a thousand.

What did not change is not drawn, and what was drawn and came out the same is not written: these
files are those of the site that is shown (`aside`). What a build draws counts once its site is
shown: of one that failed, nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeVar

from generator.outputs.kit.output import Output

T = TypeVar("T")

_Drawn = dict[str, tuple[Any, tuple[str, ...]]]
"""By key, what some files show, and their paths."""


@dataclass(slots=True)
class IncrementalWrites:
    """The files of each défi and of each place, kept while nothing that they show has changed."""

    is_on: bool = True
    """Off, everything is drawn each time."""
    _shared: Any = None
    _shown: _Drawn = field(default_factory=dict)
    """Of the site that is shown."""
    _sums: dict[str, bytes] = field(default_factory=dict)
    """Of its files, by their paths."""
    _next_shared: Any = None
    _next: _Drawn = field(default_factory=dict)
    """Of the site that is being built."""
    _next_sums: dict[str, bytes] = field(default_factory=dict)
    _made: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """By key, of what something is made, and what it is."""

    def start(self, shared: object) -> None:
        """Begin a build; `shared` is all that every page shows: when it changes, all is drawn."""
        if shared != self._next_shared:
            self._made = {}
        self._next_shared, self._next, self._next_sums = shared, {}, {}

    def made(self, key: str, of: object, make: Callable[[], T]) -> T:
        """What `make` gives of `of` and of what every page shows: the same as last time, if they are.

        For what several files show: `keep` is for the files themselves.
        """
        if not self.is_on:
            return make()
        known = self._made.get(key)
        if known is None or known[0] != of:
            known = self._made[key] = of, make()
        value: T = known[1]
        return value

    def keep(
        self, key: str, shown: object, draw: Callable[[], Iterable[Output]]
    ) -> Iterable[Output]:
        """The files known by `key` to write: none while all that they show, `shown`, is the same.

        A défi that was not read again is the very same value: to compare it costs nothing.
        """
        if not self.is_on:
            return draw()
        known = self._shown.get(key) if self._shared == self._next_shared else None
        if known and known[0] == shown:
            self._next[key] = known
            return ()
        files = list(draw())
        self._next[key] = shown, tuple(output.path for output in files)
        return files

    def changed(self, outputs: Iterable[Output]) -> Iterable[Output]:
        """Of what was drawn, the files to write: those that are not shown with the same bytes."""
        return filter(self._is_new, outputs) if self.is_on else outputs

    def _is_new(self, output: Output) -> bool:
        total = self._next_sums[output.path] = blake2b(output.content, digest_size=16).digest()
        return self._sums.get(output.path) != total

    def kept(self) -> frozenset[str]:
        """The files that this build holds, those that it wrote and those that it left alone."""
        undrawn = (path for _, paths in self._next.values() for path in paths)
        return frozenset((*undrawn, *self._next_sums))

    def done(self) -> None:
        """The site that was built is shown."""
        sums = self._sums | self._next_sums
        self._sums = {path: sums[path] for path in self.kept() if path in sums}
        self._shared, self._shown = self._next_shared, self._next

    def forget(self) -> None:
        """Draw and write everything next time: nobody knows what is shown."""
        self._shared, self._shown, self._sums = None, {}, {}


WRITE_ALL = IncrementalWrites(is_on=False)
