"""The Jinja environment of the templates: MkDocs' own, made safe, with our filters."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from jinja2 import Environment

from generator.accompaniment import examples
from generator.content.vocabulary import (
    GENRES_ANNONCE,
    NATURES,
    PHASE,
    PHASES,
    ROLES_ACTEUR,
    STATUTS_PARTENAIRE,
    STATUTS_RECETTE,
    TERRITOIRE,
    TERRITOIRES,
    index,
)
from generator.outputs.kit.blocks import CAPS, Link
from generator.outputs.kit.disk_cache import NO_DISK_CACHE, CompiledTemplates, DiskCache, digest_of
from generator.outputs.kit.policy import policy_globals
from generator.outputs.kit.site_view import SiteView
from generator.outputs.kit.templates import InlinedPartials, memoised_filters
from generator.text import typography

_WORDS = SimpleNamespace(
    phase=PHASE,
    territoire=TERRITOIRE,
    nature=index(NATURES),
    genre_annonce=index(GENRES_ANNONCE),
    role=index(ROLES_ACTEUR),
    statut_partenaire=index(STATUTS_PARTENAIRE),
    statut_recette=index(STATUTS_RECETTE),
)
"""What a template says of the slugs that people write: `mots.nature[besoin.nature].label`.

Attributes, since Jinja looks for one before it looks for a key.
"""


def prepare(
    environment: Environment,
    view: SiteView,
    *,
    menu: Sequence[tuple[str, str, str]],
    footer: Sequence[Link],
    cache: DiskCache = NO_DISK_CACHE,
) -> None:
    """Escape everything, and give templates the filters and the words they need.

    MkDocs does not escape: without this, the title of a défi could run a script.
    Compiled templates are kept in `cache`, since MkDocs starts from none each time.
    Jinja knows a kept template by its text alone: whether it escapes is decided here, so what was
    compiled under another version of this module is not used.
    """
    if cache.folder:
        environment.bytecode_cache = CompiledTemplates(cache, digest_of(__file__))
    if environment.loader and not isinstance(environment.loader, InlinedPartials):
        environment.loader = InlinedPartials(environment.loader)
    environment.autoescape = True
    environment.auto_reload = False  # templates are looked up once per page, not on disk
    for name in ("fr", "fr_html", "jour", "jour_court", "heures", "euros", "pluriel", "nombre"):
        environment.filters[name] = getattr(typography, name)
    environment.filters["lieu"] = examples.lieu
    environment.filters["phrase"] = typography.sentence
    environment.filters["capitale"] = typography.capital
    environment.filters["paragraphes"] = typography.paragraphs
    environment.filters |= memoised_filters(environment)
    environment.globals |= policy_globals(environment)
    environment.globals |= {
        "site": view,
        "menu": menu,
        "pied": footer,
        "PHASES": PHASES,
        "TERRITOIRES": TERRITOIRES,
        "mots": _WORDS,
        "caps": CAPS,
    }
