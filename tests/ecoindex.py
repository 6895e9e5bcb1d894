"""EcoIndex: what a page costs, from 0 to 100, by how much is in it, asked for and sent.

The method is that of the Collectif Numérique Responsable; its quantiles are those of
`ecoindex_reference.json` in https://github.com/cnumr/ecoindex_reference, read on 2026-11-23.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

COST = "cost"
"""The name of the property by which a test tells what a page costs, a line each time."""

NODES = (
    0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603,
    674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601,
)  # fmt: skip
REQUESTS = (
    0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920,
)  # fmt: skip
KILOBYTES = (
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32,
    1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
)  # fmt: skip
"""A twentieth of the pages of the web stands between a number and the next."""


def ecoindex(*, nodes: int, requests: int, kilobytes: float) -> float:
    """The score. `nodes` leaves out the children of svg, `kilobytes` are those transferred."""
    ranks = 3 * rank(nodes, NODES) + 2 * rank(requests, REQUESTS) + rank(kilobytes, KILOBYTES)
    return 100 - 5 * ranks / 6


def rank(value: float, quantiles: tuple[float, ...]) -> float:
    """Where a value stands among quantiles, from 0 to 20, by a straight line between two."""
    below = bisect_right(quantiles, value) - 1
    if below >= len(quantiles) - 1:
        return len(quantiles) - 1
    low, high = list(pairwise(quantiles))[below]
    return below + (value - low) / (high - low)
