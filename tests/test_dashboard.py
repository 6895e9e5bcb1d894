"""The dashboard of those who accompany groups: what makes a row, what clears it, what stands first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from drawing import SAID, many, site_of
from parts import section
from reading import links, words
from sight import axe
from values import annonce, defi, guide, pilote, rencontre
from visits import opened

from generator import addresses
from generator.accompaniment.followup import (
    LONG,
    QUIET,
    REREAD,
    SOUGHT,
    UNANSWERED,
    Raison,
    of_defis,
    of_needs,
)
from generator.accompaniment.helping import of_annonce
from generator.content.fiches import Document, FicheAnnonce, Source
from generator.content.model import Activite, Besoin, Defi, Entree, ProchaineAction, Recurrence
from generator.forms.issue_forms import labels
from generator.geography import departements
from generator.outputs.dashboard import FEATURE
from generator.outputs.dashboard.page import FIRST, NAMES, OF_A_SECTION, SHEET, dashboard_view
from generator.outputs.kit.assets import draw_assets
from generator.outputs.kit.output import Output, write
from generator.outputs.site.helping import told_at
from generator.outputs.site.site import Site

MONDAY = date(2026, 11, 23)
FROM_ROOT = addresses.root_from(addresses.TABLEAU_DE_BORD)
DEPOT = "https://github.com/exemple/bien-vivre"


def days(count: int) -> timedelta:
    return timedelta(days=count)


NEWS = (Entree(date=MONDAY - days(5), texte="On avance."),)
NEXT = ProchaineAction(
    date=MONDAY + days(20), quoi="On peint", debut=time(18), lieu="La salle des fêtes"
)


def well(slug: str = "cafe", **more: Any) -> Defi:
    """A défi that waits for nothing: it has news, a date to come, and a phase that began lately."""
    said = {"journal": NEWS, "prochaine_action": NEXT, "depuis": MONDAY - days(30)}
    return defi(slug, **(said | more))


def page(site: Site) -> str:
    """The dashboard of the whole country, as its template draws it."""
    view = dashboard_view(site, "content/tableau-de-bord.md")
    return site.template("dashboard/page.html").render(vue=view, racine=FROM_ROOT)


def shown(*defis: Defi, today: date = MONDAY, **more: Any) -> str:
    """The same, of some défis on a day."""
    return page(site_of(*defis, today=today, **more))


def rows(html: str) -> list[str]:
    """What stands first, each row in words."""
    first = section(html, "d-abord") if 'id="d-abord"' in html else ""
    return [words(each) for each in first.split("<li>")[1:]]


GONE = rencontre(MONDAY - days(3), "Qui tient le comptoir ?")
SOON = replace(NEXT, date=MONDAY + days(4))
NEED = Besoin(quoi="Un four", nature="materiel", depuis=MONDAY - SOUGHT)
WEEKLY = Recurrence(jour="samedi", debut=time(14), jusqu_au=date(2027, 6, 30))

REASONS = [
    (
        {"prochaine_action": replace(SOON, debut=None)},
        {"prochaine_action": SOON},
        "« On peint », vendredi 27 novembre : il manque l’heure. Dire l’heure",
        "../mettre-a-jour/date/?defi=cafe",
    ),
    (
        {"rencontres": (GONE,)},
        {"rencontres": (replace(GONE, statut="tenue"),)},
        "« Qui tient le comptoir ? », le 20 novembre 2026 : ce jour est passé. Raconter",
        "../mettre-a-jour/tenue/?defi=cafe",
    ),
    (
        {"prochaine_action": replace(NEXT, date=MONDAY - days(2))},
        {"prochaine_action": NEXT},
        "« On peint », le 21 novembre 2026 : ce jour est passé. Raconter",
        "../mettre-a-jour/recit/?defi=cafe",
    ),
    (
        {"journal": (), "depuis": MONDAY - QUIET, "contact": "https://example.org/nous"},
        {"journal": (), "depuis": MONDAY - QUIET + days(1)},
        "Dernières nouvelles le 24 septembre 2026. Prendre des nouvelles sur leur page "
        "Écrire leurs nouvelles Noter une visite",
        "https://example.org/nous",
    ),
    (
        {"journal": (), "depuis": MONDAY - QUIET, "prochaine_action": None},
        {"journal": (), "depuis": MONDAY - QUIET + days(1)},
        "Dernières nouvelles le 24 septembre 2026, et aucune date à venir. "
        "Écrire leurs nouvelles Noter une visite",
        "../mettre-a-jour/visite/?defi=cafe",
    ),
    (
        {"prochaine_action": None},
        {
            "prochaine_action": None,
            "activites": (Activite(quoi="Atelier", rythme="Le samedi", recurrence=WEEKLY),),
        },
        "Aucune date à venir. Dernières nouvelles le 18 novembre 2026. Fixer une date Noter une visite",
        "../mettre-a-jour/date/?defi=cafe",
    ),
    (
        {"besoins": (NEED,)},
        {"besoins": (replace(NEED, pourvu_le=MONDAY),)},
        "On cherche depuis le 24 octobre 2026 : Un four. C’est trouvé",
        "../mettre-a-jour/besoin/?defi=cafe&besoin=Un%20four",
    ),
    (
        {"phase": "informaction", "depuis": MONDAY - LONG},
        {"phase": "activaction", "depuis": MONDAY - LONG},
        "En Inform’action depuis le 27 mai 2026. À faire : poser la question. C’est fait "
        "Noter une visite",
        "../mettre-a-jour/question/?defi=cafe",
    ),
]


@pytest.mark.parametrize(("made", "cleared", "said", "link"), REASONS)
def test_a_defi_waits_for_what_its_file_says_until_it_says_otherwise(made, cleared, said, link):
    html = shown(well(**made))
    assert rows(html) == [f"Un café à nous Mirecourt, Vosges. {said}"]
    assert link in links(html)
    assert rows(shown(well(**cleared))) == []


@pytest.mark.parametrize("of_whom", [{"exemple": True}, {"etat": "abouti"}, {"etat": "en-pause"}])
def test_nobody_waits_in_an_example_after_the_end_or_during_a_pause(of_whom):
    """Two of each, that one would take for the same."""
    made = {key: value for one, *_ in REASONS for key, value in one.items()}
    others = [well(slug, **(made | of_whom)) for slug in ("cafe", "bar")]
    assert rows(shown(*others[:1])) == []
    if of_whom != {"etat": "en-pause"}:
        assert rows(shown(*others)) == []


def test_an_example_waits_for_nothing_whoever_asks():
    invented = [
        well(slug, exemple=True, besoins=(NEED,), rencontres=(GONE,)) for slug in ("a", "b")
    ]
    site = site_of(*invented, today=MONDAY)
    assert not any(of_defis(invented, MONDAY, site.actions, site.changes).values())
    assert of_needs(invented, MONDAY) == []


def test_a_need_names_the_offer_that_meets_it():
    offer = Besoin(quoi="Un four à bois", nature="materiel")
    themes = {"themes": ("alimentation",)}
    html = shown(
        well(besoins=(NEED,), **themes),
        well(
            "pain", titre="Le pain du lundi", commune="Vittel (Vosges)", offres=(offer,), **themes
        ),
    )
    assert (
        "Un four. Peut-être, à 18 km : Un four à bois (Le pain du lundi) C’est trouvé"
        in rows(html)[0]
    )
    assert "../defis/pain/" in links(html)


def test_annonces_that_say_the_same_are_one_row_until_a_defi_takes_them_up():
    some = list(alike("a", "Je cherche une garde le mercredi après-midi pour ma fille"))
    html = shown(annonces=some)
    [row] = rows(html)
    assert row.startswith("Trois annonces, autour de Mirecourt, cherchent la même chose")
    assert "../proposer/?annonces=a0,a1,a2" in links(html)
    taken = well(repond_a=("a0", "a1", "a2"))
    assert rows(shown(taken, annonces=some)) == []
    invented = [replace(one, fiche=replace(one.fiche, exemple=True)) for one in some]
    assert rows(shown(annonces=invented)) == []


def test_an_annonce_waits_a_week_for_an_answer_or_a_defi_that_takes_it_up():
    one = annonce("chant", texte="Envie de chanter", depuis=MONDAY - UNANSWERED)
    said = "Envie de chanter Envie, Mirecourt, Vosges, depuis le 16 novembre 2026 : personne n’y a répondu."
    assert rows(shown(annonces=[one])) == [f"{said} Préparer un défi qui la reprend"]
    lent = replace(one, fiche=replace(one.fiche, genre="offre", nature="materiel"))
    assert "Préparer un défi" not in rows(shown(annonces=[lent]))[0], "nobody takes up an offer"
    by_form = shown(annonces=[one], view=replace(SAID, depot=DEPOT))
    assert "../annoncer/?annonce=chant" in links(by_form)
    answer = annonce("moi", repond_a="chant", depuis=MONDAY - days(9))
    assert rows(shown(annonces=[one, answer])) == []
    assert rows(shown(well(repond_a=("chant",)), annonces=[one])) == []
    fiche = one.fiche
    for other in (
        replace(fiche, exemple=True),
        replace(fiche, depuis=fiche.depuis + days(1)),
        replace(fiche, jusqu_au=MONDAY - days(1)),
    ):
        assert rows(shown(annonces=[replace(one, fiche=other)])) == []


def test_an_annonce_that_something_may_answer_comes_first_and_names_it():
    """Whoever accompanies presents one to the other; what is offered leads to who looks for it."""
    long_ago = annonce("bancs", texte="Je cherche des bancs", depuis=MONDAY - days(90))
    about = {"nature": "materiel", "themes": ("alimentation",), "depuis": MONDAY - days(8)}
    need = annonce("four", texte="Je cherche un four", genre="besoin", **about)
    offer = annonce("vieux", texte="Je donne un four", genre="offre", **about)
    html = shown(annonces=[long_ago, need, offer])
    first, second, last = rows(html)
    assert "personne n’y a répondu. Peut-être une réponse, dans la même commune : Je donne" in first
    assert "Peut-être quelqu’un qui la cherche, dans la même commune : Je cherche un four" in second
    assert last.startswith("Je cherche des bancs")
    assert "../proposer/?annonces=four" in links(html)
    heads = [links(each)[0] for each in section(html, "d-abord").split("<li>")[1:]]
    assert heads == ["../" + told_at(of_annonce(one)) for one in (need, offer, long_ago)]


def test_two_groups_near_each_other_that_do_the_same_are_shown_until_they_are_tied():
    jardin = well("jardin", titre="Un jardin partagé à Mirecourt")
    other = well("potager", titre="Le jardin partagé", commune="Poussay")
    html = shown(jardin, other)
    assert rows(html) == [
        "Un jardin partagé à Mirecourt Mirecourt, Vosges. Un autre défi lui ressemble, à 2 km. "
        "L’autre : Le jardin partagé Dire ce qui les lie"
    ]
    assert {
        "../defis/jardin/",
        "../defis/potager/",
        "../mettre-a-jour/famille/?defi=jardin",
    } <= set(links(html))
    for apart in (
        replace(other, inspire_de="jardin"),
        replace(other, titre="Une chorale"),
        replace(other, titre="Une école au jardin"),
        replace(other, etat="arrete"),
        well("potager", titre="Le jardin partagé", commune="Rennes (Ille-et-Vilaine)"),
    ):
        assert rows(shown(jardin, apart)) == []


def test_a_guide_is_read_again_when_its_day_is_past_or_a_fact_is_to_be_checked():
    late = guide("debat", a_reverifier_avant=MONDAY - days(1))
    sources = (Source(titre="La préfecture", a_verifier=True),)
    unsure = guide("argent", sources=sources, revu_le=MONDAY - REREAD)
    read = guide("local", sources=sources, revu_le=MONDAY - REREAD + days(1))
    right = guide("vote", a_reverifier_avant=MONDAY)
    site = site_of(
        today=MONDAY,
        view=replace(SAID, depot=DEPOT),
        guides={each.slug: each for each in (late, unsure, read, right)},
    )
    assert rows(page(site)) == [
        "debat À relire depuis le 22 novembre 2026. Ouvrir son texte Comment le modifier"
    ]
    others = words(section(page(site), "guide"))
    assert "argent Relu le 25 août 2026. À vérifier : La préfecture. Ouvrir son texte" in others
    assert "local" not in others
    assert f"{DEPOT}/blob/HEAD/content/ressources/debat.md" in links(page(site))


VOSGES = pilote(
    "plaine", nom="La plaine", departements=(departements()["88"],), adresse="plaine@vosges.example"
)


def crowd(count: int) -> Iterator[Defi]:
    """Défis that wait for all there is to wait for."""
    old = replace(NEED, depuis=MONDAY - QUIET)  # a need that is told later is news
    for number, each in enumerate(many(count, besoins=(old, old), themes=("culture",))):
        made, *_ = REASONS[number % len(REASONS)]
        said = {key: value for key, value in made.items() if key != "besoins"}
        yield well(each.slug, titre=f"Une halle pour tous, {number}", besoins=each.besoins, **said)


def alike(name: str, texte: str) -> Iterator[Document[FicheAnnonce]]:
    """Three annonces that say the same."""
    for n in range(3):
        said = {"genre": "besoin", "texte": texte, "themes": ("education",)}
        yield annonce(f"{name}{n}", depuis=MONDAY - days(9), **said)


def full(count: int = 300, today: date = MONDAY) -> Site:
    guides = [guide(f"g{n}", a_reverifier_avant=MONDAY - days(n + 1)) for n in range(9)]
    return site_of(
        *crowd(count),
        today=today,
        view=replace(SAID, depot=DEPOT, adresse="bonjour@site.example"),
        annonces=[
            *(
                annonce(f"a{n}", texte="<b>Une annonce</b>", depuis=MONDAY - days(9))
                for n in range(30)
            ),
            *alike("garde", "Je cherche une garde le mercredi pour ma fille"),
            *alike("broyeur", "Un broyeur à partager, pour les branches du jardin"),
        ],
        guides={each.slug: each for each in guides},
        pilotes={"plaine": VOSGES, "ailleurs": pilote("ailleurs", exemple=True)},
    )


def test_first_stands_one_of_each_reason_and_never_twice_the_same_defi():
    html = page(full())
    first = section(html, "d-abord")
    assert len(rows(html)) == FIRST
    defis = [link for link in links(first) if link.startswith("../defis/")]
    assert len({*defis}) == len(defis) >= 5
    titles = [each.value for each in Raison]
    found = [html.index(f'id="{title}"') for title in titles]
    assert found == sorted(found)
    assert "<b>Une annonce" not in html
    said = words(first)
    assert said.index("Trois annonces, autour de") < said.index("Une annonce")


@pytest.mark.parametrize(
    ("more", "said", "where"),
    [
        (NAMES, f"Et {NAMES} autres", f"../defis/d{FIRST + OF_A_SECTION + NAMES - 1:02}/"),
        (NAMES + 1, f"Et {NAMES + 1} autres, parmi les coups de main.", "../coups-de-main/"),
    ],
)
def test_what_a_section_has_no_room_for_is_named_or_else_found_elsewhere(more, said, where):
    count = FIRST + OF_A_SECTION + more
    html = shown(*(well(f"d{n:02}", titre=f"{n * 1111}", besoins=(NEED,)) for n in range(count)))
    needs = section(html, "besoin")
    assert needs.count("<li>") == OF_A_SECTION
    assert said in words(needs)
    assert links(needs)[-1] == where


def test_a_territory_has_what_is_its_own_and_no_example_has_a_page():
    site = full(30)
    drawn = {each.path: each.content.decode() for each in FEATURE.whole(site)}
    assert list(drawn) == ["tableau-de-bord/plaine/index.html"]
    (html,) = drawn.values()
    assert "plaine@vosges.example" in html
    assert 'id="guide"' not in html
    assert "../../mettre-a-jour/visite/" in links(html)
    assert "../tableau-de-bord/plaine/" in links(page(site))
    away = site_of(
        well(commune="Rennes", journal=(), depuis=MONDAY - QUIET),
        today=MONDAY,
        pilotes={"plaine": VOSGES},
    )
    (empty,) = FEATURE.whole(away)
    assert "Aucun vrai défi n’est encore accompagné ici." in words(empty.content.decode())


def test_what_arrives_is_found_by_labels_that_are_put():
    known = {f'label:"{row["name"]}"' for row in labels()}
    (territory,) = FEATURE.whole(full(3))
    for html, own in (
        (page(full(3)), set()),
        (territory.content.decode(), {'label:"pilote:plaine"'}),
    ):
        lists = [link for link in links(section(html, "arrive")) if link.startswith(DEPOT)]
        asked = [set(parse_qs(urlsplit(link).query)["q"][0].split()) for link in lists]
        assert asked[0] == {"is:pr", "is:open", *own}
        assert len(asked) == 4
        for terms in asked[1:]:
            assert terms >= {"is:issue", "is:open", *own}
            assert len(terms & known) == 1
            assert terms - known == {"is:issue", "is:open", *own}


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (
            SAID,
            "Pour l’instant, rien ne s’envoie encore : chaque geste se prépare ici, puis s’imprime.",
        ),
        (
            replace(SAID, adresse="bonjour@site.example"),
            "Les lettres arrivent à bonjour@site.example",
        ),
        (replace(SAID, depot=DEPOT), "Les propositions à relire"),
    ],
)
def test_a_first_monday_says_what_will_stand_there_and_what_to_do(view, said):
    html = shown(defi(exemple=True), view=view)
    assert said in words(html)
    assert "Aucun vrai défi n’est encore écrit sur ce site." in words(html)
    assert {"../ressources/", "../proposer/", "../territoires/pilotes/"} <= set(links(html))
    assert "Un café à nous" not in html
    assert "Rien n’attend ce matin." in words(shown(well()))


def test_the_days_pass_and_the_page_holds():
    """What is the most pressing changes with the days; nobody has to come back to the page for it."""
    found = {after: rows(page(full(14, MONDAY + days(after)))) for after in (0, 6, 45, 400, 9_999)}
    assert {len(some) for some in found.values()} == {FIRST}
    assert "il manque l’heure" in found[0][0]
    assert "ce jour est passé. Raconter" in found[6][0]
    assert not any("il manque" in one for one in found[45])


def test_this_week_is_told_with_its_days():
    soon, later = rencontre(MONDAY + days(6), "Le bal"), rencontre(MONDAY + days(7), "La suite")
    html = shown(well(rencontres=(soon, later), besoins=(NEED,)))
    week = words(section(html, "semaine"))
    assert week == "Cette semaine Dimanche 29 : Le bal, La halle, Mirecourt Toutes les dates"
    assert html.index('id="semaine"') < html.index('id="d-abord"')
    hour = words(section(shown(well(prochaine_action=SOON)), "semaine"))
    assert "Vendredi 27, 18 h : On peint, La salle des fêtes, Mirecourt" in hour


def top_of(tab: Any, what: str) -> float:
    """How far below the top of a page something stands."""
    return tab.locator(what).first.bounding_box()["y"]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_full_page_is_light_and_read_by_everyone(browser, serve, tmp_path, width, scheme):
    site = full()
    head = site.head(addresses.TABLEAU_DE_BORD, "Le tableau de bord", "Tout")
    html = site.shell("demarche", sheets=[SHEET]).wrap(FROM_ROOT, head, page(site))
    write(tmp_path, FEATURE.whole(site))
    write(tmp_path, draw_assets(site.environment, FEATURE.sheets, {}))
    write(tmp_path, [Output(addresses.file_of(addresses.TABLEAU_DE_BORD), html.encode())])
    with opened(browser, viewport={"width": width, "height": 740}, color_scheme=scheme) as (tab, _):
        for address in ("tableau-de-bord/", "tableau-de-bord/plaine/"):
            tab.goto(serve(tmp_path) + address)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert tab.evaluate("document.querySelectorAll('body *:not(svg *)').length") <= 340
            assert axe(tab) == []
            assert top_of(tab, "#semaine") < 740, "in the first screen of a telephone"
            assert top_of(tab, "main a[href*='visite']") < 740
            assert top_of(tab, "#d-abord") < 740 * 1.5
            row = tab.locator(".d-abord li > a + a").first.bounding_box()
            assert row
            assert row["height"] >= 40
