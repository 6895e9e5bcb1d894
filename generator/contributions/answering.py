"""From the end of a review to an answer under its pull request: labels, and one comment.

It runs on the code of the site, with the right to write, after a run that had none. Which pull
request it is, what it changes and who made it, GitHub says; what the texts are like, a file that
the proposal could have forged: it is believed of nothing but words. The comment says the verdict
first, then what must be mended with its file and line, what could be better, the défis that are
near, the site as it would be, and what happens next. Files are named, and what is said of them
repeated, in a way that GitHub does nothing with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import addresses
from generator.content.identity import read_site_url
from generator.content.reader import Reader
from generator.contributions import review as reviews
from generator.contributions.github import MOST_FILES as ALL_FILES
from generator.contributions.github import Client, Pull
from generator.contributions.harmless import harmless, quoted
from generator.contributions.reply import (
    PublishedSite,
    bullets,
    comment_of,
    company,
    left_to_mend,
    steps,
)
from generator.contributions.requests import UnreadableRequest, read_event
from generator.contributions.review import Review
from generator.contributions.threads import put_labels, said, say
from generator.forms.issue_forms import label_of_pilote
from generator.text.errors import Problem
from generator.text.personal import mask

SITE = "site"
"""The name under which a run keeps the built site."""

OURS = ("phase:", "territoire:", "pilote:")
"""How the labels begin that the bot decides of, on a pull request."""

FIRST = frozenset({"FIRST_TIME_CONTRIBUTOR", "FIRST_TIMER", "NONE"})
"""https://docs.github.com/graphql/reference/enums#commentauthorassociation"""

ENDED = frozenset({"success", "failure"})
"""How a run ends that looked at something; others were stopped, or wait for somebody."""

MOST_ERRORS, MOST_ADVICE, MOST_FILES = 20, 8, 5
"""How many are told in full; the rest is counted."""

_SENTENCE = 600
"""How much of one sentence is told, in signs."""

_NAME = re.compile(r"(?<![^\W_])([a-z]{1,30}(?:_[a-z]{1,30}){1,3})(?![^\W])")
_PATH = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9._/-]{0,150}")
_FIELD = re.compile(r"[a-z_]{1,40}(\[\d{1,4}\])?(\.[a-z_]{1,40}(\[\d{1,4}\])?){0,5}")


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
        return _CHANGED
    found = reviews.read(report)
    site = PublishedSite(Reader(root).read().catalogue, read_site_url(root, environ))
    if found:
        want = {f"phase:{each.phase}" for each in found.defis}
        want |= {f"territoire:{each.territoire}" for each in found.defis}
        want |= {label_of_pilote(each.pilote) for each in found.defis}
        put_labels(client, pull, want, site.catalogue, lambda name: name.startswith(OURS))
    server = environ.get("GITHUB_SERVER_URL", "https://github.com")
    proposed = _proposed(client, run, pull, f"{server}/{client.repository}", derived)
    if client.open_pull_at(run.owner, run.branch, run.commit) is None:
        return _CHANGED  # and its files, which were asked for meanwhile, are not those of the run
    in_order = found and proposed.passed and not found.errors
    if pull.by_bot and in_order and not said(client, pull.number):
        return (
            f"Proposition n° {pull.number} : tout est en ordre, et un robot n’attend pas de merci."
        )
    say(client, pull.number, answer(proposed, found, site))
    return f"Proposition n° {pull.number} : réponse donnée."


_CHANGED = "Cette proposition a changé depuis, ou n’est plus ouverte : il n’y a rien à répondre."


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
        all_told=len(paths) < ALL_FILES,
    )


# --- The comment ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proposed:
    """A pull request that was looked at, and where what concerns it is."""

    repository: str
    """The address of the repository, which begins all others."""
    commit: str
    run: int
    """The run of the workflow that looked at it."""
    passed: bool
    """Whether everything that this run does went well."""
    site: int = 0
    """The number of the artifact that holds the built site; 0 when there is none."""
    first: bool = False
    """Whether its author never proposed anything here before."""
    texts: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    """The paths that it changes, of each side."""
    all_told: bool = True
    """Whether GitHub told all of its files: what is not told may be anything."""

    @property
    def details(self) -> str:
        return f"{self.repository}/actions/runs/{self.run}"

    @property
    def is_vouched_for(self) -> bool:
        """Whether it is of texts alone, so that its review ran the code of the site."""
        return self.all_told and not self.code

    @property
    def is_mixed(self) -> bool:
        """Whether it should be two: texts are reviewed by others than code."""
        return bool(self.texts and self.code)


def answer(pull: Proposed, found: Review | None, site: PublishedSite) -> str:
    """The comment; `found` is None when nothing came of the review."""
    review = found or Review()
    errors = len(review.errors) + pull.is_mixed
    pilotes = {each.pilote for each in review.defis}  # told when it is the same for all of it
    return comment_of(
        _verdict(pull, found, errors),
        bullets("**À faire**" if errors else "", _to_do(pull, review)),
        bullets("**À savoir, rien ne presse**", _to_know(pull, review)),
        bullets("**Des défis proches existent déjà**", _near(review, site)),
        _built(pull) if pull.is_vouched_for else _warning(pull),
        company(pilotes.pop(), site) if len(pilotes) == 1 else "",
        _welcome() if pull.first else "",
        _HOW,
    )


def _verdict(pull: Proposed, found: Review | None, count: int) -> str:
    if found is None:
        return (
            "**Merci ! La relecture automatique n’a pas pu se faire.** Ce n’est sans doute pas de "
            f"votre faute : une personne de l’équipe va regarder [ce qui s’est passé]({pull.details})."
        )
    if count:
        return f"**Merci ! Avant d’aller plus loin, {left_to_mend(count)}.**"
    if not pull.is_vouched_for:
        return "**Merci ! Cette proposition change le programme : une personne va la relire.**"
    if not pull.passed:
        return (
            "**Merci ! Les textes sont en ordre, mais le site ne se construit pas avec ce changement.** "
            f"[Voici pourquoi]({pull.details}) ; si cela ne vous dit rien, une personne vous aidera ici."
        )
    return "**Merci ! Tout est en ordre : une personne va relire votre proposition.**"


def _to_do(pull: Proposed, review: Review) -> Iterator[str]:
    if pull.is_mixed:
        yield (
            "**Séparez cette proposition en deux**, une pour les textes et une pour le programme : "
            "ce ne sont pas les mêmes personnes qui les relisent. "
            f"Textes : {_files(pull.texts)}. Programme : {_files(pull.code)}."
        )
    yield from _told(review.errors, MOST_ERRORS, pull)


def _to_know(pull: Proposed, review: Review) -> Iterator[str]:
    yield from _told(review.advice, MOST_ADVICE, pull)
    for slug in review.lost[:MOST_FILES]:
        yield (
            f"`{slug}` n’aura plus de page. S’il change d’adresse, écrivez "
            f"`anciens_slugs: [{slug}]` dans son nouveau fichier ; s’il s’arrête, gardez-le plutôt, "
            "avec `etat: arrete` et un bilan : ce qu’il a appris sert à d’autres."
        )


def _told(problems: Sequence[Problem], most: int, pull: Proposed) -> Iterator[str]:
    yield from (_line(each, pull) for each in problems[:most])
    if len(problems) > most:
        yield f"et {len(problems) - most} de plus : [les voir tous]({pull.details})."


def _line(one: Problem, pull: Proposed) -> str:
    field = f" `{one.field}` :" if _FIELD.fullmatch(one.field) else ""
    return f"{_place(one, pull)} :{field} {_sentence(one.message)}"


def _sentence(message: str) -> str:
    """What is said of a file; the names of fields, such as `prochaine_action`, stay as they are."""
    pieces = _NAME.split(mask(message[:_SENTENCE]))
    return "".join(f"`{piece}`" if n % 2 else _between(piece) for n, piece in enumerate(pieces))


def _between(piece: str) -> str:
    """A piece without what acts, with the spaces at its ends."""
    said = harmless(piece, _SENTENCE)
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() else ""
    return f"{before}{said}{after}" if said else before or after


def _place(one: Problem, pull: Proposed) -> str:
    """A file and its line, with the way to it where its name can stand in an address."""
    line = f", ligne {one.line}" if one.line > 0 else ""
    if not _is_plain(one.path):
        return f"{quoted(one.path)}{line}"
    anchor = f"?plain=1#L{one.line}" if one.line > 0 else ""
    return f"[`{one.path}`{line}]({pull.repository}/blob/{pull.commit}/{one.path}{anchor})"


def _is_plain(path: str) -> bool:
    """Whether a name can be shown as it is, and stand in an address."""
    return bool(_PATH.fullmatch(path)) and mask(path) == path


def _files(paths: Sequence[str]) -> str:
    shown = [f"`{path}`" if _is_plain(path) else quoted(path) for path in paths[:MOST_FILES]]
    more = len(paths) - len(shown)
    return ", ".join([*shown, *([f"et {more} de plus"] if more else [])])


def _near(review: Review, site: PublishedSite) -> Iterator[str]:
    """Those of the site only: a page that does not exist is not shown."""
    for each in review.near[:MOST_FILES]:
        if other := site.catalogue.defis.get(each.other):
            page = site.page(addresses.defi(other.slug))
            yield f"{quoted(other.titre)} ({page}), pour `{each.slug}` : {harmless(each.why, 300)}"


def _warning(pull: Proposed) -> str:
    """What a proposal that changes code is answered with instead of the site that this code built.

    Its review ran what it proposes: nothing that came of it can be vouched for.
    """
    what = _files(pull.code) if pull.code else "trop de fichiers pour que GitHub les donne tous"
    return (
        f"**Pour qui relit** : cette proposition change le programme ({what}), et c’est ce programme "
        "changé qui vient de tourner. Le robot ne se porte garant de rien : ni de ce qu’il dit ici, ni du "
        "site qui en est sorti. Lisez chaque ligne avant d’accepter, et n’ouvrez pas ce site sur votre "
        "machine."
    )


def _built(pull: Proposed) -> str:
    if not pull.site:
        return ""
    return (
        f"Pour voir le site tel qu’il serait : [le télécharger]({pull.details}/artifacts/{pull.site}) "
        "(avec un compte GitHub, pendant sept jours), le décompresser, ouvrir `index.html`."
    )


def _welcome() -> str:
    return "\n\n".join([
        "C’est votre première proposition ici : bienvenue, et merci d’avoir osé.",
        steps(
            "Une personne de l’équipe relit. Elle regarde que tout soit clair et que personne ne "
            "soit nommé ; elle ne juge pas votre idée.",
            "Elle accepte, ou vous pose une question ici.",
            "Le site se met à jour tout seul, quelques minutes après.",
        ),
    ])  # fmt: skip


_HOW = (
    "Pour corriger : en haut, « Files changed », puis « … » à droite du fichier et « Edit file » "
    "(Modifier). Cette réponse se met à jour toute seule. Elle n’est pas claire ? Dites-le ici."
)
