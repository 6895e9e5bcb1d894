"""Where défis are on their road, step by step: those that ship as examples, and awkward ones."""

from functools import cache
from pathlib import Path

import archive
import pytest
from worlds import ROOT, TODAY

from generator.accompaniment.journey import arounds, stages, what_now
from generator.accompaniment.next_action import next_action
from generator.content.reader import Reader

CASES = Path(__file__).parent / "journey"
AWKWARD = sorted(CASES.glob("*.txt"))
EXAMPLES = sorted((CASES / "exemples").glob("*.txt"))


@cache
def shipped():
    return Reader(ROOT).read().catalogue


def told(catalogue, slug):
    """The road of a défi in lines: each step and its reason, then what it can do now.

    The phase of a step is told where it is not its own. Guides are left out: they are content, and come and go.
    """
    one, around = catalogue.defis[slug], arounds(catalogue, TODAY).of(catalogue.defis[slug])
    road = stages(one, TODAY, around)
    moved = {s: f" [{s.phase}]" for s in road if s.phase != s.step.phase}
    lines = [
        f"{s.etat:8} {s.step.slug} ({s.geste}){moved.get(s, '')}  {s.raison}".rstrip() for s in road
    ]
    lines += ["", "Et maintenant ?"]
    lines += [
        f"→ {each.titre} ({each.geste})  {each.raison}".rstrip()
        for each in what_now(one, TODAY, road, next_action(one, TODAY))
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case.stem)
def test_the_road_of_each_example(case, request):
    if case.stem not in shipped().defis:
        pytest.skip("a town may remove an example")
    said = told(shipped(), case.stem)
    if request.config.getoption("--update-goldens"):
        case.write_text(said, "utf-8")
    assert said == case.read_text("utf-8")


@pytest.mark.parametrize("case", AWKWARD, ids=lambda case: case.stem)
def test_the_road_of_an_awkward_defi(case, tmp_path, request):
    text = case.read_text("utf-8")
    words, files = archive.split(text)
    _, _, expected = files.pop("attendu")
    archive.write(tmp_path, files)
    reading = Reader(tmp_path).read()
    assert not reading.errors
    said = told(reading.catalogue, "cafe")
    if request.config.getoption("--update-goldens"):
        case.write_text(text[: text.index("-- attendu --\n")] + "-- attendu --\n" + said, "utf-8")
    assert said == expected
    assert words.strip(), "a case says in words what it is about"


def test_there_are_sixteen_examples_and_ten_awkward_ones():
    assert len(EXAMPLES) == 16
    assert len(AWKWARD) >= 10
