"""The workflows: valid for GitHub, without rights they do not need, naming what exists."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
import workflows
import yaml
from worlds import ROOT

from generator.contributions import answering

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SETTINGS = [*WORKFLOWS, ROOT / ".github" / "dependabot.yml", ROOT / ".pre-commit-config.yaml"]


def named(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.name)


def read(path):
    """A YAML file, every value a string: `on` stays `on`."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def run(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def replaced(old, new):
    """What writes something else in a text that holds it."""

    def change(text):
        assert old in text, f"{old} has gone: this test changes nothing"
        return text.replace(old, new, 1)

    return change


def before_steps(yaml_of_a_step):
    """What puts a step before the others of the first job."""
    return replaced("    steps:\n", f"    steps:\n{yaml_of_a_step}")


@pytest.fixture
def github(tmp_path):
    """What GitHub reads, copied, for a test to spoil."""
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    shutil.copy(ROOT / ".pre-commit-config.yaml", tmp_path)
    return tmp_path


def spoil(root, name, change):
    path = root / name
    path.write_text(change(path.read_text("utf-8")), "utf-8")


NIGHT = ".github/workflows/chaque-nuit.yml"
ANSWERS = ".github/workflows/propositions.yml"
DEPLOYS = ".github/workflows/publier.yml"
PIN = "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1  # v7.0.1"

READ_HERE = {
    "an event in a script": (
        NIGHT,
        before_steps('      - run: echo "${{ github.event.issue.title }}"\n'),
        "issue.title",
        "un script contient « ${{ … }} »",
    ),
    "an event in a setting": (
        NIGHT,
        replaced("GH_TOKEN: ${{ github.token }}", "TITRE: ${{ github.event.issue.title }}"),
        "TITRE",
        "« github.event.issue.title » n’est pas de ce qu’un workflow peut reprendre : quelqu’un a pu l’écrire. Lisez-le dans",
    ),
    "an event spelt otherwise": (
        NIGHT,
        replaced("GH_TOKEN: ${{ github.token }}", "TITRE: ${{ GitHub.Event['issue'].title }}"),
        "TITRE",
        "« GitHub.Event[ » n’est pas de ce qu’un workflow peut reprendre",
    ),
    "a whole event": (
        NIGHT,
        replaced("GH_TOKEN: ${{ github.token }}", "TOUT: ${{ toJSON(github) }}"),
        "TOUT",
        "« github » n’est pas de ce qu’un workflow peut reprendre",
    ),
    "the name of a branch in a condition": (
        NIGHT,
        before_steps("      - if: github.head_ref == 'main'\n        run: ls\n"),
        "head_ref",
        "« github.head_ref » n’est pas de ce qu’un workflow peut reprendre",
    ),
    "an action by its tag": (
        DEPLOYS,
        replaced(PIN, "uses: actions/checkout@v7"),
        "checkout@v7",
        "l’action « actions/checkout@v7 » n’est pas fixée comme les autres. Écrivez « uses: ",
    ),
    "an action without its version": (
        DEPLOYS,
        replaced(PIN, PIN.partition("  #")[0]),
        "actions/checkout",
        "l’action « actions/checkout@3d3c42e5",
    ),
    "an action of this very project": (
        DEPLOYS,
        replaced(PIN, "uses: ./.github/actions/prendre"),
        "./.github",
        "l’action « ./.github/actions/prendre » n’est pas fixée",
    ),
    "one action at two commits": (
        DEPLOYS,
        replaced(PIN, PIN.replace("3d3c", "3d3d")),
        "3d3d",
        "l’action « actions/checkout » est ici à un autre commit que dans .github/workflows/",
    ),
    "an unknown label in a form": (
        ".github/ISSUE_TEMPLATE/aide.yml",
        replaced("- aide\n", "- aides\n"),
        "- aides",
        "l’étiquette « aides » n’existe pas. Choisissez-en une de .github/labels.yml",
    ),
    "an unknown label in a script": (
        NIGHT,
        before_steps('      - run: gh issue edit 1 --add-label "aide,urgent"\n'),
        "urgent",
        "l’étiquette « urgent » n’existe pas.",
    ),
    "an unknown label in a condition": (
        NIGHT,
        before_steps("      - if: contains(github.event.issue.labels.*.name, 'urgent')\n"),
        "urgent",
        "l’étiquette « urgent » n’existe pas.",
    ),
    "an unknown label for an action": (
        DEPLOYS,
        replaced("        with:\n", "        with:\n          labels: aide, pret\n"),
        "pret",
        "l’étiquette « pret » n’existe pas.",
    ),
    "an unknown label for Dependabot": (
        ".github/dependabot.yml",
        replaced("    cooldown:\n", "    labels: [actions]\n    cooldown:\n"),
        "labels",
        "l’étiquette « actions » n’existe pas.",
    ),
    "an unknown workflow that is started": (
        NIGHT,
        replaced("gh workflow run publier.yml", "gh workflow run publie.yml"),
        "publie.yml",
        "aucun workflow ne s’appelle « publie.yml ». Il y a : chaque-nuit.yml, ",
    ),
    "an unknown workflow that is waited for": (
        NIGHT,
        replaced("on:\n", "on:\n  workflow_run:\n    workflows: [Publié]\n"),
        "Publié",
        "aucun workflow ne s’appelle « Publié ». Il y a : Chaque nuit, ",
    ),
    "an alert that is silenced": (
        NIGHT,
        replaced("permissions: {}", "permissions: {}  # zizmor: ignore[excessive-permissions]"),
        "zizmor",
        "ce commentaire fait taire zizmor.",
    ),
}


@pytest.mark.parametrize("case", READ_HERE)
def test_the_check_says_where_it_is_wrong_and_what_to_write(github, case):
    name, change, place, said = READ_HERE[case]
    spoil(github, name, change)
    lines = (github / name).read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if place in line)
    found = [str(fault) for fault in workflows.faults(github)]
    assert any(each.startswith(f"✗ {name}:{number} : {said}") for each in found), found


def test_a_label_that_a_variable_holds_is_not_guessed(github):
    step = '      - run: gh issue edit 1 --add-label "$ETIQUETTE"\n'
    spoil(github, NIGHT, before_steps(step))
    assert not list(workflows.faults(github))


def test_a_label_that_is_no_longer_is_said_of_each_form(github):
    spoil(github, workflows.LABELS, replaced("- name: correction\n", "- name: erreur\n"))
    found = [(fault.path, fault.what.partition(".")[0]) for fault in workflows.faults(github)]
    said = "l’étiquette « correction » n’existe pas"
    forms = [".github/ISSUE_TEMPLATE/correction.yml"]
    assert found == [(form, said) for form in forms]


REFUSED_AS_WRITTEN = {
    NIGHT: (
        replaced("timeout-minutes: 5", "timeout-minute: 5"),
        [
            "Additional properties are not allowed ('timeout-minute' was unexpected)",
            "'timeout-minutes' is a required property",
            f"✗ {NIGHT}:",
            'unexpected key "timeout-minute" for "job" section.',
        ],
    ),
    ANSWERS: (
        replaced("steps.application.outputs.token", "steps.applications.outputs.token"),
        [f"✗ {ANSWERS}:", 'property "applications" is not defined', "(actionlint)"],
    ),
    ".github/dependabot.yml": (
        replaced("interval: monthly", "interval: sometimes"),
        ["'sometimes' is not one of"],
    ),
}
"""What each of these files may not say, and what the schemas and actionlint say of it."""

REFUSED_AS_DANGEROUS = {
    ("artipacked", DEPLOYS): replaced("        with:\n          persist-credentials: false\n", ""),
    ("undocumented-permissions", NIGHT): replaced(
        "actions: write  # to start publier.yml, and nothing else", "actions: write"
    ),
    ("dangerous-triggers", ".github/workflows/verifier.yml"): replaced(
        "  pull_request:", "  pull_request_target:"
    ),
    ("dangerous-triggers", NIGHT): replaced(
        "on:\n", "on:\n  workflow_run:\n    workflows: [Publier]\n"
    ),
}
"""By the name of what zizmor finds, and where: the last is excused, in another file only."""


def test_the_check_passes_on_what_schemas_and_actionlint_say(github):
    for name, (change, _) in REFUSED_AS_WRITTEN.items():
        spoil(github, name, change)
    assert not list(workflows.faults(github))
    found = "\n".join(workflows.check(github))
    missed = [each for _, said in REFUSED_AS_WRITTEN.values() for each in said if each not in found]
    assert not missed, found


def test_the_check_passes_on_what_zizmor_says(github):
    """Of files that are valid: it reads no others."""
    for (_, name), change in REFUSED_AS_DANGEROUS.items():
        spoil(github, name, change)
    assert not list(workflows.faults(github))
    (said,) = workflows.check(github)
    found = re.findall(r"\[([\w-]+)\].*\n *--> \S+?(\.github/\S+?):", said)
    assert sorted(found) == sorted(REFUSED_AS_DANGEROUS), said


def test_zizmor_reads_each_file_and_excuses_one_trigger_in_one_of_them(github):
    *_, command = workflows.commands(github)
    code, said = run(*command)
    assert code == 0, said
    assert all(path.name in said for path in SETTINGS), said
    assert read(ROOT / workflows.ZIZMOR) == {
        "rules": {"dangerous-triggers": {"ignore": ["repondre.yml"]}}
    }


def test_what_a_workflow_may_expand_is_no_more_than_what_they_do():
    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    assert not [name for name in workflows.GIVEN if name not in text]


@pytest.mark.parametrize("name", [".github/workflows/chaque-nuit.yml", ".github/labels.yml"])
def test_what_is_no_yaml_is_said_at_once(github, name):
    (github / name).write_text("a: [", "utf-8")
    with pytest.raises(SystemExit, match=f"✗ {name} : ce n’est pas du YAML"):
        list(workflows.check(github))


def test_nothing_is_in_order_where_there_is_no_workflow(github):
    shutil.rmtree(github / ".github" / "workflows")
    with pytest.raises(SystemExit, match="Il n’y a aucun fichier"):
        list(workflows.check(github))


@named(WORKFLOWS)
def test_a_workflow_starts_without_rights_and_never_with_those_of_the_target(path):
    workflow = read(path)
    excused = {"workflow_run"} if path.name == "repondre.yml" else set()
    assert workflow["permissions"] == {}
    dangerous = {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])
    assert dangerous <= excused


@named(WORKFLOWS)
def test_what_starts_after_another_workflow_never_takes_the_code_of_a_proposal(path):
    """It may write, and what it follows ran that code: of it, only an artifact is read, as data."""
    if "workflow_run" in read(path)["on"]:
        for step in _steps(path):
            checkout = step.get("uses", "").startswith("actions/checkout@")
            ref = "${{ github.event.repository.default_branch }}"
            assert not checkout or step["with"] == {"ref": ref, "persist-credentials": "false"}
            assert not re.search(
                r"\b(git|gh)\s+(fetch|pull|clone|checkout|pr|repo|run)\b", step.get("run", "")
            )


@named(WORKFLOWS)
def test_only_what_deploys_or_starts_the_deployment_or_answers_a_request_may_write(path):
    """Those that answer run the code of main only, and take what people wrote as data."""
    allowed = {
        "publier": {"pages", "id-token"},
        "lancer": {"actions"},
        "repondre": {"contents", "pull-requests", "issues"},
        "commenter": {"pull-requests"},
    }
    for name, job in read(path)["jobs"].items():
        writes = {right for right, level in job["permissions"].items() if level == "write"}
        assert writes == allowed.get(name, set()), name


def _steps(path):
    for job in read(path)["jobs"].values():
        yield from job.get("steps", [])


@named(WORKFLOWS)
def test_a_checkout_keeps_no_credentials(path):
    for step in _steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_a_request_is_answered_from_the_code_of_main_one_run_at_a_time():
    """A second run waits: cancelled, it could leave a request without an answer."""
    path = ROOT / ".github/workflows/propositions.yml"
    workflow = read(path)
    assert workflow["on"] == {
        "issues": {"types": ["opened", "edited", "reopened", "closed"]},
        "pull_request": {"types": ["closed"]},
    }
    assert " ".join(workflow["jobs"]["repondre"]["if"].split()) == (
        "github.event.sender.login != 'github-actions[bot]' && ( "
        "github.event_name == 'issues' || "
        "github.event.pull_request.head.repo.full_name == github.repository && "
        "github.event.pull_request.merged == false)"
    )
    number = "${{ github.event.issue.number || github.event.pull_request.number }}"
    assert workflow["concurrency"] == {
        "group": f"propositions-{number}",
        "cancel-in-progress": "false",
    }
    checkout = next(step for step in _steps(path) if "checkout@" in step.get("uses", ""))
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"


def test_a_proposal_runs_the_checks_of_content_tests_and_site():
    paths = [ROOT / f".github/workflows/{name}.yml" for name in ("relire", "verifier")]
    scripts = [step.get("run", "") for path in paths for step in _steps(path)]
    for command in ("bvm relire --base HEAD^1 --format github", "bvm generer --verifier"):
        assert any(command in script for script in scripts), command
    for command in ("make test", "make site"):
        assert any(script.strip() == command for script in scripts), command


def test_what_a_review_finds_reaches_its_answer():
    """The names by which the two workflows pass it on, and the file, are the same."""
    review, respond = (ROOT / f".github/workflows/{name}.yml" for name in ("relire", "repondre"))
    kept = {step["with"]["name"]: step["with"]["path"] for step in _steps(review)
            if "upload-artifact@" in step.get("uses", "")}  # fmt: skip
    assert set(kept) == {"relecture", answering.SITE}
    (found,) = (step for step in _steps(review) if "--rapport" in step.get("run", ""))
    assert f"--rapport {kept['relecture']}/relecture.json" in found["run"]
    (taken,) = (step for step in _steps(respond) if "download-artifact@" in step.get("uses", ""))
    assert taken["with"]["name"] == "relecture"
    (said,) = (step for step in _steps(respond) if "bvm repondre" in step.get("run", ""))
    assert said["env"]["RAPPORT"] == f"{taken['with']['path']}/relecture.json"
    assert read(respond)["on"]["workflow_run"]["workflows"] == [read(review)["name"]]


def test_what_is_missing_for_publication_is_said_without_stopping(tmp_path):
    step = next(
        step
        for step in _steps(ROOT / ".github/workflows/publier.yml")
        if "--publication" in step.get("run", "")
    )
    for code in (0, 1):
        bvm = tmp_path / ".venv" / "bin" / "bvm"
        bvm.parent.mkdir(parents=True, exist_ok=True)
        bvm.write_text(f"#!/bin/sh\necho 'il manque une adresse'\nexit {code}\n")
        bvm.chmod(0o755)
        summary = tmp_path / f"resume-{code}.md"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env={
                "PATH": "/usr/bin:/bin",
                "RUNNER_TEMP": str(tmp_path),
                "GITHUB_STEP_SUMMARY": str(summary),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert ("::notice" in done.stdout) == bool(code)
        assert "    il manque une adresse" in summary.read_text("utf-8")
