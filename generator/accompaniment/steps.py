"""The steps of the road of every défi, in the order of life: one table.

A step says in its own words why it matters and when it is done, which gesture does it (a slug of
`forms/`), and reads in the file of a défi whether it is done, needless, or only to be waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from generator.content.model import Defi, Experience, Rencontre
from generator.text.typography import euros, jour, nombre


def _never_needless(_defi: Defi, _near: bool) -> str:
    return ""


def _no_wait(_defi: Defi, _today: date) -> date | None:
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
    waits: Callable[[Defi, date], date | None] = _no_wait
    """The day before which nothing but time is missing."""
    attente: str = ""
    """What is said until then; `{jour}` is that day."""
    missing: Callable[[Defi, date], str] = _nothing
    """What this défi still lacks for it, when its file tells more than « nothing yet »."""


def _debates(defi: Defi) -> list[Rencontre]:
    return [one for one in defi.rencontres if one.genre == "debat" and not one.is_cancelled]


def _debate_held(defi: Defi, _today: date) -> bool:
    return any(one.is_held for one in defi.rencontres if one.genre == "debat")


def _debate_set(defi: Defi, _today: date) -> bool:
    return bool(_debates(defi))


def _debate_told(defi: Defi, _today: date) -> bool:
    told = (one for one in defi.rencontres if one.compte_rendu)
    return any(one.is_held for one in told if one.genre == "debat")


def _debate_to_come(defi: Defi, today: date) -> date | None:
    """The day of the nearest debate, when none of those that are set is on the day or gone."""
    days = [one.date for one in _debates(defi) if one.is_planned]
    return min(days) if days and min(days) > today else None


def _invited(defi: Defi, today: date) -> bool:
    """Whether who reads knows when and where, or the debate is behind.

    A meeting always says its place, not always its hour.
    """
    action = defi.prochaine_action
    if action and action.date >= today and action.debut and action.lieu:
        return True
    return any(one.is_past(today) or one.debut for one in _debates(defi))


def _debate_today(defi: Defi, today: date) -> str:
    meant = any(one.is_planned and one.date == today for one in _debates(defi))
    return "C’est aujourd’hui." if meant else ""


def _found_others(defi: Defi, _today: date) -> bool:
    return bool(defi.repond_a or defi.inspire_de or defi.partie_de)


def _nobody_near(defi: Defi, near: bool) -> str:
    if _debate_held(defi, date.min):
        return "Un débat a déjà eu lieu chez vous."
    return "" if near else "Personne, près de chez vous, n’a encore posé cette question ici."


def _counted(defi: Defi, _today: date) -> bool:
    count = defi.engagements
    return count is not None and count.nombre > 0 and count.nombre >= (count.seuil or 0)


def _too_few(defi: Defi, _today: date) -> str:
    count = defi.engagements
    if count is None or not count.seuil:
        return ""
    return f"Il en faut {nombre(count.seuil)} pour démarrer, et vous êtes {nombre(count.nombre)}."


def _kept(defi: Defi, _near: bool) -> str:
    if any(trial.suite == "garder" for trial in defi.experiences):
        return "Vous avez déjà essayé une solution, et vous la gardez."
    return ""


def _lived(defi: Defi, _near: bool) -> str:
    return "Une activité tourne déjà : vous n’en êtes plus à l’essai." if defi.activites else ""


def _trials_told(defi: Defi, today: date) -> bool:
    """Whether one trial at least led to something, and none that is over waits for a word."""
    over = [one for one in defi.experiences if one.fin and one.fin < today]
    concluded = any(one.suite for one in defi.experiences)
    return concluded and all(one.suite for one in over)


def _trial_goes_on(defi: Defi, today: date) -> date | None:
    """The end of the trial that ends first, when each one that waits for a word says its end."""
    open_ones: list[Experience] = [one for one in defi.experiences if not one.suite]
    ends = [one.fin for one in open_ones if one.fin and one.fin >= today]
    return min(ends) if ends and len(ends) == len(open_ones) else None


def spent(defi: Defi) -> bool:
    """Whether the budget of a défi has an expense."""
    return bool(defi.financement and defi.financement.depenses)


_ALL_INCOME: Final = ("espere", "demande", "promis", "acquis")
_SURE_INCOME: Final = ("promis", "acquis")


def _lacks(defi: Defi, words: tuple[str, ...]) -> Decimal:
    """How many euros of expenses are paid by no income that is in one of these states."""
    money = defi.financement
    if money is None:
        return Decimal(0)
    income = [line.montant for line in money.recettes if line.statut in words]
    return sum([line.montant for line in money.depenses], Decimal(0)) - sum(income)


def _says_lack(words: tuple[str, ...], sentence: str) -> Callable[[Defi, date], str]:
    """What says how much is missing of an income that is in one of these states."""

    def missing(defi: Defi, _today: date) -> str:
        return sentence.format(somme=euros(_lacks(defi, words))) if spent(defi) else ""

    return missing


def _no_money_needed(defi: Defi, _near: bool) -> str:
    lives = defi.bilan or defi.activites
    return "Le défi vit déjà sans dépense notée." if lives and not spent(defi) else ""


def _no_expense(defi: Defi, _near: bool) -> str:
    now = defi.phase == "activaction" and not spent(defi)
    return "Aucune dépense n’est notée." if now else ""


def _no_partner(defi: Defi, _near: bool) -> str:
    now = defi.phase == "activaction" and not defi.partenaires
    return "Vous n’avez nommé aucun partenaire." if now else ""


def _no_great_day(defi: Defi, _near: bool) -> str:
    return "Le bilan est écrit, et le défi s’est passé d’un grand jour." if defi.bilan else ""


def _great_day_told(defi: Defi, today: date) -> bool:
    """Whether a great day is behind, and something was written since."""
    past = [day.date for day in defi.evenements if not day.is_coming(today)]
    if not past:
        return False
    return bool(defi.bilan) or any(entry.date >= min(past) for entry in defi.journal)


def _great_day_gone(defi: Defi, today: date) -> str:
    past = [day.date for day in defi.evenements if not day.is_coming(today)]
    return f"Il a eu lieu le {jour(max(past))}." if past else ""


def _great_day_to_come(defi: Defi, today: date) -> date | None:
    """The day of the nearest great day, when none is past yet."""
    days = [day.date for day in defi.evenements]
    return min(days) if days and min(days) >= today else None


def _spread(defi: Defi, _today: date) -> bool:
    return bool(defi.image or defi.liens or defi.contact)


def gesture_for(step: Step, defi: Defi) -> str:
    """The gesture by which this défi does a step: a budget lacks its expenses or its income."""
    return "recette" if step.geste == "depense" and spent(defi) else step.geste


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
        "chercher-les-autres",
        "informaction",
        "Chercher qui se pose la même question",
        "D’autres ont peut-être déjà une salle, une idée ou des bras à partager avec vous.",
        "Le défi nomme l’annonce à laquelle il répond, ou un défi dont il s’inspire ou fait partie.",
        "famille",
        _found_others,
        needless=_nobody_near,
    ),
    Step(
        "fixer-le-debat",
        "informaction",
        "Fixer un premier débat",
        "Un jour et un lieu connus à l’avance permettent à chacun de s’organiser pour venir.",
        "Un débat est annoncé, avec son jour et son lieu.",
        "rencontre",
        _debate_set,
    ),
    Step(
        "inviter",
        "informaction",
        "Inviter",
        "On vient plus volontiers quand on connaît l’heure et l’endroit, et que l’on se sait attendu.",
        "Le jour, l’heure et le lieu sont écrits.",
        "date",
        _invited,
        apres="fixer-le-debat",
    ),
    Step(
        "tenir-le-debat",
        "informaction",
        "Tenir un premier débat",
        "En se parlant, on apprend ce qui compte pour chacun et qui veut continuer.",
        "Un débat a eu lieu, et vous l’avez dit.",
        "tenue",
        _debate_held,
        porte="porte_debat",
        apres="fixer-le-debat",
        waits=_debate_to_come,
        attente="Le débat est prévu le {jour}.",
        missing=_debate_today,
    ),
    Step(
        "raconter-le-debat",
        "informaction",
        "Raconter le débat",
        "Qui n’a pas pu venir peut suivre, et qui est venu voit que sa parole est gardée.",
        "Un débat qui a eu lieu a son compte rendu, même court.",
        "tenue",
        _debate_told,
        apres="tenir-le-debat",
    ),
    Step(
        "se-compter",
        "informaction",
        "Se compter",
        "Le nombre de personnes prêtes à agir dit ce que vous pouvez entreprendre.",
        "Vous avez dit combien vous êtes ; si vous avez fixé un nombre pour démarrer, il est atteint.",
        "engages",
        _counted,
        porte="porte_engagements",
        missing=_too_few,
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
        needless=_kept,
    ),
    Step(
        "essayer-en-petit",
        "creaction",
        "Essayer en petit",
        "Un petit essai montre ce qui marche avant de dépenser du temps et de l’argent.",
        "Un essai au moins est noté, avec sa date.",
        "essai",
        lambda defi, _: bool(defi.experiences),
        needless=_lived,
    ),
    Step(
        "dire-ce-que-lessai-a-donne",
        "creaction",
        "Dire ce que l’essai a donné",
        "Ce qui n’a pas marché sert autant que le reste, à vous et aux groupes qui suivront.",
        "Chaque essai fini dit si l’on garde, si l’on adapte ou si l’on arrête.",
        "essai",
        _trials_told,
        apres="essayer-en-petit",
        waits=_trial_goes_on,
        attente="L’essai finit le {jour}.",
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
        lambda defi, _: spent(defi) and _lacks(defi, _ALL_INCOME) <= 0,
        needless=_no_money_needed,
        missing=_says_lack(_ALL_INCOME, "Il manque {somme} de recettes."),
    ),
    Step(
        "trouver-largent",
        "activaction",
        "Trouver l’argent qui manque",
        "Tant que l’argent n’est qu’espéré, mieux vaut ne rien commander.",
        "L’argent promis ou acquis couvre les dépenses.",
        "recette",
        lambda defi, _: spent(defi) and _lacks(defi, _SURE_INCOME) <= 0,
        apres="equilibrer-le-budget",
        needless=_no_expense,
        missing=_says_lack(_SURE_INCOME, "Il manque {somme} promis ou acquis."),
    ),
    Step(
        "faire-connaitre",
        "activaction",
        "Faire connaître le défi",
        "Une photo ou une adresse donne envie de venir voir.",
        "Le défi a une photo, un lien ou la page du groupe.",
        "lien",
        _spread,
    ),
    Step(
        "engager-les-partenaires",
        "activaction",
        "Obtenir un oui des partenaires",
        "Un oui dit clairement vous permet de compter sur une salle, du matériel ou un coup de main.",
        "Un partenaire au moins a dit oui.",
        "partenaire",
        lambda defi, _: any(one.statut == "engage" for one in defi.partenaires),
        needless=_no_partner,
    ),
    Step(
        "preparer-le-grand-jour",
        "activaction",
        "Préparer le grand jour",
        "Une date publique donne un but au groupe et une occasion de venir à tous les autres.",
        "Un grand jour est annoncé, avec sa date et son lieu.",
        "grand-jour",
        lambda defi, _: bool(defi.evenements),
        needless=_no_great_day,
    ),
    Step(
        "le-tenir",
        "activaction",
        "Vivre le grand jour et le raconter",
        "Qui n’était pas là le découvre, et qui a aidé se voit remercié.",
        "Le grand jour est passé, et vous en avez écrit quelques lignes.",
        "recit",
        _great_day_told,
        apres="preparer-le-grand-jour",
        waits=_great_day_to_come,
        attente="Le grand jour est le {jour}.",
        missing=_great_day_gone,
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
        waits=_great_day_to_come,
        attente="Après le grand jour, le {jour}.",
    ),
)

STEPS: Final = _INFORMACTION + _CREACTION + _ACTIVACTION
"""The whole road."""

STEP: Final = {step.slug: step for step in STEPS}
