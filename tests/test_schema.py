"""From fields to a défi or to problems in French; and what the schema says of itself."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import REQUIRED
from worlds import WORLD

from generator import derived
from generator.content.fiches import (
    FicheAide,
    FicheAnnonce,
    FicheGuide,
    FicheModele,
    FichePage,
    FichePilote,
    FicheTheme,
)
from generator.content.model import FicheDefi
from generator.content.schema import (
    field_help,
    json_schema,
    parse_document,
    prepare_defi,
    read_fields,
    type_defi,
)
from generator.content.vocabulary import PHASES, slugs
from generator.geography import find_commune
from generator.text.front_matter import FrontMatter, dump
from generator.text.kinds import KINDS

PATH = "defis/cafe.md"
FICHES = (
    FicheDefi, FicheAnnonce, FicheTheme, FicheGuide, FicheModele, FicheAide, FichePilote, FichePage,
)  # fmt: skip
DEFIS = sorted((WORLD / "defis").glob("*.md"))
NAMES = {row.key for row in field_help(FicheDefi)}


def read(body="Racontons.\n", /, **more):
    text = dump(REQUIRED | more, body)
    return type_defi(prepare_defi(text, PATH, {}), "cafe", PATH)


def told(**more):
    return [(each.kind, each.field) for each in read(**more)[1]]


# Right files.


def test_the_required_fields_are_enough():
    defi, problems = read()
    assert problems == []
    assert (defi.slug, defi.path, defi.titre) == ("cafe", PATH, "Un café à nous")
    assert (defi.depuis, defi.concerne, defi.etat) == (date(2026, 9, 12), ("quartier",), "actif")
    assert "<p>Racontons.</p>" in defi.corps.html


def test_every_kind_of_value_is_typed():
    defi, problems = read(
        rencontres=[
            {"date": "2026-12-05", "debut": "18:30", "titre": "Qui vient ?", "genre": "debat",
             "lieu": "Mairie", "statut": "prevue"},
        ],
        financement={"depenses": [{"poste": "Tasses", "montant": "1 200,50"}]},
        engagements={"nombre": "12", "roles": [{"role": "Tenir", "nombre": "4"}]},
        commune="01004",
        exemple="true",
    )  # fmt: skip
    assert problems == []
    assert defi.rencontres[0].debut == time(18, 30)
    assert defi.financement.depenses[0].montant == Decimal("1200.50")
    assert defi.engagements.roles[0].nombre == 4
    assert defi.commune == find_commune("Ambérieu-en-Bugey (Ain)")
    assert defi.exemple is True


def test_a_single_word_is_a_list_of_one():
    assert read(themes="culture")[0].themes == ("culture",)
    assert read(themes=["culture", "nature"])[0].themes == ("culture", "nature")


# Wrong files.


@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_field_left_out_is_asked_for_with_its_help(key):
    text = dump({name: value for name, value in REQUIRED.items() if name != key}, "")
    _, (only,) = type_defi(prepare_defi(text, PATH, {}), "cafe", PATH)
    (row,) = [row for row in field_help(FicheDefi) if row.key == key]
    assert (only.kind, only.field, only.line) == ("champ_manquant", key, 1)
    assert row.description in only.message


@pytest.mark.parametrize(
    ("more", "kind", "field"),
    [
        ({"titre": "Court"}, "texte_trop_court", "titre"),
        ({"titre": "a" * 91}, "texte_trop_long", "titre"),
        ({"resume": "a" * 241}, "texte_trop_long", "resume"),
        ({"titre": ["a"]}, "texte_attendu", "titre"),
        ({"titre": {"a": "b"}}, "texte_attendu", "titre"),
        ({"phase": ["creaction"]}, "texte_attendu", "phase"),
        ({"phase": "creactions"}, "valeur_hors_liste", "phase"),
        ({"themes": {"a": "b"}}, "liste_attendue", "themes"),
        ({"themes": ["a", ["b"]]}, "texte_attendu", "themes[2]"),
        ({"concerne": []}, "champ_manquant", "concerne"),
        ({"plan": "demain"}, "liste_attendue", "plan"),
        ({"plan": {"quoi": "a"}}, "liste_attendue", "plan"),
        ({"plan": ["demain"]}, "groupe_attendu", "plan[1]"),
        ({"plan": [{"quoi": "a", "echeance": "demain"}]}, "date_relative", "plan[1].echeance"),
        ({"plan": [{"echeance": "2026-12-05"}]}, "champ_manquant", "plan[1].quoi"),
        ({"bilan": "bien"}, "groupe_attendu", "bilan"),
        ({"bilan": ["bien"]}, "groupe_attendu", "bilan"),
        ({"engagements": {"nombre": "douze"}}, "nombre_a_ecrire", "engagements.nombre"),
        ({"engagements": {"nombre": "2", "seuil": "0"}}, "nombre_invalide", "engagements.seuil"),
        (
            {"engagements": {"nombre": "2", "roles": [{"role": "a", "nombr": "1", "nombre": "1"}]}},
            "champ_inconnu",
            "engagements.roles[1].nombr",
        ),
        ({"contact": "http://exemple.fr/"}, "url_invalide", "contact"),
        ({"image": "cafe.jpg"}, "image_sans_alternative", "image"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_value_is_told_at_its_own_place(more, kind, field):
    assert told(**more) == [(kind, field)]


def test_an_unknown_key_is_answered_with_the_near_one_of_its_own_group():
    _, (only,) = read(plan=[{"quoi": "a", "echeance": "2026-12-05", "fait-le": "2026-12-06"}])
    assert "Vouliez-vous dire « fait_le » ?" in only.message
    assert "Champs possibles : quoi, echeance, fait_le." in only.message


def test_a_wrong_word_is_answered_with_the_near_one_and_with_all():
    _, (only,) = read(phase="créaction")
    assert "Vouliez-vous dire « creaction » ?" in only.message
    assert all(word in only.message for word in slugs(PHASES))


def test_one_wrong_field_does_not_hide_what_fields_say_of_each_other():
    meetings = [
        {"date": "2026-12-05", "debut": "20:00", "fin": "20:00", "titre": "a", "genre": "debat",
         "lieu": "b", "statut": "prevue"},
    ]  # fmt: skip
    assert told(phase="x", rencontres=meetings) == [
        ("valeur_hors_liste", "phase"),
        ("heures_egales", "rencontres[1].fin"),
    ]


@pytest.mark.parametrize(
    ("debut", "fin", "kinds"),
    [
        ("21:00", "01:00", []),
        ("21:00", "00:00", []),
        ("21:00", "24:00", []),
        ("10:00", "24:00", []),
        ("00:00", "24:00", []),
        ("18:30", "06:30", []),
        ("18:30", "06:31", ["fin_lendemain"]),
        ("20:30", "18:30", ["fin_lendemain"]),
        ("20:30", "20:30", ["heures_egales"]),
        ("24:00", "01:00", ["heure_minuit"]),
    ],
)
def test_a_meeting_may_end_after_midnight_and_a_whole_day_later_is_asked_about(debut, fin, kinds):
    meeting = {"date": "2026-12-05", "titre": "Le bal", "genre": "fete", "lieu": "b", "statut": "prevue",
               "debut": debut, "fin": fin}  # fmt: skip
    assert [kind for kind, _ in told(rencontres=[meeting])] == kinds
    action = {"date": "2026-12-05", "quoi": "Le bal", "debut": debut, "fin": fin}
    assert [kind for kind, _ in told(prochaine_action=action)] == kinds


@pytest.mark.parametrize(
    ("nombre", "roles", "kinds"),
    [
        ("9", ("5", "4"), []),
        ("12", ("5", "4"), []),
        ("8", ("5", "4"), [("roles_de_trop", "engagements.roles")]),
        ("0", (), []),
    ],
)
def test_those_who_hold_a_role_are_among_those_who_are_in(nombre, roles, kinds):
    held = [{"role": f"Rôle {rank}", "nombre": each} for rank, each in enumerate(roles)]
    assert told(engagements={"nombre": nombre, "roles": held}) == kinds


def test_a_trial_ends_after_it_began_and_may_be_kept_before_its_outcome_is_told():
    trial = {"hypothese": "a", "essai": "b", "debut": "2026-10-10", "suite": "adapter"}
    assert told(experiences=[trial]) == []
    assert told(experiences=[trial | {"fin": "2026-10-10"}]) == []
    assert told(experiences=[trial, trial | {"fin": "2026-10-03"}]) == [
        ("essai_inverse", "experiences[2].fin")
    ]


def test_two_dates_of_a_file_need_two_names():
    meeting = {"date": "2026-12-05", "titre": "Débat", "genre": "debat", "lieu": "b",
               "statut": "prevue"}  # fmt: skip
    assert told(rencontres=[meeting, meeting]) == [("date_double", "rencontres[2]")]
    assert told(rencontres=[meeting, meeting | {"titre": "Fête"}]) == []
    assert told(rencontres=[meeting, meeting | {"date": "2026-12-06"}]) == []
    assert told(rencontres=[meeting, meeting | {"id": "le-soir"}]) == []
    event = {"date": "2026-12-05", "titre": "Débat", "lieu": "b"}
    back = {"quoi": "Tricot", "rythme": "Le jeudi"}
    rule = {"recurrence": {"jour": "jeudi", "debut": "14:00", "jusqu_au": "2027-06-24"}}
    action = {"date": "2026-12-05", "quoi": "Débat"}
    double = [("date_double", "evenements[1]")]
    assert told(rencontres=[meeting], evenements=[event]) == double
    assert told(rencontres=[meeting | {"id": "a"}], evenements=[event | {"id": "a"}]) == double
    assert told(activites=[back, back]) == []  # without a rule, no calendar knows of it
    assert told(activites=[back | rule, back | rule]) == [("date_double", "activites[2]")]
    assert told(rencontres=[meeting], prochaine_action=action) == []  # the same, told again
    same = [meeting | {"id": "a"}]
    assert told(rencontres=same, prochaine_action=action | {"id": "a"}) == [
        ("date_double", "prochaine_action")
    ]


def test_the_names_that_are_proposed_to_dates_alike_work_when_they_are_pasted():
    meeting = {"date": "2026-12-05", "titre": "Débat", "genre": "debat", "lieu": "b",
               "statut": "prevue"}  # fmt: skip
    rows = [dict(meeting) for _ in range(3)] + [meeting | {"id": "debat-2026-12-05-2"}]
    for each in read(rencontres=rows)[1]:
        rank = int(each.field.removeprefix("rencontres[").removesuffix("]"))
        rows[rank - 1]["id"] = each.message.partition("id: ")[2]
    assert [row.get("id", "") for row in rows] == [
        "",
        "debat-2026-12-05-3",
        "debat-2026-12-05-4",
        "debat-2026-12-05-2",
    ]
    assert told(rencontres=rows) == []
    kinds = [kind for kind, _ in told(rencontres=[meeting] * 100)]
    assert kinds == ["date_double"] * 5 + ["d_autres"]


def test_hours_of_great_days_and_of_what_comes_back_are_those_of_meetings():
    event = {"date": "2026-12-05", "titre": "Bal", "lieu": "b", "debut": "20:00"}
    rule = {"jour": "jeudi", "debut": "14:00", "jusqu_au": "2027-06-24"}
    back = {"quoi": "Tricot", "rythme": "Le jeudi"}
    assert told(evenements=[event | {"fin": "02:00"}]) == []
    assert told(evenements=[event | {"fin": "20:00"}]) == [("heures_egales", "evenements[1].fin")]
    assert told(activites=[back | {"recurrence": rule | {"fin": "10:00"}}]) == [
        ("fin_lendemain", "activites[1].recurrence.fin")
    ]
    assert told(activites=[back | {"recurrence": rule | {"depuis": "2027-06-25"}}]) == [
        ("retour_inverse", "activites[1].recurrence.jusqu_au")
    ]


@pytest.mark.parametrize(
    ("steps", "kinds"),
    [
        ([("informaction", "2026-03-01")], []),
        ([("informaction", "2026-09-12")], ["historique_apres_depuis"]),
        ([("informaction", "2026-03-01"), ("creaction", "2026-02-01")], ["historique_ordre"]),
        ([("informaction", "2026-03-01"), ("creaction", "2026-03-01")], ["historique_ordre"]),
        ([("creaction", "2026-03-01"), ("informaction", "2026-04-01")], []),
    ],
)
def test_past_phases_stand_in_order_before_this_one(steps, kinds):
    history = [{"phase": phase, "depuis": day} for phase, day in steps]
    assert [kind for kind, _ in told(historique=history)] == kinds


SOURCE = {"titre": "Un texte"}
GUIDE = {
    "titre": "Organiser",
    "resume": "Comment.",
    "phases": "informaction",
    "revu_le": "2026-09-01",
    "a_reverifier_avant": "2027-09-01",
}


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({"verifie_le": "2026-09-01"}, []),
        ({"a_verifier": "true"}, []),
        ({}, ["source_incomplete"]),
        ({"verifie_le": "2026-09-01", "a_verifier": "true"}, ["source_incomplete"]),
    ],
)
def test_a_source_was_read_or_is_to_be_read(more, kinds):
    text = dump(GUIDE | {"sources": [SOURCE | more]}, "")
    guide, problems = parse_document(text, FicheGuide, "x", "content/ressources/x.md")
    assert [each.kind for each in problems] == kinds
    assert (guide is None) == bool(kinds)


# Codes of communes that may be postal codes: 88500 is Ventron's, and Mirecourt's postal code;
# 14400 is Le Manoir's, and its postal code too.

MEETING = {"date": "2026-12-05", "titre": "Débat", "genre": "debat", "lieu": "Mairie",
           "statut": "prevue"}  # fmt: skip
EVENT = {"date": "2026-12-05", "titre": "Fête", "lieu": "Mairie"}


@pytest.mark.parametrize("code", ["88500", "88 500"])
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"commune": "{}"}, "commune"),
        ({"autres_communes": ["Épinal", "{}"]}, "autres_communes[2]"),
        ({"autres_communes": "{}"}, "autres_communes"),
        ({"rencontres": [MEETING | {"id": "une"}, MEETING | {"commune": "{}"}]},
         "rencontres[2].commune"),
        ({"evenements": [EVENT, EVENT | {"id": "a"}, EVENT | {"id": "b", "commune": "{}"}]},
         "evenements[3].commune"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_code_that_is_also_a_postal_code_is_advised_at_its_own_line(more, field, code):
    text = dump(REQUIRED | more, "").replace("{}", code)
    ((line, _),) = [at for at in enumerate(text.splitlines(), 1) if code in at[1]]
    value, (only,) = type_defi(prepare_defi(text, PATH, {}), "cafe", PATH)
    assert value
    assert (only.kind, only.field, only.line) == ("commune_code_double", field, line)
    assert not only.is_error
    for said in (f"« {code} »", "INSEE de Ventron (Vosges)", "par exemple : Mirecourt (Vosges)"):
        assert said in only.message


@pytest.mark.parametrize("place", ["14400", "88304", "Ventron", "88500 Mirecourt", "75018"])
def test_a_commune_that_has_the_code_as_its_postal_code_too_is_not_advised(place):
    more = {
        "commune": place,
        "autres_communes": [place],
        "rencontres": [MEETING | {"commune": place}],
        "evenements": [EVENT | {"commune": place}],
    }
    assert told(**more) == []


def test_every_code_of_a_pilot_territory_that_is_also_a_postal_code_is_advised():
    codes = ["88304", "88500", "14400", "01400"]
    text = dump({"nom": "Ici", "territoire": "rural", "communes": codes}, "")
    path = "content/territoires-pilotes/ici.md"
    fiche, problems = parse_document(text, FichePilote, "ici", path)
    assert [place.nom for place in fiche.fiche.communes[1::2]] == ["Ventron", "Seillonnaz"]
    lines = text.splitlines()
    assert [(each.kind, each.field, each.path) for each in problems] == [
        ("commune_code_double", "communes[2]", path), ("commune_code_double", "communes[4]", path),
    ]  # fmt: skip
    for each, code in zip(problems, ["88500", "01400"], strict=True):
        assert code in lines[each.line - 1]


# Whatever a file holds.

TEXTS = st.text(max_size=12) | st.sampled_from(
    ["creaction", "2026-12-05", "18:30", "12", "true", "jardin", "https://exemple.fr/", "rural"]
)
KEYS = st.sampled_from(sorted(NAMES)) | st.text(min_size=1, max_size=8)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)
HELD = {
    fiche: st.dictionaries(
        st.sampled_from([row.key for row in field_help(fiche)]) | KEYS, VALUES, max_size=6
    )
    for fiche in FICHES
}


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.__name__)
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_the_fields_hold_there_is_a_value_or_a_problem_of_ours(fiche, data):
    held = data.draw(HELD[fiche])
    value, problems = read_fields(FrontMatter(held, "", 1, ""), fiche, PATH)
    assert (value is None) == bool(problems)
    assert {each.kind for each in problems} <= set(KINDS)
    assert not any(re.search(r"[Ii]nput|should|valid\b", each.message) for each in problems)


@pytest.mark.parametrize("row", field_help(FicheDefi), ids=lambda row: row.key)
@settings(max_examples=10)
@given(value=VALUES)
def test_a_strange_value_is_told_on_its_own_field_only(row, value):
    told_fields = {each.field for each in read(**{row.key: value})[1]}
    assert all(re.split(r"[.\[]", name)[0] == row.key for name in told_fields - {""})


# What the schema says of itself.


def as_ordinary_yaml(text):
    """A file as editors read it: YAML's own types, but dates, which JSON does not have."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, found) for tag, found in pairs if not tag.endswith("timestamp")]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text.split("---\n")[1], loader)


SCHEMA = json_schema(FicheDefi)
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def refused_by_the_schema(**more):
    return [
        error.message for error in VALIDATOR.iter_errors(REQUIRED | {"concerne": ["autre"]} | more)
    ]


def test_the_json_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", DEFIS, ids=lambda path: path.stem)
def test_the_json_schema_takes_each_defi_of_the_world(path):
    held = as_ordinary_yaml(path.read_text("utf-8"))
    assert [error.message for error in VALIDATOR.iter_errors(held)] == []


@pytest.mark.parametrize(
    "more",
    [
        {"quesion": "Comment ?"},
        {"plan": [{"quoi": "a", "echeance": "2026-12-05", "fait-le": "x"}]},
        {"phase": "creactions"},
        {"depuis": "2026-02-30"},
        {"titre": "Court"},
        {"resume": "a" * 241},
        {"themes": ["Été"]},
        {"contact": "http://exemple.fr/"},
        {"plan": "demain"},
        {"engagements": {"nombre": -1}},
        {"image": "../x.jpg"},
    ],
    ids=str,
)
def test_the_json_schema_refuses_what_the_program_refuses(more):
    assert refused_by_the_schema() == []
    assert refused_by_the_schema(**more)
    assert told(**json.loads(json.dumps(more), parse_int=str))


@pytest.mark.parametrize(
    "more",
    [
        {"concerne": "quartier"},
        {"themes": "culture"},
        {"exemple": True},
        {"financement": {"depenses": [{"poste": "Tasses", "montant": 1200}]}},
        {"financement": {"depenses": [{"poste": "Tasses", "montant": "1 200,50"}]}},
        {"image": "images/cafe.jpg", "image_alt": "Un café"},
        {"question": None},
    ],
    ids=str,
)
def test_the_json_schema_takes_what_the_program_takes(more):
    written = "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in more.items())
    head = dump({key: value for key, value in REQUIRED.items() if key not in more}, "")
    text = head.replace("---\n", f"---\n{written}", 1)
    assert type_defi(prepare_defi(text, PATH, {}), "cafe", PATH)[1] == []
    assert refused_by_the_schema(**more) == []


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche.__name__)
def test_every_field_has_its_help_in_french_and_its_place_in_the_json_schema(fiche):
    properties = json_schema(fiche)["properties"]
    keys = [field.name for field in fields(fiche)]
    assert [row.key for row in field_help(fiche)] == keys == list(properties)
    for row in field_help(fiche):
        assert row.description.endswith("."), row.key
        assert row.description == properties[row.key]["description"]


def test_the_required_fields_are_those_of_the_json_schema():
    required = [row.key for row in field_help(FicheDefi) if row.required]
    assert required == SCHEMA["required"] == list(REQUIRED)


PAGES = {path: text for path, text in derived.files().items() if path.endswith(".md")}


@pytest.mark.parametrize("moment", derived.MOMENTS, ids=lambda moment: moment.slug)
def test_a_page_of_the_reference_explains_each_of_its_fields_and_of_their_groups(moment):
    page = PAGES[moment.path]
    shown = [row for row in field_help(FicheDefi) if f"(champs/{moment.slug}.md)" in first_of(row)]

    def check(rows):
        for row in rows:
            key = rf"\[`{row.key}`\]\(#[\w-]+\)" if row.group else f"`{row.key}`"
            star = r" \(obligatoire\)" if row.required else ""
            assert re.search(rf"^{key}{star}\n:   {re.escape(row.description)}", page, re.MULTILINE)
            for value in [*(term.slug for term in row.terms), *row.examples]:
                assert f"`{value}`" in page
            if row.group:
                assert re.search(rf"^##+ {row.key}\b", page, re.MULTILINE)
                check(field_help(row.group))

    assert shown
    check(shown)


def first_of(row):
    """The lines that the first page of the reference gives to the moment of a field."""
    added = PAGES[derived.REFERENCE].split("## Les champs qui s’ajoutent ensuite")[1]
    return next((part for part in added.split("\n\n") if f"`{row.key}`" in part), "")


def test_the_first_page_of_the_reference_names_each_field_of_a_defi_once():
    required, added = PAGES[derived.REFERENCE].split("## Les champs qui s’ajoutent ensuite")
    assert re.findall(r"^`(\w+)` \(obligatoire\)$", required, re.MULTILINE) == list(REQUIRED)
    others = [row.key for row in field_help(FicheDefi) if not row.required]
    assert sorted(re.findall(r"`(\w+)`", added)) == sorted(others)


def test_the_moments_of_the_reference_name_fields_that_exist_and_none_twice():
    named = [key for moment in derived.MOMENTS for key in moment.keys]
    assert len(named) == len(set(named))
    assert set(named) <= {row.key for row in field_help(FicheDefi) if not row.required}


def test_each_page_of_the_reference_leads_to_the_page_before_and_to_the_page_after():
    paths = [Path(derived.REFERENCE), *(Path(moment.path) for moment in derived.MOMENTS)]
    for place, path in enumerate(paths[1:], 1):
        around = [paths[place - 1], *paths[place + 1 : place + 2]]
        links = re.findall(r"^Page \S+ : \[.+\]\((.+)\)\.$", PAGES[path.as_posix()], re.MULTILINE)
        assert [(path.parent / link).resolve() for link in links] == [
            one.resolve() for one in around
        ]


def test_the_reference_says_which_groups_are_repeated():
    page = PAGES["content/contribuer/champs/se-retrouver.md"]
    often = dict(re.findall(r"^## (\w+)\n\n.+?(Une seule fois|À répéter)", page, re.MULTILINE))
    assert often["prochaine_action"] == "Une seule fois"
    assert often["rencontres"] == "À répéter"


@pytest.mark.parametrize("row", field_help(FicheDefi), ids=lambda row: row.key)
def test_the_examples_of_the_help_are_right(row):
    for example in row.examples:
        held = yaml.load(example, yaml.BaseLoader)
        more = {"image_alt": "Un café"} if row.key == "image" else {}
        assert told(**{row.key: held}, **more) == []


def test_a_word_with_pasted_spaces_or_dashes_is_the_word():
    value, problems = read(
        phase="creaction\u00a0",
        territoire="petite\u2011ville",
        concerne="public\u2011fragile",
        depuis="2026\u201109\u201112",
        besoins=[{"quoi": "Un\u00a0four", "nature": "materiel\u202f"}],
    )
    assert not [each for each in problems if each.is_error]
    assert (value.phase, value.territoire) == ("creaction", "petite-ville")
    assert value.concerne == ("public-fragile",)
    assert (value.besoins[0].quoi, value.besoins[0].nature) == ("Un\u00a0four", "materiel")


def test_a_list_of_one_wrong_word_is_told_once():
    assert told(concerne="public-fragil") == [("valeur_hors_liste", "concerne[1]")]
