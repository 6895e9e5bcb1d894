"""What stands around the content of every page: its shell, its head, what an author may try there."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from generator.outputs.kit.site_view import SiteView
from generator.outputs.site.head import Head, make_head
from generator.outputs.site.shell import make_shell

HOSTILE = '"><img src=x onerror=alert(1)>'


def shell_of(template, *, without=(), **context):
    jinja = Environment(loader=DictLoader({"x": template}), autoescape=True)
    return make_shell(jinja.get_template("x").render, without=without, **context)


def head_of(**words):
    known = {"titre": "a", "description": "b", "canonique": "c"} | words
    return Head(**dict.fromkeys(Head._fields, "") | known)


WHOLE = '<title>{{ titre }}</title><meta content="{{ description }}">{{ racine }}{{ contenu }}'


def test_a_page_is_the_shell_with_its_own_words():
    shell = shell_of(WHOLE + '<link href="{{ canonique }}">{{ section }}', section="defis")
    page = shell.wrap("../", head_of(titre="A & B", description="c", canonique="https://d/"), "<p>")
    assert page == ('<title>A &amp; B</title><meta content="c">../<p><link href="https://d/">defis')


def test_one_shell_serves_every_depth():
    shell = shell_of(WHOLE)
    for root in ("./", "../", "../../", "./"):
        page = shell.wrap(root, head_of(), "c")
        assert page == f'<title>a</title><meta content="b">{root}c'


@pytest.mark.parametrize("left_out", ["titre", "description", "contenu"])
def test_a_template_that_forgets_a_part_is_refused(left_out):
    with pytest.raises(ValueError, match=left_out):
        shell_of(WHOLE.replace(f"{{{{ {left_out} }}}}", ""))


def test_what_a_page_does_not_have_is_not_drawn():
    shell = shell_of(WHOLE + "{% if canonique %}<link>{% endif %}", without=["canonique"])
    assert "<link>" not in shell.wrap("./", head_of(), "c")


@pytest.mark.parametrize("part", Head._fields)
@pytest.mark.parametrize(
    "attack", [HOSTILE, "</title><script>", "' onload='x", "&lt;", "\1contenu\1"]
)
def test_no_word_of_an_author_comes_out_of_the_shell_raw(part, attack):
    links = "".join(f"<link href='{{{{ {name} }}}}'>" for name in Head._fields)
    shell = shell_of(WHOLE + links)
    page = shell.wrap("./", head_of(**{part: attack}), "<p>d</p>")
    quiet = shell.wrap("./", head_of(**{part: "quiet"}), "<p>d</p>")
    assert page.count("<") == quiet.count("<")
    assert page.count('"') == quiet.count('"')
    assert page.count("'") == quiet.count("'")
    assert page.count("<p>d</p>") == 1


# The head: how to pass a page on, and to mend it.


def site_view(**keys):
    return SiteView(nom="Ici", description="d", **keys)


def links_of(view, url="https://exemple.fr/", source="defis/cafe.md"):
    return make_head(
        view,
        "defis/cafe/",
        url=url,
        titre="Un café & nous ?",
        description="",
        source=source,
        carte="site",
    )


def test_a_page_is_passed_on_by_letter_and_by_message_with_its_address():
    head = links_of(site_view())
    address = "https%3A//exemple.fr/defis/cafe/"
    assert head.courrier.startswith("mailto:?subject=Un%20caf%C3%A9%20%26%20nous%20%3F&body=")
    assert head.courrier.endswith(address)
    assert head.message.startswith("sms:?&body=Un%20caf%C3%A9")
    assert head.message.endswith(address)


def test_without_an_address_of_the_site_the_letter_waits_for_it():
    head = links_of(site_view(), url="")
    assert head.canonique == ""
    assert head.courrier.endswith("%0A")


def test_a_problem_is_told_by_the_form_that_knows_the_page():
    assert links_of(site_view()).signaler == "../../signaler/?page=defis/cafe/"


def test_a_page_is_changed_in_the_repository_when_one_is_known():
    depot = "https://github.com/ville/bv"
    assert links_of(site_view(depot=depot)).modifier == f"{depot}/blob/HEAD/defis/cafe.md"
    assert links_of(site_view(depot=depot), source="").modifier == ""
    assert links_of(site_view()).modifier == ""
