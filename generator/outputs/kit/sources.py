"""The text of a file of `overrides/`, as it was written."""

from __future__ import annotations

from jinja2 import Environment


def source(environment: Environment, name: str) -> str:
    """The text of the template or of the style sheet `name`; raises jinja2.TemplateNotFound."""
    assert environment.loader
    return environment.loader.get_source(environment, name)[0]
