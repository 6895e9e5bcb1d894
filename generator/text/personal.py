"""What no text of ours may repeat: ways to reach a person, their number, a key that opens something.

Git is public and keeps everything. This module finds such things; it never says them.
The patterns are data, in what Python and JavaScript (`RegExp` with the flags u and i) both
understand, so that the forms of the site look for the same things. They are given the readings of a
text, which `reading` makes: its signs plain, its markup gone, its numbers in digits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, NamedTuple

from generator.text import contacts
from generator.text.reading import LINK, UNITS, Reading, in_digits, readings, texts

PersonalKind = Literal[
    "adresse", "telephone", "securite_sociale", "secret", "messagerie", "formulaire", "raccourci"
]


@dataclass(frozen=True, slots=True)
class Found:
    """Where something that must not be published stands in a text."""

    kind: PersonalKind
    start: int
    end: int


MASK = "…"
"""What is shown in its place."""

# --- The patterns ----------------------------------------------------------------------------

_L = "A-Za-zÀ-ɏ"

# Signs that Markdown hides: « jean**@exemple.fr** », « 06\.12… ».
_MARK = r"[*_~`\\]{0,3}"

_LETTER = r"""[^\s@<>()\[\]{}"',;:/=&|«»!?…]"""
_LOCAL = rf"(?<!{_LETTER}){_LETTER}+"
# What is published to be written to, by whoever is there; no name of a person (CNIL: such an
# address is no personal datum).
_ROLES = (
    r"(?:(?:mairie|commune|ccas|mjc|mediatheque|bibliotheque|ecole|college|lycee|epicerie|cafe|foyer"
    r"|asso|association|collectif|comite|amicale|club|groupe|federation|office|musee|theatre|cinema)"
    r"(?:[._-][a-z0-9-]{2,40})?|accueil|contact|contacts|info|infos|bonjour|secretariat|dpo|rgpd"
    r"|bureau|equipe|redaction|presse|communication|participation|citoyens|benevoles|adhesion|tourisme)"
)
_BIG_MAILERS = "gmail|hotmail"
_MAILERS = rf"(?:{_BIG_MAILERS}|outlook|yahoo|wanadoo|laposte|proton(?:mail)?|icloud)"
_ALL_MAILERS = rf"(?:{_MAILERS}|orange|free|sfr|live|msn|bbox|numericable|gmx|aol|yopmail)"
# « contact@gmail.com » may be anybody's; the town hall of a village has often such a box.
_NO_ROLE = (
    rf"(?!(?:mairie|commune|ccas)(?:[._-][a-z0-9-]{{2,40}})?@[a-z])"
    rf"(?!{_ROLES}@(?!{_ALL_MAILERS}\.)[a-z])"
)
_WHOLE_LOCAL = rf"(?<!{_LETTER}){_NO_ROLE}{_LETTER}+"
_AT = rf"{_MARK}@{{1,2}}{_MARK}"
_AT_WORD = r"(?:@|at|arr?oba[sz]e?|chez)"
_OPEN = r"[(\[{<]"
_CLOSE = r"[)\]}>]"
_BRACKETED_AT = (
    rf"(?:{_OPEN} ?{_AT_WORD} ?{_CLOSE}|[(\[{{<][aàÀ][)\]}}>]|[\x22«] ?arr?oba[sz]e? ?[\x22»])"
)
_NEAR = r"[ ._/*|-]{1,3}"
_SPOKEN_AT = (
    rf"(?:[\s._-]{{0,2}}{_BRACKETED_AT}[\s._-]{{0,2}}|(?:\s|{_NEAR})arr?oba[sz]e?(?:\s|{_NEAR}))"
)
_LABEL = r"[A-Za-z0-9À-ɏ\u0400-\u052f-]{1,63}"
_LAST = r"[A-Za-zÀ-ɏ\u0400-\u052f](?:[A-Za-z0-9À-ɏ\u0400-\u052f-]{1,23})"
_DOT = rf"{_MARK}[.·]{_MARK}"
_SPOKEN_WORD = rf"(?: ?{_OPEN} ?(?:point|dot) ?{_CLOSE} ?| ?[\x22'«] ?(?:point|dot) ?[\x22'»] ?|{_NEAR}(?:point|dot){_NEAR})"
_SPOKEN_DOT = rf"(?:{_DOT}|[ \n][.·] ?| ?[(\[{{][.·][)\]}}] ?|{_SPOKEN_WORD})"
_USUAL_LAST = r"(?:be|bzh|ch|com|coop|de|es|eu|fr|info|io|it|lu|me|net|org|re)(?![A-Za-z0-9À-ɏ-])"
_SPOKEN_LAST = r"(?:bzh|com|coop|fr|net|org)(?![A-Za-z0-9À-ɏ-])"
_AND_LAST = (
    rf"(?:(?:{_DOT}|[ \n][.·] ?|[(\[{{][.·][)\]}}] ?){_USUAL_LAST}|{_SPOKEN_WORD}{_SPOKEN_LAST})"
)

# What people put between the digits of a number.
_SIGNS = r" \t·/*_~|'\[\](){}<>=^\\`-"
_BETWEEN = f"[.{_SIGNS}]"
_GAP = rf"(?:{_BETWEEN}{{0,5}}|[ \t|]{{0,3}}\n[ \t|]{{0,3}})"
"""What stands between two groups of digits; a line may end there, never a paragraph."""
_ONE_GAP = rf"({_GAP}|[,;:…+#\x22«»] ?|[,;]\n|[ .,;()-]{{0,3}}[a-zà-ÿ]{{1,8}}[ .,;()-]{{0,3}})"
"""The same between all pairs: signs that would join a date and an hour, or a word, too."""
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_MONTHS = r"(?:0[1-9]|1[0-2])"
_DATE = (
    rf"{_DAY}(?:{_BETWEEN}{{1,3}}{_MONTHS}{_BETWEEN}{{1,3}}(?:19|20)[0-9]{{2}}(?![0-9])"
    # « le 02/10/26 14 30 »
    rf"|([/.-]){_MONTHS}\1[0-9]{{2}} {{1,3}}(?:[01][0-9]|2[0-3]) ?[0-5][0-9])"
)
_NOT_INSIDE = r"(?<![0-9])(?<![0-9][ .,/_-])"
_ABROAD = rf"(?:{_BETWEEN}{{0,4}}|[ \t]{{0,2}}\n[ \t]{{0,2}})"
# 0800 to 0809: free or plain calls to an organisation (Arcep, plan de numérotation), never a person's.
_NO_FREE_CALL = rf"(?!0{_GAP}8{_GAP}0)"

_MONTH = r"(?:0[1-9]|1[0-2]|[2-9][0-9])"
_PLACE = r"(?:[0-9]{2}|2[AB])"
_BIRTHPLACE = r"(?:0[1-9]|[1-8][0-9]|9[0-57-9]|2[AB])"
_STEP = r"[ ./_|-]{1,2}"
_STEP_OR_NOT = r"[ ./_|-]{0,2}"

PATTERNS: Mapping[PersonalKind, tuple[str, ...]] = MappingProxyType({
    "secret": (
        r"gh[opusr]_[A-Za-z0-9]{20,255}",
        r"github_pat_[A-Za-z0-9_]{20,255}",
        r"glpat-[A-Za-z0-9_-]{16,255}",
        r"(?:AKIA|ASIA)[0-9A-Z]{16}",
        r"xox[abeoprs]-[A-Za-z0-9-]{10,255}",
        r"[prs]k_(?:live|test)_[A-Za-z0-9]{16,255}",
        r"AIza[0-9A-Za-z_-]{30,60}",
        r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^-]*"
        r"(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?",
    ),
    "adresse": (
        # Written as one reads it in a letter.
        rf"{_WHOLE_LOCAL}{_AT}\s?(?:{_LABEL}{_DOT}){{1,8}}{_LAST}",
        # « jean [at] exemple . fr », « jean arobase exemple point fr ».
        rf"{_LOCAL}{_SPOKEN_AT}(?:{_LABEL}{_SPOKEN_DOT}){{1,5}}{_LAST}",
        # « jean at exemple.fr »; « commandé chez exemple.fr » is no address, « chez exemple point fr » is.
        rf"{_LOCAL}(?: {{1,2}}at {{1,2}}| ?[\x22']at[\x22'] ?)(?:{_LABEL}{_SPOKEN_DOT}){{0,4}}{_LABEL}{_AND_LAST}",
        rf"{_LOCAL}{_NEAR}(?:at|chez|à|a){_NEAR}(?:{_LABEL}{_SPOKEN_WORD}){{1,5}}{_SPOKEN_LAST}",
        # « jean @ exemple . fr »; only with usual endings: « sur Instagram @le.jardin » is a name.
        rf"{_WHOLE_LOCAL}\s{{0,2}}{_AT}\s{{0,2}}(?:{_LABEL}{_SPOKEN_DOT}){{1,5}}{_USUAL_LAST}",
        # « jean@exemple fr », « jean@exemple,fr ».
        rf"{_WHOLE_LOCAL}(?:{_AT}|{_SPOKEN_AT}){_LABEL}(?:[ ,]{{1,2}}|\. )(?:fr|com|net|org)(?![{_L}0-9-])",
        # « jean@gmail », « jean arobase gmail », « jean.dupont chez gmail », « jean.dupont gmail com ».
        rf"(?<!{_LETTER}){_NO_ROLE}{_LETTER}+(?:{_AT}{_ALL_MAILERS}|{_SPOKEN_AT}(?:{_MAILERS}))(?![{_L}0-9-])",
        rf"(?<!{_LETTER}){_LETTER}{{1,64}}[._0-9]{_LETTER}{{0,64}}[ ,:]{{1,2}}(?:(?:at|chez|sur) )?(?:{_BIG_MAILERS})(?![{_L}0-9-])",
        rf"(?<!{_LETTER}){_LETTER}{{1,64}}[._0-9]{_LETTER}{{0,64}} {{1,2}}chez {{1,2}}{_ALL_MAILERS}\.(?:fr|com|net|me|ch)(?![{_L}0-9-])",
        rf"(?<![{_L}0-9.-])(?:{_BIG_MAILERS}) ?: ?[a-z0-9]{{1,40}}[._0-9]{_LETTER}",
        rf"(?<![{_L}0-9.-])[a-z0-9_-]{{1,40}}\.[a-z0-9._-]{{1,40}}\.(?:{_BIG_MAILERS})\.(?:com|fr)(?![{_L}0-9-])",
        # « rf.elpmexe@naej », to be read from its end.
        rf"(?<![{_L}0-9.-])(?:rf|moc|gro|ten)[.·]{_LABEL}@[a-z0-9._-]{{2,40}}",
        # « j e a n @ e x e m p l e . f r ».
        rf"(?:{_LETTER} ){{1,40}}@(?: [a-z0-9-]){{2,40}} \.(?: [a-z]){{2,10}}(?![{_L}])",
    ),
    "telephone": (
        # Ten digits by any groups; ten digits that begin with a date are a date and an hour.
        rf"{_NOT_INSIDE}{_NO_FREE_CALL}(?!{_DATE})"
        rf"0{_GAP}[1-9](?:{_GAP}[0-9]){{8}}(?!{_GAP}[0-9])",
        # Five pairs, whatever stands before and after: « 06 12 34 56 78 / 07 … ».
        rf"(?<![0-9]){_NO_FREE_CALL}0[ -]?[1-9]{_ONE_GAP}[0-9]{{2}}(?:\1[0-9]{{2}}){{3}}(?![0-9])",
        # « 06 : 12 34 56 78 »
        rf"(?<![0-9])0[ -]?[1-9] ?[:,;] ?[0-9]{{2}}({_BETWEEN}{{1,3}})[0-9]{{2}}(?:\1[0-9]{{2}}){{2}}(?![0-9])",
        # From abroad, nine digits or more (ITU-T E.164); « +1 200 000 000 € » is an amount.
        rf"\+ ?[1-9](?:{_ABROAD}[0-9]){{8,14}}(?![0-9])(?! ?€)",
        rf"{_NOT_INSIDE}00[ .-]?(?:262|508|59[046]|68[179]|3[0-9]|4[0-9])"
        rf"(?:{_ABROAD}[0-9]){{7,11}}(?![0-9])",
        rf"\(0\) ?[1-9](?:{_GAP}[0-9]){{8}}(?![0-9])",
        # A mobile as messaging services write it; a VAT number has its letters before.
        r"(?<![0-9A-Za-z])(?<!FR )33 ?[67]([ ./_-]{0,3})[0-9]{2}(?:\1[0-9]{2}){3}(?![0-9])",
    ),
    # Sex, year, month, département, commune, rank, and a key (décret 82-103, article 4).
    "securite_sociale": (
        # In its groups, with or without its key.
        rf"(?<![0-9])[12]{_STEP}[0-9]{{2}}{_STEP}{_MONTH}{_STEP}{_PLACE}{_STEP}[0-9]{{3}}{_STEP}"
        rf"[0-9]{{3}}(?:{_STEP}[0-9]{{2}})?(?![0-9])",
        # Its groups joined or not, with its key, which `is_real` checks.
        rf"(?<![0-9])[12]{_STEP_OR_NOT}[0-9]{{2}}{_STEP_OR_NOT}{_MONTH}{_STEP_OR_NOT}{_PLACE}"
        rf"{_STEP_OR_NOT}[0-9]{{3}}{_STEP_OR_NOT}[0-9]{{3}}{_STEP_OR_NOT}[0-9]{{2}}(?![0-9])",
        # In one piece and without its key: a true month only, as clocks give thirteen digits too.
        rf"(?<![0-9A-Za-z/=_.-])[12][0-9]{{2}}(?:0[1-9]|1[0-2]){_BIRTHPLACE}[0-9]{{6}}"
        r"(?![0-9A-Za-z])",
    ),
    "messagerie": contacts.MESSENGERS,
    "formulaire": contacts.FORMS,
    "raccourci": contacts.SHORTENERS,
})  # fmt: skip
"""What to look for, by kind. Of the second pattern of `securite_sociale`, see `is_real`."""

LINKS: tuple[PersonalKind, ...] = ("messagerie", "formulaire", "raccourci")
"""Of which another kind that stands there is told rather."""

INNOCENT: Mapping[str, str] = MappingProxyType({
    # Before pairs that grow: « départements 08, 10, 51, 52, 88 », « tirage : 03 10 12 34 45 ».
    "listes": (
        rf"(?<![{_L}])(?:(?:départements?|dép\.)(?: [{_L}]{{2,14}}){{0,3}}"
        rf"|(?:lignes?|bus|cars?|trams?|tirage|loto|gagnants?|tirés?)(?: [{_L}]{{2,14}})?)"
        r"[ :n°*(]{0,6}(?![\s\S])"
    ),
    # Before ten digits that are not in pairs: books, goods, files.
    "objets": (
        rf"(?<![{_L}])(?:isbn|issn|ean|gtin|siret|siren|rna|iban|ppn|oclc|code[ -]barres?|commande|facture"
        r"|dossier|réf(?:érence)?|lot|série|parcelle|coordonnées|gps|lat(?:itude)?|lon(?:gitude)?)"
        r"(?:[ -]?1[03])?[ :.n°*#(-]{0,8}(?![\s\S])"
    ),
})  # fmt: skip
"""What stands before numbers that only look like a telephone."""

_KEYED = PATTERNS["securite_sociale"][1]


@cache
def _compiled(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Made when a text needs it: most commands read none that does."""
    return re.compile(pattern, flags)


def is_real(number: str) -> bool:
    """Whether the key of a social security number is right: 97 less the rest of the number by 97.

    « 2A » counts as 19 and « 2B » as 18 (Insee). The number fits in a JavaScript number.
    """
    signs = re.sub(r"[^0-9AB]", "", number.upper()).replace("2A", "19").replace("2B", "18")
    return 97 - int(signs[:13]) % 97 == int(signs[13:])


_BEFORE = 60
"""How many signs before a number may say what it is."""


def is_innocent(number: str, before: str) -> bool:
    """Whether what looks like a telephone is something else, by its groups or by what is `before`.

    Days and ages go up and no further than 31; hours have their minutes; postal codes have five
    digits; a list that goes up is one when a word says so, and a book has its own number.
    """
    groups = re.findall("[0-9]+", number)
    values = [int(each) for each in groups]
    if len(groups) > 4 and max(map(len, groups)) <= 2:
        grows = all(one < other for one, other in pairwise(values))
        if grows and (values[-1] <= 31 or _compiled(INNOCENT["listes"]).search(before)):
            return True
        return all(each < 25 for each in values[::2]) and {*values[1::2]} <= {0, 15, 30, 45}
    return {len(each) for each in groups} == {5} or bool(
        _compiled(INNOCENT["objets"]).search(before)
    )


# --- Looking for them ------------------------------------------------------------------------


class Gist(NamedTuple):
    """What of a text tells, in microseconds, whether it is worth a real look."""

    source: bytes
    shown: bytes
    """What is shown of it, then where it leads, in small letters, without marks of emphasis."""
    squeezed: bytes
    """The same without what separates, one 0 for each digit: « À 12 h 30 » is `00h00`."""
    beside: bool
    """Whether something may stand beside a digit: a word of a number, a street."""
    signs: str
    """Those of its signs that are not plain ASCII; none when they are all of French."""


_PLAIN = bytes([*b"\t\n", *range(32, 127)])
_FRENCH = re.compile("[À-ÿŒœŸ«»·°–—‘’“”…€\u00a0\u202f]*+")
_TO_SQUEEZE = bytes.maketrans(
    b"123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"000000000abcdefghijklmnopqrstuvwxyz"
)
_TO_SMALL = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_SQUEEZED_OUT = bytes([*b" \t\n.,;/*_~`\\+-()[]{}<>|'\"=^#!", *range(128, 256)])


_LINKED = re.compile(rb"\](?=[(\[])")


def gist(text: str) -> Gist:
    """The gist of a text. Only `bytes` are this fast: ten thousand texts pass here."""
    source = text.encode("utf-8", "replace")
    signs = source.translate(None, _PLAIN).decode()
    shown = _unlinked(source) if _LINKED.search(source) else source
    squeezed = shown.translate(_TO_SQUEEZE, _SQUEEZED_OUT)
    return Gist(
        source,
        shown.translate(_TO_SMALL, b"*`\\~"),
        squeezed,
        bool(_AFTER_A_DIGIT.search(squeezed)),
        "" if _FRENCH.fullmatch(signs) else signs,
    )


@cache
def _link() -> re.Pattern[bytes]:
    return re.compile(LINK.encode())


def _unlinked(data: bytes) -> bytes:
    """A text with the words of its links in their places, the rest of them at its end."""
    addresses: list[bytes] = []

    def words(link: re.Match[bytes]) -> bytes:
        addresses.append(link[0][len(link[1]) + 1 :])
        return link[1]

    for _ in range(3):  # a link in a link, as `reading` takes them out
        data = _link().sub(words, data)
        if not _LINKED.search(data):
            break
    return b"\n".join([data, *addresses])


_IN_BRACKETS = rb"(?= ?(?:at?|chez|\xc3[\xa0\x80]) ?[)\]}>]|(?:\.|point|dot)[)\]}])"
_NUMBER_WORD = (
    rf"(?:une?|{'|'.join(UNITS[2:])}|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante)"
)
_ENDS = rb"(?:be|bzh|ch|com|coop|de|es|eu|fr|info|io|it|lu|me|net|org|re)"

# Each begins with one sign, so that looking for it is looking for one byte.
_KEYS = [
    re.compile(each)
    for each in (
        rb"_(?:(?<=gh[opusr]_)|(?<=_pat_)|(?<=k_)(?:live|test)_)",
        rb"-(?:(?<=glpat-)|(?<=xox[abeoprs]-)|----BEGIN)",
        rb"J(?<=eyJ)",
        rb"A(?:KIA|SIA|Iza)",
    )
]
# After a digit: « : », a letter that passes for a digit, the same word twice, a number in words.
_OF_A_NUMBER = (
    rb":(?:00:00:|(?<=00:)0{8})|[ab]000000(?<=000000[ab]000000)|[olisbz]{1,3}0"
    rb"|(?<=00)([a-z]{1,8})00\1(?:00\1){2}00|(?=[cdhnoqstuv])"
    + rf"(?:{_NUMBER_WORD}(?:{_NUMBER_WORD}|0)|(?<=0000){_NUMBER_WORD})".encode()
)
_OF_A_STREET = (
    rb"(?:bis|ter|quater|[abcd])?(?:dela|del|du|des|de|d)?(?:r[dlu0]|route|rte|av(?!ec|ril|an|oi)|boul|bd|bld|blv|che"
    rb"|imp|all|quai|venelle|fau|fbg?|pl(?!u)|cours|sq|pas|lot|ham|rsi|cit|villa|sent)"
)
_AFTER_A_DIGIT = re.compile(rb"0(?=[:a-z])(?:" + _OF_A_NUMBER + b"|" + _OF_A_STREET + b")")


_WORDS = [
    re.compile(each)
    for each in (
        rf"z(?:e?ro(?:{_NUMBER_WORD}|0)|(?<=chez){_ALL_MAILERS})".encode(),
        rb"g(?:mail|(?<=teleg)ram[a-z]*:|(?<=sig)nal[a-z]*:|(?<=messeng)er[a-z]*:)",
        rb"h(?=otmail)",
        rb"k(?<=sk)ype:",
        rb"b(?<=rob)a[sz]",
        rb"p(?<=snap)(?:chat)?:",
    )
]
_SPOKEN = [
    re.compile(each + rb"[^a-z0-9]{1,6}(?:bzh|com|coop|fr|net|org)(?![a-z0-9-]))")
    for each in (rb"p(?=oint", rb"d(?=ot")
]
_BRACKETED = [re.compile(re.escape(sign) + _IN_BRACKETS) for sign in (b"(", b"[", b"{", b"<")]
_SPOKEN_ATS = (b" at ", b"\tat ", b" at\t", b'"at"', b"'at'")
_SCHEME = re.compile(
    rb":(?=[^\s])(?:"
    + b"|".join(b"(?<=" + each.encode() + b":)" for each in contacts.SCHEMES)
    + b")"
)
_AFTER_DOT = re.compile(
    rb"\.(?:(?=([a-z]{2,10})\.?(?::[0-9]{0,5})?[/?#])|(?<=\.t\.)(?=(me))|(?=[)\]}\"' ]{0,3}"
    + _ENDS
    + rb"(?![a-z0-9-])))"
)
"""The end of a host before its path, a name on a messenger, the end of a domain."""


@cache
def _after_a_digit(some: bytes) -> re.Pattern[bytes]:
    return re.compile(b"0(?=[:a-z])(?:" + some + b")")


def may_be_in_street(text: Gist) -> bool:
    """Whether a number in a street may stand there, for `guards`."""
    return text.beside and bool(_after_a_digit(_OF_A_STREET).search(text.squeezed))


def suspect(text: Gist) -> set[PersonalKind]:
    """The kinds worth looking for in what is read of a text: no pattern finds one of the others."""
    source, shown, squeezed, beside, _ = text
    kinds: set[PersonalKind] = set()
    for hint in _KEYS:
        if hint.search(source):
            kinds.add("secret")
    if b"0" * 9 in squeezed or (beside and _after_a_digit(_OF_A_NUMBER).search(squeezed)):
        kinds |= {"telephone", "securite_sociale"}
    for hint in _WORDS:
        if hint.search(squeezed):
            kinds |= {"telephone", "adresse", "messagerie"}
    if b"@" in shown:
        kinds |= {"adresse", "messagerie"}
    for hint in _SPOKEN:
        if hint.search(shown):
            kinds.add("adresse")
    for hint in _BRACKETED:
        if hint.search(shown):
            kinds |= {"adresse", *LINKS}
    if _SCHEME.search(shown):
        kinds.add("messagerie")
    dots = [*_AFTER_DOT.finditer(shown)]
    if dots and b"/apps/forms/" in shown:
        kinds.add("formulaire")
    if dots and any(each in shown for each in _SPOKEN_ATS):
        kinds.add("adresse")
    for dot in dots:
        if dot.lastindex and shown.endswith(contacts.NAMES, 0, dot.end(dot.lastindex)):
            kinds |= {*LINKS}
    return kinds


_CODED = re.compile(rb"%[0-9A-Fa-f]{2}")


def kinds_in(text: str, source: Gist) -> set[PersonalKind]:
    """The kinds worth looking for in a text, of which one has the gist, however it is written."""
    kinds = suspect(source)
    data = source.source
    if source.signs or b"<" in data or b"&" in data or _CODED.search(data):
        for other in texts(text):
            kinds |= suspect(gist(other))
    return kinds


def may_hold(text: str) -> bool:
    """Whether a text is worth looking through."""
    return bool(kinds_in(text, gist(text)))


def find(text: str) -> list[Found]:
    """All that must not be published in `text`, in order, nothing told twice."""
    return look_for(kinds_in(text, gist(text)), text)


def look_for(kinds: Collection[PersonalKind], text: str) -> list[Found]:
    """What `find` gives, of some kinds only. What overlaps is one; a link gives way."""
    if not kinds:
        return []
    matches = {found for each in readings(text) for found in _look_at(kinds, each)}
    found: list[Found] = []
    for each in sorted(matches, key=lambda one: (one.start, -one.end, one.kind)):
        if not found or each.start >= found[-1].end:
            found.append(each)
        else:
            kind = each.kind if found[-1].kind in LINKS else found[-1].kind
            found[-1] = Found(kind, found[-1].start, max(found[-1].end, each.end))
    return found


def _look_at(kinds: Collection[PersonalKind], reading: Reading) -> Iterator[Found]:
    """What one reading of a text holds; the numbers it has in words are telephones only."""
    for kind, patterns in PATTERNS.items():
        if kind in kinds:
            yield from _matches(kind, patterns, reading)
    if "telephone" in kinds and (spoken := in_digits(reading)) is not reading:
        yield from _matches("telephone", PATTERNS["telephone"], spoken)


def _matches(kind: PersonalKind, patterns: Iterable[str], reading: Reading) -> Iterator[Found]:
    text, places = reading
    for pattern in patterns:
        for match in _compiled(pattern, 0 if kind == "secret" else re.IGNORECASE).finditer(text):
            start, end = match.span()
            if pattern is _KEYED and not is_real(match[0]):
                continue
            if kind == "telephone" and is_innocent(match[0], text[max(0, start - _BEFORE) : start]):
                continue
            yield Found(kind, places[start], places[end])


def mask(text: str) -> str:
    """The same text, with « … » for all that must not be published."""
    shown: list[str] = []
    position = 0
    for each in find(text):
        shown += text[position : each.start], MASK
        position = each.end
    return "".join([*shown, text[position:]])
