"""The files that follow from the schema: committed, and checked to be up to date.

The JSON Schema lets editors complete the fields; the reference page explains them in French.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from generator.model import FicheDefi, Group
from generator.schema import FieldHelp, field_help, json_schema

SCHEMA = "defis/schema.json"
REFERENCE = "content/contribuer/champs.md"


def files() -> dict[str, str]:
    """The text of each derived file, by its path from the root of the repository."""
    return {SCHEMA: _schema(), REFERENCE: _reference()}


def _schema() -> str:
    schema = json_schema(FicheDefi)
    schema["title"] = "Défi"
    schema["description"] = "L’en-tête d’un fichier defis/<nom>.md"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _reference() -> str:
    return "\n".join(_reference_lines()) + "\n"


_INTRODUCTION = """---
titre: Les champs d’un défi
resume: Tout ce que l’on peut écrire en tête du fichier d’un défi, champ par champ.
---

Huit champs suffisent pour commencer ; les autres s’ajoutent au fil du projet.
Une date s’écrit `2026-12-05`, une heure `18:30`, un montant en euros `1200`, `1 200` ou `1200,50`.
Une liste s’écrit avec un tiret par ligne, un groupe avec deux espaces de décalage :

```yaml
rencontres:
  - date: 2026-12-05
    titre: Qui tient le comptoir ?
    genre: debat
    lieu: Salle des fêtes
    statut: prevue
```
"""


def _reference_lines() -> Iterator[str]:
    rows = field_help(FicheDefi)
    yield _INTRODUCTION
    yield "## Les champs obligatoires\n"
    yield from _table(row for row in rows if row.required)
    yield "\n## Les champs qui s’ajoutent ensuite\n"
    yield from _table(row for row in rows if not row.required)
    yield "\n## Les groupes de champs\n"
    for row in rows:
        if row.group:
            yield from _group(row.key, row.group)


def _group(key: str, group: type[Group]) -> Iterator[str]:
    yield f"### {key}\n"
    yield from _table(field_help(group))
    yield ""
    for row in field_help(group):
        if row.group:
            yield from _group(f"{key}, {row.key}", row.group)


def _table(rows: Iterable[FieldHelp]) -> Iterator[str]:
    yield "| Champ | Ce qu’on y écrit | Par exemple, ou au choix |"
    yield "| --- | --- | --- |"
    for row in rows:
        yield f"| `{row.key}`{_star(row)} | {row.description} | {_choices(row)} |"


def _star(row: FieldHelp) -> str:
    return " (obligatoire)" if row.required else ""


def _choices(row: FieldHelp) -> str:
    if row.terms and not row.group:
        return ", ".join(f"`{term.slug}`" for term in row.terms)
    return ", ".join(f"`{example}`" for example in row.examples)
