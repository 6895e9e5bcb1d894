"""Measuring one command: its time, its processor time and the memory of all its processes.

Memory is read apart from time: each reading walks the page tables of the process, which would slow
the very run that is being timed, and the larger of the two programs most.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PERIOD = 0.02
"""Seconds between two readings of the memory."""

HAS_PROC = sys.platform == "linux" and Path("/proc/self/smaps_rollup").exists()


class BenchError(Exception):
    """A run that cannot be measured; the message, in French, says which and why."""


@dataclass(frozen=True, slots=True)
class Command:
    """One of the programs that are compared, ready to run."""

    name: str
    argv: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]

    def into(self, output: Path) -> Command:
        """The same command, told to write into `output`: both programs call it `-d`."""
        argv = (*self.argv, "-d", str(output))
        return Command(self.name, argv, self.folder, self.environment)


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: on the clock, and of processor (user and system, children that ended included)."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Peaks in bytes, summed over the process and its descendants."""

    pss: int
    """Shared pages are divided among those who share them: what the run really takes."""
    rss: int
    """Shared pages are counted once for each process."""


def time_run(command: Command, log: Path) -> Timing:
    """Run `command` alone and time it; `log` receives what it prints.

    Raises BenchError when it fails.
    """
    os.sync()
    start = time.perf_counter()
    process = _start(command, log)
    cpu = _wait(process, command, log)
    return Timing(time.perf_counter() - start, cpu)


def memory_run(command: Command, log: Path) -> Memory:
    """Run `command` and read the memory of its processes every `PERIOD` seconds.

    Linux only. Raises BenchError when the command fails.
    """
    process = _start(command, log)
    readings: list[Memory] = []
    over = threading.Event()
    sampler = threading.Thread(target=_sample, args=(process.pid, readings, over))
    sampler.start()
    try:
        _wait(process, command, log)
    finally:
        over.set()
        sampler.join()
    return Memory(max(r.pss for r in readings), max(r.rss for r in readings))


def _start(command: Command, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as stream:
        return subprocess.Popen(
            command.argv,
            cwd=command.folder,
            env=dict(command.environment),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )


def _wait(process: subprocess.Popen[bytes], command: Command, log: Path) -> float:
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchError(
            f"{command.name} s’est arrêté avec le code {process.returncode} "
            f"({' '.join(command.argv)}) :\n{tail(log)}"
        )
    return usage.ru_utime + usage.ru_stime


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of what a command printed."""
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:])


def _sample(root: int, readings: list[Memory], over: threading.Event) -> None:
    while True:
        parts = [_memory_of(pid) for pid in _family(root)]
        readings.append(Memory(sum(p.pss for p in parts), sum(p.rss for p in parts)))
        if over.wait(PERIOD):
            return


def _family(root: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        children.setdefault(_parent(pid), []).append(pid)
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting.extend(children.get(pid, ()))


def _parent(pid: int) -> int:
    # The name of a program may hold spaces and brackets: count from the last one.
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def _memory_of(pid: int) -> Memory:
    sizes = {"Pss:": 0, "Rss:": 0}
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        name, *rest = line.split()
        if name in sizes:
            sizes[name] = int(rest[0]) * 1024
    return Memory(sizes["Pss:"], sizes["Rss:"])


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""


def command_line(*words: str | Path) -> tuple[str, ...]:
    """Words of a command that runs with the Python of this benchmark."""
    return (sys.executable, *(str(word) for word in words))


def run_quietly(argv: Sequence[str], folder: Path) -> str:
    """What a short command prints, such as its version."""
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.strip()
