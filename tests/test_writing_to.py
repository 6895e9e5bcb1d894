"""Whom one writes to: the group, the territory, the site; never to somebody who does not exist."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from parts import letters, section
from reading import links, words
from samples import pilote
from territories import EXAMPLE, LORRAINE, OUEST, OWN, REAL, SITE, TITLES, TYPED, VILLETTE
from worlds import PILOTES, write

from generator.content.reader import Reader


@pytest.mark.parametrize(
    ("slug", "where"),
    [("ville", "ville"), ("epinal", "vosges"), ("nomme", "vosges"), ("ajaccio", "corse")],
)
def test_the_page_of_a_defi_leads_to_who_accompanies_it(country, slug, where):
    people = section(country.page(f"defis/{slug}"), "concernes")
    assert f"../../territoires/pilotes/{where}/" in links(people)
    assert "accompagné par le territoire pilote" in words(people)


def test_nobody_is_said_to_accompany_where_nobody_does(country):
    page = country.page("defis/ailleurs")
    assert "accompagné" not in words(page.partition("<main")[2].partition("</main>")[0])
    assert "pilotes/" not in "".join(links(page[: page.index("<footer")]))


def test_one_writes_to_the_territory_about_the_defi(country):
    join = section(country.page("defis/epinal"), "rejoindre")
    assert [*map(unquote, letters(join))] == [f"mailto:{REAL}?subject=Un café à nous"]
    assert f">{REAL}</a>" in join
    assert "adresse d’exemple" not in join


def test_one_writes_to_the_page_of_the_group_where_it_has_one(country):
    join = section(country.page("defis/groupe"), "rejoindre")
    assert "https://example.org/nous" in links(join)
    assert letters(join) == []


@pytest.mark.parametrize("slug", ["ailleurs", "ajaccio"])
def test_where_nobody_has_an_address_one_writes_to_the_site_else_reads_how_to_take_part(
    country, day_after, slug
):
    join = section(country.page(f"defis/{slug}"), "rejoindre")
    assert ("../../contribuer/" in links(join), "@" in join) == (True, False)
    with_site = section(day_after.page(f"defis/{slug}"), "rejoindre")
    assert "../../contribuer/" not in links(with_site)
    [link] = letters(with_site)
    titre = {"ailleurs": "Un café à nous", "ajaccio": "Un café & nous"}[slug]
    assert (link.split("?")[0], parse_qsl(urlsplit(link).query)) == (
        f"mailto:{OWN}",
        [("subject", titre)],
    )


def test_a_territory_without_an_address_says_how_to_take_part_without_it(country, day_after):
    join = section(country.page("territoires/pilotes/corse"), "bloc-ecrire")
    assert (links(join), "@" in join) == (["../../../contribuer/"], False)
    assert letters(day_after.page("territoires/pilotes/corse")) == [f"mailto:{OWN}"]


@pytest.mark.parametrize("address", ["defis/ville", "territoires/pilotes/ville"])
def test_the_address_of_an_example_is_a_text_that_says_so(country, day_after, address):
    for built in (country, day_after):
        page = built.page(address)
        assert f"<strong>{EXAMPLE}</strong>" in page
        assert "adresse d’exemple" in words(page)
        assert letters(page) == []


def test_the_address_of_an_example_is_a_link_on_no_page(country, day_after, site):
    seen = 0
    for built in (country, day_after, site):
        for path in built.files:
            if path.endswith(".html"):
                page = (built.folder / path).read_text("utf-8")
                mails = [html.unescape(each) for each in re.findall(r'(?i)mailto:[^"\s]*', page)]
                assert not [each for each in mails if "example.org" in each.split("?")[0]], path
                seen += "@example.org" in page
    assert seen >= 12  # the five territories of the world, their défis


@pytest.mark.parametrize("slug", TITLES)
def test_a_hostile_title_is_the_subject_of_a_letter_to_one_and_nothing_more(country, slug):
    page = country.page(f"defis/{slug}")
    assert "<script>alert" not in page
    [link] = letters(page)
    parts = urlsplit(link)
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", REAL, "")
    assert re.fullmatch(r"[A-Za-z0-9._~=%/&-]+", parts.query), parts.query
    [(key, subject)] = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    assert key == "subject"
    assert subject.isprintable(), "a line end begins a header (RFC 6068, 5)"
    assert subject == " ".join(TITLES[slug].split())


def test_the_host_of_an_address_is_shown_in_lower_case_whatever_was_typed(crossroads):
    page = crossroads.page("territoires/pilotes/villette")
    join = section(page, "bloc-ecrire")
    assert letters(join) == [f"mailto:{VILLETTE}"]
    assert f">{VILLETTE}</a>" in join
    for address in ("", "territoires/pilotes/villette", "defis/p19-00", "defis/p18-00"):
        page = crossroads.page(address)
        assert SITE in page
        assert not [each for each in TYPED if each in page]


@pytest.mark.parametrize(
    "wrong",
    ["accueil", "accueil@", "@ville.example", "accueil@ville", "a@ville.example,b@ville.example",
     "a@ville.example?bcc=b@ville.example", "a@ville.example&bcc=b", "a%0Ab@ville.example",
     "Nom <a@ville.example>", "mailto:a@ville.example", "a b@ville.example", 'a"@ville.example',
     "a\nb@ville.example", "a@ville.example\nBcc: b@ville.example", "a@@ville.example",
     "<script>@ville.example", "https://ville.example/a@ville.example"],
)  # fmt: skip
def test_a_wrong_address_is_refused(tmp_path, wrong):
    path = f"{PILOTES}/ici.md"
    write(tmp_path, {path: pilote("Ici", departements=["88"], adresse=wrong)})
    told = [str(each) for each in Reader(tmp_path).read().errors]
    assert any(re.match(rf"{path}:\d+: adresse : .* n’est pas une adresse", each) for each in told)


# One answers the annonces of a place.


def test_one_answers_an_annonce_by_the_territory_of_the_place_else_by_the_site(country, day_after):
    part = section(country.page("departements/23"), "bloc-annonces")
    assert letters(part) == [f"mailto:{REAL}"]
    alone = section(country.page("departements/46"), "bloc-annonces")
    assert letters(alone) == []
    assert links(alone)[-1] == "../../annoncer/"
    lot = section(day_after.page("departements/46"), "bloc-annonces")
    assert letters(lot) == [f"mailto:{OWN}"]


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("88", [f"mailto:{LORRAINE}"]),
        ("54", [f"mailto:{LORRAINE}"]),
        ("53", [f"mailto:{OUEST}"]),
        ("35", [f"mailto:{SITE}"]),
        ("75", [f"mailto:{SITE}"]),
        ("22", [f"mailto:{SITE}"]),
        ("56", [f"mailto:{SITE}"]),
        ("2a", []),
    ],
    ids=[
        "all in one commune of a territory", "all in one territory, by commune and by département",
        "all in a territory that holds the département", "in two territories",
        "in two parts of one town", "in a territory and in none", "in none", "in an example",
    ],
)  # fmt: skip
def test_one_answers_the_annonces_of_a_departement_by_the_territory_that_holds_them_all(
    crossroads, code, where
):
    """Else by the site, which knows whom to ask."""
    part = section(crossroads.page(f"departements/{code}"), "bloc-annonces")
    assert letters(part) == where
    assert (EXAMPLE in part) == (where == [])
