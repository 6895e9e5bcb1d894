"""The closed lists of the project: phases, territory types, states and the rest.

Each word stands here once, with its label, its order (that of the tuple) and its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One allowed value: the word in the files, the words on the pages."""

    slug: str
    label: str
    meaning: str = ""


Vocabulary = tuple[Term, ...]


def slugs(terms: Vocabulary) -> tuple[str, ...]:
    """The allowed words of a vocabulary, in its order."""
    return tuple(term.slug for term in terms)


def index(terms: Vocabulary) -> dict[str, Term]:
    """The terms of a vocabulary by their word."""
    return {term.slug: term for term in terms}


PHASES: Vocabulary = (
    Term("informaction", "Inform’action", "On en parle : débattre, se rencontrer, se compter."),
    Term("creaction", "Cré’action", "On essaie : imaginer, tester en petit, s’accorder."),
    Term("activaction", "Activ’action", "On y va : déployer, financer, inviter tout le monde."),
)

TERRITOIRES: Vocabulary = (
    Term("rural", "Rural", "Villages, hameaux, bourgs"),
    Term("pavillonnaire", "Pavillonnaire", "Lotissements, faubourgs"),
    Term("petite-ville", "Petite ville", "Sous-préfectures, petites cités"),
    Term("metropole", "Métropole", "Grandes villes, quartiers"),
)

PHASE, TERRITOIRE = index(PHASES), index(TERRITOIRES)
"""The two vocabularies that are asked everywhere for what a word means."""

CONCERNES: Vocabulary = (
    Term("plusieurs-personnes", "plusieurs personnes"),
    Term("voisins", "des voisins"),
    Term("quartier", "un quartier ou un village"),
    Term("public-fragile", "des personnes que la vie a fragilisées"),
    Term("autre", "d’autres personnes"),
)

ETATS: Vocabulary = (
    Term("actif", "En cours"),
    Term("en-pause", "En pause"),
    Term("abouti", "Abouti"),
    Term("arrete", "Arrêté"),
)
STATE_SAID = {
    "en-pause": "fait une pause",
    "abouti": "a abouti",
    "arrete": "s’est arrêté",
}
"""What is said of a défi that is not simply going on: « Ce défi fait une pause. », « Il a abouti. »"""

FINISHED = frozenset({"abouti", "arrete"})

GENRES_RENCONTRE: Vocabulary = (
    Term("debat", "Débat"),
    Term("reunion", "Réunion"),
    Term("atelier", "Atelier"),
    Term("fete", "Fête"),
)

VENUES: Vocabulary = (
    Term("libre", "on vient comme on est"),
    Term("prevenir", "prévenez avant de venir"),
)

STATUTS_RENCONTRE: Vocabulary = (
    Term("prevue", "prévue"),
    Term("tenue", "tenue"),
    Term("annulee", "annulée"),
)

ACCORDS_PHOTO: Vocabulary = (
    Term("personne", "On n’y reconnaît personne"),
    Term("accord", "Les personnes que l’on reconnaît sont d’accord"),
)

JOURS: Vocabulary = (
    Term("lundi", "lundi"),
    Term("mardi", "mardi"),
    Term("mercredi", "mercredi"),
    Term("jeudi", "jeudi"),
    Term("vendredi", "vendredi"),
    Term("samedi", "samedi"),
    Term("dimanche", "dimanche"),
)
"""The days of the week, from its first (ISO 8601)."""

RANGS: Vocabulary = (
    Term("premier", "le premier du mois"),
    Term("deuxieme", "le deuxième du mois"),
    Term("troisieme", "le troisième du mois"),
    Term("quatrieme", "le quatrième du mois"),
    Term("dernier", "le dernier du mois"),
)
"""Which one of a month: « le premier samedi du mois »."""

NATURES: Vocabulary = (
    Term("competence", "Compétence"),
    Term("reseau", "Réseau"),
    Term("experience", "Expérience"),
    Term("materiel", "Matériel"),
    Term("lieu", "Lieu"),
    Term("temps", "Temps"),
    Term("argent", "Argent"),
)

SUITES: Vocabulary = (
    Term("garder", "on garde"),
    Term("adapter", "on adapte"),
    Term("arreter", "on arrête"),
)

FORMES: Vocabulary = (
    Term("informel", "Groupe informel"),
    Term("association", "Association"),
    Term("cooperative", "Coopérative"),
    Term("scic", "SCIC"),
    Term("autre", "Autre forme"),
)

MODES_DECISION: Vocabulary = (
    Term("majorite", "Majorité", "Plus de la moitié des voix."),
    Term("majorite-qualifiee", "Majorité qualifiée", "Deux tiers ou trois quarts des voix."),
    Term("consentement", "Consentement", "Adopté quand plus personne n’a d’objection argumentée."),
    Term("consensus", "Consensus", "On cherche jusqu’à l’accord de tous."),
    Term(
        "sollicitation-avis", "Sollicitation d’avis", "Qui agit décide, après avoir pris conseil."
    ),
    Term("gradients", "Gradients d’accord", "Chacun dit à quel point il soutient."),
    Term("points", "Points à répartir", "Chacun place ses points sur les options."),
    Term("classement", "Classement", "Chacun range les options par préférence."),
    Term(
        "jugement-majoritaire", "Jugement majoritaire", "Chacun donne une mention à chaque option."
    ),
    Term("tirage-au-sort", "Tirage au sort", "Le hasard choisit parmi des volontaires."),
    Term("autre", "Autre façon"),
)

STATUTS_PARTENAIRE: Vocabulary = (
    Term("pressenti", "on y pense"),
    Term("contacte", "on lui a écrit"),
    Term("engage", "c’est oui"),
)

ROLES_ACTEUR: Vocabulary = (
    Term("decideur", "décide"),
    Term("allie", "allié"),
    Term("ressource", "ressource"),
    Term("concerne", "concerné"),
)

STATUTS_RECETTE: Vocabulary = (
    Term("espere", "espéré"),
    Term("demande", "demandé"),
    Term("promis", "promis"),
    Term("acquis", "acquis"),
)

GENRES_ANNONCE: Vocabulary = (
    Term("besoin", "Besoin"),
    Term("envie", "Envie"),
    Term("opinion", "Opinion"),
    Term("idee", "Idée"),
    Term("offre", "Offre"),
)

ETATS_GUIDE: Vocabulary = (
    Term("a-jour", "À jour"),
    Term("en-cours", "En cours d’actualisation"),
)

DEVICES = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}
"""Names that Windows takes for devices, whatever their type: it copies no repository that has one.

https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file, « Naming Conventions ».
"""

RESERVED_SLUGS = dict.fromkeys(
    ("page", "pilotes", "dossier", "etapes", "images", "readme"), "le site"
) | dict.fromkeys(sorted(DEVICES), "Windows")
"""Names that no text may bear, and who keeps them: the addresses of the site need the first."""

SLUG_LIMIT = 60
SLUG_PATTERN = rf"(?=.*[a-z])[a-z0-9-]{{1,{SLUG_LIMIT}}}"
