"""The date of the day: it enters the program here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_YEARS = range(2020, 2100)
"""Before, a clock has lost its battery; after, someone mistyped. Both would date every page wrong."""

VARIABLE = "SOURCE_DATE_EPOCH"

_HOW = (
    "Donnez-lui un nombre entier de secondes depuis 1970, comme le fait "
    "« git log -1 --format=%ct », ou retirez cette variable."
)


class WrongClock(ValueError):
    """The day that this machine gives cannot be; the message, in French, says what to do."""


def today(environ: Mapping[str, str]) -> date:
    """The day in Paris: of SOURCE_DATE_EPOCH (seconds) where it is set, else of now.

    https://reproducible-builds.org/specs/source-date-epoch/
    Raises WrongClock when SOURCE_DATE_EPOCH is no whole number, or the year one that cannot be.
    """
    epoch = environ.get(VARIABLE)
    day = _now() if not epoch else _day_of(epoch)
    if day.year in _YEARS:
        return day
    years = f"les années {_YEARS[0]} à {_YEARS[-1]} sont attendues"
    if epoch:
        raise WrongClock(f"{VARIABLE} donne le {day:%d/%m/%Y} : {years}. {_HOW}")
    raise WrongClock(
        f"L’horloge de cette machine dit le {day:%d/%m/%Y} : {years}. Réglez-la, puis recommencez."
    )


def _now() -> date:
    return datetime.now(UTC).astimezone(PARIS).date()


def _day_of(epoch: str) -> date:
    """The day of a number of seconds; digits only, since MkDocs reads the same variable."""
    if not (epoch.isascii() and epoch.isdigit()):
        shown = "".join(c if c.isprintable() else "?" for c in epoch[:40])
        raise WrongClock(f"{VARIABLE} vaut « {shown} », qui n’est pas un nombre entier. {_HOW}")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(PARIS).date()
    except (ValueError, OverflowError, OSError):
        raise WrongClock(f"{VARIABLE} dépasse toutes les années connues. {_HOW}") from None
