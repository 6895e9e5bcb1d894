"""A défi as people write it, as frozen values: one class for its file, one per group of fields.

A class here is the reference of its file: its fields, their kinds, their French help.
Nothing here reads a file, and nothing here knows a template.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Annotated, SupportsBytes

from pydantic import ConfigDict

from generator import geography
from generator.content import vocabulary
from generator.content.fields import (
    Boolean,
    Commune,
    Count,
    Day,
    EndHour,
    Euros,
    Groups,
    Hour,
    Https,
    ImageName,
    Line,
    Moves,
    OneOf,
    OnlyPublished,
    Slug,
    SomeWords,
    Text,
    Words,
    doc,
    number_of,
    slugify,
    text_of,
)
from generator.content.markdown import Rendered
from generator.text.typography import day_of_end

NO_TEXT = Rendered(b"", (), (), (), ())
"""The body of a file that has none."""

Title = Annotated[str, text_of(8, 90)]
Summary = Annotated[str, text_of(1, 240)]
Phase = Annotated[str, OneOf(vocabulary.PHASES)]
Territoire = Annotated[str, OneOf(vocabulary.TERRITOIRES)]
Nature = Annotated[str, OneOf(vocabulary.NATURES)]
Venue = Annotated[str, OneOf(vocabulary.VENUES)]
Kind = Annotated[str, text_of(3, 40)]


class Group:
    """A group of fields: an unknown key is refused."""

    __slots__ = ()
    __pydantic_config__ = ConfigDict(
        extra="forbid", json_schema_serialization_defaults_required=True
    )


MOVES = "Combien de fois sa date, ses heures ou son lieu ont changé : les agendas s’en servent."
SAID = "Le jour où cette date a été annoncée, déplacée ou annulée pour la dernière fois."
FORMER = "Les anciennes adresses du défi, la plus ancienne d’abord : les agendas le connaissent par elle."
NAME = "Un nom qui ne change pas, pour les agendas ; sans lui, le site en fait un."


NAME_LIMIT = 60 - len("-2026-12-05")
"""What is kept of a title in the name of its date, which a slug can hold."""


@lru_cache(maxsize=4096)
def name_of(title: str, day: Day | None) -> str:
    """The name of a date whose file gives it none: it changes with its title and with its day."""
    words = slugify(title)[:NAME_LIMIT].strip("-")
    return f"{words}-{day}" if day else words


def _end_it(dated: Rencontre | Evenement | ProchaineAction) -> None:
    """Work out the day on which something ends, when its hour of end is known."""
    if dated.fin is not None:
        object.__setattr__(dated, "fin_le", day_of_end(dated.date, dated.debut, dated.fin))


@dataclass(frozen=True, slots=True, kw_only=True)
class EtapePassee(Group):
    phase: Annotated[Phase, doc("L’étape déjà vécue.")]
    depuis: Annotated[Day, doc("Le jour où elle a commencé.", "2026-03-14")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProchaineAction(Group):
    date: Annotated[Day, doc("Quand.", "2026-12-05")]
    quoi: Annotated[Line, doc("Quoi, en une phrase.", "On goûte la carte du café")]
    debut: Annotated[Hour | None, doc("Heure de début.", "18:30")] = None
    fin: Annotated[EndHour | None, doc("Heure de fin.", "20:00")] = None
    lieu: Annotated[Line | None, doc("L’endroit.", "Salle des fêtes, place de la mairie")] = None
    venir: Annotated[Venue | None, doc("Faut-il prévenir avant de venir ?")] = None
    id: Annotated[Slug | None, doc(NAME)] = None
    revision: Annotated[Moves, doc(MOVES)] = 0
    dit_le: Annotated[Day | None, doc(SAID)] = None
    fin_le: Annotated[
        Day | None,
        OnlyPublished(),
        doc("Le jour où elle finit, si son heure de fin est connue : parfois le lendemain."),
    ] = field(default=None, init=False)

    def __post_init__(self) -> None:
        _end_it(self)

    @property
    def nom(self) -> str:
        """By what calendars know it."""
        return self.id or name_of(self.quoi, self.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tache(Group):
    quoi: Annotated[Line, doc("Ce qu’il y a à faire.")]
    echeance: Annotated[Day | None, doc("Pour quand.")] = None
    fait_le: Annotated[Day | None, doc("Le jour où cela a été fait.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Group):
    role: Annotated[Line, doc("Le rôle.", "Tenir le comptoir")]
    nombre: Annotated[Count, doc("Combien de personnes, sans aucun nom.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagements(Group):
    nombre: Annotated[Count, doc("Combien de personnes se sont engagées, sans aucun nom.", "12")]
    seuil: Annotated[
        Annotated[int, number_of(1, 1_000_000)] | None,
        doc("Combien il en faut pour démarrer.", "15"),
    ] = None
    roles: Annotated[Groups[Role], doc("Qui fait quoi, en nombres.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rencontre(Group):
    date: Annotated[Day, doc("Le jour.", "2026-12-05")]
    titre: Annotated[Line, doc("Le nom de la rencontre.", "Qui tient le comptoir ?")]
    genre: Annotated[str, OneOf(vocabulary.GENRES_RENCONTRE), doc("Quelle sorte de rencontre.")]
    lieu: Annotated[Line, doc("L’endroit.", "Salle des fêtes")]
    statut: Annotated[str, OneOf(vocabulary.STATUTS_RENCONTRE), doc("Où elle en est.")]
    id: Annotated[Slug | None, doc(NAME)] = None
    revision: Annotated[Moves, doc(MOVES)] = 0
    dit_le: Annotated[Day | None, doc(SAID)] = None
    debut: Annotated[Hour | None, doc("Heure de début.", "18:30")] = None
    fin: Annotated[EndHour | None, doc("Heure de fin.", "20:00")] = None
    fin_le: Annotated[
        Day | None,
        OnlyPublished(),
        doc("Le jour où elle finit, si son heure de fin est connue : parfois le lendemain."),
    ] = field(default=None, init=False)
    question: Annotated[Line | None, doc("La question débattue.")] = None
    commune: Annotated[Commune | None, doc("Si ce n’est pas la commune du défi.")] = None
    accessibilite: Annotated[
        Line | None, doc("L’accès au lieu.", "Plain-pied, enfants bienvenus")
    ] = None
    venir: Annotated[Venue | None, doc("Faut-il prévenir avant de venir ?")] = None
    compte_rendu: Annotated[Text | None, doc("Ce qui s’est dit, en quelques lignes.")] = None

    def __post_init__(self) -> None:
        _end_it(self)

    @property
    def nom(self) -> str:
        """By what calendars know it."""
        return self.id or name_of(self.titre, self.date)

    @property
    def is_planned(self) -> bool:
        """Announced, neither held nor called off."""
        return self.statut == "prevue"

    @property
    def is_held(self) -> bool:
        return self.statut == "tenue"

    @property
    def is_cancelled(self) -> bool:
        return self.statut == "annulee"

    def is_coming(self, today: Day) -> bool:
        """Whether one can still go to it: the day on which it begins tells, even when it ends later."""
        return self.is_planned and self.date >= today

    def is_past(self, today: Day) -> bool:
        """Held, or its day is behind us; one that is called off is not past before its day."""
        return self.is_held or self.date < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Besoin(Group):
    quoi: Annotated[Line, doc("Ce qui manque ou ce qui est offert.", "Deux percolateurs")]
    nature: Annotated[Nature, doc("De quelle nature.")]
    depuis: Annotated[Day | None, doc("Le jour où cela a été dit.")] = None
    pourvu_le: Annotated[Day | None, doc("Le jour où c’est trouvé.")] = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be found, or to be taken."""
        return self.pourvu_le is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piste(Group):
    titre: Annotated[Line, doc("La solution imaginée.")]
    pour: Annotated[Text, doc("Ses avantages.")]
    contre: Annotated[Text, doc("Ses limites.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience(Group):
    hypothese: Annotated[Line, doc("Ce que vous pensez.")]
    essai: Annotated[Line, doc("Ce que vous avez essayé, en petit.")]
    debut: Annotated[Day, doc("Début de l’essai.")]
    fin: Annotated[Day | None, doc("Fin de l’essai.")] = None
    resultat: Annotated[Text | None, doc("Ce qui s’est passé.")] = None
    suite: Annotated[
        Annotated[str, OneOf(vocabulary.SUITES)] | None, doc("Ce que vous en faites.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Group):
    forme: Annotated[str, OneOf(vocabulary.FORMES), doc("La forme du groupe.")]
    precision: Annotated[Line | None, doc("En quelques mots.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Group):
    mode: Annotated[str, OneOf(vocabulary.MODES_DECISION), doc("La façon de décider.")]
    delai_jours: Annotated[
        Annotated[int, number_of(0, 365)] | None, doc("Combien de jours pour se prononcer.", "7")
    ] = None
    quorum: Annotated[Line | None, doc("Combien de présents au moins.", "La moitié du groupe")] = (
        None
    )
    blocage: Annotated[Line | None, doc("Ce qu’on fait si l’on bloque.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPrise(Group):
    date: Annotated[Day, doc("Le jour.")]
    texte: Annotated[Text, doc("Ce qui est décidé.")]
    revoir_le: Annotated[Day | None, doc("Le jour où l’on en reparle.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partenaire(Group):
    nom: Annotated[Line, doc("Un organisme, jamais une personne.")]
    role: Annotated[Line, doc("Ce qu’il apporte.")]
    statut: Annotated[str, OneOf(vocabulary.STATUTS_PARTENAIRE), doc("Où l’on en est avec lui.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acteur(Group):
    nom: Annotated[Line, doc("Un organisme, jamais une personne.")]
    role: Annotated[str, OneOf(vocabulary.ROLES_ACTEUR), doc("Sa place dans le défi.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Depense(Group):
    poste: Annotated[Line, doc("Ce que l’on achète.")]
    montant: Annotated[Euros, doc("En euros.", "1 200,50")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recette(Group):
    source: Annotated[Line, doc("D’où vient l’argent.")]
    montant: Annotated[Euros, doc("En euros.", "800")]
    statut: Annotated[str, OneOf(vocabulary.STATUTS_RECETTE), doc("Où en est cet argent.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Financement(Group):
    depenses: Annotated[Groups[Depense], doc("Ce que coûte le projet.")] = ()
    recettes: Annotated[Groups[Recette], doc("D’où vient l’argent.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenement(Group):
    date: Annotated[Day, doc("Le jour.")]
    titre: Annotated[Line, doc("Le nom de l’événement.")]
    lieu: Annotated[Line, doc("L’endroit.")]
    id: Annotated[Slug | None, doc(NAME)] = None
    revision: Annotated[Moves, doc(MOVES)] = 0
    dit_le: Annotated[Day | None, doc(SAID)] = None
    debut: Annotated[Hour | None, doc("Heure de début.", "10:00")] = None
    fin: Annotated[EndHour | None, doc("Heure de fin.", "18:00")] = None
    fin_le: Annotated[
        Day | None,
        OnlyPublished(),
        doc("Le jour où il finit, si son heure de fin est connue : parfois le lendemain."),
    ] = field(default=None, init=False)
    commune: Annotated[Commune | None, doc("Si ce n’est pas la commune du défi.")] = None

    def __post_init__(self) -> None:
        _end_it(self)

    @property
    def nom(self) -> str:
        """By what calendars know it."""
        return self.id or name_of(self.titre, self.date)

    def is_coming(self, today: Day) -> bool:
        return self.date >= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence(Group):
    jour: Annotated[str, OneOf(vocabulary.JOURS), doc("Le jour de la semaine.")]
    debut: Annotated[Hour, doc("Heure de début.", "9:30")]
    jusqu_au: Annotated[Day, doc("Le dernier jour où cela revient.", "2027-06-30")]
    fin: Annotated[EndHour | None, doc("Heure de fin.", "12:00")] = None
    rang: Annotated[
        Annotated[str, OneOf(vocabulary.RANGS)] | None,
        doc("Lequel du mois ; sans lui, chaque semaine."),
    ] = None
    depuis: Annotated[
        Day | None, doc("Le premier jour ; sans lui, celui où l’étape a commencé.")
    ] = None
    sauf: Annotated[Words[Day], doc("Les jours où cela n’a pas lieu.", "[2026-12-26]")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activite(Group):
    quoi: Annotated[Line, doc("Ce qui continue.")]
    rythme: Annotated[Line, doc("À quel rythme.", "Chaque samedi matin")]
    lieu: Annotated[Line | None, doc("L’endroit.", "La halle")] = None
    id: Annotated[Slug | None, doc(NAME)] = None
    revision: Annotated[Moves, doc(MOVES)] = 0
    dit_le: Annotated[Day | None, doc(SAID)] = None
    recurrence: Annotated[
        Recurrence | None, doc("Quand cela revient : elle seule met des dates dans l’agenda.")
    ] = None

    @property
    def nom(self) -> str:
        """By what calendars know it."""
        return self.id or name_of(self.quoi, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entree(Group):
    date: Annotated[Day, doc("Le jour.")]
    texte: Annotated[Text, doc("Ce qui s’est passé.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repere(Group):
    quoi: Annotated[Line, doc("Ce que le groupe a choisi de compter.", "Repas partagés")]
    valeur: Annotated[Line, doc("Où vous en êtes.", "14 depuis mai")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilan(Group):
    resultats: Annotated[Text, doc("Ce qui existe maintenant.")]
    appris: Annotated[Text, doc("Ce que vous avez appris, échecs compris.")]
    suite: Annotated[Text, doc("Ce qui vient après.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visite(Group):
    date: Annotated[Day, doc("Le jour.")]
    quoi: Annotated[Line, doc("Ce qui a été fait ensemble.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lien(Group):
    titre: Annotated[Line, doc("Le nom de la page.")]
    url: Annotated[Https, doc("Son adresse en https.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheDefi(Group):
    """The front matter of `defis/<slug>.md`, in the order in which the help shows it."""

    titre: Annotated[Title, doc("Le nom du défi, comme on le dirait au marché.", "Un café à nous")]
    resume: Annotated[Summary, doc("Le défi en une ou deux phrases.")]
    phase: Annotated[Phase, doc("L’étape d’aujourd’hui.")]
    depuis: Annotated[Day, doc("Le jour où cette étape a commencé.", "2026-09-12")]
    territoire: Annotated[Territoire, doc("Le type de territoire. Le groupe choisit.")]
    commune: Annotated[
        Commune,
        doc("La commune et son département, ou son code INSEE.", "Mirecourt (Vosges)", '"88304"'),
    ]
    porteur: Annotated[
        Line, doc("Le nom du groupe, jamais celui d’une personne.", "Les voisins du Val")
    ]
    concerne: Annotated[
        SomeWords[Annotated[str, OneOf(vocabulary.CONCERNES)]], doc("Qui partage cette question.")
    ]
    concerne_precision: Annotated[Line | None, doc("Qui exactement, avec vos mots.")] = None
    historique: Annotated[Groups[EtapePassee], doc("Les étapes déjà vécues, dans l’ordre.")] = ()
    question: Annotated[Line | None, doc("Le problème, posé comme une question.")] = None
    notre_bien_vivre: Annotated[Text | None, doc("Ce que « bien vivre » veut dire pour vous.")] = (
        None
    )
    genre_de_projet: Annotated[
        Kind | None, doc("Le projet en deux ou trois mots simples.", "Café participatif")
    ] = None
    themes: Annotated[Words[Slug], doc("Les thèmes.", "[convivialite, culture]")] = ()
    etat: Annotated[str, OneOf(vocabulary.ETATS), doc("Où en est le défi.")] = "actif"
    prochaine_action: Annotated[
        ProchaineAction | None, doc("La prochaine chose à faire : ce que la page montre d’abord.")
    ] = None
    plan: Annotated[Groups[Tache], doc("Ce qui est prévu.")] = ()
    engagements: Annotated[Engagements | None, doc("Combien de personnes, sans aucun nom.")] = None
    rencontres: Annotated[Groups[Rencontre], doc("Débats, réunions, ateliers, fêtes.")] = ()
    besoins: Annotated[Groups[Besoin], doc("Ce qui manque.")] = ()
    offres: Annotated[Groups[Besoin], doc("Ce que le groupe peut prêter ou apprendre.")] = ()
    repond_a: Annotated[Words[Slug], doc("Les annonces que ce défi reprend.")] = ()
    pistes: Annotated[Groups[Piste], doc("Les solutions comparées.")] = ()
    experiences: Annotated[Groups[Experience], doc("Les essais.")] = ()
    organisation: Annotated[Organisation | None, doc("Comment le groupe est organisé.")] = None
    decision: Annotated[Decision | None, doc("Comment le groupe décide.")] = None
    decisions: Annotated[Groups[DecisionPrise], doc("Ce qui a été décidé.")] = ()
    partenaires: Annotated[Groups[Partenaire], doc("Des organismes qui aident.")] = ()
    acteurs: Annotated[Groups[Acteur], doc("Les organismes qui comptent pour ce défi.")] = ()
    parrains: Annotated[Words[Line], doc("Les organismes qui soutiennent.")] = ()
    financement: Annotated[Financement | None, doc("Le budget.")] = None
    evenements: Annotated[Groups[Evenement], doc("Les grands jours.")] = ()
    activites: Annotated[Groups[Activite], doc("Ce qui vit ensuite, et à quel rythme.")] = ()
    journal: Annotated[Groups[Entree], doc("Ce qui s’est passé, jour par jour.")] = ()
    reperes: Annotated[Groups[Repere], doc("Ce que le groupe a choisi de compter.")] = ()
    bilan: Annotated[Bilan | None, doc("À la fin : résultats, leçons, suite.")] = None
    accompagne_par: Annotated[Slug | None, doc("Le territoire pilote qui accompagne.")] = None
    accompagnement: Annotated[Groups[Visite], doc("Les visites de l’Entrepreneur.")] = ()
    inspire_de: Annotated[Slug | None, doc("Le défi qui a donné l’idée.")] = None
    partie_de: Annotated[Slug | None, doc("Le défi plus grand dont celui-ci fait partie.")] = None
    modele: Annotated[Slug | None, doc("Le modèle de projet suivi.")] = None
    autres_communes: Annotated[Words[Commune], doc("Les autres communes du défi.")] = ()
    contact: Annotated[Https | None, doc("Une page du groupe, en https.")] = None
    liens: Annotated[Groups[Lien], doc("Pour en savoir plus.")] = ()
    image: Annotated[ImageName | None, doc("Une photo rangée dans defis/images/.", "cafe.jpg")] = (
        None
    )
    image_alt: Annotated[Line | None, doc("Ce qu’on voit sur la photo.")] = None
    image_credit: Annotated[Line | None, doc("Qui a fait la photo (un collectif).")] = None
    image_licence: Annotated[Line | None, doc("Sa licence.", "CC BY-SA 4.0")] = None
    anciens_slugs: Annotated[Words[Slug], doc(FORMER)] = ()
    exemple: Annotated[Boolean, doc("true sur un contenu de démonstration.")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Defi(FicheDefi):
    """A défi as the rest of the code knows it: its fields, its name and its text."""

    slug: str
    texte: SupportsBytes = b""
    """Its Markdown, in UTF-8: one « ’ » makes each sign of a `str` weigh two bytes. It may wait on a
    `Shelf`."""
    corps: Rendered = NO_TEXT

    @property
    def path(self) -> str:
        return f"defis/{self.slug}.md"

    @property
    def first_slug(self) -> str:
        """The name that it had at first, by which calendars and readers of feeds know it for ever."""
        return self.anciens_slugs[0] if self.anciens_slugs else self.slug

    @property
    def is_finished(self) -> bool:
        return self.etat in vocabulary.FINISHED

    @property
    def is_paused(self) -> bool:
        return self.etat == "en-pause"

    @property
    def open_needs(self) -> tuple[Besoin, ...]:
        """What it still lacks; nothing once it is finished."""
        return () if self.is_finished else tuple(need for need in self.besoins if need.is_open)

    @property
    def open_offers(self) -> tuple[Besoin, ...]:
        """What it offers still, likewise."""
        return () if self.is_finished else tuple(offer for offer in self.offres if offer.is_open)

    def coming_meetings(self, today: Day) -> tuple[Rencontre, ...]:
        """Those that one can still go to, the nearest first; none once it is finished."""
        if self.is_finished:
            return ()
        coming = (meeting for meeting in self.rencontres if meeting.is_coming(today))
        return tuple(sorted(coming, key=attrgetter("date")))

    @property
    def communes(self) -> tuple[geography.Commune, ...]:
        """Where it is lived: its commune first, then the others."""
        return (self.commune, *self.autres_communes)
