"""What is the same on all generated pages, rendered once: the header, the menu, the footer.

The template is rendered with marks in place of what changes, then cut at the marks; a page is
its own pieces put between those cuts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from html import escape

from generator.outputs.kit.root_mark import ROOT, at_root
from generator.outputs.site.head import Head

_VARIABLES = (*Head._fields, "contenu")
_MARK = re.compile("\1(" + "|".join(_VARIABLES) + ")\1")


@dataclass(frozen=True, slots=True)
class Shell:
    """A page without its content."""

    cuts: tuple[str, ...]
    """Pieces of HTML, each followed by the name of what comes next, but the last."""
    _by_root: dict[str, list[str]] = field(default_factory=dict, compare=False)

    def wrap(self, root: str, head: Head, content: str) -> str:
        """The whole page, for a page whose way back to the site's root is `root`.

        The words of `head` are plain text; `content` is HTML.
        """
        pieces = list(self._for_root(root))
        values = head._asdict()
        for index in range(1, len(pieces), 2):
            name = pieces[index]
            pieces[index] = content if name == "contenu" else escape(values[name])
        return "".join(pieces)

    def _for_root(self, root: str) -> list[str]:
        if root not in self._by_root:
            self._by_root[root] = [at_root(cut, root) for cut in self.cuts]
        return self._by_root[root]


def make_shell(
    render: Callable[..., str], *, without: Collection[str] = (), **context: object
) -> Shell:
    """Cut the page that `render` gives for marks; `context` is what never changes.

    `without` names the words of `Head` that these pages do not have: nothing is drawn of them.
    Raises ValueError when the template leaves out the title, the description or the content.
    """
    marks = {name: "" if name in without else f"\1{name}\1" for name in _VARIABLES}
    cuts = tuple(_MARK.split(render(racine=ROOT, **marks, **context)))
    missing = {"titre", "description", "contenu"} - set(cuts[1::2])
    if missing:
        raise ValueError(f"the shell leaves out {', '.join(sorted(missing))}")
    return Shell(cuts)
