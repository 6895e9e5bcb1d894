"""What the tools bring from elsewhere is exact, and names no registry."""

from __future__ import annotations

import json

from pages import ROOT

FOLDER = ROOT / "tools" / "lighthouse"
LOCK = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))
PACKAGES = {name: package for name, package in LOCK["packages"].items() if name}


def test_each_package_of_lighthouse_has_an_exact_version_and_its_sum():
    assert PACKAGES
    assert all(each["version"] and each["integrity"] for each in PACKAGES.values())
    wanted = json.loads((FOLDER / "package.json").read_text("utf-8"))["dependencies"]
    assert wanted == {name: PACKAGES[f"node_modules/{name}"]["version"] for name in wanted}


def test_no_address_of_a_registry_stands_in_the_lock():
    assert not [name for name, each in PACKAGES.items() if "resolved" in each]
