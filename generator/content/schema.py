"""From fields read as strings to the values of `model.py`, or to problems in French.

pydantic types and collects; its English never shows: every refusal becomes a kind of
`kinds.KINDS`. The JSON Schema and the help of the fields come from the same classes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.content import lines, unshown
from generator.content.checks import check_fields
from generator.content.fiches import Document, FicheAnnonce
from generator.content.fields import OneOf, describe
from generator.content.images import ImageInfo
from generator.content.markdown import Rendered, render
from generator.content.model import NO_TEXT, Defi, FicheDefi, Group
from generator.content.vocabulary import Vocabulary
from generator.geography.search import understood
from generator.text import guards
from generator.text.errors import Finding, Location, Problem, excerpt, finding, name, problem
from generator.text.front_matter import FrontMatter, Value, parse
from generator.text.kinds import KINDS
from generator.text.pasted import with_plain_signs
from generator.text.shelf import Put, as_it_is
from generator.text.signs import cleaned
from generator.text.typos import did_you_mean

DRAFT = "https://json-schema.org/draft/2020-12/schema"

F = TypeVar("F", bound=Group)
R = TypeVar("R")


def _once(function: Callable[[Any], R]) -> Callable[[Any], R]:
    """Remember what a function says of each class; mypy takes no class for a key of `cache`."""
    return cache(function)


@_once
def _adapter(fiche: type[Group]) -> TypeAdapter[Any]:
    return TypeAdapter(fiche)


def read_fields(matter: FrontMatter, fiche: type[F], path: str) -> tuple[F | None, list[Problem]]:
    """Type the fields of a file as a `fiche`; a wrong file gives nothing and all its problems."""
    try:
        return _adapter(fiche).validate_python(matter.fields), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    words = (each for each in details if isinstance(each["input"], str))
    refused = [each["loc"] for each in words if "string_too" not in each["type"]]
    if plain := with_plain_signs(matter.fields, refused):
        value, left = read_fields(replace(matter, fields=plain), fiche, path)
        if value is not None:
            return value, left
        wrong = {each.field for each in left}  # told as it was written
        details = [each for each in details if name(each["loc"]) in wrong]
    places = [detail for detail in details if "place" in detail.get("ctx", {})]
    for detail in places[:MOST_PLACES]:
        detail["ctx"] = detail["ctx"]["place"].values
    for detail in places[MOST_PLACES:]:
        detail["type"], detail["ctx"] = "commune_invalide", {"lu": excerpt(detail["input"])}
    # A list of which every item is wrong is not too short as well.
    told = [detail["loc"] for detail in details]
    return None, [
        _translate(detail, fiche, matter, path)
        for detail in details
        if detail["type"] != "too_short" or not any(each[:-1] == detail["loc"] for each in told)
    ]


MOST_PLACES = 20
"""How many communes of one file are told with those that may be meant: each is looked for among all."""


def get_ready() -> None:
    """Build what types défis: a twentieth of a second, which the first of them would wait for."""
    _adapter(FicheDefi)


def parse_document(
    text: str, fiche: type[F], slug: str, path: str
) -> tuple[Document[F] | None, list[Problem]]:
    """The document that the `text` of the file at `path` holds, or nothing and its problems."""
    told = guards.check(text, path) if fiche in _BY_CITIZENS else []
    matter, problems = parse(cleaned(text), path)
    if fiche in _BY_CITIZENS:
        problems += _guarded(told, matter, path)
    if matter is None:
        return None, problems
    value, wrong = read_fields(matter, fiche, path)
    problems += _not_cut(wrong, problems)
    if value is None:
        return None, problems
    problems += _check(value, matter, path)
    if fiche is FicheAnnonce and matter.body.strip():
        problems.append(problem("sous_annonce", path, matter.body_line))
    wrong_at_all = any(each.is_error for each in problems)
    return (None if wrong_at_all else Document(slug, path, value)), problems


def _not_cut(wrong: list[Problem], told: list[Problem]) -> list[Problem]:
    """What is wrong, but for fields that miss only because YAML cut them whole: that is told."""
    cut = {each.field for each in told if each.kind == "diese_perdu"}
    return [each for each in wrong if each.kind != "champ_manquant" or each.field not in cut]


_BY_CITIZENS = (FicheDefi, FicheAnnonce)


def _guarded(told: list[Problem], matter: FrontMatter | None, path: str) -> list[Problem]:
    """What citizens must not write: what was told of a text, and what YAML makes of it."""
    if matter is None:
        return told
    problems = guards.name_fields(told, matter.lines(), matter.body_line) if told else []
    if matter.spelled and guards.check("\n".join(w for _, w in _words(matter.fields)), path):
        known = {(each.field, each.kind) for each in problems}
        hidden = _hidden(matter, path)
        problems += [each for each in hidden if (each.field, each.kind) not in known]
    return problems


def _words(value: Value, where: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every key and every text of some fields, with its place."""
    if isinstance(value, str):
        yield where, value
        return
    for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, str):
            yield (*where, part), part
        yield from _words(inner, (*where, part))


def _hidden(matter: FrontMatter, path: str) -> list[Problem]:
    """What is read only once YAML has put its lines together and its escapes in letters."""
    lines = matter.lines()
    problems = [
        replace(each, line=lines[where])
        for where, word in _words(matter.fields)
        for each in guards.check(word, path, spelled=True)
    ]
    return guards.name_fields(problems, lines, matter.body_line)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file of a défi, taken apart and drawn, not yet typed: what takes most of the time."""

    matter: FrontMatter | None
    corps: Rendered
    problems: list[Problem]


_ODD_LINK = re.compile(
    r"\[(?:(?<=\\\[)|(?![^\[\]\n]{0,500}\](?!\()"
    r"|[^\[\]\n]{0,500}\]\([^()<>\s]{1,500}(?: [\"'][^\"'\n]*[\"'])?\)))"
)
"""A link that `reading` may take for another thing: brackets in its words, several lines."""


_TWO_TEXTS = frozenset({"marques_de_fusion", "deux_en_tetes"})
"""After which the lines of a body are not those that will stand."""


def prepare_defi(text: str, path: str, images: Mapping[str, ImageInfo]) -> Prepared:
    """Take apart the `text` of the file at `path` and draw its body."""
    told = guards.check(text, path)
    matter, problems = parse(cleaned(text) if told else text, path)  # what is taken out is told
    problems += _guarded(told, matter, path)
    if matter is None:
        return Prepared(None, NO_TEXT, problems)
    corps = render(matter.body, images)
    if _ODD_LINK.search(matter.body):
        problems += guards.check_shown(corps.shown, path, matter.body_line, problems)
    for removal in corps.removals:
        line = matter.body_line + removal.line - 1
        values = _remedy(removal.kind, removal.excerpt, images)
        problems.append(problem(removal.kind, path, line, lu=removal.excerpt, **values))
    if _TWO_TEXTS.isdisjoint(each.kind for each in problems):
        problems += lines.check(matter.body, path, matter.body_line)
        known = {each.line: "" for each in problems}
        if not any(each.is_error for each in problems):  # a piece of what is refused says it again
            known |= {each.line: each.message for each in problems if each.kind == "html_refuse"}
        problems += unshown.check(matter.body, bytes(corps.unclean), path, matter.body_line, known)
    return Prepared(matter, corps, problems)


def type_defi(
    prepared: Prepared, slug: str, path: str, put: Put = as_it_is
) -> tuple[Defi | None, list[Problem]]:
    """The défi of a prepared file, and all its problems; its long texts are where they were `put`.

    Of a file with errors it gives what is right, so that the rest can be checked too; such a
    défi is never to be published. Its references are checked later, by the catalogue.
    """
    matter, problems = prepared.matter, list(prepared.problems)
    if matter is None:
        return None, problems
    value, wrong = read_fields(matter, FicheDefi, path)
    problems += _not_cut(wrong, problems)
    value = value or _salvage(matter, wrong)
    if value is None:
        return None, problems
    problems += _check(value, matter, path)
    written = {key: getattr(value, key) for key in _keys(FicheDefi)}
    body = put(matter.body.encode("utf-8", "replace"))
    drawn = replace(prepared.corps, unclean=put(bytes(prepared.corps.unclean)))
    return Defi(slug=slug, texte=body, corps=drawn, **written), problems


_STAND_INS: dict[str, Value] = {
    "titre": "Un titre à venir",
    "resume": "Un résumé à venir.",
    "phase": "informaction",
    "depuis": "9999-12-31",
    "territoire": "rural",
    "commune": "Mirecourt (88)",
    "porteur": "Un groupe",
    "concerne": "autre",
}
"""Right values for the required fields, to check the others of a file where these are wrong."""


def _salvage(matter: FrontMatter, wrong: list[Problem]) -> FicheDefi | None:
    """The fields of a wrong file without the wrong ones; only to find what else is wrong."""
    at_fault = {re.split(r"[.\[]", each.field)[0] for each in wrong}
    rest = {key: value for key, value in matter.fields.items() if key not in at_fault}
    sound = replace(matter, fields=_STAND_INS | rest)
    return read_fields(sound, FicheDefi, "")[0]


def _remedy(kind: str, read: str, images: Mapping[str, ImageInfo]) -> dict[str, Any]:
    """What the sentence of a removal needs beside what was read."""
    if kind == "image_inconnue":
        return {"proche": did_you_mean(read.removeprefix("images/"), images)}
    if kind == "image_sans_alternative":
        return {"remede": "Écrivez-la entre les crochets : ![ce qu’on y voit](…)."}
    return {}


def _check(value: Group, matter: FrontMatter, path: str) -> list[Problem]:
    findings = [*check_fields(value, path), *_check_communes(matter, path)]
    return [each.at(matter.line_of(each.where)) for each in findings]


def _check_communes(matter: FrontMatter, path: str) -> Iterator[Finding]:
    """Advice on how a commune was read: by a name of another time, by a code of two meanings."""
    for where, text in _commune_texts(matter.fields):
        if isinstance(text, str) and (said := understood(text)):
            kind, values = said
            yield finding(path, kind, where, **values)


def _commune_texts(fields: Mapping[str, Any]) -> Iterator[tuple[Location, Any]]:
    """Where a file names communes, and what is written there: not yet known to be right."""
    yield ("commune",), fields.get("commune")
    for key in ("communes", "autres_communes"):
        written = fields.get(key)
        if isinstance(written, list):
            yield from (((key, rank), text) for rank, text in enumerate(written))
        else:
            yield (key,), written
    for key in ("rencontres", "evenements"):
        groups = fields.get(key)
        for rank, group in enumerate(groups if isinstance(groups, list) else ()):
            if isinstance(group, dict):
                yield (key, rank, "commune"), group.get("commune")


# From pydantic's refusals to French.


def _translate(detail: ErrorDetails, fiche: type[Group], matter: FrontMatter, path: str) -> Problem:
    where, kind, read = detail["loc"], detail["type"], detail["input"]
    context: dict[str, Any] = dict(detail.get("ctx", {}))
    if kind not in KINDS:
        kind, context = _french(kind, context, read, where, fiche)
    return problem(kind, path, matter.line_of(where), name(where), **context)


def _french(
    kind: str, context: dict[str, Any], read: Any, where: Location, fiche: type[Group]
) -> tuple[str, dict[str, Any]]:
    """The kind and the values of our sentence for pydantic's refusal `kind`.

    Raises KeyError for a refusal that no field of ours can give: a fault of ours.
    """
    match kind:
        case "missing" | "too_short":
            return "champ_manquant", {"aide": _help_at(fiche, where)}
        case "unexpected_keyword_argument":
            keys = _keys(_group_at(fiche, where[:-1]))
            proche = did_you_mean(str(where[-1]), keys)
            return "champ_inconnu", {"proche": proche, "permis": ", ".join(keys)}
        case "dataclass_type":
            permis = ", ".join(_keys(_group_at(fiche, where)))
            return "groupe_attendu", {"permis": permis, "lu": describe(read)}
        case "literal_error" if isinstance(read, str):
            words = re.findall(r"'([^']*)'", context["expected"])
            proche, permis = did_you_mean(read, words), ", ".join(words)
            return "valeur_hors_liste", {"lu": excerpt(read), "proche": proche, "permis": permis}
        case "literal_error" | "string_type":
            return "texte_attendu", {"lu": describe(read)}
        case "string_too_short" | "string_too_long":
            limit = context.get("min_length", context.get("max_length"))
            values = {"lu": excerpt(read), "longueur": len(read.strip()), "limite": limit}
            return _WRONG_LENGTH[kind], values
    raise KeyError(kind)


_WRONG_LENGTH = {"string_too_short": "texte_trop_court", "string_too_long": "texte_trop_long"}


@_once
def _keys(group: Any) -> list[str]:
    return [field.name for field in fields(group) if field.init]


def _group_at(group: type[Group], where: Location) -> type[Group]:
    """The class of the group of fields at a location."""
    for part in where:
        if isinstance(part, str) and part in _keys(group):
            group = _inner_group(_hints(group)[part]) or group
    return group


def _help_at(group: type[Group], where: Location) -> str:
    return next(
        (h.description for h in field_help(_group_at(group, where[:-1])) if h.key == where[-1]), ""
    )


@_once
def _hints(group: Any) -> dict[str, Any]:
    return get_type_hints(group, include_extras=True)


def _parts(hint: Any) -> Iterator[Any]:
    """A type and everything it is made of: unions, tuples, annotations."""
    yield hint
    for argument in (*get_args(hint), *getattr(hint, "__metadata__", ())):
        yield from _parts(argument)


def _inner_group(hint: Any) -> type[Group] | None:
    return next((p for p in _parts(hint) if isinstance(p, type) and issubclass(p, Group)), None)


# What the classes say of themselves.


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """The French help of one field, for the reference page and for `bvm nouveau`."""

    key: str
    required: bool
    description: str
    examples: tuple[str, ...]
    terms: Vocabulary
    group: type[Group] | None


@_once
def field_help(group: Any) -> tuple[FieldHelp, ...]:
    """The help of each field of a class of the model, in its order."""
    written = (field for field in fields(group) if field.init)
    return tuple(_help(field, _hints(group)[field.name]) for field in written)


def _help(field: Any, hint: Any) -> FieldHelp:
    parts = list(_parts(hint))
    info = next(p for p in parts if isinstance(p, FieldInfo) and p.description)
    terms = next((p.terms for p in parts if isinstance(p, OneOf)), ())
    required = field.default is MISSING
    examples = tuple(info.examples or ())
    return FieldHelp(
        field.name, required, info.description or "", examples, terms, _inner_group(hint)
    )


def key_order(fiche: type[Group], group: str = "") -> dict[str, list[str]]:
    """The keys of each group of a class, in its order, by the name of the group; "" is the whole."""
    orders = {group: _keys(fiche)}
    for row in field_help(fiche):
        if row.group:
            orders |= key_order(row.group, f"{group}.{row.key}".lstrip("."))
    return orders


@_once
def json_schema(fiche: type[Group]) -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file, with the French help in it."""
    return {"$schema": DRAFT, **_adapter(fiche).json_schema()}


@_once
def published_schema(fiche: type[Group]) -> Mapping[str, Any]:
    """The same of what is published of a kind of file: every key is there, communes are told.

    Without what is said of the text that people write: its examples, its defaults.
    """
    schema: dict[str, Any] = _bare(_adapter(fiche).json_schema(mode="serialization"))
    return {key: value for key, value in schema.items() if key != "description"}


_OF_WRITING = frozenset({"examples", "default", "title"})
_OF_NAMES = frozenset({"properties", "$defs"})


def _bare(schema: Any) -> Any:
    """A JSON Schema without the annotations that are about writing."""
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _bare(each) for name, each in value.items()}
        if key in _OF_NAMES
        else _bare(value)
        for key, value in schema.items()
        if key not in _OF_WRITING
    }
