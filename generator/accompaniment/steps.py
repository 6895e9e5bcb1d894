"""The steps of the road of every défi, in the order of life: one table.

A step says in its own words why it matters and when it is done, which gesture does it (a slug of
`forms/`), and reads in the file of a défi whether it is done, needless, or only to be waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.accompaniment import readings as read
from generator.content.model import Defi


def _never_needless(_defi: Defi, _near: bool) -> str:
    return ""


def _no_wait(_defi: Defi, _today: date) -> read.Wait | None:
    return None


def _nothing(_defi: Defi, _today: date) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the road."""

    slug: str
    """What `etapes` of guides names."""
    phase: str
    titre: str
    """A verb."""
    pourquoi: str
    quand_fait: str
    geste: str
    """The slug of the gesture that does it; `gesture_for` tells when the défi asks for another."""
    done: Callable[[Defi, date], bool]
    porte: str = ""
    """For a gate: the kind of advice, in `kinds.KINDS`."""
    apres: str = ""
    """The slug of a step without which this one makes no sense yet."""
    needless: Callable[[Defi, bool], str] = _never_needless
    """Why this défi does not need it, or nothing; it is told whether someone near may ask the same."""
    waits: Callable[[Defi, date], read.Wait | None] = _no_wait
    """The day before which nothing but time is missing, and what is said until then."""
    missing: Callable[[Defi, date], str] = _nothing
    """What this défi still lacks for it, when its file tells more than « nothing yet »."""


def gesture_for(step: Step, defi: Defi) -> str:
    """The gesture by which this défi does a step: a budget lacks its expenses or its income."""
    return "recette" if step.geste == "depense" and read.spent(defi) else step.geste


_INFORMACTION: Final = (
    Step(
        "poser-la-question",
        "informaction",
        "Poser la question",
        "Devant une question, chacun peut parler avant que l’on choisisse une solution.",
        "Le problème est écrit comme une question.",
        "question",
        lambda defi, _: bool(defi.question),
    ),
    Step(
        "dire-notre-bien-vivre",
        "informaction",
        "Dire ce que bien vivre veut dire pour vous",
        "Chaque groupe a sa façon de le dire ; la vôtre aide les autres à se reconnaître.",
        "Vous l’avez écrit, avec vos mots.",
        "question",
        lambda defi, _: bool(defi.notre_bien_vivre),
    ),
    Step(
        "fixer-le-debat",
        "informaction",
        "Fixer un premier débat",
        "Un jour et un lieu connus à l’avance permettent à chacun de s’organiser pour venir.",
        "Un débat est annoncé, avec son jour et son lieu.",
        "rencontre",
        read.debate_set,
    ),
    Step(
        "chercher-les-autres",
        "informaction",
        "Chercher qui se pose la même question",
        "D’autres ont peut-être déjà une salle, une idée ou des bras à partager avec vous.",
        "Le défi nomme l’annonce à laquelle il répond, ou un défi dont il s’inspire ou fait partie.",
        "famille",
        read.found_others,
        needless=read.nobody_to_look_for,
    ),
    Step(
        "inviter",
        "informaction",
        "Inviter",
        "On vient plus volontiers quand on connaît l’heure et l’endroit, et que l’on se sait attendu.",
        "Le jour, l’heure et le lieu sont écrits.",
        "date",
        read.invited,
        apres="fixer-le-debat",
        missing=read.hour_missing,
    ),
    Step(
        "tenir-le-debat",
        "informaction",
        "Tenir un premier débat",
        "En se parlant, on apprend ce qui compte pour chacun et qui veut continuer.",
        "Un débat a eu lieu, et vous l’avez dit.",
        "tenue",
        read.debate_held,
        porte="porte_debat",
        apres="fixer-le-debat",
        waits=read.debate_to_come,
        missing=read.debate_lacks,
    ),
    Step(
        "raconter-le-debat",
        "informaction",
        "Raconter le débat",
        "Qui n’a pas pu venir peut suivre, et qui est venu voit que sa parole est gardée.",
        "Un débat qui a eu lieu a son compte rendu, même court.",
        "tenue",
        read.debate_told,
        apres="tenir-le-debat",
    ),
    Step(
        "se-compter",
        "informaction",
        "Se compter",
        "Le nombre de personnes prêtes à agir dit ce que vous pouvez entreprendre.",
        "Vous avez dit combien vous êtes ; si vous avez fixé un nombre pour démarrer, il est atteint.",
        "engages",
        read.counted,
        porte="porte_engagements",
        missing=read.too_few,
    ),
)

_CREACTION: Final = (
    Step(
        "comparer-des-pistes",
        "creaction",
        "Comparer des pistes",
        "Avec deux solutions côte à côte, on voit mieux ce que chacune apporte et ce qu’elle coûte.",
        "Deux pistes au moins sont écrites, avec leurs avantages et leurs limites.",
        "piste",
        lambda defi, _: len(defi.pistes) > 1,
        needless=read.kept,
    ),
    Step(
        "essayer-en-petit",
        "creaction",
        "Essayer en petit",
        "Un petit essai montre ce qui marche avant de dépenser du temps et de l’argent.",
        "Un essai au moins est noté, avec sa date.",
        "essai",
        lambda defi, _: bool(defi.experiences),
        needless=read.lived,
    ),
    Step(
        "dire-ce-que-lessai-a-donne",
        "creaction",
        "Dire ce que l’essai a donné",
        "Ce qui n’a pas marché sert autant que le reste, à vous et aux groupes qui suivront.",
        "Chaque essai fini dit si l’on garde, si l’on adapte ou si l’on arrête.",
        "essai",
        read.trials_told,
        apres="essayer-en-petit",
        waits=read.trial_goes_on,
    ),
    Step(
        "lister-ce-qui-manque",
        "creaction",
        "Lister ce qui manque et ce que l’on a",
        "Si vous le dites, un voisin peut prêter, donner ou venir aider.",
        "Un besoin ou une offre au moins est écrit.",
        "besoin",
        lambda defi, _: bool(defi.besoins or defi.offres),
    ),
    Step(
        "trouver-des-partenaires",
        "creaction",
        "Trouver des partenaires près de chez vous",
        "Un organisme qui connaît le terrain peut ouvrir une salle, une porte ou un carnet d’adresses.",
        "Un organisme au moins est nommé, même si vous ne faites qu’y penser.",
        "partenaire",
        lambda defi, _: bool(defi.partenaires),
    ),
    Step(
        "voir-qui-compte",
        "creaction",
        "Voir qui compte pour ce défi",
        "Mieux vaut parler tôt à qui décide et à qui est concerné que découvrir un refus à la fin.",
        "Les organismes qui décident, aident ou sont concernés sont nommés.",
        "acteur",
        lambda defi, _: bool(defi.acteurs),
    ),
    Step(
        "sorganiser",
        "creaction",
        "S’accorder sur l’organisation",
        "Quand chacun sait qui fait quoi, le travail ne repose pas sur deux personnes.",
        "Vous avez dit comment le groupe est organisé.",
        "organisation",
        lambda defi, _: bool(defi.organisation),
        porte="porte_organisation",
    ),
    Step(
        "dire-comment-on-decide",
        "creaction",
        "Choisir comment on décide",
        "Une règle choisie dans le calme évite de se fâcher le jour où l’on n’est pas d’accord.",
        "Vous avez dit comment le groupe décide.",
        "organisation",
        lambda defi, _: bool(defi.decision),
        porte="porte_decision",
    ),
)

_ACTIVACTION: Final = (
    Step(
        "prevoir-le-deploiement",
        "activaction",
        "Prévoir la suite, date par date",
        "Des tâches datées se partagent, et l’on voit tôt ce qui prend du retard.",
        "Une chose à faire au moins est écrite, avec sa date.",
        "prevu",
        lambda defi, _: bool(defi.plan),
    ),
    Step(
        "equilibrer-le-budget",
        "activaction",
        "Équilibrer le budget",
        "Vous voyez ce qui manque, et vous pouvez montrer ce budget à une mairie.",
        "Les recettes notées, même espérées, couvrent les dépenses.",
        "depense",
        lambda defi, _: read.spent(defi) and read.lacks(defi, read.ALL_INCOME) <= 0,
        needless=read.no_expense,
        missing=read.says_lack(read.ALL_INCOME, "Il manque {somme} de recettes."),
    ),
    Step(
        "trouver-largent",
        "activaction",
        "Trouver l’argent qui manque",
        "Tant que l’argent n’est qu’espéré, mieux vaut ne rien commander.",
        "L’argent promis ou acquis couvre les dépenses.",
        "recette",
        lambda defi, _: read.spent(defi) and read.lacks(defi, read.SURE_INCOME) <= 0,
        apres="equilibrer-le-budget",
        needless=read.no_expense,
        missing=read.says_lack(
            read.SURE_INCOME, "Il reste {somme} à trouver : ni promis, ni acquis."
        ),
    ),
    Step(
        "faire-connaitre",
        "activaction",
        "Faire connaître le défi",
        "Une photo ou une adresse donne envie de venir voir.",
        "Le défi a une photo, un lien ou la page du groupe.",
        "lien",
        read.spread,
    ),
    Step(
        "engager-les-partenaires",
        "activaction",
        "Obtenir un oui des partenaires",
        "Un oui dit clairement vous permet de compter sur une salle, du matériel ou un coup de main.",
        "Un partenaire au moins a dit oui.",
        "partenaire",
        lambda defi, _: any(one.statut == "engage" for one in defi.partenaires),
        apres="trouver-des-partenaires",
        needless=read.no_partner,
    ),
    Step(
        "preparer-le-grand-jour",
        "activaction",
        "Préparer le grand jour",
        "Une date publique donne un but au groupe et une occasion de venir à tous les autres.",
        "Un grand jour est annoncé, avec sa date et son lieu.",
        "grand-jour",
        read.great_day_set,
        needless=read.no_great_day,
    ),
    Step(
        "le-tenir",
        "activaction",
        "Vivre le grand jour et le raconter",
        "Qui n’était pas là le découvre, et qui a aidé se voit remercié.",
        "Le grand jour est passé, et vous en avez écrit quelques lignes.",
        "recit",
        read.great_day_told,
        apres="preparer-le-grand-jour",
        waits=read.great_day_to_come,
        missing=read.great_day_gone,
    ),
    Step(
        "faire-durer",
        "activaction",
        "Faire durer",
        "Un rythme simple, écrit, permet à d’autres de venir et de prendre le relais.",
        "Vous avez dit ce qui continue, et à quel rythme.",
        "suite",
        lambda defi, _: bool(defi.activites),
    ),
    Step(
        "tout-raconter",
        "activaction",
        "Raconter ce qui s’est passé et ce qu’on a appris",
        "D’autres reprendront votre idée, avec moins d’erreurs si vous dites les vôtres.",
        "Les résultats, ce que vous avez appris et la suite sont écrits.",
        "bilan",
        lambda defi, _: bool(defi.bilan),
        porte="porte_bilan",
        waits=read.great_days_to_end,
    ),
)

STEPS: Final = _INFORMACTION + _CREACTION + _ACTIVACTION
"""The whole road."""

STEP: Final = {step.slug: step for step in STEPS}
