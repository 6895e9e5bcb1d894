"""Small trees of files written as one text, so that a case can be read at a glance.

-- defis/jardin.md --            the lines below, as they are
-- defis/jardin.md | échappé --  the same, with Python's escapes (bytes that no text holds)
-- defis/jardin.md | × 70000 --  the content, that many times
-- defis/jardin.md | tube --     a named pipe: no ordinary file
-- defis/jardin.md -> ailleurs -- a symbolic link
-- attendu --                    what must come out
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_HEADER = re.compile(
    r"^-- (?P<path>[^|>\n]+?)(?: \| (?P<how>[^\n]+?))?(?: -> (?P<to>\S+))? --\n", re.MULTILINE
)


def split(text: str) -> tuple[str, dict[str, tuple[str, str, str]]]:
    """The words before the first file, then each file: its kind, its target, its content."""
    pieces = _HEADER.split(text)
    files = {}
    for path, how, to, content in zip(
        pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True
    ):
        files[path] = (how or "", to or "", content)
    return pieces[0], files


def write(root: Path, files: dict[str, tuple[str, str, str]]) -> None:
    """Write the files of a case under `root`."""
    for path, (how, to, content) in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if to:
            target.symlink_to(to)
        elif how == "tube":
            os.mkfifo(target)
        elif how == "échappé":
            target.write_bytes(
                content.rstrip("\n").encode().decode("unicode_escape").encode("latin-1")
            )
        elif how.startswith("×"):
            target.write_text(content * int(how[1:]), "utf-8")
        else:
            target.write_text(content, "utf-8")
