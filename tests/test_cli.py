"""The command `bvm`, as the shell sees it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from samples import ANSWERS, faultless, typed
from worlds import write

from generator import cli, derived
from generator.cli import main
from generator.content.model import FicheDefi
from generator.content.schema import json_schema
from generator.text.front_matter import parse

WRONG = {"phase": "créactions"}
ENGLISH = re.compile(
    r"\b(?:the|this|no such|error|commands?|args|show|exit|missing|invalid|requires|try|got|did you mean)\b",
    re.IGNORECASE,
)


# bvm verifier.


def test_a_right_site_is_said_to_be(bvm, tmp_path):
    write(tmp_path, {"defis/cafe.md": faultless()})
    result = bvm("verifier")
    assert (result.exit_code, result.stdout) == (0, "Tout est en ordre, aucun conseil.\n")


def test_advice_alone_does_not_fail(bvm, tmp_path):
    write(tmp_path, {"defis/cafe.md": faultless(themes=["inconnu"])})
    result = bvm("verifier")
    assert result.exit_code == 0
    assert "→ conseil : defis/cafe.md:" in result.stdout
    assert result.stdout.endswith("\nTout est en ordre, 1 conseil.\n")


def test_an_error_fails_and_is_told_before_the_advice(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": faultless(themes=["inconnu"]), "defis/b.md": faultless(**WRONG)})
    result = bvm("verifier")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("✗ defis/b.md:4: phase : on lit « créactions »")
    assert lines[1].startswith("→ conseil : defis/a.md:")
    assert lines[-1] == "1 erreur à corriger, 1 conseil."


def test_a_thousand_broken_files_are_all_told_in_one_run(bvm, tmp_path):
    write(tmp_path, {f"defis/d{n}.md": f"---\ntitre: {n}\n---\n" for n in range(1000)})
    result = bvm("verifier")
    assert result.exit_code == 1
    assert {f"d{n}" for n in range(1000)} == set(re.findall(r"✗ defis/(d\d+)\.md:", result.stdout))
    assert result.stdout.endswith("\n8000 erreurs à corriger, aucun conseil.\n")


@pytest.mark.parametrize("form", ["texte", "github", "json"])
@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({}, 0, "n’existe pas encore"),
        ({"defis/README.md": "Bonjour"}, 0, "est vide"),
        ({"defis/photo.md": b"\x89PNG\0\0"}, 1, "ce n’est pas un texte"),
        ({"defis/cafe.md": "---\ntitre: Un café à nous\n---\n"}, 1, "il manque"),
        ({"defis/cafe.md": ""}, 1, "est vide"),
        ({"defis/cafe.md": "---\na: " + "[" * 60_000 + "\n---\n"}, 1, "emboîtés"),
    ],
    ids=["missing", "empty", "binary", "title only", "blank", "brackets"],
)
def test_bad_input_gets_a_clear_sentence_in_every_format(bvm, tmp_path, form, files, code, said):
    write(tmp_path, files)
    result = bvm("verifier", "--format", form)
    assert result.exit_code == code
    assert said in result.stdout


@pytest.mark.parametrize(
    "text",
    ["a: [\n", "- une\n- liste\n", "texte\n", "", "site_name: \x07\n", b"site_name: caf\xe9\n"],
    ids=["broken", "list", "text", "empty", "control", "latin-1"],
)
@pytest.mark.parametrize("option", ["", "--publication"])
def test_a_broken_mkdocs_yml_is_no_traceback(bvm, tmp_path, text, option):
    write(tmp_path, {"defis/cafe.md": faultless(), "mkdocs.yml": text})
    assert bvm("verifier", *([option] if option else [])).exit_code in {0, 1}


def test_a_wrong_setting_of_mkdocs_yml_is_an_error(bvm, tmp_path):
    write(tmp_path, {"defis/cafe.md": faultless(), "mkdocs.yml": "extra:\n  bvm:\n    depots: x\n"})
    result = bvm("verifier")
    assert result.exit_code == 1
    assert result.stdout.startswith("✗ mkdocs.yml:3: depots : ce champ n’existe pas.")


def test_publishing_asks_for_more(bvm, tmp_path):
    write(tmp_path, {"defis/cafe.md": faultless(), "mkdocs.yml": "site_name: Ici\n"})
    assert bvm("verifier").exit_code == 0
    result = bvm("verifier", "--publication")
    assert result.exit_code == 1
    assert result.stdout.count("à remplir avant de publier") == 12


def test_publishing_asks_for_nothing_when_all_is_there(bvm, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "ville/bien-vivre")
    monkeypatch.setenv("SITE_URL", "https://exemple.fr/")
    lines = ["adresse: b@exemple.fr", "hebergeur: {nom: h, adresse: i, telephone: '01'}"]
    keys = ("organisation", "siege", "telephone", "immatriculation", "conservation")
    lines += [f"{key}: a" for key in (*keys, "directeur_publication")]
    settings = "site_url: !ENV [SITE_URL, '']\nextra:\n  bvm:\n    " + "\n    ".join(lines)
    write(tmp_path, {"defis/cafe.md": faultless(), "mkdocs.yml": settings})
    assert bvm("verifier", "--publication").exit_code == 0


@pytest.mark.parametrize("name", ["defis/a.md", "./defis/a.md", "defis/../defis/a.md"])
def test_a_file_limits_what_is_said(bvm, tmp_path, name):
    write(tmp_path, {"defis/a.md": faultless(themes=["inconnu"]), "defis/b.md": faultless(**WRONG)})
    result = bvm("verifier", name)
    assert result.exit_code == 0
    assert "defis/a.md" in result.stdout
    assert "defis/b.md" not in result.stdout


def test_an_absolute_path_is_a_file_too(bvm, tmp_path):
    root = write(tmp_path, {"defis/a.md": faultless(), "defis/b.md": faultless(**WRONG)})
    assert bvm("verifier", str(root / "defis" / "a.md")).exit_code == 0
    assert bvm("verifier", str(root / "defis" / "b.md")).exit_code == 1


def test_several_files_are_told_together(bvm, tmp_path):
    write(tmp_path, {f"defis/{name}.md": faultless(**WRONG) for name in "abc"})
    result = bvm("verifier", "defis/a.md", "defis/c.md")
    assert re.findall(r"defis/(.)\.md:", result.stdout) == ["a", "c"]


@pytest.mark.parametrize("folder", ["defis", "defis/", "."])
def test_a_folder_is_all_its_files(bvm, tmp_path, folder):
    write(tmp_path, {"defis/a.md": faultless(**WRONG), "defis/b.md": faultless(**WRONG)})
    result = bvm("verifier", folder)
    assert result.exit_code == 1
    assert re.findall(r"defis/(.)\.md:", result.stdout) == ["a", "b"]


def test_a_file_that_is_not_there_is_told(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": faultless()})
    result = bvm("verifier", "defis/absent.md")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == "Fichier introuvable : defis/absent.md. Vérifiez son nom.\n"


# Annotations of GitHub.

ANNOTATION = re.compile(
    r"::(?P<level>error|notice) file=(?P<file>[^,:]+),line=(?P<line>\d+),title=(?P<title>[^,:]+)"
    r"::(?P<message>.+)"
)


def annotations(output):
    """What GitHub understands of an output: its rules, read backwards."""
    found = []
    for line in output.splitlines():
        match = ANNOTATION.fullmatch(line)
        assert match, line
        told = match.groupdict()
        for key, value in told.items():
            signs = ["25", "0D", "0A"] + (["3A", "2C"] if key != "message" else [])
            for sign in [*signs[1:], signs[0]]:
                value = value.replace(f"%{sign}", chr(int(sign, 16)))  # noqa: PLW2901 - unescaped
            told[key] = value
        found.append(told)
    return found


def test_a_day_that_cannot_be_is_told_in_french(bvm, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hier")
    result = bvm("verifier")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("SOURCE_DATE_EPOCH vaut « hier », qui n’est pas un nombre")


def test_settings_that_are_missing_are_told_alone_and_with_what_to_do(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": "faux"})
    result = bvm("verifier", "mkdocs.yml")
    assert result.exit_code == 1
    assert result.stdout.startswith("✗ mkdocs.yml: ce fichier manque")
    assert "defis/a.md" not in result.stdout


def test_settings_that_one_has_no_right_to_read_are_told(bvm, tmp_path, monkeypatch):
    write(tmp_path, {"mkdocs.yml": "site_name: x"})
    given, allowed = os.open, os.access

    def refuse(path, *how, **more):
        if Path(path).name == "mkdocs.yml":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return given(path, *how, **more)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(
        os, "access", lambda path, *how: "mkdocs" not in str(path) and allowed(path, *how)
    )
    result = bvm("verifier", "mkdocs.yml")
    assert result.exit_code == 1
    assert "✗ mkdocs.yml: ce fichier ne peut pas être lu (le droit d’y accéder" in result.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is full, on Linux")
def test_what_cannot_be_printed_is_told_without_a_trace(tmp_path):
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "generator.cli", "verifier"]
        ended = subprocess.run(
            command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr == (
        "Le disque a refusé : le disque est plein. Faites de la place, puis recommencez.\n"
    )


def test_problems_annotate_their_line_on_github(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": faultless(themes=["inconnu"]), "defis/b.md": faultless(**WRONG)})
    result = bvm("verifier", "--format", "github")
    assert result.exit_code == 1
    advice, error = annotations(result.stdout)
    assert (advice["level"], advice["file"], advice["title"]) == (
        "notice",
        "defis/a.md",
        "themes[1]",
    )
    assert (error["level"], error["file"], error["line"], error["title"]) == (
        "error", "defis/b.md", "4", "phase",
    )  # fmt: skip
    assert error["message"].startswith("on lit « créactions »")


def test_a_problem_of_a_whole_file_annotates_its_first_line(bvm, tmp_path):
    write(tmp_path, {"defis/photo.md": b"\0"})
    (told,) = annotations(bvm("verifier", "--format", "github").stdout)
    assert (told["line"], told["title"]) == ("1", "fichier_binaire")


def test_signs_that_github_reads_are_escaped(bvm, tmp_path):
    write(tmp_path, {"defis/a,b:c%0A.md": faultless(), "defis/x.md": faultless(commune="100%0A%")})
    name, commune = annotations(bvm("verifier", "--format", "github").stdout)
    assert name["file"] == "defis/a,b:c%0A.md"
    assert "« 100%0A% »" in commune["message"]


@pytest.mark.parametrize("form", ["texte", "github"])
def test_no_author_writes_a_command_of_the_workflow(bvm, tmp_path, form):
    attack = "\n::error file=x,line=1::faux\r\n::stop-commands::x"
    write(
        tmp_path,
        {
            f"defis/a{attack[:40]}.md": faultless(),
            "defis/b.md": faultless(
                commune=attack, phase=attack, inspire_de=attack, contact=attack
            ),
            "defis/c.md": faultless().replace("titre:", f"{json.dumps(attack)}: x\ntitre:", 1),
            "defis/d.md": faultless()
            + "\n[a](absent%0A::error::faux.md) ![x](x%0A::error::faux.jpg)\n",
            "mkdocs.yml": f"extra:\n  bvm:\n    {json.dumps(attack)}: x\n",
        },
    )
    result = bvm("verifier", "--format", form)
    assert result.exit_code == 1
    if form == "github":
        annotations(result.stdout)
    else:
        assert not [line for line in re.split(r"[\r\n]", result.stdout) if line.startswith("::")]


def test_nothing_to_say_annotates_nothing(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": faultless()})
    result = bvm("verifier", "--format", "github")
    assert (result.exit_code, result.stdout.strip()) == (0, "")


# JSON.


def test_a_program_reads_each_problem_as_json(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": faultless(themes=["inconnu"]), "defis/b.md": faultless(**WRONG)})
    result = bvm("verifier", "--format", "json")
    advice, error = json.loads(result.stdout)
    assert list(error) == ["fichier", "ligne", "champ", "gravite", "genre", "message"]
    assert {key: error[key] for key in list(error)[:5]} == {
        "fichier": "defis/b.md",
        "ligne": 4,
        "champ": "phase",
        "gravite": "erreur",
        "genre": "valeur_hors_liste",
    }
    assert (advice["gravite"], advice["genre"]) == ("conseil", "theme_inconnu")


def test_nothing_to_say_is_an_empty_list(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": faultless()})
    assert json.loads(bvm("verifier", "--format", "json").stdout) == []


# How to call it.


@pytest.mark.parametrize(
    "arguments",
    [["verifie"], ["verifier", "--formt"], ["verifier", "--format", "xml"], ["verifier", "--format"],
     ["generer", "trop"], ["--inconnu"]],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_is_wrong_is_told_in_french(bvm, arguments):
    result = bvm(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Commande mal écrite : ")
    assert "--help" in result.stderr
    said = result.stderr.replace("--help", "")
    assert not ENGLISH.search(said), said


def test_geographie_without_a_commune_says_in_french_what_is_missing(bvm):
    result = bvm("geographie")
    assert (result.exit_code, result.stdout) == (2, "")
    said = result.stderr.split("Pour voir comment l’écrire : bvm geographie --help")[0]
    assert said == "Commande mal écrite : il manque COMMUNE.\n"


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["-h"], ["verifier", "-h"], ["generer", "-h"], ["nouveau", "-h"],
     ["geographie", "-h"]],
    ids=" ".join,
)  # fmt: skip
def test_help_is_given_in_french(bvm, arguments):
    result = bvm(*arguments)
    assert result.exit_code in ({0} if arguments else {0, 2})
    said = re.sub(r"--?\w+", "", result.output)
    assert not ENGLISH.search(said), said


def test_every_command_and_every_option_says_what_it_does():
    for command in main.commands.values():
        assert command.get_short_help_str().endswith(".")
        for parameter in command.params:
            assert parameter.param_type_name == "argument" or parameter.help


def test_the_command_can_be_run_by_a_shell(tmp_path):
    root = write(tmp_path, {"defis/a.md": faultless(**WRONG)})
    ended = subprocess.run(
        [sys.executable, "-m", "generator.cli", "verifier"],
        cwd=root, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout.startswith("✗ defis/a.md:4: phase")
    assert ended.stderr == ""


# bvm generer.


def test_derived_files_are_written_then_up_to_date(bvm, tmp_path):
    assert bvm("generer").stdout == "".join(f"Écrit : {path}\n" for path in derived.files())
    for path, text in derived.files().items():
        assert (tmp_path / path).read_bytes() == text.encode()
    again = bvm("generer", "--verifier")
    assert (again.exit_code, "à jour" in again.stdout) == (0, True)
    assert "Écrit" not in bvm("generer").stdout


def test_each_derived_file_that_drifts_is_found_and_not_touched(bvm, tmp_path):
    bvm("generer")
    drifted = {path: f"{text} " for path, text in derived.files().items()}
    write(tmp_path, drifted)
    result = bvm("generer", "--verifier")
    said = "".join(f"✗ {path} n’est plus à jour. Lancez : bvm generer\n" for path in drifted)
    assert (result.exit_code, result.stdout) == (1, said)
    assert {path: (tmp_path / path).read_text("utf-8") for path in drifted} == drifted
    bvm("generer")
    assert bvm("generer", "--verifier").exit_code == 0


@pytest.mark.parametrize("path", [min(derived.files()), max(derived.files())])
def test_only_the_derived_file_that_drifts_is_told_and_written(bvm, tmp_path, path):
    bvm("generer")
    (tmp_path / path).write_text("autre chose", "utf-8")
    assert bvm("generer", "--verifier").stdout.count("✗ ") == 1
    assert bvm("generer").stdout == f"Écrit : {path}\n"


def test_each_derived_file_that_is_missing_is_found_and_not_written(bvm, tmp_path):
    result = bvm("generer", "--verifier")
    assert result.exit_code == 1
    assert all(f"✗ {path} " in result.stdout for path in derived.files())
    assert not any(tmp_path.iterdir())


def test_what_cannot_be_written_is_told_and_stays_as_it_was(bvm, tmp_path, monkeypatch):
    path = next(iter(derived.files()))
    write(tmp_path, {path: "avant"})
    monkeypatch.setattr(os, "replace", _full)
    result = bvm("generer")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{path} : le disque est plein. Faites de la place, puis recommencez.\n"
    assert (tmp_path / path).read_text("utf-8") == "avant"


def _full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# bvm nouveau.


def test_what_was_answered_is_shown_when_it_cannot_be_written(bvm, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "replace", _full)
    result = bvm("nouveau", answers=typed())
    assert result.exit_code == 1
    assert "✗ defis/un-cafe-a-nous.md : le disque est plein." in result.stdout
    assert "Rien n’est perdu" in result.stdout
    assert "\ntitre: Un café à nous\n" in result.stdout
    assert not [*(tmp_path / "defis").iterdir()]


def test_nine_answers_make_a_valid_file(bvm, tmp_path):
    result = bvm("nouveau", answers=typed())
    assert result.exit_code == 0
    matter, problems = parse((tmp_path / "defis" / "un-cafe-a-nous.md").read_text("utf-8"), "")
    assert problems == []
    assert matter.fields == {key: value for key, value in ANSWERS.items() if value} | {
        "phase": "informaction",
        "concerne": "quartier",
    }
    assert bvm("verifier", "defis/un-cafe-a-nous.md").exit_code == 0


def test_what_to_do_next_is_said(bvm):
    said = bvm("nouveau", answers=typed()).stdout
    assert "bvm verifier defis/un-cafe-a-nous.md" in said
    assert "make serve" in said
    assert "git add defis/un-cafe-a-nous.md" in said


def test_a_new_file_is_right_for_an_editor_too(bvm, tmp_path):
    bvm("nouveau", answers=typed())
    head = (tmp_path / "defis" / "un-cafe-a-nous.md").read_text("utf-8").split("---\n")[1]
    held = yaml.safe_load(head)
    held["depuis"] = str(held["depuis"])
    errors = jsonschema.Draft202012Validator(json_schema(FicheDefi)).iter_errors(held)
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("titre", "Court"),
        ("titre", "a" * 91),
        ("resume", "a" * 241),
        ("phase", "4"),
        ("phase", "0"),
        ("phase", "plus tard"),
        ("depuis", "hier"),
        ("depuis", "2026-02-30"),
        ("territoire", "5"),
        ("commune", "99999"),
        ("commune", "Saint-Denis"),
        ("commune", "Mirecourt (Moselle)"),
        ("concerne", "tout le monde"),
    ],
)
def test_a_wrong_answer_is_asked_again(bvm, tmp_path, key, wrong):
    result = bvm("nouveau", answers=typed(**{key: f"{wrong}\n{ANSWERS[key]}"}))
    assert result.exit_code == 0
    assert result.stdout.count("\n✗ ") + result.stdout.count(": ✗ ") >= 1
    text = (tmp_path / "defis" / "un-cafe-a-nous.md").read_text("utf-8")
    assert wrong not in text.split("\n")


def test_a_day_is_typed_as_one_says_it_and_said_back(bvm, tmp_path):
    said = bvm("nouveau", answers=typed(depuis="hier\n12/09/2026")).stdout
    assert "par exemple : samedi 21\u00a0novembre 2026" in said
    assert "✓ samedi 12\u00a0septembre 2026" in said
    text = (tmp_path / "defis" / "un-cafe-a-nous.md").read_text("utf-8")
    assert "depuis: 2026-09-12\n" in text


def test_an_answer_that_is_needed_is_asked_again(bvm, tmp_path):
    result = bvm("nouveau", answers=typed(titre="\n   \nUn café à nous"))
    assert result.exit_code == 0
    assert (tmp_path / "defis" / "un-cafe-a-nous.md").exists()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_choice_is_given_by_its_number_or_its_word(bvm, tmp_path, number):
    words = ["informaction", "creaction", "activaction"]
    bvm("nouveau", answers=typed(phase=str(number)))
    bvm("nouveau", answers=typed(phase=words[number - 1]))
    first, second = sorted((tmp_path / "defis").glob("*.md"))
    assert parse(first.read_text("utf-8"), "")[0].fields["phase"] == words[number - 1]
    assert parse(second.read_text("utf-8"), "")[0].fields["phase"] == words[number - 1]


def test_a_name_that_is_taken_gets_a_number(bvm, tmp_path):
    for _ in range(3):
        bvm("nouveau", answers=typed())
    assert sorted(path.name for path in (tmp_path / "defis").iterdir()) == [
        "un-cafe-a-nous-2.md", "un-cafe-a-nous-3.md", "un-cafe-a-nous.md",
    ]  # fmt: skip
    assert bvm("verifier").exit_code == 0


def test_a_long_title_that_is_taken_still_gives_a_valid_name(bvm, tmp_path):
    for _ in range(2):
        bvm(
            "nouveau",
            answers=typed(titre="Un très long titre pour un défi qui n’en finit jamais vraiment"),
        )
    assert len(list((tmp_path / "defis").iterdir())) == 2
    assert bvm("verifier").exit_code == 0


@pytest.mark.parametrize(
    "title",
    ["« L’eau : un bien commun » ?", 'Dire "oui" # ou non', "- un tiret, puis la suite",
     "{{ 7 * 7 }} et la suite", "2026-09-12", "!important : à lire", "100 % à nous", "@nous les voisins",
     "日本語のカフェ、みんなで", "........"],
)  # fmt: skip
def test_any_title_is_written_as_it_was_typed(bvm, tmp_path, title):
    assert bvm("nouveau", answers=typed(titre=title)).exit_code == 0
    (path,) = (tmp_path / "defis").iterdir()
    assert parse(path.read_text("utf-8"), "")[0].fields["titre"] == title
    assert bvm("verifier").exit_code == 0


@pytest.mark.parametrize("count", range(9))
def test_leaving_before_the_end_writes_nothing(bvm, tmp_path, count):
    lines = typed().splitlines(keepends=True)[:count]
    result = bvm("nouveau", answers="".join(lines))
    assert result.exit_code == 130
    assert result.stderr.endswith("Abandon : rien n’a été écrit.\n")
    assert not (tmp_path / "defis").exists()


def test_where_nobody_can_answer_a_question_stops_the_command(monkeypatch):
    monkeypatch.setattr(cli.sys, "stdin", None)
    with pytest.raises(EOFError):
        cli._prompt("Quoi")
