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
from generator.forms.questions import AGREED, CONSENTS, TO_CHOOSE, forms

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = list(forms().values())
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)
each_twin = pytest.mark.parametrize("twin", ["", "-site"], ids=["whole", "text-only"])


@cache
def read(form: Form, twin: str = "") -> dict:
    return yaml.safe_load((FOLDER / f"{form.slug}{twin}.yml").read_text("utf-8"))


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
        ("vendor.github-issue-forms", [f"{f.slug}{t}.yml" for f in FORMS for t in ("", "-site")]),
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


@each_twin
@each_form
def test_a_form_asks_each_question_once_in_its_order(form, twin):
    elements = asked(read(form, twin))
    assert [e["id"] for e in elements] == [q.id for q in form.questions]
    assert [e["attributes"]["label"] for e in elements] == [q.label for q in form.questions]


@each_form
def test_a_twin_is_made_of_text_fields_only(form):
    assert {e["type"] for e in asked(read(form, "-site"))} <= {"input", "textarea"}


@each_form
def test_a_list_begins_with_nothing_chosen(form):
    lists = [e for e in asked(read(form)) if e["type"] == "dropdown"]
    for element in lists:
        options = element["attributes"]["options"]
        assert element["attributes"].get("multiple") or options[0] == TO_CHOOSE
        assert not [option for option in options if "," in option], "GitHub joins them with commas"
        assert len(options) == len(set(options))


@each_form
def test_nothing_is_sent_without_the_two_consents(form):
    (consent,) = [e for e in asked(read(form)) if e["type"] == "checkboxes"]
    boxes = consent["attributes"]["options"]
    assert [box["label"] for box in boxes] == list(CONSENTS)
    assert all(box["required"] for box in boxes)
    (twin,) = [e for e in asked(read(form, "-site")) if e["id"] == "accord"]
    assert twin["validations"]["required"]
    assert AGREED in twin["attributes"]["description"]


@each_twin
@each_form
def test_what_github_writes_gives_the_answers_back(form, twin):
    answers = {question.id: an_answer(question) for question in form.questions}
    body = what_github_writes(read(form, twin), answers)
    assert form_of(body) == form
    assert parse(body, form) == (answers, [])


@each_form
def test_a_form_sent_with_its_lists_untouched_gives_no_answer_to_them(form):
    body = what_github_writes(
        read(form), {q.id: TO_CHOOSE for q in form.questions if q.kind is Kind.CHOICE}
    )
    assert parse(body, form) == ({"accord": AGREED}, [])


@each_twin
@each_form
def test_the_label_of_a_form_is_one_of_the_closed_list(form, twin):
    known = {label["name"] for label in issue_forms.labels()}
    assert set(read(form, twin)["labels"]) <= known


def test_labels_are_what_github_takes():
    labels = yaml.safe_load((ROOT / issue_forms.LABELS).read_text("utf-8"))
    assert labels == issue_forms.labels()
    for label in labels:
        assert re.fullmatch("[0-9a-f]{6}", label["color"])
        assert len(label["name"]) <= 50
        assert len(label["description"]) <= 100
    assert len({label["name"] for label in labels}) == len(labels)


def test_a_help_never_says_its_label_again():
    for form in FORMS:
        for element in asked(read(form)):
            said = element["attributes"].get("description", "").rstrip(".")
            assert said != element["attributes"]["label"]


def test_a_proposal_by_hand_asks_for_the_consents_of_the_forms():
    template = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert all(f"- [ ] {consent}\n" in template for consent in CONSENTS)
