"""The forms of the site as a person fills them in, what comes out by their doors, and some towns.

A town opens the doors that its settings give it: a repository, an address, a relay, none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

from playwright.sync_api import Error, Page, expect
from samples import defi, pilote
from worlds import WORLD, Built, build_site

from generator.content.vocabulary import NATURES
from generator.contributions import bodies
from generator.contributions.bodies import NO_ANSWER
from generator.forms.form import Question
from generator.forms.gestures import gestures, template_of
from generator.forms.questions import AGREED, PAGES, forms

ADDRESS = "bonjour@exemple.fr"
DEPOT = "https://github.com/ville/bien-vivre"
RELAY = "https://relais.exemple.fr/envoyer"

NEWS = "mettre-a-jour/rencontre"
"""The page of one gesture, for all of them where they do not differ."""

GESTURES = {f"mettre-a-jour/{slug}": gesture.form for slug, gesture in gestures().items()}
FORMS = {name: forms()[slug] for name, slug in PAGES.items()} | {NEWS: GESTURES[NEWS]}
"""The form of each page, by its address without its last slash; of the gestures, one."""

ALL_FORMS = FORMS | GESTURES

ANSWERS = {
    "proposer": {
        "titre": "Un café & nous, à 18 h ?",
        "resume": "Le dernier café a fermé. Et si nous en ouvrions un + grand ?",
        "texte": "Une ligne.\n\n### Le nom du défi\nUne autre : #2 ~ 100 % « à nous » 🌻 *'()!",
        "commune": "Mirecourt (Vosges)",
        "territoire": "Petite ville",
        "porteur": "Les voisins du Val",
        "concerne": "un quartier ou un village",
        "phase": "Cré’action",
        "depuis": "2026-09-12",
        "themes": "convivialite, culture, le four banal",
        "prochaine_action_quoi": "On goûte la carte",
        "prochaine_action_date": "2099-12-05",
        "prochaine_action_debut": "18:30",
        "prochaine_action_lieu": "Salle des fêtes",
    },
    NEWS: {
        "defi": "cafe",
        "rencontres_titre": "La fête",
        "rencontres_date": "2099-06-12",
        "rencontres_debut": "18:30",
        "rencontres_genre": "Fête",
        "rencontres_lieu": "La place",
    },
    "annoncer": {
        "genre": "Idée",
        "texte": "Et si l’on chantait ?\nQui d’autre ?",
        "commune": "Felletin (Creuse)",
    },
    "rejoindre": {
        "defi": "cafe",
        "engagements_nombre": "2",
        "engagements_roles_role": "Tenir le comptoir",
    },
    "demander-de-l-aide": {
        "demande": "Où trouver un percolateur ?\nOn nous en a prêté un, cassé.",
        "commune": "Felletin (Creuse)",
    },
    "signaler": {"page": "L’agenda", "passage": "Le bal est le 12,\npas le 13."},
}
"""What a person types in each page, odd signs among it."""

WALKED = ("proposer", NEWS, "annoncer")
"""Those whose every door is taken in a browser: the others are drawn and carried by the same lines."""


# Towns.

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"
LEGAL = {
    "organisation": f"Ville {HOSTILE}",
    "siege": f"Place {HOSTILE}",
    "telephone": "+33 3 29 00 00 00",
    "immatriculation": f"SIRET {HOSTILE}",
    "directeur_publication": f"Le maire {HOSTILE}",
    "hebergeur": {"nom": f"Hôte {HOSTILE}", "adresse": f"Rue {HOSTILE}", "telephone": HOSTILE},
    "conservation": f"Un an {HOSTILE}",
    "delegue_protection": "donnees@exemple.fr",
    "audit": {"date": "2026-03-02", "organisme": f"Cabinet {HOSTILE}", "taux": "62"},
}
"""What the law asks of who publishes, whose every word would do harm if it were not text."""

HOSTILE_TERRITORY = "La </script><b>Lozère"
HOSTILE_TITLE = '<img src=x onerror="window.struck=1"> Un café </script>'


def accompanies(code: str) -> str:
    """The address of the territory that accompanies a département."""
    return f"accompagnement.{code}@exemple.fr"


def _territory(nom: str, code: str, **more: Any) -> str:
    """One that has a place, and that one can write to."""
    place = [f"La mairie du {code}", "Le café"]
    return pilote(nom, departements=[code], adresse=accompanies(code), lieux=place, **more)


_EXAMPLE = {"jura": _territory("Le Jura", "39", exemple="true")}
_SOME = {
    **_EXAMPLE,
    "hostile": _territory(HOSTILE_TERRITORY, "48"),
    "muet": pilote("Le Lot", departements=["46"]),
}
_MANY = {
    **_SOME,
    **{f"t-{code}": _territory(f"Le territoire {code}", code) for code in ("24", "25", "26", "27")},
    "vosges": _territory("La plaine", "88"),
}

TOWNS: Mapping[str, tuple[dict[str, Any], dict[str, str]]] = {
    "nobody": ({}, {}),
    "depot": ({"depot": DEPOT}, _SOME),
    "address": ({"depot": DEPOT, "adresse": ADDRESS}, _EXAMPLE),
    "all": ({"depot": DEPOT, "adresse": ADDRESS, "relais": RELAY, **LEGAL}, _MANY),
}
"""Who publishes each town, and the pilot territories where it is; the fixture `town` builds one.

An example, a territory without an address and one that would do harm stand among the others.
"""

_MEETING = {"genre": "debat", "lieu": "Salle des fêtes"}
_DEFIS: dict[str, dict[str, Any]] = {
    "cafe": {
        "titre": "Un café associatif à nous",
        "themes": ["convivialite"],
        "prochaine_action": {"date": "2099-12-05", "quoi": "On goûte la carte"},
        "rencontres": [
            {"date": "2099-12-12", "titre": "Qui tient le comptoir ?", "statut": "prevue", **_MEETING},
            {"date": "2026-01-12", "titre": "Le premier débat", "statut": "tenue", **_MEETING},
            {"date": "2026-01-19", "titre": "Une soirée oubliée", "statut": "prevue", **_MEETING},
            {"date": "2099-12-19", "titre": "Le bal", "statut": "annulee", **_MEETING},
        ],
        "besoins": [
            {"quoi": "Deux percolateurs & <b>un évier</b>", "nature": "materiel"},
            {"quoi": "Un local", "nature": "lieu", "pourvu_le": "2026-10-01"},
        ],
    },
    "fini": {
        "titre": "Le café associatif du pont",
        "commune": "Mattaincourt (Vosges)",
        "etat": "abouti",
        "bilan": {"resultats": "Fait.", "appris": "Beaucoup.", "suite": "Rien."},
    },
    "hostile": {"titre": HOSTILE_TITLE, "themes": ["culture"]},
    "loin": {
        "titre": "Un café associatif",
        "commune": "Épinal (Vosges)",
        "themes": ["convivialite"],
        "besoins": [{"quoi": f"De tout : {one.slug}", "nature": one.slug} for one in NATURES],
        "offres": [{"quoi": f"Une échelle {HOSTILE}", "nature": "materiel"}],
        "financement": {
            "depenses": [{"poste": "Le comptoir", "montant": "1200,50"}],
            "recettes": [
                {"source": "La commune", "montant": "800", "statut": "demande"},
                {"source": "Un repas", "montant": "95", "statut": "acquis"},
            ],
        },
        "activites": [
            {"quoi": "Le tricot", "rythme": "Parfois"},
            {"quoi": "Le repas", "rythme": "Chaque mercredi, à 12 h", "id": "repas", "recurrence": {
                "jour": "mercredi", "debut": "12:00", "jusqu_au": "2099-06-24", "sauf": ["2099-01-07"]}},
        ],
    },
}  # fmt: skip


def build_town(folder: Path, name: str) -> Built:
    """The site of one of `TOWNS`."""
    publisher, pilotes = TOWNS[name]
    files = {f"defis/{slug}.md": defi(**said) for slug, said in _DEFIS.items()}
    files |= {f"content/territoires-pilotes/{slug}.md": said for slug, said in pilotes.items()}
    return build_site(folder, files, pilotes=False, **publisher)


def wall(slug: str, texte: str, **more: Any) -> dict[str, Any]:
    """An annonce as the open data tell it; the first word of its name is its kind."""
    genre = slug.partition("-")[0]
    told = {"genre": genre, "nature": None, "themes": [], "exemple": False, "jusqu_au": None}
    where = {"insee": "88304", "nom": "Mirecourt", "departement": "88"}
    return {"slug": slug, "texte": texte, "commune": where, "reprise_par": [], **told, **more}


# A page that is filled in, with or without a script.


def fill(page: Page, answers: Mapping[str, str]) -> None:
    """Answer some questions. What is chosen may show other questions, or fill them."""
    for name, answer in answers.items():
        place = page.locator(f"#q-{name}")
        if place.evaluate("e => e.localName === 'select'"):
            place.select_option(answer)
        elif place.get_attribute("role") == "group":
            words = answer.split(", ") if answer else []
            for box in place.get_by_role("checkbox").all():
                box.set_checked(box.input_value() in words)
                words = [word for word in words if word != box.input_value()]
            if words:
                page.locator(f"#q-{name}-autres").fill(", ".join(words))
        else:
            place.fill(answer)


GUARDS = """() => import(new URL('gardes.js',
  document.querySelector('script:is([src$="/formulaire.js"], [src$="/gestes.js"])').src))"""
"""Wait for what must not be published, which a page asks for by itself."""


def begin(page: Page) -> None:
    """Begin to write, and wait for what is looked for in every text, which comes only then."""
    page.locator("[data-question] :is(input, select, textarea):visible").first.focus()
    page.evaluate(GUARDS)


def agree(page: Page) -> None:
    for box in page.locator("[data-question=accord] [type=checkbox]").all():
        with suppress(Error):  # what comes late, near défis, may move it under the pointer
            box.check()
        box.check()


READ_AGAIN = "Relire avant d’envoyer"


def read_again(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Relire")).click()


def change(page: Page) -> None:
    page.get_by_role("button", name="Modifier mes réponses").click()


def go_on(page: Page, given: Mapping[str, str]) -> None:
    """Answer, agree, read again: the doors are open."""
    fill(page, given)
    agree(page)
    read_again(page)
    expect(page.get_by_role("heading", name=re.compile("^Relisez"))).to_be_focused()


def tell(
    page: Page, address: str, gesture: str, slug: str, answers: Mapping[str, str]
) -> dict[str, str]:
    """Answer the page of a gesture, opened on a défi; gives what would be sent, by question.

    A row is named as it is written in the file, and chosen; the doors are open, none is taken.
    """
    page.goto(f"{address}mettre-a-jour/{gesture}/?defi={slug}")
    expect(page.locator("p.quel")).to_be_visible()
    draft = page.get_by_role("button", name="Effacer le brouillon")
    if draft.count():
        erase(page)
    go_on(page, answers)
    found, problems = bodies.parse(offered(page), GESTURES[f"mettre-a-jour/{gesture}"])
    assert problems == []
    return dict(found)


def erase(page: Page) -> None:
    """Erase a draft, which asks whether one means it."""
    page.get_by_role("button", name="Effacer le brouillon").click()
    page.get_by_role("button", name="Oui, effacer").click()


def to_the_doors(page: Page, address: str, name: str, given: Mapping[str, str]) -> None:
    page.goto(f"{address}{name}/")
    go_on(page, given)


# What comes out.


def expected_answers(name: str, given: Mapping[str, str]) -> dict[str, str]:
    """The answers in the order of the questions, with the consent."""
    whole = {**given, "accord": AGREED}
    return {q.id: whole[q.id] for q in ALL_FORMS[name].questions if whole.get(q.id)}


def rendered(name: str, given: Mapping[str, str]) -> str:
    """The text of a request, as Python makes it."""
    return bodies.render(ALL_FORMS[name], expected_answers(name, given), whole=False)


def offered(page: Page) -> str:
    """The text that would be downloaded."""
    link = page.get_by_role("link", name="Télécharger le texte")
    head, _, text = (link.get_attribute("href") or "").partition(",")
    assert head == "data:text/plain;charset=utf-8"
    return unquote(text)


def questions(name: str) -> list[Question]:
    """What the page of a form asks: a photograph is dropped elsewhere."""
    return [question for part in ALL_FORMS[name].written for question in part.questions]


def template(name: str) -> str:
    """The form of the repository to which a page leads."""
    gesture = gestures().get(name.removeprefix("mettre-a-jour/"))
    return template_of(gesture or FORMS[name])


def sent(name: str, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the form of a page sends, in the order of its questions.

    A line ends in CR LF (HTML, 4.10.22).
    """
    whole = {**given, "accord": AGREED}
    asked = [(q.id, whole.get(q.id, "").replace("\n", "\r\n")) for q in questions(name)]
    return [("template", template(name)), *asked]


def sent_by_boxes(name: str, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """The same without a script: each theme that is ticked, then what is typed beside the boxes."""
    pairs = []
    for id_, answer in sent(name, given):
        words = answer.split(", ") if id_ == "themes" and answer else []
        others = [word for word in words if word not in THEMES]
        ticked = [(id_, word) for word in THEMES if word in words]
        pairs += [*ticked, (id_, ", ".join(others))] if id_ == "themes" else [(id_, answer)]
    return pairs


THEMES = sorted(path.stem for path in (WORLD / "content/themes").glob("[!i]*.md"))
"""The themes that have a page: a box each."""


def query(pairs: list[tuple[str, str]]) -> str:
    """As browsers write it (URL Standard, application/x-www-form-urlencoded)."""
    return urlencode(pairs, safe="*").replace("~", "%7E")


# What GitHub makes of it.


def asked(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions of an issue form."""
    return [element for element in document["body"] if element["type"] != "markdown"]


def what_github_writes(document: dict[str, Any], answers: Mapping[str, str]) -> str:
    """The body of the issue that a filled form makes."""
    parts = []
    for element in asked(document):
        value = answers.get(element["id"], "") or NO_ANSWER
        if element["type"] == "checkboxes":
            boxes = element["attributes"]["options"]
            value = "\n".join(f"- [x] {box['label']}" for box in boxes)
        parts.append(f"### {element['attributes']['label']}\n\n{value}")
    return "\r\n\r\n".join(part.replace("\n", "\r\n") for part in parts)
