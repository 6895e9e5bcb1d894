"""What the scripts of the forms know: what is asked, what is checked, the sentences, whom to write to.

They are the rules of the model and of the forms, handed over as JSON; nothing here is a person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.content.checks import LONG_NIGHT
from generator.content.fiches import Document, FichePilote
from generator.content.model import FicheDefi
from generator.content.schema import FieldHelp, field_help
from generator.forms.form import BESIDE, MOST_ANNONCES, Form, Kind, Question
from generator.forms.news import UPDATE
from generator.forms.questions import TO_CHOOSE
from generator.forms.rows import ROWS, Rows
from generator.geography import search_key
from generator.outputs.kit.json_in_page import json_in_page
from generator.outputs.site.site import Site
from generator.text import contacts, gist, guards, personal, reading
from generator.text.kinds import KINDS

_ALWAYS = (
    "champ_manquant",
    "texte_trop_court",
    "texte_trop_long",
    "demande_trop_longue",
    "code_ouvert",
)
_OF_GUARDS = (
    "caractere_interdit",
    "alphabets_meles",
    "adresse_precise",
    *guards.SENTENCES.values(),
)
_BY_KIND: Mapping[Kind, Sequence[str]] = {
    Kind.CHOICE: ("choix_absent",),
    Kind.CHOICES: ("choix_absent",),
    Kind.DATE: ("date_invalide", "essai_inverse"),
    Kind.HOUR: ("heure_invalide", "heures_egales", "fin_lendemain"),
    Kind.NUMBER: ("nombre_invalide",),
    Kind.AMOUNT: ("montant_negatif", "montant_invalide"),
    Kind.THEMES: ("slug_invalide",),
    Kind.ROWS: ("ligne_sans_nature",),
    Kind.PAGE: ("page_inconnue",),
    Kind.DEFI: ("defi_inconnu",),
    Kind.COMMUNE: ("commune_invalide", "commune_code_inconnu", "territoire_surprenant"),
}
_BY_FIELD: Mapping[str, Sequence[str]] = {
    "engagements_nombre": ("roles_de_trop",),
    "engagements_roles_nombre": ("roles_de_trop",),
    "phase": ("phase_deja",),
    "etat": ("deja_ecrit",),
}
_OF_ANSWERS = {"repond_a": ("annonce_exemple",)}
"""Likewise, in whatever form."""
_OF_ROWS = ("ligne_sans_rien",)
_OF_ADDRESSES = ("url_invalide",)

_NO_BOX_TICKED = "cochez les deux cases : sans elles, rien ne peut être publié."
"""The sentence of `accord_absent` speaks to who has no box, too."""


def _sentences(form: Form, asked: Sequence[Question]) -> dict[str, str]:
    """What the scripts may have to say of these questions, in the words of the answers to a form."""
    kinds = list(_ALWAYS)
    for question in asked:
        kinds += _BY_KIND.get(question.kind, ())
        kinds += _OF_ADDRESSES if _is_address(question) else ()
        kinds += _OF_ANSWERS.get(question.id, ())
        if form.slug == UPDATE.slug:
            kinds += _BY_FIELD.get(question.id, ())
    if any(rows.which for rows in asked_rows(form)):
        kinds += _OF_ROWS
    return {"accord_absent": _NO_BOX_TICKED, **_said(kinds)}


def _said(kinds: Sequence[str]) -> dict[str, str]:
    return {kind: KINDS[kind].asked or KINDS[kind].sentence for kind in dict.fromkeys(kinds)}


_AFTER = (
    "Sous votre demande, une réponse automatique vient en quelques minutes : elle dit ce qui est compris, ou ce qui manque. "
    "Une personne relit ensuite ; le site change après."
)
_AFTER_A_PERSON = "Une personne la lira et vous répondra au même endroit. Revenez-y : aucun courriel ne vous préviendra."
"""What comes next once the relay took a text: who wrote it has no account, and is told nothing by itself."""


def rules(site: Site, form: Form, root: str, pilotes: Sequence[Document[FichePilote]]) -> Markup:
    """What the scripts check and say in the page of a form, and where they look."""
    asked = [question for part in form.written for question in part.questions]
    found = {
        "formulaire": form.slug,
        "titre": form.titre,
        "questions": [_rule(form, question) for question in asked],
        "rangs": [_row_rule(rows, asked) for rows in asked_rows(form)],
        "phrases": _sentences(form, asked),
        "aChoisir": TO_CHOOSE,
        "suite": _AFTER_A_PERSON if form.by_a_person else _AFTER,
        "nuit": 60 * LONG_NIGHT,
        "racine": root,
        "communes": root + addresses.COMMUNES,
        "proches": root + addresses.PROCHES,
        "defis": root + addresses.DEFIS,
        "donnees": f"{root}{addresses.API}{addresses.DEFIS}",
        "annonces": root + addresses.ANNONCES_JSON,
        "nouvelles": root + addresses.METTRE_A_JOUR,
        "depot": site.view.depot,
        "relais": site.view.relais,
        "adresse": site.view.adresse,
        "sansPorte": site.has_no_door,
        "pilotes": [_role(one) for one in pilotes],
    }
    if any(question.kind is Kind.DEFI for question in asked):
        found |= {
            "pres": root + addresses.PRES_DE_CHEZ_MOI,
            "comme": root + addresses.proposer_comme(""),
        }
    if any(question.kind is Kind.ANNONCES for question in asked):
        found["annoncesAuPlus"] = MOST_ANNONCES
    return json_in_page(found)


_DOT_MARK = "§"
"""What stands for the dot of a host in the patterns handed over: they have it 160 times."""


def guards_for_script() -> str:
    """What `gardes.js` looks for in every text and says of it, before its lines: of all forms."""
    looked_for = {
        "motifs": {
            kind: [each.replace(contacts.DOT, _DOT_MARK) for each in patterns]
            for kind, patterns in personal.PATTERNS.items()
        },
        "point": contacts.DOT,
        "innocents": personal.INNOCENT,
        "liens": gist.LINKS,
        "lecture": reading.for_browsers(),
        "natures": {
            kind: words
            for kind, words in guards.NATURES.items()
            if "{nature}" in KINDS[guards.SENTENCES[kind]].sentence
        },
        "genres": guards.SENTENCES,
        "signes": guards.SIGNS,
        "phrases": _said(_OF_GUARDS),
    }
    return f"const gardes = {json_in_page(looked_for)};"


def _role(pilote: Document[FichePilote]) -> dict[str, Any]:
    fiche = pilote.fiche
    return {
        "nom": fiche.nom,
        "adresse": fiche.adresse,
        "communes": [place.insee for place in fiche.communes],
        "departements": [each.code for each in fiche.departements],
    }


# --- Questions --------------------------------------------------------------------------------


def _rule(form: Form, question: Question) -> dict[str, Any]:
    """A question as the script must know it; what is empty is left out, and `cle` never."""
    group = question.key.rpartition(".")[0]
    said = {
        "id": question.id,
        "label": question.label,
        "aide": help_of(question),
        "genre": question.kind,
        "requis": question.required,
        "avec": _companions(form, question),
        "sauf": _exception(form, question),
        "montre": form.slug == UPDATE.slug and _shows_what_stands(question),
        "neuf": bool(group) and not _is_list(group) and _is_required(question.key),
        "minimum": question.minimum,
        "maximum": question.maximum,
        "natures" if question.kind is Kind.ROWS else "mots": _terms(question),
        "autour": sorted(BESIDE) if question.kind is Kind.ROWS and question.terms else (),
        "https": _is_address(question),
    }
    return {"cle": question.key} | {name: value for name, value in said.items() if value}


def _terms(question: Question) -> list[Any]:
    """The words of a list, each with its label; of natures that end a line, what one writes alone."""
    if question.kind is Kind.ROWS:
        return [term.label for term in question.terms]
    return [(term.slug, term.label) for term in question.terms]


_ADDRESSES = ("contact", "url")
"""The fields that hold the address of a page."""

_ANEW = ("phase", "depuis", "etat", "image_alt", "image_credit", "image_licence")
"""The fields that are asked anew: what stands there would be sent again as news."""


def _is_address(question: Question) -> bool:
    return question.key.rpartition(".")[2] in _ADDRESSES


def help_of(question: Question) -> str:
    """The help when it says more than the label; nothing otherwise."""
    said = question.help
    return "" if _told(said) <= _told(question.label) or " " not in said else said


def _told(text: str) -> frozenset[str]:
    """The words that say something, plural or not."""
    return frozenset(word[:5] for word in search_key(text).split() if len(word) > 3)


_PAST_MEETING = (
    *("tenue_titre", "tenue_statut", "rencontres_compte_rendu"),
    *("tenue_genre", "tenue_lieu"),
)
"""What is told of a meeting of the past: its day says which one."""


def _companions(form: Form, question: Question) -> list[str]:
    """The questions of which one cannot be answered without this one.

    Those of a new row, or of the day when one was closed. Of a group that a défi may have already
    (`neuf`), only its file knows what is missing.
    """
    if question.id == "tenue_date":
        return _among(form, _PAST_MEETING)
    if closed := [f"{rows.key}.{rows.closed_by}" for rows in ROWS if rows.closes == question.id]:
        return [q.id for q in form.questions if q.key in closed]
    group = question.key.rpartition(".")[0]
    if not group or form.slug not in _TOLD or not _is_required(question.key):
        return []
    if form.slug == UPDATE.slug and not _is_list(group):
        return _among(form, ["prochaine_action_quoi"]) * (question.key == "prochaine_action.date")
    closes = {f"{rows.key}.{rows.closed_by}" for rows in ROWS if rows.closes}
    if question.key in {f"{rows.key}.{rows.dated}" for rows in ROWS if rows.dated}:
        return []
    others = (q for q in form.questions if q.key.startswith(f"{group}.") and q is not question)
    return [q.id for q in others if q.id not in _PAST_MEETING and q.key not in closes]


_TOLD = ("defi", UPDATE.slug)
"""The forms that fill a file; who joins leaves its counting to us."""


def _among(form: Form, names: Sequence[str]) -> list[str]:
    return [question.id for question in form.questions if question.id in names]


def _exception(form: Form, question: Question) -> str:
    """The question that names the row to change: with an answer, no row is new."""
    names = [rows.which for rows in ROWS if question.key.startswith(f"{rows.key}.")]
    return next(iter(_among(form, names)), "")


def _shows_what_stands(question: Question) -> bool:
    """Whether its field shows what the file says; of a list, only the row that one chooses."""
    is_of_a_list = any(f"{question.key}.".startswith(f"{rows.key}.") for rows in ROWS)
    return bool(question.key) and question.key not in _ANEW and not is_of_a_list


@cache
def _model_of(key: str) -> FieldHelp:
    """What the model says of a field of a défi."""
    *outer, name = key.split(".")
    fiche: Any = FicheDefi
    for each in outer:
        fiche = next(row.group for row in field_help(fiche) if row.key == each)
    return next(row for row in field_help(fiche) if row.key == name)


def _is_required(key: str) -> bool:
    return _model_of(key).required


def _is_list(key: str) -> bool:
    """Whether a défi may have several groups of that name."""
    first, *inner = key.split(".")
    default = next(field.default for field in fields(FicheDefi) if field.name == first)
    return bool(inner) or default == ()


# --- Rows -------------------------------------------------------------------------------------


def asked_rows(form: Form) -> Iterator[Rows]:
    """The lists of which a form names a row."""
    ids = {question.id for question in form.questions}
    return (rows for rows in ROWS if ids & {rows.which, rows.closes, rows.takes_out} - {""})


def _row_rule(rows: Rows, asked: Sequence[Question]) -> dict[str, Any]:
    """A list of a file as the script must know it: who names its rows, which fields a row fills."""
    ids = {question.id for question in asked}
    return {
        "cle": rows.key,
        "nom": rows.named_by,
        "clos": rows.closed_by,
        **{
            role: name if name in ids else ""
            for role, name in (
                ("laquelle", rows.which),
                ("clot", rows.closes),
                ("retire", rows.takes_out),
            )
        },
    }
