"""The branches that the bot writes: brought to hold some texts, by new commits on top.

A branch is never forced, and what a person wrote there is never overwritten: each commit of the
bot says which contents it wrote, and from which contents of main. Nothing else is remembered.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.contributions.github import Client, Commit, File, GitHubRefused, TreeEntry

FAR = 30
"""How many commits back the bot's own is looked for."""

_LINE = re.compile(r"^Fichier: (\S+) ([0-9a-f]{40}) ([0-9a-f]{40}|-)$", re.MULTILINE)


class Held(Exception):
    """A person works on this branch: the bot leaves it as it is."""


class Written(NamedTuple):
    """What the bot wrote at one path."""

    blob: str
    source: str
    """What main held there then; « - » for nothing."""


@dataclass(frozen=True, slots=True)
class MainBranch:
    """Main as it is now, each of its files asked for once."""

    client: Client
    commit: Commit
    _known: dict[str, File | None] = field(default_factory=dict)

    def file(self, path: str) -> File | None:
        if path not in self._known:
            self._known[path] = self.client.file(path, self.commit.sha)
        return self._known[path]

    def text(self, path: str) -> str | None:
        """The text of a file, or nothing when it is not there."""
        found = self.file(path)
        return found.text if found else None

    def blob(self, path: str) -> str | None:
        found = self.file(path)
        return found.blob if found else None

    def already_says(self, files: Mapping[str, str]) -> bool:
        """Whether main holds these texts as they are."""
        return all(self.blob(path) == blob_of(text) for path, text in files.items())


def read_main(client: Client, branch: str) -> MainBranch:
    """The branch that the site is made from, on which the others are made."""
    head = client.head(branch)
    if head is None:
        raise GitHubRefused("La branche principale du dépôt est introuvable.", 404)
    return MainBranch(client, client.commit(head))


def blob_of(text: str) -> str:
    """The name that Git gives to a content.

    https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    """
    data = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def bring(
    main: MainBranch, branch: str, head: str | None, files: Mapping[str, str], title: str
) -> str | None:
    """Make a branch hold these texts, and what main has in all else that the bot wrote there.

    `head` is the commit that it was at before the texts were worked out: nobody may have moved it
    since. Gives the commit that it is then at; None when there is no branch and nothing to change.
    Raises Held when a person changed what the bot wrote, Moved when somebody was faster.
    """
    client = main.client
    if head is None:
        return _start(main, branch, files, title)
    top = client.commit(head)
    written, is_last = _last_written(client, top, branch)
    paths = sorted({*files, *written})
    now = {path: _blob(client.file(path, head)) for path in paths}
    if any(now[path] != one.blob for path, one in written.items()):
        raise Held
    wanted = {p: blob_of(files[p]) if p in files else main.blob(p) for p in paths}
    if now == wanted:
        return head
    moved = any(main.blob(p) != _source(written, now, p) for p in paths)
    if moved and not is_last:
        raise Held
    base = {path: main.blob(path) for path in paths} if moved else now
    made = client.write(
        [_entry(path, files, wanted[path]) for path in paths if wanted[path] != base[path]],
        tree=(main.commit if moved else top).tree,
        parents=[head, main.commit.sha] if moved else [head],
        message=_message(main, branch, files, title),
    )
    client.advance(branch, made)
    return made


def _start(main: MainBranch, branch: str, files: Mapping[str, str], title: str) -> str | None:
    changed = {path: t for path, t in files.items() if main.blob(path) != blob_of(t)}
    if not changed:
        return None
    made = main.client.write(
        [TreeEntry(path, text=text) for path, text in changed.items()],
        tree=main.commit.tree,
        parents=[main.commit.sha],
        message=_message(main, branch, files, title),
    )
    main.client.begin(branch, made)
    return made


def _blob(found: File | None) -> str | None:
    return found.blob if found else None


def _source(written: Mapping[str, Written], now: Mapping[str, str | None], path: str) -> str | None:
    """What main held at a path when the branch last met it."""
    if path not in written:
        return now[path]
    return None if written[path].source == "-" else written[path].source


def _entry(path: str, files: Mapping[str, str], blob: str | None) -> TreeEntry:
    return TreeEntry(path, text=files[path]) if path in files else TreeEntry(path, blob=blob)


def _message(main: MainBranch, branch: str, files: Mapping[str, str], title: str) -> str:
    """The message of a commit, and what it wrote, for the next time."""
    lines = (
        f"Fichier: {path} {blob_of(text)} {main.blob(path) or '-'}"
        for path, text in sorted(files.items())
    )
    return "\n".join([title, "", f"Branche: {branch}", *lines])


def _last_written(client: Client, top: Commit, branch: str) -> tuple[dict[str, Written], bool]:
    """What the bot last wrote on a branch, and whether nobody committed since.

    Raises Held when it wrote nothing there lately: the branch is somebody else's.
    """
    commit = top
    for _ in range(FAR):
        if f"Branche: {branch}" in commit.message.split("\n"):
            found = _LINE.findall(commit.message)
            return {path: Written(blob, source) for path, blob, source in found}, commit is top
        if not commit.parents:
            break
        commit = client.commit(commit.parents[0])
    raise Held
