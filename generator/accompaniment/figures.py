"""What all défis come to, in numbers: each figure is one value, which its sentence, its drawing, its
table and the data all say.

Only what groups wrote is counted, and nothing of persons but how many; an example counts for nothing.
No défi is set beside another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from generator.accompaniment.news import phases_of, took_place
from generator.content.model import Defi
from generator.content.vocabulary import ETATS, PHASE, PHASES, TERRITOIRES, Vocabulary
from generator.text.typography import (
    MOIS,
    NBSP,
    capital,
    listed,
    lower_first,
    nombre,
    pluriel,
    words_of,
)

MONTHS = 6
"""How many months are told one by one, that of the day among them; what is older is told together."""

BEFORE = "avant-"
"""How the key begins of the line that tells all that is older."""

ENOUGH = 3
"""From how many on a median says something: of fewer, each is told."""

MOST_THEMES = 8
"""How many themes a page shows, those that most défis chose."""

TIED = 3
"""How many themes are named at most when as many défis chose each."""


class Line(NamedTuple):
    """One number of a figure."""

    cle: str
    """For programs: a word of a vocabulary, a slug, a month as `2026-03`."""
    label: str
    nombre: int | None
    """Nothing where too few stand behind it to make one number of them."""
    dit: str
    """The same in words, for the drawing and the table."""
    sur: int | None = None
    """Of how many, where the figure says it."""


class Figure(NamedTuple):
    """One thing that is counted, and how."""

    nom: str
    titre: str
    phrase: str
    """What it shows, in one sentence."""
    compte: str
    """What is counted, and what is not."""
    entete: str
    """What its lines are."""
    unite: str
    """What their numbers are of."""
    lignes: Sequence[Line]
    """All of them: for the data."""
    sur: str = ""
    """What `sur` counts in its lines."""
    montrees: int | None = None
    """How many of them, the first ones, a page shows; all of them when nothing is said."""

    @property
    def shown(self) -> Sequence[Line]:
        """Its lines as a page shows them."""
        return self.lignes[: self.montrees]

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw: of nothing, the sentence says all."""
        return any(line.nombre or line.sur for line in self.lignes)


Month = tuple[int, int]
"""A year, and a month from 1."""


@dataclass(slots=True)
class _Tally:
    """What was counted on the way through the défis."""

    defis: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    territoires: Counter[str] = field(default_factory=Counter)
    etats: Counter[str] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    debuts: Counter[Month] = field(default_factory=Counter)
    rencontres: Counter[Month] = field(default_factory=Counter)
    personnes: Counter[str] = field(default_factory=Counter)
    groupes: Counter[str] = field(default_factory=Counter)
    """The défis that say how many persons engaged, by phase like the persons."""
    besoins: Counter[str] = field(default_factory=Counter)
    durees: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """How many days each ended stay in a phase lasted."""


def figures(defis: Iterable[Defi], themes: Mapping[str, str], today: date) -> tuple[Figure, ...]:
    """Every figure of some défis on a day; `themes` are the names of themes by slug.

    Each défi is looked at once, and the examples among them not at all.
    """
    tally = _Tally()
    for defi in defis:
        if not defi.exemple:
            _count(tally, defi, today)
    return (
        _outcomes(tally),
        _phases(tally),
        _territories(tally),
        _themes(tally, themes),
        _beginnings(tally, today),
        _meetings(tally, today),
        _persons(tally),
        _needs(tally),
        _durations(tally),
    )


def _count(tally: _Tally, defi: Defi, today: date) -> None:
    tally.defis += 1
    tally.phases[defi.phase] += 1
    tally.territoires[defi.territoire] += 1
    tally.etats[defi.etat] += 1
    tally.themes.update(set(defi.themes))
    lived = phases_of(defi)
    if (first := lived[0][0]) <= today:
        tally.debuts[_month(first)] += 1
    tally.rencontres.update(_month(one.date) for one in defi.rencontres if took_place(one, today))
    if defi.engagements and defi.engagements.nombre:
        tally.personnes[defi.phase] += defi.engagements.nombre
        tally.groupes[defi.phase] += 1
    tally.besoins[FOUND] += sum(not need.is_open for need in defi.besoins)
    tally.besoins[LEFT if defi.is_finished else SOUGHT] += sum(one.is_open for one in defi.besoins)
    for phase, days in _stays(lived, today):
        tally.durees[phase].append(days)


FOUND, SOUGHT, LEFT = "trouve", "cherche", "laisse"


def _month(day: date) -> Month:
    return day.year, day.month


def _stays(lived: Sequence[tuple[date, str]], today: date) -> Iterator[tuple[str, int]]:
    """Each stay in a phase that another one followed, and its days; a phase may come back."""
    begun = [(next(some)[0], phase) for phase, some in groupby(lived, key=itemgetter(1))]
    for (start, phase), (end, _) in pairwise(begun):
        if end <= today:
            yield phase, (end - start).days


# --- The figures ------------------------------------------------------------------------------


def _outcomes(tally: _Tally) -> Figure:
    lines = _of_words(ETATS, tally.etats)
    return Figure(
        "devenir",
        "Ce que deviennent les défis",
        _shared("défi", tally.defis, [(one.nombre, *_BECAME[one.cle]) for one in lines]),
        "Chaque vrai défi, dans l’état que dit sa page.",
        "État",
        "défis",
        lines,
    )


_BECAME = {
    "actif": ("continue", "continuent"),
    "en-pause": ("fait une pause", "font une pause"),
    "abouti": ("a abouti", "ont abouti"),
    "arrete": ("s’est arrêté", "se sont arrêtés"),
}


def _phases(tally: _Tally) -> Figure:
    lines = _of_words(PHASES, tally.phases)
    parts = [(one.nombre, f"en {one.label}") for one in lines]
    return Figure(
        "etapes",
        "Les défis par étape",
        _shared("défi", tally.defis, _being(parts)),
        "Chaque vrai défi, à l’étape où il est ; s’il est fini, à celle où il s’est arrêté ou a abouti.",
        "Étape",
        "défis",
        lines,
    )


def _territories(tally: _Tally) -> Figure:
    lines = _of_words(TERRITOIRES, tally.territoires)
    parts = [(one.nombre, _WHERE[one.cle]) for one in lines]
    return Figure(
        "territoires",
        "Les défis par type de territoire",
        _shared("défi", tally.defis, _being(parts)),
        "Chaque vrai défi, dans le type de territoire que son groupe a choisi.",
        "Type de territoire",
        "défis",
        lines,
    )


_WHERE = {
    "rural": "en territoire rural",
    "pavillonnaire": "en territoire pavillonnaire",
    "petite-ville": "en petite ville",
    "metropole": "en métropole",
}


def _themes(tally: _Tally, names: Mapping[str, str]) -> Figure:
    named = [(-n, names.get(slug) or words_of(slug), slug) for slug, n in tally.themes.items()]
    lines = [Line(slug, name, -n, nombre(-n)) for n, name, slug in sorted(named)]
    only = f" Seuls les {MOST_THEMES} plus choisis sont là." if len(lines) > MOST_THEMES else ""
    return Figure(
        "themes",
        "Les défis par thème",
        _favourites(lines, tally.defis),
        f"Un défi qui a plusieurs thèmes compte dans chacun.{only}",
        "Thème",
        "défis",
        lines,
        montrees=MOST_THEMES,
    )


def _favourites(lines: Sequence[Line], defis: int) -> str:
    """Which themes most défis chose, and how many of them did."""
    if not lines:
        return "Aucun défi n’a encore choisi de thème."
    most = lines[0].nombre or 0
    first = [one.label for one in lines if one.nombre == most]
    by = f"{pluriel(most, 'défi', 'défis')} sur{NBSP}{nombre(defis)}"
    if len(first) > TIED:
        return f"{nombre(len(first))} thèmes sont les plus choisis, chacun par {by}."
    named = listed([f"« {name} »" for name in first])
    if len(first) == 1:
        return f"Le thème le plus choisi : {named}, par {by}."
    return f"Les thèmes les plus choisis : {named}, chacun par {by}."


def _beginnings(tally: _Tally, today: date) -> Figure:
    lines = _by_month(tally.debuts, today)
    return Figure(
        "debuts",
        "Les débuts, mois par mois",
        _lately(lines, ("défi a commencé", "défis ont commencé"), "tous")
        or "Aucun défi n’a encore commencé.",
        "Le jour où la première étape de chaque vrai défi a commencé.",
        "Mois",
        "défis",
        lines,
    )


def _meetings(tally: _Tally, today: date) -> Figure:
    lines = _by_month(tally.rencontres, today)
    return Figure(
        "rencontres",
        "Les rencontres tenues, mois par mois",
        _lately(lines, ("rencontre a eu lieu", "rencontres ont eu lieu"), "toutes")
        or "Aucun groupe n’a encore raconté de rencontre.",
        "Celles que leur groupe dit tenues, ou raconte. Une date passée dont personne n’a rien dit n’est pas comptée.",
        "Mois",
        "rencontres",
        lines,
    )


def _persons(tally: _Tally) -> Figure:
    lines = [one._replace(sur=tally.groupes[one.cle]) for one in _of_words(PHASES, tally.personnes)]
    total, groups = tally.personnes.total(), tally.groupes.total()
    who = pluriel(total, "personne s’est engagée", "personnes se sont engagées")
    return Figure(
        "personnes",
        "Les personnes engagées",
        f"{who}, dans {pluriel(groups, 'défi', 'défis')}."
        if groups
        else "Aucun groupe n’a encore dit combien de personnes s’engagent.",
        "Ce que chaque groupe a compté, sans aucun nom. Qui s’engage dans deux défis est compté deux fois.",
        "Étape du défi",
        "personnes",
        lines,
        sur="défis où l’on s’engage",
    )


def _needs(tally: _Tally) -> Figure:
    lines = [
        Line(key, label, tally.besoins[key], nombre(tally.besoins[key]))
        for key, (label, *_) in _SOUGHT.items()
    ]
    parts = [(one.nombre, *_SOUGHT[one.cle][1:]) for one in lines]
    return Figure(
        "besoins",
        "Les besoins des groupes",
        _shared("besoin", tally.besoins.total(), parts)
        if tally.besoins.total()
        else "Aucun groupe n’a encore dit ce qui lui manque.",
        "Ce que les groupes disent chercher : une compétence, du matériel, un lieu, du temps, de l’argent.",
        "Où ils en sont",
        "besoins",
        lines,
    )


_SOUGHT = {
    FOUND: ("Trouvés", "est trouvé", "sont trouvés"),
    SOUGHT: ("Encore cherchés", "est encore cherché", "sont encore cherchés"),
    LEFT: (
        "Non trouvés à la fin du défi",
        "n’était pas trouvé à la fin du défi",
        "n’étaient pas trouvés à la fin du défi",
    ),
}


def _durations(tally: _Tally) -> Figure:
    lines = [_lasted(phase.slug, sorted(tally.durees.get(phase.slug, ()))) for phase in PHASES]
    told = " ; ".join(_lasting(line) for line in lines if line.sur)
    return Figure(
        "durees",
        "Combien de temps dure une étape",
        f"{told}."
        if told
        else "Aucune étape n’est encore finie : on ne sait pas combien elles durent.",
        "Une étape est finie quand une autre la suit ; quand un groupe y revient, elle compte encore une fois. "
        "La médiane partage en deux : une moitié a duré moins, l’autre plus. "
        f"Il en faut au moins {ENOUGH} pour la dire. La dernière étape d’un défi n’est pas comptée.",
        "Étape",
        "jours (médiane)",
        lines,
        sur="étapes finies",
    )


def _lasted(phase: str, days: Sequence[int]) -> Line:
    """How long one phase lasts: the median of its days, to the nearest, or each of them if few."""
    label, count = PHASE[phase].label, len(days)
    if count >= ENOUGH:
        half = int(median(days) + 0.5)
        return Line(phase, label, half, pluriel(half, "jour", "jours"), count)
    words = f"{listed([nombre(each) for each in days])} {'jours' if sum(days) > 1 else 'jour'}"
    return Line(phase, label, None, words if days else "Aucune étape finie", count)


def _lasting(line: Line) -> str:
    count = line.sur or 0
    if line.nombre is not None:
        return (
            f"{line.label} : la moitié des {nombre(count)} étapes finies a duré {line.dit} ou moins"
        )
    few = "1 seule étape finie" if count == 1 else f"{count} étapes finies seulement"
    return f"{line.label} : {line.dit}, pour {few}"


# --- What they share --------------------------------------------------------------------------


def _of_words(words: Vocabulary, counts: Counter[str]) -> list[Line]:
    """A line for each word of a vocabulary, in its order, those that nobody chose among them."""
    return [
        Line(word.slug, word.label, counts[word.slug], nombre(counts[word.slug])) for word in words
    ]


def _by_month(counts: Counter[Month], today: date) -> list[Line]:
    """The last months up to `today`, from the first that has something; what is older in one line."""
    end = today.year * 12 + today.month - 1
    months = [(each // 12, each % 12 + 1) for each in range(end - MONTHS + 1, end + 1)]
    older = sum(count for month, count in counts.items() if month < months[0])
    if not older:
        begun = min(counts, default=None)
        months = [month for month in months if begun and month >= begun]
    lines = [
        Line(f"{year}-{month:02}", f"{capital(MOIS[month - 1])} {year}", count, nombre(count))
        for year, month in months
        for count in [counts[year, month]]
    ]
    if older:
        since = lines[0]
        words = f"Avant {lower_first(since.label)}"
        before = Line(f"{BEFORE}{since.cle}", words, older, nombre(older))
        lines.insert(0, before)
    return lines


def _lately(lines: Sequence[Line], words: tuple[str, str], all_of_them: str) -> str:
    """« 12 défis ont commencé : 9 depuis janvier 2026, 3 avant. »; nothing of nothing."""
    total = sum(one.nombre or 0 for one in lines)
    if not total:
        return ""
    said = pluriel(total, *words)
    first, *others = [one for one in lines if one.nombre]
    is_old = first.cle.startswith(BEFORE)
    since = lower_first((lines[1] if is_old else first).label)
    if is_old and others:
        older = first.nombre or 0
        return f"{said} : {nombre(total - older)} depuis {since}, {nombre(older)}{NBSP}avant."
    if total == 1:
        return f"{said}, {'avant' if is_old else 'en'} {since}."
    return f"{said}, {all_of_them} {'avant' if is_old else 'depuis' if others else 'en'} {since}."


def _being(parts: Iterable[tuple[int | None, str]]) -> list[tuple[int | None, str, str]]:
    """Parts that share one verb, which the first of them says: « 5 sont en petite ville, 2 en métropole »."""
    told = [part for part in parts if part[0]]
    return [
        (count, where, where) if rank else (count, f"est {where}", f"sont {where}")
        for rank, (count, where) in enumerate(told)
    ]


def _shared(noun: str, total: int, parts: Iterable[tuple[int | None, str, str]]) -> str:
    """« 12 défis : 8 continuent, 2 font une pause et 2 ont abouti. »: a total, and its parts.

    Each part is a number and what is said of one, of many; those of nothing are left out.
    """
    told = [(count, one, many) for count, one, many in parts if count]
    if not told:
        return f"Aucun {noun} pour l’instant."
    said = pluriel(total, noun, f"{noun}s")
    if len(told) == 1:
        _, one, many = told[0]
        return f"{said} : il {one}." if total == 1 else f"{said} : tous {many}."
    return f"{said} : {listed([pluriel(*each) for each in told])}."
