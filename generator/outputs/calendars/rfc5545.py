r"""What RFC 5545 asks of a file: lines that are folded, texts that are escaped, what stands around.

Ours, since `icalendar` makes a new line of the `\N` of a text, and folds a description in as long
as all the rest takes. Foreign readers judge it in the tests.
https://www.rfc-editor.org/rfc/rfc5545, sections 3.1 (lines), 3.3.11 (texts), 3.4 (the whole).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

CRLF = b"\r\n"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of the week, from the first of ISO 8601."""

WIDEST = 75
"""How many octets a line may have, its end left out."""

_NEW_LINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""What some readers take for the end of a line, whether the RFC does or not."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""The signs that no text may hold (3.1, CONTROL)."""

_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
"""One look for both: nearly no text has any."""


def text(value: str) -> str:
    """`value` as a text of a file, without an end of line that is its own."""
    if _ODD.search(value):
        value = _CONTROLS.sub("", _NEW_LINE.sub("\n", value))
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def day_of(day: date) -> str:
    """A day: `20261205`; of any year, where `%Y` would leave out the zeros of the first thousand."""
    return day.isoformat().replace("-", "")


def moment(day: date, hour: time, zone: str = "") -> str:
    """An hour of a day: `20261205T183000`; `zone` is `Z` when it is that of the whole world."""
    return f"{day_of(day)}T{hour.hour:02d}{hour.minute:02d}00{zone}"


def lines(some: Iterable[str]) -> bytes:
    """Some lines as a file holds them, each folded and ended."""
    return b"".join([_folded(line.encode()) + CRLF for line in some])


def _folded(line: bytes) -> bytes:
    """A line cut where it is too wide, never inside a sign of UTF-8, nor of an escaped one."""
    if len(line) <= WIDEST:
        return line
    parts, start, room = [], 0, WIDEST
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        before = line[start:end]
        end -= (len(before) - len(before.rstrip(b"\\"))) % 2
        parts.append(line[start:end])
        start, room = end, WIDEST - 1  # the blank of the fold takes one
    parts.append(line[start:])
    return b"\r\n ".join(parts)


_HEAD = lines(
    ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bien Vivre Maintenant//Calendriers//FR")
)
"""No METHOD: it would say that the file is a message between an organizer and guests (RFC 5546, whose
PUBLISH must name the organizer), and Outlook makes a new calendar of each date that it finds published
so. Without it, a file is a picture of some dates, and nothing is answered (RFC 5545, 3.7.2).
"""

_REFRESHED = ("REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H")
"""How often to come back: the site is made anew each night, and when a text changes."""


def named(name: str, about: str) -> bytes:
    """What a calendar that one follows says of itself: RFC 7986, and what was there before it."""
    name, about = text(name), text(about)
    said = (f"NAME:{name}", f"X-WR-CALNAME:{name}", f"DESCRIPTION:{about}", f"X-WR-CALDESC:{about}")
    return lines((*said, *_REFRESHED))


def calendar(parts: Iterable[bytes]) -> bytes:
    """A whole file: what it says of itself, its time zones, its dates."""
    return b"".join([_HEAD, *parts, b"END:VCALENDAR\r\n"])
