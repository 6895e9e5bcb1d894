"""Scores the built site with Lighthouse: home, a défi, a guide, a phase, a list.

Not part of `make test`: its scores of performance depend on the machine. Versions are those of
`tools/lighthouse/`; Node.js and npm must be there. To choose others, in that folder, after the
change of `package.json`: `npm install --package-lock-only --omit-lockfile-registry-resolved`.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pages import PAGES, QUIET, ROOT, find_chromium, serve

LOCK = ROOT / "tools" / "lighthouse"
CACHE = ROOT / ".cache" / "lighthouse"
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
    install()
    with serve(asked.site) as address:
        results = [show(name, run(address + PAGES[name], wide=asked.ordinateur)) for name in names]
    raise SystemExit(not all(results))


def known(names: Sequence[str]) -> Sequence[str]:
    """The names as they are; exits at once when no page has one of them."""
    for name in names:
        if name not in PAGES:
            raise SystemExit(
                f"On ne connaît pas la page « {name} ». Au choix : {', '.join(PAGES)}."
            )
    return names


def install() -> None:
    """The exact packages of the lock, once; their scripts are not run.

    The lock is noted last: as long as it is not, what was interrupted starts again.
    """
    if not shutil.which("npm"):
        raise SystemExit("Il faut npm : installez Node.js (https://nodejs.org), puis relancez.")
    CACHE.mkdir(parents=True, exist_ok=True)
    lock, installed = LOCK / "package-lock.json", CACHE / "installed.json"
    if installed.exists() and installed.read_bytes() == lock.read_bytes():
        return
    installed.unlink(missing_ok=True)
    for path in LOCK.iterdir():
        shutil.copy(path, CACHE)
    _call(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    shutil.copy(lock, installed)


def run(url: str, *, wide: bool) -> Any:
    """What Lighthouse reports of a page, as it is."""
    flags = " ".join(["--headless", *QUIET])
    command = ["node", str(CACHE / "node_modules" / "lighthouse" / "cli" / "index.js"), url]
    command += ["--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--preset=desktop"] if wide else []
    return json.loads(_call(command))


def _call(command: Sequence[str]) -> str:
    done = subprocess.run(  # noqa: S603  # the commands are written above
        command,
        cwd=CACHE,
        env={**os.environ, "CHROME_PATH": find_chromium()},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:2])} a échoué : {done.stderr.strip()}")
    return done.stdout


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
