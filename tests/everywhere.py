"""The places that every door reads alike: what is written, what is meant, what is said of it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

FILE = Path(__file__).parent / "communes_partout.csv"


@cache
def rows() -> Sequence[Mapping[str, str]]:
    """`ecrit`, the code that is `attendu` or the kind of the refusal, the text `lu`, the kind `dit`.

    `au_formulaire`: the kind by which only a form refuses it.
    """
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", restval=""))


def is_read(row: Mapping[str, str]) -> bool:
    """Whether one commune is meant: else one is asked to choose."""
    return bool(row["lu"])


_READ = """async ([texts, documents]) => {
    const { default: open } = await import(new URL("../assets/communes.js", location));
    const read = {};
    const charger = async (url) => (read[url] = read[url] || JSON.parse(documents[url]));
    const champ = document.createElement("div").appendChild(document.createElement("input"));
    const places = open({ ...outils, champ, charger, communes: "", choisie: () => {} });
    const told = [];
    for (champ.value of texts) {
        const one = await places.reconnaitre();
        told.push(one ? [one.insee, one.ecrit, !!one.dit] : ["", "", false]);
    }
    return told;
}"""


def read_in(page: Page, site: Path, every: int = 1) -> list[tuple[str, str, bool]]:
    """What the script of a page takes each text for: a code, what to write, whether more is said.

    `site`: where its data are read, which would be two hundred requests. `every`: how many texts of
    the list it goes on by; all pages have one script.
    """
    folder = site / "assets" / "communes"
    documents = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.json")
    }
    texts = [row["ecrit"] for row in rows()[::every]]
    return [tuple(told) for told in page.evaluate(_READ, [texts, documents])]


def expected(every: int = 1) -> list[tuple[str, str, bool]]:
    """The same, as the list has it."""
    return [
        (row["attendu"], row["lu"], bool(row["dit"]))
        if is_read(row) and not row["au_formulaire"]
        else ("", "", False)
        for row in rows()[::every]
    ]
