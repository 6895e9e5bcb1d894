"""The calendars: what a telephone reads of each date, judged by readers that are not ours."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha512
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.tz import tzical
from drawing import many, site_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from values import defi, pilote, rencontre, theme
from worlds import TODAY

from generator.accompaniment.agenda import coming, dates_of, occurrences, past
from generator.accompaniment.news import last_change, past_meetings
from generator.content.model import Activite, Entree, Evenement, ProchaineAction, Recurrence
from generator.geography import find_commune, find_departement, zone_of
from generator.outputs.calendars import FEATURE, calendars, rfc5545
from generator.outputs.calendars.zones import SINCE, vtimezone
from generator.outputs.defis.shared import meetings
from generator.outputs.kit.incremental import IncrementalWrites

GOLDEN = Path(__file__).parent / "calendars"
URL = "https://exemple.fr/"
DAY = date(2026, 12, 5)
PLANNED = {"id": "d1", "debut": time(18, 30), "fin": time(20)}
HOSTILE = (
    "Fin\r\nEND:VEVENT\nBEGIN:VEVENT\\, ; \\n \\N <script>alert(1)</script> ]]> a\x00b\x1bc "
    + "é" * 300
)


def files(*defis, **more):
    """Every calendar of a site, by its address."""
    site = site_of(*defis, **({"url": URL} | more))
    made = (each for one in site.catalogue.defis.values() for each in FEATURE.of_defi(site, one))
    return {each.path: each.content for each in (*made, *FEATURE.whole(site))}


def weekly(**rule):
    """What comes back on Saturdays, unless `rule` says otherwise."""
    said = {"jour": "samedi", "debut": time(9, 30), "fin": time(12), "depuis": date(2026, 10, 1)}
    rule = said | {"jusqu_au": date(2027, 4, 30)} | rule
    again = Recurrence(**rule)
    return Activite(quoi="La halle ouverte", rythme="souvent", id="halle", recurrence=again)


CASES = {
    "reunion": defi(
        rencontres=(
            rencontre(
                DAY,
                "Qui tient le comptoir ?",
                **PLANNED,
                question="On ouvre le matin, ou le soir ?",
                accessibilite="Plain-pied",
                venir="prevenir",
            ),
        )
    ),
    "journee": defi(
        genre_de_projet="Café participatif",
        evenements=(Evenement(date=DAY, titre="La grande ouverture", lieu="La halle"),),
        prochaine_action=ProchaineAction(date=date(2026, 12, 8), quoi="On range", fin=time(12)),
    ),
    "nuit": defi(
        rencontres=(
            rencontre(DAY, "Le bal", id="bal", debut=time(21), fin=time(1), genre="fete"),
            rencontre(DAY, "La soupe", id="soupe", debut=time(20), fin=time(0), genre="fete"),
            rencontre(DAY, "Sans fin", id="sans-fin", debut=time(19)),
        )
    ),
    "cilaos": defi(commune="Cilaos (974)", rencontres=(rencontre(DAY, **PLANNED),)),
    "noumea": defi(commune="Nouméa (988)", rencontres=(rencontre(DAY, **PLANNED),)),
    "saint-pierre": defi(
        commune="Saint-Pierre (975)",
        rencontres=tuple(
            rencontre(day, id=f"d{day:%m%d}", debut=time(10), fin=time(11))
            for day in (date(2026, 10, 31), date(2026, 11, 1), date(2027, 3, 13), date(2027, 3, 14))
        ),
        activites=(weekly(sauf=(date(2026, 12, 26),)),),
    ),
    "semaine": defi(activites=(weekly(sauf=(date(2026, 10, 3), date(2026, 12, 26))),)),
    "premier": defi(activites=(weekly(rang="premier", sauf=(date(2027, 1, 2),)),)),
    "dernier": defi(activites=(weekly(rang="dernier", jour="dimanche", fin=time(1)),)),
    "annulee": defi(rencontres=(rencontre(DAY, **PLANNED, statut="annulee"),)),
    "deplacee": defi(rencontres=(rencontre(DAY, **PLANNED, revision=2),)),
    "exemple": defi(exemple=True, rencontres=(rencontre(DAY, **PLANNED),)),
    "hostile": defi(rencontres=(rencontre(DAY, HOSTILE, **PLANNED, lieu=HOSTILE),)),
    "vide": defi(),
}


def calendar_of(one, **more):
    return files(one, **more)["defis/cafe/agenda.ics"]


def read(content):
    """A calendar as `vobject` reads it."""
    check_lines(content)
    return vobject.readOne(content.decode())


def check_lines(content):
    """Its lines are those of the RFC, and no sign is cut in two."""
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert content.endswith(b"\r\nEND:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line or len(line) > 75 for line in lines)
    for line in lines:
        line.decode()


def events(content):
    return read(content).contents.get("vevent", [])


def event_of(titre="Un débat", **more):
    """The one event of a meeting of a défi, as it is read."""
    (event,) = events(calendar_of(defi(rencontres=(rencontre(DAY, titre, **(PLANNED | more)),))))
    return event


# What is written.


@pytest.mark.parametrize("name", CASES)
def test_a_calendar_is_written_as_agreed(name, request):
    written = calendar_of(CASES[name]).replace(b"\r\n", b"\n")
    golden = GOLDEN / f"{name}.ics"
    if request.config.getoption("--update-goldens"):
        golden.write_bytes(written)
    assert written.decode() == golden.read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_another_reader_finds_each_date_at_its_hour(name):
    one = CASES[name]
    found = {event.uid.value: event for event in events(calendar_of(one))}
    expected = dates_of(one, TODAY)
    assert len(found) == len(expected)
    for each in expected:
        event = found[f"{each.nom}.cafe@bien-vivre-maintenant"]
        assert times(event) == [moment(each, day) for day in days(each)]
        if each.debut and each.fin_le:
            end = moment(each, each.fin_le, each.fin)
            assert instant(event.dtend.value) - times(event)[0] == end - moment(each, each.jour)


@pytest.mark.parametrize("name", CASES)
def test_the_reference_library_reads_a_calendar_and_would_write_it_so(name):
    """Line for line, once unfolded, but for the order of a rule, and for what `same` says."""
    content = calendar_of(CASES[name])
    written = icalendar.Calendar.from_ical(content).to_ical(sorted=False)
    assert [same(line) for line in unfolded(content)] == [same(line) for line in unfolded(written)]


def unfolded(content):
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def same(line):
    r"""A line, where two ways to write it say the same.

    `icalendar` takes the `\N` that someone wrote for the end of a line, which it is only as a sign of
    the file (3.3.11): it reads ours as we do, then writes `\n`.
    """
    if line.startswith("RRULE:"):
        return sorted(line.partition(":")[2].split(";"))
    return line.replace("DURATION:PT0S", "DURATION:P0D").replace(r"\\N", r"\n")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=150))
@example("\\n \\\\ ,;: " + "é" * 100 + "\\," * 60)
@example("une ligne\nune autre")
def test_a_text_is_escaped_and_folded_as_the_reference_library_does(said):
    escaped = rfc5545.text(said)
    if "\\N" not in said:  # see `same`
        assert escaped.encode() == icalendar.vText(said).to_ical()
    folded = rfc5545.lines([f"DESCRIPTION:{escaped}"]).decode().removesuffix("\r\n")
    assert icalendar.parser.Contentline.from_ical(folded) == f"DESCRIPTION:{escaped}"


def days(each):
    rule = each.retour
    return list(occurrences(rule, each.defi, date.min, rule.jusqu_au)) if rule else [each.jour]


def moment(each, day, hour=None):
    """An hour of a place as an instant; the day itself when no hour is known."""
    hour = hour or each.debut
    if hour is None:
        return day
    local = datetime.combine(day, hour, ZoneInfo(zone_of(each.commune)))
    return local.astimezone(UTC)


def instant(value):
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def times(event):
    again = event.getrruleset()
    start = event.dtstart.value
    if again is None:
        return [instant(start)]
    zone = start.tzinfo  # vobject expands on the clocks of the place, and leaves them out
    return [each.replace(tzinfo=zone).astimezone(UTC) for each in again]


@given(
    *[st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=120)]
    * 3
)
@settings(max_examples=60)
def test_whatever_one_writes_is_read_again_as_it_was(titre, lieu, question):
    event = event_of(titre=titre, lieu=lieu, question=question)
    assert event.summary.value == f"{titre} (Un café à nous)"
    assert event.location.value == ", ".join(filter(None, (lieu, "Mirecourt, Vosges")))
    assert event.description.value.startswith(question)


@given(*[st.text(st.characters(codec="utf-8"), max_size=60)] * 3)
@settings(max_examples=60)
def test_nothing_that_one_writes_begins_another_line(titre, lieu, question):
    event_of(titre=titre, lieu=lieu, question=question)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("commune", ["Fort-de-France (972)", "Nouméa (988)"])
def test_the_first_and_the_last_day_that_one_can_write_are_dates_too(day, commune):
    one = defi(
        commune=commune,
        depuis=day,
        rencontres=(
            rencontre(day, id="soir", debut=time(21), fin=time(1)),
            rencontre(day, id="jour", statut="annulee"),
        ),
        activites=(weekly(depuis=day, jusqu_au=date.max, debut=time(21), fin=None),),
    )
    content = calendar_of(one)
    assert {int(year) for year in re.findall(rb"DTSTART;.*?:(\d{4})\d{4}", content)} == {day.year}
    read(content)


def test_what_is_written_depends_on_the_texts_and_the_day_alone():
    some = [replace(each, slug=name) for name, each in CASES.items()]
    assert files(*some) == files(*reversed(some))


# What a telephone knows a date by.


@pytest.mark.parametrize(
    "more", [{"titre": "Un autre nom"}, {"revision": 1}, {"debut": time(9)}, {"statut": "annulee"}]
)
def test_a_date_with_a_name_stays_the_same_when_it_changes(more):
    assert event_of(**more).uid.value == "d1.cafe@bien-vivre-maintenant"


def test_a_date_stays_the_same_when_it_is_put_off_or_its_defi_changes_its_address():
    later = defi(
        "bistrot",
        anciens_slugs=("cafe", "bar"),
        rencontres=(rencontre(DAY + timedelta(days=7), **PLANNED, revision=1),),
    )
    made = files(later)
    assert own(made) == own(made, "cafe") == own(made, "bistrot") == ["d1"]
    (event,) = events(made["defis/bistrot/agenda.ics"])
    assert event.uid.value == "d1.cafe@bien-vivre-maintenant"
    assert event.sequence.value == "1"
    for former in ("cafe", "bar"):  # whoever follows it there is not left behind
        assert made[f"defis/{former}/agenda.ics"] == made["defis/bistrot/agenda.ics"]


def test_what_is_called_off_says_so_twice():
    event = event_of(statut="annulee")
    assert event.status.value == "CANCELLED"
    assert event.summary.value == "Annulé\xa0: Un débat (Un café à nous)"


def test_the_description_leads_back_to_the_page_or_says_where_to_look():
    one = CASES["reunion"]
    (event,) = events(calendar_of(one))
    assert event.description.value.endswith(f"\nTout sur ce défi : {URL}defis/cafe/")
    assert event.url.value == f"{URL}defis/cafe/"
    (event,) = events(calendar_of(one, url=""))
    assert "url" not in event.contents
    assert event.description.value.endswith(
        "\nSur le site Bien Vivre, cherchez « Un café à nous », à Mirecourt, Vosges."
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"debut": None, "fin": None}, "L’heure de début reste à dire."),
        ({"lieu": ""}, "L’endroit reste à dire."),
        ({"debut": None, "fin": None, "lieu": ""}, "L’heure et l’endroit restent à dire."),
        ({"debut": None, "fin": time(12)}, "Jusqu’à 12\xa0h."),
        ({"venir": "prevenir"}, "Prévenez avant de venir."),
    ],
)
def test_the_description_says_what_whoever_comes_would_ask(more, said):
    assert said in event_of(**more).description.value.split("\n")


# Which dates stand where.


def named(**more):
    """A défi with a date gone by, one that was held, one called off, one to come, one that comes back."""
    return defi(
        rencontres=(
            rencontre(TODAY - timedelta(days=40), id="passee"),
            rencontre(TODAY - timedelta(days=20), id="tenue", statut="tenue"),
            rencontre(TODAY - timedelta(days=10), id="annulee", statut="annulee"),
            rencontre(TODAY - timedelta(days=364), id="longue", statut="annulee"),
            rencontre(TODAY - timedelta(days=366), id="oubliee", statut="annulee"),
            rencontre(TODAY, id="ce-jour"),
        ),
        activites=(weekly(),),
        **more,
    )


def names(content):
    return [event.uid.value.partition(".")[0] for event in events(content)]


def own(made, slug="cafe"):
    """The dates of a défi that have a file of their own."""
    found = (re.fullmatch(f"defis/{slug}/date-(.*).ics", path) for path in made)
    return sorted(each[1] for each in found if each)


def test_each_calendar_holds_the_dates_that_are_its_own():
    made = files(named())
    assert names(made["defis/cafe/agenda.ics"]) == [
        "longue",
        "passee",
        "tenue",
        "annulee",
        "ce-jour",
        "halle",
    ]
    assert names(made["agenda.ics"]) == ["ce-jour", "halle", "annulee", "tenue", "longue"]
    assert names(made["agenda/territoires/petite-ville.ics"]) == names(made["agenda.ics"])
    assert own(made) == ["annulee", "ce-jour", "halle", "longue"]


def test_what_a_finished_defi_had_planned_leaves_its_calendar():
    made = files(named(etat="arrete"))
    whole = made["defis/cafe/agenda.ics"]
    assert names(whole) == ["longue", "passee", "halle", "tenue", "annulee"]
    assert b"UNTIL=20261102T" in whole, "what came back ends with the last thing told"
    assert own(made) == ["annulee", "longue"]


@pytest.mark.parametrize("etat", ["abouti", "arrete"])
def test_what_a_finished_defi_had_planned_does_not_come_back_once_its_day_is_past(etat):
    over = defi(
        etat=etat,
        depuis=date(2026, 9, 1),
        journal=(Entree(date=date(2026, 10, 10), texte="C’est fini."),),
        rencontres=(rencontre(date(2026, 10, 3), id="avant"), rencontre(DAY, id="apres")),
        evenements=(
            Evenement(date=date(2026, 10, 4), titre="Avant", lieu="Ici", id="jour-avant"),
            Evenement(date=DAY, titre="Apres", lieu="Ici", id="jour-apres"),
        ),
        prochaine_action=ProchaineAction(date=date(2026, 12, 8), quoi="On range", id="action"),
        activites=(weekly(depuis=date(2026, 11, 1)),),
    )
    for today in (date(2026, 10, 11), DAY, date(2027, 6, 1)):
        made = files(over, today=today)
        assert names(made["defis/cafe/agenda.ics"]) == ["avant", "jour-avant"], today
        found = dates_of(over, today)
        assert [one.nom for one in past(found, today)] == ["jour-avant", "avant"]
        assert [one.nom for one in found if one.is_to_tell(today)] == ["avant"]
        assert [one.id for one in past_meetings(over, today)] == ["avant"]
        assert [[one.rencontre.id for one in some] for some in meetings(over, today)] == [
            [],
            ["avant"],
        ]
        assert last_change(over, today) == date(2026, 10, 10)


# When it was written.


def stamps(today=TODAY, **more):
    """When the one date of a défi says that it last changed."""
    (event,) = events(calendar_of(defi(**more), today=today))
    assert event.dtstamp.value == event.last_modified.value
    return event.dtstamp.value


def test_a_date_says_when_it_was_last_said_never_when_it_merely_went_by():
    said = Entree(date=date(2026, 11, 3), texte="On avance.")

    def at(today, **more):
        return stamps(today, journal=(said,), rencontres=(rencontre(DAY, **(PLANNED | more)),))

    third, tenth = (datetime(2026, 11, day - 1, 23, tzinfo=UTC) for day in (3, 10))
    assert at(TODAY) == at(DAY) == at(DAY + timedelta(days=30)) == third
    assert at(TODAY, dit_le=date(2026, 11, 10)) == tenth
    assert at(date(2026, 11, 9), dit_le=date(2026, 11, 10)) == third, "it is not said yet"
    assert at(date(2026, 11, 3)) == third, "and at the first hour of the day it is no hour to come"
    assert at(DAY, statut="tenue") == datetime(2026, 12, 4, 23, tzinfo=UTC)


# Rules that are long.


def test_a_rule_that_is_long_over_or_never_kept_is_read_at_once():
    first, last = date.min + timedelta(days=366), TODAY - timedelta(days=30)
    old = [weekly(depuis=first, jusqu_au=last, rang=rang) for rang in (None, "dernier")] * 200
    start = perf_counter()
    found = dates_of(defi(activites=tuple(old)), TODAY)
    assert {one.jour for one in found} == {date(2026, 10, 17), date(2026, 9, 26)}
    saturdays = tuple(date(1950, 1, 7) + timedelta(days=7 * each) for each in range(4_005))
    never = weekly(depuis=saturdays[0], jusqu_au=saturdays[-1], sauf=saturdays)
    assert dates_of(defi(activites=(never,) * 3), TODAY) == []
    assert perf_counter() - start < 2


def test_what_does_not_come_back_any_more_has_no_file_and_what_never_did_is_no_date():
    over = weekly(jusqu_au=TODAY + timedelta(days=2))  # a Tuesday, after the last Saturday
    made = files(defi(activites=(over,)))
    assert names(made["defis/cafe/agenda.ics"]) == ["halle"]
    assert own(made) == []
    never = weekly(depuis=date(2026, 11, 23), jusqu_au=date(2026, 11, 27))
    assert names(calendar_of(defi(activites=(never,)))) == []


def test_each_time_of_what_comes_back_ends_in_its_own_night():
    night = defi(activites=(weekly(debut=time(21), fin=time(1)),))
    found = coming(dates_of(night, TODAY), TODAY)
    assert len(found) > 5
    assert {each.fin_le - each.jour for each in found} == {timedelta(days=1)}


def test_a_date_that_is_taken_out_of_its_file_leaves():
    one = CASES["reunion"]
    assert own(files(one)) == ["d1"]
    assert own(files(defi())) == []
    assert names(calendar_of(defi())) == []


def test_there_is_a_calendar_for_each_place_and_each_theme():
    made = files(
        defi("cafe", themes=("culture",), rencontres=(rencontre(DAY, **PLANNED),)),
        themes=[theme("culture", "Fêter, créer"), theme("sante")],
        pilotes={"vosges": pilote("vosges", departements=(find_departement("88"),))},
    )
    full = {
        "agenda.ics",
        "agenda/territoires/petite-ville.ics",
        "agenda/themes/culture.ics",
        "agenda/departements/88.ics",
        "agenda/pilotes/vosges.ics",
        "defis/cafe/agenda.ics",
        "defis/cafe/date-d1.ics",
    }
    empty = {"territoires/rural", "territoires/pavillonnaire", "territoires/metropole"}
    empty |= {"themes/sante"}
    assert set(made) == full | {f"agenda/{each}.ics" for each in empty}
    assert {path for path, content in made.items() if names(content) == ["d1"]} == full
    culture = read(made["agenda/themes/culture.ics"])
    assert culture.contents["x-wr-calname"][0].value == "Bien Vivre, Fêter, créer"
    assert "x-wr-calname" not in read(made["defis/cafe/date-d1.ics"]).contents


def _noisy(slug):
    """Five dates that hardly let themselves be compressed."""
    for rank in range(5):
        noise = sha512(f"{slug}{rank}".encode()).hexdigest()
        yield rencontre(DAY + timedelta(days=rank), noise, id=f"d{rank}", question=noise[::-1])


def test_a_calendar_of_many_defis_stays_light_and_says_what_it_leaves_out():
    crowd = many(500)
    crowd = [defi(each.slug, rencontres=tuple(_noisy(each.slug))) for each in crowd]
    made = files(*crowd)
    assert made["agenda.ics"].count(b"BEGIN:VEVENT") == 2500
    town = made["agenda/territoires/petite-ville.ics"]
    kept = town.count(b"BEGIN:VEVENT")
    assert 300 < kept < 2500
    assert len(gzip.compress(town, 1)) < 150_000
    said = read(town).contents["x-wr-caldesc"][0].value
    assert said.endswith(
        f" Les {kept} plus proches seulement : il y en a 2\N{NARROW NO-BREAK SPACE}500."
    )


def test_while_one_writes_only_the_dates_that_say_something_else_are_drawn_again(monkeypatch):
    drawn, kept = [], IncrementalWrites()
    draw = calendars.draw_event
    monkeypatch.setattr(calendars, "draw_event", lambda one, of: drawn.append(of) or draw(one, of))

    def build(*defis, today=TODAY):
        drawn.clear()
        kept.start(today)
        files(*defis, incremental=kept, today=today)
        return [each.defi.slug for each in drawn]

    cafe, halle = (defi(name, rencontres=(rencontre(DAY),)) for name in ("cafe", "halle"))
    assert build(cafe, halle) == ["cafe", "halle"]
    assert build(cafe, halle) == []
    assert build(replace(cafe, titre="Un autre café"), halle) == ["cafe"]
    assert build(cafe, halle, today=DAY) == ["cafe", "halle"]


# The clocks.

ZONES = sorted({zone_of(find_commune(each)) for each in (
    "Mirecourt (Vosges)", "Basse-Terre (971)", "Fort-de-France (972)", "Cayenne (973)",
    "Cilaos (974)", "Saint-Pierre (975)", "Mamoudzou (976)", "97701", "97801", "98611",
    "Papeete (987)", "98719", "98731", "Nouméa (988)",
)})  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_the_clock_of_each_place_is_that_of_the_world(zone, tmp_path):
    written = tmp_path / "zone.ics"
    written.write_bytes(vtimezone(zone))
    told, true = tzical(str(written)).get(zone), ZoneInfo(zone)
    assert vtimezone(zone).count(b"BEGIN:STANDARD") == 1  # Outlook reads no second one
    moment = datetime(SINCE + 1, 1, 1, tzinfo=UTC)
    while moment.year < 2038:
        local = moment.astimezone(true)
        assert local.replace(tzinfo=told).utcoffset() == local.utcoffset(), local
        moment += timedelta(hours=7)


# The built sites.


@pytest.mark.parametrize("name", ["site", "heavy", "bare"])
def test_the_calendars_of_a_site_are_read_elsewhere(name, request):
    built = request.getfixturevalue(name)
    found = [path for path in built.files if path.endswith(".ics")]
    assert {"agenda.ics", "agenda/territoires/rural.ics"} <= set(found)
    for path in found:
        check_lines((built.folder / path).read_bytes())
    told = events((built.folder / "agenda.ics").read_bytes())
    assert len(told) == len({event.uid.value for event in told})
    assert bool(told) == (name != "bare")
