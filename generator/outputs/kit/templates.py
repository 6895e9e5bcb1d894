"""What Jinja lacks for ten thousand pages: partials put in place once, pieces drawn once.

The page of a défi is made of some fifteen partials. Jinja's `include` looks each of them up again
for every page, which would nearly double their time: `{% inline "x.html" %}` puts the text of a
partial in its place once, before the page is compiled.
These pages show some hundreds of dates: drawing each anew would cost more than all the rest. What
many pages show alike (a date, the three phases, a trail) stays a macro in `overrides/partials/`;
here it becomes a filter that remembers what it drew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, Environment

_INLINE = re.compile(r'\{% inline "([^"]+)" %\}')

Source = tuple[str, str | None, Callable[[], bool] | None]


class InlinedPartials(BaseLoader):
    """Reads as another loader does, and puts the partials that a template asks for in their place.

    It does not guard against a partial that asks for itself.
    """

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> Source:
        """The text of a template with its parts; raises jinja2.TemplateNotFound."""
        text, path, uptodate = self._loader.get_source(environment, template)
        return self._inlined(environment, text), path, uptodate

    def _inlined(self, environment: Environment, text: str) -> str:
        return _INLINE.sub(lambda found: self.get_source(environment, found[1])[0], text)

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        return self._loader.list_templates()


_MACROS = {
    "vignette": ("partials/vignette.html", "vignette"),
    "facettes": ("partials/facettes.html", "facettes"),
    "borne": ("partials/borne.html", "borne"),
    "etapes": ("partials/etapes.html", "etapes"),
    "fil": ("partials/fil.html", "fil"),
    "route": ("defis/parties/chemin-entier.html", "route"),
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
