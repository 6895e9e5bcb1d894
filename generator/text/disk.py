"""Files written whole or not at all, and in French what the machine says when it refuses.

Nothing here reads what people write.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from io import FileIO
from pathlib import Path

_SPACE = "Faites de la place, puis recommencez."
_RIGHT = "Donnez-vous le droit de le lire et d’y écrire, ou demandez-le à qui tient cette machine."

_REASONS = {
    errno.ENOSPC: ("le disque est plein", _SPACE),
    errno.EDQUOT: ("la place qui vous est donnée sur ce disque est pleine", _SPACE),
    errno.EFBIG: (
        "ce fichier serait plus gros que ce disque, ou une limite, ne le permet",
        "Relevez cette limite (ulimit -f), ou prenez un autre disque.",
    ),
    errno.ENOMEM: ("cette machine n’a plus de mémoire", "Fermez d’autres programmes."),
    errno.EROFS: (
        "ce disque se lit, mais ne s’écrit pas",
        "Montez-le en écriture, ou travaillez dans un autre dossier.",
    ),
    errno.EACCES: ("le droit d’y accéder manque", _RIGHT),
    errno.EPERM: ("le droit d’y accéder manque", _RIGHT),
    errno.ENOENT: ("il n’y a rien à cet endroit", "Vérifiez que rien n’a été déplacé."),
    errno.EEXIST: ("un fichier est là où il faut un dossier", "Déplacez-le."),
    errno.EISDIR: ("un dossier est là où il faut un fichier", "Déplacez-le."),
    errno.ENOTDIR: ("un fichier est là où il faut un dossier", "Déplacez-le."),
    errno.ELOOP: ("c’est un lien, ou des liens qui tournent en rond", "Retirez-les."),
    errno.ENXIO: ("ce n’est pas un fichier ordinaire", "Retirez-le."),
    errno.ENAMETOOLONG: ("ce nom est trop long pour ce disque", "Raccourcissez-le."),
    errno.EBUSY: ("un autre programme s’en sert", "Fermez-le, puis recommencez."),
    errno.EIO: ("le disque répond mal", "Gardez-en vite une copie, et faites-le vérifier."),
    errno.EMFILE: (
        "trop de fichiers sont ouverts à la fois",
        "Fermez d’autres programmes, ou relevez cette limite (ulimit -n).",
    ),
}
_REASONS[errno.ENFILE] = _REASONS[errno.EMFILE]


def reason(error: OSError) -> str:
    """Why the machine refused, in a few French words.

    The reasons are those of POSIX (errno.h); another one is quoted as the system says it.
    """
    return _known(error)[0]


def refusal(error: OSError) -> str:
    """What could not be done to which file, why (`reason`), and what to do: two French sentences."""
    why, remedy = _known(error)
    place = _shown(error.filename2 or error.filename)
    return f"{place or 'Le disque a refusé'} : {why}. {remedy}"


def _known(error: OSError) -> tuple[str, str]:
    said = error.strerror or type(error).__name__
    other = f"le système répond « {said} »", "Recommencez."
    return _REASONS.get(error.errno or 0, other)


def _shown(path: object) -> str:
    """A path from here where it is under here; nothing when the system named none."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return ""
    text = os.fsdecode(path)
    here = os.getcwd() + os.sep
    return "".join(c if c.isprintable() else "?" for c in text.removeprefix(here))


def naming(error: OSError, path: str | Path) -> OSError:
    """The same error, which names the file: to write a byte names none when the disk is full."""
    if error.filename is None:
        error.filename = str(path)
    return error


def open_plain(path: str | Path) -> FileIO:
    """A plain file, open to be read.

    Raises OSError for what cannot be read, and for what is no plain file: a link at the end of
    `path` is not followed, a pipe without a writer is not waited for, a device is not read.
    """
    descriptor = os.open(path, _PLAIN_ONLY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
    return FileIO(descriptor)


_PLAIN_ONLY = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that nobody ever sees half written; its folder is made if need be.

    Who stops the program, and a full disk, leave what was there. A power cut may not: nothing
    waits for the disk, and Git has what matters.
    Raises OSError, which names the file.
    """
    if path.exists() and not path.is_file():  # a terminal, a pipe: nothing can take its place
        path.write_bytes(content)
        return
    try:
        try:
            _write_aside(path, content)
        except FileNotFoundError:  # someone has just removed its folder
            _write_aside(path, content)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _write_aside(path: Path, content: bytes) -> None:
    part = path.parent / f".{path.name[:40]}.{secrets.token_hex(4)}{PART}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
        os.replace(part, path)
    finally:
        with suppress(OSError):
            os.unlink(part)


PART = ".part"
"""How the name of a file ends while it is written; one that is left was of a program that was killed."""
