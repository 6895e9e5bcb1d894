"""What is said of the project is true of it: modules, dependencies, commands, settings, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from generator import forms, schema
from generator.cli import main
from generator.identity import Identity
from generator.model import FicheAnnonce

GENERATOR = ROOT / "generator"
PROSE = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name / "README.md" for name in ("generator", "defis", "annonces")),
]
PAGES = [*PROSE, ROOT / "bench" / "README.md"]
DOORS = "content/contribuer/index.md"
EDITING = "content/contribuer/modifier-un-texte.md"
IMAGES = "content/contribuer/images"
PICTURES = sorted((ROOT / IMAGES).glob("*.svg"))
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")


def text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def test_the_map_of_the_code_names_each_module_and_no_other():
    modules = {path.relative_to(GENERATOR).as_posix() for path in GENERATOR.rglob("*.py")}
    rows = re.findall(r"^\| `([\w/]+\.py)` \|", text("generator/README.md"), re.MULTILINE)
    assert set(rows) == modules - {"__init__.py"}
    assert len(rows) == len(set(rows))


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


@pytest.mark.parametrize("name", sorted(main.commands))
def test_each_command_has_help_and_is_documented(name):
    command = main.commands[name]
    assert command.help
    assert all(option.help for option in command.params if option.param_type_name == "option")
    assert f"`bvm {name}`" in text("CONTRIBUTING.md")


def test_each_setting_of_who_publishes_is_documented():
    for row in schema.field_help(Identity):
        assert f"`extra.bvm.{row.key}`" in text("docs/exploitation.md")


def test_the_fields_of_an_annonce_are_those_of_the_model():
    said = re.findall(
        r"^\| `(\w+)`( \(obligatoire\))? \|", text("annonces/README.md"), re.MULTILINE
    )
    known = schema.field_help(FicheAnnonce)
    assert {key: bool(star) for key, star in said} == {row.key: row.required for row in known}


def test_the_example_of_an_annonce_is_valid():
    example = re.search(r"```yaml\n(---.*?---\n)```", text("annonces/README.md"), re.DOTALL)[1]
    document, problems = schema.parse_document(example, FicheAnnonce, "remorque", "annonces/x.md")
    assert document
    assert problems == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_link_leads_to_a_file_and_each_anchor_to_a_heading(path):
    for image, target in LINK.findall(_without_code(path)):
        if target.startswith("https://"):
            assert not image, f"a picture from elsewhere: {target}"
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), target
        if anchor:
            assert anchor in _anchors(file), target


def _without_code(path: Path) -> str:
    page = re.sub(r"^ *```.*?^ *```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]+`", "", page)


def _anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives to headings: lower case, words and dashes."""
    headings = re.findall(r"^#+ (.+)$", _without_code(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


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


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documentation_keeps_one_sentence_a_line(path):
    """So that a change of one sentence is a change of one line."""
    for line in _without_code(path).splitlines():
        if not line.startswith("|"):
            assert not re.search(r"[a-zé)»][.!?] [A-ZÀÉ]", line.replace("« ", "«")), line


# The doors: what the pages for citizens and Entrepreneurs say of them is what the forms say.


def test_the_two_pages_that_list_the_doors_name_every_form():
    for path in (DOORS, "CONTRIBUTING.md"):
        for form in forms.forms().values():
            assert f"« {form.titre} »" in _without_links(text(path)), path


def test_the_two_pages_promise_what_the_script_of_the_forms_gives():
    script = text("overrides/scripts/formulaire.js")
    assert "Copier le texte" in script
    assert "Télécharger le texte" in script
    assert "**texte à copier**, ou un fichier à garder" in text(DOORS)
    assert "texte à copier ou à garder" in text("CONTRIBUTING.md")


def test_what_a_defi_must_say_is_told_in_the_words_of_its_form():
    asked = [each for each in forms.forms()["defi"].questions if each.required]
    for label in (each.label for each in asked if each.kind is not forms.Kind.CONSENT):
        assert label[0].lower() + label[1:] in text(DOORS)


@pytest.mark.parametrize("path", [DOORS, "CONTRIBUTING.md"])
def test_what_one_agrees_to_is_told_in_the_words_of_the_forms(path):
    prose = text(path).replace("\n> ", " ")
    assert all(said in prose for said in forms.CONSENTS)


@pytest.mark.parametrize("path", [DOORS, EDITING])
def test_what_is_quoted_of_the_site_is_written_on_it(path):
    """A form, a question, a button: or words of the page's own, which are listed here."""
    own = {
        DOORS: {"12 personnes"},
        EDITING: {"La date du repas a bougé"},
    }
    asked = {form.titre for form in forms.forms().values()}
    asked |= {question.label for form in forms.forms().values() for question in form.questions}
    drawn = [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "overrides").rglob("*.js")]
    written = "".join(each.read_text("utf-8") for each in drawn)
    prose = re.sub(r'« <span lang="en">.*?</span> »|!\[.*?\]', "", text(path))
    for said in set(re.findall(r"« (.+?) »", _without_links(prose))) - own[path] - asked:
        assert said in written, said


BUTTONS = {
    "Add file", "Approve", "Approve workflows to run", "choose your files", "Commit changes…",
    "Confirm merge", "Create a new branch for this commit and start a pull request",
    "Create new file", "Create pull request", "Edit", "Files changed", "Issues",
    "Merge pull request", "New issue", "Preview", "Propose changes", "Pull requests",
    "Request changes", "Save", "Submit review", "Upload files",
}  # fmt: skip
"""What GitHub's own documentation calls them; where and when it was read ends `EDITING`."""

TITLES = {
    "Editing files", "Adding a file to a repository", "Hello World", "Editing an issue",
    "Quickstart for reviewing pull requests", "Merging a pull request",
    "Approving workflow runs from forks", "Setting your commit email address",
}  # fmt: skip


def test_a_button_of_github_has_the_same_name_everywhere():
    for path in (DOORS, EDITING):
        said = re.findall(r'« <span lang="en">(.*?)</span> »', text(path))
        assert set(said) <= BUTTONS | TITLES | {"fork"}, path
    said = {one for path in PICTURES for one in _words_of(path)}
    assert said == {"Commit changes…", "Propose changes", "Create pull request"}


def test_each_picture_is_shown_and_said_in_words():
    for name in (path.name for path in PICTURES):
        shown = re.findall(rf"!\[(.+?)\]\(images/{name}\)(.*)", text(DOORS) + text(EDITING))
        assert len(shown) == 1, name
        (said, how), *_ = shown
        assert all(f"« {one} »" in said for one in _words_of(ROOT / IMAGES / name))
        assert re.fullmatch(r"\{ width=\d+ height=\d+ loading=lazy \}", how)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_light_and_its_words_large_enough_on_a_phone(path):
    assert path.stat().st_size <= 4 * 1024
    drawing = ElementTree.parse(path).getroot()
    scale = (360 - 2 * 18) / float(drawing.get("width"))
    sizes = [float(each.get("font-size")) for each in drawing.iter() if each.get("font-size")]
    assert all(size * scale >= 16 for size in sizes)
    assert "http" not in path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")


def _without_links(text: str) -> str:
    return re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text)


def _words_of(path: Path) -> list[str]:
    return [each.text for each in ElementTree.parse(path).iter() if each.tag.endswith("text")]
