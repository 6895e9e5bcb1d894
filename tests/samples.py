"""What several tests write: the fields that a défi must have, the answers that make one."""

from __future__ import annotations

REQUIRED = {
    "titre": "Un café à nous",
    "resume": "Le dernier café a fermé. Et si nous en ouvrions un ?",
    "phase": "creaction",
    "depuis": "2026-09-12",
    "territoire": "petite-ville",
    "commune": "Mirecourt (Vosges)",
    "porteur": "Les voisins du Val",
    "concerne": "quartier",
}

ANSWERS = {
    "titre": "Un café à nous",
    "resume": "Le dernier café a fermé : et si nous en ouvrions un ?",
    "question": "",
    "texte": "",
    "commune": "88304",
    "territoire": "petite-ville",
    "porteur": "Les voisins du Val",
    "concerne": "3",
    "concerne_precision": "",
    "phase": "1",
    "depuis": "2026-09-12",
    "themes": "",
    "prochaine_action_quoi": "",
    "prochaine_action_date": "",
}
"""What one types at the questions of `bvm nouveau`, in their order."""


def typed(**more: str) -> str:
    """The answers as they are typed, some of them others."""
    return "".join(f"{answer}\n" for answer in (ANSWERS | more).values())
