"""A page opened as a reader opens it, in a context of its own, and what it did meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, WebError

STRANGE = re.compile(r"https?://(?!127\.0\.0\.1[:/])")
"""The addresses that are not of this machine."""


def answer_nothing(route: Route) -> None:
    """What another host answers: an empty page."""
    route.fulfill(status=200, content_type="text/html", body="<title>Ailleurs</title>")


@dataclass
class Seen:
    """What the pages of a context asked for, in their order, and what their scripts got wrong.

    `elsewhere` answers in the place of other hosts: nothing goes out of this machine.
    """

    requests: list[Request] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elsewhere: Callable[[Route], None] = answer_nothing

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.requests]

    @property
    def paths(self) -> list[str]:
        return [urlsplit(url).path for url in self.urls]

    @property
    def strangers(self) -> list[Request]:
        """What was asked of other hosts."""
        return [each for each in self.requests if STRANGE.match(each.url)]

    @property
    def faults(self) -> list[str]:
        """The errors, but for files that did not come: a test may cut the network itself."""
        return [each for each in self.errors if not each.startswith("Failed to load resource")]

    def forget(self) -> None:
        """What was asked and what went wrong until now does not count."""
        self.requests.clear()
        self.errors.clear()

    def _hear(self, request: Request) -> None:
        self.requests.append(request)

    def _answer(self, route: Route) -> None:
        self.elsewhere(route)

    def _fail(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _listen(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.errors.append(said.text)


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[tuple[Page, Seen]]:
    """A page in a context of its own, on a computer and without motion unless `options` say."""
    usual = {
        "locale": "fr-FR",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 800},
    }
    context, seen = browser.new_context(**{**usual, **options}), Seen()
    context.on("request", seen._hear)
    context.on("weberror", seen._fail)
    context.on("console", seen._listen)
    context.route(STRANGE, seen._answer)
    try:
        yield context.new_page(), seen
    finally:
        context.close()


class Held:
    """What a page asks for at some addresses, which comes when it is let go."""

    def __init__(self, page: Page, addresses: str) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route(addresses, self.keep)

    def keep(self, route: Route) -> None:
        self.routes.append(route)

    def let_go(self) -> None:
        while not self.routes:
            self.page.wait_for_timeout(5)
        self.routes.pop().continue_()
