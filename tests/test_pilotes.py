"""The pages of pilot territories: where they are, what they live on, the défis they accompany."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from drawing import SAID, site_of
from parts import cards, letters, section
from reading import links, words
from territories import HERD, HOSTILE, REAL
from values import annonce, defi, pilote, rencontre

from generator.content.model import Besoin
from generator.geography import departements
from generator.outputs.territories.pages import pilote_view


def test_the_territories_are_listed_with_what_they_cover_and_how_much_happens(country):
    page = country.page("territoires/pilotes")
    doors = dict(
        re.findall(r'pilotes/([a-z-]+)/">[^<]*(?:&[^<]*)*</a></h2>\s*(.*?)</li>', page, re.DOTALL)
    )
    assert list(doors) == ["corse", "creuse", "redon", "vosges", "ville"], "the example last"
    told = {slug: words(door) for slug, door in doors.items()}
    assert told["creuse"] == "Creuse Rural 25 défis"
    assert told["redon"] == "Redon et Saint-Nicolas-de-Redon Rural Pas encore de défi"
    assert told["ville"] == "Mirecourt Rural 1 exemple Exemple"


def test_a_territory_says_where_it_is_who_to_write_to_and_what_it_lives_on(country):
    page = country.page("territoires/pilotes/creuse")
    area = section(page, "bloc-aire")
    assert words(area) == "Où est-ce ? Tout le département : Creuse."
    assert links(area) == ["../../../departements/23/"]
    assert letters(section(page, "bloc-ecrire")) == [f"mailto:{REAL}"]
    said = words(page)
    assert "Les réseaux d’ici Les foyers ruraux" in said
    assert "Les lieux qui accueillent La salle du bas" in said
    assert "Ce dont on parle La distance, pour tout" in said
    assert "Avec qui Un syndicat (on lui a écrit) : Prêter un car" in said
    assert "Passez le mardi." in said


def test_a_territory_of_communes_names_them_and_each_of_their_departements(country):
    area = section(country.page("territoires/pilotes/redon"), "bloc-aire")
    assert "Redon et Saint-Nicolas-de-Redon. Départements :" in words(area)
    assert links(area) == ["../../../departements/35/", "../../../departements/44/"]


@pytest.mark.parametrize(
    ("slug", "said", "codes"),
    [
        (
            "plaine",
            "Mirecourt, Redon et Nancy. Tous ces départements : Meurthe-et-Moselle, Meuse. "
            "Départements : Ille-et-Vilaine, Vosges.",
            ["54", "55", "35", "88"],
        ),
        (
            "ouest",
            "Vitré. Tout le département : Mayenne. Département : Ille-et-Vilaine.",
            ["53", "35"],
        ),
        ("dinan", "Dinan. Département : Côtes-d’Armor.", ["22"]),
        ("ile", "Tout le département : Corse-du-Sud.", ["2a"]),
    ],
)
def test_a_territory_says_which_departements_it_covers_whole_and_which_it_touches(
    crossroads, slug, said, codes
):
    """One that it covers whole is not said to be touched by a commune that is there."""
    area = section(crossroads.page(f"territoires/pilotes/{slug}"), "bloc-aire")
    assert words(area) == f"Où est-ce ? {said}"
    assert links(area) == [f"../../../departements/{code}/" for code in codes]


# The défis that they accompany.


def test_a_territory_shows_its_first_defis_then_pages_of_the_others(country):
    first = country.page("territoires/pilotes/creuse")
    second = country.page("territoires/pilotes/creuse/page/2")
    assert (len(cards(first)), len(cards(second))) == (4, 21)
    assert sorted(cards(first) + cards(second)) == HERD
    assert "../../../territoires/pilotes/creuse/page/2/" in links(first)
    assert "../../../../../territoires/pilotes/creuse/" in links(second)
    assert "territoires/pilotes/creuse/page/3/index.html" not in country.files


def test_the_defis_of_a_territory_are_those_it_accompanies_and_no_others(country):
    assert cards(country.page("territoires/pilotes/ville")) == ["ville"]
    vosges = [country.page(f"territoires/pilotes/vosges{page}") for page in ("", "/page/2")]
    accompanied = [slug for page in vosges for slug in cards(page)]
    assert "nomme" in accompanied
    assert "ville" not in accompanied
    assert cards(country.page("territoires/pilotes/redon")) == []


# What they ask for.


def test_the_home_page_asks_one_thing_for_each_defi_before_a_second_for_any(crossroads):
    """What is already found is not asked for, nor counted."""
    asked = re.findall(r'defis/([a-z0-9-]+)/#besoins">([^<]*)<', crossroads.page(""))
    assert asked == [("a", "Un piano"), ("b", "Un four"), ("c", "Une clé"), ("a", "Des bancs")]


# What is an example says so.


def marked(part: str) -> dict[str, str]:
    """The pilot territories to which a part of a page links, and what it says beside each link."""
    found = re.findall(
        r'pilotes/([a-z-]+)/">.*?</a>(.*?)(?=<a\b|</li>|</p>|\Z)', part, flags=re.DOTALL
    )
    return {slug: words(beside).strip(" ,") for slug, beside in found}


@pytest.mark.parametrize("page", ["", "/page/2"])
def test_every_page_of_an_example_territory_says_that_it_is_one(crossroads, page):
    strip = '<p class="exemple">'
    for slug, count in (("montmartre", 1), ("villette", 0)):
        shown = crossroads.page(f"territoires/pilotes/{slug}{page}")
        assert shown.count(strip) == count, slug
        assert len(cards(shown)) == (21 if page else 4)
    shown = crossroads.page("territoires/pilotes/montmartre" + page).split("<main")[1]
    assert shown.index(strip) < shown.index("<h1")


def test_the_list_of_territories_says_what_is_invented_and_how_much_of_it(country, bare):
    mixed, none = (
        words(country.page("territoires/pilotes")),
        words(bare.page("territoires/pilotes")),
    )
    assert "Ceux qui portent le mot « Exemple » sont inventés" in mixed
    assert "Aucun territoire pilote n’est encore ouvert" not in mixed
    assert (
        "Aucun territoire pilote n’est encore ouvert : ceux que vous voyez ici sont des exemples."
        in none
    )


def test_a_departement_says_which_of_its_territories_is_an_example(country, crossroads):
    around = section(country.page("departements/88"), "bloc-pilotes")
    assert marked(around) == {"ville": "Exemple", "vosges": ""}
    around = section(crossroads.page("departements/75"), "bloc-pilotes")
    assert marked(around) == {"montmartre": "Exemple", "villette": ""}


def test_a_type_of_territory_leads_to_its_own_and_says_which_is_an_example(
    country, crossroads, bare
):
    def accompany(built, kind, said="Dans ces territoires pilotes, un Entrepreneur"):
        found = re.search(f"{said}.*?</p>", built.page(f"territoires/{kind}"))
        return marked(found[0]) if found else {}

    told = dict.fromkeys(["corse", "creuse", "redon", "vosges"], "") | {"ville": "Exemple"}
    assert accompany(country, "rural") == told
    assert accompany(crossroads, "metropole") == {"villette": ""}
    assert accompany(crossroads, "petite-ville") == {}
    assert accompany(bare, "metropole") == {}, "nobody accompanies where all is invented"
    invented = accompany(bare, "metropole", "Personne n’accompagne encore de défi")
    assert set(invented.values()) == {"Exemple"}
    listed = re.findall(r"territoires/pilotes/([a-z-]+)/", country.page("territoires/rural"))
    assert listed == sorted(told)


# What people wrote.


def test_hostile_words_of_a_territory_come_out_as_text_everywhere(country):
    for path in country.files:
        if path.endswith(".html"):
            assert "<script>alert" not in (country.folder / path).read_text("utf-8"), path
    for address in ("territoires/pilotes/creuse", "territoires/pilotes/creuse/page/2"):
        assert f"La Creuse {HOSTILE}" in words(country.page(address).split("<main")[1])


def head_of(day, *defis, annonces=(), view=SAID, **territory):
    """What the page of the Vosges opens with on a day, for some défis."""
    one = pilote("plaine", departements=(departements()["88"],), **territory)
    site = site_of(*defis, today=day, view=view, annonces=annonces, pilotes={"plaine": one})
    view = pilote_view(site, one.path)
    if view.semaine is None:
        return view, ""
    drawn = site.template("territories/semaine.html").render(
        vue=view, liste=view.liste, racine="../../../"
    )
    return view, words(drawn)


MONDAY = date(2026, 11, 23)
FOUR = Besoin(quoi="Un four", nature="materiel")
LIVING = defi(
    "cafe",
    rencontres=(rencontre(date(2026, 11, 29), "Le bal"), rencontre(date(2026, 12, 9), "La suite")),
    besoins=(FOUR,) * 5,
)


@pytest.mark.parametrize("invented", [False, True])
def test_a_territory_opens_with_this_week_else_with_the_next_dates(invented):
    one = replace(LIVING, exemple=invented)
    _, said = head_of(MONDAY, one, exemple=invented)
    assert said.startswith("Cette semaine")
    assert "Le bal" in said
    assert "La suite" not in said
    _, later = head_of(date(2026, 11, 30), one, exemple=invented)
    assert later.startswith("Les prochaines dates")
    assert "La suite" in later
    _, never = head_of(date(2027, 1, 1), one, exemple=invented)
    assert never.startswith("Aucune date pour l’instant.")


def test_a_territory_then_says_what_is_sought_and_what_is_offered():
    """Those of a real group before those of an example; a finished one looks for nothing."""
    table = Besoin(quoi="Une table", nature="materiel")
    others = [defi(slug, offres=(table,), exemple=slug == "a") for slug in ("a", "b", "c")]
    view, said = head_of(MONDAY, LIVING, *others)
    assert [one.page.split("/")[-2] for one in view.semaine.appels] == ["cafe", "cafe", "b", "c"]
    assert said.index("On cherche, on offre un coup de main") < said.index("On offre : Une table")
    alone, said = head_of(MONDAY, *others)
    assert "On offre un coup de main" in said
    assert alone.semaine.appels[0].page == "../../../defis/b/#offres"
    assert len(head_of(MONDAY, LIVING)[0].semaine.appels) == 4
    assert head_of(MONDAY)[0].semaine is None


def test_a_territory_opens_with_what_its_inhabitants_look_for_too():
    """Those who say the same, as one row; two persons alone; what an annonce answers waits no more."""
    care = {
        "genre": "besoin",
        "themes": ("education",),
        "texte": "Je cherche une garde le mercredi pour ma fille",
    }
    alike = [annonce(f"g{n}", **care) for n in range(3)]
    bench = [annonce(f"b{n}", genre="besoin", texte=f"Je cherche un banc {n}") for n in "1234"]
    answer = annonce("moi", repond_a="b1")
    table = Besoin(quoi="Une table", nature="materiel")
    other = defi("b", offres=(table,))
    said = [*alike, *bench, answer]
    view, words_ = head_of(
        MONDAY, LIVING, other, annonces=said, view=replace(SAID, depot="https://x.example/y")
    )
    assert view.semaine.ensemble.defi == "../../../proposer/?annonces=g0,g1,g2"
    assert view.semaine.ensemble.page == "../../../coups-de-main/pilotes/plaine/"
    assert "Trois annonces, autour de Mirecourt, cherchent la même chose" in words_
    assert view.annonces.ensemble == [], "it stands at the head, once"
    assert [one.dit for one in view.semaine.appels] == [
        *("Un four", "Un four", "Je cherche un banc 2", "Je cherche un banc 3", "Une table")
    ]
    assert "Je cherche un banc 2. Y répondre Une personne, Mirecourt, Vosges" in words_
    assert view.semaine.appels[2].adresse == "../../../annoncer/?annonce=b2"
    alone, words_ = head_of(MONDAY, annonces=said)
    assert words_.startswith("On cherche un coup de main Trois annonces")
    assert [one.verbe for one in alone.semaine.appels] == ["", ""], "nothing can be sent"
    invented = [replace(one, fiche=replace(one.fiche, exemple=True)) for one in said]
    shown = replace(LIVING, exemple=True)
    mixed, words_ = head_of(MONDAY, shown, annonces=invented, exemple=True)
    assert mixed.semaine.ensemble.defi == ""
    assert [one.exemple for one in mixed.semaine.appels] == [True] * 4
    assert words_.count("Exemple") == 6, "the date, the four, those that are gathered"


def test_only_a_real_territory_leads_to_what_waits_there():
    assert head_of(MONDAY, LIVING)[0].tableau == "../../../tableau-de-bord/plaine/"
    assert head_of(MONDAY, LIVING, exemple=True)[0].tableau == ""
