"""Numbers and amounts as people say them: « 12 personnes », « douze », « 1 200 € », « 1 200,50 ».

What is counted in dozens or in weeks, and what is only about right, is refused with the number to
write. A comma comes before cents, and a space between thousands (Unicode CLDR for French); other
countries do the contrary, so « 1.200 » is asked about.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.text.said import DOUBT, Unclear, mended, plain, rest_of

_NUMBER = re.compile(
    r"(?<![0-9,.])[0-9]{1,3}(?: [0-9]{3})+(?![0-9,.])|(?<![0-9,.])[0-9]{1,9}(?![,.]?[0-9])"
)
_AROUND = frozenset({"nous", "sommes", "serons", "on", "est", "sera", "c'est"})
_PEOPLE = frozenset({
    "personne", "personnes", "pers", "gens", "habitant", "habitants", "habitantes", "voisin", "voisins",
    "voisines", "adulte", "adultes", "participant", "participants", "participantes", "benevole",
    "benevoles", "membre", "membres", "inscrit", "inscrits", "present", "presents", "volontaire",
    "volontaires", "enfant", "enfants",
})  # fmt: skip
_OF_DAYS = frozenset({"jour", "jours", "j"})
"""What is counted, by either of the two questions that ask for a number."""

_GROUPS = frozenset(
    {"famille", "familles", "foyer", "foyers", "couple", "couples", "classe", "classes"}
)
"""Of which nobody knows how many people they are."""
_HOURS = frozenset({"h", "heure", "heures", "min", "minute", "minutes"})
_NO_NUMBER = re.compile("%|(?<![0-9a-z] )(?<![0-9a-z])-[0-9]|[0-9][a-z]+[0-9]")
_POINTS = re.compile("[0-9]{1,3}(?:[.][0-9]{3})+")

_DAYS = {"semaine": 7, "semaines": 7, "mois": 30, "quinzaine": 15}
_DOZENS = {
    "dizaine": 10, "dizaines": 10, "douzaine": 12, "douzaines": 12, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "centaines": 100,
}  # fmt: skip
_ONE = frozenset({"un", "une"})


def read_number(text: str, *, days: bool = False) -> int:
    """The whole number that a text says, of people, or of `days`.

    Raises Unclear with what to write instead, where that can be told.
    """
    said = plain(text)
    if (other := mended(said)) != said:
        raise _refused("lecture_incertaine", _number(other, days=days))
    return _number(said, days=days)


def _refused(kind: str, number: int) -> Unclear:
    return Unclear(kind, ecrire=number, dit=number)


def _number(said: str, *, days: bool) -> int:
    found = list(_NUMBER.finditer(said))
    rest = rest_of(said, found)
    counted, strange = (_OF_DAYS, _PEOPLE) if days else (_PEOPLE, {*_OF_DAYS, *_DAYS} - {*_DOZENS})
    sizes = _DOZENS | (_DAYS if days else {})
    by = [sizes[word] for word in rest if word in sizes]
    is_one = bool(by or counted.intersection(rest) or len(rest) == 1) and _ONE.intersection(rest)
    values = [int(match[0].replace(" ", "")) for match in found] or [1] * bool(is_one)
    if by_points := _POINTS.fullmatch(said):
        raise _refused("nombre_a_ecrire", int(by_points[0].replace(".", "")))
    if not values or _NO_NUMBER.search(said) or (_GROUPS | _HOURS | strange).intersection(rest):
        raise Unclear("nombre_invalide")
    if by:
        raise _refused("nombre_a_ecrire", values[0] * by[0])
    if len(values) > 1 and "dont" in rest:  # « 12 personnes, dont 3 enfants »
        raise _refused("nombre_a_ecrire", values[0])
    kinds = {*rest} - {"et"}
    if len(values) > 1 and kinds and _PEOPLE.issuperset(kinds):  # « 2 adultes, 3 enfants »
        raise _refused("nombre_flou", sum(values))
    if len(values) > 1 or DOUBT.intersection(rest):
        raise _refused(
            "nombre_flou", sum(values) if {"et", "+"}.intersection(rest) else min(values)
        )
    if not (_AROUND | counted | _ONE).issuperset(rest):
        raise _refused("nombre_a_ecrire", values[0])
    return values[0]


# Amounts of money.

LARGEST_AMOUNT = 10_000_000
"""In euros: no défi costs more, and a point or a zero too many soon makes that of an amount."""

_EUROS = r" ?(?:€|euros?|eur)\.?"
_AMOUNT = re.compile(
    rf"(?:{_EUROS} ?)?([0-9]{{1,3}}(?: ?[0-9]{{3}}){{0,3}}(?:,[0-9]{{1,2}}|\.[0-9]{{1,2}})?)(?:{_EUROS})?"
)
_WITH_CENTS = re.compile(  # « 12 € 50 », « 12 euros et 50 centimes »
    r"([0-9]{1,3}(?: ?[0-9]{3}){0,3}) ?(?:€|euros?)(?: et)? ?([0-9]{2})(?: ?(?:centimes?|cts?))?"
)
_BY_POINTS = re.compile(
    r"(?<![0-9.,])([0-9]{1,3}([., ])[0-9]{3}(?:\2[0-9]{3})*|[0-9]{1,12})(?:([.,])([0-9]{1,3}))?(?![0-9.,])"
)
_THOUSANDS = re.compile(rf"([0-9]{{1,3}}(?: ?[0-9]{{3}})?(?:[,.][0-9]{{1,2}})?) ?k(?:{_EUROS})?")
_MINUS = re.compile("[-−–] ?(?=[0-9€])")
_ONE_EURO = re.compile(r"un(?= euro\b)")
_NOTHING = frozenset({
    "rien", "gratuit", "gratuite", "gratuits", "gratuites", "gratuitement", "gratis", "offert", "offerte",
})  # fmt: skip
_NAMES = frozenset({"euro", "euros", "eur"})
_OR = frozenset({"entre", "a", "ou"})
_BETWEEN = _OR | _NAMES | {"de", "et"}
"""What stands around two amounts of which the right one is not known: « entre 200 et 300 € »."""


def read_amount(text: str) -> Decimal:
    """The amount in euros that a text says, to the cent, from 0 to `LARGEST_AMOUNT`.

    Raises Unclear with what to write instead, where that can be told.
    """
    said = _ONE_EURO.sub("1", plain(text).strip())
    if _MINUS.match(said):
        raise _refused_amount("montant_negatif", _amount(_MINUS.sub("", said, count=1)))
    if (other := mended(said)) != said:
        raise _refused_amount("lecture_incertaine", _amount(other))
    return _amount(said)


def _amount(said: str) -> Decimal:
    """That of a plain text; what is written in one way only is read, the rest is asked about."""
    if said in _NOTHING:
        return Decimal(0)
    if match := _AMOUNT.fullmatch(said):
        return _bounded(match[1].replace(" ", "").replace(",", "."))
    if match := _WITH_CENTS.fullmatch(said):
        return _bounded(f"{match[1].replace(' ', '')}.{match[2]}")
    if match := _THOUSANDS.fullmatch(said):
        return _bounded(match[1].replace(" ", "").replace(",", "."), times=1000)
    found = list(_BY_POINTS.finditer(said))
    rest = rest_of(said, found)
    if len(found) == 2 and _OR.intersection(rest) and _BETWEEN.issuperset(rest):
        raise _refused_amount("nombre_flou", min(_by_points(each) for each in found))
    if len(found) != 1 or "-" in said or _OTHER_UNITS.search(said):
        raise Unclear("montant_invalide")
    amount = _by_points(found[0])
    if _NAMES.issuperset(rest):
        return amount
    kind = "nombre_flou" if DOUBT.intersection(rest) else "montant_a_ecrire"
    raise _refused_amount(kind, amount)


def _by_points(found: re.Match[str]) -> Decimal:
    """An amount whose thousands are parted by a sign: « 1,200.50 », « 1.200,50 »."""
    whole, group, mark, cents = found.groups()
    digits = re.sub("[., ]", "", whole)
    if group and group != " " and not mark and whole.count(group) == 1:  # « 1.200 »
        less = Decimal(whole.replace(",", ".")).quantize(Decimal("0.01"))
        raise Unclear("montant_ambigu", ecrire=digits, autre=written(less))
    if cents and (len(cents) > 2 or group == mark):
        raise Unclear("montant_invalide")
    return _bounded(f"{digits}.{cents or 0}")


def _bounded(digits: str, times: int = 1) -> Decimal:
    """The amount that some digits make, to the cent; raises Unclear when no défi costs as much."""
    amount = Decimal(digits) * times
    if amount > LARGEST_AMOUNT:
        raise Unclear("montant_trop_grand")
    return amount


_OTHER_UNITS = re.compile(
    r"[$£¥%]|(?<![a-z/])(?<!par )(?:centimes?|cts?|k|m|millions?|milliards?|dollars?|chf|francs?|livres|heures?|h|jours?|mois|ans?)(?![a-z])"
)
"""What makes another amount of a number than so many euros: « 50 centimes », « 2 millions »."""


def _refused_amount(kind: str, amount: Decimal) -> Unclear:
    return Unclear(kind, ecrire=written(amount), dit=written(amount))


def written(amount: Decimal) -> str:
    """An amount as a file holds it: « 1200 », « 1200,50 »."""
    whole = amount == amount.to_integral_value()
    return f"{amount:.0f}" if whole else f"{amount:.2f}".replace(".", ",")
