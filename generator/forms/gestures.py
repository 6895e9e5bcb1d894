"""The gestures: what happened in a défi, each with the few questions that tell it.

« On a fixé une date », « Un partenaire »… A gesture asks for two to eight of the questions on news
(`news.py`): all doors of the site open on one. Together they reach every field of a défi.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType

from generator.content.vocabulary import PHASES, Vocabulary, slugs
from generator.forms.form import Form, Kind, Question
from generator.forms.news import UPDATE
from generator.text.typography import lower_first

ALWAYS = slugs(PHASES)


@dataclass(frozen=True)
class Gesture:
    """Something that happened, as one says it, and what is asked then."""

    slug: str
    """The name of its page."""
    titre: str
    """What one says: « On a fixé une date »."""
    resume: str
    asks: tuple[str, ...]
    """The questions, by their ids, in the order of the form of all news."""
    needs: tuple[str, ...] = ()
    """Those without an answer to which there is nothing to tell."""
    phases: tuple[str, ...] = ALWAYS
    """In which it is among the first to be offered."""
    narrowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """The only words that it offers of a question."""

    @cached_property
    def form(self) -> Form:
        """The form of its page: that of all news, with its own questions alone."""
        asked = tuple(self._question(name) for name in self.asks)
        photos = tuple(question for question in asked if question.kind is Kind.PHOTO)
        parts = {
            "Quel défi ?": (UPDATE.question("defi"),),
            **({"La photo": photos} if photos else {}),  # by itself: only some doors take it
            "Qu’est-ce qui a changé ?": tuple(q for q in asked if q not in photos),
        }
        return replace(UPDATE, titre=self.titre, resume=self.resume, asked=parts)

    @cached_property
    def group(self) -> str:
        """The form of the repository that has its questions, by its name in `GROUPS`."""
        held = (name for name, (_, subjects) in GROUPS.items() if self._is_asked_in(subjects))
        return next(held)

    def _is_asked_in(self, subjects: tuple[str, ...]) -> bool:
        parts = (part for part in UPDATE.parts if part.titre in subjects)
        return {q.id for part in parts for q in part.questions}.issuperset(self.asks)

    def _question(self, name: str) -> Question:
        question = UPDATE.question(name)
        words = self.narrowed.get(name)
        terms: Vocabulary = question.terms
        if words:
            terms = tuple(term for term in terms if term.slug in words)
        return replace(question, required=name in self.needs, terms=terms)


_FIRST, _SECOND, _THIRD = ALWAYS

GESTURES: tuple[Gesture, ...] = (
    Gesture(
        "date",
        "On a fixé une date",
        "La prochaine chose à faire, son jour, son heure et son lieu : c’est ce que la page montre d’abord.",
        (
            "prochaine_action_quoi",
            "prochaine_action_date",
            "prochaine_action_debut",
            "prochaine_action_fin",
            "prochaine_action_lieu",
            "prochaine_action_venir",
        ),
        ("prochaine_action_quoi", "prochaine_action_date"),
    ),
    Gesture(
        "rencontre",
        "On organise une rencontre",
        "Un débat, une réunion, un atelier ou une fête : dites où, quand, et sur quelle question.",
        (
            "rencontres_titre",
            "rencontres_question",
            "rencontres_date",
            "rencontres_debut",
            "rencontres_fin",
            "rencontres_genre",
            "rencontres_lieu",
            "rencontres_accessibilite",
        ),
        ("rencontres_titre", "rencontres_genre", "rencontres_date", "rencontres_lieu"),
    ),
    Gesture(
        "rencontre-change",
        "Une rencontre change",
        "Un autre jour, un autre lieu, ou bien elle est annulée : dites-le avant que chacun se déplace.",
        (
            "rencontres_laquelle",
            "rencontres_date",
            "rencontres_debut",
            "rencontres_fin",
            "rencontres_lieu",
            "rencontres_commune",
            "rencontres_venir",
            "rencontres_maintenue",
        ),
        ("rencontres_laquelle",),
    ),
    Gesture(
        "tenue",
        "Elle a eu lieu",
        "La rencontre est passée, annoncée ou non : dites si elle a eu lieu, et ce qui s’y est dit.",
        (
            "tenue_date",
            "tenue_titre",
            "tenue_statut",
            "rencontres_compte_rendu",
            "tenue_genre",
            "tenue_lieu",
        ),
        ("tenue_date", "tenue_statut"),
    ),
    Gesture(
        "recit",
        "On raconte",
        "Deux phrases sur ce qui vient de se passer. Qui n’était pas là pourra suivre.",
        ("journal_texte", "journal_date"),
        ("journal_texte",),
    ),
    Gesture(
        "etape",
        "On passe à l’étape suivante",
        "Le groupe est prêt pour la suite, ou préfère revenir en arrière : les deux arrivent.",
        ("phase", "depuis"),
        ("phase",),
    ),
    Gesture(
        "besoin",
        "Il nous manque… ou on a trouvé",
        "Du matériel, un lieu, du temps, un savoir-faire : qui vous lit en a peut-être.",
        (
            "besoins_laquelle",
            "besoins_quoi",
            "besoins_nature",
            "pourvu",
            "besoins_pourvu_le",
            "besoins_retire",
        ),
    ),
    Gesture(
        "offre",
        "On peut prêter",
        "Ce que le groupe peut donner, prêter ou apprendre à d’autres.",
        (
            "offres_laquelle",
            "offres_quoi",
            "offres_nature",
            "prise",
            "offres_pourvu_le",
            "offres_retire",
        ),
        phases=(_SECOND, _THIRD),
    ),
    Gesture(
        "engages",
        "On se compte",
        "Combien vous êtes, combien il en faut, et pour quoi faire. Des nombres, jamais de noms.",
        (
            "engagements_nombre",
            "engagements_seuil",
            "roles_laquelle",
            "engagements_roles_role",
            "engagements_roles_nombre",
            "roles_retire",
        ),
        phases=(_FIRST, _SECOND),
    ),
    Gesture(
        "question",
        "Notre question, nos mots",
        "Le nom du défi, sa question, ce que bien vivre veut dire pour vous.",
        ("titre", "resume", "question", "notre_bien_vivre", "genre_de_projet", "themes"),
        phases=(_FIRST,),
    ),
    Gesture(
        "groupe",
        "Où nous sommes, qui nous sommes",
        "La commune, le nom du groupe, qui se pose la question, où l’on peut vous écrire.",
        (
            "commune",
            "territoire",
            "porteur",
            "concerne",
            "concerne_precision",
            "autres_communes",
            "autres_communes_retire",
            "contact",
        ),
        phases=(_FIRST,),
    ),
    Gesture(
        "essai",
        "On a essayé",
        "Un essai en petit : ce que vous pensez, ce que vous faites, ce que cela donne.",
        (
            "experiences_laquelle",
            "experiences_hypothese",
            "experiences_essai",
            "experiences_debut",
            "experiences_fin",
            "experiences_resultat",
            "experiences_suite",
            "experiences_retire",
        ),
        phases=(_SECOND,),
    ),
    Gesture(
        "piste",
        "On hésite entre…",
        "Les solutions possibles, avec ce qui est pour et ce qui est contre, côte à côte.",
        ("pistes_laquelle", "pistes_titre", "pistes_pour", "pistes_contre", "pistes_retire"),
        phases=(_SECOND,),
    ),
    Gesture(
        "decision",
        "On a décidé",
        "Une décision du groupe, le jour où elle fut prise, et quand vous en reparlerez.",
        ("decisions_laquelle", "decisions_texte", "decisions_date", "decisions_revoir_le"),
        phases=(_SECOND, _THIRD),
    ),
    Gesture(
        "organisation",
        "On s’organise",
        "La forme du groupe et sa façon de décider : peu de règles, connues de tous.",
        (
            "organisation_forme",
            "organisation_precision",
            "decision_mode",
            "decision_delai_jours",
            "decision_quorum",
            "decision_blocage",
        ),
        phases=(_SECOND,),
    ),
    Gesture(
        "partenaire",
        "Un partenaire",
        "Un organisme qui aide, ou à qui vous pensez demander.",
        (
            "partenaires_laquelle",
            "partenaires_nom",
            "partenaires_role",
            "partenaires_statut",
            "partenaires_retire",
        ),
        phases=(_SECOND, _THIRD),
    ),
    Gesture(
        "acteur",
        "Quelqu’un qui compte",
        "Qui décide, qui aide, qui est touché, qui vous soutient : des organismes, jamais des personnes.",
        (
            "acteurs_laquelle",
            "acteurs_nom",
            "acteurs_role",
            "acteurs_retire",
            "parrains",
            "parrains_retire",
        ),
        phases=(_SECOND,),
    ),
    Gesture(
        "depense",
        "Une dépense",
        "Ce que le projet coûte, ligne par ligne.",
        (
            "depenses_laquelle",
            "financement_depenses_poste",
            "financement_depenses_montant",
            "depenses_retire",
        ),
        phases=(_THIRD,),
    ),
    Gesture(
        "recette",
        "De l’argent qui vient",
        "D’où vient l’argent, et s’il est sûr, demandé ou seulement espéré.",
        (
            "recettes_laquelle",
            "financement_recettes_source",
            "financement_recettes_montant",
            "financement_recettes_statut",
            "recettes_retire",
        ),
        phases=(_THIRD,),
    ),
    Gesture(
        "prevu",
        "Ce qui est prévu",
        "Ce qu’il y a à faire, pour quand, et ce qui est fait.",
        (
            "plan_laquelle",
            "plan_quoi",
            "plan_echeance",
            "fait",
            "plan_fait_le",
            "plan_retire",
        ),
        phases=(_THIRD,),
    ),
    Gesture(
        "grand-jour",
        "Un grand jour",
        "La fête, l’ouverture, le marché : le jour où tout le monde est invité.",
        (
            "evenements_laquelle",
            "evenements_titre",
            "evenements_date",
            "evenements_debut",
            "evenements_fin",
            "evenements_lieu",
            "evenements_commune",
            "evenements_retire",
        ),
        phases=(_THIRD,),
    ),
    Gesture(
        "suite",
        "Ce qui continue",
        "Ce qui vit maintenant, à quel rythme, et le jour où cela n’aura pas lieu.",
        (
            "activites_laquelle",
            "activites_quoi",
            "activites_rythme",
            "activites_lieu",
            "activites_recurrence_depuis",
            "activites_recurrence_sauf",
            "activites_retire",
        ),
        phases=(_THIRD,),
    ),
    Gesture(
        "retour",
        "Ça revient chaque semaine",
        "Ou une fois par mois : le jour, les heures, le lieu. Chaque fois vient alors dans l’agenda.",
        (
            "activites_laquelle",
            "activites_quoi",
            "activites_lieu",
            "activites_recurrence_rang",
            "activites_recurrence_jour",
            "activites_recurrence_debut",
            "activites_recurrence_fin",
            "activites_recurrence_jusqu_au",
        ),
        phases=(_THIRD,),
    ),
    Gesture(
        "compte",
        "Ce que nous comptons",
        "Des repas, des arbres, des visites : ce que vous avez choisi de compter, et où vous en êtes.",
        ("reperes_laquelle", "reperes_quoi", "reperes_valeur", "reperes_retire"),
        phases=(),
    ),
    Gesture(
        "photo",
        "Une photo",
        "Dites ici ce qu’on y voit et qui l’a prise ; la photo, elle, se joint à une lettre ou se confie avec la feuille.",
        ("image", "image_alt", "image_credit", "photo_accord", "image_licence"),
    ),
    Gesture(
        "lien",
        "Un lien",
        "Une page qui en dit plus : un article, un album, un compte rendu.",
        ("liens_laquelle", "liens_titre", "liens_url", "liens_retire"),
        phases=(),
    ),
    Gesture(
        "famille",
        "Un autre défi, une annonce",
        "D’où vient l’idée, de quoi elle fait partie, à qui elle répond.",
        ("inspire_de", "partie_de", "modele", "repond_a", "repond_a_retire"),
        phases=(_FIRST,),
    ),
    Gesture(
        "visite",
        "Une visite d’accompagnement",
        "Ce que l’Entrepreneur du Bien Vivre et le groupe ont fait ensemble.",
        ("accompagnement_quoi", "accompagnement_date", "accompagne_par"),
        phases=(),
    ),
    Gesture(
        "bilan",
        "C’est fini : le bilan",
        "Ce qui existe maintenant, ce que vous avez appris, ce qui vient après. Les échecs aident aussi.",
        ("etat", "bilan_resultats", "bilan_appris", "bilan_suite"),
        phases=(_THIRD,),
        narrowed={"etat": ("abouti", "arrete")},
    ),
    Gesture(
        "pause",
        "On fait une pause, ou on reprend",
        "Une pause n’est pas un échec : dites-la, et revenez quand vous voulez.",
        ("journal_texte", "etat"),
        ("etat",),
        narrowed={"etat": ("en-pause", "actif")},
    ),
)
"""Every gesture, in the order in which one reads them."""

GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType({
    "nouvelles-dates": (
        "Une date, une rencontre, un grand jour",
        ("La prochaine action", "Une rencontre", "Une rencontre passée", "Un grand jour"),
    ),
    "nouvelles-recit": (
        "Raconter, passer une étape, finir",
        ("Le journal", "Une photo", "Un lien", "L’étape", "La fin, ou une pause"),
    ),
    "nouvelles-entraide": (
        "Ce qui manque, qui aide, qui en est",
        ("Ce qui manque, ce qui s’offre", "Qui en est", "Les partenaires", "Qui compte"),
    ),
    "nouvelles-projet": (
        "Le défi, ses pistes, ses essais, ses décisions",
        ("Vos mots", "Où, et avec qui", "Les pistes", "Les essais", "Le groupe", "D’autres défis"),
    ),
    "nouvelles-moyens": (
        "Le plan, l’argent, ce qui continue",
        ("Ce qui est prévu", "Les dépenses", "Les recettes", "Ce qui continue", "Une visite"),
    ),
})  # fmt: skip
"""The forms of the repository that ask for news, by their names: a title, and some subjects.

A form for each gesture would be some thirty entries in GitHub's list, where people get lost.
"""


@cache
def gestures() -> dict[str, Gesture]:
    """Every gesture by its slug, in its order."""
    return {gesture.slug: gesture for gesture in GESTURES}


@cache
def group_forms() -> dict[str, Form]:
    """The forms of `GROUPS` by their names: the défi, then their subjects."""
    first = {part.titre: part.questions for part in UPDATE.parts[:1]}
    subjects = {part.titre: part.questions for part in UPDATE.parts}
    return {
        name: replace(
            UPDATE,
            titre=titre,
            resume=f"{', '.join([asked[0], *map(lower_first, asked[1:])])} : ne remplissez que ce qui change.",
            asked=first | {each: subjects[each] for each in asked},
        )
        for name, (titre, asked) in GROUPS.items()
    }


def template_of(asked: Form | Gesture) -> str:
    """The file of the repository's form that asks the same as a form that is no news, or a gesture."""
    return f"{asked.group if isinstance(asked, Gesture) else asked.slug}.yml"


@cache
def templates_of(form: Form) -> frozenset[str]:
    """The files of the repository's forms whose answers are those of a form."""
    if form.slug == UPDATE.slug:
        return frozenset(f"{name}.yml" for name in GROUPS)
    return frozenset({template_of(form)})
