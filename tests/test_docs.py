"""What is said of the project is true of it: modules, dependencies, commands, settings, links."""

from __future__ import annotations

import re
import shlex
import tomllib

import pytest
from prose import PAGES, PROSE, links, without_code
from worlds import ROOT

from generator.cli import main
from generator.content import schema
from generator.content.identity import Identity
from generator.forms import questions

GENERATOR = ROOT / "generator"
SCRIPTS = [
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
    ROOT / ".pre-commit-config.yaml",
    ROOT / ".ci" / "run",
]


def named(pages):
    return pytest.mark.parametrize(
        "page", pages, ids=lambda page: page.relative_to(ROOT).as_posix()
    )


def text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def test_the_map_of_the_code_names_each_room_and_no_other():
    """A family of pages is not named there: it says what it is itself."""
    families = {folder.name for folder in (GENERATOR / "outputs").iterdir() if _is_family(folder)}
    assert families >= {"defis", "home", "legal"}
    rooms = {name for name in _rooms(GENERATOR) if name not in {"__init__.py", "data/"}}
    rooms |= {f"outputs/{name}" for name in _rooms(GENERATOR / "outputs")}
    rooms -= {f"outputs/{name}/" for name in families - {"lists"}}
    named = re.findall(r"^\| `([\w/.]+)` \|", text("generator/README.md"), re.MULTILINE)
    assert sorted(named) == sorted(rooms)


def _is_family(folder):
    return folder.is_dir() and "FEATURE = Feature(" in "".join(
        path.read_text("utf-8") for path in folder.glob("__init__.py")
    )


def _rooms(folder):
    """The modules and the packages that stand in a folder."""
    for path in folder.iterdir():
        if path.suffix == ".py":
            yield path.name
        elif path.is_dir() and path.name != "__pycache__":
            yield f"{path.name}/"


def test_the_map_of_the_tests_names_each_module_that_is_no_test():
    modules = {path.name for path in (ROOT / "tests").glob("*.py")}
    rows = re.findall(r"`(\w+\.py)`", text("tests/README.md"))
    tests = {name for name in modules if name.startswith("test_")}
    assert set(rows) - tests == modules - tests
    assert set(rows) <= modules


def test_each_dependency_has_its_reason_and_no_other_has_one():
    project = tomllib.loads(text("pyproject.toml"))
    groups = project["dependency-groups"]
    wanted = [
        *project["project"]["dependencies"],
        *(one for each in groups.values() for one in each),
    ]
    names = {re.match(r"[\w.-]+", each)[0] for each in wanted}
    rows = re.findall(
        r"^\| `([\w.-]+)` \| \w+ \| \S.+ \|$", text("docs/decisions.md"), re.MULTILINE
    )
    assert set(rows) == names


def test_each_decision_is_dated():
    headings = re.findall(r"^## (.+)$", text("docs/decisions.md"), re.MULTILINE)
    assert headings
    assert all(re.match(r"\d{4}-\d\d-\d\d: ", heading) for heading in headings)


@pytest.mark.parametrize("name", main.commands)
def test_each_command_is_documented(name):
    assert f"`bvm {name}`" in text("CONTRIBUTING.md")


def test_each_setting_of_who_publishes_is_documented():
    for row in schema.field_help(Identity):
        assert f"`extra.bvm.{row.key}`" in text("docs/exploitation.md")


@named(PAGES)
def test_each_link_leads_to_a_file_and_each_anchor_to_a_heading(page):
    """Those that lead to a page of the site are looked at with the content."""
    for link in links(page):
        if link.is_elsewhere:
            assert not link.is_image, f"a picture from elsewhere: {link.target}"
        elif not link.is_to_content:
            assert link.arrives, link.target


@pytest.mark.parametrize("part", [0, 1], ids=["français", "English"])
def test_the_readme_shows_the_two_commands_in_both_languages(part):
    block = re.findall(r"^```sh\n(.*?)^```$", text("README.md"), re.MULTILINE | re.DOTALL)[part]
    commands = [line.split("  #")[0].strip() for line in block.splitlines()]
    assert commands == ["make serve", "make test"]


def test_the_readme_speaks_french_first():
    readme = text("README.md")
    assert readme.index("Des habitants") < readme.index("## In English")


def test_a_contributor_is_told_how_to_renew_the_golden_cases(request):
    option = "--update-goldens"
    assert request.config.getoption(option) in {True, False}
    assert f".venv/bin/pytest tests/test_problems.py {option}" in text("CONTRIBUTING.md")


@named(PROSE)
def test_documentation_keeps_one_sentence_a_line(page):
    """So that a change of one sentence is a change of one line."""
    for line in without_code(page).splitlines():
        if not line.startswith("|"):
            assert not re.search(r"[a-zé)»][.!?] [A-ZÀÉ]", line.replace("« ", "«")), line


# The doors: what a contributor is told of them is what they say.


def test_a_contributor_is_told_of_every_form():
    told = text("CONTRIBUTING.md")
    assert all(f"« {form.titre} »" in told for form in questions.forms().values())


def test_a_contributor_is_promised_what_the_script_of_the_forms_gives():
    script = text("overrides/forms/formulaire.js")
    assert "Copier le texte" in script
    assert "Télécharger le texte" in script
    assert "texte à copier ou à garder" in text("CONTRIBUTING.md")


def test_what_one_agrees_to_is_told_in_the_words_of_the_forms():
    told = text("CONTRIBUTING.md").replace("\n> ", " ")
    assert all(said in told for said in questions.CONSENTS)


# Commands that are named must exist.


def _scripts():
    """Every piece of shell that a workflow, a hook or a page of documentation shows."""
    for path in SCRIPTS:
        yield (
            path,
            re.sub(r"^ *(?:- )?(?:run|entry): ", "", path.read_text("utf-8"), flags=re.MULTILINE),
        )
    for path in PAGES:
        text = path.read_text("utf-8")
        blocks = re.findall(r"^ *```(?:sh)?\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
        spans = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
        yield from ((path, shown) for shown in [*blocks, *spans])


_CALL = re.compile(
    r"(?:^|[|&;(]|\bif !|\bexec|[A-Z_]+=\S+)\s*(?:\.venv/bin/)?(make|bvm)\b([^|&;>)\n]*)"
)


def _calls(tool):
    for path, script in _scripts():
        for line in script.splitlines():
            for name, arguments in _CALL.findall(line.split("  #")[0]):
                if name == tool:
                    yield path, shlex.split(arguments, comments=True)


def _targets():
    text = (ROOT / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
    return set(re.findall(r"^([^\s:#=$]+):(?!=)", text, re.MULTILINE)) - {".PHONY"}


def test_each_make_target_that_is_named_exists():
    calls = list(_calls("make"))
    assert {path.name for path, _ in calls} >= {"verifier.yml", "publier.yml", "README.md", "run"}
    wrong = [(path.name, words) for path, words in calls if not set(words) <= _targets()]
    assert not wrong


def test_each_command_of_bvm_that_is_named_exists_with_its_options():
    calls = [(path, words) for path, words in _calls("bvm") if words]
    assert {path.name for path, _ in calls} >= {"relire.yml", "repondre.yml", "CONTRIBUTING.md"}
    for path, (name, *rest) in calls:
        options = {"--help"}
        if name != "--help":
            assert name in main.commands, (path.name, name)
            options |= {word for each in main.commands[name].params for word in each.opts}
        assert {word for word in rest if word.startswith("-")} <= options, (path.name, name, rest)
