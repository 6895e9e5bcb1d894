"""The date of the day: it enters the program here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def today(environ: Mapping[str, str]) -> date:
    """The day in Paris: of SOURCE_DATE_EPOCH (seconds) where it is set, else of now.

    https://reproducible-builds.org/specs/source-date-epoch/
    Raises ValueError when SOURCE_DATE_EPOCH is no whole number.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.astimezone(PARIS).date()
