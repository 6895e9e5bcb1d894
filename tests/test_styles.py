"""The style sheet: complete, light, and readable in both themes."""

from __future__ import annotations

import gzip
import re

import pytest
from sight import channels, contrast
from worlds import ROOT

from generator.outputs.features import FEATURES
from generator.outputs.kit.styles import DARK, ORDER, SHEETS, bundle, declarations

OVERRIDES = ROOT / "overrides"
SOURCES = [
    (path.relative_to(OVERRIDES).as_posix(), path.read_text(encoding="utf-8"))
    for path in sorted(OVERRIDES.rglob("*.css"))
]
TEXTS = dict(SOURCES)
COMMON = bundle(ORDER, TEXTS.__getitem__)
"""The sheet of every page."""

# What is read as text, and on what: (ink, plate).
PHASES = ("p1", "p2", "p3")
TERRITORIES = ("rural", "pavillonnaire", "petite-ville", "metropole")
PLATES = ("fond", "surface", "bande", "jaune-pale")
TINTS = tuple(f"{phase}f" for phase in PHASES)
TEXT_PAIRS = [
    *((ink, plate) for ink in ("encre", "encre-2", "lien") for plate in (*PLATES, *TINTS)),
    *((phase, plate) for phase in PHASES for plate in ("fond", "surface", "bande")),
    *((phase, f"{phase}f") for phase in PHASES),
    *((territory, "surface") for territory in TERRITORIES),
    *(("sur-p", phase) for phase in PHASES),
    *(("erreur", plate) for plate in ("fond", "surface", "erreur-f")),
    ("encre", "erreur-f"),
    ("alerte", "jaune-pale"),
    ("sur-jaune", "jaune"),
    ("fond", "encre"),
    ("sur-pied", "pied"),
    ("vert-noir", "sur-pied"),
    ("blanc", "noir"),
    ("noir", "jaune"),
]

# What must be seen to use a control: its border, or the ring around it.
CONTROL_PAIRS = [
    *(("bord", plate) for plate in ("fond", "surface", "bande")),
    *(("focus", plate) for plate in (*PLATES, *TINTS)),
    ("jaune-clair", "pied"),
    ("noir", "jaune"),
]


def _colours(*names: str) -> dict[str, str]:
    """The colours that the sources give, the later one wins."""
    found: dict[str, str] = {}
    for name in names:
        found |= re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", TEXTS[name])
    return found


THEMES = {"clair": _colours("styles/tokens.css"), "sombre": _colours("styles/tokens.css", DARK)}


def _contrast(one: str, other: str) -> float:
    return contrast(channels(one), channels(other))


def test_the_measure_of_contrast_is_right_at_its_ends() -> None:
    assert _contrast("#fff", "#000000") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_read_with_a_contrast_of_seven(theme: str) -> None:
    assert _faint(THEMES[theme], TEXT_PAIRS, 7) == []


@pytest.mark.parametrize("theme", THEMES)
def test_controls_and_focus_are_seen_with_a_contrast_of_three(theme: str) -> None:
    assert _faint(THEMES[theme], CONTROL_PAIRS, 3) == []


def _faint(
    colours: dict[str, str], pairs: list[tuple[str, str]], least: float
) -> list[tuple[str, str]]:
    """The pairs of names, what is drawn and what it stands on, of too little contrast."""
    return [pair for pair in pairs if _contrast(*(colours[each] for each in pair)) < least]


def test_every_source_has_its_place_in_the_order_and_none_is_missing() -> None:
    families = [order for feature in FEATURES for order in feature.sheets.values()]
    orders = [*SHEETS.values(), *families]
    of_the_relay = {"forms/relais.css"}  # it writes it in its page
    assert set(TEXTS) - of_the_relay == {name for order in orders for name in order}
    for order in orders:
        assert len(set(order)) == len(order)


def test_the_sheet_of_every_page_weighs_eight_kilobytes_at_most_once_compressed() -> None:
    assert len(gzip.compress(COMMON)) <= 8 * 1024


def test_sources_come_out_in_the_declared_order() -> None:
    sheet = COMMON.decode()
    assert sheet.index("--fond") < sheet.index(".logo") < sheet.index("@page")


def test_both_ways_to_ask_for_the_dark_theme_give_the_same_values_on_screens_only() -> None:
    sheet = COMMON.decode()
    preferred = re.search(
        r"@media screen and \(prefers-color-scheme:\s?dark\)"
        r"\{:root:not\(\[data-theme=clair\]\)\{([^}]*)\}\}",
        sheet,
    )
    chosen = re.search(r"@media screen\{:root\[data-theme=sombre\]\{([^}]*)\}\}", sheet)
    assert preferred
    assert chosen
    assert preferred[1] == chosen[1]
    assert "--fond:#0f1916" in chosen[1]


def test_dark_values_only_replace_light_ones() -> None:
    names = set(re.findall(r"--[\w-]+(?=:)", TEXTS[DARK]))
    assert names <= set(re.findall(r"--[\w-]+(?=:)", TEXTS["styles/tokens.css"]))


def test_every_name_in_use_is_defined_somewhere() -> None:
    sheet = "".join(TEXTS.values())
    used = set(re.findall(r"var\((--[\w-]+)\)", sheet))
    assert used <= set(re.findall(r"(--[\w-]+):", sheet))


def test_colours_stand_in_the_tokens_only() -> None:
    strays = {
        name: found
        for name, text in SOURCES
        if name not in {"styles/tokens.css", DARK, "styles/print.css"}
        and (found := re.findall(r"#[0-9a-f]{3,6}\b", re.sub(r'url\("[^"]*"\)', "", text)))
    }
    assert strays == {}


def test_a_length_that_is_computed_keeps_the_spaces_that_css_asks_for() -> None:
    assert re.search(r"clamp\(1\.55rem,\s?1\.25rem \+ 1\.5vw", COMMON.decode())


def test_nothing_is_asked_of_another_site() -> None:
    sheet = COMMON.decode()
    assert set(re.findall(r'url\("?(\w+:)', sheet)) == {"data:"}
    assert "@import" not in sheet
    assert "@font-face" not in sheet


def test_declarations_are_those_of_a_single_rule() -> None:
    assert declarations(":root {\n  --a: 1;\n}").strip() == "--a: 1;"
    with pytest.raises(ValueError, match="one rule"):
        declarations("a {} b {}")
