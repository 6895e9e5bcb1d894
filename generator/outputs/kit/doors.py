"""The doors of the forms: their pages, who reads what is sent, a letter already begun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from generator.addresses import METTRE_A_JOUR
from generator.content.fiches import Document, FichePilote
from generator.forms.form import Form, Question
from generator.forms.news import UPDATE
from generator.forms.questions import PAGES, forms
from generator.outputs.kit.blocks import ContactView, Link
from generator.text.typography import lower_first


class Doors(NamedTuple):
    """By which ways what one writes on a site reaches somebody; what pages promise follows them.

    What a page says to the whole country must hold everywhere: a territory reads about its own
    places only, so that its address is a door of those, and of no other page.
    """

    lettre: bool
    """The site has an address, where someone reads from everywhere."""
    relais: bool
    """The forms are sent from the page, without an account."""
    depot: bool
    """The forms of the repository are filled in, with an account."""
    territoires: bool = False
    """A territory that is no example has an address: those who live there can write to it."""

    @property
    def rien(self) -> str:
        """What is said, to who may live anywhere, where nothing can be sent; else nothing."""
        if self.lettre or self.envoi:
            return ""
        some = ", sauf aux territoires qui ont une adresse" if self.territoires else ""
        return f"rien ne s’envoie encore{some}"

    @property
    def envoi(self) -> bool:
        """Whether what is sent becomes a public request, where it is answered."""
        return self.relais or self.depot


_WARNING = "(Sans nom de personne, sans adresse de domicile, sans rien sur la santé.)"


def reached(pilotes: Iterable[Document[FichePilote]]) -> list[Document[FichePilote]]:
    """The pilot territories where someone reads what is sent: an example has nobody."""
    return [one for one in pilotes if is_reached(one)]


def is_reached(pilote: Document[FichePilote]) -> bool:
    """Whether someone reads what is sent to a pilot territory."""
    return bool(pilote.fiche.adresse) and not pilote.fiche.exemple


def doors(root: str) -> list[Link]:
    """Every form and the page that asks it, from a page at `root` from the site's root."""
    pages = {slug: f"{name}/" for name, slug in PAGES.items()} | {UPDATE.slug: METTRE_A_JOUR}
    return [(form.titre, f"{root}{pages[form.slug]}") for form in forms().values()]


def letter(contact: ContactView | None, form: Form) -> ContactView | None:
    """The same contact, its letter begun; a line of a letter ends in CR LF (RFC 6068, 5)."""
    if contact is None or not contact.lien:
        return contact
    asked = [f"{rank}. {line}\n\n" for rank, line in enumerate(_asked(form), start=1)]
    body = "\n".join(["Bonjour,\n", *asked, _WARNING]).replace("\n", "\r\n")
    return contact._replace(lien=f"{contact.lien}&body={quote(body, safe='')}")


def _asked(form: Form) -> Iterator[str]:
    """What a letter asks: each question of a part that must be answered, else the part as one."""
    for part in form.written[:-1]:
        if any(question.required for question in part.questions):
            yield from (_line(question) for question in part.questions)
        else:
            labels = ", ".join(lower_first(question.label) for question in part.questions)
            yield f"{part.titre} ({labels}) :"


def _line(question: Question) -> str:
    words = ", ".join(term.label for term in question.terms)
    return f"{question.label}{f' ({words})' if words else ''} :"
