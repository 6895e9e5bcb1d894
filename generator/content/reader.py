"""The only reader of content on disk: folders in, a catalogue and every problem out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from importlib.metadata import distribution
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from generator.addresses import defi_of
from generator.content import drawings, lines
from generator.content.catalogue import MOST, Catalogue, check
from generator.content.containers import ImageRefused, says_where
from generator.content.decoding import decode
from generator.content.editorial import Render, refusals, renderer
from generator.content.fiches import FICHES, FOLDERS, Document, FichePage
from generator.content.folders import (
    DEEPEST,
    IMAGES,
    INDEXES,
    MOST_ENTRIES,
    ROOTS,
    Entry,
    Look,
    Signature,
    is_page,
    list_content,
    list_folder,
    make_look,
    shown,
)
from generator.content.images import MOST_BYTES, ImageInfo, probe
from generator.content.model import NO_TEXT, Defi, Group
from generator.content.schema import Prepared, get_ready, parse_document, prepare_defi, type_defi
from generator.processes import share, without_collection
from generator.text.disk import open_plain, reason
from generator.text.errors import Finding, Problem, by_place, excerpt, problem
from generator.text.front_matter import FrontMatter, parse
from generator.text.guards import check_characters
from generator.text.shelf import as_it_is, shelf_of
from generator.text.signs import cleaned

F = TypeVar("F", bound=Group)

SETTINGS = "mkdocs.yml"
"""The settings of the site, of which each room reads its own part."""

SIZE_LIMIT = 64 * 1024
"""Largest file that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at the disk gave."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    published: Mapping[str, ImageInfo | None]
    """The files of `content/` that may be shown, by path; of a picture, what it is."""
    look: Look = field(compare=False)
    """What stood in the folders, with the days of its files."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.is_error)


_Read = Callable[[Path, Entry], tuple[Any, list[Problem]]]
"""Reads one file: what it holds, and what is wrong."""

_Shown = tuple[str, ImageInfo | None]
"""A file beside an editorial page: its path, and what a picture is."""


@dataclass(slots=True)
class Reader:
    """Reads the content of one repository; a second reading looks only at what changed."""

    root: Path
    processes: int = 1
    keep_last_good: bool = False
    """Whether a défi whose file breaks stays as it was last read, as `serve` wants."""
    look: Callable[[str, bytes], ImageInfo] = probe
    """Says of the bytes of a picture what a page needs; raises ImageRefused."""
    _known: dict[str, tuple[Signature, Any, list[Problem]]] = field(default_factory=dict)
    _images: dict[str, ImageInfo] = field(default_factory=dict)
    _last_good: dict[str, Defi] = field(default_factory=dict)
    _renderer: Render | None = None

    @without_collection()
    def read(self, seen: Look | None = None) -> Reading:
        """Read everything, of what a look at the folders saw; wrong files are left out and told."""
        seen = seen or look(self.root)
        problems = list(seen.problems)
        pictures = list_folder(seen, IMAGES, problems)
        images = {image.name: image for image in self._take(pictures, self._look_at, problems)}
        files = list(list_content(seen, problems))
        published = self._read_shown(files, problems)
        typed = {kind: self._read_documents(seen, kind, problems) for kind in FICHES}
        pages = self._read_pages(files, problems)
        for documents in typed.values():
            editorial = (one for one in documents.values() if one.path.startswith("content/"))
            pages |= {one.path: one for one in editorial}
        defis = self._read_defis(seen, images, problems)
        broken = frozenset(each.path for each in problems if each.is_error)
        icons = read_icons(theme.fiche.icone for theme in typed["themes"].values())
        everything = Catalogue(defis=defis, images=images, icons=icons, pages=pages, **typed)
        problems += locate(self.root, check(everything, broken))
        catalogue = replace(everything, defis=self._publishable(defis, broken))
        unread = {each.path for each in problems if each.kind in _NO_TEXT}
        published = {path: info for path, info in published.items() if path not in unread}
        return Reading(catalogue, tuple(sorted(problems, key=by_place)), published, seen)

    def _look_at(self, root: Path, one: Entry) -> tuple[ImageInfo | None, list[Problem]]:
        """What a page needs of one picture; raises OSError when its files cannot be kept."""
        try:
            data = read_bytes(root / one.path, MOST_BYTES)
        except TooLong as long:
            detail = f"{long.size / 1024 / 1024:.1f} Mo"
            return None, [problem("image_trop_lourde", one.path, detail=detail)]
        except OSError as error:
            return None, [problem("fichier_illisible", one.path, raison=reason(error))]
        told = [problem("image_situee", one.path)] if says_where(data) else []
        try:
            return self.look(one.name, data), told
        except ImageRefused as refused:
            return None, [problem(refused.kind, one.path, detail=refused.detail)]

    def _read_defis(
        self, seen: Look, images: Mapping[str, ImageInfo], problems: list[Problem]
    ) -> dict[str, Defi]:
        """Every défi that could be read at all, those with errors among them."""
        found = list(list_folder(seen, "defis", problems))
        if images != self._images:  # a text shows only the pictures that are there
            self._images = dict(images)
            self._known = {path: k for path, k in self._known.items() if not defi_of(path)}
        changed = [one for one in found if not self._is_known(one)]
        work = partial(_prepare, self.root, images)
        put = as_it_is if self.keep_last_good else shelf_of(len(changed))
        for prepared in share(work, changed, self.processes, meanwhile=get_ready):
            for one, each in prepared:
                self._known[one.path] = (one.signature, *type_defi(each, one.slug, one.path, put))
        read = {one.slug: self._recall(one, problems) for one in found}
        return {slug: defi for slug, defi in read.items() if defi}

    def _publishable(self, defis: Mapping[str, Defi], broken: frozenset[str]) -> dict[str, Defi]:
        """The défis without an error; in `serve`, the last good state of the others."""
        good = {slug: defi for slug, defi in defis.items() if defi.path not in broken}
        if self.keep_last_good:
            self._last_good |= good
            known = self._last_good.items()
            good |= {slug: defi for slug, defi in known if defi.path in broken}
        return dict(sorted(good.items()))

    def _read_documents(
        self, seen: Look, kind: str, problems: list[Problem]
    ) -> dict[str, Document[Any]]:
        listed = list_folder(seen, FOLDERS[kind], problems)
        found = (one for one in listed if one.path not in INDEXES)
        read = partial(_read_document, fiche=FICHES[kind], render=self._render)
        return {document.slug: document for document in self._take(found, read, problems)}

    def _read_pages(
        self, files: Iterable[Entry], problems: list[Problem]
    ) -> dict[str, Document[Any]]:
        read = partial(_read_document, fiche=FichePage, render=self._render)
        pages = self._take(filter(is_page, files), read, problems)
        return {document.path: document for document in pages}

    def _read_shown(
        self, files: Iterable[Entry], problems: list[Problem]
    ) -> dict[str, ImageInfo | None]:
        """The files of `content/` that may be shown: its texts, and what is right beside them."""
        files = list(files)
        beside = (one for one in files if not one.name.endswith(".md"))
        texts: dict[str, ImageInfo | None] = {
            one.path: None for one in files if one.name.endswith(".md")
        }
        return texts | dict(self._take(beside, self._check_shown, problems))

    def _check_shown(self, root: Path, one: Entry) -> tuple[_Shown | None, list[Problem]]:
        """A picture or a drawing of an editorial page: its path, with what a picture is."""
        if one.name.endswith(".svg"):
            return _check_drawing(root, one)
        info, problems = self._look_at(root, one)
        return (one.path, info) if info else None, problems

    def _render(self) -> Render:
        """What draws editorial pages, made when the first of them needs it."""
        if self._renderer is None:
            self._renderer = renderer(read_text(self.root, SETTINGS)[0])
        return self._renderer

    def _take(self, found: Iterable[Entry], read: _Read, problems: list[Problem]) -> Iterator[Any]:
        """What some files hold, where it is right; each is `read` only if it changed."""
        for one in found:
            if not self._is_known(one):
                self._known[one.path] = (one.signature, *read(self.root, one))
            if value := self._recall(one, problems):
                yield value

    def _is_known(self, one: Entry) -> bool:
        return one.path in self._known and self._known[one.path][0] == one.signature

    def _recall(self, one: Entry, problems: list[Problem]) -> Any:
        _, value, wrong = self._known[one.path]
        problems += wrong
        return value


def locate(root: Path, findings: Iterable[Finding]) -> list[Problem]:
    """Give each finding its line, by a second look at the files at fault only."""
    places: dict[str, _Places] = {}
    problems = []
    for each in findings:
        if each.path not in places:
            places[each.path] = _Places(read_text(root, each.path)[0], each.path)
        problems.append(each.at(places[each.path].line_of(each)))
    return problems


class _Places:
    """Where things stand in one text: taken apart once, however many findings ask for it."""

    def __init__(self, text: str, path: str) -> None:
        self._text, self._path = text, path

    def line_of(self, one: Finding) -> int:
        """The line of a finding: of its field, of its needle, or of the whole text."""
        if not one.where and not one.needle:
            return 1
        matter, start, body = self._apart
        if one.where:
            return matter.line_of(one.where) if matter else 1
        place = body.find(one.needle)
        return start + (body.count("\n", 0, place) if place >= 0 else 0)

    @cached_property
    def _apart(self) -> tuple[FrontMatter | None, int, str]:
        """The front matter, the line where the body starts, and the body."""
        matter, _ = parse(self._text, self._path)
        return (matter, matter.body_line, matter.body) if matter else (None, 1, self._text)


def _prepare(
    root: Path, images: Mapping[str, ImageInfo], found: Sequence[Entry]
) -> list[tuple[Entry, Prepared]]:
    """Read and take apart some défis: the part of reading that is shared over processes."""
    prepared = []
    for one in found:
        text, wrong = read_text(root, one.path)
        each = prepare_defi(text, one.path, images) if text else Prepared(None, NO_TEXT, [])
        each.problems.extend(wrong)
        prepared.append((one, each))
    return prepared


def _read_document(
    root: Path, one: Entry, fiche: type[F], render: Callable[[], Render]
) -> tuple[Document[F] | None, list[Problem]]:
    text, unread = read_text(root, one.path)
    if not text:
        return None, unread
    document, problems = parse_document(text, fiche, one.slug, one.path)
    problems += unread
    if one.path.startswith("content/"):
        problems += [*check_characters(text, one.path), *_check_given_up(text, one.path)]
        problems += refusals(cleaned(text), one.path, render)
        problems += lines.check_page(cleaned(text), one.path)
    return (None if any(each.is_error for each in problems) else document), problems


def _check_drawing(root: Path, one: Entry) -> tuple[_Shown | None, list[Problem]]:
    """A drawing of an editorial page: its path."""
    try:
        drawings.check(read_bytes(root / one.path, drawings.MOST_BYTES))
    except drawings.DrawingRefused as refused:
        lu = excerpt(refused.found)
        return None, [problem("dessin_refuse", one.path, refused.line, lu=lu)]
    except TooLong as long:
        taille, limite = round(long.size / 1024), drawings.MOST_BYTES // 1024
        return None, [problem("fichier_trop_lourd", one.path, taille=taille, limite=limite)]
    except OSError as error:
        return None, [problem("fichier_illisible", one.path, raison=reason(error))]
    return (one.path, None), []


def read_image(root: Path, name: str) -> bytes:
    """The bytes of a picture of `defis/images/` that was read without a problem."""
    return read_bytes(root / IMAGES / name, MOST_BYTES)


def read_icons(names: Iterable[str | None]) -> dict[str, str]:
    """The drawings of Material's icons that exist among `names`, as SVG."""
    folder = distribution("mkdocs-material").locate_file("material/templates/.icons")
    paths = {name: Path(f"{folder}/{name}.svg") for name in names if name and _ICON.fullmatch(name)}
    return {name: path.read_text("utf-8") for name, path in paths.items() if path.is_file()}


def read_packaged(package: str, path: str) -> bytes:
    """The bytes of a file of an installed package, of which nothing is run.

    `path` is how it ends there: a licence stands in a folder that bears a version.
    Raises FileNotFoundError when the package has no such file.
    """
    files = distribution(package).files or ()
    found = [each for each in files if each.as_posix().endswith(f"/{path}") or str(each) == path]
    if not found:
        raise FileNotFoundError(f"{package}: {path}")
    return Path(str(found[0].locate())).read_bytes()


_ICON = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")


# Which files are content.


def look(root: Path) -> Look:
    """All that stands in the folders of content under `root`; no link is followed."""
    problems: list[Problem] = []
    entries = [entry for top in ROOTS for entry in _walk(root, top, problems)]
    return make_look(entries, problems)


def _walk(root: Path, top: str, problems: list[Problem]) -> Iterator[Entry]:
    """One folder and all that it holds, of a depth and a number that are bounded."""
    try:
        itself = _entry(top, os.lstat(root / top))
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(itself.mode):
        yield itself
        return
    left, met = [top], 0
    while left:
        for entry in _scan(root, left.pop(), problems):
            met += 1
            if met > MOST_ENTRIES:
                problems.append(problem("fichiers_trop_nombreux", top, limite=MOST_ENTRIES))
                return
            if stat.S_ISDIR(entry.mode):
                if entry.path.count("/") >= DEEPEST:
                    problems.append(problem("dossier_profond", shown(entry.path), limite=DEEPEST))
                    continue
                left.append(entry.path)
            yield entry


def _scan(root: Path, folder: str, problems: list[Problem]) -> list[Entry]:
    """What stands in one folder, in the order of names; nothing of one that cannot be read."""
    try:
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        return [
            _entry(f"{folder}/{entry.name}", entry.stat(follow_symlinks=False))
            for entry in entries
            if not _is_lock(entry)
        ]
    except OSError as error:
        problems.append(problem("dossier_illisible", shown(folder), raison=reason(error)))
        return []


def _entry(path: str, status: os.stat_result) -> Entry:
    return Entry(path, status.st_mode, _signature(status))


def _is_lock(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is the mark that Emacs leaves beside a file: a link to no path.

    It leads to « user@machine.pid:date » (GNU Emacs Manual, « Interlocking »).
    """
    if not (entry.name.startswith(".#") and entry.is_symlink()):
        return False
    target = os.readlink(entry.path)
    return "@" in target and "/" not in target and not os.path.exists(entry.path)


def folder_signature(folder: Path) -> tuple[tuple[str, Signature], ...]:
    """By what the files under a folder are known unchanged: their paths, dates and sizes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted((str(path), _signature(path.stat())) for path in files))


def _signature(status: os.stat_result) -> Signature:
    return status.st_mtime_ns, status.st_size


def check_folders(root: Path, look: Look) -> list[Problem]:
    """Advice when there is no défi at all: the folder is missing, or nobody wrote one yet."""
    if not (root / "defis").is_dir():
        return [problem("dossier_absent", "defis", lu="defis/")]
    if not any(list_folder(look, "defis", [])):
        return [problem("dossier_vide", "defis", lu="defis/")]
    return []


# What a text may hold.


class TooLong(Exception):
    """A file is longer than what is read of it: `size` is in bytes, or the limit if none is known."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a plain file, of a number that is bounded whatever the disk says of its size.

    Raises TooLong above `limit` bytes, OSError for what cannot be read and for what is no plain
    file: a link at the end of `path`, a pipe or a device is not opened to the end.
    """
    with open_plain(path) as file:
        if (size := os.fstat(file.fileno()).st_size) > limit:
            raise TooLong(size)
        data = file.read(limit + 1) or b""
    if len(data) > limit:
        raise TooLong(limit)
    return data


_NO_TEXT = frozenset({
    *("fichier_trop_lourd", "fichier_illisible", "fichier_binaire", "fichier_vide", "encodage"),
    *("en_tete_ouvert", "yaml", "yaml_alias", "yaml_etiquette", "yaml_profondeur"),
    "marques_de_fusion",
    *("page_trop_compliquee", "page_indessinable"),
})  # fmt: skip
"""What is wrong with a file that MkDocs is not given: there is no text, or to read its fields or to
draw its body would take more than its size. MkDocs reads fields with all that YAML can do."""


def read_text(root: Path, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, its line ends made LF, if it is one; and what is wrong with its bytes."""
    try:
        data = read_bytes(root / path, SIZE_LIMIT)
    except TooLong as long:
        taille, limite = round(long.size / 1024), SIZE_LIMIT // 1024
        return "", [problem("fichier_trop_lourd", path, taille=taille, limite=limite)]
    except OSError as error:
        return "", [problem("fichier_illisible", path, raison=reason(error))]
    return decode(data, path)


_GIVEN_UP = (
    (r"(?m)^[ \t]*(```|~~~)[ \t]*mermaid", "un schéma Mermaid", "Dessinez-le en SVG."),
    (r"\{[^{}\n]*\.annotate\b", "une annotation", "Utilisez une note de bas de page."),
    (r"class=[\"'][^\"']*grid cards", "une grille de cartes", "Faites une liste."),
    (r"\{[^{}\n]*(?:\.lightbox\b|data-glightbox)", "une image agrandie", "Posez l’image."),
)


def _check_given_up(text: str, path: str) -> list[Problem]:
    """The forms of Material that this site gave up, in an editorial page."""
    return [
        problem("contenu_abandonne", path, text.count("\n", 0, match.start()) + 1, lu=lu, remede=r)
        for pattern, lu, r in _GIVEN_UP
        for match in islice(re.finditer(pattern, text), MOST)
    ]


def read_as_written(root: Path, path: str) -> str | None:
    """The text of a file as it stands, its line ends too; nothing where there is no text."""
    try:
        return read_bytes(root / path, SIZE_LIMIT).decode()
    except (OSError, TooLong, UnicodeDecodeError):
        return None
