"""What one file says of another: every reference leads somewhere, or is told once."""

from __future__ import annotations

import time

import pytest
import values
from values import annonce, defi, guide, theme

from generator.content.catalogue import MOST, Catalogue, check
from generator.content.fiches import Document, FicheAide, FicheModele, FichePage
from generator.content.images import ImageInfo
from generator.geography import find_commune, find_departement

IMAGE = ImageInfo("cafe.jpg", 800, 600, "jpeg", (480, 800))


def modele(slug, **more):
    fiche = FicheModele(titre=slug, resume=slug, **more)
    return Document(slug, f"content/modeles/{slug}.md", fiche)


def aide(slug, **more):
    fiche = FicheAide(nom=slug, qui="a", phases=("creaction",), sources=(), **more)
    return Document(slug, f"content/aides/{slug}.md", fiche)


def pilote(slug, *communes):
    """A pilot territory of some communes; of none, it is the whole of the Vosges."""
    if not communes:
        return values.pilote(slug, departements=(find_departement("88"),))
    return values.pilote(slug, communes=tuple(map(find_commune, communes)))


def by_slug(*values):
    return {value.slug: value for value in values}


def found(*defis, broken=(), **more):
    catalogue = Catalogue(defis=by_slug(*defis), **more)
    return [each.at(1) for each in check(catalogue, frozenset(broken))]


def said(*defis, **more):
    return [(each.path, each.field, each.kind) for each in found(*defis, **more)]


# References.

REFERENCES = [
    ("inspire_de", "jardin", "inspire_de", "defis"),
    ("partie_de", "jardin", "partie_de", "defis"),
    ("modele", "cafe-associatif", "modele", "content/modeles"),
    ("accompagne_par", "vosges", "accompagne_par", "content/territoires-pilotes"),
    ("repond_a", ("une-salle",), "repond_a[1]", "annonces"),
]
EVERYTHING = {
    "modeles": by_slug(modele("cafe-associatif")),
    "pilotes": by_slug(pilote("vosges")),
    "annonces": by_slug(annonce("une-salle")),
    "themes": by_slug(theme("culture")),
    "guides": by_slug(guide("premier-debat")),
    "images": {"cafe.jpg": IMAGE},
    "pages": {
        "content/demarche.md": Document(
            "demarche", "content/demarche.md", FichePage(titre="a", resume="a")
        )
    },
}


@pytest.mark.parametrize(("key", "value", "field", "folder"), REFERENCES)
def test_a_reference_to_what_exists_is_right(key, value, field, folder):
    assert said(defi("cafe", **{key: value}), defi("jardin"), **EVERYTHING) == []


@pytest.mark.parametrize(("key", "value", "field", "folder"), REFERENCES)
def test_a_reference_to_nothing_is_told_with_its_folder(key, value, field, folder):
    (only,) = found(defi("cafe", **{key: value}))
    kind = "modele_inconnu" if key == "modele" else "reference_inconnue"  # its page may come later
    assert (only.path, only.field, only.kind) == ("defis/cafe.md", field, kind)
    assert f"{folder}/" in only.message


@pytest.mark.parametrize(("key", "value", "field", "folder"), REFERENCES)
def test_a_reference_to_a_file_that_is_broken_is_no_second_fault(key, value, field, folder):
    slug = value if isinstance(value, str) else value[0]
    assert said(defi("cafe", **{key: value}), broken=[f"{folder}/{slug}.md"]) == []


@pytest.mark.parametrize(("key", "value", "field", "folder"), REFERENCES)
def test_a_reference_with_a_slip_is_answered_with_the_near_one(key, value, field, folder):
    slip = value[:-1] if isinstance(value, str) else (value[0][:-1],)
    (only,) = found(defi("cafe", **{key: slip}), defi("jardin"), **EVERYTHING)
    right = value if isinstance(value, str) else value[0]
    assert f"Vouliez-vous dire « {right} » ?" in only.message


def test_each_wrong_reference_of_a_list_is_told():
    assert said(defi("cafe", repond_a=("a", "une-salle", "b")), **EVERYTHING) == [
        ("defis/cafe.md", "repond_a[1]", "reference_inconnue"),
        ("defis/cafe.md", "repond_a[3]", "reference_inconnue"),
    ]


def test_who_is_real_waits_for_an_answer_that_no_example_nor_a_group_that_stopped_gives():
    said_of = by_slug(annonce("vraie"), annonce("inventee", exemple=True))
    both = ("vraie", "inventee", "vraie")
    some = (
        defi("actif", repond_a=both),
        defi("abouti", repond_a=both, etat="abouti"),
        defi("arrete", repond_a=both, etat="arrete"),
        defi("invente", repond_a=both, exemple=True),
    )
    taken = Catalogue(defis=by_slug(*some), annonces=said_of).taken_up()
    assert [one.slug for one in taken["vraie"]] == ["actif", "abouti"]
    assert "invente" in [one.slug for one in taken["inventee"]]
    assert said(*some, annonces=said_of)[:2] == [
        ("defis/actif.md", "repond_a[2]", "annonce_exemple"),
        ("defis/actif.md", "repond_a[3]", "annonce_redite"),
    ]
    assert said(some[-1], annonces=said_of) == [
        ("defis/invente.md", "repond_a[3]", "annonce_redite")
    ]


def test_what_is_real_answers_no_invented_annonce():
    known = {"annonces": by_slug(annonce("inventee", exemple=True), annonce("une-salle"))}
    cited = ("une-salle", "inventee")
    assert said(defi("cafe", repond_a=cited), **known) == [
        ("defis/cafe.md", "repond_a[2]", "annonce_exemple")
    ]
    assert said(defi("cafe", repond_a=cited, exemple=True), **known) == []
    for invented, told in ((False, ["annonce_exemple"]), (True, [])):
        answer = annonce("moi", repond_a="inventee", exemple=invented)
        some = {**known["annonces"], "moi": answer}
        assert [each.kind for each in found(annonces=some)] == told


@pytest.mark.parametrize("key", ["inspire_de", "partie_de"])
def test_a_defi_does_not_name_itself(key):
    assert said(defi("cafe", **{key: "cafe"})) == [("defis/cafe.md", key, "reference_a_soi")]


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("annonces", annonce("x", themes=("culture", "cultur"))),
        ("guides", guide("x", themes=("culture", "cultur"))),
        ("modeles", modele("x", themes=("culture", "cultur"))),
        ("aides", aide("x", themes=("culture", "cultur"))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_theme_without_a_page_is_advice_in_every_kind_of_file(kind, document):
    themes = by_slug(theme("culture"))
    (only,) = found(themes=themes, **{kind: by_slug(document)})
    assert (only.path, only.field, only.kind) == (document.path, "themes[2]", "theme_inconnu")
    assert not only.is_error
    assert "Vouliez-vous dire « culture » ?" in only.message


def test_a_theme_of_a_defi_without_a_page_is_advice():
    (only,) = found(defi("cafe", themes=("autre",)))
    assert (only.field, only.kind, only.is_error) == ("themes[1]", "theme_inconnu", False)
    assert said(defi("cafe", themes=("autre",)), broken=["content/themes/autre.md"]) == []


def test_a_model_names_guides_that_exist():
    models = by_slug(modele("cafe", guides=("premier-debat", "dernier-debat")))
    assert said(modeles=models, guides=EVERYTHING["guides"]) == [
        ("content/modeles/cafe.md", "guides[2]", "reference_inconnue")
    ]


def test_a_picture_exists_or_is_broken_or_is_told():
    shown = defi("cafe", image="cafe.jpg", image_alt="Un café")
    assert said(shown, images={"cafe.jpg": IMAGE}) == []
    assert said(shown, broken=["defis/images/cafe.jpg"]) == []
    assert said(shown) == [("defis/cafe.md", "image", "image_inconnue")]


def test_wrong_references_among_thousands_of_files_are_told_quickly():
    known = by_slug(*(annonce(f"annonce-de-quelqu-un-{n}") for n in range(8000)))
    wrong = tuple(f"annonces-de-quelqu-une-{n}" for n in range(30))
    start = time.process_time()
    assert len(found(defi("cafe", repond_a=wrong), annonces=known)) == MOST
    assert time.process_time() - start < 2.5


# Links of the text.


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("jardin.md", None),
        ("jardin.md#texte-la-haie", None),
        ("jardin.md#la-haie", None),
        ("#texte-ici", None),
        ("../content/demarche.md", None),
        ("https://exemple.fr/jardins.md", None),
        ("jardins.md", "lien_casse"),
        ("jardins.md#texte-la-haie", "lien_casse"),
        ("jardin.md#texte-le-mur", "ancre_cassee"),
        ("#texte-ailleurs", "ancre_cassee"),
        ("../content/absent.md", "lien_casse"),
        ("../content/themes/jardin.md", "lien_casse"),
    ],
)
def test_a_link_of_the_text_leads_to_a_file_and_to_one_of_its_parts(link, kind):
    text = f"## Ici\n\nVoir [là]({link}).\n"
    garden = defi("jardin", "## La haie\n")
    kinds = [each.kind for each in found(defi("cafe", text), garden, **EVERYTHING)]
    assert kinds == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("jardins.md", "defis/jardin.md"),
        ("../content/demarches.md", "content/demarche.md"),
        ("demarche.md", "content/demarche.md"),
        ("../content/pages/demarche.md", "content/demarche.md"),
        ("moulin.md", ""),
        ("../content/equipe.md", ""),
    ],
)
def test_a_broken_link_is_answered_with_the_file_of_that_name_not_with_its_neighbours(link, right):
    (only,) = found(defi("cafe", f"[là]({link})"), defi("jardin"), **EVERYTHING)
    offered = f"Vouliez-vous dire « {right} » ?"
    assert offered in only.message if right else "Vouliez-vous" not in only.message


def test_a_link_to_a_broken_file_is_no_second_fault():
    assert said(defi("cafe", "[là](jardin.md#texte-x)"), broken=["defis/jardin.md"]) == []


# Earlier addresses.


def test_an_earlier_address_belongs_to_one_defi_only():
    assert said(defi("cafe", anciens_slugs=("bar",)), defi("jardin", anciens_slugs=("parc",))) == []
    assert said(defi("cafe", anciens_slugs=("bar",)), defi("jardin", anciens_slugs=("bar",))) == [
        ("defis/jardin.md", "anciens_slugs[1]", "adresse_double")
    ]


def test_an_earlier_address_is_not_the_address_of_today_of_another():
    (only,) = found(defi("cafe", anciens_slugs=("jardin",)), defi("jardin"))
    assert (only.path, only.kind) == ("defis/cafe.md", "adresse_double")
    assert "defis/jardin.md" in only.message


def test_an_earlier_address_is_not_that_of_today():
    assert [kind for *_, kind in said(defi("cafe", anciens_slugs=("cafe",)))] == ["adresse_double"]


# Parts.


@pytest.mark.parametrize("size", [2, 3, 5])
def test_a_ring_of_parts_is_told_once(size):
    ring = [defi(f"d{n}", partie_de=f"d{(n + 1) % size}") for n in range(size)]
    (only,) = found(*ring)
    assert (only.path, only.field, only.kind) == ("defis/d0.md", "partie_de", "boucle")
    assert "d0 → d1" in only.message
    assert only.message.count("d0") == 2


def test_two_rings_are_told_once_each_and_what_hangs_on_them_is_not():
    defis = [
        defi("a", partie_de="b"), defi("b", partie_de="a"), defi("c", partie_de="a"),
        defi("x", partie_de="y"), defi("y", partie_de="x"), defi("w", partie_de="c"),
    ]  # fmt: skip
    assert [path for path, *_ in said(*defis)] == ["defis/a.md", "defis/x.md"]


def test_a_tree_of_parts_is_no_ring():
    defis = [
        defi("a"),
        defi("b", partie_de="a"),
        defi("c", partie_de="a"),
        defi("d", partie_de="b"),
    ]
    assert said(*defis) == []


def test_a_long_chain_of_parts_is_checked_quickly():
    chain = [defi(f"d{n:04}", partie_de=f"d{n + 1:04}") for n in range(1000)]
    start = time.process_time()
    assert said(*chain, defi("d1000")) == []
    assert time.process_time() - start < 1


# Pilot territories.


@pytest.mark.parametrize(
    ("first", "second", "faults"),
    [
        (["Paris 18e"], ["Paris 19e"], []),
        (["Paris 18e"], ["Paris"], []),
        (["Paris", "Paris 19e"], ["Paris 18e"], []),
        (["Paris 18e"], ["Paris 19e", "Paris 18e"], ["communes[2]"]),
        (["Paris 18e"], ["75118"], ["communes[1]"]),
        (["Paris"], ["75056"], ["communes[1]"]),
        (["Lyon 1er"], ["Marseille 1er"], []),
    ],
)
def test_territories_share_a_commune_only_by_its_parts(first, second, faults):
    held = by_slug(pilote("a", *first), pilote("b", *second))
    there = "content/territoires-pilotes/b.md"
    assert said(pilotes=held) == [(there, field, "pilote_double") for field in faults]


@pytest.mark.parametrize(
    ("commune", "who"),
    [("Paris 18e", "a"), ("75018", "a"), ("Paris 19e", "b"), ("Paris 20e", ""), ("Paris", "")],
)
def test_a_territory_of_an_arrondissement_holds_no_other_and_not_the_town(commune, who):
    areas = Catalogue(pilotes=by_slug(pilote("a", "Paris 18e"), pilote("b", "Paris 19e"))).areas()
    assert areas.pilote_at(find_commune(commune)) == who


# Looking up.


def test_a_catalogue_knows_the_parts_and_the_children_of_a_defi():
    cafe, part = defi("cafe"), defi("comptoir", partie_de="cafe")
    child = defi("bistrot", inspire_de="cafe")
    catalogue = Catalogue(defis=by_slug(cafe, part, child))
    assert catalogue.parts() == {"cafe": [part]}
    assert catalogue.inspired() == {"cafe": [child]}
