"""The lists of a file that news change by their rows: what names a row, which questions ask for one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of a file, of which one row at a time is added, changed, closed or taken out.

    What names a row is its field `named_by`, as it is written; of a list of words, the word.
    """

    key: str
    """Such as `financement.depenses`."""
    named_by: str = ""
    which: str = ""
    """The question that names the row to change; without an answer, a row is added."""
    closes: str = ""
    """The question that names the row that is over: found, done."""
    closed_by: str = ""
    """The field that says since which day."""
    takes_out: str = ""
    """The question that names the row to take out."""
    dated: str = ""
    """The field that is today's when nobody says it."""


ROWS: tuple[Rows, ...] = (
    Rows("rencontres", "titre", which="rencontres_laquelle"),
    Rows("evenements", "titre", which="evenements_laquelle", takes_out="evenements_retire"),
    Rows("journal", dated="date"),
    Rows("liens", "titre", which="liens_laquelle", takes_out="liens_retire"),
    Rows(
        "besoins",
        "quoi",
        which="besoins_laquelle",
        closes="pourvu",
        closed_by="pourvu_le",
        takes_out="besoins_retire",
        dated="depuis",
    ),
    Rows(
        "offres",
        "quoi",
        which="offres_laquelle",
        closes="prise",
        closed_by="pourvu_le",
        takes_out="offres_retire",
        dated="depuis",
    ),
    Rows("engagements.roles", "role", which="roles_laquelle", takes_out="roles_retire"),
    Rows("partenaires", "nom", which="partenaires_laquelle", takes_out="partenaires_retire"),
    Rows("acteurs", "nom", which="acteurs_laquelle", takes_out="acteurs_retire"),
    Rows("parrains", takes_out="parrains_retire"),
    Rows("autres_communes", takes_out="autres_communes_retire"),
    Rows("pistes", "titre", which="pistes_laquelle", takes_out="pistes_retire"),
    Rows("experiences", "essai", which="experiences_laquelle", takes_out="experiences_retire"),
    Rows("decisions", "texte", which="decisions_laquelle", dated="date"),
    Rows("repond_a", takes_out="repond_a_retire"),
    Rows(
        "plan",
        "quoi",
        which="plan_laquelle",
        closes="fait",
        closed_by="fait_le",
        takes_out="plan_retire",
    ),
    Rows("financement.depenses", "poste", which="depenses_laquelle", takes_out="depenses_retire"),
    Rows("financement.recettes", "source", which="recettes_laquelle", takes_out="recettes_retire"),
    Rows("activites", "quoi", which="activites_laquelle", takes_out="activites_retire"),
    Rows("reperes", "quoi", which="reperes_laquelle", takes_out="reperes_retire"),
    Rows("accompagnement", dated="date"),
)
"""Every list that news change by its rows."""
