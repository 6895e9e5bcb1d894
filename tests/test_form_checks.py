"""What is wrong in a form is said beside its field as Python says it, and nothing leaves before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from doors import (
    ALL_FORMS,
    ANSWERS,
    FORMS,
    GUARDS,
    NEWS,
    agree,
    begin,
    change,
    fill,
    go_on,
    offered,
    read_again,
    rendered,
)
from playwright.sync_api import Page, expect
from reading import plain
from suspects import GUILTY, INNOCENTS
from visits import Held, Seen, opened

from generator.content.fiches import FicheAnnonce
from generator.content.model import FicheDefi
from generator.content.schema import read_fields
from generator.contributions import answers, bodies
from generator.contributions.bodies import PATH
from generator.forms.form import Form, Kind, Question
from generator.outputs.forms.rules import help_of
from generator.text import guards
from generator.text.front_matter import FrontMatter
from generator.text.kinds import KINDS
from generator.text.typography import heure


@pytest.fixture(scope="module")
def kept(browser) -> Iterator[tuple[Page, Seen]]:
    """One page for the tests of this file: each load forgets the draft of the one before."""
    with opened(browser) as (page, seen):
        page.add_init_script("localStorage.clear(); sessionStorage.clear()")
        yield page, seen


@pytest.fixture
def tab(kept) -> Iterator[tuple[Page, Seen]]:
    """That page; what a test held back, and what it asked for, is not that of the next one."""
    page, seen = kept
    seen.forget()
    yield page, seen
    page.unroute_all()
    assert seen.errors == []
    assert seen.strangers == []


def sentence(text: str) -> str:
    """A sentence as `bvm verifier` has it: its first letter small, its spaces plain."""
    said = plain(text)
    return said[:1].lower() + said[1:]


LISTS = {"rencontres", "besoins", "journal", "experiences", "liens", "depenses"}
"""The groups of which a file has several."""


def nested(key: str, value: Any) -> dict[str, Any]:
    """The fields of a file that hold one value, a list where the model has one."""
    outer, _, inner = key.partition(".")
    group = nested(inner, value) if inner else value
    return {outer: [group] if inner and outer in LISTS else group}


def python_says(form: Form, question: Question, answer: str) -> list[str]:
    """The errors, then the advice, that Python has for one answer, as they stand beside a field."""
    answer = bodies.plain(answer)
    _, told = bodies.parse(bodies.render(form, {question.id: answer}, whole=False), form)
    problems = [
        *told,
        *(p for p in answers.check(form, {question.id: answer}) if p.field == question.label),
    ]
    if question.key and not question.terms:
        problems += guards.check(answer, PATH)
        value: Any = answers.value_of(question, answer)
        matter = FrontMatter(nested(question.key, value), "", 1, "")
        fiche = FicheAnnonce if form.slug == "annonce" else FicheDefi
        _, found = read_fields(matter, fiche, PATH)
        problems += [p for p in found if re.sub(r"\[\d+\]", "", p.field) == question.key]
    told = [answers.told_of(question, each) for each in problems]
    return [
        departements_near([p.message for p in told if p.is_error == error])
        for error in (True, False)
    ]


def departements_near(messages: list[str]) -> str:
    """Some sentences, each said once, as they stand beside a field."""
    said = dict.fromkeys(each[:1].upper() + each[1:] for each in messages)
    return sentence(" ".join(said))


SAY = """said => said.map(([id, text]) => {
  const field = document.getElementById('q-' + id);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  return [...'ec'].map(kind => (document.getElementById(kind + '-' + id) || {}).textContent || '');
})"""


def script_says(page: Page, said: list[tuple[str, str]]) -> list[list[str]]:
    """The errors, then the advice, that stand beside each field as its answer is left."""
    return [[sentence(each) for each in shown] for shown in page.evaluate(SAY, said)]


LONG = "é" * 91
EMOJI = "🌻" * 46
FANTASY = "\U0001d7ce\U0001d7d4 12 34 56 78"
TABLE = {
    "proposer": [
        *(("titre", text) for text in (
            "Un café", "Un café.", "Un café à nous", "  Un café à nous  ", LONG[:90], LONG, EMOJI, EMOJI * 2, "🌻🌻🌻", "e\u0301" * 5,
            "Un café de jean@exemple.fr", "Appeler le 06 12 34 56 78", "Appeler le " + FANTASY, "Le numéro 1 85 05 78 006 084 91",
            "Le numéro 185057800608491", "Le numéro 185057800608492", "La clé ghp_" + "a1B2" * 9, "Un caf\u200be à nous tous",
            "Un \u202ecafé à nous", "\ufeffUn\u00ad café à\x0bnous", "Un \x07, oui", "Un\u200e \u2066vrai café",
            "-", "…", "Un caf\x07é à nous", "Un cаfé à nous tous", "Un café à 10 kΩ", "Un 🌻 cаfé sаlon",
            "Un café à nous 👩🏽\u200d🌾", "Un ca\u200dfé à nous", "Un café 👩\u200d🌾\u200d à nous",
            "Un café\u00a0; à nous\u202f!", "Le 12 rue des Lilas", "Le 12 BIS, Rue des Lilas", "Les 3 places de cinéma",
            "06&nbsp;12<b>34</b>56 78", "Un café &amp; nous <3", "<script>alert(1)</script>", "# Un titre ### Le nom du défi",
            "Le code postal 88500", "SIRET 362 521 879 00034", "De 12 h 30 à 14 h 15", "le 05/12/2026 à 18:30", "+33 6 12 34 56 78",
            "jean arobase exemple point fr", "jean (at) exemple . fr", "𝒿𝑒𝒶𝓃@exemple.fr", "abc\u2028defghij", "Un  café\tà nous",
            "```", "~~~", "a@b.fr " * 20,
        )),
        *(("texte", text) for text in (
            "a" * 20_000, "a" * 20_001, "Une ligne.\n\nUne autre.", "```\ncode", "```\ncode\n```", "~~~ py\n```\n~~~", "``` a`b",
            *(text for _, text in GUILTY), *INNOCENTS, "Écrire à " + " ".join(text for _, text in GUILTY[::9]),
            "Ligne\n06 12\n34 56 78", "Un a@b.fr\net ghp_" + "a1B2" * 9, "Un mот\nun autre \u200b",
        )),
        *(("commune", text) for text in ("!!!", "\u2060Mire\u00adcourt (88)", "12", "881", "a" * 121, "—")),
        *(("besoins", text) for text in (
            "Un local", "Un local (lieu)", "- Un local (du temps).", "2) Une table (ronde)", "Un (vieux) local (Lieu)\nDes bras", "(lieu)", "Un local [lieu]",
            "Un local （lieux）", "Un local – lieu", "Un local (milieu)", "Un local (non-lieu)", "Une scie (matériels)",
            "Une scie (matériel, temps)", "Deux bras (compétences).", "Un four - du temps", "Un four - chaud", "Des amis (réseaux)",
        )),
        *(("themes", text) for text in (
            "convivialité", "culture, !!!", "culture ; mobilité douce", "12", "jean@exemple.fr", "a" * 61, "é" * 61,
        )),
    ],
    "mettre-a-jour/organisation": [
        ("decision_delai_jours", text) for text in ("7", "0", "365", "366", "-1", "3.5", "0007", "1e2")
    ],
    NEWS: [("rencontres_lieu", "Café du Pont")],
    "mettre-a-jour/recit": [
        ("journal_texte", "a" * 2001),
        ("journal_texte", "  " + "a" * 2000 + "  \n"),
    ],
    "mettre-a-jour/besoin": [("pourvu", "a" * 301)],
    "mettre-a-jour/tenue": [("tenue_titre", "Le 06.12.34.56.78")],
    "mettre-a-jour/depense": [
        *(("financement_depenses_montant", text) for text in (
            "1200", "1 200", "1\u202f200,50 €", "0", "gratuit", "offert", "un euro", "12 k€", "-12", "−1 200,50 €", "- 5 euros", "cent",
        )),
    ],
    "mettre-a-jour/lien": [
        *(("liens_url", text) for text in (
            "https://exemple.fr", "HTTPS://exemple.fr/page", "bonjour", "le café", "12",
        )),
    ],
    "rejoindre": [("engagements_nombre", text) for text in ("1", "50", "51", "0")],
    "demander-de-l-aide": [("demande", "Aidez"), ("demande", "Écrire à jean@exemple.fr")],
    "signaler": [("page", "http://127.0.0.1:8000/defis/cafe/")],
    "annoncer": [
        ("texte", "a" * 301),
        ("texte", "Envie de chanter.\nQui d’autre ?"),
        ("texte", "(" + "x \n" * 100 + ")"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_a_field_is_judged_in_the_words_of_bvm_verifier(home, tab, name):
    page, _ = tab
    page.goto(home() + f"{name}/")
    begin(page)
    form, said = ALL_FORMS[name], TABLE[name]
    told = []
    for (id_, text), shown in zip(said, script_says(page, said), strict=True):
        wanted = python_says(form, form.question(id_), text)
        if shown != wanted:
            told.append((id_, text[:60], {"python": wanted, "script": shown}))
    assert not told, json.dumps(told, ensure_ascii=False, indent=1)


def test_dates_and_hours_that_do_not_exist_are_told(home, tab):
    page, _ = tab
    page.goto(home() + f"{NEWS}/")
    fill(page, {"rencontres_debut": "18:30", "rencontres_fin": "18:30"})
    page.locator("#q-rencontres_lieu").focus()
    wanted = KINDS["heures_egales"].sentence.format(lu="18:30")
    assert sentence(page.locator("#e-rencontres_fin").inner_text()) == wanted
    for end in ("06:31", "17:00", "06:30", "01:00", "00:00"):
        fill(page, {"rencontres_fin": end})
        page.locator("#q-rencontres_lieu").focus()
        shown = page.locator("#c-rencontres_fin")
        asked = end in {"06:31", "17:00"}
        expect(shown).to_have_count(int(asked))
        expect(page.locator("#e-rencontres_fin")).to_have_count(0)
        if asked:
            told = KINDS["fin_lendemain"].sentence
            said = told.format(debut="18 h 30", fin=plain(heure(time.fromisoformat(end))))
            assert sentence(shown.inner_text()) == said
    page.locator("#q-rencontres_date").focus()
    page.keyboard.type("12")  # a date that is not whole, whatever the order of its parts
    page.locator("#q-rencontres_lieu").focus()
    wanted = KINDS["date_invalide"].asked.format(lu="…")
    expect(page.locator("#e-rencontres_date")).to_be_visible()
    assert sentence(page.locator("#e-rencontres_date").inner_text()) == wanted


def test_the_address_of_a_meeting_may_have_its_street_number(home, tab):
    page, _ = tab
    page.goto(home() + f"{NEWS}/")
    begin(page)
    said = [("rencontres_lieu", "12 rue des Lilas"), ("rencontres_titre", "Le 12 rue des Lilas")]
    assert script_says(page, said) == [["", ""], ["", KINDS["adresse_precise"].asked]]


def test_what_must_not_be_published_is_said_without_being_repeated(home, tab):
    page, _ = tab
    page.goto(home() + "proposer/")
    page.locator("#q-titre").fill("Écrire à jean.dupont@exemple.fr ou au 06 12 34 56 78")
    page.locator("#q-resume").focus()
    said = page.locator("#e-titre").inner_text()
    assert "une adresse électronique" in plain(said)
    assert "un numéro de téléphone" in plain(said)
    for name in ("dupont", "exemple", "06 12"):
        assert name not in said


MAIL = "Écrire à jean.dupont@exemple.fr"


def test_what_must_not_be_published_is_said_of_what_was_left_before_it_was_known(home, tab):
    page, _ = tab
    guards_of = Held(page, "**/assets/gardes.js")
    page.goto(home() + "proposer/")
    fill(page, {"porteur": MAIL, "titre": MAIL, "resume": f"{MAIL}, ou au 06 12 34 56 78. " * 20})
    told, long, written = (page.locator(f"#e-{id_}") for id_ in ("titre", "resume", "porteur"))
    page.locator("#q-porteur").hover()
    page.mouse.down()
    guards_of.let_go()
    page.evaluate(GUARDS)
    assert page.locator(".erreur").count() == 0, "nothing moves under a finger"
    page.mouse.up()
    expect(told).to_contain_text("une adresse électronique")
    expect(long).to_contain_text("un numéro de téléphone")
    assert "dupont" not in page.locator("form").inner_text()
    assert written.count() == 0, "what is being written is told of as it is left"
    page.keyboard.press("Tab")
    expect(written).to_contain_text("une adresse électronique")


def test_what_must_not_be_published_is_waited_for_as_one_reads_again(home, tab):
    page, _ = tab
    guards_of = Held(page, "**/assets/gardes.js")
    page.goto(home() + "signaler/")
    fill(page, {**ANSWERS["signaler"], "passage": MAIL})
    agree(page)
    read_again(page)
    assert page.locator(".erreur, .recap").count() == 0
    guards_of.let_go()
    expect(page.locator(".resume-erreurs")).to_be_focused()
    assert "une adresse électronique" in plain(page.locator("#e-passage").inner_text())


def test_without_the_network_what_must_not_be_published_stops_nothing(home, browser):
    given = {**ANSWERS["signaler"], "passage": MAIL}
    with opened(browser) as (page, seen):
        page.route("**/assets/gardes.js*", lambda route: route.abort())
        page.goto(home() + "signaler/")
        with page.expect_event("requestfailed"):
            page.locator("#q-passage").focus()
        go_on(page, given)
        assert offered(page) == rendered("signaler", given)
        assert seen.faults == []
        page.unroute("**/assets/gardes.js*")
        change(page)
        read_again(page)
        expect(page.locator(".resume-erreurs")).to_be_focused()


def test_a_field_says_nothing_before_it_was_filled_in_and_no_more_once_it_is_mended(home, tab):
    page, _ = tab
    page.goto(home() + "proposer/")
    title, fault = page.locator("#q-titre"), page.locator("#e-titre")
    title.focus()
    page.locator("#q-resume").focus()
    assert page.locator(".erreur").count() == 0
    title.fill("Court")
    page.locator("#q-resume").focus()
    assert title.get_attribute("aria-invalid") == "true"
    assert title.get_attribute("aria-describedby") == "a-titre e-titre"
    assert page.locator("#a-titre ~ #e-titre ~ #q-titre").count() == 1
    title.focus()
    page.keyboard.type(" mais plus long")
    expect(fault).to_have_count(0)
    assert title.get_attribute("aria-invalid") is None
    assert title.get_attribute("aria-describedby") == "a-titre"


# To send.

FAULTS = """() => Object.fromEntries(
  [...document.querySelectorAll('.erreur')].map(each => [each.id.slice(2), each.innerText]))"""


def _beside(question: Question, told: str) -> str:
    """What Python tells, as a page with boxes says it, which repeats no label."""
    if question.kind is Kind.CONSENT:
        return "cochez les deux cases : sans elles, rien ne peut être publié."
    return told if help_of(question) else told.removesuffix(f" {question.help}")


@pytest.mark.parametrize("name", FORMS)
def test_what_is_missing_is_told_as_python_tells_it_and_nothing_leaves(home, tab, name):
    page, seen = tab
    form = FORMS[name]
    page.goto(home() + f"{name}/")
    read_again(page)
    told = {p.field: sentence(p.message) for p in answers.check(form, {})}
    summary = page.locator(".resume-erreurs")
    expect(summary).to_be_focused()
    lines = [plain(text) for text in summary.get_by_role("link").all_inner_texts()]
    assert [line.partition(" : ")[0] for line in lines] == list(told)
    short = {"à remplir", "à choisir", "les deux cases à cocher"}
    assert {line.partition(" : ")[2] for line in lines} <= short
    shown = {id_: sentence(text) for id_, text in page.evaluate(FAULTS).items()}
    wanted = {q.id: _beside(q, told[q.label]) for q in form.questions if q.label in told}
    assert shown == wanted
    assert page.locator("[data-portes]").is_hidden()
    assert seen.strangers == []


def test_each_line_of_the_summary_leads_to_its_field(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/besoin/?defi=cafe")
    fill(page, {"besoins_quoi": "Des chaises"})
    read_again(page)
    expect(page.locator(".resume-erreurs")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#q-besoins_nature")).to_be_focused()
    assert page.locator("#q-besoins_quoi").input_value() == "Des chaises"


def test_news_that_say_nothing_are_told_to_be_empty(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/besoin/?defi=cafe")
    need = page.locator("select#q-besoins_laquelle")
    need.select_option(index=1)
    agree(page)
    read_again(page)
    said = page.locator("#e-besoins_laquelle").inner_text()
    asked = "« Un nouveau besoin », « La nature du besoin »"
    wanted = KINDS["ligne_sans_rien"].sentence.format(lu=need.input_value(), rubriques=asked)
    assert sentence(said) == plain(wanted)
    need.select_option("")
    read_again(page)
    summary = page.get_by_role("region", name="Rien n’a changé")
    expect(summary).to_contain_text("Modifiez une réponse, ou revenez à la page du défi.")
    assert page.locator("[aria-invalid]").count() == 0


def test_what_the_defi_itself_refuses_is_told_at_once(home, tab):
    page, _ = tab
    for gesture, given, name, kind, told in (
        ("etape", {"phase": "Cré’action"}, "phase", "phase_deja", {"lu": "Cré’action"}),
        ("engages", {"engagements_nombre": "3", "engagements_roles_role": "Tenir le comptoir",
            "engagements_roles_nombre": "4"}, "engagements_roles_nombre", "roles_de_trop",
            {"roles": "4 personnes", "nombre": 3}),
        ("depense", {"financement_depenses_poste": "Le four",
            "financement_depenses_montant": "beaucoup"}, "financement_depenses_montant",
            "montant_invalide", {"lu": "beaucoup"}),
    ):  # fmt: skip
        page.goto(home() + f"mettre-a-jour/{gesture}/?defi=cafe")
        expect(page.locator("p.quel")).to_be_visible()
        fill(page, given)
        agree(page)
        read_again(page)
        said = page.locator(f"#e-{name}")
        expect(said).to_be_visible()
        assert sentence(said.inner_text()) == plain(KINDS[kind].sentence.format(**told))


def test_several_words_are_boxes_that_leave_as_one_answer(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/groupe/?defi=cafe")
    boxes = page.get_by_role("group", name="Qui est concerné")
    expect(boxes.get_by_role("checkbox", name="un quartier ou un village")).to_be_checked()
    boxes.get_by_role("checkbox", name="des voisins").check()
    agree(page)
    read_again(page)
    assert "des voisins, un quartier ou un village" in offered(page)


def test_a_trial_does_not_end_before_it_begins(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/essai/")
    fill(page, {"experiences_debut": "2026-08-02", "experiences_fin": "2026-08-01"})
    page.locator("#q-experiences_essai").focus()
    wanted = KINDS["essai_inverse"].sentence.format(fin="1er août 2026", debut="2 août 2026")
    assert sentence(page.locator("#e-experiences_fin").inner_text()) == wanted


def test_what_comes_back_until_a_day_gone_by_is_asked_about_at_once(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/retour/")
    until = page.locator("#q-activites_recurrence_jusqu_au")
    told = page.locator("#c-activites_recurrence_jusqu_au")
    until.fill("2020-01-01")
    page.locator("#q-activites_quoi").focus()
    assert plain(told.inner_text()) == "Ce jour est passé : choisissez plutôt une date à venir."
    until.fill("2099-01-01")
    page.locator("#q-activites_quoi").focus()
    expect(told).to_have_count(0)
