"""From the end of a review to an answer under its pull request: labels, and one comment.

It runs on the code of the site, with the right to write, after a run that had none. Which pull
request it is, what it changes and who made it, GitHub says; what the texts are like, a file that
the proposal could have forged: it is believed of nothing but words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.content.identity import read_site_url
from generator.content.reader import Reader
from generator.contributions import review as reviews
from generator.contributions import verdict
from generator.contributions.github import Client, Pull
from generator.contributions.reply import PublishedSite
from generator.contributions.requests import UnreadableRequest, read_event
from generator.contributions.threads import label_of_pilote, put_labels, said, say
from generator.contributions.verdict import Proposed

SITE = "site"
"""The name under which a run keeps the built site."""

OURS = ("phase:", "territoire:", "pilote:")
"""How the labels begin that the bot decides of, on a pull request."""

FIRST = frozenset({"FIRST_TIME_CONTRIBUTOR", "FIRST_TIMER", "NONE"})
"""https://docs.github.com/graphql/reference/enums#commentauthorassociation"""

ENDED = frozenset({"success", "failure"})
"""How a run ends that looked at something; others were stopped, or wait for somebody."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the workflow that reviews, as GitHub's event describes it."""

    number: int
    ending: str
    owner: str
    branch: str
    commit: str


def read_run(document: Mapping[str, Any]) -> Run | None:
    """The run that an event tells the end of; None when its pull request has no branch any more.

    https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run
    Raises UnreadableRequest.
    """
    run = document["workflow_run"]
    number, origin = run.get("id"), run.get("head_repository")
    if not isinstance(number, int) or run.get("event") != "pull_request":
        raise UnreadableRequest("ce n’est pas la fin d’une relecture")
    if not isinstance(origin, dict):
        return None
    owner, words = origin.get("owner"), ("conclusion", "head_branch", "head_sha")
    login = owner.get("login") if isinstance(owner, dict) else None
    told = [login, *(run.get(word) for word in words)]
    if not all(isinstance(each, str) for each in told):
        raise UnreadableRequest("la branche relue n’y est pas")
    login, ending, branch, commit = map(str, told)
    return Run(number, ending, login, branch, commit)


def respond(
    event: Path,
    report: Path,
    client: Client,
    root: Path,
    environ: Mapping[str, str],
    derived: frozenset[str],
) -> str:
    """Answer the pull request whose review GitHub's `event` tells the end of.

    `report` is what the review wrote, if it did; `derived` the files that the code makes.
    Gives what was done, in French, without any text of others.
    Raises UnreadableRequest for what is no such event, GitHubRefused when GitHub does not answer.
    """
    run = read_run(read_event(event, "workflow_run"))
    if run is None or run.ending not in ENDED:
        return "Rien n’a été relu : il n’y a rien à répondre."
    pull = client.open_pull_at(run.owner, run.branch, run.commit)
    if pull is None:
        return (
            "Cette proposition a changé depuis, ou n’est plus ouverte : il n’y a rien à répondre."
        )
    found = reviews.read(report)
    site = PublishedSite(Reader(root).read().catalogue, read_site_url(root, environ))
    if found:
        places = (label_of_pilote(each.pilote) for each in found.defis if each.pilote)
        want = {*verdict.labels_of(found), *places}
        put_labels(client, pull, want, site.catalogue, lambda name: name.startswith(OURS))
    server = environ.get("GITHUB_SERVER_URL", "https://github.com")
    proposed = _proposed(client, run, pull, f"{server}/{client.repository}", derived)
    in_order = found and proposed.passed and not found.errors
    if pull.by_bot and in_order and not said(client, pull.number):
        return (
            f"Proposition n° {pull.number} : tout est en ordre, et un robot n’attend pas de merci."
        )
    say(client, pull.number, verdict.answer(proposed, found, site))
    return f"Proposition n° {pull.number} : réponse donnée."


def _proposed(
    client: Client, run: Run, pull: Pull, repository: str, derived: frozenset[str]
) -> Proposed:
    paths = client.pull_paths(pull.number)
    return Proposed(
        repository=repository,
        commit=run.commit,
        run=run.number,
        passed=run.ending == "success",
        site=client.artifacts(run.number).get(SITE, 0),
        first=pull.association in FIRST and not pull.by_bot,
        texts=tuple(path for path in paths if reviews.is_text(path, derived)),
        code=tuple(path for path in paths if reviews.is_code(path, derived)),
    )
