"""What an editorial page may hold once it is HTML: text, its layout, and nothing that acts.

A proposal that changes `content/` alone is one of texts, that people read for its words. So its
Markdown keeps its features (boxes, tabs, footnotes, attributes, HTML where it helps), and what
comes of it goes through an allow-list: no script, no event, no address that runs, no picture of
another site, no style that could cover the page. The build shows only what passes; `refusals` says
what does not, before it, from the same list.

Python-Markdown draws here as in MkDocs, with the extensions of the settings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, partial
from html import escape
from html.parser import HTMLParser
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import nh3
import yaml

from generator.content import workload
from generator.text.errors import Problem, excerpt, problem
from generator.text.front_matter import parse

Render = Callable[[str], str]
"""From the Markdown of a page to the HTML that MkDocs makes of it."""

_SHAPES = frozenset({"path", "g", "circle", "ellipse", "rect", "line", "polyline", "polygon"})
_DRAWN = frozenset({
    *("d", "fill", "fill-rule", "clip-rule", "stroke", "stroke-width", "opacity", "transform"),
    *("cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1", "y2", "points", "width", "height"),
})  # fmt: skip
_CELLS = {"colspan", "rowspan", "scope", "headers", "style"}

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "div", "span"),
    *("ul", "ol", "li", "dl", "dt", "dd", "a", "img", "em", "strong", "b", "i", "u", "s", "del"),
    *("ins", "mark", "sub", "sup", "small", "code", "kbd", "samp", "var", "q", "cite", "dfn", "abbr"),
    *("time", "section", "article", "aside", "header", "footer", "figure", "figcaption", "details"),
    *("summary", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("input", "label", "svg", *_SHAPES),
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir", "role"},
    "a": {"href", "hreflang", "target", "rel"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "input": {"type", "disabled", "checked", "name"},
    "label": {"for"},
    "details": {"open"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "col": {"span"},
    "colgroup": {"span"},
    "div": {"data-tabs"},
    "th": _CELLS,
    "td": _CELLS,
    "svg": {"viewBox", "xmlns", "width", "height", "fill"},
    **{shape: set(_DRAWN) for shape in _SHAPES},
}

_CLASS = re.compile(
    r"admonition(-title)?|note|abstract|info|tip|success|question|warning|failure|danger|bug|example"
    r"|quote|inline|end|tabbed-[a-z-]+|highlight|language-[\w+#-]+|linenums|footnote[\w-]*"
    r"|task-list[\w-]*|toc|toctitle|headerlink|twemoji|keys|key-[\w-]+|verifie|attente|bouton"
)
_ALIGNMENT = re.compile(r"text-align: (left|center|right);")
"""The side of a column, as Python-Markdown tells it; pages say it otherwise, after."""

_ELSEWHERE = re.compile(r"\(|\\")
"""What a colour has no need of, and an address in its place has (CSS Values 4, 4.5)."""

_UNSEEN = re.compile(r"[\x00-\x20]")
"""Signs that browsers take out of an address, or off its ends (WHATWG URL, 4.4)."""


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute that its name does not suffice to judge."""
    if attribute == "class":
        known = [name for name in value.split() if _CLASS.fullmatch(name)]
        return " ".join(known) if len(known) == len(value.split()) else None
    if attribute == "style":
        return value if _ALIGNMENT.fullmatch(value) else None
    if attribute in {"fill", "stroke"}:
        return None if _ELSEWHERE.search(value) else value
    if tag == "input" and attribute == "type":
        return value if value in {"checkbox", "radio"} else None
    if attribute == "src":
        return value if _is_inside(value) else None
    if attribute == "rel" or (attribute == "target" and value not in {"_blank", "_self"}):
        return value if attribute == "rel" and "opener" not in value.lower().split() else None
    return value


def _relative(address: str) -> str | None:
    r"""An address that has no scheme, if it stays in the site: `//ailleurs` and `\\ailleurs` leave it."""
    seen = _UNSEEN.sub("", address)
    return None if "\\" in seen or seen.startswith("//") else address


def _is_inside(address: str) -> bool:
    try:
        return not urlsplit(_UNSEEN.sub("", address)).scheme and _relative(address) is not None
    except ValueError:
        return False


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_kept,
    generic_attribute_prefixes={"aria-"},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=_relative,
    clean_content_tags={"script", "style", "iframe", "object", "embed", "template", "noscript"},
    set_tag_attribute_values={"pre": {"tabindex": "0"}},  # it scrolls, by keyboard too
    link_rel=None,  # editors choose their links
)


@lru_cache(maxsize=256)
def clean(html: str) -> str:
    """The HTML of a page that can be shown: what the allow-list lets through.

    Remembered, as `refused`: `serve` draws every page again after each save.
    """
    return _CLEANER.clean(html)


# --- What is refused --------------------------------------------------------------------------


class Refused(NamedTuple):
    """Something in a page that will not be shown: how to name it, and where to look for it."""

    kind: str
    said: str
    needle: str


@lru_cache(maxsize=256)
def refused(html: str) -> tuple[Refused, ...]:
    """What `clean` takes out of some HTML, each kind of thing once, in the order of the page."""
    before, after = _Pieces(html), _Pieces(clean(html))
    missing = before.counts - after.counts
    return tuple(one for piece in missing if (one := _told(*piece)))


def _told(tag: str, attribute: str, value: str) -> Refused | None:
    if not attribute:
        return Refused("code_refuse", f"<{tag}>", f"<{tag}")
    if tag not in _TAGS or attribute == "markdown":
        return None  # its element is told
    if attribute in {"href", "src"}:
        kind = "adresse_refusee" if attribute == "href" else "image_d_ailleurs"
        return Refused(kind, value, value)
    if attribute == "class":
        unknown = [name for name in value.split() if not _CLASS.fullmatch(name)]
        return Refused("classe_inconnue", " ".join(unknown), unknown[0]) if unknown else None
    return Refused("code_refuse", f"{attribute}=…", attribute)


class _Pieces(HTMLParser):
    """Counts the elements and the attributes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag, "", ""] += 1
        for name, value in attrs:
            self.counts[tag, name, _normal(name, value or "")] += 1


def _normal(name: str, value: str) -> str:
    """A value as it is after the allow-list too."""
    if name in {"disabled", "checked", "open", "reversed"}:
        return ""
    return " ".join(value.split()) if name == "class" else value.strip()


# --- From Markdown ----------------------------------------------------------------------------

_SUSPECT = re.compile(
    r"<[A-Za-z/!?]|!\[|\{:?[ ]*[^{}\n ]|&#?\w|[A-Za-z]\d{0,9}[\t\r\n]*:(?![ \n])|\][(:][^)\n]*:|:[\w+-]+:|//|\\"
)
"""What only a text that holds something to refuse may have, but for `_PLAIN`."""

_PLAIN = re.compile(
    r"""https?://[A-Za-z0-9.-]+(?=[/\s)>?"'»,;]|$)
    | !\[[^][\n]*\]\((?!//)[\w./-]+\)                # a picture that stands here
      (?:\{[ ]?(?:width|height|loading)=\w+(?:[ ](?:width|height|loading)=\w+)*[ ]?\})?
    | \{:?[ ]?(?:\.(?:verifie|attente|bouton)|\#[\w-]+)(?:[ ]\.(?:verifie|attente|bouton))*[ ]?\}
    | </?(?:span|details|summary|strong|em|br|kbd|sub|sup)>
    | `\\`|\\(?=\n)                                      # what ends a line
    | <span[ ]lang="[a-z]{2}">|<details[ ]class="(?:note|tip|question)"(?:[ ]markdown="1")?>
    """,
    re.VERBOSE,
)
"""What guides are full of and that is never refused: the others alone are worth being drawn, which
takes a third of a second with what draws them."""


def refusals(text: str, path: str, render: Callable[[], Render]) -> list[Problem]:
    """What of an editorial page will not be shown, each on the line where it is first written.

    `text` is the whole file; `render` gives what draws pages, which most files do not need. One that
    asks too much work of it is told so, and nothing else of it.
    """
    try:
        workload.check(text)
        matter, _ = parse(text, path)
        line = matter.body_line if matter else 1
        lines = text.split("\n")
        body = "\n".join(lines[line - 1 :])
        # Something stays in the place of what is plain: two halves never make another thing.
        if not _SUSPECT.search(_PLAIN.sub("x", body)) and not workload.is_dense(body):
            return []
        html = workload.watched(render(), body)
    except workload.TooMuch as too:
        return [problem("page_trop_compliquee", path, too.line, detail=too.detail)]
    return tell(_stopping(body, html) or refused(html), path, lines, line)


def _stopping(body: str, html: str) -> list[Refused]:
    """What would stop MkDocs, which asks Python's own readers of HTML and of addresses unguarded."""
    sections: list[Refused] = []
    drawn: Collection[tuple[str, str, str]] = ()
    for text in (body, html):
        try:
            drawn = _Pieces(text).counts
        except AssertionError:
            sections = [Refused("page_indessinable", "<![", "<![")]
            drawn = ()
    return sections + [
        Refused("page_indessinable", value, value or tag)
        for tag, attribute, value in drawn
        if attribute in {"href", "src"} and not _is_address(value)
    ]


def _is_address(value: str) -> bool:
    try:
        return bool(urlsplit(value))
    except ValueError:
        return False


def tell(
    found: Sequence[Refused], path: str, lines: list[str], body_line: int = 1
) -> list[Problem]:
    """What was refused of a page whose source has these lines, as problems."""
    body = "\n".join(lines[body_line - 1 :]).lower()
    return [
        problem(one.kind, path, body_line + _lines_before(one, body), lu=excerpt(one.said))
        for one in found
    ]


_NAMED = re.compile(r'<[a-z][^<>]*\sid="([^"]+)"')


def named_twice(html: str, path: str, lines: Sequence[str]) -> list[Problem]:
    """What in a whole page has the name of another part of it, with its line in the page's source.

    Names must be unique (HTML Living Standard, 3.2.6): links, labels and scripts find the first.
    """
    names = Counter(_NAMED.findall(html))
    return [
        problem("identifiant_pris", path, _line_of(name, lines), lu=name, propose=f"{name}-2")
        for name, times in names.items()
        if times > 1
    ]


def _line_of(name: str, lines: Sequence[str]) -> int:
    from markdown.extensions.toc import slugify  # what gives headings their names

    written = re.compile(rf"(?:\bid\s*=\s*[\"']?|\{{[^{{}}]*#){re.escape(name)}(?![\w-])")
    found = (
        number
        for number, line in enumerate(lines, 1)
        if written.search(line) or (line[:1] == "#" and slugify(line.strip("# "), "-") == name)
    )
    return next(found, 1)


def _lines_before(one: Refused, body: str) -> int:
    needles = (one.needle, escape(one.needle), one.needle.partition(":")[2])
    places = (body.find(needle.lower()) for needle in needles if needle)
    return body.count("\n", 0, next((place for place in places if place >= 0), 0))


def renderer(settings: str) -> Render:
    """What draws a page as MkDocs does, with the Markdown extensions of `mkdocs.yml`.

    Of the settings only these are looked at; an option that is code is taken from the packages that
    write extensions, and from no other. Raises yaml.YAMLError when the settings cannot be read.
    """
    import markdown

    loaded = yaml.load(settings, _Settings)  # noqa: S506 - a loader of plain values
    listed = loaded.get("markdown_extensions") if isinstance(loaded, dict) else None
    options: dict[str, dict[str, Any]] = {}
    for each in listed or ():
        options |= each if isinstance(each, dict) else {str(each): {}}
    names = dict.fromkeys(["toc", "tables", "fenced_code", *options])  # MkDocs' own, then ours
    configs = {name: given for name, given in options.items() if given}
    return partial(_render, markdown.Markdown(extensions=list(names), extension_configs=configs))


def _render(converter: Any, body: str) -> str:
    converter.reset()
    return str(converter.convert(body))


class _Settings(yaml.SafeLoader):
    """Reads settings as plain values; of code, only what packages of extensions hold."""


def _code(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    """What `!!python/name:` names, or what `!!python/object/apply:` makes; nothing of another tag."""
    module, _, member = suffix.rpartition(":")[2].rpartition(".")
    if not module.startswith(("pymdownx.", "material.extensions.")):
        return None
    found = getattr(import_module(module), member, None)
    given = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
    return found(**given.get("kwds", {})) if given and found else found


_Settings.add_multi_constructor("tag:yaml.org,2002:python/", _code)
_Settings.add_multi_constructor("!", lambda *_: None)  # `!ENV`, which MkDocs reads
