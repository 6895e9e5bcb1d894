"""The page that leads to the agenda of each département, and of each pilot territory."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.accompaniment.facets import By
from generator.geography import departements
from generator.outputs.agenda.agendas import Agenda, make_agendas
from generator.outputs.agenda.page import closing
from generator.outputs.kit.output import Output
from generator.outputs.lists.doors import PlaceDoor, PlacesView, by_region
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site

TITRE = "L’agenda par département"
CHAPO = "Les départements où l’on peut venir ; chacun a ses dates, jour par jour."


def draw_departements(site: Site, shell: Shell) -> Iterator[Output]:
    """The page of places: of départements, those where there is a date."""
    root = addresses.root_from(addresses.AGENDA_DEPARTEMENTS)
    agendas = site.once(make_agendas)
    places = [
        (departement, _door(agendas[address], root))
        for code, departement in departements().items()
        if (address := addresses.agenda(By.DEPARTEMENT, code)) in agendas and agendas[address].dates
    ]
    pilotes = [_door(one, root) for one in agendas.values() if one.by is By.PILOTE]
    view = PlacesView(by_region(places), pilotes, closing(site, root))
    content = site.template("agenda/departements.html").render(
        vue=view, titre=TITRE, chapo=CHAPO, racine=root
    )
    page = shell.wrap(root, site.head(addresses.AGENDA_DEPARTEMENTS, TITRE, CHAPO), content)
    yield Output(addresses.file_of(addresses.AGENDA_DEPARTEMENTS), page.encode())


def _door(one: Agenda, root: str) -> PlaceDoor:
    return PlaceDoor(root + one.address, one.nom, one.total, one.exemple)
