"""A file of the site, and the writing of many of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write: its path under the site's folder, with slashes, and its bytes."""

    path: str
    content: bytes


def write(folder: Path, outputs: Iterable[Output]) -> int:
    """Write files under `folder`, making the folders they need; gives their number."""
    count = 0
    for output in outputs:
        target = f"{folder}/{output.path}"
        try:
            file = open(target, "wb")  # noqa: SIM115 - opened twice only when its folder is missing
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            file = open(target, "wb")  # noqa: SIM115 - closed by the block below
        with file:
            file.write(output.content)
        count += 1
    return count
