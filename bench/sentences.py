"""French words for the corpus: sentences that read like a défi, none of them about a real one.

The vocabulary is wide on purpose: a corpus that repeats ten sentences would compress, index and
cache far better than what people really write.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of défi: the stem of its slug, its title and the question it asks."""

    stem: str
    title: str
    question: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in text.split("·"))


def _kinds(text: str) -> tuple[Kind, ...]:
    return tuple(Kind(*_words(line)) for line in text.strip().splitlines())


KINDS = _kinds(
    """
    jardin-partage · Un jardin partagé · Où faire pousser nos légumes ensemble ?
    cafe-participatif · Un café tenu par ses habitués · Où se retrouver sans raison ?
    atelier-velo · Un atelier de réparation de vélos · Qui nous apprend à réparer ?
    four-a-pain · Le four à pain rallumé · Comment refaire du pain au village ?
    covoiturage · Covoiturer sur dix kilomètres · Comment aller au marché sans voiture ?
    habitat-participatif · Construire nos logements · Et si nous habitions côte à côte ?
    epicerie-cooperative · L’épicerie de tous · Où faire ses courses à pied ?
    repas-du-quartier · La grande tablée · Qui mange seul, et qui cuisine trop ?
    renovation-groupee · Rénover à plusieurs · Comment isoler nos maisons ensemble ?
    facades-en-couleurs · Des façades en couleurs · Qui veut repeindre notre rue ?
    festival-itinerant · Un festival qui marche · Comment faire venir la musique ici ?
    bibliotheque-d-objets · Une bibliothèque d’objets · Pourquoi dix perceuses par rue ?
    chemin-des-ecoliers · Le chemin des écoliers · Comment aller à l’école à pied ?
    verger-commun · Un verger pour tous · Que faire des fruits que personne ne cueille ?
    atelier-bois · L’atelier bois du hangar · Où bricoler quand on vit à l’étroit ?
    ressourcerie · Une ressourcerie au bourg · Où donner ce qui sert encore ?
    tiers-lieu · Travailler près de chez soi · Où travailler sans faire la route ?
    compost-de-rue · Le compost de la rue · Que deviennent nos épluchures ?
    visites-aux-aines · Une visite par semaine · Qui passe voir nos voisins âgés ?
    potager-d-ecole · Le potager de l’école · Que mangent nos enfants à midi ?
    soleil-en-commun · Du soleil sur les toits · À qui sert le soleil de nos toits ?
    cinema-plein-air · Un cinéma sous les étoiles · Quand avons-nous vu un film ensemble ?
    marche-du-soir · Le marché du vendredi soir · Qui vend ce qui pousse à côté ?
    numerique-entraide · L’entraide numérique · Qui nous aide avec les papiers en ligne ?
    """
)

GROUPS = _words(
    """
    Les Tablées du Val · Le Cercle des Voisines · Les Mains Vertes · Collectif du Lavoir ·
    Les Amis du Hangar · La Fabrique d’à Côté · Le Comité des Tilleuls · Les Pas de Côté ·
    La Bande du Marché · Les Habitants du Clos · L’Atelier des Marronniers · Les Semeurs ·
    Le Groupe de la Gare · Les Volets Ouverts · La Ronde des Quartiers · Les Cent Pas ·
    Le Collectif des Berges · Les Bonnes Pioches · La Petite Rue · Les Veilleurs du Bourg
    """
)

PLACES = _words(
    """
    la salle des fêtes · la médiathèque · l’ancienne gare · le préau de l’école · le lavoir ·
    la place du marché · la maison de quartier · le foyer rural · la cour de la mairie ·
    le hangar communal · la halle · le gymnase · le parvis de l’église · la serre municipale ·
    le centre social · la ferme du haut · le square · le local des associations ·
    la friche derrière la scierie · le presbytère · la cantine · le kiosque à musique
    """
)

PEOPLE = _words(
    """
    des parents d’élèves · les commerçants · trois apprentis menuisiers · des retraitées ·
    les jeunes du collège · quinze voisins · des étudiants · les maraîchers ·
    deux assistantes maternelles · les bénévoles du club · des couturières · les chasseurs ·
    les locataires de la tour · cinq marcheuses · des cyclistes du dimanche ·
    les nouveaux arrivants · les musiciens de la fanfare · les agents des espaces verts ·
    des aidants · les familles du lotissement · plusieurs artisans · les pêcheurs ·
    douze comédiens amateurs
    """
)

ACTIONS = _words(
    """
    trier les outils · dresser la liste des terrains · relever les horaires · peindre un banc ·
    mesurer les murs · goûter les recettes · compter les passages · écrire au propriétaire ·
    planter une haie · tracer un plan sur une nappe · réparer la toiture · déplacer les bacs ·
    interroger les passants · comparer les devis · visiter un lieu voisin · lire le bail ·
    tester un samedi · ouvrir le portail · dessiner une affiche · prêter une remorque ·
    monter une estrade · creuser une mare · coudre des rideaux · installer un récupérateur ·
    sonner aux portes · préparer la soupe · classer les photographies · semer des fèves
    """
)

THINGS = _words(
    """
    un percolateur · deux brouettes · une armoire vitrée · un tableau noir · des chaises ·
    une vieille enseigne · un broyeur · trois tréteaux · un vidéoprojecteur · des graines ·
    une pompe à pied · un triporteur · la clé du local · une grande marmite · des palettes ·
    un établi · un registre · une rampe d’accès · des lampes · un piano désaccordé · une bâche ·
    des bocaux · un jeu de clés plates · une machine à coudre · un poêle
    """
)

TIMES = _words(
    """
    au printemps · un mercredi sur deux · après la moisson · le temps d’un hiver · dès l’aube ·
    chaque premier samedi · avant la rentrée · pendant les vacances · à la Toussaint ·
    en fin de marché · le soir de la fête · sans se presser · une fois la neige fondue ·
    entre midi et deux · quand la cloche sonne · depuis l’automne · au bout d’un mois
    """
)

TEMPLATES: tuple[str, ...] = (
    "Tout commence {t}, quand {p} se retrouvent devant {l}.",
    "Il fallait {a}, puis {a2} : chacun a pris sa part.",
    "Dans {l}, {p} gardent {o} que l’on croyait perdu.",
    "Nous cherchons encore {o} et quelqu’un pour {a}.",
    "Personne ne savait {a} ; aujourd’hui, {p} l’enseignent {t}.",
    "Le plus difficile n’est pas {da}, mais de rester nombreux {t}.",
    "Avec {o} et un peu de patience, {p} ont commencé à {a}.",
    "La question revient souvent : qui peut {a} lorsque {l} ferme ?",
    "Nous avons demandé {o} à la commune, qui a répondu {t}.",
    "Ce jour-là, {p} sont venus {a} malgré la pluie.",
    "Depuis, {l} reste ouvert {t}, et l’on y trouve {o}.",
    "Certains préfèrent {a}, d’autres {a2} ; les deux avis sont notés.",
    "Quand {p} passent devant {l}, la conversation s’engage.",
    "Il reste {n} euros en caisse, de quoi trouver {o}.",
    "En {n} jours, nous avons pu {a} sans rien acheter.",
    "Une règle simple : avant {da}, on en parle dans {l}.",
    "Le voisinage prête {o}, et {p} s’occupent du reste.",
    "Nous comptons {n} présences ; la prochaine fois, nous irons {a} {t}.",
    "Les enfants ont proposé {da}, ce que {p} ont trouvé juste.",
    "À force {da}, une idée plus petite et plus solide est apparue.",
    "Rien n’est décidé pour {l}, mais {o} nous aiderait beaucoup.",
    "Le carnet raconte comment {p} ont appris à {a}.",
    "Nous voulons {a} ensemble plutôt que {a2} chacun chez soi.",
    "Un essai a eu lieu {t} : {n} personnes, {o}, beaucoup de rires.",
)


def sentence(rng: Random) -> str:
    """One sentence that begins with a capital letter and ends with its own punctuation."""
    first, second = rng.sample(ACTIONS, 2)
    return rng.choice(TEMPLATES).format(
        a=first,
        a2=second,
        da=with_de(first),
        l=rng.choice(PLACES),
        n=rng.randint(3, 97),
        o=rng.choice(THINGS),
        p=rng.choice(PEOPLE),
        t=rng.choice(TIMES),
    )


def with_de(text: str) -> str:
    """`text` after the word « de », with its elision: « d’ouvrir », « de semer »."""
    return f"d’{text}" if text[0] in "aeiouyéèêh" else f"de {text}"


def paragraph(rng: Random, count: int) -> str:
    """`count` sentences on one line."""
    return " ".join(sentence(rng) for _ in range(count))


def capital(text: str) -> str:
    """The same text with its first letter in capital, the rest untouched."""
    return text[:1].upper() + text[1:]
