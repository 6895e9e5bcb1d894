"""The pages of the open data: its files, what they owe to others, how to cite them; their columns.

All of it is taken from what the build writes, so that the page cannot say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator import addresses
from generator.accompaniment.facets import By, Facet
from generator.content.catalogue import Catalogue
from generator.geography import SOURCES
from generator.outputs.data.geojson import extract_address, extracts
from generator.outputs.data.json_files import DEFI, LICENCE, Dataset, whole_files
from generator.outputs.data.table import BETWEEN, Table
from generator.outputs.data.tables import BESOINS, CHIFFRES, DEFIS, RENCONTRES, TABLES
from generator.outputs.site.site import Site
from generator.text.typography import jour_court, listed, pluriel


class FileView(NamedTuple):
    """One file: what it is for, its format, how many things it holds, where its shape is written."""

    pour: str
    nom: str
    url: str
    nombre: int
    schema: str = ""
    colonnes: str = ""
    """Where its columns are told, if it has some."""


class ExtractView(NamedTuple):
    titre: str
    url: str
    nombre: int


class DataView(NamedTuple):
    """What the page of the data shows beside its text."""

    fichiers: Sequence[FileView]
    un_defi: str
    """The address of the file of a défi, its name left to be put in."""
    un_defi_schema: str
    extraits: Sequence[tuple[str, Sequence[ExtractView]]]
    modeles: Sequence[tuple[str, ExtractView]]
    """Where there are too many to name: the first of each kind."""
    sommaire: str
    colonnes: str
    """Where the columns of all tables are told."""
    exemples: str
    """How many of the défis, of the annonces and of the pilot territories are examples, in words."""
    licence: str
    sources: str
    citation: str


class ColumnsView(NamedTuple):
    """What the page of the columns shows."""

    tables: Sequence[Table[Any]]
    entre: str
    """What stands between the values of one cell."""


def columns_view(site: Site, path: str) -> ColumnsView:
    """Every table, with its columns."""
    return ColumnsView(TABLES, BETWEEN.strip())


_FEW = {By.PHASE: "Par étape", By.TERRITORY: "Par type de territoire", By.THEME: "Par thème"}
_MANY = {By.PILOTE: "Par territoire pilote", By.DEPARTEMENT: "Par département"}


def data_view(site: Site, path: str) -> DataView:
    """What the page of the data shows."""
    root = addresses.root_from(addresses.DONNEES)
    found = list(extracts(site))
    return DataView(
        fichiers=list(_files(site, root)),
        un_defi=addresses.defi_data("…"),
        un_defi_schema=_schema(DEFI, root),
        extraits=list(_by_facet(_FEW, found, root)),
        modeles=[(titre, some[0]) for titre, some in _by_facet(_MANY, found, root)],
        sommaire=f"{root}{addresses.DATA_INDEX}",
        colonnes=root + addresses.COLONNES,
        exemples=_invented(site.catalogue),
        licence=LICENCE,
        sources=SOURCES,
        citation=_citation(site),
    )


def _invented(catalogue: Catalogue) -> str:
    """« 16 défis, 12 annonces et 5 territoires pilotes »: what is not to be counted; or nothing."""
    annonces, pilotes = catalogue.annonces.values(), catalogue.pilotes.values()
    counts = (
        (sum(one.exemple for one in catalogue.defis.values()), "défi", "défis"),
        (sum(one.fiche.exemple for one in annonces), "annonce", "annonces"),
        (sum(one.fiche.exemple for one in pilotes), "territoire pilote", "territoires pilotes"),
    )
    return listed([pluriel(count, one, many) for count, one, many in counts if count])


def _files(site: Site, root: str) -> Iterator[FileView]:
    told = {
        DEFIS.adresse: DEFIS.pour,
        addresses.DEFIS_GEOJSON: "Les défis, pour une carte",
        addresses.DEFIS_JSON: "Les défis, pour un programme",
        addresses.ANNONCES_JSON: "Les annonces",
        addresses.PILOTES_JSON: "Les territoires pilotes",
        **{table.adresse: table.pour for table in (RENCONTRES, BESOINS, CHIFFRES)},
    }
    names = {table.adresse: table.nom for table in TABLES}
    known = {address: (count, dataset) for address, _, count, dataset in whole_files(site)}
    for address, purpose in told.items():
        count, dataset = known[address]
        schema = _schema(dataset, root) if dataset else ""
        name = address.removeprefix(addresses.API)
        columns = f"{root}{addresses.COLONNES}#{names.get(address, DEFIS.nom)}"
        yield FileView(purpose, name, root + address, count, schema, columns)


def _schema(dataset: Dataset, root: str) -> str:
    return root + addresses.data_schema(dataset.name)


def _by_facet(
    kinds: Mapping[By, str], found: Sequence[Facet], root: str
) -> Iterator[tuple[str, Sequence[ExtractView]]]:
    for by, titre in kinds.items():
        if some := [_link(each, root) for each in found if each.by is by]:
            yield titre, some


def _link(one: Facet, root: str) -> ExtractView:
    return ExtractView(one.nom, root + extract_address(one), len(one.members))


def _citation(site: Site) -> str:
    """How to cite the data of this day: who publishes and where are said where they are known."""
    who = f"{site.view.organisation}, " if site.view.organisation else ""
    where = f", {site.canonical(addresses.DONNEES)}" if site.url else ""
    day = jour_court(site.today)
    return f"{who}{site.view.nom}, « Les défis », données du {day}, {LICENCE}{where}."
