"""Days, hours, numbers and amounts as people say them: what is read, what is given to write instead."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.content.fields import (
    Boolean,
    Commune,
    Count,
    Day,
    Departement,
    EndHour,
    Euros,
    Hour,
    RoleAddress,
)
from generator.content.model import Rencontre
from generator.contributions.answers import check_alone
from generator.forms.questions import forms
from generator.text import amounts, days, hours
from generator.text.kinds import KINDS
from generator.text.said import Unclear
from generator.text.signs import folded
from generator.text.typography import (
    euros,
    heure,
    heure_de_fin,
    heures,
    jour,
    jour_court,
    nombre,
    pluriel,
)

TODAY = date(2026, 12, 1)  # a Tuesday
SATURDAY = date(2026, 12, 5)
NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def refusal(read, text, **how):
    with pytest.raises(Unclear) as caught:
        read(text, **how)
    return caught.value


# --- Days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["5 décembre 2026", f"5{NBSP}décembre 2026", f"samedi 5{NBSP}décembre{NARROW}2026", "le 5 décembre 2026",
     "Le samedi 5 décembre 2026.", "samedi, 5 décembre 2026", "Sam. 5 déc. 2026", "5 DEC 2026", "5 decembre 2026",
     "5 de\u0301cembre 2026", "05-12-2026", "05\u201112\u20112026", "5/12/26", "5.12.2026", "05 / 12 / 2026",
     "5 12 2026", "2026-12-5", "2026/12/05", "2026-12-05", "cinq décembre deux mille vingt-six", "5décembre2026",
     "５ décembre ２０２６", "5 décembre 2026 !", "📅 5 décembre 2026", "décembre 5, 2026", "5 déc 26",
     "jusqu’au 5 décembre 2026", "depuis le 5 décembre 2026", "05/12/2026 (samedi)", "5\u200b décembre 2026",
     "samedi 5 décembre 2026 (05/12/2026)"],
)  # fmt: skip
def test_a_day_is_read_as_it_is_said(text):
    assert days.read(text) == SATURDAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er août 2027", date(2027, 8, 1)),
        ("1° août 2027", date(2027, 8, 1)),
        ("1ᵉʳ août 2027", date(2027, 8, 1)),
        ("premier août 2027", date(2027, 8, 1)),
        ("5 sept. 2027", date(2027, 9, 5)),
        ("5 fév 2027", date(2027, 2, 5)),
        ("5 juil. 2027", date(2027, 7, 5)),
        ("29 février 2028", date(2028, 2, 29)),
        ("vingt et un juin 2027", date(2027, 6, 21)),
    ],
)
def test_a_day_is_read_with_its_month_in_any_letters(text, day):
    assert days.read(text) == day


@pytest.mark.parametrize(
    ("text", "kind", "given"),
    [
        ("5 décembre", "date_sans_annee", SATURDAY),
        ("05/12", "date_sans_annee", SATURDAY),
        ("10 mai", "date_sans_annee", date(2027, 5, 10)),
        ("29 février", "date_sans_annee", date(2028, 2, 29)),
        ("demain", "date_relative", date(2026, 12, 2)),
        ("après-demain", "date_relative", date(2026, 12, 3)),
        ("samedi prochain", "date_relative", SATURDAY),
        ("mardi", "date_relative", date(2026, 12, 8)),
        ("dans 15 jours", "date_relative", date(2026, 12, 16)),
        ("dans deux semaines", "date_relative", date(2026, 12, 15)),
        ("vendredi 5 décembre 2026", "date_jour_faux", SATURDAY),
        ("05/12/2026 à 18h", "date_et_autre", SATURDAY),
        ("2026-12-05T18:30", "date_et_autre", SATURDAY),
        ("du 5 au 6 décembre 2026", "date_plusieurs", SATURDAY),
        ("samedi 5 et dimanche 6 décembre 2026", "date_plusieurs", SATURDAY),
        ("5 décembre 2026, 12 décembre 2026", "date_plusieurs", SATURDAY),
        ("vers le 5 décembre 2026", "date_floue", SATURDAY),
        ("5 décembre 2026 ?", "date_floue", SATURDAY),
        ("mi-décembre", "date_floue", date(2026, 12, 15)),
        ("fin janvier", "date_floue", date(2027, 1, 31)),
        ("début 2027", "date_floue", date(2027, 1, 15)),
        ("31/11/2026", "date_inexistante", date(2026, 11, 30)),
        ("29 février 2027", "date_inexistante", date(2027, 2, 28)),
        ("12/31/2026", "date_mois_jour", date(2026, 12, 31)),
        ("5 décembre 2O26", "lecture_incertaine", SATURDAY),
        ("l5 décembre 2026", "lecture_incertaine", date(2026, 12, 15)),
        ("5 décembr 2026", "lecture_incertaine", SATURDAY),
    ],
)
def test_a_day_that_is_not_plain_is_given_back_as_it_is_to_be_written(text, kind, given):
    unclear = refusal(days.read, text, today=TODAY)
    assert (unclear.kind, unclear.values["ecrire"]) == (kind, given)
    assert days.read(unclear.values["dit"]) == given


def test_a_day_that_was_is_the_last_one_when_its_year_is_not_said():
    for text, day in (("14 novembre", (11, 14)), ("samedi", (11, 28)), ("mardi", (11, 24))):
        unclear = refusal(days.read, text, today=TODAY, past=True)
        assert unclear.values["ecrire"] == date(2026, *day)


@pytest.mark.parametrize(
    ("text", "other"),
    [("vendredi 5 décembre 2026", date(2026, 12, 4)), ("samedi 12/05/2026", SATURDAY)],
)
def test_both_days_are_given_when_a_weekday_is_not_that_of_its_day(text, other):
    unclear = refusal(days.read, text)
    assert unclear.values["autre"] == other
    assert days.read(unclear.values["autre_dit"]) == other


@pytest.mark.parametrize(
    "text", ["", "bientôt", "32/12/2026", "0 décembre 2026", "05/12/98", "99/99/9999", "le 5", "1" * 500]
)  # fmt: skip
def test_what_is_no_day_is_refused(text):
    assert refusal(days.read, text).kind == "date_invalide"


# --- Hours ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        *((text, "18:30") for text in (
            "18h30", f"18{NBSP}h{NBSP}30", "18:30", "18.30", "18,30", "18 : 30", "18 heures 30", "18H30", "18h30min",
            "18:30:00", "18 h et demie", "dix-huit heures trente", "à 18 h 30", "dès 18 h 30", "à partir de 18h30",
            "18h30 précises", "6h30 du soir", "6:30 PM", "18h30.",
        )),
        ("18", "18:00"), ("18 heures", "18:00"), ("18H", "18:00"), ("9h", "09:00"), ("midi", "12:00"),
        ("midi et demi", "12:30"), ("midi 1/2", "12:30"), ("9 h ½", "09:30"), ("9 h 1/4", "09:15"), ("midi trente", "12:30"), ("0 h", "00:00"), ("00:00", "00:00"), ("1 h du matin", "01:00"),
        ("3 h de l’après-midi", "15:00"), ("18 h et quart", "18:15"), ("18 heures moins le quart", "17:45"),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_it_is_said(text, hour):
    assert hours.read(text) == time.fromisoformat(hour)


@pytest.mark.parametrize(
    "text", ["minuit", "24h", "24:00", "24 h 00", "à minuit", "jusqu’à minuit", "0 h"]
)
def test_the_midnight_of_an_end_is_the_one_to_come(text):
    assert hours.read(text, end=True) == time(0)


@pytest.mark.parametrize("text", ["minuit", "24h", "24:00", "minuit et demi"])
def test_the_midnight_of_a_beginning_is_asked_about(text):
    assert refusal(hours.read, text).kind == "heure_minuit"


@pytest.mark.parametrize(
    ("text", "kind", "given", "at_end"),
    [
        ("vers 18 h", "heure_floue", "18:00", "18:00"),
        ("18 h environ", "heure_floue", "18:00", "18:00"),
        ("18h ou 19h", "heure_floue", "18:00", "18:00"),
        ("1830", "heure_floue", "18:30", "18:30"),
        ("18h30, salle des fêtes", "heure_floue", "18:30", "18:30"),
        ("18h-20h", "heures_deux", "18:00", "20:00"),
        ("de 18 à 20 h", "heures_deux", "18:00", "20:00"),
        ("entre 18h et 20h", "heures_deux", "18:00", "20:00"),
        (f"21{NBSP}h – 1{NBSP}h, le lendemain", "heures_deux", "21:00", "01:00"),
        ("18h3O", "lecture_incertaine", "18:30", "18:30"),
    ],
)
def test_an_hour_that_is_not_plain_is_given_back_as_it_is_to_be_written(text, kind, given, at_end):
    for end, hour in ((False, given), (True, at_end)):
        unclear = refusal(hours.read, text, end=end)
        assert (unclear.kind, unclear.values["ecrire"]) == (kind, hour)
        assert hours.read(unclear.values["dit"], end=end) == time.fromisoformat(hour)


@pytest.mark.parametrize(
    "text", ["", "25h", "18h75", "le soir", "après-midi", "-1:00", "jusqu’à 20 h"]
)
def test_what_is_no_hour_of_a_beginning_is_refused(text):
    assert refusal(hours.read, text).kind == "heure_invalide"


# --- Numbers and amounts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("12 personnes", 12), ("12 pers.", 12), ("douze", 12), ("nous sommes 12 !", 12), ("nous deux", 2),
        ("une personne", 1), ("un", 1), ("vingt et un", 21), ("quatre-vingt-dix", 90), (f"1{NARROW}200", 1200),
        ("１２", 12), ("0", 0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_said(text, number):
    assert amounts.read_number(text) == number


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("environ 15", "nombre_flou", 15),
        ("15 environ", "nombre_flou", 15),
        ("~15", "nombre_flou", 15),
        ("+/- 20", "nombre_flou", 20),
        ("10 à 15", "nombre_flou", 10),
        ("12 adultes et 3 enfants", "nombre_flou", 15),
        ("une douzaine", "nombre_a_ecrire", 12),
        ("une vingtaine de personnes", "nombre_a_ecrire", 20),
        ("1.200", "nombre_a_ecrire", 1200),
        ("1O", "lecture_incertaine", 10),
    ],
)
def test_a_number_that_is_about_right_is_given_back_in_digits(text, kind, number):
    unclear = refusal(amounts.read_number, text)
    assert (unclear.kind, unclear.values["ecrire"]) == (kind, number)
    assert amounts.read_number(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"), [("une semaine", 7), ("deux semaines", 14), ("une dizaine de jours", 10)]
)
def test_weeks_are_given_back_in_days(text, number):
    assert refusal(amounts.read_number, text, days=True).values["ecrire"] == number


def test_days_are_no_people_and_people_no_days():
    assert amounts.read_number("8 jours", days=True) == 8
    for text, is_of_days in (("8 jours", False), ("2 semaines", False), ("8 personnes", True)):
        assert refusal(amounts.read_number, text, days=is_of_days).kind == "nombre_invalide"


@pytest.mark.parametrize("text", ["", "-5", "3,5", "1e2", "2 familles", "trois quatre", "moi"])
def test_what_is_no_whole_number_is_refused(text):
    assert refusal(amounts.read_number, text).kind == "nombre_invalide"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (f"1{NARROW}200,50{NBSP}€", "1200.50"), ("1200 euros", "1200"), ("mille", "1000"), ("un euro", "1"),
        ("12,5 k€", "12500"), ("1,200.50", "1200.50"), ("1.200,50 €", "1200.50"), ("12 euros 50", "12.50"),
        ("12 € et 50 centimes", "12.50"), ("0", "0"), ("Gratuit", "0"), ("rien", "0"), ("10 000 000", "10000000"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text, amount):
    assert amounts.read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "kind", "given"),
    [
        ("1.200", "montant_ambigu", "1200"),
        ("environ 300", "nombre_flou", "300"),
        ("entre 200 et 300 €", "nombre_flou", "200"),
        ("50 € par mois", "montant_a_ecrire", "50"),
        ("-50", "montant_negatif", "50"),
        ("− 1 200 €", "montant_negatif", "1200"),
        ("1O0 €", "lecture_incertaine", "100"),
        ("10 000 000,01", "montant_trop_grand", None),
        ("20 000 k€", "montant_trop_grand", None),
        ("2 millions", "montant_invalide", None),
        ("environ 12 k€", "montant_invalide", None),
        ("1 200 , 50", "montant_invalide", None),
        ("200-300", "montant_invalide", None),
        ("", "montant_invalide", None),
        ("1 € 2 € 3 €", "montant_invalide", None),
    ],
)
def test_an_amount_that_is_not_certain_is_asked_about(text, kind, given):
    unclear = refusal(amounts.read_amount, text)
    assert (unclear.kind, unclear.values.get("ecrire")) == (kind, given)
    if given:
        assert amounts.read_amount(given) == Decimal(given)


@pytest.mark.parametrize(
    ("text", "kind", "given"),
    [
        ("gratuit", "montant_a_ecrire", "0"),
        ("-5", "montant_negatif", "5"),
        ("1.200", "montant_ambigu", "1200"),
        ("1.200,50", "montant_a_ecrire", "1200,50"),
        ("1,200.50", "montant_a_ecrire", "1200,50"),
        ("1k€", "montant_a_ecrire", "1000"),
        ("€ 15", "montant_a_ecrire", "15"),
        ("1 200 € TTC", "montant_a_ecrire", "1200"),
        ("mille euros", "montant_a_ecrire", "1000"),
        ("environ 15 €", "nombre_flou", "15"),
    ],
)
def test_an_amount_in_a_file_is_given_back_as_it_is_to_be_written(text, kind, given):
    problem = refused_in_file(Euros, text)
    assert (problem["type"], problem["ctx"]["ecrire"]) == (kind, given)
    assert TypeAdapter(Euros).validate_python(given) == Decimal(given.replace(",", "."))


# --- A file holds one form of each ------------------------------------------------------------


def refused_in_file(field, text):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(field).validate_python(text)
    (only,) = caught.value.errors()
    return only


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (Day, "05/12/2026", "écrivez 2026-12-05 (samedi 5 décembre 2026, lu le jour d’abord)."),
        (Day, "samedi 5 décembre 2026", "écrivez 2026-12-05 (samedi 5 décembre 2026)."),
        (Day, "5 décembre", "Écrivez par exemple 2026-12-05 (samedi 5 décembre 2026)."),
        (Hour, "18 heures", "« 18 heures » : dans un fichier, écrivez 18:00 (18 h)."),
        (EndHour, "minuit", "écrivez 00:00 (minuit)."),
        (Count, "12 personnes", "en chiffres : 12"),
        (Count, "une douzaine", "en chiffres : 12"),
    ],
)
def test_a_file_is_told_the_value_to_write(field, text, said):
    problem = refused_in_file(field, text)
    told = KINDS[problem["type"]].sentence.format(**problem["ctx"])
    assert told.replace(NBSP, " ").endswith(said)
    TypeAdapter(field).validate_python(str(problem["ctx"]["ecrire"]))


# --- What is printed is read back -------------------------------------------------------------

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, st.times(), st.times(), st.integers(0, 999_999))
def test_what_the_site_prints_is_read_back(day, start, end, number):
    for printed in (jour(day), jour_court(day), f"le {jour(day)}", str(day), f"{day:%d/%m/%Y}"):
        assert days.read(printed) == day
    start, end = (each.replace(second=0, microsecond=0) for each in (start, end))
    assert hours.read(heure(start)) == start
    for printed in (heure_de_fin(end), heure_de_fin(end, start), heures(None, end)):
        assert hours.read(printed, end=True) == end
    assert amounts.read_number(nombre(number)) == number
    assert amounts.read_number(pluriel(number, "personne", "personnes")) == number
    amount = Decimal(number) / 100
    assert TypeAdapter(Euros).validate_python(euros(amount)) == amount


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_what_fills_its_sentence(text):
    for read in (days.read, hours.read, amounts.read_number, amounts.read_amount):
        try:
            read(text)
        except Unclear as unclear:
            values = {"lu": text, "minimum": 0, "maximum": 1, **unclear.values}
            KINDS[unclear.kind].sentence.format(**values)


# --- After midnight ---------------------------------------------------------------------------


def meeting(debut=None, fin=None, day="2026-12-05"):
    given = {
        "date": day,
        "titre": "Le bal",
        "genre": "fete",
        "lieu": "La place",
        "statut": "prevue",
    }
    hours = {name: hour for name, hour in (("debut", debut), ("fin", fin)) if hour}
    return TypeAdapter(Rencontre).validate_python(given | hours)


@pytest.mark.parametrize(
    ("debut", "fin", "days_after", "said"),
    [
        ("21:00", "01:00", 1, "21 h – 1 h, le lendemain"),
        ("21:00", "00:00", 1, "21 h – minuit"),
        ("21:00", "24:00", 1, "21 h – minuit"),
        ("21:00", "00:30", 1, "21 h – 0 h 30, le lendemain"),
        ("00:00", "24:00", 1, "0 h – minuit"),
        (None, "24:00", 1, "jusqu’à minuit"),
        ("18:30", "20:00", 0, "18 h 30 – 20 h"),
        (None, "20:00", 0, "jusqu’à 20 h"),
    ],
)
def test_an_end_before_its_beginning_is_that_of_the_next_day(debut, fin, days_after, said):
    one = meeting(debut, fin)
    assert one.fin_le == one.date + timedelta(days=days_after)
    assert heures(one.debut, one.fin).replace(NBSP, " ") == said


def test_the_open_data_say_the_day_on_which_a_meeting_ends():
    told = orjson.loads(orjson.dumps(meeting("21:00", "01:00")))
    assert (told["date"], told["fin"], told["fin_le"]) == ("2026-12-05", "01:00:00", "2026-12-06")


def test_a_meeting_without_an_end_ends_on_no_known_day():
    assert meeting("21:00").fin_le is None
    assert meeting("21:00", "01:00", "9999-12-31").fin_le == date.max


def test_a_meeting_is_of_the_day_on_which_it_begins():
    one = meeting("21:00", "01:00")
    assert one.is_coming(SATURDAY)
    assert not one.is_past(SATURDAY)
    assert one.is_past(SATURDAY + timedelta(days=1))


@pytest.mark.parametrize("key", ["fin_le", "fini_le"])
def test_nobody_writes_the_day_on_which_a_meeting_ends(key):
    with pytest.raises(ValidationError, match=key):
        TypeAdapter(Rencontre).validate_python({"date": "2026-12-05", key: "2026-12-06"})


# --- What a sentence gives as an example is taken ---------------------------------------------


def by_form(form, name):
    """A reader of what answers a question."""
    return lambda text: check_alone(forms()[form].question(name), text) == [] or pytest.fail(text)


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("date_invalide", "2026-12-05", TypeAdapter(Day).validate_python),
        ("date_invalide", "5 décembre 2026", by_form("defi", "depuis")),
        ("heure_invalide", "18:30", TypeAdapter(Hour).validate_python),
        ("heure_invalide", "18:30", by_form("mise-a-jour", "rencontres_debut")),
        *(("montant_invalide", each, TypeAdapter(Euros).validate_python) for each in ("1200", "1 200", "1200,50")),
        *(("commune_invalide", each, TypeAdapter(Commune).validate_python) for each in (
            "Mirecourt (88)", "Mirecourt (Vosges)", "88304",
        )),
        ("commune_invalide", "Mirecourt (Vosges)", by_form("defi", "commune")),
        ("commune_code_inconnu", "Mirecourt (Vosges)", by_form("defi", "commune")),
        *(("departement_invalide", each, TypeAdapter(Departement).validate_python) for each in ("88", "Vosges")),
        ("adresse_invalide", "accompagnement@example.org", TypeAdapter(RoleAddress).validate_python),
        ("booleen_invalide", "true", TypeAdapter(Boolean).validate_python),
        ("booleen_invalide", "non", TypeAdapter(Boolean).validate_python),
    ],
)  # fmt: skip
def test_what_a_sentence_gives_to_copy_is_taken(kind, given, read):
    assert given in f"{KINDS[kind].sentence} {KINDS[kind].asked}"
    read(given)


# --- What once came out as something else --------------------------------------------------------


def test_a_part_of_the_day_is_read_and_noon_of_the_evening_is_asked():
    assert hours.read("une heure du matin", end=True) == time(1)
    assert hours.read("3h de l’aprem") == time(15)
    assert hours.read("8h ce soir") == time(20)
    for text in ("12h du soir", "0h du soir", "12 h du matin", "une heure"):
        refusal(hours.read, text)


def test_a_power_or_a_fraction_is_no_digit():
    for text in ("10²", "12¹", "½"):
        with pytest.raises(Unclear):
            days.read(f"{text}/12/2026", today=TODAY)
    question = forms()["mise-a-jour"].question("decision_delai_jours")
    assert check_alone(question, "10²")
    assert check_alone(question, "48 h")


def test_a_day_to_copy_is_the_one_that_was_meant():
    day = forms()["mise-a-jour"].question("rencontres_date")
    texts = "samedi 12", "vendredi 13"
    said = {text: folded(check_alone(day, text, TODAY)[0].message) for text in texts}
    assert "samedi 12 décembre 2026" in said["samedi 12"]
    assert "vendredi 13" in said["vendredi 13"]
    year = folded(check_alone(day, "du 31 décembre au 1er janvier 2027", TODAY)[0].message)
    assert "jeudi 31 décembre 2026" in year
