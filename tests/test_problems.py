"""Each kind of problem has a case that shows its whole sentence, its file and its line."""

from pathlib import Path

import archive
import pytest
from conftest import TODAY

from generator.errors import KINDS
from generator.verification import verify

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_fault_is_told_with_its_place_and_its_remedy(case, tmp_path, request):
    words, files = archive.split(case.read_text("utf-8"))
    _, _, expected = files.pop("attendu")
    archive.write(tmp_path, files)
    publication = case.stem == "publication"
    problems = verify(tmp_path, today=TODAY, environ={}, publication=publication)
    said = "".join(f"{each.severity} {each}\n" for each in problems)
    if request.config.getoption("--update-goldens"):
        text = case.read_text("utf-8")
        case.write_text(text[: text.index("-- attendu --\n")] + "-- attendu --\n" + said, "utf-8")
    assert said == expected
    assert case.stem in {each.kind for each in problems}
    assert words.strip(), "a case says in words what it is about"


def test_every_kind_of_problem_has_a_case():
    assert {case.stem for case in CASES} == set(KINDS)
