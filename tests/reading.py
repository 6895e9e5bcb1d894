"""A written page, read without a browser: what it says, where it leads, what it loads.

And the types of pages, with the heaviest and the emptiest of each.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = {"href", "src", "action", "poster", "data"}
SHOWN_NOW = {"stylesheet", "icon"}
INLINE = "a|abbr|b|bdi|cite|code|em|i|kbd|q|s|small|span|strong|sub|sup|time|u|var|wbr"


def plain(text: str) -> str:
    """A text as a keyboard has it: spaces of all kinds, and line breaks, make one ordinary space."""
    return " ".join(text.split())


def words(html: str) -> str:
    """What some HTML says: its text, plain. What stands in two blocks is two words."""
    text = re.sub(rf"</?(?:{INLINE})\b[^>]*>", "", html)
    return plain(unescape(re.sub(r"<[^>]*>", " ", text)))


def links(html: str) -> list[str]:
    """Where the links of some HTML lead, in their order."""
    return [unescape(url) for url in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', html)]


@dataclass(frozen=True)
class Link:
    """An address that a page holds, and the element and the attribute that hold it."""

    tag: str
    attribute: str
    url: str

    @property
    def is_internal(self) -> bool:
        return not re.match(r"[a-z][a-z0-9+.-]*:|//", self.url, re.IGNORECASE)


@dataclass
class Written:
    """What was read of a page. `nodes` counts as EcoIndex does: what is inside of svg is left out.

    `loads` are the files that a first visit asks for, lazy images left out; `names` those of links,
    which an anchor may lead to (HTML, « find a potential indicated element »). `inline` is what a
    strict policy lets no page do: styles and handlers of elements, addresses that are scripts.
    """

    file: Path
    site: Path
    text: str = field(repr=False)
    nodes: int = 0
    lang: str | None = None
    titles: list[str] = field(default_factory=list)
    description: str | None = None
    redirects: bool = False
    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return self.file.relative_to(self.site).as_posix()

    @property
    def address(self) -> str:
        """The end of its address: `defis/cafe/`, nothing for the home page."""
        return self.path.removesuffix("index.html")

    @property
    def is_bare(self) -> bool:
        """Whether it is made to stand in the page of a town, without a menu nor a foot."""
        return self.address.startswith(("integrer/liste/", "integrer/carte/"))

    @property
    def main(self) -> str:
        """What it holds of its own: what stands in `<main>`."""
        found = re.search(r"<main\b.*</main>", self.text, re.DOTALL)
        return found[0] if found else ""

    def resolve(self, url: str) -> Path:
        """The file that an internal address leads to from here; it may not be there."""
        target = self.site if url.startswith("/") else self.file.parent
        path = unquote(urlsplit(url).path)
        file = Path(os.path.normpath(target / path.lstrip("/"))) if path else self.file
        return file / "index.html" if path.endswith(("/", ".")) else file


def read_site(folder: Path) -> list[Written]:
    """Every page of a built site, by path."""
    return [read_page(path, folder) for path in sorted(folder.rglob("*.html"))]


def read_page(file: Path, site: Path) -> Written:
    """One page of the site that stands in the folder `site`."""
    page = Written(file, site, file.read_text("utf-8"))
    reader = _Reader(page)
    reader.feed(page.text)
    reader.close()
    return page


class _Reader(HTMLParser):
    def __init__(self, page: Written) -> None:
        super().__init__()
        self.page = page
        self.drawings = 0
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._meet(tag, {name: value or "" for name, value in attrs})
        self.drawings += tag == "svg"
        self.in_title = tag == "title" and not self.drawings

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._meet(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.drawings -= tag == "svg"
        self.in_title = False

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.page.titles.append(data)

    def _meet(self, tag: str, attributes: dict[str, str]) -> None:
        page = self.page
        page.nodes += not self.drawings
        if tag == "html":
            page.lang = attributes.get("lang")
        if tag == "meta":
            self._meet_meta(attributes)
        if re.fullmatch("h[1-6]", tag):
            page.headings.append(int(tag[1]))
        if "id" in attributes:
            page.ids.append(attributes["id"])
        if tag == "a" and "name" in attributes:
            page.names.add(attributes["name"])
        page.links += _links(tag, attributes)
        page.inline += _inline(tag, attributes)
        page.loads += _loads(tag, attributes)

    def _meet_meta(self, attributes: dict[str, str]) -> None:
        content = attributes.get("content", "")
        if attributes.get("name") == "description":
            self.page.description = content
        if attributes.get("http-equiv") == "refresh":
            self.page.redirects = True
            self.page.links.append(Link("meta", "content", content.partition("url=")[2]))


def _links(tag: str, attributes: dict[str, str]) -> Iterator[Link]:
    for name, value in attributes.items():
        if name in ADDRESSES:
            yield Link(tag, name, value)
        if name == "srcset":
            for part in value.split(","):
                yield Link(tag, name, part.split()[0])


def _inline(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag == "style":
        yield "<style>"
    for name, value in attributes.items():
        if name == "style" or name.startswith("on") or value.startswith("javascript:"):
            yield f"<{tag} {name}>"


def _loads(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag == "link" and SHOWN_NOW & set(attributes.get("rel", "").split()):
        yield attributes["href"]
    if tag in {"script", "img", "iframe"} and attributes.get("loading") != "lazy":
        yield from filter(None, [attributes.get("src")])


LISTS = {
    r"defis/": "les défis",
    r"phases/[\w-]+/": "une phase",
    r"phases/[\w-]+/[\w-]+/": "une phase et un type",
    r"territoires/(?!pilotes/)[\w-]+/": "un type de territoire",
    r"territoires/pilotes/[\w-]+/": "un territoire pilote",
    r"themes/[\w-]+/": "un thème",
    r"departements/\w+/": "un département",
}
"""Pages of cards, and the pages that follow them."""

CONTENTS = {
    r"defis/[\w-]+/": "un défi",
    r"defis/[\w-]+/dossier/": "un dossier",
    r"defis/[\w-]+/etapes/": "les étapes d’un défi",
    r"ressources/[\w-]+/": "un guide",
    r"(?:departements|territoires/pilotes)/[\w-]+/journal/": "un journal",
    r"mettre-a-jour/.+": "un geste",
    r"contribuer/champs/[\w-]+/": "une page des champs",
    r"suivre/.+": "suivre un lieu ou un thème",
    r"tableau-de-bord/[\w-]+/": "le tableau de bord d’un territoire",
    r"agenda/(?:territoires|themes|departements|pilotes)/[\w-]+/": "un agenda",
    r"agenda/(?:semaine|week-end)/": "un agenda de quelques jours",
    r"coups-de-main/(?:departements|pilotes)/[\w-]+/": "les coups de main d’un lieu",
    r"coups-de-main/annonces/[\w-]+/": "une annonce",
    r"coups-de-main/(?!departements/)[\w-]+/": "les coups de main d’une nature",
    r"integrer/liste/.+": "une liste à intégrer",
    r"integrer/carte/.+": "une carte à intégrer",
}
"""Pages that one reads; any other address is a type of its own."""


def kind_of(page: Written) -> str:
    """The type of a page, by its address."""
    first = re.sub(r"page/\d+/$", "", page.address)
    for pattern, name in {**LISTS, **CONTENTS}.items():
        if re.fullmatch(pattern, first):
            return name
    return first or "accueil"


@dataclass(frozen=True)
class Chosen:
    """A page to look at, and the name of its site."""

    site: str
    page: Written
    is_heaviest: bool

    def __str__(self) -> str:
        return f"{self.site}: /{self.page.address}"


def choose(written: dict[str, list[Written]]) -> Iterator[Chosen]:
    """For each type, the page of most nodes, and the page of fewest if it holds anything else."""
    types: dict[str, list[tuple[str, Written]]] = {}
    for name, pages in written.items():
        for page in pages:
            if not page.redirects:
                types.setdefault(kind_of(page), []).append((name, page))
    for _, some in sorted(types.items()):
        heaviest = max(some, key=lambda one: one[1].nodes)
        emptiest = min(some, key=lambda one: one[1].nodes)
        yield Chosen(*heaviest, is_heaviest=True)
        if emptiest[1].main != heaviest[1].main:
            yield Chosen(*emptiest, is_heaviest=False)
