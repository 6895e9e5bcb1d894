"""Scores the built site with Lighthouse: home, a défi, a guide, a phase, a list.

Not part of `make test`: its scores of performance depend on the machine. Versions are those of
`tools/lighthouse/`.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import npm
from pages import PAGES, QUIET, ROOT, find_chromium, serve

SCORED = ("accueil", "un défi", "un guide", "une phase", "les défis")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PERFECT = 100


def main() -> None:
    """Prints a line for each page, then what keeps it from a hundred; exits 1 when something does."""
    parser = argparse.ArgumentParser(description="Note le site construit avec Lighthouse.")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"parmi : {', '.join(PAGES)}")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="le dossier du site")
    parser.add_argument(
        "--ordinateur", action="store_true", help="un grand écran, pas un téléphone"
    )
    asked = parser.parse_args()
    names = known(asked.pages) or SCORED
    packages = npm.install("lighthouse")
    with serve(asked.site) as address:
        results = [
            show(name, run(packages, address + PAGES[name], wide=asked.ordinateur))
            for name in names
        ]
    raise SystemExit(not all(results))


def known(names: Sequence[str]) -> Sequence[str]:
    """The names as they are; exits at once when no page has one of them."""
    for name in names:
        if name not in PAGES:
            raise SystemExit(
                f"On ne connaît pas la page « {name} ». Au choix : {', '.join(PAGES)}."
            )
    return names


def run(packages: Path, url: str, *, wide: bool) -> Any:
    """What Lighthouse reports of a page, as it is."""
    flags = " ".join(["--headless", *QUIET])
    command = [packages / "lighthouse" / "cli" / "index.js", url, "--quiet", "--output=json"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--preset=desktop"] if wide else []
    return json.loads(npm.run(packages, *command, env={"CHROME_PATH": find_chromium()}))


def show(name: str, report: Any) -> bool:
    """Prints the scores of a page and the audits that lower them; tells whether none does."""
    scores = [round(100 * (report["categories"][each]["score"] or 0)) for each in CATEGORIES]
    print(f"{name:24}", *(f"{c} {s}" for c, s in zip(CATEGORIES, scores, strict=True)), sep="  ")  # noqa: T201  # what it is for
    for line in faults(report):
        print(f"    {line}")  # noqa: T201
    return min(scores) == PERFECT


def faults(report: Any) -> Iterator[str]:
    """The audits that count in a score and are not perfect, with what they measured."""
    for category in CATEGORIES:
        for part in report["categories"][category]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                measured = audit.get("displayValue", "")
                yield f"{category} : {audit['title']} ({part['id']}) {measured}".rstrip()


if __name__ == "__main__":
    main()
