"""Work split over processes gives what one process would give, and never loses a failure."""

from __future__ import annotations

import os

import pytest

from generator import processes
from generator.processes import available, share


@pytest.fixture(autouse=True)
def little_work_is_shared_too(monkeypatch):
    monkeypatch.setattr(processes, "WORTH_IT", 2)


def test_every_item_is_worked_on_once():
    results = share(list, range(10), 3)
    assert results == [[0, 3, 6, 9], [1, 4, 7], [2, 5, 8]]


def test_work_is_done_in_other_processes():
    pids = share(lambda items: os.getpid(), range(10), 2)
    assert pids[0] == os.getpid()
    assert len(set(pids)) == 2


@pytest.mark.parametrize("count", [0, 1])
def test_one_process_or_little_work_stays_here(count):
    assert share(lambda items: (os.getpid(), list(items)), range(count), 2) == [
        (os.getpid(), list(range(count)))
    ]
    assert share(lambda items: os.getpid(), range(10), 1) == [os.getpid()]


def test_work_need_not_be_something_that_can_be_sent():
    found = {"a": lambda: 1}
    assert share(lambda items: sum(found["a"]() for _ in items), range(5), 2) == [3, 2]


def test_a_large_result_comes_back_whole():
    assert share(lambda items: "x" * 3_000_000, range(2), 2) == ["x" * 3_000_000] * 2


def test_a_failure_in_a_copy_is_told_with_its_trace():
    parent = os.getpid()

    def work(items):
        if os.getpid() != parent:
            raise ValueError("le mur du fond")

    with pytest.raises(RuntimeError, match=r"(?s)in work.*le mur du fond"):
        share(work, range(4), 2)


def test_a_copy_that_dies_is_told():
    parent = os.getpid()

    def work(items):
        if os.getpid() != parent:
            os._exit(1)

    with pytest.raises(RuntimeError, match="died"):
        share(work, range(4), 2)


def test_a_result_that_cannot_be_sent_is_told():
    parent = os.getpid()

    def work(items):
        return None if os.getpid() == parent else (lambda: 1)

    with pytest.raises(RuntimeError, match=r"(?i)pickle|local"):
        share(work, range(4), 2)


def test_there_is_at_least_one_process():
    assert 1 <= available() <= (os.cpu_count() or 1)


def test_without_fork_everything_stays_here(monkeypatch):
    monkeypatch.setattr(
        processes.multiprocessing, "get_all_start_methods", lambda: ["spawn"]
    )
    assert available() == 1
