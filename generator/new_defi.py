"""`bvm nouveau`: a few questions in French, a valid file at the end.

Asking and telling are handed in, so that a test can answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.errors import name
from generator.fields import slugify
from generator.front_matter import FrontMatter, Value, dump
from generator.geography import find_commune
from generator.guards import check
from generator.model import FicheDefi
from generator.reader import Reader
from generator.schema import FieldHelp, field_help, parse_document, read_fields
from generator.vocabulary import RESERVED_SLUGS
from generator.where import also_postal, guess, neighbours

Ask = Callable[[str], str]
Tell = Callable[[str], object]

_ASKED = (
    "titre", "resume", "question", "phase", "depuis", "commune", "territoire", "porteur",
    "concerne",
)  # fmt: skip
_BODY = "Racontez ici le défi : ce qui ne va pas, ce que vous imaginez, qui est déjà là.\n"


def ask(root: Path, today: date, prompt: Ask, tell: Tell) -> int:
    """Ask for a défi field by field, write it in `defis/`, say what to do next; gives 0.

    `prompt` shows a question and gives the answer; whatever it raises stops everything, and
    nothing is written.
    """
    tell("Un nouveau défi, en neuf questions. Laissez vide ce qui n’est pas obligatoire.\n")
    rows = {row.key: row for row in field_help(FicheDefi)}
    answers = {}
    for key in _ASKED:
        answers[key] = _ask_field(rows[key], today, prompt, tell)
        if key == "commune":
            _tell_place(root, answers[key], tell)
    fields: dict[str, Value] = {key: answers[key] for key in rows if answers.get(key)}
    path = _free_path(root, slugify(str(fields["titre"])))
    text = dump(fields, _BODY)
    _, problems = parse_document(text, FicheDefi, path.stem, f"defis/{path.name}")
    errors = [each for each in problems if each.is_error]
    if errors:  # each answer was checked alone; this is for what fields say of each other
        for each in errors:
            tell(str(each))
        return 1
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    _tell_next(f"defis/{path.name}", tell)
    return 0


def _tell_place(root: Path, commune: str, tell: Tell) -> None:
    """What the commune lets one guess, and whether neighbours are already at it."""
    place = find_commune(commune)
    tell(f"✓ {place.label}")
    for line in also_postal(commune):
        tell(line)
    tell(guess(place))
    for line in neighbours(place, Reader(root).read().catalogue):
        tell(line)


def _ask_field(row: FieldHelp, today: date, prompt: Ask, tell: Tell) -> str:
    """One answer that is right, asked again until it is."""
    tell(f"\n{row.description}")
    for number, term in enumerate(row.terms, 1):
        meaning = f" : {term.meaning}" if term.meaning else ""
        tell(f"  {number}. {term.label}{meaning}")
    if row.key == "depuis":
        tell(f"Aujourd’hui, c’est {today}.")
    elif row.examples:
        tell(f"Par exemple : {', '.join(row.examples)}")
    while True:
        answer = _word(row, prompt(row.key).strip())
        wrong = _problem_with(row, answer)
        if wrong is None:
            return answer
        tell(f"✗ {wrong}")


def _word(row: FieldHelp, answer: str) -> str:
    """The word of a choice given by its number."""
    if answer.isdecimal() and 1 <= int(answer) <= len(row.terms):
        return row.terms[int(answer) - 1].slug
    return answer


def _problem_with(row: FieldHelp, answer: str) -> str | None:
    if not answer:
        return "Une réponse est nécessaire ici." if row.required else None
    matter = FrontMatter({row.key: answer}, "", 1, "")
    _, problems = read_fields(matter, FicheDefi, "")
    problems += [each for each in check(answer, "") if each.is_error]
    own = [each for each in problems if each.field.split("[")[0] in {"", name((row.key,))}]
    return own[0].message if own else None


def _free_path(root: Path, slug: str) -> Path:
    """A file that does not exist yet, its name near to `slug`."""
    number, candidate = 1, slug
    while candidate in RESERVED_SLUGS or (root / "defis" / f"{candidate}.md").exists():
        number += 1
        candidate = f"{slug[:56].rstrip('-')}-{number}"
    return root / "defis" / f"{candidate}.md"


def _tell_next(path: str, tell: Tell) -> None:
    tell(f"\nC’est écrit dans {path}. Maintenant :")
    tell("  1. Ouvrez ce fichier et racontez votre défi sous l’en-tête.")
    tell(f"  2. Vérifiez-le : bvm verifier {path}")
    tell("  3. Regardez-le : make serve, puis http://127.0.0.1:8000/")
    tell(f'  4. Proposez-le : git add {path} && git commit -m "Nouveau défi"')
