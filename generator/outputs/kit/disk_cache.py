"""What takes long to draw and rarely changes, kept on disk from one build to the next.

Eight social cards take a second, and so do 35,000 communes; the compiled templates are kept beside
them for the same reason.
What is kept is believed only if its sum says that it is what was put there, under that name: a
disk, a program or a hand may have changed it. It is no seal: who may write in this folder may
also write in `generator/`.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from generator.text.disk import PART, open_plain, write_whole

_LARGEST = 32 * 2**20
"""Bytes of one file, its sum among them: those of a picture take 22 MB at most (`images.MOST_SHOWN`).
Anything larger is not kept, and is none of ours."""

_DAY = 86_400
_FORGOTTEN = 60 * _DAY
"""Seconds after which what nobody asked for goes."""

_SUM = 32


@dataclass(frozen=True, slots=True)
class DiskCache:
    """A folder of things drawn before, each under the sum of what it was drawn from."""

    folder: Path | None
    """Without one, nothing is kept."""

    def get(self, source: str, draw: Callable[[], bytes]) -> bytes:
        """What `draw` gives, now or in an earlier build; `source` is all that it depends on.

        Raises OSError when it cannot be kept.
        """
        kept = self.read(source)
        if kept is None:
            kept = draw()
            self.write(source, kept)
        return kept

    def read(self, source: str) -> bytes | None:
        """What is kept of `source`; nothing where there is none, or anything wrong with it."""
        if self.folder is None:
            return None
        name = _name(source)
        with suppress(OSError):
            data = _read_plain(f"{self.folder}/{name}")
            if data[:_SUM] == _sum(name, data[_SUM:]):
                return data[_SUM:]
        return None

    def write(self, source: str, content: bytes) -> None:
        """Keep `content`, in the place of whatever is there; raises OSError.

        What `read` would not take is not kept.
        """
        if self.folder is None or _SUM + len(content) > _LARGEST:
            return
        name = _name(source)
        path = self.folder / name
        try:
            _clear(path)
            write_whole(path, _sum(name, content) + content)
        except OSError as error:
            error.filename = str(self.folder)  # its files have names that say nothing to anybody
            raise

    def sweep(self) -> None:
        """Remove what no build asked for in two months, and what a killed one left half written."""
        if self.folder is None:
            return
        now = time.time()
        with suppress(OSError):
            for entry in os.scandir(self.folder):
                age = now - entry.stat(follow_symlinks=False).st_mtime
                if age > (_DAY if entry.name.endswith(PART) else _FORGOTTEN):
                    os.unlink(entry)


NO_DISK_CACHE = DiskCache(None)


class CompiledTemplates(BytecodeCache):
    """Jinja's compiled templates in a `DiskCache`: Python runs them as they are read.

    Jinja's own cache of files takes any bytes that begin well, and Python may crash on them.
    """

    def __init__(self, kept: DiskCache, version: str) -> None:
        """Those that were compiled under another `version` of what compiles them are not used."""
        self._kept = kept
        self._version = version

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template is kept; Jinja looks whether it has changed."""
        kept = self._kept.read(self._source(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; raises OSError."""
        self._kept.write(self._source(bucket), bucket.bytecode_to_string())

    def _source(self, bucket: Bucket) -> str:
        return f"gabarit {self._version} {bucket.key}"


@cache
def digest_of(*paths: str | Path) -> str:
    """One sum of some files, of code or of data: what was drawn from them is drawn again when it changes."""
    total = sha256()
    for path in paths:
        total.update(Path(path).read_bytes())
    return total.hexdigest()


def _name(source: str) -> str:
    """A name of this form of keeping: an earlier version of this program took any bytes as they are."""
    return sha256(f"{source} avec sa somme".encode()).hexdigest()


def _sum(name: str, content: bytes) -> bytes:
    """The sum of what is kept under a name: under another, it is not what was put there."""
    total = sha256(name.encode())
    total.update(content)
    return total.digest()


def _clear(path: Path) -> None:
    """Remove what is no plain file: a link, a pipe, a folder. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.is_symlink() or (path.exists() and not path.is_file()):
        path.unlink()


def _read_plain(path: str) -> bytes:
    """The bytes of a plain file of a reasonable size, and news that it is still asked for.

    Raises OSError; for a link, and for what is no file, too.
    """
    with open_plain(path) as file:
        status = os.fstat(file.fileno())
        if status.st_size > _LARGEST:
            raise OSError
        data = file.read(_LARGEST) or b""
    if time.time() - status.st_mtime > _DAY:
        with suppress(OSError):
            os.utime(path)
    return data
