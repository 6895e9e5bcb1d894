"""`bvm depuis-issue`: recorded requests, as GitHub gives them, and what comes of each.

A case of tests/issues/ holds the files that are there, the body of the issue (`demande`), and what
is expected: what the command says, then each file that it wrote or changed.
"""

from __future__ import annotations

from pathlib import Path

import archive
import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests_sent import event
from worlds import write

from generator.contributions.bodies import form_of, parse, render
from generator.forms.form import Kind
from generator.forms.questions import AGREED, forms
from generator.text import signs

CASES = sorted((Path(__file__).parent / "issues").glob("*.txt"))


@pytest.fixture
def depot(tmp_path):
    """A scratch repository."""
    folder = tmp_path / "depot"
    folder.mkdir()
    return folder


@pytest.fixture
def take(tmp_path, depot, bvm):
    """Run the command there on the text of an event."""

    def run(text):
        file = write(tmp_path, {"evenement.json": text}) / "evenement.json"
        return bvm("depuis-issue", "--evenement", str(file), inside=depot)

    return run


def _texts(root: Path) -> dict[str, str]:
    paths = (path for path in root.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode().replace("\r", "␍")
        for path in sorted(paths)
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_recorded_request_gives_its_file_or_says_what_to_mend(case, depot, take, request):
    words, files = archive.split(case.read_text("utf-8"))
    _, _, expected = files.pop("attendu")
    archive.write(depot, files)
    body = (depot / "demande").read_bytes().decode("utf-8")
    (depot / "demande").unlink()
    before = _texts(depot)
    result = take(event(body))
    after = _texts(depot)
    changed = {path: text for path, text in after.items() if before.get(path) != text}
    said = result.output + "".join(f"== {path}\n{text}" for path, text in changed.items())
    if request.config.getoption("--update-goldens"):
        text = case.read_text("utf-8")
        start = text.index("-- attendu --\n")
        case.write_text(f"{text[:start]}-- attendu --\n{said}", "utf-8")
    assert said == expected
    assert set(before) <= set(after)
    assert (result.exit_code == 1) == ("✗" in said)
    assert not (result.exit_code and changed), "what is refused writes nothing"
    assert words.strip(), "a case says in words what it is about"


def test_enough_requests_are_recorded():
    assert len(CASES) >= 36


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pas du JSON", "ce n’est pas du JSON"),
        ("[1]", "il ne décrit rien de ce qui est attendu"),
        ('{"issue": {"number": "x"}}', "le numéro de la demande (number) manque"),
        ("[" * 100_000, "ce n’est pas du JSON"),
    ],
    ids=["text", "list", "number", "deep"],
)
def test_an_event_that_is_none_is_told_and_nothing_is_written(depot, take, text, said):
    result = take(text)
    assert result.exit_code == 2
    assert said in result.output
    assert not _texts(depot)


def test_a_closed_request_changes_nothing(depot, take):
    answers = {"demande": "Un coup de main", "commune": "Mirecourt (88)", "accord": AGREED}
    result = take(event(render(forms()["aide"], answers), state="closed"))
    assert (result.exit_code, _texts(depot)) == (0, {})
    assert "close" in result.output


@pytest.mark.parametrize("body", [None, "", "Bonjour", "### Un titre\n\nà moi"])
def test_an_issue_of_no_form_is_left_to_people(depot, take, body):
    result = take(event(body))
    assert (result.exit_code, _texts(depot)) == (0, {})
    assert "aucun de nos formulaires" in result.output


_TEXTS = st.text(st.characters(codec="utf-8"), max_size=60).map(
    lambda text: signs.typed(text).strip()
)
_MINES = st.sampled_from([q.label for form in forms().values() for q in form.questions])


@given(st.data())
def test_what_is_answered_is_what_is_read(data):
    """Headings, fences and labels inside of an answer stay in it."""
    form = data.draw(st.sampled_from(list(forms().values())))
    answers = {}
    for question in form.questions:
        said = data.draw(st.one_of(_TEXTS, _MINES.map(lambda label: f"a\n### {label}\nb")))
        answers[question.id] = AGREED if question.kind is Kind.CONSENT else said or "mot"
    body = render(form, answers)
    read, problems = parse(body, form)
    if not problems:
        assert set(read) <= set(answers)
        for name, said in read.items():
            assert said.replace("\n ", "\n").strip() == answers[name].replace("\n ", "\n").strip()
    assert form_of(body) in {form, *forms().values()}
