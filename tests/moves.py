"""What groups tell of a défi, gesture by gesture, and the keys of its file that change then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from requests_sent import read_defi
from samples import photo
from worlds import TODAY

from generator.content.catalogue import Catalogue
from generator.content.fiches import Document, FicheAnnonce, FicheModele, FichePilote
from generator.content.images import ImageInfo
from generator.content.schema import parse_document
from generator.contributions import bodies
from generator.contributions.proposals import Proposal, Refusal, propose
from generator.contributions.requests import Request
from generator.forms.news import UPDATE
from generator.forms.questions import AGREED
from generator.text.front_matter import dump, parse

DEFI = {
    "titre": "Un café à nous",
    "resume": "Le dernier café a fermé : et si nous en ouvrions un ?",
    "phase": "creaction",
    "depuis": "2026-09-12",
    "territoire": "petite-ville",
    "commune": "Mirecourt (Vosges)",
    "porteur": "Les voisins du Val",
    "concerne": "quartier",
    "concerne_precision": "Les familles du quai",
    "historique": [{"phase": "informaction", "depuis": "2026-03-01"}],
    "question": "Où se retrouver ?",
    "notre_bien_vivre": "Se dire bonjour.",
    "genre_de_projet": "Café participatif",
    "themes": ["convivialite", "culture"],
    "prochaine_action": {
        "date": "2026-12-05", "quoi": "On goûte la carte", "debut": "18:30", "fin": "20:00",
        "lieu": "Salle des fêtes", "venir": "libre",
    },
    "plan": [
        {"quoi": "Demander la salle", "echeance": "2026-12-15"},
        {"quoi": "Peindre l’enseigne", "echeance": "2027-01-10"},
    ],
    "engagements": {
        "nombre": "12", "seuil": "15",
        "roles": [{"role": "Tenir le comptoir", "nombre": "4"}, {"role": "Faire les comptes", "nombre": "2"}],
    },
    "rencontres": [
        {"date": "2026-11-14", "titre": "Premier débat", "genre": "debat", "lieu": "La halle",
         "statut": "prevue", "id": "premier-debat"},
        {"date": "2026-12-19", "titre": "Qui tient le comptoir ?", "genre": "reunion", "lieu": "La mairie",
         "statut": "prevue"},
    ],
    "besoins": [
        {"quoi": "Deux percolateurs", "nature": "materiel"},
        {"quoi": "Un conseil pour le bail", "nature": "competence"},
    ],
    "offres": [
        {"quoi": "Un four à pain", "nature": "materiel"},
        {"quoi": "Une soirée de contes", "nature": "temps"},
    ],
    "repond_a": ["chanter"],
    "pistes": [
        {"titre": "Un local loué", "pour": "Vite fait.", "contre": "Cher."},
        {"titre": "Un camion", "pour": "Partout.", "contre": "Petit."},
    ],
    "experiences": [
        {"hypothese": "Une matinée suffit", "essai": "Un samedi au lavoir", "debut": "2026-10-03"},
        {"hypothese": "Le soir attire", "essai": "Un vendredi tard", "debut": "2026-10-10"},
    ],
    "organisation": {"forme": "informel", "precision": "Sept familles"},
    "decision": {"mode": "consensus", "delai_jours": "7", "quorum": "La moitié", "blocage": "On dort dessus"},
    "decisions": [
        {"date": "2026-10-01", "texte": "On ouvre le samedi."},
        {"date": "2026-10-08", "texte": "Chacun apporte sa tasse."},
    ],
    "partenaires": [
        {"nom": "La médiathèque", "role": "Prête la salle", "statut": "contacte"},
        {"nom": "La biscuiterie", "role": "Donne les invendus", "statut": "pressenti"},
    ],
    "acteurs": [{"nom": "La mairie", "role": "decideur"}, {"nom": "Le lycée hôtelier", "role": "allie"}],
    "parrains": ["Le foyer rural", "La caisse locale"],
    "financement": {
        "depenses": [{"poste": "Machine à café", "montant": "1200"}, {"poste": "Peinture", "montant": "150"}],
        "recettes": [
            {"source": "La commune", "montant": "800", "statut": "demande"},
            {"source": "Une tombola", "montant": "300,50", "statut": "espere"},
        ],
    },
    "evenements": [
        {"date": "2027-03-20", "titre": "L’ouverture", "lieu": "La place", "id": "ouverture", "revision": "1"},
        {"date": "2027-06-21", "titre": "Le bal d’été", "lieu": "Le pont"},
    ],
    "activites": [
        {"quoi": "Le café du samedi", "rythme": "Chaque samedi"},
        {"quoi": "L’atelier tricot", "rythme": "Le jeudi"},
        {"quoi": "Le repas", "rythme": "Chaque mercredi, à 12 h", "id": "repas",
         "recurrence": {"jour": "mercredi", "debut": "12:00", "jusqu_au": "2027-06-30", "depuis": "2026-11-04"}},
    ],
    "journal": [{"date": "2026-10-01", "texte": "Les clés sont là."}],
    "reperes": [{"quoi": "Repas partagés", "valeur": "14"}, {"quoi": "Tasses lavées", "valeur": "200"}],
    "accompagnement": [{"date": "2026-10-20", "quoi": "Un point sur le bail"}],
    "autres_communes": ["Épinal (Vosges)", "Vittel (Vosges)"],
    "contact": "https://exemple.fr/cafe",
    "liens": [
        {"titre": "Le journal", "url": "https://exemple.fr/article"},
        {"titre": "L’album", "url": "https://exemple.fr/album"},
    ],
    "image": "cafe.jpg",
    "image_alt": "Une devanture bleue.",
    "image_credit": "Le groupe",
}  # fmt: skip
"""A défi that has something under most of its keys, two rows in its lists."""

TEXT = dump(DEFI, "Racontons.")
PATH, SLUG = "defis/cafe.md", "cafe"
PLAIN = dump({key: DEFI[key] for key in list(DEFI)[:8]}, "Racontons.")
"""A défi that has only what it must."""

PICTURE = ImageInfo("cafe.jpg", 800, 600, "jpeg", (400,))
DROPPED = "![](https://github.com/user-attachments/assets/0b8b2f4a-1c1a-4c55-9c1d-2f1f6c1a7e10)"
ANNONCE = "---\ngenre: envie\ntexte: {}\ncommune: Mirecourt (Vosges)\ndepuis: 2026-11-01\n---\n"


def _document(kind: type, slug: str, text: str) -> Document:
    document, problems = parse_document(text, kind, slug, f"{slug}.md")
    assert document, problems
    return document


@cache
def catalogue(text: str) -> Catalogue:
    """What stands beside a défi: another, annonces, a model, a territory, the picture that it has."""
    texts = {"chanter": "Envie de chanter à plusieurs.", "piano": "Un piano cherche des doigts."}
    pilote = "---\nnom: La plaine\nterritoire: rural\ndepartements: ['88']\n---\n"
    modele = "---\ntitre: Café participatif\nresume: Un café tenu à plusieurs.\n---\n"
    garden = PLAIN.replace("Un café à nous", "Un jardin pour tous")
    defis = {SLUG: text, "jardin": garden}
    return Catalogue(
        defis={slug: read_defi(each, slug)[0] for slug, each in defis.items()},
        annonces={s: _document(FicheAnnonce, s, ANNONCE.format(t)) for s, t in texts.items()},
        pilotes={"plaine": _document(FichePilote, "plaine", pilote)},
        modeles={"cafe-participatif": _document(FicheModele, "cafe-participatif", modele)},
        images={PICTURE.name: PICTURE},
    )


def tell(answers: Mapping[str, str], text: str = TEXT) -> Proposal | Refusal:
    """What a request makes that gives some answers to the form of all news, whole as GitHub has it."""
    body = bodies.render(UPDATE, {"defi": SLUG, **answers, "accord": AGREED}, whole=False)
    request = Request(12, body, is_open=True, asked_on=TODAY)
    found = propose(request, catalogue(text), {PATH: text}.get, TODAY, lambda _: photo())
    assert found
    return found


def written(answers: Mapping[str, str], text: str = TEXT) -> str:
    """The file after some answers."""
    found = tell(answers, text)
    assert isinstance(found, Proposal), [str(each) for each in found.problems]
    return found.changes[PATH]


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Each text of some fields, with its keys."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, at)
    else:
        for key, inner in value.items():
            yield from leaves(inner, f"{at}.{key}".lstrip("."))


def changed(before: str, after: str) -> set[str]:
    """The keys whose texts are not the same."""
    old, new = (Counter(leaves(parse(text, "")[0].fields)) for text in (before, after))
    return {key for key, _ in (old - new) + (new - old)}


MEETING = {"rencontres_titre": "La fête", "rencontres_genre": "Fête", "rencontres_date": "2027-01-16",
           "rencontres_lieu": "La place"}  # fmt: skip
NEED = "besoins.quoi besoins.nature"

MOVES: list[tuple[str, dict[str, str], str, str]] = [
    ("date", {"prochaine_action_quoi": "Grand ménage", "prochaine_action_date": "2026-12-12",
              "prochaine_action_debut": "9 h", "prochaine_action_fin": "12 h",
              "prochaine_action_lieu": "Le local", "prochaine_action_venir": "prévenez avant de venir"},
     "prochaine_action.quoi .date .debut .fin .lieu .venir .id .dit_le", TEXT),
    ("date", {"prochaine_action_quoi": "Grand ménage", "prochaine_action_date": "2026-12-12"},
     "prochaine_action.quoi .date .debut .fin .lieu .venir .id .dit_le", TEXT),
    ("date", {"prochaine_action_lieu": "La cour"}, "prochaine_action.lieu .id .revision .dit_le", TEXT),
    ("rencontre", MEETING | {"rencontres_question": "Qui vient ?", "rencontres_debut": "18 h",
                             "rencontres_fin": "20 h", "rencontres_accessibilite": "Plain-pied"},
     "rencontres.titre .genre .date .lieu .question .debut .fin .accessibilite .id .dit_le .statut", TEXT),
    ("rencontre-change", {"rencontres_laquelle": "qui tient le comptoir", "rencontres_date": "2026-12-20",
                          "rencontres_commune": "Vittel (Vosges)", "rencontres_venir": "prévenez avant de venir"},
     "rencontres.date .commune .venir .id .revision .dit_le", TEXT),
    ("rencontre-change", {"rencontres_laquelle": "19 décembre 2026", "rencontres_maintenue": "Non, elle est annulée"},
     "rencontres.statut .id .revision .dit_le", TEXT),
    ("tenue", {"tenue_date": "14 novembre 2026", "tenue_statut": "Oui",
               "rencontres_compte_rendu": "Nous étions dix."}, "rencontres.statut .compte_rendu", TEXT),
    ("tenue", {"tenue_date": "20 novembre 2026", "tenue_titre": "Autour du four", "tenue_statut": "tenue",
               "tenue_genre": "Débat", "tenue_lieu": "Le four"},
     "rencontres.date .titre .genre .lieu .statut .id .dit_le", TEXT),
    ("recit", {"journal_texte": "On a ri.", "journal_date": "20 novembre 2026"}, "journal.texte .date", TEXT),
    ("etape", {"phase": "Activ’action"}, "phase depuis historique.phase historique.depuis", TEXT),
    ("besoin", {"besoins_quoi": "Une tasse", "besoins_nature": "Matériel"}, f"{NEED} .depuis", TEXT),
    ("besoin", {"besoins_laquelle": "les percolateurs", "besoins_quoi": "Trois percolateurs"},
     "besoins.quoi", TEXT),
    ("besoin", {"pourvu": "deux percolateurs", "besoins_pourvu_le": "2 novembre 2026"},
     "besoins.pourvu_le", TEXT),
    ("besoin", {"besoins_retire": "Un conseil pour le bail"}, NEED, TEXT),
    ("offre", {"offres_quoi": "Un vidéoprojecteur", "offres_nature": "Matériel"},
     "offres.quoi .nature .depuis", TEXT),
    ("offre", {"offres_laquelle": "Un four à pain", "offres_nature": "Lieu"}, "offres.nature", TEXT),
    ("offre", {"prise": "une soirée de contes"}, "offres.pourvu_le", TEXT),
    ("offre", {"offres_retire": "Un four à pain"}, "offres.quoi .nature", TEXT),
    ("engages", {"engagements_nombre": "20", "engagements_seuil": "25"}, "engagements.nombre .seuil", TEXT),
    ("engages", {"engagements_roles_role": "Chanter", "engagements_roles_nombre": "3"},
     "engagements.roles.role .nombre", TEXT),
    ("engages", {"roles_laquelle": "Tenir le comptoir", "engagements_roles_nombre": "5"},
     "engagements.roles.nombre", TEXT),
    ("engages", {"roles_retire": "faire les comptes"}, "engagements.roles.role .nombre", TEXT),
    ("question", {"titre": "Le café du quai", "resume": "Un café sur le quai.", "question": "Où aller ?",
                  "notre_bien_vivre": "Rire ensemble.", "genre_de_projet": "Café", "themes": "santé, culture"},
     "titre resume question notre_bien_vivre genre_de_projet themes", TEXT),
    ("groupe", {"commune": "Vittel (Vosges)", "territoire": "Rural", "porteur": "Les gens du quai",
                "concerne": "des voisins", "concerne_precision": "Tous", "contact": "https://exemple.fr/quai"},
     "commune territoire porteur concerne concerne_precision contact prochaine_action.id .revision .dit_le"
     " rencontres.id .revision .dit_le evenements.id .revision .dit_le activites.revision .dit_le", TEXT),
    ("groupe", {"autres_communes": "Contrexéville"}, "autres_communes", TEXT),
    ("groupe", {"autres_communes_retire": "épinal"}, "autres_communes", TEXT),
    ("essai", {"experiences_hypothese": "Midi attire", "experiences_essai": "Un midi", "experiences_debut":
               "2026-11-02", "experiences_fin": "2026-11-09", "experiences_resultat": "Vingt personnes.",
               "experiences_suite": "Garder"},
     "experiences.hypothese .essai .debut .fin .resultat .suite", TEXT),
    ("essai", {"experiences_laquelle": "un samedi au lavoir", "experiences_fin": "2026-10-04",
               "experiences_resultat": "Trois personnes.", "experiences_suite": "Arrêter"},
     "experiences.fin .resultat .suite", TEXT),
    ("essai", {"experiences_retire": "Un vendredi tard"}, "experiences.hypothese .essai .debut", TEXT),
    ("piste", {"pistes_titre": "Une péniche", "pistes_pour": "Belle.", "pistes_contre": "Loin."},
     "pistes.titre .pour .contre", TEXT),
    ("piste", {"pistes_laquelle": "Un camion", "pistes_contre": "Petit et cher."}, "pistes.contre", TEXT),
    ("piste", {"pistes_retire": "Un local loué"}, "pistes.titre .pour .contre", TEXT),
    ("decision", {"decisions_texte": "On ferme en août.", "decisions_revoir_le": "2027-07-01"},
     "decisions.texte .date .revoir_le", TEXT),
    ("decision", {"decisions_laquelle": "On ouvre le samedi", "decisions_revoir_le": "2027-01-15"},
     "decisions.revoir_le", TEXT),
    ("organisation", {"organisation_forme": "Association", "organisation_precision": "Loi 1901",
                      "decision_mode": "Consentement", "decision_delai_jours": "10",
                      "decision_quorum": "Sept", "decision_blocage": "On vote"},
     "organisation.forme .precision decision.mode .delai_jours .quorum .blocage", TEXT),
    ("partenaire", {"partenaires_nom": "Le lycée", "partenaires_role": "Prête le four",
                    "partenaires_statut": "Engagé"}, "partenaires.nom .role .statut", TEXT),
    ("partenaire", {"partenaires_laquelle": "La médiathèque", "partenaires_statut": "Engagé"},
     "partenaires.statut", TEXT),
    ("partenaire", {"partenaires_retire": "La biscuiterie"}, "partenaires.nom .role .statut", TEXT),
    ("acteur", {"acteurs_nom": "La région", "acteurs_role": "Décide"}, "acteurs.nom .role", TEXT),
    ("acteur", {"acteurs_laquelle": "La mairie", "acteurs_role": "Allié"}, "acteurs.role", TEXT),
    ("acteur", {"acteurs_retire": "Le lycée hôtelier"}, "acteurs.nom .role", TEXT),
    ("acteur", {"parrains": "La maison des associations"}, "parrains", TEXT),
    ("acteur", {"parrains_retire": "le foyer rural"}, "parrains", TEXT),
    ("depense", {"financement_depenses_poste": "Chaises", "financement_depenses_montant": "1 200,50 €"},
     "financement.depenses.poste .montant", TEXT),
    ("depense", {"depenses_laquelle": "Peinture", "financement_depenses_montant": "180"},
     "financement.depenses.montant", TEXT),
    ("depense", {"depenses_retire": "machine à café"}, "financement.depenses.poste .montant", TEXT),
    ("recette", {"financement_recettes_source": "Un loto", "financement_recettes_montant": "400",
                 "financement_recettes_statut": "Espéré"},
     "financement.recettes.source .montant .statut", TEXT),
    ("recette", {"recettes_laquelle": "La commune", "financement_recettes_statut": "Acquis"},
     "financement.recettes.statut", TEXT),
    ("recette", {"recettes_retire": "Une tombola"}, "financement.recettes.source .montant .statut", TEXT),
    ("prevu", {"plan_quoi": "Louer la sono", "plan_echeance": "2027-02-01"}, "plan.quoi .echeance", TEXT),
    ("prevu", {"plan_laquelle": "Demander la salle", "plan_echeance": "2026-12-20"}, "plan.echeance", TEXT),
    ("prevu", {"fait": "Demander la salle"}, "plan.fait_le", TEXT),
    ("prevu", {"plan_retire": "Peindre l’enseigne"}, "plan.quoi .echeance", TEXT),
    ("grand-jour", {"evenements_titre": "La braderie", "evenements_date": "2027-05-01",
                    "evenements_lieu": "La rue", "evenements_commune": "Vittel (Vosges)"},
     "evenements.titre .date .lieu .commune .id .dit_le", TEXT),
    ("grand-jour", {"evenements_laquelle": "L’ouverture", "evenements_date": "2027-03-27",
                    "evenements_debut": "10 h", "evenements_fin": "18 h"},
     "evenements.date .debut .fin .revision .dit_le", TEXT),
    ("grand-jour", {"evenements_retire": "21 juin 2027"}, "evenements.titre .date .lieu", TEXT),
    ("suite", {"activites_quoi": "La soupe", "activites_rythme": "Le mardi"}, "activites.quoi .rythme", TEXT),
    ("suite", {"activites_laquelle": "L’atelier tricot", "activites_rythme": "Le lundi",
               "activites_lieu": "La cure"}, "activites.rythme .lieu", TEXT),
    ("suite", {"activites_laquelle": "Le repas", "activites_recurrence_depuis": "2026-11-11",
               "activites_recurrence_sauf": "23 décembre 2026"},
     "activites.recurrence.depuis .sauf activites.revision .dit_le", TEXT),
    ("suite", {"activites_retire": "Le café du samedi"}, "activites.quoi .rythme", TEXT),
    ("retour", {"activites_quoi": "La soupe", "activites_lieu": "La cour",
                "activites_recurrence_rang": "le dernier du mois", "activites_recurrence_jour": "mardi",
                "activites_recurrence_debut": "midi", "activites_recurrence_fin": "14 h",
                "activites_recurrence_jusqu_au": "30 juin 2027"},
     "activites.quoi .rythme .lieu .id .dit_le activites.recurrence.jour .debut .fin .rang .jusqu_au .depuis", TEXT),
    ("retour", {"activites_laquelle": "L’atelier tricot", "activites_recurrence_jour": "tous les jeudis",
                "activites_recurrence_debut": "14 h", "activites_recurrence_jusqu_au": "30 juin 2027"},
     "activites.id .dit_le activites.recurrence.jour .debut .jusqu_au .depuis", TEXT),
    ("compte", {"reperes_quoi": "Sourires", "reperes_valeur": "Beaucoup"}, "reperes.quoi .valeur", TEXT),
    ("compte", {"reperes_laquelle": "Repas partagés", "reperes_valeur": "20"}, "reperes.valeur", TEXT),
    ("compte", {"reperes_retire": "Tasses lavées"}, "reperes.quoi .valeur", TEXT),
    ("photo", {"image_alt": "La devanture, repeinte.", "image_credit": "Les voisins",
               "image_licence": "CC BY 4.0"}, "image_alt image_credit image_licence", TEXT),
    ("photo", {"image": DROPPED, "image_alt": "Le four fume.", "image_credit": "Les voisins du four",
               "photo_accord": "On n’y reconnaît personne"}, "image image_alt image_credit", PLAIN),
    ("lien", {"liens_titre": "La page du pont", "liens_url": "https://exemple.fr/pont"},
     "liens.titre .url", TEXT),
    ("lien", {"liens_laquelle": "L’album", "liens_url": "https://exemple.fr/photos"}, "liens.url", TEXT),
    ("lien", {"liens_retire": "Le journal"}, "liens.titre .url", TEXT),
    ("famille", {"inspire_de": "https://exemple.fr/defis/jardin/?a#b", "partie_de": "un jardin pour tous",
                 "modele": "Café participatif", "repond_a": "un piano cherche des doigts"},
     "inspire_de partie_de modele repond_a", TEXT),
    ("famille", {"repond_a_retire": "Envie de chanter à plusieurs"}, "repond_a", TEXT),
    ("visite", {"accompagnement_quoi": "Un tour du local", "accompagnement_date": "2026-11-03",
                "accompagne_par": "la plaine"}, "accompagnement.quoi .date accompagne_par", TEXT),
    ("bilan", {"etat": "Abouti", "bilan_resultats": "Un café.", "bilan_appris": "Patience.",
               "bilan_suite": "Une cuisine."}, "etat bilan.resultats .appris .suite", TEXT),
    ("pause", {"journal_texte": "On souffle.", "etat": "En pause"}, "journal.texte .date etat", TEXT),
]  # fmt: skip
"""A gesture, what is answered, the keys whose texts change then, and the file: rows added, changed,
closed, taken out."""


def keys_of(said: str) -> set[str]:
    """The keys of « a.b .c d »: one that begins with a point is in the group of the one before."""
    found: list[str] = []
    for key in said.split():
        group = found[-1].rpartition(".")[0] if key.startswith(".") else ""
        found.append(group + key)
    return set(found)
