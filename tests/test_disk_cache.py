"""The cache on disk gives what was put there or nothing: whatever happened to it, the site is the same."""

from __future__ import annotations

import os

import pytest
from jinja2 import DictLoader, Environment

from generator.outputs.kit.disk_cache import CompiledTemplates, DiskCache

DRAWN = b"ce qui a ete dessine " * 40


def only(folder):
    (path,) = folder.iterdir()
    return path


def replaced(path, make):
    path.unlink()
    make(path)


def from_another(path):
    """The bytes that were kept under another name."""
    DiskCache(path.parent).get("autre", lambda: b"autre chose")
    other = next(each for each in path.parent.iterdir() if each != path)
    path.write_bytes(other.read_bytes())
    other.unlink()


def leading_out(path):
    """A link to a file that is right, elsewhere."""
    outside = path.parent.parent / "dehors"
    path.rename(outside)
    path.symlink_to(outside)


WRONG = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"!"),
    "empty": lambda path: path.write_bytes(b""),
    "full of zeros": lambda path: path.write_bytes(bytes(len(path.read_bytes()))),
    "without its sum": lambda path: path.write_bytes(DRAWN),
    "one bit of its sum": lambda path: path.write_bytes(flipped(path.read_bytes(), 3)),
    "one bit of its content": lambda path: path.write_bytes(flipped(path.read_bytes(), 300)),
    "of another name": from_another,
    "a folder": lambda path: replaced(path, os.mkdir),
    "a folder that holds something": lambda path: replaced(
        path, lambda it: (it / "d").mkdir(parents=True)
    ),
    "a link that leads out": leading_out,
    "a link to nothing": lambda path: replaced(path, lambda it: it.symlink_to("rien")),
    "a link to itself": lambda path: replaced(path, lambda it: it.symlink_to(it.name)),
    "a pipe": lambda path: replaced(path, os.mkfifo),
    "far too large": lambda path: os.truncate(path, 1 << 40),
}


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_drawn_again_and_replaced(tmp_path, wrong):
    cache, drawings = DiskCache(tmp_path / "cache"), []

    def draw():
        drawings.append(1)
        return DRAWN

    assert [cache.get("dessin", draw) for _ in range(2)] == [DRAWN, DRAWN]
    assert len(drawings) == 1
    WRONG[wrong](only(tmp_path / "cache"))
    assert [cache.get("dessin", draw) for _ in range(2)] == [DRAWN, DRAWN]
    assert len(drawings) == 2
    assert only(tmp_path / "cache").is_file()
    assert not only(tmp_path / "cache").is_symlink()


@pytest.mark.parametrize(("more", "drawn"), [(0, 1), (1, 2)])
def test_what_is_too_large_to_be_read_again_is_not_kept(tmp_path, monkeypatch, more, drawn):
    monkeypatch.setattr("generator.outputs.kit.disk_cache._LARGEST", len(DRAWN) + 32)
    cache, drawings = DiskCache(tmp_path / "cache"), []
    for _ in range(2):
        assert cache.get("dessin", lambda: drawings.append(1) or DRAWN + b"!" * more)
    assert len(drawings) == drawn
    assert (tmp_path / "cache").exists() == (drawn == 1)


def test_what_a_link_of_the_cache_leads_to_is_never_written(tmp_path):
    cache = DiskCache(tmp_path / "cache")
    cache.get("dessin", lambda: DRAWN)
    outside = tmp_path / "dehors"
    outside.write_bytes(b"ici")
    replaced(only(tmp_path / "cache"), lambda path: path.symlink_to(outside))
    cache.get("dessin", lambda: DRAWN)
    assert outside.read_bytes() == b"ici"


def test_what_cannot_be_kept_is_told_with_its_place(tmp_path):
    (tmp_path / "cache").write_text("un fichier")
    with pytest.raises(OSError, match="cache") as told:
        DiskCache(tmp_path / "cache").get("dessin", lambda: DRAWN)
    assert str(told.value.filename).startswith(f"{tmp_path}/cache")


def test_what_nobody_asks_for_goes_and_what_is_asked_for_stays(tmp_path):
    cache = DiskCache(tmp_path)
    long_ago = os.stat(tmp_path).st_mtime - 100 * 86_400
    for name in ("asked", "forgotten"):
        cache.get(name, name.encode)
        os.utime(max(tmp_path.iterdir(), key=os.path.getmtime), (long_ago, long_ago))
    (tmp_path / ".x.part").write_bytes(b"half")
    os.utime(tmp_path / ".x.part", (long_ago, long_ago))
    cache.get("asked", lambda: pytest.fail("it is kept"))
    cache.sweep()
    assert only(tmp_path).read_bytes().endswith(b"asked")


# --- Compiled templates ---


def rendered(folder) -> str:
    jinja = Environment(loader=DictLoader({"x.html": "Bonjour {{ qui }}"}), autoescape=True)
    jinja.bytecode_cache = CompiledTemplates(DiskCache(folder), "1")
    return jinja.get_template("x.html").render(qui="<b>")


@pytest.mark.parametrize("wrong", WRONG)
def test_a_compiled_template_that_is_wrong_is_compiled_again(tmp_path, wrong):
    folder = tmp_path / "cache"
    assert rendered(folder) == "Bonjour &lt;b&gt;"
    kept = only(folder).read_bytes()
    WRONG[wrong](only(folder))
    assert rendered(folder) == "Bonjour &lt;b&gt;"
    assert only(folder).read_bytes() == kept


def test_a_compiled_template_is_kept(tmp_path, monkeypatch):
    rendered(tmp_path)
    monkeypatch.setattr(Environment, "_compile", lambda *_: pytest.fail("it is compiled again"))
    assert rendered(tmp_path) == "Bonjour &lt;b&gt;"
