"""Texts that must not be published, texts that only look so, and keys: for all that is a guard."""

from __future__ import annotations

import re
from pathlib import Path


def _lines(name: str) -> list[str]:
    rows = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("# ")]


def _written(text: str) -> str:
    r"""A line of coupables.txt, its « \n » and « \u.... » made signs."""
    return re.sub(r"\\(?:n|u([0-9a-f]{4}))", lambda m: chr(int(m[1], 16)) if m[1] else "\n", text)


INNOCENTS = [_written(row) for row in _lines("innocents.txt")]
KEYS = [  # put together here, so that no machine takes this file for a leak
    "ghp_" + "a1B2" * 9,
    "gho_" + "a1B2" * 9,
    "ghs_" + "a1B2" * 9,
    "github_pat_" + "11AAAAAAA0_" + "a1B2" * 12,
    "glpat-" + "a1B2-" * 4,
    "AK" + "IA" + "ABCDEFGHIJKLMNOP",
    "xoxb" + "-123456789012-abcdefghij",
    "sk" + "_live_" + "a1B2" * 6,
    "AI" + "za" + "a1B2-" * 7,
    "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl",
    "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA " + "PRIVATE KEY-----",
    "-----BEGIN " + "PRIVATE KEY-----",
]
GUILTY = [
    *(
        (kind, _written(text))
        for kind, text in (row.split(" ", 1) for row in _lines("coupables.txt"))
    ),
    *(("secret", key) for key in KEYS),
]
"""Each with the kind of what it holds."""
