"""The boards of helping hands: what they show and in what order, what answers it, what they promise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from drawing import SAID, site_of
from reading import links, read_page, words
from test_gathering import CARE
from values import annonce, defi, pilote, theme
from worlds import TODAY

from generator import addresses
from generator.content.model import Besoin, Defi
from generator.geography import find_commune
from generator.outputs.helping import FEATURE
from generator.outputs.helping.boards import NATURE, PLACE
from generator.outputs.helping.page import SHEET, main_view
from generator.outputs.helping.rows import rows_of
from generator.outputs.kit.output import Output
from generator.outputs.lists.list_page import list_view
from generator.outputs.lists.lists import make_lists
from generator.outputs.site import helping
from generator.outputs.site.site import Site

FRONT, VOSGES, TOOLS = "coups-de-main/", "coups-de-main/departements/88/", "coups-de-main/materiel/"
HOSTILE = '<img src=x onerror="window.struck=1"> « } </script>'
NATURES = ("materiel",)
THEMES = ("education",)


def thing(quoi: str, day: int = 1, **more: Any) -> Besoin:
    return Besoin(quoi=quoi, nature="materiel", depuis=date(2026, 11, day), **more)


def group(
    slug: str, needs: Iterable[Besoin] = (), offers: Iterable[Besoin] = (), **more: Any
) -> Defi:
    return defi(slug, besoins=tuple(needs), offres=tuple(offers), themes=THEMES, titre=slug, **more)


def said(slug: str, genre: str = "besoin", texte: str = "Une scie", **more: Any) -> Any:
    own = {"nature": "materiel"} if genre in {"besoin", "offre"} else {}
    return annonce(slug, genre=genre, texte=texte, themes=THEMES, **(own | more))


def care(**more: Any) -> list[Any]:
    """Five annonces that look for the same thing."""
    return [said(f"garde-{rank}", texte=text, **more) for rank, text in enumerate(CARE[1])]


def drawn(site: Site) -> dict[str, str]:
    """The pages of all boards, by their addresses."""
    root = addresses.root_from(FRONT)
    content = site.template("helping/page.html").render(
        vue=main_view(site, "content/coups-de-main.md"), racine=root, chapo="Tout"
    )
    front = site.shell("annonces", sheets=[SHEET]).wrap(
        root, site.head(FRONT, "Coups de main", "Tout"), content
    )
    outputs = [Output(addresses.file_of(FRONT), front.encode()), *FEATURE.whole(site)]
    return {one.path.removesuffix("index.html"): one.content.decode() for one in outputs}


def main(page: str) -> str:
    """What a page shows of its own."""
    return words(page[page.index("<main") : page.index("</main>")])


def order(page: str, *some: str) -> None:
    """What stands in a page stands there in this order."""
    shown, at = main(page), 0
    for one in some:
        assert one in shown[at:], f"{one} : {shown[at:]}"
        at = shown.index(one, at) + len(one)


def test_a_need_stands_first_with_its_answer_its_group_its_day_and_what_meets_it():
    needy = group("Atelier", [thing("une échelle")], genre_de_projet="Un atelier")
    lender = group("Grange", offers=[thing("notre échelle")], commune="Vittel (Vosges)")
    pages = drawn(site_of(needy, lender))
    for address in (FRONT, TOOLS, VOSGES):
        page = pages[address]
        order(page, "On cherche", "Une échelle", "J’en ai", "Un atelier : Atelier, Mirecourt, Vosges",
              "dit le 1er novembre 2026", "Peut-être proposé à 18 km : notre échelle (Grange).",
              "Notre échelle", "Peut-être cherché à 18 km : une échelle (Atelier)")  # fmt: skip
        root = addresses.root_from(address)
        assert f"{root}rejoindre/?defi=Atelier&besoin=une%20%C3%A9chelle" in links(page)
        assert {f"{root}defis/Atelier/", f"{root}defis/Grange/"} <= set(links(page))


def test_what_is_real_comes_first_then_the_latest_and_what_is_taken_is_gone():
    some = [thing("le premier", 1), thing("le troisième", 3), thing("le pris", pourvu_le=TODAY)]
    page = drawn(site_of(
        group("Vrai", some), group("Faux", [thing("le cinquième", 5)], exemple=True),
        group("Fini", [thing("le fini", 9)], etat="abouti"),
        annonces=[said("b", texte="Le deuxième", depuis=date(2026, 11, 2)),
                  said("c", texte="Le passé", jusqu_au=TODAY - timedelta(days=1))],
    ))[FRONT]  # fmt: skip
    order(
        page, "Le troisième", "Le deuxième", "Une personne", "Le premier", "Le cinquième", "Exemple"
    )
    assert not [line for line in ("Le pris", "Le fini", "Le passé") if line in main(page)]


def test_a_place_shows_its_own_by_nature_its_rooms_and_what_is_said():
    tool = thing("une bâche")
    hour = Besoin(quoi="deux heures", nature="temps", depuis=TODAY)
    skill = Besoin(quoi="la soudure", nature="competence", depuis=date(2026, 1, 1))
    site = site_of(
        group("Ici", offers=[tool, hour, skill]),
        group("Ailleurs", offers=[thing("un four")], commune="Rennes (Ille-et-Vilaine)"),
        annonces=[
            said("e", "envie", "Chanter"),
            said("f", "envie", "Danser", commune=find_commune("35238")),
        ],
        pilotes={
            "p": pilote("p", communes=(find_commune("Mirecourt (Vosges)"),), lieux=("La halle",))
        },
    )
    pages = drawn(site)
    for address in (VOSGES, "coups-de-main/pilotes/p/"):
        order(
            pages[address],
            "Ce qui se partage ici",
            "La soudure",
            "Une bâche",
            "Deux heures",
            "Envie",
            "Chanter",
        )
        assert "un four" not in main(pages[address]).lower()
        assert "Danser" not in main(pages[address])
    assert "Les lieux qui accueillent La halle" in main(pages["coups-de-main/pilotes/p/"])
    places = links(pages["coups-de-main/departements/"])
    assert {"../../coups-de-main/departements/88/", "../../coups-de-main/departements/35/",
            "../../coups-de-main/pilotes/p/"} <= set(places)  # fmt: skip


def test_five_who_say_the_same_stand_at_the_head_whole_with_the_door_of_a_defi():
    site = site_of(
        group("Un", [thing("une échelle")]), annonces=care(), themes=[theme("education")]
    )
    pages = drawn(site)
    for address in (FRONT, VOSGES):
        page = pages[address]
        order(page, "Cinq annonces, autour de Mirecourt, cherchent la même chose : enfants, garde, mercredi.",
              *(f"« {text} »" for text in sorted(CARE[1], key=CARE[1].index)), "En faire un défi", "Une échelle")  # fmt: skip
        door = addresses.proposer_pour(f"garde-{rank}" for rank in range(5))
        assert addresses.root_from(address) + door in links(page)
    place = list_view(site, site.once(make_lists)["departements/88/"]).autour
    assert place.annonces.ensemble == [
        "Cinq annonces, autour de Mirecourt, cherchent la même chose : enfants, garde, mercredi."
    ]


def test_invented_ones_are_said_to_be_and_become_no_defi():
    page = drawn(site_of(annonces=care(exemple=True)))[FRONT]
    assert "Exemple Ces annonces sont inventées" in main(page)
    assert not [url for url in links(page) if "?annonces=" in url]


@pytest.mark.parametrize(
    ("publisher", "doors"),
    [
        ({}, []),
        ({"adresse": "ici@asso.example"}, ["mailto:ici@asso.example"] * 2),
        (
            {"depot": "https://forge.example/a/b"},
            ["../annoncer/?annonce=a", "../signaler/?annonce=a"],
        ),
    ],
)
def test_an_annonce_is_answered_and_ended_where_someone_reads(publisher, doors):
    page = drawn(site_of(annonces=[said("a")], view=replace(SAID, **publisher)))[FRONT]
    told = [
        url for url in links(page) if "mailto:ici@asso.example?subject" in url or "?annonce=" in url
    ]
    assert ("On ne peut pas encore répondre d’ici" in main(page)) is (not doors)
    assert ("rien ne s’envoie encore" in main(page)) is (not doors)
    assert [url.partition("?subject")[0] for url in told] == doors


def test_a_real_defi_lends_by_the_form_where_it_can_be_sent():
    lender = group("Grange", offers=[thing("une échelle")])
    asked = "../demander-de-l-aide/?defi=Grange&offre=une%20%C3%A9chelle"
    assert asked not in links(drawn(site_of(lender))[FRONT])
    assert asked in links(
        drawn(site_of(lender, view=replace(SAID, depot="https://f.example/a")))[FRONT]
    )


def test_hostile_words_stay_words():
    some = care()
    some[0] = replace(some[0], fiche=replace(some[0].fiche, texte=f"{CARE[1][0]} {HOSTILE}"))
    site = site_of(
        group("Un", [thing(HOSTILE)], [thing(HOSTILE)]),
        group("Deux", offers=[thing(HOSTILE)]),
        annonces=some,
    )
    for address, page in drawn(site).items():
        assert "<img src=x" not in page, address
    assert "<img src=x onerror" in main(drawn(site)[FRONT])


def test_with_nothing_to_show_one_is_told_what_to_do():
    pages = drawn(site_of(group("Vide"), view=replace(SAID, adresse="ici@asso.example")))
    for address in (FRONT, VOSGES, TOOLS):
        assert "Rien n’est cherché ni proposé ici pour l’instant. Dites ce qu’il vous faut" in main(
            pages[address]
        )
        assert f"{addresses.root_from(address)}annoncer/" in links(pages[address])
    closed = main(drawn(site_of())[FRONT])
    assert "Préparez la première annonce." in closed


def test_a_country_of_needs_fills_few_pages_which_stay_small(tmp_path: Path):
    """Each row with all that can meet it, two groups at their head: the heaviest there can be."""
    towns = [find_commune(one) for one in ("Mirecourt (Vosges)", "Poussay (Vosges)")]
    some = [
        group(f"d{rank:03}", [thing("x" * 60)], [thing("y" * 60)], commune=towns[rank % 2], exemple=True)
        for rank in range(120)
    ]  # fmt: skip
    together = [*care(exemple=True), *(
        said(f"velo-{rank}", texte=f"Réparer mon vélo {rank}", exemple=True) for rank in range(9)
    )]  # fmt: skip
    envies = [
        said(f"e{rank}", "envie", f"Une envie {rank} de {rank}", exemple=True) for rank in range(9)
    ]
    pages = drawn(site_of(*some, annonces=[*together, *envies]))
    heard = [*care(nature="temps"), *(said(f"offre-{rank}", "offre", f"Une heure {rank}", nature="temps") for rank in range(40)),
             *(said(f"velo-{rank}", texte=f"Réparer mon vélo {rank}") for rank in range(40))]  # fmt: skip
    real = drawn(site_of(annonces=heard, view=replace(SAID, depot="https://f.example/a")))
    assert pages[FRONT].count('<li><span class="nature') == 10, "the first page is short"
    own = [address for address in pages if address.startswith(VOSGES)]
    assert len(own) == PLACE.pages + 1, "what is left of the annonces"
    last = pages[addresses.page(VOSGES, len(own))]
    assert "autres : sur la page de chaque défi" in main(last)
    assert len([address for address in pages if address.startswith(TOOLS)]) == NATURE.pages
    assert "autres : choisissez votre département" in main(
        pages[addresses.page(TOOLS, NATURE.pages)]
    )
    for address, text in [*pages.items(), *real.items()]:
        file = tmp_path / "index.html"
        file.write_text(text, "utf-8")
        assert read_page(file, tmp_path).nodes <= 350, address


def test_each_board_is_in_the_sitemap_once():
    site = site_of(group("Un", [thing(f"{rank}") for rank in range(20)]))
    rows = [row.address for row in FEATURE.sitemap(site)]
    assert sorted(rows) == sorted(drawn(site))


def page_of(slug: str, *defis: Defi, **more: Any) -> str:
    """The page of an annonce."""
    return drawn(site_of(*defis, **more))[addresses.annonce(slug)]


def test_an_annonce_has_a_page_which_tells_all_that_goes_with_it():
    answer = said("la-mienne", "offre", "Prenez la mienne", repond_a="scie")
    page = page_of(
        "scie",
        group("Atelier", repond_a=("scie",)),
        group("Grange", offers=[thing("notre échelle")], commune="Vittel (Vosges)"),
        annonces=[said("scie", texte=f"Une scie {HOSTILE}", jusqu_au=date(2027, 1, 2)), answer],
        view=replace(SAID, depot="https://forge.example/a/b"),
    )
    order(page, "Un besoin", "« Une scie <img", "Matériel", "Mirecourt, Vosges, dit le", "jusqu’au 2 janvier 2027",
          "Y répondre", "C’est fini ?", "Un groupe s’en est saisi", "Atelier", "On y a répondu", "« Prenez la mienne »",
          "Ce qui pourrait y répondre", "Les autres coups de main : Vosges")  # fmt: skip
    assert "Proposé à 18 km : notre échelle (Grange)." in main(page)
    assert "<img src=x" not in page
    assert {"../../../annoncer/?annonce=scie", "../../../signaler/?annonce=scie", "../../../defis/Atelier/",
            "../../../coups-de-main/annonces/la-mienne/", f"../../../{VOSGES}"} <= set(links(page))  # fmt: skip
    back = page_of("la-mienne", annonces=[said("scie"), answer])
    assert "../../../coups-de-main/annonces/scie/" in links(back)
    assert "On ne peut pas encore répondre d’ici" in main(back)


def test_an_annonce_that_is_gathered_leads_to_the_others_and_to_their_defi():
    page = page_of("garde-1", annonces=care())
    order(page, "Cinq annonces, autour de Mirecourt", "Les autres disent", "En faire un défi")
    others = {f"../../../{addresses.annonce(f'garde-{rank}')}" for rank in (0, 2, 3, 4)}
    assert others <= set(links(page))
    invented = page_of("garde-1", annonces=care(exemple=True))
    order(invented, "Exemple : cette annonce est inventée", "Les autres disent")
    assert not [url for url in links(invented) if "?annonces=" in url]


def test_only_what_holds_has_a_page_and_only_what_is_real_is_in_the_sitemap():
    over = said("finie", jusqu_au=TODAY - timedelta(days=1))
    site = site_of(
        annonces=[said("vraie"), said("inventee", exemple=True), over, said("b", repond_a="finie")]
    )
    pages = drawn(site)
    own = [url.split("/")[2] for url in pages if url.startswith("coups-de-main/annonces/")]
    assert sorted(own) == ["b", "inventee", "vraie"]
    named = [row.address for row in FEATURE.sitemap(site) if "/annonces/" in row.address]
    assert sorted(named) == [addresses.annonce("b"), addresses.annonce("vraie")]
    assert "finie/" not in "".join(links(pages[addresses.annonce("b")]))
    titles = [page.partition("<title>")[2].partition("</title>")[0] for page in pages.values()]
    assert len(titles) == len(set(titles))


def test_what_is_offered_in_any_commune_of_a_group_is_in_the_same_commune():
    wide = group("Large", [thing("une scie")], commune="Rennes (Ille-et-Vilaine)",
                 autres_communes=(find_commune("Mirecourt (Vosges)"),))  # fmt: skip
    page = drawn(site_of(wide, annonces=[said("o", "offre", "La tablette, le bois. " + "x" * 50)]))[
        FRONT
    ]
    order(page, "Une scie", "Peut-être proposé dans la même commune : La tablette, le bois …")
    order(page, "La tablette", "Peut-être cherché dans la même commune : une scie (Large).")
    assert "….." not in main(page)
    assert "…." not in main(page)


def test_of_what_may_meet_a_thing_a_board_tells_one_and_no_stop_twice():
    lenders = [group(f"g{n}", offers=[thing(f"Échelle {n}.")]) for n in range(3)]
    page = main(drawn(site_of(*lenders, annonces=[said("a", texte="Une échelle.")]))[FRONT])
    assert page.count("Peut-être proposé") == 1
    assert ".." not in page


def test_a_thing_is_drawn_for_each_side():
    site, root = site_of(one := group("Un", [thing("une scie")])), "../"
    [need] = site.once(helping.needs)
    as_need, as_offer = (rows_of(site, [need], root, side=side) for side in ("besoin", "offre"))
    assert one.slug in as_need
    assert as_need != as_offer


def test_the_box_of_a_group_folds_tells_what_is_offered_and_what_ends_each():
    some = care(nature="temps")
    offer = said("je-garde", "offre", "Je garde des enfants", nature="temps")
    page = drawn(site_of(annonces=[*some, offer], view=replace(SAID, depot="https://f.example/a")))[
        VOSGES
    ]
    order(page, "cherchent la même chose", "Lire 3 autres annonces",
          "Une offre peut y répondre, dans la même commune : Je garde des enfants.", "En faire un défi")  # fmt: skip
    assert main(page).count("Une offre peut y répondre") == 1
    root = addresses.root_from(VOSGES)
    for one in some:
        assert {f"{root}{addresses.annonce(one.slug)}", f"{root}{addresses.annonce_over(one.slug)}",
                f"{root}{addresses.answer_to(one.slug)}"} <= set(links(page))  # fmt: skip
    assert "#propose" in links(page)
    order(page, "Ce que l’on propose", "cherchent la même chose")


def test_what_was_really_answered_is_told_on_both_rows_before_any_guess():
    lender = group("Grange", offers=[thing("une scie")])
    late = said("tard", "opinion", "On m’en a prêté une", repond_a="scie", depuis=date(2026, 11, 9))
    answer = said("la-mienne", "offre", f"Prenez la mienne {HOSTILE}", repond_a="scie",
                  commune=find_commune("Vittel (Vosges)"), depuis=date(2026, 11, 8))  # fmt: skip
    fake = said("fausse", "offre", "Pour rire", repond_a="scie", exemple=True)
    one = said("scie", depuis=date(2026, 11, 1))
    page = drawn(site_of(lender, annonces=[one, answer, fake]))[VOSGES]
    order(page, "Une scie", "Une réponse : Prenez la mienne", "(Vittel)", "Ce qui se partage ici",
          "Prenez la mienne", "En réponse à : Une scie (Mirecourt)")  # fmt: skip
    assert "Peut-être" not in main(page)[: main(page).index("Ce qui se partage ici")]
    root = addresses.root_from(VOSGES)
    assert {root + addresses.annonce(slug) for slug in ("scie", "la-mienne")} <= set(links(page))
    two = drawn(site_of(annonces=[one, answer, late]))[FRONT]
    assert "2 réponses, la dernière : On m’en a prêté une (Mirecourt)" in main(two)


def test_the_box_of_a_group_tells_how_many_answered():
    answer = said("je-garde", "offre", "Je garde", nature="temps", repond_a="garde-0")
    page = drawn(site_of(annonces=[*care(), answer]))[FRONT]
    assert main(page).count("2026, 1 réponse") == 1


@pytest.mark.parametrize("publisher", [{}, {"depot": "https://forge.example/a/b"}])
def test_what_a_defi_takes_up_names_it_asks_nothing_and_comes_after_what_is_open(publisher):
    some = [said("prise", texte="Un local", depuis=TODAY), said("libre", texte="Une scie")]
    taker = group("Atelier", repond_a=("prise",), offers=[thing("une scie")])
    page = drawn(site_of(taker, annonces=some, view=replace(SAID, **publisher)))[FRONT]
    order(page, "On cherche", "Une scie", "Un local", "Un groupe s’en est saisi : Atelier")
    answered = [url for url in links(page) if url.startswith("../annoncer/?annonce=")]
    assert answered == (["../annoncer/?annonce=libre"] if publisher else [])
    alone = drawn(site_of(taker, annonces=some[:1]))[FRONT]
    assert "On ne peut pas encore répondre d’ici" not in main(alone)


def test_a_need_of_a_defi_without_a_day_is_not_pushed_off_by_those_who_announce():
    heard = [said(f"a{rank}", texte=f"Une chose {rank}") for rank in range(120)]
    need = Besoin(quoi="une bâche", nature="materiel", depuis=None)
    site = site_of(group("Sans date", [need]), annonces=heard)
    pages = drawn(site)
    for address in (FRONT, TOOLS, VOSGES):
        assert "Une bâche" in main(pages[address]), address
    own = [address for address in pages if address.startswith(VOSGES)]
    assert len(own) == PLACE.most
    last = pages[addresses.page(VOSGES, PLACE.most)]
    assert "sur la page de chaque défi" not in main(last), "its one need is shown"
    told = {url for page in own for url in links(pages[page]) if "/annonces/a" in url}
    told = {url.rpartition("/annonces/")[2] for url in told}
    beyond = f"Et {120 - len(told)} autres annonces : dans le fichier de toutes les annonces."
    assert beyond in main(last)
    assert f"Et 114 autres, dont {len(told) - 6} dans les listes de ces pages." in main(
        pages[VOSGES]
    )
    assert f"{addresses.root_from(addresses.page(VOSGES, 12))}donnees/" in links(last)


def test_a_board_says_of_what_it_does_not_show_where_it_is():
    """More groups than a page holds, and more annonces in one of them than are quoted."""
    subjects = "Réparer mon vélo", "Une friteuse pour la kermesse", "Un piano à accorder"
    some = [said(f"s{rank}-{one}", texte=f"{text} {one}") for rank, text in enumerate(subjects) for one in range(5)]  # fmt: skip
    pages = drawn(site_of(annonces=some))
    assert main(pages[VOSGES]).count("cherchent la même chose") == 2
    assert "Et 1 autre groupe d’annonces, à la page suivante." in main(pages[VOSGES])
    assert "cherchent la même chose" in main(pages[addresses.page(VOSGES, 2)])
    assert "Et 1 autre groupe d’annonces, dans les pages de son département." in main(pages[FRONT])
    bikes = [said(f"velo-{rank}", texte=f"Réparer mon vélo {rank}") for rank in range(40)]
    pages = drawn(site_of(annonces=bikes))
    assert "Et 34 autres, dans les listes de ces pages." in main(pages[VOSGES])
    assert "Et 34 autres : les listes de chaque département en montrent la suite." in main(pages[FRONT])  # fmt: skip
    few = drawn(site_of(annonces=bikes[:8]))
    assert "Et 2 autres, plus bas." in main(few[VOSGES])
