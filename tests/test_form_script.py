"""The forms with their script are for everyone: by keyboard, by ear, in both themes, from a disk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from doors import (
    ALL_FORMS,
    ANSWERS,
    FORMS,
    READ_AGAIN,
    WALKED,
    fill,
    go_on,
    offered,
    read_again,
    rendered,
)
from pages import compress
from playwright.sync_api import Page, expect
from sight import COLOURS, RULES, axe
from visits import Seen, opened

from generator.forms.form import Kind, Question
from generator.geography import find_commune

# By keyboard only.

ACTIVE = """(() => {
  const e = document.activeElement;
  return [e.id || (e.type === 'checkbox' ? e.value : ''), e.localName, e.textContent.trim()];
})()"""


def tab_until(page: Page, wanted: Callable[[str, str], bool]) -> None:
    """Press Tab until what is wanted, by its id and its text, has the focus; unfold what is met."""
    met = []
    for _ in range(120):
        page.keyboard.press("Tab")
        id_, tag, text = page.evaluate(ACTIVE)
        if wanted(id_, text):
            return
        met.append(id_ or text[:30])
        if tag == "summary":
            page.keyboard.press("Enter")
    raise AssertionError(f"never met among {met}")


def type_answer(page: Page, question: Question, answer: str) -> None:
    """Answer the question that has the focus, as its field wants it."""
    if question.kind is Kind.DATE:
        year, month, day = answer.split("-")
        page.keyboard.type(f"{month}{day}{year}")
    elif question.kind is Kind.HOUR:
        page.keyboard.type("0630PM")
    elif question.kind is Kind.COMMUNE:
        place = find_commune(answer)
        page.keyboard.type(f"{place.nom.lower()} {place.departement.code}")
        expect(page.locator(".propositions").get_by_role("option")).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    elif question.terms:  # an accent has no key of its own: its first letters choose a word
        page.keyboard.type(re.split("[^ -~]", answer)[0])
    else:
        page.keyboard.type(answer)


def tick_and_type(page: Page, question: Question, answer: str) -> None:
    """Answer a question that has boxes: all its words but the last, which none has."""
    *ticked, other = answer.split(", ")
    for word in ticked:
        tab_until(page, lambda id_, _, word=word: id_ == word)
        page.keyboard.press("Space")
    tab_until(page, lambda id_, _: id_ == f"q-{question.id}-autres")
    page.keyboard.type(other)
    assert page.locator(f"#q-{question.id}").evaluate("e => e.value") == answer


@pytest.mark.parametrize("name", WALKED)
def test_by_keyboard_alone_from_the_first_field_to_the_doors(home, tab, name):
    page, seen = tab
    page.goto(home() + f"{name}/")
    for question in FORMS[name].questions[:-1]:
        if question.id not in ANSWERS[name]:
            continue
        place, answer = f"q-{question.id}", ANSWERS[name][question.id]
        if question.kind is Kind.THEMES:
            tick_and_type(page, question, answer)
            continue
        tab_until(page, lambda id_, _, place=place: id_ == place)
        type_answer(page, question, answer)
        assert page.locator(f"#{place}").input_value() == answer
    for box in ("q-accord", "q-accord-2"):
        tab_until(page, lambda id_, _, box=box: id_ == box)
        page.keyboard.press("Space")
    tab_until(page, lambda _, text: text == READ_AGAIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_focused()
    for door in (
        "Envoyer, sans compte",
        "Écrire à",
        "Copier le texte",
        "Télécharger",
        "Imprimer",
        "Continuer sur GitHub",
    ):
        tab_until(page, lambda _, text, door=door: text.startswith(door))
    assert offered(page) == rendered(name, ANSWERS[name])
    assert seen.strangers == []


# What one meets, looked at by axe.


def show_errors(page: Page) -> None:
    fill(page, {"titre": "Écrire à jean@exemple.fr"})
    read_again(page)
    expect(page.locator(".resume-erreurs")).to_be_focused()


def show_list(page: Page) -> None:
    page.locator("#q-commune").fill("88500")
    expect(page.locator(".propositions").get_by_role("option")).not_to_have_count(0)
    page.keyboard.press("ArrowDown")


def show_near(page: Page) -> None:
    fill(page, {"titre": "Un café associatif pour nous"})
    page.locator("#q-commune").fill("mirecourt 88")
    page.locator(".propositions").get_by_role("option").click()
    expect(page.locator("[data-question=territoire] .plutot")).to_be_visible()


def show_draft(page: Page) -> None:
    fill(page, ANSWERS["proposer"])
    page.reload()


def show_doors(page: Page) -> None:
    go_on(page, {**ANSWERS["proposer"], "texte": "Il était une fois, à côté. " * 300})


def show_nothing_more(_: Page) -> None:
    """The page as it comes."""


STATES: dict[str, tuple[str, Callable[[Page], None], str]] = {
    "empty": ("proposer/", show_nothing_more, "[data-relire]"),
    "errors": ("proposer/", show_errors, ".resume-erreurs"),
    "list": ("proposer/", show_list, ".propositions [role=option][aria-selected=true]"),
    "near": ("proposer/", show_near, ".proches"),
    "draft": ("proposer/", show_draft, ".brouillon"),
    "doors": ("proposer/", show_doors, "[data-portes]"),
    "what happened": ("mettre-a-jour/?defi=cafe", show_nothing_more, ".autres"),
    "news": ("mettre-a-jour/besoin/?defi=cafe", show_nothing_more, "p.quel"),
    "annonce": ("annoncer/", show_nothing_more, "[data-relire]"),
}
"""What can be met in a form: its page, how one comes to it, and what shows that one is there."""

LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(home, tab, state):
    page, _ = tab
    address, show, sign = STATES[state]
    page.goto(home() + address)
    show(page)
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        expect(page.locator(sign)).to_be_visible()
        faults = axe(page, RULES if scheme == "light" else COLOURS)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        faults += [f"scrolls sideways by {wider} px"] if wider > 0 else []
        found += [f"{width} px, {scheme}: {fault}" for fault in faults]
    assert not found, "\n".join(["", *found])


# Where the script comes from elsewhere, or does not come.


def test_from_a_disk_the_form_is_checked_and_read_again(tab, town):
    page, _ = tab
    page.goto((town("address").folder / "annoncer" / "index.html").as_uri())
    go_on(page, ANSWERS["annoncer"])
    assert offered(page) == rendered("annoncer", ANSWERS["annoncer"])


def test_the_form_stays_plain_where_its_script_does_not_come(home, browser):
    with opened(browser) as (page, _):
        page.route("**/formulaire.js", lambda route: route.abort())
        page.goto(home() + "proposer/")
        door = page.get_by_role("button", name="GitHub (avec un compte)")
        expect(door).to_be_visible()
        assert page.get_by_role("button", name=READ_AGAIN).count() == 0


def test_what_a_form_loads_is_light_and_the_rest_comes_when_one_begins(home, tab, town):
    page, seen = tab
    page.goto(home() + "proposer/")
    page.evaluate("fetch(location).then(page => page.text())")  # what it asked before is heard
    assert loaded(seen) == ["page.js", "formulaire.js"]
    with page.expect_response("**/assets/lieux.js"):
        page.locator("#q-titre").focus()
    expect(page.get_by_role("combobox", name="La commune")).to_be_attached()
    assert loaded(seen)[2:] == ["gardes.js", "lieux.js", "communes.js"]
    assets = town("all").folder / "assets"
    for names, bar in BARS.items():
        assert sum(len(compress((assets / name).read_bytes())) for name in names) <= bar * 1024


BARS = {
    ("formulaire.js",): 11.6,
    ("gestes.js",): 14.8,
    ("gardes.js",): 10.2,
    ("lieux.js", "communes.js"): 7.0,
    ("comme.js",): 1.25,
    ("annonces.js",): 1.9,
    ("finie.js",): 0.8,
}
"""What the scripts of the forms weigh at most, in KB: those of a page, then those that come."""


def loaded(seen: Seen) -> list[str]:
    """The scripts and the data that a page asked for."""
    return [path.rpartition("/")[2] for path in seen.paths if path.endswith((".js", ".json"))]


def test_only_the_pages_of_the_forms_load_the_script(town):
    folder = town("all").folder
    read = {
        p.parent.relative_to(folder).as_posix(): p.read_text("utf-8")
        for p in folder.rglob("index.html")
    }
    loading = {
        script: {name for name, page in read.items() if f"assets/{script}" in page}
        for script in ("formulaire.js", "gestes.js")
    }
    named = {n for n, form in ALL_FORMS.items() if any(q.kind is Kind.DEFI for q in form.questions)}
    assert loading == {"formulaire.js": {*ALL_FORMS} - named, "gestes.js": named}
