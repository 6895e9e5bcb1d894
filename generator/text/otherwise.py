"""What is told of a day, an hour, an amount or a number that is not written as files hold it.

A file has one form of each, so that its schema is true in every editor. What says the right thing
in another way is told with the value to write: a kind of `kinds.KINDS`, and what fills its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.text import amounts, days, hours
from generator.text.said import Unclear
from generator.text.typography import heure, heure_de_fin

Told = tuple[str, Mapping[str, Any]]


def day_told(text: str) -> Told:
    """What is told of a text that is no ISO date."""
    try:
        day = days.read(text)
    except Unclear as unclear:
        return unclear.kind, unclear.values
    return "date_a_ecrire", {"ecrire": day, "dit": days.said_back(text, day)}


def hour_told(text: str, *, end: bool) -> Told:
    """What is told of a text that is no `18:30`, at the beginning or at the `end` of something."""
    try:
        hour = hours.read(text, end=end)
    except Unclear as unclear:
        return unclear.kind, unclear.values
    said = heure_de_fin(hour) if end else heure(hour)
    return "heure_a_ecrire", {"ecrire": f"{hour:%H:%M}", "dit": said}


def amount_told(text: str) -> Told:
    """What is told of a text that is no `1 200,50`."""
    try:
        amount = amounts.read_amount(text)
    except Unclear as unclear:
        return unclear.kind, unclear.values
    return "montant_a_ecrire", {"ecrire": amounts.written(amount)}


def number_told(text: str, minimum: int, maximum: int) -> Told:
    """What is told of a text that is no whole number from `minimum` to `maximum`."""
    kind, number = "nombre_a_ecrire", -1
    try:
        number = amounts.read_number(text)
    except Unclear as unclear:
        kind, number = unclear.kind, unclear.values.get("ecrire", -1)
    if minimum <= number <= maximum and text != str(number):
        return kind, {"ecrire": number, "dit": number}
    return "nombre_invalide", {"minimum": minimum, "maximum": maximum}
