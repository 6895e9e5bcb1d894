"""What people wait for every day: the check of 1,000 files, and the page after a save."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from bench.measure import BenchError, Command, command_line, tail, time_run
from bench.workspace import Workspace, environment

PATIENCE = 60.0
"""Seconds after which a page that has not come is a failure."""


def time_verifier(space: Workspace, rounds: int) -> list[float]:
    """Seconds that `bvm verifier` takes on the whole workspace, once per round."""
    argv = command_line("-m", "generator.cli", "verifier")
    command = Command("bvm verifier", argv, space.project, environment())
    log = space.log("verifier")
    timings = [time_run(command, log) for _ in range(rounds + 1)]
    if not log.read_text("utf-8", "replace").strip():
        raise BenchError("bvm verifier n’a rien dit : a-t-il vraiment lu les défis ?")
    return [timing.wall for timing in timings[1:]]


def time_reload(space: Workspace, rounds: int) -> list[float]:
    """Seconds from the save of one changed line to the page that shows it, once per round."""
    source = sorted((space.project / "defis").glob("*.md"))[space.count // 2]
    with _server(space) as address:
        page = f"{address}defis/{source.stem}/"
        wait_for(page, "<h1")
        times = [_change_and_wait(source, page, number) for number in range(rounds + 1)]
    return times[1:]


def _change_and_wait(source: Path, page: str, number: int) -> float:
    words = f"Changement numéro {number} dans ce défi."
    text = source.read_text(encoding="utf-8")
    changed = re.sub(r"(?m)^resume: .*$", f'resume: "{words}"', text, count=1)
    time.sleep(0.7)
    start = time.perf_counter()
    source.write_text(changed, encoding="utf-8")
    wait_for(page, words)
    return time.perf_counter() - start


@contextmanager
def _server(space: Workspace) -> Iterator[str]:
    log = space.log("serve")
    argv = command_line("-m", "mkdocs", "serve", "-a", f"127.0.0.1:{free_port()}")
    with log.open("wb") as stream:
        process = subprocess.Popen(
            argv, cwd=space.project, env=environment(), stdout=stream, stderr=stream
        )
    try:
        yield _address(process, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"Serving on (http://\S+)", log.read_text("utf-8", "replace"))
        if found:
            return found[1].rstrip("/") + "/"
        time.sleep(0.1)
    raise BenchError(f"mkdocs serve n’a pas démarré :\n{tail(log)}")


def wait_for(page: str, words: str) -> None:
    """Ask for a page until it says some words; raises BenchError when it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if words in get(page):
            return
        time.sleep(0.01)
    raise BenchError(f"« {words} » n’est pas venu sur {page} en {PATIENCE:.0f} s")


def get(page: str, patience: float = PATIENCE) -> str:
    """A page; nothing where nobody answers in so many seconds."""
    address = urlsplit(page)
    connection = HTTPConnection(address.netloc, timeout=patience)
    try:
        connection.request("GET", address.path)
        content = connection.getresponse().read()
    except (HTTPException, OSError):
        return ""
    finally:
        connection.close()
    return content.decode("utf-8", "replace").replace("\N{NO-BREAK SPACE}", " ")


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
