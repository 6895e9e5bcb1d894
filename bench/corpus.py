"""The corpus maker: any number of valid défis, the same bytes for the same seed.

A benchmark on one file copied N times measures a cache. Here each défi has its own words, dates,
place, needs and budget, and the keys that a living défi carries.
Nothing in it is about a real group.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.communes import COMMUNES
from bench.sentences import (
    ACTIONS,
    GROUPS,
    KINDS,
    PEOPLE,
    PLACES,
    THINGS,
    Kind,
    capital,
    paragraph,
    sentence,
)

TODAY = date(2026, 11, 22)
"""The day around which all dates turn; the runs are told that it is today."""

CONTENT = Path(__file__).resolve().parent.parent / "content"
PHASES = ("informaction", "creaction", "activaction")
CONCERNES = ("plusieurs-personnes", "voisins", "quartier", "public-fragile")
NATURES = ("competence", "reseau", "experience", "materiel", "lieu", "temps", "argent")
FORMES = ("informel", "association", "cooperative", "scic")
MODES = ("majorite", "consentement", "consensus", "sollicitation-avis", "jugement-majoritaire")
PARTENAIRES = ("pressenti", "contacte", "engage")
RECETTES = ("espere", "demande", "promis", "acquis")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
THEMES = ("alimentation", "culture", "energie", "entraide", "habitat", "mobilite", "nature")
"""What the corpus uses when the project has no theme yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One défi being drawn: what several of its parts need to know."""

    rng: Random
    kind: Kind
    phase: str
    starts: tuple[date, ...]
    """The first day of each phase lived so far, the present one last."""
    etat: str
    themes: Sequence[str]
    other: str
    """The slug of the défi to which the body links."""

    @property
    def depuis(self) -> date:
        return self.starts[-1]


def write_corpus(
    folder: Path, count: int, seed: int = 1, *, themes: Sequence[str] | None = None
) -> None:
    """Write `count` défis into `folder`/defis, which is made if needed.

    `themes` are the slugs to draw from; without them, those of the project's content/themes/.
    """
    themes = read_themes(CONTENT) if themes is None else themes
    target = folder / "defis"
    target.mkdir(parents=True, exist_ok=True)
    kinds = [KINDS[Random(f"{seed}-kind-{i}").randrange(len(KINDS))] for i in range(count)]
    slugs = [f"{kind.stem}-{number:05d}" for number, kind in enumerate(kinds, start=1)]
    for index, (slug, kind) in enumerate(zip(slugs, kinds, strict=True)):
        rng = Random(f"{seed}-defi-{index}")
        other = slugs[(index + rng.randrange(1, max(2, count))) % count]
        text = "\n".join(_lines(_draft(rng, kind, themes, other))) + "\n"
        (target / f"{slug}.md").write_text(text, encoding="utf-8")


def write_annonces(
    folder: Path, count: int, seed: int = 1, *, themes: Sequence[str] | None = None
) -> None:
    """Write `count` annonces into `folder`/annonces, which is made if needed; `themes` as above."""
    themes = read_themes(CONTENT) if themes is None else themes
    target = folder / "annonces"
    target.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        rng = Random(f"{seed}-annonce-{number}")
        text = "\n".join(["---", *_annonce(rng, themes), "---", ""])
        (target / f"annonce-{number:05d}.md").write_text(text, encoding="utf-8")


def _annonce(rng: Random, themes: Sequence[str]) -> Iterator[str]:
    genre = rng.choices(("besoin", "offre", "envie", "idee", "opinion"), (4, 3, 2, 1, 1))[0]
    verb = "Je prête" if genre == "offre" else "Je cherche"
    words = f"{verb} {rng.choice(THINGS)}, pour {rng.choice(ACTIONS)} avec {rng.choice(PEOPLE)}."
    yield f"genre: {genre}"
    yield f"texte: {_quoted(words)}"
    yield f"commune: {_quoted(rng.choice(COMMUNES[rng.choice(tuple(COMMUNES))]))}"
    yield f"depuis: {TODAY - timedelta(days=rng.randint(0, 300))}"
    if genre in {"besoin", "offre"}:
        yield f"nature: {rng.choice(NATURES)}"
    yield f"themes: [{', '.join(rng.sample(list(themes), min(len(themes), rng.choice((1, 2)))))}]"


def read_themes(content: Path) -> tuple[str, ...]:
    """The slugs of the themes that stand in `content`/themes, or a few when there is none."""
    found = sorted(path.stem for path in content.glob("themes/*.md"))
    return tuple(slug for slug in found if slug not in {"index", "README"}) or THEMES


def _draft(rng: Random, kind: Kind, themes: Sequence[str], other: str) -> Draft:
    rank = rng.choices((0, 1, 2), (40, 35, 25))[0]
    starts = [TODAY - timedelta(days=rng.randint(10, 300))]
    for _ in range(rank):
        starts.insert(0, starts[0] - timedelta(days=rng.randint(60, 240)))
    states = (
        ("actif", "en-pause", "arrete", "abouti") if rank == 2 else ("actif", "en-pause", "arrete")
    )
    etat = rng.choices(states, (88, 5, 3, 14)[: len(states)])[0]
    chosen = rng.sample(list(themes), min(len(themes), rng.choice((1, 1, 2))))
    return Draft(rng, kind, PHASES[rank], tuple(starts), etat, chosen, other)


def _lines(draft: Draft) -> Iterator[str]:
    yield "---"
    yield from _identity(draft)
    yield from _path(draft)
    yield from _meetings(draft)
    yield from _later(draft)
    yield from _group(draft)
    yield from _money(draft)
    yield from _story(draft)
    yield "---"
    yield from _body(draft)


def _identity(draft: Draft) -> Iterator[str]:
    rng = draft.rng
    territoire = rng.choice(tuple(COMMUNES))
    commune = rng.choice(COMMUNES[territoire])
    place = commune.rpartition(" (")[0]
    yield f"titre: {_quoted(f'{draft.kind.title}, {place}')}"
    yield f"resume: {_quoted(sentence(rng))}"
    yield f"phase: {draft.phase}"
    yield f"depuis: {draft.depuis}"
    yield f"territoire: {territoire}"
    yield f"commune: {_quoted(commune)}"
    yield f"porteur: {_quoted(rng.choice(GROUPS))}"
    yield f"concerne: {rng.choice(CONCERNES)}"
    yield f"question: {_quoted(draft.kind.question)}"
    yield f"themes: [{', '.join(draft.themes)}]"
    yield f"etat: {draft.etat}"


def _path(draft: Draft) -> Iterator[str]:
    past = list(zip(PHASES, draft.starts[:-1], strict=False))
    if past:
        yield "historique:"
        yield from _items({"phase": phase, "depuis": start} for phase, start in past)
    if draft.etat in {"actif", "en-pause"}:
        day = TODAY + timedelta(days=draft.rng.randint(-3, 60))
        what = f"{capital(draft.rng.choice(ACTIONS))}, rendez-vous devant {_place(draft)}"
        yield "prochaine_action:"
        yield f"  date: {day}"
        yield f"  quoi: {_quoted(what)}"
        yield f"  id: suite-{day}"


def _meetings(draft: Draft) -> Iterator[str]:
    rng, first = draft.rng, draft.starts[0]
    meetings = [
        _meeting(draft, first + timedelta(days=rng.randint(1, 8)), "debat", "tenue"),
        _meeting(draft, TODAY + timedelta(days=rng.randint(1, 70)), "reunion", "prevue"),
    ]
    if rng.random() < 0.5:
        day = TODAY - timedelta(days=rng.randint(1, 9))
        meetings.insert(1, _meeting(draft, day, rng.choice(("atelier", "fete")), "tenue"))
    if draft.etat in {"arrete", "abouti"}:
        meetings = [meeting for meeting in meetings if meeting["statut"] == "tenue"]
    yield "rencontres:"
    yield from _items(meetings)


def _meeting(draft: Draft, day: date, genre: str, statut: str) -> dict[str, object]:
    hour = draft.rng.randint(9, 19)
    meeting: dict[str, object] = {
        "date": day,
        "debut": f"{hour:02d}:30",
        "fin": f"{hour + 2:02d}:00",
        "titre": _quoted(f"{capital(draft.rng.choice(ACTIONS))} ensemble"),
        "id": f"{genre}-{day}",
        "genre": genre,
        "lieu": _quoted(capital(_place(draft))),
        "statut": statut,
    }
    if statut == "tenue":
        meeting["compte_rendu"] = _quoted(sentence(draft.rng))
    return meeting


def _later(draft: Draft) -> Iterator[str]:
    """A great day of one défi in three that goes on, what comes back of one in six."""
    rng = draft.rng
    if draft.phase != "activaction" or draft.etat not in {"actif", "en-pause"}:
        return
    if rng.random() < 0.9:
        day = TODAY + timedelta(days=rng.randint(20, 200))
        yield "evenements:"
        yield from _items([
            {
                "date": day,
                "debut": "10:00",
                "fin": rng.choice(("18:00", "01:00")),
                "titre": _quoted(f"{capital(rng.choice(ACTIONS))}, le grand jour"),
                "lieu": _quoted(capital(_place(draft))),
                "id": f"grand-jour-{day}",
            }
        ])  # fmt: skip
    if rng.random() < 0.6:
        yield "activites:"
        yield f"  - quoi: {_quoted(capital(rng.choice(ACTIONS)))}"
        yield "    rythme: Chaque semaine"
        yield f"    lieu: {_quoted(capital(_place(draft)))}"
        yield "    id: chaque-semaine"
        yield "    recurrence:"
        yield f"      jour: {rng.choice(WEEKDAYS)}"
        yield f"      depuis: {TODAY - timedelta(days=rng.randint(0, 60))}"
        yield f"      jusqu_au: {TODAY + timedelta(days=rng.randint(100, 300))}"
        yield '      debut: "09:30"'
        yield '      fin: "12:00"'


def _group(draft: Draft) -> Iterator[str]:
    rng = draft.rng
    yield "besoins:"
    yield from _items(_need(draft) for _ in range(rng.randint(1, 3)))
    if rng.random() < 0.4:
        yield "offres:"
        yield from _items([_need(draft)])
    threshold = rng.randint(6, 15)
    yield "engagements:"
    yield f"  nombre: {threshold + rng.randint(0 if draft.phase != 'informaction' else -5, 9)}"
    yield f"  seuil: {threshold}"
    yield f"organisation: {{forme: {rng.choice(FORMES)}}}"
    yield f"decision: {{mode: {rng.choice(MODES)}, delai_jours: {rng.randint(3, 21)}}}"
    yield "partenaires:"
    yield from _items([_partner(draft)])


def _need(draft: Draft) -> dict[str, object]:
    need: dict[str, object] = {
        "quoi": _quoted(capital(draft.rng.choice(THINGS))),
        "nature": draft.rng.choice(NATURES),
        "depuis": draft.depuis,
    }
    if draft.rng.random() < 0.3:
        need["pourvu_le"] = draft.depuis + timedelta(days=draft.rng.randint(1, 9))
    return need


def _partner(draft: Draft) -> dict[str, object]:
    return {
        "nom": _quoted(f"Association « {draft.rng.choice(GROUPS)} »"),
        "role": _quoted(f"Prête {draft.rng.choice(THINGS)}"),
        "statut": draft.rng.choice(PARTENAIRES),
    }


def _money(draft: Draft) -> Iterator[str]:
    rng = draft.rng
    yield "financement:"
    yield "  depenses:"
    for thing in rng.sample(THINGS, 2):
        yield f"    - {{poste: {_quoted(capital(thing))}, montant: {rng.randint(4, 240) * 10}}}"
    yield "  recettes:"
    for source in rng.sample(("Commune", "Vente de gâteaux", "Fête d’hiver", "Cotisations"), 2):
        amount, statut = rng.randint(4, 200) * 10, rng.choice(RECETTES)
        yield f"    - {{source: {_quoted(source)}, montant: {amount}, statut: {statut}}}"


def _story(draft: Draft) -> Iterator[str]:
    rng = draft.rng
    days = sorted(draft.depuis + timedelta(days=rng.randint(0, 10)) for _ in range(3))
    yield "journal:"
    yield from _items({"date": day, "texte": _quoted(sentence(rng))} for day in days)
    if draft.etat in {"arrete", "abouti"}:
        yield "bilan:"
        for key in ("resultats", "appris", "suite"):
            yield f"  {key}: {_quoted(sentence(rng))}"


def _body(draft: Draft) -> Iterator[str]:
    rng = draft.rng
    yield from ("", paragraph(rng, 3), "", "## D’où l’on part", "", paragraph(rng, 2), "")
    yield from (f"- **{capital(thing)}** : {sentence(rng)}" for thing in rng.sample(THINGS, 3))
    yield from ("", "## Ce que nous avons entendu", "", f"> {sentence(rng)}", "")
    yield from (paragraph(rng, 2), "", "| Qui | Ce qui compte | Voix |", "| --- | --- | ---: |")
    for people, action in zip(rng.sample(PEOPLE, 3), rng.sample(ACTIONS, 3), strict=True):
        yield f"| {capital(people)} | {action} | {rng.randint(2, 40)} |"
    yield from ("", "## La suite", "")
    yield from (f"{rank}. {sentence(rng)}" for rank in (1, 2, 3))
    yield from ("", f"{sentence(rng)} Nous regardons aussi [un défi voisin]({draft.other}.md).")


def _items(groups: Iterable[dict[str, object]]) -> Iterator[str]:
    for group in groups:
        for rank, (key, value) in enumerate(group.items()):
            yield f"  {' ' if rank else '-'} {key}: {value}"


def _place(draft: Draft) -> str:
    return draft.rng.choice(PLACES)


def _quoted(text: str) -> str:
    # A JSON string is a YAML double-quoted string.
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Read the command line and write the corpus that it asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description="Faire N défis.")
    parser.add_argument("--nombre", type=int, required=True, help="combien de défis")
    parser.add_argument("--dossier", type=Path, required=True, help="où les écrire (dans defis/)")
    parser.add_argument(
        "--graine", type=int, default=1, help="la même graine donne les mêmes défis"
    )
    parser.add_argument("--contenu", type=Path, default=CONTENT, help="le dossier des thèmes")
    options = parser.parse_args()
    themes = read_themes(options.contenu)
    write_corpus(options.dossier, options.nombre, options.graine, themes=themes)


if __name__ == "__main__":
    main()
