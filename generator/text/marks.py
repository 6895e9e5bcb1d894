"""What a machine takes for its own marks in what people write: comments, commas, merges.

YAML drops what follows « # », and takes for a key the words that follow a comma between braces; Git
leaves two versions of one passage, one under the other. A person wrote text: nothing of it goes, or
stays, without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml
from yaml import tokens as of

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # only its events and tokens are read


# --- What Git leaves behind -------------------------------------------------------------------

_MERGE = re.compile(
    r"(?<!<)<{7}(?!<)(?: [^\s<]|[ \t]*$)|(?<!>)>{7}(?!>)(?: [^\s>]|[ \t]*$)", re.MULTILINE
)
"""What opens or closes two versions of a passage: seven signs, and often a name (git-merge,
« How conflicts are presented »). « ======= » alone underlines a title."""


class Merge(NamedTuple):
    """A passage of which two versions were left, or half of its marks."""

    line: int
    """From 1."""
    said: str
    last: int
    """The line of its last mark."""

    @property
    def is_open(self) -> bool:
        """Whether the mark that closes it is still to come."""
        return self.said[0] == "<" and self.last == self.line

    @property
    def lines(self) -> str:
        """Where it stands, in French."""
        return (
            f"lignes {self.line} à {self.last}" if self.last > self.line else f"ligne {self.line}"
        )


def find_merges(text: str) -> list[Merge]:
    """The passages of a text between marks of a merge, each by the line that opens it."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    merges: list[Merge] = []
    for each in _MERGE.finditer(text):
        line = text.count("\n", 0, each.start()) + 1
        if each[0][0] == ">" and merges and merges[-1].is_open:
            merges[-1] = merges[-1]._replace(last=line)
        else:
            said = text[each.start() :].partition("\n")[0]
            merges.append(Merge(line, said, line))
    return merges


# --- What YAML leaves out ---------------------------------------------------------------------


class Cut(NamedTuple):
    """What YAML would leave out of a front matter."""

    kind: str
    """Of the problem: `diese_perdu` or `virgule_perdue`."""
    line: int
    """From 1."""
    lost: str
    start: str = ""
    """What stands before the value on its line."""
    value: str = ""
    """The whole value, as it was meant; empty where what is lost belongs to none."""
    end: str = ""
    """What follows the value on its line."""


_PERHAPS = re.compile(r"[ \t]#|\{[^{}\n]*,[^{}:\n]*[,}]")
"""A comment that has something before it on its line, a piece of a group without a colon."""


def find_cuts(head: str) -> list[Cut]:
    """What YAML would leave out of a front matter without a word (YAML 1.2.2, §6.6 and §7.4.2).

    A comment alone on its line is one, and so is that of a key whose list or group follows. One that
    shares its line with a value was written as text, and so was one that goes on with a value.
    """
    if not _PERHAPS.search(head):
        return []
    # The last word after a comma tells of those before it too.
    return list({(each.line, each.start): each for each in _Cutter(head).cuts()}.values())


_OPENERS = (of.BlockMappingStartToken, of.BlockSequenceStartToken)
_FLOW_STARTS = {of.FlowMappingStartToken: "{", of.FlowSequenceStartToken: "["}
_FLOW_ENDS = (of.FlowMappingEndToken, of.FlowSequenceEndToken)

_COMMENT = re.compile("#.*")
_BLOCK_COMMENT = re.compile(r"[|>][0-9+-]*[ \t]+(#.*)")
_AFTER_VALUE = {
    "": re.compile("(.*)()"),
    "{": re.compile(r"(.*?)((?:,[ \t]*[a-z_]+:.*)?\}.*|)"),
    "[": re.compile(r"(.*?)((?:,.*)?\].*|)"),
}
"""What of a comment goes on with a value, and what closes the braces or brackets it stands in."""


@dataclass(slots=True)
class _Cutter:
    """One pass over the tokens of a front matter, and over what stands between them."""

    head: str
    _column: int = 0
    """Of the last key or dash that opens a line."""
    _flow: list[str] = field(default_factory=list)
    """The braces and brackets that are open."""

    def cuts(self) -> Iterator[Cut]:
        before: Any = None
        value: Any = None
        opens = keyed = False
        for token in _tokens(self.head):
            if (
                token.start_mark.index == token.end_mark.index
                and type(token) is not of.StreamEndToken
            ):
                opens = opens or type(token) in _OPENERS
                keyed = keyed or type(token) is of.KeyToken
                continue  # what the scanner puts between the signs
            if before:
                opens = opens or (type(before), type(token)) == (of.ValueToken, of.BlockEntryToken)
                yield from self._between(before, token, opens=opens)
            if type(token) is of.ScalarToken:
                yield from self._in_block(token)
                if value and not keyed and self._is_loose(before):
                    yield self._after_comma(value, token)
                elif not keyed:
                    value = token
            self._follow(token, keyed=keyed)
            before, opens, keyed = token, False, False

    def _is_loose(self, before: Any) -> bool:
        """Whether a word that follows this is taken for a key that has no value."""
        return type(before) is of.FlowEntryToken and self._flow[-1:] == ["{"]

    def _follow(self, token: Any, *, keyed: bool) -> None:
        if sign := _FLOW_STARTS.get(type(token)):
            self._flow.append(sign)
        elif type(token) in _FLOW_ENDS:
            del self._flow[-1:]
        elif not self._flow and (keyed or type(token) is of.BlockEntryToken):
            self._column = token.start_mark.column

    def _between(self, before: Any, token: Any, *, opens: bool) -> Iterator[Cut]:
        """The comments between two tokens, where they were written as text."""
        found = _COMMENT.finditer(self.head, before.end_mark.index, token.start_mark.index)
        ended = type(before) is of.ScalarToken or type(before) in _FLOW_ENDS
        lost = [each for each in found if self._is_text(each, ended=ended, opens=opens)]
        if lost:
            yield self._cut(before, token, lost)

    def _is_text(self, comment: re.Match[str], *, ended: bool, opens: bool) -> bool:
        if opens and not ended:
            return False
        column = comment.start() - self._line_start(comment.start())
        if self.head[comment.start() - column : comment.start()].strip():
            return True
        # Under an empty key, « # - date: … » is an example to fill in; « #Fête » was text.
        deeper = column > self._column and not self._flow
        return deeper and (ended or comment[0][1:2] != " ")

    def _cut(self, before: Any, token: Any, lost: list[re.Match[str]]) -> Cut:
        said = " ".join(each[0].rstrip() for each in lost)
        line = self._line(lost[0].start())
        if type(before) in _FLOW_ENDS or (
            type(before) is of.ScalarToken and before.style in ("|", ">")
        ):
            return Cut("diese_perdu", line, said)
        place, value = before.end_mark.index, ""
        if type(before) is of.ScalarToken:
            place, value = before.start_mark.index, f"{before.value} "
        found = _AFTER_VALUE["".join(self._flow[-1:])].fullmatch(said)
        more, end = found.groups() if found else (said, "")
        if not self._flow and type(token) is of.ScalarToken:
            more += self._continued(lost[-1].end())
        more = more.rstrip()
        return Cut("diese_perdu", line, more, self._before(place), value + more, end)

    def _continued(self, place: int) -> str:
        """The lines that go on with a value which a comment has cut."""
        lines = []
        for line in self.head[place + 1 :].split("\n"):
            text = line.strip()
            if not text or len(line) - len(line.lstrip()) <= self._column:
                break
            lines.append(f" {text}")
        return "".join(lines)

    def _in_block(self, token: Any) -> Iterator[Cut]:
        """The comment beside the sign that opens the lines of a text."""
        if token.style in ("|", ">") and (
            found := _BLOCK_COMMENT.match(self.head, token.start_mark.index)
        ):
            yield Cut("diese_perdu", token.start_mark.line + 1, found[1].rstrip())

    def _after_comma(self, value: Any, token: Any) -> Cut:
        place, stop = value.start_mark.index, token.end_mark.index
        whole = value.value + self.head[value.end_mark.index : stop]
        end = self.head[stop:].partition("\n")[0].rstrip()
        lost = self.head[value.end_mark.index : stop].lstrip(", \t\n")
        line, start = self._line(place), self._before(place)
        return Cut("virgule_perdue", line, lost, start, whole, end)

    def _before(self, place: int) -> str:
        """What stands before a value on its line, with the space that YAML wants."""
        start = self.head[self._line_start(place) : place].strip()
        return start if start[-1:] in "{[" else f"{start} "

    def _line_start(self, place: int) -> int:
        return self.head.rfind("\n", 0, place) + 1

    def _line(self, place: int) -> int:
        return self.head.count("\n", 0, place) + 1


def _tokens(head: str) -> Iterator[Any]:
    """The tokens of a front matter, up to what cannot be read."""
    loader = LOADER(head)
    try:
        while loader.check_token():
            yield loader.get_token()
    except yaml.YAMLError:
        return
