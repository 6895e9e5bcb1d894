"""From what single people said to a défi: the form that is already about some annonces."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
import values
from beside import drawn, site_around
from doors import ANSWERS, FORMS, change, erase, fill, go_on, offered, read_again, wall
from playwright.sync_api import Page, expect
from reading import plain, words
from requests_sent import read_defi
from sight import axe
from visits import opened
from worlds import TODAY

from generator import addresses
from generator.content.catalogue import Catalogue
from generator.content.model import Defi
from generator.contributions import bodies
from generator.contributions.proposals import Proposal, Refusal, propose
from generator.contributions.requests import Request
from generator.forms.questions import AGREED

FOUR = "Je cherche un four <img src=x onerror='window.struck=1'> où cuire mon pain"
TOLD = [
    wall("besoin-four", FOUR, themes=["convivialite", "culture"]),
    wall("envie-pain", "Envie de pétrir à plusieurs", themes=["culture"], reprise_par=["cafe"]),
    wall("idee-fournil", "Et si l’on rallumait le fournil ?", themes=["culture"], jusqu_au="2026-01-01",
         commune={"insee": "88516", "nom": "Vittel", "departement": "88"}),
    wall("besoin-invente", "Je cherche un moulin", exemple=True),
    wall("envie-inventee", "Envie de moudre", exemple=True),
]  # fmt: skip
OWN = {key: said for key, said in ANSWERS["proposer"].items() if key not in {"commune", "themes"}}


@pytest.fixture
def page(tab) -> Page:
    shown, _ = tab
    shown.route("**/api/v1/annonces.json", lambda route: route.fulfill(json={"annonces": TOLD}))
    return shown


def open_on(page: Page, home: str, *slugs: str) -> str:
    """Open the form on some annonces; gives what stands above it."""
    page.goto(home + addresses.proposer_pour(slugs))
    note = page.locator(".citees")
    expect(note).not_to_have_text("Un instant…")
    return plain(note.inner_text())


def held(page: Page, *names: str) -> list[str]:
    return [page.locator(f"#q-{name}").evaluate("e => e.value") for name in names]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_defi_that_answers_annonces_goes_from_the_link_to_its_file_and_to_its_page(
    home, page, width
):
    page.set_viewport_size({"width": width, "height": 740})
    note = open_on(page, home(), "besoin-four", "envie-pain", "besoin-four", "idee-fournil")
    assert note.startswith("Ce défi répond à 3 annonces.")
    assert f"« {FOUR} »" in note
    assert "Un groupe s’en est déjà saisi : voir son défi." in note
    assert "Son dernier jour est passé." in note
    assert page.evaluate("[window.struck, document.querySelectorAll('.citees img').length]") == [
        None,
        0,
    ]
    cited = "besoin-four\nenvie-pain\nidee-fournil"
    assert held(page, "repond_a", "commune", "themes") == [cited, "Mirecourt (88)", "culture"]
    assert held(page, "titre", "question", "besoins") == ["", "", ""], (
        "no word of theirs is the group’s"
    )
    assert page.locator("#q-repond_a").is_visible()
    go_on(page, OWN)
    body = offered(page)
    given, problems = bodies.parse(body, FORMS["proposer"])
    assert problems == []
    assert given["repond_a"] == cited
    link = page.get_by_role("link", name="Continuer sur GitHub").get_attribute("href") or ""
    assert dict(parse_qsl(urlsplit(link).query))["repond_a"] == cited
    found = sent(body)
    assert isinstance(found, Proposal), [str(each) for each in found.problems]
    defi = made(found)
    assert defi.repond_a == ("besoin-four", "envie-pain", "idee-fournil")
    page_of_one = f"{home()}coups-de-main/annonces/envie-pain/?d=1#haut"
    by_address = sent(body.replace("\nenvie-pain\n", f"\n- {page_of_one}\n"))
    assert isinstance(by_address, Proposal), [str(each) for each in by_address.problems]
    assert made(by_address).repond_a == defi.repond_a
    site = site_around(defi, KNOWN, TODAY)
    told = words(drawn(site, defi.slug)[f"defis/{defi.slug}/index.html"].decode())
    assert "Ce défi répond à ce que des habitants ont dit :" in told
    assert all(
        f"« {plain(each.fiche.texte)} »" in told
        for each in KNOWN.annonces.values()
        if each.slug in defi.repond_a
    )


KNOWN = Catalogue(
    annonces={
        each["slug"]: values.annonce(
            each["slug"], texte=each["texte"].partition(" <")[0], exemple=each["exemple"]
        )
        for each in TOLD
    }
)


def sent(body: str) -> Proposal | Refusal:
    """What comes of a request, where the annonces are known."""
    found = propose(Request(12, body, is_open=True, asked_on=TODAY), KNOWN, {}.get, TODAY)
    assert found
    return found


def made(found: Proposal) -> Defi:
    defi, problems = read_defi(str(found.changes[f"defis/{found.slug}.md"]), found.slug)
    assert defi, problems
    return defi


def test_what_is_not_there_or_invented_is_said_and_the_rest_is_kept(home, page):
    hostile = ("06-12-34-56-78", "../../x<b>", "pas-la", "")
    note = open_on(page, home(), "besoin-four", *hostile, "besoin-invente")
    assert note.startswith("Ce défi répond à ce qu’une personne a dit.")
    assert "Une annonce n’a pas été retrouvée : elle a peut-être été retirée." in note
    assert "Une annonce est un exemple, inventé pour montrer le site" in note
    assert not re.search("06-12|<b>|pas-la|moulin", note)
    assert held(page, "repond_a") == ["besoin-four"]
    fill(page, {"commune": "Vittel (Vosges)"})
    page.reload()
    expect(page.locator(".citees")).to_contain_text("Ce défi répond à")
    assert held(page, "repond_a", "commune") == ["besoin-four", "Vittel (Vosges)"]
    erase(page)
    assert held(page, "repond_a", "commune") == ["besoin-four", ""]
    assert open_on(page, home(), "pas-la").startswith("Le formulaire est vide")
    assert held(page, "repond_a") == [""]
    note = open_on(page, home(), "besoin-four", *(f"annonce-{n}" for n in range(40)))
    assert "On en nomme 30 au plus à la fois." in note


def test_where_all_are_invented_one_tries_and_nothing_is_sent(home, page):
    note = open_on(page, home(), "besoin-invente", "envie-inventee")
    assert "Ce sont des exemples : essayez, rien ne partira." in note
    assert axe(page) == []
    go_on(page, OWN)
    doors = page.locator("[data-portes]")
    expect(doors.get_by_role("heading", name="C’est un exemple")).to_be_visible()
    expect(doors).to_contain_text("« Je cherche un moulin » est un exemple")
    assert doors.get_by_role("button").count() == 0
    refused = sent(
        bodies.render(
            FORMS["proposer"],
            ANSWERS["proposer"] | {"repond_a": "besoin-invente", "accord": AGREED},
        )
    )
    assert [each.kind for each in refused.problems] == ["annonce_exemple"], (
        "the next door says the same"
    )
    page.go_back()
    fill(page, {"repond_a": ""})
    read_again(page)
    expect(doors.get_by_role("button", name="Envoyer, sans compte")).to_be_visible()


def test_without_the_words_of_annonces_their_names_stay_in_the_form(home, browser):
    with opened(browser) as (page, _):  # what does not come is an error of its console
        page.route("**/api/v1/annonces.json", lambda route: route.abort())
        assert "n’ont pas pu être lues" in open_on(page, home(), "besoin-four", "envie-pain")
        assert held(page, "repond_a") == ["besoin-four\nenvie-pain"]


def test_one_says_that_an_annonce_is_over_from_its_row_to_what_would_be_sent(home, page):
    page.goto(home() + addresses.annonce_over("besoin-four"))
    button = page.get_by_role("button", name="Dire que c’est fini")
    expect(page.locator(".citees")).to_contain_text(FOUR)
    assert page.evaluate("window.struck") is None
    head = plain(page.locator("main").inner_text())
    assert head.count("Dire qu’une annonce est finie") == 2, "the way here, and the page"
    assert "Ce qui part d’ici est public." in head
    assert page.evaluate(
        "([note, button]) => button.getBoundingClientRect().top >= note.getBoundingClientRect().bottom",
        [page.locator(".citees").element_handle(), button.element_handle()],
    ), "it never has to be scrolled to in the room of the words"
    assert not re.search("blesse|CC BY-SA|La page à corriger", head)
    assert page.locator("main :is(input, textarea):visible").count() == 0
    assert axe(page) == []
    button.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Relisez"))).to_be_focused()
    told = offered(page)
    letter = page.locator("[data-portes] a[href^='mailto:']").get_attribute("href") or ""
    assert "subject=Dire%20qu%E2%80%99une%20annonce%20est%20finie" in letter
    assert f"### La page à corriger\n\n{home()}departements/88/\n" in told
    assert f"### La phrase ou l’image\n\n{FOUR}\n" in told
    assert "C’est trouvé, ou ce n’est plus d’actualité" in told
    change(page)
    expect(page.locator("#q-page")).to_be_focused()
    for slug, words_of_it in (
        ("pas-la", "n’est plus sur le site"),
        ("envie-inventee", "un exemple"),
    ):
        page.goto(home() + addresses.annonce_over(slug))
        expect(page.locator(".citees")).to_contain_text(words_of_it)
        assert not page.locator("[data-formulaire]").is_visible()
        assert button.count() == 0


def test_the_form_of_corrections_comes_back_where_the_words_of_an_annonce_do_not(home, browser):
    with opened(browser) as (page, _):
        page.route("**/api/v1/annonces.json", lambda route: route.abort())
        page.goto(home() + addresses.annonce_over("besoin-four"))
        expect(page.locator("#q-passage")).to_be_visible()
        assert page.locator("#q-accord").is_checked() is False
