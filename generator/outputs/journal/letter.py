"""The letter of the week: the same month as plain text, for someone who has an e-mail and no other tool.

Lines are short (RFC 3676 asks for 78 signs at most), and every word of a citizen stands in a line
that begins with ours or with two spaces: pasted anywhere, « > » quotes nothing, « . » ends nothing,
« Bcc: » is no header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from textwrap import TextWrapper
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from generator.accompaniment.agenda import Span
from generator.accompaniment.helping import CoupDeMain
from generator.accompaniment.month import Coming, Month, Story
from generator.content.model import Defi
from generator.outputs.journal.sheet import NO_DATE, SEQUEL, Part
from generator.outputs.journal.words import (
    about_date,
    about_defi,
    beyond,
    cut,
    told_on,
    when_of,
    whose,
)
from generator.text.signs import DECEIVING, UNSEEN
from generator.text.typography import NARROW, NBSP, capital, fr, jour, sentence, sentences

WIDTH = 72
"""How many signs a line holds: quoted twice (« > > »), it still has less than eighty."""

DATES = 12
"""How many dates of the week, then of the month, are told."""

THINGS = 8
"""How many needs, likewise, offers and défis that begin."""

STORY = 900
"""How many signs of a story."""

LONGEST = 1_800
"""How long an address that opens a letter may be: some mail programs cut what is longer (2,083)."""

T = TypeVar("T")

_WEEK = timedelta(days=6)

_CONTROLS = re.compile(f"[{UNSEEN}{DECEIVING}]")
_BLANKS = re.compile(f"[^\\S{NBSP}{NARROW}]+")


class Letter(NamedTuple):
    """A letter to be pasted."""

    objet: str
    """Its subject, on one line."""
    texte: str
    """Its body; a line ends with a line feed."""

    @property
    def lien(self) -> str:
        """What opens it in a program of mail (RFC 6068), whole when that is short enough."""
        subject = f"mailto:?subject={quote(self.objet, safe='')}"
        if len(self.texte) > LONGEST:
            return subject
        body = quote(self.texte.replace("\n", "\r\n"), safe="")
        whole = f"{subject}&body={body}"
        return whole if len(whole) <= LONGEST else subject

    @property
    def est_dans_le_lien(self) -> bool:
        """Whether that opens it whole, or with its subject alone."""
        return "&body=" in self.lien

    @property
    def fichier(self) -> bytes:
        """The same as a file.

        It begins with a byte order mark: a server that says no charset, a disk and an old Notepad
        would all take it for another alphabet. Its lines end as Windows ends them, which all read.
        """
        return f"{self.objet}\n\n{self.texte}".replace("\n", "\r\n").encode("utf-8-sig")


EXAMPLE = "CECI EST UN EXEMPLE : tout y est inventé. Ne l’envoyez à personne."
DATED = "date", "dates"


def letter_of(nom: str, month: Month, part: Part, site: str) -> Letter:
    """The letter of the week of a place; `site` is the name of the site that it comes from."""
    about = f"{nom} : la lettre du {jour(month.jours.debut)}"
    blocks = [
        _wrapped(EXAMPLE) if month.invente else "",
        "Bonjour,",
        _wrapped(f"Voici le mois qui vient : {nom}.", later="  "),
        *_told(month),
        _answer(part),
        _wrapped(site),
    ]
    subject = f"Exemple, {about}" if month.invente else about
    return Letter(_plain(subject), "\n\n".join(filter(None, blocks)) + "\n")


def _told(month: Month) -> Iterator[str]:
    """What the month holds, the week first; nothing stands for what it does not hold."""
    week = Span(month.jours.debut, month.jours.debut + _WEEK)
    near = [each for each in month.dates if week.holds(each.une.jour)]
    later = [each for each in month.dates if not week.holds(each.une.jour)]
    nothing = _wrapped(NOTHING_NEAR if later else NO_DATE)
    yield _list("Dans les sept jours", near, _date, DATES, DATED) or nothing
    yield _list("Plus tard dans le mois", later, _date, DATES, DATED)
    needs, offers = ("besoin", "besoins"), ("offre", "offres")
    yield _list("On cherche un coup de main", month.besoins, _thing, THINGS, needs)
    yield _list("On propose", month.offres, _thing, THINGS, offers)
    yield _list("Cela commence", month.debuts, _defi, THINGS, ("défi", "défis"))
    told = [month.recit] if month.recit else []
    yield _list("Ils l’ont raconté", told, _story, 1, ("récit", "récits"))


NOTHING_NEAR = "Dans les sept jours, aucune date n’est annoncée."


def _list(
    titre: str, some: Sequence[T], say: Callable[[T], str], most: int, mots: tuple[str, str]
) -> str:
    """A heading and the first of some things under it, each a line or more; nothing without any."""
    if not some:
        return ""
    said = [_wrapped(say(each), "- ", "  ") for each in some[:most]]
    more = beyond(max(0, len(some) - most), mots, most)
    return "\n".join(filter(None, [_plain(f"{titre} :"), *said, _wrapped(more)]))


def _date(each: Coming) -> str:
    """« Samedi 5 décembre, de 18 heures 30 à 20 heures : un débat. Salle des fêtes. »"""
    one = each.une
    off = "ANNULÉ. " if one.is_cancelled else ""
    return f"{off}{capital(when_of(one))} : {sentence(one.titre)} {about_date(each)}"


def _thing(one: CoupDeMain) -> str:
    return f"{sentence(one.quoi)} {whose(one)}"


def _defi(defi: Defi) -> str:
    return sentences(defi.titre, about_defi(defi))


def _story(story: Story) -> str:
    text, is_cut = cut(story.texte, STORY)
    return sentences(story.defi.titre, told_on(story), text, SEQUEL if is_cut else "")


def _answer(part: Part) -> str:
    """How one takes part; each address on its own line, where programs of mail make links of them."""
    lines = [_plain("Pour prendre part :"), *(_wrapped(each, "- ", "  ") for each in part.phrases)]
    for who, address in part.adresses:
        lines += [_wrapped(f"{who} :", "- ", "  "), f"  {address}"]
    if part.page:
        lines += [_wrapped("Lisez tout, à jour, sur le site :", "- ", "  "), f"  {part.page}"]
    if part.a_la_main:
        lines.append(_wrapped("Une question ? Répondez à ce message.", "- ", "  "))
    return "\n".join(lines)


def _wrapped(text: str, first: str = "", later: str = "") -> str:
    """A text in lines of `WIDTH` signs; an address of the Web stays whole."""
    wrapper = TextWrapper(
        WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words="://" not in text,
        break_on_hyphens=False,
    )
    return wrapper.fill(_plain(text))


def _plain(text: str) -> str:
    """A text on one line, without a sign that nobody sees, spaced as French is.

    The narrow space is one that old programs of mail draw as a box.
    """
    seen = _CONTROLS.sub("", _BLANKS.sub(" ", text))
    return fr(seen.strip()).replace(NARROW, NBSP)
