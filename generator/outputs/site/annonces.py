"""The annonces of a place as its page shows them, and the way to answer each: never into the void."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from generator import addresses
from generator.accompaniment import followup
from generator.accompaniment.facets import Facet
from generator.content.fiches import Document, FicheAnnonce, FichePilote
from generator.content.model import Defi
from generator.outputs.kit.blocks import Link, contact_view
from generator.outputs.kit.cards import AnnonceCard, AnnoncesView, foot_of_card
from generator.outputs.kit.doors import is_reached
from generator.outputs.site.helping import gatherings_among
from generator.outputs.site.site import Site
from generator.text.typography import few_words

SHOWN_ANNONCES = 7
"""How many annonces a place shows, in the order of `Site.annonces`: its coups de main hold them all."""

SHOWN_GROUPS = 2
"""How many groups of annonces that say the same thing a place names."""

_FEW_WORDS = 80
"""How many signs of an annonce tell it from the others."""


def annonces_view(
    site: Site,
    annonces: Sequence[Document[FicheAnnonce]],
    root: str,
    *,
    pilote: Document[FichePilote] | None,
    place: Facet,
) -> AnnoncesView:
    """The first of some annonces of a place, for a page at `root`, and how one answers them.

    A letter goes to the territory `pilote`, when someone reads there, else to the site; none is
    about an example. Where nothing can be sent, one is told the next date of the place.
    """
    holder = pilote if pilote and is_reached(pilote) else None
    invented = all(one.fiche.exemple for one in annonces)
    reader = contact_view(site.view, holder)
    by_form = site.doors.envoi
    return AnnoncesView(
        cartes=[_card(site, one, root, holder) for one in annonces[:SHOWN_ANNONCES]],
        autres=len(annonces[SHOWN_ANNONCES:]),
        contact=None if invented else reader,
        par_formulaire=by_form,
        rencontre=None if by_form or reader else next_date(site, place.members, root),
        annoncer=root + addresses.ANNONCER,
        guides=root + addresses.GUIDES,
        sans_porte=not (by_form or reader),
        inventees=invented,
        ensemble=_said_together(site, annonces),
        tous=root + addresses.coups_de_main(place.by, place.slug),
    )


def _said_together(site: Site, annonces: Sequence[Document[FicheAnnonce]]) -> list[str]:
    """What is said of those of some annonces that say the same thing, among others near them."""
    return [one.phrase for one in gatherings_among(site, annonces)[:SHOWN_GROUPS]]


def _card(
    site: Site,
    annonce: Document[FicheAnnonce],
    root: str,
    holder: Document[FichePilote] | None,
) -> AnnonceCard:
    """An annonce, what it answers, the défis that take it up, and where one answers it."""
    some = site.taken_up.get(annonce.slug, ())
    answered = site.catalogue.annonces.get(annonce.fiche.repond_a or "")
    return AnnonceCard(
        fiche=annonce.fiche,
        reprises=[(defi.titre, root + addresses.defi(defi.slug)) for defi in some],
        en_reponse_a=_few_words(answered) if answered else "",
        quelques_mots=_few_words(annonce),
        repondre=where_to_answer(site, annonce, root, holder),
        finie=where_to_end(site, annonce, root, holder),
    )


def _few_words(annonce: Document[FicheAnnonce]) -> str:
    return few_words(annonce.fiche.texte, _FEW_WORDS)


def where_to_answer(
    site: Site,
    annonce: Document[FicheAnnonce],
    root: str,
    holder: Document[FichePilote] | None,
) -> str:
    """The form already about that annonce, where it can be sent; else a letter; else nothing.

    `holder` is the territory that reads letters about it, when one does.
    """
    if site.doors.envoi:
        return root + addresses.answer_to(annonce.slug)
    return _letter(site, annonce, holder, f"Réponse à l’annonce : {_few_words(annonce)}")


def where_to_end(
    site: Site,
    annonce: Document[FicheAnnonce],
    root: str,
    holder: Document[FichePilote] | None,
) -> str:
    """Likewise, where one says that it holds no more: nobody waits for that of an example."""
    if site.doors.envoi and not annonce.fiche.exemple:
        return root + addresses.annonce_over(annonce.slug)
    return _letter(site, annonce, holder, f"Annonce finie : {_few_words(annonce)}")


def _letter(
    site: Site, annonce: Document[FicheAnnonce], holder: Document[FichePilote] | None, subject: str
) -> str:
    """A letter about an annonce, where somebody reads it; none about an example."""
    contact = contact_view(site.view, holder, subject)
    return contact.lien if contact and not annonce.fiche.exemple else ""


def said_in(site: Site, pilote: str) -> Sequence[Document[FicheAnnonce]]:
    """The annonces of a pilot territory that still hold, in the order of `Site.annonces`."""
    return site.once(_said_by_pilote).get(pilote, ())


def _said_by_pilote(site: Site) -> Mapping[str, Sequence[Document[FicheAnnonce]]]:
    found: dict[str, list[Document[FicheAnnonce]]] = defaultdict(list)
    for one in site.annonces:
        place, exemple = one.fiche.commune, one.fiche.exemple
        found[site.areas.pilote_of_said(place, exemple=exemple)].append(one)
    return found


def holder_of(site: Site, annonce: Document[FicheAnnonce]) -> Document[FichePilote] | None:
    """The pilot territory that reads letters about an annonce, when someone reads there."""
    pilote = site.catalogue.pilotes.get(site.areas.pilote_at(annonce.fiche.commune))
    return pilote if pilote and is_reached(pilote) else None


def answered(site: Site) -> Collection[str]:
    """The slugs of the annonces that need no answer more. For `site.once`."""
    return followup.answered(site.catalogue)


def has_real_date(site: Site) -> bool:
    """Whether there is a date, somewhere, at which a real group can be met."""
    return next_date(site, site.ordered, "") is not None


def next_date(site: Site, defis: Sequence[Defi], root: str) -> Link | None:
    """The next date to which one can go among those of some défis; never that of an example."""
    for defi in defis:
        action = site.actions[defi.slug]
        if action.is_coming and not (defi.is_finished or defi.exemple):
            return foot_of_card(defi, action), root + addresses.defi(defi.slug)
    return None
