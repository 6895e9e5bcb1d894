"""What one door takes, all take: one list of values goes through each, and nothing else is said.

The form of the site goes through the same list of texts in a browser: `test_form_checks.py`.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from samples import REQUIRED, annonce, defi
from suspects import GUILTY, INNOCENTS
from worlds import TODAY

from generator.content.catalogue import Catalogue
from generator.content.fiches import FicheAnnonce, FicheGuide, FichePilote
from generator.content.identity import read_identity
from generator.content.model import FicheDefi
from generator.content.schema import parse_document, prepare_defi
from generator.contributions import bodies
from generator.contributions.answers import check_alone
from generator.contributions.proposals import Refusal, propose
from generator.contributions.requests import Request, read_sending
from generator.forms.questions import AGREED, forms
from generator.text import guards
from generator.text.front_matter import dump

FORM = forms()["defi"]
ANSWERS = {
    "titre": "Un café à nous",
    "resume": "Le dernier café a fermé. Et si nous en ouvrions un ?",
    "commune": "Mirecourt (Vosges)",
    "territoire": "Petite ville",
    "porteur": "Les voisins du Val",
    "concerne": "un quartier ou un village",
    "phase": "Inform’action",
    "accord": AGREED,
}
LOOKED_FOR = {*guards.SENTENCES.values(), "alphabets_meles", "caractere_interdit"}
NO_LINK = "lien_refuse"
"""Said of a body, where Markdown makes links: never of an address that nobody made one."""


def kinds(problems) -> set[str]:
    return {each.kind for each in problems} & {*LOOKED_FOR, NO_LINK}


def a_file(text):
    return kinds(prepare_defi(defi(question=text), "defis/x.md", {}).problems)


def the_body_of_a_file(text):
    return kinds(prepare_defi(defi(text), "defis/x.md", {}).problems)


def a_file_of_an_annonce(text):
    return kinds(parse_document(annonce(text), FicheAnnonce, "x", "annonces/x.md")[1])


def _proposed(answers):
    body = bodies.render(FORM, answers)
    request = Request(7, body, is_open=True, asked_on=TODAY)
    outcome = propose(request, Catalogue(), lambda path: None, TODAY)
    return kinds(outcome.problems if isinstance(outcome, Refusal) else outcome.advice)


def a_form_of_github(text):
    return _proposed({**ANSWERS, "texte": text})


def a_form_of_the_site(text):
    typed = {**ANSWERS, "question": text}
    asked = {question.id: typed.get(question.id, "") for question in FORM.questions}
    data = urlencode({"template": "defi.yml", **asked, "formulaire": "defi"}).encode()
    return _proposed(read_sending(data).answers)


def bvm_nouveau(text):
    return kinds(check_alone(FORM.question("question"), text))


DOORS = (
    the_body_of_a_file,
    a_file_of_an_annonce,
    a_form_of_github,
    a_form_of_the_site,
    bvm_nouveau,
)
LIKELY = re.compile(r"@|[0-9]{5}.?[0-9]{5}")
"""Of what one door may take for another thing: accounts and addresses, codes and telephones."""
TEXTS = [
    *(text for text in INNOCENTS if LIKELY.search(text) and "\n" not in text),
    *[
        text
        for _, text in GUILTY
        if LIKELY.search(text) and not re.search(r"\n|mailto:|\]\(|://", text)
    ][::6],
]


@pytest.mark.parametrize("door", DOORS)
def test_a_text_is_taken_by_all_doors_or_by_none(door):
    told = {
        text: (said, wanted) for text in TEXTS if (said := door(text)) != (wanted := a_file(text))
    }
    assert not told


# --- Addresses of the Web ---------------------------------------------------------------------

PAGES = {
    "https://exemple.fr": "https://exemple.fr",
    "https://café-du-lavoir.fr/": "https://xn--caf-du-lavoir-dhb.fr/",
    "https://caf%C3%A9.fr/caf%C3%A9": "https://xn--caf-dma.fr/caf%C3%A9",
    "https://xn--caf-dma.fr/": "https://xn--caf-dma.fr/",
    "https://www.forêt.fr/été?q=à#ancre": "https://www.xn--fort-ipa.fr/%C3%A9t%C3%A9?q=%C3%A0#ancre",
    "https://fr.wikipedia.org/wiki/Épinal_(88)": "https://fr.wikipedia.org/wiki/%C3%89pinal_(88)",
    "HTTPS://Exemple.FR/A": "https://exemple.fr/A",
    "https://exemple.fr:8443/x": "https://exemple.fr:8443/x",
    "https://mastodon.example/@lavoir": "https://mastodon.example/@lavoir",
    "https://xn--80ak6aa92e.com/": "https://xn--80ak6aa92e.com/",
    "https://exemple.fr/?a[]=1&b=2": "https://exemple.fr/?a%5B%5D=1&b=2",
    **dict.fromkeys((
        "https://аррӏе.com/", "https://exemple.fr./", "https://127.0.0.1/", "https://[::1]/", "https://localhost/",
        "https://exemple..fr/", "https://-exemple.fr/", "https://exemple.fr:0/", "https://exemple.fr:99999/",
        "https://moi@exemple.fr/", "https://exemple。fr/", "https://xn--zzzzzzz-.fr/", "https://ıstanbul.fr/",
        "https://", "//exemple.fr/", "javascript:alert(1)", "ftp://exemple.fr/",
    )),
}  # fmt: skip
"""Addresses as people write them, and as each door publishes them; nothing where none does."""


def _field(fiche, matter, found):
    document, _ = parse_document(dump(matter, "Un mot.\n"), fiche, "x", "x.md")
    return document and found(document.fiche)


def contact(url):
    return _field(FicheDefi, REQUIRED | {"contact": url}, lambda fiche: fiche.contact)


def a_link_of_a_defi(url):
    links = [{"titre": "Le site", "url": url}]
    return _field(FicheDefi, REQUIRED | {"liens": links}, lambda fiche: fiche.liens[0].url)


def a_source_of_a_guide(url):
    sources = [{"titre": "Un texte", "url": url, "verifie_le": "2026-11-01"}]
    days = {"revu_le": "2026-11-01", "a_reverifier_avant": "2027-11-01"}
    said = {"titre": "Chercher un lieu", "resume": "Où se voir.", "phases": ["creaction"]}
    return _field(
        FicheGuide, said | {"sources": sources} | days, lambda fiche: fiche.sources[0].url
    )


def a_link_in_a_text(url):
    html = prepare_defi(defi(f"[Le site]({url})"), "defis/x.md", {}).corps.html
    found = re.search(r'href="([^"]*)"', html)
    return found and found[1].replace("&amp;", "&")


@pytest.fixture
def settings(tmp_path):
    def depot(url):
        text = f"extra:\n  bvm:\n    depot: {url!r}\n"
        (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
        return read_identity(tmp_path, {})[0].depot

    return depot


def test_an_address_is_published_alike_by_all_doors(settings):
    doors = (contact, a_link_of_a_defi, a_source_of_a_guide, a_link_in_a_text, settings)
    told = {
        url: [door(url) for door in doors]
        for url, wanted in PAGES.items()
        if {door(url) for door in doors} != {wanted}
    }
    assert not told


def test_an_accented_address_to_write_to_is_read_alike_where_it_is_asked(tmp_path):
    text = "extra:\n  bvm:\n    adresse: Mairie@Forêt.fr\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    said = {
        "nom": "La forêt",
        "territoire": "rural",
        "departements": ["88"],
        "adresse": "Mairie@Forêt.fr",
    }
    of_a_territory = _field(FichePilote, said, lambda fiche: fiche.adresse)
    assert read_identity(tmp_path, {})[0].adresse == of_a_territory == "Mairie@forêt.fr"
