"""GitHub's own parser of Markdown, so that authors get what they saw in GitHub's preview.

The memory that `cmarkgfm` keeps of each text is given back here. Nothing is made safe here: the
HTML of a text is not to be shown before `markdown` has looked at it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from cmarkgfm import _cmark, cmark

EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")
_MOST_HTML = 1_500_000  # characters; a table of a few KB can ask for millions of empty cells

_SOURCEPOS = int(_cmark.lib.CMARK_OPT_SOURCEPOS)

OMITTED = "<!-- raw HTML omitted -->"
"""What the parser leaves in the place of raw HTML; a text cannot forge it."""

cmark.core_extensions_ensure_registered()
_EXTENSION_HANDLES = {name: cmark.find_syntax_extension(name) for name in EXTENSIONS}


def to_html(text: str) -> str:
    """The HTML that GitHub's parser makes of a text, without raw HTML; without tables if too long."""
    html = drawn(text, EXTENSIONS)
    return html if len(html) <= _MOST_HTML else drawn(text, EXTENSIONS[1:])


class Paragraph(NamedTuple):
    """Lines of a text that are drawn one after the other, each at the end of the one before it."""

    first: int
    """From 0."""
    last: int
    column: int
    """Where its first line begins, from 0, in bytes: after the marks of its list or quotation."""
    is_code: bool
    """Whether it is drawn as code, because it begins with four spaces."""


_PLACED = re.compile(
    r'<(p|h[12]|li|pre) data-sourcepos="(\d+):(\d+)-(\d+):(\d+)">'
    r"(.*?)(?=</(?:p|h[12]|li|pre)>|\n?<(?:p|ul|ol|blockquote|pre|table|h[1-6]|hr)\b)",
    re.DOTALL,
)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text, and the lines that only their four spaces make code.

    One of which a line ends inside code or an address is left out: nothing can be added there.
    cmarkgfm lets nobody walk its tree: the places that it writes beside its HTML say the same.
    """
    lines = text.split("\n")
    html = drawn(text, EXTENSIONS, _SOURCEPOS)
    for found in _PLACED.finditer(html):
        tag, *place, inner = found.groups()
        first, column, last, end = map(int, place)
        if not first:  # the parser gives its place to the table that follows
            table = _TABLE.match(html, found.end())
            first, column = map(int, table.groups()) if table else (0, 0)
            last = first + inner.count("\n")
        rank, length = first - 1, inner.count("\n")
        if tag == "pre":
            if not lines[rank].lstrip(" \t>").startswith(("```", "~~~")):
                yield Paragraph(rank, last - 1 - (not end), column - 1, is_code=True)
        elif tag == "li":  # of a list without blank lines, whose paragraphs have no element
            marker = _MARKER.match(lines[rank].encode(), column - 1)
            if marker and inner.strip() and not inner.startswith("\n"):
                yield Paragraph(rank, rank + length, marker.end(), is_code=False)
        elif first and (
            length == last - first if tag == "p" else _underlined(lines, rank + length)
        ):
            yield Paragraph(rank, rank + length, column - 1, is_code=False)


def _underlined(lines: Sequence[str], rank: int) -> bool:
    """Whether a heading ends on a line, under which it is underlined: the parser does not say."""
    return rank + 1 < len(lines) and _UNDERLINE.fullmatch(lines[rank + 1]) is not None


_TABLE = re.compile(r'</p>\n<table data-sourcepos="(\d+):(\d+)')
_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*")
_MARKER = re.compile(rb"(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")


def drawn(text: str, extensions: tuple[str, ...], options: int = 0) -> str:
    """What cmarkgfm.markdown_to_html_with_extensions does, with the memory given back.

    cmarkgfm never frees the tree nor the HTML (its issue 53): 50 times the size of each text,
    more than a gigabyte for ten thousand défis.
    """
    lib = _cmark.lib
    data = text.encode("utf-8", "replace")  # lone surrogates become « ? »
    parser = lib.cmark_parser_new(options)
    for name in extensions:
        lib.cmark_parser_attach_syntax_extension(parser, _EXTENSION_HANDLES[name])
    lib.cmark_parser_feed(parser, data, len(data))
    root = lib.cmark_parser_finish(parser)
    attached = lib.cmark_parser_get_syntax_extensions(parser)
    raw = lib.cmark_render_html(root, options, attached)
    # Not strict: the parser writes the entity &#xFFFE; as a byte that is not UTF-8.
    html: str = _cmark.ffi.string(raw).decode("utf-8", "replace")
    lib.cmark_parser_free(parser)
    _free_html(_address(raw))
    _free_tree(_address(root))
    return html


def _address(pointer: Any) -> int:
    return int(_cmark.ffi.cast("uintptr_t", pointer))


class _Allocator(ctypes.Structure):
    """struct cmark_mem: the three functions with which the parser handles memory."""

    _fields_ = (
        ("calloc", ctypes.c_void_p),
        ("realloc", ctypes.c_void_p),
        ("free", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    )


def _releasers() -> tuple[Callable[[int], object], Callable[[int], object]]:
    """The functions that free HTML and tree, found in cmarkgfm's own library.

    Where the library does not show them (Windows), nothing is freed, as in cmarkgfm itself.
    """
    try:
        library = ctypes.CDLL(_cmark.__file__)
        free_tree, default = library.cmark_node_free, library.cmark_get_default_mem_allocator
    except (OSError, AttributeError):
        return _keep, _keep
    free_tree.argtypes, free_tree.restype = (ctypes.c_void_p,), None
    default.restype = ctypes.POINTER(_Allocator)
    return default().contents.free, free_tree


def _keep(_address: int) -> None:
    """Free nothing."""


_free_html, _free_tree = _releasers()
