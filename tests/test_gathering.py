"""Annonces that say the same thing near each other are gathered; what is apart never is."""

from __future__ import annotations

from collections.abc import Sequence

from values import annonce

from generator.accompaniment.gathering import Annonce, gathered
from generator.geography import find_commune

GARDE = ("education", "travail")
VOITURE = ("mobilite", "travail")
TERRE = ("nature", "alimentation")
LIEN = ("convivialite", "sante")

SAID: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "garde": (GARDE, (
        "Le mercredi, je cherche quelqu’un pour garder ma fille de 16 h à 18 h.",
        "BONJOUR, QUI POURRAIT GARDER MES 2 ENFANTS LE MERCREDI APRES MIDI ? MERCI",
        "Nounou cherchée pour mes deux petits, les mercredis. Je travaille à l’hôpital.",
        "Plus de place au périscolaire… Des parents pour se relayer le mercredi, un enfant de plus à table ?",
        "je ne trouve aucune garde pour mon fils le mercredi, on pourrait s’organiser entre parents",
    )),
    "covoiturage": (VOITURE, (
        "Je vais à Épinal tous les matins à 7 h : qui ferait du covoiturage ?",
        "covoiturage nancy le lundi et le jeudi, je participe aux frais",
        "Pourquoi sommes-nous tous seuls dans nos voitures ? J’aimerais covoiturer pour aller à la gare.",
    )),
    "broyeur": (("habitat", "nature"), (
        "Quelqu’un aurait-il un broyeur de branches à prêter en novembre ?",
        "J’ai taillé ma haie, et je n’ai pas de broyeur. Acheter pour une fois l’an est bête.",
        "On pourrait avoir un broyeur à plusieurs dans le quartier",
    )),
    "couture": (("culture", "convivialite"), (
        "Ma machine à coudre est en panne, j’en cherche une pour quelques semaines.",
        "Je voudrais apprendre à coudre : qui me montrerait ?",
        "Envie d’un atelier couture, le soir, pour reprendre nos vêtements.",
    )),
    "potager": (TERRE, (
        "J’habite au quatrième et je rêve d’un bout de potager.",
        "Qui partagerait son potager ? J’arrose, je désherbe.",
        "Un potager avec d’autres, pour mes enfants qui n’ont jamais vu pousser une tomate.",
    )),
    "visites": (LIEN, (
        "Ma mère vit seule depuis l’hiver. Qui lui rendrait visite, une heure, l’après-midi ?",
        "Des visites aux personnes âgées isolées, cela se faisait avant. Pourquoi plus maintenant ?",
        "Je cherche des gens pour visiter les anciens seuls de ma rue avec moi.",
    )),
    "internet": (("education", "democratie-locale"), (
        "Je n’arrive pas à faire ma déclaration sur internet. Qui m’aiderait, sans se moquer ?",
        "Il faudrait quelqu’un qui montre l’ordinateur aux retraités de la commune.",
        "Impossible de prendre rendez-vous sans internet, je cherche un coup de main.",
    )),
    "réparer": (("habitat", "convivialite"), (
        "Mon grille-pain ne marche plus : qui saurait le réparer, ou m’apprendre ?",
        "J’aimerais que l’on répare ensemble au lieu de jeter : grille-pain, lampes.",
        "Un endroit où réparer sa bouilloire, son grille pain, sa radio",
    )),
    "vélo": (("mobilite", "education"), (
        "Qui saurait réparer mon vieux vélo ? Les freins ne tiennent plus.",
        "Je cherche un atelier pour réparer les vélos des enfants",
        "velo a reparer, pas les moyens d’aller chez le marchand",
    )),
    "café": (("alimentation", "convivialite"), (
        "Il n’y a plus de café au village depuis dix ans. Qui voudrait en rouvrir un ?",
        "Un bistrot, même deux soirs par semaine, pour se voir !",
        "NOTRE TROQUET A FERMÉ. ON FAIT QUOI ?",
    )),
}  # fmt: skip
"""What people look for, by different pens: of each subject, the themes, and three texts or more."""

APART: Sequence[tuple[tuple[str, ...], str]] = (
    (LIEN, "Je cherche quelqu’un pour porter mes courses le mercredi."),
    (LIEN, "Je cherche quelqu’un pour jouer aux échecs le mercredi."),
    (LIEN, "Je cherche quelqu’un pour promener mon chien le mercredi."),
    (LIEN, "Je cherche quelqu’un pour m’emmener au marché le mercredi."),
    (LIEN, "Je cherche quelqu’un pour tailler mes rosiers ; on en parle autour d’un café ?"),
    (GARDE, "Je cherche quelqu’un pour garder mon chien le mercredi, je travaille."),
    (GARDE, "Un atelier de dessin pour les enfants, après l’école ?"),
    (GARDE, "Des devoirs à plusieurs, le soir, avec un retraité patient."),
    (VOITURE, "Le trottoir de la rue de la gare est trop étroit pour une poussette."),
    (VOITURE, "Le dernier car part trop tôt, on ne peut pas rester aux réunions."),
    (VOITURE, "Qui a une remorque pour un déménagement samedi matin ?"),
    (TERRE, "Je voudrais des graines de tomates anciennes."),
    (TERRE, "Des œufs et du lait d’à côté, sans prendre la voiture."),
    (("culture", "convivialite"), "Envie de chanter à plusieurs, un soir par semaine."),
    (("culture", "convivialite"), "Envie de jouer aux cartes, un soir par semaine."),
    (("culture", "convivialite"), "Envie de lire à plusieurs, un soir par semaine."),
    (("culture", "convivialite"), "Envie de danser, un soir par semaine, même débutant."),
)
"""What says one thing alone, in the words in which the others ask."""

TOWNS = ("Mirecourt (Vosges)", "Poussay (Vosges)", "Vittel (Vosges)", "Mirecourt (Vosges)")


def _some(
    name: str, themes: tuple[str, ...], texts: Sequence[str], towns: Sequence[str] = TOWNS
) -> list[Annonce]:
    return [
        annonce(f"{name}-{rank}", genre="besoin", texte=text, themes=themes,
                commune=find_commune(towns[rank % len(towns)]))
        for rank, text in enumerate(texts)
    ]  # fmt: skip


def _all() -> list[Annonce]:
    alike = (one for name, (themes, texts) in SAID.items() for one in _some(name, themes, texts))
    apart = (one for rank, (t, text) in enumerate(APART) for one in _some(f"seul{rank}", t, [text]))
    return [*alike, *apart]


def _groups(annonces: Sequence[Annonce]) -> set[frozenset[str]]:
    return {frozenset(one.slugs) for one in gathered(annonces)}


def test_what_different_pens_say_of_one_thing_is_gathered_and_nothing_else_is() -> None:
    expected = {
        frozenset(f"{name}-{rank}" for rank in range(len(texts)))
        for name, (_, texts) in SAID.items()
    }
    assert _groups(_all()) == expected
