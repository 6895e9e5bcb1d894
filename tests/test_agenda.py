"""The agenda: which dates are shown where, in what order, and what a reader can do with them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from string import ascii_letters, digits

import orjson
import pytest
from drawing import SAID, site_of
from hypothesis import given
from hypothesis import strategies as st
from reading import words
from values import annonce, defi, pilote, rencontre, theme
from worlds import TODAY

from generator.accompaniment.agenda import week, week_end
from generator.accompaniment.facets import By
from generator.content.model import (
    Activite,
    Defi,
    Evenement,
    ProchaineAction,
    Recurrence,
    Rencontre,
)
from generator.geography import departements, find_commune
from generator.outputs.agenda import FEATURE
from generator.outputs.agenda.agendas import PAGES, PER_PAGE, days_of
from generator.outputs.agenda.date_files import PER_FILE
from generator.outputs.agenda.page import main_view
from generator.outputs.site.site import Site

SUNDAY = TODAY
MONDAY = TODAY + timedelta(days=1)


def drawn(site: Site) -> dict[str, str]:
    """The files of the family, and the first page as MkDocs would draw its middle."""
    made = (one for job in FEATURE.jobs(site) for one in job())
    found = {one.path: one.content.decode() for one in (*made, *FEATURE.whole(site))}
    first = site.template("agenda/page.html").render(
        vue=main_view(site, "content/agenda.md"),
        racine="../",
        description="Tout",
        sans_porte=site.has_no_door,
    )
    return {"agenda/index.html": first, **found}


def of(day: date, titre: str, slug: str = "", /, **more: object) -> Defi:
    """A défi of one meeting."""
    return defi(
        slug or re.sub(r"\W+", "-", titre.lower()), rencontres=(rencontre(day, titre),), **more
    )


def titles(html: str) -> list[str]:
    """Those of the dates of a page, in their order; the folded ones, gone by, left out."""
    return [
        words(one)
        for one in re.findall(r"<h3>(.*?)</h3>", html.partition("<details><summary><h2>")[0])
    ]


def dates_in(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return orjson.loads(files[f"agenda/dates/{name}.json"])["dates"]  # type: ignore[no-any-return]


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_dates_stand_by_day_and_by_month_whoever_is_real() -> None:
    page = drawn(site_of(
        of(after(20), "Bal", exemple=True), of(after(3), "Fête", exemple=True),
        of(after(4), "Marché"), of(after(-1), "Hier"),
    ))["agenda/index.html"]  # fmt: skip
    assert titles(page) == ["Fête", "Marché", "Bal"]
    assert re.findall(r"<h2 id=\"mois-\d\">(.*?)</h2>", page) == ["Novembre 2026", "Décembre 2026"]
    rows = re.findall(r"<li><time.*?</li>", page, re.DOTALL)
    assert ["Exemple" in words(row) for row in rows] == [True, False, True]


def test_a_date_says_its_hours_its_place_its_access_and_goes_to_the_calendar() -> None:
    one = rencontre(
        after(3), "Bal & fête", id="bal", debut=time(18, 30), lieu="Salle des fêtes",
        accessibilite="Plain-pied",
    )  # fmt: skip
    page = drawn(site_of(defi("cafe", rencontres=(one,))))["agenda/index.html"]
    assert "18 h 30. Salle des fêtes. Accès : plain-pied." in words(page)
    assert 'href="../defis/cafe/#rendez-vous">Bal &amp; fête</a>' in page
    assert (
        'href="../defis/cafe/date-bal.ics" aria-label="Dans mon agenda\u00a0: Bal &amp; fête"'
        in page
    )


def test_a_date_that_was_called_off_is_said_so_and_goes_to_no_calendar() -> None:
    off = rencontre(after(3), "Bal", statut="annulee")
    gone = rencontre(after(-3), "Vieux bal", statut="annulee")
    files = drawn(site_of(defi("cafe", rencontres=(off, gone))))
    page = files["agenda/index.html"]
    assert titles(page) == ["Bal"]
    assert "Cette date est annulée." in words(page)
    assert "date-" not in page
    assert "Vieux bal" not in files["agenda/passes/index.html"]
    [told] = dates_in(files, "1")
    assert told["annule"] is True
    assert "calendrier" not in told


@pytest.mark.parametrize("etat", ["abouti", "arrete"])
def test_a_defi_that_is_finished_has_no_date_to_come(etat: str) -> None:
    over = defi(
        "cafe", etat=etat, rencontres=(rencontre(after(3)), rencontre(after(4), statut="annulee"))
    )
    assert titles(drawn(site_of(over))["agenda/index.html"]) == []


def test_what_comes_back_great_days_and_actions_are_dates_too() -> None:
    rule = Recurrence(jour="mercredi", debut=time(14), jusqu_au=after(300))
    cafe = defi(
        "cafe",
        prochaine_action=ProchaineAction(date=after(1), quoi="On goûte"),
        evenements=(Evenement(date=after(2), titre="Ouverture", lieu="Ici"),),
        activites=(Activite(quoi="Le café", rythme="le mercredi", recurrence=rule),),
    )
    files = drawn(site_of(cafe))
    assert titles(files["agenda/index.html"])[:4] == ["On goûte", "Ouverture", "Le café", "Le café"]
    anchors = re.findall(r'defis/cafe/#([\w-]+)"', files["agenda/index.html"])[:3]
    assert anchors == ["prochaine-action", "grands-jours", "activites"]
    every = [one["jour"] for one in dates_in(files, "1") if one["titre"] == "Le café"]
    assert len(every) == 9, "each time of the next two months"


def test_this_week_ends_on_sunday_and_the_week_end_is_what_is_left_of_it() -> None:
    assert week(SUNDAY) == (SUNDAY, SUNDAY)
    assert week(MONDAY) == (MONDAY, after(7))
    assert words(days_of(week(MONDAY))) == "Du lundi 23 novembre au dimanche 29 novembre 2026."
    said = "Du jeudi 31 décembre 2026 au dimanche 3 janvier 2027."
    assert words(days_of(week(date(2026, 12, 31)))) == said
    assert week_end(SUNDAY) == (SUNDAY, SUNDAY)
    assert week_end(MONDAY) == (after(6), after(7))
    assert week_end(after(6)) == (after(6), after(7))
    files = drawn(site_of(of(SUNDAY, "Ce jour"), of(after(6), "Samedi"), of(after(7), "Dimanche")))
    assert titles(files["agenda/semaine/index.html"]) == ["Ce jour"]
    assert titles(files["agenda/week-end/index.html"]) == ["Ce jour"]
    assert "Le dimanche 22 novembre 2026." in words(files["agenda/week-end/index.html"])
    monday = drawn(
        site_of(
            *(of(after(day), nom) for day, nom in ((6, "Samedi"), (7, "Dimanche"), (8, "Lundi"))),
            today=MONDAY,
        )
    )
    assert titles(monday["agenda/semaine/index.html"]) == ["Samedi", "Dimanche"]
    assert titles(monday["agenda/week-end/index.html"]) == ["Samedi", "Dimanche"]
    said = words(monday["agenda/week-end/index.html"])
    assert "Le samedi 28 novembre et le dimanche 29 novembre 2026." in said


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1)))
def test_a_week_end_is_never_gone_nor_far(today: date) -> None:
    first, last = week_end(today)
    assert today <= first <= last <= today + timedelta(days=6) + timedelta(days=1)
    assert last.weekday() == 6
    assert first.weekday() in {5, 6}


def test_each_facet_has_its_own_dates_its_calendar_and_its_defis() -> None:
    site = site_of(
        of(after(3), "Bal", themes=("fete",), territoire="rural"),
        of(after(4), "Tri", themes=("nature",), commune="Épinal (Vosges)"),
        of(after(5), "Loin", commune="Rennes (Ille-et-Vilaine)"),
        themes=[theme("fete"), theme("nature"), theme("vide")],
        pilotes={"vosges": pilote("vosges", departements=(departements()["88"],))},
        annonces=[annonce("seule", commune=find_commune("Digne-les-Bains"))],
    )
    files = drawn(site)
    for address, expected, defis in (
        ("territoires/rural", ["Bal"], "territoires/rural/"),
        ("themes/nature", ["Tri"], "themes/nature/"),
        ("departements/88", ["Bal", "Tri"], "departements/88/"),
        ("pilotes/vosges", ["Bal", "Tri"], "territoires/pilotes/vosges/"),
    ):
        page = files[f"agenda/{address}/index.html"]
        assert titles(page) == expected
        nom = re.search(r"L’agenda : (.*)", words(re.search("<h1>(.*?)</h1>", page)[1]))[1]
        assert f"Mettre dans mon agenda les dates à venir : {nom}" in words(page)
        assert f'href="../../../agenda/{address}.ics">Mettre dans mon agenda' in page
        assert f'href="../../../suivre/{address}/">Être tenu au courant</a>' in page
        assert f'href="../../../{defis}">Les défis</a>' in page
        is_place = address.startswith(("departements", "pilotes"))
        assert (f'href="../../../{defis}journal/">Le journal du mois' in page) is is_place
        assert "Cette semaine" not in page, "that is of everywhere"
    assert "agenda/departements/75/index.html" not in files, "nothing happens there"
    assert "agenda/departements/88/index.html" in files
    assert (
        'href="../../agenda/departements/88/">Vosges (2)</a>'
        in files["agenda/departements/index.html"]
    )
    assert "Choisir aussi le jour" in files["agenda/departements/88/index.html"]
    assert "Par département ou territoire pilote" in words(files["agenda/index.html"])


def test_an_agenda_without_a_date_says_so_once_and_shows_those_of_elsewhere() -> None:
    """A theme that nobody has taken up yet; in Digne, an annonce and no défi."""
    site = site_of(
        *(of(after(day), f"Bal {day}") for day in range(1, 6)),
        themes=[theme("vide")],
        annonces=[annonce("seule", commune=find_commune("Digne-les-Bains"))],
    )
    files = drawn(site)
    assert "agenda/departements/04/index.html" not in files, "nothing would lead there"
    empty = files["agenda/themes/vide/index.html"]
    assert "Aucune date pour l’instant. Voir celles de toute la France." in words(empty)
    assert titles(empty) == ["Bal 1", "Bal 2", "Bal 3"]
    assert empty.count("mettre-a-jour/rencontre/") == 1, "said once"
    assert "dans mon agenda les" not in words(empty), "an empty calendar is no help"
    assert "Choisir aussi le jour" not in empty, "there is nothing to choose among"
    assert 'href="../../../suivre/themes/vide/"' in files["agenda/themes/vide/index.html"]
    places = files["agenda/departements/index.html"]
    assert "Vosges (5)" in places
    assert "agenda/departements/04/" not in places
    assert "Par département" in words(files["agenda/index.html"])
    assert "territoire pilote" not in words(files["agenda/index.html"])


def test_one_subscribes_only_where_the_address_of_the_site_is_known() -> None:
    assert "webcal:" not in drawn(site_of(of(after(3), "Bal")))["agenda/index.html"]
    known = site_of(of(after(3), "Bal"), url="https://exemple.fr/bvm/")
    page = drawn(known)["agenda/index.html"]
    assert 'href="webcal://exemple.fr/bvm/agenda.ics"' in page
    said = "Mettre une fois dans mon agenda les dates à venir de toute la France M’y abonner : suit"
    assert said in words(page)


def test_what_comes_back_is_said_to_be_shown_for_two_months() -> None:
    rule = Recurrence(jour="mercredi", debut=time(14), jusqu_au=after(300))
    cafe = defi("cafe", activites=(Activite(quoi="Le café", rythme="a", recurrence=rule),))
    said = "Ce qui revient chaque semaine ou chaque mois est montré pour deux mois."
    assert words(drawn(site_of(cafe))["agenda/index.html"]).count(said) == 1
    assert said not in words(drawn(site_of(of(after(3), "Bal")))["agenda/index.html"])


def test_without_any_date_one_is_told_what_to_do() -> None:
    files = drawn(site_of())
    first = words(files["agenda/index.html"])
    assert "Aucune date pour l’instant." in first
    assert (
        "Préparez-en l’annonce ici, puis imprimez-la. Préparer l’annonce Préparer une idée" in first
    )
    assert "Aucune date pour l’instant, nulle part." in words(
        files["agenda/departements/index.html"]
    )
    assert "Aucune date n’est encore passée." in words(files["agenda/passes/index.html"])
    assert dict(orjson.loads(files["agenda/dates/index.json"]))["parties"] == []
    later = drawn(site_of(of(after(30), "Bal")))["agenda/week-end/index.html"]
    assert "Aucune date ces jours-ci. Voir les dates d’après." in words(later)


def test_a_date_gone_by_without_a_story_calls_for_it_and_the_others_lead_to_it() -> None:
    past = (
        rencontre(after(-3), "Sans récit"),
        rencontre(after(-4), "Racontée", statut="tenue", compte_rendu="On a dansé."),
        rencontre(after(-5), "Tenue", statut="tenue"),
        rencontre(after(-6), "Vieille", statut="tenue", compte_rendu="Il y a longtemps."),
    )
    files = drawn(site_of(defi("cafe", rencontres=past)))
    page = files["agenda/passes/index.html"]
    assert titles(page) == ["Sans récit", "Racontée", "Tenue", "Vieille"]
    asked = re.findall(r"<li><time.*?</li>", page, re.DOTALL)
    assert ["Vous y étiez ?" in words(row) for row in asked] == [True, False, True, False]
    assert ["La date est passée" in words(row) for row in asked] == [True, False, False, False]
    assert 'href="../../mettre-a-jour/tenue/?defi=cafe"' in asked[0]
    assert 'href="../../defis/cafe/dossier/#recits"' in asked[1]
    assert 'href="../../mettre-a-jour/tenue/?defi=cafe"' in asked[2]
    assert "Deux phrases suffisent" in words(page)
    folded = files["agenda/territoires/petite-ville/index.html"].partition("<summary><h2>")[2]
    assert [words(one) for one in re.findall(r"<h3>(.*?)</h3>", folded)] == [
        "Sans récit", "Racontée", "Tenue",
    ]  # fmt: skip


def test_nobody_is_asked_to_tell_what_was_invented() -> None:
    past = (rencontre(after(-3), "Bal"), rencontre(after(-5), "Tenue", statut="tenue"))
    page = drawn(site_of(defi("cafe", rencontres=past, exemple=True)))["agenda/passes/index.html"]
    assert titles(page) == ["Bal", "Tenue"]
    assert "La date est passée." in words(page)
    assert "Vous y étiez" not in words(page)
    assert "tenue/?defi" not in page


@pytest.mark.parametrize(("count", "last", "is_cut"), [(12, 1, False), (121, 10, True)])
def test_older_dates_are_said_to_be_elsewhere_only_where_some_are(count, last, is_cut) -> None:
    past = tuple(rencontre(after(-3 - day), f"Bal {day}") for day in range(count))
    files = drawn(site_of(defi("cafe", rencontres=past)))
    page = files[f"agenda/passes/{f'page/{last}/' if last > 1 else ''}index.html"]
    assert ("Ce qui est plus ancien" in words(page)) is is_cut
    assert f"agenda/passes/page/{last + 1}/index.html" not in files


def test_the_sitemap_says_the_day_of_the_latest_news_of_what_a_page_shows() -> None:
    site = site_of(of(after(3), "Bal", depuis=after(-9)), of(after(-2), "Hier", depuis=after(-40)))
    days = {address: day for address, day, *_ in FEATURE.sitemap(site)}
    assert days["agenda/departements/88/"] == str(after(-9))
    assert days["agenda/passes/"] == str(max(site.changes["hier"], after(-40)))


def crowd(count: int) -> Iterator[Defi]:
    """So many dates, three a day."""
    return (of(after(1 + number // 3), f"Bal {number}", f"d{number:04}") for number in range(count))


def test_a_country_of_dates_is_cut_and_what_is_beyond_is_counted_with_the_way_to_it() -> None:
    most = PER_PAGE * PAGES[By.NOTHING]
    files = drawn(site_of(*crowd(most + 40)))
    assert f"agenda/page/{most // PER_PAGE}/index.html" in files
    assert f"agenda/page/{most // PER_PAGE + 1}/index.html" not in files
    last = files[f"agenda/page/{most // PER_PAGE}/index.html"]
    assert "Et 40 autres dates, plus loin : choisissez votre département" in words(last)
    assert "plus loin" not in files["agenda/page/2/index.html"]
    assert "Mettre dans mon" not in files["agenda/index.html"], "it would drown a telephone"
    assert f"Toutes ({most + 40})" in words(files["agenda/index.html"])
    assert len(titles(files["agenda/page/2/index.html"])) == PER_PAGE
    assert "Mettre dans mon agenda" in files["agenda/departements/88/index.html"]
    place = files[f"agenda/departements/88/page/{PAGES[By.DEPARTEMENT]}/index.html"]
    assert (
        'href="../../../../../agenda/departements/88.ics">mettez-les dans votre agenda</a>' in place
    )


def test_the_files_of_the_script_are_cut_by_days_and_one_stands_for_each_departement() -> None:
    files = drawn(
        site_of(*crowd(PER_FILE + 5), of(after(2), "Loin", commune="Rennes (Ille-et-Vilaine)"))
    )
    index = orjson.loads(files["agenda/dates/index.json"])
    parts = [dates_in(files, str(number)) for number in (1, 2)]
    assert [len(part) for part in parts] == [PER_FILE, 6]
    assert index["parties"] == [[part[0]["jour"], part[-1]["jour"]] for part in parts]
    assert index["departements"] == [["35", "Ille-et-Vilaine", 1], ["88", "Vosges", 2]]
    assert ["04", "Alpes-de-Haute-Provence"] in index["vides"]
    assert ["88", "Vosges"] not in index["vides"]
    assert [one["titre"] for one in dates_in(files, "d35-1")] == ["Loin"]
    assert [len(dates_in(files, f"d88-{number}")) for number in (1, 2)] == [PER_FILE, 5]
    assert (
        f'data-choisir="../agenda/dates/index.json?{index["somme"]}"' in files["agenda/index.html"]
    )


def test_no_file_is_heavy_whatever_one_defi_holds_and_none_of_its_dates_is_left_out() -> None:
    signs = Random(12)
    words_of_noise = ("".join(signs.choices(ascii_letters + digits, k=280)) for _ in range(800))
    some = tuple(
        Activite(
            quoi=next(words_of_noise), rythme="a", lieu=next(words_of_noise),
            recurrence=Recurrence(jour="lundi", debut=time(14), jusqu_au=after(300)),
        )
        for _ in range(400)
    )  # fmt: skip
    files = drawn(site_of(defi("cafe", activites=some)))
    parts = {path: text for path, text in files.items() if path.startswith("agenda/dates/")}
    assert max(len(gzip.compress(text.encode())) for text in parts.values()) <= 60 * 1024
    of_place = [path for path in parts if "/d88-" in path]
    assert sum(len(orjson.loads(parts[path])["dates"]) for path in of_place) == 400 * 9


@pytest.mark.parametrize(
    "change",
    [{"debut": time(19)}, {"lieu": "Ailleurs"}, {"titre": "Fête"}, {"accessibilite": "Marches"}],
)
def test_files_that_hold_something_else_have_another_address(change: dict[str, object]) -> None:
    def sum_of(one: Rencontre) -> str:
        files = drawn(site_of(defi("cafe", rencontres=(one,))))
        return str(orjson.loads(files["agenda/dates/index.json"])["somme"])

    told = rencontre(after(3), "Bal", id="bal", debut=time(18), lieu="Ici")
    assert sum_of(told) == sum_of(replace(told))
    assert sum_of(told) != sum_of(replace(told, **change))


def test_what_citizens_wrote_is_text_everywhere() -> None:
    bad = '<script>x</script> & "Bal"'
    files = drawn(site_of(of(after(2), bad, "bal"), of(after(-2), bad, "hier")))
    for path in ("agenda/index.html", "agenda/passes/index.html"):
        assert "<script>x" not in files[path]
        assert "&lt;script&gt;x" in files[path]
    assert [one["titre"] for one in dates_in(files, "1")] == [bad]


def test_a_town_without_a_door_is_not_told_that_a_date_will_be_read() -> None:
    assert "imprimez-la" in words(drawn(site_of(view=SAID))["agenda/index.html"])
