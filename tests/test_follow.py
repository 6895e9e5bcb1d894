"""How one finds calendars and feeds: what each page names in its head, and the pages that explain them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drawing import many, site_of
from reading import plain, words
from values import defi, pilote, theme

from generator.outputs import follow
from generator.outputs.follow.page import follow_view


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("", "tous"),
        ("defis/plu-redon/", "defis/plu-redon"),
        ("defis/plu-redon/dossier/", "defis/plu-redon"),
        ("departements/35/", "departements/35"),
        ("territoires/rural/", "territoires/rural"),
        ("phases/creaction/rural/", "territoires/rural"),
        ("themes/alimentation/", "themes/alimentation"),
        ("suivre/departements/35/", "departements/35"),
    ],
)
def test_a_page_names_the_feed_of_what_it_shows(site, address: str, feed: str) -> None:
    page = site.page(address)
    (href,) = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" [^>]*href="([^"]+)"', page
    )
    file = (site.folder / address / href).resolve()
    assert file == (site.folder / "flux" / f"{feed}.xml").resolve()
    assert file.is_file()


def test_no_page_leads_to_a_feed_but_that_which_explains_them(site) -> None:
    for file in site.folder.rglob("*.html"):
        leads = re.search(r'<a [^>]*href="[^"]*flux/[^"]*\.xml"', file.read_text("utf-8"))
        assert not leads or file.is_relative_to(site.folder / "suivre"), file


def test_without_its_address_the_site_promises_nobody_to_follow(site) -> None:
    for address in ("suivre/", "suivre/departements/35/"):
        page = plain(site.page(address))
        assert "webcal:" not in page
        assert "data-copier" not in page
        before, _, after = page.partition("Quand il aura son adresse")
        assert "Ce site n’est pas en ligne." in before
        assert "abonne" not in before, "nothing is promised before what it asks"
        assert "y changera aussi" in after
    how = words(site.page("suivre/")).partition("Comment faire")[2]
    assert how.strip().startswith("Quand le site aura son adresse")


def test_what_needs_nothing_is_read_first_and_words_are_explained_before_they_are_used(
    site,
) -> None:
    html = site.page("suivre/").partition("<main")[2].partition("</main>")[0]
    heads = [plain(one) for one in re.findall("<h2[^>]*>(.*?)</h2>", html)]
    assert heads[:5] == [
        "Sans rien installer", "Où ?", "Les dates, dans votre agenda",
        "Les nouvelles, dans une application", "Comment faire",
    ]  # fmt: skip
    place = drawn(defi())["suivre/departements/88/index.html"]
    for page in (html, place.partition("<main")[2].partition("</main>")[0]):
        said = words(page)
        assert said.index("lecteur de nouvelles") == min(
            match.start() for match in re.finditer("lecteur", said)
        )
        assert not re.search(r"(?<!/)\bflux\b", said), "a word of programs"
    assert words(place).index("S’abonner, c’est") == words(place).index("abonner") - 2


def drawn(*defis, url="https://ici.exemple/bvm/", **more):
    site = site_of(*defis, url=url, **more)
    return {one.path: one.content.decode() for job in follow.FEATURE.jobs(site) for one in job()}


def test_each_place_and_each_theme_has_its_page() -> None:
    pages = drawn(defi(themes=("eau",)), themes=[theme("eau")], pilotes={"p": pilote("p")})
    assert {path.removesuffix("/index.html") for path in pages} == {
        *(
            f"suivre/territoires/{kind}"
            for kind in ("rural", "pavillonnaire", "petite-ville", "metropole")
        ),
        "suivre/departements/88",
        "suivre/themes/eau",
        "suivre/pilotes/p",
    }
    page = pages["suivre/departements/88/index.html"]
    for whole in ("agenda/departements/88.ics", "flux/departements/88.xml"):
        assert f"<code>https://ici.exemple/bvm/{whole}</code>" in page
    assert 'href="webcal://ici.exemple/bvm/agenda/departements/88.ics"' in page
    assert 'href="../../../suivre/#comment-faire"' in page


def test_a_territory_that_is_an_example_says_so() -> None:
    invented = pilote("p", exemple=True)
    page = drawn(defi(), pilotes={"p": invented})["suivre/pilotes/p/index.html"]
    assert plain(re.search("<h1>(.*)</h1>", page)[1]) == "Suivre : p (exemple)"


def test_one_chooses_among_the_places_where_something_happens() -> None:
    site = site_of(defi(), defi("loin", commune="Cilaos (974)"), themes=[theme("eau", "L’eau")])
    view = follow_view(site, "content/suivre.md")
    assert [nom for nom, _ in view.lieux] == ["Un type de territoire", "Un thème"]
    assert [(region, [nom for nom, _ in some]) for region, some in view.regions] == [
        ("Grand Est", ["Vosges"]),
        ("Outre-mer", ["La Réunion"]),
    ]
    assert not view.calendrier.adresse


def test_the_page_leads_to_what_it_explains(site) -> None:
    page = site.page("suivre/")
    assert 'id="comment-faire"' in page
    assert 'href="../suivre/departements/35/"' in page
    assert '<a href="../../suivre/">Suivre</a>' in site.page("defis/plu-redon/")


SCRIPT = Path(__file__).parent.parent / "overrides" / "follow" / "suivre.js"


def test_a_button_copies_an_address_or_chooses_it(tab) -> None:
    """Without the script, the address is there to be copied by hand."""
    page, _ = tab
    html = drawn(*many(1))["suivre/departements/88/index.html"]
    page.set_content(f"<main{html.partition('<main')[2].partition('</main>')[0]}</main>")
    button = page.get_by_role("button", name="Copier l’adresse des nouvelles")
    assert not button.is_visible()
    page.add_script_tag(content=SCRIPT.read_text("utf-8"))
    address = "https://ici.exemple/bvm/flux/departements/88.xml"
    button.click()  # a page without an origin has no clipboard
    page.get_by_role("button", name="L’adresse est choisie").wait_for()
    assert page.evaluate("String(getSelection())") == address
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (said) => { window.copied = said; }}})"
    )
    page.locator("[data-copier]").last.click()
    page.get_by_role("button", name="Adresse copiée").wait_for()
    assert page.evaluate("window.copied") == address
