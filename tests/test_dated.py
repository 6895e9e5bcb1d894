"""What calendars know of the dates that people tell: one name for each, kept; a count of its moves."""

from __future__ import annotations

from datetime import date

import pytest
from moves import DEFI, MEETING, PLAIN, SLUG, TEXT, tell, written
from requests_sent import read_defi
from worlds import TODAY

from generator.accompaniment import agenda
from generator.content.fields import is_slug
from generator.contributions.activities import in_words, told_apart
from generator.contributions.naming import new_name
from generator.forms.gestures import gestures
from generator.text.front_matter import dump

WHICH = {"rencontres_laquelle": "Qui tient le comptoir ?"}
KNOWN_AS = "qui-tient-le-comptoir-2026-12-19"


def the(text: str, where: tuple) -> tuple:
    """The name and the revision of a date of a file."""
    one = agenda.at(read_defi(text, SLUG)[0], where)
    return one.id, one.revision


SECOND = ("rencontres", 1)
ACTION = ("prochaine_action",)
TOLD = [
    (WHICH | {"rencontres_date": "2026-12-20"}, SECOND, (KNOWN_AS, 1)),
    (WHICH | {"rencontres_debut": "18 h"}, SECOND, (KNOWN_AS, 1)),
    (WHICH | {"rencontres_lieu": "La cure", "rencontres_date": "2026-12-20"}, SECOND, (KNOWN_AS, 1)),
    (WHICH | {"rencontres_commune": "Vittel (Vosges)"}, SECOND, (KNOWN_AS, 1)),
    (WHICH | {"rencontres_maintenue": "non"}, SECOND, (KNOWN_AS, 1)),
    # What is no move: how one comes, or that it was held. What says nothing new changes nothing.
    (WHICH | {"rencontres_accessibilite": "Plain-pied"}, SECOND, (KNOWN_AS, 0)),
    (WHICH | {"rencontres_titre": "Le comptoir"}, SECOND, (KNOWN_AS, 0)),
    (WHICH | {"rencontres_lieu": "la mairie."}, SECOND, (KNOWN_AS, 0)),
    (WHICH | {"rencontres_commune": "Mirecourt"}, SECOND, (KNOWN_AS, 0)),
    ({"prochaine_action_quoi": "On goûte la crate", "prochaine_action_date": "2026-12-05"}, ACTION,
     ("on-goute-la-carte-2026-12-05", 0)),
    ({"commune": "Mirecourt"}, SECOND, (None, 0)),
    ({"commune": "Vittel (Vosges)"}, SECOND, (KNOWN_AS, 1)),
    ({"commune": "Vittel (Vosges)"}, ACTION, ("on-goute-la-carte-2026-12-05", 1)),
    ({"commune": "Vittel (Vosges)", "rencontres_laquelle": "Qui tient le comptoir ?",
      "rencontres_commune": "Mirecourt"}, SECOND, (KNOWN_AS, 0)),
    ({"commune": "Vittel (Vosges)"}, ("rencontres", 0), ("premier-debat", 0)),
    ({"commune": "Vittel (Vosges)", "evenements_retire": "L’ouverture"}, ("evenements", 0),
     ("le-bal-d-ete-2027-06-21", 1)),
    (WHICH | {"rencontres_lieu": "La mairie", "rencontres_venir": "prévenez avant de venir"}, SECOND,
     (KNOWN_AS, 0)),
    ({"tenue_date": "2026-11-14", "tenue_statut": "oui"}, ("rencontres", 0), ("premier-debat", 0)),
    ({"tenue_date": "2026-11-14", "tenue_statut": "non"}, ("rencontres", 0), ("premier-debat", 1)),
    ({"tenue_date": "2026-11-20", "tenue_titre": "Au four", "tenue_statut": "tenue", "tenue_genre": "Débat",
      "tenue_lieu": "Le four"}, ("rencontres", 2), ("au-four-2026-11-22", 0)),
    ({"evenements_laquelle": "L’ouverture", "evenements_lieu": "Le pont"}, ("evenements", 0), ("ouverture", 2)),
    ({"activites_laquelle": "Le repas", "activites_lieu": "La cure"}, ("activites", 2), ("repas", 1)),
    ({"activites_laquelle": "Le repas", "activites_rythme": "Au chaud"}, ("activites", 2), ("repas", 0)),
    ({"activites_laquelle": "Le repas", "activites_recurrence_rang": "le premier du mois"},
     ("activites", 2), ("repas", 1)),
    ({"activites_laquelle": "L’atelier tricot", "activites_lieu": "La cure"}, ("activites", 1), (None, 0)),
    ({"prochaine_action_date": "2026-12-12"}, ACTION, ("on-goute-la-carte-2026-12-05", 1)),
    ({"prochaine_action_quoi": "On goute la carte", "prochaine_action_debut": "19 h"}, ACTION,
     ("on-goute-la-carte-2026-12-05", 1)),
    ({"prochaine_action_venir": "prévenez avant de venir"}, ACTION, ("on-goute-la-carte-2026-12-05", 0)),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "where", "known"), TOLD)
def test_a_date_keeps_the_name_that_the_site_gave_it_and_counts_its_moves(answers, where, known):
    after = written(answers)
    assert the(after, where) == known
    one = agenda.at(read_defi(after, SLUG)[0], where)
    is_said = one.revision > (one.id == "ouverture") or one.id == "au-four-2026-11-22"
    assert one.dit_le == (TODAY if is_said else None)


def test_a_move_that_is_told_twice_is_one_and_the_next_one_counts():
    once = written(WHICH | {"rencontres_date": "2026-12-20"})
    again = written(WHICH | {"rencontres_date": "2026-12-20", "rencontres_debut": "18 h"}, once)
    assert the(again, SECOND) == (KNOWN_AS, 2)
    told = WHICH | {"rencontres_date": "2026-12-20", "rencontres_venir": "prévenez avant de venir"}
    assert the(written(told, again), SECOND) == (KNOWN_AS, 2)


def test_a_meeting_that_is_called_off_and_takes_place_again_has_moved_twice():
    off = written(WHICH | {"rencontres_maintenue": "non"})
    assert the(written(WHICH | {"rencontres_maintenue": "oui"}, off), SECOND) == (KNOWN_AS, 2)


def test_another_action_leaves_the_name_of_the_former_one_behind():
    moved = written({"prochaine_action_date": "2026-12-12"})
    other = {"prochaine_action_quoi": "Grand ménage", "prochaine_action_date": "2026-12-12"}
    assert the(written(other, moved), ACTION) == ("grand-menage-2026-11-22", 0)
    assert the(written(other, PLAIN), ACTION) == ("grand-menage-2026-11-22", 0)


def test_what_was_given_up_and_is_announced_again_is_another_date():
    """Its first name may be struck out in calendars, which know it by more moves than none."""
    first = written(
        {"prochaine_action_quoi": "Le bal", "prochaine_action_date": "2026-12-12"}, PLAIN
    )
    first = first.replace(f"le-bal-{TODAY}", "le-bal-2026-11-15")  # said a week before
    other = written(
        {"prochaine_action_quoi": "Grand ménage", "prochaine_action_date": "2026-12-12"}, first
    )
    again = written(
        {"prochaine_action_quoi": "Le bal", "prochaine_action_date": "2026-12-12"}, other
    )
    assert the(again, ACTION) == (f"le-bal-{TODAY}", 0)


FEAST = {"date": "2027-01-16", "titre": "La fête", "lieu": "La place", "id": "fete"}
OF_FEAST = {"date": "2027-01-16", "quoi": "La fête", "id": "fete-a-venir", "lieu": "La place"}


@pytest.mark.parametrize("key", ["evenements", "rencontres"])
@pytest.mark.parametrize("door", ["it", "action"])
def test_a_date_and_the_next_action_that_it_is_move_together_whichever_is_told(key, door):
    more = {"genre": "fete", "statut": "prevue"} if key == "rencontres" else {}
    text = dump(DEFI | {key: [FEAST | more], "prochaine_action": OF_FEAST}, "")
    answers = ({f"{key}_laquelle": "La fête", f"{key}_date": "2027-01-23"} if door == "it" else
               {"prochaine_action_quoi": "La fête", "prochaine_action_date": "2027-01-23"})  # fmt: skip
    after = written(answers, text)
    for where in (ACTION, (key, 0)):
        one = agenda.at(read_defi(after, SLUG)[0], where)
        assert (str(one.date), one.revision, one.dit_le) == ("2027-01-23", 1, TODAY)


def test_a_great_day_that_is_taken_out_takes_the_next_action_that_it_is_with_it():
    text = dump(DEFI | {"evenements": [FEAST], "prochaine_action": OF_FEAST}, "")
    after = read_defi(written({"evenements_retire": "La fête"}, text), SLUG)[0]
    assert (after.prochaine_action, after.evenements) == (None, ())
    kept = written({"evenements_retire": "L’ouverture"})
    assert read_defi(kept, SLUG)[0].prochaine_action


def test_a_rule_keeps_its_first_day_when_the_phase_that_gave_it_passes():
    rule = DEFI["activites"][2]["recurrence"]
    back = DEFI["activites"][2] | {"recurrence": {k: v for k, v in rule.items() if k != "depuis"}}
    text = dump(DEFI | {"activites": [back]}, "")
    after = read_defi(written({"phase": "Activ’action"}, text), SLUG)[0]
    assert str(after.activites[0].recurrence.depuis) == "2026-09-12"
    assert (after.activites[0].revision, after.activites[0].dit_le) == (0, None)


def test_what_moved_as_often_as_a_file_may_say_moves_all_the_same():
    text = dump(DEFI | {"evenements": [FEAST | {"revision": "1000"}]}, "")
    after = written({"evenements_laquelle": "La fête", "evenements_date": "2027-01-23"}, text)
    assert the(after, ("evenements", 0)) == ("fete", 1000)
    (told,) = read_defi(after.replace("1000", "1001"), SLUG)[1]
    assert (told.kind, told.is_error) == ("nombre_invalide", True)


def test_no_two_dates_of_a_file_have_one_name():
    """A meeting, a great day, an action of one title and one day, told at once or one by one."""
    event = {
        "evenements_titre": "La fête",
        "evenements_date": "2027-01-16",
        "evenements_lieu": "La place",
    }
    action = {"prochaine_action_quoi": "La fête", "prochaine_action_date": "2027-01-16",
              "prochaine_action_lieu": "Ailleurs"}  # fmt: skip
    at_once = written(MEETING | event | action)
    one_by_one = written(action, written(event, written(MEETING)))
    for text in (at_once, one_by_one):
        defi = read_defi(text, SLUG)[0]
        named = [defi.prochaine_action.id, defi.rencontres[-1].id, defi.evenements[-1].id]
        assert sorted(named) == [
            "la-fete-2026-11-22",
            "la-fete-2026-11-22-2",
            "la-fete-2026-11-22-3",
        ]


def test_a_name_is_one_that_addresses_can_hold():
    long = new_name("Un très " * 20, TODAY)
    taken = {long}
    for _ in range(120):
        taken.add(new_name("Un très " * 20, TODAY, taken))
    assert len(taken) == 121
    assert all(map(is_slug, taken))
    assert new_name("Écrire à jean@exemple.fr", TODAY) == new_name("Écrire à ana@exemple.fr", TODAY)


@pytest.mark.parametrize("field", ["jour", "rang"])
@pytest.mark.parametrize(
    ("said", "rang", "jour"),
    [
        ("Le 1er dimanche du mois", "premier", "dimanche"),
        ("le deuxième mardi de chaque mois", "deuxieme", "mardi"),
        ("Dernier vendredi.", "dernier", "vendredi"),
        ("tous les samedis", "semaine", "samedi"),
        ("Chaque jeudi", "semaine", "jeudi"),
        ("le premier mardi du mois", "premier", "mardi"),
        ("Premier vendredi", "premier", "vendredi"),
        ("Chaque premier mardi", "premier", "mardi"),
        ("tous les 1ers jeudis", "premier", "jeudi"),
        ("Les 2es samedis de chaque mois", "deuxieme", "samedi"),
    ],
)
def test_which_of_the_month_and_which_day_may_be_said_in_one_answer(field, said, rang, jour):
    names = {"rang": "activites_recurrence_rang", "jour": "activites_recurrence_jour"}
    apart = {names["rang"]: rang, names["jour"]: jour}
    assert told_apart({names[field]: said}) == apart
    other = next(key for key in names if key != field)
    contrary = {
        names[field]: said,
        names[other]: "lundi" if field == "rang" else "le troisième du mois",
    }
    assert told_apart(contrary) == contrary


@pytest.mark.parametrize(
    "said", ["un samedi sur deux", "1 samedi par mois", "tous les quinze jours", "samedi"]
)
def test_what_is_no_rule_is_left_as_it_was_said(said):
    answers = {"activites_recurrence_jour": said}
    assert told_apart(answers) == answers


@pytest.mark.parametrize(
    ("rang", "jour", "meant"),
    [
        ("mardi", "le premier du mois", {"rang": "premier", "jour": "mardi"}),
        ("les mardis", "", {"jour": "mardi"}),
        ("", "le dernier du mois", {"rang": "dernier"}),
        ("chaque mardi", "mardi", {"rang": "semaine", "jour": "mardi"}),
        ("le premier mardi", "Le premier mardi du mois", {"rang": "premier", "jour": "mardi"}),
        ("le premier du mois", "samedi", {"rang": "le premier du mois", "jour": "samedi"}),
        ("le premier mardi", "un bon jour", {"rang": "le premier mardi", "jour": "un bon jour"}),
    ],
)
def test_what_is_said_in_the_wrong_box_is_read(rang, jour, meant):
    names = {key: f"activites_recurrence_{key}" for key in ("rang", "jour")}
    said = {names["rang"]: rang, names["jour"]: jour}
    assert {k: v for k, v in told_apart(said).items() if v} == {
        names[key]: word for key, word in meant.items()
    }


BACK = {"activites_quoi": "La soupe", "activites_recurrence_debut": "12 h", "activites_recurrence_fin": "14 h",
        "activites_lieu": "La cour", "activites_recurrence_jusqu_au": "30 juin 2027"}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("un samedi sur deux", "en mots"),
        ("tous les quinze jours", "en mots"),
        ("le 15 du mois", "en mots"),
        ("1 samedi par mois", "en mots"),
        ("mardis et jeudis", "deux activités"),
        ("le 2e et le 4e jeudi", "deux activités"),
    ],
)
@pytest.mark.parametrize("key", ["rang", "jour"])
def test_a_rhythm_that_no_rule_holds_is_told_with_its_way(said, way, key):
    other = {"activites_recurrence_jour": "samedi"} if key == "rang" else {}
    found = tell(BACK | other | {f"activites_recurrence_{key}": said}, TEXT)
    (told,) = found.problems
    assert told.kind == "rythme_sans_regle"
    assert way in told.message


def test_of_what_comes_back_only_what_its_page_asks_is_asked():
    asked = {question.label for question in gestures()["retour"].form.questions}
    for some in ({}, {"activites_recurrence_rang": "Chaque semaine"}):
        found = tell(BACK | some, TEXT)
        assert {each.field for each in found.problems} == {"Quel jour de la semaine"} <= asked
    found = tell({"activites_quoi": "La soupe", "activites_recurrence_jusqu_au": "30 juin 2027"})
    assert {each.field for each in found.problems} <= asked
    hour = tell(
        BACK | {"activites_recurrence_jour": "samedi", "activites_recurrence_debut": "24 h"}
    )
    assert "rencontre" not in " ".join(each.message for each in hour.problems)


def test_the_words_of_a_group_are_kept_and_those_of_a_door_follow_the_rule():
    moved = {"activites_laquelle": "Le repas", "activites_recurrence_jour": "jeudi"}
    own = TEXT.replace("rythme: Chaque mercredi, à 12 h", "rythme: Quand la cloche sonne")
    for text, words in ((TEXT, "Chaque jeudi, à 12 h"), (own, "Quand la cloche sonne")):
        assert read_defi(written(moved, text), SLUG)[0].activites[2].rythme == words


def test_the_rhythm_of_a_rule_is_said_in_words():
    rule = {"jour": "samedi", "debut": "09:30", "jusqu_au": "2027-06-26"}
    assert in_words(rule) == "Chaque samedi, à 9 h 30"
    assert in_words(rule | {"fin": "00:00"}) == "Chaque samedi, de 9 h 30 à minuit"
    whole = rule | {"rang": "dernier", "fin": "12:00"}
    assert in_words(whole) == "Le dernier samedi du mois, de 9 h 30 à 12 h"
    assert in_words(rule | {"debut": "tôt"}) == in_words(rule | {"rang": "bis"}) == ""


def test_a_rule_changes_as_it_is_told_and_its_exceptions_are_kept():
    off = written({"activites_laquelle": "Le repas", "activites_recurrence_sauf": "2026-12-23"})
    more = written(
        {"activites_laquelle": "Le repas", "activites_recurrence_sauf": "2026-12-30"}, off
    )
    moved = {"activites_laquelle": "Le repas", "activites_recurrence_jour": "jeudi",
             "activites_recurrence_rang": "le premier du mois"}  # fmt: skip
    monthly = written(moved, more)
    weekly = written(
        {"activites_laquelle": "Le repas", "activites_recurrence_rang": "Chaque semaine"}, monthly
    )
    one = read_defi(weekly, SLUG)[0].activites[2]
    assert [str(day) for day in one.recurrence.sauf] == ["2026-12-23", "2026-12-30"]
    assert (one.recurrence.rang, one.recurrence.jour, one.rythme) == (
        None,
        "jeudi",
        "Chaque jeudi, à 12 h",
    )
    assert one.revision == 4
    assert read_defi(monthly, SLUG)[0].activites[2].rythme == "Le premier jeudi du mois, à 12 h"
    assert TEXT.count("recurrence") == 1


@pytest.mark.parametrize("rang", [None, "premier", "dernier"])
def test_what_comes_back_until_the_end_of_the_calendar_ends_with_it(rang):
    back = {"quoi": "Le repas", "rythme": "Toujours", "recurrence": {
        "jour": "vendredi", "debut": "12:00", "jusqu_au": "9999-12-31", "depuis": "9999-12-30",
        **({"rang": rang} if rang else {})}}  # fmt: skip
    defi = read_defi(dump(DEFI | {"activites": [back]}, ""), SLUG)[0]
    rule = defi.activites[0].recurrence
    times = list(agenda.occurrences(rule, defi, date.min, date.max))
    assert times == ([] if rang == "premier" else [date(9999, 12, 31)])


def test_a_name_that_says_too_much_is_not_said_again():
    meeting = {"date": "2026-12-05", "titre": "Écrire à jean@exemple.fr", "genre": "debat",
               "lieu": "La halle", "statut": "prevue"}  # fmt: skip
    text = dump(DEFI | {"rencontres": [meeting, meeting]}, "")
    (double,) = [each for each in read_defi(text, SLUG)[1] if each.kind == "date_double"]
    assert "jean" not in double.message
