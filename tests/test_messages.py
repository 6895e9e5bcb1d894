"""Forty messages as people send them, through the door of `bvm depuis-issue`: none loses a word.

A file of tests/messages/ says who typed it and how, then holds the body of the issue, byte for byte
as GitHub would; `depot.txt` is what the repository holds when it comes. docs/messages.md shows each
one, what it writes and what is answered: `--update-goldens` writes that page.
"""

from __future__ import annotations

import difflib
import json
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import archive
import pytest
from requests_sent import event
from samples import photo
from worlds import ROOT, TODAY

from generator.content.reader import Reader, read_as_written
from generator.contributions import reply
from generator.contributions.answers import value_of
from generator.contributions.proposals import Proposal, Refusal, propose
from generator.contributions.requests import read_issue
from generator.forms.form import Form, Kind, Question
from generator.forms.news import PHOTO_CONSENT
from generator.geography import search_key
from generator.text.front_matter import Value, parse
from generator.text.signs import cleaned, folded
from generator.text.typography import jour_court

FOLDER = Path(__file__).parent / "messages"
NAMES = sorted(path.stem for path in FOLDER.glob("[0-9]*.txt"))
PAGE = ROOT / "docs" / "messages.md"
NOTHING = {"neant", "ras", "n a"}
"""What people write where they have nothing to say."""

PHOTO = photo()
"""What GitHub gives for each address of a picture."""


@dataclass(frozen=True)
class Message:
    """A message, and what came of it."""

    number: int
    titre: str
    who: str
    body: str
    made: Proposal | Refusal
    before: dict[str, str]
    """The texts, until now, of the files that it changes; by their path, empty for a new one."""
    blocks: tuple[str, ...]
    """What the robot answers to this message and to no other: its verdict, each list and its title."""

    @property
    def form(self) -> Form:
        return self.made.form

    @property
    def written(self) -> dict[str, str | bytes]:
        """The files that it makes or changes, by their path."""
        return dict(self.made.changes) if isinstance(self.made, Proposal) else {}

    @property
    def has_photo(self) -> bool:
        """Whether it brings a picture, for which no file holds that people agreed."""
        return any(isinstance(content, bytes) for content in self.written.values())

    @property
    def recap(self) -> str:
        """What the robot says that it understood."""
        return "\n".join(block for block in self.blocks if block.startswith(_RECAP))

    @property
    def notes(self) -> str:
        """The rest of what it says: advice, what must be mended."""
        return "\n".join(block for block in self.blocks[1:] if not block.startswith(_RECAP))


_RECAP = "Ce que nous avons compris"


@pytest.fixture(scope="module")
def messages(tmp_path_factory) -> dict[str, Message]:
    root = tmp_path_factory.mktemp("depot")
    _, files = archive.split((FOLDER / "depot.txt").read_text("utf-8"))
    archive.write(root, files)
    site = reply.PublishedSite(Reader(root).read().catalogue, "https://exemple.fr/")
    return {name: _send(name, root, site) for name in NAMES}


def _send(name: str, root: Path, site: reply.PublishedSite) -> Message:
    words, files = archive.split((FOLDER / f"{name}.txt").read_bytes().decode())
    titre, _, who = words.strip().partition("\n")
    body, number = files["demande"][2], int(name.partition("-")[0])
    request = read_issue(json.loads(event(body, number=number))["issue"])
    read = partial(read_as_written, root)
    made = propose(request, site.catalogue, read, TODAY, lambda _: PHOTO)
    assert made, "it answers a form"
    changes = made.changes if isinstance(made, Proposal) else {}
    before = {path: read(path) or "" for path in changes}
    comment = _answer(made, site, number).removeprefix(f"{reply.MARK}\n")
    return Message(number, titre, who.strip(), body, made, before, _own_blocks(comment))


def _answer(made: Proposal | Refusal, site: reply.PublishedSite, number: int) -> str:
    if isinstance(made, Refusal):
        return reply.refused(made, site)
    if made.form.slug in {"aide", "correction"}:
        return reply.stays(made, site)
    answer = reply.counted if made.form.slug == "engagement" else reply.ready
    return answer(made, site, number)


def _own_blocks(comment: str) -> tuple[str, ...]:
    """The verdict and the lists of a comment: the rest is said to everyone."""
    blocks = comment.split("\n\n")
    lists = (
        f"{title}\n\n{block}" if title.endswith(":") else block
        for title, block in pairwise(blocks)
        if block.startswith("- ")
    )
    return (blocks[0], *lists)


# --- None loses a word ------------------------------------------------------------------------

READ = {Kind.CHOICE, Kind.CHOICES, Kind.COMMUNE, Kind.DATE, Kind.DEFI, Kind.HOUR, Kind.NUMBER}
"""What is read, not copied: said back in words of ours, and quoted when it is not understood."""


@pytest.mark.parametrize("name", NAMES)
def test_each_word_of_a_message_is_written_or_told(name, messages):
    message = messages[name]
    assert message.made.answers
    assert {label: words for label, words in _lost(message) if words} == {}


def _lost(message: Message) -> Iterator[tuple[str, set[str]]]:
    """The words of each answer that are neither in a file nor in what is told."""
    for question, said in _asked(message):
        answer = message.made.answers.get(question.id, "")
        held = _held(message, question)
        if question.id == PHOTO_CONSENT and message.has_photo:
            continue
        if search_key(said) in NOTHING:
            continue
        if question.kind in READ and _is_read(question, answer, held, message.recap):
            continue
        kept = [message.notes, *(held or [answer, message.recap])]
        yield question.label, _words(_by_hand(said)) - _words("\n".join(kept))


def _held(message: Message, question: Question) -> list[str]:
    """The texts of its files that may come of a question: the new ones, but for who joins others."""
    if not (question.key or question.id == "texte"):
        return []
    files = (text for text in message.written.values() if isinstance(text, str))
    after = Counter(one for text in files for one in _texts(text))
    before = Counter(one for text in message.before.values() for one in _texts(text))
    return list(after if question.key.startswith("engagements") else after - before)


def _texts(file: str) -> Iterator[str]:
    """The texts of a file, each value of its front matter and the body, as a reader reads them."""
    document, _ = parse(file, "")
    if document:
        yield from _leaves(document.fields)
        yield document.body


def _leaves(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)


def _asked(message: Message) -> Iterator[tuple[Question, str]]:
    """What was typed under each label but the last, under which a signature may stand."""
    labels = {search_key(question.label): question for question in message.form.questions}
    question, said = None, []
    for line in message.body.splitlines():
        found = labels.get(search_key(line)) if re.match(r"#|\*\*|__", line) else None
        if not found:
            said.append(line)
            continue
        if question:
            yield question, "\n".join(said)
        question, said = found, []
    assert question
    assert question.kind is Kind.CONSENT


def _is_read(question: Question, answer: str, held: list[str], recap: str) -> bool:
    """Whether an answer is said back in words of ours, and what is said is in the file."""
    lines = (folded(line) for line in recap.split("\n"))
    label = folded(f"- {question.label} :")
    said = next((line.removeprefix(label).strip() for line in lines if line.startswith(label)), "")
    is_quoted = said.startswith("«") and question.kind is not Kind.DEFI
    is_counted = question.kind is Kind.NUMBER and "engagements" in question.key
    if not said or is_quoted:
        return False
    return not held or is_counted or _meant(question, answer, said) <= set(held)


def _meant(question: Question, answer: str, said: str) -> set[str]:
    """The values of a file that are said so: the words of a list, the day, else what is typed."""
    if question.terms:
        labels = {folded(term.label): term.slug for term in question.terms}
        return {labels[label] for label in said.split(", ")}
    value = str(value_of(question, answer))
    if question.kind is Kind.DATE:
        assert folded(jour_court(date.fromisoformat(value))) in said
    return {value}


def _words(text: str) -> set[str]:
    """The words of a text, however they are spelt, and its pictographs."""
    plain = unicodedata.normalize("NFKD", cleaned(text).casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    drawn = {sign for sign in letters if unicodedata.category(sign) == "So"}
    return {*re.findall(r"[^\W_]+", letters), *drawn}


def _by_hand(text: str) -> str:
    """What a person typed of a text: the mark of what is dropped there, GitHub writes."""
    return re.sub(r"<img [^>]*>|!\[[^\]]*\]\(https://github\.com/[^)]*\)", "", text)


# --- The page ---------------------------------------------------------------------------------

TOP = """# Quarante messages, et ce qui en est compris

Ce que l’on envoie ressemble rarement à un exemple : voici quarante messages, écrits pour l’essai, tels qu’un téléphone, un traitement de texte, une voix ou un scanner les font.
Chacun entre par la porte de `bvm depuis-issue` ; on voit le message, ce qu’il écrit dans le dépôt, puis ce qui est répondu, mot pour mot, sans les phrases que tout le monde reçoit.
Un test, `tests/test_messages.py`, vérifie que pas un mot ne s’y perd, et c’est lui qui écrit cette page : ne la changez pas à la main.
Dans un message, ␣ est une espace insécable, ⇥ une tabulation, et ⟨U+00AD⟩ le nom d’un signe que personne ne voit."""


@pytest.fixture(scope="module")
def page(messages, request) -> list[str]:
    """The page: what opens it, then a section for each message."""
    if request.config.getoption("--update-goldens"):
        text = "\n\n".join([TOP, *map(_section, messages.values())])
        PAGE.write_text(f"{text}\n", "utf-8")
    return re.split(r"\n\n(?=## \d)", PAGE.read_text("utf-8").removesuffix("\n"))


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_a_message_and_what_comes_of_it(name, messages, page):
    message = messages[name]
    assert page[message.number] == _section(message)


def test_the_page_shows_messages_to_all_forms(messages, page):
    slugs = Counter(message.form.slug for message in messages.values())
    assert slugs == {
        "defi": 16, "mise-a-jour": 12, "annonce": 5, "engagement": 3, "aide": 2, "correction": 2,
    }  # fmt: skip
    assert (page[0], len(page)) == (TOP, len(NAMES) + 1)


def _section(message: Message) -> str:
    ends = ", aux fins de ligne CR LF" if "\r\n" in message.body else ""
    parts = [
        f"## {message.number}. {message.titre}",
        message.who,
        f"Le message, par le formulaire « {message.form.titre} »{ends} :",
        _fenced(_with_unseen(message.body)),
    ]
    for path, after in message.written.items():
        before = message.before[path]
        verb = "change" if before else "est écrit"
        parts += [f"Ce qui {verb} dans `{path}` :", _changed(before, after)]
    answered = "\n\n".join(map(_folded, message.blocks))
    return "\n\n".join([*parts, "Ce qui est répondu :", _fenced(answered)])


def _with_unseen(text: str) -> str:
    """A text, with a name for what nobody sees in it."""
    return "".join(map(_seen, text.replace("\r\n", "\n")))


def _seen(sign: str) -> str:
    if sign in {" ", "\n"} or unicodedata.category(sign) not in {
        "Cc",
        "Cf",
        "Co",
        "Zl",
        "Zp",
        "Zs",
    }:
        return sign
    return {"\u00a0": "␣", "\u202f": "␣", "\t": "⇥"}.get(sign, f"⟨U+{ord(sign):04X}⟩")


def _changed(before: str, after: str | bytes) -> str:
    if isinstance(after, bytes):
        return _fenced("(une image)")
    if not before:
        return _fenced(_with_unseen(after))
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    shown = (line for line in list(lines)[2:] if not line.startswith("@@"))
    return _fenced(_with_unseen("\n".join(shown)), "diff")


def _folded(text: str) -> str:
    """A text whose lines fit on a page."""
    fold = partial(textwrap.fill, width=100, subsequent_indent="  ", break_long_words=False)
    return "\n".join(fold(line, break_on_hyphens=False) for line in text.split("\n"))


def _fenced(text: str, language: str = "text") -> str:
    assert "```" not in text, "what the page shows would end there"
    return "\n".join([f"```{language}", text.strip("\n"), "```"])
