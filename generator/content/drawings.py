"""The drawings that editorial pages show: SVG of shapes and words, and nothing that acts.

Opened by itself, an SVG is a page of the site: a script in it would run there, whatever the policy
of the pages says. So its elements stand in an allow-list, and what another program left in it
(Inkscape, Illustrator) may stay only in its own vocabulary, of which browsers do nothing.
"""

from __future__ import annotations

import re
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

_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)|@import|expression\s*\(|\\|<!--", re.IGNORECASE)
"""What takes something from elsewhere in a style, or could hide that it does."""


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
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DrawingRefused("une faute d’écriture XML", error.lineno) from None


class _Name(NamedTuple):
    """The name of an element or of an attribute, and the vocabulary that it is of."""

    vocabulary: str
    local: str


def _name(written: str) -> _Name:
    vocabulary, _, local = written.rpartition(" ")
    return _Name(vocabulary, local)


_DEEPEST, _MOST = 100, 20_000


class _Watch:
    """Follows a parser, and stops it at what is refused."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self._path: list[str] = []
        self._style = ""
        self._met = 0

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
        for name, value in attributes.items():
            self._check(_name(name), value)

    def _check(self, attribute: _Name, value: str) -> None:
        """An attribute of any vocabulary: browsers know « href » in two of them."""
        name = attribute.local.lower()
        address = name in {"href", "src"} and not value.strip().startswith("#")
        if name.startswith("on") or address or _OUTSIDE.search(value):
            self._refuse(f"{attribute.local[:30]}=…")

    def end(self, _: str) -> None:
        if self._path.pop() == "style":
            if _OUTSIDE.search(self._style):
                self._refuse("un style qui prend quelque chose ailleurs")
            self._style = ""

    def text(self, words: str) -> None:
        if self._path[-1] == "style":
            self._style += words
