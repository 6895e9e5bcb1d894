"""What people send by the forms, the event of GitHub that brings it, the repository that takes it."""

from __future__ import annotations

import json

from worlds import WORLD, settings

from generator.content.model import Defi
from generator.content.schema import prepare_defi, type_defi
from generator.forms.questions import AGREED
from generator.text.errors import Problem

_VOSGES = "content/territoires-pilotes/plaine-des-vosges.md"
DEPOT = {"mkdocs.yml": settings(), _VOSGES: (WORLD / _VOSGES).read_text("utf-8")}
"""What a repository holds beside its défis: its settings, and a territory that accompanies."""


def event(body: str | None, **more: object) -> str:
    """GitHub's event of an issue that was opened; `more` says its other fields."""
    issue = {
        "number": 12,
        "title": "Une demande $(touch /tmp/perdu)",
        "body": body,
        "state": "open",
        "created_at": "2026-11-20T08:24:21Z",
    }
    return json.dumps({"action": "opened", "issue": issue | more})


def read_defi(text: str, slug: str) -> tuple[Defi | None, list[Problem]]:
    """The défi that a text holds, as the catalogue would read it."""
    path = f"defis/{slug}.md"
    return type_defi(prepare_defi(text, path, {}), slug, path)


# A défi from its question to its end, by forms only.

DEFI = {
    "titre": "Un café à nous",
    "resume": "Le dernier café a fermé : et si nous en ouvrions un ?",
    "texte": "Racontons.",
    "commune": "Mirecourt (Vosges)",
    "territoire": "Petite ville",
    "porteur": "Les voisins du Val",
    "concerne": "un quartier ou un village",
    "phase": "Inform’action",
    "depuis": "2026-09-12",
    "prochaine_action_quoi": "On goûte la carte",
    "prochaine_action_date": "2026-12-31",
    "accord": AGREED,
}
MEETING = {
    "rencontres_titre": "Premier débat",
    "rencontres_date": "2026-11-28",
    "rencontres_genre": "Débat",
    "rencontres_lieu": "Salle des fêtes",
}
HELD = {
    "tenue_date": "28 novembre 2026",
    "tenue_statut": "Oui",
    "rencontres_compte_rendu": "Nous étions dix.\n\nOn continue.",
}
GROUP = {"organisation_forme": "Association"}
CHOICE = {"decision_mode": "Consentement", "decision_delai_jours": "7"}
LESSONS = {
    "bilan_resultats": "Un café ouvert.",
    "bilan_appris": "Commencer petit.",
    "bilan_suite": "Une cuisine partagée.",
}
