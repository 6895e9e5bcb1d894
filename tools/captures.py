"""`make captures`: pictures of the built site, to look at what one made.

A page of each type, on a phone and on a wide screen, in both themes; then what a picture of a
page hides: the menu, print, forced colours, no script. `--readme` makes the one of the README.
"""  # noqa: INP001  # tools are run by their path, they are no package

from __future__ import annotations

import argparse
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pages import PAGES, ROOT, open_browser, serve
from PIL import Image
from playwright.sync_api import Browser, Page

CAPTURES = ROOT / "captures"
README = ROOT / "docs" / "accueil.png"

WIDTHS = (360, 1280)
SCHEMES = {"clair": "light", "sombre": "dark"}
PRINTED = ("un défi", "un dossier", "un guide", "proposer", "un geste", "annoncer")
FORCED = ("accueil", "un défi", "proposer")
SHEET = 794
"""The width of A4 in CSS pixels."""

README_SHOWN, README_SIZE, README_COLOURS = (1280, 1100), (960, 825), 128


def main() -> None:
    """Take them all, or those of the pages that are named."""
    parser = argparse.ArgumentParser(description="Photographie le site construit.")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"parmi : {', '.join(PAGES)}")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="le dossier du site")
    parser.add_argument("--vers", type=Path, default=CAPTURES, help="le dossier des images")
    parser.add_argument("--readme", action="store_true", help="refait seulement docs/accueil.png")
    asked = parser.parse_args()
    if unknown := set(asked.pages) - set(PAGES):
        parser.error(f"pages inconnues : {', '.join(sorted(unknown))}")
    with serve(asked.site) as address, open_browser() as browser:
        if asked.readme:
            take_readme(browser, address)
        else:
            take_all(browser, address, asked.vers, asked.pages or list(PAGES))


def take_all(browser: Browser, address: str, folder: Path, names: list[str]) -> None:
    """Every picture of the pages so named, as PNG files that say what they show."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        take_looks(browser, address + PAGES[name], folder / slug(name))
    for name in {*names} & {*PRINTED}:
        take_print(browser, address + PAGES[name], folder / f"{slug(name)}-imprime")
    for name in {*names} & {*FORCED}:
        with opened(browser, address + PAGES[name], 1280, forced_colors="active") as page:
            shoot(page, folder / f"{slug(name)}-couleurs-forcees.png")
    if "accueil" in names:
        take_home(browser, address, folder)


def take_looks(browser: Browser, url: str, path: Path) -> None:
    """A page whole, at each width and in each theme."""
    for width in WIDTHS:
        for scheme, colours in SCHEMES.items():
            with opened(browser, url, width, color_scheme=colours) as page:
                shoot(page, path.with_name(f"{path.name}-{width}-{scheme}.png"))


def take_print(browser: Browser, url: str, path: Path) -> None:
    """A page on paper: the sheets as PDF, and all of it as one picture."""
    with opened(browser, url, SHEET) as page:
        page.pdf(path=path.with_suffix(".pdf"), format="A4", print_background=True)
        page.emulate_media(media="print")
        shoot(page, path.with_suffix(".png"))


def take_home(browser: Browser, address: str, folder: Path) -> None:
    """The home page without a script, and with the menu of the smallest phone open."""
    with opened(browser, address, 360, java_script_enabled=False) as page:
        shoot(page, folder / "accueil-360-sans-script.png")
    with opened(browser, address, 320) as page:
        page.get_by_role("button", name="Menu").click()
        page.screenshot(path=folder / "accueil-320-menu.png")


def take_readme(browser: Browser, address: str) -> None:
    """The picture of the README: the top of the home page, made small."""
    width, height = README_SHOWN
    with opened(browser, address, width, height=height, color_scheme="light") as page:
        shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = shown.resize(README_SIZE, Image.Resampling.LANCZOS)
    few = small.quantize(README_COLOURS, dither=Image.Dither.NONE)
    few.save(README, optimize=True)
    print(f"{README} : {README.stat().st_size / 1024:.0f} Ko")  # noqa: T201  # what it did


@contextmanager
def opened(
    browser: Browser, url: str, width: int, *, height: int = 800, **more: Any
) -> Iterator[Page]:
    """A page in a context of its own, without motion."""
    size: Any = {"width": width, "height": height}
    context = browser.new_context(viewport=size, reduced_motion="reduce", **more)
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()


def shoot(page: Page, path: Path) -> None:
    """The whole page, lazy pictures included."""
    page.screenshot(path=path, full_page=True)


def slug(name: str) -> str:
    """« Un défi » as the name of a file: `un-defi`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"\W+", "-", plain)


if __name__ == "__main__":
    main()
