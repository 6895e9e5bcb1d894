"""The doors of a form that was read again: what each carries, to whom, and what is left when one fails.

What they carry is compared with what Python makes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest
from doors import (
    ADDRESS,
    ANSWERS,
    DEPOT,
    FORMS,
    NEWS,
    RELAY,
    WALKED,
    accompanies,
    change,
    expected_answers,
    go_on,
    offered,
    query,
    read_again,
    rendered,
    sent,
    template,
    to_the_doors,
)
from playwright.sync_api import Page, Request, Route, expect
from reading import plain
from visits import Seen, opened

from generator.contributions import bodies
from generator.contributions.bodies import PATH
from generator.forms.form import Kind
from generator.text import guards
from generator.text.signs import typed
from generator.text.typography import heure

CLIPBOARD = ["clipboard-read", "clipboard-write"]
STORY = "Il était une fois, à côté.\n" * 300
"""Too long for an address, and for a letter."""


def welcome(route) -> None:
    """What a relay answers when it takes what it is sent."""
    headers = {"access-control-allow-origin": "*"}
    route.fulfill(status=200, content_type="text/html", body="Merci.", headers=headers)


# From the first field to the last door.

FIELDS = """id => [document.activeElement.id === id,
  Object.fromEntries([...document.querySelectorAll('[data-formulaire] [id^=q-]')]
    .filter(each => each.type !== 'checkbox' && !each.id.endsWith('-autres') && each.value).map(each => [each.id.slice(2), each.value]))]"""
"""Whether an element has the focus, by its id; and what is in each field, by the id of its question."""


@dataclass(frozen=True)
class Walk:
    """What one meets in a form whose every door is taken, one after the other."""

    recap: list[tuple[str, str]]
    """What is read again: each question, and its answer."""
    closed: tuple[bool, bool]
    """Whether the form is hidden as one reads again, and the doors as one changes an answer."""
    back: list
    """As one changes an answer: whether the first field has the focus; what is in the fields."""
    text: str
    before: list[Request]
    """What had left before any door was taken."""
    file: tuple[str, bytes]
    github: Request
    relay: Request
    drafts: int


def walk(page: Page, seen: Seen, address: str, name: str) -> Walk:
    seen.elsewhere = welcome
    form, doors = page.locator("[data-formulaire]"), page.locator("[data-portes]")
    to_the_doors(page, address, name, ANSWERS[name])
    labels, shown = (page.locator(f".recap {tag}").all_inner_texts() for tag in ("dt", "dd"))
    form_is_hidden = form.is_hidden()
    change(page)
    closed = (form_is_hidden, doors.is_hidden())
    first = next(q.id for q in FORMS[name].questions if q.kind is not Kind.DEFI)
    back = page.evaluate(FIELDS, f"q-{first}")
    read_again(page)
    text, before = offered(page), seen.strangers
    with page.expect_download() as found:
        page.get_by_role("link", name="Télécharger le texte").click()
    file = (found.value.suggested_filename, Path(found.value.path()).read_bytes())
    with page.context.expect_page() as other:
        page.get_by_role("link", name="Continuer sur GitHub").click()
    other.value.wait_for_load_state()
    page.get_by_role("button", name="Envoyer, sans compte").click()
    expect(page.get_by_role("heading", name="C’est envoyé. Merci !")).to_be_focused()
    github, relay = seen.strangers
    page.reload()
    drafts = page.locator(".brouillon").count()
    recap = list(zip(labels, shown, strict=True))
    return Walk(recap, closed, back, text, before, file, github, relay, drafts)


@pytest.fixture(scope="module")
def walked(browser, home):
    """What was met in the form of a page."""

    @cache
    def go(name: str) -> Walk:
        with opened(browser) as (page, seen):
            found = walk(page, seen, home(), name)
        assert seen.errors == []
        return found

    return go


@pytest.mark.parametrize("name", WALKED)
def test_one_reads_again_what_one_wrote_before_the_doors_open(walked, name):
    met, form = walked(name), FORMS[name]
    wanted = expected_answers(name, ANSWERS[name])
    assert [label for label, _ in met.recap] == [form.question(one).label for one in wanted]
    for question, (_, shown) in zip(wanted, met.recap, strict=True):
        if form.question(question).kind is Kind.HOUR:
            assert shown == heure(time.fromisoformat(wanted[question]))
        elif form.question(question).kind is Kind.DEFI:
            assert shown == "Un café associatif à nous"
        elif form.question(question).kind is Kind.THEMES:
            assert shown == "Se retrouver et s’entraider, Fêter et créer, le four banal"
        elif form.question(question).kind is not Kind.DATE:
            assert shown == wanted[question]
    assert met.closed == (True, True)
    assert met.before == []


@pytest.mark.parametrize("name", WALKED)
def test_one_may_change_what_one_wrote(walked, name):
    assert walked(name).back == [True, ANSWERS[name]]


def apart(name: str, text: str) -> str:
    """An answer whose lines that are labels end no other."""
    labels = {f"### {question.label}" for question in FORMS[name].questions}
    return "\n".join(f" {line}" if line.rstrip() in labels else line for line in text.split("\n"))


@pytest.mark.parametrize("name", WALKED)
def test_github_is_opened_with_the_answers(walked, name):
    asked = walked(name).github
    given = expected_answers(name, ANSWERS[name])
    pairs = [(id_, apart(name, text)) for id_, text in given.items()]
    which = ("template", template(name))
    assert (asked.method, asked.url) == ("GET", f"{DEPOT}/issues/new?{query([which, *pairs])}")
    assert urlsplit(asked.headers.get("referer", "/")).path == "/"


FILES = {
    "proposer": "un-cafe-nous-a-18-h.txt",
    NEWS: "cafe.txt",
    "annoncer": "et-si-l-on-chantait-qui-d-autre.txt",
}


@pytest.mark.parametrize("name", WALKED)
def test_the_file_holds_the_text_in_utf_8_under_the_name_of_the_request(walked, name):
    met = walked(name)
    wanted = rendered(name, ANSWERS[name])
    assert met.text == wanted
    assert met.file == (FILES[name], wanted.encode())


@pytest.mark.parametrize("name", WALKED)
def test_the_relay_receives_what_the_form_without_a_script_sends(walked, name):
    met = walked(name)
    pairs = [*sent(name, ANSWERS[name]), ("formulaire", FORMS[name].slug)]
    assert (met.relay.method, met.relay.url) == ("POST", RELAY)
    assert met.relay.post_data == query(pairs)
    assert met.relay.headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert met.drafts == 0, "what was sent is no draft"


# Which doors there are.


@pytest.mark.parametrize(
    ("name", "titles", "main"),
    [
        (
            "all",
            ["Envoyer d’ici", "Sans compte", "GitHub (avec un compte)"],
            "Envoyer, sans compte",
        ),
        ("address", ["Sans compte", "GitHub (avec un compte)"], "Écrire à "),
        ("depot", ["Sans compte", "GitHub (avec un compte)"], "Continuer sur GitHub"),
        ("nobody", ["Sans compte"], None),
    ],
)
def test_the_first_door_alone_is_yellow_and_no_empty_letter_stands_beside(
    home, tab, name, titles, main
):
    page, _ = tab
    to_the_doors(page, home(name), "annoncer", ANSWERS["annoncer"])
    doors = page.locator("[data-portes]")
    assert doors.get_by_role("heading", level=3).all_inner_texts() == titles
    yellow = doors.locator(".btn:not(.creux)").all_inner_texts()
    assert [text.startswith(main) for text in yellow] == ([True] if main else [])
    expect(page.locator(".autrement")).to_be_hidden()
    change(page)
    expect(page.locator(".autrement")).to_be_visible()


def test_with_nobody_behind_one_copies_downloads_and_prints(home, tab):
    page, _ = tab
    to_the_doors(page, home("nobody"), "annoncer", ANSWERS["annoncer"])
    doors = page.locator("[data-portes]")
    titles = page.locator("legend, h2").all_inner_texts()
    assert {"Relisez", "Qu’en faire\u202f?"} <= {*titles}
    assert not [one for one in page.locator("main").all_inner_texts() if "envoyer" in one.lower()]
    assert "pas encore d’adresse où écrire" in plain(doors.inner_text())
    assert not re.search("mailto:|github.com", doors.inner_html())
    assert doors.get_by_role("button").all_inner_texts() == ["Copier le texte", "Imprimer"]
    assert offered(page) == rendered("annoncer", ANSWERS["annoncer"])


# What they carry.

HOSTILE_TEXTS = [
    "### Le nom du défi",
    "Un.\n### Le nom du défi\u00a0\u2003\n### La commune\x1c\nDeux.",
    "###  Le nom du défi\n #### Racontez\n### Racontez ###",
    "```\n### Racontez\n```\n~~~~\n```\n~~~~",
    "🌻🏳️\u200d🌈 &amp; <b>é</b>\t\\u0000 %0D%0A \\n {lu} ${nom} $& $1",
    "  espaces devant\n\n\n  et derrière  \n\n",
    "### Avant d’envoyer\n\nJ’accepte",
    "**La commune**\n__Racontez__ :\n**La commune** est belle\n## l'ETAPE d'aujourd'hui\n### Un titre à moi",
    "### Racontez\ufeff\n### Racontez\x85",
    "Un.\r\nDeux.\rTrois.\x0bQuatre\u00ad.",
    "Le \u202efour.",
]  # fmt: skip


def test_the_text_is_that_of_python_byte_by_byte_whatever_was_written(home, tab):
    page, _ = tab
    given = {**ANSWERS["proposer"]}
    to_the_doors(page, home(), "proposer", given)
    refused = 0
    for text in HOSTILE_TEXTS:
        given["texte"] = typed(text)
        change(page)
        page.evaluate("text => { document.getElementById('q-texte').value = text; }", text)
        read_again(page)
        if guards.check(given["texte"], PATH):
            refused += 1
            expect(page.locator("#e-texte")).to_be_visible()
            page.evaluate("document.getElementById('q-texte').value = ''")
            read_again(page)
            continue
        wanted = rendered("proposer", given)
        assert offered(page) == wanted
        found, problems = bodies.parse(wanted, FORMS["proposer"])
        assert problems == []
        assert set(found) == set(expected_answers("proposer", given))
    assert refused == 2


def test_what_is_too_long_is_copied_and_the_rest_is_filled_in(home, browser):
    given = {**ANSWERS["proposer"], "texte": STORY}
    with opened(browser, permissions=CLIPBOARD) as (page, _):
        to_the_doors(page, home(), "proposer", given)
        link = page.get_by_role("link", name="Ouvrir le formulaire").get_attribute("href") or ""
        assert len(link.encode()) <= 7500
        left = {k: v for k, v in expected_answers("proposer", given).items() if k != "texte"}
        assert dict(parse_qsl(urlsplit(link).query)) == {"template": "defi.yml", **left}
        short = letter(page, accompanies("88"))
        assert len(short) < 300
        assert "Collez" in unquote(short)
        for name, text in (
            ("Copier « Racontez »", STORY),
            ("Copier le texte", rendered("proposer", given)),
        ):
            button = page.get_by_role("button", name=name)
            button.click()
            expect(button).to_have_count(0)
            expect(page.get_by_role("button", name="Texte copié")).to_be_visible()
            assert page.evaluate("navigator.clipboard.readText()") == text


def test_an_address_is_measured_in_bytes_as_it_is_sent(home, tab):
    page, _ = tab
    fits = page.get_by_role("link", name="Continuer sur GitHub")
    to_the_doors(page, home(), "proposer", {**ANSWERS["proposer"], "texte": "a"})
    without = len(fits.get_attribute("href") or "") - 1
    for signs in (7499, 7501, 7500):
        change(page)
        page.locator("#q-texte").fill("a" * (signs - without))
        read_again(page)
        assert fits.count() == (signs <= 7500), signs
        if fits.count():
            assert len(fits.get_attribute("href") or "") == signs


def letter(page: Page, to: str) -> str:
    link = page.locator(f'[data-portes] a[href^="mailto:{to}?"]')
    expect(link).to_have_count(1)
    return link.get_attribute("href") or ""


def test_a_letter_goes_to_the_territory_that_holds_the_commune_else_to_the_site(home, tab):
    page, seen = tab
    given = {**ANSWERS["proposer"], "texte": "Un.\nDeux & trois ? 🌻"}
    to_the_doors(page, home(), "proposer", given)
    for commune, to in (
        ("Mirecourt (Vosges)", accompanies("88")),
        ("Dole (Jura)", ADDRESS),  # an example accompanies there: nobody would read
        ("Mende (Lozère)", accompanies("48")),
        ("Felletin (Creuse)", ADDRESS),
    ):
        given["commune"] = commune
        change(page)
        page.locator("#q-commune").fill(commune)
        read_again(page)
        text = rendered("proposer", given).replace("\n", "\r\n")
        body = quote(text, safe="!'()*")
        wanted = f"mailto:{to}?subject={quote('Proposer un défi')}&body={body}"
        assert letter(page, to) == wanted
        assert len(wanted) <= 1900
        assert page.locator('[data-portes] a[href^="mailto:"]').count() == 1
    assert accompanies("39") not in page.content()
    assert seen.strangers == []


def test_news_are_written_to_the_territory_that_holds_the_defi(home, tab):
    page, _ = tab
    to_the_doors(page, home(), NEWS, ANSWERS[NEWS])
    assert letter(page, accompanies("88"))


def test_where_the_browser_does_not_copy_the_text_is_shown_and_selected(home, tab):
    page, _ = tab
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    to_the_doors(page, home(), "annoncer", ANSWERS["annoncer"])
    page.get_by_role("button", name="Copier le texte").click()
    shown = page.get_by_role("textbox", name="Le texte à copier")
    expect(shown).to_be_focused()
    assert shown.input_value() == rendered("annoncer", ANSWERS["annoncer"])
    assert shown.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd) === e.value")


# When one fails.


def test_a_relay_that_fails_loses_nothing_and_the_other_doors_stay(home, browser):
    def refuse(route):
        route.fulfill(status=422, body="", headers={"access-control-allow-origin": "*"})

    send = "Envoyer, sans compte"
    with opened(browser) as (page, seen):
        to_the_doors(page, home(), "annoncer", ANSWERS["annoncer"])
        for failing in (lambda route: route.abort(), refuse):
            seen.elsewhere = failing
            page.get_by_role("button", name=send).click()
            expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
            assert offered(page) == rendered("annoncer", ANSWERS["annoncer"])
        seen.elsewhere = welcome
        page.get_by_role("button", name=send).click()
        expect(page.get_by_role("heading", name="C’est envoyé. Merci !")).to_be_visible()


def test_what_is_being_sent_is_said_and_a_second_press_sends_nothing(home, browser):
    held = []

    def keep(route):
        held.append(route)

    with opened(browser) as (page, seen):
        to_the_doors(page, home(), "annoncer", ANSWERS["annoncer"])
        seen.elsewhere = keep
        send = page.get_by_role("button", name="Envoyer, sans compte")
        send.click()
        told = page.locator("[data-portes]").get_by_role("status")
        expect(told).to_have_text("Envoi en cours…")
        assert send.get_attribute("aria-disabled") == "true"
        back = page.get_by_role("button", name="Modifier mes réponses")
        assert back.get_attribute("aria-disabled") == "true"
        for button in (send, back):
            button.click(force=True)
            button.press("Enter")
        expect(told).to_have_text("Envoi en cours…")
        headers = {"access-control-allow-origin": "*"}
        answer = {"dit": [], "adresse": f"{DEPOT}/issues/12"}
        assert len(held) == 1
        held[0].fulfill(status=201, json=answer, headers=headers)
        expect(page.get_by_role("heading", name="C’est envoyé. Merci !")).to_be_focused()
        said = plain(page.locator("[data-portes]").inner_text())
        assert f"à cette adresse. Gardez-la : {DEPOT}/issues/12" in said
        assert "une réponse automatique vient en quelques minutes" in said
        assert "territoire vous lit" not in said
        check_going_back(page, seen)


def test_what_arrives_once_one_went_back_hides_no_word_and_nothing_is_sent_twice(home, browser):
    held = []
    headers = {"access-control-allow-origin": "*"}
    send = "Envoyer, sans compte"
    with opened(browser) as (page, seen):
        to_the_doors(page, home(), "annoncer", ANSWERS["annoncer"])
        seen.elsewhere = held.append
        told = page.locator("[data-portes]").get_by_role("status")
        page.get_by_role("button", name=send).click()
        expect(told).to_have_text("Envoi en cours…")
        page.go_back()
        read_again(page)
        assert page.get_by_role("button", name=send).get_attribute("aria-disabled") == "true"
        expect(told).to_have_text("Envoi en cours…")
        page.go_back()
        page.locator("#q-texte").fill("D’autres mots, écrits pendant ce temps.")
        read_again(page)
        page.get_by_role("button", name=send).click()
        expect(told).to_contain_text("Un autre envoi est en cours")
        page.go_back()
        page.locator("#q-texte").press("End")
        page.keyboard.type(" Et enc")
        assert len(held) == 1
        held[0].fulfill(status=201, json={"adresse": f"{DEPOT}/issues/12"}, headers=headers)
        line = page.locator("p.plutot", has_text="Votre envoi de tout à l’heure")
        expect(line.get_by_role("link")).to_have_attribute("href", f"{DEPOT}/issues/12")
        page.keyboard.type("ore.")
        page.reload()
        written = page.locator("#q-texte").input_value()
        assert written == "D’autres mots, écrits pendant ce temps. Et encore."
        go_on(page, {})
        page.get_by_role("button", name=send).click()
        expect(told).to_have_text("Envoi en cours…")
        held[1].abort()
        expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
        refuse_where_one_began(page, held)


def refuse_where_one_began(page: Page, held: list[Route]) -> None:
    """What the relay refuses of an answer is said beside it, where « Modifier » leads."""
    page.get_by_role("button", name="Envoyer, sans compte").click()
    said = ["La commune", "ce nom n’est à personne."]
    mend = {"dit": ["« La commune » : ce nom n’est à personne."], "corriger": [said]}
    expect(page.locator("[data-portes]").get_by_role("status")).to_have_text("Envoi en cours…")
    headers = {"access-control-allow-origin": "*"}
    held[2].fulfill(status=422, json=mend, headers=headers)
    expect(page.get_by_role("alert")).to_contain_text("n’est à personne")
    change(page)
    expect(page.locator("#q-commune")).to_be_focused()
    expect(page.locator("#e-commune")).to_have_text("Ce nom n’est à personne.")


def check_going_back(page: Page, seen: Seen) -> None:
    """Back from what was sent: all is there, and what was sent is not offered a second time."""
    sendings = len(seen.strangers)
    page.go_back()
    expect(page.locator(".brouillon")).to_contain_text("C’est envoyé")
    assert page.locator("#q-texte").input_value() == ANSWERS["annoncer"]["texte"]
    page.go_forward()
    expect(page.get_by_role("heading", name="C’est envoyé. Merci !")).to_be_visible()
    expect(page.locator(".recap h2")).to_have_text("Voici ce que vous avez envoyé")
    assert page.locator(".recap button").count() == 0
    assert page.get_by_role("button", name="Envoyer, sans compte").count() == 0
    page.reload()
    assert page.locator("#q-texte").input_value() == ""
    assert len(seen.strangers) == sendings


def test_back_comes_to_the_form_forward_to_what_is_read_again_and_nothing_is_lost(home, tab):
    page, _ = tab
    page.goto(home())
    form, recap = page.locator("[data-formulaire]"), page.locator(".recap")
    to_the_doors(page, home(), "proposer", ANSWERS["proposer"])
    wanted = offered(page)
    for _ in range(2):
        page.go_back()
        expect(form).to_be_visible()
        assert page.evaluate(FIELDS, "q-titre") == [True, ANSWERS["proposer"]]
        assert recap.count() == page.locator("[data-portes]:visible").count() == 0
        page.go_forward()
        expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_focused()
        assert offered(page) == wanted
    change(page)
    read_again(page)
    expect(recap).to_be_visible()
    page.go_back()
    page.locator("#q-titre").fill("Non")
    page.go_forward()  # it is not right any more
    expect(page.locator(".resume-erreurs")).to_be_focused()
    expect(form).to_be_visible()
    page.locator("#q-titre").fill(ANSWERS["proposer"]["titre"])
    read_again(page)
    page.evaluate("document.querySelectorAll('.recap button').forEach(b => (b.click(), b.click()))")
    expect(form).to_be_visible()
    page.go_forward()
    expect(recap).to_be_visible()
    page.reload()
    expect(form).to_be_visible()
    assert page.locator("#q-resume").input_value() == ANSWERS["proposer"]["resume"]
    page.go_back()
    assert page.url == home(), "each review is one step back, and no more"


def test_the_sheet_is_printed_with_the_answers(home, tab):
    page, _ = tab
    story = "Une ligne assez longue pour être vue. " * 60
    to_the_doors(page, home(), "proposer", {**ANSWERS["proposer"], "texte": story})
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Imprimer", exact=True).click()
    assert page.evaluate("window.printed")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": 680, "height": 1000})  # what a sheet of A4 leaves
    page.emulate_media(media="print")
    assert page.locator("#q-titre").is_visible()
    assert page.locator(".recap").is_hidden()
    ticked = plain(page.locator("[data-question=territoire] .papier").inner_text())
    assert ticked.count("☒") == 1
    assert "☒ Petite ville" in ticked
    held = "e => e.scrollHeight <= e.clientHeight + 2"
    assert page.locator("#q-texte").evaluate(held), "the whole story is on the sheet"
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#q-titre").is_hidden()
    assert page.locator(".recap").is_visible()
