"""The whole road of a défi on a page to print: each step, why, when it is done, where one is.

Ten thousand défis have the same steps: what a step says is drawn once for all those in which it
says the same, and only the links are its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from generator import addresses
from generator.accompaniment.around import OF_THE_STEP, GuideFor
from generator.accompaniment.journey import A_FAIRE, Stage, is_never_reached, what_now
from generator.content.model import Defi
from generator.content.vocabulary import PHASE
from generator.outputs.defis.context import DefiContext, Road
from generator.outputs.defis.now import ENDED_BEFORE, STATE_WORDS, count_of, walked
from generator.outputs.defis.shared import STATES, feed_of, trail
from generator.outputs.kit.blocks import CAPS, Link
from generator.outputs.kit.output import Output
from generator.outputs.site.shell import Shell
from generator.outputs.site.site import Site
from generator.text.typography import lower_first, sentence

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
    """Title, address, why this one when there is more to say than that it is of this step."""
    adresse: str
    """Where it is written, with `_SLUG` for the défi; nothing when it is not to do."""


class PhaseView(NamedTuple):
    """One phase: how far one is in it, or that the défi ended before it; its steps as they are drawn."""

    nom: str
    classe: str
    compte: str
    fin: str
    pas: Markup


class StepsView(NamedTuple):
    """The page: the road by phase."""

    defi: Defi
    fil: tuple[Link, ...]
    etat: str
    compte: str
    etapes: list[PhaseView]
    suite: bool
    """Whether the page of the défi names a next step: one that is over may have none."""


def draw_steps(
    site: Site, shell: Shell, defi: Defi, known: DefiContext, road: Road
) -> Iterator[Output]:
    """The page of the road of one défi."""
    address = addresses.etapes(defi.slug)
    content = site.template("defis/etapes.html").render(
        e=steps_view(defi, known, road, site.once(_drawer)), racine=_ROOT, section="defis"
    )
    title = f"Tous les pas : {defi.titre}, {defi.commune.label}"
    said = f"Ce qui est fait et ce qui reste à faire, pas à pas, pour le défi « {defi.titre} »."
    head = site.head(address, title, said, source=defi.path, about=defi, feed=feed_of(defi))
    yield Output(addresses.file_of(address), shell.wrap(_ROOT, head, content).encode())


def _drawer(site: Site) -> Drawer:
    macros: Any = site.template("defis/parties/pas.html").module
    return Drawer(macros.pas)


def steps_view(defi: Defi, known: DefiContext, road: Road, drawer: Drawer) -> StepsView:
    """All that the page says of the road of `defi`."""
    told = walked(road, defi)
    return StepsView(
        defi=defi,
        fil=(*trail(defi.phase, _ROOT), ("Le défi", "../")),
        etat=STATES.get(defi.etat, ""),
        compte=_told(road, defi),
        etapes=[_phase(phase, told, defi, drawer) for phase in PHASE],
        suite=not defi.is_finished or bool(what_now(defi, known.today, road, known.action)),
    )


def _told(road: Road, defi: Defi) -> str:
    """How far a défi is; what is over asks for nothing to be ticked."""
    count = count_of(road, defi.etat)
    if defi.etat == "arrete":
        return sentence(count)
    if defi.is_finished:
        return f"{count} sont faits."
    return f"{count} sont faits. Rien n’est obligatoire : c’est un pense-bête, à cocher ensemble."


def _phase(phase: str, road: Sequence[Stage], defi: Defi, drawer: Drawer) -> PhaseView:
    some = [one for one in road if one.phase == phase]
    is_begun = not is_never_reached(defi, phase)
    return PhaseView(
        nom=PHASE[phase].label,
        classe=CAPS[phase],
        compte=count_of(some, defi.etat) if is_begun else "",
        fin="" if is_begun else ENDED_BEFORE[defi.etat],
        pas=drawer.drawn(some, defi.slug),
    )


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


def _reason(guide: GuideFor) -> str:
    """Why a guide stands beside its step, when it is not the step alone."""
    return "" if guide.raison == OF_THE_STEP else lower_first(guide.raison)


def _step(stage: Stage) -> StepView:
    step, to_do = stage.step, stage.etat == A_FAIRE
    address = _ROOT + addresses.about(addresses.geste(stage.geste), _SLUG)
    guides = [(one.titre, _ROOT + addresses.guide(one.slug), _reason(one)) for one in stage.guides]
    return StepView(
        etat=stage.etat,
        dit=STATE_WORDS[stage.etat],
        titre=step.titre,
        pourquoi=step.pourquoi,
        quand=lower_first(step.quand_fait),
        raison=stage.raison,
        guides=guides if to_do else [],
        adresse=address if stage.is_open else "",
    )
