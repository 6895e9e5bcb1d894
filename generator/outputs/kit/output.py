"""A file of the site, and the writing of many of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from generator.text.disk import naming


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write: its path under the site's folder, with slashes, and its bytes."""

    path: str
    content: bytes


Job = Callable[[], Iterable[Output]]
"""Draws one or several files when it is called; any process may call it."""


def write(folder: Path, outputs: Iterable[Output]) -> int:
    """Write files under `folder`, making the folders they need; gives their number.

    Raises OSError, which names the file.
    """
    count = 0
    made = {str(folder)}
    for count, output in enumerate(outputs, 1):  # noqa: B007 - the last count is the number
        target = f"{folder}/{output.path}"
        _make_folder(target.rpartition("/")[0], made)
        try:
            with open(target, "wb", buffering=0) as file:
                _write_all(file, output.content)
        except OSError as error:
            raise naming(error, target) from None
    return count


def _write_all(file: FileIO, content: bytes) -> None:
    """Write every byte: a disk that fills up takes the first ones, and says no to the next."""
    written = file.write(content)
    while written < len(content):
        written += file.write(content[written:])


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
