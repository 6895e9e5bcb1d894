"""The choices of the agenda, in a real browser: by day, by place, by theme, in the address of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from drawing import site_of
from playwright.sync_api import Locator, Page, expect
from sight import axe, tab_to
from values import defi, rencontre, theme
from visits import Seen, opened
from worlds import TODAY

from generator import addresses
from generator.content.model import Defi
from generator.outputs.agenda import FEATURE
from generator.outputs.agenda.date_files import PER_FILE
from generator.outputs.agenda.page import SHEET, main_view
from generator.outputs.kit.assets import draw_assets
from generator.outputs.kit.output import Output, write
from generator.outputs.site.site import Site

HOSTILE = '<img src=x onerror="window.struck=1"> Un bal </script>'
RARE = 2 * PER_FILE + 30
"""How many dates there are: some are in a second file, and in a third."""


def one(number: int) -> Defi:
    """A défi of one meeting, four a day; one in thirty about dance, far from the others."""
    is_rare = number % 30 == 0
    told = rencontre(
        TODAY + timedelta(days=number // 4),
        HOSTILE if number == 60 else f"Bal {number}",
        id=f"n{number}",
        debut=time(18, 30),
        lieu="La halle",
        accessibilite="Plain-pied",
        statut="annulee" if number == 30 else "prevue",
    )
    return defi(
        f"d{number:03}",
        rencontres=(told,),
        themes=("danse",) if is_rare else (),
        commune="Rennes (Ille-et-Vilaine)" if is_rare else "Mirecourt (Vosges)",
        exemple=number % 2 == 1,
        genre_de_projet="Un bal",
    )


def first_page(site: Site) -> Output:
    """The page that MkDocs would draw."""
    root = addresses.root_from(addresses.AGENDA)
    content = site.template("agenda/page.html").render(
        vue=main_view(site, "content/agenda.md"), racine=root, description="Tout"
    )
    page = site.shell("agenda", sheets=[SHEET]).wrap(
        root, site.head(addresses.AGENDA, "L’agenda", "Tout"), content
    )
    return Output(addresses.file_of(addresses.AGENDA), page.encode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made: Path = tmp_path_factory.mktemp("agenda")
    site = site_of(*map(one, range(RARE)), themes=[theme("danse", "La danse")])
    write(made, (output for job in FEATURE.jobs(site) for output in job()))
    write(made, FEATURE.whole(site))
    write(made, draw_assets(site.environment, FEATURE.sheets, FEATURE.scripts))
    write(made, [first_page(site)])
    return made


@pytest.fixture(scope="module")
def home(folder, serve) -> str:
    return f"{serve(folder)}agenda/"


@pytest.fixture(scope="module")
def shared(browser) -> Iterator[tuple[Page, Seen]]:
    with opened(browser, viewport={"width": 360, "height": 740}) as tab:
        yield tab


@pytest.fixture
def page(shared) -> Iterator[Page]:
    page, seen = shared
    seen.forget()
    at(page, TODAY)
    yield page
    page.unroute_all()
    assert seen.faults == []
    assert page.evaluate("window.struck") is None


def at(page: Page, day: date, hour: int = 12) -> None:
    """For the page it is this day, at this hour of Greenwich."""
    page.clock.set_fixed_time(f"{day}T{hour:02}:00:00Z")


def says(page: Page, text: str) -> None:
    expect(page.locator("[data-choisir] [role=status]")).to_have_text(text)


def field(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name)


def titles(page: Page) -> list[str]:
    return [
        text.replace("\u00a0", " ") for text in page.locator("[data-dates] h3").all_inner_texts()
    ]


def days(page: Page) -> set[str]:
    return set(page.locator("[data-dates] time").evaluate_all("all => all.map(t => t.dateTime)"))


def test_a_choice_by_keyboard_stands_in_the_address_is_reloaded_and_left_by_back(page, home):
    page.goto(home)
    before = titles(page)
    tab_to(page, "Plusieurs choix à la fois")
    page.keyboard.press("Enter")
    expect(field(page, "Thème")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(field(page, "Thème")).to_be_focused()
    page.keyboard.press("ArrowDown")
    says(page, "Les 11 premières dates, et 1 annulée ; il y en a d’autres : La danse.")
    assert page.url == f"{home}?theme=danse"
    assert titles(page)[:3] == ["Bal 0", "Bal 30", HOSTILE]
    assert "Cette date est annulée." in page.locator("[data-dates] li").nth(1).inner_text()
    expect(page.get_by_role("link", name="Ce week-end")).to_be_hidden()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.reload()
    says(page, "Les 11 premières dates, et 1 annulée ; il y en a d’autres : La danse.")
    expect(field(page, "Thème")).to_have_value("danse")
    page.go_back()
    expect(page.get_by_role("link", name="Ce week-end")).to_be_visible()
    assert titles(page) == before
    page.go_forward()
    expect(page.locator("[data-dates] h3").first).to_have_text("Bal 0")
    page.get_by_role("button", name="Tout effacer").click()
    assert page.url == home
    assert titles(page) == before


def test_what_follows_comes_from_the_next_file_and_takes_the_focus(page, home):
    page.goto(f"{home}?theme=danse&departement=35")
    field(page, "Département").select_option("")
    page.get_by_role("button", name="Voir les suivantes").click()
    says(page, f"{-(-RARE // 30) - 1} dates, et 1 annulée : La danse.")
    assert len(titles(page)) == -(-RARE // 30)
    assert page.evaluate("document.activeElement.textContent") == titles(page)[12]
    expect(page.get_by_role("button", name="Voir les suivantes")).to_have_count(0)


def test_the_day_of_whoever_reads_says_which_days_these_are(page, home):
    friday = TODAY + timedelta(days=5)
    at(page, friday, 23)  # Saturday, half past midnight, in France
    page.goto(f"{home}?quand=week-end")
    says(page, "7 dates, et 1 annulée : du samedi 28 novembre au dimanche 29 novembre.")
    assert days(page) == {"2026-11-28", "2026-11-29"}
    at(page, friday + timedelta(days=2), 22)
    page.reload()
    says(page, "3 dates, et 1 annulée : le dimanche 29 novembre.")
    at(page, TODAY + timedelta(days=9))
    field(page, "Quand").select_option("semaine")
    says(page, "24 dates : du mardi 1er décembre au dimanche 6 décembre.")
    field(page, "Type de territoire").select_option("rural")
    says(page, "Aucune date : du mardi 1er décembre au dimanche 6 décembre, Rural.")
    page.get_by_role("button", name="Voir toutes les dates de France").click()
    assert page.url == home
    expect(field(page, "Quand")).to_be_focused()
    for today, quand, said in (
        (date(2026, 12, 30), "semaine", "mercredi 30 décembre 2026 au dimanche 3 janvier 2027"),
        (date(2026, 12, 7), "mois", "lundi 7 décembre 2026 au mercredi 6 janvier 2027"),
    ):
        at(page, today)
        page.goto(f"{home}?quand={quand}&theme=danse")
        expect(page.locator("[data-choisir] [role=status]")).to_contain_text(f"du {said}, La danse")


def test_a_choice_that_is_in_no_list_is_said_and_one_gets_out_of_it(page, home):
    """Of a département where there is no date, as of a word of an address of another day."""
    page.goto(f"{home}?departement=04")
    says(page, "Aucune date : Alpes-de-Haute-Provence.")
    assert titles(page) == []
    page.goto(f"{home}?quand=hier&theme=danse")
    says(page, "Aucune date : choix inconnu, La danse.")
    field(page, "Quand").select_option("")
    says(page, "Les 11 premières dates, et 1 annulée ; il y en a d’autres : La danse.")
    page.go_back()
    says(page, "Aucune date : choix inconnu, La danse.")
    page.get_by_role("button", name="Tout effacer").click()
    assert len(titles(page)) == 12
    assert page.locator("option", has_text="inconnu").count() == 0


def test_what_is_gone_by_since_the_page_was_made_is_taken_out(page, home):
    at(page, TODAY + timedelta(days=2))
    page.goto(home)
    expect(page.locator("[data-dates] time").first).to_have_attribute("datetime", "2026-11-24")
    assert len(titles(page)) == 4
    for address in ("semaine/", "departements/35/"):
        page.goto(f"{home}{address}")
        assert min(days(page), default="2026-11-24") >= "2026-11-24"
    page.goto(f"{home}semaine/")
    expect(page.locator("[data-dates]")).to_contain_text("Ces dates sont passées")
    assert page.locator("[data-dates] h2").count() == 0


def test_a_row_of_the_script_is_that_of_the_page(page, home):
    page.goto(f"{home}departements/35/")
    drawn = page.locator("[data-dates] li").evaluate_all(ROWS)
    page.goto(f"{home}?departement=35")
    says(page, f"{-(-RARE // 30) - 1} dates, et 1 annulée : Ille-et-Vilaine.")
    assert page.locator("[data-dates] li").evaluate_all(ROWS) == drawn
    assert len(drawn) == 12


ROWS = """all => all.map(li => {
  li.querySelectorAll("a").forEach(a => a.setAttribute("href", a.href));
  return li.outerHTML.replace(/[\\s\\u00a0\\u202f]|&nbsp;/g, "");
})"""


def test_without_the_network_all_dates_stay_and_one_tries_again(page, home):
    page.route("**/dates/1.json*", lambda route: route.abort())
    page.goto(f"{home}?theme=danse")
    says(page, "Le réseau ne répond pas. Voici toutes les dates, sans vos choix.")
    assert len(titles(page)) == 12
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator("[data-choisir] [role=status]")).to_be_focused()
    page.unroute_all()
    page.get_by_role("button", name="Réessayer").click()
    says(page, "Les 11 premières dates, et 1 annulée ; il y en a d’autres : La danse.")
    expect(page.get_by_role("button", name="Réessayer")).to_be_hidden()


def test_dates_of_another_build_are_not_shown_with_ours(page, home):
    other = '{"somme": "autre", "dates": []}'
    page.route("**/dates/1.json*", lambda route: route.fulfill(body=other))
    page.goto(f"{home}?theme=danse&inconnu=1")
    says(page, "L’agenda vient de changer. Voici toutes les dates, sans vos choix.")
    expect(page.get_by_role("button", name="Recharger la page")).to_be_visible()


def test_without_a_script_the_choices_are_links_to_real_pages(browser, home):
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(f"{home}?theme=danse")
        expect(page.locator("[data-choisir]")).to_be_hidden()
        page.get_by_text("Thème", exact=True).click()
        page.get_by_role("link", name="La danse").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("L’agenda\u00a0: La danse")
        assert titles(page)[0] == "Bal 0"
