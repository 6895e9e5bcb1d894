"""What a reader waits for on the map of all défis, in a real browser: its opening, then a filter.

The corpus lives in some ninety communes, which is kind to a map. So it is measured as it is, and
once more with each défi in a commune of its own: the worst that the library can meet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from pages import open_browser, serve
from playwright.sync_api import Browser, ElementHandle, Page, Route

from bench.report import MapWaits
from generator.geography.reference import communes

COUNT = 10_000
"""How many défis the bars of the map are about."""

_WORDS = ("creaction", "rural", "actif")
"""The choices that are made and undone in turn, one in each of three facets."""

_CLICKED = """async (click) => {
  const dit = document.querySelector('.vive [role=status]'), before = dit.textContent;
  const start = performance.now();
  click.click();
  while (dit.textContent === before)
    await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return (performance.now() - start) / 1000;
}"""
"""Seconds from a click to the picture that follows what it changed on the map."""

_OPENED = _CLICKED.replace("dit.textContent === before", "!document.activeElement.matches('.zone')")


def time_map(site: Path, rounds: int, *, spread: bool) -> MapWaits:
    """Open the map of a built site `rounds` times, and filter it; `spread`: a commune for each défi."""
    waits = MapWaits()
    points = (site / "carte" / "points.json").read_text("utf-8")
    answer = _spread(json.loads(points)) if spread else points
    with serve(site) as address, open_browser() as browser:
        for number in range(rounds + 1):
            with _page(browser, answer) as page:
                opening, filtering = _visit(page, address)
            if number:
                waits.opening.append(opening)
                waits.filtering += filtering
    return waits


def _visit(page: Page, address: str) -> tuple[float, list[float]]:
    page.goto(f"{address}carte/")
    button = page.get_by_role("button", name="Explorer la carte").element_handle()
    opening: float = page.evaluate(_OPENED, button)
    page.locator(".filtres summary", has_text="État").click()
    boxes = [page.locator(f".filtres input[value={word}]").element_handle() for word in _WORDS]
    return opening, [_filter(page, box) for box in (*boxes, *reversed(boxes))]


def _filter(page: Page, box: ElementHandle) -> float:
    seconds: float = page.evaluate(_CLICKED, box)
    page.locator("[aria-busy]").wait_for(state="detached")  # the cards come after the map
    return seconds


def _spread(points: Mapping[str, Sequence[object]]) -> str:
    """The same points, each in a commune of its own; drawn by lot, the same each time."""
    places = sorted((place.point for place in communes() if place.point), key=str)
    chosen = Random(1).sample(places, len(points["longitudes"]))
    longitudes = [round(point.longitude, 3) for point in chosen]
    latitudes = [round(point.latitude, 3) for point in chosen]
    return json.dumps({**points, "longitudes": longitudes, "latitudes": latitudes})


@contextmanager
def _page(browser: Browser, points: str) -> Iterator[Page]:
    """A page that never saw the site, to which `points` are the points of the map."""

    def answer(route: Route) -> None:
        route.fulfill(body=points, content_type="application/json")

    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route("**/carte/points.json*", answer)
    yield page
    context.close()
