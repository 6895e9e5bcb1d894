"""The clocks of a calendar: a VTIMEZONE for each zone in which something happens.

One change to summer, one back, each by its yearly rule: Outlook reads no more than that. It is an
hour wrong for what lists its changes by their dates, as `icalendar` does.
https://www.rfc-editor.org/rfc/rfc5545#section-3.6.5,
https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcical, 2.1.3.1.1.19.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from generator.outputs.calendars.rfc5545 import WEEKDAYS, lines

SINCE = 2008
"""The rules of its year hold since: all zones of France kept theirs. The tests say when one changes."""


@cache
def vtimezone(zone: str) -> bytes:
    """The component that tells the hours of a zone of IANA, from `SINCE` on."""
    clock = ZoneInfo(zone)
    changes = list(_changes(clock))
    told = [line for moment in changes for line in _rule(clock, moment)]
    return lines(("BEGIN:VTIMEZONE", f"TZID:{zone}", *(told or _always(clock)), "END:VTIMEZONE"))


def _changes(clock: ZoneInfo) -> Iterator[datetime]:
    """The first hours at which a clock is no longer what it was, in a year."""
    moment = datetime(SINCE, 1, 1, tzinfo=UTC)
    while moment.year == SINCE:
        later = moment + timedelta(days=1)
        if _offset(clock, moment) != _offset(clock, later):
            hours = (moment + timedelta(hours=hour) for hour in range(1, 25))
            yield next(each for each in hours if _offset(clock, each) == _offset(clock, later))
        moment = later


def _offset(clock: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(clock).utcoffset()
    assert offset is not None
    return offset


def _rule(clock: ZoneInfo, moment: datetime) -> list[str]:
    """What begins at a moment of each year, on a Sunday: its day is told by its rank in the month."""
    before = _offset(clock, moment - timedelta(hours=1))
    onset = (moment + before).replace(tzinfo=None)  # as the clocks still say it
    is_last = (onset + timedelta(days=7)).month != onset.month
    rank = -1 if is_last else (onset.day + 6) // 7
    rule = f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={rank}{WEEKDAYS[onset.weekday()]}"
    return _observance(clock, moment, onset, before, rule)


def _always(clock: ZoneInfo) -> list[str]:
    """The one hour of a place that never changes it."""
    moment = datetime(SINCE, 1, 1, tzinfo=UTC)
    return _observance(clock, moment, moment, _offset(clock, moment))


def _observance(
    clock: ZoneInfo, moment: datetime, onset: datetime, before: timedelta, *rule: str
) -> list[str]:
    local = moment.astimezone(clock)
    name = "DAYLIGHT" if local.dst() else "STANDARD"
    return [
        f"BEGIN:{name}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        *rule,
        f"TZOFFSETFROM:{_signed(before)}",
        f"TZOFFSETTO:{local:%z}",
        f"TZNAME:{local:%Z}",
        f"END:{name}",
    ]


def _signed(offset: timedelta) -> str:
    """`+0100`, `-0930`."""
    minutes = offset // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
