"""The page of one annonce: its words whole, how one answers it, what it goes with.

An annonce that no longer holds has none: nothing leads to it any more, and who wrote it is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator import addresses
from generator.accompaniment.facets import By
from generator.accompaniment.gathering import Gathered
from generator.accompaniment.helping import CoupDeMain, of_annonce
from generator.content.fiches import Document, FicheAnnonce
from generator.outputs.helping.answers import answered_by, answers_to
from generator.outputs.helping.boards import QUOTED
from generator.outputs.helping.page import SECTION, SHEET, closing
from generator.outputs.helping.rows import meeting
from generator.outputs.kit.blocks import AgirView, Link
from generator.outputs.kit.output import Output
from generator.outputs.site import helping
from generator.outputs.site.annonces import holder_of, where_to_answer, where_to_end
from generator.outputs.site.helping import Met, met_view
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import few_words

_SAID = {
    "besoin": "Un besoin",
    "envie": "Une envie",
    "opinion": "Une opinion",
    "idee": "Une idée",
    "offre": "Une offre",
}
"""What an annonce is, as its page is called."""

_FEW_WORDS = 70
"""How many signs of an annonce stand in the title of its page, and in links to it."""

_MOST = 12
"""How many answers to it a page shows."""


class GroupView(NamedTuple):
    """Those that say the same thing near it."""

    phrase: str
    autres: Sequence[Link]
    """The first of them; a board only has room for few groups."""
    de_plus: int
    """How many others there are."""
    defi: str
    """The form where they become a défi; of an example, nothing."""


class AnnonceView(NamedTuple):
    """What the page of an annonce shows."""

    fiche: FicheAnnonce
    titre: str
    fil: Sequence[Link]
    repondre: str
    """Where one answers it, where somebody reads: a form or a letter."""
    finie: str
    """Where one says that it holds no more, likewise."""
    proches: Sequence[Met]
    """What may meet it, the first ones."""
    reprises: Sequence[Link]
    """The défis that take it up."""
    repond_a: Link | None
    """The annonce that it answers, while that one holds."""
    reponses: Sequence[Link]
    """Those that answer it."""
    autres_reponses: int
    ensemble: GroupView | None
    lieu: Link
    """The board of its place."""
    guides: str
    agir: AgirView


def annonce_view(site: Site, annonce: Document[FicheAnnonce]) -> AnnonceView:
    """All that the page of one annonce shows."""
    root = addresses.root_from(addresses.annonce(annonce.slug))
    fiche, holder = annonce.fiche, holder_of(site, annonce)
    place = fiche.commune.departement
    board = root + addresses.coups_de_main(By.DEPARTEMENT, place.code)
    answers, answered = answers_to(site, annonce.slug), answered_by(site, annonce)
    return AnnonceView(
        fiche=fiche,
        titre=_SAID[fiche.genre],
        fil=_trail(root, (place.nom, board), _SAID[fiche.genre]),
        repondre=where_to_answer(site, annonce, root, holder),
        finie=where_to_end(site, annonce, root, holder),
        proches=_meeting(site, of_annonce(annonce), fiche.genre, root),
        reprises=[
            (defi.titre, root + addresses.defi(defi.slug))
            for defi in site.taken_up.get(annonce.slug, ())
        ],
        repond_a=_link(answered, root) if answered else None,
        reponses=[_link(one, root) for one in answers[:_MOST]],
        autres_reponses=len(answers[_MOST:]),
        ensemble=_group(site, annonce, root),
        lieu=(place.nom, board),
        guides=root + addresses.GUIDES,
        agir=closing(site, root),
    )


def _trail(root: str, place: Link, last: str) -> list[Link]:
    return [
        ("Accueil", root),
        ("Coups de main", root + addresses.COUPS_DE_MAIN),
        place,
        (last, ""),
    ]


def _meeting(site: Site, one: CoupDeMain, genre: str, root: str) -> Sequence[Met]:
    return [met_view(match, one, root) for match in meeting(site, one, genre)]


def _link(annonce: Document[FicheAnnonce], root: str) -> Link:
    return _few_words(annonce.fiche), root + addresses.annonce(annonce.slug)


def _few_words(fiche: FicheAnnonce) -> str:
    return few_words(fiche.texte, _FEW_WORDS)


def _groups(site: Site) -> Mapping[str, Gathered]:
    """The group that each annonce is gathered in, by its name."""
    return {slug: group for group in site.once(helping.gatherings) for slug in group.slugs}


def _group(site: Site, annonce: Document[FicheAnnonce], root: str) -> GroupView | None:
    group = site.once(_groups).get(annonce.slug)
    if group is None:
        return None
    door = "" if group.exemple else root + addresses.proposer_pour(group.slugs)
    others = [one for one in group.annonces if one.slug != annonce.slug]
    told = [_link(one, root) for one in others[:QUOTED]]
    return GroupView(group.phrase, told, len(others[QUOTED:]), door)


# --- Pages ---------------------------------------------------------------------------------------


def draw_annonces(site: Site) -> Iterator[Output]:
    """The page of each annonce that holds."""
    shells = {own: site.shell(SECTION, exemple=own, sheets=[SHEET]) for own in (False, True)}
    times: Counter[str] = Counter()
    for one in site.annonces:
        title = f"{_SAID[one.fiche.genre]} : {_few_words(one.fiche)}"
        times[title] += 1
        # Two tabs of one title could not be told apart.
        title += f" ({times[title]})" if times[title] > 1 else ""
        yield _draw(site, shells[one.fiche.exemple], one, title)


def _draw(site: Site, shell: Shell, annonce: Document[FicheAnnonce], title: str) -> Output:
    address = addresses.annonce(annonce.slug)
    root = addresses.root_from(address)
    content = site.template("helping/annonce.html").render(
        vue=annonce_view(site, annonce), racine=root
    )
    said = f"{annonce.fiche.commune.label} : {annonce.fiche.texte}"
    page = shell.wrap(root, site.head(address, title, said), content)
    return Output(addresses.file_of(address), page.encode())
