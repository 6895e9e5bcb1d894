"""What a reader meets on each type of page: what it costs and asks for, how it shows in every view.

Of three sites: that of the tests, one filled to the brim and one on its first day. What a browser
alone can tell is asked about the heaviest and the emptiest page of each type, each loaded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import extremes
import pytest
from alike import TEXTS
from ecoindex import COST, ecoindex
from looks import BY_AXE, LAYOUT, View, look
from pages import compress
from playwright.sync_api import Browser, Page
from reading import LISTS, Chosen, Written, choose, kind_of
from sight import axe, bring_axe, out_of_focus, spills
from visits import Seen, opened

KILOBYTE = 1024  # as in the bars; EcoIndex counts a thousand bytes
MOST_KILOBYTES = {"content": 40, "list": 50}
MOST_REQUESTS = 6
MOST_NODES = 350
LEAST_ECOINDEX = 80
MOST_STYLE = 8

MORE = {
    "un site plein": [
        f"defis/{slug}/" for slug in (extremes.FULLEST, extremes.BAREST, extremes.ENDLESS)
    ],
    "le site": [
        "defis/cafe-participatif-mirecourt/",
        "defis/groupement-achat-cilaos/",  # it ended well
        "defis/co-promotion-chantepie/",  # it rests
    ],
}
"""Défis that may be neither the heaviest nor the emptiest, and look unlike them."""

LOOKS = {**LAYOUT, **BY_AXE}
BRIEFLY = {**LAYOUT, "axe finds nothing": BY_AXE["axe finds nothing"]}
"""What is looked for on the other pages of a type than its heaviest: their parts are its own, and fewer."""


def most_kilobytes(page: Written) -> int:
    return MOST_KILOBYTES["list" if kind_of(page) in LISTS.values() else "content"]


@dataclass(frozen=True)
class Visit:
    """What the first visit of a page told: its costs as a browser counts, and what is wrong.

    `faults` are those of each look; `lost`, the stops of Tab where the focus is not seen.
    """

    chosen: Chosen
    bytes: int
    requests: int
    nodes: int
    wrong: list[str]
    faults: dict[str, list[str]]
    lost: list[str]

    @property
    def ecoindex(self) -> float:
        return ecoindex(nodes=self.nodes, requests=self.requests, kilobytes=self.bytes / 1000)

    def __str__(self) -> str:
        return (
            f"{kind_of(self.chosen.page):28} {self.bytes / KILOBYTE:5.1f} KB  {self.requests} req."
            f"  {self.nodes:4} nodes  EcoIndex {self.ecoindex:.0f}  {self.chosen}"
        )


@pytest.fixture(scope="module")
def homes(written, serve) -> dict[str, str]:
    return {name: serve(pages[0].site) for name, pages in written.items()}


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[tuple[Page, Seen]]:
    """A small phone; it keeps no file, since its requests are heard: each visit is a first one."""
    with opened(browser, viewport={"width": 320, "height": 640}) as (page, seen):
        bring_axe(page)
        yield page, seen


@pytest.fixture(scope="module")
def visits(written, homes, tab) -> list[Visit]:
    places = {one.page.file: one for one in (*_more(written), *choose(written))}
    return [_visit(*tab, homes[one.site], one) for one in places.values()]


def _more(written: dict[str, list[Written]]) -> Iterator[Chosen]:
    for site, addresses in MORE.items():
        found = [page for page in written[site] if page.address in addresses]
        assert len(found) == len(addresses), site
        yield from (Chosen(site, page, is_heaviest=False) for page in found)


def _visit(page: Page, seen: Seen, home: str, chosen: Chosen) -> Visit:
    """Load a page without going down it, count, then read it in every view and by keyboard."""
    seen.forget()
    written = chosen.page
    page.goto(home + written.address, wait_until="load")
    icons = (urljoin(page.url, each) for each in written.loads)  # a browser asks without a word
    asked = {url for url in (*seen.urls, *icons) if url.startswith(home)}
    nodes, lazy = page.evaluate(COUNT)
    files = [written.resolve(urlsplit(url).path) for url in asked.difference(lazy)]
    sizes = [len(compress(file.read_bytes())) for file in files]
    faults = look(page, LOOKS if chosen.is_heaviest else BRIEFLY)
    lost = out_of_focus(page) if chosen.is_heaviest else []
    # A script that the page before asked for may come now, from another site of this machine.
    wrong = [*(each.url for each in seen.strangers), *seen.errors]
    wrong += [f"a cookie: {each}" for each in page.context.cookies()]
    return Visit(chosen, sum(sizes), len(sizes), nodes, wrong, faults, lost)


COUNT = """[
  document.querySelectorAll('*').length - document.querySelectorAll('svg *').length,
  [...document.images].filter(each => each.loading === 'lazy')
    .flatMap(each => [each.src, ...each.srcset.split(',').map(one => one.trim().split(' ')[0])])
    .filter(each => each).map(each => new URL(each, document.baseURI).href),
]"""
"""The elements, but those inside of svg; and the images that may come later, in each size."""


def test_a_page_asks_nothing_of_another_host_leaves_no_cookie_and_breaks_no_script(visits):
    _expect_nothing(f"{visit.chosen}: {wrong}" for visit in visits for wrong in visit.wrong)


@pytest.mark.parametrize("name", LOOKS)
def test_in_every_view(visits, name):
    _expect_nothing(
        f"{visit.chosen}: {fault}" for visit in visits for fault in visit.faults.get(name, ())
    )


def test_the_focus_is_seen_at_every_stop(visits):
    """On the heaviest page of each type, in both themes; see `Focus.faults`."""
    types = [kind_of(visit.chosen.page) for visit in visits if visit.chosen.is_heaviest]
    assert len(types) > 30
    assert len(types) < 70, f"a family of pages has no name in `reading`: {types}"
    _expect_nothing(f"{visit.chosen}: {fault}" for visit in visits for fault in visit.lost)


def test_axe_would_find_something(tab, homes):
    """So that the tests above can fail."""
    page, _ = tab
    page.goto(homes["le site"])
    alike = "main .alike { color: #767676 !important; text-decoration: none !important }"
    View(css="main p { color: #999 !important }" + alike).show(page, View())
    page.evaluate("document.querySelector('main a').textContent = ''")
    link = '<p>Un mot <a href="#" class="alike">ici</a> et là.</p>'
    page.evaluate(
        "link => document.querySelector('main').insertAdjacentHTML('beforeend', link)", link
    )
    found = " ".join(axe(page))
    assert "color-contrast" in found
    assert "link-name" in found
    assert "link-in-text-block" in found


_VERDICTS = f"""async () => {{
  {TEXTS}
  const found = await axe.run(document, {{ runOnly: ['color-contrast'], elementRef: true }});
  return ['violations', 'passes', 'incomplete'].flatMap(kind => found[kind].flatMap(
    rule => rule.nodes.filter(node => !liesAcross(node.element)).map(
      node => [mark(node.element), kind, node.html])));
}}"""


@pytest.mark.parametrize("css", ["", "main p, main a, main li { color: #999 !important }"])
def test_of_texts_that_look_alike_axe_thinks_alike(tab, homes, css):
    """So that one of each can be measured: see `alike`."""
    page, _ = tab
    page.goto(f"{homes['un site plein']}phases/creaction/")
    View(css=css).show(page, View())
    axe(page)
    found = page.evaluate(_VERDICTS)
    marks: dict[str, set[str]] = {}
    for mark, kind, _ in found:
        marks.setdefault(mark, set()).add(kind)
    assert len(marks) < len(found) / 2
    assert ({"violations"} in marks.values()) == bool(css)
    assert not [each for each in found if len(marks[each[0]]) > 1]


def test_a_word_without_end_widens_no_page(written, homes, tab):
    site, (page, _) = "un site plein", tab
    holders = [one for one in written[site] if extremes.LONG_WORD.split()[-1] in one.text]
    assert len(holders) > 5
    found = []
    for one in holders:
        page.goto(homes[site] + one.address)
        found += [f"/{one.address}: {fault}" for fault in spills(page)]
    _expect_nothing(found)


def test_a_first_visit_is_light(visits, record_property):
    for visit in visits:
        record_property(COST, str(visit))
    heavy = [
        visit for visit in visits if visit.bytes > most_kilobytes(visit.chosen.page) * KILOBYTE
    ]
    _expect_nothing(heavy)


def test_a_first_visit_asks_for_little(visits):
    _expect_nothing(visit for visit in visits if visit.requests > MOST_REQUESTS)


def test_a_page_has_few_elements(visits):
    _expect_nothing(visit for visit in visits if visit.nodes > MOST_NODES)


def test_a_page_has_the_grade_a(visits):
    _expect_nothing(visit for visit in visits if visit.ecoindex < LEAST_ECOINDEX)


def test_what_is_read_and_what_the_browser_counts_agree(visits):
    _expect_nothing(visit for visit in visits if abs(visit.nodes - visit.chosen.page.nodes) > 10)


def test_no_page_at_all_is_heavy_or_crowded(written):
    """As a browser counts, within what only a browser sees."""
    found = []
    for name, pages in written.items():
        for page in pages:
            loads = {page.resolve(each) for each in page.loads} | {page.file}
            size = sum(len(compress(file.read_bytes())) for file in loads) / KILOBYTE
            if size > most_kilobytes(page) or page.nodes > MOST_NODES:
                found.append(f"{size:5.1f} KB {page.nodes:5} nodes  {name}: /{page.address}")
    _expect_nothing(found)


def test_the_fullest_defi_says_everything_that_a_defi_can_say():
    assert not extremes.missing_keys()


def test_a_list_goes_on_beyond_its_first_page(written):
    pages = written["un site plein"]
    following = {kind_of(page) for page in pages if "/page/2/" in page.address}
    assert following >= set(LISTS.values())


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


def _expect_nothing(found: Iterable[object]) -> None:
    """Fail with what was found, a line each."""
    lines = [str(each) for each in found]
    assert not lines, "\n".join(["", *lines])
