"""The gestures: together they write every field of a défi, each its own alone, and rows one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moves import (
    MEETING,
    MOVES,
    NEED,
    PATH,
    PLAIN,
    SLUG,
    TEXT,
    catalogue,
    changed,
    keys_of,
    tell,
    written,
)
from requests_sent import read_defi
from suspects import GUILTY
from worlds import TODAY

from generator.content.model import FicheDefi
from generator.content.schema import key_order
from generator.contributions import bodies
from generator.contributions.checkout import Checkout
from generator.contributions.proposals import Proposal, Refusal
from generator.contributions.requests import Request
from generator.forms.form import Kind
from generator.forms.gestures import GESTURES, GROUPS, gestures, group_forms, template_of
from generator.forms.news import TAKEN_OUT, UPDATE
from generator.forms.questions import AGREED, forms
from generator.forms.rows import ROWS


def blocks(text: str) -> dict[str, list[str]]:
    """The lines of each key of the front matter, and those of the body."""
    head, _, body = text.partition("\n---\n")
    found = {"": [body]}
    key = ""
    for line in head.split("\n"):
        key = line.partition(":")[0] if line[:1].isalpha() else key
        found.setdefault(key, []).append(line)
    return found


# --- Every key has its gesture ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "answers", "keys", "text"), MOVES, ids=[f"{m[0]}-{n}" for n, m in enumerate(MOVES)]
)
def test_a_gesture_changes_its_keys_and_no_other_sign(slug, answers, keys, text):
    assert answers.keys() <= {*gestures()[slug].asks}
    after = written(answers, text)
    assert changed(text, after) == keys_of(keys)
    old, new = blocks(text), blocks(after)
    tops = {key.partition(".")[0] for key in keys_of(keys)}
    assert {key for key in old | new if old.get(key) != new.get(key)} <= tops
    assert not [each for each in read_defi(after, SLUG)[1] if each.is_error]


def test_every_key_of_a_defi_has_a_gesture_but_two():
    orders = key_order(FicheDefi)
    every = {f"{group}.{key}".lstrip(".") for group, keys in orders.items() for key in keys}
    leaf = {key for key in every if key not in orders}
    made = {key for _, _, keys, _ in MOVES for key in keys_of(keys)}
    assert leaf - made == {"exemple", "anciens_slugs"}
    assert made <= leaf


def test_every_question_of_a_gesture_is_answered_by_some_move():
    asked = {(gesture.slug, name) for gesture in GESTURES for name in gesture.asks}
    answered = {(slug, name) for slug, answers, _, _ in MOVES for name in answers}
    assert asked - answered == {("rencontre-change", "rencontres_debut"),
        ("rencontre-change", "rencontres_fin"), ("rencontre-change", "rencontres_lieu"),
        ("etape", "depuis"), ("offre", "offres_pourvu_le"), ("prevu", "plan_fait_le"),
        ("decision", "decisions_date")}  # fmt: skip


@pytest.mark.parametrize("rows", ROWS, ids=lambda rows: rows.key)
def test_the_questions_of_each_list_are_asked(rows):
    names = {question.id: question for question in UPDATE.questions}
    asked = [name for name in (rows.which, rows.closes, rows.takes_out) if name]
    assert {names[name].kind for name in asked} <= {Kind.ROW}
    assert [q for q in names.values() if q.key == rows.key or q.key.startswith(f"{rows.key}.")]
    if rows.closed_by:
        assert f"{rows.key}_{rows.closed_by}" in names


def test_a_file_with_its_own_ways_keeps_them():
    text = TEXT.replace("\npartenaires:", "\n# Qui aide\npartenaires:").replace(
        "parrains:\n  - Le foyer rural\n  - La caisse locale", "parrains: Le foyer rural"
    )
    text = text.replace("\n", "\r\n")
    answers = {"parrains": "La caisse locale", "partenaires_retire": "La biscuiterie"}
    after = written(answers, text)
    assert "parrains: [Le foyer rural, La caisse locale]\r\n" in after
    assert "# Qui aide\r\npartenaires:\r\n  - nom: La médiathèque\r\n" in after
    assert "biscuiterie" not in after
    assert "parrains" not in written({"parrains_retire": "Le foyer rural"}, text)


# --- What is told -----------------------------------------------------------------------------


def kinds(answers: Mapping[str, str], text: str = TEXT) -> list[tuple[str, str]]:
    found = tell(answers, text)
    assert isinstance(found, Refusal)
    labels = {question.label: question.id for question in UPDATE.questions}
    return [(each.kind, labels[each.field]) for each in found.problems]


FOUND = TEXT.replace("quoi: Deux percolateurs\n    nature: materiel\n",
                     "quoi: Deux percolateurs\n    nature: materiel\n    pourvu_le: 2026-10-30\n")  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"pourvu": "Deux percolateurs"}, [("ligne_deja_close", "pourvu")]),
        ({"partenaires_retire": "La poste"}, [("ligne_inconnue", "partenaires_retire")]),
        ({"depenses_laquelle": "Un piano"}, [("ligne_inconnue", "depenses_laquelle")]),
        ({"partenaires_laquelle": "La médiathèque"}, [("ligne_sans_rien", "partenaires_laquelle")]),
        ({"fait": "Demander la salle", "plan_retire": "Demander la salle"}, [("ligne_deux_fois", "plan_retire")]),
        ({"plan_fait_le": "2026-11-02"}, [("champ_manquant", "fait")]),
        ({"rencontres_maintenue": "annulée"}, [("champ_manquant", "rencontres_laquelle")]),
        ({"partenaires_nom": "La médiathèque", "partenaires_role": "Autre chose", "partenaires_statut": "Engagé"},
         [("ligne_deja_la", "partenaires_nom")]),
        ({"depenses_laquelle": "Peinture", "financement_depenses_montant": "-50"},
         [("montant_negatif", "financement_depenses_montant")]),
        ({"depenses_laquelle": "Peinture", "financement_depenses_montant": "une somme"},
         [("montant_invalide", "financement_depenses_montant")]),
        ({"experiences_laquelle": "Un samedi au lavoir", "experiences_fin": "2026-10-01"},
         [("essai_inverse", "experiences_fin")]),
        ({"roles_laquelle": "Tenir le comptoir", "engagements_roles_nombre": "30"},
         [("roles_de_trop", "engagements_roles_role")]),
        ({"besoins_laquelle": "Deux percolateurs", "besoins_quoi": "un conseil pour le bail"},
         [("ligne_deja_la", "besoins_quoi")]),
        ({"partenaires_laquelle": "La médiathèque", "partenaires_nom": "La biscuiterie"},
         [("ligne_deja_la", "partenaires_nom")]),
        ({"besoins_quoi": "Un conseil pour le bail", "besoins_nature": "Du temps", "besoins_retire": "Un conseil pour le bail"},
         [("ligne_deux_fois", "besoins_retire")]),
        ({"parrains": "Le foyer rural", "parrains_retire": "Le foyer rural"}, [("ligne_deux_fois", "parrains_retire")]),
        ({"rencontres_laquelle": "Premier débat", "rencontres_maintenue": "annulée", "tenue_date": "14/11/2026",
          "tenue_statut": "oui"}, [("ligne_deux_fois", "rencontres_maintenue")]),
        ({"experiences_resultat": "Du monde."}, [("ligne_laquelle", "experiences_laquelle")]),
        ({"partenaires_statut": "Engagé"}, [("ligne_laquelle", "partenaires_laquelle")]),
        ({"modele": "Je ne sais pas"}, [("page_inconnue", "modele")]),
        ({"modele": "<b>Un café</b>"}, [("page_inconnue", "modele")]),
        ({"modele": "https://exemple.fr/un-jardin/"}, [("page_inconnue", "modele")]),
        ({"modele": "non"}, [("page_inconnue", "modele")]),
        ({"modele": "https://exemple.fr/modeles/cafe-participatf/"}, [("page_inconnue", "modele")]),
        ({"partenaires_laquelle": "La médiathèque", "partenaires_statut": "C’est refusé"},
         [("choix_a_retirer", "partenaires_statut")]),
        ({"recettes_laquelle": "La commune", "financement_recettes_statut": "Non"},
         [("choix_a_retirer", "financement_recettes_statut")]),
        ({"titre": "Café"}, [("texte_trop_court", "titre")]),
        ({"phase": "Cré’action"}, [("phase_deja", "phase")]),
        ({"partie_de": "cafe"}, [("reference_a_soi", "partie_de")]),
        ({"inspire_de": "jardins"}, [("page_inconnue", "inspire_de")]),
        ({"parrains": "Le foyer rural"}, [("deja_ecrit", "defi")]),
        ({"liens_titre": "Le blog", "liens_url": "http://exemple.fr"}, [("url_invalide", "liens_url")]),
        ({"defi": "un-autre", "etat": "En pause"}, [("defi_inconnu", "defi")]),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_under_its_question(answers, told):
    assert kinds(answers, FOUND) == told


SUSPECTS = list(dict(GUILTY).values())


@pytest.mark.parametrize("suspect", SUSPECTS)
def test_what_reaches_a_person_leaves_by_no_question(suspect):
    asked = [q for q in UPDATE.questions if q.kind not in {Kind.CONSENT, Kind.DEFI}]
    found = tell({q.id: f"voir https://exemple.fr/defis/jardin/ ou {suspect}" for q in asked})
    told = {each.field for each in found.problems}
    assert {q.label for q in asked if q.key != "image"} <= told
    assert suspect not in "".join(map(str, found.problems))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("prochaine_action_date", "06 12 34 56 78"),
        ("prochaine_action_debut", "06 12 34 56 78"),
        ("engagements_nombre", "06 12 34 56 78"),
        ("financement_depenses_montant", "0612345678"),
        ("tenue_date", "06 12 34 56 78"),
        ("inspire_de", "voir https://x.fr/defis/jardin/ ou 06 12 34 56 78"),
        ("repond_a", "Un piano cherche des doigts, 06 12 34 56 78"),
    ],
)
def test_a_telephone_is_told_as_such_and_no_answer_is_made_of_it(name, answer):
    found = tell({name: answer})
    label = UPDATE.question(name).label
    assert [each.kind for each in found.problems if each.field == label] == ["donnee_personnelle"]


TWO = TEXT.replace("quoi: Un conseil pour le bail", "quoi: Deux percolateurs")


def test_the_day_of_what_is_over_goes_to_the_row_that_is_over():
    answers = {
        "besoins_laquelle": "Deux percolateurs",
        "besoins_nature": "Argent",
        "pourvu": "Un conseil pour le bail",
        "besoins_pourvu_le": "20/11/2026",
    }
    one, other = read_defi(written(answers), SLUG)[0].besoins
    assert (one.pourvu_le, one.nature, str(other.pourvu_le)) == (None, "argent", "2026-11-20")


def test_of_rows_of_one_name_one_can_go():
    for name in ("pourvu", "besoins_retire"):
        after = read_defi(written({name: "Deux percolateurs"}, TWO), SLUG)[0].besoins
        assert len([each for each in after if not each.pourvu_le]) == 1
    told = tell({"besoins_laquelle": "Deux percolateurs", "besoins_nature": "Argent"}, TWO).problems
    assert "sous « Un besoin à retirer »" in told[0].message


@pytest.mark.parametrize(
    "said",
    [
        "L’ouverture (samedi 20 mars 2027)", "L’ouverture (20 mars 2027)", "L’ouverture du 20 mars 2027", "20 mars",
        "20/03", "l’ouverture, le 20 mars", "L’ouverture",
    ],
)  # fmt: skip
def test_a_row_is_found_by_its_name_its_day_or_both(said):
    again = TEXT.replace("date: 2027-06-21", "date: 2027-04-20")
    after = written({"evenements_laquelle": said, "evenements_lieu": "Le pré"}, again)
    assert read_defi(after, SLUG)[0].evenements[0].lieu == "Le pré"


def test_of_rows_of_one_name_the_day_tells_which():
    again = TEXT.replace("titre: Premier débat", 'titre: "Qui tient le comptoir ?"')
    assert again != TEXT
    move = {"rencontres_laquelle": "Qui tient le comptoir ?", "rencontres_lieu": "Le pré"}
    told = tell(move, again).problems[0]
    assert (told.kind, "Écrivez son jour" in told.message) == ("ligne_plusieurs", True)
    move |= {"rencontres_laquelle": "Qui tient le comptoir ? (19 décembre)"}
    lieux = [each.lieu for each in read_defi(written(move, again), SLUG)[0].rencontres]
    assert lieux == ["La halle", "Le pré"]


@pytest.mark.parametrize(
    "said", ["Matériel Deux percolateurs", "Deux percolateurs (matériel)", "2 percolateurs"]
)
def test_a_row_is_found_as_the_page_shows_it(said):
    after = read_defi(written({"besoins_retire": said}), SLUG)[0].besoins
    assert [each.quoi for each in after] == ["Un conseil pour le bail"]


def test_a_row_is_not_taken_for_another_that_has_words_more():
    assert kinds({"acteurs_retire": "La mairie de Mattaincourt"}) == [
        ("ligne_inconnue", "acteurs_retire")
    ]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"evenements_titre": "La braderie", "evenements_date": "2026-05-01", "evenements_lieu": "La rue"},
         ("rencontre_passee", "evenements_date")),
        ({"evenements_laquelle": "L’ouverture", "evenements_date": "2026-03-20"}, ("rencontre_passee", "evenements_date")),
        ({"prochaine_action_quoi": "On trie", "prochaine_action_date": "2025-12-12"},
         ("rencontre_passee", "prochaine_action_date")),
        ({"plan_quoi": "Louer la sono", "plan_echeance": "2026-01-15"}, ("rencontre_passee", "plan_echeance")),
        ({"decisions_texte": "On ferme en août.", "decisions_date": "2027-10-30"}, ("jour_a_venir", "decisions_date")),
        ({"decisions_texte": "On ferme en août.", "decisions_date": "2026-10-30", "decisions_revoir_le": "2026-01-30"},
         ("revoir_avant", "decisions_revoir_le")),
        ({"decisions_laquelle": "On ouvre le samedi", "decisions_revoir_le": "2026-09-15"},
         ("revoir_avant", "decisions_revoir_le")),
        ({"accompagnement_quoi": "Un tour du local", "accompagnement_date": "2027-10-30"},
         ("jour_a_venir", "accompagnement_date")),
    ],
)  # fmt: skip
def test_a_day_of_another_year_is_asked_about(answers, told):
    labels = {question.label: question.id for question in UPDATE.questions}
    assert told in [(each.kind, labels.get(each.field)) for each in tell(answers).advice]


def test_a_decision_may_be_looked_at_again_at_once():
    answers = {"decisions_laquelle": "On ouvre le samedi", "decisions_revoir_le": "2026-10-15"}
    assert "revoir_avant" not in {each.kind for each in tell(answers).advice}


@pytest.mark.parametrize(
    ("name", "answer", "meant"),
    [
        ("prochaine_action_venir", "Oui", "prevenir"),
        ("prochaine_action_venir", "il faut prévenir", "prevenir"),
        ("prochaine_action_venir", "Non", "libre"),
        ("partenaires_statut", "C’est d’accord", "engage"),
        ("financement_recettes_statut", "Reçu", "acquis"),
        ("financement_recettes_statut", "C’est accordé", "acquis"),
        ("etat", "Terminé", "abouti"),
        ("etat", "abandonné", "arrete"),
        ("organisation_forme", "une asso", "association"),
        ("organisation_forme", "Association loi 1901", "association"),
        ("decision_mode", "Au consensus", "consensus"),
        ("etat", "pas fini", None),
        ("prochaine_action_venir", "il ne faut pas prévenir", None),
    ],
)
def test_the_usual_words_of_a_choice_are_read(name, answer, meant):
    assert UPDATE.question(name).word(answer) == meant


def test_what_takes_out_a_row_is_named_by_its_label():
    assert set(TAKEN_OUT.values()) <= {question.label for question in UPDATE.questions}


def test_a_model_that_is_near_is_told():
    assert "Café participatif" in tell({"modele": "café participatfi"}).problems[0].message
    said = tell({"modele": "https://exemple.fr/modeles/cafe-participatf/"}).problems[0].message
    assert "cafe-participatif" in said


@pytest.mark.parametrize("quoi", [{}, {"prochaine_action_quoi": "On goûte la carte !"}])
def test_the_next_action_on_another_day_keeps_its_hours_and_its_place(quoi):
    after = written(quoi | {"prochaine_action_date": "2026-12-12"})
    action = read_defi(after, SLUG)[0].prochaine_action
    known = read_defi(TEXT, SLUG)[0].prochaine_action
    assert str(action.date) == "2026-12-12"
    assert (action.debut, action.fin, action.lieu, action.venir) == (
        known.debut, known.fin, known.lieu, known.venir,
    )  # fmt: skip
    other = written({"prochaine_action_quoi": "On trie", "prochaine_action_date": "2026-12-12"})
    assert read_defi(other, SLUG)[0].prochaine_action.lieu is None


def test_a_need_that_is_found_can_be_needed_again():
    answers = {"besoins_quoi": "Deux percolateurs", "besoins_nature": "Matériel"}
    assert changed(FOUND, written(answers, FOUND)) == keys_of(f"{NEED} .depuis")


def test_a_meeting_gets_a_name_of_its_own_in_calendars():
    once = written(MEETING)
    twice = written(
        MEETING | {"rencontres_titre": "La fête !!", "rencontres_lieu": "Le pont"},
        once.replace("titre: La fête", "titre: Le bal"),
    )
    ids = [each.id for each in read_defi(twice, SLUG)[0].rencontres]
    assert ids[-2:] == ["la-fete-2026-11-22", "la-fete-2026-11-22-2"]


def test_of_two_meetings_of_one_name_the_one_to_come_is_meant():
    again = TEXT.replace("titre: Premier débat", 'titre: "Qui tient le comptoir ?"')
    again = again.replace("statut: prevue", "statut: tenue", 1)
    after = written(
        {"rencontres_laquelle": "qui tient le comptoir", "rencontres_maintenue": "non"}, again
    )
    statuts = [each.statut for each in read_defi(after, SLUG)[0].rencontres]
    assert statuts == ["tenue", "annulee"]


HELD = {"tenue_date": "2026-11-20", "tenue_statut": "tenue", "tenue_genre": "Débat",
        "tenue_lieu": "Le four"}  # fmt: skip


@pytest.mark.parametrize(
    ("lacking", "text", "told"),
    [
        ({"tenue_lieu": ""}, TEXT, [("champ_manquant", "tenue_lieu")]),
        ({"tenue_genre": "", "tenue_lieu": ""}, TEXT, [("rencontre_inconnue", "tenue_date")]),
        ({"tenue_genre": "", "tenue_lieu": ""}, PLAIN,
         [("choix_absent", "tenue_genre"), ("champ_manquant", "tenue_lieu")]),
        ({"tenue_date": "2026-12-03"}, TEXT, [("rencontre_inconnue", "tenue_date")]),
        ({"tenue_statut": "annulée"}, TEXT, [("rencontre_inconnue", "tenue_date")]),
    ],
)  # fmt: skip
def test_a_meeting_that_nobody_announced_is_told_whole(lacking, text, told):
    assert kinds(HELD | lacking, text) == told


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-22"])
def test_a_meeting_that_nobody_announced_passes_the_gate_of_the_debate(day):
    found = tell(HELD | {"tenue_date": day, "rencontres_compte_rendu": "Dix personnes."}, PLAIN)
    (held,) = read_defi(found.changes[PATH], SLUG)[0].rencontres
    assert (held.titre, held.is_held, held.compte_rendu) == ("Débat", True, "Dix personnes.")
    assert (held.id, held.dit_le) == (f"debat-{TODAY}", TODAY)
    assert "porte_debat" not in {each.kind for each in found.advice}


SAME = TEXT.replace("2026-12-05", "2026-12-19").replace(
    "On goûte la carte", "Qui tient le comptoir ?"
)
"""The next action is the meeting to come, at a place and an hour of its own."""


def test_the_next_action_moves_with_the_meeting_that_it_is():
    moved = {"rencontres_laquelle": "Qui tient le comptoir ?", "rencontres_date": "2026-12-20",
             "rencontres_debut": "19 h", "rencontres_accessibilite": "Plain-pied"}  # fmt: skip
    assert tell(moved, SAME).keys == {
        "prochaine_action",
        "rencontres[qui-tient-le-comptoir-2026-12-19]",
    }
    after = read_defi(written(moved, SAME), SLUG)[0].prochaine_action
    before = read_defi(SAME, SLUG)[0].prochaine_action
    assert after == replace(
        before, date=date(2026, 12, 20), debut=time(19), id=after.id, revision=1, dit_le=TODAY
    )
    said = moved | {"prochaine_action_date": "2026-12-12", "prochaine_action_quoi": "Ménage"}
    assert read_defi(written(said, SAME), SLUG)[0].prochaine_action.date == date(2026, 12, 12)
    assert "prochaine_action" not in tell(moved).keys


@pytest.mark.parametrize("answers", [
    {"rencontres_laquelle": "Qui tient le comptoir ?", "rencontres_maintenue": "annulée"},
    {"tenue_date": "2026-12-19", "tenue_statut": "annulée"},
])  # fmt: skip
def test_the_next_action_goes_with_the_meeting_that_is_called_off(answers):
    found = tell(answers, SAME)
    assert found.keys == {"prochaine_action", "rencontres[qui-tient-le-comptoir-2026-12-19]"}
    assert read_defi(found.changes[PATH], SLUG)[0].prochaine_action is None
    assert "prochaine_action" not in tell(answers).keys


def test_a_coming_meeting_of_a_day_gone_by_is_asked_about():
    found = tell(MEETING | {"rencontres_date": "2026-01-16"})
    assert "rencontre_passee" in {each.kind for each in found.advice}


def test_what_stops_can_start_again():
    over = TEXT.replace("prochaine_action:", "etat: arrete\nprochaine_action:", 1)
    assert "etat: actif" in written({"etat": "En cours"}, over)


def test_what_is_said_of_a_picture_that_is_not_there_is_told_and_not_written():
    found = tell({"image_licence": "CC BY 4.0", "etat": "En pause"}, PLAIN)
    assert changed(PLAIN, found.changes[PATH]) == {"etat"}
    assert [each.kind for each in found.left] == ["photo_pas_arrivee"]


def test_two_updates_of_different_rows_do_not_collide():
    one = tell({"partenaires_laquelle": "La médiathèque", "partenaires_statut": "Engagé"}).keys
    other = tell({"partenaires_retire": "la biscuiterie"}).keys
    added = tell({"besoins_quoi": "Une tasse", "besoins_nature": "Matériel"}).keys
    assert (one, other) == ({"partenaires[la-mediatheque]"}, {"partenaires[la-biscuiterie]"})
    assert not added
    assert tell({"partenaires_retire": "la médiathèque"}).keys == one


@pytest.mark.parametrize("said", ["Le marché", "La braderie"])
def test_a_row_is_that_of_main_which_changed_since_the_folder_was_taken(tmp_path, said):
    new = written(MEETING | {"rencontres_titre": said})
    (tmp_path / "defis").mkdir()
    (tmp_path / PATH).write_text(TEXT, "utf-8")
    checkout = Checkout(tmp_path, catalogue(TEXT), TODAY)
    answers = {"tenue_date": "2027-01-16", "tenue_statut": "annulée", "rencontres_laquelle": said,
               "rencontres_lieu": "Le pré"}  # fmt: skip
    body = bodies.render(UPDATE, {"defi": SLUG, **answers, "accord": AGREED}, whole=False)
    request = Request(12, body, is_open=True, asked_on=TODAY)
    found = checkout.propose(request, SimpleNamespace(text={PATH: new}.get))
    meeting = read_defi(found.changes[PATH], SLUG)[0].rencontres[-1]
    assert (meeting.titre, meeting.statut, meeting.lieu) == (said, "annulee", "Le pré")


# --- The forms of the repository --------------------------------------------------------------


def test_each_gesture_is_asked_in_one_form_of_the_repository():
    for gesture in GESTURES:
        asked = [question.id for question in group_forms()[gesture.group].questions]
        mine = [question.id for question in gesture.form.questions]
        assert set(mine) <= set(asked)
        assert template_of(gesture) == f"{gesture.group}.yml"
    assert len(forms()) - 1 + len(GROUPS) == 10


def test_bold_words_of_a_story_are_no_label_of_another_subject():
    body = bodies.render(
        gestures()["recit"].form,
        {
            "defi": SLUG,
            "journal_texte": "On a parlé.\n\n**Les thèmes**\nDe tout.",
            "accord": AGREED,
        },
    )
    answers, problems = bodies.parse(body.replace(" **Les", "**Les"), UPDATE)
    assert (problems, answers["journal_texte"]) == ([], "On a parlé.\n\n**Les thèmes**\nDe tout.")


def test_a_label_of_another_form_of_the_repository_ends_no_story():
    form = group_forms()["nouvelles-recit"]
    story = "On a ri.\n\n### Ce que vous payez\n\n300 euros"
    body = bodies.render(form, {"defi": SLUG, "journal_texte": "ICI", "accord": AGREED})
    problems = bodies.parse(body.replace("ICI", story), UPDATE)[1]
    assert [(each.kind, each.line) for each in problems] == [("rubrique_inconnue", 9)]
    both = bodies.render(form, {"defi": SLUG, "journal_texte": "On a ri.", "accord": AGREED})
    again = both.replace("On a ri.", "On a ri.\n\n### La nouvelle étape\n\nActiv’action")
    assert "rubrique_double" in {each.kind for each in bodies.parse(again, UPDATE)[1]}


def test_a_letter_may_tell_of_several_subjects():
    said = {"defi": SLUG, "besoins_quoi": "Une tasse", "financement_depenses_poste": "Un piano"}
    body = bodies.render(UPDATE, {**said, "accord": AGREED}, whole=False)
    assert bodies.parse(body, UPDATE)[0] == {**said, "accord": AGREED}


def test_what_a_comment_hides_changes_nothing():
    hidden = "On a ri.\n\n<!-- \n### La nouvelle étape\n\nActiv’action\n-->"
    body = bodies.render(
        UPDATE, {"defi": SLUG, "journal_texte": "ICI", "accord": AGREED}, whole=False
    )
    problems = bodies.parse(body.replace("ICI", hidden), UPDATE)[1]
    assert [(each.kind, each.line) for each in problems] == [("rubrique_cachee", 10)]
    open_one = bodies.parse(body.replace("ICI", "<!-- sans fin"), UPDATE)
    assert (open_one[1], open_one[0]["accord"]) == ([], AGREED)


# --- Any answers at all -----------------------------------------------------------------------

ROW_NAMES = [
    "deux percolateurs",
    "La médiathèque",
    "Un samedi au lavoir",
    "Peinture",
    "2026-12-19",
    "tenue",
]
ANYTHING = st.one_of(
    st.sampled_from([*ROW_NAMES, "2026-12-12", "12", "-3", "18 h", "Abouti", "### Le défi", "à choisir", "1,5 k€",
                     "Mirecourt (Vosges)", "https://exemple.fr/defis/jardin/", "<b>{{ 7 }}", "- a: b\n- c"]),
    st.text(max_size=20),
    st.text("\0\x85\u2028\u202e\r:-#'\"[{&*!", max_size=8),
)  # fmt: skip


@settings(max_examples=80)
@given(data=st.data())
def test_any_answers_give_a_file_that_is_right_or_are_told(data):
    gesture = data.draw(st.sampled_from(GESTURES))
    answers = data.draw(st.dictionaries(st.sampled_from(gesture.asks), ANYTHING, max_size=6))
    found = tell(answers, data.draw(st.sampled_from([TEXT, PLAIN])))
    if isinstance(found, Proposal):
        text = found.changes[PATH]
        assert not [each for each in read_defi(text, SLUG)[1] if each.is_error]
    else:
        assert found.problems
