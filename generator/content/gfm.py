"""GitHub's own parser of Markdown, so that authors get what they saw in GitHub's preview.

The memory that `cmarkgfm` keeps of each text is given back here. Nothing is made safe here: the
HTML of a text is not to be shown before `markdown` has looked at it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from cmarkgfm import _cmark, cmark

_EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")
_MOST_HTML = 1_500_000  # characters; a table of a few KB can ask for millions of empty cells

OMITTED = "<!-- raw HTML omitted -->"
"""What the parser leaves in the place of raw HTML; a text cannot forge it."""

cmark.core_extensions_ensure_registered()
_EXTENSION_HANDLES = {name: cmark.find_syntax_extension(name) for name in _EXTENSIONS}


def to_html(text: str) -> str:
    """The HTML that GitHub's parser makes of a text, without raw HTML; without tables if too long."""
    html = _drawn(text, _EXTENSIONS)
    return html if len(html) <= _MOST_HTML else _drawn(text, _EXTENSIONS[1:])


def _drawn(text: str, extensions: tuple[str, ...]) -> str:
    """What cmarkgfm.markdown_to_html_with_extensions does, with the memory given back.

    cmarkgfm never frees the tree nor the HTML (its issue 53): 50 times the size of each text,
    more than a gigabyte for ten thousand défis.
    """
    lib = _cmark.lib
    data = text.encode("utf-8", "replace")  # lone surrogates become « ? »
    parser = lib.cmark_parser_new(lib.CMARK_OPT_DEFAULT)
    for name in extensions:
        lib.cmark_parser_attach_syntax_extension(parser, _EXTENSION_HANDLES[name])
    lib.cmark_parser_feed(parser, data, len(data))
    root = lib.cmark_parser_finish(parser)
    attached = lib.cmark_parser_get_syntax_extensions(parser)
    raw = lib.cmark_render_html(root, lib.CMARK_OPT_DEFAULT, attached)
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
