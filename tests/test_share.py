"""The strip « Cette page »: which address is passed on, and how; and what a choice of display keeps.

In a real browser: most of it is made by overrides/scripts/page.js.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from reading import links
from visits import Seen, opened

COPY = "Copier l’adresse"
SHARE = "Partager…"
WAYS = {"letter": "mailto:", "message": "sms:"}
CANONICAL = "https://exemple.fr/"

REFUSE = "Clipboard.prototype.writeText = () => Promise.reject(new Error('refused'));"
CAN_SHARE = "navigator.share = what => { window.shared = what; return Promise.resolve(); };"
GIVES_UP = "navigator.share = () => Promise.reject(new DOMException('', 'AbortError'));"
NOTE_REJECTED = "addEventListener('unhandledrejection', () => window.rejected = true);"
CANNOT_SHARE = "delete Navigator.prototype.share;"
STAY = "addEventListener('click', e => e.target.closest('[data-partage]') && e.preventDefault());"
"""No program is opened for a letter; what the page itself does on a click comes before."""

Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open an address in a context of its own; an error of a script is a failure."""
    told: list[Seen] = []

    def go(url: str, script: str = "", **options: object) -> Page:
        page, seen = contexts.enter_context(opened(browser, **options))
        told.append(seen)
        page.add_init_script(STAY + script)
        page.goto(url)
        return page

    with ExitStack() as contexts:
        yield go
    assert not [error for seen in told for error in seen.errors]


@pytest.fixture(scope="module")
def here(site, serve) -> str:
    """This site, whose public address is not known, as it is served."""
    return serve(site.folder)


@pytest.fixture(scope="module")
def published(heavy, serve) -> str:
    """A site whose public address is `CANONICAL`, served elsewhere."""
    return serve(heavy.folder)


def _passed_on(page: Page, way: str) -> str:
    """The address in the letter or in the message, once its link is clicked."""
    link = page.locator(f"[data-partage][href^='{WAYS[way]}']")
    link.click()
    return _body(link.get_attribute("href")).partition("\n")[2]


def _body(link: str | None) -> str:
    assert link
    return unquote(link.partition("body=")[2])


def _copied(page: Page) -> str:
    """The address in the clipboard, once the button is clicked."""
    page.get_by_role("button", name=COPY).click()
    expect(page.get_by_role("button", name="Adresse copiée")).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


def _reads_clipboard() -> dict[str, list[str]]:
    return {"permissions": ["clipboard-read", "clipboard-write"]}


def _choose(page: Page, word: str) -> None:
    page.locator(f".filtres input[value={word}]").check()
    page.locator("[aria-busy]").wait_for(state="detached")


def test_a_page_whose_public_address_is_not_known_passes_on_the_one_of_the_browser(visit, here):
    page = visit(here + "demarche/#contenu")
    assert [_passed_on(page, way) for way in WAYS] == [here + "demarche/"] * 2


def test_a_page_whose_public_address_is_known_passes_it_on(visit, published):
    page = visit(published + "demarche/#contenu")
    assert [_passed_on(page, way) for way in WAYS] == [CANONICAL + "demarche/"] * 2


def test_the_public_address_is_in_the_letter_without_a_script(heavy):
    page = heavy.page("demarche")
    for start in WAYS.values():
        (link,) = [link for link in links(page) if link.startswith(start)]
        assert _body(link).splitlines()[1:] == [CANONICAL + "demarche/"]


def test_the_title_stands_before_the_address(visit, here):
    page = visit(here + "demarche/")
    title = page.locator("h1").inner_text()
    for start in WAYS.values():
        link = page.locator(f"[data-partage][href^='{start}']")
        assert _body(link.get_attribute("href")) == f"{title}\r\n"
        link.click()
        assert _body(link.get_attribute("href")) == f"{title}\r\n{here}demarche/"


def test_the_address_is_copied_and_the_button_says_so_for_a_while(visit, here):
    page = visit("about:blank", **_reads_clipboard())
    page.clock.install()
    page.goto(here + "demarche/")
    button = page.locator(".cette-page button")
    expect(button).to_have_text(COPY)
    assert _copied(page) == here + "demarche/"
    page.clock.run_for(2_000)
    expect(button).to_have_text("Adresse copiée")
    page.clock.run_for(8_000)
    expect(button).to_have_text(COPY)


def test_what_is_copied_is_told_to_those_who_do_not_see_it(visit, here):
    page = visit(here + "demarche/")
    expect(page.get_by_role("button", name=COPY)).to_have_attribute("aria-live", "polite")


def test_an_address_that_may_not_be_copied_is_shown_to_be_copied_by_hand(visit, here):
    page = visit(here + "demarche/", script=REFUSE)
    shown: list[tuple[str, str]] = []

    def answer(dialog: Dialog) -> None:
        shown.append((dialog.type, dialog.default_value))
        dialog.dismiss()

    page.on("dialog", answer)
    with page.expect_event("dialog"):
        page.get_by_role("button", name=COPY).click()
    assert shown == [("prompt", here + "demarche/")]
    expect(page.get_by_role("button", name=COPY)).to_be_visible()


def test_the_filters_that_are_chosen_go_with_the_address(visit, here):
    page = visit(here + "defis/", **_reads_clipboard())
    for word, query in [("creaction", "?phase=creaction"), ("rural", "&territoire=rural")]:
        _choose(page, word)
        assert page.url.endswith(query)
        assert [_passed_on(page, way) for way in WAYS] == [page.url] * 2
    assert _copied(page) == here + "defis/?phase=creaction&territoire=rural"


def test_the_filters_that_are_chosen_go_with_the_public_address(visit, published):
    page = visit(published + "defis/?phase=creaction")
    assert [_passed_on(page, way) for way in WAYS] == [CANONICAL + "defis/?phase=creaction"] * 2


@pytest.mark.parametrize("where", ["", "demarche/"])
def test_what_another_site_wrote_after_the_address_is_not_passed_on(visit, here, where):
    page = visit(f"{here}{where}?fbclid=x&utm_source=y", **_reads_clipboard())
    assert [_passed_on(page, way) for way in WAYS] == [here + where] * 2
    assert _copied(page) == here + where


def test_no_path_of_a_disk_is_passed_on(visit, site):
    page = visit((site.folder / "demarche/index.html").as_uri(), script=CAN_SHARE)
    for way in WAYS:
        assert not _passed_on(page, way)
    assert page.locator(".cette-page button").count() == 0


def test_a_page_that_is_read_from_a_disk_passes_on_its_public_address(visit, heavy):
    page = visit((heavy.folder / "demarche/index.html").as_uri(), script=CAN_SHARE)
    assert [_passed_on(page, way) for way in WAYS] == [CANONICAL + "demarche/"] * 2
    page.get_by_role("button", name=SHARE).click()
    assert page.evaluate("window.shared.url") == CANONICAL + "demarche/"


def test_what_a_device_shares_with_is_offered_with_the_title_and_the_address(visit, here):
    page = visit(here + "defis/", script=CAN_SHARE)
    _choose(page, "creaction")
    page.get_by_role("button", name=SHARE).click()
    assert page.evaluate("window.shared") == {"title": page.title(), "url": page.url}


def test_one_may_change_one_s_mind_while_sharing(visit, here):
    page = visit(here + "demarche/", script=GIVES_UP + NOTE_REJECTED)
    page.get_by_role("button", name=SHARE).click()
    page.evaluate("new Promise(setTimeout)")
    assert not page.evaluate("window.rejected")


def test_a_device_that_shares_with_nothing_offers_nothing(visit, here):
    page = visit(here + "demarche/", script=CANNOT_SHARE)
    assert page.locator(".cette-page button").all_inner_texts() == [COPY]


def _display(page: Page) -> tuple[dict[str, str], list[str]]:
    """How a page is shown, and the buttons that are pressed."""
    pressed = page.locator(".affichage [aria-pressed=true]").all_inner_texts()
    return page.evaluate("({ ...document.documentElement.dataset })"), pressed


def _come_back(page: Page) -> None:
    """What a browser that kept a page as it was left tells it, which not every Chromium does."""
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")


def test_a_page_that_one_comes_back_to_is_shown_as_was_chosen_since(visit, here):
    left = visit(here + "demarche/")
    page = left.context.new_page()
    page.goto(here + "ressources/")
    larger = page.get_by_role("button", name="Texte plus grand")
    assert _display(left) == ({}, ["Comme l’appareil"])

    larger.click()
    page.get_by_role("button", name="Sombre").click()
    _come_back(left)
    chosen = {"theme": "sombre", "lettres": "grandes"}
    assert _display(left) == (chosen, ["Texte plus grand", "Sombre"])

    larger.click()
    page.get_by_role("button", name="Comme l’appareil").click()
    _come_back(left)
    assert _display(left) == ({}, ["Comme l’appareil"])
