"""`python -m bench.kills`: whatever stops a build, the site is wholly the former or wholly the new one.

Twenty builds and ten servers are killed at random moments, twenty faults put in the cache on disk,
a disk is filled, a cache made read-only. A line for each; 0 when all hold, 1 when one does not.
A few of each stand in `make test`, without chance.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from bench.everyday import free_port, get, wait_for
from bench.measure import command_line
from bench.workspace import environment, prepare

ROOT = Path(__file__).resolve().parent.parent
COUNT = 500
"""Défis: enough for a build to be shared over processes."""

PATIENCE = 10
"""Seconds that the copies of a killed build have to end: a busy machine is slow to wake them."""

Digest = dict[str, str]
"""Each file of a site, and the sum of its bytes."""


def digest(site: Path) -> Digest:
    """What is shown."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {str(path.relative_to(site)): sha256(path.read_bytes()).hexdigest() for path in files}


class Trial:
    """A project, the site of its former texts and that of its new ones, and what was found."""

    def __init__(self, folder: Path, code: Path, chance: random.Random) -> None:
        self.chance, self.folder = chance, folder
        self.project = prepare(folder, ROOT, COUNT).project
        self.site = self.project / "site"
        self.environment = {**environment(), "PYTHONPATH": str(code), "TMPDIR": str(folder / "tmp")}
        (folder / "tmp").mkdir()
        self.failed = 0
        self.build()
        shutil.copytree(self.site, folder / "avant")
        self.old = digest(self.site)
        self.change("Changement.")
        start = time.monotonic()
        self.build()
        self.seconds = time.monotonic() - start
        self.new = digest(self.site)

    def change(self, words: str) -> None:
        """Write other words in the summary of every fifth défi."""
        for path in sorted((self.project / "defis").glob("*.md"))[::5]:
            text = re.sub(r"(?m)^resume: .*$", f'resume: "{words}"', path.read_text("utf-8"))
            path.write_text(text, "utf-8")

    def start(self, *how: str) -> subprocess.Popen[bytes]:
        argv = command_line("-m", "mkdocs", *how)
        log = (self.folder / "dit.log").open("wb")
        where = {"cwd": self.project, "stdout": log, "stderr": subprocess.STDOUT}
        return subprocess.Popen(argv, env=self.environment, start_new_session=True, **where)  # type: ignore[call-overload,no-any-return]

    def build(self, site: Path | None = None) -> int:
        """A strict build; gives its exit code."""
        return self.start("build", "--strict", *(["-d", str(site)] if site else [])).wait()

    def said(self) -> str:
        return (self.folder / "dit.log").read_text("utf-8", "replace")

    def shown(self, site: Path | None = None) -> str:
        """What stands there: the former site, the new one, or neither."""
        found = digest(site or self.site)
        if found == self.old:
            return "ancien"
        if found == self.new:
            return "nouveau"
        return f"NI L’UN NI L’AUTRE ({len(found)} fichiers)"

    def tell(self, title: str, found: str, *, right: bool) -> None:
        self.failed += not right
        print(f"{'✓' if right else '✗'} {title} : {found}", flush=True)


def main() -> int:
    """Try everything; 0 when all holds."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills")
    parser.add_argument("--graine", type=int, default=15, help="la suite des hasards")
    parser.add_argument("--code", type=Path, default=ROOT, help="le programme à éprouver")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bvm-arrets-", ignore_cleanup_errors=True) as name:
        trial = Trial(Path(name), options.code.resolve(), random.Random(options.graine))
        for part in (kill_builds, kill_servers, spoil_the_cache, fill_the_disk, lock_the_cache):
            part(trial)
    print(f"{trial.failed} défaut{'s' * (trial.failed > 1)}.")
    return int(bool(trial.failed))


def kill_builds(trial: Trial, count: int = 20) -> None:
    """Kill builds at random moments, from their beginning to a little after their end."""
    for number in range(1, count + 1):
        shutil.rmtree(trial.site, ignore_errors=True)
        shutil.copytree(trial.folder / "avant", trial.site)
        process = trial.start("build", "--strict")
        after = trial.chance.uniform(0, 1.1 * trial.seconds)
        time.sleep(after)
        process.kill()
        process.wait()
        left = _wait_for_copies(process.pid)
        shown = trial.shown()
        right = "NI" not in shown and not left
        orphans = f", {left} copies restent" if left else ""
        trial.tell(f"construction {number}, tuée après {after:.2f} s", shown + orphans, right=right)
    code = trial.build()
    left_over = [each.name for each in trial.project.glob(".site*")]
    right = (code, trial.shown(), left_over) == (0, "nouveau", [])
    trial.tell("la construction d’après", f"{trial.shown()}, restes : {left_over}", right=right)


def _wait_for_copies(group: int) -> int:
    """How many processes of a group outlive the first; those that do are ended."""
    end = time.monotonic() + PATIENCE
    while (left := _count(group)) and time.monotonic() < end:
        time.sleep(0.05)
    if left:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    return left


def _count(group: int) -> int:
    found = subprocess.run(["pgrep", "-c", "-g", str(group)], capture_output=True, check=False)
    return int(found.stdout or 0)


def kill_servers(trial: Trial, count: int = 10) -> None:
    """Kill servers at random moments after a save; until then, each answer is a whole page."""
    path = min((trial.project / "defis").glob("*.md"))
    words, before = "Un premier texte.", digest(trial.site)
    for number in range(1, count + 1):
        earlier, words = words, f"Le texte numéro {number}."
        trial.change(earlier)
        address = f"http://127.0.0.1:{free_port()}/"
        process = trial.start("serve", "-a", address.removeprefix("http://").rstrip("/"))
        page = f"{address}defis/{path.stem}/"
        wait_for(page, earlier)
        trial.change(words)
        after = trial.chance.uniform(0, 2.5)
        answers = list(_ask(page, after))
        process.kill()
        process.wait()
        halves = [one for one in answers if not _is_whole(one, earlier, words)]
        right = not halves and digest(trial.site) == before
        seen = f"{len(answers)} réponses, {len(halves)} à moitié, site/ intact"
        trial.tell(f"serveur {number}, tué {after:.2f} s après un changement", seen, right=right)
    _stop_gently(trial, words)


def _is_whole(page: str, *words: str) -> bool:
    return any(word in page for word in words) and page.rstrip().endswith("</html>")


def _ask(page: str, seconds: float) -> Iterator[str]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = get(page, patience=max(0.05, end - time.monotonic()))
        if answer or time.monotonic() < end:  # else the last one waits for the build
            yield answer


def _stop_gently(trial: Trial, words: str) -> None:
    """Serve once more and stop with Ctrl-C: neither this server nor those killed leave anything."""
    address = f"http://127.0.0.1:{free_port()}/"
    process = trial.start("serve", "-a", address.removeprefix("http://").rstrip("/"))
    page = min((trial.project / "defis").glob("*.md")).stem
    wait_for(f"{address}defis/{page}/", words)
    process.send_signal(signal.SIGINT)
    process.wait(20)
    left = sorted(each.name for each in (trial.folder / "tmp").glob("mkdocs_*"))
    trial.tell("le serveur d’après, arrêté par Ctrl-C", f"restes : {left}", right=not left)


FAULTS: dict[str, Callable[[Path, random.Random], object]] = {
    "coupé": lambda path, chance: os.truncate(path, chance.randrange(path.stat().st_size)),
    "plein de zéros": lambda path, _: path.write_bytes(bytes(path.stat().st_size)),
    "un octet changé": lambda path, chance: path.write_bytes(_changed(path.read_bytes(), chance)),
    "un autre à sa place": lambda path, chance: shutil.copy(
        chance.choice(sorted(path.parent.iterdir())), path
    ),
    "un lien vers ailleurs": lambda path, _: _replace(
        path, lambda: path.symlink_to("/etc/hostname")
    ),
}


def _replace(path: Path, make: Callable[[], object]) -> None:
    path.unlink()
    make()


def _changed(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def spoil_the_cache(trial: Trial, count: int = 20) -> None:
    """Spoil five files of the cache at a time; the site must not change by a byte."""
    trial.build()
    expected = digest(trial.site)
    for number in range(1, count + 1):
        fault = list(FAULTS)[number % len(FAULTS)]
        kept = sorted(each for each in (trial.project / ".cache").rglob("*") if each.is_file())
        for path in trial.chance.sample(kept, 5):
            FAULTS[fault](path, trial.chance)
        code = trial.build()
        found = digest(trial.site)
        wrong = [name for name in expected if found.get(name) != expected[name]]
        told = f"code {code}, {len(wrong)} fichiers changés"
        trial.tell(f"cache {number}, {fault}", told, right=code == 0 and found == expected)


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[bool]:
    """A small disk in memory, where one has the right to mount it."""
    folder.mkdir(exist_ok=True)
    argv = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    done = subprocess.run(argv, capture_output=True, check=False).returncode == 0
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", str(folder)], check=True)


def fill_the_disk(trial: Trial) -> None:
    """Build on a disk that has room for one site, and not for two."""
    weight = sum(path.stat().st_blocks * 512 for path in trial.site.rglob("*") if path.is_file())
    for share in (1.2, 1.5, 1.8):
        with _mounted(trial.folder / "petit", f"size={int(weight * share)}") as done:
            if not done:
                print("- disque plein : il faut le droit de monter un disque (root).")
                return
            _refuse(trial, f"disque plein à {share:.0%}", trial.folder / "petit" / "site")


def lock_the_cache(trial: Trial) -> None:
    """Build where nothing can be kept."""
    cache = trial.project / ".cache"
    trial.build()
    shutil.rmtree(cache)
    with _mounted(cache, "ro") as done:
        if not done:
            print("- cache en lecture seule : il faut le droit de monter un disque (root).")
            return
        _refuse(trial, "cache en lecture seule", trial.site)


def _refuse(trial: Trial, title: str, site: Path) -> None:
    if not site.exists():
        trial.build(site)
    before = digest(site)
    code, said = trial.build(site), trial.said()
    whole = digest(site) == before
    sentence = next((line for line in said.splitlines() if " reste." in line), "AUCUNE PHRASE")
    right = code == 1 and whole and "Traceback" not in said and sentence != "AUCUNE PHRASE"
    trial.tell(
        title, f"code {code}, site {'entier' if whole else 'ABÎMÉ'} ; {sentence}", right=right
    )


if __name__ == "__main__":
    sys.exit(main())
