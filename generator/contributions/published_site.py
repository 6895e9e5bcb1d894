"""What the answers lean on: the content as it is published, and where the site is."""

from __future__ import annotations

from dataclasses import dataclass

from generator import addresses, geography
from generator.content.catalogue import Catalogue
from generator.contributions.bodies import Answers
from generator.geography import Commune


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """The content, and the address of the site when it is known."""

    catalogue: Catalogue
    address: str = ""

    def page(self, address: str) -> str:
        """The address of a page; from the root of the site when nobody knows where that is."""
        return f"{self.address.rstrip('/')}/{address}"

    def news(self, slug: str = "") -> str:
        """Where to say what is new of a défi."""
        return self.page(addresses.METTRE_A_JOUR + (f"?defi={slug}" if slug else ""))

    def place(self, answers: Answers) -> Commune | None:
        """The commune of a request: the one it names, else that of the défi it is about."""
        try:
            return geography.find_commune(answers["commune"])
        except (KeyError, geography.PlaceRefused):
            return None

    def pilote(self, slug: str, answers: Answers) -> str:
        """The slug of the pilot territory of a request, if there is one."""
        areas = self.catalogue.areas()
        if defi := self.catalogue.defis.get(slug):
            return areas.pilote_of(defi)
        place = self.place(answers)
        return areas.pilote_at(place) if place else ""
