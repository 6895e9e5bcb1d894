"""Each kind of problem has a case that shows its whole sentence, its file and its line."""

import re
from dataclasses import fields
from functools import partial
from itertools import chain
from pathlib import Path

import archive
import pytest
from worlds import TODAY

from generator.accompaniment import advice
from generator.content.fiches import FicheAnnonce
from generator.content.model import FicheDefi
from generator.content.reader import Reader, locate, read_as_written
from generator.contributions import moves
from generator.contributions.answers import told_of
from generator.contributions.bodies import PATH
from generator.contributions.proposals import Refusal, propose
from generator.contributions.requests import Request
from generator.forms.questions import forms
from generator.text.errors import Problem
from generator.text.kinds import KINDS
from generator.verification import verify

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_fault_is_told_with_its_place_and_its_remedy(case, tmp_path, request):
    words, files = archive.split(case.read_text("utf-8"))
    _, _, expected = files.pop("attendu")
    archive.write(tmp_path, files)
    problems = _problems(tmp_path, case.stem)
    said = "".join(f"{each.severity} {each}\n" for each in problems)
    if request.config.getoption("--update-goldens"):
        text = case.read_text("utf-8")
        case.write_text(text[: text.index("-- attendu --\n")] + "-- attendu --\n" + said, "utf-8")
    assert said == expected
    assert case.stem in {each.kind for each in problems}
    assert words.strip(), "a case says in words what it is about"


def _problems(root: Path, kind: str) -> list[Problem]:
    """What is told of the files of a case, of what they were before, or of a request among them."""
    if (root / "avant").exists():
        before, after = (Reader(each).read().catalogue.defis for each in (root / "avant", root))
        told = (moves.compare(before[slug], after[slug], TODAY) for slug in after)
        return locate(root, chain(*told))
    if not (root / PATH).exists():
        return verify(root, today=TODAY, environ={}, publication=kind == "publication")
    body = (root / PATH).read_text("utf-8")
    request = Request(12, body, is_open=True, asked_on=TODAY)
    read = partial(read_as_written, root)
    outcome = propose(request, Reader(root).read().catalogue, read, TODAY)
    return list(
        outcome.problems if isinstance(outcome, Refusal) else outcome.left or outcome.advice
    )


def test_every_kind_of_problem_has_a_case():
    assert {case.stem for case in CASES} | NO_SMALL_CASE == set(KINDS)


NO_SMALL_CASE = {
    "dossier_illisible", "fichiers_trop_nombreux", "identifiant_pris",
    "photo_introuvable", "photo_pas_donnee", "photo_renvoyee", "photo_refusee",
    "photo_deja_la",
}  # fmt: skip
"""What no small tree of files holds, when root reads all: `test_reader.py` shows their sentences;
what GitHub answers, `test_photographs.py`.
The last is found once a page is drawn: `test_editorial.py`.
"""


# --- What is told to who answered a form ------------------------------------------------------

ISSUES = sorted((GOLDEN.parent / "issues").glob("*.txt"))
ONLY_IN_FILES = {
    "fichier_illisible", "fichier_binaire", "fichier_vide", "encodage", "lettres_abimees", "reste",
    "nom_invisible", "pas_un_texte", "morceau", "range_ailleurs", "copie", "nom_de_copie",
    "sous_annonce",
    "nom_personnel", "nom_de_fichier",
    "nom_reserve", "extension", "dossier_inattendu", "lien_symbolique", "fichier_special",
    "dossier_illisible", "dossier_profond", "fichiers_trop_nombreux", "en_tete_absent", "en_tete_tirets", "guillemets_courbes", "signe_invisible",
    "type_refuse", "nom_de_page", "adresse_prise", "code_refuse", "classe_inconnue",
    "adresse_refusee", "image_d_ailleurs", "dessin_refuse", "identifiant_pris",
    "en_tete_ouvert", "en_tete_sans_champ", "yaml", "yaml_profondeur", "yaml_alias",
    "yaml_etiquette", "diese_perdu", "virgule_perdue", "fausse_puce", "encadre_material",
    "lignes_jointes", "marge_en_code", "cle_double", "cle_invalide", "champ_inconnu", "valeur_hors_liste",
    "texte_attendu", "liste_attendue", "groupe_attendu", "booleen_invalide",
    "date_a_ecrire", "heure_a_ecrire",
    "adresse_invalide", "historique_ordre", "source_incomplete",
    "departement_invalide", "adresse_double", "reference_inconnue",
    "pilote_sans_aire", "reglages_absents", "reglages_illisibles", "reglages_dossier", "pilote_double", "image_nom", "image_illisible", "image_format",
    "image_trop_lourde", "image_situee", "image_trop_grande", "image_trop_haute", "contenu_abandonne", "dossier_absent",
    "dossier_vide", "icone_inconnue", "pas_inconnu", "guide_a_reverifier", "exemple_date",
    "exemple_depasse", "date_sans_id", "date_deplacee", "date_renommee", "revision_baissee", "premiere_adresse",
    "retour_sans_depuis", "exemples_anciens", "exemples_a_venir",
    "publication",
}  # fmt: skip
"""Kinds that no form asks for, or that a file made of answers cannot have."""

KEYS = {each.name for group in (FicheDefi, FicheAnnonce) for each in fields(group)}
OF_A_FILE = re.compile(
    r"\b(?i:champs?|fichiers?|dossiers?|en-tête|yaml|markdown|slug|html|tirets?|guillemets)\b|AAAA"
    r"|\.md\b|(?<!/)\b(?:defis|content|annonces)/|[a-z]_[a-z]|[a-z]: |a-z|\bcolonne\b"
    rf"|\((?:{'|'.join(sorted(KEYS))})\)"
)
"""A key, a path, or the words of who writes files."""


def filled(sentence: str) -> str:
    """A sentence with something of no meaning for each of its values."""
    return re.sub(r"\{\w+\}", "X", sentence)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - ONLY_IN_FILES))
def test_who_answers_a_form_is_told_nothing_of_files(kind):
    said = filled(KINDS[kind].asked or KINDS[kind].sentence)
    assert not OF_A_FILE.search(said), said


def test_another_sentence_for_a_form_has_a_reason():
    asked = {kind: each for kind, each in KINDS.items() if each.asked}
    assert not set(asked) & ONLY_IN_FILES
    for kind, each in asked.items():
        assert set(re.findall(r"\{\w+\}", each.asked)) <= set(
            re.findall(r"\{\w+\}", each.sentence)
        ), kind
        for title in re.findall(r"formulaire « ([^»]*) »", each.asked):
            assert title in {form.titre for form in forms().values()}


def outcomes(tmp_path):
    """What comes of each recorded request."""
    for case in ISSUES + CASES:
        root = tmp_path / case.stem
        root.mkdir()
        _, files = archive.split(case.read_text("utf-8"))
        files.pop("attendu")
        archive.write(root, files)
        if (root / PATH).exists():
            body = (root / PATH).read_bytes().decode()
            request = Request(12, body, is_open=True, asked_on=TODAY)
            read = partial(read_as_written, root)
            yield propose(request, Reader(root).read().catalogue, read, TODAY)


def test_no_recorded_request_is_answered_with_words_of_files(tmp_path):
    told = [
        (each, made.form)
        for made in outcomes(tmp_path)
        if made
        for each in (made.problems if isinstance(made, Refusal) else (*made.advice, *made.left))
    ]
    assert len({each.kind for each, _ in told}) > 30
    assert not {each.kind for each, _ in told} & ONLY_IN_FILES
    for each, form in told:
        if each.field:
            assert each.field in {question.label for question in form.questions}
        if each.kind != "html_refuse":  # which says what was read
            assert not OF_A_FILE.search(each.message), each.message


def test_advice_on_a_defi_is_told_in_the_words_of_a_form(tmp_path):
    """All that the accompaniment says, of the défis of every case."""
    told = set()
    question = forms()["defi"].question("titre")
    for case in CASES:
        root = tmp_path / case.stem
        root.mkdir()
        archive.write(root, archive.split(case.read_text("utf-8"))[1])
        (root / "attendu").unlink()
        catalogue = Reader(root).read().catalogue
        told |= {
            told_of(question, one.at(1))
            for defi in catalogue.defis.values()
            for one in advice.advice(defi, TODAY)
        }
    assert {each.kind for each in told} == set(ADVICE)
    for each in told:
        assert not OF_A_FILE.search(each.message), each.message
        assert not re.search(r"\d{4}-\d\d-\d\d", each.message), "a day is said as people say it"


ADVICE = (
    "action_absente", "action_passee", "depuis_futur", "dit_futur", "etape_sautee",
    "territoire_surprenant", "porte_debat", "porte_engagements", "porte_organisation", "porte_decision", "porte_bilan",
    "sauf_hors", "d_autres", "retour_vide",
)  # fmt: skip
