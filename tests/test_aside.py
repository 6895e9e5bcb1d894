"""A site is shown when it is whole: until then, and whatever stops its build, the former one stays."""

from __future__ import annotations

import errno
import os
import stat

import pytest
from worlds import write

from generator.outputs.kit import aside as asides
from generator.outputs.kit.aside import claim, make_aside

FORMER = {"index.html": "avant", "defis/a/index.html": "avant", "seul.html": "avant"}
NEW = {"index.html": "après", "defis/a/index.html": "après", "defis/b/index.html": "après"}


@pytest.fixture
def site(tmp_path):
    return write(tmp_path / "site", FORMER)


def files(folder):
    """What a visitor can ask for, and where each file is."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def no_exchange(monkeypatch):
    monkeypatch.setattr(asides, "_exchange", lambda: None)


def refused_exchange(monkeypatch):
    monkeypatch.setattr(asides, "_exchange", lambda: lambda one, other: -1)


def volume(monkeypatch):
    monkeypatch.setattr(asides, "_is_volume", lambda site: True)


WAYS = {
    "in one call": lambda monkeypatch: None,
    "where no call does it": no_exchange,
    "where the disk refuses it": refused_exchange,
    "in a volume of its own": volume,
}


@pytest.mark.parametrize("way", WAYS)
def test_the_new_site_takes_the_place_of_the_former_and_nothing_is_left(
    tmp_path, site, monkeypatch, way
):
    WAYS[way](monkeypatch)
    made = make_aside(site)
    write(made.folder, NEW)
    assert files(site) == FORMER
    made.show()
    assert files(site) == NEW
    assert os.listdir(tmp_path) == ["site"]
    assert sorted(os.listdir(site)) == ["defis", "index.html"]


def test_what_is_built_aside_has_the_rights_of_the_former_site_from_the_start(site):
    site.chmod(0o2750)
    made = make_aside(site)
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o2750
    made.show()
    assert stat.S_IMODE(site.stat().st_mode) == 0o2750


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives a folder to another group")
def test_what_is_built_aside_is_of_the_group_of_the_former_site(site):
    os.chown(site, 12, 34)
    site.chmod(0o2750)
    made = make_aside(site)
    write(made.folder, NEW)
    made.show()
    assert (site.stat().st_uid, site.stat().st_gid) == (12, 34)
    assert (site / "index.html").stat().st_gid == 34


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives a folder to another group")
def test_where_the_group_cannot_be_given_files_are_taken_in_one_by_one(site, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EPERM, "no")

    os.chown(site, 12, 34)
    monkeypatch.setattr(asides.shutil, "chown", refuse)
    assert make_aside(site).is_inside
    assert os.listdir(site.parent) == ["site"]


@pytest.mark.parametrize("way", WAYS)
def test_where_there_was_no_site_there_is_one(tmp_path, monkeypatch, way):
    WAYS[way](monkeypatch)
    made = make_aside(tmp_path / "loin" / "site")
    write(made.folder, NEW)
    made.show()
    assert files(tmp_path / "loin" / "site") == NEW
    assert os.listdir(tmp_path / "loin") == ["site"]


@pytest.mark.parametrize("way", WAYS)
def test_a_site_that_is_given_up_leaves_the_former_untouched(tmp_path, site, monkeypatch, way):
    WAYS[way](monkeypatch)
    before = {path: os.stat(path) for path in site.rglob("*")}
    made = make_aside(site)
    write(made.folder, NEW)
    made.drop()
    assert {path: os.stat(path) for path in site.rglob("*")} == before
    assert os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize("way", WAYS)
def test_what_a_town_put_there_and_hid_stays(site, monkeypatch, way):
    WAYS[way](monkeypatch)
    write(site, {".htaccess": "Deny", ".well-known/x.txt": "ici"})
    (site / ".lien").symlink_to("index.html")
    site.chmod(0o750)
    made = make_aside(site)
    write(made.folder, NEW)
    made.show()
    assert (site / ".htaccess").read_text() == "Deny"
    assert (site / ".well-known/x.txt").read_text() == "ici"
    assert os.readlink(site / ".lien") == "index.html"
    assert stat.S_IMODE(site.stat().st_mode) == 0o750


class Killed(BaseException):
    """The end of a process, at one moment."""


@pytest.mark.parametrize("moment", range(1, 4))
@pytest.mark.parametrize("find", [no_exchange, refused_exchange])
def test_a_build_killed_while_folders_change_places_leaves_one_whole_to_the_next(
    site, monkeypatch, find, moment
):
    made = make_aside(site)
    write(made.folder, NEW)
    calls, rename = [], os.rename

    def dying(*names):
        calls.append(names)
        if len(calls) == moment:
            raise Killed
        rename(*names)

    with monkeypatch.context() as patch:
        find(patch)
        patch.setattr(os, "rename", dying)
        with pytest.raises(Killed):
            made.show()
    os.close(made._lock)
    make_aside(site).drop()
    assert files(site) in (FORMER, NEW)


def test_two_builds_at_once_do_not_touch_each_other(site):
    first, second = make_aside(site), make_aside(site)
    write(first.folder, NEW)
    write(second.folder, {"index.html": "ensuite"})
    first.show()
    assert files(site) == NEW
    second.show()
    assert files(site) == {"index.html": "ensuite"}


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path, site):
    left = make_aside(site)
    write(left.folder, NEW)
    os.close(left._lock)  # as the system does when a process ends
    make_aside(site).drop()
    assert os.listdir(tmp_path) == ["site"]


def test_a_link_to_the_site_stays_a_link(tmp_path, site):
    (tmp_path / "www").symlink_to("site")
    made = make_aside(tmp_path / "www")
    write(made.folder, NEW)
    made.show()
    assert os.readlink(tmp_path / "www") == "site"
    assert files(site) == NEW


def test_a_file_in_the_place_of_the_site_is_told(tmp_path):
    (tmp_path / "site").write_text("ici")
    with pytest.raises(NotADirectoryError):
        make_aside(tmp_path / "site")


@pytest.mark.parametrize("call", ["mkdir", "open"])
def test_where_nothing_can_be_made_aside_the_site_is_named(tmp_path, site, monkeypatch, call):
    def refuse(path, *_, **__):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), str(path))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(OSError, match=r"open files") as told:
        make_aside(site)
    monkeypatch.undo()
    assert told.value.filename == str(site)
    assert files(site) == FORMER


# --- Taken in file by file ---


def test_files_that_did_not_change_stay_and_a_folder_may_become_a_file(site):
    write(site, {"x/y.html": "avant"})
    kept = os.stat(site / "defis/a/index.html")
    made = make_aside(site, inside=True)
    write(made.folder, {"index.html": "après", "x": "un fichier", "seul.html/z": "un dossier"})
    assert made.show(kept={"defis/a/index.html"})
    assert os.stat(site / "defis/a/index.html") == kept
    assert files(site) == {
        "index.html": "après", "x": "un fichier", "seul.html/z": "un dossier",
        "defis/a/index.html": "avant",
    }  # fmt: skip


def test_a_kept_file_that_someone_removed_is_told(site):
    (site / "defis/a/index.html").unlink()
    made = make_aside(site, inside=True)
    write(made.folder, {"index.html": "après"})
    assert not made.show(kept={"defis/a/index.html", "index.html"})


def test_a_page_that_is_being_read_is_read_whole(site):
    made = make_aside(site, inside=True)
    write(made.folder, {"index.html": "x" * 100_000})
    with (site / "index.html").open() as reader:
        made.show()
        assert reader.read() == "avant"


# --- What is served ---


def test_what_a_killed_server_left_is_removed_and_what_is_served_stays(tmp_path):
    served, left, other = (tmp_path / f"mkdocs_{name}" for name in ("un", "deux", "trois"))
    for folder in (served, left, other):
        folder.mkdir()
    claim(served)
    os.close(claim(left))
    write(other, {"index.html": "à quelqu’un d’autre"})
    mine = tmp_path / "mkdocs_mien"
    mine.mkdir()
    claim(mine)
    assert sorted(os.listdir(tmp_path)) == ["mkdocs_mien", "mkdocs_trois", "mkdocs_un"]
