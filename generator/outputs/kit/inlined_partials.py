"""Templates whose parts are put in place when they are read.

The page of a défi is made of sixteen partials. Jinja's `include` looks each of them up again
for every page, which would nearly double the time of ten thousand pages: `{% inline "x.html" %}`
puts the text of a partial in its place once, before the page is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable

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
        return self._gather(environment, text), path, uptodate

    def _gather(self, environment: Environment, text: str) -> str:
        return _INLINE.sub(lambda found: self.get_source(environment, found[1])[0], text)

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        return self._loader.list_templates()
