"""The legal pages: what the settings say is shown, what they lack is told, nothing is invented."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT, make_project, run_build

from generator.identity import NOBODY, Audit, Hebergeur, Identity, check_publication
from generator.outputs import legal
from generator.outputs.views import SiteView

TODAY = date(2026, 11, 23)
HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"
FILLED = {
    "depot": "https://forge.exemple.fr/ville/bien-vivre",
    "organisation": f"Ville {HOSTILE}",
    "adresse": "bonjour@exemple.fr",
    "siege": f"Place {HOSTILE}",
    "telephone": "+33 3 29 00 00 00",
    "immatriculation": f"SIRET {HOSTILE}",
    "directeur_publication": f"Le maire {HOSTILE}",
    "hebergeur": {"nom": f"Hôte {HOSTILE}", "adresse": f"Rue {HOSTILE}", "telephone": HOSTILE},
    "conservation": f"Un an {HOSTILE}",
    "delegue_protection": "donnees@exemple.fr",
    "audit": {"date": "2026-03-02", "organisme": f"Cabinet {HOSTILE}", "taux": "62"},
}
NAMES = ["accessibilite", "mentions-legales", "confidentialite"]


class Counter(HTMLParser):
    """Counts the elements of a page, those inside drawings left out."""

    count = drawings = 0

    def handle_starttag(self, tag, attrs):
        self.count += not self.drawings
        self.drawings += tag == "svg"

    def handle_endtag(self, tag):
        self.drawings -= tag == "svg"


def plain(html: str) -> str:
    """The words of some HTML, its spaces made ordinary."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def main_of(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def keep_only_legal_pages(project: Path) -> None:
    """Leave the legal pages alone with what they link to: the rest has its own tests."""
    for path in (project / "content").rglob("*.md"):
        if path.stem not in NAMES:
            path.unlink()
    for name in ("index.md", "contribuer/index.md", "pres-de-chez-moi.md", "carte.md"):
        page = "---\ntitre: Une page\nresume: Une page.\n---\n\nUne page.\n"
        (project / "content" / name).write_text(page, "utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Build the site with some settings; gives the HTML of each legal page."""
    built = {}

    def run(name, settings):
        if name not in built:
            folder = tmp_path_factory.mktemp(name)
            text = (ROOT / "mkdocs.yml").read_text("utf-8")
            block = f"extra:\n  bvm: {json.dumps(settings, ensure_ascii=False)}\n\n"
            text = re.sub(r"^extra:\n(?:[ #].*\n|\n)*", lambda _: block, text, flags=re.MULTILINE)
            project = make_project(folder, {"mkdocs.yml": text})
            keep_only_legal_pages(project)
            site = run_build(project, folder / "site", GITHUB_REPOSITORY="")
            assert site.code == 0, site.said
            built[name] = {page: site.page(f"{page}/") for page in NAMES}
        return built[name]

    return run


@pytest.fixture
def empty(pages):
    return pages("vide", {})


@pytest.fixture
def filled(pages):
    return pages("rempli", FILLED)


def test_the_legal_pages_are_those_of_the_law():
    assert sorted(legal.PAGES) == sorted(NAMES)
    assert all((ROOT / "content" / f"{name}.md").exists() for name in NAMES)


def test_what_is_missing_is_told_on_its_page_and_before_a_publication(empty):
    shown = set()
    for html in empty.values():
        missing = re.findall(r"<code>(extra\.bvm\.[\w.]+)</code>", html)
        assert html.count("<mark>Pas encore renseigné</mark>") == len(missing)
        assert f"Il manque {len(missing)} renseignements sur cette page :" in plain(html)
        shown |= set(missing)
    asked = {each.field for each in check_publication(NOBODY, "https://exemple.fr/")}
    assert shown == asked


def test_everything_that_is_filled_in_is_shown_and_nothing_is_noted(filled):
    words = " ".join(plain(html) for html in filled.values())
    values = [*list(FILLED.values())[:-1], "2 mars 2026", FILLED["audit"]["organisme"], "62 %"]
    for value in values:
        for each in value.values() if isinstance(value, dict) else [value]:
            assert plain(each.replace("<", "&lt;").replace(">", "&gt;")) in words
    assert "Pas encore renseigné" not in words
    assert "À compléter" not in words
    assert "extra.bvm" not in words


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_setting_is_only_text(filled, name):
    assert "<img" not in filled[name]
    assert "&lt;img src=x onerror=alert(1)&gt;" in filled[name]
    assert "49" not in plain(main_of(filled[name]))


def test_one_missing_fact_is_told_in_the_singular():
    who = Identity(organisation="a", siege="b", adresse="c@exemple.fr", telephone=None)
    view = legal.legal_view(
        "accessibilite", SiteView(nom="", description="", identite=who), TODAY, "../"
    )
    assert view.manques == 1


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        (
            "accessibilite",
            ["fait-etat", "fait-contact", "contenus-non-accessibles", "voies-de-recours"],
        ),
        (
            "mentions-legales",
            ["fait-editeur", "fait-hebergeur", "demander-un-retrait-ou-une-correction"],
        ),
        (
            "confidentialite",
            ["fait-responsable", "ce-qui-reste-dans-votre-navigateur", "vos-droits"],
        ),
    ],
)
def test_each_page_has_its_facts_its_parts_and_its_sources(empty, name, ids):
    for each in [*ids, "sources"]:
        assert f'<h2 id="{each}"' in empty[name], each
        assert f'<a href="#{each}">' in empty[name], each


@pytest.mark.parametrize("name", NAMES)
def test_a_legal_page_is_light_and_ends_with_something_to_do(empty, filled, name):
    for html in (empty[name], filled[name]):
        counter = Counter()
        counter.feed(html)
        assert counter.count <= 330
        assert '<nav class="fil"' in html
        assert 'class="agir"' in main_of(html)
    assert 'href="../contribuer/">Comment nous joindre</a>' in empty[name]
    assert 'href="mailto:bonjour@exemple.fr?subject=' in filled[name]


def test_only_a_plain_number_can_be_dialled(filled):
    assert 'href="tel:+33329000000"' in filled["mentions-legales"]
    assert filled["mentions-legales"].count("tel:") == 1


# The accessibility statement.


def test_without_an_audit_the_statement_says_non_conforming_and_gives_no_rate(empty):
    said = plain(main_of(empty["accessibilite"]))
    assert "non conforme avec le référentiel général d’amélioration de l’accessibilité" in said
    assert "Aucun audit n’a été fait" in said
    assert "%" not in said


def test_an_audit_is_shown_with_its_day_its_author_and_its_rate(filled):
    said = plain(main_of(filled["accessibilite"]))
    assert "partiellement conforme avec" in said
    assert "Le lundi 2 mars 2026, par Cabinet" in said
    assert "Aucun audit" not in said
    assert "aucun pourcentage" not in said


def audited(rate: int, day: date) -> Identity:
    return Identity(audit=Audit(date=day, organisme="Un cabinet", taux=rate))


@pytest.mark.parametrize(
    ("rate", "day", "said"),
    [
        (100, TODAY, "totalement conforme"),
        (99, TODAY, "partiellement conforme"),
        (50, TODAY, "partiellement conforme"),
        (49, TODAY, "non conforme"),
        (0, TODAY, "non conforme"),
        (100, date(2023, 11, 23), "totalement conforme"),
        (100, date(2023, 11, 22), "non conforme"),
        (100, date(2026, 11, 24), "non conforme"),
        (100, date(2024, 2, 29), "totalement conforme"),
    ],
)
def test_the_word_is_that_of_the_rate_of_an_audit_less_than_three_years_old(rate, day, said):
    assert audited(rate, day).conformity(TODAY) == said


def test_an_audit_that_is_too_old_is_shown_as_such():
    site = SiteView(nom="", description="", identite=audited(100, date(2020, 1, 2)))
    state = legal.legal_view("accessibilite", site, TODAY, "../").blocs[0]
    assert state.faits[0].valeur.startswith("non conforme")
    assert state.faits[1].valeur.endswith("il ne compte pas.")


@pytest.mark.parametrize(
    ("number", "dialled"),
    [("+33 (0)3 29 00 00 00", "+33329000000"), ("3631", "3631"), ("---", ""), ("le soir", "")],
)
def test_a_telephone_is_dialled_when_it_is_a_number(number, dialled):
    site = SiteView(nom="", description="", identite=Identity(telephone=number))
    contact = legal.legal_view("accessibilite", site, TODAY, "../").blocs[1]
    assert contact.faits[-1].valeur == number
    assert contact.faits[-1].lien == (f"tel:{dialled}" if dialled else "")


def test_a_site_says_non_conforming_until_told_otherwise():
    assert SiteView(nom="", description="").accessibilite == "non conforme"
    assert NOBODY.conformity(TODAY) == "non conforme"


def test_the_statement_says_how_to_complain(empty):
    html = empty["accessibilite"]
    assert "Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07" in plain(html)
    assert html.count('href="https://www.defenseurdesdroits.fr/') == 2


@pytest.mark.parametrize("name", NAMES)
def test_each_legal_text_is_dated(name):
    text = (ROOT / "content" / f"{name}.md").read_text("utf-8")
    assert re.search(r"(?:établie|écrit) le \d{1,2} \w+ \d{4}", text)


@pytest.mark.parametrize("name", NAMES)
def test_each_source_was_checked_on_a_day_or_is_said_to_be_checked(name):
    text = (ROOT / "content" / f"{name}.md").read_text("utf-8")
    sources = text.split("\n## Sources\n")[1].strip().splitlines()
    assert sources
    for rank, line in enumerate(sources, start=1):
        assert re.match(rf"{rank}\. ", line)
        assert re.search(r"✓ Vérifié le \d{1,2} \w+ \d{4}|\? À vérifier", line), line
    cited = {int(number) for number in re.findall(r"\[\[(\d)\]\]\(#sources\)", text)}
    assert cited <= set(range(1, len(sources) + 1))


# What the reader's browser keeps.


def test_the_page_of_privacy_names_all_that_a_script_keeps():
    scripts = [path.read_text("utf-8") for path in (ROOT / "overrides").rglob("*.js")]
    kept = {key for text in scripts for key in re.findall(r'(?:Item|choisir)\("(\w+)"', text)}
    assert {"theme", "lettres"} <= kept
    text = (ROOT / "content" / "confidentialite.md").read_text("utf-8")
    assert kept <= set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


# The settings.


def test_a_host_that_is_partly_known_is_asked_for_the_rest():
    who = Identity(hebergeur=Hebergeur(nom="Un hôte"))
    asked = {each.field for each in check_publication(who, "")}
    assert "extra.bvm.hebergeur.adresse" in asked
    assert "extra.bvm.hebergeur.nom" not in asked
