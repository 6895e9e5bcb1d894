"""The few files beside the pages: the style sheet and the favicon."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from generator.outputs.output import Output
from generator.styles import bundle

STYLES = "styles/"


def draw_assets(environment: Environment) -> Iterator[Output]:
    """The style sheet, made of its small sources, and the favicon, from `overrides/`."""
    names = environment.list_templates(filter_func=lambda name: name.startswith(STYLES))
    sources = [(name.removeprefix(STYLES), _source(environment, name)) for name in names]
    yield Output("assets/bvm.css", bundle(sources))
    yield Output("assets/favicon.svg", _source(environment, "assets/favicon.svg").encode())


def _source(environment: Environment, name: str) -> str:
    assert environment.loader
    return environment.loader.get_source(environment, name)[0]
