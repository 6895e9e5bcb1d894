"""From nothing to `abouti` by the forms of the site, following only the first line of « Et maintenant ? »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from beside import drawn, show, site_around
from doors import go_on, offered
from moves import PATH, PLAIN, SLUG, catalogue
from playwright.sync_api import Page, expect
from requests_sent import DEFI
from visits import opened
from worlds import TODAY

from generator.contributions.proposals import Proposal, propose
from generator.contributions.requests import Request

STEP = timedelta(days=2)
"""How long a group takes from one thing to the next."""

MOST = 45
"""After so many, the group would have given up."""


def answers(gesture: str, day: date) -> Iterator[dict[str, str]]:
    """What the group answers to a gesture, the first time, then the next ones."""
    soon, later = str(day + timedelta(days=1)), str(day + timedelta(days=60))
    match gesture:
        case "date":
            yield from _again(prochaine_action_quoi="Au lavoir", prochaine_action_date=later,
                              prochaine_action_debut="18:30", prochaine_action_lieu="Le lavoir")  # fmt: skip
        case "rencontre":
            yield {"rencontres_titre": "Un débat", "rencontres_genre": "Débat", "rencontres_date": soon,
                   "rencontres_debut": "18:30", "rencontres_lieu": "Salle des fêtes"}  # fmt: skip
        case "tenue":
            yield {"tenue_statut": "Oui", "rencontres_compte_rendu": "Nous étions douze."}
        case "question":
            yield {"question": "Où se retrouver ?"}
            yield {"notre_bien_vivre": "Se parler."}
        case "famille":
            yield {"inspire_de": "jardin"}
        case "engages":
            yield {"engagements_nombre": "12"}
        case "etape":
            yield {"phase": "Cré’action"}
            yield {"phase": "Activ’action"}
        case "piste":
            yield {"pistes_titre": "Un local", "pistes_pour": "Grand.", "pistes_contre": "Cher."}
            yield {
                "pistes_titre": "Un camion",
                "pistes_pour": "Partout.",
                "pistes_contre": "Petit.",
            }
        case "essai":
            yield {"experiences_hypothese": "On viendra", "experiences_essai": "Un samedi",
                   "experiences_debut": str(day)}  # fmt: skip
            yield {"experiences_laquelle": "Un samedi", "experiences_resultat": "Trente personnes.",
                   "experiences_suite": "on garde"}  # fmt: skip
        case "besoin":
            yield {"besoins_quoi": "Deux tables", "besoins_nature": "Matériel"}
        case "partenaire":
            yield {"partenaires_nom": "La médiathèque", "partenaires_role": "Une salle",
                   "partenaires_statut": "on y pense"}  # fmt: skip
            yield {"partenaires_laquelle": "La médiathèque", "partenaires_statut": "c’est oui"}
        case "acteur":
            yield {"acteurs_nom": "La mairie", "acteurs_role": "décide"}
        case "organisation":
            yield {"organisation_forme": "Association"}
            yield {"decision_mode": "Consentement"}
        case "prevu":
            yield {"plan_quoi": "Ranger", "plan_echeance": later}
        case "depense":
            yield {"financement_depenses_poste": "Tasses", "financement_depenses_montant": "120,50"}
        case "recette":
            yield {"financement_recettes_source": "Un loto", "financement_recettes_montant": "130",
                   "financement_recettes_statut": "espéré"}  # fmt: skip
            yield {"recettes_laquelle": "Un loto", "financement_recettes_statut": "acquis"}
        case "lien":
            yield {"liens_titre": "Notre album", "liens_url": "https://exemple.fr/album"}
        case "grand-jour":
            yield {
                "evenements_titre": "L’ouverture",
                "evenements_date": soon,
                "evenements_lieu": "Le quai",
            }
        case "recit":
            yield from _again(journal_texte="Tout le quai est venu.")
        case "suite":
            yield {"activites_quoi": "Le café", "activites_rythme": "Chaque samedi"}
        case "bilan":
            yield {
                "bilan_resultats": "Un café.",
                "bilan_appris": "Patience.",
                "bilan_suite": "Une cuisine.",
            }
            yield {"etat": "Abouti"}


def _again(**said: str) -> Iterator[dict[str, str]]:
    while True:
        yield said


class Walk:
    """A group in a browser, the file of its défi, and the day."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home, self.day = page, home, TODAY
        self.text = ""
        self.told: dict[str, int] = {}
        self.road: list[str] = []
        show(page, lambda: self.files, home)

    def send(self, said: dict[str, str]) -> None:
        """Answer the form of the page, read again, send; the day passes, the site is built."""
        go_on(self.page, said)
        request = Request(12, offered(self.page), is_open=True, asked_on=self.day)
        around = catalogue(self.text or PLAIN)
        found = propose(request, around, {PATH: self.text}.get, self.day)
        assert isinstance(found, Proposal), [self.road, *map(str, found.problems)]
        (self.text,) = found.changes.values()
        self.day += STEP
        known = catalogue(self.text)
        self.defi = known.defis[SLUG]
        self.files = drawn(site_around(self.defi, known, self.day), SLUG)

    def follow(self) -> None:
        """Come back to the page of the défi, and do what its first button says."""
        self.page.goto(f"{self.home}defis/{SLUG}/")
        button = self.page.locator(".maintenant .btn").first
        self.road.append(button.inner_text())
        button.click()
        expect(self.page.locator("p.quel")).to_be_visible()
        (gesture,) = re.findall(r"mettre-a-jour/([a-z-]+)/\?defi=cafe", self.page.url)
        rank = self.told[gesture] = self.told.get(gesture, -1) + 1
        found = [said for said, _ in zip(answers(gesture, self.day), range(rank + 1), strict=False)]
        assert len(found) > rank, self.road
        self.send(found[rank])


def test_the_first_thing_to_do_leads_from_an_idea_to_the_end(browser, home):
    with opened(browser) as (page, seen):
        walk = Walk(page, home())
        page.goto(home())
        page.get_by_role("link", name="Proposer une idée").first.click()
        idea = {
            key: said for key, said in DEFI.items() if not key.startswith(("accord", "prochaine"))
        }
        walk.send(idea)
        while walk.defi.etat != "abouti" and len(walk.road) < MOST:
            walk.follow()
        assert walk.defi.etat == "abouti", walk.road
        assert [each.phase for each in walk.defi.historique] == ["informaction", "creaction"]
        assert {"Fixer un premier débat", "Choisir comment on décide", "Faire durer"} <= {
            *walk.road
        }
        assert seen.errors == seen.strangers == []
