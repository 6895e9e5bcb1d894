"""What many pages show alike (a date, the three phases, a trail), drawn once for each value.

Ten thousand pages show some hundreds of dates: drawing each anew would cost more than all the
rest of a page. A piece stays a macro in `overrides/partials/`; here it becomes a filter that
remembers what it drew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment

_MACROS = {
    "vignette": ("partials/vignette.html", "vignette"),
    "facettes": ("partials/facettes.html", "facettes"),
    "borne": ("partials/borne.html", "borne"),
    "etapes": ("partials/etapes.html", "etapes"),
    "fil": ("partials/fil.html", "fil"),
}
"""The name of each filter, its template and its macro; all their arguments are hashable."""


def memoised_filters(environment: Environment) -> dict[str, Callable[..., Any]]:
    """The filters of `environment` that draw a piece, to be added to its filters.

    A template is only looked for when its piece is first drawn.
    """
    return {name: _memoised(environment, *place) for name, place in _MACROS.items()}


def _memoised(environment: Environment, path: str, macro: str) -> Callable[..., Any]:
    @lru_cache(maxsize=4096)
    def draw(*values: Any) -> Any:
        return getattr(environment.get_template(path).module, macro)(*values)

    return draw
