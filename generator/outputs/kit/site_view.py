"""What every page knows of the site: its name, who publishes it, where its files are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.content.identity import NOBODY, NOT_CONFORMING, Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page knows of the site."""

    nom: str
    description: str
    depot: str = ""
    """Address of the Git repository in https, or nothing."""
    relais: str = ""
    """Where the forms may be sent without an account, or nothing."""
    organisation: str = ""
    adresse: str = ""
    """The role address of the site."""
    licences: str = ""
    modifie_le: date | None = None
    accessibilite: str = NOT_CONFORMING
    """What the site says of its accessibility, in the words of the law."""
    identite: Identity = NOBODY
    """All that the settings say of who publishes, for the legal pages."""
    que_des_exemples: bool = False
    """Whether all the défis that it shows are invented: every page says it at its head."""
    css: str = "assets/bvm.css"

    @property
    def recoit(self) -> bool:
        """Whether what one writes can be sent to the site itself, wherever one lives."""
        return bool(self.adresse or self.relais or self.depot)

    def file_url(self, path: str) -> str:
        """Where the repository shows one of its files, with the door to change it."""
        return f"{self.depot}/blob/HEAD/{path}" if self.depot else ""

    def history_url(self, path: str) -> str:
        """Where the repository lists what changed in one of its files."""
        return f"{self.depot}/commits/HEAD/{path}" if self.depot else ""
