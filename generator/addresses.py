"""The addresses of pages: relative, and made here only.

An address is a path under the site's root that ends with a slash (`defis/jardin/`); a link to it
is that path after the way back to the root, so that the site works at `/`, under `/depot/` and
from a disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

HOME = ""
DEFIS = "defis/"
GUIDES = "ressources/"
THEMES = "themes/"
PHASES = "phases/"
TERRITOIRES = "territoires/"
PILOTES = "territoires/pilotes/"
DEPARTEMENTS = "departements/"
DEMARCHE = "demarche/"
CONTRIBUER = "contribuer/"
PROPOSER = "proposer/"
METTRE_A_JOUR = "mettre-a-jour/"
ANNONCER = "annoncer/"
REJOINDRE = "rejoindre/"
AIDE = "demander-de-l-aide/"
SIGNALER = "signaler/"
CARTE = "carte/"
PRES_DE_CHEZ_MOI = "pres-de-chez-moi/"
AGENDA = "agenda/"
AGENDA_PASSES = f"{AGENDA}passes/"
"""The dates gone by."""
AGENDA_DEPARTEMENTS = f"{AGENDA}departements/"
AGENDA_DATES = f"{AGENDA}dates/"
"""Where its script finds the dates among which one chooses."""
AGENDA_SEMAINE = f"{AGENDA}semaine/"
AGENDA_WEEK_END = f"{AGENDA}week-end/"
COUPS_DE_MAIN = "coups-de-main/"
COUPS_DE_MAIN_DEPARTEMENTS = f"{COUPS_DE_MAIN}departements/"
SUIVI = "suivi/"
SUIVRE = "suivre/"
"""Where calendars and feeds are explained."""
FLUX = "flux/"
TABLEAU_DE_BORD = "tableau-de-bord/"
"""What waits for those who accompany groups."""
CHIFFRES = "chiffres/"
DONNEES = "donnees/"
COLONNES = f"{DONNEES}colonnes/"
INTEGRER = "integrer/"
API = "api/v1/"
"""Where the open data are, under the number of their shape."""
DEFIS_JSON = f"{API}defis.json"
DEFIS_GEOJSON = f"{API}defis.geojson"
ANNONCES_JSON = f"{API}annonces.json"
PILOTES_JSON = f"{API}territoires-pilotes.json"
DATA_INDEX = f"{API}index.json"
"""What files of data there are."""
COMMUNES = "assets/communes/"
PROCHES = "assets/proches/"
"""Where the script of the forms finds the communes, and the défis near them."""
CARTES = "assets/cartes/"
"""Where maps find what they are drawn on."""


def slug_of(path: str) -> str:
    """The name of a file of content, which is that of its page: `jardin` of `defis/jardin.md`."""
    return path.rpartition("/")[2].removesuffix(".md")


def defi_of(path: str) -> str:
    """The slug of a défi by the path of its file; nothing for another file."""
    folder, _, file = path.partition("/")
    return file.removesuffix(".md") if folder == "defis" and file.endswith(".md") else ""


def root_from(address: str) -> str:
    """The way from a page back to the site's root: `../../` from `defis/jardin/`."""
    return "../" * address.count("/") or "./"


def file_of(address: str) -> str:
    """The file in which the page at an address is written."""
    return f"{address}index.html"


def defi(slug: str) -> str:
    return f"{DEFIS}{slug}/"


def dossier(slug: str) -> str:
    return f"{DEFIS}{slug}/dossier/"


def etapes(slug: str) -> str:
    """The whole road of a défi, to be printed."""
    return f"{DEFIS}{slug}/etapes/"


def geste(slug: str) -> str:
    """The form of one gesture: one thing that happened in a défi."""
    return f"{METTRE_A_JOUR}{slug}/"


def about(address: str, slug: str) -> str:
    """The form at an address, already about one défi."""
    return f"{address}?defi={slug}"


def answer(slug: str, need: str) -> str:
    """The form where one joins a défi to bring what it needs, already about that need."""
    return f"{about(REJOINDRE, slug)}&besoin={quote(need, safe='')}"


def met_need(slug: str, need: str) -> str:
    """The form where one says that a défi found what it needed, already about that need."""
    return f"{about(geste('besoin'), slug)}&besoin={quote(need, safe='')}"


def taken_offer(slug: str, offer: str) -> str:
    """The form where one says that what a défi offers is taken, already about that offer."""
    return f"{about(geste('offre'), slug)}&offre={quote(offer, safe='')}"


def ask_for(slug: str, offer: str) -> str:
    """The form where one asks a défi for what it offers, already about that offer."""
    return f"{about(AIDE, slug)}&offre={quote(offer, safe='')}"


def proposer_comme(slug: str) -> str:
    """The form that proposes a new défi, filled in with what can be taken over of another one."""
    return f"{PROPOSER}?comme={slug}"


def proposer_pour(annonces: Iterable[str]) -> str:
    """The form that proposes a new défi, filled in with some annonces, which it takes up."""
    return f"{PROPOSER}?annonces={','.join(annonces)}"


def answer_to(annonce: str) -> str:
    """The form of annonces, already about the one that is answered."""
    return f"{ANNONCER}?annonce={annonce}"


def annonce_over(annonce: str) -> str:
    """The form of corrections, where one says that an annonce is found, taken, or holds no more."""
    return f"{SIGNALER}?annonce={annonce}"


def defi_data(slug: str) -> str:
    return f"{API}defis/{slug}.json"


def table(name: str) -> str:
    """The CSV of a table of the data."""
    return f"{API}{name}.csv"


def extract(folder: str, name: str) -> str:
    """The data of one facet, for maps."""
    return f"{API}{folder}/{name}.geojson"


def data_schema(name: str) -> str:
    """Where the shape of some data is written."""
    return f"{API}{name}.schema.json"


def guide(slug: str) -> str:
    return f"{GUIDES}{slug}/"


def phase(slug: str, territoire: str = "") -> str:
    return f"phases/{slug}/{territoire}/" if territoire else f"phases/{slug}/"


def territory(slug: str) -> str:
    return f"territoires/{slug}/"


def pilote(slug: str) -> str:
    return f"{PILOTES}{slug}/"


def tableau(pilote: str) -> str:
    """The same in one pilot territory."""
    return f"{TABLEAU_DE_BORD}{pilote}/"


def departement(code: str) -> str:
    return f"{DEPARTEMENTS}{code.lower()}/"


def theme(slug: str) -> str:
    return f"{THEMES}{slug}/"


def facet(folder: str, slug: str) -> str:
    """The page of a place or of a theme, by the folder of its data and its name."""
    return _FACETS[folder](slug)


def journal(folder: str, slug: str) -> str:
    """The sheet of the coming month of a place, beside its page, by its folder and its name."""
    return f"{facet(folder, slug)}journal/"


_FACETS = {
    "territoires": territory,
    "pilotes": pilote,
    "departements": departement,
    "themes": theme,
}


def agenda(folder: str = "", slug: str = "") -> str:
    """The dates of what a facet holds, by its folder and its name; of all of them without any."""
    return f"{AGENDA}{folder}/{slug.lower()}/" if folder else AGENDA


def coups_de_main(folder: str = "", slug: str = "") -> str:
    """What is looked for and offered: everywhere, in a place by its folder and its name, or of one
    nature by its name alone.
    """
    return (
        f"{COUPS_DE_MAIN}{'/'.join(filter(None, (folder, slug.lower())))}/"
        if slug
        else COUPS_DE_MAIN
    )


def annonce(slug: str) -> str:
    """The page of one annonce."""
    return f"{COUPS_DE_MAIN}annonces/{slug}/"


def calendar(folder: str = "", slug: str = "") -> str:
    """The calendar (RFC 5545) of the same dates."""
    return f"{AGENDA}{folder}/{slug.lower()}.ics" if folder else f"{AGENDA[:-1]}.ics"


def subscription(whole: str) -> str:
    """What iPhones, Macs and Outlook take for « subscribe »: the whole address of a calendar under
    `webcal:`; nothing where the site does not know its own.
    """
    return f"webcal://{whole.partition('://')[2]}" if whole else ""


def defi_calendar(slug: str) -> str:
    """The calendar of one défi."""
    return f"{DEFIS}{slug}/agenda.ics"


def date_calendar(slug: str, name: str) -> str:
    """That of one date of a défi, by the name that calendars know it by."""
    return f"{defi(slug)}{date_file(name)}"


def date_file(name: str) -> str:
    """The same, from the page of the défi."""
    return f"date-{name}.ics"


def feed(folder: str = "", slug: str = "") -> str:
    """The feed (RFC 4287) of what happens in the défis of a facet; of all of them without any."""
    return f"{FLUX}{folder}/{slug.lower()}.xml" if folder else f"{FLUX}tous.xml"


def feed_of_kind(name: str) -> str:
    """The feed of one kind of news of all défis: `lecons`, `besoins`…"""
    return f"{FLUX}{name}.xml"


def defi_feed(slug: str) -> str:
    """The feed of one défi."""
    return feed("defis", slug)


def follow(folder: str, slug: str) -> str:
    """Where one chooses how to follow a facet."""
    return f"{SUIVRE}{folder}/{slug.lower()}/"


def embedded_list(address: str) -> str:
    """The bare list that shows the same as the list at an address, for another site."""
    return f"{INTEGRER}liste/{address}"


def embedded_map(address: str) -> str:
    return f"{INTEGRER}carte/{address}"


_GENERATED = re.compile(
    r"(?:defis|api|assets|flux|integrer/liste|integrer/carte)/.*"
    r"|(?:agenda|coups-de-main|suivre|tableau-de-bord|departements|carte|mettre-a-jour)/.+"
    r"|(?:territoires/pilotes|phases/[^/]+)/.+|.*/page/[0-9]+/",
    re.DOTALL,
)


def is_generated(address: str) -> bool:
    """Whether an address is for what the site draws by itself, and never for a file of `content/`.

    A page that stood there would pass for a défi, or for a place.
    """
    return bool(_GENERATED.fullmatch(address.lower()))


def page(address: str, number: int) -> str:
    """The address of one page of a list; its first page is the list itself."""
    return address if number == 1 else f"{address}page/{number}/"


def of_editorial(path: str) -> str:
    """The address of the page that MkDocs makes of `content/….md`."""
    inner = path.removeprefix("content/").removesuffix(".md")
    if inner.startswith("territoires-pilotes/"):
        inner = PILOTES + inner.removeprefix("territoires-pilotes/")
    if inner == "index":
        return HOME
    return f"{inner.removesuffix('/index')}/"
