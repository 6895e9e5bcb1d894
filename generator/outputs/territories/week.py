"""How the page of a pilot territory opens: the dates of this week, what is looked for, what is offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.facets import Facet
from generator.accompaniment.gathering import Gathered
from generator.accompaniment.helping import of_annonce
from generator.content.fiches import Document, FicheAnnonce, FichePilote
from generator.content.model import Besoin, Defi
from generator.outputs.lists.here import FEW, HereView, NeedHere
from generator.outputs.site.annonces import answered, where_to_answer
from generator.outputs.site.dates import DateRow, date_row, real_first, this_week
from generator.outputs.site.helping import gatherings_among, told_at
from generator.outputs.site.site import Site
from generator.text.typography import few_words

OFFERS = 2
"""How many offers are shown, when there are some: as many needs make room for them."""

PERSONS = 2
"""How many needs of one person are: an offer and a need or two make room for them."""

LEAST = 2
"""How many needs of défis are shown whatever else there is."""

_FEW_WORDS = 80
"""How many signs of an annonce are told."""


class Appel(NamedTuple):
    """One thing that is looked for or offered there, by a défi or by one person."""

    dit: str
    qui: str
    page: str
    """Where it is told."""
    ou: str
    exemple: bool
    offre: bool = False
    nature: str = ""
    verbe: str = ""
    """What a reader can answer, if one can answer from here."""
    adresse: str = ""
    """Where."""


class Ensemble(NamedTuple):
    """Some annonces of the place that say the same thing."""

    phrase: str
    page: str
    """Where one reads them together."""
    defi: str
    """Where one makes a défi of them; nothing of examples."""


class WeekView(NamedTuple):
    """What stands at the head of a territory where some défi goes on, or some people look for something."""

    titre: str
    """« Cette semaine » when something happens by Sunday, else what the next dates are called."""
    dates: Sequence[DateRow]
    ensemble: Ensemble | None
    appels: Sequence[Appel]
    """Real ones before examples."""
    agenda: str
    """Nothing where no défi goes on."""
    suivre: str
    coups_de_main: str
    """All that is looked for and offered there."""


def week_view(
    site: Site,
    place: Facet,
    here: HereView | None,
    said: Sequence[Document[FicheAnnonce]],
    holder: Document[FichePilote] | None,
    root: str,
) -> WeekView | None:
    """The dates from today to Sunday, else the next ones; what is looked for and offered.

    `here` is what pages of places tell, of which there is none where no défi goes on; `said`, the
    annonces of the place, that `holder` reads letters about, if somebody does.
    """
    groups = gatherings_among(site, said)
    apart = {slug for one in groups for slug in one.slugs} | {*site.once(answered)}
    persons = [
        _of_person(site, one, holder, root)
        for one in said
        if one.fiche.genre == "besoin" and one.slug not in apart
    ][:PERSONS]
    if not (here or groups or persons):
        return None
    some = sorted(this_week(site, place.members), key=real_first)[:FEW]
    soon = [date_row(site, one, root) for one in some]
    hands = root + addresses.coups_de_main(place.by, place.slug)
    return WeekView(
        titre="Cette semaine" if soon else "Les prochaines dates",
        dates=soon or (here.dates if here else ()),
        ensemble=_ensemble(groups[0], hands, root) if groups else None,
        appels=_appels(place.members, here, persons, root),
        agenda=here.agenda if here else "",
        suivre=here.suivre if here else "",
        coups_de_main=hands,
    )


def _appels(
    members: Sequence[Defi], here: HereView | None, persons: Sequence[Appel], root: str
) -> list[Appel]:
    """The first needs of défis, those of persons, the first offers; real ones before examples."""
    offers = _offers(members, root)[: OFFERS - 1 if persons else OFFERS]
    room = max(FEW - len(offers) - len(persons), LEAST)
    needs = [_of_need(one) for one in here.besoins[:room]] if here else []
    return sorted([*needs, *persons, *offers], key=lambda one: (one.exemple, one.offre))


def _of_need(one: NeedHere) -> Appel:
    found = _of_defi(one.defi, one.besoin, one.page)
    return found._replace(nature=one.besoin.nature, verbe=one.verbe, adresse=one.adresse)


def _of_defi(defi: Defi, said: Besoin, page: str) -> Appel:
    return Appel(said.quoi, defi.titre, page, defi.commune.label, defi.exemple)


def _offers(members: Sequence[Defi], root: str) -> list[Appel]:
    """The first offer of each défi, real ones before examples."""
    some = sorted((one for one in members if one.open_offers), key=lambda one: one.exemple)
    return [
        _of_defi(one, one.open_offers[0], f"{root}{addresses.defi(one.slug)}#offres")._replace(
            offre=True
        )
        for one in some[:OFFERS]
    ]


def _of_person(
    site: Site, one: Document[FicheAnnonce], holder: Document[FichePilote] | None, root: str
) -> Appel:
    fiche, answer = one.fiche, where_to_answer(site, one, root, holder)
    return Appel(
        few_words(fiche.texte, _FEW_WORDS),
        "Une personne",
        root + told_at(of_annonce(one)),
        fiche.commune.label,
        fiche.exemple,
        nature=fiche.nature or "",
        verbe="Y répondre" if answer else "",
        adresse=answer,
    )


def _ensemble(one: Gathered, hands: str, root: str) -> Ensemble:
    defi = "" if one.exemple else root + addresses.proposer_pour(one.slugs)
    return Ensemble(one.phrase, hands, defi)
