"""From a catalogue to files: addresses, lists, data, redirects, the shell around each page.

The templates here are as small as can be; those of the site are seen by the tests of a build.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import fields
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from generator import outputs
from generator.catalogue import Catalogue
from generator.geography import find_commune, find_departement
from generator.images import ImageInfo
from generator.markdown import render
from generator.model import (
    Defi,
    Depense,
    Document,
    Entree,
    Evenement,
    FicheDefi,
    FichePage,
    FichePilote,
    FicheTheme,
    Financement,
    ProchaineAction,
    Rencontre,
)
from generator.outputs import addresses, environment, sitemap
from generator.outputs.assets import SCRIPTS, draw_assets
from generator.outputs.data import draw_data, draw_defi_data
from generator.outputs.editorial import context_of, template_of
from generator.outputs.head import Head, make_head
from generator.outputs.lists import PER_PAGE, draw_list_page, list_pages, list_view, make_lists
from generator.outputs.output import Output, write
from generator.outputs.pictures import Pictures, used
from generator.outputs.redirects import draw_redirects
from generator.outputs.shell import make_shell
from generator.outputs.site import make_site
from generator.outputs.views import SiteView
from generator.reader import Reader
from generator.styles import SHEETS
from generator.vocabulary import ETATS, PHASES, TERRITOIRES, slugs

HOSTILE = '"><img src=x onerror=alert(1)>'
TEMPLATES = {
    "coquille.html": "<title>{{ titre }}</title><meta content='{{ description }}'>"
    "{% if canonique %}<link href='{{ canonique }}'>{% endif %}"
    "<a href='{{ racine }}'>{{ site.nom }}</a>{{ contenu }}",
    "sorties/dossier.html": "<h1>{{ g.titre }}</h1>",
    "sorties/carte.html": "<li>{{ bords.etape }}<b>{{ carte.phase.label }}</b>{{ bords.fin }}"
    "{{ bords.type }}<i>{{ carte.territoire.label }}</i>{{ bords.fin }}<a href='{{ carte.url }}'>{{ carte.titre }}</a></li>",
    "sorties/liste.html": "<h1>{{ liste.titre }}</h1>{{ liste.cartes }}{{ liste.devenus }}",
    "sorties/defi.html": "<h1>{{ d.titre }}</h1>",
    "sorties/integrer.html": "<h1>{{ vue.titre }}</h1>{{ vue.cartes }}",
    "sorties/redirection.html": "<meta http-equiv='refresh' content='0; url={{ url }}'>"
    "<link href='{{ canonique }}'><p>{{ titre }}</p>",
    **{f"styles/{name}": ":root{}" for order in SHEETS.values() for name in order},
    "assets/favicon.svg": "<svg/>",
    **{f"scripts/{part}": "" for parts in SCRIPTS.values() for part in parts},
    "assets/markercluster-licence.txt": "",
    "sorties/carte-sociale.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
    "partials/frise.html": '<svg viewBox="0 0 1 1"></svg>',
    **{
        f"partials/dessins/vignettes/{term.slug}.html": '<svg viewBox="0 0 1 1"></svg>'
        for term in (*PHASES, *TERRITOIRES)
    },
}
MIRECOURT = find_commune("Mirecourt (Vosges)")
REQUIRED = {
    "titre": "Un café à nous",
    "resume": "Et si nous en ouvrions un ?",
    "phase": "creaction",
    "depuis": date(2026, 9, 12),
    "territoire": "petite-ville",
    "commune": MIRECOURT,
    "porteur": "Les voisins",
    "concerne": ("quartier",),
}


def defi(slug, text="", **more):
    return Defi(slug=slug, texte=text.encode(), corps=render(text), **(REQUIRED | more))


def theme(slug, titre="Un thème"):
    return Document(slug, f"content/themes/{slug}.md", FicheTheme(titre=titre, resume="a"))


def pilote(slug, **more):
    fiche = FichePilote(nom=slug, territoire="rural", **more)
    return Document(slug, f"content/territoires-pilotes/{slug}.md", fiche)


def site_of(*defis, url="", nom="Bien Vivre", themes=(), **more):
    jinja = Environment(loader=DictLoader(TEMPLATES), autoescape=False)
    view = SiteView(nom=nom, description="Ici")
    environment.prepare(jinja, view)
    catalogue = Catalogue(
        defis={each.slug: each for each in defis},
        themes={each.slug: each for each in themes},
        **more,
    )
    return make_site(catalogue, view, url=url, today=TODAY, environment=jinja)


def many(count, **more):
    return [defi(f"d{n:03}", **more) for n in range(count)]


def text(drawn):
    (only,) = drawn
    return only.content.decode()


# Addresses.

ADDRESSES = [
    addresses.HOME, addresses.DEFIS, addresses.GUIDES, addresses.CHAMPS, addresses.defi("cafe"),
    addresses.guide("x"), addresses.phase("creaction"), addresses.phase("creaction", "rural"),
    addresses.territory("rural"), addresses.theme("culture"), addresses.page("defis/", 2),
    addresses.DEPARTEMENTS, addresses.departement("2A"), addresses.PILOTES,
    addresses.pilote("creuse"), addresses.ENTREPRENEURS,
    addresses.page("phases/creaction/rural/", 12),
]  # fmt: skip


@pytest.mark.parametrize("here", ADDRESSES)
@pytest.mark.parametrize("there", ["", "defis/", "phases/creaction/page/2/", "assets/bvm.css"])
def test_a_link_leads_from_any_page_to_any_other(here, there):
    link = addresses.root_from(here) + there
    assert not link.startswith("/")
    for base in ("/", "/depot/", "/home/moi/site/"):
        assert posixpath.normpath(base + here + link) == posixpath.normpath(base + there)


@pytest.mark.parametrize("here", ADDRESSES)
def test_an_address_is_a_folder_with_its_page_in_it(here):
    assert here == "" or re.fullmatch(r"(?:[a-z0-9-]+/)+", here)
    assert addresses.file_of(here) == here + "index.html"


def test_the_addresses_are_those_of_the_design():
    assert addresses.defi("cafe") == "defis/cafe/"
    assert addresses.phase("creaction") == "phases/creaction/"
    assert addresses.phase("creaction", "rural") == "phases/creaction/rural/"
    assert addresses.territory("rural") == "territoires/rural/"
    assert addresses.theme("culture") == "themes/culture/"
    assert addresses.guide("debat") == "ressources/debat/"
    assert addresses.departement("2A") == "departements/2a/"
    assert addresses.pilote("creuse") == "territoires/pilotes/creuse/"
    assert addresses.page("phases/creaction/", 1) == "phases/creaction/"
    assert addresses.page("phases/creaction/", 2) == "phases/creaction/page/2/"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("content/index.md", ""),
        ("content/demarche.md", "demarche/"),
        ("content/ressources/index.md", "ressources/"),
        ("content/ressources/premier-debat.md", "ressources/premier-debat/"),
        ("content/contribuer/champs.md", "contribuer/champs/"),
        ("content/departements/index.md", "departements/"),
        ("content/territoires-pilotes/index.md", "territoires/pilotes/"),
        ("content/territoires-pilotes/creuse.md", "territoires/pilotes/creuse/"),
        ("content/territoires/rural.md", "territoires/rural/"),
    ],
)
def test_a_page_of_mkdocs_has_the_address_that_mkdocs_gives_it(path, address):
    assert addresses.of_editorial(path) == address


# Lists.


@pytest.mark.parametrize(
    ("count", "pages", "last"), [(0, 1, 0), (1, 1, 1), (24, 1, 24), (25, 2, 1), (49, 3, 1)]
)
def test_a_list_is_cut_into_pages_of_twenty_four(count, pages, last):
    site = site_of(*many(count))
    lists = make_lists(site)
    one = lists.by_address["defis/"]
    assert (PER_PAGE, one.page_count) == (24, pages)
    views = [list_view(site, lists, one, number) for number in range(1, pages + 1)]
    shown = [re.findall(r"defis/(d\d+)/", view.cartes) for view in views]
    assert [slug for page in shown for slug in page] == [d.slug for d in site.ordered]
    assert len(shown[-1]) == last
    assert all(len(page) == 24 for page in shown[:-1])
    assert [view.total for view in views] == [count] * pages


def test_the_pages_of_a_list_lead_to_one_another():
    site = site_of(*many(49))
    lists = make_lists(site)
    one = lists.by_address["defis/"]
    first, middle, last = (list_view(site, lists, one, number) for number in (1, 2, 3))
    assert (first.precedente, first.suivante) == ("", "../defis/page/2/")
    assert (middle.precedente, middle.suivante) == ("../../../defis/", "../../../defis/page/3/")
    assert (last.precedente, last.suivante) == ("../../../defis/page/2/", "")
    assert [(link.numero, link.courante) for link in middle.pages] == [
        (1, False), (2, True), (3, False),
    ]  # fmt: skip
    assert middle.pages[0].url == "../../../defis/"


def test_a_list_of_one_page_shows_no_number():
    site = site_of(*many(24))
    lists = make_lists(site)
    assert list_view(site, lists, lists.by_address["defis/"]).pages == []


@pytest.mark.parametrize(
    ("current", "shown"),
    [
        (1, [1, 2, 3, 12]),
        (2, [1, 2, 3, 4, 12]),
        (4, [1, 2, 3, 4, 5, 6, 12]),
        (6, [1, 4, 5, 6, 7, 8, 12]),
        (11, [1, 9, 10, 11, 12]),
        (12, [1, 10, 11, 12]),
    ],
)
def test_a_long_list_shows_its_first_page_its_last_and_those_around(current, shown):
    site = site_of(*many(12 * 24))
    lists = make_lists(site)
    view = list_view(site, lists, lists.by_address["defis/"], current)
    assert [link.numero for link in view.pages] == shown


def test_an_empty_list_says_so_and_how_to_begin():
    site = site_of()
    lists = make_lists(site)
    view = list_view(site, lists, lists.by_address["phases/creaction/"])
    assert (view.total, view.cartes, view.devenus) == (0, "", "")
    assert view.agir.boutons


PLACES = [MIRECOURT, find_commune("Épinal"), find_commune("Ajaccio"), find_commune("88500 Poussay")]
PILOTES = {
    "vosges": pilote("vosges", departements=(find_departement("88"),)),
    "ailleurs": pilote("ailleurs", communes=(find_commune("Épinal"),)),
}


@st.composite
def catalogues(draw):
    return [
        defi(
            f"d{number}",
            phase=draw(st.sampled_from(slugs(PHASES))),
            territoire=draw(st.sampled_from(slugs(TERRITOIRES))),
            etat=draw(st.sampled_from(slugs(ETATS))),
            themes=tuple(draw(st.sets(st.sampled_from(["culture", "nature"])))),
            commune=draw(st.sampled_from(PLACES)),
            autres_communes=tuple(draw(st.lists(st.sampled_from(PLACES), max_size=2))),
            accompagne_par=draw(st.sampled_from([None, "vosges", "ailleurs"])),
            depuis=TODAY - timedelta(days=draw(st.integers(0, 3))),
        )
        for number in range(draw(st.integers(0, 30)))
    ]


@settings(max_examples=30, deadline=None)
@given(catalogues())
def test_each_defi_stands_once_in_each_list_that_is_its_own(defis):
    site = site_of(*defis, themes=[theme("culture"), theme("nature")], pilotes=PILOTES)
    lists = make_lists(site)
    for one in lists.by_address.values():
        found = []
        for number in range(1, one.page_count + 1):
            view = list_view(site, lists, one, number)
            assert view.total == lists.count(one.address) == len(one.members)
            found += re.findall(r"defis/(d\d+)/", view.cartes + view.devenus)
        assert sorted(found) == sorted(
            each.slug for each in defis if one.address in _lists_of(each)
        )


def _lists_of(one):
    return {
        "defis/", f"phases/{one.phase}/", f"territoires/{one.territoire}/",
        f"phases/{one.phase}/{one.territoire}/", *(f"themes/{slug}/" for slug in one.themes),
        *(f"departements/{place.insee[:2].lower()}/" for place in one.communes),
        *(f"territoires/pilotes/{slug}/" for slug in _pilote_of(one)),
    }  # fmt: skip


def _pilote_of(one):
    """The territory that a défi names; else that of its commune, before that of its département."""
    held = {"Épinal": "ailleurs", "Mirecourt": "vosges", "Poussay": "vosges"}
    return filter(None, [one.accompagne_par or held.get(one.commune.nom)])


@settings(max_examples=30, deadline=None)
@given(catalogues(), st.randoms())
def test_the_order_of_the_catalogue_does_not_change_that_of_the_lists(defis, random):
    shuffled = random.sample(defis, len(defis))
    assert site_of(*defis).ordered == site_of(*shuffled).ordered


def test_the_living_come_first_then_the_nearest_date_then_the_latest_change():
    def action(after):
        return ProchaineAction(date=TODAY + timedelta(days=after), quoi="a")

    defis = [
        defi("abouti", etat="abouti", prochaine_action=action(1)),
        defi("ancien", depuis=date(2026, 1, 1)),
        defi("recent", depuis=date(2026, 11, 1)),
        defi("passe", depuis=date(2026, 10, 1), prochaine_action=action(-1)),
        defi("plus-tard", prochaine_action=action(9)),
        defi("b-bientot", prochaine_action=action(2)),
        defi("a-bientot", prochaine_action=action(2)),
    ]
    assert [each.slug for each in site_of(*defis).ordered] == [
        "a-bientot", "b-bientot", "plus-tard", "recent", "passe", "ancien", "abouti",
    ]  # fmt: skip


def test_what_became_of_finished_ones_stands_apart():
    site = site_of(defi("vivant"), defi("pause", etat="en-pause"), defi("fini", etat="arrete"))
    lists = make_lists(site)
    view = list_view(site, lists, lists.by_address["defis/"])
    assert re.findall(r"defis/(\w+)/", view.cartes) == ["pause", "vivant"]
    assert re.findall(r"defis/(\w+)/", view.devenus) == ["fini"]


def test_each_choice_of_a_list_is_a_list_with_its_count():
    site = site_of(*many(3), defi("champ", phase="informaction", territoire="rural"))
    lists = make_lists(site)
    for one in lists.by_address.values():
        for facet in list_view(site, lists, one).facettes:
            assert sum(choice.courante for choice in facet.puces) == 1
            for choice in facet.puces:
                target = posixpath.normpath(f"/{one.address}{choice.url}").strip("/") + "/"
                assert choice.nombre == len(lists.by_address[target].members)


@pytest.mark.parametrize("titre", ["Culture", "Accueil", "Les thèmes"])
def test_the_way_down_to_a_list_ends_where_one_is(titre):
    site = site_of(themes=[theme("x", titre)])
    lists = make_lists(site)
    view = list_view(site, lists, lists.by_address["themes/x/"])
    assert list(view.fil) == [
        ("Accueil", "../../"), ("Les thèmes", "../../themes/"), (titre, ""),
    ]  # fmt: skip


def test_mkdocs_draws_the_first_page_of_lists_that_have_a_text():
    site = site_of(*many(25), themes=[theme("culture")])
    lists = make_lists(site)
    drawn = {addresses.page(one.address, number) for one, number in list_pages(lists)}
    assert {"defis/", "defis/page/2/", "phases/creaction/page/2/"} <= drawn
    assert "phases/informaction/rural/" in drawn
    assert not drawn & {"phases/creaction/", "territoires/rural/", "themes/culture/"}


def test_a_page_of_a_list_is_a_whole_page_at_its_address():
    site = site_of(*many(25), url="https://exemple.fr/")
    lists = make_lists(site)
    one = lists.by_address["phases/creaction/"]
    (page,) = draw_list_page(site, lists, site.shell("defis"), one, 2)
    assert page.path == "phases/creaction/page/2/index.html"
    html = page.content.decode()
    assert "<title>Cré’action, page 2</title>" in html
    assert "<link href='https://exemple.fr/phases/creaction/page/2/'>" in html
    assert "href='../../../../defis/d024/'" in html
    assert "<a href='../../../../'>Bien Vivre</a>" in html


# Data.

RICH = defi(
    "cafe",
    "Racontons **tout**.\n",
    prochaine_action=ProchaineAction(date=date(2026, 12, 5), quoi="On goûte"),
    rencontres=(
        Rencontre(date=date(2026, 12, 5), titre="a", genre="fete", lieu="b", statut="prevue",
                  debut=time(18, 30)),
    ),
    financement=Financement(
        depenses=(Depense(poste="Tasses", montant=Decimal("1200.50")),
                  Depense(poste="Table", montant=Decimal("800.00"))),
    ),
    evenements=(Evenement(date=date(2027, 1, 1), titre="a", lieu="b"),),
)  # fmt: skip


def test_the_data_of_one_defi_hold_every_field_and_its_text():
    (output,) = draw_defi_data(site_of(RICH), RICH)
    assert output.path == "api/v1/defis/cafe.json"
    held = json.loads(output.content)
    assert set(held) == {field.name for field in fields(FicheDefi)} | {
        "licence", "slug", "page", "donnees", "texte", "territoire_pilote", "modifie_le",
    }  # fmt: skip
    assert held["titre"] == "Un café à nous"
    assert held["texte"] == "Racontons **tout**.\n"
    assert held["depuis"] == "2026-09-12"
    assert held["commune"] == {
        "insee": "88304", "nom": "Mirecourt", "departement": "88",
        "longitude": MIRECOURT.point.longitude, "latitude": MIRECOURT.point.latitude,
        "partie": None,
    }  # fmt: skip
    assert held["territoire_pilote"] is None
    assert held["rencontres"][0]["debut"] == "18:30:00"
    assert [each["montant"] for each in held["financement"]["depenses"]] == [1200.5, 800]
    assert held["exemple"] is False


def all_defis(site):
    output, *_ = draw_data(site)
    return json.loads(output.content)


def test_the_data_of_all_name_each_defi_once_in_the_order_of_names():
    output, *_ = draw_data(site_of(defi("a"), RICH, defi("z", exemple=True)))
    held = json.loads(output.content)
    assert output.path == "api/v1/defis.json"
    assert (held["nombre"], held["date"]) == (3, TODAY.isoformat())
    assert [each["slug"] for each in held["defis"]] == ["a", "cafe", "z"]
    assert held["defis"][2]["exemple"] is True
    assert held["licence"] == "Licence Ouverte 2.0"


@pytest.mark.parametrize(
    ("url", "start"), [("", ""), ("https://exemple.fr/d/", "https://exemple.fr/d/")]
)
def test_the_data_say_where_things_are(url, start):
    site = site_of(RICH, url=url)
    for held in (
        all_defis(site)["defis"][0],
        json.loads(text(draw_defi_data(site, RICH))),
    ):
        assert held["page"] == f"{start}defis/cafe/"
        assert held["donnees"] == f"{start}api/v1/defis/cafe.json"


def test_the_data_of_what_ships_can_be_read():
    root = Path(__file__).parent.parent
    catalogue = Reader(root).read().catalogue
    site = site_of(*catalogue.defis.values(), pilotes=catalogue.pilotes)
    files = sorted(path.stem for path in (root / "defis").glob("[a-z]*.md"))
    held = all_defis(site)
    assert [each["slug"] for each in held["defis"]] == files
    assert held["nombre"] == len(files) >= 16
    for each in catalogue.defis.values():
        assert json.loads(text(draw_defi_data(site, each)))["titre"] == each.titre


# Redirects.


def test_each_earlier_address_leads_to_the_new_one():
    moved = defi("cafe", anciens_slugs=("bar", "bistrot"))
    drawn = list(draw_redirects(site_of(moved, url="https://exemple.fr/"), moved))
    assert [output.path for output in drawn] == ["defis/bar/index.html", "defis/bistrot/index.html"]
    for output in drawn:
        page = output.content.decode()
        assert "0; url=../../defis/cafe/" in page
        assert "https://exemple.fr/defis/cafe/" in page


# The shell, and what an author may try.


def shell_of(template, *, without=(), **context):
    jinja = Environment(loader=DictLoader({"x": template}), autoescape=True)
    return make_shell(jinja.get_template("x").render, without=without, **context)


def head_of(**words):
    known = {"titre": "a", "description": "b", "canonique": "c"} | words
    return Head(**dict.fromkeys(Head._fields, "") | known)


WHOLE = '<title>{{ titre }}</title><meta content="{{ description }}">{{ racine }}{{ contenu }}'


def test_a_page_is_the_shell_with_its_own_words():
    shell = shell_of(WHOLE + '<link href="{{ canonique }}">{{ section }}', section="defis")
    page = shell.wrap("../", head_of(titre="A & B", description="c", canonique="https://d/"), "<p>")
    assert page == ('<title>A &amp; B</title><meta content="c">../<p><link href="https://d/">defis')


def test_one_shell_serves_every_depth():
    shell = shell_of(WHOLE)
    for root in ("./", "../", "../../", "./"):
        page = shell.wrap(root, head_of(), "c")
        assert page == f'<title>a</title><meta content="b">{root}c'


@pytest.mark.parametrize("left_out", ["titre", "description", "contenu"])
def test_a_template_that_forgets_a_part_is_refused(left_out):
    with pytest.raises(ValueError, match=left_out):
        shell_of(WHOLE.replace(f"{{{{ {left_out} }}}}", ""))


def test_what_a_page_does_not_have_is_not_drawn():
    shell = shell_of(WHOLE + "{% if canonique %}<link>{% endif %}", without=["canonique"])
    assert "<link>" not in shell.wrap("./", head_of(), "c")


@pytest.mark.parametrize("part", Head._fields)
@pytest.mark.parametrize(
    "attack", [HOSTILE, "</title><script>", "' onload='x", "&lt;", "\1contenu\1"]
)
def test_no_word_of_an_author_comes_out_of_the_shell_raw(part, attack):
    links = "".join(f"<link href='{{{{ {name} }}}}'>" for name in Head._fields)
    shell = shell_of(WHOLE + links)
    page = shell.wrap("./", head_of(**{part: attack}), "<p>d</p>")
    quiet = shell.wrap("./", head_of(**{part: "quiet"}), "<p>d</p>")
    assert page.count("<") == quiet.count("<")
    assert page.count('"') == quiet.count('"')
    assert page.count("'") == quiet.count("'")
    assert page.count("<p>d</p>") == 1


# The head: how to pass a page on, and to mend it.


def site_view(**keys):
    return SiteView(nom="Ici", description="d", **keys)


def links_of(view, url="https://exemple.fr/", source="defis/cafe.md"):
    return make_head(
        view,
        "defis/cafe/",
        url=url,
        titre="Un café & nous ?",
        description="",
        source=source,
        carte="site",
    )


def test_a_page_is_passed_on_by_letter_and_by_message_with_its_address():
    head = links_of(site_view())
    address = "https%3A//exemple.fr/defis/cafe/"
    assert head.courrier.startswith("mailto:?subject=Un%20caf%C3%A9%20%26%20nous%20%3F&body=")
    assert head.courrier.endswith(address)
    assert head.message.startswith("sms:?&body=Un%20caf%C3%A9")
    assert head.message.endswith(address)


def test_without_an_address_of_the_site_the_letter_waits_for_it():
    head = links_of(site_view(), url="")
    assert head.canonique == ""
    assert head.courrier.endswith("%0A")


def test_a_problem_is_told_to_the_site_else_to_the_forge_else_by_contributing():
    depot = "https://github.com/ville/bv"
    both = links_of(site_view(adresse="ici@example.org", depot=depot))
    assert both.signaler.startswith("mailto:ici@example.org?subject=Un%20probl")
    assert links_of(site_view(depot=depot)).signaler == (
        f"{depot}/issues/new?template=correction-site.yml"
        "&page=Un%20caf%C3%A9%20%26%20nous%20%3F%20%3A%20https%3A//exemple.fr/defis/cafe/"
    )
    assert links_of(site_view()).signaler == "../../contribuer/#signaler"


def test_a_page_is_changed_in_the_repository_when_one_is_known():
    depot = "https://github.com/ville/bv"
    assert links_of(site_view(depot=depot)).modifier == f"{depot}/blob/HEAD/defis/cafe.md"
    assert links_of(site_view(depot=depot), source="").modifier == ""
    assert links_of(site_view()).modifier == ""


def test_a_hostile_title_is_text_on_every_page_that_shows_it():
    bad = defi("cafe", titre=HOSTILE, resume=HOSTILE, porteur=HOSTILE, anciens_slugs=("bar",))
    site = site_of(bad, nom=HOSTILE, themes=[theme("culture", HOSTILE)])
    lists = make_lists(site)
    for job in outputs.jobs(site, lists, Pictures(lambda name: b"")):
        for output in job():
            if output.path.endswith(".html"):
                assert b"<img" not in output.content, output.path
                assert b"&lt;img" in output.content or b"cafe" not in output.content


def test_a_card_leads_to_its_defi_from_any_depth():
    site = site_of(defi("cafe"))
    assert "'./defis/cafe/'" in site.cards_of(site.ordered, "./")
    assert "'../../defis/cafe/'" in site.cards_of(site.ordered, "../../")


def test_a_list_does_not_repeat_on_each_card_what_its_head_says():
    site = site_of(defi("cafe"), defi("fete", titre="\1Fête\2"))
    assert "<b>Cré’action</b><i>Petite ville</i>" in site.cards_of(site.ordered, "./")
    assert "<b>" not in site.cards_of(site.ordered, "./", said=["etape"])
    cards = site.cards_of(site.ordered, "./", said=["etape", "type"])
    assert "<i>" not in cards
    assert cards.count("<li>") == cards.count("</li>") == 2
    assert not set("\1\2\3") & set(cards)


# Everything, written.


def test_every_file_has_its_own_path_under_the_site(tmp_path):
    site = site_of(*many(30, themes=("culture",)), RICH, themes=[theme("culture")])
    lists = make_lists(site)
    drawn = [
        output.path
        for job in outputs.jobs(site, lists, Pictures(lambda name: b""))
        for output in job()
    ]
    assert len(drawn) == len(set(drawn))
    assert not [path for path in drawn if path.startswith("/") or ".." in path]
    assert outputs.build(tmp_path, site, lists, Pictures(lambda name: b"")) == len(drawn)
    written = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
    assert written == set(drawn)
    assert {"defis/index.html", "defis/page/2/index.html", "defis/cafe/index.html"} <= written


def test_two_builds_write_the_same_bytes(tmp_path):
    trees = []
    for name in ("un", "deux"):
        site = site_of(*many(30), RICH, url="https://exemple.fr/")
        outputs.build(tmp_path / name, site, make_lists(site), Pictures(lambda name: b""))
        trees.append(
            {
                path.relative_to(tmp_path / name): path.read_bytes()
                for path in (tmp_path / name).rglob("*")
                if path.is_file()
            }
        )
    assert trees[0] == trees[1]


def test_a_file_is_written_over_and_its_folders_are_made(tmp_path):
    assert write(tmp_path, [Output("a/b/c.txt", b"un"), Output("d.txt", b"x")]) == 2
    assert write(tmp_path, [Output("a/b/c.txt", b"2")]) == 1
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"2"


def test_the_files_beside_the_pages_are_drawn():
    drawn = {output.path for output in draw_assets(site_of().environment)}
    names = {*SHEETS, *SCRIPTS, "favicon.svg"}
    assert drawn == {f"assets/{name}" for name in names}


# Pictures.

IMAGES = {
    name: ImageInfo(name, 8, 6, "png", (8,)) for name in ("a.png", "b.png", "c.png", "seule.png")
}


def test_only_pictures_that_are_shown_are_made():
    shown = [
        defi("x", image="b.png", image_alt="b"),
        Defi(slug="y", corps=render("![a](images/a.png)", IMAGES), **REQUIRED),
        defi("z", image="absente.png"),
    ]
    catalogue = Catalogue(defis={each.slug: each for each in shown}, images=IMAGES)
    assert [info.name for info in used(catalogue)] == ["a.png", "b.png"]


def test_a_picture_is_made_again_only_when_its_bytes_change():
    from io import BytesIO

    from PIL import Image

    def png(colour):
        file = BytesIO()
        Image.new("RGB", (8, 6), colour).save(file, "PNG")
        return file.getvalue()

    disk = {"a.png": png("red")}
    pictures = Pictures(disk.__getitem__)
    first = pictures.draw(IMAGES["a.png"])
    assert [output.path for output in first] == ["defis/images/a-8.png"]
    assert pictures.draw(IMAGES["a.png"]) is first
    disk["a.png"] = png("blue")
    assert pictures.draw(IMAGES["a.png"])[0].content != first[0].content


# The sitemap, and the pages of MkDocs.


def test_the_sitemap_names_each_generated_page_once():
    site = site_of(*many(25), url="https://exemple.fr/")
    lists = make_lists(site)
    named = list(sitemap.generated(site, lists))
    assert len(named) == len(set(named)) == len(list_pages(lists)) + 25
    assert ("https://exemple.fr/defis/d000/", "2026-09-12") in named
    assert ("https://exemple.fr/defis/page/2/", "2026-09-12") in named
    assert not [address for address, _ in named if not address.startswith("https://exemple.fr/")]


def test_without_an_address_of_the_site_there_is_no_sitemap():
    site = site_of(*many(2))
    assert list(sitemap.generated(site, make_lists(site))) == []


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("content/index.md", "accueil.html"),
        ("content/ressources/index.md", "ressources.html"),
        ("content/ressources/x.md", "guide.html"),
        ("content/themes/index.md", "themes.html"),
        ("content/themes/x.md", "theme.html"),
        ("content/phases/creaction.md", "phase.html"),
        ("content/territoires/rural.md", "territoire.html"),
        ("content/territoires-pilotes/index.md", "pilotes.html"),
        ("content/territoires-pilotes/creuse.md", "pilote.html"),
        ("content/departements/index.md", "departements.html"),
        ("content/phases/quatrieme.md", "main.html"),
        ("content/territoires/montagne.md", "main.html"),
        ("content/demarche.md", "main.html"),
        ("content/contribuer/index.md", "contribuer.html"),
        ("content/contribuer/champs.md", "main.html"),
    ],
)
def test_a_page_of_mkdocs_has_the_template_of_its_folder(path, template):
    assert template_of(path, {path}) == template
    assert template_of(path, ()) == "main.html"


def page(path):
    return {path: Document(path, path, FichePage(titre="Un titre", resume="Un résumé."))}


def test_a_page_of_mkdocs_knows_where_it_stands():
    site = site_of(url="https://exemple.fr/", pages=page("content/contribuer/champs.md"))
    context = context_of(site, make_lists(site), "content/contribuer/champs.md")
    assert (context["titre"], context["description"]) == ("Un titre", "Un résumé.")
    assert (context["racine"], context["section"]) == ("../../", "contribuer")
    assert context["canonique"] == "https://exemple.fr/contribuer/champs/"


def test_a_phase_shows_its_defis_and_the_phase_after():
    pages = page("content/phases/creaction.md") | page("content/phases/activaction.md")
    site = site_of(defi("cafe"), pages=pages)
    lists = make_lists(site)
    shown = context_of(site, lists, "content/phases/creaction.md")["vue"]
    assert "'../../defis/cafe/'" in shown.liste.cartes
    assert (shown.suivante.label, shown.suivante.url) == (
        "Activ’action",
        "../../phases/activaction/",
    )
    assert context_of(site, lists, "content/phases/activaction.md")["vue"].suivante is None


def test_home_shows_what_is_coming_among_the_living_only():
    def meeting(after, titre):
        day = TODAY + timedelta(days=after)
        return Rencontre(date=day, titre=titre, genre="debat", lieu="b", statut="prevue")

    site = site_of(
        defi("a", rencontres=(meeting(9, "loin"), meeting(-1, "hier"))),
        defi("b", rencontres=(meeting(0, "aujourd’hui"), meeting(3, "bientôt"))),
        defi("c", etat="arrete", rencontres=(meeting(1, "fini"),)),
        pages=page("content/index.md"),
    )
    view = context_of(site, make_lists(site), "content/index.md")["vue"]
    titles = [card.titre for card in view.rendez_vous]
    assert titles == ["aujourd’hui", "bientôt", "loin"]
    assert [door.nombre for door in view.phases] == [0, 3, 0]


def test_two_meetings_of_one_day_with_one_title_stand_in_the_order_of_their_hours():
    def meeting(hour):
        return Rencontre(
            date=TODAY, titre="Atelier", genre="atelier", lieu="b", statut="prevue",
            debut=time(hour), id=f"a-{hour} h",
        )  # fmt: skip

    site = site_of(defi("a", rencontres=(meeting(18), meeting(9))), pages=page("content/index.md"))
    view = context_of(site, make_lists(site), "content/index.md")["vue"]
    assert [card.debut for card in view.rendez_vous] == [time(9), time(18)]


def test_home_shows_the_defis_that_moved_last():
    old = defi("ancien", journal=(Entree(date=TODAY - timedelta(days=9), texte="x"),))
    new = defi("neuf", journal=(Entree(date=TODAY, texte="x"),))
    site = site_of(old, new, pages=page("content/index.md"))
    view = context_of(site, make_lists(site), "content/index.md")["vue"]
    assert view.derniers.index("defis/neuf/") < view.derniers.index("defis/ancien/")
