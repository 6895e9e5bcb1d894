"""Atom (RFC 4287): an entry, a feed, and what XML asks of a text.

Joined by hand: an entry is a dozen lines, drawn tens of thousands of times. A foreign reader judges
them in the tests.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID, uuid5

from generator.clock import PARIS
from generator.text.typography import fr

NAMESPACE = uuid5(UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "https://bien-vivre-maintenant/")
"""Under which our identities are made: of URLs (RFC 9562, 6.6), under a name that is nobody's."""


class Entry(NamedTuple):
    """One entry; its title and its text as people typed them, the rest as XML."""

    identity: str
    titre: str
    texte: str
    day: date
    published: date | None
    """When it was first told, if that is known and will stay."""
    url: str
    """Whole, or from the root of the site where nobody knows where it stands."""
    filed: str
    """Its author and its categories, as `author` and `category` write them."""


class FeedHead(NamedTuple):
    """What a feed says before its entries."""

    identity: str
    """Its address from the root of the site, or what it was at first."""
    titre: str
    sous_titre: str
    page: str
    """The page that shows the same to who reads: its address from the root of the site."""
    address: str
    """Its own, likewise."""


class Publisher(NamedTuple):
    """What every feed says of the site."""

    nom: str
    url: str
    """Where it stands; nothing where nobody knows."""
    licences: str


def text(said: str) -> str:
    """A text as XML 1.0 takes it (2.2, 2.4): nothing that it forbids, and no markup."""
    return _escaped(said.replace(_BETWEEN, ""))


def _escaped(said: str) -> str:
    """The same, but for the sign that stands between two texts."""
    if _FORBIDDEN.search(said):
        said = _FORBIDDEN.sub("", said)
    said = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return said.replace('"', "&quot;").replace("\r", "&#13;")


_FORBIDDEN = re.compile("[^\0\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def urn(identity: str) -> str:
    """The IRI of an identity: a UUID of version 5 (RFC 9562, 5.5), as `uuid5` makes it."""
    hashed = _NAMED.copy()
    hashed.update(identity.encode())
    d = hashed.hexdigest()
    return f"urn:uuid:{d[:8]}-{d[8:12]}-5{d[13:16]}-{_VARIANT[d[16]]}{d[17:20]}-{d[20:32]}"


_NAMED = hashlib.sha1(NAMESPACE.bytes, usedforsecurity=False)
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


@lru_cache(maxsize=4096)
def moment(day: date) -> str:
    """The first instant of a day in Paris, as RFC 3339 writes it.

    Our facts have a day and no hour; its noon would be to come for a site that is built at night.
    """
    zone = PARIS if day.year > 1911 else UTC  # before, Paris was 9 minutes and 21 seconds ahead
    return datetime(day.year, day.month, day.day, tzinfo=zone).isoformat()


@lru_cache(maxsize=4096)
def category(term: str, label: str) -> str:
    """One of the words under which an entry is filed (4.2.2)."""
    return f'<category term="{text(term)}" label="{text(label)}"/>\n'


@lru_cache(maxsize=4096)
def author(nom: str) -> str:
    """Who wrote (4.2.1)."""
    return f"<author><name>{text(nom)}</name></author>\n"


def entries(some: Sequence[Entry]) -> list[str]:
    """Some entries (4.1.2). Their texts are spaced and escaped all at once, for speed."""
    said = [part for one in some for part in (one.titre, one.texte)]
    whole = _BETWEEN.join(said)
    if whole.count(_BETWEEN) >= len(said):
        whole = _BETWEEN.join(part.replace(_BETWEEN, "") for part in said)
    done = iter(_escaped(fr(whole)).split(_BETWEEN))
    return [_entry(one, titre, texte) for one, titre, texte in zip(some, done, done, strict=False)]


_BETWEEN = "\0"
"""Stands between texts: no file of ours holds one, and XML has none."""


def _entry(one: Entry, titre: str, texte: str) -> str:
    """Most readers take the day of `published` for its own, else that of `updated`."""
    first = f"<published>{moment(one.published)}</published>\n" if one.published else ""
    return (
        f"<entry>\n<id>{urn(one.identity)}</id>\n<title>{titre}</title>\n"
        f"{first}<updated>{moment(one.day)}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{one.url}"/>\n'
        f"{one.filed}<summary>{texte}</summary>\n</entry>\n"
    )


def feed(head: FeedHead, by: Publisher, updated: date, drawn: Iterable[str]) -> bytes:
    """A feed (4.1.1) of entries that are written already.

    Where nobody knows where the site stands, addresses are from its root, which `xml:base` gives
    from the file (3986, 5.1): such a file is read from a disk, and says nothing of where it is.
    """
    back = "../" * head.address.count("/")
    base = "" if by.url else f' xml:base="{back}"'
    url, end = _said_by(by)
    own = (
        f'<link rel="self" type="application/atom+xml" href="{url}{head.address}"/>\n'
        if by.url
        else ""
    )
    begun = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"{base}>\n'
        f"<id>{urn(head.identity)}</id>\n"
        f"<title>{text(fr(head.titre))}</title>\n"
        f"<subtitle>{text(fr(head.sous_titre))}</subtitle>\n"
        f"<updated>{moment(updated)}</updated>\n"
        f"{author(by.nom)}"
        f'<link rel="alternate" type="text/html" href="{url}{head.page}"/>\n'
        f"{own}{end}"
    )
    return "".join((begun, *drawn, "</feed>\n")).encode()


@lru_cache(maxsize=4)
def _said_by(by: Publisher) -> tuple[str, str]:
    """Where the site stands, as XML, and what ends the head of each of its feeds.

    Addresses of pages hold no sign that XML escapes.
    """
    url = text(by.url)
    rights = f"<rights>{text(by.licences)}</rights>\n" if by.licences else ""
    icon = f"<icon>{url}assets/favicon.svg</icon>\n"
    return url, f"{icon}{rights}<generator>Bien Vivre Maintenant</generator>\n"
