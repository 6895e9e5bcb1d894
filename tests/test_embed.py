"""What a town shows on its own site: light, bare, without a script; and how it is asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from hostile import RAW
from pages import compress
from playwright.sync_api import Browser, Page, expect
from visits import opened
from worlds import Built

LIMIT = 30_000
"""In bytes, all that a frame loads (gzip)."""


def frames(built: Built):
    return [path for path in built.files if path.startswith("integrer/") and path.count("/") > 1]


@pytest.mark.parametrize("name", ["site", "heavy", "bare"])
def test_a_frame_weighs_thirty_kilobytes_at_most(request, name):
    built = request.getfixturevalue(name)
    assert frames(built)
    for path in frames(built):
        page = (built.folder / path).read_text("utf-8")
        asked = set(re.findall(r"(?:src|stylesheet\" href)=\"(?:\.\./)+([^\"]+)\"", page))
        files = [page.encode(), *((built.folder / each).read_bytes() for each in asked)]
        assert sum(len(compress(each)) for each in files) <= LIMIT, (path, asked)


def test_every_list_has_its_frames_and_they_lead_to_it(site: Built):
    for address in ("defis", "phases/creaction", "territoires/rural", "themes/mobilite",
                    "departements/35", "territoires/pilotes/creuse"):  # fmt: skip
        for forme in ("liste", "carte"):
            page = site.page(f"integrer/{forme}/{address}")
            assert f'{address}/">' in page
            assert "<script" not in page
            assert '<base target="_blank">' in page


def test_a_place_without_a_defi_says_so_and_invites(bare: Built):
    for forme in ("liste", "carte"):
        page = bare.page(f"integrer/{forme}/territoires/rural")
        assert "Aucun défi ici pour l’instant." in page
        assert "Proposer une idée" in page
        assert "<figure" not in page


def test_a_hostile_title_stays_text_in_a_frame(hostile):
    for forme in ("liste", "carte"):
        page = hostile.page(f"integrer/{forme}/departements/88").encode()
        assert b"alert(2)" in page
        assert not [each for each in RAW if each in page]


@pytest.fixture
def asking(site: Built, serve, browser: Browser) -> Iterator[Page]:
    """The page where one asks for the lines to paste."""
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as (page, _):
        page.goto(serve(site.folder) + "integrer/?quoi=departements/35")
        yield page


def code(page):
    return page.get_by_label("À coller dans votre page").input_value()


def test_what_is_chosen_gives_the_lines_to_paste_and_shows_them(asking):
    assert "/integrer/liste/departements/35/" in code(asking)
    asking.get_by_label("Quels défis").select_option("Se déplacer")
    asking.get_by_role("radio", name="Une carte").check()
    assert "/integrer/carte/themes/mobilite/" in code(asking)
    assert 'title="Bien Vivre Maintenant : Se déplacer"' in code(asking)
    asking.get_by_text("Voir ce que cela donne").click()
    shown = asking.frame_locator("iframe[title^='Aperçu']")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Se déplacer")
    asking.get_by_role("button", name="Copier", exact=True).click()
    expect(asking.get_by_text("Copié.")).to_be_visible()
    assert asking.evaluate("navigator.clipboard.readText()") == code(asking)


def test_the_lines_work_in_the_page_of_another_site(asking, serve, tmp_path):
    lines = code(asking)
    (tmp_path / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>La mairie</title>{lines}", "utf-8"
    )
    town = asking.context.new_page()
    hosts = []
    town.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))
    town.goto(serve(tmp_path))
    frame = town.frame_locator("iframe")
    expect(frame.locator(".carte")).to_have_count(3)
    assert set(hosts) == {urlsplit(town.url).netloc, urlsplit(asking.url).netloc}
    with town.expect_popup() as opened:
        frame.get_by_role("link", name="Voir les 3 exemples").click()
    assert opened.value.url.endswith("/departements/35/")
    assert town.url.startswith("http")


def test_without_a_script_the_page_says_how_by_hand(site: Built, serve, browser: Browser):
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(serve(site.folder) + "integrer/")
        expect(page.locator("form[data-integrer]")).to_be_hidden()
        expect(page.get_by_role("heading", name="À la main")).to_be_visible()
        assert 'src="https://' in html.unescape(page.locator("pre").inner_html())
