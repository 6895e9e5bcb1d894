"""What a machine takes for a mark, people wrote as text: all of it is read, or told with its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.fiches import FicheAnnonce
from generator.content.schema import parse_document
from generator.text.front_matter import parse
from generator.text.marks import find_merges

# --- What YAML leaves out ---------------------------------------------------------------------

CUT = {
    "titre: Le jardin #2, la pompe": 'titre: "Le jardin #2, la pompe"',
    "titre: #Mirecourt en fête": 'titre: "#Mirecourt en fête"',
    "titre: #Lavoir\n  pour tous": 'titre: "#Lavoir pour tous"',
    "titre:\n  #Lavoir pour tous\nphase: x": 'titre: "#Lavoir pour tous"',
    "titre: # Le lavoir ?\nphase: x": 'titre: "# Le lavoir ?"',
    "porteur: Collectif\t#BienVivre": 'porteur: "Collectif #BienVivre"',
    'resume: "Un « lavoir »" # ouvert': 'resume: "Un « lavoir » # ouvert"',
    "resume: 'L''eau' #1": 'resume: "L\'eau #1"',
    "resume: Venez #samedi\n  avec nous": 'resume: "Venez #samedi avec nous"',
    "resume: Venez samedi\n  #lavoir avec nous": 'resume: "Venez samedi #lavoir avec nous"',
    "resume: Venez\n  samedi #lavoir": 'resume: "Venez samedi #lavoir"',
    "themes:\n  - Atelier #3\n  - eau": '- "Atelier #3"',
    "themes:\n  - #3 atelier\n  - eau": '- "#3 atelier"',
    "themes: [eau #2, jardin]": 'themes: ["eau #2", jardin]',
    "themes: [eau, #2]": 'themes: [eau, "#2"]',
    "plan:\n  - quoi: Débat #1\n    echeance: x": '- quoi: "Débat #1"',
    "a: {quoi: On goûte #2, lieu: Salle}": 'a: {quoi: "On goûte #2", lieu: Salle}',
    "a: {quoi: On goûte #2}\nb: x": 'a: {quoi: "On goûte #2"}',
    "a: {quoi: On mange, puis on chante}": 'a: {quoi: "On mange, puis on chante"}',
    "a: {quoi: Un, deux, trois, lieu: ici}": 'a: {quoi: "Un, deux, trois", lieu: ici}',
    'a: {quoi: "Un", deux}': 'a: {quoi: "Un, deux"}',
    "phase: informaction # ou creaction": 'phase: "informaction # ou creaction"',
    "themes: [eau] # les nôtres": "# les nôtres",
    "resume: | # en bref\n  Un mot.": "# en bref",
    "resume: |\n  Un mot.\n # la suite\nphase: x": "# la suite",
}
"""A front matter that YAML would cut, and the line that its problem gives to copy."""

KEPT = (
    "# Notre défi\ntitre: Le jardin\n# Où\n\n# et quand\nphase: x",
    'titre: "Le jardin #2"', "titre: 'Le jardin #2'", "titre: Le jardin n#2", "titre: Do# mineur",
    "resume: |\n  Un mot\n  #lavoir\n  # et #puis", "resume: >-\n  Un #mot\n  # de plus", 'resume: "Un\n  #mot"',
    "rencontres: # à venir\n  - date: x", "rencontres: # à venir\n- date: x", "decision: # la nôtre\n  mode: x",
    "plan:\n  # un\n  - quoi: x\n    # deux\n    echeance: y\n  # trois\n  - quoi: z\n# quatre\nphase: x",
    "rencontres:\n  # - date: 2026-12-05\n  #   titre: Un débat\nphase: x",
    "themes: [\n  eau,\n  # et puis\n  jardin\n]", "a: {b: c,\n  # d\n  e: f}", "liens:\n  - url: https://a.fr/#b",
    "a: {quoi: 'On mange, puis on chante'}", "themes: [eau, jardin]", "a: {lieu: }",
)  # fmt: skip


@pytest.mark.parametrize(("head", "remedy"), CUT.items())
def test_what_yaml_would_cut_is_told_with_what_to_write(head, remedy):
    _, problems = parse(f"---\n{head}\n---\n", "defis/x.md")
    (wrong,) = [each for each in problems if each.kind != "yaml"]
    assert wrong.is_error
    assert wrong.message.endswith(f" : {remedy}")
    assert 2 <= wrong.line <= head.count("\n") + 2


@pytest.mark.parametrize(
    ("head", "remedy"), [one for one in CUT.items() if "\n" not in one[0] and ": " in one[1]]
)
def test_what_it_says_to_write_can_be_copied_back(head, remedy):
    matter, problems = parse(f"---\n{remedy}\n---\n", "defis/x.md")
    assert matter
    assert problems == []
    assert words(head) <= {word for text in texts(matter.fields) for word in words(text)}


@pytest.mark.parametrize("head", KEPT)
def test_a_remark_alone_on_its_line_and_a_sign_that_cuts_nothing_are_welcome(head):
    assert parse(f"---\n{head}\n---\n", "defis/x.md")[1] == []


def test_each_cut_is_told_with_its_field():
    head = "titre: Un #1\nrencontres:\n  - lieu: Salle #3\n    titre: Débat #2"
    told = [(each.line, each.field) for each in parse(f"---\n{head}\n---\n", "defis/x.md")[1]]
    assert told == [(2, "titre"), (4, "rencontres[1].lieu"), (5, "rencontres[1].titre")]


def test_a_value_that_is_cut_whole_is_not_told_to_be_missing_too():
    head = "genre: besoin\ntexte: #Lavoir\ncommune: Mirecourt (Vosges)\ndepuis: 2026-11-22\n"
    _, problems = parse_document(f"---\n{head}---\n", FicheAnnonce, "x", "annonces/x.md")
    assert [(each.kind, each.field) for each in problems] == [("diese_perdu", "texte")]


def texts(value):
    """Every key and every text of some fields."""
    if isinstance(value, str):
        return [value]
    inner = value if isinstance(value, list) else [*value, *value.values()]
    return [text for each in inner for text in texts(each)]


def words(text):
    return set(re.findall(r"\w+", text))


PIECES = st.sampled_from(["mot", "#", " ", ", ", ": ", "{", "}", "[", "]", "\n", "\n  ", "- ", "titre: ", '"', "'", "quoi: "])  # fmt: skip


@given(st.lists(PIECES, max_size=14))
def test_no_word_of_a_front_matter_is_lost_without_a_word(pieces):
    """Each word has a number; a remark alone on its line is not counted, nor is a key left empty."""
    numbered = "".join(p.replace("mot", f"mot{n}") for n, p in enumerate(pieces))
    head = f"a: b{numbered}"
    matter, problems = parse(f"---\n{head}\n---\n", "defis/x.md")
    if matter and not problems:
        spoken = "\n".join(line for line in head.split("\n") if not line.lstrip().startswith("#"))
        read = " ".join(texts(matter.fields))
        assert set(re.findall(r"mot\d+", spoken)) <= set(re.findall(r"mot\d+", read))


# --- What Git leaves behind -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main",
        "a\n\n<<<<<<< Updated upstream\nb\n=======\nc\n>>>>>>> Stashed changes\n",
        "> <<<<<<< HEAD\n> a\n> =======\n> b\n> >>>>>>> main",
        "```\n<<<<<<< ours\na\n||||||| base\n=======\nb\n>>>>>>> theirs\n```",
        "  <<<<<<< HEAD\n  a\n  =======\n  >>>>>>> 3f2a1b (Un mot)",
        "<<<<<<<\na\n=======\nb\n>>>>>>>",
    ],
)
def test_two_versions_of_a_passage_are_told_once_with_their_lines(text):
    (found,) = find_merges(text)
    lines = text.split("\n")
    assert lines[found.line - 1].endswith(found.said)
    assert ">>>>>>>" in lines[found.last - 1]


def test_each_passage_is_told_and_half_of_its_marks_too():
    both = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n"
    assert [(one.line, one.last) for one in find_merges(f"{both}mot\n{both}>>>>>>> main\n")] == [
        (1, 5), (7, 11), (12, 12),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["Un titre\n=======\n", "=======", "<<<<<<<< huit", ">>>>>>>> huit", "<<<<<< six", "> > > > > > > sept",
     "une flèche >>>>>>>ici", "a\n|||||||\n", "|||||||\n|-|-|\n"],
)  # fmt: skip
def test_what_looks_like_a_merge_and_is_none_passes(text):
    assert find_merges(text) == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_merge_in_a_front_matter_is_all_that_is_told_of_it(end):
    head = "titre: a\n<<<<<<< HEAD\ndepuis: x\n=======\ndepuis: y\n>>>>>>> main\n"
    text = f"---\n{head}---\n".replace("\n", end).replace("\r\n", "\n")
    matter, problems = parse(text, "defis/x.md")
    assert matter is None
    assert [(each.kind, each.line) for each in problems] == [("marques_de_fusion", 3)]
    assert "une seule des deux versions" in problems[0].message
