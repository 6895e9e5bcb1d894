"""Who publishes the site: what is written, else what the forge says, else nothing."""

from __future__ import annotations

from datetime import date

import pytest

from generator.content.identity import (
    Audit,
    Hebergeur,
    Identity,
    check_publication,
    read_identity,
    read_site_url,
)

DEPOT = "https://github.com/ville/bien-vivre"
FORGE = {"GITHUB_REPOSITORY": "ville/bien-vivre"}
WHOLE = {"depot": DEPOT, "organisation": "La mairie", "adresse": "bonjour@exemple.fr"}
LEGAL = {
    "siege": "Place de la mairie",
    "telephone": "03 29 00 00 00",
    "immatriculation": "SIRET 00000000000000",
    "directeur_publication": "Le maire",
    "hebergeur": Hebergeur(nom="Un hôte", adresse="Une rue", telephone="01 00 00 00 00"),
    "conservation": "Un an",
}


@pytest.fixture
def identify(tmp_path):
    """Write a mkdocs.yml, and tell who it says publishes the site."""

    def write_and_read(text, environ=()):
        (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
        return read_identity(tmp_path, dict(environ))

    return write_and_read


def settings(**values):
    lines = "".join(f"    {key}: {value}\n" for key, value in values.items())
    return f"site_name: Ici\nextra:\n  bvm:\n{lines}theme:\n  name: material\n"


def test_what_is_written_is_read(identify):
    assert identify(settings(**WHOLE)) == (Identity(**WHOLE), [])


def test_what_is_written_comes_before_what_the_forge_says(identify):
    identity, _ = identify(settings(depot="https://exemple.fr/depot"), FORGE)
    assert identity.depot == "https://exemple.fr/depot"


def test_the_forge_names_the_repository_when_nothing_does(identify):
    identity, problems = identify(settings(organisation="La mairie", depot=""), FORGE)
    assert problems == []
    assert identity == Identity(depot=DEPOT, organisation="La mairie")


def test_another_forge_is_named_by_its_address(identify):
    server = {"GITHUB_SERVER_URL": "https://forge.exemple.fr"}
    assert (
        identify(settings(), FORGE | server)[0].depot == "https://forge.exemple.fr/ville/bien-vivre"
    )


@pytest.mark.parametrize(
    "text",
    ["site_name: Ici\n", settings(), settings(depot="", organisation="", adresse=""),
     "extra:\n  bvm:\n", "extra:\n  bvm: {}\n", "extra: {}\n", ""],
)  # fmt: skip
def test_nothing_is_invented(identify, text):
    assert identify(text) == (Identity(), [])


@pytest.mark.parametrize(
    "text",
    [
        "extra:\n  bvm:  # qui publie\n    organisation: La mairie\n",
        "extra:\n  bvm:\n    # qui publie\n    organisation: La mairie\n",
        "extra:\n  bvm:\n  # qui publie\n    organisation: La mairie\n",
        "extra:\n  bvm:\n# qui publie\n    organisation: La mairie\n",
        "extra:\n  bvm:\n\n    organisation: La mairie",
        "extra:\r\n  bvm:\r\n    organisation: La mairie\r\n",
        "extra:\n    bvm:\n        organisation: La mairie\n    autre: x\n",
        "extra: {bvm: {organisation: La mairie}}\n",
        "extra:\n  bvm: {organisation: La mairie}\n",
        "extra:\n  'bvm':\n    organisation: La mairie\n",
        "extra:\n  autre: x\n  bvm:\n    organisation: La mairie\n  encore: y\n",
        "plugins:\n  - x:\n      y: !!python/name:a.b\nextra:\n  bvm:\n    organisation: La mairie\n",
    ],
    ids=repr,
)
def test_the_settings_are_read_however_yaml_lets_one_write_them(identify, text):
    assert identify(text) == (Identity(organisation="La mairie"), [])


def test_the_groups_are_read_and_one_whose_keys_are_empty_is_empty(identify):
    host = "    hebergeur:\n      nom: Un hôte\n      adresse:\n"
    audit = "    audit:\n      date: 2026-03-02\n      organisme: Un cabinet\n      taux: 62\n"
    empty = "    audit:\n      date:\n      organisme:\n      taux:\n"
    told = Audit(date=date(2026, 3, 2), organisme="Un cabinet", taux=62)
    named = Hebergeur(nom="Un hôte")
    head = "extra:\n  bvm:\n"
    assert identify(head + host + audit) == (Identity(hebergeur=named, audit=told), [])
    assert identify(head + host + empty) == (Identity(hebergeur=named), [])


def test_an_audit_without_its_rate_is_told(identify):
    identity, (only,) = identify(
        "extra:\n  bvm:\n    audit:\n      date: 2026-03-02\n      organisme: x\n"
    )
    assert identity == Identity()
    assert (only.kind, only.field) == ("champ_manquant", "audit.taux")


def test_the_settings_of_another_key_are_not_ours(identify):
    assert identify("autre:\n  bvm:\n    organisation: La mairie\n") == (Identity(), [])


@pytest.mark.parametrize(
    ("more", "kind", "field"),
    [
        ({"depots": DEPOT}, "champ_inconnu", "depots"),
        ({"depot": "http://exemple.fr/"}, "url_invalide", "depot"),
        ({"depot": "javascript:alert(1)"}, "url_invalide", "depot"),
        ({"depot": "github.com/ville"}, "url_invalide", "depot"),
        ({"organisation": "[La mairie]"}, "texte_attendu", "organisation"),
        ({"organisation": "a" * 301}, "texte_trop_long", "organisation"),
        ({"adresse": "a" * 301}, "adresse_invalide", "adresse"),
        ({"adresse": "la mairie"}, "adresse_invalide", "adresse"),
        ({"adresse": "mailto:mairie@exemple.fr"}, "adresse_invalide", "adresse"),
        ({"delegue_protection": "Une personne"}, "adresse_invalide", "delegue_protection"),
        ({"hebergeur": "Un hôte"}, "groupe_attendu", "hebergeur"),
        ({"siege": "[une, liste]"}, "texte_attendu", "siege"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_setting_is_told_on_its_line_of_mkdocs_yml(identify, more, kind, field):
    text = settings(**{"organisation": "La mairie"} | more)
    identity, (only,) = identify(text)
    assert identity == Identity()
    assert (only.path, only.kind, only.field) == ("mkdocs.yml", kind, field)
    assert text.split("\n")[only.line - 1].startswith(f"    {field}:")


def test_a_setting_written_twice_is_told(identify):
    _, problems = identify("extra:\n  bvm:\n    organisation: Une\n    organisation: Deux\n")
    assert [(each.kind, each.line) for each in problems] == [("cle_double", 4)]


# Before a publication.


def test_everything_that_is_empty_is_asked_for():
    asked = check_publication(Identity(), "")
    assert [each.field for each in asked] == [
        "extra.bvm.depot", "extra.bvm.organisation", "extra.bvm.adresse", "extra.bvm.siege",
        "extra.bvm.telephone", "extra.bvm.immatriculation", "extra.bvm.directeur_publication",
        "extra.bvm.hebergeur.nom", "extra.bvm.hebergeur.adresse", "extra.bvm.hebergeur.telephone",
        "extra.bvm.conservation", "site_url",
    ]  # fmt: skip
    assert all(each.is_error and each.path == "mkdocs.yml" for each in asked)


def test_nothing_is_asked_for_when_all_is_filled_in():
    assert check_publication(Identity(**WHOLE, **LEGAL), "https://exemple.fr/") == []


def test_a_publication_asks_for_no_audit_and_no_data_officer():
    fields = {each.field for each in check_publication(Identity(), "")}
    assert not [field for field in fields if "audit" in field or "delegue" in field]


@pytest.mark.parametrize("address", ["", "http://exemple.fr/", "exemple.fr", "/"])
def test_a_site_is_published_in_https(address):
    who = Identity(**WHOLE, **LEGAL)
    assert [each.field for each in check_publication(who, address)] == ["site_url"]


@pytest.mark.parametrize(
    ("line", "environ", "expected"),
    [
        ("site_url: https://exemple.fr/", {}, "https://exemple.fr/"),
        ("site_url: !ENV [SITE_URL, '']", {}, ""),
        (
            "site_url: !ENV [SITE_URL, '']",
            {"SITE_URL": "https://exemple.fr/"},
            "https://exemple.fr/",
        ),
        ("site_url: !ENV [A, B, 'https://c.fr/']", {"B": "https://b.fr/"}, "https://b.fr/"),
        ("site_url: !ENV [A, B, 'https://c.fr/']", {}, "https://c.fr/"),
        ("site_url: !ENV SITE_URL", {"SITE_URL": "https://exemple.fr/"}, "https://exemple.fr/"),
        ("site_url: !ENV SITE_URL", {}, ""),
        ("site_url:", {}, ""),
        ("site_name: Ici", {}, ""),
        ("", {}, ""),
        ("x: !!python/name:os.system\nsite_url: https://exemple.fr/", {}, "https://exemple.fr/"),
    ],
)
def test_the_address_of_the_site_is_read_as_mkdocs_reads_it(tmp_path, line, environ, expected):
    (tmp_path / "mkdocs.yml").write_text(line + "\n", "utf-8")
    assert read_site_url(tmp_path, environ) == expected
