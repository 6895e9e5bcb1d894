"""What a page says of itself outside its content: title, address, how to pass it on or mend it.

The same for the pages of the generator and for those of MkDocs; nothing here is HTML yet.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from generator import addresses
from generator.accompaniment.facets import Facet, is_followed
from generator.accompaniment.feed import KINDS
from generator.outputs.kit.blocks import Link
from generator.outputs.kit.site_view import SiteView
from generator.outputs.kit.social_cards import social_address, social_alt


class Head(NamedTuple):
    """The words and the links of one page, as plain text; a link that is empty is not shown."""

    titre: str
    description: str
    canonique: str
    """The whole address of the page, where the site's own is known."""
    courrier: str
    """Opens a letter that holds the address of the page (RFC 6068)."""
    message: str
    """Opens a text message that holds it, in the form that telephones agree on."""
    signaler: str
    """Where to say that something is wrong here."""
    modifier: str
    """Where the repository lets its file be changed."""
    image: str
    """The whole address of the picture that a message shows beside the page's."""
    image_alt: str
    flux: str
    """The feed of what the page shows, from the page; a reader of feeds finds it by itself."""
    flux_titre: str


def make_head(
    site: SiteView,
    address: str,
    *,
    url: str,
    titre: str,
    description: str,
    source: str,
    carte: str,
    feed: Link = ("", ""),
) -> Head:
    """The head of the page at `address`, written in the file `source` of the repository.

    `carte` is the name of its social card (see kit/social_cards.py); `feed`, what its feed tells and
    where it is from the root, that of all news when nothing is said. `url` is where the site stands,
    or nothing: the letter then waits for a script to add the address.
    """
    whole = f"{url}{address}" if url else ""
    name = quote(titre)  # once: ten thousand pages quote their title three times
    said = f"{name}%0D%0A{quote(whole)}"
    told, feed_address = feed if feed[1] else _feed_of(address)
    return Head(
        titre=titre,
        description=description,
        canonique=whole,
        courrier=f"mailto:?subject={name}&body={said}",
        message=f"sms:?&body={said}",
        signaler=_report(address),
        modifier=site.file_url(source) if source else "",
        image=f"{url}{social_address(carte)}" if url else "",
        image_alt=social_alt(carte),
        flux=addresses.root_from(address) + feed_address,
        flux_titre=told,
    )


_ALL_NEWS = "Toutes les nouvelles", addresses.feed()
_KINDS = {kind.nom: kind.titre for kind in KINDS}


def _feed_of(address: str) -> Link:
    """That of the news which a page shows, if there is one: of dates, of needs, of phases."""
    if address.startswith(addresses.AGENDA):
        return _of_kind("rendez-vous")
    if address.startswith(addresses.COUPS_DE_MAIN):
        return _of_kind("besoins")
    return _of_kind("etapes") if address == addresses.PHASES else _ALL_NEWS


def _of_kind(nom: str) -> Link:
    return _KINDS[nom], addresses.feed_of_kind(nom)


def feed_of(facet: Facet) -> Link:
    """What the feed of a facet tells, and its address from the root; nothing where it has none."""
    if is_followed(facet):
        return f"Les nouvelles : {facet.nom}", addresses.feed(facet.by, facet.slug)
    return "", ""


def _report(address: str) -> str:
    """The form that tells what is wrong on the page at an address, from that page."""
    return f"{addresses.root_from(address)}{addresses.SIGNALER}?page={quote(address)}"
