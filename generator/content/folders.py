"""What may stand in the folders that people write in: plain files only, of a name that is taken.

A proposal may hold anything that Git can carry, and a folder anything that a disk can: a link to a
key of the machine that builds, a pipe that never ends, a folder that holds itself. Here is said
what is refused; the reader looks at the disk, and follows no link.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.addresses import is_generated, of_editorial
from generator.content.fiches import FICHES, FOLDERS
from generator.content.fields import IMAGE_NAME, is_slug, slugify
from generator.content.images import FORMATS
from generator.content.vocabulary import RESERVED_SLUGS
from generator.text.errors import Problem, excerpt, problem
from generator.text.guards import check_name
from generator.text.personal import mask, may_hold

ROOTS = ("annonces", "content", "defis")
"""The folders that people write in."""

MOST_ENTRIES = 50_000
"""How much one of them may hold: ten thousand défis, their pictures and as many annonces fit."""

DEEPEST = 6
"""How many folders may stand in one another: content/contribuer/images/ is the third."""

IMAGES = "defis/images"

INDEXES = frozenset(f"{FOLDERS[kind]}/index.md" for kind in FICHES)

Signature = tuple[int, int]
"""By what a file is known unchanged: its date (ns) and its size (bytes)."""


class Entry(NamedTuple):
    """What stands somewhere: its path from the root, its nature as `os.lstat` tells it."""

    path: str
    mode: int
    signature: Signature

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def slug(self) -> str:
        return self.name.removesuffix(".md")

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)


@dataclass(frozen=True, slots=True)
class Look:
    """All that stands in the folders of content, and what of it is refused for its nature."""

    problems: tuple[Problem, ...]
    _by_folder: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def dangers(self) -> list[Problem]:
        """What must stop a build before it copies a byte: MkDocs follows links."""
        return [each for each in self.problems if each.path.startswith("content")]

    def inside(self, folder: str) -> list[Entry]:
        """The files and folders of one folder, in the order of their names."""
        return self._by_folder.get(folder, [])

    def under(self, folder: str) -> list[Entry]:
        """The files and folders at any depth, in the order of their paths."""
        within = (
            entry
            for place, entries in self._by_folder.items()
            if f"{place}/".startswith(f"{folder}/")
            for entry in entries
        )
        return sorted(within, key=lambda entry: entry.path.split("/"))


def make_look(entries: Iterable[Entry], problems: Iterable[Problem]) -> Look:
    """Sort what the reader met; `problems` are of what it could not look at."""
    wrong, by_folder = list(problems), dict[str, list[Entry]]()
    for entry in entries:
        if refused := _refused_nature(entry):
            wrong.append(refused)
        else:
            by_folder.setdefault(entry.path.rpartition("/")[0], []).append(entry)
    return Look(tuple(wrong), by_folder)


def _refused_nature(entry: Entry) -> Problem | None:
    """The problem of what is no plain file and no folder."""
    if entry.is_file or stat.S_ISDIR(entry.mode):
        return None
    kind = "lien_symbolique" if stat.S_ISLNK(entry.mode) else "fichier_special"
    return problem(kind, shown(entry.path))


# --- Which files of one folder are content ----------------------------------------------------


def list_folder(look: Look, folder: str, problems: list[Problem]) -> Iterator[Entry]:
    """The files of a folder whose files have fields, or of pictures; the others are told."""
    entries = look.inside(folder)
    refused, ours = (_refused_image, _README) if folder == IMAGES else (_refused_entry, _OUR_OWN)
    wary = folder in _CITIZENS and may_hold("\n".join(entry.name for entry in entries))
    for entry in entries:
        if entry.name.startswith((".", "_")) or entry.name in ours:
            continue
        wrong = _refused_name(entry.name, folder) if wary else None
        if wrong := wrong or refused(entry, folder):
            problems.append(wrong)
        else:
            yield entry


TYPES = frozenset({".md", ".svg", *FORMATS})
"""The files that `content/` may hold: of any other type, a browser could make a program."""


def is_content(path: str) -> bool:
    """Whether a file of the repository is of those that people write, by its folder and its type."""
    folder, _, name = path.partition("/")
    suffix = os.path.splitext(name)[1]
    if folder == "content":
        return suffix in TYPES
    if path.startswith(f"{IMAGES}/"):
        return suffix in FORMATS
    return folder in _CITIZENS and suffix == ".md"


def list_content(look: Look, problems: list[Problem]) -> Iterator[Entry]:
    """The files of `content/` that may be published, by path; those that may not are told.

    What begins with a dot or with « _ » is the writers' own, and so is README.md, which GitHub
    shows: they are left alone, and not published.
    """
    taken: dict[str, str] = {}
    for entry in look.under("content"):
        if not entry.is_file or _is_own(entry):
            continue
        address = _address(entry.path)
        other = taken.setdefault(address.lower(), entry.path)
        if wrong := _refused_file(entry) or _refused_address(entry, address, other):
            problems.append(wrong)
        else:
            yield entry


def is_page(entry: Entry) -> bool:
    """Whether a file of `content/` is a page without fields of its own."""
    return entry.name.endswith(".md") and not is_typed(entry.path)


def is_typed(place: str) -> bool:
    """Whether a file stands in a folder whose files have fields of their own, or under it."""
    return place not in INDEXES and place.startswith(_TYPED)


_TYPED = tuple(f"{folder}/" for folder in FOLDERS.values())


def _is_own(entry: Entry) -> bool:
    """Whether a file is its writers' own, or is told by `list_folder` not to be content."""
    folder, _, name = entry.path.rpartition("/")
    if any(part.startswith((".", "_")) for part in entry.path.split("/")) or name == "README.md":
        return True
    return is_typed(entry.path) and (
        folder not in FOLDERS.values() or bool(_refused_entry(entry, folder))
    )


def _address(path: str) -> str:
    return of_editorial(path) if path.endswith(".md") else path.removeprefix("content/")


_IN_ADDRESS = re.compile(r"[{0}](?:[{0}_ '’(),-]{{0,98}}[{0}_)])?".format("A-Za-z0-9À-ÖØ-öø-ÿŒœ"))
"""A name of a page: letters that French writes, since others look the same and make an address that
passes for another; digits, no sign that an address gives a meaning to."""


def _refused_file(entry: Entry) -> Problem | None:
    """The problem of a file whose type or name is not taken."""
    stem, suffix = os.path.splitext(entry.name)
    path, read = shown(entry.path), excerpt(shown(entry.name))
    if suffix not in TYPES:
        return problem("type_refuse", path, lu=suffix or read)
    for name in (*entry.path.split("/")[1:-1], stem):
        if not _IN_ADDRESS.fullmatch(name):
            lu, propose = excerpt(shown(name)), slugify(shown(name))
            return problem("nom_de_page", path, lu=lu, propose=propose)
    return None


def _refused_address(entry: Entry, address: str, other: str) -> Problem | None:
    """The problem of a page that would stand where another does."""
    path, lu = shown(entry.path), excerpt(f"/{shown(address)}")
    if is_generated(address) and not is_typed(entry.path):
        return problem("adresse_prise", path, lu=lu, autre="que le site dessine lui-même")
    if other != entry.path:
        return problem("adresse_prise", path, lu=lu, autre=f"qui est celle de {shown(other)}")
    return None


_CITIZENS = frozenset({"defis", "annonces"})
_README: Collection[str] = frozenset({"README.md"})
_OUR_OWN: Collection[str] = frozenset({"README.md", "images", "schema.json"})


def _refused_name(name: str, folder: str) -> Problem | None:
    """The problem of a name that says what must not be said."""
    stem, suffix = os.path.splitext(shown(name))
    return check_name(name, f"{folder}/{shown(name)}", f"{slugify(stem)}{suffix or '.md'}")


def _refused_entry(entry: Entry, folder: str) -> Problem | None:
    """Why an entry of a folder is no content, or nothing when it is."""
    stem, suffix = os.path.splitext(entry.name)
    if entry.is_file and suffix == ".md" and is_slug(stem) and stem not in RESERVED_SLUGS:
        return None
    path, read = shown(entry.path), excerpt(shown(entry.name))
    if not entry.is_file:
        return problem("dossier_inattendu", path, lu=read, dossier=folder)
    if suffix != ".md":
        return problem("extension", path, lu=read, propose=f"{slugify(shown(stem))}.md")
    if stem in RESERVED_SLUGS:
        return problem("nom_reserve", path, lu=read, propose=f"{stem}-2.md")
    return problem("nom_de_fichier", path, lu=read, propose=f"{slugify(shown(stem))}.md")


def _refused_image(entry: Entry, folder: str) -> Problem | None:
    """Why an entry of the folder of pictures is none, or nothing when it is."""
    path, read = shown(entry.path), excerpt(shown(entry.name))
    if not entry.is_file:
        return problem("dossier_inattendu", path, lu=read, dossier=folder)
    if not IMAGE_NAME.fullmatch(entry.name):
        return problem("image_nom", path, lu=read)
    return _refused_name(entry.name, folder)


def shown(name: str) -> str:
    """A file name that can be printed: bytes that are no UTF-8 are replaced, persons hidden."""
    text = name.encode("utf-8", "replace").decode()
    return mask("".join(c if c.isprintable() else "?" for c in text))
