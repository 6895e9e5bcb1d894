"""What one writes in a form is kept in this browser, until it is sent or erased, and nowhere else."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from doors import (
    ANSWERS,
    agree,
    change,
    erase,
    fill,
    go_on,
    offered,
    read_again,
    rendered,
    to_the_doors,
)
from playwright.sync_api import expect
from visits import opened

VALUES = """() => Object.fromEntries([...document.querySelectorAll('[data-formulaire] [id^=q-]')]
  .filter(each => each.type !== 'checkbox' && !each.id.endsWith('-autres') && each.value).map(each => [each.id.slice(2), each.value]))"""


def test_a_draft_survives_a_reload_and_goes_when_asked(home, tab):
    page, seen = tab
    page.goto(home() + "proposer/")
    assert page.locator(".brouillon").count() == 0
    fill(page, ANSWERS["proposer"])
    agree(page)
    page.reload()
    notice = page.locator(".brouillon")
    expect(notice).to_contain_text("Voici ce que vous aviez commencé")
    assert page.evaluate(VALUES) == ANSWERS["proposer"]
    assert page.locator("[data-question=accord] :checked").count() == 0, "one agrees each time"
    notice.get_by_role("button", name="Effacer le brouillon").click()
    expect(notice.get_by_role("button", name="Non, le garder")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate(VALUES) == ANSWERS["proposer"], "it asks, and one may have slipped"
    expect(notice.get_by_role("button", name="Effacer le brouillon")).to_be_focused()
    erase(page)
    expect(notice).to_be_focused()
    assert page.locator("#q-titre").input_value() == ""
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    assert page.locator("#q-titre").input_value() == ""
    assert page.locator(".brouillon").count() == 0
    assert seen.strangers == []


def test_who_answers_a_need_finds_it_written_when_the_defi_has_it(home, tab):
    page, _ = tab
    role, card = page.locator("#q-engagements_roles_role"), page.locator("p.quel")
    page.goto(home() + f"rejoindre/?defi=cafe&besoin={quote(NEED.upper())}")
    expect(card).to_contain_text("On compte les personnes, pas les objets")
    assert role.input_value() == f"Apporter : {NEED}", "a thing is no person"
    fill(page, {"engagements_nombre": "2"})
    page.goto(home() + "rejoindre/?defi=loin&besoin=De%20tout%20:%20temps")
    expect(card).to_contain_text("De tout")
    assert role.input_value() == "De tout : temps"
    assert page.locator("#q-engagements_nombre").input_value() == ""
    assert "pas les objets" not in card.inner_text()
    page.goto(home() + "rejoindre/?defi=cafe&besoin=Appelez%20le%20percepteur" + "a" * 900)
    expect(card).to_be_visible()
    assert role.input_value() == ""
    assert "percepteur" not in page.locator("body").inner_text()


NEED = "Deux percolateurs & <b>un évier</b>"


def test_each_form_and_each_defi_has_its_own_draft_and_keeps_its_defi(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/besoin/?defi=cafe")
    fill(page, {"besoins_quoi": "Des chaises"})
    page.goto(home() + "mettre-a-jour/besoin/?defi=fini")
    assert page.locator("#q-besoins_quoi").input_value() == ""
    page.goto(home() + "mettre-a-jour/offre/?defi=cafe")
    assert page.locator(".brouillon").count() == 0
    page.goto(home() + "mettre-a-jour/besoin/?defi=cafe")
    need = page.locator("#q-besoins_quoi")
    assert need.input_value() == "Des chaises"
    erase(page)
    assert need.input_value() == ""
    assert page.locator("#q-defi").input_value() == "cafe"


def test_a_draft_that_may_have_been_sent_is_not_said_to_be_here_only(home, tab):
    page, _ = tab
    to_the_doors(page, home(), "annoncer", ANSWERS["annoncer"])
    page.get_by_role("link", name="Télécharger le texte").click()
    page.reload()
    notice = page.locator(".brouillon")
    expect(notice).to_contain_text("Si vous l’avez déjà envoyé, effacez-le")
    page.locator("#q-texte").fill("Autre chose, que personne n’a encore lu.")
    page.reload()
    expect(notice).to_contain_text("rien n’a été envoyé")
    assert "commencé\u00a0: rien" in (notice.text_content() or "")


def test_a_draft_cannot_be_erased_under_what_is_read_again(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    fill(page, ANSWERS["annoncer"])
    page.reload()
    notice = page.locator(".brouillon")
    expect(notice).to_be_visible()
    go_on(page, {})
    expect(notice).to_be_hidden()
    change(page)
    expect(notice).to_be_visible()


def test_a_lost_network_loses_nothing(home, browser):
    with opened(browser) as (page, _):
        page.goto(home() + "proposer/")
        page.context.set_offline(True)
        fill(page, ANSWERS["proposer"])
        agree(page)
        read_again(page)
        expect(page.locator("[data-portes]")).to_be_visible()
        assert offered(page) == rendered("proposer", ANSWERS["proposer"])
        assert page.get_by_role("combobox", name="La commune").count() == 0
        page.context.set_offline(False)
        change(page)
        expect(page.get_by_role("combobox", name="La commune")).to_be_visible()
        page.reload()
        assert page.locator("#q-titre").input_value() == ANSWERS["proposer"]["titre"]


STORAGES = {
    "refused": "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })",
    "full": "Storage.prototype.setItem = () => { throw new Error('full'); }",
    "broken": "Storage.prototype.getItem = () => '[{\"titre\": 1'",
}


@pytest.mark.parametrize("stored", STORAGES)
def test_all_works_where_the_browser_keeps_nothing(home, tab, stored):
    page, _ = tab
    page.add_init_script(STORAGES[stored])
    to_the_doors(page, home(), "annoncer", ANSWERS["annoncer"])
    assert offered(page) == rendered("annoncer", ANSWERS["annoncer"])
