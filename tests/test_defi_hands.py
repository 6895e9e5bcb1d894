"""What the page of a défi says of what meets its needs and its offers, and how its offers are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from drawing import SAID, site_of
from parts import section
from reading import links, plain, words
from values import annonce, defi

from generator.content.model import Besoin, Bilan, Defi
from generator.outputs.defis.context import defi_context, road_of
from generator.outputs.defis.page import defi_view
from generator.outputs.site.site import Site

THEMES = ("culture", "habitat")
HOSTILE = "Une <b>remorque</b> & deux cordes"
VITTEL, EPINAL, CHARMES, LANGRES = (
    "Vittel (Vosges)",
    "Épinal (Vosges)",
    "Charmes (Vosges)",
    "Langres",
)


def row(quoi: str, nature: str = "materiel", **more: date) -> Besoin:
    return Besoin(quoi=quoi, nature=nature, **more)


def looks(slug: str, *needs: Besoin, themes: tuple[str, ...] = THEMES, **more: object) -> Defi:
    return defi(slug, besoins=needs, themes=themes, titre=f"On cherche {slug}", **more)


def lends(slug: str, *offers: Besoin, themes: tuple[str, ...] = THEMES, **more: object) -> Defi:
    return defi(slug, offres=offers, themes=themes, titre=f"On prête {slug}", **more)


def page_of(site: Site, slug: str) -> str:
    one = site.catalogue.defis[slug]
    known = defi_context(site, one)
    template = site.template("defis/defi.html")
    return template.render(d=defi_view(one, known, road_of(one, known)), racine="../../")


def rows(site: Site, slug: str, part: str) -> list[str]:
    """The rows of the needs, or of the offers, of a page."""
    listed = page_of(site, slug).partition(f'id="{part}">')[2].partition("</ul>")[0]
    return [plain(words(each)) for each in listed.split("<li")[1:]]


def test_a_need_and_an_offer_that_meet_say_so_on_both_pages():
    site = site_of(
        looks("cafe", row("Deux bancs")),
        lends("velo", row(HOSTILE), commune=VITTEL),
        lends("loin", row("Un four"), commune=LANGRES),
        lends("invente", row("Un rêve"), exemple=True),
        lends("ailleurs", row("Une scie"), themes=("mobilite",)),
        lends("autre", row("Du temps", "temps")),
    )
    [told] = rows(site, "cafe", "besoins")
    assert "Deux bancs. Peut-être proposé à 18 km : Une" in told
    assert told.endswith("(On prête velo). J’en ai")
    assert "<b>remorque" not in page_of(site, "cafe")
    assert "../../defis/velo/" in links(page_of(site, "cafe"))
    [told] = rows(site, "velo", "offres")
    assert told.endswith("Peut-être cherché à 18 km : Deux bancs (On cherche cafe).")
    for slug, part in (
        ("loin", "offres"),
        ("invente", "offres"),
        ("ailleurs", "offres"),
        ("autre", "offres"),
    ):
        assert "Peut-être" not in " ".join(rows(site, slug, part)), slug


def test_what_is_closed_is_met_by_nothing_and_meets_nothing():
    done = date(2026, 11, 2)
    found = site_of(
        looks("cafe", row("Deux bancs", pourvu_le=done)), lends("velo", row("Des bancs"))
    )
    taken = site_of(
        looks("cafe", row("Deux bancs")), lends("velo", row("Des bancs", pourvu_le=done))
    )
    over = {"etat": "abouti", "bilan": Bilan(resultats="a", appris="b", suite="c")}
    ended = site_of(looks("cafe", row("Deux bancs")), lends("velo", row("Des bancs"), **over))
    for site in (found, taken, ended):
        told = [*rows(site, "cafe", "besoins"), *rows(site, "velo", "offres")]
        assert not [each for each in told if "Peut-être" in each]


def test_each_thing_is_told_once_the_nearest_first_and_never_what_the_group_has_itself():
    own = (row("Une échelle"),)
    said = annonce(
        "scie",
        texte="Je prête ma scie. " * 9,
        genre="offre",
        nature="materiel",
        themes=("habitat",),
    )
    site = site_of(
        looks("cafe", row("Deux bancs"), row("Trois tables"), row("Un four"), offres=own),
        lends("velo", row("Des bancs"), commune=CHARMES),
        lends("loin", row("Un fournil"), commune=EPINAL),
        annonces=[said],
    )
    first, second, third = rows(site, "cafe", "besoins")
    assert " km : Des bancs (On prête velo)." in first, "the same words come first, though farther"
    assert "Peut-être proposé dans la même commune : Je prête ma scie" in second
    assert second.endswith("… J’en ai")
    assert "../../coups-de-main/annonces/scie/" in links(page_of(site, "cafe"))
    assert "Peut-être" not in third, "a page has room for two"
    assert "Peut-être" not in " ".join(rows(site, "cafe", "offres"))


@pytest.mark.parametrize(
    ("more", "publisher", "where"),
    [
        ({}, {}, "#rejoindre"),
        ({}, {"relais": "https://relais.example/envoyer"}, "../../demander-de-l-aide/?defi=velo"),
        ({"contact": "https://example.org/nous"}, {"depot": "https://example.org/d"}, "#rejoindre"),
        ({"exemple": True}, {"relais": "https://relais.example/envoyer"}, "#rejoindre"),
    ],
)
def test_what_a_group_lends_is_asked_for_by_the_door_that_there_is(more, publisher, where):
    site = site_of(lends("velo", row("Des bancs"), **more), view=replace(SAID, **publisher))
    page = page_of(site, "velo")
    after = page.partition('id="offres">')[2].partition("</ul>")[2].partition("</details>")[0]
    assert plain(words(after)) == "Cela vous serait utile ? Demandez-le au groupe"
    assert links(after) == [where]
    assert section(page, "rejoindre")
    none = site_of(lends("velo", row("Des bancs", pourvu_le=date(2026, 11, 2)), **more))
    assert "Demandez-le" not in page_of(none, "velo")
