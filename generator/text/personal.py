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

from generator.text import contacts
from generator.text.contacts import ALL_MAILERS, BIG_MAILERS, FIRST_NAMES, MAILERS
from generator.text.gist import LINKS, Gist, PersonalKind, gist, suspect
from generator.text.reading import Reading, in_digits, readings, texts


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
# « contact@gmail.com » may be anybody's; the town hall of a village has often such a box.
_NO_ROLE = (
    rf"(?!(?:mairie|commune|ccas)(?:[._-][a-z0-9-]{{2,40}})?@[a-z])"
    rf"(?!{_ROLES}@(?!{ALL_MAILERS}\.)[a-z])"
)
_WHOLE_LOCAL = rf"(?<!{_LETTER}){_NO_ROLE}{_LETTER}+"
_AT = rf"{_MARK}@{{1,2}}{_MARK}"
_AROBASE = "a ?rr?oba[sz]e?"
_AT_WORD = rf"(?:@|at|{_AROBASE}|chez)"
# « Look at exemple.com » is English.
_SEEN = "look(?:s|ing)?|meet|see|seen|found|find|available|visit|us|me|more|home|site|page|live"
# « Sur Bluesky @lavoir.fr » is an account, whose name is that of a site.
_NETWORKS = "bluesky|sur|compte"
_OPEN = r"[(\[{<]"
_CLOSE = r"[)\]}>]"
_BRACKETED_AT = rf"(?:{_OPEN} ?(?:signe )?{_AT_WORD} ?{_CLOSE}|[(\[{{<][aàÀ][)\]}}>]|[\x22«] ?{_AROBASE} ?[\x22»])"
_NEAR = r"[ ._/*|+-]{1,3}"
_SPOKEN_AT = (
    rf"(?:[\s._-]{{0,2}}{_BRACKETED_AT}[\s._-]{{0,2}}|(?:\s|{_NEAR}){_AROBASE}(?:\s|{_NEAR}))"
)
_LABEL = r"[A-Za-z0-9À-ɏ\u0400-\u052f-]{1,63}"
_LAST = r"[A-Za-zÀ-ɏ\u0400-\u052f](?:[A-Za-z0-9À-ɏ\u0400-\u052f-]{1,23})"
_DOT = rf"{_MARK}[.·]{{1,2}}{_MARK}"
_SPOKEN_WORD = rf"(?: ?{_OPEN} ?(?:point|dot) ?{_CLOSE} ?| ?[\x22'«] ?(?:point|dot) ?[\x22'»] ?|{_NEAR}(?:point|dot){_NEAR})"
_SPOKEN_DOT = rf"(?:{_DOT}|[ \n][.·] ?| ?[(\[{{][.·][)\]}}] ?|{_SPOKEN_WORD})"
_THEN = r"(?:,? puis |, ?)"
_USUAL_LAST = r"(?:be|bzh|ch|com|coop|de|es|eu|fr|info|io|it|lu|me|net|org|re)(?![A-Za-z0-9À-ɏ-])"
_SPOKEN_LAST = r"(?:bzh|com|coop|fr|net|org)(?![A-Za-z0-9À-ɏ-])"
_AND_LAST = (
    rf"(?:(?:{_DOT}|[ \n][.·] ?|[(\[{{][.·][)\]}}] ?){_USUAL_LAST}|{_SPOKEN_WORD}{_SPOKEN_LAST})"
)

# What people put between the digits of a number.
_SIGNS = r" \t·/*_~|'’\x22«»\[\](){}<>=^\\`-"
_BETWEEN = f"[.{_SIGNS}]"
_GAP = rf"(?:{_BETWEEN}{{0,5}}|[ \t|]{{0,3}}\n[ \t|]{{0,3}})"
"""What stands between two groups of digits; a line may end there, never a paragraph."""
_ONE_GAP = rf"({_GAP}| ?[,;:…+#&%!?] ?|[,;]\n|[ .,;()-]{{0,3}}[a-zà-ÿ]{{1,8}}[ .,;()-]{{0,3}})"
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
# 080, 081, 082, 089: calls to an organisation, free or not (Arcep, plan de numérotation), never a person's.
_NO_FREE_CALL = rf"(?!0{_GAP}8{_GAP}[0129])"

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
        rf"(?<!{_LETTER})(?!(?:{_SEEN}) {{1,2}}at ){_LETTER}+(?: {{1,2}}at {{1,2}}| ?[\x22']at[\x22'] ?)(?:{_LABEL}{_SPOKEN_DOT}){{0,4}}{_LABEL}{_AND_LAST}",
        rf"{_LOCAL}{_NEAR}(?:at|chez|à|a(?: commercial)?){_NEAR}(?:{_LABEL}{_SPOKEN_WORD}){{1,5}}{_SPOKEN_LAST}",
        # « jean @ exemple . fr »; only with usual endings: « sur Instagram @le.jardin » is a name.
        rf"(?<!{_LETTER})(?!(?:{_NETWORKS}) {{1,2}}@[a-z]){_NO_ROLE}{_LETTER}+\s{{0,2}}{_AT}\s{{0,2}}(?:{_LABEL}{_SPOKEN_DOT}){{1,5}}{_USUAL_LAST}",
        # « jean@exemple fr », « jean@exemple,fr ».
        rf"{_WHOLE_LOCAL}(?:{_AT}|{_SPOKEN_AT}){_LABEL}(?:[ ,_-]{{1,2}}|\. )(?:fr|com|net|org)(?![{_L}0-9-])",
        # « jean, puis arobase, exemple, point, fr ».
        rf"{_LOCAL}{_THEN}{_AROBASE}{_THEN}(?:{_LABEL}{_THEN}(?:point|dot)(?:{_THEN}| )){{1,5}}{_SPOKEN_LAST}",
        # « jean@gmail », « jean arobase gmail », « jean.dupont chez gmail », « jean.dupont gmail com ».
        rf"(?<!{_LETTER}){_NO_ROLE}{_LETTER}+(?:{_AT}{ALL_MAILERS}|{_SPOKEN_AT}(?:{MAILERS}))(?![{_L}0-9-])",
        rf"(?<!{_LETTER}){_LETTER}{{1,64}}[._0-9]{_LETTER}{{0,64}}[ ,:(+]{{1,3}}(?:(?:at|chez|sur) )?(?:{BIG_MAILERS})(?![{_L}0-9-])",
        rf"(?<!{_LETTER}){_LETTER}{{1,64}}[._0-9]{_LETTER}{{0,64}} {{1,2}}chez {{1,2}}{ALL_MAILERS}\.(?:fr|com|net|me|ch)(?![{_L}0-9-])",
        rf"(?<![{_L}0-9.-])(?:{BIG_MAILERS}) ?: ?[a-z0-9]{{1,40}}[._0-9]{_LETTER}",
        rf"(?<![{_L}0-9.-])(?:{BIG_MAILERS}),? ?(?:c['’])?est (?=[a-z])[a-z0-9]{{1,40}}[._0-9]{_LETTER}",
        # « jean dupont, gmail »
        rf"(?<![{_L}])(?:{FIRST_NAMES})[ -][a-z-]{{2,30}}[ ,:(+]{{1,3}}(?:(?:at|chez|sur) )?(?:{BIG_MAILERS})(?![{_L}0-9-])",
        rf"(?<![{_L}0-9.-])[a-z0-9_-]{{1,40}}\.[a-z0-9._-]{{1,40}}\.(?:{BIG_MAILERS})\.(?:com|fr)(?![{_L}0-9-])",
        # « rf.elpmexe@naej », to be read from its end.
        rf"(?<![{_L}0-9.-])(?:rf|moc|gro|ten)[.·]{_LABEL}@[a-z0-9._-]{{2,40}}",
        # « j e a n @ e x e m p l e . f r ».
        rf"(?:{_LETTER} ){{1,40}}@(?: [a-z0-9-]){{2,40}} \.(?: [a-z]){{2,10}}(?![{_L}])",
    ),
    "telephone": (
        r"(?<![0-9])(?<![0-9][,;] )0([,;] ?)[67](?:\1[0-9]){8}(?!\1?[0-9])",
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
        r"(?<![0-9A-Za-z])(?<!FR )33\)? ?[67]([ ./_-]{0,3})[0-9]{2}(?:\1[0-9]{2}){3}(?![0-9])",
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

_SIGN_OUT = r"(?:arr?oba|[ («\x22]@(?![a-z0-9_])|(?:enl[eè]v|[oô]te|retir|sans|supprim)[a-z]* l[ea] (?:premi|signe|1))"

INNOCENT: Mapping[str, str] = MappingProxyType({
    # Before pairs that grow: « départements 08, 10, 51, 52, 88 », « tirage : 03 10 12 34 45 ».
    "listes": (
        rf"(?<![{_L}])(?:(?:départements?|dép\.|dépts?|hauts[ -]de[ -]france)(?: [{_L}]{{2,14}}){{0,3}}"
        rf"|(?:lignes?|bus|cars?|trams?|tirage|tombola|loto|gagnants?|tirés?|pages?|semaines?|routes?|chansons?|lots?|casiers?|dossards?"
        rf"|pluies?|températures?|notes|votes?|fréquentation|adhérents?|parcelles?)(?: [{_L}]{{1,14}}){{0,2}})"
        r"[ :n°*(|]{0,6}(?![\s\S])"
    ),
    # After pairs that grow: « 06, 13, 30, 34, 83 : ce sont les départements », « 06, 12, 34, 56, 78 personnes ».
    "genres": (
        rf"^[ :(,]{{0,4}}(?:(?:ce )?(?:sont|seront) )?(?:(?:les|des|nos) )?(?:[{_L}]{{2,14}} )?(?:départements?|dép\.)(?![{_L}])"
    ),
    "unites": (
        r"^ ?(?:€|%|°C|(?:euros?|kg|mm|cm|km|ans|personnes|habitants|voix|participants?|participantes|adhérents"
        rf"|élèves|enfants|couverts|repas|points?|places?)(?![{_L}]))"
    ),
    "encore": r"^(?:[ ,;/|-]{1,3}[0-9]{2}(?![0-9]))+",
    # Before a number that is called, whatever its groups; « appel à projets » calls nobody.
    "appels": (
        rf"(?<![{_L}])(?:t[ée]l(?!l|[ée][^p])|phone|rappel[elo]|appel ?(?:[elo:]|au )|joi[gn]|portable|mobile|contact|coordonn"
        rf"|sms|texto|whats|(?:fixe|signal)(?![{_L}])|écri(?:re|vez) au|(?:mon|son|ton|notre|votre|leur) num)[^\n]{{0,24}}$"
    ),
    # Before ten digits that are not in pairs: books, goods, files. « Commande : » asks for a call.
    "objets": (
        rf"(?<![{_L}])(?:(?:isbn|issn|ean|gtin|siret|siren|rna|iban|ppn|oclc|code[ -]barres?|gps|lat(?:itude)?|lon(?:gitude)?)"
        r"(?:[ -]?1[03])?[ :.n°*#(w-]{0,8}"
        r"|(?:facture|dossier|réf(?:érence)?|lot|série|parcelle|commande(?= ?n))[ .n°*#(]{0,8})(?![\s\S])"
    ),
    # Two groups of five digits that are codes of communes, for INSEE or for the post, with no word to
    # say so: of one département, or of two large towns. Telephones of 06 and 07 are mobiles, so that
    # these codes must be such as are given: INSEE's go up to 06163 and 07348, the post's end with nought.
    "codes": (
        r"^(?:(0[1-589])...\D+\1...|(?:(?:^|\D+)0[67](?:[0-3]..|..0)){2}|...00\D+...00)$"
    ),
    # Around them.
    "nommes": rf"(?<![{_L}])(?:codes?|posta(?:l|ux)|insee|communes|cp)(?![{_L}])",
    # An address as a whole, with what stands before it, if it is an account of the Fediverse.
    "serveurs": contacts.KNOWN_ACCOUNTS,
    "comptes": contacts.ACCOUNTS,
    # « mon courriel : @jean@exemple.fr » is a mailbox, « écrivez-nous sur Mastodon » names none.
    "boites": (
        rf"(?:mail|(?<![{_L}])(?:courriel|m[ée]ls?(?![{_L}])|adress|[ée]cri|contact|joi[gn]))"
        r"(?:(?!compte|f[ée]di|masto)[^\n.@]){0,24}[@!](?![\s\S])"
    ),
    # On its line: « (sans le premier @) ».
    "signes": rf"{_SIGN_OUT}[^\n]*\r|\r[^\n]*{_SIGN_OUT}",
})  # fmt: skip
"""What tells, before a number or after it, that it only looks like a telephone, and the like of an
address."""

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


_NEARBY = 60
"""How many signs before a number, or after, may say what it is."""

_BESIDE = 32
"""The same, of a word that has no number to stand against."""


def is_innocent(number: str, before: str, after: str) -> bool:
    """Whether what looks like a telephone is something else, by its groups or what is around them.

    Days and ages go up and no further than 31; hours have their minutes; codes of communes have five
    digits; a list that goes up is one when it is long or a word says so; a book has its own number.
    A word that calls comes before all that is not said just before the number.
    """
    groups = re.findall("[0-9]+", number)
    if len(groups) > 4 and max(map(len, groups)) <= 2:
        hours = [int(each) for each in groups]
        if all(each < 25 for each in hours[::2]) and {*hours[1::2]} <= {0, 15, 30, 45}:
            return True
        return _is_list(number, before, after)
    if _says("objets", before) or _says("appels", before):
        return _says("objets", before)
    return number == "0123456789" or (
        [len(each) for each in groups] == [5, 5]
        and (_says("codes", number) or _says("nommes", _beside(before, after)))
    )


def is_account(address: str, before: str, after: str) -> bool:
    """Whether what looks like an address of mail is a name in the Fediverse, by the sign before it."""
    whole = before + address
    if after.startswith("@") or _says("serveurs", whole):
        return not after.startswith("@")
    is_box = _says("boites", before) or _says("signes", _beside(before, after))
    return not is_box and _says("comptes", whole)


def is_known_account(text: str) -> bool:
    """Whether a text ends with a name on a well-known server of the Fediverse, which has no mailbox."""
    return _says("serveurs", text.strip())


def _beside(before: str, after: str) -> str:
    """The words on both sides, apart, without the sign that stands just before."""
    return f"{before[-_BESIDE:-1]}\r{after[:_BESIDE]}"


def _is_list(number: str, before: str, after: str) -> bool:
    """Whether pairs of digits go up as in a list: few telephones do."""
    more = _compiled(INNOCENT["encore"]).search(after)
    values = [int(each) for each in re.findall("[0-9]+", number + (more[0] if more else ""))]
    if any(one >= other for one, other in pairwise(values)):
        more, values = None, [int(each) for each in re.findall("[0-9]+", number)]
    if any(one >= other for one, other in pairwise(values)):
        return False
    if _says("listes", before) or _says("appels", before):
        return _says("listes", before)
    return (
        max(values) <= 31
        or len(values) > (_A_FEW if "," in number else _A_FEW + 1)
        or _says("genres", after)
        or ("," in number and _says("unites", after))
    )


_A_FEW = 5
"""Pairs that may go up by chance: those of a telephone; without commas, one more."""


def _says(what: str, text: str) -> bool:
    return bool(_compiled(INNOCENT[what]).search(text))


# --- Looking for them ------------------------------------------------------------------------


def kinds_in(text: str, source: Gist) -> set[PersonalKind]:
    """The kinds worth looking for in a text, of which one has the gist, however it is written."""
    kinds = suspect(source)
    if source.is_coded:
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
    """What one reading of a text holds, then what its numbers hold once they are in digits."""
    for kind, patterns in PATTERNS.items():
        if kind in kinds:
            yield from _matches(kind, patterns, reading)
    if not _NUMBERS.isdisjoint(kinds) and (spoken := in_digits(reading)) is not reading:
        for kind in _NUMBERS:
            yield from _matches(kind, PATTERNS[kind], spoken)


_NUMBERS: set[PersonalKind] = {"telephone", "securite_sociale"}


def _matches(kind: PersonalKind, patterns: Iterable[str], reading: Reading) -> Iterator[Found]:
    text, places = reading
    for pattern in patterns:
        for match in _compiled(pattern, 0 if kind == "secret" else re.IGNORECASE).finditer(text):
            start, end = match.span()
            if pattern is _KEYED and not is_real(match[0]):
                continue
            around = text[max(0, start - _NEARBY) : start], text[end : end + _NEARBY]
            if kind == "telephone" and is_innocent(match[0], *around):
                continue
            if kind == "adresse" and around[0].endswith(("@", "!")):
                if is_account(match[0], *around):
                    continue
                yield Found("compte", places[start], places[end])
            else:
                yield Found(kind, places[start], places[end])


def mask(text: str) -> str:
    """The same text, with « … » for all that must not be published.

    It is looked at again: what stood against a number that is hidden may be one in its turn.
    """
    for _ in range(_LOOKS):
        shown: list[str] = []
        position = 0
        for each in find(text):
            shown += text[position : each.start], MASK
            position = each.end
        if not shown:
            break
        text = "".join([*shown, text[position:]])
    return text


_LOOKS = 4
"""How often `mask` looks at most: once for each thing that another may have hidden, and no loop."""
