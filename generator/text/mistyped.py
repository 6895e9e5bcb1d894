"""What makes a front matter unreadable, in French, with what to write instead.

A word processor puts « — » for three hyphens and curly quotes for straight ones: whoever sees the
page sees nothing wrong. So the sign that was read is named, and the line is given as it should be.
"""

from __future__ import annotations

import re

import yaml

from generator.text.errors import Problem, excerpt, problem
from generator.text.signs import APOSTROPHES, BULLETS, DASHES, SPACES

_QUOTES = "“”„‟«»‹›″❝❞＂"
_BULLETS = f"{BULLETS}*+→✓✔{DASHES}"
_LONGEST = 300
"""How long a line may be that is given back mended, in signs."""

_FENCE = re.compile(rf"[ {SPACES}]*(?:[-_*=~{DASHES}][ {SPACES}]*){{1,12}}")
_BULLET = re.compile(rf"[ {SPACES}]*([{_BULLETS}])[ {SPACES}]*(.*)")
_VALUE = re.compile(r"( *(?:- +)*[\w-]+ *: +)(\S.*)")
_NOT_A_COLON = re.compile(r"( *(?:- +)*[\w-]+)(?: *[：︰﹕꞉∶;；=] *| *:(?=[^\s:]))(\S.*)")
_IN_CURLY = re.compile(r"(?m)^ *(?:- +)*(?:[\w-]+ *: +)?([“„‟‘]).*[”“‟’] *$")

_SECOND_HEAD = re.compile(
    r"^---[ \t]*\n+([a-z_]+:(?:[ \t].*)?)\n(?:(?:[a-z_]+:|[ \t-]).*\n|\n)*?---[ \t]*$", re.MULTILINE
)
"""A line ---, fields one on each line, a line ---."""
_KEY = re.compile(r"^[a-z_]+:", re.MULTILINE)
_KEYS = 3
"""How many fields make it another text: with fewer, it may be a title between two lines."""
_CODE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_CANNOT_START = "cannot start any token"
_SYNTAX = (
    (
        "sequence entries are not allowed",
        "une liste commence sur la ligne qui suit le nom du champ : passez à la ligne avant le tiret.",
    ),
    ("found unexpected end of stream", "un guillemet ou un crochet n’est pas fermé. Fermez-le."),
    (
        "did not find expected '-' indicator",
        "une liste est mal alignée. Mettez chaque tiret sous le précédent.",
    ),
    (
        "did not find expected ',' or",
        "une liste entre crochets n’est pas fermée, ou une virgule manque.",
    ),
    (
        "could not find expected ':'",
        "une ligne n’a pas de deux-points. Écrivez « clé: valeur », ou décalez de deux espaces la "
        "suite d’un texte.",
    ),
)
_COLON = "il faut un deux-points suivi d’une espace après le nom du champ."
_TAB = "une tabulation se trouve au début d’une ligne. Remplacez-la par des espaces."
_IRREGULAR = (
    "l’alignement n’est pas régulier, ou un guillemet est de trop. Alignez les champs à gauche, avec "
    "des espaces."
)
_UNKNOWN = "vérifiez les deux-points, les guillemets et l’alignement autour de cette ligne."


def no_head(text: str, path: str) -> Problem:
    """Why a text that does not begin with `---` has no front matter: what stands there instead."""
    lines = text.split("\n")
    number, first = next(((n, each) for n, each in enumerate(lines, 1) if each.strip()), (1, ""))
    if not first:
        return problem("en_tete_absent", path, 1, lu="rien")
    if first.strip() == "---":
        lu = "une ligne vide" if number > 1 else "une espace devant ---"
        return problem("en_tete_absent", path, 1, lu=lu)
    if first.strip(f" {SPACES}") != "---" and _FENCE.fullmatch(first):
        return problem("en_tete_tirets", path, number, lu=f"« {excerpt(first)} »")
    return problem("en_tete_absent", path, number, lu=f"« {excerpt(first)} »")


def open_head(text: str, path: str) -> Problem:
    """Why a front matter has no end: the line that was to be it, if one can be found."""
    lines = text.split("\n")
    fences = (n for n, each in enumerate(lines[1:], 2) if each.strip() and _FENCE.fullmatch(each))
    if number := next(fences, 0):
        found = lines[number - 1]
        lu = "une espace devant ---" if found.strip() == "---" else f"« {excerpt(found)} »"
        return problem("en_tete_tirets", path, number, lu=lu)
    return problem("en_tete_ouvert", path, len(lines))


def second_head(text: str, body: str, path: str) -> list[Problem]:
    """The front matter of another text under the first: it would be drawn as titles.

    Between fences it is an example.
    """
    if "\n---" not in body and not body.startswith("---"):
        return []
    for found in _SECOND_HEAD.finditer(body):
        several = len(_KEY.findall(found[0])) >= _KEYS
        if several and len(_CODE.findall(body, 0, found.start())) % 2 == 0:
            line = text.count("\n", 0, len(text) - len(body) + found.start()) + 1
            return [problem("deux_en_tetes", path, line, lu=excerpt(found[1]))]
    return []


def not_yaml(error: yaml.YAMLError, path: str, head: str) -> Problem:
    """What libyaml refused in a front matter, on the line where a person would look."""
    said = str(getattr(error, "problem", "") or error)
    mark = getattr(error, "problem_mark", None)
    if "unexpected end" in said:  # say where the quote was opened, not where the text ends
        mark = getattr(error, "context_mark", None) or mark
    lines = head.split("\n")
    number = _culprit(said, lines, mark.line if mark else 0)
    return problem("yaml", path, number + 1, explication=_explanation(said, lines[number]))


def not_fields(head: str, path: str, line: int, lu: str) -> Problem:
    """A front matter that is a text or a list: a colon that is none, a space that is missing."""
    for number, each in enumerate(head.split("\n"), 1):
        if len(each) <= _LONGEST and (match := _NOT_A_COLON.fullmatch(each)):
            explanation = f"{_COLON} Écrivez : {match[1].strip()}: {match[2]}"
            return problem("yaml", path, number, explication=explanation)
    return problem("en_tete_sans_champ", path, line, lu=lu)


def curly_quotes(head: str, path: str) -> list[Problem]:
    """Advice on each value between curly quotes, which the page shows: YAML knows only straight ones."""
    if not any(sign in head for sign in "“„‟‘"):
        return []
    return [
        problem("guillemets_courbes", path, head.count("\n", 0, match.start()) + 1, lu=match[1])
        for match in _IN_CURLY.finditer(head)
    ]


def _culprit(said: str, lines: list[str], number: int) -> int:
    """The line at fault: libyaml notices that a colon is missing only on a later one."""
    number = min(number, len(lines) - 1)
    if "could not find expected ':'" not in said:
        return number
    wrong = (
        n for n in range(number, -1, -1) if _NOT_A_COLON.fullmatch(lines[n]) or _is_bullet(lines[n])
    )
    if (found := next(wrong, -1)) >= 0:
        while found and _is_bullet(lines[found]) and _is_bullet(lines[found - 1]):
            found -= 1
        return found
    while number and (":" in lines[number] or ":" not in lines[number - 1]):
        number -= 1
    return number


def _is_bullet(line: str) -> bool:
    """Whether a line begins with the bullet of a word processor, and is no field."""
    match = _BULLET.fullmatch(line)
    return bool(match and match[1] != "-" and ": " not in line)


def _explanation(said: str, line: str) -> str:
    if line.startswith("\t"):
        return _TAB
    if (bullet := _BULLET.fullmatch(line)) and _is_bullet(line):
        return (
            f"on lit « {bullet[1]} ». Dans un en-tête, une liste s’écrit avec le tiret du clavier. "
            f"Écrivez : - {bullet[2]}"
        )
    if len(line) <= _LONGEST and (field := _NOT_A_COLON.fullmatch(line)):
        return f"{_COLON} Écrivez : {field[1].strip()}: {field[2]}"
    value = _VALUE.fullmatch(line)
    if value and (why := _of_value(value[2], said)) and len(line) <= _LONGEST:
        return f"{why} Écrivez : {value[1].strip()} {_quoted(value[2])}"
    if "did not find expected key" in said or "mapping values" in said:
        return _IRREGULAR
    return next((french for english, french in _SYNTAX if english in said), _UNKNOWN)


def _of_value(value: str, said: str) -> str:
    """What is wrong with a value that quotes would mend; nothing for what they would not."""
    first, last = value[0], value.rstrip()[-1]
    if first in "«‹":
        return "on lit des guillemets français, et un en-tête ne connaît que les guillemets droits."
    if first in f"{_QUOTES}‘’":
        return f"on lit « {first} », et un en-tête ne connaît que les guillemets droits."
    if first in APOSTROPHES and "unexpected end" not in said:
        return (
            f"on lit « {first} » au début d’une valeur, et l’apostrophe suivante la ferme trop tôt."
        )
    if first == '"' and last != '"' and "unexpected end" not in said:
        return "du texte se trouve après le guillemet qui ferme."
    if first == '"' and '"' in value[1:-1]:
        return "un guillemet se trouve au milieu d’une valeur, et la ferme trop tôt."
    if first in "*>|?" or (first in "[{" and last not in "]}" and "unexpected end" not in said):
        return f"on lit « {first} » au début d’une valeur."
    if _CANNOT_START in said and first not in '[{"-':
        return f"le signe « {first} » ne peut pas commencer une valeur."
    if "mapping values" in said and re.search(r":(?:\s|$)", value):
        return "un deux-points se trouve au milieu d’une valeur."
    return ""


def _quoted(value: str) -> str:
    """A value between straight quotes, those of another kind around it taken out."""
    inner = value.strip()
    for signs in (_QUOTES, APOSTROPHES, '"'):
        if len(inner) > 1 and inner[0] in signs and inner[-1] in signs:
            inner = inner[1:-1].strip(f" {SPACES}")
            break
    inner = re.sub(r'"([^"]*)"', r"« \1 »", inner).replace('"', "”")
    return '"' + inner.replace("\\", "\\\\") + '"'
