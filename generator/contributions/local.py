"""A request written on this disk, or what must be mended in it: `bvm depuis-issue` without GitHub."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.content.reader import Reader, read_as_written
from generator.contributions.proposals import Proposal, Refusal, propose
from generator.contributions.requests import UnreadableRequest, read_event, read_issue


class Told(NamedTuple):
    """How it ended, as the exit code of a command, and what there is to say."""

    code: int
    lines: list[str]


def write_request(root: Path, event: Path, today: date) -> Told:
    """Write under `root` what the request in GitHub's `event` file gives.

    Nothing is written when something must be mended first.
    """
    try:
        request = read_issue(read_event(event, "issue")["issue"])
    except UnreadableRequest as unreadable:
        return Told(2, [f"{event.name} n’est pas un événement de demande : {unreadable}."])
    if not request.is_open:
        return Told(0, ["Cette demande est close : rien n’est écrit. Faites-en une nouvelle."])
    read = partial(read_as_written, root)
    outcome = propose(request, Reader(root).read().catalogue, read, today)
    if outcome is None:
        return Told(0, ["Cette demande ne vient d’aucun de nos formulaires : rien n’est écrit."])
    if isinstance(outcome, Refusal):
        return Told(1, list(_report(outcome)))
    return Told(0, list(_write(root, outcome)))


def _report(refusal: Refusal) -> Iterator[str]:
    count = len(refusal.problems)
    yield f"{refusal.form.titre} : {count} chose{'s' * (count > 1)} à corriger, rien n’est écrit."
    yield from (f"✗ {each}" for each in refusal.problems)


def _write(root: Path, proposal: Proposal) -> Iterator[str]:
    for path, text in proposal.changes.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        yield f"Écrit : {path}"
    if not proposal.changes:
        yield f"{proposal.form.titre} : une personne répondra, il n’y a rien à écrire."
    yield from (f"→ conseil : {each}" for each in proposal.advice)
