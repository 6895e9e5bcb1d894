"""The journal of the month: one sheet of paper that holds on its two sides, and the letter of the week."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from beside import show
from drawing import SAID, site_of
from PIL import Image
from playwright.sync_api import Page, expect
from reading import plain, words
from values import MIRECOURT, annonce, defi, pilote, rencontre
from visits import opened
from worlds import TODAY

from generator.accompaniment.month import DAYS
from generator.content.model import Activite, Besoin, Entree, Recurrence
from generator.outputs import journal
from generator.outputs.journal.letter import LONGEST, Letter
from generator.outputs.journal.words import also_on, cut, hours_of
from generator.outputs.kit.qr import qr_code
from generator.outputs.site.site import Site
from generator.text.typography import NARROW, NBSP

DEPARTEMENT = "departements/88/journal/"
PILOTE = "territoires/pilotes/plaine/journal/"
URL = "https://bien-vivre.example/"
READ = replace(SAID, adresse="bonjour@bien-vivre.example")
PLAINE = pilote(
    "plaine",
    nom="La plaine des Vosges",
    departements=(MIRECOURT.departement,),
    adresse="plaine@bien-vivre.example",
)
LONG = "Réparer ensemble les vélos, les grille-pain et tout ce que l’on jette trop vite à Mirecourt"
SATURDAYS = Recurrence(
    jour="samedi", debut=time(9, 30), fin=time(12), depuis=TODAY, jusqu_au=date(2027, 6, 30),
    sauf=(date(2026, 12, 5),),
)  # fmt: skip


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def need(quoi: str) -> Besoin:
    return Besoin(quoi=quoi, nature="materiel")


CAFE = defi(
    "cafe",
    depuis=after(-12),
    resume="Un lieu où l’on se retrouve, tenu par ceux qui y viennent.",
    rencontres=(
        rencontre(after(5), "Qui tient le comptoir ?", debut=time(18, 30), fin=time(20, 30),
                  lieu="Salle des fêtes", accessibilite="Plain-pied", venir="libre"),
        rencontre(after(12), "Une assemblée", statut="annulee", debut=time(20)),
        rencontre(after(-6), "Le premier débat", statut="tenue", compte_rendu="Nous étions vingt.\n\nOn continue."),
        rencontre(after(DAYS), "Trop tard"),
    ),
    besoins=(need("Deux percolateurs"), need("Une caisse")),
    activites=(Activite(quoi="Le café du samedi", rythme="Le samedi", recurrence=SATURDAYS),),
    journal=(Entree(date=after(-9), texte="Une entrée plus ancienne."),),
)  # fmt: skip
VELO = defi(
    "velo", titre="Réparer nos vélos", depuis=date(2026, 5, 1),
    besoins=(need("Un garage au sec"),), offres=(need("Un pied d’atelier à prêter"),),
)  # fmt: skip


def crowd(**more) -> list:
    """Forty dates with long titles, forty needs, twenty défis that begin, a long story."""
    told = rencontre(after(-3), "Un débat", statut="tenue", compte_rendu="Nous étions douze. " * 90)
    return [
        defi(
            f"d{rank:02}",
            titre=LONG,
            resume=("Et si nous en ouvrions un ? " * 8).strip(),
            depuis=after(-rank),
            rencontres=(
                *(
                    rencontre(after((rank * 2 + later) % DAYS), LONG, debut=time(18, 30),
                              lieu="Salle des fêtes, place de la mairie",
                              accessibilite="Plain-pied, enfants bienvenus, une boucle magnétique")
                    for later in (0, 7)
                ),
                *[told] * (rank == 3),
            ),
            besoins=(need(f"Deux percolateurs, une grande table ({rank})"), need("Des bancs")),
            offres=(need("Une remorque"),),
            **more,
        )
        for rank in range(20)
    ]  # fmt: skip


def rich() -> list:
    """Thirty dates, twenty needs, as people write them; some last long, some are short."""
    said = (
        "Un chantier au jardin",
        "La soupe du mercredi, et qui veut chante",
        "Réparer les vélos",
    )
    where = ("La halle", "Salle des fêtes, 2e étage", "Derrière l’école")
    return [
        defi(
            f"r{rank}",
            titre=f"{said[rank % 3]}, à plusieurs ({rank})",
            resume="Un lieu où l’on se retrouve, tenu par ceux qui y viennent.",
            depuis=after(-rank * 9),
            rencontres=[
                rencontre(after(1 + rank + later * 6), said[later % 3], debut=time(18, 30),
                          lieu=where[rank % 3], accessibilite="Plain-pied" if later == 1 else None)
                for later in range(5)
            ],
            besoins=(need("Deux percolateurs"), need("Une remorque bâchée, un samedi sur deux")),
            offres=(need("Une salle de vingt places le soir"),),
            journal=(Entree(date=after(-9 - rank), texte="Nous étions douze. On a planté. Le puits est sec. "
                            "Qui a une pompe ?"),),
        )
        for rank in range(6)
    ]  # fmt: skip


GARDE = "Je cherche des parents pour une garde partagée le mercredi, goûter compris."
PERSONS = [
    *(annonce(f"garde-{rank}", genre="besoin", nature="temps", themes=("education",), texte=GARDE)
      for rank in range(3)),
    annonce("couture", genre="besoin", nature="materiel", themes=("culture",),
            texte="Ma machine à coudre est en panne. J’en cherche une, même vieille."),
    annonce("chant", themes=("culture",), texte="Envie de chanter à plusieurs. Qui d’autre ?"),
    annonce("soudure", genre="offre", nature="competence", themes=("travail",),
            texte="Soudeur à la retraite, je peux apprendre la soudure à deux personnes."),
]  # fmt: skip


@cache
def territories() -> dict[str, Site]:
    """Sites whose Vosges hold nothing, a little, too much; and one where all is invented."""
    known = {"plaine": PLAINE}
    mute = {"plaine": pilote("plaine", nom="La plaine", departements=(MIRECOURT.departement,))}
    return {
        "vide": site_of(pilotes=mute),
        "sans porte": site_of(CAFE, VELO, pilotes=mute),
        "normal": site_of(CAFE, VELO, url=URL, view=READ, pilotes=known),
        "plein": site_of(*crowd(), url=URL, view=READ, pilotes=known),
        "riche": site_of(*rich(), annonces=PERSONS, url=URL, view=READ, pilotes=known),
        "exemple": site_of(*crowd(exemple=True), url=URL, pilotes=mute),
    }


@cache
def drawn(name: str) -> dict[str, bytes]:
    return files_of(territories()[name])


def files_of(site: Site) -> dict[str, bytes]:
    return {one.path: one.content for job in journal.FEATURE.jobs(site) for one in job()}


def page_of(site: Site, address: str = DEPARTEMENT) -> str:
    html = files_of(site)[f"{address}index.html"].decode()
    return html.partition("<main")[2].partition("</main>")[0]


def sheet_of(site: Site, address: str = DEPARTEMENT) -> str:
    """What stands on the sheet."""
    return words(page_of(site, address).partition("<article")[2].partition("</article>")[0])


def letter_of(site: Site, address: str = DEPARTEMENT) -> str:
    """The letter as its file has it, as a keyboard would have typed it."""
    text = files_of(site)[f"{address}lettre.txt"].decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace(NBSP, " ")


# --- What stands there ---------------------------------------------------------------------------


def test_the_sheet_tells_the_coming_month_in_the_order_of_days() -> None:
    said = sheet_of(territories()["normal"])
    for told in (
        "Du dimanche 22 novembre au mardi 22 décembre 2026",
        "Vendredi 27 novembre 18 h 30 – 20 h 30 : Qui tient le comptoir ?",
        "Salle des fêtes, Mirecourt. Accès : plain-pied. On vient comme on est. Défi : Un café à nous.",
        "Samedi 28 novembre 9 h 30 – 12 h : Le café du samedi Mirecourt. Aussi les 12 et 19 décembre.",
        "Vendredi 4 décembre ANNULÉ. 20 h : Une assemblée",
        "Un café à nous Mirecourt, Les voisins. Un lieu où l’on se retrouve",
        "Lundi 16 novembre 2026 : Le premier débat. Nous étions vingt. On continue.",
        "Un pied d’atelier à prêter. Défi : Réparer nos vélos, Mirecourt.",
    ):  # fmt: skip
        assert told in said
    assert "Trop tard" not in said, "it is on the thirty-second day"
    assert "plus ancienne" not in said
    assert said.count("Réparer nos vélos") == 2, "it began in May: it is not new"
    order = [said.index(one) for one in ("Deux percolateurs", "Un garage", "Une caisse")]
    assert order == sorted(order), "the first need of each before the second of any"


def test_what_is_real_never_stands_beside_what_is_invented() -> None:
    invented = defi("invente", titre="Un défi inventé", exemple=True, besoins=(need("Du faux"),))
    mixed = page_of(site_of(CAFE, invented))
    assert "inventé" not in words(mixed)
    assert "Du faux" not in mixed
    alone = page_of(site_of(invented))
    assert plain(alone).count("EXEMPLE : ne pas afficher") == 1
    assert "Un défi inventé" in plain(alone)
    said = annonce("une", genre="besoin", nature="materiel", texte="Une vraie échelle")
    by_one = page_of(site_of(invented, annonces=[said]))
    assert "Quelqu’un, à Mirecourt, cherche : « Une vraie échelle »" in words(by_one)
    assert "Du faux" not in by_one


def test_an_invented_sheet_says_so_on_each_side_and_asks_nobody_to_write() -> None:
    both = page_of(territories()["exemple"])
    assert plain(both).count("EXEMPLE : ne pas afficher") == both.count('class="face"') == 2
    letter = letter_of(territories()["exemple"])
    assert letter.startswith("Exemple, Vosges : la lettre")
    assert "CECI EST UN EXEMPLE : tout y est inventé. Ne l’envoyez à personne." in letter
    own = pilote(
        "plaine", departements=(MIRECOURT.departement,), exemple=True, adresse="a@b.example"
    )
    real = annonce("une", genre="besoin", nature="materiel", texte="Une vraie échelle")
    empty = page_of(site_of(pilotes={"plaine": own}, url=URL, annonces=[real]), PILOTE)
    assert "EXEMPLE" in empty
    assert "Une vraie échelle" not in empty
    assert "a@b.example" not in empty


def test_a_paused_group_is_no_weekly_date_and_a_finished_one_none() -> None:
    paused = sheet_of(site_of(replace(CAFE, etat="en-pause")))
    assert "Le café du samedi" not in paused
    assert "Le groupe fait une pause : vérifiez avant de venir." in paused
    assert "Venez à la première date" not in paused
    assert "Qui tient" not in sheet_of(site_of(replace(CAFE, etat="abouti"), VELO))


def test_an_empty_sheet_invites_and_one_writes_on_it() -> None:
    html = page_of(territories()["vide"], PILOTE)
    assert "Aucune date n’est annoncée pour ce mois. La première peut être la vôtre" in words(html)
    assert html.count('class="main"') == 5
    assert "@" not in html.partition("<article")[2].partition("</article>")[0]


@pytest.mark.parametrize(
    ("name", "address", "said", "never"),
    [
        ("vide", PILOTE, "demandez son adresse à qui a posé cette feuille", "Écrivez au"),
        ("sans porte", DEPARTEMENT, "Venez à la première date : vendredi 27 novembre, de 18 heures 30"
         " à 20 heures 30, Salle des fêtes, Mirecourt.", "Écrivez au"),
        ("normal", PILOTE, "Écrivez au territoire pilote La plaine des Vosges :"
         " plaine@bien-vivre.example", "Écrivez au site"),
        ("normal", DEPARTEMENT, "Écrivez au site : bonjour@bien-vivre.example", "Où se renseigner"),
        ("normal", DEPARTEMENT, "sur le site : https://bien-vivre.example/departements/88/", "demandez"),
    ],
)  # fmt: skip
def test_one_is_told_whom_to_ask_and_nobody_who_is_not_there(name, address, said, never) -> None:
    sheet = sheet_of(territories()[name], address)
    assert said in sheet
    assert never not in sheet


def test_a_form_is_only_told_of_where_one_can_send_it() -> None:
    form = "Sur le site, un formulaire permet de répondre"
    assert form in sheet_of(site_of(CAFE, url=URL, view=replace(SAID, depot="https://a.example/b")))
    assert form not in sheet_of(site_of(CAFE, url=URL))


def test_the_page_and_its_letter_are_where_the_sitemap_says() -> None:
    site = territories()["normal"]
    rows = [row.address for row in journal.FEATURE.sitemap(site)]
    assert rows == [DEPARTEMENT, PILOTE]
    assert set(drawn("normal")) == {f"{row}{file}" for row in rows for file in ("index.html", "lettre.txt")}  # fmt: skip


# --- On paper ------------------------------------------------------------------------------------


SIDES = {
    ("vide", PILOTE): 1,
    ("sans porte", DEPARTEMENT): 1,
    ("normal", PILOTE): 2,
    ("riche", DEPARTEMENT): 2,
    ("plein", DEPARTEMENT): 2,
    ("exemple", DEPARTEMENT): 2,
}
"""How many sides of paper each sheet takes."""

FULL = {"riche": 0.92, "plein": 0.92}
"""How much of the paper is not blank, where something is left out."""

HEIGHTS = """() => [...document.querySelectorAll(".face")]
    .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"""

WIDE = "* { font-family: 'DejaVu Sans' !important; }"
"""Letters a tenth wider than those of most machines."""

SLIM = WIDE.replace("DejaVu Sans", "Liberation Sans")
"""Narrower ones."""

ADD = "rule => document.styleSheets[1].insertRule(rule, document.styleSheets[1].cssRules.length)"
SPILLS = """() => [...document.querySelectorAll(".feuille *:not(svg *)")]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display != "inline")
    .map(one => one.textContent)"""
SMALL = """() => [...document.querySelectorAll(".feuille *:not(svg *)")]
    .filter(one => parseFloat(getComputedStyle(one).fontSize) < 15.99).map(one => one.textContent)"""
MILLIMETRE = 96 / 25.4


def test_a_sheet_holds_on_two_sides_of_paper_in_large_letters(tab, home) -> None:
    """What there is no room for is left out whole, and counted: nothing is cut, and no third side."""
    page, _ = tab
    page.set_viewport_size({"width": 703, "height": 1032})  # what the margins leave of A4
    page.emulate_media(media="print")
    for (name, address), sides in SIDES.items():
        _show(page, home, drawn(name))
        page.goto(home("all") + address)
        for style in ("", WIDE, SLIM):
            if style:
                page.evaluate(ADD, style)
            pdf = page.pdf(prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == sides, (name, style)
            assert page.evaluate(SPILLS) == [], (name, style)
            if name in FULL:
                assert page.evaluate(HEIGHTS) > FULL[name] * sides * 1032, (name, style)
        assert page.evaluate(SMALL) == [], "12 points at least"
        for hidden in (".tete", ".pied", ".lettre", ".fil", ".mode", ".agir", ".cette-page"):
            assert not page.locator(hidden).is_visible(), hidden
        page.unroute_all()


def test_what_does_not_hold_on_the_sheet_is_counted() -> None:
    """All dates are there while they hold; paper says where to ask for the rest, not « sur le site »."""
    for name, left_out in (("plein", True), ("riche", False)):
        html = page_of(territories()[name])
        said = words(html.partition("<article")[2].partition("</article>")[0])
        for mots, total in (("dates", 40 if left_out else 30), ("besoins", 40 if left_out else 15)):
            found = re.search(
                rf"Et (\d+) {mots} de plus : lisez la suite à l’adresse qui finit", said
            )
            assert left_out or mots == "besoins" or not found
            blocks = (html.partition(f'<h2 id="{mots}{end}">')[2] for end in ("", "-suite"))
            shown = sum(one.partition("</section>")[0].count("<li") for one in blocks)
            assert shown + int(found[1] if found else 0) == total, (name, mots)
    without = site_of(*crowd(), pilotes={})
    assert "de plus : demandez la suite à qui a posé cette feuille." in sheet_of(without)


def test_needs_of_persons_are_on_paper_and_in_the_letter() -> None:
    """First what several look for at once, as one line; then a défi and a person in turn."""
    site = site_of(CAFE, VELO, annonces=PERSONS)
    together = "Trois annonces, autour de Mirecourt, cherchent la même chose"
    persons = (
        "Quelqu’un, à Mirecourt, cherche : « Ma machine à coudre est en panne.",
        "Quelqu’un, à Mirecourt, a une envie : « Envie de chanter à plusieurs.",
    )
    sheet, letter = sheet_of(site), letter_of(site)
    told = (together, "Deux percolateurs", persons[0], "Un garage", persons[1], "Une caisse")
    places = [sheet.index(one) for one in told]
    assert places == sorted(places)
    assert "Quelqu’un, à Mirecourt, propose : « Soudeur" in sheet
    assert "garde partagée" not in sheet + letter, "it is told once, by the group"
    assert letter.index(together) < letter.index("Deux percolateurs") < letter.index(persons[0])


def test_a_telephone_reads_the_square(tab, home) -> None:
    """From the screen, in both themes; at least thirty millimetres, beside the address in clear."""
    page, _ = tab
    _show(page, home, drawn("normal"))
    page.goto(home("all") + DEPARTEMENT)
    square = page.locator(".qr svg")
    whole = f"{URL}departements/88/"
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        (read,) = zxingcpp.read_barcodes(Image.open(BytesIO(square.screenshot())))
        assert read.text == whole
    assert square.locator("path").last.get_attribute("d").startswith("M4 4.5h7"), "four stay white"
    modules = int(square.get_attribute("viewBox").split()[2])
    drawn_at = square.bounding_box()["width"] / MILLIMETRE
    assert drawn_at * (modules - 8) / modules >= 30
    assert page.get_by_role("img", name=f"Carré à viser avec un téléphone : {whole}").is_visible()
    assert whole in page.locator(".prendre").inner_text()
    assert "<svg" not in page_of(territories()["sans porte"])


def test_an_address_that_attacks_draws_a_square_and_nothing_else() -> None:
    drawn_one = str(qr_code('https://a.example/"><script>alert(1)</script>/'))
    assert set(re.findall(r"<(\w+)", drawn_one)) == {"svg", "path"}
    assert "script" not in drawn_one
    assert not qr_code(f"https://a.example/{'a' * 2900}/"), "no square holds that much"


def _show(page: Page, home, files: dict[str, bytes]) -> None:
    show(page, lambda: files, home("all"), ("departements/88/", "territoires/pilotes/plaine/"))


# --- On a screen ---------------------------------------------------------------------------------

PARTS = """some => some.map(one => [one.textContent,
    one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)])"""

COPIED = "navigator.clipboard.writeText = async said => { window.copied = said; };"


def test_with_a_script_one_prints_and_copies(tab, home) -> None:
    page, _ = tab
    page.add_init_script(f"window.print = () => {{ window.printed = true; }}; {COPIED}")
    _show(page, home, drawn("normal"))
    page.goto(home("all") + DEPARTEMENT)
    page.get_by_role("button", name="Imprimer la feuille").press("Enter")
    assert page.evaluate("window.printed")
    assert not page.get_by_text("Pour l’imprimer").is_visible()
    file = drawn("normal")[f"{DEPARTEMENT}lettre.txt"].decode("utf-8-sig")
    subject, _, text = file.replace("\r\n", "\n").partition("\n\n")
    buttons = page.locator("[data-copier]")
    for rank, copied in enumerate((subject, text)):
        buttons.nth(rank).press("Enter")
        expect(buttons.nth(rank)).to_have_text("C’est copié")
        assert page.evaluate("window.copied") == copied
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    buttons.last.click()
    expect(buttons.last).to_have_text("Le texte est choisi : copiez-le")
    assert page.evaluate("String(getSelection())").strip() == text.strip()


@pytest.mark.parametrize("width", [360, 1280])
def test_without_a_script_the_sheet_and_the_letter_are_there(browser, home, width) -> None:
    with opened(browser, java_script_enabled=False, viewport={"width": width, "height": 740}) as (
        page,
        seen,
    ):
        _show(page, home, drawn("plein"))
        page.goto(home("all") + DEPARTEMENT)
        assert page.get_by_text("le menu de votre navigateur").is_visible()
        assert page.get_by_text("Dans les sept jours").is_visible()
        assert page.locator("button:visible").count() == 0
        page.get_by_role("link", name="la même chose à coller").click()
        assert page.url.endswith("#lettre")
        assert page.locator("body").bounding_box()["width"] <= width, "nothing spills"
        parts = page.locator(".adresse span").evaluate_all(PARTS)
        assert [said for said, _ in parts[-3:]] == [URL, "departements/", "88/"]
        assert all(lines < 2 for _, lines in parts), "an address breaks after a bar, never a hyphen"
        assert not seen.errors


# --- The letter ----------------------------------------------------------------------------------

LETTERS = Path(__file__).parent / "lettres"


@pytest.mark.parametrize(
    ("name", "address"), [("vide", PILOTE), ("normal", DEPARTEMENT), ("plein", DEPARTEMENT)]
)
def test_a_letter_reads_as_it_was_once_read_aloud(name, address, request) -> None:
    text = letter_of(territories()[name], address)
    golden = LETTERS / f"{name}.txt"
    if request.config.getoption("--update-goldens"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_a_letter_is_read_aloud_in_two_minutes_and_flows() -> None:
    """No line is broken by us, and no défi is named again and again."""
    for name, most in (("normal", 190), ("riche", 340), ("plein", 440)):
        letter = letter_of(territories()[name]).rstrip()
        assert len(re.findall(r"[\w’:/.@-]*\w[\w’:/.@-]*", letter)) <= most, name
        assert all(re.match("- |  [a-z]|Et ", line) for block in letter.split("\n\n")
                   for line in block.split("\n")[1:])  # fmt: skip
    assert letter_of(territories()["normal"]).count("Un café à nous") == 2
    assert "&amp;body=" in page_of(territories()["normal"])


def test_a_letter_is_plain_text_that_old_programs_read() -> None:
    """Ends of Windows, a mark for Notepad and for servers that say no charset."""
    raw = drawn("plein")[f"{DEPARTEMENT}lettre.txt"]
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "")
    assert NARROW not in text


def test_a_letter_opens_whole_in_a_program_of_mail_where_it_is_short_enough() -> None:
    short, long = Letter("Un été", "Bonjour,\nà 18 heures & plus ?\n"), Letter("Été", "é" * LONGEST)
    link = urlsplit(short.lien)
    assert (link.scheme, link.path) == ("mailto", "")
    assert parse_qs(link.query) == {
        "subject": ["Un été"], "body": ["Bonjour,\r\nà 18 heures & plus ?\r\n"],
    }  # fmt: skip
    assert long.lien == "mailto:?subject=%C3%89t%C3%A9"
    said = "« Ouvrir mon courriel » met l’objet seulement"
    assert said in words(page_of(territories()["plein"]))
    assert said not in words(page_of(territories()["vide"], PILOTE))


ATTACK = 'x"><script>alert(1)</script>\r\n\r\n.\r\nBcc: a@b.example\r\n> cité\u202e\x00\u2028From moi &bcc=a'


def test_no_text_of_a_citizen_is_html_a_header_or_the_end_of_a_letter() -> None:
    hostile = defi(
        "hostile",
        titre=ATTACK,
        resume=ATTACK,
        depuis=TODAY,
        rencontres=(
            rencontre(after(1), ATTACK, lieu=ATTACK, accessibilite=ATTACK),
            rencontre(after(-1), ATTACK, statut="tenue", compte_rendu=f"{ATTACK}\n.\n> a"),
        ),
        besoins=(need(ATTACK), need("." * 200), need("> " * 90)),
    )
    known = {
        "plaine": pilote(
            "plaine", nom=f"{ATTACK} {'> ' * 60}", departements=(MIRECOURT.departement,)
        )
    }
    site = site_of(hostile, pilotes=known, url=URL)
    for address in (DEPARTEMENT, PILOTE):
        html = page_of(site, address)
        assert "<script>alert" not in html
        (link,) = re.findall(r'href="(mailto:[^"]*)"', html)
        assert set(parse_qs(urlsplit(link.replace("&amp;", "&")).query)) <= {"subject", "body"}
        assert not re.search("%0[ad]", link.partition("body=")[0], re.IGNORECASE)
        letter = letter_of(site, address)
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u2028]", letter)
        subject, _, body = letter.partition("\n\n")
        assert "\n" not in subject
        for line in body.split("\n"):
            assert not line.startswith((">", ".", "From ", "Bcc"))


# --- Words ---------------------------------------------------------------------------------------


def test_hours_and_days_are_said_in_whole_words() -> None:
    said = [
        hours_of(time(18, 30), time(20)), hours_of(time(21), time(0)), hours_of(time(22), time(1, 5)),
        hours_of(time(0, 30), None), hours_of(None, time(12)), hours_of(None, None),
    ]  # fmt: skip
    assert list(map(plain, said)) == [
        "de 18 heures 30 à 20 heures", "de 21 heures à minuit", "de 22 heures à 1 heure 5 le lendemain",
        "à 0 heure 30", "jusqu’à 12 heures", "",
    ]  # fmt: skip
    days = [date(2026, 12, 26), date(2027, 1, 1), date(2027, 1, 9)]
    assert also_on(days) == "aussi les 26 décembre, 1er et 9 janvier"
    assert also_on(days[:1]) == "aussi le 26 décembre"


def test_a_story_is_cut_at_the_end_of_a_sentence() -> None:
    assert cut("Une. Deux.", 40) == ("Une. Deux.", False)
    assert cut("Nous étions vingt. Puis trente. Et cent.", 34) == ("Nous étions vingt. Puis trente.", True)  # fmt: skip
    assert cut("mot " * 20, 18) == ("mot mot mot mot …", True)
    assert cut("m" * 40, 10) == ("mmmmmmmm …", True)
