"""A new défi that begins as another one; and a défi that is an example, of which nothing is sent."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from beside import drawn, site_around
from doors import ADDRESS, ANSWERS, FORMS, agree, erase, fill, go_on, offered, read_again
from moves import DEFI, SLUG, TEXT, catalogue
from playwright.sync_api import Page, expect
from reading import links, plain
from visits import opened
from worlds import TODAY

from generator import addresses
from generator.contributions import bodies

SAID = {
    "titre": 'Un <b>café</b> & "nous"',
    "question": "Où se retrouver ?\n<script>window.struck = 1</script>",
    "genre_de_projet": "Café participatif",
    "themes": ["convivialite", "four-banal"],
    "plan": [
        {"quoi": "Visiter un local", "echeance": "2026-10-03", "fait_le": "2026-10-03"},
        {"quoi": "Écrire notre règle", "echeance": "2027-01-03", "fait_le": None},
    ],
    "besoins": [
        {"quoi": "Un percolateur (même ancien)", "nature": "materiel", "pourvu_le": None},
        {"quoi": "Un local", "nature": "lieu", "pourvu_le": "2026-10-01"},
    ],
}
TAKEN = {
    "question": "Où se retrouver ? <script>window.struck = 1</script>",
    "themes": "convivialite, four-banal",
    "genre_de_projet": "Café participatif",
    "plan": "Visiter un local\nÉcrire notre règle",
    "besoins": "Un percolateur (même ancien) (matériel)\nUn local (lieu)",
    "inspire_de": "cafe",
}
VALUES = """() => Object.fromEntries([...document.querySelectorAll('[data-formulaire] [id^=q-]')]
  .filter(e => e.type !== 'checkbox' && !e.id.endsWith('-autres') && e.value)
  .map(e => [e.id.slice(2), e.value.replace('\\n<', ' <')]))"""


def say(page: Page, **more: object) -> None:
    """Let the data of a défi of the town say something else."""

    def answer(route) -> None:
        said = route.fetch().json()
        route.fulfill(json=said | more)

    page.route("**/api/v1/defis/cafe.json", answer)


PHONE = "06 12 34 56 78"


def note(page: Page) -> str:
    return plain(page.locator(".comme").inner_text())


def test_what_can_be_taken_over_is_filled_in_shown_and_cleared(home, tab):
    page, _ = tab
    say(page, **SAID)
    page.goto(f"{home()}proposer/?comme=cafe")
    expect(page.locator(".comme")).to_contain_text("Repris de")
    assert note(page).startswith(f"Repris de « {SAID['titre']} » : la question, les thèmes")
    assert "le plan (sans ses dates) et les besoins" in note(page)
    assert page.evaluate(VALUES) == TAKEN
    assert page.evaluate("window.struck") is None
    assert page.locator("#q-plan").is_visible(), "what is filled in is not folded"
    page.locator("#q-plan").fill("Visiter une grange")
    page.get_by_role("button", name="Effacer ce qui est repris").click()
    expect(page.locator(".comme")).to_be_focused()
    assert page.evaluate(VALUES) == {"plan": "Visiter une grange"}, "what one changed is one’s own"


def test_what_is_taken_over_leaves_by_each_door_and_makes_the_file(home, tab):
    page, _ = tab
    page.goto(f"{home()}proposer/?comme=loin")
    expect(page.locator(".comme")).to_contain_text("Un café associatif")
    own = {k: v for k, v in ANSWERS["proposer"].items() if k != "themes"}
    go_on(page, own)
    given, problems = bodies.parse(offered(page), FORMS["proposer"])
    assert problems == []
    assert (given["inspire_de"], given["themes"]) == ("loin", "convivialite")
    assert given["besoins"].split("\n")[0] == "De tout : competence (compétence)"
    link = page.get_by_role("link", name="Continuer sur GitHub").get_attribute("href") or ""
    assert dict(parse_qsl(urlsplit(link).query)) == {**given, "template": "defi.yml"}


def test_a_draft_is_never_written_over(home, tab):
    page, _ = tab
    say(page, **SAID)
    page.goto(home() + "proposer/")
    fill(page, {"titre": "Un four pour nous"})
    page.goto(f"{home()}proposer/?comme=cafe")
    expect(page.locator(".comme")).to_contain_text("Repris de")
    assert page.locator("#q-titre").input_value() == ""
    fill(page, {"question": "Et chez nous ?"})
    page.reload()
    expect(page.locator(".comme")).to_contain_text("D’après")
    assert page.locator("#q-question").input_value() == "Et chez nous ?"
    assert page.locator("#q-plan").is_visible()
    page.get_by_role("button", name="Effacer ce qui est repris").click()
    assert page.evaluate(VALUES) == {"question": "Et chez nous ?"}
    for _ in range(2):  # said so when the page comes again, too
        expect(page.locator(".comme")).to_contain_text("Plus rien n’est repris")
        expect(page.get_by_role("link", name="Retrouver l’autre défi")).to_be_visible()
        page.reload()
    page.get_by_role("link", name="Retrouver l’autre défi").click()
    expect(page.locator("#q-titre")).to_have_value("Un four pour nous")
    assert page.locator(".comme").count() == 0


def test_a_draft_that_is_erased_takes_nothing_over_any_more(home, tab):
    page, _ = tab
    page.goto(f"{home()}proposer/?comme=cafe")
    expect(page.locator(".comme")).to_contain_text("Repris de")
    fill(page, {"titre": "Un four pour nous"})
    erase(page)
    assert page.evaluate(VALUES) == {}
    expect(page.locator(".comme")).to_contain_text("Plus rien n’est repris")


def test_a_defi_is_found_by_an_address_that_it_had_and_in_capitals(home, browser):
    with opened(browser) as (page, _):  # what is not found is an error of its console

        def rename(route) -> None:
            said = route.fetch().json()
            for one in said["defis"]:
                one["anciens_slugs"] = ["vieux-cafe"] * (one["slug"] == "cafe")
            route.fulfill(json=said)

        page.route("**/api/v1/defis.json", rename)
        for named in ("CAFE", "vieux-cafe"):
            page.goto(f"{home()}proposer/?comme={named}")
            expect(page.locator(".comme")).to_contain_text("Un café associatif à nous")
            page.goto(f"{home()}rejoindre/?defi={named}")
            expect(page.locator("p.quel")).to_contain_text("Un café associatif à nous")
            assert page.locator("#q-defi").input_value() == "cafe"
        page.goto(f"{home()}mettre-a-jour/?defi=vieux-cafe")
        expect(page.locator("[data-quel]")).to_contain_text("Un café associatif à nous")


def test_an_idea_that_comes_from_no_defi_of_the_site_is_told_before_the_doors(home, browser):
    with opened(browser) as (page, _):  # what is not found is an error of its console
        page.goto(f"{home()}proposer/")
        page.locator("details.partie:has(#q-inspire_de) > summary").click()
        fill(page, ANSWERS["proposer"] | {"inspire_de": "Un défi de nulle part"})
        agree(page)
        read_again(page)
        expect(page.locator("#e-inspire_de")).to_contain_text(
            "n’est la page de rien de cette sorte"
        )
        past = {"prochaine_action_date": "2020-12-05", "themes": ", ,"}
        fill(page, past | {"inspire_de": "un café associatif à nous"})
        read_again(page)
        expect(page.locator("[data-portes]")).to_be_visible()
        recap = page.locator(".recap")
        expect(recap).to_contain_text("Ce jour est passé")
        assert ", ," not in recap.inner_text()


def test_a_defi_that_is_not_there_is_said_and_the_form_is_empty(home, browser):
    with opened(browser) as (page, seen):
        for slug in ("absent", "../../x<b>", PHONE):
            page.goto(f"{home()}proposer/?comme={slug}")
            expect(page.locator(".comme")).to_contain_text("pas trouvé le défi")
            assert page.evaluate(VALUES) == {}
            assert page.locator(".comme b, .erreur").count() == 0
            assert PHONE not in note(page), "what an address brought is not repeated as it is"
        page.route("**/api/v1/defis/cafe.json", lambda route: route.abort())
        page.goto(f"{home()}proposer/?comme=cafe")
        expect(page.locator(".comme")).to_contain_text("n’a pas pu être lu")
        assert seen.strangers == []


def test_the_page_of_a_defi_ends_on_the_form_filled_in_with_it():
    known = catalogue(TEXT)
    page = drawn(site_around(known.defis[SLUG], known, TODAY), SLUG)[f"defis/{SLUG}/index.html"]
    end = page.decode().partition('id="agir"')[2].partition("</section>")[0]
    assert links(end) == [f"../../{addresses.proposer_comme(SLUG)}"]
    assert DEFI["titre"] not in end
    assert "Lancer le même défi" in end


EXAMPLES = {
    "mettre-a-jour/besoin": {"besoins_quoi": "Des chaises", "besoins_nature": "Matériel"},
    "rejoindre": {"engagements_nombre": "2"},
    "demander-de-l-aide": {
        "demande": "Où trouver un percolateur ?",
        "commune": "Felletin (Creuse)",
    },
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_gesture_on_an_example_stops_before_the_doors_and_says_what_to_do_instead(
    home, tab, name
):
    page, _ = tab
    say(page, exemple=True)
    page.goto(f"{home()}{name}/?defi=cafe")
    expect(page.locator(".quel")).to_contain_text("un exemple")
    fill(page, EXAMPLES[name])
    agree(page)
    read_again(page)
    doors = page.locator("[data-portes]")
    expect(doors.get_by_role("heading", name="C’est un exemple")).to_be_visible()
    assert "Ce défi est un exemple, inventé pour montrer le site : rien n’est à envoyer." in plain(
        doors.inner_text()
    )
    hrefs = doors.get_by_role("link").evaluate_all("all => all.map(a => a.href)")
    assert hrefs == [f"{home()}pres-de-chez-moi/", f"{home()}{addresses.proposer_comme('cafe')}"]
    assert doors.get_by_role("button").count() == 0
    assert ADDRESS not in page.locator("main").inner_text()
    page.go_back()
    expect(page.locator("[data-formulaire]")).to_be_visible()


def test_what_comes_late_of_an_example_still_stops_it(home, tab):
    page, _ = tab
    held = []

    def keep(route):
        held.append(route)

    page.route("**/api/v1/defis/cafe.json", keep)
    page.goto(f"{home()}rejoindre/?defi=cafe")
    agree(page)
    read_again(page)
    wait = page.locator("[data-relire] button")
    expect(wait).to_have_text("Un instant…")
    assert wait.get_attribute("aria-disabled") == "true"
    said = held[0].fetch().json()
    held[0].fulfill(body=json.dumps(said | {"exemple": True}))
    expect(page.get_by_role("heading", name="C’est un exemple")).to_be_visible()
