"""What GitHub keeps of what people drop in its forms: its addresses, and why it may not come.

GitHub writes one of these addresses in the text; asked for it, without any token, it sends to
where the bytes are. Seen from outside, for no page of its documentation says them:
https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/attaching-files
"""

from __future__ import annotations

import re
from typing import Literal

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_OWN = r"https?://(?:www\.)?github\.com/(?:user-attachments|[\w-]{1,39}/[\w.-]{1,100})"

ADDRESS = (
    rf"(?:{_OWN}/assets/(?:\d{{1,20}}/)?{_UUID}(?:\?raw=(?:true|1))?"
    rf"|https?://(?:private-)?user-images\.githubusercontent\.com/\d{{1,20}}/\d{{1,20}}-{_UUID}\.\w{{1,5}}"
    r"(?:\?jwt=[\w.-]{1,4000})?)"
)
"""Matches where GitHub keeps what was dropped: now, until 2024, until 2023, and as a page shows it.

In small letters or not: a telephone begins a line with a capital.
"""

DOCUMENT = rf"{_OWN}/files/\d{{1,20}}/[^\s()<>\[\]]{{1,255}}"
"""Matches where it keeps what is neither a picture nor a video."""

HOSTS = frozenset({
    "github-production-user-asset-6210df.s3.amazonaws.com",
    "private-user-images.githubusercontent.com",
    "user-images.githubusercontent.com",
    "objects.githubusercontent.com",
})  # fmt: skip
"""Where GitHub may send who asks for one; nowhere else is gone to."""

MOST_BYTES = 10 * 1024 * 1024
"""Of one picture: GitHub takes no larger one."""

_WHOLE = re.compile(ADDRESS, re.IGNORECASE)
_DOCUMENT = re.compile(DOCUMENT, re.IGNORECASE)
_START = re.compile(r"https?://(?:www\.)?([^/]+)", re.IGNORECASE)
_NAME = re.compile(_UUID, re.IGNORECASE)
_HOST = re.compile(r"https://([a-z0-9.-]+)/")

MissingKind = Literal["photo_introuvable", "photo_pas_donnee", "photo_renvoyee", "photo_refusee"]


class Missing(Exception):
    """What was dropped did not come: the kind of the problem, and a detail in French."""

    def __init__(self, kind: MissingKind, detail: str) -> None:
        super().__init__(f"{kind} : {detail}")
        self.kind: MissingKind = kind
        self.detail = detail


def is_attachment(address: str) -> bool:
    return _WHOLE.fullmatch(address) is not None


def is_document(address: str) -> bool:
    return _DOCUMENT.fullmatch(address) is not None


def canonical(address: str) -> str:
    """An address of GitHub as it writes it itself; another one as it is."""
    if not is_attachment(address):
        return address
    there = _START.sub(lambda found: f"https://{found[1].lower()}", address, count=1)
    return re.split(r"\?raw=", there, maxsplit=1, flags=re.IGNORECASE)[0]


def name_of(address: str) -> str:
    """Eight digits that tell one thing dropped from the others of a text."""
    found = _NAME.search(address)
    assert found, "an address of GitHub"
    return found[0][:8].lower()


def redirected(status: int, address: str) -> str:
    """Where the answer to an address of GitHub sends to, if that is where GitHub keeps things.

    Raises Missing for another answer, and for another place.
    """
    if status not in {301, 302, 303, 307, 308}:
        raise refused(status)
    host = _HOST.match(address)
    if not host or host[1] not in HOSTS:
        raise Missing("photo_renvoyee", "vers un site qui n’est pas le sien")
    return address


def refused(status: int) -> Missing:
    """What an answer that is no picture means."""
    if 300 <= status < 400:
        return Missing("photo_renvoyee", "deux fois de suite")
    passing = status >= 500 or status == 429
    return Missing("photo_pas_donnee" if passing else "photo_introuvable", f"réponse {status}")


def check_size(size: int) -> None:
    """Raises Missing when a picture has more bytes than GitHub takes."""
    if size > MOST_BYTES:
        raise Missing("photo_refusee", f"elle pèse plus de {MOST_BYTES // 1024 // 1024} Mo")
