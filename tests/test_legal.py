"""The legal pages: what the settings say is shown, what they lack is told, nothing is invented."""

from __future__ import annotations

import re
from datetime import date

import pytest
from doors import ADDRESS, LEGAL
from drawing import site_of
from reading import links, plain, read_page, words
from worlds import Built

from generator.content.identity import NOBODY, Audit, Hebergeur, Identity, check_publication
from generator.outputs.kit.site_view import SiteView
from generator.outputs.legal import page as legal

NOW = date(2026, 11, 23)
NAMES = ["accessibilite", "mentions-legales", "confidentialite"]


@pytest.fixture
def empty(town) -> Built:
    """A site whose publisher says nothing."""
    return town("nobody")


@pytest.fixture
def filled(town) -> Built:
    """A site whose publisher says all, in words that would do harm."""
    return town("all")


def main_of(built: Built, name: str) -> str:
    html = built.page(f"{name}/")
    return html[html.index("<main") : html.index("</main>")]


def test_the_legal_pages_are_those_of_the_law():
    assert sorted(legal.PAGES) == sorted(NAMES)


def test_what_is_missing_is_told_on_its_page_and_before_a_publication(empty):
    """The page says which in plain words; the keys of the settings are for `bvm verifier`."""
    shown = set()
    for name in NAMES:
        html = main_of(empty, name)
        view = legal.legal_view(site_of(today=NOW), f"content/{name}.md")
        missing = [fact for bloc in view.blocs for fact in bloc.faits if fact.cle]
        assert html.count("<mark>Pas encore renseigné</mark>") == len(missing)
        assert f"Il manque {len(missing)} renseignements sur cette page :" in words(html)
        marked = re.findall(r"<dt>([^<]*)</dt><dd>\s*<mark>", html)
        assert [plain(label) for label in marked] == [fact.label for fact in missing]
        assert "extra.bvm" not in html
        shown |= {fact.cle for fact in missing}
    asked = {each.field for each in check_publication(NOBODY, "https://exemple.fr/")}
    assert shown == asked


def values(settings: dict) -> list[str]:
    """What the settings say, as it is read; an audit is said in words of its own."""
    groups = (each.values() if isinstance(each, dict) else [each] for each in settings.values())
    return [value for group in groups for value in group]


def test_everything_that_is_filled_in_is_shown_and_nothing_is_noted(filled):
    said = " ".join(words(main_of(filled, name)) for name in NAMES)
    given = {key: value for key, value in LEGAL.items() if key != "audit"}
    audit = ["2 mars 2026", LEGAL["audit"]["organisme"], "62 %"]
    for value in [ADDRESS, *values(given), *audit]:
        assert plain(value) in said
    assert "Pas encore renseigné" not in said
    assert "À compléter" not in said
    assert "extra.bvm" not in said


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_setting_is_only_text(filled, name):
    html = filled.page(f"{name}/")
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "49" not in words(main_of(filled, name))


def shown(view):
    """What the statement of accessibility adds, on a site that says `view` of itself."""
    return legal.legal_view(site_of(view=view, today=NOW), "content/accessibilite.md")


def test_one_missing_fact_is_told_in_the_singular():
    who = Identity(organisation="a", siege="b", adresse="c@exemple.fr", telephone=None)
    view = shown(SiteView(nom="", description="", identite=who))
    assert view.manques == 1


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("accessibilite", ["fait-etat", "fait-contact"]),
        ("mentions-legales", ["fait-editeur", "fait-hebergeur"]),
        ("confidentialite", ["fait-responsable"]),
    ],
)
def test_each_page_has_its_facts_and_leads_to_them(empty, name, ids):
    html = main_of(empty, name)
    for each in ids:
        assert f'<h2 id="{each}"' in html, each
        assert f'<a href="#{each}">' in html, each


@pytest.mark.parametrize("name", NAMES)
def test_a_legal_page_is_light_and_ends_with_something_to_do(empty, filled, name):
    for built in (empty, filled):
        assert read_page(built.folder / name / "index.html", built.folder).nodes <= 330
        html = main_of(built, name)
        assert '<nav class="fil"' in html
        assert 'class="agir"' in html
    ending = main_of(empty, name).partition('class="agir"')[2]
    assert "n’a pas encore donné d’adresse" in ending
    assert links(ending) == ["../defis/"]
    (letter,) = [url for url in links(main_of(filled, name)) if "subject=" in url]
    assert letter.startswith(f"mailto:{ADDRESS}?subject=")


def test_only_a_plain_number_can_be_dialled(filled):
    dialled = [url for url in links(main_of(filled, "mentions-legales")) if url.startswith("tel:")]
    assert dialled == ["tel:+33329000000"]


# The accessibility statement.


def test_without_an_audit_the_statement_says_non_conforming_and_gives_no_rate(empty):
    said = words(main_of(empty, "accessibilite"))
    assert "non conforme avec le référentiel général d’amélioration de l’accessibilité" in said
    assert "Aucun audit n’a été fait" in said
    assert "%" not in said


def test_an_audit_is_shown_with_its_day_its_author_and_its_rate(filled):
    said = words(main_of(filled, "accessibilite"))
    assert "partiellement conforme avec" in said
    assert "Le lundi 2 mars 2026, par Cabinet" in said
    assert "Aucun audit" not in said
    assert "aucun pourcentage" not in said


def audited(rate: int, day: date) -> Identity:
    return Identity(audit=Audit(date=day, organisme="Un cabinet", taux=rate))


@pytest.mark.parametrize(
    ("rate", "day", "said"),
    [
        (100, NOW, "totalement conforme"),
        (99, NOW, "partiellement conforme"),
        (50, NOW, "partiellement conforme"),
        (49, NOW, "non conforme"),
        (0, NOW, "non conforme"),
        (100, date(2023, 11, 23), "totalement conforme"),
        (100, date(2023, 11, 22), "non conforme"),
        (100, date(2026, 11, 24), "non conforme"),
        (100, date(2024, 2, 29), "totalement conforme"),
    ],
)
def test_the_word_is_that_of_the_rate_of_an_audit_less_than_three_years_old(rate, day, said):
    assert audited(rate, day).conformity(NOW) == said


def test_an_audit_that_is_too_old_is_shown_as_such():
    site = SiteView(nom="", description="", identite=audited(100, date(2020, 1, 2)))
    state = shown(site).blocs[0]
    assert state.faits[0].valeur.startswith("non conforme")
    assert state.faits[1].valeur.endswith("il ne compte pas.")


@pytest.mark.parametrize(
    ("number", "dialled"),
    [("+33 (0)3 29 00 00 00", "+33329000000"), ("3631", "3631"), ("---", ""), ("le soir", "")],
)
def test_a_telephone_is_dialled_when_it_is_a_number(number, dialled):
    site = SiteView(nom="", description="", identite=Identity(telephone=number))
    contact = shown(site).blocs[1]
    assert contact.faits[-1].valeur == number
    assert contact.faits[-1].lien == (f"tel:{dialled}" if dialled else "")


def test_a_site_says_non_conforming_until_told_otherwise():
    assert SiteView(nom="", description="").accessibilite == "non conforme"
    assert NOBODY.conformity(NOW) == "non conforme"


# The settings.


def test_a_host_that_is_partly_known_is_asked_for_the_rest():
    who = Identity(hebergeur=Hebergeur(nom="Un hôte"))
    asked = {each.field for each in check_publication(who, "")}
    assert "extra.bvm.hebergeur.adresse" in asked
    assert "extra.bvm.hebergeur.nom" not in asked
