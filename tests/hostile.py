"""A site whose citizens attack its readers: every short text that they wrote is an attack."""

from __future__ import annotations

from pathlib import Path

from samples import annonce, defi, pilote
from worlds import Built, Once, build_site

ATTACK = '"><img src=x onerror=alert(1)></title></ul><script>alert(2)</script> ensemble'
"""It would leave an attribute, a title, a list; it is written in each short text of `CITIZENS`."""

RAW = (b"<img src=x", b"<script>alert")
"""What a page holds when an attack came through."""

CITIZENS = {
    "defis/cafe.md": defi(
        titre=ATTACK,
        resume=ATTACK,
        porteur=ATTACK,
        journal=[{"date": "2026-10-02", "texte": ATTACK}],
        decisions=[{"date": "2026-10-03", "texte": ATTACK}],
        besoins=[{"quoi": ATTACK, "nature": "lieu", "pourvu_le": "2026-10-04"}],
    ),
    "defis/jardin.md": defi("[Le café](cafe.md)\n"),
    "annonces/envie.md": annonce(ATTACK),
    "content/territoires-pilotes/vosges.md": pilote(ATTACK, departements=["88"]),
}
"""All of them in the Vosges, so that one département shows them."""


def hostile_site(once: Once) -> Built:
    """The site, built once for all who read it; `once` is the fixture of that name."""
    return once("hostile", _build)


def _build(folder: Path) -> Built:
    return build_site(folder, CITIZENS, pilotes=False)
