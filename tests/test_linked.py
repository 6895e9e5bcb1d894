"""What search engines read of a défi and of the site: JSON-LD."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from drawing import RICH, site_of
from hypothesis import given
from hypothesis import strategies as st
from values import defi, rencontre
from worlds import TODAY

from generator.content.model import Activite, Evenement, ProchaineAction, Recurrence
from generator.geography import find_commune
from generator.outputs.defis.context import defi_context
from generator.outputs.defis.json_ld import linked_defi
from generator.outputs.home.page import home_view
from generator.outputs.kit.site_view import SiteView
from generator.outputs.sitemap import editorial, generated

URL = "https://exemple.fr/d/"
SOON = TODAY + timedelta(days=3)
HOSTILE = "</script><script>alert(1)</script> <!-- & \u2028\u2029 ]]> \" \\ '"


def read(one, **more):
    return json.loads(linked_defi(one, defi_context(site_of(one, url=URL, **more), one)))


def test_a_defi_is_a_project_in_its_place():
    told = read(replace(RICH, exemple=False, contact="https://example.org/cafe"))
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Project")
    assert told["name"] == RICH.titre
    assert told["url"] == f"{URL}defis/cafe/"
    assert told["sameAs"] == "https://example.org/cafe"
    assert told["location"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Mirecourt", "addressRegion": "Grand Est",
        "addressCountry": "FR", "postalCode": "88500",
    }  # fmt: skip
    point = RICH.commune.point
    assert told["location"]["geo"]["longitude"] == point.longitude
    assert told["location"]["geo"]["latitude"] == point.latitude


def test_its_coming_days_are_events_at_the_hour_of_their_place():
    one = defi(
        "a",
        porteur="Les voisins",
        rencontres=(
            rencontre(
                SOON,
                "On goûte",
                lieu="Salle",
                debut=time(18, 30),
                fin=time(20),
                question="Qui vient ?",
            ),
            rencontre(SOON, "Annulée", statut="annulee", commune=find_commune("Cilaos (974)")),
            rencontre(TODAY - timedelta(days=1), "Hier"),
            rencontre(TODAY, "Déjà tenue", statut="tenue"),
        ),
        evenements=(
            Evenement(date=SOON, titre="La fête", lieu="Place", debut=time(20), fin=time(2)),
            Evenement(date=date(2020, 1, 1), titre="Jadis", lieu="Place"),
        ),
    )
    events = read(one)["event"]
    assert [each["name"] for each in events] == ["Annulée", "On goûte", "La fête"]
    off, first, feast = events
    assert (first["startDate"], first["endDate"]) == (f"{SOON}T18:30+01:00", f"{SOON}T20:00+01:00")
    assert feast["startDate"] == f"{SOON}T20:00+01:00"
    assert feast["endDate"] == f"{SOON + timedelta(days=1)}T02:00+01:00"
    assert first["organizer"] == {"@type": "Organization", "name": "Les voisins"}
    assert first["location"]["name"] == "Salle"
    assert first["description"] == "Qui vient ?"
    assert first["location"]["address"]["addressLocality"] == "Mirecourt"
    assert off["eventStatus"] == "https://schema.org/EventCancelled"
    assert off["location"]["address"]["addressLocality"] == "Cilaos"
    assert off["startDate"] == SOON.isoformat()
    assert first["eventStatus"] == feast["eventStatus"] == "https://schema.org/EventScheduled"


@pytest.mark.parametrize(
    ("place", "day", "start", "end"),
    [
        ("Cilaos (974)", SOON, "21:00+04:00", "01:00+04:00"),
        ("Nouméa (988)", SOON, "21:00+11:00", "01:00+11:00"),
        ("Saint-Pierre (975)", SOON, "21:00-03:00", "01:00-03:00"),
        ("Saint-Pierre (975)", date(2027, 7, 3), "21:00-02:00", "01:00-02:00"),
        ("Mirecourt", date(2027, 3, 27), "21:00+01:00", "01:00+01:00"),
        ("Mirecourt", date(2027, 7, 3), "21:00+02:00", "01:00+02:00"),
    ],
)
def test_an_hour_is_that_of_the_place_where_one_meets_and_ends_on_the_day_after(
    place, day, start, end
):
    ball = rencontre(day, "Le bal", debut=time(21), fin=time(1), commune=find_commune(place))
    (late,) = read(defi("a", rencontres=(ball,)))["event"]
    assert late["startDate"] == f"{day}T{start}"
    assert late["endDate"] == f"{day + timedelta(days=1)}T{end}"


def test_what_comes_back_is_an_event_by_its_next_time_and_a_finished_defi_has_none():
    weekly = Recurrence(jour="samedi", debut=time(14), jusqu_au=date(2027, 6, 30))
    open_ = Activite(quoi="L’atelier", rythme="Le samedi", lieu="La halle", recurrence=weekly)
    (event,) = read(defi("a", activites=(open_,)))["event"]
    assert (event["name"], event["startDate"]) == ("L’atelier", "2026-11-28T14:00+01:00")
    assert "event" not in read(defi("a", activites=(replace(open_, lieu=None),)))
    over = defi("a", etat="abouti", activites=(open_,), rencontres=(rencontre(SOON),))
    assert "event" not in read(over)


def test_what_was_called_off_is_told_until_its_day_while_its_defi_goes_on():
    """As the agenda does."""
    off = rencontre(SOON, statut="annulee")
    gone = replace(off, date=TODAY - timedelta(days=1))
    (event,) = read(defi("a", rencontres=(gone, off)))["event"]
    assert event["startDate"] == f"{SOON}"
    assert event["eventStatus"].endswith("EventCancelled")
    assert "event" not in read(defi("a", etat="arrete", rencontres=(off,)))


def test_the_kind_of_a_project_is_a_keyword():
    assert read(defi("a", genre_de_projet="Café participatif"))["keywords"] == "Café participatif"
    assert "keywords" not in read(defi("a"))


def test_a_next_action_that_is_no_meeting_is_an_event_once_it_says_when_and_where():
    action = ProchaineAction(date=SOON, quoi="On plante", debut=time(22), fin=time(1), lieu="Pré")
    (event,) = read(defi("a", prochaine_action=action))["event"]
    assert (event["name"], event["location"]["name"]) == ("On plante", "Pré")
    assert event["startDate"] == f"{SOON}T22:00+01:00"
    assert event["endDate"] == f"{SOON + timedelta(days=1)}T01:00+01:00"
    assert "event" not in read(defi("a", prochaine_action=replace(action, lieu=None)))
    meeting = rencontre(SOON, "Au pré", lieu="Pré")
    (known,) = read(defi("a", prochaine_action=action, rencontres=(meeting,)))["event"]
    assert known["name"] == "Au pré"


def test_an_example_says_so_and_has_no_event():
    told = read(defi("a", exemple=True, rencontres=(rencontre(SOON),)))
    assert told["name"].startswith("Exemple : ")
    assert told["description"].startswith("Exemple : ")
    assert "event" not in told


def test_what_is_not_known_is_left_out():
    one = defi("ile", commune=find_commune("98801"))
    told = json.loads(linked_defi(one, defi_context(site_of(one), one)))
    assert "geo" not in told["location"]
    assert {"url", "@id", "sameAs", "event"}.isdisjoint(told)


@pytest.mark.parametrize("text", [HOSTILE, "<!--<script>", "&lt;/script&gt;"])
def test_a_hostile_text_stays_in_its_script_and_comes_back_whole(text):
    held = (rencontre(SOON, text, lieu=text),)
    one = defi("a", titre=text, resume=text, porteur=text, rencontres=held)
    script = linked_defi(one, defi_context(site_of(one), one))
    assert not set(script) & set("<\u2028\u2029")
    told = json.loads(script)
    assert told["name"] == told["description"] == told["event"][0]["name"] == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_comes_back_whole(text):
    one = defi("a", titre=text)
    script = linked_defi(one, defi_context(site_of(one), one))
    assert not set(script) & set("<\u2028\u2029")
    assert json.loads(script)["name"] == text


SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def test_the_page_of_each_defi_holds_its_own(heavy):
    pages = [path for path in heavy.folder.glob("defis/*/index.html") if path.parent.name != "page"]
    for path in pages:
        page = path.read_text("utf-8")
        if 'http-equiv="refresh"' in page:
            continue
        (script,) = SCRIPT.findall(page)
        assert json.loads(script)["url"] == f"https://exemple.fr/defis/{path.parent.name}/"


def test_the_site_says_who_publishes_it_or_nothing():
    assert home_view(site_of(RICH, url=URL), "").liees == ""
    known = SiteView(nom="Bien </script>", description="Ici", organisation="La <Ville>")
    told = json.loads(home_view(site_of(RICH, url=URL, view=known), "").liees)
    assert (told["@type"], told["url"]) == ("WebSite", URL)
    assert told["publisher"] == {"@type": "Organization", "name": "La <Ville>"}


# The days of the sitemap.


def test_a_list_is_as_recent_as_the_latest_of_its_defis():
    old = defi("vieux", depuis=date(2025, 1, 2))
    new = defi("neuf", depuis=date(2026, 3, 4), territoire="metropole")
    site = site_of(old, new, url=URL)
    days = dict(generated(site))
    assert days[f"{URL}defis/"] == days[f"{URL}departements/88/"] == "2026-03-04"
    assert days[f"{URL}phases/{new.phase}/metropole/"] == "2026-03-04"
    assert days[f"{URL}phases/{old.phase}/{old.territoire}/"] == "2025-01-02"
    dated = site_of(replace(old, rencontres=(rencontre(SOON),)), new, url=URL)
    assert dict(generated(dated))[f"{URL}agenda/departements/88/"] == "2025-01-02"
    pages = editorial(site)
    assert pages[f"territoires/{old.territoire}/"] == "2025-01-02"
    assert pages[""] == pages["donnees/"] == "2026-03-04"
    assert pages["territoires/pavillonnaire/"] == ""
