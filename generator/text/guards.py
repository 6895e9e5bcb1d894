"""What a text that anyone may write must not hold, whatever door it came through.

What is written here is public and stays. So a way to reach a person, a number of theirs, a key,
signs that nobody sees and words made of two alphabets are refused; a street number is advised
against. Nothing here repeats what was found: a problem says its nature and its line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import groupby, islice
from types import MappingProxyType

from generator.text import gist, personal, signs
from generator.text.errors import MOST, Location, Problem, excerpt, name, problem
from generator.text.typography import JOURS

NATURES: Mapping[gist.PersonalKind, str] = {
    "adresse": "une adresse électronique",
    "compte": "une adresse électronique",
    "telephone": "un numéro de téléphone",
    "securite_sociale": "un numéro de sécurité sociale",
    "secret": "un mot de passe ou une clé d’accès",
    "messagerie": "un lien vers une messagerie",
    "formulaire": "un lien vers un formulaire",
    "raccourci": "un lien raccourci",
}
"""What was found, in the words of the sentences."""

SENTENCES: Mapping[gist.PersonalKind, str] = {
    "adresse": "donnee_personnelle",
    "compte": "adresse_ou_compte",
    "telephone": "donnee_personnelle",
    "securite_sociale": "donnee_personnelle",
    "secret": "secret",
    "messagerie": "lien_prive",
    "formulaire": "formulaire_ailleurs",
    "raccourci": "lien_raccourci",
}
"""The problem that tells of it, with what to use instead."""


def check(text: str, path: str, *, spelled: bool = False) -> list[Problem]:
    """All that the `text` of citizens at `path` must not hold, each on its line.

    `spelled` is for what was written in codes: who writes the code of a sign that nobody sees did
    not paste it. Ten thousand texts pass here: each look is taken only at what may need it.
    """
    short, problems = gist.gist(text), []
    if short.signs:
        problems = [*check_characters(text, path, spelled=spelled), *_check_alphabets(text, path)]
        if text != (text := signs.cleaned(text)):
            short = gist.gist(text)
    if kinds := personal.kinds_in(text, short):
        problems += _check_personal(kinds, text, path)
    if gist.may_be_cut(short):
        problems += _check_cut(text, path)
    if gist.may_be_in_street(short):
        problems += _check_streets(text, path)
    return problems


def check_shown(text: str, path: str, line: int, told: Iterable[Problem]) -> list[Problem]:
    """What leads to persons in a text as it is shown, if nothing was `told` of the kind before.

    However it was written, it is read here; but where it is written is not known: it is told of
    `line`, where the text begins.
    """
    kinds = personal.kinds_in(text, gist.gist(text))
    if not kinds:
        return []
    said = {(each.kind, each.values) for each in told}
    found = {_told(each.kind, path, line) for each in personal.look_for(kinds, text)}
    return [each for each in found if (each.kind, each.values) not in said]


def name_fields(
    problems: Iterable[Problem], lines: Mapping[Location, int], body_line: int
) -> list[Problem]:
    """The same problems, those of a front matter with the field on whose lines they stand.

    `lines` are those of the fields. The address of a meeting may have its street number.
    """
    ends = sorted((line, len(where), name(where)) for where, line in lines.items())
    named = []
    for each in problems:
        before = [field for line, _, field in ends if line <= each.line < body_line]
        field = before[-1] if before else ""
        if each.kind != "adresse_precise" or field.rpartition(".")[2] != "lieu":
            named.append(replace(each, field=field))
    return named


# --- Signs -----------------------------------------------------------------------------------


def check_characters(text: str, path: str, *, spelled: bool = False) -> list[Problem]:
    """The first sign of each line that nobody sees and that deceives; advice on those taken out."""
    kind = "caractere_interdit"
    refused = [_of_sign(kind, each, path) for each in islice(signs.deceiving(text), MOST)]
    kind = kind if spelled else "signe_invisible"
    return refused + [_of_sign(kind, each, path) for each in islice(signs.hidden(text), MOST)]


def _of_sign(kind: str, sign: signs.Sign, path: str) -> Problem:
    code, mot = f"U+{ord(sign.sign):04X}", f", dans « {excerpt(sign.word)} »" if sign.word else ""
    nom = signs.nature(sign.sign)
    return problem(kind, path, sign.line, colonne=sign.column, code=code, nom=nom, mot=mot)


# Those with letters that pass for Latin ones: Greek (without the micro of « μmol »), Cyrillic,
# Armenian, Cherokee, Coptic, Lisu.
_OTHERS = (
    "\u0370-\u03bb\u03bd-\u03ff\u1f00-\u1fff\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
    "\u0530-\u058f\u13a0-\u13ff\uab70-\uabbf\u2c80-\u2cff\ua4d0-\ua4ff"
)
_OTHER_ALPHABETS = re.compile(f"[{_OTHERS}]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")


def _check_alphabets(text: str, path: str) -> list[Problem]:
    """The first word of each line that is made of two alphabets; « 10 kΩ » is too short for one."""
    if not _OTHER_ALPHABETS.search(text):
        return []
    found = (
        problem("alphabets_meles", path, number, colonne=mixed.start() + 1)
        for number, line in enumerate(text.split("\n"), 1)
        if (mixed := next(filter(_is_mixed, _WORD.finditer(line)), None))
    )
    return list(islice(found, MOST))


def _is_mixed(word: re.Match[str]) -> bool:
    return bool(_OTHER_ALPHABETS.search(word[0]) and _LATIN.search(word[0]))


# --- Persons ---------------------------------------------------------------------------------


def _check_personal(kinds: Collection[gist.PersonalKind], text: str, path: str) -> list[Problem]:
    """One problem for each nature on each line."""
    found = personal.look_for(kinds, text)
    lines = _lines_of((each.start for each in found), text)
    told = dict.fromkeys(zip(lines, (each.kind for each in found), strict=True))
    return [_told(kind, path, line) for line, kind in islice(told, MOST)]


def _lines_of(places: Iterable[int], text: str) -> Iterator[int]:
    """The lines of some places of a text, which come in their order: it is gone through once."""
    line, before = 1, 0
    for place in places:
        line += text.count("\n", before, place)
        before = place
        yield line


def _told(kind: gist.PersonalKind, path: str, line: int) -> Problem:
    return problem(SENTENCES[kind], path, line, nature=NATURES[kind])


def check_name(name: str, path: str, instead: str) -> Problem | None:
    """The problem of a file whose name says what must not be said; `instead` may be its name."""
    if found := personal.find(name):
        nature = NATURES[found[0].kind]
        return problem("nom_personnel", path, nature=nature, propose=instead)
    return None


_FIELD = re.compile(r"[ -]*([a-z_]+):(.*)")
_NO_WORDS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}:[0-9]{2}")
_COUNTED = {"montant", "nombre", "seuil", "delai_jours", "valeur", "commune"}
_APART = 3
"""How many fields may stand between two that one reads together on the page."""


def _check_cut(text: str, path: str) -> Iterator[Problem]:
    """What stands in two fields near one another: « lieu: 06 12 34 », « accessibilite: 56 78 »."""
    pieces: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        field = _FIELD.fullmatch(line)
        value = field[2].strip(" \"'") if field and field[1] not in _COUNTED else ""
        if not field or (pieces and number - pieces[-1][0] > _APART + 1):
            pieces = []
        if _NO_WORDS.fullmatch(value) or not _is_piece(value, pieces):
            continue
        pieces = [*pieces[-_APART:], (number, value)]
        found = personal.find("\n".join(each for _, each in pieces))
        if found and not any(personal.find(each) for _, each in pieces):
            yield _told(found[0].kind, path, pieces[0][0])
            pieces = []


def _is_piece(value: str, before: list[tuple[int, str]]) -> bool:
    """Whether a value may begin what another goes on with, or go on with what was `before`."""
    if before and before[-1][1].endswith("@"):
        return bool(re.fullmatch(r"[^ ]+\.[^ ]+", value))
    return bool(re.search(r"^[0-9@]|[0-9@]$", value))


# --- Streets ---------------------------------------------------------------------------------

_BLANK = f"[ {signs.SPACES}]"


def spelled(pattern: str) -> str:
    """A pattern with its words in any case, that stand between two « ¤ »: no browser is sure to know
    `(?i:…)`.
    """
    return re.sub("¤(.+?)¤", lambda words: _SMALL.sub(_in_both_cases, words[1]), pattern)


_SMALL = re.compile("[a-zé]")


def _in_both_cases(sign: re.Match[str]) -> str:
    return f"[{sign[0]}{sign[0].upper()}]"


_KINDS_OF_STREET = (
    r"rue|r\.(?! ?[0-9])|avenue|av\.?|ave\.?|boulevard|boul\.|bd\.?|bld\.?|blvd\.?|chemin|chem\.|che\.|impasse|imp\."
    r"|allée|all\.|quai|route|rte\.?|ruelle|venelle|faubourg|fbg\.?"
)
_OF = r"(?:de la |de l[’']|du |des |d[’']|de )"
_ROADS = ("salle", "bus", "ligne", "tram", "départementale", "nationale", "D", "N", "RD", "RN")
_BEFORE = (*JOURS, *_ROADS)
"""What a number may stand after that is none of a street."""
_NO_DAY = "".join(  # what is looked for backwards has one length
    rf"(?<!(?:¤{'|'.join(words)}¤){_BLANK}[0-9])"
    for _, words in groupby(sorted(_BEFORE, key=len), len)
)
_NO_DATE = rf"(?!(?<=[lL]e{_BLANK}[0-9])[0-9]?,)"  # « le 12, place du Marché »
_NO_YEAR = r"(?!(?<=1)[89][0-9]{2}|(?<=2)0[0-9]{2})"
_NAMED = r"place|pl\.|cours|square|sq\.|passage|lotissement|lot\.|hameau|résidence|cité|villa|sente|sentier"
_STREET = (
    # « 18 h 30 rue des Lilas » is an hour, « le 12, rue des Lilas » a day. The first sign is a
    # digit, so that a text is gone through at once.
    rf"[0-9](?<![0-9:h][0-9])(?<!h{_BLANK}[0-9]){_NO_DAY}{_NO_DATE}{_NO_YEAR}[0-9]{{0,3}}"
    rf"{_BLANK}?(?:¤bis|ter|quater¤|[a-dA-D](?![a-zà-ÿ]))?{_BLANK}?,?{_BLANK}{{1,2}}"
    # « 12 rue », and « au 12 de la rue »; « 52 av. J.-C. » is a year.
    rf"(?:{_OF}?(?:¤{_KINDS_OF_STREET}¤){_BLANK}(?!J\.)(?:[dl]|[A-ZÀ-Ý0-9])"
    # « 3 places de cinéma », « 2 cours de couture » are no addresses.
    rf"|(?:¤{_NAMED}¤){_BLANK}{_OF}?[A-ZÀ-Ý])"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Made when a text needs it."""
    return re.compile(spelled(pattern))


def _check_streets(text: str, path: str) -> Iterator[Problem]:
    """One piece of advice for each line with a number in a street."""
    places = (match.start() for match in _compiled(_STREET).finditer(text))
    lines = dict.fromkeys(_lines_of(places, text))
    return (problem("adresse_precise", path, line) for line in islice(lines, MOST))


SIGNS: Mapping[str, str] = MappingProxyType({
    "interdits": f"[{signs.DECEIVING}]",
    "alphabets": _OTHER_ALPHABETS.pattern,
    "rues": _STREET,
})  # fmt: skip
"""The patterns of this module, as `personal.PATTERNS` are: for the script of the forms, which spells
them."""
