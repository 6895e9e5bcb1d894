"""The figures: a sentence, a drawing, a table and the data, which all say the same."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from drawing import many, site_of
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from reading import plain, words
from values import defi, rencontre, theme
from worlds import TODAY

from generator.accompaniment.figures import MOST_THEMES
from generator.content.model import Besoin, Engagements, EtapePassee
from generator.content.vocabulary import ETATS, PHASES, TERRITOIRES, slugs
from generator.outputs.data.table import write_csv
from generator.outputs.data.tables import CHIFFRES
from generator.outputs.figures.page import figures_view
from generator.outputs.site.figures import figures_of


def past(*told):
    return tuple(EtapePassee(phase=phase, depuis=day) for phase, day in told)


def page_of(site):
    """What the page of the figures says of a site, as its template draws it."""
    head = site.head("chiffres/", "Les chiffres", "Combien de défis.")
    return site.template("figures/chiffres.html").render(
        **head._asdict(), vue=figures_view(site, ""), racine="../", page={"content": Markup()},
        sans_porte=True, feuilles=["chiffres.css"],
    )  # fmt: skip


ROW = re.compile(
    r'((?:<text y="[\d.]+em">[^<]*</text>\s*)+)<text class="n"[^>]*>([^<]*)</text>'
    r'<rect class="fond"[^>]*/>\s*(?:<rect y="[\d.]+em" width="([\d.]+)%)?'
)
"""One row of a drawing: its name on its lines, its number, how far its bar goes."""


def sections(html):
    """By figure: its sentence, the rows of its drawing, what its drawing is called, its table."""
    found = {}
    for name, inner in re.findall(
        r'<section aria-labelledby="(\w+)">(.*?)</section>', html, re.DOTALL
    ):
        drawing = "".join(re.findall(r"<svg.*?</svg>", inner, re.DOTALL))
        found[name] = {
            "phrase": words(re.search(r"<p>(.*?)</p>", inner, re.DOTALL)[1]),
            "dessin": [
                (words(name.replace("</text>", " ")), plain(value), float(width or 0))
                for name, value, width in ROW.findall(drawing)
            ],
            "titre": words("".join(re.findall(r"<title[^>]*>(.*?)</title>", drawing))),
            "table": [
                tuple(words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row))
                for row in re.findall(r"<tr>(.*?)</tr>", inner)
            ][1:],
        }
    return found


def table_of(site):
    text = write_csv(CHIFFRES, site).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def numbers(text):
    return [int(each) for each in re.findall(r"\d+", re.sub(r"(?<=\d) (?=\d{3}\b)", "", text))]


def hold(site):
    """Hold that sentence, drawing, table and CSV of each figure of a site say the same."""
    rows = table_of(site)
    told = sections(page_of(site))
    for figure in site.once(figures_of):
        one = told[figure.nom]
        assert one["table"] or one["phrase"].startswith("Auc"), one["phrase"]
        assert [row[:2] for row in one["table"]] == [row[:2] for row in one["dessin"]]
        longest = max((line.nombre or 0 for line in figure.lignes), default=0)
        for (label, value, width), line in zip(one["dessin"], figure.lignes, strict=False):
            assert f"{label}, {value}" in one["titre"]
            drawn = 0 if line.nombre is None else numbers(value)[0]
            assert width == pytest.approx(100 * drawn / (longest or 1), abs=0.01)
        in_csv = [row for row in rows if row["chiffre"] == figure.nom]
        if figure.nom == "durees":
            in_csv = [row for row in in_csv if row["unite"] == "étapes finies"]
            counts = [row[2] for row in one["table"]]
        else:
            in_csv = [row for row in in_csv if row["unite"] != "défis où l’on s’engage"]
            counts = [str(numbers(row[1])[0]) for row in one["table"]]
        if one["table"]:
            shown = in_csv[: len(counts)] if figure.nom == "themes" else in_csv
            assert [row["libelle"] for row in shown] == [row[0] for row in one["table"]]
            assert [row["valeur"] for row in shown] == counts
            assert [row["cle"] for row in in_csv] == [line.cle for line in figure.lignes]
        else:
            assert {row["valeur"] for row in in_csv} <= {"0"}
        said = numbers(re.sub(r"[a-zéû]+ 20\d\d", "", one["phrase"]))
        assert not one["table"] or SUMS[figure.nom](said, one["table"]), one


def values(table, column=1):
    return [numbers(row[column])[0] for row in table]


def total_and_parts(said, table):
    parts = [each for each in values(table) if each]
    return said == [sum(parts), *(parts if len(parts) > 1 else ())]


def total_and_lately(said, table):
    old = values(table)[0] if table[0][0].startswith("Avant") else 0
    total = sum(values(table))
    return said == [total, total - old, old] if 0 < old < total else said == [total]


def most(said, table):
    first = [each for each in values(table) if each == max(values(table))]
    tied = len(said) == 2 or said[0] == len(first) or len(first) == MOST_THEMES < said[0]
    return said[-2] == first[0] and tied


def each_lasted(said, table):
    expected = []
    for _, lasted, count in table:
        if count != "0":
            days = numbers(lasted)
            expected += [int(count), *days] if int(count) > 2 else [*days, int(count)]
    return said == expected


SUMS = {
    "devenir": total_and_parts,
    "etapes": total_and_parts,
    "territoires": total_and_parts,
    "themes": most,
    "debuts": total_and_lately,
    "rencontres": total_and_lately,
    "personnes": lambda said, table: said == [sum(values(table)), sum(values(table, 2))],
    "besoins": total_and_parts,
    "durees": each_lasted,
}
"""How the numbers of a sentence follow from the rows of the table, for each figure."""

BACK = defi(
    "retour",
    phase="creaction",
    depuis=date(2026, 6, 1),
    historique=past(
        ("informaction", date(2025, 1, 1)),
        ("creaction", date(2025, 3, 2)),
        ("informaction", date(2026, 1, 1)),
    ),
)
"""It went back to its first phase, and on again."""

EACH = [
    defi(
        f"{state}-{phase}",
        etat=state,
        phase=phase,
        territoire=kind,
        themes=("sante", "nature") if rank % 2 else ("sante",),
        depuis=TODAY - timedelta(days=40 * rank),
        rencontres=(rencontre(TODAY - timedelta(days=35 * rank), statut="tenue"),),
        engagements=Engagements(nombre=rank),
        besoins=(
            Besoin(quoi="a", nature="lieu"),
            Besoin(quoi="b", nature="temps", pourvu_le=TODAY),
        ),
    )
    for rank, (state, phase, kind) in enumerate(
        (state, phase, kind)
        for state in slugs(ETATS)
        for phase in slugs(PHASES)
        for kind in slugs(TERRITOIRES)[:1]
    )
]
THEMES = [theme("sante", "Prendre soin de soi et des <autres>"), theme("nature", "La nature")]


@pytest.mark.parametrize(
    "defis",
    [
        [defi()],
        [BACK],
        EACH,
        [*EACH, BACK],
        many(40, themes=("sante",), engagements=Engagements(nombre=300)),
        [defi("loin", depuis=date(2020, 1, 1), rencontres=(rencontre(date(2020, 1, 2), statut="tenue"),))],
    ],
    ids=["one", "back", "each state", "all", "many", "old"],
)  # fmt: skip
def test_a_sentence_its_drawing_its_table_and_the_data_say_the_same(defis):
    hold(site_of(*defis, themes=THEMES))


DEFIS = st.builds(
    lambda state, phase, kind, themes, back, found, engaged: {
        "etat": state, "phase": phase, "territoire": kind, "themes": tuple(themes),
        "depuis": TODAY - timedelta(days=back), "engagements": engaged,
        "historique": past((PHASES[0].slug, TODAY - timedelta(days=back + 30))) if found else (),
        "besoins": (Besoin(quoi="a", nature="lieu", pourvu_le=TODAY if found else None),),
        "rencontres": (rencontre(TODAY - timedelta(days=back), statut="tenue"),) if found else (),
    },
    st.sampled_from(slugs(ETATS)), st.sampled_from(slugs(PHASES)), st.sampled_from(slugs(TERRITOIRES)),
    st.sets(st.sampled_from([f"theme-{sign}" for sign in "abcdefghijkl"]), max_size=4),
    st.integers(-60, 900), st.booleans(),
    st.none() | st.builds(Engagements, nombre=st.integers(0, 3000)),
)  # fmt: skip


@settings(max_examples=15)
@given(st.lists(DEFIS, min_size=1, max_size=9))
def test_whatever_groups_write_the_four_say_the_same(told):
    hold(site_of(*(defi(f"d{rank}", **each) for rank, each in enumerate(told))))


def phrases(*defis, **more):
    return {one.nom: plain(one.phrase) for one in site_of(*defis, **more).once(figures_of)}


def test_one_and_several_are_said_as_one_says_them():
    one = phrases(defi(themes=("sante",)), themes=THEMES)
    assert one["devenir"] == "1 défi : il continue."
    assert one["etapes"] == "1 défi : il est en Cré’action."
    assert one["debuts"] == "1 défi a commencé, en septembre 2026."
    assert one["rencontres"] == "Aucun groupe n’a encore raconté de rencontre."
    assert one["besoins"] == "Aucun groupe n’a encore dit ce qui lui manque."
    assert phrases(*many(2))["devenir"] == "2 défis : tous continuent."
    each = phrases(*EACH, themes=THEMES)
    assert each["devenir"] == (
        "12 défis : 3 continuent, 3 font une pause, 3 ont abouti et 3 se sont arrêtés."
    )
    assert each["besoins"] == (
        "24 besoins : 12 sont trouvés, 6 sont encore cherchés et 6 n’étaient pas trouvés à la fin du défi."
    )
    assert each["personnes"] == "66 personnes se sont engagées, dans 11 défis."
    assert each["themes"] == (
        "Le thème le plus choisi : « Prendre soin de soi et des <autres> », par 12 défis sur 12."
    )


def test_a_phase_that_comes_back_counts_twice_and_few_make_no_median():
    assert phrases(BACK)["durees"] == (
        "Inform’action : 60 et 151 jours, pour 2 étapes finies seulement ; "
        "Cré’action : 305 jours, pour 1 seule étape finie."
    )
    begun = past(("informaction", date(2026, 9, 2)))
    three = [BACK, defi("a", historique=begun)]
    assert (
        "Inform’action : la moitié des 3 étapes finies a duré 60 jours ou moins"
        in phrases(*three)["durees"]
    )
    going_on = defi(historique=past(("creaction", date(2026, 1, 1))))
    assert phrases(going_on)["durees"].startswith("Aucune étape n’est encore finie")


def test_what_is_still_to_come_and_what_nobody_told_is_not_counted():
    later = TODAY + timedelta(days=1)
    told = phrases(
        defi(
            depuis=later,
            historique=past(("informaction", TODAY)),
            rencontres=(rencontre(later, statut="tenue"), rencontre(date(2026, 1, 1))),
        )
    )
    assert told["rencontres"].startswith("Aucun")
    assert told["durees"].startswith("Aucune")
    assert told["debuts"] == "1 défi a commencé, en novembre 2026."


def test_an_example_counts_for_nothing():
    invented = [defi("x", exemple=True, rencontres=(rencontre(TODAY, statut="tenue"),))]
    assert phrases(*invented) == phrases()
    assert phrases(*EACH, *invented) == phrases(*EACH)


@pytest.mark.parametrize("defis", [[], [defi(exemple=True)]], ids=["nothing", "an example"])
def test_without_a_real_defi_the_page_says_what_it_will_count_and_draws_nothing(defis):
    site = site_of(*defis)
    html = page_of(site)
    assert "<svg class" not in html
    assert "<table" not in html
    for figure in site.once(figures_of):
        assert plain(figure.titre) in words(html)
    assert ("exemples, inventés" in words(html)) == bool(defis)
    assert 'href="../proposer/"' in html
    assert {row["valeur"] for row in table_of(site)} == {"0"}


def test_a_name_of_a_theme_is_no_html_and_no_formula():
    site = site_of(defi(themes=("sante",)), themes=[theme("sante", "=<b>1&1")])
    assert "<b>1" not in page_of(site)
    (row,) = [row for row in table_of(site) if row["chiffre"] == "themes"]
    assert row["libelle"] == "'=<b>1&1"


def test_many_themes_make_no_long_page():
    site = site_of(*(defi(f"d{n}", themes=(f"theme-{n:02}",)) for n in range(30)))
    assert len(sections(page_of(site))["themes"]["table"]) == MOST_THEMES
    assert len([row for row in table_of(site) if row["chiffre"] == "themes"]) == 30
    assert phrases(*site.catalogue.defis.values())["themes"] == (
        "30 thèmes sont les plus choisis, chacun par 1 défi sur 30."
    )


def test_one_finds_the_figures_from_the_pages_that_tell_of_all_defis(site):
    assert "Rien à compter, pour l’instant" in words(site.page("chiffres"))
    assert 'href="../donnees/colonnes/#chiffres"' in site.page("chiffres")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_a_telephone_every_table_opens_within_the_screen(site, serve, browser, script):
    html = page_of(site_of(*EACH, BACK, *many(3, historique=BACK.historique), themes=THEMES))
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=script
    )
    page = context.new_page()
    address = f"{serve(site.folder)}chiffres/"
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(address)
    summaries = page.locator(".chiffres summary").all()
    assert len(summaries) == 9
    summaries[0].press("Enter")
    for each in summaries[1:]:
        each.click()
    for table in page.locator(".chiffres table").all():
        assert table.is_visible()
        box = table.bounding_box()
        assert box["x"] + box["width"] <= 360
    for letters in page.locator(".barres text").all():
        box = letters.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    sizes = page.locator(".barres").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 16
    context.close()
