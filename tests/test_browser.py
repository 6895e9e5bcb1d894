"""What people see, in a real browser: with and without a script, by keyboard, in both themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from conftest import ROOT, defi, make_project, run_build
from pages import PAGES
from playwright.sync_api import Browser, Page
from reading import choose, kind_of
from sight import in_theme, stops

HOSTILE = sorted((Path(__file__).parent / "hostile").glob("*.md"))

RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice",
        ],
    },
    "rules": {"target-size": {"enabled": True}},
}  # fmt: skip
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What another theme can change: the rest was looked at in the light one."""

MORE = ("un défi", "un défi abouti", "un défi en pause")
"""Pages of this site which are neither the heaviest nor the emptiest, and look unlike them."""


@pytest.fixture(scope="session")
def address(site, serve) -> str:
    return serve(site.folder)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page in a context of its own; a request to another host is a failure."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    strangers: list[str] = []
    opened.on(
        "request",
        lambda request: (
            urlsplit(request.url).hostname not in {"127.0.0.1", None}
            and strangers.append(request.url)
        ),
    )
    yield opened
    context.close()
    assert not strangers, strangers


@dataclass(frozen=True)
class Place:
    """A page to look at: what one calls it, and where it is served."""

    name: str
    url: str
    heaviest: bool = True


@pytest.fixture(scope="session")
def homes(written, serve) -> dict[str, str]:
    return {name: serve(pages[0].site) for name, pages in written.items()}


@pytest.fixture(scope="session")
def chosen(written, homes) -> list[Place]:
    """The heaviest and the emptiest page of each type, of all sites."""
    places: dict[str, list[Place]] = {}
    for name, page in choose(written):
        some = places.setdefault(kind_of(page), [])
        some.append(Place(f"{name}: /{page.address}", homes[name] + page.address, not some))
    return [place for some in places.values() for place in some]


VIEWS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture(scope="session")
def violations(browser, chosen, address) -> dict[tuple[int, str], list[str]]:
    """What axe finds in each view; each page is loaded once."""
    found: dict[tuple[int, str], list[str]] = {view: [] for view in VIEWS}
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for place in [*chosen, *(Place(name, address + PAGES[name]) for name in MORE)]:
        page.goto(place.url)
        page.evaluate(AXE_SCRIPT)
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            seen = _violations(page, RULES if scheme == "light" else COLOURS)
            found[width, scheme] += [f"{place.name}: {each}" for each in seen]
    context.close()
    return found


def _violations(page: Page, rules: dict[str, object]) -> list[str]:
    """What axe finds on the page as it stands: rule and element."""
    found = page.evaluate(
        "rules => axe.run(document, rules).then(r => r.violations.map(v =>"
        " v.id + ' ' + v.nodes.map(n => n.html.slice(0, 120)).join(' ; ')))",
        {**rules, "resultTypes": ["violations"]},
    )
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, *([f"scrolls sideways by {wider} px"] if wider > 0 else [])]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(violations, width, scheme):
    """On the heaviest and the emptiest page of each type."""
    found = violations[width, scheme]
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_menu(page, address, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address)
    page.get_by_role("button", name="Menu").click()
    assert page.locator("nav.menu a").first.is_visible()
    page.evaluate(AXE_SCRIPT)
    assert not _violations(page, RULES)


def test_axe_would_find_something(page, address):
    """So that the tests above can fail."""
    page.goto(address)
    page.add_style_tag(content="main p { color: #999 !important }")
    page.evaluate("document.querySelector('main a').textContent = ''")
    page.evaluate(AXE_SCRIPT)
    found = " ".join(_violations(page, RULES))
    assert "color-contrast" in found
    assert "link-name" in found


LAZY = """[...document.images]
  .filter(each => each.loading === 'lazy').flatMap(each => [each.src, each.currentSrc])"""


@pytest.mark.parametrize("where", PAGES.values(), ids=PAGES)
def test_a_page_asks_nothing_of_another_host_and_leaves_no_cookie(page, address, where):
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    errors: list[str] = []
    page.on("console", lambda said: said.type == "error" and errors.append(said.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + where, wait_until="load")
    assert not [url for url in requests if not url.startswith(address)]
    lazy = page.evaluate(LAZY)
    assert len([url for url in requests if url not in lazy]) <= 6
    assert page.context.cookies() == []
    assert not errors


def test_without_a_script_every_page_is_reached_by_links(browser, address, site):
    """From the home page, following links only; the style and the text are there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    seen, ahead = set(), [""]
    while ahead:
        where = ahead.pop()
        if where in seen:
            continue
        seen.add(where)
        page.goto(address + where)
        assert page.locator("main h1").count() == 1, where
        assert page.locator("nav.menu a").first.is_visible(), where
        links = page.locator("a[href]").evaluate_all("links => links.map(a => a.href)")
        inside = {link.split("#")[0].removeprefix(address) for link in links if address in link}
        ahead += [each for each in inside if each.endswith("/") or not each]
    context.close()
    written = {
        path.removesuffix("index.html") for path in site.files if path.endswith("index.html")
    }
    redirects = {"defis/cafe-des-habitants-mirecourt/"}
    # What a town embeds is chosen in a list, and leads back here.
    frames = {path for path in written if re.match("integrer/.", path)}
    assert written - redirects - frames == seen


def test_the_focus_is_seen_at_every_stop(browser, chosen):
    """On a small phone, on the heaviest page of each type, in both themes: see `Focus.faults`."""
    size = {"width": 320, "height": 640}
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    page = context.new_page()
    found, met = [], 0
    for place in chosen:
        if not place.heaviest:
            continue
        page.goto(place.url)
        light = stops(page)
        dark = in_theme(page, light, "sombre")
        met += len(light)
        found += [f"{place.name}: {fault}" for stop in [*light, *dark] for fault in stop.faults]
    context.close()
    assert met > 300
    assert not found, "\n".join(["", *found])


def test_the_chosen_theme_is_remembered(page, address):
    page.goto(address)
    page.get_by_role("button", name="Sombre").click()
    page.goto(address + "defis/")
    assert page.evaluate("document.documentElement.dataset.theme") == "sombre"
    assert page.get_by_role("button", name="Sombre").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Comme l’appareil").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme || ''") == ""


def test_the_site_is_read_from_a_disk(page, site):
    page.goto((site.folder / "index.html").as_uri())
    page.locator("nav.menu a", has_text="Les défis").click()
    assert page.locator("h1").inner_text() == "Les défis"
    page.locator(".carte a").first.click()
    assert page.locator("article h1").count() == 1


def test_under_a_folder_every_page_keeps_its_style_and_its_links(page, site, serve, tmp_path):
    (tmp_path / "depot").symlink_to(site.folder)
    page.goto(serve(tmp_path) + "depot/phases/creaction/")
    assert (
        page.locator("header.tete").evaluate("e => getComputedStyle(e).borderBottomWidth") != "0px"
    )
    page.locator(".carte a").first.click()
    assert "/depot/defis/" in page.url
    assert page.locator("article h1").count() == 1


@pytest.fixture(scope="session")
def hostile(tmp_path_factory, serve) -> str:
    """A site whose défis are the hostile bodies."""
    folder = tmp_path_factory.mktemp("hostile")
    bodies = {f"defis/h{path.stem}.md": path.read_text("utf-8") for path in HOSTILE}
    files = {
        path: defi(body, titre="Un texte qui ne veut pas du bien") for path, body in bodies.items()
    }
    project = make_project(folder / "projet", files)
    everything = str(ROOT / "tests" / "publish_everything.py")
    built = run_build(project, folder / "site", tool=everything)
    assert all((built.folder / p.replace(".md", "/index.html")).exists() for p in files), built.said
    return serve(built.folder)


WATCH = """
window.struck = [];
for (const name of ['alert', 'confirm', 'prompt', 'open']) {
  window[name] = () => window.struck.push(name);
}
addEventListener('submit', () => window.struck.push('submit'), true);
"""


@pytest.mark.parametrize("body", HOSTILE, ids=lambda path: path.stem)
def test_a_hostile_text_does_nothing(page, hostile, body):
    """It runs nothing, loads nothing, submits nothing, hides nothing, restyles nothing."""
    page.add_init_script(WATCH)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    where = f"{hostile}defis/h{body.stem}/"
    page.goto(where)
    clean = page.evaluate(_LOOK)
    assert clean == {
        "scripts": 3, "forms": 0, "frames": 0, "styles": 0, "handlers": [], "schemes": [],
        "h1": "Un texte qui ne veut pas du bien", "header": True, "footer": True, "closing": True,
        "font": clean["font"], "background": clean["background"], "contenu": "MAIN",
    }  # fmt: skip
    for link in page.locator("article a[href]").all()[:40]:
        assert link.get_attribute("href").startswith(("http://", "https://", "../", "#"))
    assert page.evaluate("window.struck") == []
    assert not dialogs
    assert not [url for url in requests if not url.startswith(hostile)]
    assert page.url == where
    page.goto(hostile + "defis/")
    assert (clean["font"], clean["background"]) == tuple(page.evaluate(_STYLE))


_STYLE = """(() => { const s = getComputedStyle(document.body);
  return [s.fontFamily, s.backgroundColor] })()"""
_LOOK = """(() => {
  const all = [...document.querySelectorAll('*')];
  const shown = s => { const r = document.querySelector(s)?.getBoundingClientRect();
    return !!r && r.width > 200 && r.height > 20 };
  const s = getComputedStyle(document.body);
  return {
    scripts: document.scripts.length,
    forms: document.querySelectorAll('form, input, textarea, select, object, embed').length,
    frames: document.querySelectorAll('iframe, frame, base, meta[http-equiv=refresh]').length,
    styles: document.querySelectorAll('style, main [style]:not(.situer, .situer *), main link').length,
    handlers: all.flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on')),
    schemes: all.filter(e => !e.closest('nav.cette-page')).map(e => e.getAttribute('href') || e.getAttribute('src') || '')
      .filter(u => /^(javascript|data|vbscript|mailto|tel):/i.test(u) || u.startsWith('//')),
    h1: document.querySelector('h1').innerText,
    header: shown('header.tete'), footer: shown('footer'), closing: shown('.agir'),
    font: s.fontFamily, background: s.backgroundColor,
    contenu: document.getElementById('contenu').tagName,
  };
})()"""


def test_there_are_thirty_hostile_bodies():
    assert len(HOSTILE) >= 30


def test_the_demonstration_is_said_on_each_of_its_pages(page, address):
    for path in sorted((ROOT / "defis").glob("*.md")):
        if path.stem == "README":
            continue
        page.goto(f"{address}defis/{path.stem}/")
        assert page.locator("main .exemple").is_visible(), path.stem
