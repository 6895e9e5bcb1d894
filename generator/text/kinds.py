"""Every sentence that a reader of `bvm verifier` can meet, by the kind of problem that it tells.

It is a table, and one place: a new kind is a new line here, with what is wrong and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial


class Severity(StrEnum):
    """`ERROR` stops `bvm verifier` and the strict build; `ADVICE` only informs."""

    ERROR = "erreur"
    ADVICE = "conseil"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem: how serious it is and the sentence that explains it."""

    severity: Severity
    sentence: str
    asked: str = ""
    """The same for who answered a question and sees no file, where other words are needed."""


_error = partial(ProblemKind, Severity.ERROR)
_advice = partial(ProblemKind, Severity.ADVICE)

_IN_NEWS = "Cela se dit dans le formulaire « Donner des nouvelles d’un défi »."


KINDS: dict[str, ProblemKind] = {
    # The settings of the site.
    "reglages_absents": _error(
        "ce fichier manque : sans lui, le site n’a ni nom ni textes. Placez-vous à la racine du dépôt, "
        "ou remettez-le : git checkout mkdocs.yml"
    ),
    "reglages_illisibles": _error(
        "ces réglages ne se lisent plus à partir d’ici : un retrait ou un deux-points est souvent de "
        "travers. Voyez ce qui a changé : git diff mkdocs.yml"
    ),
    "reglages_dossier": _error(
        "on lit « {lu} », et aucun dossier ne se lit à cet endroit. Remettez ce dossier, ou écrivez "
        "son nom."
    ),
    "exemples_anciens": _error(
        "« {lu} » est avant {an} : les dates des exemples avanceraient d’autant d’années. Écrivez le "
        "jour pour lequel ils sont écrits, par exemple : 2026-11-22"
    ),
    "exemples_a_venir": _advice(
        "« {lu} » est à venir : jusque-là, les dates des exemples n’avancent pas. Si ce n’est pas voulu, "
        "écrivez le jour pour lequel les exemples sont écrits, par exemple celui d’aujourd’hui : {propose}"
    ),
    # The file itself.
    "fichier_illisible": _error(
        "ce fichier ne peut pas être lu ({raison}). Vérifiez qu’il existe encore "
        "et que vous avez le droit de le lire."
    ),
    "fichier_binaire": _error(
        "ce n’est pas un texte, malgré son nom : {detail}. Ouvrez-le dans le logiciel où il a été "
        "fait, copiez son texte dans un fichier neuf, et enregistrez-le en UTF-8 ; une photo se range "
        "dans defis/images/."
    ),
    "fichier_vide": _error(
        "ce fichier est vide. Écrivez-y l’en-tête et le texte (bvm nouveau prépare un défi), ou effacez le "
        "fichier."
    ),
    "fichier_trop_lourd": _error(
        "ce fichier pèse {taille} Ko, la limite est de {limite} Ko. Raccourcissez le texte ; "
        "les photos se rangent dans defis/images/.",
        "la page du défi deviendrait trop lourde ({taille} Ko, {limite} Ko au plus). "
        "Raccourcissez votre texte, et gardez l’essentiel.",
    ),
    "encodage": _error(
        "ce fichier n’est pas en UTF-8 ({lu}). Enregistrez-le de nouveau en choisissant l’encodage "
        "« UTF-8 » : dans le Bloc-notes de Windows, « Fichier », « Enregistrer sous », « Encodage »."
    ),
    "caractere_interdit": _error(
        "caractère interdit {code} ({nom}) à la colonne {colonne}{mot} : il ne se voit pas et peut "
        "tromper le lecteur. Effacez-le et retapez le passage.",
        "un signe qui ne se voit pas, et qui peut tromper le lecteur, s’est glissé dans ce texte{mot}. Il "
        "vient souvent d’un copier-coller : effacez ce mot et retapez-le au clavier.",
    ),
    "signe_invisible": _advice(
        "un signe qui ne se voit pas, {code} ({nom}), est à la colonne {colonne}{mot}. Il ne sera pas "
        "publié. Pour l’ôter d’ici, effacez le mot et retapez-le."
    ),
    "donnee_personnelle": _error(
        "on reconnaît ici {nature}. Tout ce qui est écrit ici est public et le reste : effacez ce "
        "passage, même s’il s’agit de vous. Les réponses passent par l’adresse du territoire ou du "
        "site, jamais par celle d’une personne."
    ),
    "adresse_ou_compte": _error(
        "on reconnaît ici une adresse électronique, ou un compte qui y ressemble. Si c’est un compte public "
        "(Mastodon, Mobilizon, Lemmy…), écrivez plutôt l’adresse de sa page, comme "
        "https://mastodon.example/@lavoir ; sinon, effacez ce passage, même s’il s’agit de vous : tout ce qui est "
        "écrit ici est public et le reste."
    ),
    "secret": _error(
        "on reconnaît ici un mot de passe ou une clé d’accès. Changez-le d’abord, là où il sert : "
        "d’autres ont pu le lire. Effacez ensuite ce passage."
    ),
    "lien_prive": _error(
        "on reconnaît ici un lien vers une messagerie ou un groupe fermé. Il mène à des personnes, et ce "
        "qui est écrit ici est public et le reste : effacez-le. Donnez plutôt la page publique du groupe ; "
        "les réponses passent par l’adresse du territoire ou du site."
    ),
    "formulaire_ailleurs": _error(
        "on reconnaît ici un formulaire tenu ailleurs : personne ne sait d’ici qui garde les réponses. "
        "Effacez-le, et donnez plutôt la page publique qui le présente : celle du groupe, de "
        "l’association ou de la mairie."
    ),
    "lien_raccourci": _error(
        "on reconnaît ici un lien raccourci, qui cache où il mène. Ouvrez-le, puis écrivez à sa place "
        "l’adresse entière de la page."
    ),
    "nom_personnel": _error(
        "le nom de ce fichier contient {nature}, et un nom est public. Renommez-le avec des mots "
        "seulement, par exemple : {propose}"
    ),
    "alphabets_meles": _error(
        "un mot mêle les lettres de deux alphabets, à la colonne {colonne} : il ressemble à un autre "
        "et trompe le lecteur. Effacez-le et retapez-le au clavier.",
        "un mot mêle les lettres de deux alphabets : il ressemble à un autre et trompe le "
        "lecteur. Effacez-le et retapez-le au clavier.",
    ),
    "nom_de_fichier": _error(
        "le nom « {lu} » ne peut pas devenir une adresse. Utilisez seulement a-z, 0-9 et le tiret, "
        "au moins une lettre, 60 caractères au plus. Par exemple : {propose}"
    ),
    "nom_reserve": _error(
        "le nom « {lu} » est réservé par {qui}. Choisissez-en un autre, par exemple : {propose}"
    ),
    "extension": _error(
        "le fichier « {lu} » ne sera pas lu : son nom doit finir par {fin}. Renommez-le {propose}"
    ),
    "nom_invisible": _error(
        "une espace, ou un signe qui ne se voit pas, est au début ou à la fin du nom « {lu} ». "
        "Retapez-le : {propose}"
    ),
    "pas_un_texte": _error(
        "le fichier « {lu} » n’est pas un texte que le site sait lire. Ouvrez-le, copiez son texte dans "
        "un fichier nommé {propose}, enregistré en UTF-8, puis effacez celui-ci."
    ),
    "morceau": _error(
        "« {lu} » n’est qu’un morceau de fichier : le téléchargement s’est sans doute arrêté en route. "
        "Recommencez, gardez {propose}, et effacez celui-ci."
    ),
    "range_ailleurs": _error(
        "le fichier « {lu} » ne sera pas lu dans ce dossier. Déplacez-le : {propose}"
    ),
    "lettres_abimees": _error(
        "on lit « {lu} » : un logiciel a abîmé les accents de ce texte en l’enregistrant. {remede}"
    ),
    "nom_de_copie": _error(
        "« {lu} » est-il une copie d’un texte qui est déjà là sous un autre nom ? Alors, effacez-le. "
        "Sinon, renommez-le {propose}"
    ),
    "copie": _error(
        "« {lu} » est-il une copie de {autre}, qui est déjà là{nuance} ? Gardez un seul des deux, avec ce "
        "que l’autre a de plus, et effacez l’autre. Si ce sont deux textes, donnez à celui-ci un nom qui "
        "dise ce qu’il a de différent."
    ),
    "dossier_inattendu": _error(
        "le dossier « {lu} » ne sera pas lu. Rangez ses fichiers directement dans {dossier}/."
    ),
    "lien_symbolique": _error(
        "c’est un lien vers un autre fichier, et un lien n’est jamais publié. Remplacez-le par une "
        "copie de ce fichier."
    ),
    "fichier_special": _error(
        "ce n’est ni un fichier ni un dossier (un tube, un appareil…) : rien n’en est lu. Retirez-le."
    ),
    "dossier_illisible": _error(
        "ce dossier ne peut pas être lu ({raison}). Vérifiez que vous avez le droit de le lire."
    ),
    "dossier_profond": _error(
        "ce dossier est rangé sous trop d’autres ({limite} au plus). Remontez ce qu’il contient."
    ),
    "fichiers_trop_nombreux": _error(
        "ce dossier contient plus de {limite} fichiers. Retirez ceux qui n’ont rien à y faire."
    ),
    # The pages of `content/`.
    "type_refuse": _error(
        "un fichier « {lu} » n’est pas publié. Le dossier content/ prend des textes (.md), des dessins "
        "(.svg) et des photos (.jpg, .png, .webp) ; le reste se donne par un lien vers sa page."
    ),
    "nom_de_page": _error(
        "le nom « {lu} » ne peut pas devenir une adresse{pourquoi}. Gardez des lettres, des chiffres, des espaces "
        "et des tirets. Par exemple : {propose}"
    ),
    "adresse_prise": _error(
        "ce fichier prendrait l’adresse {lu}, {autre}. Donnez-lui un autre nom, ou rangez-le dans un "
        "autre dossier."
    ),
    "page_indessinable": _error(
        "« {lu} » arrête le programme qui dessine les pages. Retirez-le, ou écrivez-le autrement."
    ),
    "page_trop_compliquee": _error(
        "cette page demande plus de travail qu’un texte de sa taille : {detail}. Simplifiez-la, ou "
        "partagez-la en plusieurs pages."
    ),
    "identifiant_pris": _error(
        "« {lu} » nomme déjà une partie de cette page : un lien ou un bouton mènerait à la mauvaise. "
        "Changez ce titre, ou donnez-lui un autre nom, comme « ## Un titre {{#{propose}}} »."
    ),
    "code_refuse": _error(
        "« {lu} » n’est pas publié : dans une page, ce code agirait à la place de qui la lit, ou en "
        "cacherait une partie. Retirez-le, ou écrivez le passage en Markdown."
    ),
    "classe_inconnue": _error(
        "« {lu} » n’est pas un style que les textes peuvent prendre. Retirez-le, ou choisissez parmi "
        "ceux des encadrés (note, tip, warning…), verifie et bouton."
    ),
    "adresse_refusee": _error(
        "le lien « {lu} » n’est pas publié. Écrivez une adresse complète en https://, ou le chemin d’un "
        "fichier du site."
    ),
    "image_d_ailleurs": _error(
        "l’image « {lu} » est prise sur un autre site, qui saurait qui lit cette page ; glissée dans "
        "l’éditeur, elle n’est que chez GitHub. Rangez-la à côté de la page (« Add file », « Upload "
        "files ») et écrivez ![ce qu’on y voit](nom.jpg), ou retirez-la."
    ),
    "dessin_refuse": _error(
        "ce dessin contient {lu} : il pourrait agir, chercher ailleurs ou figer la page. Enregistrez-le de "
        "nouveau en « SVG simple » (« SVG optimisé »), ou en PNG."
    ),
    # The front matter.
    "en_tete_absent": _error(
        "l’en-tête manque : on lit ici {lu}. La première ligne doit être --- ; viennent ensuite les "
        "champs (titre: …), une ligne --- pour finir, puis le texte."
    ),
    "en_tete_tirets": _error(
        "l’en-tête commence et finit par trois tirets du clavier, et on lit ici {lu}. Écrivez : ---"
    ),
    "en_tete_ouvert": _error(
        "l’en-tête n’est pas fermé. Ajoutez une ligne --- après le dernier champ, avant le texte."
    ),
    "deux_en_tetes": _error(
        "un second en-tête commence ici ({lu}), et un fichier n’en a qu’un. Mettez ce qui suit dans un "
        "fichier à part ; si ce n’est qu’un trait dans votre texte, écrivez *** à la place de ---.",
        "une partie de votre texte, entre deux lignes ---, se lit comme une autre demande. Effacez ces "
        "deux lignes, ou envoyez cette partie à part.",
    ),
    "marques_de_fusion": _error(
        "« {lu} » est une marque que Git met autour de deux versions d’un même passage ({lignes}). "
        "Gardez une seule des deux versions, et effacez les lignes qui commencent par <<<<<<<, |||||||, "
        "======= et >>>>>>>.",
        "« {lu} » est une marque que des outils mettent autour de deux versions d’un même passage. "
        "Gardez une seule des deux versions, et effacez les lignes <<<<<<<, ======= et >>>>>>>.",
    ),
    "diese_perdu": _error(
        "après une espace, le signe « # » ouvre une remarque, que personne ne lira : on perdrait "
        "« {lu} ». Une vraie remarque se met seule sur une ligne. {remede}"
    ),
    "virgule_perdue": _error(
        "entre accolades, une virgule finit la valeur : on perdrait « {lu} ». {remede}"
    ),
    "en_tete_sans_champ": _error(
        "l’en-tête doit être une suite de champs « clé: valeur », un par ligne ; on lit ici {lu}."
    ),
    "yaml": _error("l’en-tête ne se lit pas : {explication}"),
    "guillemets_courbes": _advice(
        "le guillemet « {lu} » et celui qui le ferme seront montrés avec le texte. Pour qu’ils "
        "entourent la valeur sans se montrer, tapez des guillemets droits."
    ),
    "yaml_profondeur": _error(
        "des champs sont emboîtés sur plus de {limite} niveaux. Écrivez plus simplement : "
        "un champ par ligne."
    ),
    "yaml_alias": _error(
        "les renvois YAML (« & » et « * ») sont refusés ; on lit « {lu} ». Écrivez la valeur en "
        "entier, entre guillemets si elle commence par ce signe."
    ),
    "yaml_etiquette": _error(
        "les étiquettes YAML (« ! ») sont refusées ; on lit « {lu} ». Mettez la valeur entre "
        "guillemets."
    ),
    "cle_double": _error(
        "ce champ est écrit deux fois (déjà ligne {autre}). Gardez une seule des deux lignes."
    ),
    "cle_invalide": _error(
        "une clé doit être un mot simple suivi de deux-points, par exemple « titre: … »."
    ),
    # The fields.
    "champ_manquant": _error(
        "ce champ est obligatoire et il manque. À écrire : {aide}",
        "il faut une réponse ici. {aide}",
    ),
    "champ_inconnu": _error("ce champ n’existe pas.{proche} Champs possibles : {permis}."),
    "valeur_hors_liste": _error(
        "on lit « {lu} », qui n’est pas prévu.{proche} Au choix : {permis}."
    ),
    "texte_attendu": _error("on attend un texte sur une ligne ; on lit {lu}."),
    "texte_trop_court": _error(
        "ce texte est trop court ({longueur} signes sur {limite} au moins) : « {lu} ». Complétez-le."
    ),
    "texte_trop_long": _error(
        "ce texte est trop long ({longueur} signes, {limite} au plus) : « {lu} ». Raccourcissez-le ; "
        "le corps du fichier peut tout raconter.",
        "ce texte est trop long ({longueur} signes, {limite} au plus) : « {lu} ». Gardez "
        "l’essentiel.",
    ),
    "liste_attendue": _error(
        "on attend une liste ; on lit {lu}. Écrivez une valeur par ligne, précédée d’un tiret."
    ),
    "groupe_attendu": _error("on attend un groupe de champs ({permis}) ; on lit {lu}."),
    "date_invalide": _error(
        "« {lu} » n’est pas une date du calendrier. Écrivez AAAA-MM-JJ, par exemple 2026-12-05.",
        "« {lu} » n’est pas une date du calendrier. Écrivez le jour, le mois et l’année, par "
        "exemple : 5 décembre 2026",
    ),
    "date_a_ecrire": _error("« {lu} » : dans un fichier, écrivez {ecrire} ({dit})."),
    "date_sans_annee": _error(
        "« {lu} » : il manque l’année. Écrivez par exemple {ecrire} ({dit}).",
        "« {lu} » : il manque l’année. Écrivez par exemple : {dit}",
    ),
    "date_relative": _error(
        "« {lu} » : qui le lira plus tard ne saura pas quel jour c’était. Écrivez le jour lui-même, par "
        "exemple {ecrire} ({dit}).",
        "« {lu} » : qui le lira plus tard ne saura pas quel jour c’était. Écrivez le jour lui-même, "
        "par exemple : {dit}",
    ),
    "date_floue": _error(
        "« {lu} » ne dit pas un jour précis. Écrivez-en un, quitte à le changer plus tard, par exemple "
        "{ecrire} ({dit}).",
        "« {lu} » ne dit pas un jour précis. Donnez-en un, quitte à le changer plus tard, par "
        "exemple : {dit}",
    ),
    "date_plusieurs": _error(
        "« {lu} » : il y a là plusieurs jours. Écrivez le premier, {ecrire} ({dit}) ; le texte peut dire "
        "les autres.",
        "« {lu} » : il y a là plusieurs jours. Le texte peut dire les autres ; écrivez ici le "
        "premier : {dit}",
    ),
    "jours_un_a_un": _error(
        "« {lu} » : il y a là plusieurs jours, et cette rubrique en prend un. Écrivez ici le premier, {dit} ; pour "
        "chacun des autres, renvoyez ce formulaire."
    ),
    "rythme_sans_regle": _error(
        "« {lu} » : l’agenda ne sait compter que « chaque samedi » ou « le premier samedi du mois ». {comment}"
    ),
    "retour_contraire": _error(
        "« {lu} » et « {autre} » ne disent pas la même chose. Gardez une seule de ces deux réponses, par "
        "exemple « le premier mardi du mois », et videz l’autre."
    ),
    "retour_absent": _error(
        "« {lu} » n’a pas encore de jour dans l’agenda. Dites d’abord lequel, avec « Ça revient chaque semaine » ; "
        "ou dites en mots, sous « À quel rythme », quel jour cela n’a pas lieu."
    ),
    "date_et_autre": _error(
        "« {lu} » : il y a là autre chose qu’un jour. Écrivez-le seul : {ecrire} ({dit}). L’heure et l’endroit ont "
        "leur propre champ.",
        "« {lu} » : il y a là autre chose qu’un jour. L’heure et l’endroit se disent à leur place ; "
        "écrivez ici le jour seul : {dit}",
    ),
    "date_jour_faux": _error(
        "« {lu} » : ce jour-là est un {vrai}. Écrivez {ecrire} ({dit}), ou {autre} ({autre_dit}).",
        "« {lu} » : ce jour-là est un {vrai}. Lequel est le bon ? Écrivez « {dit} » ou "
        "« {autre_dit} ».",
    ),
    "date_inexistante": _error(
        "« {lu} » : ce jour n’existe pas, {mois} finit le {dernier}. Écrivez par exemple {ecrire} ({dit}).",
        "« {lu} » : ce jour n’existe pas, {mois} finit le {dernier}. Écrivez par exemple : {dit}",
    ),
    "date_mois_jour": _error(
        "« {lu} » : le jour s’écrit avant le mois. Écrivez {ecrire} ({dit}).",
        "« {lu} » : le jour s’écrit avant le mois. Écrivez : {dit}",
    ),
    "lecture_incertaine": _error(
        "« {lu} » : une lettre semble de travers. Si c’est {dit}, écrivez {ecrire}.",
        "« {lu} » : une lettre semble de travers. Si c’est bien cela, écrivez : {dit}",
    ),
    "heure_invalide": _error(
        "« {lu} » n’est pas une heure. Écrivez 18:30.",
        "« {lu} » n’est pas une heure. Écrivez-la avec deux-points, par exemple : 18:30",
    ),
    "heure_a_ecrire": _error("« {lu} » : dans un fichier, écrivez {ecrire} ({dit})."),
    "heure_floue": _error(
        "« {lu} » : il faut une heure précise, et rien d’autre. Écrivez {ecrire} ({dit}).",
        "« {lu} » : il faut une heure précise, et rien d’autre. Écrivez : {dit}",
    ),
    "heures_deux": _error(
        "« {lu} » : il y a là deux heures. Écrivez ici {ecrire} ({dit}) ; l’autre ({autre}) a son propre "
        "champ.",
        "« {lu} » : il y a là deux heures. L’autre ({autre}) a sa propre question ; écrivez "
        "ici : {dit}",
    ),
    "heure_minuit": _error(
        "« {lu} » : cette heure-là commence le jour suivant. Écrivez le jour suivant dans date, ou "
        "dans jour si cela revient, et ici {ecrire} ({dit}).",
        "« {lu} » : cette heure-là commence le jour suivant. Donnez ce jour-là quand on demande "
        "quel jour, et écrivez ici : {dit}",
    ),
    "montant_invalide": _error(
        "« {lu} » n’est pas un montant en euros. Écrivez 1200, 1 200 ou 1200,50."
    ),
    "montant_a_ecrire": _error(
        "« {lu} » : écrivez le montant seul, la virgule avant les centimes : {ecrire}"
    ),
    "montant_ambigu": _error(
        "« {lu} » peut se lire de deux façons. Écrivez {ecrire} ou {autre}, sans point entre les milliers."
    ),
    "montant_negatif": _error(
        "« {lu} » : un montant s’écrit sans signe moins, dans les dépenses comme dans les recettes. "
        "Écrivez {ecrire}"
    ),
    "montant_trop_grand": _error(
        "« {lu} » dépasse dix millions d’euros. Comptez les zéros, et mettez une virgule avant les "
        "centimes."
    ),
    "nombre_a_ecrire": _error("« {lu} » : écrivez le nombre seul, en chiffres : {ecrire}"),
    "nombre_flou": _error(
        "« {lu} » n’est pas un nombre exact. Écrivez celui qui s’en approche le plus, par exemple : "
        "{ecrire}"
    ),
    "nombre_invalide": _error(
        "« {lu} » n’est pas un nombre entier de {minimum} à {maximum}.",
        "« {lu} » : écrivez un nombre entier, en chiffres, de {minimum} à {maximum}.",
    ),
    "booleen_invalide": _error("« {lu} » : répondez par true (oui) ou false (non)."),
    "slug_invalide": _error(
        "« {lu} » n’est pas un nom court. Utilisez seulement a-z, 0-9 et le tiret, une valeur par "
        "ligne. Par exemple : {propose}",
        "« {lu} » ne peut pas être un thème. Écrivez des mots simples, séparés par des "
        "virgules, par exemple : {propose}",
    ),
    "commune_invalide": _error(
        "« {lu} » ne désigne pas une commune. Écrivez son nom et son département, « Mirecourt (88) » "
        'ou « Mirecourt (Vosges) », ou son code INSEE entre guillemets, "88304".',
        "« {lu} » ne désigne pas une commune. Écrivez son nom et son département, par "
        "exemple : Mirecourt (Vosges)",
    ),
    "commune_inconnue": _error(
        "aucune commune ne s’appelle « {lu} ». Les noms les plus proches : {candidats}. {invite}"
    ),
    "commune_ambigue": _error("« {lu} » désigne {nombre} communes : {candidats}. {invite}"),
    "commune_ailleurs": _error(
        "« {lu} » : aucune commune de ce nom à cet endroit, mais il y a {candidats}. {invite}"
    ),
    "commune_code_postal": _error(
        "« {lu} » est le code postal de plusieurs communes : {candidats}. {invite}"
    ),
    "commune_deux_codes": _error(
        "« {lu} » est le code postal de {candidats}, et aussi le code INSEE d’une autre commune : {nom}. "
        "Écrivez plutôt le nom de la vôtre, par exemple : {ecrire}"
    ),
    "commune_code_inconnu": _error(
        "« {lu} » n’est ni un code INSEE ni un code postal. Écrivez le nom de la commune et son "
        "département, par exemple : Mirecourt (Vosges)"
    ),
    "commune_plusieurs": _error(
        "« {lu} » : il y a là plusieurs communes. Écrivez-en une par ligne, précédée d’un tiret.",
        "« {lu} » : il y a là plusieurs communes. Écrivez-en une seule, celle où les gens se "
        "retrouvent.",
    ),
    "commune_zero": _error(
        "« {lu} » : il manque sans doute le zéro du début, que les tableurs effacent. {code} désigne "
        "{candidats}. {invite}"
    ),
    "commune_departement": _error(
        "« {lu} » est le nom d’un département ou d’une région. Écrivez celui d’une commune : "
        "{candidats}. {invite}"
    ),
    "departement_inconnu": _error(
        "« {lu} » : « {departement} » n’est pas un département. Il y a {candidats}. {invite}"
    ),
    "departement_invalide": _error(
        "« {lu} » n’est pas un département.{proche} Écrivez son numéro entre guillemets ou son nom, "
        'par exemple : "88" ou Vosges. S’il y en a plusieurs : une ligne chacun, précédée d’un tiret.'
    ),
    "adresse_invalide": _error(
        "« {lu} » n’est pas une adresse électronique. Écrivez celle d’une mairie, d’une association ou "
        "d’un territoire, jamais celle d’une personne, par exemple : accompagnement@example.org"
    ),
    "url_invalide": _error(
        "« {lu} » n’est pas une adresse de page sûre. Elle doit commencer par https:// et se copier "
        "depuis la barre du navigateur, sans rien autour, par exemple : {propose}"
    ),
    "heures_egales": _error(
        "la fin est à la même heure que le début ({lu}). Corrigez l’une des deux heures, ou effacez "
        "celle de la fin."
    ),
    "fin_au_dela": _error(
        "« {lu} » : une rencontre finit au plus tard un jour après avoir commencé. Annoncez une rencontre "
        "pour chaque jour."
    ),
    "dates_inversees": _error(
        "la fin ({fin}) vient avant le début ({debut}). Corrigez l’une des deux dates.",
        "ce jour ({fin}) vient avant celui de votre annonce ({debut}). Donnez un jour à venir.",
    ),
    "essai_inverse": _error(
        "l’essai finit le {fin}, avant d’avoir commencé, le {debut}. Corrigez l’un des deux jours."
    ),
    "roles_de_trop": _error(
        "les rôles font {roles}, et vous êtes {nombre}. Corrigez l’un des deux : qui tient deux rôles "
        "se compte dans un seul."
    ),
    "historique_ordre": _error(
        "les étapes passées se suivent par date ; {lu} vient après {avant}. Remettez-les dans l’ordre."
    ),
    "historique_apres_depuis": _error(
        "cette étape passée ({lu}) doit commencer avant l’étape d’aujourd’hui (depuis: {depuis}).",
        "l’étape d’avant a commencé le {lu} : celle-ci doit commencer après ({depuis}). "
        "Corrigez ce jour.",
    ),
    "date_double": _error(
        "deux dates ont le même nom pour les agendas, « {lu} ». Donnez-en un autre à celle-ci : {ecrire}",
        "une date de ce nom est déjà notée ce jour-là. Changez un mot de son nom.",
    ),
    "retour_inverse": _error(
        "le dernier jour où cela revient ({fin}) est avant le premier ({debut}). Corrigez l’un des deux."
    ),
    "source_incomplete": _error(
        "une source vérifiée donne verifie_le: AAAA-MM-JJ ; une source à vérifier donne "
        "a_verifier: true. Ajoutez l’un des deux, et un seul."
    ),
    # From one file to another.
    "adresse_double": _error(
        "l’ancienne adresse « {lu} » est déjà celle de {autre}. Retirez-la de l’un des deux fichiers."
    ),
    "reference_inconnue": _error(
        "« {lu} » ne correspond à aucun fichier du dossier {dossier}.{proche} Écrivez le nom du fichier "
        "sans « .md »."
    ),
    "reference_a_soi": _error(
        "ce fichier se désigne lui-même. Retirez cette ligne, ou nommez-en un autre.",
        "c’est la page de ce défi lui-même. Donnez celle d’un autre.",
    ),
    "boucle": _error(
        "ces défis font partie l’un de l’autre en rond : {lu}. Retirez un des « partie_de ».",
        "ces défis feraient partie l’un de l’autre en rond : {lu}. Donnez un autre défi, plus grand.",
    ),
    "pilote_sans_aire": _error(
        "ce territoire pilote ne dit pas encore où il est. Ajoutez un champ communes ou un champ "
        "departements."
    ),
    "pilote_double": _error(
        "{lu} est déjà dans {autre}. Un lieu n’a qu’un territoire pilote : retirez-le de l’un des deux "
        "fichiers."
    ),
    # The text.
    "lien_refuse": _advice(
        "le lien « {lu} » ne sera pas affiché. Écrivez une adresse complète en https://, "
        "ou le nom d’un fichier du site.",
        "le lien « {lu} » ne sera pas affiché. Écrivez l’adresse complète de la page, qui "
        "commence par https://",
    ),
    "lien_casse": _error(
        "le lien « {lu} » ne mène nulle part.{proche} Vérifiez le nom du fichier.",
        "le lien « {lu} » ne mène nulle part. Écrivez l’adresse complète de la page, qui "
        "commence par https://, ou retirez le lien.",
    ),
    "ancre_cassee": _error(
        "le lien « {lu} » vise une partie qui n’existe pas dans cette page.{proche}",
        "le lien « {lu} » vise une partie de page qui n’existe pas. Écrivez l’adresse "
        "complète de la page, qui commence par https://, ou retirez le lien.",
    ),
    "html_refuse": _advice(
        "le code HTML « {lu} » ne sera pas affiché. Écrivez le texte en Markdown simple.",
        "ce code ne sera pas affiché : « {lu} ». Écrivez simplement le texte.",
    ),
    "image_ailleurs": _error(
        "l’image « {lu} » est hors du site ; glissée dans l’éditeur, elle n’est que chez GitHub. "
        "Rangez-la dans defis/images/ (« Add file », « Upload files ») et écrivez "
        "![ce qu’on y voit](images/nom.jpg).",
        "l’image « {lu} » est prise sur un autre site : elle ne peut pas être montrée. "
        "Retirez-la de votre texte ; enregistrez-la, puis déposez-la sous « La photo ».",
    ),
    "image_inconnue": _error(
        "l’image « {lu} » n’est pas dans defis/images/.{proche} Déposez-la ou corrigez son nom.",
        "l’image « {lu} » n’est pas sur le site. Retirez-la de votre texte, et déposez la photo "
        "sous « La photo ».",
    ),
    "image_sans_alternative": _error(
        "l’image « {lu} » n’a pas de description pour qui ne la voit pas. {remede}",
        "l’image « {lu} » n’a pas de description pour qui ne la voit pas. Retirez-la de "
        "votre texte, ou écrivez entre les crochets ce qu’on y voit.",
    ),
    "contenu_abandonne": _error("{lu} : ce site n’affiche pas cette forme. {remede}"),
    # The pictures.
    "image_nom": _error(
        "« {lu} » n’est pas un nom d’image. Utilisez a-z, 0-9, le tiret, et finissez par .jpg, "
        ".png ou .webp. Par exemple : {propose}"
    ),
    "image_illisible": _error(
        "cette image ne s’ouvre pas ({detail}). Enregistrez-la de nouveau en JPEG, PNG ou WebP."
    ),
    "image_format": _error(
        "ce fichier n’est pas ce que dit son nom ({detail}). Enregistrez-le de nouveau en JPEG, "
        "PNG ou WebP."
    ),
    "image_trop_lourde": _error(
        "cette image pèse trop lourd ({detail} ; 5 Mo au plus). Réduisez-la avant de la déposer."
    ),
    "image_trop_grande": _error(
        "cette image a trop de points ({detail}). Réduisez-la avant de la déposer."
    ),
    "image_trop_haute": _error(
        "cette image est trop haute pour sa largeur ({detail}). Recadrez-la, ou coupez-la en "
        "plusieurs images."
    ),
    "image_trop_compliquee": _error(
        "cette image est faite de {detail}. Ouvrez-la dans un logiciel de photo, et enregistrez-la "
        "de nouveau sans mode progressif ni animation."
    ),
    "image_situee": _advice(
        "cette photo dit où elle a été prise. Le site ne le montre pas, mais ce fichier est public : "
        "remplacez-le par une capture d’écran de la photo, ou par une copie sans position."
    ),
    # The pictures that people drop in a form: the text goes on without those that are not taken.
    "photo_sans_reponses": _advice(
        "la photo {lu} attend vos réponses ; le reste continue sans elle. Il manque {manque}. "
        "Écrivez-les dans votre demande, et elle viendra toute seule."
    ),
    "photo_d_ailleurs": _advice(
        "la photo {lu} est prise sur un autre site : elle n’est pas montrée, et le reste continue sans "
        "elle. Si vous avez le droit de la partager, enregistrez-la, puis déposez-la sous « La photo »."
    ),
    "photo_pas_arrivee": _advice(
        "la photo{lu} n’est pas arrivée ; le reste continue sans elle. Sous « La photo » d’une demande "
        "sur GitHub, faites-la glisser dans le cadre et attendez la fin de l’envoi ; sans compte, "
        "joignez-la à une lettre."
    ),
    "photo_introuvable": _advice(
        "GitHub ne retrouve pas la photo {lu} ({detail}) ; le reste continue sans elle. Déposez-la de "
        "nouveau sous « La photo »."
    ),
    "photo_pas_donnee": _advice(
        "GitHub n’a pas donné la photo {lu} cette fois ({detail}) ; le reste continue sans elle. "
        "Changez un mot de votre demande : le robot essaiera de nouveau."
    ),
    "photo_renvoyee": _advice(
        "pour la photo {lu}, GitHub renvoie ailleurs ({detail}) : elle n’est pas prise, et le reste "
        "continue sans elle. Déposez-la de nouveau sous « La photo »."
    ),
    "photo_refusee": _advice(
        "la photo {lu} ne peut pas être montrée ({detail}) ; le reste continue sans elle. "
        "Enregistrez-la de nouveau en JPEG, en PNG ou en WebP, sans animation, 10 Mo au plus, puis "
        "déposez-la sous « La photo »."
    ),
    "photo_en_trop": _advice(
        "la photo {lu} est de trop : une demande en apporte {limite} au plus, et le reste continue sans "
        "elle. Envoyez-la dans une autre demande, « Donner des nouvelles d’un défi »."
    ),
    "photo_sans_place": _advice(
        "la photo {lu} n’est pas montrée : ce qui vient d’ici est un texte seul, et il continue sans elle. "
        "Pour la montrer, proposez un défi, ou donnez des nouvelles de celui qu’elle raconte."
    ),
    "photo_trop_decrite": _advice(
        "la photo {lu} attend : sous « {rubrique} », ce qui est dit d’elle fait {longueur} signes, pour "
        "{limite} au plus ; le reste continue sans elle. Raccourcissez-le, et elle viendra toute seule."
    ),
    "photo_deja_la": _advice(
        "la photo {lu} est déjà là : elle n’est montrée qu’une fois, et le reste continue."
    ),
    "document_depose": _advice(
        "un document, {lu}, n’est pas publié : d’ici ne viennent que du texte et des photos, et le reste "
        "continue sans lui. Mettez-le sur le site du groupe ou de la mairie, et écrivez son adresse dans "
        "votre texte ; si c’est une photo, déposez-la en JPEG, en PNG ou en WebP."
    ),
    # What is sent through a form.
    "demande_trop_longue": _error(
        "ce texte est trop long ({limite} signes au plus). Gardez l’essentiel, et racontez le reste "
        "plus tard."
    ),
    "rubrique_avant": _error(
        "un texte se trouve avant la première rubrique. Déplacez-le dans une rubrique, ou effacez-le."
    ),
    "rubrique_double": _error(
        "cette rubrique est écrite deux fois (déjà ligne {autre}). Si c’est un titre dans votre texte, "
        "changez-en un mot ; sinon, gardez une seule des deux."
    ),
    "rubrique_ordre": _error(
        "cette rubrique n’est pas à sa place. Remettez les rubriques dans l’ordre du formulaire ; si "
        "c’est un titre dans votre texte, changez-en un mot."
    ),
    "rubrique_inconnue": _error(
        "« {lu} » est écrit comme une rubrique, et ce formulaire n’en a pas de ce nom.{proche} "
        "Corrigez-la ; si c’est une ligne de votre réponse, {comment}."
    ),
    "rubrique_cachee": _error(
        "« {lu} » est entre <!-- et --> : personne ne le verra. Ôtez ces signes, ou effacez ces lignes."
    ),
    "texte_sous_accord": _error(
        "un texte se trouve sous votre accord, et rien ne dit à quelle rubrique il répond. Déplacez-le "
        "dans la sienne, ou effacez-le."
    ),
    "code_ouvert": _error(
        "un bloc commencé par trois accents graves ou trois tildes n’est pas refermé. Ajoutez la même "
        "ligne à la fin du bloc, ou effacez la première."
    ),
    "accord_absent": _error(
        "votre accord manque : sans lui, rien ne peut être publié. Cochez les deux cases ; là où il n’y "
        "a pas de case, écrivez « J’accepte »."
    ),
    "choix_absent": _error("rien n’est encore choisi. Au choix : {permis}."),
    "ligne_sans_nature": _error(
        "« {lu} » ne dit pas sa nature. Écrivez-la à la fin de la ligne, entre parenthèses. Au choix : {permis}."
    ),
    "choix_inconnu": _error("« {lu} » n’est pas dans la liste.{proche} Au choix : {permis}."),
    "defi_deja_la": _error(
        "un défi porte déjà le nom {lu}. Si c’est le vôtre, donnez de ses nouvelles avec le formulaire "
        "« Donner des nouvelles d’un défi » ; sinon, changez un mot de votre titre."
    ),
    "defi_inconnu": _error(
        "« {lu} » n’est le nom d’aucun défi du site.{proche} Recopiez l’adresse de sa page, qui finit "
        "par /defis/son-nom/."
    ),
    "defi_illisible": _error(
        "le défi « {lu} » ne peut pas être changé pour l’instant : sa page contient une faute. "
        "Gardez votre texte : il servira dès qu’elle sera corrigée."
    ),
    "mise_a_jour_vide": _error(
        "rien d’autre n’est rempli. Dites au moins une chose qui change : une date, une rencontre, un "
        "besoin, ce qui s’est passé…"
    ),
    "deja_ecrit": _error("la page du défi le dit déjà, mot pour mot : il n’y a rien à changer."),
    "rencontre_inconnue": _error(
        "aucune rencontre n’est notée le {lu}. {connues} Recopiez l’un de ces jours. Si elle a eu lieu "
        "sans être annoncée, dites aussi où, et de quelle sorte ; si elle est à venir, annoncez-la d’abord."
    ),
    "rencontre_plusieurs": _error(
        "on ne sait pas de quelle rencontre vous parlez. Ce qui est noté le {lu} : {connues}. Recopiez "
        "son nom."
    ),
    "rencontre_passee": _advice(
        "vous annoncez une chose à venir pour le {lu}, et ce jour est passé. Si l’année a glissé, écrivez : "
        "{ecrire}"
    ),
    "jour_a_venir": _advice(
        "vous racontez ce qui s’est passé le {lu}, et ce jour n’est pas encore venu. Si l’année a glissé, "
        "écrivez : {ecrire}"
    ),
    "revoir_avant": _advice(
        "vous en reparlerez le {lu}, et c’est avant le jour de la décision, le {jour}. Si l’année a glissé, "
        "corrigez-la."
    ),
    # The rows of a list: a need, a partner, a task, a line of the budget.
    "ligne_inconnue": _error(
        "« {lu} » ne ressemble à rien de ce qui est noté sur la page du défi.{connus} Recopiez-le comme il "
        "est écrit ; si c’est nouveau, laissez cette réponse vide."
    ),
    "ligne_plusieurs": _error("« {lu} » peut désigner plusieurs choses.{connus} {comment}"),
    "ligne_laquelle": _error(
        "de quoi parlez-vous ? Recopiez son nom.{connus} Si c’est nouveau, répondez aussi à « {rubrique} »."
    ),
    "ligne_deja_la": _error(
        "« {lu} » est déjà noté. Pour y changer quelque chose, recopiez ce nom sous « {rubrique} » ; si "
        "c’est autre chose, changez un mot."
    ),
    "ligne_deja_close": _error(
        "« {lu} » est déjà noté comme réglé depuis le {depuis} : il n’y a rien à changer. Si vous parliez "
        "d’autre chose, recopiez-le en entier."
    ),
    "ligne_sans_rien": _error(
        "que faut-il changer à « {lu} » ? Répondez aussi à l’une de ces questions : {rubriques}."
    ),
    "ligne_deux_fois": _error(
        "« {lu} » est dans deux réponses qui se contredisent. Gardez-en une seule, et videz l’autre."
    ),
    "choix_a_retirer": _error(
        "« {lu} » : ce qui est refusé ne se garde pas sur la page. Videz cette réponse, et recopiez son nom "
        "sous « {rubrique} »."
    ),
    "page_inconnue": _error(
        "« {lu} » n’est la page de rien de cette sorte sur le site.{proche} Recopiez l’adresse de la page, ou "
        "son titre en entier."
    ),
    "annonce_inconnue": _error(
        "« {lu} » ne ressemble à aucune annonce. Recopiez l’adresse de sa page, ou son texte comme il est écrit sur le site."
    ),
    "annonce_exemple": _error(
        "l’annonce « {lu} » est un exemple, inventé pour montrer le site : personne n’y attend de réponse. "
        "Ôtez-la d’ici, et gardez le reste."
    ),
    "annonce_redite": _advice("l’annonce « {lu} » est nommée deux fois. Gardez-la une fois."),
    "annonces_de_trop": _error(
        "{nombre} annonces sont nommées ici, et l’on en nomme {limite} au plus à la fois. Gardez celles qui disent "
        "le mieux ce que vous cherchez."
    ),
    "annonce_plusieurs": _error(
        "« {lu} » ressemble à plusieurs annonces. Recopiez le texte entier de celle dont vous parlez."
    ),
    "phase_deja": _error(
        "le défi est déjà à l’étape {lu}. Choisissez la nouvelle étape ; pour changer seulement le "
        "jour où celle-ci a commencé, ne répondez qu’à « Depuis quel jour »."
    ),
    "ecriture_inconnue": _error(
        "la page de ce défi est écrite d’une façon que le site ne sait pas changer sans risque. Une "
        "personne le fera : gardez votre demande ouverte."
    ),
    # Advice: nothing here stops anything.
    "sous_annonce": _advice(
        "ce qui est écrit ici, sous l’en-tête d’une annonce, n’est montré nulle part. Mettez-le dans le "
        "champ texte (300 signes au plus), ou effacez-le."
    ),
    "meme_texte": _advice(
        "ce défi a le titre et le résumé de defis/{autre}.md. Si c’est une copie, gardez un seul des deux "
        "fichiers ; sinon, dites dans le titre ce qu’il a de différent.",
        "un défi du site a déjà ce titre et ce résumé : {autre}. Si c’est le vôtre, donnez plutôt de ses "
        "nouvelles ; sinon, dites dans le titre ce qu’il a de différent.",
    ),
    "reste": _advice(
        "« {lu} » a été laissé là par {qui} : ce n’est le texte de personne, et le site ne le lit pas. "
        "Effacez-le, ou laissez-le hors de ce que vous proposez."
    ),
    "fausse_puce": _advice(
        "« {lu} » commence par un signe qui ne fait pas une liste : les lignes s’affichent à la suite. "
        "Écrivez : {ecrire}"
    ),
    "lignes_jointes": _advice(
        "cette ligne et la suivante s’affichent à la suite, sur une seule : « {lu} ». Pour aller à la "
        "ligne, finissez celle-ci par \\ : {ecrire}"
    ),
    "mots_caches": _advice("« {lu} » ne se verra pas sur la page. {remede}"),
    "marge_en_code": _advice(
        "une ligne qui commence par quatre espaces s’affiche comme du code informatique. Ôtez les espaces "
        "du début : {ecrire}"
    ),
    "dossier_absent": _advice(
        "le dossier {lu} n’existe pas encore. Créez-le et ajoutez-y un premier fichier : bvm nouveau."
    ),
    "dossier_vide": _advice(
        "le dossier {lu} est vide. Ajoutez-y un premier fichier : bvm nouveau."
    ),
    "theme_inconnu": _advice(
        "le thème « {lu} » n’a pas encore de page.{proche} Pour lui en donner une, ajoutez "
        "content/themes/{lu}.md.",
        "le thème « {lu} » n’a pas encore de page.{proche} Ce n’est pas grave : votre texte "
        "garde ce mot, et la page viendra peut-être.",
    ),
    "pas_inconnu": _advice(
        "le parcours d’un défi n’a pas de pas « {lu} ».{proche} Les pas de ces étapes : {possibles}."
    ),
    "modele_inconnu": _advice(
        "le modèle « {lu} » n’a pas encore de page.{proche} Pour lui en donner une, ajoutez "
        "content/modeles/{lu}.md.",
        "le modèle « {lu} » n’a pas encore de page.{proche} Ce n’est pas grave : le défi garde ce mot, et la "
        "page viendra peut-être.",
    ),
    "icone_inconnue": _advice(
        "le pictogramme « {lu} » n’existe pas dans Material. Cherchez-en un parmi les icônes "
        "« material/… », ou retirez ce champ."
    ),
    "commune_code_double": _advice(
        "« {lu} » est lu comme le code INSEE de {nom} ; c’est aussi le code postal de {candidats}. Si vous "
        "pensiez au code postal, écrivez plutôt le nom, par exemple : {ecrire}"
    ),
    "commune_ancien_nom": _advice(
        "« {nom} » s’appelle aujourd’hui {ecrire}. Le site la reconnaît ; écrivez plutôt le nom "
        "d’aujourd’hui : {ecrire}",
        "« {nom} » s’appelle aujourd’hui {ecrire} : c’est ainsi que les pages la nomment.",
    ),
    "commune_nom_court": _advice(
        "« {lu} » est lu comme {ecrire}. Si c’est bien elle, écrivez plutôt son nom entier : {ecrire}",
        "« {lu} » est lu comme {ecrire}. Si ce n’est pas elle, écrivez le nom entier de la vôtre.",
    ),
    "commune_ancien_code": _advice(
        "« {lu} » est un code d’avant : c’est aujourd’hui {ecrire}. Le site la reconnaît ; écrivez "
        "plutôt son nom : {ecrire}",
        "« {lu} » est un code d’avant : c’est aujourd’hui {ecrire}.",
    ),
    "commune_arrondissement": _advice(
        "« {lu} » est lu comme {nom}. Si vous pensiez à toute la ville, écrivez plutôt : {ecrire}"
    ),
    "territoire_surprenant": _advice(
        "vous avez choisi « {lu} » ; pour {commune}, vu de loin, on dirait plutôt « {propose} ». {raison} "
        "C’est vous qui savez : si votre choix est le bon, gardez-le."
    ),
    "adresse_precise": _advice(
        "on lit ici un numéro dans une rue. Si quelqu’un y habite, écrivez plutôt la commune ou un "
        "lieu public ; l’adresse d’une rencontre se met dans son champ lieu.",
        "on lit ici un numéro dans une rue. Si quelqu’un y habite, écrivez plutôt la commune "
        "ou un lieu public.",
    ),
    "etape_sautee": _advice(
        "le défi passe de {avant} à {apres} sans l’étape entre les deux. Est-ce voulu ?"
    ),
    "action_absente": _advice(
        "aucune prochaine action. Ajoutez prochaine_action avec une date et ce qui est prévu.",
        "aucune prochaine action n’est notée. Dites ce qui est prévu et quel jour : c’est ce "
        "qu’on voit d’abord sur la page.",
    ),
    "action_passee": _advice(
        "la prochaine action date du {lu}. Racontez-la dans le journal et donnez la suivante.",
        "la prochaine action notée date du {lu}. Racontez ce qui s’est passé, et dites la "
        "suivante.",
    ),
    "fin_lendemain": _advice(
        "le début est à {debut} et la fin le lendemain à {fin}. Si c’est voulu, gardez-le ; "
        "sinon, corrigez l’une des deux heures."
    ),
    "sauf_hors": _advice(
        "« {lu} » n’est pas un jour où cela revient ({retour}) : rien n’y change. Corrigez ce jour, ou "
        "retirez-le."
    ),
    "d_autres": _advice("et {nombre} de plus, de même, à partir d’ici."),
    "retour_vide": _advice(
        "entre le premier jour et le dernier ({fin}), cela ne revient aucune fois : l’agenda n’en montre "
        "rien. Repoussez le dernier jour, ou vérifiez le jour de la semaine."
    ),
    "date_sans_id": _advice(
        "cette date n’a pas d’id : si son titre ou son jour change, les agendas de ceux qui l’ont notée ne la "
        "reconnaîtront plus. Ajoutez le nom qu’elle a aujourd’hui : {ecrire}"
    ),
    "date_deplacee": _advice(
        "le jour, l’heure, le lieu ou l’état de cette date a changé, et sa revision n’a pas augmenté : les "
        "agendas de ceux qui l’ont notée pourraient garder l’ancien. Écrivez : {ecrire}"
    ),
    "date_renommee": _advice(
        "les agendas connaissaient cette date sous un autre nom, « {lu} » : sans lui, ceux qui l’ont notée "
        "l’auront deux fois, dont une fausse. Écrivez : {ecrire}"
    ),
    "revision_baissee": _advice(
        "la revision de cette date était {lu} : les agendas de ceux qui l’ont notée ne croient pas un nombre "
        "plus petit. Écrivez : {ecrire}"
    ),
    "premiere_adresse": _advice(
        "les agendas connaissent ce défi par sa plus ancienne adresse, « {lu} » : si elle n’est plus la "
        "première, ceux qui ont noté ses dates les auront deux fois. {remede}"
    ),
    "retour_sans_depuis": _advice(
        "ce qui revient commence avec l’étape en cours : quand elle changera, son premier jour changera "
        "aussi, et les agendas le croiront. Ajoutez dans recurrence : {ecrire}"
    ),
    "exemple_date": _advice(
        "« {lu} » : les jours d’un exemple avancent avec le temps, et ses phrases n’avancent pas. Dites-le "
        "sans jour, ni mois, ni année (« un samedi », « au printemps ») ; ou, si c’est vrai et non un "
        "exemple, effacez « exemple: true »."
    ),
    "exemple_depasse": _advice(
        "« {lu} » tombera certains jours dans le passé : les dates des exemples avancent par semaines "
        "entières depuis le {depuis} (exemples_du, dans mkdocs.yml). Donnez-lui ce jour-là au plus tard, "
        "ou le {propose} au plus tôt."
    ),
    "depuis_futur": _advice(
        "l’étape commence le {lu}, dans l’avenir. Vérifiez la date.",
        "l’étape commence le {lu}, dans l’avenir. Vérifiez ce jour.",
    ),
    "dit_futur": _advice(
        "ce qui est dit ici l’a été le {lu}, dans l’avenir. Vérifiez la date.",
        "ce qui est dit ici l’a été le {lu}, dans l’avenir. Vérifiez ce jour.",
    ),
    "porte_debat": _advice(
        "une étape à compléter : aucun débat tenu n’est noté. Ajoutez-le dans rencontres "
        "(genre: debat, statut: tenue).",
        f"une étape à compléter : aucun débat tenu n’est noté. Annoncez-en un, puis dites qu’il a eu lieu. {_IN_NEWS}",
    ),
    "porte_engagements": _advice(
        "une étape à compléter : {nombre} personnes engagées sur {seuil} souhaitées."
    ),
    "porte_organisation": _advice(
        "une étape à compléter : dites comment le groupe est organisé (organisation).",
        f"une étape à compléter : dites comment le groupe est organisé. {_IN_NEWS}",
    ),
    "porte_decision": _advice(
        "une étape à compléter : dites comment le groupe décide (decision).",
        f"une étape à compléter : dites comment le groupe décide. {_IN_NEWS}",
    ),
    "porte_bilan": _advice(
        "une étape à compléter : racontez ce qui s’est passé et ce que vous avez appris (bilan).",
        f"une étape à compléter : racontez ce qui s’est passé et ce que vous avez appris. {_IN_NEWS}",
    ),
    "encadre_material": _advice(
        "« {lu} » fait un encadré sur le site, et du texte ordinaire dans l’aperçu de GitHub. {remede}"
    ),
    "guide_a_reverifier": _advice(
        "ce guide devait être revérifié avant le {lu}. Relisez ses sources et changez les dates."
    ),
    # What only a publication needs.
    "publication": _error("à remplir avant de publier. {aide}"),
}
