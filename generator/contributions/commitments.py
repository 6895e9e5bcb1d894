"""Everyone who joins, counted together: one change for all the engagements that are open.

Counted each time over what the repository holds, so that there is nothing to remember: run again,
it gives the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from generator.content.catalogue import Catalogue
from generator.contributions.counting import Commitment, raise_counts, read_commitment
from generator.contributions.proposals import Read, Refusal, propose
from generator.contributions.requests import Request

_FORM = "engagement"


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
        if outcome is None or outcome.form.slug != _FORM:
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
