"""From what people type to values: what is taken, what is refused."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.content.fields import (
    Boolean,
    Commune,
    Count,
    Day,
    Departement,
    Euros,
    Hour,
    Https,
    ImageName,
    Line,
    RoleAddress,
    Slug,
    is_slug,
    slugify,
)
from generator.text.kinds import KINDS

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
CONVERTED = {
    "date_invalide": Day,
    "heure_invalide": Hour,
    "montant_invalide": Euros,
    "nombre_invalide": Count,
    "booleen_invalide": Boolean,
    "slug_invalide": Slug,
    "commune_invalide": Commune,
    "url_invalide": Https,
    "image_nom": ImageName,
    "departement_invalide": Departement,
    "adresse_invalide": RoleAddress,
}
NOT_PLAIN = {
    "date_invalide": {kind for kind in KINDS if kind.startswith("date_")} | {"lecture_incertaine"},
    "heure_invalide": {"heure_a_ecrire", "heure_floue", "heure_minuit", "heures_deux", "lecture_incertaine"},
    "montant_invalide": {
        "montant_a_ecrire", "montant_ambigu", "montant_negatif", "montant_trop_grand", "nombre_flou", "lecture_incertaine",
    },
    "nombre_invalide": {"nombre_a_ecrire", "nombre_flou", "lecture_incertaine"},
}  # fmt: skip
"""What is told of a text that says the right thing in another way than files do: `test_said.py`."""
OTHER_KINDS = NOT_PLAIN | {
    "commune_invalide": {
        "commune_inconnue", "commune_ambigue", "commune_ailleurs", "commune_code_postal",
        "commune_code_inconnu", "commune_zero", "departement_inconnu", "commune_departement",
    }
}  # fmt: skip
"""A text may be no commune in several ways."""


def read(field, text):
    return TypeAdapter(field).validate_python(text)


def refusal(field, value):
    with pytest.raises(ValidationError) as caught:
        read(field, value)
    (only,) = caught.value.errors()
    return only["type"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-12-05", date(2026, 12, 5)),
        (" 2026-12-05 ", date(2026, 12, 5)),
        ("2028-02-29", date(2028, 2, 29)),
    ],
)
def test_a_date_is_read(text, value):
    assert read(Day, text) == value


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-12-00", "05/12/2026",
     "5 décembre 2026", "2026-12-5", "2026-W49-6", "20261205", "2026-12-05T10:00", "0000-01-01",
     "٢٠٢٦-١٢-٠٥", "demain", "2026/12/05"],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_refused(text):
    assert refusal(Day, text) in {"date_invalide"} | NOT_PLAIN["date_invalide"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18:30", time(18, 30)),
        ("18h30", time(18, 30)),
        ("18H30", time(18, 30)),
        ("9:05", time(9, 5)),
        ("00:00", time(0, 0)),
        ("23:59", time(23, 59)),
    ],
)
def test_an_hour_is_read(text, value):
    assert read(Hour, text) == value


@pytest.mark.parametrize(
    "text", ["24:00", "18:60", "18", "18h", "1830", "6 pm", "18:30:00", "-1:00"]
)
def test_what_is_no_hour_is_refused(text):
    assert refusal(Hour, text) in {"heure_invalide"} | NOT_PLAIN["heure_invalide"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200", "1200"),
        ("1 200", "1200"),
        ("1  200", "1200"),
        ("1 200 euros", "1200"),
        (f"1{NBSP}200", "1200"),
        (f"1{NARROW}200", "1200"),
        ("1200,50", "1200.50"),
        ("1200.5", "1200.5"),
        ("1 200,50 €", "1200.50"),
        (f"1{NARROW}200,50{NBSP}€", "1200.50"),
        ("0", "0"),
        ("0,05", "0.05"),
        ("9 345 678", "9345678"),
        ("10000000", "10000000"),
    ],
)
def test_an_amount_is_read_to_the_cent(text, value):
    assert read(Euros, text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["-5", "+5", "1e5", "1.200", "1,200", "1200,505", "12 00", "1 2345", "mille", "€",
     "1200 $", "1200 € par an", "NaN", "inf", "1_000", "0x1F", "10000000,01", "1000000000000", "9" * 500],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text):
    assert refusal(Euros, text) in {"montant_invalide"} | NOT_PLAIN["montant_invalide"]


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("12", 12), ("007", 7), ("1000000", 10**6)])
def test_a_count_is_read(text, value):
    assert read(Count, text) == value


@pytest.mark.parametrize("text", ["-1", "1,5", "1 000", "douze", "1000001", "9" * 400, "1e3", "²"])
def test_what_is_no_count_is_refused(text):
    assert refusal(Count, text) in {"nombre_invalide"} | NOT_PLAIN["nombre_invalide"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("True", True), ("oui", True), ("false", False), ("non", False)],
)
def test_yes_and_no_are_read(text, value):
    assert read(Boolean, text) is value


@pytest.mark.parametrize("text", ["yes", "1", "on", "vrai", "peut-être", "~"])
def test_other_words_are_neither_yes_nor_no(text):
    assert refusal(Boolean, text) == "booleen_invalide"


@pytest.mark.parametrize(
    ("text", "insee", "written"),
    [
        ("88304", "88304", "Mirecourt (Vosges)"),
        ("01004", "01004", "Ambérieu-en-Bugey (Ain)"),
        ("2A004", "2A004", "Ajaccio (Corse-du-Sud)"),
        ("2B033", "2B033", "Bastia (Haute-Corse)"),
        ("97411", "97411", "Saint-Denis (La Réunion)"),
        ("88 304", "88304", "Mirecourt (Vosges)"),
        ("Mirecourt", "88304", "Mirecourt (Vosges)"),
        ("Mirecourt (88)", "88304", "Mirecourt (Vosges)"),
        ("Mirecourt (Vosges)", "88304", "Mirecourt (Vosges)"),
        ("Mirecourt ()", "88304", "Mirecourt (Vosges)"),
        ("Mirecourt (", "88304", "Mirecourt (Vosges)"),
        ("Saint-Étienne (Loire)", "42218", "Saint-Étienne (Loire)"),
        ("L'Haÿ-les-Roses", "94038", "L’Haÿ-les-Roses (Val-de-Marne)"),
        ("L’Haÿ-les-Roses", "94038", "L’Haÿ-les-Roses (Val-de-Marne)"),
        ("Y", "80829", "Y (Somme)"),
        ("Y (80)", "80829", "Y (Somme)"),
        ("Ajaccio (2A)", "2A004", "Ajaccio (Corse-du-Sud)"),
        ("Bourg-en-Bresse (Ain)", "01053", "Bourg-en-Bresse (Ain)"),
        ("Œuilly (02)", "02565", "Œuilly (Aisne)"),
        ("Beaune (Côte-d’Or)", "21054", "Beaune (Côte-d’Or)"),
        (
            "Saint-Germain-de-Tallevende-la-Lande-Vaumont",
            "14762",
            "Saint-Germain-de-Tallevende-la-Lande-Vaumont (Calvados)",
        ),
        ("Les Trois-Bassins (La Réunion)", "97423", "Les Trois-Bassins (La Réunion)"),
        (
            "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson (Marne)",
            "51513",
            "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson (Marne)",
        ),
    ],
)
def test_a_commune_is_taken_in_every_form_people_use(text, insee, written):
    place = read(Commune, f" {text} ")
    assert (place.insee, place.written) == (insee, written)
    assert read(Commune, place.written) == place


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("00123", "commune_code_inconnu"),
        ("99123", "commune_code_inconnu"),
        ("8830", "commune_code_inconnu"),
        ("883040", "commune_code_inconnu"),
        ("1004", "commune_zero"),
        ("01000", "commune_code_postal"),
        ("2C004", "commune_code_inconnu"),
        ("(88)", "commune_invalide"),
        ("Mirecour 88)", "commune_inconnue"),
        ("<b>Mirecourt</b>", "commune_inconnue"),
        ('Mirecourt" onload="x', "commune_inconnue"),
        ("x@exemple.fr", "commune_invalide"),
        ("Mircourt", "commune_inconnue"),
        ("Saint-Denis", "commune_ambigue"),
        ("Mirecourt (Moselle)", "commune_ailleurs"),
        ("Mirecourt (Vosgues)", "departement_inconnu"),
        ("-", "commune_invalide"),
        ("!", "commune_invalide"),
        ("()", "commune_invalide"),
        ("日本", "commune_invalide"),
        ("a" * 200, "commune_invalide"),
        ("Mirecourt\nMirecourt", "commune_inconnue"),
        ("Mire\u202ecourt", "commune_invalide"),
        ("Mirecourt\0", "commune_invalide"),
    ],
    ids=repr,
)
def test_what_is_no_commune_or_several_is_refused_and_told_why(text, kind):
    assert refusal(Commune, text) == kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("88", "88"),
        ("Vosges", "88"),
        (" vosges ", "88"),
        ("1", "01"),
        ("01", "01"),
        ("2a", "2A"),
        ("Cote d'Or", "21"),
        ("974", "974"),
        ("La Réunion", "974"),
    ],
)
def test_a_departement_is_taken_by_its_number_or_its_name(text, code):
    assert read(Departement, text).code == code


@pytest.mark.parametrize(
    "text", ["", "0", "20", "99", "Corse", "Vosge", "88304", "Mirecourt", "<b>"]
)
def test_what_is_no_departement_is_refused(text):
    assert refusal(Departement, text) == "departement_invalide"


@pytest.mark.parametrize(
    "text",
    ["accompagnement@example.org", "a@b.fr", "A.B@exemple.fr", "vie-locale_1+site@mairie.exemple.fr",
     "a" * 64 + "@exemple.fr"],
)  # fmt: skip
def test_a_role_address_is_taken_as_it_is(text):
    assert read(RoleAddress, f" {text} ") == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mairie@Exemple.FR", "mairie@exemple.fr"),
        ("Mairie.Annexe@EXEMPLE.fr", "Mairie.Annexe@exemple.fr"),
        ("A@B.Exemple.Fr", "A@b.exemple.fr"),
        ("mairie@Forêt.fr", "mairie@forêt.fr"),
        ("mairie@fore\u0302t.fr", "mairie@forêt.fr"),
        ("mairie@xn--fort-ipa.fr", "mairie@xn--fort-ipa.fr"),
    ],
)
def test_the_host_of_a_role_address_is_put_in_lower_case_and_nothing_else(text, kept):
    assert read(RoleAddress, text) == kept


@pytest.mark.parametrize(
    "text",
    ["", "mairie", "@exemple.fr", "a..b@x.fr", "a...b@x.fr", "a.b..c@x.fr", "A..B@X.FR", "a@", "a@exemple", "a@b@exemple.fr", "a b@exemple.fr", "a@exemple .fr",
     ".a@exemple.fr", "a.@exemple.fr", "é@exemple.fr", "mairie@саfé.fr", "mairie@caf%C3%A9.fr", "a@127.0.0.1", "a@[::1]",
     "a@exemple..fr", "a@-exemple.fr", "a@exemple.fr.", "La mairie <a@exemple.fr>", "mailto:a@exemple.fr",
     "a@exemple.fr, b@exemple.fr", "a@exemple.fr?bcc=b@exemple.fr", "a?bcc=b@exemple.fr", "a%0d@exemple.fr",
     "a@exemple.fr\nBcc: b@exemple.fr", '"a"@exemple.fr', 'a"onclick="x@exemple.fr', "a&b@exemple.fr",
     "https://exemple.fr/", "a" * 65 + "@exemple.fr", "a@" + "b." * 60 + "fr"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_plain_address_to_write_to_is_refused(text):
    assert refusal(RoleAddress, text) == "adresse_invalide"


@pytest.mark.parametrize(
    "text",
    ["https://exemple.fr", "https://exemple.fr/", "https://www.exemple.fr/a/b.html?c=d&e=f#g",
     "https://xn--caf-dma.fr/", "https://exemple.fr/caf%C3%A9", "https://exemple.fr:8443/x",
     "https://a.b-c.museum/x_(y)", "https://mon_site.exemple.fr/?utm_source=x&fbclid=y", "https://xn--80ak6aa92e.com/"],
)  # fmt: skip
def test_an_address_in_https_is_taken_as_it_is(text):
    assert read(Https, f" {NBSP}{text}{NARROW}") == text


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("HTTPS://Exemple.FR/A", "https://exemple.fr/A"),
        ("https://café-du-lavoir.fr/", "https://xn--caf-du-lavoir-dhb.fr/"),
        ("https://CAFÉ.fr", "https://xn--caf-dma.fr"),
        ("https://cafe\u0301.fr", "https://xn--caf-dma.fr"),
        ("https://caf%C3%A9.fr/", "https://xn--caf-dma.fr/"),
        ("https://œuvre.fr", "https://xn--uvre-f4a.fr"),
        ("https://straße.eu", "https://xn--strae-oqa.eu"),
        ("https://fr.wikipedia.org/wiki/Épinal_(88)", "https://fr.wikipedia.org/wiki/%C3%89pinal_(88)"),
        ("https://www.forêt.fr/été?q=à#né", "https://www.xn--fort-ipa.fr/%C3%A9t%C3%A9?q=%C3%A0#n%C3%A9"),
        ("https://exemple.fr/100%?a[]={1|2}", "https://exemple.fr/100%25?a%5B%5D=%7B1%7C2%7D"),
    ],
)  # fmt: skip
def test_an_address_in_https_is_made_one_that_machines_take(text, valid):
    assert read(Https, text) == valid


@pytest.mark.parametrize(
    "text",
    ["http://exemple.fr/", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
     "mailto:a@exemple.fr", "//exemple.fr/", "/page", "exemple.fr", "https:exemple.fr",
     "https:///exemple.fr", "https://", "https://localhost/", "https://127.0.0.1/", "https://[::1]/",
     "https://[", "https://utilisateur@exemple.fr/", "https://a:b@exemple.fr/",
     "https://@exemple.fr/", "https://:secret@exemple.fr/",
     "https://exemple.fr:0/", "https://exemple.fr:99999/",
     "https://exemple.fr:/", "https://exemple.fr/a b", "https://exemple.fr/\tb",
     "https://exemple.fr/\nb", "https://exemplе.fr/", "https://exemple。fr/", "https://аррӏе.com/",
     "https://ıstanbul.fr/", "https://ｅxemple.fr/", "https://xn--zzzzzzz-.fr/", "https://a…b.fr/",
     'https://exemple.fr/"><script>', "https://exemple.fr/<b>", "https://exemple.fr/`x`",
     "https://exemple.fr\\@mechant.fr/", "https://exemple.fr/\u202egpj.exe", "https://exemple.fr/\u200b",
     "https://-exemple.fr/", "https://exemple..fr/", "https://exemple.fr./", "https://exemple.fr/x.",
     "https://exemple.fr/x,", "https://exemple.fr/x)", "https://exemple.fr/x »",
     "https://exemple.fr/" + "a" * 500],
)  # fmt: skip
def test_an_address_that_is_not_plainly_safe_is_refused(text):
    assert refusal(Https, text) == "url_invalide"


ELSEWHERE = "https://www.example.org/page"


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        *((text, "https://café.fr") for text in (
            "café.fr", "http://café.fr", "//café.fr", "https:café.fr", "https//café.fr", "https://café.fr.",
            "<https://café.fr>", "« https://café.fr »", "voir https://café.fr, merci", "(café.fr)",
        )),
        ("www.cafe.fr/été.", "https://www.cafe.fr/été"),
        ("[ici](https://exemple.fr/x)", "https://exemple.fr/x"),
        ("(https://exemple.fr/x_(y))", "https://exemple.fr/x_(y)"),
        ("https://exemple.fr/\u200bx", "https://exemple.fr/x"),
        ("@lavoir@mobilizon.example", "https://mobilizon.example/@lavoir"),
        ("!lavoir@lemmy.example", "https://lemmy.example/c/lavoir"),
        ("@anne-frank@piaille.fr", "https://piaille.fr/@anne-frank"),
        ("https://аррӏе.com/", "https://xn--80ak6aa92e.com/"),
        ("https://exemple.fr/mon fichier.pdf", "https://exemple.fr/mon%20fichier.pdf"),
        ("exemple.fr/le lavoir/plan (2).pdf", "https://exemple.fr/le%20lavoir/plan%20(2).pdf"),
        ("https://exemple.fr/x?q=mon lavoir", "https://exemple.fr/x?q=mon%20lavoir"),
        *((text, "https://exemple.fr/page") for text in (
            "https://exemple.fr/page (le site)", "https://exemple.fr/page, merci", "Voir : https://exemple.fr/page",
            "https:// exemple.fr/page", "exemple.fr (https://exemple.fr/page)", "https://exemple.fr/page et https://b.fr",
        )),
        *((text, ELSEWHERE) for text in (
            "https://mon site.fr", "voir https://mon site.fr", "<https://mon site.fr>", "www.mon site.fr",
            "https://café du lavoir.fr/", "https://le.lavoir mirecourt.fr", "https://exemple!bar.fr", "exemple!bar.fr",
            "https://a&b.fr", "a&b.fr", "https://col·labora.cat", "https://mon/site.fr", "https://mon(site).fr",
            "https://exemple.fr/a>b", "https://mon+site.fr", "http://mon\nsite.fr",
        )),
        *((text, ELSEWHERE) for text in (
            "https://exemplе.fr/", "https://moi:secret@exemple.fr/", "mairie@exemple.fr", "mailto:a@exemple.fr",
            "@jean@gmail.com", "https://exemple.fr\\@mechant.fr/", "https://127.0.0.1/", "javascript:alert(1)",
            "https://l’atelier.fr", "la page du groupe", "http://exemple.fr/0612345678", "",
        )),
    ],
)  # fmt: skip
def test_what_to_write_instead_is_given_and_taken(text, instead):
    with pytest.raises(ValidationError) as caught:
        read(Https, text)
    (wrong,) = caught.value.errors()
    assert wrong["ctx"]["propose"] == instead
    assert read(Https, instead)


@pytest.mark.parametrize(
    "text",
    [
        "@pdupont@exemple.fr",
        "voir @pdupont@exemple.fr",
        "!pdupont@exemple.fr",
        "@p.dupont@gmail.com",
    ],
)
def test_what_may_be_a_mailbox_behind_a_sign_is_not_repeated(text):
    with pytest.raises(ValidationError) as caught:
        read(Https, text)
    (wrong,) = caught.value.errors()
    assert "dupont" not in str(wrong["ctx"])
    assert wrong["ctx"]["propose"] == ELSEWHERE


@pytest.mark.parametrize("text", ["a", "jardin", "le-jardin-2", "2-rue", "-a", "a" * 60])
def test_a_slug_is_taken(text):
    assert read(Slug, text) == text
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    ["42", "-", "Jardin", "jardin_1", "été", "a b", "a/b", "..", "a.md", "a" * 61, "a\n", "ａ"],
)
def test_what_is_no_slug_is_refused(text):
    assert not is_slug(text)
    if text == text.strip():
        assert refusal(Slug, text) == "slug_invalide"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Un café à nous", "un-cafe-a-nous"),
        ("L’Œuvre d’Ève & Cie !", "l-oeuvre-d-eve-cie"),
        ("Saint-Étienne", "saint-etienne"),
        ("  --  ", "defi"),
        ("42", "defi-42"),
        ("日本", "defi"),
        ("", "defi"),
    ],
)
def test_a_name_is_made_into_the_slug_one_expects(text, slug):
    assert slugify(text) == slug


@given(st.text(max_size=120))
def test_every_text_gives_a_valid_slug(text):
    assert is_slug(slugify(text))


@given(st.text(max_size=120))
def test_the_slug_of_a_slug_is_itself(text):
    assert slugify(slugify(text)) == slugify(text)


@given(st.text(st.sampled_from("0123456789 -"), min_size=50, max_size=70))
def test_long_numbers_give_a_valid_slug_that_stays(text):
    assert is_slug(slugify(text))
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("cafe.jpg", "cafe.jpg"), ("images/cafe.webp", "cafe.webp"), ("a_1-b.jpeg",) * 2],
)
def test_a_picture_is_named_with_or_without_its_folder(text, value):
    assert read(ImageName, text) == value


@pytest.mark.parametrize(
    "text",
    [
        "../cafe.jpg",
        "images/../cafe.jpg",
        "/cafe.jpg",
        "Cafe.jpg",
        "cafe.svg",
        "cafe",
        ".jpg",
        "a b.png",
    ],
)
def test_a_picture_out_of_its_folder_or_of_another_kind_is_refused(text):
    assert refusal(ImageName, text) == "image_nom"


def test_a_line_loses_the_spaces_around_it_and_must_say_something():
    assert read(Line, "  un mot  ") == "un mot"
    assert refusal(Line, "   ") == "string_too_short"


@pytest.mark.parametrize(("kind", "field"), CONVERTED.items())
@pytest.mark.parametrize("value", [["a"], {"a": "b"}, [], {}])
def test_a_list_or_a_group_is_no_word(kind, field, value):
    assert refusal(field, value) == "texte_attendu"


@pytest.mark.parametrize(("kind", "field"), CONVERTED.items())
@given(text=st.text(max_size=40))
def test_any_text_is_read_or_refused_in_our_words(kind, field, text):
    try:
        read(field, text)
    except ValidationError as error:
        (only,) = error.errors()
        assert only["type"] in {kind} | OTHER_KINDS.get(kind, set())
        place = only["ctx"].get("place")
        KINDS[only["type"]].sentence.format(**(place.values if place else only["ctx"]))
