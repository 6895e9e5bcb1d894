"""Three sites of pilot territories, each built once for all who ask.

`once` is the fixture of that name.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import samples
from samples import REQUIRED, defi, pilote
from worlds import EPOCH, PILOTES, TODAY, Built, Files, Once, build_site

HOSTILE = '"><script>alert(1)</script>'
REAL, EXAMPLE, OWN = "accueil@vosges.example", "ville@example.org", "bonjour@site.example"
URL = "https://example.org/bien-vivre/"


def day(after: int) -> str:
    """A day as it is written, so many days after today."""
    return (TODAY + timedelta(days=after)).isoformat()


def annonce(texte: str, commune: str, after: int, **more: Any) -> str:
    """The text of an annonce said in a commune, so many days after today."""
    return samples.annonce(texte, commune=commune, depuis=day(after), **more)


# A country with a bit of everything.

TITLES = {
    "h-balise": HOSTILE,
    "h-destinataire": "Un café &bcc=intrus&cc=x",
    "h-question": "Un café ?bcc=intrus, intrus;#x",
    "h-ligne": "Un café\nBcc: intrus",
    "h-code": "Un café%0ABcc:intrus%0D%0A&amp;",
    "h-apostrophe": 'L\'été d’"un" <b>café</b> à 100 % à nous',
}
"""Titles that would change the letter of which they are the subject."""

HERD = [f"troupeau-{number:02}" for number in range(25)]
"""More défis of one commune than a page shows."""

SAID = {
    "besoin": annonce("Il manque un puits", "Guéret", -9, genre="besoin", nature="lieu"),
    "envie": annonce("Envie de chanter", "Aubusson (Creuse)", -4),
    "opinion": annonce("Trop de bruit", "Felletin", -8, genre="opinion", exemple="true"),
    "idee": annonce("Et si on marchait ?", "Felletin", -2, genre="idee"),
    "offre": annonce("Une remorque à prêter", "Felletin", -6, genre="offre"),
    "hostile": annonce(HOSTILE, "Felletin", -5),
    "hier": annonce("Finie hier", "Felletin", -7, jusqu_au=day(-1)),
    "dernier-jour": annonce("Finie ce soir", "Felletin", -3, jusqu_au=day(0)),
    "seule": annonce("Seule dans le Lot", "Figeac (Lot)", -1),
    "ce-soir": annonce("Landes, ce soir", "Dax (Landes)", -1, jusqu_au=day(0)),
    "passee": annonce("Gers, hier", "Auch (Gers)", -9, jusqu_au=day(-1)),
}


def _titled(title: str) -> str:
    """A défi of Épinal whose title is written as a program would write it, whatever it holds."""
    return defi(commune="Épinal").replace(REQUIRED["titre"], json.dumps(title))


COUNTRY = {
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
    "defis/ville.md": defi(exemple="true"),
    "defis/epinal.md": defi(commune="Épinal"),
    "defis/nomme.md": defi(accompagne_par="vosges"),
    "defis/ailleurs.md": defi(commune="Épernay"),
    "defis/ajaccio.md": defi(commune="Ajaccio", titre="Un café & nous"),
    "defis/groupe.md": defi(commune="Épinal", contact="https://example.org/nous"),
    "defis/fete.md": defi(
        commune="Saint-Anthème (63)", autres_communes=["Saint-Bonnet-le-Courreau", "Valcivières"]
    ),
    "defis/ile.md": defi(commune="Belep"),
    "defis/cilaos.md": defi(commune="Cilaos", repond_a=["idee", "offre"]),
    "defis/repond.md": defi(commune="Épinal", repond_a=["idee"], titre=f"Oui {HOSTILE}"),
    **{f"defis/{slug}.md": _titled(title) for slug, title in TITLES.items()},
    **{f"defis/{slug}.md": defi(commune="Felletin") for slug in HERD},
    **{f"annonces/{slug}.md": text for slug, text in SAID.items()},
}


def country(once: Once) -> Built:
    """The country, where the site has no address of its own."""
    return once("pays", lambda folder: _build(folder, COUNTRY))


def day_after(once: Once) -> Built:
    """The same on the day after, where the site stands at `URL` and one may write to it."""
    when_and_where = {"SOURCE_DATE_EPOCH": str(int(EPOCH) + 86_400), "SITE_URL": URL}
    return once("lendemain", lambda folder: _build(folder, COUNTRY, OWN, **when_and_where))


# A country where territories meet.

LORRAINE, OUEST = "plaine@lorraine.example", "accueil@ouest.example"
TYPED = ("Bonjour@Site.EXAMPLE", "Accueil.19@Villette.Paris.EXAMPLE")
SITE, VILLETTE = "Bonjour@site.example", "Accueil.19@villette.paris.example"
NEEDS = {
    "a": ["Trouvé", "Un piano", "Des bancs", "Une bâche"],
    "b": ["Un four", "Du bois"],
    "c": ["Une clé"],
}
TOLD_AT = [
    "Paris 18e", "Paris 19e", "Mirecourt (Vosges)", "88304", "Nancy", "Toul", "Redon", "Vitré (35)",
    "Laval (Mayenne)", "Dinan", "Saint-Brieuc", "Ajaccio", "Vannes",
]  # fmt: skip


def _need(what: str) -> dict[str, str]:
    found = {"pourvu_le": day(-5)} if what == "Trouvé" else {}
    return {"quoi": what, "nature": "materiel"} | found


CROSSROADS = {
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
        "L’ouest", communes=["Vitré (35)"], departements=["53"], adresse=OUEST
    ),
    f"{PILOTES}/dinan.md": pilote("Dinan", communes=["Dinan"], adresse=OUEST),
    **{
        f"annonces/annonce-{number}.md": annonce("Envie de chanter", commune, -3)
        for number, commune in enumerate(TOLD_AT)
    },
    **{
        f"defis/{slug}.md": defi(commune="Nancy", besoins=[_need(one) for one in needs])
        for slug, needs in NEEDS.items()
    },
    **{
        f"defis/p{rank}-{number:02}.md": defi(commune=f"Paris {rank}e", **invented)
        for rank, invented in ((18, {"exemple": "true"}), (19, {}))
        for number in range(25)
    },
}


def crossroads(once: Once) -> Built:
    """Where territories share départements and towns, and one may write to the site."""
    return once("croisement", lambda folder: _build(folder, CROSSROADS, TYPED[0]))


def _build(folder: Path, files: Files, adresse: str | None = None, **environ: str) -> Built:
    return build_site(folder, files, pilotes=False, environ=environ, adresse=adresse)
