"""What several tests need: a scratch site, the built site, a browser."""

from __future__ import annotations

import datetime

import pytest

TODAY = datetime.date(2026, 11, 22)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what comes out, then read the diff"
    )
