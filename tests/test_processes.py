"""Work split over processes gives what one process would give, and never loses a failure."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys

import pytest

from generator.processes import WORTH_IT, available, share

MANY = range(2 * WORTH_IT)
"""Enough for copies of this process to be worth what they cost."""


def test_every_item_is_worked_on_once_and_in_order():
    slices = list(share(list, MANY, 3))
    assert [item for some in slices for item in some] == list(MANY)
    assert len(slices) > 1


def test_work_is_done_in_other_processes():
    pids = set(share(lambda items: os.getpid(), MANY, 2))
    assert pids - {os.getpid()}
    assert len(pids) <= 3


def test_this_process_does_something_once_while_the_copies_work():
    fork = multiprocessing.get_context("fork")
    begun, done = fork.Event(), fork.Event()
    seen = []

    def work(items):
        begun.set()
        return list(items), done.wait(10)

    def meanwhile():
        seen.append((os.getpid(), begun.wait(10)))
        done.set()

    results = list(share(work, MANY, 2, meanwhile=meanwhile))
    assert seen == [(os.getpid(), True)]
    assert [item for items, _ in results for item in items] == list(MANY)
    assert all(after for _, after in results), "it waited for a result"


def test_a_failure_of_what_is_done_meanwhile_is_told():
    def meanwhile():
        raise ValueError("le mur du fond")

    with pytest.raises(ValueError, match="le mur du fond"):
        list(share(list, MANY, 2, meanwhile=meanwhile))


@pytest.mark.parametrize("count", [0, 1, 100])
def test_little_work_stays_here(count):
    assert list(share(lambda items: (os.getpid(), list(items)), range(count), 2)) == [
        (os.getpid(), list(range(count)))
    ]


def test_one_process_is_this_one():
    assert list(share(lambda items: (os.getpid(), len(items)), MANY, 1)) == [
        (os.getpid(), len(MANY))
    ]


def test_work_need_not_be_something_that_can_be_sent():
    found = {"a": lambda: 1}
    assert sum(share(lambda items: sum(found["a"]() for _ in items), MANY, 2)) == len(MANY)


def test_a_large_result_comes_back_whole():
    large = "x" * 3_000_000
    assert set(share(lambda items: large, MANY, 2)) == {large}


@pytest.mark.parametrize("count", [1, 2])
def test_a_failure_is_told_wherever_it_happens(count):
    def work(items):
        raise ValueError("le mur du fond")

    with pytest.raises((ValueError, RuntimeError), match="le mur du fond"):
        list(share(work, MANY, count))


def test_a_result_that_cannot_be_sent_is_told():
    with pytest.raises(Exception, match=r"(?i)pickle|local"):
        list(share(lambda items: lambda: 1, MANY, 2))


_DIES = """
import os
from generator import processes
parent = os.getpid()
work = lambda items: os._exit(9) if os.getpid() != parent else None
list(processes.share(work, range(2000), 2))
"""


def test_a_copy_that_is_killed_is_told_and_not_waited_for():
    """As when a machine runs out of memory: a build that waits for ever tells nobody."""
    ended = subprocess.run(
        [sys.executable, "-c", _DIES], timeout=60, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "Error" in ended.stderr or "Broken" in ended.stderr


_IS_KILLED = """
import os, signal, sys, time
from generator import processes
parent = os.getpid()
def work(items):
    if os.getpid() == parent:
        os.kill(parent, signal.SIGKILL)
    time.sleep(60)
processes.together(work, range(2000), 3)
"""


def test_copies_end_when_the_process_they_copy_is_killed():
    """They hold its output open: it is closed when the last of them has ended."""
    ended = subprocess.run(
        [sys.executable, "-c", _IS_KILLED], timeout=30, capture_output=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL


def test_no_copy_is_left_behind():
    before = set(multiprocessing.active_children())
    list(share(list, MANY, 2))
    assert set(multiprocessing.active_children()) <= before


def test_there_is_at_least_one_process():
    assert 1 <= available() <= (os.cpu_count() or 1)


def test_without_fork_everything_stays_here(monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert available() == 1
