"""Where pages stand, and how one leads to another."""

from __future__ import annotations

import posixpath
import re

import pytest

from generator import addresses

ADDRESSES = [
    addresses.HOME, addresses.DEFIS, addresses.GUIDES, addresses.CONTRIBUER, addresses.defi("cafe"),
    addresses.guide("x"), addresses.phase("creaction"), addresses.phase("creaction", "rural"),
    addresses.territory("rural"), addresses.theme("culture"), addresses.page("defis/", 2),
    addresses.DEPARTEMENTS, addresses.departement("2A"), addresses.PILOTES,
    addresses.pilote("creuse"),
    addresses.page("phases/creaction/rural/", 12),
]  # fmt: skip


@pytest.mark.parametrize("here", ADDRESSES)
@pytest.mark.parametrize("there", ["", "defis/", "phases/creaction/page/2/", "assets/bvm.css"])
def test_a_link_leads_from_any_page_to_any_other(here, there):
    link = addresses.root_from(here) + there
    assert not link.startswith("/")
    for base in ("/", "/depot/", "/home/moi/site/"):
        assert posixpath.normpath(base + here + link) == posixpath.normpath(base + there)


@pytest.mark.parametrize("here", ADDRESSES)
def test_an_address_is_a_folder_with_its_page_in_it(here):
    assert here == "" or re.fullmatch(r"(?:[a-z0-9-]+/)+", here)
    assert addresses.file_of(here) == here + "index.html"


def test_the_addresses_are_those_of_the_design():
    assert addresses.defi("cafe") == "defis/cafe/"
    assert addresses.phase("creaction") == "phases/creaction/"
    assert addresses.phase("creaction", "rural") == "phases/creaction/rural/"
    assert addresses.territory("rural") == "territoires/rural/"
    assert addresses.theme("culture") == "themes/culture/"
    assert addresses.guide("debat") == "ressources/debat/"
    assert addresses.departement("2A") == "departements/2a/"
    assert addresses.pilote("creuse") == "territoires/pilotes/creuse/"
    assert addresses.page("phases/creaction/", 1) == "phases/creaction/"
    assert addresses.page("phases/creaction/", 2) == "phases/creaction/page/2/"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("content/index.md", ""),
        ("content/demarche.md", "demarche/"),
        ("content/ressources/index.md", "ressources/"),
        ("content/ressources/premier-debat.md", "ressources/premier-debat/"),
        ("content/contribuer/champs.md", "contribuer/champs/"),
        ("content/departements/index.md", "departements/"),
        ("content/territoires-pilotes/index.md", "territoires/pilotes/"),
        ("content/territoires-pilotes/creuse.md", "territoires/pilotes/creuse/"),
        ("content/territoires/rural.md", "territoires/rural/"),
    ],
)
def test_a_page_of_mkdocs_has_the_address_that_mkdocs_gives_it(path, address):
    assert addresses.of_editorial(path) == address
