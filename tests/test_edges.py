"""At the edges: the longest words, none, one, many; in every view, in forced colours, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from extremes import BAREST, FULLEST
from looks import LAYOUT, look
from parts import cards, section
from playwright.sync_api import Page
from reading import links, plain, words
from samples import defi
from sight import contrast, moves
from visits import opened
from worlds import Built, build_site

LONG = "Réinventer collectivement l’approvisionnement intercommunal en légumes de saison, ensemble"
WORD = "Anticonstitutionnellement" * 2 + "approvisionnements"[:10]

LONG_WORDS = """
## {mot}

{mot} {mot}

| Légume | {mot} | Prix |
| --- | --- | --- |
| {mot} | {mot} | 3 |

`{mot}{mot}` et https://example.org/{mot}/{mot}
""".format(mot="a" * 80)

PLACES = {
    "rural": "Felletin (Creuse)",
    "petite-ville": "Mirecourt (Vosges)",
    "metropole": "Saint-Étienne (Loire)",
}


def _defi(territoire: str, phase: str, titre: str, *, rang: int = 0, body: str = "") -> str:
    depuis = f"2026-{1 + rang % 10:02}-12"
    said = {"titre": titre, "phase": phase, "depuis": depuis, "territoire": territoire}
    return defi(body, **said, commune=PLACES[territoire])


def _defis() -> Iterator[tuple[str, str]]:
    """25 rural, 24 in small towns, 1 in a metropolis, none in the suburbs."""
    yield "long", _defi("rural", "informaction", LONG, body=LONG_WORDS)
    for n in range(24):
        yield f"rural-{n:02}", _defi("rural", "informaction", f"Un défi rural, le {n}e", rang=n)
        yield f"ville-{n:02}", _defi("petite-ville", "creaction", f"Le défi {n} du bourg", rang=n)
    yield "seul", _defi("metropole", "creaction", WORD)


SHOWING = (
    "",
    "defis/",
    "defis/page/3/",
    "defis/long/",
    "defis/seul/",
    "phases/creaction/",
    "phases/activaction/",
    "phases/activaction/pavillonnaire/",
    "territoires/rural/",
    "territoires/rural/page/2/",
    "territoires/petite-ville/",
    "territoires/metropole/",
    "territoires/pavillonnaire/",
    "departements/42/",
)
"""The pages of that site which show an edge."""


@pytest.fixture(scope="module")
def at_the_edges(tmp_path_factory) -> Built:
    """25 défis here, 24 there, one, none; the longest title, the longest word."""
    folder = tmp_path_factory.mktemp("bords")
    return build_site(folder, {f"defis/{slug}.md": text for slug, text in _defis()})


@pytest.fixture(scope="module")
def edges(at_the_edges, serve) -> str:
    return serve(at_the_edges.folder)


@pytest.fixture(scope="module")
def nothing(bare, serve) -> str:
    return serve(bare.folder)


@pytest.fixture(scope="module")
def page(browser) -> Iterator[Page]:
    """One page for all tests of this file; each says how wide it wants it."""
    with opened(browser, color_scheme="light") as (page, seen):
        yield page
    assert seen.errors == []


@pytest.fixture(autouse=True)
def _as_new(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(
        media="screen", color_scheme="light", reduced_motion="reduce", forced_colors="none"
    )


@pytest.fixture(scope="module")
def looked(page, edges) -> dict[str, list[str]]:
    """What each look finds, by look; each page is loaded once."""
    found: dict[str, list[str]] = {name: [] for name in LAYOUT}
    for where in SHOWING:
        page.goto(edges + where)
        for name, faults in look(page, LAYOUT).items():
            found[name] += [f"/{where}: {fault}" for fault in faults]
    return found


@pytest.mark.parametrize("name", LAYOUT)
def test_in_every_view(looked, name):
    assert not looked[name], "\n".join(["", *looked[name]])


def test_larger_letters_are_larger(page, nothing):
    page.goto(nothing)
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = page.evaluate(size)
    page.evaluate("document.documentElement.dataset.lettres = 'grandes'")
    assert page.evaluate(size) >= before * 1.15


@pytest.mark.parametrize(
    ("where", "shown", "pages"),
    [
        ("territoires/rural/", 24, 2),
        ("territoires/rural/page/2/", 1, 2),
        ("territoires/petite-ville/", 24, 0),
        ("territoires/metropole/", 1, 0),
        ("territoires/pavillonnaire/", 0, 0),
    ],
)
def test_a_list_is_cut_in_pages_from_the_twenty_fifth(at_the_edges, where, shown, pages):
    page = at_the_edges.page(where)
    assert len(cards(page)) == shown
    assert len(re.findall(r'<a [^>]*aria-label="Page \d"', page)) == pages


def test_an_empty_list_says_what_to_do(at_the_edges):
    page = at_the_edges.page("territoires/pavillonnaire/")
    assert "Préparez le vôtre" in words(page.partition("<main")[2])
    assert links(section(page, "bloc-agir"))


def test_one_defi_is_told_in_the_singular(at_the_edges):
    page = at_the_edges.page("territoires/metropole/")
    assert words(section(page, "bloc-liste")).startswith("1 défi ")
    assert "1 défis" not in words(page)


def test_without_any_defi_the_home_page_still_says_what_to_do(page, nothing):
    page.goto(nothing)
    said = plain(page.locator("main").inner_text())
    assert "Aucune date pour l’instant" in said
    assert "Aucun groupe ne cherche d’aide" in said
    assert page.locator("main .carte").count() == 0


def test_the_edges_are_what_they_say():
    assert len(LONG) == 90
    assert len(WORD) == 60


def test_motion_is_there_for_others(page, edges):
    """So that the test above can fail."""
    page.emulate_media(reduced_motion="no-preference")
    page.goto(edges + "defis/")
    assert moves(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_stepper_shows_the_step_in_forced_colours(page, edges, scheme):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(edges + "defis/seul/")
    bornes = page.locator(".etapes i")
    borders = bornes.evaluate_all(
        "all => all.map(e => [getComputedStyle(e).borderTopColor, getComputedStyle(e).borderTopWidth])"
    )
    canvas = _colour(page, "body", "backgroundColor")
    for colour, thickness in borders:
        assert thickness != "0px"
        assert contrast(_channels(colour), canvas) >= 3
    rings = bornes.evaluate_all("all => all.map(e => getComputedStyle(e).outlineStyle)")
    assert rings.count("solid") == 1, "the step of today is not told from the others"


def _channels(colour: str) -> tuple[float, float, float]:
    one, two, three = re.findall(r"[\d.]+", colour)[:3]
    return float(one), float(two), float(three)


def _colour(page: Page, selector: str, name: str) -> tuple[float, float, float]:
    found = page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{name}")
    return (255, 255, 255) if found == "rgba(0, 0, 0, 0)" else _channels(found)


@pytest.fixture(scope="module")
def full(heavy, serve) -> str:
    return serve(heavy.folder)


@pytest.fixture
def printed(page) -> Callable[[str], Page]:
    """A page on its way to paper, from a reader who chose the dark theme."""

    def run(address: str) -> Page:
        page.goto(address)
        page.evaluate("document.documentElement.dataset.theme = 'sombre'")
        page.emulate_media(media="print", color_scheme="dark")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        return page

    return run


PRINTED = ["", "defis/", f"defis/{FULLEST}/", f"defis/{BAREST}/", "demarche/"]

PLATES = """() => [...document.querySelectorAll('body, body *:not(svg *)')].filter(e =>
  e.checkVisibility() && getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)').map(e =>
  [e.localName + '.' + e.className, getComputedStyle(e).backgroundColor,
   getComputedStyle(e).color, !!e.innerText?.trim()])"""


SCREEN_ONLY = (
    ".saut, .menu, button, .btn:not([href^=http]), .agir, .filtres, .fil, .cette-page, .suite"
)


@pytest.mark.parametrize("where", PRINTED)
def test_on_paper_a_page_is_light_whatever_the_theme_without_menu_nor_button(printed, full, where):
    paper = printed(full + where)
    dark = [
        (name, back, ink)
        for name, back, ink, says in paper.evaluate(PLATES)
        if says and contrast(_channels(back), (255, 255, 255)) > 1.6
    ]
    assert not [each for each in dark if contrast(_channels(each[1]), _channels(each[2])) < 4.5]
    assert not [each for each in dark if each[0].split(".")[0] not in {"span", "b", "i"}], dark
    assert _colour(paper, "body", "backgroundColor") == (255, 255, 255)
    assert contrast(_colour(paper, "main p", "color"), (255, 255, 255)) >= 7
    left = paper.locator(SCREEN_ONLY).evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"
    )
    assert not left
    assert paper.locator("h1").is_visible()


GUIDE = "ressources/choisir-un-mode-de-decision/"


def test_on_paper_a_guide_writes_its_addresses_out(printed, edges):
    paper = printed(edges + GUIDE)
    links = paper.locator("main a[href^=http]")
    assert links.count() >= 1
    bare = links.evaluate_all(
        "all => all.filter(e => e.checkVisibility() && !e.closest('.agir')).filter(e =>"
        " !e.textContent.includes(e.href) && !getComputedStyle(e, '::after').content.includes(e.href))"
        ".map(e => e.outerHTML)"
    )
    assert not bare


def test_on_paper_what_was_folded_is_open(printed, edges):
    paper = printed(edges + "demarche/")
    folds = paper.locator("main details")
    assert folds.count() >= 1
    assert folds.evaluate_all("all => all.every(e => e.open)")


def test_on_paper_a_defi_keeps_its_words_and_where_to_join(printed, full):
    paper = printed(full + f"defis/{FULLEST}/")
    assert paper.locator("#prochaine-action").is_visible()
    assert paper.locator("#rejoindre").is_visible()
    assert "example.org" in paper.locator("#rejoindre").evaluate(
        "e => e.innerText + [...e.querySelectorAll('*')].filter(x => x.checkVisibility())"
        ".map(x => getComputedStyle(x, '::after').content).join(' ')"
    ), "the address where one joins is not on the paper"
