"""`bvm nouveau`: a few questions in French, a valid file at the end.

The questions are those of the form « Proposer un défi », but for what comes later, and
so is the file that the same answers give. Asking and telling are handed in, so that a test can answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.accompaniment.where import guess, how_read, neighbours
from generator.content.fields import slugify
from generator.content.model import FicheDefi
from generator.content.reader import Reader
from generator.content.schema import parse_document
from generator.content.vocabulary import RESERVED_SLUGS
from generator.contributions.answers import check_alone, draft_defi, said
from generator.forms.form import Kind, Question
from generator.forms.questions import forms
from generator.geography import find_commune
from generator.text.disk import refusal, write_whole
from generator.text.signs import typed
from generator.text.typography import jour

Ask = Callable[[str], str]
Tell = Callable[[str], object]


def ask(root: Path, today: date, prompt: Ask, tell: Tell) -> int:
    """Ask for a défi question by question, write it in `defis/`, say what to do next; gives 0.

    Where it cannot be written, it is shown instead, and 1 is given.

    `prompt` shows a question and gives the answer; whatever it raises stops everything, and
    nothing is written.
    """
    parts = (part for part in forms()["defi"].written if not part.is_for_later)
    asked = (question for part in parts for question in part.questions)
    questions = [question for question in asked if question.kind is not Kind.CONSENT]
    tell(
        f"Un nouveau défi, en {len(questions)} questions. Laissez vide ce qui n’est pas obligatoire.\n"
    )
    answers = {}
    for question in questions:
        answer = _ask_one(question, today, prompt, tell)
        if answer:
            answers[question.id] = answer
        if question.kind is Kind.COMMUNE:
            _tell_place(root, answer, tell)
    path = _free_path(root, slugify(answers["titre"]))
    text = draft_defi(answers, today)
    _, problems = parse_document(text, FicheDefi, path.stem, f"defis/{path.name}")
    errors = [each for each in problems if each.is_error]
    if errors:  # each answer was checked alone; this is for what fields say of each other
        for each in errors:
            tell(str(each))
        return 1
    try:
        write_whole(path, text.encode())
    except OSError as error:
        tell(f"\n✗ {refusal(error)}\nRien n’est perdu : voici ce qu’il faut y écrire.\n\n{text}")
        return 1
    _tell_next(f"defis/{path.name}", tell, told="texte" in answers)
    return 0


def _tell_place(root: Path, commune: str, tell: Tell) -> None:
    """What the commune lets one guess, and whether neighbours are already at it."""
    place = find_commune(commune)
    tell(f"✓ {place.label}")
    for line in how_read(commune):
        tell(line)
    tell(guess(place))
    for line in neighbours(place, Reader(root).read().catalogue):
        tell(line)


def _ask_one(question: Question, today: date, prompt: Ask, tell: Tell) -> str:
    """One answer that is right, asked again until it is."""
    tell(f"\n{question.help}")
    for number, term in enumerate(question.terms, 1):
        meaning = f" : {term.meaning}" if term.meaning else ""
        tell(f"  {number}. {term.label}{meaning}")
    if question.kind is Kind.CHOICES:
        tell("S’il y en a plusieurs : leurs numéros, séparés par des virgules.")
    if question.id == "depuis":
        tell(f"Aujourd’hui, c’est le {jour(today)}.")
    elif question.example:
        tell(f"Par exemple : {question.example}")
    while True:
        answer = _words(question, typed(prompt(question.label)).strip())
        if not answer and not question.required:
            return ""
        wrong = [each.message for each in check_alone(question, answer, today) if each.is_error]
        if answer and not wrong:
            if question.kind is Kind.DATE:
                tell(f"✓ {said(question, {question.id: answer})}")
            return answer
        tell(f"✗ {wrong[0] if answer else 'Une réponse est nécessaire ici.'}")


def _words(question: Question, answer: str) -> str:
    """An answer, the words of a choice in the place of their numbers."""
    if not question.terms:
        return answer
    numbers = [part.strip(" .)°") for part in re.split(r"[,;]|\bet\b", answer)]
    if not all(map(str.isdecimal, numbers)):
        return answer
    return ", ".join(_word(question, each) for each in numbers)


def _word(question: Question, answer: str) -> str:
    if answer.isdecimal() and 1 <= int(answer) <= len(question.terms):
        return question.terms[int(answer) - 1].slug
    return answer


def _free_path(root: Path, slug: str) -> Path:
    """A file that does not exist yet, its name near to `slug`."""
    number, candidate = 1, slug
    while candidate in RESERVED_SLUGS or (root / "defis" / f"{candidate}.md").exists():
        number += 1
        candidate = f"{slug[:56].rstrip('-')}-{number}"
    return root / "defis" / f"{candidate}.md"


def _tell_next(path: str, tell: Tell, *, told: bool) -> None:
    story = "relisez votre texte" if told else "racontez votre défi sous l’en-tête"
    tell(f"\nC’est écrit dans {path}. Maintenant :")
    tell(f"  1. Ouvrez ce fichier et {story}.")
    tell(f"  2. Vérifiez-le : bvm verifier {path}")
    tell("  3. Regardez-le : make serve, puis http://127.0.0.1:8000/")
    tell(f'  4. Proposez-le : git add {path} && git commit -m "Nouveau défi"')
