"""The list of all défis and its filters: links without a script, one form with it.

What the form shows is checked against a reference written here in Python, for every combination
of phases and types of territory, with themes.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from crowd import (
    ATTACK,
    ATTACKED,
    FACETS,
    KINDS,
    MEMBERS,
    NOT_CHOSEN,
    PHASES,
    STATES,
    THEMES,
    Chosen,
    Member,
    query,
)
from drawing import site_of
from playwright.sync_api import Browser, Page, Route
from reading import plain
from sight import COLOURS, axe
from values import defi, theme
from visits import opened

from generator.outputs.lists.filters import draw_index

PER_PAGE = 24


@pytest.fixture(scope="module")
def ordered(crowded) -> list[Member]:
    """The défis in the order of the real pages of the list."""
    pages = ["defis/", "defis/page/2/", "defis/page/3/"]
    html = "".join(crowded.page(page) for page in pages)
    slugs = re.findall(r'<h3><a href="[./]*/defis/(d\d\d)/"', html)
    by_slug = {one.slug: one for one in MEMBERS}
    assert sorted(slugs) == sorted(by_slug)
    return [by_slug[slug] for slug in slugs]


@pytest.fixture(scope="module")
def address(crowded, serve) -> str:
    return serve(crowded.folder) + "defis/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as (page, seen):
        yield page
    assert seen.faults == []
    assert seen.strangers == []


def _reference(ordered: Iterable[Member], chosen: Chosen) -> dict[str, Any]:
    """What the page must show: the slugs of its cards, how many there are in all, the counts."""
    ordered = list(ordered)
    slugs = [one.slug for one in ordered if one.fits(chosen)]
    counts = {
        word: sum(word in one.words(facet) for one in ordered if one.fits(chosen, facet))
        for facet, words in FACETS.items()
        for word in words
    }
    everyone = [sum(one.fits(chosen, facet) for one in ordered) for facet in FACETS]
    return {"cards": slugs[:PER_PAGE], "total": len(slugs), "counts": counts, "all": everyone}


_SHOWN = """() => {
  const inputs = [...document.querySelectorAll('.filtres input')];
  const count = e => Number(e.textContent.replace(/^.*\\(|\\)$/g, ''));
  return {
    cards: [...document.querySelectorAll('.cartes h3 a')].map(a => a.pathname.split('/').at(-2)),
    total: document.querySelectorAll('.cartes > *').length ? parseInt(document.querySelector('#bloc-liste').textContent) : 0,
    counts: Object.fromEntries(inputs.filter(i => WORDS.includes(i.value)).map(i => [i.value, count(i.parentElement)])),
    all: [...document.querySelectorAll('.filtres fieldset button')].map(count),
  };
}""".replace("WORDS", json.dumps(list(itertools.chain(*FACETS.values()))))

_EACH = """async (queries) => {
  const shown = SHOWN;
  const zone = document.querySelector('#bloc-liste').closest('div');
  const settled = () => new Promise(done => {
    const watch = new MutationObserver(() => zone.hasAttribute('aria-busy') || done(watch.disconnect()));
    watch.observe(zone, { attributes: true });
  });
  const seen = [];
  for (const query of queries) {
    const wanted = new URLSearchParams(query);
    for (const i of document.querySelectorAll('.filtres input'))
      i.checked = wanted.getAll(i.name).includes(i.value);
    document.querySelector('.filtres').dispatchEvent(new Event('change'));
    if (zone.hasAttribute('aria-busy')) await settled();
    seen.push([location.search.slice(1), shown()]);
  }
  return seen;
}""".replace("SHOWN", _SHOWN)


def _settle(page: Page) -> None:
    page.locator("[aria-busy]").wait_for(state="detached")


def _see(page: Page) -> dict[str, object]:
    _settle(page)
    _unfold(page)
    return page.evaluate(_SHOWN)


def _unfold(page: Page) -> None:
    """Open the fold of states, whose boxes come then."""
    page.evaluate("document.querySelector('.filtres details:last-of-type').open = true")
    page.locator("[name=etat]").first.wait_for(state="attached")


def _said(page: Page) -> str:
    _settle(page)
    return plain(page.get_by_role("status").inner_text())


def _choose(page: Page, *words: str) -> None:
    for word in words:
        page.locator(f".filtres input[value={word}]").check()
    _settle(page)


def _some(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [some for size in range(len(words) + 1) for some in itertools.combinations(words, size)]


def test_the_index_says_by_rank_what_each_defi_is():
    site = site_of(
        defi("d0", phase="creaction", territoire="metropole", etat="en-pause",
             themes=("mobilite", "inconnu", "culture", "mobilite")),
        defi("d1", phase="informaction", territoire="rural", etat="abouti", exemple=True),
        themes=map(theme, THEMES),
    )  # fmt: skip
    (only,) = draw_index(site, PER_PAGE)
    assert only.path == "defis/facettes.json"
    index = json.loads(only.content)
    assert (index["par_page"], index["vivants"], index["exemples"]) == (24, 1, [1, 1])
    assert index["mots"]["phase"] == list(PHASES)
    assert index["defis"] == {
        "phase": [1, 0],
        "territoire": [3, 0],
        "theme": [[2, 0], []],
        "etat": [1, 2],
    }


def test_the_index_of_a_thousand_defis_is_light():
    """It may weigh a tenth of what that of ten thousand may: each défi weighs the same."""
    rng = Random(1)
    themes = [*THEMES, *map(str, range(7))]
    site = site_of(
        *(
            defi(
                f"d{number}",
                phase=rng.choice(PHASES),
                territoire=rng.choice(KINDS),
                themes=tuple(rng.sample(themes, rng.choice((1, 2, 2, 3)))),
                etat="abouti" if number > 900 else "en-pause",
            )
            for number in range(1000)
        ),
        themes=map(theme, themes),
    )
    (only,) = draw_index(site, PER_PAGE)
    assert len(gzip.compress(only.content)) <= 4_000


def test_every_combination_shows_what_fits_and_each_choice_what_it_would_show(
    page, address, ordered
):
    combinations: list[Chosen] = [
        {"phase": phases, "territoire": kinds, "theme": themes}
        for phases in _some(PHASES)
        for kinds in _some(KINDS)
        for themes in ((), ("habitat", "mobilite"))
    ]
    combinations += [
        {"phase": phases, "territoire": (), "theme": themes}
        for phases in _some(PHASES)
        for themes in ((NOT_CHOSEN,), ("culture",), ("culture", "mobilite", NOT_CHOSEN), THEMES)
    ]
    combinations += [
        {"phase": phases, "territoire": (), "theme": themes, "etat": states}
        for phases in ((), ("informaction", "activaction"))
        for themes in ((), ("habitat",))
        for states in _some(STATES)
    ]
    page.goto(address + "?theme=culture")
    _settle(page)
    _unfold(page)
    seen = page.evaluate(_EACH, [query(one) for one in combinations])
    assert len(seen) == 8 * (16 * 2 + 4) + 2 * 2 * 16
    for chosen, (asked, shown) in zip(combinations, seen, strict=True):
        expected = _reference(ordered, chosen)
        assert (asked, shown) == (query(chosen), expected)


def test_finished_ones_stand_apart_and_last(page, address, ordered):
    page.goto(address + "?phase=activaction")
    _settle(page)
    became = page.locator("section[aria-labelledby=bloc-devenus] h3 a")
    shown = [url.rstrip("/")[-3:] for url in became.evaluate_all("all => all.map(a => a.href)")]
    expected = [
        one.slug
        for one in ordered
        if one.phase == "activaction" and one.etat in {"abouti", "arrete"}
    ]
    assert expected
    assert shown == expected
    assert page.get_by_role("heading", name="Ce qu’ils sont devenus").count() == 1


def test_an_address_and_a_reload_restore_the_filter(page, address, ordered):
    chosen: Chosen = {"phase": ("creaction", "activaction"), "territoire": ("rural",), "theme": ()}
    page.goto(f"{address}?{query(chosen)}")
    assert _see(page) == _reference(ordered, chosen)
    page.reload()
    assert _see(page) == _reference(ordered, chosen)
    boxes = page.locator(".filtres input:checked")
    assert boxes.evaluate_all("all => all.map(i => i.value)") == [
        "creaction",
        "activaction",
        "rural",
    ]


def test_a_chosen_theme_is_seen_and_named_although_themes_are_folded(page, address):
    page.goto(address)
    assert not page.locator("input[value=mobilite]").is_visible()
    page.goto(address + "?theme=mobilite")
    assert page.locator("input[value=mobilite]").is_visible()
    assert page.locator(".filtres summary").first.inner_text() == "Thème\xa0: Se déplacer"


def test_the_state_of_a_defi_is_a_choice_that_only_the_form_has(page, address, ordered):
    page.goto(address)
    assert page.locator("a[href*=etat]").count() == 0
    page.locator(".filtres summary", has_text="État").click()
    _choose(page, "abouti", "en-pause")
    assert page.url == address + "?etat=en-pause&etat=abouti"
    assert _see(page) == _reference(ordered, {"etat": ("abouti", "en-pause")})
    page.reload()
    assert _see(page) == _reference(ordered, {"etat": ("abouti", "en-pause")})
    assert page.locator(".filtres summary").last.inner_text() == "État\xa0: En pause, Abouti"


def test_words_that_are_not_choices_are_ignored(page, address, ordered):
    page.goto(address + "?phase=nimporte&territoire=<b>&autre=1&theme=")
    assert _see(page)["cards"] == [one.slug for one in ordered[:PER_PAGE]]
    assert page.locator(".suite").is_visible()
    page.goto(address + "?phase=nimporte&phase=creaction&phase=creaction")
    chosen: Chosen = {"phase": ("creaction",), "territoire": (), "theme": ()}
    assert _see(page) == _reference(ordered, chosen)


def test_back_and_forward_follow_each_choice(page, address, ordered):
    page.goto(address)
    _choose(page, "rural")
    _choose(page, "creaction")
    assert page.url == address + "?phase=creaction&territoire=rural"
    page.go_back()
    _settle(page)
    assert page.url == address + "?territoire=rural"
    assert _see(page)["total"] == sum(one.territoire == "rural" for one in MEMBERS)
    page.go_back()
    assert page.url == address
    assert _see(page)["cards"] == [one.slug for one in ordered[:PER_PAGE]]
    assert page.locator(".filtres input:checked").count() == 0
    page.go_forward()
    page.go_forward()
    chosen: Chosen = {"phase": ("creaction",), "territoire": ("rural",), "theme": ()}
    assert _see(page) == _reference(ordered, chosen)


def test_coming_back_from_a_defi_shows_as_many_at_the_same_height(page, address):
    page.goto(address)
    _choose(page, "informaction", "creaction")
    page.get_by_role("button", name="Voir les suivants").click()
    _settle(page)
    before = page.locator(".cartes h3 a").count()
    assert before > PER_PAGE
    page.evaluate("addEventListener('click', () => sessionStorage.setItem('y', scrollY), true)")
    page.locator(".cartes h3 a").nth(before - 2).click()
    page.wait_for_url("**/defis/d*/")
    page.go_back()
    page.locator(".filtres input:checked").first.wait_for()
    _settle(page)
    assert page.locator(".cartes h3 a").count() == before
    height = page.evaluate("Number(sessionStorage.getItem('y'))")
    assert height > 500
    assert abs(page.evaluate("scrollY") - height) < 3


def test_the_next_ones_are_added_and_the_first_of_them_takes_the_focus(page, address, ordered):
    page.goto(address + "?phase=informaction&phase=creaction")
    all_of_them = [one.slug for one in ordered if one.phase != "activaction"]
    assert _see(page)["cards"] == all_of_them[:PER_PAGE]
    page.get_by_role("button", name="Voir les suivants").click()
    _settle(page)
    assert len(all_of_them) == 2 * PER_PAGE
    assert _see(page)["cards"] == all_of_them
    focused = page.evaluate("document.activeElement.pathname")
    assert focused == f"/defis/{all_of_them[PER_PAGE]}/"
    assert page.get_by_role("button", name="Voir les suivants").count() == 0


def test_the_links_of_cards_lead_to_their_defis_even_under_a_folder(page, crowded, serve, tmp_path):
    (tmp_path / "depot").symlink_to(crowded.folder)
    root = serve(tmp_path) + "depot/defis/"
    page.goto(root + "?theme=culture&phase=activaction&phase=creaction")
    links = _links(page)
    assert {link.removeprefix(root) for link in links} == {
        f"{one.slug}/" for one in MEMBERS if "culture" in one.theme and one.phase != "informaction"
    }
    page.locator(".cartes h3 a").last.click()
    page.wait_for_url(links[-1])
    assert page.locator("article h1").count() == 1


def _links(page: Page) -> list[str]:
    _settle(page)
    return page.locator(".cartes h3 a").evaluate_all("all => all.map(a => a.href)")


def test_the_count_is_said_once_and_politely(page, address):
    page.goto(address)
    assert _said(page) == ""
    page.evaluate(
        "window.said = []; new MutationObserver(() => said.push(document.querySelector("
        "'[role=status]').textContent)).observe(document.querySelector('[role=status]'),"
        " {childList: true, characterData: true, subtree: true})"
    )
    _choose(page, "rural")
    rural = [one for one in MEMBERS if one.territoire == "rural"]
    page.locator(".filtres summary").first.click()
    _choose(page, "culture", NOT_CHOSEN)  # the second changes nothing: it is not said
    both = sum("culture" in one.theme for one in rural)
    page.get_by_role("button", name="Tout effacer").click()
    _settle(page)
    assert page.evaluate("said") == [f"{count}\xa0défis" for count in (len(rural), both, 60)]


def test_nothing_found_says_what_to_do(page, address, ordered):
    page.goto(f"{address}?theme={NOT_CHOSEN}")
    assert _said(page) == "Aucun défi avec ces choix. Enlevez-en un, ou effacez tout."
    assert page.locator(".cartes").count() == 0
    first = page.locator("#bloc-liste + p").inner_text()
    assert first == "Préparez le vôtre\xa0: écrivez-le ici, imprimez-le, parlez-en.", "no door here"
    page.get_by_role("button", name="Tout effacer").click()
    assert page.url == address
    assert _see(page)["cards"] == [one.slug for one in ordered[:PER_PAGE]]
    assert page.evaluate("document.activeElement.textContent").startswith("Toutes (60)")


def test_nothing_chosen_is_the_page_as_it_was_read(page, address):
    page.goto(address)
    before = page.locator("main").inner_html()
    _choose(page, "metropole")
    assert page.locator("main").inner_html() != before
    page.locator(".filtres fieldset").nth(1).get_by_role("button").click()
    _settle(page)
    page.evaluate("document.querySelector('[role=status]').textContent = ''")
    assert page.locator("main").inner_html() == before


def test_by_keyboard_only(page, address):
    page.goto(address)
    page.locator(".filtres fieldset button").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "informaction"
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    assert ring == "solid"
    assert box["width"] >= 24
    assert box["height"] >= 24
    page.keyboard.press("Space")
    _settle(page)
    assert page.url == address + "?phase=informaction"
    assert page.evaluate("document.activeElement.value") == "informaction"
    page.keyboard.press("Enter")
    assert page.url == address + "?phase=informaction"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    _settle(page)
    assert page.url == address
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    _settle(page)
    assert page.url == address + "?theme=alimentation"


def test_the_form_has_four_named_groups_of_boxes(page, address):
    page.goto(address)
    for fold in page.locator(".filtres summary").all():
        fold.click()
    for name, count in (("Étape", 3), ("Territoire", 4), ("Thème", 10), ("État", 4)):
        group = page.get_by_role("group", name=name, exact=True)
        assert group.get_by_role("checkbox").count() == count
    assert page.get_by_role("form", name="Filtrer la liste").count() == 1
    assert page.locator(".filtres a").count() == 0, "a choice would be there twice"


def test_without_a_script_each_choice_is_a_link_to_a_real_page(browser, address, crowded):
    with opened(browser, java_script_enabled=False) as (page, _):
        for where in ("", "page/2/"):
            page.goto(address + where)
            assert page.locator(".filtres input, .filtres button, .filtres form").count() == 0
            links = page.locator(".filtres a").evaluate_all("all => all.map(a => a.href)")
            paths = [link.removeprefix(address.removesuffix("defis/")) for link in links]
            assert len(paths) == 4 + 5 + 11
            assert all((crowded.folder / path / "index.html").exists() for path in paths)
            assert not page.locator(".filtres details").get_attribute("open")
        page.goto(address + "../phases/creaction/")
        assert not page.locator(".affiner").is_visible()


def test_a_phase_leads_to_the_form_with_its_choices_made(page, address):
    page.goto(address + "../phases/creaction/rural/")
    page.get_by_role("link", name="Affiner").click()
    page.wait_for_url(address + "?phase=creaction&territoire=rural")
    checked = page.locator(".filtres input:checked")
    assert checked.evaluate_all("all => all.map(i => i.value)") == ["creaction", "rural"]


def test_from_a_disk_the_choices_stay_links(page, crowded):
    page.goto((crowded.folder / "defis/index.html").as_uri())
    assert page.locator(".filtres input").count() == 0
    page.locator(".filtres a", has_text="Rural").click()
    page.wait_for_url("**/territoires/rural/index.html")
    assert page.locator("h1").inner_text() == "Rural"


@pytest.mark.parametrize("width", [320, 1280])
def test_chips_do_not_move_when_links_become_boxes(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    boxes = page.evaluate(_PLACES)
    page.route("**/filtre.js", lambda route: route.abort())
    page.goto(address)
    links = page.evaluate(_PLACES)
    assert len(links) == 4 + 5 + 11 + 1
    assert boxes == links


_PLACES = """() => [...document.querySelectorAll(
  '.filtres li a, .filtres label, .filtres fieldset button, #bloc-liste')]
  .filter(e => !e.closest('fieldset:has([name=etat])'))
  .map(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height] })"""


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("where", ["defis/", "carte/"])
def test_no_chip_moves_under_the_finger_that_chooses_it(page, address, where, width):
    """Touched twice at one point, each chip is chosen, then no more, and all stay where they are."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + "../" + where)
    page.locator(".filtres details").evaluate_all("all => all.forEach(e => (e.open = true))")
    page.locator("[name=etat]").first.wait_for()
    touched, moved = page.evaluate(_TOUCH_TWICE)
    assert len(touched) == 4 + 5 + 11 + 5
    assert moved == []


_TOUCH_TWICE = """async () => {
  const chips = [...document.querySelectorAll('.filtres :is(label, fieldset button)')];
  const zone = document.querySelector('#bloc-liste').closest('div');
  const frame = () => new Promise(requestAnimationFrame);
  const places = () => JSON.stringify(chips.map(e => {
    const r = e.getBoundingClientRect();
    return [r.x, r.y + scrollY, r.width, r.height].map(Math.round);
  }));
  const moved = [];
  for (const chip of chips) {
    chip.scrollIntoView({ block: 'center' });
    const input = chip.querySelector('input'), before = places();
    const { x, y, width, height } = chip.getBoundingClientRect();
    for (const chosen of [true, false]) {
      document.elementFromPoint(x + width - 9, y + height / 2).click();
      do await frame(); while (zone.hasAttribute('aria-busy'));
      if (places() !== before || (input && input.checked !== chosen)) moved.push(chip.textContent);
    }
  }
  return [chips.map(e => e.textContent), moved];
}"""


@pytest.mark.parametrize("broken", ["**/facettes.json?*", "**/defis/page/*/"])
def test_a_network_that_fails_is_said_and_the_list_stays(page, address, ordered, broken):
    chosen: Chosen = {"phase": (), "territoire": (), "theme": ("habitat",)}
    page.route(broken, lambda route: route.abort())
    page.goto(f"{address}?{query(chosen)}")
    assert _said(page).startswith("Le réseau ne répond pas.")
    assert page.locator(".cartes h3 a").count() == PER_PAGE
    assert page.locator(".suite").is_visible()
    counted = re.search(r"\d", page.locator(".filtres form, .filtres fieldset").first.inner_text())
    assert bool(counted) == ("page" in broken), "a count that is not known is shown"
    page.unroute(broken)
    page.get_by_role("button", name="Réessayer").click()
    assert _see(page) == _reference(ordered, chosen)
    assert not page.get_by_role("button", name="Réessayer").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Tout effacer"


def test_when_the_next_ones_do_not_come_those_already_there_stay(page, address, ordered):
    page.goto(address + "?phase=informaction&phase=creaction")
    before = _see(page)["cards"]
    page.route("**/defis/page/3/", lambda route: route.abort())
    page.get_by_role("button", name="Voir les suivants").click()
    assert _said(page) == "Le réseau ne répond pas."
    assert _see(page)["cards"] == before
    page.unroute("**/defis/page/3/")
    page.get_by_role("button", name="Réessayer").click()
    _settle(page)
    assert page.locator(".cartes > *").count() == 48
    assert page.evaluate("document.activeElement.closest('.cartes') !== null")


@pytest.mark.parametrize("status", [200, 503])
@pytest.mark.parametrize("instead", ["**/facettes.json?*", "**/defis/page/*/"])
def test_another_answer_than_ours_is_a_failure_too(page, address, ordered, instead, status):
    """An error, or the page of a hotspot that answers all addresses."""
    page.route(instead, lambda route: route.fulfill(status=status, body="<p>Connectez-vous</p>"))
    page.goto(address + "?phase=activaction")
    assert _said(page).startswith("Le réseau ne répond pas.")
    page.unroute(instead)
    page.get_by_role("button", name="Réessayer").click()
    chosen: Chosen = {"phase": ("activaction",), "territoire": (), "theme": ()}
    assert _see(page) == _reference(ordered, chosen)


def test_an_answer_that_comes_too_late_is_dropped(page, address, ordered):
    """Pages 2 and 3 never come for the first choice; the second asks for them anew."""
    held: list[str] = []
    dropped: list[str] = []

    def hold(route: Route) -> None:
        if len(held) < 2:
            held.append(route.request.url)
        else:
            route.continue_()

    page.on("requestfailed", lambda request: dropped.append(request.url))
    page.route("**/defis/page/*/", hold)
    page.goto(address)
    with page.expect_request("**/page/2/"), page.expect_request("**/page/3/"):
        page.locator("input[value=activaction]").check()
    assert page.locator("[aria-busy]").count() == 1
    page.locator("input[value=activaction]").uncheck()
    assert page.locator("[aria-busy]").count() == 0
    page.locator("input[value=rural]").check()
    chosen: Chosen = {"phase": (), "territoire": ("rural",), "theme": ()}
    assert _see(page) == _reference(ordered, chosen)
    assert sorted(dropped) == sorted(held)
    assert _said(page) == f"{_reference(ordered, chosen)['total']} défis"


def test_pages_are_asked_for_once_and_only_when_they_hold_a_result(page, address, ordered):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address)
    assert not [url for url in asked if "json" in url or url.startswith("page/")]
    chosen: Chosen = {"phase": ("activaction",), "territoire": ("metropole",), "theme": ()}
    _choose(page, "activaction")
    _choose(page, "metropole")
    page.locator("input[value=metropole]").uncheck()
    _choose(page, "metropole")
    assert _see(page) == _reference(ordered, chosen)
    assert sum(url.startswith("facettes.json?") for url in asked) == 1
    pages = [url for url in asked if url.startswith("page/")]
    assert len(pages) == len(set(pages)) <= 2


@pytest.mark.parametrize("older", ["the index", "a page of the list"])
def test_an_index_and_pages_of_two_builds_are_never_read_together(page, address, older):
    """A card is found by its rank: that of another build is another défi."""

    def answer(route):
        text = route.fetch().text()
        changed = re.sub(r'(?<="somme":")\w+|(?<=facettes.json\?)\w+', "0123456789ab", text)
        route.fulfill(body=changed)

    page.route("**/facettes.json?*" if older == "the index" else "**/defis/page/*/", answer)
    page.goto(address + "?theme=habitat")
    assert _said(page).startswith("La liste vient de changer.")
    assert page.locator(".cartes h3 a").count() == PER_PAGE
    page.unroute_all(behavior="wait")
    with page.expect_navigation():
        page.get_by_role("button", name="Recharger la page").click()
    assert _said(page).endswith(("défi", "défis"))


def test_what_is_found_is_said_without_taking_examples_for_defis(page, address, ordered):
    """Among the living as among the others, the index says where the examples begin."""
    living = sum(one.etat in {"actif", "en-pause"} for one in ordered)

    def answer(route):
        index = route.fetch().json()
        assert index["vivants"] == living
        route.fulfill(json=index | {"exemples": [3, living + 1]})

    page.route("**/facettes.json?*", answer)
    page.goto(address + "?" + "&".join(f"etat={state}" for state in STATES))
    assert _said(page) == f"4 défis et {len(ordered) - 4} exemples"
    assert plain(page.locator("#bloc-liste").inner_text()) == _said(page)
    page.unroute_all(behavior="wait")


def test_a_hostile_title_stays_a_title(page, address):
    hostile = next(one for one in MEMBERS if one.slug == ATTACKED)
    page.goto(f"{address}?phase={hostile.phase}&territoire={hostile.territoire}")
    _settle(page)
    title = page.locator(".cartes h3 a", has_text="Un défi <b>d41</b>")
    assert plain(title.inner_text()) == ATTACK
    assert title.locator("*").count() == 0
    assert page.evaluate("window.struck") is None


@pytest.mark.parametrize("query", ["phase=creaction&theme=mobilite", f"theme={NOT_CHOSEN}"])
def test_axe_finds_nothing(page, address, query):
    page.goto(f"{address}?{query}")
    _settle(page)
    _unfold(page)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert axe(page) == []
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert axe(page, COLOURS) == []
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, "the page scrolls sideways"


def test_the_form_and_what_it_loads_are_light(page, address, crowded):
    page.goto(address + "?phase=informaction")
    _settle(page)
    assert page.locator(".cartes > *").count() == PER_PAGE
    facets = page.evaluate("document.querySelectorAll('.filtres, .filtres *').length")
    assert facets <= 68
    script = Path(crowded.folder / "assets/filtre.js").read_bytes()
    assert len(gzip.compress(script)) <= 3900
