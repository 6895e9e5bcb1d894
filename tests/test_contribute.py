"""The box of the page that says how to contribute: each form, whom to write to, nothing invented."""

from __future__ import annotations

import re

import pytest
from doors import ADDRESS, HOSTILE_TERRITORY
from reading import links, words

TO_THE_FORMS = [
    *(
        "../proposer/",
        "../mettre-a-jour/",
        "../annoncer/",
        "../rejoindre/",
        "../demander-de-l-aide/",
    ),
    "../signaler/",
]


@pytest.fixture
def page(town, bare):
    """The page of a town, by its name; in « examples », all pilot territories are examples."""

    def read(name: str) -> str:
        return (bare if name == "examples" else town(name)).page("contribuer/")

    return read


def box(html: str) -> str:
    start = html.index('aria-labelledby="ecrire"')
    return html[start : html.index("</section>", start)]


def test_the_box_leads_to_each_form(page):
    html = box(page("depot"))
    assert links(html)[:6] == TO_THE_FORMS
    assert "Proposer un défi Donner des nouvelles d’un défi Passer une annonce" in words(html)


def test_without_a_repository_the_forms_stand_and_nobody_is_invented(page):
    assert links(box(page("nobody"))) == [*TO_THE_FORMS, "../ressources/"]


def test_the_address_stands_in_clear_for_who_has_no_mail_program(page):
    html = box(page("address"))
    assert f'<a href="mailto:{ADDRESS}">{ADDRESS}</a>' in html


def test_without_an_address_the_territories_that_have_one_are_named(page):
    html = box(page("depot"))
    said = words(html)
    assert f"Ces territoires pilotes ont la leur, pour qui y vit : {HOSTILE_TERRITORY}" in said
    assert "Jura" not in said, "an example"
    assert "Lot" not in said, "it has no address"
    assert "<b>" not in html
    assert links(html)[6:] == ["../territoires/pilotes/hostile/"]
    assert "@" not in html


@pytest.mark.parametrize("name", ["examples", "nobody"])
def test_with_nobody_to_write_to_the_page_says_so_and_invents_nothing(page, name):
    html = box(page(name))
    assert "Il n’y a pas encore d’adresse pour tout le site." in words(html)
    assert "crivez" not in html
    assert not re.findall(r"@|mailto:|issues", html)
    assert links(html)[-1] == "../ressources/"
    assert ("sont des exemples" in html) == (name == "examples")


def test_the_page_ends_on_the_defis_and_never_on_itself(page):
    html = page("nobody")
    main = html[html.index("<main") : html.index("</main>")]
    closing = main[main.index('class="agir"') :]
    assert links(closing) == ["../defis/"]
    assert "Vous préférez d’abord regarder ?" in words(closing)
    assert "../contribuer/" not in main
