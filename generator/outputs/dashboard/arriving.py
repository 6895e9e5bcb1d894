"""What people send, and where it waits to be read: in the repository, or with whoever opens the letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from generator.content.fiches import Document, FichePilote
from generator.forms.issue_forms import WAITING, label_of_pilote
from generator.forms.questions import forms
from generator.outputs.kit.blocks import ContactView, Link, contact_view
from generator.outputs.kit.doors import is_reached
from generator.outputs.site.site import Site


class Arriving(NamedTuple):
    """Where what people send is read."""

    listes: Sequence[Link]
    """The lists of the repository, each of what waits there now."""
    lettres: ContactView | None
    """The address whose letters are to be opened."""
    rien: str
    """That nothing can be sent, where it is so."""


def arriving(site: Site, pilote: Document[FichePilote] | None) -> Arriving:
    """Of a territory, only what its label marks; its letters are its own, else those of the site."""
    own = pilote if pilote and is_reached(pilote) else None
    label = label_of_pilote(pilote.slug) if pilote else ""
    return Arriving(
        listes=list(_lists(site.view.depot, label)) if site.view.depot else (),
        lettres=contact_view(site.view, own),
        rien=site.doors.rien,
    )


def _lists(depot: str, label: str) -> Sequence[Link]:
    """The requests that are open: those to be read again, those that a person answers, those that wait.

    https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/filtering-and-searching-issues-and-pull-requests
    """
    answered = [(form.titre, form.slug) for form in forms().values() if form.by_a_person]
    return [
        ("Les propositions à relire", _search(depot, "pulls", "is:pr", label)),
        *(
            (f"« {titre} »", _search(depot, "issues", "is:issue", slug, label))
            for titre, slug in answered
        ),
        (
            "Ce qui attend une autre mise à jour",
            _search(depot, "issues", "is:issue", WAITING, label),
        ),
    ]


def _search(depot: str, what: str, kind: str, *labels: str) -> str:
    asked = [kind, "is:open", *(f'label:"{label}"' for label in labels if label)]
    return f"{depot}/{what}?{urlencode({'q': ' '.join(asked)})}"
