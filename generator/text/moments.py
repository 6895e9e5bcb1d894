"""Where a sentence says a moment of its own: « samedi 5 », « dès mars », « l’an dernier ».

For texts that are read on any day, whose moments would soon be wrong. What comes back each year
(« chaque 1er mai », « même en août »), a name (« salle du 11 novembre »), a number or an hour is no
such moment. Silence is better than a wrong accusation: what may be read both ways is not told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from generator.text.days import BY_NAME, MONTHS
from generator.text.said import NUMBER_WORD
from generator.text.typography import JOURS, MOIS

LONGEST_HOURS = 4
"""« samedi 9 à 10 h » are the hours of a meeting, « mardi 12 à 18 h » the hour of one on the 12th:
without « de », who gives hours hardly gives more of them than this."""


def moments_in(text: str) -> Iterator[str]:
    """The moments that a text says, as they are written in it."""
    for found in _MOMENT.finditer("".join(map(_flat, text))):
        if found["dit"] and not _are_hours(found):
            yield text[found.start() : found.end()]


def _are_hours(found: re.Match[str]) -> bool:
    start, end = found["jour"], found["heure"]
    return bool(end) and 0 < int(end) - int(start) <= LONGEST_HOURS


@cache
def _flat(sign: str) -> str:
    """A sign in small letters without its accent: one for one, so that places are those of the text."""
    if sign.isspace():
        return " "
    return {"’": "'", "–": "-", "\N{NON-BREAKING HYPHEN}": "-"}.get(
        sign, unicodedata.normalize("NFD", sign)[0].lower()[0]
    )


# --- The words -----------------------------------------------------------------------------------

NAMES_OF_MONTHS = tuple("".join(map(_flat, month)) for month in MOIS)
SEASONS = ("printemps", "ete", "automne", "hiver")
FEASTS = (
    "noel", "nouvel an", "jour de l'an", "epiphanie", "chandeleur", "mardi gras", "paques", "pentecote",
    "toussaint",
)  # fmt: skip
"""As flat text says them."""

_MONTH = rf"(?:{'|'.join(NAMES_OF_MONTHS)})\b"
_SHORT_MONTH = rf"(?:(?:{'|'.join(MONTHS)})(?![a-z]))"
_SEASON = rf"(?:{'|'.join(SEASONS)})\b"
_FEAST = rf"(?:{'|'.join(FEASTS)})\b"
_WEEKDAY = rf"\b(?:{'|'.join(JOURS)}|(?:{'|'.join(day[:3] for day in JOURS)})\.)"
_RANK = r"(?:0?[1-9]|[12][0-9]|3[01])(?:er)?(?![0-9a-z])"
_RANK_IN_WORDS = rf"(?:{NUMBER_WORD}(?:[ -](?:et[ -])?{NUMBER_WORD})?)"
_YEAR = r"20[1-9][0-9](?![\w]|[.,][0-9])"
_SINCE = r"\b(?:depuis|des|d'ici|a partir d[eu']|a compter d[eu']|jusqu'(?:a|au|en))"
_RELATIVE = [words for words in BY_NAME if words != "aujourd'hui"]
"""« aujourd’hui » also says « de nos jours »."""
_NEXT = "(?:derniers?|dernieres?|prochaine?s?)"

# --- What is no moment ---------------------------------------------------------------------------

_PLACE = (
    "rue|place|placette|avenue|boulevard|cours|quai|square|stade|cite|allee|impasse|chemin|pont|parc|salle"
    "|ecole|college|lycee|gymnase|foyer|caserne|quartier|residence|arret|station|monument"
)
_TEXT = "loi|decret|arrete|ordonnance|circulaire|constitution|traite|accords?"
_SILENT = (
    # « salle du 11 novembre », « collège du 8 mai 1945 », « loi du 1er juillet 1901 »
    rf"\b(?:{_PLACE}|{_TEXT}) du {_RANK} {_MONTH}(?: [0-9]{{4}})?",
    # « loi de 2014 »
    rf"\b(?:{_TEXT}) de {_YEAR}",
    # « le 8 mai 1945 »: history
    rf"\b{_RANK} {_MONTH} 1[0-9]{{3}}\b",
    # « chaque 1er mai », « tous les ans à Noël », « chaque année avant Pâques »
    r"\b(?:chaque|tous les|toutes les)(?: ans?| annees?)?,?"
    rf" (?:(?:a|au|le|la|en|avant|apres|des|vers|pour) (?:la |le )?)?(?:{_RANK} {_MONTH}|{_MONTH}|{_FEAST})",
    # « la ville de demain », « dès demain », « ceux d’hier », « ce soir-là »
    r"\b(?:de |d'|des |pour |que |le )(?:demain|hier)\b",
    r"\bce(?:t apres-midi| matin| soir)-la\b",
)

# --- What is one ---------------------------------------------------------------------------------

_SAID = (
    # « samedi 5 décembre », « 1er janvier 2027 », « le 12 déc. », « le douze décembre »
    rf"(?:{_WEEKDAY} )?(?<![0-9,.]){_RANK} {_SHORT_MONTH}(?: [0-9]{{4}}\b)?",
    rf"\b(?:le|du|au|{_WEEKDAY}) {_RANK_IN_WORDS} {_MONTH}",
    # « 2026-12-05 », « 2026/12/05 », « 05/12/2026 », « 5.12.2026 », « 5/12/26 »; no « version 1.2.20 »
    r"(?<![\w/.-])20[0-9]{2}(?P<entre>[/-])(?:0?[1-9]|1[0-2])(?P=entre)[0-3]?[0-9](?![\w/-])",
    r"(?<![\w/.])[0-3]?[0-9](?:/(?:0?[1-9]|1[0-2])/(?:20)?|\.(?:0?[1-9]|1[0-2])\.20)[0-9]{2}(?![\w/])",
    # « le 5/12 »; and not « le 1/3 de la salle »
    rf"\b(?:le|du|au|{_WEEKDAY}) (?:[0-3]?[0-9]/(?:0[1-9]|1[0-2])|(?:[5-9]|[12][0-9]|3[01])/[1-9])(?![\w/])",
    # « dimanche 20 à 15 h », « samedi 9 à la salle », « ven. 4 »; and not « lundi 5 personnes »
    rf"{_WEEKDAY} (?P<jour>0?[1-9]|[12][0-9]|3[01])(?:er)?(?:,? a (?P<heure>[0-2]?[0-9]) ?(?:h|heures?)(?![a-z])"
    r"|(?= ?$| ?[;!?)»]| :|[.,](?![0-9])| (?:a|des|vers) (?![0-9])| (?:et|ou|au|dans|chez|pour|avec|on|nous|je"
    r"|vous|ils?|elles?|en|puis|la|le|les|l'|matin|midi|soir|apres-midi|sur|devant)\b))",
    # « le 14 à 18 h »
    rf"\ble {_RANK},? (?:a|des|vers) [0-2]?[0-9] ?(?:h|heures?)(?![a-z])",
    # « à partir de janvier », « courant mars », « mi-avril », « jusqu’en fin mai », « mai prochain »
    rf"(?:{_SINCE}|\b(?:avant|apres|courant|debut|fin|mi))[ -](?:(?:fin|debut|mi|en)[ -])?{_MONTH}",
    rf"\b(?:{_MONTH}|(?<!a ){_SEASON}) (?:{_YEAR}|{_NEXT}\b)",
    # « cet hiver », « depuis le printemps », « à partir de l’automne »
    rf"(?:\bcet?|{_SINCE})(?: le| l')? ?\b{_SEASON}(?: {_NEXT}\b)?",
    # « avant Noël », « à la Toussaint »
    rf"(?:{_SINCE}|\b(?:a|ce|avant|apres|vers|pour))(?: la| le| l')? ?\b{_FEAST}",
    # « la semaine prochaine », « l’an dernier », « samedi prochain »; and not « un mois passé à peindre »
    rf"\b(?:(?:semaine|mois|an|annee|week-end|{'|'.join(JOURS)}) {_NEXT}|(?<=l')an passe)\b",
    # « demain », « hier », « ce soir »
    rf"(?<![\w'-])(?:{'|'.join(_RELATIVE)})(?![\w-])",
    # « depuis 2026 », « l’amicale de 2025 », « la saison 2026-2027 », « (2026) »; and not « 2000 personnes », « ligne 2026 »
    rf"(?:{_SINCE}|\b(?:de|en|avant|apres|fin|debut|mi|annee|saison|edition|rentree|budget|programme))[ -]{_YEAR}"
    r"(?! ?(?:€|%|[a-z²]+s\b|[kcm]?m²?(?!\w)|k[gw]))",
    r"(?<![\w/-])20[0-9]{2}[/-]20[0-9]{2}(?![\w/-])",
    rf"(?<=\(){_YEAR}(?=\))",
)
_MOMENT = re.compile(rf"(?:{'|'.join(_SILENT)})|(?P<dit>{'|'.join(_SAID)})")
