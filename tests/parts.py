"""Parts of a written page: a section, the cards of a list, the letters that one may open there."""

from __future__ import annotations

import re

from reading import links


def section(page: str, name: str) -> str:
    """The part of a page that bears the name `name`, as its id, as that of its heading, or of what it folds."""
    box = re.search(rf'<section[^>]*="{name}".*?</section>', page, re.DOTALL)
    fold = rf'<details class="pli">(?:(?!<details).)*?="{name}".*?</details>'
    under = rf'<h2 id="{name}".*?(?=<h2|<section|</div></article>|\Z)'
    found = box or re.search(under, page, re.DOTALL) or re.search(fold, page, re.DOTALL)
    assert found, f"the page has no part named {name}"
    return found[0]


def cards(page: str) -> list[str]:
    """The slugs of the défis whose cards a page shows, in their order."""
    return re.findall(r'<li class="carte.*?defis/([a-z0-9-]+)/"', page)


def letters(page: str) -> list[str]:
    """The letters that the content of a page opens: `mailto:` and what they say."""
    inside = page.partition("</main>")[0]
    return [link for link in links(inside) if link.lower().startswith("mailto:")]
