"""At the edges: the longest words, none, one, many; enlarged, spaced out, still, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from conftest import make_project, run_build
from extremes import BAREST, FULLEST
from playwright.sync_api import Page
from reading import choose
from samples import REQUIRED
from sight import broken, contrast, spills

from generator.front_matter import dump

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


def _plain(territoire: str, phase: str, titre: str, rang: int = 0) -> str:
    head = {
        "titre": titre,
        "phase": phase,
        "depuis": f"2026-{1 + rang % 10:02}-12",
        "territoire": territoire,
        "commune": PLACES[territoire],
    }
    return dump(REQUIRED | head, "")


def _defis() -> Iterator[tuple[str, str]]:
    """25 rural, 24 in small towns, 1 in a metropolis, none in the suburbs."""
    yield "long", _plain("rural", "informaction", LONG) + LONG_WORDS
    for n in range(24):
        yield f"rural-{n:02}", _plain("rural", "informaction", f"Un défi rural, le {n}e", n)
    for n in range(24):
        yield f"ville-{n:02}", _plain("petite-ville", "creaction", f"Un défi du bourg, le {n}e", n)
    yield "seul", _plain("metropole", "creaction", WORD)


NAMED = (
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
def edges(tmp_path_factory, serve) -> str:
    """25 défis here, 24 there, one, none; the longest title, the longest word."""
    folder = tmp_path_factory.mktemp("bords")
    files = {f"defis/{slug}.md": text for slug, text in _defis()}
    built = run_build(make_project(folder / "projet", files), folder / "site")
    assert built.code == 0, built.said
    return serve(built.folder)


@pytest.fixture(scope="module")
def nothing(bare, serve) -> str:
    return serve(bare.folder)


@pytest.fixture(scope="module")
def page(browser) -> Iterator[Page]:
    """One page for all tests of this file; each says how wide it wants it."""
    context = browser.new_context(reduced_motion="reduce", color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def _as_new(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(
        media="screen", color_scheme="light", reduced_motion="reduce", forced_colors="none"
    )


@dataclass(frozen=True)
class Look:
    """A way of reading a page, and what is looked for. `letters`: « Texte plus grand »."""

    find: Callable[[Page], list[str]]
    width: int = 320
    css: str = ""
    letters: bool = False
    forced: bool = False

    def at(self, page: Page) -> list[str]:
        page.set_viewport_size({"width": self.width, "height": 640})
        page.emulate_media(forced_colors="active" if self.forced else "none")
        page.evaluate(CHANGE, [self.css, "grandes" if self.letters else ""])
        return self.find(page)


CHANGE = """([css, letters]) => {
  let style = document.getElementById('change');
  if (!style) style = document.head.appendChild(Object.assign(
    document.createElement('style'), { id: 'change' }));
  style.textContent = css;
  if (letters) document.documentElement.dataset.lettres = letters;
  else delete document.documentElement.dataset.lettres;
}"""

STILL = """() => [...document.querySelectorAll('*')].flatMap(e =>
  [null, '::before', '::after'].flatMap(part => {
    const s = getComputedStyle(e, part);
    const moves = [s.transitionDuration, s.animationDuration].join().split(',')
      .some(d => parseFloat(d) > 0);
    return moves || s.scrollBehavior === 'smooth' ? [e.localName + '.' + e.className] : [];
  }))"""

SHAPES = """() => {
  const canvas = getComputedStyle(document.body).backgroundColor;
  const plain = c => c === 'rgba(0, 0, 0, 0)' || c === canvas;
  const found = [];
  for (const e of document.querySelectorAll('body *')) for (const part of ['::before', '::after']) {
    const s = getComputedStyle(e, part);
    if (s.content === 'none' || (s.maskImage || 'none') === 'none') continue;
    if (plain(s.backgroundColor)) found.push(e.localName + '.' + e.className + part);
  }
  return [...new Set(found)];
}"""

ZOOMED = "html{font-size:225%!important}"
"""200 % of the text, as a reader sets it: the root goes from 18 to 36 px."""

SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
"""WCAG 2.2, 1.4.12, « text spacing »."""

LOOKS = {
    "nothing spills": Look(spills),
    "nothing empty looks broken": Look(broken),
    "nothing moves for who asked for less": Look(lambda page: page.evaluate(STILL)),
    "nothing spills with larger letters": Look(spills, letters=True),
    "nothing spills when spaced out": Look(spills, css=SPACED),
    "pictograms show in forced colours": Look(lambda page: page.evaluate(SHAPES), forced=True),
    "nothing spills with text at 200 %": Look(spills, width=640, css=ZOOMED),
    "nothing spills on a computer": Look(spills, width=1280),
}


@pytest.fixture(scope="module")
def looked(page, edges, written, serve) -> dict[str, dict[str, list[str]]]:
    """What each look finds on each page, by look and by page; each page is loaded once."""
    homes = {name: serve(pages[0].site) for name, pages in written.items()}
    places = {f"{name}: {one.address}": homes[name] + one.address for name, one in choose(written)}
    for slug in (FULLEST, BAREST, "un-mot-sans-fin"):
        places[slug] = f"{homes['un site plein']}defis/{slug}/"
    places |= {f"aux bords: {each}": edges + each for each in NAMED}
    found: dict[str, dict[str, list[str]]] = {name: {} for name in LOOKS}
    for place, address in places.items():
        page.goto(address)
        for name, look in LOOKS.items():
            if faults := look.at(page):
                found[name][place] = faults
    return found


@pytest.mark.parametrize("name", LOOKS)
def test_on_the_heaviest_and_the_emptiest_pages(looked, name):
    faults = [f"{place}: {fault}" for place, some in looked[name].items() for fault in some]
    assert not faults, "\n".join(["", *faults])


def test_larger_letters_are_larger(page, nothing):
    page.goto(nothing)
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = page.evaluate(size)
    page.evaluate("document.documentElement.dataset.lettres = 'grandes'")
    assert page.evaluate(size) >= before * 1.15


@pytest.mark.parametrize(
    ("where", "cards", "pages"),
    [
        ("territoires/rural/", 24, 2),
        ("territoires/rural/page/2/", 1, 2),
        ("territoires/petite-ville/", 24, 0),
        ("territoires/metropole/", 1, 0),
        ("territoires/pavillonnaire/", 0, 0),
    ],
)
def test_a_list_is_cut_in_pages_from_the_twenty_fifth(page, edges, where, cards, pages):
    page.goto(edges + where)
    assert page.locator("main .carte").count() == cards
    numbers = page.locator("nav[aria-label='Pages de la liste'] a:not([rel])")
    assert numbers.count() == pages


def test_an_empty_list_says_what_to_do(page, edges):
    page.goto(edges + "territoires/pavillonnaire/")
    assert "Le vôtre peut être le premier" in page.locator("main").inner_text()
    assert page.locator("main .agir a").count() >= 1


def test_one_defi_is_told_in_the_singular(page, edges):
    page.goto(edges + "territoires/metropole/")
    assert page.locator("#bloc-liste").inner_text().replace("\xa0", " ").startswith("1 défi")
    assert "1 défis" not in page.locator("body").inner_text().replace("\xa0", " ")


def test_without_any_defi_the_home_page_still_says_what_to_do(page, nothing):
    page.goto(nothing)
    said = page.locator("main").inner_text().replace("\xa0", " ")
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
    assert page.evaluate(STILL)


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


@pytest.mark.parametrize("where", PRINTED)
def test_on_paper_a_page_is_light_whatever_the_theme(printed, full, where):
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


SCREEN_ONLY = (
    ".saut, .menu, button, .btn:not([href^=http]), .agir, .filtres, .fil, .cette-page, .suite"
)


@pytest.mark.parametrize("where", PRINTED)
def test_on_paper_there_is_no_menu_nor_button(printed, full, where):
    paper = printed(full + where)
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
