"""GitHub's API, and the only module that speaks HTTP: one small function for each call.

It knows nothing of défis or of forms. A commit is made through the Git data API, so that one
commit moves a file and changes it. Whatever GitHub answers, an error says a French sentence of
ours: never the token, never what the answer holds.

https://docs.github.com/rest
"""

from __future__ import annotations

import base64
import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from generator.contributions import attachments
from generator.contributions.attachments import Missing

VERSION = "2022-11-28"
"""Of the API: https://docs.github.com/rest/about-the-rest-api/api-versions."""

TIMEOUT = 20
"""How long one answer is waited for, in seconds."""

ATTEMPTS = 3
LONGEST_WAIT = 30
"""Longest wait before asking again, in seconds: a workflow that waits is paid for."""

MOST_FILES = 3000
"""How many files of a pull request GitHub tells; of more, nobody is told.

https://docs.github.com/rest/pulls/pulls#list-pull-requests-files
"""

PAGE = 100
"""How many items a page of a list holds: the most that GitHub gives."""

FILE = "100644"
"""The mode of a plain file in Git."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
_SHA = re.compile(r"[0-9a-f]{40}")


class GitHubRefused(Exception):
    """GitHub did not do what was asked; its message says in French what, and what to do."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
        """The HTTP status of the answer; 0 when there was none."""


class Moved(GitHubRefused):
    """Somebody else was faster: what was read is no longer true. Read again, then try again."""


@dataclass(frozen=True, slots=True)
class Commit:
    sha: str
    tree: str
    message: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file of a commit: its text if it is one, and the name of its content in Git."""

    text: str | None
    blob: str


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """What a commit does to one path: its new text or bytes, else a content that Git has, or nothing
    left.
    """

    path: str
    text: str | bytes | None = None
    blob: str | None = None


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request to the repository, from a branch of its own or of a copy of it."""

    number: int
    branch: str
    head: str
    """The commit that its branch is at; once it is closed, was at."""
    title: str
    body: str
    is_open: bool
    is_merged: bool
    labels: frozenset[str] = frozenset()
    by_bot: bool = False
    association: str = ""
    """What its author is to the repository: `MEMBER`, `CONTRIBUTOR`, `FIRST_TIME_CONTRIBUTOR`…"""


@dataclass(frozen=True, slots=True)
class Comment:
    id: int
    body: str
    by_bot: bool


@dataclass(frozen=True, slots=True)
class Label:
    name: str
    color: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One repository on GitHub, spoken to with one token."""

    api: str
    repository: str
    token: str = field(repr=False)
    wait: Callable[[float], None] = field(default_factory=lambda: time.sleep)

    def issue(self, number: int) -> Mapping[str, Any]:
        """An issue as GitHub describes it."""
        return _object(self._get(f"issues/{number}"))

    def open_issues(self, label: str) -> list[Mapping[str, Any]]:
        """The open issues that bear a label, oldest first."""
        query = {"labels": label, "state": "open", "sort": "created", "direction": "asc"}
        return [each for each in self._pages("issues", query) if "pull_request" not in each]

    def open_issue(self, *, title: str, body: str, labels: Sequence[str]) -> int:
        """Open an issue, asked for once only, since somebody waits. Gives its number.

        GitHub drops the labels when the token may not set them.
        """
        asked = {"title": title, "body": body, "labels": list(labels)}
        return int(_object(self._send("POST", "issues", asked, attempts=1))["number"])

    # --- Git ---------------------------------------------------------------------------------

    def head(self, branch: str) -> str | None:
        """The commit that a branch is at, or nothing when there is no such branch."""
        found = self._get(f"git/ref/heads/{quote(branch)}", missing=True)
        return _sha(_object(found["object"])) if found else None

    def commit(self, sha: str) -> Commit:
        """A commit by its name."""
        found = _object(self._get(f"git/commits/{sha}"))
        parents = tuple(_sha(each) for each in found["parents"])
        return Commit(sha, _sha(found["tree"]), _text(found, "message"), parents)

    def file(self, path: str, commit: str) -> File | None:
        """A file as a commit holds it, or nothing when it is not there.

        Of what is larger than a megabyte, GitHub gives the name alone.
        """
        found = self._get(f"contents/{quote(path)}?{urlencode({'ref': commit})}", missing=True)
        if not isinstance(found, dict) or found.get("type") != "file":
            return None
        if found.get("encoding") != "base64":
            return File(None, _sha(found))
        try:
            return File(base64.b64decode(_text(found, "content")).decode("utf-8"), _sha(found))
        except ValueError:
            return File(None, _sha(found))

    def write(
        self, entries: Sequence[TreeEntry], *, tree: str, parents: Sequence[str], message: str
    ) -> str:
        """Make a commit of a tree, some of its entries changed; no branch moves. Gives its name."""
        if entries:
            body = {"base_tree": tree, "tree": [_told(self._kept(one)) for one in entries]}
            tree = _sha(_object(self._send("POST", "git/trees", body, again=True)))
        commit = {"message": message, "tree": tree, "parents": list(parents)}
        return _sha(_object(self._send("POST", "git/commits", commit, again=True)))

    def _kept(self, entry: TreeEntry) -> TreeEntry:
        """The same entry, its bytes given to Git first: a tree takes texts only."""
        if not isinstance(entry.text, bytes):
            return entry
        body = {"content": base64.b64encode(entry.text).decode(), "encoding": "base64"}
        made = _object(self._send("POST", "git/blobs", body, again=True))
        return TreeEntry(entry.path, blob=_sha(made))

    def begin(self, branch: str, commit: str) -> None:
        """Create a branch. Raises Moved when it exists."""
        body = {"ref": f"refs/heads/{branch}", "sha": commit}
        self._send("POST", "git/refs", body, lost=(409, 422))

    def advance(self, branch: str, commit: str, *, anew: bool = False) -> None:
        """Move a branch to a commit that follows it, or Moved is raised; `anew`, to any."""
        body = {"sha": commit, "force": anew}
        self._send("PATCH", f"git/refs/heads/{quote(branch)}", body, lost=(409, 422))

    # --- Pull requests -----------------------------------------------------------------------

    def pulls(self, *, branch: str = "", state: str = "all") -> list[Pull]:
        """The pull requests of the repository, newest first; of one of its branches if named."""
        owner = self.repository.partition("/")[0]
        query = {"state": state, "sort": "created", "direction": "desc"}
        if branch:
            query["head"] = f"{owner}:{branch}"
        return [_pull(each) for each in self._pages("pulls", query) if self._is_ours(each)]

    def open_pull_at(self, owner: str, branch: str, commit: str) -> Pull | None:
        """The open pull request whose branch, in a repository of `owner`, is at a commit."""
        query = {"state": "open", "head": f"{owner}:{branch}"}
        found = map(_pull, self._pages("pulls", query))
        return next((pull for pull in found if pull.head == commit), None)

    def pull_paths(self, number: int) -> list[str]:
        """The files that a pull request touches, where they were and where they are.

        GitHub gives MOST_FILES of them at most.
        """
        paths: dict[str, None] = {}
        for each in self._pages(f"pulls/{number}/files", {}):
            paths |= dict.fromkeys([_text(each, "previous_filename"), _text(each, "filename")])
        return [path for path in paths if path]

    def artifacts(self, run: int) -> dict[str, int]:
        """What a run of a workflow keeps for reading: names, and the number of each."""
        found = _object(self._get(f"actions/runs/{run}/artifacts?{urlencode({'per_page': PAGE})}"))
        kept = (each for each in found["artifacts"] if not each["expired"])
        return {_text(each, "name"): each["id"] for each in kept}

    def _is_ours(self, pull: Mapping[str, Any]) -> bool:
        """Whether a pull request comes from the repository itself, not from a copy of it."""
        origin = pull["head"].get("repo") or {}
        return str(origin.get("full_name", "")).lower() == self.repository.lower()

    def open_pull(self, *, branch: str, base: str, title: str, body: str) -> Pull:
        """Open a pull request. Raises Moved when the branch has one."""
        asked = {"head": branch, "base": base, "title": title, "body": body}
        return _pull(self._send("POST", "pulls", asked, lost=(422,)))

    def change_pull(self, number: int, **changes: str) -> Pull:
        """Change the title, the body, or the state (open, closed). Raises Moved when it cannot."""
        return _pull(self._send("PATCH", f"pulls/{number}", changes, again=True, lost=(422,)))

    # --- Comments and labels -----------------------------------------------------------------

    def comments(self, number: int) -> Iterator[Comment]:
        """The comments of an issue, oldest first."""
        for each in self._pages(f"issues/{number}/comments", {}):
            user = each.get("user") or {}
            yield Comment(each["id"], _text(each, "body"), user.get("type") == "Bot")

    def comment(self, number: int, body: str) -> None:
        """Add a comment to an issue."""
        self._send("POST", f"issues/{number}/comments", {"body": body})

    def change_comment(self, comment: int, body: str) -> None:
        self._send("PATCH", f"issues/comments/{comment}", {"body": body}, again=True)

    def add_labels(self, number: int, labels: Sequence[Label]) -> None:
        """Put labels on an issue; those that the repository has not are created first."""
        for label in labels:
            if self._get(f"labels/{quote(label.name, safe='')}", missing=True) is None:
                with suppress(Moved):  # another run created it meanwhile
                    self._send("POST", "labels", asdict(label), lost=(422,))
        body = {"labels": [label.name for label in labels]}
        self._send("POST", f"issues/{number}/labels", body, again=True)

    def remove_label(self, number: int, name: str) -> None:
        """Take a label off an issue; nothing when it is not there."""
        path = f"issues/{number}/labels/{quote(name, safe='')}"
        self._send("DELETE", path, None, again=True, missing=True)

    # --- HTTP --------------------------------------------------------------------------------

    def _pages(self, path: str, query: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        """Every item of a list, page after page."""
        number = 1
        while True:
            asked = urlencode({**query, "per_page": PAGE, "page": number})
            items = self._get(f"{path}?{asked}")
            if not isinstance(items, list):
                raise GitHubRefused(_UNEXPECTED)
            yield from items
            if len(items) < PAGE:
                return
            number += 1

    def _get(self, path: str, *, missing: bool = False) -> Any:
        return self._send("GET", path, None, again=True, missing=missing)

    def _send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        *,
        again: bool = False,
        missing: bool = False,
        lost: Sequence[int] = (),
        attempts: int = ATTEMPTS,
    ) -> Any:
        """What GitHub answers to one call.

        `again`: doing it twice is doing it once, so that a call whose answer never came may be
        made again. `missing`: what is not there is None, not an error. `lost`: the statuses which
        mean that somebody else was faster.
        """
        for attempt in range(1, attempts + 1):
            try:
                return self._ask(method, path, body)
            except urllib.error.HTTPError as error:
                with error:
                    pause = _pause(error, attempt, again=again)
                    if missing and error.code in {404, 410}:
                        return None
                if error.code in lost:
                    raise Moved(MOVED, error.code) from None
                if pause is None or attempt == attempts:
                    status = 429 if _is_limit(error) else error.code
                    raise GitHubRefused(_sentence(status), status) from None
            except (OSError, http.client.HTTPException, ValueError):
                if not again or attempt == attempts:
                    raise GitHubRefused(_UNREACHABLE) from None
                pause = float(attempt)
            self.wait(pause)
        raise AssertionError  # the last attempt returned or raised

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked by `connect`
            f"{self.api}/repos/{self.repository}/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "User-Agent": "bien-vivre-maintenant",
                "X-GitHub-Api-Version": VERSION,
            },
        )
        with OPENER.open(request, timeout=TIMEOUT) as answer:
            text = answer.read()
        return json.loads(text) if text else None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An answer that sends elsewhere is an error: `urllib` would take the token along."""

    def redirect_request(self, *_: Any) -> None:
        return None


OPENER = urllib.request.build_opener(_NoRedirect)


def attachment(address: str) -> bytes:
    """The bytes of what somebody dropped in a form, asked for as anybody may: no token goes along.

    One redirection is followed, where `attachments.redirected` lets it. Raises Missing.
    """
    end = time.monotonic() + TIMEOUT
    try:
        try:
            return _download(address, end)
        except urllib.error.HTTPError as error:
            with error:
                to = attachments.redirected(error.code, error.headers.get("Location", ""))
            return _download(to, end)
    except urllib.error.HTTPError as error:
        with error:
            raise attachments.refused(error.code) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Missing("photo_pas_donnee", "pas de réponse à temps") from None


def _download(address: str, end: float) -> bytes:
    """The bytes at an address; too many, or too slow to come, they are left."""
    headers = {"Accept": "image/*", "User-Agent": "bien-vivre-maintenant"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - https, always
    data = bytearray()
    with OPENER.open(request, timeout=max(0.1, end - time.monotonic())) as answer:
        while piece := answer.read1(65_536):
            data += piece
            attachments.check_size(len(data))
            if time.monotonic() > end:
                raise TimeoutError
        if answer.length:
            raise http.client.IncompleteRead(bytes(data), answer.length)
    return bytes(data)


def connect(environ: Mapping[str, str]) -> Client:
    """The repository that a workflow runs for, as GitHub's variables say.

    https://docs.github.com/actions/reference/workflows-and-actions/variables
    Raises GitHubRefused when one is missing or is not what GitHub gives.
    """
    api = environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
    repository, token = environ.get("GITHUB_REPOSITORY", ""), environ.get("GITHUB_TOKEN", "")
    if not api.startswith(("https://", "http://127.0.0.1:")):
        raise GitHubRefused("GITHUB_API_URL doit commencer par https://.")
    if not _REPOSITORY.fullmatch(repository):
        raise GitHubRefused("GITHUB_REPOSITORY doit dire le dépôt : organisme/nom.")
    if not token:
        raise GitHubRefused("Le jeton GITHUB_TOKEN manque : il n’est donné qu’au lancement.")
    return Client(api=api, repository=repository, token=token)


MOVED = "Quelqu’un d’autre écrivait au même endroit. Relancez : le travail reprendra où il en est."
_UNREACHABLE = "GitHub n’a pas répondu. Relancez dans quelques minutes : rien n’est perdu."
_UNEXPECTED = (
    "GitHub a répondu autre chose que ce qui était attendu. Relancez dans quelques minutes."
)
_SENTENCES = {
    401: "GitHub refuse le jeton : il manque ou n’est plus valable.",
    403: "GitHub refuse. Vérifiez les droits du jeton, et le réglage « Allow GitHub Actions to "
    "create and approve pull requests » (docs/exploitation.md).",
    404: "GitHub ne trouve pas ce qui est demandé. Vérifiez le dépôt et les droits du jeton.",
    422: "GitHub ne peut pas faire ce qui est demandé, tel que c’est demandé.",
    429: "GitHub demande d’attendre. Relancez dans une heure : rien n’est perdu.",
}


def _sentence(status: int) -> str:
    said = _UNREACHABLE if status >= 500 else _SENTENCES.get(status, _UNEXPECTED)
    return f"{said} (réponse {status})"


def _pause(error: urllib.error.HTTPError, attempt: int, *, again: bool) -> float | None:
    """How long to wait before asking again, in seconds; None when asking again is of no use.

    https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """
    if _is_limit(error):
        after = error.headers.get("Retry-After", "")
        seconds = float(after) if after.isdecimal() else 2.0 * attempt
        return seconds if seconds <= LONGEST_WAIT else None
    return float(attempt) if again and error.code >= 500 else None


def _is_limit(error: urllib.error.HTTPError) -> bool:
    """Whether GitHub asks to wait: too many calls in an hour, or too many at once."""
    told = "Retry-After" in error.headers or error.headers.get("X-RateLimit-Remaining") == "0"
    return error.code == 429 or (error.code == 403 and told)


def _told(entry: TreeEntry) -> dict[str, Any]:
    """An entry as GitHub is told it; without text or content, it takes the file away."""
    place: dict[str, Any] = {"path": entry.path, "mode": FILE, "type": "blob"}
    return place | ({"sha": entry.blob} if entry.text is None else {"content": entry.text})


def _pull(found: Any) -> Pull:
    pull = _object(found)
    return Pull(
        number=pull["number"],
        branch=_text(pull["head"], "ref"),
        head=_sha(pull["head"]),
        title=_text(pull, "title"),
        body=_text(pull, "body"),
        is_open=pull["state"] == "open",
        is_merged=bool(pull.get("merged_at")),
        labels=frozenset(_text(label, "name") for label in pull.get("labels") or ()),
        by_bot=(pull.get("user") or {}).get("type") == "Bot",
        association=_text(pull, "author_association"),
    )


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise GitHubRefused(_UNEXPECTED)
    return value


def _text(value: Mapping[str, Any], key: str) -> str:
    """A text, empty where GitHub says that there is none."""
    text = value.get(key)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise GitHubRefused(_UNEXPECTED)
    return text


def _sha(value: Mapping[str, Any]) -> str:
    """The name of an object of Git, which will stand in an address."""
    sha = _text(value, "sha")
    if not _SHA.fullmatch(sha):
        raise GitHubRefused(_UNEXPECTED)
    return sha
