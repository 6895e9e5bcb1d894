"""No door that leads into the void: a page promises an answer only by the doors that its site opens.

One table says what sounds like a promise, and which doors must be open for it to hold. Every page
of sites that open none, one by letter, one by the relay, one by the repository, is read against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from types import SimpleNamespace

import pytest
from doors import ANSWERS, fill, go_on, offered, wall
from drawing import SAID, site_of
from markupsafe import Markup
from playwright.sync_api import expect
from reading import words
from values import defi, pilote
from worlds import ROOT, TODAY, WORLD

from generator import addresses
from generator.content.model import Defi, ProchaineAction
from generator.content.reader import Reader
from generator.forms.questions import PAGES, forms
from generator.geography import find_departement
from generator.outputs import editorial
from generator.outputs.contribute import FEATURE as CONTRIBUTE
from generator.outputs.defis import FEATURE as DEFIS
from generator.outputs.forms import FEATURE as FORMS
from generator.outputs.kit.doors import Doors
from generator.outputs.legal import FEATURE as LEGAL
from generator.outputs.lists import FEATURE as LISTS
from generator.outputs.site.site import Site
from generator.outputs.territories import FEATURE as TERRITORIES

NOTHING = Doors(lettre=False, relais=False, depot=False)
LETTER = NOTHING._replace(lettre=True)
RELAY = NOTHING._replace(relais=True)
DEPOT = NOTHING._replace(depot=True)
FAR = NOTHING._replace(territoires=True)
"""The only address is that of a territory, far from all that the site shows."""


def never(_doors: Doors) -> bool:
    return False


def everywhere(doors: Doors) -> bool:
    return doors.lettre or doors.envoi


def by_letter(doors: Doors) -> bool:
    """A territory's own letter is offered beside another door, never alone to the whole country."""
    return doors.lettre or (doors.territoires and doors.envoi)


PROMISES: dict[str, Callable[[Doors], bool]] = {
    r"quelqu’un (du territoire )?(vous lit|relit)": everywhere,
    r"\b(on|qui) vous répond\b|vous répondra": everywhere,
    r"sans nouvelles après deux semaines": everywhere,
    r"votre annonce paraît|elle paraît ici|paraît sur la (même )?page": everywhere,
    r"puis (le compte monte|la page (du défi )?(change|est corrigée)|votre défi a sa page)": everywhere,
    r"(?<!d’)\by répondre\b(?! »)": everywhere,
    r"cinq minutes, sans compte": lambda doors: doors.lettre or doors.relais,
    r"on vous répond par lettre|à une lettre, on répond|écrivez à\b(?! l’organisme)|écrire un courriel|la lettre est commencée": (
        by_letter
    ),
    r"joignez-la à (la|votre) lettre|écrire une lettre": by_letter,
    r"gardez(-en)? l’adresse": lambda doors: doors.envoi,
    r"envoyer, sans compte(?! »)|il s’envoie de sa page": lambda doors: doors.relais,
    r"github \(avec un compte\)|il s’envoie par github|ou par github": lambda doors: doors.depot,
    r"vous dira la suite|extra\.bvm|mkdocs\.yml": never,
}
"""What sounds like a promise, in small letters, and whether it holds where some doors are open.

One may write to « l’organisme » that publishes, whatever its site opens: the law asks for that.
"""


def void(text: str, doors: Doors) -> list[str]:
    """What a text promises that the doors do not hold."""
    said = words(text).lower()
    kept = [pattern for pattern, holds in PROMISES.items() if not holds(doors)]
    return [found[0] for pattern in kept if (found := re.search(pattern, said))]


def without_scripts(html: str) -> str:
    return re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)


def head_and_main(html: str) -> str:
    """What a page holds of its own, and how it is told to who shares it."""
    told = " ".join(re.findall(r'<meta [^>]*content="([^"]*)"', html))
    return told + without_scripts(html)


def test_every_promise_of_the_table_is_made_where_all_doors_are_open(town):
    """Else a line of the table looks for what no page says any more."""
    page = " ".join(head_and_main(town("all").page(name)) for name in (*PAGES, "contribuer"))
    page += head_and_main(town("all").page("mettre-a-jour/date"))
    page += " On vous répond. Y répondre. Paraît sur la même page."
    said = words(page).lower()
    assert [
        p for p, holds in PROMISES.items() if holds is not never and not re.search(p, said)
    ] == []


@pytest.mark.parametrize(
    ("name", "doors"),
    [
        ("le site", NOTHING),
        ("un site vide", NOTHING),
        ("un site plein", DEPOT._replace(territoires=True)),
    ],
    ids=["no door", "no door and no défi", "a repository"],
)
def test_no_page_promises_what_its_site_does_not_open(written, name, doors):
    found = {
        page.address: promised
        for page in written[name]
        if (promised := void(head_and_main(page.text), doors))
    }
    assert found == {}


@pytest.mark.parametrize(
    "doors", [LETTER, RELAY, DEPOT, FAR], ids=["letter", "relay", "repository", "far"]
)
def test_where_one_door_is_open_each_page_promises_that_one_alone(doors):
    found = {
        path: promised
        for path, html in pages_of(doors).items()
        if (promised := void(head_and_main(html), doors))
    }
    assert found == {}


@pytest.mark.parametrize("doors", [NOTHING, LETTER, RELAY, DEPOT, FAR])
def test_each_form_says_before_one_writes_how_one_is_answered_or_that_nobody_reads(doors):
    for name, slug in PAGES.items():
        before = words(pages_of(doors)[f"{name}/"].partition("<form")[0])
        assert ("Ici, rien ne s’envoie encore" in before) == (not everywhere(doors)), name
        assert ("sauf aux territoires qui ont une adresse" in before) == (doors == FAR), name
        assert ("on vous répond par lettre" in before) == doors.lettre, name
        assert ("gardez-en l’adresse" in before) == doors.envoi, name
        by_robot = not forms()[slug].by_a_person and doors.envoi
        assert ("réponse automatique y vient en quelques minutes" in before) == by_robot, name
        lost = re.findall(
            r'<noscript>.*?href="#([\w-]+)".*?</noscript>', pages_of(doors)[f"{name}/"]
        )
        assert len(lost) == (name != "rejoindre"), "what an address names is to be copied"
        assert all(f'id="{field}"' in pages_of(doors)[f"{name}/"] for field in lost)


@pytest.mark.parametrize("doors", [LETTER, RELAY, DEPOT, RELAY._replace(depot=True)])
def test_without_a_script_one_needs_no_account_first_and_github_comes_last_and_named(doors):
    for path in ("rejoindre/", "proposer/", "mettre-a-jour/date/"):
        form = pages_of(doors)[path].partition("</form>")[0]
        part = form.rpartition("data-sans-script")[2]
        names = re.findall(r"<(?:a|button)\b[^>]*>([^<]+)</(?:a|button)>", part)
        assert ("GitHub (avec un compte)" in names) == doors.depot
        assert "sans compte" in names[0] or names == ["Voici comment"], path
        assert all("GitHub" not in each for each in names[:-1]), path


def test_what_is_asked_to_propose_is_said_whole_on_its_page():
    text = (ROOT / "content/proposer.md").read_text("utf-8")
    asked = [q for q in forms()["defi"].questions if q.required and q.key]
    said = {
        "titre": "son nom", "resume": "deux phrases", "commune": "la commune",
        "territoire": "le type de territoire", "porteur": "le nom du groupe",
        "concerne": "qui est concerné", "phase": "l’étape d’aujourd’hui",
    }  # fmt: skip
    assert [q.id for q in asked] == [*said]
    assert [each for each in said.values() if each not in text] == []


def test_no_text_of_the_site_promises_by_itself():
    """A town opens the doors that it wants: templates add the promise where a door is.

    Nor that a number of territories is open, that someone is there, that a meeting is to come.
    """
    texts = {path: path.read_text("utf-8") for path in ROOT.glob("content/**/*.md")}
    found = {
        path.name: promised
        for path, text in texts.items()
        if (promised := void(text, NOTHING) + TOWN.findall(words(text).lower()))
    }
    assert found == {}


TOWN = re.compile(
    r"(?:cinq|[0-9]+) territoires|six portes|que vous voyez ici sont des|quelqu’un à leurs côtés"
    r"|accompagne les défis|donne une adresse et une permanence|venez à sa prochaine date"
    r"|racontez-nous|l’adresse donnée en haut de cette page|au bas de chaque page du site"
    r"|écrivez à l’organisme ci-dessus\."
)
"""What only some towns could say."""


@pytest.mark.parametrize("doors", [NOTHING, FAR, RELAY], ids=["no door", "far", "relay"])
@pytest.mark.parametrize("real", [False, True], ids=["invented", "real"])
def test_one_is_sent_to_a_meeting_only_where_a_real_one_is_to_come(doors, real):
    """And asked to propose the first real défi only where that can be sent."""
    soon = ProchaineAction(date=TODAY + timedelta(days=3), quoi="On goûte")
    some = [defi("invente", prochaine_action=soon, exemple=True), defi("vrai")]
    some[1:] = [replace(some[1], prochaine_action=soon)] if real else some[1:]
    site = site_with(doors, tuple(some))
    said = {name: words(_editorial(site, f"content/{name}.md")) for name in (*PAGES, "index")}
    closed = doors != RELAY
    met = {name for name, page in said.items() if re.search("(au|prochain) rendez-vous", page)}
    assert met == (set(said) if closed and real else set())
    assert ("parlez-en autour de vous" in said["index"]) == (closed and not real)
    assert ("sauf aux territoires qui ont une adresse" in said["index"]) == (doors == FAR)
    assert ("Cinq minutes, sans compte" in said["index"]) == (not closed)
    asked = "Préparez" if closed else "Proposez"
    assert all(f"{asked} le premier vrai" in page for page in said.values())


@pytest.mark.parametrize("width", [360, 1280])
def test_what_one_answers_goes_with_what_is_sent_and_is_shown(home, tab, width):
    """A need of a défi, an annonce: from the link that names it to what would be sent."""
    page, _ = tab
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(home() + "defis/cafe/")
    page.get_by_role("link", name="J’en ai : Deux percolateurs & <b>un évier</b>").first.click()
    shown = page.locator("p.quel")
    expect(shown).to_contain_text("Pour : Deux percolateurs & <b>un évier</b>")
    assert shown.locator("b").count() == 0
    go_on(page, {})
    assert "### Pour quoi faire\n\nApporter : Deux percolateurs & <b>un évier</b>\n" in offered(
        page
    )
    page.route("**/api/v1/annonces.json", lambda route: route.fulfill(json={"annonces": WALL}))
    page.goto(home() + "annoncer/?annonce=envie-chanter-ensemble")
    expect(shown).to_have_text(re.compile("^En réponse à\\s: Où chanter, même sans <b>voix</b>"))
    assert len(shown.inner_text()) < 100
    assert [page.locator(f"#q-{name}").input_value() for name in ("genre", "nature")] == ["", ""]
    go_on(page, ANSWERS["annoncer"])
    said = "### L’annonce à laquelle vous répondez\n\nenvie-chanter-ensemble\n"
    assert said in offered(page)
    for slug, genre in (("besoin-scie", "Offre"), ("offre-scie", "Besoin")):
        page.goto(f"{home()}annoncer/?annonce={slug}")
        expect(page.locator("#q-genre")).to_have_value(genre)
        assert page.locator("#q-nature").input_value() == "Matériel"
        assert page.locator("#q-themes").evaluate("e => e.value") == "convivialite"
    fill(page, {"genre": "Idée"})
    page.reload()
    expect(shown).to_contain_text("En réponse à")
    assert page.locator("#q-genre").input_value() == "Idée", "what one changed is one’s own"
    for unknown in ("06-12-34-56-78", "<b>x</b>"):
        page.goto(home() + f"annoncer/?annonce={unknown}")
        expect(shown).to_have_count(0)
        assert page.locator("#q-repond_a").input_value() == ""
    page.goto(home() + "annoncer/?annonce=un-exemple")
    expect(shown).to_contain_text("un exemple : essayez, rien ne partira")
    go_on(page, ANSWERS["annoncer"])
    stopped = page.locator("[data-portes]")
    expect(stopped.get_by_role("heading", name="C’est un exemple")).to_be_visible()
    expect(stopped).to_contain_text("personne n’y attend de réponse")
    assert stopped.get_by_role("button").count() == 0
    own = stopped.get_by_role("link").evaluate_all("all => all.map((a) => a.href)")
    assert own == [f"{home()}annoncer/"]


SAW = {"nature": "materiel", "themes": ["convivialite"]}
WALL = [
    wall("envie-chanter-ensemble", "Où chanter, même sans <b>voix</b> ? " * 6),
    wall("un-exemple", "Envie de marcher", exemple=True),
    wall("besoin-scie", "Je cherche une scie", **SAW),
    wall("offre-scie", "J’ai une scie à prêter", **SAW),
]


# The pages of a site, drawn without a build.


FAR_AWAY = pilote("loin", departements=[find_departement("976")], adresse="bonjour@loin.example")


@cache
def site_with(doors: Doors, defis: tuple[Defi, ...] = ()) -> Site:
    """The world of the tests, whose publisher opens some doors; with other `defis`, if some are given."""
    view = replace(
        SAID,
        relais="https://relais.example/envoyer" if doors.relais else "",
        depot="https://github.com/ville/bien-vivre" if doors.depot else "",
        adresse="bonjour@ville.example" if doors.lettre else "",
        que_des_exemples=bool(defis),  # said at the head of each page
    )
    known = Reader(WORLD).read().catalogue
    site = site_of(
        *(defis or known.defis.values()),
        view=view,
        themes=known.themes.values(),
        annonces=known.annonces.values(),
        pilotes={**known.pilotes, **({"loin": FAR_AWAY} if doors.territoires else {})},
        guides=known.guides,
        pages=known.pages,
    )
    assert site.doors == doors
    return site


@cache
def pages_of(doors: Doors) -> dict[str, str]:
    """The pages of a site by address: each défi, list and gesture, and the pages of `content/`."""
    site = site_with(doors)
    drawn = {}
    for feature in (DEFIS, LISTS, FORMS):
        for job in feature.jobs(site):
            for output in job():
                if output.path.endswith("index.html"):
                    drawn[output.path.removesuffix("index.html")] = output.content.decode()
    own = {path for one in (FORMS, CONTRIBUTE, LEGAL, TERRITORIES) for path in one.pages}
    for path in site.catalogue.pages:
        inner = path.removeprefix("content/")
        if inner in own or f"{inner.rpartition('/')[0]}/*.md" in own:
            drawn[addresses.of_editorial(path)] = _editorial(site, path)
    return drawn


def _editorial(site: Site, path: str) -> str:
    """A page of `content/` around an empty text: texts are read by themselves."""
    template = site.template(editorial.template_of(path, site.catalogue.pages))
    page = SimpleNamespace(content=Markup(""), toc=())
    return template.render(**editorial.context_of(site, path), page=page)
