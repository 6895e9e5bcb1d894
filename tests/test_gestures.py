"""The gestures: together they write every field of a défi, each its own alone, and rows one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests_sent import read_defi
from samples import photo
from worlds import TODAY

from generator.content.catalogue import Catalogue
from generator.content.fiches import Document, FicheAnnonce, FicheModele, FichePilote
from generator.content.images import ImageInfo
from generator.content.model import FicheDefi
from generator.content.schema import key_order, parse_document
from generator.contributions import bodies
from generator.contributions.proposals import Proposal, Refusal, propose
from generator.contributions.requests import Request
from generator.forms.form import Kind
from generator.forms.gestures import GESTURES, GROUPS, gestures, group_forms, template_of
from generator.forms.news import UPDATE
from generator.forms.questions import AGREED, forms
from generator.forms.rows import ROWS
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
        {"date": "2027-03-20", "titre": "L’ouverture", "lieu": "La place"},
        {"date": "2027-06-21", "titre": "Le bal d’été", "lieu": "Le pont"},
    ],
    "activites": [
        {"quoi": "Le café du samedi", "rythme": "Chaque samedi"},
        {"quoi": "L’atelier tricot", "rythme": "Le jeudi"},
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


def blocks(text: str) -> dict[str, list[str]]:
    """The lines of each key of the front matter, and those of the body."""
    head, _, body = text.partition("\n---\n")
    found = {"": [body]}
    key = ""
    for line in head.split("\n"):
        key = line.partition(":")[0] if line[:1].isalpha() else key
        found.setdefault(key, []).append(line)
    return found


# --- Every key has its gesture ----------------------------------------------------------------

MEETING = {"rencontres_titre": "La fête", "rencontres_genre": "Fête", "rencontres_date": "2027-01-16",
           "rencontres_lieu": "La place"}  # fmt: skip
NEED = "besoins.quoi besoins.nature"

MOVES: list[tuple[str, dict[str, str], str, str]] = [
    ("date", {"prochaine_action_quoi": "Grand ménage", "prochaine_action_date": "2026-12-12",
              "prochaine_action_debut": "9 h", "prochaine_action_fin": "12 h",
              "prochaine_action_lieu": "Le local", "prochaine_action_venir": "prévenez avant de venir"},
     "prochaine_action.quoi .date .debut .fin .lieu .venir", TEXT),
    ("date", {"prochaine_action_quoi": "Grand ménage", "prochaine_action_date": "2026-12-12"},
     "prochaine_action.quoi .date .debut .fin .lieu .venir", TEXT),
    ("date", {"prochaine_action_lieu": "La cour"}, "prochaine_action.lieu", TEXT),
    ("rencontre", MEETING | {"rencontres_question": "Qui vient ?", "rencontres_debut": "18 h",
                             "rencontres_fin": "20 h", "rencontres_accessibilite": "Plain-pied"},
     "rencontres.titre .genre .date .lieu .question .debut .fin .accessibilite .id .statut", TEXT),
    ("rencontre-change", {"rencontres_laquelle": "qui tient le comptoir", "rencontres_date": "2026-12-20",
                          "rencontres_commune": "Vittel (Vosges)", "rencontres_venir": "prévenez avant de venir"},
     "rencontres.date .commune .venir", TEXT),
    ("rencontre-change", {"rencontres_laquelle": "19 décembre 2026", "rencontres_maintenue": "annulée"},
     "rencontres.statut", TEXT),
    ("tenue", {"tenue_date": "14 novembre 2026", "tenue_statut": "tenue",
               "rencontres_compte_rendu": "Nous étions dix."}, "rencontres.statut .compte_rendu", TEXT),
    ("recit", {"journal_texte": "On a ri.", "journal_date": "20 novembre 2026"}, "journal.texte .date", TEXT),
    ("etape", {"phase": "Activ’action"}, "phase depuis historique.phase historique.depuis", TEXT),
    ("besoin", {"besoins_quoi": "Une tasse", "besoins_nature": "Matériel"}, NEED, TEXT),
    ("besoin", {"besoins_laquelle": "les percolateurs", "besoins_quoi": "Trois percolateurs"},
     "besoins.quoi", TEXT),
    ("besoin", {"pourvu": "deux percolateurs", "besoins_pourvu_le": "2 novembre 2026"},
     "besoins.pourvu_le", TEXT),
    ("besoin", {"besoins_retire": "Un conseil pour le bail"}, NEED, TEXT),
    ("offre", {"offres_quoi": "Un vidéoprojecteur", "offres_nature": "Matériel"},
     "offres.quoi .nature", TEXT),
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
     "commune territoire porteur concerne concerne_precision contact", TEXT),
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
     "evenements.titre .date .lieu .commune", TEXT),
    ("grand-jour", {"evenements_laquelle": "L’ouverture", "evenements_date": "2027-03-27"},
     "evenements.date", TEXT),
    ("grand-jour", {"evenements_retire": "21 juin 2027"}, "evenements.titre .date .lieu", TEXT),
    ("suite", {"activites_quoi": "La soupe", "activites_rythme": "Le mardi"}, "activites.quoi .rythme", TEXT),
    ("suite", {"activites_laquelle": "L’atelier tricot", "activites_rythme": "Le lundi"},
     "activites.rythme", TEXT),
    ("suite", {"activites_retire": "Le café du samedi"}, "activites.quoi .rythme", TEXT),
    ("suite", {"reperes_quoi": "Sourires", "reperes_valeur": "Beaucoup"}, "reperes.quoi .valeur", TEXT),
    ("suite", {"reperes_laquelle": "Repas partagés", "reperes_valeur": "20"}, "reperes.valeur", TEXT),
    ("suite", {"reperes_retire": "Tasses lavées"}, "reperes.quoi .valeur", TEXT),
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


@pytest.mark.parametrize(
    ("slug", "answers", "keys", "text"), MOVES, ids=[f"{m[0]}-{n}" for n, m in enumerate(MOVES)]
)
def test_a_gesture_changes_its_keys_and_no_other_sign(slug, answers, keys, text):
    assert answers.keys() <= {*gestures()[slug].asks}
    after = written(answers, text)
    assert changed(text, after) == keys_of(keys)
    old, new = blocks(text), blocks(after)
    tops = {key.partition(".")[0] for key in keys_of(keys)}
    assert {key for key in old | new if old.get(key) != new.get(key)} <= tops
    assert not [each for each in read_defi(after, SLUG)[1] if each.is_error]


def test_every_key_of_a_defi_has_a_gesture_but_two():
    orders = key_order(FicheDefi)
    every = {f"{group}.{key}".lstrip(".") for group, keys in orders.items() for key in keys}
    leaf = {key for key in every if key not in orders}
    made = {key for _, _, keys, _ in MOVES for key in keys_of(keys)}
    assert leaf - made == {"exemple", "anciens_slugs"}
    assert made <= leaf


def test_every_question_of_a_gesture_is_answered_by_some_move():
    asked = {(gesture.slug, name) for gesture in GESTURES for name in gesture.asks}
    answered = {(slug, name) for slug, answers, _, _ in MOVES for name in answers}
    assert asked - answered == {("tenue", "tenue_titre"), ("rencontre-change", "rencontres_debut"),
        ("rencontre-change", "rencontres_fin"), ("rencontre-change", "rencontres_lieu"),
        ("etape", "depuis"), ("offre", "offres_pourvu_le"), ("prevu", "plan_fait_le"),
        ("decision", "decisions_date")}  # fmt: skip


@pytest.mark.parametrize("rows", ROWS, ids=lambda rows: rows.key)
def test_the_questions_of_each_list_are_asked(rows):
    names = {question.id: question for question in UPDATE.questions}
    asked = [name for name in (rows.which, rows.closes, rows.takes_out) if name]
    assert {names[name].kind for name in asked} <= {Kind.ROW}
    assert [q for q in names.values() if q.key == rows.key or q.key.startswith(f"{rows.key}.")]
    if rows.closed_by:
        assert f"{rows.key}_{rows.closed_by}" in names


def test_a_file_with_its_own_ways_keeps_them():
    text = TEXT.replace("\npartenaires:", "\n# Qui aide\npartenaires:").replace(
        "parrains:\n  - Le foyer rural\n  - La caisse locale", "parrains: Le foyer rural"
    )
    text = text.replace("\n", "\r\n")
    answers = {"parrains": "La caisse locale", "partenaires_retire": "La biscuiterie"}
    after = written(answers, text)
    assert "parrains: [Le foyer rural, La caisse locale]\r\n" in after
    assert "# Qui aide\r\npartenaires:\r\n  - nom: La médiathèque\r\n" in after
    assert "biscuiterie" not in after
    assert "parrains" not in written({"parrains_retire": "Le foyer rural"}, text)


# --- What is told -----------------------------------------------------------------------------


def kinds(answers: Mapping[str, str], text: str = TEXT) -> list[tuple[str, str]]:
    found = tell(answers, text)
    assert isinstance(found, Refusal)
    labels = {question.label: question.id for question in UPDATE.questions}
    return [(each.kind, labels[each.field]) for each in found.problems]


FOUND = TEXT.replace("quoi: Deux percolateurs\n    nature: materiel\n",
                     "quoi: Deux percolateurs\n    nature: materiel\n    pourvu_le: 2026-10-30\n")  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"pourvu": "Deux percolateurs"}, [("ligne_deja_close", "pourvu")]),
        ({"partenaires_retire": "La poste"}, [("ligne_inconnue", "partenaires_retire")]),
        ({"depenses_laquelle": "Un piano"}, [("ligne_inconnue", "depenses_laquelle")]),
        ({"partenaires_laquelle": "La médiathèque"}, [("ligne_sans_rien", "partenaires_laquelle")]),
        ({"fait": "Demander la salle", "plan_retire": "Demander la salle"}, [("ligne_deux_fois", "plan_retire")]),
        ({"plan_fait_le": "2026-11-02"}, [("champ_manquant", "fait")]),
        ({"rencontres_maintenue": "annulée"}, [("champ_manquant", "rencontres_laquelle")]),
        ({"partenaires_nom": "La médiathèque", "partenaires_role": "Autre chose", "partenaires_statut": "Engagé"},
         [("ligne_deja_la", "partenaires_nom")]),
        ({"depenses_laquelle": "Peinture", "financement_depenses_montant": "-50"},
         [("montant_negatif", "financement_depenses_montant")]),
        ({"depenses_laquelle": "Peinture", "financement_depenses_montant": "une somme"},
         [("montant_invalide", "financement_depenses_montant")]),
        ({"experiences_laquelle": "Un samedi au lavoir", "experiences_fin": "2026-10-01"},
         [("essai_inverse", "experiences_fin")]),
        ({"roles_laquelle": "Tenir le comptoir", "engagements_roles_nombre": "30"},
         [("roles_de_trop", "engagements_roles_role")]),
        ({"titre": "Café"}, [("texte_trop_court", "titre")]),
        ({"phase": "Cré’action"}, [("phase_deja", "phase")]),
        ({"partie_de": "cafe"}, [("reference_a_soi", "partie_de")]),
        ({"inspire_de": "jardins"}, [("page_inconnue", "inspire_de")]),
        ({"parrains": "Le foyer rural"}, [("deja_ecrit", "defi")]),
        ({"plan_quoi": "Louer la sono"}, [("champ_manquant", "plan_echeance")]),
        ({"liens_titre": "Le blog", "liens_url": "http://exemple.fr"}, [("url_invalide", "liens_url")]),
        ({"defi": "un-autre", "etat": "En pause"}, [("defi_inconnu", "defi")]),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_under_its_question(answers, told):
    assert kinds(answers, FOUND) == told


def test_a_need_that_is_found_can_be_needed_again():
    answers = {"besoins_quoi": "Deux percolateurs", "besoins_nature": "Matériel"}
    assert changed(FOUND, written(answers, FOUND)) == keys_of(NEED)


def test_a_meeting_gets_a_name_of_its_own_in_calendars():
    once = written(MEETING)
    twice = written(
        MEETING | {"rencontres_titre": "La fête !!", "rencontres_lieu": "Le pont"},
        once.replace("titre: La fête", "titre: Le bal"),
    )
    ids = [each.id for each in read_defi(twice, SLUG)[0].rencontres]
    assert ids[-2:] == ["la-fete-2027-01-16", "la-fete-2027-01-16-2"]


def test_of_two_meetings_of_one_name_the_one_to_come_is_meant():
    again = TEXT.replace("titre: Premier débat", 'titre: "Qui tient le comptoir ?"')
    again = again.replace("statut: prevue", "statut: tenue", 1)
    after = written(
        {"rencontres_laquelle": "qui tient le comptoir", "rencontres_maintenue": "non"}, again
    )
    statuts = [each.statut for each in read_defi(after, SLUG)[0].rencontres]
    assert statuts == ["tenue", "annulee"]


def test_a_coming_meeting_of_a_day_gone_by_is_asked_about():
    found = tell(MEETING | {"rencontres_date": "2026-01-16"})
    assert "rencontre_passee" in {each.kind for each in found.advice}


def test_what_stops_can_start_again():
    over = TEXT.replace("prochaine_action:", "etat: arrete\nprochaine_action:", 1)
    assert "etat: actif" in written({"etat": "En cours"}, over)


def test_what_is_said_of_a_picture_that_is_not_there_is_told_and_not_written():
    found = tell({"image_licence": "CC BY 4.0", "etat": "En pause"}, PLAIN)
    assert changed(PLAIN, found.changes[PATH]) == {"etat"}
    assert [each.kind for each in found.left] == ["photo_pas_arrivee"]


def test_two_updates_of_different_rows_do_not_collide():
    one = tell({"partenaires_laquelle": "La médiathèque", "partenaires_statut": "Engagé"}).keys
    other = tell({"partenaires_retire": "la biscuiterie"}).keys
    added = tell({"besoins_quoi": "Une tasse", "besoins_nature": "Matériel"}).keys
    assert (one, other) == ({"partenaires[la-mediatheque]"}, {"partenaires[la-biscuiterie]"})
    assert not added
    assert tell({"partenaires_retire": "la médiathèque"}).keys == one


# --- The forms of the repository --------------------------------------------------------------


def test_each_gesture_is_asked_in_one_form_of_the_repository():
    for gesture in GESTURES:
        asked = [question.id for question in group_forms()[gesture.group].questions]
        mine = [question.id for question in gesture.form.questions]
        assert set(mine) <= set(asked)
        assert template_of(gesture) == f"{gesture.group}.yml"
    assert len(forms()) - 1 + len(GROUPS) == 10


def test_bold_words_of_a_story_are_no_label_of_another_subject():
    body = bodies.render(
        gestures()["recit"].form,
        {
            "defi": SLUG,
            "journal_texte": "On a parlé.\n\n**Les thèmes**\nDe tout.",
            "accord": AGREED,
        },
    )
    answers, problems = bodies.parse(body.replace(" **Les", "**Les"), UPDATE)
    assert (problems, answers["journal_texte"]) == ([], "On a parlé.\n\n**Les thèmes**\nDe tout.")


# --- Any answers at all -----------------------------------------------------------------------

ROW_NAMES = [
    "deux percolateurs",
    "La médiathèque",
    "Un samedi au lavoir",
    "Peinture",
    "2026-12-19",
    "tenue",
]
ANYTHING = st.one_of(
    st.sampled_from([*ROW_NAMES, "2026-12-12", "12", "-3", "18 h", "Abouti", "### Le défi", "à choisir", "1,5 k€",
                     "Mirecourt (Vosges)", "https://exemple.fr/defis/jardin/", "<b>{{ 7 }}", "- a: b\n- c"]),
    st.text(max_size=20),
    st.text("\0\x85\u2028\u202e\r:-#'\"[{&*!", max_size=8),
)  # fmt: skip


@settings(max_examples=80)
@given(data=st.data())
def test_any_answers_give_a_file_that_is_right_or_are_told(data):
    gesture = data.draw(st.sampled_from(GESTURES))
    answers = data.draw(st.dictionaries(st.sampled_from(gesture.asks), ANYTHING, max_size=6))
    found = tell(answers, data.draw(st.sampled_from([TEXT, PLAIN])))
    if isinstance(found, Proposal):
        text = found.changes[PATH]
        assert not [each for each in read_defi(text, SLUG)[1] if each.is_error]
    else:
        assert found.problems
