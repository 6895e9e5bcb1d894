"""What the pages let a browser load and run: the only place that says it, for every shell.

A page runs the scripts of the site, and the few that are written in it and named here by their
sums; no script, style or handler that a text would bring runs, whatever let it in. `file:` stands
beside `'self'` for who reads the site from a disk, where an address is no origin.
Each template says its own in `{% block politique %}`: what a page needs beyond the others is said by
that page alone. The sums are made of the files, never of what was drawn: a page made of texts
cannot bring its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import rjsmin
from jinja2 import Environment
from markupsafe import Markup

from generator.outputs.kit.assets import source
from generator.text.policy import hash_source, policy

_NONE = "'none'"
_OURS = "'self' file:"

_BARE = {"default-src": _NONE, "base-uri": _NONE, "form-action": _NONE}
"""A page that loads nothing."""

_PAGE = {
    **_BARE,
    "script-src": _OURS,
    "style-src": _OURS,
    "img-src": f"{_OURS} data:",  # the pictograms of the style sheets
    "connect-src": "'self'",
}

EARLY = "scripts/tete.js"
"""The script that every page with a menu holds in its head."""


def policy_globals(environment: Environment) -> dict[str, Callable[..., Markup]]:
    """What templates say of scripts and policies; names of scripts are those of `overrides/`.

    `script(name)` is the text of a script to be written in a page. `politique(*names, **more)` is the
    policy of a page with a menu that also holds the scripts `names`; `politique_nue(**more)` that of
    a page that loads nothing. `more` adds sources to directives: `img_src="https://data.geopf.fr"`.
    """

    @cache
    def script(name: str) -> Markup:
        text = str(rjsmin.jsmin(source(environment, name)))
        if "</script" in text.lower() or "<!--" in text:
            raise ValueError(f"{name} would end the element that holds it")
        return Markup(text)  # noqa: S704 - a file of ours, as it stands

    @cache
    def page(*names: str, **more: str) -> Markup:
        sums = " ".join(hash_source(script(name)) for name in (EARLY, *names))
        return _said(_PAGE, {"script_src": sums}, more)

    def bare(**more: str) -> Markup:
        return _said(_BARE, more)

    return {"script": script, "politique": page, "politique_nue": bare}


def _said(known: dict[str, str], *additions: dict[str, Any]) -> Markup:
    """A policy with what is added to it; an addition takes the place of `'none'`."""
    directives = dict(known)
    for added in additions:
        for name, sources in added.items():
            if not sources:
                continue
            directive = name.replace("_", "-")
            before = directives.get(directive, _NONE)
            directives[directive] = sources if before == _NONE else f"{before} {sources}"
    said = policy(directives)
    assert not set('"&<') & set(said)  # it stands in an attribute as it is: an escaped ' is longer
    return Markup(said)  # noqa: S704 - none of its signs means anything there


def let_last_script(html: bytes) -> bytes:
    """A page, with its policy letting its last inline script run.

    For the one that a server adds at the end of a page while one writes, to load it again; what a
    text brings stands before it.
    """
    _, found, rest = html.rpartition(b"<script>")
    text, ended, _ = rest.partition(b"</script>")
    if not (found and ended):
        return html
    allowed = f"script-src {hash_source(text.decode())} ".encode()
    return html.replace(b"script-src ", allowed, 1)
