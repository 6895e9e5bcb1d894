"""The branches that the bot writes: brought to hold some texts, by new commits on top.

What a person wrote there is never overwritten: each commit of the bot says which contents it wrote,
and from which contents of main. Nothing else is remembered. A branch is forced for one reason alone,
where every commit of it is the bot's: a picture leaves it, and no commit may keep it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.content.folders import IMAGES
from generator.contributions.github import (
    MOVED,
    Client,
    Commit,
    File,
    GitHubRefused,
    Moved,
    TreeEntry,
)

FAR = 30
"""How many commits back the bot's own is looked for."""

Files = Mapping[str, str | bytes]
"""Texts and pictures, by path."""

_LINE = re.compile(r"^Fichier: (\S+) ([0-9a-f]{40}) ([0-9a-f]{40}|-)$", re.MULTILINE)


class Held(Exception):
    """A person works on this branch: the bot leaves it as it is."""


class Written(NamedTuple):
    """What the bot wrote at one path."""

    blob: str
    source: str | None
    """What main held there then."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a commit, each asked for once."""

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

    def already_says(self, files: Files) -> bool:
        """Whether main holds these files as they are."""
        return all(self.blob(path) == blob_of(content) for path, content in files.items())


def read_main(client: Client, branch: str) -> Tree:
    """The branch that the site is made from, on which the others are made."""
    head = client.head(branch)
    if head is None:
        raise GitHubRefused("La branche principale du dépôt est introuvable.", 404)
    return Tree(client, client.commit(head))


def blob_of(content: str | bytes) -> str:
    """The name that Git gives to a content.

    https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    """
    data = content if isinstance(content, bytes) else content.encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def bring(main: Tree, branch: str, head: str | None, files: Files, title: str) -> str | None:
    """Make a branch hold these files, and what main has in all else that the bot wrote there.

    `head` is the commit that it was at before the texts were worked out: nobody may have moved it
    since. Gives the commit that it is then at; None when there is no branch and nothing to change.
    Raises Held when a person changed what the bot wrote, or has a commit where a picture must leave,
    Moved when somebody was faster.
    """
    client = main.client
    top = Tree(client, client.commit(head)) if head else main
    written, is_last = _last_written(client, top.commit, branch) if head else ({}, True)
    paths = sorted({*files, *written})
    now = {path: top.blob(path) for path in paths}
    if any(now[path] != one.blob for path, one in written.items()):
        raise Held
    wanted = {p: blob_of(files[p]) if p in files else main.blob(p) for p in paths}
    if now == wanted:
        return head
    if any(is_picture(path) and path not in files for path in written):
        return _begin_again(main, branch, top.commit, files, title)
    met = now | {path: one.source for path, one in written.items()}
    in_main = {path: main.blob(path) for path in paths}
    moved = in_main != met
    if moved and not is_last:
        raise Held
    base, blobs = (main, in_main) if moved else (top, now)
    made = client.write(
        [TreeEntry(p, files.get(p), wanted[p]) for p in paths if wanted[p] != blobs[p]],
        tree=base.commit.tree,
        parents=[top.commit.sha, main.commit.sha] if moved else [top.commit.sha],
        message=_message(main, branch, files, title, first=not head),
    )
    (client.advance if head else client.begin)(branch, made)
    return made


def is_picture(path: str) -> bool:
    return path.startswith(f"{IMAGES}/")


def pictures(client: Client, branch: str) -> list[str]:
    """The pictures that the bot last wrote on a branch, if there is one."""
    head = client.head(branch)
    try:
        written, _ = _last_written(client, client.commit(head), branch) if head else ({}, True)
    except Held:
        return []
    return sorted(filter(is_picture, written))


def _begin_again(main: Tree, branch: str, top: Commit, files: Files, title: str) -> str:
    """The branch made anew from main, with these files: no commit of it holds what left.

    Raises Held when a commit of it is a person's, Moved when somebody was faster.
    """
    client = main.client
    if not _is_all_ours(client, top, branch):
        raise Held
    made = client.write(
        [TreeEntry(path, files[path]) for path in sorted(files)],
        tree=main.commit.tree,
        parents=[main.commit.sha],
        message=_message(main, branch, files, title, first=True),
    )
    if client.head(branch) != top.sha:  # asked again at the last moment: forcing asks nothing
        raise Moved(MOVED)
    client.advance(branch, made, anew=True)
    return made


def _is_all_ours(client: Client, top: Commit, branch: str) -> bool:
    """Whether the bot made every commit of a branch, down to the one that began it."""
    commit = top
    for _ in range(FAR):
        lines = commit.message.split("\n")
        if f"Branche: {branch}" not in lines or not commit.parents:
            return False
        if f"Depuis: {commit.parents[0]}" in lines:
            return True
        commit = client.commit(commit.parents[0])
    return False


def _message(main: Tree, branch: str, files: Files, title: str, *, first: bool) -> str:
    """The message of a commit, and what it wrote, for the next time; of the first, what it follows."""
    lines = (
        f"Fichier: {path} {blob_of(content)} {main.blob(path) or '-'}"
        for path, content in sorted(files.items())
    )
    begun = [f"Depuis: {main.commit.sha}"] if first else []
    return "\n".join([title, "", f"Branche: {branch}", *begun, *lines])


def _last_written(client: Client, top: Commit, branch: str) -> tuple[dict[str, Written], bool]:
    """What the bot last wrote on a branch, and whether nobody committed since.

    Raises Held when it wrote nothing there lately: the branch is somebody else's.
    """
    commit = top
    for _ in range(FAR):
        if f"Branche: {branch}" in commit.message.split("\n"):
            found = _LINE.findall(commit.message)
            written = {
                path: Written(blob, None if source == "-" else source)
                for path, blob, source in found
            }
            return written, commit is top
        if not commit.parents:
            break
        commit = client.commit(commit.parents[0])
    raise Held
