"""Whom one writes to: the group, the territory, the site; never to somebody who does not exist."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import values
from drawing import SAID, site_of
from parts import letters, section
from reading import links, plain, words
from samples import pilote
from territories import EXAMPLE, LORRAINE, OUEST, OWN, REAL, SITE, TITLES, TYPED, VILLETTE
from worlds import PILOTES, TODAY, write

from generator.accompaniment.facets import By, Facet
from generator.content.model import Besoin, ProchaineAction
from generator.content.reader import Reader
from generator.outputs.defis.context import defi_context, road_of
from generator.outputs.defis.page import defi_view
from generator.outputs.site.annonces import annonces_view


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
def test_where_nobody_has_an_address_one_writes_to_the_site_else_is_told_what_can_be_done(
    country, day_after, slug
):
    join = section(country.page(f"defis/{slug}"), "rejoindre")
    assert "Ce groupe n’a pas encore d’adresse, ni de date" in words(join)
    assert ("../../contribuer/" in links(join), "@" in join) == (False, False)
    with_site = section(day_after.page(f"defis/{slug}"), "rejoindre")
    assert "Ce groupe n’a pas encore d’adresse" not in words(with_site)
    [link] = letters(with_site)
    titre = {"ailleurs": "Un café à nous", "ajaccio": "Un café & nous"}[slug]
    assert (link.split("?")[0], parse_qsl(urlsplit(link).query)) == (
        f"mailto:{OWN}",
        [("subject", titre)],
    )


def test_a_territory_without_an_address_says_what_can_be_done_without_it(country, day_after):
    join = section(country.page("territoires/pilotes/corse"), "bloc-ecrire")
    own = "../../../tableau-de-bord/corse/"
    assert (links(join), "@" in join) == (["../../../ressources/", own], False)
    assert letters(day_after.page("territoires/pilotes/corse")) == [f"mailto:{OWN}"]


def test_the_address_of_an_example_is_a_text_that_says_so(country, day_after):
    for built in (country, day_after):
        page = built.page("territoires/pilotes/ville")
        assert f"<strong>{EXAMPLE}</strong>" in page
        assert "adresse d’exemple, où personne ne lit" in words(page)
        assert to_whom(page) <= {f"mailto:{OWN}"}, "the site has people, an example has none"
        join = section(built.page("defis/ville"), "rejoindre")
        assert "Ce groupe est inventé : il n’a pas d’adresse." in words(join)
        assert letters(join) == []


def page_of(site, defi):
    """The page of a défi, without what all pages share."""
    known = defi_context(site, defi)
    view = defi_view(defi, known, road_of(defi, known))
    return site.template("defis/defi.html").render(d=view, racine="../../")


def test_an_invented_territory_accompanies_no_real_defi_and_is_nobody_to_write_to():
    around = {
        "ici": values.pilote("ici", communes=[values.MIRECOURT], adresse=EXAMPLE, exemple=True)
    }
    some = [values.defi("vrai"), values.defi("nomme", accompagne_par="ici")]
    some.append(values.defi("invente", exemple=True))
    for view, to in ((SAID, set()), (replace(SAID, adresse=OWN), {f"mailto:{OWN}"})):
        site = site_of(*some, view=view, pilotes=around)
        for defi in some:
            page = page_of(site, defi)
            join = section(page, "rejoindre")
            assert ("accompagné par le territoire" in words(page)) == defi.exemple
            assert EXAMPLE not in page
            assert to_whom(join) == (set() if defi.exemple else to), defi.slug
            assert ("Quelqu’un vous lit" in words(join)) == bool(to and not defi.exemple)
        [listed] = [one for one in site.facets if one.by is By.PILOTE]
        assert [one.slug for one in listed.members] == ["invente"], "nor in the lists and the data"


@pytest.mark.parametrize("etat", ["abouti", "arrete"])
def test_what_is_over_leads_to_its_group_only_where_someone_can_be_written_to(etat):
    """Else to what one does at home, and to who may ask for what the group lends."""
    lent = (Besoin(quoi="Une scie", nature="materiel"),)
    sent = {"relais": "https://relais.example/envoyer"}
    for more, publisher, title, asked in (
        ({}, {}, "Vous passez par là ?", False),
        ({}, sent, "Vous passez par là ?", True),
        ({"exemple": True}, sent, "Vous passez par là ?", False),
        ({}, sent | {"adresse": OWN}, "Retrouver le groupe", False),
        ({"contact": "https://example.org/nous"}, sent, "Retrouver le groupe", False),
    ):
        one = values.defi("fini", etat=etat, offres=lent, **more)
        join = section(page_of(site_of(one, view=replace(SAID, **publisher)), one), "rejoindre")
        assert f">{title}</h3>" in plain(join)
        assert ("../../demander-de-l-aide/?defi=fini" in links(join)) == asked
        assert ("n’a pas laissé d’adresse" in join) == (
            title == "Vous passez par là ?" and not more
        )
        assert "../../proposer/" in links(join)


def test_the_address_of_an_example_is_a_link_on_no_page(country, day_after, site):
    seen = 0
    for built in (country, day_after, site):
        for path in built.files:
            if path.endswith(".html"):
                page = (built.folder / path).read_text("utf-8")
                mails = [html.unescape(each) for each in re.findall(r'(?i)mailto:[^"\s]*', page)]
                assert not [each for each in mails if "example.org" in each.split("?")[0]], path
                seen += "@example.org" in page
    assert seen >= 7  # the territories of the world and of both countries


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


def to_whom(part):
    """To whom the letters of a part of a page go."""
    return {letter.split("?")[0] for letter in letters(part)}


def test_one_answers_an_annonce_by_the_territory_of_the_place_else_by_the_site(country, day_after):
    part = section(country.page("departements/23"), "bloc-annonces")
    assert to_whom(part) == {f"mailto:{REAL}"}
    alone = section(country.page("departements/46"), "bloc-annonces")
    assert letters(alone) == []
    assert links(alone)[-1] == "../../ressources/", "nobody to write to, nowhere to go"
    lot = section(day_after.page("departements/46"), "bloc-annonces")
    assert to_whom(lot) == {f"mailto:{OWN}"}


def test_a_letter_names_the_annonce_that_it_answers(country):
    part = section(country.page("departements/23"), "bloc-annonces")
    found = re.findall(r"</span>\s*<p>(.*?)</p>(.*?)</li>", part, re.DOTALL)
    assert len(found) == 7
    [invented] = [rest for _, rest in found if "Exemple." in rest]
    assert letters(invented) == [], "nobody waits for an answer"
    for text, rest in found:
        if rest == invented:
            continue
        subjects = [parse_qsl(urlsplit(letter).query)[0][1] for letter in letters(rest)]
        assert subjects == [
            f"Réponse à l’annonce : {words(text)}",
            f"Annonce finie : {words(text)}",
        ]
        label = html.unescape(re.search(r'aria-label="([^"]*)">Y&nbsp;répondre</a>', rest)[1])
        assert plain(label) == f"Y répondre : {words(text)}"


def here(*defis):
    """The Vosges, as the facet of some défis."""
    return Facet(By.DEPARTEMENT, "88", "Vosges", defis)


def test_where_nothing_can_be_written_one_goes_to_the_next_real_date_of_the_place():
    """An invented date sends nobody to a closed door."""
    soon = ProchaineAction(date=TODAY + timedelta(days=3), quoi="On goûte")
    later = ProchaineAction(date=TODAY + timedelta(days=9), quoi="On chante")
    invented = values.defi("invente", prochaine_action=soon, exemple=True)
    real = values.defi("vrai", prochaine_action=later)
    said = {
        "autre": values.annonce("autre", texte="Qui a un four ?"),
        "fausse": values.annonce("fausse", texte="Qui a une lune ?", exemple=True),
    }

    def foot(*defis, **publisher):
        site = site_of(*defis, view=replace(SAID, **publisher), annonces=said.values())
        view = annonces_view(site, site.annonces, "../../", pilote=None, place=here(*site.ordered))
        macro = site.template("partials/annonces.html").module.annonces
        return str(macro(view))

    closed = foot(invented, real)
    all_of_them = "../../coups-de-main/departements/88/"
    assert links(closed) == ["../../annoncer/", all_of_them, "../../defis/vrai/"]
    assert "On chante" in words(closed)
    assert "Préparez une annonce" in closed
    assert links(foot(invented)) == ["../../annoncer/", all_of_them, "../../ressources/"]
    sent = foot(invented, real, relais="https://relais.example/envoyer")
    assert links(sent) == [
        "../../annoncer/?annonce=autre",
        "../../signaler/?annonce=autre",
        "../../annoncer/?annonce=fausse",
        "../../annoncer/",
        all_of_them,
    ]
    assert "une fois relue, elle paraît ici" in words(sent)
    del said["autre"]
    for publisher in ({}, {"adresse": OWN}, {"relais": "https://relais.example/envoyer"}):
        told = foot(real, **publisher)
        assert "personne n’y attend de réponse" in words(told)
        assert letters(told) == []
        assert not re.search("Vous avez une réponse|écrivez à", words(told))


def test_an_annonce_that_answers_another_says_which():
    asked = values.annonce("four", texte="Qui a un four ? " + "Le mien est froid. " * 9)
    answer = values.annonce("oui", texte="Nous, au hameau.", repond_a="four")
    site = site_of(annonces=[asked, answer])
    view = annonces_view(site, site.annonces, "../../", pilote=None, place=here())
    [told] = [one for one in view.cartes if one.fiche.texte == "Nous, au hameau."]
    assert re.fullmatch(r"Qui a un four \? Le mien .* …", told.en_reponse_a)
    page = words(str(site.template("partials/annonces.html").module.annonces(view)))
    assert f"En réponse à « {told.en_reponse_a} »" in page


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("88", LORRAINE),
        ("54", LORRAINE),
        ("53", OUEST),
        ("35", SITE),
        ("75", SITE),
        ("22", SITE),
        ("56", SITE),
        ("2a", SITE),
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
    """Else by the site, which knows whom to ask; never by an example, whom nobody reads."""
    part = section(crossroads.page(f"departements/{code}"), "bloc-annonces")
    assert to_whom(part) == {f"mailto:{where}"}
    assert EXAMPLE not in part
