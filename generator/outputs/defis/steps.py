"""The whole road of a défi on a page to print: each step, why, when it is done, where one is.

Ten thousand défis have the same steps: what a step says is drawn once for all those in which it
says the same, and only the links are its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.journey import A_FAIRE, Stage
from generator.content.model import Defi
from generator.content.vocabulary import PHASE
from generator.outputs.defis.context import DefiContext, Road
from generator.outputs.defis.now import STATE_WORDS, count_of
from generator.outputs.defis.shared import STATES, trail
from generator.outputs.kit.blocks import CAPS, Link
from generator.outputs.kit.output import Output
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import lower_first

_ROOT = addresses.root_from(addresses.etapes("…"))


class StepView(NamedTuple):
    """What a step says, whatever the défi in which it says it."""

    etat: str
    dit: str
    """Its state in words."""
    titre: str
    pourquoi: str
    quand: str
    """When it is done."""
    raison: str
    guides: list[tuple[str, str, str]]
    """Title, address, why this one."""
    adresse: str
    """Where it is written, with `_SLUG` for the défi; nothing when it is not to do."""


class StepsView(NamedTuple):
    """The page: the road by phase."""

    defi: Defi
    fil: tuple[Link, ...]
    etat: str
    compte: str
    etapes: list[tuple[str, str, str, Markup]]
    """The name of a phase, its class, how far one is, its steps as they are drawn."""


def draw_steps(
    site: Site, shell: Shell, defi: Defi, known: DefiContext, road: Road
) -> Iterator[Output]:
    """The page of the road of one défi."""
    address = addresses.etapes(defi.slug)
    content = site.template("defis/etapes.html").render(
        e=steps_view(defi, road, site.once(_drawer)), racine=_ROOT, section="defis"
    )
    title = f"Tous les pas : {defi.titre}, {defi.commune.label}"
    said = f"Ce qui est fait et ce qui reste à faire, pas à pas, pour le défi « {defi.titre} »."
    head = site.head(address, title, said, source=defi.path, about=defi)
    yield Output(addresses.file_of(address), shell.wrap(_ROOT, head, content).encode())


def _drawer(site: Site) -> Drawer:
    macros: Any = site.template("defis/parties/pas.html").module
    return Drawer(macros.pas)


def steps_view(defi: Defi, road: Road, drawer: Drawer) -> StepsView:
    """All that the page says of the road of `defi`."""
    by_phase = [(phase, list(some)) for phase, some in groupby(road, key=_phase)]
    return StepsView(
        defi=defi,
        fil=(*trail(defi.phase, _ROOT), ("Le défi", "../")),
        etat=STATES.get(defi.etat, ""),
        compte=count_of(road),
        etapes=[
            (PHASE[phase].label, CAPS[phase], count_of(some), drawer.drawn(some, defi.slug))
            for phase, some in by_phase
        ],
    )


def _phase(stage: Stage) -> str:
    return stage.step.phase


_SLUG = "\1"
"""Stands in a step that is drawn where the slug of its défi goes: no text of a step has this sign."""


class Drawer:
    """Draws steps, each once for all the défis in which it says the same."""

    def __init__(self, draw: Callable[[StepView], str]) -> None:
        self._draw = draw
        self._drawn: dict[tuple[object, ...], str] = {}

    def drawn(self, some: Iterable[Stage], slug: str) -> Markup:
        """The HTML of some steps, for the défi of that slug."""
        html = "".join(map(self._one, some))
        return Markup(html.replace(_SLUG, slug))  # noqa: S704 - the template escaped what it was given

    def _one(self, stage: Stage) -> str:
        key = (stage.step.slug, *stage[1:])
        if key not in self._drawn:
            self._drawn[key] = str(self._draw(_step(stage)))
        return self._drawn[key]


def _step(stage: Stage) -> StepView:
    step, to_do = stage.step, stage.etat == A_FAIRE
    address = _ROOT + addresses.about(addresses.geste(stage.geste), _SLUG)
    guides = [
        (one.titre, _ROOT + addresses.guide(one.slug), lower_first(one.raison))
        for one in stage.guides
    ]
    return StepView(
        etat=stage.etat,
        dit=STATE_WORDS[stage.etat],
        titre=step.titre,
        pourquoi=step.pourquoi,
        quand=lower_first(step.quand_fait),
        raison=stage.raison,
        guides=guides if to_do else [],
        adresse=address if to_do else "",
    )
