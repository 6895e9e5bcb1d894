"""The maps that are drawn with the pages: where things stand, what they count, what they weigh."""

from __future__ import annotations

import gzip
import math
import re
from functools import cache
from itertools import combinations

import pytest
from drawing import CACHE
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from reading import plain
from values import MIRECOURT, defi
from visits import opened
from worlds import Built

from generator.geography import Point, departements, distance_km, places_of
from generator.geography.reference import communes
from generator.geography.sphere import lambert_93 as project
from generator.outputs.kit.disk_cache import NO_DISK_CACHE
from generator.outputs.maps.drawn_maps import MOST_SPREAD, SPACING, Maps, map_view
from generator.outputs.maps.grounds import draw_grounds, france, small_france, some

LISTS = "territoires/rural/", "territoires/petite-ville/", "territoires/metropole/"


@cache
def whole():
    """The ground of all of France."""
    return france(CACHE)


@cache
def vosges():
    """That of one département."""
    return some(CACHE, ["88"])


def drawn(*defis, ground=None):
    return map_view(ground or whole(), defis, "../../", titre="Où")


# Where things stand.


def test_the_projection_has_the_origin_that_its_definition_gives():
    assert project(Point(3, 46.5)) == pytest.approx((700, -6600), abs=0.001)


@given(st.floats(-5, 9), st.floats(42, 51), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_a_kilometre_is_a_kilometre_in_all_of_the_mainland(longitude, latitude, east, north):
    here, there = Point(longitude, latitude), Point(longitude + east, latitude + north)
    (x, y), (u, v) = project(here), project(there)
    assert math.hypot(u - x, v - y) == pytest.approx(distance_km(here, there), rel=0.01, abs=0.01)


@given(st.floats(-5, 9), st.floats(42, 50.9))
def test_north_is_above_and_east_is_at_the_right(longitude, latitude):
    x, y = project(Point(longitude, latitude))
    assert project(Point(longitude, latitude + 0.1))[1] < y
    assert project(Point(longitude + 0.1, latitude))[0] > x


def _is_shown(commune):
    """Nobody lives in the austral lands nor in Clipperton."""
    return commune.point and commune.departement.code not in {"984", "989"}


def test_every_commune_with_a_point_stands_in_the_frame_of_its_departement():
    for commune in filter(_is_shown, communes()):
        frame = whole().frame_of(commune.departement.code)
        x, y = frame.projection(commune.point)
        u, v = x * frame.scale + frame.x, y * frame.scale + frame.y
        left, top, width, height = frame.box
        assert left - 1 <= u <= left + width + 1, commune.label
        assert top - 1 <= v <= top + height + 1, commune.label


@pytest.mark.parametrize("code", ["971", "972", "973", "974", "975", "976", "978", "987", "988"])
def test_what_is_overseas_stands_in_its_own_inset(code):
    frame = whole().frame_of(code)
    assert (list(frame.codes), frame.nom) == ([code], code)


def test_insets_overlap_neither_each_other_nor_the_mainland_below_them():
    boxes = [frame.box for frame in whole().frames[2:]]
    for a, b in combinations(boxes, 2):
        apart = a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y
        assert apart or b.y + b.height <= a.y
    mainland = whole().frames[0].box
    assert all(box.y >= mainland.y + mainland.height for box in boxes)
    assert all(box.y + box.height <= whole().height for box in boxes)


def test_paris_stands_in_its_inset_and_its_neighbours_in_the_mainland():
    assert whole().frame_of("75").nom == "Paris"
    assert whole().frame_of("77").nom == ""


def test_departements_that_an_ocean_parts_are_shown_on_all_of_france():
    maps = Maps(CACHE)
    assert maps.ground(["88", "974"]) is maps.france
    assert maps.ground(["54", "88"]).name == "54-88"
    assert maps.ground(["974"]).name == "974"


# What they count.


def test_a_departement_is_one_mark_with_its_count_its_phases_and_its_page():
    view = drawn(
        defi(),
        defi("lavoir", commune="Épinal (Vosges)", phase="activaction"),
        defi("x", commune="Cilaos"),
    )
    reunion, east = view.bornes
    assert (east.nombre, east.formes, east.url) == (2, ["p2", "p3"], "../../departements/88/")
    assert plain(east.nom) == "Vosges : 2 défis (1 en Cré’action, 1 en Activ’action)"
    assert reunion.nombre == 1
    left, top, width, height = whole().frame_of("974").box
    assert left <= reunion.x <= left + width
    assert top <= reunion.y <= top + height
    assert east.taille > reunion.taille
    assert plain(view.bilan) == "3 défis sur la carte, dans 2 départements."


@given(st.lists(st.sampled_from(sorted(departements())[:90]), min_size=1, max_size=30, unique=True))
def test_no_mark_of_france_hides_the_middle_of_another(codes):
    town = {code: next(filter(_is_shown, places_of(departements()[code]))) for code in codes}
    marks = drawn(*(defi(commune=town[code]) for code in codes)).bornes
    assert len(marks) == len(codes)
    for a, b in combinations(marks, 2):
        assert abs(a.x - b.x) >= 26 or abs(a.y - b.y) >= 32, (a.nom, b.nom)


def test_a_defi_without_a_point_is_said_to_be_in_the_list():
    nowhere = defi("loin", commune=MIRECOURT._replace(point=None))
    view = drawn(defi(), nowhere)
    assert sum(mark.nombre for mark in view.bornes) == 1
    assert plain(view.bilan) == (
        "1 défi sur la carte, dans 1 département. 1 défi n’a pas de point ici : il est dans la liste."
    )
    assert drawn(nowhere) is None


def test_closer_each_defi_is_a_mark_that_leads_to_its_page():
    view = drawn(defi("a"), defi("b"), defi("c", commune="Épinal (Vosges)"), ground=vosges())
    assert sorted(mark.url for mark in view.bornes) == [f"../../defis/{x}/" for x in "abc"]
    assert {mark.nombre for mark in view.bornes} == {0}
    assert plain(view.bilan) == "3 défis sur la carte, dans 2 communes."


@given(
    st.lists(
        st.sampled_from(
            ["Mirecourt", "Épinal", "Golbey", "Vittel", "Contrexéville", "Saint-Dié-des-Vosges"]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_marks_are_far_enough_apart_for_a_finger_and_count_every_defi(communes):
    defis = [defi(f"d{n}", commune=f"{commune} (88)") for n, commune in enumerate(communes)]
    marks = drawn(*defis, ground=vosges()).bornes
    assert sum(mark.nombre or 1 for mark in marks) == len(defis)
    for a, b in combinations(marks, 2):
        assert math.hypot(a.x - b.x, a.y - b.y) >= SPACING - 2


def test_many_defis_of_one_place_are_one_mark_that_leads_to_the_list():
    crowd = [defi(f"d{n}") for n in range(MOST_SPREAD + 1)]
    crowded, alone = sorted(
        drawn(*crowd, defi("x", commune="Gérardmer"), ground=vosges()).bornes, key=len_of
    )
    assert (crowded.nombre, crowded.url) == (MOST_SPREAD + 1, "#bloc-liste")
    assert plain(crowded.nom).startswith("Mirecourt : 8 défis (8 en Cré’action)")
    assert (alone.nombre, alone.url) == (0, "../../defis/x/")


def test_neighbours_without_room_around_them_are_gathered_and_said_to_be():
    near = [defi(f"e{n}", commune="Épinal (88)") for n in range(8)]
    (mark,) = drawn(*near, defi("g", commune="Golbey"), ground=vosges()).bornes
    assert plain(mark.nom).startswith("Épinal et alentour : 9 défis")


def len_of(mark):
    return -mark.nombre


def test_every_mark_of_a_page_counts_what_its_list_counts(site: Built):
    for address in LISTS:
        page = site.page(address)
        said = int(re.search(r'id="bloc-liste">(\d+)', page)[1])
        assert sum(map(int, re.findall(r'<text y="12">(\d+)</text>', page))) == said
    for code in ("35", "42", "974"):
        page = site.page(f"departements/{code}/")
        svg = page[page.index("<svg width", page.index('id="carte"')) :]
        svg = svg[: svg.index("</svg>")]
        cards = set(re.findall(r"<h3><a href=\"([^\"#]+)\"", page))
        assert set(re.findall(r'<a href="([^"]+)"', svg)) == cards


# What they weigh, and where they are.


def test_no_ground_weighs_more_than_twenty_kilobytes():
    grounds = [whole(), small_france(CACHE)]
    grounds += [found for code in departements() if (found := some(CACHE, [code]))]
    for output in draw_grounds(CACHE, grounds):
        assert len(gzip.compress(output.content)) <= 20_000, output.path


@pytest.mark.parametrize(
    "ground", [france, small_france, lambda kept: some(kept, ["88"])], ids=["france", "small", "88"]
)
def test_a_ground_that_is_drawn_anew_is_the_one_that_is_kept(ground):
    assert ground(NO_DISK_CACHE) == ground(CACHE)
    anew = draw_grounds(NO_DISK_CACHE, [ground(NO_DISK_CACHE)])
    assert list(anew) == list(draw_grounds(CACHE, [ground(CACHE)]))


def test_the_page_of_a_defi_shows_where_it_is_without_any_outline(site: Built):
    page = site.page("defis/cafe-participatif-mirecourt/")
    place = page[page.index('<a class="situer"') :]
    place = place[: place.index("</a>")]
    assert 'href="../../departements/88/"' in place
    assert "assets/cartes/metropole.svg" in place
    assert len(place) < 400
    assert "assets/cartes/974.svg" in site.page("defis/groupement-achat-cilaos/")


def test_every_ground_that_a_page_asks_for_is_there(site: Built):
    pages = (path for path in site.files if path.endswith(".html"))
    asked = {
        name
        for path in pages
        for name in re.findall(r"assets/cartes/[^\"']+\.svg", (site.folder / path).read_text())
    }
    assert asked
    assert asked <= set(site.files)


def test_a_hostile_title_stays_text_on_a_map(hostile):
    page = hostile.page("departements/88/")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt; ensemble (Mirecourt, Cré’action)" in page


# What people see.


def test_a_map_is_seen_without_a_script_and_on_paper(site: Built, serve, browser: Browser):
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(serve(site.folder) + "territoires/rural/")
        ground, marks = page.locator("#carte img"), page.locator("#carte svg a")
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            expect(page.locator("#carte")).to_be_visible()
            expect(ground).to_be_visible()
            ground.scroll_into_view_if_needed()
            ground.evaluate("image => image.decode()")
            assert ground.evaluate("image => image.naturalWidth") == 600, media
            assert marks.count() == 3, media
            box = ground.bounding_box()
            for mark in marks.all():
                seen = mark.bounding_box()
                assert box["x"] <= seen["x"] <= box["x"] + box["width"], media
                assert box["y"] <= seen["y"] <= box["y"] + box["height"], media


def test_a_mark_is_reached_by_keyboard_has_a_name_and_leads_to_its_departement(
    site: Built, serve, browser: Browser
):
    with opened(browser) as (page, _):
        page.goto(serve(site.folder) + "territoires/rural/")
        mark = page.get_by_role("link", name="La Réunion : 1 exemple (1 en Activ’action)")
        mark.focus()
        expect(mark).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("**/departements/974/")
