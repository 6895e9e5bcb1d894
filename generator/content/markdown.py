"""Citizen Markdown to HTML that can be published.

The body of a défi is written by anyone, reviewed by people in a hurry, and shown on a page
that others trust. So it takes the road of PyPI's project descriptions: GitHub's own parser,
without raw HTML, then an allow-list with nothing after it. What the author wrote and will not
be shown is never dropped in silence: each such thing is a Removal, with its line.

It does not say these things in French, check that linked files exist, or read any file.
Footnotes are left out: they are rare in such texts, and their ids are not ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from types import MappingProxyType
from typing import Literal, SupportsBytes
from urllib.parse import quote, unquote

import nh3

from generator.content.gfm import OMITTED, to_html
from generator.content.images import ImageInfo, height_at, variant_name
from generator.content.links import (
    PREFIX,
    anchor_elsewhere,
    anchors_of,
    inside_site,
    quoted_fragment,
    repository_path,
    safe_url,
)
from generator.text.errors import excerpt

RemovalKind = Literal[
    "lien_refuse", "image_ailleurs", "image_sans_alternative", "image_inconnue", "html_refuse"
]


@dataclass(frozen=True, slots=True)
class Removal:
    """Something the author wrote that will not be shown.

    excerpt is what was read, 60 characters at most, without control characters and without
    any e-mail address or telephone number; line is the line of the body, from 1, where it
    stands (where the same text first stands, when it stands in several places).
    """

    kind: RemovalKind
    excerpt: str
    line: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body ready to be put in the page of a défi, and what it leans on.

    anchors are the ids of its headings; links are the files of the repository that it points
    to (« defis/autre.md#texte-x », « content/ressources/x.md ») and « #texte-y » in the page
    itself; images are file names in defis/images/; each in order, links and images once.
    """

    unclean: SupportsBytes
    """HTML of the parser's shape, not yet through the allow-list: never to be shown. In UTF-8: one
    « ’ » makes each sign of a `str` weigh two bytes. It may wait on a `Shelf`."""
    anchors: tuple[str, ...]
    links: tuple[str, ...]
    images: tuple[str, ...]
    removals: tuple[Removal, ...]

    @property
    def html(self) -> str:
        """The HTML to show: what the allow-list lets through.

        Cleaned when it is asked for: who only checks a text does not pay for its page.
        """
        html = _CLEANER.clean(bytes(self.unclean).decode())
        if _REFUSED_LINK in html:  # a host that the cleaner knows to be impossible
            html = _REFUSED_LINKS.sub(r"\1", html)
        return html

    @property
    def shown(self) -> str:
        """What a reader sees of it: its words, a blank line where a block ends."""
        return unescape(_TAG.sub("", _BLOCK_END.sub("\n\n", bytes(self.unclean).decode())))


# Here are only the elements that the parser wrote: none of its attributes holds such a sign.
_TAG = re.compile("<[^<>]*>")
_BLOCK_END = re.compile("</(?:p|li|h[1-6]|t[dh]|pre)>|<hr />")

# Beyond these, a body is not a text but an attack, or a slip of an editor.
MOST_REMOVALS = 100
_DEEPEST = 80  # elements inside one another; browsers stop at 512, nh3 slows down at thousands

_REL = "nofollow ugc noopener"
_SIZES = "(min-width: 44em) 42rem, 100vw"  # the column of text is 42 rem wide at most
_NO_IMAGES: Mapping[str, ImageInfo] = MappingProxyType({})

_CLEANER = nh3.Cleaner(
    tags={
        *("h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "ul", "ol", "li"),
        *("a", "img", "em", "strong", "del", "code", "span"),
        *("table", "thead", "tbody", "tr", "th", "td", "div"),
    },
    attributes={
        "a": {"href"},
        "img": {"src", "srcset", "sizes", "width", "height", "alt"},
        "ol": {"start"},
        "div": {"aria-label"},
        **{f"h{level}": {"id"} for level in range(3, 7)},
    },
    tag_attribute_values={
        "a": {"rel": {_REL}},
        "img": {"loading": {"lazy"}, "decoding": {"async"}},
        "div": {"class": {"defile"}, "tabindex": {"0"}, "role": {"region"}},
        "span": {"role": {"img"}, "aria-label": {"Fait", "À faire"}},
    },
    set_tag_attribute_values={"th": {"scope": "col"}, "pre": {"tabindex": "0"}},
    url_schemes={"http", "https"},
    url_relative=lambda url: url if url.startswith(("../", "#")) else None,
    id_prefix=PREFIX,
    link_rel=None,  # links inside the site carry none
)


def render(text: str, images: Mapping[str, ImageInfo] = _NO_IMAGES) -> Rendered:
    """Turn the body of defis/<slug>.md into HTML for the page /defis/<slug>/.

    images are the pictures of defis/images/ that may be shown, by file name.
    Raises nothing, whatever the text.
    """
    body = _Body(text, images)
    html = _shallow(to_html(text))
    if may_be_emptied := _ENTITY.search(text) is not None:
        html = _UNSEEN.sub("", html)  # entities bring back the characters the reader refuses
    if OMITTED in html:
        html, may_be_emptied = html.replace(OMITTED, ""), True
        body.report_html()
    if "<a " in html:
        html = _RUN_ON.sub(_cut, html)
    if "<a " in html or "<img " in html:
        html = _LINK_OR_IMAGE.sub(body.link_or_image, html)
    if may_be_emptied or body.removals:  # links to click on nothing, paragraphs without a word
        html = _EMPTY_PARAGRAPH.sub("", _EMPTY_LINK.sub(r"\1", html))
    html = _HEADING.sub(body.heading, html)
    if '<a href="#' in html:
        html = _FRAGMENT.sub(body.fragment, html)
    if "<table>" in html:
        html = _TABLE.sub(body.table, _EMPTY_TH.sub("<td></td>", html))
    if "<input " in html:
        html = _TASK.sub(_task, html)
    return Rendered(
        unclean=html.encode(),
        anchors=tuple(body.anchors),
        links=body.links(),
        images=tuple(body.shown),
        removals=tuple(sorted(body.removals, key=lambda removal: removal.line)),
    )


# --- What is out of proportion ---------------------------------------------------------------

_NESTING_BLOCKS = ("<blockquote>", "<ul>", "<ol")
_NESTING_INLINES = ("<em>", "<strong>", "<del>")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_VOID = frozenset(("br", "hr", "img", "input"))
# A list that is kept has room for its items, a table for its rows and cells.
_ROOM = {"ul": 1, "ol": 1, "table": 3}


def _shallow(html: str) -> str:
    """The same HTML, with the tags (never the text) deeper than _DEEPEST taken out."""
    if html.count("</") <= _DEEPEST:
        return html
    blocks = sum(map(html.count, _NESTING_BLOCKS))  # each adds two levels at most
    if blocks <= 16 and sum(map(html.count, _NESTING_INLINES)) <= 40:
        return html
    return _TAG.sub(_Depth().kept, html)


class _Depth:
    """Counts how deep the tags stand, in one pass. The parser's HTML is always balanced."""

    def __init__(self) -> None:
        self._depth = 0
        self._cut: int | None = None  # depth of the element whose inside is being taken out

    def kept(self, tag: re.Match[str]) -> str:
        closing, name = tag.groups()
        if name in _VOID:
            return tag[0]
        if closing:
            return self._closed(tag[0])
        self._depth += 1
        if self._cut is None and self._depth + _ROOM.get(name, 0) > _DEEPEST:
            self._cut = self._depth
        return tag[0] if self._cut is None else ""

    def _closed(self, tag: str) -> str:
        self._depth -= 1
        if self._cut is None:
            return tag
        if self._depth < self._cut:
            self._cut = None
        return ""


# --- Links, images, headings -----------------------------------------------------------------

_LINK_OR_IMAGE = re.compile(r'<a href="([^"]*)"[^>]*>|</a>|<img src="([^"]*)" alt="([^"]*)"[^>]*>')
_RUN_ON = re.compile(
    r'<a href="([^"]*?)(?:%C2%A0|%E2%80%AF|%C2%AB|%C2%BB|%E2%80%9C|%E2%80%9D|%E2%80%A6)[^"]*">'
    r"((?:https?://|www\.)[^<\u00a0\u202f«»“”…]*)([\u00a0\u202f«»“”…][^<]*)</a>",
    re.IGNORECASE,
)
"""An address that GitHub's parser ends at the next plain space: French puts a no-break one, or « », there."""
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>\n?", re.DOTALL)
_FRAGMENT = re.compile(r'<a href="#([^"]*)">')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_EMPTY_TH = re.compile(r"<th[^>]*></th>")  # becomes an ordinary cell (WCAG 1.3.1)
_TASK = re.compile(r'<input type="checkbox"( checked="")? disabled="" /> (\s*<p>)?')
_ANY_TAG = re.compile(r"<[^>]*>")

# Raw HTML as the source shows it, after the code and the addresses in which it is only text.
# An approximation of CommonMark 0.29, 4.6 and 6.8: it only serves to say where to look.
_RAW_HTML = re.compile(
    r"^[ >\t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ >\t]*(?P=fence)|\Z)"
    r"|`[^`\n]+`"
    r"|<[a-z][a-z0-9+.-]*:[^<>\s]*>|<[^<>\s@]{1,64}@[^<>\s@]+>"
    r"|(?P<html><!--.*?(?:-->|\Z)"
    r"|<(?P<whole>script|style|pre|textarea)\b.*?(?:</(?P=whole)>|\Z)"
    r"|<[!?][^>]*>?|</?(?P<name>[a-z][a-z0-9-]*)\b[^<>]*>?)",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)

_ENTITY = re.compile(r"&(?:#|[A-Za-z]+;)")
# Seen by nobody, or meant to deceive: controls, zero widths, bidirectional marks, tags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]"
)
_BLANKS = (
    r"[\s\xad\u034f\u115f\u1160\u17b4\u17b5\u200b-\u200f\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_BLANK = re.compile(rf"{_BLANKS}*")
_EMPTY_LINK = re.compile(rf"<a [^>]*>((?:{_BLANKS}|</?(?:em|strong|del|code)>)*)</a>")
_REFUSED_LINK = f'<a rel="{_REL}">'
_REFUSED_LINKS = re.compile(rf"{_REFUSED_LINK}(.*?)</a>", re.DOTALL)
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")


def _cut(link: re.Match[str]) -> str:
    return f'<a href="{link[1]}">{link[2]}</a>{link[3]}'


def _is_blank(text: str) -> bool:
    return _BLANK.fullmatch(text) is not None


def _text_of(html: str) -> str:
    return unescape(_ANY_TAG.sub("", html)) if "<" in html or "&" in html else html


def _says_something(html: str) -> bool:
    """Whether a piece of HTML has a word or a picture in it."""
    return html[:1].isalnum() or "<img " in html or not _is_blank(_text_of(html))


@dataclass(slots=True)
class _Body:
    """What is learnt about one body while its HTML is gone through."""

    source: str
    images: Mapping[str, ImageInfo]
    removals: list[Removal] = field(default_factory=list)
    anchors: dict[str, None] = field(default_factory=dict)
    shown: dict[str, None] = field(default_factory=dict)
    _links: dict[str, None] = field(default_factory=dict)
    _unwrapping: bool = False
    _small_letters: str = ""
    _levels: list[int] = field(default_factory=list)
    _on_github: dict[str, str] = field(default_factory=dict)
    _copies: dict[str, int] = field(default_factory=dict)
    _github_copies: dict[str, int] = field(default_factory=dict)
    _tables: int = 0

    def links(self) -> tuple[str, ...]:
        """Links to the repository, with those to headings of this text resolved."""
        return tuple(
            dict.fromkeys(
                "#" + self.anchor_for(link[1:]) if link[0] == "#" else link for link in self._links
            )
        )

    # Links

    def link_or_image(self, tag: re.Match[str]) -> str:
        href, src, alt = tag.groups()
        if src is not None:
            return self._image(unescape(src), unescape(alt))
        if href is None:
            return "" if self._unwrapping else "</a>"
        inside = tag.string[tag.end() : tag.string.find("</a>", tag.end())]
        opening = self._opening(unescape(href)) if _says_something(inside) else None
        self._unwrapping = opening is None
        if opening is None:
            if not self._is_bare(unescape(href), inside):
                self._report("lien_refuse", unescape(href) or _text_of(inside) or "[]")
            return ""
        return opening

    def _is_bare(self, url: str, inside: str) -> bool:
        """Whether only GitHub's parser made a link to write to, of an address or of the end of
        « @lavoir@mobilizon.example » (GFM 0.29, 6.9): no one misses it.
        """
        if url != f"mailto:{_text_of(inside)}":
            return False
        self._small_letters = self._small_letters or self.source.lower()
        return url.lower() not in self._small_letters

    def _opening(self, url: str) -> str | None:
        if external := safe_url(url):
            return f'<a href="{escape(external)}" rel="{_REL}">'
        if not (inside := inside_site(url)):
            return None
        named, page = inside
        self._links[named] = None
        return f'<a href="{escape(page)}">'

    def fragment(self, tag: re.Match[str]) -> str:
        return f'<a href="#{quoted_fragment(self.anchor_for(unquote(unescape(tag[1]))))}">'

    def anchor_for(self, name: str) -> str:
        """The id of the heading that GitHub calls `name`; name itself if there is none."""
        if name in self.anchors:
            return name
        known = self._on_github.get(name.lower())
        if known is None and anchor_elsewhere(name) in self.anchors:
            known = anchor_elsewhere(name)
        return known or name

    # Images

    def _image(self, src: str, alt: str) -> str:
        path = repository_path(src)
        folder, name = posixpath.split(path or "")
        info = self.images.get(name)
        if folder != "defis/images" or not name:
            self._report("image_ailleurs", src or alt)
        elif info is None:
            self._report("image_inconnue", src)
        if _is_blank(alt):
            self._report("image_sans_alternative", src)
        elif folder == "defis/images" and info is not None:
            self.shown[name] = None
            return _img(info, alt)
        return ""

    # Headings, tables

    def heading(self, tag: re.Match[str]) -> str:
        """Shift a heading under that of its part of the page, and give it an id; an empty one goes."""
        inner = tag[2].strip()
        if not _says_something(inner):
            return ""
        level = self._level(int(tag[1]))
        return f'<h{level} id="{self._anchor(_text_of(inner))}">{inner}</h{level}>\n'

    def _level(self, written: int) -> int:
        """3 for the highest, one more for each heading that this one stands under.

        An outline never skips a level downward, whatever the author wrote.
        """
        while self._levels and self._levels[-1] >= written:
            self._levels.pop()
        self._levels.append(written)
        return min(len(self._levels) + 2, 6)

    def _anchor(self, text: str) -> str:
        on_github, base = anchors_of(text)
        anchor = base
        while anchor in self.anchors:
            self._copies[base] = self._copies.get(base, 1) + 1
            anchor = f"{base}-{self._copies[base]}"
        self.anchors[anchor] = None
        copies = self._github_copies.get(on_github, 0)
        self._github_copies[on_github] = copies + 1
        self._on_github.setdefault(f"{on_github}-{copies}" if copies else on_github, anchor)
        return anchor

    def table(self, table: re.Match[str]) -> str:
        self._tables += 1
        label = f"Tableau {self._tables}"
        box = f'<div class="defile" tabindex="0" role="region" aria-label="{label}">'
        return f"{box}{table[0]}</div>"

    # Removals

    def report_html(self) -> None:
        """Report the raw HTML of the source: one removal for each element."""
        opened: set[str] = set()
        for found in _RAW_HTML.finditer(self.source):
            literal = found["html"]
            if literal is None or (literal.startswith("<!--") and literal.endswith("-->")):
                continue  # code and addresses are shown; nobody expects a comment to be
            name = found["name"].lower() if found["name"] else ""
            if name not in opened or not literal.startswith("</"):
                self._report("html_refuse", literal, found.start())
            opened.add(name)

    def _report(self, kind: RemovalKind, read: str, place: int | None = None) -> None:
        if len(self.removals) < MOST_REMOVALS:
            place = self._place_of(read) if place is None else place
            line = self.source.count("\n", 0, place) + 1
            self.removals.append(Removal(kind, _excerpt(read), line))

    def _place_of(self, read: str) -> int:
        """Where the source holds what was read: as text in brackets, as an address, as it is."""
        line = read.split("\n", maxsplit=1)[0]
        for needle in (f"[{line}]", f"({read}", read, unquote(read), read.partition(":")[2], line):
            if needle and (place := self.source.find(needle)) >= 0:
                return place
        return 0


# --- Pieces of HTML --------------------------------------------------------------------------


def _img(info: ImageInfo, alt: str) -> str:
    """A picture as its page shows it: the widths that exist, and its place kept."""
    names = {width: f"../images/{quote(variant_name(info, width))}" for width in info.widths}
    widest = max(info.widths)
    srcset = ", ".join(f"{name} {width}w" for width, name in names.items())
    return (
        f'<img src="{names[widest]}" srcset="{srcset}" sizes="{_SIZES}" width="{widest}"'
        f' height="{height_at(info, widest)}" alt="{escape(alt.strip())}"'
        ' loading="lazy" decoding="async">'
    )


def _task(box: re.Match[str]) -> str:
    """A box to tick becomes a sign with a name: nothing can be ticked in a page."""
    label, sign = ("Fait", "☑") if box[1] else ("À faire", "☐")
    return f'{box[2] or ""}<span role="img" aria-label="{label}">{sign}</span> '


_PERSONAL_LINK = re.compile(r"(mailto|tel|sms|callto|xmpp):.*", re.IGNORECASE | re.DOTALL)


def _excerpt(read: str) -> str:
    shown = "".join(letter for letter in " ".join(read.split()) if letter.isprintable())
    return excerpt(_PERSONAL_LINK.sub(r"\1:…", shown))
