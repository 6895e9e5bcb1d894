"""What a proposal changes, what a machine finds in its texts, and the file that carries it.

Who reviews the files has no right to write, and who answers reads no file of the proposal: what
passes between them is this JSON. A proposal may change the code that writes it, so that reading it
back believes nothing: a file that does not have this very shape is no review.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.accompaniment import duplicates
from generator.addresses import defi_of
from generator.content.catalogue import Catalogue
from generator.content.fields import is_slug
from generator.content.folders import is_content, is_leftover
from generator.content.model import Defi
from generator.content.reader import TooLong, read_bytes
from generator.text.disk import write_whole
from generator.text.errors import Problem, by_place
from generator.text.kinds import KINDS

SIZE_LIMIT = 512 * 1024
"""How long the file may be, in bytes."""

MOST = 200
"""How many problems, or défis, are carried."""

_BESIDE = re.compile(r"(?:README|CONTRIBUTING|CHANGELOG)\.md|docs/[^.]+\.(?:md|png|jpg)")
"""What goes with texts as well as with code."""


# --- What is changed, as Git says -----------------------------------------------------------------


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
    return sorted(_parse(words), key=lambda one: (one.path or one.before, one.before))


def _parse(words: Sequence[str]) -> list[ChangedFile]:
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
    return is_content(path) and path not in derived


def is_code(path: str, derived: frozenset[str] = frozenset()) -> bool:
    """Whether a file is one that a developer reviews: all that could act, wherever it stands."""
    ours = is_content(path) or is_leftover(path) or _BESIDE.fullmatch(path)
    return not ours and path not in derived


# --- What is found ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """A défi that a proposal adds or changes."""

    slug: str
    phase: str
    territoire: str
    pilote: str
    """The slug of the pilot territory that accompanies it, or nothing."""


@dataclass(frozen=True, slots=True)
class Near:
    """A new défi, and another that may be the same."""

    slug: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in a proposal."""

    problems: tuple[Problem, ...] = ()
    """Every error, wherever it is; advice on what the proposal changes."""
    defis: tuple[Seen, ...] = ()
    near: tuple[Near, ...] = ()
    lost: tuple[str, ...] = ()
    """The slugs of the défis that have no page any more, and lead nowhere."""

    @property
    def errors(self) -> list[Problem]:
        return [each for each in self.problems if each.is_error]

    @property
    def advice(self) -> list[Problem]:
        return [each for each in self.problems if not each.is_error]


def review(
    catalogue: Catalogue, problems: Iterable[Problem], changes: Sequence[ChangedFile]
) -> Review:
    """What there is to say of a proposal: the content with it, its problems, what it changes."""
    paths = {each.path for each in changes}
    told = (each for each in problems if each.is_error or each.path in paths)
    touched = list(_defis(catalogue, (each.path for each in changes)))
    new = list(_defis(catalogue, (each.path for each in changes if not each.before)))
    pilote_of = catalogue.areas().pilote_of
    return Review(
        problems=tuple(sorted(told, key=lambda one: (not one.is_error, by_place(one)))),
        defis=tuple(Seen(one.slug, one.phase, one.territoire, pilote_of(one)) for one in touched),
        near=tuple(
            Near(one.slug, other.defi.slug, other.why)
            for one in new
            for other in duplicates.likely(one, catalogue)
        ),
        lost=tuple(_lost(catalogue, changes)),
    )


def _defis(catalogue: Catalogue, paths: Iterable[str]) -> Iterator[Defi]:
    for path in paths:
        if defi := catalogue.defis.get(defi_of(path)):
            yield defi


def _lost(catalogue: Catalogue, changes: Iterable[ChangedFile]) -> Iterator[str]:
    known = {old for defi in catalogue.defis.values() for old in defi.anciens_slugs}
    for each in changes:
        slug = defi_of(each.before)
        if is_slug(slug) and each.path != each.before and slug not in known:
            yield slug


# --- The file ---------------------------------------------------------------------------------


def write(found: Review, file: Path) -> None:
    """Write what was found; of very much, the first part, so that it can be read back."""
    told = (replace(each, values=()) for each in found.problems[:MOST])
    kept = Review(tuple(told), found.defis[:MOST], found.near[:MOST], found.lost[:MOST])
    write_whole(file, _FILE.dump_json(kept, indent=1))


def read(file: Path) -> Review | None:
    """What a file says was found; None when there is no file, or it is not one of ours."""
    try:
        found = _FILE.validate_json(read_bytes(file, SIZE_LIMIT), strict=True)
    except (OSError, TooLong, ValidationError):
        return None
    known = all(each.kind in KINDS for each in found.problems)
    slugs = (*found.lost, *(one.slug for one in found.defis), *(one.slug for one in found.near))
    return found if known and all(map(is_slug, slugs)) else None


_FILE = TypeAdapter(Review)
