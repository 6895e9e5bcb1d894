"""What `serve` drew last, so that one changed file draws one page and not a thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.model import Defi
from generator.outputs.output import Output


@dataclass(slots=True)
class Drawn:
    """The files of each défi, kept while nothing that they show has changed."""

    _shared: Any = None
    _kept: dict[str, tuple[Defi, Any, list[Output]]] = field(default_factory=dict)

    def start(self, shared: object) -> None:
        """Begin a build; `shared` is all that every page shows: when it changes, all is drawn."""
        if shared != self._shared:
            self._shared, self._kept = shared, {}

    def draw(
        self, defi: Defi, around: object, draw: Callable[[], Iterable[Output]]
    ) -> list[Output]:
        """The files of one défi, drawn anew when it or what stands `around` it has changed.

        A file that was not read again gives the very same défi: identity is enough.
        """
        known = self._kept.get(defi.slug)
        if known and known[0] is defi and known[1] == around:
            return known[2]
        files = list(draw())
        self._kept[defi.slug] = defi, around, files
        return files
