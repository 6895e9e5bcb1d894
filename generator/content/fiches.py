"""The other files that people write, as frozen values: annonces, guides, themes, territories, pages.

As in `model.py`, a class is the reference of its file: its fields, their kinds, their French help.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from generator import geography
from generator.content.fields import (
    Boolean,
    Commune,
    Day,
    Departement,
    Groups,
    Https,
    Line,
    OneOf,
    RoleAddress,
    Slug,
    SomeGroups,
    SomeWords,
    Words,
    doc,
)
from generator.content.model import Besoin, Group, Nature, Partenaire, Phase, Summary, Territoire
from generator.content.vocabulary import ETATS_GUIDE, FORMES, GENRES_ANNONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheAnnonce(Group):
    """The front matter of `annonces/<slug>.md`: what one person says, without a name."""

    genre: Annotated[str, OneOf(GENRES_ANNONCE), doc("Quelle sorte d’annonce.")]
    texte: Annotated[Line, doc("L’annonce, en 300 signes au plus.")]
    commune: Annotated[Commune, doc("La commune.", "Mirecourt (Vosges)")]
    depuis: Annotated[Day, doc("Le jour de l’annonce.")]
    nature: Annotated[Nature | None, doc("Pour un besoin ou une offre : de quelle nature.")] = None
    themes: Annotated[Words[Slug], doc("Les thèmes.")] = ()
    jusqu_au: Annotated[Day | None, doc("Le jour où elle n’a plus lieu d’être.")] = None
    repond_a: Annotated[Slug | None, doc("L’annonce à laquelle celle-ci répond.")] = None
    exemple: Annotated[Boolean, doc("true sur un contenu de démonstration.")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheTheme(Group):
    """The front matter of `content/themes/<slug>.md`."""

    titre: Annotated[Line, doc("Le nom du thème.")]
    resume: Annotated[Summary, doc("Le thème en une ou deux phrases.")]
    icone: Annotated[Line | None, doc("Un pictogramme.", "material/sprout")] = None
    synonymes: Annotated[Words[Line], doc("D’autres mots pour le dire.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Group):
    """A text that was really read on `verifie_le`, or an office to ask (`a_verifier`)."""

    titre: Annotated[Line, doc("Le nom du texte ou de l’organisme.")]
    url: Annotated[Https | None, doc("Son adresse, seulement si on l’a lue.")] = None
    verifie_le: Annotated[Day | None, doc("Le jour de lecture.")] = None
    copie: Annotated[Boolean, doc("true si l’on a lu une copie conservée.")] = False
    a_verifier: Annotated[Boolean, doc("true si le fait reste à vérifier.")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheGuide(Group):
    """The front matter of `content/ressources/<slug>.md`."""

    titre: Annotated[Line, doc("Le nom du guide : un verbe d’action.")]
    resume: Annotated[Summary, doc("Le guide en une ou deux phrases.")]
    phases: Annotated[SomeWords[Phase], doc("Les étapes où il sert.")]
    sources: Annotated[SomeGroups[Source], doc("Les textes sur lesquels il repose.")]
    revu_le: Annotated[Day, doc("Le jour de la dernière relecture.")]
    a_reverifier_avant: Annotated[Day, doc("Le jour où il faut le relire.")]
    territoires: Annotated[Words[Territoire], doc("Les types de territoire ; tous si absent.")] = ()
    themes: Annotated[Words[Slug], doc("Les thèmes ; tous si absent.")] = ()
    etapes: Annotated[Words[Slug], doc("Les pas du parcours qu’il aide à franchir.")] = ()
    duree: Annotated[Line | None, doc("Le temps de lecture.", "10 minutes")] = None
    public: Annotated[Line | None, doc("Pour qui.")] = None
    etat: Annotated[str, OneOf(ETATS_GUIDE), doc("Où en est le guide.")] = "a-jour"
    modeles_a_remplir: Annotated[Words[Line], doc("Les textes à compléter qu’il contient.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FichePage(Group):
    """The front matter of any other page of `content/`."""

    titre: Annotated[Line, doc("Le titre de la page.")]
    resume: Annotated[Summary, doc("La page en une ou deux phrases.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheModele(Group):
    """The front matter of `content/modeles/<slug>.md`: a kind of project."""

    titre: Annotated[Line, doc("Le nom du modèle.")]
    resume: Annotated[Summary, doc("Le modèle en une ou deux phrases.")]
    themes: Annotated[Words[Slug], doc("Les thèmes.")] = ()
    territoires: Annotated[Words[Territoire], doc("Les types de territoire ; tous si absent.")] = ()
    guides: Annotated[Words[Slug], doc("Les guides qui aident.")] = ()
    question: Annotated[Line | None, doc("La question proposée.")] = None
    besoins: Annotated[Groups[Besoin], doc("Les besoins proposés.")] = ()
    plan: Annotated[Words[Line], doc("Les pas proposés, dans l’ordre.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheAide(Group):
    """The front matter of `content/aides/<slug>.md`: a way to finance."""

    nom: Annotated[Line, doc("Le nom de l’aide.")]
    qui: Annotated[Line, doc("Qui la donne.")]
    phases: Annotated[SomeWords[Phase], doc("Les étapes où elle sert.")]
    sources: Annotated[SomeGroups[Source], doc("Les textes sur lesquels elle repose.")]
    territoires: Annotated[Words[Territoire], doc("Les types de territoire ; tous si absent.")] = ()
    themes: Annotated[Words[Slug], doc("Les thèmes ; tous si absent.")] = ()
    formes: Annotated[
        Words[Annotated[str, OneOf(FORMES)]], doc("Les formes de groupe ; toutes si absent.")
    ] = ()
    montants: Annotated[Line | None, doc("Les montants, avec leur source.")] = None
    periode: Annotated[Line | None, doc("Quand la demander.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FichePilote(Group):
    """The front matter of `content/territoires-pilotes/<slug>.md`."""

    nom: Annotated[Line, doc("Le nom du territoire.")]
    territoire: Annotated[Territoire, doc("Son type.")]
    communes: Annotated[
        Words[Commune], doc("Ses communes, si ce n’est pas tout un département.")
    ] = ()
    departements: Annotated[
        Words[Departement], doc("Ses départements, s’il les couvre tout entiers.", '"88"')
    ] = ()
    adresse: Annotated[
        RoleAddress | None, doc("L’adresse de rôle, jamais celle d’une personne.")
    ] = None
    reseaux: Annotated[Words[Line], doc("Les réseaux qui y vivent.")] = ()
    lieux: Annotated[Words[Line], doc("Les lieux qui accueillent.")] = ()
    enjeux: Annotated[Words[Line], doc("Ce qui s’y joue.")] = ()
    partenaires: Annotated[Groups[Partenaire], doc("Des organismes.")] = ()
    exemple: Annotated[Boolean, doc("true sur un contenu de démonstration.")] = False

    @property
    def touched(self) -> tuple[geography.Departement, ...]:
        """The départements where it is: those that it covers whole, then those of its communes."""
        partly = (place.departement for place in self.communes)
        return tuple(dict.fromkeys((*self.departements, *partly)))


FICHES: dict[str, type[Group]] = {
    "annonces": FicheAnnonce,
    "themes": FicheTheme,
    "guides": FicheGuide,
    "modeles": FicheModele,
    "aides": FicheAide,
    "pilotes": FichePilote,
}
"""The class of the files of each kind but défis, by the name that the catalogue has for them."""

FOLDERS = {
    "defis": "defis",
    "annonces": "annonces",
    "themes": "content/themes",
    "guides": "content/ressources",
    "modeles": "content/modeles",
    "aides": "content/aides",
    "pilotes": "content/territoires-pilotes",
}
"""Where the files of each kind stand."""

F = TypeVar("F", bound=Group)


@dataclass(frozen=True, slots=True)
class Document(Generic[F]):
    """One file of editorial content or one annonce: its name, its place and its fields."""

    slug: str
    path: str
    fiche: F
