"""What each form asks, in what order and with what words: the one source of all doors.

The issue forms, their text-only twins, the forms of the site, the paper and the reading of what
comes back are all made from these tables. The rules (what is required, how long, which words) are
those of the model: a table only adds the way to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from generator.content.fiches import FicheAnnonce
from generator.content.vocabulary import ACCORDS_PHOTO, STATUTS_RENCONTRE
from generator.forms.form import Field, Form, Kind, Question

TO_CHOOSE = "à choisir"
"""The first choice of each list: nobody chooses by forgetting to. Never an answer."""

AGREED = "J’accepte"
"""What the text-only twins hold where the other forms have boxes to tick."""

CONSENTS = (
    "J’ai écrit ce texte, ou j’ai le droit de le partager. J’accepte qu’il soit publié sous licence "
    "CC BY-SA 4.0, et ses dates et ses lieux sous Licence Ouverte 2.0.",
    "Il ne contient ni nom de personne, ni adresse électronique, ni téléphone, ni adresse de domicile, "
    "ni information de santé : ce qui est envoyé ici est public et le reste.",
)
"""What every door asks before a text is taken."""

PAGES: Mapping[str, str] = MappingProxyType({
    "proposer": "defi",
    "mettre-a-jour": "mise-a-jour",
    "annoncer": "annonce",
})  # fmt: skip
"""The form of each page of the site that has one, by the name of its file in `content/`."""

_COMMUNE_HELP = "Le nom suffit ; le département aide. Jamais d’adresse."
_THEMES_HELP = "Un ou plusieurs mots, séparés par des virgules."
_TODAY_HELP = "Laissez vide si c’est aujourd’hui."

PHOTO_CONSENT = "photo_accord"
"""The question that asks whether those who can be recognised agreed; no file holds its answer."""

_UNE_PHOTO = (
    Field(
        "image",
        "La photo",
        "Avant de la déposer : ce que vous glissez ici est public aussitôt, et le reste, peut-être avec le "
        "lieu et le jour où elle a été prise. Pour l’éviter, glissez plutôt une capture d’écran de la "
        "photo, ou joignez la photo à une lettre. Attendez la fin de l’envoi ; six au plus, en JPEG, PNG "
        "ou WebP. Elle n’est prise qu’avec les trois réponses qui suivent.",
        kind=Kind.PHOTO,
        maximum=5_000,
    ),
    Field(
        "image_alt",
        "Ce qu’on voit sur la photo",
        "Pour qui ne la voit pas. S’il y en a plusieurs, une ligne pour chacune, dans l’ordre.",
        "Le four fume, des pains attendent sur une planche.",
        kind=Kind.TEXT,
        maximum=2_000,
    ),
    Field(
        "image_credit",
        "Qui a pris la photo",
        "Un groupe ou un rôle, jamais un nom de personne.",
        "Les voisins du four",
    ),
    Question(
        PHOTO_CONSENT,
        "L’accord des personnes sur la photo",
        Kind.CHOICE,
        help="Sans cet accord, la photo ne peut pas être montrée.",
        terms=ACCORDS_PHOTO,
    ),
)
"""A photograph, and the three answers without which none is taken."""

_LE_DEFI = Question(
    "defi",
    "Le défi",
    Kind.DEFI,
    required=True,
    help="L’adresse de la page du défi, ou seulement la fin de cette adresse.",
    example="cafe-participatif-mirecourt",
    maximum=300,
)

_DEFI = Form(
    "defi",
    "Proposer un défi",
    "Une question que vous êtes plusieurs à vous poser, et l’envie d’y répondre ensemble.",
    {
        "De quoi s’agit-il ?": (
            Field("titre", "Le nom du défi", "Comme on le dirait au marché."),
            Field("resume", "Le défi en deux phrases", "Ce qui manque, et ce que vous aimeriez."),
            Field(
                "question",
                "Votre question",
                example="Comment aller au marché quand on ne conduit plus ?",
            ),
            Question(
                "texte",
                "Racontez",
                Kind.TEXT,
                help="Ce qui ne va pas, ce que vous imaginez, qui est déjà là.",
                maximum=20_000,
            ),
        ),
        "Où, et avec qui ?": (
            Field("commune", "La commune", _COMMUNE_HELP),
            Field(
                "territoire",
                "Le type de territoire",
                "Celui qui ressemble le plus à chez vous : c’est le groupe qui choisit.",
            ),
            Field("porteur", "Le nom du groupe"),
            Field("concerne", "Qui est concerné", "Qui se pose cette question avec vous."),
            Field("concerne_precision", "Qui exactement", "Avec vos mots, sans nom de personne."),
        ),
        "Où en êtes-vous ?": (
            Field(
                "phase",
                "L’étape d’aujourd’hui",
                "Vous commencez ? C’est Inform’action : on en parle.",
            ),
            Field("depuis", "Depuis quel jour", _TODAY_HELP, required=False),
            Field("themes", "Les thèmes", _THEMES_HELP, "convivialité, culture"),
            Field("prochaine_action.quoi", "La prochaine chose à faire", required=False),
            Field("prochaine_action.date", "Quel jour", required=False),
        ),
        "Une photo": _UNE_PHOTO,
    },
)

_MISE_A_JOUR = Form(
    "mise-a-jour",
    "Donner des nouvelles d’un défi",
    "Une date, une rencontre, un besoin trouvé, une étape franchie : ne remplissez que ce qui change.",
    {
        "Quel défi ?": (_LE_DEFI,),
        "La prochaine action": (
            Field("prochaine_action.quoi", "La prochaine chose à faire"),
            Field("prochaine_action.date", "Quel jour"),
        ),
        "Une rencontre à annoncer": (
            Field("rencontres.titre", "Le nom de la rencontre"),
            Field("rencontres.date", "Le jour de la rencontre"),
            Field("rencontres.debut", "L’heure du début"),
            Field("rencontres.fin", "L’heure de fin"),
            Field("rencontres.genre", "La sorte de rencontre"),
            Field("rencontres.lieu", "L’endroit"),
            Field(
                "rencontres.accessibilite",
                "L’accès à l’endroit",
                "Peut-on entrer en fauteuil, venir avec des enfants ?",
            ),
        ),
        "Une rencontre passée": (
            Question(
                "tenue_date",
                "Le jour où elle était prévue",
                Kind.DATE,
                help="Le jour qui est écrit sur la page du défi.",
            ),
            Question(
                "tenue_titre",
                "Laquelle, ce jour-là",
                Kind.LINE,
                help="Seulement s’il y en avait plusieurs ce jour-là.",
                maximum=300,
            ),
            Question(
                "tenue_statut",
                "Elle a eu lieu ?",
                Kind.CHOICE,
                terms=tuple(term for term in STATUTS_RENCONTRE if term.slug != "prevue"),
                synonyms={
                    **dict.fromkeys(("oui", "elle a eu lieu", "oui elle a eu lieu"), "tenue"),
                    "annule": "annulee",
                },
            ),
            Field(
                "rencontres.compte_rendu",
                "Ce qui s’est dit",
                "En quelques lignes, sans nom de personne.",
            ),
        ),
        "Ce qui manque, ce qui s’offre": (
            Field("besoins.quoi", "Un nouveau besoin", "Ce qui vous manque, en quelques mots."),
            Field("besoins.nature", "La nature du besoin"),
            Question(
                "pourvu",
                "Un besoin trouvé",
                Kind.LINE,
                help="Recopiez le besoin comme il est écrit sur la page du défi.",
                maximum=300,
            ),
            Field(
                "offres.quoi",
                "Une nouvelle offre",
                "Ce que vous pouvez donner, prêter ou partager.",
            ),
            Field("offres.nature", "La nature de l’offre"),
        ),
        "Le journal": (
            Field("journal.texte", "Ce qui s’est passé"),
            Field("journal.date", "Quel jour cela s’est passé"),
        ),
        "Une photo": _UNE_PHOTO,
        "L’étape": (
            Field("phase", "La nouvelle étape"),
            Field("depuis", "Depuis quel jour"),
        ),
        "Le groupe": (
            Field("organisation.forme", "La forme du groupe"),
            Field("organisation.precision", "Le groupe en quelques mots"),
            Field("decision.mode", "La façon de décider"),
            Field("decision.delai_jours", "Le délai pour se prononcer", "En jours."),
            Field("decision.quorum", "Combien de présents au moins"),
            Field("decision.blocage", "Ce qu’on fait si l’on bloque"),
            Field(
                "decisions.texte",
                "Une décision prise",
                "En quelques mots, sans nom de personne.",
            ),
            Field("decisions.revoir_le", "Quand on en reparle"),
        ),
        "La fin, ou une pause": (
            Field("etat", "Où en est le défi"),
            Field("bilan.resultats", "Ce qui existe maintenant"),
            Field("bilan.appris", "Ce que vous avez appris"),
            Field("bilan.suite", "Ce qui vient après"),
        ),
    },
    optional=True,
)

_ANNONCE = Form(
    "annonce",
    "Passer une annonce",
    "Un besoin, une envie, une opinion, une idée, ou quelque chose à offrir : trois lignes suffisent.",
    {
        "Que voulez-vous dire ?": (
            Field("genre", "C’est…"),
            Field(
                "texte",
                "Votre annonce",
                "En 300 signes au plus, sans votre nom. Finissez par une question aux autres.",
                "Envie de chanter à plusieurs, un soir par semaine. Qui d’autre ?",
                kind=Kind.TEXT,
            ),
            Field("commune", "La commune", _COMMUNE_HELP),
        ),
        "Pour qu’on vous trouve": (
            Field("nature", "De quelle nature"),
            Field("themes", "Les thèmes", _THEMES_HELP, "culture, mobilité"),
            Field("jusqu_au", "Jusqu’à quel jour"),
        ),
    },
    fiche=FicheAnnonce,
)

_ENGAGEMENT = Form(
    "engagement",
    "Rejoindre un défi",
    "Vous en serez ? Le site compte les personnes, sans jamais les nommer.",
    {
        "Vous en êtes ?": (
            replace(_LE_DEFI, label="Le défi que vous rejoignez"),
            Field(
                "engagements.nombre",
                "Combien de personnes",
                "Un nombre, jamais de nom. Laissez vide si c’est vous seulement.",
                "1",
                minimum=1,
                maximum=50,
            ),
            Field("engagements.roles.role", "Pour quoi faire"),
        ),
    },
    optional=True,
)

_AIDE = Form(
    "aide",
    "Demander de l’aide",
    "Quelqu’un du territoire vous lit et vous répond.",
    {
        "Que vous faut-il ?": (
            Question(
                "demande",
                "Ce qu’il vous faut",
                Kind.TEXT,
                required=True,
                help="Un conseil, un coup de main, un contact : dites où vous en êtes et ce qui bloque.",
                minimum=8,
                maximum=5_000,
            ),
            Field("commune", "La commune", _COMMUNE_HELP),
            replace(_LE_DEFI, label="Le défi, s’il existe déjà", required=False),
        ),
    },
)

_CORRECTION = Form(
    "correction",
    "Signaler un problème",
    "Une date fausse, un mot qui blesse, un nom qui ne devrait pas être là.",
    {
        "Qu’est-ce qui ne va pas ?": (
            Question(
                "page",
                "La page à corriger",
                Kind.LINE,
                required=True,
                help="Son titre ou son adresse.",
                maximum=300,
            ),
            Question(
                "passage",
                "La phrase ou l’image",
                Kind.TEXT,
                required=True,
                help="S’il s’agit d’une donnée personnelle, ne la recopiez pas : dites où elle est.",
                maximum=2_000,
            ),
            Question(
                "remplacement",
                "Ce qu’il faudrait à la place",
                Kind.TEXT,
                help="Si vous le savez.",
                maximum=2_000,
            ),
        ),
    },
)

_FORMS = (_DEFI, _MISE_A_JOUR, _ANNONCE, _ENGAGEMENT, _AIDE, _CORRECTION)


@cache
def forms() -> dict[str, Form]:
    """Every form by its slug, in the order in which they are offered."""
    return {form.slug: form for form in _FORMS}
