"""The way back to the site's root, in what is rendered once for pages of several depths.

A template is rendered with `ROOT` in the place of that way; `at_root` puts the true one there.
No page and no text of a citizen holds the mark: U+0000 is refused wherever something is read.
"""

from __future__ import annotations

ROOT = "\0"


def at_root(html: str, root: str) -> str:
    """`html` rendered with `ROOT`, for a page from which the root of the site is `root`."""
    return html.replace(ROOT, root)
