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

_URL = re.compile(
    r"(https?://)([^/?#:@\\]{1,253})(?::([0-9]{1,5}))?([/?#].*)?", re.IGNORECASE | re.DOTALL
)
_HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
_PORTS = range(1, 65_536)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ADDRESS_SIGNS = "!#$%&'()*+,/:;=?@~"
_DEFI = re.compile(r"defis/([a-z0-9-]+)\.md")
_PAGE = re.compile(r"content/((?:\w[\w.-]*/)*)(\w[\w.-]*)\.md", re.ASCII)


# --- Addresses of the Web --------------------------------------------------------------------


def safe_url(url: str) -> str | None:
    """The URL, made valid (RFC 3986), when it is http or https with the name of a host, no user.

    Letters of the host become those of the network, other signs of the address their codes, as
    browsers send them: « https://café.fr/été » is « https://xn--caf-dma.fr/%C3%A9t%C3%A9 ».
    """
    parts = _URL.fullmatch(url)
    host = network_host(unquote(parts[2])) if parts else None
    if parts is None or host is None or (parts[3] and int(parts[3]) not in _PORTS):
        return None
    port = f":{parts[3]}" if parts[3] else ""
    rest, hash_sign, fragment = _STRAY_PERCENT.sub("%25", parts[4] or "").partition("#")
    tail = f"{rest}{hash_sign}{fragment.replace('#', '%23')}"
    return f"{parts[1].lower()}{host}{port}{quote(tail, _ADDRESS_SIGNS, errors='replace')}"


@lru_cache(maxsize=2048)  # many links lead to the same few hosts
def network_host(written: str) -> str | None:
    """The host in the letters of the network (RFC 5891): « é.fr » is « xn--9ca.fr ».

    None for what is no name of a domain, an address of numbers among others, and for a name in
    letters that a French reader takes for others: of these the network's own letters are asked.
    """
    host = unicodedata.normalize("NFC", written).lower()
    if not host.isascii():
        host = _in_ascii(host) if all(map(_is_latin, host)) else ""
    return host if _HOST.fullmatch(host) and "" not in map(_decoded, host.split(".")) else None


def _is_latin(sign: str) -> bool:
    """Whether a letter is a Latin one that shows what it is: ASCII, or such a letter with a mark."""
    return sign in "œæßøłđ" or unicodedata.normalize("NFD", sign)[0].isascii()


def _in_ascii(host: str) -> str:
    """A host in letters of the network; nothing when no host is written so."""
    import idna

    try:
        return idna.encode(host).decode()
    except UnicodeError:
        return ""


def _decoded(label: str) -> str:
    """What a part of a host in letters of the network says; nothing when it says nothing."""
    if not label.startswith("xn--"):
        return label
    import idna

    try:
        return idna.ulabel(label)
    except UnicodeError:
        return ""


_NEVER_IN = re.compile(r"[\s\\<>\"`«»]")
_NEVER_LAST = ".,;:!…’”"
_LONGEST = 500


def page_url(written: str) -> str | None:
    """The URL of a page that a field names, made valid: https, with nothing around it.

    Its end is where GitHub ends an address that stands in a text (GFM 0.29, 6.9).
    """
    if len(written) > _LONGEST or not written.isprintable() or _NEVER_IN.search(written):
        return None
    if written.endswith(tuple(_NEVER_LAST)) or _closes_too_much(written):
        return None
    url = safe_url(written)
    return url if url and url.startswith("https:") else None


def _closes_too_much(url: str) -> bool:
    return url.endswith(")") and url.count(")") > url.count("(")


_NEVER_LAST_MEANT = f"{_NEVER_LAST}?'\"]}}*_"
_ACCOUNT = re.compile(r"([@!])([\w.-]{1,60})@([^\s@/?#:]{1,253})")
_MEANT = re.compile(
    r"(?<![\w@:/.&!·+=?#~%-])(?<!\w['’])(?:https?:?/{0,3}|//)?"
    r"((?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}|(?:[\w-]{1,63}\.){1,8}xn--[a-z0-9-]{1,59})"
    r"\.?(:\d{1,5})?([/?#][^\s<>\"`«»\\]{0,480})?(?![\w@\\])",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"(?:[a-z]{2,10}\s*[:;]\s*[/\\]+|https?\s*:|https?//|www\.)[/\\\s]*", re.IGNORECASE
)
"""What says that an address begins: what follows at once is of it, and no word before another."""
_HOST_GOES_ON = re.compile(r"\s[^:/]*\w\.[^\W\d]")
_FILES = "aspx?|csv|docx?|epub|html?|jpe?g|mp[34]|od[pst]|pdf|php|png|pptx?|txt|webp|xlsx?|zip"
_PATH_GOES_ON = re.compile(
    r"(?:\s{1,2}[\w'’%&=+~-]+(?:/[\w'’%&=+~-]*)*){1,4}"
    rf"|(?:\s{{1,2}}[^\s<>\"`«»\\:]+){{1,9}}\.(?:{_FILES})",
    re.IGNORECASE,
)
"""What follows a space, up to the end: a few words, or the name of a file."""


def meant_url(written: str) -> str:
    """The URL that somebody may have meant who wrote something else; nothing when none is likely.

    A host whose letters may pass for others is given in those of the network. The page of an
    account is where Mastodon, Mobilizon and PeerTube have it, that of a community where Lemmy has.
    Of « https://mon site.fr » nothing is likely: « site.fr » is somebody else's.
    """
    text = "".join(sign for sign in written if sign.isprintable() or sign.isspace())
    if account := _ACCOUNT.fullmatch(text.strip()):
        folder = "c/" if account[1] == "!" else "@"
        return _as_meant(account[3], f"/{folder}{account[2]}")
    begun = _BEGUN.search(text)
    found = _MEANT.search(text, begun.start() if begun else 0)
    if not found or (begun and not _follows(found, begun)):
        return ""
    port, path, after = found[2] or "", found[3] or "", text[found.end() :].rstrip()
    is_whole = (begun or not found.start()) and not path.endswith(tuple(_NEVER_LAST_MEANT))
    if path and is_whole and _PATH_GOES_ON.fullmatch(after):
        path += re.sub(r"\s", "%20", after)
    return _as_meant(found[1], port + path)


def _follows(found: re.Match[str], begun: re.Match[str]) -> bool:
    """Whether an address is what was begun, and not cut within a word or within its host."""
    after = begun.string[found.end() :]
    is_cut = re.match(r"[<>\"`«»]\w", after) or (not found[3] and _HOST_GOES_ON.match(after))
    # « www. » is of the host itself.
    return begun.end() in (found.start(1), found.start(1) + len("www.")) and not is_cut


def _as_meant(host: str, rest: str) -> str:
    small = unicodedata.normalize("NFC", host).lower()
    if not all(map(_is_latin, small)):
        # Nobody is helped to write a name of two alphabets.
        is_mixed = re.search("[a-z]{2}", small.rpartition(".")[0])
        host = "" if is_mixed else _in_ascii(small)
    url = f"https://{host}{rest}"
    while _closes_too_much(url) or url.endswith(tuple(_NEVER_LAST_MEANT)):
        url = url[:-1]
    return url if page_url(url) else ""


# --- Inside the site -------------------------------------------------------------------------


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
