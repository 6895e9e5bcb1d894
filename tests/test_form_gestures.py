"""What happened in a défi, told gesture by gesture: what one amends is what leaves."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from doors import AGREED, GESTURES, HOSTILE, RELAY, agree, fill, offered, read_again, tell
from playwright.sync_api import expect
from reading import links, plain, read_page
from visits import Held, opened

from generator import addresses
from generator.content.vocabulary import PHASE
from generator.contributions import bodies
from generator.forms.gestures import ALWAYS, gestures
from generator.forms.news import UPDATE
from generator.forms.rows import ROWS

VALUES = """() => Object.fromEntries([...document.querySelectorAll('[data-formulaire] [id^=q-]')]
  .filter(e => e.type !== 'checkbox' && !e.id.endsWith('-autres') && e.value).map(e => [e.id.slice(2), e.value]))"""
SHOWN = """() => [...document.querySelectorAll('[data-formulaire] [data-question]')]
  .filter(e => e.checkVisibility()).map(e => e.dataset.question)"""

CAFE = {"defi": "cafe", "accord": AGREED}
LOIN = {"defi": "loin", "accord": AGREED}
TOLD = (
    # A row is added: the fields of a new one alone are sent.
    ("besoin", "cafe", {"besoins_quoi": "Dix chaises", "besoins_nature": "Matériel"}, CAFE | {
        "besoins_quoi": "Dix chaises", "besoins_nature": "Matériel"}),
    # One that is chosen shows what it says, and what was amended is sent with its name.
    ("besoin", "cafe", {
        "besoins_laquelle": "Deux percolateurs & <b>un évier</b>", "besoins_quoi": "Un percolateur"}, CAFE | {
        "besoins_laquelle": "Deux percolateurs & <b>un évier</b>", "besoins_quoi": "Un percolateur"}),
    ("besoin", "cafe", {
        "pourvu": "Deux percolateurs & <b>un évier</b>", "besoins_pourvu_le": "2026-11-20"}, CAFE | {
        "pourvu": "Deux percolateurs & <b>un évier</b>", "besoins_pourvu_le": "2026-11-20"}),
    ("besoin", "cafe", {"besoins_retire": "Un local"}, CAFE | {"besoins_retire": "Un local"}),
    # Hours come beside what the next action says; another day makes another one, told whole.
    ("date", "cafe", {"prochaine_action_debut": "18:30"}, CAFE | {"prochaine_action_debut": "18:30"}),
    ("date", "cafe", {"prochaine_action_date": "2099-12-06"}, CAFE | {
        "prochaine_action_quoi": "On goûte la carte", "prochaine_action_date": "2099-12-06"}),
    ("recette", "loin", {
        "recettes_laquelle": "La commune", "financement_recettes_statut": "acquis"}, LOIN | {
        "recettes_laquelle": "La commune", "financement_recettes_statut": "acquis"}),
    ("depense", "loin", {
        "depenses_laquelle": "Le comptoir", "financement_depenses_montant": "1 300"}, LOIN | {
        "depenses_laquelle": "Le comptoir", "financement_depenses_montant": "1 300"}),
    ("question", "cafe", {"question": "Où se retrouver ?"}, CAFE | {"question": "Où se retrouver ?"}),
    ("rencontre-change", "cafe", {
        "rencontres_laquelle": "Qui tient le comptoir ?", "rencontres_lieu": "Le lavoir"}, CAFE | {
        "rencontres_laquelle": "Qui tient le comptoir ?", "rencontres_lieu": "Le lavoir"}),
    ("tenue", "cafe", {"tenue_statut": "Oui"}, CAFE | {
        "tenue_date": "2026-01-19", "tenue_statut": "Oui"}),
    # A rule is a group inside its row: it is shown, and amended, key by key.
    ("retour", "loin", {
        "activites_laquelle": "Le repas", "activites_recurrence_debut": "12:30"}, LOIN | {
        "activites_laquelle": "Le repas", "activites_recurrence_debut": "12:30"}),
    ("retour", "loin", {
        "activites_laquelle": "Le tricot", "activites_recurrence_rang": "Chaque semaine",
        "activites_recurrence_jour": "jeudi", "activites_recurrence_debut": "14:00",
        "activites_recurrence_jusqu_au": "2099-06-24"}, LOIN | {
        "activites_laquelle": "Le tricot", "activites_recurrence_rang": "Chaque semaine",
        "activites_recurrence_jour": "jeudi", "activites_recurrence_debut": "14:00",
        "activites_recurrence_jusqu_au": "2099-06-24"}),
    ("suite", "loin", {
        "activites_laquelle": "Le repas", "activites_recurrence_sauf": "2099-01-14"}, LOIN | {
        "activites_laquelle": "Le repas", "activites_recurrence_sauf": "2099-01-14"}),
    ("etape", "cafe", {"phase": "Activ’action"}, CAFE | {"phase": "Activ’action"}),
)  # fmt: skip
"""A gesture, on a défi, what one answers; what leaves."""


def test_only_what_was_amended_leaves(home, browser):
    with opened(browser) as (page, seen):
        for gesture, slug, given, wanted in TOLD:
            assert tell(page, home(), gesture, slug, given) == wanted, (gesture, given)
        assert seen.errors == seen.strangers == []


def test_each_door_carries_the_same(home, browser):
    given = {"recettes_laquelle": "Un repas", "financement_recettes_montant": "120,50"}
    with opened(browser) as (page, seen):
        wanted = tell(page, home(), "recette", "loin", given)
        seen.elsewhere = lambda route: route.fulfill(
            status=201, headers={"access-control-allow-origin": "*"}
        )
        link = page.get_by_role("link", name="Continuer sur GitHub").get_attribute("href") or ""
        asked = dict(parse_qsl(urlsplit(link).query))
        assert asked.pop("template") == "nouvelles-moyens.yml"
        assert asked == wanted
        letter = page.locator("[data-portes] a[href^='mailto:']").get_attribute("href") or ""
        body = dict(parse_qsl(urlsplit(letter).query))["body"]
        assert bodies.parse(body, UPDATE) == (wanted, [])
        page.get_by_role("button", name="Envoyer, sans compte").click()
        expect(page.get_by_role("heading", name="C’est envoyé. Merci !")).to_be_visible()
        (sent,) = [each for each in seen.strangers if each.url == RELAY]
        posted = dict(parse_qsl(sent.post_data or ""))
        assert (posted.pop("template"), posted.pop("formulaire")) == (
            "nouvelles-moyens.yml",
            UPDATE.slug,
        )
        assert posted == wanted
        again = page.get_by_role("link", name="Dire autre chose de ce défi")
        assert (again.get_attribute("href") or "").endswith("mettre-a-jour/?defi=loin")


def test_the_fields_show_what_the_page_of_the_defi_says(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/recette/?defi=loin")
    which = page.locator("select#q-recettes_laquelle")
    expect(which.locator("option")).to_have_text(["Rien, j’ajoute", "La commune", "Un repas"])
    assert page.evaluate(VALUES) == {"defi": "loin"}
    which.select_option("Un repas")
    assert page.evaluate(VALUES) == {
        "defi": "loin",
        "recettes_laquelle": "Un repas",
        "financement_recettes_source": "Un repas",
        "financement_recettes_montant": "95",
        "financement_recettes_statut": "acquis",
    }
    which.select_option("")
    assert page.evaluate(VALUES) == {"defi": "loin"}
    page.locator("#q-financement_recettes_montant").fill("40")
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    asked = page.locator(".erreur").evaluate_all("all => all.map(e => e.id.slice(2))")
    assert asked == ["financement_recettes_source", "financement_recettes_statut", "accord"]
    page.goto(home() + "mettre-a-jour/retour/?defi=loin")
    page.locator("select#q-activites_laquelle").select_option("Le repas")
    assert page.evaluate(VALUES) == {
        "defi": "loin",
        "activites_laquelle": "Le repas",
        "activites_quoi": "Le repas",
        "activites_recurrence_rang": "Chaque semaine",
        "activites_recurrence_jour": "mercredi",
        "activites_recurrence_debut": "12:00",
        "activites_recurrence_jusqu_au": "2099-06-24",
    }
    page.locator("select#q-activites_laquelle").select_option("")
    fill(page, {"activites_recurrence_debut": "18:00"})
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    asked = page.locator(".erreur").evaluate_all("all => all.map(e => e.id.slice(2))")
    assert asked == [
        "activites_quoi", "activites_recurrence_jour", "activites_recurrence_jusqu_au", "accord"
    ]  # fmt: skip


def test_what_is_typed_of_a_row_stays_with_it(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/recette/?defi=loin")
    which = page.locator("select#q-recettes_laquelle")
    amount = page.locator("#q-financement_recettes_montant")
    for row, shown, typed in (
        ("Un repas", "95", "120"),
        ("La commune", "800", "900"),
        ("", "", "30"),
        ("Un repas", "120", "121"),
        ("La commune", "900", "900"),
    ):
        which.select_option(row)
        assert amount.input_value() == shown
        amount.fill(typed)


def test_what_does_not_exist_yet_is_not_asked_about(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/besoin/?defi=cafe")
    expect(page.locator("p.quel")).to_contain_text("Pour le défi\u00a0: Un café associatif à nous")
    asked = [
        "besoins_laquelle",
        "besoins_quoi",
        "besoins_nature",
        "pourvu",
        "besoins_retire",
        "accord",
    ]
    assert page.evaluate(SHOWN) == asked
    open_ones = page.locator("#q-pourvu option").all_inner_texts()
    assert open_ones == ["Rien", "Deux percolateurs & <b>un évier</b>"], "the other one is found"
    page.locator("#q-besoins_laquelle").select_option(index=1)
    page.locator("#q-besoins_quoi").fill("Un percolateur")
    page.get_by_role("button", name="Changer").click()
    expect(page.locator("#q-defi")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("cafe")
    page.keyboard.press("Tab")
    expect(page.locator("#q-defi")).to_be_hidden()
    assert page.locator("#q-besoins_laquelle").input_value().startswith("Deux percolateurs")
    page.get_by_role("button", name="Changer").click()
    page.get_by_role("button", name="Garder ce défi").click()
    assert page.locator("#q-besoins_quoi").input_value() == "Un percolateur"
    page.get_by_role("button", name="Changer").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("fini")
    page.keyboard.press("Tab")
    expect(page.locator("p.quel")).to_contain_text("Le café associatif du pont")
    assert page.evaluate(SHOWN) == ["besoins_quoi", "besoins_nature", "accord"]
    expect(page.locator("#q-besoins_quoi")).to_be_focused()
    assert page.locator("#q-besoins_quoi").input_value() == "", "it was a row of the other one"


def test_what_was_found_or_taken_comes_chosen_and_is_all_that_is_asked(home, tab):
    page, _ = tab
    need, offer = "Deux percolateurs & <b>un évier</b>", f"Une échelle {HOSTILE}"
    for address, asked, slug, said in (
        (addresses.met_need("cafe", need), ["pourvu", "besoins_pourvu_le"], "cafe", need),
        (addresses.taken_offer("loin", offer), ["prise", "offres_pourvu_le"], "loin", offer),
    ):
        page.goto(home() + address)
        expect(page.locator(f"#q-{asked[0]}")).to_have_value(said)
        assert plain(page.locator("p.quel").inner_text()).count(f" : {said}.") == 1
        assert page.evaluate(SHOWN) == [*asked, "accord"]
        agree(page)
        read_again(page)
        expect(page.get_by_role("heading", name=re.compile("^Relisez"))).to_be_focused()
        found, problems = bodies.parse(offered(page), UPDATE)
        assert (found, problems) == ({"defi": slug, asked[0]: said, "accord": AGREED}, [])
    page.goto(home() + addresses.met_need("cafe", need))
    page.locator("#q-pourvu").select_option("")
    assert "besoins_quoi" in page.evaluate(SHOWN), "another thing to tell"
    page.goto(home() + addresses.met_need("cafe", "Un local"))
    expect(page.locator("#q-pourvu option")).to_have_count(2)
    assert page.locator("#q-pourvu").input_value() == "", "it was found before"
    page.goto(home() + addresses.ask_for("loin", offer))
    expect(page.locator("p.quel")).to_contain_text(f"Il offre : {offer}.")
    said = plain(page.locator("#q-demande").input_value())
    assert said.strip() == f"À propos de votre offre : « {offer} »."
    assert page.evaluate("window.struck || document.querySelectorAll('main img').length") == 0


def test_a_defi_that_does_not_exist_is_told_and_nothing_is_filled_in(home, browser):
    with opened(browser) as (page, _):
        page.goto(home() + "mettre-a-jour/date/?defi=absent")
        told = page.locator("#c-defi")
        expect(told).to_contain_text("Nous n’avons pas trouvé le défi «\u00a0absent\u00a0».")
        link = told.get_by_role("link", name="Trouver le défi")
        assert (link.get_attribute("href") or "").endswith("/defis/")
        assert page.evaluate(VALUES) == {"defi": "absent"}
        fill(page, {"prochaine_action_quoi": "On ouvre", "prochaine_action_date": "2099-12-05"})
        agree(page)
        read_again(page)
        expect(page.locator("#e-defi")).to_contain_text("n’est le nom d’aucun défi du site")
        expect(page.locator("[data-portes]")).to_be_hidden()
        page.goto(home() + "mettre-a-jour/?defi=absent")
        expect(page.locator(".gestes a").first).not_to_have_attribute("href", re.compile("defi="))
        assert page.locator(".autres").count() == 0
        expect(page.locator("[data-quel]")).to_contain_text("pas trouvé le défi «\u00a0absent")
        page.goto(home() + "mettre-a-jour/date/")
        for named in ("un café associatif à nous", home() + "defis/loin/?a=1#rejoindre"):
            page.locator("#q-defi").fill(named)
            page.locator("#q-defi").blur()
            expect(page.locator("p.quel")).to_be_visible()
            page.get_by_role("button", name="Changer").click()


def test_what_is_typed_before_the_data_come_stays(home, tab):
    page, _ = tab
    data = Held(page, "**/api/v1/defis/cafe.json")
    page.goto(home() + "mettre-a-jour/date/?defi=cafe")
    fill(page, {"prochaine_action_quoi": "On ouvre"})
    data.let_go()
    expect(page.locator("p.quel")).to_be_visible()
    found = page.evaluate(VALUES)
    assert (found["prochaine_action_quoi"], found["prochaine_action_date"]) == (
        "On ouvre",
        "2099-12-05",
    )


def test_what_happened_is_asked_first_with_what_goes_with_the_defi(home, tab):
    page, seen = tab
    page.goto(home() + "mettre-a-jour/?defi=cafe")
    first = page.get_by_role("region", name="Que s’est-il passé").get_by_role("link")
    expect(first.first).to_have_text("On a fixé une date")
    titles = first.all_inner_texts()
    assert 10 <= len(titles) <= 14
    own = [g.titre for g in gestures().values() if "creaction" in g.phases and g.phases != ALWAYS]
    assert {*own} <= {*titles}
    page.get_by_text("Autre chose").click()
    shown = page.locator(".gestes a")
    assert {plain(text) for text in shown.all_inner_texts()} == {
        g.titre for g in gestures().values()
    }
    hrefs = shown.evaluate_all("all => all.map(a => a.href)")
    assert all(href.endswith("/?defi=cafe") for href in hrefs)
    assert len([u for u in seen.urls if not u.endswith(".svg")]) <= 6


# Without a browser.


def test_without_a_script_each_gesture_is_offered_once_under_a_moment(town):
    page = town("all").page("mettre-a-jour/")
    main = page[page.index("<main") : page.index("</main>")]
    wanted = [f"../mettre-a-jour/{slug}/" for slug in gestures()]
    assert sorted(link for link in links(main) if "mettre-a-jour/" in link) == sorted(wanted)
    assert len(re.findall('<section class="moment"', main)) == 1 + len(PHASE)
    assert "<form" not in main


@pytest.mark.parametrize("name", GESTURES)
def test_the_page_of_a_gesture_asks_its_questions_and_stays_light(town, name):
    built = town("all")
    page = read_page(built.folder / name / "index.html", built.folder)
    assert page.nodes <= 350
    form = GESTURES[name]
    for part in form.written:
        for question in part.questions:
            assert f'data-question="{question.id}"' in page.text
    assert form.titre in plain(page.text)


def test_every_list_of_a_file_has_its_rows_named_by_a_gesture():
    asked = {name for gesture in gestures().values() for name in gesture.asks}
    for rows in ROWS:
        assert {rows.which, rows.closes, rows.takes_out} - {""} <= asked, rows.key


def test_a_field_shows_what_stands_unless_it_is_of_a_list_or_asked_anew(town):
    shown = set()
    for name in GESTURES:
        rules = town("all").page(f"{name}/").partition("data-regles>")[2].partition("</script>")[0]
        shown |= {each["cle"] for each in json.loads(rules)["questions"] if each.get("montre")}
    assert {"titre", "themes", "prochaine_action.date", "engagements.seuil"} <= shown
    assert not shown & {"", "phase", "depuis", "etat", "image_alt", "image_credit", "image_licence"}
    lists = {rows.key for rows in ROWS}
    assert not [key for key in shown if {key, key.rpartition(".")[0]} & lists]
