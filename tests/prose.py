"""The documentation as GitHub shows it: its pages, where their links lead, what they are led to by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from worlds import CITIZENS, ROOT

PROSE = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "generator" / "README.md",
]
CONTENT = tuple(ROOT / name for name in ("content", *CITIZENS))
"""The folders that a town writes; what they hold is looked at by the check of content."""

PAGES = [*PROSE, ROOT / "bench" / "README.md", ROOT / "tests" / "README.md"]

_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Link:
    """What a page leads to, or the picture that it shows."""

    target: str
    is_image: bool
    file: Path
    anchor: str

    @property
    def is_elsewhere(self) -> bool:
        return self.target.startswith("https://")

    @property
    def is_to_content(self) -> bool:
        return any(folder in self.file.parents for folder in CONTENT)

    @property
    def arrives(self) -> bool:
        """Whether its file is there, with a heading of its anchor."""
        if not self.file.exists():
            return False
        return not self.anchor or self.anchor in anchors(self.file)


def links(page: Path) -> Iterator[Link]:
    """The links of a page, in their order."""
    for image, target in _LINK.findall(without_code(page)):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        yield Link(target, bool(image), file, anchor)


def without_code(page: Path) -> str:
    text = re.sub(r"^ *```.*?^ *```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]+`", "", text)


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to headings: lower case, words and dashes."""
    headings = re.findall(r"^#+ (.+)$", without_code(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
