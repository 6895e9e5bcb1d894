"""What tests ask for by name: sites built once for all of them, a server, a browser; and the report.

Tests run in several processes, a file at a time (`make test`). A site that more than one file reads
is built by the process that asks first, while the others wait behind a lock.
"""

from __future__ import annotations

import shutil
import socketserver
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import crowd
import extremes
import hypothesis
import pages
import pytest
import territories
from click.testing import CliRunner, Result
from doors import build_town
from ecoindex import COST
from filelock import FileLock
from hostile import hostile_site
from playwright.sync_api import Browser, Page, expect
from reading import Written, read_site
from visits import Seen, opened
from worlds import EPOCH, Built, Once, build_site, citizens

from generator.cli import main

# Each server of this machine sends the head of an answer, then its body: without this, the body
# waits until the head is acknowledged, which takes a browser forty milliseconds for each file.
socketserver.StreamRequestHandler.disable_nagle_algorithm = True
# A machine that does other work takes its time, and nothing waits once it is right.
expect.set_options(timeout=20_000)
hypothesis.settings.register_profile(
    "tests", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what comes out, then read the diff"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first, so that short ones fill the end: who opens a browser, then who builds."""
    long = ("browser", "once")

    def rank(item: pytest.Item) -> int:
        asked = getattr(item, "fixturenames", ())
        return next((place for place, name in enumerate(long) if name in asked), len(long))

    ranks: dict[Path, int] = {}
    for item in items:
        ranks[item.path] = min(rank(item), ranks.get(item.path, len(long)))
    items.sort(key=lambda item: ranks[item.path])


# The report.


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How long each file took, and what each kind of page costs its reader."""
    seconds: dict[str, float] = defaultdict(float)
    costs: list[str] = []
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
                if report.when == "call":
                    costs += [line for name, line in report.user_properties if name == COST]
    terminalreporter.section("time by file")
    for file, spent in sorted(seconds.items(), key=lambda each: -each[1]):
        terminalreporter.write_line(f"{spent:7.1f} s  {file}")
    if costs:
        terminalreporter.section("what the pages cost")
        terminalreporter.write("\n".join([*costs, ""]))


# Sites.


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Give the site of a name; `build_site` builds it in a folder of its own if nobody has."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "partages"
    shared.mkdir(exist_ok=True)

    def give(name: str, build: Callable[[Path], Built]) -> Built:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a build that failed
                build(folder)
                done.touch()
        return Built(0, "", folder / "site", folder / "projet")

    return give


@pytest.fixture(scope="session")
def site(once: Once) -> Built:
    """The whole world of the tests."""
    return once("monde", lambda folder: build_site(folder, citizens()))


@pytest.fixture(scope="session")
def heavy(once: Once) -> Built:
    """A site filled to the brim, published from a repository: its pages have all their links."""
    where = {"SITE_URL": "https://exemple.fr/", "GITHUB_REPOSITORY": "exemple/bien-vivre"}
    return once("plein", lambda folder: build_site(folder, extremes.files(), environ=where))


@pytest.fixture(scope="session")
def bare(once: Once) -> Built:
    """A site on its first day: no défi, no annonce; its pilot territories are all examples."""
    return once("vide", lambda folder: build_site(folder, {}))


@pytest.fixture(scope="session")
def crowded(once: Once) -> Built:
    return crowd.crowded_site(once)


@pytest.fixture(scope="session")
def hostile(once: Once) -> Built:
    return hostile_site(once)


@pytest.fixture(scope="session")
def country(once: Once) -> Built:
    return territories.country(once)


@pytest.fixture(scope="session")
def day_after(once: Once) -> Built:
    return territories.day_after(once)


@pytest.fixture(scope="session")
def crossroads(once: Once) -> Built:
    return territories.crossroads(once)


@pytest.fixture(scope="session")
def written(site: Built, heavy: Built, bare: Built) -> dict[str, list[Written]]:
    """Every page of the three sites, read once."""
    sites = {"le site": site, "un site plein": heavy, "un site vide": bare}
    return {name: read_site(built.folder) for name, built in sites.items()}


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on this machine, as a host does; gives its address."""
    with ExitStack() as servers:
        yield cache(lambda folder: servers.enter_context(pages.serve(folder)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; a test that needs it fails without it."""
    with pages.open_browser() as started:
        yield started


@pytest.fixture(scope="session")
def town(once: Once) -> Callable[[str], Built]:
    """The site of each of `doors.TOWNS`, by its name."""
    return lambda name: once(f"ville-{name}", lambda folder: build_town(folder, name))


@pytest.fixture(scope="session")
def home(town: Callable[[str], Built], serve: Callable[[Path], str]) -> Callable[..., str]:
    """The address of a town, by its name; the one that opens all doors, unless it is named."""
    return cache(lambda name="all": serve(town(name).folder))


@pytest.fixture
def tab(browser: Browser) -> Iterator[tuple[Page, Seen]]:
    """A new page, and what it asks for; its scripts get nothing wrong, and it asks no stranger."""
    with opened(browser) as (page, seen):
        yield page, seen
    assert seen.errors == []
    assert seen.strangers == []


# The command.


@pytest.fixture
def bvm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `bvm` in the scratch folder, on the day of the tests; whatever it is given, no trace.

    What it gives knows exit_code, stdout, stderr, and output, which is both.
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    for name in ("GITHUB_REPOSITORY", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, inside: Path = tmp_path, answers: str = "") -> Result:
        monkeypatch.chdir(inside)
        result = CliRunner().invoke(main, arguments, input=answers)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        assert "Traceback" not in result.output
        return result

    return run
