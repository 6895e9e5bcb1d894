"""The front matter of a file: text to fields and back, every value a string.

Read from libyaml's events, never from its objects: YAML's own types turn commune 01004 into 516
and `no` into False, and its composer crashes on 60,000 brackets.
This module knows the shape (keys, lists, groups), never which keys exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from generator.text.errors import MOST, Location, Problem, excerpt, name, problem
from generator.text.marks import LOADER, Cut, find_cuts, find_merges
from generator.text.mistyped import (
    curly_quotes,
    no_head,
    not_fields,
    not_yaml,
    open_head,
    second_head,
)
from generator.text.pasted import with_plain_spaces
from generator.text.plain_yaml import EMPTY, read_plain, without_empty
from generator.text.signs import SPACES, cleaned

Value = str | list["Value"] | dict[str, "Value"]
DEPTH_LIMIT = 6
"""Deepest nesting of a front matter: engagements > roles > one role > its key, and some room."""

_FENCE = re.compile(rf"^---[ \t{SPACES}]*$", re.MULTILINE)
_HANDLER = YAMLHandler(fm_boundary=_FENCE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file taken apart: its fields, its body and the line where the body starts."""

    fields: dict[str, Value]
    body: str
    body_line: int
    head: str
    spelled: bool = False
    """Whether YAML may have made of the text something else than what is read in it."""

    def lines(self) -> dict[Location, int]:
        """The line of each field in the file; read again, since only a problem asks for it."""
        return _lines(self.head)

    def line_of(self, where: Location) -> int:
        """The line of a field; of what holds it when it is missing; 1 for the whole."""
        lines = self.lines()
        return next((lines[where[:n]] for n in range(len(where), 0, -1) if where[:n] in lines), 1)


@lru_cache(maxsize=4)
def _lines(head: str) -> dict[Location, int]:
    """The lines of a front matter; one with many problems asks for them many times."""
    return _Walk(head, "").lines()


def parse(text: str, path: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Take apart the `text` of the file at `path`.

    Gives what could be read, nothing when the form itself is broken, and every fault of form.
    """
    merges = _merges(text, path)
    if not _HANDLER.detect(text):
        return None, merges or [no_head(text, path)]
    try:
        head, body = _HANDLER.split(text)
    except ValueError:
        return None, merges or [open_head(text, path)]
    start = head.count("\n") + 1 + len(body) - len(body.lstrip("\n"))
    if merges and merges[0].line < start:  # two versions of fields make no front matter
        return None, merges
    problems = second_head(text, body, path)
    fields = read_plain(head)
    if fields is None and head != (head := with_plain_spaces(head)):
        fields = read_plain(head)
    spelled = fields is None
    if fields is None:
        fields, found = _walked(head, path)
        problems += found
    problems += merges
    if fields is None:
        return None, problems
    problems += curly_quotes(head, path)
    return FrontMatter(fields, body.lstrip("\n"), start, head, spelled), problems


def tidied(text: str) -> str:
    """A text as it is read here, for MkDocs, which reads the front matter of pages with its own YAML."""
    text = _FENCE.sub("---", cleaned(text))
    head = text.split("\n---", 1)[0] if _HANDLER.detect(text) else ""
    return with_plain_spaces(head) + text.removeprefix(head)


def _merges(text: str, path: str) -> list[Problem]:
    """Two versions of a passage, left by Git in the place of one."""
    return [
        problem("marques_de_fusion", path, each.line, lu=excerpt(each.said), lignes=each.lines)
        for each in find_merges(text)[:MOST]
    ]


def _walked(head: str, path: str) -> tuple[dict[str, Value] | None, list[Problem]]:
    """What libyaml reads of a front matter, and what it would leave out of it in silence."""
    walk = _Walk(head, path)
    fields, problems = walk.fields(), walk.problems
    cuts = find_cuts(_RARE_LINE_ENDS.sub(" ", head))
    if cuts and fields is None:  # most often, what follows what was cut
        problems = [each for each in problems if each.kind != "yaml" or each.line < cuts[0].line]
    if fields and any(each.kind == "virgule_perdue" for each in cuts):
        fields = without_empty(fields)  # a piece of a text is told once, not as a key too
    return fields, [*problems, *(_told(each, path, head) for each in cuts)]


def _told(cut: Cut, path: str, head: str) -> Problem:
    remedy = f"Écrivez-la au-dessus : {cut.lost}"
    if cut.value:
        whole = f"{cut.start}{scalar(cut.value, listed=True)}{cut.end}"
        remedy = f"Pour tout garder, écrivez : {whole}"
    field = _field_at(cut.line, _lines(head))
    return problem(cut.kind, path, cut.line, field, lu=excerpt(cut.lost), remede=remedy)


def _field_at(line: int, lines: Mapping[Location, int]) -> str:
    """The field that stands on a line, or goes on there: the innermost of those that are known."""
    last = max((each for each in lines.values() if each <= line), default=0)
    named = [name(where) for where, each in lines.items() if each == last]
    named = [each for each in named if " " not in each]  # no piece of a text
    return max(named, key=len, default="") if line <= max(lines.values(), default=0) + 1 else ""


class _Broken(Exception):
    """Stops the walk: what follows cannot be understood."""


_DOUBLE = "\0"
"""Stands for a key that is already there: its value is dropped."""

Container = Any  # dict[str, Value] | list[Value], told apart by their class in the walk below


_RARE_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")
"""What only YAML takes for the end of a line: it would count lines that nobody sees."""


class _Walk:
    """One pass over the events of a front matter.

    Iterative, and without a location until something is wrong: this is the hottest loop of a
    build.
    """

    def __init__(self, head: str, path: str) -> None:
        head = _RARE_LINE_ENDS.sub(" ", head)
        self._head, self._path = head, path
        self._next = LOADER(head).get_event
        self._stack: list[tuple[Container, str | None]] = []
        """What holds the container being filled, each with the key awaiting its value."""
        self._lines: dict[Location, int] | None = None
        self.problems: list[Problem] = []

    def fields(self) -> dict[str, Value] | None:
        """The fields, or nothing when they cannot be understood; faults go to `problems`."""
        try:
            return self._document()
        except _Broken:
            return None
        except yaml.YAMLError as error:
            self.problems.append(not_yaml(error, self._path, self._head))
            return None

    def lines(self) -> dict[Location, int]:
        """The line of each value, by its location."""
        self._lines = {}
        self.fields()
        return self._lines

    def _document(self) -> dict[str, Value]:
        event = self._next_content()
        if event.__class__ is StreamEndEvent:
            return {}
        if event.__class__ is not MappingStartEvent:
            lu = "une liste" if isinstance(event, SequenceStartEvent) else "un texte"
            self.problems.append(not_fields(self._head, self._path, _line(event), lu))
            raise _Broken
        self._look_at(event, {}, None)
        fields = self._fill()
        rest = self._next_content()
        if rest.__class__ is not StreamEndEvent:
            self._note("yaml", rest, (), explication="il contient deux documents. Gardez-en un.")
        return fields

    def _next_content(self) -> Any:
        while isinstance(event := self._next(), _STREAM_EVENTS):
            pass
        return event

    def _fill(self) -> dict[str, Value]:
        """Everything up to the end of the mapping that was just opened."""
        container: Container = {}
        key: str | None = None
        listing, read, watched = False, self._next, self._lines is not None
        while True:
            event = read()
            kind = event.__class__
            if kind is ScalarEvent:
                value = event.value
                if watched or event.anchor or event.tag:
                    self._look_at(event, container, key)
                if key is None and not listing:
                    key = value if value and value not in container else self._key(event, container)
                    continue
                if not event.style and value in EMPTY:
                    value = ""
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = _without_empty(container)
                if not self._stack:
                    return value  # type: ignore[no-any-return]
                container, key = self._stack.pop()
                listing = container.__class__ is list
            elif key is None and not listing:
                self._refuse_key(event, container)
            else:
                self._look_at(event, container, key)
                if kind is not AliasEvent:
                    listing = kind is SequenceStartEvent
                    container, key = self._open(event, container, key), None
                    continue
                value = f"*{event.anchor}"
            if listing:
                container.append(value)
            else:
                if key is not _DOUBLE:
                    container[key] = value
                key = None

    def _open(self, event: Any, container: Container, key: str | None) -> Container:
        """Begin a list or a group, inside the limit of depth."""
        if len(self._stack) + 1 >= DEPTH_LIMIT:
            where = self._where(container, key)
            self._note("yaml_profondeur", event, where, limite=DEPTH_LIMIT)
            raise _Broken
        self._stack.append((container, key))
        return [] if event.__class__ is SequenceStartEvent else {}

    def _key(self, event: Any, container: Container) -> str:
        """A key that is empty, or there already."""
        if not event.value:
            self._refuse_key(event, container)
        if self._lines is None:
            where = self._where(container, event.value)
            first = _lines(self._head).get(where, _line(event))
            self._note("cle_double", event, where, autre=first)
        return _DOUBLE

    def _refuse_key(self, event: Any, container: Container) -> NoReturn:
        self._note("cle_invalide", event, self._where(container, None))
        raise _Broken

    def _where(self, container: Container, key: str | None) -> Location:
        """Where the walk is, as keys and positions."""
        path = [*self._stack, (container, key)]
        parts = (len(c) if c.__class__ is list else k for c, k in path)
        return tuple(part for part in parts if part is not None)

    def _look_at(self, event: Any, container: Container, key: str | None) -> None:
        """Note the line of a value when lines are asked, and refuse what YAML adds to text."""
        if self._lines is not None:
            is_key = key is None and event.__class__ is ScalarEvent and container.__class__ is dict
            where = self._where(container, event.value if is_key else key)
            self._lines.setdefault(where, _line(event))
        elif event.anchor:
            sign = "*" if event.__class__ is AliasEvent else "&"
            lu = sign + excerpt(event.anchor)
            self._note("yaml_alias", event, self._where(container, key), lu=lu)
        elif event.tag:
            lu = excerpt(event.tag)
            self._note("yaml_etiquette", event, self._where(container, key), lu=lu)

    def _note(self, kind: str, event: Any, where: Location, **values: Any) -> None:
        self.problems.append(problem(kind, self._path, _line(event), name(where), **values))


def _without_empty(container: Container) -> Container:
    """A group without the keys that were left empty; a list as it is.

    Words that are no key of ours stay: who wrote « Venez samedi: » wrote a text.
    """
    if container.__class__ is dict and "" in container.values():
        return {key: v for key, v in container.items() if v != "" or not _KEY.fullmatch(key)}
    return container


_KEY = re.compile("[a-z_]+")


_STREAM_EVENTS = (StreamStartEvent, DocumentStartEvent, DocumentEndEvent)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def dump(fields: Mapping[str, Value], body: str) -> str:
    """The text of a file with these `fields` and this `body`; `parse` gives them back.

    Keys are short, as ours are: YAML reads none of more than 1,024 signs (1.2.2, §7.4.2).
    Values that YAML would not read as text on one line are quoted; paragraphs stay paragraphs.
    """
    text = body.strip("\n")
    end = f"\n{text}\n" if text else ""
    return "---\n" + "".join(dump_fields(fields, 0)) + "---\n" + end


def dump_fields(fields: Mapping[str, Value], indent: int) -> Iterator[str]:
    """The lines of some fields, each moved `indent` columns to the right."""
    for key, value in fields.items():
        yield from _dump_value(f"{' ' * indent}{scalar(key)}:", value, indent)


def _dump_value(start: str, value: Value, indent: int) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{start} {written(value, indent + 2)}\n"
    elif not value:
        yield f"{start} {'[]' if isinstance(value, list) else '{}'}\n"
    elif isinstance(value, dict):
        yield f"{start}\n"
        yield from dump_fields(value, indent + 2)
    else:
        yield f"{start}\n"
        for item in value:
            yield from dump_item(item, indent + 2)


def dump_item(item: Value, indent: int) -> Iterator[str]:
    """The lines of one item of a list, whose dash stands at the column `indent`."""
    start = f"{' ' * indent}-"
    if isinstance(item, dict) and item:
        lines = "".join(dump_fields(item, indent + 2))
        yield start + lines[indent + 1 :]
    else:
        yield from _dump_value(start, item, indent)


_PLAIN = re.compile(r"[^\W_][\w ’',;.()/?!%€-]*")
_READ_AS_TYPE = re.compile(
    r"(?!\d{4}-\d\d-\d\d$)[\d.+-][\d_.,:a-fA-FxXoO+-]*|true|false|yes|no|on|off|null|y|n",
    re.IGNORECASE,
)
_KEPT = "\u00a0\u202f\u200d"
"""The spaces of French typography, and what joins emoji into one: kept as they are typed."""


def scalar(text: str, *, listed: bool = False) -> str:
    """One value, quoted when an ordinary YAML reader would not take it for this text.

    `listed` is for a value that stands between brackets or braces, where commas separate.
    """
    plain = _PLAIN.fullmatch(text) and text == text.strip() and not _READ_AS_TYPE.fullmatch(text)
    if plain and len(text) < 4000 and not (listed and "," in text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if _is_plain(c) else _escape(c) for c in escaped) + '"'


def written(text: str, indent: int) -> str:
    """A text as it stands after its key, the lines of a block moved `indent` columns."""
    return _paragraphs(text, indent) or scalar(text)


def _paragraphs(text: str, indent: int) -> str:
    """A text of several lines as a block, which people mend more easily; nothing for another."""
    lines = text.split("\n")
    clean = all(line == line.strip() and all(map(_is_plain, line)) for line in lines)
    if len(lines) == 1 or not (clean and lines[0] and lines[-1]):
        return ""
    return "\n".join(["|-", *(f"{' ' * indent}{line}" if line else "" for line in lines)])


def _is_plain(character: str) -> bool:
    return character.isprintable() or character in _KEPT


def _escape(character: str) -> str:
    code = ord(character)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
