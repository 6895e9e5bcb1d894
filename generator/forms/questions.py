"""What each form asks, in what order and with what words: the one source of all doors.

The issue forms, the forms of the site, the paper and the reading of what comes back are all made
from these tables. The rules (what is required, how long, which words) are
those of the model: a table only adds the way to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from generator.content.fiches import FicheAnnonce
from generator.content.vocabulary import NATURES
from generator.forms.form import LATER, Field, Form, Kind, Question
from generator.forms.news import COMMUNE_HELP, LE_DEFI, THEMES_HELP, TODAY_HELP, UNE_PHOTO, UPDATE

TO_CHOOSE = "à choisir"
"""The first choice of each list: nobody chooses by forgetting to. Never an answer."""

AGREED = "J’accepte"
"""What a form holds where the pages of the site have boxes to tick."""

CONSENTS = (
    "J’ai écrit ce texte, ou j’ai le droit de le partager. J’accepte qu’il soit publié sous licence "
    "CC BY-SA 4.0, et ses dates et ses lieux sous Licence Ouverte 2.0.",
    "Je n’y ai mis aucun nom, adresse, téléphone ou information de santé d’une personne : ce qui est "
    "envoyé ici est public et le reste.",
)
"""What every door asks before a text is taken."""

FORMER_CONSENTS = (
    "Il ne contient ni nom de personne, ni adresse électronique, ni téléphone, ni adresse de domicile, "
    "ni information de santé : ce qui est envoyé ici est public et le reste.",
)
"""What the second one said until December 2026, in requests that are still open."""

ENGAGEMENT = "engagement"
"""The form of those who join: their requests are counted together, never published one by one."""

PAGES: Mapping[str, str] = MappingProxyType({
    "proposer": "defi",
    "annoncer": "annonce",
    "rejoindre": ENGAGEMENT,
    "demander-de-l-aide": "aide",
    "signaler": "correction",
})  # fmt: skip
"""The form of each page of the site that asks one whole, by the name of its file in `content/`.

News of a défi are given by gestures (`gestures.py`), a page each.
"""

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
            Field("commune", "La commune", COMMUNE_HELP),
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
            Field("depuis", "Depuis quel jour", TODAY_HELP, required=False),
            Field("themes", "Les thèmes", THEMES_HELP, "convivialité, culture"),
            Field("prochaine_action.quoi", "La prochaine chose à faire", required=False),
            Field("prochaine_action.date", "Quel jour", required=False),
            Field("prochaine_action.debut", "À quelle heure", ""),
            Field("prochaine_action.lieu", "À quel endroit", "Le lieu et sa rue, s’il est public."),
        ),
        LATER: (
            Field("genre_de_projet", "Le projet en deux ou trois mots"),
            Question(
                "plan",
                "Ce que vous ferez",
                Kind.ROWS,
                key="plan",
                help="Une chose par ligne, dans l’ordre. Les dates viendront après.",
                example="Visiter un local vide",
                maximum=2_000,
            ),
            Question(
                "besoins",
                "Ce qu’il vous faut",
                Kind.ROWS,
                key="besoins",
                help="Un besoin par ligne, puis sa nature entre parenthèses : "
                f"{', '.join(term.label.lower() for term in NATURES)}.",
                example="Deux percolateurs (matériel)",
                terms=NATURES,
                maximum=2_000,
            ),
            Field(
                "inspire_de",
                "Le défi qui a donné l’idée",
                "L’adresse de sa page, ou son nom.",
                kind=Kind.PAGE,
                maximum=300,
            ),
            Field(
                "repond_a",
                "Les annonces auxquelles ce défi répond",
                "Une par ligne : l’adresse de sa page, ou ses mots recopiés.",
                "Je cherche un lieu pour réparer mon vélo",
                kind=Kind.ANNONCES,
                maximum=2_000,
            ),
        ),
        "Une photo": UNE_PHOTO,
    },
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
            Field("commune", "La commune", COMMUNE_HELP),
        ),
        "Pour qu’on vous trouve": (
            Field("nature", "De quelle nature"),
            Field("themes", "Les thèmes", THEMES_HELP, "culture, mobilité"),
            Field("jusqu_au", "Jusqu’à quel jour"),
            Field(
                "repond_a",
                "L’annonce à laquelle vous répondez",
                "Si c’en est une : l’adresse de sa page, ou ses mots recopiés.",
                kind=Kind.LINE,
            ),
        ),
    },
    fiche=FicheAnnonce,
)

_JOINING = Form(
    ENGAGEMENT,
    "Rejoindre un défi",
    "Vous en serez ? Le site compte les personnes, sans jamais les nommer.",
    {
        "Vous en êtes ?": (
            replace(LE_DEFI, label="Le défi que vous rejoignez"),
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
            Field("commune", "La commune", COMMUNE_HELP),
            replace(LE_DEFI, label="Le défi, s’il existe déjà", required=False),
        ),
    },
    by_a_person=True,
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
    by_a_person=True,
)

_FORMS = (_DEFI, UPDATE, _ANNONCE, _JOINING, _AIDE, _CORRECTION)


@cache
def forms() -> dict[str, Form]:
    """Every form by its slug, in the order in which they are offered."""
    return {form.slug: form for form in _FORMS}
