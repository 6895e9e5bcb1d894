"""A file of the site, and the writing of many of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write: its path under the site's folder, with slashes, and its bytes."""

    path: str
    content: bytes


Job = Callable[[], Iterable[Output]]
"""Draws one or several files when it is called; any process may call it."""


def write(folder: Path, outputs: Iterable[Output]) -> int:
    """Write files under `folder`, making the folders they need; gives their number."""
    count = 0
    made = {str(folder)}
    for count, output in enumerate(outputs, 1):  # noqa: B007 - the last count is the number
        target = f"{folder}/{output.path}"
        _make_folder(target.rpartition("/")[0], made)
        with open(target, "wb", buffering=0) as file:
            file.write(output.content)
    return count


def _make_folder(path: str, made: set[str]) -> None:
    """Make one folder: nearly always a new one whose parent is there, so one call is enough."""
    if path in made:
        return
    made.add(path)
    try:
        os.mkdir(path)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)
