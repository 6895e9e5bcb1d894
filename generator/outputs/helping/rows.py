"""One thing that is looked for or offered, as a row of a board: what answers it, what meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.helping import CoupDeMain, Match
from generator.outputs.helping.answers import Annonce, answered_by, answers_to
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.needs import answer_to
from generator.outputs.kit.root_mark import ROOT, at_root
from generator.outputs.site import helping
from generator.outputs.site.annonces import holder_of, where_to_answer, where_to_end
from generator.outputs.site.helping import met_view, told_at
from generator.outputs.site.site import Site
from generator.text.typography import capital, few_words, pluriel, sentence

ANSWER = "Y répondre"
"""What one does of what a person said."""


class Tie(NamedTuple):
    """What one thing goes with: how, what it is, where one reads it, in which commune."""

    dit: str
    quoi: str
    adresse: str
    lieu: str = ""


class Row(NamedTuple):
    """One thing of a board."""

    une: CoupDeMain
    quoi: str
    genre: str
    """Of an annonce, what kind it is where it has no nature: « Envie »."""
    qui: Link
    """Who says it: a défi and its page; of one person, nobody."""
    sorte: str
    """The kind of project of that défi."""
    verbe: str
    """What a reader can answer."""
    adresse: str
    """Where; nothing where nobody would read it."""
    finie: str
    """Where one says that an annonce holds no more; nothing where nobody would read it."""
    page: str
    """Of an annonce, its page."""
    saisi: Link | None
    """Of an annonce, the défi that takes it up: then nobody is asked to answer it any more."""
    lien: Tie | None
    """What it goes with."""


def rows_of(site: Site, some: Iterable[CoupDeMain], root: str, *, side: str) -> Markup:
    """The rows of some things, for a page at `root`; `side` is « besoin », « offre » or nothing.

    Each is drawn once for all the boards that show it.
    """
    html = "".join(_drawn(site, one, side) for one in some)
    return Markup(at_root(html, root))  # noqa: S704 - made by an escaping template


def _drawn(site: Site, one: CoupDeMain, side: str) -> str:
    known, key = site.once(_no_rows), _key(one, side)
    if key not in known:
        known[key] = str(site.once(_macro)(row_of(site, one, side)))
    return known[key]


_Key = tuple[str, str, str, str, str, date | None]


def _key(one: CoupDeMain, side: str) -> _Key:
    """What makes one row another than the others: who says it, and what."""
    defi = one.defi.slug if one.defi else ""
    annonce = one.annonce.slug if one.annonce else ""
    return side, defi, annonce, one.nature, one.quoi, one.depuis


def _no_rows(site: Site) -> dict[_Key, str]:
    return {}


def _macro(site: Site) -> Callable[..., str]:
    macro: Callable[..., str] = site.template("helping/rangee.html").module.rangee  # type: ignore[attr-defined]
    return macro


def row_of(site: Site, one: CoupDeMain, side: str) -> Row:
    """What the row of one thing shows, from a page at `ROOT`."""
    verb, address = _answer(site, one, side)
    defi, there = one.defi, ROOT + told_at(one)
    taken = _taken_up(site, one)
    return Row(
        une=one,
        quoi=capital(sentence(one.quoi)),
        genre=one.annonce.fiche.genre if one.annonce else "",
        qui=(defi.titre, there) if defi else ("", ""),
        sorte=site.kinds[defi.slug] if defi else "",
        verbe=verb,
        adresse=address,
        finie=_end(site, one),
        page="" if defi else there,
        saisi=taken,
        lien=None if taken else _tie(site, one, side),
    )


def _taken_up(site: Site, one: CoupDeMain) -> Link | None:
    """The first défi that takes up an annonce."""
    some = site.taken_up.get(one.annonce.slug, ()) if one.annonce else ()
    return (some[0].titre, ROOT + addresses.defi(some[0].slug)) if some else None


def _tie(site: Site, one: CoupDeMain, side: str) -> Tie | None:
    """What was really answered to it, else what it answers, else what may meet it."""
    known = _known(site, one.annonce) if one.annonce else None
    return known or _perhaps(site, one, side)


def _known(site: Site, annonce: Annonce) -> Tie | None:
    """The latest answer to an annonce, else what it answers itself."""
    if answers := answers_to(site, annonce.slug):
        several = f"{pluriel(len(answers), 'réponse', 'réponses')}, la dernière"
        said = several if answers[1:] else "Une réponse"
        return _tied(said, answers[0])
    answered = answered_by(site, annonce)
    return _tied("En réponse à", answered) if answered else None


def _tied(said: str, annonce: Annonce) -> Tie:
    quoi = few_words(annonce.fiche.texte, _FEW_WORDS)
    return Tie(said, quoi, ROOT + addresses.annonce(annonce.slug), annonce.fiche.commune.name)


def _perhaps(site: Site, one: CoupDeMain, side: str) -> Tie | None:
    found = next(iter(meeting(site, one, side)), None)
    if found is None:
        return None
    met = met_view(found, one, ROOT)
    return Tie(f"{_PERHAPS[side]} {met.ou}", met.quoi, met.adresse)


_PERHAPS = {"besoin": "Peut-être proposé", "offre": "Peut-être cherché"}

_FEW_WORDS = 60
"""How many signs of an annonce tell it from others, as of what may meet it."""


def meeting(site: Site, one: CoupDeMain, side: str) -> Sequence[Match]:
    """What may meet one thing, on the other side: nothing meets what has no side."""
    if side == "besoin":
        return site.once(helping.among_offers).of(one)
    return site.once(helping.among_needs).of(one) if side == "offre" else ()


def _answer(site: Site, one: CoupDeMain, side: str) -> Link:
    """What answers it: of a défi, joining it; of an annonce, as on the page of its place."""
    if one.defi and one.besoin and side == "besoin":
        return answer_to(one.defi, one.besoin, ROOT)
    if one.defi:
        asked = addresses.ask_for(one.defi.slug, one.quoi)
        return ("Le demander", ROOT + asked) if site.doors.envoi and not one.exemple else ("", "")
    said = one.annonce
    if (
        said
        and not _taken_up(site, one)
        and (there := where_to_answer(site, said, ROOT, holder_of(site, said)))
    ):
        return ANSWER, there
    return "", ""


def _end(site: Site, one: CoupDeMain) -> str:
    said = one.annonce
    return where_to_end(site, said, ROOT, holder_of(site, said)) if said else ""
