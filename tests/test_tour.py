"""The tour of a newcomer: by keyboard only, then by links without a script, then without a style.

Home → the countryside → a défi → the box where one joins → back → a guide → another look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from reading import choose, read_site
from samples import defi
from sight import Focus, contrast, focus, tab_to
from visits import opened
from worlds import Built, build_site, citizens

ADDRESS = "bonjour@example.org"
TITLE = "Rallumer le four du hameau"
DEFI = defi(
    "Le four est au bord du chemin. Il ne manque que nous.\n",
    titre=TITLE,
    phase="informaction",
    territoire="rural",
    commune="Figeac (Lot)",
    prochaine_action={"date": "2026-12-05", "quoi": "Première fournée d’essai"},
)
GUIDE = "Organiser un premier débat"
WIDTHS = [320, 1280]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Built:
    """A site with an address to write to."""
    folder = tmp_path_factory.mktemp("tour")
    files = {**citizens(), "defis/four-du-hameau.md": DEFI}
    return build_site(folder, files, adresse=ADDRESS)


@pytest.fixture(scope="module")
def home(built, serve) -> str:
    return serve(built.folder)


@pytest.fixture
def width() -> int:
    return 1280


@pytest.fixture
def page(browser, width) -> Iterator[Page]:
    """A page as wide as the test asks; no motion, so that what has the focus is where it will be."""
    with opened(browser, viewport={"width": width, "height": 640}) as (page, _):
        yield page


def _walk_to(page: Page, wanted: str, *, inside: str = "body", key: str = "Tab") -> Focus:
    """Go to what is named `wanted` by keyboard; its focus must be seen."""
    met = tab_to(page, wanted, inside=inside, key=key)
    assert not met.faults
    return met


def _follow(page: Page, wanted: str, *, inside: str = "main") -> None:
    """Go to a link by keyboard and press Enter; the next page is there."""
    _walk_to(page, wanted, inside=inside)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _in_menu(page: Page, wanted: str, width: int) -> None:
    """Follow a link of the menu, which is opened first where it is folded."""
    if width < 960:
        _walk_to(page, "Menu", inside="header")
        page.keyboard.press("Enter")
    _follow(page, wanted, inside="nav.menu")


def _in_sight(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return box["y"] + box["height"] > 0 and box["y"] < size["height"]


def _background(page: Page) -> tuple[float, ...]:
    found = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return tuple(float(n) for n in re.findall(r"[\d.]+", found))[:3]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_tour_is_made_by_keyboard_alone(page, home, width):
    page.goto(home)
    _follow(page, "Rural", inside=".quatre")
    expect(page.locator("h1")).to_contain_text("rural", ignore_case=True)

    _follow(page, TITLE, inside=".cartes")
    expect(page.locator("h1")).to_have_text(TITLE)
    _walk_to(page, ADDRESS, inside="#rejoindre")
    assert page.evaluate("document.activeElement.href").startswith(f"mailto:{ADDRESS}?subject=")
    _walk_to(page, "Je participe", key="Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home}rejoindre/?defi=four-du-hameau")
    expect(page.locator("#q-defi")).to_have_value("four-du-hameau")

    _back(page)  # from the form to the page, then to the list
    _back(page)
    expect(page).to_have_url(home + "territoires/rural/")
    _in_menu(page, "Guides", width)
    expect(page.locator("h1")).to_contain_text("guides", ignore_case=True)
    _follow(page, GUIDE)
    expect(page.locator("h1")).to_contain_text(GUIDE)

    light = _background(page)
    _walk_to(page, "Sombre", inside="footer")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "sombre"
    assert contrast(light, _background(page)) > 10
    assert not focus(page).faults
    _walk_to(page, "Comme l’appareil", inside="footer", key="Shift+Tab")
    page.keyboard.press("Enter")
    assert _background(page) == light


def _back(page: Page) -> None:
    """Alt and left arrow, which a browser without a window does not hear."""
    page.go_back()


@pytest.mark.parametrize("width", WIDTHS)
def test_larger_text_is_chosen_by_keyboard_and_remembered(page, home, width):
    page.goto(home + "demarche/")
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = page.evaluate(size)
    _walk_to(page, "Texte plus grand", inside="footer")
    assert page.evaluate("document.activeElement.ariaPressed") == "false"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.ariaPressed") == "true"
    assert page.evaluate(size) >= before * 1.15
    assert not focus(page).faults
    page.reload()
    assert page.evaluate("document.documentElement.dataset.lettres") == "grandes"
    assert page.evaluate("localStorage.getItem('lettres')")
    assert page.get_by_role("button", name="Texte plus grand").get_attribute("aria-pressed") == (
        "true"
    )
    assert page.evaluate(size) >= before * 1.15
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    _walk_to(page, "Texte plus grand", inside="footer")
    page.keyboard.press("Enter")
    page.reload()
    assert page.evaluate(size) == before


def test_the_folded_menu_opens_closes_and_gives_the_focus_back(page, home):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(home)
    _walk_to(page, "Menu")
    page.keyboard.press("Tab")
    assert not _is_in_menu(page), "a link of the folded menu has the focus"
    _walk_to(page, "Menu", key="Shift+Tab")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Menu")
    expect(button).to_have_attribute("aria-expanded", "true")
    links = page.locator("nav.menu a").count()
    for _ in range(links):
        page.keyboard.press("Tab")
        assert _is_in_menu(page)
        assert not focus(page).faults
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    assert focus(page).name == "Menu"
    assert not focus(page).faults
    page.keyboard.press("Tab")
    assert not _is_in_menu(page)
    page.keyboard.press("Escape")
    assert focus(page).name != "Menu", "Escape took the focus though the menu was folded"


def _is_in_menu(page: Page) -> bool:
    return page.evaluate("!!document.activeElement.closest('nav.menu')")


def test_the_skip_link_is_seen_and_leads_past_the_menu(page, home):
    page.goto(home + "demarche/")
    page.keyboard.press("Tab")
    met = focus(page)
    assert met.name == "Aller au contenu"
    assert not met.faults
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def _tour_by_links(page: Page, home: str) -> None:
    """The same tour with a pointer, by links alone."""
    page.goto(home)
    page.locator(".quatre").get_by_role("link", name="Rural").click()
    page.locator(".cartes").get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("#rejoindre").get_by_role("link", name=ADDRESS)).to_be_visible()
    page.get_by_role("link", name="Je participe").click()
    expect(page.locator("h1")).to_have_text("Je m’engage")
    page.get_by_role("navigation", name="Principal").get_by_role("link", name="Guides").click()
    page.get_by_role("main").get_by_role("link", name=GUIDE).first.click()
    expect(page.locator("h1")).to_contain_text(GUIDE)
    page.get_by_role("link", name="Bien Vivre Maintenant").first.click()
    expect(page).to_have_url(home)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_tour_is_made_by_links_without_a_script(browser, home, width):
    size = {"width": width, "height": 640}
    with opened(browser, java_script_enabled=False, viewport=size) as (page, _):
        _tour_by_links(page, home)
        for name in ("Clair", "Sombre", "Texte plus grand", "Menu"):
            expect(page.locator("button", has_text=name).first).to_be_hidden()
        idle = page.locator("button:visible:not(form[action] [type=submit])")
        left = [name for name in idle.all_inner_texts() if name]
    assert not left, "a button that does nothing without a script"


TALLEST = 5_000
"""In CSS pixels, on a phone: what one still scrolls through to the end."""


def _fullest(site: Built) -> dict[str, str]:
    """The longest page of a défi of each phase, then of those that are over, by its name."""
    found: dict[str, tuple[int, str]] = {}
    for file in (site.folder / "defis").glob("*/index.html"):
        html = file.read_text("utf-8")
        stage = re.search(r'class="rang ph p\d">([^<]*)', html)
        if stage:
            known = stage[1] if stage[1].startswith("Étape") else "over"
            found[known] = max(found.get(known, (0, "")), (len(html), file.parent.name))
    return {stage: name for stage, (_, name) in found.items()}


def test_the_fullest_page_of_each_phase_is_short_and_asks_its_question_first(browser, site, serve):
    fullest = _fullest(site)
    assert len(fullest) == 4
    address = serve(site.folder)
    with opened(browser, viewport={"width": 360, "height": 640}) as (page, _):
        for name in fullest.values():
            page.goto(f"{address}defis/{name}/")
            assert page.evaluate("document.documentElement.scrollHeight") <= TALLEST, name
            question = page.locator(".chapo").first.bounding_box()
            assert question
            assert question["y"] + question["height"] <= 2 * 640, name


@pytest.fixture(scope="module")
def naked(browser) -> Iterator[Page]:
    """A page for which no style sheet ever comes."""
    with opened(browser) as (page, _):
        page.route("**/*.css", lambda route: route.abort())
        yield page


def test_the_tour_is_made_by_links_without_a_style(naked, home):
    _tour_by_links(naked, home)
    assert naked.evaluate("getComputedStyle(document.body).marginTop") == "8px", "a style came"


def _order(page: Page) -> list[str]:
    """Skip link, menu, then the content under its title, the footer last."""
    order = page.evaluate(
        """() => [...document.querySelectorAll('a, nav.menu, main, h1, h2, footer')]
          .map(e => e.matches('a') ? (e.className === 'saut' ? 'skip' : '') : e.localName)
          .filter((e, i, all) => e && all.indexOf(e) === i)"""
    )
    right = order[:4] == ["skip", "nav", "main", "h1"] and order[-1] == "footer"
    return [] if right else order


HIDDEN = """() => [...document.querySelectorAll('a, .vh')].filter(e => {
  if (e.closest('details:not([open])')) return false;
  if (e.closest('[data-sans-script]')) return false;  // the script says it otherwise
  if (e.role === 'status' && !e.textContent) return false;  // nothing to announce yet
  return !e.checkVisibility() || !(e.innerText ?? e.textContent).trim() || e.getBoundingClientRect().width < 4;
}).map(e => e.outerHTML.slice(0, 120))"""

GLUED = """() => {
  const found = [], inline = e => getComputedStyle(e).display === 'inline' && e.checkVisibility();
  for (const e of document.querySelectorAll('body *:not(svg *)')) {
    const next = e.nextSibling;
    if (!inline(e) || next?.nodeType !== 1 || !inline(next)) continue;
    const both = [e.textContent, next.textContent];
    if (/[\\p{L}\\d.!?]$/u.test(both[0]) && /^[\\p{L}\\d]/u.test(both[1]))
      found.push(both.map((s, i) => i ? s.slice(0, 20) : s.slice(-20)).join('|'));
  }
  return [...new Set(found)];
}"""

LARGE = """() => [...document.querySelectorAll('svg:not(.atlas svg)')].map(e => [e, e.getBoundingClientRect()])
  .filter(([e, r]) => r.height > 200)
  .map(([e, r]) => `${Math.round(r.width)} × ${Math.round(r.height)} px: <svg ${
    [...e.attributes].map(a => a.name + '=' + a.value).join(' ')}>`)"""

BLACK = """() => [...document.querySelectorAll('svg.dessin')]
  .filter(e => e.getBoundingClientRect().height > 30 && getComputedStyle(e).fill !== 'none')
  .map(e => e.outerHTML.slice(0, 90))"""

STRIPPED: dict[str, Callable[[Page], list[str]]] = {
    "the order is kept": _order,
    "no word and no link is hidden": lambda page: page.evaluate(HIDDEN),
    "no two words are glued": lambda page: page.evaluate(GLUED),
    "a drawing says its own size": lambda page: page.evaluate(LARGE),
    "a drawing is made of lines, not of black shapes": lambda page: page.evaluate(BLACK),
}


@pytest.fixture(scope="module")
def stripped(naked, home, built) -> dict[str, list[str]]:
    """What is wrong, by what should be right, on the fullest page of each type without its style."""
    chosen = [each for each in choose({"": read_site(built.folder)}) if each.is_heaviest]
    found: dict[str, list[str]] = {name: [] for name in STRIPPED}
    for page in (each.page for each in chosen if not each.page.is_bare):
        naked.goto(home + page.address)
        for name, look in STRIPPED.items():
            found[name] += [f"/{page.address}: {fault}" for fault in look(naked)]
    return found


@pytest.mark.parametrize("name", STRIPPED)
def test_without_a_style(stripped, name):
    assert not stripped[name], "\n".join(["", *stripped[name]])
