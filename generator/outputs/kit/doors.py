"""The doors of the forms: their pages, those of the repository, a letter already begun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from generator.content.fiches import Document, FichePilote
from generator.forms.form import Form, Question
from generator.forms.questions import PAGES, forms
from generator.outputs.kit.blocks import ContactView, Link, contact_view
from generator.outputs.kit.site_view import SiteView
from generator.text.typography import lower_first

_WARNING = "(Sans nom de personne, sans adresse de domicile, sans rien sur la santé.)"


def reached(pilotes: Iterable[Document[FichePilote]]) -> list[Document[FichePilote]]:
    """The pilot territories where someone reads what is sent: an example has nobody."""
    return [one for one in pilotes if one.fiche.adresse and not one.fiche.exemple]


def doors(site: SiteView, root: str) -> list[Link]:
    """Every form and where it is, for a page at `root` from the site's root.

    A form without a page of its own is in the repository, else a letter, else nowhere.
    """
    pages = {slug: f"{root}{name}/" for name, slug in PAGES.items()}
    places = {form: pages.get(form.slug) or _elsewhere(site, form) for form in forms().values()}
    return [(form.titre, url) for form, url in places.items() if url]


def _elsewhere(site: SiteView, form: Form) -> str:
    """Nobody joins a défi from another page than its own."""
    if form.slug == "engagement":
        return ""
    begun = letter(contact_view(site, None, form.titre), form)
    return site.form_url(form.slug) or (begun.lien if begun else "")


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
