"""What a page costs its reader: bytes, requests, nodes, EcoIndex; on every page of three sites.

The site itself, one filled to the brim and one on its first day. What a browser alone can tell is
asked about the heaviest and the emptiest page of each type.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

import extremes
import pytest
from conftest import TABLE
from ecoindex import ecoindex
from pages import compress
from playwright.sync_api import Browser, Response
from reading import LISTS, Written, choose, kind_of, read_site

KILOBYTE = 1024  # as in the bars; EcoIndex counts a thousand bytes
MOST_KILOBYTES = {"content": 40, "list": 50}
MOST_REQUESTS = 6
MOST_NODES = 350
LEAST_ECOINDEX = 80
MOST_STYLE = 10


def most_kilobytes(page: Written) -> int:
    return MOST_KILOBYTES["list" if kind_of(page) in LISTS.values() else "content"]


@dataclass(frozen=True)
class Cost:
    """What a browser counted at a first visit of a page; `wider` is what goes past 320 px."""

    site: str
    page: Written
    bytes: int
    requests: int
    nodes: int
    wider: int

    @property
    def ecoindex(self) -> float:
        return ecoindex(nodes=self.nodes, requests=self.requests, kilobytes=self.bytes / 1000)

    def __str__(self) -> str:
        return (
            f"{kind_of(self.page):28} {self.bytes / KILOBYTE:5.1f} KB  {self.requests} req."
            f"  {self.nodes:4} nodes  EcoIndex {self.ecoindex:.0f}  {self.site}: /{self.page.address}"
        )


@pytest.fixture(scope="session")
def costs(written, serve, browser, request) -> list[Cost]:
    """The heaviest and the emptiest page of each type, visited once; the table is printed."""
    addresses = {name: serve(pages[0].site) for name, pages in written.items()}
    visited = [visit(browser, addresses[name], name, page) for name, page in choose(written)]
    request.config.stash[TABLE] = [str(cost) for cost in visited]
    return visited


def visit(browser: Browser, address: str, name: str, page: Written) -> Cost:
    """Load a page for the first time, on a small phone, without going down it."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    tab = context.new_page()
    answers: dict[str, Response] = {}
    tab.on("response", lambda answer: answers.update({answer.url: answer}))
    tab.goto(address + page.address, wait_until="load")
    nodes, wider, lazy = tab.evaluate(COUNT)
    now = [(url, answer) for url, answer in answers.items() if url not in lazy]
    sizes = {url: len(compress(answer.body())) for url, answer in now}
    context.close()
    for each in page.loads:  # the browser does not tell that it asks for the icon
        size = len(compress(page.resolve(each).read_bytes()))
        sizes.setdefault(urljoin(address + page.address, each), size)
    return Cost(name, page, sum(sizes.values()), len(sizes), nodes, wider)


COUNT = """[
  document.querySelectorAll('*').length - document.querySelectorAll('svg *').length,
  document.documentElement.scrollWidth - window.innerWidth,
  [...document.images].filter(each => each.loading === 'lazy').map(each => each.currentSrc),
]"""


def test_the_fullest_defi_says_everything_that_a_defi_can_say():
    assert not extremes.missing_keys()


def test_a_list_goes_on_beyond_its_first_page(heavy):
    following = {kind_of(page) for page in read_site(heavy.folder) if "/page/2/" in page.address}
    assert following >= set(LISTS.values())


def test_a_first_visit_is_light(costs):
    heavy = [str(c) for c in costs if c.bytes > most_kilobytes(c.page) * KILOBYTE]
    assert not heavy, _told(heavy)


def test_a_first_visit_asks_for_little(costs):
    asking = [str(cost) for cost in costs if cost.requests > MOST_REQUESTS]
    assert not asking, _told(asking)


def test_a_page_has_few_elements(costs):
    crowded = [str(cost) for cost in costs if cost.nodes > MOST_NODES]
    assert not crowded, _told(crowded)


def test_a_page_has_the_grade_a(costs):
    costly = [str(cost) for cost in costs if cost.ecoindex < LEAST_ECOINDEX]
    assert not costly, _told(costly)


def test_a_page_never_scrolls_sideways_on_a_small_phone(costs):
    wide = [f"{cost}, {cost.wider} px too wide" for cost in costs if cost.wider > 0]
    assert not wide, _told(wide)


def test_a_word_without_end_widens_no_page(written, serve, browser):
    name = "un site plein"
    address = serve(written[name][0].site)
    holders = [page for page in written[name] if extremes.LONG_WORD.split()[-1] in page.text]
    assert len(holders) > 5
    costs = [visit(browser, address, name, page) for page in holders]
    wide = [f"{cost}, {cost.wider} px too wide" for cost in costs if cost.wider > 0]
    assert not wide, _told(wide)


def test_no_page_at_all_is_heavy_or_crowded(written):
    """As a browser counts, within what only a browser sees."""
    found = []
    for name, pages in written.items():
        for page in pages:
            loads = {page.resolve(each) for each in page.loads} | {page.file}
            size = sum(len(compress(file.read_bytes())) for file in loads) / KILOBYTE
            if size > most_kilobytes(page) or page.nodes > MOST_NODES:
                found.append(f"{size:5.1f} KB {page.nodes:5} nodes  {name}: /{page.address}")
    assert not found, _told(found)


def test_what_is_read_and_what_the_browser_counts_agree(costs):
    assert all(abs(cost.nodes - cost.page.nodes) <= 10 for cost in costs)


def test_the_style_sheet_is_light(site):
    assert len(compress((site.folder / "assets/bvm.css").read_bytes())) <= MOST_STYLE * KILOBYTE


@pytest.mark.parametrize(
    ("score", "size"),
    [
        (100, {"nodes": 0, "requests": 0, "kilobytes": 0}),
        (0, {"nodes": 594_601, "requests": 3_920, "kilobytes": 223_212.26}),
        (0, {"nodes": 10**7, "requests": 10**5, "kilobytes": 10**6}),
    ],
)
def test_ecoindex_goes_from_a_hundred_to_nothing(score, size):
    assert ecoindex(**size) == pytest.approx(score)


def test_ecoindex_stands_on_a_straight_line_between_two_quantiles():
    assert ecoindex(nodes=61, requests=2, kilobytes=1.37) == pytest.approx(100 - 5 * 7.5 / 6)


def _told(lines: list[str]) -> str:
    return "\n".join(["", *lines])
