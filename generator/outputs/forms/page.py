"""The pages where one fills in a form: those of `questions.PAGES`, and one for each gesture.

What they ask is that of `generator/forms/`. Without a script such a page is a plain form, sent to
the form of the repository that asks the same, a letter to write, and a sheet to print; the script
(`overrides/forms/formulaire.js`, after `gestes.js` where a défi is named) reads the rules that the
page holds (`rules.py`). Two others come when one begins to write: what must not be published
(`gardes.js`), and what follows from a place (`lieux.js`), with the communes (`communes.js`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markupsafe import Markup

from generator import addresses
from generator.content.fiches import Document, FichePilote
from generator.forms.form import Form, Kind, Part, Question
from generator.forms.gestures import template_of
from generator.forms.news import THEMES_HELP, UPDATE
from generator.forms.questions import AGREED, CONSENTS, PAGES, TO_CHOOSE, forms
from generator.outputs.forms.rules import help_of, rules
from generator.outputs.kit.blocks import ContactView, Link, contact_view
from generator.outputs.kit.doors import letter, reached
from generator.outputs.site.annonces import has_real_date
from generator.outputs.site.site import Site
from generator.text.typography import lower_first

_DRAWINGS = {
    "defi": "informaction",
    "annonce": "activaction",
    "engagement": "creaction",
    "aide": "pavillonnaire",
    "correction": "perdu",
}

SHOWN_TERRITORIES = 5
"""How many territories to write to stand beside a form; the others have their own page."""

_LONG = 2000
"""A text that may be longer than this has room for a story."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question as it is drawn: `balise` is its element, `attributs` what bounds its answer."""

    id: str
    label: str
    aide: str
    balise: str
    requis: bool
    attributs: Mapping[str, str]
    mots: Sequence[tuple[str, str]]
    """What can be chosen: the word that the other form holds, and what is said of it."""
    cases: Sequence[tuple[str, str]] = ()
    """Boxes in the place of one element: what each sends, and its name; a field for others follows."""
    sans_script: str = ""
    """What who has no script must know of it."""


@dataclass(frozen=True, slots=True)
class PartView:
    """Questions under one title; `facultative` when none of them must be answered."""

    titre: str
    champs: Sequence[FieldView]
    facultative: bool
    pliee: bool
    """Whether it is folded: most leave it for later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A form, and all the doors by which it can be sent."""

    slug: str
    des_nouvelles: bool
    """Whether it is a gesture: news of a défi, one among others."""
    script: str
    parties: Sequence[PartView]
    photo: bool
    """Whether it takes photographs, by other doors than this page."""
    accords: Sequence[str]
    accepte: str
    a_choisir: str
    action: str
    """Where the repository opens the same form, or nothing without a repository."""
    gabarit: str
    relais: str
    envoi: str
    """The hosts to which the page may be sent, for its security policy."""
    ecoute: str
    """The host that its script may speak to, likewise."""
    lettre: ContactView | None
    """The site's own address, with a letter whose questions are already written."""
    pilotes: Sequence[Link]
    """Territories that one can write to, each with a letter; never an example, whom nobody reads."""
    lieux: Sequence[tuple[str, str]]
    """The first place of each, where a sheet of paper can be brought."""
    accompagne: bool
    """Whether there are people to be met: a territory that is no example."""
    regles: Markup
    """What the script needs to know, as JSON."""
    sans_porte: bool
    """Whether nothing can be sent from everywhere: neither repository, nor address, nor relay."""
    rien: str
    """That it is so, in words, and for whom it is not."""
    rencontre: bool
    """Whether a real group can be met, somewhere, at a date to come."""
    dessin: str
    """Nothing on a gesture, whose first question stands on the first screen of a phone."""


def form_view(site: Site, path: str) -> FormView:
    """The form of a page of `content/`, one of `PAGES`."""
    name = addresses.slug_of(path)
    form = forms()[PAGES[name]]
    root = addresses.root_from(f"{name}/")
    return view_of(site, form, root, gabarit=template_of(form), dessin=_DRAWINGS[form.slug])


def view_of(site: Site, form: Form, root: str, *, gabarit: str, dessin: str) -> FormView:
    """A form on a page at `root` from the site's root; `gabarit` is its file in the repository."""
    pilotes = reached(site.catalogue.pilotes.values())
    shown = pilotes[:SHOWN_TERRITORIES]
    hosts = [_origin(url) for url in (site.view.depot, site.view.relais) if url]
    return FormView(
        slug=form.slug,
        des_nouvelles=form.slug == UPDATE.slug,
        script="gestes.js" if _names_a_defi(form) else "formulaire.js",
        parties=[_part(site, part) for part in form.written[:-1]],
        photo=form.takes_photos,
        accords=CONSENTS,
        accepte=AGREED,
        a_choisir=TO_CHOOSE,
        action=f"{site.view.depot}/issues/new" if site.view.depot else "",
        gabarit=gabarit,
        relais=site.view.relais,
        envoi=" ".join(dict.fromkeys(hosts)),
        ecoute=_origin(site.view.relais) if site.view.relais else "",
        lettre=letter(contact_view(site.view, None, form.titre), form),
        pilotes=[_territory(site, one, form) for one in shown],
        lieux=[(one.fiche.nom, one.fiche.lieux[0]) for one in shown if one.fiche.lieux],
        accompagne=any(not one.fiche.exemple for one in site.catalogue.pilotes.values()),
        regles=rules(site, form, root, pilotes),
        sans_porte=site.has_no_door,
        rien=site.doors.rien,
        rencontre=site.once(has_real_date),
        dessin=dessin,
    )


def _names_a_defi(form: Form) -> bool:
    return any(question.kind is Kind.DEFI for question in form.questions)


def _origin(url: str) -> str:
    """The scheme and the host of an address, as a security policy names them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


# --- What is asked ----------------------------------------------------------------------------


def _part(site: Site, part: Part) -> PartView:
    facultative = not any(question.required for question in part.questions)
    fields = [_field(site, question) for question in part.questions]
    return PartView(part.titre, fields, facultative, pliee=part.is_for_later)


def _field(site: Site, question: Question) -> FieldView:
    field = _one_element(question)
    if question.kind is not Kind.THEMES:
        return field
    aide = question.help.replace(THEMES_HELP, "Cochez-en un ou plusieurs.")
    cases = [(slug, theme.fiche.titre) for slug, theme in site.catalogue.themes.items()]
    kept = _GITHUB_KEEPS if site.view.depot else ""
    return replace(field, cases=cases, aide=aide, sans_script=kept)


_GITHUB_KEEPS = "Sur GitHub, vérifiez-les : plusieurs cases n’y arrivent pas toutes."
"""Each box is sent under the same name, of which the forms there take one."""


def _one_element(question: Question) -> FieldView:
    return FieldView(
        id=question.id,
        label=question.label,
        aide=_hint(question),
        balise=_element(question),
        requis=question.required,
        attributs=dict(_attributes(question)),
        mots=[(term.label, lower_first(term.meaning).rstrip(".")) for term in question.terms],
    )


_ELEMENTS = {
    **dict.fromkeys((Kind.TEXT, Kind.ROWS, Kind.ANNONCES), "textarea"),
    **dict.fromkeys((Kind.CHOICE, Kind.CHOICES), "select"),
}

_ROOMY = ("resume", "question")
"""Asked on one line, but too long to be read again in a field of one line."""

_TYPES = {Kind.DATE: "date", Kind.HOUR: "time", Kind.NUMBER: "number"}
"""The native fields: what they send is what a file holds."""


def _hint(question: Question) -> str:
    """The help when it says more than the label, then an example.

    A native field shows by itself how it is filled in.
    """
    shown = question.example if question.kind not in _TYPES else ""
    return " ".join(filter(None, (help_of(question), f"Exemple : {shown}" if shown else "")))


def _element(question: Question) -> str:
    return "textarea" if question.id in _ROOMY else _ELEMENTS.get(question.kind, "input")


def _attributes(question: Question) -> Iterator[tuple[str, str]]:
    kind, element = question.kind, _element(question)
    if element == "textarea":
        yield "rows", str(2 if kind is Kind.LINE else 3 if question.maximum <= _LONG else 8)
    elif element == "input":
        yield "type", _TYPES.get(kind, "text")
    if kind is Kind.COMMUNE:
        yield "autocomplete", "address-level2"
    if kind is Kind.AMOUNT:
        yield "inputmode", "decimal"
    if kind is Kind.NUMBER:
        yield "inputmode", "numeric"
        yield "min", str(question.minimum)
        yield "max", str(question.maximum)
    else:
        if question.minimum > 1:
            yield "minlength", str(question.minimum)
        if question.maximum:
            yield "maxlength", str(question.maximum)


# --- Letters ----------------------------------------------------------------------------------


def _territory(site: Site, pilote: Document[FichePilote], form: Form) -> Link:
    contact = letter(contact_view(site.view, pilote, form.titre), form)
    assert contact
    return pilote.fiche.nom, contact.lien
