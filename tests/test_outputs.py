"""From a catalogue to files: data, redirects, pictures, the sitemap, the pages of MkDocs."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import time, timedelta
from functools import partial
from io import BytesIO

import pytest
from drawing import RICH, many, site_of
from PIL import Image
from values import MIRECOURT, REQUIRED, defi, rencontre, theme
from worlds import TODAY, WORLD

from generator import outputs
from generator.accompaniment.facets import followed
from generator.content.catalogue import Catalogue
from generator.content.fiches import Document, FichePage
from generator.content.images import ImageInfo, probe
from generator.content.markdown import render
from generator.content.model import Defi, Entree, FicheDefi
from generator.content.reader import Reader
from generator.forms.gestures import GESTURES
from generator.outputs import agenda, helping, journal, sitemap
from generator.outputs.data.json_files import draw_data, draw_defi_data
from generator.outputs.defis import draw_redirects
from generator.outputs.editorial import context_of, template_of
from generator.outputs.kit.disk_cache import DiskCache
from generator.outputs.kit.output import Output, write
from generator.outputs.kit.pictures import Pictures, used
from generator.outputs.kit.site_view import SiteView
from generator.outputs.lists.lists import list_pages, make_lists

# Data.


def test_the_data_of_one_defi_hold_every_field_and_its_text():
    (output,) = draw_defi_data(site_of(RICH), RICH)
    assert output.path == "api/v1/defis/cafe.json"
    held = json.loads(output.content)
    assert set(held) == {field.name for field in fields(FicheDefi)} | {
        "licence", "slug", "page", "donnees", "texte", "territoire_pilote", "modifie_le", "image_adresse",
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


def text(drawn):
    (only,) = drawn
    return only.content.decode()


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


def test_the_data_of_a_whole_world_can_be_read():
    catalogue = Reader(WORLD).read().catalogue
    site = site_of(*catalogue.defis.values(), pilotes=catalogue.pilotes)
    files = sorted(path.stem for path in (WORLD / "defis").glob("*.md"))
    held = all_defis(site)
    assert [each["slug"] for each in held["defis"]] == files
    assert held["nombre"] == len(files)
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


# Everything, written.

HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def attacked():
    """A site whose name, a theme of which and a défi of which attack its readers."""
    bad = defi("bar", titre=HOSTILE, resume=HOSTILE, porteur=HOSTILE, anciens_slugs=("bistrot",))
    defis = (*many(30, themes=("culture",)), RICH, bad)
    themes = [theme("culture", HOSTILE)]
    return site_of(
        *defis,
        view=SiteView(nom=HOSTILE, description="Ici"),
        themes=themes,
        url="https://exemple.fr/",
    )


@pytest.fixture(scope="module")
def drawn(attacked):
    """All its files."""
    jobs = outputs.jobs(attacked)
    return [output for job in jobs for output in job()]


def test_every_file_has_its_own_path_under_the_site(drawn):
    paths = [output.path for output in drawn]
    assert len(paths) == len(set(paths))
    assert not [path for path in paths if path.startswith("/") or ".." in path]
    assert {"defis/index.html", "defis/page/2/index.html", "defis/cafe/index.html"} <= set(paths)


def test_what_is_written_is_what_was_drawn_byte_for_byte(attacked, drawn, tmp_path):
    count = outputs.build(tmp_path, attacked)
    assert count == len(drawn)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in files}
    assert written == {output.path: output.content for output in drawn}


def test_hostile_words_are_text_on_every_page(drawn):
    for output in drawn:
        if output.path.endswith(".html"):
            assert b"<img src=x" not in output.content, output.path
            assert b"&lt;img src=x" in output.content, output.path


def test_a_file_is_written_over_and_its_folders_are_made(tmp_path):
    assert write(tmp_path, [Output("a/b/c.txt", b"un"), Output("d.txt", b"x")]) == 2
    assert write(tmp_path, [Output("a/b/c.txt", b"2")]) == 1
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"2"


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


def png(colour):
    file = BytesIO()
    Image.new("RGB", (8, 6), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def decoded(monkeypatch):
    """How many times a picture was opened by what decodes it."""
    opened, times = Image.open, []
    monkeypatch.setattr(Image, "open", lambda *a, **k: (times.append(1), opened(*a, **k))[1])
    return times


def test_a_picture_is_made_again_only_when_its_bytes_change(decoded):
    disk = {"a.png": png("red")}
    pictures = Pictures(disk.__getitem__)
    first = pictures.draw(pictures.look("a.png", disk["a.png"]))
    assert [output.path for output in first] == ["defis/images/a-8.png"]
    assert pictures.draw(pictures.look("a.png", disk["a.png"])) == first
    assert len(decoded) == 1
    disk["a.png"] = png("blue")
    other = pictures.look("a.png", disk["a.png"])
    assert pictures.draw(other)[0].content != first[0].content
    assert len(decoded) == 2


def test_a_picture_that_did_not_change_is_not_decoded_by_the_next_build(decoded, tmp_path):
    disk = {"a.png": png("red"), "b.png": png("red")}
    builds = [Pictures(disk.__getitem__, DiskCache(tmp_path)) for _ in range(2)]
    builds.append(Pictures(disk.__getitem__))
    files = []
    for pictures, so_far in zip(builds, (2, 2, 4), strict=True):
        shown = [pictures.look(name, data) for name, data in disk.items()]
        files.append([pictures.draw(info) for info in shown])
        assert len(decoded) == so_far
    assert files[0] == files[1] == files[2]


def test_a_photograph_of_a_guide_is_decoded_once_too(decoded, tmp_path):
    files = []
    for pictures in (*[Pictures({}.get, DiskCache(tmp_path)) for _ in range(2)], Pictures({}.get)):
        shown = pictures.look("a.png", png("red"))
        files.append(pictures.publishable(shown, partial(png, "red")))
    assert len(decoded) == 2
    assert files[0] == files[1] == files[2] != png("red")


def test_a_photograph_that_changed_since_it_was_looked_at_is_not_published():
    shown = probe("a.png", png("red"))
    with pytest.raises(OSError, match="a changé"):
        Pictures({}.get).publishable(shown, partial(png, "blue"))


def test_what_a_page_needs_of_a_picture_is_the_same_wherever_it_comes_from(tmp_path):
    for pictures in (Pictures({}.get), *[Pictures({}.get, DiskCache(tmp_path))] * 2):
        assert pictures.look("a.png", png("red")) == probe("a.png", png("red")) == IMAGES["a.png"]


# The sitemap, and the pages of MkDocs.


def test_the_sitemap_names_each_generated_page_once():
    site = site_of(*many(25), url="https://exemple.fr/")
    named = list(sitemap.generated(site))
    of_others = len(list_pages(site.once(make_lists))) + len(GESTURES)
    of_others += len(followed(site.facets)) + len(list(journal.FEATURE.sitemap(site)))
    apart = [
        row
        for family in (agenda, helping)
        for row in family.FEATURE.sitemap(site)
        if not row.is_editorial
    ]
    assert len(named) == len(set(named)) == of_others + len(apart) + 2 * 25
    assert ("https://exemple.fr/defis/d000/etapes/", "2026-09-12") in named
    assert ("https://exemple.fr/defis/d000/", "2026-09-12") in named
    assert ("https://exemple.fr/defis/page/2/", "2026-09-12") in named
    assert not [address for address, _ in named if not address.startswith("https://exemple.fr/")]


def test_without_an_address_of_the_site_there_is_no_sitemap():
    site = site_of(*many(2))
    assert list(sitemap.generated(site)) == []


PLAIN = "content/demarche.md"
OF_THEIR_KIND = [
    "content/index.md", "content/ressources/index.md", "content/ressources/x.md",
    "content/themes/index.md", "content/themes/x.md", "content/phases/creaction.md",
    "content/territoires/rural.md", "content/territoires-pilotes/index.md",
    "content/territoires-pilotes/creuse.md", "content/departements/index.md",
    "content/contribuer/index.md",
]  # fmt: skip
OF_NO_KIND = [
    PLAIN, "content/contribuer/champs.md", "content/phases/quatrieme.md",
    "content/territoires/montagne.md",
]  # fmt: skip


def test_a_page_of_mkdocs_is_drawn_as_its_folder_wants_and_any_other_as_plain_text():
    plain = template_of(PLAIN, {PLAIN})
    assert {template_of(path, {path}) for path in OF_NO_KIND} == {plain}
    kinds = {template_of(path, {path}) for path in OF_THEIR_KIND}
    assert len(kinds - {plain}) == len(OF_THEIR_KIND)


def test_a_page_whose_front_matter_is_wrong_is_drawn_as_plain_text():
    plain = template_of(PLAIN, {PLAIN})
    assert {template_of(path, ()) for path in OF_THEIR_KIND} == {plain}


def page(path):
    return {path: Document(path, path, FichePage(titre="Un titre", resume="Un résumé."))}


def test_a_page_of_mkdocs_knows_where_it_stands():
    site = site_of(url="https://exemple.fr/", pages=page("content/contribuer/champs.md"))
    context = context_of(site, "content/contribuer/champs.md")
    assert (context["titre"], context["description"]) == ("Un titre", "Un résumé.")
    assert (context["racine"], context["section"]) == ("../../", "contribuer")
    assert context["canonique"] == "https://exemple.fr/contribuer/champs/"


def test_a_phase_shows_its_defis_and_the_phase_after():
    pages = page("content/phases/creaction.md") | page("content/phases/activaction.md")
    site = site_of(defi("cafe"), pages=pages)
    shown = context_of(site, "content/phases/creaction.md")["vue"]
    assert 'href="../../defis/cafe/"' in shown.liste.cartes
    assert (shown.suivante.label, shown.suivante.url) == (
        "Activ’action",
        "../../phases/activaction/",
    )
    assert context_of(site, "content/phases/activaction.md")["vue"].suivante is None


def test_home_shows_what_is_coming_among_the_living_only():
    def meeting(after, titre):
        return rencontre(TODAY + timedelta(days=after), titre)

    site = site_of(
        defi("a", rencontres=(meeting(9, "loin"), meeting(-1, "hier"))),
        defi("b", rencontres=(meeting(0, "aujourd’hui"), meeting(3, "bientôt"))),
        defi("c", etat="arrete", rencontres=(meeting(1, "fini"),)),
        pages=page("content/index.md"),
    )
    view = context_of(site, "content/index.md")["vue"]
    titles = [row.une.titre for row in view.rendez_vous]
    assert titles == ["aujourd’hui", "bientôt", "loin"]
    assert [door.compte.vrais for door in view.phases] == [0, 3, 0]


def test_two_meetings_of_one_day_with_one_title_stand_in_the_order_of_their_hours():
    def meeting(hour):
        return rencontre(TODAY, "Atelier", debut=time(hour), id=f"a-{hour} h")

    site = site_of(defi("a", rencontres=(meeting(18), meeting(9))), pages=page("content/index.md"))
    view = context_of(site, "content/index.md")["vue"]
    assert [row.une.debut for row in view.rendez_vous] == [time(9), time(18)]


def test_home_shows_the_defis_that_moved_last():
    old = defi("ancien", journal=(Entree(date=TODAY - timedelta(days=9), texte="x"),))
    new = defi("neuf", journal=(Entree(date=TODAY, texte="x"),))
    site = site_of(old, new, pages=page("content/index.md"))
    view = context_of(site, "content/index.md")["vue"]
    assert view.derniers.index("defis/neuf/") < view.derniers.index("defis/ancien/")
