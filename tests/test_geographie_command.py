"""`bvm geographie`, and what `bvm nouveau` says of the place where a défi begins."""

from __future__ import annotations

import re
from functools import partial

import pytest
import samples
from samples import defi
from worlds import WORLD, write

from generator.content.model import FicheDefi
from generator.content.schema import field_help, parse_document
from generator.text.front_matter import parse


def test_a_commune_is_told_with_its_names_its_type_its_territory_and_its_neighbours(bvm):
    result = bvm("geographie", "Mirecourt", inside=WORLD)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Mirecourt, Vosges"
    assert "  à écrire : Mirecourt (Vosges)" in lines
    assert "  code INSEE : 88304" in lines
    assert "  région : Grand Est" in lines
    assert "  codes postaux : 88500" in lines
    kind = next(line for line in lines if line.startswith("Type de territoire : "))
    assert re.search(r"plutôt « petite ville »\. \d.* habitants, .*\. C’est au groupe", kind)
    assert (
        "Territoire pilote : Plaine des Vosges (content/territoires-pilotes/plaine-des-vosges.md)"
        in lines
    )
    cafe = "Un café à nous, tenu à tour de rôle (defis/cafe-participatif-mirecourt.md)"
    assert f"  0 km : {cafe}" in lines


def test_the_defis_nearby_are_told_the_nearest_first_and_the_rest_counted(bvm, tmp_path):
    towns = {"a": "Vittel", "b": "Mirecourt (88)", "c": "Dompaire", "d": "Nancy", "e": "Ajaccio"}
    write(tmp_path, {f"defis/{slug}.md": defi(commune=commune) for slug, commune in towns.items()})
    lines = bvm("geographie", "Mirecourt").stdout.splitlines()
    start = lines.index("Défis à moins de 30 km : 3")
    rows = [re.match(r"  (\d+) km : .* \(defis/(\w)\.md\)", line) for line in lines[start + 1 :]]
    assert [row[2] for row in rows] == ["b", "c", "a"]
    assert [int(row[1]) for row in rows] == sorted(int(row[1]) for row in rows)
    assert rows[0][1] == "0"
    assert 10 <= int(rows[2][1]) <= 25
    write(
        tmp_path, {f"defis/plus-{number}.md": defi(commune="Mirecourt (88)") for number in range(4)}
    )
    assert bvm("geographie", "Mirecourt").stdout.endswith("\n  et 2 de plus\n")


def test_the_only_defis_of_a_commune_far_from_all_are_said_to_be_none(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": defi(commune="Ajaccio")})
    result = bvm("geographie", "88304")
    assert (result.exit_code, "Territoire pilote" in result.stdout) == (0, False)
    assert result.stdout.endswith("\nAucun défi à moins de 30 km pour l’instant.\n")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        (["Le", "Havre"], "Le Havre, Seine-Maritime"),
        (["La", "Rochelle", "(17)"], "La Rochelle, Charente-Maritime"),
        (["saint", "etienne"], "Saint-Étienne, Loire"),
        (["Saint-Denis (974)"], "Saint-Denis, La Réunion"),
        (["88304"], "Mirecourt, Vosges"),
        (["Paris", "18e"], "Paris 18e"),
    ],
)
def test_a_commune_of_several_words_needs_no_quotes(bvm, typed, label):
    result = bvm("geographie", *typed)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, label)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mirecour", "Mirecourt (Vosges)"),
        ("Saint-Denis", "Saint-Denis (Seine-Saint-Denis)"),
        ("00000", "ni un code INSEE ni un code postal"),
        ("1400", "zéro"),
        ("Mirecourt (Jura)", "Mirecourt (Vosges)"),
        ("Mirecourt (Nulle Part)", "n’est pas un département"),
        ("{lu}%s", "« {lu}%s »"),
        ("...", "ne désigne pas une commune"),
    ],
)
def test_what_is_no_commune_is_refused_with_what_to_write(bvm, typed, said):
    result = bvm("geographie", typed)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_a_refusal_never_commands_the_terminal(bvm):
    result = bvm("geographie", "\x1b[2Jrien\x07\n::error::faux")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not re.search(r"[\x00-\x09\x0b-\x1f]|\n::", result.stderr)


@pytest.mark.parametrize("typed", ["01400", "01 400"])
def test_a_postal_code_that_is_the_code_of_another_commune_says_so(bvm, typed):
    result = bvm("geographie", typed)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "Seillonnaz, Ain")
    last = result.stdout.splitlines()[-1]
    assert "c’est aussi le code postal de " in last
    assert "Châtillon-sur-Chalaronne" in last


def test_a_code_of_one_meaning_says_no_other(bvm):
    assert "aussi le code postal" not in bvm("geographie", "88304").stdout


def test_an_overseas_commune_says_what_is_not_known_of_it(bvm, tmp_path):
    write(tmp_path, {"defis/a.md": defi(commune="Belep")})
    result = bvm("geographie", "Belep")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Belep, Nouvelle-Calédonie"
    assert "  superficie : non connue ici" in lines
    assert "  position : non connue ici" in lines
    assert "Trop peu de choses sont connues ici" in result.stdout
    assert lines[-1].startswith("Défis proches : impossible à dire")
    assert "None" not in result.stdout


def test_a_broken_file_does_not_hide_what_is_near(bvm, tmp_path):
    write(
        tmp_path,
        {"defis/a.md": defi(commune="Mirecourt (88)"), "defis/b.md": "---\ntitre: [\n---\n"},
    )
    result = bvm("geographie", "Mirecourt")
    assert (result.exit_code, "(defis/a.md)" in result.stdout) == (0, True)


def test_the_help_of_geographie_is_in_french(bvm):
    result = bvm("geographie", "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage : bvm geographie ")
    said = " ".join(result.stdout.split())
    assert "Dit quelle commune désigne COMMUNE" in said
    assert "Affiche cette aide." in said
    assert not re.search(r"\b(?:Show|Usage:|Arguments|message|exit)\b", said)


def test_geographie_without_a_commune_says_that_one_is_missing(bvm):
    result = bvm("geographie")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "COMMUNE" in result.stderr.split("Pour voir")[0]
    assert "en trop" not in result.stderr


# bvm nouveau.

ANSWERS = samples.ANSWERS | {"question": "Où se retrouver l’hiver ?", "commune": "mirecourt"}
typed = partial(samples.typed, **ANSWERS)


def test_who_starts_a_defi_learns_of_the_place_before_choosing_its_type(bvm, tmp_path):
    write(tmp_path, {"defis/voisin.md": defi(commune="Vittel", titre="Le four du village")})
    said = bvm("nouveau", answers=typed()).stdout
    label = said.index("✓ Mirecourt, Vosges")
    guess = said.index("Type de territoire : plutôt « petite ville ». ")
    near = said.index("Défis à moins de 30 km : 1\n")
    row = re.search(r"\n  \d+ km : Le four du village \(defis/voisin\.md\)", said)
    choice = said.index("Celui qui ressemble le plus à chez vous")
    assert said.index("Le nom suffit ; le département aide.") < label < guess < near
    assert near < row.start() < choice
    assert "habitants" in said[guess:near]


def test_a_commune_that_is_refused_is_told_in_its_own_words_and_asked_again(bvm, tmp_path):
    result = bvm("nouveau", answers=typed(commune="Saint-Denis\nSaint-Denis (974)"))
    assert result.exit_code == 0
    assert "✗ « Saint-Denis » désigne 4 communes : « Saint-Denis (La Réunion) »" in result.stdout
    text = (tmp_path / "defis" / "un-cafe-a-nous.md").read_text("utf-8")
    assert parse(text, "")[0].fields["commune"] == "Saint-Denis (974)"


def test_who_answers_with_a_code_that_is_also_a_postal_code_learns_its_other_meaning(bvm):
    said = bvm("nouveau", answers=typed(commune="88500")).stdout
    label = said.index("✓ Ventron, Vosges\n")
    other = said.index("c’est aussi le code postal de « Mirecourt (Vosges) », ")
    assert label < other < said.index("Type de territoire : ")
    assert said.count("aussi le code postal") == 1


@pytest.mark.parametrize("commune", ["88304", "14400", "Ventron"])
def test_who_answers_with_a_commune_of_one_meaning_learns_no_other(bvm, commune):
    """14400 is the code of Le Manoir, and its postal code too."""
    result = bvm("nouveau", answers=typed(commune=commune))
    assert result.exit_code == 0
    assert "code postal" not in result.stdout


@pytest.mark.parametrize("commune", ["mirecourt", "88304", "Belep", "01400", "Paris 18e"])
def test_the_file_of_a_new_defi_is_valid_its_keys_in_the_order_of_the_schema(
    bvm, tmp_path, commune
):
    assert bvm("nouveau", answers=typed(commune=commune)).exit_code == 0
    text = (tmp_path / "defis" / "un-cafe-a-nous.md").read_text("utf-8")
    keys = re.findall(r"^(\w+):", text.split("---\n")[1], re.MULTILINE)
    answered = {key for key, answer in ANSWERS.items() if answer}
    assert keys == [row.key for row in field_help(FicheDefi) if row.key in answered]
    document, problems = parse_document(text, FicheDefi, "un-cafe-a-nous", "defis/x.md")
    assert document
    assert not [each for each in problems if each.is_error]
    assert bvm("verifier").exit_code == 0
