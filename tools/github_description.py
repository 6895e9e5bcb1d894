"""Writes `tests/github/`: what GitHub publishes of the calls that this project makes.

`npm pack` brings the whole description of GitHub's API (13 MB); what is kept is the calls below,
with what they refer to, as JSON Schema. Run it again with another version to see what changed.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = "@octokit/openapi"
VERSION = "23.0.2"
INTEGRITY = "sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg=="
FOLDER = Path(__file__).parent.parent / "tests" / "github"

CALLS = (
    ("get", "/actions/runs/{run_id}/artifacts"),
    ("get", "/contents/{path}"),
    ("post", "/git/blobs"),
    ("get", "/git/commits/{commit_sha}"),
    ("post", "/git/commits"),
    ("get", "/git/ref/{ref}"),
    ("post", "/git/refs"),
    ("patch", "/git/refs/{ref}"),
    ("post", "/git/trees"),
    ("get", "/issues"),
    ("post", "/issues"),
    ("get", "/issues/{issue_number}"),
    ("get", "/issues/{issue_number}/comments"),
    ("post", "/issues/{issue_number}/comments"),
    ("patch", "/issues/comments/{comment_id}"),
    ("post", "/issues/{issue_number}/labels"),
    ("delete", "/issues/{issue_number}/labels/{name}"),
    ("get", "/labels/{name}"),
    ("post", "/labels"),
    ("get", "/pulls"),
    ("post", "/pulls"),
    ("patch", "/pulls/{pull_number}"),
    ("get", "/pulls/{pull_number}/files"),
)
"""The calls of `generator/contributions/github.py`, under `/repos/{owner}/{repo}`."""

_PROSE = {"description", "summary", "example", "examples", "externalDocs", "tags", "operationId"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = _download(Path(folder))
        whole = json.loads(package["package/generated/api.github.com.json"])
        licence = package["package/LICENSE"]
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(trim(whole), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (FOLDER / "description.json").write_text(text + "\n", "utf-8")
    (FOLDER / "LICENSE").write_bytes(licence)


def _download(folder: Path) -> dict[str, bytes]:
    """The two files that are read, from an archive that is the one expected."""
    command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - constants
    archive = next(folder.glob("*.tgz"))
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise SystemExit(f"{PACKAGE} {VERSION} n’est pas l’archive attendue : sha512-{digest}")
    wanted = {"package/generated/api.github.com.json", "package/LICENSE"}
    with tarfile.open(archive) as tar:
        return {
            member.name: file.read()
            for member in tar
            if member.name in wanted and (file := tar.extractfile(member))
        }


def trim(whole: dict[str, Any]) -> dict[str, Any]:
    """The calls that are made and all that they refer to, without prose."""
    paths: dict[str, Any] = {}
    for method, path in CALLS:
        full = f"/repos/{{owner}}/{{repo}}{path}"
        paths.setdefault(full, {})[method] = _clean(whole["paths"][full][method])
    kept: dict[str, Any] = {}
    waiting = set(_references(paths))
    while waiting:
        kind, name = waiting.pop()
        kept.setdefault(kind, {})[name] = _clean(whole["components"][kind][name])
        waiting |= {
            one for one in _references(kept[kind][name]) if one[1] not in kept.get(one[0], {})
        }
    info = {"package": PACKAGE, "version": VERSION, "licence": "MIT"}
    return {"info": info, "paths": paths, "components": kept}


def _clean(node: Any) -> Any:
    """Without prose, and with `nullable`, which JSON Schema does not know, said in its words."""
    if isinstance(node, list):
        return [_clean(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _properties(value) if key == "properties" else _clean(value)
        for key, value in node.items()
        if key not in _PROSE and not key.startswith("x-") and key != "nullable"
    }
    return {"anyOf": [kept, {"type": "null"}]} if node.get("nullable") is True else kept


def _properties(node: Any) -> Any:
    """Properties may bear the names of what is prose elsewhere."""
    return {name: _clean(schema) for name, schema in node.items()}


def _references(node: Any) -> Iterator[tuple[str, str]]:
    for found in re.findall(r'"#/components/(\w+)/([^"]+)"', json.dumps(node)):
        yield found[0], found[1]


if __name__ == "__main__":
    main()
