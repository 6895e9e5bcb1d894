"""The kinds of field that people fill in: one small converter for each, from text to value.

Front matter is read as strings; what turns `"1 200,50"` into an amount stands here and nowhere
else. A converter that refuses raises `PydanticCustomError` with a kind of `kinds.KINDS`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    TypeAdapter,
)
from pydantic_core import CoreSchema, PydanticCustomError, PydanticOmit, core_schema

from generator import geography
from generator.content.images import FORMATS
from generator.content.leftovers import meant
from generator.content.links import meant_url, network_host, page_url
from generator.content.vocabulary import SLUG_LIMIT, SLUG_PATTERN, Vocabulary, slugs
from generator.text.amounts import LARGEST_AMOUNT
from generator.text.errors import excerpt
from generator.text.personal import is_known_account, mask
from generator.text.signs import cleaned, folded
from generator.text.typography import MIDNIGHT
from generator.text.typos import did_you_mean

T = TypeVar("T")

IMAGE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}\.(?:jpg|jpeg|png|webp)")
"""The name of a file in defis/images/."""

_SLUG = re.compile(SLUG_PATTERN)
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:hH]([0-5][0-9])")
_LAST_HOUR = re.compile(r"24[:hH]00")
_AMOUNT = re.compile(r"([0-9]{1,3}(?: ?[0-9]{3}){0,3}(?:[.,][0-9]{1,2})?)(?: ?(?:€|euros?))?")
_NUMBER = re.compile(r"[0-9]{1,7}")
_ADDRESS_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9])?")


def refuse(kind: str, value: object, **context: Any) -> PydanticCustomError:
    """The refusal of `value`, as a kind of `kinds.KINDS`; the caller raises it."""
    return PydanticCustomError(kind, "{lu}", {"lu": excerpt(value), **context})


def slugify(text: str) -> str:
    """A slug near to `text`: ASCII, lower case, dashes, 60 characters at most, never empty."""
    text = folded(text).lower().replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LIMIT].strip("-")
    return slug if _SLUG.fullmatch(slug) else f"defi-{slug}"[:SLUG_LIMIT].strip("-")


def is_slug(text: str) -> bool:
    """Whether `text` may be a file name and an address."""
    return _SLUG.fullmatch(text) is not None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("texte_attendu", describe(value))
    return value.strip()


def _shared(read: Callable[[str], T]) -> Callable[[object], T]:
    """One value for all the fields that say the same: of ten thousand défis, few days are unlike."""
    known = lru_cache(maxsize=4096)(read)
    return lambda value: known(_text(value))


def describe(value: object) -> str:
    """What was read, in French: a list and a group are named, a text is quoted."""
    if isinstance(value, list):
        return "une liste"
    if isinstance(value, dict):
        return "un groupe de champs"
    return f"« {excerpt(value)} »"


def _slug(value: object) -> str:
    text = _text(value)
    if not is_slug(text):
        raise refuse("slug_invalide", text, propose=slugify(mask(text)))
    return text


@_shared
def _date(text: str) -> date:
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    from generator.text.otherwise import day_told  # its patterns serve few files

    raise _refused(text, day_told(text))


def _refused(text: str, told: tuple[str, Mapping[str, Any]]) -> PydanticCustomError:
    """The refusal of a text, with what is told of it."""
    kind, values = told
    return refuse(kind, text, **values)


@_shared
def _time(text: str) -> time:
    match = _HOUR.fullmatch(text)
    return time(int(match[1]), int(match[2])) if match else _refuse_hour(text, end=False)


@_shared
def _end(text: str) -> time:
    """An hour that ends something: « 24:00 » is the midnight to come."""
    match = _HOUR.fullmatch(text)
    if match:
        return time(int(match[1]), int(match[2]))
    return MIDNIGHT if _LAST_HOUR.fullmatch(text) else _refuse_hour(text, end=True)


def _refuse_hour(text: str, *, end: bool) -> NoReturn:
    from generator.text.otherwise import hour_told  # likewise

    raise _refused(text, hour_told(text, end=end))


@_shared
def _amount(text: str) -> Decimal:
    if match := _AMOUNT.fullmatch(folded(text)):
        amount = Decimal(match[1].replace(" ", "").replace(",", "."))
        if amount <= LARGEST_AMOUNT:
            return amount
    from generator.text.otherwise import amount_told  # likewise

    raise _refused(text, amount_told(text))


def _boolean(value: object) -> bool:
    text = _text(value).lower()
    if text not in {"true", "false", "oui", "non"}:
        raise refuse("booleen_invalide", text)
    return text in {"true", "oui"}


def _commune(value: object) -> geography.Commune:
    text = " ".join(cleaned(_text(value)).split())  # a no-break space is a space
    if not text.isprintable():
        raise refuse("commune_invalide", text)
    try:
        return geography.find_commune(text)
    except geography.PlaceRefused as refused:
        raise PydanticCustomError(refused.kind, "{lu}", {"lu": text, "place": refused}) from refused


def _departement(value: object) -> geography.Departement:
    text = _text(value)
    if found := geography.find_departement(text):
        return found
    names = [each.nom for each in geography.departements().values()]
    raise refuse("departement_invalide", text, proche=did_you_mean(text, names))


def _address(value: object) -> str:
    """An address of a role, its host as people read it (RFC 6068 has readers of mail write it)."""
    text = _text(value)
    name, _, host = text.rpartition("@")
    host = unicodedata.normalize("NFC", host).lower()
    known = ".." not in name and _ADDRESS_NAME.fullmatch(name) and network_host(host)
    if not known or len(text) > 120:
        raise refuse("adresse_invalide", text)
    return f"{name}@{host}"


def _https(value: object) -> str:
    text = _text(value)
    if url := page_url(text):
        return url
    # A name on a server that nobody knows may be a mailbox: it is not repeated.
    looked_at = text if is_known_account(text) else _SIGN_OF_ACCOUNT.sub("", text)
    shown = mask(looked_at)
    meant = meant_url(text) if shown == looked_at else ""
    known = meant and mask(meant) == meant
    said = text if shown == looked_at else shown
    raise refuse("url_invalide", said, propose=meant if known else "https://www.example.org/page")


_SIGN_OF_ACCOUNT = re.compile(r"[@!](?=[^@\s]+@)")


def _image_name(value: object) -> str:
    text = _text(value).removeprefix("images/")
    if not IMAGE_NAME.fullmatch(text):
        raise refuse("image_nom", text, propose=near_image_name(text))
    return text


def near_image_name(text: str) -> str:
    """The name of a picture near to `text`."""
    said = meant(mask(text.rpartition("/")[2]))
    ending = next((each for each in (said.inner, said.suffix) if each in FORMATS), ".jpg")
    return f"{slugify(said.stem)}{ending}"


def _items(value: object) -> object:
    """A list must be written as one: a text or a group is refused."""
    if isinstance(value, list):
        return tuple(value)
    raise refuse("liste_attendue", describe(value))


def _words(value: object) -> object:
    """A single word where a list is expected is a list of one."""
    return (value,) if isinstance(value, str) else _items(value)


@dataclass(frozen=True, slots=True)
class Converter:
    """Ties a conversion to its JSON Schema, for `Annotated[value type, Converter(…)]`."""

    convert: Callable[[object], Any]
    json_schema: tuple[tuple[str, Any], ...]
    published: Any = None
    """The type of the value in the open data, where it is not as people write it."""

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.convert)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        if self.published and handler.mode == "serialization":
            return handler(TypeAdapter(self.published).core_schema)
        return dict(self.json_schema)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Marks a word of a closed list; pydantic itself compares, which is fast."""

    terms: Vocabulary

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(slugs(self.terms)))


def text_of(minimum: int, maximum: int) -> StringConstraints:
    """Marks a text of `minimum` to `maximum` signs, spaces at its ends removed."""
    return StringConstraints(strip_whitespace=True, min_length=minimum, max_length=maximum)


def number_of(minimum: int, maximum: int) -> Converter:
    """The converter of a whole number from `minimum` to `maximum`."""

    def convert(value: object) -> int:
        text = _text(value)
        if _NUMBER.fullmatch(text) and minimum <= int(text) <= maximum:
            return int(text)
        from generator.text.otherwise import number_told  # few files need it

        raise _refused(text, number_told(text, minimum, maximum))

    return Converter(convert, (("type", "integer"), ("minimum", minimum), ("maximum", maximum)))


def _string(**keywords: Any) -> tuple[tuple[str, Any], ...]:
    return (("type", "string"), *keywords.items())


PublishedUrl = Annotated[str, Field(pattern="^https://", json_schema_extra={"format": "uri"})]
PublishedHour = Annotated[str, Field(pattern=r"^\d\d:\d\d:\d\d$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCommune:
    """A commune in the open data: its official code, its names, its point where one is known."""

    __pydantic_config__ = ConfigDict(
        extra="forbid",
        json_schema_serialization_defaults_required=True,
        json_schema_extra={"description": "Une commune."},
    )

    insee: Annotated[str, Field(description="Son code officiel, cinq signes : un texte.")]
    nom: Annotated[str, Field(description="Son nom officiel.")]
    departement: Annotated[str, Field(description="Le code de son département : un texte.")]
    longitude: Annotated[float | None, Field(description="En degrés (WGS 84).", ge=-180, le=180)]
    latitude: Annotated[float | None, Field(description="En degrés (WGS 84).", ge=-90, le=90)]
    partie: Annotated[
        str | None, Field(description="L’arrondissement ou l’ancienne commune qui est nommée.")
    ] = None


Slug = Annotated[str, Converter(_slug, _string(pattern=f"^{SLUG_PATTERN}$"))]
Day = Annotated[date, Converter(_date, _string(format="date"))]
Hour = Annotated[time, Converter(_time, _string(pattern=f"^{_HOUR.pattern}$"), PublishedHour)]
EndHour = Annotated[
    time,
    Converter(_end, _string(pattern=f"^(?:{_HOUR.pattern}|{_LAST_HOUR.pattern})$"), PublishedHour),
]
Euros = Annotated[
    Decimal,
    Converter(
        _amount,
        (("type", ["number", "string"]), ("minimum", 0), ("maximum", LARGEST_AMOUNT)),
        float,
    ),
]
Boolean = Annotated[bool, Converter(_boolean, (("type", "boolean"),))]
Commune = Annotated[geography.Commune, Converter(_commune, _string(), PublishedCommune)]
Departement = Annotated[geography.Departement, Converter(_departement, _string(), str)]
RoleAddress = Annotated[str, Converter(_address, _string(format="idn-email"))]
Https = Annotated[str, Converter(_https, _string(format="iri", pattern="^https://"), PublishedUrl)]
ImageName = Annotated[
    str, Converter(_image_name, _string(pattern=f"^(?:images/)?{IMAGE_NAME.pattern}$"))
]
Count = Annotated[int, number_of(0, 1_000_000)]
MOST_MOVES = 1_000
Moves = Annotated[int, number_of(0, MOST_MOVES)]
Line = Annotated[str, text_of(1, 300)]
Text = Annotated[str, text_of(1, 2000)]


@dataclass(frozen=True, slots=True)
class _ListOfWords:
    """Takes a single word for a list of one, and says so in the JSON Schema."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_words, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        listed = handler(schema)
        if handler.mode == "serialization":
            return listed
        return {"anyOf": [listed["items"], listed]}


Words = Annotated[tuple[T, ...], _ListOfWords()]
SomeWords = Annotated[tuple[T, ...], Field(min_length=1), _ListOfWords()]
Groups = Annotated[tuple[T, ...], BeforeValidator(_items)]
SomeGroups = Annotated[tuple[T, ...], Field(min_length=1), BeforeValidator(_items)]


class OnlyPublished:
    """Marks what is worked out from the other fields: the open data has it, no file may."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        if handler.mode != "serialization":
            raise PydanticOmit
        return handler(schema)


def doc(description: str, *examples: str) -> Any:
    """The French help of a field, with examples: the JSON Schema and the reference page show it."""
    return Field(description=description, examples=list(examples) or None)
