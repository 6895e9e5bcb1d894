"""Who publishes this site: `extra.bvm` in mkdocs.yml, else the repository that GitHub names.

Nothing is invented: what is not filled in stays empty, is said on the pages, and is told before
a publication.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from generator.errors import Problem, problem
from generator.fields import Https, Line, RoleAddress, doc
from generator.front_matter import FrontMatter
from generator.model import Group
from generator.schema import field_help, read_fields

PATH = "mkdocs.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Group):
    """The settings of `extra.bvm`; a forge shows its repository through `depot`."""

    depot: Annotated[
        Https | None, doc("L’adresse du dépôt Git.", "https://github.com/ville/bien-vivre")
    ] = None
    organisation: Annotated[
        Line | None, doc("Le nom de l’association ou de la mairie qui publie ce site.")
    ] = None
    adresse: Annotated[
        RoleAddress | None,
        doc("L’adresse électronique de rôle où écrire, jamais celle d’une personne."),
    ] = None


def read_identity(
    settings: FrontMatter, environ: Mapping[str, str]
) -> tuple[Identity, list[Problem]]:
    """Type the settings of `extra.bvm`; a wrong one leaves everything empty, and is told."""
    identity, problems = read_fields(settings, Identity, PATH)
    if identity is None:
        return Identity(), problems
    if identity.depot is None and (repository := environ.get("GITHUB_REPOSITORY")):
        server = environ.get("GITHUB_SERVER_URL", "https://github.com")
        return _with_depot(identity, f"{server}/{repository}"), problems
    return identity, problems


def _with_depot(identity: Identity, depot: str) -> Identity:
    return Identity(depot=depot, organisation=identity.organisation, adresse=identity.adresse)


def check_publication(identity: Identity, site_url: str) -> list[Problem]:
    """What must be filled in before the site is published."""
    missing = [
        problem("publication", PATH, field=f"extra.bvm.{each.key}", aide=each.description)
        for each in field_help(Identity)
        if getattr(identity, each.key) is None
    ]
    if not site_url.startswith("https://"):
        aide = "L’adresse du site, par exemple https://bien-vivre.example.org/."
        missing.append(problem("publication", PATH, field="site_url", aide=aide))
    return missing
