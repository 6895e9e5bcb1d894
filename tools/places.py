"""`make data`: writes `generator/data/` from public packages. Its README says what is in it.

What is not known stays empty: a place without an honest point is better than a wrong one.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, NamedTuple

import outlines
from former import read_former
from grid import Grid
from positions import Measures, choose_point, measure, read_polygons
from sources import GENRES, Reading, read_packages

from generator.geography.spelling import search_key
from generator.geography.sphere import AROUND_KM, Point

DATA = Path(__file__).parent.parent / "generator" / "data"

TOWN = 2_000
"""From how many people on a commune is one that others know by the first words of its name."""

TIMES = 3
"""How many times more than those who live where these words are the whole name."""

Row = Sequence[str]
Points = Mapping[str, Point]
Populations = Mapping[str, int]


class Part(NamedTuple):
    """An arrondissement, a commune déléguée or associée, a former name or code, a short name."""

    code: str
    nom: str
    genre: str
    commune: str
    point: Point | None


def main() -> None:
    """Reads all, writes all, and prints what the README tells, so that one can compare."""
    reading = read_packages()
    polygons = read_polygons(reading)
    cover = outlines.clean(polygons)
    measures = measure(reading, polygons, cover.holes)
    DATA.mkdir(exist_ok=True)
    write_tables(reading, measures)
    write_outlines(reading, cover, measures.points)
    print("\n".join(report(reading, measures)))  # noqa: T201  # a tool tells what it did


# Parts


def build_parts(reading: Reading) -> list[Part]:
    """The parts of communes that have another name or another code, in the order of the table."""
    names = {commune["code"]: commune["nom"] for commune in reading.communes}
    named = [
        Part(each.code, each.nom, "ancienne", commune, None)
        for each in read_former(reading)[0]
        for commune in each.communes
    ]
    known = {part["code"] for part in reading.parts} | names.keys() | {part.code for part in named}
    former = {
        Part(code, "", "ancienne", commune["code"], None)
        for commune in reading.communes
        for code in commune.get("anciensCodes", ())
        if code not in known
    }
    parts = (_part(part, reading) for part in reading.parts)
    others = (p for p in parts if (p.code, p.nom) != (p.commune, names[p.commune]))
    known_parts = former.union(named, others)
    return sorted(known_parts.union(_short_names(reading, known_parts)))


def _short_names(reading: Reading, parts: Iterable[Part]) -> Iterable[Part]:
    """The first words of the name of a town, where they are the name of far smaller places.

    Who writes « Chalon » may mean Chalon-sur-Saône, and not the two hundred people of Chalon.
    """
    borne: dict[str, dict[str, int]] = defaultdict(dict)
    for part in parts:
        borne[search_key(part.nom)][part.commune] = 0
    for commune in reading.communes:
        borne[search_key(commune["nom"])][commune["code"]] = commune.get("population", 0)
    for commune in reading.communes:
        code, people = commune["code"], commune.get("population", 0)
        for cut in re.finditer(r"[ -]", commune["nom"] if people >= TOWN else ""):
            short = commune["nom"][: cut.start()]
            bearers = borne.get(search_key(short), {}) if short != "Saint" else {}
            if bearers and code not in bearers and people >= TIMES * max(bearers.values()):
                yield Part(code, short, "courte", code, None)


def _part(part: Any, reading: Reading) -> Part:
    letters, genre = GENRES[part["type"]]
    commune = part.get("commune") or part["chefLieu"]
    division = reading.divisions.get((letters, part["code"]))
    _, point = choose_point(division.polygon, division.town_hall) if division else ("", None)
    return Part(part["code"], part["nom"], genre, commune, point)


# Communes


def near_populations(points: Points, populations: Populations) -> dict[str, tuple[int, str]]:
    """For each commune: the people around it, itself included, and the largest other one there."""
    grid = Grid(((point, code) for code, point in points.items()), AROUND_KM)
    found = {}
    for code, point in points.items():
        near = [other for _, other in grid.near(point)]
        people = sum(populations.get(other, 0) for other in near)
        found[code] = people, most_populated((o for o in near if o != code), populations)
    return found


def most_populated(codes: Iterable[str], populations: Populations) -> str:
    """The lower code of two equals; nothing when there is none."""
    return min(codes, key=lambda code: (-populations.get(code, 0), code), default="")


def build_communes(reading: Reading, measures: Measures) -> Iterable[Row]:
    """A row for each commune; what is unknown is empty, and what is zero is `0`."""
    populations = {c["code"]: c["population"] for c in reading.communes if "population" in c}
    near = near_populations(measures.points, populations)
    members = {epci["code"]: [m["code"] for m in epci["membres"]] for epci in reading.epci}
    epci_of = {code: epci for epci, codes in members.items() for code in codes}
    centres = {most_populated(codes, populations) for codes in members.values()}
    for commune in reading.communes:
        code = commune["code"]
        people, neighbour = near.get(code, ("", ""))
        yield (
            code,
            commune["nom"],
            " ".join(sorted(commune.get("codesPostaux", ()))),
            commune["departement"],
            str(populations.get(code, "")),
            f"{measures.areas[code]:.2f}" if code in measures.areas else "",
            *_coordinates(measures.points.get(code)),
            epci_of.get(code, ""),
            str(people),
            neighbour,
            "1" if code in centres else "",
        )


def _coordinates(point: Point | None) -> tuple[str, str]:
    return (f"{point.longitude:.4f}", f"{point.latitude:.4f}") if point else ("", "")


def build_names(reading: Reading, parts: Sequence[Part]) -> Iterable[Row]:
    """The index: under each key its communes, then its parts by the number of their row.

    A key is a name as it is searched, with and without what it has in brackets, or a postal code;
    that of an arrondissement is its own.
    """
    codes = defaultdict(list)
    post = {p["code"]: p["codesPostaux"] for p in reading.parts if "codesPostaux" in p}
    of_parts = {code for some in post.values() for code in some}
    for commune in reading.communes:
        whole = (code for code in commune.get("codesPostaux", ()) if code not in of_parts)
        for key in {*_keys(commune["nom"]), *whole}:
            codes[key].append(commune["code"])
    for rank, part in enumerate(parts):
        for key in {*_keys(part.nom), *post.get(part.code, ())} if part.nom else ():
            codes[key].append(f"p{rank}")
    return ((key, " ".join(codes[key])) for key in sorted(codes))


def _keys(name: str) -> set[str]:
    """« Château-Chinon (Ville) » is said « Château-Chinon » too."""
    return {search_key(name), search_key(re.sub(r" \(.+\)$", "", name))}


# Files


def write_tables(reading: Reading, measures: Measures) -> None:
    parts = build_parts(reading)
    write_table(
        "communes.csv",
        "insee;nom;codes_postaux;departement;population;km2;longitude;latitude;"
        "epci;population_10km;voisine;centre",
        build_communes(reading, measures),
    )
    write_table(
        "parties.csv",
        "code;nom;genre;commune;longitude;latitude",
        ((*part[:4], *_coordinates(part.point)) for part in parts),
    )
    write_table("noms.csv", "cle;codes", build_names(reading, parts))
    for name, columns, rows in (
        ("epci.csv", "code;nom;type", reading.epci),
        ("departements.csv", "code;nom;region;zone", reading.departements),
        ("regions.csv", "code;nom;zone", reading.regions),
    ):
        write_table(name, columns, (_plain(row, columns) for row in rows))


def _plain(row: Any, columns: str) -> Row:
    # CA "Saintes - Grandes Rives - L'Agglo" would need quotes for its quotes.
    return [" ".join(row[column].replace('"', " ").split()) for column in columns.split(";")]


def write_table(name: str, columns: str, rows: Iterable[Row]) -> None:
    """Writes a table without quotes; raises AssertionError where one would be needed."""
    lines = [columns]
    for row in rows:
        assert not any(c in value for value in row for c in ';"\n\r'), row
        assert len(row) == columns.count(";") + 1, row
        lines.append(";".join(row))
    write(name, "\n".join(lines) + "\n")


def write_outlines(reading: Reading, cover: outlines.Cover, points: Points) -> None:
    zones = {c["code"]: c["departement"] for c in reading.communes}
    regions = {d["code"]: d["region"] for d in reading.departements}
    whole = outlines.merge(cover, zones) | reading.territories
    simple = outlines.simplify(outlines.drop_islets(whole, list(points.values())))
    for name, shapes, divisions in (
        ("departements.geojson", simple, reading.departements),
        ("regions.geojson", outlines.merge_again(simple, regions), reading.regions),
    ):
        write(name, outlines.dump(shapes, {d["code"]: d["nom"] for d in divisions}))


def write(name: str, text: str) -> None:
    (DATA / name).write_text(text, encoding="utf-8", newline="\n")


def report(reading: Reading, measures: Measures) -> Iterable[str]:
    """How points were chosen, and the communes of which something is not known."""
    for origin, count in sorted(measures.origins.items()):
        yield f"{count} communes, point : {origin}"
    codes = {commune["code"] for commune in reading.communes}
    inhabited = {c["code"] for c in reading.communes if c.get("population")}
    yield _list("Superficie complétée", reading, measures.completed)
    yield _list("Sans point", reading, codes - measures.points.keys())
    yield _list("Sans superficie", reading, codes - measures.areas.keys())
    yield _list("Sans habitant connu", reading, codes - inhabited)
    former, lost = read_former(reading)
    yield f"{len(former)} noms d’avant"
    yield f"Noms d’avant sans commune d’aujourd’hui ({len(lost)}) : {lost}"


def _list(title: str, reading: Reading, codes: AbstractSet[str]) -> str:
    names = [f"{c['code']} {c['nom']}" for c in reading.communes if c["code"] in codes]
    return f"{title} ({len(names)}) : {', '.join(names)}"


if __name__ == "__main__":
    main()
