"""What a link means, that an author wrote as GitHub follows it, in the page of a défi.

A file of the repository, a heading that GitHub names in its own way, a page elsewhere: each has
an address on the site, or is no link that can be shown. Whether the file exists is not asked here.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote

PREFIX = "texte-"
"""Of the id of every heading of a text: the page itself never uses it."""

_URL = re.compile(r"(https?://)([^/?#:@\\]{1,253})(:\d{0,5})?([/?#].*)?", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9_~-]|\.(?!\.))*", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DEFI = re.compile(r"defis/([a-z0-9-]+)\.md")
_PAGE = re.compile(r"content/((?:\w[\w.-]*/)*)(\w[\w.-]*)\.md", re.ASCII)


def safe_url(url: str) -> str | None:
    """The URL, made valid (RFC 3986), when it is http or https with a plain host name."""
    parts = _URL.fullmatch(url)
    host = _host(parts[2]) if parts else None
    if parts is None or host is None:
        return None
    rest, hash_sign, fragment = _STRAY_PERCENT.sub("%25", parts[4] or "").partition("#")
    tail = f"{rest}{hash_sign}{fragment.replace('#', '%23')}"
    return f"{parts[1].lower()}{host}{parts[3] or ''}{tail}"


def _host(written: str) -> str | None:
    """The host in the letters of the network: « é.fr » is « xn--9ca.fr »."""
    if _HOST.fullmatch(written):
        return written
    try:
        host = unquote(written).encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return host if _HOST.fullmatch(host) else None


@lru_cache(maxsize=2048)  # many défis point to the same guides
def inside_site(url: str) -> tuple[str, str] | None:
    """(name in the repository, address from /defis/<slug>/) of a link written as on GitHub."""
    written, _, fragment = url.partition("#")
    name = unquote(fragment)
    if not written:
        return (f"#{name}", url) if name.strip() else None
    path = repository_path(written) or ""
    if defi := _DEFI.fullmatch(path):
        anchor = f"#{anchor_elsewhere(name)}" if name else ""
        return path + anchor, f"../{defi[1]}/{anchor}"
    if page := _PAGE.fullmatch(path):
        folder = page[1] if page[2] == "index" else f"{page[1]}{page[2]}/"
        if name:
            return f"{path}#{name}", f"../../{folder}#{quoted_fragment(name)}"
        return path, f"../../{folder}"
    return None


def repository_path(url: str) -> str | None:
    """The path from the root of the repository that a relative URL in defis/ means."""
    path = unquote(url)
    if path.startswith("/") or not {":", "\\", "?", "#", "\0"}.isdisjoint(path):
        return None
    return posixpath.normpath(posixpath.join("defis", path))


def quoted_fragment(fragment: str) -> str:
    return quote(fragment, safe="-._~")


@lru_cache(maxsize=2048)  # défis often use the same headings
def anchors_of(heading: str) -> tuple[str, str]:
    """The anchor that GitHub gives to a heading, and ours, which is made from it.

    Ours follows from GitHub's, so that a link to a heading of another file can be translated
    without reading that file.
    """
    line = " ".join(heading.split())
    on_github = re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-")
    return on_github, anchor_elsewhere(on_github)


def anchor_elsewhere(on_github: str) -> str:
    """Our anchor for one of GitHub's: « lété--2026 » is « texte-lete-2026 »."""
    name = on_github.lower().removeprefix(PREFIX)
    letters = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("æ", "ae"))
    ascii_only = letters.encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")[:60].strip("-")
    return PREFIX + (slug or "section")
