"""Run as a program: builds that something stops, each in a copy of one process that knows MkDocs.

`python tests/stopped.py NAME=PROJECT…` builds each project into `site/` beside it, stopped as its
name says, and prints in JSON the code that each ended with and what it said.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from mkdocs.__main__ import cli

import generator.plugin  # noqa: F401 - so that no copy has to import it
from generator import outputs


def _fill_the_disk() -> None:
    """Refuse what is larger than a few pages, as the system does where there is no more room."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


HOW: dict[str, Callable[[], object]] = {
    "by a full disk": _fill_the_disk,
    "by a kill": lambda: setattr(outputs, "build", _die),
    "by a wrong date": lambda: os.environ.update(SOURCE_DATE_EPOCH="demain"),
}
"""What is done in a copy before it builds; another name stands for what its project holds."""


def _build(name: str, project: str) -> tuple[int, str]:
    with tempfile.TemporaryFile("w+") as said:
        if not (copy := os.fork()):
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            os.chdir(project)
            if name in HOW:
                HOW[name]()
            sys.argv = ["mkdocs", "build", "--strict", "-d", str(Path(project).parent / "site")]
            cli()
        _, status = os.waitpid(copy, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read()


if __name__ == "__main__":
    asked = dict(each.split("=", 1) for each in sys.argv[1:])
    json.dump({name: _build(name, project) for name, project in asked.items()}, sys.stdout)
