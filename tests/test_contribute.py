"""The page that says how to contribute: each door, whom to write to, and nothing invented."""

from __future__ import annotations

import re
from html import unescape
from itertools import combinations

import pytest
from conftest import ROOT, make_project, run_build

from generator import schema
from generator.model import FicheDefi
from generator.outputs import views
from generator.vocabulary import CONCERNES, STATUTS_PARTENAIRE, slugs

PAGE = "content/contribuer/index.md"
ADDRESS = "bonjour@exemple.fr"
FORGE = "https://forge.exemple.fr/ville/bien-vivre"
PILOTE = """---
nom: {nom}
territoire: rural
departements: ["{code}"]
adresse: {address}
{more}---

Un texte.
"""


def settings(**given: str) -> str:
    """The settings of the site, with those of who publishes it replaced."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    for key, value in given.items():
        text = re.sub(rf"^    {key}: .*$", f"    {key}: {value}", text, flags=re.MULTILINE)
    return text


def pilote(nom: str, code: str, address: str = "", *, example: bool = False) -> str:
    more = "exemple: true\n" if example else ""
    return PILOTE.format(nom=nom, code=code, address=address, more=more)


WORLDS = {
    "address": (settings(adresse=ADDRESS, depot=FORGE), {}),
    "forge": (
        settings(depot=FORGE),
        {
            "creuse": pilote("La <b>Creuse", "23", "accompagnement.creuse@exemple.fr"),
            "jura": pilote("Le Jura", "39", "accompagnement.jura@exemple.fr", example=True),
            "muet": pilote("Le Lot", "46"),
        },
    ),
    "examples": (
        settings(),
        {"jura": pilote("Le Jura", "39", "accompagnement.jura@exemple.fr", example=True)},
    ),
    "nobody": (settings(), {}),
}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of each of `WORLDS`, built once."""
    built: dict[str, str] = {}

    def build(name: str) -> str:
        if name not in built:
            built[name] = draw(tmp_path_factory.mktemp(name), *WORLDS[name])
        return built[name]

    return build


def draw(folder, text, pilotes) -> str:
    project = make_project(folder, {"mkdocs.yml": text})
    for path in (project / "content/territoires-pilotes").glob("*.md"):
        if path.stem != "index":
            path.unlink()
    for slug, said in pilotes.items():
        (project / f"content/territoires-pilotes/{slug}.md").write_text(said, "utf-8")
    site = run_build(project, folder / "site", GITHUB_REPOSITORY="")
    assert site.code == 0, site.said
    html = site.page("contribuer/")
    return html[html.index("<main") : html.index("</main>")]


def box(html: str) -> str:
    start = html.index('aria-labelledby="ecrire"')
    return html[start : html.index("</section>", start)]


def plain(html: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def links(html: str) -> list[str]:
    return [unescape(url) for url in re.findall(r'href="([^"]+)"', html)]


def test_the_box_leads_to_each_form(page):
    html = box(page("forge"))
    assert links(html)[:5] == [
        "../proposer/",
        "../mettre-a-jour/",
        "../annoncer/",
        f"{FORGE}/issues/new?template=aide-site.yml",
        f"{FORGE}/issues/new?template=correction-site.yml",
    ]
    assert "Proposer un défi Donner des nouvelles d’un défi Passer une annonce" in plain(html)


def test_without_a_repository_help_is_asked_by_letter_and_nobody_is_invented(page):
    assert links(box(page("nobody"))) == [
        "../proposer/",
        "../mettre-a-jour/",
        "../annoncer/",
        "../ressources/",
    ]


def test_the_address_stands_in_clear_for_who_has_no_mail_program(page):
    html = box(page("address"))
    assert f'<a href="mailto:{ADDRESS}">{ADDRESS}</a>' in html


def test_without_an_address_the_territories_that_have_one_are_named(page):
    html = box(page("forge"))
    said = plain(html.replace("<li>", " "))
    assert "Écrivez à celle d’un territoire pilote : La <b>Creuse" in said
    assert "Jura" not in said
    assert "<b>" not in html
    assert links(html)[5:] == ["../territoires/pilotes/creuse/"]
    assert "@" not in html


@pytest.mark.parametrize("world", ["examples", "nobody"])
def test_with_nobody_to_write_to_the_page_says_so_and_invents_nothing(page, world):
    html = box(page(world))
    assert "Il n’y a pas encore d’adresse pour tout le site." in plain(html)
    assert "crivez" not in html
    assert not {"@", "mailto:", "issues"} & set(re.findall(r"@|mailto:|issues", html))
    assert links(html)[-1] == "../ressources/"
    assert ("sont des exemples" in html) == (world == "examples")


def test_the_doors_go_from_the_easiest_to_the_one_by_hand_which_is_folded(page):
    html = page("nobody")
    said = [plain(one) for one in re.findall(r"<h3.*?</h3>", html)]
    assert said == [
        "1. Le formulaire, sans compte",
        "2. Le même, avec un compte GitHub",
        "3. Des nouvelles d’un défi",
        "4. Une annonce",
        "5. Je m’engage, j’ai besoin d’aide",
        "6. À la main, pour qui connaît Git",
    ]
    before, _, folded = html.partition("<details")
    assert "<summary>Écrire soi-même le texte d’un défi</summary>" in folded
    assert "open" not in folded.partition(">")[0]
    assert not re.search("pull request|Markdown|<pre|<code", before)
    assert folded.count("<pre") == 1


def test_a_problem_can_be_reported_at_an_anchor_that_stays(page):
    assert '<h2 id="signaler">Signaler un problème</h2>' in page("nobody")


def test_the_page_ends_on_the_defis_and_never_on_itself(page):
    html = page("nobody")
    closing = html[html.index('class="agir"') :]
    assert links(closing) == ["../defis/"]
    assert "Vous préférez d’abord regarder ?" in plain(closing)
    assert "../contribuer/" not in html


def test_the_example_of_a_defi_on_the_page_for_citizens_is_valid():
    text = (ROOT / PAGE).read_text("utf-8")
    example = re.search(r"^```yaml\n(---\n.*?)^```$", text, re.DOTALL | re.MULTILINE)[1]
    document, problems = schema.parse_document(example, FicheDefi, "four", "defis/four.md")
    assert document
    assert problems == []


ALL = [
    some
    for size in range(1, len(CONCERNES) + 1)
    for some in combinations(slugs(CONCERNES)[::-1], size)
]


@pytest.mark.parametrize("some", ALL, ids="+".join)
def test_who_is_concerned_is_one_sentence_the_others_last(some):
    said = views._concerned(some)
    assert re.fullmatch(r"Cette question touche (des|d’|un|plusieurs) ?[^.]+\.", said)
    assert said.endswith("d’autres personnes.") == ("autre" in some)


def test_where_one_stands_with_a_partner_is_said_as_one_speaks():
    said = [term.label for term in STATUTS_PARTENAIRE]
    assert said == ["on y pense", "on lui a écrit", "c’est oui"]


def test_each_need_is_answered_in_the_first_person():
    assert all(re.match(r"(Je |J’)", said) for said in views._GESTURES.values())
    assert (views._GESTURES["argent"], views._GESTURES["materiel"]) == ("Je peux donner", "J’en ai")
