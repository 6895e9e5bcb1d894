"""The relay of the forms: a small WSGI application that opens an issue for who has no account.

What arrives is checked as an issue is: what would be refused is told at once, on a page, and
nothing leaves. Nothing that was typed is kept or logged. It has no session and no cookie, so that
a page of another site could send nothing that its reader could not send by hand.

https://peps.python.org/pep-3333/ ; what a town must know stands in docs/exploitation.md.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import blake2b
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from pathlib import Path
from secrets import token_bytes
from threading import Lock
from typing import TextIO
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator import addresses, clock
from generator.content.identity import read_site_url
from generator.content.reader import Reader, read_as_written
from generator.contributions import bodies
from generator.contributions.github import Client, GitHubRefused, connect
from generator.contributions.harmless import harmless
from generator.contributions.proposals import Proposal, propose
from generator.contributions.reply import left_to_mend
from generator.contributions.requests import (
    SIZE_LIMIT,
    Request,
    Sending,
    SendingRefused,
    read_sending,
)
from generator.forms.form import Form, Kind
from generator.forms.issue_forms import WITHOUT_ACCOUNT
from generator.forms.news import UPDATE
from generator.forms.questions import ENGAGEMENT, PAGES, forms
from generator.text.errors import Problem, without_values
from generator.text.policy import hash_source, policy
from generator.text.typography import fr

HOUR = 3600.0
"""How long anything is remembered, in seconds."""

FROM_ONE = 30
"""How often one connection may send in an hour: a room that proposes together has one for all."""

IN_ALL = 60
"""How many issues are opened in an hour, whoever sends."""

NOT_YET = 9_999_999
"""The number of a request that has none: that of no issue."""

URLENCODED, JSON = "application/x-www-form-urlencoded", "application/json"

_SAFE = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("Vary", "Accept, Origin"),
    ("X-Content-Type-Options", "nosniff"),
)


class NotReady(Exception):
    """A setting is missing or wrong; the message says in French which one."""


# --- What is answered -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: a page for a person, or the same sentences for the script of the forms."""

    status: HTTPStatus
    titre: str
    lignes: tuple[str, ...] = ()
    corriger: tuple[tuple[str, str], ...] = ()
    """What must be mended: the label of a question, and a sentence."""
    demande: str = ""
    """The address of the issue, where the answer will come."""
    ensuite: tuple[str, str] = ("", "")
    """What the site shows once it is read, and where; nothing where a person only answers."""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def sentences(self) -> list[str]:
        mending = (f"« {label} » : {said}" if label else said for label, said in self.corriger)
        return [*map(fr, self.lignes), *map(fr, mending)]


class Stopped(Exception):
    """A sending goes no further."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.titre)
        self.said = said


_LEFT = "Votre texte n’est pas parti"
_ELSEWHERE = "Réessayez plus tard, ou prenez une autre porte : la page du formulaire les montre."


def _refused(status: HTTPStatus, *lignes: str, **more: str) -> Said:
    headers = tuple((name.replace("_", "-"), value) for name, value in more.items())
    return Said(status, _LEFT, lignes, headers=headers)


_TOO_MANY = _refused(
    HTTPStatus.TOO_MANY_REQUESTS,
    f"Beaucoup de textes sont arrivés depuis une heure. {_ELSEWHERE}",
    Retry_After=f"{HOUR:.0f}",
)
_TOO_LONG = _refused(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "Il est trop long pour passer par ici. Gardez l’essentiel, et racontez le reste plus tard.",
)
_NO_ANSWER = _refused(
    HTTPStatus.BAD_GATEWAY, f"GitHub, où les textes sont rangés, ne répond pas. {_ELSEWHERE}"
)
_WAIT = _refused(
    HTTPStatus.SERVICE_UNAVAILABLE,
    f"GitHub, où les textes sont rangés, demande d’attendre. {_ELSEWHERE}",
    Retry_After=f"{HOUR:.0f}",
)
_FAULT = _refused(
    HTTPStatus.INTERNAL_SERVER_ERROR, f"C’est une faute de notre programme. {_ELSEWHERE}"
)


def _to_mend(problems: Sequence[Problem]) -> Said:
    mending = tuple((each.field, each.message) for each in problems)
    titre = f"Merci ! Avant d’envoyer, {left_to_mend(len(problems))}"
    return Said(HTTPStatus.UNPROCESSABLE_ENTITY, titre, (), mending)


_AFTER = {
    "defi": ("votre défi a sa page, parmi les autres", addresses.DEFIS),
    "annonce": ("votre annonce paraît sur la page de son département", addresses.DEPARTEMENTS),
    ENGAGEMENT: ("le compte monte sur la page du défi", ""),
    UPDATE.slug: ("la page du défi change", ""),
}
"""What the site shows once a text is read, and where one looks for it: on no page, that of the défi."""


# --- What is remembered -----------------------------------------------------------------------


@dataclass(slots=True)
class Memory:
    """How often one connection sent, and which texts became issues: for an hour, never on a disk.

    Connections and texts are sums, with a salt that is drawn at start and known to nobody.
    """

    now: Callable[[], float] = field(default_factory=lambda: time.monotonic)
    _salt: bytes = field(default_factory=partial(token_bytes, 16), repr=False)
    _sendings: dict[bytes, list[float]] = field(default_factory=dict)
    _issues: dict[bytes, tuple[float, int]] = field(default_factory=dict)

    def count(self, address: str) -> bool:
        """Count one sending of an address; False when it has sent too often."""
        self._forget()
        sendings = self._sendings.setdefault(self._sum(_connection(address)), [])
        if len(sendings) >= FROM_ONE:
            return False
        sendings.append(self.now())
        return True

    def is_full(self) -> bool:
        self._forget()
        return len(self._issues) >= IN_ALL

    def issue_of(self, text: str) -> int | None:
        """The issue that a text became; 0 when it was asked for and no answer came."""
        self._forget()
        known = self._issues.get(self._sum(text))
        return known[1] if known else None

    def knows(self, issue: int) -> bool:
        return any(issue == number for _, number in self._issues.values())

    def keep(self, text: str, issue: int) -> None:
        self._issues[self._sum(text)] = (self.now(), issue)

    def _forget(self) -> None:
        since = self.now() - HOUR
        kept = {who: [t for t in times if t > since] for who, times in self._sendings.items()}
        self._sendings = {who: times for who, times in kept.items() if times}
        self._issues = {what: one for what, one in self._issues.items() if one[0] > since}

    def _sum(self, text: str) -> bytes:
        return blake2b(text.encode(), key=self._salt, digest_size=16).digest()


def _connection(address: str) -> str:
    """Whose address it is: with IPv6, one connection has a whole /64 (RFC 6177)."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if ip.version == 4:
        return str(ip)
    return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))


# --- The application --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The application, for one repository and one site."""

    client: Client
    root: Path
    reader: Reader
    """Reads the content again at each sending: it looks only at what changed."""
    site: str
    """The address of the site, with its last slash."""
    issues: str
    """Where people read the issues."""
    page: Template
    policy: str
    """What a browser may load and run of it: its own style, and nothing else."""
    today: Callable[[], date]
    memory: Memory = field(default_factory=Memory)
    _looking: Lock = field(default_factory=Lock)
    _opening: Lock = field(default_factory=Lock)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        log: TextIO = environ["wsgi.errors"]
        try:
            said = self._answer(environ, log)
        except Stopped as stopped:
            said = stopped.said
        except Exception as error:
            log.write(f"{without_values(error)}\n")
            said = _FAULT
        kind, body = self._written(said, environ.get("HTTP_ACCEPT", ""))
        headers = [*_SAFE, *said.headers, ("Content-Type", f"{kind}; charset=utf-8")]
        headers += [("Content-Security-Policy", self.policy)]
        headers += [("Content-Length", str(len(body))), *self._shared(environ)]
        start(f"{said.status.value} {said.status.phrase}", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _answer(self, environ: WSGIEnvironment, log: TextIO) -> Said:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            what = "Cette adresse reçoit les formulaires du site. Il n’y a rien à y lire."
            return Said(HTTPStatus.OK, "Le relais des formulaires", (what,))
        self._check_request(environ)
        data = _read(environ)
        with self._looking:
            if not self.memory.count(environ.get("REMOTE_ADDR", "")):
                raise Stopped(_TOO_MANY)
        try:
            sending = read_sending(data)
        except SendingRefused as refused:
            raise Stopped(_refused(HTTPStatus.BAD_REQUEST, str(refused))) from None
        return self._take(sending, environ.get("REMOTE_ADDR", ""), log)

    def _check_request(self, environ: WSGIEnvironment) -> None:
        """Raises Stopped for what no form of the site sends."""
        if environ["REQUEST_METHOD"] != "POST":
            said = "Cette adresse ne fait que recevoir des formulaires."
            allow = "GET, HEAD, POST"
            raise Stopped(_refused(HTTPStatus.METHOD_NOT_ALLOWED, said, Allow=allow))
        if not self._is_from_site(environ):
            said = f"Le formulaire n’est pas celui du site. Le voici : {self.site}"
            raise Stopped(_refused(HTTPStatus.FORBIDDEN, said))
        if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != URLENCODED:
            said = "Il n’est pas écrit comme un formulaire du site l’écrit."
            raise Stopped(_refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, said))

    def _is_from_site(self, environ: WSGIEnvironment) -> bool:
        """Whether what the browser says of the page it comes from may be true of ours.

        Without a script it says « null », since pages give their address to nobody else
        (`referrer`, in overrides/base.html; https://fetch.spec.whatwg.org/#origin-header).
        """
        return environ.get("HTTP_ORIGIN", "null") in {"null", _origin(self.site)}

    def _shared(self, environ: WSGIEnvironment) -> list[tuple[str, str]]:
        """What lets the script of the page that sent read the answer."""
        if "HTTP_ORIGIN" not in environ or not self._is_from_site(environ):
            return []
        return [("Access-Control-Allow-Origin", environ["HTTP_ORIGIN"])]

    # --- From answers to an issue ------------------------------------------------------------

    def _take(self, sending: Sending, address: str, log: TextIO) -> Said:
        """Open the issue of a sending, or say what to mend."""
        body = bodies.render(sending.form, sending.answers, whole=sending.form.slug != UPDATE.slug)
        made = self._propose(body)
        if not isinstance(made, Proposal):
            return _to_mend(made)
        try:
            number = self._issue(made, body, address)
        except GitHubRefused as refused:
            log.write(f"{refused}\n")
            waits = refused.status == HTTPStatus.TOO_MANY_REQUESTS
            raise Stopped(_WAIT if waits else _NO_ANSWER) from None
        titre = "C’est envoyé. Merci !"
        issue, later = f"{self.issues}/{number}", self._later(made)
        return Said(HTTPStatus.CREATED, titre, demande=issue, ensuite=later)

    def _later(self, made: Proposal) -> tuple[str, str]:
        """What the site will show of a text, and the page where one looks for it."""
        said, where = _AFTER.get(made.form.slug, ("", ""))
        return said, f"{self.site}{where or addresses.defi(made.slug)}" if said else ""

    def _propose(self, body: str) -> Proposal | tuple[Problem, ...]:
        """What the issue of that body would make, or what its answer would ask to mend."""
        today = self.today()
        request = Request(NOT_YET, body, is_open=True, asked_on=today)
        read = partial(read_as_written, self.root)
        with self._looking:
            made = propose(request, self.reader.read().catalogue, read, today)
        assert made is not None, "the body begins with the first label of the form"
        return made if isinstance(made, Proposal) else made.problems

    def _issue(self, made: Proposal, body: str, address: str) -> int:
        """The number of the issue of a text, opened unless it is there already.

        Two neighbours join with the same words: those of another connection are another's.
        """
        form = made.form
        sender = f"{_connection(address)}\n" if form.slug == ENGAGEMENT else ""
        with self._opening:
            known = self.memory.issue_of(sender + body)
            if known:
                return known
            if known is None and self.memory.is_full():
                raise Stopped(_TOO_MANY)
            if known == 0 and (found := self._find(form, body)):
                self.memory.keep(sender + body, found)
                return found
            self.memory.keep(sender + body, 0)
            number = self.client.open_issue(
                title=_title(made), body=body, labels=[form.slug, WITHOUT_ACCOUNT]
            )
            self.memory.keep(sender + body, number)
            return number

    def _find(self, form: Form, body: str) -> int:
        """The open issue that has this text: GitHub may have opened it and never said so.

        One that is known to be another's is not looked at.
        """
        for each in self.client.open_issues(form.slug):
            number = int(each["number"])
            same = str(each.get("body", "")).replace("\r\n", "\n").strip() == body.strip()
            if same and not self.memory.knows(number):
                return number
        return 0

    # --- What people read --------------------------------------------------------------------

    def _written(self, said: Said, accepted: str) -> tuple[str, bytes]:
        """The type and the bytes of an answer."""
        if JSON in accepted:
            corriger = [(label, fr(sentence)) for label, sentence in said.corriger]
            told = {"dit": said.sentences, "corriger": corriger, "adresse": said.demande}
            return JSON, json.dumps(told, ensure_ascii=False).encode()
        refused = said.status >= HTTPStatus.BAD_REQUEST
        pages = ((form.titre, f"{self.site}{_page_of(slug)}") for slug, form in forms().items())
        text = self.page.render(
            titre=said.titre,
            lignes=said.lignes,
            corriger=said.corriger,
            demande=said.demande,
            ensuite=said.ensuite,
            refus=refused,
            portes=[] if refused or said.demande else list(pages),
            site=self.site,
        )
        return "text/html", text.encode()


def _page_of(form: str) -> str:
    """The address of the page that asks a form, or that leads to the gestures."""
    names = (name for name, slug in PAGES.items() if slug == form)
    return next((f"{name}/" for name in names), addresses.METTRE_A_JOUR)


def _origin(url: str) -> str:
    """What a browser says of where a page comes from: its scheme and its host, in small letters."""
    parts = urlsplit(url.lower())
    return f"{parts.scheme}://{parts.netloc}"


def _read(environ: WSGIEnvironment) -> bytes:
    """What was sent, never more than the limit. Raises Stopped."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not length:
        raise Stopped(_refused(HTTPStatus.LENGTH_REQUIRED, "Sa longueur n’est pas dite."))
    if not (length.isascii() and length.isdecimal()):
        raise Stopped(_refused(HTTPStatus.BAD_REQUEST, "Sa longueur n’est pas un nombre."))
    if len(length) > len(str(SIZE_LIMIT)) or int(length) > SIZE_LIMIT:
        raise Stopped(_TOO_LONG)
    data: bytes = environ["wsgi.input"].read(int(length))
    if len(data) != int(length):
        raise Stopped(_refused(HTTPStatus.BAD_REQUEST, "Il n’est pas arrivé en entier."))
    return data


def _title(made: Proposal) -> str:
    """The title of the issue: what the form is for, and what it is about, harmless."""
    first = made.form.questions[0]
    about = made.slug if first.kind is Kind.DEFI else harmless(made.answers[first.id])
    return f"{made.form.titre} : {about}"


# --- The start --------------------------------------------------------------------------------


def open_relay(root: Path, environ: Mapping[str, str]) -> Relay:
    """The relay of the repository at `root`. Raises NotReady or GitHubRefused."""
    site = read_site_url(root, environ)
    if not site.startswith(("https://", "http://127.0.0.1:")):
        raise NotReady("SITE_URL doit dire l’adresse du site, en https.")
    client = connect(environ)
    server = environ.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    page, page_policy = _page(root)
    return Relay(
        client=client,
        root=root,
        reader=Reader(root),
        site=f"{site.rstrip('/')}/",
        issues=f"{server}/{client.repository}/issues",
        page=page,
        policy=page_policy,
        today=lambda: clock.today(environ),
    )


def _page(root: Path) -> tuple[Template, str]:
    """The page of each answer, where everything is escaped, and its policy: no site may frame it."""
    loader = FileSystemLoader(root / "overrides")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters["fr"] = fr
    style, _, _ = loader.get_source(environment, "forms/relais.css")
    environment.globals["style"] = Markup(style)  # noqa: S704 - a file of ours
    nothing = dict.fromkeys(("default-src", "base-uri", "form-action", "frame-ancestors"), "'none'")
    said = policy({**nothing, "style-src": hash_source(style)})
    return environment.get_template("forms/relais.html"), said


def application() -> Relay:
    """What `make relais` serves; a setting that is missing stops it with a sentence."""
    try:
        return open_relay(Path(), os.environ)
    except (NotReady, GitHubRefused) as refused:
        raise SystemExit(str(refused)) from None
