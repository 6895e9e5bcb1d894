"""Who joins a défi: counts in its file, never a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.content.model import Defi, Engagements, FicheDefi
from generator.content.schema import key_order
from generator.contributions.answers import is_count, value_of
from generator.contributions.bodies import Answers
from generator.forms.questions import ENGAGEMENT, forms
from generator.geography import search_key
from generator.text.rewriting import Add, Edit, Put, rewrite
from generator.text.signs import one_line


@dataclass(frozen=True, slots=True)
class Commitment:
    """Some people who join, and for what, when they said it."""

    nombre: int
    role: str


def read_commitment(answers: Answers) -> Commitment:
    """What one request says: one person, when no number is given."""
    asked = forms()[ENGAGEMENT].question("engagements_nombre")
    number = str(value_of(asked, answers.get(asked.id, "1")))
    role = one_line(answers.get("engagements_roles_role", ""))
    return Commitment(int(number) if is_count(number) else 0, role)


def raise_counts(text: str, defi: Defi, joining: Iterable[Commitment]) -> str:
    """The file of `defi`, whose `text` is given, with those who join counted.

    A role that is there already counts up, however it is spelt; another is added.
    Raises RewritingRefused.
    """
    counted = list(joining)
    before = defi.engagements or Engagements(nombre=0)
    total = before.nombre + sum(one.nombre for one in counted)
    edits: list[Edit] = [Put(("engagements", "nombre"), str(total))]
    known = {_spelt(role.role): rank for rank, role in enumerate(before.roles)}
    for key, (role, number) in _by_role(counted).items():
        if key in known:
            rank = known[key]
            new = str(before.roles[rank].nombre + number)
            edits.append(Put(("engagements", "roles", rank, "nombre"), new))
        else:
            edits.append(Add(("engagements", "roles"), {"role": role, "nombre": str(number)}))
    return rewrite(text, edits, key_order(FicheDefi))


def _by_role(joining: Iterable[Commitment]) -> dict[str, tuple[str, int]]:
    """How many people join for each role, with the words of the first who named it."""
    roles: dict[str, tuple[str, int]] = {}
    for one in joining:
        if one.role:
            role, number = roles.get(_spelt(one.role), (one.role, 0))
            roles[_spelt(one.role)] = (role, number + one.nombre)
    return roles


def _spelt(role: str) -> str:
    """What two spellings of one role have in common."""
    return search_key(role) or role
