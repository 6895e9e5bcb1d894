"""Feeds: that foreign readers take them, that RFC 4287 allows them, that each thing is told once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from uuid import uuid5
from xml.etree import ElementTree

import feedparser
import pytest
from drawing import many, site_of
from hypothesis import example, given
from hypothesis import strategies as st
from reading import plain
from values import defi, pilote, rencontre, theme
from worlds import TODAY

from generator import addresses
from generator.accompaniment import examples
from generator.accompaniment.agenda import dates_of
from generator.accompaniment.feed import KINDS, MOST, told_of
from generator.content.catalogue import Catalogue
from generator.content.model import (
    Activite,
    Besoin,
    Bilan,
    DecisionPrise,
    Entree,
    EtapePassee,
    Evenement,
    Experience,
    ProchaineAction,
    Recurrence,
)
from generator.outputs import feeds
from generator.outputs.feeds import atom

URL = "https://ici.exemple/bvm/"
ATOM = "{http://www.w3.org/2005/Atom}"


def day(month: int, number: int) -> date:
    return date(2026, month, number)


RICH = defi(
    "cafe",
    phase="creaction",
    depuis=day(10, 1),
    historique=(EtapePassee(phase="informaction", depuis=day(9, 1)),),
    themes=("convivialite",),
    journal=(
        Entree(date=day(9, 20), texte="Première soirée"),
        Entree(date=day(9, 20), texte="On était vingt.\nIl a plu."),
    ),
    decisions=(DecisionPrise(date=day(10, 9), texte="On ouvre à deux"),),
    besoins=(
        Besoin(quoi="Un percolateur", nature="materiel", pourvu_le=day(11, 3)),
        Besoin(quoi="Une salle : la grande", nature="lieu", depuis=day(11, 2)),
    ),
    rencontres=(
        rencontre(day(11, 5), "Bal", statut="tenue", compte_rendu="On a dansé."),
        rencontre(day(12, 5), "On goûte", id="gouter"),
        rencontre(day(12, 4), "Atelier", id="atelier", statut="annulee"),
        rencontre(day(12, 20), "Trop loin", id="loin"),
    ),
    evenements=(Evenement(date=day(12, 6), titre="Inauguration", lieu="La halle"),),
    experiences=(
        Experience(
            hypothese="a", essai="Trois samedis", debut=day(10, 3), fin=day(10, 17), resultat="Bien."
        ),
    ),
    bilan=Bilan(resultats="a", appris="Ouvrir à deux.", suite="b"),
)  # fmt: skip


def outputs(*defis, today=TODAY, url=URL, **more):
    site = site_of(*defis, url=url, today=today, **more)
    every = site.catalogue.defis.values()
    drawn = [one for each in every for one in feeds.FEATURE.of_defi(site, each)]
    return {one.path: one.content for one in (*drawn, *feeds.FEATURE.whole(site))}


def told(*defis, today=TODAY, address="flux/tous.xml", **more):
    """The entries of a feed, by their identities: day, title."""
    read = feedparser.parse(outputs(*defis, today=today, **more)[address])
    return {entry.id: (entry.updated[:10], entry.title) for entry in read.entries}


def titles(*defis, **more):
    return [plain(title) for _, title in told(*defis, **more).values()]


# --- What is told ------------------------------------------------------------------------------


def test_a_feed_tells_what_happened_and_the_dates_of_the_next_two_weeks() -> None:
    assert [(when[5:], plain(title)) for when, title in told(RICH).values()] == [
        ("11-22", "Rendez-vous : Inauguration, dimanche 6 décembre 2026 (Un café à nous)"),
        ("11-21", "Rendez-vous : On goûte, samedi 5 décembre 2026 (Un café à nous)"),
        ("11-20", "Annulé : Atelier, vendredi 4 décembre 2026 (Un café à nous)"),
        ("11-05", "Ce que nous avons appris : Un café à nous"),
        ("11-05", "Compte rendu : Bal (Un café à nous)"),
        ("11-03", "Trouvé : Un percolateur (Un café à nous)"),
        ("11-02", "On cherche : Une salle : la grande (Un café à nous)"),
        ("10-17", "Essai : Trois samedis (Un café à nous)"),
        ("10-09", "Décidé : On ouvre à deux (Un café à nous)"),
        ("10-01", "Étape : passage en Cré’action (Un café à nous)"),
        ("09-20", "Journal : On était vingt. Il a plu (Un café à nous)"),
        ("09-20", "Journal : Première soirée (Un café à nous)"),
        ("09-01", "On cherche : Un percolateur (Un café à nous)"),
        ("09-01", "Nouveau défi : Un café à nous"),
    ]


def test_each_kind_of_news_has_its_feed_and_nothing_is_left_out() -> None:
    drawn = outputs(RICH)
    found = [
        entry.id
        for kind in KINDS
        for entry in feedparser.parse(drawn[addresses.feed_of_kind(kind.nom)]).entries
    ]
    assert sorted(found) == sorted(told(RICH))


def test_a_defi_is_told_where_it_is_and_under_its_themes() -> None:
    found = outputs(RICH, themes=[theme("convivialite"), theme("eau")], pilotes={"p": pilote("p")})
    counts = {path: content.count(b"<entry>") for path, content in found.items()}
    where = (
        "tous",
        "defis/cafe",
        "departements/88",
        "territoires/petite-ville",
        "themes/convivialite",
    )
    assert {counts[f"flux/{name}.xml"] for name in where} == {14}
    assert {
        counts[f"flux/{name}.xml"] for name in ("territoires/rural", "themes/eau", "pilotes/p")
    } == {0}
    assert "flux/departements/35.xml" not in found


def test_the_bytes_of_an_entry_are_the_same_in_all_feeds() -> None:
    whole, own = (outputs(RICH)[path] for path in ("flux/tous.xml", "flux/defis/cafe.xml"))
    assert re.findall(b"(?s)<entry>.*?</entry>", whole) == re.findall(
        b"(?s)<entry>.*?</entry>", own
    )


def test_real_ones_come_before_examples_where_there_is_no_room_for_all() -> None:
    real = many(MOST - 1, depuis=day(3, 1))
    found = titles(*real, defi("faux", exemple=True, titre="Un faux"), defi("faux2", exemple=True))
    assert len(found) == MOST
    assert [title for title in found if title.startswith("Exemple : ")] == found[:1]


def test_what_comes_back_is_announced_once() -> None:
    rule = Recurrence(jour="samedi", debut=time(9), jusqu_au=date(2027, 6, 30))
    one = defi(activites=(Activite(quoi="Le café", rythme="a", lieu="b", recurrence=rule),))
    announced = "Rendez-vous : Le café, jusqu’au mercredi 30 juin 2027 (Un café à nous)"
    assert next((when, plain(title)) for when, title in told(one).values()) == (
        "2026-09-12",
        announced,
    )
    assert told(one) == told(one, today=TODAY + timedelta(days=70))


@given(st.integers(-400, 400))
def test_nothing_is_dated_after_today(days: int) -> None:
    today = TODAY + timedelta(days=days)
    found = told_of(RICH, dates_of(RICH, today), today)
    assert all(one.day <= today for one in found)
    assert len({one.key for one in found}) == len(found)


# --- A reader that comes back ------------------------------------------------------------------


def changed(before, after):
    """The identities that a reader had not seen."""
    return [said[1] for key, said in after.items() if key not in before]


def test_a_reader_sees_each_thing_once() -> None:
    first = told(RICH)
    assert changed(first, told(RICH, today=TODAY + timedelta(days=1))) == []
    later = told(RICH, today=day(12, 6))
    assert [plain(title) for title in changed(first, later)] == [
        "Rendez-vous : Trop loin, dimanche 20 décembre 2026 (Un café à nous)"
    ]
    assert not [key for key in first if key in later and first[key] != later[key]]


def test_a_typo_that_is_mended_makes_nothing_new() -> None:
    mended = replace(
        RICH,
        titre="Un café pour nous",
        journal=(replace(RICH.journal[0], texte="Première soirée !"), RICH.journal[1]),
        rencontres=(
            RICH.rencontres[0],
            replace(RICH.rencontres[1], titre="On goûte tout"),
            *RICH.rencontres[2:],
        ),
    )
    assert changed(told(RICH), told(mended)) == []


def test_one_more_line_is_one_more_entry() -> None:
    more = replace(RICH, journal=(*RICH.journal, Entree(date=day(9, 20), texte="Et un chien.")))
    assert [plain(title) for title in changed(told(RICH), told(more))] == [
        "Journal : Et un chien (Un café à nous)"
    ]


def test_a_need_without_a_day_is_not_new_again_when_a_phase_passes() -> None:
    past = EtapePassee(phase="creaction", depuis=RICH.depuis)
    passed = replace(
        RICH, phase="activaction", depuis=day(11, 10), historique=(*RICH.historique, past)
    )
    before, after = told(RICH), told(passed)
    assert [plain(title) for title in changed(before, after)] == [
        "Étape : passage en Activ’action (Un café à nous)"
    ]
    sought = {key: one for key, one in before.items() if "cherche" in one[1]}
    assert len(sought) == 2
    assert sought.items() <= after.items(), "nor is it of another day"


def test_a_need_is_known_by_its_words_wherever_it_stands() -> None:
    undated = [Besoin(quoi=quoi, nature="lieu") for quoi in ("Une salle", "Une cave", "Une salle")]
    before = told(replace(RICH, besoins=tuple(undated)))
    after = told(replace(RICH, besoins=tuple(undated[1:])))
    assert after.items() <= before.items(), "what is left says what it said"
    found = [replace(one, pourvu_le=day(11, 20)) for one in undated]
    last, both = (
        told(replace(RICH, besoins=some)) for some in ((undated[0], found[2]), (found[0], found[2]))
    )
    assert last.items() <= both.items(), "of two alike, the second may be found first"
    assert len(both) == len(last) + 1


def test_a_story_is_known_by_its_meeting_whatever_else_was_told_that_day() -> None:
    other = rencontre(day(11, 5), "Avant le bal", statut="tenue", compte_rendu="On a rangé.")
    more = replace(RICH, rencontres=(other, *RICH.rencontres))
    assert [plain(title) for title in changed(told(RICH), told(more))] == [
        "Compte rendu : Avant le bal (Un café à nous)"
    ]


def entries_of(one, *, today=TODAY):
    """The entries of the dates of a défi, by their titles: when each was published, and updated."""
    read = feedparser.parse(outputs(one, today=today)["flux/rendez-vous.xml"])
    return {
        plain(each.title).partition(",")[0]: (each.get("published", "")[:10], each.updated[:10])
        for each in read.entries
    }


def test_a_date_is_told_from_the_day_on_which_it_was_said() -> None:
    """Whenever it takes place; once it changes, that is news, and nothing moves what was published."""
    base = defi(journal=(Entree(date=day(11, 2), texte="On avance."),))

    def of(**said):
        return entries_of(
            replace(base, rencontres=(rencontre(date(2027, 3, 6), "Bal", id="bal", **said),))
        )

    assert of() == {}
    assert of(dit_le=day(11, 10)) == {"Rendez-vous : Bal": ("2026-11-10", "2026-11-10")}
    assert of(dit_le=day(11, 20), revision=1) == {"Rendez-vous : Bal": ("", "2026-11-20")}
    assert of(dit_le=day(11, 21), statut="annulee") == {"Annulé : Bal": ("", "2026-11-21")}
    assert of(revision=1) == {"Rendez-vous : Bal": ("", "2026-11-02")}
    assert of(statut="annulee") == {"Annulé : Bal": ("", "2026-11-02")}
    assert of(dit_le=TODAY + timedelta(days=1)) == {}, "nobody has said it yet"
    moved = rencontre(date(2027, 3, 6), "Bal", id="bal", revision=1, dit_le=day(11, 20))
    assert "La date, les heures ou le lieu ont changé" in outputs(
        replace(base, rencontres=(moved,))
    )["flux/tous.xml"].decode().replace("\xa0", " ")


def test_a_feed_does_not_grow_older_when_its_latest_entry_leaves_nor_younger_each_day() -> None:
    def updated(one, address, today=TODAY):
        return feedparser.parse(outputs(one, today=today)[address]).feed.updated[:10]

    gouter = rencontre(day(12, 5), "On goûte", id="gouter")
    before, after = (
        defi(rencontres=(replace(gouter, statut=statut),)) for statut in ("prevue", "tenue")
    )
    address = "flux/rendez-vous.xml"
    assert updated(before, address, day(12, 6)) == "2026-11-21"
    assert updated(after, address, day(12, 6)) == "2026-12-05"
    empty = ["flux/territoires/rural.xml", "flux/lecons.xml"]
    days = [
        [updated(before, one, TODAY + timedelta(days=each)) for one in empty] for each in (0, 1)
    ]
    assert days[0] == days[1]
    ahead = defi(depuis=TODAY + timedelta(days=9))
    days = [updated(ahead, "flux/defis/cafe.xml", TODAY + timedelta(days=each)) for each in (0, 1)]
    assert days == ["2000-01-01", "2000-01-01"]


def test_a_date_that_is_called_off_or_moved_is_the_same_entry() -> None:
    def with_gouter(**change):
        first, gouter, *rest = RICH.rencontres
        return told(replace(RICH, rencontres=(first, replace(gouter, **change), *rest)))

    off, moved = with_gouter(statut="annulee"), with_gouter(date=day(12, 3), revision=1)
    assert changed(told(RICH), off) == changed(told(RICH), moved) == []
    assert any(plain(title).startswith("Annulé : On goûte, ") for _, title in off.values())


def test_a_defi_that_changes_its_address_is_the_same_and_is_found_at_its_earlier_ones() -> None:
    renamed = replace(RICH, slug="le-cafe", anciens_slugs=("cafe", "bar"))
    assert changed(told(RICH), told(renamed)) == []
    made = outputs(renamed)
    own = [made[addresses.defi_feed(slug)] for slug in ("le-cafe", "cafe", "bar")]
    assert len(set(own)) == 1
    read = feedparser.parse(own[0]).feed
    assert read.id == feedparser.parse(outputs(RICH)["flux/defis/cafe.xml"]).feed.id
    assert (
        next(one.href for one in read.links if one.rel == "self") == f"{URL}flux/defis/le-cafe.xml"
    )


def test_an_example_that_moves_each_week_is_told_once() -> None:
    invented = replace(
        RICH,
        exemple=True,
        prochaine_action=ProchaineAction(date=day(12, 5), quoi="On peint"),
        rencontres=(*RICH.rencontres, rencontre(day(12, 5), "Sans nom")),
    )
    before = told(invented)
    for weeks in range(1, 60):
        today = TODAY + timedelta(weeks=weeks)
        moved = examples.moved(Catalogue(defis={"cafe": invented}), TODAY, today)
        after = told(*moved.defis.values(), today=today)
        assert after.keys() == before.keys(), weeks
        assert all(plain(title).startswith("Exemple : ") for _, title in after.values())


# --- What RFC 4287 asks ------------------------------------------------------------------------

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def wrong(content: bytes, *, known: bool = True) -> list[str]:
    """What RFC 4287 forbids or misses in a feed; `known` is whether the site knows its address."""
    root = ElementTree.fromstring(content)
    found = [f"feed: {each}" for each in _wrong_in(root, known)]
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        found += [f"entry: {each}" for each in _wrong_in(entry, known)]
        if not entry.findtext(f"{ATOM}summary"):
            found.append("entry without summary")
    ids = Counter(each.findtext(f"{ATOM}id") for each in (root, *entries))
    found += [f"{one} stands {count} times" for one, count in ids.items() if count > 1]
    selves = [each for each in root.findall(f"{ATOM}link") if each.get("rel") == "self"]
    if len(selves) != int(known):
        found.append("one link to itself, where it is known")
    return found


def _wrong_in(element, known):
    for name in ("id", "title", "updated"):  # 4.1.1, 4.1.2
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"not one {name}"
    if not element.findtext(f"{ATOM}author/{ATOM}name"):  # 4.1.1
        yield "no author"
    if not IRI.fullmatch(element.findtext(f"{ATOM}id") or ""):  # 4.2.6
        yield "id"
    for name in ("updated", "published"):  # 3.3
        said = element.findtext(f"{ATOM}{name}")
        if said is not None and not RFC_3339.fullmatch(said):
            yield said
    links = element.findall(f"{ATOM}link")
    if [each.get("rel") for each in links].count("alternate") != 1:  # 4.1.1, 4.1.2
        yield "not one alternate"
    for link in links:
        if bool(urlsplit(link.get("href")).scheme) != known:
            yield link.get("href")
    for category in element.findall(f"{ATOM}category"):  # 4.2.2.1
        if not category.get("term"):
            yield "category"


NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def spaced(text: str) -> str:
    """A text with ordinary spaces only, as people type it."""
    return re.sub("[\xa0\u202f]", " ", text)


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=400)
HOSTILE = "]]></summary></entry>\n<entry><![CDATA[ &amp; &#0; \"'<script>alert(1)</script> \u202e\x00\x0b\ufffe"


def of(text: str) -> bytes:
    one = defi(
        "autre",
        titre=text,
        resume=text,
        porteur=text,
        journal=(Entree(date=day(11, 1), texte=text),),
    )
    return outputs(one, RICH)["flux/tous.xml"]


@example(HOSTILE)
@example("a" * 300)
@example("« Quoi ? » dit-elle : « rien »")
@given(WORDS)
def test_any_text_gives_a_feed_that_gives_it_back(said: str) -> None:
    content = of(said)
    root = ElementTree.fromstring(content)
    shown = spaced(NOT_XML.sub("", said))
    summaries = [spaced(each.text or "") for each in root.iter(f"{ATOM}summary")]
    assert f"{shown}\nMirecourt, Vosges, territoire petite ville." in summaries
    assert len(root.findall(f"{ATOM}entry")) == 16


@pytest.mark.parametrize("url", [URL, ""])
def test_a_foreign_reader_takes_every_feed(url: str) -> None:
    where, headers = url or "http://disque/", {"content-type": "application/atom+xml"}
    for path, content in outputs(RICH, defi("vide", titre=HOSTILE), url=url).items():
        read = feedparser.parse(
            content, response_headers=headers | {"content-location": where + path}
        )
        assert not read.bozo, (path, read.bozo_exception)
        assert not wrong(content, known=bool(url)), path
        assert all(urljoin(where, "defis/") in entry.link for entry in read.entries)


def test_the_feeds_of_the_site_are_right(site) -> None:
    found = sorted((site.folder / "flux").rglob("*.xml"))
    assert len(found) > 30
    assert not [(path, each) for path in found for each in wrong(path.read_bytes(), known=False)]


def test_an_identity_is_a_uuid_of_its_name() -> None:
    assert atom.urn("cafe/nouveau") == uuid5(atom.NAMESPACE, "cafe/nouveau").urn


def test_each_entry_leads_to_where_its_defi_tells_it(site) -> None:
    for path in sorted((site.folder / "flux" / "defis").glob("*.xml")):
        for entry in ElementTree.parse(path).iter(f"{ATOM}entry"):
            page, _, anchor = entry.find(f"{ATOM}link").get("href").partition("#")
            assert not anchor or f'id="{anchor}"' in site.page(page), (path, page, anchor)


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("suivi/", "tous"),
        ("phases/", "etapes"),
        ("agenda/", "rendez-vous"),
        ("agenda/semaine/", "rendez-vous"),
        ("agenda/territoires/rural/", "territoires/rural"),
        ("territoires/rural/", "territoires/rural"),
    ],
)
def test_a_page_names_the_feed_of_what_it_shows(site, page, feed) -> None:
    [link] = re.findall('<link rel="alternate" type="application/atom[^>]*>', site.page(page))
    address = re.search('href="([^"]*)"', link)[1]
    assert urljoin(f"/{page}", address) == f"/flux/{feed}.xml"


def test_the_feed_of_a_defi_is_as_before(request) -> None:
    drawn = outputs(RICH, themes=[theme("convivialite")])["flux/defis/cafe.xml"]
    if request.config.getoption("--update-goldens"):
        GOLDEN.write_bytes(drawn)
    assert drawn == GOLDEN.read_bytes()


GOLDEN = Path(__file__).parent / "flux" / "cafe.xml"
