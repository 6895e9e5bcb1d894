"""Who publishes this site, and where: `extra.bvm` in mkdocs.yml, else what GitHub says.

MkDocs reads that file too, and its other settings are its own.
Nothing is invented: what is not filled in stays empty, is said on the pages, and is told before
a publication.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml

from generator.content.fields import Day, Https, Line, RoleAddress, doc, number_of
from generator.content.model import Group
from generator.content.reader import SETTINGS, read_text
from generator.content.schema import field_help, read_fields
from generator.text.errors import Problem, excerpt, problem
from generator.text.front_matter import FrontMatter, parse
from generator.text.guards import check_characters

PATH = SETTINGS

AUDIT_YEARS = 3
"""How long the result of an audit counts: as long as an accessibility statement is valid
(accessibilite.numerique.gouv.fr, « Déclaration d’accessibilité »)."""

FIRST_YEAR_OF_EXAMPLES = 2020
"""An earlier day is a slip: it would move the days of all examples by years."""

NOT_CONFORMING = "non conforme"

_OPTIONAL = frozenset({"delegue_protection", "audit", "relais", "exemples_du"})
"""Settings whose absence is an answer in itself: the pages say « aucun », or nothing is to be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hebergeur(Group):
    """Who hosts the site: three facts that the law asks for (LCEN, article 1-1)."""

    nom: Annotated[Line | None, doc("Le nom de l’hébergeur du site.")] = None
    adresse: Annotated[Line | None, doc("L’adresse postale de l’hébergeur du site.")] = None
    telephone: Annotated[Line | None, doc("Le téléphone de l’hébergeur du site.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit(Group):
    """An audit of accessibility, made by a person with the official criteria (RGAA)."""

    date: Annotated[Day, doc("Le jour de l’audit d’accessibilité.", "2027-03-01")]
    organisme: Annotated[Line, doc("Qui a fait l’audit d’accessibilité.")]
    taux: Annotated[
        int,
        number_of(0, 100),
        doc("Combien de critères du RGAA sur cent sont respectés, arrondi vers le bas.", "62"),
    ]

    @property
    def state(self) -> str:
        """The word that the rate gives (RGAA, « Mention obligatoire sur la page d’accueil »)."""
        if self.taux == 100:
            return "totalement conforme"
        return "partiellement conforme" if self.taux >= 50 else NOT_CONFORMING


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Group):
    """The settings of `extra.bvm`; a forge shows its repository through `depot`."""

    depot: Annotated[
        Https | None, doc("L’adresse du dépôt Git.", "https://github.com/ville/bien-vivre")
    ] = None
    relais: Annotated[
        Https | None,
        doc(
            "L’adresse du relais qui reçoit les formulaires de qui n’a pas de compte, s’il y en a un.",
            "https://relais.example.org/envoyer",
        ),
    ] = None
    organisation: Annotated[
        Line | None, doc("Le nom de l’association ou de la mairie qui publie ce site.")
    ] = None
    adresse: Annotated[
        RoleAddress | None,
        doc("L’adresse électronique de rôle où écrire, jamais celle d’une personne."),
    ] = None
    siege: Annotated[
        Line | None, doc("L’adresse postale de l’organisme.", "Place de la mairie, 88500 Mirecourt")
    ] = None
    telephone: Annotated[
        Line | None, doc("Le téléphone de l’organisme, jamais celui d’une personne.")
    ] = None
    immatriculation: Annotated[
        Line | None, doc("Le numéro RNA, SIREN ou SIRET de l’organisme.", "RNA W000000000")
    ] = None
    directeur_publication: Annotated[
        Line | None,
        doc("Qui dirige la publication : le nom du représentant légal, que la loi demande."),
    ] = None
    hebergeur: Annotated[
        Hebergeur, doc("Qui héberge le site : son nom, son adresse, son téléphone.")
    ] = Hebergeur()
    conservation: Annotated[
        Line | None,
        doc("Combien de temps vous gardez les courriels reçus.", "Un an après le dernier échange"),
    ] = None
    delegue_protection: Annotated[
        RoleAddress | None,
        doc("L’adresse du délégué à la protection des données, s’il y en a un."),
    ] = None
    audit: Annotated[
        Audit | None, doc("Le dernier audit d’accessibilité : date, organisme, taux.")
    ] = None
    exemples_du: Annotated[
        Day | None,
        doc("Le jour pour lequel les exemples sont écrits : leurs dates avancent avec le temps."),
    ] = None

    def conformity(self, today: date) -> str:
        """What the law makes a site say of its accessibility: « non conforme » without an audit."""
        return self.audit.state if self.audit and counts(self.audit, today) else NOT_CONFORMING


NOBODY = Identity()
"""When nothing is filled in."""


def counts(audit: Audit, today: date) -> bool:
    """Whether an audit is made, and not too old."""
    made = audit.date
    age = (today.year - made.year, today.month, today.day)
    return made <= today and age <= (AUDIT_YEARS, made.month, made.day)


def check_settings(root: Path) -> list[Problem]:
    """What would stop MkDocs before it asks us anything, which it would say in English.

    `docs_dir` and `theme.custom_dir` are where it looks: a folder that is not there stops it.
    """
    if not (root / PATH).exists():
        return [problem("reglages_absents", PATH)]
    text, problems = read_text(root, PATH)
    if problems:
        return problems
    try:
        settings = _node(text)
        if not isinstance(settings, yaml.MappingNode):
            return [problem("reglages_illisibles", PATH, 1)]
        places = (("docs_dir",), ("theme", "custom_dir"))
        found = ((".".join(keys), _node(text, *keys)) for keys in places)
        return [
            problem("reglages_dossier", PATH, node.start_mark.line + 1, key, lu=excerpt(node.value))
            for key, node in found
            if isinstance(node, yaml.ScalarNode)
            and not node.tag.startswith("!")  # `!ENV`: what it is, MkDocs learns elsewhere
            and not _is_folder(root / node.value)
        ]
    except yaml.YAMLError as error:
        return [_unreadable(error)]


def _is_folder(path: Path) -> bool:
    """Whether a folder can be read: one that only its owner may read is as good as none."""
    return path.is_dir() and os.access(path, os.R_OK | os.X_OK)


def _unreadable(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    return problem("reglages_illisibles", PATH, mark.line + 1 if mark else 1)


def read_identity(root: Path, environ: Mapping[str, str]) -> tuple[Identity, list[Problem]]:
    """Type the settings of `extra.bvm`; a wrong one leaves everything empty, and is told.

    A group whose keys are all empty is an empty setting.
    """
    settings, problems = _read_settings(root)
    filled = {key: value for key, value in settings.fields.items() if value != {}}
    identity, wrong = read_fields(replace(settings, fields=filled), Identity, PATH)
    problems += wrong
    if identity is None:
        return NOBODY, problems
    if identity.exemples_du and identity.exemples_du.year < FIRST_YEAR_OF_EXAMPLES:
        year = FIRST_YEAR_OF_EXAMPLES
        problems.append(_of_examples("exemples_anciens", settings, identity.exemples_du, an=year))
        return NOBODY, problems
    if identity.depot is None and (repository := environ.get("GITHUB_REPOSITORY")):
        server = environ.get("GITHUB_SERVER_URL", "https://github.com")
        return replace(identity, depot=f"{server}/{repository}"), problems
    return identity, problems


def check_examples(root: Path, written_for: date | None, today: date) -> list[Problem]:
    """Advice on the day that examples are written for (`exemples_du`), when it is still to come."""
    if written_for is None or written_for <= today:
        return []
    settings, _ = _read_settings(root)
    return [_of_examples("exemples_a_venir", settings, written_for, propose=today)]


def _of_examples(kind: str, settings: FrontMatter, day: date, **values: object) -> Problem:
    return problem(kind, PATH, settings.line_of(("exemples_du",)), "exemples_du", lu=day, **values)


def _read_settings(root: Path) -> tuple[FrontMatter, list[Problem]]:
    """The fields of `extra.bvm`, as strings, with their lines in the file; none of a broken file."""
    none = FrontMatter({}, "", 1, "")
    text, problems = read_text(root, PATH)
    problems += check_characters(text, PATH, spelled=True)
    try:
        block = _node(text, "extra", "bvm")
    except yaml.YAMLError as error:
        return none, [_unreadable(error)]
    if not isinstance(block, yaml.MappingNode):
        return none, problems
    start, end = block.start_mark, block.end_mark
    head = "\n" * max(start.line, 1) + " " * start.column + text[start.index : end.index]
    matter, wrong = parse(f"---{head}\n---\n", PATH)
    # Each setting is explained beside it: a maintainer knows what YAML takes for a comment.
    wrong = [each for each in wrong if each.kind != "diese_perdu"]
    return matter or none, problems + wrong


@lru_cache(maxsize=4)
def _node(text: str, *keys: str) -> yaml.Node | None:
    """What stands under some keys of a YAML text, its tags left alone.

    mkdocs.yml is the maintainers' file: unlike front matter, it may be composed. That takes longer
    than the rest of an answer of the relay, which reads the same settings for each.
    """
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for name, value in pairs if name.value == key), None)
    return node


def read_site_url(root: Path, environ: Mapping[str, str]) -> str:
    """The `site_url` of mkdocs.yml, its `!ENV` read as MkDocs does; empty when not set."""
    text, _ = read_text(root, PATH)
    try:
        node = _node(text, "site_url")
    except yaml.YAMLError:
        return ""
    if isinstance(node, yaml.SequenceNode):
        *names, default = [each.value for each in node.value]
        return next((environ[name] for name in names if environ.get(name)), str(default))
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    return environ.get(value, "") if node and node.tag == "!ENV" else str(value)


def check_publication(identity: Identity, site_url: str) -> list[Problem]:
    """What must be filled in before the site is published."""
    missing = list(_missing(identity, "extra.bvm"))
    if not site_url.startswith("https://"):
        aide = "L’adresse du site, par exemple https://bien-vivre.example.org/."
        missing.append(problem("publication", PATH, field="site_url", aide=aide))
    return missing


def _missing(group: Group, place: str) -> Iterator[Problem]:
    for each in field_help(type(group)):
        value, field = getattr(group, each.key), f"{place}.{each.key}"
        if isinstance(value, Group):
            yield from _missing(value, field)
        elif value is None and each.key not in _OPTIONAL:
            yield problem("publication", PATH, field=field, aide=each.description)
