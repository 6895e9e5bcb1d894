"""The tables of the open data: the défis, their meetings, what they seek and offer, the figures.

The properties of the GeoJSON are the columns of the défis too, since GDAL, QGIS and uMap show
texts, numbers and yes or no, where a list or a group would come out as a piece of JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from generator import addresses
from generator.accompaniment.figures import Figure, Line
from generator.accompaniment.news import took_place
from generator.content.model import Besoin, Defi, FicheDefi, Rencontre
from generator.content.schema import field_help
from generator.geography import Commune
from generator.outputs.data.table import BETWEEN, Cell, Column, Table
from generator.outputs.site.figures import figures_of
from generator.outputs.site.site import Site


def _written(
    group: Any, key: str, of: Callable[[Site, Any], Cell], meaning: str = ""
) -> Column[Any]:
    """The column of a field as people write it, with the words that it may hold."""
    row = next(each for each in field_help(group) if each.key == key)
    words = ", ".join(term.slug for term in row.terms)
    choices = f" Au choix : {words}." if words else ""
    return Column(key, (meaning or row.description) + choices, of)


# --- The défis ----------------------------------------------------------------------------------


def _of_fiche(key: str, meaning: str = "") -> Column[Defi]:
    return _written(FicheDefi, key, lambda _, defi: getattr(defi, key), meaning)


_OF_DEFIS: tuple[Column[Defi], ...] = (
    Column("slug", "Le nom du défi dans les adresses : il ne change pas.", lambda _, d: d.slug),
    _of_fiche("titre"),
    _of_fiche("resume"),
    _of_fiche("genre_de_projet"),
    _of_fiche("phase"),
    _of_fiche("depuis"),
    _of_fiche("etat"),
    _of_fiche("territoire", "Le type de territoire, choisi par le groupe."),
    Column(
        "territoire_pilote",
        "Le territoire pilote qui accompagne, s’il y en a un.",
        lambda site, d: site.areas.pilote_of(d) or None,
    ),
    Column("commune", "Le nom de la commune.", lambda _, d: d.commune.name),
    Column(
        "commune_insee",
        "Le code officiel de la commune (INSEE). C’est un texte : il peut commencer par zéro.",
        lambda _, d: d.commune.insee,
    ),
    Column(
        "departement",
        "Le code du département. C’est un texte.",
        lambda _, d: d.commune.departement.code,
    ),
    Column(
        "departement_nom", "Le nom du département.", lambda _, d: d.commune.departement.nom
    ),
    Column("region", "Le nom de la région.", lambda _, d: d.commune.departement.region),
    Column(
        "autres_communes",
        "Les autres communes du défi.",
        lambda _, d: BETWEEN.join(place.label for place in d.autres_communes) or None,
    ),
    Column(
        "longitude",
        "En degrés (WGS 84), de la commune et jamais d’une adresse ; vide si elle n’est pas connue.",
        lambda _, d: d.commune.point.longitude if d.commune.point else None,
    ),
    Column(
        "latitude",
        "De même.",
        lambda _, d: d.commune.point.latitude if d.commune.point else None,
    ),
    _of_fiche("porteur", "Le nom du groupe."),
    Column("themes", "Les thèmes.", lambda _, d: BETWEEN.join(d.themes) or None),
    Column(
        "prochaine_action_date",
        "Le jour de la prochaine action, si le groupe en a dit une.",
        lambda _, d: d.prochaine_action.date if d.prochaine_action else None,
    ),
    Column(
        "prochaine_action",
        "Ce que l’on y fait.",
        lambda _, d: d.prochaine_action.quoi if d.prochaine_action else None,
    ),
    Column(
        "engagements",
        "Combien de personnes se sont engagées.",
        lambda _, d: d.engagements.nombre if d.engagements else None,
    ),
    Column(
        "modifie_le", "Le jour de la dernière nouvelle.", lambda site, d: site.changes[d.slug]
    ),
    _of_fiche("exemple", "Si c’est un exemple inventé pour montrer le site, et non un vrai défi."),
    Column(
        "page", "L’adresse de la page.", lambda site, d: f"{site.url}{addresses.defi(d.slug)}"
    ),
    Column(
        "donnees",
        "L’adresse du fichier qui dit tout du défi.",
        lambda site, d: f"{site.url}{addresses.defi_data(d.slug)}",
    ),
)  # fmt: skip


DEFIS = Table(
    "defis",
    "Tous les défis",
    "Les défis, pour un tableur",
    _OF_DEFIS,
    lambda site: site.catalogue.defis.values(),
)

_DEGREES = frozenset({"longitude", "latitude"})
_BESIDE_THE_POINT = tuple(column for column in _OF_DEFIS if column.name not in _DEGREES)


def properties(site: Site, defi: Defi) -> dict[str, Cell]:
    """The row of a défi by the names of its columns, without its point."""
    return {column.name: column.of(site, defi) for column in _BESIDE_THE_POINT}


# --- What one défi has several of ---------------------------------------------------------------


class _Met(NamedTuple):
    """A meeting, whose it is, and where."""

    defi: Defi
    one: Rencontre
    commune: Commune


class _Helped(NamedTuple):
    """What is sought or offered, by whom, and where."""

    defi: Defi
    one: Besoin
    commune: Commune
    sens: str


def _meetings(site: Site) -> Iterator[_Met]:
    for defi in site.catalogue.defis.values():
        for one in defi.rencontres:
            yield _Met(defi, one, one.commune or defi.commune)


def _needs(site: Site) -> Iterator[_Helped]:
    for defi in site.catalogue.defis.values():
        for one in defi.besoins:
            yield _Helped(defi, one, defi.commune, "besoin")
        for one in defi.offres:
            yield _Helped(defi, one, defi.commune, "offre")


_WHOSE: tuple[Column[Any], ...] = (
    Column("defi", "Le nom du défi dans les adresses : le même que dans defis.csv.", lambda _, row: row.defi.slug),
    Column("defi_titre", "Son titre.", lambda _, row: row.defi.titre),
)  # fmt: skip
"""Whose a row is: its first columns."""

_WHERE: tuple[Column[Any], ...] = (
    Column("commune", "Le nom de la commune.", lambda _, row: row.commune.name),
    Column("commune_insee", "Son code officiel (INSEE), un texte.", lambda _, row: row.commune.insee),
    Column("departement", "Le code de son département, un texte.", lambda _, row: row.commune.departement.code),
    Column("exemple", "Si le défi est un exemple inventé pour montrer le site.", lambda _, row: row.defi.exemple),
)  # fmt: skip
"""Where, and whether it is invented: its last columns."""


def _own(group: Any, key: str) -> Column[Any]:
    return _written(group, key, lambda _, row: getattr(row.one, key))


_OF_A_MEETING = (
    "date", "debut", "fin", "titre", "question", "genre", "statut", "lieu", "accessibilite", "venir",
)  # fmt: skip

RENCONTRES: Table[_Met] = Table(
    "rencontres",
    "Les rencontres des défis",
    "Les rencontres",
    (
        *_WHOSE,
        *(_own(Rencontre, key) for key in _OF_A_MEETING),
        Column(
            "a_eu_lieu",
            "Si le groupe dit qu’elle a eu lieu, ou raconte ce qui s’y est dit.",
            lambda site, row: took_place(row.one, site.today),
        ),
        *_WHERE,
    ),
    _meetings,
)

BESOINS: Table[_Helped] = Table(
    "besoins",
    "Ce que les défis cherchent et offrent",
    "Ce qui est cherché ou offert",
    (
        *_WHOSE,
        Column(
            "sens",
            "« besoin » : le groupe le cherche ; « offre » : il l’offre.",
            lambda _, row: row.sens,
        ),
        *(_own(Besoin, key) for key in ("quoi", "nature", "depuis", "pourvu_le")),
        Column(
            "ouvert",
            "Si c’est encore cherché ou offert : ce n’est pas trouvé, et le défi n’est pas fini.",
            lambda _, row: row.one.is_open and not row.defi.is_finished,
        ),
        *_WHERE,
    ),
    _needs,
)


# --- The figures --------------------------------------------------------------------------------


class _Number(NamedTuple):
    """One number of a figure."""

    figure: Figure
    line: Line
    valeur: int
    unite: str


def _numbers(site: Site) -> Iterator[_Number]:
    for figure in site.once(figures_of):
        for line in figure.lignes:
            if line.nombre is not None:
                yield _Number(figure, line, line.nombre, figure.unite)
            if line.sur is not None:
                yield _Number(figure, line, line.sur, figure.sur)


CHIFFRES: Table[_Number] = Table(
    "chiffres",
    "Les chiffres, sans les exemples",
    "Les chiffres, déjà comptés",
    (
        Column("chiffre", "Ce qui est compté : devenir, etapes, themes…", lambda _, row: row.figure.nom),
        Column("cle", "Le mot de la ligne : une étape, un thème, un mois (2026-03)…", lambda _, row: row.line.cle),
        Column("libelle", "La même chose, comme la page la dit.", lambda _, row: row.line.label),
        Column("valeur", "Le nombre. Pour une durée, la médiane, à partir de trois étapes finies.", lambda _, row: row.valeur),
        Column("unite", "De quoi c’est le nombre : défis, jours…", lambda _, row: row.unite),
        Column("date", "Le jour où c’est compté.", lambda site, _: site.today),
    ),
    _numbers,
)  # fmt: skip

TABLES: tuple[Table[Any], ...] = (DEFIS, RENCONTRES, BESOINS, CHIFFRES)
"""Every table, in the order of the page of the data."""
