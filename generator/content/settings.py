"""The settings that are no content: what `mkdocs.yml` says of who publishes, and where.

MkDocs reads that file too, and its other settings are its own. What the fields mean is said by
`identity`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from generator.content.reader import read_text
from generator.text.errors import Problem, excerpt, problem
from generator.text.front_matter import FrontMatter, parse
from generator.text.guards import check_characters


def read_settings(root: Path) -> tuple[FrontMatter, list[Problem]]:
    """The fields of `extra.bvm` in mkdocs.yml, as strings, with their lines in that file.

    A file that cannot be read gives no field and its problem.
    """
    text, problems = read_text(root, "mkdocs.yml")
    problems += check_characters(text, "mkdocs.yml")
    try:
        block = _node(text, "extra", "bvm")
    except yaml.YAMLError as error:
        reason = excerpt(getattr(error, "problem", ""))
        return _NO_SETTINGS, [problem("fichier_illisible", "mkdocs.yml", raison=reason)]
    if not isinstance(block, yaml.MappingNode):
        return _NO_SETTINGS, problems
    start, end = block.start_mark, block.end_mark
    head = "\n" * max(start.line, 1) + " " * start.column + text[start.index : end.index]
    matter, wrong = parse(f"---{head}\n---\n", "mkdocs.yml")
    return matter or _NO_SETTINGS, problems + wrong


_NO_SETTINGS = FrontMatter({}, "", 1, "")


def _node(text: str, *keys: str) -> yaml.Node | None:
    """What stands under some keys of a YAML text, its tags left alone.

    mkdocs.yml is the maintainers' file: unlike front matter, it may be composed.
    """
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for name, value in pairs if name.value == key), None)
    return node


def read_site_url(root: Path, environ: Mapping[str, str]) -> str:
    """The `site_url` of mkdocs.yml, its `!ENV` read as MkDocs does; empty when not set."""
    text, _ = read_text(root, "mkdocs.yml")
    try:
        node = _node(text, "site_url")
    except yaml.YAMLError:
        return ""
    if isinstance(node, yaml.SequenceNode):
        *names, default = [each.value for each in node.value]
        return next((environ[name] for name in names if environ.get(name)), str(default))
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    return environ.get(value, "") if node and node.tag == "!ENV" else str(value)
