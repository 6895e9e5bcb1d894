"""How long the guard takes on the texts that are worst for it: twice the text, twice the time.

    python -m bench.worst_texts

Prints for each text the seconds for 16, 32 and 64 KB; ends with 1 where the time grows faster.
"""

from __future__ import annotations

import sys
import time

from generator.text import guards

WORST = {
    "digits": "0",
    "pairs": "06 12 34 ",
    "blanks": " ",
    "tabs": "\t ",
    "at signs": "@",
    "addresses": "a@a.",
    "letters": "a",
    "dots": "a.",
    "square brackets": "[",
    "links": "[a](",
    "whole links": "[0](a)",
    "round brackets": "(",
    "tags": "<a ",
    "quoted tags": '<a b="',
    "comments": "<!--",
    "entities": "&#",
    "ampersands": "&amp;",
    "percents": "%25",
    "numbers in words": "six ",
    "zeros in words": "zéro ",
    "marks": "*0*",
    "hosts": "t.me.",
    "schemes": "tel:",
    "spoken": "a at ",
    "key": "eyJ",
    "lines": "0\n",
    "quotations": "> ",
    "letters apart": "a ",
    "signs": "\u0430",
    "circled": "\u2460 ",
    "notes": "[^1]",
    "commas": "0, ",
    "letters and digits": "0e",
    "fields": "a: 06 1\n",
    "fields in pieces": "a: x@\n",
    "first names": "jean ",
    "gmail": "gmail, ",
    "survey": "https://a.fr/index.php/",
}
SIZE = 16_384
MOST = 2.9
"""How many times as long a text may take that is twice as long: 2, and the noise of a machine."""
LITTLE = 0.03
"""Seconds that nobody notices, whatever they grow like."""


def seconds(text: str) -> float:
    """The best of two tries."""
    tries = []
    for _ in range(2):
        start = time.process_time()
        guards.check(text, "defis/x.md")
        tries.append(time.process_time() - start)
    return min(tries)


def main() -> int:
    """Measure them all; whether one grows too fast."""
    too_fast = False
    for name, piece in WORST.items():
        # What makes each kind worth looking for stands before.
        text = "jean (at) a 0612345678 tel:1 t.me/ &#64; %40 " + piece * SIZE * 4
        times = [seconds(text[: SIZE * times]) for times in (1, 2, 4)]
        wrong = times[2] > LITTLE and times[2] > MOST * times[1] > MOST * MOST * times[0]
        print(f"{name:18}", *(f"{each:7.3f}" for each in times), "grows too fast" if wrong else "")
        too_fast |= wrong
    return int(too_fast)


if __name__ == "__main__":
    sys.exit(main())
