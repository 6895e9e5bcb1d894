"""The map that moves, on `/carte/` and on the pages of territories, in a real browser.

What it shows is counted by what its marks say, and compared with the rows of the list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from crowd import ATTACK, FACETS, MEMBERS, Chosen, found, query
from pages import compress
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect
from sight import COLOURS, axe
from visits import Seen, opened

from generator.content.reader import read_packaged
from generator.outputs.lists.lists import BEFORE_A_MAP, PER_PAGE
from generator.outputs.lists.live_map import TILES


@pytest.fixture(scope="module")
def address(crowded, serve) -> str:
    return serve(crowded.folder)


@pytest.fixture
def visit(browser: Browser) -> Iterator[tuple[Page, Seen]]:
    with opened(browser, viewport={"width": 1280, "height": 900}) as (page, seen):
        yield page, seen
    assert seen.faults == []


@pytest.fixture
def page(visit) -> Page:
    page, _ = visit
    return page


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Explorer la carte").click()
    expect(page.locator(".zone.leaflet-container")).to_be_focused()


@pytest.fixture(scope="module")
def open_map(browser: Browser, address) -> Iterator[Page]:
    with opened(browser, viewport={"width": 1280, "height": 900}) as (page, seen):
        _open(page, f"{address}carte/")
        yield page
    assert seen.faults == []


@pytest.fixture
def explored(open_map) -> Page:
    """The map, open once for several tests, as it opens: all défis, the mainland, the focus on it."""
    open_map.evaluate("document.dispatchEvent(new CustomEvent('defis', {detail: null}))")
    open_map.get_by_label("Aller à").select_option("France métropolitaine")
    open_map.locator(".zone").focus()
    return open_map


def _said(page: Page) -> Locator:
    return page.locator(".vive > [role=status]")


_TOTAL = """() => [...document.querySelectorAll('.repere')]
  .reduce((sum, n) => sum + (parseInt(n.textContent) || 1), 0)"""


def _everything(page: Page) -> int:
    """How many défis all marks hold, from the widest view that holds France and what is far."""
    counts = 0
    choice = page.get_by_label("Aller à")
    for place in choice.locator("option").all_inner_texts():
        choice.select_option(place)
        counts += page.evaluate(_IN_SIGHT)
    return counts


_IN_SIGHT = """() => [...document.querySelectorAll('.repere[tabindex="0"]')]
  .reduce((sum, n) => sum + (parseInt(n.textContent) || 1), 0)"""


def _expect(page: Page, chosen: Chosen) -> None:
    """The map and the list say how many défis a choice shows; marks hold those that have a place."""
    some = found(chosen)
    for count in (_said(page), page.locator("#bloc-liste")):
        expect(count).to_have_text(re.compile(rf"^{len(some)}\sdéfis?\b"))
    assert _everything(page) == sum(one.is_on_a_map for one in some), chosen


def test_the_map_and_the_list_show_the_choice_that_the_address_says(page, address):
    for chosen in (
        {"theme": ("habitat", "mobilite")},
        {"etat": ("en-pause", "arrete"), "phase": ("informaction",)},
        {"phase": ("informaction", "activaction"), "territoire": ("metropole",)},
    ):
        assert 0 < len(found(chosen)) < len(MEMBERS)
        _open(page, f"{address}carte/?{query(chosen)}")
        _expect(page, chosen)
        shown = page.locator("main .cartes h3 a").evaluate_all("all => all.map(a => a.pathname)")
        wanted = {f"/defis/{one.slug}/" for one in found(chosen)}
        assert set(shown) <= wanted
        assert len(shown) == min(len(wanted), PER_PAGE)
        assert page.locator("#carte").bounding_box()["y"] < 2 * 900, "far below what was found"
        assert page.locator(".carte:visible").count() == min(len(wanted), BEFORE_A_MAP)
    page.goto(f"{address}carte/?territoire=metropole&territoire=rural&territoire=petite-ville")
    more = page.locator("details > button", has_text="Voir les suivants")
    expect(more).to_have_count(1)
    page.get_by_text("La suite de la liste").click()
    more.click()
    expect(page.locator(".carte:visible:focus-within")).to_have_count(1)


@pytest.mark.parametrize("size", [(360, 740), (1280, 900)], ids=["phone", "desk"])
def test_what_stands_on_the_page_is_true_of_what_is_shown(page, address, size):
    """The drawn map shows all défis: it says so beside a choice, then gives its place."""
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(f"{address}carte/")
    drawn, note = page.locator("#carte > div"), page.get_by_text("Elle ne suit pas vos choix")
    everything = page.get_by_text("53 défis sur la carte, dans")
    assert (note.is_visible(), everything.is_visible()) == (False, True)
    page.locator(".filtres summary", has_text="Territoire").click()
    page.locator("input[value=rural]").check()
    expect(note).to_be_visible()
    button = page.get_by_role("button", name="Explorer la carte")
    button.scroll_into_view_if_needed()
    before = page.locator(".vive").bounding_box()["y"]
    button.click()
    expect(page.locator(".zone.leaflet-container")).to_be_focused()
    assert abs(page.locator(".vive").bounding_box()["y"] - before) < 2
    assert not [each for each in (drawn, note, everything) if each.is_visible()]
    expect(_said(page)).to_have_text(re.compile(rf"^{len(found({'territoire': ('rural',)}))}\s"))
    page.get_by_role("link", name="Aller à la carte").click()
    assert page.locator("#carte h2").is_visible()
    page.emulate_media(media="print")
    assert (drawn.is_visible(), page.locator(".vive").is_visible()) == (True, False)


def test_every_filter_moves_the_map_and_back(page, address):
    _open(page, f"{address}carte/")
    expect(_said(page)).to_have_text(
        re.compile(r"^60\sdéfis, dont 53 sur la carte\s; 7 sans lieu précis, dans la liste$")
    )
    _expect(page, {})
    for name in ("Étape", "Territoire"):
        page.locator(".filtres summary", has_text=name).click()
    for facet in ("phase", "territoire"):
        for word in FACETS[facet]:
            box = page.locator(f".filtres input[value={word}]")
            box.check()
            _expect(page, {facet: (word,)})
            box.uncheck()
    _expect(page, {})
    page.locator(".filtres input[value=creaction]").check()
    page.locator(".filtres input[value=rural]").check()
    _expect(page, {"phase": ("creaction",), "territoire": ("rural",)})
    page.go_back()
    _expect(page, {"phase": ("creaction",)})
    page.locator(".filtres summary", has_text="Étape").click()  # folded, it says its choice
    expect(page.locator(".filtres summary").first).to_have_text(re.compile("Étape.: Cré’action"))
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(".filtres summary").first).to_be_focused()
    _expect(page, {})


def test_what_is_overseas_is_reached_by_its_name(explored):
    choice = explored.get_by_label("Aller à")
    names = choice.locator("option").all_inner_texts()
    assert names == ["France métropolitaine", "La Réunion", "Nouvelle-Calédonie"]
    choice.select_option("La Réunion")
    expect(explored.locator(".repere[tabindex='0']")).to_have_count(1)
    expect(explored.locator(".repere[tabindex='0']")).to_have_attribute(
        "aria-label", re.compile(r"^Cilaos\s: 7\sdéfis, ouvrir$")
    )


def test_a_territory_shows_its_own_defis(page, address):
    _open(page, f"{address}territoires/rural/")
    total = int(re.search(r"\d+", page.locator("#bloc-liste").inner_text())[0])
    expect(_said(page)).to_contain_text(re.compile(rf"^{total}\s"))
    more = page.get_by_role("link", name="La carte avec tous ses filtres")
    assert more.evaluate("a => a.href") == f"{address}carte/?territoire=rural"


def test_a_pilot_territory_shows_its_own_defis(page, address, crowded):
    points = json.loads((crowded.folder / "carte/points.json").read_text())
    rank = points["pilotes"].index("plaine-des-vosges")
    _open(page, f"{address}territoires/pilotes/plaine-des-vosges/")
    expect(_said(page)).to_contain_text(re.compile(rf"^{points['pilote'].count(rank)}\s"))
    assert page.evaluate(_TOTAL) == points["pilote"].count(rank)


def test_nothing_is_asked_of_another_host_before_a_click_that_names_it(visit, address):
    page, seen = visit
    seen.elsewhere = _answer_an_image
    page.goto(f"{address}carte/")
    assert not [url for url in seen.urls if re.search(r"leaflet|geojson|vive|points|noms", url)]
    _open(page, f"{address}carte/")
    page.get_by_label("Aller à").select_option("La Réunion")
    assert seen.strangers == []
    for tiles in TILES:
        seen.forget()
        host = urlsplit(tiles.hote).hostname
        page.get_by_role("button", name=host).click()
        expect(page.locator(".zone.plan")).to_be_visible()
        assert {urlsplit(each.url).hostname for each in seen.strangers} == {host}
        for each in seen.strangers:
            assert each.headers.get("referer", "") == (address if tiles.referent else "")
        expect(page.locator(".vive .meta")).to_contain_text(tiles.credit[:12])
    page.get_by_role("button", name="Revenir aux contours").click()
    expect(page.locator(".zone.plan")).to_have_count(0)
    seen.forget()
    page.get_by_label("Aller à").select_option("France métropolitaine")
    assert seen.urls == []


def _answer_an_image(route) -> None:
    route.fulfill(status=200, content_type="image/png", body=PIXEL)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def test_images_refused_leave_the_outlines_and_a_sentence(visit, address):
    page, seen = visit
    seen.elsewhere = lambda route: route.abort()
    _open(page, f"{address}carte/")
    page.get_by_role("button", name="data.geopf.fr").click()
    expect(page.locator("#apres-carte-vive [role=status]")).to_have_text(
        "Le plan de l’IGN ne répond pas. Voici les contours."
    )
    assert page.locator(".zone.plan").count() == 0
    assert page.locator(".sol").count() > 90
    assert not page.get_by_role("button", name="Revenir aux contours").is_visible()
    expect(page.locator(".vive .meta")).to_contain_text("IGN, ADMIN EXPRESS")


def test_only_pages_with_this_map_may_ask_for_those_images(crowded):
    hosts = [tiles.hote for tiles in TILES]
    for where in ("carte/", "territoires/rural/", "territoires/pilotes/plaine-des-vosges/"):
        policy = re.search(r'Content-Security-Policy" content="(.*?)"', crowded.page(where))[1]
        assert policy.split("img-src ")[1].split(";")[0].split()[3:] == hosts
    for where in ("", "defis/", "defis/d00/", "territoires/pilotes/", "departements/88/"):
        assert not any(host in crowded.page(where) for host in hosts)


def test_the_keyboard_enters_opens_goes_back_and_leaves(explored):
    explored.keyboard.press("Shift+Tab")
    explored.keyboard.press("Shift+Tab")
    expect(explored.get_by_role("link", name="Passer la carte")).to_be_focused()
    explored.keyboard.press("Enter")
    expect(explored.locator("#apres-carte-vive")).to_be_focused()
    explored.locator(".zone").focus()
    explored.keyboard.press("Tab")
    expect(explored.locator(".repere:focus")).to_have_count(1)
    names = []
    while explored.locator(".repere:focus").count():
        names.append(explored.locator(".repere:focus").get_attribute("aria-label"))
        explored.keyboard.press("Tab")
    assert any(re.fullmatch(r"\d+\sdéfis, zoomer", name) for name in names)
    assert any(re.fullmatch(r"Brest\s: 7\sdéfis, ouvrir", name) for name in names)
    expect(explored.locator(".leaflet-control-zoom-in")).to_be_focused()
    assert explored.locator(".leaflet-control-zoom-in").get_attribute("aria-label") == "Agrandir"


def test_a_cluster_zooms_and_escape_goes_back_without_losing_the_focus(explored):
    before = _names(explored)
    explored.locator(".repere.groupe").first.focus()
    explored.keyboard.press("Enter")
    explored.wait_for_function(
        "names => JSON.stringify(names) !== NAMES".replace("NAMES", _NAMES), arg=before
    )
    expect(explored.locator(".repere:focus")).to_have_count(1)
    explored.keyboard.press("Escape")
    explored.wait_for_function(
        f"names => JSON.stringify(names) === JSON.stringify({_LIST})", arg=before
    )
    expect(explored.locator(".repere:focus, .zone:focus")).to_have_count(1)


_LIST = "[...document.querySelectorAll('.repere')].map(n => n.textContent)"
_NAMES = f"JSON.stringify({_LIST})"


def _names(page: Page) -> list[str]:
    return page.evaluate(_LIST)


def test_a_popup_takes_the_focus_and_gives_it_back(explored):
    brest = explored.locator(".repere[aria-label^=Brest]")
    brest.focus()
    name = brest.get_attribute("aria-label")
    explored.keyboard.press("Enter")
    expect(explored.locator(".leaflet-popup a").first).to_be_focused()
    assert explored.locator(".leaflet-popup .ter").first.inner_text().startswith("Brest, Finistère")
    explored.keyboard.press("Escape")
    expect(explored.locator(".leaflet-popup")).to_have_count(0)
    assert explored.evaluate("document.activeElement.getAttribute('aria-label')") == name
    explored.keyboard.press("Space")
    explored.get_by_role("button", name="Fermer").click()
    assert explored.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_a_filter_that_takes_the_focused_mark_away_leaves_the_focus_on_the_map(explored):
    explored.locator(".repere[aria-label^=Brest]").focus()
    explored.evaluate("document.dispatchEvent(new CustomEvent('defis', {detail: []}))")
    expect(_said(explored)).to_have_text("Aucun défi avec ces choix.")
    assert explored.locator(".repere").count() == 0
    expect(explored.locator(".zone")).to_be_focused()


def test_a_hostile_title_stays_a_title(page, address):
    _open(page, f"{address}carte/?phase=creaction&territoire=pavillonnaire")
    mark = page.locator(".repere[aria-label*='<img']")
    expect(mark).to_have_attribute("aria-label", f"{ATTACK}, Lyon, Cré’action")
    mark.click()
    expect(page.locator(".leaflet-popup h3")).to_have_text(ATTACK)
    assert page.evaluate("window.struck") is None


def test_the_ground_follows_the_theme(page, address):
    _open(page, f"{address}carte/")
    fill = "getComputedStyle(document.querySelector('.sol')).fill"
    light = page.evaluate(fill)
    page.get_by_role("button", name="Sombre").click()
    assert page.evaluate(fill) != light


_VIEW = """() => document.querySelector('.leaflet-map-pane').style.transform
  + [...document.querySelectorAll('.sol')].map(n => n.getAttribute('d'))"""


def _is_moved(page: Page, gesture: Callable[[], None]) -> tuple[bool, bool]:
    """Whether a gesture moved the map, then whether it scrolled the page."""
    before, top = page.evaluate(_VIEW), page.evaluate("scrollY")
    gesture()
    page.evaluate("new Promise(done => setTimeout(done, 350))")  # as long as a scroll may take
    return page.evaluate(_VIEW) != before, abs(page.evaluate("scrollY") - top) > 20


def test_the_wheel_scrolls_the_page_until_the_map_was_clicked(explored):
    zone = explored.locator(".zone")
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    explored.mouse.move(2, 2)  # a test before may have clicked
    explored.mouse.move(box["x"] + 12, box["y"] + 300)
    wheel = partial(explored.mouse.wheel, 0, -120)
    assert _is_moved(explored, wheel) == (False, True)
    expect(explored.locator(".vive")).to_contain_text("La molette fait défiler la page.")
    explored.keyboard.down("Control")
    assert _is_moved(explored, wheel) == (True, False)
    explored.keyboard.up("Control")
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    explored.mouse.click(box["x"] + 12, box["y"] + 300)
    assert _is_moved(explored, wheel) == (True, False)
    explored.mouse.move(2, 2)
    explored.mouse.move(box["x"] + 12, box["y"] + 300)
    assert _is_moved(explored, wheel) == (False, True)
    zone.focus()
    assert _is_moved(explored, partial(explored.keyboard.press, "ArrowRight"))[0]


def test_one_finger_scrolls_the_page_and_two_move_the_map(browser, address):
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    with opened(browser, **phone) as (page, seen):
        _open(page, f"{address}carte/")
        expect(page.locator(".vive")).to_contain_text("deux doigts déplacent la carte")
        touch = page.context.new_cdp_session(page)
        for where, fingers in ((".zone", 2), (".zone", 1)):
            page.locator(where).evaluate("e => e.scrollIntoView({block: 'center'})")
            moved = _is_moved(page, partial(_drag, page, touch, where, fingers))
            assert moved == (fingers == 2, fingers == 1), (where, fingers)
    assert seen.faults == []


def _drag(page: Page, touch: CDPSession, where: str, fingers: int) -> None:
    """Drag so many fingers up, from the middle of what stands there."""
    box = page.locator(where).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for kind, up in (("touchStart", 0), *(("touchMove", step * 15) for step in range(1, 9))):
        points = [{"x": x + 40 * each, "y": y - up, "id": each} for each in range(fingers)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_with_the_map_open(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    _open(page, f"{address}carte/")
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, COLOURS) == []
    page.get_by_label("Aller à").select_option("La Réunion")
    page.locator(".repere[tabindex='0']").click()
    expect(page.locator(".leaflet-popup a").first).to_be_focused()
    assert axe(page) == []
    page.emulate_media(color_scheme="light")
    assert axe(page, COLOURS) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_a_script_the_list_is_there_and_no_dead_button(browser, address):
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(f"{address}carte/")
        assert page.locator(".cartes > *").count() == 20
        page.get_by_text("La suite de la liste").click()
        page.get_by_role("link", name="Voir toute la liste").click()
        page.wait_for_url(f"{address}defis/")
        page.go_back()
        assert page.locator("figure#carte svg a").first.is_visible()
        assert not page.get_by_role("button", name="Explorer").is_visible()


def test_from_a_disk_the_page_says_that_the_map_cannot_open(page, crowded):
    page.goto((crowded.folder / "carte/index.html").as_uri())
    expect(_said(page)).to_contain_text("Lue depuis un disque")
    assert page.get_by_role("button", name="Explorer").count() == 0


def test_a_network_that_fails_is_said_and_the_map_can_be_asked_for_again(page, address):
    page.route("**/points.json*", lambda route: route.abort())
    page.goto(f"{address}carte/")
    page.get_by_role("button", name="Explorer la carte").click()
    expect(_said(page)).to_contain_text("Le réseau ne répond pas.")
    page.unroute("**/points.json*")
    page.get_by_role("button", name="Explorer la carte").click()
    expect(page.locator(".zone")).to_be_focused()


def test_a_map_of_another_build_is_not_mixed_with_this_list(page, address):
    def answer(route):
        route.fulfill(body=re.sub(r'(?<="somme":")\w+', "0123456789ab", route.fetch().text()))

    page.route("**/points.json*", answer)
    page.goto(f"{address}carte/")
    page.get_by_role("button", name="Explorer la carte").click()
    expect(_said(page)).to_contain_text("La liste vient de changer.")


def test_what_the_map_is_made_of_travels_with_its_licences(crowded):
    folder = crowded.folder / "assets/cartes"
    assert "BSD 2-Clause" in (folder / "leaflet-licence.txt").read_text()
    assert "David Leaver" in (folder / "markercluster-licence.txt").read_text()
    assert (folder / "leaflet.js").read_text().startswith("/* @preserve\n * Leaflet 1.9")
    for file in (*folder.iterdir(), crowded.folder / "carte/points.json"):
        assert len(compress(file.read_bytes())) <= 150 * 1024, file.name


def test_a_file_that_a_package_does_not_hold_is_never_nothing():
    with pytest.raises(FileNotFoundError, match=r"leaflet-next\.js"):
        read_packaged("django-js-lib-leaflet", "leaflet-next.js")
