"""What may stand in the folders that people write in: plain files only, of a name that is taken.

A proposal may hold anything that Git can carry, and a folder anything that a disk can: a link to a
key of the machine that builds, a pipe that never ends, a folder that holds itself. Here is said
what is refused; the reader looks at the disk, and follows no link.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from generator.addresses import is_generated, of_editorial
from generator.content.fiches import FICHES, FOLDERS
from generator.content.fields import IMAGE_NAME, is_slug, near_image_name, slugify
from generator.content.images import FORMATS
from generator.content.leftovers import (
    SHORTCUTS,
    TEXTS,
    NameParts,
    backup_of,
    left_by,
    meant,
    piece_of,
    same_on_a_disk,
    visible,
)
from generator.content.vocabulary import DEVICES, RESERVED_SLUGS
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
    taken = _Taken(entries)
    for entry in entries:
        if _is_hidden(entry.name) or entry.name in ours:
            continue
        wrong = _refused_name(entry.name, folder) if wary else None
        if wrong := wrong or refused(entry, folder, taken):
            problems.append(wrong)
        else:
            yield entry


def _is_hidden(name: str) -> bool:
    """Whether a name is left alone; « .md » is that of a text which was given none."""
    return name.startswith((".", "_")) and name != ".md"


class _Taken:
    """The names of one folder, and those that were proposed: no name is proposed for two files.

    A text that is no copy keeps the name that it should bear before any copy is asked about.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = entries
        self._names: dict[str, str] = {}

    def bearer(self, name: str) -> str:
        """The file that bears a name, or one that a disk takes for it; nothing when it is free."""
        if not self._names:
            for entry in self._entries:
                alike = same_on_a_disk(entry.name)
                if entry.name == alike or alike not in self._names:
                    self._names[alike] = entry.name
            for entry in self._entries:
                if not _is_well_named(entry) and (right := _right_name(entry)):
                    self._names.setdefault(right, entry.name)
        return self._names.get(same_on_a_disk(name), "")

    def give(self, entry: Entry, name: str) -> str:
        """Keep a name for an entry; which other file bears it, if it is not free."""
        other = self.bearer(name)
        if not other:
            self._names[same_on_a_disk(name)] = entry.name
        return "" if other == entry.name else other


TYPES = frozenset({".md", ".svg", *FORMATS})
"""The files that `content/` may hold: of any other type, a browser could make a program."""


def is_content(path: str) -> bool:
    """Whether a file of the repository is of those that people write, by its folder and its type.

    A text that another name would let be read is one too: its author is told that name.
    """
    folder, _, name = path.partition("/")
    suffix = os.path.splitext(name)[1]
    if folder == "content":
        return suffix in TYPES or _is_misnamed(name)
    if path.startswith(f"{IMAGES}/"):
        return suffix in FORMATS
    return folder in _CITIZENS and suffix.lower() in TEXTS


def is_leftover(path: str) -> bool:
    """Whether a file is one that systems leave in any folder, and nobody's text."""
    return bool(left_by(path.rpartition("/")[2]))


def _is_misnamed(name: str) -> bool:
    """Whether only its name keeps a text of `content/` from being read; robots.txt is no text of ours."""
    said = _meant(name)
    return said.suffix in TEXTS and (said.suffix != ".txt" or said.inner in TEXTS)


def list_content(look: Look, problems: list[Problem]) -> Iterator[Entry]:
    """The files of `content/` that may be published, by path; those that may not are told.

    What begins with a dot or with « _ » is the writers' own, and so is README.md, which GitHub
    shows: they are left alone, and not published.
    """
    addresses: dict[str, str] = {}
    names: dict[str, _Taken] = {}
    for entry in look.under("content"):
        if _is_own(entry):
            continue
        folder = entry.path.rpartition("/")[0]
        taken = names.setdefault(folder, _Taken(look.inside(folder)))
        if wrong := _refused_place(entry, taken, addresses):
            problems.append(wrong)
        elif entry.is_file:
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
    if any(_is_hidden(part) or left_by(part) for part in folder.split("/")):
        return True
    if _is_hidden(name) or name == "README.md":
        return True
    if not is_typed(entry.path):
        return False
    return folder not in FOLDERS.values() or not _is_well_named(entry)


def _refused_place(entry: Entry, taken: _Taken, addresses: dict[str, str]) -> Problem | None:
    """Why a file or a folder of `content/` may not stand where it does, or nothing when it may."""
    if not is_typed(entry.path):
        wrong = _left(entry, taken) or _refused_twin(entry, taken)
        if wrong or not entry.is_file:
            return wrong
    address = _address(entry.path)
    other = addresses.setdefault(address.lower(), entry.path)
    return _refused_file(entry, taken) or _refused_address(entry, address, other)


def _refused_twin(entry: Entry, taken: _Taken) -> Problem | None:
    """The problem of a page or a folder beside another of its name, or of which it is a copy.

    Pictures come in series: « plan 2.svg » is none of plan.svg.
    """
    said, suffix = _meant(entry.name), os.path.splitext(entry.name)[1]
    if entry.is_file and suffix != ".md":
        return None
    if other := taken.give(entry, entry.name):
        return _copy(entry, other)
    other = taken.bearer(f"{said.original}{suffix if entry.is_file else ''}")
    return _copy(entry, other) if said.original != said.stem and other else None


def _address(path: str) -> str:
    return of_editorial(path) if path.endswith(".md") else path.removeprefix("content/")


_IN_ADDRESS = re.compile(r"[{0}](?:[{0}_ '’(),-]{{0,98}}[{0}_)])?".format("A-Za-z0-9À-ÖØ-öø-ÿŒœ"))
"""A name of a page: letters that French writes, since others look the same and make an address that
passes for another; digits, no sign that an address gives a meaning to."""


def _refused_file(entry: Entry, taken: _Taken) -> Problem | None:
    """The problem of a file whose type or name is not taken."""
    stem, suffix = os.path.splitext(entry.name)
    path, read = shown(entry.path), excerpt(shown(entry.name))
    if suffix not in TYPES:
        return _refused_type(entry, taken) or problem("type_refuse", path, lu=suffix or read)
    for name in (*entry.path.split("/")[1:-1], stem):
        if name.lower() in DEVICES:
            return problem("nom_reserve", path, lu=name, qui="Windows", propose=f"{name}-2")
        if not _IN_ADDRESS.fullmatch(name):
            lu, propose = excerpt(shown(name)), slugify(_meant(name).stem)
            if name is stem and (other := taken.give(entry, f"{propose}{suffix}")):
                return _copy(entry, other)
            detached = name != unicodedata.normalize("NFC", name)
            why = _DETACHED if detached else ""
            return problem("nom_de_page", path, lu=lu, pourquoi=why, propose=propose)
    return None


_DETACHED = " : ses accents sont détachés de leurs lettres, comme certains Mac les écrivent"


def _refused_type(entry: Entry, taken: _Taken) -> Problem | None:
    """The problem of a file of `content/` that only its name keeps from being read."""
    said = _meant(entry.name)
    if not (said.suffix in TYPES or _is_misnamed(entry.name)):
        return None
    stem = said.stem if _IN_ADDRESS.fullmatch(said.stem) else slugify(said.stem)
    return _renamed(entry, taken, stem, ".md" if said.suffix in TEXTS else said.suffix)


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


def _is_well_named(entry: Entry) -> bool:
    """Whether an entry is a file whose name may become an address."""
    stem, suffix = os.path.splitext(entry.name)
    return entry.is_file and suffix == ".md" and is_slug(stem) and stem not in RESERVED_SLUGS


def _refused_entry(entry: Entry, folder: str, taken: _Taken) -> Problem | None:
    """Why an entry of a folder is no content, or nothing when it is."""
    if _is_well_named(entry):
        return None
    if wrong := _left(entry, taken):
        return wrong
    said, path, read = _meant(entry.name), shown(entry.path), excerpt(shown(entry.name))
    if not entry.is_file:
        place = IMAGES if entry.path.lower() == IMAGES else folder
        return problem("dossier_inattendu", path, lu=read, dossier=place)
    if said.suffix in FORMATS:
        place = IMAGES if folder in _CITIZENS else "content/images"
        propose = f"{place}/{slugify(said.stem)}{said.suffix}"
        return problem("range_ailleurs", path, lu=read, propose=propose)
    if said.suffix in SHORTCUTS:
        return problem("lien_symbolique", path)
    original = f"{slugify(said.original)}.md"
    if said.original != said.stem and (other := taken.bearer(original)):
        return _copy(entry, other, original)
    return _renamed(entry, taken, slugify(said.original if said.is_copy else said.stem), ".md")


def _refused_image(entry: Entry, folder: str, taken: _Taken) -> Problem | None:
    """Why an entry of the folder of pictures is none, or nothing when it is."""
    stem, suffix = os.path.splitext(entry.name)
    if entry.is_file and IMAGE_NAME.fullmatch(entry.name) and stem not in DEVICES:
        return _refused_name(entry.name, folder)
    if wrong := _left(entry, taken):
        return wrong
    path, read, said = shown(entry.path), excerpt(shown(entry.name)), _meant(entry.name)
    if not entry.is_file:
        return problem("dossier_inattendu", path, lu=read, dossier=folder)
    if stem in DEVICES:
        return problem("nom_reserve", path, lu=read, qui="Windows", propose=f"{stem}-2{suffix}")
    if said.suffix in TEXTS and said.inner not in FORMATS:
        propose = f"defis/{slugify(said.stem)}.md"
        return problem("range_ailleurs", path, lu=read, propose=propose)
    propose = near_image_name(entry.name)
    original = f"{slugify(said.original)}{os.path.splitext(propose)[1]}"
    if other := (said.is_copy and taken.bearer(original)) or taken.give(entry, propose):
        return _copy(entry, other)
    return problem("image_nom", path, lu=read, propose=propose)


# --- What is told of names that a system or a program made ------------------------------------


def _left(entry: Entry, taken: _Taken) -> Problem | None:
    """Advice on a file that is nobody's text: the site goes on without it."""
    who = left_by(entry.name)
    original = backup_of(entry.name) or piece_of(entry.name)
    if not who and original and taken.bearer(original):
        who = f"un programme, à côté de {shown(original)}"
    lu = excerpt(shown(entry.name))
    return problem("reste", shown(entry.path), lu=lu, qui=who) if who else None


def _copy(entry: Entry, other: str, right: str = "") -> Problem:
    """The problem of a file that seems to be another once more; how the names differ is said.

    `right` is the name that the other should bear, which no file may bear yet.
    """
    here, there = (visible(unicodedata.normalize("NFC", name)) for name in (entry.name, other))
    nuance = ""
    if same_on_a_disk(here) == same_on_a_disk(there):
        alike = "les majuscules" if here != there else "la façon d’écrire les accents"
        if visible(entry.name) != entry.name:
            alike = "une espace ou un signe qui ne se voit pas"
        nuance = f" (leurs noms ne diffèrent que par {alike})"
    elif right not in {"", other}:
        nuance = f" et doit s’appeler {right}"
    lu, autre = excerpt(shown(entry.name)), shown(other)
    return problem("copie", shown(entry.path), lu=lu, autre=autre, nuance=nuance)


def _renamed(entry: Entry, taken: _Taken, stem: str, ending: str) -> Problem:
    """The problem of a text that would be read under another name, which is free; or of its copy."""
    said, path, read = _meant(entry.name), shown(entry.path), excerpt(shown(entry.name))
    bare, suffix = os.path.splitext(entry.name)
    if suffix == ".md" and bare in RESERVED_SLUGS:
        free = (f"{stem}-{n}.md" for n in count(2) if not taken.give(entry, f"{stem}-{n}.md"))
        return problem("nom_reserve", path, lu=read, qui=RESERVED_SLUGS[bare], propose=next(free))
    propose = "README.md" if stem == "readme" else f"{stem}{ending}"
    if other := taken.give(entry, propose):
        return _copy(entry, other, propose)
    if piece_of(entry.name):
        return problem("morceau", path, lu=read, propose=propose)
    if said.suffix not in {*TYPES, *TEXTS, ""}:
        return problem("pas_un_texte", path, lu=read, propose=propose)
    if visible(entry.name) == propose and propose in entry.name:
        return problem("nom_invisible", path, lu=read, propose=propose)
    kind = "nom_de_fichier" if suffix == ending else "extension"
    if said.original != said.stem:
        kind = "nom_de_copie"
    return problem(kind, path, lu=read, fin=ending, propose=propose)


def _right_name(entry: Entry) -> str:
    """The name that a text of a folder of citizens should bear; nothing for a copy, or another file."""
    said = _meant(entry.name)
    is_text = entry.is_file and said.suffix in TEXTS and said.original == said.stem
    is_text = is_text and not (backup_of(entry.name) or piece_of(entry.name))
    return f"{slugify(said.stem)}.md" if is_text else ""


def _meant(name: str) -> NameParts:
    """What a name says without what a program made of it, and without persons."""
    return meant(mask(visible(name)))


def shown(name: str) -> str:
    """A file name that can be printed: bytes that are no UTF-8 are replaced, persons hidden."""
    text = name.encode("utf-8", "replace").decode()
    return mask("".join(c if c.isprintable() else "?" for c in text))
