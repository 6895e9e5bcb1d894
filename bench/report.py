"""From measures to words: the tables that the benchmark prints, and the bars that it judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.measure import Memory, Timing
from bench.workspace import KINDS, Kept

MEGA = 1_000_000


@dataclass(slots=True)
class Runs:
    """All measures of one program at one size; filled while the rounds go on."""

    timings: list[Timing] = field(default_factory=list)
    memories: list[Memory] = field(default_factory=list)
    kept: Mapping[str, Kept] = field(default_factory=dict)

    @property
    def wall(self) -> float:
        """The median wall time, in seconds."""
        return median(timing.wall for timing in self.timings)

    @property
    def cpu(self) -> float:
        """The median processor time, in seconds."""
        return median(timing.cpu for timing in self.timings)

    @property
    def memory(self) -> float | None:
        """The median peak of memory in MB, or None where it could not be read."""
        return median(m.pss for m in self.memories) / MEGA if self.memories else None


@dataclass(frozen=True, slots=True)
class Pair:
    """The two programs on the same corpus."""

    hugo: Runs
    ours: Runs


@dataclass(slots=True)
class MapWaits:
    """Seconds before the map of all défis is there, and before it follows a filter."""

    opening: list[float] = field(default_factory=list)
    filtering: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the design: what is measured, and the most that it may be."""

    label: str
    value: float | None
    limit: float
    unit: str = ""

    @property
    def missed(self) -> bool:
        """Whether it was measured and is above its limit."""
        return self.value is not None and self.value > self.limit

    def line(self) -> str:
        """The verdict in one French line."""
        if self.value is None:
            return f"  non mesuré  {self.label}"
        verdict = "manqué" if self.missed else "tenu"
        figures = f"{number(self.value)}{self.unit} pour {number(self.limit)}{self.unit} au plus"
        return f"  {verdict:<10}  {self.label} : {figures}"


def bars(
    pairs: Mapping[int, Pair], reload: Sequence[float], check: Sequence[float], waits: MapWaits
) -> list[Bar]:
    """The bars of design section 7 that this benchmark measures."""
    big, small = pairs.get(10_000), pairs.get(1_000)
    growth = big.ours.wall / small.ours.wall if big and small else None
    return [
        Bar("10 000 défis, durée par rapport à Hugo", _ratio(big), 2 / 3, " fois"),
        Bar("10 000 défis, mémoire des processus", big.ours.memory if big else None, 400, " Mo"),
        Bar("durée de 10 000 défis par rapport à 1 000", growth, 10, " fois"),
        Bar("1 000 défis, durée par rapport à Hugo", _ratio(small), 1.7, " fois"),
        Bar("1 000 défis, de l’enregistrement à la page", _median(reload), 1.5, " s"),
        Bar("1 000 défis, bvm verifier", _median(check), 1, " s"),
        Bar("10 000 défis, la carte s’ouvre", _median(waits.opening), 2, " s"),
        Bar("10 000 défis, la carte suit un filtre", _median(waits.filtering), 0.2, " s"),
    ]


def text_bars(kind: str, size: int, half: float, whole: float) -> list[Bar]:
    """A text of twice the size may take two times and a half as long, and never the wait of a page."""
    return [
        Bar(
            f"le pire texte de {size} Ko par rapport à {size // 2}, {kind}",
            whole / half,
            2.5,
            " fois",
        ),
        Bar(f"le pire texte de {size} Ko, {kind}", whole, 2, " s"),
    ]


def goal(pairs: Mapping[int, Pair]) -> str:
    """Where the goal of half of Hugo's time stands, which is no bar."""
    ratio = _ratio(pairs.get(10_000))
    if ratio is None:
        return "  (but à 10 000 défis : la moitié de Hugo ; non mesuré)"
    reached = "atteint" if ratio <= 0.5 else "pas encore atteint"
    return f"  (but à 10 000 défis : la moitié de Hugo ; {reached})"


def table(count: int, pair: Pair) -> str:
    """The measures of one size, side by side."""
    hugo, ours = pair.hugo, pair.ours
    rows = [
        ("", "Hugo", "Bien Vivre", "rapport"),
        _compare("durée (s)", _walls(hugo), _walls(ours)),
        _compare("processeur (s)", _cpus(hugo), _cpus(ours)),
        _compare("mémoire, somme PSS (Mo)", _pss(hugo), _pss(ours)),
        _compare("mémoire, somme RSS (Mo)", _rss(hugo), _rss(ours)),
        *(_output_row(kind, hugo.kept[kind], ours.kept[kind]) for kind in KINDS),
        _output_row("en tout", _sum(hugo.kept.values()), _sum(ours.kept.values())),
    ]
    return f"{grouped(count)} défis\n" + "\n".join(_row(cells) for cells in rows)


def spread(values: Sequence[float]) -> str:
    """Median (min–max), or a dash when nothing was measured."""
    if not values:
        return "–"
    return f"{number(median(values))} ({number(min(values))}–{number(max(values))})"


def number(value: float) -> str:
    """A figure with a French comma, with as many decimals as it is worth."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 20 else 2
    return f"{value:.{digits}f}".replace(".", ",")


def grouped(value: int) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,}".replace(",", " ")


def _ratio(pair: Pair | None) -> float | None:
    return pair.ours.wall / pair.hugo.wall if pair else None


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _walls(runs: Runs) -> list[float]:
    return [timing.wall for timing in runs.timings]


def _cpus(runs: Runs) -> list[float]:
    return [timing.cpu for timing in runs.timings]


def _pss(runs: Runs) -> list[float]:
    return [memory.pss / MEGA for memory in runs.memories]


def _rss(runs: Runs) -> list[float]:
    return [memory.rss / MEGA for memory in runs.memories]


def _compare(label: str, hugo: list[float], ours: list[float]) -> tuple[str, ...]:
    ratio = number(median(ours) / median(hugo)) if hugo and ours else "–"
    return (label, spread(hugo), spread(ours), ratio)


def _output_row(kind: str, hugo: Kept, ours: Kept) -> tuple[str, ...]:
    ratio = number(ours.size / hugo.size) if hugo.size else "–"
    return (kind, _kept(hugo), _kept(ours), ratio)


def _kept(kept: Kept) -> str:
    if not kept.files:
        return "0"
    mean = kept.size / kept.files / 1000
    return f"{grouped(kept.files)}, {number(kept.size / MEGA)} Mo ({number(mean)} ko)"


def _sum(parts: Iterable[Kept]) -> Kept:
    known = list(parts)
    return Kept(sum(part.files for part in known), sum(part.size for part in known))


def _row(cells: tuple[str, ...]) -> str:
    label, hugo, ours, ratio = cells
    return f"  {label:<24} {hugo:>30} {ours:>30} {ratio:>8}"
