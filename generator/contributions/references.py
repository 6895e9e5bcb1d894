"""Which défi people mean, by its name in addresses, by the address of its page, by its title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from generator.content.catalogue import Catalogue
from generator.content.fields import is_slug
from generator.content.model import Defi
from generator.contributions.answers import one_line
from generator.contributions.bodies import PATH
from generator.forms.form import Question
from generator.geography import search_key
from generator.text.errors import Problem, excerpt, problem
from generator.text.typos import did_you_mean

Read = Callable[[str], str | None]
"""Gives the text of a file of the repository by its path from the root, or nothing."""

_ADDRESS = re.compile(r"(?:^|/)defis/([a-z0-9-]+)(?:\.md|/.*)?(?:[?#].*)?")


def find_defi(
    question: Question, answer: str, catalogue: Catalogue, read: Read
) -> tuple[Defi | None, list[Problem]]:
    """The défi that an answer means, its earlier names included; or why it is not found."""
    said = one_line(answer)
    address = _ADDRESS.search(said)
    slug = address[1] if address else said
    found = catalogue.defis.get(slug) or next(_others(slug, catalogue), None)
    if found:
        return found, []
    if is_slug(slug) and read(f"defis/{slug}.md") is not None:
        return None, [problem("defi_illisible", PATH, field=question.label, lu=slug)]
    proche = did_you_mean(slug, catalogue.defis)
    values: dict[str, Any] = {"lu": excerpt(slug), "proche": proche}
    return None, [problem("defi_inconnu", PATH, field=question.label, **values)]


def _others(said: str, catalogue: Catalogue) -> Iterator[Defi]:
    """The défi that had that name before, else the only one that has that title."""
    defis = catalogue.defis.values()
    yield from (defi for defi in defis if said in defi.anciens_slugs)
    title = search_key(said)
    alike = [defi for defi in defis if title and search_key(defi.titre) == title]
    if len(alike) == 1:
        yield alike[0]
