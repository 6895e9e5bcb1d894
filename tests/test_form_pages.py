"""The pages of the forms: what they ask, and what each of their doors carries."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import doors
import pytest
from doors import (
    ADDRESS,
    DEPOT,
    FORMS,
    HOSTILE_TERRITORY,
    NEWS,
    RELAY,
    THEMES,
    TOWNS,
    accompanies,
    agree,
    expected_answers,
    fill,
    query,
    questions,
    sent_by_boxes,
)
from pages import compress
from reading import links, plain, read_page, words
from visits import opened

from generator.contributions.requests import read_sending
from generator.forms.form import BESIDE, Kind
from generator.forms.questions import AGREED, CONSENTS, LATER, TO_CHOOSE
from generator.outputs.forms.rules import help_of
from generator.text import guards, personal
from generator.text.kinds import KINDS


@dataclass
class DrawnField:
    """A question as the page draws it."""

    tag: str
    attributes: dict[str, str | None]
    part: str
    label: str = ""
    hint: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)


class Reader(HTMLParser):
    """The fields that a form page holds, each with the words around it, in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[DrawnField]] = {}
        self.order: list[str] = []
        self.part = self.label = self.hint = ""
        self.into = ""
        self.inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "data-question" in given:
            self.inside, self.label, self.hint = [], "", ""
        self.into = {"legend": "part", "summary": "part", "label": "label"}.get(tag, "")
        if self.into == "part":
            self.part = ""
        if tag == "span":
            self.into = {"aide": "hint", "nom": "label"}.get(given.get("class") or "", "")
        if tag in {"label", "span", "input", "select", "textarea"}:
            self.inside.append(tag)
        if tag in {"input", "select", "textarea"} and "name" in given:
            drawn = DrawnField(tag, given, self.part, self.label, self.hint)
            self.fields.setdefault(given["name"] or "", []).append(drawn)
            self.order.append(given["name"] or "")
        if tag == "option":
            self.last.options.append((given.get("value") or "", ""))
            self.into = "option"
            self.valued = "value" in given

    def handle_endtag(self, tag):
        self.into = ""

    def handle_data(self, data):
        if self.into == "option":
            value, _ = self.last.options[-1]
            self.last.options[-1] = (value if self.valued else data, data)
        elif self.into:
            setattr(self, self.into, getattr(self, self.into) + data)

    @property
    def last(self) -> DrawnField:
        return self.fields[self.order[-1]][-1]


def content(built, name: str) -> str:
    html = built.page(f"{name}/")
    return html[html.index("<main") : html.index("</main>")]


# What is asked.


@pytest.mark.parametrize("name", FORMS)
def test_each_question_is_asked_once_in_its_order_with_what_the_other_form_needs(town, name):
    read = Reader(content(town("depot"), name))
    assert [*dict.fromkeys(read.order)] == ["template", *(q.id for q in questions(name))]
    several = [q.id for q in questions(name) if read.order.count(q.id) > 1]
    assert several == [q.id for q in questions(name) if q.kind is Kind.THEMES]
    template, agreed = read.fields["template"][0], read.fields["accord"][0]
    assert template.attributes["value"] == doors.template(name)
    assert agreed.attributes["value"] == AGREED
    assert (template.attributes["type"], agreed.attributes["type"]) == ("hidden", "hidden")


@pytest.mark.parametrize("name", FORMS)
def test_a_question_says_its_label_its_hint_then_its_field(town, name):
    html = content(town("depot"), name)
    read = Reader(html)
    for question in questions(name)[:-1]:
        if question.kind is Kind.THEMES:
            continue
        drawn = read.fields[question.id][0]
        assert drawn.attributes["id"] == f"q-{question.id}"
        assert html.count(f'for="q-{question.id}"') == html.count(f'id="q-{question.id}"') == 1
        assert plain(drawn.label).startswith(question.label)
        hint = drawn.attributes.get("aria-describedby")
        assert hint == (f"a-{question.id}" if drawn.hint else None)
        assert plain(drawn.hint) in ("", question.help) or question.example in plain(drawn.hint)
        assert "placeholder" not in drawn.attributes


@pytest.mark.parametrize("name", FORMS)
def test_what_must_be_answered_is_asked_for_and_what_may_be_left_out_is_said(town, name):
    html = content(town("depot"), name)
    read = Reader(html)
    for question in questions(name)[:-1]:
        drawn = read.fields[question.id][0]
        assert ("required" in drawn.attributes) == question.required
        optional = "facultatif" in drawn.label + drawn.part
        assert optional != question.required
    assert re.findall(r'<input type="checkbox" id="(.+?)" required>', html) == [
        "q-accord",
        "q-accord-2",
    ]
    for consent in CONSENTS:
        assert consent in words(html)


@pytest.mark.parametrize("name", FORMS)
def test_the_themes_are_boxes_and_a_field_for_the_others(town, name):
    html = content(town("depot"), name)
    drawn = Reader(html).fields.get("themes", [])
    assert bool(drawn) == any(q.kind is Kind.THEMES for q in questions(name))
    if drawn:
        *boxes, others = [each.attributes for each in drawn]
        assert [box["value"] for box in boxes] == THEMES
        assert {box["type"] for box in boxes} == {"checkbox"}
        assert (others["type"], others["id"]) == ("text", "q-themes-autres")
        assert "Se retrouver et s’entraider" in words(html)
        assert "Sur GitHub, vérifiez-les" in words(html)
        assert "Sur GitHub, vérifiez-les" not in words(content(town("nobody"), name))


@pytest.mark.parametrize("name", FORMS)
def test_a_list_of_words_sends_the_words_that_the_other_form_holds(town, name):
    read = Reader(content(town("depot"), name))
    chosen = [q for q in questions(name) if q.kind in {Kind.CHOICE, Kind.CHOICES}]
    for question in chosen:
        drawn = read.fields[question.id][0]
        assert drawn.tag == "select"
        values = [value for value, _ in drawn.options]
        assert values == ["", *(term.label for term in question.terms)]
        assert drawn.options[0][1] == TO_CHOOSE
        assert all(question.word(value) for value in values[1:])


@pytest.mark.parametrize("name", FORMS)
def test_a_field_is_the_one_that_a_telephone_fills_in_best(town, name):
    read = Reader(content(town("depot"), name))
    types = {Kind.DATE: "date", Kind.HOUR: "time", Kind.NUMBER: "number"}
    for question in questions(name)[:-1]:
        drawn = read.fields[question.id][0]
        if question.kind is Kind.THEMES:
            continue
        if drawn.tag == "input":
            assert drawn.attributes["type"] == types.get(question.kind, "text")
        if question.kind is Kind.COMMUNE:
            assert drawn.attributes["autocomplete"] == "address-level2"
        if question.kind is Kind.NUMBER:
            bounds = (drawn.attributes["min"], drawn.attributes["max"])
            assert bounds == (str(question.minimum), str(question.maximum))
        elif question.maximum:
            assert drawn.attributes["maxlength"] == str(question.maximum)


def test_a_page_that_cannot_take_a_photograph_says_where_to_send_it_and_what_to_say(town):
    for name in ("proposer", "mettre-a-jour/photo"):
        said = words(content(town("depot"), name))
        assert "déposez-la à la page suivante, sous « La photo »" in said
        assert "publique aussitôt, peut-être avec le lieu et le jour" in said
        assert "quel groupe l’a prise" in said
        assert "joignez-la à votre lettre" in words(content(town("address"), name))
        alone = words(content(town("nobody"), name))
        assert "confiez-la avec votre feuille" in alone
        assert "rien ne s’envoie encore" in alone
    assert "Joignez-la à la lettre, ou déposez-la sur GitHub." in words(
        content(town("address"), "mettre-a-jour/photo")
    )
    assert "photo" not in words(content(town("depot"), "annoncer"))


def test_an_idea_of_one_person_is_led_to_the_annonces_before_the_form(town):
    for where in ("depot", "address"):
        html = content(town(where), "proposer")
        before = html[: html.index("<form")]
        assert 'href="../annoncer/"' in before
        # The address of a territory is no door for who lives elsewhere.
        assert ("Cinq minutes, sans compte" in before) == (where == "address")


# The rules, for the script.


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("where", TOWNS)
def test_the_rules_of_the_script_are_those_of_the_form(town, where, name):
    html = content(town(where), name)
    ((text,),) = [re.findall(r"<script[^>]*data-regles>(.*?)</script>", html, re.DOTALL)]
    rules = json.loads(text)
    form = FORMS[name]
    assert (rules["formulaire"], len(rules["questions"])) == (form.slug, len(questions(name)))
    for rule, question in zip(rules["questions"], questions(name), strict=True):
        others = {q.id for q in questions(name)} - {question.id}
        assert {*rule.pop("avec", ())} | {rule.pop("sauf", "")} <= others | {""}
        for of_defis in ("montre", "neuf", "https"):
            rule.pop(of_defis, None)
        natures = [term.label for term in question.terms] if question.kind is Kind.ROWS else []
        assert rule.pop("natures", []) == natures
        assert rule.pop("autour", []) == (sorted(BESIDE) if natures else [])
        known = {
            "id": question.id,
            "label": question.label,
            "aide": help_of(question),
            "cle": question.key,
            "genre": question.kind.value,
            "requis": question.required,
            "minimum": question.minimum,
            "maximum": question.maximum,
            "mots": [] if natures else [[term.slug, term.label] for term in question.terms],
        }
        assert rule == {key: each for key, each in known.items() if each or key == "cle"}
    boxes = rules["phrases"].pop("accord_absent")
    assert boxes.startswith("cochez les deux cases")
    assert rules["phrases"] == {
        kind: KINDS[kind].asked or KINDS[kind].sentence for kind in rules["phrases"]
    }
    root = "../" * (name.count("/") + 1)
    assert (rules["communes"], rules["proches"]) == (
        f"{root}assets/communes/",
        f"{root}assets/proches/",
    )


def test_the_script_has_what_python_looks_for(town):
    script = (town("all").folder / "assets/gardes.js").read_text("utf-8")
    looked_for, _ = json.JSONDecoder().raw_decode(script.partition("const gardes=")[2])
    assert {
        kind: tuple(each.replace("§", looked_for["point"]) for each in found)
        for kind, found in looked_for["motifs"].items()
    } == personal.PATTERNS
    assert (looked_for["innocents"], looked_for["liens"]) == (personal.INNOCENT, [*personal.LINKS])
    assert looked_for["genres"] == guards.SENTENCES
    assert looked_for["natures"].items() <= guards.NATURES.items()
    assert looked_for["signes"] == guards.SIGNS
    told = looked_for["phrases"]
    assert told == {kind: KINDS[kind].asked or KINDS[kind].sentence for kind in told}


def test_the_rules_name_whom_to_write_to_and_never_an_example(town):
    def rules(where):
        text = content(town(where), "proposer").partition("data-regles>")[2]
        return json.loads(text.partition("</script>")[0])

    everything = rules("all")
    assert (everything["depot"], everything["relais"]) == (DEPOT, RELAY)
    assert everything["adresse"] == ADDRESS
    assert everything["pilotes"][0] == {
        "nom": HOSTILE_TERRITORY,
        "adresse": accompanies("48"),
        "communes": [],
        "departements": ["48"],
    }
    reached = [one["departements"] for one in everything["pilotes"]]
    assert reached == [["48"], ["24"], ["25"], ["26"], ["27"], ["88"]]
    nothing = rules("nobody")
    assert [nothing[key] for key in ("depot", "relais", "adresse", "pilotes")] == ["", "", "", []]


# The doors, without a script.


@pytest.mark.parametrize("name", FORMS)
def test_each_door_is_drawn_when_there_is_someone_behind_it(town, name):
    everything = content(town("all"), name)
    assert f'action="{DEPOT}/issues/new"' in everything
    assert "GitHub (avec un compte)" in everything
    assert f'formmethod="post" formaction="{RELAY}"' in everything
    letters = [link for link in links(everything) if link.startswith("mailto:")]
    shown = [accompanies(code) for code in ("48", "24", "25", "26", "27")]
    assert [urlsplit(link).path for link in letters] == [ADDRESS, *shown]
    assert "<b>Lozère" in words(everything)
    assert "<b>Lozère" not in everything
    assert "Jura" not in everything


@pytest.mark.parametrize("name", FORMS)
def test_with_nobody_behind_the_page_says_so_and_how_to_go_on(town, name):
    html = content(town("nobody"), name)
    said = words(html)
    assert "Il n’y a pas encore d’adresse où écrire." in said
    assert "Ce formulaire ne s’envoie pas d’ici : imprimez la page, ou parlez-en" in said
    assert any(link.endswith("../ressources/") for link in links(html))
    assert not re.search(r'mailto:|<button[^>]*type="submit"|action=|GitHub', html)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_page_may_be_sent_to_its_doors_and_no_other_page_may(town, name):
    def policy(where, page):
        said = re.search(r'Security-Policy" content="(.*?)"', town(where).page(page))[1]
        return dict(each.split(" ", 1) for each in said.split(";"))

    given = policy("all", f"{name}/")
    assert given["form-action"] == "https://github.com https://relais.exemple.fr"
    assert given["connect-src"] == "'self' https://relais.exemple.fr"
    assert policy("depot", f"{name}/")["form-action"] == "https://github.com"
    assert policy("nobody", f"{name}/")["form-action"] == "'none'"
    for page in ("", "defis/cafe/", "contribuer/"):
        # Home asks for a commune, and sends it to a page of this site.
        assert policy("all", page)["form-action"] == ("'none'" if page else "'self' file:")
        assert policy("all", page)["connect-src"] == "'self'"


def test_who_pauses_is_shown_where_to_set_the_next_date(town):
    def ends(slug):
        return '<a href="../../mettre-a-jour/date/">On a fixé une date</a>' in plain(
            town("all").page(f"mettre-a-jour/{slug}/")
        )

    assert ends("pause")
    assert not ends("recit")


@pytest.mark.parametrize("name", FORMS)
def test_a_letter_is_begun_with_the_questions_of_the_form(town, name):
    form = FORMS[name]
    (letter, *_) = [url for url in links(content(town("all"), name)) if url.startswith("mailto:")]
    assert re.fullmatch(r"mailto:[\w.@-]+\?subject=[\w.%~-]+&body=[\w.%~-]+", letter, re.ASCII)
    assert "%0A" not in letter.replace("%0D%0A", "")
    assert len(letter) <= 2000, "what mail programs take"
    said = parse_qs(urlsplit(letter).query, strict_parsing=True)
    assert said["subject"] == [form.titre]
    (body,) = said["body"]
    for question in questions(name)[:-1]:
        assert question.label.lower() in body.lower(), question.id
    assert body.endswith("sans rien sur la santé.)")


MORE = {
    "proposer": {"question": "Où se retrouver ?", "prochaine_action_date": "2026-12-05"},
    NEWS: {"defi": "https://exemple.fr/defis/cafe/?a=1#rejoindre"},
}
ANSWERS = {name: given | MORE.get(name, {}) for name, given in doors.ANSWERS.items()}


@pytest.fixture
def quiet(browser):
    """A page without a script, and what it asked for."""
    with opened(browser, java_script_enabled=False) as (page, seen):
        yield page, seen


@pytest.mark.parametrize("name", FORMS)
def test_without_a_script_the_answers_and_which_form_go_by_the_door_one_takes(home, quiet, name):
    page, seen = quiet
    form = FORMS[name]
    seen.elsewhere = lambda route: route.fulfill(status=204)  # one stays on the page
    page.goto(home("all") + f"{name}/")
    fill(page, ANSWERS[name])
    agree(page)
    for door in ("GitHub (avec un compte)", "Envoyer, sans compte"):
        with page.expect_request(re.compile("https://")):
            page.get_by_role("button", name=door).click()
    github, relay = seen.strangers
    pairs = sent_by_boxes(name, ANSWERS[name])
    assert read_sending(query([*pairs, ("formulaire", form.slug)]).encode()).answers == {
        id_: text
        for id_, text in expected_answers(name, ANSWERS[name]).items()
        if id_ != "template"
    }
    assert github.url == f"{DEPOT}/issues/new?{query(pairs)}"
    assert github.method == "GET"
    assert not {"labels", "formulaire"} & set(dict(pairs))
    posted = query([*pairs, ("formulaire", form.slug)])
    assert (relay.method, relay.post_data) == ("POST", posted)


def test_without_a_script_nothing_leaves_before_what_must_be_said(home, quiet):
    page, seen = quiet
    page.goto(home("depot") + "proposer/")
    fill(page, ANSWERS["proposer"])
    agree(page)
    for left in ("#q-accord", "#q-accord-2", "#q-commune", "#q-territoire"):
        place = page.locator(left)
        place.evaluate("e => e.type === 'checkbox' ? e.checked = false : e.value = ''")
        page.get_by_role("button", name="GitHub (avec un compte)").click()
        assert place.evaluate("e => e === document.activeElement"), left
        assert page.locator(":invalid:not(form, fieldset)").count() == 1, left
        fill(page, {k: v for k, v in ANSWERS["proposer"].items() if f"#q-{k}" == left})
        agree(page)
    assert seen.strangers == []


def test_the_keyboard_goes_through_the_form_in_its_order(home, quiet):
    page, _ = quiet
    page.goto(home("address") + "annoncer/")
    page.locator("#q-genre").focus()
    form = FORMS["annoncer"]
    asked = [f"q-{q.id}" for q in form.questions]
    rank = asked.index("q-themes")  # each box in turn, which has no name of its own
    boxes = ["INPUT", "q-themes-autres"]
    wanted = [*asked[:rank], *boxes, *asked[rank + 1 :], "q-accord-2", "A", "BUTTON"]
    met = []
    for _ in range(40):
        here = page.evaluate("document.activeElement.id || document.activeElement.tagName")
        if here not in met:
            met.append(here)
        if len(met) == len(wanted):
            break
        page.keyboard.press("Tab")
    assert met == wanted


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_all_its_doors_keeps_to_what_a_page_may_cost(town, name):
    built = town("all")
    page = read_page(built.folder / name / "index.html", built.folder)
    assert page.nodes <= 350 - SCRIPT_NODES
    assert len(compress(page.text.encode())) <= 12 * 1024


def test_a_form_weighs_at_most_40_kb_in_all_opened_on_a_defi_too(site, town):
    def weight(*paths):
        return sum(len(compress((town("all").folder / path).read_bytes())) for path in paths)

    shared = weight(*(f"assets/{name}" for name in ("bvm.css", "formulaire.css", "page.js")))
    fullest = max(
        len(compress(each.read_bytes())) for each in site.folder.glob("api/v1/defis/*.json")
    )
    gesture = max(weight(f"{name}/index.html") for name in doors.GESTURES)
    assert shared + weight("assets/gestes.js") + gesture + fullest <= 40 * 1024
    new = weight("proposer/index.html", "assets/formulaire.js", "assets/comme.js")
    assert shared + new + fullest <= 40 * 1024


SCRIPT_NODES = 5
"""Room for what the script shows as the page comes: its notice of a draft."""


# The page of a défi leads here.


@pytest.mark.parametrize("where", ["depot", "nobody"])
def test_the_page_of_a_defi_leads_to_its_news(town, where):
    assert "../../mettre-a-jour/?defi=cafe" in links(town(where).page("defis/cafe/"))


def test_every_page_leads_to_the_form_that_tells_what_is_wrong_with_it(town):
    for address in ("", "defis/cafe/", "mettre-a-jour/date/"):
        root = "../" * address.count("/") or "./"
        assert f"{root}signaler/?page={address}" in links(town("all").page(address))


def test_to_propose_leads_to_the_form_from_everywhere(site):
    for address in ("", "404.html", "defis/", "demarche/", "departements/35/"):
        page = site.page(address) if address != "404.html" else (site.folder / address).read_text()
        labels = re.findall(r'href="([^"]*)"[^>]*>Proposer une idée', page)
        assert labels, address
        assert all(url.endswith("proposer/") for url in labels), address


def test_the_menu_has_seven_links_at_most_and_one_yellow_door(site):
    menu = re.search(r'<nav class="menu".*?</nav>', site.page("proposer/"), re.DOTALL)[0]
    assert len(links(menu)) <= 7
    assert '<a href="../proposer/" aria-current="true">Proposer une idée</a>' in menu
    assert '<a href="../coups-de-main/">Coups de main</a>' in menu
    alone = site.page("annoncer/")
    assert '<a href="../coups-de-main/" aria-current="true">Coups de main</a>' in alone
    assert '<a href="../annoncer/">Passer une annonce</a></li>' in alone
    assert alone.count('aria-current="true"') == 1


# On paper.


@pytest.fixture(scope="module")
def sheets(home, browser):
    """Each form as it is printed, with and without a script: its PDF, and what can be seen."""
    found = {}
    for script in (True, False):
        sheet = {"width": 680, "height": 1000}
        with opened(browser, java_script_enabled=script, viewport=sheet) as (page, _):
            for name in PRINTED:
                page.emulate_media(media="null")
                page.goto(home("all") + f"{name}/")
                pdf = page.pdf(format="A4", prefer_css_page_size=True)
                page.emulate_media(media="print")
                seen = {each: page.locator(each).first.is_visible() for each in PARTS}
                said = plain(page.locator("main").inner_text())
                found[name, script] = (len(re.findall(rb"/Type\s*/Page\b", pdf)), seen, said)
    return found


PRINTED = ("proposer", NEWS, "annoncer")
PARTS = {
    ".menu": False, ".pied": False, ".autrement": False, "form .btns": False, "form select": False,
    ".cette-page": False, "h1": True, "form .papier": True, "#rapporter": True, "#q-commune": True,
}  # fmt: skip


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_form_is_a_sheet_to_write_on(sheets, name, script):
    count, seen, said = sheets[name, script]
    asked = {question.id for question in questions(name)}
    assert seen == {**PARTS, "#q-commune": "commune" in asked}
    assert count <= 2
    assert LATER not in said, "what one leaves for later has no room on the sheet"
    later = {q.id for part in FORMS[name].parts if part.titre == LATER for q in part.questions}
    for question in questions(name)[:-1]:
        if question.id in later:
            continue
        assert question.label in said, question.id
        for term in question.terms:
            assert f"☐ {term.label}" in said
    assert f"{HOSTILE_TERRITORY} (La mairie du 48)" in said
    assert ADDRESS in said
