"""The page of what is near a commune: without a script, all départements by région."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator import addresses
from generator.content.vocabulary import GENRES_ANNONCE, NATURES, PHASES, TERRITOIRES
from generator.geography import NEAR_KM, departements
from generator.outputs.kit.blocks import CAPS, contact_view
from generator.outputs.kit.json_in_page import json_in_page
from generator.outputs.lists.doors import Region, departement_doors
from generator.outputs.lists.lists import make_lists
from generator.outputs.near.by_departement import FAR_KM, make_by_departement
from generator.outputs.site.site import Site


@dataclass(frozen=True, slots=True)
class NearView:
    """All départements, by région, and what the script needs to say what is near."""

    regions: Sequence[Region]
    regles: Markup


def near_view(site: Site, path: str) -> NearView:
    """What the page holds, for who reads it and for its script."""
    lists = site.once(make_lists)
    root = addresses.root_from(addresses.PRES_DE_CHEZ_MOI)
    rules = {
        "km": NEAR_KM,
        "loin": FAR_KM,
        "communes": root + addresses.COMMUNES,
        "proches": root + addresses.PROCHES,
        "pleins": site.once(make_by_departement).full,
        "defis": root + addresses.DEFIS,
        "departements": root + addresses.DEPARTEMENTS,
        "pages": [c for c in departements() if addresses.departement(c) in lists],
        "noms": {
            term.slug: term.label for term in (*PHASES, *TERRITOIRES, *NATURES, *GENRES_ANNONCE)
        },
        "caps": CAPS,
        "envoi": site.doors.envoi,
        "lettre": contact_view(site.view, None) is not None,
    }
    return NearView(departement_doors(site, root), json_in_page(rules))
