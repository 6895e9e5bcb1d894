"""What a text that names a commune may be, piece by piece: a name, and where that is.

People write « 88500 Mirecourt, Vosges, France », « Mairie de Mirecourt », « Paris XVIIIe ». The rules
that are words and patterns stand in `RULES`: the browser gets them too (`outputs/near/places.py`), so
they are in what Python's regular expressions and JavaScript's both read. They see texts `folded`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from generator.geography.reference import commune, departements, parts, table
from generator.geography.spelling import ARTICLES, search_key
from generator.text.signs import folded

CODE = re.compile(r"\d{5}|\d[A-Z]\d{3}")
"""An INSEE code or a postal code, in capitals."""

Where = tuple[frozenset[str], ...]
"""What is said of where a place is: of each set it has one code, a département's, a commune's."""

RULES: Mapping[str, Any] = {
    # What people put before a name; the article after it stays: « mairie du Havre » is Le Havre.
    "devant": r"(?:(?:(?:la |l' ?|le )?(?:mairie(?: annexe| d[ée]l[ée]gu[ée]e)?|h[oô]tel de ville"
    r"|ville|village|bourg|centre[- ]ville|municipalit[ée]"
    r"|commune(?: nouvelle| d[ée]l[ée]gu[ée]e| associ[ée]e)?) )?(?:(du|des|aux?) |de |d' ?)"
    r"|(?:la |l' ?)?(?:mairie|h[oô]tel de ville|[iî]le) |[àa] )(.+)",
    # The name of a question, before its answer: « Commune : Mirecourt », « CP 88500 ».
    "etiquette": r"(?:(?:nom de la )?commune|ville|localit[ée]|(?:code )?postal|c\.?p\.?)"
    r"(?: ?: ?| (?=\d))",
    # How the pages show a name of another time, beside that of today.
    "jadis": r",? \(?(?:avant ?:.*|aujourd'hui [^(,]*)",
    # What links a name to where it is: « Saint-Denis de la Réunion ».
    "lien": r"(?:[\s\-,/:(]+(?:de|d'|en|dans|[àa]|aux?|du|des|les?|la|l'|[iî]le"
    r"|d[ée]partement|r[ée]gion))*[\s\-,/:(]*",
    "coupe": r"[\s\-,/:(]+",
    "numero": r"\(?(?:d[ée]p(?:artemen)?t?\.?|dpt\.?|r[ée]gion)(?: (?:de (?:la |l')?|du |des |d'))? ?(?=.)",
    "code_devant": r"(?:F[- ]?)?\(?(\d\d ?\d{3}|\d[AB]\d{3}|\d[\dAB]|9[78]\d)(?:\)|(?=[\s,\-–:/]))"
    r"[\s,\-–:/]+(\D.*)",
    "code_derriere": r"(\D.*?)[\s,\-–:(/]+(?:F[- ]?)?(\d\d ?\d{3}|\d[AB]\d{3})\)?",
    # An arrondissement, in a key: « 18e de paris », « paris xviiie », « paris 18 arr ».
    "arrondissement": r"(?:(.+?) (?:(?:de|d|a|dans|le|l) )*)?(paris|lyon|marseille)"
    r"(?: ?(?:(?:de|d|a|dans|le|l) )*(.+))?",
    "abrege": r" arr(?:dts?|ond|t)?\b",
    "fin": r" ?(?:i?eme|ere?|e|nde?)$",
    "villes": {"paris": 20, "lyon": 9, "marseille": 16},
    # Words of any address that are the whole names of places too.
    "communs": "ville bourg grand centre salle village hameau quartier saint sainte gare eglise place"
    " rue chateau",
    # What a région, or what people call so, is made of; France itself says nothing.
    "regions": {
        "france": "",
        "20": "2A 2B",
        "alsace": "67 68",
        "lorraine": "54 55 57 88",
        "champagne ardenne": "08 10 51 52",
        "picardie": "02 60 80",
        "nord pas de calais": "59 62",
        "haute normandie": "27 76",
        "basse normandie": "14 50 61",
        "bourgogne": "21 58 71 89",
        "franche comte": "25 39 70 90",
        "poitou charentes": "16 17 79 86",
        "limousin": "19 23 87",
        "aquitaine": "24 33 40 47 64",
        "midi pyrenees": "09 12 31 32 46 65 81 82",
        "languedoc roussillon": "11 30 34 48 66",
        "auvergne": "03 15 43 63",
        "rhone alpes": "01 07 26 38 42 69 73 74",
        "aura": "01 03 07 15 26 38 42 43 63 69 73 74",
        "paca": "04 05 06 13 83 84",
        "idf": "75 77 78 91 92 93 94 95",
        "polynesie": "987",
        "guyane francaise": "973",
        "nc": "988",
        "ile de la reunion": "974",
    },
    # Ranks in Roman numerals and in letters, without their ends: « premier », « dix-huitième ».
    "rangs": "i|premi,ii|deux|seco,iii|trois,iv|quatr,v|cinqu,vi|six,vii|sept,viii|huit,ix|neuv,x|dix"
    ",xi|onz,xii|douz,xiii|treiz,xiv|quatorz,xv|quinz,xvi|seiz,xvii|dix sept,xviii|dix huit"
    ",xix|dix neuv,xx|vingt",
}

_DEVANT, _CODE_DEVANT, _CODE_DERRIERE = (
    re.compile(RULES[name], re.IGNORECASE) for name in ("devant", "code_devant", "code_derriere")
)
_LIEN_LAST = re.compile(f"{RULES['lien']}$", re.IGNORECASE)
_COUPE, _ARRONDISSEMENT, _ABREGE, _FIN = (
    re.compile(RULES[name]) for name in ("coupe", "arrondissement", "abrege", "fin")
)
_ETIQUETTE, _JADIS, _NUMERO = (
    re.compile(RULES[name], re.IGNORECASE) for name in ("etiquette", "jadis", "numero")
)
_CEDEX = re.compile("c[eé]dex", re.IGNORECASE)
_RANKS = {
    written: rank
    for rank, several in enumerate(RULES["rangs"].split(","), 1)
    for written in (str(rank), f"0{rank}", *several.split("|"))
}
_BEFORE_A_CODE = frozenset("0123456789Ff(")
_LONGEST_ARTICLE = max(map(len, ARTICLES)) + 1
"""With its apostrophe."""

BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")


def readings(text: str) -> Iterator[tuple[str, Where]]:
    """The names that a text may hold, with where they are told to be: the whole of it first.

    Each is shorter than the one before it: what says where a place is is taken off, one by one.
    """
    where: Where = ()
    name = _undressed(folded(text))
    while name:
        while taken := _told(name):
            name, there = taken
            where = (*where, *there)
        yield name, where
        left = _shorter(name)
        if left is None:
            return
        name, there = left
        where = (*where, *there)


def _undressed(text: str) -> str:
    """A text without what a form or a page put around it, and with « s/s » as it is said."""
    if ":" in text or text[:1] in "cC":
        text = _ETIQUETTE.sub("", text, count=1) if _ETIQUETTE.match(text) else text
    if "avant" in text or "aujourd" in text:
        text = _JADIS.sub("", text)
    return re.sub(r"\bs/s\b", "sous", text, flags=re.IGNORECASE) if "/" in text else text


def bare(text: str) -> str:
    """A code without the spaces that group its digits: « 88 500 », « 2a 004 »."""
    return "".join(text.split()).upper()


def key_of(name: str) -> str:
    """Under what a name stands in the index; « 18e arrondissement de Paris » is « paris 18 »."""
    key = search_key(name)
    cut = _ABREGE.sub("", key)
    match = _ARRONDISSEMENT.fullmatch(cut) if any(city in key for city in RULES["villes"]) else None
    if match and bool(match[1]) != bool(match[3]):
        rank = _RANKS.get(_FIN.sub("", match[1] or match[3]), 0)
        if 0 < rank <= RULES["villes"][match[2]]:
            return f"{match[2]} {rank}"
    return key


def unknown_place(text: str) -> tuple[str, str] | None:
    """A name, and what stands after it in brackets or after a comma, of which no place is known."""
    if match := BRACKETS.fullmatch(text):
        name, inside = match[1], match[2].strip()
    else:
        name, _, inside = text.rpartition(",")
    known = CODE.fullmatch(bare(inside)) or where_of(inside) is not None
    return None if known or not name else (name, inside.strip())


_ARTICLE_IN = {"du": "Le ", "au": "Le ", "des": "Les ", "aux": "Les "}


# --- What says where it is --------------------------------------------------------------------


def _told(text: str) -> tuple[str, Where] | None:
    """What is surely where a name is: a code beside it, a place in brackets or after a comma."""
    if text[:1] in _BEFORE_A_CODE and (match := _CODE_DEVANT.fullmatch(text)):
        if len(match[1]) > 3:
            return match[2], (_codes_of(bare(match[1]), text),)
        if (there := where_of(match[1])) and key_of(text) == search_key(text):
            return match[2], there
    if text.rstrip(")")[-1:].isdigit() and (match := _CODE_DERRIERE.fullmatch(text)):
        return match[1], (_codes_of(bare(match[2]), text),)
    if match := BRACKETS.fullmatch(text):
        name, inside = match[1], match[2].strip()
        if len(inside) <= _LONGEST_ARTICLE and search_key(inside) in ARTICLES:
            return f"{inside} {name}", ()
    else:
        name, _, inside = text.rpartition(",")
        if name and search_key(inside) in RULES["villes"] and key_of(text) != search_key(text):
            return None  # « 18e arrondissement, Paris »
    where = where_of(inside) if name else None
    return (name.strip(), where) if where is not None else None


def _shorter(text: str) -> tuple[str, Where] | None:
    """A name without what people put before it; else without the place that it ends with."""
    if match := _DEVANT.fullmatch(text):
        article = _ARTICLE_IN.get((match[1] or "").lower(), "")
        return f"{article}{match[2]}", ()
    for cut in _COUPE.finditer(text):
        where = where_of(text[cut.end() :].rstrip(" )"))
        if where is not None and cut.start():
            return _LIEN_LAST.sub("", text[: cut.start()], count=1), where
    return None


@lru_cache(maxsize=1024)
def where_of(text: str) -> Where | None:
    """What the name or the number of a département says, that of a région, « France »; else None."""
    found = _places().get(departement_key(text))
    if found is None and (match := _NUMERO.match(text.strip())):
        found = _places().get(departement_key(text.strip()[match.end() :]))
    return None if found is None else ((found,) if found else ())


def _codes_of(code: str, text: str) -> frozenset[str]:
    """What a code beside a name says of where it is: itself, and the communes it leads to.

    One that nobody knows, and any beside « Cedex », is perhaps that of a firm: its first digits are
    those of the département.
    """
    found = {code} if commune(code) else set[str]()
    for _, leads in table("noms.csv").find(code):
        rows = (parts()[int(lead[1:])][3] if lead[0] == "p" else lead for lead in leads.split())
        found |= {code, *rows}
    for row in table("parties.csv").find(code):
        found |= {code, row[3]}
    if not found or _CEDEX.search(text):
        found |= {"2A", "2B"} if code[:2] == "20" else {departement_of(code)}
    return frozenset(found)


def departement_of(code: str) -> str:
    """The first digits of a code, which are those of a département."""
    return code[: 3 if code[:2] in {"97", "98"} else 2]


def departement_key(text: str) -> str:
    """A code as it is, a name as `search_key` has it; `1` is `01`."""
    stripped = text.strip()
    return stripped.zfill(2).upper() if stripped[:1].isdigit() else search_key(stripped)


@cache
def departement_codes() -> Mapping[str, str]:
    """The code of each département, by that code and by its name."""
    known = departements().values()
    return {key: each.code for each in known for key in (each.code, search_key(each.nom))}


@cache
def _places() -> Mapping[str, frozenset[str]]:
    """The codes of départements that a name of place means; for France, none: it says nothing.

    Twenty is still the Corsica of the post.
    """
    found = {name: frozenset(codes.split()) for name, codes in RULES["regions"].items()}
    for each in departements().values():
        key = search_key(each.region)
        found[key] = found.get(key, frozenset()) | {each.code}
    return found | {key: frozenset({code}) for key, code in departement_codes().items()}
