"""JSON that an HTML page may hold, whatever people wrote in it: data for scripts, JSON-LD."""

from __future__ import annotations

import json
from typing import Any

import orjson
from markupsafe import Markup


def json_in_page(document: Any) -> Markup:
    """`document` as JSON for a `<script>` of data: no sign of it can end the element.

    Without « < » there is neither `</script` nor `<!--`:
    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
    What nobody sees is spelled out: a page may not hold what our own patterns look for, and
    U+2028 would end a line of a script.
    """
    text = orjson.dumps(document, default=dict).decode().replace("<", "\\u003c")
    return Markup(text if text.isprintable() else _spelled(text))  # noqa: S704 - nothing ends it


def _spelled(text: str) -> str:
    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text)
