"""Templates made of parts that are put in place when they are read, and kept once compiled."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, TemplateNotFound

from generator.outputs import prepare
from generator.outputs.kit.disk_cache import CompiledTemplates, DiskCache
from generator.outputs.kit.site_view import SiteView
from generator.outputs.kit.templates import InlinedPartials


def render(*, page: str, **parts: str) -> str:
    files = {"page.html": page} | {f"{name}.html": text for name, text in parts.items()}
    environment = Environment(loader=InlinedPartials(DictLoader(files)), autoescape=True)
    return environment.get_template("page.html").render(un="<1>")


def test_a_part_is_put_in_its_place_and_sees_what_stands_around_it() -> None:
    page = "{% for deux in [un] %}{% inline 'part.html' %}{% endfor %}".replace("'", '"')
    assert render(page=page, part="[{{ deux }}]") == "[&lt;1&gt;]"


def test_a_part_may_have_parts() -> None:
    assert render(page='{% inline "a.html" %}', a='a{% inline "b.html" %}', b="b") == "ab"


def test_an_unknown_part_is_told_by_its_name() -> None:
    with pytest.raises(TemplateNotFound, match=r"perdu\.html"):
        render(page='{% inline "perdu.html" %}')


def test_a_template_that_was_compiled_without_escaping_is_compiled_again(tmp_path) -> None:
    files = DictLoader({"page.html": "{{ un }}"})
    kept = DiskCache(tmp_path)
    before = CompiledTemplates(kept, "an earlier version")
    Environment(loader=InlinedPartials(files), bytecode_cache=before).get_template("page.html")
    assert list(tmp_path.iterdir())
    environment = Environment(loader=files)
    prepare(environment, SiteView(nom="", description=""), kept)
    assert environment.get_template("page.html").render(un="<1>") == "&lt;1&gt;"
