"""French as it is printed: no-break spaces, dates, hours, amounts, agreement in number.

Without a no-break space a colon begins a line on a telephone. People type ordinary spaces; here,
and nowhere else, they become the right ones. Sources: Imprimerie nationale, « Lexique des règles
typographiques » (spaces), Unicode CLDR for French (amounts).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar, cast

from markupsafe import Markup

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

T = TypeVar("T", bound=str)

_SPACED = {
    **{sign: NBSP + sign for sign in ":»%€"},
    **{sign: NARROW + sign for sign in ";?!"},
}
_BEFORE = re.compile(f" ([{''.join(_SPACED)}])")

# In HTML, a spot from which the next angle bracket is « > » stands inside a tag. The look ahead
# is bounded, so that a text made of such spots costs no more than its length times the bound.
_IN_TEXT = "(?![^<>]{0,2000}>)"
_BEFORE_IN_HTML = re.compile(_BEFORE.pattern + _IN_TEXT)
_AFTER_IN_HTML = re.compile("« " + _IN_TEXT)
_KEPT = re.compile(r"(<(pre|code)\b.*?</\2>)", re.DOTALL)


def fr(text: T) -> T:
    """`text` with no-break spaces before : ; ? ! » % € and after «; nothing but spaces changes.

    A str gives a str and a Markup gives a Markup: nothing is escaped here.
    """
    return _like(text, _spaced(_BEFORE, text).replace("« ", f"«{NBSP}"))


def fr_html(html: T) -> T:
    """The same for HTML: tags, <pre> and <code> are left as they are."""
    if "<code" not in html and "<pre" not in html:
        return _like(html, _spaced_html(html))
    parts = _KEPT.split(html)  # a text, what is kept, its tag, a text…
    parts[::3] = map(_spaced_html, parts[::3])
    del parts[2::3]
    return _like(html, "".join(parts))


def _spaced(before: re.Pattern[str], text: str) -> str:
    """`text` with the space right before each sign; splitting is twice as fast as replacing."""
    parts = before.split(text)
    parts[1::2] = [_SPACED[sign] for sign in parts[1::2]]
    return "".join(parts)


def _spaced_html(html: str) -> str:
    return _AFTER_IN_HTML.sub(f"«{NBSP}", _spaced(_BEFORE_IN_HTML, html))


def _like(text: T, done: str) -> T:
    return cast(T, Markup(done) if isinstance(text, Markup) else done)  # noqa: S704 - as safe as what came


@lru_cache(maxsize=4096)
def jour(day: date) -> str:
    """« samedi 5 décembre 2026 », the day and its month on one line."""
    return f"{JOURS[day.weekday()]} {jour_court(day)}"


@lru_cache(maxsize=4096)
def jour_court(day: date) -> str:
    """« 5 décembre 2026 », « 1er août 2026 », the day and its month on one line."""
    rank = "1er" if day.day == 1 else day.day
    return f"{rank}{NBSP}{MOIS[day.month - 1]} {day.year}"


def jour_mois(day: date) -> str:
    """« samedi 5 décembre », for a day that is near."""
    return jour(day).rpartition(" ")[0]


@lru_cache(maxsize=1440)
def heure(hour: time) -> str:
    """« 18 h 30 », « 15 h », « 9 h 05 », on one line."""
    minutes = f"{NBSP}{hour.minute:02d}" if hour.minute else ""
    return f"{hour.hour}{NBSP}h{minutes}"


@lru_cache(maxsize=4096)
def euros(amount: Decimal) -> str:
    """« 1 200 € », « 1 200,50 € »: cents only when there are some."""
    rounded = amount.quantize(Decimal("0.01"))
    digits = f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,}"
    return digits.replace(",", NARROW).replace(".", ",") + f"{NBSP}€"


def pluriel(count: int, one: str, many: str) -> str:
    """« 1 défi », « 12 défis »: in French, 0 and 1 take the singular."""
    return f"{nombre(count)}{NBSP}{one if abs(count) < 2 else many}"


def nombre(count: int) -> str:
    """« 12 », « 1 200 »."""
    return f"{count:,}".replace(",", NARROW)


# --- Sentences --------------------------------------------------------------------------------


def capital(text: str) -> str:
    """`text` with a capital at its head."""
    return text[:1].upper() + text[1:]


def few_words(text: str, signs: int) -> str:
    """The first words of a text, `signs` of them at most, as a text without line breaks.

    A word that alone is longer is cut: nothing is told by « … ». What is short comes back as it is,
    since to cut thousands takes long.
    """
    if len(text) <= signs:
        return text
    first = text[: signs + 1].rpartition(" ")[0].rstrip(" ,;:.")
    return f"{first or text[:signs]} …"


def lower_first(text: str) -> str:
    """`text` without a capital at its head."""
    return text[:1].lower() + text[1:]


_ARTICLE = re.compile(r"(?:Le|La|Les|Un|Une|Des|Du)\s|L[’']")


def in_a_sentence(name: str) -> str:
    """A name as it stands inside a sentence: « la mairie », « une ferme »; a proper name as it is."""
    return lower_first(name) if _ARTICLE.match(name) else name


def sentence(text: str) -> str:
    """`text` with a full stop, unless it already ends as a sentence does."""
    return text if text.endswith((".", "!", "?", "…", "»", ":")) else f"{text}."


def sentences(*parts: str | None) -> str:
    """What there is of some parts, each a sentence: « 18 h 30. Salle des fêtes. »"""
    return " ".join(sentence(capital(part)) for part in parts if part)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The lines of a text that people wrote on several; nothing gives nothing."""
    if not text:
        return ()
    return tuple(filter(None, map(str.strip, text.split("\n")))) if "\n" in text else (text,)


def listed(words: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return " et ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def words_of(slug: str) -> str:
    """What to show of a slug whose file says nothing better: « Un jardin »."""
    return capital(slug.replace("-", " "))


@lru_cache(maxsize=4096)
def heures(start: time | None, end: time | None) -> str:
    """« 9 h 30 – 12 h 30 », « 9 h 30 », « jusqu’à 12 h 30 », « 21 h – 1 h, le lendemain », or nothing."""
    if start is not None and end is not None:
        return f"{heure(start)} – {heure_de_fin(end, start)}"
    if start is not None:
        return heure(start)
    return f"jusqu’à {heure_de_fin(end)}" if end is not None else ""


def heure_de_fin(end: time, start: time | None = None) -> str:
    """The hour at which something ends that began at `start`: « 20 h », « minuit », « 1 h, le lendemain »."""
    if end == MIDNIGHT:
        return "minuit"
    return f"{heure(end)}, le lendemain" if ends_next_day(start, end) else heure(end)


MIDNIGHT = time(0)


def ends_next_day(start: time | None, end: time | None) -> bool:
    """Whether what begins at `start` and ends at `end` ends on the day after.

    An end before its beginning is that of the next day, and midnight as an end is the one to come.
    """
    if end is None:
        return False
    return end == MIDNIGHT or (start is not None and end < start)


def day_of_end(day: date, start: time | None, end: time) -> date:
    """The day on which ends what begins on a `day` at `start`; the last of the calendar has no next."""
    late = ends_next_day(start, end) and day < date.max
    return day + timedelta(days=1) if late else day


def minutes_of(hour: time) -> int:
    """How many minutes after midnight."""
    return hour.hour * 60 + hour.minute
