"""Examples stay alive on the pages, their files untouched, and never pass for real."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, time, timedelta
from time import perf_counter
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import orjson
import pytest
import samples
from drawing import site_of
from values import MIRECOURT, annonce, defi, rencontre, theme
from worlds import TODAY, Built, build_site, settings, write

from generator.accompaniment.examples import Count, lieu, moved, only_examples
from generator.content.catalogue import Catalogue
from generator.content.fiches import FicheAnnonce
from generator.content.model import Besoin, Defi, Entree, FicheDefi, Group
from generator.geography import Commune
from generator.outputs.home.page import home_view
from generator.outputs.news import news_view
from generator.outputs.territories.pages import departements_view
from generator.text.moments import moments_in

WRITTEN = date(2026, 11, 22)
LATER = [date(2027, 5, 23), date(2029, 11, 25)]
"""Six months later, three years later; both on a day of the week on which they move."""

ISO = re.compile(r"\d{4}-\d\d-\d\d")


def days_in(value: object) -> list[str]:
    """Every day that a value holds, as the data of the site says it."""
    return ISO.findall(orjson.dumps(value, default=str).decode())


def catalogue_of(*defis: Defi, annonces: Any = ()) -> Catalogue:
    return Catalogue(
        defis={each.slug: each for each in defis}, annonces={each.slug: each for each in annonces}
    )


# --- Their days follow the day of the build -----------------------------------------------------


def filled(hint: Any, day: date) -> Any:
    """A value of a type of the model that says all it may: `day` wherever there is one."""
    if isinstance(hint, type) and issubclass(hint, Group):
        hints = get_type_hints(hint, include_extras=True)
        written: Any = [each.name for each in fields(hint) if each.init]  # type: ignore[arg-type]
        return hint(**{name: filled(hints[name], day) for name in written})
    match get_origin(hint), get_args(hint):
        case (origin, (inside, *_)) if origin in {Annotated, Union, UnionType}:
            return filled(inside, day)
        case (origin, (inside, *_)) if origin is tuple:
            return (filled(inside, day),)
    known = {date: day, time: time(20), bool: True, int: 0, Commune: MIRECOURT}
    return known.get(hint, "un mot")


@pytest.mark.parametrize(("kind", "at_least"), [(FicheDefi, 16), (FicheAnnonce, 2)])
def test_every_day_of_the_model_moves_by_the_same_whole_weeks(kind, at_least):
    """A key that is added to the model moves too: nothing names them."""
    before = filled(kind, date(2026, 12, 5))
    days = days_in(before)
    assert len(days) >= at_least
    if kind is FicheDefi:
        told = {each.name: getattr(before, each.name) for each in fields(kind)}
        after: Any = moved(catalogue_of(Defi(slug="cafe", **told)), WRITTEN, LATER[0])
        after = after.defis["cafe"]
    else:
        one = annonce(
            "une-envie", **{each.name: getattr(before, each.name) for each in fields(kind)}
        )
        after = moved(catalogue_of(annonces=[one]), WRITTEN, LATER[0]).annonces["une-envie"].fiche
    ahead = date(2026, 12, 5) + (LATER[0] - WRITTEN)
    assert days_in(after) == [str(ahead)] * len(days)


def test_they_move_by_weeks_never_back_and_only_they_move():
    invented = defi("cafe", exemple=True, depuis=date(2026, 11, 7))
    real = defi("lavoir", depuis=date(2026, 11, 7))
    known = catalogue_of(invented, real)

    def seen(today, written_for=WRITTEN):
        return moved(known, written_for, today).defis["cafe"].depuis

    assert seen(WRITTEN + timedelta(days=6)) == date(2026, 11, 7)
    assert seen(WRITTEN + timedelta(days=7)) == date(2026, 11, 14)
    assert seen(WRITTEN + timedelta(days=20)) == date(2026, 11, 21)
    assert seen(WRITTEN - timedelta(days=99)) == date(2026, 11, 7)
    assert moved(known, None, LATER[1]) is known
    assert moved(known, WRITTEN, LATER[1]).defis["lavoir"] is real
    last = catalogue_of(defi("cafe", exemple=True, depuis=date.max))
    assert moved(last, WRITTEN, LATER[1]).defis["cafe"].depuis == date.max


EXAMPLE = samples.faultless(
    exemple="true",
    rencontres=[
        {"date": "2026-11-07", "titre": "Un débat", "genre": "debat", "lieu": "La halle",
         "statut": "tenue", "compte_rendu": "Nous étions douze."},
        {"date": "2026-12-05", "titre": "La fête", "genre": "fete", "lieu": "La halle",
         "statut": "prevue", "debut": "18:30", "id": "fete"},
    ],
    journal=[{"date": "2026-11-21", "texte": "On a compté les tasses."}],
)  # fmt: skip


def test_on_any_later_day_the_check_says_nothing_of_them(tmp_path, bvm, monkeypatch):
    write(tmp_path, {
        "mkdocs.yml": settings(exemples_du=str(WRITTEN)),
        "defis/cafe.md": EXAMPLE,
        "annonces/envie.md": samples.annonce("Chanter à plusieurs", exemple="true"),
        "content/index.md": "---\ntitre: Ici\nresume: Ici.\n---\n",
    })  # fmt: skip
    (tmp_path / "overrides").mkdir()
    for day in (*LATER, *(LATER[0] + timedelta(days=days) for days in range(1, 7))):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str((day - date(1970, 1, 1)).days * 86400 + 43200))
        assert "cafe.md" not in bvm("verifier").output, day
    write(tmp_path, {"mkdocs.yml": settings()})
    assert "cafe.md:11: prochaine_action.date" in bvm("verifier").output
    assert (tmp_path / "defis" / "cafe.md").read_text("utf-8") == EXAMPLE


def test_a_site_built_three_years_later_is_as_alive_as_on_its_first_day(tmp_path):
    """Its pages, its data and its sitemap are of the moved days; the body of a file is not read."""
    texts = {"defis/cafe.md": EXAMPLE, "annonces/envie.md": samples.annonce("a", exemple="true")}
    noon = str((LATER[1] - date(1970, 1, 1)).days * 86400 + 43200)
    where = {"SOURCE_DATE_EPOCH": noon, "SITE_URL": "https://exemple.fr/"}
    built = build_site(tmp_path, texts, environ=where, exemples_du=str(WRITTEN))
    page = built.page("defis/cafe")
    assert "La date est passée" not in page
    assert "2029-12-08" in page
    assert "Dernière nouvelle : 24 novembre 2029" in page.replace("\xa0", " ")
    told = (built.folder / "api" / "v1" / "defis" / "cafe.json").read_text("utf-8")
    assert set(days_in(orjson.loads(told))) >= {"2029-12-08", "2029-11-10", "2029-11-24"}
    assert "2026-1" not in told
    sitemap = (built.folder / "sitemap.xml").read_text("utf-8")
    assert max(ISO.findall(sitemap)) <= str(LATER[1])
    assert "2029-11-24" in sitemap
    assert [page.count('class="exemple') for page in map(built.page, ("", "defis/cafe"))] == [1, 1]
    assert "exemples_du" not in built.page("mentions-legales") + built.page("contribuer")


# --- What their words must not say -----------------------------------------------------------------

MOMENTS = """\
[samedi 5 décembre] · [1er janvier 2027] · le [12 déc]. · [le douze décembre] · [le vingt et un mai]
le [14 juillet] · [2026-12-05] · [2026/12/05] · [05/12/2026] · [5.12.2026] · [5/12/26] · [le 5/12]
[dimanche 20 à 15 h] · [mardi 12 à 18 h] · [samedi 9] à la salle · [ven. 4] · [samedi 5] on isole
On isole [samedi 5]. · [lundi 5] : la réunion · [le 14 à 18 h] · [le 14, à 18 heures]
[à partir de janvier] · [courant mars] · [dès janvier] · [mi-avril] · [jusqu’en mai] · [mai prochain]
[depuis le printemps] · [cet hiver] · [depuis l’été dernier] · [cet été] · [automne 2027]
[avant Noël] · [à la Toussaint] · [d’ici Pâques] · [pour le nouvel an] · [après l’Épiphanie]
la [semaine prochaine] · l’[an dernier] · l’[an passé] · [samedi prochain] · [demain] · [avant-hier] · [ce soir]
[depuis 2026] · l’amicale [de 2025] · la [saison 2026]-2027 · [2026-2027] · la liste ([2026])
"""
NO_MOMENTS = """\
2000 personnes · lundi 5 personnes · jeudi 2 bénévoles · le vendredi 12 personnes viennent
chaque 1er mai · tous les ans à Noël · chaque année en mai · salle du 11 novembre · rue du 8 mai 1945
collège du 8 mai 1945 · le 8 mai 1945 · loi du 1er juillet 1901 · loi de 1901 · loi de 2014 · ligne 2026
version 1.2.20 · samedi 9 à 10 h · samedi 9 h 30 · samedi 10-12 h · samedi de 10 à 18 h · de 14 à 18 h
même en août · au printemps · marché de Noël · la ville de demain · ceux d’hier · ce soir-là · à demi · dès demain
en 2026 exemplaires · à moins de 2026 € · le 1/3 de la salle · ouvert 24/7 · le 14 rue du Stade
elle a été dernière · le budget a été passé au tableau · un mois passé à peindre · de 2000 à 2500 €
aujourd’hui, tout tourne · dix mars peints · mercredi, 3 tables · 12 marches
"""


@pytest.mark.parametrize("line", (MOMENTS + NO_MOMENTS).splitlines())
def test_a_moment_of_its_own_is_known_from_what_is_true_on_any_day(line):
    """What stands between brackets, and nothing else."""
    for phrase in line.split(" · "):
        said = list(moments_in(phrase.translate({91: None, 93: None})))
        assert said == re.findall(r"\[(.*?)\]", phrase), phrase


@pytest.mark.parametrize(
    "piece", ["samedi ", "le vingt et ", "1", "1/", "depuis le ", " ", "dec", "20", "mi-"]
)
def test_a_long_text_is_read_in_no_time(piece):
    start = perf_counter()
    list(moments_in(piece * (100_000 // len(piece))))
    assert perf_counter() - start < 2


# --- Said to be examples, each time -------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "mots", "les", "bref"),
    [
        (Count(0, 0), "0 défi", "", "0"),
        (Count(1, 0), "1 défi", "le défi", "1"),
        (Count(12, 0), "12 défis", "les 12 défis", "12"),
        (Count(0, 1), "1 exemple", "l’exemple", "1 exemple"),
        (Count(0, 6), "6 exemples", "les 6 exemples", "6 exemples"),
        (Count(1, 1), "1 défi et 1 exemple", "le défi et l’exemple", "2, dont 1 exemple"),
        (
            Count(2, 4),
            "2 défis et 4 exemples",
            "les 2 défis et les 4 exemples",
            "6, dont 4 exemples",
        ),
    ],
)
def test_a_count_in_words_takes_no_invention_for_a_defi(count, mots, les, bref):
    said = [each.replace("\xa0", " ") for each in (count.mots, count.les, count.bref)]
    assert said == [mots, les, bref]


def test_a_place_where_nobody_waits_says_so():
    assert lieu("Salle des fêtes.", defi(exemple=True)) == "Salle des fêtes (exemple)"
    assert lieu("", defi(exemple=True)) == ""
    assert lieu("Salle des fêtes.", defi()) == "Salle des fêtes."


def test_home_says_it_of_each_place_and_of_each_count(site: Built):
    home = site.page("").replace("\xa0", " ")
    rows = home.partition('<ul class="dates">')[2].partition("</ul>")[0]
    assert rows.count(" (exemple).") == rows.count("<li>") == 4
    themes = re.findall(r" \((.*?)\)</a></li>", home.partition('id="bloc-themes"')[2])
    assert themes
    assert all(re.fullmatch(r"\d+ exemples?", each) for each in themes), themes
    counts = re.findall(r'<p class="petit">([^<]*)</p></li>', home)
    assert counts == ["6 exemples en sont là", "5 exemples en sont là", "3 exemples en sont là"]


def test_every_page_of_a_site_of_examples_says_it_once_at_its_head(site: Built):
    for path in site.folder.rglob("*.html"):
        text = path.read_text("utf-8")
        if "<main id" in text:  # a bare list, a redirection have none
            assert text.count('<p class="exemple') == 1, path
            head = text.partition("<main id")[2].partition("<p class")[2]
            assert head.startswith('="exemple'), path


# --- The real ones first ------------------------------------------------------------------------


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def told(slug: str, *, after: int, exemple: bool) -> Defi:
    """A défi that has a meeting, two needs, some news; the sooner `after`, the more it is ahead."""
    return defi(
        slug,
        exemple=exemple,
        themes=("jardin",),
        rencontres=(rencontre(day(after), slug),),
        besoins=(
            Besoin(quoi=f"{slug} 1", nature="temps"),
            Besoin(quoi=f"{slug} 2", nature="temps"),
        ),
        journal=(Entree(date=day(-after), texte=slug),),
    )


MIXED = (
    told("invente", after=1, exemple=True),
    told("vrai", after=30, exemple=False),
    told("autre-invente", after=2, exemple=True),
)


def test_one_real_defi_stands_before_all_examples():
    said = [annonce("inventee", exemple=True, depuis=TODAY), annonce("vraie")]
    site = site_of(*MIXED, themes=[theme("jardin")], annonces=said)
    assert not only_examples(site.catalogue)
    assert [each.slug for each in site.annonces] == ["vraie", "inventee"]
    ((_, (vosges,)),) = departements_view(site, "content/departements.md")
    assert (vosges.compte, vosges.dites) == (Count(1, 2), Count(1, 1))
    assert [each.slug for each in site.ordered] == ["vrai", "invente", "autre-invente"]
    assert all(facet.members[:1] in {(MIXED[1],), ()} for facet in site.facets)
    view = home_view(site, "content/index.md")
    assert [row.une.titre for row in view.rendez_vous] == ["vrai", "invente", "autre-invente"]
    assert [need.quoi for _, need, _ in view.besoins][:3] == ["vrai 1", "vrai 2", "invente 1"]
    assert view.derniers.index("defis/vrai/") < view.derniers.index("defis/invente/")
    assert [door.compte for door in view.phases] == [Count(0, 0), Count(1, 2), Count(0, 0)]


def test_the_news_of_real_defis_come_before_those_of_examples_which_say_so():
    months = news_view(site_of(*MIXED), "content/suivi.md").mois
    assert [month for month, _ in months] == [
        "Octobre 2026", "Septembre 2026", "Exemples : novembre 2026", "Exemples : septembre 2026",
    ]  # fmt: skip
    assert not any(one.exemple for _, news in months[:2] for one, _, _ in news)
    alone = news_view(site_of(MIXED[0]), "content/suivi.md").mois
    assert alone[0][0] == "Novembre 2026"


def test_a_site_shows_what_it_will_be_until_its_first_real_defi():
    assert only_examples(catalogue_of(MIXED[0], MIXED[2]))
    assert not only_examples(catalogue_of(*MIXED))
    assert not only_examples(catalogue_of(annonces=[annonce("envie", exemple=True)]))
