"""The pages of the forms: what they ask, and what each of their doors carries."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from conftest import defi, make_project, run_build
from pages import compress
from reading import read_page
from test_contribute import ADDRESS, links, pilote, plain, settings

from generator import guards, personal
from generator.errors import KINDS
from generator.forms import AGREED, CONSENTS, TO_CHOOSE, Kind, forms
from generator.outputs import form_pages

DEPOT = "https://github.com/ville/bien-vivre"
RELAY = "https://relais.exemple.fr/envoyer"
HOSTILE = "La </script><b>Creuse"


def territory(nom: str, code: str) -> str:
    """One that has an address and a place."""
    text = pilote(nom, code, f"accompagnement.{code}@exemple.fr")
    return text.replace("adresse:", f"lieux: [La mairie du {code}, Le café]\nadresse:")


PILOTES = {
    "creuse": territory(HOSTILE, "23"),
    "jura": pilote("Le Jura", "39", "accompagnement.jura@exemple.fr", example=True),
    "muet": pilote("Le Lot", "46"),
    **{
        f"t-{code}": territory(f"Le territoire {code}", code)
        for code in ("24", "25", "26", "27", "28")
    },
}
WORLDS = {
    "all": (settings(depot=DEPOT, adresse=ADDRESS, relais=RELAY), PILOTES),
    "depot": (settings(depot=DEPOT), {}),
    "nobody": (settings(), {}),
}
FORMS = {name: forms()[slug] for name, slug in form_pages.PAGES.items()}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The site of each of `WORLDS`, built once."""
    built = {}

    def build(name: str):
        if name not in built:
            folder = tmp_path_factory.mktemp(name)
            text, pilotes = WORLDS[name]
            project = make_project(folder, {"mkdocs.yml": text, "defis/cafe.md": defi()})
            for path in (project / "content/territoires-pilotes").glob("*.md"):
                if path.stem != "index":
                    path.unlink()
            for slug, said in pilotes.items():
                (project / f"content/territoires-pilotes/{slug}.md").write_text(said, "utf-8")
            built[name] = run_build(project, folder / "site", GITHUB_REPOSITORY="")
            assert built[name].code == 0, built[name].said
        return built[name]

    return build


@dataclass
class Drawn:
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
        self.fields: dict[str, list[Drawn]] = {}
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
            self.into = {"aide": "hint"}.get(given.get("class") or "", "")
        if tag in {"label", "span", "input", "select", "textarea"}:
            self.inside.append(tag)
        if tag in {"input", "select", "textarea"} and "name" in given:
            drawn = Drawn(tag, given, self.part, self.label, self.hint)
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
    def last(self) -> Drawn:
        return self.fields[self.order[-1]][-1]


def content(built, name: str) -> str:
    html = built.page(f"{name}/")
    return html[html.index("<main") : html.index("</main>")]


def spaced(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


# What is asked.


@pytest.mark.parametrize("name", FORMS)
def test_each_question_is_asked_once_in_its_order_with_what_the_other_form_needs(world, name):
    form = FORMS[name]
    read = Reader(content(world("depot"), name))
    assert read.order == ["template", *(q.id for q in form.questions)]
    template, agreed = read.fields["template"][0], read.fields["accord"][0]
    assert template.attributes["value"] == f"{form.slug}-site.yml"
    assert agreed.attributes["value"] == AGREED
    assert (template.attributes["type"], agreed.attributes["type"]) == ("hidden", "hidden")


@pytest.mark.parametrize("name", FORMS)
def test_a_question_says_its_label_its_hint_then_its_field(world, name):
    html = content(world("depot"), name)
    read = Reader(html)
    for question in FORMS[name].questions[:-1]:
        drawn = read.fields[question.id][0]
        assert drawn.attributes["id"] == f"q-{question.id}"
        assert html.count(f'for="q-{question.id}"') == html.count(f'id="q-{question.id}"') == 1
        assert spaced(drawn.label).startswith(question.label)
        hint = drawn.attributes.get("aria-describedby")
        assert hint == (f"a-{question.id}" if drawn.hint else None)
        assert spaced(drawn.hint) in ("", question.help) or question.example in spaced(drawn.hint)
        assert "placeholder" not in drawn.attributes


@pytest.mark.parametrize("name", FORMS)
def test_what_must_be_answered_is_asked_for_and_what_may_be_left_out_is_said(world, name):
    html = content(world("depot"), name)
    read = Reader(html)
    for question in FORMS[name].questions[:-1]:
        drawn = read.fields[question.id][0]
        assert ("required" in drawn.attributes) == question.required
        optional = "facultatif" in drawn.label + drawn.part
        folded = FORMS[name].slug == "mise-a-jour"  # its page says it once, above all parts
        assert (optional or folded) != question.required or question.id == "defi"
    assert re.findall(r'<input type="checkbox" id="(.+?)" required>', html) == [
        "q-accord",
        "q-accord-2",
    ]
    for consent in CONSENTS:
        assert consent in plain(html)


@pytest.mark.parametrize("name", FORMS)
def test_a_list_of_words_sends_the_words_that_the_other_form_holds(world, name):
    read = Reader(content(world("depot"), name))
    chosen = [q for q in FORMS[name].questions if q.terms]
    assert chosen
    for question in chosen:
        drawn = read.fields[question.id][0]
        assert drawn.tag == "select"
        values = [value for value, _ in drawn.options]
        assert values == ["", *(term.label for term in question.terms)]
        assert drawn.options[0][1] == TO_CHOOSE
        assert all(question.word(value) for value in values[1:])


@pytest.mark.parametrize("name", FORMS)
def test_a_field_is_the_one_that_a_telephone_fills_in_best(world, name):
    read = Reader(content(world("depot"), name))
    types = {Kind.DATE: "date", Kind.HOUR: "time", Kind.NUMBER: "number"}
    for question in FORMS[name].questions[:-1]:
        drawn = read.fields[question.id][0]
        if drawn.tag == "input":
            assert drawn.attributes["type"] == types.get(question.kind, "text")
        if question.kind is Kind.COMMUNE:
            assert drawn.attributes["autocomplete"] == "address-level2"
        if question.kind is Kind.NUMBER:
            bounds = (drawn.attributes["min"], drawn.attributes["max"])
            assert bounds == (str(question.minimum), str(question.maximum))
        elif question.maximum:
            assert drawn.attributes["maxlength"] == str(question.maximum)


def test_the_parts_of_news_are_folded_but_for_which_defi(world):
    html = content(world("depot"), "mettre-a-jour")
    parts = FORMS["mettre-a-jour"].parts
    folded = [plain(one) for one in re.findall(r"<summary.*?</summary>", html)]
    assert folded == [part.titre for part in parts[1:-1]]
    assert not re.search(r"<details[^>]* open", html)
    assert "Ouvrez la partie qui vous concerne" in plain(html)


def test_an_idea_of_one_person_is_led_to_the_annonces_before_the_form(world):
    html = content(world("depot"), "proposer")
    before = html[: html.index("<form")]
    assert 'href="../annoncer/"' in before
    assert "Cinq minutes" in before


# The rules, for the script.


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("where", WORLDS)
def test_the_rules_of_the_script_are_those_of_the_form(world, where, name):
    html = content(world(where), name)
    ((text,),) = [re.findall(r"<script[^>]*data-regles>(.*?)</script>", html, re.DOTALL)]
    rules = json.loads(text)
    form = FORMS[name]
    assert (rules["formulaire"], len(rules["questions"])) == (form.slug, len(form.questions))
    for rule, question in zip(rules["questions"], form.questions, strict=True):
        assert set(rule.pop("avec")) <= {q.id for q in form.questions} - {question.id}
        assert rule == {
            "id": question.id,
            "label": question.label,
            "aide": question.help,
            "libre": not question.key,
            "genre": question.kind.value,
            "requis": question.required,
            "minimum": question.minimum,
            "maximum": question.maximum,
            "mots": [[term.slug, term.label] for term in question.terms],
        }
    assert rules["motifs"] == {kind: [*found] for kind, found in personal.PATTERNS.items()}
    assert rules["natures"] == guards.NATURES
    assert rules["phrases"] == {
        kind: KINDS[kind].asked or KINDS[kind].sentence for kind in rules["phrases"]
    }
    assert (rules["communes"], rules["proches"]) == ("../assets/communes/", "../assets/proches/")


def test_the_rules_name_whom_to_write_to_and_never_an_example(world):
    def rules(where):
        text = content(world(where), "proposer").partition("data-regles>")[2]
        return json.loads(text.partition("</script>")[0])

    everything = rules("all")
    assert (everything["depot"], everything["relais"]) == (DEPOT, RELAY)
    assert everything["adresse"] == ADDRESS
    assert everything["pilotes"][0] == {
        "nom": HOSTILE,
        "adresse": "accompagnement.23@exemple.fr",
        "communes": [],
        "departements": ["23"],
    }
    reached = [one["departements"] for one in everything["pilotes"]]
    assert reached == [[str(code)] for code in range(23, 29)]
    nothing = rules("nobody")
    assert [nothing[key] for key in ("depot", "relais", "adresse", "pilotes")] == ["", "", "", []]


# The doors, without a script.


@pytest.mark.parametrize("name", FORMS)
def test_each_door_is_drawn_when_there_is_someone_behind_it(world, name):
    everything = content(world("all"), name)
    assert f'action="{DEPOT}/issues/new"' in everything
    assert "Continuer sur GitHub (avec un compte)" in everything
    assert f'formmethod="post" formaction="{RELAY}"' in everything
    letters = [link for link in links(everything) if link.startswith("mailto:")]
    shown = [f"accompagnement.{code}@exemple.fr" for code in range(23, 28)]
    assert [urlsplit(link).path for link in letters] == [ADDRESS, *shown]
    assert "<b>Creuse" in plain(everything)
    assert "<b>Creuse" not in everything
    assert "Jura" not in everything


@pytest.mark.parametrize("name", FORMS)
def test_with_nobody_behind_the_page_says_so_and_how_to_go_on(world, name):
    html = content(world("nobody"), name)
    said = plain(html)
    assert "Il n’y a pas encore d’adresse où écrire." in said
    assert "Ce formulaire ne s’envoie pas d’ici : imprimez la page, ou parlez-en" in said
    assert "../ressources/" in links(html)
    assert not re.search(r'mailto:|<button[^>]*type="submit"|action=|GitHub', html)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_page_may_be_sent_to_its_doors_and_no_other_page_may(world, name):
    def policy(where, page):
        return re.search(r'Security-Policy" content="(.*?)"', world(where).page(page))[1]

    given = policy("all", f"{name}/")
    assert "form-action 'self' https://github.com https://relais.exemple.fr;" in given
    assert given.endswith("connect-src 'self' https://relais.exemple.fr")
    assert policy("depot", f"{name}/").endswith("form-action 'self' https://github.com")
    assert policy("nobody", f"{name}/").endswith("form-action 'self'")
    for page in ("", "defis/cafe/", "contribuer/"):
        assert policy("all", page).endswith("form-action 'self'")


@pytest.mark.parametrize("name", FORMS)
def test_a_letter_is_begun_with_the_questions_of_the_form(world, name):
    form = FORMS[name]
    (letter, *_) = [url for url in links(content(world("all"), name)) if url.startswith("mailto:")]
    assert re.fullmatch(r"mailto:[\w.@-]+\?subject=[\w.%~-]+&body=[\w.%~-]+", letter, re.ASCII)
    assert "%0A" not in letter.replace("%0D%0A", "")
    assert len(letter) <= 2000, "what mail programs take"
    said = parse_qs(urlsplit(letter).query, strict_parsing=True)
    assert said["subject"] == [form.titre]
    (body,) = said["body"]
    for question in form.questions[:-1]:
        assert question.label.lower() in body.lower(), question.id
    assert body.endswith("sans rien sur la santé.)")


ANSWERS = {
    "defi": {
        "titre": "Un café & nous, à 18 h ?",
        "resume": "Le dernier café a fermé. Et si nous en ouvrions un + grand ?",
        "question": "Où se retrouver ?",
        "texte": "Une ligne.\n\nUne autre : #2 100 % « à nous ».",
        "commune": "Mirecourt (Vosges)",
        "territoire": "Petite ville",
        "porteur": "Les voisins du Val",
        "concerne": "un quartier ou un village",
        "phase": "Cré’action",
        "depuis": "2026-09-12",
        "themes": "convivialite, culture",
        "prochaine_action_date": "2026-12-05",
    },
    "mise-a-jour": {
        "defi": "https://exemple.fr/defis/cafe/?a=1#rejoindre",
        "rencontres_debut": "18:30",
        "tenue_statut": "annulée",
        "decision_mode": "Gradients d’accord",
        "decision_delai_jours": "7",
        "etat": "En pause",
    },
    "annonce": {
        "genre": "Idée",
        "texte": "Et si l’on chantait ?\nQui d’autre ?",
        "commune": "Felletin (Creuse)",
    },
}


@pytest.fixture
def quiet(browser):
    """A page without a script; what leaves the site is kept, and answered by nothing."""
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    sent = []

    def keep(route):
        sent.append(route.request)
        route.fulfill(status=200, content_type="text/html", body="<title>Ailleurs</title>")

    page.route(re.compile(r"https://(github\.com|relais\.exemple\.fr)/"), keep)
    yield page, sent
    context.close()


def fill(page, answers) -> None:
    for name, answer in answers.items():
        place = page.locator(f"#q-{name}")
        part = page.locator(f"details:not([open]):has(#q-{name}) > summary")
        if part.count():
            part.click()
        if place.evaluate("e => e.tagName") == "SELECT":
            place.select_option(answer)
        else:
            place.fill(answer)


def expected(form, answers) -> list[tuple[str, str]]:
    """What a form sends, in the order of its questions; a line ends in CR LF (HTML, 4.10.22)."""
    given = {**answers, "accord": AGREED}
    asked = [(q.id, given.get(q.id, "").replace("\n", "\r\n")) for q in form.questions]
    return [("template", f"{form.slug}-site.yml"), *asked]


@pytest.mark.parametrize("name", FORMS)
def test_without_a_script_github_opens_its_form_with_the_answers(world, serve, quiet, name):
    page, sent = quiet
    form = FORMS[name]
    page.goto(serve(world("depot").folder) + f"{name}/")
    fill(page, ANSWERS[form.slug])
    for box in page.get_by_role("checkbox").all():
        box.check()
    with page.expect_navigation(url=re.compile("https://github.com/")):
        page.get_by_role("button", name="Continuer sur GitHub (avec un compte)").click()
    (request,) = sent
    query = urlencode(expected(form, ANSWERS[form.slug]), safe="*")
    assert request.url == f"{DEPOT}/issues/new?{query}"
    assert request.method == "GET"
    assert "labels" not in parse_qs(query)
    assert "formulaire" not in parse_qs(query)


@pytest.mark.parametrize("name", FORMS)
def test_without_a_script_the_relay_receives_the_answers_and_which_form(world, serve, quiet, name):
    page, sent = quiet
    form = FORMS[name]
    page.goto(serve(world("all").folder) + f"{name}/")
    fill(page, ANSWERS[form.slug])
    for box in page.get_by_role("checkbox").all():
        box.check()
    with page.expect_navigation(url=RELAY):
        page.get_by_role("button", name="Envoyer, sans compte").click()
    (request,) = sent
    pairs = [*expected(form, ANSWERS[form.slug]), ("formulaire", form.slug)]
    assert (request.method, request.post_data) == ("POST", urlencode(pairs, safe="*"))


@pytest.mark.parametrize("left", ["#q-accord", "#q-accord-2", "#q-commune", "#q-territoire"])
def test_without_a_script_nothing_leaves_before_what_must_be_said(world, serve, quiet, left):
    page, sent = quiet
    page.goto(serve(world("depot").folder) + "proposer/")
    fill(page, {k: v for k, v in ANSWERS["defi"].items() if f"#q-{k}" != left})
    for box in page.get_by_role("checkbox").all():
        if f"#{box.get_attribute('id')}" != left:
            box.check()
    page.get_by_role("button", name="Continuer sur GitHub").click()
    assert page.locator(left).evaluate("e => e === document.activeElement")
    assert page.locator(":invalid:not(form, fieldset)").count() == 1
    assert sent == []


def test_the_keyboard_goes_through_the_form_in_its_order(world, serve, quiet):
    page, _ = quiet
    page.goto(serve(world("depot").folder) + "annoncer/")
    page.locator("#q-genre").focus()
    met = []
    for _ in range(30):
        here = page.evaluate("document.activeElement.id || document.activeElement.tagName")
        if here not in met:
            met.append(here)
        page.keyboard.press("Tab")
    form = FORMS["annoncer"]
    asked = [f"q-{q.id}" for q in form.questions]
    assert met[: len(asked) + 2] == [*asked, "q-accord-2", "BUTTON"]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_all_its_doors_keeps_to_what_a_page_may_cost(world, name):
    built = world("all")
    page = read_page(built.folder / name / "index.html", built.folder)
    assert page.nodes <= 350 - SCRIPT_NODES
    assert len(compress(page.text.encode())) <= 14 * 1024


SCRIPT_NODES = 5
"""Room for what the script shows as the page comes: its notice of a draft."""


# The page of a défi leads here.


def test_the_page_of_a_defi_leads_to_its_news_and_to_the_forms_of_who_joins(world):
    page = world("depot").page("defis/cafe/")
    found = links(page)
    assert "../../mettre-a-jour/?defi=cafe" in found
    assert f"{DEPOT}/issues/new?template=engagement-site.yml&defi=cafe" in found
    assert f"{DEPOT}/issues/new?template=aide-site.yml&defi=cafe" in found
    assert "Avec un compte GitHub : Je m’engage Demander de l’aide" in plain(page)


def test_one_who_joins_writes_a_letter_where_there_is_no_repository(world):
    page = world("nobody").page("defis/cafe/")
    assert "Je m’engage" not in page
    assert "../../mettre-a-jour/?defi=cafe" in links(page)


def test_to_propose_leads_to_the_form_from_everywhere(site):
    for address in ("", "404.html", "defis/", "demarche/", "departements/35/"):
        page = site.page(address) if address != "404.html" else (site.folder / address).read_text()
        labels = re.findall(r'href="([^"]*)"[^>]*>Proposer une idée', page)
        assert labels, address
        assert all(url.endswith("proposer/") for url in labels), address


def test_the_menu_has_five_links_at_most_and_one_yellow_door(site):
    menu = re.search(r'<nav class="menu".*?</nav>', site.page("proposer/"), re.DOTALL)[0]
    assert len(links(menu)) <= 6
    assert '<a href="../proposer/" aria-current="true">Proposer une idée</a>' in menu


# On paper.


@pytest.fixture(scope="module")
def sheets(world, serve, browser):
    """Each form as it is printed, with and without a script: its PDF, and what can be seen."""
    home = serve(world("all").folder)
    found = {}
    for name in FORMS:
        for script in (True, False):
            context = browser.new_context(java_script_enabled=script, locale="fr-FR")
            page = context.new_page()
            page.set_viewport_size({"width": 680, "height": 1000})
            page.goto(f"{home}{name}/")
            pdf = page.pdf(format="A4", prefer_css_page_size=True)
            page.emulate_media(media="print")
            seen = {each: page.locator(each).first.is_visible() for each in PARTS}
            words = page.locator("main").inner_text()
            context.close()
            found[name, script] = (len(re.findall(rb"/Type\s*/Page\b", pdf)), seen, words)
    return found


PARTS = {
    ".menu": False, ".pied": False, ".autrement": False, "form .btns": False, "form select": False,
    ".cette-page": False, "h1": True, "form .papier": True, "#rapporter": True, "#q-commune": True,
}  # fmt: skip


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", FORMS)
def test_a_printed_form_is_a_sheet_to_write_on(sheets, name, script):
    count, seen, words = sheets[name, script]
    wanted = {**PARTS, "#q-commune": name != "mettre-a-jour"}
    assert seen == wanted
    if name != "mettre-a-jour":
        assert count <= 2
    for question in FORMS[name].questions[:-1]:
        assert question.label in spaced(words), question.id
        for term in question.terms:
            assert f"☐ {term.label}" in spaced(words)
    assert "La </script><b>Creuse (La mairie du 23)" in spaced(words)
    assert ADDRESS in words
