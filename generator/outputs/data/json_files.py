"""Open data in JSON: all défis, each défi whole, annonces, pilot territories; their schemas, their index.

The shapes follow from the classes of `model.py` and from those below: what is written and the
schema that describes it cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

import orjson

from generator import addresses
from generator.content.fiches import FicheAnnonce, FichePilote
from generator.content.fields import Day, PublishedCommune, Slug, doc
from generator.content.images import variant_name
from generator.content.model import Defi, FicheDefi, Group
from generator.content.schema import DRAFT, published_schema
from generator.geography import SOURCES, Commune, Departement
from generator.outputs.data.geojson import draw_geojson, extract_address, extracts
from generator.outputs.data.json_lines import json_line, json_list
from generator.outputs.data.table import write_csv
from generator.outputs.data.tables import BESOINS, CHIFFRES, RENCONTRES, TABLES
from generator.outputs.kit.output import Output
from generator.outputs.kit.pictures import FOLDER
from generator.outputs.site.site import Site

LICENCE = "Licence Ouverte 2.0"

_SUMMARY = (
    "titre", "resume", "genre_de_projet", "phase", "depuis", "territoire", "commune", "autres_communes",
    "porteur", "themes", "etat", "prochaine_action", "exemple", "anciens_slugs",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Group):
    """What a file says before its list."""

    licence: Annotated[str, doc("La licence des données.")]
    sources_des_lieux: Annotated[str, doc("D’où viennent les communes et leurs points.")]
    date: Annotated[Day, doc("Le jour où le fichier a été fait.")]
    nombre: Annotated[int, doc("Combien il y en a.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefiKnown(Group):
    """What the site adds to what a group writes."""

    slug: Annotated[Slug, doc("Le nom du défi dans les adresses.")]
    territoire_pilote: Annotated[Slug | None, doc("Le territoire pilote qui accompagne.")]
    page: Annotated[str, doc("L’adresse de sa page.")]
    donnees: Annotated[str, doc("L’adresse du fichier qui dit tout de lui.")]
    modifie_le: Annotated[Day, doc("Le jour de sa dernière nouvelle.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefiWhole(DefiKnown):
    """The same in the file of one défi."""

    licence: Annotated[str, doc("La licence des données.")]
    texte: Annotated[str, doc("Le texte de sa page, en Markdown.")]
    image_adresse: Annotated[
        str | None, doc("L’adresse de sa photo, allégée ; `image` est son nom dans le dépôt.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnonceKnown(Group):
    """What the site adds to an annonce."""

    slug: Annotated[Slug, doc("Le nom de l’annonce.")]
    reprise_par: Annotated[tuple[Slug, ...], doc("Les défis qui s’en sont saisis.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PiloteKnown(Group):
    """What the site adds to a pilot territory."""

    slug: Annotated[Slug, doc("Le nom du territoire pilote dans les adresses.")]
    page: Annotated[str, doc("L’adresse de sa page.")]


class Shape(NamedTuple):
    """What one kind of object holds: what the site adds, then the fields that people write."""

    added: type[Group]
    fiche: type[Group]
    keys: tuple[str, ...]
    """Those of its fields that are published."""


def _keys(fiche: type[Group]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(fiche))  # type: ignore[arg-type]


_IN_A_LIST = Shape(DefiKnown, FicheDefi, _SUMMARY)
_ALONE = Shape(DefiWhole, FicheDefi, _keys(FicheDefi))
_ANNONCE = Shape(AnnonceKnown, FicheAnnonce, _keys(FicheAnnonce))
_PILOTE = Shape(PiloteKnown, FichePilote, _keys(FichePilote))


class Dataset(NamedTuple):
    """A JSON file that lists objects, or several that hold one each."""

    name: str
    titre: str
    shape: Shape
    key: str = ""
    """Under which the objects are listed."""


DEFIS = Dataset("defis", "Tous les défis", _IN_A_LIST, "defis")
DEFI = Dataset("defi", "Un défi, avec tout ce qu’il contient", _ALONE)
ANNONCES = Dataset("annonces", "Toutes les annonces", _ANNONCE, "annonces")
PILOTES = Dataset("territoires-pilotes", "Les territoires pilotes", _PILOTE, "territoires_pilotes")
DATASETS = (DEFIS, DEFI, ANNONCES, PILOTES)


def draw_data(site: Site) -> Iterator[Output]:
    """Every file that is made of all défis or of all annonces, and the shape of each."""
    defis = site.catalogue.defis.values()
    yield _listed(site, DEFIS, addresses.DEFIS_JSON, (_summary(site, defi) for defi in defis))
    yield _listed(site, ANNONCES, addresses.ANNONCES_JSON, _annonces(site))
    yield _listed(site, PILOTES, addresses.PILOTES_JSON, _pilotes(site))
    yield from (Output(table.adresse, write_csv(table, site)) for table in TABLES)
    yield from draw_geojson(site)
    yield from (
        Output(addresses.data_schema(dataset.name), _dump(schema(dataset))) for dataset in DATASETS
    )
    yield Output(addresses.DATA_INDEX, _dump(_index(site)))


def draw_defi_data(site: Site, defi: Defi) -> Iterator[Output]:
    """One défi, every field of it, its text as Markdown."""
    known = {"licence": LICENCE, **_known(site, defi)}
    shown = {"texte": bytes(defi.texte).decode(), "image_adresse": picture_address(site, defi)}
    document = known | _written(defi, _ALONE.keys) | shown
    yield Output(addresses.defi_data(defi.slug), _dump(document))


def _listed(
    site: Site, dataset: Dataset, address: str, objects: Iterable[dict[str, Any]]
) -> Output:
    """A list whose objects become bytes one by one: all of them at once would weigh ten times more."""
    lines = [json_line(each, _plain) for each in objects]
    whole = Whole(licence=LICENCE, sources_des_lieux=SOURCES, date=site.today, nombre=len(lines))
    head = orjson.dumps(whole).removesuffix(b"}") + f',"{dataset.key}":['.encode()
    return Output(address, json_list(head, lines))


def _summary(site: Site, defi: Defi) -> dict[str, Any]:
    return _known(site, defi) | _written(defi, _SUMMARY)


def _written(value: Group, keys: Iterable[str]) -> dict[str, Any]:
    return {key: getattr(value, key) for key in keys}


def _known(site: Site, defi: Defi) -> dict[str, Any]:
    """The keys of `DefiKnown`; addresses are whole where the site's own is known, else from its root."""
    return {
        "slug": defi.slug,
        "territoire_pilote": site.areas.pilote_of(defi) or None,
        "page": f"{site.url}{addresses.defi(defi.slug)}",
        "donnees": f"{site.url}{addresses.defi_data(defi.slug)}",
        "modifie_le": site.changes[defi.slug],
    }


def picture_address(site: Site, defi: Defi) -> str | None:
    """Where the picture of a défi is, the widest that the site has: it has no file of the name alone."""
    info = site.catalogue.images.get(defi.image) if defi.image else None
    return f"{site.url}{FOLDER}{variant_name(info, info.widths[-1])}" if info else None


def _annonces(site: Site) -> Iterator[dict[str, Any]]:
    for slug, annonce in site.catalogue.annonces.items():
        taken = [defi.slug for defi in site.taken_up.get(slug, ())]
        yield {"slug": slug, "reprise_par": taken} | _written(annonce.fiche, _ANNONCE.keys)


def _pilotes(site: Site) -> Iterator[dict[str, Any]]:
    for slug, pilote in site.catalogue.pilotes.items():
        known = {"slug": slug, "page": f"{site.url}{addresses.pilote(slug)}"}
        yield known | _written(pilote.fiche, _PILOTE.keys)


@lru_cache(maxsize=16384)
def _commune(place: Commune) -> PublishedCommune:
    return PublishedCommune(
        insee=place.insee,
        nom=place.nom,
        departement=place.departement.code,
        longitude=place.point and place.point.longitude,
        latitude=place.point and place.point.latitude,
        partie=place.partie or None,
    )


def _dump(document: Any) -> bytes:
    return orjson.dumps(document, default=_plain) + b"\n"


def _plain(value: object) -> Any:
    """An amount as a number, whole euros without a decimal point; places as their public names."""
    if isinstance(value, Commune):
        return _commune(value)
    if isinstance(value, Departement):
        return value.code
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


# --- What the files are said to be ------------------------------------------------------------


def schema(dataset: Dataset) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file, which is right of every such file."""
    one = _object_schema(dataset.shape)
    if not dataset.key:
        return {"$schema": DRAFT, "title": dataset.titre, **one}
    whole = dict(published_schema(Whole))
    inner = one.pop("$defs", {}) | {"Objet": one}
    listed = {"type": "array", "items": {"$ref": "#/$defs/Objet"}}
    whole["properties"] = whole["properties"] | {dataset.key: listed}
    whole["required"] = [*whole["required"], dataset.key]
    return {"$schema": DRAFT, "title": dataset.titre, **whole, "$defs": inner}


def _object_schema(shape: Shape) -> dict[str, Any]:
    added, written = published_schema(shape.added), published_schema(shape.fiche)
    properties = added["properties"] | {key: written["properties"][key] for key in shape.keys}
    return {
        **{key: value for key, value in written.items() if key not in {"properties", "required"}},
        "properties": properties,
        "required": list(properties),
    }


def _index(site: Site) -> dict[str, Any]:
    """Every file but those of one défi, for a program that does not read pages."""
    files = [
        *whole_files(site),
        *((extract_address(one), one.nom, len(one.members), None) for one in extracts(site)),
    ]
    told = [
        {
            "adresse": f"{site.url}{address}",
            "titre": titre,
            "nombre": count,
            "schema": f"{site.url}{addresses.data_schema(dataset.name)}" if dataset else None,
        }
        for address, titre, count, dataset in files
    ]
    return {"licence": LICENCE, "sources_des_lieux": SOURCES, "date": site.today, "fichiers": told}


def whole_files(site: Site) -> list[tuple[str, str, int, Dataset | None]]:
    """The files of all défis, annonces, pilot territories: address, title, how many, their shape."""
    count = len(site.catalogue.defis)
    annonces, pilotes = len(site.catalogue.annonces), len(site.catalogue.pilotes)
    return [
        (addresses.DEFIS_JSON, DEFIS.titre, count, DEFIS),
        (addresses.table("defis"), DEFIS.titre, count, None),
        (addresses.DEFIS_GEOJSON, DEFIS.titre, count, None),
        (addresses.ANNONCES_JSON, ANNONCES.titre, annonces, ANNONCES),
        (addresses.PILOTES_JSON, PILOTES.titre, pilotes, PILOTES),
        *(
            (table.adresse, table.titre, table.count(site), None)
            for table in (RENCONTRES, BESOINS, CHIFFRES)
        ),
    ]
