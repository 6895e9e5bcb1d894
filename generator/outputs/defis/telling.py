"""The next action in words: on the page of a défi, and in what one sends to a neighbour."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from generator.accompaniment.examples import lieu
from generator.accompaniment.next_action import NextAction
from generator.content.model import Defi
from generator.content.vocabulary import VENUES, index
from generator.outputs.site.dates import PAUSED, hours_and_place, placed
from generator.text.typography import capital, fr, heures, jour, sentence, sentences

_VENUES = index(VENUES)


def when_and_where(defi: Defi, action: NextAction) -> str:
    """« 9 h 30 – 12 h 30. Salle des fêtes, Épinal, Vosges. »: what is known of the hours and the place."""
    return hours_and_place(defi, (action.debut, action.fin), action.lieu, action.commune)


def how_one_comes(action: NextAction) -> str:
    """« Plain-pied. On vient comme on est. », as far as it is known."""
    return sentences(action.accessibilite, action.venir and _VENUES[action.venir].label)


def neighbour(defi: Defi, action: NextAction, url: str, *, genre: str = "") -> str:
    """The link that opens a letter to bring a neighbour along to an action to come.

    It is a `mailto:` without an address: whoever sends it chooses to whom (RFC 6068). `url` is the whole address of the page of the défi, or nothing when the site does not know it; `genre` the kind of project, which its title does not always say.
    """
    told = [_on_one_line(line) for line in _lines(defi, genre, action, url)]
    lines = fr("\n".join(told)).split("\n")
    body = _END_OF_LINE.join(map(_quoted, lines))
    subject = _quoted(fr(_on_one_line(_subject(defi, action))))
    return f"mailto:?subject={subject}&body={body}"


_END_OF_LINE = "%0D%0A"
"""RFC 6068, section 5: the lines of a body end by CR LF."""


@lru_cache(maxsize=4096)
def _quoted(line: str) -> str:
    """A line as it stands in a link; many messages have the same ones, and quoting is slow."""
    return quote(line, safe="/:,")


def _on_one_line(text: str) -> str:
    """A text of a file, whose signs are clean, without its ends of lines; `fr` sets its spaces again."""
    return " ".join(text.split())


def _subject(defi: Defi, action: NextAction) -> str:
    """« Samedi 5 décembre : on goûte la carte »."""
    day = capital(jour(action.date).rpartition(" ")[0]) if action.date else ""
    told = " : ".join(filter(None, (day, action.quoi)))
    return f"Exemple : {told}" if defi.exemple else told


def _lines(defi: Defi, genre: str, action: NextAction, url: str) -> list[str]:
    """The lines of the message, an empty one between its parts."""
    town = (action.commune or defi.commune).name
    others = tuple(place.name for place in defi.communes)
    day = capital(jour(action.date)) if action.date else "Jour à préciser"
    kind = f" ({genre})" if genre else ""
    told = (
        action.quoi,
        f"{day}, {heures(action.debut, action.fin) or 'heure à préciser'}",
        placed(lieu(action.lieu, defi), town, town, others)
        if action.lieu
        else f"{town}, lieu à préciser",
        action.accessibilite,
        action.venir and _VENUES[action.venir].label,
        PAUSED if defi.is_paused else "",
    )
    return [
        *("Bonjour,", ""),
        *((_INVENTED, "") if defi.exemple else ()),
        *("Et si nous y allions ensemble ?", ""),
        *(sentence(capital(line)) for line in told if line),
        *("", f"Le projet : {sentence(defi.titre + kind)}"),
        *(("Tout est dit ici :", url) if url else ()),
    ]


_INVENTED = "Ceci est un exemple, inventé pour montrer le site : personne ne vous attend."
"""An invented meeting must send nobody to a closed door."""
