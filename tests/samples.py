"""What several tests write: the texts of défis, annonces and pilot territories, the answers of doors."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD

from generator.text.front_matter import dump

REQUIRED = {
    "titre": "Un café à nous",
    "resume": "Le dernier café a fermé. Et si nous en ouvrions un ?",
    "phase": "creaction",
    "depuis": "2026-09-12",
    "territoire": "petite-ville",
    "commune": "Mirecourt (Vosges)",
    "porteur": "Les voisins du Val",
    "concerne": "quartier",
}

ANSWERS = {
    "titre": "Un café à nous",
    "resume": "Le dernier café a fermé : et si nous en ouvrions un ?",
    "question": "",
    "texte": "",
    "commune": "88304",
    "territoire": "petite-ville",
    "porteur": "Les voisins du Val",
    "concerne": "3",
    "concerne_precision": "",
    "phase": "1",
    "depuis": "2026-09-12",
    "themes": "",
    "prochaine_action_quoi": "",
    "prochaine_action_date": "",
    "prochaine_action_debut": "",
    "prochaine_action_lieu": "",
}
"""What one types at the questions of `bvm nouveau`, in their order."""


def typed(**more: str) -> str:
    """The answers as they are typed, some of them others."""
    return "".join(f"{answer}\n" for answer in (ANSWERS | more).values())


def defi(body: str = "Racontons.\n", /, **more: Any) -> str:
    """The text of a défi: what it must say, and more."""
    return dump(REQUIRED | more, body)


def faultless(body: str = "Racontons.\n", /, **more: Any) -> str:
    """The text of a défi of which nothing is said, not even advice; then what `more` says."""
    action = {"date": "2026-12-05", "quoi": "On goûte la carte", "id": "on-goute-la-carte"}
    return defi(body, **({"phase": "informaction", "prochaine_action": action} | more))


def annonce(texte: str, /, **more: Any) -> str:
    """The text of an annonce: a wish of Mirecourt, unless `more` says otherwise."""
    said = {"genre": "envie", "texte": texte, "commune": "Mirecourt (Vosges)"}
    return dump(said | {"depuis": "2026-11-01"} | more, "")


def pilote(nom: str, /, **more: Any) -> str:
    """The text of a rural pilot territory; `more` says its area, `communes` or `departements`."""
    return dump({"nom": nom, "territoire": "rural"} | more, "Passez le mardi.\n")


def photo(
    size: tuple[int, int] = (900, 600), kind: str = "JPEG", *, mode: str = "RGB", turned: int = 1
) -> bytes:
    """A photograph as a telephone writes it: where, when and by whom it was taken."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F], exif[0x0132], exif[0x013B] = "Appareil", "2026:11:20 09:00:00", "Une Personne"
    exif.get_ifd(IFD.GPSInfo).update({
        GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (48.0, 18.0, 3.0),
        GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (6.0, 8.0, 1.0),
    })  # fmt: skip
    image = Image.new(mode, size, (200, 120, 40, 128)[: len(mode)])
    buffer = BytesIO()
    image.save(buffer, kind, exif=exif, comment=b"chez Une Personne")
    return buffer.getvalue()
