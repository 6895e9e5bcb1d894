"""A site is built aside, and shown once it is whole: who stops a build half way leaves the former.

A build writes in a hidden folder beside that of the site, and at its end the two change places, in
one call of the system where there is one. `serve`, and a folder that cannot change places (a
volume of its own, or one whose parent is not ours to write in), take the files in one by one
instead, each of them whole.
Nothing waits for the disk (fsync): what is feared is a program that stops, not a power cut, after
which the site is built again from Git.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: nobody builds there twice at once, and what is left is removed
    fcntl = None  # type: ignore[assignment]

_MARK = ".en-construction-"
_FORMER = ".ancien"
_SERVED = ".bien-vivre"


@dataclass(slots=True)
class Aside:
    """A site while it is built: two builds at once never share one."""

    site: Path
    """Where it will be shown."""
    folder: Path
    """Where it is built until then."""
    _lock: int
    """A descriptor that holds the lock of `folder`: the system lets go when this process ends."""

    @property
    def is_inside(self) -> bool:
        """Whether it stands in the folder of the site, whose files it will replace one by one."""
        return self.folder.parent == self.site

    def show(self, kept: Collection[str] = ()) -> bool:
        """Put the site in its place; of the former one, only the files `kept` stay.

        Gives whether all of these were there: another program may have removed some.
        Hidden files at its root stay too, as with MkDocs: a town may have put them there.
        Raises OSError; unless `is_inside`, the former site is then whole.
        """
        whole = True
        if self.is_inside:
            whole = _take_in(self.folder, self.site, kept)
        else:
            _keep_what_is_hidden(self.site, self.folder)
            _change_places(self.folder, self.site)
        self.drop()
        return whole

    def drop(self) -> None:
        """Remove what is aside: a build that failed, or the former site."""
        shutil.rmtree(self.folder, ignore_errors=True)
        _let_go(self._lock)
        self._lock = -1


def make_aside(site: Path, *, inside: bool = False) -> Aside:
    """Make a folder where the site that goes to `site` is built; what killed builds left goes.

    `inside` asks for one whose files will be taken in one by one. Raises OSError.
    """
    site = Path(os.path.realpath(site))
    mend(site)
    if site.exists() and not site.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(site))
    if not inside and not _is_volume(site):
        site.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _make(site, site.parent, f".{site.name}{_MARK}")
        except PermissionError:
            if not os.access(site, os.W_OK):
                raise
    site.mkdir(parents=True, exist_ok=True)
    return _make(site, site, _MARK)


def _is_volume(site: Path) -> bool:
    """Whether another disk, or another folder, is shown there: it cannot change places."""
    with suppress(OSError):
        for line in Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines():
            if line.split()[4] == str(site).replace(" ", "\\040"):  # proc(5)
                return True
    return os.path.ismount(site)


def claim(site: Path) -> int:
    """Say that a folder made by `mkdtemp` is served until this process ends; gives what holds it.

    Those like it that killed processes of this person left are removed.
    """
    beginning, mine = f"{site.name.partition('_')[0]}_", site.stat().st_uid
    for entry in list(os.scandir(site.parent)):
        if not entry.name.startswith(beginning) or not entry.is_dir(follow_symlinks=False):
            continue
        with suppress(OSError):  # one that its own server removes meanwhile
            ours = entry.stat(follow_symlinks=False).st_uid == mine
            if ours and os.path.exists(f"{entry.path}/{_SERVED}"):
                _remove_abandoned(entry.path)
    (site / _SERVED).touch()
    return _lock(site) or -1


def mend(site: Path) -> None:
    """Put back the former site that a build took away and could not replace before it was killed."""
    former = _former(site)
    if former.is_dir() and not site.exists():
        os.rename(former, site)


def _make(site: Path, parent: Path, beginning: str) -> Aside:
    for entry in list(os.scandir(parent)):
        if entry.name.startswith(beginning) and entry.is_dir(follow_symlinks=False):
            _remove_abandoned(entry.path)
    while True:
        folder = parent / f"{beginning}{secrets.token_hex(4)}"
        try:
            folder.mkdir()
            _be_as(site, folder)
            lock = _lock(folder)
        except OSError as error:
            error.filename = str(site)  # a hidden name would say nothing
            raise
        if lock is not None and folder.is_dir():  # else another build removed it at once
            return Aside(site, folder, lock)


def _be_as(site: Path, folder: Path) -> None:
    """Give a new folder the owner, the group and the rights of the site that it will replace.

    Before anything is written in it: what is made in a folder may take its group. Raises
    PermissionError where its owner or its group cannot be given.
    """
    if not site.exists() or site == folder.parent:
        return
    there, here = site.stat(), folder.stat()
    if (there.st_uid, there.st_gid) != (here.st_uid, here.st_gid):
        try:
            shutil.chown(folder, there.st_uid, there.st_gid)
        except OSError:
            folder.rmdir()
            raise
    folder.chmod(there.st_mode & 0o7777 | 0o700)


def _remove_abandoned(folder: str) -> None:
    """Remove a folder, unless a process that runs holds its lock."""
    with suppress(OSError):
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            _let_go(lock)


def _let_go(lock: int) -> None:
    if lock >= 0:
        os.close(lock)


def _lock(folder: str | Path) -> int | None:
    """A descriptor that holds the lock of a folder; -1 where there are no locks.

    None when another process holds it, or has just removed the folder. Raises OSError.
    """
    if fcntl is None:
        return -1
    try:
        held = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            os.close(held)
            return None
    return held


# --- Changing places --------------------------------------------------------------------------


def _keep_what_is_hidden(former: Path, new: Path) -> None:
    """Give the new site the rights of the former folder, and the hidden files at its root."""
    if not former.is_dir():
        return
    shutil.copymode(former, new)
    for entry in os.scandir(former):
        if not entry.name.startswith(".") or (new / entry.name).exists():
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.copytree(entry, new / entry.name, symlinks=True, copy_function=_copy)
        else:
            _copy(entry.path, str(new / entry.name))


def _copy(source: str, target: str) -> None:
    """The same file at another place: one more name of it, where the disk gives two to one file."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _change_places(new: Path, site: Path) -> None:
    """Show `new` as `site`; after that, `new` is the former site."""
    if not site.exists():
        os.rename(new, site)
        return
    exchange = _exchange()
    if exchange and exchange(os.fsencode(new), os.fsencode(site)) == 0:
        return
    former = _former(site)
    shutil.rmtree(former, ignore_errors=True)
    os.rename(site, former)
    try:
        os.rename(new, site)
    except OSError:
        mend(site)
        raise
    os.rename(former, new)


def _former(site: Path) -> Path:
    return site.parent / f".{site.name}{_FORMER}"


def _exchange() -> Callable[[bytes, bytes], int] | None:
    """The call that makes two folders change places at once, where the system has one.

    Linux: renameat2(2), RENAME_EXCHANGE. macOS: renamex_np(2), RENAME_SWAP. Some file systems
    refuse it (NFS): it then gives another number than 0.
    """
    here, swap = -100, 2  # AT_FDCWD; the number of both flags
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return lambda one, other: int(system.renamex_np(one, other, swap))
        call = system.renameat2
    except (AttributeError, OSError, TypeError):
        return None
    return lambda one, other: int(call(here, one, here, other, swap))


# --- Taking in --------------------------------------------------------------------------------


def _take_in(new: Path, site: Path, kept: Collection[str]) -> bool:
    """Move the files of `new` over those of `site`, and remove there what is neither new nor kept.

    Gives whether all that is kept was there.
    """
    arriving = dict(_files(new, hidden=True))
    there = dict(_files(site, hidden=False))
    for name, path in there.items():
        if name not in arriving and name not in kept:
            os.unlink(path)
            _remove_empty(os.path.dirname(path), str(site))
    made = {str(site)}
    for name, path in arriving.items():
        target = f"{site}/{name}"
        folder = os.path.dirname(target)
        if folder not in made:
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        os.replace(path, target)
    return all(name in there or name in arriving for name in kept)


def _files(site: Path, *, hidden: bool) -> Iterator[tuple[str, str]]:
    """The files of a site, by their path from its root with slashes; those that hide there or not."""
    root = str(site)
    for folder, folders, names in os.walk(root):
        if folder == root and not hidden:
            folders[:] = [name for name in folders if not name.startswith(".")]
            names[:] = [name for name in names if not name.startswith(".")]
        for name in names:
            path = f"{folder}{os.sep}{name}"
            yield path[len(root) + 1 :].replace(os.sep, "/"), path


def _remove_empty(folder: str, root: str) -> None:
    """Remove a folder that holds nothing more, and those above it: a file may come in its place."""
    with suppress(OSError):
        while folder != root:
            os.rmdir(folder)
            folder = os.path.dirname(folder)
