"""Annonces that say the same thing near each other are gathered; what is apart never is."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from values import annonce

from generator.accompaniment import gathering
from generator.accompaniment.gathering import LEAST, Annonce, gathered
from generator.accompaniment.subjects import _SUBJECT_OF
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
        "Je vais à Épinal tous les matins, qui veut partager la route ?",
        "je n’ai pas le permis et je travaille à Vittel, quelqu’un y va ?",
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
        "J’habite un appartement, je rêve d’un bout de jardin",
        "Cherche un coin de potager à cultiver, je donne la moitié des légumes",
        "Un jardin partagé derrière l’église ?",
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
        "Mon vélo est cassé et le magasin le plus proche est à 30 km.",
        "velo a reparer, pas les moyens d’aller chez le marchand",
    )),
    "café": (("alimentation", "convivialite"), (
        "Il n’y a plus de café au village depuis dix ans. Qui voudrait en rouvrir un ?",
        "Un bistrot, même deux soirs par semaine, pour se voir !",
        "NOTRE TROQUET A FERMÉ. ON FAIT QUOI ?",
    )),
    "cars": (("mobilite",), (
        "Le dernier car passe à 17 h 40, après plus rien.",
        "Il n’y a plus de bus le samedi pour aller au marché",
        "Le dernier car part trop tôt, on ne peut pas rester aux réunions.",
        "Ma mère ne conduit plus, le car ne passe qu’en période scolaire",
    )),
    "compost": (("nature",), (
        "Où mettre mes épluchures ? pas de jardin, immeuble de 12 logements",
        "Un composteur collectif en bas des HLM",
        "envie de composter mais je ne sais pas comment m’y prendre",
    )),
    "isolation": (("habitat",), (
        "Ma maison est une passoire, comment isoler sans se faire arnaquer ?",
        "Isolation à un euro : qui connaît un artisan honnête ?",
        "on veut refaire l’isolation du grenier, à plusieurs on aurait un prix",
    )),
    "papiers": (("democratie-locale",), (
        "Je n’arrive pas à faire ma déclaration d’impôts",
        "Besoin d’aide pour un dossier de retraite",
        "le site de la préfecture me bloque, pour ma carte grise",
    )),
    "médecin": (("sante",), (
        "Plus de médecin à Mirecourt.",
        "On cherche un médecin généraliste.",
        "Mon médecin est parti, je n’ai plus de docteur.",
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
    (VOITURE, "Qui a une remorque pour un déménagement samedi matin ?"),
    (VOITURE, "L’arrêt du bus scolaire est sans abri, les gamins attendent sous la pluie"),
    (LIEN, "Le médecin dit d’aller marcher : qui marche avec moi le jeudi ?"),
    (LIEN, "Qui me conduirait chez le médecin à Neufchâteau ?"),
    (TERRE, "Je n’arrive plus à tondre mon jardin, j’ai 82 ans"),
    (TERRE, "Cherche tondeuse à emprunter pour mon jardin"),
    (("habitat",), "Je vis seule, maison isolée, et l’hiver les soirées sont longues"),
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


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_changes_no_group(seed):
    annonces = _all()
    random.Random(seed).shuffle(annonces)
    assert _groups(annonces) == _groups(_all())


CARE = SAID["garde"]


def test_five_annonces_say_in_a_sentence_what_they_look_for():
    [group] = gathered(_some("garde", *CARE))
    assert group.phrase == (
        "Cinq annonces, autour de Mirecourt, cherchent la même chose : enfants, garde, mercredi."
    )
    assert group.slugs == tuple(f"garde-{rank}" for rank in range(5))
    assert not group.exemple


@pytest.mark.parametrize(
    ("town", "said"),
    [
        ("Épinal (Vosges)", "autour d’Épinal"),
        ("Le Tholy (Vosges)", "autour du Tholy"),
        ("Les Forges (Vosges)", "autour des Forges"),
        ("La Bresse (Vosges)", "autour de La Bresse"),
        ("Hennecourt (Vosges)", "autour de Hennecourt"),
    ],
)
def test_the_place_is_named_as_one_says_it(town, said):
    [group] = gathered(_some("garde", *CARE, towns=[town]))
    assert said in group.phrase


def test_an_opinion_among_them_looks_for_nothing():
    told = annonce(
        "idee",
        genre="idee",
        themes=CARE[0],
        texte="Si l’on gardait les enfants à tour de rôle, le mercredi ?",
    )
    [group] = gathered([*_some("garde", *CARE), told])
    assert "Six annonces, autour de Mirecourt, parlent de la même chose" in group.phrase


def _changed(**more: object) -> list[Annonce]:
    """The first three of those who look for care, the last one changed."""
    *first, last = _some("garde", CARE[0], CARE[1][:LEAST])
    return [*first, replace(last, fiche=replace(last.fiche, **more))]


def test_three_are_gathered_and_two_are_not():
    assert len(gathered(_changed())) == 1
    assert gathered(_changed()[:2]) == []


@pytest.mark.parametrize(
    "more",
    [
        {"genre": "offre"},
        {"exemple": True},
        {"themes": ("nature",)},
        {"themes": ()},
        {"commune": find_commune("Rennes (Ille-et-Vilaine)")},
        {"texte": "Qui pourrait garder le chien de mes enfants, le mercredi ?"},
    ],
    ids=["offered", "invented", "other-theme", "no-theme", "far", "of-animals"],
)
def test_what_is_apart_is_left(more):
    assert gathered(_changed(**more)) == []


def test_what_a_defi_takes_up_is_left():
    assert gathered(_changed(), {"garde-1"}) == []


def test_examples_go_with_examples_and_come_after_what_is_real():
    invented = [
        replace(one, slug=f"a-{one.slug}", fiche=replace(one.fiche, exemple=True))
        for one in _changed()
    ]
    real, example = gathered([*invented, *_changed()])
    assert (real.exemple, example.exemple) == (False, True)
    assert {one.fiche.exemple for one in example.annonces} == {True}


def test_a_commune_whose_place_is_not_known_gathers_its_own():
    nowhere = find_commune("Mirecourt (Vosges)")._replace(point=None)
    lost = [replace(one, fiche=replace(one.fiche, commune=nowhere)) for one in _changed()]
    assert len(gathered(lost)) == 1
    assert gathered([*lost[:2], _changed()[2]]) == []


def test_a_big_town_has_one_group_of_all_who_say_the_same():
    many = _some("garde", CARE[0], CARE[1] * 40, towns=["Paris (75)"])
    [group] = gathered(many)
    assert len(group.annonces) == len(many)


AGAINST_EACH_OTHER: Sequence[Sequence[tuple[str, str]]] = (
    (("opinion", "Le covoiturage, ça n’a jamais marché chez nous, arrêtons d’en parler"),
     ("besoin", "Cherche covoiturage pour Nancy"),
     ("opinion", "L’aire de covoiturage fermée, c’est devenu une décharge")),
    (("opinion", "Mon voisin broie ses branches à 7h, broyeur infernal le dimanche"),
     ("besoin", "Cherche broyeur à prêter"), ("besoin", "Un broyeur à emprunter")),
    (("opinion", "Les ordinateurs de la médiathèque sont trop lents"),
     ("envie", "mon fils passe sa vie sur internet, parlons-en entre parents"),
     ("besoin", "Cherche un ordi d’occasion")),
    (("opinion", "Je suis contre le retour de la buvette au stade"),
     ("envie", "Une buvette au stade le dimanche"),
     ("opinion", "La buvette du stade, encore des nuits sans sommeil")),
    (("opinion", "La cantine est trop chère, mes enfants mangent froid à la maison"),
     ("besoin", "Je cherche un emploi à la cantine"),
     ("idee", "Les enfants jettent tout à la cantine : récupérons les restes")),
    (("opinion", "Les ruches du voisin, ma fille est allergique aux abeilles"),
     ("besoin", "Cherche coin pour poser deux ruches"),
     ("envie", "Envie d’apprendre l’apiculture, une ruche pour débuter")),
    (("opinion", "Le garde champêtre fait peur à mes enfants"),
     ("besoin", "Qui peut garder mes enfants le mercredi ?"),
     ("opinion", "Gardez vos enfants chez vous après 22 h")),
    (("besoin", "Ma mère âgée est seule, qui lui rend visite ?"),
     ("opinion", "Les vieux isolés conduisent trop lentement"),
     ("besoin", "J’ai une vieille maison isolée à rénover"),
     ("besoin", "Cherche un vieux meuble isolé")),
    (("besoin", "Cherche petits outils de jardin"), ("opinion", "Vends jardin et outils"),
     ("opinion", "On m’a volé mes outils dans mon jardin")),
    (("opinion", "Réparer la route, pas les vélos"), ("besoin", "Mon vélo à réparer, qui sait ?"),
     ("envie", "J’aimerais réparer des vélos")),
    (("envie", "À Mirecourt, un marché le samedi matin"),
     ("opinion", "À Mirecourt, la poste est fermée le samedi matin"),
     ("besoin", "Cherche cours de gym à Mirecourt, samedi matin")),
    (("envie", "Une association pour un atelier poterie"),
     ("envie", "Atelier cuisine par une association"),
     ("besoin", "Notre association cherche un atelier pour ses décors")),
    (("besoin", "Cherche étudiante sérieuse, vraiment sérieuse"),
     ("besoin", "Étudiante sérieuse cherche studio"), ("besoin", "étudiante sérieuse fait ménages")),
    (("besoin", "J’ai perdu ma carte grise, l’avez-vous trouvée ?"),
     ("besoin", "Dossier de retraite : qui m’aide ?"),
     ("besoin", "Déclaration d’impôts : qui m’aide ?")),
    (("besoin", "Cherche des épluchures pour mes poules"), ("idee", "Un composteur collectif"),
     ("besoin", "Où mettre mes épluchures ?")),
    (("envie", "Un marché, le jeudi matin, avec les voisins"),
     ("envie", "Marcher le jeudi matin avec des voisins"),
     ("envie", "MARCHE DU JEUDI MATIN : ENVIE DE MARCHER ENTRE VOISINS")),
    (("opinion", "Tout est fermé à Mirecourt, sauf Poussay"),
     ("opinion", "De Mirecourt à Poussay, la boue"), ("opinion", "Mirecourt, Poussay : deux clochers")),
)  # fmt: skip
"""Words in common that are for and against, or say nothing of what is sought."""


@pytest.mark.parametrize("said", AGAINST_EACH_OTHER, ids=lambda said: said[0][1][:24])
def test_one_word_in_common_does_not_make_for_and_against_the_same(said):
    towns = [find_commune(name) for name in TOWNS]
    some = [
        annonce(f"a{rank}", genre=genre, texte=text, themes=TERRE, commune=towns[rank % 2])
        for rank, (genre, text) in enumerate(said)
    ]
    assert _groups(some) == set()


MERCREDI = (
    "Cherche garde le mercredi pour mes deux enfants.",
    "Besoin d’une nounou le mercredi après-midi, une semaine sur deux.",
    "Qui pourrait garder ma fille après l’école et le mercredi ?",
    "Garde partagée le mercredi ? Nous avons deux petits.",
    "Je ne trouve personne pour garder mon bébé le mercredi.",
)


def test_who_says_in_few_words_what_a_group_says_joins_it():
    """« nounou » and « mercredi » alone would gather nobody; nor does who says only one of them join."""
    other = _some("autre", GARDE, ["Qui monte la garde du four, la nuit ?"])
    (found,) = gathered([*_some("m", GARDE, MERCREDI), *other])
    assert found.slugs == ("m-0", "m-1", "m-2", "m-3", "m-4")


PISCINE = (
    "La piscine est à quarante minutes. Qui irait avec moi le jeudi ?",
    "Mes enfants ne savent pas nager, la piscine est trop loin.",
    "Je voudrais aller à la piscine, mais sans voiture c’est impossible.",
    "Besoin d’un bassin ou d’une piscine pour mon dos",
    "On pourrait louer un minibus pour la piscine",
)


def test_five_speak_of_the_same_thing_by_one_word_where_four_may_not():
    five = _some("p", ("sante",), PISCINE)
    (found,) = gathered(five)
    assert found.phrase == "Cinq annonces, autour de Mirecourt, parlent de la même chose : piscine."
    assert gathered(five[:4]) == []
    against = replace(five[4], fiche=replace(five[4].fiche, genre="opinion"))
    assert gathered([*five[:4], against]) == []


@pytest.mark.parametrize(
    "text", ["On cherche un médecin.", "un car le samedi", "Une AMAP ici ?", "Un endroit à nous"]
)
def test_the_same_words_say_the_same_thing_however_few_they_are(text):
    [group] = gathered(_some("t", LIEN, [text, text.upper(), text]))
    assert len(group.annonces) == LEAST
    assert group.phrase.endswith((f" : {', '.join(group.mots)}.", "la même chose."))


@pytest.mark.parametrize("count", [11, 12, 20])
def test_one_who_says_two_things_takes_nobody_out_of_what_is_left(count):
    both = annonce(
        "a",
        genre="besoin",
        themes=("education", "mobilite"),
        texte="Garder mes enfants le mercredi, ou un covoiturage pour l’école",
    )
    care = ["Cherche quelqu’un pour garder mes enfants le mercredi"] * count
    road = ["Cherche covoiturage pour Nancy"] * (count + 3)
    found = gathered([both, *_some("g", ("education",), care), *_some("v", ("mobilite",), road)])
    assert [len(one.annonces) for one in found] == [count + 4, count]


def test_a_text_that_holds_all_words_swallows_no_other():
    every = "garde enfants covoiturage broyeur couture café potager internet chorale ruche mercredi"
    themes = (*GARDE, *TERRE, *LIEN)
    stuffed = [annonce(f"s{rank}", genre="besoin", texte=f"{every} {word}", themes=themes)
               for rank, word in enumerate(("vélo", "pain", "livres", "loyer"))]  # fmt: skip
    care = _some("garde", *CARE)
    assert _groups([*stuffed, *care]) == _groups(care)


def test_in_a_big_town_each_is_held_to_some_of_those_who_share_a_word(monkeypatch):
    held = []
    alike = gathering._is_alike
    monkeypatch.setattr(gathering, "_is_alike", lambda *two: held.append(two) or alike(*two))
    monkeypatch.setattr(gathering, "_LOOKED_AT", 20)
    texts = [
        f"Des visites à mon oncle{chr(97 + rank % 26)}{chr(97 + rank // 26)}" for rank in range(120)
    ]
    (found,) = gathered(_some("t", ("sante",), texts, towns=["Paris (75)"]))
    assert found.sur_un_mot
    assert len(held) <= len(texts) * 20


_WORDS = st.sampled_from([*_SUBJECT_OF, "le", "Mirecourt", "<b>", "’", "\u0301", "12"])


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=6).map(" ".join), min_size=3, max_size=8))
@example(["garder enfants", "nounou fille", "garde bebe mercredi"])
def test_no_text_makes_anything_but_groups(texts):
    some = _some("t", CARE[0], texts, towns=TOWNS[:1])
    found = gathered([*some, *_some("garde", *CARE)])
    told = [slug for group in found for slug in group.slugs]
    assert found
    assert len(told) == len(set(told))
    for group in found:
        assert len(group.annonces) >= LEAST
        assert group.phrase.endswith(".")
