"""All that can be told of a défi that exists: the questions on news, by subject.

Nobody answers them all at once: a gesture (`gestures.py`) asks for a few. What they make is one
form all the same, so that whatever carries the answers is read by one reader.
"""

from __future__ import annotations

from generator.content.vocabulary import ACCORDS_PHOTO, GENRES_RENCONTRE, JOURS, RANGS, Term
from generator.forms.form import Field, Form, Kind, Question

COMMUNE_HELP = "Le nom suffit ; le département aide. Jamais d’adresse."
THEMES_HELP = "Un ou plusieurs mots, séparés par des virgules."
_NEW_THEMES_HELP = f"{THEMES_HELP} Ceux que vous ne répétez pas sont ôtés de la page."
TODAY_HELP = "Laissez vide si c’est aujourd’hui."
_GROUP_HELP = "Un organisme, jamais une personne."

_CALLED_OFF = Term("annulee", "Non, elle est annulée")
"""What one answers of a meeting, asked whether it takes place; the word is that of the file."""

TAKEN_OUT = {
    "partenaires_statut": "Un partenaire à retirer",
    "financement_recettes_statut": "Une recette à retirer",
}
"""Where a row that is refused goes: no word of those questions says it. By their ids, the label."""

PHOTO_CONSENT = "photo_accord"
"""The question that asks whether those who can be recognised agreed; no file holds its answer."""

UNE_PHOTO = (
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

LE_DEFI = Question(
    "defi",
    "Le défi",
    Kind.DEFI,
    required=True,
    help="L’adresse de la page du défi, ou seulement la fin de cette adresse.",
    example="cafe-participatif-mirecourt",
    maximum=300,
)


def _row(name: str, label: str, help: str = "Recopiez-le comme il est écrit.") -> Question:  # noqa: A002 - as in Question
    """A question that names a row of a list of the file."""
    return Question(name, label, Kind.ROW, help=help, maximum=300)


ONE_DAY_OFF = "activites_recurrence_sauf"
"""The question that asks for a day on which something does not come back."""

EACH_WEEK = "semaine"
"""What one answers of what comes back each week: a file says it by no rank."""

WHICH_OF_MONTH = Question(
    "activites_recurrence_rang",
    "Chaque semaine, ou une fois par mois",
    Kind.CHOICE,
    key="activites.recurrence.rang",
    terms=(Term(EACH_WEEK, "Chaque semaine"), *RANGS),
    synonyms={
        **dict.fromkeys(("toutes les semaines", "hebdomadaire"), EACH_WEEK),
        **{
            f"{said} du mois": rank
            for said, rank in (
                ("le 1er", "premier"),
                ("le 2e", "deuxieme"),
                ("le 3e", "troisieme"),
                ("le 4e", "quatrieme"),
            )
        },
    },
)
WHICH_DAY = Question(
    "activites_recurrence_jour",
    "Quel jour de la semaine",
    Kind.CHOICE,
    key="activites.recurrence.jour",
    terms=JOURS,
    synonyms={said: day.slug for day in JOURS for said in (f"{day.slug}s", f"les {day.slug}s")},
)

SUBJECTS: dict[str, tuple[Field | Question, ...]] = {
    "La prochaine action": (
        Field("prochaine_action.quoi", "La prochaine chose à faire"),
        Field("prochaine_action.date", "Quel jour"),
        Field("prochaine_action.debut", "À quelle heure"),
        Field("prochaine_action.fin", "Jusqu’à quelle heure"),
        Field("prochaine_action.lieu", "À quel endroit", "Le lieu et sa rue, s’il est public."),
        Field(
            "prochaine_action.venir",
            "Faut-il prévenir avant de venir",
            synonyms={
                **dict.fromkeys(
                    ("oui", "il faut prevenir", "prevenez", "sur inscription"), "prevenir"
                ),
                **dict.fromkeys(("non", "pas besoin", "ce n est pas la peine", "inutile"), "libre"),
                **dict.fromkeys(("comme on est", "ouvert a tous", "entree libre"), "libre"),
            },
        ),
    ),
    "Une rencontre": (
        _row(
            "rencontres_laquelle",
            "La rencontre qui change",
            "Son nom, ou le jour où elle était prévue.",
        ),
        Field("rencontres.titre", "Le nom de la rencontre"),
        Field("rencontres.question", "La question du débat"),
        Field("rencontres.date", "Le jour de la rencontre"),
        Field("rencontres.debut", "L’heure du début"),
        Field("rencontres.fin", "L’heure de fin"),
        Field("rencontres.genre", "La sorte de rencontre", ""),
        Field("rencontres.lieu", "L’endroit"),
        Field(
            "rencontres.commune",
            "La commune de la rencontre",
            "Seulement si ce n’est pas celle du défi.",
        ),
        Field(
            "rencontres.accessibilite",
            "L’accès à l’endroit",
            "Peut-on entrer en fauteuil, venir avec des enfants ?",
        ),
        Field("rencontres.venir", "Pour venir à la rencontre"),
        Question(
            "rencontres_maintenue",
            "A-t-elle toujours lieu",
            Kind.CHOICE,
            terms=(Term("prevue", "Oui"), _CALLED_OFF),
            synonyms={"non": "annulee", "annule": "annulee"},
        ),
    ),
    "Une rencontre passée": (
        Question(
            "tenue_date",
            "Le jour où elle était prévue",
            Kind.DATE,
            help="Le jour qui est écrit sur la page du défi ; sinon, celui où elle a eu lieu.",
        ),
        Question(
            "tenue_titre",
            "Laquelle, ce jour-là",
            Kind.LINE,
            help="Son nom, s’il y en avait plusieurs ce jour-là, ou si elle n’était pas annoncée.",
            maximum=300,
        ),
        Question(
            "tenue_statut",
            "Elle a eu lieu ?",
            Kind.CHOICE,
            terms=(Term("tenue", "Oui"), _CALLED_OFF),
            synonyms={
                **dict.fromkeys(("elle a eu lieu", "oui elle a eu lieu"), "tenue"),
                "non": "annulee",
                "annule": "annulee",
            },
        ),
        Field(
            "rencontres.compte_rendu",
            "Ce qui s’est dit",
            "En quelques lignes, sans nom de personne.",
        ),
        Question(
            "tenue_genre",
            "Quelle sorte de rencontre c’était",
            Kind.CHOICE,
            help="Seulement si la page du défi ne l’annonçait pas.",
            terms=GENRES_RENCONTRE,
        ),
        Question(
            "tenue_lieu",
            "Où elle a eu lieu",
            Kind.LINE,
            help="Seulement si la page du défi ne l’annonçait pas.",
            maximum=300,
        ),
    ),
    "Un grand jour": (
        _row("evenements_laquelle", "Le grand jour qui change", "Son nom, comme il est écrit."),
        Field("evenements.titre", "Le nom du grand jour"),
        Field("evenements.date", "La date du grand jour"),
        Field("evenements.debut", "L’heure où il commence"),
        Field("evenements.fin", "L’heure où il finit"),
        Field("evenements.lieu", "Le lieu du grand jour"),
        Field(
            "evenements.commune",
            "La commune du grand jour",
            "Seulement si ce n’est pas celle du défi.",
        ),
        _row("evenements_retire", "Un grand jour à retirer"),
    ),
    "Ce qui manque, ce qui s’offre": (
        _row("besoins_laquelle", "Le besoin qui change"),
        Field("besoins.quoi", "Un nouveau besoin", "Ce qui vous manque, en quelques mots."),
        Field("besoins.nature", "La nature du besoin", ""),
        _row(
            "pourvu",
            "Un besoin trouvé",
            "Recopiez le besoin comme il est écrit sur la page du défi.",
        ),
        Field("besoins.pourvu_le", "Trouvé quel jour", TODAY_HELP),
        _row("besoins_retire", "Un besoin à retirer"),
        _row("offres_laquelle", "L’offre qui change"),
        Field(
            "offres.quoi",
            "Une nouvelle offre",
            "Ce que vous pouvez donner, prêter ou partager.",
        ),
        Field("offres.nature", "La nature de l’offre", ""),
        _row("prise", "Une offre qui a trouvé preneur"),
        Field("offres.pourvu_le", "Prise quel jour", TODAY_HELP),
        _row("offres_retire", "Une offre à retirer"),
    ),
    "Le journal": (
        Field("journal.texte", "Ce qui s’est passé"),
        Field("journal.date", "Quel jour cela s’est passé"),
    ),
    "Une photo": (*UNE_PHOTO, Field("image_licence", "La licence de la photo")),
    "Un lien": (
        _row("liens_laquelle", "Le lien qui change"),
        Field("liens.titre", "Le nom du lien"),
        Field("liens.url", "L’adresse du lien", "Elle commence par https."),
        _row("liens_retire", "Un lien à retirer"),
    ),
    "L’étape": (
        Field("phase", "La nouvelle étape", "Celle où vous entrez, ou celle où vous revenez."),
        Field("depuis", "Depuis quel jour"),
    ),
    "Qui en est": (
        Field(
            "engagements.nombre",
            "Combien vous êtes en tout",
            "Toutes les personnes engagées, sans aucun nom.",
        ),
        Field("engagements.seuil", "Combien il en faut pour démarrer"),
        _row("roles_laquelle", "Le rôle qui change"),
        Field("engagements.roles.role", "Un rôle"),
        Field("engagements.roles.nombre", "Combien dans ce rôle"),
        _row("roles_retire", "Un rôle à retirer"),
    ),
    "Les partenaires": (
        _row("partenaires_laquelle", "Le partenaire qui change"),
        Field("partenaires.nom", "Le nom du partenaire", _GROUP_HELP, "La médiathèque"),
        Field("partenaires.role", "Ce que le partenaire apporte"),
        Field(
            "partenaires.statut",
            "Où vous en êtes avec lui",
            synonyms={
                **dict.fromkeys(("oui", "d accord", "c est d accord", "il a dit oui"), "engage"),
                **dict.fromkeys(("elle a dit oui", "ils ont dit oui"), "engage"),
                **dict.fromkeys(("pas encore", "on va lui ecrire"), "pressenti"),
            },
        ),
        _row("partenaires_retire", "Un partenaire à retirer"),
    ),
    "Qui compte": (
        _row("acteurs_laquelle", "L’organisme qui change"),
        Field("acteurs.nom", "Un organisme qui compte", _GROUP_HELP, "La communauté de communes"),
        Field("acteurs.role", "Sa place dans le défi"),
        _row("acteurs_retire", "Un organisme à retirer"),
        Field("parrains", "Un organisme qui vous soutient", _GROUP_HELP),
        _row("parrains_retire", "Un soutien à retirer"),
    ),
    "Vos mots": (
        Field("titre", "Le nom du défi", "Comme on le dirait au marché."),
        Field("resume", "Le défi en deux phrases"),
        Field("question", "Votre question"),
        Field("notre_bien_vivre", "Bien vivre, pour nous"),
        Field("genre_de_projet", "Le genre de projet"),
        Field("themes", "Les thèmes", _NEW_THEMES_HELP, "convivialité, culture"),
    ),
    "Où, et avec qui": (
        Field("commune", "La commune", COMMUNE_HELP),
        Field("territoire", "Le type de territoire"),
        Field("porteur", "Le nom du groupe"),
        Field("concerne", "Qui est concerné"),
        Field("concerne_precision", "Qui exactement", "Avec vos mots, sans nom de personne."),
        Field("autres_communes", "Une autre commune du défi", COMMUNE_HELP, kind=Kind.COMMUNE),
        _row("autres_communes_retire", "Une commune à retirer"),
        Field("contact", "La page du groupe", "Une page en https, où l’on peut vous écrire."),
    ),
    "Les pistes": (
        _row("pistes_laquelle", "La piste qui change"),
        Field("pistes.titre", "Une solution possible"),
        Field("pistes.pour", "Ce qui est pour"),
        Field("pistes.contre", "Ce qui est contre"),
        _row("pistes_retire", "Une piste à retirer"),
    ),
    "Les essais": (
        _row(
            "experiences_laquelle", "L’essai dont vous parlez", "Laissez vide pour un nouvel essai."
        ),
        Field("experiences.hypothese", "Ce que vous pensez"),
        Field("experiences.essai", "Ce que vous essayez, en petit"),
        Field("experiences.debut", "Le début de l’essai"),
        Field("experiences.fin", "La fin de l’essai"),
        Field("experiences.resultat", "Ce que l’essai a donné"),
        Field("experiences.suite", "Ce que vous en faites"),
        _row("experiences_retire", "Un essai à retirer"),
    ),
    "Le groupe": (
        Field(
            "organisation.forme",
            "La forme du groupe",
            synonyms=dict.fromkeys(("asso", "association loi 1901"), "association"),
        ),
        Field("organisation.precision", "Le groupe en quelques mots"),
        Field(
            "decision.mode",
            "La façon de décider",
            synonyms={
                "au consensus": "consensus",
                "au consentement": "consentement",
                "sans objection": "consentement",
                "a la majorite": "majorite",
            },
        ),
        Field("decision.delai_jours", "Le délai pour se prononcer", "En jours."),
        Field("decision.quorum", "Combien de présents au moins"),
        Field("decision.blocage", "Ce qu’on fait si l’on bloque"),
        _row("decisions_laquelle", "La décision qui change"),
        Field(
            "decisions.texte",
            "Une décision prise",
            "En quelques mots, sans nom de personne.",
        ),
        Field("decisions.date", "Décidé quel jour", TODAY_HELP),
        Field("decisions.revoir_le", "Quand on en reparle"),
    ),
    "La fin, ou une pause": (
        Field(
            "etat",
            "Où en est le défi",
            synonyms={
                **dict.fromkeys(("fini", "termine", "c est fini", "reussi"), "abouti"),
                **dict.fromkeys(("abandonne", "on arrete"), "arrete"),
                **dict.fromkeys(("on reprend", "ca reprend"), "actif"),
            },
        ),
        Field("bilan.resultats", "Ce qui existe maintenant"),
        Field("bilan.appris", "Ce que vous avez appris"),
        Field("bilan.suite", "Ce qui vient après"),
    ),
    "D’autres défis": (
        Field("inspire_de", "Le défi qui a donné l’idée", kind=Kind.PAGE),
        Field("partie_de", "Le défi plus grand", "Dont le vôtre fait partie.", kind=Kind.PAGE),
        Field("modele", "Le modèle de projet suivi", kind=Kind.PAGE),
        Field(
            "repond_a",
            "L’annonce à laquelle vous répondez",
            "L’adresse de sa page, ou ses mots recopiés.",
            kind=Kind.LINE,
        ),
        _row("repond_a_retire", "Une annonce à retirer"),
    ),
    "Ce qui est prévu": (
        _row("plan_laquelle", "Ce qui change dans le plan"),
        Field("plan.quoi", "Ce qu’il y a à faire"),
        Field("plan.echeance", "Pour quel jour"),
        _row("fait", "Ce qui est fait"),
        Field("plan.fait_le", "Fait quel jour", TODAY_HELP),
        _row("plan_retire", "Une tâche à retirer"),
    ),
    "Les dépenses": (
        _row("depenses_laquelle", "La dépense qui change"),
        Field("financement.depenses.poste", "Ce que vous payez"),
        Field("financement.depenses.montant", "Combien cela coûte"),
        _row("depenses_retire", "Une dépense à retirer"),
    ),
    "Les recettes": (
        _row("recettes_laquelle", "La recette qui change"),
        Field("financement.recettes.source", "D’où vient l’argent"),
        Field("financement.recettes.montant", "Combien cela rapporte"),
        Field(
            "financement.recettes.statut",
            "Où en est cet argent",
            synonyms=dict.fromkeys(
                (
                    "obtenu",
                    "accorde",
                    "recu",
                    "verse",
                    "oui",
                    "obtenue",
                    "recue",
                    "versee",
                    "accordee",
                ),
                "acquis",
            ),
        ),
        _row("recettes_retire", "Une recette à retirer"),
    ),
    "Ce qui continue": (
        _row("activites_laquelle", "L’activité qui change"),
        Field("activites.quoi", "Ce qui continue"),
        Field("activites.rythme", "À quel rythme"),
        Field("activites.lieu", "Où cela se passe", "Le lieu et sa rue, s’il est public."),
        WHICH_OF_MONTH,
        WHICH_DAY,
        Field("activites.recurrence.debut", "De quelle heure"),
        Field("activites.recurrence.fin", "Jusqu’à quelle heure, chaque fois", ""),
        Field(
            "activites.recurrence.jusqu_au",
            "Jusqu’à quel jour cela revient",
            "Le dernier jour prévu, par exemple la fin de la saison. Vous pourrez le repousser.",
        ),
        Field(
            "activites.recurrence.depuis",
            "À partir de quel jour cela revient",
            "Laissez vide si c’est dès maintenant.",
            "2027-01-09",
        ),
        Field(
            "activites.recurrence.sauf",
            "Un jour où cela n’aura pas lieu",
            "Un jour de fête, de vacances : un seul à la fois.",
            "2026-12-26",
        ),
        _row("activites_retire", "Une activité à retirer"),
        _row("reperes_laquelle", "Le compte qui change"),
        Field("reperes.quoi", "Ce que vous comptez"),
        Field("reperes.valeur", "Où vous en êtes"),
        _row("reperes_retire", "Un compte à retirer"),
    ),
    "Une visite": (
        Field(
            "accompagnement.quoi",
            "Ce qui a été fait ensemble",
            "En une phrase, sans nom de personne : ce qui a avancé, ce qui reste à faire.",
            "Relu le plan à la médiathèque ; il reste à demander la salle.",
        ),
        Field("accompagnement.date", "Le jour de la visite", TODAY_HELP),
        Field("accompagne_par", "Le territoire pilote qui accompagne", kind=Kind.PAGE),
    ),
}
"""The questions, under the title of each subject: no two have one label.

Those of the form that was one until November 2026 keep their labels and their order: the requests
that answer it are read still.
"""

UPDATE = Form(
    "mise-a-jour",
    "Donner des nouvelles d’un défi",
    "Une date, une rencontre, un besoin trouvé, une étape franchie : ne remplissez que ce qui change.",
    {"Quel défi ?": (LE_DEFI,), **SUBJECTS},
    optional=True,
)
"""The form of all news. Nobody is asked for it whole."""
