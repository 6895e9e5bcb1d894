"""One thing that waits as a row of the dashboard: what it is, since when, and the links that do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.facets import By
from generator.accompaniment.followup import Attente, Raison
from generator.accompaniment.helping import of_annonce, of_need
from generator.accompaniment.journey import Advance, stages, what_now
from generator.content.model import Defi
from generator.content.vocabulary import GENRES_ANNONCE, PHASE, index
from generator.outputs.kit.blocks import Link
from generator.outputs.site.helping import among_offers, annonce_met, met_view, told_at
from generator.outputs.site.roads import neighbourhoods
from generator.outputs.site.site import Site
from generator.text.typography import (
    few_words,
    jour_court,
    jour_mois,
    listed,
    lower_first,
    sentence,
)

FEW_WORDS = 80
"""How many signs of an annonce, or of an offer, are told."""

_GENRES = index(GENRES_ANNONCE)


class Ligne(NamedTuple):
    """A row: a name that leads to what it is about, what is to be known, the links that do it."""

    titre: str
    page: str
    dit: str
    gestes: Sequence[Link]


def row(site: Site, one: Attente, root: str) -> Ligne:
    """What waits, for a page at `root`."""
    titre, page = about(one, root)
    dit, gestes = _SAID[one.raison](site, one, root)
    place = f"{one.defi.commune.label}. " if one.defi else ""
    return Ligne(titre, page, place + dit, [geste for geste in gestes if geste[1]])


def about(one: Attente, root: str) -> Link:
    """What waits by its name, and where it is told."""
    if one.defi:
        return one.defi.titre, root + addresses.defi(one.defi.slug)
    if one.guide:
        return one.guide.fiche.titre, root + addresses.guide(one.guide.slug)
    if one.ensemble:
        code = one.ensemble.autour.departement.code
        return one.quoi, root + addresses.coups_de_main(By.DEPARTEMENT, code)
    assert one.annonce
    return few_words(one.annonce.fiche.texte, FEW_WORDS), root + told_at(of_annonce(one.annonce))


Said = tuple[str, Sequence[Link]]
"""A sentence, and links; one that has no address is not shown."""


def _precise(site: Site, one: Attente, root: str) -> Said:
    what = listed([_LACKS[key] for key in one.manque])
    said = f"« {one.quoi} », {jour_mois(one.depuis)} : il manque {what}."
    return said, [_gesture(one, f"Dire {what}", root)]


_LACKS = {"debut": "l’heure", "lieu": "le lieu"}


def _tell(site: Site, one: Attente, root: str) -> Said:
    said = f"« {one.quoi} », le {jour_court(one.depuis)} : ce jour est passé."
    return said, [_gesture(one, "Raconter", root)]


def _news(site: Site, one: Attente, root: str) -> Said:
    assert one.defi
    none = ", et aucune date à venir" if one.manque else ""
    return f"Dernières nouvelles le {jour_court(one.depuis)}{none}.", [
        ("Prendre des nouvelles sur leur page", one.defi.contact or ""),
        _gesture(one, "Écrire leurs nouvelles", root),
        _visit(one, root),
    ]


def _date(site: Site, one: Attente, root: str) -> Said:
    last = "Sa dernière date était le" if one.quoi else "Dernières nouvelles le"
    said = f"Aucune date à venir. {last} {jour_court(one.depuis)}."
    return said, [_gesture(one, "Fixer une date", root), _visit(one, root)]


def _need(site: Site, one: Attente, root: str) -> Said:
    assert one.defi
    assert one.besoin
    need = of_need(one.defi, one.besoin)
    met = next((met_view(each, need, root) for each in site.once(among_offers).of(need)), None)
    said = f"On cherche depuis le {jour_court(one.depuis)} : {sentence(one.quoi)}"
    offer = [(f"Peut-être, {met.ou} : {met.quoi}", met.adresse)] if met else []
    found = addresses.met_need(one.defi.slug, one.quoi)
    return said, [*offer, ("C’est trouvé", root + found)]


def _annonce(site: Site, one: Attente, root: str) -> Said:
    assert one.annonce
    fiche = one.annonce.fiche
    where = f"{_GENRES[fiche.genre].label}, {fiche.commune.label}"
    said = f"{where}, depuis le {jour_court(one.depuis)} : personne n’y a répondu."
    met = annonce_met(site, one.annonce, root)
    other = [(f"{_PERHAPS[fiche.genre]}, {met.ou} : {met.quoi}", met.adresse)] if met else []
    if site.doors.envoi:
        return said, [*other, ("Y répondre", root + addresses.answer_to(one.annonce.slug))]
    if fiche.genre == "offre":
        return said, other
    prepared = root + addresses.proposer_pour([one.annonce.slug])
    return said, [*other, ("Préparer un défi qui la reprend", prepared)]


_PERHAPS = {"besoin": "Peut-être une réponse", "offre": "Peut-être quelqu’un qui la cherche"}
"""What meets an annonce, by its kind: of the same nature and theme, it may still be something else."""


def _together(site: Site, one: Attente, root: str) -> Said:
    assert one.ensemble
    towns = dict.fromkeys(each.fiche.commune.name for each in one.ensemble.annonces)
    said = f"{listed(list(towns))}. La première date du {jour_court(one.depuis)}."
    return said, [("En faire un défi", root + addresses.proposer_pour(one.ensemble.slugs))]


def _alike(site: Site, one: Attente, root: str) -> Said:
    assert one.autre
    far = f"à {round(one.km)} km" if one.km >= 1 else "à moins de 1 km"
    return f"Un autre défi lui ressemble, {far}.", [
        (f"L’autre : {one.autre.titre}", root + addresses.defi(one.autre.slug)),
        _gesture(one, "Dire ce qui les lie", root),
    ]


def _step(site: Site, one: Attente, root: str) -> Said:
    assert one.defi
    said = f"En {PHASE[one.defi.phase].label} depuis le {jour_court(one.depuis)}."
    step = _first_step(site, one.defi)
    if step is None:
        passing = _gesture(one._replace(geste="etape"), "Passer à la suite", root)
        return said, [passing, _visit(one, root)]
    guide = step.guide
    return f"{said} À faire : {lower_first(sentence(step.titre))}", [
        (f"Le guide : {guide.titre}", root + addresses.guide(guide.slug)) if guide else ("", ""),
        _gesture(one._replace(geste=step.geste), "C’est fait", root),
        _visit(one, root),
    ]


def _first_step(site: Site, defi: Defi) -> Advance | None:
    """The step that the page of a défi says to take now; nothing when it says to pass on."""
    road = stages(defi, site.today, site.once(neighbourhoods).of(defi))
    now = what_now(defi, site.today, road, site.actions[defi.slug])
    return next((one for one in now if one.pas), None)


def _guide(site: Site, one: Attente, root: str) -> Said:
    assert one.guide
    day = jour_court(one.depuis)
    said = f"Relu le {day}. À vérifier : {sentence(one.quoi)}" if one.quoi else ""
    return said or f"À relire depuis le {day}.", [
        ("Ouvrir son texte", site.view.file_url(one.guide.path)),
        ("Comment le modifier", f"{root}{addresses.CONTRIBUER}modifier-un-texte/"),
    ]


_SAID: Mapping[Raison, Callable[[Site, Attente, str], Said]] = {
    Raison.PRECISER: _precise,
    Raison.RACONTER: _tell,
    Raison.ANNONCE: _annonce,
    Raison.ENSEMBLE: _together,
    Raison.NOUVELLES: _news,
    Raison.DATE: _date,
    Raison.BESOIN: _need,
    Raison.PAREILS: _alike,
    Raison.PAS: _step,
    Raison.GUIDE: _guide,
}


def _gesture(one: Attente, label: str, root: str) -> Link:
    """A gesture, already about the défi that waits."""
    assert one.defi
    return label, root + addresses.about(addresses.geste(one.geste), one.defi.slug)


def _visit(one: Attente, root: str) -> Link:
    return _gesture(one._replace(geste="visite"), "Noter une visite", root)
