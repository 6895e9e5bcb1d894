"""The page « Près de chez moi », in a real browser: by distance, by commune, by position, by address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import samples
from everywhere import expected, read_in
from pages import compress
from playwright.sync_api import Page, expect
from reading import plain
from samples import defi
from sight import axe, tab_to
from visits import opened
from worlds import Built, build_site

from generator.geography import departements, find_commune

HOSTILE = '<img src=x onerror="window.struck=1"> Un café </script>'
WHERE = "pres-de-chez-moi/"
MIRECOURT = f"{WHERE}?commune=88304"


def meeting(day: str, titre: str, **more: str) -> dict[str, str]:
    given = {"date": day, "titre": titre, "genre": "debat", "lieu": "La halle", "statut": "prevue"}
    return given | more


def annonce(texte: str, **more: Any) -> str:
    return samples.annonce(texte, **({"commune": "Vittel (Vosges)"} | more))


BILAN = {"resultats": "Fait.", "appris": "Beaucoup.", "suite": "Rien."}
DEFIS: dict[str, dict[str, Any]] = {
    "ici": {
        "titre": "Un café à nous", "commune": "Mirecourt (Vosges)", "exemple": "true",
        "genre_de_projet": "Café participatif", "resume": "Un comptoir tenu à tour de rôle.",
        "rencontres": [meeting("2099-12-12", "Qui tient le bar ?", debut="18:30"), meeting("2020-01-12", "Un débat passé")],
        "besoins": [{"quoi": "Deux percolateurs", "nature": "materiel"}, {"quoi": "Un local", "nature": "lieu", "pourvu_le": "2026-10-01"}],
        "offres": [{"quoi": "Une grange sèche", "nature": "lieu"}],
        "evenements": [{"date": "2099-10-10", "titre": "La fête", "lieu": "La rue", "debut": "15:00", "fin": "01:00", "id": "fete"}],
        "activites": [{"quoi": "On chante", "rythme": "Le samedi", "lieu": "La halle", "id": "chant",
                       "recurrence": {"jour": "samedi", "debut": "9:00", "depuis": "2099-08-01", "jusqu_au": "2099-12-31"}}],
    },
    "charmes": {"titre": "Un four à pain", "commune": "Charmes (Vosges)",
                "prochaine_action": {"date": "2099-09-09", "quoi": "On maçonne", "id": "macon"}},
    "poussay": {"titre": HOSTILE, "commune": "Poussay (Vosges)", "besoins": [{"quoi": HOSTILE, "nature": "temps"}]},
    "voisin": {"titre": "De l’autre côté", "commune": "Paris", "autres_communes": ["Toul", "Vézelise (Meurthe-et-Moselle)"]},
    "neufchateau": {"titre": "Trop « loin »", "commune": "Neufchâteau (Vosges)"},
    "fini": {"titre": "Le four banal", "commune": "Vittel (Vosges)", "etat": "abouti", "bilan": BILAN},
    "paris": {"titre": "Le grand tour", "commune": "Paris 18e",
              "rencontres": [meeting("2099-11-11", "On passe à Vittel", commune="Vittel (Vosges)")]},
    "denis": {"titre": "Le marché du soir", "commune": "Saint-Denis (La Réunion)"},
    "possession": {"titre": "Le jardin d’en haut", "commune": "La Possession (La Réunion)"},
    "cilaos": {"titre": "Les lentilles", "commune": "Cilaos (La Réunion)"},
    "lifou": {"titre": "La case commune", "commune": "Lifou (Nouvelle-Calédonie)"},
    **{f"lyon-{n}": {"titre": f"Un banc numéro {n}", "commune": "Lyon (Rhône)"} for n in range(8)},
}  # fmt: skip
SAWING = {"nature": "materiel", "themes": ["habitat"]}
ANNONCES = {
    "chant": annonce("J’aimerais chanter"),
    "scie": annonce("Je cherche une scie", genre="besoin", commune="Charmes (Vosges)", **SAWING),
    "bois": annonce(HOSTILE, genre="offre", commune="Charmes (Vosges)", **SAWING),
    "passe": annonce("Une idée passée", genre="idee", jusqu_au="2026-02-01", depuis="2026-01-01"),
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("pres")
    files = {f"defis/{slug}.md": defi(**one) for slug, one in DEFIS.items()}
    files |= {f"annonces/{slug}.md": one for slug, one in ANNONCES.items()}
    return build_site(folder, files)


@pytest.fixture(scope="module")
def home(world, serve) -> str:
    return serve(world.folder)


@pytest.fixture(scope="module")
def near_mirecourt(browser, home) -> Iterator[Page]:
    """What is near Mirecourt, to be read: nobody clicks there."""
    with opened(browser) as (page, seen):
        page.goto(home + MIRECOURT)
        says(page, "4 défis")
        yield page
    assert seen.errors == []


def status(page: Page):
    return page.locator("[data-pres] > [role=status]")


def says(page: Page, *words: str) -> None:
    for word in words:
        expect(status(page)).to_contain_text(re.compile(word.replace(" ", r"\s")))


def group(page: Page, title: str):
    """The items of a section, by the words of its heading."""
    heading = page.get_by_role("heading", level=2, name=title)
    return page.locator("[data-resultats] section").filter(has=heading).locator("li")


def items(page: Page, title: str) -> list[str]:
    return [plain(text) for text in group(page, title).all_inner_texts()]


def titles(page: Page, title: str) -> list[str]:
    return [plain(text) for text in group(page, title).locator("h3").all_inner_texts()]


def choose(page: Page, typed: str, name: str) -> None:
    page.get_by_label("Votre commune ou votre code postal").fill(typed)
    page.get_by_role("option", name=name, exact=True).click()


# What is found.


def test_what_is_near_stands_by_distance_across_the_border_of_a_departement(near_mirecourt):
    page = near_mirecourt
    says(page, r"À moins de 30 km : 5 rendez-vous \(dont 3 exemples\), 3 choses cherchées \(")
    says(page, r"\), 4 défis \(dont 1 exemple\), ", r"1 chose dite, 1 défi terminé ou arrêté")
    heads = page.locator("[data-resultats] section h2").all_inner_texts()
    assert [plain(head).partition(" (")[0] for head in heads] == [
        "Les prochains rendez-vous",
        "On cherche",
        "Les défis",
        "On propose",
        "Ce qui se dit",
        "Ce qu’ils sont devenus",
    ]
    page.emulate_media(media="print")
    expect(page.locator("[data-plis]")).to_be_hidden()
    page.emulate_media(media="screen")
    assert titles(page, "Les défis (4, dont 1 exemple)") == [
        plain(HOSTILE), "Un four à pain", "De l’autre côté", "Un café à nous",
    ]  # fmt: skip
    said = items(page, "Les défis")
    distances = ["à 2 km", "à 14 km", "à 21 km", "dans votre commune"]
    assert all(each in text for each, text in zip(distances, said, strict=True))
    assert "Meurthe-et-Moselle" in said[2]
    assert said[3].startswith("Cré’action Mirecourt, Vosges, dans votre commune , territoire ")
    assert "Café participatif. Un comptoir tenu à tour de rôle." in said[3]
    assert titles(page, "Ce qu’ils sont devenus") == ["Le four banal"]


def test_an_example_says_so_wherever_it_stands(near_mirecourt):
    for title in ("Les défis", "Les prochains rendez-vous", "On cherche", "On propose"):
        said = items(near_mirecourt, title)
        own = [text for text in said if "Mirecourt, Vosges" in text]
        assert own
        assert all("xemple" in text for text in own)
        assert all("xemple" not in text for text in said if text not in own)


def test_every_date_stands_by_day_where_one_meets_and_goes_into_a_calendar(near_mirecourt):
    """What comes back stands by its next time; an example after what is real."""
    page, where = near_mirecourt, "Les prochains rendez-vous"
    cafe = "Mirecourt, Vosges, dans votre commune Exemple Café participatif : Un café à nous"
    into = "Dans mon agenda :"
    assert items(page, where) == [
        f"mercredi 9 septembre On maçonne {into} On maçonne Charmes, Vosges, à 14 km Un four à pain",
        f"mercredi 11 novembre On passe à Vittel La halle. {into} On passe à Vittel Vittel, Vosges, à 18 km Le grand tour",
        f"samedi 1er août On chante 9 h. La halle (exemple). Chaque samedi, dans mon agenda : On chante {cafe}",
        f"samedi 10 octobre La fête 15 h – 1 h, le lendemain. La rue (exemple). {into} La fête {cafe}",
        f"samedi 12 décembre Qui tient le bar ? 18 h 30. La halle (exemple). {into} Qui tient le bar ? {cafe}",
    ]  # fmt: skip
    told = (
        group(page, where)
        .locator("h3 a, p a")
        .evaluate_all("all => all.map(a => a.getAttribute('href'))")
    )
    names = (
        "macon",
        "on-passe-a-vittel-2099-11-11",
        "chant",
        "fete",
        "qui-tient-le-bar-2099-12-12",
    )
    places = ("prochaine-action", "rendez-vous", "activites", "grands-jours", "rendez-vous")
    slugs = ("charmes", "paris", "ici", "ici", "ici")
    assert told == [
        f"../defis/{slug}/{there}"
        for slug, place, name in zip(slugs, places, names, strict=True)
        for there in (f"#{place}", f"date-{name}.ics")
    ]


def test_needs_and_offers_of_defis_and_of_people_stand_together(near_mirecourt):
    needs = items(near_mirecourt, "On cherche")
    assert needs[1].startswith("Besoin, matériel Je cherche une scie Charmes, Vosges, à 14 km")
    assert needs[1].endswith(f"Peut-être proposé dans la même commune : {plain(HOSTILE)}")
    assert needs[2].startswith("Matériel Deux percolateurs Mirecourt, Vosges, dans votre commune")
    assert needs[2].endswith("Exemple Café participatif : Un café à nous")
    assert not any("Un local" in text for text in needs)
    offered, lent = items(near_mirecourt, "On propose")
    assert offered.endswith("Peut-être cherché dans la même commune : Je cherche une scie")
    met = group(near_mirecourt, "On propose").get_by_role("link", name="Je cherche une scie")
    assert re.search(r"/coups-de-main/annonces/[\w-]+/$", met.evaluate("a => a.href"))
    assert lent.startswith("Lieu Une grange sèche")
    (said,) = items(near_mirecourt, "Ce qui se dit")
    assert said.startswith("Envie J’aimerais chanter Vittel, Vosges, à 18 km")


def test_what_people_wrote_is_shown_as_text(near_mirecourt):
    page = near_mirecourt
    assert titles(page, "Les défis")[0] == plain(HOSTILE)
    assert any(plain(HOSTILE) in text for text in items(page, "On cherche"))
    assert any(plain(HOSTILE) in text for text in items(page, "On propose"))
    assert page.locator("[data-resultats] img").count() == 0
    assert page.evaluate("window.struck") is None


def test_the_page_ends_with_something_to_do(near_mirecourt):
    last = near_mirecourt.locator("main section").last
    expect(last.get_by_role("link", name="Proposer une idée")).to_be_visible()
    expect(last.get_by_role("link", name="Passer une annonce")).to_be_visible()


def test_a_meeting_leads_to_those_of_its_defi_and_a_wish_to_where_one_answers(home, tab, world):
    page, _ = tab
    page.goto(home + MIRECOURT)
    link = page.get_by_role("link", name="On passe à Vittel", exact=True)
    expect(link).to_have_attribute("href", "../defis/paris/#rendez-vous")
    link.click()
    expect(page.locator("#rendez-vous")).to_be_in_viewport()
    expect(page.locator("#rendez-vous")).to_contain_text("On passe à Vittel")
    page.go_back()
    says(page, "4 défis")
    expect(page.get_by_role("link", name="Y répondre")).to_have_count(0)
    body = world.page(WHERE).replace('"envoi":false', '"envoi":true')
    page.route(home + MIRECOURT, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.reload()
    reply = group(page, "Ce qui se dit").get_by_role("link", name="Y répondre")
    expect(reply).to_have_attribute("href", re.compile(r"^\.\./coups-de-main/annonces/[\w-]+/$"))
    reply.click()
    expect(page.locator("main .chapo")).to_contain_text("J’aimerais chanter")


def test_overseas_too_the_nearest_comes_first(home, tab):
    page, _ = tab
    page.goto(home + WHERE + "?commune=97411")
    says(page, "3 défis")
    assert titles(page, "Les défis") == [
        "Le marché du soir",
        "Le jardin d’en haut",
        "Les lentilles",
    ]


def test_where_nothing_is_near_the_nearest_is_said_with_its_distance(home, tab):
    page, _ = tab
    page.goto(home + WHERE + "?commune=97302")
    says(
        page,
        r"Rien à moins de 30 km pour l’instant. Aucun défi n’est encore en route par chez vous : le premier",
    )
    expect(page.locator("[data-resultats] .carte")).to_have_count(0)
    far = page.locator("[data-resultats]").get_by_role("link", name="De l’autre côté")
    expect(far).to_have_attribute("href", "../defis/voisin/")
    page.goto(home + WHERE + "?commune=52121")
    says(
        page,
        "Rien à moins de 30 km pour l’instant",
        "« Trop “loin” », Neufchâteau, Vosges, à 4\\d km",
    )
    farther = items(page, "Un peu plus loin, à moins de 100 km (3)")
    assert "Trop « loin »" in farther[0]
    assert len(farther) == 3


def test_a_commune_that_has_no_known_place_shows_what_it_has(home, tab):
    page, _ = tab
    page.goto(home + WHERE + "?commune=98814")
    says(page, "1 défi", "Nous ne savons pas placer cette commune")
    assert titles(page, "Les défis") == ["La case commune"]


def test_a_long_list_comes_in_parts_and_the_focus_goes_on(home, tab):
    page, _ = tab
    page.goto(home + WHERE + "?commune=69123")
    says(page, "8 défis")
    expect(group(page, "Les défis")).to_have_count(6)
    more = page.get_by_role("button", name="Voir les suivants (2) : Les défis")
    more.click()
    expect(group(page, "Les défis")).to_have_count(8)
    expect(page.get_by_role("link", name="Un banc numéro 6")).to_be_focused()
    expect(page.get_by_role("button", name="Voir les suivants")).to_have_count(0)


# How one says where one is.


def test_a_commune_is_chosen_by_name_and_stands_in_the_address(home, tab):
    page, _ = tab
    page.goto(home + WHERE)
    choose(page, "mirec", "Mirecourt (Vosges)")
    says(page, "4 défis")
    expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_focused()
    assert page.url == home + MIRECOURT
    department = page.locator("[data-resultats]").get_by_role("link", name="Vosges", exact=True)
    assert department.get_attribute("href") == "../departements/88/"


TAKEN = {
    "Mirecourt": ("Mirecourt (Vosges)", "Tout le département : Vosges"),
    "mirec": ("Mirecourt (Vosges)", "Tout le département : Vosges"),
    "Mircourt": ("Mirecourt (Vosges)", "Aucune commune ne s’écrit « Mircourt » : voici Mirecourt"),
    "88500": ("Mirecourt (Vosges)", "43 communes possibles pour « 88500 » : voici Mirecourt (Vosges), la plus grande."),
    "01200": ("Valserhône (Ain)", "la plus grande"),
    "13001": ("Marseille 1er (Bouches-du-Rhône)", "2 communes possibles pour « 13001 » : voici Marseille 1er (Bouches-du-Rhône)."),
    "Mire court": ("Mirecourt (Vosges)", "Aucune commune ne s’écrit « Mire court » : voici Mirecourt"),
    "Sein": ("Île-de-Sein (Finistère)", "communes possibles"),
    "Saint-Denis": ("Saint-Denis (La Réunion)", "52 communes possibles pour « Saint-Denis » : voici Saint-Denis (La Réunion)."),
}  # fmt: skip
"""The commune that the button takes for what is typed, and what is said of it."""

STILL = """() => { window.seen = [];
  const look = () => document.querySelector('form [type=submit]').getBoundingClientRect().toJSON();
  for (const name of ['pointerdown', 'blur', 'pointerup', 'click'])
    addEventListener(name, () => window.seen.push(JSON.stringify(look())), true); }"""


@pytest.mark.parametrize("touch", [True, False])
def test_the_first_press_of_the_button_is_heard_whatever_is_offered(browser, home, touch):
    width = 360 if touch else 1280
    how = {"has_touch": touch, "is_mobile": touch, "viewport": {"width": width, "height": 740}}
    with opened(browser, **how) as (page, seen):
        page.goto(home + WHERE)
        button = page.get_by_role("button", name="Voir ce qu’il y a")
        label = page.get_by_label("Votre commune ou votre code postal")
        page.evaluate(STILL)
        for typed, (taken, told) in TAKEN.items():
            label.fill(typed)
            expect(page.get_by_role("option")).not_to_have_count(0)
            box = button.bounding_box()
            at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            page.evaluate("window.seen = []")
            (page.touchscreen.tap if touch else page.mouse.click)(*at)
            expect(page.locator("[data-resultats] h2").first).to_be_focused()
            assert taken in plain(page.locator("[data-resultats] h2").first.inner_text())
            assert told in plain(page.locator("[data-resultats] > p").first.inner_text())
            says(page, "30 km")
            assert len(set(page.evaluate("window.seen"))) == 1, "it moved under the finger"
            expect(label).to_have_value(taken)
            page.evaluate("scrollTo(0, 0)")
        assert page.locator("body").get_attribute("data-choix") == "commune=97411"
        page.reload()
        check_a_touch_takes_the_whole_place(page, touch)
        page.get_by_role("button", name="Choisir une autre commune").click()
        expect(label).to_have_value("Saint-Denis")
        expect(
            page.get_by_role("option", name="Saint-Denis (Seine-Saint-Denis)", exact=True)
        ).to_be_visible()
        told = plain(page.locator(".champ [role=status]").inner_text())
        assert ("flèches" in told) != touch
        page.get_by_role("option", name="Saint-Denis (Seine-Saint-Denis)", exact=True).click()
        expect(page.get_by_role("heading", name="Autour de Saint-Denis (Seine")).to_be_focused()
        expect(page.get_by_role("button", name="Choisir une autre commune")).to_have_count(0)
        assert seen.errors == []


def check_a_touch_takes_the_whole_place(page, touch):
    """What is typed then replaces what stands there; a second touch puts the caret, as everywhere."""
    field = page.get_by_label("Votre commune ou votre code postal")
    expect(field).to_have_value("Saint-Denis (La Réunion)")
    field.tap() if touch else field.click()
    chosen = "document.activeElement.value.length, document.activeElement.selectionStart, document.activeElement.selectionEnd"
    expect(field).to_be_focused()
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate(f"[{chosen}]") == [24, 0, 24]
    field.tap() if touch else field.click()
    start, end = page.evaluate(f"[{chosen}]")[1:]
    assert start == end
    field.blur()
    field.tap() if touch else field.click()
    page.keyboard.type("Mattaincourt")
    expect(field).to_have_value("Mattaincourt")
    field.press("Escape")


ASKED = (
    "la réunion", "Réunion", "France", "Lorraine", "Bruxelles", "Belle ile", "Île de Ré", "Oléron",
    "75", "Mirecourt (VosgesÉpinal)", "xyzzy",
)  # fmt: skip
"""What names no commune that one may guess."""


def test_what_may_be_any_commune_is_asked_and_nothing_of_before_is_left(home, tab):
    page, _ = tab
    page.goto(home + MIRECOURT)
    says(page, "4 défis")
    field = page.get_by_label("Votre commune ou votre code postal")
    for typed in ASKED:
        field.fill(typed)
        field.press("Enter")
        expect(page).to_have_url(home + WHERE)
        expect(page).to_have_title(re.compile("^Près de chez moi(?! :)"))
        expect(page.locator("[data-resultats] h2")).to_have_count(0)
        assert page.locator("body").get_attribute("data-choix") is None
        expect(page.locator(".champ .ouvert [role=status]")).not_to_be_empty()
        expect(field).to_be_focused()
        expect(field).to_have_value(typed)
    page.go_back()
    expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_visible()
    field.fill("")
    field.press("Enter")
    says(page, "Écrivez d’abord")
    expect(page.locator("[data-resultats] h2")).to_have_count(0)


def test_enter_takes_the_first_commune_too_and_a_departement_asks_for_one(home, tab):
    page, _ = tab
    page.goto(home + WHERE)
    label = page.get_by_label("Votre commune ou votre code postal")
    label.fill("88500")
    label.press("Enter")
    expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_focused()
    offered = []
    for typed in ("88", "vosges"):
        label.fill(typed)
        label.press("Enter")
        expect(page.locator(".champ [role=status]")).to_contain_text(
            "Vosges est un département : écrivez le nom de votre commune".replace(" :", "\u00a0:")
        )
        expect(page.get_by_role("option").first).to_have_text("Épinal (Vosges)")
        offered.append(page.get_by_role("option").all_inner_texts())
        expect(label).to_be_focused()
        expect(label).to_have_value(typed)
    assert offered[0] == offered[1]
    expect(page.locator("[data-resultats] a")).to_have_attribute("href", "../departements/88/")
    page.keyboard.type("charmes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Autour de Charmes (Vosges)")).to_be_focused()
    label.fill("zzzz")
    label.press("Enter")
    expect(page.locator(".champ [role=status]")).to_contain_text("Aucune commune de ce nom")
    expect(label).to_be_focused()


def test_nothing_typed_is_said_and_what_comes_late_opens_under_no_finger(home, tab):
    page, _ = tab
    button = page.get_by_role("button", name="Voir ce qu’il y a")
    page.goto(home + WHERE)
    button.click()
    says(page, "Écrivez d’abord le nom de votre commune")
    label = page.get_by_label("Votre commune")
    expect(label).to_be_focused()
    held: list[Any] = []

    def keep(route):
        held.append(route)

    page.route("**/communes/noms/mi.json", keep)
    with page.expect_request("**/communes/noms/mi.json"):
        label.fill("mirec")
    label.hover()
    page.mouse.down()
    with page.expect_event("requestfinished"):
        held[0].continue_()
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    expect(page.get_by_role("option")).to_have_count(0)
    page.mouse.up()
    expect(page.get_by_role("option")).to_have_count(1)


def test_the_first_of_what_is_near_is_in_sight(home, tab):
    page, _ = tab
    page.goto(home + WHERE)
    choose(page, "mirec", "Mirecourt (Vosges)")
    expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    first = page.locator("[data-resultats] h3").first.bounding_box()
    assert first["y"] + first["height"] <= 800
    ring = page.evaluate("document.activeElement.getBoundingClientRect().width")
    assert ring < 800, "the ring of the focus is that of its words"


@pytest.mark.parametrize("typed", ["Mirecourt", "mirec 88", "88500"])
def test_what_was_typed_at_home_is_read_and_its_commune_stays_in_the_address(home, tab, typed):
    page, _ = tab
    page.goto(f"{home}{WHERE}?ou={typed}")
    expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_focused()
    assert page.url == home + MIRECOURT + ("&pour=88500" if typed == "88500" else "")
    page.reload()
    says(page, "À moins de 30 km")
    assert page.url.startswith(home + MIRECOURT)
    mail = page.get_by_role("link", name="Envoyer par courriel")
    mail.dispatch_event("click")
    assert "commune%3D88304" in mail.get_attribute("href")


def test_every_way_to_name_a_place_is_read_as_in_a_file(near_mirecourt, world):
    assert read_in(near_mirecourt, world.folder) == expected()


PROPOSED = {
    "quartier Saint-Roch, Nice": "Saint-Roch (Indre-et-Loire)",
    "Bordeaux centre": "Bordeaux (Gironde)",
    "Paris, 18": "Paris 18e (Paris)",
    "Lyon 10": "Lyon (Rhône)",
    "97490 Sainte-Clotilde": "Saint-Denis (La Réunion)",
    "Les Saintes": "Saintes (Charente-Maritime)",
    "La Baule": "La Baule-Escoublac (Loire-Atlantique)",
}
"""What is offered first to who types what names no commune, or several."""

SAID = {
    "97": "un code postal a cinq chiffres",
    "99999": "Aucune commune n’est trouvée par ce code",
}


def test_a_name_of_before_shows_what_is_near_its_commune_of_today_and_says_so(home, tab):
    page, seen = tab
    page.goto(home + WHERE)
    label = page.get_by_label("Votre commune ou votre code postal")
    label.fill("Sainte-Colombe")
    expect(page.get_by_role("option")).to_have_count(28)
    expect(page.get_by_role("option").first).to_have_text("Sainte-Colombe (Rhône)")
    assert len([path for path in seen.paths if re.search(r"/\d\w\.json", path)]) <= 2
    label.fill("Courcouronnes")
    expect(page.get_by_role("option")).to_have_text(
        ["Évry-Courcouronnes (Essonne), avant : Courcouronnes"]
    )
    label.press("Enter")
    says(page, "30 km")
    told = page.locator("[data-resultats] > p").first
    expect(told).to_contain_text("s’appelle aujourd’hui Évry-Courcouronnes")
    expect(
        page.get_by_role("heading", name="Autour d’Évry-Courcouronnes (Essonne)")
    ).to_be_focused()
    expect(label).to_have_value("Évry-Courcouronnes (Essonne)")
    label.fill("Évry")
    expect(page.get_by_role("option")).to_contain_text(
        ["Évry-Courcouronnes (Essonne), avant : Évry", "Évry (Yonne)", "Évry-Grégy"]
    )
    label.fill("Vienne")
    expect(page.get_by_role("option").first).to_have_text("Vienne (Isère)")
    expect(page.get_by_role("option", name="Vienne (86)")).to_be_visible()
    for typed, offered in PROPOSED.items():
        label.fill(typed)
        expect(page.get_by_role("option").first).to_have_text(offered)
    for typed, told in SAID.items():
        label.fill(typed)
        expect(page.locator(".champ [role=status]")).to_contain_text(told)
    label.fill("Lo")
    page.get_by_role("option", name="Loire (42)").click()
    label.fill("Charmes")
    expect(page.get_by_role("option").first).to_have_text("Charmes (Vosges)")
    label.fill("Saint-Denis")
    expect(page.get_by_role("option").first).to_contain_text("(Loire)")
    expect(page.get_by_role("option", name="Saint-Denis (La Réunion)")).to_be_visible()
    expect(page.locator(".champ [role=status]")).to_contain_text("d’abord dans « Loire (42) »")
    label.fill("")
    label.fill("Saint-Denis")
    expect(page.get_by_role("option").first).to_have_text("Saint-Denis (La Réunion)")


def test_by_the_keyboard_alone(home, tab):
    page, _ = tab
    page.goto(home + WHERE)
    tab_to(page, "Votre commune", inside="main")
    page.keyboard.type("mirec")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_focused()
    tab_to(page, "Un café à nous", inside="[data-resultats]")


def test_back_and_forward_show_what_was_looked_at(home, tab):
    page, _ = tab
    page.goto(home + WHERE)
    choose(page, "mirec", "Mirecourt (Vosges)")
    says(page, "4 défis")
    choose(page, "saint-denis 974", "Saint-Denis (La Réunion)")
    says(page, "3 défis")
    page.go_back()
    says(page, "4 défis")
    expect(page.get_by_label("Votre commune")).to_have_value("Mirecourt (Vosges)")
    page.go_back()
    expect(status(page)).to_be_empty()
    expect(page.locator("[data-resultats] > *")).to_have_count(0)
    page.go_forward()
    says(page, "4 défis")


def test_the_address_of_an_arrondissement_brings_it_back(home, tab):
    page, _ = tab
    page.goto(home + WHERE)
    choose(page, "Paris 18e", "Paris 18e (Paris)")
    says(page, "2 défis")
    page.reload()
    expect(page.get_by_role("heading", name="Autour de Paris 18e", exact=True)).to_be_visible()
    choose(page, "Paris", "Paris (Paris)")
    expect(page.get_by_role("heading", name="Autour de Paris", exact=True)).to_be_focused()
    choose(page, "Le Havre", "Le Havre (Seine-Maritime)")
    expect(page.get_by_role("heading", name="Autour du Havre (Seine-Maritime)")).to_be_focused()


@pytest.mark.parametrize("touch", [True, False])
def test_home_asks_for_the_commune_first_and_leads_there_with_it(browser, home, touch):
    size = {"width": 360, "height": 640} if touch else {"width": 1280, "height": 800}
    with opened(browser, has_touch=touch, is_mobile=touch, viewport=size) as (page, seen):
        page.goto(home)
        field = page.get_by_label("Votre commune")
        expect(field).to_be_in_viewport(ratio=1)
        assert axe(page) == []
        field.fill("mirec")
        button = page.get_by_role("button", name="Voir ce qu’il y a")
        if touch:
            button.tap()
        else:
            field.press("Enter")
        expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_focused()
        assert page.url == home + MIRECOURT
        page.go_back()
        expect(page).to_have_url(home)
        page.go_forward()
        says(page, "À moins de 30 km")
        for width in (320, 1247, 1248):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.locator("header").bounding_box()["height"] < 80, "one line of menu"
        assert seen.errors == []


def test_without_a_script_home_leads_to_all_departements(browser, home):
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(home)
        page.get_by_label("Votre commune").fill("Mirecourt")
        page.get_by_role("button", name="Voir ce qu’il y a").click()
        expect(page).to_have_url(f"{home}{WHERE}?ou=Mirecourt")
        expect(page.get_by_text("Chercher une commune demande un script")).to_be_visible()
        expect(
            page.get_by_role("link", name="Vosges (4 défis et 1 exemple, 3 annonces)")
        ).to_be_visible()


def test_home_has_three_doors_and_promises_what_the_site_can_do(world, town):
    for built, told, other in (
        (world, "parlez-en au prochain rendez-vous", "Cinq minutes, sans compte"),
        (town("all"), "Cinq minutes, sans compte", "rien ne s’envoie encore"),
    ):
        page = built.page("")
        doors = re.search(r'<ul class="entrees">.*?</ul>', page, re.DOTALL)[0]
        assert re.findall(r'href="([^"]*)"', doors) == [
            "./pres-de-chez-moi/", "./annoncer/", "./proposer/",
        ]  # fmt: skip
        assert plain(told) in plain(page)
        assert plain(other) not in plain(page)
    assert "La halle (exemple)" in world.page("")
    assert "Café participatif" in world.page("")


def test_an_address_that_names_no_commune_is_said(home, tab):
    page, _ = tab
    for code in ("00000", "88999", "<b>"):
        page.goto(f"{home}{WHERE}?commune={code}")
        says(page, "ne nomme pas une commune que nous connaissons")
    choose(page, "mirec", "Mirecourt (Vosges)")
    says(page, "4 défis")


# The position of the device.

AT_HOME = {"latitude": 48.31, "longitude": 6.14}


def test_the_position_is_asked_for_on_the_click_only_and_does_not_leave_the_device(browser, home):
    watch = """window.asked = 0; const given = navigator.geolocation.getCurrentPosition;
      navigator.geolocation.getCurrentPosition = function (...all) { window.asked++;
        return given.apply(navigator.geolocation, all) };"""
    with opened(browser, permissions=["geolocation"], geolocation=AT_HOME) as (page, seen):
        page.add_init_script(watch)
        page.goto(home + MIRECOURT)
        says(page, "4 défis")
        choose(page, "saint-denis 974", "Saint-Denis (La Réunion)")
        says(page, "3 défis")
        assert page.evaluate("window.asked") == 0
        page.get_by_role("button", name="Me situer").click()
        expect(page.get_by_role("heading", name="Autour de Mirecourt (Vosges)")).to_be_focused()
        assert page.evaluate("window.asked") == 1
        assert page.url == home + MIRECOURT
        assert all(url.startswith(home) for url in seen.urls)
        assert not [url for url in seen.urls if "48.31" in url or "6.14" in url]
        assert seen.errors == []


def test_at_sea_and_abroad_no_commune_is_near(browser, home):
    with opened(
        browser, permissions=["geolocation"], geolocation={"latitude": 0, "longitude": 0}
    ) as (page, _):
        page.goto(home + WHERE)
        page.get_by_role("button", name="Me situer").click()
        says(page, "Nous ne connaissons pas de commune près d’ici")


def test_a_position_that_is_refused_is_said(browser, home):
    with opened(browser, permissions=[]) as (page, _):
        page.goto(home + WHERE)
        page.get_by_role("button", name="Me situer").click()
        says(page, "Votre position n’a pas été donnée. Écrivez plutôt")


@pytest.mark.parametrize(("code", "said"), [(2, "ne sait pas où il est"), (3, "trop de temps")])
def test_a_position_that_does_not_come_is_said(home, tab, code, said):
    page, _ = tab
    page.add_init_script(
        f"navigator.geolocation.getCurrentPosition = (found, failed) => failed({{ code: {code} }})"
    )
    page.goto(home + WHERE)
    page.get_by_role("button", name="Me situer").click()
    says(page, said)


def test_a_position_that_comes_late_does_not_undo_what_was_chosen(home, tab):
    page, _ = tab
    page.add_init_script(
        "navigator.geolocation.getCurrentPosition = found => { window.found = found }"
    )
    page.goto(home + WHERE)
    page.get_by_role("button", name="Me situer").click()
    choose(page, "saint-denis 974", "Saint-Denis (La Réunion)")
    says(page, "3 défis")
    page.evaluate(f"window.found({{ coords: {AT_HOME} }})")
    says(page, "3 défis")
    expect(page.get_by_role("heading", name="Autour de Saint-Denis (La Réunion)")).to_be_visible()


def test_what_comes_late_does_not_undo_what_was_chosen_since(home, tab):
    page, _ = tab
    kept: list[Any] = []

    def keep(route):
        kept.append(route)

    page.route("**/proches/88-autour.json", keep)
    page.goto(home + WHERE)
    with page.expect_request("**/proches/88-autour.json"):
        choose(page, "mirec", "Mirecourt (Vosges)")
    choose(page, "saint-denis 974", "Saint-Denis (La Réunion)")
    says(page, "3 défis")
    with page.expect_response("**/proches/88-autour.json") as late:
        kept[0].continue_()
    late.value.finished()
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    says(page, "3 défis")
    expect(page.get_by_role("heading", name="Autour de Saint-Denis (La Réunion)")).to_be_visible()


# What is missing.


@pytest.mark.parametrize("lost", ["communes.js", "communes/**", "proches/88-autour.json"])
def test_a_network_that_is_lost_is_said_and_one_can_try_again(browser, home, lost):
    with opened(browser) as (page, seen):
        page.route(f"**/assets/{lost}", lambda route: route.abort())
        page.goto(home + MIRECOURT)
        says(page, "Le réseau n’a pas répondu")
        page.unroute(f"**/assets/{lost}")
        page.get_by_role("button", name="Réessayer").click()
        expect(status(page)).to_be_focused()
        says(page, "4 défis")
        assert seen.faults == []


def test_on_a_disk_the_page_says_what_it_cannot_do(browser, world, town):
    with opened(browser) as (page, seen):
        page.goto((world.folder / WHERE / "index.html").as_uri() + "?commune=88304")
        expect(page.get_by_text("Cette page est ouverte depuis un disque")).to_be_visible()
        expect(page.get_by_label("Votre commune")).to_be_hidden()
        expect(page.get_by_role("link", name="Vosges")).to_be_visible()
        expect(page.locator("[data-muette]")).to_be_hidden()
        page.goto((world.folder / "index.html").as_uri())
        page.get_by_label("Votre commune").fill("Épinal")
        page.get_by_label("Votre commune").press("Enter")
        told = page.get_by_text("Cette page est ouverte depuis un disque")
        expect(told).to_be_visible()
        expect(told).to_contain_text("«\u00a0Épinal\u00a0»")
        page.goto((town("depot").folder / "annoncer/index.html").as_uri())
        action = page.locator("form[data-formulaire]").get_attribute("action") or ""
        assert action.startswith("https://github.com/")
        assert not action.endswith("index.html")
        assert seen.errors == []


def test_without_a_script_every_departement_is_there_and_those_that_live_are_links(browser, home):
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(home + WHERE)
        expect(page.get_by_label("Votre commune")).to_be_hidden()
        listed = plain(page.locator("main dl").inner_text())
        for each in departements().values():
            assert each.nom in listed
        links = [plain(link) for link in page.locator("main dl a").all_inner_texts()]
        assert "Vosges (4 défis et 1 exemple, 3 annonces)" in links
        assert "Rhône (8 défis)" in links
        assert not [link for link in links if link.startswith("Ain")]
        page.get_by_role("link", name="Vosges (4 défis et 1 exemple, 3 annonces)").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Vosges")


def test_when_the_script_does_not_come_the_list_of_departements_is_what_one_reads(browser, home):
    with opened(browser) as (page, _):
        page.route("**/assets/pres.js", lambda route: route.abort())
        page.goto(f"{home}{WHERE}?ou=Mirecourt")
        expect(page.get_by_label("Votre commune")).to_be_hidden()
        expect(page.locator("main dl")).to_be_visible()
        expect(page.locator(".pied")).to_be_visible()
        told = page.get_by_text("Chercher une commune demande un script")
        expect(told).to_contain_text("«\u00a0Mirecourt\u00a0»")


def test_what_is_done_before_the_script_comes_is_kept_and_nothing_moves_when_it_does(browser, home):
    with opened(browser) as (page, seen):
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
            "e => window.moved += e.value)).observe({type: 'layout-shift', buffered: true})"
        )
        page.goto(home + WHERE)
        expect(page.get_by_label("Votre commune")).to_be_visible()
        page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
        assert page.evaluate("window.moved") < 0.1
        held: list[Any] = []

        def keep(route):
            held.append(route)

        page.route("**/proches/88-autour.json", keep)
        with page.expect_request("**/proches/88-autour.json"):
            page.goto(home + MIRECOURT)
        says(page, "Un instant")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        held.pop().continue_()
        page.unroute("**/proches/88-autour.json")
        says(page, "4 défis")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert page.evaluate("window.moved") == 0
        page.route("**/assets/pres.js", keep)
        for typed, found in (("Mirecourt", "4 défis"), ("Mirecourt 8", "")):
            page.goto(home + WHERE, wait_until="commit")
            page.get_by_label("Votre commune").click()
            page.keyboard.type(typed)
            if found:
                page.keyboard.press("Enter")
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
            held.pop().continue_()
            if found:
                says(page, found)
        page.keyboard.type("8")
        expect(page.get_by_role("option", name="Mirecourt (Vosges)", exact=True)).to_be_visible()
        expect(page.get_by_label("Votre commune")).to_have_value("Mirecourt 88")
        assert seen.errors == []


def test_on_its_first_day_the_page_says_what_to_do(browser, bare, serve):
    with opened(browser) as (page, _):
        page.goto(serve(bare.folder) + MIRECOURT)
        says(page, "Rien à moins de 30 km pour l’instant. Aucun défi n’est encore en route")


# What it costs.


def test_axe_finds_nothing_in_what_is_found_nor_in_what_is_offered(home, tab):
    page, _ = tab
    page.goto(home + MIRECOURT)
    says(page, "4 défis")
    page.get_by_text("Tous les départements, par région").click()
    page.get_by_label("Votre commune").fill("mirec")
    expect(page.get_by_role("option")).to_be_visible()
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_comes_is_light_and_only_what_is_near_is_asked_for(home, tab, world):
    page, seen = tab
    page.goto(home + WHERE)
    expect(page.get_by_label("Votre commune")).to_be_visible()
    assert not [path for path in seen.paths if path.endswith((".json", "communes.js"))]
    seen.forget()
    page.goto(home + MIRECOURT)
    says(page, "4 défis")
    files = [path for path in seen.paths if path.endswith(".json")]
    assert sorted(files) == [
        "/assets/communes/88.json",
        "/assets/communes/index.json",
        "/assets/proches/54-autour.json",
        "/assets/proches/88-autour.json",
    ]
    assert all(url.startswith(home) for url in seen.urls)
    assert page.evaluate("document.querySelectorAll('body *:not(svg *)').length") <= 350
    bytes_of = [len(compress((world.folder / path[1:]).read_bytes())) for path in seen.paths[1:]]
    assert sum(bytes_of) + len(compress(world.page(WHERE).encode())) <= 40 * 1024
    assert len(compress((world.folder / "assets/pres.js").read_bytes())) <= 6.5 * 1024


def test_the_places_that_are_tried_are_what_the_tests_say():
    codes = {"Mirecourt (Vosges)": "88304", "Saint-Denis (La Réunion)": "97411",
             "Cayenne (Guyane)": "97302", "Chaumont (Haute-Marne)": "52121", "Lyon (Rhône)": "69123"}  # fmt: skip
    assert {name: find_commune(name).insee for name in codes} == codes
