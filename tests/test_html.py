"""No page is wrong for the Nu HTML Checker: the site, one filled to the brim, one on its first day."""

from __future__ import annotations

from pathlib import Path

import faults
import pytest

WRONG = "<!doctype html><html lang=fr><title>Un café</title><p id=a><p id=a><center>x</center>"


@pytest.fixture(scope="module")
def wrong(tmp_path_factory) -> Path:
    """A folder with a page that is wrong, so that the checker must find something."""
    folder = tmp_path_factory.mktemp("faux")
    (folder / "index.html").write_text(WRONG, "utf-8")
    return folder


@pytest.fixture(scope="module")
def found(site, heavy, bare, wrong) -> list[str]:
    """What the checker finds in all folders at once: it takes a second to begin."""
    return faults.of_html([site.folder, heavy.folder, bare.folder, wrong])


def test_every_page_is_valid_html(found, wrong):
    told = [line for line in found if not line.startswith(str(wrong))]
    assert not told, "\n".join(["", *told])


def test_the_checker_finds_what_is_wrong(found, wrong):
    told = [line for line in found if line.startswith(str(wrong))]
    assert any("Duplicate ID" in line for line in told)
    assert any("“center” element is obsolete" in line for line in told)
