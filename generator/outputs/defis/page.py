"""The page of each défi."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import addresses
from generator.accompaniment.journey import current_gates, guides_for
from generator.content.model import Defi
from generator.outputs.defis.json_ld import linked_defi
from generator.outputs.kit.output import Output
from generator.outputs.kit.views import Link, defi_view, dossier_parts, dossier_view
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site


@dataclass(frozen=True, slots=True)
class Titles:
    """What the page of a défi says of other files: looked up once for all pages."""

    defis: Mapping[str, str]
    themes: Mapping[str, str]
    annonces: Mapping[str, str]
    modeles: Mapping[str, str]
    children: Mapping[str, Sequence[Link]]
    """By slug, the (slug, title) of the défis that are part of one or inspired by it."""


def make_titles(site: Site) -> Titles:
    """Every title that the page of a défi may need."""
    catalogue = site.catalogue
    children: dict[str, list[Link]] = {}
    for family in (catalogue.parts(), catalogue.inspired()):
        for slug, defis in family.items():
            links = [(defi.slug, defi.titre) for defi in defis]
            known = children.setdefault(slug, [])
            known += [link for link in links if link not in known]
    return Titles(
        {slug: defi.titre for slug, defi in catalogue.defis.items()},
        {slug: theme.fiche.titre for slug, theme in catalogue.themes.items()},
        {slug: annonce.fiche.texte for slug, annonce in catalogue.annonces.items()},
        {slug: modele.fiche.titre for slug, modele in catalogue.modeles.items()},
        children,
    )


def around_all(site: Site, titles: Titles) -> tuple[object, ...]:
    """What the page of any défi may show of other files, but of other défis."""
    catalogue = site.catalogue
    others = (titles.themes, titles.annonces, titles.modeles)
    return (*others, dict(catalogue.guides), dict(catalogue.images), dict(catalogue.pilotes))


def around(site: Site, titles: Titles, defi: Defi) -> tuple[object, ...]:
    """What the page of one défi shows of other défis, and of the day."""
    related = [titles.defis.get(slug) for slug in (defi.inspire_de, defi.partie_de) if slug]
    return (*related, titles.children.get(defi.slug), site.actions[defi.slug])


def draw_defi(site: Site, titles: Titles, shell: Shell, defi: Defi) -> Iterator[Output]:
    """The page of one défi."""
    address = addresses.defi(defi.slug)
    root = addresses.root_from(address)
    view = defi_view(
        defi,
        racine=root,
        action=site.actions[defi.slug],
        gates=current_gates(defi),
        guides=guides_for(defi, site.catalogue.guides.values()),
        titles=titles.defis,
        theme_titles=titles.themes,
        annonces=titles.annonces,
        children=titles.children.get(defi.slug, ()),
        images=site.catalogue.images,
        pilote=site.pilote_of(defi),
        modeles=titles.modeles,
        situer=site.maps.locator(defi.commune, root),
        today=site.today,
        site=site.view,
    )
    content = site.template("defis/defi.html").render(
        d=view, liees=linked_defi(site, defi), racine=root, section="defis"
    )
    title = f"{defi.titre}, {defi.commune.label}"
    head = site.head(address, title, defi.resume, source=defi.path, about=defi)
    yield Output(addresses.file_of(address), shell.wrap(root, head, content).encode())


def draw_dossier(site: Site, shell: Shell, defi: Defi) -> Iterator[Output]:
    """The dossier of one défi, when it has more to say than its page."""
    if not dossier_parts(defi, site.today):
        return
    address = addresses.dossier(defi.slug)
    root = addresses.root_from(address)
    view = dossier_view(defi, racine=root, today=site.today)
    content = site.template("defis/dossier.html").render(g=view, racine=root, section="defis")
    title = f"Le dossier : {defi.titre}, {defi.commune.label}"
    head = site.head(address, title, defi.resume, source=defi.path, about=defi)
    yield Output(addresses.file_of(address), shell.wrap(root, head, content).encode())
