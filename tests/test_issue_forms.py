"""The issue forms: GitHub takes them, they ask what the questions ask, and what it writes is read back."""

from __future__ import annotations

import re
from functools import cache

import check_jsonschema
import pytest
import yaml
from click.testing import CliRunner
from doors import asked, what_github_writes
from worlds import ROOT

from generator.contributions.bodies import form_of, parse
from generator.forms import issue_forms
from generator.forms.form import Form, Kind, Question
from generator.forms.news import UPDATE
from generator.forms.questions import AGREED, CONSENTS, TO_CHOOSE

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = issue_forms.asked_there()
each_form = pytest.mark.parametrize("name", FORMS)


@cache
def read(name: str) -> dict:
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))


def answered(name: str) -> Form:
    """The form that reads what one of GitHub's gives."""
    return UPDATE if FORMS[name].slug == UPDATE.slug else FORMS[name]


def an_answer(question: Question) -> str:
    """Something that a person could answer, odd signs among it."""
    match question.kind:
        case Kind.CHOICE:
            return question.terms[-1].label
        case Kind.CHOICES:
            return ", ".join(term.label for term in question.terms[:2])
        case Kind.CONSENT:
            return AGREED
        case Kind.TEXT if not question.key:
            return "Une ligne.\n\n### Un titre à moi\n\n- [ ] une case\n\n```\n### La commune\n```\nFin."
    if question.kind is Kind.TEXT:
        return "Une ligne.\n\n- [ ] une case\n\n```\n### La commune\n```\nFin."
    return f"Réponse à « {question.id} » ### et la suite"


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("vendor.github-issue-forms", [f"{name}.yml" for name in FORMS]),
        ("vendor.github-issue-config", ["config.yml"]),
    ],
)
def test_github_accepts_the_forms(schema, names):
    paths = [str(FOLDER / name) for name in names]
    done = CliRunner().invoke(
        check_jsonschema.main, ["--no-cache", "--builtin-schema", schema, *paths]
    )
    assert done.exit_code == 0, done.output


def test_no_other_form_stands_beside_them():
    made = {path.removeprefix(issue_forms.FOLDER) for path in issue_forms.files()}
    assert {path.name for path in FOLDER.iterdir()} == made - {issue_forms.LABELS}


def test_github_lists_ten_forms_whose_names_tell_them_apart():
    assert len(FORMS) == 10
    said = [(read(name)["name"], read(name)["description"]) for name in FORMS]
    assert len({each for pair in said for each in pair}) == 20


@each_form
def test_a_form_asks_each_question_once_in_its_order(name):
    elements = asked(read(name))
    assert [e["id"] for e in elements] == [q.id for q in FORMS[name].questions]
    assert [e["attributes"]["label"] for e in elements] == [q.label for q in FORMS[name].questions]


@each_form
def test_a_form_is_made_of_text_fields_only_which_an_address_can_fill(name):
    assert {e["type"] for e in asked(read(name))} <= {"input", "textarea"}


def test_all_news_are_asked_in_some_form_and_begin_with_the_defi():
    names = [name for name in FORMS if FORMS[name].slug == UPDATE.slug]
    assert {asked(read(name))[0]["id"] for name in names} == {"defi"}
    found = [e["id"] for name in names for e in asked(read(name))]
    assert set(found) == {question.id for question in UPDATE.questions}
    assert len(found) - len(set(found)) == 2 * (len(names) - 1), (
        "what is not the défi is asked once"
    )


@each_form
def test_nothing_is_sent_without_the_two_consents(name):
    (consent,) = [e for e in asked(read(name)) if e["id"] == "accord"]
    assert consent["validations"]["required"]
    said = consent["attributes"]["description"]
    assert all(each in said for each in (AGREED, *CONSENTS))


@each_form
def test_what_github_writes_gives_the_answers_back(name):
    answers = {question.id: an_answer(question) for question in FORMS[name].questions}
    body = what_github_writes(read(name), answers)
    assert form_of(body) == answered(name)
    assert parse(body, answered(name)) == (answers, [])


@each_form
def test_a_list_left_as_it_was_in_an_older_request_is_no_answer(name):
    choices = {q.id: TO_CHOOSE for q in FORMS[name].questions if q.kind is Kind.CHOICE}
    boxes = "\n".join(f"- [x] {consent}" for consent in CONSENTS)
    body = what_github_writes(read(name), choices | {"accord": boxes})
    assert parse(body, answered(name)) == ({"accord": AGREED}, [])


@each_form
def test_the_label_of_a_form_is_one_of_the_closed_list(name):
    known = {label["name"] for label in issue_forms.labels()}
    assert set(read(name)["labels"]) <= known


def test_labels_are_what_github_takes():
    labels = yaml.safe_load((ROOT / issue_forms.LABELS).read_text("utf-8"))
    assert labels == issue_forms.labels()
    for label in labels:
        assert re.fullmatch("[0-9a-f]{6}", label["color"])
        assert len(label["name"]) <= 50
        assert len(label["description"]) <= 100
    assert len({label["name"] for label in labels}) == len(labels)


def test_a_help_never_says_its_label_again():
    for name in FORMS:
        for element in asked(read(name)):
            said = element["attributes"].get("description", "").rstrip(".")
            assert said != element["attributes"]["label"]


def test_a_proposal_by_hand_asks_for_the_consents_of_the_forms():
    template = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert all(f"- [ ] {consent}\n" in template for consent in CONSENTS)
