"""Which clock a commune lives by: the zone of its hours in the tz database of IANA.

One zone for a département or a collectivity, but in French Polynesia, which has three
(https://www.iana.org/time-zones, `zone1970.tab`, read in tzdata 2026).
"""

from __future__ import annotations

from generator.geography.reference import Commune

PARIS = "Europe/Paris"

_OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
"""By département; those of nobody (984, 989) have no commune."""

_MARQUESAS = dict.fromkeys(
    ("98718", "98723", "98731", "98746", "98756", "98757"), "Pacific/Marquesas"
)
"""Fatu-Hiva, Hiva-Oa, Nuku-Hiva, Tahuata, Ua-Huka, Ua-Pou: half an hour from Tahiti."""

_ISLES = {"98719": "Pacific/Gambier", **_MARQUESAS}
"""By commune, those of French Polynesia that have another hour than Tahiti."""


def zone_of(commune: Commune) -> str:
    """The name of the zone of a commune, such as `Europe/Paris`."""
    return _ISLES.get(commune.insee) or _OVERSEAS.get(commune.departement.code, PARIS)
