"""The check of content: what this repository publishes is right, whatever it says.

No other test reads `content/`, `defis/` or `annonces/`. These stay green when examples go, when a
guide is rewritten, when a page is deleted with the links that lead to it, when all is said in other
words. They are red for what is wrong whatever one writes.
"""

from __future__ import annotations

import re
from pathlib import Path

import faults
import prose
import pytest
from reading import read_site
from worlds import CITIZENS, ROOT, TODAY, run_build

from generator.content.fiches import FicheAnnonce
from generator.content.identity import read_identity
from generator.content.model import FicheDefi
from generator.content.reader import Reader
from generator.content.schema import field_help, parse_document
from generator.geography.spelling import spelling
from generator.text.moments import FEASTS, NAMES_OF_MONTHS, SEASONS
from generator.verification import verify

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The site of this repository, as it is published: of a repository of GitHub, at an address."""
    where = {"GITHUB_REPOSITORY": "exemple/bien-vivre", "SITE_URL": "https://exemple.fr/"}
    return run_build(ROOT, tmp_path_factory.mktemp("publie") / "site", **where)


def test_no_file_has_an_error():
    problems = verify(ROOT, today=TODAY, environ={})
    errors = [str(each) for each in problems if each.is_error]
    assert not errors, "\n".join(errors)


def test_no_example_says_a_day_that_moves_without_it_or_that_is_gone_before_it_moves():
    assert read_identity(ROOT, {})[0].exemples_du
    problems = verify(ROOT, today=TODAY, environ={})
    said = [str(each) for each in problems if each.kind in {"exemple_date", "exemple_depasse"}]
    assert not said, "\n".join(said)


def test_the_site_is_built_without_a_warning(published):
    assert published.code == 0, published.said


def test_every_page_is_valid_html(published):
    found = faults.of_html([published.checked().folder])
    assert not found, "\n".join(found)


def test_every_link_leads_to_a_page_and_every_anchor_to_a_part_of_it(published):
    lost = list(faults.of_links(read_site(published.checked().folder)))
    assert not lost, "\n".join(lost)


def test_every_page_that_the_documentation_names_is_there():
    lost = [
        f"{page.relative_to(ROOT)}: {link.target}"
        for page in prose.PAGES
        for link in prose.links(page)
        if link.is_to_content and not link.arrives
    ]
    assert not lost, "\n".join(lost)


EXPLAINED = [ROOT / folder / "README.md" for folder in CITIZENS]
EXAMPLE = re.compile(r"^```ya?ml\n(---\n.*?)^```$", re.DOTALL | re.MULTILINE)


def test_every_file_that_a_page_shows_whole_is_right():
    """A défi or an annonce to copy, from its first dashes on."""
    wrong = []
    for page in [*sorted(CONTENT.rglob("*.md")), *filter(Path.exists, EXPLAINED)]:
        for example in EXAMPLE.findall(page.read_text("utf-8")):
            for key, kind in (("phase", FicheDefi), ("genre", FicheAnnonce)):
                if f"\n{key}:" in example:
                    path = page.relative_to(ROOT).as_posix()
                    wrong += map(str, parse_document(example, kind, "exemple", path)[1])
    assert not wrong, "\n".join(wrong)


def test_the_page_of_privacy_names_all_that_a_script_keeps():
    """The name of each key is a fact of the program, in whatever words it is explained."""
    scripts = [path.read_text("utf-8") for path in (ROOT / "overrides").rglob("*.js")]
    named = re.compile(r'(?:Item|choisir)\("(\w+)"|\bNOM = `(\w+) ')
    kept = {key for text in scripts for pair in named.findall(text) for key in pair if key}
    assert {"theme", "lettres", "brouillon"} <= kept, "the scripts are read well"
    page = CONTENT / "confidentialite.md"
    if page.exists():
        assert kept <= set(re.findall(r"\w+", page.read_text("utf-8")))


def test_who_writes_an_annonce_is_told_no_field_that_it_has_not():
    page = ROOT / "annonces" / "README.md"
    if page.exists():
        row = re.compile(r"^\| `(\w+)`( \(obligatoire\))? \|", re.MULTILINE)
        said = {(key, bool(star)) for key, star in row.findall(page.read_text("utf-8"))}
        assert said <= {(row.key, row.required) for row in field_help(FicheAnnonce)}


NOBODY = re.compile(r"(?:[a-z0-9-]+\.)*(?:example\.org|service-public\.fr|[a-z-]+\.gouv\.fr)")
"""The hosts that an invented défi may name: those of nobody (RFC 2606), those of the State."""


def test_an_invented_defi_or_annonce_leads_to_nobody():
    """Electronic addresses and telephones are refused to all, by `bvm verifier`."""
    texts = [
        path.read_text("utf-8") for folder in CITIZENS for path in (ROOT / folder).glob("*.md")
    ]
    invented = [text for text in texts if "\nexemple: true\n" in text]
    hosts = {
        host for text in invented for host in re.findall(r"(?:https?:|www\.)/*([^/\s)>\"']+)", text)
    }
    assert not [host for host in hosts if not NOBODY.fullmatch(host)]


def test_nobody_can_write_to_an_invented_territory():
    pilotes = Reader(ROOT).read().catalogue.pilotes.values()
    addresses = [each.fiche.adresse for each in pilotes if each.fiche.exemple]
    assert not [each for each in addresses if each and not each.endswith("@example.org")]


WHEN = re.compile(
    rf"\b(?:{'|'.join(sorted({*NAMES_OF_MONTHS, *SEASONS, *FEASTS} - {'ete'}))}"
    r"|(?:cet|[ld]|en|un) ete|(?:la|de|en) rentree|carnaval|galettes?)\b"
)
"""A month, a season or a feast, in whatever words: ours are to be read in any week, and say none.

`bvm verifier` leaves those of others alone when they come back each year (`moments.py`).
"""
FIELD_OF_A_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def _invented() -> list[Path]:
    """The files that say they are examples: défis, annonces, pilot territories."""
    folders = [*(ROOT / each for each in CITIZENS), CONTENT / "territoires-pilotes"]
    files = [path for folder in folders for path in sorted(folder.glob("*.md"))]
    return [path for path in files if "\nexemple: true\n" in path.read_text("utf-8")]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("Avant Noël, on range", "noel"),
        ("Rendez-vous le 3 avril", "avril"),
        ("Depuis l’été dernier", "l ete"),
        ("dejeuner-de-decembre", "decembre"),
        ("depuis: 2026-11-22", None),
        ("Tout a été rangé, elle est rentrée", None),
    ],
)
def test_a_time_of_the_year_is_known_by_its_words(said, when):
    found = WHEN.search(_plain(said))
    assert (found and found[0]) == when


def _plain(text: str) -> str:
    """A text without the days of its fields, its accents or its signs."""
    return " ".join(spelling(FIELD_OF_A_DAY.sub("", text)))


def test_no_text_of_an_example_says_a_time_of_the_year():
    """The days of an example's fields may move, and its words would then belie them."""
    told = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in _invented()
        for line in path.read_text("utf-8").splitlines()
        for found in WHEN.finditer(_plain(line))
    ]
    assert not told, "\n".join(told)


def test_an_example_is_ready_for_those_who_would_come():
    """It says its kind, each meeting to come says its hours, its place and how one gets in.

    And `bvm verifier` has nothing to advise.
    """
    defis = Reader(ROOT).read().catalogue.defis
    examples = {slug: defi for slug, defi in defis.items() if defi.exemple}
    lacking = [slug for slug, defi in examples.items() if not defi.genre_de_projet]
    lacking += [
        f"{slug}: {each.id}"
        for slug, defi in examples.items()
        for each in defi.rencontres
        if each.is_planned
        if not (each.debut and each.fin and each.lieu and each.accessibilite)
    ]
    invented = {path.relative_to(ROOT).as_posix() for path in _invented()}
    said = verify(ROOT, today=TODAY, environ={})
    assert not lacking + [str(each) for each in said if each.path in invented]
