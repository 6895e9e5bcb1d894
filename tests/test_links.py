"""Every link of every page leads somewhere, and every page says what it is.

On the site itself, on one filled to the brim and on an empty one.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import faults
import pytest
from reading import Link, Written, read_page


@pytest.fixture(scope="session")
def every(written) -> list[Written]:
    return [page for pages in written.values() for page in pages]


@pytest.fixture(scope="session")
def real(every) -> list[Written]:
    """The pages that one reads: not those that only lead to a new address."""
    return [page for page in every if not page.redirects]


def _internal(page: Written) -> list[Link]:
    return [link for link in page.links if link.is_internal]


def test_every_internal_link_leads_to_a_file_and_every_anchor_to_something(every):
    lost = list(faults.of_links(every))
    assert not lost, "\n".join(["", *lost])


@pytest.mark.parametrize("link", ["demarche/rien/", "assets/rien.css", "#rien", "demarche/#rien"])
def test_a_lost_link_is_found(site, link):
    """So that the test above can fail."""
    files = (site.folder / where / "index.html" for where in ("", "demarche"))
    home, there = (read_page(file, site.folder) for file in files)
    home.links[:] = [Link("a", "href", link), Link("a", "href", "demarche/#contenu")]
    there.links.clear()
    (lost,) = faults.of_links([home, there])
    assert link in lost


def test_internal_links_are_relative_but_on_the_page_of_a_lost_address(every):
    """That page is shown at any depth; the others work under a folder and from a disk."""
    absolute = {
        f"{page.path}: {link}"
        for page in every
        for link in _internal(page)
        if link.url.startswith("/") and page.path != "404.html"
    }
    assert not absolute


def test_a_link_to_a_folder_of_the_site_ends_with_a_slash(every):
    """Otherwise a server answers twice, and a disk does not answer."""
    assert not {
        f"{page.path}: {link}"
        for page in every
        for link in _internal(page)
        if page.resolve(link.url).is_dir()
    }


def test_every_page_has_one_heading_of_first_level_in_its_content(real):
    assert not [page.path for page in real if page.headings.count(1) != 1]
    assert not [page.path for page in real if "<h1" not in page.main]


def test_every_page_has_the_menu(real):
    assert not [
        page.path for page in real if not page.is_bare and '<nav class="menu"' not in page.text
    ]


def test_no_level_of_heading_is_skipped(real):
    assert not [
        (page.path, page.headings)
        for page in real
        if any(deeper > level + 1 for level, deeper in pairwise([0, *page.headings]))
    ]


def test_every_page_says_that_it_is_in_french(every):
    assert not [page.path for page in every if page.lang != "fr"]


def test_every_page_has_a_title_of_its_own(written):
    """Two pages of one title cannot be told apart in tabs and in the results of a search."""
    for pages in written.values():
        titles = Counter("".join(page.titles) for page in pages if not page.redirects)
        twice = {title for title, times in titles.items() if times > 1}
        assert not [(p.path, p.titles) for p in pages if not p.redirects and p.titles[0] in twice]
        assert all(titles)


def test_every_page_describes_itself(real):
    assert not [page.path for page in real if not page.description]


def test_no_page_gives_one_id_twice(every):
    assert not [
        (page.path, name)
        for page in every
        for name, times in Counter(page.ids).items()
        if times > 1 or not name
    ]
