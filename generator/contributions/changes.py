"""Which files a proposal changes, as Git says; nothing here opens one of them."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONTENT = ("defis/", "annonces/", "content/")
"""The folders of texts, which are reviewed without a developer."""

BESIDE = ("docs/", "README.md", "CONTRIBUTING.md", "CHANGELOG.md")
"""What goes with texts as well as with code."""


class UnknownBase(ValueError):
    """Git does not know what to compare with."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that was added, changed or taken away."""

    path: str
    """Where it is now; empty when it is no more."""
    before: str
    """Where it was; empty when it is new."""


def changes_since(root: Path, base: str) -> list[ChangedFile]:
    """The files that differ between a commit and the folder, by path; a file that moved is one.

    Raises UnknownBase when `base` is no commit.
    """
    command = ("git", "diff", "--name-status", "-z", "--find-renames", "--end-of-options", base)
    done = subprocess.run(  # noqa: S603 - no shell; `base` cannot be an option
        [*command, "--"], cwd=root, capture_output=True, check=False
    )
    if done.returncode:
        raise UnknownBase(base)
    words = done.stdout.decode("utf-8", "replace").split("\0")
    return sorted(_read(words), key=lambda one: (one.path or one.before, one.before))


def _read(words: Sequence[str]) -> list[ChangedFile]:
    """https://git-scm.com/docs/git-diff, « RAW OUTPUT FORMAT »: a status, then one path or two."""
    found, left = [], iter(words)
    for status in left:
        if status[:1] in {"R", "C"}:
            before, path = next(left), next(left)
            found.append(ChangedFile(path, before if status[0] == "R" else ""))
        elif status:
            path = next(left)
            found.append(ChangedFile("" if status == "D" else path, "" if status == "A" else path))
    return found


def is_text(path: str, derived: frozenset[str] = frozenset()) -> bool:
    """Whether a file is content, that people write; `derived` are made by the code."""
    return path.startswith(CONTENT) and path not in derived


def is_code(path: str, derived: frozenset[str] = frozenset()) -> bool:
    """Whether a file is one that a developer reviews."""
    return not path.startswith((*CONTENT, *BESIDE)) and path not in derived
