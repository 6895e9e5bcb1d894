"""A bare Git repository that tests make: what they write most often, without a process for each.

`dulwich` writes and reads objects and branches as Git keeps them; all that takes thought (merges,
ancestors, differences) is asked of Git itself, which must find the whole repository sound.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dulwich.object_store import commit_tree_changes, iter_tree_contents, tree_lookup_path
from dulwich.objects import Blob, Commit, Tree, valid_hexsha
from dulwich.repo import Repo

FILE = 0o100644
"""The mode of a file that is not to be run."""

KINDS = {"blob": Blob, "tree": Tree, "commit": Commit}
AUTHOR, WHEN = b"x <x@example.org>", 1_795_680_000


class Repository:
    """Branches, commits, trees and files, by their names in Git: forty hexadecimal digits."""

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.git_dir = folder / "depot.git"
        self._repo = Repo.init_bare(self.git_dir, mkdir=True, default_branch=b"main")
        self._store = self._repo.object_store
        empty = self._keep(Tree())
        tree = self.change(empty, [{"path": path, "content": text} for path, text in files.items()])
        self.point("refs/heads/main", self.commit(tree, [], "Un début"))

    def git(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", f"--git-dir={self.git_dir}", *command],
            check=check,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
        )

    # --- Branches ----------------------------------------------------------------------------

    def at(self, branch: str) -> str | None:
        """The commit that a branch is at, or nothing when there is no such branch."""
        return self.refs().get(f"refs/heads/{branch}")

    def point(self, ref: str, commit: str) -> None:
        """Make a ref, by its whole name, that of a commit."""
        self._repo.refs[ref.encode()] = commit.encode()

    def forget(self, ref: str) -> None:
        """Take a ref away, by its whole name."""
        del self._repo.refs[ref.encode()]

    def refs(self) -> dict[str, str]:
        """The commit of each ref, by its whole name."""
        found = self._repo.refs.as_dict(b"refs")
        return {f"refs/{name.decode()}": commit.decode() for name, commit in found.items()}

    def files(self, branch: str) -> dict[str, str | bytes]:
        """Each file of a branch, by path: its text, the bytes of a picture."""
        entries = iter_tree_contents(self._store, self.tree_of(self.at(branch)).encode())
        found = ((each.path.decode(), self._store[each.sha].data) for each in entries)
        return {path: _text_or_bytes(path, data) for path, data in found}

    # --- Objects -----------------------------------------------------------------------------

    def read(self, kind: str, sha: str) -> bytes | None:
        """The bytes of an object, or nothing when there is none of that kind."""
        name = sha.encode()
        if not valid_hexsha(name) or name not in self._store:
            return None
        found = self._store[name]
        return found.as_raw_string() if isinstance(found, KINDS[kind]) else None

    def blobs(self) -> Iterator[bytes]:
        """The bytes of every file that Git was ever given."""
        found = (self._store[name] for name in self._store)
        return (each.data for each in found if isinstance(each, Blob))

    def keep_blob(self, data: bytes) -> str:
        """Give some bytes to Git, in no tree yet; gives their name."""
        return self._keep(Blob.from_string(data))

    def _keep(self, made: Blob | Tree | Commit) -> str:
        self._store.add_object(made)
        return made.id.decode()

    def commit(self, tree: str, parents: Sequence[str], message: str) -> str:
        """Make a commit; no branch moves. Gives its name."""
        made = Commit()
        made.tree, made.parents = tree.encode(), [one.encode() for one in parents]
        made.author = made.committer = AUTHOR
        made.author_time = made.commit_time = WHEN
        made.author_timezone = made.commit_timezone = 0
        made.message = message.encode()
        return self._keep(made)

    def tree_of(self, commit: str) -> str:
        return self._store[commit.encode()].tree.decode()

    def find(self, commit: str, path: str) -> str:
        """The name of a file of a commit, or nothing when it holds none there."""
        tree = self.tree_of(commit).encode()
        try:
            _, sha = tree_lookup_path(self._store.__getitem__, tree, path.encode())
        except (KeyError, NotADirectoryError):
            return ""
        return sha.decode() if isinstance(self._store[sha], Blob) else ""

    def change(self, base: str, entries: Sequence[Mapping[str, str]]) -> str:
        """A tree like `base` but for some entries, as GitHub takes them: `path`, then `content`,
        the `sha` of a file, or neither to take one away. Raises LookupError for what is not there.
        """
        changes = [(each["path"].encode(), *self._entry(each)) for each in entries]
        return commit_tree_changes(self._store, base.encode(), changes).decode()

    def _entry(self, entry: Mapping[str, str]) -> tuple[int | None, bytes | None]:
        """The mode and the name of what an entry puts at its path; nothing takes it away."""
        if "content" in entry:
            return FILE, self._keep(Blob.from_string(entry["content"].encode())).encode()
        if not entry.get("sha"):
            return None, None
        if self.read("blob", entry["sha"]) is None:
            raise LookupError(entry["sha"])
        return int(entry["mode"], 8), entry["sha"].encode()


def _text_or_bytes(path: str, data: bytes) -> str | bytes:
    return data if path.endswith((".jpg", ".png", ".webp")) else data.decode()
