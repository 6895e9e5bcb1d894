"""The type of territory that a stranger would guess, with the reason: advice, the group decides.

The rule knows how many people live in a commune and around it, never how they live there: houses
or blocks of flats, gardens or none. Where it was tried and where residents would disagree is told
in docs/decisions.md.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from generator.geography.reference import Commune, commune, table

_METROPOLES = frozenset({"METRO", "MET69"})
"""The kinds of intercommunality of the largest cities, that of Lyon having its own name."""


class Suggestion(NamedTuple):
    """A type of territory, and a French sentence that says why."""

    territoire: str
    """A word of `vocabulary.TERRITOIRES`; empty when too little is known."""
    modele: str
    """The sentence, with `{}` where each of `valeurs` stands: few sentences say all communes."""
    valeurs: tuple[str, ...] = ()

    @property
    def raison(self) -> str:
        return self.modele.format(*self.valeurs)


class _Facts(NamedTuple):
    """What the rule looks at, once it is known to be known."""

    place: Commune
    population: int
    density: float
    """Inhabitants per km²."""
    around: int


@lru_cache(maxsize=16384)
def suggest(place: Commune) -> Suggestion:
    """The type of territory of a commune, by the first of these that is true.

    1. metropole: 100,000 inhabitants, or the centre of the intercommunality of a large city, or
       400,000 people within 10 km with 60,000 inhabitants or 8,000 per km²;
    2. rural: under 5,000 inhabitants and 150 per km², unless it is a centre of 3,000; or under
       2,000 inhabitants and 300 per km²;
    3. pavillonnaire: from 150 per km², beside a town of 30,000, twice as large, in surroundings
       of 75,000; or in surroundings of 250,000 without being their centre;
    4. rural under 2,000 inhabitants, else petite-ville.
    """
    population, around = place.population, place.population_around
    if not population or not place.km2 or around is None:
        return _say("", "Trop peu de choses sont connues ici de cette commune : à vous de dire.")
    facts = _Facts(place, population, population / place.km2, around)
    return _metropole(facts) or _rural(facts) or _pavillonnaire(facts) or _village_or_town(facts)


def _metropole(facts: _Facts) -> Suggestion | None:
    if facts.population >= 100_000:
        return _say("metropole", "Une grande ville : {} habitants.", facts.population)
    kind = next((row[2] for row in table("epci.csv").find(facts.place.epci)), "")
    if facts.place.is_centre and kind in _METROPOLES:
        return _say("metropole", "La commune la plus peuplée de sa métropole.")
    dense = facts.population >= 60_000 or facts.density >= 8_000
    if facts.around >= 400_000 and dense:
        reason = "Au cœur d’une grande agglomération : {} habitants à moins de 10 km."
        return _say("metropole", reason, facts.around)
    return None


def _rural(facts: _Facts) -> Suggestion | None:
    centre = facts.place.is_centre and facts.population >= 3_000
    sparse = facts.density < 150 and facts.population < 5_000 and not centre
    if sparse or (facts.population < 2_000 and facts.density < 300):
        reason = "{} habitants, {} au km² : de la place, et peu de monde."
        return _say("rural", reason, facts.population, round(facts.density))
    return None


def _pavillonnaire(facts: _Facts) -> Suggestion | None:
    if facts.density < 150:
        return None
    neighbour = commune(facts.place.neighbour) if facts.place.neighbour else None
    bigger = (neighbour and neighbour.population) or 0
    if neighbour and bigger >= max(30_000, 2 * facts.population) and facts.around >= 75_000:
        reason = "Aux portes d’une ville bien plus grande, {}, à moins de 10 km."
        return _say("pavillonnaire", reason, neighbour.nom)
    if facts.around >= 250_000 and not facts.place.is_centre:
        reason = "Dans une grande agglomération : {} habitants à moins de 10 km."
        return _say("pavillonnaire", reason, facts.around)
    return None


def _village_or_town(facts: _Facts) -> Suggestion:
    if facts.population < 2_000:
        return _say("rural", "Un village : {} habitants.", facts.population)
    reason = "{} habitants, {} au km² : ni un village, ni la banlieue d’une grande ville."
    return _say("petite-ville", reason, facts.population, round(facts.density))


def _say(territoire: str, reason: str, *values: int | str) -> Suggestion:
    """A suggestion whose sentence agrees with its first number."""
    if values[:1] == (1,):
        reason = reason.replace("{} habitants", "{} habitant")
    written = (_number(value) if isinstance(value, int) else value for value in values)
    return Suggestion(territoire, reason, tuple(written))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")
