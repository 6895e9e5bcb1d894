"""Who accompanies a défi, what happens in a place, and whom one writes to: seen from outside."""

from __future__ import annotations

import datetime
import gzip
import html
import json
import posixpath
import re
import sys
from decimal import Decimal
from functools import partial
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import samples
from click.testing import CliRunner
from conftest import EPOCH, ROOT, TODAY, Built, make_project, run_build
from samples import REQUIRED

from generator.catalogue import Catalogue
from generator.cli import main
from generator.front_matter import dump, parse
from generator.geography import departements
from generator.model import FicheDefi
from generator.reader import Reader
from generator.schema import field_help, parse_document
from generator.vocabulary import GENRES_ANNONCE, PHASES, SUITES, TERRITOIRES, slugs

HOSTILE = '"><script>alert(1)</script>'
PILOTES = "content/territoires-pilotes"


def defi(commune, **more):
    return dump(REQUIRED | {"commune": commune} | more, "Racontons.\n")


def pilote(nom, **more):
    return dump({"nom": nom, "territoire": "rural"} | more, "Passez le mardi.\n")


def annonce(texte, commune, depuis, **more):
    return dump({"texte": texte, "commune": commune, "depuis": depuis, "genre": "envie"} | more, "")


def words(page):
    """What a page says: its text without tags, every space an ordinary one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def links(page):
    return [html.unescape(link) for link in re.findall(r'<a\b[^>]* href="([^"]*)"', page)]


def section(page, name):
    """The part of a page that bears the name `name`, as its id or as that of its heading."""
    box = re.search(rf'<section[^>]*="{name}".*?</section>', page, re.DOTALL)
    part = re.search(rf'<h2 id="{name}".*?(?=<h2|<section)', page, re.DOTALL)
    found = box or part
    return found[0] if found else ""


def cards(page):
    """The slugs of the défis whose cards a page shows, in their order."""
    return re.findall(r'<li class="carte.*?defis/([a-z0-9-]+)/"', page)


def day(after):
    return (TODAY + datetime.timedelta(days=after)).isoformat()


# Who accompanies.

TOWN = pilote("La ville", communes=["Mirecourt (Vosges)"], exemple="true")
COUNTRY = pilote("Le département", departements=["88"])


@pytest.fixture
def folder(tmp_path):
    """Write files in a folder of their own."""

    def write(files):
        for path, text in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        return tmp_path

    return write


def read(root) -> Catalogue:
    reading = Reader(root).read()
    assert [str(each) for each in reading.errors] == []
    return reading.catalogue


@pytest.mark.parametrize(("town", "country"), [("aaa", "zzz"), ("zzz", "aaa")])
@pytest.mark.parametrize(
    ("commune", "named", "who"),
    [
        ("Épinal (Vosges)", "", "country"),
        ("Mirecourt (Vosges)", "", "town"),
        ('"88304"', "", "town"),
        ("Mirecourt (Vosges)", "country", "country"),
        ("Épinal (Vosges)", "town", "town"),
        ("Ajaccio", "country", "country"),
        ("Ajaccio", "", ""),
    ],
    ids=[
        "its département", "its commune goes first", "its commune by code", "the one it names",
        "the one it names, elsewhere", "the one it names, from nowhere", "nobody",
    ],
)  # fmt: skip
def test_a_defi_is_accompanied_by_the_one_it_names_else_its_commune_else_its_departement(
    folder, commune, named, who, town, country
):
    """Whatever the names of files, so whatever the order in which they are read."""
    names = {"town": town, "country": country, "": ""}
    more = {"accompagne_par": names[named]} if named else {}
    files = {
        f"{PILOTES}/{town}.md": TOWN,
        f"{PILOTES}/{country}.md": COUNTRY,
        "defis/cafe.md": defi(commune.strip('"'), **more),
    }
    groups = read(folder(files)).by_pilote()
    assert {slug: [each.slug for each in defis] for slug, defis in groups.items()} == (
        {names[who]: ["cafe"]} if who else {}
    )


def test_the_other_communes_of_a_defi_do_not_choose_who_accompanies(folder):
    files = {
        f"{PILOTES}/ville.md": TOWN,
        "defis/cafe.md": defi("Ajaccio", autres_communes=["Mirecourt (Vosges)"]),
    }
    assert read(folder(files)).by_pilote() == {}


@pytest.mark.parametrize(("first", "second"), [("aaa", "zzz"), ("zzz", "aaa")])
@pytest.mark.parametrize(
    ("area", "other", "said"),
    [
        ({"communes": ["Vittel", "Mirecourt (88)"]}, {"communes": ["88304"]}, "Mirecourt"),
        ({"departements": ["Vosges"]}, {"departements": ["54", "88"]}, "Vosges"),
    ],
    ids=["a commune", "a département"],
)
def test_two_territories_that_hold_one_place_are_an_error_that_names_both(
    bvm, folder, area, other, said, first, second
):
    folder({
        f"{PILOTES}/{first}.md": pilote("Un", **area),
        f"{PILOTES}/{second}.md": pilote("Deux", **other),
    })  # fmt: skip
    result = bvm("verifier")
    assert result.exit_code == 1
    (told,) = [line for line in result.stdout.splitlines() if line.startswith("✗")]
    assert f"{PILOTES}/aaa.md" in told
    assert f"{PILOTES}/zzz.md" in told
    assert said in told


def test_a_territory_of_a_commune_inside_that_of_a_departement_is_no_error(folder):
    read(folder({f"{PILOTES}/a.md": TOWN, f"{PILOTES}/b.md": COUNTRY}))


@pytest.mark.parametrize("holder", [None, {"communes": ["Paris"]}, {"departements": ["75"]}])
@pytest.mark.parametrize(("first", "second"), [("aaa", "zzz"), ("zzz", "aaa")])
def test_two_arrondissements_are_two_places_and_the_whole_town_a_third(
    folder, first, second, holder
):
    """A part of a commune goes before the commune, which goes before its département."""
    files = {
        f"{PILOTES}/{first}.md": pilote("Montmartre", communes=["Paris 18e"]),
        f"{PILOTES}/{second}.md": pilote("La Villette", communes=["Paris 19e"]),
        "defis/dix-huit.md": defi("Paris 18e"),
        "defis/dix-huit-par-code.md": defi("75018"),
        "defis/dix-neuf.md": defi("Paris 19e"),
        "defis/vingt.md": defi("Paris 20e"),
        "defis/tout.md": defi("Paris"),
    }
    if holder:
        files[f"{PILOTES}/mmm.md"] = pilote("Tout Paris", **holder)
    catalogue = read(folder(files))
    groups = {slug: sorted(x.slug for x in some) for slug, some in catalogue.by_pilote().items()}
    whole = {"mmm": ["tout", "vingt"]} if holder else {}
    assert groups == {first: ["dix-huit", "dix-huit-par-code"], second: ["dix-neuf"]} | whole


def test_one_arrondissement_in_two_territories_is_an_error_however_it_is_written(bvm, folder):
    folder({
        f"{PILOTES}/aaa.md": pilote("Un", communes=["Paris 18e"]),
        f"{PILOTES}/zzz.md": pilote("Deux", communes=["Paris 19e", "75018"]),
    })  # fmt: skip
    result = bvm("verifier")
    assert result.exit_code == 1
    (told,) = [line for line in result.stdout.splitlines() if line.startswith("✗")]
    assert "communes[2] : Paris 18e (Paris) est déjà dans" in told


# A site with a bit of everything.

REAL, EXAMPLE, OWN = "accueil@vosges.example", "ville@example.org", "bonjour@site.example"
TITLES = {
    "h-balise": HOSTILE,
    "h-destinataire": "Un café &bcc=intrus&cc=x",
    "h-question": "Un café ?bcc=intrus, intrus;#x",
    "h-ligne": "Un café\nBcc: intrus",
    "h-code": "Un café%0ABcc:intrus%0D%0A&amp;",
    "h-apostrophe": 'L\'été d’"un" <b>café</b> à 100 % à nous',
}
HERD = [f"troupeau-{number:02}" for number in range(25)]
SAID = {
    "besoin": annonce("Il manque un puits", "Guéret", day(-9), genre="besoin", nature="lieu"),
    "envie": annonce("Envie de chanter", "Aubusson (Creuse)", day(-4)),
    "opinion": annonce("Trop de bruit", "Felletin", day(-8), genre="opinion", exemple="true"),
    "idee": annonce("Et si on marchait ?", "Felletin", day(-2), genre="idee"),
    "offre": annonce("Une remorque à prêter", "Felletin", day(-6), genre="offre"),
    "hostile": annonce(HOSTILE, "Felletin", day(-5)),
    "hier": annonce("Finie hier", "Felletin", day(-7), jusqu_au=day(-1)),
    "dernier-jour": annonce("Finie ce soir", "Felletin", day(-3), jusqu_au=day(0)),
    "seule": annonce("Seule dans le Lot", "Figeac (Lot)", day(-1)),
    "ce-soir": annonce("Landes, ce soir", "Dax (Landes)", day(-1), jusqu_au=day(0)),
    "passee": annonce("Gers, hier", "Auch (Gers)", day(-9), jusqu_au=day(-1)),
}
WORLD = {
    f"{PILOTES}/vosges.md": pilote("Les Vosges", departements=["88"], adresse=REAL),
    f"{PILOTES}/ville.md": pilote(
        "La ville", communes=["Mirecourt (Vosges)"], adresse=EXAMPLE, exemple="true"
    ),
    f"{PILOTES}/corse.md": pilote("Le sud", departements=["2A"]),
    f"{PILOTES}/redon.md": pilote("Deux rives", communes=["Redon", "Saint-Nicolas-de-Redon"]),
    f"{PILOTES}/creuse.md": pilote(
        f"La Creuse {HOSTILE}",
        departements=["23"],
        adresse=REAL,
        reseaux=["Les foyers ruraux", HOSTILE],
        lieux=["La salle du bas"],
        enjeux=["La distance, pour tout"],
        partenaires=[{"nom": "Un syndicat", "role": "Prêter un car", "statut": "contacte"}],
    ),
    "defis/ville.md": defi("Mirecourt (Vosges)"),
    "defis/epinal.md": defi("Épinal"),
    "defis/nomme.md": defi("Mirecourt (Vosges)", accompagne_par="vosges"),
    "defis/ailleurs.md": defi("Épernay"),
    "defis/ajaccio.md": defi("Ajaccio", titre="Un café & nous"),
    "defis/groupe.md": defi("Épinal", contact="https://example.org/nous"),
    "defis/fete.md": defi(
        "Saint-Anthème (63)", autres_communes=["Saint-Bonnet-le-Courreau", "Valcivières"]
    ),
    "defis/ile.md": defi("Belep"),
    "defis/cilaos.md": defi("Cilaos", repond_a=["idee", "offre"]),
    "defis/repond.md": defi("Épinal", repond_a=["idee"], titre=f"Oui {HOSTILE}"),
    **{
        f"defis/{slug}.md": defi("Épinal").replace(REQUIRED["titre"], json.dumps(title))
        for slug, title in TITLES.items()
    },
    **{f"defis/{slug}.md": defi("Felletin") for slug in HERD},
    **{f"annonces/{slug}.md": text for slug, text in SAID.items()},
}


def make_world(where, *, address="", files=WORLD):
    """A project of these files, where the real territories are not."""
    project = make_project(where, files)
    for page in (project / PILOTES).glob("*.md"):
        if page.stem != "index" and f"{PILOTES}/{page.name}" not in files:
            page.unlink()
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    own = re.sub("^    adresse:.*", f"    adresse: {address}", text, count=1, flags=re.MULTILINE)
    config.write_text(own, "utf-8")
    return project


def _built(where, *, address="", epoch=EPOCH, files=WORLD) -> Built:
    project = make_world(where / "projet", address=address, files=files)
    built = run_build(project, where / "site", SOURCE_DATE_EPOCH=str(epoch))
    assert built.code == 0, built.said
    return built


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Built:
    """Built where the site has no address of its own."""
    return _built(tmp_path_factory.mktemp("monde"))


@pytest.fixture(scope="module")
def next_day(tmp_path_factory) -> Built:
    """The same on the day after, where the site has an address."""
    return _built(tmp_path_factory.mktemp("lendemain"), address=OWN, epoch=int(EPOCH) + 86_400)


# A site where territories meet.

LORRAINE, OUEST = "plaine@lorraine.example", "accueil@ouest.example"
TYPED = ("Bonjour@Site.EXAMPLE", "Accueil.19@Villette.Paris.EXAMPLE")
SITE, VILLETTE = "Bonjour@site.example", "Accueil.19@villette.paris.example"
NEEDS = {
    "a": ["Trouvé", "Un piano", "Des bancs", "Une bâche"],
    "b": ["Un four", "Du bois"],
    "c": ["Une clé"],
}
TOLD_AT = [
    "Paris 18e", "Paris 19e", "Mirecourt (Vosges)", "88304", "Nancy", "Toul", "Redon", "Vitré",
    "Laval (Mayenne)", "Dinan", "Saint-Brieuc", "Ajaccio", "Vannes",
]  # fmt: skip


def need(what):
    found = {"pourvu_le": day(-5)} if what == "Trouvé" else {}
    return {"quoi": what, "nature": "materiel"} | found


MEETING = {
    f"{PILOTES}/montmartre.md": pilote(
        "Montmartre", communes=["Paris 18e"], adresse=EXAMPLE, exemple="true"
    ),
    f"{PILOTES}/villette.md": pilote(
        "La Villette", communes=["Paris 19e"], adresse=TYPED[1], territoire="metropole"
    ),
    f"{PILOTES}/ile.md": pilote("L’île", departements=["2A"], adresse=EXAMPLE, exemple="true"),
    f"{PILOTES}/plaine.md": pilote(
        "La plaine",
        communes=["Mirecourt (Vosges)", "Redon", "Nancy"],
        departements=["54", "55"],
        adresse=LORRAINE,
    ),
    f"{PILOTES}/ouest.md": pilote(
        "L’ouest", communes=["Vitré"], departements=["53"], adresse=OUEST
    ),
    f"{PILOTES}/dinan.md": pilote("Dinan", communes=["Dinan"], adresse=OUEST),
    **{
        f"annonces/annonce-{number}.md": annonce("Envie de chanter", commune, day(-3))
        for number, commune in enumerate(TOLD_AT)
    },
    **{
        f"defis/{slug}.md": defi("Nancy", besoins=[need(one) for one in needs])
        for slug, needs in NEEDS.items()
    },
    **{
        f"defis/p{rank}-{number:02}.md": defi(f"Paris {rank}e")
        for rank in (18, 19)
        for number in range(25)
    },
}


@pytest.fixture(scope="module")
def meeting(tmp_path_factory) -> Built:
    return _built(tmp_path_factory.mktemp("croisement"), address=TYPED[0], files=MEETING)


def marked(part):
    """The pilot territories to which a part of a page links, and what it says beside each link."""
    found = re.findall(
        r'pilotes/([a-z-]+)/">.*?</a>(.*?)(?=<a\b|</li>|</p>|\Z)', part, flags=re.DOTALL
    )
    return {slug: words(beside).strip(" ,") for slug, beside in found}


def test_a_departement_says_which_of_its_territories_is_an_example(world, meeting):
    around = section(world.page("departements/88"), "bloc-pilotes")
    assert marked(around) == {"ville": "Exemple", "vosges": ""}
    around = section(meeting.page("departements/75"), "bloc-pilotes")
    assert marked(around) == {"montmartre": "Exemple", "villette": ""}


def test_a_type_of_territory_says_which_of_its_territories_is_an_example(world, meeting):
    def accompany(built, kind):
        found = re.search(
            r"Dans ces territoires pilotes, un Entrepreneur.*?</p>",
            built.page(f"territoires/{kind}"),
        )
        return marked(found[0]) if found else {}

    told = dict.fromkeys(["corse", "creuse", "redon", "vosges"], "") | {"ville": "Exemple"}
    assert accompany(world, "rural") == told
    assert accompany(meeting, "metropole") == {"villette": ""}
    assert accompany(meeting, "petite-ville") == {}


@pytest.mark.parametrize("page", ["", "/page/2"])
def test_every_page_of_an_example_territory_says_that_it_is_one(meeting, page):
    strip = '<p class="exemple">'
    for slug, count in (("montmartre", 1), ("villette", 0)):
        shown = meeting.page(f"territoires/pilotes/{slug}{page}")
        assert shown.count(strip) == count, slug
        assert len(cards(shown)) == (13 if page else 12)
    shown = meeting.page("territoires/pilotes/montmartre" + page).split("<main")[1]
    assert shown.index(strip) < shown.index("<h1")


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
    meeting, code, where
):
    """Else by the site, which knows whom to ask."""
    part = section(meeting.page(f"departements/{code}"), "bloc-annonces")
    assert recipients(part) == where
    assert (EXAMPLE in part) == (where == [])


@pytest.mark.parametrize(
    ("slug", "said", "codes"),
    [
        (
            "plaine",
            "Mirecourt, Redon et Nancy. Tous ces départements : Meurthe-et-Moselle , Meuse . "
            "Départements : Ille-et-Vilaine , Vosges .",
            ["54", "55", "35", "88"],
        ),
        (
            "ouest",
            "Vitré. Tout le département : Mayenne . Département : Ille-et-Vilaine .",
            ["53", "35"],
        ),
        ("dinan", "Dinan. Département : Côtes-d’Armor .", ["22"]),
        ("ile", "Tout le département : Corse-du-Sud .", ["2a"]),
    ],
)
def test_a_territory_says_which_departements_it_covers_whole_and_which_it_touches(
    meeting, slug, said, codes
):
    """One that it covers whole is not said to be touched by a commune that is there."""
    area = section(meeting.page(f"territoires/pilotes/{slug}"), "bloc-aire")
    assert words(area) == f"Où est-ce ? {said}"
    assert links(area) == [f"../../../departements/{code}/" for code in codes]


def test_the_home_page_asks_one_thing_for_each_defi_before_a_second_for_any(meeting):
    """What is already found is not asked for, nor counted."""
    asked = re.findall(r'defis/([a-z0-9-]+)/#besoins">([^<]*)<', meeting.page(""))
    assert asked == [("a", "Un piano"), ("b", "Un four"), ("c", "Une clé"), ("a", "Des bancs")]


def test_the_host_of_an_address_is_shown_in_lower_case_whatever_was_typed(meeting):
    page = meeting.page("territoires/pilotes/villette")
    join = section(page, "bloc-ecrire")
    assert recipients(join) == [f"mailto:{VILLETTE}"]
    assert f">{VILLETTE}</a>" in join
    for address in ("", "territoires/pilotes/villette", "defis/p19-00", "defis/p18-00"):
        page = meeting.page(address)
        assert SITE in page
        assert not [each for each in TYPED if each in page]


# Whom to write to.


def recipients(page):
    """The letters that the content of a page opens."""
    inside = page.partition("</main>")[0]
    return [link for link in links(inside) if link.lower().startswith("mailto:")]


@pytest.mark.parametrize(
    ("slug", "where"),
    [("ville", "ville"), ("epinal", "vosges"), ("nomme", "vosges"), ("ajaccio", "corse")],
)
def test_the_page_of_a_defi_leads_to_who_accompanies_it(world, slug, where):
    join = section(world.page(f"defis/{slug}"), "rejoindre")
    assert f"../../territoires/pilotes/{where}/" in links(join)
    assert "accompagné par le territoire pilote" in words(join)


def test_nobody_is_said_to_accompany_where_nobody_does(world):
    page = world.page("defis/ailleurs")
    assert "accompagné" not in words(section(page, "rejoindre"))
    assert "pilotes/" not in "".join(links(page[: page.index("<footer")]))


def test_one_writes_to_the_territory_about_the_defi(world):
    join = section(world.page("defis/epinal"), "rejoindre")
    link, joining, asking = map(unquote, recipients(join))
    assert link == f"mailto:{REAL}?subject=Un café à nous"
    assert joining.startswith(f"mailto:{REAL}?subject=Je m’engage : Un café à nous&body=Bonjour,")
    assert asking.startswith(f"mailto:{REAL}?subject=Demande d’aide : Un café à nous&body=Bonjour,")
    assert f">{REAL}</a>" in join
    assert "adresse d’exemple" not in join


def test_one_writes_to_the_page_of_the_group_where_it_has_one(world):
    join = section(world.page("defis/groupe"), "rejoindre")
    assert "https://example.org/nous" in links(join)
    assert recipients(join) == []


@pytest.mark.parametrize("slug", ["ailleurs", "ajaccio"])
def test_where_nobody_has_an_address_one_writes_to_the_site_else_reads_how_to_take_part(
    world, next_day, slug
):
    join = section(world.page(f"defis/{slug}"), "rejoindre")
    assert ("../../contribuer/" in links(join), "@" in join) == (True, False)
    with_site = section(next_day.page(f"defis/{slug}"), "rejoindre")
    link, *doors = recipients(with_site)
    assert len(doors) == 2
    titre = {"ailleurs": "Un café à nous", "ajaccio": "Un café & nous"}[slug]
    assert (link.split("?")[0], parse_qsl(urlsplit(link).query)) == (
        f"mailto:{OWN}",
        [("subject", titre)],
    )


@pytest.mark.parametrize("address", ["defis/ville", "territoires/pilotes/ville"])
def test_the_address_of_an_example_is_a_text_that_says_so(world, next_day, address):
    for built in (world, next_day):
        page = built.page(address)
        assert f"<strong>{EXAMPLE}</strong>" in page
        assert "adresse d’exemple" in words(page)
        assert recipients(page) == []


def test_the_address_of_an_example_is_a_link_on_no_page(world, next_day, site):
    seen = 0
    for built in (world, next_day, site):
        for path in built.files:
            if path.endswith(".html"):
                page = (built.folder / path).read_text("utf-8")
                mails = [html.unescape(each) for each in re.findall(r'(?i)mailto:[^"\s]*', page)]
                assert not [each for each in mails if "example.org" in each.split("?")[0]], path
                seen += "@example.org" in page
    assert seen >= 12  # the five real territories, their défis


@pytest.mark.parametrize("slug", TITLES)
def test_a_hostile_title_is_the_subject_of_a_letter_to_one_and_nothing_more(world, slug):
    page = world.page(f"defis/{slug}")
    assert "<script>alert" not in page
    begun = {"": ["subject"], "Je m’engage : ": ["subject", "body"]}
    begun["Demande d’aide : "] = begun["Je m’engage : "]
    for link, (before, keys) in zip(recipients(page), begun.items(), strict=True):
        parts = urlsplit(link)
        assert (parts.scheme, parts.path, parts.fragment) == ("mailto", REAL, "")
        assert re.fullmatch(r"[A-Za-z0-9._~=%/&-]+", parts.query), parts.query
        said = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True))
        assert [*said] == keys
        assert said["subject"].isprintable(), "a line end begins a header (RFC 6068, 5)"
        assert said["subject"] == before + " ".join(TITLES[slug].split())


@pytest.mark.parametrize(
    "wrong",
    ["accueil", "accueil@", "@ville.example", "accueil@ville", "a@ville.example,b@ville.example",
     "a@ville.example?bcc=b@ville.example", "a@ville.example&bcc=b", "a%0Ab@ville.example",
     "Nom <a@ville.example>", "mailto:a@ville.example", "a b@ville.example", 'a"@ville.example',
     "a\nb@ville.example", "a@ville.example\nBcc: b@ville.example", "a@@ville.example",
     "<script>@ville.example", "https://ville.example/a@ville.example"],
)  # fmt: skip
def test_a_wrong_address_is_refused(folder, bvm, wrong):
    folder({f"{PILOTES}/ici.md": pilote("Ici", departements=["88"], adresse=wrong)})
    result = bvm("verifier")
    assert result.exit_code == 1
    assert re.search(rf"✗ {PILOTES}/ici.md:\d+: adresse : .* n’est pas une adresse", result.stdout)


# The pages of territories.


def test_the_territories_are_listed_with_what_they_cover_and_how_much_happens(world):
    page = world.page("territoires/pilotes")
    doors = dict(
        re.findall(r'pilotes/([a-z-]+)/">[^<]*(?:&[^<]*)*</a></h2>\s*(.*?)</li>', page, re.DOTALL)
    )
    assert list(doors) == ["corse", "creuse", "redon", "ville", "vosges"]
    told = {slug: words(door) for slug, door in doors.items()}
    assert told["creuse"] == "Creuse Rural 25 défis"
    assert told["redon"] == "Redon et Saint-Nicolas-de-Redon Rural Pas encore de défi"
    assert told["ville"] == "Mirecourt Rural 1 défi Exemple"


def test_a_territory_says_where_it_is_who_to_write_to_and_what_it_lives_on(world):
    page = world.page("territoires/pilotes/creuse")
    area = section(page, "bloc-aire")
    assert words(area) == "Où est-ce ? Tout le département : Creuse ."
    assert links(area) == ["../../../departements/23/"]
    assert recipients(section(page, "bloc-ecrire")) == [f"mailto:{REAL}"]
    said = words(page)
    assert "Les réseaux d’ici Les foyers ruraux" in said
    assert "Les lieux qui accueillent La salle du bas" in said
    assert "Ce dont on parle La distance, pour tout" in said
    assert "Avec qui Un syndicat (on lui a écrit) : Prêter un car" in said
    assert "Passez le mardi." in said


def test_a_territory_of_communes_names_them_and_each_of_their_departements(world):
    area = section(world.page("territoires/pilotes/redon"), "bloc-aire")
    assert "Redon et Saint-Nicolas-de-Redon. Départements :" in words(area)
    assert links(area) == ["../../../departements/35/", "../../../departements/44/"]


def test_a_territory_without_an_address_says_how_to_take_part_without_it(world, next_day):
    join = section(world.page("territoires/pilotes/corse"), "bloc-ecrire")
    assert (links(join), "@" in join) == (["../../../contribuer/"], False)
    assert recipients(next_day.page("territoires/pilotes/corse")) == [f"mailto:{OWN}"]


def test_a_territory_shows_its_first_defis_then_pages_of_the_others(world):
    first = world.page("territoires/pilotes/creuse")
    second = world.page("territoires/pilotes/creuse/page/2")
    assert (len(cards(first)), len(cards(second))) == (12, 13)
    assert sorted(cards(first) + cards(second)) == HERD
    assert "../../../territoires/pilotes/creuse/page/2/" in links(first)
    assert "../../../../../territoires/pilotes/creuse/" in links(second)
    assert "territoires/pilotes/creuse/page/3/index.html" not in world.files


def test_the_defis_of_a_territory_are_those_it_accompanies_and_no_others(world):
    assert cards(world.page("territoires/pilotes/ville")) == ["ville"]
    assert "nomme" in cards(world.page("territoires/pilotes/vosges"))
    assert "ville" not in cards(world.page("territoires/pilotes/vosges"))
    assert cards(world.page("territoires/pilotes/redon")) == []


def test_hostile_words_of_a_territory_come_out_as_text_everywhere(world):
    for path in world.files:
        if path.endswith(".html"):
            assert "<script>alert" not in (world.folder / path).read_text("utf-8"), path
    for address in ("territoires/pilotes/creuse", "territoires/pilotes/creuse/page/2"):
        assert f"La Creuse {HOSTILE}" in words(world.page(address).split("<main")[1])


def test_a_type_of_territory_leads_to_its_pilot_territories(world):
    found = re.findall(r"territoires/pilotes/([a-z-]+)/", world.page("territoires/rural"))
    assert found == ["corse", "creuse", "redon", "ville", "vosges"]


# By département.


def doors(built):
    """The départements that are listed, by région, as the page shows them."""
    page = built.page("departements")
    return {
        html.unescape(title): re.findall(r"departements/([a-z0-9]+)/", body)
        for title, body in re.findall(
            r'<h2 id="region-\d+">([^<]+)</h2>(.*?)</section>', page, re.DOTALL
        )
    }


def test_only_the_departements_where_something_happens_are_listed_by_region(world):
    """A défi, the other commune of a défi, an annonce that holds, a pilot territory."""
    found = doors(world)
    assert list(found.items()) == [
        ("Auvergne-Rhône-Alpes", ["42", "63"]),
        ("Bretagne", ["35"]),
        ("Corse", ["2a"]),
        ("Grand Est", ["51", "88"]),
        ("Nouvelle-Aquitaine", ["23", "40"]),
        ("Occitanie", ["46"]),
        ("Pays de la Loire", ["44"]),
        ("Outre-mer", ["974", "988"]),
    ]
    written = {path.split("/")[1] for path in world.files if path.startswith("departements/")}
    assert written - {"index.html"} == {code for codes in found.values() for code in codes}


def test_a_departement_with_nothing_left_is_not_listed_the_day_after(next_day):
    assert doors(next_day)["Nouvelle-Aquitaine"] == ["23"]
    assert "departements/40/index.html" not in next_day.files


def test_a_departement_says_how_many_defis_and_annonces_it_has(world):
    said = words(world.page("departements"))
    assert "Lot Pas encore de défi, 1 annonce" in said
    assert "Creuse 25 défis, 7 annonces" in said
    assert "Ille-et-Vilaine Pas encore de défi " in said


def test_an_address_of_corsica_is_in_lower_case(world):
    assert cards(world.page("departements/2a")) == ["ajaccio"]
    assert not [path for path in world.files if path.startswith("departements/2A")]
    assert "../../departements/2a/" in links(world.page("defis/ajaccio"))


def test_a_festival_of_two_departements_stands_once_in_each(world):
    assert cards(world.page("departements/63")) == ["fete"]
    assert cards(world.page("departements/42")) == ["fete"]
    page = world.page("defis/fete")
    assert links(section(page, "concernes")) == ["../../departements/42/"]
    assert '<a class="situer" href="../../departements/63/"' in page


def test_a_departement_shows_who_accompanies_there(world):
    around = section(world.page("departements/88"), "bloc-pilotes")
    assert links(around) == [
        "../../territoires/pilotes/ville/",
        "../../territoires/pilotes/vosges/",
    ]
    assert section(world.page("departements/51"), "bloc-pilotes") == ""


# Annonces.


def told(page):
    """The texts of the annonces that a page shows, in their order."""
    part = section(page, "bloc-annonces")
    return [words(each) for each in re.findall(r"</span>\s*<p>(.*?)</p>", part, re.DOTALL)]


@pytest.mark.parametrize("address", ["territoires/pilotes/creuse", "departements/23"])
def test_the_annonces_of_a_place_that_still_hold_are_told_the_latest_first(
    world, next_day, address
):
    """`jusqu_au` is the last day on which one is shown."""
    held = ["Et si on marchait ?", "Finie ce soir", "Envie de chanter", HOSTILE,
            "Une remorque à prêter", "Trop de bruit", "Il manque un puits"]  # fmt: skip
    assert told(world.page(address)) == held
    assert told(next_day.page(address)) == [text for text in held if text != "Finie ce soir"]


def test_every_genre_of_annonce_is_named_with_its_nature_its_place_and_its_day(world):
    part = words(section(world.page("departements/23"), "bloc-annonces"))
    for genre in GENRES_ANNONCE:
        assert re.search(rf"\b{genre.label}\b", part)
    assert "Besoin, lieu Il manque un puits Guéret, Creuse, 13 novembre 2026" in part
    assert "Opinion Trop de bruit Exemple. Felletin, Creuse, 14 novembre 2026" in part


def test_an_annonce_leads_to_each_defi_that_takes_it_up(world):
    part = section(world.page("departements/23"), "bloc-annonces")
    taken = {
        words(text): links(rest)
        for text, rest in re.findall(r"</span>\s*<p>(.*?)</p>(.*?)</li>", part, re.DOTALL)
    }
    assert taken["Et si on marchait ?"] == ["../../defis/cilaos/", "../../defis/repond/"]
    assert taken["Une remorque à prêter"] == ["../../defis/cilaos/"]
    assert taken["Envie de chanter"] == []


def test_a_hostile_annonce_is_a_text(world):
    for address in ("departements/23", "territoires/pilotes/creuse"):
        part = section(world.page(address), "bloc-annonces")
        assert HOSTILE in words(part)
        assert "<script" not in part


def test_one_answers_an_annonce_by_the_territory_of_the_place_else_by_the_site(world, next_day):
    assert recipients(section(world.page("departements/23"), "bloc-annonces")) == [f"mailto:{REAL}"]
    alone = section(world.page("departements/46"), "bloc-annonces")
    assert recipients(alone) == []
    assert links(alone)[-1] == "../../annoncer/"
    lot = section(next_day.page("departements/46"), "bloc-annonces")
    assert recipients(lot) == [f"mailto:{OWN}"]


# The whole site.


def new_pages(built):
    """The addresses of the pages about places and who accompanies there."""
    heads = ("territoires/pilotes/", "departements/", "entrepreneurs-du-bien-vivre/")
    return [
        path.removesuffix("index.html")
        for path in built.files
        if path.startswith(heads) and path.endswith("/index.html")
    ]


def test_every_page_about_a_place_stands(site):
    content = read(ROOT)
    codes = {place.departement.code for each in content.defis.values() for place in each.communes}
    codes |= {
        each.fiche.commune.departement.code
        for each in content.annonces.values()
        if each.fiche.jusqu_au is None or each.fiche.jusqu_au >= TODAY
    }
    for each in content.pilotes.values():
        codes |= {place.departement.code for place in each.fiche.communes}
        codes |= {departement.code for departement in each.fiche.departements}
    assert sorted(new_pages(site)) == sorted([
        "departements/", *(f"departements/{code.lower()}/" for code in codes),
        "territoires/pilotes/", *(f"territoires/pilotes/{slug}/" for slug in content.pilotes),
        "entrepreneurs-du-bien-vivre/",
    ])  # fmt: skip


def test_nothing_is_written_at_the_place_of_the_files(site, world):
    for built in (site, world):
        assert not [path for path in built.files if path.startswith("territoires-pilotes")]
        for path in built.files:
            if path.endswith((".html", ".xml")):
                page = (built.folder / path).read_text("utf-8")
                assert not re.search(r'(?:href="[^":]*|<loc>[^<]*)territoires-pilotes/', page), path


def test_every_page_about_a_place_is_reached_from_home_by_plain_links(site):
    seen, ahead = set(), [""]
    while ahead:
        here = ahead.pop()
        if here in seen:
            continue
        seen.add(here)
        for link in links(site.page(here)):
            path = link.split("#")[0]
            if path.endswith("/") and ":" not in path:
                there = posixpath.normpath(posixpath.join("/", here, path)).strip("/")
                ahead.append(f"{there}/" if there else "")
    assert set(new_pages(site)) <= seen


def test_every_link_of_the_pages_about_places_leads_somewhere(site, world):
    for built in (site, world):
        addresses = new_pages(built)
        assert len(addresses) > 10
        for here in addresses:
            page = built.page(here)
            for link in re.findall(r'(?:href|src)="([^"]*)"', page):
                path, _, anchor = html.unescape(link).partition("#")
                if ":" in path:
                    continue
                target = (built.folder / here / path.partition("?")[0]).resolve()
                target = target / "index.html" if target.is_dir() else target
                assert target.is_file(), f"{here} : {link}"
                if anchor:
                    assert f'id="{anchor}"' in target.read_text("utf-8"), f"{here} : {link}"


def test_the_sitemap_names_every_page_about_a_place(tmp_path):
    url = "https://example.org/bien-vivre/"
    project = make_world(tmp_path / "projet")
    built = run_build(project, tmp_path / "site", SITE_URL=url)
    assert built.code == 0, built.said
    sitemap = (built.folder / "sitemap.xml").read_bytes()
    assert gzip.decompress((built.folder / "sitemap.xml.gz").read_bytes()) == sitemap
    listed = re.findall(r"<loc>([^<]+)</loc>", sitemap.decode())
    assert len(listed) == len(set(listed))
    addresses = new_pages(built)
    assert "territoires/pilotes/creuse/page/2/" in addresses
    assert {url + address for address in addresses} <= set(listed)
    for address in addresses:
        assert f'<link rel="canonical" href="{url}{address}">' in built.page(address)


# Data.


def data(built, path="api/v1/defis.json"):
    return json.loads((built.folder / path).read_bytes())


def test_a_program_knows_where_each_defi_is(site, world):
    keys = {"insee", "nom", "departement", "longitude", "latitude", "partie"}
    for built in (site, world):
        for each in data(built)["defis"]:
            whole = data(built, f"api/v1/defis/{each['slug']}.json")
            assert whole["commune"] == each["commune"]
            for place in (each["commune"], *each["autres_communes"]):
                assert set(place) == keys
                assert place["departement"] in departements()
                assert place["insee"].startswith(place["departement"][:2])
                if place["longitude"] is not None:
                    assert -180 <= place["longitude"] <= 180
                    assert -90 <= place["latitude"] <= 90


def test_longitude_and_latitude_are_not_taken_for_each_other(world):
    places = {each["slug"]: each["commune"] for each in data(world)["defis"]}
    assert places["ville"] == {
        "insee": "88304", "nom": "Mirecourt", "departement": "88",
        "longitude": pytest.approx(6.13, abs=0.05), "latitude": pytest.approx(48.30, abs=0.05),
        "partie": None,
    }  # fmt: skip
    assert places["cilaos"]["latitude"] == pytest.approx(-21.1, abs=0.2)


def test_a_commune_whose_point_is_not_known_gives_null_and_its_page_stands(world):
    place = data(world, "api/v1/defis/ile.json")["commune"]
    assert (place["longitude"], place["latitude"]) == (None, None)
    assert (place["insee"], place["departement"]) == ("98801", "988")
    assert "Belep, Nouvelle-Calédonie" in words(world.page("defis/ile"))
    assert cards(world.page("departements/988")) == ["ile"]


def test_a_program_knows_who_accompanies_and_where_else(world):
    known = {each["slug"]: each for each in data(world)["defis"]}
    who = {slug: known[slug]["territoire_pilote"] for slug in ("ville", "nomme", "ailleurs")}
    assert who == {"ville": "ville", "nomme": "vosges", "ailleurs": None}
    assert [place["nom"] for place in known["fete"]["autres_communes"]] == [
        "Saint-Bonnet-le-Courreau", "Valcivières",
    ]  # fmt: skip


# bvm geographie.


@pytest.fixture
def bvm(tmp_path, monkeypatch):
    """Run `bvm` in a folder, the scratch one unless told; nothing ends in a trace."""

    def run(*arguments, inside=tmp_path, answers=""):
        monkeypatch.chdir(inside)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        monkeypatch.setattr(sys, "argv", ["bvm", *arguments])
        result = CliRunner().invoke(main, list(arguments), input=answers)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        assert "Traceback" not in result.output
        return result

    return run


def test_a_commune_is_told_with_its_names_its_type_its_territory_and_its_neighbours(bvm):
    result = bvm("geographie", "Mirecourt", inside=ROOT)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "Mirecourt, Vosges"
    assert "  à écrire : Mirecourt (Vosges)" in lines
    assert "  code INSEE : 88304" in lines
    assert "  région : Grand Est" in lines
    assert "  codes postaux : 88500" in lines
    kind = next(line for line in lines if line.startswith("Type de territoire : "))
    assert re.search(r"plutôt « petite ville »\. \d.* habitants, .*\. C’est au groupe", kind)
    assert (
        "Territoire pilote : Plaine des Vosges (content/territoires-pilotes/plaine-des-vosges.md)"
        in lines
    )
    cafe = "Un café à nous, tenu à tour de rôle (defis/cafe-participatif-mirecourt.md)"
    assert f"  0 km : {cafe}" in lines


def test_the_defis_nearby_are_told_the_nearest_first_and_the_rest_counted(bvm, folder):
    towns = {"a": "Vittel", "b": "Mirecourt (88)", "c": "Dompaire", "d": "Nancy", "e": "Ajaccio"}
    folder({f"defis/{slug}.md": defi(commune) for slug, commune in towns.items()})
    lines = bvm("geographie", "Mirecourt").stdout.splitlines()
    start = lines.index("Défis à moins de 30 km : 3")
    rows = [re.match(r"  (\d+) km : .* \(defis/(\w)\.md\)", line) for line in lines[start + 1 :]]
    assert [row[2] for row in rows] == ["b", "c", "a"]
    assert [int(row[1]) for row in rows] == sorted(int(row[1]) for row in rows)
    assert rows[0][1] == "0"
    assert 10 <= int(rows[2][1]) <= 25
    folder({f"defis/plus-{number}.md": defi("Mirecourt (88)") for number in range(4)})
    assert bvm("geographie", "Mirecourt").stdout.endswith("\n  et 2 de plus\n")


def test_the_only_defis_of_a_commune_far_from_all_are_said_to_be_none(bvm, folder):
    folder({"defis/a.md": defi("Ajaccio")})
    result = bvm("geographie", "88304")
    assert (result.exit_code, "Territoire pilote" in result.stdout) == (0, False)
    assert result.stdout.endswith("\nAucun défi à moins de 30 km pour l’instant.\n")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        (["Le", "Havre"], "Le Havre, Seine-Maritime"),
        (["La", "Rochelle", "(17)"], "La Rochelle, Charente-Maritime"),
        (["saint", "etienne"], "Saint-Étienne, Loire"),
        (["Saint-Denis (974)"], "Saint-Denis, La Réunion"),
        (["88304"], "Mirecourt, Vosges"),
        (["Paris", "18e"], "Paris 18e"),
    ],
)
def test_a_commune_of_several_words_needs_no_quotes(bvm, typed, label):
    result = bvm("geographie", *typed)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, label)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mirecour", "Mirecourt (Vosges)"),
        ("Saint-Denis", "Saint-Denis (Seine-Saint-Denis)"),
        ("00000", "ni un code INSEE ni un code postal"),
        ("1400", "zéro"),
        ("Mirecourt (Jura)", "Mirecourt (Vosges)"),
        ("Mirecourt (Nulle Part)", "n’est pas un département"),
        ("{lu}%s", "« {lu}%s »"),
        ("...", "ne désigne pas une commune"),
    ],
)
def test_what_is_no_commune_is_refused_with_what_to_write(bvm, typed, said):
    result = bvm("geographie", typed)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_a_refusal_never_commands_the_terminal(bvm):
    result = bvm("geographie", "\x1b[2Jrien\x07\n::error::faux")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not re.search(r"[\x00-\x09\x0b-\x1f]|\n::", result.stderr)


@pytest.mark.parametrize("typed", ["01400", "01 400"])
def test_a_postal_code_that_is_the_code_of_another_commune_says_so(bvm, typed):
    result = bvm("geographie", typed)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "Seillonnaz, Ain")
    last = result.stdout.splitlines()[-1]
    assert "est aussi un code postal : " in last
    assert "Châtillon-sur-Chalaronne" in last


def test_a_code_of_one_meaning_says_no_other(bvm):
    assert "aussi un code postal" not in bvm("geographie", "88304").stdout


def test_an_overseas_commune_says_what_is_not_known_of_it(bvm, folder):
    folder({"defis/a.md": defi("Belep")})
    result = bvm("geographie", "Belep")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Belep, Nouvelle-Calédonie"
    assert "  superficie : non connue ici" in lines
    assert "  position : non connue ici" in lines
    assert "Trop peu de choses sont connues ici" in result.stdout
    assert lines[-1].startswith("Défis proches : impossible à dire")
    assert "None" not in result.stdout


def test_a_broken_file_does_not_hide_what_is_near(bvm, folder):
    folder({"defis/a.md": defi("Mirecourt (88)"), "defis/b.md": "---\ntitre: [\n---\n"})
    result = bvm("geographie", "Mirecourt")
    assert (result.exit_code, "(defis/a.md)" in result.stdout) == (0, True)


def test_the_help_of_geographie_is_in_french(bvm):
    result = bvm("geographie", "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage : bvm geographie ")
    said = " ".join(result.stdout.split())
    assert "Dit quelle commune désigne COMMUNE" in said
    assert "Affiche cette aide." in said
    assert not re.search(r"\b(?:Show|Usage:|Arguments|message|exit)\b", said)


def test_geographie_without_a_commune_says_that_one_is_missing(bvm):
    result = bvm("geographie")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "COMMUNE" in result.stderr.split("Pour voir")[0]
    assert "en trop" not in result.stderr


# bvm nouveau.

ANSWERS = samples.ANSWERS | {"question": "Où se retrouver l’hiver ?", "commune": "mirecourt"}
typed = partial(samples.typed, **ANSWERS)


def test_who_starts_a_defi_learns_of_the_place_before_choosing_its_type(bvm, folder):
    folder({"defis/voisin.md": defi("Vittel", titre="Le four du village")})
    said = bvm("nouveau", answers=typed()).stdout
    label = said.index("✓ Mirecourt, Vosges")
    guess = said.index("Type de territoire : plutôt « petite ville ». ")
    near = said.index("Défis à moins de 30 km : 1\n")
    row = re.search(r"\n  \d+ km : Le four du village \(defis/voisin\.md\)", said)
    choice = said.index("Celui qui ressemble le plus à chez vous")
    assert said.index("Le nom suffit ; le département aide.") < label < guess < near
    assert near < row.start() < choice
    assert "habitants" in said[guess:near]


def test_a_commune_that_is_refused_is_told_in_its_own_words_and_asked_again(bvm, tmp_path):
    result = bvm("nouveau", answers=typed(commune="Saint-Denis\nSaint-Denis (974)"))
    assert result.exit_code == 0
    assert "✗ « Saint-Denis » désigne 4 communes : « Saint-Denis (La Réunion) »" in result.stdout
    text = (tmp_path / "defis" / "un-cafe-a-nous.md").read_text("utf-8")
    assert parse(text, "")[0].fields["commune"] == "Saint-Denis (974)"


def test_who_answers_with_a_code_that_is_also_a_postal_code_learns_its_other_meaning(bvm):
    said = bvm("nouveau", answers=typed(commune="88500")).stdout
    label = said.index("✓ Ventron, Vosges\n")
    other = said.index("« 88500 » est aussi un code postal : Mirecourt (Vosges), ")
    assert label < other < said.index("Type de territoire : ")
    assert said.count("est aussi un code postal") == 1


@pytest.mark.parametrize("commune", ["88304", "14400", "Ventron"])
def test_who_answers_with_a_commune_of_one_meaning_learns_no_other(bvm, commune):
    """14400 is the code of Le Manoir, and its postal code too."""
    result = bvm("nouveau", answers=typed(commune=commune))
    assert result.exit_code == 0
    assert "code postal" not in result.stdout


@pytest.mark.parametrize("commune", ["mirecourt", "88304", "Belep", "01400", "Paris 18e"])
def test_the_file_of_a_new_defi_is_valid_its_keys_in_the_order_of_the_schema(
    bvm, tmp_path, commune
):
    assert bvm("nouveau", answers=typed(commune=commune)).exit_code == 0
    text = (tmp_path / "defis" / "un-cafe-a-nous.md").read_text("utf-8")
    keys = re.findall(r"^(\w+):", text.split("---\n")[1], re.MULTILINE)
    answered = {key for key, answer in ANSWERS.items() if answer}
    assert keys == [row.key for row in field_help(FicheDefi) if row.key in answered]
    document, problems = parse_document(text, FicheDefi, "un-cafe-a-nous", "defis/x.md")
    assert document
    assert not [each for each in problems if each.is_error]
    assert bvm("verifier").exit_code == 0


# The content of this repository.


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return read(ROOT)


@pytest.fixture(scope="module")
def shown(content):
    """The défis of the demonstration."""
    return [each for each in content.defis.values() if each.exemple]


def test_the_content_passes_its_own_check(bvm):
    result = bvm("verifier", inside=ROOT)
    assert result.exit_code == 0, result.stdout
    assert "✗" not in result.stdout


def test_the_demonstration_has_sixteen_defis_of_each_phase_and_each_type_of_territory(shown):
    assert len(shown) == 16
    assert {each.phase for each in shown} == set(slugs(PHASES))
    assert {each.territoire for each in shown} == set(slugs(TERRITOIRES))


def test_the_demonstration_shows_a_pause_a_success_and_a_stop_with_what_was_learned(shown):
    ended = {each.etat: each for each in shown if each.etat in {"en-pause", "abouti", "arrete"}}
    assert set(ended) == {"en-pause", "abouti", "arrete"}
    for etat in ("abouti", "arrete"):
        bilan = ended[etat].bilan
        assert bilan
        assert all((bilan.resultats, bilan.appris, bilan.suite))


def test_the_demonstration_shows_how_defis_are_tied_to_one_another(shown, content):
    for key in ("inspire_de", "partie_de"):
        ties = [getattr(each, key) for each in shown if getattr(each, key)]
        assert ties
        assert set(ties) <= set(content.defis)
    assert set(content.taken_up()) <= set(content.annonces)
    assert content.taken_up()


def test_the_demonstration_shows_a_budget_that_balances_with_money_not_yet_there(shown):
    def balanced(money):
        spent = sum((each.montant for each in money.depenses), Decimal(0))
        return spent and spent == sum((each.montant for each in money.recettes), Decimal(0))

    mixed = [
        each.slug
        for each in shown
        if each.financement
        and balanced(each.financement)
        and len({row.statut for row in each.financement.recettes}) >= 2
    ]
    assert mixed


def test_the_demonstration_shows_trials_of_every_end_and_decisions(shown):
    ends = {trial.suite for each in shown for trial in each.experiences if trial.suite}
    assert ends == set(slugs(SUITES))
    assert [each for each in shown if each.decisions]


def test_the_demonstration_has_twelve_annonces_of_every_genre(content):
    examples = [each.fiche for each in content.annonces.values() if each.fiche.exemple]
    assert len(examples) == 12
    assert {each.genre for each in examples} == set(slugs(GENRES_ANNONCE))


def test_the_demonstration_has_five_pilot_territories_that_nobody_can_write_to(content):
    examples = [each.fiche for each in content.pilotes.values() if each.fiche.exemple]
    assert len(examples) == 5
    for each in examples:
        assert each.adresse.endswith("@example.org")
    assert {each.territoire for each in examples} == set(slugs(TERRITOIRES))


def test_every_pilot_territory_of_the_demonstration_accompanies_a_defi(content):
    examples = {slug for slug, each in content.pilotes.items() if each.fiche.exemple}
    assert examples <= set(content.by_pilote())


def test_every_commune_of_the_demonstration_is_known_with_its_point(shown, content):
    documents = [*content.annonces.values(), *content.pilotes.values()]
    examples = [each.fiche for each in documents if each.fiche.exemple]
    places = [place for each in shown for place in each.communes]
    places += [each.commune for each in examples if hasattr(each, "commune")]
    places += [place for each in examples for place in getattr(each, "communes", ())]
    assert len(places) >= 16 + 12 + 20
    assert not [place.label for place in places if place.point is None]


OFFICIAL = re.compile(r"(?:[a-z0-9-]+\.)*(?:example\.org|service-public\.fr|[a-z-]+\.gouv\.fr)")
PHONE = re.compile(r"(?<![\d-])(?:\+\d{2}\s?|0)[1-9](?:[ .\u00a0\u202f-]?\d\d){4}(?!\d)")


@pytest.mark.parametrize("folder", ["defis", "annonces"])
def test_no_one_is_reached_from_the_files_of_the_demonstration(folder):
    """No electronic address, no telephone number, no page but of an example or of the State."""
    seen = 0
    for path in (ROOT / folder).glob("*.md"):
        text = path.read_text("utf-8")
        if "\nexemple: true\n" not in text:
            continue
        assert not re.search(r"[\w.+-]+@[\w-]", text), path.name
        assert not PHONE.search(text), path.name
        for host in re.findall(r"(?:https?:|www\.)/*([^/\s)>\"']+)", text):
            assert OFFICIAL.fullmatch(host), f"{path.name} : {host}"
        seen += 1
    assert seen >= 12


@pytest.mark.parametrize(
    "wrong", ["01 23 45 67 89", "+33 612345678", "0612345678", "03.29.00.00.00"]
)
def test_a_telephone_number_would_be_seen(wrong):
    assert PHONE.search(f"Appelez le {wrong}.")
