"""All the pages about places, in the whole of a site: they stand, are reached, lead somewhere."""

from __future__ import annotations

import gzip
import html
import posixpath
import re
from datetime import date, time

import pytest
from drawing import site_of
from reading import links, plain
from territories import URL
from values import defi, rencontre
from worlds import TODAY, WORLD

from generator.content.model import Activite, Besoin, ProchaineAction, Recurrence
from generator.content.reader import Reader
from generator.content.vocabulary import PHASES, TERRITOIRES, slugs
from generator.outputs.home.page import home_view
from generator.outputs.lists.list_page import draw_list_page
from generator.outputs.lists.lists import make_lists


def place_pages(built):
    """The addresses of the pages about places and who accompanies there."""
    heads = ("territoires/pilotes/", "departements/", "entrepreneurs-du-bien-vivre/")
    return [
        path.removesuffix("index.html")
        for path in built.files
        if path.startswith(heads)
        and path.endswith("/index.html")
        and not path.endswith("/journal/index.html")
    ]


def codes_of(catalogue):
    """The départements of the défis, of the annonces that still hold, of the territories."""
    for each in catalogue.defis.values():
        yield from (place.departement.code for place in each.communes)
    for each in catalogue.annonces.values():
        if each.fiche.jusqu_au is None or each.fiche.jusqu_au >= TODAY:
            yield each.fiche.commune.departement.code
    for each in catalogue.pilotes.values():
        yield from (place.departement.code for place in each.fiche.communes)
        yield from (departement.code for departement in each.fiche.departements)


def test_every_page_about_a_place_stands(site):
    catalogue = Reader(WORLD).read().catalogue
    assert sorted(place_pages(site)) == sorted([
        "departements/", *{f"departements/{code.lower()}/" for code in codes_of(catalogue)},
        "territoires/pilotes/", *(f"territoires/pilotes/{slug}/" for slug in catalogue.pilotes),
        "entrepreneurs-du-bien-vivre/",
    ])  # fmt: skip


def test_nothing_is_written_at_the_place_of_the_files(site, country):
    for built in (site, country):
        assert not [path for path in built.files if path.startswith("territoires-pilotes")]
        for path in built.files:
            if path.endswith((".html", ".xml")):
                page = (built.folder / path).read_text("utf-8")
                assert not re.search(r'(?:href="[^":]*|<loc>[^<]*)territoires-pilotes/', page), path


def test_every_page_about_a_place_is_reached_from_home_by_plain_links(site):
    seen, ahead = set(), [""]
    while ahead:
        here = ahead.pop()
        if here in seen:
            continue
        seen.add(here)
        for link in links(site.page(here)):
            path = re.split("[#?]", link)[0]
            if path.endswith("/") and ":" not in path:
                there = posixpath.normpath(posixpath.join("/", here, path)).strip("/")
                ahead.append(f"{there}/" if there else "")
    assert set(place_pages(site)) <= seen


def test_every_link_of_the_pages_about_places_leads_somewhere(site, country):
    for built in (site, country):
        addresses = place_pages(built)
        assert len(addresses) > 10
        for here in addresses:
            page = built.page(here)
            for link in re.findall(r'(?:href|src)="([^"]*)"', page):
                path, _, anchor = html.unescape(link).partition("#")
                if ":" in path:
                    continue
                target = (built.folder / here / path.partition("?")[0]).resolve()
                target = target / "index.html" if target.is_dir() else target
                assert target.is_file(), f"{here} : {link}"
                if anchor:
                    assert f'id="{anchor}"' in target.read_text("utf-8"), f"{here} : {link}"


def test_the_sitemap_names_every_page_about_a_place(day_after):
    sitemap = (day_after.folder / "sitemap.xml").read_bytes()
    assert gzip.decompress((day_after.folder / "sitemap.xml.gz").read_bytes()) == sitemap
    listed = re.findall(r"<loc>([^<]+)</loc>", sitemap.decode())
    assert len(listed) == len(set(listed))
    addresses = [*place_pages(day_after), "phases/", "territoires/"]
    assert "territoires/pilotes/creuse/page/2/" in addresses
    assert {URL + address for address in addresses} <= set(listed)
    for address in addresses:
        assert f'<link rel="canonical" href="{URL}{address}">' in day_after.page(address)


@pytest.mark.parametrize(
    ("where", "doors", "others"),
    [
        ("phases/", slugs(PHASES), ["demarche/"]),
        (
            "territoires/",
            slugs(TERRITOIRES),
            ["pres-de-chez-moi/", "departements/", "territoires/pilotes/", "carte/"],
        ),
    ],
)
def test_what_phases_and_territories_are_stands_at_their_own_address(site, where, doors, others):
    """With a door to each, how many défis are behind it, and the way back up.

    Those of which a phase says that they are at it are still going on.
    """
    page = site.page(where)
    for slug in doors:
        below = site.page(f"{where}{slug}/")
        count = int(re.search(r'id="bloc-liste">(\d+)', below)[1])
        if where == "phases/":
            count -= below.partition('id="bloc-devenus"')[2].count('<li class="carte')
            assert re.search(rf"Voir les {count}\sexemples qui en sont là", below)
        door = re.search(rf'<li><a href="\.\./{where}{slug}/">(.*?)</a></li>', page)[1]
        assert re.search(rf"\b{count}\s(défi|exemple)", html.unescape(door))
        assert f'href="../../{where}"' in below.partition("<h1>")[0].partition("<main")[2]
    assert not [each for each in others if f'href="../{each}"' not in page]


# What happens in a place stands before its défis.

WEEKLY = Recurrence(jour="samedi", debut=time(14), jusqu_au=date(2027, 6, 30))
OPEN = defi(
    "atelier",
    activites=(Activite(quoi="Atelier", rythme="Le samedi", id="samedi", recurrence=WEEKLY),),
)
INVENTED = defi("exemple", exemple=True, rencontres=(rencontre(date(2026, 11, 25), "Inventée"),))
BUSY = defi(
    "cafe",
    prochaine_action=ProchaineAction(date=date(2026, 12, 26), quoi="On peint"),
    rencontres=tuple(rencontre(date(2026, 12, day), f"Le {day}") for day in (3, 12)),
    besoins=tuple(Besoin(quoi=f"Un four {n}", nature="materiel") for n in range(5)),
)


def vosges(*defis):
    site = site_of(*defis)
    one = site.once(make_lists)["departements/88/"]
    (page,) = draw_list_page(site, site.shell("defis"), one, 1)
    return plain(page.content.decode())


def test_a_departement_says_its_next_dates_then_what_is_looked_for_then_its_defis():
    """What comes back is there once; the dates of examples come after the real ones, if room is left."""
    page = vosges(INVENTED, BUSY, OPEN)
    parts = [page.index(f'id="bloc-{name}"') for name in ("dates", "besoins", "liste")]
    assert parts == sorted(parts)
    dates = page[parts[0] : parts[1]]
    files = re.findall(
        r'href="../../defis/([^"]*)\.ics"[^>]*>(?:Chaque samedi, d|D)ans mon agenda', dates
    )
    assert files == ["atelier/date-samedi", "cafe/date-le-3-2026-12-03",
                     "cafe/date-le-12-2026-12-12", "cafe/date-on-peint-2026-12-26"]  # fmt: skip
    assert 'href="../../defis/atelier/#activites">Atelier</a>' in dates
    agenda = '<a href="../../agenda/departements/88/">Tout l’agenda : Vosges</a>'
    followed = '<a href="../../suivre/departements/88/">être tenu au courant</a>'
    assert f"<p>{agenda}, ou {followed}</p>" in dates
    needs = page[parts[1] : parts[2]]
    assert len(re.findall("<li>", needs)) == 4
    answer = '<a href="../../rejoindre/?defi=cafe&amp;besoin=Un%20four%200" aria-label="J’en ai : Un four 0.">J’en ai</a>'
    assert answer in needs
    assert "Inventée" in vosges(INVENTED, OPEN)


def test_a_place_without_a_date_says_so_once_and_opens_a_door():
    page = vosges(defi("cafe"))
    assert 'Aucune date pour l’instant. <a href="../../mettre-a-jour/">Proposez-en une.</a>' in page
    assert "bloc-dates" not in page
    assert "bloc-besoins" not in page
    assert "Aucune date" not in vosges(defi("cafe", etat="abouti"))


@pytest.mark.parametrize(("day", "said"), [(28, True), (29, True), (27, False), (30, False)])
def test_home_leads_to_all_dates_and_to_the_end_of_this_week_when_something_happens_then(day, said):
    """The 22nd of November is a Sunday: the week is looked at from the day after."""
    one = defi("cafe", rencontres=(rencontre(date(2026, 11, day)),))
    assert home_view(site_of(one, today=date(2026, 11, 23)), "").week_end == said


def test_home_shows_what_comes_back_once():
    shown = home_view(site_of(OPEN, BUSY), "").rendez_vous
    assert [row.une.titre for row in shown] == ["Atelier", "Le 3", "Le 12", "On peint"]
