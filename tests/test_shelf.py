"""Long texts that wait on the disk: the same when they are asked for, wherever they were put."""

from __future__ import annotations

import os

import pytest

from generator.text import shelf
from generator.text.shelf import Lying, Shelf, as_it_is, shelf_of


def test_a_text_that_was_put_on_a_shelf_comes_back_as_it_was() -> None:
    texts = [b"", "L’été, « ça » va.".encode(), bytes(range(256)) * 50]
    here = Shelf()
    lying = [here.put(text) for text in texts]
    assert lying == texts
    assert {*lying} == {*texts}
    assert [bytes(one) for one in reversed(lying)] == texts[::-1]
    assert [bytes(one) for one in lying] == texts


def test_a_few_texts_stay_where_they_are() -> None:
    assert shelf_of(shelf.WORTH_IT - 1) is as_it_is
    assert isinstance(shelf_of(shelf.WORTH_IT)(b"a"), Lying)


def test_a_disk_without_room_keeps_no_text_and_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: object, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    here = Shelf()
    monkeypatch.setattr(here, "_file", type("Full", (), {"write": full})())
    assert here.put(b"un texte") == b"un texte"


def test_a_disk_that_takes_half_of_a_text_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Shelf()
    whole = here._file.write
    half = type(
        "Half", (), {"write": lambda self, some: whole(some[:3]), "fileno": here._file.fileno}
    )
    monkeypatch.setattr(here, "_file", half())
    assert bytes(here.put(b"un texte")) == b"un texte"
    monkeypatch.undo()
    assert bytes(here.put(b"un autre")) == b"un autre"


def test_where_no_file_can_be_made_texts_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**options: object) -> None:
        raise OSError(30, os.strerror(30))

    monkeypatch.setattr(shelf, "TemporaryFile", refuse)
    assert shelf_of(shelf.WORTH_IT)(b"a") == b"a"


def test_a_text_that_the_disk_lost_is_told() -> None:
    here = Shelf()
    lying = here.put(b"un texte")
    here._file.truncate(3)
    with pytest.raises(OSError, match="Errno 5"):
        bytes(lying)
