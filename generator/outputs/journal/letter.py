"""The letter of the week: the same month in a few words, for someone who has an e-mail and no other tool.

It is read aloud in two minutes. A paragraph is one line, which each program breaks where its own
window ends; and every word of a citizen stands in a line that begins with ours: pasted anywhere,
« > » quotes nothing, « . » ends nothing, « Bcc: » is no header.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from textwrap import shorten
from typing import NamedTuple
from urllib.parse import quote

from generator.accompaniment.agenda import Span
from generator.accompaniment.helping import CoupDeMain
from generator.accompaniment.month import Coming, Month, Story
from generator.content.model import Defi
from generator.outputs.journal.sheet import GROUPS, NO_DATE, SEQUEL, Part
from generator.outputs.journal.words import about_date, at, cut, quoted, when_of, who_says
from generator.text.signs import DECEIVING, UNSEEN
from generator.text.typography import (
    NARROW,
    NBSP,
    capital,
    fr,
    jour,
    jour_mois,
    pluriel,
    sentence,
    sentences,
)

NEAR = 4
"""How many dates of the week are told in full."""

LATER = 3
"""How many of the rest of the month are told, in a line each."""

TITLE = 60
"""How many signs of the title of one of these, or of a défi beside what it looks for."""

THINGS = 3
"""How many needs, likewise, offers."""

BEGUN = 2
"""How many défis that begin."""

WORDS = 90
"""How many signs of what one person says."""

STORY = 220
"""How many signs of a story: two sentences."""

NAMED = 2
"""How many times the title of a défi is said."""

LONGEST = 2_000
"""How long an address that opens a letter may be: some mail programs cut what is longer (2,083)."""

_AS_THEY_ARE = "!$'()*,;:@/?"
"""The signs that RFC 6068 lets stand in the body of a letter, beside letters and digits."""

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
        """What opens it in a program of mail (RFC 6068), whole when that is short enough.

        Its spaces are plain ones there, which take half as long to write.
        """
        subject = f"mailto:?subject={quote(self.objet, safe='')}"
        if len(self.texte) > LONGEST:
            return subject
        body = quote(self.texte.replace(NBSP, " ").replace("\n", "\r\n"), safe=_AS_THEY_ARE)
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


def letter_of(nom: str, month: Month, part: Part, site: str) -> Letter:
    """The letter of the week of a place; `site` is the name of the site that it comes from."""
    about = f"{nom} : la lettre du {jour(month.jours.debut)}"
    blocks = [
        _plain(EXAMPLE) if month.invente else "",
        "Bonjour,",
        _plain(f"Voici la lettre de la semaine : {nom}."),
        *_Told(month).blocks(),
        _answer(part),
        _plain(site),
    ]
    subject = f"Exemple, {about}" if month.invente else about
    return Letter(_plain(subject), "\n\n".join(filter(None, blocks)) + "\n")


class _Told:
    """What a letter tells of a month; the title of a défi is said `NAMED` times, no more."""

    def __init__(self, month: Month) -> None:
        self._month = month
        self._named: Counter[str] = Counter()

    def blocks(self) -> Iterator[str]:
        """The week first; nothing stands for what the month does not hold."""
        month = self._month
        week = Span(month.jours.debut, month.jours.debut + _WEEK)
        near = [each for each in month.dates if week.holds(each.une.jour)]
        later = [each for each in month.dates if not week.holds(each.une.jour)]
        dates, offers = ("date", "dates"), ("offre", "offres")
        if not near:
            yield _plain(NOTHING_NEAR if later else NO_DATE)
        yield self._list("Dans les sept jours", map(self._date, near[:NEAR]), len(near), dates)
        until = f"Ensuite, jusqu’au {jour_mois(month.jours.fin)}"
        yield self._list(until, map(_line, later[:LATER]), len(later), dates)
        yield self._needs(month)
        offered = map(self._thing, month.offres[:THINGS])
        yield self._list("On propose", offered, len(month.offres), offers)
        begun = map(self._begun, month.debuts[:BEGUN])
        yield self._list("Cela commence", begun, len(month.debuts), ("défi", "défis"))
        if month.recit:
            yield self._list(
                "Ils l’ont raconté", [self._story(month.recit)], 1, ("récit", "récits")
            )

    def _needs(self, month: Month) -> str:
        together = [one.phrase for one in month.ensembles[:GROUPS]]
        needs = map(self._thing, month.besoins[: THINGS - len(together)])
        total = len(together) + len(month.besoins)
        return self._list("On cherche", [*together, *needs], total, ("besoin", "besoins"))

    def _list(self, titre: str, some: Iterable[str], total: int, mots: tuple[str, str]) -> str:
        """A heading and some things under it, each on its line; nothing without any."""
        said = [f"- {each}" for each in some]
        left = total - len(said)
        more = f"Et {pluriel(left, f'autre {mots[0]}', f'autres {mots[1]}')}." if left else ""
        lines = [f"{titre} :", *said, more] if said else []
        return "\n".join(map(_plain, filter(None, lines)))

    def _date(self, each: Coming) -> str:
        """« Samedi 5 décembre, de 18 heures 30 à 20 heures : un débat. Salle des fêtes. »"""
        one = each.une
        whose = self._title(one.defi) if one.titre != one.defi.titre else ""
        off = "ANNULÉ. " if one.is_cancelled else ""
        return f"{off}{capital(when_of(one))} : {sentence(one.titre)} {about_date(each, whose)}"

    def _title(self, defi: Defi) -> str:
        """« Défi : Un café à nous », the first times."""
        self._named[defi.slug] += 1
        title = shorten(defi.titre, TITLE, placeholder=" …")
        return f"défi : {title}" if self._named[defi.slug] < NAMED else ""

    def _thing(self, one: CoupDeMain) -> str:
        if one.annonce:
            return f"{who_says(one.annonce.fiche)} {quoted(one.quoi, WORDS)}"
        whose = self._title(one.defi) if one.defi else ""
        return sentences(f"{one.quoi.rstrip('.')}, {at(one.commune.name)}", whose)

    def _begun(self, defi: Defi) -> str:
        self._named[defi.slug] += 1
        return sentences(defi.titre, f"{at(defi.commune.name)}, {defi.porteur}")

    def _story(self, story: Story) -> str:
        """Who told it, by the title of their défi if it is not said yet, and its first sentences."""
        text, is_cut = cut(story.texte, STORY, ends=2)
        named = self._named[story.defi.slug] >= NAMED
        who = story.defi.porteur if named else story.defi.titre
        return sentences(f"{who}, {jour_mois(story.jour)}", text, SEQUEL if is_cut else "")


NOTHING_NEAR = "Dans les sept jours, aucune date n’est annoncée."


def _line(each: Coming) -> str:
    """« Samedi 5 décembre, à 18 heures 30 : Un débat. Mirecourt. »: a date that is not near."""
    one = each.une
    off = "ANNULÉ. " if one.is_cancelled else ""
    title = shorten(one.titre, TITLE, placeholder=" …")
    return f"{off}{capital(when_of(one))} : {sentence(title)} {sentences(one.commune.name)}"


def _answer(part: Part) -> str:
    """How one takes part; each address on its own line, where programs of mail make links of them."""
    come = [f"Venez à la première date : {jour_mois(part.venir.jour)}."] if part.venir else []
    said = ["Pour prendre part :", *(f"- {each}" for each in (*come, *part.autres))]
    lines = [*map(_plain, said)]
    for who, address in part.adresses:
        lines += [_plain(f"- {who} :"), f"  {address}"]
    if part.page:
        lines += [_plain("- Lisez tout, à jour, sur le site :"), f"  {part.page}"]
    if part.a_la_main:
        lines.append(_plain("- Une question ? Répondez à ce message."))
    return "\n".join(lines)


def _plain(text: str) -> str:
    """A text on one line, without a sign that nobody sees, spaced as French is.

    The narrow space is one that old programs of mail draw as a box.
    """
    seen = _CONTROLS.sub("", _BLANKS.sub(" ", text))
    return fr(seen.strip()).replace(NARROW, NBSP)
