"""The few files beside the pages: the style sheet, the scripts, the favicon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import rjsmin
from jinja2 import Environment

from generator.outputs.kit.output import Output
from generator.outputs.kit.styles import SHEETS, bundle

Part = str | Callable[[], str]
"""A source in `overrides/`, or what writes some lines: data that Python has too."""

SCRIPTS: Mapping[str, Sequence[Part]] = {"page.js": ["scripts/page.js"]}
"""The comfort of every page, and its sources; those of a family are told by its `Feature`."""


def source(environment: Environment, name: str) -> str:
    """The text of the template or of the style sheet `name`; raises jinja2.TemplateNotFound."""
    assert environment.loader
    return environment.loader.get_source(environment, name)[0]


def draw_assets(
    environment: Environment,
    sheets: Mapping[str, Sequence[str]],
    scripts: Mapping[str, Sequence[Part]],
) -> Iterator[Output]:
    """The sheets and the scripts, those of every page and the others, each with its sources in
    `overrides/`; the favicon.
    """
    for sheet, order in {**SHEETS, **sheets}.items():
        yield Output(f"assets/{sheet}", bundle(order, partial(source, environment)))
    yield Output("assets/favicon.svg", source(environment, "assets/favicon.svg").encode())
    for name, parts in {**SCRIPTS, **scripts}.items():
        script = "\n".join(
            source(environment, part) if isinstance(part, str) else part() for part in parts
        )
        yield Output(f"assets/{name}", str(rjsmin.jsmin(script)).encode())
