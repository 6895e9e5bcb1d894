"""The files that follow from the schema: committed, and checked to be up to date.

The JSON Schema lets editors complete the fields; the reference pages explain them in French; the
issue forms ask for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.content.model import FicheDefi, Group
from generator.content.schema import FieldHelp, field_help, json_schema
from generator.forms import issue_forms
from generator.text.typography import lower_first

SCHEMA = "defis/schema.json"
REFERENCE = "content/contribuer/champs.md"


@dataclass(frozen=True)
class ReferencePart:
    """A part of the reference: what is written at one moment of a défi."""

    slug: str
    titre: str
    resume: str
    keys: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{REFERENCE.removesuffix('.md')}/{self.slug}.md"


MOMENTS = (
    ReferencePart(
        "se-retrouver",
        "Se retrouver",
        "La prochaine action, les rencontres, les grands jours, ce qui revient.",
        ("prochaine_action", "rencontres", "evenements", "activites"),
    ),
    ReferencePart(
        "s-entraider",
        "S’entraider",
        "Les personnes qui s’engagent, ce qui manque, ce qui s’offre.",
        ("engagements", "besoins", "offres", "repond_a"),
    ),
    ReferencePart(
        "decider",
        "Essayer et décider",
        "Les solutions comparées, les essais, le plan, l’organisation du groupe et ses décisions.",
        ("question", "pistes", "experiences", "plan", "organisation", "decision", "decisions"),
    ),
    ReferencePart(
        "financer",
        "Trouver de l’argent et des alliés",
        "Le budget, les partenaires, ceux qui comptent pour le défi et ceux qui l’accompagnent.",
        (
            "financement", "partenaires", "acteurs", "parrains", "accompagne_par",
            "accompagnement",
        ),
    ),
    ReferencePart(
        "raconter",
        "Raconter le défi",
        "Les étapes déjà vécues, le journal, les photos, les liens, ce que l’on compte, le bilan.",
    ),
)  # fmt: skip
"""The last moment takes every key that no other names: a new field is never forgotten."""


def files() -> dict[str, str]:
    """The text of each derived file, by its path from the root of the repository."""
    pages = {moment.path: _text(_moment_page(moment)) for moment in MOMENTS}
    return {SCHEMA: _schema(), REFERENCE: _text(_first_page()), **pages, **issue_forms.files()}


def left_over(root: Path) -> list[str]:
    """The issue forms under `root` that were made by an earlier version, and are made no more."""
    made = files()
    there = sorted((root / issue_forms.FOLDER).glob("*.yml"))
    ours = (file for file in there if file.read_bytes().startswith(issue_forms.MADE_BY.encode()))
    paths = (file.relative_to(root).as_posix() for file in ours)
    return [path for path in paths if path not in made]


def _schema() -> str:
    about = {"title": "Défi", "description": "L’en-tête d’un fichier defis/<nom>.md"}
    schema = {**json_schema(FicheDefi), **about}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _text(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


_INTRODUCTION = """---
titre: Les champs d’un défi
resume: Tout ce que l’on peut écrire en tête du fichier d’un défi, champ par champ.
---

Cette page est l’aide-mémoire de qui écrit un défi dans son fichier.
Pour proposer ou raconter sans fichier, [un formulaire pose les questions](../proposer.md) ; pour un
défi qui existe déjà, [dites ce qui a changé](../mettre-a-jour.md).

Huit champs suffisent pour commencer ; les autres s’ajoutent au fil du projet.
Une date s’écrit `2026-12-05`, une heure `18:30`, un montant en euros `1200`, `1 200` ou `1200,50`.
Une rencontre qui finit après minuit garde son jour : `debut: 21:00` et `fin: 01:00`.

Un champ dont le nom est un lien est un groupe : il a ses propres champs, que le lien explique.
Ils s’écrivent avec deux espaces de décalage ; un tiret commence chaque élément d’une liste :

```yaml
prochaine_action:
  date: 2026-12-05
  quoi: On goûte la carte du café
  debut: 18:30
  fin: 20:00
  lieu: Salle des fêtes, place de la Mairie
  venir: libre
rencontres:
  - date: 2026-12-05
    titre: Qui tient le comptoir ?
    genre: debat
    lieu: Salle des fêtes
    statut: prevue
```"""


def _first_page() -> Iterator[str]:
    """The required keys in full, then the names of the others, moment by moment."""
    yield _INTRODUCTION
    yield "## Les champs obligatoires"
    yield from (_term(row) for row in field_help(FicheDefi) if row.required)
    yield "## Les champs qui s’ajoutent ensuite"
    for moment in MOMENTS:
        page = f"champs/{moment.slug}.md"
        keys = ", ".join(_key(row, f"{page}#{row.key}") for row in _rows(moment))
        yield f"[{moment.titre}]({page})\n:   {moment.resume}\n:   {keys}."


def _rows(moment: ReferencePart) -> Iterator[FieldHelp]:
    """The help of the keys of a moment, without the required ones, in the order of the model."""
    named = {key for each in MOMENTS for key in each.keys}
    for row in field_help(FicheDefi):
        here = row.key in moment.keys or (moment == MOMENTS[-1] and row.key not in named)
        if here and not row.required:
            yield row


def _moment_page(moment: ReferencePart) -> Iterator[str]:
    """Each key of a moment, then each of its groups; last, the pages before and after."""
    titre = f"Les champs pour {lower_first(moment.titre)}"
    yield f"---\ntitre: {titre}\nresume: {moment.resume}\n---"
    yield _WHEN
    yield from (_term(row, f"#{row.key}") for row in _rows(moment))
    for row in _rows(moment):
        if row.group:
            yield from _group(f"## {row.key}", row, FicheDefi)
    yield "---"
    yield _neighbours(MOMENTS.index(moment))


_WHEN = (
    "Ces champs s’ajoutent aux [champs obligatoires](../champs.md) quand vous en avez besoin, "
    "en tête du fichier de votre défi. "
    "Ceux dont le nom est un lien ont leurs propres champs, expliqués plus bas."
)


def _group(heading: str, row: FieldHelp, holder: type[Group]) -> Iterator[str]:
    """A group under its heading, then the groups that it holds."""
    inner = row.group
    assert inner
    yield heading
    yield f"{row.description} {_how_often(row.key, holder)}"
    for each in field_help(inner):
        yield _term(each, f"#{each.key}-dans-{row.key}")
    for each in field_help(inner):
        if each.group:
            yield from _group(f"### {each.key}, dans {row.key}", each, inner)


def _how_often(key: str, holder: type[Group]) -> str:
    if json_schema(holder)["properties"][key].get("type") == "array":
        return "À répéter autant qu’il faut, avec un tiret à chaque fois."
    return "Une seule fois, sans tiret."


def _neighbours(place: int) -> str:
    """The links to the page before, which may be the first one, and to the page after, if any."""
    pages = [("Les champs d’un défi", "../champs.md")]
    pages += [(moment.titre, f"{moment.slug}.md") for moment in MOMENTS]
    around = zip(("précédente", "suivante"), (pages[place], *pages[place + 2 :]), strict=False)
    return "\n".join(f"Page {side} : [{titre}]({name})." for side, (titre, name) in around)


def _term(row: FieldHelp, address: str = "") -> str:
    """One field as a term and its definition; `address` is where its group is explained."""
    star = " (obligatoire)" if row.required else ""
    return f"{_key(row, address)}{star}\n:   {row.description}{_choices(row)}"


def _key(row: FieldHelp, address: str) -> str:
    return f"[`{row.key}`]({address})" if row.group else f"`{row.key}`"


def _choices(row: FieldHelp) -> str:
    if row.terms and not row.group:
        return f" Au choix : {_codes(term.slug for term in row.terms)}."
    return f" Par exemple : {_codes(row.examples)}." if row.examples else ""


def _codes(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)
