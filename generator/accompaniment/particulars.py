"""What a place, a theme or a kind of project changes in a step: one table, one sentence each.

No law and no figure stands here: those belong to guides, with their sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from generator.geography import search_key

_PLACES: Final[Mapping[str, Mapping[str, str]]] = {
    "rural": {
        "inviter": "En milieu rural : dites comment on vient sans voiture, aller et retour.",
        "fixer-le-debat": "En milieu rural : choisissez un lieu que tous peuvent atteindre, et changez de village à chaque fois.",
        "trouver-des-partenaires": "En milieu rural : pensez à l’épicerie, à l’école, au club de sport, que tout le monde croise.",
        "faire-connaitre": "En milieu rural : affichez aussi sur papier, le réseau ne passe pas partout.",
    },
    "pavillonnaire": {
        "inviter": "Entre maisons : glissez un mot dans les boîtes, écrit gros, et passez sonner.",
        "fixer-le-debat": "Entre maisons : une table au bout de la rue suffit, à une heure où chacun est rentré.",
        "trouver-des-partenaires": "Entre maisons : demandez à l’association du quartier et à la mairie, et voyez ce qui dort dans les garages.",
        "preparer-le-grand-jour": "Entre maisons : montrez le résultat dans la rue même, les voisins viendront à pied.",
    },
    "petite-ville": {
        "inviter": "Dans une petite ville : passez au marché et à la sortie de l’école, et invitez les villages autour.",
        "fixer-le-debat": "Dans une petite ville : installez-vous là où l’on passe déjà, près du marché ou à la médiathèque.",
        "trouver-des-partenaires": "Dans une petite ville : allez voir tôt les commerçants et la médiathèque.",
        "preparer-le-grand-jour": "Dans une petite ville : choisissez un jour de marché, pour ceux qui viennent déjà.",
    },
    "metropole": {
        "inviter": "Dans une métropole : portez l’invitation en main propre, traduite, et dites qui garde les enfants.",
        "fixer-le-debat": "Dans une métropole : commencez au pied d’un immeuble, pas par toute la ville.",
        "voir-qui-compte": "Dans une métropole : demandez tôt à qui appartient le sol, au bailleur, à la ville ou à une copropriété.",
        "faire-connaitre": "Dans une métropole : donnez vite quelque chose à voir, même un banc.",
    },
}

_THEMES: Final[Mapping[str, Mapping[str, str]]] = {
    "alimentation": {
        "poser-la-question": "Pour l’alimentation : partez d’un repas précis, d’une course ou d’un produit qui manque.",
        "essayer-en-petit": "Pour l’alimentation : essayez avec un seul produit et quelques foyers.",
        "faire-durer": "Pour l’alimentation : dites qui commande, qui reçoit et qui range.",
    },
    "convivialite": {
        "tenir-le-debat": "Pour la convivialité : commencez par quelque chose à boire et à faire avec les mains.",
        "essayer-en-petit": "Pour la convivialité : ouvrez une porte une fois, sans programme, et regardez qui reste.",
        "faire-durer": "Pour la convivialité : tenez le même jour et la même heure, on s’en souvient mieux.",
    },
    "culture": {
        "tenir-le-debat": "Pour la culture : faites entendre une chanson ou une image avant de discuter.",
        "essayer-en-petit": "Pour la culture : tentez une scène ou une lecture devant vingt personnes.",
        "preparer-le-grand-jour": "Pour la culture : demandez tôt aux artistes ce qu’il leur faut sur place.",
    },
    "democratie-locale": {
        "inviter": "Pour la démocratie locale : invitez aussi les élus, et ceux qui ne viennent jamais.",
        "voir-qui-compte": "Pour la démocratie locale : notez qui décide, à quelle date, et qui donne un avis.",
        "tout-raconter": "Pour la démocratie locale : dites ce qui vous a été répondu, même quand c’est non.",
    },
    "education": {
        "fixer-le-debat": "Pour l’éducation : choisissez une heure où parents et enfants peuvent venir.",
        "voir-qui-compte": "Pour l’éducation : parlez à l’école, aux parents d’élèves et au centre social.",
        "prevoir-le-deploiement": "Pour l’éducation : comptez avec les vacances scolaires.",
    },
    "habitat": {
        "poser-la-question": "Pour l’habitat : partez de ce que l’on vit chez soi, le froid, l’étage, le loyer.",
        "voir-qui-compte": "Pour l’habitat : nommez le propriétaire, le bailleur ou la copropriété.",
        "prevoir-le-deploiement": "Pour l’habitat : comptez large entre le devis, l’accord de chacun et le chantier.",
    },
    "mobilite": {
        "poser-la-question": "Pour la mobilité : notez un trajet précis, son heure et qui ne peut pas le faire.",
        "essayer-en-petit": "Pour la mobilité : essayez un seul trajet, à heure fixe, pendant quelques semaines.",
        "preparer-le-grand-jour": "Pour la mobilité : faites du trajet pour venir une partie de la fête.",
    },
    "nature": {
        "fixer-le-debat": "Pour la nature : retrouvez-vous dehors, à l’endroit dont vous parlez.",
        "essayer-en-petit": "Pour la nature : commencez par un carré de terre, pour une saison.",
        "faire-durer": "Pour la nature : dites qui arrose et qui passe pendant l’été.",
    },
    "sante": {
        "poser-la-question": "Pour la santé : parlez de ce qui aide à aller bien, jamais de la santé d’une personne.",
        "trouver-des-partenaires": "Pour la santé : demandez conseil à ceux dont c’est le métier avant de proposer.",
        "faire-durer": "Pour la santé : veillez à ce que ceux qui aident puissent souffler aussi.",
    },
    "travail": {
        "inviter": "Pour le travail : pensez à ceux dont les horaires sont décalés.",
        "essayer-en-petit": "Pour le travail : partagez une pièce ou un outil quelques jours avant d’en louer un.",
        "equilibrer-le-budget": "Pour le travail : comptez ce que coûte un mois avec peu de monde.",
    },
}

_KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "cafe": {
        "fixer-le-debat": "Pour un café : débattez autour d’une vraie table, avec de quoi boire.",
        "essayer-en-petit": "Pour un café : ouvrez quelques samedis dans une salle prêtée avant de louer.",
        "faire-durer": "Pour un café : écrivez qui ouvre et qui ferme, à deux de préférence.",
    },
    "festival": {
        "fixer-le-debat": "Pour un festival : débattez dans chaque village que vous voulez traverser.",
        "essayer-en-petit": "Pour un festival : essayez une soirée, avec une scène et un repas.",
        "preparer-le-grand-jour": "Pour un festival : prévoyez qui accueille, qui range et comment chacun rentre.",
    },
    "jardin": {
        "fixer-le-debat": "Pour un jardin : débattez sur le terrain auquel vous pensez.",
        "voir-qui-compte": "Pour un jardin : cherchez d’abord à qui est le terrain.",
        "faire-durer": "Pour un jardin : partagez l’arrosage, l’été surtout.",
    },
    "renovation": {
        "se-compter": "Pour un chantier à plusieurs : comptez les maisons, et celles qui attendent de voir.",
        "comparer-des-pistes": "Pour un chantier à plusieurs : comparez des devis faits pour les mêmes travaux.",
        "prevoir-le-deploiement": "Pour un chantier à plusieurs : notez l’ordre des maisons et qui accueille l’équipe.",
    },
    "facades": {
        "tenir-le-debat": "Pour des façades : venez avec des couleurs à tenir devant les murs.",
        "essayer-en-petit": "Pour des façades : peignez un seul mur, ou un carton à sa taille.",
        "preparer-le-grand-jour": "Pour des façades : invitez à faire le tour de la rue à pied.",
    },
    "magasin": {
        "se-compter": "Pour un magasin : comptez les foyers qui y viendraient chaque semaine.",
        "essayer-en-petit": "Pour un magasin : commencez par une commande groupée, une fois.",
        "faire-durer": "Pour un magasin : dites qui tient la caisse et à quelles heures.",
    },
    "groupement": {
        "se-compter": "Pour des achats groupés : comptez les foyers, et ce que chacun prendrait.",
        "essayer-en-petit": "Pour des achats groupés : commandez un seul produit, une fois.",
        "faire-durer": "Pour des achats groupés : tournez pour la commande, la réception et le partage.",
    },
    "atelier": {
        "tenir-le-debat": "Pour un atelier : réparez ou fabriquez quelque chose pendant que l’on parle.",
        "essayer-en-petit": "Pour un atelier : tenez une table d’outils un samedi.",
        "faire-durer": "Pour un atelier : dites qui ouvre, et qui veille aux outils.",
    },
    "habitat": {
        "se-compter": "Pour un habitat partagé : comptez les foyers prêts à y vivre, à tous les âges.",
        "essayer-en-petit": "Pour un habitat partagé : passez un week-end ensemble, repas et comptes compris.",
        "prevoir-le-deploiement": "Pour un habitat partagé : notez les grandes dates, du terrain aux clés.",
    },
    "trajets": {
        "se-compter": "Pour des trajets partagés : comptez les places offertes et les trajets cherchés.",
        "essayer-en-petit": "Pour des trajets partagés : commencez par un jour et une destination.",
        "faire-durer": "Pour des trajets partagés : prévoyez qui remplace un conducteur absent.",
    },
    "travail": {
        "se-compter": "Pour un lieu de travail partagé : comptez les jours que chacun y passerait.",
        "essayer-en-petit": "Pour un lieu de travail partagé : empruntez une salle une journée par semaine.",
        "faire-durer": "Pour un lieu de travail partagé : dites qui a les clés et qui accueille les nouveaux.",
    },
    "urbanisme": {
        "tenir-le-debat": "Pour un plan ou un quartier : marchez ensemble, carte en main, avant de vous asseoir.",
        "comparer-des-pistes": "Pour un plan ou un quartier : dessinez chaque piste sur la même carte.",
        "tout-raconter": "Pour un plan ou un quartier : dites ce que le plan a repris de vos demandes.",
    },
}

_WORDS: Final[Mapping[str, str]] = {
    "cafe": "cafe",
    "bistrot": "cafe",
    "buvette": "cafe",
    "festival": "festival",
    "fete": "festival",
    "jardin": "jardin",
    "potager": "jardin",
    "verger": "jardin",
    "facades": "facades",
    "facade": "facades",
    "ravalement": "facades",
    "renovation": "renovation",
    "isolation": "renovation",
    "chantier": "renovation",
    "magasin": "magasin",
    "epicerie": "magasin",
    "boutique": "magasin",
    "groupement": "groupement",
    "achat": "groupement",
    "achats": "groupement",
    "amap": "groupement",
    "coworking": "travail",
    "bureau": "travail",
    "bureaux": "travail",
    "incubateur": "travail",
    "atelier": "atelier",
    "velo": "atelier",
    "fab": "atelier",
    "fablab": "atelier",
    "ressourcerie": "atelier",
    "habitat": "habitat",
    "logement": "habitat",
    "logements": "habitat",
    "promotion": "habitat",
    "trajet": "trajets",
    "trajets": "trajets",
    "covoiturage": "trajets",
    "autopartage": "trajets",
    "urbanisme": "urbanisme",
    "plu": "urbanisme",
    "urbain": "urbanisme",
    "quartier": "urbanisme",
}
"""The kind that a word tells, as `search_key` writes it; the first one that is known counts."""


@lru_cache(maxsize=4096)
def _family_of(said: str) -> str:
    """The kind of project that some words tell (« Café participatif », « jardin-partage »), or nothing."""
    return next((_WORDS[word] for word in search_key(said).split() if word in _WORDS), "")


@lru_cache(maxsize=4096)
def particulars(territoire: str, themes: tuple[str, ...], said: str) -> Mapping[str, str]:
    """What is particular in each step, by its slug, for a type of territory, themes, a kind in words.

    The kind speaks first, then the place, then the first of the themes that has a word for the step.
    """
    of_themes: dict[str, str] = {}
    for theme in themes:
        of_themes = {**_THEMES.get(theme, {}), **of_themes}
    tables = (_KINDS.get(_family_of(said), {}), _PLACES.get(territoire, {}), of_themes)
    slugs = {slug for table in tables for slug in table}
    return {
        slug: " ".join(table[slug] for table in tables if slug in table) for slug in sorted(slugs)
    }
