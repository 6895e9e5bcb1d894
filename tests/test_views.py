"""What the card and the page of a défi show, seen in the HTML that a reader gets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from drawing import site_of, templates
from parts import section
from reading import plain, words
from values import MIRECOURT, annonce, defi, pilote, rencontre, theme
from worlds import TODAY

from generator.content.fiches import Source
from generator.content.images import ImageInfo
from generator.content.model import (
    Acteur,
    Activite,
    Besoin,
    Bilan,
    Decision,
    DecisionPrise,
    Defi,
    Depense,
    Engagements,
    Entree,
    EtapePassee,
    Evenement,
    Experience,
    FicheDefi,
    Financement,
    Lien,
    Organisation,
    Partenaire,
    Piste,
    ProchaineAction,
    Recette,
    Repere,
    Role,
    Tache,
    Visite,
)
from generator.geography import Commune, find_commune, find_departement
from generator.outputs.defis.context import defi_context, road_of
from generator.outputs.defis.dossier import dossier_view
from generator.outputs.defis.page import defi_view
from generator.outputs.defis.shared import dossier_parts
from generator.outputs.kit.site_view import SiteView

SITE = SiteView(nom="Bien Vivre Maintenant", description="Des défis", adresse="ici@example.org")
RACINE = "../../"


def rendered(name: str, **context: Any) -> str:
    return templates(SITE).get_template(name).render(racine=RACINE, **context)


def rideaux(text: str = "", /, **more: Any) -> Defi:
    """The défi that is drawn here: what it must say, and more."""
    said = {"titre": "Recoudre nos rideaux", "concerne": ("voisins",)}
    return defi("rideaux", text, **(said | more))


def place(nom: str, departement: str) -> Commune:
    """A commune that is nowhere, to be recognised on a page by its name."""
    known = find_departement(departement)
    return MIRECOURT._replace(insee=f"{departement}999", nom=nom, departement=known, point=None)


def page_of(one: Defi, *others: Defi, **more: Any) -> str:
    """The page of a défi as its reader gets it, its spaces made plain."""
    return plain(drawn_page(one, *others, **more))


def drawn_page(one: Defi, *others: Defi, view: SiteView = SITE, **more: Any) -> str:
    """The page of a défi of a site that says `view` of itself, and holds `others` and `more`."""
    known = defi_context(site_of(one, *others, view=view, **more), one)
    return rendered("defis/defi.html", d=defi_view(one, known, road_of(one, known)))


def dossier_of(one: Defi) -> str:
    """The dossier of a défi, likewise."""
    return plain(rendered("defis/dossier.html", g=dossier_view(one, TODAY)))


def card_of(one: Defi) -> str:
    """The card of a défi on a page beside the root of its site."""
    return plain(site_of(one).cards_of([one], "../"))


FULL = rideaux(
    "CORPS avec `du : code`.\n\n## Un titre",
    titre="TITRE <b>",
    resume="RESUME <i>",
    commune=place("VILLE", "42"),
    porteur="PORTEUR <u>",
    concerne=("voisins", "public-fragile"),
    concerne_precision="PRECISION",
    historique=(EtapePassee(phase="informaction", depuis=date(2025, 3, 1)),),
    question="QUESTION ?",
    notre_bien_vivre="BIEN\n\nVIVRE",
    genre_de_projet="GENRE",
    themes=("habitat", "theme-neuf"),
    etat="en-pause",
    prochaine_action=ProchaineAction(
        date=date(2026, 12, 5),
        quoi="ACTION",
        debut=time(9),
        fin=time(11),
        lieu="RUE",
        venir="libre",
    ),
    plan=(
        Tache(quoi="TACHE-FAITE", echeance=date(2026, 10, 1), fait_le=date(2026, 10, 2)),
        Tache(quoi="TACHE-AFAIRE", echeance=date(2026, 12, 1)),
    ),
    engagements=Engagements(nombre=12, seuil=15, roles=(Role(role="ROLE", nombre=1),)),
    rencontres=(
        rencontre(
            date(2026, 12, 6),
            "RENCONTRE",
            genre="atelier",
            lieu="LIEU",
            debut=time(18, 30),
            fin=time(20),
            question="DEBATTUE ?",
            commune=place("AILLEURS", "42"),
            accessibilite="ACCES",
            compte_rendu="RECIT",
        ),
    ),
    besoins=(Besoin(quoi="BESOIN", nature="materiel"),),
    offres=(Besoin(quoi="OFFRE", nature="temps", pourvu_le=date(2026, 11, 3)),),
    repond_a=("un-besoin",),
    pistes=(Piste(titre="PISTE", pour="POUR", contre="CONTRE"),),
    experiences=(
        Experience(
            hypothese="HYPOTHESE",
            essai="ESSAI",
            debut=date(2026, 9, 1),
            fin=date(2026, 9, 8),
            resultat="RESULTAT",
            suite="adapter",
        ),
    ),
    organisation=Organisation(forme="scic", precision="STATUTS"),
    decision=Decision(mode="consentement", delai_jours=7, quorum="QUORUM", blocage="BLOCAGE"),
    decisions=(DecisionPrise(date=date(2026, 10, 4), texte="DECIDE", revoir_le=date(2027, 1, 4)),),
    partenaires=(Partenaire(nom="PARTENAIRE", role="APPORT", statut="contacte"),),
    acteurs=(Acteur(nom="ACTEUR", role="decideur"),),
    parrains=("PARRAIN",),
    financement=Financement(
        depenses=(
            Depense(poste="POSTE", montant=Decimal("1200.50")),
            Depense(poste="AUTRE-POSTE", montant=Decimal("99.50")),
        ),
        recettes=(Recette(source="SOURCE", montant=Decimal(800), statut="promis"),),
    ),
    evenements=(
        Evenement(
            date=date(2027, 4, 1),
            titre="EVENEMENT",
            lieu="PLACE",
            commune=place("PLUSLOIN", "63"),
        ),
    ),
    activites=(Activite(quoi="ACTIVITE", rythme="RYTHME"),),
    journal=(Entree(date=date(2026, 9, 20), texte="JOURNAL"),),
    reperes=(Repere(quoi="REPERE", valeur="VALEUR"),),
    bilan=Bilan(resultats="RESULTATS", appris="APPRIS", suite="SUITE"),
    accompagne_par="vosges",
    accompagnement=(Visite(date=date(2026, 10, 9), quoi="VISITE"),),
    inspire_de="cafe",
    partie_de="quartier",
    modele="atelier-couture",
    autres_communes=(place("VOISINE", "88"),),
    contact="https://example.org/contact",
    liens=(Lien(titre="LIEN", url="https://example.org/lien"),),
    image="rideau.jpg",
    image_alt="ALT <q>",
    image_credit="CREDIT",
    image_licence="LICENCE",
    anciens_slugs=("couture",),
    exemple=True,
)

OTHERS = (defi("cafe", titre="LE-CAFE"), defi("enfant", titre="L-ENFANT", partie_de="rideaux"))
"""Défis that FULL is tied to."""

BESIDE: Mapping[str, Any] = {
    "themes": [theme("habitat", "HABITER")],
    "annonces": [annonce("un-besoin", texte="ANNONCE")],
    "pilotes": {"vosges": pilote("vosges", nom="LES-VOSGES <b>")},
    "images": {"rideau.jpg": ImageInfo("rideau.jpg", 1600, 1200, "jpeg", (480, 960))},
}
"""What else a site holds that FULL speaks of."""

SHOWN = {
    "titre": ["TITRE &lt;b&gt;"],
    "resume": ["RESUME &lt;i&gt;"],
    "phase": ["Étape 2 sur 3"],
    "depuis": ["12 septembre 2026</strong> : passage en Cré’action."],
    "territoire": ["territoire petite ville"],
    "commune": ["VILLE, Loire", '<a href="../../departements/42/">Loire</a>'],
    "porteur": ["porté par <strong>PORTEUR &lt;u&gt;</strong>"],
    "concerne": ['<p id="concernes">'],  # the words of the group stand in its place, see below
    "concerne_precision": ['<p id="concernes">PRECISION.'],
    "historique": ["1er mars 2025</strong> : le défi commence, en Inform’action."],
    "question": ["QUESTION ?"],
    "notre_bien_vivre": ["<p>BIEN</p><p>VIVRE</p>"],
    "genre_de_projet": ['<p class="meta">GENRE <'],
    "themes": ['href="../../themes/habitat/">HABITER</a>', "Theme neuf"],
    "etat": ["Ce défi fait une pause."],
    "prochaine_action": [
        "ACTION.",
        'datetime="2026-12-05"',
        "9 h – 11 h. RUE (exemple).",
        "On vient comme on est.",
    ],
    "plan": ["TACHE-FAITE <b>✓ Fait le 2 octobre 2026", "TACHE-AFAIRE <strong>Pour le 1er déc"],
    "engagements": ["<strong>12 personnes engagées</strong>, il en faut 15.", "ROLE : 1 personne."],
    "rencontres": [
        "Atelier, 18 h 30 – 20 h. LIEU (exemple), AILLEURS, Loire.",
        *("RENCONTRE", "DEBATTUE ?", "ACCES.", "RECIT"),
    ],
    "besoins": ["BESOIN.", 'aria-label="J’en ai : BESOIN."'],
    "offres": ["OFFRE. <b>✓ Preneur trouvé le 3 novembre 2026</b>"],
    "repond_a": ["« ANNONCE »"],
    "pistes": ["PISTE</th><td>POUR</td><td>CONTRE</td>"],
    "experiences": ["Du 1er septembre 2026 au 8 septembre 2026", "HYPOTHESE", "ESSAI", "RESULTAT"],
    "organisation": ["SCIC. STATUTS."],
    "decision": [
        "Consentement. Adopté",
        "7 jours pour se",
        "Quorum : QUORUM.",
        "bloque : BLOCAGE.",
    ],
    "decisions": ["4 octobre 2026</strong> : DECIDE. On en reparle le 4 janvier 2027."],
    "partenaires": ["<li>PARTENAIRE (on lui a écrit) : APPORT"],
    "acteurs": ["<li>ACTEUR : décide"],
    "parrains": ["<li>PARRAIN</li>"],
    "financement": [
        "POSTE",
        "1 200,50 €",
        "Ce que coûte le projet : 1 300 €</caption>",
        "SOURCE",
        "promis",
        "800 €",
    ],
    "evenements": ["EVENEMENT", "Le 1er avril 2027 : PLACE (exemple), PLUSLOIN, Puy-de-Dôme."],
    "activites": ["ACTIVITE : RYTHME"],
    "journal": ["20 septembre 2026</strong> : JOURNAL"],
    "reperes": ["<dt>REPERE</dt><dd>VALEUR</dd>"],
    "bilan": ["<p>RESULTATS</p>", "<p>APPRIS</p>", "<p>SUITE</p>"],
    "accompagne_par": ['<a href="../../territoires/pilotes/vosges/">LES-VOSGES &lt;b&gt;</a>'],
    "accompagnement": [
        "Dernière visite d’accompagnement, le 9 octobre 2026 : VISITE.",
        "<li>9 octobre 2026 : VISITE",
    ],
    "inspire_de": ['<a href="../../defis/cafe/">LE-CAFE</a>'],
    "partie_de": ["« Quartier »"],
    "modele": ["« Atelier couture »"],
    "autres_communes": [
        "ailleurs : VOISINE, Vosges.",
        '<a href="../../departements/88/">Vosges</a>',
    ],
    "contact": ['href="https://example.org/contact" rel="nofollow ugc noopener">Écrire au groupe'],
    "liens": ['href="https://example.org/lien" rel="nofollow ugc noopener">LIEN</a>'],
    "image": ['src="../../defis/images/rideau-960.jpg"', 'width="960" height="720"'],
    "image_alt": ['alt="ALT &lt;q&gt;"'],
    "image_credit": ["Photo : CREDIT"],
    "image_licence": ["LICENCE"],
    "exemple": ["<strong>Exemple</strong>"],
}
NOT_SHOWN = {"anciens_slugs"}
"""Earlier addresses lead to the page; the page does not name them."""


class Outline(HTMLParser):
    """The ids, the levels of headings and the elements left without text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.unclosed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in {"img", "br", "hr"}:
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag


def outline_of(html: str) -> Outline:
    outline = Outline()
    outline.feed(html)
    return outline


@pytest.fixture(scope="module")
def full() -> str:
    """All that is shown of a défi with every key: its page, then its dossier."""
    return page_of(FULL, *OTHERS, **BESIDE) + dossier_of(FULL)


def test_every_key_of_a_defi_is_expected_on_its_page() -> None:
    assert {field.name for field in fields(FicheDefi)} == SHOWN.keys() | NOT_SHOWN


def test_a_dossier_names_its_parts_and_a_bare_defi_has_none() -> None:
    assert dossier_parts(rideaux(), TODAY) == ()
    html = dossier_of(FULL)
    page = page_of(FULL, *OTHERS, **BESIDE)
    assert '<a href="dossier/">' in page
    assert "dossier/" not in page_of(rideaux())
    for title in dossier_parts(FULL, TODAY):
        assert f">{title}</h2>" in html


def test_the_next_action_says_the_hours_and_the_place_of_the_meeting_of_its_day() -> None:
    meeting = replace(FULL.rencontres[0], date=date(2026, 12, 5), commune=None)
    action = ProchaineAction(date=date(2026, 12, 5), quoi=f"Atelier : {meeting.titre}")
    alone = section(
        page_of(rideaux(prochaine_action=action, rencontres=(meeting,))), "prochaine-action"
    )
    assert f'>Atelier : {meeting.titre}.</p><p class="quand">18 h 30 – 20 h. LIEU.</p>' in alone
    assert "On se demande : DEBATTUE ? ACCES." in alone
    two = rideaux(
        prochaine_action=action, rencontres=(meeting, replace(meeting, titre="L’atelier"))
    )
    assert "LIEU" not in section(page_of(two), "prochaine-action")


def test_the_dossier_of_a_finished_defi_says_so_and_asks_for_no_help() -> None:
    ended = dossier_of(rideaux(etat="abouti", bilan=FULL.bilan, reperes=FULL.reperes))
    assert "Ce défi a abouti." in ended
    assert '<a href="../#bilan">Lire le bilan</a>' in ended
    assert "comment faire de même chez vous" in ended
    assert "coup de main" not in ended
    assert "Rejoindre le groupe" in dossier_of(rideaux(reperes=FULL.reperes))


def test_a_cancelled_meeting_of_the_past_hides_none_that_was_held() -> None:
    day = date(2026, 10, 1)
    held = [
        replace(FULL.rencontres[0], date=day, statut="tenue", titre=name) for name in ("A", "B")
    ]
    gone = replace(held[0], date=date(2026, 10, 9), statut="annulee", titre="ANNULEE")
    one = rideaux(rencontres=(gone, *held))
    assert re.findall(r"<h3>([AB]|ANNULEE)</h3>", page_of(one)) == ["A"]
    assert re.findall(r"<h3>([AB]|ANNULEE)</h3>", dossier_of(one)) == ["A", "B"]


def test_cancelled_meetings_do_not_make_a_dossier() -> None:
    day = date(2026, 10, 1)
    gone = tuple(
        replace(FULL.rencontres[0], date=day, statut="annulee", titre=name) for name in "abc"
    )
    assert dossier_parts(rideaux(rencontres=gone), TODAY) == ()


def test_a_defi_that_pauses_is_not_told_to_go_on() -> None:
    paused = page_of(rideaux(etat="en-pause", organisation=Organisation(forme="informel")))
    assert "Ce défi fait une pause." in paused
    assert "pense-bête" not in paused


def test_a_long_road_and_many_past_meetings_go_on_in_the_dossier() -> None:
    days = [date(2026, 10, day) for day in range(1, 9)]
    meeting = FULL.rencontres[0]
    told = [replace(meeting, date=day, statut="tenue", titre=f"FOIS-{day.day}") for day in days]
    journal = tuple(Entree(date=day, texte=f"JOUR-{day.day}") for day in days)
    busy = rideaux(rencontres=tuple(told), journal=journal)
    page, dossier = page_of(busy), dossier_of(busy)
    assert re.findall(r"FOIS-\d", page) == ["FOIS-8"]
    assert re.findall(r"JOUR-\d", page) == [f"JOUR-{day}" for day in (8, 7, 6)]
    assert 'href="dossier/"' in page
    assert len(re.findall(r"FOIS-\d", dossier)) == len(re.findall(r"JOUR-\d", dossier)) == 8


@pytest.mark.parametrize("key", sorted(SHOWN))
def test_the_page_shows_each_key(full: str, key: str) -> None:
    for said in SHOWN[key]:
        assert said in full


def test_who_is_concerned_is_said_by_the_group_or_by_our_words_never_by_both() -> None:
    said = "Cette question touche des voisins et des personnes que la vie a fragilisées."
    some = ("voisins", "public-fragile")
    assert said in page_of(rideaux(concerne=some))
    assert "Cette question touche" not in page_of(rideaux(concerne=some, concerne_precision="Nous"))


def hostile(value: Any) -> Any:
    """`value` with a tag in each of its texts; words of closed lists and addresses stay."""
    if isinstance(value, str):
        return f"{value}<x-y>" if value[:1].isupper() else value
    if isinstance(value, tuple) and hasattr(value, "_fields"):  # a commune, a département
        return type(value)(*map(hostile, value))
    if isinstance(value, tuple):
        return tuple(hostile(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: hostile(getattr(value, f.name)) for f in fields(value) if f.init}
        )
    return value


def test_what_people_typed_is_escaped_everywhere() -> None:
    attacked = replace(hostile(FULL), corps=FULL.corps)
    html = page_of(attacked, *OTHERS, **BESIDE) + dossier_of(attacked)
    assert "<x-y>" not in html
    assert html.count("&lt;x-y&gt;") >= 50
    assert outline_of(html).unclosed == []


def test_code_in_the_body_keeps_its_spaces() -> None:
    html = drawn_page(FULL)
    assert "<code>du : code</code>" in html
    assert "QUESTION\N{NARROW NO-BREAK SPACE}?" in html


@pytest.mark.parametrize(
    "draw", [lambda one: page_of(one, *OTHERS, **BESIDE), dossier_of], ids=["page", "dossier"]
)
@pytest.mark.parametrize(
    "one",
    [FULL, rideaux(), rideaux(etat="abouti", bilan=FULL.bilan)],
    ids=["full", "bare", "ended"],
)
def test_pages_are_well_formed_with_headings_in_order(
    draw: Callable[[Defi], str], one: Defi
) -> None:
    outline = outline_of(draw(one))
    assert outline.unclosed == []
    assert [i for i, n in Counter(outline.ids).items() if n > 1] == []
    assert outline.levels[0] == 1
    # « Prochaine action » stands before the text on a telephone: an h2 right after the title.
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert outline.levels.count(1) == 1


def test_page_ids_leave_the_prefix_of_the_body_alone() -> None:
    ids = outline_of(page_of(rideaux(), *OTHERS, **BESIDE)).ids
    assert [name for name in ids if name.startswith("texte-")] == []


def test_a_bare_defi_has_no_empty_section() -> None:
    html = page_of(rideaux())
    assert re.findall(r'<h2 id="([a-z]+)"', html) == ["maintenant", "agir"]
    assert re.findall(r"<summary><h2>([^<]*)<", html) == ["Qui est concerné", "Le chemin parcouru"]
    assert not re.search(r"<(p|ul|ol|li|h[1-6]|dl|td|strong)>\s*</\1>", html)
    assert "None" not in html


def test_the_next_action_stands_before_the_story(full: str) -> None:
    assert full.index('id="prochaine-action"') < full.index('id="rejoindre"') < full.index("CORPS")


@pytest.mark.parametrize(
    ("action", "said", "button"),
    [
        (ProchaineAction(date=date(2026, 12, 5), quoi="Goûter"), "Goûter.", "Je participe"),
        (
            ProchaineAction(date=date(2026, 11, 1), quoi="Goûter"),
            "La date est passée. Vous y étiez ?",
            "Je raconte",
        ),
        (None, "Pas encore de date : proposez-en une.", "Proposer une date"),
    ],
    ids=["future", "past", "none"],
)
def test_the_next_action_says_what_to_do(
    action: ProchaineAction | None, said: str, button: str
) -> None:
    part = section(page_of(rideaux(prochaine_action=action)), "prochaine-action")
    assert said in part
    assert f">{button}</a>" in part


def test_a_past_action_of_another_year_gives_its_whole_date() -> None:
    one = rideaux(prochaine_action=ProchaineAction(date=date(2025, 12, 5), quoi="Goûter"))
    assert "Le 5 décembre 2025 : Goûter." in section(page_of(one), "prochaine-action")


@pytest.mark.parametrize(
    ("engagements", "said"),
    [
        (Engagements(nombre=0, seuil=5), "Personne ne s’est encore engagé, il en faut 5."),
        (Engagements(nombre=1), "1 personne engagée."),
        (Engagements(nombre=2, seuil=5), "2 personnes engagées, il en faut 5."),
        (Engagements(nombre=5, seuil=5), "5 personnes engagées : il en fallait 5, c’est gagné."),
        (Engagements(nombre=1200), "1 200 personnes engagées."),
    ],
)
def test_commitments_agree_in_number(engagements: Engagements, said: str) -> None:
    assert said in words(section(page_of(rideaux(engagements=engagements)), "rejoindre"))


@pytest.mark.parametrize(("count", "width"), [(0, 0), (1, 20), (4, 80)])
def test_the_bar_shows_how_far_one_is(count: int, width: int) -> None:
    html = page_of(rideaux(engagements=Engagements(nombre=count, seuil=5)))
    assert f'<svg width="{width}%">' in html


@pytest.mark.parametrize("count", [5, 50])
def test_once_there_are_enough_there_is_no_bar_to_fill(count: int) -> None:
    assert "barre" not in page_of(rideaux(engagements=Engagements(nombre=count, seuil=5)))


def test_without_a_threshold_there_is_no_bar() -> None:
    assert "barre" not in page_of(rideaux(engagements=Engagements(nombre=3)))


def test_one_writes_to_the_group_else_to_the_site_else_reads_how() -> None:
    contact = rideaux(contact="https://example.org/nous")
    nowhere = SiteView(nom="Site", description="")
    assert 'href="https://example.org/nous"' in section(page_of(contact), "rejoindre")
    assert "ici@example.org" not in page_of(contact)
    letter = "mailto:ici@example.org?subject=Recoudre%20nos%20rideaux"
    assert f'<a href="{letter}">ici@example.org</a>' in section(page_of(rideaux()), "rejoindre")
    assert "pas encore d’adresse" in section(page_of(rideaux(), view=nowhere), "rejoindre")


def test_meetings_to_come_stand_first_the_nearest_on_top_then_the_latest_past() -> None:
    one = rideaux(
        rencontres=(
            rencontre(date(2026, 1, 5), "M1", statut="tenue"),
            rencontre(date(2026, 12, 9), "M2"),
            rencontre(date(2026, 11, 22), "M3"),
            rencontre(date(2026, 5, 5), "M4", statut="tenue"),
        )
    )
    page = page_of(one)
    assert "M3" in section(page, "prochaine-action")
    assert re.findall(r"<h3>(M\d)<", page) == ["M2", "M4"]


def test_a_cancelled_meeting_says_so_and_an_untold_one_asks() -> None:
    cancelled = rideaux(rencontres=(rencontre(date(2026, 12, 9), "Bal", statut="annulee"),))
    untold = rideaux(rencontres=(rencontre(date(2026, 11, 2), "Bal"),))
    told = rideaux(rencontres=(rencontre(date(2026, 11, 2), "Bal", statut="tenue"),))
    assert "Cette rencontre est annulée." in section(page_of(cancelled), "rendez-vous")
    assert "Vous y étiez ?" in section(page_of(untold), "recits")
    assert "Vous y étiez ?" not in section(page_of(told), "recits")


def test_a_meeting_of_another_year_gives_its_whole_date() -> None:
    one = rideaux(rencontres=(rencontre(date(2025, 3, 1), "Bal", statut="tenue"),))
    assert "Débat du 1er mars 2025. La halle." in section(page_of(one), "recits")


def test_a_met_need_stands_last_and_asks_for_nothing() -> None:
    besoins = (
        Besoin(quoi="Une salle", nature="lieu", pourvu_le=date(2026, 11, 3)),
        Besoin(quoi="Un piano", nature="materiel"),
    )
    part = section(page_of(rideaux(besoins=besoins)), "besoins")
    assert part.index("Un piano") < part.index("Une salle")
    assert "Une salle. <b>✓ Trouvé le 3 novembre 2026</b></li>" in part
    assert part.count("<a ") == 1


def test_a_finished_defi_asks_for_nothing_and_tells_its_story_first() -> None:
    one = rideaux(
        etat="abouti",
        bilan=FULL.bilan,
        besoins=(Besoin(quoi="Un piano", nature="materiel"),),
        rencontres=(
            rencontre(date(2026, 1, 5), "Bal", statut="tenue"),
            rencontre(date(2026, 11, 20), "Jamais"),
        ),
        evenements=(Evenement(date=date(2026, 11, 20), titre="Jour perdu", lieu="Ici"),),
        depuis=date(2025, 12, 1),
    )
    html = page_of(one)
    assert "Jamais" not in html, "what was still planned when it ended took place for nobody"
    assert "Jour perdu" not in html
    assert "Ce défi a abouti." in html
    assert 'id="prochaine-action"' not in html
    assert "Ce qu’il nous manquait" in html
    assert "<a " not in section(html, "besoins")
    assert html.index('id="bilan"') < html.index('id="recits"')


def test_a_decision_whose_review_is_overdue_says_so() -> None:
    decision = DecisionPrise(date=date(2026, 1, 2), texte="Oui", revoir_le=date(2026, 11, 1))
    part = section(dossier_of(rideaux(decisions=(decision,))), "decisions")
    assert "Oui. À revoir depuis le 1er novembre 2026." in part


def test_the_road_goes_back_to_the_beginning_in_the_colour_of_each_phase() -> None:
    one = rideaux(
        phase="informaction",
        depuis=date(2026, 6, 1),
        historique=(
            EtapePassee(phase="informaction", depuis=date(2025, 1, 1)),
            EtapePassee(phase="creaction", depuis=date(2025, 9, 1)),
        ),
        journal=(
            Entree(date=date(2025, 9, 1), texte="Essai."),
            Entree(date=date(2024, 12, 1), texte="Avant tout."),
        ),
    )
    road = re.findall(r'<li class="(p\d)"><strong>[^<]*</strong> : ([^<]*)<', dossier_of(one))
    assert road == [
        ("p1", "retour en Inform’action."),
        ("p2", "Essai."),
        ("p2", "passage en Cré’action."),
        ("p1", "le défi commence, en Inform’action."),
        ("p1", "Avant tout."),
    ]


def test_repository_doors_show_only_when_there_is_a_repository() -> None:
    site = SiteView(nom="Site", description="", depot="https://example.org/depot")
    assert "https://example.org/depot/commits/HEAD/defis/rideaux.md" in page_of(
        rideaux(), view=site
    )
    assert "Toutes les modifications" not in page_of(rideaux())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Mirecourt (Vosges)", "Mirecourt, Vosges"),
        ("Mirecourt (88)", "Mirecourt, Vosges"),
        ("Ajaccio (2A)", "Ajaccio, Corse-du-Sud"),
        ("88304", "Mirecourt, Vosges"),
        ("2A004", "Ajaccio, Corse-du-Sud"),
        ("die", "Die, Drôme"),
        ("Saint-Étienne", "Saint-Étienne, Loire"),
        ("Paris", "Paris"),
        ("Paris 18e", "Paris 18e"),
        ("Lyon 7e", "Lyon 7e, Rhône"),
        ("Arbignieu", "Arbignieu (Arboys en Bugey), Ain"),
    ],
)
def test_a_commune_is_shown_as_on_its_sign(typed: str, shown: str) -> None:
    assert f">{shown}<span" in card_of(rideaux(commune=find_commune(typed)))
    assert f"{shown}<span" in page_of(rideaux(commune=find_commune(typed)))


@pytest.mark.parametrize(
    ("keys", "foot"),
    [
        (
            {"prochaine_action": ProchaineAction(date=date(2026, 12, 5), quoi="Goûter")},
            "Samedi 5 décembre : Goûter",
        ),
        (
            {
                "rencontres": (
                    rencontre(
                        date(2026, 12, 5), "Goûter", debut=time(9, 30), commune=place("LOIN", "42")
                    ),
                )
            },
            "Samedi 5 décembre, 9 h 30, LOIN : Goûter",
        ),
        (
            {"prochaine_action": ProchaineAction(date=date(2026, 11, 1), quoi="Goûter")},
            "Date à fixer",
        ),
        ({}, "Date à fixer"),
        ({"etat": "en-pause"}, "En pause"),
        ({"etat": "abouti"}, "Abouti"),
        ({"etat": "arrete"}, "Arrêté"),
    ],
)
def test_the_foot_of_a_card_says_where_the_defi_stands(keys: dict[str, Any], foot: str) -> None:
    assert f'<p class="quand">{foot}</p>' in card_of(rideaux(**keys))


def test_a_card_says_what_kind_of_project_it_is_before_its_summary() -> None:
    one = rideaux(genre_de_projet="Atelier <b>", resume="RESUME", themes=("habitat",))
    assert "<p>Atelier &lt;b&gt;. RESUME</p>" in card_of(one)
    assert "<p>Habitat. RESUME</p>" in card_of(replace(one, genre_de_projet=None))
    assert "<p>RESUME</p>" in card_of(replace(one, genre_de_projet=None, themes=()))


def test_a_card_is_one_link_and_escapes_what_people_typed() -> None:
    html = card_of(rideaux(titre="<script>x</script>", exemple=True))
    assert html.count("<a ") == 1
    assert 'href="../defis/rideaux/"' in html
    assert "<script" not in html
    assert "(exemple)</p>" in html
    assert html.startswith('<li class="carte p2">')


def test_an_earlier_address_leads_to_the_new_one() -> None:
    html = rendered(
        "defis/redirection.html", url="../../defis/x/", titre="Un <b>titre</b>", canonique=""
    )
    assert 'content="0; url=../../defis/x/"' in html
    assert '<a href="../../defis/x/">Un &lt;b&gt;titre&lt;/b&gt;</a>' in html


def test_a_source_bears_the_number_by_which_a_guide_calls_it() -> None:
    source = templates(SITE).get_template("guides/source.html").module.source
    assert '<li id="source-2" value="2">Un livre' in source(
        Source(titre="Un livre", verifie_le=TODAY), 2
    )
