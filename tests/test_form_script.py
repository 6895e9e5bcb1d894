"""What the script of the forms adds, in a real browser: checks, draft, places, doors.

What it says and what it carries are compared with what Python says and makes.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Built, make_project, run_build
from pages import compress
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from samples import REQUIRED
from test_browser import RULES
from test_contribute import ADDRESS, pilote, settings
from test_form_pages import DEPOT, FORMS, RELAY, fill

from generator import guards
from generator.contributions import answers, bodies
from generator.contributions.bodies import PATH
from generator.errors import KINDS
from generator.forms import AGREED, Form, Kind, Question
from generator.front_matter import FrontMatter, dump
from generator.geography import find_commune
from generator.geography import suggest as suggested
from generator.model import FicheAnnonce, FicheDefi
from generator.schema import read_fields
from generator.vocabulary import TERRITOIRES

VOSGES = "accompagnement.vosges@exemple.fr"
HOSTILE = '<img src=x onerror="window.struck=1"> Un café </script>'
PILOTES = {
    "vosges": pilote("La plaine", "88", VOSGES),
    "jura": pilote("Le Jura", "39", "accompagnement.jura@exemple.fr", example=True),
}
CAFE = {
    "titre": "Un café associatif à nous",
    "commune": "Mirecourt (Vosges)",
    "themes": ["convivialite"],
    "prochaine_action": {"date": "2099-12-05", "quoi": "On goûte la carte"},
    "rencontres": [
        {"date": "2099-12-12", "titre": "Qui tient le comptoir ?", "genre": "debat", "lieu": "Salle des fêtes", "statut": "prevue"},
        {"date": "2026-01-12", "titre": "Le premier débat", "genre": "debat", "lieu": "Salle des fêtes", "statut": "tenue"},
    ],
    "besoins": [
        {"quoi": "Deux percolateurs & <b>un évier</b>", "nature": "materiel"},
        {"quoi": "Un local", "nature": "lieu", "pourvu_le": "2026-10-01"},
    ],
}  # fmt: skip
DEFIS = {
    "cafe": CAFE,
    "fini": {"titre": "Le café associatif du pont", "commune": "Mattaincourt (Vosges)", "etat": "abouti",
             "bilan": {"resultats": "Fait.", "appris": "Beaucoup.", "suite": "Rien."}},
    "hostile": {"titre": HOSTILE, "commune": "Mirecourt (Vosges)", "themes": ["culture"]},
    "loin": {"titre": "Un café associatif", "commune": "Épinal (Vosges)", "themes": ["convivialite"]},
}  # fmt: skip
WORLDS = {
    "all": (settings(depot=DEPOT, adresse=ADDRESS, relais=RELAY), PILOTES),
    "site": (settings(depot=DEPOT, adresse=ADDRESS), {"jura": PILOTES["jura"]}),
    "nobody": (settings(), {}),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Callable[[str], Built]:
    """The site of each of `WORLDS`, built once."""
    built: dict[str, Built] = {}

    def build(name: str) -> Built:
        if name not in built:
            text, pilotes = WORLDS[name]
            files = {
                f"defis/{slug}.md": dump(REQUIRED | one, "Racontons.")
                for slug, one in DEFIS.items()
            }
            folder = tmp_path_factory.mktemp(name)
            project = make_project(folder, {"mkdocs.yml": text, **files})
            for path in (project / "content/territoires-pilotes").glob("*.md"):
                if path.stem != "index":
                    path.unlink()
            for slug, said in pilotes.items():
                (project / f"content/territoires-pilotes/{slug}.md").write_text(said, "utf-8")
            built[name] = run_build(project, folder / "site", GITHUB_REPOSITORY="")
            assert built[name].code == 0, built[name].said
        return built[name]

    return build


@pytest.fixture(scope="module")
def home(world, serve) -> Callable[[str], str]:
    served: dict[str, str] = {}

    def address(name: str = "all") -> str:
        if name not in served:
            served[name] = serve(world(name).folder)
        return served[name]

    return address


@dataclass
class Seen:
    """What a page asked of other hosts, and what went wrong in it."""

    strangers: list[Any] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    relay: Callable[[Any], None] | None = None


@contextmanager
def opened(browser: Browser, **more: Any) -> Iterator[tuple[BrowserContext, Page, Seen]]:
    """A page in a context of its own; what leaves the site is kept and answered by nothing."""
    given = {
        "locale": "fr-FR",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }
    context = browser.new_context(**{**given, **more})
    seen = Seen()

    def elsewhere(route):
        seen.strangers.append(route.request)
        if seen.relay:
            seen.relay(route)
        else:
            route.fulfill(status=200, content_type="text/html", body="<title>Ailleurs</title>")

    context.route(re.compile(r"https://"), elsewhere)
    page = context.new_page()
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: said.type == "error" and seen.errors.append(said.text))
    yield context, page, seen
    context.close()


@pytest.fixture
def tab(browser) -> Iterator[tuple[Page, Seen]]:
    with opened(browser) as (_, page, seen):
        yield page, seen
    assert seen.errors == []


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()


def sentence(text: str) -> str:
    """A sentence as `bvm verifier` has it: its first letter small, its spaces plain."""
    said = plain(text)
    return said[:1].lower() + said[1:]


# --- What is wrong is said as Python says it --------------------------------------------------

FICHES = {"defi": FicheDefi, "mise-a-jour": FicheDefi, "annonce": FicheAnnonce}


def python_says(form: Form, question: Question, answer: str) -> tuple[list[str], list[str]]:
    """The errors and the advice that Python has for one answer."""
    _, told = bodies.parse(bodies.render(form, {question.id: answer}, whole=False), form)
    problems = [
        *told,
        *(p for p in answers.check(form, {question.id: answer}) if p.field == question.label),
    ]
    if question.key and not question.terms:
        problems += guards.check(answer, PATH)
        outer, _, inner = question.key.partition(".")
        value: Any = answers.value_of(question, answer)
        group: Any = {inner: value} if inner else value
        listed = inner and outer in {"rencontres", "besoins", "offres", "journal", "decisions"}
        matter = FrontMatter({outer: [group] if listed else group}, "", 1, "")
        _, found = read_fields(matter, FICHES[form.slug], PATH)
        problems += [p for p in found if re.sub(r"\[\d+\]", "", p.field) == question.key]
    told = (answers.told_of(question, each) for each in problems)
    said = {sentence(each.message): each.is_error for each in told}
    return [t for t, bad in said.items() if bad], [t for t, bad in said.items() if not bad]


SAY = """([id, text]) => {
  const field = document.getElementById('q-' + id);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  return [...'ec'].map(kind => (document.getElementById(kind + '-' + id) || {}).textContent || '');
}"""

LONG = "é" * 91
EMOJI = "🌻" * 46
FANTASY = "\U0001d7ce\U0001d7d4 12 34 56 78"
TABLE: list[tuple[str, str, str]] = [
    *(("proposer", "titre", text) for text in (
        "Un café", "Un café à nous", "  Un café à nous  ", LONG[:90], LONG, EMOJI, EMOJI * 2, "🌻🌻🌻", "e\u0301" * 5,
        "Un café de jean@exemple.fr", "Appeler le 06 12 34 56 78", "Appeler le " + FANTASY, "Le numéro 1 85 05 78 006 084 91",
        "Le numéro 185057800608491", "Le numéro 185057800608492", "La clé ghp_" + "a1B2" * 9, "Un caf\u200be à nous tous",
        "Un \u202ecafé à nous", "Un caf\x07é à nous", "Un cаfé à nous tous", "Un café à 10 kΩ", "Un 🌻 cаfé sаlon",
        "Un café à nous 👩🏽\u200d🌾", "Un ca\u200dfé à nous", "Un café 👩\u200d🌾\u200d à nous",
        "Un café\u00a0; à nous\u202f!", "Le 12 rue des Lilas", "Le 12 BIS, Rue des Lilas", "Les 3 places de cinéma",
        "06&nbsp;12<b>34</b>56 78", "Un café &amp; nous <3", "<script>alert(1)</script>", "# Un titre ### Le nom du défi",
        "Le code postal 88500", "SIRET 362 521 879 00034", "De 12 h 30 à 14 h 15", "le 05/12/2026 à 18:30", "+33 6 12 34 56 78",
        "jean arobase exemple point fr", "jean (at) exemple . fr", "𝒿𝑒𝒶𝓃@exemple.fr", "abc\u2028defghij", "Un  café\tà nous",
        "```", "~~~", "a@b.fr " * 20,
    )),
    *(("proposer", "texte", text) for text in (
        "a" * 20_000, "a" * 20_001, "Une ligne.\n\nUne autre.", "```\ncode", "```\ncode\n```", "~~~ py\n```\n~~~", "``` a`b",
        "Ligne\n06 12\n34 56 78", "Un a@b.fr\net ghp_" + "a1B2" * 9, "Un mот\nun autre \u200b",
    )),
    *(("proposer", "commune", text) for text in ("!!!", "\u2060", "12", "881", "a" * 121, "—")),
    *(("proposer", "themes", text) for text in (
        "convivialité", "culture, !!!", "culture ; mobilité douce", "12", "jean@exemple.fr", "a" * 61, "é" * 61,
    )),
    *(("mettre-a-jour", "decision_delai_jours", text) for text in ("7", "0", "365", "366", "-1", "3.5", "0007", "1e2")),
    ("mettre-a-jour", "rencontres_lieu", "Café du Pont"),
    ("mettre-a-jour", "journal_texte", "a" * 2001),
    ("mettre-a-jour", "journal_texte", "  " + "a" * 2000 + "  \n"),
    ("mettre-a-jour", "pourvu", "a" * 301),
    ("mettre-a-jour", "tenue_titre", "Le 06.12.34.56.78"),
    ("annoncer", "texte", "a" * 301),
    ("annoncer", "texte", "Envie de chanter.\nQui d’autre ?"),
    ("annoncer", "texte", "(" + "x \n" * 100 + ")"),
]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_field_is_judged_in_the_words_of_bvm_verifier(home, tab, name):
    page, _ = tab
    page.goto(home() + f"{name}/")
    told = []
    for where, id_, text in TABLE:
        if where == name:
            form = FORMS[name]
            errors, advice = python_says(form, form.question(id_), text)
            shown = [sentence(each) for each in page.evaluate(SAY, [id_, text])]
            wanted = [
                sentence(" ".join(one[:1].upper() + one[1:] for one in some))
                for some in (errors, advice)
            ]
            if shown != wanted:
                told.append((id_, text[:60], {"python": wanted, "script": shown}))
    assert not told, json.dumps(told, ensure_ascii=False, indent=1)


def test_dates_and_hours_that_do_not_exist_are_told(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/")
    fill(page, {"rencontres_debut": "18:30", "rencontres_fin": "18:30"})
    page.locator("#q-rencontres_lieu").focus()
    wanted = KINDS["heures_inversees"].sentence.format(debut="18:30", fin="18:30")
    assert sentence(page.locator("#e-rencontres_fin").inner_text()) == wanted
    page.locator("#q-rencontres_date").focus()
    page.keyboard.type("12")  # a date that is not whole, whatever the order of its parts
    page.locator("#q-rencontres_lieu").focus()
    wanted = KINDS["date_invalide"].asked.format(lu="…")
    expect(page.locator("#e-rencontres_date")).to_be_visible()
    assert sentence(page.locator("#e-rencontres_date").inner_text()) == wanted


def test_the_address_of_a_meeting_may_have_its_street_number(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/")
    assert page.evaluate(SAY, ["rencontres_lieu", "12 rue des Lilas"]) == ["", ""]
    shown = page.evaluate(SAY, ["besoins_quoi", "Le 12 rue des Lilas"])
    assert [sentence(each) for each in shown] == ["", KINDS["adresse_precise"].asked]


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


def test_a_field_says_nothing_before_it_was_filled_in(home, tab):
    page, _ = tab
    page.goto(home() + "proposer/")
    page.locator("#q-titre").focus()
    page.locator("#q-resume").focus()
    assert page.locator(".erreur").count() == 0


def test_a_fault_that_is_mended_goes_as_one_writes(home, tab):
    page, _ = tab
    page.goto(home() + "proposer/")
    title = page.locator("#q-titre")
    title.fill("Court")
    page.locator("#q-resume").focus()
    assert title.get_attribute("aria-invalid") == "true"
    assert title.get_attribute("aria-describedby") == "a-titre e-titre"
    assert page.locator("#a-titre ~ #e-titre ~ #q-titre").count() == 1
    title.focus()
    page.keyboard.type(" mais plus long")
    expect(page.locator("#e-titre")).to_have_count(0)
    assert title.get_attribute("aria-invalid") is None
    assert title.get_attribute("aria-describedby") == "a-titre"


# --- To send ----------------------------------------------------------------------------------

READ_AGAIN = "Relire avant d’envoyer"


def read_again(page: Page) -> None:
    page.get_by_role("button", name=READ_AGAIN).click()


@pytest.mark.parametrize("name", FORMS)
def test_what_is_missing_is_told_as_python_tells_it_and_nothing_leaves(home, tab, name):
    page, seen = tab
    form = FORMS[name]
    page.goto(home() + f"{name}/")
    read_again(page)
    told = {p.field: sentence(p.message) for p in answers.check(form, {})}
    summary = page.locator(".resume-erreurs")
    expect(summary).to_be_focused()
    links = [plain(text) for text in summary.get_by_role("link").all_inner_texts()]
    assert [link.partition(" : ")[0] for link in links] == list(told)
    short = {"à remplir", "à choisir", "les deux cases à cocher"}
    assert {link.partition(" : ")[2] for link in links} <= short
    for question in form.questions:
        mark = page.locator(f"#e-{question.id}")
        shown = sentence(mark.inner_text()) if mark.count() else None
        assert shown == told.get(question.label)
    assert page.locator("[data-portes]").is_hidden()
    assert seen.strangers == []


def test_each_line_of_the_summary_leads_to_its_field_even_in_a_folded_part(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/?defi=cafe")
    fill(page, {"besoins_quoi": "Des chaises"})
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = false; })")
    read_again(page)
    expect(page.locator(".resume-erreurs")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#q-besoins_nature")).to_be_focused()
    assert page.locator("#q-besoins_quoi").input_value() == "Des chaises"


def test_news_that_say_nothing_are_told_to_be_empty(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/?defi=cafe")
    agree(page)
    read_again(page)
    assert sentence(page.locator("#e-defi").inner_text()) == KINDS["mise_a_jour_vide"].sentence


def agree(page: Page) -> None:
    for box in page.locator("[data-question=accord] [type=checkbox]").all():
        with suppress(Error):  # what comes late, near défis, may move it under the pointer
            box.check()
        box.check()


ANSWERS = {
    "proposer": {
        "titre": "Un café & nous, à 18 h ?",
        "resume": "Le dernier café a fermé. Et si nous en ouvrions un + grand ?",
        "texte": "Une ligne.\n\n### Le nom du défi\nUne autre : #2 ~ 100 % « à nous » 🌻 *'()!",
        "commune": "Mirecourt (Vosges)",
        "territoire": "Petite ville",
        "porteur": "Les voisins du Val",
        "concerne": "un quartier ou un village",
        "phase": "Cré’action",
        "depuis": "2026-09-12",
        "themes": "convivialite, culture",
    },
    "mettre-a-jour": {
        "defi": "cafe",
        "rencontres_titre": "La fête",
        "rencontres_date": "2099-06-12",
        "rencontres_debut": "18:30",
        "rencontres_genre": "Fête",
        "rencontres_lieu": "La place",
        "journal_texte": "On a ri.\nBeaucoup.",
    },
    "annoncer": {
        "genre": "Idée",
        "texte": "Et si l’on chantait ?\nQui d’autre ?",
        "commune": "Felletin (Creuse)",
    },
}  # fmt: skip


def expected_answers(name: str, given: dict[str, str]) -> dict[str, str]:
    """The answers in the order of the questions, with the consent."""
    whole = {**given, "accord": AGREED}
    return {q.id: whole[q.id] for q in FORMS[name].questions if whole.get(q.id)}


def rendered(name: str, given: dict[str, str]) -> str:
    return bodies.render(FORMS[name], expected_answers(name, given), whole=False)


def to_the_doors(page: Page, address: str, name: str, given: dict[str, str]) -> None:
    page.goto(f"{address}{name}/")
    fill(page, given)
    agree(page)
    read_again(page)
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_focused()


def offered(page: Page) -> str:
    """The text that would be downloaded."""
    link = page.get_by_role("link", name="Télécharger le texte")
    head, _, text = (link.get_attribute("href") or "").partition(",")
    assert head == "data:text/plain;charset=utf-8"
    return unquote(text)


@pytest.mark.parametrize("name", FORMS)
def test_one_reads_again_what_one_wrote_before_the_doors_open(home, tab, name):
    page, seen = tab
    to_the_doors(page, home(), name, ANSWERS[name])
    labels = page.locator(".recap dt").all_inner_texts()
    wanted = expected_answers(name, ANSWERS[name])
    assert labels == [FORMS[name].question(one).label for one in wanted]
    shown = page.locator(".recap dd").all_inner_texts()
    for question, text in zip(wanted, shown, strict=True):
        if FORMS[name].question(question).kind is not Kind.DATE:
            assert text == wanted[question]
    assert page.locator("[data-formulaire]").is_hidden()
    page.get_by_role("button", name="Modifier mes réponses").click()
    assert page.locator("[data-portes]").is_hidden()
    assert page.locator("#q-" + FORMS[name].questions[0].id).evaluate(
        "e => e === document.activeElement"
    )
    for id_, text in ANSWERS[name].items():
        assert page.locator(f"#q-{id_}").input_value() == text
    assert seen.strangers == []


HOSTILE_TEXTS = [
    "### Le nom du défi",
    "Un.\n### Le nom du défi\u00a0\u2003\n### La commune\x1c\nDeux.",
    "###  Le nom du défi\n #### Racontez\n### Racontez ###",
    "```\n### Racontez\n```\n~~~~\n```\n~~~~",
    "🌻🏳️\u200d🌈 &amp; <b>é</b>\t\\u0000 %0D%0A \\n {lu} ${nom} $& $1",
    "  espaces devant\n\n\n  et derrière  \n\n",
    "### Avant d’envoyer\n\nJ’accepte",
    "### Racontez\ufeff\n### Racontez\x85",
]  # fmt: skip


def test_the_text_is_that_of_python_byte_by_byte_whatever_was_written(home, tab):
    page, _ = tab
    given = {**ANSWERS["proposer"]}
    to_the_doors(page, home(), "proposer", given)
    for text in HOSTILE_TEXTS:
        page.get_by_role("button", name="Modifier mes réponses").click()
        page.evaluate("text => { document.getElementById('q-texte').value = text; }", text)
        clean = guards.check(text, PATH) == []
        read_again(page)
        if not clean:
            expect(page.locator("#e-texte")).to_be_visible()
            page.evaluate("document.getElementById('q-texte').value = ''")
            read_again(page)
            continue
        given["texte"] = text
        wanted = rendered("proposer", given)
        assert offered(page) == wanted
        found, problems = bodies.parse(wanted, FORMS["proposer"])
        assert problems == []
        assert set(found) == set(expected_answers("proposer", given))


def test_lines_that_end_in_carriage_returns_are_lines(home, tab):
    page, _ = tab
    to_the_doors(page, home(), "proposer", ANSWERS["proposer"])
    page.get_by_role("button", name="Modifier mes réponses").click()
    page.evaluate("document.getElementById('q-texte').value = 'Un.\\r\\nDeux.\\rTrois.'")
    read_again(page)
    assert offered(page) == rendered(
        "proposer", {**ANSWERS["proposer"], "texte": "Un.\nDeux.\nTrois."}
    )


# --- The draft --------------------------------------------------------------------------------


def test_a_draft_survives_a_reload_and_goes_when_asked(home, tab):
    page, seen = tab
    page.goto(home() + "proposer/")
    assert page.locator(".brouillon").count() == 0
    fill(page, ANSWERS["proposer"])
    agree(page)
    page.reload()
    notice = page.locator(".brouillon")
    expect(notice).to_contain_text("Voici ce que vous aviez commencé")
    for id_, text in ANSWERS["proposer"].items():
        assert page.locator(f"#q-{id_}").input_value() == text
    assert page.locator("[type=checkbox]:checked").count() == 0, "one agrees each time"
    notice.get_by_role("button", name="Effacer le brouillon").click()
    expect(notice).to_be_focused()
    assert page.locator("#q-titre").input_value() == ""
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('brouillon'))") == []
    page.reload()
    assert page.locator("#q-titre").input_value() == ""
    assert page.locator(".brouillon").count() == 0
    assert seen.strangers == []


def test_each_form_and_each_defi_has_its_own_draft(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/?defi=cafe")
    fill(page, {"besoins_quoi": "Des chaises"})
    page.goto(home() + "mettre-a-jour/?defi=fini")
    assert page.locator("#q-besoins_quoi").input_value() == ""
    page.goto(home() + "proposer/")
    assert page.locator(".brouillon").count() == 0
    page.goto(home() + "mettre-a-jour/?defi=cafe")
    need = page.locator("#q-besoins_quoi")
    expect(need).to_be_visible()  # its part is unfolded
    assert need.input_value() == "Des chaises"


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


def test_a_draft_that_is_erased_leaves_the_defi_of_the_address(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/?defi=cafe")
    fill(page, {"besoins_quoi": "Des chaises"})
    page.reload()
    page.get_by_role("button", name="Effacer le brouillon").click()
    assert page.locator("#q-besoins_quoi").input_value() == ""
    assert page.locator("#q-defi").input_value() == "cafe"


def test_where_one_can_write_to_somebody_the_door_without_an_account_comes_first(home, tab):
    page, _ = tab
    doors = page.locator("[data-portes] h3")
    to_the_doors(page, home("site"), "annoncer", ANSWERS["annoncer"])
    assert doors.all_inner_texts() == ["Je n’ai pas de compte", "J’ai un compte GitHub"]


@pytest.mark.parametrize(
    ("world_of", "main"),
    [("all", "Envoyer, sans compte"), ("site", "Écrire à "), ("nobody", None)],
)
def test_the_first_door_alone_is_yellow_and_no_empty_letter_stands_beside(
    home, tab, world_of, main
):
    page, _ = tab
    to_the_doors(page, home(world_of), "annoncer", ANSWERS["annoncer"])
    yellow = page.locator("[data-portes] .btn:not(.creux)").all_inner_texts()
    assert [text.startswith(main) for text in yellow] == ([True] if main else [])
    expect(page.locator(".autrement")).to_be_hidden()
    page.get_by_role("button", name="Modifier mes réponses").click()
    expect(page.locator(".autrement")).to_be_visible()


def test_what_is_read_again_cannot_be_changed_from_the_card_of_the_defi(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/?defi=cafe")
    card = page.get_by_role("region", name="Un café associatif à nous")
    expect(card).to_be_visible()
    fill(page, {"journal_texte": "On a ri."})
    agree(page)
    read_again(page)
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_focused()
    expect(card).to_be_hidden()
    page.get_by_role("button", name="Modifier mes réponses").click()
    expect(card).to_be_visible()


def test_a_draft_cannot_be_erased_under_what_is_read_again(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    fill(page, ANSWERS["annoncer"])
    page.reload()
    notice = page.locator(".brouillon")
    assert "commencé\u00a0: rien" in (notice.text_content() or "")
    agree(page)
    read_again(page)
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_focused()
    expect(notice).to_be_hidden()
    page.get_by_role("button", name="Modifier mes réponses").click()
    expect(notice).to_be_visible()


def test_a_lost_network_loses_nothing(browser, home):
    with opened(browser) as (context, page, _):
        page.goto(home() + "proposer/")
        context.set_offline(True)
        fill(page, ANSWERS["proposer"])
        agree(page)
        read_again(page)
        expect(page.locator("[data-portes]")).to_be_visible()
        assert offered(page) == rendered("proposer", ANSWERS["proposer"])
        assert page.get_by_role("combobox", name="La commune").count() == 0
        context.set_offline(False)
        page.get_by_role("button", name="Modifier mes réponses").click()
        expect(page.get_by_role("combobox", name="La commune")).to_be_visible()
        page.reload()
        assert page.locator("#q-titre").input_value() == ANSWERS["proposer"]["titre"]


@pytest.mark.parametrize("stored", ["refused", "full", "broken"])
def test_all_works_where_the_browser_keeps_nothing(browser, home, stored):
    scripts = {
        "refused": "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })",
        "full": "Storage.prototype.setItem = () => { throw new Error('full'); }",
        "broken": "Storage.prototype.getItem = () => '[{\"titre\": 1'",
    }
    with opened(browser) as (_, page, seen):
        page.add_init_script(scripts[stored])
        to_the_doors(page, home(), "proposer", ANSWERS["proposer"])
        assert offered(page) == rendered("proposer", ANSWERS["proposer"])
        assert seen.errors == []


# --- The doors --------------------------------------------------------------------------------


def query(pairs: list[tuple[str, str]]) -> str:
    """As browsers write it (URL Standard, application/x-www-form-urlencoded)."""
    return urlencode(pairs, safe="*").replace("~", "%7E")


def apart(name: str, text: str) -> str:
    """An answer whose lines that are labels end no other."""
    labels = {f"### {question.label}" for question in FORMS[name].questions}
    return "\n".join(f" {line}" if line.rstrip() in labels else line for line in text.split("\n"))


@pytest.mark.parametrize("name", FORMS)
def test_github_is_opened_with_the_answers(browser, home, name):
    with opened(browser) as (context, page, seen):
        to_the_doors(page, home(), name, ANSWERS[name])
        assert seen.strangers == []
        with context.expect_page() as other:
            page.get_by_role("link", name="Continuer sur GitHub").click()
        other.value.wait_for_load_state()
        (request,) = seen.strangers
        given = expected_answers(name, ANSWERS[name])
        pairs = [(id_, apart(name, text)) for id_, text in given.items()]
        form = FORMS[name]
        assert request.url == f"{DEPOT}/issues/new?" + query(
            [("template", f"{form.slug}-site.yml"), *pairs]
        )
        assert request.method == "GET"
        assert "referer" not in request.headers or urlsplit(request.headers["referer"]).path == "/"


def test_what_an_address_has_no_room_for_is_copied_and_the_rest_is_filled_in(browser, home):
    story = "Il était une fois, à côté. " * 300
    given = {**ANSWERS["proposer"], "texte": story}
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as (_, page, _seen):
        to_the_doors(page, home(), "proposer", given)
        link = page.get_by_role("link", name="Ouvrir le formulaire").get_attribute("href") or ""
        assert len(link.encode()) <= 7500
        left = {k: v for k, v in expected_answers("proposer", given).items() if k != "texte"}
        assert dict(parse_qsl(urlsplit(link).query)) == {"template": "defi-site.yml", **left}
        page.get_by_role("button", name="Copier « Racontez »").click()
        expect(page.get_by_role("button", name="Texte copié")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == story


@pytest.mark.parametrize("signs", [7499, 7500, 7501])
def test_an_address_is_measured_in_bytes_as_it_is_sent(browser, home, signs):
    with opened(browser) as (_, page, _seen):
        to_the_doors(page, home(), "proposer", {**ANSWERS["proposer"], "texte": "a"})
        link = page.get_by_role("link", name="Continuer sur GitHub").get_attribute("href") or ""
        page.get_by_role("button", name="Modifier mes réponses").click()
        page.locator("#q-texte").fill("a" * (signs - len(link) + 1))
        read_again(page)
        fits = page.get_by_role("link", name="Continuer sur GitHub")
        assert fits.count() == (signs <= 7500)
        if fits.count():
            assert len(fits.get_attribute("href") or "") == signs


SHORT = {**ANSWERS["proposer"], "texte": "Une ligne.\n\nUne autre : #2 ~ 100 % 🌻 *'()!"}


def letter(page: Page, to: str) -> str:
    link = page.locator(f'[data-portes] a[href^="mailto:{to}?"]')
    expect(link).to_have_count(1)
    return link.get_attribute("href") or ""


@pytest.mark.parametrize(
    ("commune", "to"),
    [
        ("Mirecourt (Vosges)", VOSGES),
        ("Dole (Jura)", ADDRESS),  # an example accompanies there: nobody would read
        ("Felletin (Creuse)", ADDRESS),
    ],
)
def test_a_letter_goes_to_the_territory_that_holds_the_commune_else_to_the_site(
    home, tab, commune, to
):
    page, seen = tab
    given = {**SHORT, "texte": "Un.\nDeux & trois ? 🌻", "commune": commune}
    to_the_doors(page, home(), "proposer", given)
    text = rendered("proposer", given).replace("\n", "\r\n")
    body = quote(text, safe="!'()*")
    wanted = f"mailto:{to}?subject={quote('Proposer un défi')}&body={body}"
    assert letter(page, to) == wanted
    assert len(wanted) <= 1900
    assert page.locator('[data-portes] a[href^="mailto:"]').count() == 1
    assert "accompagnement.jura" not in page.content()
    assert seen.strangers == []


def test_news_are_written_to_the_territory_that_holds_the_defi(home, tab):
    page, _ = tab
    to_the_doors(
        page,
        home(),
        "mettre-a-jour",
        {"defi": "cafe", "besoins_quoi": "Des chaises", "besoins_nature": "Matériel"},
    )
    assert letter(page, VOSGES)


def test_a_long_text_is_copied_and_the_letter_is_short(browser, home):
    given = {**SHORT, "texte": "Il était une fois, à côté.\n" * 80}
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as (_, page, _seen):
        to_the_doors(page, home(), "proposer", given)
        short = letter(page, VOSGES)
        assert len(short) < 300
        assert "Collez" in unquote(short)
        page.get_by_role("button", name="Copier le texte").click()
        expect(page.get_by_role("button", name="Texte copié")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == rendered("proposer", given)


def test_where_the_browser_does_not_copy_the_text_is_shown_and_selected(browser, home):
    with opened(browser) as (_, page, _seen):
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        to_the_doors(page, home(), "proposer", ANSWERS["proposer"])
        page.get_by_role("button", name="Copier le texte").click()
        shown = page.get_by_role("textbox", name="Le texte à copier")
        expect(shown).to_be_focused()
        assert shown.input_value() == rendered("proposer", ANSWERS["proposer"])
        chosen = "e => e.value.slice(e.selectionStart, e.selectionEnd) === e.value"
        assert shown.evaluate(chosen)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("proposer", "un-cafe-nous-a-18-h.txt"),
        ("mettre-a-jour", "cafe.txt"),
        ("annoncer", "et-si-l-on-chantait-qui-d-autre.txt"),
    ],
)
def test_the_file_holds_the_text_in_utf_8_under_the_name_of_the_request(home, tab, name, file):
    page, _ = tab
    to_the_doors(page, home(), name, ANSWERS[name])
    with page.expect_download() as found:
        page.get_by_role("link", name="Télécharger le texte").click()
    assert found.value.suggested_filename == file
    assert Path(found.value.path()).read_bytes() == rendered(name, ANSWERS[name]).encode()


@pytest.mark.parametrize("name", FORMS)
def test_the_relay_receives_what_the_form_without_a_script_sends(browser, home, name):
    with opened(browser) as (_, page, seen):
        seen.relay = lambda route: route.fulfill(
            status=200, body="Merci.", headers={"access-control-allow-origin": "*"}
        )
        to_the_doors(page, home(), name, ANSWERS[name])
        page.get_by_role("button", name="Envoyer, sans compte").click()
        expect(page.get_by_role("heading", name="C’est envoyé. Merci !")).to_be_focused()
        (request,) = seen.strangers
        form = FORMS[name]
        given = expected_answers(name, ANSWERS[name])
        asked = [(q.id, given.get(q.id, "").replace("\n", "\r\n")) for q in form.questions]
        pairs = [("template", f"{form.slug}-site.yml"), *asked, ("formulaire", form.slug)]
        assert (request.method, request.url) == ("POST", RELAY)
        assert request.post_data == query(pairs)
        assert request.headers["content-type"].startswith("application/x-www-form-urlencoded")
        page.reload()
        assert page.locator(".brouillon").count() == 0
        assert seen.errors == []


@pytest.mark.parametrize("failure", ["down", "refused"])
def test_a_relay_that_fails_loses_nothing_and_the_other_doors_stay(browser, home, failure):
    with opened(browser) as (_, page, seen):
        headers = {"access-control-allow-origin": "*"}
        seen.relay = lambda route: (
            route.abort()
            if failure == "down"
            else route.fulfill(status=422, body="", headers=headers)
        )
        to_the_doors(page, home(), "annoncer", ANSWERS["annoncer"])
        page.get_by_role("button", name="Envoyer, sans compte").click()
        expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
        assert offered(page) == rendered("annoncer", ANSWERS["annoncer"])
        seen.relay = lambda route: route.fulfill(status=200, body="Merci.", headers=headers)
        page.get_by_role("button", name="Envoyer, sans compte").click()
        expect(page.get_by_role("heading", name="C’est envoyé. Merci !")).to_be_visible()


def test_with_nobody_behind_one_copies_downloads_and_prints(home, tab):
    page, _ = tab
    to_the_doors(page, home("nobody"), "proposer", ANSWERS["proposer"])
    doors = page.locator("[data-portes]")
    assert doors.get_by_role("heading", level=3).all_inner_texts() == ["Je n’ai pas de compte"]
    assert "pas encore d’adresse où écrire" in plain(doors.inner_text())
    assert not re.search("mailto:|github.com", doors.inner_html())
    assert offered(page) == rendered("proposer", ANSWERS["proposer"])


def test_the_sheet_is_printed_with_the_answers(browser, home):
    story = "Une ligne assez longue pour être vue. " * 60
    with opened(browser) as (_, page, _seen):
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


# --- The commune ------------------------------------------------------------------------------


def options(page: Page) -> list[str]:
    return page.locator(".propositions").get_by_role("option").all_inner_texts()


def test_a_commune_is_chosen_by_keyboard_and_its_type_is_suggested_never_imposed(home, tab):
    page, _ = tab
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home() + "proposer/")
    field = page.locator("#q-commune")
    field.focus()
    assert not [url for url in asked if "communes" in url or "proches" in url]
    box = page.get_by_role("combobox", name="La commune")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("mirec")
    status = page.locator("[data-question=commune] [role=status]")
    expect(page.locator(".propositions").get_by_role("option")).to_have_text(["Mirecourt (Vosges)"])
    page.keyboard.type(" 88")
    expect(page.locator(".propositions").get_by_role("option")).to_have_text(["Mirecourt (Vosges)"])
    expect(status).to_contain_text("1 commune")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert (
        page.locator("#" + (box.get_attribute("aria-controls") or "")).get_attribute("role")
        == "listbox"
    )
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert field.input_value() == "mirec 88"
    page.keyboard.press("ArrowDown")
    expect(page.locator(".propositions").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".propositions").get_by_role("option", selected=True)).to_have_text(
        "Mirecourt (Vosges)"
    )
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").inner_text() == "Mirecourt (Vosges)"
    page.keyboard.press("Enter")
    assert field.input_value() == "Mirecourt (Vosges)"
    expect(field).to_be_focused()
    assert page.locator(".resume-erreurs").count() == 0, "Enter has sent nothing"
    place = find_commune("Mirecourt (Vosges)")
    guess = suggested(place)
    label = next(term.label for term in TERRITOIRES if term.slug == guess.territoire)
    told = page.locator("[data-question=territoire] .plutot")
    expect(told).to_contain_text(guess.raison.partition(":")[0].strip())
    assert page.locator("#q-territoire").input_value() == ""
    told.get_by_role("button").press("Enter")
    expect(page.locator("#q-territoire")).to_be_focused()
    assert page.locator("#q-territoire").input_value() == label
    expect(told).to_have_count(0)
    page.locator("#q-territoire").select_option("Métropole")
    values = {"lu": "Métropole", "commune": place.nom, "propose": label, "raison": guess.raison}
    expect(told).to_be_visible()
    said = plain(told.inner_text()).partition(" Choisir")[0]
    assert sentence(said) == plain(KINDS["territoire_surprenant"].sentence.format(**values))
    assert page.locator("#q-territoire").input_value() == "Métropole"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("88500", "Ahéville (Vosges)"),
        ("Mirecourt", "Mirecourt (Vosges)"),
        ("Mirecourt (vos", "Mirecourt (Vosges)"),
        ("St-Dié", "Saint-Dié-des-Vosges (Vosges)"),
        ("saint denis", "Saint-Denis (La Réunion)"),
        ("Mircourt", "Mirecourt (Vosges)"),
        ("Mircourt 88", "Mirecourt (Vosges)"),
        ("lyon", "Lyon (Rhône)"),
        ("zzz", None),
        ("Mirecourt, Vosges", "Mirecourt (Vosges)"),
        ("88500 mirec", "Mirecourt (Vosges)"),
        ("st die 88", "Saint-Dié-des-Vosges (Vosges)"),
        ("Paris", "Paris (Paris)"),
        ("corse", "Corse-du-Sud (2A)"),
        ("2a ajac", "Ajaccio (Corse-du-Sud)"),
        ("97133", "Saint-Barthélemy (Saint-Barthélemy)"),
        ("l’hay 94", "L’Haÿ-les-Roses (Val-de-Marne)"),
    ],
)
def test_a_commune_is_found_by_its_name_and_where_it_is(home, tab, typed, first):
    page, _ = tab
    page.goto(home() + "proposer/")
    page.locator("#q-commune").fill(typed)
    status = page.locator("[data-question=commune] [role=status]")
    expect(status).not_to_have_text("")
    found = options(page)
    assert (found[0] if found else None) == first
    assert len(found) <= 30


@pytest.mark.parametrize("how", ["chosen", "left"])
def test_a_name_alone_is_enough_to_suggest_a_type(home, tab, how):
    page, _ = tab
    page.goto(home() + "proposer/")
    page.locator("#q-commune").fill("Mirecourt")
    choice = page.locator(".propositions").get_by_role("option")
    expect(choice).to_have_text(["Mirecourt (Vosges)"])
    if how == "chosen":
        choice.click()
    else:
        page.keyboard.press("Tab")
    expect(page.locator("[data-question=territoire] .plutot")).to_contain_text("Mirecourt")
    wanted = "Mirecourt (Vosges)" if how == "chosen" else "Mirecourt"
    assert page.locator("#q-commune").input_value() == wanted


def test_what_comes_while_a_finger_is_down_waits_for_it_to_be_lifted(home, tab):
    page, _ = tab
    held: list[Any] = []

    def hold(route):
        held.append(route)

    page.route("**/88-types.json", hold)
    page.goto(home() + "proposer/")
    page.locator("#q-commune").fill("Mirecourt (Vosges)")
    with page.expect_request("**/88-types.json"):
        page.keyboard.press("Tab")
    box = page.locator("#q-accord")
    box.hover()
    page.mouse.down()
    with page.expect_event("requestfinished"):
        held[0].continue_()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    told = page.locator("[data-question=territoire] .plutot")
    assert told.count() == 0
    page.mouse.up()
    expect(box).to_be_checked()
    expect(told).to_be_visible()


def test_a_name_that_is_nearly_written_is_told_to_be_so(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    status = page.locator("[data-question=commune] [role=status]")
    page.locator("#q-commune").fill("Mircourt")
    expect(status).to_contain_text("Est-ce celle-ci")
    page.locator("#q-commune").fill("Mirecourt zzzzzzzz")
    expect(status).to_contain_text("Aucune commune de ce nom")
    assert options(page) == []
    page.locator("#q-commune").fill("m")
    expect(status).to_have_text("")
    page.locator("#q-commune").fill("Saint-D")
    expect(status).to_contain_text("Continuez")
    page.locator("#q-commune").fill("Saint-Dié")
    expect(page.locator(".propositions").get_by_role("option").first).to_have_text(
        "Saint-Dié-des-Vosges (Vosges)"
    )


def test_a_departement_is_chosen_then_its_communes_by_their_names(home, tab):
    page, _ = tab
    page.goto(home() + "annoncer/")
    field = page.locator("#q-commune")
    field.fill("vosg")
    page.locator(".propositions").get_by_role("option", name="Vosges (88)").click()
    assert field.input_value() == ""
    expect(field).to_be_focused()
    page.keyboard.type("mirecourt")
    expect(page.locator(".propositions").get_by_role("option")).to_have_text(["Mirecourt (Vosges)"])
    page.locator(".propositions").get_by_role("option").click()
    assert field.input_value() == "Mirecourt (Vosges)"


def test_every_part_that_is_read_is_light(world):
    folder = world("all").folder / "assets"
    parts = [*(folder / "communes").glob("*.json"), *(folder / "proches").glob("*.json")]
    assert len(parts) > 300
    assert max(len(gzip.compress(part.read_bytes())) for part in parts) <= 15 * 1024


@pytest.mark.parametrize("lost", ["communes/**", "lieux.js", "communes.js"])
def test_without_the_network_the_commune_stays_a_field(browser, home, lost):
    with opened(browser) as (_, page, _seen):
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route(f"**/assets/{lost}", lambda route: route.abort())
        page.goto(home() + "annoncer/")
        with page.expect_event("requestfailed"):
            page.locator("#q-commune").fill("Felletin (Creuse)")
        fill(page, ANSWERS["annoncer"])
        agree(page)
        read_again(page)
        expect(page.locator("[data-portes]")).to_be_visible()
        assert offered(page) == rendered("annoncer", ANSWERS["annoncer"])
        assert errors == []


# --- Near défis -------------------------------------------------------------------------------


def test_near_defis_are_said_with_their_distance_and_stop_nothing(home, tab):
    page, _ = tab
    page.goto(home() + "proposer/")
    fill(page, {"titre": "Un café associatif pour nous"})
    page.locator("#q-commune").fill("mirecourt 88")
    page.locator(".propositions").get_by_role("option").click()
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
    page.locator("#q-themes").fill("culture")
    page.locator("#q-themes").blur()
    expect(near.get_by_role("listitem")).to_have_count(3)
    hostile = near.get_by_role("link", name=HOSTILE)
    assert hostile.locator("*").count() == 0
    assert page.evaluate("window.struck") is None
    first = near.get_by_role("link").first
    assert (first.get_attribute("href"), first.get_attribute("target")) == (
        "../defis/cafe/",
        "_blank",
    )
    left = {k: v for k, v in ANSWERS["proposer"].items() if k not in {"titre", "commune"}}
    fill(page, left)
    agree(page)
    read_again(page)
    expect(page.locator("[data-portes]")).to_be_visible()


def test_where_nothing_is_alike_nothing_is_said(home, tab):
    page, _ = tab
    page.goto(home() + "proposer/")
    fill(page, {"titre": "Réparer les vélos"})
    with page.expect_response("**/proches/88.json"):
        page.locator("#q-commune").fill("mirecourt 88")
        page.locator(".propositions").get_by_role("option").click()
    expect(page.locator("[data-question=territoire] .plutot")).to_be_visible()
    assert page.locator(".proches").count() == 0


# --- News of a défi ---------------------------------------------------------------------------


def test_the_defi_of_the_address_is_shown_with_what_is_known_of_it(home, tab):
    page, _ = tab
    page.goto(home() + "mettre-a-jour/?defi=cafe")
    assert page.locator("#q-defi").input_value() == "cafe"
    known = page.get_by_role("region", name="Un café associatif à nous")
    expect(known).to_be_visible()
    said = plain(known.inner_text())
    assert "Prochaine action : samedi 5 décembre 2099, On goûte la carte" in said
    assert "Qui tient le comptoir ?" in said
    assert "Le premier débat" not in said
    assert "Un local" not in said
    assert known.get_by_role("link").get_attribute("href") == "../defis/cafe/"
    known.get_by_role("radio", name="Deux percolateurs").check()
    assert page.locator("#q-pourvu").input_value() == "Deux percolateurs & <b>un évier</b>"
    assert page.locator("#q-pourvu").is_visible()
    known.get_by_role("radio", name="Aucun").check()
    assert page.locator("#q-pourvu").input_value() == ""


def test_the_defi_of_the_address_may_have_any_name_and_does_nothing_else(home, tab):
    page, seen = tab
    page.goto(home() + "mettre-a-jour/?defi=" + quote('../../x"><b>', safe=""))
    assert page.locator("#q-defi").input_value() == '../../x"><b>'
    assert page.locator(".proches").count() == 0
    assert seen.strangers == []


def test_a_defi_that_is_not_known_is_said_to_be_so(browser, home):
    with opened(browser) as (_, page, _seen):
        page.goto(home() + "mettre-a-jour/?defi=nulle-part")
        told = page.locator("#c-defi")
        expect(told).to_be_visible()
        wanted = KINDS["defi_inconnu"].sentence.format(lu="nulle-part", proche="")
        assert sentence(told.inner_text()) == wanted
        assert page.locator(".proches").count() == 0
        page.locator("#q-defi").fill("le café de Mirecourt")
        page.locator("#q-defi").blur()
        wanted = KINDS["defi_inconnu"].sentence.format(lu="le café de Mirecourt", proche="")
        assert sentence(told.inner_text()) == plain(wanted)
        page.locator("#q-defi").fill(home() + "defis/cafe/?a=1#rejoindre")
        page.locator("#q-defi").blur()
        expect(page.get_by_role("region", name="Un café associatif à nous")).to_be_visible()
        expect(told).to_have_count(0)


# --- By keyboard only -------------------------------------------------------------------------

ACTIVE = "(() => { const e = document.activeElement; return [e.id, e.localName, e.textContent.trim()]; })()"


def tab_until(page: Page, wanted: Callable[[str, str, str], bool], unfold: bool = True) -> None:
    """Press Tab until something has the focus; unfold what is on the way."""
    for _ in range(120):
        page.keyboard.press("Tab")
        id_, tag, text = page.evaluate(ACTIVE)
        if wanted(id_, tag, text):
            return
        if unfold and tag == "summary":
            page.keyboard.press("Enter")
    raise AssertionError("never met")


@pytest.mark.parametrize("name", FORMS)
def test_by_keyboard_alone_from_the_first_field_to_the_doors(home, tab, name):
    page, seen = tab
    page.goto(home() + f"{name}/")
    form = FORMS[name]
    for question in form.questions[:-1]:
        if question.id not in ANSWERS[name]:
            continue
        tab_until(page, lambda id_, _tag, _text, q=question: id_ == f"q-{q.id}")
        typed = ANSWERS[name][question.id]
        if question.kind is Kind.DATE:
            year, month, day = typed.split("-")
            page.keyboard.type(f"{month}{day}{year}")
        elif question.kind is Kind.HOUR:
            page.keyboard.type("0630PM")
        elif question.kind is Kind.COMMUNE:
            page.keyboard.type(
                find_commune(typed).nom.lower() + " " + find_commune(typed).departement.code
            )
            expect(page.locator(".propositions").get_by_role("option")).to_have_count(1)
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        elif question.terms:  # an accent has no key of its own: its first letters choose a word
            page.keyboard.type(re.split("[^ -~]", typed)[0])
        else:
            page.keyboard.type(typed)
        assert page.locator(f"#q-{question.id}").input_value() == typed
    for box in ("q-accord", "q-accord-2"):
        tab_until(page, lambda id_, _tag, _text, b=box: id_ == b)
        page.keyboard.press("Space")
    tab_until(page, lambda _id, _tag, text: text == READ_AGAIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Relisez avant d’envoyer")).to_be_focused()
    for door in (
        "Envoyer, sans compte",
        "Continuer sur GitHub",
        "Écrire à",
        "Copier le texte",
        "Télécharger",
        "Imprimer",
    ):
        tab_until(page, lambda _id, _tag, text, d=door: text.startswith(d))
    assert offered(page) == rendered(name, ANSWERS[name])
    assert seen.strangers == []


# --- For everyone -----------------------------------------------------------------------------


def show_errors(page: Page) -> None:
    fill(page, {"titre": "Écrire à jean@exemple.fr"})
    read_again(page)
    expect(page.locator(".resume-erreurs")).to_be_focused()


def show_list(page: Page) -> None:
    page.locator("#q-commune").fill("88500")
    expect(page.locator(".propositions").get_by_role("option")).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".propositions").get_by_role("option", selected=True)).to_have_count(1)


def show_near(page: Page) -> None:
    fill(page, {"titre": "Un café associatif pour nous"})
    page.locator("#q-commune").fill("mirecourt 88")
    page.locator(".propositions").get_by_role("option").click()
    expect(page.locator(".proches")).to_be_visible()
    expect(page.locator("[data-question=territoire] .plutot")).to_be_visible()


def show_draft(page: Page) -> None:
    fill(page, ANSWERS["proposer"])
    page.reload()
    expect(page.locator(".brouillon")).to_be_visible()


def show_doors(page: Page) -> None:
    fill(page, {**ANSWERS["proposer"], "texte": "Il était une fois, à côté. " * 300})
    agree(page)
    read_again(page)
    expect(page.locator("[data-portes]")).to_be_visible()


STATES = {
    "empty": ("proposer/", lambda page: None),
    "errors": ("proposer/", show_errors),
    "list": ("proposer/", show_list),
    "near": ("proposer/", show_near),
    "draft": ("proposer/", show_draft),
    "doors": ("proposer/", show_doors),
    "news": ("mettre-a-jour/?defi=cafe", lambda page: expect(page.locator(".proches")).to_be_visible()),
    "annonce": ("annoncer/", lambda page: None),
}  # fmt: skip


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(browser, home, state, scheme, width):
    size = {"width": width, "height": 800}
    with opened(browser, viewport=size, color_scheme=scheme) as (_, page, seen):
        address, show = STATES[state]
        page.goto(home() + address)
        show(page)
        found = Axe().run(page, options=RULES).response["violations"]
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert not [(each["id"], [n["html"] for n in each["nodes"]]) for each in found]
        assert wider <= 0, "the page scrolls sideways"
        assert seen.errors == []


def test_from_a_disk_the_form_is_checked_and_read_again(browser, world):
    with opened(browser) as (_, page, seen):
        page.goto((world("site").folder / "annoncer/index.html").as_uri())
        fill(page, ANSWERS["annoncer"])
        agree(page)
        read_again(page)
        expect(page.locator("[data-portes]")).to_be_visible()
        assert offered(page) == rendered("annoncer", ANSWERS["annoncer"])
        assert seen.errors == []


def test_the_form_stays_plain_where_its_script_does_not_come(browser, home):
    with opened(browser) as (_, page, _seen):
        page.route("**/formulaire.js", lambda route: route.abort())
        page.goto(home() + "proposer/")
        expect(
            page.get_by_role("button", name="Continuer sur GitHub (avec un compte)")
        ).to_be_visible()
        assert page.get_by_role("button", name=READ_AGAIN).count() == 0


def test_what_a_form_loads_is_light_and_the_rest_comes_when_one_begins(home, tab, world):
    page, _ = tab
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(home() + "proposer/", wait_until="networkidle")
    first = [path for path in asked if path.endswith((".js", ".json"))]
    assert [path.rpartition("/")[2] for path in first] == ["page.js", "formulaire.js"]
    with page.expect_response("**/assets/lieux.js"):
        page.locator("#q-titre").focus()
    expect(page.get_by_role("combobox", name="La commune")).to_be_attached()
    assert not [path for path in asked if path.endswith(".json")]
    assets = world("all").folder / "assets"
    sizes = {
        name: len(compress((assets / name).read_bytes()))
        for name in ("formulaire.js", "lieux.js", "communes.js")
    }
    assert sizes["formulaire.js"] <= 9 * 1024
    assert sizes["lieux.js"] + sizes["communes.js"] <= 5.5 * 1024


@pytest.mark.parametrize("early", [True, False])
def test_what_is_typed_before_the_list_comes_is_not_lost(browser, home, early):
    with opened(browser) as (_, page, seen):
        kept: list[Any] = []

        def keep(route):
            kept.append(route)

        page.route("**/assets/lieux.js", keep)
        page.goto(home() + "proposer/")
        with page.expect_request("**/assets/lieux.js"):
            page.locator("#q-commune").fill("mirecourt 88")
        if not early:
            page.locator("#q-porteur").focus()
        (route,) = kept
        route.continue_()
        if early:
            option = page.locator(".propositions").get_by_role("option")
            expect(option).to_have_text(["Mirecourt (Vosges)"])
        else:
            expect(page.locator("[data-question=territoire] .plutot")).to_be_visible()
        assert seen.errors == []


def test_only_the_pages_of_the_forms_load_the_script(world):
    pages = world("all").folder.rglob("index.html")
    loading = {p.parent.name for p in pages if "formulaire.js" in p.read_text("utf-8")}
    assert loading == set(FORMS)
