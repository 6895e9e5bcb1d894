"""The workflows: valid for GitHub, without rights they do not need, naming what exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from test_docs import PAGES

from generator.cli import main

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SETTINGS = [*WORKFLOWS, ROOT / ".github" / "dependabot.yml", ROOT / ".pre-commit-config.yaml"]
ZIZMOR = Path(sysconfig.get_path("scripts")) / "zizmor"
STRICT = ["--offline", "--persona=pedantic", "--no-ignores", "--no-config", "--strict-collection"]


def named(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.name)


def read(path):
    """A YAML file, every value a string: `on` stays `on`."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def run(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
    ],
)
def test_github_accepts_the_files(schema, paths):
    checker = (sys.executable, "-m", "check_jsonschema", "--no-cache", "--builtin-schema", schema)
    code, said = run(*checker, *paths)
    assert code == 0, said


def test_zizmor_finds_nothing():
    code, said = run(ZIZMOR, *STRICT, "--no-progress", *SETTINGS)
    assert code == 0, said
    assert all(path.name in said for path in SETTINGS), said


def test_zizmor_would_find_a_dangerous_workflow(tmp_path):
    bad = tmp_path / "mauvais.yml"
    bad.write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-24.04\n"
        "    steps:\n      - run: echo ${{ github.event.issue.title }}\n"
    )
    code, said = run(ZIZMOR, *STRICT, "--no-progress", bad)
    assert code != 0
    assert "dangerous-triggers" in said
    assert "template-injection" in said


@named(WORKFLOWS)
def test_each_action_is_pinned_by_commit_with_its_version_beside(path):
    for line in path.read_text("utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$", line), line


def test_one_action_is_pinned_to_one_commit_everywhere():
    pins = {
        use for path in WORKFLOWS for use in re.findall(r"uses: (\S+@\S+)", path.read_text("utf-8"))
    }
    assert len({pin.split("@")[0] for pin in pins}) == len(pins) > 0


@named(WORKFLOWS)
def test_a_workflow_starts_without_rights_and_never_with_those_of_the_target(path):
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])


@named(WORKFLOWS)
def test_only_what_deploys_or_starts_the_deployment_or_answers_a_request_may_write(path):
    """`repondre` runs the code of main only, and takes what people wrote from a file, as data."""
    allowed = {
        "publier": {"pages", "id-token"},
        "lancer": {"actions"},
        "repondre": {"contents", "pull-requests", "issues"},
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


@named(WORKFLOWS)
def test_a_script_holds_no_expression(path):
    """Values come through `env`: a title can then run nothing."""
    assert not [step["run"] for step in _steps(path) if "${{" in step.get("run", "")]


def test_a_request_is_answered_from_the_code_of_main_one_run_at_a_time():
    """A second run waits: cancelled, it could leave a request without an answer."""
    path = ROOT / ".github/workflows/propositions.yml"
    workflow = read(path)
    assert workflow["on"] == {"issues": {"types": ["opened", "edited", "reopened", "closed"]}}
    assert (
        workflow["jobs"]["repondre"]["if"] == "github.event.sender.login != 'github-actions[bot]'"
    )
    assert workflow["concurrency"] == {
        "group": "propositions-${{ github.event.issue.number }}",
        "cancel-in-progress": "false",
    }
    checkout = next(step for step in _steps(path) if "checkout@" in step.get("uses", ""))
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"


def test_nothing_that_people_write_is_expanded_in_a_workflow():
    """Of an event, only numbers and logins that GitHub gives; titles and texts stay in its file."""
    found = {
        name
        for path in WORKFLOWS
        for name in re.findall(r"github\.event[\w.*-]*", path.read_text("utf-8"))
    }
    assert found <= {
        "github.event.issue.number",
        "github.event.repository.default_branch",
        "github.event.sender.login",
    }


def test_a_proposal_runs_the_checks_of_content_tests_and_site():
    scripts = [step.get("run", "") for step in _steps(ROOT / ".github/workflows/verifier.yml")]
    for command in ("bvm verifier --format github", "bvm generer --verifier", "make test"):
        assert any(command in script for script in scripts), command
    assert any(script.strip() == "make site" for script in scripts)


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


# Commands that are named must exist.


def _scripts():
    """Every piece of shell that a workflow, a hook or a page of documentation shows."""
    for path in WORKFLOWS:
        for step in _steps(path):
            yield path, step.get("run", "")
    for repository in read(ROOT / ".pre-commit-config.yaml")["repos"]:
        for hook in repository["hooks"]:
            yield ROOT / ".pre-commit-config.yaml", hook["entry"]
    yield ROOT / ".ci" / "run", (ROOT / ".ci" / "run").read_text("utf-8")
    for path in PAGES:
        text = path.read_text("utf-8")
        blocks = re.findall(r"^ *```(?:sh)?\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
        yield from ((path, block) for block in blocks)
        spans = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
        yield from ((path, span) for span in spans)


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
    assert {path.name for path, _ in calls} >= {"verifier.yml", "publier.yml", "CONTRIBUTING.md"}
    for path, (name, *rest) in calls:
        options = {"--help"}
        if name != "--help":
            assert name in main.commands, (path.name, name)
            options |= {word for each in main.commands[name].params for word in each.opts}
        assert {word for word in rest if word.startswith("-")} <= options, (path.name, name, rest)
