"""What each form asks, in what order and with what words: the one source of all doors.

The issue forms, their text-only twins, the forms of the site, the paper and the reading of what
comes back are all made from `FORMS`. The rules (what is required, how long, which words) are those
of the model: a question only adds the way to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from generator.content.model import FicheAnnonce, FicheDefi, Group
from generator.content.schema import field_help, json_schema
from generator.content.vocabulary import (
    STATUTS_RENCONTRE,
    Vocabulary,
)
from generator.geography import search_key

TO_CHOOSE = "à choisir"
"""The first choice of each list: nobody chooses by forgetting to. Never an answer."""

AGREED = "J’accepte"
"""What the text-only twins hold where the other forms have boxes to tick."""

CONSENTS = (
    "J’ai écrit ce texte, ou j’ai le droit de le partager. J’accepte qu’il soit publié sous licence "
    "CC BY-SA 4.0, et ses dates et ses lieux sous Licence Ouverte 2.0.",
    "Il ne contient ni nom de personne, ni adresse électronique, ni téléphone, ni adresse de domicile, "
    "ni information de santé : ce qui est envoyé ici est public et le reste.",
)
"""What every door asks before a text is taken (design, section 4, « Licences »)."""


PAGES: Mapping[str, str] = MappingProxyType({
    "proposer": "defi",
    "mettre-a-jour": "mise-a-jour",
    "annoncer": "annonce",
})  # fmt: skip
"""The form of each page of the site that has one, by the name of its file in `content/`."""


class Kind(StrEnum):
    """How a question is asked and its answer read."""

    LINE = "ligne"
    TEXT = "texte"
    CHOICE = "choix"
    CHOICES = "choix-multiples"
    DATE = "date"
    HOUR = "heure"
    NUMBER = "nombre"
    COMMUNE = "commune"
    THEMES = "themes"
    DEFI = "defi"
    """A défi that exists, by its name in addresses or by the address of its page."""
    CONSENT = "accord"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a form asks.

    `key` is the field that the answer fills (`prochaine_action.date`), empty for what no file
    holds; `minimum` and `maximum` count signs, or bound a number; 0 is no bound.
    """

    id: str
    """Its name in addresses and in issue forms: letters without accents, digits, underscores."""
    label: str
    """The heading of its answer; no other question of the form has it."""
    kind: Kind
    required: bool
    key: str = ""
    help: str = ""
    example: str = ""
    terms: Vocabulary = ()
    minimum: int = 0
    maximum: int = 0

    def word(self, answer: str) -> str | None:
        """The word of the vocabulary that an answer means, written as a label or as a word."""
        wanted = search_key(answer)
        found = (t.slug for t in self.terms if wanted in {search_key(t.slug), search_key(t.label)})
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that belong together, under one title."""

    titre: str
    questions: tuple[Question, ...]
    aide: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked of who takes one of the doors."""

    slug: str
    """Its name: that of its issue form, and of the label that its issues bear."""
    titre: str
    resume: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for part in self.parts for question in part.questions)

    def question(self, name: str) -> Question:
        """The question of that id. Raises StopIteration when there is none: a fault of ours."""
        return next(question for question in self.questions if question.id == name)


CONSENT = Question(
    "accord",
    "Avant d’envoyer",
    Kind.CONSENT,
    required=True,
    help="Deux choses à vérifier.",
)

_END = Part("Avant d’envoyer", (CONSENT,))


def _ask(
    fiche: type[Group], key: str, label: str, *, required: bool | None = None, **given: Any
) -> Question:
    """The question of a field of the model; its rules and its help are those of the field."""
    group, name = _group_of(fiche, key)
    row = next(row for row in field_help(group) if row.key == name)
    facts = _facts(json_schema(group)["properties"][name])
    question = Question(
        id=key.replace(".", "_"),
        label=label,
        kind=_kind(name, row.terms, facts),
        required=row.required if required is None else required,
        key=key,
        help=_HINTS.get(key, row.description),
        example=row.examples[0] if row.examples else "",
        terms=row.terms,
        minimum=facts.get("minLength", facts.get("minimum", 0)),
        maximum=facts.get("maxLength", facts.get("maximum", 0)),
    )
    return replace(question, **given)


def _group_of(fiche: type[Group], key: str) -> tuple[type[Group], str]:
    """The class that holds a key, and its name there."""
    *outer, name = key.split(".")
    for each in outer:
        inner = next(row.group for row in field_help(fiche) if row.key == each)
        assert inner
        fiche = inner
    return fiche, name


def _facts(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What a JSON Schema says of one value, of the items of a list too (`many`)."""
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            facts = _facts(choice)
            return facts | {"many": any(c.get("type") == "array" for c in schema["anyOf"])}
    items = schema.get("items")
    return {**(_facts(items) if items else dict(schema)), "many": items is not None}


def _kind(name: str, terms: Vocabulary, facts: Mapping[str, Any]) -> Kind:
    if terms:
        return Kind.CHOICES if facts["many"] else Kind.CHOICE
    if name in {"commune", "themes"}:
        return Kind(name)
    if facts.get("format") == "date":
        return Kind.DATE
    if facts.get("type") == "integer":
        return Kind.NUMBER
    if name in {"debut", "fin"}:
        return Kind.HOUR
    return Kind.TEXT if facts.get("maxLength", 0) > 300 else Kind.LINE


def _defi_asked(label: str, *, required: bool = True) -> Question:
    return Question(
        "defi",
        label,
        Kind.DEFI,
        required=required,
        help="L’adresse de la page du défi, ou seulement la fin de cette adresse.",
        example="cafe-participatif-mirecourt",
        maximum=300,
    )


_HINTS = {
    "titre": "Comme on le dirait au marché.",
    "resume": "Ce qui manque, et ce que vous aimeriez.",
    "territoire": "Celui qui ressemble le plus à chez vous : c’est le groupe qui choisit.",
    "concerne": "Qui se pose cette question avec vous.",
    "concerne_precision": "Avec vos mots, sans nom de personne.",
    "rencontres.accessibilite": "Peut-on entrer en fauteuil, venir avec des enfants ?",
    "rencontres.compte_rendu": "En quelques lignes, sans nom de personne.",
    "besoins.quoi": "Ce qui vous manque, en quelques mots.",
    "offres.quoi": "Ce que vous pouvez donner, prêter ou partager.",
    "decision.delai_jours": "En jours.",
    "decisions.texte": "En quelques mots, sans nom de personne.",
}
"""What a form says of a field in other words than the model, which speaks of a file."""

_COMMUNE_HELP = "Le nom suffit ; le département aide. Jamais d’adresse."
_THEMES_HELP = "Un ou plusieurs mots, séparés par des virgules."
_TODAY_HELP = "Laissez vide si c’est aujourd’hui."


def _defi() -> Form:
    ask = _ask
    story = Question(
        "texte",
        "Racontez",
        Kind.TEXT,
        required=False,
        help="Ce qui ne va pas, ce que vous imaginez, qui est déjà là.",
        maximum=20_000,
    )
    idea = Part(
        "De quoi s’agit-il ?",
        (
            ask(FicheDefi, "titre", "Le nom du défi"),
            ask(FicheDefi, "resume", "Le défi en deux phrases"),
            ask(
                FicheDefi,
                "question",
                "Votre question",
                example="Comment aller au marché quand on ne conduit plus ?",
            ),
            story,
        ),
    )
    place = Part(
        "Où, et avec qui ?",
        (
            ask(FicheDefi, "commune", "La commune", help=_COMMUNE_HELP),
            ask(FicheDefi, "territoire", "Le type de territoire"),
            ask(FicheDefi, "porteur", "Le nom du groupe"),
            ask(FicheDefi, "concerne", "Qui est concerné"),
            ask(FicheDefi, "concerne_precision", "Qui exactement"),
        ),
    )
    now = Part(
        "Où en êtes-vous ?",
        (
            ask(
                FicheDefi,
                "phase",
                "L’étape d’aujourd’hui",
                help="Vous commencez ? C’est Inform’action : on en parle.",
            ),
            ask(FicheDefi, "depuis", "Depuis quel jour", required=False, help=_TODAY_HELP),
            ask(
                FicheDefi,
                "themes",
                "Les thèmes",
                help=_THEMES_HELP,
                example="convivialité, culture",
            ),
            ask(FicheDefi, "prochaine_action.quoi", "La prochaine chose à faire", required=False),
            ask(FicheDefi, "prochaine_action.date", "Quel jour", required=False),
        ),
    )
    return Form(
        "defi",
        "Proposer un défi",
        "Une question que vous êtes plusieurs à vous poser, et l’envie d’y répondre ensemble.",
        (idea, place, now, _END),
    )


def _annonce() -> Form:
    ask = _ask
    words = Part(
        "Que voulez-vous dire ?",
        (
            ask(FicheAnnonce, "genre", "C’est…"),
            ask(
                FicheAnnonce,
                "texte",
                "Votre annonce",
                kind=Kind.TEXT,
                help="En 300 signes au plus, sans votre nom. Finissez par une question aux autres.",
                example="Envie de chanter à plusieurs, un soir par semaine. Qui d’autre ?",
            ),
            ask(FicheAnnonce, "commune", "La commune", help=_COMMUNE_HELP),
        ),
    )
    more = Part(
        "Pour qu’on vous trouve",
        (
            ask(FicheAnnonce, "nature", "De quelle nature"),
            ask(
                FicheAnnonce, "themes", "Les thèmes", help=_THEMES_HELP, example="culture, mobilité"
            ),
            ask(FicheAnnonce, "jusqu_au", "Jusqu’à quel jour"),
        ),
    )
    return Form(
        "annonce",
        "Passer une annonce",
        "Un besoin, une envie, une opinion, une idée, ou quelque chose à offrir : trois lignes suffisent.",
        (words, more, _END),
    )


def _mise_a_jour() -> Form:
    return Form(
        "mise-a-jour",
        "Donner des nouvelles d’un défi",
        "Une date, une rencontre, un besoin trouvé, une étape franchie : ne remplissez que ce qui change.",
        (
            Part("Quel défi ?", (_defi_asked("Le défi"),)),
            _part("La prochaine action", {
                "prochaine_action.quoi": "La prochaine chose à faire",
                "prochaine_action.date": "Quel jour",
            }),
            _part("Une rencontre à annoncer", {
                "rencontres.titre": "Le nom de la rencontre",
                "rencontres.date": "Le jour de la rencontre",
                "rencontres.debut": "L’heure du début",
                "rencontres.fin": "L’heure de fin",
                "rencontres.genre": "La sorte de rencontre",
                "rencontres.lieu": "L’endroit",
                "rencontres.accessibilite": "L’accès à l’endroit",
            }),
            Part("Une rencontre passée", (
                Question("tenue_date", "Le jour où elle était prévue", Kind.DATE, required=False,
                         help="Le jour qui est écrit sur la page du défi."),
                Question("tenue_titre", "Laquelle, ce jour-là", Kind.LINE, required=False,
                         help="Seulement s’il y en avait plusieurs ce jour-là.", maximum=300),
                Question("tenue_statut", "Elle a eu lieu ?", Kind.CHOICE, required=False,
                         terms=tuple(t for t in STATUTS_RENCONTRE if t.slug != "prevue")),
                _ask(FicheDefi, "rencontres.compte_rendu", "Ce qui s’est dit", required=False),
            )),
            Part("Ce qui manque, ce qui s’offre", (
                *_several({
                    "besoins.quoi": "Un nouveau besoin",
                    "besoins.nature": "La nature du besoin",
                }),
                Question("pourvu", "Un besoin trouvé", Kind.LINE, required=False, maximum=300,
                         help="Recopiez le besoin comme il est écrit sur la page du défi."),
                *_several({
                    "offres.quoi": "Une nouvelle offre",
                    "offres.nature": "La nature de l’offre",
                }),
            )),
            _part("Le journal", {
                "journal.texte": "Ce qui s’est passé",
                "journal.date": "Quel jour cela s’est passé",
            }),
            _part("L’étape", {
                "phase": "La nouvelle étape",
                "depuis": "Depuis quel jour",
            }),
            _part("Le groupe", {
                "organisation.forme": "La forme du groupe",
                "organisation.precision": "Le groupe en quelques mots",
                "decision.mode": "La façon de décider",
                "decision.delai_jours": "Le délai pour se prononcer",
                "decision.quorum": "Combien de présents au moins",
                "decision.blocage": "Ce qu’on fait si l’on bloque",
                "decisions.texte": "Une décision prise",
                "decisions.revoir_le": "Quand on en reparle",
            }),
            _part("La fin, ou une pause", {
                "etat": "Où en est le défi",
                "bilan.resultats": "Ce qui existe maintenant",
                "bilan.appris": "Ce que vous avez appris",
                "bilan.suite": "Ce qui vient après",
            }),
            _END,
        ),
    )  # fmt: skip


def _several(labels: Mapping[str, str]) -> Iterator[Question]:
    """Questions of fields of a défi, none of which must be answered."""
    for key, label in labels.items():
        yield _ask(FicheDefi, key, label, required=False)


def _part(titre: str, labels: Mapping[str, str]) -> Part:
    return Part(titre, tuple(_several(labels)))


def _engagement() -> Form:
    number = _ask(FicheDefi, "engagements.nombre", "Combien de personnes", required=False)
    number = replace(
        number,
        help="Un nombre, jamais de nom. Laissez vide si c’est vous seulement.",
        example="1",
        minimum=1,
        maximum=50,
    )
    role = _ask(FicheDefi, "engagements.roles.role", "Pour quoi faire", required=False)
    joined = Part("Vous en êtes ?", (_defi_asked("Le défi que vous rejoignez"), number, role))
    return Form(
        "engagement",
        "Rejoindre un défi",
        "Vous en serez ? Le site compte les personnes, sans jamais les nommer.",
        (joined, _END),
    )


def _aide() -> Form:
    asked = Part(
        "Que vous faut-il ?",
        (
            Question(
                "demande",
                "Ce qu’il vous faut",
                Kind.TEXT,
                required=True,
                help="Un conseil, un coup de main, un contact : dites où vous en êtes et ce qui bloque.",
                minimum=8,
                maximum=5_000,
            ),
            _ask(FicheDefi, "commune", "La commune", help=_COMMUNE_HELP),
            _defi_asked("Le défi, s’il existe déjà", required=False),
        ),
    )
    return Form(
        "aide",
        "Demander de l’aide",
        "Quelqu’un du territoire vous lit et vous répond.",
        (asked, _END),
    )


def _correction() -> Form:
    asked = Part(
        "Qu’est-ce qui ne va pas ?",
        (
            Question(
                "page",
                "La page à corriger",
                Kind.LINE,
                required=True,
                help="Son titre ou son adresse.",
                maximum=300,
            ),
            Question(
                "passage",
                "La phrase ou l’image",
                Kind.TEXT,
                required=True,
                help="S’il s’agit d’une donnée personnelle, ne la recopiez pas : dites où elle est.",
                maximum=2_000,
            ),
            Question(
                "remplacement",
                "Ce qu’il faudrait à la place",
                Kind.TEXT,
                required=False,
                help="Si vous le savez.",
                maximum=2_000,
            ),
        ),
    )
    return Form(
        "correction",
        "Signaler un problème",
        "Une date fausse, un mot qui blesse, un nom qui ne devrait pas être là.",
        (asked, _END),
    )


@cache
def forms() -> dict[str, Form]:
    """Every form by its slug, in the order in which they are offered."""
    made = (_defi(), _mise_a_jour(), _annonce(), _engagement(), _aide(), _correction())
    return {form.slug: form for form in made}
