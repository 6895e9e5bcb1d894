"""Work split over forked processes, for builds of thousands of défis; never used by `serve`.

Where `fork` does not exist (Windows), or for little work, everything stays in one process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 400
"""Below this number of items, forking costs more than it saves."""

SLICE = 100
"""How many items travel together: few enough that their results never fill the memory."""


def available() -> int:
    """How many processes a build may use: one per core, one where there is no `fork`."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return cores or 1


def share(
    work: Callable[[Sequence[T]], R],
    items: Sequence[T],
    processes: int,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[R]:
    """Give what `work` says of each slice of `items`, in their order, as it comes.

    For results that this process has much to do with: `processes` copies of it do the work.
    They inherit `work` and `items`: only results travel, by pickle. `meanwhile` is what this
    process does before the first result, where copies work. Raises what `work` raises, and
    BrokenProcessPool when a copy was killed.
    """
    if processes < 2 or len(items) < WORTH_IT:
        yield work(items)
        return
    with without_collection(), _copies(processes, work, items, collecting=False) as copies:
        results = copies.map(_work_on, _starts(items))
        meanwhile()
        yield from results


def together(work: Callable[[Sequence[T]], R], items: Sequence[T], processes: int) -> list[R]:
    """Give what `work` says of each slice of `items`, in any order.

    For work done for its effect: this process does its part, which spares the memory of one
    copy. Raises as `share`.
    """
    if processes < 2 or len(items) < WORTH_IT:
        return [work(items)]
    results = []
    gc.freeze()  # what stands is left alone here too, while the copies share its pages
    try:
        with _copies(processes - 1, work, items, collecting=True) as copies:
            waiting = [(start, copies.submit(_work_on, start)) for start in _starts(items)]
            while waiting:
                start, last = waiting.pop()  # copies begin at the other end
                mine = last.cancel()
                results.append(work(items[start : start + SLICE]) if mine else last.result())
    finally:
        gc.unfreeze()
    return results


def _starts(items: Sequence[Any]) -> range:
    return range(0, len(items), SLICE)


@contextmanager
def _copies(
    count: int, work: Callable[[Sequence[T]], R], items: Sequence[T], *, collecting: bool
) -> Iterator[ProcessPoolExecutor]:
    """Copies of this process; `collecting` for work that leaves cycles, such as Jinja's.

    After a failure, they do no more than what they had begun.
    """
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, fork, _inherit, (work, items, collecting)) as copies:
        try:
            yield copies
        except BaseException:
            copies.shutdown(wait=False, cancel_futures=True)
            raise


def keep_to_the_end(thing: object) -> None:
    """Never free `thing`: with its process, the system takes all of its memory back at once.

    Freeing ten thousand défis object by object takes a second, after the last page is written.
    A ring holds itself, and the collector never looks at what is frozen.
    """
    ring = [thing]
    ring.append(ring)
    gc.freeze()


@contextmanager
def without_collection() -> Iterator[None]:
    """Leave the garbage alone for a while.

    The collector looks at every living object again and again, and in a copy of this process
    each look costs a page of memory. What is made here has no cycles to collect.
    """
    if not gc.isenabled():
        yield
        return
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


_inherited: tuple[Callable[[Sequence[Any]], Any], Sequence[Any]]
"""In a copy: what it was made for."""


def _inherit(work: Callable[[Sequence[Any]], Any], items: Sequence[Any], collecting: bool) -> None:
    global _inherited  # noqa: PLW0603 - set once, in a copy that lives for nothing else
    _inherited = work, items
    # Who stops the program with Ctrl-C stops the first process, which ends its copies.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    if collecting:
        gc.enable()  # what was inherited is frozen: only what this copy makes is looked at
    else:
        gc.disable()


def _end_with_the_first() -> None:
    """In a copy: end at once when the process that it is a copy of is killed.

    It would wait for ever for work that nobody sends.
    """
    first = multiprocessing.parent_process()
    assert first
    wait([first.sentinel])
    os._exit(1)


def _work_on(start: int) -> Any:
    work, items = _inherited
    return work(items[start : start + SLICE])
