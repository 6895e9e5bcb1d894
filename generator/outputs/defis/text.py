"""What a group tells of its défi: its question, its text, its photograph, who is concerned."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.content.images import ImageInfo, height_at, variant_name
from generator.content.model import Bilan, Defi
from generator.content.vocabulary import CONCERNES
from generator.geography import Commune
from generator.outputs.defis.context import ROOT_OF_PAGE, DefiContext
from generator.outputs.kit import pictures
from generator.outputs.kit.blocks import Link, departement_links
from generator.text.typography import listed, paragraphs, sentence


class ImageView(NamedTuple):
    """A photograph, its credit under it."""

    url: str
    srcset: str
    largeur: int
    hauteur: int
    alt: str
    legende: str


class TextView(NamedTuple):
    """What the group tells: its question, its text, who is concerned."""

    question: str
    resume: str
    repond_a: tuple[str, ...]
    image: ImageView | None
    corps: Markup
    bien_vivre: tuple[str, ...]
    concerne: str
    concerne_precision: str
    autres_communes: str
    departements: tuple[Link, ...]
    themes: tuple[Link, ...]


class StoryView(NamedTuple):
    resultats: tuple[str, ...]
    appris: tuple[str, ...]
    suite: tuple[str, ...]


def text_view(defi: Defi, known: DefiContext) -> TextView:
    """What the défi is about; where a map shows it, that leads to its département."""
    precision = defi.concerne_precision
    return TextView(
        question=defi.question or "",
        resume=defi.resume,
        repond_a=known.annonces,
        image=_image(defi, known.image) if known.image else None,
        corps=Markup(defi.corps.html),  # noqa: S704 - made safe by generator.content.markdown
        bien_vivre=paragraphs(defi.notre_bien_vivre),
        concerne=_concerned(defi.concerne),
        concerne_precision=sentence(precision) if precision else "",
        autres_communes=listed([place.label for place in defi.autres_communes]),
        departements=_departements(defi.communes, located=known.situer is not None),
        themes=tuple(_theme(titre, slug) for titre, slug in known.themes),
    )


def _theme(titre: str, slug: str) -> Link:
    return titre, ROOT_OF_PAGE + addresses.theme(slug) if slug else ""


@lru_cache(maxsize=4096)
def _departements(communes: tuple[Commune, ...], *, located: bool) -> tuple[Link, ...]:
    """Those of all communes, but for the one of the first where the map leads there."""
    touched = dict.fromkeys(place.departement for place in communes)
    return departement_links(list(touched)[located:], ROOT_OF_PAGE)


def _image(defi: Defi, info: ImageInfo) -> ImageView:
    widest = info.widths[-1]
    files = {
        width: ROOT_OF_PAGE + pictures.FOLDER + variant_name(info, width) for width in info.widths
    }
    credit = f"Photo : {defi.image_credit}" if defi.image_credit else ""
    return ImageView(
        url=files[widest],
        srcset=", ".join(f"{file} {width}w" for width, file in files.items()),
        largeur=widest,
        hauteur=height_at(info, widest),
        alt=defi.image_alt or "",
        legende=", ".join(filter(None, (credit, defi.image_licence))),
    )


def story_view(bilan: Bilan) -> StoryView:
    return StoryView(
        resultats=paragraphs(bilan.resultats),
        appris=paragraphs(bilan.appris),
        suite=paragraphs(bilan.suite),
    )


@lru_cache(maxsize=256)
def _concerned(concerne: tuple[str, ...]) -> str:
    """In the order of the vocabulary, where « d’autres personnes » comes last."""
    labels = [term.label for term in CONCERNES if term.slug in concerne]
    return f"Cette question touche {listed(labels)}."
