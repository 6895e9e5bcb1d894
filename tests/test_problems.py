"""Each kind of problem has a case that shows its whole sentence, its file and its line."""

from functools import partial
from pathlib import Path

import archive
import pytest
from conftest import TODAY

from generator.contributions.bodies import PATH
from generator.contributions.proposals import Refusal, propose
from generator.contributions.requests import Request
from generator.errors import KINDS, Problem
from generator.reader import Reader, read_as_written
from generator.verification import verify

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_fault_is_told_with_its_place_and_its_remedy(case, tmp_path, request):
    words, files = archive.split(case.read_text("utf-8"))
    _, _, expected = files.pop("attendu")
    archive.write(tmp_path, files)
    problems = _problems(tmp_path, case.stem)
    said = "".join(f"{each.severity} {each}\n" for each in problems)
    if request.config.getoption("--update-goldens"):
        text = case.read_text("utf-8")
        case.write_text(text[: text.index("-- attendu --\n")] + "-- attendu --\n" + said, "utf-8")
    assert said == expected
    assert case.stem in {each.kind for each in problems}
    assert words.strip(), "a case says in words what it is about"


def _problems(root: Path, kind: str) -> list[Problem]:
    """What is told of the files of a case, or of the request that one of them holds."""
    if not (root / PATH).exists():
        return verify(root, today=TODAY, environ={}, publication=kind == "publication")
    body = (root / PATH).read_text("utf-8")
    request = Request(12, "", body, is_open=True, asked_on=TODAY)
    read = partial(read_as_written, root)
    outcome = propose(request, Reader(root).read().catalogue, read, TODAY)
    return list(outcome.problems if isinstance(outcome, Refusal) else ())


def test_every_kind_of_problem_has_a_case():
    assert {case.stem for case in CASES} == set(KINDS)
