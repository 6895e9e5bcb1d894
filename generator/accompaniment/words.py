"""The words of annonces, as data: to add one, write it on the line of what it is about.

A line is the name of a subject, as pages show it, and its words; the words of a line without a name
are subjects of their own. Words stand as `spelling` writes them: without accents nor capitals.
"""

from __future__ import annotations

ALONE = """
    covoiturage: covoit covoiturage covoiturages covoiturer covoiture covoiturent covoiturerait
    covoiturage: covoiturons
    broyeur: broyeur broyeuse broyer broyat
    couture: couture coudre cous cousez couturiere couturier
    café: bistrot bistro troquet estaminet buvette cafe cafes
    potager: potager potagers
    composteur: epluchures compost composteur composteurs compostage composter
    internet: internet ordinateur ordinateurs ordi informatique
    chorale: chorale choristes choriste chanter chante chantons chant choeur chanteurs
    épicerie: epicerie epiceries superette
    cantine: cantine cantines
    pédibus: pedibus
    isolation: isoler isolation isolations isolant isolants
    médecin: manquemedecin
    cars: manquecar
    papiers: paperasse
    ruche: ruche ruches apiculteur apiculture abeilles
"""
"""What tells by itself what is sought."""

BESIDE = """
    garde: garde gardes garder gardait gardaient gardent gardons gardez garderaient garderions
    garde: garderait garderie gardera nounou nourrice babysitter babysitting relayer relais
    garde: periscolaire
    enfants: enfant enfants fille filles fils bebe bebes gamin gamins gamine petits ecoliers bambins
    animaux: chien chiens chat chats chatte animal animaux poules
    réparer: reparer repare repares repareront reparons reparent reparait reparerait reparation
    réparer: casse casses cassee cassees panne reparations reparateur reparateurs bricoler bricolage bricoleur bricoleurs
    vélo: velo velos bicyclette bicyclettes biclou vtt
    trottoirs: trottoir trottoirs poussette poussettes
    visites: visite visites visiter
    anciens: anciens aine aines agee agees ehpad
    solitude: seul seuls seule seules isole isoles isolee isolees isolement solitude
    démarches: papier papiers administratif administratifs administrative administratives demarche
    démarches: demarches dossier dossiers impots
    jardin: jardin jardins jardiner jardinage jardinier jardinons
    outils: outil outils outillage
    transports: autocar autocars bus
    santé: medecin medecins docteur generaliste
    courses: courses supermarche
    pain: pain boulangerie boulanger
    grille-pain: grillepain
    arbres: arbre arbres haie haies verger vergers
    ménage: menage
    devoirs: devoirs scolaire lecon lecons
    marché: grandmarche
    marcher: marcher marche marchons balade balades randonnee randonnees promenade promenades
    remorque: remorque remorques
    déménager: demenager demenagement
    jeux: jeu jeux jouer
    piscine: piscine
    musique: musique instrument guitare
    livres: livre livres lire lecture bibliotheque
    loyer: loyer loyers logement logements
    travail: emploi emplois embauche
"""
"""What tells it with another word: to keep, and whom."""

FAINT = """
    lundi: lundi lundis
    mardi: mardi mardis
    mercredi: mercredi mercredis
    jeudi: jeudi jeudis
    vendredi: vendredi vendredis
    samedi: samedi samedis
    dimanche: dimanche dimanches
    matin: matin matins matinee
    soir: soir soirs soiree soirees
    retraités: retraite retraites retraitee retraitees
    voisins: voisin voisins voisine voisines voisinage
    parents: parent parents
    voiture: voiture voitures
    école: ecole ecoles
    contre: contre stop arretons interdire interdit honte infernal bruyant bruyants bruyante bruit
    contre: sommeil vend vends vendre vendu vole voles volee
    atelier ateliers association associations asso serieux serieuse serieuses etudiant etudiante
    etudiants gare installer poste cours stage quotidien
    midi nuit journee weekend vacances ete hiver printemps automne noel rentree famille familles
    mere pere ami amis jeunes ado ados adolescents college lycee mairie maison immeuble commune route
    salle local place retour aller trajet repas euros
"""
"""When, who, where: it helps to tell what is alike, and is no reason by itself."""

EMPTY = """
    a ai aide aider aides aidez aie aime aimerais aimerait aimerions aimons ainsi ait alors
    annonce annonces ans appeler apporter apporterai apprendre apres assez au aucun aucune
    aujourd aupres aurai aurais aurait aussi autour autre autres aux avaient avais avait avant
    avec avez avoir avons bah beaucoup besoin besoins bien bientot bon bonjour bonne bonsoir
    bourg bout bref but ca car ce cela celle celles celui ces cet cette ceux chacun chacune
    chaque cher cherche cherchent chercher cherchons chez ci coin comme comment connaissez
    connait contact contre coup coups cree creer d dans de debutant debutants deja demande
    demander depuis dernier derniere derriere des desormais deux devant devoir devrait dire dis
    disponible dit dite dites donc donne donner dont du durant elle elles en encore endroit
    ensemble entre envie envies envisage est et etaient etait ete etes etre eux existe faire
    fais faisons fait faites faudrait faut fin fois font gens grand grande grandes grands gros
    groupe habitant habite habitent habitons hein here heure heures hier hors ici idee idees il
    ils interesse interessee interesses j jamais je jour jours jusqu jusque l la laisse laisser
    lancer le les leur leurs libre libres lieu loin longtemps lors lui m ma main maintenant mais
    mal manque me meme memes merci mes met mettre mien mieux moi moins mois moment mon monde
    monter mot n ne ni nombreux non nos notre nous nouveau nouvelle nul occasion on ont organise
    organiser organisons ou oui ouvrir par parce parfois parler part partage partager partir pas
    passe passer pendant pense penser permettre personne personnes petit petite peu peut peux
    plein plupart plus plusieurs plutot pose possible pour pourquoi pourra pourrai pourrais
    pourrait pourrions pouvoir pouvons premier prendre pres presque prete preter prets propose
    proposer pu puis puisque qu quand quartier que quel quelle quelqu quelque quelques quels qui
    quoi rencontrer rendre repondre reponse reste rester rien rue s sa sais sait sans savoir se
    seconde selon semaine semaines sera serai seraient serais serait ses seulement si sien sinon
    soit sommes son sont sorte sortir soudain souhaite souhaiterais souhaitons sous souvent stp
    suis suite sur surtout svp t ta tant te tel telle temps tenir tes tiens toi ton toujours
    tous tout toute toutes travaille travaillent travailler travaillons tres trop trouve trouver
    tu un une urgent utile va vais vas venez venir vers veut veux viendrait viennent vient
    vieux vieille vieilles ancien ancienne anciennes
    village ville vivre voici voila voir vois volontaire volontaires volontiers vont vos votre
    voudrais voudrait voudrions voulez voulons vous vrai vraiment y
"""
"""What everyone says in an annonce, whatever it is about."""

EXPRESSIONS = (
    (r"\bbaby ?sitt(?:er|ing)\b", "babysitting"),
    (r"\bpartag\w* (?:la|de) (?:voiture|route|trajet)s?\b", "covoiturage"),
    (r"\bfaire (?:la )?route ensemble\b", "covoiturage"),
    (r"\bgens ages\b", "anciens"),
    (r"\b(?:les|des|nos|aux) vieux\b", "anciens"),
    (r"\b(maisons?|meubles?|fermes?) isolee?s?\b", r"\1"),
    (r"\b(?:dernier|plus de|pas de) (?:car|bus)\b|\b(?:car|bus) (?:ne )?passe\b", "manquecar"),
    (r"\b(?:le|un|du|les|en) cars?\b", "autocar"),
    (
        r"\b(?:plus de|pas de|sans|cherch\w+ un|trouve\w* un|nouveau) (?:medecin|docteur)\b",
        "manquemedecin",
    ),
    (r"\b(?:medecin|docteur) (?:est )?parti?\b", "manquemedecin"),
    (r"\b(?:bout|coin|carre|parcelle) de (?:jardin|terre)\b", "potager"),
    (r"\bjardins? (?:partage|collectif)s?\b|\bjardin a cultiver\b", "potager"),
    (r"\bdossiers? de (?:retraite|caf)\b|\bdeclaration d impots\b", "paperasse"),
    (
        r"\bprefecture\b.* carte grise\b|\b(?:refaire|demander) (?:ma|la|une) carte grise\b",
        "paperasse",
    ),
    (r"\bpas le permis\b(?=.* (?:travaill\w+|y va|emmen\w+)\b)", "covoiturage"),
    (r"\bgarde champetre\b|\bgardez (?:vos|votre)\b", ""),
    (r"\b(?:au|du|le|un|aux) marches?\b", "grandmarche"),
    (r"\b(?:personnes?|gens|dames?|voisins?) agee?s\b", "anciens"),
    (r"\bweek end\b", "weekend"),
    (r"\bgrille pain\b", "grillepain"),
    (r"\b(?:autour d un|boire (?:le|un)|prendre un|offr\w+ (?:le|un)|paye le) cafe\b", ""),
    (r"\btout(?:e)?s? seule?s?\b", "seul"),
    (r"\ben (?:garde|relais)\b", ""),
    (r"\bgarder (?:la|le|l|un|les) (?:secret|main|clef|cle|contact)\b", ""),
    (r"\bmarche(?:s)? (?:bien|mal|pas|plus)\b", ""),
)
"""Several words that are one subject, or none: « on en parle autour d’un café »."""

AS_SAID = (
    (r"\bmarchés?\b", "grandmarche"),
    (r", pas (?:les?|la|l['’]|des?|du)\b ?\w+", ""),
)
"""Likewise, where an accent or a comma tells: a market is no walk, « la route, pas les vélos » is of
the road."""
