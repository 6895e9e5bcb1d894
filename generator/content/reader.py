"""The only reader of content on disk: folders in, a catalogue and every problem out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, TypeVar

from generator.addresses import defi_of
from generator.content.catalogue import Catalogue, check
from generator.content.fiches import FICHES, FOLDERS, Document, FichePage
from generator.content.fields import IMAGE_NAME, is_slug, slugify
from generator.content.images import ImageInfo, ImageRefused, probe
from generator.content.model import NO_TEXT, Defi, Group
from generator.content.schema import Prepared, get_ready, parse_document, prepare_defi, type_defi
from generator.content.vocabulary import RESERVED_SLUGS
from generator.processes import share, without_collection
from generator.text.errors import Finding, Problem, excerpt, problem
from generator.text.front_matter import parse
from generator.text.guards import check_characters, check_name
from generator.text.personal import mask, may_hold

F = TypeVar("F", bound=Group)

SIZE_LIMIT = 64 * 1024
"""Largest file that is read, in bytes."""

IMAGES = "defis/images"

_INDEXES = frozenset(f"{FOLDERS[kind]}/index.md" for kind in FICHES)

Signature = tuple[int, int]
"""By what a file is known unchanged: its date (ns) and its size (bytes)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at the disk gave."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.is_error)


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that stands where content is read."""

    slug: str
    path: str
    signature: Signature


_Read = Callable[[Path, _Found], tuple[Any, list[Problem]]]
"""Reads one file: what it holds, and what is wrong."""


@dataclass(slots=True)
class Reader:
    """Reads the content of one repository; a second reading looks only at what changed."""

    root: Path
    processes: int = 1
    keep_last_good: bool = False
    """Whether a défi whose file breaks stays as it was last read, as `serve` wants."""
    _known: dict[str, tuple[Signature, Any, list[Problem]]] = field(default_factory=dict)
    _images: dict[str, ImageInfo] = field(default_factory=dict)
    _last_good: dict[str, Defi] = field(default_factory=dict)

    @without_collection()
    def read(self) -> Reading:
        """Read everything; wrong files are left out and told."""
        problems: list[Problem] = []
        pictures = _list_folder(self.root, IMAGES, problems)
        images = {image.name: image for image in self._take(pictures, _probe_image, problems)}
        typed = {kind: self._read_documents(kind, problems) for kind in FICHES}
        pages = self._read_pages(problems)
        for documents in typed.values():
            editorial = (one for one in documents.values() if one.path.startswith("content/"))
            pages |= {one.path: one for one in editorial}
        defis = self._read_defis(images, problems)
        broken = frozenset(each.path for each in problems if each.is_error)
        icons = read_icons(theme.fiche.icone for theme in typed["themes"].values())
        everything = Catalogue(defis=defis, images=images, icons=icons, pages=pages, **typed)
        problems += locate(self.root, check(everything, broken))
        catalogue = replace(everything, defis=self._publishable(defis, broken))
        return Reading(catalogue, tuple(sorted(problems)))

    def _read_defis(
        self, images: Mapping[str, ImageInfo], problems: list[Problem]
    ) -> dict[str, Defi]:
        """Every défi that could be read at all, those with errors among them."""
        found = list(_list_folder(self.root, "defis", problems))
        if images != self._images:  # a text shows only the pictures that are there
            self._images = dict(images)
            self._known = {path: k for path, k in self._known.items() if not defi_of(path)}
        changed = [one for one in found if not self._is_known(one)]
        work = partial(_prepare, self.root, images)
        for prepared in share(work, changed, self.processes, meanwhile=get_ready):
            for one, each in prepared:
                self._known[one.path] = (one.signature, *type_defi(each, one.slug, one.path))
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

    def _read_documents(self, kind: str, problems: list[Problem]) -> dict[str, Document[Any]]:
        listed = _list_folder(self.root, FOLDERS[kind], problems)
        found = (one for one in listed if one.path not in _INDEXES)
        read = partial(_read_document, fiche=FICHES[kind])
        return {document.slug: document for document in self._take(found, read, problems)}

    def _read_pages(self, problems: list[Problem]) -> dict[str, Document[Any]]:
        found = _list_pages(self.root, problems)
        read = partial(_read_document, fiche=FichePage)
        return {document.path: document for document in self._take(found, read, problems)}

    def _take(self, found: Iterable[_Found], read: _Read, problems: list[Problem]) -> Iterator[Any]:
        """What some files hold, where it is right; each is `read` only if it changed."""
        for one in found:
            if not self._is_known(one):
                self._known[one.path] = (one.signature, *read(self.root, one))
            if value := self._recall(one, problems):
                yield value

    def _is_known(self, one: _Found) -> bool:
        return one.path in self._known and self._known[one.path][0] == one.signature

    def _recall(self, one: _Found, problems: list[Problem]) -> Any:
        _, value, wrong = self._known[one.path]
        problems += wrong
        return value


def locate(root: Path, findings: Iterable[Finding]) -> list[Problem]:
    """Give each finding its line, by a second look at the files at fault only."""
    texts: dict[str, str] = {}
    problems = []
    for each in findings:
        if each.path not in texts:
            texts[each.path], _ = read_text(root, each.path)
        problems.append(each.at(_line_of(each, texts[each.path])))
    return problems


def _line_of(one: Finding, text: str) -> int:
    if not one.where and not one.needle:
        return 1
    matter, _ = parse(text, one.path)
    if one.where:
        return matter.line_of(one.where) if matter else 1
    start = matter.body_line if matter else 1
    body = matter.body if matter else text
    lines = enumerate(body.split("\n"), start)
    return next((number for number, line in lines if one.needle in line), start)


def _prepare(
    root: Path, images: Mapping[str, ImageInfo], found: Sequence[_Found]
) -> list[tuple[_Found, Prepared]]:
    """Read and take apart some défis: the part of reading that is shared over processes."""
    prepared = []
    for one in found:
        text, wrong = read_text(root, one.path)
        each = Prepared(None, NO_TEXT, wrong) if wrong else prepare_defi(text, one.path, images)
        prepared.append((one, each))
    return prepared


def _read_document(
    root: Path, one: _Found, fiche: type[F]
) -> tuple[Document[F] | None, list[Problem]]:
    text, problems = read_text(root, one.path)
    if problems:
        return None, problems
    document, problems = parse_document(text, fiche, one.slug, one.path)
    if one.path.startswith("content/"):
        problems += [*check_characters(text, one.path), *_check_given_up(text, one.path)]
    return (None if any(each.is_error for each in problems) else document), problems


def _probe_image(root: Path, one: _Found) -> tuple[ImageInfo | None, list[Problem]]:
    try:
        return probe(one.slug, (root / one.path).read_bytes()), []
    except ImageRefused as refused:
        return None, [problem(refused.kind, one.path, detail=refused.detail)]
    except OSError as error:
        return None, [problem("fichier_illisible", one.path, raison=excerpt(error.strerror))]


def read_image(root: Path, name: str) -> bytes:
    """The bytes of a picture of `defis/images/` that was read without a problem."""
    return (root / IMAGES / name).read_bytes()


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


def _list_folder(root: Path, folder: str, problems: list[Problem]) -> Iterator[_Found]:
    """The files of a folder in the order of their names; what cannot be read is told."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    real = os.path.realpath(root / folder) + os.sep
    pictures = folder == IMAGES
    refused, ours = (_refused_image, {"README.md"}) if pictures else (_refused_entry, _OUR_OWN)
    wary = folder in _CITIZENS and may_hold("\n".join(entry.name for entry in entries))
    for entry in entries:
        if entry.name.startswith((".", "_")) or entry.name in ours:
            continue
        wrong = _refused_name(entry.name, folder) if wary else None
        if wrong := wrong or refused(entry, folder, real):
            problems.append(wrong)
        else:
            path = f"{folder}/{entry.name}"
            yield _Found(entry.name.removesuffix(".md"), path, _signature(entry.stat()))


_CITIZENS = frozenset({"defis", "annonces"})
_OUR_OWN = frozenset({"README.md", "images", "schema.json"})


def _refused_name(name: str, folder: str) -> Problem | None:
    """The problem of a name that says what must not be said."""
    stem, suffix = os.path.splitext(_shown(name))
    return check_name(name, f"{folder}/{_shown(name)}", f"{slugify(stem)}{suffix or '.md'}")


def _refused_entry(entry: os.DirEntry[str], folder: str, real: str) -> Problem | None:
    """Why an entry of a folder is no content, or nothing when it is."""
    stem, suffix = os.path.splitext(entry.name)
    named = suffix == ".md" and is_slug(stem) and stem not in RESERVED_SLUGS
    if named and entry.is_file(follow_symlinks=False):
        return None
    path, read = f"{folder}/{_shown(entry.name)}", excerpt(_shown(entry.name))
    if _leads_out(entry, real):
        return problem("lien_symbolique", path)
    if os.path.isdir(entry.path):
        return problem("dossier_inattendu", path, lu=read, dossier=folder)
    if suffix != ".md":
        return problem("extension", path, lu=read, propose=f"{slugify(_shown(stem))}.md")
    if stem in RESERVED_SLUGS:
        return problem("nom_reserve", path, lu=read, propose=f"{stem}-2.md")
    if not is_slug(stem):
        return problem("nom_de_fichier", path, lu=read, propose=f"{slugify(_shown(stem))}.md")
    return _refused_nature(entry, path)


def _refused_image(entry: os.DirEntry[str], folder: str, real: str) -> Problem | None:
    """Why an entry of the folder of pictures is none, or nothing when it is."""
    path = f"{folder}/{_shown(entry.name)}"
    if _leads_out(entry, real):
        return problem("lien_symbolique", path)
    if not IMAGE_NAME.fullmatch(entry.name):
        return problem("image_nom", path, lu=excerpt(_shown(entry.name)))
    return _refused_name(entry.name, folder) or _refused_nature(entry, path)


def _leads_out(entry: os.DirEntry[str], real: str) -> bool:
    """Whether an entry is a link out of its folder."""
    return entry.is_symlink() and not os.path.realpath(entry.path).startswith(real)


def _refused_nature(entry: os.DirEntry[str], path: str) -> Problem | None:
    """The problem of what is no ordinary file."""
    try:
        if stat.S_ISREG(entry.stat().st_mode):
            return None
    except OSError:
        pass
    return problem("fichier_illisible", path, raison="ce n’est pas un fichier ordinaire")


def _shown(name: str) -> str:
    """A file name that can be printed: bytes that are no UTF-8 are replaced, persons hidden."""
    text = name.encode("utf-8", "replace").decode()
    return mask("".join(c if c.isprintable() else "?" for c in text))


def _list_pages(root: Path, problems: list[Problem]) -> Iterator[_Found]:
    """The other pages of `content/`: any folder, whose names are the writers' business."""
    for path in sorted((root / "content").rglob("*.md")):
        place = path.relative_to(root).as_posix()
        if _is_typed(place) or path.name.startswith("."):
            continue
        if path.exists():
            yield _Found(path.stem, place, _signature(path.stat()))
        else:
            reason = "le lien ne mène à aucun fichier"
            problems.append(problem("fichier_illisible", place, raison=reason))


def _is_typed(place: str) -> bool:
    """Whether a page of `content/` has fields of its own, which another reading takes."""
    return place.rpartition("/")[0] in FOLDERS.values() and place not in _INDEXES


def folder_signature(folder: Path) -> tuple[tuple[str, Signature], ...]:
    """By what the files under a folder are known unchanged: their paths, dates and sizes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted((str(path), _signature(path.stat())) for path in files))


def _signature(status: os.stat_result) -> Signature:
    return status.st_mtime_ns, status.st_size


def check_folders(root: Path) -> list[Problem]:
    """Advice when there is no défi at all: the folder is missing, or nobody wrote one yet."""
    if not (root / "defis").is_dir():
        return [problem("dossier_absent", "defis", lu="defis/")]
    if not any(_list_folder(root, "defis", [])):
        return [problem("dossier_vide", "defis", lu="defis/")]
    return []


# What a text may hold.


def read_text(root: Path, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, its line ends made LF; or nothing and what is wrong with its bytes."""
    try:
        with open(f"{root}/{path}", "rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > SIZE_LIMIT else file.read()
    except OSError as error:
        return "", [problem("fichier_illisible", path, raison=excerpt(error.strerror))]
    if size > SIZE_LIMIT:
        taille, limite = round(size / 1024), SIZE_LIMIT // 1024
        return "", [problem("fichier_trop_lourd", path, taille=taille, limite=limite)]
    if b"\0" in data:
        return "", [problem("fichier_binaire", path)]
    try:
        return as_read(data.decode()), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [problem("encodage", path, line, octet=f"{data[error.start]:#04x}")]


def as_read(text: str) -> str:
    """A text without the mark that some Windows editors put before it, its line ends made LF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


_GIVEN_UP = (
    (r"(?m)^\s*(```|~~~)\s*mermaid", "un schéma Mermaid", "Dessinez-le en SVG."),
    (r"\{[^}\n]*\.annotate\b", "une annotation", "Utilisez une note de bas de page."),
    (r"class=[\"'][^\"']*grid cards", "une grille de cartes", "Faites une liste."),
    (r"\{[^}\n]*(?:\.lightbox\b|data-glightbox)", "une image agrandie", "Posez l’image."),
)


def _check_given_up(text: str, path: str) -> list[Problem]:
    """The forms of Material that this site gave up, in an editorial page."""
    return [
        problem("contenu_abandonne", path, text.count("\n", 0, match.start()) + 1, lu=lu, remede=r)
        for pattern, lu, r in _GIVEN_UP
        for match in re.finditer(pattern, text)
    ]


def read_as_written(root: Path, path: str) -> str | None:
    """The text of a file as it stands, its line ends too; nothing where there is no text."""
    try:
        return (root / path).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
