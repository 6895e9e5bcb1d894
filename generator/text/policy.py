"""What a page may load and run, as a tag or a header tells a browser.

Content Security Policy Level 3: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_VALUE = re.compile(r"[!-+\--:=-~]+( [!-+\--:=-~]+)*")
"""Printable ASCII without « ; » nor « , », words parted by one space (§2.2.1, §2.3)."""


def policy(directives: Mapping[str, str]) -> str:
    """The policy that says `directives`: sources by name, « script-src » → « 'self' file: ».

    What a page loads and that is not named follows `default-src` (§6.1.3); `base-uri`,
    `form-action` and `frame-ancestors` do not, and have to be named.
    Raises ValueError for what would not stay within its directive.
    """
    for name, value in directives.items():
        if not (_NAME.fullmatch(name) and _VALUE.fullmatch(value)):
            raise ValueError(f"no directive of a policy: {name} {value}")
    return ";".join(f"{name} {value}" for name, value in directives.items())


def hash_source(text: str) -> str:
    """What lets one script or one style that is written in a page: the sum of its very text.

    The text is what stands between the tags, in UTF-8, its lines ended by U+000A as a parser leaves
    them (§2.3.1 « hash-source », §6.7.3.3 « Does element match source list »).
    """
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
