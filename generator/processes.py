"""Work split over forked processes, for builds of thousands of défis; never used by `serve`.

Where `fork` does not exist (Windows), or for little work, everything stays in one process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 400
"""Below this number of items, forking costs more than it saves."""


def available() -> int:
    """How many processes a build may use: one per core, one where there is no `fork`."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return cores or 1


def share(work: Callable[[Sequence[T]], R], items: Sequence[T], processes: int) -> list[R]:
    """Hand every n-th item to each of `processes` copies of this process.

    Gives the result of each copy, this process's own first. Results travel by pickle; `work`
    and `items` do not. Raises RuntimeError with the trace of a copy that failed.
    """
    if processes < 2 or len(items) < WORTH_IT:
        return [work(items)]
    gc.freeze()  # the copies would write to every page of memory they only read
    context = multiprocessing.get_context("fork")
    pipes = []
    for index in range(1, processes):
        ours, theirs = context.Pipe(duplex=False)
        copy = context.Process(target=_run, args=(theirs, work, items[index::processes]))
        copy.start()
        theirs.close()
        pipes.append((ours, copy))
    results = [work(items[0::processes])]
    for ours, copy in pipes:
        results.append(_receive(ours))
        copy.join()
    gc.unfreeze()
    return results


def _run(pipe: Connection, work: Callable[[Sequence[T]], R], items: Sequence[T]) -> None:
    gc.disable()
    try:
        pipe.send((work(items), ""))
    except BaseException:
        pipe.send((None, traceback.format_exc()))


def _receive(pipe: Connection) -> R:  # type: ignore[type-var]
    try:
        result, trace = pipe.recv()
    except EOFError as error:
        raise RuntimeError("a copy of this process died before it could answer") from error
    if trace:
        raise RuntimeError(f"a copy of this process failed:\n{trace}")
    return result  # type: ignore[no-any-return]
