"""Files are written whole or not at all, and what the machine refuses is said in French."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import threading

import pytest

from generator.text import disk
from generator.text.disk import refusal, write_whole

ENGLISH = re.compile(
    r"\b(?:no|space|left|permission|denied|read-only|file|too|not|a)\b", re.IGNORECASE
)
REFUSED = (
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG,
    errno.EIO, errno.EMFILE, errno.ENFILE, errno.EFBIG, errno.ENOTDIR, errno.EISDIR, errno.EBUSY,
)  # fmt: skip


@pytest.mark.parametrize("code", REFUSED, ids=errno.errorcode.get)
def test_a_refusal_says_what_and_why_and_what_to_do(code):
    said = refusal(OSError(code, os.strerror(code), "site/index.html"))
    assert re.fullmatch(r"site/index\.html : [^.]+\. [A-Z][^.]+\.( [A-Z].*\.)?", said)
    assert os.strerror(code) not in said
    assert not ENGLISH.search(said.removeprefix("site/index.html"))


def test_a_refusal_that_is_not_known_is_quoted():
    said = refusal(OSError(errno.ESTALE, "Stale file handle", "x"))
    assert said == "x : le système répond « Stale file handle ». Recommencez."


def test_a_refusal_without_a_name_is_a_sentence_too():
    assert refusal(OSError(errno.ENOSPC, "")).startswith(
        "Le disque a refusé : le disque est plein."
    )


def test_a_name_is_told_from_here_and_on_one_line():
    here = OSError(errno.ENOENT, "", f"{os.getcwd()}/content/a\n::error::b")
    assert refusal(here).startswith("content/a?::error::b : ")


# --- Written whole ---


def refuse(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


STEPS = {"opened": (os, "open"), "written": (disk, "open"), "put in its place": (os, "replace")}


@pytest.mark.parametrize("step", STEPS)
def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path, monkeypatch, step):
    path = tmp_path / "defi.md"
    path.write_text("avant")
    where, name = STEPS[step]
    monkeypatch.setattr(where, name, refuse, raising=False)
    with pytest.raises(OSError, match=r"defi\.md"):
        write_whole(path, b"apres")
    monkeypatch.undo()
    assert path.read_text() == "avant"
    assert os.listdir(tmp_path) == ["defi.md"]


def test_a_file_keeps_its_rights_and_its_folders_are_made(tmp_path):
    path = tmp_path / "a" / "b" / "defi.md"
    write_whole(path, b"avant")
    path.chmod(0o640)
    write_whole(path, "après".encode())
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("après", 0o640)


def test_a_pipe_is_written_into_and_not_replaced(tmp_path):
    """`bvm relire --rapport /dev/stdout`, for one."""
    os.mkfifo(tmp_path / "tube")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "tube").read_bytes()))
    reader.start()
    write_whole(tmp_path / "tube", b"dit")
    reader.join(10)
    assert read == [b"dit"]


def test_a_folder_that_someone_removes_meanwhile_is_made_again(tmp_path, monkeypatch):
    put, times = os.replace, []

    def once(part, path):
        times.append(part)
        if len(times) == 1:
            shutil.rmtree(tmp_path / "dossier")
        put(part, path)

    monkeypatch.setattr(disk.os, "replace", once)
    disk.write_whole(tmp_path / "dossier" / "un.txt", b"un")
    assert (tmp_path / "dossier" / "un.txt").read_bytes() == b"un"
