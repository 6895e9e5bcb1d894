"""Hours as people say them: « 18 h 30 », « 18 heures », « midi », « 8 h du soir », « minuit ».

A day has two midnights. The end of a meeting is the one that comes after it; of a beginning nobody
knows which one is meant, so it is asked.
"""

from __future__ import annotations

import re
from datetime import time

from generator.text.said import DOUBT, Unclear, mended, plain, rest_of
from generator.text.typography import heure, heure_de_fin

_MARK = r"h(?:eures?|rs?|r)?(?![a-z])"
_PART = (
    r"(?: ?(?P<part>(?:du |le |ce |de ce )?(?:matin|mat|soir)(?![a-z])|(?:de l'|l'|cet |de cet )?(?:apres-midi|aprem)(?![a-z])"
    r"|[ap]\.?m(?![a-z])\.?))?"
)
_HOUR = re.compile(
    rf"(?<![0-9:.,])(?:(?P<h>[0-9]{{1,2}})(?: ?{_MARK}|(?= ?[ap]\.?m(?![a-z])))"
    r"(?: ?(?P<min>[0-9]{2})(?![0-9]))?(?: ?(?:min|mn|minutes?)(?![a-z]))?"
    r"|(?P<hh>[0-9]{1,2}) ?[:.,] ?(?P<mm>[0-9]{2})(?::00)?(?![0-9:]))"
    r"(?:,? (?:et (?P<plus>demie?|quart|[0-9]{1,2}(?! ?h|[0-9:.]))|moins (?:le )?(?P<moins>quart|[0-9]{1,2})))?"
    + _PART
)
_BOTH = re.compile(rf"(?<![0-9:.,])([0-9]{{1,2}}) ?(-|a|et|ou|/) ?(?=[0-9]{{1,2}} ?{_MARK})")
"""« 18-20 h », « de 18 à 20 h »: the mark of the second hour is that of the first too."""
_ALONE = re.compile(r"[0-9]{1,2}|(?P<h>[0-9]{1,2})(?P<m>[0-5][0-9])")
_ONE = re.compile(r"(?<![a-z])une (?=heure (?:du|de l'|et|trente|moins|[0-9]))")
"""« une heure du matin » is an hour; « une heure » alone may be how long it lasts."""
_QUARTERS = {"demi": 30, "demie": 30, "quart": 15}
_FRACTIONS = (("1/2", "demie"), ("1/4", "quart"), ("3/4", "45"))
_WRITTEN = str.maketrans({"½": " 1/2", "¼": " 1/4", "¾": " 3/4"})
"""« 9 h 1/2 », « 9 h ½ »: what a number over another says of an hour."""
_NAMES = (("minuit", "24 h"), ("(?<!apres-)midi", "12 h"))

_AROUND = frozenset({
    "a", "de", "des", "partir", "le", "la", "pile", "precise", "precises", "tapante", "tapantes", "heure",
})  # fmt: skip
_OF_END = frozenset({"jusqu'a", "jusqu'", "jusque", "fin", "lendemain"})
_OF_BEGINNING = frozenset({"des", "partir", "de"})
_DAY = 24 * 60


def read(text: str, *, end: bool = False) -> time:
    """The hour that a text says, of a beginning, or of an end, whose midnight is the coming one.

    Raises Unclear with what to write instead.
    """
    said = plain(text.translate(_WRITTEN))
    try:
        return _read(said, end=end)
    except Unclear:
        if (other := mended(said)) == said:
            raise
        hour = _read(other, end=end)
    raise _refused("lecture_incertaine", hour, end=end)


def _refused(kind: str, hour: time, *, end: bool, **values: object) -> Unclear:
    """A refusal that gives an hour to write, as files and as people write it."""
    said = heure_de_fin(hour) if end else heure(hour)
    return Unclear(kind, ecrire=f"{hour:%H:%M}", dit=said, **values)


def _read(said: str, *, end: bool) -> time:
    for name, figures in _NAMES:
        said = re.sub(rf"(?<![a-z]){name}(?: (?=[0-9]))?(?![a-z-])", f"{figures} ", said)
    for figures, word in _FRACTIONS:
        said = re.sub(rf"(?: et)? ?(?<![0-9]){figures}(?![0-9])", f" et {word}", said)
    said = _ONE.sub("1 ", said)
    said = _BOTH.sub(r"\1 h \2 ", re.sub(" +", " ", said).strip())
    found = list(_HOUR.finditer(said))
    if re.match("-[0-9]", said):
        raise Unclear("heure_invalide")
    if not found:
        return _bare(said, end=end)
    hours = [_clock(_minutes(match), end=end or n > 0) for n, match in enumerate(found)]
    rest = rest_of(said, found)
    if len(set(hours)) > 1 and not DOUBT.intersection(rest):
        here, other = (hours[-1], heure(hours[0])) if end else (hours[0], heure_de_fin(hours[-1]))
        raise _refused("heures_deux", here, end=end, autre=other)
    if not (_AROUND | _OF_END).issuperset(rest):
        raise _refused("heure_floue", hours[0], end=end)
    if (_OF_BEGINNING if end else _OF_END).intersection(rest):
        raise Unclear("heure_invalide")
    return hours[0]


def _minutes(match: re.Match[str]) -> int:
    """How many minutes after the beginning of the day."""
    hour, minutes = int(match["h"] or match["hh"]), int(match["min"] or match["mm"] or 0)
    if hour > 24 or minutes > 59:
        raise Unclear("heure_invalide")
    part = (match["part"] or "").replace(".", "")
    is_late = part.endswith(("soir", "apres-midi", "aprem"))
    if (part.endswith(("matin", "mat")) and hour > 11) or (
        part.endswith("soir") and hour in {0, 12}
    ):
        raise Unclear("heure_invalide")  # « 12 h du soir »: noon or midnight, only its author knows
    if (is_late or part == "pm") and hour < 12:
        hour += 12
    if part == "am" and hour == 12:
        hour = 0
    more, less = match["plus"], match["moins"]
    minutes += _QUARTERS.get(more) or int(more) if more else 0
    minutes -= _QUARTERS.get(less) or int(less) if less else 0
    return hour * 60 + minutes


def _clock(minutes: int, *, end: bool) -> time:
    """What a clock shows then; after the midnight that ends a day, only of an end."""
    if minutes >= _DAY and not end:
        hour = time(*divmod(minutes % _DAY, 60))
        raise Unclear("heure_minuit", ecrire=f"{hour:%H:%M}", dit=heure(hour))
    return time(*divmod(minutes % _DAY, 60))


def _bare(said: str, *, end: bool) -> time:
    """« 18 » alone says an hour, since one was asked; « 1830 » is no way to write it."""
    words = [word for word in rest_of(said, []) if word not in _AROUND]
    match = _ALONE.fullmatch(" ".join(words))
    if not match:
        raise Unclear("heure_invalide")
    hour = int(match["h"] or match[0])
    if hour > 24:
        raise Unclear("heure_invalide")
    if match["h"]:
        raise _refused("heure_floue", _clock(hour * 60 + int(match["m"]), end=True), end=end)
    return _clock(hour * 60, end=end)
