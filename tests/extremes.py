"""A site filled to the brim: what the heaviest page of each type is made of.

The défis of the world are in it, and one that has every key, each as full as in the fullest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from io import BytesIO
from typing import Any

import yaml
from PIL import Image
from samples import annonce, defi
from worlds import citizens, real_territory

from generator.content.model import FicheDefi
from generator.content.vocabulary import GENRES_ANNONCE, NATURES, PHASES, TERRITOIRES
from generator.text.front_matter import dump

FULLEST = "un-defi-qui-dit-tout"
BAREST = "un-defi-qui-commence"
ENDLESS = "un-mot-sans-fin"

LONG_TITLE = (
    "Se retrouver, apprendre, réparer, cuisiner et chanter ensemble dans l’ancienne gare, ici"
)
LONG_WORD = "Une CoopérativeIntercommunaleDeRéhabilitationParticipativeDesFours"
LONG_SUMMARY = (
    "Il y avait une gare, un four, une école et un café. Il reste des murs, des clés et des gens "
    "qui se souviennent. Et si nous rouvrions tout cela ensemble, une pièce après l’autre, un "
    "samedi sur deux, avec celles et ceux d’ici ?"
)
assert len(LONG_TITLE) <= 90
assert len(LONG_SUMMARY) <= 240

MORE = {
    "accompagne_par": "plaine-des-vosges",
    "accompagnement": [
        {"date": f"2026-{month:02}-05", "quoi": "Une soirée pour relire le plan"}
        for month in range(3, 9)
    ],
    "anciens_slugs": ["un-premier-nom", "un-deuxieme-nom"],
    "image": "gare.jpg",
    "image_alt": "L’ancienne gare, volets ouverts, un matin de marché",
    "image_credit": "Les voisins du Val",
    "image_licence": "CC BY-SA 4.0",
    "inspire_de": "magasin-general-vezin",
    "partie_de": "cafe-participatif-mirecourt",
}
"""The keys that no défi of the world has, or that each has in its own way."""

ONE_STORY = ("phase", "depuis", "historique", "territoire", "commune", "etat", "prochaine_action")
"""The keys that hold together: they all come from one défi."""

EMPTY_FOLDERS = {"modele"}
"""The keys that name a file of a folder that the site has not yet."""


def files() -> dict[str, str | bytes]:
    """All of it, as `{path: content}`."""
    return {
        **citizens(),
        **real_territory("plaine-des-vosges"),
        **dict(_crowd()),
        **dict(_annonces()),
        f"defis/{FULLEST}.md": fullest(),
        f"defis/{BAREST}.md": defi("", titre="Un lavoir"),
        f"defis/{ENDLESS}.md": defi(LONG_WORD, titre=LONG_WORD),
        "defis/images/gare.jpg": _photo(),
    }


def fullest() -> str:
    """A défi with every key, each with as much in it as in the fullest of the world."""
    stories = [_read(text) for path, text in citizens().items() if path.startswith("defis/")]
    base, _ = max(stories, key=lambda story: _leaves(story[0]))
    keys = {key for story, _ in stories for key in story}
    most = {
        key: max((story[key] for story, _ in stories if key in story), key=_leaves) for key in keys
    }
    same = {key: base[key] for key in ONE_STORY if key in base}
    body = max((body for _, body in stories), key=len)
    return dump({**most, **same, **MORE, "titre": LONG_TITLE, "resume": LONG_SUMMARY}, body)


def missing_keys() -> set[str]:
    """What a défi can say and the fullest one does not."""
    said, _ = _read(fullest())
    return {each.name for each in fields(FicheDefi)} - said.keys() - EMPTY_FOLDERS


def _crowd() -> Iterator[tuple[str, str]]:
    """More than a page of défis in one phase, type, theme, département, territory; some of each."""
    cells = [(phase.slug, kind.slug) for phase in PHASES for kind in TERRITOIRES] * 3
    for n, (phase, kind) in enumerate([("creaction", "petite-ville")] * 30 + cells):
        yield (
            f"defis/foule-{n:02}.md",
            defi(
                titre=f"{n} {LONG_TITLE[:84]}",
                resume=LONG_SUMMARY,
                phase=phase,
                territoire=kind,
                themes=["convivialite", "culture", "habitat"],
                prochaine_action={"date": "2026-12-05", "quoi": "On se retrouve à la gare"},
                besoins=[{"quoi": "Une grande table", "nature": each.slug} for each in NATURES],
            ),
        )


def _annonces() -> Iterator[tuple[str, str]]:
    for n in range(30):
        genre = GENRES_ANNONCE[n % len(GENRES_ANNONCE)].slug
        said = {"genre": genre, "depuis": "2026-10-01", "themes": ["convivialite"]}
        nature = {"nature": "lieu"} if genre in {"besoin", "offre"} else {}
        yield f"annonces/foule-{n:02}.md", annonce(LONG_SUMMARY, **said, **nature)


def _read(text: str) -> tuple[dict[str, Any], str]:
    _, head, body = text.split("---\n", 2)
    return yaml.load(head, yaml.BaseLoader), body


def _leaves(value: Any) -> int:
    """How many words or numbers a value holds: what a page has to show of it."""
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return sum(map(_leaves, inside))
    return len(str(value).split())


def _photo() -> bytes:
    data = BytesIO()
    Image.effect_noise((1200, 800), 60).convert("RGB").save(data, "JPEG")
    return data.getvalue()
