"""The drawings that editorial pages show: SVG of shapes and words, and nothing that acts.

Opened by itself, an SVG is a page of the site: a script in it would run there, whatever the policy
of the pages says. So its elements stand in an allow-list, and what another program left in it
(Inkscape, Illustrator) may stay only in its own vocabulary, of which browsers do nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from xml.parsers import expat

MOST_BYTES = 256 * 1024
"""Largest drawing, in bytes: ours are of 2 KB."""

_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML", ""}
_ELEMENTS = frozenset({
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "switch", "style", "view"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("text", "tspan", "textPath", "marker", "mask", "pattern", "clipPath"),
    *("linearGradient", "radialGradient", "stop", "filter", "flowRoot", "flowRegion", "flowPara"),
})  # fmt: skip
_EFFECT = re.compile(r"fe[A-Z][A-Za-z]+")
"""Filters (SVG 1.1, chapter 15); feImage, which fetches, is refused with its address."""

_OUTSIDE = re.compile(
    r"url\(\s*+[\"']?+(?!#)|(?:image(?:-set)?|src|cross-fade|paint|expression)\s*\(|@import|\\|<!--",
    re.IGNORECASE,
)
"""What takes something from elsewhere in a style, or could hide that it does (CSS Images 4, 2)."""

_INSIDE = re.compile(r"url\(\s*[\"']?#([^\"')]+)")
"""What stands elsewhere in the drawing, and is drawn here too."""

_DRAWN = re.compile(
    r"use|path|rect|circle|ellipse|line|poly(?:line|gon)|text|tspan|fe[A-Z][A-Za-z]+"
)
"""Elements that cost something each time they are drawn."""


class DrawingRefused(Exception):
    """A drawing that will not be published: what stands in it, in French, and on which line."""

    def __init__(self, found: str, line: int) -> None:
        super().__init__(found, line)
        self.found = found
        self.line = line


def check(data: bytes) -> None:
    """Go through the bytes of an SVG file. Raises DrawingRefused for what must not be published."""
    try:
        if "\0" in data.decode():
            raise DrawingRefused("des octets nuls", 1)
    except UnicodeDecodeError:  # expat would guess at UTF-16, where browsers may not
        raise DrawingRefused("un autre encodage que l’UTF-8", 1) from None
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    watch = _Watch(parser)
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.CharacterDataHandler = watch.text
    parser.StartDoctypeDeclHandler = watch.doctype
    parser.ProcessingInstructionHandler = watch.instruction
    parser.XmlDeclHandler = watch.declaration
    parser.CommentHandler = watch.comment
    parser.StartCdataSectionHandler = watch.start_raw
    parser.EndCdataSectionHandler = watch.end_raw
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DrawingRefused("une faute d’écriture XML", error.lineno) from None
    watch.copies.check()


class _Name(NamedTuple):
    """The name of an element or of an attribute, and the vocabulary that it is of."""

    vocabulary: str
    local: str


def _name(written: str) -> _Name:
    vocabulary, _, local = written.rpartition(" ")
    return _Name(vocabulary, local)


_DEEPEST, _MOST, _MOST_STYLED = 100, 20_000, 200
_WHOLE = ""
"""The part of a drawing that is all of it."""


class _Copies:
    """Counts what a drawing draws: ten copies of ten copies, eight times over, fit in 2 KB."""

    def __init__(self) -> None:
        self._drawn: Counter[str] = Counter()
        """How many elements stand in each part that has a name, its own parts among them."""
        self._led: dict[str, Counter[str]] = defaultdict(Counter)
        """How often each part leads to another."""
        self._styled: set[str] = set()
        """Where the style sheets lead, from whatever they are for."""

    def meet(self, element: str, parts: Iterable[str], leads: Iterable[str]) -> None:
        """Count an element that stands in these parts and leads to others."""
        for part in parts:
            self._drawn[part] += bool(_DRAWN.fullmatch(element))
            self._led[part].update(leads)

    def style(self, text: str) -> None:
        """Note where a style sheet leads."""
        self._styled.update(_INSIDE.findall(text))

    def check(self) -> None:
        """Raise DrawingRefused when what is drawn is too much."""
        if len(self._styled) > _MOST_STYLED:
            raise DrawingRefused("trop de renvois dans un style", 1)
        known: dict[str, int] = {}
        # In the order in which parts are known: each after all that it leads to.
        waiting = [_WHOLE]
        while waiting:
            part = waiting[-1]
            known.setdefault(part, 0)  # it leads to itself: browsers draw nothing then
            leads = [*self._led[part], *(self._styled if self._drawn[part] else ())]
            if ahead := [one for one in leads if one not in known]:
                waiting += ahead
                continue
            waiting.pop()
            copies = sum(times * known[one] for one, times in self._led[part].items())
            styled = self._drawn[part] * sum(known[one] for one in self._styled)
            known[part] = self._drawn[part] + copies + styled
            if known[part] > _MOST:
                raise DrawingRefused("trop de copies les unes dans les autres", 1)


class _Watch:
    """Follows a parser, and stops it at what is refused."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self._path: list[str] = []
        self._names: list[str] = [_WHOLE]
        """Of the elements that are open, those that have one."""
        self._ends: list[int] = []
        self._style = ""
        self._raw = False
        self._met = 0
        self.copies = _Copies()

    def _refuse(self, found: str) -> None:
        raise DrawingRefused(found, self._parser.CurrentLineNumber)

    def declaration(self, _: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.lower() not in {"utf-8", "us-ascii"}:
            self._refuse(f"l’encodage {encoding[:20]}")

    def doctype(self, *_: object) -> None:
        self._refuse("<!DOCTYPE")

    def instruction(self, target: str, _: str) -> None:
        self._refuse(f"<?{target[:30]}")

    def start(self, written: str, attributes: dict[str, str]) -> None:
        element = _name(written)
        self._met += 1
        self._path.append(element.local)
        if len(self._path) > _DEEPEST or self._met > _MOST:
            self._refuse("trop d’éléments")
        if len(self._path) == 1 and element != (_SVG, "svg"):
            self._refuse(f"<{element.local[:30]}> au lieu de <svg>")
        known = element.local in _ELEMENTS or _EFFECT.fullmatch(element.local)
        if element.vocabulary in _ACTIVE or (element.vocabulary == _SVG and not known):
            self._refuse(f"<{element.local[:30]}>")
        if "style" in self._path[:-1]:
            self._refuse(f"<{element.local[:30]}> dans un style")
        for name, value in attributes.items():
            self._check(_name(name), value)
        self._count(element.local, attributes)

    def _count(self, element: str, attributes: dict[str, str]) -> None:
        self._ends.append(len(self._names))
        if name := attributes.get("id"):
            self._names.append(name)
        leads = [lead for value in attributes.values() for lead in _INSIDE.findall(value)]
        if element == "use":
            leads += [v.strip()[1:] for n, v in attributes.items() if _name(n).local == "href"]
        self.copies.meet(element, self._names, leads)

    def comment(self, words: str) -> None:
        if "<" in words:
            self._refuse("une balise en commentaire")

    def start_raw(self) -> None:
        self._raw = True

    def end_raw(self) -> None:
        self._raw = False

    def _check(self, attribute: _Name, value: str) -> None:
        """An attribute of any vocabulary: browsers know « href » in two of them."""
        name = attribute.local.lower()
        address = name in {"href", "src"} and not value.strip().startswith("#")
        if name.startswith("on") or address or _OUTSIDE.search(value):
            self._refuse(f"{attribute.local[:30]}=…")

    def end(self, _: str) -> None:
        del self._names[self._ends.pop() :]
        if self._path.pop() == "style":
            if _OUTSIDE.search(self._style) or "//" in self._style:
                self._refuse("un style qui prend quelque chose ailleurs")
            self.copies.style(self._style)
            self._style = ""

    def text(self, words: str) -> None:
        if self._raw and "<" in words:
            self._refuse("une balise en texte brut")
        if self._path[-1] == "style":
            self._style += words
