"""The annonces of a place as its page shows them, and the way to answer each: never into the void."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from generator import addresses
from generator.content.fiches import Document, FicheAnnonce, FichePilote
from generator.content.model import Defi
from generator.outputs.kit.blocks import Link, contact_view
from generator.outputs.kit.cards import AnnonceCard, AnnoncesView, foot_of_card
from generator.outputs.kit.doors import is_reached
from generator.outputs.site.site import Site

SHOWN_ANNONCES = 8
"""How many annonces a place shows, in the order of `Site.annonces`."""

_FEW_WORDS = 80
"""How many signs of an annonce tell it from the others."""


def annonces_view(
    site: Site,
    annonces: Sequence[Document[FicheAnnonce]],
    root: str,
    *,
    pilote: Document[FichePilote] | None,
    defis: Sequence[Defi],
) -> AnnoncesView:
    """The first of some annonces, for a page at `root`, and how one answers them.

    A letter goes to the territory `pilote`, when someone reads there, else to the site; none is
    about an example. Where nothing can be sent, one is told the next date of `defis`, those of the
    place.
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
        rencontre=None if by_form or reader else next_date(site, defis, root),
        annoncer=root + addresses.ANNONCER,
        guides=root + addresses.GUIDES,
        sans_porte=not (by_form or reader),
        inventees=invented,
    )


def _card(
    site: Site,
    annonce: Document[FicheAnnonce],
    root: str,
    holder: Document[FichePilote] | None,
) -> AnnonceCard:
    """An annonce, what it answers, the défis that take it up, and where one answers it."""
    some = site.taken_up.get(annonce.slug, ())
    answered = site.catalogue.annonces.get(annonce.fiche.repond_a or "")
    words = _few_words(annonce)
    return AnnonceCard(
        fiche=annonce.fiche,
        reprises=[(defi.titre, root + addresses.defi(defi.slug)) for defi in some],
        en_reponse_a=_few_words(answered) if answered else "",
        quelques_mots=words,
        repondre=_where_to_answer(site, annonce, root, holder, words),
        finie=_where_to_end(site, annonce, root, holder, words),
    )


def _few_words(annonce: Document[FicheAnnonce]) -> str:
    return shorten(annonce.fiche.texte, _FEW_WORDS, placeholder=" …")


def _where_to_answer(
    site: Site,
    annonce: Document[FicheAnnonce],
    root: str,
    holder: Document[FichePilote] | None,
    words: str,
) -> str:
    """The form already about that annonce, where it can be sent; else a letter; else nothing."""
    if site.doors.envoi:
        return root + addresses.answer_to(annonce.slug)
    return _letter(site, annonce, holder, f"Réponse à l’annonce : {words}")


def _where_to_end(
    site: Site,
    annonce: Document[FicheAnnonce],
    root: str,
    holder: Document[FichePilote] | None,
    words: str,
) -> str:
    """Likewise, where one says that it holds no more: nobody waits for that of an example."""
    if site.doors.envoi and not annonce.fiche.exemple:
        return root + addresses.annonce_over(annonce.slug)
    return _letter(site, annonce, holder, f"Annonce finie : {words}")


def _letter(
    site: Site, annonce: Document[FicheAnnonce], holder: Document[FichePilote] | None, subject: str
) -> str:
    """A letter about an annonce, where somebody reads it; none about an example."""
    contact = contact_view(site.view, holder, subject)
    return contact.lien if contact and not annonce.fiche.exemple else ""


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
