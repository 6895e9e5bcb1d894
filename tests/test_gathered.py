"""Templates made of parts that are put in place when they are read."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, TemplateNotFound

from generator.outputs.gathered import Gathered


def render(*, page: str, **parts: str) -> str:
    files = {"page.html": page} | {f"{name}.html": text for name, text in parts.items()}
    environment = Environment(loader=Gathered(DictLoader(files)), autoescape=True)
    return environment.get_template("page.html").render(un="<1>")


def test_a_part_is_put_in_its_place_and_sees_what_stands_around_it() -> None:
    page = "{% for deux in [un] %}{% inline 'part.html' %}{% endfor %}".replace("'", '"')
    assert render(page=page, part="[{{ deux }}]") == "[&lt;1&gt;]"


def test_a_part_may_have_parts() -> None:
    assert render(page='{% inline "a.html" %}', a='a{% inline "b.html" %}', b="b") == "ab"


def test_an_unknown_part_is_told_by_its_name() -> None:
    with pytest.raises(TemplateNotFound, match=r"perdu\.html"):
        render(page='{% inline "perdu.html" %}')
