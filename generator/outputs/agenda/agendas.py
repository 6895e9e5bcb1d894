"""The agendas: of all dates, of this week, of this week-end, of what each facet holds.

Each shows the next dates, in the order of days, as many as `PAGES` tells: a country of ten thousand
groups has twenty thousand dates ahead, and nobody turns a thousand pages. What is beyond is counted,
with the way to it: a narrower agenda, the choices of the script, the calendar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge

from generator import addresses
from generator.accompaniment import agenda
from generator.accompaniment.agenda import RendezVous, Span
from generator.accompaniment.facets import By, Facet, is_followed
from generator.outputs.kit.blocks import Link
from generator.outputs.site.dates import coming, dates
from generator.outputs.site.head import feed_of
from generator.outputs.site.site import Site
from generator.text.typography import jour, jour_mois

PER_PAGE = 12
"""How many dates a page shows: with the choices at its head, it stays under 350 elements."""

PAGES = {By.NOTHING: 20, By.TERRITORY: 4, By.THEME: 3, By.PILOTE: 3, By.DEPARTEMENT: 2}
"""How many pages an agenda has at most; the facets that have none here are in no agenda."""

PAST = 3
"""How many of the dates gone by stand under an agenda."""

PAST_PAGES = 10
"""How many pages of dates gone by there are; what is older is told by each défi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Some dates to come: where they are shown, how they are called, which they are."""

    address: str
    nom: str
    """« Vosges », « Cette semaine »: its name among the other agendas."""
    titre: str
    chapo: str
    by: By = By.NOTHING
    slug: str = ""
    """The name of its facet."""
    flux: Link = ("", "")
    """What the feed of its facet tells, and its address; nothing for one that has none."""
    quand: str = ""
    """« semaine », « week-end » for the agenda of some days; their calendar would be empty soon."""
    dates: Sequence[RendezVous]
    """The next ones, those that were called off in their place; as many as its pages show."""
    total: int
    """How many are to come, beyond those that are shown too; none that was called off."""
    passees: Sequence[RendezVous] = ()
    """The latest that are gone by."""
    revient: bool = False
    """Whether some of them come back: those are known for two months only (`agenda.AHEAD`)."""
    suivre: str = addresses.SUIVRE
    """Where one chooses how to follow what it is about."""
    exemple: bool = False
    """Whether the place that it is about is an example."""

    @property
    def page_count(self) -> int:
        return max(1, -(-len(self.dates) // PER_PAGE))

    def page(self, number: int) -> Sequence[RendezVous]:
        """The dates of page `number`."""
        return self.dates[(number - 1) * PER_PAGE : number * PER_PAGE]

    @property
    def beyond(self) -> int:
        """How many dates are to come after those that are shown."""
        return self.total - sum(not one.is_cancelled for one in self.dates)


Agendas = Mapping[str, Agenda]
"""Every agenda of the site, by address."""


def announced(site: Site) -> Sequence[RendezVous]:
    """Every date to come, those that were called off among them, in the order of days."""
    found = site.once(dates).values()
    off = (one for some in found for one in agenda.called_off(some, site.today))
    return list(merge(site.once(coming), sorted(off, key=agenda.order), key=agenda.order))


def gone_by(site: Site) -> Sequence[RendezVous]:
    """Every meeting and great day behind us, the latest first."""
    found = site.once(dates).values()
    behind = (one for some in found for one in agenda.past(some, site.today))
    return sorted(behind, key=agenda.order, reverse=True)


def make_agendas(site: Site) -> Agendas:
    """All agendas: first of everything, then of the days that come, then of each facet."""
    return {one.address: one for one in (*_of_days(site), *_of_facets(site))}


def _of_days(site: Site) -> Iterator[Agenda]:
    yield _of_span(site, "semaine", addresses.AGENDA_SEMAINE, agenda.week(site.today))
    yield _of_span(site, "week-end", addresses.AGENDA_WEEK_END, agenda.week_end(site.today))


_SPANS = {
    "semaine": ("Cette semaine", "L’agenda de la semaine"),
    "week-end": ("Ce week-end", "L’agenda du week-end"),
}
"""The name and the title of each agenda of some days."""


def _of_span(site: Site, quand: str, address: str, span: Span) -> Agenda:
    nom, titre = _SPANS[quand]
    found = [one for one in site.once(announced) if span.holds(one.jour)]
    return Agenda(
        address=address,
        nom=nom,
        titre=titre,
        chapo=days_of(span),
        quand=quand,
        dates=found[: PER_PAGE * PAGES[By.NOTHING]],
        total=sum(not one.is_cancelled for one in found),
    )


def days_of(span: Span) -> str:
    """« Du mercredi 25 novembre au dimanche 29 novembre 2026. »; two days, or one, are named.

    The year is said twice where there are two.
    """
    is_one_year = span.debut.year == span.fin.year
    first, last = (jour_mois if is_one_year else jour)(span.debut), jour(span.fin)
    if span.debut == span.fin:
        return f"Le {last}."
    if (span.fin - span.debut).days == 1:
        return f"Le {first} et le {last}."
    return f"Du {first} au {last}."


_CHAPO = {
    By.NOTHING: "Les dates où l’on peut venir, jour par jour, partout en France.",
    By.TERRITORY: "Les dates où l’on peut venir, dans ce type de territoire.",
    By.THEME: "Les dates où l’on peut venir, sur ce thème.",
    By.DEPARTEMENT: "Les dates où l’on peut venir, dans ce département.",
    By.PILOTE: "Les dates où l’on peut venir, dans ce territoire pilote.",
}


def _of_facets(site: Site) -> Iterator[Agenda]:
    facets = [one for one in site.facets if one.by in PAGES and _has_a_page(site, one)]
    for facet, share in zip(facets, _shared_out(site, facets), strict=True):
        yield Agenda(
            address=_address(facet),
            nom=facet.nom if facet.slug else "Toutes",
            titre=f"L’agenda : {facet.nom}" if facet.slug else "L’agenda",
            chapo=_CHAPO[facet.by],
            by=facet.by,
            slug=facet.slug,
            flux=feed_of(facet),
            dates=share.first,
            total=share.total,
            passees=share.behind,
            revient=share.returns,
            suivre=_followed_at(facet),
            exemple=facet.by is By.PILOTE and site.catalogue.pilotes[facet.slug].fiche.exemple,
        )


def _has_a_page(site: Site, facet: Facet) -> bool:
    """A département where there was never a date has no agenda: nothing would lead there."""
    if facet.by is not By.DEPARTEMENT:
        return True
    return any(site.once(dates)[defi.slug] for defi in facet.members)


def _followed_at(facet: Facet) -> str:
    """A place where there is no défi is followed with all others."""
    return addresses.follow(facet.by, facet.slug) if is_followed(facet) else addresses.SUIVRE


def _address(facet: Facet) -> str:
    return addresses.agenda(facet.by.value if facet.slug else "", facet.slug)


@dataclass(slots=True)
class _Share:
    """What a facet shows of the dates: the first ones to come, how many there are, the latest gone by."""

    room: int
    first: list[RendezVous] = field(default_factory=list)
    total: int = 0
    returns: bool = False
    behind: list[RendezVous] = field(default_factory=list)


def _shared_out(site: Site, facets: Sequence[Facet]) -> Sequence[_Share]:
    """The share of each facet; each date is looked at once, for all of them."""
    shares = [_Share(PER_PAGE * PAGES[facet.by]) for facet in facets]
    places: dict[str, list[_Share]] = defaultdict(list)
    for facet, share in zip(facets, shares, strict=True):
        for defi in facet.members:
            places[defi.slug].append(share)
    for one in site.once(announced):
        counts = not one.is_cancelled
        for share in places[one.defi.slug]:
            share.total += counts
            share.returns |= one.retour is not None
            if len(share.first) < share.room:
                share.first.append(one)
    for one in site.once(gone_by):
        for share in places[one.defi.slug]:
            if len(share.behind) < PAST:
                share.behind.append(one)
    return shares


def is_past_cut(site: Site) -> bool:
    """Whether there are more dates gone by than their pages show."""
    return len(site.once(gone_by)) > PER_PAGE * PAST_PAGES


def past_pages(site: Site) -> list[Sequence[RendezVous]]:
    """The pages of the dates gone by; one at least, which is empty where there is none."""
    shown = site.once(gone_by)[: PER_PAGE * PAST_PAGES]
    return [shown[at : at + PER_PAGE] for at in range(0, max(1, len(shown)), PER_PAGE)]


def day_of(some: Sequence[RendezVous], changes: Mapping[str, date]) -> str:
    """The latest news of the défis of some dates, or nothing."""
    latest = max((changes[one.defi.slug] for one in some), default=None)
    return latest.isoformat() if latest else ""
