"""What tripped the eye of a reader: where things stand on a page, at the width of a phone and of a desk.

The widths are those of a small phone and of a small laptop; a page is opened once for all its checks.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from visits import opened

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
SIZES = [PHONE, DESK]


@pytest.fixture(scope="module")
def address(site, serve) -> str:
    return serve(site.folder)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a size, with or without scripts; each is opened once."""
    with opened(browser) as (live, _), opened(browser, java_script_enabled=False) as (still, _):

        def of(size: dict[str, int], *, script: bool = True) -> Page:
            page = live if script else still
            page.set_viewport_size(size)
            return page

        yield of


def test_the_logo_stands_at_one_place_whatever_the_page_and_the_menu(tab, address):
    found: dict[int, set[tuple[float, ...]]] = {320: set(), 360: set(), 1280: set()}
    for where in ("", "defis/", "pres-de-chez-moi/", "ressources/", "proposer/", "404.html"):
        page = tab(PHONE)
        page.goto(address + where)
        for width, places in found.items():
            page.set_viewport_size({"width": width, "height": 740})
            places.add(_logo(page))
            if width < 960:
                page.get_by_role("button", name="Menu").click()
                places.add(_logo(page))
                page.get_by_role("button", name="Menu").click()
    still = tab(PHONE, script=False)
    still.goto(address)
    for width, places in found.items():
        still.set_viewport_size({"width": width, "height": 740})
        places.add(_logo(still))
    assert {width: len(places) for width, places in found.items()} == dict.fromkeys(found, 1)


def _logo(page: Page) -> tuple[float, ...]:
    box = page.locator(".logo svg").bounding_box()
    assert box
    return tuple(box.values())


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_the_words_of_a_choice_stand_beside_its_circle(tab, address, size):
    page = tab(size)
    page.goto(f"{address}integrer/")
    for circle in page.get_by_role("radio").all():
        box = circle.bounding_box()
        words = page.locator(f"label[for={circle.get_attribute('id')}]").bounding_box()
        assert words["x"] >= box["x"] + box["width"]
        assert words["y"] < box["y"] + box["height"] / 2
    page.get_by_text("Une carte : tous les défis").click()
    assert "/carte/" in page.get_by_label("À coller dans votre page").input_value()


def test_a_link_of_the_data_says_by_itself_where_it_leads(tab, address):
    page = tab(DESK)
    page.goto(f"{address}donnees/")
    links = page.locator("main table a").evaluate_all("all => all.map(a => [a.innerText, a.href])")
    assert len(links) >= 10
    assert len({words for words, _ in links}) == len(links), "two links say the same"
    assert not [words for words, _ in links if "sa forme" in words or "ses colonnes" in words]


DEFIS = ("cafe-participatif-mirecourt", "magasin-general-vezin", "partage-de-trajets-felletin")
"""One of each phase, with a date to come."""

IN_SIGHT = """e => {
  e.scrollIntoView({block: 'center', behavior: 'instant'});
  const [r] = e.getClientRects(), met = document.elementFromPoint(r.x + 4, r.y + r.height / 2);
  return r.top >= 0 && r.bottom <= innerHeight && e.contains(met);
}"""


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_what_one_does_about_a_defi_is_read_after_what_it_is_and_seen_at_once(tab, address, size):
    page = tab(size)
    for name in DEFIS:
        page.goto(f"{address}defis/{name}/")
        order = page.locator(
            "h1, .question, .etapes, aside, .prochaine .btn:not(.creux), .defi > div"
        ).evaluate_all(
            "all => all.map(e => e.localName + (e.className ? '.' + e.className.split(' ').pop() : ''))"
        )
        assert order[:6] == ["h1", "p.question", "ol.etapes", "aside", "a.btn", "div"], name
        action = page.locator(".prochaine .btn").first.bounding_box()
        screens = 1 if size == DESK else 2
        assert action["y"] + action["height"] <= screens * size["height"], name
        column = page.locator(".defi > aside")
        if column.evaluate("e => getComputedStyle(e).position") == "sticky":
            assert column.bounding_box()["height"] <= size["height"], name
        buttons = page.locator(".defi > aside :is(.btn, a, summary):visible").all()
        assert len(buttons) > 5
        assert not [each.inner_text() for each in buttons if not each.evaluate(IN_SIGHT)], name


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_map_is_two_screens_down_at_most_and_the_list_still_comes_first(tab, address, script):
    for size in SIZES:
        page = tab(size, script=script)
        page.goto(f"{address}carte/")
        first = page.locator("main :is(.cartes, summary, figure, .vive)").evaluate_all(
            "all => all.filter(e => !e.closest('.filtres')).map(e => e.className || e.localName)"
        )
        assert first == ["cartes debut", "summary", "cartes", "atlas bloc", "vive"]
        assert page.locator("#carte").bounding_box()["y"] <= 2 * size["height"]
        page.get_by_role("link", name="Aller à la carte").click()
        assert page.locator("#carte h2").evaluate(IN_SIGHT)
        page.get_by_role("link", name="Revenir à la liste").click()
        assert page.url.endswith("#bloc-liste")
        before = page.locator(".carte:visible").count()
        page.get_by_text("La suite de la liste").click()
        assert page.locator(".carte:visible").count() == 16 > before


PAPER = {"width": 680, "height": 1000}
"""What a sheet of A4 holds between its margins, in CSS pixels."""


@pytest.mark.parametrize("name", ["site", "heavy"])
def test_no_last_page_of_paper_holds_only_the_foot_of_the_site(tab, request, serve, name):
    built = request.getfixturevalue(name)
    slug = next(each for each in built.files if each.endswith("/dossier/index.html")).split("/")[1]
    page = tab(PAPER)
    page.emulate_media(media="print")
    for where in (f"defis/{slug}/", f"defis/{slug}/dossier/", f"defis/{slug}/etapes/",
                  "ressources/premier-debat/", "defis/", "integrer/"):  # fmt: skip
        page.goto(serve(built.folder) + where)
        foot, head, logo = (
            page.locator(each).bounding_box() for each in (".pied", ".tete", ".logo")
        )
        assert "CC BY-SA" in page.locator(".pied").inner_text()
        assert foot["y"] + foot["height"] <= head["y"] + head["height"], where
        assert foot["x"] >= logo["x"] + logo["width"], where
        last = page.locator("body > *").evaluate_all(
            "all => all.filter(e => e.checkVisibility() && getComputedStyle(e).position === 'static')"
            ".pop().localName"
        )
        assert last == "main", where
    page.emulate_media(media="screen")


ON_PAPER = ("", "carte/", "carte/?territoire=rural", "pres-de-chez-moi/", "annoncer/",
            "territoires/", "territoires/rural/", "territoires/pilotes/plaine-des-vosges/",
            "phases/creaction/", "departements/35/", "ressources/")  # fmt: skip
"""A page of each family, beside those whose foot is looked at above; a list of news ends anywhere."""

ONE_LINE = 80


def test_the_last_sheet_of_paper_holds_more_than_one_line(tab, address):
    """Not only a button, which is nothing on paper."""
    page = tab(PAPER)
    page.emulate_media(media="print")
    short = {}
    for where in ON_PAPER:
        page.goto(address + where)
        page.locator("[aria-busy]").wait_for(state="detached")
        letters = _letters_of_each_sheet(page.pdf(prefer_css_page_size=True))
        if len(letters) > 1 and letters[-1] < ONE_LINE:
            short[where] = letters
    page.emulate_media(media="screen")
    assert short == {}


def _letters_of_each_sheet(pdf: bytes) -> list[int]:
    """How many letters Chromium paints on each page, in their order."""
    objects = dict(re.findall(rb"(?m)^(\d+) 0 obj\s(.*?)endobj", pdf, re.DOTALL))
    sheets = [each for each in objects.values() if re.search(rb"/Type\s*/Page\b", each)]
    counts = []
    for sheet in sheets:
        (content,) = re.findall(rb"/Contents (\d+) 0 R", sheet)
        stream = objects[content].partition(b"stream\n")[2]
        painted = zlib.decompressobj().decompress(stream)
        counts.append(sum(len(each) // 4 for each in re.findall(rb"<([0-9A-F]+)>", painted)))
    return counts
