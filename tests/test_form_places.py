"""What a form knows of places: communes, types of territory, near défis, the défi of the address."""

from __future__ import annotations

import gzip
from urllib.parse import quote

import pytest
from doors import ANSWERS, HOSTILE_TITLE, agree, fill, go_on, offered, read_again, rendered
from everywhere import expected, read_in
from playwright.sync_api import Locator, Page, expect
from reading import plain
from visits import Held, opened

from generator.content.vocabulary import TERRITOIRES
from generator.geography import PlaceRefused, find_commune
from generator.geography import suggest as suggested
from generator.geography.search import understood
from generator.text.kinds import KINDS


def choices(page: Page) -> Locator:
    """The communes that are offered."""
    return page.locator(".propositions").get_by_role("option")


def status(page: Page) -> Locator:
    """What is said of the communes that are offered."""
    return page.locator("[data-question=commune] [role=status]")


def advice(page: Page) -> Locator:
    """What is said of the type of territory."""
    return page.locator("[data-question=territoire] .plutot")


def choose_mirecourt(page: Page) -> None:
    page.locator("#q-commune").fill("mirecourt 88")
    choices(page).click()


# The commune.


def test_a_commune_is_chosen_by_keyboard_and_its_type_is_suggested_never_imposed(home, tab):
    page, seen = tab
    page.goto(home() + "proposer/")
    field = page.locator("#q-commune")
    field.focus()
    box = page.get_by_role("combobox", name="La commune")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert not [path for path in seen.paths if path.endswith(".json")]
    page.keyboard.type("mirec")
    expect(choices(page)).to_have_text(["Mirecourt (Vosges)"])
    page.keyboard.type(" 88")
    expect(choices(page)).to_have_text(["Mirecourt (Vosges)"])
    expect(status(page)).to_contain_text("1 commune")
    expect(box).to_have_attribute("aria-expanded", "true")
    held = page.locator("#" + (box.get_attribute("aria-controls") or ""))
    assert held.get_attribute("role") == "listbox"
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert field.input_value() == "mirec 88"
    page.keyboard.press("ArrowDown")
    expect(choices(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    active = page.locator(".propositions").get_by_role("option", selected=True)
    expect(active).to_have_text("Mirecourt (Vosges)")
    assert active.get_attribute("id") == box.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    assert field.input_value() == "Mirecourt (Vosges)"
    expect(field).to_be_focused()
    assert page.locator(".resume-erreurs").count() == 0, "Enter has sent nothing"
    check_the_type_is_suggested(page)


def check_the_type_is_suggested(page: Page) -> None:
    """For Mirecourt, in the words of Python; one takes it or leaves it."""
    place = find_commune("Mirecourt (Vosges)")
    guess = suggested(place)
    label = next(term.label for term in TERRITOIRES if term.slug == guess.territoire)
    told, chosen = advice(page), page.locator("#q-territoire")
    expect(told).to_contain_text(guess.raison.partition(":")[0].strip())
    assert chosen.input_value() == ""
    told.get_by_role("button").press("Enter")
    expect(chosen).to_be_focused()
    assert chosen.input_value() == label
    expect(told).to_have_count(0)
    chosen.select_option("Métropole")
    values = {"lu": "Métropole", "commune": place.nom, "propose": label, "raison": guess.raison}
    expect(told).to_be_visible()
    said = plain(told.inner_text()).partition(" Choisir")[0]
    wanted = plain(KINDS["territoire_surprenant"].sentence.format(**values))
    assert said == wanted[:1].upper() + wanted[1:]
    assert chosen.input_value() == "Métropole"


FOUND = {
    "Mircourt": "Mirecourt (Vosges)",
    "Mircourt 88": "Mirecourt (Vosges)",
    "88500": "Mirecourt (Vosges)",
    "01200": "Valserhône (Ain)",
    "Mirecourt": "Mirecourt (Vosges)",
    "Mirecourt (vos": "Mirecourt (Vosges)",
    "St-Dié": "Saint-Dié-des-Vosges (Vosges)",
    "saint denis": "Saint-Denis (La Réunion)",
    "lyon": "Lyon (Rhône)",
    "zzz": None,
    "Mirecourt, Vosges": "Mirecourt (Vosges)",
    "88500 mirec": "Mirecourt (Vosges)",
    "st die 88": "Saint-Dié-des-Vosges (Vosges)",
    "Paris": "Paris (Paris)",
    "corse": "Corse-du-Sud (2A)",
    "2a ajac": "Ajaccio (Corse-du-Sud)",
    "97133": "Saint-Barthélemy (Saint-Barthélemy)",
    "l’hay 94": "L’Haÿ-les-Roses (Val-de-Marne)",
}
"""What comes first of the communes that are offered to who types this."""


def test_a_commune_is_found_by_its_name_and_where_it_is(home, tab, town):
    page, _ = tab
    page.goto(home() + "proposer/")
    found = {}
    for typed in FOUND:
        page.locator("#q-commune").fill("")
        expect(status(page)).to_have_text("")
        page.locator("#q-commune").fill(typed)
        expect(status(page)).not_to_have_text("")
        shown = choices(page).all_inner_texts()
        found[typed] = shown[0] if shown else None
        assert len(shown) <= 30, typed
    assert found == FOUND
    assert read_in(page, town("all").folder, every=6) == expected(every=6)
    page.locator("#q-commune").fill("Courcouronnes")
    expect(choices(page)).to_have_text(["Évry-Courcouronnes (Essonne), avant : Courcouronnes"])
    page.keyboard.press("Tab")
    expect(status(page)).to_contain_text("s’appelle aujourd’hui Évry-Courcouronnes (Essonne)")
    page.locator("#q-commune").focus()
    left = page.locator("#q-commune").evaluate(
        "field => { const all = field.closest('[data-question]'), before = all.offsetHeight;"
        "field.blur(); return [before, all.offsetHeight] }"
    )
    assert left[0] == left[1], "nothing moves under the finger that leaves the field"


@pytest.mark.parametrize("how", ["chosen", "left"])
def test_a_name_alone_is_enough_to_suggest_a_type(home, tab, how):
    page, _ = tab
    page.goto(home() + "proposer/")
    page.locator("#q-commune").fill("Mirecourt")
    expect(choices(page)).to_have_text(["Mirecourt (Vosges)"])
    if how == "chosen":
        choices(page).click()
    else:
        page.keyboard.press("Tab")
    expect(advice(page)).to_contain_text("Mirecourt")
    wanted = "Mirecourt (Vosges)" if how == "chosen" else "Mirecourt"
    assert page.locator("#q-commune").input_value() == wanted


def test_what_comes_while_a_finger_is_down_waits_for_it_to_be_lifted(home, tab):
    page, _ = tab
    types = Held(page, "**/88-types.json")
    page.goto(home() + "proposer/")
    box = page.locator("#q-accord")
    height = "document.documentElement.scrollHeight"
    room = "document.querySelector('[data-question=commune]').offsetHeight"
    alone = page.evaluate(room)
    page.locator("#q-commune").fill("Mirecourt (Vosges)")
    expect(status(page)).not_to_be_empty()
    assert page.evaluate(room) == alone, "what is offered pushes nothing"
    before = page.evaluate(height)
    with page.expect_request("**/88-types.json"):
        page.keyboard.press("Tab")
    assert page.evaluate(height) == before, "nothing moves under the finger"
    box.hover()
    page.mouse.down()
    with page.expect_event("requestfinished"):
        types.let_go()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert advice(page).count() == 0
    page.mouse.up()
    expect(box).to_be_checked()
    expect(advice(page)).to_be_visible()


def test_a_name_that_is_nearly_written_is_told_to_be_so(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    field, told = page.locator("#q-commune"), status(page)
    field.fill("Mircourt")
    expect(told).to_contain_text("Est-ce celle-ci")
    field.fill("Mirecourt et environs")
    expect(choices(page)).to_have_text(["Mirecourt (Vosges)"])
    for nothing in ("zzzz zzzzzzzz", "Mirecourt " * 13):
        field.fill(nothing)
        expect(told).to_contain_text("Aucune commune de ce nom")
        assert choices(page).count() == 0
    field.fill("m")
    expect(told).to_have_text("")
    field.fill("Saint-D")
    expect(told).to_contain_text("Continuez")
    field.fill("Saint-Dié")
    expect(choices(page).first).to_have_text("Saint-Dié-des-Vosges (Vosges)")


def test_a_departement_is_chosen_then_its_communes_by_their_names(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    field = page.locator("#q-commune")
    field.fill("vosg")
    page.locator(".propositions").get_by_role("option", name="Vosges (88)").click()
    expect(field).to_have_value("Vosges")
    expect(field).to_be_focused()
    expect(choices(page).first).to_have_text("Épinal (Vosges)")
    page.keyboard.type("mirecourt")
    expect(choices(page)).to_have_text(["Mirecourt (Vosges)"])
    choices(page).click()
    assert field.input_value() == "Mirecourt (Vosges)"
    field.blur()
    field.click()
    page.keyboard.type("Charmes")
    expect(field).to_have_value("Charmes")


@pytest.mark.parametrize("early", [True, False])
def test_what_is_typed_before_the_list_comes_is_not_lost(home, tab, early):
    page, _ = tab
    script = Held(page, "**/assets/lieux.js")
    page.goto(home() + "proposer/")
    with page.expect_request("**/assets/lieux.js"):
        page.locator("#q-commune").fill("mirecourt 88")
    if not early:
        page.locator("#q-porteur").focus()
    script.let_go()
    if early:
        expect(choices(page)).to_have_text(["Mirecourt (Vosges)"])
    else:
        expect(advice(page)).to_be_visible()


REFUSED = (
    "Mircourt", "Saint-Denis", "Mirecourt (Moselle)", "99999", "88500", "zzzz zzzzzzzz", "Évry",
)  # fmt: skip


def refusal(typed: str) -> tuple[str, str]:
    """What the robot says of a text that is no commune, before it names some; and the first of those."""
    try:
        find_commune(typed)
    except PlaceRefused as refused:
        name, values = refused.kind, refused.values
    else:  # a form alone refuses it: whoever fills it in knows the code of the post
        told = understood(typed)
        assert told
        name, values = "commune_deux_codes", told[1]
    kind = KINDS[name]
    said = plain((kind.asked or kind.sentence).partition("{candidats}")[0])
    return said.format(**values), values.get("ecrire", "")


def test_a_text_that_is_no_commune_is_refused_as_the_robot_does_with_names_to_touch(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    field, fault = page.locator("#q-commune"), page.locator("#e-commune")
    near = page.locator("[data-question=commune] .btns button")
    for typed in REFUSED:
        field.fill(typed)
        expect(fault).to_have_count(0)
        field.blur()
        said, first = refusal(typed)
        expect(fault).to_be_visible()
        assert plain(fault.inner_text()).startswith(said[:1].upper() + said[1:]), typed
        assert (near.count() > 0) == bool(first), typed
        if typed in {"Mircourt", "Saint-Denis", "Mirecourt (Moselle)"}:
            assert near.first.inner_text() == first
    field.fill("Mircourt")
    field.blur()
    near.get_by_text("Mirecourt (Vosges)").click()
    expect(fault).to_have_count(0)
    assert field.input_value() == "Mirecourt (Vosges)"
    expect(field).to_be_focused()
    assert near.count() == 0


SHORT = """
    Mirecour Mirecou Épina Epinale Strasbour Strasbourgg Nante Bordeau Marseile Lyonn Toulous Lile
    Montpelier Contrexevile Vittell Gérardme Felleti Remiremon Rochefor Saint-Étienn Saint-Di Le_Havr
    Mirecour_(88) Mircourt,_Vosges Cherbourg Châlons Vitry Noirmoutier Issy Sables Plombières Bourbonne
    Clermont Charleville Fontenay Boulogne Nogent Vosges Haute-Marne Lozère Mayotte Guadeloupe Corse
    Grand_Est Occitanie
"""
"""Half typed, with a letter missing, short for longer names, or names of larger places."""

REFUSE = """async (texts) => {
    const { refuser } = await import(new URL("../assets/lieux.js", location));
    const { default: open } = await import(new URL("../assets/communes.js", location));
    const ou = "../assets/communes/";
    const champ = document.createElement("div").appendChild(document.createElement("input"));
    const places = open({ ...outils, champ, communes: ou, choisie: () => {} });
    const told = [];
    for (const text of texts) {
        const one = await refuser(places, text, { ...outils, ou });
        told.push(one && [one.genre, one.choix.map((each) => each.ecrit)]);
    }
    return told;
}"""


def test_a_name_that_is_short_or_half_typed_is_refused_as_the_robot_does(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    texts = [each.replace("_", " ") for each in SHORT.split()]
    wrong = []
    for text, (kind, names) in zip(texts, page.evaluate(REFUSE, texts), strict=True):
        with pytest.raises(PlaceRefused) as refused:
            find_commune(text)
        values = refused.value.values
        shared = [name for name in names[:3] if f"« {name} »" in values["candidats"]]
        wanted = 0 if text in REGIONS else 3 if kind == "commune_departement" else 1
        if kind != refused.value.kind or not names or len(shared) < wanted:
            wrong.append((text, kind, names, refused.value.kind, values["candidats"]))
    assert wrong == []


REGIONS = ("Corse", "Grand Est", "Occitanie")
"""Of which the script knows the largest town of each département, and not which is larger."""


def test_an_unknown_commune_that_was_never_left_is_refused_as_one_reads_again(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    fill(page, ANSWERS["annoncer"] | {"commune": "Mircourt"})
    agree(page)
    page.reload()  # the draft comes back, and nothing of places is there yet
    agree(page)
    read_again(page)
    summary = page.locator(".resume-erreurs")
    expect(summary).to_be_focused()
    assert "Aucune commune ne s’appelle «\u00a0Mircourt\u00a0»" in summary.inner_text()
    page.locator("[data-question=commune] .btns button").first.click()
    read_again(page)
    expect(page.locator("[data-portes]")).to_be_visible()


def test_every_part_that_is_read_is_light(town):
    folder = town("all").folder / "assets"
    parts = [*(folder / "communes").glob("*.json"), *(folder / "proches").glob("*.json")]
    assert len(parts) > 300
    assert max(len(gzip.compress(part.read_bytes())) for part in parts) <= 15 * 1024


@pytest.mark.parametrize("lost", ["communes/**", "lieux.js", "communes.js"])
def test_without_the_network_the_commune_stays_a_field_and_is_not_refused(home, browser, lost):
    unknown = {**ANSWERS["annoncer"], "commune": "Mircourt"}
    with opened(browser) as (page, seen):
        page.route(f"**/assets/{lost}*", lambda route: route.abort())
        page.goto(home() + "annoncer/")
        with page.expect_event("requestfailed"):
            page.locator("#q-commune").fill("Felletin (Creuse)")
        go_on(page, unknown)
        assert offered(page) == rendered("annoncer", unknown)
        assert {error.partition(":")[0] for error in seen.errors} == {"Failed to load resource"}


# Near défis.


def test_near_defis_are_said_with_their_distance_and_stop_nothing(home, tab):
    page, _ = tab
    page.goto(home() + "proposer/")
    fill(page, {"titre": "Un café associatif pour nous"})
    choose_mirecourt(page)
    near = page.get_by_role("region", name="Des défis proches existent déjà")
    expect(near.get_by_role("listitem")).to_have_count(2)
    said = [plain(text) for text in near.get_by_role("listitem").all_inner_texts()]
    assert said == [
        "Un café associatif à nous (nouvel onglet) Dans la même commune, avec un titre proche.",
        "Le café associatif du pont (nouvel onglet) À 2 km, avec un titre proche. Il a abouti.",
    ]
    page.keyboard.press("Tab")  # to leave the commune is to look again: the focus stays
    expect(near.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(near.get_by_role("link").nth(1)).to_be_focused()
    page.get_by_role("checkbox", name="Fêter et créer").check()
    expect(near.get_by_role("listitem")).to_have_count(3)
    hostile = near.get_by_role("link", name=HOSTILE_TITLE)
    assert hostile.locator("*").count() == 0
    assert page.evaluate("window.struck") is None
    first = near.get_by_role("link").first
    assert first.get_attribute("href") == "../defis/cafe/"
    assert first.get_attribute("target") == "_blank"
    fill(page, {k: v for k, v in ANSWERS["proposer"].items() if k not in {"titre", "commune"}})
    agree(page)
    read_again(page)
    expect(page.locator("[data-portes]")).to_be_visible()


def test_where_nothing_is_alike_nothing_is_said(home, tab):
    page, _ = tab
    page.goto(home() + "proposer/")
    fill(page, {"titre": "Réparer les vélos"})
    with page.expect_response("**/proches/88.json"):
        choose_mirecourt(page)
    expect(advice(page)).to_be_visible()
    assert page.locator(".proches").count() == 0


# News of a défi.


def test_the_defi_of_the_address_may_have_any_name_and_does_nothing_else(home, browser):
    with opened(browser) as (page, seen):  # the console says that no file has such a name
        page.goto(home() + "mettre-a-jour/date/?defi=" + quote('../../x"><b>', safe=""))
        assert page.locator("#q-defi").input_value() == '../../x"><b>'
        expect(page.locator("#c-defi")).to_contain_text("Nous n’avons pas trouvé le défi")
        page.goto(home() + "mettre-a-jour/date/?defi=0612345678")
        expect(page.locator("#c-defi")).to_contain_text(
            "Nous n’avons pas trouvé le défi «\u00a0…\u00a0»"
        )
        assert seen.strangers == []
