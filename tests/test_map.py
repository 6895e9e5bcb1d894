"""The map that moves, on `/carte/` and on the pages of territories, in a real browser.

What it shows is counted by what its marks say, and compared with the rows of the list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from conftest import Built, make_project, run_build
from pages import compress
from playwright.sync_api import Browser, Locator, Page, expect
from samples import REQUIRED
from test_browser import COLOURS, RULES

from generator.front_matter import dump
from generator.outputs.live import TILES
from generator.reader import read_packaged

PLACES = (
    "Mirecourt (Vosges)",
    "Vittel (Vosges)",
    "Mirecourt (Vosges)",
    "Lyon (Rhône)",
    "Cilaos (La Réunion)",
    "Nouméa (Nouvelle-Calédonie)",
    "Celles (Cantal)",  # without a point
    "Brest (Finistère)",
)
PHASES = ("informaction", "creaction", "activaction")
KINDS = ("rural", "pavillonnaire", "petite-ville", "metropole")
STATES = ("actif", "en-pause", "abouti", "arrete")
HOSTILE = "Un <img src=x onerror=window.struck=1> défi"
COUNT = 40


def _written(number: int) -> str:
    head = {
        "titre": HOSTILE if number == 3 else f"Le défi numéro {number}",
        "phase": PHASES[number % 3],
        "depuis": f"2026-{number % 9 + 1:02}-12",
        "territoire": KINDS[number * 7 % 11 % 4],
        "commune": PLACES[number % len(PLACES)],
        "themes": ["culture"] if number % 2 else ["habitat", "mobilite"],
        "etat": STATES[number % 5 % 4],
        "bilan": {"resultats": "Fait.", "appris": "Beaucoup.", "suite": "Rien."},
    }
    return dump(REQUIRED | head, "Racontons.")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("carte")
    files = {f"defis/d{number:02}.md": _written(number) for number in range(COUNT)}
    done = run_build(make_project(folder / "projet", files), folder / "site")
    assert done.code == 0, done.said
    return done


@pytest.fixture(scope="module")
def address(built, serve) -> str:
    return serve(built.folder)


@pytest.fixture
def asked() -> list[str]:
    """What the page asked for, in its order."""
    return []


@pytest.fixture
def page(browser: Browser, asked) -> Iterator[Page]:
    size = {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert not errors


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Explorer la carte").click()
    expect(page.locator(".zone.leaflet-container")).to_be_focused()


def _said(page: Page) -> Locator:
    return page.locator(".vive > [role=status]")


def _marks(page: Page) -> Locator:
    return page.locator(".repere")


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


def _rows(page: Page) -> tuple[int, int]:
    """The rows of the whole list as it is filtered, and those of them that have no point."""
    page.locator("[aria-busy]").wait_for(state="detached")
    more = page.get_by_role("button", name="Voir les suivants")
    while more.count():
        before = page.locator(".cartes > *").count()
        more.click()
        page.wait_for_function(f"document.querySelectorAll('.cartes > *').length > {before}")
        page.locator("[aria-busy]").wait_for(state="detached")
    shown = page.locator("main .cartes .ter").all_inner_texts()
    return len(shown), sum("Celles" in each for each in shown)


@pytest.mark.parametrize(
    "query",
    [
        "theme=culture",
        "etat=en-pause&etat=arrete&phase=informaction",
        "phase=informaction&phase=activaction&territoire=metropole&theme=habitat",
    ],
)
def test_points_on_the_map_are_the_rows_of_the_list(page, address, query):
    _open(page, f"{address}carte/?{query}")
    rows, without = _rows(page)
    assert 0 < rows < COUNT
    expect(_said(page)).to_contain_text(re.compile(rf"^{rows}\sdéfi"))
    assert _everything(page) == rows - without


def test_every_filter_moves_the_map_and_back(page, address):
    _open(page, f"{address}carte/")
    expect(_said(page)).to_have_text(
        re.compile(r"^40\sdéfis, dont 35 sur la carte\s; 5 sans lieu précis, dans la liste$")
    )
    assert _everything(page) == 35
    for word in (*PHASES, *KINDS):
        box = page.locator(f".filtres input[value={word}]")
        box.check()
        rows, without = _rows(page)
        expect(_said(page)).to_contain_text(re.compile(rf"^{rows}\s"))
        assert _everything(page) == rows - without, word
        box.uncheck()
    expect(_said(page)).to_contain_text("40")
    page.locator(".filtres input[value=creaction]").check()
    page.locator(".filtres input[value=rural]").check()
    page.go_back()
    rows, without = _rows(page)
    expect(_said(page)).to_contain_text(re.compile(rf"^{rows}\s"))
    assert _everything(page) == rows - without


def test_what_is_overseas_is_reached_by_its_name(page, address):
    _open(page, f"{address}carte/")
    choice = page.get_by_label("Aller à")
    names = choice.locator("option").all_inner_texts()
    assert names == ["France métropolitaine", "La Réunion", "Nouvelle-Calédonie"]
    choice.select_option("La Réunion")
    expect(page.locator(".repere[tabindex='0']")).to_have_count(1)
    expect(page.locator(".repere[tabindex='0']")).to_have_attribute(
        "aria-label", re.compile(r"^Cilaos\s: 5\sdéfis, ouvrir$")
    )


def test_a_territory_shows_its_own_defis(page, address):
    _open(page, f"{address}territoires/rural/")
    total = int(re.search(r"\d+", page.locator("#bloc-liste").inner_text())[0])
    expect(_said(page)).to_contain_text(re.compile(rf"^{total}\s"))
    more = page.get_by_role("link", name="La carte avec tous ses filtres")
    assert more.evaluate("a => a.href") == f"{address}carte/?territoire=rural"


def test_a_pilot_territory_shows_its_own_defis(page, address, built):
    points = json.loads((built.folder / "carte/points.json").read_text())
    rank = points["pilotes"].index("plaine-des-vosges")
    _open(page, f"{address}territoires/pilotes/plaine-des-vosges/")
    expect(_said(page)).to_contain_text(re.compile(rf"^{points['pilote'].count(rank)}\s"))
    assert page.evaluate(_TOTAL) == points["pilote"].count(rank)


def test_nothing_is_asked_of_another_host_before_a_click_that_names_it(page, address, asked):
    page.route(
        lambda url: urlsplit(url).hostname != "127.0.0.1",
        lambda route: route.fulfill(status=200, content_type="image/png", body=PIXEL),
    )
    page.goto(f"{address}carte/")
    assert not [url for url in asked if re.search(r"leaflet|geojson|vive|points|noms", url)]
    _open(page, f"{address}carte/")
    page.get_by_label("Aller à").select_option("La Réunion")
    home = urlsplit(address).hostname
    assert {urlsplit(url).hostname for url in asked} == {home}
    for tiles in TILES:
        asked.clear()
        host = urlsplit(tiles.hote).hostname
        with page.expect_request(lambda request, host=host: host in request.url) as first:
            page.get_by_role("button", name=host).click()
        referrer = first.value.headers.get("referer", "")
        assert referrer == (address if tiles.referent else "")
        expect(page.locator(".zone.plan")).to_be_visible()
        assert {urlsplit(url).hostname for url in asked} <= {home, host}
        expect(page.locator(".vive .meta")).to_contain_text(tiles.credit[:12])
    page.get_by_role("button", name="Revenir aux contours").click()
    expect(page.locator(".zone.plan")).to_have_count(0)
    asked.clear()
    page.get_by_label("Aller à").select_option("France métropolitaine")
    assert not asked


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def test_images_refused_leave_the_outlines_and_a_sentence(page, address):
    page.route(
        lambda url: urlsplit(url).hostname != "127.0.0.1",
        lambda route: route.abort(),
    )
    _open(page, f"{address}carte/")
    page.get_by_role("button", name="data.geopf.fr").click()
    expect(page.locator("#apres-carte-vive [role=status]")).to_have_text(
        "Le plan de l’IGN ne répond pas. Voici les contours."
    )
    assert page.locator(".zone.plan").count() == 0
    assert page.locator(".sol").count() > 90
    assert not page.get_by_role("button", name="Revenir aux contours").is_visible()
    expect(page.locator(".vive .meta")).to_contain_text("IGN, ADMIN EXPRESS")


def test_only_pages_with_this_map_may_ask_for_those_images(built):
    hosts = [tiles.hote for tiles in TILES]
    for where in ("carte/", "territoires/rural/", "territoires/pilotes/plaine-des-vosges/"):
        policy = re.search(r'Content-Security-Policy" content="(.*?)"', built.page(where))[1]
        assert policy.split("img-src ")[1].split()[3:] == hosts
    for where in ("", "defis/", "defis/d00/", "territoires/pilotes/", "departements/88/"):
        assert not any(host in built.page(where) for host in hosts)


def test_the_keyboard_enters_opens_goes_back_and_leaves(page, address):
    _open(page, f"{address}carte/")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("link", name="Passer la carte")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#apres-carte-vive")).to_be_focused()
    page.locator(".zone").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".repere:focus")).to_have_count(1)
    names = []
    while page.locator(".repere:focus").count():
        names.append(page.locator(".repere:focus").get_attribute("aria-label"))
        page.keyboard.press("Tab")
    assert any(re.fullmatch(r"\d+\sdéfis, zoomer", name) for name in names)
    assert any(re.fullmatch(r"Brest\s: 5\sdéfis, ouvrir", name) for name in names)
    expect(page.locator(".leaflet-control-zoom-in")).to_be_focused()
    assert page.locator(".leaflet-control-zoom-in").get_attribute("aria-label") == "Agrandir"


def test_a_cluster_zooms_and_escape_goes_back_without_losing_the_focus(page, address):
    _open(page, f"{address}carte/")
    before = _names(page)
    page.locator(".repere.groupe").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "names => JSON.stringify(names) !== NAMES".replace("NAMES", _NAMES), arg=before
    )
    expect(page.locator(".repere:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    page.wait_for_function(
        f"names => JSON.stringify(names) === JSON.stringify({_LIST})", arg=before
    )
    expect(page.locator(".repere:focus, .zone:focus")).to_have_count(1)


_LIST = "[...document.querySelectorAll('.repere')].map(n => n.textContent)"
_NAMES = f"JSON.stringify({_LIST})"


def _names(page: Page) -> list[str]:
    return page.evaluate(_LIST)


def test_a_popup_takes_the_focus_and_gives_it_back(page, address):
    _open(page, f"{address}carte/?phase=creaction")
    brest = page.locator(".repere[aria-label^=Brest]")
    brest.focus()
    name = brest.get_attribute("aria-label")
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup a").first).to_be_focused()
    assert page.locator(".leaflet-popup .ter").first.inner_text().startswith("Brest, Finistère")
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name
    page.keyboard.press("Space")
    page.get_by_role("button", name="Fermer").click()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_a_filter_that_takes_the_focused_mark_away_leaves_the_focus_on_the_map(page, address):
    _open(page, f"{address}carte/")
    page.locator(".repere[aria-label^=Brest]").focus()
    page.evaluate("document.dispatchEvent(new CustomEvent('defis', {detail: []}))")
    expect(_said(page)).to_have_text("Aucun défi avec ces choix.")
    assert page.locator(".repere").count() == 0
    expect(page.locator(".zone")).to_be_focused()


def test_a_hostile_title_stays_a_title(page, address):
    _open(page, f"{address}carte/?etat=arrete&theme=culture")
    mark = page.locator(".repere[aria-label*='<img']")
    expect(mark).to_have_attribute("aria-label", f"{HOSTILE}, Lyon, Inform’action")
    mark.click()
    expect(page.locator(".leaflet-popup h3")).to_have_text(HOSTILE)
    assert page.evaluate("window.struck") is None


def test_the_ground_follows_the_theme(page, address):
    _open(page, f"{address}carte/")
    fill = "getComputedStyle(document.querySelector('.sol')).fill"
    light = page.evaluate(fill)
    page.get_by_role("button", name="Sombre").click()
    assert page.evaluate(fill) != light


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_with_the_map_open(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    _open(page, f"{address}carte/")
    page.evaluate(AXE_SCRIPT)
    assert not _violations(page, RULES)
    page.emulate_media(color_scheme="dark")
    assert not _violations(page, COLOURS)
    page.get_by_label("Aller à").select_option("La Réunion")
    page.locator(".repere[tabindex='0']").click()
    expect(page.locator(".leaflet-popup a").first).to_be_focused()
    assert not _violations(page, RULES)
    page.emulate_media(color_scheme="light")
    assert not _violations(page, COLOURS)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def _violations(page: Page, rules: dict[str, object]) -> list[str]:
    return page.evaluate(
        "rules => axe.run(document, rules).then(r => r.violations.map(v =>"
        " v.id + ' ' + v.nodes.map(n => n.html.slice(0, 120)).join(' ; ')))",
        {**rules, "resultTypes": ["violations"]},
    )


def test_without_a_script_the_list_is_there_and_no_dead_button(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}carte/")
    assert page.locator(".cartes > *").count() == 20
    page.get_by_role("link", name="Voir toute la liste").click()
    page.wait_for_url(f"{address}defis/")
    page.go_back()
    assert page.locator("figure#carte svg a").first.is_visible()
    assert not page.get_by_role("button", name="Explorer").is_visible()
    context.close()


def test_from_a_disk_the_page_says_that_the_map_cannot_open(page, built):
    page.goto((built.folder / "carte/index.html").as_uri())
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


def test_what_the_map_is_made_of_travels_with_its_licences(built):
    folder = built.folder / "assets/cartes"
    assert "BSD 2-Clause" in (folder / "leaflet-licence.txt").read_text()
    assert "David Leaver" in (folder / "markercluster-licence.txt").read_text()
    assert (folder / "leaflet.js").read_text().startswith("/* @preserve\n * Leaflet 1.9")
    for file in (*folder.iterdir(), built.folder / "carte/points.json"):
        assert len(compress(file.read_bytes())) <= 150 * 1024, file.name


def test_a_file_that_a_package_does_not_hold_is_never_nothing():
    with pytest.raises(FileNotFoundError, match=r"leaflet-next\.js"):
        read_packaged("django-js-lib-leaflet", "leaflet-next.js")
