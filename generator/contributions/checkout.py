"""The folder that a run was given, and what requests make of it, or of main as it now is.

Everyone who joins is counted together, each time over what main holds, so that there is nothing to
remember: run again, it gives the same.

The folder was taken from main some time ago. Of a file that main changed since, the text of main
counts: counts and places in lists must be those of what will be changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from generator.accompaniment import duplicates
from generator.addresses import defi_of as defi_at
from generator.content.catalogue import Catalogue
from generator.content.decoding import as_read
from generator.content.model import Defi
from generator.content.reader import Reader, read_as_written, read_text
from generator.contributions.branches import Tree
from generator.contributions.checking import read_defi, with_defis
from generator.contributions.github import attachment
from generator.contributions.joining import Commitment, raise_counts, read_commitment
from generator.contributions.photographs import Fetch
from generator.contributions.proposals import Proposal, Read, Refusal, defi_of, propose
from generator.contributions.requests import Request, UnreadableRequest, read_event, read_issue
from generator.forms.questions import ENGAGEMENT
from generator.text.disk import write_whole


@dataclass(frozen=True, slots=True)
class Checkout:
    """The folder, its content as it was read, and the day."""

    root: Path
    catalogue: Catalogue
    today: date
    fetch: Fetch = attachment

    def propose(self, request: Request, main: Tree) -> Proposal | Refusal:
        """What a request makes of main as it now is."""
        catalogue = self.catalogue
        fetch = cache(self.fetch)
        made = propose(request, catalogue, main.text, self.today, fetch)
        if isinstance(made, Proposal) and (fresh := self._newer(made.changes, main)):
            made = propose(request, with_defis(catalogue, fresh), main.text, self.today, fetch)
        assert made is not None, "the form was recognised"
        return self._with_near(made)

    def gather(
        self, requests: list[Request], main: Tree
    ) -> tuple[dict[str, str], dict[int, Refusal]]:
        """The commitments counted over main as it now is."""
        catalogue = self.catalogue
        files, refusals = gather(requests, catalogue, main.text, self.today)
        if fresh := self._newer(files, main):
            return gather(requests, with_defis(catalogue, fresh), main.text, self.today)
        return files, refusals

    def slug(self, request: Request, main: Tree) -> str:
        """The défi that a request is about, when it is found; nothing that was dropped is asked for."""
        return defi_of(request, self.catalogue, main.text, self.today)

    def _with_near(self, made: Proposal | Refusal) -> Proposal | Refusal:
        """The same, of a new défi with those near it that may be the same."""
        if isinstance(made, Refusal) or made.form.slug != "defi":
            return made
        catalogue = self.catalogue
        texts = ((path, text) for path, text in made.changes.items() if isinstance(text, str))
        new = (read_defi(text, path, catalogue)[0] for path, text in texts)
        likely = (each for defi in new if defi for each in duplicates.likely(defi, catalogue))
        return replace(made, duplicates=tuple(likely))

    def _newer(self, paths: Iterable[str], main: Tree) -> list[Defi]:
        """The défis of some files that main changed since the folder was taken from it."""
        found = []
        for path in paths:
            text, here = main.text(path), read_text(self.root, path)[0]
            if text is not None and as_read(text) != here and defi_at(path):
                found.append(read_defi(text, path, self.catalogue)[0])
        return [defi for defi in found if defi]


def gather(
    requests: Iterable[Request], catalogue: Catalogue, read: Read, today: date
) -> tuple[dict[str, str], dict[int, Refusal]]:
    """The files as they are when every open engagement counts, and those that must be mended.

    The files are by path, the refusals by the number of the request; others than engagements
    are left alone.
    """
    joining: dict[str, list[Commitment]] = defaultdict(list)
    refusals: dict[int, Refusal] = {}
    for request in sorted(requests, key=lambda one: one.number):
        outcome = propose(request, catalogue, read, today) if request.is_open else None
        if outcome is None or outcome.form.slug != ENGAGEMENT:
            continue
        if isinstance(outcome, Refusal):
            refusals[request.number] = outcome
        else:
            joining[outcome.slug].append(read_commitment(outcome.answers))
    files = {}
    for slug, some in sorted(joining.items()):
        defi = catalogue.defis[slug]
        files[defi.path] = raise_counts(read(defi.path) or "", defi, some)
    return files, refusals


def write_request(
    root: Path, event: Path, today: date, fetch: Fetch = attachment
) -> tuple[int, list[str]]:
    """Write under `root` what the request in GitHub's `event` file gives.

    GitHub is asked for nothing but what was dropped in the form, by `fetch`. Nothing is written when something must be mended first. Gives the exit code of a command, and
    what there is to say. Raises OSError, which names the file.
    """
    try:
        request = read_issue(read_event(event, "issue")["issue"])
    except UnreadableRequest as unreadable:
        return 2, [f"{event.name} n’est pas un événement de demande : {unreadable}."]
    if not request.is_open:
        return 0, ["Cette demande est close : rien n’est écrit. Faites-en une nouvelle."]
    read = partial(read_as_written, root)
    outcome = propose(request, Reader(root).read().catalogue, read, today, fetch)
    if outcome is None:
        return 0, ["Cette demande ne vient d’aucun de nos formulaires : rien n’est écrit."]
    if isinstance(outcome, Refusal):
        return 1, list(_report(outcome))
    return 0, list(_write(root, outcome))


def _report(refusal: Refusal) -> Iterator[str]:
    count = len(refusal.problems)
    yield f"{refusal.form.titre} : {count} chose{'s' * (count > 1)} à corriger, rien n’est écrit."
    yield from (f"✗ {each}" for each in refusal.problems)
    yield from (f"→ photo : {each.message}" for each in refusal.left)


def _write(root: Path, proposal: Proposal) -> Iterator[str]:
    for path, content in proposal.changes.items():
        write_whole(root / path, content if isinstance(content, bytes) else content.encode())
        yield f"Écrit : {path}"
    if not proposal.changes:
        yield f"{proposal.form.titre} : une personne répondra, il n’y a rien à écrire."
    yield from (f"→ conseil : {each}" for each in proposal.advice)
    yield from (f"→ photo : {each.message}" for each in proposal.left)
