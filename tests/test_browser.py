"""The site in a real browser: without a script, from a disk, under a folder, in another theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from reading import Written, choose, read_site
from sight import COLOURS, axe
from visits import opened
from worlds import WORLD


@pytest.fixture(scope="module")
def address(site, serve) -> str:
    return serve(site.folder)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a computer; a request to another host, or a script that breaks, is a failure."""
    with opened(browser) as (page, seen):
        yield page
    assert not seen.strangers
    assert not seen.errors


@pytest.fixture(scope="module")
def pages(site) -> dict[str, Written]:
    """The pages of the site, by address."""
    return {page.address: page for page in read_site(site.folder)}


def test_axe_finds_nothing_in_the_open_menu(page, address):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address)
    page.get_by_role("button", name="Menu").click()
    assert page.locator("nav.menu a").first.is_visible()
    assert not axe(page)
    page.emulate_media(color_scheme="dark")
    assert not axe(page, COLOURS)


def test_without_a_script_every_page_is_reached_by_links(pages):
    """From the home page, by the links that stand in what is written."""
    seen: set[str] = set()
    ahead = [""]
    while ahead:
        where = ahead.pop()
        if where not in seen:
            seen.add(where)
            ahead += _led_to(pages[where])
    # Nothing leads to a former address, nor to what a town embeds: it is chosen in a list.
    apart = {where for where, page in pages.items() if page.redirects or page.is_bare}
    assert seen == pages.keys() - apart - {"404.html"}


def _led_to(page: Written) -> Iterator[str]:
    """The addresses of this site that the links of a page lead to."""
    for link in page.links:
        if link.tag == "a" and link.is_internal:
            there = page.resolve(link.url).relative_to(page.site).as_posix()
            if there.endswith("index.html"):
                yield there.removesuffix("index.html")


def test_without_a_script_a_page_shows_its_title_and_its_menu(browser, address, pages):
    """Of each type that has sheets of its own; that every page holds them is read in `test_links.py`."""
    heaviest = [each.page for each in choose({"le site": [*pages.values()]}) if each.is_heaviest]
    dressed = {_dress(page): page for page in heaviest}
    assert len(dressed) > 8
    with opened(browser, java_script_enabled=False) as (tab, _):
        for page in dressed.values():
            tab.goto(address + page.address)
            assert tab.locator("main h1").is_visible(), page.address
            assert page.is_bare or tab.locator("nav.menu a").first.is_visible(), page.address


def _dress(page: Written) -> tuple[frozenset[str], bool]:
    """All that says how a title and a menu show without a script: the sheets, whether it has a menu."""
    sheets = [link.url.rpartition("/")[2] for link in page.links if ".css" in link.url]
    return frozenset(sheets), page.is_bare


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


def test_the_demonstration_is_said_on_each_of_its_pages(page, pages, address):
    shown = [f"defis/{path.stem}/" for path in sorted((WORLD / "defis").glob("*.md"))]
    assert not [where for where in shown if '<p class="exemple">' not in pages[where].main]
    page.goto(address + shown[0])
    assert page.locator("main .exemple").is_visible()
